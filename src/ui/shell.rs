//! The frame around every screen: top bar, navigation, the screen itself, messages.

use super::{
    app_state::{App, use_app},
    components::{Icon, IconName},
    files,
};
use crate::{store::Saving, view::route::Route};
use leptos::prelude::*;

/// One line of the navigation.
#[derive(Clone)]
struct Entry {
    route: Route,
    icon: IconName,
}

/// The groups of screens. Groups whose screens do not exist do not appear.
fn groups() -> Vec<(&'static str, Vec<Entry>)> {
    let entry = |route, icon| Entry { route, icon };
    vec![
        ("", vec![entry(Route::Today, IconName::Clock)]),
        (
            "Plan",
            vec![
                entry(Route::Strategy(Default::default()), IconName::Target),
                entry(Route::Content(Default::default()), IconName::Calendar),
                entry(Route::Channels(None), IconName::Channel),
                entry(Route::Events(None), IconName::Ticket),
            ],
        ),
        (
            "Engage",
            vec![
                entry(Route::Inbox(Default::default()), IconName::Inbox),
                entry(Route::Moderation(Default::default()), IconName::Shield),
                entry(Route::Feedback(Default::default()), IconName::Idea),
                entry(Route::Crisis(Default::default()), IconName::Alarm),
            ],
        ),
        (
            "People",
            vec![
                entry(Route::Members(Default::default()), IconName::Members),
                entry(Route::Activities(Default::default()), IconName::Activity),
            ],
        ),
        (
            "Measure",
            vec![
                entry(Route::Analytics(Default::default()), IconName::Chart),
                entry(Route::Posts(Default::default()), IconName::Post),
                entry(Route::Dashboards(None), IconName::Board),
                entry(Route::Kpis(None), IconName::Sum),
                entry(Route::Annotations(None), IconName::Flag),
            ],
        ),
        (
            "Learn",
            vec![
                entry(Route::Course(Default::default()), IconName::Lesson),
                entry(Route::Exercises(Default::default()), IconName::Exercise),
                entry(Route::Classroom(Default::default()), IconName::Classroom),
            ],
        ),
        (
            "Data",
            vec![
                entry(Route::Import, IconName::Import),
                entry(Route::Export, IconName::Export),
                entry(Route::Storage, IconName::Storage),
                entry(Route::Settings, IconName::Settings),
            ],
        ),
    ]
}

/// Every screen that the palette and the navigation offer while a workspace is open.
pub fn screens() -> Vec<Route> {
    groups().into_iter().flat_map(|(_, entries)| entries.into_iter().map(|entry| entry.route)).collect()
}

/// The frame.
#[component]
pub fn Shell(
    /// Opens the command palette.
    palette: RwSignal<bool>,
    /// The screen.
    children: Children,
) -> impl IntoView {
    let app = use_app();
    let is_open = Memo::new(move |_| app.workspace.with(Option::is_some));
    view! {
        <a class="skip-link" href="#content" on:click=move |event| { event.prevent_default(); focus_content(); }>"Skip to the content"</a>
        <div class="app" class:app-bare=move || !is_open.get()>
            <header class="top-bar">
                <a class="brand" href=Route::Start.to_string() aria-label="Hearth, start">
                    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                        <path fill="currentColor" d="M16 31a12 12 0 0 1-8.5-20.5l6.4-6.4a3 3 0 0 1 4.2 0l6.4 6.4A12 12 0 0 1 16 31z"/>
                    </svg>
                    <span>"Hearth"</span>
                </a>
                <Show when=move || is_open.get()><super::switcher::Switcher/></Show>
                <button type="button" class="top-search" on:click=move |_| palette.set(true) aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K">
                    <Icon name=IconName::Search/>
                    <span>"Search or do anything"</span>
                    <kbd>"Ctrl K"</kbd>
                </button>
                <SaveState/>
            </header>
            <Show when=move || is_open.get()><SideNav/></Show>
            <main class="content" id="content" tabindex="-1">
                {children()}
            </main>
            <Show when=move || is_open.get()><BottomBar/></Show>
        </div>
    }
}

/// Moves the focus to the screen, past the navigation.
pub fn focus_content() {
    use wasm_bindgen::JsCast;
    if let Some(content) =
        document().get_element_by_id("content").and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
    {
        let _ = content.focus();
    }
}

#[component]
fn SideNav() -> impl IntoView {
    view! {
        <nav class="side-nav" aria-label="Screens">
            {groups()
                .into_iter()
                .map(|(name, entries)| {
                    view! {
                        {(!name.is_empty()).then(|| view! { <h2>{name}</h2> })}
                        <ul>{entries.into_iter().map(|entry| view! { <li><NavLink entry=entry/></li> }).collect_view()}</ul>
                    }
                })
                .collect_view()}
        </nav>
    }
}

#[component]
fn NavLink(entry: Entry) -> impl IntoView {
    let app = use_app();
    let route = entry.route.clone();
    let current = Memo::new(move |_| app.route.with(|now| now.same_screen(&route)));
    view! {
        <a href=entry.route.to_string() aria-current=move || current.get().then_some("page") title=entry.route.title()>
            <Icon name=entry.icon/>
            <span>{entry.route.title()}</span>
        </a>
    }
}

/// On a phone: the four screens most used, and a way to all others.
#[component]
fn BottomBar() -> impl IntoView {
    let short = [
        (Route::Today, IconName::Clock),
        (Route::Content(Default::default()), IconName::Calendar),
        (Route::Inbox(Default::default()), IconName::Inbox),
        (Route::Analytics(Default::default()), IconName::Chart),
    ];
    let more = RwSignal::new(false);
    view! {
        <nav class="bottom-bar" aria-label="Main screens">
            {short.into_iter().map(|(route, icon)| view! { <NavLink entry=Entry { route, icon }/> }).collect_view()}
            <button type="button" aria-expanded=move || more.get().to_string() on:click=move |_| more.update(|open| *open = !*open)>
                <Icon name=IconName::More/>
                <span>"More"</span>
            </button>
        </nav>
        <Show when=move || more.get()>
            <nav class="more-sheet" aria-label="All screens" on:click=move |_| more.set(false)
                on:keydown=move |event| if event.key() == "Escape" { more.set(false) }>
                {groups()
                    .into_iter()
                    .map(|(name, entries)| {
                        view! {
                            {(!name.is_empty()).then(|| view! { <h2>{name}</h2> })}
                            <ul>{entries.into_iter().map(|entry| view! { <li><NavLink entry=entry/></li> }).collect_view()}</ul>
                        }
                    })
                    .collect_view()}
            </nav>
        </Show>
    }
}

/// Says whether the work is kept, and leads to where it is.
#[component]
fn SaveState() -> impl IntoView {
    let app: App = use_app();
    let text = move || match app.saving.get()? {
        _ if app.unkept.with(Option::is_some) => Some(("off", "Not kept: no storage".to_owned())),
        Saving::Writing => Some(("saving", "Saving…".to_owned())),
        Saving::Saved { .. } if app.following.get() => Some(("saved", "Saved · open in another tab too".to_owned())),
        Saving::Saved { .. } => Some(("saved", format!("Saved · {}", files::backup_age_label(app)))),
        Saving::Unsaved(_) => Some(("failed", "Not saved".to_owned())),
    };
    move || {
        text().map(|(state, text)| {
            view! {
                <a class="save-state" data-state=state href=Route::Storage.to_string() title=text.clone()><span role="status">{text.clone()}</span></a>
            }
        })
    }
}
