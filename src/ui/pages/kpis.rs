//! KPIs: all there are, with the question each answers, and those with formulas of one's own.

use super::{
    metadata::{MetadataDraft, MetadataFields},
    record_panel::{RecordPanel, Wrong, record_of},
};
use crate::{
    analytics::{
        Kpi,
        custom::{self, INPUTS, Problem},
    },
    model::{
        RecordKind,
        record::{CustomKpi, Direction, KpiUnit},
    },
    search::Search,
    ui::{
        app_state::use_app,
        clock,
        components::{Button, EmptyState, Field, IconName, Link, Look, SearchInput, Select, TextArea, TextInput},
    },
    view::route::{AnalyticsView, Panel, Route},
};
use leptos::prelude::*;

/// The KPIs screen.
#[component]
pub fn Kpis(open: Memo<Option<Panel>>) -> impl IntoView {
    let app = use_app();
    let all = Memo::new(move |_| {
        app.data.with(|data| data.as_ref().map(|data| data.dataset.kpis().all()).unwrap_or_default())
    });
    let own = Memo::new(move |_| {
        all.with(|all| all.iter().filter(|kpi| matches!(kpi, Kpi::Custom(_))).cloned().collect::<Vec<_>>())
    });
    let wanted = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let search = Search::new(&wanted.get());
        all.with(|all| {
            let text = |kpi: &Kpi| {
                format!("{}\n{}\n{}\n{}\n{}", kpi.name(), kpi.family(), kpi.question(), kpi.formula(), kpi.id())
            };
            let catalogue = all.iter().filter(|kpi| matches!(kpi, Kpi::Catalogue(_)));
            catalogue.filter(|kpi| search.is_empty() || search.matches(&text(kpi))).cloned().collect::<Vec<_>>()
        })
    });
    let new = || Route::Kpis(Some(Panel::New)).to_string();
    view! {
        <div class="page">
            <header class="page-header">
                <h1>"KPIs"</h1>
                <Link look=Look::Primary icon=IconName::Plus href=new()>"New KPI"</Link>
            </header>
            <div class="sections">
            <Show
                when=move || !own.with(Vec::is_empty)
                fallback=move || view! {
                    <EmptyState icon=IconName::Sum title="No KPIs of your own yet" text="Where your organisation counts in its own way, write the formula down once: it is checked as you type, and its figures explain themselves like all others.">
                        <Link look=Look::Primary href=new()>"New KPI"</Link>
                    </EmptyState>
                }
            >
                <section class="card table-wrap" aria-labelledby="own-kpis">
                    <h2 id="own-kpis">"Your own"</h2>
                    <table class="plain-table">
                        <caption class="visually-hidden">"KPIs with formulas of your own"</caption>
                        <thead><tr><th scope="col">"KPI"</th><th scope="col">"Formula"</th><th scope="col">"In Analytics"</th></tr></thead>
                        <tbody>{move || own.get().into_iter().map(|kpi| own_row(&kpi)).collect_view()}</tbody>
                    </table>
                </section>
            </Show>
            <section class="card table-wrap" aria-labelledby="all-kpis">
                <div class="figure-header">
                    <h2 id="all-kpis" class="figure-title">"The catalogue"</h2>
                    <SearchInput value=wanted label="Search the catalogue"/>
                </div>
                <table class="plain-table">
                    <caption>{move || format!("{} KPIs", found.with(Vec::len))}</caption>
                    <thead><tr><th scope="col">"KPI"</th><th scope="col">"The question it answers"</th><th scope="col">"Formula"</th></tr></thead>
                    <tbody>{move || found.get().into_iter().map(|kpi| catalogue_row(&kpi)).collect_view()}</tbody>
                </table>
            </section>
            </div>
            {move || open.get().map(|panel| view! { <Editor panel/> })}
        </div>
    }
}

