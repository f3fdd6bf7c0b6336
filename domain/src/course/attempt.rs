//! Attempts: handing one in, taking a hint, and where a student stands with an exercise by how it is to be done.

use super::grade::{Grade, Verdict, grade, most};
use crate::model::{
    Id, Instant,
    record::{Answer, Attempt, Certainty, Conduct, Counted, Exercise, ExercisePack, ExerciseWork, FeedbackTime},
};
use thiserror::Error;

/// How long after the end of its time an attempt is still in time, in ms: the page hands in by itself when time is up.
pub const GRACE_MS: i64 = 5_000;

/// Where a student stands with an exercise.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Points of the attempt that counts, marked anew, what hints cost taken off. `None` before the first attempt.
    pub points: Option<f64>,
    /// Points there are to be earned.
    pub most: f64,
    /// The place of the attempt that counts.
    pub counted: Option<usize>,
    /// Its marks, hints not taken off.
    pub grade: Option<Grade>,
    /// Attempts there are still to be had; `None` = as many as one likes.
    pub attempts_left: Option<u32>,
    /// Whether the student is shown verdicts and points.
    pub shown: bool,
    /// Whether the student may see the right answers and the explanation: shown, and the attempts are used up, or all is
    /// right, or there are as many attempts as one likes.
    pub revealed: bool,
    /// Whether the attempt that counts was given in after its time. It is kept, and counts.
    pub late: bool,
    /// The marks by certainty of the attempt that counts, where it says how sure the student was: a figure of its own.
    pub certainty: Option<f64>,
    /// Whether a person must look at the attempt that counts.
    pub teacher: bool,
}

/// Why an attempt is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotTaken {
    /// There is no attempt left.
    #[error("There is no attempt left.")]
    NoneLeft,
    /// Nothing was answered.
    #[error("Answer at least a part before you hand in.")]
    Nothing,
}

/// The name of an exercise in addresses, marks and tables: `course/1.1`, or the id of the pack in its place.
pub fn key(pack: Option<Id>, exercise: &str) -> String {
    match pack {
        None => format!("course/{exercise}"),
        Some(pack) => format!("{pack}/{exercise}"),
    }
}

/// The pack and the exercise of a [`key`].
pub fn of_key(key: &str) -> Option<(Option<Id>, &str)> {
    let (pack, exercise) = key.split_once('/')?;
    match pack {
        "course" => Some((None, exercise)),
        pack => Some((Some(pack.parse().ok()?), exercise)),
    }
}

/// How an exercise is to be done: as it says itself, else as its pack says.
pub fn conduct<'a>(exercise: &'a Exercise, pack: &'a Conduct) -> &'a Conduct {
    exercise.conduct.as_ref().unwrap_or(pack)
}

/// How an exercise of a pack is to be done.
pub fn conduct_in<'a>(exercise: &'a Exercise, pack: &'a ExercisePack) -> &'a Conduct {
    conduct(exercise, &pack.conduct)
}

/// The points of a grade less what the hints cost: for each its percent of all points; not below 0.
pub fn after_hints(grade: &Grade, exercise: &Exercise, conduct: &Conduct, hints: u32) -> f64 {
    let seen = f64::from(hints).min(exercise.hints.len() as f64);
    let each = if conduct.hint_penalty.is_finite() { conduct.hint_penalty.clamp(0.0, 100.0) / 100.0 } else { 0.0 };
    let left = grade.points - grade.most * each * seen;
    ((left * 1e9).round() / 1e9).clamp(0.0, grade.most)
}

/// When the attempt being written should be given in: ms since 1970, UTC. `None` without a limit, and before it began.
pub fn deadline(conduct: &Conduct, work: &ExerciseWork) -> Option<Instant> {
    Some(work.began?.saturating_add(limit(conduct)?))
}

fn limit(conduct: &Conduct) -> Option<i64> {
    conduct.minutes.map(|minutes| i64::from(minutes) * 60_000)
}

/// Whether an attempt was given in after its time.
pub fn is_late(conduct: &Conduct, attempt: &Attempt) -> bool {
    limit(conduct).is_some_and(|limit| attempt.at.saturating_sub(attempt.began) > limit.saturating_add(GRACE_MS))
}

/// Marks by certainty (certainty-based marking, Gardner-Medwin 1995): 1, 2 or 3 times the points where something is
/// right, and 0, −2 or −6 times what there was to be earned where nothing is.
pub fn certainty_marks(points: f64, most: f64, certainty: Certainty) -> f64 {
    let (right, wrong) = match certainty {
        Certainty::Low => (1.0, 0.0),
        Certainty::Mid => (2.0, -2.0),
        Certainty::High => (3.0, -6.0),
    };
    if points > 0.0 { right * points } else { wrong * most }
}

