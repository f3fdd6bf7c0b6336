//! The form of one alert rule.

use super::CrisisView;
use crate::{
    model::{
        Action, RecordKind,
        record::{AlertDeviations, AlertMeasure, AlertRule},
        validate::{BASELINE_MAX, WINDOW_MAX},
    },
    ui::{
        app_state::use_app,
        clock,
        components::{Field, NumberInput, NumberKind, Segmented, Switch, TextArea, TextInput},
        pages::{
            pick::Channels,
            record_panel::{RecordPanel, Wrong, record_of},
        },
    },
    view::route::{CrisisSection, Panel, Route},
};
use leptos::prelude::*;

/// The form of one rule.
#[component]
pub fn Editor(panel: Panel) -> impl IntoView {
    let app = use_app();
    let close = move || app.go(Route::Crisis(CrisisView::section(CrisisSection::Alerts)));
    let (existing, stands) =
        record_of(app, panel, RecordKind::AlertRule, |records, id| records.alert_rules.get(id).cloned());
    let draft = existing
        .as_deref()
        .cloned()
        .unwrap_or_else(|| AlertRule::new(clock::mint(), clock::now(), "", AlertMeasure::Volume));
    let name = RwSignal::new(draft.name.clone());
    let measure = RwSignal::new(draft.measure.key().to_owned());
    let deviations = RwSignal::new(draft.deviations.key().to_owned());
    let window = RwSignal::new(Some(f64::from(draft.window_hours)));
    let baseline = RwSignal::new(Some(f64::from(draft.baseline_days)));
    let minimum = RwSignal::new(Some(f64::from(draft.minimum)));
    let enabled = RwSignal::new(draft.enabled);
    let channels = RwSignal::new(draft.channels.clone());
    let notes = RwSignal::new(draft.notes.clone());
    let wrong = Wrong::new();
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        let mut rule = draft.clone();
        rule.name = name.get_untracked().trim().to_owned();
        rule.measure = AlertMeasure::of_key(&measure.get_untracked()).unwrap_or_default();
        rule.deviations = AlertDeviations::of_key(&deviations.get_untracked()).unwrap_or_default();
        // An empty field is 0, which the check names.
        rule.window_hours = window.get_untracked().unwrap_or(0.0) as u32;
        rule.baseline_days = baseline.get_untracked().unwrap_or(0.0) as u32;
        rule.minimum = minimum.get_untracked().unwrap_or(0.0) as u32;
        rule.enabled = enabled.get_untracked();
        rule.channels = channels.get_untracked();
        rule.notes = notes.get_untracked().trim().to_owned();
        rule.updated = clock::now();
        wrong.apply(app, Action::put(&workspace, rule), close);
    };
    let measures = AlertMeasure::ALL.iter().map(|one| (one.key(), one.label())).collect::<Vec<_>>();
    let sizes = AlertDeviations::ALL.iter().map(|one| (one.key(), one.label())).collect::<Vec<_>>();
    let title = existing.as_ref().map_or("New alert rule", |one| one.name.as_str()).to_owned();
    view! {
        <RecordPanel app title noun="alert rule" stands on_save=save on_close=close>
            <Field label="Name" error=wrong.of("name")><TextInput value=name placeholder="Instagram louder than usual"/></Field>
            <div class="stack-tight">
                <p class="field-label">"What is watched"</p>
                <Segmented label="What is watched" value=measure options=measures on_change=move |key: String| measure.set(key)/>
            </div>
            <div class="stack-tight">
                <p class="field-label">"Standard deviations above the mean"</p>
                <Segmented label="Standard deviations above the mean" value=deviations options=sizes on_change=move |key: String| deviations.set(key)/>
            </div>
            <div class="field-row">
                <Field label="Window, hours" error=wrong.of("window_hours")><NumberInput value=window kind=NumberKind::Count min=1.0 max=f64::from(WINDOW_MAX)/></Field>
                <Field label="Baseline, days" error=wrong.of("baseline_days")><NumberInput value=baseline kind=NumberKind::Count min=1.0 max=f64::from(BASELINE_MAX)/></Field>
            </div>
            <Field label="Fewest activities in the window" hint="With fewer nothing is raised"><NumberInput value=minimum kind=NumberKind::Count min=0.0 max=1_000_000.0/></Field>
            <Channels chosen=channels legend="Channels" none="none means all"/>
            <Switch label="Watch" checked=enabled on_change=move |on: bool| enabled.set(on)/>
            <Field label="Notes" optional=true><TextArea value=notes rows=2/></Field>
        </RecordPanel>
    }
}
