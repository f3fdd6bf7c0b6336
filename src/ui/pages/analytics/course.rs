//! The figure in focus over time: as it was, where it is heading, what changed with a day, or part by part.

use super::{
    board::{Board, open},
    target,
};
use crate::{
    analytics::{Dimension, Grain},
    charts::{self, Drawing, LineSpec, MarkKey},
    model::Day,
    ui::components::{DateInput, Figure, Link, Look, Select},
    view::{
        annotations, dashboard,
        distribution::{self, BeforeAfterView, ForecastView},
        multiples::{self, Multiple},
        route::{Course, Panel, Route},
    },
};
use leptos::prelude::*;

/// Days on either side of the day that divides before from after.
const AROUND: i32 = 28;
/// Parts that get a chart of their own at most.
const PARTS: usize = 12;

/// How many steps a forecast looks ahead.
fn horizon(grain: Grain) -> usize {
    match grain {
        Grain::Day => 28,
        Grain::Week => 12,
        Grain::Month => 6,
    }
}

/// The card of the figure over time.
#[component]
pub fn CourseCard(board: Board) -> impl IntoView {
    let course = Memo::new(move |_| board.view.with(|view| view.course));
    move || match course.get() {
        Course::Line => view! { <Line board with_choice=true/> }.into_any(),
        Course::Forecast => view! { <Forecast board/> }.into_any(),
        Course::BeforeAfter => view! { <BeforeAfter board/> }.into_any(),
        Course::Parts => view! { <Parts board/> }.into_any(),
    }
}

/// Chooses how the figure is shown.
#[component]
fn ShowAs(board: Board) -> impl IntoView {
    let value = Signal::derive(move || board.view.with(|view| view.course.key().to_owned()));
    let options = Signal::derive(move || {
        let splits = board.definition().is_some_and(|kpi| !kpi.dimensions().is_empty());
        let possible = Course::ALL.into_iter().filter(|course| splits || *course != Course::Parts);
        possible.map(|course| (course.key().to_owned(), course.label().to_owned())).collect::<Vec<_>>()
    });
    let set = move |key: String| {
        board.choose(|view| {
            view.course = Course::ALL.into_iter().find(|course| course.key() == key).unwrap_or_default();
        });
    };
    view! { <Select label="Show over time as" value options on_change=set/> }
}

fn title(board: Board) -> Signal<String> {
    Signal::derive(move || board.definition().map(|kpi| kpi.name().to_owned()).unwrap_or_default())
}

fn drawn(spec: Option<&LineSpec>, width: f64) -> Drawing {
    let height = if width < 500.0 { 200.0 } else { 320.0 };
    spec.map_or_else(Drawing::default, |spec| charts::line(&LineSpec { width, height, ..spec.clone() }))
}

/// The figure as it was, with the compared period, its target, and what happened.
#[component]
pub fn Line(
    board: Board,
    /// With the choice of other ways to show it.
    #[prop(optional)]
    with_choice: bool,
) -> impl IntoView {
    let line = Memo::new(move |_| {
        let scope = board.scope.get()?;
        let compared = board.compared.get();
        let kpi = board.definition()?;
        let goal = target::of(board, kpi.id()).map(|(_, target)| target);
        dashboard::line(&scope.0, compared.as_ref().map(|(scope, period)| (&*scope.0, *period)), &kpi, goal.as_ref())
            .ok()
    });
    let draw = move |width: f64| line.with(|line| drawn(line.as_ref().map(|line| &line.spec), width));
    let subtitle = move || {
        line.with(|line| {
            line.as_ref().map_or_else(String::new, |line| {
                let shows =
                    board.kpi.get().is_some_and(|kpi| matches!(kpi.id(), "mau" | "wau" | "rolling_mau" | "stickiness"));
                let trailing = if shows && line.grain == Grain::Day { ", over the days that end with it" } else { "" };
                let trend = if line.trend.is_empty() { String::new() } else { format!(" · {}", line.trend) };
                format!("By {}{trailing}{trend}", line.grain.label().to_lowercase())
            })
        })
    };
    let choose = move |key: MarkKey| {
        if let Some(mark) = line.with_untracked(|line| line.as_ref().and_then(|line| line.mark(key))) {
            open(board, &mark);
        }
    };
    let actions = move || {
        with_choice.then(|| {
            view! {
                <ShowAs board/>
                <Link look=Look::Quiet href=Route::Annotations(Some(Panel::New)).to_string()>"Annotate"</Link>
            }
        })
    };
    view! { <Figure title=title(board) subtitle=Signal::derive(subtitle) draw on_open=choose actions/> }
}

