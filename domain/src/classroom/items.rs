//! What exercises are worth as measures: how hard each is, whether it tells strong students from weak ones, what its
//! distractors do, and how well a pack holds together. Points are those of the gradebook, a teacher's marks among them.

use super::{
    gradebook::{Column, Gradebook, Student},
    responses::{self, Response},
    statistics::{self, Alpha, Distribution},
};
use crate::model::{Id, record::Question};
use std::collections::BTreeMap;

/// Fewest students from whom advice is drawn.
pub const ADVICE_FROM: usize = 10;
/// Most typed answers that are listed of a place.
const TYPED: usize = 12;

/// An exercise, or a part of one, as a measure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measure {
    /// Students it was computed from.
    pub students: usize,
    /// Points there are to be earned.
    pub most: f64,
    /// Difficulty index: the mean share of the points, 0 (nobody) to 1 (everybody).
    pub difficulty: Option<f64>,
    /// Standard deviation of the share.
    pub deviation: Option<f64>,
    /// Corrected item–total correlation: with the share of the other exercises' points, −1 to 1.
    pub discrimination: Option<f64>,
    /// Mean share of the upper 27 % less that of the lower 27 % by total, −1 to 1.
    pub upper_lower: Option<f64>,
}

/// A part of an exercise.
#[derive(Clone, Debug, PartialEq)]
pub struct PartAnalysis {
    /// Its id within the exercise.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// As a measure.
    pub measure: Measure,
}

/// Something that could be answered, and who did.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionCount {
    /// The option, or what was typed.
    pub label: String,
    /// Whether it is right.
    pub right: bool,
    /// Students who gave it.
    pub count: usize,
    /// Share of those who answered here.
    pub share: Option<f64>,
    /// Mean share of the pack's points of those who gave it.
    pub mean_total: Option<f64>,
    /// Point-biserial correlation of giving it with the share of the other exercises' points.
    pub discrimination: Option<f64>,
}

/// A place at which something is chosen or typed.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceAnalysis {
    /// What is asked there; empty where it is the whole exercise.
    pub label: String,
    /// Students who answered here.
    pub answered: usize,
    /// What was given, in the order of the question; typed answers by how many gave them.
    pub options: Vec<OptionCount>,
    /// Typed answers that are not listed.
    pub more: usize,
}

/// One exercise.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemAnalysis {
    /// Its key.
    pub key: String,
    /// What people call it.
    pub title: String,
    /// As a measure.
    pub measure: Measure,
    /// Students who handed nothing in.
    pub missing: usize,
    /// Its parts, where it has several.
    pub parts: Vec<PartAnalysis>,
    /// What was answered.
    pub places: Vec<PlaceAnalysis>,
    /// What a teacher may want to look at, in sentences.
    pub advice: Vec<String>,
}

/// A pack.
#[derive(Clone, Debug, PartialEq)]
pub struct PackAnalysis {
    /// The pack; none = the course.
    pub pack: Option<Id>,
    /// Its exercises.
    pub items: Vec<ItemAnalysis>,
    /// Cronbach's alpha of the students who handed all exercises in.
    pub alpha: Option<Alpha>,
    /// Cronbach's alpha of all students, each pair of exercises of those who did both.
    pub alpha_pairwise: Option<Alpha>,
    /// How the shares of the points are spread; what is missing earned nothing.
    pub distribution: Distribution,
}

/// Points and what there was to be earned.
#[derive(Clone, Copy, Default)]
struct Sum {
    points: f64,
    most: f64,
}

impl Sum {
    fn less(self, points: f64, most: f64) -> Option<f64> {
        let most = self.most - most;
        (most > 1e-9).then(|| (self.points - points) / most)
    }
}

/// What a student handed in of a pack.
fn done(student: &Student, places: &[usize]) -> Sum {
    places
        .iter()
        .filter_map(|place| student.cells.get(*place)?.as_ref())
        .fold(Sum::default(), |sum, cell| Sum { points: sum.points + cell.points, most: sum.most + cell.most })
}

