//! A player for each kind of exercise: what is on the screen is the answer in the desk, by key and by pointer.

mod chart;
mod choice;
mod classify;
mod drill;
mod matching;
mod ordering;
mod task;
mod texts;

use super::desk::Desk;
use crate::model::record::{Answer, Question};
use leptos::prelude::*;

/// The player of the exercise that is open.
#[component]
pub fn Player(desk: Desk) -> impl IntoView {
    let exercise = desk.exercise();
    let inside = match &exercise.question {
        Question::Classify(asked) => classify::classify(desk, asked),
        Question::Choice(asked) => choice::choice(desk, asked),
        Question::Matching(asked) => matching::matching(desk, asked),
        Question::Ordering(asked) => ordering::ordering(desk, asked),
        Question::Numeric(asked) => texts::numeric(desk, asked),
        Question::ShortText(_) => texts::short_text(desk),
        Question::FreeText(asked) => texts::free_text(desk, asked),
        Question::Chart(asked) => chart::chart(desk, asked),
        Question::Drill(asked) => drill::drill(desk, asked),
        Question::Task(asked) => task::task(desk, asked),
        Question::Note => ().into_any(),
    };
    view! { <div class="player" tabindex="-1">{inside}</div> }
}

/// Something read off the answer on the screen, followed.
fn read<T: Send + Sync + 'static>(
    desk: Desk,
    read: impl Fn(&Answer) -> Option<T> + Send + Sync + 'static,
) -> impl Fn() -> Option<T> + Send + Sync + 'static {
    move || desk.answer.with(|answer| answer.as_ref().and_then(&read))
}

/// A text of the answer, as it stands in its field.
fn text(desk: Desk, of: impl Fn(&Answer) -> Option<&str> + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(move || desk.answer.with(|answer| answer.as_ref().and_then(&of).unwrap_or_default().to_owned()))
}
