//! The target of the figure in focus: shown where there is one, set where there is none.

use super::board::Board;
use crate::{
    analytics::{Kpi, format},
    model::{
        Action, CommandError, Extra, RecordKind,
        record::{Direction, KpiTarget, Objective},
        words::date,
    },
    ui::{
        clock,
        components::{Badge, Button, DateInput, Dialog, Field, IconName, Link, Look, NumberInput, Select, Tone},
        pages::strategy::objectives::number_kind,
    },
    view::{
        number::NumberKind,
        route::{Opened, Route, StrategyView},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// The first target that any objective sets for a KPI.
pub fn of(board: Board, kpi: &str) -> Option<(Arc<Objective>, KpiTarget)> {
    board.app.workspace.with(|workspace| {
        workspace.as_ref()?.records.objectives.live().find_map(|objective| {
            let target = objective.targets.iter().find(|target| target.kpi == kpi)?;
            Some((Arc::clone(objective), target.clone()))
        })
    })
}

/// Shows or sets the target.
#[component]
pub fn Target(board: Board, kpi: Kpi, value: Option<f64>) -> impl IntoView {
    let open = RwSignal::new(false);
    let (id, unit) = (kpi.id().to_owned(), kpi.unit());
    view! {
        <div class="target-line">
            {move || match of(board, &id) {
                Some((objective, target)) => {
                    let verb = target.direction.bound();
                    let deadline = target.deadline.map(|day| format!(" by {}", date(day))).unwrap_or_default();
                    let words = format!("Target {verb} {}{deadline}", format::format_value(unit, Some(target.target)));
                    let (tone, state) = match value {
                        None => (Tone::Info, "no value yet"),
                        Some(value) if target.is_met(value) => (Tone::Good, "reached"),
                        Some(_) => (Tone::Warn, "not reached"),
                    };
                    view! {
                        <p class="row"><Link href=Route::Strategy(StrategyView::open(Opened::edit(RecordKind::Objective, objective.id))).to_string()>{words}</Link> <Badge tone=tone>{state}</Badge></p>
                    }.into_any()
                }
                None => view! { <Button icon=IconName::Target on_press=move || open.set(true)>"Set a target"</Button> }.into_any(),
            }}
        </div>
        <Dialog open title=format!("Target for {}", kpi.name())><Form board kpi=kpi.clone() value open/></Dialog>
    }
}

#[component]
fn Form(board: Board, kpi: Kpi, value: Option<f64>, open: RwSignal<bool>) -> impl IntoView {
    let app = board.app;
    let target = RwSignal::new(None::<f64>);
    let direction = RwSignal::new(kpi.direction().of_target().key().to_owned());
    let deadline = RwSignal::new(None);
    let wrong = RwSignal::new(None::<String>);
    let directions = Direction::OF_TARGETS.map(|way| (way.key().to_owned(), way.bound().to_owned())).to_vec();
    let kind = number_kind(&kpi);
    let unit = kpi.unit();
    let save = move || {
        let Some(goal) = target.get_untracked() else {
            wrong.set(Some(
                if kind == NumberKind::Percent {
                    "Write the target as a number, such as 2.5."
                } else {
                    "Write the target as a number, such as 1 200."
                }
                .to_owned(),
            ));
            return;
        };
        let Some(workspace) = app.peek() else { return };
        let direction = Direction::of_key(&direction.get_untracked());
        let text = format!("{} {} {}", kpi.name(), direction.bound(), format::format_value(unit, Some(goal)));
        let mut objective = Objective::new(clock::mint(), clock::now(), text);
        objective.targets.push(KpiTarget {
            kpi: kpi.id().to_owned(),
            baseline: value,
            target: goal,
            direction,
            deadline: deadline.get_untracked(),
            extra: Extra::new(),
        });
        match app.apply(Action::put(&workspace, objective)) {
            Ok(()) => open.set(false),
            Err(CommandError::Invalid(invalid)) => wrong.set(Some(invalid.message)),
            Err(other) => app.toasts.fail(other.to_string()),
        }
    };
    view! {
        <form class="form" novalidate on:submit=move |event| { event.prevent_default(); save(); }>
            <p class="muted">{format!("Now: {}", format::format_value(unit, value))}</p>
            <div class="field-row">
                <Field label="Should be"><Select value=direction options=directions on_change=move |key: String| direction.set(key)/></Field>
                <Field label=if kind == NumberKind::Percent { "Target in %" } else { "Target" } error=wrong><NumberInput value=target kind=kind/></Field>
            </div>
            <Field label="By" optional=true><DateInput value=deadline/></Field>
            <div class="button-row"><Button look=Look::Primary submit=true>"Set target"</Button><Button on_press=move || open.set(false)>"Cancel"</Button></div>
        </form>
    }
}
