//! Real exports come in with the sums that are known of them, and come in once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hearth::{
    interchange::table::{self, Prepared, Sheet},
    model::{
        Action, Id, Settings, Workspace,
        facts::{DictionaryKind, TableKind, Value, activity, post},
        record::Mapping,
    },
};
use std::{collections::BTreeMap, fs, path::PathBuf};

const NOW: i64 = 1_795_334_400_000;

fn data(file: &str) -> Option<Vec<u8>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(file);
    let bytes = fs::read(&path).ok();
    if bytes.is_none() {
        println!("skipped: {} is not here", path.display());
    }
    bytes
}

fn workspace() -> Workspace {
    Workspace::new(Settings::new(Id::mint(1, [1; 10]), "Test", 1, "Europe/Madrid".parse().unwrap()))
}

fn prepare(workspace: &Workspace, sheet: &Sheet, mapping: &Mapping) -> Prepared {
    let mut number = (workspace.revision as u32) << 16;
    let mut mint = || {
        number += 1;
        let mut random = [0; 10];
        random[..4].copy_from_slice(&number.to_be_bytes());
        Id::mint(NOW, random)
    };
    table::prepare(sheet, mapping, workspace, NOW, &mut mint).unwrap()
}

fn import(workspace: &mut Workspace, name: &str, bytes: &[u8]) -> table::Report {
    let sheet = table::read(name, bytes.to_vec()).unwrap();
    let draft = table::guess(&sheet, workspace, NOW);
    assert!(draft.problem.is_none(), "{:?}", draft.problem);
    let prepared = prepare(workspace, &sheet, &draft.mapping);
    let report = prepared.report;
    assert_eq!(report.counts().rows(), report.rows, "{report:?}");
    if let Some(action) = prepared.action {
        workspace.apply(action).unwrap();
    }
    report
}

fn sum(workspace: &Workspace, table: TableKind, column: usize) -> (f64, usize) {
    let table = workspace.facts.table(table);
    let numbers: Vec<f64> = (0..table.len()).filter_map(|row| table.number(row, column)).collect();
    (numbers.iter().sum(), table.len() - numbers.len())
}

fn counts(workspace: &Workspace, table: TableKind, column: usize, kind: DictionaryKind) -> BTreeMap<String, usize> {
    let table = workspace.facts.table(table);
    let mut counts = BTreeMap::new();
    for row in 0..table.len() {
        let code = table.code(row, column).unwrap();
        *counts.entry(workspace.facts.dictionaries.get(kind).text(code).to_owned()).or_insert(0) += 1;
    }
    counts
}

#[test]
fn the_facebook_insights_table_comes_in_without_hand_work() {
    let Some(bytes) = data("facebook_metrics/dataset_Facebook.csv") else { return };
    let mut workspace = workspace();
    let before = workspace.clone();
    let report = import(&mut workspace, "dataset_Facebook.csv", &bytes);
    assert_eq!((report.new, report.rejected, report.skipped, report.format.as_str()), (500, 0, 0, "facebook-insights"));
    let warnings: Vec<_> = report.warnings.iter().map(|warning| (warning.code, warning.count)).collect();
    assert_eq!(warnings, [("reach-over-impressions", 4)], "{:?}", report.warnings);
    assert!(report.notes.iter().any(|note| note.contains("Weekday 1 is taken as Sunday")), "{:?}", report.notes);

    let of = |column| sum(&workspace, TableKind::Posts, column);
    assert_eq!(of(post::REACH), (6_951_680.0, 0));
    assert_eq!(of(post::IMPRESSIONS), (14_792_974.0, 0));
    assert_eq!(of(post::LIKES).0 + of(post::COMMENTS).0 + of(post::SHARES).0, 106_060.0);
    assert_eq!((of(post::PAID).1, of(post::LIKES).1, of(post::SHARES).1, of(post::COMMENTS).1), (1, 1, 4, 0));
    assert_eq!(of(post::TIME).1, 500, "the file gives no date");
    let types = counts(&workspace, TableKind::Posts, post::TYPE, DictionaryKind::PostType);
    assert_eq!(
        types,
        BTreeMap::from([("Photo", 426), ("Status", 45), ("Link", 22), ("Video", 7)].map(|(k, v)| (k.into(), v)))
    );
    // First row: December, weekday 4 (Wednesday where 1 is Sunday), 3 o'clock.
    let stated = [post::STATED_MONTH, post::STATED_WEEKDAY, post::STATED_HOUR].map(|c| workspace.facts.posts.get(0, c));
    assert_eq!(stated, [Value::Byte(12), Value::Byte(2), Value::Byte(3)]);
    assert_eq!(workspace.facts.posts.number(0, post::FOLLOWERS), Some(139_441.0));
    assert_eq!(workspace.records.channels.iter().next().unwrap().name, "Facebook");
    assert_eq!(workspace.records.batches.iter().next().unwrap().counts.new, 500);

    // The same file again changes nothing, whatever it is called.
    let revision = workspace.revision;
    let again = import(&mut workspace, "copy of dataset.csv", &bytes);
    assert_eq!((again.new, again.changed, again.same, again.rejected), (0, 0, 500, 0));
    assert_eq!(workspace.revision, revision);

    // One undo takes all of it back.
    let sheet = table::read("dataset_Facebook.csv", bytes).unwrap();
    let mut other = before.clone();
    let mapping = table::guess(&sheet, &other, NOW).mapping;
    let change = other.apply(prepare(&before, &sheet, &mapping).action.unwrap()).unwrap();
    assert_eq!(change.label, "Imported dataset_Facebook.csv");
    other.apply(Action::new("Undo", change.inverse)).unwrap();
    assert_eq!(other.records, before.records);
    assert!(other.facts.is_empty());
    assert_eq!(other.facts.dictionaries, before.facts.dictionaries);
}

