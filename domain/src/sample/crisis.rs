//! The sample's crisis: the week of the advert as an incident with its look back, two alert rules, the playbook that was
//! written after it, and a drill with one run. What was published when is the story's (`super::brand`).

use super::{calendar::Calendar, random::Random, records::id};
use crate::{
    crisis::{alert, hours::hours, score::score},
    model::{
        Extra, Id, Instant, Workspace,
        record::{
            AcknowledgedAlert, AlertDeviations, AlertMeasure, AlertRule, Decision, Drill, DrillAnswer, DrillMessage,
            DrillReaction as Reaction, DrillRun, FollowUp, GuidelineKind, HoldingStatement, Incident, IncidentStatus,
            IncidentTask, Playbook, PlaybookStep, Record, Statement, StepDone, TimelineEntry, ToneRule as Tone,
        },
    },
};

/// Days at the end of the story whose alerts nobody has looked at yet.
const UNSEEN_DAYS: i32 = 3;

#[rustfmt::skip]
const LEVELS: [(&str, &str, &str, u32); 4] = [
    ("A few complaints about one thing; nobody outside takes notice.", "Who is on duty", "Who is on duty", 240),
    ("The same complaint from many, or from somebody with many followers.", "Noor Haddadi", "Noor Haddadi", 120),
    ("People say they were hurt, many leave, or a journalist writes.", "Rui Seixas", "Noor Haddadi", 60),
    ("Somebody is in danger, data is gone, or a lawyer writes.", "Rui Seixas", "Rui Seixas", 30),
];

#[rustfmt::skip]
const STEPS: [(&str, &str, u32); 8] = [
    ("Read what is said, note the first sign and set the severity", "Who is on duty", 15),
    ("Call whoever decides at this severity", "Who is on duty", 20),
    ("Stop all scheduled posts on the channel", "Tomé Antunes", 30),
    ("Publish a holding statement", "Noor Haddadi", 60),
    ("Find out what happened, in writing", "Tomé Antunes", 180),
    ("Answer the ten comments with most likes by name", "Noor Haddadi", 240),
    ("Say what went wrong and what changes", "Rui Seixas", 1_440),
    ("Look back together and write the post-mortem", "Noor Haddadi", 20_160),
];

#[rustfmt::skip]
const HOLDING: [(&str, &str, &str); 3] = [
    ("We have seen it", "We have seen what you write and take it seriously. We are finding out what happened and tell you here today.", "Rui Seixas"),
    ("It was us", "This was our mistake and we are sorry. We have stopped it. Tomorrow at noon we say here how it came about and what we change.", "Rui Seixas"),
    ("Somebody may be hurt", "If this has hurt you, please write to us directly: a coach answers, today. We have taken the post down while we look into it.", ""),
];

#[rustfmt::skip]
const NOTES: [(i32, f64, &str, &str); 8] = [
    (0, 13.1, "Tomé Antunes", "First comments under the SprintPlan advert: “8 kilos in 3 weeks?” Taken for the usual grumbling."),
    (0, 17.6, "Tomé Antunes", "More than fifty comments. A dietitian asks us to take the advert down."),
    (0, 20.7, "Noor Haddadi", "Saw it on the way home. This is not grumbling: people with eating disorders write to us."),
    (1, 9.2, "Noor Haddadi", "The agency booked the advert without our approval step. Their contact is on holiday."),
    (1, 12.4, "Tomé Antunes", "The tip of the day went out in between all this, as scheduled. Comments under it are about the advert only."),
    (2, 10.5, "Rui Seixas", "Apology is out. Tone under it turns: half angry, half “thank you for saying it”."),
    (4, 20.1, "Noor Haddadi", "Live talk held. Every question was answered; two people want refunds, both got them."),
    (7, 9.0, "Tomé Antunes", "A normal Monday: comments are about squats again."),
];

#[rustfmt::skip]
const DECISIONS: [(i32, f64, &str, &str); 4] = [
    (0, 21.1, "Rui Seixas", "No answers tonight; we meet at 8:30. (In hindsight: the night was lost.)"),
    (1, 8.9, "Rui Seixas", "The advert is stopped; we find out how it went out before we say more."),
    (2, 9.0, "Rui Seixas", "We apologise without “but”, withdraw the advert and pause all scheduled posts."),
    (3, 10.0, "Rui Seixas", "Refunds for everyone who bought SprintPlan, no questions asked."),
];

