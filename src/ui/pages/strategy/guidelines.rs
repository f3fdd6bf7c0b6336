//! Guidelines: numbered house rules, tone of voice, response templates, and whom to call.

use crate::{
    model::{
        Action, Command, RecordKind, Workspace,
        record::{Guideline, GuidelineKind},
    },
    ui::{
        app_state::{App, use_app},
        clipboard, clock,
        components::{Button, EmptyState, Field, IconButton, IconName, Link, Look, Select, TextArea, TextInput},
        pages::{
            metadata::{MetadataDraft, MetadataFields},
            record_panel::{RecordPanel, Wrong, record_of},
        },
    },
    view::route::{Opened, Panel, Route, StrategySection, StrategyView},
};
use leptos::prelude::*;
use std::sync::Arc;

fn address(panel: Panel) -> String {
    Route::Strategy(StrategyView::open(Opened { kind: RecordKind::Guideline, panel })).to_string()
}

/// The guidelines of a kind, in their order.
fn of_kind(workspace: &Workspace, kind: GuidelineKind) -> Vec<Arc<Guideline>> {
    let mut all: Vec<_> = workspace.records.guidelines.live().filter(|one| one.kind == kind).cloned().collect();
    all.sort_by_key(|one| (one.number, one.id));
    all
}

/// All guidelines, sort by sort.
#[component]
pub fn Guidelines() -> impl IntoView {
    let app = use_app();
    let some = Memo::new(move |_| {
        app.workspace.with(|workspace| workspace.as_ref().is_some_and(|it| !it.records.guidelines.is_empty()))
    });
    view! {
        <Show
            when=move || some.get()
            fallback=|| view! {
                <EmptyState icon=IconName::Flag title="No guidelines yet" text="House rules that moderation refers to by number, the tone you answer in, templates to begin from, and whom to call when it gets serious.">
                    <Link look=Look::Primary href=address(Panel::New)>"New guideline"</Link>
                </EmptyState>
            }
        >
            <div class="sections">
                {GuidelineKind::ALL.iter().map(|kind| view! { <Kind app kind=*kind/> }).collect_view()}
            </div>
        </Show>
    }
}

#[component]
fn Kind(app: App, kind: GuidelineKind) -> impl IntoView {
    let all = Memo::new(move |_| {
        app.workspace.with(|workspace| workspace.as_ref().map(|it| of_kind(it, kind)).unwrap_or_default())
    });
    let numbered = kind == GuidelineKind::Rule;
    // Two neighbours change places, and with them their numbers.
    let swap = move |place: usize, other: usize| {
        let list = all.get_untracked();
        let (Some(_), Some(_)) = (list.get(place), list.get(other)) else { return };
        let mut order = list.clone();
        order.swap(place, other);
        let now = clock::now();
        let commands = order.iter().enumerate().filter_map(|(place, one)| {
            let number = place as u32 + 1;
            (one.number != number).then(|| Command::Put(Guideline { number, updated: now, ..(**one).clone() }.into()))
        });
        if let Err(error) = app.apply(Action::new("Order of guidelines changed", Command::All(commands.collect()))) {
            app.toasts.fail(error.to_string());
        }
    };
    view! {
        <Show when=move || !all.with(Vec::is_empty)>
            <section class="card">
                <header class="card-header"><h2>{match kind {
                    GuidelineKind::Rule => "House rules",
                    GuidelineKind::Tone => "Tone of voice",
                    GuidelineKind::Template => "Response templates",
                    GuidelineKind::Contact => "Escalation contacts",
                }}</h2></header>
                <ol class="guidelines" class:guidelines-numbered=numbered>
                    {move || {
                        let list = all.get();
                        let last = list.len().saturating_sub(1);
                        list.into_iter().enumerate().map(|(place, one)| {
                            let text = one.text.clone();
                            let copied = one.title.clone();
                            view! {
                                <li>
                                    <div>
                                        <a class="strong" href=address(Panel::Edit(one.id))>{one.title.clone()}</a>
                                        {(!one.when.is_empty()).then(|| view! { <span class="muted small">" "{one.when.clone()}</span> })}
                                        {(!one.text.is_empty()).then(|| view! { <p class="pre muted">{one.text.clone()}</p> })}
                                    </div>
                                    <span class="row nowrap no-print">
                                        {(kind == GuidelineKind::Template).then(|| view! { <Button small=true look=Look::Quiet icon=IconName::Copy on_press=move || clipboard::copy(app, text.clone(), format!("“{copied}” copied"))>"Copy"</Button> })}
                                        <IconButton small=true icon=IconName::Up label=format!("Move up: {}", one.title) disabled=Signal::stored(place == 0) on_press=move || swap(place, place.wrapping_sub(1))/>
                                        <IconButton small=true icon=IconName::Down label=format!("Move down: {}", one.title) disabled=Signal::stored(place == last) on_press=move || swap(place, place + 1)/>
                                    </span>
                                </li>
                            }
                        }).collect_view()
                    }}
                </ol>
            </section>
        </Show>
    }
}

