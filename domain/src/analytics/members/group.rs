//! Groups of members that charts show, and the members in them.

use super::{
    super::{
        query::{Dimension, Grain},
        scope::Scope,
    },
    Ending, Level, LevelRules, Stage,
};
use crate::model::Day;
use serde::{Deserialize, Serialize};

/// A group of members behind a mark of a chart.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Group {
    /// A cohort, or those of it who were active so many steps later.
    Cohort {
        /// How long the steps are.
        grain: Grain,
        /// First day of the cohort.
        start: Day,
        /// Steps later; `None` = all of the cohort.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        later: Option<u32>,
    },
    /// A level of activity, by the default rules.
    Level(Level),
    /// A stage of the funnel.
    Stage(Stage),
    /// The members of a survival curve.
    Curve {
        /// What ends the curve.
        ending: Ending,
        /// What the members are divided by.
        by: Dimension,
        /// The value of it in the data; empty where the facts do not say.
        key: String,
    },
}

impl Scope {
    /// The members of a group, ascending.
    pub fn members(&self, group: &Group) -> Vec<u32> {
        let mut rows = match group {
            Group::Cohort { grain, start, later } => self.cohort_members(*grain, *start, *later),
            Group::Level(level) => self.level_members(*level, &LevelRules::default()),
            Group::Stage(stage) => self.stage_members(*stage),
            Group::Curve { ending, by, key } => self.curve_members(*ending, *by, key),
        };
        rows.sort_unstable();
        rows
    }
}
