//! What a figure is asked for: which facts, which days, how they are divided.

use super::members::Group;
use crate::model::{Day, Id, Period};
use serde::{Deserialize, Serialize};

/// Which facts a figure is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Query {
    /// Local days; `None` = all time, posts without a full date included.
    pub period: Option<Period>,
    /// Channels; empty = all.
    pub channels: Vec<Id>,
    /// Types of post; empty = all, `""` = posts without a type. Activities are not filtered by it.
    pub post_types: Vec<String>,
    /// `true` = paid posts only, `false` = organic posts only. Activities are not filtered by it.
    pub paid: Option<bool>,
    /// Audience segments; empty = everybody. Activities and members of those whom the rule of at least one of them
    /// selects; a segment without a rule selects nobody. Posts and daily statistics are not filtered by it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<Id>,
    /// The day from which the rules of segments count back; `None` = the last day of the data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Day>,
}

impl Query {
    /// The same for other days.
    #[must_use]
    pub fn with_period(&self, period: Option<Period>) -> Self {
        Self { period, ..self.clone() }
    }
}

/// A mark on a chart: what narrows a figure's facts to those behind the mark. Everything left `None` does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mark {
    /// Local days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<Period>,
    /// Channel id as text; `""` = no channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Type of post; `""` = no type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_type: Option<String>,
    /// `paid`, `organic` or `""` = not stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid: Option<String>,
    /// Kind of activity; `""` = no kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Id of an audience segment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// Weekday (0 Monday to 6 Sunday) and hour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slot: Option<(u8, u8)>,
    /// A group of members; what else the mark says narrows the facts first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Group>,
    /// Key of an [`crate::analytics::Exclusion`]: the facts left out for that reason instead of those counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excluded: Option<String>,
}

/// How long the steps of a line over time are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Grain {
    /// Days.
    #[default]
    Day,
    /// Weeks, beginning as the workspace says.
    Week,
    /// Calendar months.
    Month,
}

impl Grain {
    /// All of them, short to long.
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    /// Its name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Day => "Day",
            Self::Week => "Week",
            Self::Month => "Month",
        }
    }

    /// A grain that shows a period in some 10 to 90 steps.
    pub fn fitting(period: Period) -> Self {
        match period.days() {
            ..=92 => Self::Day,
            93..=400 => Self::Week,
            _ => Self::Month,
        }
    }

    /// The step a day lies in, whole.
    pub fn step(self, day: Day, week_start: u8) -> Period {
        match self {
            Self::Day => Period { start: day, end: day },
            Self::Week => {
                let start = day.week_start(week_start);
                Period { start, end: start.add(6) }
            }
            Self::Month => {
                let start = day.month_start();
                Period { start, end: start.add_months(1).add(-1) }
            }
        }
    }
}

/// What a figure is divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Channels.
    Channel,
    /// Types of post.
    PostType,
    /// Paid and organic posts.
    Paid,
    /// Kinds of activity.
    ActivityKind,
    /// Audience segments. A member may be in several or in none: the parts need not add up.
    Segment,
}

impl Dimension {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Channel, Self::PostType, Self::Paid, Self::ActivityKind, Self::Segment];

    /// Its name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::PostType => "type",
            Self::Paid => "paid",
            Self::ActivityKind => "kind",
            Self::Segment => "segment",
        }
    }

    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Channel => "Channel",
            Self::PostType => "Type",
            Self::Paid => "Paid or organic",
            Self::ActivityKind => "Kind",
            Self::Segment => "Segment",
        }
    }

    /// What must stand beside parts by it; empty where nothing must.
    pub fn caution(self) -> &'static str {
        if self == Self::Segment {
            "A member may belong to several segments or to none: the parts need not add up."
        } else {
            ""
        }
    }
}

/// Which end of a ranking comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// Highest values first.
    #[default]
    Top,
    /// Lowest values first.
    Bottom,
}

/// What a period is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// Nothing.
    None,
    /// The period of the same length just before it.
    #[default]
    Previous,
    /// The same dates a year earlier.
    LastYear,
}

impl Comparison {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::None, Self::Previous, Self::LastYear];

    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::None => "No comparison",
            Self::Previous => "Previous period",
            Self::LastYear => "Same period last year",
        }
    }

    /// The period to compare with.
    pub fn period(self, period: Period) -> Option<Period> {
        match self {
            Self::None => None,
            Self::Previous => Some(period.previous()),
            Self::LastYear => Some(period.last_year()),
        }
    }
}
