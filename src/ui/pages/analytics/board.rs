//! What every part of the analytics screen, and every place of a dashboard, is derived from.

use crate::{
    analytics::{Kpi, Mark, Scope},
    model::Period,
    ui::{
        app_state::{App, Data},
        clock,
    },
    view::{
        dashboard::{self, Asked},
        opened::Opened,
        route::{AnalyticsView, Route},
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
    /// For what an address chooses.
    pub fn new(app: App, view: Memo<AnalyticsView>) -> Self {
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
        Self { app, view, asked, scope, compared, kpi }
    }

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
pub fn open(board: Board, mark: &Mark) {
    open_rows(board, &Opened::Mark(Box::new(mark.clone())));
}

/// Opens rows beside the charts.
pub fn open_rows(board: Board, opened: &Opened) {
    let text = opened.to_string();
    board.choose(|view| view.rows = Some(text));
}
