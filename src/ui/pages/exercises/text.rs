//! Texts of exercises, paragraph by paragraph.

use leptos::prelude::*;

/// A text of an exercise.
#[component]
pub fn Rich(text: String) -> impl IntoView {
    let paragraphs = text.split("\n\n").map(|part| view! { <p class="pre break" dir="auto">{part.trim().to_owned()}</p> });
    view! { <div class="stack-tight">{paragraphs.collect_view()}</div> }
}
