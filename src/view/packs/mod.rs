//! Packs of exercises as their author sees them: the list, forms, what is still missing, a pack on paper.

pub mod draft;
pub mod form;
pub mod paper;

use super::route::PackKey;
use crate::{
    course::{self, Finding, Severity, content, grade, task},
    model::{
        Id, Instant, Workspace,
        record::{Conduct, Exercise, ExercisePack, NumericAnswer, Question},
    },
};
use serde_json::Value;

/// What the course's own pack is called.
pub const COURSE: &str = "The course’s exercises";

/// A pack on the list.
#[derive(Clone, Debug, PartialEq)]
pub struct PackLine {
    /// Which one.
    pub key: PackKey,
    /// What it is called.
    pub name: String,
    /// Who wrote it.
    pub author: String,
    /// How many exercises it has.
    pub exercises: usize,
    /// How many of them cannot be done yet.
    pub unfinished: usize,
    /// Whether it was put away.
    pub archived: bool,
}

/// The workspace's packs by their names, those that were put away last.
pub fn listed(workspace: &Workspace) -> Vec<PackLine> {
    let line = |pack: &ExercisePack| PackLine {
        key: PackKey::Own(pack.id),
        name: pack.name.clone(),
        author: pack.author.clone(),
        exercises: pack.exercises.len(),
        unfinished: pack.exercises.iter().filter(|one| is_unfinished(one)).count(),
        archived: pack.archived.is_some(),
    };
    let mut lines: Vec<PackLine> = workspace.records.exercise_packs.iter().map(|pack| line(pack)).collect();
    lines.sort_by_cached_key(|line| (line.archived, line.name.to_lowercase()));
    lines
}

/// The course's own exercises as a pack. Its id and times are nobody's: it is made to be copied, written out and printed.
pub fn course_pack() -> ExercisePack {
    let mut pack = ExercisePack::new(Id::derived("the course"), 0, COURSE);
    pack.author = "Hearth".to_owned();
    pack.exercises = content::exercises().to_vec();
    pack
}

/// A pack by its key.
pub fn pack_of(workspace: &Workspace, key: PackKey) -> Option<ExercisePack> {
    match key {
        PackKey::Course => Some(course_pack()),
        PackKey::Own(id) => workspace.records.exercise_packs.get(id).map(|pack| (**pack).clone()),
    }
}

/// A copy of a pack that is one's own.
pub fn copied(pack: &ExercisePack, id: Id, now: Instant) -> ExercisePack {
    let name = format!("{} (copy)", pack.name.chars().take(180).collect::<String>());
    ExercisePack { id, created: now, updated: now, archived: None, name, ..pack.clone() }
}

/// The name of a file: letters and digits of a pack's name.
pub fn file_name(pack: &ExercisePack, ending: &str) -> String {
    let plain: String = pack.name.chars().map(|one| if one.is_alphanumeric() { one } else { '-' }).take(60).collect();
    let plain = plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-").to_lowercase();
    format!("{}.{ending}", if plain.is_empty() { "exercises".to_owned() } else { plain })
}

/// The name of a kind of question in files.
pub fn kind_key(question: &Question) -> &'static str {
    match question {
        Question::Classify(_) => "classify",
        Question::Choice(_) => "choice",
        Question::Matching(_) => "matching",
        Question::Ordering(_) => "ordering",
        Question::Numeric(_) => "numeric",
        Question::ShortText(_) => "short_text",
        Question::FreeText(_) => "free_text",
        Question::Chart(_) => "chart",
        Question::Drill(_) => "drill",
        Question::Task(_) => "task",
        Question::Note => "note",
    }
}

/// The kind of a question, in a person's words.
pub fn kind_label(question: &Question) -> &'static str {
    form::kind(kind_key(question)).map_or("Exercise", |kind| kind.label)
}

/// The points of an exercise.
pub fn points(exercise: &Exercise) -> f64 {
    grade::most(&exercise.question)
}

/// An id that no exercise of a pack has: a number.
fn next_id(pack: &ExercisePack) -> String {
    let taken = |id: &str| pack.exercises.iter().any(|one| one.id == id);
    (pack.exercises.len() + 1..).map(|number| number.to_string()).find(|id| !taken(id)).unwrap_or_default()
}

