//! Classical test theory on plain numbers. Formulas with their sources are in docs/classroom.md; a figure without
//! enough to go by is no figure.

/// Share of the students in the upper and in the lower group (T. L. Kelley, “The selection of upper and lower groups for
/// the validation of test items”, Journal of Educational Psychology 30, 1939).
pub const KELLEY: f64 = 0.27;

/// Fewest students of whom groups are made.
pub const GROUPS_FROM: usize = 4;

/// The mean; none of nothing.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The sample variance (n − 1); none of fewer than two.
pub fn variance(values: &[f64]) -> Option<f64> {
    let mean = mean(values).filter(|_| values.len() > 1)?;
    Some(values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (values.len() - 1) as f64)
}

/// A quantile between the values, as most programs take it (type 7 of R. J. Hyndman & Y. Fan, “Sample quantiles in
/// statistical packages”, The American Statistician 50, 1996). The values are in order.
pub fn quantile(sorted: &[f64], at: f64) -> Option<f64> {
    let place = at.clamp(0.0, 1.0) * sorted.len().checked_sub(1)? as f64;
    let (below, above) = (sorted.get(place.floor() as usize)?, sorted.get(place.ceil() as usize)?);
    Some(below + (above - below) * (place - place.floor()))
}

/// Pearson's correlation; none of fewer than three pairs, or where one side does not vary. With one side 0 or 1 it is
/// the point-biserial correlation.
pub fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    if pairs.len() < 3 {
        return None;
    }
    let count = pairs.len() as f64;
    let (x, y) = pairs.iter().fold((0.0, 0.0), |(x, y), pair| (x + pair.0 / count, y + pair.1 / count));
    let (mut xx, mut yy, mut xy, mut most_x, mut most_y) = (0.0, 0.0, 0.0, 0.0_f64, 0.0_f64);
    for (a, b) in pairs {
        let (a_off, b_off) = (a - x, b - y);
        (xx, yy, xy) = (xx + a_off * a_off, yy + b_off * b_off, xy + a_off * b_off);
        (most_x, most_y) = (most_x.max(a.abs()), most_y.max(b.abs()));
    }
    // What is left of rounding is no variance.
    let varies = |sum: f64, most: f64| sum > count * (most * 1e-12).powi(2);
    (varies(xx, most_x) && varies(yy, most_y)).then(|| (xy / (xx * yy).sqrt()).clamp(-1.0, 1.0))
}

/// Mean of the upper group less the mean of the lower one, of pairs of total and value. A group has 27 % of the pairs;
/// where equal totals stand at its edge each of them counts in part, so the order of the pairs makes no difference.
pub fn upper_lower(pairs: &[(f64, f64)]) -> Option<f64> {
    if pairs.len() < GROUPS_FROM {
        return None;
    }
    let size = (KELLEY * pairs.len() as f64).round().max(1.0);
    let mut sorted = pairs.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let lower = group_mean(sorted.iter(), size)?;
    let upper = group_mean(sorted.iter().rev(), size)?;
    Some(upper - lower)
}

fn group_mean<'a>(pairs: impl Iterator<Item = &'a (f64, f64)>, size: f64) -> Option<f64> {
    let (mut sum, mut taken) = (0.0, 0.0);
    let mut ties: Option<(f64, f64, f64)> = None;
    let mut close = |ties: Option<(f64, f64, f64)>| {
        if let Some((_, values, count)) = ties {
            let part = (size - taken).clamp(0.0, count);
            sum += values / count * part;
            taken += part;
        }
    };
    for (total, value) in pairs {
        match &mut ties {
            Some((at, values, count)) if *at == *total => (*values, *count) = (*values + value, *count + 1.0),
            _ => {
                close(ties);
                ties = Some((*total, *value, 1.0));
            }
        }
    }
    close(ties);
    (taken > 0.0).then(|| sum / taken)
}

/// Cronbach's alpha with what it was computed from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alpha {
    /// The coefficient: at most 1; below 0 where items work against each other.
    pub value: f64,
    /// Items.
    pub items: usize,
    /// Students.
    pub students: usize,
}

