//! What a student hands in: one JSON file with who they are, the lessons read and the work on exercises, as entries in
//! order of time. Each entry holds the hash of the one before, so that a teacher sees editing by accident or without
//! care; it is no proof of identity, nor against somebody who writes the whole chain anew. docs/student-file.md says so
//! too, and the file itself.

use super::{FileError, Place, canonical, json_file, workspace_json::APP};
use crate::{
    course::attempt::{key, of_key},
    model::{
        Id, Instant, Workspace,
        record::{Answer, Attempt, CheckOutcome, Exercise, ExerciseWork, Learner, LessonRead, Submission},
        time, validate,
    },
};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use thiserror::Error;

/// What the file says it is.
pub const FORMAT: &str = "hearth-student-file";
/// The version of the format.
pub const VERSION: u64 = 1;
/// Largest file that is read, in bytes: the workspaces of tasks are in it.
pub const BYTES_MAX: usize = 128 << 20;

/// What the file says of itself to whoever opens it.
const NOTE: &str = "Work on exercises in Hearth, for a teacher to take in under Classroom. Each entry holds the hash of \
                    the one before, so that editing by accident shows. This is no proof of who wrote it.";

/// Why there is nothing to hand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotWritten {
    /// Nobody does the course in this workspace.
    #[error("Nobody has begun the course in this workspace.")]
    NoLearner,
    /// The learner has no name.
    #[error("Give your name or a pseudonym first, so that your teacher knows whose work it is.")]
    NoName,
}

/// A student file that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StudentFile {
    /// The name of the file.
    pub file: String,
    /// The version of Hearth that wrote it.
    pub app: String,
    /// When it was written: ms since 1970, UTC; 0 where it does not say.
    pub exported: Instant,
    /// The id of the learner. `None` never comes from [`read`].
    pub learner: Option<Id>,
    /// Their name or pseudonym.
    pub name: String,
    /// Their class or group.
    pub class: String,
    /// The packs of the exercises.
    pub packs: Vec<PackSeen>,
    /// Lessons read, in order of time.
    pub lessons: Vec<LessonRead>,
    /// The work, by pack and exercise.
    pub work: Vec<ExerciseWork>,
    /// The last hash of the chain.
    pub hash: String,
    /// What does not hold in the chain, and where first; empty where all does.
    pub damage: String,
}

/// A pack as the student had it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PackSeen {
    /// `course`, or the id of the pack.
    pub pack: String,
    /// Its name.
    pub name: String,
    /// The hash of its exercises ([`pack_hash`]): where it is another than the teacher's, they are not the same.
    pub hash: String,
}

/// A workspace task, for the one who checks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskOf<'a> {
    /// The pack of the exercise; none = the course.
    pub pack: Option<Id>,
    /// The id of the exercise within it.
    pub exercise: &'a str,
}

/// The hash of a pack's exercises.
pub fn pack_hash(exercises: &[Exercise]) -> String {
    canonical::hash(&serde_json::to_value(exercises).unwrap_or_default())
}

#[derive(Serialize)]
struct File<'a> {
    format: &'static str,
    version: u64,
    note: &'static str,
    #[serde(flatten)]
    head: &'a Head<'a>,
    start: &'a str,
    entries: &'a [Entry<'a>],
    hash: &'a str,
}

/// What the chain begins with.
#[derive(Serialize)]
struct Head<'a> {
    app: &'static str,
    exported: String,
    learner: Who<'a>,
    packs: Vec<PackSeen>,
}

#[derive(Serialize)]
struct Who<'a> {
    id: Id,
    name: &'a str,
    class: &'a str,
}

/// The fields of the head that the chain begins with.
const HEAD: [&str; 4] = ["app", "exported", "learner", "packs"];

/// One line of what was done. Only those of its fields are there that its `what` is about.
#[derive(Serialize)]
struct Entry<'a> {
    number: u64,
    /// For people; the exact times are in what follows.
    at: String,
    what: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lesson: Option<&'a LessonRead>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exercise: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    /// The work, without its attempts: they are entries of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    work: Option<ExerciseWork>,
    /// The work that the attempt belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<Id>,
    /// Which attempt of it, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    attempt: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    given: Option<&'a Attempt>,
    previous: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    hash: String,
}

