//! When members joined and left. One pass over the members and one over the activities.

use crate::{
    analytics::{
        dataset::{Class, Dataset},
        days::{Clock, widest},
        presence::each_activity,
        scope::{Filter, split},
    },
    model::{
        Period,
        facts::{DictionaryKind, MISSING_DAY, activity, kind, member},
    },
};

/// Joining and leaving by row of the members table.
#[derive(Debug, Default)]
pub(crate) struct Memberships {
    /// Day of joining: that of the members table or of the first `join`, whichever is earlier; [`MISSING_DAY`] = not
    /// known. With channels chosen, only a `join` there counts: the members table does not say where.
    pub(crate) joined: Vec<i32>,
    /// Day of the last `leave`; [`MISSING_DAY`] where there is none or something followed on a later day.
    pub(crate) left: Vec<i32>,
    /// Whether the query asks for the member: all of them or, with channels chosen, those who joined or acted there;
    /// with segments chosen, only members of these.
    pub(crate) known: Vec<bool>,
    /// Whether any leaving is recorded.
    pub(crate) has_leavings: bool,
    /// First to last day of joining.
    pub(crate) span: Option<Period>,
}

impl Memberships {
    pub(super) fn new(dataset: &Dataset, filter: &Filter) -> Self {
        // Kinds and hours do not matter for belonging somewhere.
        let filter = filter.channels_only();
        let everywhere = filter.is_everywhere();
        let facts = &dataset.workspace().facts;
        let rows = facts.members.len();
        let mut joined = vec![MISSING_DAY; rows];
        if everywhere {
            let mut clock = Clock::new(dataset.workspace().settings.zone);
            let times = facts.members.chunks().iter().flat_map(|chunk| chunk.column(member::JOINED).times());
            for (row, (day, time)) in joined.iter_mut().zip(times).enumerate() {
                if filter.members.admits(row as u32) {
                    *day = clock.day_and_slot(*time).0;
                }
            }
        }
        let mut known: Vec<bool> = (0..rows).map(|row| everywhere && filter.members.admits(row as u32)).collect();
        let mut left = vec![MISSING_DAY; rows];
        // Whoever joined after leaving came back, whether the members table says so or a `join`.
        let mut latest = joined.clone();
        let kinds = facts.dictionaries.get(DictionaryKind::Kind);
        let (join, leave) = (kinds.find(kind::JOIN), kinds.find(kind::LEAVE));
        let codes: Vec<&[u32]> =
            facts.activities.chunks().iter().map(|chunk| chunk.column(activity::KIND).codes()).collect();
        let mut has_leavings = false;
        each_activity(dataset, &filter, &mut |act| {
            let row = act.member as usize;
            if row >= rows || act.day == MISSING_DAY {
                return;
            }
            if !everywhere {
                known[row] = true;
            }
            if act.class != Class::Uncounted {
                latest[row] = latest[row].max(act.day);
                return;
            }
            let (chunk, place) = split(act.row);
            let code = Some(codes[chunk][place]);
            if code == join {
                latest[row] = latest[row].max(act.day);
                joined[row] = if joined[row] == MISSING_DAY { act.day } else { joined[row].min(act.day) };
            } else if code == leave {
                has_leavings = true;
                left[row] = left[row].max(act.day);
            }
        });
        for (left, latest) in left.iter_mut().zip(latest) {
            if *left < latest {
                *left = MISSING_DAY;
            }
        }
        let span = widest(joined.iter().filter(|day| **day != MISSING_DAY).map(|day| (*day, *day)));
        Self { joined, left, known, has_leavings, span }
    }

    /// Whether somebody whose day of joining is known belonged to the community on one of the days.
    pub(crate) fn belongs(&self, member: usize, days: Period) -> bool {
        let joined = self.joined.get(member).copied().unwrap_or(MISSING_DAY);
        let left = self.left.get(member).copied().filter(|day| *day != MISSING_DAY);
        joined != MISSING_DAY && joined <= days.end.0 && left.is_none_or(|left| days.start.0 <= left)
    }
}
