//! The packs: one's own and the course's; new ones, and those that come as files.

use super::{address, desk, files, to};
use crate::{
    model::{Action, record::ExercisePack},
    ui::{
        app_state::use_app,
        clock,
        components::{Badge, Button, EmptyState, Field, IconName, Link, Look, Menu, MenuItem, TextInput, Tone},
        pages::{
            exercises::PackIn,
            record_panel::{RecordPanel, Stands, Wrong},
        },
    },
    view::{
        packs::{self, PackLine},
        route::{PackKey, PacksView, Paper, Route},
    },
};
use leptos::prelude::*;

/// The list.
#[component]
pub fn List(new: Signal<bool>) -> impl IntoView {
    let app = use_app();
    let lines = Memo::new(move |_| {
        app.workspace.with(|workspace| workspace.as_ref().map(|it| packs::listed(it)).unwrap_or_default())
    });
    let gift_in = RwSignal::new(false);
    view! {
        <div class="page">
            <header class="page-header">
                <h1>"Exercise packs"</h1>
                <PackIn app/>
                <Button icon=IconName::Import on_press=move || gift_in.set(true)>"GIFT in"</Button>
                <Link look=Look::Primary icon=IconName::Plus href=new_address()>"New pack"</Link>
                <span class="subtitle">"Exercises that you write for others. A pack is a file that students take in; what they did comes back as a file, too."</span>
            </header>
            {move || {
                let lines = lines.get();
                let (own, away): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| !line.archived);
                let empty = own.is_empty();
                view! {
                    {empty.then(|| view! {
                        <EmptyState icon=IconName::Edit title="No pack of your own yet" text="Write exercises of eleven kinds, from a choice to work in a workspace, or make the course’s own yours and change them.">
                            <Link look=Look::Primary href=new_address()>"New pack"</Link>
                            <Button on_press=move || desk::copy(app, PackKey::Course)>"Copy the course’s"</Button>
                        </EmptyState>
                    })}
                    <ul class="card-list">
                        {own.into_iter().map(card).collect_view()}
                        {course()}
                    </ul>
                    {(!away.is_empty()).then(|| view! {
                        <details>
                            <summary>{format!("Archived ({})", away.len())}</summary>
                            <ul class="card-list">{away.into_iter().map(card).collect_view()}</ul>
                        </details>
                    })}
                }
            }}
            <files::GiftIn open=gift_in pack=None/>
            {move || new.get().then(|| view! { <NewPack/> })}
        </div>
    }
}

fn new_address() -> String {
    Route::Packs(PacksView { new: true, ..PacksView::default() }).to_string()
}

/// A count with its noun.
pub fn counted(count: usize) -> String {
    format!("{count} exercise{}", if count == 1 { "" } else { "s" })
}

fn card(line: PackLine) -> AnyView {
    let unfinished = (line.unfinished > 0).then(|| {
        let words = if line.unfinished == 1 {
            "1 lacks something".to_owned()
        } else {
            format!("{} lack something", line.unfinished)
        };
        view! { <Badge tone=Tone::Warn>{words}</Badge> }
    });
    view! {
        <li class="card stack-tight">
            <h2><a class="break" dir="auto" href=address(line.key)>{line.name.clone()}</a></h2>
            {(!line.author.is_empty()).then(|| view! { <p class="muted break" dir="auto">{line.author.clone()}</p> })}
            <p class="row small"><span>{counted(line.exercises)}</span>{unfinished}</p>
            <div class="button-row">{more(line.key, line.archived)}</div>
        </li>
    }
    .into_any()
}

fn course() -> AnyView {
    let count = crate::course::content::exercises().len();
    view! {
        <li class="card stack-tight">
            <h2><a href=address(PackKey::Course)>{packs::COURSE}</a></h2>
            <p class="muted">"Part of Hearth: to be copied, printed and written out."</p>
            <p class="small">{counted(count)}</p>
            <div class="button-row">{more(PackKey::Course, false)}</div>
        </li>
    }
    .into_any()
}

/// What can be done with a pack.
pub fn more(key: PackKey, archived: bool) -> AnyView {
    let app = use_app();
    let gift = RwSignal::new(false);
    let items = move || {
        let mut items = vec![
            MenuItem::new(if key == PackKey::Course { "Copy as a pack of my own" } else { "Duplicate" }, move || {
                desk::copy(app, key)
            })
            .icon(IconName::Copy),
            MenuItem::new("Print the exercises", move || app.go(Route::Packs(PacksView::paper(key, Paper::Exercises))))
                .icon(IconName::Print),
            MenuItem::new("Print the answer key", move || app.go(Route::Packs(PacksView::paper(key, Paper::Key))))
                .icon(IconName::Print),
            MenuItem::new("Pack out, as a file", move || files::pack_out(app, key)).icon(IconName::Export),
            MenuItem::new("GIFT out, for Moodle", move || gift.set(true)).icon(IconName::Export),
        ];
        if let PackKey::Own(id) = key {
            let word = if archived { "Bring back" } else { "Archive" };
            items.push(MenuItem::new(word, move || desk::archive(app, id, !archived)).icon(IconName::Storage));
            items.push(MenuItem::new("Delete", move || desk::delete(app, id)).icon(IconName::Delete).danger());
        }
        items
    };
    view! {
        <Menu label="What to do with this pack" trigger=|| "More" class="button button-small" items=Signal::derive(items)/>
        <files::GiftOut open=gift key/>
    }
    .into_any()
}

/// A new pack, in the panel.
#[component]
fn NewPack() -> impl IntoView {
    let app = use_app();
    let name = RwSignal::new(String::new());
    let author = RwSignal::new(crate::ui::preferences::author());
    let wrong = Wrong::new();
    let close = move || app.go(Route::Packs(PacksView::default()));
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        let mut pack = ExercisePack::new(clock::mint(), clock::now(), name.get_untracked().trim());
        author.get_untracked().trim().clone_into(&mut pack.author);
        let id = pack.id;
        wrong.apply(app, Action::put(&workspace, pack), move || to(app, PacksView::pack(PackKey::Own(id))));
    };
    view! {
        <RecordPanel app title="New pack" noun="pack" stands=Stands::New on_save=save on_close=close>
            <Field label="Name" error=wrong.of("name")><TextInput value=name placeholder="Week 1: engagement"/></Field>
            <Field label="Author" optional=true><TextInput value=author/></Field>
        </RecordPanel>
    }
}