/// Cronbach's alpha (L. J. Cronbach, “Coefficient alpha and the internal structure of tests”, Psychometrika 16, 1951) of
/// the students who did all items: k / (k − 1) · (1 − sum of the items' variances / variance of the totals). Rows are
/// students. None of fewer than two items or students, or where totals do not vary.
pub fn alpha_of_complete(rows: &[Vec<Option<f64>>]) -> Option<Alpha> {
    let items = rows.first()?.len();
    let complete: Vec<Vec<f64>> = rows.iter().filter_map(|row| row.iter().copied().collect()).collect();
    let column =
        |place: usize| complete.iter().filter_map(|row: &Vec<f64>| row.get(place).copied()).collect::<Vec<_>>();
    let parts = (0..items).map(|place| variance(&column(place))).sum::<Option<f64>>()?;
    let totals: Vec<f64> = complete.iter().map(|row| row.iter().sum()).collect();
    alpha(items, complete.len(), parts, variance(&totals)?)
}

/// Cronbach's alpha from the covariances of each pair of items, each of the students who did both: uses everybody. None
/// where two items have fewer than two students in common.
pub fn alpha_pairwise(rows: &[Vec<Option<f64>>]) -> Option<Alpha> {
    let items = rows.first()?.len();
    let (mut trace, mut sum) = (0.0, 0.0);
    for a in 0..items {
        for b in 0..=a {
            let pairs: Vec<(f64, f64)> = rows
                .iter()
                .filter_map(|row| Some((row.get(a).copied().flatten()?, row.get(b).copied().flatten()?)))
                .collect();
            let covariance = covariance(&pairs)?;
            sum += if a == b { covariance } else { 2.0 * covariance };
            trace += if a == b { covariance } else { 0.0 };
        }
    }
    let students = rows.iter().filter(|row| row.iter().any(Option::is_some)).count();
    alpha(items, students, trace, sum)
}

fn covariance(pairs: &[(f64, f64)]) -> Option<f64> {
    if pairs.len() < 2 {
        return None;
    }
    let count = pairs.len() as f64;
    let (x, y) = pairs.iter().fold((0.0, 0.0), |(x, y), pair| (x + pair.0 / count, y + pair.1 / count));
    Some(pairs.iter().map(|(a, b)| (a - x) * (b - y)).sum::<f64>() / (count - 1.0))
}

fn alpha(items: usize, students: usize, parts: f64, whole: f64) -> Option<Alpha> {
    if items < 2 || whole <= 1e-12 {
        return None;
    }
    let items_ = items as f64;
    Some(Alpha { value: items_ / (items_ - 1.0) * (1.0 - parts / whole), items, students })
}

/// How results are spread.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Distribution {
    /// Results.
    pub count: usize,
    /// The mean.
    pub mean: Option<f64>,
    /// The standard deviation of the sample.
    pub deviation: Option<f64>,
    /// Least, quartiles and greatest.
    pub five: Option<[f64; 5]>,
    /// Results by tenths: below 10 %, 10 % to below 20 %, … 90 % and more.
    pub tenths: [usize; 10],
}

