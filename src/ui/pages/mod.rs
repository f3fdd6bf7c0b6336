//! The screens, one module each. All but the start are a part of the page that loads when it is first needed.

mod analytics;
mod annotations;
mod benchmark;
mod channels;
mod classroom;
mod commands;
mod content;
mod course;
mod crisis;
mod dashboards;
mod events;
mod exercises;
pub mod export;
pub mod fact_table;
mod feedback;
mod files_in;
mod inbox;
mod kpis;
pub mod learn;
mod lists;
mod metadata;
mod moderation;
mod network;
mod not_found;
mod packs;
mod pick;
mod record_panel;
mod settings;
pub mod start;
mod storage;
mod strategy;
mod today;

pub use content::count as content_count;

use super::{app_state::App, components::PaletteCommand, part::part};
use crate::{
    model::facts::TableKind,
    view::route::{Panel, Route},
};
use leptos::prelude::*;

/// What the screens offer to the frame around them.
pub struct Screens {
    /// The screen of an address. What changes within a screen is followed there.
    pub screen: fn(App, &Route) -> AnyView,
    /// What there is to do in the open workspace.
    pub commands: fn(App) -> Vec<PaletteCommand>,
}

part! {
    /// Loads the screens.
    load, screens: Screens = Screens { screen, commands: commands::of_workspace }
}

fn screen(app: App, route: &Route) -> AnyView {
    let list = Memo::new(move |_| {
        app.route.with(|route| match route {
            Route::Posts(view) | Route::Activities(view) | Route::Members(view) => view.clone(),
            _ => Default::default(),
        })
    });
    let panel: Memo<Option<Panel>> = Memo::new(move |_| {
        app.route.with(|route| match route {
            Route::Channels(panel)
            | Route::Events(panel)
            | Route::Dashboards(panel)
            | Route::Kpis(panel)
            | Route::Annotations(panel) => *panel,
            _ => None,
        })
    });
    match route {
        Route::Analytics(_) => {
            let view = Memo::new(move |_| {
                app.route
                    .with(|route| if let Route::Analytics(view) = route { view.clone() } else { Default::default() })
            });
            view! { <analytics::Analytics view/> }.into_any()
        }
        Route::Posts(_) => view! { <lists::List kind=TableKind::Posts view=list/> }.into_any(),
        Route::Activities(_) => view! { <lists::List kind=TableKind::Activities view=list/> }.into_any(),
        Route::Members(_) => view! { <lists::List kind=TableKind::Members view=list/> }.into_any(),
        Route::Channels(_) => view! { <channels::Channels open=panel/> }.into_any(),
        Route::Strategy(_) => {
            let view = Memo::new(move |_| {
                app.route
                    .with(|route| if let Route::Strategy(view) = route { view.clone() } else { Default::default() })
            });
            view! { <strategy::Strategy view/> }.into_any()
        }
        Route::Content(_) => {
            let view = Memo::new(move |_| {
                app.route.with(|route| if let Route::Content(view) = route { view.clone() } else { Default::default() })
            });
            view! { <content::Content view/> }.into_any()
        }
        Route::Feedback(_) => {
            let view = Memo::new(move |_| {
                app.route
                    .with(|route| if let Route::Feedback(view) = route { view.clone() } else { Default::default() })
            });
            view! { <feedback::Feedback view/> }.into_any()
        }
        Route::Inbox(_) => {
            let view = Memo::new(move |_| {
                app.route.with(|route| if let Route::Inbox(view) = route { view.clone() } else { Default::default() })
            });
            view! { <inbox::Inbox view/> }.into_any()
        }
        Route::Crisis(_) => {
            let view = Memo::new(move |_| {
                app.route.with(|route| if let Route::Crisis(view) = route { view.clone() } else { Default::default() })
            });
            view! { <crisis::Crisis view/> }.into_any()
        }
        Route::Moderation(_) => {
            let view = Memo::new(move |_| {
                app.route
                    .with(|route| if let Route::Moderation(view) = route { view.clone() } else { Default::default() })
            });
            view! { <moderation::Moderation view/> }.into_any()
        }
        Route::Today => view! { <today::Today/> }.into_any(),
        Route::Events(_) => view! { <events::Events open=panel/> }.into_any(),
        Route::Dashboards(_) => view! { <dashboards::Dashboards open=panel/> }.into_any(),
        Route::Kpis(_) => view! { <kpis::Kpis open=panel/> }.into_any(),
        Route::Annotations(_) => view! { <annotations::Annotations open=panel/> }.into_any(),
        Route::Export => view! { <export::Export/> }.into_any(),
        Route::Storage => view! { <storage::Storage/> }.into_any(),
        Route::Settings => view! { <settings::Settings/> }.into_any(),
        Route::Unknown(path) => view! { <not_found::NotFound path=path.clone()/> }.into_any(),
        // Drawn by the frame, or by a part of their own.
        Route::Start | Route::Import => ().into_any(),
        Route::Course(_) | Route::Classroom(_) | Route::Exercises(_) | Route::Packs(_) => ().into_any(),
    }
}