/// Where a student stands with an exercise.
pub fn standing(exercise: &Exercise, conduct: &Conduct, work: &ExerciseWork) -> Standing {
    let mut marked = work.attempts.iter().enumerate().map(|(place, attempt)| {
        let grade = grade(&exercise.question, &attempt.answer);
        let points = after_hints(&grade, exercise, conduct, attempt.hints);
        (place, attempt, grade, points)
    });
    let counted = match conduct.counts {
        Counted::Last => marked.next_back(),
        // The first of equal ones.
        Counted::Best => marked.reduce(|best, next| if next.3 > best.3 { next } else { best }),
    };
    let attempts_left = conduct.attempts.map(|all| all.saturating_sub(work.attempts.len() as u32));
    let shown = !work.attempts.is_empty() && conduct.feedback == FeedbackTime::Immediate;
    let whole = counted.as_ref().is_some_and(|(_, _, grade, _)| !grade.teacher && grade.points >= grade.most);
    let most = most(&exercise.question);
    Standing {
        points: counted.as_ref().map(|one| one.3),
        most,
        counted: counted.as_ref().map(|one| one.0),
        attempts_left,
        shown,
        revealed: shown && (whole || attempts_left.is_none_or(|left| left == 0)),
        late: counted.as_ref().is_some_and(|(_, attempt, _, _)| is_late(conduct, attempt)),
        certainty: counted.as_ref().filter(|_| conduct.certainty).and_then(|(_, attempt, grade, _)| {
            attempt.certainty.map(|certainty| certainty_marks(grade.points, grade.most, certainty))
        }),
        teacher: counted.as_ref().is_some_and(|one| one.2.teacher),
        grade: counted.map(|one| one.2),
    }
}

/// Hands in an attempt: marks it, adds it to the work, and clears what was being written.
///
/// # Errors
/// Where there is no attempt left, or nothing was answered.
pub fn submit(
    exercise: &Exercise,
    conduct: &Conduct,
    work: &ExerciseWork,
    answer: Answer,
    certainty: Option<Certainty>,
    now: Instant,
) -> Result<ExerciseWork, NotTaken> {
    if conduct.attempts.is_some_and(|all| work.attempts.len() as u64 >= u64::from(all)) {
        return Err(NotTaken::NoneLeft);
    }
    let grade = grade(&exercise.question, &answer);
    if !grade.parts.is_empty() && grade.parts.iter().all(|part| part.verdict == Verdict::Unanswered) {
        return Err(NotTaken::Nothing);
    }
    let attempt = Attempt {
        answer,
        began: work.began.unwrap_or(now).min(now),
        at: now,
        hints: work.hints,
        certainty: certainty.filter(|_| conduct.certainty),
        points: after_hints(&grade, exercise, conduct, work.hints),
        most: grade.most,
        extra: Default::default(),
    };
    let mut work = ExerciseWork { draft: None, began: None, updated: now, ..work.clone() };
    work.attempts.push(attempt);
    Ok(work)
}

/// The work with a draft of the answer; the attempt begins with its first one.
pub fn draft(work: &ExerciseWork, answer: Answer, now: Instant) -> ExerciseWork {
    ExerciseWork { draft: Some(answer), began: Some(work.began.unwrap_or(now)), updated: now, ..work.clone() }
}

/// The work begun: for exercises with a time limit, when the exercise is shown.
pub fn begin(work: &ExerciseWork, now: Instant) -> ExerciseWork {
    ExerciseWork { began: Some(work.began.unwrap_or(now)), updated: now, ..work.clone() }
}