/// A share with the share of the rest and of all, by student.
struct Point {
    share: f64,
    rest: Option<f64>,
    total: f64,
}

fn measure(most: f64, points: &[Point]) -> Measure {
    let shares: Vec<f64> = points.iter().map(|point| point.share).collect();
    let with_rest: Vec<(f64, f64)> = points.iter().filter_map(|point| Some((point.share, point.rest?))).collect();
    let with_total: Vec<(f64, f64)> = points.iter().map(|point| (point.total, point.share)).collect();
    Measure {
        students: points.len(),
        most,
        difficulty: statistics::mean(&shares),
        deviation: statistics::variance(&shares).map(f64::sqrt),
        discrimination: statistics::correlation(&with_rest),
        upper_lower: statistics::upper_lower(&with_total),
    }
}

/// Analyses a pack of the gradebook, of the students that `takes` lets through.
pub fn analyse(book: &Gradebook, pack: Option<Id>, takes: impl Fn(&Student) -> bool) -> PackAnalysis {
    let places: Vec<usize> =
        book.columns.iter().enumerate().filter(|(_, column)| column.pack == pack).map(|(place, _)| place).collect();
    let students: Vec<(&Student, Sum)> = book
        .students
        .iter()
        .filter(|student| takes(student))
        .map(|student| (student, done(student, &places)))
        .filter(|(_, sum)| sum.most > 0.0)
        .collect();
    let rows: Vec<Vec<Option<f64>>> = students
        .iter()
        .map(|(student, _)| {
            places.iter().map(|place| student.cells.get(*place)?.as_ref().map(|cell| cell.points)).collect()
        })
        .collect();
    let whole: f64 = places.iter().filter_map(|place| book.columns.get(*place)).map(|column| column.most).sum();
    let shares: Vec<f64> =
        students.iter().filter(|_| whole > 0.0).map(|(_, sum)| (sum.points / whole).clamp(0.0, 1.0)).collect();
    let items = places.iter().filter_map(|place| Some(item(book.columns.get(*place)?, *place, &students))).collect();
    PackAnalysis {
        pack,
        items,
        alpha: statistics::alpha_of_complete(&rows),
        alpha_pairwise: statistics::alpha_pairwise(&rows),
        distribution: statistics::distribution(&shares),
    }
}

fn item(column: &Column, place: usize, students: &[(&Student, Sum)]) -> ItemAnalysis {
    let question = &column.exercise.question;
    let did: Vec<(&Student, &super::Cell, Sum)> = students
        .iter()
        .filter_map(|(student, sum)| Some((*student, student.cells.get(place)?.as_ref()?, *sum)))
        .collect();
    let points: Vec<Point> = did
        .iter()
        .filter_map(|(_, cell, sum)| {
            let total = sum.less(0.0, 0.0)?;
            Some(Point { share: cell.share()?, rest: sum.less(cell.points, cell.most), total })
        })
        .collect();
    let mut item = ItemAnalysis {
        key: column.key.clone(),
        title: column.exercise.title.clone(),
        measure: measure(column.most, &points),
        missing: students.len() - did.len(),
        parts: parts(question, &did),
        places: given(question, column, &did),
        advice: Vec::new(),
    };
    item.advice = advice(&item);
    item
}