/// The form of one guideline.
#[component]
pub fn Editor(panel: Panel) -> impl IntoView {
    let app = use_app();
    let close = move || app.go(Route::Strategy(StrategyView::section(StrategySection::Guidelines)));
    let (existing, stands) =
        record_of(app, panel, RecordKind::Guideline, |records, id| records.guidelines.get(id).cloned());
    let draft = existing
        .as_deref()
        .cloned()
        .unwrap_or_else(|| Guideline::new(clock::mint(), clock::now(), GuidelineKind::Rule, 0, ""));
    let kind = RwSignal::new(draft.kind.key().to_owned());
    let title = RwSignal::new(draft.title.clone());
    let text = RwSignal::new(draft.text.clone());
    let when = RwSignal::new(draft.when.clone());
    let meta = MetadataDraft::of(draft.id, &draft);
    let wrong = Wrong::new();
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        let mut one = draft.clone();
        let of = GuidelineKind::of_key(&kind.get_untracked()).unwrap_or(GuidelineKind::Rule);
        // What is new, or of another kind now, goes to the end.
        if one.number == 0 || one.kind != of {
            one.number = of_kind(&workspace, of).last().map_or(0, |last| last.number) + 1;
        }
        one.kind = of;
        one.title = title.get_untracked().trim().to_owned();
        one.text = text.get_untracked().trim().to_owned();
        one.when = when.get_untracked().trim().to_owned();
        meta.write(&mut one);
        one.updated = clock::now();
        wrong.apply(app, Action::put(&workspace, one), close);
    };
    let kinds =
        GuidelineKind::ALL.iter().map(|kind| (kind.key().to_owned(), kind.label().to_owned())).collect::<Vec<_>>();
    let labels = move || match GuidelineKind::of_key(&kind.get()) {
        Some(GuidelineKind::Contact) => ("Name and role", "How to reach them", "Called when"),
        Some(GuidelineKind::Template) => ("Name", "Text", "Used when"),
        Some(GuidelineKind::Tone) => ("In a line", "Examples", "Holds for"),
        _ => ("The rule in a line", "Why, and what it means", "Holds for"),
    };
    let name = existing.as_ref().map_or("New guideline", |one| one.title.as_str()).to_owned();
    view! {
        <RecordPanel app title=name noun="guideline" stands on_save=save on_close=close>
            <Field label="Kind"><Select value=kind options=kinds on_change=move |key: String| kind.set(key)/></Field>
            <Field label=Signal::derive(move || labels().0.to_owned()) error=wrong.of("title")><TextInput value=title/></Field>
            <Field label=Signal::derive(move || labels().1.to_owned()) optional=true><TextArea value=text rows=4/></Field>
            <Field label=Signal::derive(move || labels().2.to_owned()) optional=true><TextInput value=when/></Field>
            <MetadataFields draft=meta/>
        </RecordPanel>
    }
}
