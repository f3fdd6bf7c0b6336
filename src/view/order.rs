//! The order of a list by row numbers: the rows themselves stay where they are.

use std::cmp::Ordering;

/// What rows are sorted by, one key per row of the whole list.
#[derive(Clone, Debug, PartialEq)]
pub enum Keys {
    /// Numbers; NaN is missing.
    Numbers(Vec<f64>),
    /// Texts, in lower case; empty is missing.
    Texts(Vec<String>),
}

impl Keys {
    fn missing(&self, row: u32) -> bool {
        match self {
            Self::Numbers(keys) => keys.get(row as usize).is_none_or(|key| key.is_nan()),
            Self::Texts(keys) => keys.get(row as usize).is_none_or(String::is_empty),
        }
    }

    fn compare(&self, a: u32, b: u32) -> Ordering {
        match self {
            Self::Numbers(keys) => match (keys.get(a as usize), keys.get(b as usize)) {
                (Some(a), Some(b)) => a.total_cmp(b),
                _ => Ordering::Equal,
            },
            Self::Texts(keys) => keys.get(a as usize).cmp(&keys.get(b as usize)),
        }
    }
}

/// Sorts row numbers by their keys. Equal rows keep their order; rows without a key come last either way.
pub fn sort(rows: &mut [u32], keys: &Keys, descending: bool) {
    rows.sort_by(|&a, &b| match (keys.missing(a), keys.missing(b)) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        _ if descending => keys.compare(b, a),
        _ => keys.compare(a, b),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_comes_last_in_both_directions() {
        let keys = Keys::Numbers(vec![2.0, f64::NAN, 1.0, 2.0]);
        let mut rows = [0, 1, 2, 3];
        sort(&mut rows, &keys, false);
        assert_eq!(rows, [2, 0, 3, 1]);
        sort(&mut rows, &keys, true);
        assert_eq!(rows, [0, 3, 2, 1]);
        let keys = Keys::Texts(vec!["b".into(), String::new(), "a".into()]);
        let mut rows = [0, 1, 2];
        sort(&mut rows, &keys, true);
        assert_eq!(rows, [0, 2, 1]);
    }
}
