//! The audience: segments and personas, each with a rule that selects members and how many it selects now.

use crate::{
    analytics::{self, SegmentMembers},
    model::{
        Action, Extra, Id, RecordKind, Workspace,
        facts::DictionaryKind,
        record::{Bound, Condition, Measure, Segment, SegmentRule},
        words::grouped,
    },
    ui::{
        app_state::{App, use_app},
        clock,
        components::{
            Button, EmptyState, Field, IconName, KeyValue, KeyValues, Link, Look, NumberInput, NumberKind, Select,
            TextArea, TextInput,
        },
        pages::{
            fact_table,
            metadata::{MetadataDraft, MetadataFields},
            pick::Channels,
            record_panel::{RecordPanel, Wrong, record_of},
        },
    },
    view::route::{ListView, Opened, Panel, Route, StrategySection, StrategyView},
};
use leptos::prelude::*;
use std::sync::Arc;

/// Members that a preview names.
const NAMED: usize = 8;

fn address(panel: Panel) -> String {
    Route::Strategy(StrategyView::open(Opened { kind: RecordKind::Segment, panel })).to_string()
}

/// The name of a channel, for a rule in words.
fn channel_name(workspace: &Workspace, id: Id) -> String {
    workspace
        .records
        .channels
        .get(id)
        .map_or_else(|| "a channel that was removed".to_owned(), |channel| channel.name.clone())
}

fn selected(app: App, rule: &SegmentRule) -> Option<SegmentMembers> {
    app.data.with(|data| {
        let dataset = &data.as_ref()?.dataset;
        Some(analytics::segment_members(dataset, rule, clock::today(dataset.workspace().settings.zone)))
    })
}

fn in_words(app: App, rule: &SegmentRule) -> String {
    app.workspace.with(|workspace| match workspace {
        Some(workspace) => analytics::describe_segment(rule, &|id| channel_name(workspace, id)),
        None => String::new(),
    })
}

/// The segments with their sizes.
#[component]
pub fn Audience() -> impl IntoView {
    let app = use_app();
    let segments = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            workspace.as_ref().map(|it| it.records.segments.live().cloned().collect::<Vec<_>>()).unwrap_or_default()
        })
    });
    view! {
        <Show
            when=move || !segments.with(Vec::is_empty)
            fallback=|| view! {
                <EmptyState icon=IconName::Members title="No segments yet" text="A segment or persona says whom the work is for: who they are, what they need, where they are. A rule can select its members, so that you see how many there are.">
                    <Link look=Look::Primary href=address(Panel::New)>"New segment"</Link>
                </EmptyState>
            }
        >
            <div class="card-grid">
                {move || segments.get().into_iter().map(|segment| view! { <Card app segment/> }).collect_view()}
            </div>
        </Show>
    }
}

#[component]
fn Card(app: App, segment: Arc<Segment>) -> impl IntoView {
    let rule = segment.rule.clone();
    let count = Memo::new(move |_| rule.as_ref().and_then(|rule| selected(app, rule)).map(|found| found.rows.len()));
    let channels = app.workspace.with(|workspace| {
        workspace.as_ref().map(|workspace| {
            segment.channels.iter().map(|id| channel_name(workspace, *id)).collect::<Vec<_>>().join(", ")
        })
    });
    let fact = |name: &'static str, text: &str| {
        (!text.is_empty()).then(|| {
            let text = text.to_owned();
            view! { <KeyValue name=name><span class="pre">{text}</span></KeyValue> }
        })
    };
    view! {
        <article class="card">
            <header class="card-header">
                <h2><a href=address(Panel::Edit(segment.id))>{segment.name.clone()}</a></h2>
                {move || count.get().map(|count| view! { <span class="strong">{grouped(count as u64)}" members"</span> })}
            </header>
            {segment.rule.as_ref().map(|rule| view! { <p class="muted small">{in_words(app, rule)}</p> })}
            <KeyValues>
                {fact("Who they are", &segment.demographics)}
                {fact("What they need", &segment.needs)}
                {fact("Why they come", &segment.motivations)}
                {fact("Where they are", &channels.unwrap_or_default())}
                {fact("Thought to be", &segment.size.map(|size| format!("{} people", grouped(size))).unwrap_or_default())}
            </KeyValues>
        </article>
    }
}

/// A condition while it is edited.
#[derive(Clone, Copy)]
struct ConditionDraft {
    key: usize,
    measure: RwSignal<String>,
    bound: RwSignal<String>,
    value: RwSignal<Option<f64>>,
    kind: RwSignal<String>,
    channel: RwSignal<String>,
    days: RwSignal<Option<f64>>,
    extra: StoredValue<Extra>,
}

