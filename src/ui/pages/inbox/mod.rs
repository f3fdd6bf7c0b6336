//! The inbox: who waits for an answer, what was said, and what is decided about it. Three panes side by side where there
//! is room, one after the other on a phone.

mod ask;
mod desk;
mod details;
mod entry;
mod hand_over;
mod keys;
mod list;
mod messages;
mod policies;
mod reply;
mod times;

use crate::{
    model::record::ConversationStatus,
    ui::components::{Button, EmptyState, IconName, Link, Look, Menu, MenuItem, Tone},
    view::{
        inbox::Mood,
        route::{InboxPanel, InboxView},
    },
};
use desk::Desk;
use leptos::prelude::*;

/// How a mood looks as a badge.
fn tone(mood: Mood) -> Tone {
    match mood {
        Mood::Plain => Tone::Info,
        Mood::Good => Tone::Good,
        Mood::Warn => Tone::Warn,
        Mood::Bad => Tone::Bad,
    }
}

/// The inbox screen.
#[component]
pub fn Inbox(view: Memo<InboxView>) -> impl IntoView {
    let desk = Desk::new(view);
    keys::listen(desk);
    let none = Memo::new(move |_| {
        desk.moment.with(|moment| {
            let empty = |moment: &desk::Moment| moment.inbox.items.is_empty() && moment.inbox.older == 0;
            moment.as_ref().is_none_or(empty)
        })
    });
    let is_open = Memo::new(move |_| desk.open.with(Option::is_some));
    view! {
        <div class="page page-wide inbox-page" class:inbox-reading=move || is_open.get()>
            <Header desk/>
            <Show
                when=move || !none.get()
                fallback=move || view! {
                    <EmptyState icon=IconName::Inbox title="Nobody waits" text="Comments, mentions, messages and forum threads that you import appear here, in the order in which they are due. What reaches you elsewhere can be entered by hand.">
                        <Link look=Look::Primary href="#/import">"Import a file"</Link>
                        <Link look=Look::Secondary href=Signal::derive(move || desk.address(|view| view.panel = Some(InboxPanel::New)))>"Enter a conversation"</Link>
                    </EmptyState>
                }
            >
                <list::Filters desk/>
                <div class="inbox">
                    <list::List desk/>
                    <Show
                        when=move || is_open.get()
                        fallback=move || view! { <p class="inbox-none muted">"Choose a conversation: J and K go through the list."</p> }
                    >
                        <messages::Messages desk/>
                        <details::Details desk/>
                    </Show>
                </div>
            </Show>
            <ask::Asked desk/>
            <Panels desk/>
        </div>
    }
}

/// What is open over the inbox.
#[component]
fn Panels(desk: Desk) -> impl IntoView {
    let panel = Memo::new(move |_| desk.view.with(|view| view.panel));
    move || {
        panel.get().map(|panel| match panel {
            InboxPanel::New => view! { <entry::Entry desk/> }.into_any(),
            InboxPanel::Policies => view! { <policies::Policies desk/> }.into_any(),
            InboxPanel::Policy(panel) => view! { <policies::PolicyEditor desk panel/> }.into_any(),
            InboxPanel::Times => view! { <times::Times desk/> }.into_any(),
            InboxPanel::Keys => view! { <keys::Keys desk/> }.into_any(),
        })
    }
}

#[component]
fn Header(desk: Desk) -> impl IntoView {
    let counts =
        Memo::new(move |_| desk.moment.with(|moment| moment.as_ref().map(|moment| moment.counts).unwrap_or_default()));
    let status = Memo::new(move |_| desk.view.with(|view| view.status).unwrap_or(ConversationStatus::Open));
    let tabs = ConversationStatus::ALL.iter().map(|one| {
        let one = *one;
        let href = move || {
            desk.address(|view| {
                (view.status, view.conversation) = ((one != ConversationStatus::Open).then_some(one), None);
            })
        };
        view! {
            <li>
                <a href=href aria-current=move || (status.get() == one).then_some("true")>
                    {one.label()}" "<b>{move || counts.with(|counts| counts.of(one)).to_string()}</b>
                </a>
            </li>
        }
    });
    let tabs = tabs.collect_view();
    let alarm = move || {
        let counts = counts.get();
        let words = match (counts.missed, counts.at_risk) {
            (0, 0) => return None,
            (missed, 0) => format!("{missed} overdue"),
            (0, risk) => format!("{risk} at risk"),
            (missed, risk) => format!("{missed} overdue, {risk} at risk"),
        };
        Some(view! { <span class="plan-chip chip-warn">{words}</span> })
    };
    let open = move |panel: InboxPanel| move || desk.panel(Some(panel));
    let items = vec![
        MenuItem::new("Response times", open(InboxPanel::Times)).icon(IconName::Chart),
        MenuItem::new("SLA policies and holidays", open(InboxPanel::Policies)).icon(IconName::Clock),
        MenuItem::new("Keys", open(InboxPanel::Keys)).icon(IconName::Help).hint("?"),
    ];
    view! {
        <header class="page-header">
            <h1>"Inbox"</h1>
            <nav aria-label="Status"><ul class="inbox-tabs">{tabs}</ul></nav>
            {alarm}
            <span class="spacer"></span>
            <Menu label="More about the inbox" trigger=|| "More" items=Signal::stored(items)/>
            <Button look=Look::Primary icon=IconName::Plus on_press=move || desk.panel(Some(InboxPanel::New))>"New conversation"</Button>
        </header>
    }
}
