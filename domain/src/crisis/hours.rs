//! Activities by the hour, counted back from the latest one. One pass over the columns, codes rather than texts; what
//! reads the hours then needs no facts.

use super::{HOUR_MS, NEGATIVE, Sentiment};
use crate::{
    analytics::UNCOUNTED_KINDS,
    model::{
        Id, Instant, Workspace,
        facts::{Chunk, DictionaryKind, MISSING_TIME, activity, member},
    },
};

/// Most hours that are looked back: three years.
pub const LONGEST: usize = 3 * 366 * 24;

/// Activities in each hour.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hours {
    /// The instant the last hour ends: ms since 1970, UTC. It lies 1 ms after the latest activity.
    pub end: Instant,
    /// Activities in each hour, oldest first. The first hour is whole: the data reaches back to its beginning.
    pub counts: Vec<u32>,
    /// How many of them have a sentiment; empty where none was asked for.
    pub judged: Vec<u32>,
    /// How many of these are negative; as long as `judged`.
    pub negative: Vec<u32>,
}

impl Hours {
    /// The instant that the hour at a place ends.
    pub fn end_of(&self, place: usize) -> Instant {
        let after = self.counts.len().saturating_sub(place + 1);
        self.end.saturating_sub(after as i64 * HOUR_MS)
    }

    /// The place of the hour that an instant lies in.
    pub fn place_of(&self, at: Instant) -> Option<usize> {
        let back = self.end.checked_sub(1)?.checked_sub(at)?.div_euclid(HOUR_MS);
        usize::try_from(back).ok().and_then(|back| self.counts.len().checked_sub(back + 1))
    }
}

/// Which activities count: what members do, on some channels, staff and bots aside where the workspace leaves them out.
#[derive(Debug)]
pub struct Counted {
    outsiders: Vec<bool>,
    uncounted: Vec<bool>,
    channels: Option<Vec<bool>>,
}

impl Counted {
    /// Those of some channels; none named = all.
    pub fn new(workspace: &Workspace, channels: &[Id]) -> Self {
        let mut outsiders = Vec::new();
        if workspace.settings.exclude_staff {
            for chunk in workspace.facts.members.chunks() {
                let staff = chunk.column(member::STAFF).byte_values();
                let bots = chunk.column(member::BOT).byte_values();
                outsiders.extend(staff.iter().zip(bots).map(|(staff, bot)| *staff == 1 || *bot == 1));
            }
        }
        let values = |kind| workspace.facts.dictionaries.get(kind).values();
        let uncounted = values(DictionaryKind::Kind).iter().map(|kind| UNCOUNTED_KINDS.contains(&&**kind)).collect();
        let channels = (!channels.is_empty()).then(|| {
            let names: Vec<String> = channels.iter().map(Id::to_string).collect();
            values(DictionaryKind::Channel).iter().map(|id| names.iter().any(|name| **name == **id)).collect()
        });
        Self { outsiders, uncounted, channels }
    }

    /// Calls with the place in the chunk and the time of each that counts.
    pub(super) fn each(&self, chunk: &Chunk, take: &mut dyn FnMut(usize, Instant)) {
        let times = chunk.column(activity::TIME).times();
        let kinds = chunk.column(activity::KIND).codes();
        let members = chunk.column(activity::MEMBER).codes();
        let channels = chunk.column(activity::CHANNEL).codes();
        let is = |flags: &[bool], code: u32| flags.get(code as usize) == Some(&true);
        for (place, (((time, kind), member), channel)) in times.iter().zip(kinds).zip(members).zip(channels).enumerate()
        {
            let counts = *time != MISSING_TIME
                && !is(&self.uncounted, *kind)
                && !is(&self.outsiders, *member)
                && self.channels.as_ref().is_none_or(|allowed| is(allowed, *channel));
            if counts {
                take(place, *time);
            }
        }
    }
}

/// The latest time of any activity, those after `until` aside (a broken date in the future is no news). `None` where
/// there is none.
pub fn latest(workspace: &Workspace, until: Instant) -> Option<Instant> {
    let chunks = workspace.facts.activities.chunks().iter();
    let of = |chunk: &Chunk| {
        let times = chunk.column(activity::TIME).times().iter();
        times.copied().filter(|time| *time != MISSING_TIME && *time <= until).max()
    };
    chunks.filter_map(|chunk| of(chunk)).max()
}

/// The hours up to the latest activity of the workspace, of some channels (none named = all). `None` where the
/// workspace has no activity until `until`.
pub fn hours(
    workspace: &Workspace,
    channels: &[Id],
    until: Instant,
    sentiment: Option<Sentiment<'_>>,
) -> Option<Hours> {
    let end = latest(workspace, until)?.checked_add(1)?;
    let counted = Counted::new(workspace, channels);
    let start = end.saturating_sub(LONGEST as i64 * HOUR_MS);
    let mut first = end;
    let mut back = Vec::<[u32; 3]>::new();
    for (row, chunk) in workspace.facts.activities.numbered() {
        counted.each(chunk, &mut |place, time| {
            if time >= end {
                return;
            }
            first = first.min(time);
            if time < start {
                return;
            }
            let hour = ((end - 1 - time) / HOUR_MS) as usize;
            if hour >= back.len() {
                back.resize(hour + 1, [0; 3]);
            }
            if let Some([all, judged, negative]) = back.get_mut(hour) {
                *all += 1;
                if let Some(value) = sentiment.and_then(|sentiment| sentiment(row + place)) {
                    *judged += 1;
                    *negative += u32::from(value <= NEGATIVE);
                }
            }
        });
    }
    // The first hour is seldom whole: the data begins somewhere in it.
    let known = usize::try_from(end.saturating_sub(first) / HOUR_MS).unwrap_or(LONGEST).min(LONGEST);
    back.resize(known, [0; 3]);
    back.reverse();
    let column = |at: usize| back.iter().map(|hour| hour.get(at).copied().unwrap_or(0)).collect();
    let (judged, negative) = if sentiment.is_some() { (column(1), column(2)) } else { Default::default() };
    Some(Hours { end, counts: column(0), judged, negative })
}

/// The rows of the activities from an instant to another (not itself), latest first.
pub fn rows(workspace: &Workspace, channels: &[Id], from: Instant, to: Instant) -> Vec<u32> {
    let counted = Counted::new(workspace, channels);
    let mut found = Vec::new();
    for (row, chunk) in workspace.facts.activities.numbered() {
        counted.each(chunk, &mut |place, time| {
            if (from..to).contains(&time) {
                found.push((time, (row + place) as u32));
            }
        });
    }
    found.sort_unstable_by(|a, b| b.cmp(a));
    found.into_iter().map(|(_, row)| row).collect()
}
