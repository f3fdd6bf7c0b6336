//! The charts of the KPI in focus.

use super::{
    board::{Board, open},
    course::{CourseCard, dimensions, divide, divided_by},
    explain::Explain,
};
use crate::{
    analytics::Dimension,
    charts::{self, Drawing, MarkKey},
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
            <CourseCard board/>
            <Explain board/>
        </div>
        <div class="columns">
            <Show when=has_hours><Hours board/></Show>
            <Show when=splits><Parts board/></Show>
        </div>
    }
}

/// The figure's parts as bars.
#[component]
pub fn Parts(board: Board) -> impl IntoView {
    let dimension = Memo::new(move |_| divided_by(board));
    let parts = Memo::new(move |_| {
        let scope = board.scope.get()?;
        let kpi = board.definition()?;
        dashboard::bars(&scope.0, &kpi, dimension.get()?).ok()
    });
    let options = Signal::derive(move || dimensions(board));
    let value = Signal::derive(move || dimension.get().map_or("", Dimension::key).to_owned());
    let divide = move |key: String| divide(board, &key);
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
