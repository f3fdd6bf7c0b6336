//! A task in a workspace of its own: what is looked at, and after handing in what was found.

use super::{super::verdict, Desk};
use crate::{model::record::Task, view::exercises};
use leptos::prelude::*;

/// What is looked at, each with its points and its verdict.
pub fn task(desk: Desk, asked: &Task) -> AnyView {
    let checks = asked.checks.iter().map(|check| {
        let verdict = verdict::on(desk, vec![check.id.clone()]);
        let points = match check.points {
            points if points > 0.0 => exercises::points(points),
            _ => String::new(),
        };
        view! {
            <li class="stack-tight">
                <p><span dir="auto">{check.text.clone()}</span>" "<span class="muted small">{points}</span></p>
                {verdict}
            </li>
        }
    });
    view! {
        <section class="card stack">
            {super::super::task::door(desk, asked)}
            <h2>"What is looked at"</h2>
            <ul class="plain-list stack">{checks.collect_view()}</ul>
        </section>
    }
    .into_any()
}
