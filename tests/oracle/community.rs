//! Generated communities with all that is odd in real ones: clock changes, missing values, staff and bots, files that
//! arrive late and out of order, moved posts that are older than what they answer, the same thing told twice, ids that
//! two sources share, people who leave, come back and fall silent for months.

use hearth::model::{
    Day, Id, Settings, Workspace,
    facts::{DictionaryKind, Value, activity, channel_day, kind, member, post},
    time::DAY_MS,
};
use std::{collections::HashMap, sync::Arc};

const HOUR: i64 = 3_600_000;

/// How large a community is.
#[derive(Clone, Copy)]
pub struct Shape {
    members: u64,
    days: u64,
    activities: u64,
    posts: u64,
    /// In every so many activities something is odd.
    odd: u64,
}

impl Shape {
    /// Small, much of it odd.
    pub const ODD: Self = Self { members: 160, days: 260, activities: 5_000, posts: 260, odd: 12 };
    /// Several chunks of rows.
    pub const LARGE: Self = Self { members: 2_500, days: 300, activities: 150_000, posts: 3_000, odd: 60 };
}

/// Numbers from a seed (Knuth's MMIX generator, its upper half).
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Self {
        let mut numbers = Self(seed);
        numbers.below(2);
        numbers
    }

    /// 0 … n − 1.
    pub fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn once_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize]
    }
}

/// The ids of a community's channels.
pub fn channels(workspace: &Workspace) -> Vec<Id> {
    let names = workspace.facts.dictionaries.get(DictionaryKind::Channel).values();
    names.iter().map(|name| name.parse().unwrap()).collect()
}

#[derive(Clone, Default)]
struct Act {
    id: String,
    source: usize,
    channel: Option<usize>,
    member: Option<u32>,
    time: Option<i64>,
    kind: &'static str,
    reply_to: String,
    thread: String,
    likes: Option<u32>,
}

const SOURCES: [&str; 2] = ["forum", "chat"];
const KINDS: [&str; 20] = [
    kind::POST,
    kind::POST,
    kind::POST,
    kind::COMMENT,
    kind::COMMENT,
    kind::COMMENT,
    kind::COMMENT,
    kind::REPLY,
    kind::REPLY,
    kind::REPLY,
    kind::REPLY,
    kind::REPLY,
    kind::REACTION,
    kind::REACTION,
    kind::REACTION,
    kind::SHARE,
    kind::JOIN,
    kind::LEAVE,
    kind::MODERATION,
    "attendance",
];

/// A community from a seed; its first day is `start`, give or take a day, in Madrid.
pub fn community(seed: u64, start: Day, shape: Shape) -> Workspace {
    let mut random = Numbers::new(seed);
    let zone = "Europe/Madrid".parse().unwrap();
    let mut workspace = Workspace::new(Settings::new(Id::derived(&format!("oracle {seed}")), "Oracle", 0, zone));
    let dictionaries = Arc::make_mut(&mut workspace.facts.dictionaries);
    for number in 0..3 {
        dictionaries.get_mut(DictionaryKind::Channel).code(&Id::derived(&format!("channel {number}")).to_string());
    }
    for source in SOURCES {
        dictionaries.get_mut(DictionaryKind::Source).code(source);
    }
    members(&mut workspace, &mut random, start, shape);
    posts(&mut workspace, &mut random, start, shape);
    activities(&mut workspace, &mut random, start, shape);
    channel_days(&mut workspace, &mut random, start, shape);
    workspace
}

fn members(workspace: &mut Workspace, random: &mut Numbers, start: Day, shape: Shape) {
    let mut builder = workspace.facts.members.clone().into_builder();
    for number in 0..shape.members {
        let mut row = vec![Value::Missing; member::COLUMNS.len()];
        let id = format!("m{number}");
        row[member::ID] = Value::Text(&id);
        row[member::STAFF] = Value::Byte(u8::from(number % 31 == 3));
        row[member::BOT] = if number % 5 == 0 { Value::Missing } else { Value::Byte(u8::from(number % 47 == 9)) };
        // Some before the data begins, some after it ends; of a third nothing is known.
        if !random.once_in(3) {
            let day = random.below(shape.days + 120) as i64 - 80;
            row[member::JOINED] = Value::Time((i64::from(start.0) + day) * DAY_MS + random.below(24) as i64 * HOUR);
        }
        row[member::ORIGIN] = Value::Byte(0);
        builder.push(&row);
    }
    workspace.facts.members = builder.finish();
}

