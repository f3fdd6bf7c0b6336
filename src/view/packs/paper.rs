//! A pack on paper: what is printed to be filled in by hand, and the right answers on a sheet of their own. Orders are
//! the same on every copy, so that one key fits all.

use super::points;
use crate::{
    course::shuffle,
    model::{
        record::{ChoiceOption, Conduct, Exercise, ExercisePack, KeywordGroup, NumericAnswer, Question, Unit},
        words,
    },
};

/// What orders on paper are made of; any number does, as long as it stays the same.
const SEED: u32 = 2026;
/// Lines for a text whose length nobody says.
const LINES: u32 = 12;
/// Words that fit on a line by hand.
const WORDS_A_LINE: u32 = 8;

/// A pack on paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// What it is called.
    pub title: String,
    /// What it is for, in Markdown.
    pub description: String,
    /// The exercises.
    pub items: Vec<Item>,
    /// The points of all.
    pub points: f64,
}

/// An exercise on paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What is asked, in a line.
    pub title: String,
    /// The situation and what to do, in Markdown.
    pub text: String,
    /// Its points.
    pub points: f64,
    /// What is filled in.
    pub blocks: Vec<Block>,
    /// The right answers, a line each.
    pub key: Vec<String>,
    /// The reasoning, in Markdown.
    pub explanation: String,
}

/// Something that is filled in.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Words before what follows.
    Words(String),
    /// Boxes to tick, each with its letter and words.
    Boxes(Vec<(String, String)>),
    /// Things, each with a box for every column to tick, and so many lines to say why.
    Grid {
        /// Words of the columns.
        columns: Vec<String>,
        /// Things, and lines below each.
        rows: Vec<(String, u32)>,
    },
    /// Things with a place for a letter or a number before each.
    Places(Vec<String>),
    /// Words with a letter before each.
    Letters(Vec<(String, String)>),
    /// A place for a word or a number, and what stands behind it.
    Place(String),
    /// Lines to write on.
    Lines(u32),
    /// Figures: the first row is the heading.
    Table {
        /// What it shows.
        title: String,
        /// Cells.
        rows: Vec<Vec<String>>,
    },
}

/// A pack as it is printed.
pub fn sheet(pack: &ExercisePack) -> Sheet {
    let items: Vec<Item> = pack.exercises.iter().map(|one| item(one, &pack.conduct)).collect();
    let points = items.iter().map(|item| item.points).sum();
    Sheet { title: pack.name.clone(), description: pack.description.clone(), items, points }
}

/// A number of points in words: “1 point”, “2.5 points”.
pub fn points_words(points: f64) -> String {
    let number = words::decimals(points, if points.fract() == 0.0 { 0 } else { 1 });
    format!("{number} point{}", if number == "1" { "" } else { "s" })
}

/// a, b, … z; beyond, a number.
fn letter(place: usize) -> String {
    u8::try_from(place)
        .ok()
        .filter(|place| *place < 26)
        .map_or_else(|| (place + 1).to_string(), |place| char::from(b'a' + place).to_string())
}

fn lettered(texts: impl IntoIterator<Item = String>) -> Vec<(String, String)> {
    texts.into_iter().enumerate().map(|(place, text)| (letter(place), text)).collect()
}

