//! The words of the sample's plan. All invented.

use crate::model::record::{GuidelineKind, SnippetKind};

/// Of each objective, known by its first figure: specific, achievable, relevant.
pub(super) const OBJECTIVES: [(&str, [&str; 3]); 3] = [
    (
        "engagement_rate_by_reach",
        [
            "On Instagram, engagements of every 100 people reached back above 5.5, saves above 1.2. Paid posts count too.",
            "Before the advert we had it for a year. Tips are ready for twelve weeks, and a coach reads every post first.",
            "People who no longer react no longer book classes: two of three come from Instagram.",
        ],
    ),
    (
        "stickiness",
        [
            "On Instagram and the forum together: of those active in a month, half are there on an average day.",
            "The daily tip gives a reason every morning. New: the Monday question on the forum, answered by the team.",
            "Who comes back every second day renews the app and helps others; who comes once a month leaves.",
        ],
    ),
    (
        "rolling_mau",
        [
            "95 different people who do something in any 30 days, staff and bots not counted.",
            "Some 90 in a good month. Two events a month and a welcome by name for newcomers should bring the rest.",
            "Fewer than 80 and questions on the forum stay open for a day. Then the helpers tire.",
        ],
    ),
];

/// Name, demographics, needs, motivations, notes.
pub(super) const SEGMENTS: [[&str; 5]; 4] = [
    [
        "Early-bird Inês",
        "34, Porto, two children, works in an office, reads on the bus at half past seven.",
        "Something she can do in five minutes, without kit and without changing clothes.",
        "Feels caught in a good way; likes to tick off the day. Never wants to read about weight.",
        "Our most faithful readers. Ask them first when we try something new.",
    ],
    [
        "Newcomers on the forum",
        "Joined in the last four months, most of them with version 3.0; often run a small office on their own.",
        "A first answer within the hour, and somebody who says which page to read.",
        "Want to stop keeping everything in their head.",
        "Welcome by name. A second question within two weeks makes a regular.",
    ],
    [
        "The helpers",
        "Long-time users, 40 to 60, many of them consultants or teachers.",
        "To be thanked in public, and to hear early what changes.",
        "Like to be known for what they know.",
        "Never more than two tags a week for any of them.",
    ],
    [
        "Gone quiet",
        "From both places; a third of them since the advert.",
        "A reason to look in again that is not an offer.",
        "Liked the tone. Some left over the advert and read along since.",
        "No mass message: Noor writes to five of them a week.",
    ],
];

/// Name, share of the calendar, what belongs to it.
pub(super) const PILLARS: [(&str, f64, &str); 4] = [
    ("Move", 0.4, "Mobility, strength, outside: Monday, Tuesday and Saturday tips, and the challenge."),
    ("Eat", 0.12, "Wednesday's kitchen tip. Cheap, quick, no calories."),
    ("Rest and mind", 0.33, "Recovery, focus, slow Sunday. Includes sleep."),
    ("Community", 0.15, "Stories, news, the letter, questions on the forum, events. Offers at most once a fortnight."),
];

type Guidelines = &'static [(&'static str, &'static str, &'static str)];

/// Title, text, when.
pub(super) const GUIDELINES: &[(GuidelineKind, Guidelines)] = &[
    (
        GuidelineKind::Rule,
        &[
            ("Be kind to beginners.", "Everybody asked the first question once. Point to the answer, do not sigh.", ""),
            (
                "No insults.",
                "Argue about the thing, never about the person. Insults are hidden, and the person is told why.",
                "",
            ),
            ("No weight talk.", "No before-and-after pictures, no kilos, no calories: some of us are ill with it.", ""),
            (
                "No advertising.",
                "Your own project is welcome in Show your setup, once. Links elsewhere are removed.",
                "",
            ),
            ("No diagnoses.", "Say what helped you. What a symptom means is for a doctor or a physio.", ""),
            (
                "Keep private things private.",
                "No addresses, no screenshots of messages, no customers' data in examples.",
                "",
            ),
            (
                "One question, one thread.",
                "Search first, then ask. A title that says what it is about finds an answer.",
                "",
            ),
            (
                "The team decides, and explains.",
                "Whoever disagrees writes to the team; it is looked at by somebody else.",
                "",
            ),
        ],
    ),
    (
        GuidelineKind::Tone,
        &[
            (
                "Like a friend who happens to be a coach.",
                "Short sentences. Say you. A joke is fine, never at somebody's cost.",
                "Instagram",
            ),
            (
                "Like a colleague at the next desk.",
                "First the solution, then the reason. Say so when we do not know.",
                "Forum",
            ),
            (
                "Plain and soon when it is our fault.",
                "What happened, what we do, by when. No “if anybody felt”.",
                "When something went wrong",
            ),
        ],
    ),
    (
        GuidelineKind::Template,
        &[
            (
                "Pain or illness",
                "Thank you for asking, {name}. That is one for your doctor or physio, not for us. If they say yes, start with half the range and stop at any sharp pain.",
                "Anybody mentions pain, pregnancy or an operation",
            ),
            (
                "First answer to a complaint",
                "{name}, you are right to be annoyed, and we are sorry. I am looking into it now and write to you here by {time}.",
                "Within the hour, even without a solution",
            ),
            (
                "Refund",
                "Of course. Write to help@example.com with your order number, no reason needed; the money is back within five days.",
                "SprintPlan, and orders of the last 30 days",
            ),
            (
                "Welcome",
                "Welcome, {name}! Good that you are here. Tell us what you plan with Tidyloom and I will show you the two pages that save most time.",
                "First post of a newcomer on the forum",
            ),
            (
                "Hidden comment",
                "We have hidden your comment because it goes against rule {rule} of the house. You are welcome to say the same thing without it.",
                "By message, whenever something is hidden",
            ),
        ],
    ),
    (
        GuidelineKind::Contact,
        &[
            (
                "Noor Haddadi, head coach",
                "Phone in the team calendar; until 21:00, also at weekends.",
                "Health questions, and anything a newspaper might ask",
            ),
            (
                "Ilse Vermeer, forum",
                "forum@example.com, on working days from 8:30.",
                "Data gone, service down, threats on the forum",
            ),
            ("Rui Seixas, managing partner", "Call, do not write.", "Legal letters, and every statement in a crisis"),
        ],
    ),
];