fn posts(workspace: &mut Workspace, random: &mut Numbers, start: Day, shape: Shape) {
    let dictionaries = Arc::make_mut(&mut workspace.facts.dictionaries);
    let types = ["Photo", "Video", "Link"].map(|name| dictionaries.get_mut(DictionaryKind::PostType).code(name));
    let mut builder = workspace.facts.posts.clone().into_builder();
    for number in 0..shape.posts {
        let mut row = vec![Value::Missing; post::COLUMNS.len()];
        let id = format!("p{number}");
        row[post::ID] = Value::Text(&id);
        row[post::SOURCE] = Value::Code(0);
        if !random.once_in(20) {
            row[post::CHANNEL] = Value::Code(random.below(3) as u32);
        }
        if random.once_in(9) {
            if !random.once_in(3) {
                row[post::STATED_WEEKDAY] = Value::Byte(random.below(7) as u8);
                row[post::STATED_HOUR] = Value::Byte(random.below(24) as u8);
            }
        } else {
            row[post::TIME] = Value::Time(time(random, start, shape));
        }
        if !random.once_in(8) {
            row[post::TYPE] = Value::Code(random.of(&types));
        }
        if !random.once_in(5) {
            row[post::PAID] = Value::Byte(u8::from(random.once_in(4)));
        }
        let reach = random.below(4_000);
        for (place, most) in [5_000, 4_000, 900, 300, 40, 25, 30, 90, 8_000].into_iter().enumerate() {
            let value = match random.below(14) {
                0 => continue,
                1 => 0,
                _ if place == 0 => reach + random.below(most),
                _ if place == 1 => reach,
                _ => random.below(most),
            };
            row[post::IMPRESSIONS + place] = Value::Number(value as f64);
        }
        row[post::ORIGIN] = Value::Byte(0);
        builder.push(&row);
    }
    workspace.facts.posts = builder.finish();
}

/// An instant in the days of the community; more in the evening, and around clock changes at night.
fn time(random: &mut Numbers, start: Day, shape: Shape) -> i64 {
    let day = i64::from(start.0) + random.below(shape.days) as i64;
    let hour = if random.once_in(3) { random.below(24) } else { 15 + random.below(9) };
    day * DAY_MS + hour as i64 * HOUR + random.below(HOUR as u64) as i64
}

fn activities(workspace: &mut Workspace, random: &mut Numbers, start: Day, shape: Shape) {
    let mut acts: Vec<Act> = Vec::new();
    let mut counts = [0; SOURCES.len()];
    for number in 0..shape.activities {
        // The same thing told twice, under another id.
        if random.once_in(shape.odd * 4) && !acts.is_empty() {
            let mut again = random_act(random, &acts).clone();
            again.id = format!("d{number}");
            acts.push(again);
            continue;
        }
        let mut act = act(random, &acts, start, shape);
        // Both sources count from 0: only together with its source an id is one.
        act.id = counts[act.source].to_string();
        counts[act.source] += 1;
        acts.push(act);
    }
    // Out of order: what came late, and what is told from the end.
    for place in (1..acts.len()).rev() {
        if random.once_in(3) {
            let other = place.saturating_sub(random.below(400) as usize);
            acts.swap(place, other);
        }
    }
    write(workspace, &acts);
}

fn random_act<'a>(random: &mut Numbers, acts: &'a [Act]) -> &'a Act {
    // Mostly one of the latest.
    let all = acts.len() as u64;
    let near = if random.once_in(4) { all } else { all.min(40) };
    let back = random.below(near);
    &acts[acts.len() - 1 - back as usize]
}

fn act(random: &mut Numbers, acts: &[Act], start: Day, shape: Shape) -> Act {
    // Few do much: the product of two even draws. Every fourth is there in the first third and at the end only.
    let member = random.below(shape.members) * random.below(shape.members) / shape.members;
    let mut time = time(random, start, shape);
    let day = time.div_euclid(DAY_MS) - i64::from(start.0);
    if member % 4 == 1 && day > shape.days as i64 / 3 && day < shape.days as i64 * 4 / 5 {
        time -= 60 * DAY_MS;
    }
    let mut act = Act {
        source: random.below(2) as usize,
        channel: (!random.once_in(25)).then(|| random.below(3) as usize),
        member: (!random.once_in(shape.odd * 2)).then_some(member as u32),
        time: (!random.once_in(shape.odd * 4)).then_some(time),
        kind: random.of(&KINDS),
        likes: (!random.once_in(6)).then(|| random.below(30) as u32),
        ..Act::default()
    };
    if random.once_in(shape.odd * 8) {
        act.kind = "";
    }
    if matches!(act.kind, kind::COMMENT | kind::REPLY | kind::REACTION) && !acts.is_empty() {
        answer(random, &mut act, acts, shape);
    }
    act
}

