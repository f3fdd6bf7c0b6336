//! What every store must do, whatever it keeps its rows in. `store_memory.rs` runs it natively, `web.rs` on
//! IndexedDB in a browser.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, dead_code)]

use hearth::{
    model::{
        Action, Command, Id, Record, RecordKey, RecordKind, Settings, Touched, Workspace, Zone,
        facts::{CHUNK_ROWS, Facts, Table, TableKind, Value, activity, member},
        record::{Channel, Direction, KpiTarget, Objective, Platform},
    },
    store::{Loaded, Seal, Store, StoreError, Verdict, check},
};
use std::sync::Arc;

/// A store under test, with the means to break it.
pub trait Bench {
    /// The store.
    type Store: Store;
    /// An empty store.
    async fn fresh(&self) -> Self::Store;
    /// Another connection to the same data.
    async fn connect(&self, store: &Self::Store) -> Self::Store;
    /// Flips bits in a row; the empty name is the header.
    async fn corrupt(&self, store: &Self::Store, id: Id, row: &str);
    /// Loses a row; the empty name is the header.
    async fn lose(&self, store: &Self::Store, id: Id, row: &str);
    /// Names of the stored rows of a workspace, or of those set aside.
    async fn row_names(&self, store: &Self::Store, id: Id, aside: bool) -> Vec<String>;
}

pub fn id(n: u8) -> Id {
    Id::mint(1_000 + i64::from(n), [n; 10])
}

pub fn empty(n: u8) -> Workspace {
    Workspace::new(Settings::new(id(n), format!("Workspace {n}"), 1, "Europe/Madrid".parse::<Zone>().unwrap()))
}

pub fn channel(n: u8, name: &str) -> Channel {
    let mut channel = Channel::new(id(n), 2, name, Platform::Forum);
    channel.notes = "“quotes” & Ünïcode \u{1f600} \u{0}".into();
    channel.extra.insert("later".into(), serde_json::json!({"x": [1, 2.5, null]}));
    channel
}

/// Members 0 .. `members`, activities 0 .. `activities`; activity n is by member n mod members, answers n - 1, and has
/// n likes.
pub fn facts(members: usize, activities: usize) -> Facts {
    let mut facts = Facts::default();
    let dictionaries = Arc::make_mut(&mut facts.dictionaries);
    use hearth::model::facts::DictionaryKind as D;
    let source = Value::Code(dictionaries.get_mut(D::Source).code("forum"));
    let kinds = [
        Value::Code(dictionaries.get_mut(D::Kind).code("post")),
        Value::Code(dictionaries.get_mut(D::Kind).code("comment")),
    ];
    let mut builder = Table::new(TableKind::Members).into_builder();
    for n in 0..members {
        let mut row = [Value::Missing; 8];
        let text = format!("m{n}");
        row[member::ID] = Value::Text(&text);
        row[member::SOURCE] = source;
        builder.push(&row);
    }
    facts.members = builder.finish();
    let mut builder = Table::new(TableKind::Activities).into_builder();
    let mut text = String::new();
    for n in 0..activities {
        use std::fmt::Write;
        text.clear();
        write!(text, "a{n}").unwrap();
        let mut row = [Value::Missing; 16];
        row[activity::ID] = Value::Text(&text);
        row[activity::SOURCE] = source;
        row[activity::MEMBER] = Value::Code((n % members) as u32);
        row[activity::TIME] = Value::Time(1_700_000_000_000 + n as i64);
        row[activity::KIND] = kinds[n % 2];
        row[activity::TEXT] = Value::Text("Words said — in the forum");
        row[activity::LIKES] = Value::Count(n as u32);
        if n > 0 {
            row[activity::PARENT] = Value::Code(n as u32 - 1);
        }
        builder.push(&row);
    }
    facts.activities = builder.finish();
    facts
}

