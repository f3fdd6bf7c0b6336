//! An address that leads nowhere.

use crate::{
    ui::components::{EmptyState, IconName, Link, Look},
    view::route::Route,
};
use leptos::prelude::*;

/// Says so, and leads back.
#[component]
pub fn NotFound(path: String) -> impl IntoView {
    view! {
        <div class="page">
            <EmptyState icon=IconName::Help title="There is no such place" text=format!("The address “{path}” leads nowhere in Hearth. It may be from a newer version, or mistyped.")>
                <Link look=Look::Primary href=Route::Start.to_string()>"To the start"</Link>
            </EmptyState>
        </div>
    }
}
