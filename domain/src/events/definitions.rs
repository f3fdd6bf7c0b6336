//! What the figures of events are, in words. docs/kpis.md is made from it.

use crate::analytics::Method;

/// All of them, in the order in which they are shown.
pub const DEFINITIONS: [Method; 4] = [
    Method {
        id: "attendance_rate",
        name: "Attendance and no-show rate",
        number: 57,
        question: "Of those who said they come, how many did?",
        formula: "checked in of those who said yes / those who said yes; no-show rate = 1 − attendance rate",
        edge_cases: &[
            "Who said yes and then no is not among them; who came without an answer (walk-ins) is not either.",
            "Guests take places, but are not checked in by themselves: people who answered are counted.",
            "No value before the event is over, where nobody said yes, and where nobody at all was checked in: then nobody looked.",
        ],
        source: "Usual in event management",
    },
    Method {
        id: "expected_attendance",
        name: "Expected attendance",
        number: 57,
        question: "For how many people should we prepare?",
        formula: "places taken × attendance rate of own past events of the same format, their answers taken together",
        edge_cases: &[
            "At least 2 past events with a rate, else no value.",
            "Places taken: everybody who said yes, with guests.",
        ],
        source: "Own experience carried on; the rate and the events it rests on are shown",
    },
    Method {
        id: "net_promoter_score",
        name: "Net promoter score",
        number: 0,
        question: "Would people recommend it?",
        formula: "% who answer 9 or 10 − % who answer 0 to 6, of those who answered; −100 to 100",
        edge_cases: &["Answers outside 0 to 10 are left out. No answers, no value."],
        source: "F. Reichheld, The One Number You Need to Grow, Harvard Business Review 81 (2003)",
    },
    Method {
        id: "cost_per_attendee",
        name: "Cost per attendee",
        number: 0,
        question: "What did it cost for each who came?",
        formula: "sum of the costs / checked in",
        edge_cases: &["Walk-ins count. No value where no cost is entered or nobody was checked in."],
        source: "Usual in event management",
    },
];
