//! Objectives and the KPI targets that say whether they are reached, at the pace since they were set.

use super::super::{
    metadata::{MetadataDraft, MetadataFields},
    record_panel::{RecordPanel, Stands, Wrong, record_of},
};
use crate::{
    analytics::{self, Definition, Kpi, PaceStatus, Query, format},
    charts,
    model::{
        Action, Day, Extra, Period, RecordKind, Zone,
        record::{Direction, KpiTarget, Objective},
        words::date,
    },
    ui::{
        app_state::{App, Data, use_app},
        clock,
        components::{
            Badge, Button, DateInput, EmptyState, Field, Figure, IconName, Link, Look, NumberInput, Select, TextArea,
            TextInput, Tone,
        },
    },
    view::{
        number::NumberKind,
        pace as pace_view,
        period::{PeriodChoice, period_label},
        route::{AnalyticsView, Opened, Panel, Route, StrategySection, StrategyView},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// Where a KPI stands now: its value over the suggested period, and that period in words.
fn standing(data: &Data, kpi: &str) -> (Option<f64>, PeriodChoice) {
    let dataset = &data.dataset;
    let settings = &dataset.workspace().settings;
    let today = clock::today(settings.zone);
    let choice = PeriodChoice::suggested(dataset.span(), today);
    let query = Query { period: choice.period(today, settings.week_start), ..Query::default() };
    (analytics::evaluate(dataset, kpi, &query).ok().and_then(|figure| figure.value), choice)
}

/// The objectives and how they stand.
#[component]
pub fn Objectives() -> impl IntoView {
    let app = use_app();
    let objectives = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            workspace
                .as_ref()
                .map(|workspace| workspace.records.objectives.live().cloned().collect::<Vec<_>>())
                .unwrap_or_default()
        })
    });
    view! {
        <Show
            when=move || !objectives.with(Vec::is_empty)
            fallback=|| view! {
                <EmptyState icon=IconName::Target title="No objectives yet" text="An objective says what the work should reach, and by which figures one sees it. Set a target here or beside any KPI.">
                    <Link look=Look::Primary href=address(Panel::New)>"New objective"</Link>
                </EmptyState>
            }
        >
            <div class="sections">
                {move || objectives.get().into_iter().map(|objective| view! { <Card objective/> }).collect_view()}
            </div>
        </Show>
    }
}

/// The address of an objective.
fn address(panel: Panel) -> String {
    Route::Strategy(StrategyView::open(Opened { kind: RecordKind::Objective, panel })).to_string()
}

/// One objective with where its figures stand.
#[component]
fn Card(objective: Arc<Objective>) -> impl IntoView {
    let app = use_app();
    let targets = objective.targets.clone();
    let zone = app.peek().map_or(Zone::UTC, |workspace| workspace.settings.zone);
    let since = analytics::since(&objective, zone);
    let days = objective.start.zip(objective.end).map(|(start, end)| period_label(Period { start, end }));
    let about = [&objective.specific, &objective.relevant]
        .into_iter()
        .filter(|text| !text.is_empty())
        .cloned()
        .collect::<Vec<_>>();
    let under: Vec<String> =
        (!objective.owner.is_empty()).then(|| objective.owner.clone()).into_iter().chain(days).collect();
    view! {
        <article class="card">
            <header class="card-header">
                <h2><a href=address(Panel::Edit(objective.id))>{objective.text.clone()}</a></h2>
                <span class="muted">{under.join(" · ")}</span>
            </header>
            {about.into_iter().map(|text| view! { <p class="muted">{text}</p> }).collect_view()}
            {if targets.is_empty() {
                view! { <p class="muted">"No figures yet: open the objective and choose the KPIs it is judged by."</p> }.into_any()
            } else {
                targets.into_iter().map(|target| view! { <TargetRow app target since/> }).collect_view().into_any()
            }}
        </article>
    }
}

/// The colour of a status.
pub fn tone(status: PaceStatus) -> Tone {
    match (pace_view::is_good(status), status) {
        (Some(true), _) => Tone::Good,
        (Some(false), PaceStatus::AtRisk) => Tone::Warn,
        (Some(false), _) => Tone::Bad,
        (None, _) => Tone::Info,
    }
}

