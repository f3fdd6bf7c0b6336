//! KPIs of activities: 18–20, and the plain totals.

use super::{Definition, Family, Unit};
use crate::{
    analytics::recipe::{Actives, Recipe},
    model::{facts::TableKind, record::Direction},
};

const ACTION: &str = "Joining, leaving and moderation are not counted; every other kind is.";
const STAFF: &str = "Staff and bots are left out unless the workspace counts them; how many of their actions is shown.";
const CLAMPED: &str = "The period is cut to the days from the first to the last activity, and that is said.";
const NAMELESS: &str = "An activity without a member cannot be told apart from others and is left out.";
const UNTIMED: &str = "An activity without a time is left out.";
const NO_MONTH: &str = "A period without a whole calendar month takes the 30 days up to its end, and that is said.";

const PLATFORMS: &str =
    "Active users as platforms report them, such as Facebook, Form S-1 (2012): DAU, MAU and DAU/MAU";
const INPUTS: &[&str] = &["activities.member", "activities.time", "activities.kind", "members.staff", "members.bot"];

const BASE: Definition = Definition {
    id: "",
    name: "",
    family: Family::Activity,
    number: 18,
    question: "",
    formula: "",
    unit: Unit::Number,
    direction: Direction::Up,
    subject: TableKind::Activities,
    inputs: INPUTS,
    edge_cases: &[],
    source: PLATFORMS,
    sibling: None,
    recipe: Recipe::Actions,
};

pub(super) const DEFINITIONS: &[Definition] = &[
    Definition {
        id: "dau",
        name: "Daily active members (DAU)",
        question: "How many members are active on an average day?",
        formula: "mean over days of the distinct members with a counted action that day",
        edge_cases: &["A day without actions counts as 0.", ACTION, STAFF, NAMELESS, UNTIMED, CLAMPED],
        recipe: Recipe::Actives(Actives::Day),
        ..BASE
    },
    Definition {
        id: "wau",
        name: "Weekly active members (WAU)",
        question: "How many members are active in an average week?",
        formula: "mean over whole weeks of the distinct members with a counted action that week",
        edge_cases: &[
            "Weeks begin as the workspace says. A period without a whole week takes the 7 days up to its end, and that is said.",
            ACTION,
            STAFF,
            NAMELESS,
            UNTIMED,
            CLAMPED,
        ],
        recipe: Recipe::Actives(Actives::Week),
        ..BASE
    },
    Definition {
        id: "mau",
        name: "Monthly active members (MAU)",
        question: "How many members are active in an average month?",
        formula: "mean over whole calendar months of the distinct members with a counted action that month",
        edge_cases: &[NO_MONTH, ACTION, STAFF, NAMELESS, UNTIMED, CLAMPED],
        recipe: Recipe::Actives(Actives::Month),
        ..BASE
    },
    Definition {
        id: "rolling_mau",
        name: "Rolling 30-day MAU",
        number: 19,
        question: "How many members were active in the last 30 days?",
        formula: "distinct members with a counted action in the 30 days that end with the period",
        unit: Unit::Count,
        edge_cases: &[
            "Where the data begins later, fewer days are counted, and that is said.",
            ACTION,
            STAFF,
            NAMELESS,
            UNTIMED,
            CLAMPED,
        ],
        recipe: Recipe::Actives(Actives::Rolling30),
        ..BASE
    },
    Definition {
        id: "stickiness",
        name: "Stickiness (DAU / MAU)",
        number: 20,
        question: "On what share of days is an active member there?",
        formula: "mean DAU / mean MAU, over the same days",
        unit: Unit::Ratio,
        edge_cases: &[
            NO_MONTH,
            "Where nobody was active there is no value.",
            ACTION,
            STAFF,
            NAMELESS,
            UNTIMED,
            CLAMPED,
        ],
        recipe: Recipe::Stickiness,
        ..BASE
    },
    Definition {
        id: "active_members",
        name: "Active members",
        number: 0,
        question: "How many different members were active?",
        formula: "distinct members with a counted action in the period",
        unit: Unit::Count,
        edge_cases: &[ACTION, STAFF, NAMELESS, UNTIMED, CLAMPED],
        recipe: Recipe::Actives(Actives::Period),
        ..BASE
    },
    Definition {
        id: "activities",
        name: "Activities",
        number: 0,
        question: "How much did members do?",
        formula: "number of counted actions",
        unit: Unit::Count,
        edge_cases: &[ACTION, STAFF, "An activity without a time counts for all time only, not in a period.", CLAMPED],
        source: "The sum of the actions in the sources",
        recipe: Recipe::Actions,
        ..BASE
    },
];