/// Parts as measures: those that every answer has, in the order in which they are marked.
fn parts(question: &Question, did: &[(&Student, &super::Cell, Sum)]) -> Vec<PartAnalysis> {
    // The parts of a choice are the options chosen; these are counted as options.
    if matches!(question, Question::Choice(_)) {
        return Vec::new();
    }
    let mut ids: Vec<(&str, f64)> = Vec::new();
    for part in did.iter().flat_map(|(_, cell, _)| &cell.grade.parts) {
        if part.most > 0.0 && !ids.iter().any(|(id, _)| *id == part.id) {
            ids.push((&part.id, part.most));
        }
    }
    if ids.len() < 2 {
        return Vec::new();
    }
    let part = |(id, most): (&str, f64)| {
        let points: Vec<Point> = did
            .iter()
            .filter_map(|(_, cell, sum)| {
                let part = cell.grade.part(id).filter(|part| !super::gradebook::waits(part))?;
                let rest = sum.less(part.points, part.most);
                Some(Point { share: part.points / most, rest, total: sum.less(0.0, 0.0)? })
            })
            .collect();
        let label = responses::part_label(question, id);
        PartAnalysis { id: id.to_owned(), label, measure: measure(most, &points) }
    };
    ids.into_iter().map(part).filter(|part| part.measure.students > 0).collect()
}

fn given(question: &Question, column: &Column, did: &[(&Student, &super::Cell, Sum)]) -> Vec<PlaceAnalysis> {
    let answers: Vec<(Vec<Response>, f64, Option<f64>)> = did
        .iter()
        .filter_map(|(student, cell, sum)| {
            let answer = student.answer(column, cell)?;
            let responses = responses::responses(question, answer, &cell.grade);
            Some((responses, sum.less(0.0, 0.0)?, sum.less(cell.points, cell.most)))
        })
        .collect();
    let place = |place: responses::Place| {
        // Who answered here: what, total, rest.
        let here: Vec<(&Response, f64, Option<f64>)> = answers
            .iter()
            .filter_map(|(said, total, rest)| Some((said.iter().find(|said| said.place == place.id)?, *total, *rest)))
            .collect();
        let count = |label: String, id: &str, right: bool| {
            let chose = |said: &Response| said.chosen.iter().any(|chosen| chosen == id);
            let totals: Vec<f64> = here.iter().filter(|(said, _, _)| chose(said)).map(|(_, total, _)| *total).collect();
            let with_rest: Vec<(f64, f64)> =
                here.iter().filter_map(|(said, _, rest)| Some((f64::from(u8::from(chose(said))), (*rest)?))).collect();
            OptionCount {
                label,
                right,
                count: totals.len(),
                share: (!here.is_empty()).then(|| totals.len() as f64 / here.len() as f64),
                mean_total: statistics::mean(&totals),
                discrimination: statistics::correlation(&with_rest),
            }
        };
        let (options, more) = if matches!(question, Question::Ordering(_)) {
            (Vec::new(), 0)
        } else if place.options.is_empty() {
            let mut typed: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
            for said in here.iter().flat_map(|(said, _, _)| said.chosen.iter().map(|text| (text, said.right))) {
                let entry = typed.entry(said.0).or_insert((0, said.1));
                entry.0 += 1;
            }
            let mut typed: Vec<(&str, (usize, bool))> = typed.into_iter().collect();
            typed.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
            let more = typed.len().saturating_sub(TYPED);
            (
                typed.into_iter().take(TYPED).map(|(text, (_, right))| count(text.to_owned(), text, right)).collect(),
                more,
            )
        } else {
            (place.options.into_iter().map(|option| count(option.label, &option.id, option.right)).collect(), 0)
        };
        PlaceAnalysis { label: place.label, answered: here.len(), options, more }
    };
    let all = responses::places(question).into_iter().map(place);
    all.filter(|place: &PlaceAnalysis| !place.options.is_empty()).collect()
}

/// In words: R. L. Ebel's bounds for discrimination (“Measuring educational achievement”, 1965), and what stands out.
pub fn strength(discrimination: f64) -> &'static str {
    match discrimination {
        value if value >= 0.4 => "very good",
        value if value >= 0.3 => "good",
        value if value >= 0.2 => "could be better",
        _ => "poor",
    }
}

