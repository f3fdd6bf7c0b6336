//! The sample's editorial calendar: two months that are over, each post with what became of it, and a month to come with
//! tips in every state, and gaps.

use super::{
    brand::tip_text,
    brand_texts,
    calendar::Calendar,
    plan::{DAYS_BACK, Plan, clock, is_letter_day},
    plan_texts as texts,
    random::Random,
    records::id,
    story::capital,
};
use crate::model::{
    Day, Extra, Id, Instant, Workspace,
    facts::{DictionaryKind, post},
    record::{ContentItem, ContentStatus, Media, MediaKind, PostReference, Record, ReviewComment, Variant},
    time::DAY_MS,
};

const HALF_HOUR: i64 = 1_800_000;

/// Puts the content in.
pub(super) fn write(workspace: &mut Workspace, calendar: &Calendar, plan: &Plan, random: &mut Random) {
    past(workspace, calendar, plan, random);
    tips(workspace, calendar, plan, random);
    others(workspace, calendar, plan, random);
}

/// The pillar of a tip, by its weekday.
fn pillar(plan: &Plan, day: Day) -> Id {
    plan.pillars[[0, 0, 1, 2, 2, 0, 2][usize::from(day.weekday())]]
}

/// A title made of the beginning of a text.
fn short(text: &str) -> String {
    const MOST: usize = 54;
    if text.chars().count() <= MOST {
        return text.to_string();
    }
    let head: String = text.chars().take(MOST).collect();
    let end = head.rfind(' ').unwrap_or(head.len());
    format!("{}…", head[..end].trim_end_matches([',', '.', ':', ';']))
}

/// Every own post of the last two months, planned and matched.
fn past(workspace: &mut Workspace, calendar: &Calendar, plan: &Plan, random: &mut Random) {
    let from = clock(workspace, calendar.last.add(1 - DAYS_BACK), 0);
    let posts = workspace.facts.posts.clone();
    let source = |row| posts.code(row, post::SOURCE).unwrap_or(u32::MAX);
    for row in 0..posts.len() {
        let Some(time) = posts.time(row, post::TIME).filter(|time| from <= *time) else { continue };
        let day = workspace.settings.zone.day(time);
        let text = posts.text(row, post::TITLE).to_string();
        let is_tip = text.ends_with(brand_texts::TIP_TAG);
        let source = workspace.facts.dictionaries.get(DictionaryKind::Source).text(source(row)).to_string();
        let on_forum = source == "forum";
        let written = time - (3 + random.below(9) as i64) * DAY_MS;
        let mut item = ContentItem::new(id(written, random), written, short(&text));
        item.owner = if on_forum { "Ilse" } else { ["Noor", "Tomé"][random.below(2)] }.to_string();
        item.planned = Some(time - time.rem_euclid(HALF_HOUR));
        item.pillar = Some(if is_tip { pillar(plan, day) } else { plan.pillars[3] });
        item.slot = is_tip.then_some(plan.slots[0]);
        if !is_tip && !on_forum && calendar.crisis.add(7) <= day {
            item.campaign = Some(plan.campaigns[0]);
        } else if on_forum {
            item.campaign = Some(plan.campaigns[2]);
        }
        let owner = item.owner.clone();
        item.step(written, ContentStatus::Draft, &owner, "");
        item.step(time - 2 * DAY_MS, ContentStatus::Scheduled, &owner, "");
        item.step(time, ContentStatus::Published, &owner, "");
        let id = posts.text(row, post::ID).to_string();
        item.variants.push(Variant {
            text,
            published: Some(time),
            permalink: posts.text(row, post::PERMALINK).to_string(),
            result: Some(PostReference::new(source, id)),
            ..Variant::new(plan.channels[usize::from(on_forum)])
        });
        workspace.records.put(Record::from(item));
    }
}

/// How far the tip of a day to come is, by the days until then; `None` leaves a gap.
fn state(ahead: i32) -> Option<ContentStatus> {
    match ahead {
        6 | 10 | 13 | 15 | 18.. => None,
        0..=3 => Some(ContentStatus::Scheduled),
        4 | 5 => Some(ContentStatus::Approved),
        7..=9 => Some(ContentStatus::InReview),
        _ => Some(ContentStatus::Draft),
    }
}

