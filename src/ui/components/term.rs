//! A word that says what it means: on pointing at it, focusing it or tapping it. Escape hides it, also while only
//! pointed at; it can be pointed at itself and goes along when the page scrolls.

use super::{popover::follow, unique_id};
use leptos::{ev, html, leptos_dom::helpers::WindowListenerHandle, prelude::*};
use std::time::Duration;

/// How long the pointer may be on its way from the word to what it means.
const CROSSING: Duration = Duration::from_millis(200);

/// A word with its meaning.
///
/// ```ignore
/// view! { <TermButton words="reach" meaning="How many accounts saw it."/> }
/// ```
#[component]
pub fn TermButton(
    /// The word, as it stands in the text.
    #[prop(into)]
    words: String,
    /// What it means.
    #[prop(into)]
    meaning: String,
) -> impl IntoView {
    let id = unique_id("term");
    let described_by = id.clone();
    let button = NodeRef::<html::Button>::new();
    let tip = NodeRef::<html::Span>::new();
    let shown = StoredValue::new(false);
    let pointed = StoredValue::new(false);
    let escape = StoredValue::new_local(None::<WindowListenerHandle>);

    let hide = move || {
        let _ = shown.try_set_value(false);
        if let Some(Some(listener)) = escape.try_update_value(Option::take) {
            listener.remove();
        }
        if let Some(tip) = tip.try_get_untracked().flatten() {
            let _ = tip.hide_popover();
        }
    };
    let place = move || {
        let (Some(button), Some(tip)) = (button.try_get_untracked().flatten(), tip.try_get_untracked().flatten())
        else {
            return;
        };
        let size = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|it| it.as_f64()).unwrap_or_default();
        let (width, height) = (size(window().inner_width()), size(window().inner_height()));
        let (from, own) = (button.get_bounding_client_rect(), tip.get_bounding_client_rect());
        if from.bottom() < 0.0 || from.top() > height {
            return hide();
        }
        let below = from.bottom() + 6.0;
        let top = if below + own.height() < height { below } else { (from.top() - own.height() - 6.0).max(8.0) };
        let left = from.left().min(width - own.width() - 8.0).max(8.0);
        let style = web_sys::HtmlElement::style(&tip);
        let _ = style.set_property("top", &format!("{top}px"));
        let _ = style.set_property("left", &format!("{left}px"));
    };
    let show = move || {
        if shown.try_get_value() != Some(false) {
            return;
        }
        let Some(tip) = tip.try_get_untracked().flatten() else { return };
        if tip.show_popover().is_err() {
            return;
        }
        shown.set_value(true);
        escape.set_value(Some(window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" {
                hide();
            }
        })));
        place();
    };
    follow(move |_| {
        if shown.try_get_value() == Some(true) {
            place();
        }
    });
    on_cleanup(move || {
        if let Some(Some(listener)) = escape.try_update_value(Option::take) {
            listener.remove();
        }
    });
    view! {
        <span
            class="term-anchor"
            on:pointerenter=move |event| {
                // A finger taps; only what hovers points.
                if event.pointer_type() != "touch" {
                    pointed.set_value(true);
                    show();
                }
            }
            on:pointerleave=move |_| {
                pointed.set_value(false);
                set_timeout(move || if pointed.try_get_value() == Some(false) { hide() }, CROSSING);
            }
        >
            <button
                type="button"
                class="term"
                node_ref=button
                aria-describedby=described_by
                on:focus=move |_| show()
                on:blur=move |_| hide()
                on:click=move |_| {
                    // Not every browser focuses what is tapped; the focus leaving hides it again.
                    if let Some(button) = button.get_untracked() {
                        let _ = button.focus();
                    }
                    show();
                }
            >
                {words}
            </button>
            <span class="popover tooltip term-meaning" role="tooltip" popover="manual" dir="auto" id=id node_ref=tip>
                {meaning}
            </span>
        </span>
    }
    .into_any()
}
