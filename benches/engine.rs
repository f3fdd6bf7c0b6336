//! How fast the engine is: the workload of `hearth::benchmark` at 10 000, 100 000 and 1 000 000 records, or at the
//! numbers given. `cargo bench --bench engine [records …]`. Beside import and search stands what the machine allows:
//! serde_json reading the same bytes as a tree, memchr looking through all texts; beside export, serde_json writing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use hearth::{
    benchmark::{Form, Progress, Report, Work, Workload, empty, load, run},
    interchange::workspace_json::{ExportStamp, export},
    model::facts::activity,
};
use std::{
    hint::black_box,
    pin::pin,
    task::{Context, Poll, Waker},
    time::Instant,
};

/// Cost per record may grow by this from the fewest records to the most.
const GROWTH: f64 = 1.3;

fn measure(records: usize) -> Report {
    let start = Instant::now();
    let clock = || start.elapsed().as_secs_f64() * 1_000.0;
    let mut run = pin!(run(records, clock, async |_: Progress| true));
    match run.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(report) => report.unwrap(),
        Poll::Pending => panic!("nothing waits"),
    }
}

fn ms<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    black_box(work());
    start.elapsed().as_secs_f64() * 1_000.0
}

/// What the machine allows, natively: reading as a tree, looking for a word, writing a tree.
fn floors(records: usize) -> [(Work, &'static str, f64); 3] {
    let bytes = Workload::new(records, Form::Json).finish();
    let read = ms(|| serde_json::from_slice::<serde_json::Value>(&bytes).unwrap());
    let mut workspace = empty();
    load(&mut workspace, Form::Json.file(), bytes).unwrap();
    let chunks = workspace.facts.activities.chunks();
    let finder = memchr::memmem::Finder::new("zqx");
    let scan = ms(|| {
        let texts = chunks.iter().map(|chunk| chunk.column(activity::TEXT).texts().parts().0);
        texts.filter(|text| finder.find(text).is_some()).count()
    });
    let file = export(&workspace, &ExportStamp { exported: 0 });
    drop(workspace);
    let tree: serde_json::Value = serde_json::from_slice(&file).unwrap();
    let write = ms(|| serde_json::to_vec(&tree).unwrap());
    [
        (Work::Json, "serde_json::Value from the bytes", read),
        (Work::NoHits, "memchr, the same letters, one case", scan),
        (Work::Export, "serde_json::Value to bytes", write),
    ]
}

fn main() {
    let given: Vec<usize> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let sizes = if given.is_empty() { vec![10_000, 100_000, 1_000_000] } else { given };
    let mut first: Option<Report> = None;
    for records in sizes {
        let report = measure(records);
        let hash = match report.right {
            Some(true) => "right",
            Some(false) => "WRONG",
            None => "not published",
        };
        println!("\n{records} records; KPIs {} ({hash})", report.hash);
        println!("  {:46} {:>10} {:>10} {:>8}", "", "ms", "ns/record", "growth");
        for row in &report.rows {
            let each = row.ms * 1e6 / row.records as f64;
            let before = first.as_ref().and_then(|first| first.rows.iter().find(|other| other.work == row.work));
            let growth = before.map_or(String::new(), |other| {
                let growth = each / (other.ms * 1e6 / other.records as f64);
                // What is appended is always as much.
                let too_much = growth > GROWTH && row.work != Work::Append;
                format!("{growth:.2}{}", if too_much { " !" } else { "" })
            });
            println!("  {:46} {:>10.2} {each:>10.1} {growth:>8}", row.work.label(), row.ms);
        }
        for (work, name, floor) in floors(records) {
            let ratio = report.ms(work).unwrap_or_default() / floor;
            println!("  {:46} {floor:>10.2}   {} is {ratio:.2} of it", name, work.label());
        }
        assert_ne!(report.right, Some(false), "the KPIs of {records} records are wrong");
        first.get_or_insert(report);
    }
}
