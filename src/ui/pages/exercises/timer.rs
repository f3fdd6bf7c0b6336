//! The time left of an attempt whose time is limited: shown by the second, said at a few moments.

use super::desk::Desk;
use crate::{
    course::attempt,
    ui::clock,
    view::exercises::{self, Phase},
};
use leptos::prelude::*;
use std::time::Duration;

/// From when on the time left is marked, in ms.
const CLOSE: i64 = 60_000;

/// The clock of the attempt being written; nothing where there is no limit.
#[component]
pub fn Timer(desk: Desk) -> impl IntoView {
    if desk.conduct().minutes.is_none() {
        return ().into_any();
    }
    let now = RwSignal::new(clock::now());
    let said = RwSignal::new(String::new());
    let deadline = Memo::new(move |_| {
        let writing = matches!(desk.phase.get(), Phase::Writing(_));
        desk.work.with(|work| attempt::deadline(&desk.conduct(), work.as_deref().filter(|_| writing)?))
    });
    let tick = move || {
        let (before, at) = (now.get_untracked(), clock::now());
        now.set(at);
        let Some(deadline) = deadline.get_untracked() else { return };
        if let Some(words) = exercises::announcement(deadline - before, deadline - at) {
            said.set(words);
        }
        // Only where the page saw the time run out: who comes back later decides what to hand in.
        if before < deadline && at >= deadline {
            said.set("The time is over.".to_owned());
            desk.time_is_over();
        }
    };
    if let Ok(handle) = set_interval_with_handle(tick, Duration::from_secs(1)) {
        on_cleanup(move || handle.clear());
    }
    let left = move || deadline.get().map(|deadline| deadline - now.get());
    view! {
        <span class="visually-hidden" aria-live="polite">{said}</span>
        {move || left().map(|left| if left > 0 {
            let close = (left <= CLOSE).then_some("");
            view! { <span class="exercise-time" role="timer" aria-live="off" data-close=close>{exercises::left(left)}</span> }.into_any()
        } else {
            view! { <span class="exercise-time warn">"The time is over: what you hand in now is marked as late."</span> }.into_any()
        })}
    }
    .into_any()
}
