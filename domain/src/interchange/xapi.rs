//! The gradebook out as statements of the Experience API (xAPI 1.0.3, IEEE 9274.1.1's forerunner): a JSON array that a
//! learning record store takes in as it is. Who is meant is an account, never a mail address; what was done again gives the
//! same ids, so statements sent twice are one. docs/classroom.md says which IRIs are used.

use crate::{
    classroom::{Cell, Column, Gradebook, Shelf, Source, Student, responses},
    course::{attempt, grade},
    model::{
        Id, Instant,
        record::{Answer, Attempt, ChartQuestion, Exercise, NumericAnswer, Question},
        time::iso,
    },
};
use serde_json::{Map, Value, json};

/// Where the IRIs of exercises and learners begin. The domain is one that never leads anywhere (RFC 2606): the names are
/// Hearth's own, and nothing is to be fetched there.
pub const HOME: &str = "https://hearth.invalid";

/// A name as a part of an IRI: all but letters, digits, `-`, `.`, `_` and `~` of ASCII as percent and bytes (RFC 3986).
fn part(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn pack_iri(pack: Option<Id>) -> String {
    pack.map_or_else(|| format!("{HOME}/course"), |pack| format!("{HOME}/packs/{pack}"))
}

/// The IRI of an exercise.
pub fn exercise_iri(pack: Option<Id>, exercise: &str) -> String {
    format!("{}/{}", pack_iri(pack), part(exercise))
}

/// A duration as ISO 8601 with hundredths of a second: `PT1H2M3.5S`.
pub fn duration(ms: i64) -> String {
    let hundredths = ms.max(0) / 10;
    let (hours, minutes, rest) = (hundredths / 360_000, hundredths / 6_000 % 60, hundredths % 6_000);
    let mut out = String::from("PT");
    if hours > 0 {
        out.push_str(&format!("{hours}H"));
    }
    if minutes > 0 {
        out.push_str(&format!("{minutes}M"));
    }
    if rest > 0 || hours + minutes == 0 {
        let seconds = format!("{}.{:02}", rest / 100, rest % 100);
        out.push_str(seconds.trim_end_matches('0').trim_end_matches('.'));
        out.push('S');
    }
    out
}

/// The id of a statement: of the same things the same, in the form of a UUID of version 4 (RFC 9562), which every store
/// takes.
fn statement_id(of: &str) -> String {
    let bytes = xxhash_rust::xxh3::xxh3_128(of.as_bytes()).to_be_bytes();
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}

fn verb(name: &str) -> Value {
    json!({ "id": format!("http://adlnet.gov/expapi/verbs/{name}"), "display": { "en": name } })
}

fn words(text: &str) -> Value {
    json!({ "en": text })
}

fn score(points: f64, most: f64) -> Option<Value> {
    (most > 0.0).then(|| {
        // A teacher may give more than there is; the scale ends at 1.
        let scaled = (points / most).clamp(-1.0, 1.0);
        if points > most {
            json!({ "raw": points, "scaled": scaled })
        } else {
            json!({ "raw": points, "min": 0, "max": most, "scaled": scaled })
        }
    })
}

/// What is asked, as an interaction of xAPI.
struct Interaction {
    kind: &'static str,
    correct: Vec<String>,
    components: Vec<(&'static str, Vec<(String, String)>)>,
}

fn range(answer: &NumericAnswer) -> Option<String> {
    let value = answer.value?;
    let off = answer.tolerance.abs().max(answer.relative.map_or(0.0, |share| (share * value).abs()));
    Some(if off > 0.0 { format!("{}[:]{}", value - off, value + off) } else { value.to_string() })
}

fn full(answers: &[NumericAnswer]) -> Vec<String> {
    answers.iter().filter(|answer| answer.credit >= 100.0).filter_map(range).collect()
}

/// Right sides of a matching question with the ids they get.
fn sides(places: &[responses::Place]) -> Vec<(String, String)> {
    let first = places.first().map(|place| place.options.as_slice()).unwrap_or_default();
    first.iter().enumerate().map(|(place, side)| (format!("right-{}", place + 1), side.label.clone())).collect()
}

fn interaction(exercise: &Exercise) -> Interaction {
    let question = &exercise.question;
    let places = responses::places(question);
    let of = |kind, correct, components| Interaction { kind, correct, components };
    match question {
        Question::Choice(asked) => {
            let options = asked.options.iter().map(|option| (part(&option.id), option.text.clone())).collect();
            let right: Vec<String> = places
                .iter()
                .flat_map(|place| &place.options)
                .filter(|option| option.right)
                .map(|option| part(&option.id))
                .collect();
            let correct = if asked.multiple { vec![right.join("[,]")] } else { right };
            of("choice", correct, vec![("choices", options)])
        }
        Question::Ordering(asked) => {
            let correct = asked.items.iter().map(|item| part(&item.id)).collect::<Vec<_>>().join("[,]");
            let choices = asked.items.iter().map(|item| (part(&item.id), item.text.clone())).collect();
            of("sequencing", vec![correct], vec![("choices", choices)])
        }
        Question::Classify(asked) => {
            let correct = asked.items.iter().map(|item| format!("{}[.]{}", part(&item.id), part(&item.category)));
            let correct = correct.collect::<Vec<_>>().join("[,]");
            let source = asked.items.iter().map(|item| (part(&item.id), item.text.clone())).collect();
            let target = asked.categories.iter().map(|one| (part(&one.id), one.label.clone())).collect();
            of("matching", vec![correct], vec![("source", source), ("target", target)])
        }
        Question::Matching(asked) => {
            let sides = sides(&places);
            let pair = |pair: &crate::model::record::MatchingPair| {
                let side = sides.iter().find(|(_, label)| label == pair.right.trim())?;
                Some(format!("{}[.]{}", part(&pair.id), side.0))
            };
            let correct = asked.pairs.iter().filter_map(pair).collect::<Vec<_>>().join("[,]");
            let source = asked.pairs.iter().map(|pair| (part(&pair.id), pair.left.clone())).collect();
            of("matching", vec![correct], vec![("source", source), ("target", sides)])
        }
        Question::Numeric(asked) => of("numeric", full(&asked.answers), Vec::new()),
        Question::ShortText(asked) => {
            // A pattern that stands for anything cannot be said here.
            let whole = asked.answers.iter().filter(|answer| answer.credit >= 100.0 && !answer.text.contains('*'));
            let case = if asked.case_sensitive { "{case_matters=true}" } else { "" };
            of("fill-in", whole.map(|answer| format!("{case}{}", answer.text)).collect(), Vec::new())
        }
        Question::FreeText(_) => of("long-fill-in", Vec::new(), Vec::new()),
        Question::Chart(asked) => {
            let step = |one: &ChartQuestion| {
                let best = one.options.iter().max_by(|a, b| a.credit.total_cmp(&b.credit));
                let right = best.map_or_else(|| full(&one.answers).into_iter().next(), |best| Some(part(&best.id)));
                format!("{}[.]{}", part(&one.id), right.unwrap_or_default())
            };
            let correct = asked.questions.iter().map(step).collect::<Vec<_>>().join("[,]");
            let steps = asked.questions.iter().map(|one| (part(&one.id), one.text.clone())).collect();
            of("performance", vec![correct], vec![("steps", steps)])
        }
        Question::Task(asked) => {
            let correct = asked.checks.iter().map(|check| format!("{}[.]1", part(&check.id)));
            let correct = correct.collect::<Vec<_>>().join("[,]");
            let steps = asked.checks.iter().map(|check| (part(&check.id), check.text.clone())).collect();
            of("performance", vec![correct], vec![("steps", steps)])
        }
        Question::Drill(_) | Question::Note => of("other", Vec::new(), Vec::new()),
    }
}

/// An answer in the form of its interaction; none where nothing was answered, or where there is no such form.
pub fn response(question: &Question, answer: &Answer) -> Option<String> {
    let listed = |parts: Vec<String>| (!parts.is_empty()).then(|| parts.join("[,]"));
    // Typed texts lose what would be read as a delimiter.
    let plain = |text: &str| text.replace("[,]", ",").replace("[.]", ".").replace("[:]", ":");
    match (question, answer) {
        (Question::Choice(_), Answer::Choice { chosen }) => listed(chosen.iter().map(|id| part(id)).collect()),
        (Question::Ordering(_), Answer::Ordering { order }) => listed(order.iter().map(|id| part(id)).collect()),
        (Question::Classify(asked), Answer::Classify { items }) => {
            let said = asked.items.iter().filter_map(|item| {
                let category = items.get(&item.id)?.category.as_ref().filter(|id| !id.is_empty())?;
                Some(format!("{}[.]{}", part(&item.id), part(category)))
            });
            listed(said.collect())
        }
        (Question::Matching(asked), Answer::Matching { pairs }) => {
            let sides = sides(&responses::places(question));
            let said = asked.pairs.iter().filter_map(|pair| {
                let chosen = pairs.get(&pair.id)?.trim();
                let side = sides.iter().find(|(_, label)| label == chosen)?;
                Some(format!("{}[.]{}", part(&pair.id), side.0))
            });
            listed(said.collect())
        }
        (Question::Numeric(_), Answer::Numeric { text })
        | (Question::ShortText(_), Answer::ShortText { text })
        | (Question::FreeText(_), Answer::FreeText { text, .. }) => {
            let text = plain(text.trim());
            (!text.is_empty()).then_some(text)
        }
        (Question::Chart(asked), Answer::Chart { questions }) => {
            let said = asked.questions.iter().filter_map(|one| {
                let given = questions.get(&one.id)?;
                let said = given.chosen.as_ref().map_or_else(|| plain(given.text.trim()), |id| part(id));
                (!said.is_empty()).then(|| format!("{}[.]{said}", part(&one.id)))
            });
            listed(said.collect())
        }
        (Question::Task(_), Answer::Task { outcomes, .. }) => {
            let said = outcomes.iter().filter(|it| it.share.is_finite());
            listed(said.map(|it| format!("{}[.]{}", part(&it.check), it.share)).collect())
        }
        _ => None,
    }
}

fn activity(column: &Column) -> Value {
    let exercise = &column.exercise;
    let asked = interaction(exercise);
    let mut definition = Map::new();
    definition.insert("name".to_owned(), words(&exercise.title));
    if !exercise.text.trim().is_empty() {
        definition.insert("description".to_owned(), words(&exercise.text));
    }
    definition.insert("type".to_owned(), json!("http://adlnet.gov/expapi/activities/cmi.interaction"));
    definition.insert("interactionType".to_owned(), json!(asked.kind));
    if !asked.correct.is_empty() {
        definition.insert("correctResponsesPattern".to_owned(), json!(asked.correct));
    }
    for (name, components) in asked.components {
        let list: Vec<Value> =
            components.into_iter().map(|(id, text)| json!({ "id": id, "description": words(&text) })).collect();
        if !list.is_empty() {
            definition.insert(name.to_owned(), Value::Array(list));
        }
    }
    json!({ "objectType": "Activity", "id": exercise_iri(column.pack, &exercise.id), "definition": definition })
}

fn actor(student: &Student) -> Value {
    let file = &student.submission;
    let mut actor = Map::new();
    actor.insert("objectType".to_owned(), json!("Agent"));
    if !file.name.trim().is_empty() {
        actor.insert("name".to_owned(), json!(file.name.trim()));
    }
    let account = json!({ "homePage": format!("{HOME}/learners"), "name": file.learner.to_string() });
    actor.insert("account".to_owned(), account);
    Value::Object(actor)
}

/// What goes into a statement beside who, what and when.
struct Statement<'a> {
    student: &'a Student,
    verb: &'static str,
    object: Value,
    pack: Option<Id>,
    /// What makes it different from others of the same student, verb and object.
    which: String,
    at: Instant,
    result: Map<String, Value>,
}

impl Statement<'_> {
    fn json(self) -> Value {
        let object = self.object["id"].as_str().unwrap_or_default();
        let who = self.student.submission.learner;
        let id = statement_id(&format!("{who} {} {object} {} {}", self.verb, self.which, self.student.submission.name));
        let context = json!({
            "platform": "Hearth",
            "contextActivities": { "parent": [{ "objectType": "Activity", "id": pack_iri(self.pack) }] },
        });
        let mut statement = json!({
            "id": id,
            "actor": actor(self.student),
            "verb": verb(self.verb),
            "object": self.object,
            "context": context,
            "timestamp": iso(self.at),
        });
        if let (false, Some(fields)) = (self.result.is_empty(), statement.as_object_mut()) {
            fields.insert("result".to_owned(), Value::Object(self.result));
        }
        statement
    }
}

