//! Whether groups last differently long: the log-rank test of Mantel (1966) for two or more groups.

use super::tail::chi_square_tail;
use serde::Serialize;

/// The result of a log-rank test.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LogRank {
    /// The statistic, 0 or more.
    pub chi_square: f64,
    /// Groups that can be told apart, less one.
    pub degrees_of_freedom: usize,
    /// How likely differences at least as large are by chance, if the groups do not differ: 0 to 1.
    pub p: f64,
    /// Ends seen and expected of each group, in the order of their numbers.
    pub groups: Vec<LogRankGroup>,
}

/// One group of a log-rank test.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct LogRankGroup {
    /// How many were followed.
    pub n: usize,
    /// How many ends were seen.
    pub observed: usize,
    /// How many would have been, if all groups ended alike.
    pub expected: f64,
}

/// The log-rank test of durations in groups numbered from 0. `ended` says whether the end was seen. The three slices
/// are of the same length; what is longer is not read. `None` where there is nothing to compare: fewer than two groups
/// at risk together, or no end seen while they were.
///
/// At each time the ends are spread over the groups as they stand at risk (hypergeometric, ties included); the
/// statistic is (O − E)ᵀ V⁻¹ (O − E). Kalbfleisch & Prentice (1980); the R package survival: `survdiff`.
pub fn log_rank(durations: &[u32], ended: &[bool], groups: &[u32]) -> Option<LogRank> {
    let mut lives: Vec<(u32, u32, bool)> =
        durations.iter().zip(groups).zip(ended).map(|((duration, group), ended)| (*duration, *group, *ended)).collect();
    lives.sort_unstable();
    let count = lives.iter().map(|(_, group, _)| *group as usize + 1).max()?;
    let mut result = vec![LogRankGroup::default(); count];
    for (_, group, ended) in &lives {
        let group = &mut result[*group as usize];
        group.n += 1;
        group.observed += usize::from(*ended);
    }
    let mut at_risk: Vec<f64> = result.iter().map(|group| group.n as f64).collect();
    let mut variance = Square::new(count);
    for time in lives.chunk_by(|a, b| a.0 == b.0) {
        let events = time.iter().filter(|(_, _, ended)| *ended).count() as f64;
        let all: f64 = at_risk.iter().sum();
        if events > 0.0 {
            for (group, risk) in result.iter_mut().zip(&at_risk) {
                group.expected += events * risk / all;
            }
        }
        if events > 0.0 && all > 1.0 {
            let scale = events * (all - events) / (all - 1.0);
            for (a, risk) in at_risk.iter().enumerate() {
                for (b, other) in at_risk.iter().enumerate() {
                    let same = if a == b { risk / all } else { 0.0 };
                    variance.add(a, b, scale * (same - risk / all * (other / all)));
                }
            }
        }
        for (_, group, _) in time {
            at_risk[*group as usize] -= 1.0;
        }
    }
    let differences: Vec<f64> = result.iter().map(|group| group.observed as f64 - group.expected).collect();
    let (chi_square, degrees_of_freedom) = variance.quadratic_form(differences);
    let p = chi_square_tail(chi_square, degrees_of_freedom)?;
    Some(LogRank { chi_square, degrees_of_freedom, p, groups: result })
}

/// A square matrix, row by row.
struct Square {
    size: usize,
    cells: Vec<f64>,
}

impl Square {
    fn new(size: usize) -> Self {
        Self { size, cells: vec![0.0; size * size] }
    }

    fn at(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.size + column]
    }

    fn add(&mut self, row: usize, column: usize, value: f64) {
        self.cells[row * self.size + column] += value;
    }

    /// xᵀ M⁻¹ x and the rank of a symmetric M without negative eigenvalues. Elimination, the largest place of the
    /// diagonal first; what is left of the diagonal when nothing stands out any more is rounding, and takes no part.
    fn quadratic_form(mut self, mut x: Vec<f64>) -> (f64, usize) {
        let mut open: Vec<usize> = (0..self.size).collect();
        let noise = open.iter().map(|place| self.at(*place, *place)).fold(0.0, f64::max) * 1e-10;
        let (mut form, mut rank) = (0.0, 0);
        while let Some((index, pivot)) =
            open.iter().copied().enumerate().max_by(|a, b| self.at(a.1, a.1).total_cmp(&self.at(b.1, b.1)))
        {
            let top = self.at(pivot, pivot);
            if top <= noise || top <= 0.0 {
                break;
            }
            open.swap_remove(index);
            form += x[pivot] * x[pivot] / top;
            rank += 1;
            for row in &open {
                let factor = self.at(*row, pivot) / top;
                x[*row] -= factor * x[pivot];
                for column in &open {
                    let cell = factor * self.at(pivot, *column);
                    self.add(*row, *column, -cell);
                }
            }
        }
        (form, rank)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_compare_is_no_result() {
        assert_eq!(log_rank(&[], &[], &[]), None);
        assert_eq!(log_rank(&[1, 2], &[true, true], &[0, 0]), None, "one group");
        assert_eq!(log_rank(&[1, 2], &[false, false], &[0, 1]), None, "no end");
        assert_eq!(log_rank(&[1, 2, 3], &[false, true, true], &[0, 1, 1]), None, "never at risk together at an end");
    }

    #[test]
    fn two_small_groups_worked_out_by_hand() {
        // Group 0 ends at 1 and 2, group 1 at 3 and 4. At 1: 2 of 4 at risk, E 1/2, V 1/4; at 2: 1 of 3, E 1/3, V 2/9;
        // later only group 1 is at risk.
        let test = log_rank(&[1, 2, 3, 4], &[true; 4], &[0, 0, 1, 1]).unwrap();
        let expected = (2.0_f64 - 5.0 / 6.0).powi(2) / (1.0 / 4.0 + 2.0 / 9.0);
        assert!((test.chi_square - expected).abs() < 1e-12);
        assert_eq!(test.degrees_of_freedom, 1);
        assert!((test.groups[0].expected - 5.0 / 6.0).abs() < 1e-12);
        // A number in between without members changes nothing.
        let gap = log_rank(&[1, 2, 3, 4], &[true; 4], &[0, 0, 2, 2]).unwrap();
        assert!((gap.chi_square - test.chi_square).abs() < 1e-12 && gap.degrees_of_freedom == 1);
    }

    #[test]
    fn groups_that_are_alike_do_not_differ() {
        let test = log_rank(&[1, 1, 5, 5], &[true; 4], &[0, 1, 0, 1]).unwrap();
        assert!(test.chi_square.abs() < 1e-12 && (test.p - 1.0).abs() < 1e-6);
    }
}
