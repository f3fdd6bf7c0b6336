//! Content as CSV: out and in again, files of other tools, files that are broken.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "common/arbitrary.rs"]
mod arbitrary;

use hearth::{
    interchange::{
        content::{self, Draft, LeftOut, Options, Verdict, bulk},
        table::DateOrder,
    },
    model::{
        Id, Settings, Workspace,
        record::{Campaign, Channel, Color, ContentItem, ContentStatus, Media, MediaKind, Pillar, Platform, Variant},
        time::{iso, parse_iso},
    },
};
use proptest::prelude::*;

fn id(n: u8) -> Id {
    Id::mint(i64::from(n), [n; 10])
}

fn workspace(zone: &str) -> Workspace {
    let mut workspace = Workspace::new(Settings::new(id(250), "Test", 0, zone.parse().unwrap()));
    let mut instagram = Channel::new(id(1), 0, "Brisk, daily", Platform::Instagram);
    instagram.handle = "briskway".into();
    workspace.records.put(instagram.into());
    workspace.records.put(Channel::new(id(2), 0, "Forum", Platform::Forum).into());
    workspace.records.put(Pillar::new(id(3), 0, "Tips", Color::Blue).into());
    workspace.records.put(Campaign::new(id(4), 0, "Spring", Color::Green).into());
    workspace
}

fn options() -> Options {
    Options { now: 7_000, who: "Ana".into(), ..Options::default() }
}

fn read(workspace: &Workspace, text: &str) -> Draft {
    content::read(workspace, "content.csv", text.as_bytes().to_vec(), &options()).unwrap()
}

fn apply(workspace: &mut Workspace, draft: &Draft) {
    if let Some(action) = draft.action() {
        workspace.apply(action).unwrap();
    }
}

fn write(workspace: &Workspace) -> String {
    content::write(workspace, workspace.records.content.iter().map(|item| &**item))
}

fn counts(draft: &Draft) -> (usize, usize, usize, usize) {
    (draft.count(Verdict::New), draft.count(Verdict::Changed), draft.count(Verdict::Same), draft.rejected)
}

fn full() -> ContentItem {
    let mut item = ContentItem::new(id(10), 0, "=SUM(A1)");
    item.status = ContentStatus::Approved;
    item.planned = parse_iso("2026-11-22T08:30:00Z");
    item.pillar = Some(id(3));
    item.campaign = Some(id(4));
    item.owner = "@zoë".into();
    item.tags = vec!["launch".into(), "a, b".into()];
    item.notes = "two\nlines".into();
    let mut one = Variant::new(id(1));
    one.text = "Say \"hi\",\r\nthen go\n".into();
    one.link = "https://example.org/a?b=1,2".into();
    one.media = vec![
        Media {
            kind: MediaKind::Image,
            name: "cat; dog.png".into(),
            alt: "A cat, asleep".into(),
            bytes: Some(12),
            width: None,
            height: None,
            seconds: None,
            extra: Default::default(),
        },
        Media {
            kind: MediaKind::Video,
            name: "b.mp4".into(),
            alt: String::new(),
            bytes: None,
            width: None,
            height: None,
            seconds: None,
            extra: Default::default(),
        },
    ];
    let mut two = Variant::new(id(2));
    two.title = "'quoted".into();
    two.planned = parse_iso("2026-11-23T08:30:15Z");
    two.published = parse_iso("2026-11-23T09:00:00Z");
    two.permalink = "https://forum.example.org/t/a/12".into();
    item.variants = vec![one, two];
    item
}

