//! A line chart in words: the labels of its marks, its summary and its table.

use super::{Drawn, LineSpec, Point, events, note_index};
use crate::{
    charts::{
        DataTable, Step, Unit,
        label::{self, clean},
        n_text,
        scale::usable,
    },
    model::time::Day,
};

/// Rows of the data table at most.
const TABLE_ROWS: usize = 1_000;

/// `October, Mon 5 Oct 2026: 1.82 %, n 3 posts · Site outage`.
pub(super) fn point_label(spec: &LineSpec, series: &Drawn, several: bool, point: &Point, index: usize) -> String {
    let time = label::bucket(point.at, spec.step);
    let value = point.value.map_or_else(|| "no value".to_owned(), |v| label::value(v, spec.unit));
    let n = n_text(point.n, &clean(&spec.n_name));
    let name = if several && !series.name.is_empty() { format!("{}, ", series.name) } else { String::new() };
    let mut text = format!("{name}{time}: {value}{n}");
    if let Some((low, high)) = band_at(spec, series, point.at) {
        let band = spec.band.as_ref().map(|band| clean(&band.name)).unwrap_or_default();
        text.push_str(&format!(" ({band} {} to {})", label::value(low, spec.unit), label::value(high, spec.unit)));
    }
    if !series.comparison {
        for note in spec.notes.iter().filter(|note| note_index(series, note.at) == Some(index)) {
            text.push_str(" · ");
            text.push_str(&clean(&note.text));
        }
        text.push_str(&events::at_point(spec, series, index));
    }
    text
}

/// The band at a point of the series it surrounds.
fn band_at(spec: &LineSpec, series: &Drawn, at: f64) -> Option<(f64, f64)> {
    let band = spec.band.as_ref().filter(|band| band.series == series.number)?;
    band.sound().find(|(time, ..)| *time == at).map(|(_, low, high)| (low, high))
}

/// Where the first line begins and ends, its lowest and highest, and what is missing.
pub(super) fn summary(spec: &LineSpec, series: &[Drawn]) -> String {
    let Some(first) = series.iter().find(|s| s.last().is_some()) else { return String::new() };
    let with_value = || first.points.iter().filter_map(|p| Some((p.at, usable(p.value)?)));
    let Some(start) = with_value().next() else { return String::new() };
    let (mut lowest, mut highest, mut end, mut count) = (start, start, start, 0usize);
    for point in with_value() {
        if point.1 < lowest.1 {
            lowest = point;
        }
        if point.1 > highest.1 {
            highest = point;
        }
        end = point;
        count += 1;
    }
    let text = |v: f64| label::value(v, spec.unit);
    let time = |at: f64| label::bucket(at, spec.step);
    let name = if series.len() > 1 && !first.name.is_empty() { format!("{}: ", first.name) } else { String::new() };
    let mut out = if count == 1 {
        format!("{name}{}, {}, the only value.", text(end.1), time(end.0))
    } else if lowest.1 == highest.1 {
        format!("{name}{} throughout, {} to {}.", text(end.1), time(start.0), time(end.0))
    } else {
        let when = |at: f64| match spec.step {
            Step::Hour | Step::Day => format!("on {}", time(at)),
            Step::Elapsed => time(at).to_lowercase(),
            Step::Week => format!("in the week of {}", label::date(Day(at.floor() as i32))),
            _ => format!("in {}", time(at)),
        };
        format!(
            "{name}{} {}, {} {}; lowest {} {}, highest {} {}.",
            text(start.1),
            when(start.0),
            text(end.1),
            when(end.0),
            text(lowest.1),
            when(lowest.0),
            text(highest.1),
            when(highest.0)
        )
    };
    let missing = first.points.len() - count;
    if missing > 0 {
        let plural = if missing == 1 { "point has" } else { "points have" };
        out.push_str(&format!(" {} {plural} no value.", label::value(missing as f64, Unit::Count)));
    }
    let others: Vec<&str> = series.iter().filter(|s| !std::ptr::eq(*s, first)).map(|s| s.name.as_str()).collect();
    if !others.is_empty() && others.iter().all(|name| !name.is_empty()) {
        out.push_str(&format!(" Also shown: {}.", others.join(", ")));
    }
    out
}

/// One row per time of the first series; others beside it, by their place on the axis.
pub(super) fn table(spec: &LineSpec, series: &[Drawn]) -> DataTable {
    let title = clean(&spec.title);
    let heading = match spec.step {
        Step::Hour => "Hour",
        Step::Day => "Day",
        Step::Week => "Week",
        Step::Month => "Month",
        Step::Quarter => "Quarter",
        Step::Year => "Year",
        Step::Elapsed => "Days",
    };
    let with_n = series.iter().any(|s| s.points.iter().any(|p| p.n.is_some()));
    let n_name = clean(&spec.n_name);
    let mut columns = vec![heading.to_owned()];
    for s in series {
        columns.push(if s.name.is_empty() { title.clone() } else { s.name.clone() });
        if with_n {
            columns.push(if n_name.is_empty() { "n".to_owned() } else { format!("n {n_name}") });
        }
    }
    let band = spec.band.as_ref().filter(|band| !band.points.is_empty());
    if let Some(band) = band {
        let name = clean(&band.name);
        columns.extend([format!("{name}, from"), format!("{name}, to")]);
    }
    let events = events::usable(spec);
    if !events.is_empty() {
        columns.push("What happened".to_owned());
    }
    let longest = series.iter().map(|s| s.points.len()).max().unwrap_or(0);
    let mut times: Vec<f64> = Vec::new();
    let every = longest.div_ceil(TABLE_ROWS).max(1);
    for s in series {
        times.extend(s.points.iter().step_by(every).map(|p| p.at + s.shift));
    }
    times.sort_by(f64::total_cmp);
    times.dedup();
    times.truncate(TABLE_ROWS * 2);
    let rows = times
        .iter()
        .enumerate()
        .map(|(place, at)| {
            let mut row = vec![label::bucket(*at, spec.step)];
            for s in series {
                let found = s.points.binary_search_by(|p| (p.at + s.shift).total_cmp(at)).ok();
                let point = found.and_then(|i| s.points.get(i));
                row.push(point.and_then(|p| p.value).map_or(label::NONE.to_owned(), |v| label::value(v, spec.unit)));
                if with_n {
                    let n = point.and_then(|p| p.n);
                    row.push(n.map_or(label::NONE.to_owned(), |n| label::value(f64::from(n), Unit::Count)));
                }
            }
            if let Some(band) = band {
                let ends = band.sound().find(|(time, ..)| time == at);
                let text = |value: Option<f64>| value.map_or(label::NONE.to_owned(), |v| label::value(v, spec.unit));
                row.extend([text(ends.map(|ends| ends.1)), text(ends.map(|ends| ends.2))]);
            }
            if !events.is_empty() {
                row.push(events::between(&events, *at, times.get(place + 1).copied(), spec));
            }
            row
        })
        .collect();
    let note = (every > 1).then(|| format!("Every {every}th of {} values.", label::value(longest as f64, Unit::Count)));
    DataTable { columns, rows, note }
}
