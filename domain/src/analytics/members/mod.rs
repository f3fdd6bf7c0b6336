//! KPIs of members: who came, stayed, went quiet and returned (21–31).
//!
//! ```text
//! turns        the days on which a member's story turns: first action, comeback, becoming a regular
//! memberships  the days of joining and leaving
//! ranking      the members who did most
//! people       the members a query asks for, with all of their days
//! tally        a figure of members before it is put in words
//! newcomers    21 new members, first-time contributors
//! turnover     22–24 reactivated, lost regulars, net change
//! retention    25 returning rate, 26 retention and churn
//! cohorts      27 cohort retention
//! survival     28 how long members stay
//! levels       29 active days, 30 activity levels
//! funnel       31 member → contributor → regular
//! ```

mod cohorts;
mod funnel;
mod group;
mod levels;
mod memberships;
mod newcomers;
mod people;
mod ranking;
mod retention;
mod survival;
mod tally;
mod turnover;
mod turns;

pub use cohorts::{Cohort, CohortTable};
pub use funnel::{Funnel, FunnelStage, Stage};
pub use group::Group;
pub use levels::{Level, LevelRule, LevelRules, LevelShare, Levels};
pub use survival::{Ending, Survival, SurvivalCurve};
pub use tally::Basis;

use super::{
    dataset::Dataset,
    scope::{Filter, Scope},
    work::Work,
};
use memberships::Memberships;
use people::People;
use std::sync::OnceLock;
use turns::Turns;

/// Silent days after which a member has gone quiet, and a new action is a comeback.
pub const SILENT_DAYS: i32 = 90;

/// Actions within [`SILENT_DAYS`] days that make a regular.
pub const REGULAR_ACTIONS: u32 = 4;

/// What is known about each member, for all days; each part worked out when it is first asked for.
#[derive(Debug, Default)]
pub(crate) struct Stories {
    turns: OnceLock<Turns>,
    memberships: OnceLock<Memberships>,
    people: OnceLock<People>,
}

impl Work {
    /// When members joined and left, whatever the channel; of the work without a filter.
    pub(crate) fn memberships(&self, dataset: &Dataset) -> &Memberships {
        self.stories.memberships.get_or_init(|| Memberships::new(dataset, &Filter::default()))
    }
}

impl Scope {
    /// What is known about each member; scopes for other days share it.
    fn stories(&self) -> &Stories {
        &self.work.stories
    }

    pub(crate) fn turns(&self) -> &Turns {
        self.stories().turns.get_or_init(|| Turns::new(self.presence()))
    }

    pub(crate) fn memberships(&self) -> &Memberships {
        self.stories().memberships.get_or_init(|| Memberships::new(self.dataset(), &self.filter))
    }

    pub(crate) fn people(&self) -> &People {
        let new = || People::new(self.dataset(), self.memberships(), self.turns());
        self.stories().people.get_or_init(new)
    }
}
