//! Scenarios of talking: a moderation queue, people who wait, a crisis that begins, a pile of feedback.

use super::{HOUR, MINUTE, Make};
use crate::model::{
    Extra, Id,
    record::{
        Appeal, ContentItem, ContentStatus, Conversation, ConversationKind, EnteredMessage, FeedbackItem,
        FeedbackSource, Flag, FlagStatus, GuidelineKind, HoldingStatement, ModerationAction, ModerationDecision,
        Platform, Playbook, PlaybookStep, Priority, Report, Severity, SlaPolicy, Variant, Vote, Way,
    },
};

const RULES: [(&str, &str); 6] = [
    ("Be kind to beginners", "No mockery of questions. Hide the comment and warn the person."),
    (
        "No insults",
        "Said to hurt: remove it and warn the person. A joke among friends that nobody minds is left alone.",
    ),
    ("No talk of weight and diets", "Hide it; nobody is punished for it the first time. Some of us are ill with it."),
    ("No advertising", "Remove it. Whoever came only to sell is banned."),
    ("No diagnoses", "We are coaches and no doctors: hide medical advice."),
    (
        "Keep private things private",
        "Addresses, numbers, private messages: remove at once. Whoever asks others to go after somebody is banned.",
    ),
];

/// Tag, hours since it was reported, severity, the rule that was named, what was said, why it was reported, how many did.
type Case = (&'static str, i64, Severity, u32, &'static str, &'static str, usize);

#[rustfmt::skip]
const CASES: [Case; 8] = [
    ("case-1", 1, Severity::Critical, 6, "Her class is every Tuesday at seven in Rua das Flores, second floor. Let's all go and tell her what we think", "This is where a member lives. Please be quick", 3),
    ("case-2", 3, Severity::High, 4, "I sell followers, 1000 for 9 euros, click here. Only today!!! click here", "Sells followers, first post ever", 2),
    ("case-3", 5, Severity::Medium, 3, "Minus 6 kilos in ten days, I just stopped eating after noon. Try it!", "Weight talk", 2),
    ("case-4", 8, Severity::Low, 2, "lol what a clown of a coach (kidding, love you Noor)", "Insult?", 1),
    ("case-5", 9, Severity::Medium, 1, "You really ask how to do a squat? Go back to school.", "Not how we talk to beginners", 2),
    ("case-6", 20, Severity::Medium, 5, "That pain is a torn meniscus for sure, stop walking and take 800 of ibuprofen", "A diagnosis", 1),
    ("case-7", 26, Severity::Low, 4, "I bought the new mat and like it. The old one slipped.", "Advertising", 1),
    ("case-8", 30, Severity::High, 2, "You are a disgusting liar and everybody here knows it", "An insult", 2),
];

/// Six house rules, eight flags to decide and an appeal that waits.
pub(super) fn moderation_queue(make: &mut Make) {
    let instagram = make.channel("Briskway on Instagram", Platform::Instagram, "briskway");
    let mut rules = Vec::new();
    for (number, (title, text)) in RULES.iter().enumerate() {
        rules.push(make.guideline(GuidelineKind::Rule, number as u32 + 1, title, text, ""));
    }
    let rule = |number: u32| rules.get((number as usize).wrapping_sub(1)).copied();
    let names = make.names(20);
    let mut names = names.into_iter();
    for (tag, hours, severity, number, said, why, reports) in CASES {
        let reported = make.now - hours * HOUR;
        let id = make.id();
        let mut flag = Flag::new(id, reported, said);
        flag.name = names.next().unwrap_or("Somebody").to_owned();
        flag.channel = Some(instagram);
        flag.said = Some(reported - 2 * HOUR);
        flag.severity = severity;
        flag.tags = vec![tag.to_owned()];
        for place in 0..reports {
            let who = names.next().unwrap_or("A member");
            let mut report = Report::new(reported + place as i64 * 7 * MINUTE, who, if place == 0 { why } else { "" });
            report.rule = rule(number);
            flag.reports.push(report);
        }
        make.put(flag);
    }
    let decided = make.now - 50 * HOUR;
    let id = make.id();
    let said = "Come to the walk on Saturday at ten, in front of the town hall. It is on the official page too.";
    let mut flag = Flag::new(id, decided - 3 * HOUR, said);
    flag.name = names.next().unwrap_or("Somebody").to_owned();
    flag.channel = Some(instagram);
    flag.tags = vec!["appeal-1".to_owned()];
    let mut report = Report::new(decided - 3 * HOUR, "A member", "An address");
    report.rule = rule(6);
    flag.reports.push(report);
    flag.decisions.push(ModerationDecision {
        action: ModerationAction::Remove,
        hours: None,
        at: decided,
        who: "Tomé Antunes".to_owned(),
        reason: "An address was posted.".to_owned(),
        rules: rule(6).into_iter().collect(),
        note: String::new(),
        extra: Extra::new(),
    });
    flag.status = FlagStatus::Appealed;
    let text = "The meeting point is public: the club itself published it. Nothing private was in my post.";
    let (by, at) = (flag.name.clone(), decided + 5 * HOUR);
    flag.appeal = Some(Appeal { at, by, text: text.to_owned(), decided: None, extra: Extra::new() });
    make.put(flag);
}

/// Tag, minutes it has waited, how pressing, sort, subject, what was said.
type Waits = (&'static str, i64, Priority, ConversationKind, &'static str, &'static str);

#[rustfmt::skip]
const WAITING: [Waits; 6] = [
    ("wait-1", 20, Priority::Urgent, ConversationKind::Message, "Chest pain after the sprint video", "I did today's sprint video and my chest has been hurting for an hour. Should I go on with the plan tomorrow?"),
    ("wait-2", 90, Priority::Normal, ConversationKind::Support, "Charged twice", "You took 29 euros twice for the spring plan. This is the second time I write. Please check."),
    ("wait-3", 60, Priority::Normal, ConversationKind::Comment, "Which shoes for the walk?", "Do I need running shoes for the Saturday walk, or are trainers enough?"),
    ("wait-4", 35, Priority::Normal, ConversationKind::Comment, "The tip this morning", "This tip saved my back today. Thank you so much!"),
    ("wait-5", 45, Priority::Normal, ConversationKind::Mention, "Win a phone", "@briskway you have been chosen!!! Claim your phone at prize.example within 24 h"),
    ("wait-6", 300, Priority::Normal, ConversationKind::Message, "Wheelchair", "Is the Saturday walk possible with a wheelchair? I asked at noon and got no answer."),
];

/// An SLA policy and six conversations, one of which is late already and one of which needs no answer.
pub(super) fn waiting_people(make: &mut Make) {
    let instagram = make.channel("Briskway on Instagram", Platform::Instagram, "briskway");
    make.guideline(GuidelineKind::Tone, 1, "How we answer", "By name, in our own words, with a next step. We say sorry where we made people wait. No diagnoses: with pain, to a doctor.", "");
    make.guideline(
        GuidelineKind::Contact,
        1,
        "Money: Ilse Vermeer",
        "Payments and refunds. Give the conversation to her by name; she looks at it the same day.",
        "When money is concerned",
    );
    make.guideline(
        GuidelineKind::Contact,
        2,
        "Health: Coach Imre",
        "Everything that hurts. Tell him, but answer the person yourself first.",
        "When somebody is unwell",
    );
    for (name, first, priorities) in
        [("Everybody: two hours", 120, vec![]), ("Urgent: one hour", 60, vec![Priority::Urgent])]
    {
        let (id, now) = (make.id(), make.now);
        let mut policy = SlaPolicy::new(id, now, name);
        policy.first_response = Some(first);
        policy.next_response = Some(first);
        policy.resolution = Some(2_880);
        policy.priorities = priorities;
        make.put(policy);
    }
    let names = make.names(WAITING.len());
    for ((tag, minutes, priority, kind, subject, said), name) in WAITING.into_iter().zip(names) {
        conversation(make, instagram, tag, minutes, priority, kind, subject, name, said);
    }
}

#[expect(clippy::too_many_arguments, reason = "what a conversation is made of, read from a table")]
fn conversation(
    make: &mut Make,
    channel: Id,
    tag: &str,
    minutes: i64,
    priority: Priority,
    kind: ConversationKind,
    subject: &str,
    name: &str,
    said: &str,
) {
    let (id, message, at) = (make.id(), make.id(), make.now - minutes * MINUTE);
    let mut one = Conversation::new(id, at, kind);
    (one.channel, one.priority) = (Some(channel), priority);
    (one.subject, one.name) = (subject.to_owned(), name.to_owned());
    one.tags = vec![tag.to_owned()];
    one.messages.push(EnteredMessage {
        id: message,
        at,
        way: Way::In,
        who: name.to_owned(),
        text: said.to_owned(),
        marked: false,
        extra: Extra::new(),
    });
    make.put(one);
}

#[rustfmt::skip]
const ANGRY: [(&str, i64, &str, &str); 4] = [
    ("angry-1", 50, "The advert", "“Ten kilos by New Year or you are lazy”? Did you read this before you posted it?"),
    ("angry-2", 35, "The advert", "I have been ill with an eating disorder for years. Your advert made me sick today. Take it down."),
    ("angry-3", 20, "Leaving", "I have followed you for three years. I am gone, and so is my whole running group."),
    ("angry-4", 8, "The Daily Courier", "I write about adverts and eating disorders for tomorrow's paper. How did this one come about? I need your answer by six."),
];

/// An advert that hurt people: the first messages, a playbook, and posts that are scheduled as if nothing had happened.
pub(super) fn crisis_begins(make: &mut Make) {
    let instagram = make.channel("Briskway on Instagram", Platform::Instagram, "briskway");
    make.guideline(
        GuidelineKind::Contact,
        1,
        "Whoever decides: Rui Seixas",
        "Head of the brand. Decides at severity 3 and 4, approves statements. Reachable at any time.",
        "Severity 3 and more",
    );
    make.guideline(
        GuidelineKind::Contact,
        2,
        "The press: Noor Haddadi",
        "Speaks with journalists. Nobody else does.",
        "When a journalist writes",
    );
    let (id, now) = (make.id(), make.now);
    let mut playbook = Playbook::new(id, now, "When people are angry with us");
    playbook.when = "Many complain about the same thing, or people say that they were hurt.".to_owned();
    let signs = [
        ("A few complaints about one thing; nobody outside takes notice.", "Who is on duty", 240),
        ("The same complaint from many.", "Noor Haddadi", 120),
        ("People say they were hurt, many leave, or a journalist writes.", "Rui Seixas", 60),
        ("Somebody is in danger, data is gone, or a lawyer writes.", "Rui Seixas", 30),
    ];
    for (level, (sign, who, minutes)) in playbook.levels.iter_mut().zip(signs) {
        (level.sign, level.decides, level.minutes) = (sign.to_owned(), who.to_owned(), Some(minutes));
        level.speaks = "Noor Haddadi".to_owned();
    }
    for (title, owner, minutes) in [
        ("Read what is said, note the first sign and set the severity", "Who is on duty", 15),
        ("Call whoever decides at this severity", "Who is on duty", 20),
        ("Stop all scheduled posts on the channel", "Who is on duty", 30),
        ("Publish a holding statement", "Noor Haddadi", 60),
        ("Find out what happened, in writing", "Tomé Antunes", 180),
    ] {
        let id = make.id();
        playbook.steps.push(PlaybookStep::new(id, title, owner, minutes));
    }
    let mut holding = HoldingStatement::new(
        "We have seen it",
        "We have seen what you write and take it seriously. We are finding out what happened and tell you here today.",
    );
    holding.approved_by = "Rui Seixas".to_owned();
    playbook.statements.push(holding);
    make.put(playbook);
    for (number, (title, hours)) in
        [("The advert, once more", 3), ("Funny Friday: the lazy cat", 20), ("New Year, new you: 20 % off", 44)]
            .into_iter()
            .enumerate()
    {
        let (id, at) = (make.id(), now + hours * HOUR);
        let mut item = ContentItem::new(id, now, title);
        item.planned = Some(at);
        item.tags = vec![format!("planned-{}", number + 1)];
        let mut variant = Variant::new(instagram);
        variant.text = format!("{title}. You can do it!");
        item.variants.push(variant);
        item.step(now, ContentStatus::Scheduled, "Tomé Antunes", "");
        make.put(item);
    }
    let names = make.names(ANGRY.len());
    for ((tag, minutes, subject, said), name) in ANGRY.into_iter().zip(names) {
        let kind = ConversationKind::Mention;
        conversation(make, instagram, tag, minutes, Priority::Normal, kind, subject, name, said);
    }
}

#[rustfmt::skip]
const WISHES: [(&str, &str, &str, usize); 8] = [
    ("dark-1", "Dark mode for the app", "At six in the morning the white screen hurts.", 4),
    ("dark-2", "Please make a night theme", "My partner wakes up from the light of the app.", 2),
    ("dark-3", "App too bright in the evening", "Could the background be black?", 2),
    ("offline-1", "Workouts without internet", "In the cellar there is no network and the plan does not open.", 3),
    ("offline-2", "Download the plan for the train", "I train on the road and have no signal.", 2),
    ("weight-1", "A scale that shows who lost most", "A ranking of kilos would motivate us.", 2),
    ("captions-1", "Captions under the videos", "I am deaf and follow along by eye only.", 3),
    ("walk-1", "The walk an hour later in winter", "At eight it is still dark.", 2),
];

/// Eight wishes, some of them the same, with who asked; what the product team decided stands in the guidelines.
pub(super) fn feedback_pile(make: &mut Make) {
    make.guideline(
        GuidelineKind::Contact,
        1,
        "What the product team decided",
        "Dark mode: out since Tuesday, in the settings under Display. Plans without internet: planned for spring. Captions: \
         work began last week. A ranking by weight: no, for our house rule on weight talk. The winter walk: not looked at \
         yet.",
        "Meeting of this morning",
    );
    make.guideline(
        GuidelineKind::Tone,
        1,
        "How we tell people",
        "Say what was decided and why, in two sentences, and thank them for asking.",
        "",
    );
    let names = make.names(24);
    let mut names = names.into_iter();
    for (number, (tag, title, said, votes)) in WISHES.into_iter().enumerate() {
        let at = make.now - (40 - number as i64 * 3) * 24 * HOUR;
        let id = make.id();
        let mut item = FeedbackItem::new(id, at, title);
        item.description = said.to_owned();
        item.area = if tag.starts_with("walk") { "Events" } else { "App" }.to_owned();
        item.tags = vec![tag.to_owned()];
        for vote in 0..votes {
            let name = names.next().unwrap_or("A member");
            let when = at + vote as i64 * 24 * HOUR;
            item.votes.push(Vote::of_name(when, name));
            if vote == 0 {
                item.sources.push(FeedbackSource {
                    at: Some(when),
                    activity: None,
                    conversation: None,
                    member: None,
                    name: name.to_owned(),
                    text: said.to_owned(),
                    from: None,
                    extra: Extra::new(),
                });
            }
        }
        make.put(item);
    }
}
