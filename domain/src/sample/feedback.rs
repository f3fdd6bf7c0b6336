//! The sample's feedback: forty things that people of the forum and followers of the brand asked for, with votes,
//! sources, duplicates and those who have been told; one NPS and one CSAT survey.

use super::{calendar::Calendar, feedback_texts as texts, random::Random, records::id};
use crate::{
    feedback::{Person, add_vote, closed_loop, merge, tell},
    model::{
        Extra, Id, Instant, Workspace,
        facts::{DictionaryKind, TableKind, Value, activity, member},
        record::{
            FactReference, FeedbackItem, FeedbackSource, FeedbackStatus, Record, Survey, SurveyKind, SurveyResponse,
            Vote,
        },
        time::DAY_MS,
    },
};

/// A thing asked for.
pub(super) struct Sketch {
    pub(super) title: &'static str,
    pub(super) description: &'static str,
    pub(super) area: &'static str,
    pub(super) theme: &'static str,
    pub(super) status: FeedbackStatus,
    pub(super) response: &'static str,
    /// Days before the last day on which it was first asked.
    pub(super) ago: i32,
    pub(super) votes: usize,
    /// Of a hundred who asked, how many have been told.
    pub(super) told: usize,
    /// Words of an activity that is its source.
    pub(super) said: &'static str,
    /// Title of the item that asks for the same.
    pub(super) same_as: &'static str,
}

/// Who belongs to a place, with the days they were around for.
struct Place {
    source: &'static str,
    people: Vec<FactReference>,
}

