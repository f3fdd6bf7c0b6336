//! KPIs of members: 21–31.

use super::{Definition, Family, Unit};
use crate::{
    analytics::{members::Ending, query::Grain, recipe::MemberFigure, recipe::Recipe},
    model::{facts::TableKind, record::Direction},
};

const ACTION: &str = "Joining, leaving and moderation are no actions; every other kind is.";
const STAFF: &str = "Staff and bots are left out unless the workspace counts them; how many they are is shown.";
const CLAMPED: &str = "The period is cut to the days that have data, and that is said.";
const NAMELESS: &str = "Actions without a member or a time are not in it; how many name no member is said.";
const CHANNEL: &str =
    "With a channel chosen, only what happened there counts: an action there may be a member's first.";
const EVERYBODY_NEW: &str =
    "Where the data begins in the days looked at, whoever was active before it counts as new, and that is said.";
const NOBODY: &str = "Nobody to divide by, no value.";
const NO_DAYS_BEFORE: &str =
    "Where nothing is known about the days before, there is no value; where they are not known whole, that is said.";
const UNFINISHED: &str =
    "A period that the data does not reach the end of is not whole: the value is of the days known, and that is said.";
const JOINED: &str = "The day of joining is that of the members table or of the first `join`, whichever is earlier. With a channel chosen, only a `join` there counts.";
const BEGAN: &str = "Membership begins with joining or with the first action, whichever is earlier.";
const NO_JOINING: &str = "A member of whom neither is known is left out, and counted.";
const LEAVING: &str =
    "Only a `leave` on or after the last day with an action or of joining counts: who came back has not left.";
const NO_LEAVING: &str = "Where no leaving is recorded, there is no value.";
const UP_TO_END: &str =
    "Only the end of the period matters: everybody who began up to it is in it, as it was known then.";
const RULES: &str = "The number of actions and days is Hearth's own rule; the levels can be asked for by other rules.";
const DATA_BEGINS: &str = "Where the data begins later, fewer days are looked at, and that is said.";

const OWN: &str = "Hearth's definition; platforms differ";
const CHURN: &str = "F. F. Reichheld & W. E. Sasser, Zero Defections, Harvard Business Review 68(5) (1990): customers kept / customers at the start";
const COHORTS: &str =
    "Cohort analysis as in P. S. Fader & B. G. S. Hardie's work on CDNOW (2001) and product analytics";
const KAPLAN_MEIER: &str = "E. L. Kaplan & P. Meier, Nonparametric Estimation from Incomplete Observations, JASA 53 (1958); bands: log-log, Kalbfleisch & Prentice (1980)";
const FUNNEL: &str =
    "The funnel of community guides: J. Preece & B. Shneiderman, The Reader-to-Leader Framework, AIS THCI 1(1) (2009)";
const LURKERS: &str = "Google Analytics, new and returning users; CHAOSS, New Contributors";

const ACTS: &[&str] = &["activities.member", "activities.time", "activities.kind", "members.staff", "members.bot"];
const JOINS: &[&str] =
    &["members.joined", "activities.member", "activities.time", "activities.kind", "members.staff", "members.bot"];

const BASE: Definition = Definition {
    id: "",
    name: "",
    family: Family::Activity,
    number: 0,
    question: "",
    formula: "",
    unit: Unit::Ratio,
    direction: Direction::Up,
    subject: TableKind::Members,
    inputs: ACTS,
    edge_cases: &[],
    source: OWN,
    sibling: None,
    recipe: Recipe::Members(MemberFigure::FirstTime),
};

const fn next_step(
    id: &'static str,
    name: &'static str,
    question: &'static str,
    formula: &'static str,
    grain: Grain,
) -> Definition {
    Definition {
        id,
        name,
        number: 27,
        question,
        formula,
        edge_cases: &[
            "Only steps that lie wholly in the period count, so that no cohort is looked at too early; newcomers whose next step is not over are too new to tell.",
            "A period without a whole step, or no newcomers in the step before, has no value.",
            EVERYBODY_NEW,
            CHANNEL,
            ACTION,
            STAFF,
            NAMELESS,
            CLAMPED,
        ],
        source: COHORTS,
        recipe: Recipe::Members(MemberFigure::NextStep(grain)),
        ..BASE
    }
}

