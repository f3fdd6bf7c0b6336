//! What a conversation leads to elsewhere: a flag for moderation, an item for the feedback loop. Each is made once; after
//! that the same key leads to it.

use super::desk::{Desk, Moment};
use crate::{
    feedback::{self, Message},
    inbox::{Item, Role, Said},
    model::{
        Action, RecordKind,
        record::{Conversation, Flag},
    },
    moderation::actions,
    ui::{clock, pages::moderation::open_flag},
    view::{
        feedback as view_feedback,
        route::{FeedbackView, Opened, Route},
    },
};
use leptos::prelude::*;

/// The words of the person: those they began with, or those they said last; with who said them, as a flag has it.
fn words(moment: &Moment, item: &Item, last: bool) -> Option<Flag> {
    let turns = item.turns(&moment.workspace.facts, &moment.talks).turns;
    let mut theirs = turns.iter().filter(|turn| turn.role == Role::Person);
    let turn = if last { theirs.next_back() } else { theirs.next() }?;
    let (id, now) = (clock::mint(), clock::now());
    match turn.said {
        Said::Row(row) => actions::of_activity(&moment.workspace, row, id, now),
        Said::Entered(place) => {
            let record: &Conversation = item.record.as_ref()?;
            let mut flag = Flag::new(id, now, record.messages.get(place)?.text.clone());
            (flag.member, flag.name, flag.channel) = (record.member.clone(), record.name.clone(), record.channel);
            flag.said = Some(turn.at);
            Some(flag)
        }
    }
}

/// Flags what the person said last, and goes where it is decided.
pub fn flag(desk: Desk) {
    let (Some(moment), Some(item)) = (desk.peek(), desk.open.get_untracked()) else { return };
    let Some(mut flag) = words(&moment, &item, true) else {
        return desk.app.toasts.fail("There is nothing of theirs to flag in this conversation.");
    };
    flag.links.extend(item.record.as_ref().map(|record| record.id));
    open_flag(desk.app, flag);
}

/// Makes a feedback item of what the person asked for, and opens it.
pub fn feedback(desk: Desk) {
    let (Some(moment), Some(item)) = (desk.peek(), desk.open.get_untracked()) else { return };
    let Some(said) = words(&moment, &item, false) else {
        return desk.app.toasts.fail("There is nothing of theirs in this conversation to make feedback of.");
    };
    let message = Message {
        activity: said.activity,
        conversation: item.record.as_ref().map(|record| record.id),
        member: said.member,
        name: said.name,
        at: said.said.unwrap_or(item.asked),
        text: said.text,
    };
    let there = view_feedback::item_of(&moment.workspace, &message);
    let made = feedback::from_message(clock::mint(), clock::now(), &message);
    let id = there.unwrap_or(made.id);
    if there.is_none() && !apply(desk, Action::put(&moment.workspace, made)) {
        return;
    }
    desk.app.go(Route::Feedback(FeedbackView::open(Opened::edit(RecordKind::Feedback, id))));
}

fn apply(desk: Desk, action: Action) -> bool {
    match desk.app.apply(action) {
        Ok(()) => true,
        Err(error) => {
            desk.app.toasts.fail(error.to_string());
            false
        }
    }
}
