//! A chart with its title, its marks under pointer and keys, and its numbers as a table.

use super::{
    button::{Button, Look},
    icon::IconName,
    resize::on_resize,
    unique_id,
};
use crate::{
    charts::{DataTable, Drawing, Mark, MarkKey},
    view::marks::{hit, step},
};
use leptos::{html, prelude::*};
use std::sync::Arc;

/// A card with a chart. The drawing is made for the width there is, so its text stays its size on every screen.
///
/// Tab goes into the chart, arrows from mark to mark, Enter opens the rows behind one. “Show as table” gives the same
/// numbers as text.
///
/// ```ignore
/// let draw = move |width: f64| charts::line(&LineSpec { width, ..spec.get() });
/// view! { <Figure title="Engagement rate by reach" subtitle="Daily, pooled over posts" draw on_open=rows/> }
/// ```
#[component]
pub fn Figure(
    /// What is shown.
    #[prop(into)]
    title: Signal<String>,
    /// How to read it, or what stands out.
    #[prop(optional, into)]
    subtitle: Signal<String>,
    /// Draws for a width in px; what it reads of signals draws anew when they change.
    #[prop(into)]
    draw: Callback<(f64,), Drawing>,
    /// Opens the rows behind a mark.
    #[prop(optional, into)]
    on_open: Option<Callback<(MarkKey,)>>,
    /// What to say instead of a chart without marks.
    #[prop(default = "Nothing to draw for this choice.".into(), into)]
    empty: Signal<String>,
    /// More buttons beside “Show as table”.
    #[prop(optional, into)]
    actions: Option<ViewFnOnce>,
    /// One of several in a card of their own, with a smaller title.
    #[prop(optional)]
    inner: bool,
    /// A line under the chart.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let id = unique_id("figure");
    let labelled_by = id.clone();
    let as_table = RwSignal::new(false);
    let width = RwSignal::new(0.0_f64);
    let body = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if let Some(body) = body.get() {
            on_resize(body.into(), move |inner, _| {
                let inner = inner.floor();
                if inner > 0.0 && width.try_get_untracked() != Some(inner) {
                    width.try_set(inner);
                }
            });
        }
    });
    // Drawn once for both forms, and not before the width is known.
    let drawing = Memo::new_with_compare(
        move |_| {
            let width = width.get();
            (width > 0.0).then(|| Arc::new(draw.run((width,))))
        },
        |_, _| true,
    );
    view! {
        <figure class=if inner { "figure" } else { "card figure" } aria-labelledby=labelled_by>
            <div class="figure-header">
                <figcaption>
                    {if inner {
                        view! { <h3 id=id>{move || title.get()}</h3> }.into_any()
                    } else {
                        view! { <h2 id=id>{move || title.get()}</h2> }.into_any()
                    }}
                    {move || {
                        let subtitle = subtitle.get();
                        (!subtitle.is_empty()).then(|| view! { <p class="figure-sub">{subtitle}</p> }.into_any())
                    }}
                </figcaption>
                {actions.map(|actions| actions.run())}
                <Button look=Look::Quiet small=true icon=IconName::Table pressed=as_table on_press=move || as_table.update(|on| *on = !*on)>
                    <span class="figure-toggle">"Table"</span>
                </Button>
            </div>
            <div node_ref=body>
                {move || match drawing.get() {
                    None => ().into_any(),
                    Some(drawing) if drawing.marks.is_empty() => view! { <p class="figure-empty muted">{empty.get()}</p> }.into_any(),
                    Some(drawing) if as_table.get() => numbers(&drawing.table, &drawing.summary),
                    Some(drawing) => view! { <Chart drawing width on_open/> }.into_any(),
                }}
            </div>
            {children.map(|children| view! { <div class="figure-foot">{children()}</div> })}
        </figure>
    }
    .into_any()
}

