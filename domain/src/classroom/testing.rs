//! Small classes for tests.

use super::{Gradebook, Shelf, gradebook};
use crate::model::{
    Id, Settings, Workspace, Zone,
    record::{
        Answer, Attempt, Choice, ChoiceOption, Conduct, Exercise, ExerciseWork, FreeText, Mark, Question, RubricRow,
        Submission,
    },
};
use std::sync::Arc;

pub(crate) fn workspace() -> Workspace {
    Workspace::new(Settings::new(Id::derived("workspace"), "Class", 1, Zone::UTC))
}

/// A choice of several for 4 points and a free text with a rubric of 3.
pub(crate) fn exercises() -> Vec<Arc<Exercise>> {
    let option = |id: &str, text: &str, credit: f64| ChoiceOption {
        id: id.into(),
        text: text.into(),
        credit,
        ..ChoiceOption::default()
    };
    let options = vec![
        option("blog", "Blog", 50.0),
        option("meetup", "Meetup", 50.0),
        option("logo", "Logo", -50.0),
        option("tax", "Tax return", -50.0),
    ];
    let choice = Choice { multiple: true, points: 4.0, options, ..Choice::default() };
    let row =
        |id: &str, points: f64| RubricRow { id: id.into(), text: format!("Row {id}"), points, ..RubricRow::default() };
    let text = FreeText { rubric: vec![row("a", 1.0), row("b", 2.0)], ..FreeText::default() };
    vec![
        Arc::new(Exercise {
            explanation: "A logo is design.".into(),
            ..Exercise::new("1.1", "Which are community management?", Question::Choice(choice))
        }),
        Arc::new(Exercise::new("1.2", "Say why", Question::FreeText(text))),
        Arc::new(Exercise::new("1.3", "To read", Question::Note)),
    ]
}

pub(crate) fn shelf() -> Shelf {
    let conduct = Conduct { hint_penalty: 0.0, ..Conduct::default() };
    Shelf { pack: None, name: "The course".into(), conduct, exercises: exercises() }
}

pub(crate) fn attempt(answer: Answer, at: i64) -> Attempt {
    Attempt {
        answer,
        began: at - 61_230,
        at,
        hints: 0,
        certainty: None,
        // What a file claims counts for nothing.
        points: 99.0,
        most: 99.0,
        extra: Default::default(),
    }
}

pub(crate) fn work(exercise: &str, answers: Vec<Answer>) -> ExerciseWork {
    let attempts =
        answers.into_iter().enumerate().map(|(place, answer)| attempt(answer, 1_000_000 + place as i64 * 1_000));
    ExerciseWork { attempts: attempts.collect(), ..ExerciseWork::new(Id::derived(exercise), 1, None, exercise, 1) }
}

pub(crate) fn choose(chosen: &[&str]) -> Answer {
    Answer::Choice { chosen: chosen.iter().map(|id| (*id).to_owned()).collect() }
}

pub(crate) fn say(text: &str) -> Answer {
    Answer::FreeText { text: text.into(), found: Vec::new() }
}

pub(crate) fn file(name: &str, class: &str, exported: i64, work: Vec<ExerciseWork>) -> Submission {
    let learner = Id::derived(name);
    Submission {
        class: class.into(),
        work,
        ..Submission::new(Id::derived(&format!("{name} {exported}")), 1, learner, name, exported)
    }
}

/// Ana has all of both (the second by the teacher), Ben half of the first, somebody with a hostile name nothing right.
pub(crate) fn small_class() -> Gradebook {
    let mut ana = file(
        "Ana",
        "B",
        2_000_000,
        vec![work("1.1", vec![choose(&["logo"]), choose(&["blog", "meetup"])]), work("1.2", vec![say("Because.")])],
    );
    let mark = Mark { points: Some(3.0), comment: "Well said".into(), at: Some(3_000_000), ..Mark::default() };
    ana.marks.insert("course/1.2".into(), mark);
    let ben = file("Ben", "A", 2_000_000, vec![work("1.1", vec![choose(&["blog"])])]);
    let hostile = file(
        "=cmd|' /C calc'!A0",
        "+1",
        2_000_000,
        vec![work("1.1", vec![choose(&["logo"])]), work("1.2", vec![say("No idea")]), work("9.9", vec![say("?")])],
    );
    gradebook(&[shelf()], &[ana, ben, hostile].map(Arc::new))
}
