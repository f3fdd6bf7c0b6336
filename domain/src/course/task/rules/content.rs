//! Rules for the calendar. A post counts in its time while it is more than an idea and neither put away nor rejected.

use super::{Found, Look, counted, listed, quoted, says};
use crate::{
    course::task::with::With,
    model::{
        Day, Id, Instant, Period,
        record::{ContentItem, ContentStatus, Variant},
        time::WEEKDAYS,
    },
    plan,
};
use std::collections::BTreeSet;

/// A post of the days that are looked at.
struct Post<'a> {
    item: &'a ContentItem,
    /// Its variant for the channel that is looked at, else the first.
    variant: Option<&'a Variant>,
    at: Instant,
    day: Day,
}

/// Which posts a rule looks at.
struct Days<'a> {
    posts: Vec<Post<'a>>,
    days: Vec<Day>,
    period: Period,
}

fn counts(status: ContentStatus) -> bool {
    !matches!(status, ContentStatus::Idea | ContentStatus::Archived | ContentStatus::Rejected)
}

/// The posts of some days: `from`, `days`, `channel`, `weekdays`, `pillar`.
fn days<'a>(with: &With<'_>, look: &Look<'a>) -> Days<'a> {
    let (from, count) = (with.day("from", look, look.next_monday()), with.days("days", 7));
    let (channel, weekdays, pillar) = (with.text("channel"), with.weekdays("weekdays"), with.text("pillar"));
    let period = Period { start: from, end: from.add(count - 1) };
    let channels = channel.map(|named| look.channels(named));
    let records = &look.workspace.records;
    let of_pillar = |item: &ContentItem| {
        let name = item.pillar.and_then(|id| records.pillars.get(id)).map(|pillar| pillar.name.as_str());
        pillar.is_none() || name == pillar
    };
    let mut posts = Vec::new();
    for item in records.content.iter().filter(|item| counts(item.status) && of_pillar(item)) {
        let variant = match &channels {
            Some(channels) => match item.variants.iter().find(|variant| channels.contains(&variant.channel)) {
                Some(variant) => Some(variant),
                None => continue,
            },
            None => item.variants.first(),
        };
        let Some(at) = variant.map_or(item.planned, |variant| item.time_of(variant)) else { continue };
        let day = look.workspace.settings.zone.day(at);
        if period.contains(day) && weekdays.contains(&day.weekday()) {
            posts.push(Post { item, variant, at, day });
        }
    }
    posts.sort_by_key(|post| (post.at, post.item.id));
    let days = (0..count).map(|day| from.add(day)).filter(|day| weekdays.contains(&day.weekday())).collect();
    Days { posts, days, period }
}

fn day_name(day: Day) -> String {
    WEEKDAYS.get(usize::from(day.weekday())).copied().unwrap_or_default().to_owned()
}

pub(super) fn posts_a_day(with: &With<'_>, look: &Look<'_>) -> Found {
    let (of, least) = (days(with, look), with.count("at_least", 1));
    let short: Vec<Day> =
        of.days.iter().copied().filter(|day| of.posts.iter().filter(|post| post.day == *day).count() < least).collect();
    let (all, done) = (of.days.len(), of.days.len() - short.len());
    let what = if least == 1 { "a post".to_owned() } else { format!("{least} posts") };
    let mut said = format!("{done} of {all} days have {what}.");
    if !short.is_empty() && done > 0 {
        let mut names: Vec<String> = short.into_iter().map(day_name).collect();
        names.dedup();
        said = format!("{} Not yet: {}.", said, listed(&names));
    }
    Found::of(done, all, said)
}

pub(super) fn posts_by_pillar(with: &With<'_>, look: &Look<'_>) -> Found {
    let (of, least) = (days(with, look), with.count("at_least", 1));
    let within = with.number("within").unwrap_or(10.0).max(0.0);
    let pillars = look.workspace.records.pillars.iter().filter(|one| one.archived.is_none());
    let pillars: Vec<(Id, &str, f64)> =
        pillars.filter_map(|one| Some((one.id, one.name.as_str(), one.target_share?))).collect();
    let total = of.posts.len();
    if total == 0 || pillars.is_empty() {
        return Found::none("There are no posts with a pillar yet.");
    }
    let mut right = 0;
    let mut said = Vec::new();
    for (id, name, target) in &pillars {
        let count = of.posts.iter().filter(|post| post.item.pillar == Some(*id)).count();
        let share = count as f64 / total as f64;
        if (share - target).abs() * 100.0 <= within + 1e-9 {
            right += 1;
        }
        said.push(format!("{} {:.0} % (target {:.0} %)", quoted(name), share * 100.0, target * 100.0));
    }
    // Few posts say little of shares.
    let enough = (total as f64 / least as f64).min(1.0);
    let share = right as f64 / pillars.len() as f64 * enough;
    let few = if total < least { format!(" {} of {least} posts are there.", total) } else { String::new() };
    Found { share, said: format!("{}.{few}", listed(&said)) }
}

