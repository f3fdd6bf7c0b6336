//! Membership: who belonged to the community on which days, as far as the data says when people joined.

use crate::{
    analytics::{
        dataset::Dataset,
        days::{Clock, usable},
    },
    model::{
        Period,
        facts::{DictionaryKind, MISSING_DAY, activity, kind, member},
    },
};

/// The days of joining and leaving, by row of the members table.
#[derive(Debug, Default)]
pub(crate) struct Members {
    /// Local day of joining; [`MISSING_DAY`] where it is not known.
    pub(super) joined: Vec<i32>,
    /// Local day of leaving for good; `i32::MAX` for those who have not left.
    left: Vec<i32>,
}

impl Members {
    pub(crate) fn new(dataset: &Dataset) -> Self {
        let facts = &dataset.workspace().facts;
        let mut clock = Clock::new(dataset.workspace().settings.zone);
        let mut members = Self::default();
        for chunk in facts.members.chunks() {
            let times = chunk.column(member::JOINED).times().iter();
            members.joined.extend(times.map(|time| clock.day_and_slot(*time).0));
        }
        // Leaving counts unless the member came back to join again.
        let mut back = members.joined.clone();
        let mut left = vec![MISSING_DAY; members.joined.len()];
        let kinds = facts.dictionaries.get(DictionaryKind::Kind);
        let (joining, leaving) = (kinds.find(kind::JOIN), kinds.find(kind::LEAVE));
        for (chunk, derived) in facts.activities.chunks().iter().zip(dataset.activities()) {
            let people = chunk.column(activity::MEMBER).codes();
            for (place, code) in chunk.column(activity::KIND).codes().iter().enumerate() {
                let days = if Some(*code) == joining {
                    &mut back
                } else if Some(*code) == leaving {
                    &mut left
                } else {
                    continue;
                };
                if let Some(day) = days.get_mut(people[place] as usize) {
                    *day = (*day).max(derived.days[place]);
                }
            }
        }
        let for_good = |(left, back): (i32, i32)| if usable(left) && left >= back { left } else { i32::MAX };
        members.left = left.into_iter().zip(back).map(for_good).collect();
        members
    }

    /// Whether somebody whose joining day is known belonged to the community on one of the days.
    pub(super) fn belongs(&self, member: usize, days: Period) -> bool {
        let joined = self.joined.get(member).copied().unwrap_or(MISSING_DAY);
        let left = self.left.get(member).copied().unwrap_or(i32::MAX);
        joined != MISSING_DAY && joined <= days.end.0 && days.start.0 <= left
    }
}
