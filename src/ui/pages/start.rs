//! The start: four doors for a newcomer, the stored workspaces for those who come back.

use crate::{
    model::{RecordKind, facts::TableKind, words::date},
    store::{Listing, Saving},
    ui::{
        app_state::use_app,
        clock,
        components::{Button, Confirm, Icon, IconButton, IconName},
        files,
    },
    view::route::Route,
};
use leptos::prelude::*;

/// The start screen.
#[component]
pub fn Start() -> impl IntoView {
    let app = use_app();
    let input = NodeRef::<leptos::html::Input>::new();
    let choose = move |_| {
        let file = input.get_untracked().and_then(|input| files::first(input.files()));
        if let Some(file) = file {
            files::take(app, file);
        }
    };
    let listings = move || app.listings.get();
    // What is listed changes with every save.
    Effect::new(move || {
        if matches!(app.saving.get(), Some(Saving::Saved { .. })) {
            leptos::task::spawn_local(app.refresh_listings());
        }
    });
    view! {
        <div class="start">
            <header class="start-head">
                <h1>"Your community’s workbench"</h1>
                <p>
                    "Bring the exports of your channels and see figures you can trust. Everything stays in this browser: no account, no server. A file carries it to a colleague or another machine."
                </p>
            </header>
            <div class="doors">
                <button type="button" class="door" on:click=move |_| app.begin_sample() on:pointerenter=move |_| app.expect_sample() on:focus=move |_| app.expect_sample()>
                    <Icon name=IconName::Sample/>
                    <span class="door-title">"Open the sample community"</span>
                    <span class="door-text">"A fitness brand and a software company’s forum, with 18 months of history. Try everything; nothing can break."</span>
                    <span class="door-note">"Made-up data, marked as such"</span>
                </button>
                <button type="button" class="door" on:click=move |_| if let Some(input) = input.get_untracked() { input.click() }>
                    <Icon name=IconName::File/>
                    <span class="door-title">"Open a file"</span>
                    <span class="door-text">"A Hearth workspace from a colleague, or an export as CSV or JSON. You see what it holds before anything changes."</span>
                    <span class="door-note">"Or drop it anywhere on this page"</span>
                </button>
                <button type="button" class="door" on:click=move |_| app.begin_empty()>
                    <Icon name=IconName::Plus/>
                    <span class="door-title">"Start empty"</span>
                    <span class="door-text">"A new workspace for your own community. The next step asks for your first file."</span>
                    <span class="door-note">"You can name it later"</span>
                </button>
                <button type="button" class="door" on:click=move |_| app.begin_course() on:pointerenter=move |_| app.expect_course() on:focus=move |_| app.expect_course()>
                    <Icon name=IconName::Lesson/>
                    <span class="door-title">"Take the course"</span>
                    <span class="door-text">"Community management in short lessons, with exercises you do in the tool itself, on the sample community."</span>
                    <span class="door-note">"From the first idea to the report"</span>
                </button>
            </div>
            <input class="visually-hidden" type="file" tabindex="-1" aria-label="Choose a file to open" id="start-file"
                node_ref=input on:change=choose/>
            <Show when=move || !app.listings.with(Vec::is_empty)>
                <section class="stack">
                    <h2>"Workspaces in this browser"</h2>
                    <ul class="workspace-list">
                        <For each=listings key=|listing| (listing.id, listing.header.as_ref().map(|header| header.generation)) let:listing>
                            <Row listing/>
                        </For>
                    </ul>
                </section>
            </Show>
        </div>
    }
}

/// One stored workspace.
#[component]
fn Row(listing: Listing) -> impl IntoView {
    let app = use_app();
    let id = listing.id;
    let asking = RwSignal::new(false);
    let header = listing.header;
    let name = header
        .as_ref()
        .map_or_else(|| "A workspace whose header cannot be read".to_owned(), |header| header.name.clone());
    let about = header.as_ref().map_or_else(String::new, |header| {
        let counts = &header.counts;
        let number = crate::analytics::format::whole;
        let mut parts = Vec::new();
        for (count, one, many) in [
            (counts.table(TableKind::Posts), "post", "posts"),
            (counts.table(TableKind::Activities), "activity", "activities"),
            (counts.kind(RecordKind::Channel), "channel", "channels"),
        ] {
            if count > 0 {
                parts.push(format!("{} {}", number(count as f64), if count == 1 { one } else { many }));
            }
        }
        if parts.is_empty() {
            parts.push("empty".to_owned());
        }
        let day = date(clock::here(header.updated).day);
        format!("{}{} · saved {day}", if header.sample { "sample · " } else { "" }, parts.join(", "))
    });
    let question = format!("Delete “{name}” from this browser?");
    let label = format!("Delete {name}");
    let delete = move || app.delete(id);
    let open = move || {
        // Opened from the start, so the screen is left for the figures; where it does not open, the notice is there.
        app.go(Route::Analytics(Default::default()));
        app.open(id);
    };
    view! {
        <li>
            <div>
                <div class="strong clip">{name}</div>
                <div class="muted small">{about}</div>
            </div>
            <Button on_press=open>"Open"</Button>
            <IconButton icon=IconName::Delete label=label on_press=move || asking.set(true)/>
            <Confirm open=asking title=question action="Delete" on_confirm=delete
                text="It is removed from this browser for good. A file you exported earlier stays where it is and can be opened again."/>
        </li>
    }
}