#[component]
fn Forecast(board: Board) -> impl IntoView {
    let forecast: Memo<Option<ForecastView>> = Memo::new(move |_| {
        let scope = board.scope.get()?;
        let kpi = board.definition()?;
        let grain = dashboard::grain(&scope.0);
        distribution::forecast(&scope.0, &kpi, grain, horizon(grain)).ok().flatten()
    });
    let draw = move |width: f64| forecast.with(|view| drawn(view.as_ref().map(|view| &view.spec), width));
    let subtitle =
        Signal::derive(move || forecast.with(|view| view.as_ref().map(|view| view.about.clone()).unwrap_or_default()));
    let choose = move |key: MarkKey| {
        if let Some(mark) = forecast.with_untracked(|view| view.as_ref().and_then(|view| view.mark(key))) {
            open(board, &mark);
        }
    };
    let actions = move || view! { <ShowAs board/> };
    view! {
        <Figure title=title(board) subtitle draw on_open=choose actions
            empty="Too little is known for a forecast: it takes some whole days, weeks or months with values. Choose a longer period.">
            "A forecast goes on with what was; it knows nothing of what you plan. The band is where 95 of 100 values should lie if nothing changes."
        </Figure>
    }
}

#[component]
fn BeforeAfter(board: Board) -> impl IntoView {
    // What happened in these days; else their middle.
    let events = Memo::new(move |_| {
        let scope = board.scope.get()?;
        let workspace = scope.0.dataset().workspace();
        let events = annotations::of_query(workspace, scope.0.query());
        Some(events.iter().map(|event| (event.start, event.title.clone())).collect::<Vec<_>>())
    });
    let day = Memo::new(move |_| {
        let scope = board.scope.get()?;
        let asked = board.view.with(|view| view.day);
        let event = || events.with(|events| events.as_ref()?.last().map(|(day, _)| *day));
        let middle = || {
            let span = scope.0.query().period.or_else(|| scope.0.dataset().span())?;
            Some(Day(span.start.0 + span.days() / 2))
        };
        asked.or_else(event).or_else(middle)
    });
    let result: Memo<Option<BeforeAfterView>> = Memo::new(move |_| {
        let scope = board.scope.get()?;
        distribution::before_after(&scope.0, &board.definition()?, day.get()?, AROUND).ok().flatten()
    });
    let draw = move |width: f64| result.with(|view| drawn(view.as_ref().map(|view| &view.spec), width));
    let subtitle =
        Signal::derive(move || result.with(|view| view.as_ref().map(|view| view.headline.clone()).unwrap_or_default()));
    let caution = move || result.with(|view| view.as_ref().map(|view| view.caution));
    let choose = move |key: MarkKey| {
        if let Some(mark) = result.with_untracked(|view| view.as_ref().and_then(|view| view.mark(key))) {
            open(board, &mark);
        }
    };
    let set = move |day: Option<Day>| board.choose(|view| view.day = day);
    let typed = RwSignal::new(None);
    Effect::new(move || typed.set(day.get()));
    let named = Signal::derive(move || {
        let mut options = vec![(String::new(), "Another day".to_owned())];
        options.extend(events.get().unwrap_or_default().into_iter().map(|(day, title)| (day.to_string(), title)));
        options
    });
    let chosen = Signal::derive(move || {
        let day = day.get();
        let is_event =
            events.with(|events| events.as_ref().is_some_and(|events| events.iter().any(|(at, _)| Some(*at) == day)));
        day.filter(|_| is_event).map(|day| day.to_string()).unwrap_or_default()
    });
    let actions = move || {
        view! {
            <ShowAs board/>
            <Select label="What happened" value=chosen options=named on_change=move |key: String| if let Ok(day) = key.parse() { set(Some(day)) }/>
            <label class="inline-label">"From "<DateInput value=typed on_change=set/></label>
        }
    };
    view! {
        <Figure title=title(board) subtitle draw on_open=choose actions
            empty="There are too few days with values before or after that day. Choose another day or a longer period.">
            {caution}
        </Figure>
    }
}

