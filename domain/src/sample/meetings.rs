//! The sample's events: four that took place, with who came, what they thought and what it cost; two to come, one of them
//! full.

use super::{
    calendar::Calendar,
    plan::{Plan, clock},
    random::Random,
    records::id,
};
use crate::{
    events::{content_for, default_promotion},
    model::{
        Extra, Instant, Workspace,
        facts::{DictionaryKind, TableKind, Value, member},
        record::{
            Cost, Event, EventFormat, EventStatus, Record, Rsvp, RsvpAnswer, RunStep, SurveyAnswer, TeamMember,
            TeamRole,
        },
        time::DAY_MS,
    },
};

struct Sketch {
    title: &'static str,
    /// Days after the day it is told from, hour of the start, minutes it takes.
    when: (i32, i64, i64),
    format: EventFormat,
    place: &'static str,
    url: &'static str,
    about: &'static str,
    capacity: Option<u32>,
    /// Whether the people of the forum are asked, and how many answer yes, maybe, no, and wait.
    forum: bool,
    answers: [usize; 4],
    /// How many of a hundred who said yes come.
    came: u64,
    team: &'static [(&'static str, TeamRole)],
    steps: &'static [(&'static str, u32)],
    costs: &'static [(&'static str, f64)],
    said: &'static [&'static str],
}

const FROM: fn(&Calendar) -> [crate::model::Day; 6] = |calendar| {
    let saturday = calendar.last.add(-33).week_start(0).add(5);
    let coming = calendar.last.add(11).week_start(0).add(5);
    [
        calendar.launch.add(9),
        calendar.crisis.add(4),
        saturday,
        calendar.last.add(-16).week_start(0).add(3),
        coming,
        calendar.last.add(13).week_start(0).add(8),
    ]
};

#[rustfmt::skip]
const SKETCHES: [Sketch; 6] = [
    Sketch {
        title: "Office hour: your first week with 3.0", when: (0, 18, 60), format: EventFormat::Online, place: "",
        url: "https://example.com/office-hour", about: "Bring your questions about the new version. We share a screen and solve them one by one.",
        capacity: Some(40), forum: true, answers: [22, 4, 3, 0], came: 68,
        team: &[("Ilse Vermeer", TeamRole::Host)],
        steps: &[("Welcome, how to ask", 5), ("The new week view", 15), ("Your questions", 35), ("What comes next", 5)],
        costs: &[("Video service", 18.0)],
        said: &["Finally understood the week view.", "Next time with a recording, please.", "Could have been twice as long."],
    },
    Sketch {
        title: "Live: about the advert", when: (0, 19, 45), format: EventFormat::Online, place: "",
        url: "https://example.com/briskway/live", about: "Coach Noor and our founder answer everything about the advert. Bring the hard questions.",
        capacity: None, forum: false, answers: [26, 6, 2, 0], came: 74,
        team: &[("Noor Haddadi", TeamRole::Speaker), ("Tomé Antunes", TeamRole::Helper)],
        steps: &[("What happened", 8), ("What we change", 7), ("Questions, the hard ones first", 30)],
        costs: &[],
        said: &["Thank you for not hiding.", "Too late, but honest.", "I stay. One more advert like that and I go."],
    },
    Sketch {
        title: "Saturday hill walk", when: (0, 10, 120), format: EventFormat::InPerson, place: "Fountain at the north gate of the park",
        url: "", about: "Two hills, one view, everybody at their own pace. Beginners set the speed.",
        capacity: Some(24), forum: false, answers: [21, 3, 4, 0], came: 81,
        team: &[("Tomé Antunes", TeamRole::Host), ("Noor Haddadi", TeamRole::Helper)],
        steps: &[("Meet, warm up", 15), ("First hill", 35), ("Break, photo for those who like", 15), ("Second hill", 40), ("Stretch, goodbye", 15)],
        costs: &[("First-aid kit", 24.5), ("Fruit and water", 31.2)],
        said: &["Loved that nobody was left behind.", "Please once a month!", "My knees say thank you for the easy way down.", "Start earlier in summer."],
    },
    Sketch {
        title: "Repair evening: ropes and bands", when: (0, 18, 90), format: EventFormat::InPerson, place: "Briskway shop, back room",
        url: "", about: "Bring what is torn. We show how it is mended and keep the spare parts for you.",
        capacity: Some(16), forum: false, answers: [14, 2, 1, 0], came: 86,
        team: &[("Noor Haddadi", TeamRole::Host)],
        steps: &[("Tea", 10), ("How a rope is mended", 20), ("Your ropes and bands", 60)],
        costs: &[("Spare parts", 46.0), ("Tea", 9.8)],
        said: &["My rope is older than my son and works again.", "More tools, fewer speeches."],
    },
    Sketch {
        title: "Terrace class for beginners", when: (0, 11, 60), format: EventFormat::InPerson, place: "Briskway terrace, third floor (lift)",
        url: "https://example.com/briskway/terrace", about: "Sixty calm minutes for those who have never been to a class. Mats are there.",
        capacity: Some(12), forum: false, answers: [12, 3, 2, 4], came: 0,
        team: &[("Tomé Antunes", TeamRole::Host)],
        steps: &[("Arrive, find a mat", 10), ("Breathing and joints", 10), ("The six moves", 30), ("Lie down", 10), ("Tea for who stays", 15)],
        costs: &[("Mats", 60.0)], said: &[],
    },
    Sketch {
        title: "Office hour: templates", when: (0, 18, 60), format: EventFormat::Online, place: "",
        url: "https://example.com/office-hour", about: "Nothing but templates. Bring yours; we take them apart together.",
        capacity: Some(40), forum: true, answers: [11, 5, 1, 0], came: 0,
        team: &[("Ilse Vermeer", TeamRole::Host)],
        steps: &[("Welcome", 5), ("Three templates from the team", 20), ("Your templates", 30)],
        costs: &[], said: &[],
    },
];