/// Whether two workspaces hold the same.
pub fn assert_same(a: &Workspace, b: &Workspace) {
    assert_eq!(a.settings, b.settings);
    assert_eq!(a.records, b.records);
    assert_eq!(a.extra, b.extra);
    assert_eq!(a.facts.dictionaries, b.facts.dictionaries);
    for kind in TableKind::ALL {
        let (a, b) = (a.facts.table(*kind), b.facts.table(*kind));
        assert_eq!(a.len(), b.len(), "{}", kind.name());
        for (a, b) in a.chunks().iter().zip(b.chunks()) {
            for (a, b) in a.columns().iter().zip(b.columns()) {
                assert!((0..a.len()).all(|row| a.get(row) == b.get(row)));
            }
        }
    }
}

async fn sound<S: Store>(store: &S, id: Id) -> Loaded {
    let loaded = store.load(id).await.unwrap();
    assert_eq!(loaded.damage, []);
    loaded
}

/// A workspace with a bit of everything, stored.
async fn stored<S: Store>(store: &S, n: u8, activities: usize) -> Workspace {
    let mut workspace = empty(n);
    workspace.extra.insert("later".into(), serde_json::json!([1, {"a": "b"}]));
    let mut objective = Objective::new(id(99), 5, "Answer within a day");
    objective.targets.push(KpiTarget {
        kpi: "first_response_time".into(),
        baseline: None,
        target: 86_400.1,
        direction: Direction::Down,
        deadline: "2026-12-31".parse().ok(),
        extra: Default::default(),
    });
    let commands = vec![
        Command::Put(channel(50, "Forum").into()),
        Command::Put(channel(51, "Discord").into()),
        Command::Put(objective.into()),
        Command::SetFacts(Box::new(facts(7, activities))),
    ];
    workspace.apply(Action::new("Fill", Command::All(commands))).unwrap();
    store.create(&workspace, 1_000).await.unwrap();
    workspace
}

fn plain(text: &str) -> String {
    text.replace('\u{202f}', " ")
}

/// What is written comes back, in a new connection too.
pub async fn keeps_everything(bench: &impl Bench) {
    let store = bench.fresh().await;
    assert_eq!(store.list().await.unwrap(), []);
    let workspace = stored(&store, 1, 300).await;
    let other = bench.connect(&store).await;
    let loaded = sound(&other, id(1)).await;
    assert_same(&loaded.workspace, &workspace);
    assert_eq!(loaded.generation, 1);
    let list = other.list().await.unwrap();
    let header = list[0].header.as_ref().unwrap();
    assert_eq!((header.name.as_str(), header.generation, header.updated), ("Workspace 1", 1, 1_000));
    assert_eq!(header.counts.table(TableKind::Activities), 300);
    assert_eq!(header.counts.kind(RecordKind::Channel), 2);
    assert!(header.bytes > 1_000 && header.rows == 1 + 1 + 5 + 3 + 2);
    assert_eq!(other.usage().await.unwrap().workspaces, header.bytes);
    assert!(matches!(store.create(&workspace, 2).await, Err(StoreError::Exists(_))));
    assert!(matches!(store.load(id(9)).await, Err(StoreError::Missing(_))));
}

