//! What the figures say: KPIs 43 to 49 of a period with their definitions and the flags behind them, reporters, rules.

use super::desk::Screen;
use crate::{
    analytics::{Method, Unit, format},
    model::{Id, time::DAY_MS},
    moderation::figures::{self as kpis, DEFINITIONS},
    ui::{
        clock,
        components::{Select, Tile},
    },
    view::moderation::{count, rule_label},
};
use leptos::prelude::*;

/// Days that figures can be of; 0 = all.
const DAYS: [u16; 5] = [7, 30, 90, 365, 0];
/// Unless chosen otherwise.
const USUAL: u16 = 90;
/// Flags listed behind a figure.
const ROWS: usize = 50;

/// The figures.
#[component]
pub fn Figures(screen: Screen) -> impl IntoView {
    let days = Memo::new(move |_| screen.view.with(|view| view.days.unwrap_or(USUAL)));
    let span = Memo::new(move |_| match days.get() {
        0 => i64::MIN..i64::MAX,
        days => clock::now() - i64::from(days) * DAY_MS..i64::MAX,
    });
    // Messages are counted anew where the facts or the period changed.
    let facts = Memo::new(move |_| screen.of(|workspace| workspace.facts_revision));
    let messages = Memo::new(move |_| {
        facts.track();
        let _ = facts.get();
        let span = span.get();
        screen.app.peek().map(|workspace| kpis::messages(&workspace, &span)).unwrap_or_default()
    });
    let figures = Memo::new(move |_| {
        let (span, messages) = (span.get(), messages.get());
        screen.of(|workspace| kpis::figures(workspace.records.flags.iter().map(|flag| &**flag), messages, &span))
    });
    let options: Vec<(String, String)> = DAYS
        .iter()
        .map(|days| (days.to_string(), if *days == 0 { "All time".to_owned() } else { format!("Last {days} days") }))
        .collect();
    let chosen = Signal::derive(move || days.get().to_string());
    let shown = RwSignal::new("time_to_action".to_owned());
    let tile = move |id: &'static str,
                     name: &'static str,
                     value: fn(&kpis::Figures) -> String,
                     note: fn(&kpis::Figures) -> String| {
        view! {
            <Tile name value=Signal::derive(move || figures.with(value)) note=Signal::derive(move || figures.with(note))
                active=Signal::derive(move || shown.with(|shown| shown == id)) on_press=move || shown.set(id.to_owned())/>
        }
    };
    view! {
        <div class="filters no-print">
            <Select label="Period" value=chosen options on_change=move |key: String| screen.choose(|view| view.days = key.parse().ok())/>
        </div>
        <div class="tiles">
            {tile("reports_per_1000", "Reports per 1 000 posts", |it| format::format_value(Unit::Number, it.reports_per_1000), |it| format!("{} of {} messages", count(it.reports, "report"), it.messages))}
            {tile("actions_per_1000", "Actions per 1 000 posts", |it| format::format_value(Unit::Number, it.actions_per_1000), |it| count(it.actions, "action"))}
            {tile("time_to_action", "Time to action, median", |it| format::format_value(Unit::Duration, it.time_to_action), |it| {
                let left = if it.negative > 0 { format!(", {} left out", it.negative) } else { String::new() };
                format!("90 %: {}, n {}{left}", format::format_value(Unit::Duration, it.time_to_action_90), it.timed)
            })}
            {tile("action_mix", "Action mix", |it| it.mix.iter().max_by_key(|(_, count)| *count).map_or_else(|| "—".to_owned(), |(action, _)| action.label().to_owned()), |it| it.mix.iter().map(|(action, count)| format!("{} {count}", action.label())).collect::<Vec<_>>().join(", "))}
            {tile("rejection_rate", "Rejection rate", |it| format::format_value(Unit::Ratio, it.rejection_rate), |it| format!("{} of {} decided", it.rejected, it.decided))}
            {tile("overturn_rate", "Overturn rate", |it| format::format_value(Unit::Ratio, it.overturn_rate), |it| format!("{} of {}", it.overturned, count(it.appeals, "appeal")))}
            {tile("repeat_offenders", "Repeat offenders", |it| format::format_value(Unit::Ratio, it.repeat_rate), |it| format!("{} of {} people", it.repeat_offenders, it.offenders))}
        </div>
        <div class="sections">
            {move || {
                let shown = shown.get();
                DEFINITIONS.into_iter().find(|one| one.id == shown).map(|one| {
                    let rows = figures.with(|figures| figures.rows.get(one.id).cloned().unwrap_or_default());
                    view! { <Definition screen one rows/> }
                })
            }}
        </div>
        <div class="columns columns-even">
            <Reporters screen/>
            <Rules screen span=Signal::derive(move || span.get())/>
        </div>
    }
}

