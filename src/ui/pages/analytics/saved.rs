//! Saved views: what is chosen on the screen, under a name, to come back to.

use super::board::Board;
use crate::{
    model::{Action, Id},
    ui::{
        clock,
        components::{Button, Dialog, Field, IconName, Look, Menu, MenuItem, Select, TextInput},
        pages::record_panel::Wrong,
    },
    view::{
        route::{Panel, Route},
        saved,
    },
};
use leptos::prelude::*;

/// The menu of saved views, and the way to save what is on the screen.
#[component]
pub fn Views(board: Board) -> impl IntoView {
    let app = board.app;
    let saving = RwSignal::new(false);
    let items = Signal::derive(move || {
        let now = Route::Analytics(board.view.get()).to_string();
        let views = app.workspace.with(|workspace| workspace.as_ref().map(|it| saved::listed(it)).unwrap_or_default());
        let mut items: Vec<MenuItem> = views
            .into_iter()
            .map(|view| {
                let address = view.address.clone();
                let item = MenuItem::new(view.name.clone(), move || app.go(Route::parse(&address)));
                item.checked(view.address == now)
            })
            .collect();
        let first = MenuItem::new("Save this view…", move || saving.set(true)).icon(IconName::Plus);
        items.push(if items.is_empty() { first } else { first.group("This view") });
        items.push(
            MenuItem::new("Dashboards and saved views", move || app.go(Route::Dashboards(None))).icon(IconName::Board),
        );
        items
    });
    view! {
        <Menu label="Saved views" trigger=|| "Views" items/>
        <SaveDialog board open=saving/>
    }
}

/// Asks for a name, and whether the view goes on a dashboard.
#[component]
fn SaveDialog(board: Board, open: RwSignal<bool>) -> impl IntoView {
    let app = board.app;
    let name = RwSignal::new(String::new());
    let onto = RwSignal::new(String::new());
    let wrong = Wrong::new();
    // What the address says, in words, at each opening.
    Effect::new(move || {
        if open.get() {
            let title = app.data.with_untracked(|data| {
                data.as_ref().map(|data| saved::title(&data.dataset, &board.view.get_untracked()))
            });
            name.set(title.unwrap_or_default());
            onto.set(String::new());
        }
    });
    let dashboards = Signal::derive(move || {
        let mut options = vec![(String::new(), "No dashboard".to_owned())];
        app.workspace.with(|workspace| {
            let all = workspace.iter().flat_map(|workspace| workspace.records.dashboards.iter());
            options.extend(all.map(|dashboard| (dashboard.id.to_string(), dashboard.name.clone())));
        });
        options
    });
    let save = move || {
        let (Some(workspace), Some(data)) = (app.peek(), app.data.get_untracked()) else { return };
        let mut view = saved::save(clock::mint(), clock::now(), &data.dataset, &board.view.get_untracked());
        view.name = name.get_untracked().trim().to_owned();
        let onto = onto.get_untracked().parse::<Id>().ok();
        let action = match onto.and_then(|id| workspace.records.dashboards.get(id)) {
            Some(dashboard) => saved::save_onto(&workspace, view, dashboard, clock::now()),
            None => Action::put(&workspace, view),
        };
        wrong.apply(app, action, move || {
            open.set(false);
            if let Some(id) = onto {
                app.go(Route::Dashboards(Some(Panel::Edit(id))));
            }
        });
    };
    view! {
        <Dialog
            open
            title="Save this view"
            footer=move || view! {
                <Button on_press=move || open.set(false)>"Cancel"</Button>
                <Button look=Look::Primary on_press=save>"Save"</Button>
            }
        >
            <p class="muted">"A saved view keeps the figure, period and filters. Open it from “Views”, or put it on a dashboard."</p>
            <Field label="Name" error=wrong.of("name")><TextInput value=name on_change=move |_: String| ()/></Field>
            <Field label="On a dashboard" optional=true><Select value=onto options=dashboards on_change=move |key: String| onto.set(key)/></Field>
        </Dialog>
    }
}
