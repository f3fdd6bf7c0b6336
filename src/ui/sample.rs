//! The sample community: a part of the page that loads when it is asked for.

use super::part::part;
use crate::{
    model::{Day, Workspace},
    sample::community,
};

/// Makes sample communities.
pub struct Sample {
    /// The community of a seed, as it stands on a day.
    pub community: fn(u64, Day) -> Workspace,
}

part! {
    /// Loads it.
    load, sample: Sample = Sample { community }
}