/// Of shares, 0 to 1.
pub fn distribution(shares: &[f64]) -> Distribution {
    let mut sorted = shares.to_vec();
    sorted.sort_by(f64::total_cmp);
    let mut tenths = [0; 10];
    for share in shares {
        // A hair below a tenth by rounding is the tenth.
        let place = ((share * 10.0 + 1e-9).floor().clamp(0.0, 9.0)) as usize;
        if let Some(count) = tenths.get_mut(place) {
            *count += 1;
        }
    }
    let at = |place: f64| quantile(&sorted, place);
    let five = (|| Some([at(0.0)?, at(0.25)?, at(0.5)?, at(0.75)?, at(1.0)?]))();
    let deviation = variance(shares).map(f64::sqrt);
    Distribution { count: shares.len(), mean: mean(shares), deviation, five, tenths }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(found: Option<f64>, expected: f64) {
        assert!(found.is_some_and(|found| (found - expected).abs() < 1e-9), "{found:?} is not {expected}");
    }

    /// Ten students, five items of 0 to 4 points.
    const CLASS: [[f64; 5]; 10] = [
        [4.0, 3.0, 4.0, 2.0, 3.0],
        [2.0, 2.0, 3.0, 1.0, 2.0],
        [4.0, 4.0, 4.0, 3.0, 4.0],
        [1.0, 0.0, 2.0, 1.0, 0.0],
        [3.0, 3.0, 2.0, 2.0, 3.0],
        [0.0, 1.0, 1.0, 0.0, 1.0],
        [4.0, 2.0, 4.0, 4.0, 3.0],
        [2.0, 1.0, 3.0, 0.0, 2.0],
        [3.0, 4.0, 3.0, 3.0, 2.0],
        [1.0, 2.0, 0.0, 2.0, 1.0],
    ];

    fn rows() -> Vec<Vec<Option<f64>>> {
        CLASS.iter().map(|row| row.iter().copied().map(Some).collect()).collect()
    }

    fn rest(item: usize) -> Vec<(f64, f64)> {
        CLASS.iter().map(|row| (row[item], row.iter().sum::<f64>() - row[item])).collect()
    }

    // The expected values are those of numpy 2.4 and scipy 1.16 on the same table:
    //   alpha: C = np.cov(A.T); k / (k - 1) * (1 - np.trace(C) / C.sum()), as pingouin.cronbach_alpha does;
    //   pairwise: the same of pandas' DataFrame.cov(); complete: of DataFrame.dropna().cov();
    //   item-rest: scipy.stats.pearsonr(A[:, i], T - A[:, i]); point-biserial: scipy.stats.pointbiserialr.
    #[test]
    fn alpha_is_that_of_another_implementation() {
        let all = alpha_of_complete(&rows());
        near(all.map(|alpha| alpha.value), 0.9132809832707409);
        assert_eq!(all.map(|alpha| (alpha.items, alpha.students)), Some((5, 10)));
        near(alpha_pairwise(&rows()).map(|alpha| alpha.value), 0.9132809832707409);
        let mut missing = rows();
        for (row, column) in [(1, 2), (4, 0), (9, 4), (9, 3)] {
            missing[row][column] = None;
        }
        near(alpha_pairwise(&missing).map(|alpha| alpha.value), 0.9327998457385268);
        let complete = alpha_of_complete(&missing);
        near(complete.map(|alpha| alpha.value), 0.9402533039647577);
        assert_eq!(complete.map(|alpha| alpha.students), Some(7));
    }

    #[test]
    fn discrimination_is_that_of_another_implementation() {
        let expected =
            [0.9565746423707963, 0.7253387772336454, 0.6835376287148648, 0.690878155493726, 0.8595531485139677];
        for (item, expected) in expected.into_iter().enumerate() {
            near(correlation(&rest(item)), expected);
        }
        let right: Vec<(f64, f64)> =
            rest(0).into_iter().map(|(points, rest)| (f64::from(u8::from(points >= 3.0)), rest)).collect();
        near(correlation(&right), 0.9024390243902441);
        // By numpy: the mean of the three highest totals less that of the three lowest.
        let expected = [3.3333333333333335, 2.0, 3.0, 2.0, 2.666666666666667];
        for (item, expected) in expected.into_iter().enumerate() {
            let pairs: Vec<(f64, f64)> = CLASS.iter().map(|row| (row.iter().sum(), row[item])).collect();
            near(upper_lower(&pairs), expected);
        }
    }

    #[test]
    fn the_spread_is_that_of_another_implementation() {
        let shares: Vec<f64> = CLASS.iter().map(|row| row.iter().sum::<f64>() / 20.0).collect();
        let found = distribution(&shares);
        near(found.mean, 0.555);
        near(found.deviation, 0.285238691469287);
        for (found, expected) in found.five.unwrap().into_iter().zip([0.15, 0.325, 0.575, 0.7875, 0.95]) {
            near(Some(found), expected);
        }
        assert_eq!(found.tenths, [0, 1, 1, 1, 1, 1, 1, 1, 2, 1]);
        assert_eq!(distribution(&[1.0, 0.0, 0.3, 0.7]).tenths, [1, 0, 0, 1, 0, 0, 0, 1, 0, 1]);
    }

    #[test]
    fn too_little_gives_no_figure() {
        assert_eq!(distribution(&[]), Distribution::default());
        assert_eq!(mean(&[]), None);
        assert_eq!(variance(&[1.0]), None);
        assert_eq!(correlation(&[(0.0, 1.0), (1.0, 2.0)]), None);
        assert_eq!(correlation(&[(1.0, 1.0), (1.0, 2.0), (1.0, 3.0)]), None, "nothing varies");
        assert_eq!(correlation(&[(0.1, 1.0), (0.1, 2.0), (0.1, 3.0), (0.3 - 0.2, 5.0)]), None, "but for rounding");
        assert_eq!(upper_lower(&[(1.0, 1.0); 3]), None);
        assert_eq!(alpha_of_complete(&[]), None);
        assert_eq!(alpha_of_complete(&[vec![Some(1.0)], vec![Some(2.0)]]), None, "one item");
        assert_eq!(alpha_of_complete(&[vec![Some(1.0), None], vec![None, Some(2.0)]]), None, "nobody did all");
        assert_eq!(alpha_pairwise(&[vec![Some(1.0), None], vec![None, Some(2.0)]]), None);
        let same = vec![vec![Some(1.0), Some(1.0)]; 4];
        assert_eq!((alpha_of_complete(&same), alpha_pairwise(&same)), (None, None), "totals do not vary");
    }

    /// By hand: four students, a group of one each; the two lowest are equal, so each counts half.
    #[test]
    fn equal_totals_at_the_edge_count_in_part() {
        near(upper_lower(&[(1.0, 0.0), (1.0, 1.0), (2.0, 1.0), (3.0, 1.0)]), 0.5);
        near(upper_lower(&[(1.0, 0.5); 4]), 0.0);
    }

    proptest! {
        #[test]
        fn figures_do_not_depend_on_order_and_stay_in_their_range(
            table in proptest::collection::vec(proptest::collection::vec(proptest::option::weighted(0.9, 0_u8..5), 4), 0..20),
        ) {
            let rows: Vec<Vec<Option<f64>>> =
                table.iter().map(|row| row.iter().map(|cell| cell.map(f64::from)).collect()).collect();
            let back: Vec<_> = rows.iter().rev().cloned().collect();
            let same = |a: Option<f64>, b: Option<f64>| match (a, b) {
                (Some(a), Some(b)) => (a - b).abs() < 1e-9,
                (a, b) => a == b,
            };
            for alpha in [alpha_of_complete, alpha_pairwise] {
                let (one, other) = (alpha(&rows).map(|it| it.value), alpha(&back).map(|it| it.value));
                prop_assert!(same(one, other), "{one:?} {other:?}");
            }
            if let Some(alpha) = alpha_of_complete(&rows) {
                prop_assert!(alpha.value <= 1.0 + 1e-9);
            }
            let pairs: Vec<(f64, f64)> = rows.iter().filter_map(|row| Some((row[0]?, row[1]?))).collect();
            let turned: Vec<_> = pairs.iter().rev().copied().collect();
            prop_assert!(same(correlation(&pairs), correlation(&turned)));
            prop_assert!(same(upper_lower(&pairs), upper_lower(&turned)));
            prop_assert!(correlation(&pairs).is_none_or(|value| (-1.0..=1.0).contains(&value)));
            prop_assert!(upper_lower(&pairs).is_none_or(|value| (-4.0..=4.0).contains(&value)));
            let shares: Vec<f64> = pairs.iter().map(|pair| pair.0 / 4.0).collect();
            prop_assert_eq!(distribution(&shares).tenths.iter().sum::<usize>(), shares.len());
        }
    }
}