impl<'a> Entry<'a> {
    fn new(at: Instant, what: &'static str) -> Self {
        Self {
            number: 0,
            at: time::iso(at),
            what,
            lesson: None,
            exercise: None,
            title: None,
            work: None,
            of: None,
            attempt: None,
            given: None,
            previous: String::new(),
            hash: String::new(),
        }
    }

    fn about(self, work: &ExerciseWork, title: Option<&'a str>) -> Self {
        Self { exercise: Some(key(work.pack, &work.exercise)), title, ..self }
    }
}

const LESSON: &str = "lesson read";
const WORK: &str = "work begun";
const ATTEMPT: &str = "attempt given in";

/// The learner of a workspace.
pub fn learner(workspace: &Workspace) -> Option<&Learner> {
    workspace.records.learners.iter().next().map(|learner| &**learner)
}

/// Writes the work of the workspace's learner. `course` are the exercises of the course's own pack. Links and notes of
/// the work stay here.
///
/// # Errors
/// Where there is no learner, or they have no name.
pub fn write(workspace: &Workspace, course: &[Exercise], exported: Instant) -> Result<String, NotWritten> {
    let learner = learner(workspace).ok_or(NotWritten::NoLearner)?;
    if learner.name.trim().is_empty() {
        return Err(NotWritten::NoName);
    }
    let records = &workspace.records;
    let exercises = |pack: Option<Id>| match pack {
        None => Some(("The course", course)),
        Some(id) => records.exercise_packs.get(id).map(|pack| (pack.name.as_str(), &*pack.exercises)),
    };
    let mut packs: BTreeMap<Option<Id>, PackSeen> = BTreeMap::new();
    let mut entries: Vec<(Instant, Entry<'_>)> = Vec::new();
    for read in &learner.read {
        entries.push((read.at, Entry { lesson: Some(read), ..Entry::new(read.at, LESSON) }));
    }
    for work in records.exercise_work.iter() {
        let of = exercises(work.pack);
        packs.entry(work.pack).or_insert_with(|| PackSeen {
            pack: work.pack.map_or("course".to_owned(), |id| id.to_string()),
            name: of.map(|of| of.0.to_owned()).unwrap_or_default(),
            hash: of.map(|of| pack_hash(of.1)).unwrap_or_default(),
        });
        let title = of.and_then(|of| of.1.iter().find(|one| one.id == work.exercise)).map(|one| one.title.as_str());
        let head = ExerciseWork { attempts: Vec::new(), links: Vec::new(), notes: String::new(), ..(**work).clone() };
        let begun = Entry::new(work.created, WORK).about(work, title);
        entries.push((work.created, Entry { work: Some(head), ..begun }));
        for (number, given) in (1..).zip(&work.attempts) {
            let one = Entry::new(given.at, ATTEMPT).about(work, title);
            entries.push((given.at, Entry { of: Some(work.id), attempt: Some(number), given: Some(given), ..one }));
        }
    }
    // Stable: what is of one time stays in the order above, in which work comes before its attempts.
    entries.sort_by_key(|one| one.0);
    let head = Head {
        app: APP,
        exported: time::iso(exported),
        learner: Who { id: learner.id, name: learner.name.trim(), class: learner.class.trim() },
        packs: packs.into_values().collect(),
    };
    let start = canonical::hash(&serde_json::to_value(&head).unwrap_or_default());
    let mut previous = start.clone();
    let mut chain = Vec::with_capacity(entries.len());
    for (number, (_, mut entry)) in (1..).zip(entries) {
        entry.number = number;
        entry.previous = previous;
        entry.hash = canonical::hash(&serde_json::to_value(&entry).unwrap_or_default());
        previous = entry.hash.clone();
        chain.push(entry);
    }
    let file = File {
        format: FORMAT,
        version: VERSION,
        note: NOTE,
        head: &head,
        start: &start,
        entries: &chain,
        hash: &previous,
    };
    // Texts, numbers and lists always have a form in JSON.
    let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
    text.push('\n');
    Ok(text)
}

/// Whether bytes look like a student file.
pub fn is_student_file(bytes: &[u8]) -> bool {
    super::names_format(bytes, FORMAT)
}

/// Reads a student file. One that was edited is read as far as it can be, and `damage` says where it first does not hold.
///
/// # Errors
/// Where the file is none, or does not say whose it is.
pub fn read(file: &str, bytes: &[u8]) -> Result<StudentFile, FileError> {
    parse(file, bytes).map_err(|error| error.in_file(file))
}

fn parse(name: &str, bytes: &[u8]) -> Result<StudentFile, FileError> {
    let value =
        json_file::read(bytes, BYTES_MAX, "A student file is smaller.", "Ask the student to hand it in again.")?;
    let Value::Object(mut fields) = value else {
        return Err(wrong("", "This is no student file: one is an object, in braces."));
    };
    if fields.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(wrong("format", format!("This is no student file: one says \"format\": \"{FORMAT}\".")));
    }
    match fields.get("version").and_then(Value::as_u64) {
        Some(1..=VERSION) => {}
        _ => {
            let message = format!("This Hearth reads student files of version {VERSION}. Open it in a newer one.");
            return Err(wrong("version", message));
        }
    }
    let Some(Value::Array(entries)) = fields.remove("entries") else {
        return Err(wrong("entries", "The entries are missing. Ask the student to hand the file in again."));
    };
    let who = fields.get("learner").and_then(Value::as_object);
    let word = |name: &str| who.and_then(|who| who.get(name)).and_then(Value::as_str).unwrap_or_default();
    let id = word("id")
        .parse()
        .map_err(|_| wrong("learner.id", "The file does not say whose it is. Ask the student to hand it in again."))?;
    let mut read = StudentFile {
        file: name.to_owned(),
        app: fields.get("app").and_then(Value::as_str).map(clip).unwrap_or_default(),
        exported: fields.get("exported").and_then(Value::as_str).and_then(time::parse_iso).unwrap_or_default(),
        learner: Some(id),
        name: clip(word("name")),
        class: clip(word("class")),
        packs: packs(&fields),
        ..StudentFile::default()
    };
    let head: Map<String, Value> =
        HEAD.iter().filter_map(|name| Some(((*name).to_owned(), fields.get(*name)?.clone()))).collect();
    let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
    let mut chain = Chain { previous: text("start").to_owned(), damage: String::new() };
    if canonical::hash(&Value::Object(head)) != chain.previous {
        chain.damage("Who it is from, when it was written or which packs it names was changed after it was written.");
    }
    let mut parts = Parts::default();
    for (number, entry) in (1..).zip(entries) {
        let entry = chain.follow(number, entry);
        if !parts.take(entry) {
            chain.damage(&format!("Entry {number} cannot be read and is left out."));
        }
    }
    if text("hash") != chain.previous {
        chain.damage("Entries are missing at its end, or were added there.");
    }
    read.hash = chain.previous;
    (read.lessons, read.work) = parts.together();
    read.damage = chain.damage;
    Ok(read)
}

