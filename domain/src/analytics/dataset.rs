//! What every figure needs, worked out once: the local day and the weekday × hour slot of each post and activity,
//! who is staff or a bot, what each activity counts as, who was active on which day.

use super::{
    cube::Cube,
    custom::Kpis,
    days::{Clock, Days, usable, widest},
    presence::Order,
    scope::Filter,
    segment::{SegmentMembers, segment_members},
    talk::{Answers, Links, Replied, Threads},
    work::{Work, Works},
};
use crate::model::{
    Day, Id, Period, Workspace,
    facts::{
        Chunk, DictionaryKind, MISSING_BYTE, MISSING_CODE, MISSING_DAY, Table, TableKind, activity, kind, member, post,
    },
    record::SegmentRule,
};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Kinds of activity that are not a member's action. Everything else counts.
pub const UNCOUNTED_KINDS: [&str; 3] = [kind::JOIN, kind::LEAVE, kind::MODERATION];

/// A workspace with what every figure needs derived once. Cloning copies a pointer.
#[derive(Clone, Debug)]
pub struct Dataset(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    workspace: Workspace,
    counting: Counting,
    posts: Vec<Arc<Derived>>,
    activities: Vec<Arc<Derived>>,
    orders: Vec<Arc<Order>>,
    outsiders: Arc<Outsiders>,
    classes: Vec<Arc<Vec<Class>>>,
    cubes: Vec<Arc<OnceLock<Cube>>>,
    answers: Vec<Arc<Answers>>,
    replied: Vec<Arc<Replied>>,
    activity_days: OnceLock<Arc<Days>>,
    works: Mutex<Works>,
    links: Vec<Arc<Links>>,
    threads: OnceLock<Arc<Threads>>,
    kpis: Arc<Kpis>,
    segments: Mutex<Kept>,
}

/// Segments that were asked for: the rule, the day, the members.
type Kept = Vec<((SegmentRule, Day), Arc<SegmentMembers>)>;

/// Most segments that are remembered.
const MOST_SEGMENTS: usize = 32;

/// Which activities make a member active.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Counting {
    /// All but joining, leaving and moderation: what figures count.
    #[default]
    Actions,
    /// Whatever is recorded, as a plain count of records does.
    Everything,
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
    /// Weekday × 24 + hour; [`super::days::NO_SLOT`] where unknown.
    pub(crate) slots: Vec<u8>,
    pub(crate) span: Option<(i32, i32)>,
}

/// Members that are left out of figures by default: a flag for each row of the members table.
#[derive(Debug)]
pub(crate) struct Outsiders {
    flags: Vec<bool>,
    bots: Vec<bool>,
}

impl Dataset {
    /// Derives everything anew.
    pub fn new(workspace: Workspace) -> Self {
        Self::counting(workspace, Counting::Actions)
    }

    /// The same with another notion of being active.
    pub fn counting(workspace: Workspace, counting: Counting) -> Self {
        Self::build(workspace, counting, None)
    }

    /// The same for a changed workspace. Chunks that are still the same are not derived again.
    #[must_use]
    pub fn update(&self, workspace: Workspace) -> Self {
        Self::build(workspace, self.0.counting, Some(self))
    }