fn in_analytics(id: &str) -> String {
    Route::Analytics(AnalyticsView { kpi: Some(id.to_owned()), ..AnalyticsView::default() }).to_string()
}

fn own_row(kpi: &Kpi) -> impl IntoView + use<> {
    let edit = kpi.id().parse().ok().map(|id| Route::Kpis(Some(Panel::Edit(id))).to_string()).unwrap_or_default();
    let name = kpi.name().to_owned();
    let problem = kpi.problems().first().map(|problem| problem.message.clone());
    view! {
        <tr>
            <th scope="row"><a href=edit>{name.clone()}</a></th>
            <td>{kpi.formula().to_owned()}{problem.clone().map(|problem| view! { <p class="warn">{problem}</p> })}</td>
            <td>{problem.is_none().then(|| view! { <a href=in_analytics(kpi.id())>"Show"<span class="visually-hidden">{format!(" {name}")}</span></a> })}</td>
        </tr>
    }
}

fn catalogue_row(kpi: &Kpi) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row"><a href=in_analytics(kpi.id())>{kpi.name().to_owned()}</a><span class="muted small">{format!(" {}", kpi.family())}</span></th>
            <td>{kpi.question().to_owned()}</td>
            <td class="small">{kpi.formula().to_owned()}</td>
        </tr>
    }
}

/// The form of one custom KPI; its formula is checked as one types.
#[component]
fn Editor(panel: Panel) -> impl IntoView {
    let app = use_app();
    let close = move || app.go(Route::Kpis(None));
    let (existing, stands) =
        record_of(app, panel, RecordKind::CustomKpi, |records, id| records.custom_kpis.get(id).cloned());
    let draft = existing
        .as_deref()
        .cloned()
        .unwrap_or_else(|| CustomKpi::new(clock::mint(), clock::now(), "", "", KpiUnit::Percent));
    let own = existing.as_ref().map(|kpi| kpi.id);
    let name = RwSignal::new(draft.name.clone());
    let expression = RwSignal::new(draft.expression.clone());
    let unit = RwSignal::new(draft.unit.key().to_owned());
    let direction = RwSignal::new(draft.direction.key().to_owned());
    let question = RwSignal::new(draft.question.clone());
    let meta = MetadataDraft::of(draft.id, &draft);
    let wrong = Wrong::new();
    let records = move || app.peek().map(|workspace| workspace.records.custom_kpis.clone()).unwrap_or_default();
    let checked = Memo::new(move |_| {
        let text = expression.get();
        let unit = KpiUnit::of_key(&unit.get()).unwrap_or_default();
        (!text.trim().is_empty()).then(|| custom::check(&text, unit, &records(), own))
    });
    let formula_error = Signal::derive(move || {
        let problem = checked.with(|checked| match checked {
            Some(Err(problems)) => problems.first().map(|problem| problem.message.clone()),
            _ => None,
        });
        problem.or_else(|| wrong.of("expression").get())
    });
    let name_error = Signal::derive(move || {
        let name = name.get();
        let taken = if name.trim().is_empty() { None } else { custom::check_name(&name, &records(), own) };
        taken.or_else(|| wrong.of("name").get())
    });
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        if checked.with_untracked(|checked| matches!(checked, Some(Err(_))))
            || name_error.get_untracked().is_some() && !name.with_untracked(|name| name.trim().is_empty())
        {
            return;
        }
        let mut kpi = draft.clone();
        kpi.name = name.get_untracked().trim().to_owned();
        kpi.expression = expression.get_untracked().trim().to_owned();
        kpi.unit = KpiUnit::of_key(&unit.get_untracked()).unwrap_or_default();
        kpi.direction = Direction::of_key(&direction.get_untracked());
        kpi.question = question.get_untracked().trim().to_owned();
        meta.write(&mut kpi);
        kpi.updated = clock::now();
        wrong.apply(app, custom::put(&workspace, kpi), close);
    };
    let options = |all: &[(&str, &str)]| {
        all.iter().map(|(key, label)| ((*key).to_owned(), (*label).to_owned())).collect::<Vec<_>>()
    };
    let units = options(&KpiUnit::ALL.iter().map(|unit| (unit.key(), unit.label())).collect::<Vec<_>>());
    let directions = options(&Direction::ALL.map(|way| (way.key(), way.label())));
    let title = existing.as_ref().map_or("New KPI", |kpi| kpi.name.as_str()).to_owned();
    view! {
        <RecordPanel app title noun="KPI" stands on_save=save on_close=close>
            <Field label="Name" error=name_error><TextInput value=name/></Field>
            <Field label="Formula" hint="Inputs and KPIs by name, + − × ÷ and brackets: (likes + 2 * comments) / reach" error=formula_error>
                <TextArea value=expression rows=3/>
            </Field>
            {move || checked.get().map(|checked| match checked {
                Ok(sound) => view! {
                    <div class="small" role="status">
                        <p><span class="muted">"Reads as "</span>{sound.formula}</p>
                        {sound.notes.into_iter().map(|note| view! { <p class="muted">{note}</p> }).collect_view()}
                    </div>
                }.into_any(),
                Err(problems) => view! { <Problems problems expression/> }.into_any(),
            })}
            <div class="field-row">
                <Field label="Shown as"><Select value=unit options=units on_change=move |key: String| unit.set(key)/></Field>
                <Field label="Better is"><Select value=direction options=directions on_change=move |key: String| direction.set(key)/></Field>
            </div>
            <Field label="The question it answers" optional=true><TextInput value=question/></Field>
            <MetadataFields draft=meta/>
            <details class="small">
                <summary>"What a formula can use"</summary>
                <table class="plain-table">
                    <caption class="visually-hidden">"Inputs"</caption>
                    <thead><tr><th scope="col">"Name"</th><th scope="col">"What it is"</th></tr></thead>
                    <tbody>
                        {INPUTS.iter().map(|input| view! {
                            <tr><th scope="row"><Button look=Look::Link on_press=move || insert(expression, input.name)>{input.name}</Button></th><td>{input.meaning}</td></tr>
                        }).collect_view()}
                    </tbody>
                </table>
                <p class="muted">"Any KPI of the catalogue too, by its id, and your own by name: kpi(\"Share of replies\")."</p>
            </details>
        </RecordPanel>
    }
}

