//! Content pillars: what the content is about, and which share of the calendar each theme should have and has.

use crate::{
    model::{
        Action, Period, RecordKind,
        record::{Color, Pillar},
    },
    plan::balance,
    ui::{
        app_state::use_app,
        clock,
        components::{EmptyState, Field, IconName, Link, Look, NumberInput, NumberKind, TextArea, TextInput},
        pages::{
            content_count,
            metadata::{MetadataDraft, MetadataFields},
            pick::ColorChoice,
            record_panel::{RecordPanel, Wrong, record_of},
        },
    },
    view::route::{ContentMode, ContentView, Opened, Panel, Route, StrategySection, StrategyView},
};
use leptos::prelude::*;

/// Days before and after today whose calendar is looked at.
const AROUND: i32 = 30;

fn address(panel: Panel) -> String {
    Route::Strategy(StrategyView::open(Opened { kind: RecordKind::Pillar, panel })).to_string()
}

/// The pillars with their shares.
#[component]
pub fn Pillars() -> impl IntoView {
    let app = use_app();
    let rows = move || {
        app.workspace.with(|workspace| {
            let workspace = workspace.as_ref()?;
            let today = clock::today(workspace.settings.zone);
            let balance = balance(workspace, Period { start: today.add(-AROUND), end: today.add(AROUND) });
            let rows = balance
                .pillars
                .iter()
                .filter_map(|share| Some((share.clone(), workspace.records.pillars.get(share.pillar?)?.clone())))
                .collect::<Vec<_>>();
            Some((rows, balance.without, balance.notes.clone()))
        })
    };
    let some = Memo::new(move |_| {
        app.workspace.with(|workspace| workspace.as_ref().is_some_and(|it| !it.records.pillars.is_empty()))
    });
    let percent =
        |share: Option<f64>| share.map_or_else(|| "—".to_owned(), |share| format!("{:.0}\u{202f}%", share * 100.0));
    view! {
        <Show
            when=move || some.get()
            fallback=|| view! {
                <EmptyState icon=IconName::Post title="No content pillars yet" text="A pillar is a theme you post about again and again, with the share of the calendar it should have. The calendar shows whether it has it.">
                    <Link look=Look::Primary href=address(Panel::New)>"New pillar"</Link>
                </EmptyState>
            }
        >
            {move || rows().map(|(rows, without, notes)| view! {
                <div class="card table-wrap" tabindex="0" role="group" aria-label="Content pillars">
                    <table class="plain-table">
                        <caption>"Planned and published, 30 days back and 30 ahead"</caption>
                        <thead><tr><th scope="col">"Pillar"</th><th scope="col" class="number">"Posts"</th><th scope="col" class="number">"Share"</th><th scope="col" class="number">"Should be"</th><th scope="col">"About"</th></tr></thead>
                        <tbody>
                            {rows.into_iter().map(|(share, pillar)| {
                                let list = Route::Content(ContentView { mode: ContentMode::List, pillars: vec![pillar.id], ..ContentView::default() }).to_string();
                                view! {
                                    <tr>
                                        <th scope="row"><span class="swatch" data-color=pillar.color.key() aria-hidden="true"></span>" "<a href=address(Panel::Edit(pillar.id))>{pillar.name.clone()}</a></th>
                                        <td class="number"><a href=list>{share.count.to_string()}</a></td>
                                        <td class="number">{percent(share.actual)}</td>
                                        <td class="number">{percent(share.target)}</td>
                                        <td>{pillar.notes.clone()}</td>
                                    </tr>
                                }
                            }).collect_view()}
                        </tbody>
                    </table>
                    {(without > 0).then(|| view! { <p class="muted small">{content_count(without, "post")}" without a pillar"</p> })}
                    {notes.into_iter().map(|note| view! { <p class="muted small">{note}</p> }).collect_view()}
                </div>
            })}
        </Show>
    }
}

/// The form of one pillar.
#[component]
pub fn Editor(panel: Panel) -> impl IntoView {
    let app = use_app();
    let close = move || app.go(Route::Strategy(StrategyView::section(StrategySection::Pillars)));
    let (existing, stands) = record_of(app, panel, RecordKind::Pillar, |records, id| records.pillars.get(id).cloned());
    // A colour that no other has yet.
    let free = app.peek().and_then(|workspace| {
        Color::ALL.iter().copied().find(|color| workspace.records.pillars.iter().all(|pillar| pillar.color != *color))
    });
    let draft = existing
        .as_deref()
        .cloned()
        .unwrap_or_else(|| Pillar::new(clock::mint(), clock::now(), "", free.unwrap_or_default()));
    let name = RwSignal::new(draft.name.clone());
    let color = RwSignal::new(draft.color);
    let share = RwSignal::new(draft.target_share);
    let meta = MetadataDraft::of(draft.id, &draft);
    let wrong = Wrong::new();
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        let mut one = draft.clone();
        one.name = name.get_untracked().trim().to_owned();
        one.color = color.get_untracked();
        one.target_share = share.get_untracked();
        meta.write(&mut one);
        one.updated = clock::now();
        wrong.apply(app, Action::put(&workspace, one), close);
    };
    let title = existing.as_ref().map_or("New pillar", |one| one.name.as_str()).to_owned();
    view! {
        <RecordPanel app title noun="pillar" stands on_save=save on_close=close>
            <Field label="Name" error=wrong.of("name")><TextInput value=name/></Field>
            <Field label="Share of the calendar it should have, in %" optional=true error=wrong.of("target_share")><NumberInput value=share kind=NumberKind::Percent min=0.0 max=1.0/></Field>
            <ColorChoice value=color/>
            <Field label="What belongs to it" optional=true><TextArea value=meta.notes/></Field>
            <MetadataFields draft=meta own_notes=true/>
        </RecordPanel>
    }
}
