//! What every part of the moderation screen is derived from, and what one does there.

use crate::model::record::{FlagStatus, Severity};
use crate::{
    model::{Action, Id, RecordKind, Workspace, Zone, record::Flag},
    moderation::{
        actions::{Desk, Refused, Verdict},
        queue::{self, Queued},
    },
    ui::{
        app_state::{App, use_app},
        clock,
        components::Tone,
        preferences,
    },
    view::{
        moderation::shows,
        route::{ModerationView, Opened, Panel, Route},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// The state of the moderation screen. Copies are handles to the same state.
#[derive(Clone, Copy)]
pub struct Screen {
    /// The page.
    pub app: App,
    /// What the address chooses.
    pub view: Memo<ModerationView>,
    /// The same without what is open.
    pub shown: Memo<ModerationView>,
    /// The flags that the filters let through, the most urgent first.
    pub queued: Memo<Arc<Vec<Queued>>>,
    /// Who sits here, as decisions and the log name them.
    pub who: RwSignal<String>,
    /// Place in the queue that keys act on.
    pub active: RwSignal<usize>,
    /// Whether the panel that opens next begins at its form.
    pub at_form: RwSignal<bool>,
}

impl Screen {
    /// For what an address chooses.
    pub fn new(view: Memo<ModerationView>) -> Self {
        let app = use_app();
        let shown = Memo::new(move |_| ModerationView { open: None, ..view.get() });
        let queued = Memo::new(move |_| {
            app.workspace.with(|workspace| {
                let Some(workspace) = workspace else { return Arc::default() };
                let shows = shown.with(shows);
                Arc::new(queue::queue(workspace, &shows, clock::now()))
            })
        });
        let who = RwSignal::new(preferences::author());
        Self { app, view, shown, queued, who, active: RwSignal::new(0), at_form: RwSignal::new(false) }
    }

    /// Changes what is chosen.
    pub fn choose(self, change: impl FnOnce(&mut ModerationView)) {
        let mut view = self.view.get_untracked();
        change(&mut view);
        self.app.go(Route::Moderation(view));
    }

    /// The address of this screen with something else chosen.
    pub fn address(self, change: impl FnOnce(&mut ModerationView)) -> String {
        let mut view = self.shown.get();
        change(&mut view);
        Route::Moderation(view).to_string()
    }

    /// The address of a flag on this screen.
    pub fn flag_address(self, id: Id) -> String {
        self.address(|view| view.open = Some(Opened::edit(RecordKind::Flag, id)))
    }

    /// Opens a flag.
    pub fn open_flag(self, id: Id) {
        self.choose(|view| view.open = Some(Opened::edit(RecordKind::Flag, id)));
    }

    /// Leaves the panel.
    pub fn close(self) {
        self.choose(|view| view.open = None);
    }

    /// The flag that is open.
    pub fn open_id(self) -> Option<Id> {
        self.view.with(|view| match view.open {
            Some(Opened { kind: RecordKind::Flag, panel: Panel::Edit(id) }) => Some(id),
            _ => None,
        })
    }

    /// The workspace's zone.
    pub fn zone(self) -> Zone {
        self.app.workspace.with(|workspace| workspace.as_ref().map_or(Zone::UTC, |workspace| workspace.settings.zone))
    }

    /// Something of the workspace.
    pub fn of<T: Default>(self, get: impl FnOnce(&Workspace) -> T) -> T {
        self.app.workspace.with(|workspace| workspace.as_ref().map(|workspace| get(workspace)).unwrap_or_default())
    }

    /// A flag as it is now.
    pub fn flag(self, id: Id) -> Memo<Option<Arc<Flag>>> {
        let app = self.app;
        Memo::new(move |_| app.workspace.with(|workspace| workspace.as_ref()?.records.flags.get(id).cloned()))
    }

    /// Whoever sits here, now.
    pub fn desk(self) -> Desk {
        let who = self.who.get_untracked().trim().to_owned();
        preferences::set_author(&who);
        Desk { who, now: clock::now() }
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

    /// Carries out what the desk makes of the workspace, or says why not.
    pub fn act(self, make: impl FnOnce(&Desk, &Workspace) -> Result<Action, Refused>) -> bool {
        let Some(workspace) = self.app.peek() else { return false };
        match make(&self.desk(), &workspace) {
            Ok(action) => self.apply(action),
            Err(refused) => {
                self.app.toasts.fail(refused.to_string());
                false
            }
        }
    }

    /// Finds nothing wrong with some flags.
    pub fn approve(self, ids: &[Id]) -> bool {
        !ids.is_empty() && self.act(|desk, workspace| desk.decide(workspace, ids, &Verdict::approve()))
    }
}

/// How a status looks.
pub fn status_tone(status: FlagStatus) -> Tone {
    match status {
        FlagStatus::Open => Tone::Info,
        FlagStatus::Held | FlagStatus::Appealed => Tone::Warn,
        FlagStatus::Decided | FlagStatus::Closed => Tone::Good,
    }
}

/// How a severity looks.
pub fn severity_tone(severity: Severity) -> Tone {
    match severity {
        Severity::Low | Severity::Medium => Tone::Info,
        Severity::High => Tone::Warn,
        Severity::Critical => Tone::Bad,
    }
}