#[test]
fn live_selling_posts_come_in_with_duplicates_counted() {
    let Some(bytes) = data("facebook_live_thailand/Live.csv") else { return };
    let mut workspace = workspace();
    let report = import(&mut workspace, "Live.csv", &bytes);
    assert_eq!((report.rows, report.new, report.duplicates, report.rejected), (7_050, 6_997, 53, 0));
    assert_eq!(sum(&workspace, TableKind::Posts, post::LIKES), (1_573_989.0, 0));
    // 4/22/2018 6:00 in Madrid, summer time; month first because no other order fits the column.
    assert_eq!(workspace.facts.posts.time(0, post::TIME), hearth::model::time::parse_iso("2018-04-22T04:00:00Z"));
    assert!(report.notes.iter().any(|note| note.contains("Europe/Madrid")), "{:?}", report.notes);
    let again = import(&mut workspace, "Live.csv", &bytes);
    assert_eq!((again.new, again.changed, again.same, again.duplicates), (0, 0, 6_997, 53));

    let sheet = table::read("Live.csv", bytes).unwrap();
    let reactions = sheet.column(sheet.position("num_reactions").unwrap()).unwrap();
    assert_eq!(reactions.iter().map(|cell| cell.parse::<u64>().unwrap()).sum::<u64>(), 1_622_326);
}

#[test]
fn a_hundred_thousand_forum_posts_come_in_by_their_column_names() {
    let Some(bytes) = data("reddit_top/reddit_top_100k.csv") else { return };
    let mut workspace = workspace();
    let report = import(&mut workspace, "reddit_top_100k.csv", &bytes);
    assert_eq!((report.rows, report.new, report.rejected), (100_000, 100_000, 0), "{:?}", report.rejections.first());
    assert_eq!(report.table, "posts");
    assert_eq!(sum(&workspace, TableKind::Posts, post::LIKES), (19_663_580.0, 0));
    assert_eq!(sum(&workspace, TableKind::Posts, post::COMMENTS), (4_754_940.0, 0));
    assert_eq!(workspace.records.channels.len(), 109);
    assert_eq!(workspace.facts.posts.time(0, post::TIME), Some(1_345_107_919_000));
    let again = import(&mut workspace, "reddit_top_100k.csv", &bytes);
    assert_eq!((again.new, again.changed, again.same), (0, 0, 100_000));
}

