//! A class of students with their files, the same every time. Take it in with `#[path = "common/class.rs"] mod class;`.
//!
//! Students differ in how much they know; the first knows least. Student 8 has a reason of student 3 with a word changed,
//! and the last two have no answers to one module.

#![allow(dead_code, missing_docs, clippy::unwrap_used)]

use hearth::{
    course::{attempt, content},
    interchange::student_file,
    model::{
        Action, Id, Settings, Workspace, Zone,
        record::{
            Answer, ChartAnswer, ClassifyAnswer, Conduct, Exercise, ExerciseWork, KeywordGroup, Learner, Question,
        },
    },
};

/// When the class begins: 2 November 2026, 8:00 UTC.
pub const BEGIN: i64 = 1_793_606_400_000;
const MINUTE: i64 = 60_000;

/// Numbers from a seed (a linear congruential generator; Knuth's constants).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    /// True so often: 0 never, 1 always.
    fn so_often(&mut self, share: f64) -> bool {
        (self.next() % 10_000) as f64 / 10_000.0 < share
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

/// A name of a student.
pub fn name(number: usize) -> String {
    const FIRST: [&str; 10] = ["Ana", "Béla", "Chloé", "Dora", "Emil", "Fatma", "Gil", "Hana", "Igor", "Jun"];
    const LAST: [&str; 4] = ["Alvarez", "Brandt", "Costa", "Demir"];
    format!("{} {}", FIRST[number % 10], LAST[number / 10 % 4])
}

/// A sentence with words that earn points where the student knows them.
fn sentence(dice: &mut Dice, groups: &[KeywordGroup], know: f64, number: usize) -> String {
    const OPEN: [&str; 5] =
        ["I think that here", "In my view", "For a brand like ours", "As we said in class", "Honestly"];
    const CLOSE: [&str; 5] = ["counts most", "is what matters", "makes the difference", "was the point", "decides it"];
    let mut words = vec![OPEN[dice.below(5)].to_owned()];
    for group in groups {
        if dice.so_often(know) {
            let one = group.any.get(dice.below(group.any.len())).cloned().unwrap_or_default();
            words.push(format!("{one} number {} and", dice.below(900) + number));
        }
    }
    words.push(format!("remark {} of week {} {}", dice.below(9_000), dice.below(50), CLOSE[dice.below(5)]));
    words.join(" ")
}

fn pick<'a, T>(dice: &mut Dice, all: &'a [T], know: f64, right: impl Fn(&T) -> bool) -> Option<&'a T> {
    let good = dice.so_often(know);
    let some: Vec<&T> = all.iter().filter(|one| right(one) == good).collect();
    if some.is_empty() { all.first() } else { some.get(dice.below(some.len())).copied() }
}

