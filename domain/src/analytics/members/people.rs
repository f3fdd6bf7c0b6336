//! The members a query asks for, each with the days of their story side by side.

use super::{memberships::Memberships, turns::Turns};
use crate::{analytics::dataset::Dataset, model::facts::MISSING_DAY};

/// Everybody the query asks for, in the order of the members table.
#[derive(Debug, Default)]
pub(crate) struct People {
    /// Members who count.
    pub(crate) counted: Vec<Person>,
    /// Rows of staff and bots, where those are left out.
    pub(crate) staff: Vec<u32>,
}

/// One member's days; each [`MISSING_DAY`] where it is not known or never came.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Person {
    /// Row of the members table.
    pub(crate) row: u32,
    /// Joining.
    pub(crate) joined: i32,
    /// Joining or the first action, whichever is earlier: from here on somebody is known to be a member.
    pub(crate) began: i32,
    /// Leaving for good.
    pub(crate) left: i32,
    /// The first action.
    pub(crate) first: i32,
    /// The day on which there were 4 actions within 90 days for the first time.
    pub(crate) regular: i32,
}

impl People {
    pub(super) fn new(dataset: &Dataset, memberships: &Memberships, turns: &Turns) -> Self {
        let mut people = Self::default();
        let days = memberships.joined.iter().zip(&memberships.left).zip(turns.first.iter().zip(&turns.regular));
        for (row, (known, ((joined, left), (first, regular)))) in memberships.known.iter().zip(days).enumerate() {
            let (joined, left, first, regular) = (*joined, *left, *first, *regular);
            if !known {
                continue;
            }
            if dataset.leaves_out(row) {
                people.staff.push(row as u32);
                continue;
            }
            let began = match (joined, first) {
                (MISSING_DAY, day) | (day, MISSING_DAY) => day,
                (joined, first) => joined.min(first),
            };
            people.counted.push(Person { row: row as u32, joined, began, left, first, regular });
        }
        people
    }
}

/// Whether a day is known and not after another.
pub(super) fn reached(day: i32, end: i32) -> bool {
    day != MISSING_DAY && day <= end
}
