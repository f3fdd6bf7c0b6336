//! Marks of how far the page is, in the browser's own timeline (User Timing): for benches and for the developer tools.

use leptos::prelude::window;

/// The app runs.
pub const APP: &str = "hearth: app runs";
/// A stored workspace is open.
pub const OPENED: &str = "hearth: workspace open";
/// The first screen of an open workspace is drawn.
pub const DRAWN: &str = "hearth: first screen drawn";

/// Marks this moment.
pub fn mark(moment: &str) {
    if let Some(performance) = window().performance() {
        // A mark that is not kept is a figure less in a bench.
        let _ = performance.mark(moment);
    }
}
