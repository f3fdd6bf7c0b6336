//! Texts of exercises, in Markdown.

use crate::{course, ui::components::markdown};
use leptos::prelude::*;

/// A text of an exercise.
#[component]
pub fn Rich(text: String) -> impl IntoView {
    markdown(&course::markdown::read(&text), None, 3)
}
