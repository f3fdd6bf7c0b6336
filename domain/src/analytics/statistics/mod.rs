//! Statistics that figures are judged by: pure functions of slices, no facts and no dates.

mod kaplan_meier;
mod log_rank;
mod tail;

pub use kaplan_meier::{KaplanMeier, Step, kaplan_meier};
pub use log_rank::{LogRank, LogRankGroup, log_rank};
pub use tail::{chi_square_tail, normal_tail};
