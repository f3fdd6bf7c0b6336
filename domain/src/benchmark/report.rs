//! What a benchmark found.

use serde::Serialize;

/// What was timed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// Writing the workload's JSON.
    Generate,
    /// JSON bytes → columns of facts.
    Json,
    /// CSV bytes → columns of facts.
    Csv,
    /// Facts → dataset.
    Derive,
    /// The eight KPIs, nothing worked out before.
    Kpis,
    /// The same after one channel was left out.
    Filter,
    /// 10 000 records appended → the dataset and the KPIs current again.
    Append,
    /// The first search, which looks at letters beyond ASCII.
    FirstSearch,
    /// A search that finds nothing.
    NoHits,
    /// A search that finds much.
    ManyHits,
    /// A line with as many points as there are records → the text of its drawing.
    Draw,
    /// Columns → a workspace file.
    Export,
}

impl Work {
    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Generate => "Write the records as JSON",
            Self::Json => "Import JSON",
            Self::Csv => "Import CSV",
            Self::Derive => "Derived columns",
            Self::Kpis => "Eight KPIs",
            Self::Filter => "Eight KPIs after a change of filter",
            Self::Append => "10 000 more records, eight KPIs current again",
            Self::FirstSearch => "First search",
            Self::NoHits => "Search, no hits",
            Self::ManyHits => "Search, many hits",
            Self::Draw => "Draw a line with a point for each record",
            Self::Export => "Export",
        }
    }
}

/// How long one piece of work took.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Row {
    /// Which.
    pub work: Work,
    /// ms; the median where it was done several times.
    pub ms: f64,
    /// How many records it was done with.
    pub records: usize,
    /// How many rows a search found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hits: Option<usize>,
}

impl Row {
    /// Records a second; `None` where no time was measured.
    pub fn records_per_second(&self) -> Option<f64> {
        (self.ms > 0.0).then(|| self.records as f64 / self.ms * 1_000.0)
    }
}

/// What a benchmark found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// Number of records.
    pub records: usize,
    /// In the order they were done.
    pub rows: Vec<Row>,
    /// Hash of the KPIs.
    pub hash: String,
    /// Whether the KPIs are right; `None` where no hash is published for so many records.
    pub right: Option<bool>,
}

impl Report {
    /// How long a piece of work took, ms.
    pub fn ms(&self, work: Work) -> Option<f64> {
        self.rows.iter().find(|row| row.work == work).map(|row| row.ms)
    }
}
