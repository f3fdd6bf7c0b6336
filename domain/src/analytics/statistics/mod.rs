//! Statistics that figures rest on: pure functions of numbers, one method a file, each with its source.
//!
//! Knows no facts and no query. Missing values are the caller's business unless a function says otherwise; values are
//! taken to be finite.

mod bootstrap;
mod concentration;
mod holt_winters;
mod kaplan_meier;
mod log_rank;
mod mann_kendall;
mod summary;
mod tail;
mod theil_sen;

pub use bootstrap::{Interval, difference_of_means};
pub use concentration::{fewest_for_share, gini, lorenz, top_share};
pub use holt_winters::{HoltWinters, Smoothing, fit, smooth};
pub use kaplan_meier::{KaplanMeier, Step, kaplan_meier};
pub use log_rank::{LogRank, LogRankGroup, log_rank};
pub use mann_kendall::{MannKendall, mann_kendall};
pub use summary::{mean, median, standard_deviation};
pub use tail::{TWO_SIDED_95, chi_square_tail, normal_tail};
pub use theil_sen::{TheilSen, theil_sen};