/// A commit writes what was touched and nothing else, and everything adds up after it.
pub async fn writes_only_what_was_touched(bench: &impl Bench) {
    let store = bench.fresh().await;
    let mut workspace = stored(&store, 1, 300).await;
    let whole = store.list().await.unwrap()[0].header.clone().unwrap().bytes;

    let change = workspace.apply(Action::put(&workspace, channel(50, "Renamed"))).unwrap();
    let receipt = store.commit(id(1), &workspace, &change.touched, 2_000).await.unwrap();
    assert_eq!(receipt.generation, 2);
    assert!(receipt.written < 400 && receipt.written < whole / 4, "{} of {whole}", receipt.written);

    let key = RecordKey { kind: RecordKind::Channel, id: id(51) };
    let change = workspace.apply(Action::remove(key)).unwrap();
    let receipt = store.commit(id(1), &workspace, &change.touched, 3_000).await.unwrap();
    assert_eq!((receipt.generation, receipt.written), (3, 0));

    let mut settings = workspace.settings.clone();
    settings.name = "New name".into();
    settings.week_start = 6;
    let change = workspace.apply(Action::new("Settings", Command::SetSettings(Box::new(settings)))).unwrap();
    store.commit(id(1), &workspace, &change.touched, 4_000).await.unwrap();

    let before = workspace.facts.clone();
    let change = workspace.apply(Action::new("Facts", Command::SetFacts(Box::new(facts(7, 10))))).unwrap();
    store.commit(id(1), &workspace, &change.touched, 5_000).await.unwrap();
    assert_same(&sound(&store, id(1)).await.workspace, &workspace);

    let change = workspace.apply(Action::new("Facts away", Command::SetFacts(Box::default()))).unwrap();
    store.commit(id(1), &workspace, &change.touched, 6_000).await.unwrap();
    assert_same(&sound(&store, id(1)).await.workspace, &workspace);

    let change = workspace.apply(Action::new("Facts back", Command::SetFacts(Box::new(before)))).unwrap();
    let receipt = store.commit(id(1), &workspace, &change.touched, 7_000).await.unwrap();
    let other = bench.connect(&store).await;
    let loaded = sound(&other, id(1)).await;
    assert_same(&loaded.workspace, &workspace);
    assert_eq!((loaded.generation, receipt.generation), (7, 7));
    assert_eq!(loaded.header.unwrap(), receipt.header);
    assert_eq!(store.list().await.unwrap()[0].header.as_ref().unwrap().name, "New name");

    let nothing = store.commit(id(1), &workspace, &Touched::default(), 8_000).await.unwrap();
    assert_eq!(nothing.written, 0);
}

/// Several workspaces live side by side; deleting one leaves the others.
pub async fn keeps_workspaces_apart(bench: &impl Bench) {
    let store = bench.fresh().await;
    let first = stored(&store, 1, 20).await;
    let second = stored(&store, 2, 40).await;
    store.create(&empty(3), 9_000).await.unwrap();
    let names: Vec<_> = store.list().await.unwrap().into_iter().map(|one| one.header.unwrap().name).collect();
    assert_eq!(names[0], "Workspace 3");
    assert_eq!(names.len(), 3);
    store.delete(id(1)).await.unwrap();
    assert!(matches!(store.load(id(1)).await, Err(StoreError::Missing(_))));
    assert_eq!(bench.row_names(&store, id(1), false).await, Vec::<String>::new());
    assert_same(&sound(&store, id(2)).await.workspace, &second);
    sound(&store, id(3)).await;
    store.delete(id(1)).await.unwrap();
    store.create(&first, 10_000).await.unwrap();
    assert_same(&sound(&store, id(1)).await.workspace, &first);
}

/// A connection that did not see the last commit writes nothing.
pub async fn refuses_a_late_writer(bench: &impl Bench) {
    let one = bench.fresh().await;
    let mut workspace = stored(&one, 1, 20).await;
    let two = bench.connect(&one).await;
    let mut theirs = two.load(id(1)).await.unwrap().workspace;

    let change = workspace.apply(Action::put(&workspace, channel(60, "From one"))).unwrap();
    one.commit(id(1), &workspace, &change.touched, 2_000).await.unwrap();

    let change = theirs.apply(Action::put(&theirs, channel(61, "From two"))).unwrap();
    let error = two.commit(id(1), &theirs, &change.touched, 3_000).await.unwrap_err();
    assert_eq!(error, StoreError::Conflict { stored: 2, known: 1 });
    assert_same(&sound(&one, id(1)).await.workspace, &workspace);

    let mut theirs = two.load(id(1)).await.unwrap().workspace;
    let change = theirs.apply(Action::put(&theirs, channel(61, "From two"))).unwrap();
    assert_eq!(two.commit(id(1), &theirs, &change.touched, 3_000).await.unwrap().generation, 3);

    let three = bench.connect(&one).await;
    let error = three.commit(id(1), &theirs, &change.touched, 3_000).await.unwrap_err();
    assert_eq!(error, StoreError::NotOpen(id(1)));
    two.delete(id(1)).await.unwrap();
    assert!(matches!(
        one.commit(id(1), &workspace, &change.touched, 4_000).await,
        Err(StoreError::Missing(_) | StoreError::Conflict { .. })
    ));
}

