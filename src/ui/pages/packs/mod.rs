//! Exercise packs: what a teacher writes, gives out and prints.

mod desk;
mod exercise;
mod files;
mod form;
mod keeping;
mod list;
mod pack;
mod paper;

use crate::{
    ui::{
        app_state::App,
        components::{EmptyState, IconName, Link, Look},
    },
    view::route::{PackKey, PacksView, Route},
};
use leptos::prelude::*;

/// The address of a pack.
pub fn address(key: PackKey) -> String {
    Route::Packs(PacksView::pack(key)).to_string()
}

/// Goes somewhere among the packs.
fn to(app: App, view: PacksView) {
    app.go(Route::Packs(view));
}

/// The screens of packs.
#[component]
pub fn Packs(view: Memo<PacksView>) -> impl IntoView {
    // What is open; a panel over the list is followed there.
    let place = Memo::new(move |_| view.with(|view| (view.pack, view.exercise.clone(), view.paper)));
    let new = Signal::derive(move || view.with(|view| view.new));
    move || match place.get() {
        (None, ..) => view! { <list::List new/> }.into_any(),
        (Some(key), _, Some(paper)) => view! { <paper::OnPaper key paper/> }.into_any(),
        (Some(key), Some(exercise), None) => view! { <exercise::Editor key exercise/> }.into_any(),
        (Some(key), None, None) => view! { <pack::Pack key/> }.into_any(),
    }
}

/// What is said where a pack or an exercise is not there.
fn gone(what: &'static str) -> AnyView {
    view! {
        <div class="page">
            <header class="page-header"><h1>"Not here any more"</h1></header>
            <EmptyState icon=IconName::Info title=format!("This {what} is not in this workspace") text="It may have been deleted: undo brings it back. Or it is in another workspace, or comes as a file.">
                <Link look=Look::Primary href=Route::Packs(PacksView::default()).to_string()>"All packs"</Link>
            </EmptyState>
        </div>
    }
    .into_any()
}
