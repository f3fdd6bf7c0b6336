//! The built page in a real browser, as a person would use it. `cargo xtask test browser` builds and
//! serves the page, starts a driver, and says where both are; see [`support::settings`].

mod bench;
mod classroom;
mod crisis;
mod engage;
mod exercises;
mod explore;
mod feedback;
mod journey;
mod kill;
mod learn;
mod moderation;
mod packs;
mod peers;
mod plan;
mod screens;
mod shots;
mod smoke;
mod storage;
mod support;
mod tabs;
mod tasks;
mod worker;