#[test]
fn a_file_has_a_row_for_each_variant_and_no_formulas() {
    let mut workspace = workspace("Europe/Madrid");
    workspace.records.put(full().into());
    let text = write(&workspace);
    let id = id(10);
    assert_eq!(
        text,
        format!(
            "id,title,status,date,time,channel,post title,text,link,media,alt,pillar,campaign,owner,tags,published,\
             permalink,notes\r\n\
             {id},'=SUM(A1),approved,2026-11-22,09:30,\"Brisk, daily\",,\"Say \"\"hi\"\",\r\nthen go\n\",\
             \"https://example.org/a?b=1,2\",\"\"\"cat; dog.png\"\"; b.mp4\",\"A cat, asleep; \"\"\"\"\",Tips,Spring,'@zoë,\
             \"launch, \"\"a, b\"\"\",,,\"two\nlines\"\r\n\
             {id},'=SUM(A1),approved,2026-11-23,09:30:15,Forum,''quoted,,,,,Tips,Spring,'@zoë,\
             \"launch, \"\"a, b\"\"\",2026-11-23 10:00,https://forum.example.org/t/a/12,\"two\nlines\"\r\n"
        )
    );
}

#[test]
fn what_was_written_reads_in_again() {
    let mut before = workspace("Europe/Madrid");
    before.records.put(full().into());
    let text = write(&before);
    assert_eq!(counts(&read(&before, &text)), (0, 0, 1, 0));
    assert!(read(&before, &text).action().is_none());

    let mut after = workspace("Europe/Madrid");
    let draft = read(&after, &text);
    assert_eq!(counts(&draft), (1, 0, 0, 0));
    apply(&mut after, &draft);
    assert_eq!(write(&after), text);
    let (one, other) = (before.records.content.get(id(10)).unwrap(), after.records.content.get(id(10)).unwrap());
    assert_eq!(one.variants[1], other.variants[1]);
    assert_eq!((one.planned, &one.tags), (other.planned, &other.tags));
    assert_eq!(other.variants[0].media[0].alt, "A cat, asleep");
}

#[test]
fn a_changed_cell_changes_that_and_nothing_else() {
    let mut workspace = workspace("Europe/Madrid");
    workspace.records.put(full().into());
    let text = write(&workspace).replace("then go", "then stay").replace(",approved,", ",Scheduled,");
    let draft = read(&workspace, &text);
    assert_eq!(counts(&draft), (0, 1, 0, 0));
    let changes = draft.pieces[0].changes(&workspace);
    let changes: Vec<_> = changes.iter().map(|change| (change.column, change.channel, change.new.as_str())).collect();
    assert_eq!(changes, [("status", None, "scheduled"), ("text", Some(id(1)), "Say \"hi\",\r\nthen stay\n")]);
    apply(&mut workspace, &draft);
    let item = workspace.records.content.get(id(10)).unwrap();
    let mut expected = full();
    expected.variants[0].text = "Say \"hi\",\r\nthen stay\n".into();
    expected.step(7_000, ContentStatus::Scheduled, "Ana", "From a file");
    assert_eq!(**item, expected);
    assert_eq!(counts(&read(&workspace, &text)), (0, 0, 1, 0), "the same file again");
}

#[test]
fn a_moved_day_moves_the_whole_and_leaves_the_variant_with_a_time_of_its_own() {
    let mut workspace = workspace("Europe/Madrid");
    workspace.records.put(full().into());
    let text = write(&workspace).replace("2026-11-22,09:30,", "2026-11-25,09:30,");
    let draft = read(&workspace, &text);
    apply(&mut workspace, &draft);
    let item = workspace.records.content.get(id(10)).unwrap();
    let times: Vec<_> = item.variants.iter().map(|variant| iso(item.time_of(variant).unwrap())).collect();
    assert_eq!(times, ["2026-11-25T08:30:00Z", "2026-11-23T09:00:00Z"]);
    assert_eq!(item.variants[1].planned, parse_iso("2026-11-23T08:30:15Z"));
    assert_eq!((iso(item.planned.unwrap()), item.variants[0].planned), ("2026-11-25T08:30:00Z".into(), None));
}

