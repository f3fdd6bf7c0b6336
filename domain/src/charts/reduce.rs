//! Fewer points than pixels: what is drawn costs the width of the chart, not the rows behind it.
//!
//! For each column of pixels the first, last, lowest and highest point are kept (M4: Jugel et al., “M4: a
//! visualization-oriented time series data aggregation”, VLDB 2014), which draws the same line as all points
//! would, extremes included.

use super::{Point, scale::usable};

/// Indices of the points to draw, in order, for a line over `low..=high` that is `columns` px wide. A missing
/// point is kept where a whole column has no value, so that the line breaks there.
pub(super) fn reduce(points: &[Point], low: f64, high: f64, columns: usize) -> Vec<usize> {
    let columns = columns.max(1);
    if points.len() <= columns * 2 {
        return (0..points.len()).collect();
    }
    let scale = columns as f64 / (high - low);
    let column = |at: f64| ((at - low) * scale).clamp(0.0, columns as f64 - 1.0) as usize;
    let mut kept = Vec::with_capacity(columns * 4);
    let mut start = 0;
    while let Some(first) = points.get(start) {
        let here = column(first.at);
        // In order of time, so the end of a column need not be looked for point by point.
        let rest = points.get(start..).unwrap_or_default();
        let length = rest.partition_point(|p| column(p.at) <= here).max(1);
        let bucket = points.iter().enumerate().skip(start).take(length);
        let mut with_value = bucket.filter_map(|(i, p)| usable(p.value).map(|v| (i, v)));
        match with_value.next() {
            None => kept.push(start),
            Some(first) => {
                let (mut lowest, mut highest, mut last) = (first, first, first);
                for (i, value) in with_value {
                    if value < lowest.1 {
                        lowest = (i, value);
                    }
                    if value > highest.1 {
                        highest = (i, value);
                    }
                    last = (i, value);
                }
                let mut four = [first.0, lowest.0, highest.0, last.0];
                four.sort_unstable();
                for i in four {
                    if kept.last() != Some(&i) {
                        kept.push(i);
                    }
                }
            }
        }
        start += length;
    }
    kept
}

/// One point for each of `columns` columns: the one farthest from `middle`, so that the lowest or the highest
/// can still be pointed at; and the first and the last.
pub(super) fn outstanding(
    points: &[Point],
    kept: &[usize],
    low: f64,
    high: f64,
    columns: usize,
    middle: f64,
) -> Vec<usize> {
    let columns = columns.max(1);
    if kept.len() <= columns {
        return kept.to_vec();
    }
    let scale = columns as f64 / (high - low);
    let mut out: Vec<(usize, usize, f64)> = Vec::with_capacity(columns);
    let (first, last) = (kept.first(), kept.last());
    for &i in kept {
        let Some(point) = points.get(i) else { continue };
        let Some(value) = usable(point.value) else { continue };
        let column = ((point.at - low) * scale).clamp(0.0, columns as f64 - 1.0) as usize;
        let end = Some(&i) == first || Some(&i) == last;
        let distance = if end { f64::MAX } else { (value - middle).abs() };
        match out.last_mut() {
            Some(last) if last.0 == column => {
                if distance > last.2 {
                    *last = (column, i, distance);
                }
            }
            _ => out.push((column, i, distance)),
        }
    }
    out.into_iter().map(|(_, i, _)| i).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wave(n: usize) -> Vec<Point> {
        (0..n).map(|i| Point::new(i as f64, (i as f64 / 50.0).sin())).collect()
    }

    #[test]
    fn extremes_survive() {
        let mut points = wave(100_000);
        points[31_337].value = Some(9.0);
        points[77_777].value = Some(-9.0);
        let kept = reduce(&points, 0.0, 99_999.0, 600);
        assert!(kept.len() <= 2_400 && kept.is_sorted());
        for i in [0, 31_337, 77_777, 99_999] {
            assert!(kept.contains(&i), "{i}");
        }
        let few = outstanding(&points, &kept, 0.0, 99_999.0, 200, 0.0);
        assert!(few.len() <= 200 && few.contains(&31_337) && few.contains(&77_777));
    }

    #[test]
    fn gaps_wider_than_a_pixel_stay_gaps() {
        let mut points = wave(100_000);
        for point in &mut points[50_000..52_000] {
            point.value = None;
        }
        let kept = reduce(&points, 0.0, 99_999.0, 600);
        assert!(kept.iter().any(|i| points[*i].value.is_none()));
        points[10].value = None;
        let kept = reduce(&points, 0.0, 99_999.0, 600);
        assert!(!kept.contains(&10), "one missing point among 166 of its pixel breaks no line");
    }
}
