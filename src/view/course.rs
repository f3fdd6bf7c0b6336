//! What the course says about somebody's way through it: how far they are, what an exercise has earned so far.

use crate::{
    analytics::format,
    course::reading::Reading,
    model::{
        Workspace,
        record::{Counted, Exercise, FeedbackTime},
    },
};

/// How far somebody is with an exercise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Standing {
    /// Nothing was done yet.
    Untouched,
    /// Something is being written, nothing was given in.
    Begun,
    /// Given in; the teacher says how it went.
    GivenIn,
    /// Given in, with the points of the attempt that counts.
    Points {
        /// What was earned.
        points: f64,
        /// What there was to be earned.
        most: f64,
    },
}

impl Standing {
    /// How far the learner of a workspace is with an exercise of the course.
    pub fn of(workspace: &Workspace, exercise: &Exercise) -> Self {
        let work =
            workspace.records.exercise_work.iter().find(|work| work.pack.is_none() && work.exercise == exercise.id);
        let Some(work) = work else { return Self::Untouched };
        let conduct = exercise.conduct.clone().unwrap_or_default();
        let counts = match conduct.counts {
            Counted::Last => work.attempts.last(),
            Counted::Best => work.attempts.iter().max_by(|one, other| one.points.total_cmp(&other.points)),
        };
        match counts {
            None if work.draft.is_some() || work.hints > 0 => Self::Begun,
            None => Self::Untouched,
            Some(_) if conduct.feedback == FeedbackTime::Deferred => Self::GivenIn,
            Some(attempt) => Self::Points { points: attempt.points, most: attempt.most },
        }
    }

    /// In a person's words; none where there is nothing to say.
    pub fn words(self) -> Option<String> {
        Some(match self {
            Self::Untouched => return None,
            Self::Begun => "begun".to_owned(),
            Self::GivenIn => "given in".to_owned(),
            Self::Points { points, most } => {
                format!("{} of {} points", format::number(points), format::number(most))
            }
        })
    }
}

/// How far somebody is in the course, in a sentence.
pub fn reading_words(reading: Reading) -> String {
    let Reading { read, all, minutes_left } = reading;
    let lessons = if all == 1 { "lesson" } else { "lessons" };
    match (read, minutes_left) {
        (0, minutes) => format!("{all} {lessons}, about {} to read", minutes_words(minutes)),
        (_, 0) => format!("All {all} {lessons} read"),
        (_, minutes) => format!("{read} of {all} {lessons} read, about {} to go", minutes_words(minutes)),
    }
}

/// Minutes as a person says them: “45 minutes”, “1 h 30 min”.
fn minutes_words(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, 1) => "1 minute".to_owned(),
        (0, minutes) => format!("{minutes} minutes"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// The address of an exercise of the course.
pub fn exercise_address(id: &str) -> String {
    format!("#/exercises/course/{id}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Extra, Id, Settings, Zone,
        record::{Answer, Attempt, Conduct, ExerciseWork, Question},
    };

    fn attempt(points: f64) -> Attempt {
        let extra = Extra::new();
        Attempt { answer: Answer::Note, began: 0, at: 0, hints: 0, certainty: None, points, most: 4.0, extra }
    }

    fn standing(change: impl FnOnce(&mut ExerciseWork, &mut Conduct)) -> Standing {
        let mut workspace = Workspace::new(Settings::new(Id::derived("w"), "W", 0, Zone::UTC));
        let mut work = ExerciseWork::new(Id::derived("work"), 0, None, "1.1", 0);
        let mut conduct = Conduct::default();
        change(&mut work, &mut conduct);
        workspace.records.exercise_work.insert(work.id, work.into());
        let mut exercise = Exercise::new("1.1", "One", Question::Note);
        exercise.conduct = Some(conduct);
        Standing::of(&workspace, &exercise)
    }

    #[test]
    fn the_attempt_that_counts_is_shown() {
        let three = || vec![attempt(1.0), attempt(3.5), attempt(2.0)];
        assert_eq!(standing(|_, _| {}), Standing::Untouched);
        assert_eq!(standing(|work, _| work.draft = Some(Answer::Note)), Standing::Begun);
        let best = standing(|work, _| work.attempts = three());
        assert_eq!(best.words().as_deref(), Some("3.50 of 4 points"));
        let last = standing(|work, conduct| {
            work.attempts = three();
            conduct.counts = Counted::Last;
        });
        assert_eq!(last, Standing::Points { points: 2.0, most: 4.0 });
        let deferred = standing(|work, conduct| {
            work.attempts = three();
            conduct.feedback = FeedbackTime::Deferred;
        });
        assert_eq!(deferred.words().as_deref(), Some("given in"));
        // The same id in a teacher's pack is another exercise.
        let of_a_pack = standing(|work, _| {
            work.attempts = three();
            work.pack = Some(Id::derived("pack"));
        });
        assert_eq!(of_a_pack.words(), None);
    }

    #[test]
    fn how_far_one_is_in_words() {
        let words = |read, all, minutes_left| reading_words(Reading { read, all, minutes_left });
        assert_eq!(words(0, 18, 126), "18 lessons, about 2 h 6 min to read");
        assert_eq!(words(2, 3, 7), "2 of 3 lessons read, about 7 minutes to go");
        assert_eq!(words(3, 3, 0), "All 3 lessons read");
        assert_eq!(words(0, 1, 1), "1 lesson, about 1 minute to read");
    }
}
