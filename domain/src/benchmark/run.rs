//! Runs the workload through Hearth and takes the time of each piece of work.
//!
//! It knows no clock and no page: the caller gives a clock in ms, and is asked between slices of work whether to go on,
//! as long as it likes; that time is not counted.

use super::{Form, Kpis, Report, Row, Work, Workload, empty, kpis, load::NOW};
use crate::{
    analytics::{Counting, Dataset, Query, Scope},
    charts::{self, LineSpec, Point, Series},
    interchange::{
        FileError,
        table::{Preparer, Reader, guess},
        workspace_json::{ExportStamp, Exporter},
    },
    model::{
        Id, Workspace,
        facts::{TableKind, activity},
    },
    random::SplitMix64,
    search::{self, Folds, Search},
};

/// How often short work is done; its median counts.
const TIMES: usize = 5;
/// How many records are appended.
pub const APPENDED: usize = 10_000;
/// Rows a slice.
const SLICE: usize = 2_000;
/// What nobody has written, and what is part of many words.
const SEARCHES: [(Work, &str); 2] = [(Work::NoHits, "zqx"), (Work::ManyHits, "lo")];

/// What is just being done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Which work.
    pub work: Work,
    /// How much of it is done, 0 to 1.
    pub done: f64,
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The caller did not go on.
    #[error("The benchmark was stopped.")]
    Asked,
    /// The workload could not be imported.
    #[error(transparent)]
    File(#[from] FileError),
    /// A KPI of the benchmark is not in the catalogue.
    #[error(transparent)]
    Kpi(#[from] crate::analytics::UnknownKpi),
}

/// Times pieces of work.
struct Watch<C, P> {
    clock: C,
    pause: P,
    report: Report,
    /// Work and time of what is just being done.
    ms: f64,
    begun: f64,
}

impl<C: Fn() -> f64, P: AsyncFnMut(Progress) -> bool> Watch<C, P> {
    /// Times one piece of work that cannot be interrupted.
    fn time<T>(&self, work: impl FnOnce() -> T) -> (T, f64) {
        let begun = (self.clock)();
        let done = work();
        (done, (self.clock)() - begun)
    }

    fn begin(&mut self) {
        self.ms = 0.0;
        self.begun = (self.clock)();
    }

    /// Between two slices.
    async fn rest(&mut self, work: Work, done: f64) -> Result<(), Stopped> {
        self.ms += (self.clock)() - self.begun;
        let goes_on = (self.pause)(Progress { work, done }).await;
        self.begun = (self.clock)();
        if goes_on { Ok(()) } else { Err(Stopped::Asked) }
    }

    fn end(&mut self, work: Work) {
        self.ms += (self.clock)() - self.begun;
        let (ms, records) = (self.ms, self.report.records);
        self.put(work, ms, records, None);
    }

    fn put(&mut self, work: Work, ms: f64, records: usize, hits: Option<usize>) {
        self.report.rows.push(Row { work, ms, records, hits });
    }

    async fn write(&mut self, form: Form) -> Result<Vec<u8>, Stopped> {
        let records = self.report.records;
        self.begin();
        let mut workload = Workload::new(records, form);
        while !workload.step(SLICE) {
            self.rest(Work::Generate, workload.progress()).await?;
        }
        let bytes = workload.finish();
        if form == Form::Json {
            self.end(Work::Generate);
        }
        Ok(bytes)
    }

    async fn import(&mut self, work: Work, form: Form, bytes: Vec<u8>) -> Result<Workspace, Stopped> {
        let mut workspace = empty();
        self.begin();
        let mut reader = Reader::new(form.file(), bytes)?;
        while !reader.step(SLICE)? {
            self.rest(work, reader.progress() / 2.0).await?;
        }
        let sheet = reader.finish();
        let draft = guess(&sheet, &workspace, NOW);
        let mut minted = 0_u32;
        let mut mint = || {
            minted += 1;
            Id::derived(&format!("benchmark {minted}"))
        };
        let mut preparer = Preparer::new(&sheet, &draft.mapping, &workspace, NOW, &mut mint)?;
        while !preparer.step(SLICE) {
            self.rest(work, 0.5 + preparer.progress() / 2.0).await?;
        }
        if let Some(action) = preparer.finish().action {
            workspace.apply(action).map_err(|error| FileError::new(form.file(), "refused", error.to_string()))?;
        }
        self.end(work);
        Ok(workspace)
    }

    /// Derived columns, KPIs, filter, append.
    async fn figures(&mut self, workspace: &Workspace) -> Result<(), Stopped> {
        let channels = workspace.records.channels.iter().map(|channel| channel.id).skip(1);
        let narrow = Query { channels: channels.collect(), ..Query::default() };
        let grown = appended(workspace);
        let mut times: [Vec<f64>; 4] = Default::default();
        let mut found = Kpis::default();
        for round in 0..TIMES {
            let (dataset, derive) = self.time(|| Dataset::counting(workspace.clone(), Counting::Everything));
            self.rest(Work::Kpis, round as f64 / TIMES as f64).await?;
            let (right, open) = self.time(|| kpis(&Scope::new(&dataset, &Query::default())));
            found = right?;
            self.rest(Work::Filter, round as f64 / TIMES as f64).await?;
            let (filtered, filter) = self.time(|| kpis(&Scope::new(&dataset, &narrow)));
            filtered?;
            self.rest(Work::Append, round as f64 / TIMES as f64).await?;
            let (current, append) = self.time(|| {
                let dataset = dataset.update(grown.clone());
                kpis(&Scope::new(&dataset, &Query::default()))
            });
            current?;
            times.iter_mut().zip([derive, open, filter, append]).for_each(|(times, ms)| times.push(ms));
            self.rest(Work::Derive, (round + 1) as f64 / TIMES as f64).await?;
        }
        for (work, times) in [Work::Derive, Work::Kpis, Work::Filter, Work::Append].into_iter().zip(times) {
            let records = if work == Work::Append { APPENDED } else { self.report.records };
            self.put(work, median(times), records, None);
        }
        self.report.hash = found.hash();
        self.report.right = found.are_right(self.report.records);
        Ok(())
    }

    async fn search(&mut self, workspace: &Workspace) -> Result<(), Stopped> {
        let table = &workspace.facts.activities;
        let records = self.report.records;
        let mut folds = Folds::default();
        let find = |text: &str, folds: &mut Folds| search::rows(&Search::new(text), table, activity::TEXT, folds).len();
        let (hits, ms) = self.time(|| find(SEARCHES[0].1, &mut folds));
        self.put(Work::FirstSearch, ms, records, Some(hits));
        for (work, text) in SEARCHES {
            let mut times = Vec::new();
            let mut hits = 0;
            for round in 0..TIMES {
                let (found, ms) = self.time(|| find(text, &mut folds));
                hits = found;
                times.push(ms);
                self.rest(work, (round + 1) as f64 / TIMES as f64).await?;
            }
            self.put(work, median(times), records, Some(hits));
        }
        Ok(())
    }

    /// A line that wanders, a point for each record, as wide as a screen.
    async fn draw(&mut self) -> Result<(), Stopped> {
        let records = self.report.records;
        let mut random = SplitMix64::new(7);
        let mut value = 100.0;
        let points = (0..records).map(|at| {
            value += (random.below(4_001) as f64 - 2_000.0) / 1_000.0;
            Point::new(at as f64 / records as f64 * 730.0, value)
        });
        let spec = LineSpec {
            width: 1_200.0,
            height: 500.0,
            series: vec![Series::new("", points.collect())],
            ..LineSpec::default()
        };
        let mut times = Vec::new();
        for round in 0..TIMES {
            let (drawing, ms) = self.time(|| charts::line(&spec));
            if drawing.svg.is_empty() {
                break;
            }
            times.push(ms);
            self.rest(Work::Draw, (round + 1) as f64 / TIMES as f64).await?;
        }
        self.put(Work::Draw, median(times), records, None);
        Ok(())
    }

    async fn export(&mut self, workspace: &Workspace) -> Result<(), Stopped> {
        self.begin();
        let mut out = Vec::new();
        let mut exporter = Exporter::new(workspace, Some(&ExportStamp { exported: NOW }));
        while exporter.write(&mut out) {
            let (done, all) = exporter.progress();
            self.rest(Work::Export, done as f64 / all.max(1) as f64).await?;
        }
        self.end(Work::Export);
        Ok(())
    }
}

/// Runs the benchmark with so many records. `clock` gives ms; `pause` is asked between slices of work and may take its
/// time, so that a page stays alive; where it says `false`, the benchmark stops.
///
/// # Errors
/// Where it was stopped, or the workload could not be imported.
pub async fn run(
    records: usize,
    clock: impl Fn() -> f64,
    pause: impl AsyncFnMut(Progress) -> bool,
) -> Result<Report, Stopped> {
    let report = Report { records, ..Report::default() };
    let mut watch = Watch { clock, pause, report, ms: 0.0, begun: 0.0 };
    let bytes = watch.write(Form::Json).await?;
    let workspace = watch.import(Work::Json, Form::Json, bytes).await?;
    watch.figures(&workspace).await?;
    watch.search(&workspace).await?;
    watch.draw().await?;
    watch.export(&workspace).await?;
    drop(workspace);
    let bytes = watch.write(Form::Csv).await?;
    watch.import(Work::Csv, Form::Csv, bytes).await?;
    Ok(watch.report)
}

/// With its last rows once more.
fn appended(workspace: &Workspace) -> Workspace {
    let mut grown = workspace.clone();
    let table = grown.facts.table_mut(TableKind::Activities);
    let chunks = table.chunks().to_vec();
    let mut builder = table.clone().into_builder();
    let mut left = APPENDED;
    for chunk in chunks.iter().rev() {
        let rows = left.min(chunk.len());
        builder.append(chunk.columns(), chunk.len() - rows..chunk.len());
        left -= rows;
    }
    *table = builder.finish();
    grown.revision += 1;
    grown.facts_revision = grown.revision;
    grown
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        cell::Cell,
        pin::pin,
        task::{Context, Poll, Waker},
    };

    /// Runs it with a clock that goes on by 1 ms each time it is looked at.
    fn ready(records: usize, pause: impl FnMut(Progress) -> bool) -> Result<Report, Stopped> {
        let now = Cell::new(0.0);
        let clock = || {
            now.set(now.get() + 1.0);
            now.get()
        };
        let pause = Cell::new(Some(pause));
        let pause = async |progress: Progress| {
            let mut inner = pause.take().unwrap();
            let goes_on = inner(progress);
            pause.set(Some(inner));
            goes_on
        };
        let mut run = pin!(run(records, clock, pause));
        match run.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(done) => done,
            Poll::Pending => panic!("nothing waits"),
        }
    }

    #[test]
    fn every_piece_of_work_is_timed() {
        let report = ready(10_000, |_| true).unwrap();
        assert_eq!((report.right, report.rows.len()), (Some(true), 12));
        assert!(report.rows.iter().all(|row| row.ms > 0.0 && row.records_per_second().is_some()));
        let hits: Vec<_> = report.rows.iter().filter_map(|row| row.hits).collect();
        assert!(hits[0] == 0 && hits[1] == 0 && hits[2] > 1_000, "{hits:?}");
        assert_eq!(report.ms(Work::Export), report.rows.iter().find(|row| row.work == Work::Export).map(|row| row.ms));
    }

    #[test]
    fn it_stops_where_it_is_told_to() {
        let mut seen = Vec::new();
        let stopped = ready(10_000, |progress| {
            seen.push(progress);
            progress.work != Work::Json
        });
        assert!(matches!(stopped, Err(Stopped::Asked)));
        assert_eq!(seen.last().map(|progress| progress.work), Some(Work::Json));
        assert!(seen.iter().all(|progress| (0.0..=1.0).contains(&progress.done)));
    }
}
