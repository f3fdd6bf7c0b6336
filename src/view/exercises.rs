//! The exercises as the page shows them: which there are, how far one is, what is said of an answer, the time left.

use super::route::{ExerciseKey, ExercisesShown};
use crate::{
    course::{
        attempt,
        grade::{self, Grade, PartGrade, Verdict},
    },
    model::{
        Workspace,
        record::{Answer, Conduct, Exercise, ExerciseWork, Question},
        words,
    },
    search::fold,
};
use std::sync::Arc;

/// How far somebody is with an exercise.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// Nothing was done on it.
    NotBegun,
    /// An answer is being written and was never checked.
    Begun,
    /// There were attempts.
    Attempted {
        /// How many.
        attempts: usize,
        /// Points that count and points there are; none where the teacher says them later.
        points: Option<(f64, f64)>,
        /// Whether another answer is being written.
        writing: bool,
    },
}

impl Progress {
    /// How far the work on an exercise is.
    pub fn of(exercise: &Exercise, conduct: &Conduct, work: Option<&ExerciseWork>) -> Self {
        let Some(work) = work else { return Self::NotBegun };
        let writing = is_writing(work);
        if work.attempts.is_empty() {
            return if writing || work.hints > 0 { Self::Begun } else { Self::NotBegun };
        }
        let standing = attempt::standing(exercise, conduct, work);
        let points = standing.points.filter(|_| standing.shown && standing.most > 0.0);
        let points = points.map(|points| (points, standing.most));
        Self::Attempted { attempts: work.attempts.len(), points, writing }
    }

    /// In a person's words.
    pub fn words(&self) -> String {
        match self {
            Self::NotBegun => "Not begun".to_owned(),
            Self::Begun => "Begun".to_owned(),
            Self::Attempted { attempts, points, writing } => {
                let mut out = counted(*attempts, "attempt");
                if let Some((points, most)) = points {
                    out.push_str(&format!(", {}", of(*points, *most)));
                }
                if *writing {
                    out.push_str(", another begun");
                }
                out
            }
        }
    }

    /// Whether the list shows it under a filter.
    pub fn is_shown(&self, shown: ExercisesShown) -> bool {
        match shown {
            ExercisesShown::All => true,
            ExercisesShown::NotBegun => *self == Self::NotBegun,
            ExercisesShown::Begun => matches!(self, Self::Begun | Self::Attempted { writing: true, .. }),
            ExercisesShown::Attempted => matches!(self, Self::Attempted { .. }),
        }
    }
}

/// An exercise on the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Which one.
    pub key: ExerciseKey,
    /// Its id and title.
    pub title: String,
    /// What sort of thing is asked.
    pub kind: &'static str,
    /// Points there are to be earned; 0 = none.
    pub most: f64,
    /// How far it is.
    pub progress: Progress,
}

/// Exercises under a heading: a module of the course, or a pack.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The module's or the pack's name.
    pub title: String,
    /// Who wrote the pack; empty for the course.
    pub author: String,
    /// What the pack is for, in Markdown; empty for the course.
    pub about: String,
    /// Its exercises.
    pub lines: Vec<Line>,
}

/// Everything there is, grouped: the course's by module, then the packs. What is left out by search or filter is left
/// out, and so are groups of which nothing is left. `modules` are the numbers and names of the course's modules.
pub fn groups(
    workspace: &Workspace,
    course: &[Exercise],
    modules: &[(String, String)],
    shown: ExercisesShown,
    search: &str,
) -> Vec<Group> {
    let wanted = fold(search.trim());
    let line = |pack, exercise: &Exercise, conduct: &Conduct| {
        let key = ExerciseKey::new(pack, exercise.id.clone());
        let conduct = exercise.conduct.as_ref().unwrap_or(conduct);
        let progress = Progress::of(exercise, conduct, work_of(workspace, &key).as_deref());
        let title = title(exercise);
        let kind = kind(&exercise.question);
        let found = wanted.is_empty() || fold(&title).contains(&wanted) || fold(kind).contains(&wanted);
        (found && progress.is_shown(shown)).then(|| Line {
            key,
            title,
            kind,
            most: grade::most(&exercise.question),
            progress,
        })
    };
    let mut groups: Vec<Group> = Vec::new();
    let own = Conduct::default();
    let mut last = None;
    for exercise in course {
        let module = exercise.id.split('.').next().unwrap_or_default();
        let Some(line) = line(None, exercise, &own) else { continue };
        if last != Some(module) {
            let name = modules.iter().find(|(number, _)| number == module).map(|(_, name)| name.as_str());
            let title = name.map_or_else(|| format!("Module {module}"), |name| format!("{module} {name}"));
            groups.push(Group { title, author: String::new(), about: String::new(), lines: Vec::new() });
            last = Some(module);
        }
        if let Some(group) = groups.last_mut() {
            group.lines.push(line);
        }
    }
    for pack in workspace.records.exercise_packs.iter().filter(|pack| pack.archived.is_none()) {
        let lines: Vec<Line> =
            pack.exercises.iter().filter_map(|exercise| line(Some(pack.id), exercise, &pack.conduct)).collect();
        if !lines.is_empty() {
            let (title, author, about) = (pack.name.clone(), pack.author.clone(), pack.description.clone());
            groups.push(Group { title, author, about, lines });
        }
    }
    groups
}

