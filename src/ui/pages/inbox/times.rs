//! Response times and the other figures of the inbox, with their definitions and the conversations behind them.

use super::desk::Desk;
use crate::{
    analytics::{Unit, format},
    charts::{self, Drawing, HistogramBin, HistogramSpec, MarkKey},
    inbox::{
        DEFINITIONS, Horizon, Promise,
        figures::{self, AGES, Asked, Case},
    },
    model::{Instant, words},
    ui::{
        clock,
        components::{Button, DetailPanel, Field, Figure, Look, Segmented, Select},
    },
    view::{inbox as view_inbox, plan::when},
};
use leptos::prelude::*;
use std::sync::Arc;

/// Conversations listed behind a column of the histogram.
const LISTED: usize = 50;

/// The cases, and when they were counted; others where counted anew.
#[derive(Clone)]
struct Counted(Arc<Vec<Case>>, Instant);

impl PartialEq for Counted {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// What was pressed to see the conversations behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pressed {
    /// A column of the histogram.
    Bin(usize),
    /// A figure, by its id.
    Figure(&'static str),
}

/// A line of the table.
struct Line {
    id: &'static str,
    name: String,
    value: String,
    about: String,
}

/// The panel.
#[component]
pub fn Times(desk: Desk) -> impl IntoView {
    let days = RwSignal::new("28".to_owned());
    let channel = RwSignal::new(String::new());
    let counted = Memo::new(move |_| {
        let moment = desk.moment.get()?;
        let now = clock::now();
        let (from, to) = view_inbox::last_days(now, days.get().parse().unwrap_or(28));
        let asked = Asked { from, to, channel: channel.get().parse().ok(), now, moods: true };
        Some(Counted(Arc::new(figures::cases(&moment.workspace, &moment.talks, &moment.promises, asked)), now))
    });
    let scale = RwSignal::new("open".to_owned());
    let pressed = RwSignal::new(None::<Pressed>);
    // Other conversations, other columns: what was pressed is no more.
    Effect::new(move |_| {
        let _ = (counted.get(), scale.get());
        pressed.set(None);
    });
    let channels = Signal::derive(move || {
        let mut options = vec![(String::new(), "All channels".to_owned())];
        desk.app.workspace.with(|workspace| {
            let all = workspace.iter().flat_map(|it| it.records.channels.iter());
            options.extend(all.map(|one| (one.id.to_string(), one.name.clone())));
        });
        options
    });
    let rows = move || {
        let Counted(cases, now) = counted.get()?;
        let rows = lines(&cases, now).into_iter().map(|line| {
            let definition = DEFINITIONS.iter().find(|one| one.id == line.id);
            view! {
                <tr>
                    <th scope="row">
                        {line.name}
                        {definition.map(|one| view! {
                            <details class="small"><summary>"What it is"</summary>
                                <p>{one.question}</p><p><code class="break">{one.formula}</code></p>
                                <ul>{one.edge_cases.iter().map(|text| view! { <li>{*text}</li> }).collect_view()}</ul>
                            </details>
                        })}
                    </th>
                    <td class="number"><Button look=Look::Link on_press=move || pressed.set(Some(Pressed::Figure(line.id)))>{line.value}<span class="visually-hidden">": show the conversations"</span></Button></td>
                    <td class="muted small">{line.about}</td>
                </tr>
            }
        });
        Some(rows.collect_view())
    };
    view! {
        <DetailPanel title="Response times" subtitle="Conversations opened in the period" wide=true on_close=move || desk.panel(None)>
            <div class="field-row">
                <Field label="Period"><Select value=days options=[("28", "Last 28 days"), ("90", "Last 90 days"), ("365", "Last 365 days")].map(|(key, label)| (key.to_owned(), label.to_owned())).to_vec() on_change=move |key: String| days.set(key)/></Field>
                <Field label="Channel"><Select value=channel options=channels on_change=move |key: String| channel.set(key)/></Field>
            </div>
            <Chart counted scale pressed/>
            <div class="table-wrap" tabindex="0" role="group" aria-label="Figures">
                <table class="plain-table">
                    <thead><tr><th scope="col">"Figure"</th><th scope="col" class="number">"Value"</th><th scope="col">"Made of"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <Behind desk counted scale pressed/>
        </DetailPanel>
    }
}

/// The figures in words.
fn lines(cases: &[Case], now: Instant) -> Vec<Line> {
    let mut lines = Vec::new();
    let ids = ["first_response_time", "next_response_time", "resolution_time"];
    for (promise, id) in Promise::ALL.into_iter().zip(ids) {
        let times = figures::times(cases, promise);
        let of = |quantiles: Option<(f64, f64)>| match quantiles {
            Some((median, ninetieth)) => format!("{} (p90 {})", words::duration(median), words::duration(ninetieth)),
            None => "—".to_owned(),
        };
        let (raw, open) = (of(times.raw_quantiles()), of(times.open_quantiles()));
        let about = format!("n = {}; {} not over yet left out", times.n(), times.running);
        lines.push(Line { id, name: format!("{} time, median", promise.label()), value: raw, about: about.clone() });
        lines.push(Line { id, name: "… in business hours".to_owned(), value: open, about });
    }
    let rate = |id, name: &str, rate: &figures::Rate, left: &str| Line {
        id,
        name: name.to_owned(),
        value: format::format_value(Unit::Ratio, rate.value),
        about: if left.is_empty() {
            format!("{} of {}", rate.numerator, rate.denominator)
        } else {
            format!("{} of {}; {} {left}", rate.numerator, rate.denominator, rate.excluded)
        },
    };
    lines.push(rate("sla_met", "SLA met", &figures::sla_met(cases, None), "open and not due yet left out"));
    lines.push(rate("response_rate", "Response rate", &figures::response_rate(cases), ""));
    let backlog = figures::backlog(cases, now);
    let ages = AGES
        .iter()
        .zip(backlog.ages)
        .filter(|(_, count)| *count > 0)
        .map(|((_, label), count)| format!("{label}: {count}"));
    let median =
        backlog.median.map_or_else(|| "nobody waits".to_owned(), |age| format!("median age {}", words::duration(age)));
    let about = std::iter::once(median).chain(ages).collect::<Vec<_>>().join("; ");
    lines.push(Line {
        id: "backlog",
        name: "Backlog".to_owned(),
        value: words::grouped(backlog.waiting as u64),
        about,
    });
    let (csat, answers) = figures::csat(cases);
    lines.push(rate("csat", "CSAT", &csat, ""));
    lines.push(rate("csat", "… answer rate", &answers, ""));
    let moods = figures::moods(cases);
    let [positive, neutral, negative] = moods.counts;
    lines.push(Line {
        id: "net_sentiment",
        name: "Net sentiment (English only)".to_owned(),
        value: moods.net.map_or_else(|| "—".to_owned(), |net| words::decimals(net, 2)),
        about: format!(
            "{positive} positive, {neutral} neutral, {negative} negative; {} without a mood left out; {} corrected",
            moods.unknown, moods.corrected
        ),
    });
    lines
}

/// The histogram of first responses.
fn histogram(cases: &[Case], open: bool) -> crate::analytics::Histogram {
    let times = figures::times(cases, Promise::First);
    figures::histogram(if open { &times.open } else { &times.raw })
}

/// The histogram, in business hours or by the clock.
#[component]
fn Chart(counted: Memo<Option<Counted>>, scale: RwSignal<String>, pressed: RwSignal<Option<Pressed>>) -> impl IntoView {
    let found = Memo::new(move |_| Some(histogram(&counted.get()?.0, scale.with(|scale| scale == "open"))));
    let draw = move |width: f64| {
        found.with(|histogram| {
            let Some(histogram) = histogram.as_ref().filter(|histogram| histogram.n > 0) else {
                return Drawing::default();
            };
            let bin = |bin: &crate::analytics::Bin| HistogramBin { label: bin.label.clone(), count: bin.count as u64 };
            charts::histogram(&HistogramSpec {
                title: "First response times".to_owned(),
                width,
                bins: histogram.bins.iter().map(bin).collect(),
                category_name: "Time".to_owned(),
                things: "conversations".to_owned(),
                ..HistogramSpec::default()
            })
        })
    };
    let open = move |key: MarkKey| pressed.set(Some(Pressed::Bin(key.index as usize)));
    let actions = move || {
        view! { <Segmented label="Time counted" value=scale options=vec![("open", "Business hours"), ("raw", "Clock")] on_change=move |key: String| scale.set(key)/> }
    };
    view! {
        <Figure title="First response times" subtitle="How long people waited for our first answer" draw on_open=open actions inner=true empty="Nobody was answered in this period."/>
    }
}

/// The conversations behind what was pressed.
#[component]
fn Behind(
    desk: Desk,
    counted: Memo<Option<Counted>>,
    scale: RwSignal<String>,
    pressed: RwSignal<Option<Pressed>>,
) -> impl IntoView {
    let list = move || {
        let (pressed, zone) = (pressed.get()?, desk.zone());
        let cases = counted.get()?.0;
        let open = scale.with(|scale| scale == "open");
        let (title, mut found) = match pressed {
            Pressed::Bin(place) => {
                let bin = histogram(&cases, open).bins.into_iter().nth(place)?;
                let found: Vec<_> =
                    figures::in_bin(&cases, Promise::First, &bin, open).map(|case| (case.key, case.asked)).collect();
                (format!("First response, {}", bin.label), found)
            }
            Pressed::Figure(id) => {
                let name = DEFINITIONS.iter().find(|one| one.id == id)?.name;
                (name.to_owned(), figures::behind(&cases, id).map(|case| (case.key, case.asked)).collect())
            }
        };
        let more = found.len().saturating_sub(LISTED);
        let count = words::grouped(found.len() as u64);
        found.sort_unstable_by_key(|(_, asked)| std::cmp::Reverse(*asked));
        let lines = found.into_iter().take(LISTED).map(|(key, asked)| {
            let href =
                desk.address(|view| (view.panel, view.conversation, view.horizon) = (None, Some(key), Horizon::All));
            view! { <li><a class="plan-chip" href=href>{when::day_time(asked, zone)}</a></li> }
        });
        Some(view! {
            <section class="stack" aria-live="polite">
                <h3>{title}": "{count}" conversations"</h3>
                <ul class="legend">{lines.collect_view()}</ul>
                {(more > 0).then(|| view! { <p class="muted small">{format!("and {more} more")}</p> })}
            </section>
        })
    };
    view! { {list} }
}
