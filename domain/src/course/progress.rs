//! How far a learner is with the course, module by module.

use super::attempt::standing;
use crate::model::{
    Id, Workspace,
    record::{Conduct, Exercise, ExerciseWork},
};
use std::{collections::BTreeMap, sync::Arc};

/// How far a learner is with a module.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ModuleProgress {
    /// The number of the module, from 1.
    pub module: u32,
    /// Lessons read.
    pub read: usize,
    /// Lessons there are.
    pub lessons: usize,
    /// Exercises with an attempt.
    pub done: usize,
    /// Exercises there are.
    pub exercises: usize,
    /// Points of the attempts that count.
    pub points: f64,
    /// Points there are to be earned in all its exercises.
    pub most: f64,
}

/// The module of a lesson or exercise of the course, as 3 of `3.2`.
pub fn module_of(id: &str) -> Option<u32> {
    id.split_once('.')?.0.parse().ok()
}

/// The work on an exercise: where there are two, as after a merge, the one with more attempts, and of those the one that
/// was changed last.
pub fn work_on<'a>(workspace: &'a Workspace, pack: Option<Id>, exercise: &str) -> Option<&'a Arc<ExerciseWork>> {
    let all = workspace.records.exercise_work.iter();
    all.filter(|work| work.pack == pack && work.exercise == exercise)
        .max_by_key(|work| (work.attempts.len(), work.updated, work.id))
}

/// How far the learner of a workspace is, by module. `lessons` are the ids of the course's lessons, `exercises` those of
/// its own pack; what has no module is left out.
pub fn progress<'a>(
    workspace: &Workspace,
    lessons: impl IntoIterator<Item = &'a str>,
    exercises: &[Exercise],
) -> Vec<ModuleProgress> {
    let mut modules: BTreeMap<u32, ModuleProgress> = BTreeMap::new();
    let learner = workspace.records.learners.iter().next();
    for lesson in lessons {
        let Some(module) = module_of(lesson) else { continue };
        let one = modules.entry(module).or_default();
        one.lessons += 1;
        one.read += usize::from(learner.is_some_and(|learner| learner.read.iter().any(|read| read.lesson == lesson)));
    }
    let rules = Conduct::default();
    for exercise in exercises {
        let Some(module) = module_of(&exercise.id) else { continue };
        let one = modules.entry(module).or_default();
        one.exercises += 1;
        one.most += super::grade::most(&exercise.question);
        if let Some(work) = work_on(workspace, None, &exercise.id) {
            let standing = standing(exercise, super::attempt::conduct(exercise, &rules), work);
            one.done += usize::from(standing.points.is_some());
            // What waits for a teacher is not told before.
            one.points += standing.points.filter(|_| standing.shown).unwrap_or_default();
        }
    }
    modules.into_iter().map(|(module, one)| ModuleProgress { module, ..one }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        course::attempt::submit,
        model::{
            Settings, Zone,
            record::{Answer, FeedbackTime, Learner, LessonRead, Question},
        },
    };

    fn id(last: u8) -> Id {
        Id::mint(1, [last; 10])
    }

    fn exercise(id: &str, points: f64) -> Exercise {
        let question = serde_json::json!({"kind": "short_text", "points": points, "answers": [{"text": "yes"}]});
        Exercise::new(id, id, serde_json::from_value::<Question>(question).unwrap())
    }

    #[test]
    fn each_module_has_its_lessons_and_points() {
        let mut workspace = Workspace::new(Settings::new(id(1), "Work", 1, Zone::UTC));
        let lessons = ["1.1", "1.2", "2.1"];
        let mut exercises = vec![exercise("1.1", 2.0), exercise("1.2", 3.0), exercise("2.1", 5.0)];
        exercises[1].conduct = Some(Conduct { feedback: FeedbackTime::Deferred, ..Conduct::default() });
        let before = progress(&workspace, lessons, &exercises);
        assert_eq!(before.len(), 2);
        assert_eq!(before[0], ModuleProgress { module: 1, lessons: 2, exercises: 2, most: 5.0, ..Default::default() });
        let read = LessonRead { lesson: "1.2".into(), at: 1, extra: Default::default() };
        workspace.records.put(Learner { read: vec![read], ..Learner::new(id(2), 1, "Ana") }.into());
        for (place, exercise) in exercises.iter().take(2).enumerate() {
            let work = ExerciseWork::new(id(5 + place as u8), 1, None, exercise.id.clone(), 0);
            let conduct = exercise.conduct.clone().unwrap_or_default();
            let work = submit(exercise, &conduct, &work, Answer::ShortText { text: "Yes".into() }, None, 9).unwrap();
            workspace.records.put(work.into());
        }
        // The same exercise id in somebody's pack is another exercise.
        workspace.records.put(ExerciseWork::new(id(9), 1, Some(id(8)), "2.1", 0).into());
        let after = progress(&workspace, lessons, &exercises);
        let first = ModuleProgress { module: 1, read: 1, lessons: 2, done: 2, exercises: 2, points: 2.0, most: 5.0 };
        assert_eq!(after[0], first, "points that wait for a teacher are not told");
        assert_eq!((after[1].done, after[1].points, after[1].most), (0, 0.0, 5.0));
    }
}
