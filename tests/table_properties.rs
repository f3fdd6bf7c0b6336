//! What holds for every file: no input makes the import panic, slices do not matter, a table that Hearth writes reads
//! in again unchanged, and a second import of the same file changes nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hearth::{
    interchange::{
        open,
        table::{self, csv_out},
    },
    model::{
        Action, Id, Settings, Workspace, Zone,
        facts::{TableKind, Value, activity, post},
    },
};
use proptest::prelude::*;

const NOW: i64 = 1_795_334_400_000;

fn workspace() -> Workspace {
    Workspace::new(Settings::new(Id::mint(1, [1; 10]), "Test", 1, Zone::UTC))
}

fn mint() -> impl FnMut() -> Id {
    let mut number = 0_u32;
    move || {
        number += 1;
        let mut random = [0; 10];
        random[..4].copy_from_slice(&number.to_be_bytes());
        Id::mint(NOW, random)
    }
}

/// Takes a file as far as it goes, whatever it is.
fn take(workspace: &mut Workspace, name: &str, bytes: Vec<u8>) -> Option<table::Report> {
    let sheet = table::read(name, bytes).ok()?;
    let draft = table::guess(&sheet, workspace, NOW);
    let mut mint = mint();
    let prepared = table::prepare(&sheet, &draft.mapping, workspace, NOW, &mut mint).ok()?;
    assert_eq!(prepared.report.counts().rows(), prepared.report.rows);
    if let Some(action) = prepared.action {
        workspace.apply(action).unwrap();
    }
    Some(prepared.report)
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{1,4}",
        "[-+]?[0-9]{1,3}([,.][0-9]{1,3}){0,3}%?",
        "[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}( [0-9]{1,2}:[0-9]{2})?",
        "20[0-9]{2}-[01][0-9]-[0-3][0-9](T[0-2][0-9]:[0-5][0-9](Z|[+-][0-9]{4}))?",
        "\\PC{0,12}",
        "[=+@'\t\r\n\",;|-]{0,5}[a-z]{0,3}",
        Just(String::new()),
        Just("9".repeat(400)),
        Just("1e999".to_owned()),
    ]
}