#[component]
fn TargetRow(app: App, target: KpiTarget, since: Day) -> impl IntoView {
    let Some(definition) = kpi_of(app, &target.kpi) else {
        return view! { <div class="target"><span>{format!("“{}” is not a KPI this version knows", target.kpi)}</span></div> }.into_any();
    };
    let asked = target.clone();
    let pace = Memo::new(move |_| {
        app.data.with(|data| {
            let dataset = &data.as_ref()?.dataset;
            let today = clock::today(dataset.workspace().settings.zone);
            analytics::pace(dataset, &asked, since, today).ok()
        })
    });
    let address =
        Route::Analytics(AnalyticsView { kpi: Some(target.kpi.clone()), ..AnalyticsView::default() }).to_string();
    let unit = definition.unit();
    let goal = format::format_value(unit, Some(target.target));
    let verb = target.direction.bound();
    let deadline = target.deadline.map(|day| format!(" by {}", date(day))).unwrap_or_default();
    let name = definition.name().to_owned();
    let shown = RwSignal::new(false);
    let for_chart = definition.clone();
    let draw = move |width: f64| {
        let spec = pace.with(|pace| pace.as_ref().map(|pace| pace_view::spec(pace, &for_chart)));
        charts::line(&charts::LineSpec { width, ..spec.unwrap_or_default() })
    };
    let draw = Callback::new(move |(width,): (f64,)| draw(width));
    let why = move || pace.with(|pace| pace.as_ref().map(|pace| pace.why.clone()).unwrap_or_default());
    let title = name.clone();
    view! {
        <div class="target">
            <span><a href=address>{name}</a>" "<span class="muted">{format!("{verb} {goal}{deadline}")}</span><br/><span class="muted small">{why}</span></span>
            {move || {
                let (value, status, projected) = pace.with(|pace| {
                    pace.as_ref().map_or((None, PaceStatus::NoData, None), |pace| (pace.now, pace.status, pace.projected))
                });
                let heading = projected.map(|value| format!("→ {}", format::format_value(unit, Some(value))));
                view! {
                    <span class="row nowrap">
                        <span class="number strong">{format::format_value(unit, value)}</span>
                        <span class="muted small number" title="At this pace, by the deadline">{heading}</span>
                        <Badge tone=tone(status)>{status.label()}</Badge>
                        <Button small=true look=Look::Quiet icon=IconName::Chart pressed=shown on_press=move || shown.update(|shown| *shown = !*shown)>"Pace"</Button>
                    </span>
                }
            }}
            <Show when=move || shown.get()>
                <div class="target-chart"><Figure title=format!("{title}: pace") draw inner=true/></div>
            </Show>
        </div>
    }
    .into_any()
}

/// The KPI with this id, of the catalogue or the workspace's own.
fn kpi_of(app: App, id: &str) -> Option<Kpi> {
    app.data.with_untracked(|data| match data {
        Some(data) => data.dataset.kpis().find(id),
        None => analytics::find(id).map(Kpi::from),
    })
}

/// One target while it is edited.
#[derive(Clone, Copy)]
struct Draft {
    key: usize,
    kpi: RwSignal<String>,
    target: RwSignal<Option<f64>>,
    direction: RwSignal<String>,
    deadline: RwSignal<Option<Day>>,
    baseline: StoredValue<Option<f64>>,
    extra: StoredValue<Extra>,
}

impl Draft {
    fn new(key: usize, target: &KpiTarget) -> Self {
        Self {
            key,
            kpi: RwSignal::new(target.kpi.clone()),
            target: RwSignal::new(Some(target.target)),
            direction: RwSignal::new(target.direction.of_target().key().to_owned()),
            deadline: RwSignal::new(target.deadline),
            baseline: StoredValue::new(target.baseline),
            extra: StoredValue::new(target.extra.clone()),
        }
    }

    fn empty(key: usize, definition: &'static Definition) -> Self {
        Self {
            key,
            kpi: RwSignal::new(definition.id.to_owned()),
            target: RwSignal::new(None),
            direction: RwSignal::new(definition.direction.of_target().key().to_owned()),
            deadline: RwSignal::new(None),
            baseline: StoredValue::new(None),
            extra: StoredValue::new(Extra::new()),
        }
    }
}

/// How a KPI's target is typed.
pub fn number_kind(kpi: &Kpi) -> NumberKind {
    match kpi.unit() {
        analytics::Unit::Ratio => NumberKind::Percent,
        _ => NumberKind::Plain,
    }
}

