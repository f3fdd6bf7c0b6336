//! What the figures of a crisis are, in words. docs/kpis.md is made from it.

use crate::analytics::Method;

/// All of them, in the order in which they are shown.
pub const DEFINITIONS: [Method; 4] = [
    Method {
        id: "alert_rule",
        name: "Alert by rule",
        number: 59,
        question: "Which hours stand out against the days before them?",
        formula: "mean of the hours of the window (24 unless set) > mean of the hours of the baseline before it (7 days unless set) + k × their standard deviation (n − 1), k = 1.5, 2 or 3",
        edge_cases: &[
            "Only where the window holds at least the rule's minimum of activities.",
            "Where the hours of the baseline are all alike, or the data does not reach back over both, nothing is said.",
            "Hours are counted back from the latest activity. A rule is read at each hour, three years back; readings above the limit that lie less than a window apart are one alert.",
            "Negative share: negative ÷ activities with a sentiment, hour by hour; an hour without any is left out, and the minimum counts those with a sentiment. Negative: sentiment of −0.05 or less.",
            "Staff and bots are left out unless the workspace counts them; so are joining, leaving and moderation.",
        ],
        source: "Control limits after Shewhart 1931, as social listening tools set alerts; negative: Hutto & Gilbert, VADER (ICWSM 2014)",
    },
    Method {
        id: "incident_times",
        name: "Time to acknowledge, to first statement, to recovery",
        number: 60,
        question: "How long did it take us?",
        formula: "when it was taken on − when it began; first published statement − when it began; when things were as usual again − when it began",
        edge_cases: &[
            "No value where it has not happened, or lies before the beginning.",
            "All three are counted from the beginning, which a person sets: the alert's time is offered.",
        ],
        source: "Usual in incident management (MTTA, MTTR of a single incident)",
    },
    Method {
        id: "incident_pulse",
        name: "An incident against what was usual",
        number: 0,
        question: "How much more was going on?",
        formula: "activities ÷ hours from the beginning to the recovery (or to the latest activity), beside the same of the 7 days before it",
        edge_cases: &[
            "On the incident's channels. No value for the days before where the data does not reach so far back.",
            "Members are different members that did something; negative share as for alerts.",
        ],
        source: "The same counts as the alert",
    },
    Method {
        id: "drill_score",
        name: "Drill score",
        number: 0,
        question: "How well was the drill answered?",
        formula: "mean over the messages of points ÷ possible points × 100; possible: time 30, content 30, tone 20, escalation 20 (what a message does not ask for is not counted)",
        edge_cases: &[
            "Time: all points within the limit, none from twice the limit on, in between by the share of the time that is left.",
            "Content: the share of the groups of keywords of which the answer has one; a keyword stands for every word that begins with it, case and accents aside.",
            "Tone: the share of the message's tone rules that the answer keeps. The rules look for English words.",
            "Escalation: all points where those who decide were told if, and only if, they should be.",
            "Of a message that only those who decide should answer, 20 points are for leaving the answer to them; of one to be left alone, 50 for leaving it.",
            "A message with which nothing was done gets no points, unless it was to be left alone. One that would have arrived after the end gets none.",
        ],
        source: "Our own; every point is shown with its reason",
    },
];
