//! Analytics: tiles, one KPI in focus with its course, its parts, its hours, its best and worst posts, how it is
//! computed, and the rows behind everything. What is chosen stands in the address.

mod bars;
mod board;
mod conversation;
mod course;
mod explain;
mod figures;
mod filters;
mod members;
pub mod place;
mod ranking;
mod rows;
mod saved;
mod target;
mod tiles;

use crate::{
    ui::{
        app_state::use_app,
        components::{EmptyState, IconName, Link, Look, Segmented},
    },
    view::route::{AnalyticsView, Route, Section},
};
use board::Board;
use leptos::prelude::*;

/// The analytics screen.
#[component]
pub fn Analytics(view: Memo<AnalyticsView>) -> impl IntoView {
    let app = use_app();
    let board = Board::new(app, view);
    let has_facts = Memo::new(move |_| {
        app.workspace.with(|workspace| workspace.as_ref().is_some_and(|workspace| !workspace.facts.is_empty()))
    });
    let rows = Memo::new(move |_| view.with(|view| view.rows.clone()));
    let section = Memo::new(move |_| view.with(|view| view.section));
    let section_key = Signal::derive(move || section.get().key().to_owned());
    let show_section = move |key: String| {
        board.choose(|view| {
            view.section = Section::ALL.into_iter().find(|section| section.key() == key).unwrap_or_default();
            view.rows = None;
        });
    };
    view! {
        <div class="page">
            <header class="page-header">
                <h1>"Analytics"</h1>
                <Show when=move || has_facts.get()>
                    <Segmented label="Part of the screen" value=section_key options=vec![("figures", "Figures"), ("members", "Members"), ("conversation", "Conversation")] on_change=show_section/>
                </Show>
                <Show when=move || has_facts.get()>
                    <saved::Views board/>
                    <filters::Period board/>
                </Show>
            </header>
            <Show
                when=move || has_facts.get()
                fallback=|| view! {
                    <EmptyState icon=IconName::Chart title="No figures yet" text="Figures are made of what your channels export: post results, activities of members, daily statistics. Import a file, and this screen shows how it went and why.">
                        <Link look=Look::Primary href=Route::Import.to_string()>"Import a file"</Link>
                    </EmptyState>
                }
            >
                <filters::Filters board/>
                {move || match section.get() {
                    Section::Figures => view! {
                        <tiles::Tiles board/>
                        <figures::Figures board/>
                        <ranking::Rankings board/>
                    }
                    .into_any(),
                    Section::Members => view! { <members::Members board/> }.into_any(),
                    Section::Conversation => view! { <conversation::Conversation board/> }.into_any(),
                }}
            </Show>
            {move || rows.get().map(|mark| view! { <rows::Rows board mark/> })}
        </div>
    }
}