#[test]
fn records_in_json_are_joined_to_members_and_replies() {
    let json = br#"{"format":"perf-anchors/1","seed":42,"n":4,"kinds":["post"],"channels":["a"],"records":[
{"id":3,"member_id":2,"ts":1704067300000,"kind":"reply","channel":"Forum","likes":0,"comments":0,"shares":0,"reach":0,"reply_to":4,"text":"=SUM(A1) \"q\"\n"},
{"id":4,"member_id":1,"ts":1704067200000,"kind":"post","channel":"Forum","likes":5,"comments":1,"shares":2,"reach":90,"reply_to":null,"text":"gr\u00fc\u00dfe"},
{"id":5,"member_id":2,"ts":1704067400000,"kind":"reply","channel":"Discord","likes":1,"comments":0,"shares":0,"reach":7,"reply_to":99,"text":""}
]}"#;
    let mut workspace = workspace();
    let report = import(&mut workspace, "records.json", json);
    assert_eq!((report.new, report.rejected, report.new_members), (3, 0, 2), "{report:?}");
    let activities = &workspace.facts.activities;
    assert_eq!(activities.get(0, activity::PARENT), Value::Code(1), "a reply that stands before what it answers");
    assert_eq!(activities.get(2, activity::PARENT), Value::Missing);
    assert_eq!(activities.text(0, activity::TEXT), "=SUM(A1) \"q\"\n");
    assert_eq!(activities.text(1, activity::TEXT), "grüße");
    assert_eq!(activities.get(1, activity::REACH), Value::Count(90));
    assert_eq!(activities.time(1, activity::TIME), Some(1_704_067_200_000));
    assert_eq!(workspace.facts.members.len(), 2);
    let mut names: Vec<_> = workspace.records.channels.iter().map(|channel| channel.name.clone()).collect();
    names.sort();
    assert_eq!(names, ["Discord", "Forum"]);

    // What a later file brings is joined to what was waiting for it; more likes change a row in place.
    let later = br#"{"id":99,"member_id":3,"ts":1704067100000,"kind":"post","channel":"forum","likes":2,"text":"late"}
{"id":4,"member_id":1,"ts":1704067200000,"kind":"post","channel":"Forum","likes":6,"reach":null,"text":"gr\u00fc\u00dfe"}
"#;
    let report = import(&mut workspace, "more.jsonl", later);
    assert_eq!((report.new, report.changed, report.same), (1, 1, 0), "{report:?}");
    let activities = &workspace.facts.activities;
    assert_eq!(activities.get(2, activity::PARENT), Value::Code(3));
    assert_eq!(activities.get(1, activity::LIKES), Value::Count(6));
    assert_eq!(activities.get(1, activity::REACH), Value::Count(90), "a missing cell erases nothing");
    assert_eq!(workspace.records.channels.len(), 2, "“forum” is “Forum”");
    let changed = &report.changed_samples[0];
    assert_eq!((changed.cells[0].old.as_str(), changed.cells[0].new.as_str()), ("5", "6"));
}

#[test]
fn broken_cells_are_rejected_with_row_column_and_reason() {
    let csv = "Post ID,Publish time,Likes,Paid\n1,2026-01-02,5,1\n\n2,2026-01-03,23+24,0\n3,soon,1,0\n4,2026-01-04,1,perhaps\n5,2026-01-05,\"1,234\",\n6,2026-01-06,1,0,9,9\nTotal,,1240,\n";
    let mut workspace = workspace();
    let report = import(&mut workspace, "dirty.csv", csv.as_bytes());
    let rejected: Vec<_> =
        report.rejections.iter().map(|row| (row.row, row.column.as_str(), row.value.as_str())).collect();
    // First what is wrong with whole rows, then what is wrong with cells.
    assert_eq!(rejected, [(8, "", ""), (4, "Likes", "23+24"), (5, "Publish time", "soon"), (6, "Paid", "perhaps")]);
    assert!(report.rejections.iter().all(|row| row.reason.ends_with('.')));
    assert_eq!((report.new, report.skipped), (2, 1));
    assert_eq!(sum(&workspace, TableKind::Posts, post::LIKES).0, 1_239.0);
}