fn answered<'a>(
    student: &'a Student,
    column: &Column,
    place: usize,
    handed_in: &Attempt,
    object: &Value,
) -> Statement<'a> {
    let question = &column.exercise.question;
    let grade = grade::grade(question, &handed_in.answer);
    let points = attempt::after_hints(&grade, &column.exercise, &column.conduct, handed_in.hints);
    let mut result = Map::new();
    if let Some(score) = score(points, grade.most) {
        result.insert("score".to_owned(), score);
    }
    // What a person has yet to mark is neither a success nor none.
    if grade.most > 0.0 && !grade.teacher {
        result.insert("success".to_owned(), json!(grade.points >= grade.most - 1e-9));
    }
    result.insert("completion".to_owned(), json!(true));
    if let Some(response) = response(question, &handed_in.answer) {
        result.insert("response".to_owned(), json!(response));
    }
    if handed_in.at >= handed_in.began {
        result.insert("duration".to_owned(), json!(duration(handed_in.at - handed_in.began)));
    }
    let which = format!("{place} {}", handed_in.at);
    Statement { student, verb: "answered", object: object.clone(), pack: column.pack, which, at: handed_in.at, result }
}

fn scored<'a>(student: &'a Student, column: &Column, cell: &Cell, object: &Value) -> Statement<'a> {
    let mark = student.mark(&column.key).filter(|_| cell.source != Source::Computed);
    let mut result = Map::new();
    if let Some(score) = score(cell.points, cell.most) {
        result.insert("score".to_owned(), score);
    }
    if cell.most > 0.0 && !cell.needs_teacher {
        result.insert("success".to_owned(), json!(cell.points >= cell.most - 1e-9));
    }
    if let Some(comment) = student.mark(&column.key).map(|mark| &mark.comment).filter(|comment| !comment.is_empty()) {
        let comment = json!({ format!("{HOME}/extensions/comment"): comment });
        result.insert("extensions".to_owned(), comment);
    }
    let at = mark.and_then(|mark| mark.at).unwrap_or(student.submission.exported);
    let which = format!("{at} {}", cell.points);
    Statement { student, verb: "scored", object: object.clone(), pack: column.pack, which, at, result }
}

