//! A button that opens something small beside it. The browser's own popover does the closing: Escape, a click
//! elsewhere, the focus back to the button.

use super::{focus_in, unique_id};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::{JsCast, JsValue};

/// Space between the button and what it opens, in px.
const GAP: f64 = 4.0;

/// A button with a popover.
///
/// ```ignore
/// view! {
///     <Popover class="button" label="Columns" trigger=|| "Columns" open=open>
///         <Checkbox label="Reach" checked=reach on_change=set_reach/>
///     </Popover>
/// }
/// ```
#[component]
pub fn Popover(
    /// Whether it is open; set it to `false` to close.
    #[prop(optional)]
    open: RwSignal<bool>,
    /// What is on the button.
    #[prop(into)]
    trigger: ViewFnOnce,
    /// Classes of the button.
    #[prop(default = "button")]
    class: &'static str,
    /// The button's name where its content is no words.
    #[prop(optional, into)]
    button_label: Option<Signal<String>>,
    /// The popover's name.
    #[prop(into)]
    label: Signal<String>,
    /// The popover's role: `dialog`, or `menu` for a menu.
    #[prop(default = "dialog")]
    role: &'static str,
    /// Classes of the popover besides `popover`.
    #[prop(default = "")]
    popover_class: &'static str,
    /// What takes the focus on opening.
    #[prop(default = "input:checked, input, button, select, a[href]")]
    first_focus: &'static str,
    /// What is in it; made anew at each opening.
    children: ChildrenFn,
) -> impl IntoView {
    let id = unique_id("popover");
    let button = NodeRef::<html::Button>::new();
    let popover = NodeRef::<html::Div>::new();

    let place = move || {
        if let (Some(button), Some(popover)) =
            (button.try_get_untracked().flatten(), popover.try_get_untracked().flatten())
        {
            place_beside(&button, &popover);
        }
    };
    // Closed from inside, or opened from elsewhere.
    Effect::new(move || {
        let open = open.get();
        let Some(element) = popover.get() else { return };
        let shown = element.matches(":popover-open").unwrap_or(false);
        if open && !shown {
            let _ = element.show_popover();
        } else if !open && shown {
            let _ = element.hide_popover();
        }
    });
    let resize = window_event_listener(ev::resize, move |_| {
        if open.try_get_untracked() == Some(true) {
            place();
        }
    });
    on_cleanup(move || resize.remove());

    view! {
        <span class="popover-anchor">
            <button
                type="button"
                class=class
                node_ref=button
                popovertarget=id.clone()
                aria-haspopup=role
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-label=move || button_label.map(|label| label.get())
            >
                {trigger.run()}
            </button>
            <div
                id=id
                node_ref=popover
                class=format!("popover {popover_class}")
                popover="auto"
                role=role
                aria-label=label
                on:beforetoggle=move |event: web_sys::Event| {
                    let opens = new_state(&event).as_deref() == Some("open");
                    open.set(opens);
                    if opens {
                        request_animation_frame(move || {
                            place();
                            if let Some(popover) = popover.try_get_untracked().flatten() {
                                focus_in(&popover, first_focus);
                            }
                        });
                    }
                }
            >
                <Show when=move || open.get()>{children()}</Show>
            </div>
        </span>
    }
    .into_any()
}

fn new_state(event: &web_sys::Event) -> Option<String> {
    js_sys::Reflect::get(event, &JsValue::from_str("newState")).ok()?.as_string()
}

/// Puts a popover under its button, or above where there is more room, and inside the window.
fn place_beside(button: &web_sys::Element, popover: &web_sys::HtmlElement) {
    let size = |value: Result<JsValue, JsValue>| value.ok().and_then(|it| it.as_f64()).unwrap_or_default();
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    let (from, own) = (button.get_bounding_client_rect(), popover.get_bounding_client_rect());
    let below = height - from.bottom() - GAP;
    let top = if own.height() <= below || below >= from.top() {
        from.bottom() + GAP
    } else {
        (from.top() - GAP - own.height()).max(8.0)
    };
    let left = from.left().min(width - own.width() - 8.0).max(8.0);
    let style = popover.unchecked_ref::<web_sys::HtmlElement>().style();
    let _ = style.set_property("top", &format!("{top}px"));
    let _ = style.set_property("left", &format!("{left}px"));
    let _ = style.set_property("max-height", &format!("{}px", (height - top - 8.0).max(120.0)));
}
