//! Questions that must be answered before anything else.

use super::{
    button::{Button, IconButton, Look},
    focus_in,
    icon::IconName,
    unique_id,
};
use leptos::{html, prelude::*};

/// A modal dialog: the browser's own, so the focus stays inside and goes back to where it was; Escape closes.
///
/// ```ignore
/// view! {
///     <Dialog open=open title="New workspace" footer=move || view! { <Button on_press=create>"Create"</Button> }>
///         <Field label="Name"><TextInput value=name/></Field>
///     </Dialog>
/// }
/// ```
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// Wider, for tables.
    #[prop(optional)]
    wide: bool,
    /// Buttons; the main one last.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    /// What is in it; made anew at each opening.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let id = unique_id("dialog");
    let labelled_by = id.clone();
    Effect::new(move || {
        let open = open.get();
        let Some(dialog) = dialog.get() else { return };
        if open && !dialog.open() {
            let _ = dialog.show_modal();
            // The first thing to fill in, not the cross in the corner; the first button where there is nothing.
            request_animation_frame(move || {
                let _ = focus_in(&dialog, ".dialog-body :is(input, select, textarea)")
                    || focus_in(&dialog, ".dialog-footer button");
            });
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    let footer = StoredValue::new(footer);
    let children = StoredValue::new(children);
    view! {
        <dialog
            node_ref=dialog
            class=if wide { "dialog dialog-wide" } else { "dialog" }
            aria-labelledby=labelled_by
            on:close=move |_| open.set(false)
        >
            <div class="dialog-header">
                <h2 id=id>{move || title.get()}</h2>
                <IconButton icon=IconName::Close label="Close" on_press=move || open.set(false)/>
            </div>
            <Show when=move || open.get()>
                <div class="dialog-body">{children.with_value(|children| children())}</div>
                {footer
                    .with_value(|footer| footer.as_ref().map(|footer| view! { <div class="dialog-footer">{footer.run()}</div> }))}
            </Show>
        </dialog>
    }
    .into_any()
}

/// Asks before something that cannot be undone. What can be undone needs no question but a toast.
#[component]
pub fn Confirm(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// What will happen.
    #[prop(into)]
    text: Signal<String>,
    /// The button's words, the deed itself: “Delete the workspace”.
    #[prop(into)]
    action: String,
    /// Does it.
    #[prop(into)]
    on_confirm: Callback<()>,
) -> impl IntoView {
    let action = StoredValue::new(action);
    let footer = move || {
        view! {
            <Button on_press=move || open.set(false)>"Cancel"</Button>
            <Button
                look=Look::Danger
                on_press=move || {
                    open.set(false);
                    on_confirm.run(());
                }
            >
                {action.get_value()}
            </Button>
        }
        .into_any()
    };
    view! {
        <Dialog open title footer=footer>
            <p>{move || text.get()}</p>
        </Dialog>
    }
    .into_any()
}
