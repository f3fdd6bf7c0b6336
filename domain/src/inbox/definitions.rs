//! What the figures of the inbox are, in words. docs/kpis.md is made from it.

use crate::analytics::Method;

const TALK: &str = "A conversation is opened by a person, neither staff nor a bot, and belongs to the day of its opening; where staff opened a thread, the first person to write in it opens one.";
const WAITS: &str = "A wait begins with the person's first message that is not answered yet; what other members write neither begins nor ends one.";
const BUSINESS: &str = "Business hours are those of the SLA policy for the channel and priority, by the clock on the wall of its zone, without its holidays; without a policy, round the clock.";
const RUNNING: &str = "What is not over yet is left out, and counted.";

/// All of them, in the order in which they are shown.
pub const DEFINITIONS: [Method; 8] = [
    Method {
        id: "first_response_time",
        name: "First response time",
        number: 50,
        question: "How long do people wait for our first answer?",
        formula: "median and 90th percentile of: first answer by staff − opening; by the clock and in business hours",
        edge_cases: &[
            TALK,
            BUSINESS,
            RUNNING,
            "A reply marked as answered counts from when it was marked, until an import brings the real one: then that one's time counts.",
            "Bots answer nothing.",
        ],
        source: "Usual in support software (“first reply time”, calendar and business hours)",
    },
    Method {
        id: "next_response_time",
        name: "Next response time",
        number: 50,
        question: "Once we talk, how long do people wait for each further answer?",
        formula: "median and 90th percentile of: answer by staff − the message it answers, for every wait after the first",
        edge_cases: &[WAITS, BUSINESS, RUNNING],
        source: "Usual in support software (“next reply time”)",
    },
    Method {
        id: "resolution_time",
        name: "Resolution time",
        number: 50,
        question: "How long until it is resolved?",
        formula: "median and 90th percentile of: last time somebody resolved it − opening",
        edge_cases: &[
            BUSINESS,
            "Only what somebody marked as resolved, and what the person did not open again by writing. Pending and snoozed conversations go on counting.",
        ],
        source: "Usual in support software (“full resolution time”)",
    },
    Method {
        id: "sla_met",
        name: "SLA met",
        number: 51,
        question: "How often do we keep our promise?",
        formula: "promises met / (promises met + promises missed)",
        edge_cases: &[
            "Each first response, next response and resolution that a policy promises is one promise. Promised minutes are open minutes.",
            "Missed from the moment it is due, whether it is answered later or not. Open ones that are not due yet are left out, and counted.",
            "A wait that ended because somebody resolved the conversation without an answer is neither met nor missed.",
        ],
        source: "Usual in support software",
    },
    Method {
        id: "response_rate",
        name: "Response rate",
        number: 52,
        question: "How many of those who write to us hear from us?",
        formula: "conversations with an answer by staff / conversations",
        edge_cases: &[TALK, "A bot's answer is no answer."],
        source: "Usual in social media management",
    },
    Method {
        id: "backlog",
        name: "Backlog and its age",
        number: 53,
        question: "Who waits for us now, and how long?",
        formula: "conversations that wait for an answer and are not resolved, by age: now − since when the person waits",
        edge_cases: &[WAITS, "Ages: under 1 day, 1–3, 3–7, 7–30, over 30 days."],
        source: "Usual in support software",
    },
    Method {
        id: "csat",
        name: "CSAT",
        number: 54,
        question: "How content are people with our help?",
        formula: "answers of 4 and 5 / answers; answer rate = resolved conversations with an answer / resolved conversations",
        edge_cases: &["Answers are 1 to 5. No answers, no value."],
        source: "Usual in support software",
    },
    Method {
        id: "net_sentiment",
        name: "Net sentiment",
        number: 56,
        question: "In which mood do people write to us?",
        formula: "(positive − negative) / (positive + neutral + negative) openings",
        edge_cases: &[
            "Suggested by VADER, made for English: positive from a compound score of 0.05, negative from −0.05. A mood that a person set counts instead; how many were corrected is shown.",
            "Openings without a text, or mostly in letters other than Latin, have no mood unless a person sets one; how many is shown.",
        ],
        source: "C. J. Hutto & E. Gilbert, VADER, ICWSM 2014",
    },
];