/// An exercise with what belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Which one.
    pub key: ExerciseKey,
    /// The exercise.
    pub exercise: Arc<Exercise>,
    /// How it is to be done.
    pub conduct: Conduct,
    /// The one before it in its course or pack.
    pub previous: Option<ExerciseKey>,
    /// The one after it.
    pub next: Option<ExerciseKey>,
}

/// Finds an exercise by its key.
pub fn find(workspace: &Workspace, course: &[Exercise], key: &ExerciseKey) -> Option<Found> {
    let own = Conduct::default();
    let pack = key.pack.map(|id| workspace.records.exercise_packs.get(id));
    let (all, conduct) = match &pack {
        None => (course, &own),
        Some(pack) => pack.as_ref().map(|pack| (pack.exercises.as_slice(), &pack.conduct))?,
    };
    let at = all.iter().position(|one| one.id == key.exercise)?;
    let exercise = all.get(at)?;
    let beside = |at: Option<usize>| Some(ExerciseKey::new(key.pack, all.get(at?)?.id.clone()));
    Some(Found {
        key: key.clone(),
        exercise: Arc::new(exercise.clone()),
        conduct: exercise.conduct.clone().unwrap_or_else(|| conduct.clone()),
        previous: beside(at.checked_sub(1)),
        next: beside(at.checked_add(1)),
    })
}

/// The work on an exercise, where something was done.
pub fn work_of(workspace: &Workspace, key: &ExerciseKey) -> Option<Arc<ExerciseWork>> {
    let all = workspace.records.exercise_work.iter();
    all.into_iter().find(|work| work.pack == key.pack && work.exercise == key.exercise).cloned()
}

/// What the page of an exercise shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Its time is limited and does not run yet.
    Before,
    /// An answer is being written: the attempt of this number, from 1.
    Writing(usize),
    /// The last attempt, with its verdict or without it.
    Given,
}

/// What the page of an exercise shows, by the work on it.
pub fn phase(conduct: &Conduct, work: Option<&ExerciseWork>) -> Phase {
    let attempts = work.map_or(0, |work| work.attempts.len());
    match work.is_some_and(is_writing) {
        true => Phase::Writing(attempts + 1),
        false if attempts > 0 => Phase::Given,
        false if conduct.minutes.is_some() => Phase::Before,
        false => Phase::Writing(1),
    }
}

/// Whether an attempt was begun and not given in.
fn is_writing(work: &ExerciseWork) -> bool {
    work.draft.is_some() || work.began.is_some()
}

/// `attempt 2 of 3`.
pub fn attempt_words(phase: Phase, conduct: &Conduct, work: Option<&ExerciseWork>) -> String {
    let number = match phase {
        Phase::Before => 1,
        Phase::Writing(number) => number,
        Phase::Given => work.map_or(1, |work| work.attempts.len()),
    };
    match conduct.attempts {
        Some(most) => format!("attempt {number} of {most}"),
        None => format!("attempt {number}"),
    }
}

/// The answer that is on the screen: the one being written, else the last one given, else nothing answered. `None` for
/// a drill that was not played.
pub fn answer(question: &Question, work: Option<&ExerciseWork>) -> Option<Answer> {
    let draft = work.and_then(|work| work.draft.as_ref());
    let last = work.filter(|work| !is_writing(work)).and_then(|work| work.attempts.last()).map(|one| &one.answer);
    let blank = grade::blank(question);
    // A pack may have changed since: an answer to another kind of question is none.
    let fits = |answer: &&Answer| {
        matches!(question, Question::Drill(_)) == matches!(answer, Answer::Drill { .. })
            && blank.as_ref().is_none_or(|blank| std::mem::discriminant(blank) == std::mem::discriminant(*answer))
    };
    draft.or(last).filter(fits).cloned().or(blank)
}

/// The time left, in words, to the second.
pub fn left(ms: i64) -> String {
    let seconds = ms.max(0).div_euclid(1_000);
    format!("{}:{:02} left", seconds / 60, seconds % 60)
}

/// Seconds left at which a screen reader says so.
const SAID_AT: [i64; 4] = [600, 300, 60, 10];

/// What a screen reader says when the time left went from one number of ms to another.
pub fn announcement(before: i64, now: i64) -> Option<String> {
    let at = SAID_AT.into_iter().find(|at| before > at * 1_000 && now <= at * 1_000 && now > 0)?;
    Some(if at >= 60 {
        format!("{} left", counted((at / 60) as usize, "minute"))
    } else {
        format!("{at} seconds left")
    })
}

/// What stands before a verdict, so that it is not told by colour alone.
pub fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Right => "✓",
        Verdict::Partly => "◐",
        Verdict::Wrong => "✗",
        Verdict::Unanswered => "○",
        Verdict::ForTeacher => "…",
    }
}

