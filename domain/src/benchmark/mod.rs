//! How fast this is: a workload that other engines are measured with, and its KPIs made by Hearth's own analytics.
//!
//! ```text
//! workload  seeded records, written as JSON or CSV
//! load      a file of it into a workspace
//! kpis      the eight KPIs of that workload and their hash
//! run       all of it, each piece of work timed
//! report    what that found
//! ```

mod kpis;
mod load;
mod report;
mod run;
mod workload;

pub use kpis::{HASHES, Kpis, kpis};
pub use load::{empty, load};
pub use report::{Report, Row, Work};
pub use run::{APPENDED, Progress, Stopped, run};
pub use workload::{Form, Workload};