/// A chunk whose bytes changed is named, not shown, not overwritten; the rest is there and consistent.
pub async fn notices_a_damaged_chunk(bench: &impl Bench) {
    let store = bench.fresh().await;
    let mut workspace = stored(&store, 1, 2 * CHUNK_ROWS + 100).await;
    bench.corrupt(&store, id(1), "activities/00001").await;

    let loaded = store.load(id(1)).await.unwrap();
    let damage: Vec<_> = loaded.damage.iter().map(|damage| plain(&damage.to_string())).collect();
    assert_eq!(damage, ["Activities, rows 65 537–131 072: its bytes changed since they were written (checksum)."]);
    assert_eq!(loaded.damage[0].row, "activities/00001");
    let activities = &loaded.workspace.facts.activities;
    assert_eq!(activities.len(), CHUNK_ROWS + 100);
    assert_eq!(activities.text(CHUNK_ROWS - 1, activity::ID), "a65535");
    assert_eq!(activities.text(CHUNK_ROWS, activity::ID), "a131072");
    assert_eq!(activities.code(CHUNK_ROWS, activity::PARENT), None, "its parent is in the damaged part");
    assert_eq!(
        activities.code(CHUNK_ROWS + 1, activity::PARENT),
        Some(CHUNK_ROWS as u32),
        "it moved up with its parent"
    );
    assert_eq!(activities.code(CHUNK_ROWS - 1, activity::PARENT), Some(CHUNK_ROWS as u32 - 2));
    assert_eq!(loaded.workspace.records, workspace.records);

    // Nothing is written over it.
    let change = workspace.apply(Action::put(&workspace, channel(60, "New"))).unwrap();
    let error = store.commit(id(1), &workspace, &change.touched, 2_000).await.unwrap_err();
    assert_eq!(error, StoreError::Damaged(1));

    // Until the person goes on with what is left: the damaged part is set aside.
    let receipt = store.replace(&loaded.workspace, 3_000).await.unwrap();
    assert_eq!(receipt.generation, 2);
    assert_eq!(bench.row_names(&store, id(1), true).await, ["activities/00001"]);
    let other = bench.connect(&store).await;
    let mut left = sound(&other, id(1)).await.workspace;
    assert_same(&left, &loaded.workspace);
    let change = left.apply(Action::put(&left, channel(60, "New"))).unwrap();
    other.commit(id(1), &left, &change.touched, 4_000).await.unwrap();
    assert_same(&sound(&store, id(1)).await.workspace, &left);
}

/// A lost chunk of members takes the references to them along.
pub async fn notices_lost_rows(bench: &impl Bench) {
    let store = bench.fresh().await;
    stored(&store, 1, 50).await;
    bench.lose(&store, id(1), "members/00000").await;
    bench.lose(&store, id(1), &format!("channels/{}", id(51))).await;
    bench.corrupt(&store, id(1), "dictionaries/kinds").await;
    let loaded = store.load(id(1)).await.unwrap();
    let mut damage: Vec<_> = loaded.damage.iter().map(|damage| plain(&damage.to_string())).collect();
    damage.sort();
    assert_eq!(
        damage,
        [
            "1 of 2 channels: gone from the store.",
            "Members, rows 1–7: it is gone.",
            "The list of kinds: it changed since it was written (checksum)."
        ]
    );
    let activities = &loaded.workspace.facts.activities;
    assert_eq!(
        (activities.len(), activities.code(3, activity::MEMBER), activities.code(3, activity::KIND)),
        (50, None, None)
    );
    assert_eq!(activities.code(3, activity::PARENT), Some(2));
}

