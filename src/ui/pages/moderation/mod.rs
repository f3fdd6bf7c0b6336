//! Moderation: the queue of flags, suggestions, word lists, the audit log and what the figures say.

mod appeal;
mod decide;
mod desk;
mod figures;
mod flag;
mod log;
mod new_flag;
mod queue;
mod story;
mod suggestions;
mod words;

use crate::{
    model::RecordKind,
    ui::components::{IconName, Link, Look, Segmented},
    view::route::{ModerationSection, ModerationView, Opened, Panel, Route},
};
use desk::Screen;
use leptos::prelude::*;

pub use new_flag::open_flag;

/// The moderation screen.
#[component]
pub fn Moderation(view: Memo<ModerationView>) -> impl IntoView {
    let screen = Screen::new(view);
    let app = screen.app;
    let section = Memo::new(move |_| view.with(|view| view.section));
    let open = Memo::new(move |_| view.with(|view| view.open));
    let sections = ModerationSection::ALL.map(|section| (section.key(), section.label())).to_vec();
    let choose = move |key: String| {
        let section = ModerationSection::ALL.into_iter().find(|section| section.key() == key).unwrap_or_default();
        app.go(Route::Moderation(ModerationView::section(section)));
    };
    let new = Signal::derive(move || {
        let (kind, words) = match section.get() {
            ModerationSection::Words => (RecordKind::WordList, "New word list"),
            _ => (RecordKind::Flag, "New flag"),
        };
        (screen.address(|view| view.open = Some(Opened::new(kind))), words)
    });
    view! {
        <div class="page page-wide moderation">
            <header class="page-header">
                <h1>"Moderation"</h1>
                <Segmented label="Part of moderation" value=Signal::derive(move || section.get().key().to_owned()) options=sections on_change=choose/>
                <Link look=Look::Primary icon=IconName::Plus href=Signal::derive(move || new.get().0)>{move || new.get().1}</Link>
            </header>
            {move || match section.get() {
                ModerationSection::Queue => view! { <queue::Queue screen/> }.into_any(),
                ModerationSection::Suggestions => view! { <suggestions::Suggestions screen/> }.into_any(),
                ModerationSection::Words => view! { <words::Lists screen/> }.into_any(),
                ModerationSection::Log => view! { <log::Log screen/> }.into_any(),
                ModerationSection::Figures => view! { <figures::Figures screen/> }.into_any(),
            }}
            {move || open.get().map(|Opened { kind, panel }| match (kind, panel) {
                (RecordKind::WordList, panel) => view! { <words::Editor screen panel/> }.into_any(),
                (_, Panel::New) => view! { <new_flag::NewFlag screen/> }.into_any(),
                (_, Panel::Edit(id)) => view! { <flag::FlagPanel screen id/> }.into_any(),
            })}
        </div>
    }
}