#[component]
fn Parts(board: Board) -> impl IntoView {
    let by = Memo::new(move |_| divided_by(board));
    let parts: Memo<Vec<Multiple>> = Memo::new(move |_| {
        let (Some(scope), Some(kpi), Some(by)) = (board.scope.get(), board.definition(), by.get()) else {
            return Vec::new();
        };
        multiples::multiples(&scope.0, &kpi, by, PARTS).unwrap_or_default()
    });
    let places = Memo::new(move |_| parts.with(Vec::len));
    let one = move |at: usize| {
        let of = move |read: fn(&Multiple) -> String| {
            Signal::derive(move || parts.with(|parts| parts.get(at).map(read).unwrap_or_default()))
        };
        let draw = move |width: f64| {
            parts.with(|parts| {
                parts.get(at).map_or_else(Drawing::default, |part| {
                    charts::line(&LineSpec { width, height: 150.0, ..part.spec.clone() })
                })
            })
        };
        let value = move || {
            let unit = board.definition().map(|kpi| kpi.unit());
            let value = parts.with(|parts| parts.get(at).and_then(|part| part.value));
            unit.map(|unit| crate::analytics::format_value(unit, value)).unwrap_or_default()
        };
        let choose = move |key: MarkKey| {
            if let Some(mark) = parts.with_untracked(|parts| parts.get(at).and_then(|part| part.point_mark(key))) {
                open(board, &mark);
            }
        };
        view! { <Figure title=of(|part| part.label.clone()) subtitle=Signal::derive(value) draw on_open=choose inner=true/> }
    };
    let options = Signal::derive(move || dimensions(board));
    let value = Signal::derive(move || by.get().map_or("", Dimension::key).to_owned());
    view! {
        <section class="card" aria-labelledby="parts-title">
            <div class="figure-header">
                <div class="figure-title">
                    <h2 id="parts-title">{title(board)}</h2>
                    <p class="figure-sub">"All on the same scales; those with most facts first"</p>
                </div>
                <ShowAs board/>
                <Select label="Divide by" value options on_change=move |key: String| divide(board, &key)/>
            </div>
            <div class="multiples">
                {move || (0..places.get()).map(one).collect_view()}
            </div>
            <Show when=move || places.get() == 0><p class="figure-empty muted">"Nothing to draw for this choice."</p></Show>
        </section>
    }
}

/// What the figure in focus is divided by: as asked, else what suits it.
pub fn divided_by(board: Board) -> Option<Dimension> {
    use crate::model::facts::TableKind;
    let kpi = board.definition()?;
    let usual = match kpi.subject() {
        TableKind::Posts => Dimension::PostType,
        TableKind::Activities => Dimension::ActivityKind,
        _ => Dimension::Channel,
    };
    let possible = kpi.dimensions();
    let asked = board.view.with(|view| view.by).filter(|by| possible.contains(by));
    asked.or_else(|| possible.contains(&usual).then_some(usual)).or_else(|| possible.first().copied())
}

/// The ways to divide the figure in focus: keys and labels.
pub fn dimensions(board: Board) -> Vec<(String, String)> {
    let Some(kpi) = board.definition() else { return Vec::new() };
    let option = |by: &Dimension| (by.key().to_owned(), format!("By {}", by.label().to_lowercase()));
    kpi.dimensions().iter().map(option).collect()
}

/// Divides by the dimension of a key.
pub fn divide(board: Board, key: &str) {
    let by = Dimension::ALL.into_iter().find(|dimension| dimension.key() == key);
    board.choose(|view| view.by = by);
}
