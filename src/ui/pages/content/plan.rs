//! What every part of the content screen is derived from, and what one does there.

use crate::{
    model::{
        Action, Command, Day, Id, Period, RecordKey, RecordKind, Workspace, Zone,
        record::{ContentItem, ContentStatus},
    },
    plan::slots::{self, Gap},
    ui::{
        app_state::{App, use_app},
        clock, preferences,
    },
    view::{
        plan::{calendar, content, slots as view_slots},
        route::{ContentView, Opened, Panel, Route},
    },
};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// The state of the content screen. Copies are handles to the same state.
#[derive(Clone, Copy)]
pub struct Plan {
    /// The page.
    pub app: App,
    /// What the address chooses.
    pub view: Memo<ContentView>,
    /// The same without what is open: what the calendar depends on.
    pub shown: Memo<ContentView>,
    /// The content that the filters let through.
    pub items: Memo<Vec<Arc<ContentItem>>>,
    /// The days drawn.
    pub days: Memo<Period>,
    /// Slots on those days that nothing fills.
    pub gaps: Memo<Vec<Gap>>,
    /// Which workspace, in which state.
    pub revision: Memo<(Option<Id>, u64)>,
}

impl Plan {
    /// For what an address chooses.
    pub fn new(view: Memo<ContentView>) -> Self {
        let app = use_app();
        let shown = Memo::new(move |_| ContentView { open: None, on: None, ..view.get() });
        let items = Memo::new(move |_| {
            app.workspace.with(|workspace| {
                workspace
                    .as_ref()
                    .map(|workspace| shown.with(|view| content::chosen(workspace, view)))
                    .unwrap_or_default()
            })
        });
        let days = Memo::new(move |_| {
            let (zone, week_start) = calendar_settings(app);
            shown.with(|view| calendar::drawn(view, clock::today(zone), week_start))
        });
        let gaps = Memo::new(move |_| {
            let days = days.get();
            app.workspace.with(|workspace| {
                workspace
                    .as_ref()
                    .map(|workspace| view_slots::gaps(workspace, from_today(workspace, days)))
                    .unwrap_or_default()
            })
        });
        let revision = Memo::new(move |_| {
            app.workspace.with(|it| it.as_ref().map_or((None, 0), |it| (Some(it.settings.id), it.revision)))
        });
        Self { app, view, shown, items, days, gaps, revision }
    }

    /// Changes what is chosen.
    pub fn choose(self, change: impl FnOnce(&mut ContentView)) {
        let mut view = self.view.get_untracked();
        change(&mut view);
        self.app.go(Route::Content(view));
    }

    /// The address of this screen with something else chosen.
    pub fn address(self, change: impl FnOnce(&mut ContentView)) -> String {
        let mut view = self.shown.get();
        change(&mut view);
        Route::Content(view).to_string()
    }

    /// The address of a piece of content on this screen.
    pub fn item_address(self, id: Id) -> String {
        self.address(|view| view.open = Some(Opened::edit(RecordKind::Content, id)))
    }

    /// Opens something in the panel.
    pub fn open(self, opened: Opened) {
        self.choose(|view| view.open = Some(opened));
    }

    /// Leaves the panel.
    pub fn close(self) {
        self.choose(|view| (view.open, view.on) = (None, None));
    }

    /// The zone of the workspace.
    pub fn zone(self) -> Zone {
        self.app.workspace.with(|workspace| workspace.as_ref().map_or(Zone::UTC, |workspace| workspace.settings.zone))
    }

