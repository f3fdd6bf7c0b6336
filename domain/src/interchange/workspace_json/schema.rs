//! The JSON Schema (draft 2020-12) of the workspace file, made from the types of the records and the list of fact
//! columns, so that it says what the code does. Native only: the page ships it as a file.

use super::{FORMAT, VERSION, facts::byte_range};
use crate::model::{
    Settings,
    facts::{ColumnKind, ColumnSpec, DictionaryKind, MISSING_COUNT, Reference, TableKind},
    record::{
        AlertRule, Annotation, AuditEntry, Batch, Campaign, Channel, ContentItem, Conversation, CustomKpi, Dashboard,
        Drill, Event, ExercisePack, ExerciseWork, FeedbackItem, Flag, Guideline, Incident, Learner, Mapping,
        NetworkFacts, Objective, Pillar, Playbook, SavedView, Segment, SlaPolicy, Slot, Snippet, Submission, Survey,
        WordList,
    },
};
use schemars::{SchemaGenerator, generate::SchemaSettings};
use serde_json::{Map, Value, json};

/// The schema of the workspace file. `docs/workspace.schema.json` holds it.
pub fn schema() -> Value {
    let mut types = SchemaSettings::draft2020_12().into_generator();
    let settings = types.subschema_for::<Settings>();
    let records = records(&mut types);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Hearth workspace",
        "description": "Everything one community's team keeps in Hearth. Fields that are not described here come from \
                        a later version and are kept. docs/format.md explains the file.",
        "type": "object",
        "required": ["format", "version", "settings"],
        "properties": {
            "format": {"const": FORMAT},
            "version": {
                "type": "integer", "minimum": 1, "maximum": VERSION,
                "description": "Version of the format; rises when an older Hearth would misread the file.",
            },
            "app": {"type": "string", "description": "The version of Hearth that wrote the file."},
            "exported": {
                "type": "string", "format": "date-time",
                "description": "When the file was written. The only field that differs between two exports of one workspace.",
            },
            "settings": settings,
            "records": records,
            "dictionaries": dictionaries(),
            "facts": facts(),
        },
        "additionalProperties": true,
        "$defs": types.take_definitions(true),
    })
}

fn records(types: &mut SchemaGenerator) -> Value {
    let list = |item: schemars::Schema, meaning: &str| json!({"type": "array", "items": item, "description": meaning});
    json!({
        "type": "object",
        "description": "What people edit, by type. Ids are unique in each list.",
        "properties": {
            "channels": list(types.subschema_for::<Channel>(), "Accounts and places where the community is."),
            "objectives": list(types.subschema_for::<Objective>(), "What the work should reach."),
            "batches": list(types.subschema_for::<Batch>(), "Imports: files taken in, one a time."),
            "mappings": list(types.subschema_for::<Mapping>(), "Remembered column mappings."),
            "custom_kpis": list(types.subschema_for::<CustomKpi>(), "KPIs with a formula of one's own."),
            "annotations": list(types.subschema_for::<Annotation>(), "What happened on some days, to be seen on charts."),
            "saved_views": list(types.subschema_for::<SavedView>(), "Addresses of the analytics screen under a name."),
            "dashboards": list(types.subschema_for::<Dashboard>(), "Saved views and figures side by side."),
            "segments": list(types.subschema_for::<Segment>(), "Whom the work is for."),
            "pillars": list(types.subschema_for::<Pillar>(), "Themes of the content, with their share of the calendar."),
            "campaigns": list(types.subschema_for::<Campaign>(), "Content with one aim over some days."),
            "guidelines": list(types.subschema_for::<Guideline>(), "House rules, tone of voice, response templates, whom to call."),
            "content": list(types.subschema_for::<ContentItem>(), "Pieces of content, from idea to published post."),
            "slots": list(types.subschema_for::<Slot>(), "Times of the calendar that want a post, again and again."),
            "snippets": list(types.subschema_for::<Snippet>(), "Text to be used again in posts."),
            "events": list(types.subschema_for::<Event>(), "Meetings of the community."),
            "network_facts": list(types.subschema_for::<NetworkFacts>(), "What networks allow, where it is other than Hearth says."),
            "conversations": list(types.subschema_for::<Conversation>(), "What was decided about conversations."),
            "sla_policies": list(types.subschema_for::<SlaPolicy>(), "How fast people are to be answered."),
            "flags": list(types.subschema_for::<Flag>(), "What was reported, and what was decided about it."),
            "word_lists": list(types.subschema_for::<WordList>(), "Words to watch for."),
            "audit_log": list(types.subschema_for::<AuditEntry>(), "What was done in moderation, each entry tied to the one before."),
            "feedback": list(types.subschema_for::<FeedbackItem>(), "What people ask for, and who has been told."),
            "surveys": list(types.subschema_for::<Survey>(), "Questions asked of many, with their answers."),
            "alert_rules": list(types.subschema_for::<AlertRule>(), "What would be out of the ordinary."),
            "playbooks": list(types.subschema_for::<Playbook>(), "What to do in a crisis, agreed before there is one."),
            "incidents": list(types.subschema_for::<Incident>(), "Crises, from their first sign to what was learned."),
            "drills": list(types.subschema_for::<Drill>(), "Made-up crises to be answered against the clock."),
            "learners": list(types.subschema_for::<Learner>(), "Who does the course here, and what they have read."),
            "exercise_packs": list(types.subschema_for::<ExercisePack>(), "Exercises under a name."),
            "exercise_work": list(types.subschema_for::<ExerciseWork>(), "What was done on exercises."),
            "submissions": list(types.subschema_for::<Submission>(), "Student files that a teacher took in."),
        },
        "additionalProperties": true,
    })
}

