//! What every figure needs, worked out once: the local day and the weekday × hour slot of each post and activity,
//! who is staff or a bot, what each activity counts as, who was active on which day.

use super::presence::Presence;
use crate::model::{
    Day, Period, Workspace, Zone,
    facts::{
        Chunk, DictionaryKind, MISSING_BYTE, MISSING_DAY, MISSING_TIME, Table, TableKind, activity, kind, member, post,
    },
    time::DAY_MS,
};
use rustc_hash::FxHashMap;
use std::sync::{Arc, OnceLock};

/// No weekday × hour slot.
pub(crate) const NO_SLOT: u8 = u8::MAX;

/// Kinds of activity that are not a member's action. Everything else counts.
pub const UNCOUNTED_KINDS: [&str; 3] = [kind::JOIN, kind::LEAVE, kind::MODERATION];

/// A workspace with what every figure needs derived once. Cloning copies a pointer.
#[derive(Clone, Debug)]
pub struct Dataset(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    workspace: Workspace,
    posts: Vec<Arc<Derived>>,
    activities: Vec<Arc<Derived>>,
    outsiders: Arc<Outsiders>,
    classes: Vec<Arc<Vec<Class>>>,
    activity_days: OnceLock<Days>,
    presence: OnceLock<Presence>,
}

/// What an activity counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// A member's action.
    Action,
    /// An action whose member is not known.
    Nameless,
    /// By staff or a bot, where those are left out.
    Staff,
    /// Of a kind that does not count.
    Uncounted,
}

/// Derived columns of one chunk.
#[derive(Debug)]
pub(crate) struct Derived {
    /// Local day; [`MISSING_DAY`] where there is no time.
    pub(crate) days: Vec<i32>,
    /// Weekday × 24 + hour; [`NO_SLOT`] where unknown.
    pub(crate) slots: Vec<u8>,
    span: Option<(i32, i32)>,
}

/// Members that are left out of figures by default: a flag for each row of the members table.
#[derive(Debug)]
pub(crate) struct Outsiders {
    flags: Vec<bool>,
}

impl Dataset {
    /// Derives everything anew.
    pub fn new(workspace: Workspace) -> Self {
        Self::build(workspace, None)
    }

    /// The same for a changed workspace. Chunks that are still the same are not derived again.
    #[must_use]
    pub fn update(&self, workspace: Workspace) -> Self {
        Self::build(workspace, Some(self))
    }

    fn build(workspace: Workspace, older: Option<&Self>) -> Self {
        let zone = workspace.settings.zone;
        let older = older.map(|older| &*older.0);
        let same_zone = older.filter(|older| older.workspace.settings.zone == zone);
        let facts = &workspace.facts;
        let mut clock = Clock::new(zone);
        let posts = derive(
            &facts.posts,
            same_zone.map(|older| (&older.workspace.facts.posts, &older.posts[..])),
            &mut |chunk| derive_posts(chunk, &mut clock),
        );
        let activities = derive(
            &facts.activities,
            same_zone.map(|older| (&older.workspace.facts.activities, &older.activities[..])),
            &mut |chunk| {
                let times = chunk.column(activity::TIME).times();
                Derived::collect(times.iter().map(|time| clock.day_and_slot(*time)))
            },
        );
        let outsiders = match older {
            Some(older) if same_chunks(&older.workspace.facts.members, &facts.members) => Arc::clone(&older.outsiders),
            _ => Arc::new(outsiders(&facts.members)),
        };
        let kinds = facts.dictionaries.get(DictionaryKind::Kind).values();
        let uncounted: Vec<bool> = kinds.iter().map(|kind| UNCOUNTED_KINDS.contains(&&**kind)).collect();
        let exclude_staff = workspace.settings.exclude_staff;
        let same_members = older.filter(|older| {
            Arc::ptr_eq(&older.outsiders, &outsiders) && older.workspace.settings.exclude_staff == exclude_staff
        });
        let classes = derive(
            &facts.activities,
            same_members.map(|older| (&older.workspace.facts.activities, &older.classes[..])),
            &mut |chunk| {
                let kinds = chunk.column(activity::KIND).codes().iter();
                let members = chunk.column(activity::MEMBER).codes();
                let class = |(kind, member): (&u32, &u32)| match outsiders.flags.get(*member as usize) {
                    _ if uncounted.get(*kind as usize) == Some(&true) => Class::Uncounted,
                    None => Class::Nameless,
                    Some(true) if exclude_staff => Class::Staff,
                    Some(_) => Class::Action,
                };
                kinds.zip(members).map(class).collect()
            },
        );
        let (activity_days, presence) = (OnceLock::new(), OnceLock::new());
        Self(Arc::new(Inner { workspace, posts, activities, outsiders, classes, activity_days, presence }))
    }