fn item(exercise: &Exercise, usual: &Conduct) -> Item {
    let shuffled = exercise.conduct.as_ref().unwrap_or(usual).shuffle;
    let (blocks, key) = match &exercise.question {
        Question::Classify(asked) => {
            let label = |id: &str| {
                asked.categories.iter().find(|one| one.id == id).map_or("", |one| one.label.as_str()).to_owned()
            };
            let columns = asked.categories.iter().map(|one| one.label.clone()).collect();
            let lines = |points: f64| if points > 0.0 { 2 } else { 0 };
            let rows = asked.items.iter().map(|one| (one.text.clone(), lines(one.explanation_points))).collect();
            let key = asked.items.iter().map(|one| {
                let right = format!("{}: {}", one.text, label(&one.category));
                [Some(right), Some(one.why.clone()).filter(|why| !why.is_empty()), groups(&one.keywords)]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(". ")
            });
            (vec![Block::Grid { columns, rows }], key.collect())
        }
        Question::Choice(asked) => {
            let options = shuffle::choice(asked, SEED, shuffled);
            let said = if asked.multiple { "Tick all that are right." } else { "Tick one." };
            (vec![Block::Words(said.to_owned()), boxes(&options)], credits(&options))
        }
        Question::Matching(asked) => {
            let rights = shuffle::rights(asked, SEED, shuffled);
            let of = |right: &str| rights.iter().position(|one| one == right.trim()).map(letter).unwrap_or_default();
            let key =
                asked.pairs.iter().map(|pair| format!("{}: {}, {}", pair.left, of(&pair.right), pair.right)).collect();
            let lefts = asked.pairs.iter().map(|pair| pair.left.clone()).collect();
            let said = Block::Words("Write the letter of what belongs to it.".to_owned());
            (vec![said, Block::Places(lefts), Block::Letters(lettered(rights.iter().cloned()))], key)
        }
        Question::Ordering(asked) => {
            let order = shuffle::ordering(asked, SEED);
            let items = order.iter().filter_map(|id| asked.items.iter().find(|item| item.id == *id));
            let key = (1..).zip(&asked.items).map(|(number, item)| format!("{number}. {}", item.text)).collect();
            let said = Block::Words("Number them in the right order.".to_owned());
            (vec![said, Block::Places(items.map(|item| item.text.clone()).collect())], key)
        }
        Question::Numeric(asked) => {
            (vec![Block::Place(unit_words(asked.unit.as_ref()))], numbers(&asked.answers, asked.unit.as_ref()))
        }
        Question::ShortText(asked) => {
            let answers = asked.answers.iter().map(|one| with_credit(one.text.clone(), one.credit)).collect();
            (vec![Block::Place(String::new())], answers)
        }
        Question::FreeText(asked) => {
            let mut blocks = Vec::new();
            let length = match (asked.min_words, asked.max_words) {
                (Some(min), Some(max)) => Some(format!("{min} to {max} words.")),
                (Some(min), None) => Some(format!("At least {min} words.")),
                (None, Some(max)) => Some(format!("At most {max} words.")),
                (None, None) => None,
            };
            blocks.extend(length.map(Block::Words));
            let words = asked.max_words.or(asked.min_words);
            blocks.push(Block::Lines(words.map_or(LINES, |words| (words / WORDS_A_LINE + 2).clamp(3, 40))));
            let rubric = asked.rubric.iter().map(|row| format!("{} ({})", row.text, points_words(row.points)));
            let mut key: Vec<String> = groups(&asked.groups).into_iter().chain(rubric).collect();
            if !asked.model_answer.is_empty() {
                key.push(format!("For example: {}", asked.model_answer));
            }
            (blocks, key)
        }
        Question::Chart(asked) => {
            let drawn = &asked.chart;
            let head = std::iter::once(String::new()).chain(drawn.series.iter().map(|one| one.name.clone())).collect();
            let value = |value: Option<f64>| value.map_or_else(|| "—".to_owned(), |value| value.to_string());
            let rows = drawn.x.iter().enumerate().map(|(place, x)| {
                let cells = drawn.series.iter().map(|one| value(one.values.get(place).copied().flatten()));
                std::iter::once(x.clone()).chain(cells).collect()
            });
            let title = match drawn.unit.as_str() {
                "" => drawn.title.clone(),
                unit => format!("{} ({unit})", drawn.title),
            };
            let mut blocks = vec![Block::Table { title, rows: std::iter::once(head).chain(rows).collect() }];
            let mut key = Vec::new();
            for question in &asked.questions {
                blocks.push(Block::Words(format!("{} ({})", question.text, points_words(question.points))));
                let options = shuffle::options(&question.options, SEED, &question.id, shuffled);
                let right = if options.is_empty() {
                    blocks.push(Block::Place(unit_words(question.unit.as_ref())));
                    numbers(&question.answers, question.unit.as_ref())
                } else {
                    blocks.push(boxes(&options));
                    credits(&options)
                };
                key.push(format!("{} {}", question.text, right.join("; ")));
            }
            (blocks, key)
        }
        Question::Drill(_) => {
            (vec![Block::Words("A crisis drill: it is played in Hearth, on the screen.".to_owned())], Vec::new())
        }
        Question::Task(asked) => {
            let said = Block::Words("A workspace task: it is done in Hearth, on the screen.".to_owned());
            let key =
                asked.checks.iter().map(|check| format!("{} ({})", check.text, points_words(check.points))).collect();
            (vec![said], key)
        }
        Question::Note => (Vec::new(), Vec::new()),
    };
    Item {
        title: exercise.title.clone(),
        text: exercise.text.clone(),
        points: points(exercise),
        blocks,
        key,
        explanation: exercise.explanation.clone(),
    }
}

fn boxes(options: &[&ChoiceOption]) -> Block {
    Block::Boxes(lettered(options.iter().map(|option| option.text.clone())))
}

/// The options that earn something.
fn credits(options: &[&ChoiceOption]) -> Vec<String> {
    let right = options.iter().enumerate().filter(|(_, option)| option.credit > 0.0);
    right.map(|(place, option)| with_credit(format!("{}, {}", letter(place), option.text), option.credit)).collect()
}

fn with_credit(text: String, credit: f64) -> String {
    if credit == 100.0 { text } else { format!("{text} ({} %)", words::decimals(credit, 0)) }
}

fn unit_words(unit: Option<&Unit>) -> String {
    // Where the student has to write the unit, it is not given away.
    unit.filter(|unit| !unit.required).map(|unit| unit.label.clone()).unwrap_or_default()
}

