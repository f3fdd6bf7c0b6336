//! What an import would change, and what it changed.

use crate::{
    analytics::format,
    interchange::table::Report,
    ui::{
        app_state::App,
        components::{Banner, Button, Link, Look, Tone},
    },
    view::route::Route,
};
use leptos::prelude::*;
use std::rc::Rc;

/// The counts, warnings, rejected rows and samples.
#[component]
pub fn Preview(report: Report) -> impl IntoView {
    let counts = [
        ("new", report.new),
        ("changed", report.changed),
        ("the same", report.same),
        ("rejected", report.rejected),
        ("left out", report.skipped),
    ];
    let duplicates = (report.duplicates > 0).then(|| {
        format!("{} rows repeat an id of this file; the later row counts.", format::whole(report.duplicates as f64))
    });
    let members =
        (report.new_members > 0).then(|| format!("{} new members.", format::whole(report.new_members as f64)));
    let channels =
        (!report.new_channels.is_empty()).then(|| format!("New channels: {}.", report.new_channels.join(", ")));
    let shown = report.rejections.len() as u64;
    let more = (report.rejected > shown && shown > 0).then(|| {
        format!("The first {} of {} are listed.", format::whole(shown as f64), format::whole(report.rejected as f64))
    });
    view! {
        <section class="stack" aria-labelledby="preview-title">
            <h2 id="preview-title">"What would change"</h2>
            <div class="preview-counts" role="group" aria-label="Rows">
                {counts.map(|(name, count)| view! { <div><b>{format::whole(count as f64)}</b><span>{name}</span></div> }).collect_view()}
            </div>
            {[duplicates, members, channels].into_iter().flatten().map(|text| view! { <p>{text}</p> }).collect_view()}
            {report.notes.iter().map(|note| view! { <p class="muted">{note.clone()}</p> }).collect_view()}
            {report.warnings.into_iter().map(|warning| view! { <Banner tone=Tone::Warn>{warning.text}</Banner> }).collect_view()}
            {(!report.rejections.is_empty()).then(|| view! {
                <div class="card table-wrap" tabindex="0" role="group" aria-label="Table">
                    <table class="plain-table">
                        <caption>"Rejected rows: they are not imported"</caption>
                        <thead><tr><th scope="col" class="number">"Row"</th><th scope="col">"Column"</th><th scope="col">"Value"</th><th scope="col">"Reason"</th></tr></thead>
                        <tbody>
                            {report.rejections.iter().map(|rejected| view! {
                                <tr><th scope="row" class="number">{format::whole(rejected.row as f64)}</th><td>{rejected.column.clone()}</td><td class="sample"><bdi>{rejected.value.clone()}</bdi></td><td>{rejected.reason.clone()}</td></tr>
                            }).collect_view()}
                        </tbody>
                    </table>
                </div>
            })}
            {more.map(|text| view! { <p class="muted">{text}</p> })}
            {(!report.changed_samples.is_empty()).then(|| view! {
                <div class="card table-wrap" tabindex="0" role="group" aria-label="Table">
                    <table class="plain-table">
                        <caption>"Some of the changes"</caption>
                        <thead><tr><th scope="col" class="number">"Row"</th><th scope="col">"Field"</th><th scope="col">"Now"</th><th scope="col">"Then"</th></tr></thead>
                        <tbody>
                            {report.changed_samples.iter().flat_map(|sample| sample.cells.iter().map(|cell| view! {
                                <tr><th scope="row" class="number">{format::whole(sample.row as f64)}</th><td>{cell.field}</td><td>{cell.old.clone()}</td><td>{cell.new.clone()}</td></tr>
                            })).collect_view()}
                        </tbody>
                    </table>
                </div>
            })}
        </section>
    }
}

/// After an import: what came of it, and where to go.
#[component]
pub fn Done(app: App, report: Rc<Report>) -> impl IntoView {
    let list = match report.table {
        "activities" => Route::Activities(Default::default()),
        "members" => Route::Members(Default::default()),
        _ => Route::Posts(Default::default()),
    };
    let words = format!(
        "Imported: {} new and {} changed rows from {}. Undo takes the whole import back.",
        format::whole(report.new as f64),
        format::whole(report.changed as f64),
        report.file
    );
    view! {
        <div class="stack">
            <Banner tone=Tone::Good>{words}</Banner>
            <div class="button-row">
                <Link look=Look::Primary href=Route::Analytics(Default::default()).to_string()>"See the figures"</Link>
                <Link look=Look::Secondary href=list.to_string()>"See the rows"</Link>
                <Button on_press=move || app.import.cancel()>"Import another file"</Button>
            </div>
        </div>
    }
}
