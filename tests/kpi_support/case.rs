//! Whole small communities for properties: drawn once, then written into a workspace in any order.

use super::channel_id;
use hearth::model::{
    Id, Settings, Workspace,
    facts::{DictionaryKind, Value, activity, channel_day, kind, member, post},
    time::DAY_MS,
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use std::{collections::HashMap, sync::Arc};

/// One activity. Its id is its place in the list, written by [`Case::name`].
#[derive(Clone, Debug)]
pub struct Doing {
    pub id: usize,
    pub member: Option<usize>,
    /// ms since 1970, UTC; no two are the same.
    pub time: Option<i64>,
    pub kind: &'static str,
    pub channel: Option<u8>,
    /// The id of the activity it answers; may be one that is not there.
    pub answers: Option<usize>,
    /// The id of the activity that opened its conversation.
    pub thread: Option<usize>,
    pub likes: Option<u32>,
}

/// One post: time, channel, type, paid, results.
#[derive(Clone, Debug)]
pub struct Posted {
    pub id: usize,
    pub time: Option<i64>,
    pub channel: u8,
    pub kind: Option<&'static str>,
    pub paid: Option<bool>,
    pub metrics: [Option<u16>; 9],
}

/// A member: id, staff, bot, time of joining.
pub type Person = (usize, bool, bool, Option<i64>);

/// A day of a channel: channel, day, followers, gained.
pub type ChannelDay = (u8, i32, Option<u16>, Option<u8>);

/// A community.
#[derive(Clone, Debug)]
pub struct Case {
    pub members: Vec<Person>,
    pub acts: Vec<Doing>,
    pub posts: Vec<Posted>,
    pub days: Vec<ChannelDay>,
    pub zone: &'static str,
    pub week_start: u8,
    pub exclude_staff: bool,
    /// Put before every id.
    pub prefix: &'static str,
}

/// The first day of every community: 2024-01-08, a Monday; 29 February and a clock change lie ahead.
pub const START: i32 = 19_730;

const KINDS: [&str; 9] = [
    kind::POST,
    kind::COMMENT,
    kind::REPLY,
    kind::REPLY,
    kind::REACTION,
    kind::JOIN,
    kind::LEAVE,
    kind::MODERATION,
    "attendance",
];

fn time() -> impl Strategy<Value = i64> {
    // Three spells, so that there are silences of 90 days.
    let day = prop_oneof![3 => 0_i64..40, 1 => 140_i64..150, 1 => 260_i64..280];
    (day, 0_i64..DAY_MS / 1_000).prop_map(|(day, second)| (i64::from(START) + day) * DAY_MS + second * 1_000)
}

fn doing(members: usize, count: usize) -> impl Strategy<Value = Doing> {
    let member = option::weighted(0.9, 0..members);
    let link = || option::weighted(0.3, 0..count + 2);
    (
        member,
        option::weighted(0.93, time()),
        select(&KINDS[..]),
        option::weighted(0.9, 0_u8..3),
        link(),
        link(),
        option::of(0_u32..9),
    )
        .prop_map(|(member, time, kind, channel, answers, thread, likes)| Doing {
            id: 0,
            member,
            time,
            kind,
            channel,
            answers: answers.filter(|_| matches!(kind, kind::COMMENT | kind::REPLY | kind::REACTION)),
            thread: thread.filter(|_| matches!(kind, kind::COMMENT | kind::REPLY)),
            likes,
        })
}

fn posted() -> impl Strategy<Value = Posted> {
    let metrics = proptest::array::uniform9(option::weighted(0.85, 0_u16..500));
    let kind = option::of(select(&["Photo", "Video"][..]));
    (option::weighted(0.9, time()), 0_u8..3, kind, option::of(any::<bool>()), metrics)
        .prop_map(|(time, channel, kind, paid, metrics)| Posted { id: 0, time, channel, kind, paid, metrics })
}

/// Communities of up to 8 members and 60 activities.
pub fn cases() -> impl Strategy<Value = Case> {
    (1_usize..8, 0_usize..60).prop_flat_map(|(members, count)| {
        let person = (proptest::bool::weighted(0.15), proptest::bool::weighted(0.1), option::weighted(0.7, time()));
        (
            vec(person, members),
            vec(doing(members, count), count),
            vec(posted(), 0..20),
            vec((0_u8..3, 0_i32..60, option::weighted(0.9, 0_u16..900), option::weighted(0.8, 0_u8..40)), 0..30),
            select(&["UTC", "Europe/Madrid", "America/New_York", "Asia/Kathmandu"][..]),
            0_u8..7,
            any::<bool>(),
        )
            .prop_map(|(members, mut acts, mut posts, mut days, zone, week_start, exclude_staff)| {
                for (id, act) in acts.iter_mut().enumerate() {
                    act.id = id;
                    act.time = act.time.map(|time| time + id as i64);
                    // Nothing answers itself.
                    act.answers = act.answers.filter(|other| *other != id);
                }
                posts.iter_mut().enumerate().for_each(|(id, post)| post.id = id);
                // One row a channel and day.
                days.sort_by_key(|(channel, day, ..)| (*channel, *day));
                days.dedup_by_key(|(channel, day, ..)| (*channel, *day));
                let members = members.into_iter().enumerate();
                Case {
                    members: members.map(|(id, (staff, bot, joined))| (id, staff, bot, joined)).collect(),
                    acts,
                    posts,
                    days,
                    zone,
                    week_start,
                    exclude_staff,
                    prefix: "",
                }
            })
    })
}

impl Case {
    fn name(&self, id: usize) -> String {
        format!("{}{id}", self.prefix)
    }

    /// The same with every instant and day moved.
    pub fn moved(&self, ms: i64) -> Self {
        let mut case = self.clone();
        let days = (ms / DAY_MS) as i32;
        case.members.iter_mut().for_each(|person| person.3 = person.3.map(|time| time + ms));
        case.acts.iter_mut().for_each(|act| act.time = act.time.map(|time| time + ms));
        case.posts.iter_mut().for_each(|post| post.time = post.time.map(|time| time + ms));
        case.days.iter_mut().for_each(|day| day.1 += days);
        case
    }

    /// As a workspace, rows in the order of the lists.
    pub fn workspace(&self) -> Workspace {
        let mut workspace = Workspace::new(Settings::new(Id::derived("case"), "Case", 0, self.zone.parse().unwrap()));
        workspace.settings.week_start = self.week_start;
        workspace.settings.exclude_staff = self.exclude_staff;
        let dictionaries = Arc::make_mut(&mut workspace.facts.dictionaries);
        let source = Value::Code(dictionaries.get_mut(DictionaryKind::Source).code("forum"));
        let time = |time: Option<i64>| time.map_or(Value::Missing, Value::Time);

        let mut builder = workspace.facts.members.clone().into_builder();
        let mut member_rows = HashMap::new();
        for (id, staff, bot, joined) in &self.members {
            let mut row = vec![Value::Missing; member::COLUMNS.len()];
            let name = self.name(*id);
            row[member::ID] = Value::Text(&name);
            row[member::SOURCE] = source;
            row[member::STAFF] = Value::Byte(u8::from(*staff));
            row[member::BOT] = Value::Byte(u8::from(*bot));
            row[member::JOINED] = time(*joined);
            row[member::ORIGIN] = Value::Byte(0);
            member_rows.insert(*id, builder.push(&row) as u32);
        }
        workspace.facts.members = builder.finish();

        let rows: HashMap<usize, u32> = self.acts.iter().zip(0..).map(|(act, row)| (act.id, row)).collect();
        let mut builder = workspace.facts.activities.clone().into_builder();
        for act in &self.acts {
            let mut row = vec![Value::Missing; activity::COLUMNS.len()];
            let name = self.name(act.id);
            let answers = act.answers.map(|id| self.name(id)).unwrap_or_default();
            let thread = act.thread.map(|id| self.name(id)).unwrap_or_default();
            row[activity::ID] = Value::Text(&name);
            row[activity::SOURCE] = source;
            row[activity::ORIGIN] = Value::Byte(0);
            row[activity::MEMBER] = act.member.map_or(Value::Missing, |id| Value::Code(member_rows[&id]));
            row[activity::TIME] = time(act.time);
            row[activity::KIND] = Value::Code(dictionaries.get_mut(DictionaryKind::Kind).code(act.kind));
            if let Some(channel) = act.channel {
                let id = channel_id(channel).to_string();
                row[activity::CHANNEL] = Value::Code(dictionaries.get_mut(DictionaryKind::Channel).code(&id));
            }
            row[activity::REPLY_TO] = Value::Text(&answers);
            row[activity::THREAD] = Value::Text(&thread);
            let parent = act.answers.and_then(|id| rows.get(&id));
            row[activity::PARENT] = parent.map_or(Value::Missing, |row| Value::Code(*row));
            row[activity::LIKES] = act.likes.map_or(Value::Missing, Value::Count);
            builder.push(&row);
        }
        workspace.facts.activities = builder.finish();

        let mut builder = workspace.facts.posts.clone().into_builder();
        for one in &self.posts {
            let mut row = vec![Value::Missing; post::COLUMNS.len()];
            let name = format!("{}p{}", self.prefix, one.id);
            row[post::ID] = Value::Text(&name);
            row[post::SOURCE] = source;
            row[post::ORIGIN] = Value::Byte(0);
            row[post::TIME] = time(one.time);
            let id = channel_id(one.channel).to_string();
            row[post::CHANNEL] = Value::Code(dictionaries.get_mut(DictionaryKind::Channel).code(&id));
            if let Some(kind) = one.kind {
                row[post::TYPE] = Value::Code(dictionaries.get_mut(DictionaryKind::PostType).code(kind));
            }
            row[post::PAID] = one.paid.map_or(Value::Missing, |paid| Value::Byte(u8::from(paid)));
            for (place, metric) in one.metrics.iter().enumerate() {
                row[post::IMPRESSIONS + place] =
                    metric.map_or(Value::Missing, |metric| Value::Number(f64::from(metric)));
            }
            builder.push(&row);
        }
        workspace.facts.posts = builder.finish();

        let mut builder = workspace.facts.channel_days.clone().into_builder();
        for (channel, day, followers, gained) in &self.days {
            let mut row = vec![Value::Missing; channel_day::COLUMNS.len()];
            let id = channel_id(*channel).to_string();
            row[channel_day::CHANNEL] = Value::Code(dictionaries.get_mut(DictionaryKind::Channel).code(&id));
            row[channel_day::DAY] = Value::Day(START + day);
            row[channel_day::FOLLOWERS] = followers.map_or(Value::Missing, |n| Value::Number(f64::from(n)));
            row[channel_day::GAINED] = gained.map_or(Value::Missing, |n| Value::Number(f64::from(n)));
            row[channel_day::ORIGIN] = Value::Byte(0);
            builder.push(&row);
        }
        workspace.facts.channel_days = builder.finish();
        workspace
    }
}
