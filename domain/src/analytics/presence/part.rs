//! Presence in one chunk of activities.

use super::{Counts, order::Order};
use crate::{
    analytics::{
        dataset::{Class, Derived},
        days::NO_SLOT,
        scope::Filter,
    },
    model::facts::{Chunk, MISSING_CODE, activity},
};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Origin, batch, and the counts of both classes of action.
pub(super) type OriginCounts = (u8, u32, [u32; 2]);

/// Members by day in one chunk, each once a day, ascending.
#[derive(Debug)]
pub(super) struct Part {
    /// What it was made of.
    order: Arc<Order>,
    classes: Arc<Vec<Class>>,
    pub(super) days: Vec<PartDay>,
    pub(super) members: Vec<u32>,
    /// How many actions each of them did that day.
    pub(super) actions: Vec<u32>,
    pub(super) untimed: Counts,
    pub(super) untimed_origins: Vec<OriginCounts>,
    /// Of all days, in their order.
    origins: Vec<OriginCounts>,
}

/// One day of a chunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PartDay {
    pub(super) day: i32,
    /// Where its members end.
    end: u32,
    /// Where its origins end.
    origins_end: u32,
    pub(super) counts: Counts,
}

/// One chunk with what is derived of it.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) chunk: &'a Chunk,
    pub(super) derived: &'a Derived,
    pub(super) order: &'a Arc<Order>,
    pub(super) classes: &'a Arc<Vec<Class>>,
}

impl Part {
    pub(super) fn new(source: Source<'_>, filter: &Filter) -> Self {
        let channels = source.chunk.column(activity::CHANNEL).codes();
        if filter.is_open_for_activities() {
            Self::collect(source, |_| true)
        } else if filter.only_channels() {
            Self::collect(source, |place| filter.channels.admits(channels[place]))
        } else {
            let kinds = source.chunk.column(activity::KIND).codes();
            let slots = &source.derived.slots;
            let members = source.chunk.column(activity::MEMBER).codes();
            Self::collect(source, |place| {
                filter.channels.admits(channels[place])
                    && filter.kinds.admits(kinds[place])
                    && filter.slot.is_none_or(|wanted| wanted == slots[place] && wanted != NO_SLOT)
                    && filter.members.admits(members[place])
            })
        }
    }

    fn collect(source: Source<'_>, passes: impl Fn(usize) -> bool) -> Self {
        let Source { chunk, order, classes, .. } = source;
        let origins = (chunk.column(activity::ORIGIN).byte_values(), chunk.column(activity::BATCH).codes());
        let mut part = Self {
            order: Arc::clone(order),
            classes: Arc::clone(classes),
            days: Vec::with_capacity(order.days.len()),
            members: vec![0; order.rows.len()],
            actions: vec![0; order.rows.len()],
            untimed: Counts::default(),
            untimed_origins: Vec::new(),
            origins: Vec::new(),
        };
        let (mut start, mut kept) = (0, 0);
        for (day, end) in &order.days {
            let rows = start..*end as usize;
            start = rows.end;
            // The member whose rows are just counted; nobody has this row.
            let mut last = MISSING_CODE;
            let mut counts = [0_u32; 4];
            for (place, member) in order.rows[rows.clone()].iter().zip(&order.members[rows.clone()]) {
                let place = usize::from(*place);
                if !passes(place) {
                    continue;
                }
                let class = classes[place];
                if class == Class::Action {
                    counts[0] += 1;
                    if *member != last {
                        last = *member;
                        part.members[kept] = *member;
                        kept += 1;
                    }
                    part.actions[kept - 1] += 1;
                } else {
                    counts[class as usize] += 1;
                }
            }
            let counts = Counts::of(counts);
            if counts == Counts::default() {
                continue;
            }
            add_origins(&mut part.origins, order, rows, classes, origins, &passes, counts);
            part.days.push(PartDay { day: *day, end: kept as u32, origins_end: part.origins.len() as u32, counts });
        }
        let mut counts = [0_u32; 4];
        for place in &order.rows[start..] {
            if passes(usize::from(*place)) {
                counts[classes[usize::from(*place)] as usize] += 1;
            }
        }
        part.untimed = Counts::of(counts);
        let rows = start..order.rows.len();
        add_origins(&mut part.untimed_origins, order, rows, classes, origins, &passes, part.untimed);
        for list in [&mut part.members, &mut part.actions] {
            list.truncate(kept);
            list.shrink_to_fit();
        }
        part
    }

    /// Whether it was made of the very same.
    pub(super) fn is_of(&self, source: Source<'_>) -> bool {
        Arc::ptr_eq(&self.order, source.order) && Arc::ptr_eq(&self.classes, source.classes)
    }

    /// Where the members of a day stand.
    pub(super) fn range(&self, index: usize) -> std::ops::Range<usize> {
        let start = index.checked_sub(1).map_or(0, |before| self.days[before].end);
        start as usize..self.days[index].end as usize
    }

    /// Where the actions of a day come from.
    pub(super) fn origins(&self, index: usize) -> &[OriginCounts] {
        let start = index.checked_sub(1).map_or(0, |before| self.days[before].origins_end);
        &self.origins[start as usize..self.days[index].origins_end as usize]
    }

    /// The first day that is not the same in another part; `None` where all are.
    pub(super) fn first_difference(&self, other: &Self) -> Option<i32> {
        let days = self.days.len().max(other.days.len());
        let differs = |index: &usize| match (self.days.get(*index), other.days.get(*index)) {
            (Some(one), Some(two)) => {
                let (a, b) = (self.range(*index), other.range(*index));
                one.day != two.day
                    || one.counts != two.counts
                    || self.members[a.clone()] != other.members[b.clone()]
                    || self.actions[a] != other.actions[b]
            }
            _ => true,
        };
        let day = |part: &Self, index: usize| part.days.get(index).map_or(i32::MAX, |day| day.day);
        (0..days).find(differs).map(|index| day(self, index).min(day(other, index)))
    }
}

/// Adds where the actions of some rows come from.
fn add_origins(
    to: &mut Vec<OriginCounts>,
    order: &Order,
    rows: std::ops::Range<usize>,
    classes: &[Class],
    (origins, batches): (&[u8], &[u32]),
    passes: &impl Fn(usize) -> bool,
    counts: Counts,
) {
    if counts.actions == 0 {
        return;
    }
    if let Some((origin, batch)) = order.one_origin {
        to.push((origin, batch, [counts.actions - counts.nameless, counts.nameless]));
        return;
    }
    let mut found: FxHashMap<(u8, u32), [u32; 2]> = FxHashMap::default();
    for place in order.rows[rows].iter().map(|place| usize::from(*place)).filter(|place| passes(*place)) {
        let nameless = match classes[place] {
            Class::Action => 0,
            Class::Nameless => 1,
            Class::Staff | Class::Uncounted => continue,
        };
        found.entry((origins[place], batches[place])).or_default()[nameless] += 1;
    }
    let first = to.len();
    to.extend(found.into_iter().map(|((origin, batch), counts)| (origin, batch, counts)));
    to[first..].sort_unstable();
}