/// The chain as far as it was followed.
struct Chain {
    previous: String,
    damage: String,
}

impl Chain {
    /// Keeps the first harm.
    fn damage(&mut self, words: &str) {
        if self.damage.is_empty() {
            self.damage.push_str(words);
        }
    }

    /// Checks that an entry follows, and takes out of it what the chain is made of.
    fn follow(&mut self, number: u64, entry: Value) -> Map<String, Value> {
        let Value::Object(mut fields) = entry else {
            self.damage(&format!("Entry {number} is no entry."));
            return Map::new();
        };
        let hash = match fields.remove("hash") {
            Some(Value::String(hash)) => hash,
            _ => String::new(),
        };
        let follows = fields.get("previous").and_then(Value::as_str) == Some(self.previous.as_str());
        let counts = fields.get("number").and_then(Value::as_u64) == Some(number);
        let entry = Value::Object(fields);
        let holds = canonical::hash(&entry) == hash;
        let Value::Object(fields) = entry else { return Map::new() };
        if self.damage.is_empty() && !(follows && counts && holds) {
            let of = |name: &str| fields.get(name).and_then(Value::as_str).map(clip).unwrap_or_default();
            let fault = match (counts, holds) {
                (_, false) => "was changed after it was written",
                (false, true) => "has another number: an entry before it is missing, or was put in",
                (true, true) => "does not follow the entry before it",
            };
            let about: Vec<String> =
                [of("what"), of("exercise"), of("at")].into_iter().filter(|word| !word.is_empty()).collect();
            let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
            self.damage(&format!("Entry {number}{about} {fault}."));
        }
        self.previous = hash;
        fields
    }
}

/// What the entries hold, until it is put together.
#[derive(Default)]
struct Parts {
    lessons: Vec<LessonRead>,
    work: BTreeMap<Id, ExerciseWork>,
    /// By work and number.
    attempts: Vec<(Id, u64, String, Attempt)>,
}

