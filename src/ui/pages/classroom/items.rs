//! What exercises are worth as measures: a pack at a time.

use super::desk::Desk;
use crate::{
    classroom::{
        ItemAnalysis, PackAnalysis, analyse,
        items::{Measure, OptionCount, PartAnalysis, PlaceAnalysis, strength},
        statistics::Distribution,
    },
    interchange::gradebook_csv::points,
    ui::{components::Link, pages::content_count as count},
    view::{
        classroom::{coefficient, pack_to_analyse, percent, takes},
        route::{ClassroomSort, PackChoice},
    },
};
use leptos::prelude::*;

/// The section.
#[component]
pub fn Items(desk: Desk) -> impl IntoView {
    let found = Memo::new(move |_| {
        desk.book.with(|book| {
            desk.shown.with(|view| {
                let pack = pack_to_analyse(&book.grades, view.pack)?;
                let name = book.shelves.iter().find(|shelf| shelf.pack == pack).map(|shelf| shelf.name.clone());
                Some((name.unwrap_or_default(), analyse(&book.grades, pack, |student| takes(view, student))))
            })
        })
    });
    move || match found.get() {
        None => view! { <p class="muted">"Nobody handed anything in of this pack."</p> }.into_any(),
        Some((name, found)) => view! {
            <div class="sections item-analysis">
                {whole(&name, &found)}
                {table(desk, &found)}
                <section class="stack" aria-label="Exercises one by one">
                    {found.items.into_iter().map(item).collect_view()}
                </section>
            </div>
        }
        .into_any(),
    }
}

fn whole(name: &str, found: &PackAnalysis) -> AnyView {
    let spread = &found.distribution;
    let alpha = match (found.alpha, found.alpha_pairwise) {
        (Some(alpha), _) => format!(
            "{} by the {} who handed in all {} exercises",
            coefficient(Some(alpha.value)),
            count(alpha.students, "student"),
            alpha.items
        ),
        (None, Some(_)) => "— too few students handed in all exercises".to_owned(),
        (None, None) => "— it takes two exercises and students who differ".to_owned(),
    };
    let pairwise = found.alpha_pairwise.map(|alpha| {
        format!("{} by pairs of exercises, of {}", coefficient(Some(alpha.value)), count(alpha.students, "student"))
    });
    let five = spread.five.map(|[least, lower, middle, upper, most]| {
        let of = |share| percent(Some(share));
        format!("median {}, middle half {} to {}, from {} to {}", of(middle), of(lower), of(upper), of(least), of(most))
    });
    let deviation = spread.deviation.map(|deviation| format!(" ± {}", percent(Some(deviation))));
    view! {
        <section class="card stack" aria-label="The pack as a whole">
            <h2 dir="auto">{name.to_owned()}</h2>
            <dl class="figures">
                <div><dt>"Students"</dt><dd>{spread.count.to_string()}</dd></div>
                <div><dt>"Mean and standard deviation"</dt><dd>{percent(spread.mean)}{deviation}</dd></div>
                <div><dt>"Spread"</dt><dd>{five.unwrap_or_else(|| "—".to_owned())}</dd></div>
                <div><dt>"Cronbach’s alpha"</dt><dd>{alpha}{pairwise.map(|pairwise| view! { <br/><span class="muted small">{pairwise}</span> })}</dd></div>
            </dl>
            {tenths(spread)}
        </section>
    }
    .into_any()
}

/// Students by tenths of the points.
fn tenths(spread: &Distribution) -> AnyView {
    let greatest = spread.tenths.iter().copied().max().unwrap_or(0).max(1) as f64;
    let bars = spread.tenths.iter().enumerate().map(|(place, students)| {
        let label = format!("{}–{}\u{202f}%", place * 10, place * 10 + 10);
        let width = 100.0 * *students as f64 / greatest;
        view! {
            <tr>
                <th scope="row">{label}</th>
                <td class="number">{students.to_string()}</td>
                <td class="tenth"><svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect width=format!("{width:.1}") height="6"></rect></svg></td>
            </tr>
        }
    });
    let bars = bars.collect_view();
    view! {
        <details>
            <summary>"How results are spread"</summary>
            <table class="plain-table tenths">
                <thead><tr><th scope="col">"Of the points"</th><th scope="col" class="number">"Students"</th><td></td></tr></thead>
                <tbody>{bars}</tbody>
            </table>
        </details>
    }
    .into_any()
}

fn discrimination(value: Option<f64>) -> String {
    value.map_or_else(|| "—".to_owned(), |found| format!("{} {}", coefficient(value), strength(found)))
}

