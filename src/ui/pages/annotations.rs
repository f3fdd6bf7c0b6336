//! Annotations: what happened, to be seen on every chart over time.

use super::{
    metadata::{MetadataDraft, MetadataFields},
    pick::Channels,
    record_panel::{RecordPanel, Wrong, record_of},
};
use crate::{
    model::{
        Action, Day, Id, Period, RecordKind,
        record::{Annotation, AnnotationKind},
        words,
    },
    ui::{
        app_state::use_app,
        clock,
        components::{DateInput, EmptyState, Field, IconName, Link, Look, Select, TextArea, TextInput},
    },
    view::{
        period::{PeriodChoice, period_label},
        route::{AnalyticsView, Filter, Panel, Route},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// Days shown around an annotation when its course is looked at.
const AROUND: i32 = 30;

/// The annotations screen.
#[component]
pub fn Annotations(open: Memo<Option<Panel>>) -> impl IntoView {
    let app = use_app();
    let annotations = Memo::new(move |_| {
        let mut all: Vec<Arc<Annotation>> = app
            .workspace
            .with(|workspace| workspace.as_ref().map(|it| it.records.annotations.iter().cloned().collect()))
            .unwrap_or_default();
        all.sort_by_key(|one| std::cmp::Reverse((one.start, one.id)));
        all
    });
    let new = || Route::Annotations(Some(Panel::New)).to_string();
    view! {
        <div class="page">
            <header class="page-header">
                <h1>"Annotations"</h1>
                <Link look=Look::Primary icon=IconName::Plus href=new()>"New annotation"</Link>
            </header>
            <Show
                when=move || !annotations.with(Vec::is_empty)
                fallback=move || view! {
                    <EmptyState icon=IconName::Flag title="No annotations yet" text="An annotation says what happened on a day: a campaign, a launch, a crisis, another way of counting. Every chart over time shows it, so that nobody has to guess why a line rose or fell.">
                        <Link look=Look::Primary href=new()>"New annotation"</Link>
                    </EmptyState>
                }
            >
                <div class="card table-wrap" tabindex="0" role="group" aria-label="Annotations">
                    <table class="plain-table">
                        <caption class="visually-hidden">"Annotations, the latest first"</caption>
                        <thead><tr><th scope="col">"When"</th><th scope="col">"What happened"</th><th scope="col">"Kind"</th><th scope="col">"Channels"</th><th scope="col">"On charts"</th></tr></thead>
                        <tbody>
                            {move || annotations.get().into_iter().map(|one| row(app, &one)).collect_view()}
                        </tbody>
                    </table>
                </div>
            </Show>
            {move || open.get().map(|panel| view! { <Editor panel/> })}
        </div>
    }
}

fn row(app: crate::ui::app_state::App, one: &Annotation) -> impl IntoView + use<> {
    let names = app.workspace.with(|workspace| {
        let channels = workspace.as_ref().map(|workspace| &workspace.records.channels);
        let name = |id: &Id| channels.and_then(|channels| channels.get(*id)).map(|channel| channel.name.clone());
        one.channels.iter().filter_map(name).collect::<Vec<_>>().join(", ")
    });
    let days = one.period();
    let around = Period { start: Day(days.start.0 - AROUND), end: Day(days.end.0 + AROUND) };
    let filter =
        Filter { period: Some(PeriodChoice::Fixed(around)), channels: one.channels.clone(), ..Filter::default() };
    let chart = Route::Analytics(AnalyticsView { filter, ..AnalyticsView::default() }).to_string();
    let when = if one.end.is_some() { period_label(days) } else { words::date(one.start) };
    view! {
        <tr>
            <td class="nowrap">{when}</td>
            <th scope="row"><a href=Route::Annotations(Some(Panel::Edit(one.id))).to_string()>{one.title.clone()}</a></th>
            <td>{one.kind.label()}</td>
            <td>{if names.is_empty() { "All".to_owned() } else { names }}</td>
            <td><a href=chart>"Show"<span class="visually-hidden">{format!(" {} on charts", one.title)}</span></a></td>
        </tr>
    }
}

/// The form of one annotation.
#[component]
fn Editor(panel: Panel) -> impl IntoView {
    let app = use_app();
    let close = move || app.go(Route::Annotations(None));
    let (existing, stands) =
        record_of(app, panel, RecordKind::Annotation, |records, id| records.annotations.get(id).cloned());
    let today = app.peek().map_or_else(|| clock::today(clock::machine_zone()), |it| clock::today(it.settings.zone));
    let draft = existing
        .as_deref()
        .cloned()
        .unwrap_or_else(|| Annotation::new(clock::mint(), clock::now(), "", today, AnnotationKind::Campaign));
    let title = RwSignal::new(draft.title.clone());
    let start = RwSignal::new(Some(draft.start));
    let end = RwSignal::new(draft.end);
    let kind = RwSignal::new(draft.kind.key().to_owned());
    let text = RwSignal::new(draft.text.clone());
    let channels = RwSignal::new(draft.channels.clone());
    let meta = MetadataDraft::of(draft.id, &draft);
    let wrong = Wrong::new();
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        let Some(start) = start.get_untracked() else {
            return wrong.set("start", "Say on which day it was.");
        };
        let mut one = draft.clone();
        one.title = title.get_untracked().trim().to_owned();
        one.start = start;
        one.end = end.get_untracked().filter(|end| *end != start);
        one.kind = AnnotationKind::of_key(&kind.get_untracked()).unwrap_or_default();
        one.text = text.get_untracked().trim().to_owned();
        one.channels = channels.get_untracked();
        meta.write(&mut one);
        one.updated = clock::now();
        wrong.apply(app, Action::put(&workspace, one), close);
    };
    let kinds =
        AnnotationKind::ALL.iter().map(|kind| (kind.key().to_owned(), kind.label().to_owned())).collect::<Vec<_>>();
    let name = existing.as_ref().map_or("New annotation", |one| one.title.as_str()).to_owned();
    view! {
        <RecordPanel app title=name noun="annotation" stands on_save=save on_close=close>
            <Field label="What happened" hint="A few words: they stand on the charts" error=wrong.of("title")><TextInput value=title/></Field>
            <div class="field-row">
                <Field label="Day" error=wrong.of("start")><DateInput value=start/></Field>
                <Field label="Last day" hint="Where it took more than one" optional=true error=wrong.of("end")><DateInput value=end/></Field>
            </div>
            <Field label="Kind"><Select value=kind options=kinds on_change=move |key: String| kind.set(key)/></Field>
            <Channels chosen=channels legend="Channels" none="none means all"/>
            <Field label="More about it" optional=true><TextArea value=text/></Field>
            <MetadataFields draft=meta/>
        </RecordPanel>
    }
}
