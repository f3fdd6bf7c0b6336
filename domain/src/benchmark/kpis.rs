//! The eight KPIs of the workload, made by Hearth's own analytics, and the hash that tells whether they are right: every
//! engine that is measured with the workload must come to the same.

use super::workload::{channels, kinds};
use crate::{
    analytics::{Dimension, Grain, Scope, UnknownKpi},
    model::facts::member,
};
use std::fmt::Write;

/// The eight KPIs in the order and form that their hash is made of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kpis {
    /// Distinct members of each day.
    pub dau: Vec<u32>,
    /// Distinct members of each week, Monday first.
    pub wau: Vec<u32>,
    /// Distinct members of the 30 days up to each day.
    pub mau: Vec<u32>,
    /// Number of weeks.
    pub weeks: usize,
    /// For each cohort of members by the week they began in, how many were active 0, 1, 2 … weeks later.
    pub cohorts: Vec<u32>,
    /// Engagement rate by reach of each channel, pooled, to twelve decimals; none where nobody was reached.
    pub engagement: Vec<Option<f64>>,
    /// Time from a post to its first reply, ms: median by nearest rank.
    pub p50: Option<i64>,
    /// The same, 90 %.
    pub p90: Option<i64>,
    /// Posts with a reply.
    pub replied: usize,
    /// The ids of the twenty members with the most records, and how many.
    pub top: Vec<(String, u32)>,
    /// Records of each kind in each month.
    pub months: Vec<Vec<u64>>,
}

/// The FNV-1a hashes of the right results, by the number of records.
pub const HASHES: [(usize, &str); 3] =
    [(10_000, "6bc26acf:28548"), (100_000, "ecab0c08:31990"), (1_000_000, "27bc0eca:39043")];

/// Works out the KPIs. The dataset has to count everything ([`crate::analytics::Counting::Everything`]), as the
/// workload's KPIs do.
///
/// # Errors
/// None: the KPIs asked for are in the catalogue.
pub fn kpis(scope: &Scope) -> Result<Kpis, UnknownKpi> {
    let line = |id: &str, grain: Grain| {
        let points = scope.series(id, grain)?;
        Ok(points.iter().map(|point| point.value.unwrap_or_default() as u32).collect::<Vec<_>>())
    };
    let cohorts = scope.cohort_counts(Grain::Week);
    let weeks = cohorts.len();
    let cells = cohorts.iter().flat_map(|row| row.iter().copied().chain(std::iter::repeat_n(0, weeks - row.len())));
    let engagement = scope.engagement(Dimension::Channel);
    let names = scope.labels(Dimension::Channel);
    let rate = |channel: &str| {
        let place = names.iter().position(|name| name == channel)?;
        let rate = engagement.get(place)?.rate()?;
        format!("{rate:.12}").parse().ok()
    };
    let replies = scope.first_replies();
    let [p50, p90] = replies.at([0.5, 0.9]);
    let members = &scope.dataset().workspace().facts.members;
    let top = scope.most_active(20).into_iter();
    let monthly = scope.monthly(Dimension::ActivityKind);
    let places = kinds().map(|kind| monthly.keys.iter().position(|key| key == kind));
    let count = |counts: &Vec<u64>, place: &Option<usize>| place.and_then(|place| counts.get(place).copied());
    Ok(Kpis {
        dau: line("dau", Grain::Day)?,
        wau: line("active_members", Grain::Week)?,
        mau: line("rolling_mau", Grain::Day)?,
        weeks,
        cohorts: cells.collect(),
        engagement: channels().map(rate).to_vec(),
        p50,
        p90,
        replied: replies.waits.len(),
        top: top.map(|(row, count)| (members.text(row as usize, member::ID).to_owned(), count)).collect(),
        months: monthly
            .counts
            .iter()
            .map(|counts| places.iter().map(|place| count(counts, place).unwrap_or_default()).collect())
            .collect(),
    })
}

impl Kpis {
    /// Their JSON.
    fn json(&self) -> String {
        let mut out = String::with_capacity(40_000);
        let list = |out: &mut String, name: &str, numbers: &[u32]| {
            let _ = write!(out, "\"{name}\":[");
            separated(out, numbers, |out, number| write!(out, "{number}"));
            out.push_str("],");
        };
        out.push('{');
        list(&mut out, "dau", &self.dau);
        list(&mut out, "wau", &self.wau);
        list(&mut out, "mau", &self.mau);
        let _ = write!(out, "\"W\":{},", self.weeks);
        list(&mut out, "cohort", &self.cohorts);
        out.push_str("\"eng\":[");
        separated(&mut out, &self.engagement, |out, rate| match rate {
            Some(rate) => write!(out, "{rate}"),
            None => write!(out, "null"),
        });
        let time = |time: Option<i64>| time.map_or_else(|| "null".to_owned(), |time| time.to_string());
        let _ = write!(
            out,
            "],\"p50\":{},\"p90\":{},\"nresp\":{},\"top20\":[",
            time(self.p50),
            time(self.p90),
            self.replied
        );
        separated(&mut out, &self.top, |out, (id, count)| write!(out, "[{id},{count}]"));
        out.push_str("],\"pivot\":[");
        separated(&mut out, &self.months, |out, counts| {
            out.push('[');
            separated(out, counts, |out, count| write!(out, "{count}"));
            out.push(']');
            Ok(())
        });
        out.push_str("]}");
        out
    }

    /// FNV-1a of their JSON, 32 bits, and its length.
    pub fn hash(&self) -> String {
        let json = self.json();
        let hash = json.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(16_777_619));
        format!("{hash:x}:{}", json.len())
    }

    /// Whether they are right for so many records; `None` where it is not known what is.
    pub fn are_right(&self, records: usize) -> Option<bool> {
        let (_, known) = HASHES.iter().find(|(count, _)| *count == records)?;
        Some(self.hash() == *known)
    }
}

/// Writes items with commas between them. Writing to a text cannot fail.
fn separated<T>(out: &mut String, items: &[T], write: impl Fn(&mut String, &T) -> std::fmt::Result) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        let _ = write(out, item);
    }
}
