//! Analytics: tiles, one KPI in focus with its course, its parts, its hours, its best and worst posts, how it is
//! computed, and the rows behind everything. What is chosen stands in the address.

mod bars;
mod conversation;
mod explain;
mod figures;
mod filters;
mod members;
mod ranking;
mod rows;
mod target;
mod tiles;

use crate::{
    analytics::{Kpi, Mark, Scope},
    model::Period,
    ui::{
        app_state::{App, Data, use_app},
        clock,
        components::{EmptyState, IconName, Link, Look, Segmented},
    },
    view::{
        dashboard::{self, Asked},
        opened::Opened,
        route::{AnalyticsView, Route, Section},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// A scope that compares equal while it answers the same.
#[derive(Clone)]
pub struct Shared<T>(pub Arc<T>, Data, Asked);

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        self.1 == other.1 && self.2 == other.2
    }
}

/// What every part of the dashboard is derived from.
#[derive(Clone, Copy)]
pub struct Board {
    /// The page.
    pub app: App,
    /// What the address chooses.
    pub view: Memo<AnalyticsView>,
    /// The query it means.
    pub asked: Memo<Option<Asked>>,
    /// The engine under that query.
    pub scope: Memo<Option<Shared<Scope>>>,
    /// The engine under the compared period.
    pub compared: Memo<Option<(Shared<Scope>, Period)>>,
    /// The KPI in focus.
    pub kpi: Memo<Option<Kpi>>,
}

impl Board {
    /// Changes what is chosen; `push` adds an entry to the browser's history.
    pub fn choose(self, change: impl FnOnce(&mut AnalyticsView)) {
        let mut view = self.view.get_untracked();
        change(&mut view);
        self.app.go(Route::Analytics(view));
    }

    /// The KPI in focus.
    pub fn definition(self) -> Option<Kpi> {
        self.kpi.get()
    }
}

/// Opens the rows of a mark.
fn open(board: Board, mark: &Mark) {
    open_rows(board, &Opened::Mark(Box::new(mark.clone())));
}

/// Opens rows beside the charts.
fn open_rows(board: Board, opened: &Opened) {
    let text = opened.to_string();
    board.choose(|view| view.rows = Some(text));
}

/// The analytics screen.
#[component]
pub fn Analytics(view: Memo<AnalyticsView>) -> impl IntoView {
    let app = use_app();
    let asked = Memo::new(move |_| {
        app.data.with(|data| {
            let dataset = &data.as_ref()?.dataset;
            let today = clock::today(dataset.workspace().settings.zone);
            // The KPI and the open rows do not change the query.
            view.with(|view| Some(dashboard::asked(dataset, view, today)))
        })
    });
    let scope = Memo::new(move |_| {
        let data = app.data.get()?;
        let asked = asked.get()?;
        Some(Shared(Arc::new(Scope::new(&data.dataset, &asked.query)), data, asked))
    });
    let compared = Memo::new(move |_| {
        let Shared(scope, data, asked) = scope.get()?;
        let period = asked.compared?;
        Some((Shared(Arc::new(scope.at(Some(period))), data, asked), period))
    });
    let kpi = Memo::new(move |_| {
        app.data.with(|data| {
            let dataset = &data.as_ref()?.dataset;
            view.with(|view| dashboard::focus(dataset, view))
        })
    });
    let board = Board { app, view, asked, scope, compared, kpi };
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
                <Show when=move || has_facts.get()><filters::Period board/></Show>
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