/// So many of the posts are right, of those there are or should be.
fn each(of: &Days<'_>, least: usize, right: impl Fn(&Post<'_>) -> bool, good: &str) -> Found {
    let done = of.posts.iter().filter(|post| right(post)).count();
    let wrong: Vec<String> =
        of.posts.iter().filter(|post| !right(post)).map(|post| quoted(post.item.title())).collect();
    let all = of.posts.len().max(least);
    let mut said = format!("{done} of {all} posts {good}.");
    if !wrong.is_empty() {
        said = format!("{said} Not yet: {}.", listed(&wrong));
    }
    Found::of(done, all, said)
}

pub(super) fn posts_between(with: &With<'_>, look: &Look<'_>) -> Found {
    let (of, least) = (days(with, look), with.count("at_least", 1));
    with.required("time_from");
    with.required("time_to");
    let (from, to) = (with.minute("time_from", 0), with.minute("time_to", 1_440));
    let zone = look.workspace.settings.zone;
    let fits = |post: &Post<'_>| {
        let minute = (post.at.saturating_add(zone.offset_ms(post.at))).rem_euclid(86_400_000) / 60_000;
        i64::from(from) <= minute && minute <= i64::from(to)
    };
    let clock = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
    each(&of, least, fits, &format!("go out between {} and {}", clock(from), clock(to)))
}

pub(super) fn posts_say(with: &With<'_>, look: &Look<'_>) -> Found {
    let (of, least) = (days(with, look), with.count("at_least", 1));
    let (words, tags) = (with.groups("words"), with.texts("hashtags"));
    let (least_words, most_letters) = (with.count("min_words", 1), with.maybe_count("max_characters"));
    let fits = |post: &Post<'_>| {
        let text = post.variant.map_or("", |variant| variant.text.as_str());
        let tagged = |tag: &&str| {
            let tag = crate::search::fold(tag.trim_start_matches('#'));
            crate::search::fold(text).split('#').skip(1).any(|rest| {
                rest.strip_prefix(&tag).is_some_and(|after| !after.chars().next().is_some_and(char::is_alphanumeric))
            })
        };
        super::words(text) >= least_words
            && most_letters.is_none_or(|most| text.chars().count() <= most)
            && words.iter().all(|group| says(text, group))
            && tags.iter().all(tagged)
    };
    let good =
        if tags.is_empty() { "have the text they should have".to_owned() } else { format!("say {}", tags.join(", ")) };
    each(&of, least, fits, &good)
}

pub(super) fn posts_have_status(with: &With<'_>, look: &Look<'_>) -> Found {
    let (of, least) = (days(with, look), with.count("at_least", 1));
    with.required("status");
    let wanted = with.choices("status", ContentStatus::of_key);
    let names: Vec<&str> = wanted.iter().map(|one| one.label()).collect();
    each(&of, least, |post| wanted.contains(&post.item.status), &format!("are {}", names.join(" or ").to_lowercase()))
}

pub(super) fn posts_paused(with: &With<'_>, look: &Look<'_>) -> Found {
    let tags = with.some_texts("tags");
    let tagged = |item: &ContentItem| item.tags.iter().any(|tag| tags.contains(&tag.as_str()));
    let content = &look.workspace.records.content;
    let (mut all, mut going) = (0, Vec::new());
    for item in content.iter().filter(|item| tagged(item)) {
        all += 1;
        if matches!(item.status, ContentStatus::Scheduled | ContentStatus::Published) {
            going.push(quoted(item.title()));
        }
    }
    // What was deleted does not go out either, but then there is nothing to go on with: it does not count.
    let all = all.max(tags.len());
    let stopped = all.saturating_sub(going.len()).min(content.iter().filter(|item| tagged(item)).count());
    let mut said = format!("{stopped} of {} no longer go out.", counted(all, "scheduled post", "scheduled posts"));
    if !going.is_empty() {
        said = format!("{said} Still scheduled: {}.", listed(&going));
    }
    Found::of(stopped, all, said)
}

pub(super) fn no_clashes(with: &With<'_>, look: &Look<'_>) -> Found {
    let (of, least) = (days(with, look), with.count("at_least", 1));
    let minutes = with.number("minutes_apart").unwrap_or(30.0).clamp(0.0, 1_440.0);
    // Looked at as it was planned: what became late since the task was begun is no fault of the plan.
    let at = look.workspace.settings.created;
    let found = plan::clashes(look.workspace, of.period, at, (minutes * 60_000.0) as i64);
    let mut posts: BTreeSet<Id> = found.iter().map(|clash| clash.content).collect();
    posts.retain(|id| of.posts.iter().any(|post| post.item.id == *id));
    let all = of.posts.len().max(least);
    let done = of.posts.len() - posts.len();
    let mut said = format!("{done} of {all} posts stand without a clash.");
    let mut whys: Vec<String> = found
        .iter()
        .filter(|clash| posts.contains(&clash.content))
        .filter_map(|clash| {
            let item = look.workspace.records.content.get(clash.content)?;
            Some(format!("{}: {}", quoted(item.title()), clash.kind.to_string().trim_end_matches('.')))
        })
        .collect();
    whys.dedup();
    if !whys.is_empty() {
        said = format!("{said} {}.", listed(&whys));
    }
    Found::of(done, all, said)
}