fn dictionaries() -> Value {
    let mut properties = Map::new();
    for kind in DictionaryKind::ALL {
        let meaning = match kind {
            DictionaryKind::Source => "Where ids come from, such as a platform.",
            DictionaryKind::Channel => "Ids of channels.",
            DictionaryKind::Batch => "Ids of imports (records.batches).",
            DictionaryKind::Kind => {
                "Kinds of activity: post, comment, reply, reaction, share, join, leave, moderation, or others."
            }
            DictionaryKind::PostType => "Types of post: photo, video, link, or others.",
        };
        let values = json!({"type": "array", "items": {"type": "string"}, "uniqueItems": true, "description": meaning});
        properties.insert(kind.name().into(), values);
    }
    json!({
        "type": "object",
        "description": "Texts that facts repeat, each once. A code in a column is a position in one of these lists, from 0.",
        "properties": properties,
        "additionalProperties": true,
    })
}

fn facts() -> Value {
    let mut tables = Map::new();
    for kind in TableKind::ALL {
        let columns: Map<_, _> = kind.columns().iter().map(|spec| (spec.name.into(), column(spec))).collect();
        let table = json!({
            "type": "object",
            "properties": {
                "rows": {"type": "integer", "minimum": 0, "description": "Number of rows: the length of every column."},
                "columns": {
                    "type": "object",
                    "description": "One array a column, all of the same length. A column without any value may be left out.",
                    "properties": columns,
                    "additionalProperties": true,
                },
            },
            "additionalProperties": true,
        });
        tables.insert(kind.name().into(), table);
    }
    json!({
        "type": "object",
        "description": "What happened, by table and column; null is missing.",
        "properties": tables,
        "additionalProperties": true,
    })
}

fn column(spec: &ColumnSpec) -> Value {
    let mut meaning = spec.meaning.to_string();
    match spec.reference {
        Some(Reference::Dictionary(kind)) => {
            meaning.push_str(&format!(" A position in dictionaries.{}, from 0.", kind.name()));
        }
        Some(Reference::Row(kind)) => meaning.push_str(&format!(" A row of facts.{}, from 0.", kind.name())),
        None => {}
    }
    let largest = MISSING_COUNT - 1;
    let cell = match spec.kind {
        ColumnKind::Text => json!({"type": ["string", "null"]}),
        ColumnKind::Code | ColumnKind::Count => json!({"type": ["integer", "null"], "minimum": 0, "maximum": largest}),
        ColumnKind::Byte => {
            let (from, to) = byte_range(spec.name);
            json!({"type": ["integer", "null"], "minimum": from, "maximum": to})
        }
        ColumnKind::Time => json!({"type": ["integer", "null"]}),
        ColumnKind::Number => json!({"type": ["number", "null"]}),
        // A number of days since 1970 only where a year has more than four digits.
        ColumnKind::Day => json!({"type": ["string", "integer", "null"], "format": "date"}),
    };
    json!({"type": "array", "items": cell, "description": meaning})
}

#[cfg(test)]
mod tests {
    use super::super::kept::CLOSED;
    use super::*;
    use crate::model::RecordKind;

    /// Parts of an answer: what a later version asks for besides comes as another kind of question.
    const ANSWERS: [&str; 4] = ["ClassifyAnswer", "ChartAnswer", "CheckOutcome", "Answer"];

    /// Objects whose type keeps no unknown fields must be listed where the mirror keeps them.
    #[test]
    fn no_object_loses_unknown_fields() {
        let schema = schema();
        let mut closed = 0;
        for (name, definition) in schema["$defs"].as_object().unwrap() {
            let open = definition["type"] != "object" || definition["additionalProperties"] == true;
            if open || ANSWERS.contains(&name.as_str()) {
                continue;
            }
            let mut fields: Vec<_> = definition["properties"].as_object().unwrap().keys().map(String::as_str).collect();
            fields.sort_unstable();
            let known = CLOSED.iter().any(|(.., known)| {
                let mut known = known.to_vec();
                known.sort_unstable();
                known == fields
            });
            assert!(known, "{name} {fields:?} would lose unknown fields");
            closed += 1;
        }
        assert_eq!(closed, CLOSED.len());
    }

    #[test]
    fn every_collection_is_described() {
        let schema = schema();
        let described = schema["properties"]["records"]["properties"].as_object().unwrap();
        assert_eq!(described.len(), RecordKind::ALL.len());
        assert!(RecordKind::ALL.iter().all(|kind| described.contains_key(kind.name())));
    }
}
