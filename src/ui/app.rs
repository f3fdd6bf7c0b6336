//! The root: makes the shared state, follows the address bar, and puts the screen of the address into the frame.

use super::{
    address,
    app_state::App,
    commands,
    components::{Button, CommandPalette, DropZone, EmptyState, IconName, Skeleton, ToastHost, Toasts},
    files,
    pages::{self, start::Start},
    part::Part,
    preferences, scripting,
    shell::{Shell, focus_content},
    timing,
    trouble::Notices,
};
use crate::view::route::Route;
use leptos::{ev, prelude::*};
use wasm_bindgen_futures::spawn_local;

/// The page.
#[component]
pub fn Root() -> impl IntoView {
    let toasts = Toasts::new();
    let app = App::new(toasts);
    provide_context(app);
    let palette = RwSignal::new(false);
    address::follow(app.route);
    scripting::install(app);
    spawn_local(async move { app.boot().await });
    keys(app);
    follow_place(app);

    let commands = Signal::derive(move || commands::all(app));
    let on_files = move |list: Vec<web_sys::File>| {
        // Many student files at once are for the classroom itself.
        if app.is_open_now() && app.route.with_untracked(|route| matches!(route, Route::Classroom(_))) {
            app.dropped.set(list);
        } else if let Some(file) = list.into_iter().next() {
            files::take(app, file);
        }
    };
    let drop_text = Signal::derive(move || {
        let text = match app.route.get() {
            Route::Classroom(_) => "Drop student files: as many as you like at once. Nothing leaves this page.",
            _ => {
                "Drop a file: a workspace, or an export as CSV or JSON. You see what it holds before anything changes."
            }
        };
        text.to_owned()
    });
    view! {
        <Shell palette>
            <TaskBar/>
            <Notices/>
            <Show when=move || app.booted.get()><Screen/></Show>
        </Shell>
        <CommandPalette open=palette commands/>
        <DropZone text=drop_text on_files/>
        <ToastHost toasts/>
    }
}

/// The screen of the address. Without a workspace only the start and the import of a file make sense.
#[component]
fn Screen() -> impl IntoView {
    let app = super::app_state::use_app();
    let kind = Memo::new(move |_| app.route.with(std::mem::discriminant));
    let is_open = Memo::new(move |_| app.is_open());
    // Another workspace is another screen: nothing of the old one may stay in a form.
    let id =
        Memo::new(move |_| app.workspace.with(|workspace| workspace.as_ref().map(|workspace| workspace.settings.id)));
    move || {
        // Read, not only tracked: a memo that was never read follows nothing.
        let _ = (kind.get(), id.get());
        let route = app.route.get_untracked();
        if !is_open.get() && !matches!(route, Route::Start | Route::Import | Route::Storage | Route::Unknown(_)) {
            return view! { <Start/> }.into_any();
        }
        match route {
            Route::Start => view! { <Start/> }.into_any(),
            Route::Import => once_there(app.parts.exchange, |exchange| (exchange.import)()),
            route if pages::learn::has(&route) => once_there(app.parts.learn, move |learn| (learn.screen)(app, &route)),
            route => once_there(app.parts.screens, move |screens| {
                request_animation_frame(|| timing::mark(timing::DRAWN));
                (screens.screen)(app, &route)
            }),
        }
    }
}

/// Over every screen of a workspace that was made for a task: what is asked, and the way back.
#[component]
fn TaskBar() -> impl IntoView {
    let app = super::app_state::use_app();
    let task = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            let settings = &workspace.as_ref()?.settings;
            settings.task.as_ref().map(|_| settings.id)
        })
    });
    move || task.get().map(|_| once_there(app.parts.learn, move |learn| (learn.task_bar)(app)))
}

/// What a part shows, once it is there; meanwhile that it is on its way, or that it did not arrive.
fn once_there<T>(part: Part<T>, show: impl FnOnce(&'static T) -> AnyView) -> AnyView {
    match part.get() {
        Some(Ok(table)) => show(table),
        Some(Err(error)) => view! {
            <EmptyState icon=IconName::Warning title="This screen did not load" text=error.to_string()>
                <Button on_press=move || part.fetch()>"Try again"</Button>
            </EmptyState>
        }
        .into_any(),
        None => view! { <Skeleton/> }.into_any(),
    }
}

/// Undo, redo and save by keyboard, except while typing, where the browser's own undo is meant.
fn keys(app: App) {
    let listener = window_event_listener(ev::keydown, move |event| {
        if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
            return;
        }
        let key = event.key().to_lowercase();
        match key.as_str() {
            "s" => {
                event.prevent_default();
                files::save_workspace(app);
            }
            "z" | "y" if !is_typing() => {
                event.prevent_default();
                if key == "y" || event.shift_key() { app.redo() } else { app.undo() }
            }
            _ => {}
        }
    });
    on_cleanup(move || listener.remove());
}

/// Whether somebody is writing.
pub fn is_typing() -> bool {
    document().active_element().is_some_and(|element| {
        let tag = element.tag_name();
        let kind = element.get_attribute("type").unwrap_or_default();
        tag == "TEXTAREA"
            || tag == "SELECT"
            || (tag == "INPUT" && !matches!(kind.as_str(), "checkbox" | "radio" | "button" | "file"))
    })
}

/// Titles, focus and the remembered place follow the screen.
fn follow_place(app: App) {
    Effect::new(move |before: Option<Route>| {
        let route = app.route.get();
        let name = app.workspace.with(|workspace| workspace.as_ref().map(|workspace| workspace.settings.name.clone()));
        let title = match name {
            Some(name) => format!("{} · {name} · Hearth", route.title()),
            None => "Hearth".to_owned(),
        };
        document().set_title(&title);
        let id = app.workspace.with_untracked(|workspace| workspace.as_ref().map(|workspace| workspace.settings.id));
        if let Some(id) = id.filter(|_| app.booted.get_untracked()) {
            preferences::set_last_place(id, route.to_string());
        }
        // A new screen takes the focus, so that the keyboard and a screen reader go on there.
        if before.is_some_and(|before| !before.same_screen(&route)) {
            focus_content();
        }
        route
    });
}
