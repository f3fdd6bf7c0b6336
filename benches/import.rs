//! How long it takes to import a table of activities, stage by stage, beside serde_json parsing the same records as a
//! tree of values. `cargo bench --bench import [rows]`; a hundred thousand activities unless told otherwise.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use hearth::{
    interchange::table::{Preparer, Reader, Sheet, csv_out, guess, read},
    model::{Id, Settings, Workspace, Zone},
};
use std::{
    fmt::Write,
    hint::black_box,
    time::{Duration, Instant},
};

const NOW: i64 = 1_795_334_400_000;
const RUNS: usize = 7;
/// Rows a slice, as the page asks for them.
const STEP: usize = 2_000;

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

/// The same activities as JSON and as CSV.
fn files(rows: usize) -> [(&'static str, Vec<u8>); 2] {
    const KINDS: [&str; 5] = ["post", "comment", "reply", "reaction", "share"];
    const CHANNELS: [&str; 6] = ["forum", "instagram", "discord", "facebook", "youtube", "linkedin"];
    let mut random = Random(42);
    let words: Vec<String> = (0..5000).map(|n| format!("w{:x}", n * 37 % 4096)).collect();
    let mut json = "{\"records\":[\n".to_owned();
    let mut csv = "id,member_id,ts,kind,channel,likes,comments,shares,reach,reply_to,text\n".to_owned();
    for row in 0..rows {
        let mut text = String::new();
        while text.len() < 80 {
            text.push_str(&words[random.below(5000) as usize]);
            text.push(if random.below(2000) == 0 { '\n' } else { ' ' });
        }
        text.push_str(if random.below(33) == 0 { "“café” 🎉" } else { "end" });
        let [id, member] = [row as u64 + 1, 1 + random.below(rows as u64 / 20 + 1)];
        let ts = 1_704_067_200_000 + random.below(63_000_000_000);
        let kind = KINDS[random.below(5) as usize];
        let channel = CHANNELS[random.below(6) as usize];
        let [likes, comments, shares, reach] = [50, 9, 4, 20_000].map(|most| random.below(most));
        let reply = (kind == "reply").then(|| (1 + random.below(id)).to_string());
        let end = if row + 1 < rows { ",\n" } else { "\n" };
        write!(
            json,
            "{{\"id\":{id},\"member_id\":{member},\"ts\":{ts},\"kind\":\"{kind}\",\"channel\":\"{channel}\",\"likes\":\
             {likes},\"comments\":{comments},\"shares\":{shares},\"reach\":{reach},\"reply_to\":{},\"text\":{}}}{end}",
            reply.as_deref().unwrap_or("null"),
            serde_json::to_string(&text).unwrap(),
        )
        .unwrap();
        let reply = reply.unwrap_or_default();
        write!(csv, "{id},{member},{ts},{kind},{channel},{likes},{comments},{shares},{reach},{reply},").unwrap();
        csv_out::cell(&mut csv, &text, ',');
        csv.push('\n');
    }
    json.push_str("]}\n");
    [("records.json", json.into_bytes()), ("records.csv", csv.into_bytes())]
}

/// The median of some times.
fn median(times: impl IntoIterator<Item = Duration>) -> Duration {
    let mut times: Vec<_> = times.into_iter().collect();
    times.sort_unstable();
    times[times.len() / 2]
}

/// How long the stages of one import take: reading, guessing, preparing, finishing.
fn import(name: &str, bytes: &[u8], rows: usize) -> [Duration; 4] {
    let workspace = Workspace::new(Settings::new(Id::derived("bench"), "Bench", 0, Zone::UTC));
    let bytes = bytes.to_vec();
    let mut marks = vec![Instant::now()];
    let mut reader = Reader::new(name, bytes).unwrap();
    while !reader.step(STEP).unwrap() {}
    let sheet: Sheet = reader.finish();
    marks.push(Instant::now());
    let draft = guess(&sheet, &workspace, NOW);
    marks.push(Instant::now());
    let mut number = 0_u32;
    let mut mint = || {
        number += 1;
        Id::derived(&number.to_string())
    };
    let mut preparer = Preparer::new(&sheet, &draft.mapping, &workspace, NOW, &mut mint).unwrap();
    while !preparer.step(STEP) {}
    marks.push(Instant::now());
    let prepared = preparer.finish();
    marks.push(Instant::now());
    assert_eq!(prepared.report.new, rows as u64, "{:?}", prepared.report.rejections.first());
    assert!(black_box(prepared).action.is_some());
    [0, 1, 2, 3].map(|stage| marks[stage + 1] - marks[stage])
}

fn main() {
    let rows = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(100_000);
    let files = files(rows);
    let json = &files[0].1;
    let tree = median((0..RUNS).map(|_| {
        let start = Instant::now();
        black_box(serde_json::from_slice::<serde_json::Value>(json).unwrap());
        start.elapsed()
    }));
    println!("{rows} activities; median of {RUNS}; serde_json::Value from the JSON's bytes {tree:.1?}");
    for (name, bytes) in &files {
        assert_eq!(read(name, bytes.clone()).unwrap().len(), rows);
        let runs: Vec<[Duration; 4]> = (0..RUNS).map(|_| import(name, bytes, rows)).collect();
        let whole = median(runs.iter().map(|run| run.iter().sum()));
        let ratio = |time: Duration| time.as_secs_f64() / tree.as_secs_f64();
        let speed = bytes.len() as f64 / 1e6 / whole.as_secs_f64();
        println!("  {name:14}{whole:>10.1?} {speed:>6.0} MB/s   ratio {:.2}", ratio(whole));
        for (stage, label) in ["read", "guess", "prepare", "finish"].into_iter().enumerate() {
            let time = median(runs.iter().map(|run| run[stage]));
            println!("    {label:12}{time:>10.1?}               ratio {:.2}", ratio(time));
        }
    }
}