#[test]
fn ambiguous_dates_are_asked_and_the_answer_is_remembered() {
    let csv = b"id,date,likes\n1,1/2/2026,5\n2,3/4/2026,6\n";
    let mut workspace = workspace();
    let sheet = table::read("open.csv", csv.to_vec()).unwrap();
    let draft = table::guess(&sheet, &workspace, NOW);
    let question = draft.questions.iter().find(|question| question.option == "date_order").unwrap();
    assert!(question.is_open());
    assert!(question.text.contains("1/2/2026"), "{}", question.text);
    let prepared = prepare(&workspace, &sheet, &draft.mapping);
    assert!(prepared.action.is_none() && prepared.report.is_open());

    let mut mapping = draft.mapping;
    mapping.options.insert("date_order".into(), "dmy".into());
    mapping.options.insert("zone".into(), "UTC".into());
    let prepared = prepare(&workspace, &sheet, &mapping);
    workspace.apply(prepared.action.unwrap()).unwrap();
    assert_eq!(workspace.facts.posts.time(0, post::TIME), hearth::model::time::parse_iso("2026-02-01T00:00:00Z"));

    let draft = table::guess(&table::read("next.csv", csv.to_vec()).unwrap(), &workspace, NOW);
    assert!(draft.remembered);
    assert!(!draft.questions.iter().any(table::Question::is_open));
}

#[test]
fn known_exports_are_recognised_by_their_headers() {
    let exports = [
        (
            "meta-instagram",
            "\u{feff}Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post type,Data comment,Date,Views,Likes,Shares,Comments,Saves,Reach,Follows\n\
             178,1,pulse,Pulse,\"Tip\nof the day\",0,04/03/2026 06:00,https://i.example/p/1,IG image,,Lifetime,\"15,000\",120,3,4,5,\"9,876\",1\n",
        ),
        (
            "youtube-studio",
            "Content,Video title,Video publish time,Duration,Views,Watch time (hours),Subscribers,Im\u{ad}pressions,Impressions click-through rate (%)\n\
             Total,,,,5000,120.5,12,20000,4.5\nabc,How to,\"Oct 3, 2026\",125,3000,80.1,7,12000,5.1\n",
        ),
        (
            "linkedin",
            "\"Aggregated engagement metrics for your organic posts\",,,,,,,,,,,,,\n\
             Post title,Post link,Post type,Campaign name,Posted by,Created date,Impressions,Views,Clicks,Click through rate (CTR),Likes,Comments,Reposts,Content Type\n\
             We grow,https://l.example/1,Organic,,Ana,04/03/2026,1200,,30,0.025,10,2,1,Image\n",
        ),
        (
            "x-analytics",
            "Tweet id,Tweet permalink,Tweet text,time,impressions,engagements,engagement rate,retweets,replies,likes,user profile clicks,url clicks,promoted impressions\n\
             \"1\",https://x.example/1,\"two\nlines\",2026-10-03 05:06 +0000,100.0,5.0,0.05,1.0,2.0,2.0,0.0,0.0,-\n",
        ),
        (
            "tiktok",
            "Time,Video title,Video link,Post time,Total likes,Total comments,Total shares,Total views\n\
             2026,Dance,https://t.example/1,2026-10-03,10,1,2,300\n",
        ),
    ];
    for (format, csv) in exports {
        let mut workspace = workspace();
        let report = import(&mut workspace, "export.csv", csv.as_bytes());
        assert_eq!((report.format.as_str(), report.new, report.rejected), (format, 1, 0), "{format}: {report:?}");
        assert!(!report.is_open(), "{format}");
        let posts = &workspace.facts.posts;
        assert!(posts.time(0, post::TIME).is_some(), "{format}");
        assert!(posts.number(0, post::LIKES).is_some() || format == "youtube-studio", "{format}");
    }
    let mut workspace = workspace();
    import(&mut workspace, "yt.csv", exports[1].1.as_bytes());
    assert_eq!(workspace.facts.posts.number(0, post::VIEWS), Some(3_000.0), "the row of totals is left out");
    assert_eq!(workspace.facts.posts.number(0, post::IMPRESSIONS), Some(12_000.0), "soft hyphen in the header");
}

