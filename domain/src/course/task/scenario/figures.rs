//! Scenarios with figures: posts of many weeks with their results, and daily statistics; where wanted with a drop that has
//! a cause.

use super::Make;
use crate::model::{
    Day, Id,
    facts::{DictionaryKind, Origin, Table, TableKind, Value},
    record::{Annotation, AnnotationKind, Platform},
    time::DAY_MS,
};
use std::sync::Arc;

const VIDEOS: [&str; 4] = [
    "Tip of the day: three squats while the kettle boils",
    "Tip of the day: breathe out on the way up",
    "Tip of the day: one minute of balance",
    "Tip of the day: a stronger back in four minutes",
];
const PHOTOS: [&str; 3] =
    ["Rosa ran her first five kilometres", "Saturday walk: who was there", "Coach Imre's breakfast"];
const LINKS: [&str; 2] = ["Tip of the day: read it on our blog", "Today's tip is on the blog, link below"];

/// Half a year on Instagram: on a Tuesday four weeks ago the daily tip went from a video to a link to the blog, and reach
/// and reactions fell. What else happened is not the cause.
pub(super) fn the_drop(make: &mut Make) {
    let instagram = make.channel("Briskway on Instagram", Platform::Instagram, "briskway");
    let drop = make.next_monday().add(-27);
    history(make, instagram, 26, Some(drop));
    for (title, days, kind, text) in [
        (
            "Local holiday",
            -9,
            AnnotationKind::Holiday,
            "The office was closed; the post of the day went out all the same.",
        ),
        ("New colours", 12, AnnotationKind::Other, "The profile has new colours since."),
    ] {
        let (id, now) = (make.id(), make.now);
        let mut annotation = Annotation::new(id, now, title, drop.add(days), kind);
        annotation.text = text.to_owned();
        annotation.channels = vec![instagram];
        make.put(annotation);
    }
}

/// A post each day of some weeks until yesterday, with results, and what the channel counted that day. Tips are videos
/// until the day of the drop, and links from then on.
pub(super) fn history(make: &mut Make, channel: Id, weeks: i32, drop: Option<Day>) {
    let mut facts = make.workspace.facts.clone();
    let dictionaries = Arc::make_mut(&mut facts.dictionaries);
    let mut code = |kind, text: &str| Value::Code(dictionaries.get_mut(kind).code(text));
    let source = code(DictionaryKind::Source, "instagram");
    let place = code(DictionaryKind::Channel, &channel.to_string());
    let [video, photo, link] = ["Video", "Photo", "Link"].map(|text| code(DictionaryKind::PostType, text));
    let origin = Value::Byte(Origin::Sample as u8);
    let mut posts = Table::new(TableKind::Posts).into_builder();
    let mut days = Table::new(TableKind::ChannelDays).into_builder();
    let today = make.today();
    let mut followers = 8_600.0 + make.random.below(900) as f64;
    for (number, day) in (0..weeks * 7).rev().map(|back| today.add(-1 - back)).enumerate() {
        let after = drop.is_some_and(|drop| day >= drop);
        // Tips on four days of the week, people on the others.
        let tip = matches!(day.weekday(), 0 | 1 | 3 | 4);
        let (kind, titles, reach, rate): (_, &[&str], f64, f64) = match (tip, after) {
            (true, false) => (video, &VIDEOS, 2_500.0, 0.058),
            (true, true) => (link, &LINKS, 640.0, 0.014),
            (false, _) => (photo, &PHOTOS, 1_500.0, 0.041),
        };
        let title = titles.get(number % titles.len()).copied().unwrap_or_default();
        let reach = (reach * make.spread(0.12)).round();
        let reactions = (reach * rate * make.spread(0.15)).round();
        let part = |share: f64| (reactions * share).round();
        let clicks = (reach * if tip && after { 0.012 } else { 0.006 }).round();
        let (id, address) = (format!("bw-{:04}", number + 1), format!("https://example.com/briskway/{}", number + 1));
        let views = if tip && !after { (reach * 1.3).round() } else { f64::NAN };
        posts.push(&[
            Value::Text(&id),
            source,
            place,
            Value::Time(make.zone.instant(i64::from(day.0) * DAY_MS + 27_000_000)),
            Value::Missing,
            Value::Missing,
            Value::Missing,
            kind,
            Value::Byte(0),
            Value::Text(title),
            Value::Text(&address),
            Value::Number((reach * 1.25).round()),
            Value::Number(reach),
            Value::Number(views),
            Value::Number(part(0.78)),
            Value::Number(part(0.09)),
            Value::Number(part(0.05)),
            Value::Number(part(0.08)),
            Value::Number(clicks),
            Value::Number(followers),
            Value::Missing,
            origin,
        ]);
        let gained = (if after { 5.0 } else { 13.0 } * make.spread(0.4)).round();
        let lost = (if after { 7.0 } else { 4.0 } * make.spread(0.4)).round();
        followers += gained - lost;
        let seen = (reach * 1.15).round();
        let values = [followers, gained, lost, seen, (seen * 1.4).round(), (seen * 0.07).round()];
        let mut row = vec![place, Value::Day(day.0)];
        row.extend(values.map(Value::Number));
        row.extend([Value::Missing, origin]);
        days.push(&row);
    }
    (facts.posts, facts.channel_days) = (posts.finish(), days.finish());
    make.workspace.facts = facts;
}