#[test]
fn another_tools_table_is_read_with_its_words() {
    let mut workspace = workspace("UTC");
    let text = "Content plan of May;;;;;\n\
                Name;Publish date;Post time;Network;Caption;Labels\n\
                Launch;25/11/2026;9:30 pm;@briskway;Hello;a, b\n\
                Launch;25/11/2026;21:45;forum;Hello there;a, b\n\
                ;26.11.2026;;Instagram;A longer text that says everything that there is to be said about the launch;\n\
                Only a thought;;;;;\n";
    let draft = read(&workspace, text);
    assert_eq!(counts(&draft), (3, 0, 0, 0), "{:?}", draft.rejections);
    assert_eq!(
        draft.notes,
        [
            "The row above the header was left out.",
            "1 row has a day but no time of day; 09:00 was taken where there was none before.",
        ]
    );
    apply(&mut workspace, &draft);
    let items: Vec<_> =
        draft.pieces.iter().map(|piece| workspace.records.content.get(piece.item.id).unwrap()).collect();
    let times = |item: &ContentItem| -> Vec<String> {
        item.variants.iter().map(|variant| iso(item.time_of(variant).unwrap())).collect()
    };
    assert_eq!(times(items[0]), ["2026-11-25T21:30:00Z", "2026-11-25T21:45:00Z"]);
    assert_eq!((items[0].status, &items[0].tags), (ContentStatus::Scheduled, &vec!["a".to_owned(), "b".to_owned()]));
    assert_eq!(items[1].title, "A longer text that says everything that there is to be said …");
    assert_eq!(times(items[1]), ["2026-11-26T09:00:00Z"]);
    assert_eq!((items[2].status, items[2].variants.len()), (ContentStatus::Idea, 0));
    assert_eq!(counts(&read(&workspace, text)), (0, 0, 3, 0), "the same file again");
}

#[test]
fn rows_that_cannot_be_read_are_listed_with_the_reason() {
    let workspace = workspace("UTC");
    let text = "id,title,date,time,channel,status,pillar,link,text\n\
                nonsense,a,,,,,,,\n\
                ,b,31/31/2026,,,,,,\n\
                ,c,2026-11-22,half past,,,,,\n\
                ,d,,10:00,,,,,\n\
                ,e,,,MySpace,,,,x\n\
                ,f,,,,wondering,,,\n\
                ,g,,,,,Nope,,\n\
                ,h,,,Forum,,,javascript:alert(1),\n\
                ,,2026-11-22,10:00,,,,,\n\
                ,fine,2026-11-22,10:00,Forum,,tips,example.org/a,text\n\
                0190a7e0-0000-7000-8000-000000000001,one,,,Forum,,,,x\n\
                0190a7e0-0000-7000-8000-000000000001,one,,,Forum,,,,y\n";
    let draft = read(&workspace, text);
    let listed: Vec<_> = draft
        .rejections
        .iter()
        .map(|rejected| (rejected.row, rejected.column.as_str(), rejected.value.as_str()))
        .collect();
    assert_eq!(
        listed,
        [
            (2, "id", "nonsense"),
            (3, "date", "31/31/2026"),
            (4, "time", "half past"),
            (5, "date", ""),
            (6, "channel", "MySpace"),
            (7, "status", "wondering"),
            (8, "pillar", "Nope"),
            (9, "link", "javascript:alert(1)"),
            (10, "title", ""),
            (13, "channel", "Forum"),
        ]
    );
    assert_eq!(draft.rejections[4].reason, "No one channel goes by this name. Write one of: Brisk, daily, Forum.");
    assert_eq!(draft.rejections[9].reason, "Row 12 is for this post and channel already.");
    assert_eq!(counts(&draft), (2, 0, 0, 10));
    assert_eq!(draft.pieces[0].item.variants[0].link, "https://example.org/a");
}

#[test]
fn a_file_without_content_is_refused_with_what_to_do() {
    let workspace = workspace("UTC");
    let refused = |text: &[u8]| content::read(&workspace, "a.csv", text.to_vec(), &options()).unwrap_err().to_string();
    assert!(refused(b"likes,shares\n1,2\n").starts_with("a.csv, row 1: No column was found that holds content."));
    assert_eq!(refused(b""), "a.csv: The file is empty.");
    assert!(refused(b"PK\x03\x04").contains("Excel workbook"));
}

