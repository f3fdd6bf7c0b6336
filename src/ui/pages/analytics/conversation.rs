//! The conversation: how soon people answer, how activity is spread, who answers whom.

use super::{
    bars::{NeedsActivities, bars},
    board::{Board, open_rows},
};
use crate::{
    analytics::format,
    ui::{
        components::{Button, Look},
        pages::fact_table::member_name,
    },
    view::{conversation, opened::Opened},
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
                <div class="columns">
                    {bars(board, conversation::first_replies)}
                    {bars(board, conversation::actions)}
                </div>
                <Pairs board/>
            </div>
        </NeedsActivities>
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