/// What a figure means and what it is made of.
#[component]
fn Definition(screen: Screen, one: Method, rows: Vec<Id>) -> impl IntoView {
    let all = rows.len();
    let lines = screen.of(|workspace| {
        let flags = rows.iter().take(ROWS).filter_map(|id| workspace.records.flags.get(*id));
        flags.map(|flag| (flag.id, flag.title().to_owned(), flag.name.clone())).collect::<Vec<_>>()
    });
    view! {
        <section class="card" aria-label="How it is computed">
            <h2>{format!("{}. {}", one.number, one.name)}</h2>
            <p>{one.question}</p>
            <p class="small"><code>{one.formula}</code></p>
            <ul class="small muted">{one.edge_cases.iter().map(|text| view! { <li>{*text}</li> }).collect_view()}</ul>
            <p class="small muted">{format!("Source: {}.", one.source)}</p>
            <details>
                <summary>{format!("Made of {}", count(all, "flag"))}</summary>
                <ul class="small">
                    {lines.into_iter().map(|(id, title, name)| view! { <li><a dir="auto" class="break" href=move || screen.flag_address(id)>{title}</a><span class="muted">{if name.is_empty() { String::new() } else { format!(" · {name}") }}</span></li> }).collect_view()}
                </ul>
                {(all > ROWS).then(|| view! { <p class="muted small">{format!("The first {ROWS} of {all}.")}</p> })}
            </details>
        </section>
    }
}

/// KPI 48.
#[component]
fn Reporters(screen: Screen) -> impl IntoView {
    let reporters =
        Memo::new(move |_| screen.of(|workspace| kpis::accuracy(workspace.records.flags.iter().map(|flag| &**flag))));
    view! {
        <section class="card table-wrap" tabindex="0" role="group" aria-label="Reporter accuracy">
            <table class="plain-table">
                <caption><h2>"48. Reporter accuracy"</h2><span class="muted small">"Agreed ÷ decided, over all time; shown from 6 decided reports on."</span></caption>
                <thead><tr><th scope="col">"Reporter"</th><th scope="col" class="number">"Reports"</th><th scope="col" class="number">"Decided"</th><th scope="col" class="number">"Agreed"</th><th scope="col" class="number">"Accuracy"</th></tr></thead>
                <tbody>
                    {move || {
                        let all = reporters.get();
                        if all.is_empty() {
                            return view! { <tr><td colspan="5" class="muted">"Nobody has reported anything under a name yet."</td></tr> }.into_any();
                        }
                        all.into_iter().take(ROWS).map(|one| {
                            let accuracy = format::format_value(Unit::Ratio, one.accuracy());
                            view! { <tr><th scope="row" dir="auto" class="break">{one.name}</th><td class="number">{one.reports.to_string()}</td><td class="number">{one.decided.to_string()}</td><td class="number">{one.agreed.to_string()}</td><td class="number">{accuracy}</td></tr> }
                        }).collect_view().into_any()
                    }}
                </tbody>
            </table>
        </section>
    }
}

/// How often each house rule was applied.
#[component]
fn Rules(screen: Screen, span: Signal<kpis::Span>) -> impl IntoView {
    let used = Memo::new(move |_| {
        let span = span.get();
        screen.of(|workspace| {
            let used = kpis::rules(workspace.records.flags.iter().map(|flag| &**flag), &span);
            used.into_iter().map(|one| (rule_label(workspace, one.rule), one)).collect::<Vec<_>>()
        })
    });
    view! {
        <section class="card table-wrap" tabindex="0" role="group" aria-label="House rules">
            <table class="plain-table">
                <caption><h2>"House rules"</h2><span class="muted small">"How often each was applied, named in a report, and overturned."</span></caption>
                <thead><tr><th scope="col">"Rule"</th><th scope="col" class="number">"Applied"</th><th scope="col" class="number">"Reported"</th><th scope="col" class="number">"Overturned"</th></tr></thead>
                <tbody>
                    {move || {
                        let all = used.get();
                        if all.is_empty() {
                            return view! { <tr><td colspan="4" class="muted">"No decision of this period names a rule."</td></tr> }.into_any();
                        }
                        all.into_iter().map(|(label, one)| {
                            let label = if label.is_empty() { "A rule that was removed".to_owned() } else { label };
                            view! { <tr><th scope="row">{label}</th><td class="number">{one.applied.to_string()}</td><td class="number">{one.reported.to_string()}</td><td class="number">{one.overturned.to_string()}</td></tr> }
                        }).collect_view().into_any()
                    }}
                </tbody>
            </table>
        </section>
    }
}
