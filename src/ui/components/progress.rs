//! What is shown while something takes time.

use super::button::{Button, Look};
use leptos::prelude::*;

/// How far long work is, with a way to stop it.
///
/// ```ignore
/// view! { <Progress label="Reading posts.csv" done=Signal::derive(move || Some(0.4)) on_cancel=stop/> }
/// ```
#[component]
pub fn Progress(
    /// What is being done.
    #[prop(into)]
    label: Signal<String>,
    /// Share done, 0 to 1; `None` while unknown.
    #[prop(into)]
    done: Signal<Option<f64>>,
    /// Stops the work.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let percent = move || done.get().map(|done| (done.clamp(0.0, 1.0) * 100.0).round());
    view! {
        <div class="progress">
            <div class="progress-head">
                <span role="status">{move || label.get()}</span>
                <span class="muted number">{move || percent().map(|percent| format!("{percent} %"))}</span>
                {on_cancel
                    .map(|on_cancel| view! { <Button look=Look::Quiet small=true on_press=on_cancel>"Cancel"</Button> })}
            </div>
            <div
                class="progress-bar"
                role="progressbar"
                aria-label=label
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || percent().map(|percent| percent.to_string())
                data-unknown=move || done.get().is_none().then_some("")
            >
                <span style:width=move || percent().map_or_else(|| "35%".to_owned(), |percent| format!("{percent}%"))></span>
            </div>
        </div>
    }
    .into_any()
}

/// Grey lines where text is about to be.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 4)]
    lines: usize,
) -> impl IntoView {
    view! {
        <div class="skeleton" role="status" aria-label="Loading">
            {(0..lines).map(|_| view! { <span></span> }).collect_view()}
        </div>
    }
    .into_any()
}
