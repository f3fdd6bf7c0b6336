//! stub until merged
pub mod slots;
