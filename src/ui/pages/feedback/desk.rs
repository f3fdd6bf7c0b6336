//! What every part of the feedback screen is derived from, and what one does there.

use crate::{
    feedback::MergeError,
    model::{
        Action, Command, Id, RecordKind, Workspace, Zone,
        facts::TableKind,
        record::{FeedbackItem, FeedbackStatus},
    },
    ui::{
        app_state::{App, use_app},
        clock, preferences,
    },
    view::{
        feedback::{self, Found, Row},
        route::{FeedbackView, Opened, Panel, Route},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// The state of the feedback screen. Copies are handles to the same state.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The page.
    pub app: App,
    /// What the address chooses.
    pub view: Memo<FeedbackView>,
    /// The same without what is open.
    pub shown: Memo<FeedbackView>,
    /// The items that the filters let through.
    pub rows: Memo<Vec<Row>>,
}

impl Desk {
    /// For what an address chooses.
    pub fn new(view: Memo<FeedbackView>) -> Self {
        let app = use_app();
        let shown = Memo::new(move |_| FeedbackView { open: None, ..view.get() });
        let rows = Memo::new(move |_| {
            app.workspace.with(|workspace| {
                let rows =
                    |workspace: &Arc<Workspace>| shown.with(|view| feedback::rows(workspace, view, clock::now()));
                workspace.as_ref().map(rows).unwrap_or_default()
            })
        });
        Self { app, view, shown, rows }
    }

    /// Changes what is chosen.
    pub fn choose(self, change: impl FnOnce(&mut FeedbackView)) {
        let mut view = self.view.get_untracked();
        change(&mut view);
        self.app.go(Route::Feedback(view));
    }

    /// The address of this screen with something else chosen.
    pub fn address(self, change: impl FnOnce(&mut FeedbackView)) -> String {
        let mut view = self.shown.get();
        change(&mut view);
        Route::Feedback(view).to_string()
    }

    /// The address of an item on this screen.
    pub fn item_address(self, id: Id) -> String {
        self.address(|view| view.open = Some(Opened::edit(RecordKind::Feedback, id)))
    }

    /// Opens an item in the panel.
    pub fn open(self, id: Id) {
        self.choose(|view| view.open = Some(Opened::edit(RecordKind::Feedback, id)));
    }

    /// The item that is open in the panel.
    pub fn open_item(self) -> Option<Id> {
        self.view.with(|view| match view.open {
            Some(Opened { kind: RecordKind::Feedback, panel: Panel::Edit(id) }) => Some(id),
            _ => None,
        })
    }

    /// Leaves the panel.
    pub fn close(self) {
        self.choose(|view| view.open = None);
    }

    /// The zone of the workspace.
    pub fn zone(self) -> Zone {
        self.app.workspace.with(|workspace| workspace.as_ref().map_or(Zone::UTC, |workspace| workspace.settings.zone))
    }

    /// Carries something out, or says why not; whether it was done.
    pub fn apply(self, action: Action) -> bool {
        match self.app.apply(action) {
            Ok(()) => true,
            Err(error) => {
                self.app.toasts.fail(error.to_string());
                false
            }
        }
    }

    /// Carries a merge out, or says why not; whether it was done.
    pub fn apply_merge(self, action: Result<Action, MergeError>) -> bool {
        match action {
            Ok(action) => self.apply(action),
            Err(error) => {
                self.app.toasts.fail(error.to_string());
                false
            }
        }
    }

    /// Moves an item to another status, as one step.
    pub fn step(self, id: Id, to: FeedbackStatus) {
        let Some(item) = self.app.peek().and_then(|workspace| workspace.records.feedback.get(id).cloned()) else {
            return;
        };
        if item.status == to || item.status == FeedbackStatus::Duplicate || to == FeedbackStatus::Duplicate {
            return;
        }
        let mut item = (*item).clone();
        item.step(clock::now(), to, &preferences::author(), "");
        self.apply(Action::new(format!("Feedback: {}", to.label().to_lowercase()), Command::Put(item.into())));
    }
}

/// The item that a panel is of, as it is now.
#[derive(Clone, Copy)]
pub struct Held {
    /// The screen.
    pub desk: Desk,
    /// The item's id.
    pub id: Id,
    /// The item; none where it was removed.
    pub item: Memo<Option<Arc<FeedbackItem>>>,
    /// Rows of the members that it names.
    pub members: Memo<Found>,
}

impl Held {
    /// The item with this id.
    pub fn new(desk: Desk, id: Id) -> Self {
        let app = desk.app;
        let item =
            Memo::new(move |_| app.workspace.with(|workspace| workspace.as_ref()?.records.feedback.get(id).cloned()));
        let members = Memo::new(move |_| match (app.peek(), item.get()) {
            (Some(workspace), Some(item)) => Found::new(&workspace, TableKind::Members, feedback::members_of(&item)),
            _ => Found::default(),
        });
        Self { desk, id, item, members }
    }

    /// Changes the item, as one step; whether it was done.
    pub fn change(self, label: impl Into<String>, change: impl FnOnce(&mut FeedbackItem)) -> bool {
        let item = self.desk.app.peek().and_then(|workspace| workspace.records.feedback.get(self.id).cloned());
        let Some(item) = item else { return false };
        let mut item = (*item).clone();
        change(&mut item);
        item.updated = clock::now();
        self.desk.apply(Action::new(label, Command::Put(item.into())))
    }

    /// What somebody named by the item is called.
    pub fn name(self, member: Option<&crate::model::record::FactReference>, name: &str) -> String {
        let workspace = self.desk.app.peek();
        workspace
            .map(|workspace| self.members.with(|members| feedback::name_of(&workspace, members, member, name)))
            .unwrap_or_default()
    }
}
