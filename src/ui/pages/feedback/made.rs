//! From something said to feedback, in one press: beside an activity, or an example of a theme.

use crate::{
    feedback::{Message, from_message},
    model::{Action, Command, RecordKind},
    ui::{
        app_state::use_app,
        clock,
        components::{Badge, Button, IconName, Tone},
    },
    view::{
        feedback::item_of,
        route::{FeedbackView, Opened, Route},
    },
};
use leptos::prelude::*;

/// A button that makes feedback of a message and opens it; or where that was done, the way to it.
#[component]
pub fn ToFeedback(
    /// What was said.
    message: Message,
) -> impl IntoView {
    let app = use_app();
    let message = StoredValue::new(message);
    let made = Memo::new(move |_| {
        app.workspace.with(|workspace| message.with_value(|message| item_of(workspace.as_ref()?, message)))
    });
    let make = move || {
        let item = message.with_value(|message| from_message(clock::mint(), clock::now(), message));
        let id = item.id;
        match app.apply(Action::new("Feedback added", Command::Put(item.into()))) {
            Ok(()) => app.go(Route::Feedback(FeedbackView::open(Opened::edit(RecordKind::Feedback, id)))),
            Err(error) => app.toasts.fail(error.to_string()),
        }
    };
    move || match made.get() {
        Some(id) => {
            let address = Route::Feedback(FeedbackView::open(Opened::edit(RecordKind::Feedback, id))).to_string();
            view! { <span class="nowrap"><Badge tone=Tone::Good>"In feedback"</Badge>" "<a class="small" href=address>"Open it"</a></span> }.into_any()
        }
        None => {
            view! { <Button small=true icon=IconName::Plus on_press=make>"Make feedback of it"</Button> }.into_any()
        }
    }
}
