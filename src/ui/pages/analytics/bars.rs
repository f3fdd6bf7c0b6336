//! What the sections made of activities share: a card of bars that open their rows, and what stands there without
//! activities.

use super::board::{Board, open_rows};
use crate::{
    analytics::Scope,
    charts::{self, Drawing, MarkKey},
    ui::components::{EmptyState, Figure, IconName, Link, Look},
    view::{bars::BarView, route::Route},
};
use leptos::prelude::*;

/// A card of bars under the query of the screen.
pub fn bars(board: Board, of: fn(&Scope) -> BarView) -> AnyView {
    let view = Memo::new(move |_| Some(of(&board.scope.get()?.0)));
    let draw = move |width: f64| {
        view.with(|view| {
            view.as_ref()
                .map_or_else(Drawing::default, |view| charts::bars(&charts::BarSpec { width, ..view.spec.clone() }))
        })
    };
    let text = move |of: fn(&BarView) -> &String| {
        Signal::derive(move || view.with(|view| view.as_ref().map(|view| of(view).clone()).unwrap_or_default()))
    };
    let choose = move |key: MarkKey| {
        if let Some(opened) = view.with_untracked(|view| view.as_ref().and_then(|view| view.opens(key))) {
            open_rows(board, &opened);
        }
    };
    view! { <Figure title=text(|view| &view.spec.title) subtitle=text(|view| &view.about) draw on_open=choose/> }
        .into_any()
}

/// What is shown where there are activities, and otherwise what they are good for and where they come from.
#[component]
pub fn NeedsActivities(board: Board, title: &'static str, text: &'static str, children: ChildrenFn) -> impl IntoView {
    let has_activities = Memo::new(move |_| {
        board
            .app
            .workspace
            .with(|workspace| workspace.as_ref().is_some_and(|workspace| !workspace.facts.activities.is_empty()))
    });
    move || match has_activities.get() {
        true => children(),
        false => view! {
            <EmptyState icon=IconName::Activity title=title text=text>
                <Link look=Look::Primary href=Route::Import.to_string()>"Import a file"</Link>
            </EmptyState>
        }
        .into_any(),
    }
}