    /// The workspace it was made from.
    pub fn workspace(&self) -> &Workspace {
        &self.0.workspace
    }

    /// Whether two datasets are the very same.
    pub fn same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// First to last local day of dated posts, activities and daily statistics; `None` where nothing has a date.
    pub fn span(&self) -> Option<Period> {
        [TableKind::Posts, TableKind::Activities, TableKind::ChannelDays]
            .into_iter()
            .filter_map(|table| self.span_of(table))
            .reduce(|a, b| Period { start: a.start.min(b.start), end: a.end.max(b.end) })
    }

    /// First to last day of one table.
    pub fn span_of(&self, table: TableKind) -> Option<Period> {
        let spans =
            match table {
                TableKind::Posts => &self.0.posts,
                TableKind::Activities => &self.0.activities,
                TableKind::ChannelDays => {
                    let days =
                        self.workspace().facts.channel_days.chunks().iter().flat_map(|chunk| {
                            chunk.column(crate::model::facts::channel_day::DAY).days().iter().copied()
                        });
                    return widest(days.filter(|day| usable(*day)).map(|day| (day, day)));
                }
                TableKind::Members => return None,
            };
        widest(spans.iter().filter_map(|derived| derived.span))
    }

    /// The last day on which anything happened.
    pub fn latest_day(&self) -> Option<Day> {
        self.span().map(|span| span.end)
    }

    /// Names of the kinds of activity in the data that count as an action, in the order they were met.
    pub fn counted_kinds(&self) -> Vec<&str> {
        let names = self.workspace().facts.dictionaries.get(DictionaryKind::Kind).values();
        names.iter().map(|name| &**name).filter(|name| !UNCOUNTED_KINDS.contains(name)).collect()
    }

    /// Derived columns of the posts, chunk by chunk.
    pub(crate) fn posts(&self) -> &[Arc<Derived>] {
        &self.0.posts
    }

    /// Derived columns of the activities, chunk by chunk.
    pub(crate) fn activities(&self) -> &[Arc<Derived>] {
        &self.0.activities
    }

    /// What the activities count as, chunk by chunk. One without a kind counts.
    pub(crate) fn classes(&self) -> &[Arc<Vec<Class>>] {
        &self.0.classes
    }

    /// Who was active on which day, all activities.
    pub(crate) fn presence(&self) -> &Presence {
        self.0.presence.get_or_init(|| Presence::new(self, &super::scope::Filter::default()))
    }

    /// The days on which there are activities.
    pub(crate) fn activity_days(&self) -> &Days {
        self.0.activity_days.get_or_init(|| Days::new(&self.0.activities))
    }
}

fn same_chunks(a: &Table, b: &Table) -> bool {
    a.chunks().len() == b.chunks().len() && a.chunks().iter().zip(b.chunks()).all(|(a, b)| Arc::ptr_eq(a, b))
}

fn widest(spans: impl Iterator<Item = (i32, i32)>) -> Option<Period> {
    spans.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).map(|(start, end)| Period { start: Day(start), end: Day(end) })
}

fn derive<T>(table: &Table, older: Option<(&Table, &[Arc<T>])>, make: &mut dyn FnMut(&Chunk) -> T) -> Vec<Arc<T>> {
    let chunks = table.chunks().iter().enumerate();
    chunks
        .map(|(index, chunk)| {
            let kept = older.and_then(|(table, derived)| {
                let same = table.chunks().get(index).is_some_and(|old| Arc::ptr_eq(old, chunk));
                derived.get(index).filter(|_| same)
            });
            kept.map_or_else(|| Arc::new(make(chunk)), Arc::clone)
        })
        .collect()
}

fn derive_posts(chunk: &Chunk, clock: &mut Clock) -> Derived {
    let times = chunk.column(post::TIME).times();
    let weekdays = chunk.column(post::STATED_WEEKDAY).byte_values();
    let hours = chunk.column(post::STATED_HOUR).byte_values();
    Derived::collect(times.iter().zip(weekdays.iter().zip(hours)).map(|(time, (weekday, hour))| {
        let dated = clock.day_and_slot(*time);
        if dated.0 == MISSING_DAY && *weekday < 7 && *hour < 24 { (MISSING_DAY, weekday * 24 + hour) } else { dated }
    }))
}

