//! How the figure in focus is computed: its formula with this period's numbers, what was left out and why, where the
//! facts come from, and the way to the rows.

use super::{board::Board, target::Target};
use crate::{
    analytics::{self, Figure, Kpi, Mark, format},
    model::facts::Origin,
    ui::components::{Button, Look},
    view::{dashboard::mark_text, period::period_label},
};
use leptos::prelude::*;

/// The explanation card.
#[component]
pub fn Explain(board: Board) -> impl IntoView {
    let figure = Memo::new(move |_| {
        let scope = board.scope.get()?;
        scope.0.evaluate(board.kpi.get()?.id()).ok()
    });
    view! {
        <section class="card" aria-labelledby="explain-title">
            <h2 id="explain-title">"How this is computed"</h2>
            {move || {
                let kpi = board.definition()?;
                let figure = figure.get()?;
                Some(view! { <Explanation board kpi figure/> })
            }}
        </section>
    }
}

#[component]
fn Explanation(board: Board, kpi: Kpi, figure: Figure) -> impl IntoView {
    let value = figure.headline.clone().unwrap_or_else(|| format::format_value(kpi.unit(), figure.value));
    let n = format!("{} {}", format::whole(figure.n as f64), figure.unit_of_n);
    let period = figure.period.map_or_else(|| "All time, posts without a full date included".to_owned(), period_label);
    let open = move |mark: Mark| board.choose(|view| view.rows = Some(mark_text(&mark)));
    let exclusions = figure.excluded.clone();
    let left_out = if exclusions.is_empty() { Some("Nothing was left out.") } else { None };
    let provenance = figure
        .provenance
        .iter()
        .map(|source| {
            let things = format!("{} {}", format::whole(source.count as f64), figure.unit_of_n);
            match &source.file {
                Some(file) if source.origin == Origin::Imported.label() => format!("{things} imported from {file}"),
                _ => format!("{things}: {}", source.origin),
            }
        })
        .collect::<Vec<_>>();
    let sibling = kpi.sibling().and_then(analytics::find).map(|sibling| {
        let other = board.scope.get_untracked().and_then(|scope| scope.0.value(sibling.id).ok().flatten());
        let words = format!("{}: {}", sibling.name, format::format_value(sibling.unit, other));
        view! { <p>"Computed the other way · "<Button look=Look::Link on_press=move || board.choose(|view| view.kpi = Some(sibling.id.to_owned()))>{words}</Button></p> }
    });
    let worked = format::worked_formula(&kpi, &figure);
    let fraction = match (figure.numerator, figure.denominator) {
        (Some(above), Some(below)) => Some(view! {
            <span class="formula" aria-hidden="true">
                <span class="fraction"><span>{format::number(above)}</span><span>{format::number(below)}</span></span>
                <span class="formula-value">"= "{format::format_value(kpi.unit(), figure.value)}</span>
            </span>
        }),
        _ => None,
    };
    view! {
        <p class="card-sub">{kpi.name().to_owned()}" · "{period}</p>
        <div class="explain">
            <p>{kpi.question().to_owned()}</p>
            <p class="strong">{kpi.formula().to_owned()}</p>
            {fraction}
            <p class="small muted">{if worked.is_empty() { format!("= {value}") } else { worked }}</p>
            <p>"n "{n.clone()}</p>
            {figure.note.clone().map(|note| view! { <p class="muted">{note}</p> })}
            {figure.warnings.iter().map(|warning| view! { <p class="warn">{warning.clone()}</p> }).collect_view()}
            {left_out.map(|text| view! { <p class="muted">{text}</p> })}
            <ul>
                {exclusions.into_iter().map(|exclusion| {
                    let words = format!("{} left out: {}", format::whole(exclusion.count as f64), exclusion.reason);
                    let mark = Mark { excluded: Some(exclusion.key.clone()), ..Mark::default() };
                    view! { <li><Button look=Look::Link on_press=move || open(mark.clone())>{words}</Button></li> }
                }).collect_view()}
            </ul>
            <p class="muted">{provenance.join(" · ")}</p>
            <p><Button look=Look::Link on_press=move || open(Mark::default())>{format!("Show the {n}")}</Button></p>
            {sibling}
        </div>
        <Target board kpi=kpi.clone() value=figure.value/>
        <details class="small">
            <summary>"Definition and edge cases"</summary>
            <ul>{kpi.edge_cases().iter().map(|case| view! { <li>{*case}</li> }).collect_view()}</ul>
            <p class="muted">"Source: "{kpi.source().to_owned()}</p>
        </details>
    }
}