    fn build(workspace: Workspace, counting: Counting, older: Option<&Self>) -> Self {
        let zone = workspace.settings.zone;
        let older = older.map(|older| &*older.0);
        let same_zone = older.filter(|older| older.workspace.settings.zone == zone);
        let facts = &workspace.facts;
        let chunks = facts.activities.chunks();
        let same_chunk = |older: Option<&Inner>, index: usize| {
            older.is_some_and(|older| same_at(older.workspace.facts.activities.chunks(), chunks, index))
        };
        let mut clock = Clock::new(zone);
        let posts = facts.posts.chunks();
        let posts = derive(
            posts.len(),
            same_zone.map(|older| &older.posts[..]),
            |index| same_zone.is_some_and(|older| same_at(older.workspace.facts.posts.chunks(), posts, index)),
            |index| derive_posts(&posts[index], &mut clock),
        );
        let activities = derive(
            chunks.len(),
            same_zone.map(|older| &older.activities[..]),
            |index| same_chunk(same_zone, index),
            |index| {
                let times = chunks[index].column(activity::TIME).times();
                Derived::collect(times.iter().map(|time| clock.day_and_slot(*time)))
            },
        );
        let orders = derive(
            chunks.len(),
            same_zone.map(|older| &older.orders[..]),
            |index| same_chunk(same_zone, index),
            |index| Order::new(&chunks[index], &activities[index]),
        );
        let outsiders = match older {
            Some(older) if same_pointers(older.workspace.facts.members.chunks(), facts.members.chunks()) => {
                Arc::clone(&older.outsiders)
            }
            _ => Arc::new(outsiders(&facts.members)),
        };
        let kinds = facts.dictionaries.get(DictionaryKind::Kind);
        let is_uncounted = |kind: &Arc<str>| counting == Counting::Actions && UNCOUNTED_KINDS.contains(&&**kind);
        let uncounted: Vec<bool> = kinds.values().iter().map(is_uncounted).collect();
        let exclude_staff = workspace.settings.exclude_staff;
        // Members that came in since then change nothing for the chunks before.
        let same_members = older.filter(|older| {
            outsiders.flags.starts_with(&older.outsiders.flags)
                && older.workspace.settings.exclude_staff == exclude_staff
        });
        let known_members = same_members.map_or(0, |older| older.outsiders.flags.len());
        let classes = derive(
            chunks.len(),
            same_members.map(|older| &older.classes[..]),
            |index| {
                let known = orders[index].highest_member.is_none_or(|row| (row as usize) < known_members);
                known && same_chunk(same_members, index)
            },
            |index| {
                let kinds = chunks[index].column(activity::KIND).codes().iter();
                let members = chunks[index].column(activity::MEMBER).codes();
                let class = |(kind, member): (&u32, &u32)| match outsiders.flags.get(*member as usize) {
                    _ if uncounted.get(*kind as usize) == Some(&true) => Class::Uncounted,
                    None => Class::Nameless,
                    Some(true) if exclude_staff => Class::Staff,
                    Some(_) => Class::Action,
                };
                kinds.zip(members).map(class).collect()
            },
        );
        let cubes = derive(
            chunks.len(),
            older.map(|older| &older.cubes[..]),
            |index| {
                older.is_some_and(|older| {
                    same_at(&older.classes, &classes, index) && same_at(&older.activities, &activities, index)
                })
            },
            |_| OnceLock::new(),
        );
        let reply = kinds.find(kind::REPLY).unwrap_or(MISSING_CODE - 1);
        let answers = derive(
            chunks.len(),
            older.map(|older| &older.answers[..]),
            |index| same_chunk(older, index),
            |index| Answers::new(&chunks[index], reply),
        );
        let post = kinds.find(kind::POST).unwrap_or(MISSING_CODE - 1);
        let replied = older.map_or(&[][..], |older| &older.replied);
        let replied = Replied::all(chunks, &activities, &answers, post, replied);
        let unchanged = older
            .filter(|older| same_pointers(&older.activities, &activities) && same_pointers(&older.classes, &classes));
        let activity_days = unchanged.map_or_else(OnceLock::new, |older| older.activity_days.clone());
        // What is known about members is made of their table too, in the workspace's zone.
        let works = older.map(|older| {
            let works = older.works.lock().unwrap_or_else(PoisonError::into_inner);
            let settings = &older.workspace.settings;
            let same = unchanged.is_some()
                && settings.zone == zone
                && settings.exclude_staff == exclude_staff
                && Arc::ptr_eq(&older.outsiders, &outsiders);
            if same { works.clone() } else { Works::after(&works) }
        });
        let links = derive(
            chunks.len(),
            older.map(|older| &older.links[..]),
            |index| same_chunk(older, index),
            |_| Links::default(),
        );
        let same_talk = unchanged.filter(|older| {
            Arc::ptr_eq(&older.outsiders, &outsiders)
                && same_pointers(older.workspace.facts.posts.chunks(), facts.posts.chunks())
        });
        let same_members = older.filter(|older| {
            same_talk.is_some()
                && same_pointers(older.workspace.facts.members.chunks(), facts.members.chunks())
                && same_pointers(older.workspace.facts.activities.chunks(), chunks)
                && older.workspace.settings.exclude_staff == exclude_staff
        });
        let segments = same_members.map(|older| older.segments.lock().unwrap_or_else(PoisonError::into_inner).clone());
        let threads = match same_talk {
            Some(older) => older.threads.clone(),
            None => OnceLock::new(),
        };
        let custom_kpis = &workspace.records.custom_kpis;
        let kpis = match older.filter(|older| older.workspace.records.custom_kpis == *custom_kpis) {
            Some(older) => Arc::clone(&older.kpis),
            None => Arc::new(Kpis::new(custom_kpis)),
        };
        Self(Arc::new(Inner {
            workspace,
            counting,
            posts,
            activities,
            orders,
            outsiders,
            classes,
            cubes,
            answers,
            replied,
            activity_days,
            works: Mutex::new(works.unwrap_or_default()),
            links,
            threads,
            kpis,
            segments: Mutex::new(segments.unwrap_or_default()),
        }))
    }

