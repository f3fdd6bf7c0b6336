//! How unequally something is spread over people: shares of the top, Gini, Lorenz curve. Whole numbers in, so that the
//! order of people cannot change a digit.

/// The share of the `n` greatest counts in all; `None` where everything is 0.
pub fn top_share(counts: &[u64], n: usize) -> Option<f64> {
    let total = total(counts);
    let mut descending = counts.to_vec();
    descending.sort_unstable_by(|a, b| b.cmp(a));
    let top: u128 = descending.iter().take(n).map(|count| u128::from(*count)).sum();
    (total > 0).then(|| top as f64 / total as f64)
}

/// The fewest people who together make at least `share` ‰ of all; `None` where everything is 0. At 500 ‰ this is the
/// contributor absence factor of CHAOSS (once “bus factor”).
pub fn fewest_for_share(counts: &[u64], share: u32) -> Option<usize> {
    let total = total(counts);
    if total == 0 {
        return None;
    }
    let mut descending = counts.to_vec();
    descending.sort_unstable_by(|a, b| b.cmp(a));
    let mut made = 0;
    let enough = descending.iter().position(|count| {
        made += u128::from(*count);
        made * 1_000 >= total * u128::from(share)
    });
    enough.map(|place| place + 1)
}

/// The Gini coefficient Σ(2i − n − 1)xᵢ / (nΣx), x ascending, i from 1: 0 where all have the same, towards 1 where one
/// has everything. `None` where everything is 0. Source: Gini 1912, in the form of Dixon et al. 1987.
pub fn gini(counts: &[u64]) -> Option<f64> {
    let (n, total) = (counts.len() as i128, total(counts));
    let mut ascending = counts.to_vec();
    ascending.sort_unstable();
    let sum: i128 = (1..).zip(&ascending).map(|(i, count)| (2 * i - n - 1) * i128::from(*count)).sum();
    (total > 0).then(|| sum as f64 / (n as f64 * total as f64))
}

/// The Lorenz curve: (share of people, share of what they made), people ascending, from (0, 0) to (1, 1), by at most
/// `steps` steps. Empty where everything is 0. Source: Lorenz 1905.
pub fn lorenz(counts: &[u64], steps: usize) -> Vec<(f64, f64)> {
    let (n, total) = (counts.len(), total(counts));
    if total == 0 {
        return Vec::new();
    }
    let mut ascending = counts.to_vec();
    ascending.sort_unstable();
    let steps = steps.clamp(1, n);
    let mut curve = Vec::with_capacity(steps + 1);
    curve.push((0.0, 0.0));
    let (mut made, mut next) = (0_u128, 1);
    for (place, count) in (1..).zip(&ascending) {
        made += u128::from(*count);
        if place == next * n / steps {
            curve.push((place as f64 / n as f64, made as f64 / total as f64));
            next += 1;
        }
    }
    curve
}

fn total(counts: &[u64]) -> u128 {
    counts.iter().map(|count| u128::from(*count)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_chaoss() {
        // https://chaoss.community/kb/metric-contributor-absence-factor/
        let counts = [1_000, 202, 90, 33, 332, 343, 42, 433];
        assert_eq!(fewest_for_share(&counts, 500), Some(2));
        assert_eq!(fewest_for_share(&counts, 800), Some(4));
        assert_eq!(fewest_for_share(&counts, 1_000), Some(8));
        assert_eq!(fewest_for_share(&[5, 5], 500), Some(1), "exactly half is half");
        assert_eq!(top_share(&counts, 2), Some(1_433.0 / 2_475.0));
        // Python: sum((2*i-n-1)*x for i,x in enumerate(sorted(c),1))/(n*sum(c))
        assert!((gini(&counts).unwrap() - 0.485_505_050_505_050_5).abs() < 1e-15);
    }

    #[test]
    fn edges() {
        for none in [&[][..], &[0, 0]] {
            assert_eq!((gini(none), top_share(none, 10), fewest_for_share(none, 500)), (None, None, None));
            assert!(lorenz(none, 10).is_empty());
        }
        assert_eq!((gini(&[7]), gini(&[3, 3, 3])), (Some(0.0), Some(0.0)));
        assert_eq!(gini(&[0, 0, 0, 8]), Some(0.75));
        assert_eq!(gini(&[u64::MAX; 3]), Some(0.0), "no overflow");
        assert_eq!(lorenz(&[3, 1], 10), [(0.0, 0.0), (0.5, 0.25), (1.0, 1.0)]);
        assert_eq!(lorenz(&[1; 1_000], 4).len(), 5);
    }
}