/// Adds a name at the end of the formula.
fn insert(expression: RwSignal<String>, name: &str) {
    expression.update(|text| {
        if !text.is_empty() && !text.ends_with([' ', '(']) {
            text.push(' ');
        }
        text.push_str(name);
    });
}

/// What is wrong with a formula, where, and a way to mend it by one press.
#[component]
fn Problems(problems: Vec<Problem>, expression: RwSignal<String>) -> impl IntoView {
    let text = expression.get_untracked();
    // The first is said at the field itself.
    let one = move |(at, problem): (usize, Problem)| {
        let place = text.get(problem.span.clone()).unwrap_or_default().to_owned();
        let (before, after) = (
            text.get(..problem.span.start).unwrap_or_default().to_owned(),
            text.get(problem.span.end..).unwrap_or_default().to_owned(),
        );
        let mended = problem.replacement.clone().map(|replacement| {
            let words = format!("Write “{replacement}”");
            let whole = format!("{before}{replacement}{after}");
            view! { <Button small=true on_press=move || expression.set(whole.clone())>{words}</Button> }
        });
        view! {
            <li>
                <p class="mono">{before.clone()}<mark>{if place.is_empty() { "▯".to_owned() } else { place }}</mark>{after.clone()}</p>
                {(at > 0).then(|| view! { <p>{problem.message}</p> })}
                {mended}
            </li>
        }
    };
    view! { <ul class="plain-list small problems">{problems.into_iter().enumerate().map(one).collect_view()}</ul> }
}
