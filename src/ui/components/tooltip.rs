//! A few more words about something, on pointing at it or focusing it. Escape hides them.

use super::unique_id;
use leptos::{html, prelude::*};

/// Words that appear beside what it wraps. Wrap something that takes the focus, and keep what matters out of it.
///
/// ```ignore
/// view! { <Tooltip text="Likes, comments and shares over reach"><Button on_press=explain>"Rate"</Button></Tooltip> }
/// ```
#[component]
pub fn Tooltip(
    /// The words.
    #[prop(into)]
    text: Signal<String>,
    /// What they are about.
    children: Children,
) -> impl IntoView {
    let id = unique_id("tooltip");
    let described_by = id.clone();
    let anchor = NodeRef::<html::Span>::new();
    let tip = NodeRef::<html::Span>::new();
    let show = move || {
        let (Some(anchor), Some(tip)) = (anchor.get_untracked(), tip.get_untracked()) else { return };
        if tip.show_popover().is_err() {
            return;
        }
        let (from, own) = (anchor.get_bounding_client_rect(), tip.get_bounding_client_rect());
        let width = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or_default();
        let top = if from.top() > own.height() + 12.0 { from.top() - own.height() - 6.0 } else { from.bottom() + 6.0 };
        let left = (from.left() + (from.width() - own.width()) / 2.0).min(width - own.width() - 8.0).max(8.0);
        let style = web_sys::HtmlElement::style(&tip);
        let _ = style.set_property("top", &format!("{top}px"));
        let _ = style.set_property("left", &format!("{left}px"));
    };
    let hide = move || {
        if let Some(tip) = tip.get_untracked() {
            let _ = tip.hide_popover();
        }
    };
    view! {
        <span
            class="tooltip-anchor"
            node_ref=anchor
            aria-describedby=described_by
            on:pointerenter=move |_| show()
            on:pointerleave=move |_| hide()
            on:focusin=move |_| show()
            on:focusout=move |_| hide()
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    hide();
                }
            }
        >
            {children()}
            <span class="popover tooltip" role="tooltip" popover="manual" id=id node_ref=tip>
                {move || text.get()}
            </span>
        </span>
    }
    .into_any()
}
