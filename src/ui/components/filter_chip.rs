//! A filter as a pill: what is let through, changed in a popover, cleared with one press.

use super::{
    choice::Checkbox,
    icon::{Icon, IconName},
    input::SearchInput,
    popover::Popover,
};
use crate::search::Search;
use leptos::prelude::*;

/// From how many options on a search box helps.
const SEARCH_FROM: usize = 9;

/// One thing to let through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterOption {
    /// Its key.
    pub key: String,
    /// Its name.
    pub label: String,
}

/// “Channel: Instagram, Forum ×”. Nothing chosen means all.
///
/// ```ignore
/// view! { <FilterChip name="Channel" options=channels chosen=chosen on_change=move |keys| set(keys)/> }
/// ```
#[component]
pub fn FilterChip(
    /// What is filtered by.
    #[prop(into)]
    name: String,
    /// What there is.
    #[prop(into)]
    options: Signal<Vec<FilterOption>>,
    /// Keys of the chosen ones.
    #[prop(into)]
    chosen: Signal<Vec<String>>,
    /// The newly chosen keys, in the order of the options.
    #[prop(into)]
    on_change: Callback<(Vec<String>,)>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let search = RwSignal::new(String::new());
    let labels = move || {
        chosen.with(|chosen| {
            options.with(|options| {
                let names = chosen.iter().map(|key| {
                    options
                        .iter()
                        .find(|option| option.key == *key)
                        .map_or(key.as_str(), |option| option.label.as_str())
                });
                names.collect::<Vec<_>>().join(", ")
            })
        })
    };
    let any = move || chosen.with(|chosen| !chosen.is_empty());
    let set = move |key: &str, on: bool| {
        let mut keys = chosen.get_untracked();
        keys.retain(|other| other != key);
        if on {
            keys.push(key.to_owned());
        }
        let order = options.get_untracked();
        keys.sort_by_key(|key| order.iter().position(|option| option.key == *key));
        on_change.run((keys,));
    };
    let (label, clear_label, legend) =
        (format!("Filter by {}", name.to_lowercase()), format!("Clear {}", name.to_lowercase()), name.clone());
    let trigger = move || {
        view! {
            <span>{name}</span>
            {move || {
                if any() {
                    view! { <b>{labels()}</b> }.into_any()
                } else {
                    view! { <Icon name=IconName::Down/> }.into_any()
                }
            }}
        }
        .into_any()
    };
    view! {
        <span class="chip" class:chip-active=any>
            <Popover open trigger=trigger class="chip-button" label=label>
                {
                    let legend = legend.clone();
                    move || {
                        let many = options.with(|options| options.len() >= SEARCH_FROM);
                        many.then(|| view! { <SearchInput value=search label=format!("Search in {}", legend.to_lowercase())/> }.into_any())
                    }
                }
                <fieldset>
                    <legend>{legend.clone()}</legend>
                    {move || {
                        let wanted = Search::new(&search.get());
                        options
                            .get()
                            .into_iter()
                            .filter(|option| wanted.matches(&option.label))
                            .map(|FilterOption { key, label }| {
                                let own = key.clone();
                                let checked = Signal::derive(move || chosen.with(|chosen| chosen.contains(&own)));
                                view! { <Checkbox label=label checked on_change=move |on| set(&key, on)/> }
                            })
                            .collect_view()
                            .into_any()
                    }}
                </fieldset>
            </Popover>
            {move || {
                let label = clear_label.clone();
                any()
                    .then(|| {
                        view! {
                            <button type="button" class="chip-clear" aria-label=label on:click=move |_| on_change.run((Vec::new(),))>
                                <Icon name=IconName::Close/>
                            </button>
                        }
                            .into_any()
                    })
            }}
        </span>
    }
    .into_any()
}