/// Puts feedback and surveys in.
pub(super) fn write(workspace: &mut Workspace, calendar: &Calendar, random: &mut Random) {
    let places = ["forum", "instagram"].map(|source| Place { source, people: people(workspace, source) });
    let mut made: Vec<(&'static str, Id)> = Vec::new();
    let mut same: Vec<(Id, &'static str, Instant)> = Vec::new();
    let mut used = Vec::new();
    for (place, sketches) in places.iter().zip([texts::FORUM, texts::BRAND]) {
        let owner = if place.source == "forum" { "Ilse Vermeer" } else { "Noor Haddadi" };
        for sketch in sketches {
            let item = item(workspace, calendar, place, sketch, owner, &mut used, random);
            made.push((sketch.title, item.id));
            if !sketch.same_as.is_empty() {
                same.push((item.id, sketch.same_as, item.created + 2 * DAY_MS));
            }
            workspace.records.put(Record::from(item));
        }
    }
    for (duplicate, original, at) in same {
        let original = made.iter().find(|(title, _)| *title == original).map(|(_, id)| *id);
        let merged = original.map(|original| merge(&workspace.records, duplicate, original, at, "Ilse Vermeer"));
        if let Some(Ok(action)) = merged {
            // Both are there: nothing can be refused.
            let _ = workspace.apply(action);
        }
    }
    // Who is told is told of the whole, duplicates and all.
    for sketch in texts::FORUM.iter().chain(texts::BRAND).filter(|sketch| sketch.told > 0) {
        let found = made.iter().find(|(title, _)| *title == sketch.title);
        let Some(item) = found.and_then(|(_, id)| workspace.records.feedback.get(*id)) else { continue };
        let mut item = (**item).clone();
        let askers: Vec<Person> = closed_loop(&item).askers.into_iter().map(|asker| asker.person).collect();
        let count = (askers.len() * sketch.told).div_ceil(100);
        let at = (item.since() + DAY_MS).min(calendar.end());
        tell(&mut item, askers.get(..count).unwrap_or_default(), at, "Ilse Vermeer");
        workspace.records.put(Record::from(item));
    }
    surveys(workspace, calendar, &places, random);
}

/// Keys of those who belong to a place, staff and bots aside.
fn people(workspace: &Workspace, source: &'static str) -> Vec<FactReference> {
    let members = workspace.facts.table(TableKind::Members);
    let code = workspace.facts.dictionaries.get(DictionaryKind::Source).find(source);
    let flag = |row: usize, column| members.get(row, column) == Value::Byte(1);
    (0..members.len())
        .filter(|row| members.code(*row, member::SOURCE) == code)
        .filter(|row| !flag(*row, member::STAFF) && !flag(*row, member::BOT))
        .map(|row| FactReference::new(source, members.text(row, member::ID)))
        .collect()
}

fn item(
    workspace: &Workspace,
    calendar: &Calendar,
    place: &Place,
    sketch: &Sketch,
    owner: &str,
    used: &mut Vec<usize>,
    random: &mut Random,
) -> FeedbackItem {
    let day = calendar.last.add(-sketch.ago);
    let mut made = calendar.at(day, random.between(8.5, 17.0));
    let source = said(workspace, place, sketch, calendar.end(), made, used);
    // Feedback is made of what was said, some hours later.
    if let Some(at) = source.as_ref().and_then(|source| source.at) {
        made = (at + 5 * 3_600_000).min(calendar.end() - 3_600_000);
    }
    let mut item = FeedbackItem::new(id(made, random), made, sketch.title);
    item.description = sketch.description.to_string();
    item.area = sketch.area.to_string();
    item.theme = sketch.theme.to_string();
    if let Some(source) = source {
        let vote = source.member.clone().map(|member| Vote::of_member(source.at.unwrap_or(made), member));
        vote.into_iter().for_each(|vote| {
            add_vote(&mut item, vote);
        });
        item.sources.push(source);
    }
    let span = (calendar.end() - made).max(DAY_MS);
    let first = random.below(place.people.len());
    for at in 0..place.people.len() {
        if item.votes.len() >= sketch.votes {
            break;
        }
        let Some(member) = place.people.get((first + at * 5) % place.people.len().max(1)) else { break };
        // Most votes come soon after it was asked for.
        let part = random.between(0.0, 1.0) * random.between(0.0, 1.0);
        let when = made + (span as f64 * part) as i64 / 60_000 * 60_000;
        add_vote(&mut item, Vote::of_member(when, member.clone()));
    }
    item.votes.sort_by_key(|vote| vote.at);
    steps(&mut item, sketch, made, span, owner);
    item
}

/// The way to where it is now.
fn steps(item: &mut FeedbackItem, sketch: &Sketch, made: Instant, span: Instant, owner: &str) {
    use FeedbackStatus::{Completed, Declined, Duplicate, Open, Planned, Started, UnderReview};
    let way: &[FeedbackStatus] = match sketch.status {
        Open | Duplicate => &[],
        UnderReview => &[UnderReview],
        Planned => &[UnderReview, Planned],
        Started => &[UnderReview, Planned, Started],
        Completed => &[UnderReview, Planned, Started, Completed],
        Declined => &[UnderReview, Declined],
    };
    for (place, to) in way.iter().enumerate() {
        let at = made + span * (place as i64 + 1) / (way.len() as i64 + 2) / 60_000 * 60_000;
        item.step(at, *to, owner, "");
    }
    if !way.is_empty() {
        item.owner = owner.to_string();
        item.response = sketch.response.to_string();
    }
}

/// The activity with these words that was said last before the day, and is no item's source yet.
fn said(
    workspace: &Workspace,
    place: &Place,
    sketch: &Sketch,
    end: Instant,
    before: Instant,
    used: &mut Vec<usize>,
) -> Option<FeedbackSource> {
    if sketch.said.is_empty() {
        return None;
    }
    let activities = workspace.facts.table(TableKind::Activities);
    let code = workspace.facts.dictionaries.get(DictionaryKind::Source).find(place.source);
    let fits = |row: &usize| {
        activities.code(*row, activity::SOURCE) == code
            && activities.time(*row, activity::TIME).is_some_and(|time| time < before.min(end - 6 * 3_600_000))
            && activities.text(*row, activity::TEXT).contains(sketch.said)
            && !used.contains(row)
    };
    let row = (0..activities.len()).rev().find(fits)?;
    let members = workspace.facts.table(TableKind::Members);
    let who = activities.code(row, activity::MEMBER)? as usize;
    let member = FactReference::new(place.source, members.text(who, member::ID));
    if !place.people.contains(&member) {
        return None;
    }
    used.push(row);
    Some(FeedbackSource {
        at: activities.time(row, activity::TIME),
        activity: Some(FactReference::new(place.source, activities.text(row, activity::ID))),
        member: Some(member),
        text: activities.text(row, activity::TEXT).to_string(),
        ..FeedbackSource::default()
    })
}

/// One NPS survey on the forum, and one of satisfaction with the answers of the brand's team.
fn surveys(workspace: &mut Workspace, calendar: &Calendar, places: &[Place; 2], random: &mut Random) {
    let [forum, brand] = places;
    let nps = (SurveyKind::Nps, "Forum, autumn", forum, 41, 58, 66, texts::NPS_ANSWERS);
    let csat = (SurveyKind::Csat, "After an answer from the team", brand, 27, 46, 120, texts::CSAT_ANSWERS);
    for (kind, name, place, ago, count, asked, answers) in [nps, csat] {
        let start = calendar.last.add(-ago);
        let made = calendar.at(start, 9.0);
        let mut survey = Survey::new(id(made, random), made, kind, name);
        survey.question = match kind {
            SurveyKind::Nps => "How likely are you to recommend Tidyloom to a colleague?".to_string(),
            SurveyKind::Csat => "How satisfied are you with our answer?".to_string(),
        };
        (survey.start, survey.end, survey.asked) = (Some(start), Some(start.add(13)), Some(asked));
        let first = random.below(place.people.len());
        for at in 0..count {
            let (score, text) = answers[random.below(answers.len())];
            let said = if survey.answers.iter().any(|answer| answer.text == text) { "" } else { text };
            let time = calendar.at(start.add(random.below(14) as i32), random.between(8.0, 22.0));
            let member = place.people.get((first + at) % place.people.len().max(1)).cloned();
            survey.answers.push(SurveyResponse {
                at: time,
                score,
                text: said.to_string(),
                member,
                extra: Extra::new(),
            });
        }
        survey.answers.sort_by_key(|answer| answer.at);
        survey.updated = survey.answers.last().map_or(made, |answer| answer.at);
        workspace.records.put(Record::from(survey));
    }
}
