//! One place of a dashboard: a figure or a saved view, small, medium or large, leading to Analytics.

use super::{
    board::Board,
    conversation::histogram,
    course::{CourseCard, Line},
    figures::Parts,
    members::{Cohorts, Survival},
    tiles::OneTile,
};
use crate::{
    model::record::ItemSize,
    ui::app_state::use_app,
    view::{
        conversation::Spread,
        route::{AnalyticsView, Course, Section},
        saved::{Content, Place},
    },
};
use leptos::prelude::*;

/// A place with its tools above it.
#[component]
pub fn PlaceCard(
    /// What is there; none while it goes away.
    #[prop(into)]
    place: Signal<Option<Place>>,
    /// Tools, while the dashboard is arranged.
    children: Children,
) -> impl IntoView {
    let place = Memo::new(move |_| place.get());
    let size = move || place.with(|place| place.as_ref().map_or(ItemSize::default(), |place| place.size).key());
    let title = move || place.with(|place| place.as_ref().map(|place| place.title.clone()).unwrap_or_default());
    let address = move || place.with(|place| place.as_ref().and_then(|place| place.content.address()));
    let content =
        Memo::new(move |_| place.with(|place| place.as_ref().map(|place| (place.content.clone(), place.size))));
    view! {
        <section class="board-place" data-size=size>
            {children()}
            <p class="board-title">
                {move || match address() {
                    Some(address) => view! { <a href=address>{title}</a> }.into_any(),
                    None => view! { <span>{title}</span> }.into_any(),
                }}
            </p>
            {move || match content.get() {
                Some((Content::View { view, .. } | Content::Kpi { view, .. }, size)) => view! { <Shown view=*view size/> }.into_any(),
                Some((Content::Gap(why), _)) => view! { <div class="card"><p class="warn">{why}</p></div> }.into_any(),
                None => ().into_any(),
            }}
        </section>
    }
}

#[component]
fn Shown(view: AnalyticsView, size: ItemSize) -> impl IntoView {
    let (section, by, course) = (view.section, view.by, view.course);
    let view = StoredValue::new(view);
    let board = Board::new(use_app(), Memo::new(move |_| view.get_value()));
    match (section, size) {
        (Section::Figures, ItemSize::Small) => {
            view! { <div class="tiles tiles-one">{one_tile(board)}</div> }.into_any()
        }
        (Section::Figures, _) if course != Course::Line => view! { <CourseCard board/> }.into_any(),
        (Section::Figures, _) if by.is_some() => view! { <Parts board/> }.into_any(),
        (Section::Figures, _) => view! { <Line board/> }.into_any(),
        (Section::Members, _) if by.is_some() => view! { <Survival board/> }.into_any(),
        (Section::Members, _) => view! { <Cohorts board/> }.into_any(),
        (Section::Conversation, _) => histogram(board, Spread::FirstReplies),
    }
}

fn one_tile(board: Board) -> impl IntoView {
    move || board.kpi.get().map(|kpi| view! { <OneTile board kpi/> })
}
