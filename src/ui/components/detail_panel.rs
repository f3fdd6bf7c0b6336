//! The panel that slides over a list and shows one thing of it. It has its own address: the page renders it while the
//! address names something, and closing changes the address.

use super::{button::IconButton, icon::IconName, unique_id};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

/// Takes the focus when it appears; Escape closes it and the focus goes back to where it was.
///
/// ```ignore
/// view! {
///     <DetailPanel title="Two-minute plank" subtitle="Instagram · 5 Oct 2026" on_close=move || go(list)>
///         <KeyValues>…</KeyValues>
///     </DetailPanel>
/// }
/// ```
#[component]
pub fn DetailPanel(
    /// What is shown.
    #[prop(into)]
    title: Signal<String>,
    /// A line under the title.
    #[prop(optional, into)]
    subtitle: Signal<String>,
    /// Wider, for tables.
    #[prop(optional)]
    wide: bool,
    /// Buttons at the bottom.
    #[prop(optional, into)]
    footer: Option<ViewFnOnce>,
    /// Closes it.
    #[prop(into)]
    on_close: Callback<()>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let id = unique_id("detail");
    let labelled_by = id.clone();
    let heading = NodeRef::<html::H2>::new();
    let before = StoredValue::new_local(document().active_element());
    Effect::new(move || {
        if let Some(heading) = heading.get() {
            let _ = heading.focus();
        }
    });
    on_cleanup(move || {
        // Only where the focus would be lost with the panel; a page may have put it elsewhere meanwhile.
        let lost = document()
            .active_element()
            .is_none_or(|active| active.tag_name() == "BODY" || active.closest(".detail").ok().flatten().is_some());
        let before = before.try_with_value(Clone::clone).flatten();
        if let (true, Some(before)) = (lost, before.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok())) {
            request_animation_frame(move || {
                // A panel that came in this one's place has it.
                if document().query_selector(".detail").ok().flatten().is_none() {
                    let _ = before.focus();
                }
            });
        }
    });
    view! {
        <section
            role="dialog"
            class=if wide { "detail detail-wide" } else { "detail" }
            aria-labelledby=labelled_by
            on:keydown=move |event| {
                if event.key() == "Escape" && !event.default_prevented() {
                    event.stop_propagation();
                    on_close.run(());
                }
            }
        >
            <div class="detail-header">
                <div>
                    <h2 id=id tabindex="-1" node_ref=heading>{move || title.get()}</h2>
                    {move || {
                        let subtitle = subtitle.get();
                        (!subtitle.is_empty()).then(|| view! { <p>{subtitle}</p> }.into_any())
                    }}
                </div>
                <IconButton icon=IconName::Close label="Close panel" on_press=on_close/>
            </div>
            <div class="detail-body">{children()}</div>
            {footer.map(|footer| view! { <div class="detail-footer">{footer.run()}</div> })}
        </section>
    }
    .into_any()
}
