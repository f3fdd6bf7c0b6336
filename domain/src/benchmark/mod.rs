//! How fast this is: a workload that other engines are measured with, and its KPIs made by Hearth's own analytics.
//!
//! ```text
//! workload  seeded records, written as JSON or CSV
//! load      a file of it into a workspace
//! kpis      the eight KPIs of that workload and their hash
//! ```

mod kpis;
mod load;
mod workload;

pub use kpis::{HASHES, Kpis, kpis};
pub use load::{empty, load};
pub use workload::{Form, Workload};