fn advice(item: &ItemAnalysis) -> Vec<String> {
    let mut advice = Vec::new();
    let measure = &item.measure;
    if measure.students < ADVICE_FROM {
        return advice;
    }
    if measure.difficulty.is_some_and(|difficulty| difficulty < 0.2) {
        advice.push(
            "Very hard: the class earned less than 20\u{202f}% of the points. Is the key right, was it taught?"
                .to_owned(),
        );
    }
    if measure.difficulty.is_some_and(|difficulty| difficulty > 0.95) {
        advice.push("Very easy: it tells students little from one another.".to_owned());
    }
    if measure.discrimination.is_some_and(|value| value < 0.0) {
        advice.push("Those who are strong elsewhere do worse here. Look at the key and the wording.".to_owned());
    } else if measure.discrimination.is_some_and(|value| value < 0.2) {
        advice.push("It hardly goes with the other exercises (discrimination below 0.2).".to_owned());
    }
    for place in item.places.iter().filter(|place| place.answered >= ADVICE_FROM) {
        let at =
            |label: &str| if place.label.is_empty() { label.to_owned() } else { format!("{}: {label}", place.label) };
        let unused: Vec<&str> =
            place.options.iter().filter(|it| !it.right && it.count == 0).map(|it| it.label.as_str()).collect();
        // Two categories leave one distractor an item; that nobody falls for it says the item is easy, no more.
        if !unused.is_empty() && place.options.len() > 2 {
            advice.push(at(&format!("nobody chose {}", quoted(&unused))));
        }
        let best = place.options.iter().filter(|it| it.right).filter_map(|it| it.mean_total).fold(f64::NAN, f64::max);
        let draws = |it: &&OptionCount| !it.right && it.count >= 3 && it.mean_total.is_some_and(|mean| mean > best);
        let strong: Vec<&str> = place.options.iter().filter(draws).map(|it| it.label.as_str()).collect();
        if !strong.is_empty() {
            advice.push(at(&format!("stronger students chose {}. Is it wrong?", quoted(&strong))));
        }
    }
    advice
}

