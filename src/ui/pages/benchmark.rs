//! “How fast is this here?”: the benchmark on this machine, in this browser.

use crate::{
    analytics::format,
    benchmark::{Progress as Step, Report, Row},
    model::words,
    ui::{
        app_state::use_app,
        components::{Banner, Button, IconName, Progress, Select, Tone},
    },
};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// Sizes on offer.
const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];

/// The section of the storage screen.
#[component]
pub fn Benchmark() -> impl IntoView {
    let app = use_app();
    let size = RwSignal::new(SIZES[1].to_string());
    // What is being done; none while nothing runs.
    let step = RwSignal::new(None::<(String, f64)>);
    let result = RwSignal::new(None::<Result<Report, String>>);
    let stop = StoredValue::new(false);
    let run = move || {
        let Ok(records) = size.get_untracked().parse::<usize>() else { return };
        stop.set_value(false);
        result.set(None);
        step.set(Some(("Getting ready".to_owned(), 0.0)));
        app.with_part(app.parts.exchange, move |exchange| {
            let tell = move |now: Step| {
                let _ = step.try_set(Some((now.work.label().to_owned(), now.done)));
                // A screen that was left needs no figures.
                stop.try_get_value() == Some(false)
            };
            let running = (exchange.benchmark)(records, Box::new(tell));
            spawn_local(async move {
                let found = running.await;
                let stopped = stop.try_get_value() != Some(false);
                let _ = step.try_set(None);
                let _ = result.try_set((!stopped).then_some(found));
            });
        });
    };
    let sizes = SIZES.map(|size| (size.to_string(), format!("{} records", words::grouped(size as u64)))).to_vec();
    let running = Memo::new(move |_| step.with(Option::is_some));
    view! {
        <section class="form-section">
            <header><h2>"How fast is this here?"</h2><p>"Made-up records go through import, figures, search and export, in this browser on this machine. Nothing is stored, nothing is sent."</p></header>
            <div class="stack">
                <div class="row">
                    <Select label="How many records" value=size options=sizes disabled=running on_change=move |key: String| size.set(key)/>
                    <Button icon=IconName::Activity disabled=running on_press=run>"Measure"</Button>
                </div>
                {move || running.get().then(|| view! {
                    <Progress
                        label=Signal::derive(move || step.get().map(|(what, _)| what).unwrap_or_default())
                        done=Signal::derive(move || step.get().map(|(_, done)| done))
                        on_cancel=move || stop.set_value(true)
                    />
                })}
                {move || result.get().map(|result| match result {
                    Ok(report) => view! { <Found report/> }.into_any(),
                    Err(why) => view! { <Banner tone=Tone::Warn>{why}</Banner> }.into_any(),
                })}
            </div>
        </section>
    }
}

#[component]
fn Found(report: Report) -> impl IntoView {
    let verdict = match report.right {
        Some(true) => format!("The figures are right: their fingerprint is the published one ({}).", report.hash),
        Some(false) => format!("The figures are not the published ones ({}). Please report this.", report.hash),
        None => format!("Fingerprint of the figures: {}.", report.hash),
    };
    let row = |row: &Row| {
        let rate = row.records_per_second().map_or_else(|| "—".to_owned(), |rate| words::grouped(rate.round() as u64));
        let hits = row.hits.map(|hits| format!(" ({} found)", words::grouped(hits as u64))).unwrap_or_default();
        view! {
            <tr>
                <th scope="row">{row.work.label()}{hits}</th>
                <td class="number">{format!("{} ms", words::decimals(row.ms, if row.ms < 100.0 { 1 } else { 0 }))}</td>
                <td class="number">{rate}</td>
            </tr>
        }
    };
    view! {
        <div class="table-wrap" tabindex="0" role="group" aria-label="What was measured">
            <table class="plain-table">
                <caption>{format!("With {} records", format::whole(report.records as f64))}</caption>
                <thead><tr><th scope="col">"Work"</th><th scope="col" class="number">"Time"</th><th scope="col" class="number">"Records a second"</th></tr></thead>
                <tbody>{report.rows.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        <p class=if report.right == Some(false) { "warn" } else { "muted small" } role="status">{verdict}</p>
    }
}