const HEADERS: [&str; 14] = [
    "id",
    "Post ID",
    "date",
    "Publish time",
    "likes",
    "Comments",
    "reach",
    "impressions",
    "type",
    "Post Weekday",
    "member_id",
    "kind",
    "reply_to",
    "channel",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_make_the_import_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), json in any::<bool>()) {
        let name = if json { "a.json" } else { "a.csv" };
        take(&mut workspace(), name, bytes.clone());
        drop(open::open("a", bytes));
    }

    #[test]
    fn no_table_makes_the_import_panic(
        headers in prop::sample::subsequence(HEADERS.to_vec(), 1..HEADERS.len()),
        rows in prop::collection::vec(prop::collection::vec(cell(), 0..15), 0..30),
        delimiter in prop::sample::select(vec![',', ';', '\t', '|']),
        quoted in any::<bool>(),
    ) {
        let mut text = headers.join(&delimiter.to_string());
        for row in &rows {
            text.push('\n');
            for (index, cell) in row.iter().enumerate() {
                if index > 0 {
                    text.push(delimiter);
                }
                if quoted { csv_out::cell(&mut text, cell, delimiter) } else { text.push_str(cell) }
            }
        }
        let mut workspace = workspace();
        if take(&mut workspace, "a.csv", text.clone().into_bytes()).is_some_and(|report| !report.is_open()) {
            let (revision, rows) = (workspace.revision, workspace.facts.rows());
            let again = take(&mut workspace, "a.csv", text.into_bytes()).unwrap();
            prop_assert_eq!((again.new, again.changed), (0, 0), "the same file again: {:?}", again);
            prop_assert_eq!((workspace.revision, workspace.facts.rows()), (revision, rows));
        }
    }

    #[test]
    fn a_cut_off_json_file_is_refused_or_read_but_never_panics(cut in 0_usize..400, extra in "\\PC{0,3}") {
        let json = r#"{"format":"perf-anchors/1","n":2,"records":[{"id":1,"member_id":1,"ts":1704067200000,"kind":"post","text":"a\u00e9\ud83d\ude00","nested":{"a":{"b":[1,{"c":null}]}}},{"id":2,"member_id":1,"ts":1.7e12,"kind":"reply","reply_to":1}],"end":true}"#;
        let cut = cut.min(json.len());
        let mut bytes = json.as_bytes()[..cut].to_vec();
        bytes.extend_from_slice(extra.as_bytes());
        take(&mut workspace(), "a.json", bytes);
    }

    #[test]
    fn slices_do_not_matter(size in 1_usize..50, rows in 0_usize..120) {
        let mut text = "id,date,likes\n".to_owned();
        for row in 0..rows {
            text.push_str(&format!("{},2026-01-{:02},{}\n", row % 90, row % 28 + 1, row));
        }
        let whole = table::read("a.csv", text.clone().into_bytes()).unwrap();
        let mut reader = table::Reader::new("a.csv", text.into_bytes()).unwrap();
        while !reader.step(size).unwrap() {
            prop_assert!((0.0..=1.0).contains(&reader.progress()));
        }
        let sheet = reader.finish();
        prop_assert_eq!(sheet.len(), whole.len());
        let workspace = workspace();
        let mapping = table::guess(&sheet, &workspace, NOW).mapping;
        let (mut one, mut two) = (mint(), mint());
        let expected = table::prepare(&whole, &mapping, &workspace, NOW, &mut one).unwrap();
        let mut preparer = table::Preparer::new(&sheet, &mapping, &workspace, NOW, &mut two).unwrap();
        while !preparer.step(size) {}
        prop_assert_eq!(format!("{:?}", preparer.finish().report), format!("{:?}", expected.report));
    }

    #[test]
    fn the_guard_is_reversible(text in "[=+@'\t\r-]{0,3}\\PC{0,8}") {
        let guarded = csv_out::guard(&text);
        prop_assert_eq!(csv_out::unguard(&guarded), text.as_str());
        prop_assert!(!guarded.starts_with(['=', '+', '-', '@', '\t', '\r']));
    }

    #[test]
    fn a_table_that_hearth_writes_reads_in_again_unchanged(
        rows in prop::collection::vec(
            (
                "[=+@'-]{0,2}[a-z\",;\n\r]{0,6}[a-z]",
                prop::option::of(0_i64..2_000_000_000_000),
                prop::option::of(0_u32..4_000_000_000),
                "[=+@' \t\",;\n\r-]{0,3}\\PC{0,10}[a-zé]",
            ),
            1..40,
        ),
        delimiter in prop::sample::select(vec![',', ';', '\t']),
    ) {
        let mut first = workspace();
        let mut facts = first.facts.clone();
        let mut posts = facts.posts.into_builder();
        let source = std::sync::Arc::make_mut(&mut facts.dictionaries).get_mut(hearth::model::facts::DictionaryKind::Source).code("table");
        for (index, (id, time, number, text)) in rows.iter().enumerate() {
            let id = format!("{id}{index}");
            let mut values = [Value::Missing; 22];
            values[post::ID] = Value::Text(id.trim());
            values[post::SOURCE] = Value::Code(source);
            values[post::TIME] = time.map_or(Value::Missing, Value::Time);
            values[post::STATED_WEEKDAY] = Value::Byte((index % 7) as u8);
            values[post::LIKES] = number.map_or(Value::Missing, |number| Value::Number(f64::from(number)));
            values[post::TITLE] = Value::Text(text);
            posts.push(&values);
        }
        facts.posts = posts.finish();
        first.apply(Action::new("Facts", hearth::model::Command::SetFacts(Box::new(facts)))).unwrap();

        let csv = csv_out::table(&first, TableKind::Posts, None, csv_out::Options { delimiter, guard: true });
        let mut second = workspace();
        let report = take(&mut second, "posts.csv", csv.into_bytes()).unwrap();
        prop_assert_eq!((report.new, report.rejected), (rows.len() as u64, 0), "{:?}", report);
        for row in 0..rows.len() {
            for column in [post::ID, post::TIME, post::STATED_WEEKDAY, post::TITLE, post::LIKES] {
                prop_assert_eq!(first.facts.posts.get(row, column), second.facts.posts.get(row, column));
            }
        }
    }
}

#[test]
fn limits_are_named() {
    let wide = vec!["a"; 2_500].join(",");
    let error = table::read("wide.csv", wide.into_bytes()).unwrap_err();
    assert_eq!(error.code, "too-many-columns");
    let fields: Vec<String> = (0..2_500).map(|number| format!("\"f{number}\":1")).collect();
    let error = table::read("wide.json", format!("[{{{}}}]", fields.join(",")).into_bytes()).unwrap_err();
    assert_eq!(error.code, "too-many-columns");
    assert!(error.to_string().starts_with("wide.json"), "{error}");
    let deep = format!("[{{\"a\":{}1{}}}]", "[".repeat(300), "]".repeat(300));
    assert_eq!(table::read("deep.json", deep.into_bytes()).unwrap_err().code, "too-deep");
    assert_eq!(table::read("empty.csv", b" \n".to_vec()).unwrap_err().code, "empty");
}

#[test]
fn formulas_stay_text() {
    let csv = "id,member_id,ts,kind,text\n1,5,1704067200000,post,=HYPERLINK(\"x\")\n2,5,1704067200000,post,'quoted'\n";
    let mut workspace = workspace();
    take(&mut workspace, "a.csv", csv.into()).unwrap();
    assert_eq!(workspace.facts.activities.text(0, activity::TEXT), "=HYPERLINK(\"x\")");
    assert_eq!(workspace.facts.activities.text(1, activity::TEXT), "'quoted'");
    let out = csv_out::table(&workspace, TableKind::Activities, Some(&[0]), csv_out::Options::default());
    assert!(out.contains("\"'=HYPERLINK(\"\"x\"\")\""), "{out}");
}
