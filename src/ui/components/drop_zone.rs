//! A file dropped anywhere in the page.

use super::icon::{Icon, IconName};
use leptos::{ev, prelude::*};

/// Shows where to drop while a file is dragged over the page, and hands over what is dropped.
///
/// ```ignore
/// view! { <DropZone text="Drop it to import" on_files=move |files| import(files)/> }
/// ```
#[component]
pub fn DropZone(
    /// What will happen.
    #[prop(into)]
    text: Signal<String>,
    /// The dropped files, at least one.
    #[prop(into)]
    on_files: UnsyncCallback<(Vec<web_sys::File>,)>,
) -> impl IntoView {
    // Entering a child fires before leaving its parent: the zone shows while more was entered than left.
    let depth = RwSignal::new(0_i32);
    let has_files = |event: &web_sys::DragEvent| {
        event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
    };
    let listeners = [
        window_event_listener(ev::dragenter, move |event| {
            if has_files(&event) {
                event.prevent_default();
                depth.try_update(|depth| *depth += 1);
            }
        }),
        window_event_listener(ev::dragover, move |event| {
            if has_files(&event) {
                event.prevent_default();
            }
        }),
        window_event_listener(ev::dragleave, move |event| {
            if has_files(&event) {
                depth.try_update(|depth| *depth = (*depth - 1).max(0));
            }
        }),
        window_event_listener(ev::drop, move |event| {
            depth.try_set(0);
            if !has_files(&event) {
                return;
            }
            event.prevent_default();
            let list = event.data_transfer().and_then(|data| data.files());
            let files: Vec<_> =
                list.map_or_else(Vec::new, |list| (0..list.length()).filter_map(|at| list.get(at)).collect());
            if !files.is_empty() {
                on_files.run((files,));
            }
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(|listener| listener.remove()));
    view! {
        <Show when=move || { depth.get() > 0 }>
            <div class="drop-zone">
                <div>
                    <Icon name=IconName::Import/>
                    <strong>{move || text.get()}</strong>
                </div>
            </div>
        </Show>
    }
    .into_any()
}