/// Puts the events in, and the posts that make the coming ones known.
pub(super) fn write(workspace: &mut Workspace, calendar: &Calendar, plan: &Plan, random: &mut Random) {
    let now = calendar.end();
    let people = [people(workspace, "instagram"), people(workspace, "forum")];
    for (sketch, day) in SKETCHES.iter().zip(FROM(calendar)) {
        let (_, hour, minutes) = sketch.when;
        let start = clock(workspace, day, hour * 60);
        let end = start + minutes * 60_000;
        let made = (start - 30 * DAY_MS).min(now - 6 * DAY_MS);
        let is_past = end <= now;
        let mut event = Event::new(id(made, random), made, sketch.title, start, end, workspace.settings.zone);
        event.status = if is_past { EventStatus::Done } else { EventStatus::Announced };
        event.format = sketch.format;
        event.place = sketch.place.to_string();
        event.url = sketch.url.to_string();
        event.description = sketch.about.to_string();
        event.capacity = sketch.capacity;
        event.team = sketch
            .team
            .iter()
            .map(|(name, role)| TeamMember { name: (*name).to_string(), role: *role, extra: Extra::new() })
            .collect();
        let step = |(title, minutes): &(&str, u32)| RunStep {
            title: (*title).to_string(),
            minutes: *minutes,
            who: String::new(),
            extra: Extra::new(),
        };
        event.run_sheet = sketch.steps.iter().map(step).collect();
        let cost =
            |(title, amount): &(&str, f64)| Cost { title: (*title).to_string(), amount: *amount, extra: Extra::new() };
        event.costs = sketch.costs.iter().map(cost).collect();
        answers(&mut event, sketch, &people[usize::from(sketch.forum)], is_past, now, random);
        promote(workspace, &mut event, plan, usize::from(sketch.forum), now, random);
        workspace.records.put(Record::from(event));
    }
}

/// Ids and names of those who belong to a place, staff and bots aside.
fn people(workspace: &Workspace, source: &str) -> Vec<(String, String)> {
    let members = workspace.facts.table(TableKind::Members);
    let code = workspace.facts.dictionaries.get(DictionaryKind::Source).find(source);
    let is_one = |row: &usize| {
        let flag = |column| members.get(*row, column) == Value::Byte(1);
        members.code(*row, member::SOURCE) == code && !flag(member::STAFF) && !flag(member::BOT)
    };
    let person = |row| (members.text(row, member::ID).to_string(), members.text(row, member::NAME).to_string());
    (0..members.len()).filter(is_one).map(person).collect()
}

fn answers(
    event: &mut Event,
    sketch: &Sketch,
    people: &[(String, String)],
    is_past: bool,
    now: Instant,
    random: &mut Random,
) {
    let kinds = [RsvpAnswer::Yes, RsvpAnswer::Maybe, RsvpAnswer::No, RsvpAnswer::Waitlist];
    let all = kinds.into_iter().zip(sketch.answers).flat_map(|(kind, count)| std::iter::repeat_n(kind, count));
    let all: Vec<RsvpAnswer> = all.collect();
    // From a place in the list on, so that not the same people come every time.
    let first = random.below(people.len());
    let until = event.start.min(now);
    let span = (until - event.created).max(DAY_MS);
    for (place, answer) in all.iter().enumerate() {
        let Some((member, name)) = people.get((first + place * 2) % people.len().max(1)) else { return };
        if event.rsvps.iter().any(|rsvp| rsvp.member == *member) {
            continue;
        }
        // Whoever waits answered last.
        let at = event.created + span * (place as i64 + 1) / (all.len() as i64 + 1) / 60_000 * 60_000;
        let mut rsvp = Rsvp::new(id(at, random), at, name.clone(), *answer);
        rsvp.member.clone_from(member);
        if is_past && *answer == RsvpAnswer::Yes && random.chance(sketch.came as f64 / 100.0) {
            rsvp.checked_in = Some(event.start + (random.below(18) as i64 - 12) * 60_000);
        }
        event.rsvps.push(rsvp);
    }
    event.rsvps.sort_by_key(|rsvp| rsvp.at);
    if !is_past {
        return;
    }
    let asked = event.rsvps.iter().filter(|rsvp| rsvp.checked_in.is_some()).count() * 2 / 3;
    for place in 0..asked {
        let rating = [5, 4, 5, 3, 4, 5, 4][random.below(7)];
        event.survey.push(SurveyAnswer {
            rating: Some(rating),
            recommend: Some((rating * 2 + 1 - random.below(3) as u8).min(10)),
            text: sketch.said.get(place).copied().unwrap_or_default().to_string(),
            extra: Extra::new(),
        });
    }
}

/// The checklist: done for what is over, with posts in the calendar for what is to come.
fn promote(workspace: &mut Workspace, event: &mut Event, plan: &Plan, place: usize, now: Instant, random: &mut Random) {
    event.promotion = default_promotion();
    for at in 0..event.promotion.len() {
        let Some(mut task) = event.promotion.get(at).cloned() else { break };
        task.channel = Some(plan.channels[place]);
        task.done = event.start - i64::from(task.days_before) * DAY_MS < now;
        if !task.done && (0..=7).contains(&task.days_before) {
            let made = now - DAY_MS;
            let mut item = content_for(&task, event, id(made, random), made);
            item.pillar = Some(plan.pillars[3]);
            item.owner = event.team.first().map(|one| one.name.clone()).unwrap_or_default();
            task.content = Some(item.id);
            workspace.records.put(Record::from(item));
        }
        event.promotion[at] = task;
    }
}
