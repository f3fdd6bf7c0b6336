//! The members who did most.

use crate::{
    analytics::scope::Scope,
    model::facts::{TableKind, member},
};
use std::cmp::Ordering;

impl Scope {
    /// The members with the most counted actions in the days asked for, rows of the members table with their numbers,
    /// most first; of equal ones the lower id first, which for ids of figures is the lower number. Actions without a time
    /// are not counted.
    pub fn most_active(&self, limit: usize) -> Vec<(u32, u32)> {
        let Some(window) = self.window(self.dataset().span_of(TableKind::Activities)).0 else { return Vec::new() };
        if limit == 0 {
            return Vec::new();
        }
        let presence = self.presence();
        let counted: Vec<u32>;
        let totals = if self.filter.period.is_none() {
            presence.totals()
        } else {
            counted = presence.by_member(window).iter().map(|one| one.actions).collect();
            &counted
        };
        // Who has fewer than `least` cannot be among them.
        let (mut most, mut least, mut room) = (Vec::new(), 1, limit.saturating_mul(8).max(512));
        let by_count = |a: &(u32, u32), b: &(u32, u32)| b.1.cmp(&a.1);
        for (row, actions) in (0_u32..).zip(totals) {
            if *actions < least {
                continue;
            }
            most.push((row, *actions));
            if most.len() >= room {
                least = most.select_nth_unstable_by(limit - 1, by_count).1.1;
                most.retain(|(_, actions)| *actions >= least);
                room = room.max(most.len() * 2);
            }
        }
        let members = &self.dataset().workspace().facts.members;
        let id = |row: u32| members.text(row as usize, member::ID);
        most.sort_unstable_by(|a, b| by_count(a, b).then_with(|| by_number(id(a.0), id(b.0))).then(a.0.cmp(&b.0)));
        most.truncate(limit);
        most
    }
}

/// Ids of figures as the numbers they are, others letter by letter.
fn by_number(a: &str, b: &str) -> Ordering {
    let is_number = |id: &str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    if is_number(a) && is_number(b) {
        let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
        return a.len().cmp(&b.len()).then_with(|| a.cmp(b));
    }
    a.cmp(b)
}
