//! How fast this is: a workload that other engines are measured with, and its KPIs made by Hearth's own analytics.
//!
//! ```text
//! workload  seeded records, written as JSON or CSV
//! ```

mod workload;

pub use workload::{Form, Workload};
