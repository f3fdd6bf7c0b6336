//! What the classroom shows, worked out of the gradebook: which students and exercises in which order, and answers in
//! words.

use crate::{
    classroom::{Cell, Column, Gradebook, Source, Student, Total, responses},
    course::grade::{PartGrade, REASON, Verdict},
    interchange::gradebook_csv::points,
    model::{
        Id,
        record::{Answer, Question},
        words::decimals,
    },
    search::fold,
    view::route::{ClassroomSort, ClassroomView, PackChoice},
};
use std::cmp::Ordering;

/// Longest text of an answer that is shown, in characters.
const SHOWN: usize = 8_000;

/// Whether a student is of the class that is chosen.
pub fn takes(view: &ClassroomView, student: &Student) -> bool {
    view.class.as_ref().is_none_or(|class| student.submission.class.trim() == class)
}

/// The students that are shown, as places in the gradebook, in their order.
pub fn rows(book: &Gradebook, view: &ClassroomView) -> Vec<usize> {
    let total = |student: &Student| student.total(&book.columns, |column| view.pack.takes(column.pack));
    let mut rows: Vec<(usize, &Student, Total)> = book
        .students
        .iter()
        .enumerate()
        .filter(|(_, student)| takes(view, student))
        .map(|(place, student)| (place, student, total(student)))
        .filter(|(_, _, total)| !view.to_mark || total.needs_teacher > 0)
        .collect();
    let exercise = match &view.sort {
        ClassroomSort::Exercise(key) => book.columns.iter().position(|column| column.key == *key),
        _ => None,
    };
    let name = |student: &Student| fold(student.submission.title());
    rows.sort_by(|(at, a, a_total), (other, b, b_total)| {
        let order = match &view.sort {
            ClassroomSort::Name => name(a).cmp(&name(b)),
            ClassroomSort::Class => (fold(&a.submission.class), name(a)).cmp(&(fold(&b.submission.class), name(b))),
            ClassroomSort::Points => a_total.points.total_cmp(&b_total.points),
            ClassroomSort::Missing => a_total.missing.cmp(&b_total.missing),
            ClassroomSort::ToMark => a_total.needs_teacher.cmp(&b_total.needs_teacher),
            ClassroomSort::Exercise(_) => {
                let of = |student: &Student| exercise.and_then(|at| Some(student.cells.get(at)?.as_ref()?.points));
                match (of(a), of(b)) {
                    (Some(a), Some(b)) => a.total_cmp(&b),
                    // What is missing comes last, whichever way.
                    (Some(_), None) => return Ordering::Less,
                    (None, Some(_)) => return Ordering::Greater,
                    (None, None) => Ordering::Equal,
                }
            }
        };
        let order = if view.down { order.reverse() } else { order };
        order.then_with(|| at.cmp(other))
    });
    rows.into_iter().map(|(place, _, _)| place).collect()
}

/// The exercises that are shown, as places in the gradebook.
pub fn columns(book: &Gradebook, view: &ClassroomView) -> Vec<usize> {
    let shown = book.columns.iter().enumerate().filter(|(_, column)| view.pack.takes(column.pack));
    shown.map(|(place, _)| place).collect()
}

/// The classes there are, with the one of students without one as an empty text.
pub fn classes(book: &Gradebook) -> Vec<String> {
    let mut classes: Vec<String> =
        book.students.iter().map(|student| student.submission.class.trim().to_owned()).collect();
    classes.sort_by_cached_key(|class| (fold(class), class.clone()));
    classes.dedup();
    classes
}

/// The packs of which somebody handed something in; none = the course.
pub fn packs(book: &Gradebook) -> Vec<Option<Id>> {
    let mut packs: Vec<Option<Id>> = Vec::new();
    for column in &book.columns {
        if !packs.contains(&column.pack) {
            packs.push(column.pack);
        }
    }
    packs
}

/// The pack whose exercises are analysed: the one chosen, else the first.
pub fn pack_to_analyse(book: &Gradebook, choice: PackChoice) -> Option<Option<Id>> {
    packs(book).into_iter().find(|pack| choice.takes(*pack))
}

/// The points of a cell, with a sign where they are not the computed ones or a person has to look: never by colour alone.
pub fn cell_text(cell: Option<&Cell>) -> String {
    let Some(cell) = cell else { return "—".to_owned() };
    let sign = match (cell.needs_teacher, cell.source) {
        (true, _) => " ?",
        (false, Source::Computed) => "",
        (false, _) => " ✎",
    };
    format!("{}{sign}", points(cell.points))
}

/// What a cell says when it is read out.
pub fn cell_spoken(column: &Column, cell: Option<&Cell>) -> String {
    let title = &column.exercise.title;
    let Some(cell) = cell else { return format!("{title}: nothing handed in") };
    let by = match cell.source {
        Source::Computed => "",
        Source::Rubric => ", by the rubric",
        Source::Teacher => ", by the teacher",
    };
    let look = if cell.needs_teacher { ", to be marked" } else { "" };
    format!("{title}: {} of {}{by}{look}", points(cell.points), points(cell.most))
}

