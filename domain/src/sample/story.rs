//! What happened, gathered in any order, before it becomes sorted fact tables.

use super::people::Person;
use crate::model::{
    Day, Instant, Workspace,
    facts::{DictionaryKind, Facts, Metric, Origin, Table, TableKind, Value, activity},
};
use std::sync::Arc;

/// The channels, in the order of their codes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Instagram,
    Forum,
    Newsletter,
}

impl Place {
    /// The first letter of its activities' ids.
    fn letter(self) -> char {
        if self == Self::Instagram { 'c' } else { 'f' }
    }
}

/// The conversation an activity belongs to.
#[derive(Clone, Copy)]
pub(super) enum Thread {
    None,
    /// A post, by its position in the story.
    Post(usize),
    /// The activity that began it, by its position in the story.
    Act(usize),
}

/// An activity.
pub(super) struct Act {
    pub(super) time: Instant,
    pub(super) place: Place,
    pub(super) member: usize,
    pub(super) kind: &'static str,
    /// The activity it answers, by its position in the story.
    pub(super) parent: Option<usize>,
    pub(super) thread: Thread,
    pub(super) text: String,
    pub(super) likes: Option<u32>,
    pub(super) comments: Option<u32>,
    pub(super) reach: Option<u32>,
}

/// An own post.
pub(super) struct Post {
    pub(super) place: Place,
    pub(super) time: Instant,
    pub(super) kind: &'static str,
    pub(super) paid: bool,
    pub(super) title: String,
    /// In the order of [`Metric`]; NaN = missing.
    pub(super) metrics: [f64; 9],
    /// The activity that is the same post, on the forum.
    pub(super) topic: Option<usize>,
}

impl Post {
    pub(super) fn set(&mut self, metric: Metric, value: f64) {
        self.metrics[metric as usize] = value.round();
    }
}

/// A day of a channel: followers, gained, lost, reach, impressions, visits; NaN = missing.
pub(super) struct ChannelDay {
    pub(super) place: Place,
    pub(super) day: Day,
    pub(super) values: [f64; 6],
}

/// Everything that happened.
#[derive(Default)]
pub(super) struct Story {
    pub(super) people: Vec<Person>,
    pub(super) acts: Vec<Act>,
    pub(super) posts: Vec<Post>,
    pub(super) days: Vec<ChannelDay>,
}

impl Story {
    /// Adds an activity unless it lies beyond the end; returns its position.
    pub(super) fn act(&mut self, end: Instant, act: Act) -> Option<usize> {
        if act.time >= end {
            return None;
        }
        self.acts.push(act);
        Some(self.acts.len() - 1)
    }

