//! What in the calendar does not go together: two posts at once, the same text again, what is late, what is empty.

use crate::model::{
    Id, Instant, Period, Workspace,
    record::{ContentItem, ContentStatus},
    time::DAY_MS,
};
use crate::search::fold;
use std::{collections::BTreeMap, fmt};

/// How close two posts on a channel are too close, where nobody says otherwise.
pub const CLOSE_MS: i64 = 30 * 60_000;
/// How long the same text is the same text again.
pub const AGAIN_MS: i64 = 7 * DAY_MS;

/// Something that a person should look at; as text in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// What.
    pub kind: ClashKind,
    /// The piece of content.
    pub content: Id,
    /// The channel; none = the whole piece.
    pub channel: Option<Id>,
    /// The piece it goes together badly with.
    pub other: Option<Id>,
    /// When it is planned: ms since 1970, UTC.
    pub at: Instant,
}

/// Sorts of clash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClashKind {
    /// Planned for a time that has passed, and not out.
    Overdue,
    /// Scheduled without a variant for any channel.
    NoVariant,
    /// Scheduled with a variant that has neither text nor media.
    Empty,
    /// Another post on the channel goes out at nearly the same time: so many minutes apart.
    Close(u32),
    /// Another post on the channel has the same text: so many days apart.
    Same(u32),
}

impl fmt::Display for ClashKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overdue => f.write_str("Overdue: its time has passed and it is not published."),
            Self::NoVariant => f.write_str("Scheduled, but there is no variant for a channel."),
            Self::Empty => f.write_str("Scheduled, but there is neither text nor media."),
            Self::Close(0) => f.write_str("Another post goes out on the channel at the same time."),
            Self::Close(1) => f.write_str("Another post goes out on the channel 1 minute apart."),
            Self::Close(minutes) => write!(f, "Another post goes out on the channel {minutes} minutes apart."),
            Self::Same(0) => f.write_str("The same text goes out on the channel on the same day."),
            Self::Same(1) => f.write_str("The same text goes out on the channel 1 day apart."),
            Self::Same(days) => write!(f, "The same text goes out on the channel {days} days apart."),
        }
    }
}

/// One variant with its time.
struct Timed<'a> {
    at: Instant,
    item: &'a ContentItem,
    /// Whether it still has to go out here.
    open: bool,
    text: String,
}

/// What does not go together in a period, in order of time. A pair is named once, at its later piece, where at least
/// one of the two still has to go out. Two posts closer than `close` ms on one channel are too close.
pub fn clashes(workspace: &Workspace, period: Period, now: Instant, close: i64) -> Vec<Clash> {
    let zone = workspace.settings.zone;
    let (start, end) = (zone.day_start(period.start), zone.day_start(period.end.add(1)));
    let inside = |at: Instant| start <= at && at < end;
    let reach = close.max(AGAIN_MS);
    let mut found = Vec::new();
    let mut channels: BTreeMap<Id, Vec<Timed<'_>>> = BTreeMap::new();
    for item in workspace.records.content.iter() {
        alone(item, now, &inside, &mut found);
        for variant in &item.variants {
            let out = variant.published.is_some() || item.status == ContentStatus::Published;
            let counts = out || (item.status.is_open() && item.status != ContentStatus::Idea);
            let Some(at) = item.time_of(variant).filter(|_| counts) else { continue };
            if at >= start.saturating_sub(reach) && at < end {
                let text = fold(&variant.text.split_whitespace().collect::<Vec<_>>().join(" "));
                channels.entry(variant.channel).or_default().push(Timed { at, item, open: !out, text });
            }
        }
    }
    for (channel, mut timed) in channels {
        timed.sort_by_key(|timed| (timed.at, timed.item.id));
        let mut texts: BTreeMap<&str, usize> = BTreeMap::new();
        for (place, later) in timed.iter().enumerate() {
            let mut clash = |kind: ClashKind, other: &Timed<'_>| {
                if inside(later.at) && (later.open || other.open) {
                    let (content, other) = (later.item.id, Some(other.item.id));
                    found.push(Clash { kind, content, channel: Some(channel), other, at: later.at });
                }
            };
            if let Some(before) = place.checked_sub(1).and_then(|before| timed.get(before)) {
                let apart = later.at.saturating_sub(before.at);
                if apart < close {
                    clash(ClashKind::Close((apart / 60_000) as u32), before);
                }
            }
            if later.text.is_empty() {
                continue;
            }
            if let Some(before) = texts.insert(&later.text, place).and_then(|before| timed.get(before)) {
                let apart = later.at.saturating_sub(before.at);
                if apart <= AGAIN_MS {
                    clash(ClashKind::Same((zone.day(later.at).0 - zone.day(before.at).0).unsigned_abs()), before);
                }
            }
        }
    }
    found.sort_by_key(|clash| (clash.at, clash.kind, clash.content, clash.channel));
    found
}

