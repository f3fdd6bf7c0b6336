//! The KPI tiles. Choosing one brings it into focus.

use super::Board;
use crate::{
    analytics::{self, format},
    ui::components::{Change, Select, Tile, Tone},
    view::dashboard::{self, TileView, is_good},
};
use leptos::prelude::*;

/// The tiles, and the way to all other KPIs.
#[component]
pub fn Tiles(board: Board) -> impl IntoView {
    let ids = Memo::new(move |_| {
        board.app.data.with(|data| {
            data.as_ref().map_or_else(Vec::new, |data| {
                dashboard::tiles(&data.dataset).into_iter().map(|kpi| kpi.id).collect::<Vec<_>>()
            })
        })
    });
    let options = Signal::derive(move || {
        board.app.workspace.with(|workspace| {
            workspace.as_ref().map_or_else(Vec::new, |workspace| dashboard::choices(&workspace.facts))
        })
    });
    let focus = move |id: String| board.choose(|view| (view.kpi, view.by) = (Some(id), None));
    let chosen = Signal::derive(move || board.kpi.get().unwrap_or_default().to_owned());
    view! {
        <div class="tiles" role="group" aria-label="Figures">
            <For each=move || ids.get() key=|id| *id let:id><OneTile board id/></For>
        </div>
        <div class="all-kpis">
            <Select label="Figure in focus" value=chosen options=options on_change=focus/>
            <span class="muted small">"One of all figures"</span>
        </div>
    }
}

#[component]
fn OneTile(board: Board, id: &'static str) -> impl IntoView {
    let Some(kpi) = analytics::find(id) else { return ().into_any() };
    let tile = Memo::new(move |_| {
        let scope = board.scope.get()?;
        let compared = board.compared.get();
        dashboard::tile(&scope.0, compared.as_ref().map(|(scope, _)| &*scope.0), kpi).ok()
    });
    let part = move |read: fn(&TileView) -> String| {
        Signal::derive(move || tile.with(|tile| tile.as_ref().map(read).unwrap_or_default()))
    };
    let value = Signal::derive(move || {
        tile.with(|tile| {
            tile.as_ref().map_or_else(String::new, |tile| {
                tile.figure.headline.clone().unwrap_or_else(|| format::format_value(kpi.unit, tile.figure.value))
            })
        })
    });
    let change = Signal::derive(move || {
        tile.with(|tile| {
            let change = tile.as_ref()?.change?;
            let tone = match is_good(kpi.direction, &change) {
                Some(true) => Tone::Good,
                Some(false) => Tone::Bad,
                None => Tone::Info,
            };
            let text = format::format_change(kpi.unit, Some(change));
            let text = text.trim_start_matches(['▲', '▼', '=', ' ']).to_owned();
            Some(Change { text, direction: change.difference.total_cmp(&0.0), tone })
        })
    });
    view! {
        <Tile name=kpi.name value change
            note=part(|tile| format!("n {} {}", format::whole(tile.figure.n as f64), tile.figure.unit_of_n))
            spark=part(|tile| tile.spark.clone())
            active=Signal::derive(move || board.kpi.get() == Some(id))
            on_press=move || board.choose(|view| view.kpi = Some(id.to_owned()))/>
    }
    .into_any()
}