/// Broken settings, a broken record, a broken or lost header.
pub async fn notices_damaged_texts(bench: &impl Bench) {
    let store = bench.fresh().await;
    let workspace = stored(&store, 1, 50).await;
    let record = format!("channels/{}", id(51));
    bench.corrupt(&store, id(1), &record).await;
    bench.corrupt(&store, id(1), "settings").await;
    let loaded = store.load(id(1)).await.unwrap();
    let mut rows: Vec<_> = loaded.damage.iter().map(|damage| damage.row.clone()).collect();
    rows.sort();
    assert_eq!(rows, [record.as_str(), "settings"]);
    assert_eq!(loaded.workspace.settings.id, id(1));
    assert_eq!(loaded.workspace.settings.name, "Workspace 1");
    assert_eq!(loaded.workspace.records.channels.len(), 1);
    assert_eq!(loaded.workspace.facts.activities.len(), 50);

    // A snapshot put back over it makes it whole.
    store.replace(&workspace, 2_000).await.unwrap();
    assert_same(&sound(&store, id(1)).await.workspace, &workspace);

    bench.corrupt(&store, id(1), "").await;
    assert_eq!(store.list().await.unwrap()[0].header, None);
    let loaded = store.load(id(1)).await.unwrap();
    assert_eq!(loaded.damage.len(), 1);
    assert_eq!(loaded.workspace.records, workspace.records);
    store.replace(&loaded.workspace, 3_000).await.unwrap();
    assert_same(&sound(&store, id(1)).await.workspace, &workspace);

    bench.lose(&store, id(1), "").await;
    let loaded = store.load(id(1)).await.unwrap();
    assert!(loaded.damage[0].to_string().contains("header"), "{:?}", loaded.damage);
    assert_eq!(loaded.workspace.facts.activities.len(), 50);
}

/// The seal notices a workspace that is gone or older.
pub async fn seals(bench: &impl Bench) {
    let store = bench.fresh().await;
    let mut workspace = stored(&store, 1, 50).await;
    let header = || async { store.list().await.unwrap().into_iter().next().and_then(|one| one.header) };
    let early = header().await.unwrap();
    let seal = Seal::from(&early);
    assert_eq!(check(Some(&seal), header().await.as_ref()), Verdict::Fine);
    let change = workspace.apply(Action::put(&workspace, channel(60, "New"))).unwrap();
    let receipt = store.commit(id(1), &workspace, &change.touched, 2_000).await.unwrap();
    assert_eq!(check(Some(&seal), header().await.as_ref()), Verdict::Newer);
    let seal = Seal::from(&receipt.header);
    assert!(check(Some(&seal), Some(&early)).is_alarm());
    store.delete(id(1)).await.unwrap();
    assert_eq!(check(Some(&seal), header().await.as_ref()), Verdict::Vanished);
}