    /// Today in the workspace's zone.
    pub fn today(self) -> Day {
        clock::today(self.zone())
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

    /// Moves a piece by some days and keeps the focus on it.
    pub fn move_by(self, id: Id, days: i32) {
        let Some(workspace) = self.app.peek() else { return };
        let Some(item) = workspace.records.content.get(id) else { return };
        if days == 0 {
            return;
        }
        let Some(moved) = content::moved(&workspace, item, days, clock::now()) else {
            return self.app.toasts.fail(match item.status {
                ContentStatus::Published => "A published post stays on the day it went out.",
                _ => "This post has no time yet: open it and give it one.",
            });
        };
        let to = moved.planned.map(|at| crate::view::plan::when::day_time(at, workspace.settings.zone));
        let label = format!("“{}” moved to {}", item.title, to.unwrap_or_default());
        if self.apply(Action::new(label, Command::Put(moved.into()))) {
            // Where it went may be in another month.
            let day = item.planned.map(|at| workspace.settings.zone.day(at).add(days));
            if let Some(day) = day.filter(|day| !self.days.get_untracked().contains(*day)) {
                self.choose(|view| view.day = Some(day));
            }
            focus_entry(id);
        }
    }

    /// Moves a piece to a status, by whoever works here.
    pub fn step(self, id: Id, to: ContentStatus) {
        let Some(workspace) = self.app.peek() else { return };
        let Some(item) = workspace.records.content.get(id) else { return };
        if item.status == to {
            return;
        }
        let item = content::stepped(item, to, &preferences::author(), "", clock::now());
        let label = format!("“{}”: {}", item.title, to.label().to_lowercase());
        if self.apply(Action::new(label, Command::Put(item.into()))) {
            focus_entry(id);
        }
    }

    /// Makes the post that an empty slot asks for, and opens it.
    pub fn fill(self, gap: &Gap) {
        let Some(workspace) = self.app.peek() else { return };
        let Some(slot) = workspace.records.slots.get(gap.slot) else { return };
        let item = slots::fill(slot, gap, clock::mint(), clock::now());
        let id = item.id;
        if self.apply(Action::put(&workspace, item)) {
            self.open(Opened::edit(RecordKind::Content, id));
        }
    }

    /// A copy of a piece, as a draft of its own.
    pub fn duplicate(self, id: Id) {
        let Some(workspace) = self.app.peek() else { return };
        let Some(item) = workspace.records.content.get(id) else { return };
        let copy = content::duplicate(item, clock::mint(), clock::now());
        let id = copy.id;
        if self.apply(Action::put(&workspace, copy)) {
            self.open(Opened { kind: RecordKind::Content, panel: Panel::Edit(id) });
        }
    }

    /// Changes several pieces in one step.
    pub fn change_all(self, ids: &[Id], label: &str, change: impl Fn(&mut ContentItem)) {
        let Some(workspace) = self.app.peek() else { return };
        let items = ids.iter().filter_map(|id| workspace.records.content.get(*id));
        let commands: Vec<Command> = items
            .map(|item| {
                let mut item = (**item).clone();
                change(&mut item);
                item.updated = clock::now();
                Command::Put(item.into())
            })
            .collect();
        if !commands.is_empty() {
            self.apply(Action::new(format!("{} {label}", count(commands.len(), "post")), Command::All(commands)));
        }
    }

    /// Removes several pieces in one step.
    pub fn remove_all(self, ids: &[Id]) {
        let commands: Vec<Command> =
            ids.iter().map(|id| Command::Remove(RecordKey { kind: RecordKind::Content, id: *id })).collect();
        if !commands.is_empty() {
            self.apply(Action::new(format!("{} removed", count(commands.len(), "post")), Command::All(commands)));
        }
    }
}

/// `3 posts`.
pub fn count(count: usize, noun: &str) -> String {
    format!("{} {noun}{}", crate::model::words::grouped(count as u64), if count == 1 { "" } else { "s" })
}

/// The zone and the first day of the week.
pub fn calendar_settings(app: App) -> (Zone, u8) {
    app.workspace.with(|workspace| {
        workspace.as_ref().map_or((Zone::UTC, 0), |workspace| (workspace.settings.zone, workspace.settings.week_start))
    })
}

/// Only the days that are still to come: what was not posted in the past is no gap to fill.
fn from_today(workspace: &Workspace, days: Period) -> Period {
    let today = clock::today(workspace.settings.zone);
    Period { start: days.start.max(today), end: days.end }
}

/// Frames after a change in which the calendar may still be drawn anew: the address may change with it.
const FRAMES: u32 = 20;

/// Puts the focus on a piece of content, and keeps it there while the calendar is drawn anew.
pub fn focus_entry(id: Id) {
    focus_for(format!("[data-entry=\"{id}\"]"), FRAMES);
}

fn focus_for(selector: String, frames: u32) {
    request_animation_frame(move || {
        let found = document().query_selector(&selector).ok().flatten();
        let active = document().active_element();
        // Whoever put the focus elsewhere meanwhile wants it there.
        let free =
            active.as_ref().is_none_or(|active| active.tag_name() == "BODY" || active.has_attribute("data-entry"));
        let found = found.filter(|found| free && active.as_ref() != Some(found));
        if let Some(element) = found.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = element.focus();
        }
        if free && frames > 0 {
            focus_for(selector, frames - 1);
        }
    });
}
