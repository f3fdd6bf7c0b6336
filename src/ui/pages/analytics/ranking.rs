//! The posts that did best and worst by the KPI in focus.

use super::board::Board;
use crate::{
    analytics::{Kpi, Order, Ranked, format},
    model::{
        facts::{Metric, post},
        words::date,
    },
    ui::components::{EmptyState, IconName},
    view::route::{ListView, Route},
};
use leptos::prelude::*;

const SHOWN: usize = 5;

/// Top and bottom posts side by side; nothing for figures that single posts do not have.
#[component]
pub fn Rankings(board: Board) -> impl IntoView {
    let ranks = move || board.definition().is_some_and(|kpi| kpi.has_ranking());
    view! {
        <Show when=ranks>
            <div class="columns columns-even">
                <Ranking board order=Order::Top title="Top posts"/>
                <Ranking board order=Order::Bottom title="Bottom posts"/>
            </div>
        </Show>
    }
}

#[component]
fn Ranking(board: Board, order: Order, title: &'static str) -> impl IntoView {
    let ranked = Memo::new(move |_| {
        let scope = board.scope.get()?;
        scope.0.ranking(board.kpi.get()?.id(), SHOWN, order).ok()
    });
    view! {
        <section class="card">
            <h2>{title}</h2>
            {move || {
                let kpi = board.definition()?;
                let ranked = ranked.get()?;
                Some(if ranked.is_empty() {
                    view! { <EmptyState icon=IconName::Post title="No posts to rank" text="No post in this period has a value of this figure."/> }.into_any()
                } else {
                    view! { <Posts board kpi ranked title/> }.into_any()
                })
            }}
        </section>
    }
}

#[component]
fn Posts(board: Board, kpi: Kpi, ranked: Vec<Ranked>, title: &'static str) -> impl IntoView {
    let rows = board.app.workspace.with_untracked(|workspace| {
        let Some(workspace) = workspace else { return Vec::new() };
        let (posts, zone) = (&workspace.facts.posts, workspace.settings.zone);
        ranked
            .iter()
            .map(|ranked| {
                let row = ranked.row as usize;
                let when =
                    posts.time(row, post::TIME).map_or_else(|| "no full date".to_owned(), |time| date(zone.day(time)));
                let reach =
                    posts.number(row, Metric::Reach.column()).map_or_else(|| format::NONE.to_owned(), format::whole);
                (
                    ranked.row,
                    super::rows::post_title(workspace, row),
                    when,
                    reach,
                    format::format_value(kpi.unit(), Some(ranked.value)),
                )
            })
            .collect::<Vec<_>>()
    });
    view! {
        <div class="table-wrap" tabindex="0" role="group" aria-label="Table">
            <table class="plain-table">
                <caption class="visually-hidden">{title}</caption>
                <thead><tr><th scope="col">"Post"</th><th scope="col">"Published"</th><th scope="col" class="number">"Reach"</th><th scope="col" class="number">"Value"</th></tr></thead>
                <tbody>
                    {rows.into_iter().map(|(row, title, when, reach, value)| {
                        let address = Route::Posts(ListView { open: Some(row), filter: board.view.with_untracked(|view| view.filter.clone()), ..ListView::default() }).to_string();
                        view! { <tr><th scope="row"><a href=address>{title}</a></th><td class="nowrap">{when}</td><td class="number">{reach}</td><td class="number strong">{value}</td></tr> }
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}
