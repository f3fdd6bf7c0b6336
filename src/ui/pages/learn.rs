//! The screens of Learn: a part of the page with what is taught there, loaded when somebody first learns.

use super::{classroom, course, exercises, packs};
use crate::{
    ui::{app_state::App, components::PaletteCommand, part::part},
    view::route::Route,
};
use leptos::prelude::*;

/// What Learn offers to the frame around it.
pub struct Learn {
    /// The screen of an address for which [`has`] is true. What changes within a screen is followed there.
    pub screen: fn(App, &Route) -> AnyView,
    /// The bar over the screens of a task's workspace.
    pub task_bar: fn(App) -> AnyView,
    /// What there is to do and to find.
    pub commands: fn(App) -> Vec<PaletteCommand>,
}

part! {
    /// Loads them.
    load, learn: Learn = Learn { screen, task_bar: exercises::task_bar, commands }
}

/// Whether the screen of an address is one of Learn's.
pub fn has(route: &Route) -> bool {
    matches!(route, Route::Course(_) | Route::Classroom(_) | Route::Exercises(_) | Route::Packs(_))
}

fn screen(app: App, route: &Route) -> AnyView {
    match route {
        Route::Course(_) => {
            let view = Memo::new(move |_| {
                app.route.with(|route| if let Route::Course(view) = route { view.clone() } else { Default::default() })
            });
            view! { <course::Course view/> }.into_any()
        }
        Route::Exercises(_) => {
            let view = Memo::new(move |_| {
                app.route
                    .with(|route| if let Route::Exercises(view) = route { view.clone() } else { Default::default() })
            });
            view! { <exercises::Exercises view/> }.into_any()
        }
        Route::Classroom(_) => {
            let view = Memo::new(move |_| {
                app.route
                    .with(|route| if let Route::Classroom(view) = route { view.clone() } else { Default::default() })
            });
            view! { <classroom::Classroom view/> }.into_any()
        }
        Route::Packs(_) => {
            let view = Memo::new(move |_| {
                app.route.with(|route| if let Route::Packs(view) = route { view.clone() } else { Default::default() })
            });
            view! { <packs::Packs view/> }.into_any()
        }
        // Other screens are elsewhere: see `has`.
        _ => ().into_any(),
    }
}

fn commands(app: App) -> Vec<PaletteCommand> {
    let mut commands = course::commands(app);
    commands.extend(exercises::commands(app));
    commands
}
