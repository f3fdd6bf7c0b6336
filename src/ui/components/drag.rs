//! Dragging with mouse or pen. A finger scrolls; whoever has no pointer uses the keys that the things offer themselves.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent};

/// How far the pointer moves before a press is a drag, in px.
const SLACK: f64 = 5.0;

/// What is being dragged.
#[derive(Clone)]
struct Drag {
    what: String,
    element: HtmlElement,
    from: (f64, f64),
    over: Option<Element>,
    moving: bool,
}

/// Things inside with `data-drag="key"` can be dragged onto places inside with `data-drop="key"`.
///
/// ```ignore
/// view! { <DragArea on_drop=move |what: String, place: String| move_to(what, place)>…</DragArea> }
/// ```
#[component]
pub fn DragArea(
    /// What was dropped, and onto which place.
    #[prop(into)]
    on_drop: Callback<(String, String)>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let area = NodeRef::<html::Div>::new();
    let drag: StoredValue<Option<Drag>, LocalStorage> = StoredValue::new_local(None);
    let end = move || {
        let old = drag.try_update_value(Option::take).flatten()?;
        let _ = old.element.remove_attribute("data-dragging");
        let _ = old.element.style().remove_property("translate");
        if let Some(over) = &old.over {
            let _ = over.remove_attribute("data-over");
        }
        Some(old)
    };
    let down = move |event: PointerEvent| {
        if event.button() != 0 || event.pointer_type() == "touch" {
            return;
        }
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let Some(element) = target.and_then(|it| it.closest("[data-drag]").ok().flatten()) else { return };
        let what = element.get_attribute("data-drag").unwrap_or_default();
        if let Ok(element) = element.dyn_into::<HtmlElement>() {
            let from = (f64::from(event.client_x()), f64::from(event.client_y()));
            drag.set_value(Some(Drag { what, element, from, over: None, moving: false }));
        }
    };
    let moved = move |event: PointerEvent| {
        drag.update_value(|drag| {
            let Some(drag) = drag else { return };
            let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
            let (right, down) = (x - drag.from.0, y - drag.from.1);
            if !drag.moving {
                if right.hypot(down) < SLACK {
                    return;
                }
                drag.moving = true;
                let _ = drag.element.set_attribute("data-dragging", "");
                // The pointer may leave the area, or the window, and come back.
                if let Some(area) = area.get_untracked() {
                    let _ = area.set_pointer_capture(event.pointer_id());
                }
            }
            event.prevent_default();
            let _ = drag.element.style().set_property("translate", &format!("{right}px {down}px"));
            let under = document().element_from_point(x as f32, y as f32);
            let over = under.and_then(|it| it.closest("[data-drop]").ok().flatten());
            if over != drag.over {
                if let Some(old) = &drag.over {
                    let _ = old.remove_attribute("data-over");
                }
                if let Some(new) = &over {
                    let _ = new.set_attribute("data-over", "");
                }
                drag.over = over;
            }
        });
    };
    let up = move |_: PointerEvent| {
        let Some(old) = end().filter(|old| old.moving) else { return };
        if let Some(place) = old.over.and_then(|over| over.get_attribute("data-drop")) {
            on_drop.run((old.what, place));
        }
    };
    view! {
        <div
            class="drag-area"
            node_ref=area
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=up
            on:pointercancel=move |_| { end(); }
            on:lostpointercapture=move |_| { end(); }
            on:keydown=move |event| if event.key() == "Escape" && drag.with_value(Option::is_some) { end(); }
            on:dragstart=move |event: web_sys::DragEvent| event.prevent_default()
        >
            {children()}
        </div>
    }
    .into_any()
}