/// Statements about the students that `takes` lets through, as a JSON array: each attempt *answered*; each exercise
/// *scored* with the points of the gradebook; each pack of which all exercises were handed in *completed*.
pub fn write_statements(book: &Gradebook, shelves: &[Shelf], takes: &dyn Fn(&Student) -> bool) -> String {
    let mut statements: Vec<Value> = Vec::new();
    for student in book.students.iter().filter(|student| takes(student)) {
        for (column, cell) in book.columns.iter().zip(&student.cells) {
            let (Some(cell), Some(work)) = (cell, student.work(column)) else { continue };
            let object = activity(column);
            for (place, attempt) in work.attempts.iter().enumerate() {
                statements.push(answered(student, column, place, attempt, &object).json());
            }
            statements.push(scored(student, column, cell, &object).json());
        }
        for shelf in shelves {
            let total = student.total(&book.columns, |column| column.pack == shelf.pack);
            if total.missing > 0 || total.most <= 0.0 {
                continue;
            }
            let mut result = Map::new();
            result.insert("completion".to_owned(), json!(true));
            if let Some(score) = score(total.points, total.most) {
                result.insert("score".to_owned(), score);
            }
            let object = json!({
                "objectType": "Activity",
                "id": pack_iri(shelf.pack),
                "definition": { "name": words(&shelf.name), "type": "http://adlnet.gov/expapi/activities/course" },
            });
            let at = student.submission.exported;
            let which = format!("{at} {}", total.points);
            statements
                .push(Statement { student, verb: "completed", object, pack: shelf.pack, which, at, result }.json());
        }
    }
    let mut text = serde_json::to_string_pretty(&Value::Array(statements)).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classroom::{gradebook, testing::*};
    use crate::model::record::{
        Chart, ChartAnswer, CheckOutcome, ChoiceOption, Classify, ClassifyAnswer, ClassifyCategory, ClassifyItem,
        Conduct, Matching, MatchingPair, Numeric, Ordering, OrderingItem, ShortAnswer, ShortText, Task, TaskCheck,
    };
    use std::{collections::BTreeSet, sync::Arc};

    fn statements() -> Vec<Value> {
        serde_json::from_str(&write_statements(&small_class(), &[shelf()], &|_| true)).unwrap()
    }

    /// The rules of the specification, part two “Statements”, that concern what is written here.
    fn check(statement: &Value) {
        let object = |value: &Value, known: &[&str]| {
            for name in value.as_object().unwrap().keys() {
                assert!(known.contains(&name.as_str()), "{name} is no property here: {value}");
            }
        };
        object(statement, &["id", "actor", "verb", "object", "result", "context", "timestamp"]);
        // 2.4.1: a UUID; 8-4-4-4-12 digits of 16, variant of RFC 4122.
        let id = statement["id"].as_str().unwrap();
        let groups: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(groups, [8, 4, 4, 4, 12], "{id}");
        assert!(id.chars().all(|letter| letter == '-' || letter.is_ascii_hexdigit()));
        assert!("89ab".contains(&id[19..20]) && &id[14..15] == "4");
        // 2.4.2: exactly one inverse functional identifier.
        let actor = &statement["actor"];
        object(actor, &["objectType", "name", "account"]);
        object(&actor["account"], &["homePage", "name"]);
        iri(&actor["account"]["homePage"]);
        assert!(actor["account"]["name"].as_str().is_some_and(|name| !name.is_empty()));
        // 2.4.3: verbs are IRIs with a display by language.
        iri(&statement["verb"]["id"]);
        let verbs = ["answered", "completed", "scored"].map(|name| format!("http://adlnet.gov/expapi/verbs/{name}"));
        assert!(verbs.iter().any(|verb| statement["verb"]["id"] == **verb));
        language_map(&statement["verb"]["display"]);
        // 2.4.4: activities.
        let activity = &statement["object"];
        object(activity, &["objectType", "id", "definition"]);
        iri(&activity["id"]);
        let definition = &activity["definition"];
        object(
            definition,
            &[
                "name",
                "description",
                "type",
                "interactionType",
                "correctResponsesPattern",
                "choices",
                "source",
                "target",
                "steps",
            ],
        );
        iri(&definition["type"]);
        language_map(&definition["name"]);
        if let Some(kind) = definition["interactionType"].as_str() {
            let lists = match kind {
                "choice" | "sequencing" => ["choices"].as_slice(),
                "matching" => &["source", "target"],
                "performance" => &["steps"],
                "numeric" | "fill-in" | "long-fill-in" | "other" => &[],
                other => panic!("{other} is no interaction type"),
            };
            for name in ["choices", "source", "target", "steps"] {
                let Some(list) = definition[name].as_array() else { continue };
                assert!(lists.contains(&name), "{name} with {kind}");
                let ids: BTreeSet<&str> = list.iter().map(|one| one["id"].as_str().unwrap()).collect();
                assert_eq!(ids.len(), list.len(), "ids of a list differ");
                assert!(ids.iter().all(|id| !id.contains(char::is_whitespace) && !id.contains("[,]")));
                list.iter().for_each(|one| language_map(&one["description"]));
            }
        }
        // 2.4.5: results.
        if !statement["result"].is_null() {
            let result = &statement["result"];
            object(result, &["score", "success", "completion", "response", "duration", "extensions"]);
            if let Some(score) = result["score"].as_object() {
                let scaled = score["scaled"].as_f64().unwrap();
                assert!((-1.0..=1.0).contains(&scaled));
                if let (Some(min), Some(max)) = (score.get("min"), score.get("max")) {
                    let (raw, min, max) =
                        (score["raw"].as_f64().unwrap(), min.as_f64().unwrap(), max.as_f64().unwrap());
                    assert!(min < max && (min..=max).contains(&raw));
                }
            }
            if let Some(duration) = result["duration"].as_str() {
                assert!(duration.starts_with("PT") && duration.len() > 2, "{duration}");
            }
            if let Some(extensions) = result["extensions"].as_object() {
                extensions.keys().for_each(|key| iri(&json!(key)));
            }
        }
        // 2.4.6 and 2.4.7: context and ISO 8601 with a zone.
        let parent = &statement["context"]["contextActivities"]["parent"][0]["id"];
        iri(parent);
        assert!(crate::model::time::parse_iso(statement["timestamp"].as_str().unwrap()).is_some());
        assert!(!has_null(statement), "no property is null: {statement}");
    }

    fn iri(value: &Value) {
        let text = value.as_str().unwrap_or_else(|| panic!("{value} is no IRI"));
        let (scheme, rest) = text.split_once(':').unwrap();
        assert!(["http", "https"].contains(&scheme) && rest.starts_with("//") && rest.len() > 2);
        assert!(
            text.chars().all(|letter| letter.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(letter)),
            "{text}"
        );
    }

    fn language_map(value: &Value) {
        assert!(
            value.as_object().is_some_and(|map| map.iter().all(|(tag, text)| tag == "en" && text.is_string())),
            "{value}"
        );
    }

    fn has_null(value: &Value) -> bool {
        match value {
            Value::Null => true,
            Value::Array(list) => list.iter().any(has_null),
            Value::Object(map) => map.values().any(has_null),
            _ => false,
        }
    }

    #[test]
    fn every_statement_keeps_the_rules() {
        let all = statements();
        all.iter().for_each(check);
        let ids: BTreeSet<&str> = all.iter().map(|one| one["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), all.len(), "ids differ");
        assert_eq!(statements(), all, "and are the same again");
        // Ana: three attempts, two scores, the course; Ben: one and one; the third: two and two, and the course.
        let count = |verb: &str| all.iter().filter(|one| one["verb"]["display"]["en"] == verb).count();
        assert_eq!((count("answered"), count("scored"), count("completed")), (6, 5, 2));
        assert!(!serde_json::to_string(&all).unwrap().contains("mbox"));
    }

    #[test]
    fn a_statement_says_what_was_done() {
        let all = statements();
        let of = |verb: &str, exercise: &str| {
            all.iter()
                .filter(|one| one["verb"]["display"]["en"] == verb && one["actor"]["name"] == "Ana")
                .filter(|one| one["object"]["id"] == format!("https://hearth.invalid/course/{exercise}"))
                .cloned()
                .collect::<Vec<_>>()
        };
        let attempts = of("answered", "1.1");
        assert_eq!(attempts.len(), 2);
        let first = &attempts[0]["result"];
        assert_eq!((&first["success"], &first["response"]), (&json!(false), &json!("logo")));
        let second = &attempts[1];
        assert_eq!(second["result"]["response"], "blog[,]meetup");
        assert_eq!(second["result"]["score"], json!({ "raw": 4.0, "min": 0, "max": 4.0, "scaled": 1.0 }));
        assert_eq!(second["result"]["duration"], "PT1M1.23S");
        assert_eq!(second["timestamp"], "1970-01-01T00:16:41Z");
        assert_eq!(second["object"]["definition"]["correctResponsesPattern"], json!(["blog[,]meetup"]));
        assert!(of("answered", "1.2")[0]["result"].get("success").is_none(), "a person has not marked it yet");
        let scored = &of("scored", "1.2")[0];
        assert_eq!(scored["result"]["score"]["raw"], 3.0);
        assert_eq!(scored["result"]["extensions"]["https://hearth.invalid/extensions/comment"], "Well said");
    }

    #[test]
    fn durations_are_those_of_iso_8601() {
        let of = [0, 9, 10, 1_500, 61_230, 3_600_000, 3_723_450, -5].map(duration);
        assert_eq!(of, ["PT0S", "PT0S", "PT0.01S", "PT1.5S", "PT1M1.23S", "PT1H", "PT1H2M3.45S", "PT0S"]);
    }

    #[test]
    fn names_in_iris_are_written_in_percent() {
        assert_eq!(exercise_iri(None, "1.1"), "https://hearth.invalid/course/1.1");
        let pack = Id::derived("pack");
        assert_eq!(exercise_iri(Some(pack), "a b/ü"), format!("https://hearth.invalid/packs/{pack}/a%20b%2F%C3%BC"));
    }

    /// Every kind of question with an answer, and the forms that the specification's table of interactions asks for.
    #[test]
    fn every_kind_has_the_form_of_its_interaction() {
        let item = |id: &str, category: &str| ClassifyItem {
            id: id.into(),
            text: id.into(),
            category: category.into(),
            points: 1.0,
            ..Default::default()
        };
        let category = |id: &str| ClassifyCategory { id: id.into(), label: id.into(), ..Default::default() };
        let classify = Classify {
            categories: vec![category("yes"), category("no")],
            items: vec![item("blog", "yes"), item("logo", "no")],
            ..Default::default()
        };
        let pair = |id: &str, right: &str| MatchingPair {
            id: id.into(),
            left: id.into(),
            right: right.into(),
            ..Default::default()
        };
        let matching = Matching {
            points: 1.0,
            pairs: vec![pair("a", "One side"), pair("b", "Another, [,]")],
            distractors: vec!["None".into()],
            ..Default::default()
        };
        let place = |id: &str| OrderingItem { id: id.into(), text: id.into(), ..Default::default() };
        let ordering = Ordering { points: 1.0, items: vec![place("x"), place("y")], ..Default::default() };
        let number = |value: f64, tolerance: f64| NumericAnswer {
            value: Some(value),
            tolerance,
            credit: 100.0,
            ..Default::default()
        };
        let numeric = Numeric { points: 1.0, answers: vec![number(4.5, 0.5)], ..Default::default() };
        let said = |text: &str| ShortAnswer { text: text.into(), credit: 100.0, ..Default::default() };
        let short = ShortText {
            points: 1.0,
            answers: vec![said("churn"), said("churn*")],
            case_sensitive: true,
            ..Default::default()
        };
        let option =
            |id: &str, credit: f64| ChoiceOption { id: id.into(), text: id.into(), credit, ..Default::default() };
        let question = |id: &str| ChartQuestion { id: id.into(), text: id.into(), points: 1.0, ..Default::default() };
        let chart = Chart {
            questions: vec![
                ChartQuestion { options: vec![option("may", 0.0), option("june", 100.0)], ..question("when") },
                ChartQuestion { answers: vec![number(12.0, 0.0)], ..question("how-many") },
            ],
            ..Default::default()
        };
        let check_ = |id: &str| TaskCheck {
            id: id.into(),
            text: id.into(),
            points: 1.0,
            rule: "r".into(),
            with: Default::default(),
            extra: Default::default(),
        };
        let task: Task = serde_json::from_value(json!({ "scenario": "empty", "checks": [check_("week")] })).unwrap();
        let chart_answers = [
            ("when".to_owned(), ChartAnswer { chosen: Some("june".into()), ..Default::default() }),
            ("how-many".to_owned(), ChartAnswer { text: "12".into(), ..Default::default() }),
        ];
        let classified = ClassifyAnswer { category: Some("no".into()), ..Default::default() };
        type Kind = (Question, Answer, &'static str, Option<&'static str>, Option<&'static str>);
        let kinds: Vec<Kind> = vec![
            (
                Question::Classify(classify),
                Answer::Classify { items: [("blog".to_owned(), classified)].into() },
                "matching",
                Some("blog[.]yes[,]logo[.]no"),
                Some("blog[.]no"),
            ),
            (
                Question::Matching(matching),
                Answer::Matching { pairs: [("b".to_owned(), "Another, [,]".to_owned())].into() },
                "matching",
                Some("a[.]right-1[,]b[.]right-2"),
                Some("b[.]right-2"),
            ),
            (
                Question::Ordering(ordering),
                Answer::Ordering { order: vec!["y".into(), "x".into()] },
                "sequencing",
                Some("x[,]y"),
                Some("y[,]x"),
            ),
            (
                Question::Numeric(numeric),
                Answer::Numeric { text: "4.4 %".into() },
                "numeric",
                Some("4[:]5"),
                Some("4.4 %"),
            ),
            (
                Question::ShortText(short),
                Answer::ShortText { text: " churn[,] ".into() },
                "fill-in",
                Some("{case_matters=true}churn"),
                Some("churn,"),
            ),
            (
                Question::Chart(chart),
                Answer::Chart { questions: chart_answers.into() },
                "performance",
                Some("when[.]june[,]how-many[.]12"),
                Some("when[.]june[,]how-many[.]12"),
            ),
            (
                Question::Task(task),
                Answer::Task {
                    workspace: None,
                    outcomes: vec![CheckOutcome { check: "week".into(), share: 0.5, said: String::new() }],
                    file: None,
                },
                "performance",
                Some("week[.]1"),
                Some("week[.]0.5"),
            ),
            (Question::FreeText(Default::default()), say("  "), "long-fill-in", None, None),
        ];
        for (place, (question, answer, kind, correct, said)) in kinds.into_iter().enumerate() {
            let exercise = Exercise::new(format!("k{place}"), "K", question);
            let asked = interaction(&exercise);
            assert_eq!((asked.kind, asked.correct.first().map(String::as_str)), (kind, correct));
            assert_eq!(response(&exercise.question, &answer).as_deref(), said);
            let shelf = Shelf {
                pack: None,
                name: "P".into(),
                conduct: Conduct::default(),
                exercises: vec![Arc::new(exercise)],
            };
            let student = file("Ana", "", 9, vec![work(&format!("k{place}"), vec![answer])]);
            let book = gradebook(std::slice::from_ref(&shelf), &[Arc::new(student)]);
            let all: Vec<Value> = serde_json::from_str(&write_statements(&book, &[shelf], &|_| true)).unwrap();
            assert!(all.len() >= 2);
            all.iter().for_each(check);
        }
    }
}
