//! What is written is read back, byte for byte; what is done can be undone.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/arbitrary.rs"]
mod arbitrary;

use hearth::{
    interchange::workspace_json::{ExportStamp, Exporter, canonical, export, import},
    model::{
        Action, Command, Workspace,
        facts::{CHUNK_ROWS, DictionaryKind, TableKind, Value, activity, channel_day},
    },
};
use proptest::prelude::*;
use std::sync::Arc;

const STAMP: ExportStamp = ExportStamp { exported: 1_795_334_400_000 };

fn read(bytes: &[u8]) -> Workspace {
    match import(bytes) {
        Ok(imported) => imported.workspace,
        Err(error) => panic!("{error}\n{}", String::from_utf8_lossy(bytes)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(192) })]

    #[test]
    fn a_workspace_survives_export_and_import(workspace in arbitrary::workspace()) {
        let bytes = export(&workspace, &STAMP);
        let again = read(&bytes);
        prop_assert_eq!(arbitrary::difference(&workspace, &again), "");
        prop_assert_eq!(String::from_utf8(export(&again, &STAMP)).unwrap(), String::from_utf8(bytes).unwrap());
    }

    #[test]
    fn exports_at_two_times_differ_in_one_line(workspace in arbitrary::workspace()) {
        let lines = |bytes: Vec<u8>| {
            let mut lines: Vec<_> = String::from_utf8(bytes).unwrap().lines().map(str::to_string).collect();
            (lines.remove(4), lines)
        };
        let (first, rest) = lines(export(&workspace, &STAMP));
        let (second, other) = lines(export(&workspace, &ExportStamp { exported: 0 }));
        prop_assert_eq!(first, "\"exported\":\"2026-11-22T08:00:00Z\",");
        prop_assert_eq!(second, "\"exported\":\"1970-01-01T00:00:00Z\",");
        prop_assert_eq!(&rest, &other);
        prop_assert_eq!(rest.join("\n") + "\n", String::from_utf8(canonical(&workspace)).unwrap());
    }

    #[test]
    fn a_file_cut_off_anywhere_is_refused_with_its_place(workspace in arbitrary::workspace(), at in 0.0..1.0) {
        let bytes = canonical(&workspace);
        // The last two bytes are the closing brace and a line break.
        let cut = ((bytes.len() - 2) as f64 * at) as usize;
        let error = import(&bytes[..cut]).unwrap_err();
        prop_assert!(error.place.byte.is_some_and(|byte| byte <= cut as u64), "{}", error);
    }

    #[test]
    fn a_changed_byte_never_makes_it_panic(workspace in arbitrary::workspace(), at in 0.0..1.0, byte in any::<u8>()) {
        let mut bytes = canonical(&workspace);
        let at = ((bytes.len() - 1) as f64 * at) as usize;
        bytes[at] = byte;
        if let Ok(imported) = import(&bytes) {
            // What was taken in can be written and read again.
            let again = canonical(&imported.workspace);
            prop_assert_eq!(canonical(&read(&again)), again);
        }
    }

    #[test]
    fn every_action_can_be_undone_and_redone(
        workspace in arbitrary::workspace(),
        steps in prop::collection::vec(step(), 1..12),
    ) {
        let mut now = workspace;
        let mut states = vec![canonical(&now)];
        let mut undo = Vec::new();
        for step in steps {
            let Ok(change) = now.apply(Action::new("Step", step.command(&now))) else {
                // Refused: then nothing changed.
                prop_assert_eq!(&canonical(&now), states.last().unwrap());
                continue;
            };
            states.push(canonical(&now));
            undo.push(change.inverse);
        }
        let mut redo = Vec::new();
        for (number, inverse) in undo.into_iter().enumerate().rev() {
            redo.push(now.apply(Action::new("Undo", inverse)).unwrap().inverse);
            prop_assert_eq!(&canonical(&now), &states[number]);
        }
        for (number, again) in redo.into_iter().rev().enumerate() {
            now.apply(Action::new("Redo", again)).unwrap();
            prop_assert_eq!(&canonical(&now), &states[number + 1]);
        }
    }
}

/// Something a person may do.
#[derive(Clone, Debug)]
enum Step {
    Put(hearth::model::Record),
    Change(usize, hearth::model::Record),
    Remove(usize),
    Settings(hearth::model::Settings),
    Import(hearth::model::facts::Facts),
    AddDay(i32, f64),
    All(Vec<Step>),
}

fn no_log(record: &hearth::model::Record) -> bool {
    !matches!(record, hearth::model::Record::AuditEntry(_))
}

fn step() -> impl Strategy<Value = Step> {
    let one = prop_oneof![
        3 => arbitrary::record().prop_filter("the log only grows", no_log).prop_map(Step::Put),
        2 => (any::<usize>(), arbitrary::record().prop_filter("the log only grows", no_log))
            .prop_map(|(index, record)| Step::Change(index, record)),
        2 => any::<usize>().prop_map(Step::Remove),
        1 => arbitrary::settings().prop_map(Step::Settings),
        1 => arbitrary::facts().prop_map(Step::Import),
        2 => (0..30_000, arbitrary::number()).prop_map(|(day, number)| Step::AddDay(day, number)),
    ];
    one.prop_recursive(2, 6, 4, |inner| prop::collection::vec(inner, 0..4).prop_map(Step::All))
}

