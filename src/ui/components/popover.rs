//! A button that opens something small beside it. The browser's own popover does the closing: Escape, a click
//! elsewhere, the focus back to the button.

use super::{focus_in, unique_id};
use leptos::{html, prelude::*};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// Space between the button and what it opens, in px.
const GAP: f64 = 4.0;
/// What moves a button away from under its popover.
const EVENTS: [&str; 2] = ["scroll", "resize"];

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
    button_label: Signal<Option<String>>,
    /// The popover's name.
    #[prop(into)]
    label: Signal<String>,
    /// The popover's role: `dialog`, or `menu` for a menu.
    #[prop(default = "dialog")]
    role: &'static str,
    /// Classes of the popover besides `popover`.
    #[prop(default = "")]
    popover_class: &'static str,
    /// What takes the focus on opening: selectors, the first that finds something.
    #[prop(default = &["input:checked", "input, button, select, a[href]"])]
    first_focus: &'static [&'static str],
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
    // What the browser has made of it, or is about to.
    let shown = StoredValue::new(false);
    // Closed from inside, or opened from elsewhere.
    Effect::new(move || {
        let open = open.get();
        let Some(element) = popover.get() else { return };
        if open != shown.get_value() {
            let _ = if open { element.show_popover() } else { element.hide_popover() };
        }
    });
    // What had the focus goes with the content: back to the button then.
    let give_back = move || {
        let (Some(button), Some(popover)) = (button.get_untracked(), popover.get_untracked()) else { return };
        let active = document().active_element();
        let lost = active.is_none_or(|active| active.tag_name() == "BODY" || popover.contains(Some(&active)));
        if lost {
            let _ = button.focus();
        }
    };
    follow(move |event| {
        // Scrolling inside the popover moves nothing.
        let inside = event.target().and_then(|it| it.dyn_into::<web_sys::Node>().ok()).is_some_and(|target| {
            popover.try_get_untracked().flatten().is_some_and(|popover| popover.contains(Some(&target)))
        });
        if !inside && open.try_get_untracked() == Some(true) {
            place();
        }
    });

    view! {
        <span class="popover-anchor">
            <button
                type="button"
                class=class
                node_ref=button
                popovertarget=id.clone()
                aria-haspopup=role
                aria-expanded=move || if open.get() { "true" } else { "false" }
                aria-label=button_label
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
                    shown.set_value(opens);
                    if !opens {
                        give_back();
                    }
                    open.set(opens);
                    if opens {
                        request_animation_frame(move || {
                            place();
                            if let Some(popover) = popover.try_get_untracked().flatten() {
                                let _ = first_focus.iter().any(|selector| focus_in(&popover, selector));
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

/// Calls back whenever something scrolls or the window changes its size, until the component is gone.
pub(super) fn follow(callback: impl Fn(web_sys::Event) + 'static) {
    let closure = Closure::<dyn FnMut(web_sys::Event)>::new(callback);
    let kept = StoredValue::new_local(closure);
    kept.with_value(|closure| {
        let function = closure.as_ref().unchecked_ref();
        for event in EVENTS {
            // Capturing, as scrolling does not bubble.
            let _ = window().add_event_listener_with_callback_and_bool(event, function, true);
        }
    });
    on_cleanup(move || {
        kept.try_with_value(|closure| {
            let function = closure.as_ref().unchecked_ref();
            for event in EVENTS {
                let _ = window().remove_event_listener_with_callback_and_bool(event, function, true);
            }
        });
    });
}

fn new_state(event: &web_sys::Event) -> Option<String> {
    js_sys::Reflect::get(event, &JsValue::from_str("newState")).ok()?.as_string()
}

/// Puts a popover under its button, or above where there is more room, and inside the window.
fn place_beside(button: &web_sys::Element, popover: &web_sys::HtmlElement) {
    let size = |value: Result<JsValue, JsValue>| value.ok().and_then(|it| it.as_f64()).unwrap_or_default();
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    let style = web_sys::HtmlElement::style(popover);
    let _ = style.remove_property("max-height");
    let (from, own) = (button.get_bounding_client_rect(), popover.get_bounding_client_rect());
    let below = height - from.bottom() - GAP;
    let top = if own.height() <= below || below >= from.top() {
        from.bottom() + GAP
    } else {
        (from.top() - GAP - own.height()).max(8.0)
    };
    let left = from.left().min(width - own.width() - 8.0).max(8.0);
    let _ = style.set_property("top", &format!("{top}px"));
    let _ = style.set_property("left", &format!("{left}px"));
    let _ = style.set_property("max-height", &format!("{}px", (height - top - 8.0).max(120.0)));
}