/// The numbers of a chart as a table.
fn numbers(table: &DataTable, summary: &str) -> AnyView {
    let row = |cells: &Vec<String>| {
        let mut cells = cells.iter().cloned();
        view! {
            <tr>
                <th scope="row">{cells.next()}</th>
                {cells.map(|cell| view! { <td class="number">{cell}</td> }).collect_view()}
            </tr>
        }
    };
    view! {
        <div class="table-wrap figure-table" tabindex="0" role="group" aria-label="Numbers of this chart">
            <table class="plain-table">
                <caption>{summary.to_owned()}</caption>
                <thead>
                    <tr>
                        {table
                            .columns
                            .iter()
                            .enumerate()
                            .map(|(at, title)| view! { <th scope="col" class:number=at != 0>{title.clone()}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>{table.rows.iter().map(row).collect_view()}</tbody>
            </table>
            {table.note.clone().map(|note| view! { <p class="muted small">{note}</p> })}
        </div>
    }
    .into_any()
}

/// The drawing with what lies over it: one ring and one tooltip for the mark pointed at or reached by key.
#[component]
fn Chart(drawing: Arc<Drawing>, width: RwSignal<f64>, on_open: Option<Callback<(MarkKey,)>>) -> impl IntoView {
    let surface = NodeRef::<html::Div>::new();
    let active = RwSignal::new(None::<usize>);
    let focused = RwSignal::new(false);
    // Where the keys stand; the pointer does not move it.
    let place = StoredValue::new(0_usize);
    let svg = drawing.svg.clone();
    let drawing = StoredValue::new(drawing);
    let scale = move || {
        let drawn = drawing.with_value(|drawing| drawing.width);
        if drawn > 0.0 { width.get() / drawn } else { 1.0 }
    };
    let mark = move |at: usize| drawing.with_value(|drawing| drawing.marks.get(at).cloned());
    let shown = Memo::new(move |_| active.get().and_then(mark));
    let label = move || shown.with(|mark| mark.as_ref().map(|mark| mark.label.clone())).unwrap_or_default();
    let open = move |at: Option<usize>| {
        if let (Some(on_open), Some(mark)) = (on_open, at.and_then(mark)) {
            on_open.run((mark.key,));
        }
    };
    let under = move |event: &web_sys::MouseEvent| {
        let bounds = surface.get_untracked()?.get_bounding_client_rect();
        let scale = untrack(scale);
        let (x, y) = (
            (f64::from(event.client_x()) - bounds.left()) / scale,
            (f64::from(event.client_y()) - bounds.top()) / scale,
        );
        drawing.with_value(|drawing| hit(&drawing.marks, x, y))
    };
    let back = move || active.set(focused.get_untracked().then(|| place.get_value()));
    let on_keydown = move |event: web_sys::KeyboardEvent| {
        let key = event.key();
        if key == "Escape" && active.get_untracked().is_some() {
            event.stop_propagation();
            active.set(None);
            return;
        }
        let Some(at) = drawing.with_value(|drawing| step(&drawing.marks, place.get_value(), &key)) else { return };
        event.prevent_default();
        place.set_value(at);
        active.set(Some(at));
    };
    let at = move |axis: fn(&Mark) -> f32| {
        shown.with(|mark| format!("{}px", mark.as_ref().map_or(0.0, |mark| f64::from(axis(mark)) * scale()) - 6.0))
    };
    let summary = drawing.with_value(|drawing| drawing.title.clone());
    view! {
        <div
            class="figure-chart"
            class:figure-clickable=move || on_open.is_some() && active.get().is_some()
            node_ref=surface
            on:pointermove=move |event| {
                let found = under(&event);
                if found != active.get_untracked() {
                    active.set(found);
                }
            }
            on:pointerleave=move |_| back()
            on:click=move |event| {
                // The ring's own press comes by key.
                if event.detail() > 0 {
                    open(under(&event));
                }
            }
        >
            <div class="figure-svg" inner_html=svg></div>
            <button
                type="button"
                class="figure-mark figure-mark-point"
                data-shown=move || active.get().map(|_| "")
                aria-label=move || {
                    let label = label();
                    if label.is_empty() { format!("Values of {summary}. Arrow keys go through them.") } else { label }
                }
                style:left=move || at(|mark| mark.anchor_x)
                style:top=move || at(|mark| mark.anchor_y)
                style:width="12px"
                style:height="12px"
                on:focus=move |_| {
                    focused.set(true);
                    active.set(Some(place.get_value()));
                }
                on:blur=move |_| {
                    focused.set(false);
                    active.set(None);
                }
                on:keydown=on_keydown
                on:click=move |event| {
                    if event.detail() == 0 {
                        open(active.get_untracked());
                    }
                }
            ></button>
            {move || {
                shown
                    .get()
                    .map(|mark| {
                        let (x, y) = (f64::from(mark.anchor_x) * scale(), f64::from(mark.anchor_y) * scale());
                        // Towards the middle, and above where there is room.
                        let right = x > width.get() / 2.0;
                        let shift = format!("{} {}", if right { "calc(-100% - 10px)" } else { "10px" }, if y > 56.0 { "calc(-100% - 8px)" } else { "12px" });
                        view! {
                            <div
                                class="figure-tip"
                                aria-hidden="true"
                                style:left=format!("{x}px")
                                style:top=format!("{y}px")
                                style:translate=shift
                            >
                                {mark.label}
                                {on_open.map(|_| view! { <small>"Press to see the rows"</small> })}
                            </div>
                        }
                            .into_any()
                    })
            }}
            <div class="visually-hidden" aria-live="polite">
                {move || focused.get().then(label)}
            </div>
        </div>
    }
    .into_any()
}
