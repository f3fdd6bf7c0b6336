//! How long it takes to read and write a workspace file, beside serde_json parsing and writing the same bytes as a
//! tree of values. `cargo bench --bench workspace_json [rows]`; a million activities unless told otherwise.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use hearth::{
    interchange::workspace_json::{ExportStamp, export, import},
    model::{
        Id, Settings, Workspace, Zone,
        facts::{DictionaryKind, Value, activity, kind, member},
        record::{Channel, Platform},
    },
};
use std::{
    hint::black_box,
    sync::Arc,
    time::{Duration, Instant},
};

const STAMP: ExportStamp = ExportStamp { exported: 1_795_334_400_000 };
const RUNS: usize = 5;

/// Numbers that look random and are the same every time (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit
    }
}

fn workspace(rows: usize) -> Workspace {
    let mut random = Random(42);
    let mut workspace = Workspace::new(Settings::new(Id::derived("bench"), "Bench", 0, Zone::UTC));
    let channel = Channel::new(Id::derived("channel"), 0, "Forum", Platform::Forum);
    let channel_id = channel.id.to_string();
    workspace.records.put(channel.into());
    let facts = &mut workspace.facts;
    let dictionaries = Arc::make_mut(&mut facts.dictionaries);
    let source = Value::Code(dictionaries.get_mut(DictionaryKind::Source).code("forum"));
    let channel = Value::Code(dictionaries.get_mut(DictionaryKind::Channel).code(&channel_id));
    let kinds = [kind::POST, kind::COMMENT, kind::REPLY, kind::REACTION]
        .map(|name| Value::Code(dictionaries.get_mut(DictionaryKind::Kind).code(name)));
    let members = (rows / 20).max(1);
    let mut builder = facts.members.clone().into_builder();
    for row in 0..members {
        let (id, name) = (format!("{}", row + 1), format!("Member {row}"));
        let mut cells = [Value::Missing; member::COLUMNS.len()];
        cells[member::ID] = Value::Text(&id);
        cells[member::SOURCE] = source;
        cells[member::NAME] = Value::Text(&name);
        cells[member::STAFF] = Value::Byte(0);
        builder.push(&cells);
    }
    facts.members = builder.finish();
    let words: Vec<String> = (0..5000).map(|n| format!("w{:x}", n * 37 % 4096)).collect();
    let mut builder = facts.activities.clone().into_builder();
    for row in 0..rows {
        let id = format!("{}", row + 1);
        let mut text = String::new();
        while text.len() < 83 {
            text.push_str(&words[random.below(5000) as usize]);
            text.push(if random.below(2000) == 0 { '\n' } else { ' ' });
        }
        if random.below(33) == 0 {
            text.push_str("“café” 🎉");
        }
        let is_reply = row > 0 && random.below(5) == 0;
        let parent = if row > 0 { random.below(row as u64) } else { 0 };
        let reply_to = format!("{}", parent + 1);
        let mut cells = [Value::Missing; activity::COLUMNS.len()];
        cells[activity::ID] = Value::Text(&id);
        cells[activity::SOURCE] = source;
        cells[activity::CHANNEL] = channel;
        cells[activity::MEMBER] = Value::Code(random.below(members as u64) as u32);
        cells[activity::TIME] = Value::Time(1_704_067_200_000 + random.below(63_000_000_000) as i64);
        cells[activity::KIND] = kinds[if is_reply { 2 } else { random.below(4) as usize }];
        if is_reply {
            cells[activity::REPLY_TO] = Value::Text(&reply_to);
            cells[activity::PARENT] = Value::Code(parent as u32);
        }
        cells[activity::TEXT] = Value::Text(&text);
        cells[activity::LIKES] = Value::Count(random.below(50) as u32);
        cells[activity::COMMENTS] = Value::Count(random.below(9) as u32);
        cells[activity::SHARES] = Value::Count(random.below(4) as u32);
        cells[activity::REACH] = Value::Count(random.below(20_000) as u32);
        cells[activity::ORIGIN] = Value::Byte(0);
        builder.push(&cells);
    }
    facts.activities = builder.finish();
    workspace
}

/// The median time of some runs.
fn time<T>(mut run: impl FnMut() -> T) -> Duration {
    let mut times: Vec<_> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            let result = black_box(run());
            let time = start.elapsed();
            drop(result);
            time
        })
        .collect();
    times.sort_unstable();
    times[RUNS / 2]
}

fn main() {
    let rows = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(1_000_000);
    let workspace = workspace(rows);
    let bytes = export(&workspace, &STAMP);
    println!("workspace file, {rows} activities, {:.1} MB; median of {RUNS}", bytes.len() as f64 / 1e6);
    let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let lines = [
        (
            "import",
            time(|| import(&bytes).expect("just exported")),
            "serde_json::Value from bytes",
            time(|| serde_json::from_slice::<serde_json::Value>(&bytes).unwrap()),
        ),
        (
            "export",
            time(|| export(&workspace, &STAMP)),
            "serde_json::Value to bytes",
            time(|| serde_json::to_vec(&value).unwrap()),
        ),
    ];
    for (name, ours, other, theirs) in lines {
        let speed = bytes.len() as f64 / 1e6 / ours.as_secs_f64();
        let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
        println!("  {name:8}{ours:>10.1?} {speed:>7.0} MB/s   {other} {theirs:.1?}   ratio {ratio:.2}");
    }
}
