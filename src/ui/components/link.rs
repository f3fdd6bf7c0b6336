//! Links to places in the page.

use super::{
    button::Look,
    icon::{Icon, IconName},
};
use leptos::prelude::*;

/// A link; with a `look` it looks like a button and stays a link (it can be opened in a new tab).
///
/// ```ignore
/// view! { <Link href="#analytics">"Analytics"</Link> }
/// ```
#[component]
pub fn Link(
    /// The address.
    #[prop(into)]
    href: Signal<String>,
    /// The look of a button; none for a link in text.
    #[prop(optional)]
    look: Option<Look>,
    /// A drawing before the words.
    #[prop(optional)]
    icon: Option<IconName>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <a href=href class=look.map(Look::class)>
            {icon.map(|name| view! { <Icon name/> })}
            {children()}
        </a>
    }
    .into_any()
}