impl ConditionDraft {
    fn new(key: usize, condition: &Condition) -> Self {
        Self {
            key,
            measure: RwSignal::new(condition.measure.key().to_owned()),
            bound: RwSignal::new(condition.bound.key().to_owned()),
            value: RwSignal::new(Some(condition.value)),
            kind: RwSignal::new(condition.kind.clone().unwrap_or_default()),
            channel: RwSignal::new(condition.channel.map(|id| id.to_string()).unwrap_or_default()),
            days: RwSignal::new(condition.days.map(f64::from)),
            extra: StoredValue::new(condition.extra.clone()),
        }
    }

    fn condition(self) -> Option<Condition> {
        let measure = Measure::of_key(&self.measure.get())?;
        let counts = counts_activities(measure);
        Some(Condition {
            kind: Some(self.kind.get()).filter(|kind| counts && !kind.is_empty()),
            channel: self.channel.with(|id| id.parse().ok()).filter(|_| counts),
            days: self.days.get().filter(|days| counts && *days >= 1.0).map(|days| days as u32),
            extra: self.extra.get_value(),
            ..Condition::new(measure, Bound::of_key(&self.bound.get())?, self.value.get()?)
        })
    }
}

/// Whether a measure is about activities, which have a kind, a place and a time.
fn counts_activities(measure: Measure) -> bool {
    !matches!(measure, Measure::DaysSinceJoined | Measure::DaysSinceActive)
}

/// The form of one segment.
#[component]
pub fn Editor(panel: Panel) -> impl IntoView {
    let app = use_app();
    let close = move || app.go(Route::Strategy(StrategyView::section(StrategySection::Audience)));
    let (existing, stands) =
        record_of(app, panel, RecordKind::Segment, |records, id| records.segments.get(id).cloned());
    let draft = existing.as_deref().cloned().unwrap_or_else(|| Segment::new(clock::mint(), clock::now(), ""));
    let text = |text: &str| RwSignal::new(text.to_owned());
    let name = text(&draft.name);
    let (demographics, needs, motivations) = (text(&draft.demographics), text(&draft.needs), text(&draft.motivations));
    let meta = MetadataDraft::of(draft.id, &draft);
    let size = RwSignal::new(draft.size.map(|size| size as f64));
    let channels = RwSignal::new(draft.channels.clone());
    let rule = draft.rule.clone().unwrap_or_default();
    let any = RwSignal::new(if rule.any { "any" } else { "all" }.to_owned());
    let conditions = RwSignal::new(
        rule.conditions.iter().enumerate().map(|(key, one)| ConditionDraft::new(key, one)).collect::<Vec<_>>(),
    );
    let next = StoredValue::new(rule.conditions.len());
    let rule_extra = rule.extra;
    let now = move || {
        let conditions: Vec<Condition> = conditions.get().into_iter().filter_map(ConditionDraft::condition).collect();
        let any = any.with(|any| any == "any");
        (!conditions.is_empty()).then(|| SegmentRule { any, conditions, extra: rule_extra.clone() })
    };
    let now = StoredValue::new(now);
    let rule_now = move || now.with_value(|now| now());
    let found = Memo::new(move |_| {
        let rule = rule_now()?;
        let found = selected(app, &rule)?;
        let names = app.workspace.with(|workspace| {
            workspace.as_ref().map(|workspace| {
                found
                    .rows
                    .iter()
                    .take(NAMED)
                    .map(|row| (*row, fact_table::member_name(workspace, *row as usize)))
                    .collect::<Vec<_>>()
            })
        });
        Some((found.rows.len(), names.unwrap_or_default(), in_words(app, &rule)))
    });
    let wrong = Wrong::new();
    let add = move || {
        let key = next.get_value();
        next.set_value(key + 1);
        let first = Condition { days: Some(30), ..Condition::new(Measure::Actions, Bound::AtLeast, 1.0) };
        conditions.update(|conditions| conditions.push(ConditionDraft::new(key, &first)));
    };
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        let unfinished =
            conditions.with_untracked(|all| all.iter().any(|one| one.value.with_untracked(Option::is_none)));
        if unfinished {
            return wrong.set("value", "Give each condition a number, or remove it.");
        }
        let mut one = draft.clone();
        one.name = name.get_untracked().trim().to_owned();
        one.demographics = demographics.get_untracked().trim().to_owned();
        one.needs = needs.get_untracked().trim().to_owned();
        one.motivations = motivations.get_untracked().trim().to_owned();
        meta.write(&mut one);
        one.size = size.get_untracked().filter(|size| *size >= 0.0).map(|size| size as u64);
        one.channels = channels.get_untracked();
        one.rule = untrack(rule_now);
        one.updated = clock::now();
        wrong.apply(app, Action::put(&workspace, one), close);
    };
    let title = existing.as_ref().map_or("New segment", |one| one.name.as_str()).to_owned();
    view! {
        <RecordPanel app title noun="segment" stands on_save=save on_close=close>
            <Field label="Name" hint="A group, or a persona’s name" error=wrong.of("name")><TextInput value=name/></Field>
            <Field label="Who they are" optional=true hint="Age, place, work, language"><TextArea value=demographics rows=2/></Field>
            <Field label="What they need" optional=true><TextArea value=needs rows=2/></Field>
            <Field label="Why they come and stay" optional=true><TextArea value=motivations rows=2/></Field>
            <Field label="How many people it is thought to be" optional=true><NumberInput value=size kind=NumberKind::Count min=0.0/></Field>
            <Channels chosen=channels legend="Where they are" none=""/>
            <fieldset class="choices">
                <legend>"Which members belong to it"</legend>
                <Show when=move || { conditions.with(Vec::len) > 1 }>
                    <Field label="Of these conditions"><Select value=any options=vec![("all".to_owned(), "all must hold".to_owned()), ("any".to_owned(), "one is enough".to_owned())] on_change=move |key: String| any.set(key)/></Field>
                </Show>
                <For each=move || conditions.get() key=|one| one.key let:one>
                    <ConditionFields one error=wrong.of("value") on_remove=move || conditions.update(|all| all.retain(|other| other.key != one.key))/>
                </For>
                <div><Button icon=IconName::Plus on_press=add>"Add a condition"</Button></div>
                {move || found.get().map(|(count, names, words)| view! {
                    <div class="card stack-tight" role="status">
                        <p><b>{format!("{} members now", grouped(count as u64))}</b></p>
                        <p class="muted small">{words}</p>
                        <ul class="row wrap plain-list small">
                            {names.into_iter().map(|(row, name)| {
                                let address = Route::Members(ListView { open: Some(row), ..ListView::default() }).to_string();
                                view! { <li><a href=address>{name}</a></li> }
                            }).collect_view()}
                            {(count > NAMED).then(|| view! { <li class="muted">{format!("and {} more", grouped((count - NAMED) as u64))}</li> })}
                        </ul>
                    </div>
                })}
            </fieldset>
            <MetadataFields draft=meta/>
        </RecordPanel>
    }
}