fn numbers(answers: &[NumericAnswer], unit: Option<&Unit>) -> Vec<String> {
    let one = |answer: &NumericAnswer| {
        let mut text = answer.value.map_or_else(|| "any number".to_owned(), |value| value.to_string());
        if let Some(unit) = unit.filter(|_| answer.value.is_some()) {
            text.push(' ');
            text.push_str(&unit.label);
        }
        if answer.tolerance > 0.0 {
            text.push_str(&format!(", ± {}", answer.tolerance));
        }
        if let Some(share) = answer.relative.filter(|share| *share > 0.0) {
            text.push_str(&format!(", ± {} %", words::decimals(share * 100.0, 1)));
        }
        with_credit(text, answer.credit)
    };
    answers.iter().filter(|answer| answer.credit > 0.0).map(one).collect()
}

/// What keywords are about, where they say so, else the words.
fn groups(groups: &[KeywordGroup]) -> Option<String> {
    let about = |group: &KeywordGroup| {
        let what = if group.label.is_empty() { group.any.join(" / ") } else { group.label.clone() };
        format!("{what} ({})", points_words(group.points))
    };
    (!groups.is_empty()).then(|| format!("A good reason: {}", groups.iter().map(about).collect::<Vec<_>>().join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn printed(question: serde_json::Value) -> Item {
        let exercise: Exercise =
            serde_json::from_value(json!({"id": "1", "title": "T", "question": question})).unwrap();
        item(&exercise, &Conduct::default())
    }

    #[test]
    fn the_paper_does_not_give_the_answer_away() {
        let order = printed(
            json!({"kind": "ordering", "items": [{"id": "a", "text": "goal"}, {"id": "b", "text": "KPI"}, {"id": "c", "text": "target"}]}),
        );
        let Block::Places(places) = &order.blocks[1] else { panic!("{order:?}") };
        assert_eq!(places.len(), 3);
        assert_ne!(*places, ["goal", "KPI", "target"]);
        assert_eq!(order.key, ["1. goal", "2. KPI", "3. target"]);
        let pairs = printed(
            json!({"kind": "matching", "pairs": [{"id": "a", "left": "Reach", "right": "people"}, {"id": "b", "left": "Rate", "right": "share"}], "distractors": ["posts"]}),
        );
        let Block::Letters(letters) = &pairs.blocks[2] else { panic!("{pairs:?}") };
        assert_eq!(letters.len(), 3);
        // The key names the letter that stands before the right side on the paper.
        let people = letters.iter().find(|(_, text)| text == "people").unwrap();
        assert_eq!(pairs.key[0], format!("Reach: {}, people", people.0));
        let number = printed(
            json!({"kind": "numeric", "answers": [{"value": 4.5, "tolerance": 0.05}, {"value": 45, "credit": 0, "feedback": "…"}], "unit": {"label": "%", "required": true}}),
        );
        assert_eq!((number.blocks, number.key), (vec![Block::Place(String::new())], vec!["4.5 %, ± 0.05".to_owned()]));
    }

    #[test]
    fn the_key_follows_the_order_of_the_paper() {
        let item = printed(
            json!({"kind": "choice", "points": 2.5, "options": [{"id": "a", "text": "right", "credit": 100}, {"id": "b", "text": "wrong"}, {"id": "c", "text": "half", "credit": 50}]}),
        );
        let Block::Boxes(boxes) = &item.blocks[1] else { panic!("{item:?}") };
        let letter = |text: &str| boxes.iter().find(|(_, other)| other == text).unwrap().0.clone();
        assert!(item.key.contains(&format!("{}, right", letter("right"))), "{:?}", item.key);
        assert!(item.key.contains(&format!("{}, half (50 %)", letter("half"))), "{:?}", item.key);
        assert_eq!((item.points, points_words(item.points)), (2.5, "2.5 points".to_owned()));
    }

    #[test]
    fn reasons_and_texts_have_lines_to_write_on() {
        let item = printed(
            json!({"kind": "classify", "categories": [{"id": "y", "label": "Yes"}, {"id": "n", "label": "No"}],
            "items": [{"id": "a", "text": "A meetup", "category": "y", "why": "It brings people together.", "explanation_points": 1, "keywords": [{"label": "brings together", "any": ["togeth"], "points": 1}]}, {"id": "b", "text": "A logo", "category": "n"}]}),
        );
        assert_eq!(
            item.blocks,
            [Block::Grid {
                columns: vec!["Yes".into(), "No".into()],
                rows: vec![("A meetup".into(), 2), ("A logo".into(), 0)]
            }]
        );
        assert_eq!(item.key[1], "A logo: No");
        assert!(
            item.key[0].starts_with("A meetup: Yes. It brings people together.")
                && item.key[0].ends_with("brings together (1 point)"),
            "{}",
            item.key[0]
        );
        let text = printed(json!({"kind": "free_text", "min_words": 80}));
        assert_eq!(text.blocks, [Block::Words("At least 80 words.".into()), Block::Lines(12)]);
    }

    #[test]
    fn the_whole_course_can_be_printed() {
        let sheet = sheet(&super::super::course_pack());
        let sum: f64 = sheet.items.iter().map(|item| item.points).sum();
        assert_eq!(sheet.points, sum);
        for item in &sheet.items {
            assert!(!item.blocks.is_empty(), "{}", item.title);
        }
    }
}