impl Parts {
    /// Takes an entry. `false` where it cannot be read; one of a later version's kinds is passed over.
    fn take(&mut self, mut fields: Map<String, Value>) -> bool {
        // As text, so that it is read as it is from a workspace.
        let mut inner = |name: &str| fields.remove(name).map(|value| value.to_string()).unwrap_or_default();
        let (lesson, work, given) = (inner("lesson"), inner("work"), inner("given"));
        let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
        match text("what") {
            LESSON => match serde_json::from_str::<LessonRead>(&lesson) {
                Ok(lesson) => self.lessons.push(lesson),
                Err(_) => return false,
            },
            WORK => match serde_json::from_str::<ExerciseWork>(&work) {
                Ok(mut work) => {
                    // Attempts have entries of their own.
                    work.attempts.clear();
                    if self.work.insert(work.id, work).is_some() {
                        return false;
                    }
                }
                Err(_) => return false,
            },
            ATTEMPT => {
                let number = fields.get("attempt").and_then(Value::as_u64).unwrap_or(u64::MAX);
                match (text("of").parse(), serde_json::from_str::<Attempt>(&given)) {
                    (Ok(of), Ok(given)) if given.points.is_finite() && given.most.is_finite() && given.most >= 0.0 => {
                        self.attempts.push((of, number, text("exercise").to_owned(), given));
                    }
                    _ => return false,
                }
            }
            "" => return false,
            _ => {}
        }
        true
    }

    fn together(mut self) -> (Vec<LessonRead>, Vec<ExerciseWork>) {
        self.attempts.sort_by_key(|one| (one.0, one.1));
        for (of, _, exercise, given) in self.attempts {
            if let Some(work) = self.work.get_mut(&of) {
                work.attempts.push(given);
            } else if let Some((pack, exercise)) = of_key(&exercise) {
                // Its beginning is missing.
                let mut work = ExerciseWork::new(of, given.began, pack, exercise, 0);
                work.attempts.push(given);
                self.work.insert(of, work);
            }
        }
        let mut work: Vec<ExerciseWork> = self.work.into_values().collect();
        work.sort_by(|one, other| (one.pack, &one.exercise, one.id).cmp(&(other.pack, &other.exercise, other.id)));
        (self.lessons, work)
    }
}

fn packs(fields: &Map<String, Value>) -> Vec<PackSeen> {
    let list = fields.get("packs").and_then(Value::as_array);
    let one = |pack: &Value| {
        let of = |name: &str| pack.get(name).and_then(Value::as_str).map(clip).unwrap_or_default();
        PackSeen { pack: of("pack"), name: of("name"), hash: of("hash") }
    };
    list.into_iter().flatten().map(one).collect()
}

/// A text that is not longer than a name may be.
fn clip(text: &str) -> String {
    text.trim().chars().take(validate::NAME_MAX).collect()
}

fn wrong(path: &str, message: impl Into<String>) -> FileError {
    let error = FileError::new("", "bad-student-file", message);
    if path.is_empty() { error } else { error.at(Place::path(path)) }
}

impl StudentFile {
    /// The record of the file. The workspaces of tasks are checked again by `check`, which is given the task and the
    /// workspace's file and says `None` where it cannot check; then they are dropped.
    pub fn into_submission(
        self,
        id: Id,
        now: Instant,
        check: &dyn Fn(TaskOf<'_>, &str) -> Option<Vec<CheckOutcome>>,
    ) -> Submission {
        let mut work = self.work;
        for one in &mut work {
            let ExerciseWork { pack, exercise, draft, attempts, .. } = one;
            let task = TaskOf { pack: *pack, exercise };
            for answer in attempts.iter_mut().map(|attempt| &mut attempt.answer).chain(draft) {
                if let Answer::Task { outcomes, file, .. } = answer
                    && let Some(file) = file.take()
                    && let Some(again) = check(task, &file)
                {
                    *outcomes = again;
                }
            }
        }
        let learner = self.learner.unwrap_or(id);
        Submission {
            class: self.class,
            file: clip(&self.file),
            hash: self.hash,
            damage: self.damage,
            lessons: self.lessons.into_iter().map(|read| read.lesson).collect(),
            work,
            ..Submission::new(id, now, learner, self.name, self.exported)
        }
    }
}

#[cfg(test)]
mod tests;