/// A record of every type survives.
pub async fn keeps_every_record_type(bench: &impl Bench) {
    let store = bench.fresh().await;
    let mut workspace = empty(1);
    store.create(&workspace, 1).await.unwrap();
    let head = format!(r#""id":"{}","created":1,"updated":2,"later":true"#, id(70));
    let bodies = [
        (RecordKind::Channel, r#""name":"N","platform":"forum""#),
        (RecordKind::Objective, r#""text":"T","targets":[]"#),
        (RecordKind::Batch, r#""file":"f.csv","hash":"00","bytes":9007199254740993,"format":"x","counts":{"new":3}"#),
        (RecordKind::Mapping, r#""name":"M","table":"posts","columns":{"A":"id"}"#),
        (RecordKind::CustomKpi, r#""name":"K","expression":"comments / posts","direction":"up""#),
        (RecordKind::Annotation, r#""title":"T","start":"2026-10-05","kind":"crisis""#),
        (RecordKind::SavedView, r##""name":"V","address":"#/analytics?kpi=reach""##),
        (RecordKind::Dashboard, r#""name":"D","items":[{"kpi":"reach","size":"small","later":1}]"#),
        (
            RecordKind::Segment,
            r#""name":"S","rule":{"conditions":[{"measure":"actions","bound":"at_least","value":3.0}]}"#,
        ),
        (RecordKind::Pillar, r#""name":"P","color":"green","target_share":0.5"#),
        (RecordKind::Campaign, r#""name":"C","color":"blue","start":"2026-10-05""#),
        (RecordKind::Guideline, r#""kind":"rule","number":1,"title":"Be kind""#),
        (RecordKind::Content, r#""title":"T","status":"draft","variants":[]"#),
        (
            RecordKind::Slot,
            r#""name":"S","channel":"00000000-0000-7000-8000-000000000000","start":"2026-10-05","minute":450,"rule":"FREQ=DAILY""#,
        ),
        (RecordKind::Snippet, r##""name":"S","kind":"hashtags","text":"#a #b""##),
        (
            RecordKind::Event,
            r#""title":"E","status":"announced","start":1000,"end":2000,"zone":"Europe/Madrid","format":"hybrid""#,
        ),
        (RecordKind::NetworkFacts, r#""platform":"bluesky","checked":"2026-10-05","facts":{"text_max":300}"#),
        (
            RecordKind::Conversation,
            r#""kind":"support","activity":{"source":"forum","id":"7"},"status":"snoozed","snoozed_until":9,"csat":{"at":3,"score":4}"#,
        ),
        (
            RecordKind::SlaPolicy,
            r#""name":"P","first_response":60,"hours":[{"weekday":0,"from":540,"to":1080}],"holidays":[{"day":"2026-12-25"}]"#,
        ),
        (RecordKind::Flag, r#""text":"T","severity":"high","status":"held","reports":[{"at":1,"who":"Ana"}]"#),
        (RecordKind::WordList, r#""name":"W","kind":"banned","words":["x"],"enabled":false"#),
        (RecordKind::AuditEntry, r#""number":1,"action":"decided","hash":"00""#),
        (
            RecordKind::Feedback,
            r#""title":"F","status":"planned","votes":[{"at":1000,"name":"Ana"}],"sources":[{"text":"Please!","later":1}]"#,
        ),
        (RecordKind::Survey, r#""name":"S","kind":"nps","answers":[{"at":1000,"score":9,"later":1}]"#),
        (RecordKind::AlertRule, r#""name":"A","measure":"negative_share","deviations":"1.5","minimum":5"#),
        (RecordKind::Playbook, r#""name":"P","levels":[{"level":4,"decides":"D"}]"#),
        (RecordKind::Incident, r#""title":"I","severity":2,"status":"contained","began":1000"#),
        (RecordKind::Drill, r#""name":"D","runs":[{"at":1000,"score":81.5,"later":1}]"#),
        (RecordKind::Learner, r#""name":"Ana","read":[{"lesson":"1.1","at":1000,"later":1}],"here":"1.2""#),
        (
            RecordKind::ExercisePack,
            r#""name":"P","conduct":{"feedback":"deferred","counts":"last","hint_penalty":5.0,"shuffle":false,"later":1},"exercises":[{"id":"1","title":"T","question":{"kind":"numeric","points":1.0,"answers":[{"value":4.5,"tolerance":0.1,"credit":100.0,"later":1}],"later":2}}]"#,
        ),
        (
            RecordKind::ExerciseWork,
            r#""exercise":"1.1","seed":7,"draft":{"kind":"choice","chosen":["a"]},"hints":1,"attempts":[{"answer":{"kind":"numeric","text":"4,5 %"},"began":1,"at":2,"hints":0,"points":1.0,"most":2.0,"later":1}]"#,
        ),
        (
            RecordKind::Submission,
            r#""learner":"00000000-0000-7000-8000-000000000000","name":"Ana","exported":5,"marks":{"course/1.1":{"points":2.5,"comment":"Well put","later":1}}"#,
        ),
    ];
    assert_eq!(bodies.len(), RecordKind::ALL.len());
    for (kind, body) in bodies {
        let record: Record = kind.parse(&format!("{{{head},{body}}}")).unwrap();
        let change = workspace.apply(Action::put(&workspace, record)).unwrap();
        store.commit(id(1), &workspace, &change.touched, 3).await.unwrap();
    }
    assert_same(&sound(&store, id(1)).await.workspace, &workspace);
}

/// Everything.
pub async fn all(bench: &impl Bench) {
    keeps_everything(bench).await;
    writes_only_what_was_touched(bench).await;
    keeps_workspaces_apart(bench).await;
    refuses_a_late_writer(bench).await;
    notices_a_damaged_chunk(bench).await;
    notices_lost_rows(bench).await;
    notices_damaged_texts(bench).await;
    seals(bench).await;
    keeps_every_record_type(bench).await;
}