/// The work with one more hint seen. The same work where there is none left.
pub fn take_hint(exercise: &Exercise, work: &ExerciseWork, now: Instant) -> ExerciseWork {
    let hints = work.hints.saturating_add(1).min(exercise.hints.len() as u32).max(work.hints);
    let updated = if hints == work.hints { work.updated } else { now };
    ExerciseWork { hints, updated, ..work.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::{Numeric, NumericAnswer, Question};

    fn exercise() -> Exercise {
        let right = NumericAnswer { value: Some(4.5), credit: 100.0, ..NumericAnswer::default() };
        let near = NumericAnswer { value: Some(4.5), tolerance: 0.5, credit: 50.0, ..NumericAnswer::default() };
        let asked = Numeric { points: 4.0, answers: vec![right, near], ..Numeric::default() };
        Exercise { hints: vec!["a".into(), "b".into()], ..Exercise::new("1.1", "Rate", Question::Numeric(asked)) }
    }

    fn said(text: &str) -> Answer {
        Answer::Numeric { text: text.into() }
    }

    fn new() -> ExerciseWork {
        ExerciseWork::new(Id::mint(1, [1; 10]), 1, None, "1.1", 7)
    }

    #[test]
    fn the_best_attempt_counts_or_the_last_as_the_pack_says() {
        let (exercise, conduct) = (exercise(), Conduct::default());
        let before = standing(&exercise, &conduct, &new());
        assert_eq!((before.points, before.most, before.attempts_left), (None, 4.0, Some(3)));
        assert!(!before.shown && !before.revealed);
        let mut work = new();
        for (at, text) in [(10, "4.7"), (20, "5.5")] {
            work = submit(&exercise, &conduct, &work, said(text), None, at).unwrap();
        }
        let best = standing(&exercise, &conduct, &work);
        assert_eq!((best.points, best.counted, best.attempts_left), (Some(2.0), Some(0), Some(1)));
        assert!(best.shown && !best.revealed, "the right answer waits for the last attempt");
        let last = Conduct { counts: Counted::Last, ..Conduct::default() };
        assert_eq!(standing(&exercise, &last, &work).points, Some(0.0));
        let work = submit(&exercise, &conduct, &work, said("1"), None, 30).unwrap();
        assert!(standing(&exercise, &conduct, &work).revealed);
        assert_eq!(submit(&exercise, &conduct, &work, said("4.5"), None, 40), Err(NotTaken::NoneLeft));
        assert_eq!(submit(&exercise, &conduct, &new(), said("  "), None, 40), Err(NotTaken::Nothing));
        let work = submit(&exercise, &conduct, &new(), said("4.5"), None, 40).unwrap();
        assert!(standing(&exercise, &conduct, &work).revealed, "all is right");
    }

    #[test]
    fn each_hint_costs_its_percent_of_all_points_and_never_more_than_there_was() {
        let exercise = exercise();
        let conduct = Conduct { hint_penalty: 25.0, ..Conduct::default() };
        let work = take_hint(&exercise, &new(), 5);
        assert_eq!(submit(&exercise, &conduct, &work, said("4.5"), None, 9).unwrap().attempts[0].points, 3.0);
        let work = take_hint(&exercise, &take_hint(&exercise, &work, 6), 7);
        assert_eq!((work.hints, work.updated), (2, 6), "there are two");
        // 4 − 2 × 25 % of 4 = 2; of half the points, 2 − 2 = 0.
        assert_eq!(submit(&exercise, &conduct, &work, said("4.5"), None, 9).unwrap().attempts[0].points, 2.0);
        assert_eq!(submit(&exercise, &conduct, &work, said("4.2"), None, 9).unwrap().attempts[0].points, 0.0);
        // An attempt before the hint keeps its points.
        let early = submit(&exercise, &conduct, &new(), said("4.5"), None, 3).unwrap();
        let later = take_hint(&exercise, &early, 4);
        assert_eq!(standing(&exercise, &conduct, &later).points, Some(4.0));
    }

    #[test]
    fn a_late_attempt_is_kept_and_said_to_be_late() {
        let exercise = exercise();
        let conduct = Conduct { minutes: Some(1), ..Conduct::default() };
        let work = draft(&begin(&new(), 1_000), said("4.5"), 2_000);
        assert_eq!(deadline(&conduct, &work), Some(61_000));
        let of =
            |now| standing(&exercise, &conduct, &submit(&exercise, &conduct, &work, said("4.5"), None, now).unwrap());
        assert!(!of(61_000 + GRACE_MS).late);
        let late = of(61_001 + GRACE_MS);
        assert_eq!((late.late, late.points), (true, Some(4.0)));
        let handed_in = submit(&exercise, &conduct, &work, said("4.5"), None, 3_000).unwrap();
        assert_eq!((handed_in.draft, handed_in.began, handed_in.attempts[0].began), (None, None, 1_000));
    }

    #[test]
    fn deferred_feedback_is_not_shown() {
        let conduct = Conduct { feedback: FeedbackTime::Deferred, attempts: Some(1), ..Conduct::default() };
        let work = submit(&exercise(), &conduct, &new(), said("4.5"), None, 3).unwrap();
        let standing = standing(&exercise(), &conduct, &work);
        assert_eq!((standing.points, standing.shown, standing.revealed), (Some(4.0), false, false));
    }

    #[test]
    fn certainty_gives_marks_of_its_own() {
        let exercise = exercise();
        let conduct = Conduct { certainty: true, ..Conduct::default() };
        let of = |text, certainty| {
            let work = submit(&exercise, &conduct, &new(), said(text), Some(certainty), 3).unwrap();
            let standing = standing(&exercise, &conduct, &work);
            (standing.points, standing.certainty)
        };
        use Certainty::{High, Low, Mid};
        assert_eq!(of("4.5", Low), (Some(4.0), Some(4.0)));
        assert_eq!(of("4.5", Mid), (Some(4.0), Some(8.0)));
        assert_eq!(of("4.5", High), (Some(4.0), Some(12.0)));
        assert_eq!(of("4.2", High), (Some(2.0), Some(6.0)));
        assert_eq!(of("9", Low), (Some(0.0), Some(0.0)));
        assert_eq!(of("9", Mid), (Some(0.0), Some(-8.0)));
        assert_eq!(of("9", High), (Some(0.0), Some(-24.0)));
        let unasked = submit(&exercise, &Conduct::default(), &new(), said("9"), Some(High), 3).unwrap();
        assert_eq!(unasked.attempts[0].certainty, None);
    }

    #[test]
    fn keys_name_the_course_or_a_pack() {
        let pack = Id::mint(1, [1; 10]);
        assert_eq!(key(None, "1.1"), "course/1.1");
        assert_eq!(of_key("course/1.1"), Some((None, "1.1")));
        assert_eq!(of_key(&key(Some(pack), "a")), Some((Some(pack), "a")));
        assert_eq!((of_key("x/1"), of_key("1.1")), (None, None));
    }
}
