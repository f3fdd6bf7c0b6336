//! The command palette: every screen, object and action by some letters of its name (Ctrl K or ⌘ K).

use super::{
    focus_in,
    icon::{Icon, IconName},
    unique_id,
};
use crate::view::fuzzy;
use leptos::{ev, html, prelude::*};

/// How many commands are listed at most.
const MOST: usize = 50;

/// Something the palette can do.
#[derive(Clone, Debug)]
pub struct PaletteCommand {
    /// Its name: “Open Analytics”.
    pub title: String,
    /// The heading it stands under: “Screens”.
    pub group: &'static str,
    /// A note at the end: a key, a place.
    pub hint: String,
    /// Does it.
    pub run: Callback<()>,
}

/// A command that was found, with the places of the matched letters.
type Found = (PaletteCommand, Vec<usize>);

fn search(commands: &[PaletteCommand], query: &str) -> Vec<Found> {
    let mut found: Vec<_> = commands
        .iter()
        .filter_map(|command| fuzzy::find(query, &command.title).map(|hit| (hit.score, command, hit.places)))
        .collect();
    // Best first, and each group together where its best is.
    found.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
    found.truncate(MOST);
    let mut groups: Vec<&str> = Vec::new();
    for (_, command, _) in &found {
        if !groups.contains(&command.group) {
            groups.push(command.group);
        }
    }
    found.sort_by_key(|(_, command, _)| groups.iter().position(|group| *group == command.group));
    found.into_iter().map(|(_, command, places)| (command.clone(), places)).collect()
}

/// The palette; once in the page. It listens for Ctrl K and ⌘ K itself.
///
/// ```ignore
/// view! { <CommandPalette open=palette commands=move || commands(app)/> }
/// ```
#[component]
pub fn CommandPalette(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What there is to do now.
    #[prop(into)]
    commands: Signal<Vec<PaletteCommand>>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let list = NodeRef::<html::Div>::new();
    let query = RwSignal::new(String::new());
    let active = RwSignal::new(0_usize);
    let id = StoredValue::new(unique_id("palette"));
    let option_id = move |index: usize| format!("{}-{index}", id.get_value());
    let found = Memo::new_with_compare(
        move |_| if open.get() { search(&commands.get(), &query.get()) } else { Vec::new() },
        |_, _| true,
    );
    let listener = window_event_listener(ev::keydown, move |event| {
        if (event.ctrl_key() || event.meta_key())
            && !event.alt_key()
            && !event.shift_key()
            && event.key().eq_ignore_ascii_case("k")
        {
            event.prevent_default();
            open.try_update(|open| *open = !*open);
        }
    });
    on_cleanup(move || listener.remove());
    Effect::new(move || {
        let open = open.get();
        let Some(dialog) = dialog.get() else { return };
        if open && !dialog.open() {
            query.set(String::new());
            active.set(0);
            let _ = dialog.show_modal();
            request_animation_frame(move || {
                focus_in(&dialog, "input");
            });
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    let run = move |index: usize| {
        let command = found.with_untracked(|found| found.get(index).map(|(command, _)| command.run));
        if let Some(command) = command {
            open.set(false);
            // After the dialog has given the focus back: a command may move it.
            request_animation_frame(move || command.run(()));
        }
    };
    let choose = move |index: usize| {
        active.set(index);
        request_animation_frame(move || {
            let option = list
                .try_get_untracked()
                .flatten()
                .and_then(|list| list.query_selector("[aria-selected=true]").ok().flatten());
            if let Some(option) = option {
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Nearest);
                option.scroll_into_view_with_scroll_into_view_options(&options);
            }
        });
    };
    let on_keydown = move |event: web_sys::KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        let at = active.get_untracked();
        let last = count.saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => choose(if at >= last { 0 } else { at + 1 }),
            "ArrowUp" => choose(if at == 0 { last } else { at - 1 }),
            "PageDown" => choose((at + 8).min(last)),
            "PageUp" => choose(at.saturating_sub(8)),
            "Enter" => run(at),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <dialog
            node_ref=dialog
            class="dialog palette"
            aria-label="Search or do anything"
            on:close=move |_| open.set(false)
            on:click=move |event| {
                // A click on the backdrop is one on the dialog itself.
                let on_backdrop = event.target().is_some_and(|target| dialog.get_untracked().is_some_and(|own| own.loose_eq(&target)));
                if on_backdrop {
                    open.set(false);
                }
            }
        >
            <Show when=move || open.get()>
                <div class="palette-input">
                    <Icon name=IconName::Search/>
                    <input
                        type="text"
                        role="combobox"
                        autocomplete="off"
                        spellcheck="false"
                        placeholder="Search or do anything"
                        aria-label="Search or do anything"
                        aria-expanded="true"
                        aria-controls=id.get_value()
                        aria-activedescendant=move || found.with(|found| !found.is_empty()).then(|| option_id(active.get()))
                        prop:value=query
                        on:input=move |event| {
                            query.set(event_target_value(&event));
                            active.set(0);
                        }
                        on:keydown=on_keydown
                    />
                    <kbd>"Esc"</kbd>
                </div>
                <div class="palette-list" role="listbox" aria-label="Commands" id=id.get_value() node_ref=list>
                    {move || {
                        let mut group = "";
                        found
                            .get()
                            .into_iter()
                            .enumerate()
                            .map(|(index, (command, places))| {
                                let heading = (command.group != group).then_some(command.group);
                                group = command.group;
                                view! {
                                    {heading.map(|heading| view! { <div class="palette-group" role="presentation">{heading}</div> })}
                                    <div
                                        class="palette-option"
                                        role="option"
                                        id=option_id(index)
                                        aria-selected=move || if active.get() == index { "true" } else { "false" }
                                        on:pointermove=move |_| {
                                            if active.get_untracked() != index {
                                                active.set(index);
                                            }
                                        }
                                        on:click=move |_| run(index)
                                    >
                                        <span>{marked(&command.title, &places)}</span>
                                        {(!command.hint.is_empty()).then(|| view! { <span class="palette-hint">{command.hint}</span> })}
                                    </div>
                                }
                            })
                            .collect_view()
                            .into_any()
                    }}
                </div>
                <div role="status">
                    {move || {
                        found
                            .with(Vec::is_empty)
                            .then(|| {
                                view! { <p class="palette-empty">"Nothing has these letters in this order. Try fewer."</p> }.into_any()
                            })
                    }}
                </div>
            </Show>
        </dialog>
    }
    .into_any()
}

/// The title with its matched letters marked, runs together.
fn marked(title: &str, places: &[usize]) -> Vec<AnyView> {
    let mut parts: Vec<(bool, String)> = Vec::new();
    for (at, letter) in title.chars().enumerate() {
        let hit = places.binary_search(&at).is_ok();
        match parts.last_mut() {
            Some((same, text)) if *same == hit => text.push(letter),
            _ => parts.push((hit, letter.to_string())),
        }
    }
    parts
        .into_iter()
        .map(|(hit, text)| if hit { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() })
        .collect()
}