const fn active_days(
    id: &'static str,
    name: &'static str,
    question: &'static str,
    formula: &'static str,
    days: i32,
) -> Definition {
    Definition {
        id,
        name,
        number: 29,
        question,
        formula,
        unit: Unit::Number,
        edge_cases: &[
            "A day counts once, however much was done on it; members without an action in these days are not in it.",
            DATA_BEGINS,
            NOBODY,
            CHANNEL,
            ACTION,
            STAFF,
            NAMELESS,
            CLAMPED,
        ],
        recipe: Recipe::Members(MemberFigure::ActiveDays(days)),
        ..BASE
    }
}

pub(super) const DEFINITIONS: &[Definition] = &[
    Definition {
        id: "new_members",
        name: "New members",
        number: 21,
        question: "How many people joined?",
        formula: "members whose day of joining lies in the period",
        unit: Unit::Count,
        inputs: JOINS,
        edge_cases: &[
            JOINED,
            "A member whose joining is not known is left out, and counted. Where no joining is known at all, there is no value.",
            STAFF,
            CLAMPED,
        ],
        source: "The members list, as the platform gives it",
        recipe: Recipe::Members(MemberFigure::New),
        ..BASE
    },
    Definition {
        id: "first_time_contributors",
        name: "First-time contributors",
        number: 21,
        question: "How many members did something for the first time?",
        formula: "members whose first counted action lies in the period",
        unit: Unit::Count,
        edge_cases: &[EVERYBODY_NEW, CHANNEL, ACTION, STAFF, NAMELESS, CLAMPED],
        source: "CHAOSS, New Contributors",
        recipe: Recipe::Members(MemberFigure::FirstTime),
        ..BASE
    },
    Definition {
        id: "reactivated_members",
        name: "Reactivated members",
        number: 22,
        question: "How many members came back after a long silence?",
        formula: "members with an action in the period that at least 90 days without one went before, and an action before those",
        unit: Unit::Count,
        edge_cases: &[
            "Between two actions lie the days after the first and before the second: 90 of them make a comeback.",
            "Before the data is 91 days long nobody can be known to have been silent: no value, and that is said.",
            "A member who came back twice counts once.",
            CHANNEL,
            ACTION,
            STAFF,
            NAMELESS,
            CLAMPED,
        ],
        recipe: Recipe::Members(MemberFigure::Reactivated),
        ..BASE
    },
    Definition {
        id: "lost_regulars",
        name: "Lost regulars",
        number: 23,
        question: "How many regulars stopped?",
        formula: "members with at least 4 actions in the 90 days before the period and none in it",
        unit: Unit::Count,
        direction: Direction::Down,
        edge_cases: &[
            "A period shorter than 30 days takes the 30 days up to its end, and that is said.",
            NO_DAYS_BEFORE,
            CHANNEL,
            ACTION,
            STAFF,
            NAMELESS,
            CLAMPED,
        ],
        recipe: Recipe::Members(MemberFigure::LostRegulars),
        ..BASE
    },
    Definition {
        id: "net_active_change",
        name: "Net active change",
        number: 24,
        question: "Does the community win more active members than it loses?",
        formula: "first-time contributors + reactivated members − lost regulars",
        unit: Unit::Count,
        edge_cases: &[
            "All three are of the same days: a period shorter than 30 days takes the 30 days up to its end, and that is said.",
            "Where one of the three has no value, there is none.",
            "In a period of more than 90 days somebody may be new, go quiet and come back: then counted twice, but one member in n.",
            EVERYBODY_NEW,
            CHANNEL,
            ACTION,
            STAFF,
            NAMELESS,
            CLAMPED,
        ],
        recipe: Recipe::Members(MemberFigure::NetChange),
        ..BASE
    },
    Definition {
        id: "returning_rate",
        name: "Returning rate",
        number: 25,
        question: "What share of the active members was active before?",
        formula: "members active in the period whose first action lies before it / members active in the period",
        edge_cases: &[
            "For all time, and wherever the period begins with the data, nothing is known about the days before: no value.",
            NOBODY,
            CHANNEL,
            ACTION,
            STAFF,
            NAMELESS,
            CLAMPED,
        ],
        source: LURKERS,
        recipe: Recipe::Members(MemberFigure::Returning),
        ..BASE
    },
    Definition {
        id: "retention",
        name: "Retention, of active members",
        number: 26,
        question: "What share of those who were active is still active?",
        formula: "(members active in the period − those of them not active in the period before) / members active in the period before",
        edge_cases: &[
            "The period before is as long; before whole calendar months, as many whole months.",
            NO_DAYS_BEFORE,
            UNFINISHED,
            NOBODY,
            CHANNEL,
            ACTION,
            STAFF,
            NAMELESS,
            CLAMPED,
        ],
        source: CHURN,
        sibling: Some("membership_retention"),
        recipe: Recipe::Members(MemberFigure::Retention { churn: false }),
        ..BASE
    },
    Definition {
        id: "churn",
        name: "Churn, of active members",
        number: 26,
        question: "What share of those who were active stopped?",
        formula: "1 − retention of active members",
        direction: Direction::Down,
        edge_cases: &[
            "The period before is as long; before whole calendar months, as many whole months.",
            NO_DAYS_BEFORE,
            UNFINISHED,
            NOBODY,
            CHANNEL,
            ACTION,
            STAFF,
            NAMELESS,
            CLAMPED,
        ],
        source: CHURN,
        sibling: Some("membership_churn"),
        recipe: Recipe::Members(MemberFigure::Retention { churn: true }),
        ..BASE
    },
    Definition {
        id: "membership_retention",
        name: "Retention, of memberships",
        number: 26,
        question: "What share of the members stayed?",
        formula: "(members at the end − those of them who joined in the period) / members before the start",
        inputs: JOINS,
        edge_cases: &[BEGAN, JOINED, NO_JOINING, LEAVING, NO_LEAVING, UNFINISHED, NOBODY, STAFF, CLAMPED],
        source: CHURN,
        sibling: Some("retention"),
        recipe: Recipe::Members(MemberFigure::MembershipRetention { churn: false }),
        ..BASE
    },
    Definition {
        id: "membership_churn",
        name: "Churn, of memberships",
        number: 26,
        question: "What share of the members left?",
        formula: "1 − retention of memberships",
        direction: Direction::Down,
        inputs: JOINS,
        edge_cases: &[BEGAN, JOINED, NO_JOINING, LEAVING, NO_LEAVING, UNFINISHED, NOBODY, STAFF, CLAMPED],
        source: CHURN,
        sibling: Some("churn"),
        recipe: Recipe::Members(MemberFigure::MembershipRetention { churn: true }),
        ..BASE
    },
    next_step(
        "next_day_retention",
        "Next-day retention of newcomers",
        "What share of the newcomers is active the day after?",
        "Σ over days of yesterday's first-time contributors active that day / Σ of yesterday's first-time contributors",
        Grain::Day,
    ),
    next_step(
        "next_week_retention",
        "Next-week retention of newcomers",
        "What share of the newcomers is active in the week after?",
        "Σ over whole weeks of last week's first-time contributors active that week / Σ of last week's first-time contributors",
        Grain::Week,
    ),
    next_step(
        "next_month_retention",
        "Next-month retention of newcomers",
        "What share of the newcomers is active in the month after?",
        "Σ over whole calendar months of last month's first-time contributors active that month / Σ of last month's first-time contributors",
        Grain::Month,
    ),
    Definition {
        id: "median_active_life",
        name: "Median active life, until silence (days)",
        number: 28,
        question: "How long does a contributor stay active?",
        formula: "Kaplan–Meier median of the days from the first to the last action: the first day on which survival is 50 % or less",
        unit: Unit::Number,
        edge_cases: &[
            "The last action is the end once 90 silent days followed it. Everybody else is followed up to 90 days before the end; who began later is too new to tell.",
            "Where more than half are still there, the median is not reached: no value.",
            UP_TO_END,
            "Who was active before the data begins was there for longer than is known.",
            CHANNEL,
            ACTION,
            STAFF,
            NAMELESS,
            CLAMPED,
        ],
        source: KAPLAN_MEIER,
        sibling: Some("median_membership"),
        recipe: Recipe::Members(MemberFigure::MedianLife(Ending::Silence)),
        ..BASE
    },
    Definition {
        id: "median_membership",
        name: "Median membership, until leaving (days)",
        number: 28,
        question: "How long does a member stay?",
        formula: "Kaplan–Meier median of the days from joining to leaving: the first day on which survival is 50 % or less",
        unit: Unit::Number,
        inputs: JOINS,
        edge_cases: &[
            BEGAN,
            JOINED,
            NO_JOINING,
            LEAVING,
            NO_LEAVING,
            "Who has not left is followed up to the end. Where more than half are still there, the median is not reached: no value.",
            UP_TO_END,
            STAFF,
            CLAMPED,
        ],
        source: KAPLAN_MEIER,
        sibling: Some("median_active_life"),
        recipe: Recipe::Members(MemberFigure::MedianLife(Ending::Leaving)),
        ..BASE
    },
    active_days(
        "active_days_30",
        "Active days of the last 30",
        "On how many of 30 days is an active member there?",
        "mean over members active in the 30 days that end with the period of their days with an action",
        30,
    ),
    active_days(
        "active_days_90",
        "Active days of the last 90",
        "On how many of 90 days is an active member there?",
        "mean over members active in the 90 days that end with the period of their days with an action",
        90,
    ),
    active_days(
        "active_days_365",
        "Active days of the last 365",
        "On how many of 365 days is an active member there?",
        "mean over members active in the 365 days that end with the period of their days with an action",
        365,
    ),
    Definition {
        id: "regulars",
        name: "Regulars",
        number: 30,
        question: "How many members are there again and again?",
        formula: "members with at least 4 actions in the 90 days that end with the period: the levels Regular and Core",
        unit: Unit::Count,
        edge_cases: &[RULES, DATA_BEGINS, CHANNEL, ACTION, STAFF, NAMELESS, CLAMPED],
        recipe: Recipe::Members(MemberFigure::Regulars),
        ..BASE
    },
    Definition {
        id: "actions_per_member",
        name: "Actions per active member",
        number: 30,
        question: "How much does an active member do?",
        formula: "counted actions that name a member / members active in the period",
        unit: Unit::Number,
        edge_cases: &[NOBODY, CHANNEL, ACTION, STAFF, NAMELESS, CLAMPED],
        recipe: Recipe::Members(MemberFigure::ActionsPerMember),
        ..BASE
    },
    Definition {
        id: "contribution_rate",
        name: "Contribution rate (member → contributor)",
        number: 31,
        question: "What share of the new members goes on to do something?",
        formula: "members who began in the period and acted up to its end / members who began in the period",
        inputs: JOINS,
        edge_cases: &[
            BEGAN,
            JOINED,
            NO_JOINING,
            "Where joining is not known, every member begins with an action, and the rate says nothing.",
            NOBODY,
            STAFF,
            CLAMPED,
        ],
        source: FUNNEL,
        recipe: Recipe::Members(MemberFigure::ContributionRate),
        ..BASE
    },
    Definition {
        id: "regular_rate",
        name: "Regular rate (contributor → regular)",
        number: 31,
        question: "What share of the new contributors becomes regular?",
        formula: "members who began in the period and had 4 actions within 90 days up to its end / members who began in the period and acted up to its end",
        inputs: JOINS,
        edge_cases: &[
            "Regular once, regular always: the funnel asks who got that far, the levels who is there now.",
            BEGAN,
            JOINED,
            NOBODY,
            STAFF,
            CLAMPED,
        ],
        source: FUNNEL,
        recipe: Recipe::Members(MemberFigure::RegularRate),
        ..BASE
    },
];
