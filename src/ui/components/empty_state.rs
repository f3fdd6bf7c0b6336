//! What a screen says while it has nothing to show.

use super::icon::{Icon, IconName};
use leptos::prelude::*;

/// What the screen is for, and buttons for the first step.
///
/// ```ignore
/// view! {
///     <EmptyState icon=IconName::Post title="No posts yet" text="Import an export of your channel to see how posts did.">
///         <Link look=Look::Primary href="#import">"Import a file"</Link>
///     </EmptyState>
/// }
/// ```
#[component]
pub fn EmptyState(
    /// A drawing.
    icon: IconName,
    /// What is missing.
    #[prop(into)]
    title: String,
    /// What the screen is for.
    #[prop(into)]
    text: String,
    /// Buttons: the first step.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name=icon/>
            <h2>{title}</h2>
            <p>{text}</p>
            {children.map(|children| view! { <div class="button-row">{children()}</div> })}
        </div>
    }
    .into_any()
}
