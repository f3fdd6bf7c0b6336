//! Members over time: cohorts, how long they stay, how active they are, how far they get.

use super::{
    bars::{NeedsActivities, bars},
    board::{Board, open},
};
use crate::{
    analytics::{Dimension, Grain},
    charts::{self, Drawing, MarkKey},
    ui::components::{Figure, Segmented, Select},
    view::members,
};
use leptos::prelude::*;

/// The members section.
#[component]
pub fn Members(board: Board) -> impl IntoView {
    view! {
        <NeedsActivities board title="No activities yet" text="Retention is made of what members did and when: posts, comments, replies, reactions of a forum, a group or a chat. Import such an export, and this screen shows who came, who stayed and who left.">
            <div class="stack">
                <Cohorts board/>
                <Survival board/>
                <div class="columns">
                    {bars(board, members::levels)}
                    {bars(board, members::funnel)}
                </div>
            </div>
        </NeedsActivities>
    }
}

/// Cohorts as a grid.
#[component]
pub fn Cohorts(board: Board) -> impl IntoView {
    let grain = Memo::new(move |_| {
        let scope = board.scope.get()?;
        let asked = board.view.with(|view| view.grain);
        let span = scope.0.query().period.or_else(|| scope.0.dataset().span());
        Some(asked.unwrap_or_else(|| members::cohort_grain(span)))
    });
    let cohorts = Memo::new(move |_| Some(members::cohorts(&board.scope.get()?.0, grain.get()?)));
    let draw = move |width: f64| {
        cohorts.with(|view| {
            view.as_ref().map_or_else(Drawing::default, |view| {
                charts::heat_map(&charts::HeatSpec { width, ..view.spec.clone() })
            })
        })
    };
    let subtitle = Signal::derive(move || {
        cohorts.with(|view| view.as_ref().map(|view| view.headline.clone()).unwrap_or_default())
    });
    let title = Signal::derive(move || {
        cohorts.with(|view| view.as_ref().map(|view| view.spec.title.clone()).unwrap_or_default())
    });
    let choose = move |key: MarkKey| {
        if let Some(mark) = cohorts.with_untracked(|view| view.as_ref().and_then(|view| view.mark(key))) {
            open(board, &mark);
        }
    };
    let value = Signal::derive(move || grain.get().map_or("", Grain::key).to_owned());
    let set = move |key: String| {
        let grain = Grain::ALL.into_iter().find(|grain| grain.key() == key);
        board.choose(|view| view.grain = grain);
    };
    let actions = move || {
        view! { <Segmented label="Steps of the cohorts" value options=vec![("day", "Day"), ("week", "Week"), ("month", "Month")] on_change=set/> }
    };
    view! {
        <Figure title subtitle draw on_open=choose actions>
            "A row is the members whose first action lies in it, with their number; a column is how much later. A cell says which share of them was active then, and opens them. What lies in the future is blank."
        </Figure>
    }
}

/// How long members stay, as curves.
#[component]
pub fn Survival(board: Board) -> impl IntoView {
    let by = Memo::new(move |_| {
        board.view.with(|view| view.by).filter(|by| matches!(by, Dimension::Channel | Dimension::ActivityKind))
    });
    let survival = Memo::new(move |_| Some(members::survival(&board.scope.get()?.0, by.get())));
    let draw = move |width: f64| {
        survival.with(|view| {
            view.as_ref().map_or_else(Drawing::default, |view| {
                charts::line(&charts::LineSpec {
                    width,
                    height: if width < 500.0 { 220.0 } else { 300.0 },
                    ..view.spec.clone()
                })
            })
        })
    };
    let subtitle = Signal::derive(move || {
        survival.with(|view| view.as_ref().map(|view| view.headline.clone()).unwrap_or_default())
    });
    let choose = move |key: MarkKey| {
        if let Some(mark) = survival.with_untracked(|view| view.as_ref().and_then(|view| view.mark(key))) {
            open(board, &mark);
        }
    };
    let options = vec![
        (String::new(), "All members".to_owned()),
        (Dimension::Channel.key().to_owned(), "By channel of the first action".to_owned()),
        (Dimension::ActivityKind.key().to_owned(), "By kind of the first action".to_owned()),
    ];
    let value = Signal::derive(move || by.get().map_or("", Dimension::key).to_owned());
    let set = move |key: String| {
        let by = Dimension::ALL.into_iter().find(|dimension| dimension.key() == key);
        board.choose(|view| view.by = by);
    };
    let actions = move || view! { <Select label="Divide by" value options=options on_change=set/> };
    view! {
        <Figure title="How long members stay active" subtitle draw on_open=choose actions
            empty="Nobody can be followed yet: members count once 90 days lie after their first action.">
            "Share of members still active so many days after their first action (Kaplan–Meier). A member’s time ends with the last action before 90 silent days; who is not silent that long yet is followed as far as is known."
        </Figure>
    }
}