fn outsiders(members: &Table) -> Outsiders {
    let mut flags = Vec::with_capacity(members.len());
    for chunk in members.chunks() {
        let (staff, bots) = (chunk.column(member::STAFF).byte_values(), chunk.column(member::BOT).byte_values());
        let yes = |flag: u8| flag != 0 && flag != MISSING_BYTE;
        flags.extend(staff.iter().zip(bots).map(|(staff, bot)| yes(*staff) || yes(*bot)));
    }
    Outsiders { flags }
}

impl Derived {
    fn collect(rows: impl ExactSizeIterator<Item = (i32, u8)>) -> Self {
        let mut derived =
            Self { days: Vec::with_capacity(rows.len()), slots: Vec::with_capacity(rows.len()), span: None };
        for (day, slot) in rows {
            derived.days.push(day);
            derived.slots.push(slot);
            if day != MISSING_DAY {
                let (first, last) = derived.span.unwrap_or((day, day));
                derived.span = Some((first.min(day), last.max(day)));
            }
        }
        derived
    }
}

/// Days of the years 1 to 9999: what a date in a file can mean. Anything else is a broken time and counts as none.
fn usable(day: i32) -> bool {
    (-719_162..=2_932_896).contains(&day)
}

/// Local time, fast for instants that are mostly in order: the zone is asked once a UTC day, not once a row.
struct Clock {
    zone: Zone,
    /// UTC day → offset in ms; `None` for a day on which the offset changes.
    offsets: FxHashMap<i64, Option<i64>>,
    last: (i64, Option<i64>),
}

impl Clock {
    fn new(zone: Zone) -> Self {
        Self { zone, offsets: FxHashMap::default(), last: (i64::MIN, None) }
    }

    fn day_and_slot(&mut self, time: i64) -> (i32, u8) {
        let utc_day = time.div_euclid(DAY_MS);
        if time == MISSING_TIME || !i32::try_from(utc_day).is_ok_and(usable) {
            return (MISSING_DAY, NO_SLOT);
        }
        if utc_day != self.last.0 {
            let zone = self.zone;
            let offset = *self.offsets.entry(utc_day).or_insert_with(|| {
                let first = zone.offset_ms(utc_day * DAY_MS);
                (first == zone.offset_ms((utc_day + 1) * DAY_MS)).then_some(first)
            });
            self.last = (utc_day, offset);
        }
        let local = time + self.last.1.unwrap_or_else(|| self.zone.offset_ms(time));
        let day = Day(local.div_euclid(DAY_MS) as i32);
        let hour = (local.rem_euclid(DAY_MS) / 3_600_000) as u8;
        (day.0, day.weekday() * 24 + hour)
    }
}

/// The distinct days of a table, ascending, and the place of each day among them.
#[derive(Debug)]
pub(crate) struct Days {
    /// The days.
    pub(crate) all: Vec<i32>,
    first: i32,
    /// Place by day − first; empty where the days lie too far apart for a table.
    places: Vec<u32>,
}

/// Longest span, in days, that is looked up by a table (about 360 years).
const TABLE_DAYS: usize = 1 << 17;

impl Days {
    fn new(chunks: &[Arc<Derived>]) -> Self {
        let Some(span) = widest(chunks.iter().filter_map(|derived| derived.span)) else {
            return Self { all: Vec::new(), first: 0, places: Vec::new() };
        };
        let days = chunks.iter().flat_map(|derived| &derived.days).copied().filter(|day| *day != MISSING_DAY);
        let first = span.start.0;
        if span.days() as usize > TABLE_DAYS {
            let mut all: Vec<i32> = days.collect();
            all.sort_unstable();
            all.dedup();
            return Self { all, first, places: Vec::new() };
        }
        let mut places = vec![0_u32; span.days() as usize];
        for day in days {
            if let Some(place) = places.get_mut((day - first) as usize) {
                *place = 1;
            }
        }
        let mut all = Vec::new();
        for (offset, place) in places.iter_mut().enumerate() {
            if *place != 0 {
                *place = all.len() as u32;
                all.push(first + offset as i32);
            }
        }
        Self { all, first, places }
    }

    /// The place of a day that is one of them.
    pub(crate) fn place(&self, day: i32) -> usize {
        match self.places.get(day.wrapping_sub(self.first) as usize) {
            Some(place) => *place as usize,
            None => self.all.partition_point(|other| *other < day),
        }
    }

    /// The places of the days in a period.
    pub(crate) fn within(&self, period: Period) -> std::ops::Range<usize> {
        let start = self.all.partition_point(|day| *day < period.start.0);
        let end = self.all.partition_point(|day| *day <= period.end.0);
        start..end.max(start)
    }
}