#[component]
fn ConditionFields(
    one: ConditionDraft,
    error: Signal<Option<String>>,
    #[prop(into)] on_remove: Callback<()>,
) -> impl IntoView {
    let app = use_app();
    let measures = Measure::ALL.iter().map(|it| (it.key().to_owned(), it.label().to_owned())).collect::<Vec<_>>();
    let bounds = Bound::ALL.iter().map(|it| (it.key().to_owned(), it.label().to_owned())).collect::<Vec<_>>();
    let kinds = Signal::derive(move || {
        let mut kinds = vec![(String::new(), "of every kind".to_owned())];
        app.workspace.with(|workspace| {
            if let Some(workspace) = workspace {
                let values = workspace.facts.dictionaries.get(DictionaryKind::Kind).values();
                kinds.extend(
                    values.iter().filter(|kind| !kind.is_empty()).map(|kind| (kind.to_string(), kind.to_string())),
                );
            }
        });
        kinds
    });
    let channels = Signal::derive(move || {
        let mut channels = vec![(String::new(), "everywhere".to_owned())];
        app.workspace.with(|workspace| {
            if let Some(workspace) = workspace {
                channels.extend(workspace.records.channels.iter().map(|one| (one.id.to_string(), one.name.clone())));
            }
        });
        channels
    });
    let counts = Memo::new(move |_| one.measure.with(|key| Measure::of_key(key).is_some_and(counts_activities)));
    view! {
        <fieldset class="card stack">
            <legend class="visually-hidden">"Condition"</legend>
            <div class="field-row">
                <Field label="What"><Select value=one.measure options=measures on_change=move |key: String| one.measure.set(key)/></Field>
                <Field label="Is"><Select value=one.bound options=bounds on_change=move |key: String| one.bound.set(key)/></Field>
                <Field label="This" error=error><NumberInput value=one.value kind=NumberKind::Count min=0.0/></Field>
            </div>
            <Show when=move || counts.get()>
                <div class="field-row">
                    <Field label="Kind"><Select value=one.kind options=kinds on_change=move |key: String| one.kind.set(key)/></Field>
                    <Field label="Where"><Select value=one.channel options=channels on_change=move |key: String| one.channel.set(key)/></Field>
                    <Field label="In the last days" hint="Empty: ever"><NumberInput value=one.days kind=NumberKind::Count min=1.0/></Field>
                </div>
            </Show>
            <div><Button small=true look=Look::Quiet icon=IconName::Delete on_press=move || on_remove.run(())>"Remove this condition"</Button></div>
        </fieldset>
    }
}