/// Statements: day and hour of the post, its title here, who approved it and how many hours before.
#[rustfmt::skip]
const STATEMENTS: [(i32, f64, &str, &str, f64); 3] = [
    (1, 17.3, "We have seen it", "Rui Seixas", 1.1),
    (2, 10.2, "Apology", "Rui Seixas", 0.7),
    (3, 12.1, "What changes", "Rui Seixas", 1.8),
];

/// Minute, who, what, what is to be done, keywords, tone, time limit, why.
type Line =
    (u32, &'static str, &'static str, Reaction, &'static [&'static [&'static str]], &'static [Tone], u32, &'static str);

#[rustfmt::skip]
const MESSAGES: [Line; 10] = [
    (0, "lena.moves", "Hey, since the update my app shows the training plan of somebody called Petra?? I am not Petra.", Reaction::AnswerAndEscalate,
        &[&["thank"], &["look into", "looking into", "check", "find out"], &["direct message", "dm", "write to us", "message us", "screenshot"]], &[Tone::Thanks, Tone::NextStep, Tone::NoGuess], 5,
        "The first sign of other people's data. Whoever decides must know at once; nothing is guessed in public."),
    (2, "runs_with_gus", "App down for anyone else?", Reaction::Answer,
        &[&["know", "seen", "aware", "see it"], &["update", "let you know", "here", "soon", "until"]], &[Tone::NextStep, Tone::NoGuess, Tone::Short], 8,
        "A simple question in a calm tone: say that you know and when you say more."),
    (4, "petra_k_74", "Why does a stranger write to me that she can see my knee injury notes in your app? These are MEDICAL.", Reaction::AnswerAndEscalate,
        &[&["sorry", "apolog"], &["call", "direct", "dm", "write to you", "message you", "contact you", "reach you"], &["stop", "switch", "off", "closed", "taken"]], &[Tone::Sorry, Tone::Personal, Tone::NoBlame, Tone::NextStep], 5,
        "Somebody's health data is in the open. Say sorry, go to a private channel, and escalate."),
    (6, "honk_if_fit", "lol pay peanuts get monkeys 🐒🐒🐒", Reaction::Leave, &[], &[], 10,
        "Scorn without a question. An answer only lifts it up."),
    (7, "Coach Imre", "My clients ask me whether they should delete the app. What do I tell them?", Reaction::Answer,
        &[&["log out", "sign out", "not necessary", "no need", "switched off", "wait"], &["until", "today", "update", "hour", "tomorrow", "as soon"]], &[Tone::Thanks, Tone::NextStep, Tone::NoGuess], 8,
        "Somebody who talks to many: give a clear line that can be passed on."),
    (9, "M. Aldana, Daily Courier", "I am writing about a data leak in your app for tonight's edition. How many people are concerned? Comment by 17:00, please.", Reaction::Escalate, &[], &[], 5,
        "The press belongs to whoever speaks at this severity. Do not answer yourself."),
    (11, "sofia_lifts", "So do I still have my subscription or what. I paid a whole year last week", Reaction::Answer,
        &[&["subscription", "year", "paid"], &["keep", "stays", "refund", "safe", "still"]], &[Tone::Personal, Tone::NextStep, Tone::Calm], 10,
        "Money makes people anxious. Answer the question that was asked."),
    (13, "t_brandt_law", "I represent a user whose health data you disclosed. Expect our letter. Preserve all logs.", Reaction::Escalate, &[], &[], 5,
        "A lawyer: escalate, and write nothing in public."),
    (15, "lena.moves", "Three other people told me the same now. You said you look into it. WELL??", Reaction::AnswerAndEscalate,
        &[&["sorry", "apolog"], &["switched off", "stopped", "taken down", "fixed", "working on"], &["until", "today", "update", "hour", "by "]], &[Tone::Sorry, Tone::NoBlame, Tone::Calm, Tone::NextStep], 5,
        "She was first and was right. Give her something new, not the same sentence; those who decide must know that it grows."),
    (18, "old_oak_omar", "Been with you since the first class in the park. Mistakes happen. Just be straight with us, please.", Reaction::Answer,
        &[&["thank"], &["will", "promise", "tell you", "say here", "straight", "openly"]], &[Tone::Thanks, Tone::Personal, Tone::Short], 12,
        "A friend offers a hand: take it, and promise only what you can keep."),
];

/// What was done in the run there was: message, second, answer, escalated.
#[rustfmt::skip]
const ANSWERS: [(usize, u32, &str, bool); 8] = [
    (0, 140, "Thank you for telling us, Lena. We are looking into it right now. Could you send us a screenshot as a direct message?", false),
    (1, 260, "We have seen it, too. We tell you more here within the hour.", false),
    (2, 450, "We are sorry, Petra. We have switched the plans off and will call you today. Please send us your number as a direct message.", true),
    (4, 800, "Thanks for asking, Imre. There is no need to delete it: plans are switched off. We will post an update here today.", false),
    (5, 790, "", true),
    (6, 1_010, "Your subscription stays as it is, Sofia. We let you know here when all is back.", false),
    (7, 990, "", true),
    (9, 1_290, "Thank you, Omar. We will say openly what happened, here, tomorrow at noon.", false),
];

/// Puts the records in.
pub(super) fn write(workspace: &mut Workspace, calendar: &Calendar, channel: Id, random: &mut Random) {
    let written = calendar.at(calendar.crisis.add(16), 11.0).min(calendar.end());
    let playbook = playbook(written, random);
    let rules = rules(workspace, calendar, channel, random);
    incident(workspace, calendar, channel, &playbook, rules, random);
    workspace.records.put(Record::from(playbook));
    workspace.records.put(Record::from(drill(written, random)));
}

fn playbook(written: Instant, random: &mut Random) -> Playbook {
    let mut playbook = Playbook::new(id(written, random), written, "People are angry at us");
    playbook.when = "Something we published or did hurts people, and they say so in public.".to_string();
    playbook.notes = "Written after the advert. Read it aloud together every January.".to_string();
    for (level, (sign, decides, speaks, minutes)) in playbook.levels.iter_mut().zip(LEVELS) {
        (level.sign, level.decides) = (sign.to_string(), decides.to_string());
        (level.speaks, level.minutes) = (speaks.to_string(), Some(minutes));
    }
    for (title, owner, minutes) in STEPS {
        playbook.steps.push(PlaybookStep::new(id(written, random), title, owner, minutes));
    }
    for (title, text, by) in HOLDING {
        let mut statement = HoldingStatement::new(title, text);
        statement.approved_by = by.to_string();
        playbook.statements.push(statement);
    }
    playbook
}

/// The rules, older alerts of which somebody has seen; returns the id of the one on volume.
fn rules(workspace: &mut Workspace, calendar: &Calendar, channel: Id, random: &mut Random) -> Id {
    let made = calendar.at(calendar.first, 10.0);
    let mut volume = AlertRule::new(id(made, random), made, "Instagram louder than usual", AlertMeasure::Volume);
    (volume.channels, volume.minimum) = (vec![channel], 60);
    volume.deviations = AlertDeviations::Sure;
    let unseen = calendar.at(calendar.last.add(1 - UNSEEN_DAYS), 0.0);
    if let Some(hours) = hours(workspace, &volume.channels, calendar.end(), None) {
        for one in alert::alerts(&hours, &volume).iter().rev().filter(|one| one.ended < unseen) {
            // Seen the same day by who reads in the evening.
            let (day, _) = calendar.local(one.began);
            let at = calendar.at(day, 20.7).max(one.began + 30 * 60_000);
            volume.acknowledged.push(AcknowledgedAlert {
                alert: one.began,
                at,
                who: if day.weekday() < 5 { "Noor Haddadi" } else { "Tomé Antunes" }.to_string(),
                extra: Extra::new(),
            });
        }
    }
    let made = calendar.at(calendar.crisis.add(16), 11.5).min(calendar.end());
    let mut tone = AlertRule::new(id(made, random), made, "The tone turns", AlertMeasure::NegativeShare);
    tone.minimum = 25;
    tone.notes =
        "Made after the advert: the week was loud before, with praise. The tone would have told us.".to_string();
    let found = volume.id;
    workspace.records.put(Record::from(volume));
    workspace.records.put(Record::from(tone));
    found
}

fn incident(
    workspace: &mut Workspace,
    calendar: &Calendar,
    channel: Id,
    playbook: &Playbook,
    rule: Id,
    random: &mut Random,
) {
    let at = |days: i32, hours: f64| calendar.at(calendar.crisis.add(days), hours);
    let made = at(0, 20.7);
    let mut incident = Incident::new(id(made, random), made, "The advert: 8 kilos in 3 weeks", 3, at(0, 11.5));
    incident.status = IncidentStatus::Closed;
    incident.acknowledged = Some(made);
    incident.recovered = Some(at(7, 9.0));
    incident.updated = at(16, 12.0);
    (incident.alert_rule, incident.channels) = (Some(rule), vec![channel]);
    incident.playbook = Some(playbook.id);
    incident.timeline = NOTES.map(|(day, hour, who, text)| TimelineEntry::new(at(day, hour), who, text)).into();
    incident.decisions = DECISIONS.map(|(day, hour, who, text)| Decision::new(at(day, hour), who, text)).into();
    for (place, (day, hour, title, by, before)) in (1..).zip(STATEMENTS) {
        let text = super::brand_texts::CRISIS_POSTS.get(place).copied().unwrap_or_default();
        let mut statement = Statement::new(title, text);
        statement.approved_by = by.to_string();
        statement.approved = Some(at(day, hour - before));
        statement.published = Some(at(day, hour));
        incident.statements.push(statement);
    }
    // There was no playbook yet; what it asks for was done late, which is why it was written.
    let done = [(0, 20.8), (0, 21.0), (2, 9.1), (1, 17.3), (1, 16.0), (2, 19.5), (3, 12.1), (15, 11.0)];
    for (step, (day, hour)) in playbook.steps.iter().zip(done) {
        incident.steps.push(StepDone {
            step: step.id,
            at: at(day, hour),
            who: step.owner.clone(),
            extra: Extra::new(),
        });
    }
    for (title, owner, done) in [
        ("Ask the agency how the advert was booked", "Tomé Antunes", Some(at(1, 15.2))),
        ("Refunds for SprintPlan", "Rui Seixas", Some(at(5, 11.0))),
        ("Write to the dietitian who warned us first", "Noor Haddadi", Some(at(3, 16.4))),
    ] {
        incident.tasks.push(IncidentTask { done, ..IncidentTask::new(title, owner) });
    }
    let contacts = workspace.records.guidelines.iter().filter(|one| one.kind == GuidelineKind::Contact);
    incident.contacts = contacts
        .filter(|one| one.title.starts_with("Noor") || one.title.starts_with("Rui"))
        .map(|one| one.id)
        .collect();
    let look = &mut incident.post_mortem;
    look.happened = "An agency booked an advert for SprintPlan that promised 8 kilos in 3 weeks. Nobody of the team had read it. \
        It went out on Monday at 11:30; by the evening more people wrote than in a usual week, among them people who have had an eating \
        disorder.\n\nWe took it for grumbling until the evening, waited for the morning, and said something only on Tuesday at 17:18. \
        The apology came on Wednesday. Scheduled tips went out in between and made it worse."
        .to_string();
    look.went_well = "We deleted no criticism. The apology had no “but”. Refunds were quick. In the live talk every question was answered, \
        and people said so."
        .to_string();
    look.change = "A first word within an hour, even if it is only that we have seen it. Scheduled posts stop at once. Nothing is \
        published that nobody of us has read."
        .to_string();
    look.actions = vec![
        FollowUp {
            done: true,
            ..FollowUp::new(
                "Every advert is read by a coach before it is booked",
                "Noor Haddadi",
                Some(calendar.crisis.add(10)),
            )
        },
        FollowUp {
            done: true,
            ..FollowUp::new(
                "A playbook with holding statements that are approved in advance",
                "Rui Seixas",
                Some(calendar.crisis.add(18)),
            )
        },
        FollowUp::new("A drill twice a year", "Tomé Antunes", Some(calendar.last.add(40))),
    ];
    workspace.records.put(Record::from(incident));
}

fn drill(written: Instant, random: &mut Random) -> Drill {
    let mut drill = Drill::new(id(written, random), written, "Somebody else's plan");
    drill.briefing = "Tuesday, 15:00. An update of the app went out an hour ago. You are on duty alone; Noor and Rui can be reached. \
        The developers have switched the plans off two minutes ago and do not know more yet. Answer what is yours, escalate what is not, \
        and leave what needs no answer."
        .to_string();
    for (minute, who, text, expects, keywords, tone, limit, why) in MESSAGES {
        let mut message = DrillMessage::new(id(written, random), minute, who, text);
        message.expects = expects;
        message.keywords =
            keywords.iter().map(|group| group.iter().map(|word| (*word).to_string()).collect()).collect();
        (message.tone, message.limit, message.why) = (tone.to_vec(), limit, why.to_string());
        drill.messages.push(message);
    }
    let answer = |(place, second, text, escalated): (usize, u32, &str, bool)| {
        let message = drill.messages.get(place)?.id;
        Some(DrillAnswer::new(message, second, text, escalated))
    };
    let mut run = DrillRun {
        at: written + 3 * 3_600_000,
        who: "Tomé Antunes".to_string(),
        seconds: 1_500,
        answers: ANSWERS.into_iter().filter_map(answer).collect(),
        score: None,
        extra: Extra::new(),
    };
    run.score = score(&drill, &run).total;
    drill.runs.push(run);
    drill
}