/// A verdict on one thing: `Right, 2 of 2. Events are engagement.`
pub fn verdict_words(verdict: Verdict, points: f64, most: f64, said: &str) -> String {
    let mut out = verdict.label().to_owned();
    // What costs points says so; what waits for the teacher has none yet.
    if verdict != Verdict::ForTeacher && (most > 0.0 || points < 0.0) {
        out.push_str(&match most > 0.0 {
            true => format!(", {} of {}", number(points), number(most)),
            false => format!(", {}", number(points)),
        });
    }
    out.push('.');
    if !said.is_empty() {
        out.push(' ');
        out.push_str(said);
    }
    out
}

/// Several parts about one thing as one verdict: an item and the reason given for it.
pub fn together<'a>(parts: impl Iterator<Item = &'a PartGrade>) -> Option<PartGrade> {
    parts.cloned().reduce(|mut all, part| {
        all.points += part.points;
        all.most += part.most;
        all.verdict = match (all.verdict, part.verdict) {
            (a, b) if a == b => a,
            (Verdict::Wrong, Verdict::Unanswered) | (Verdict::Unanswered, Verdict::Wrong) => Verdict::Wrong,
            // What is for the teacher says nothing about the rest.
            (a, Verdict::ForTeacher) | (Verdict::ForTeacher, a) => a,
            _ => Verdict::Partly,
        };
        join(&mut all.said, &part.said);
        join(&mut all.right, &part.right);
        all
    })
}

fn join(all: &mut String, more: &str) {
    if !more.is_empty() {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(more);
    }
}

/// What a verdict comes to: `2 right, 1 partly right, 2 not right`.
pub fn tally(grade: &Grade) -> String {
    let count = |verdict| grade.parts.iter().filter(|part| part.verdict == verdict).count();
    let all = [Verdict::Right, Verdict::Partly, Verdict::Wrong, Verdict::Unanswered, Verdict::ForTeacher];
    let counted = all.into_iter().map(|verdict| (count(verdict), verdict)).filter(|(count, _)| *count > 0);
    counted.map(|(count, verdict)| format!("{count} {}", verdict.label().to_lowercase())).collect::<Vec<_>>().join(", ")
}

/// What is said of a hint's price: `−10 %`, or nothing where it is free.
pub fn hint_price(conduct: &Conduct) -> String {
    if conduct.hint_penalty > 0.0 { format!(" (−{} %)", number(conduct.hint_penalty)) } else { String::new() }
}

/// The words of a text against its limits: `34 words, 40 at least`.
pub fn word_count(text: &str, least: Option<u32>, most: Option<u32>) -> (String, bool) {
    let count = grade::words(text);
    let said = counted(count, "word");
    let short = least.filter(|least| (count as u64) < u64::from(*least));
    let long = most.filter(|most| count as u64 > u64::from(*most));
    match (short, long, most) {
        (Some(least), ..) => (format!("{said}, {least} at least"), false),
        (_, Some(most), _) => (format!("{said}, {most} at most"), false),
        (.., Some(most)) => (format!("{said} of {most}"), true),
        _ => (said, true),
    }
}

/// An exercise's id and title, as a heading: `1.1 What is community management?`
pub fn title(exercise: &Exercise) -> String {
    format!("{} · {}", exercise.id, exercise.title)
}

/// What sort of thing an exercise asks.
pub fn kind(question: &Question) -> &'static str {
    match question {
        Question::Classify(_) => "Classify and say why",
        Question::Choice(choice) if choice.multiple => "Several choices",
        Question::Choice(_) => "One choice",
        Question::Matching(_) => "Match",
        Question::Ordering(_) => "Put in order",
        Question::Numeric(_) => "A number",
        Question::ShortText(_) => "A short answer",
        Question::FreeText(_) => "A text",
        Question::Chart(_) => "Read a chart",
        Question::Drill(_) => "Crisis drill",
        Question::Task(_) => "Task in a workspace",
        Question::Note => "To read",
    }
}

/// Points in words: `7.5 of 10 points`.
pub fn of(points: f64, most: f64) -> String {
    format!("{} of {} {}", number(points), number(most), if most == 1.0 { "point" } else { "points" })
}

/// Points in words: `2 points`.
pub fn points(points: f64) -> String {
    format!("{} {}", number(points), if points == 1.0 { "point" } else { "points" })
}

/// A number of points: at most two decimals, none that say nothing.
pub fn number(value: f64) -> String {
    let text = words::decimals(value, 2);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A number and what it counts: `1 attempt`, `2 attempts`.
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// The items of an order with one of them moved from a place to another.
pub fn moved(order: &[String], from: usize, to: usize) -> Vec<String> {
    let mut order = order.to_vec();
    if from < order.len() && to < order.len() {
        let item = order.remove(from);
        order.insert(to, item);
    }
    order
}

/// What a screen reader says of an item that was moved: `Publish, place 2 of 5`.
pub fn place_words(name: &str, place: usize, of: usize) -> String {
    format!("{name}, place {} of {of}", place + 1)
}

#[cfg(test)]
mod tests;
