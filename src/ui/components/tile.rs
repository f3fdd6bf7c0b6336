//! One KPI: name, value, change, note.

use super::banner::Tone;
use leptos::prelude::*;

/// A change against the comparison. Whether more is better is the caller's knowledge: the arrow says up or down, the
/// tone says good or bad.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// In words and figures, without a sign: “0.21 pt”, “18 min faster”.
    pub text: String,
    /// Up, down or the same.
    pub direction: std::cmp::Ordering,
    /// Good, bad, or neither (`Info`).
    pub tone: Tone,
}

/// A KPI tile; put several into an element of class `tiles`. With `on_press` it is a button.
///
/// ```ignore
/// view! {
///     <div class="tiles">
///         <Tile name="Engagement rate by reach" value="1.53 %" change=change note="n 43 posts" active=true on_press=open/>
///     </div>
/// }
/// ```
#[component]
pub fn Tile(
    /// The KPI's name.
    #[prop(into)]
    name: Signal<String>,
    /// Its value, formatted; “—” where there is none.
    #[prop(into)]
    value: Signal<String>,
    /// Change against the comparison.
    #[prop(optional, into)]
    change: Signal<Option<Change>>,
    /// n, target, or why there is no value.
    #[prop(optional, into)]
    note: Signal<String>,
    /// An SVG of `charts::sparkline`; empty for none.
    #[prop(optional, into)]
    spark: Signal<String>,
    /// Whether this tile's KPI is the one shown below.
    #[prop(optional, into)]
    active: Signal<bool>,
    /// Chooses the KPI.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let change = move || {
        change.get().map(|Change { text, direction, tone }| {
            let (arrow, word) = match direction {
                std::cmp::Ordering::Greater => ("▲ ", "up "),
                std::cmp::Ordering::Less => ("▼ ", "down "),
                std::cmp::Ordering::Equal => ("", ""),
            };
            let class = match tone {
                Tone::Good => "tile-change good",
                Tone::Bad => "tile-change bad",
                Tone::Info | Tone::Warn => "tile-change",
            };
            view! {
                <span class=class>
                    <span aria-hidden="true">{arrow}</span>
                    <span class="visually-hidden">{word}</span>
                    {text}
                </span>
            }
            .into_any()
        })
    };
    let inside = view! {
        <span class="tile-name">{move || name.get()}</span>
        <span class="tile-value">{move || value.get()}</span>
        <span class="tile-foot">{change} <span>{move || note.get()}</span></span>
        {move || {
            let spark = spark.get();
            (!spark.is_empty()).then(|| view! { <span class="tile-spark" aria-hidden="true" inner_html=spark></span> }.into_any())
        }}
    };
    match on_press {
        Some(on_press) => view! {
            <button
                type="button"
                class="tile"
                aria-pressed=move || if active.get() { "true" } else { "false" }
                on:click=move |_| on_press.run(())
            >
                {inside}
            </button>
        }
        .into_any(),
        None => view! { <div class="tile">{inside}</div> }.into_any(),
    }
}