    /// The workspace it was made from.
    pub fn workspace(&self) -> &Workspace {
        &self.0.workspace
    }

    /// The KPIs there are: those of the catalogue and the workspace's own.
    pub fn kpis(&self) -> &Kpis {
        &self.0.kpis
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
        let counts = |name: &&str| self.0.counting == Counting::Everything || !UNCOUNTED_KINDS.contains(name);
        names.iter().map(|name| &**name).filter(counts).collect()
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

    /// The rows of the activities by day and member, chunk by chunk.
    pub(crate) fn orders(&self) -> &[Arc<Order>] {
        &self.0.orders
    }

    /// A chunk's activities added up.
    pub(crate) fn cube(&self, index: usize) -> &Cube {
        let chunk = &self.0.workspace.facts.activities.chunks()[index];
        self.0.cubes[index].get_or_init(|| Cube::new(chunk, &self.0.activities[index], &self.0.classes[index]))
    }

    /// The first replies, chunk by chunk of the posts.
    pub(crate) fn replied(&self) -> &[Arc<Replied>] {
        &self.0.replied
    }

    /// What scopes with the same filter share.
    pub(crate) fn work(&self, filter: &Filter) -> Arc<Work> {
        // The room that two scopes without a filter take.
        let size = 2 * self.0.workspace.facts.activities.len();
        self.0.works.lock().unwrap_or_else(PoisonError::into_inner).of(filter, size)
    }

    /// The members of a segment on a day, by default the last one with data; nobody where it has no rule or there is no
    /// such segment.
    pub fn segment(&self, id: Id, today: Option<Day>) -> Arc<SegmentMembers> {
        let segment = self.workspace().records.segments.get(id);
        let Some(rule) = segment.and_then(|segment| segment.rule.as_ref()) else { return Arc::default() };
        let today = today.or_else(|| self.latest_day()).unwrap_or(Day(0));
        let key = (rule.clone(), today);
        let known = |kept: &Kept| kept.iter().find(|(other, _)| *other == key).map(|(_, found)| Arc::clone(found));
        let lock = || self.0.segments.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known(&lock()) {
            return found;
        }
        let found = Arc::new(segment_members(self, rule, today));
        let mut kept = lock();
        if kept.len() >= MOST_SEGMENTS {
            kept.remove(0);
        }
        kept.push((key, Arc::clone(&found)));
        found
    }

    /// Whether a row of the members table is staff or a bot, and those are left out.
    pub(crate) fn leaves_out(&self, row: usize) -> bool {
        self.0.workspace.settings.exclude_staff && self.0.outsiders.flags.get(row) == Some(&true)
    }

    /// Hashes of the ids that conversations are found by, chunk by chunk.
    pub(crate) fn links(&self) -> &[Arc<Links>] {
        &self.0.links
    }

    /// All conversations.
    pub(crate) fn threads(&self) -> &Threads {
        self.0.threads.get_or_init(|| Arc::new(Threads::new(self)))
    }

    /// Whether a row is one of the members table.
    pub(crate) fn is_known(&self, member: u32) -> bool {
        (member as usize) < self.0.outsiders.flags.len()
    }

    /// Whether a row of the members table is there and no bot.
    pub(crate) fn is_person(&self, member: u32) -> bool {
        self.0.outsiders.bots.get(member as usize) == Some(&false)
    }

    /// The days on which there are activities.
    pub(crate) fn activity_days(&self) -> &Days {
        self.0.activity_days.get_or_init(|| Arc::new(Days::new(&self.0.activities)))
    }
}

fn same_pointers<T>(a: &[Arc<T>], b: &[Arc<T>]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Arc::ptr_eq(a, b))
}

