//! The sample's plan: for whom, about what, how and when: segments, pillars, guidelines, snippets, recurring slots,
//! campaigns. What is written of it in words is in [`super::plan_texts`].

use super::{calendar::Calendar, plan_texts as texts, random::Random, records::id};
use crate::model::{
    Day, Id, Instant, Workspace,
    facts::kind,
    record::{
        Bound, Campaign, Color, Condition, Guideline, Measure, Objective, Pillar, Record, Segment, SegmentRule, Slot,
        Snippet,
    },
    time::DAY_MS,
};

/// What the records of the plan name.
pub(super) struct Plan {
    pub(super) channels: [Id; 3],
    /// Move, eat, rest, community.
    pub(super) pillars: [Id; 4],
    /// Trust, small steps, questions.
    pub(super) campaigns: [Id; 3],
    /// Tip, letter, forum question.
    pub(super) slots: [Id; 3],
}

/// Days before today with which the calendar begins.
pub(super) const DAYS_BACK: i32 = 61;

/// The instant at which a clock in the sample's zone shows so many minutes after midnight, whichever the day.
pub(super) fn clock(workspace: &Workspace, day: Day, minutes: i64) -> Instant {
    workspace.settings.zone.instant(i64::from(day.0) * DAY_MS + minutes * 60_000)
}

/// Puts the plan's records in, all but the content and the events.
pub(super) fn write(workspace: &mut Workspace, calendar: &Calendar, channels: [Id; 3], random: &mut Random) -> Plan {
    let set = calendar.at(calendar.last.add(-44), 10.0);
    objectives(workspace, calendar, set);
    segments(workspace, channels, set, random);
    let mut put = |record: Record| workspace.records.put(record);

    let colors = [Color::Green, Color::Orange, Color::Sky, Color::Purple];
    let mut place = 0;
    let pillars = texts::PILLARS.map(|(name, share, notes)| {
        let mut pillar = Pillar::new(id(set, random), set, name, colors[place]);
        place += 1;
        (pillar.target_share, pillar.notes) = (Some(share), notes.to_string());
        let id = pillar.id;
        put(Record::from(pillar));
        id
    });

    for (kind, all) in texts::GUIDELINES {
        for (number, (title, text, when)) in (1..).zip(*all) {
            let mut guideline = Guideline::new(id(set, random), set, *kind, number, *title);
            (guideline.text, guideline.when) = ((*text).to_string(), (*when).to_string());
            put(Record::from(guideline));
        }
    }
    for (kind, name, text, channel) in texts::SNIPPETS {
        let mut snippet = Snippet::new(id(set, random), set, *kind, *name, *text);
        snippet.channels = channels.get(*channel).copied().into_iter().collect();
        put(Record::from(snippet));
    }

    // The tips have been planned for a while, letters and questions from now on.
    let now = calendar.last.add(1);
    let starts = [now.add(-DAYS_BACK), now, now];
    let mut place = 0;
    let slots = texts::SLOTS.map(|(name, minute, rule, title, text)| {
        let mut slot = Slot::daily(id(set, random), set, name, channels[[0, 2, 1][place]], starts[place], minute);
        // The letter goes out every second Thursday, counted from one on which it does.
        while place == 1 && !is_letter_day(slot.start) {
            slot.start = slot.start.add(1);
        }
        slot.pillar = [None, Some(pillars[3]), Some(pillars[3])][place];
        place += 1;
        (slot.rule, slot.post_title, slot.post_text) = (rule.to_string(), title.to_string(), text.to_string());
        let id = slot.id;
        put(Record::from(slot));
        id
    });

    let objectives: Vec<Id> = workspace.records.objectives.iter().map(|objective| objective.id).collect();
    let spans = [
        (calendar.crisis.add(7), calendar.last.add(20)),
        (calendar.last.add(5), calendar.last.add(32)),
        (calendar.launch, calendar.launch.add(119)),
    ];
    let colors = [Color::Red, Color::Blue, Color::Yellow];
    let mut place = 0;
    let campaigns = texts::CAMPAIGNS.map(|(name, utm, notes)| {
        let mut campaign = Campaign::new(id(set, random), set, name, colors[place]);
        (campaign.start, campaign.end) = (Some(spans[place].0), Some(spans[place].1));
        campaign.objectives = objectives.get(place).copied().into_iter().collect();
        place += 1;
        (campaign.utm, campaign.notes) = (utm.to_string(), notes.to_string());
        let id = campaign.id;
        workspace.records.put(Record::from(campaign));
        id
    });
    Plan { channels, pillars, campaigns, slots }
}

/// Whether the letter goes out on a day: every second Thursday.
pub(super) fn is_letter_day(day: Day) -> bool {
    day.weekday() == 3 && (day.0 / 7) % 2 == 0
}

/// Says of the objectives what makes them SMART.
fn objectives(workspace: &mut Workspace, calendar: &Calendar, set: Instant) {
    let all: Vec<_> = workspace.records.objectives.iter().map(|objective| (**objective).clone()).collect();
    for (kpi, [specific, achievable, relevant]) in texts::OBJECTIVES {
        let judged_by = |objective: &&Objective| objective.targets.first().is_some_and(|target| target.kpi == kpi);
        let Some(mut objective) = all.iter().find(judged_by).cloned() else { continue };
        objective.specific = specific.to_string();
        objective.achievable = achievable.to_string();
        objective.relevant = relevant.to_string();
        objective.start = Some(workspace.settings.zone.day(set));
        objective.end = Some(calendar.last.add(60));
        workspace.records.put(Record::from(objective));
    }
}

fn segments(workspace: &mut Workspace, [instagram, forum, _]: [Id; 3], set: Instant, random: &mut Random) {
    let on = |measure, bound, value, kind: &str, channel, days| Condition {
        kind: (!kind.is_empty()).then(|| kind.to_string()),
        channel,
        days,
        ..Condition::new(measure, bound, value)
    };
    let rules: [Vec<Condition>; 4] = [
        vec![on(Measure::ActiveDays, Bound::AtLeast, 30.0, "", Some(instagram), Some(90))],
        vec![
            on(Measure::DaysSinceJoined, Bound::AtMost, 120.0, "", None, None),
            on(Measure::Actions, Bound::AtLeast, 1.0, "", Some(forum), None),
        ],
        vec![on(Measure::Actions, Bound::AtLeast, 10.0, kind::REPLY, Some(forum), Some(90))],
        vec![
            on(Measure::Actions, Bound::AtLeast, 5.0, "", None, None),
            on(Measure::DaysSinceActive, Bound::AtLeast, 45.0, "", None, None),
            on(Measure::DaysSinceActive, Bound::AtMost, 270.0, "", None, None),
        ],
    ];
    let places = [vec![instagram], vec![forum], vec![forum], vec![instagram, forum]];
    for ((segment, conditions), channels) in texts::SEGMENTS.into_iter().zip(rules).zip(places) {
        let [name, demographics, needs, motivations, notes] = segment;
        workspace.records.put(Record::from(Segment {
            demographics: demographics.to_string(),
            needs: needs.to_string(),
            motivations: motivations.to_string(),
            notes: notes.to_string(),
            channels,
            rule: Some(SegmentRule { conditions, ..SegmentRule::default() }),
            ..Segment::new(id(set, random), set, name)
        }));
    }
}