#[test]
fn statistics_and_members_find_their_tables() {
    let mut workspace = workspace();
    let report = import(
        &mut workspace,
        "Pulse.csv",
        b"Date,Followers,New followers,Reach\n2026-01-01,100,3,50\n2026-01-02,104,4,60\n",
    );
    assert_eq!((report.table, report.new), ("channel_days", 2), "{report:?}");
    let report = import(
        &mut workspace,
        "Pulse.csv",
        b"Date,Followers,New followers,Reach\n2026-01-02,105,4,\n2026-01-03,109,4,70\n",
    );
    assert_eq!((report.new, report.changed), (1, 1));
    assert_eq!(sum(&workspace, TableKind::ChannelDays, 5).0, 180.0);
    let report = import(
        &mut workspace,
        "members.csv",
        b"id,name,joined,email\n7,Ana,2026-01-05,a@example.org\n8,Ben,,b@example.org\n",
    );
    assert_eq!((report.table, report.new), ("members", 2), "{report:?}");
}

#[test]
fn a_discord_channel_comes_in_by_the_names_of_its_fields() {
    let json = br#"{"guild":{"id":"1","name":"Pulse"},"channel":{"id":"2","name":"general"},"messages":[
{"id":"900000000000000001","type":"Default","timestamp":"2026-01-05T10:00:00.250+00:00","content":"hello","author":{"id":"7","name":"ana","isBot":false,"roles":[]},"reactions":[{"emoji":{"name":"x"},"count":2}],"reference":null},
{"id":"900000000000000002","type":"Reply","timestamp":"2026-01-05T10:05:00+00:00","content":"hi","author":{"id":"8","name":"ben","isBot":false,"roles":[]},"reactions":[],"reference":{"messageId":"900000000000000001"}}],"messageCount":2}"#;
    let mut workspace = workspace();
    let report = import(&mut workspace, "general.json", json);
    assert_eq!((report.table, report.new, report.rejected), ("activities", 2, 0), "{report:?}");
    let facts = &workspace.facts;
    assert_eq!(facts.activities.get(1, activity::PARENT), Value::Code(0));
    assert_eq!(facts.activities.text(0, activity::TEXT), "hello");
    assert_eq!(facts.members.text(1, hearth::model::facts::member::NAME), "ben");
    assert_eq!(facts.members.text(1, hearth::model::facts::member::ID), "8");
}

#[test]
fn a_spanish_spreadsheet_in_utf_16_comes_in() {
    let text = "Identificador de la publicación;Fecha;Alcance;Me gusta;Comentarios\r\nx1;22.04.2026 18:00;1.234;12;3\r\nx2;23.04.2026 19:30;2.500,0;-;1\r\n";
    let bytes: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let mut workspace = workspace();
    let report = import(&mut workspace, "informe.csv", &bytes);
    assert_eq!((report.new, report.rejected, report.table), (2, 0, "posts"), "{report:?}");
    assert_eq!(sum(&workspace, TableKind::Posts, post::REACH), (3_734.0, 0));
    assert_eq!(sum(&workspace, TableKind::Posts, post::LIKES), (12.0, 1));
    assert_eq!(workspace.facts.posts.time(0, post::TIME), hearth::model::time::parse_iso("2026-04-22T16:00:00Z"));
    assert!(report.notes.iter().any(|note| note.contains("UTF-16 LE")), "{:?}", report.notes);
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_pointed_out() {
    let mut csv = "id,title,likes\n1,ok,2\n2,\"open,3\n".to_owned();
    for row in 3..60 {
        csv.push_str(&format!("{row},text,{row}\n"));
    }
    let sheet = table::read("open.csv", csv.into_bytes()).unwrap();
    assert!(sheet.notes.iter().any(|note| note.contains("row 3")), "{:?}", sheet.notes);
}

#[test]
fn a_new_channel_that_was_asked_for_is_new_only_once() {
    let mut workspace = workspace();
    let sheet = table::read("Pulse.csv", b"id,likes\n1,5\n".to_vec()).unwrap();
    let mut mapping = table::guess(&sheet, &workspace, NOW).mapping;
    mapping.options.insert("channel".into(), "new".into());
    mapping.options.insert("platform".into(), "instagram".into());
    workspace.apply(prepare(&workspace, &sheet, &mapping).action.unwrap()).unwrap();
    let report = import(&mut workspace, "Other.csv", b"id,likes\n2,6\n");
    assert_eq!((report.new, workspace.records.channels.len()), (1, 1), "{report:?}");
    assert_eq!(workspace.records.channels.iter().next().unwrap().name, "Instagram");
}