impl Step {
    fn command(self, workspace: &Workspace) -> Command {
        let nth = |index: usize| {
            let count = workspace.records.len();
            workspace.records.all().nth(if count == 0 { 0 } else { index % count }).map(|record| record.key())
        };
        match self {
            Self::Put(record) => Command::Put(record),
            Self::Change(index, mut record) => {
                // The same record once more under an id that may be there already.
                if let (Some(key), hearth::model::Record::Channel(channel)) = (nth(index), &mut record) {
                    Arc::make_mut(channel).id = key.id;
                }
                Command::Put(record)
            }
            // Where there is no record, one that is not there is removed: refused.
            Self::Remove(index) => Command::Remove(nth(index).unwrap_or(hearth::model::RecordKey {
                kind: hearth::model::RecordKind::Channel,
                id: hearth::model::Id::derived("none"),
            })),
            Self::Settings(settings) => Command::SetSettings(Box::new(settings)),
            Self::Import(facts) => Command::SetFacts(Box::new(facts)),
            Self::AddDay(day, number) => {
                let mut facts = workspace.facts.clone();
                let code = Arc::make_mut(&mut facts.dictionaries).get_mut(DictionaryKind::Channel).code("added");
                let mut builder = facts.channel_days.into_builder();
                builder.push(&[Value::Code(code), Value::Day(day), Value::Number(number)]);
                facts.channel_days = builder.finish();
                Command::SetFacts(Box::new(facts))
            }
            Self::All(steps) => Command::All(steps.into_iter().map(|step| step.command(workspace)).collect()),
        }
    }
}

#[test]
fn tables_of_many_chunks_keep_every_row() {
    let settings = hearth::model::Settings::new(hearth::model::Id::derived("w"), "Large", 0, hearth::model::Zone::UTC);
    for rows in [CHUNK_ROWS - 1, CHUNK_ROWS, CHUNK_ROWS + 1, 2 * CHUNK_ROWS + 7] {
        let mut workspace = Workspace::new(settings.clone());
        let code = Arc::make_mut(&mut workspace.facts.dictionaries).get_mut(DictionaryKind::Kind).code("post");
        let mut builder = workspace.facts.activities.clone().into_builder();
        for row in 0..rows {
            let mut cells = [Value::Missing; 16];
            let id = format!("a{row}");
            cells[activity::ID] = Value::Text(&id);
            cells[activity::TIME] = Value::Time(row as i64 * 1000);
            cells[activity::KIND] = Value::Code(code);
            if row > 0 {
                cells[activity::PARENT] = Value::Code(row as u32 - 1);
            }
            if row == rows - 1 {
                // A column whose first value is in the last row.
                cells[activity::REACH] = Value::Count(5);
            }
            builder.push(&cells);
        }
        workspace.facts.activities = builder.finish();
        let again = read(&export(&workspace, &STAMP));
        assert_eq!(arbitrary::difference(&workspace, &again), "", "{rows} rows");
        let chunks = |workspace: &Workspace| {
            workspace.facts.table(TableKind::Activities).chunks().iter().map(|chunk| chunk.len()).collect::<Vec<_>>()
        };
        assert_eq!(chunks(&again), chunks(&workspace));
    }
}

#[test]
fn a_file_written_piece_by_piece_is_the_same() {
    let settings = hearth::model::Settings::new(hearth::model::Id::derived("w"), "Slow", 0, hearth::model::Zone::UTC);
    let mut workspace = Workspace::new(settings);
    let mut builder = workspace.facts.channel_days.clone().into_builder();
    for day in 0..CHUNK_ROWS as i32 + 5 {
        builder.push(&[Value::Missing, Value::Day(day)]);
    }
    workspace.facts.channel_days = builder.finish();
    let mut exporter = Exporter::new(&workspace, Some(&STAMP));
    let (mut bytes, mut written) = (Vec::new(), 0);
    loop {
        let mut piece = Vec::new();
        if !exporter.write(&mut piece) {
            break;
        }
        written += 1;
        assert_eq!(exporter.progress().0, written);
        bytes.extend(piece);
    }
    assert_eq!(exporter.progress(), (written, written));
    assert!(written > 12, "two columns of two chunks besides the rest");
    assert_eq!(bytes, export(&workspace, &STAMP));
}

#[test]
fn what_cannot_be_written_is_missing_rather_than_unreadable() {
    let settings = hearth::model::Settings::new(hearth::model::Id::derived("w"), "Odd", 0, hearth::model::Zone::UTC);
    let mut workspace = Workspace::new(settings);
    let mut builder = workspace.facts.channel_days.clone().into_builder();
    // A code without a text, an infinite number, an origin that there is none.
    let odd = [Value::Code(7), Value::Day(3_000_000), Value::Number(f64::INFINITY)];
    builder.push(&odd);
    builder.set(0, channel_day::ORIGIN, Value::Byte(200));
    workspace.facts.channel_days = builder.finish();
    let again = read(&canonical(&workspace));
    let table = &again.facts.channel_days;
    assert_eq!(table.len(), 1);
    let values = [channel_day::CHANNEL, channel_day::DAY, channel_day::FOLLOWERS, channel_day::ORIGIN];
    let values = values.map(|position| table.get(0, position));
    assert_eq!(values, [Value::Missing, Value::Day(3_000_000), Value::Missing, Value::Missing]);
}