fn quoted(labels: &[&str]) -> String {
    let short = |label: &&str| -> String {
        let mut text: String = label.chars().take(60).collect();
        if label.chars().count() > 60 {
            text.push('…');
        }
        format!("“{text}”")
    };
    labels.iter().map(short).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{super::testing::*, *};
    use crate::model::record::{
        Answer, Classify, ClassifyAnswer, ClassifyCategory, ClassifyItem, Conduct, Exercise, Submission,
    };
    use std::sync::Arc;

    fn near(found: Option<f64>, expected: f64) {
        assert!(found.is_some_and(|found| (found - expected).abs() < 1e-9), "{found:?} is not {expected}");
    }

    /// Three classify items as one exercise each, ten students; `1` = right.
    const ANSWERS: [&str; 10] = ["111", "110", "111", "100", "011", "000", "111", "100", "110", "001"];

    fn class() -> Gradebook {
        let category = |id: &str| ClassifyCategory { id: id.into(), label: id.to_uppercase(), ..Default::default() };
        let exercise = |place: usize| {
            let item = ClassifyItem {
                id: "x".into(),
                text: format!("Item {place}"),
                category: "yes".into(),
                points: 2.0,
                ..Default::default()
            };
            let categories = ["yes", "no", "never"].map(category).into();
            let asked = Classify { categories, items: vec![item], ..Classify::default() };
            Arc::new(Exercise::new(format!("1.{place}"), format!("Exercise {place}"), Question::Classify(asked)))
        };
        let shelf = super::super::Shelf {
            pack: None,
            name: "The course".into(),
            conduct: Conduct::default(),
            exercises: (0..3).map(exercise).collect(),
        };
        let answer = |right: char| Answer::Classify {
            items: [(
                "x".to_owned(),
                ClassifyAnswer { category: Some(if right == '1' { "yes" } else { "no" }.into()), ..Default::default() },
            )]
            .into(),
        };
        let files: Vec<Arc<Submission>> = ANSWERS
            .iter()
            .enumerate()
            .map(|(student, said)| {
                let work =
                    said.chars().enumerate().map(|(place, right)| work(&format!("1.{place}"), vec![answer(right)]));
                Arc::new(file(&format!("S{student}"), "", 9, work.collect()))
            })
            .collect();
        super::super::gradebook(&[shelf], &files)
    }

    /// By scipy: A = the table above; difficulty A.mean(0); scipy.stats.pearsonr(A[:, i], A.sum(1) - A[:, i]);
    /// KR-20, which alpha is for items of 0 and 1: k / (k - 1) * (1 - A.var(0, ddof=1).sum() / A.sum(1).var(ddof=1)).
    #[test]
    fn a_class_of_ten_by_another_implementation() {
        let found = analyse(&class(), None, |_| true);
        for (item, (difficulty, discrimination)) in found.items.iter().zip(EXPECTED) {
            near(item.measure.difficulty, difficulty);
            near(item.measure.discrimination, discrimination);
            assert_eq!((item.measure.students, item.missing), (10, 0));
        }
        near(found.alpha.map(|alpha| alpha.value), KR20);
        near(found.alpha_pairwise.map(|alpha| alpha.value), KR20);
        assert_eq!(found.distribution.count, 10);
    }

    #[test]
    fn distractors_are_counted_with_the_mean_of_who_chose_them() {
        let found = analyse(&class(), None, |_| true);
        let place = &found.items[1].places[0];
        assert_eq!((place.label.as_str(), place.answered), ("Item 1", 10));
        let counts: Vec<(&str, bool, usize)> =
            place.options.iter().map(|option| (option.label.as_str(), option.right, option.count)).collect();
        assert_eq!(counts, [("YES", true, 6), ("NO", false, 4), ("NEVER", false, 0)]);
        // By hand: right were those with 3, 2, 3, 2, 3, 2 of 3; wrong those with 1, 0, 1, 1.
        near(place.options[0].mean_total, 15.0 / 18.0);
        near(place.options[1].mean_total, 3.0 / 12.0);
        assert_eq!(place.options[2].mean_total, None);
        near(place.options[0].share, 0.6);
        assert!(
            found.items[1].advice.iter().any(|line| line.contains("nobody chose “NEVER”")),
            "{:?}",
            found.items[1].advice
        );
    }

    #[test]
    fn few_students_give_no_figure_and_no_advice() {
        let few = analyse(&class(), None, |student| student.submission.name == "S0");
        assert_eq!(few.items[0].measure.students, 1);
        assert_eq!(
            (few.alpha, few.items[0].measure.discrimination, few.items[0].measure.upper_lower),
            (None, None, None)
        );
        assert!(few.items.iter().all(|item| item.advice.is_empty()));
        let none = analyse(&class(), None, |_| false);
        assert_eq!(none.items[0].measure.difficulty, None);
        assert_eq!(none.distribution, Distribution::default());
        assert!(analyse(&Gradebook::default(), None, |_| true).items.is_empty());
    }

    #[test]
    fn parts_are_measures_too() {
        let found = analyse(&small_class(), None, |_| true);
        // Only Ana and another handed in the second; its rows wait for the teacher and are no measure.
        assert_eq!(found.items[1].measure.students, 2);
        near(found.items[1].measure.difficulty, 0.5);
        assert!(found.items[1].parts.is_empty());
        assert_eq!(found.items[0].places[0].options.iter().map(|it| it.count).collect::<Vec<_>>(), [2, 1, 1, 0]);
        assert!(strength(0.4) == "very good" && strength(0.3) == "good" && strength(0.0) == "poor");
    }

    const EXPECTED: [(f64, f64); 3] = [(0.7, 0.07881104062391006), (0.6, 0.6123724356957945), (0.5, 0.128036879932896)];
    const KR20: f64 = 0.4062499999999999;
}
