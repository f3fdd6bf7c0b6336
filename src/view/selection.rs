//! Which rows of a long list are selected: a bit for each, so that selecting a million costs 125 kB.

/// Selected rows, by row number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    bits: Vec<u64>,
    count: usize,
}

impl Selection {
    /// How many are selected.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether this one is.
    pub fn contains(&self, row: u32) -> bool {
        self.bits.get(row as usize / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// Selects or deselects one.
    pub fn set(&mut self, row: u32, selected: bool) {
        let place = row as usize / 64;
        if place >= self.bits.len() {
            if !selected {
                return;
            }
            self.bits.resize(place + 1, 0);
        }
        if let Some(word) = self.bits.get_mut(place) {
            let bit = 1 << (row % 64);
            match (selected, *word & bit != 0) {
                (true, false) => self.count += 1,
                (false, true) => self.count -= 1,
                _ => return,
            }
            *word ^= bit;
        }
    }

    /// Selects one that is not, and the other way round.
    pub fn toggle(&mut self, row: u32) {
        self.set(row, !self.contains(row));
    }

    /// Deselects all.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The selected ones, ascending.
    pub fn rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.bits.iter().enumerate().flat_map(|(place, word)| {
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| place as u32 * 64 + bit)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_selected_one_by_one() {
        let mut selection = Selection::default();
        for row in [5, 64, 999_999, 5] {
            selection.set(row, true);
        }
        assert_eq!(selection.len(), 3);
        assert_eq!(selection.rows().collect::<Vec<_>>(), [5, 64, 999_999]);
        selection.toggle(64);
        selection.set(1, false);
        selection.set(2_000_000, false);
        assert!(!selection.contains(64) && selection.contains(5));
        assert_eq!(selection.len(), 2);
        selection.clear();
        assert!(selection.is_empty() && selection.rows().next().is_none());
    }
}
