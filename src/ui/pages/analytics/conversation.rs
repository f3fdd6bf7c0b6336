//! The conversation: how soon people answer, how activity is spread, who answers whom.

use super::{
    bars::NeedsActivities,
    board::{Board, open_rows},
};
use crate::{
    analytics::format,
    charts::{self, Drawing, HistogramSpec, LorenzSpec, MarkKey},
    ui::{
        components::{Button, Figure, Look, Switch},
        pages::fact_table::member_name,
    },
    view::{
        conversation::{HistogramView, Spread},
        distribution,
        opened::Opened,
    },
};
use leptos::prelude::*;

/// Pairs shown.
const PAIRS: usize = 15;

/// The conversation section.
#[component]
pub fn Conversation(board: Board) -> impl IntoView {
    view! {
        <NeedsActivities board title="No conversations yet" text="This screen shows how soon people answer each other, and who does. It is made of posts, comments and replies of a forum, a group or a chat. Import such an export.">
            <div class="stack">
                {histogram(board, Spread::FirstReplies)}
                <div class="columns columns-even">
                    {histogram(board, Spread::Actions)}
                    <Lorenz board/>
                </div>
                <Pairs board/>
            </div>
        </NeedsActivities>
    }
}

/// A distribution, on a scale of one's choice.
pub fn histogram(board: Board, spread: Spread) -> AnyView {
    let view = Memo::new(move |_| Some(spread.view(&board.scope.get()?.0, board.view.with(|view| view.log))));
    let draw = move |width: f64| {
        view.with(|view| {
            view.as_ref()
                .map_or_else(Drawing::default, |view| charts::histogram(&HistogramSpec { width, ..view.spec.clone() }))
        })
    };
    let text = move |of: fn(&HistogramView) -> &String| {
        Signal::derive(move || view.with(|view| view.as_ref().map(|view| of(view).clone()).unwrap_or_default()))
    };
    let choose = move |key: MarkKey| open_rows(board, &spread.opens(key));
    let log = Signal::derive(move || board.view.with(|view| view.log));
    let actions = move || {
        view! { <Switch label="Logarithmic" checked=log on_change=move |on: bool| board.choose(|view| view.log = on)/> }
    };
    view! { <Figure title=text(|view| &view.spec.title) subtitle=text(|view| &view.about) draw on_open=choose actions/> }
        .into_any()
}

/// How unequally messages are spread.
#[component]
fn Lorenz(board: Board) -> impl IntoView {
    let spec = Memo::new(move |_| Some(distribution::lorenz(&board.scope.get()?.0, false)));
    let draw = move |width: f64| {
        spec.with(|spec| {
            let width = width.min(560.0);
            spec.as_ref().map_or_else(Drawing::default, |spec| {
                charts::lorenz(&LorenzSpec { width, height: width * 0.7, ..spec.clone() })
            })
        })
    };
    let title =
        Signal::derive(move || spec.with(|spec| spec.as_ref().map(|spec| spec.title.clone()).unwrap_or_default()));
    view! {
        <Figure title subtitle="From those who wrote least to those who wrote most: the further the curve hangs below the straight line, the fewer people write most" draw/>
    }
}

/// Who answers whom, the most frequent pairs first.
#[component]
fn Pairs(board: Board) -> impl IntoView {
    let pairs = Memo::new(move |_| Some(board.scope.get()?.0.reply_pairs(PAIRS)));
    let rows = move || {
        let pairs = pairs.get()?;
        let workspace = board.app.workspace.get()?;
        let shown = pairs.pairs.into_iter().map(move |pair| {
            let (from, to) = (pair.from, pair.to);
            let open = move || open_rows(board, &Opened::Replies(from, to));
            view! {
                <tr>
                    <th scope="row">{member_name(&workspace, from as usize)}</th>
                    <td>{member_name(&workspace, to as usize)}</td>
                    <td class="number"><Button look=Look::Link on_press=open>{format::whole(pair.count as f64)}<span class="visually-hidden">" replies: open them"</span></Button></td>
                    <td class="number">{format::whole(pair.back as f64)}</td>
                </tr>
            }
        });
        Some(shown.collect::<Vec<_>>())
    };
    let about = move || {
        pairs.get().map(|pairs| {
            format!(
                "{} replies between {} pairs of {} people; the most frequent first",
                format::whole(pairs.replies as f64),
                format::whole(pairs.distinct as f64),
                format::whole(pairs.people as f64)
            )
        })
    };
    view! {
        <section class="card" aria-labelledby="pairs-title">
            <h2 id="pairs-title">"Who answers whom"</h2>
            <p class="muted small">{about}</p>
            <div class="table-wrap" tabindex="0" role="group" aria-label="Who answers whom">
                <table class="plain-table">
                    <thead>
                        <tr>
                            <th scope="col">"Who"</th>
                            <th scope="col">"Answers"</th>
                            <th scope="col" class="number">"Replies"</th>
                            <th scope="col" class="number">"And back"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}