fn cells(measure: &Measure) -> AnyView {
    view! {
        <td class="number">{measure.students.to_string()}</td>
        <td class="number">{coefficient(measure.difficulty)}</td>
        <td class="number">{coefficient(measure.deviation)}</td>
        <td class="number">{discrimination(measure.discrimination)}</td>
        <td class="number">{coefficient(measure.upper_lower)}</td>
    }
    .into_any()
}

fn measure_heads() -> AnyView {
    view! {
        <th scope="col" class="number">"Students"</th>
        <th scope="col" class="number" title="Mean share of the points: 0 nobody, 1 everybody">"Difficulty"</th>
        <th scope="col" class="number" title="Standard deviation of the share">"Deviation"</th>
        <th scope="col" class="number" title="Corrected item–total correlation">"Discrimination"</th>
        <th scope="col" class="number" title="Mean share of the upper 27 % less that of the lower 27 %">"Upper − lower"</th>
    }
    .into_any()
}

fn table(desk: Desk, found: &PackAnalysis) -> AnyView {
    let pack = PackChoice::of(found.pack);
    let rows = found.items.iter().map(|item| {
        let key = item.key.clone();
        let address = move || {
            desk.address(|view| {
                view.section = Default::default();
                (view.pack, view.sort, view.down) = (pack, ClassroomSort::Exercise(key.clone()), false);
            })
        };
        let title = item.title.clone();
        view! {
            <tr>
                <th scope="row"><Link href=Signal::derive(address)>{title}</Link></th>
                {cells(&item.measure)}
                <td class="number">{item.missing.to_string()}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <section class="card table-wrap" tabindex="0" role="group" aria-label="Exercises as measures">
            <table class="plain-table">
                <caption><h2>"Exercises"</h2></caption>
                <thead><tr><th scope="col">"Exercise"</th>{measure_heads()}<th scope="col" class="number">"Missing"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn item(item: ItemAnalysis) -> AnyView {
    let advice = (!item.advice.is_empty()).then(|| {
        view! { <ul class="stack-tight already">{item.advice.iter().map(|line| view! { <li class="break" dir="auto">{line.clone()}</li> }).collect_view()}</ul> }
    });
    let parts = (!item.parts.is_empty()).then(|| parts(&item.title, &item.parts));
    let summary = format!("{} ({} points)", item.title, points(item.measure.most));
    let looked = if item.advice.is_empty() { "" } else { "look here" };
    view! {
        <details class="card">
            <summary><span dir="auto">{summary}</span>" "<span class="warn small">{looked}</span></summary>
            <div class="stack">
                {advice}
                {parts}
                {item.places.into_iter().map(|found| place(&item.title, found)).collect_view()}
            </div>
        </details>
    }
    .into_any()
}

fn parts(title: &str, parts: &[PartAnalysis]) -> AnyView {
    let rows = parts
        .iter()
        .map(|part| view! { <tr><th scope="row" class="break" dir="auto">{part.label.clone()}</th>{cells(&part.measure)}</tr> })
        .collect_view();
    view! {
        <div class="table-wrap" tabindex="0" role="group" aria-label=format!("Parts of {title}")>
            <table class="plain-table">
                <caption>"Parts, each against all the rest"</caption>
                <thead><tr><th scope="col">"Part"</th>{measure_heads()}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn place(title: &str, place: PlaceAnalysis) -> AnyView {
    let row = |option: OptionCount| {
        let right = if option.right { "✓ right" } else { "" };
        view! {
            <tr>
                <th scope="row" class="break" dir="auto">{option.label}</th>
                <td class="nowrap">{right}</td>
                <td class="number">{option.count.to_string()}</td>
                <td class="number">{percent(option.share)}</td>
                <td class="number">{percent(option.mean_total)}</td>
                <td class="number">{coefficient(option.discrimination)}</td>
            </tr>
        }
    };
    let caption = if place.label.is_empty() { "What was answered".to_owned() } else { place.label };
    let label = format!("Answers to {title}: {caption}");
    let more =
        (place.more > 0).then(|| view! { <p class="muted small">{format!("and {} other answers", place.more)}</p> });
    view! {
        <div class="table-wrap" tabindex="0" role="group" aria-label=label>
            <table class="plain-table">
                <caption dir="auto">{caption}" · "{count(place.answered, "student")}</caption>
                <thead><tr><th scope="col">"Answer"</th><td></td><th scope="col" class="number">"Students"</th><th scope="col" class="number">"Share"</th><th scope="col" class="number" title="Mean share of the pack's points of those who answered so">"Their mean"</th><th scope="col" class="number" title="Point-biserial correlation with the rest of the points">"Correlation"</th></tr></thead>
                <tbody>{place.options.into_iter().map(row).collect_view()}</tbody>
            </table>
            {more}
        </div>
    }
    .into_any()
}
