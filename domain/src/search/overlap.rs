//! What two texts have in common.

use std::cmp::Ordering;

/// How many numbers two ascending lists share; in lists with doubles each as often as in both.
pub fn common(a: &[u64], b: &[u64]) -> usize {
    let (mut at, mut other, mut common) = (0, 0, 0);
    while let (Some(one), Some(two)) = (a.get(at), b.get(other)) {
        match one.cmp(two) {
            Ordering::Less => at += 1,
            Ordering::Greater => other += 1,
            Ordering::Equal => (at, other, common) = (at + 1, other + 1, common + 1),
        }
    }
    common
}
