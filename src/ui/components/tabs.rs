//! Several views of one thing, one at a time.

use super::{focus_in, unique_id};
use leptos::{html, prelude::*};

/// One tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Its key.
    pub key: &'static str,
    /// Its name.
    pub label: String,
}

/// Tabs and the panel under them. Arrow keys, Home and End move between the tabs and choose.
///
/// ```ignore
/// view! {
///     <Tabs label="Import" tabs=tabs selected=selected>
///         {move || match selected.get().as_str() { "columns" => columns(), _ => preview() }}
///     </Tabs>
/// }
/// ```
#[component]
pub fn Tabs(
    /// What the tabs are about.
    #[prop(into)]
    label: String,
    /// The tabs.
    tabs: Vec<Tab>,
    /// Key of the chosen one.
    selected: RwSignal<String>,
    /// The panel.
    children: Children,
) -> impl IntoView {
    let id = unique_id("tabs");
    let list = NodeRef::<html::Div>::new();
    let keys: Vec<&'static str> = tabs.iter().map(|tab| tab.key).collect();
    let on_keydown = move |event: web_sys::KeyboardEvent| {
        let last = keys.len().saturating_sub(1);
        let at = selected.with_untracked(|selected| keys.iter().position(|key| key == selected)).unwrap_or(0);
        let to = match event.key().as_str() {
            "ArrowRight" => {
                if at == last {
                    0
                } else {
                    at + 1
                }
            }
            "ArrowLeft" => {
                if at == 0 {
                    last
                } else {
                    at - 1
                }
            }
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        if let (Some(key), Some(list)) = (keys.get(to), list.get_untracked()) {
            selected.set((*key).to_owned());
            focus_in(&list, &format!("[data-tab=\"{key}\"]"));
        }
    };
    let panel = format!("{id}-panel");
    let (tab_id, panel_id) = (id.clone(), panel.clone());
    view! {
        <div class="tab-list" role="tablist" aria-label=label node_ref=list on:keydown=on_keydown>
            {tabs
                .into_iter()
                .map(|Tab { key, label }| {
                    let chosen = move || selected.with(|selected| selected == key);
                    view! {
                        <button
                            type="button"
                            class="tab"
                            role="tab"
                            id=format!("{tab_id}-{key}")
                            data-tab=key
                            aria-controls=panel_id.clone()
                            aria-selected=move || if chosen() { "true" } else { "false" }
                            tabindex=move || if chosen() { "0" } else { "-1" }
                            on:click=move |_| selected.set(key.to_owned())
                        >
                            {label}
                        </button>
                    }
                })
                .collect_view()}
        </div>
        <div role="tabpanel" id=panel tabindex="0" aria-labelledby=move || format!("{id}-{}", selected.get())>
            {children()}
        </div>
    }
    .into_any()
}