fn same_at<T>(a: &[Arc<T>], b: &[Arc<T>], index: usize) -> bool {
    a.get(index).zip(b.get(index)).is_some_and(|(a, b)| Arc::ptr_eq(a, b))
}

/// What is derived of each chunk: the older, where that is still the same, else made now.
fn derive<T>(
    chunks: usize,
    older: Option<&[Arc<T>]>,
    is_same: impl Fn(usize) -> bool,
    mut make: impl FnMut(usize) -> T,
) -> Vec<Arc<T>> {
    let kept = |index: usize| older.and_then(|older| older.get(index)).filter(|_| is_same(index)).map(Arc::clone);
    (0..chunks).map(|index| kept(index).unwrap_or_else(|| Arc::new(make(index)))).collect()
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
    let mut robots = Vec::with_capacity(members.len());
    for chunk in members.chunks() {
        let (staff, bots) = (chunk.column(member::STAFF).byte_values(), chunk.column(member::BOT).byte_values());
        let yes = |flag: u8| flag != 0 && flag != MISSING_BYTE;
        flags.extend(staff.iter().zip(bots).map(|(staff, bot)| yes(*staff) || yes(*bot)));
        robots.extend(bots.iter().map(|bot| yes(*bot)));
    }
    Outsiders { flags, bots: robots }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Id, Settings, Zone,
        facts::{Facts, Value},
    };

    /// Two chunks of activities by two members, one a minute.
    fn workspace() -> Workspace {
        let mut facts = Facts::default();
        let mut members = facts.members.into_builder();
        members.push(&[Value::Text("a"), Value::Missing, Value::Missing, Value::Byte(1)]);
        members.push(&[Value::Text("b"), Value::Missing, Value::Missing, Value::Byte(0)]);
        facts.members = members.finish();
        let mut activities = facts.activities.into_builder();
        for row in 0..crate::model::facts::CHUNK_ROWS as u32 + 10 {
            let time = Value::Time(i64::from(row) * 60_000);
            activities.push(&[Value::Missing, Value::Missing, Value::Missing, Value::Code(row % 2), time]);
        }
        facts.activities = activities.finish();
        let mut workspace = Workspace::new(Settings::new(Id::derived("w"), "W", 0, Zone::UTC));
        workspace.facts = facts;
        workspace
    }

    #[test]
    fn only_what_changed_is_derived_again() {
        let first = Dataset::new(workspace());
        first.work(&Filter::default()).presence(&first, &Filter::default());
        let same = |a: &Dataset, b: &Dataset, chunk: usize| {
            (
                Arc::ptr_eq(&a.0.activities[chunk], &b.0.activities[chunk]),
                Arc::ptr_eq(&a.0.classes[chunk], &b.0.classes[chunk]),
            )
        };

        let mut renamed = first.workspace().clone();
        renamed.settings.name = "Other".into();
        let renamed = first.update(renamed);
        assert_eq!((same(&first, &renamed, 0), same(&first, &renamed, 1)), ((true, true), (true, true)));
        assert!(renamed.work(&Filter::default()).is_done(), "presence goes on");

        let mut grown = first.workspace().clone();
        let mut builder = grown.facts.activities.into_builder();
        builder.push(&[Value::Missing, Value::Missing, Value::Missing, Value::Code(1), Value::Time(0)]);
        grown.facts.activities = builder.finish();
        let grown = first.update(grown);
        assert_eq!((same(&first, &grown, 0), same(&first, &grown, 1)), ((true, true), (false, false)));
        assert!(!grown.work(&Filter::default()).is_done());
        assert!(Arc::ptr_eq(&first.0.links[0], &grown.0.links[0]), "hashes of ids go on");

        let mut counted = first.workspace().clone();
        counted.settings.exclude_staff = false;
        let counted = first.update(counted);
        assert_eq!(same(&first, &counted, 0), (true, false), "days stay, what counts does not");
        assert_eq!((first.classes()[0][0], counted.classes()[0][0]), (Class::Staff, Class::Action));

        let mut moved = first.workspace().clone();
        moved.settings.zone = "Asia/Tokyo".parse().unwrap();
        assert_eq!(same(&first, &first.update(moved), 0), (false, true));
    }
}
