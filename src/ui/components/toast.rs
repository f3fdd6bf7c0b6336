//! Short messages about what just happened, with a way back. Never the only place of a message that matters, and
//! never the only way to undo.

use super::{
    banner::Tone,
    button::{Button, IconButton, Look},
    icon::IconName,
};
use leptos::prelude::*;
use std::time::Duration;

/// How long a message stays while nobody points at it.
const STAYS: Duration = Duration::from_secs(8);
/// How many are in sight; older ones go first.
const MOST: usize = 3;

/// A message.
#[derive(Clone, Debug)]
pub struct Toast {
    /// Different for each.
    pub id: u32,
    /// Kind of news.
    pub tone: Tone,
    /// The words.
    pub text: String,
    /// A button: its words and what it does.
    pub action: Option<(String, Callback<()>)>,
}

/// The messages in sight. A handle: copies show in the same place.
#[derive(Clone, Copy, Debug)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    held: RwSignal<bool>,
    next: StoredValue<u32>,
}

impl Default for Toasts {
    fn default() -> Self {
        Self::new()
    }
}

impl Toasts {
    /// No messages yet. Make one for the page, give it by context and show it with [`ToastHost`].
    pub fn new() -> Self {
        Self { list: RwSignal::new(Vec::new()), held: RwSignal::new(false), next: StoredValue::new(0) }
    }

    /// Something went as wished.
    pub fn say(self, text: impl Into<String>) {
        self.push(Tone::Info, text.into(), None);
    }

    /// Something went as wished and can be taken back.
    pub fn undoable(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        self.push(Tone::Info, text.into(), Some(("Undo".into(), Callback::from(undo))));
    }

    /// Something went wrong. Stays until it is closed.
    pub fn fail(self, text: impl Into<String>) {
        self.push(Tone::Bad, text.into(), None);
    }

    /// A message with a button of its own.
    pub fn push(self, tone: Tone, text: String, action: Option<(String, Callback<()>)>) {
        let id = self.next.try_with_value(|next| *next).unwrap_or_default();
        self.next.try_set_value(id.wrapping_add(1));
        self.list.try_update(|list| {
            list.push(Toast { id, tone, text, action });
            let surplus = list.len().saturating_sub(MOST);
            list.drain(..surplus);
        });
        if tone != Tone::Bad {
            self.leave_later(id);
        }
    }

    /// Takes all messages away: what they offer to undo is not here any more.
    pub fn clear(self) {
        self.list.try_set(Vec::new());
        self.held.try_set(false);
    }

    /// Takes a message away.
    pub fn close(self, id: u32) {
        self.list.try_update(|list| list.retain(|toast| toast.id != id));
        if self.list.try_with_untracked(Vec::is_empty) == Some(true) {
            self.held.try_set(false);
        }
    }

    fn leave_later(self, id: u32) {
        set_timeout(
            move || {
                // Pointed at or focused: try again later.
                if self.held.try_get_untracked() == Some(true) {
                    self.leave_later(id);
                } else {
                    self.close(id);
                }
            },
            STAYS,
        );
    }
}

/// Where the messages appear; once in the page.
///
/// ```ignore
/// let toasts = Toasts::new();
/// provide_context(toasts);
/// view! { <ToastHost toasts/> }
/// ```
#[component]
pub fn ToastHost(
    /// The messages.
    toasts: Toasts,
) -> impl IntoView {
    view! {
        <div
            class="toasts"
            role="region"
            aria-label="Messages"
            on:pointerenter=move |_| toasts.held.set(true)
            on:pointerleave=move |_| toasts.held.set(false)
            on:focusin=move |_| toasts.held.set(true)
            on:focusout=move |_| toasts.held.set(false)
        >
            <div class="visually-hidden" aria-live="polite" aria-atomic="true">
                {move || toasts.list.with(|list| list.last().map(|toast| toast.text.clone()))}
            </div>
            <For each=move || toasts.list.get() key=|toast| toast.id let:toast>
                {one(toasts, toast)}
            </For>
        </div>
    }
    .into_any()
}

fn one(toasts: Toasts, toast: Toast) -> AnyView {
    let Toast { id, tone, text, action } = toast;
    view! {
        <div class=if tone == Tone::Bad { "toast toast-bad" } else { "toast" }>
            <span class="toast-text">{text}</span>
            {action
                .map(|(label, action)| {
                    view! {
                        <Button
                            look=Look::Quiet
                            on_press=move || {
                                toasts.close(id);
                                action.run(());
                            }
                        >
                            {label}
                        </Button>
                    }
                })}
            <IconButton icon=IconName::Close label="Close message" on_press=move || toasts.close(id)/>
        </div>
    }
    .into_any()
}