#[test]
fn the_bulk_form_goes_out_and_comes_in() {
    let mut workspace = workspace("Europe/Madrid");
    let mut item = full();
    item.variants[0].text = "@briskway, tomorrow".into();
    item.variants[0].planned = parse_iso("2026-12-01T23:05:00Z");
    workspace.records.put(item.into());
    let mut idea = ContentItem::new(id(11), 0, "No text");
    idea.status = ContentStatus::Draft;
    idea.variants.push(Variant::new(id(1)));
    workspace.records.put(idea.into());
    let items = || workspace.records.content.iter().map(|item| &**item);
    let file = bulk::write(&workspace, items(), id(1), DateOrder::Mdy, 0);
    assert_eq!(file.text, "12/02/2026 00:05,\"@briskway, tomorrow\",\"https://example.org/a?b=1,2\"\r\n");
    assert_eq!(file.left_out, [(id(11), LeftOut::NoText)]);
    assert_eq!(bulk::write(&workspace, items(), id(2), DateOrder::Mdy, 0).left_out, [(id(10), LeftOut::NotOpen)]);
    let late = bulk::write(&workspace, items(), id(1), DateOrder::Mdy, i64::MAX);
    assert_eq!(late.left_out[0], (id(10), LeftOut::Past));
    assert!(bulk::write(&workspace, items(), id(1), DateOrder::Dmy, 0).text.starts_with("02/12/2026 00:05,"));

    // In again: which comes first, day or month, and which channel are asked.
    let draft = read(&workspace, &file.text);
    assert!(draft.is_open() && draft.pieces.is_empty());
    assert_eq!(draft.questions.iter().map(|question| question.option).collect::<Vec<_>>(), ["date_order", "channels"]);
    let answers = Options { order: Some(DateOrder::Mdy), channels: vec![id(1), id(2)], ..options() };
    let draft = content::read(&workspace, "bulk.csv", file.text.clone().into_bytes(), &answers).unwrap();
    assert_eq!((counts(&draft), draft.is_open()), ((1, 0, 0, 0), false));
    let item = &draft.pieces[0].item;
    assert_eq!((item.title.as_str(), item.variants.len()), ("@briskway, tomorrow", 2));
    assert_eq!((item.planned, item.status), (parse_iso("2026-12-01T23:05:00Z"), ContentStatus::Scheduled));
    apply(&mut workspace, &draft);
    let again = content::read(&workspace, "bulk.csv", file.text.into_bytes(), &answers).unwrap();
    assert_eq!(counts(&again), (0, 0, 1, 0));
    // A day beyond the twelfth settles the order.
    let draft = read(&workspace, "13/12/2026 10:00,Message,https://example.org\n01/12/2026 10:00,Other,\n");
    assert_eq!(draft.questions.iter().map(|question| question.option).collect::<Vec<_>>(), ["channels"]);
    // With a header the same columns are known by name.
    let draft =
        content::read(&workspace, "b.csv", b"Date,Message,Link\n12/13/2026 10:00,Hi,\n".to_vec(), &answers).unwrap();
    assert_eq!(iso(draft.pieces[0].item.planned.unwrap()), "2026-12-13T09:00:00Z");
}

type Of = (String, String, Option<i64>, Option<i64>, Vec<Media>);
type Piece =
    (String, ContentStatus, Option<i64>, (Option<Of>, Option<Of>), (bool, bool), Vec<String>, (String, String));

