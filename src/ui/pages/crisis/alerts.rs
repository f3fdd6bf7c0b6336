//! Alerts: what stands out against the days before, why, and what can be done about it.

use super::{Desk, address, me};
use crate::{
    charts,
    crisis::{alert, severity},
    model::{Action, Command, RecordKind, facts::TableKind, record::AlertMeasure, words},
    ui::{
        clipboard, clock,
        components::{Badge, Button, DetailPanel, EmptyState, Figure, IconName, Link, Look, Table, Tone},
        pages::{fact_table, lists::RowPanel},
    },
    view::{
        crisis::{self, AlertLine, RuleLine},
        route::{CrisisSide, CrisisView, Opened, Route},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// Alerts that are listed at first.
const SHOWN: usize = 20;

/// The rules with what they say, and the alerts.
#[component]
pub fn Alerts(desk: Desk, view: Memo<CrisisView>) -> impl IntoView {
    let app = desk.app;
    let found = Memo::new(move |_| {
        desk.tone.track();
        app.workspace.with(|workspace| {
            let workspace = workspace.as_ref()?;
            desk.counts.try_update_value(|counts| crisis::alerts(workspace, counts, clock::now()))
        })
    });
    let found = Memo::new(move |_| found.get().unwrap_or_default());
    let chosen = Memo::new(move |_| {
        let named = view.with(|view| view.alert);
        found.with(|found| {
            let is_named = |line: &&AlertLine| {
                named.is_some_and(|(rule, at)| {
                    line.rule.id == rule && (line.alert.began..=line.alert.ended).contains(&at)
                })
            };
            found.lines.iter().find(is_named).or_else(|| found.lines.first()).cloned()
        })
    });
    let all = RwSignal::new(false);
    let new = || address(CrisisView::open(Opened::new(RecordKind::AlertRule)));
    let rows_open = Memo::new(move |_| view.with(|view| view.side == CrisisSide::Rows && view.open.is_none()));
    view! {
        <Show
            when=move || found.with(|found| !found.rules.is_empty())
            fallback=move || view! {
                <EmptyState icon=IconName::Warning title="No alert rules yet" text="A rule watches how much is written, or how much of it is negative, against what is usual for you. It is read whenever activities come in.">
                    <Link look=Look::Primary href=new()>"New alert rule"</Link>
                </EmptyState>
            }
        >
            <div class="sections">
                {move || chosen.get().map(|line| view! { <One desk line/> })}
                <section class="card table-wrap" tabindex="0" role="group" aria-label="Alerts">
                    <table class="plain-table">
                        <caption><h2>"Alerts"</h2></caption>
                        <thead><tr><th scope="col">"Began"</th><th scope="col">"Rule"</th><th scope="col">"State"</th><th scope="col" class="number">"Mean of the window"</th><th scope="col" class="number">"Limit"</th><th scope="col">"Incident"</th></tr></thead>
                        <tbody>
                            {move || {
                                let found = found.get();
                                if found.lines.is_empty() {
                                    return view! { <tr><td colspan="6" class="muted">"Nothing stood out so far."</td></tr> }.into_any();
                                }
                                let shown = if all.get() { found.lines.len() } else { SHOWN };
                                let current = chosen.get();
                                found.lines.into_iter().take(shown).map(|line| {
                                    let is_current = current.as_ref().is_some_and(|one| one.rule.id == line.rule.id && one.alert.began == line.alert.began);
                                    row(desk, line, is_current)
                                }).collect_view().into_any()
                            }}
                        </tbody>
                    </table>
                    {move || (!all.get() && found.with(|found| found.lines.len()) > SHOWN).then(|| view! {
                        <Button small=true look=Look::Quiet on_press=move || all.set(true)>{format!("Show all {}", found.with(|found| found.lines.len()))}</Button>
                    })}
                </section>
                <section class="card">
                    <header class="card-header"><h2>"Rules"</h2></header>
                    {move || desk.reading.get().map(|(done, all)| view! { <p class="muted small">{format!("The tone of messages is being read: {} of {}.", words::grouped(done as u64), words::grouped(all as u64))}</p> })}
                    <ul class="crisis-rules plain-list">
                        {move || found.with(|found| found.rules.iter().cloned().map(|line| rule(desk, line)).collect_view())}
                    </ul>
                </section>
            </div>
            {move || rows_open.get().then(|| chosen.get()).flatten().map(|line| view! { <Rows desk line/> })}
        </Show>
    }
}

/// A number of a rule's measure.
fn value(measure: AlertMeasure, value: f64) -> String {
    match measure {
        AlertMeasure::Volume => words::decimals(value, 1),
        AlertMeasure::NegativeShare => format!("{} %", words::decimals(value * 100.0, 1)),
    }
}

fn state(line: &AlertLine) -> AnyView {
    match (&line.acknowledged, line.alert.is_going_on) {
        (Some((who, _)), _) if who.is_empty() => view! { <Badge tone=Tone::Good>"Acknowledged"</Badge> }.into_any(),
        (Some((who, _)), _) => view! { <Badge tone=Tone::Good>{format!("Acknowledged by {who}")}</Badge> }.into_any(),
        (None, false) if line.before_rule => view! { <Badge>"Before the rule"</Badge> }.into_any(),
        (None, true) => view! { <Badge tone=Tone::Bad>"Going on"</Badge> }.into_any(),
        (None, false) => view! { <Badge tone=Tone::Warn>"Not acknowledged"</Badge> }.into_any(),
    }
}

fn row(desk: Desk, line: AlertLine, is_current: bool) -> AnyView {
    let measure = line.rule.measure;
    let to = address(CrisisView::alert(line.rule.id, line.alert.began));
    let incident = line.incident.map(|id| address(CrisisView::incident(id, CrisisSide::Main)));
    view! {
        <tr>
            <th scope="row" class="nowrap"><a href=to aria-current=is_current.then_some("true")>{desk.when(line.alert.began)}</a></th>
            <td class="break">{line.rule.name.clone()}</td>
            <td>{state(&line)}</td>
            <td class="number">{value(measure, line.alert.peak.recent)}</td>
            <td class="number">{value(measure, line.alert.peak.limit)}</td>
            <td>{incident.map(|to| view! { <a href=to>"Open the room"</a> })}</td>
        </tr>
    }
    .into_any()
}

fn rule(desk: Desk, line: RuleLine) -> AnyView {
    let RuleLine { rule, reading } = line;
    let names = desk.app.workspace.with(|workspace| {
        let channels = workspace.as_ref().map(|workspace| &workspace.records.channels);
        let name = |id| channels.and_then(|channels| channels.get(id)).map(|channel| channel.name.clone());
        rule.channels.iter().filter_map(|id| name(*id)).collect::<Vec<_>>().join(", ")
    });
    let on = if names.is_empty() { "all channels".to_owned() } else { names };
    let (badge, now) = match &reading {
        Ok(reading) if reading.raised => ((Some(Tone::Bad), "Raised"), alert::explanation(&rule, reading)),
        Ok(reading) => ((Some(Tone::Good), "Quiet"), alert::explanation(&rule, reading)),
        Err(silence) => ((None, "Silent"), silence.to_string()),
    };
    let to = address(CrisisView::open(Opened::edit(RecordKind::AlertRule, rule.id)));
    view! {
        <li class="stack-tight">
            <p class="row wrap">
                <a class="strong break" href=to>{rule.name.clone()}</a>
                {match badge.0 {
                    Some(tone) => view! { <Badge tone>{badge.1}</Badge> }.into_any(),
                    None => view! { <Badge>{badge.1}</Badge> }.into_any(),
                }}
                <span class="muted small">{format!("{} on {on}, k = {}", rule.measure.label(), rule.deviations.number())}</span>
            </p>
            <p class="muted small">{now}</p>
        </li>
    }
    .into_any()
}

/// One alert: its numbers, its chart, what to do.
#[component]
fn One(desk: Desk, line: AlertLine) -> impl IntoView {
    let app = desk.app;
    let (rule, alert) = (Arc::clone(&line.rule), line.alert);
    let spec = {
        let rule = Arc::clone(&rule);
        Memo::new(move |_| {
            desk.tone.track();
            app.workspace.with(|workspace| {
                let workspace = workspace.as_ref()?;
                let hours = desk.counts.try_update_value(|counts| counts.hours(workspace, &rule, clock::now()))??;
                Some(crisis::chart(&hours, &rule, &alert, desk.zone.get()))
            })
        })
    };
    let draw = move |width: f64| charts::line(&charts::LineSpec { width, ..spec.get().unwrap_or_default() });
    let acknowledge = {
        let rule = Arc::clone(&rule);
        move || {
            let record = crisis::acknowledge(&rule, &alert, &me(), clock::now());
            if let Err(error) = app.apply(Action::new("Alert acknowledged", Command::Put(record))) {
                app.toasts.fail(error.to_string());
            }
        }
    };
    let waits = line.waits();
    let rows = address(CrisisView { side: CrisisSide::Rows, ..CrisisView::alert(rule.id, alert.began) });
    let new = address(CrisisView::new_incident(Some((rule.id, alert.began))));
    let until =
        if alert.is_going_on { "still going on".to_owned() } else { format!("until {}", desk.when(alert.ended)) };
    let subtitle = format!("{}, {until}", desk.when(alert.began));
    let level = severity::suggested(&alert.peak);
    let words = alert::explanation(&rule, &alert.peak);
    let seen = line.acknowledged.clone().map(|(who, at)| {
        let by = if who.is_empty() { String::new() } else { format!(" by {who}") };
        format!("Acknowledged{by}, {}", desk.when(at))
    });
    view! {
        <Figure title=rule.name.clone() subtitle=subtitle draw=draw empty="There are no activities around it any more.">
            <div class="stack">
                <p>{words}" Its distance suggests severity "{level.to_string()}" ("{severity::label(level)}"); what people say decides."</p>
                {seen.map(|seen| view! { <p class="muted small">{seen}</p> })}
                <div class="button-row">
                    {match line.incident {
                        Some(id) => view! { <Link look=Look::Primary href=address(CrisisView::incident(id, CrisisSide::Main))>"Open the room"</Link> }.into_any(),
                        None => view! { <Link look=Look::Primary href=new>"Open an incident"</Link> }.into_any(),
                    }}
                    {waits.then(|| view! { <Button icon=IconName::Check on_press=acknowledge>"Acknowledge"</Button> })}
                    <Link look=Look::Secondary icon=IconName::Table href=rows>{format!("The activities ({})", alert.peak.volume)}</Link>
                </div>
            </div>
        </Figure>
    }
}

/// The activities that an alert's peak is made of.
#[component]
fn Rows(desk: Desk, line: AlertLine) -> impl IntoView {
    let app = desk.app;
    let (rule, alert) = (Arc::clone(&line.rule), line.alert);
    let rows = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            let workspace = workspace.as_ref()?;
            let sentiments = desk.counts.with_value(|counts| counts.sentiments().cloned());
            Some(Arc::new(match &sentiments {
                Some(sentiments) => alert::peak_rows(workspace, &rule, &alert, Some(&**sentiments)),
                None => alert::peak_rows(workspace, &rule, &alert, None),
            }))
        })
    });
    let columns = Signal::derive(move || {
        let rows = rows.get();
        app.workspace.with(|workspace| {
            workspace
                .as_ref()
                .map_or_else(Vec::new, |workspace| fact_table::columns(workspace, TableKind::Activities, &rows))
        })
    });
    let len = Signal::derive(move || rows.with(|rows| rows.as_ref().map_or(0, |rows| rows.len())));
    let title = Signal::derive(move || format!("{} activities", words::grouped(len.get() as u64)));
    let open = RwSignal::new(None::<usize>);
    let open_row =
        move |place: usize| open.set(rows.get_untracked().and_then(|rows| rows.get(place).map(|row| *row as usize)));
    let copy = move |csv: String, count: usize| clipboard::copy(app, csv, format!("{count} rows copied as CSV"));
    let back = CrisisView::alert(line.rule.id, alert.began);
    let close = move || app.go(Route::Crisis(back.clone()));
    let subtitle = format!("{} h up to {}, latest first", line.rule.window_hours, desk.when(alert.peak.at));
    view! {
        <DetailPanel title subtitle wide=true on_close=close>
            <Table label=title columns len search_label="Search these rows" on_open=open_row on_copy=copy
                empty=|| view! { <p class="muted">"No rows."</p> }.into_any()/>
        </DetailPanel>
        {move || open.get().map(|row| view! { <RowPanel kind=TableKind::Activities row on_close=move || open.set(None)/> })}
    }
}
