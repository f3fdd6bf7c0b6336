//! Two questions about the chosen conversations: whose they are, and until when they are put off.

use super::desk::{Ask, Desk};
use crate::{
    ui::{
        clock,
        components::{Button, DateInput, Dialog, Field, Look, TextInput, TimeInput},
        preferences,
    },
    view::inbox as view_inbox,
};
use leptos::prelude::*;

/// The dialogs.
#[component]
pub fn Asked(desk: Desk) -> impl IntoView {
    let (assign, snooze) = (RwSignal::new(false), RwSignal::new(false));
    Effect::new(move |_| {
        let ask = desk.ask.get();
        assign.set(ask == Some(Ask::Assign));
        snooze.set(ask == Some(Ask::Snooze));
    });
    // Closed by the dialog itself.
    Effect::new(move |before: Option<bool>| {
        let open = assign.get() || snooze.get();
        if before == Some(true) && !open {
            desk.ask.set(None);
        }
        open
    });
    let about = move || match desk.chosen().len() {
        1 => "this conversation".to_owned(),
        count => format!("{count} conversations"),
    };
    let assign_title = Signal::derive(move || {
        let _ = assign.get();
        format!("Who sees to {}?", about())
    });
    let snooze_title = Signal::derive(move || {
        let _ = snooze.get();
        format!("Snooze {} until", about())
    });
    view! {
        <Dialog open=assign title=assign_title><AssignForm desk/></Dialog>
        <Dialog open=snooze title=snooze_title><SnoozeForm desk/></Dialog>
    }
}

#[component]
fn AssignForm(desk: Desk) -> impl IntoView {
    let own = preferences::author();
    let name = RwSignal::new(own.clone());
    let set = move |who: String| {
        let items = desk.chosen();
        desk.ask.set(None);
        let label = if who.is_empty() { "Assigned to nobody".to_owned() } else { format!("Assigned to {who}") };
        desk.change(&items, &label, |record| record.assignee.clone_from(&who));
    };
    let mut known = desk.app.workspace.with_untracked(|workspace| {
        let names = workspace
            .as_ref()
            .map(|it| it.records.conversations.iter().map(|one| one.assignee.clone()).collect::<Vec<_>>());
        names.unwrap_or_default()
    });
    known.retain(|name| !name.is_empty() && *name != own);
    known.sort_unstable();
    known.dedup();
    known.truncate(12);
    view! {
        <form class="form" novalidate on:submit=move |event| { event.prevent_default(); set(name.get_untracked().trim().to_owned()); }>
            <Field label="Name"><TextInput value=name/></Field>
            <div class="button-row">
                <Button look=Look::Primary submit=true>"Assign"</Button>
                {known.into_iter().map(|who| {
                    let label = who.clone();
                    view! { <Button on_press=move || set(who.clone())>{label}</Button> }
                }).collect_view()}
                <Button look=Look::Quiet on_press=move || set(String::new())>"Nobody"</Button>
            </div>
        </form>
    }
}

#[component]
fn SnoozeForm(desk: Desk) -> impl IntoView {
    let zone = desk.app.peek().map_or(crate::model::Zone::UTC, |workspace| workspace.settings.zone);
    let (day, minute) = (RwSignal::new(None), RwSignal::new(Some(9 * 60_u16)));
    let wrong = RwSignal::new(None::<String>);
    let until = move |at: crate::model::Instant| {
        let items = desk.chosen();
        desk.ask.set(None);
        let (now, who) = (clock::now(), preferences::author());
        desk.change(&items, "Snoozed", |record| record.snooze(now, at, &who));
    };
    let own = move || match view_inbox::instant(day.get_untracked(), minute.get_untracked(), zone) {
        Some(at) if at > clock::now() => until(at),
        _ => wrong.set(Some("Choose a day and a time to come.".to_owned())),
    };
    // The usual answers first: the dialog itself looks for a field.
    request_animation_frame(|| {
        request_animation_frame(|| {
            if let Some(choices) = document().query_selector(".inbox-choices").ok().flatten() {
                crate::ui::components::focus_in(&choices, "button");
            }
        });
    });
    let offered = view_inbox::snoozes(clock::now(), zone).into_iter().map(|(label, at)| {
        view! { <Button on_press=move || until(at)>{label}" "<span class="muted">{view_inbox::moment(at, clock::now(), zone)}</span></Button> }
    });
    view! {
        <div class="stack">
            <div class="inbox-choices">{offered.collect_view()}</div>
            <form class="form" novalidate on:submit=move |event| { event.prevent_default(); own(); }>
                <div class="field-row">
                    <Field label="Day" error=wrong><DateInput value=day/></Field>
                    <Field label="Time"><TimeInput value=minute/></Field>
                </div>
                <Button submit=true>"Snooze until then"</Button>
            </form>
        </div>
    }
}
