//! What Hearth thinks with: the workspace, its figures, its files, its charts and how it is kept.
//!
//! ```text
//! model        what a workspace is: ids, records, facts, commands, validation   (uses nothing below)
//! analytics    KPIs: pure functions of facts + query                            (model)
//! course       lessons, glossary, exercises, marks, attempts, tasks             (nearly all of it)
//! classroom    gradebook, item analysis, alike work                           (model, course, search)
//! crisis       alerts, incidents, playbooks, drills                             (model, statistics)
//! events       places, turn-out, run sheet and promotion of events               (model, statistics)
//! inbox        conversations: who waits, how fast we answer                 (model, analytics)
//! feedback     what people ask for: alike, merged, trending, told; surveys; roadmap (model, search)
//! interchange  files in and out: workspace JSON, tables, mappings, calendars    (model)
//! plan         matching, slots, balance, review: what a plan says   (model, analytics, search)
//! moderation   flags, word lists, decisions, the audit log  (model, platform, statistics)
//! platform     networks: facts, counting, checks, campaign links, profiles        (model)
//! search       full-text search over facts                                    (model)
//! sample       the seeded sample community                                      (model)
//! charts       chart specification → SVG text + marks                           (plain numbers)
//! store        keeping: port, memory, rows and their checksums, seal            (model)
//! benchmark    a workload and how fast it goes                               (everything above)
//! random       numbers from a seed                                              (uses nothing)
//! ```
//!
//! Nothing here knows a browser: this crate has no dependency that does, so the compiler keeps it so. It is compiled
//! for speed, the page around it for size.

pub mod analytics;
pub mod benchmark;
pub mod charts;
pub mod classroom;
pub mod course;
pub mod crisis;
pub mod events;
pub mod feedback;
pub mod inbox;
pub mod interchange;
pub mod model;
pub mod moderation;
pub mod plan;
pub mod platform;
mod random;
pub mod sample;
pub mod search;
pub mod store;
