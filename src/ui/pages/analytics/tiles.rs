//! The KPI tiles. Choosing one brings it into focus.

use super::board::Board;
use crate::{
    analytics::{Kpi, format},
    ui::components::{Change, Select, Tile, Tone},
    view::dashboard::{self, TileView, is_good},
};
use leptos::prelude::*;

/// The tiles, and the way to all other KPIs.
#[component]
pub fn Tiles(board: Board) -> impl IntoView {
    let kpis = Memo::new(move |_| {
        board.app.data.with(|data| data.as_ref().map_or_else(Vec::new, |data| dashboard::tiles(&data.dataset)))
    });
    let options = Signal::derive(move || {
        board.app.data.with(|data| data.as_ref().map_or_else(Vec::new, |data| dashboard::choices(&data.dataset)))
    });
    let focus = move |id: String| board.choose(|view| (view.kpi, view.by) = (Some(id), None));
    let chosen = Signal::derive(move || board.kpi.get().map(|kpi| kpi.id().to_owned()).unwrap_or_default());
    view! {
        <div class="tiles" role="group" aria-label="Figures">
            <For each=move || kpis.get() key=|kpi| kpi.id().to_owned() let:kpi><OneTile board kpi/></For>
        </div>
        <div class="all-kpis">
            <Select label="Figure in focus" value=chosen options=options on_change=focus/>
            <span class="muted small">"One of all figures"</span>
        </div>
    }
}

/// One figure as a tile.
#[component]
pub fn OneTile(board: Board, kpi: Kpi) -> impl IntoView {
    let (unit, direction, id) = (kpi.unit(), kpi.direction(), kpi.id().to_owned());
    let name = kpi.name().to_owned();
    let own = id.clone();
    let tile = Memo::new(move |_| {
        let scope = board.scope.get()?;
        let compared = board.compared.get();
        dashboard::tile(&scope.0, compared.as_ref().map(|(scope, _)| &*scope.0), &kpi).ok()
    });
    let part = move |read: fn(&TileView) -> String| {
        Signal::derive(move || tile.with(|tile| tile.as_ref().map(read).unwrap_or_default()))
    };
    let value = Signal::derive(move || {
        tile.with(|tile| {
            tile.as_ref().map_or_else(String::new, |tile| {
                tile.figure.headline.clone().unwrap_or_else(|| format::format_value(unit, tile.figure.value))
            })
        })
    });
    let change = Signal::derive(move || {
        tile.with(|tile| {
            let change = tile.as_ref()?.change?;
            let tone = match is_good(direction, &change) {
                Some(true) => Tone::Good,
                Some(false) => Tone::Bad,
                None => Tone::Info,
            };
            let text = format::format_change(unit, Some(change));
            let text = text.trim_start_matches(['▲', '▼', '=', ' ']).to_owned();
            Some(Change { text, direction: change.difference.total_cmp(&0.0), tone })
        })
    });
    view! {
        <Tile name value change
            note=part(|tile| format!("n {} {}", format::whole(tile.figure.n as f64), tile.figure.unit_of_n))
            spark=part(|tile| tile.spark.clone())
            active=Signal::derive(move || board.kpi.with(|kpi| kpi.as_ref().is_some_and(|kpi| kpi.id() == own)))
            on_press=move || board.choose(|view| view.kpi = Some(id.clone()))/>
    }
    .into_any()
}
