//! The screens, one module each.

pub mod analytics;
pub mod channels;
pub mod export;
mod fact_table;
pub mod import;
pub mod lists;
pub mod not_found;
pub mod settings;
pub mod start;
pub mod storage;
pub mod strategy;
