//! Hearth: the community manager's workbench that opens like a document.
//!
//! ```text
//! model        what a workspace is: ids, records, facts, commands, validation   (uses nothing below)
//! analytics    KPIs: pure functions of facts + query                            (model)
//! interchange  files in and out: workspace JSON, tables, mappings               (model)
//! sample       the seeded sample community                                      (model)
//! view         addresses, choices, windows of rows: the page without a page   (model)
//! charts       chart specification → SVG text + marks                           (plain numbers)
//! store        keeping: port, memory, IndexedDB, seal                           (model, interchange)
//! ui           the page                                                         (everything; wasm only)
//! ```
//!
//! Everything but `ui` and the browser half of `store` compiles and is tested natively.

pub mod analytics;
pub mod charts;
pub mod interchange;
pub mod model;
pub mod sample;
pub mod store;
#[cfg(target_arch = "wasm32")]
pub mod ui;
pub mod view;