/// What an activity answers: a message, a conversation, an own post, or something that is not in the data.
fn answer(random: &mut Numbers, act: &mut Act, acts: &[Act], shape: Shape) {
    let other = random_act(random, acts).clone();
    let message = matches!(other.kind, kind::POST | kind::COMMENT | kind::REPLY);
    match random.below(20) {
        0..12 => {
            (act.source, act.channel) = (other.source, other.channel);
            act.reply_to = other.id.clone();
            if random.once_in(3) {
                act.thread = if other.thread.is_empty() { other.id } else { other.thread };
            }
            // Mostly soon after; of moved messages before.
            let wait = match random.below(10) {
                _ if random.once_in(shape.odd) => -(random.below(3 * DAY_MS as u64) as i64),
                0..6 => random.below(5 * HOUR as u64) as i64,
                6..9 => random.below(4 * DAY_MS as u64) as i64,
                _ => random.below(30 * DAY_MS as u64) as i64,
            };
            act.time = act.time.and(other.time.map(|time| time + wait));
        }
        12..15 if message => {
            (act.source, act.channel) = (other.source, other.channel);
            act.thread = if other.thread.is_empty() { other.id } else { other.thread };
        }
        15 => act.thread = format!("t{}", random.below(80)),
        16 => (act.source, act.thread) = (0, format!("p{}", random.below(shape.posts))),
        17 => (act.source, act.reply_to) = (0, format!("p{}", random.below(shape.posts))),
        18 => act.reply_to = format!("gone {}", random.below(1_000)),
        _ => {}
    }
}

fn write(workspace: &mut Workspace, acts: &[Act]) {
    let rows: HashMap<(usize, &str), u32> =
        acts.iter().zip(0..).map(|(act, row)| ((act.source, act.id.as_str()), row)).collect();
    let mut builder = workspace.facts.activities.clone().into_builder();
    let dictionaries = Arc::make_mut(&mut workspace.facts.dictionaries);
    for act in acts {
        let mut row = vec![Value::Missing; activity::COLUMNS.len()];
        row[activity::ID] = Value::Text(&act.id);
        row[activity::SOURCE] = Value::Code(act.source as u32);
        row[activity::CHANNEL] = act.channel.map_or(Value::Missing, |channel| Value::Code(channel as u32));
        row[activity::MEMBER] = act.member.map_or(Value::Missing, Value::Code);
        row[activity::TIME] = act.time.map_or(Value::Missing, Value::Time);
        if !act.kind.is_empty() {
            row[activity::KIND] = Value::Code(dictionaries.get_mut(DictionaryKind::Kind).code(act.kind));
        }
        row[activity::REPLY_TO] = Value::Text(&act.reply_to);
        row[activity::THREAD] = Value::Text(&act.thread);
        // As the import finds it.
        let parent = rows.get(&(act.source, act.reply_to.as_str()));
        row[activity::PARENT] = parent.map_or(Value::Missing, |parent| Value::Code(*parent));
        row[activity::LIKES] = act.likes.map_or(Value::Missing, Value::Count);
        row[activity::ORIGIN] = Value::Byte(0);
        builder.push(&row);
    }
    workspace.facts.activities = builder.finish();
}

fn channel_days(workspace: &mut Workspace, random: &mut Numbers, start: Day, shape: Shape) {
    let mut builder = workspace.facts.channel_days.clone().into_builder();
    for channel in 0..3_u32 {
        let mut followers = 1_000.0 * f64::from(channel + 1);
        // The first channel is known before the activities, the third for a short while.
        let days = if channel == 2 { 40..60 } else { -10..shape.days as i32 + 5 };
        for day in days {
            let (gained, lost) = (random.below(30) as f64, random.below(20) as f64);
            followers += gained - lost;
            if random.once_in(15) {
                continue;
            }
            let mut row = vec![Value::Missing; channel_day::COLUMNS.len()];
            row[channel_day::CHANNEL] = Value::Code(channel);
            row[channel_day::DAY] = Value::Day(start.add(day).0);
            let some = |known: bool, value: f64| if known { Value::Number(value) } else { Value::Missing };
            row[channel_day::FOLLOWERS] = some(!random.once_in(10), followers);
            row[channel_day::GAINED] = some(!random.once_in(10), gained);
            row[channel_day::LOST] = some(true, lost);
            row[channel_day::VISITS] = some(channel == 1 && !random.once_in(4), random.below(200) as f64);
            row[channel_day::ORIGIN] = Value::Byte(0);
            builder.push(&row);
        }
    }
    workspace.facts.channel_days = builder.finish();
}
