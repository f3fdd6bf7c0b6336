//! A message that belongs to the screen and stays until its cause is gone.

use super::icon::{Icon, IconName};
use leptos::prelude::*;

/// What kind of news something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tone {
    /// Worth knowing.
    #[default]
    Info,
    /// Went well.
    Good,
    /// Needs attention.
    Warn,
    /// Went wrong.
    Bad,
}

impl Tone {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}

/// A message with what can be done about it.
///
/// ```ignore
/// view! {
///     <Banner tone=Tone::Warn actions=move || view! { <Button on_press=save>"Save a file"</Button> }>
///         "This browser may delete the data of this page. The last file backup is 12 days old."
///     </Banner>
/// }
/// ```
#[component]
pub fn Banner(
    /// Kind of news.
    #[prop(optional)]
    tone: Tone,
    /// Buttons.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let name = match tone {
        Tone::Info => IconName::Info,
        Tone::Good => IconName::Check,
        Tone::Warn => IconName::Warning,
        Tone::Bad => IconName::Error,
    };
    view! {
        <div class=format!("banner banner-{}", tone.name()) role=if tone == Tone::Bad { "alert" } else { "status" }>
            <div class="banner-text">
                <Icon name/>
                <div>{children()}</div>
            </div>
            {actions.map(|actions| view! { <div class="button-row">{actions.run()}</div> })}
        </div>
    }
    .into_any()
}