/// A share in percent, or a dash.
pub fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "—".to_owned(), |share| format!("{}\u{202f}%", decimals(share * 100.0, 0)))
}

/// A coefficient with two decimals, or a dash.
pub fn coefficient(value: Option<f64>) -> String {
    value.map_or_else(|| "—".to_owned(), |value| decimals(value, 2))
}

/// A part of an answer in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnswerLine {
    /// What it is about; empty where it is the whole.
    pub label: String,
    /// What was answered; empty where nothing was.
    pub said: String,
    /// Whether it is a text of the student's own, of any length.
    pub own: bool,
    /// The verdict, with points where there are several parts.
    pub verdict: Option<Verdict>,
    /// Points and most.
    pub points: Option<(f64, f64)>,
    /// What is said about it.
    pub remark: String,
}

fn clipped(text: &str) -> String {
    let mut clipped: String = text.chars().take(SHOWN).collect();
    if clipped.len() < text.len() {
        clipped.push('…');
    }
    clipped
}

/// What was answered, with its verdicts.
pub fn answer_lines(question: &Question, answer: &Answer, cell: &Cell) -> Vec<AnswerLine> {
    let grade = &cell.grade;
    let line = |id: &str, said: String, own: bool| {
        let part = grade.part(id);
        AnswerLine {
            label: responses::part_label(question, id),
            said: clipped(&said),
            own,
            verdict: part.map(|part| part.verdict),
            points: part.map(|part| (part.points, part.most)).filter(|(_, most)| *most > 0.0),
            remark: part.map(|part| part.said.clone()).unwrap_or_default(),
        }
    };
    // A question whose only part has no name.
    let whole = |said: String, own: bool| {
        let one = if grade.parts.len() == 1 { grade.parts.first() } else { grade.part("") };
        vec![AnswerLine {
            said: clipped(&said),
            own,
            verdict: one.map(|part| part.verdict),
            points: Some((grade.points, grade.most)).filter(|(_, most)| *most > 0.0),
            remark: one.map(|part| part.said.clone()).unwrap_or_default(),
            ..AnswerLine::default()
        }]
    };
    match (question, answer) {
        (Question::Choice(asked), Answer::Choice { chosen }) => {
            let texts: Vec<&str> = asked
                .options
                .iter()
                .filter(|option| chosen.contains(&option.id))
                .map(|option| option.text.as_str())
                .collect();
            let mut lines = whole(texts.join("; "), false);
            if grade.parts.len() > 1 {
                let verdict = match grade.share() {
                    Some(share) if share >= 1.0 => Verdict::Right,
                    Some(share) if share > 0.0 => Verdict::Partly,
                    _ => Verdict::Wrong,
                };
                lines.iter_mut().for_each(|line| line.verdict = Some(verdict));
            }
            lines
        }
        (Question::Classify(asked), Answer::Classify { items }) => asked
            .items
            .iter()
            .flat_map(|item| {
                let given = items.get(&item.id);
                let category = given.and_then(|given| given.category.as_ref());
                let label = asked.categories.iter().find(|one| Some(&one.id) == category).map(|one| one.label.clone());
                let reason = format!("{}{REASON}", item.id);
                let text = given.map(|given| given.reason.clone()).unwrap_or_default();
                let with_reason = grade.part(&reason).is_some() || !text.is_empty();
                let mut lines = vec![line(&item.id, label.unwrap_or_default(), false)];
                if with_reason {
                    lines.push(line(&reason, text, true));
                }
                lines
            })
            .collect(),
        (Question::Matching(asked), Answer::Matching { pairs }) => asked
            .pairs
            .iter()
            .map(|pair| line(&pair.id, pairs.get(&pair.id).cloned().unwrap_or_default(), false))
            .collect(),
        (Question::Ordering(asked), Answer::Ordering { order }) => {
            let texts = order.iter().enumerate().filter_map(|(place, id)| {
                let item = asked.items.iter().find(|item| item.id == *id)?;
                Some(format!("{}. {}", place + 1, item.text))
            });
            whole(texts.collect::<Vec<_>>().join("\n"), true)
        }
        (Question::Numeric(_), Answer::Numeric { text }) | (Question::ShortText(_), Answer::ShortText { text }) => {
            whole(text.clone(), false)
        }
        (Question::FreeText(_), Answer::FreeText { text, .. }) => {
            let mut lines = whole(text.clone(), true);
            lines.iter_mut().for_each(|line| {
                line.verdict = grade.part("").map(|part| part.verdict).or(line.verdict);
                line.remark = grade.part("").map(|part| part.said.clone()).unwrap_or_default();
            });
            lines
        }
        (Question::Chart(asked), Answer::Chart { questions }) => asked
            .questions
            .iter()
            .map(|one| {
                let given = questions.get(&one.id);
                let chosen = given.and_then(|given| given.chosen.as_ref());
                let option = one.options.iter().find(|option| Some(&option.id) == chosen).map(|it| it.text.clone());
                line(&one.id, option.or_else(|| given.map(|given| given.text.clone())).unwrap_or_default(), false)
            })
            .collect(),
        (Question::Task(_), Answer::Task { .. }) | (Question::Drill(_), Answer::Drill { .. }) => {
            grade.parts.iter().map(|part: &PartGrade| line(&part.id, String::new(), false)).collect()
        }
        _ => Vec::new(),
    }
}

