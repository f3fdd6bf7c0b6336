//! The charts of the KPI in focus.

use super::{Board, explain::Explain, open, target};
use crate::{
    analytics::Dimension,
    charts::{self, Drawing, MarkKey},
    model::facts::TableKind,
    ui::components::{Figure, Select},
    view::dashboard,
};
use leptos::prelude::*;

/// Line, explanation, parts and hours.
#[component]
pub fn Figures(board: Board) -> impl IntoView {
    let kpi = move || board.definition();
    let splits = move || kpi().is_some_and(|kpi| !kpi.dimensions().is_empty());
    let has_hours = move || kpi().is_some_and(|kpi| kpi.has_heat_map());
    view! {
        <div class="columns">
            <Line board/>
            <Explain board/>
        </div>
        <div class="columns">
            <Show when=has_hours><Hours board/></Show>
            <Show when=splits><Parts board/></Show>
        </div>
    }
}

#[component]
fn Line(board: Board) -> impl IntoView {
    let line = Memo::new(move |_| {
        let scope = board.scope.get()?;
        let compared = board.compared.get();
        let kpi = board.definition()?;
        let goal = target::of(board, kpi.id()).map(|(_, target)| target);
        dashboard::line(&scope.0, compared.as_ref().map(|(scope, period)| (&*scope.0, *period)), &kpi, goal.as_ref())
            .ok()
    });
    let draw = move |width: f64| {
        line.with(|line| {
            line.as_ref().map_or_else(Drawing::default, |line| {
                charts::line(&charts::LineSpec {
                    width,
                    height: if width < 500.0 { 200.0 } else { 320.0 },
                    ..line.spec.clone()
                })
            })
        })
    };
    let subtitle = move || {
        line.with(|line| {
            line.as_ref().map_or_else(String::new, |line| {
                let shows =
                    board.kpi.get().is_some_and(|kpi| matches!(kpi.id(), "mau" | "wau" | "rolling_mau" | "stickiness"));
                let trailing = if shows && line.grain == crate::analytics::Grain::Day {
                    ", over the days that end with it"
                } else {
                    ""
                };
                let trend = if line.trend.is_empty() { String::new() } else { format!(" · {}", line.trend) };
                format!("By {}{trailing}{trend}", line.grain.label().to_lowercase())
            })
        })
    };
    let choose = move |key: MarkKey| {
        if let Some(mark) = line.with_untracked(|line| line.as_ref().and_then(|line| line.mark(key))) {
            open(board, &mark);
        }
    };
    let title = Signal::derive(move || board.definition().map(|kpi| kpi.name().to_owned()).unwrap_or_default());
    view! { <Figure title subtitle=Signal::derive(subtitle) draw on_open=choose/> }
}

#[component]
fn Parts(board: Board) -> impl IntoView {
    let dimension = Memo::new(move |_| {
        let kpi = board.definition()?;
        let usual = match kpi.subject() {
            TableKind::Posts => Dimension::PostType,
            TableKind::Activities => Dimension::ActivityKind,
            _ => Dimension::Channel,
        };
        let possible = kpi.dimensions();
        let asked = board.view.with(|view| view.by).filter(|by| possible.contains(by));
        asked.or_else(|| possible.contains(&usual).then_some(usual)).or_else(|| possible.first().copied())
    });
    let parts = Memo::new(move |_| {
        let scope = board.scope.get()?;
        let kpi = board.definition()?;
        dashboard::bars(&scope.0, &kpi, dimension.get()?).ok()
    });
    let options = Signal::derive(move || {
        let dimensions = board.definition().map(|kpi| kpi.dimensions().to_vec()).unwrap_or_default();
        dimensions
            .iter()
            .map(|by| (by.key().to_owned(), format!("By {}", by.label().to_lowercase())))
            .collect::<Vec<_>>()
    });
    let value = Signal::derive(move || dimension.get().map_or("", Dimension::key).to_owned());
    let divide = move |key: String| {
        let by = Dimension::ALL.into_iter().find(|dimension| dimension.key() == key);
        board.choose(|view| view.by = by);
    };
    let actions = move || view! { <Select label="Divide by" value options=options on_change=divide/> };
    let draw = move |width: f64| {
        parts.with(|parts| {
            parts
                .as_ref()
                .map_or_else(Drawing::default, |(spec, _)| charts::bars(&charts::BarSpec { width, ..spec.clone() }))
        })
    };
    let title = Signal::derive(move || {
        parts.with(|parts| parts.as_ref().map(|(spec, _)| spec.title.clone()).unwrap_or_default())
    });
    let choose = move |key: MarkKey| {
        if let Some(mark) =
            parts.with_untracked(|parts| parts.as_ref().and_then(|(_, marks)| marks.get(key.index as usize).cloned()))
        {
            open(board, &mark);
        }
    };
    view! { <Figure title subtitle="Each bar opens its rows" draw on_open=choose actions/> }
}

#[component]
fn Hours(board: Board) -> impl IntoView {
    let map = Memo::new(move |_| {
        let scope = board.scope.get()?;
        dashboard::heat(&scope.0, &board.definition()?).ok()
    });
    let settings = move || {
        board.app.workspace.with(|workspace| {
            workspace.as_ref().map(|workspace| (workspace.settings.week_start, workspace.settings.zone.name()))
        })
    };
    let draw = move |width: f64| {
        map.with(|map| {
            map.as_ref()
                .map_or_else(Drawing::default, |spec| charts::heat_map(&charts::HeatSpec { width, ..spec.clone() }))
        })
    };
    let title = Signal::derive(move || map.with(|map| map.as_ref().map(|spec| spec.title.clone()).unwrap_or_default()));
    let subtitle = Signal::derive(move || {
        settings().map_or_else(String::new, |(_, zone)| {
            format!("Hours in {zone}; posts without a full date by the hour their file states")
        })
    });
    let choose = move |key: MarkKey| {
        let start = untrack(settings).map_or(0, |(start, _)| start);
        open(board, &dashboard::heat_mark(key, start));
    };
    view! { <Figure title subtitle draw on_open=choose/> }
}