/// What is wrong with a piece by itself.
fn alone(item: &ContentItem, now: Instant, inside: &impl Fn(Instant) -> bool, found: &mut Vec<Clash>) {
    let mut push = |kind: ClashKind, channel: Option<Id>, at: Option<Instant>| {
        if let Some(at) = at.filter(|at| inside(*at)) {
            found.push(Clash { kind, content: item.id, channel, other: None, at });
        }
    };
    // An idea may have had a day that passed; nothing was promised.
    if !item.status.is_open() || item.status == ContentStatus::Idea {
        return;
    }
    let scheduled = item.status == ContentStatus::Scheduled;
    if item.variants.is_empty() {
        if scheduled {
            push(ClashKind::NoVariant, None, item.planned);
        }
        if item.planned.is_some_and(|planned| planned < now) {
            push(ClashKind::Overdue, None, item.planned);
        }
    }
    for variant in item.variants.iter().filter(|variant| variant.published.is_none()) {
        let planned = variant.planned.or(item.planned);
        if scheduled && variant.text.trim().is_empty() && variant.media.is_empty() {
            push(ClashKind::Empty, Some(variant.channel), planned);
        }
        if planned.is_some_and(|planned| planned < now) {
            push(ClashKind::Overdue, Some(variant.channel), planned);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{at, id, item, put, workspace};
    use super::*;
    use crate::model::Day;

    fn november() -> Period {
        Period::new(Day::from_ymd(2026, 11, 1).unwrap(), Day::from_ymd(2026, 11, 30).unwrap())
    }

    fn kinds(workspace: &Workspace, now: Instant) -> Vec<(ClashKind, Id, Option<Id>)> {
        let found = clashes(workspace, november(), now, CLOSE_MS);
        found.into_iter().map(|clash| (clash.kind, clash.content, clash.other)).collect()
    }

    #[test]
    fn posts_at_nearly_the_same_time_on_one_channel_clash() {
        let mut workspace = workspace();
        put(&mut workspace, item(10, Some(at(3, 9, 0)), "one"));
        put(&mut workspace, item(11, Some(at(3, 9, 29)), "two"));
        put(&mut workspace, item(12, Some(at(3, 9, 59)), "three"));
        let mut elsewhere = item(13, Some(at(3, 9, 0)), "four");
        elsewhere.variants[0].channel = id(2);
        put(&mut workspace, elsewhere);
        assert_eq!(kinds(&workspace, 0), [(ClashKind::Close(29), id(11), Some(id(10)))]);
    }

    #[test]
    fn the_same_text_within_a_week_clashes() {
        let mut workspace = workspace();
        put(&mut workspace, item(10, Some(at(3, 9, 0)), "Drink  water\nnow"));
        put(&mut workspace, item(11, Some(at(10, 9, 0)), "drink WATER now"));
        put(&mut workspace, item(12, Some(at(17, 9, 1)), "Drink water now"));
        assert_eq!(kinds(&workspace, 0), [(ClashKind::Same(7), id(11), Some(id(10)))]);
        // What is out cannot be changed any more.
        for n in [10, 11] {
            let mut out = item(n, Some(at(u32::from(n) - 7, 9, 0)), "Drink water now");
            out.status = ContentStatus::Published;
            put(&mut workspace, out);
        }
        assert_eq!(kinds(&workspace, 0), []);
    }

    #[test]
    fn what_is_late_or_empty_is_named() {
        let mut workspace = workspace();
        put(&mut workspace, item(10, Some(at(3, 9, 0)), "late"));
        let mut out = item(11, Some(at(4, 9, 0)), "out");
        out.variants[0].published = Some(at(4, 9, 1));
        put(&mut workspace, out);
        put(&mut workspace, item(12, Some(at(20, 9, 0)), " "));
        let mut bare = item(13, Some(at(21, 9, 0)), "");
        bare.variants.clear();
        put(&mut workspace, bare);
        let mut idea = item(14, Some(at(5, 9, 0)), "x");
        idea.status = ContentStatus::Idea;
        put(&mut workspace, idea);
        assert_eq!(
            kinds(&workspace, at(15, 0, 0)),
            [
                (ClashKind::Overdue, id(10), None),
                (ClashKind::Empty, id(12), None),
                (ClashKind::NoVariant, id(13), None),
            ]
        );
    }
}
