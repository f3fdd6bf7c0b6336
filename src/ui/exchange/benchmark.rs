//! “How fast is this here?”: the workload of `benchmark`, run in this browser in slices.

use crate::{
    benchmark::{self, Progress, Report},
    slices::{Slice, now},
};

/// Runs it. `tell` hears how far it is and says whether to go on.
///
/// # Errors
/// A sentence for the person.
pub async fn run(records: usize, tell: super::Tell) -> Result<Report, String> {
    let mut slice = Slice::begin();
    let pause = async |progress: Progress| {
        if !slice.is_over() {
            return true;
        }
        let goes_on = tell(progress);
        slice.rest().await;
        goes_on
    };
    benchmark::run(records, now, pause).await.map_err(|stopped| stopped.to_string())
}