/// Kind, name, text, place of the channel.
pub(super) const SNIPPETS: &[(SnippetKind, &str, &str, usize)] = &[
    (SnippetKind::Hashtags, "Daily tip", "#BriskTip #SmallSteps #MoveMore", 0),
    (SnippetKind::Hashtags, "Kitchen", "#BriskTip #KitchenWednesday #EasyDinner", 0),
    (SnippetKind::Hashtags, "Challenge", "#Brisk30 #BriskTip #30days", 0),
    (SnippetKind::Signature, "Coach Noor", "Noor 💚 for the Briskway team", 0),
    (SnippetKind::Signature, "Forum team", "Ilse, for the Tidyloom team", 1),
    (
        SnippetKind::Text,
        "Not medical advice",
        "A tip is no medical advice: with pain, ask your doctor or physio first.",
        0,
    ),
];

/// Name, minutes after midnight, rule, title and beginning of the post.
pub(super) const SLOTS: [(&str, u16, &str, &str, &str); 3] = [
    ("Daily tip", 450, "FREQ=DAILY", "Tip {n}", "#BriskTip"),
    ("Thursday letter", 600, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "Letter of {date}", "Hello,\n\n"),
    ("Monday question", 600, "FREQ=WEEKLY;BYDAY=MO", "Monday question {n}", "Question of the week: "),
];

/// Name, `utm_campaign`, notes.
pub(super) const CAMPAIGNS: [(&str, &str, &str); 3] = [
    ("Trust again", "trust-again", "No offers, no promises: tips, answers, and what we changed since the advert."),
    ("Four small steps", "four-small-steps", "A week each for moving, eating, sleeping and a friend who joins in."),
    (
        "Getting started with 3.0",
        "start-3-0",
        "Help for those who came with the new version: questions, office hour, short guides.",
    ),
];

/// Questions for Mondays on the forum.
pub(super) const QUESTIONS: [&str; 6] = [
    "Which list do you open first in the morning, and why?",
    "What did you stop planning, and did anybody notice?",
    "Show your setup: how does your week look on a Monday at nine?",
    "Which shortcut took you longest to find?",
    "Paper, screen or both? Tell us where the border runs.",
    "What would you tell yourself on day one with Tidyloom?",
];

/// Ideas that nobody has planned yet.
pub(super) const IDEAS: [(&str, &str); 5] = [
    ("A tip from every member of the team", "Short reels, phone in hand. Tomé would start."),
    ("What happened to the jump ropes we repaired", "Follow three of them."),
    ("Your kitchens", "Pictures of fridges with our tips on them. Ask who may be shown."),
    ("Ask a physio", "Live, half an hour, questions gathered before. Needs somebody from outside."),
    ("Quiet month on the forum", "A thread where nobody needs to be quick."),
];

/// What reviewers say.
pub(super) const REVIEWS: [&str; 3] = [
    "Shorter, please: the second sentence says the same again.",
    "Lovely. Can we say “hold” instead of “do”? Somebody will count.",
    "Check with Noor whether this is fine with bad knees.",
];

/// The letters to come: title and text.
pub(super) const LETTERS: [(&str, &str); 2] = [
    (
        "Letter: the office hour, and what you asked",
        "Hello,\n\nyou asked more about templates this month than about anything else, so the next office hour is about \
         nothing but templates. Bring yours; we take them apart together.\n\nAlso in this letter: three shortcuts that \
         Ilse uses every day, and the thread that made us change the week view.\n\nSee you on the forum",
    ),
    (
        "Letter: a year of questions",
        "Hello,\n\nwe counted: you asked and answered well over a thousand times. Here are the five answers that helped \
         most people, and who wrote them.\n\nThank you",
    ),
];