/// What a student answers who knows so much; none for what is done in a workspace or against the clock.
pub fn answer(exercise: &Exercise, know: f64, number: usize, seed: u64) -> Option<Answer> {
    let dice = &mut Dice(seed);
    Some(match &exercise.question {
        Question::Choice(asked) if asked.multiple => {
            let takes = |dice: &mut Dice, credit: f64| (credit > 0.0) == dice.so_often(0.4 + 0.6 * know);
            let chosen = asked.options.iter().filter(|option| takes(dice, option.credit));
            Answer::Choice { chosen: chosen.map(|option| option.id.clone()).collect() }
        }
        Question::Choice(asked) => {
            let best = asked.options.iter().map(|option| option.credit).fold(0.0, f64::max);
            let chosen = pick(dice, &asked.options, know, |option| option.credit >= best);
            Answer::Choice { chosen: chosen.map(|option| option.id.clone()).into_iter().collect() }
        }
        Question::Classify(asked) => {
            let mut given = |item: &hearth::model::record::ClassifyItem| {
                let category = pick(dice, &asked.categories, 0.3 + 0.7 * know, |one| one.id == item.category);
                let reason = if item.explanation_points > 0.0 {
                    sentence(dice, &item.keywords, know, number)
                } else {
                    String::new()
                };
                let given = ClassifyAnswer { category: category.map(|one| one.id.clone()), reason };
                (item.id.clone(), given)
            };
            Answer::Classify { items: asked.items.iter().map(&mut given).collect() }
        }
        Question::Matching(asked) => {
            let mut given = |pair: &hearth::model::record::MatchingPair| {
                let side = pick(dice, &asked.pairs, know, |other| other.right == pair.right);
                (pair.id.clone(), side.map(|side| side.right.clone()).unwrap_or_default())
            };
            Answer::Matching { pairs: asked.pairs.iter().map(&mut given).collect() }
        }
        Question::Ordering(asked) => {
            let mut order: Vec<String> = asked.items.iter().map(|item| item.id.clone()).collect();
            for place in 1..order.len() {
                if !dice.so_often(know) {
                    order.swap(place - 1, place);
                }
            }
            Answer::Ordering { order }
        }
        Question::Numeric(asked) => {
            let right = asked.answers.first().and_then(|answer| answer.value).unwrap_or(1.0);
            let number = if dice.so_often(know) { right } else { right + 1.0 + dice.below(9) as f64 };
            let unit = asked.unit.as_ref().map(|unit| format!(" {}", unit.label)).unwrap_or_default();
            Answer::Numeric { text: format!("{number}{unit}") }
        }
        Question::ShortText(asked) => {
            let right = asked.answers.first().map(|answer| answer.text.replace('*', "")).unwrap_or_default();
            Answer::ShortText { text: if dice.so_often(know) { right } else { format!("not sure {}", dice.below(5)) } }
        }
        Question::FreeText(asked) => {
            let fewest = asked.min_words.unwrap_or(20) as usize;
            let mut text = sentence(dice, &asked.groups, know, number);
            while text.split_whitespace().count() < fewest {
                text.push_str(". ");
                text.push_str(&sentence(dice, &[], know, number));
            }
            Answer::FreeText { text, found: Vec::new() }
        }
        Question::Chart(asked) => {
            let mut given = |question: &hearth::model::record::ChartQuestion| {
                let best = question.options.iter().map(|option| option.credit).fold(0.0, f64::max);
                let chosen = pick(dice, &question.options, know, |option| option.credit >= best);
                let text = match question.answers.first().and_then(|answer| answer.value) {
                    Some(right) if dice.so_often(know) => right.to_string(),
                    Some(right) => (right + 3.0).to_string(),
                    None => String::new(),
                };
                (question.id.clone(), ChartAnswer { chosen: chosen.map(|option| option.id.clone()), text })
            };
            Answer::Chart { questions: asked.questions.iter().map(&mut given).collect() }
        }
        Question::Drill(_) | Question::Task(_) | Question::Note => return None,
    })
}

/// A text that one student has of another, but for a word.
pub const COPIED: &str = "It keeps the members informed and they can talk about the product right below the article";

/// The workspace of a student who did the course's exercises.
pub fn workspace(number: usize, of: usize) -> Workspace {
    let id = |text: &str| Id::derived(&format!("student {number} {text}"));
    let mut workspace = Workspace::new(Settings::new(id("workspace"), name(number), BEGIN, Zone::UTC));
    let class = if number.is_multiple_of(2) { "CM-A" } else { "CM-B" };
    let learner = Learner { class: class.into(), ..Learner::new(id("learner"), BEGIN, name(number)) };
    workspace.apply(Action::put(&workspace, learner)).unwrap();
    let know = (number + 1) as f64 / of as f64;
    for (place, exercise) in content::exercises().iter().enumerate() {
        if number + 2 >= of && exercise.id.starts_with("5.") {
            continue;
        }
        let seed = (number * 1_000 + place) as u64 * 7_919 + 1;
        let Some(mut answer) = answer(exercise, know, number, seed) else { continue };
        if let (3 | 8, Answer::Classify { items }) = (number, &mut answer)
            && let Some(first) = items.values_mut().find(|given| !given.reason.is_empty())
        {
            first.reason = if number == 3 { COPIED.to_owned() } else { COPIED.replace("article", "post") };
        }
        let begin = BEGIN + (number as i64 + place as i64 * 60) * MINUTE;
        let work = ExerciseWork::new(id(&exercise.id), begin, None, exercise.id.clone(), number as u32);
        let work = attempt::begin(&work, begin);
        let own = Conduct::default();
        let conduct = attempt::conduct(exercise, &own);
        let minutes = 2 + (number as i64 * 7 + place as i64) % 9;
        let work = attempt::submit(exercise, conduct, &work, answer, None, begin + minutes * MINUTE);
        if let Ok(work) = work {
            workspace.apply(Action::put(&workspace, work)).unwrap();
        }
    }
    workspace
}

/// The files of a class: name and text.
pub fn files(count: usize) -> Vec<(String, String)> {
    let file = |number: usize| {
        let text =
            student_file::write(&workspace(number, count), content::exercises(), BEGIN + 2_880 * MINUTE).unwrap();
        (format!("{:02}-{}.json", number + 1, name(number).replace(' ', "-")), text)
    };
    (0..count).map(file).collect()
}