/// The daily tips to come.
fn tips(workspace: &mut Workspace, calendar: &Calendar, plan: &Plan, random: &mut Random) {
    let now = calendar.end();
    for ahead in 0..28 {
        let Some(status) = state(ahead) else { continue };
        let day = calendar.last.add(1 + ahead);
        let written = now - i64::from(28 - ahead) * DAY_MS / 4;
        let text = tip_text(calendar, day);
        let mut item = ContentItem::new(id(written, random), written, short(&text));
        item.planned = Some(clock(workspace, day, 450));
        item.owner = ["Noor", "Tomé"][random.below(2)].to_string();
        item.pillar = Some(pillar(plan, day));
        item.slot = Some(plan.slots[0]);
        item.campaign = (5..33).contains(&(ahead + 1)).then_some(plan.campaigns[1]);
        let owner = item.owner.clone();
        item.step(written, ContentStatus::Draft, &owner, "");
        let asked = now - DAY_MS - i64::from(ahead) * HALF_HOUR;
        if matches!(status, ContentStatus::InReview | ContentStatus::Approved | ContentStatus::Scheduled) {
            item.step(asked - DAY_MS, ContentStatus::InReview, &owner, "");
        }
        if matches!(status, ContentStatus::Approved | ContentStatus::Scheduled) {
            item.step(asked, ContentStatus::Approved, "Ilse", "Reads well.");
        }
        item.step(asked + HALF_HOUR, status, &owner, "");
        let mut variant =
            Variant { text: format!("{text} {}", brand_texts::TIP_TAG), ..Variant::new(plan.channels[0]) };
        variant.media.push(picture(day, ahead));
        item.variants.push(variant);
        if let Some(said) = usize::try_from(ahead - 7).ok().and_then(|place| texts::REVIEWS.get(place)) {
            item.comments.push(comment(id(asked, random), asked, said, plan.channels[0]));
        }
        workspace.records.put(Record::from(item));
    }
}

fn comment(id: Id, at: Instant, text: &str, channel: Id) -> ReviewComment {
    ReviewComment {
        id,
        at,
        who: "Ilse".to_string(),
        channel: Some(channel),
        text: text.to_string(),
        resolved: false,
        extra: Extra::new(),
    }
}

/// The picture of a tip; now and then nobody has said yet what it shows.
fn picture(day: Day, ahead: i32) -> Media {
    let what = ["shoulders", "a chair", "a full plate", "feet up the wall", "a packed bag", "a hill", "a mat"];
    let what = what[usize::from(day.weekday())];
    Media {
        kind: MediaKind::Image,
        name: format!("tip-{day}.jpg"),
        alt: if ahead % 5 == 4 { String::new() } else { format!("Photo for the tip of the day: {what}.") },
        bytes: Some(1_240_000 + 31_000 * u64::from(ahead.unsigned_abs())),
        width: Some(1_080),
        height: Some(1_350),
        seconds: None,
        extra: Extra::new(),
    }
}

/// What else is to come: Monday questions, letters, a story; and ideas without a day.
fn others(workspace: &mut Workspace, calendar: &Calendar, plan: &Plan, random: &mut Random) {
    let now = calendar.end();
    let mut put =
        |workspace: &mut Workspace, title: &str, day: Option<(Day, i64)>, status, text: &str, place: usize| {
            let written = now - (2 + random.below(12) as i64) * DAY_MS;
            let mut item = ContentItem::new(id(written, random), written, title);
            item.owner = if place == 0 { "Tomé" } else { "Ilse" }.to_string();
            item.planned = day.map(|(day, minutes)| clock(workspace, day, minutes));
            item.pillar = Some(plan.pillars[3]);
            if day.is_some() {
                item.slot = [None, Some(plan.slots[2]), Some(plan.slots[1])][place];
                item.campaign = (place == 1).then_some(plan.campaigns[2]);
                item.variants.push(Variant { text: text.to_string(), ..Variant::new(plan.channels[place]) });
            } else {
                item.notes = text.to_string();
            }
            let owner = item.owner.clone();
            item.step(written + HALF_HOUR, status, &owner, "");
            workspace.records.put(Record::from(item));
        };
    let coming =
        |fits: &dyn Fn(Day) -> bool| (1..29).map(|day| calendar.last.add(day)).filter(|day| fits(*day)).collect();
    let mondays: Vec<Day> = coming(&|day| day.weekday() == 0);
    let states = [ContentStatus::Scheduled, ContentStatus::Draft];
    for (day, status) in mondays.into_iter().zip(states) {
        let question = texts::QUESTIONS[(day.0 / 7) as usize % texts::QUESTIONS.len()];
        put(workspace, &short(question), Some((day, 600)), status, &format!("Question of the week: {question}"), 1);
    }
    let thursdays: Vec<Day> = coming(&is_letter_day);
    for ((day, status), (title, text)) in
        thursdays.into_iter().zip([ContentStatus::InReview, ContentStatus::Draft]).zip(texts::LETTERS)
    {
        put(workspace, title, Some((day, 600)), status, text, 2);
    }
    let day = calendar.last.add(8);
    let story = brand_texts::STORIES[day.0.unsigned_abs() as usize % brand_texts::STORIES.len()];
    put(workspace, &capital(story), Some((day, 990)), ContentStatus::Draft, story, 0);
    for (title, notes) in texts::IDEAS {
        put(workspace, title, None, ContentStatus::Idea, notes, 0);
    }
}