/// Adds a new exercise of a kind at the end of a pack; its id. None for a kind that there is not.
pub fn add(pack: &mut ExercisePack, kind: &str) -> Option<String> {
    let kind = form::kind(kind)?;
    let question = serde_json::from_value((kind.blank)()).ok()?;
    let exercise = Exercise::new(next_id(pack), format!("New exercise: {}", kind.label.to_lowercase()), question);
    let id = exercise.id.clone();
    pack.exercises.push(exercise);
    Some(id)
}

/// Puts a copy of an exercise behind it; the id of the copy.
pub fn duplicate(pack: &mut ExercisePack, id: &str) -> Option<String> {
    let place = pack.exercises.iter().position(|one| one.id == id)?;
    let mut copy = pack.exercises.get(place)?.clone();
    copy.id = next_id(pack);
    copy.title = format!("{} (copy)", copy.title.chars().take(180).collect::<String>());
    let id = copy.id.clone();
    pack.exercises.insert(place + 1, copy);
    Some(id)
}

/// Takes exercises in at the end of a pack; those whose id is taken get another.
pub fn take_in(pack: &mut ExercisePack, exercises: Vec<Exercise>) {
    for mut exercise in exercises {
        if exercise.id.is_empty() || pack.exercises.iter().any(|one| one.id == exercise.id) {
            exercise.id = next_id(pack);
        }
        pack.exercises.push(exercise);
    }
}

/// Moves an entry of a list by one; whether it moved.
pub fn shift<T>(list: &mut [T], place: usize, by: isize) -> bool {
    let to = place.checked_add_signed(by).filter(|to| *to < list.len() && place < list.len());
    if let Some(to) = to {
        list.swap(place, to);
    }
    to.is_some()
}

/// What an exercise still lacks, each with its place as a JSON Pointer from the exercise.
pub fn findings(exercise: &Exercise) -> Vec<Finding> {
    let mut found = course::check(exercise);
    for one in &mut found {
        one.path = pointer(&one.path);
    }
    match &exercise.question {
        Question::Numeric(asked) => any_number("/question/answers", &asked.answers, &mut found),
        Question::Chart(asked) => (0..).zip(&asked.questions).for_each(|(place, question): (usize, _)| {
            any_number(&format!("/question/questions/{place}/answers"), &question.answers, &mut found);
        }),
        _ => {}
    }
    found
}

/// A right answer whose number was not written yet: whatever a student wrote would be right.
fn any_number(path: &str, answers: &[NumericAnswer], found: &mut Vec<Finding>) {
    for (place, _) in answers.iter().enumerate().filter(|(_, one)| one.value.is_none() && one.credit >= 100.0) {
        let message = "Write the number that is right: as it is, any number would be.".to_owned();
        found.push(Finding { path: format!("{path}/{place}/value"), message, severity: Severity::Error });
    }
}

/// Whether an exercise cannot be done or marked as it is.
pub fn is_unfinished(exercise: &Exercise) -> bool {
    findings(exercise).iter().any(|one| one.severity == Severity::Error)
}

/// A path such as `question.items[2].text` as a JSON Pointer: `/question/items/2/text`.
fn pointer(path: &str) -> String {
    let mut out = String::with_capacity(path.len() + 1);
    for step in path.split(['.', '[', ']']).filter(|step| !step.is_empty()) {
        out.push('/');
        out.push_str(step);
    }
    out
}

/// Whether nothing was written into an exercise yet: then what is missing is not said at every field.
pub fn is_blank(exercise: &Exercise) -> bool {
    let blank = form::kind(kind_key(&exercise.question)).map(|kind| (kind.blank)());
    let blank = blank.and_then(|blank| serde_json::from_value::<Question>(blank).ok());
    exercise.text.is_empty() && blank.as_ref() == Some(&exercise.question)
}

/// The exercise that a form holds.
///
/// # Errors
/// Where it is none: what is wrong.
pub fn read_exercise(value: &Value) -> Result<Exercise, String> {
    serde_json::from_value(value.clone()).map_err(|error| error.to_string())
}

/// Rules with what each looks at, to choose from.
fn rules() -> Vec<(String, String)> {
    let choose = [(String::new(), "Choose".to_owned())];
    choose
        .into_iter()
        .chain(task::RULES.iter().map(|rule| (rule.name.to_owned(), format!("{}: {}", rule.name, rule.about))))
        .collect()
}