/// Pieces whose references are there, and texts of any sort.
fn pieces() -> impl Strategy<Value = Vec<ContentItem>> {
    let variant =
        || (arbitrary::text(), arbitrary::text(), prop::option::of(planned()), prop::option::of(planned()), media());
    let variants = (prop::option::of(variant()), prop::option::of(variant()));
    let piece = (
        arbitrary::name(),
        prop::sample::select(ContentStatus::ALL.to_vec()),
        prop::option::of(planned()),
        variants,
        (any::<bool>(), any::<bool>()),
        prop::collection::vec(arbitrary::text(), 0..3),
        (arbitrary::text(), arbitrary::text()),
    );
    prop::collection::vec(piece, 0..5).prop_map(|pieces| {
        let make = |(place, piece): (usize, Piece)| {
            let (title, status, planned, variants, (pillar, campaign), tags, (owner, notes)) = piece;
            let mut item = ContentItem::new(id(100 + place as u8), 5, title);
            item.status = status;
            item.planned = planned;
            item.pillar = pillar.then(|| id(3));
            item.campaign = campaign.then(|| id(4));
            item.tags = tags;
            item.owner = owner;
            item.notes = notes;
            for (channel, variant) in [(1, variants.0), (2, variants.1)] {
                let Some((title, text, planned, published, media)) = variant else { continue };
                let mut made = Variant::new(id(channel));
                (made.title, made.text, made.planned, made.published, made.media) =
                    (title, text, planned, published, media);
                item.variants.push(made);
            }
            item
        };
        pieces.into_iter().enumerate().map(make).collect()
    })
}

fn planned() -> impl Strategy<Value = i64> {
    // 2000 to 2100, milliseconds and changes of the clocks among them.
    prop_oneof![946_684_800_000_i64..4_102_444_800_000, Just(1_792_893_600_000_i64 + 1_800_000)]
}

fn media() -> impl Strategy<Value = Vec<Media>> {
    let one = (arbitrary::text(), arbitrary::text()).prop_map(|(name, alt)| Media {
        kind: MediaKind::Image,
        name,
        alt,
        bytes: None,
        width: None,
        height: None,
        seconds: None,
        extra: Default::default(),
    });
    prop::collection::vec(one, 0..3)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn any_content_survives_the_way_through_a_file(items in pieces(), zone in prop::sample::select(vec!["UTC", "Europe/Madrid", "Asia/Kathmandu"])) {
        let mut before = workspace(zone);
        for item in items {
            before.records.put(item.into());
        }
        let text = write(&before);
        if !before.records.content.is_empty() {
            // Where it came from it changes nothing.
            let draft = read(&before, &text);
            prop_assert_eq!(counts(&draft), (0, 0, before.records.content.len(), 0), "{:?}", draft.rejections);
            // Elsewhere it gives the same content, and then the same bytes.
            let mut after = workspace(zone);
            let draft = read(&after, &text);
            prop_assert_eq!(draft.rejected, 0, "{:?}", draft.rejections);
            apply(&mut after, &draft);
            prop_assert_eq!(write(&after), text.clone());
            prop_assert!(read(&after, &text).action().is_none());
        }
    }

    #[test]
    fn any_file_is_read_or_refused(
        header in "(id|title|text|date|time|channel|media|alt|tags|status|,|;|\"|\n){0,12}",
        body in prop::collection::vec(any::<u8>(), 0..200),
        rest in "[a-z0-9,;\"'=@\n/: -]{0,200}",
    ) {
        let workspace = workspace("UTC");
        let mut bytes = header.into_bytes();
        bytes.push(b'\n');
        bytes.extend(rest.bytes());
        bytes.extend(body);
        for order in [None, Some(DateOrder::Dmy)] {
            let options = Options { order, channels: vec![id(1)], ..options() };
            if let Ok(draft) = content::read(&workspace, "x.csv", bytes.clone(), &options) {
                let taken: usize = draft.pieces.iter().map(|piece| piece.rows.len()).sum();
                prop_assert!(draft.is_open() || taken + draft.rejected == draft.rows);
                let mut after = workspace.clone();
                apply(&mut after, &draft);
                let again = content::read(&after, "x.csv", bytes.clone(), &options).unwrap();
                prop_assert!(again.action().is_none(), "the same file again changes nothing");
            }
        }
    }
}
