//! What browser tests are written with: open a [`Page`], act as a person would, look at what shows.
//!
//! Each page has a browser of its own with a fresh profile, and the built page under an address of
//! its own, so tests run side by side. Waiting is always for something to show, with a deadline.

#![allow(dead_code, reason = "each helper is for whichever test needs it")]

pub mod axe;
pub mod log;
pub mod network;
pub mod page;
pub mod profile;
pub mod settings;

pub use page::{Options, Page};
pub use profile::Profile;