/// How exercises are usually done.
fn usual_conduct() -> Value {
    serde_json::to_value(Conduct::default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use form::{Input, KINDS, Part};
    use serde_json::json;

    /// Fills every field of a form with something, and says which there are.
    fn fill(value: &mut Value, parts: &[Part], base: &str, fields: &mut Vec<String>) {
        for part in parts {
            let path = format!("{base}{}", part.key);
            let to = match &part.input {
                Input::Line | Input::Text(_) => json!("Words"),
                Input::Number(number) => draft::of_number(number.max.unwrap_or(7.0).min(7.0)),
                Input::Tick(usual) => json!(!usual),
                Input::Select(options) => json!(options().last().unwrap().0),
                Input::Pick(list, _) => draft::list(value, list).last().unwrap()["id"].clone(),
                Input::Words => json!(["one", "two"]),
                Input::Json => json!({"name": "own"}),
                Input::Table => {
                    let (x, series) = draft::read_table("m\tReach\nJan\t4").unwrap();
                    draft::set(value, &format!("{path}/x"), Some(x));
                    draft::set(value, &format!("{path}/series"), Some(series));
                    continue;
                }
                Input::Row(parts) | Input::Group(parts) => {
                    fill(value, parts, &path, fields);
                    continue;
                }
                Input::Own(parts, blank) => {
                    draft::set(value, &path, Some(blank()));
                    fill(value, parts, &path, fields);
                    continue;
                }
                Input::List(list) => {
                    while draft::list(value, &path).len() < 2 {
                        draft::add(value, &path, (list.blank)());
                    }
                    for place in 0..2 {
                        fill(value, list.parts, &format!("{path}/{place}"), fields);
                    }
                    continue;
                }
            };
            draft::set(value, &path, Some(to));
            fields.push(path);
        }
    }

    /// What stands in a form stands in the exercise: no field is one that the exercise does not know.
    #[test]
    fn every_field_of_every_form_is_a_field_of_the_exercise() {
        for kind in KINDS {
            let mut value = json!({"id": "1", "title": "T", "question": (kind.blank)()});
            let mut fields = Vec::new();
            fill(&mut value, form::BEFORE, "", &mut fields);
            fill(&mut value, kind.parts, "/question", &mut fields);
            fill(&mut value, form::AFTER, "", &mut fields);
            let exercise = read_exercise(&value).unwrap_or_else(|error| panic!("{}: {error}", kind.key));
            assert_eq!(kind_key(&exercise.question), kind.key);
            let written = serde_json::to_value(&exercise).unwrap();
            for field in fields {
                let (was, is) = (value.pointer(&field), written.pointer(&field));
                let same =
                    was == is || was.and_then(Value::as_f64).is_some_and(|was| is.and_then(Value::as_f64) == Some(was));
                assert!(same, "{}: {field} was {was:?} and is {is:?}", kind.key);
            }
            assert!(exercise.extra.is_empty(), "{}: {:?}", kind.key, exercise.extra);
            if let Some(extra) = strays(&exercise.question) {
                panic!("{}: {extra}", kind.key);
            }
        }
        let mut value = serde_json::to_value(ExercisePack::new(Id::derived("p"), 0, "P")).unwrap();
        fill(&mut value, form::PACK, "", &mut Vec::new());
        let pack: ExercisePack = serde_json::from_value(value).unwrap();
        assert!(pack.extra.is_empty() && pack.conduct.extra.is_empty());
        assert_eq!((pack.name.as_str(), pack.conduct.minutes, pack.conduct.shuffle), ("Words", Some(7), false));
    }

    /// Fields of the question that its type does not know, anywhere.
    fn strays(question: &Question) -> Option<String> {
        let extra = match question {
            Question::Classify(it) => {
                it.items.iter().find_map(|one| one.extra.keys().next()).or(it.extra.keys().next())
            }
            Question::Choice(it) => {
                it.options.iter().find_map(|one| one.extra.keys().next()).or(it.extra.keys().next())
            }
            Question::Matching(it) => {
                it.pairs.iter().find_map(|one| one.extra.keys().next()).or(it.extra.keys().next())
            }
            Question::Ordering(it) => {
                it.items.iter().find_map(|one| one.extra.keys().next()).or(it.extra.keys().next())
            }
            Question::Numeric(it) => {
                it.answers.iter().find_map(|one| one.extra.keys().next()).or(it.extra.keys().next())
            }
            Question::ShortText(it) => {
                it.answers.iter().find_map(|one| one.extra.keys().next()).or(it.extra.keys().next())
            }
            Question::FreeText(it) => {
                it.rubric.iter().find_map(|one| one.extra.keys().next()).or(it.extra.keys().next())
            }
            Question::Chart(it) => {
                it.questions.iter().find_map(|one| one.extra.keys().next()).or(it.chart.extra.keys().next())
            }
            Question::Drill(it) => it.extra.keys().next(),
            Question::Task(it) => it.checks.iter().find_map(|one| one.extra.keys().next()).or(it.extra.keys().next()),
            Question::Note => None,
        };
        extra.cloned()
    }

    #[test]
    fn a_new_exercise_of_any_kind_lacks_something_and_has_an_id_of_its_own() {
        let mut pack = ExercisePack::new(Id::derived("p"), 0, "P");
        for kind in KINDS {
            let id = add(&mut pack, kind.key).unwrap();
            let exercise = pack.exercises.last().unwrap();
            assert_eq!(exercise.id, id);
            assert!(is_blank(exercise));
            assert!(is_unfinished(exercise) || kind.key == "free_text", "{}", kind.key);
        }
        assert_eq!(add(&mut pack, "poem"), None);
        pack.exercises.remove(0);
        add(&mut pack, "note").unwrap();
        let copy = duplicate(&mut pack, "3").unwrap();
        assert_eq!(pack.exercises[2].id, copy);
        let ids: std::collections::BTreeSet<_> = pack.exercises.iter().map(|one| one.id.clone()).collect();
        assert_eq!(ids.len(), pack.exercises.len());
    }

    #[test]
    fn what_is_missing_is_found_at_its_field() {
        let mut pack = ExercisePack::new(Id::derived("p"), 0, "P");
        add(&mut pack, "classify").unwrap();
        let paths: Vec<String> = findings(&pack.exercises[0]).into_iter().map(|one| one.path).collect();
        for path in ["/question/categories/0/label", "/question/items/0/text", "/question/items/0/category"] {
            assert!(paths.iter().any(|one| one == path), "{path} in {paths:?}");
        }
        add(&mut pack, "task").unwrap();
        let paths: Vec<String> = findings(&pack.exercises[1]).into_iter().map(|one| one.path).collect();
        assert!(paths.iter().any(|one| one == "/question/checks/0/rule"), "{paths:?}");
        assert_eq!(pointer("question.items[2].keywords[0].any"), "/question/items/2/keywords/0/any");
    }

    #[test]
    fn exercises_taken_in_keep_their_ids_where_they_can() {
        let mut pack = ExercisePack::new(Id::derived("p"), 0, "P");
        let one = |id: &str| Exercise::new(id, "T", Question::Note);
        take_in(&mut pack, vec![one("q7"), one("q7"), one("")]);
        let ids: Vec<_> = pack.exercises.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, ["q7", "2", "3"]);
    }

    #[test]
    fn files_have_plain_names() {
        let pack = |name: &str| ExercisePack::new(Id::derived("p"), 0, name);
        assert_eq!(file_name(&pack("Week 1: “Engage”"), "json"), "week-1-engage.json");
        assert_eq!(file_name(&pack("…"), "gift"), "exercises.gift");
    }

    #[test]
    fn the_course_can_be_copied() {
        let pack = copied(&course_pack(), Id::derived("mine"), 5);
        assert_eq!((pack.id, pack.created, pack.exercises.len()), (Id::derived("mine"), 5, content::exercises().len()));
        assert!(
            pack.exercises.iter().all(|one| !is_unfinished(one)),
            "{:?}",
            pack.exercises
                .iter()
                .filter(|one| is_unfinished(one))
                .map(|one| (&one.id, findings(one)))
                .collect::<Vec<_>>()
        );
        assert!(crate::model::validate::exercise_pack(&pack).is_ok());
    }
}
