//! The answer: written here, sent on the network by whoever wrote it, and marked as sent. What came in elsewhere can be
//! entered too.

use super::desk::Desk;
use crate::{
    inbox::Filled,
    model::{
        Extra,
        record::{EnteredMessage, Guideline, GuidelineKind, Way},
    },
    ui::{
        clipboard, clock,
        components::{Button, Field, IconName, Look, Menu, MenuItem, Popover, Segmented, TextArea},
        preferences,
    },
    view::inbox as view_inbox,
};
use leptos::{html, prelude::*};
use std::sync::Arc;

/// The box in which one answers. Each conversation has its own draft.
#[component]
pub fn Reply(desk: Desk) -> impl IntoView {
    let app = desk.app;
    let key = Memo::new(move |_| desk.open.with(|open| open.as_ref().map(|item| item.key)));
    let draft = RwSignal::new(String::new());
    let left = RwSignal::new(Vec::<String>::new());
    // What was kept of another conversation is shown when it is opened, and when undo brings it back.
    let kept = Memo::new(move |_| {
        desk.open.with(|open| {
            let draft = open.as_ref().and_then(|item| item.record.as_ref()).map(|record| record.draft.clone());
            (key.get(), draft.unwrap_or_default())
        })
    });
    Effect::new(move |_| {
        let (_, text) = kept.get();
        if draft.with_untracked(|draft| *draft != text) {
            draft.set(text);
            left.set(Vec::new());
        }
    });
    // R leads here.
    let form = NodeRef::<html::Div>::new();
    Effect::new(move |before: Option<u32>| {
        let now = desk.write.get().0;
        if before.is_some_and(|before| before != now)
            && let Some(form) = form.get_untracked()
        {
            crate::ui::components::focus_in(&form, "textarea");
        }
        now
    });
    let keep = move |text: String| {
        if kept.with_untracked(|(_, before)| *before != text) {
            desk.keep_draft(&text);
        }
    };
    let templates = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            let all = workspace.as_ref().map(|it| it.records.guidelines.live().cloned().collect::<Vec<_>>());
            let mut all = all.unwrap_or_default();
            all.retain(|one| one.kind == GuidelineKind::Template);
            all.sort_by_key(|one| (one.number, one.id));
            all
        })
    });
    let insert = move |text: &str| {
        let (Some(moment), Some(item)) = (desk.peek(), desk.open.get_untracked()) else { return };
        let agent = preferences::author();
        let Filled { text, left: missing } = view_inbox::canned(&moment.workspace, &moment.talks, &item, text, &agent);
        // After what was written already.
        draft.update(|draft| {
            if !draft.trim().is_empty() {
                draft.push_str("\n\n");
            }
            draft.push_str(&text);
        });
        left.set(missing);
        // What was not typed is kept here: the browser tells of no change.
        keep(draft.get_untracked());
        desk.write.update(|(reply, _)| *reply += 1);
    };
    let canned = Signal::derive(move || {
        let all = templates.get();
        let item = |one: Arc<Guideline>| MenuItem::new(one.title.clone(), move || insert(&one.text));
        all.into_iter().map(item).collect::<Vec<_>>()
    });
    let some = move || templates.with(|all| !all.is_empty());
    let hint = Signal::derive(move || {
        let text = draft.get();
        let missing = left.with(|left| {
            let still: Vec<String> =
                left.iter().map(|name| format!("{{{name}}}")).filter(|name| text.contains(name.as_str())).collect();
            still.join(", ")
        });
        if missing.is_empty() { String::new() } else { format!("Not known here, fill in yourself: {missing}") }
    });
    let network = move || {
        let moment = desk.moment.get()?;
        desk.open.with(|open| open.as_ref().map(|item| view_inbox::network(&moment.workspace, item)))
    };
    let address = Memo::new(move |_| {
        let moment = desk.moment.get()?;
        desk.open.with(|open| view_inbox::answer_address(&moment.workspace, &moment.talks, open.as_ref()?))
    });
    let copy = move || clipboard::copy(app, draft.get_untracked(), "Reply copied".to_owned());
    let copy_and_open = move || {
        copy();
        if let Some(address) = address.get_untracked() {
            let _ = window().open_with_url_and_target_and_features(&address, "_blank", "noopener,noreferrer");
        }
    };
    let answered = move || {
        let text = draft.get_untracked();
        let items: Vec<_> = desk.open.get_untracked().into_iter().collect();
        let (now, who, id) = (clock::now(), preferences::author(), clock::mint());
        desk.change(&items, "Marked as answered", |record| {
            record.mark_answered(id, now, &who, text.trim());
        });
    };
    view! {
        <div class="inbox-reply" node_ref=form>
            <div class="row wrap">
                <Show when=some><Menu label="Canned replies" trigger=|| "Canned replies" items=canned/></Show>
                <EnterMessage desk/>
            </div>
            <Field label="Reply" hint=hint><TextArea value=draft rows=3 on_change=keep placeholder="Written here, sent on the network"/></Field>
            <div class="button-row">
                <Show when=move || address.with(Option::is_some) fallback=move || view! { <Button icon=IconName::Copy on_press=copy>"Copy"</Button> }>
                    <Button look=Look::Primary icon=IconName::Open on_press=copy_and_open>{move || format!("Copy and open {}", network().unwrap_or("the channel"))}</Button>
                </Show>
                <Button icon=IconName::Check on_press=answered>"Mark as answered"</Button>
            </div>
        </div>
    }
}

/// Takes a message in that no import brings.
#[component]
fn EnterMessage(desk: Desk) -> impl IntoView {
    let open = RwSignal::new(false);
    let way = RwSignal::new(Way::In.key().to_owned());
    let text = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<String>);
    let add = move || {
        let said = text.get_untracked().trim().to_owned();
        if said.is_empty() {
            return wrong.set(Some("What was said?".to_owned()));
        }
        wrong.set(None);
        open.set(false);
        let items: Vec<_> = desk.open.get_untracked().into_iter().collect();
        let way = Way::of_key(&way.get_untracked()).unwrap_or_default();
        let (id, at) = (clock::mint(), clock::now());
        let who = if way == Way::Out { preferences::author() } else { String::new() };
        desk.change(&items, "Message entered", |record| {
            let (who, text, extra) = (who.clone(), said.clone(), Extra::new());
            record.messages.push(EnteredMessage { id, at, way, who, text, marked: false, extra });
        });
        text.set(String::new());
    };
    view! {
        <Popover open trigger=|| "Enter a message" label="Enter a message" class="button button-quiet">
            <form class="form popover-form" novalidate on:submit=move |event| { event.prevent_default(); add(); }>
                <Segmented label="Which way it went" value=way options=vec![("in", "From them"), ("out", "From us")] on_change=move |key: String| way.set(key)/>
                <Field label="What was said" error=wrong><TextArea value=text/></Field>
                <Button look=Look::Primary submit=true>"Add message"</Button>
            </form>
        </Popover>
    }
}
