//! The conversation: how soon people answer, how activity is spread, who answers whom.

use super::{Board, open_rows};
use crate::{
    analytics::{Scope, format, format_value},
    charts::{self, BarSpec, Drawing, MarkKey},
    ui::{
        components::{Button, EmptyState, Figure, IconName, Link, Look},
        pages::fact_table::member_name,
    },
    view::{
        conversation::{self, Opened},
        route::Route,
    },
};
use leptos::prelude::*;

/// Pairs shown.
const PAIRS: usize = 15;

/// The conversation section.
#[component]
pub fn Conversation(board: Board) -> impl IntoView {
    let has_actions = Memo::new(move |_| {
        board
            .app
            .workspace
            .with(|workspace| workspace.as_ref().is_some_and(|workspace| !workspace.facts.activities.is_empty()))
    });
    view! {
        <Show
            when=move || has_actions.get()
            fallback=|| view! {
                <EmptyState icon=IconName::Activity title="No conversations yet" text="This screen shows how soon people answer each other, and who does. It is made of posts, comments and replies of a forum, a group or a chat. Import such an export.">
                    <Link look=Look::Primary href=Route::Import.to_string()>"Import a file"</Link>
                </EmptyState>
            }
        >
            <div class="stack">
                <div class="columns">
                    {bars(board, conversation::first_replies, waiting, Opened::FirstReply)}
                    {bars(board, conversation::actions, spread, Opened::Actions)}
                </div>
                <Pairs board/>
            </div>
        </Show>
    }
}

/// How long it takes, beside how often it happens at all: the one says nothing without the other.
fn waiting(scope: &Scope) -> String {
    let text = |id: &str| {
        let figure = scope.value(id).ok().flatten();
        crate::analytics::find(id).map_or_else(String::new, |kpi| format_value(kpi.unit, figure))
    };
    format!(
        "Median {}, nine of ten within {}; {} of threads get another person’s reply within 7 days",
        text("first_reply_median"),
        text("first_reply_p90"),
        text("reply_coverage")
    )
}

fn spread(scope: &Scope) -> String {
    let value = |id: &str| scope.value(id).ok().flatten();
    let text = |id: &str| crate::analytics::find(id).map_or_else(String::new, |kpi| format_value(kpi.unit, value(id)));
    format!(
        "{} members write half of all messages; Gini coefficient {}",
        text("contributor_absence_factor"),
        text("gini")
    )
}

fn bars(board: Board, of: fn(&Scope) -> BarSpec, about: fn(&Scope) -> String, opened: fn(usize) -> Opened) -> AnyView {
    let view = Memo::new(move |_| {
        let scope = board.scope.get()?.0;
        Some((of(&scope), about(&scope)))
    });
    let draw = move |width: f64| {
        view.with(|view| {
            view.as_ref().map_or_else(Drawing::default, |(spec, _)| charts::bars(&BarSpec { width, ..spec.clone() }))
        })
    };
    let title =
        Signal::derive(move || view.with(|view| view.as_ref().map(|(spec, _)| spec.title.clone()).unwrap_or_default()));
    let subtitle =
        Signal::derive(move || view.with(|view| view.as_ref().map(|(_, about)| about.clone()).unwrap_or_default()));
    let choose = move |key: MarkKey| open_rows(board, &opened(key.index as usize));
    view! { <Figure title subtitle draw on_open=choose/> }.into_any()
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
