//! The sample community and the workspaces of tasks: a part of the page that loads when it is asked for.

use super::part::part;
use crate::{
    course::task::scenario,
    model::{Day, Id, Instant, Workspace, Zone, record::Scenario},
    sample::community,
};

/// Makes sample communities, and workspaces that tasks begin with.
pub struct Sample {
    /// The community of a seed, as it stands on a day.
    pub community: fn(u64, Day) -> Workspace,
    /// The workspace of a scenario by seed, begun at a time in a zone, with its id and name.
    pub scenario: fn(Scenario, u32, Instant, Zone, Id, &str) -> Workspace,
}

part! {
    /// Loads it.
    load, sample: Sample = Sample { community, scenario }
}