/// The form of one objective.
#[component]
pub fn Editor(panel: Panel) -> impl IntoView {
    let app = use_app();
    let close = move || app.go(Route::Strategy(StrategyView::section(StrategySection::Objectives)));
    let (existing, stands) =
        record_of(app, panel, RecordKind::Objective, |records, id| records.objectives.get(id).cloned());
    let draft = existing.as_deref().cloned().unwrap_or_else(|| Objective::new(clock::mint(), clock::now(), ""));
    let text = RwSignal::new(draft.text.clone());
    let (specific, achievable, relevant) = (
        RwSignal::new(draft.specific.clone()),
        RwSignal::new(draft.achievable.clone()),
        RwSignal::new(draft.relevant.clone()),
    );
    let (start, end) = (RwSignal::new(draft.start), RwSignal::new(draft.end));
    let owner = RwSignal::new(draft.owner.clone());
    let meta = MetadataDraft::of(draft.id, &draft);
    let targets = RwSignal::new(
        draft.targets.iter().enumerate().map(|(key, target)| Draft::new(key, target)).collect::<Vec<_>>(),
    );
    let next_key = StoredValue::new(draft.targets.len());
    let wrong = Wrong::new();
    let add = move || {
        let Some(definition) = analytics::catalogue().first() else { return };
        let key = next_key.get_value();
        next_key.set_value(key + 1);
        targets.update(|targets| targets.push(Draft::empty(key, definition)));
    };
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        let mut objective = draft.clone();
        objective.text = text.get_untracked().trim().to_owned();
        objective.specific = specific.get_untracked().trim().to_owned();
        objective.achievable = achievable.get_untracked().trim().to_owned();
        objective.relevant = relevant.get_untracked().trim().to_owned();
        (objective.start, objective.end) = (start.get_untracked(), end.get_untracked());
        objective.owner = owner.get_untracked().trim().to_owned();
        meta.write(&mut objective);
        objective.updated = clock::now();
        objective.targets.clear();
        for target in targets.get_untracked() {
            let Some(value) = target.target.get_untracked() else {
                return wrong.set("target", "Say which value to reach, or remove this figure.");
            };
            let kpi = target.kpi.get_untracked();
            let baseline = target
                .baseline
                .get_value()
                .or_else(|| app.data.with_untracked(|data| data.as_ref().and_then(|data| standing(data, &kpi).0)));
            objective.targets.push(KpiTarget {
                baseline,
                kpi,
                target: value,
                direction: Direction::of_key(&target.direction.get_untracked()),
                deadline: target.deadline.get_untracked(),
                extra: target.extra.get_value(),
            });
        }
        wrong.apply(app, Action::put(&workspace, objective), close);
    };
    let title = if stands == Stands::New { "New objective" } else { "Objective" };
    view! {
        <RecordPanel app title noun="objective" stands on_save=save on_close=close>
            <Field label="What should be reached" hint="One sentence: specific, measurable, with a date" error=wrong.of("text")><TextArea value=text rows=2/></Field>
            <Field label="Specific" optional=true hint="What exactly, for whom, where? “Reply to new members in the forum”, not “be more active”."><TextArea value=specific rows=2/></Field>
            <p class="field-label">"Measurable"</p>
            <p class="field-hint">"The figures it is judged by. Where each stands now is kept as its baseline."</p>
            <For each=move || targets.get() key=|target| target.key let:target>
                <TargetFields target error=wrong.of("target") on_remove=move || targets.update(|targets| targets.retain(|other| other.key != target.key))/>
            </For>
            <div><Button icon=IconName::Plus on_press=add>"Add a KPI target"</Button></div>
            <Field label="Achievable" optional=true hint="With which people, time and money? What was reached before?"><TextArea value=achievable rows=2/></Field>
            <Field label="Relevant" optional=true hint="What is it good for? Which aim of the organisation does it serve?"><TextArea value=relevant rows=2/></Field>
            <div class="field-row">
                <Field label="Time-bound: from" optional=true><DateInput value=start/></Field>
                <Field label="until" optional=true error=wrong.of("end")><DateInput value=end/></Field>
            </div>
            <Field label="Owner" optional=true><TextInput value=owner/></Field>
            <MetadataFields draft=meta/>
        </RecordPanel>
    }
}

#[component]
fn TargetFields(target: Draft, error: Signal<Option<String>>, #[prop(into)] on_remove: Callback<()>) -> impl IntoView {
    let app = use_app();
    let kpis = app.data.with_untracked(|data| {
        let kpis = data.as_ref().map(|data| data.dataset.kpis().all()).unwrap_or_default();
        kpis.iter().map(|kpi| (kpi.id().to_owned(), kpi.name().to_owned())).collect::<Vec<_>>()
    });
    let directions = Direction::OF_TARGETS.map(|way| (way.key().to_owned(), way.bound().to_owned())).to_vec();
    let choose = move |id: String| {
        if let Some(kpi) = kpi_of(app, &id) {
            target.direction.set(kpi.direction().of_target().key().to_owned());
        }
        target.baseline.set_value(None);
        target.kpi.set(id);
    };
    view! {
        <fieldset class="card stack">
            <legend class="visually-hidden">"KPI target"</legend>
            <Field label="KPI"><Select value=target.kpi options=kpis on_change=choose/></Field>
            <div class="field-row">
                <Field label="Should be"><Select value=target.direction options=directions on_change=move |key: String| target.direction.set(key)/></Field>
                {move || {
                    let kind = kpi_of(app, &target.kpi.get()).map_or(NumberKind::Plain, |kpi| number_kind(&kpi));
                    let label = if kind == NumberKind::Percent { "Target in %" } else { "Target" };
                    view! { <Field label=label error=error><NumberInput value=target.target kind=kind/></Field> }
                }}
            </div>
            <Field label="By" optional=true><DateInput value=target.deadline/></Field>
            <div><Button look=Look::Quiet small=true icon=IconName::Delete on_press=move || on_remove.run(())>"Remove this figure"</Button></div>
        </fieldset>
    }
}