    /// Builds the fact tables. `channels` are the ids by [`Place`]; `joined` gives the instant of a day on which
    /// somebody joined.
    pub(super) fn facts(
        self,
        channels: [String; 3],
        batch: &str,
        joined: impl Fn(Day) -> Instant,
        workspace: &Workspace,
    ) -> Facts {
        let mut facts = workspace.facts.clone();
        let dictionaries = Arc::make_mut(&mut facts.dictionaries);
        let places = [Place::Instagram, Place::Forum, Place::Newsletter];
        let mut code = |kind, text: &str| Value::Code(dictionaries.get_mut(kind).code(text));
        let sources = ["instagram", "forum", "newsletter"].map(|text| code(DictionaryKind::Source, text));
        let channels = channels.map(|text| code(DictionaryKind::Channel, &text));
        let batch = code(DictionaryKind::Batch, batch);
        let origin = Value::Byte(Origin::Sample as u8);
        debug_assert_eq!(places.len(), channels.len());

        let mut builder = Table::new(TableKind::Members).into_builder();
        for person in &self.people {
            let source = sources[usize::from(person.place == Place::Forum)];
            let flag = |set| Value::Byte(u8::from(set));
            let joined = person.joined.map_or(Value::Missing, |day| Value::Time(joined(day)));
            let name = Value::Text(&person.name);
            builder.push(&[
                Value::Text(&person.id),
                source,
                name,
                flag(person.staff),
                flag(person.bot),
                joined,
                batch,
                origin,
            ]);
        }
        facts.members = builder.finish();

        // Activities by time; an answer made in the same second stays behind what it answers.
        let order = by_key(self.acts.iter().map(|act| act.time).collect());
        let mut rows = vec![0; order.len()];
        for (row, at) in order.iter().enumerate() {
            rows[*at] = row;
        }
        let ids: Vec<String> =
            self.acts.iter().zip(&rows).map(|(act, row)| format!("{}{:05}", act.place.letter(), row + 1)).collect();

        let by_time = by_key(self.posts.iter().map(|post| post.time).collect());
        let mut post_ids = vec![String::new(); by_time.len()];
        let mut number = 0;
        for at in &by_time {
            post_ids[*at] = match self.posts[*at].topic {
                Some(topic) => ids[topic].clone(),
                None => {
                    number += 1;
                    format!("bw-{number:04}")
                }
            };
        }

        let mut builder = Table::new(TableKind::Activities).into_builder();
        for at in &order {
            let act = &self.acts[*at];
            let count = |count: Option<u32>| count.map_or(Value::Missing, Value::Count);
            let (reply_to, parent) = match act.parent {
                Some(parent) => (ids[parent].as_str(), Value::Code(rows[parent] as u32)),
                None => ("", Value::Missing),
            };
            let thread = match act.thread {
                Thread::None => "",
                Thread::Post(post) => &post_ids[post],
                Thread::Act(act) => &ids[act],
            };
            builder.push(&[
                Value::Text(&ids[*at]),
                sources[act.place as usize],
                channels[act.place as usize],
                Value::Code(act.member as u32),
                Value::Time(act.time),
                code(DictionaryKind::Kind, act.kind),
                Value::Text(reply_to),
                parent,
                Value::Text(thread),
                Value::Text(&act.text),
                count(act.likes),
                count(act.comments),
                Value::Missing,
                count(act.reach),
                batch,
                origin,
            ]);
        }
        debug_assert_eq!(activity::ORIGIN, 15);
        facts.activities = builder.finish();

        let mut builder = Table::new(TableKind::Posts).into_builder();
        for at in by_time {
            let post = &self.posts[at];
            let address = match post.place {
                Place::Forum => "https://forum.example.com/t/",
                _ => "https://example.com/briskway/",
            };
            let mut row = vec![
                Value::Text(&post_ids[at]),
                sources[post.place as usize],
                channels[post.place as usize],
                Value::Time(post.time),
                Value::Missing,
                Value::Missing,
                Value::Missing,
                code(DictionaryKind::PostType, post.kind),
                Value::Byte(u8::from(post.paid)),
                Value::Text(&post.title),
            ];
            let permalink = format!("{address}{}", post_ids[at]);
            row.push(Value::Text(&permalink));
            row.extend(post.metrics.iter().map(|value| Value::Number(*value)));
            row.extend([batch, origin]);
            builder.push(&row);
        }
        facts.posts = builder.finish();

        let by_day = by_key(self.days.iter().map(|day| i64::from(day.day.0) * 3 + day.place as i64).collect());
        let mut builder = Table::new(TableKind::ChannelDays).into_builder();
        for at in by_day {
            let day = &self.days[at];
            let mut row = vec![channels[day.place as usize], Value::Day(day.day.0)];
            row.extend(day.values.iter().map(|value| Value::Number(*value)));
            row.extend([batch, origin]);
            builder.push(&row);
        }
        facts.channel_days = builder.finish();
        facts
    }
}

/// The positions in the order of their keys; of equal keys the earlier position first.
fn by_key(keys: Vec<i64>) -> Vec<usize> {
    let mut keyed: Vec<(i64, usize)> = keys.into_iter().enumerate().map(|(at, key)| (key, at)).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, at)| at).collect()
}

/// Fills a template: `{key}` becomes its value.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = template.to_string();
    for (key, value) in values {
        if text.contains(key) {
            text = text.replace(key, value);
        }
    }
    text
}

/// The text with a capital first letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