/// The student so many places further among those shown; none at the end.
pub fn step(book: &Gradebook, rows: &[usize], open: Option<Id>, by: isize) -> Option<Id> {
    let at = rows.iter().position(|row| book.students.get(*row).map(|student| student.submission.id) == open)?;
    let to = at.checked_add_signed(by)?;
    book.students.get(*rows.get(to)?).map(|student| student.submission.id)
}

/// The next exercise that a teacher has to mark after the one that is open, through the students in their order and round
/// again.
pub fn next_to_mark(book: &Gradebook, rows: &[usize], view: &ClassroomView) -> Option<(Id, String)> {
    let columns = columns(book, view);
    let all: Vec<(Id, &str, bool)> = rows
        .iter()
        .filter_map(|row| book.students.get(*row))
        .flat_map(|student| {
            columns.iter().filter_map(|place| {
                let (column, cell) = (book.columns.get(*place)?, student.cells.get(*place)?);
                let needs = cell.as_ref().is_some_and(|cell| cell.needs_teacher);
                Some((student.submission.id, column.key.as_str(), needs))
            })
        })
        .collect();
    let here = all.iter().position(|(student, key, _)| {
        Some(*student) == view.open && (view.exercise.is_empty() || *key == view.exercise)
    });
    // Where only the student is open, their first exercise is still to come.
    let from = match here {
        Some(at) if view.exercise.is_empty() => at,
        Some(at) => at + 1,
        None => 0,
    };
    let (before, after) = all.split_at(from.min(all.len()));
    let found = after.iter().chain(before).find(|(_, _, needs)| *needs)?;
    Some((found.0, found.1.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        classroom::{Shelf, gradebook},
        model::record::{
            Attempt, Choice, ChoiceOption, Conduct, Exercise, ExerciseWork, FreeText, RubricRow, Submission,
        },
    };
    use std::sync::Arc;

    fn shelf() -> Shelf {
        let option = |id: &str, credit: f64| ChoiceOption {
            id: id.into(),
            text: format!("The {id}"),
            credit,
            feedback: format!("About the {id}"),
            ..ChoiceOption::default()
        };
        let choice =
            Choice { points: 2.0, options: vec![option("blog", 100.0), option("logo", 0.0)], ..Choice::default() };
        let rubric = vec![RubricRow { id: "a".into(), text: "Says why".into(), points: 3.0, ..RubricRow::default() }];
        let text = FreeText { rubric, ..FreeText::default() };
        let exercises = vec![
            Arc::new(Exercise::new("1.1", "Choose", Question::Choice(choice))),
            Arc::new(Exercise::new("1.2", "Say", Question::FreeText(text))),
        ];
        Shelf { pack: None, name: "The course".into(), conduct: Conduct::default(), exercises }
    }

    fn file(name: &str, class: &str, answers: &[(&str, Answer)]) -> Arc<Submission> {
        let work = |(id, answer): &(&str, Answer)| {
            let attempt = Attempt {
                answer: answer.clone(),
                began: 0,
                at: 9,
                hints: 0,
                certainty: None,
                points: 0.0,
                most: 0.0,
                extra: Default::default(),
            };
            ExerciseWork { attempts: vec![attempt], ..ExerciseWork::new(Id::derived(id), 1, None, *id, 1) }
        };
        let id = Id::derived(name);
        let work = answers.iter().map(work).collect();
        Arc::new(Submission { class: class.into(), work, ..Submission::new(id, 1, id, name, 9) })
    }

    fn choose(id: &str) -> Answer {
        Answer::Choice { chosen: vec![id.into()] }
    }

    fn say(text: &str) -> Answer {
        Answer::FreeText { text: text.into(), found: Vec::new() }
    }

    fn book() -> Gradebook {
        let files = [
            file("Émile", "B", &[("1.1", choose("blog")), ("1.2", say("Why not"))]),
            file("dora", "A", &[("1.1", choose("logo"))]),
            file("Finn", "", &[("1.2", say("Because"))]),
        ];
        gradebook(&[shelf()], &files)
    }

    fn names(view: &ClassroomView) -> Vec<String> {
        let book = book();
        rows(&book, view).into_iter().map(|row| book.students[row].submission.name.clone()).collect()
    }

    #[test]
    fn students_are_sorted_and_filtered() {
        assert_eq!(names(&ClassroomView::default()), ["dora", "Émile", "Finn"]);
        assert_eq!(names(&ClassroomView { down: true, ..Default::default() }), ["Finn", "Émile", "dora"]);
        let sort = |sort: ClassroomSort, down| names(&ClassroomView { sort, down, ..Default::default() });
        assert_eq!(sort(ClassroomSort::Class, false), ["Finn", "dora", "Émile"]);
        assert_eq!(sort(ClassroomSort::Points, true)[0], "Émile");
        let first = || ClassroomSort::Exercise("course/1.1".into());
        assert_eq!(sort(first(), true), ["Émile", "dora", "Finn"]);
        assert_eq!(sort(first(), false), ["dora", "Émile", "Finn"], "what is missing comes last both ways");
        assert_eq!(names(&ClassroomView { class: Some("A".into()), ..Default::default() }), ["dora"]);
        assert_eq!(names(&ClassroomView { class: Some(String::new()), ..Default::default() }), ["Finn"]);
        assert_eq!(names(&ClassroomView { to_mark: true, ..Default::default() }), ["Émile", "Finn"]);
        assert_eq!(classes(&book()), ["", "A", "B"]);
        assert_eq!(packs(&book()), [None]);
        assert_eq!(pack_to_analyse(&book(), PackChoice::All), Some(None));
        assert_eq!(pack_to_analyse(&book(), PackChoice::Pack(Id::derived("x"))), None);
    }

    #[test]
    fn cells_say_more_than_colour() {
        let book = book();
        let student = |name: &str| book.students.iter().find(|one| one.submission.name == name).unwrap();
        let text = |name: &str| student(name).cells.iter().map(|cell| cell_text(cell.as_ref())).collect::<Vec<_>>();
        assert_eq!(text("Émile"), ["2", "0 ?"]);
        assert_eq!(text("dora"), ["0", "—"]);
        let spoken = |name: &str, at: usize| cell_spoken(&book.columns[at], student(name).cells[at].as_ref());
        assert_eq!(spoken("Émile", 1), "Say: 0 of 3, to be marked");
        assert_eq!(spoken("dora", 1), "Say: nothing handed in");
        assert_eq!(
            [percent(None), percent(Some(0.256)), coefficient(None), coefficient(Some(-0.126))],
            ["—", "26\u{202f}%", "—", "−0.13"]
        );
    }

    #[test]
    fn answers_are_told_in_words() {
        let book = book();
        let emile = book.students.iter().find(|one| one.submission.name == "Émile").unwrap();
        let lines = |at: usize| {
            let (column, cell) = (&book.columns[at], emile.cells[at].as_ref().unwrap());
            answer_lines(&column.exercise.question, emile.answer(column, cell).unwrap(), cell)
        };
        assert_eq!(lines(0).len(), 1);
        assert_eq!((lines(0)[0].said.as_str(), lines(0)[0].verdict), ("The blog", Some(Verdict::Right)));
        assert_eq!(lines(0)[0].remark, "About the blog");
        assert_eq!((lines(1)[0].said.as_str(), lines(1)[0].own), ("Why not", true));
        let kind = &book.columns[0].exercise.question;
        assert!(answer_lines(kind, &say("?"), emile.cells[0].as_ref().unwrap()).is_empty());
    }

    #[test]
    fn one_goes_from_student_to_student_and_to_what_is_to_be_marked() {
        let book = book();
        let mut view = ClassroomView::default();
        let rows = rows(&book, &view);
        let [dora, emile, finn] = ["dora", "Émile", "Finn"].map(Id::derived);
        assert_eq!(step(&book, &rows, Some(dora), 1), Some(emile));
        assert_eq!(step(&book, &rows, Some(dora), -1), None);
        assert_eq!(step(&book, &rows, Some(finn), 1), None);
        assert_eq!(step(&book, &rows, None, 1), None);
        let key = || "course/1.2".to_owned();
        assert_eq!(next_to_mark(&book, &rows, &view), Some((emile, key())));
        (view.open, view.exercise) = (Some(emile), key());
        assert_eq!(next_to_mark(&book, &rows, &view), Some((finn, key())));
        (view.open, view.exercise) = (Some(finn), String::new());
        assert_eq!(next_to_mark(&book, &rows, &view), Some((finn, key())));
        (view.open, view.exercise) = (Some(finn), key());
        assert_eq!(next_to_mark(&book, &rows, &view), Some((emile, key())), "round again");
        assert_eq!(next_to_mark(&Gradebook::default(), &[], &view), None);
    }
}
