//! Texts of exercises, in Markdown.

use crate::{course::markdown, ui::components::Markdown};
use leptos::prelude::*;

/// A text of an exercise.
#[component]
pub fn Rich(text: String) -> impl IntoView {
    view! { <Markdown blocks=&markdown::read(&text)/> }
}
