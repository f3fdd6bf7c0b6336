//! What every part of the inbox is derived from, and what one does there.

use crate::{
    inbox::{Counts, Inbox, Item, ItemKey, Promises, Talks, figures},
    model::{
        Id, Instant, Workspace, Zone,
        record::{Collection, Conversation, ConversationStatus, SlaPolicy},
    },
    ui::{
        address,
        app_state::{App, use_app},
        clock, preferences,
    },
    view::{
        inbox as view_inbox,
        route::{InboxPanel, InboxView, Route},
    },
};
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::Arc, time::Duration};

/// The conversations of the facts, as long as those stay.
#[derive(Clone)]
struct Kept {
    workspace: Id,
    facts_revision: u64,
    talks: Arc<Talks>,
}

impl PartialEq for Kept {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.talks, &other.talks)
    }
}

/// The policies laid out, as long as they, the zone and the day stay.
#[derive(Clone)]
struct Laid {
    policies: Collection<SlaPolicy>,
    zone: Zone,
    span: (Instant, Instant),
    promises: Arc<Promises>,
}

impl PartialEq for Laid {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.promises, &other.promises)
    }
}

impl Laid {
    /// For conversations of a workspace; the older where nothing changed.
    fn new(workspace: &Workspace, talks: &Talks, older: Option<&Self>) -> Self {
        let (policies, zone) = (workspace.records.sla_policies.clone(), workspace.settings.zone);
        let now = clock::now();
        // To the end of the day: laid out anew once a day, not once a minute.
        let span = (figures::span(talks, now).0, zone.day_start(zone.day(now).add(1)));
        let same = older.filter(|older| older.zone == zone && older.span == span && older.policies == policies);
        same.cloned().unwrap_or_else(|| {
            let promises = Arc::new(Promises::new(workspace, span.0, span.1));
            Self { policies, zone, span, promises }
        })
    }
}

/// The inbox at a moment, with what it is made of.
#[derive(Clone)]
pub struct Moment {
    /// The workspace.
    pub workspace: Arc<Workspace>,
    /// The conversations of its facts.
    pub talks: Arc<Talks>,
    /// The policies.
    pub promises: Arc<Promises>,
    /// The conversations, all statuses.
    pub inbox: Arc<Inbox>,
    /// How many there are of each.
    pub counts: Counts,
    /// The moment.
    pub now: Instant,
}

impl PartialEq for Moment {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inbox, &other.inbox)
    }
}

/// What is asked for in a dialog, for the chosen conversations.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Who sees to them.
    Assign,
    /// Until when they are put off.
    Snooze,
}

/// The state of the inbox. Copies are handles to the same state.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The page.
    pub app: App,
    /// What the address chooses.
    pub view: Memo<InboxView>,
    /// The inbox now; none while no workspace is open.
    pub moment: Memo<Option<Moment>>,
    /// The conversations that the filters let through, in the order of the queue.
    pub items: Memo<Arc<Vec<Item>>>,
    /// What those are known by.
    pub keys: Memo<Vec<ItemKey>>,
    /// The open one.
    pub open: Memo<Option<Item>>,
    /// Those that are selected.
    pub selected: RwSignal<BTreeSet<ItemKey>>,
    /// What is asked in a dialog.
    pub ask: RwSignal<Option<Ask>>,
    /// Rises when a reply is to be written, and when a note is.
    pub write: RwSignal<(u32, u32)>,
}

/// Items are another list where any of them is another.
#[derive(Clone)]
struct Items(Arc<Vec<Item>>, Arc<Inbox>);

impl PartialEq for Items {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.1, &other.1) && self.0.iter().map(|item| item.key).eq(other.0.iter().map(|item| item.key))
    }
}

impl Desk {
    /// For what an address chooses.
    pub fn new(view: Memo<InboxView>) -> Self {
        let app = use_app();
        let kept = Memo::new(move |old: Option<&Option<Kept>>| {
            let data = app.data.get()?;
            let workspace = data.dataset.workspace();
            let key = (data.id, workspace.facts_revision);
            if let Some(Some(old)) = old
                && (old.workspace, old.facts_revision) == key
            {
                return Some(old.clone());
            }
            let talks = Arc::new(Talks::new(&data.dataset));
            Some(Kept { workspace: key.0, facts_revision: key.1, talks })
        });
        // What is due comes nearer every minute.
        let minute = RwSignal::new(0_u32);
        let turn = move || {
            // Nothing to turn where the screen is gone.
            let _ = minute.try_update(|minute| *minute += 1);
        };
        if let Ok(timer) = set_interval_with_handle(turn, Duration::from_secs(60)) {
            on_cleanup(move || timer.clear());
        }
        let laid = Memo::new(move |old: Option<&Option<Laid>>| {
            minute.get();
            let (workspace, kept) = (app.workspace.get()?, kept.get()?);
            Some(Laid::new(&workspace, &kept.talks, old.and_then(Option::as_ref)))
        });
        let horizon = Memo::new(move |_| view.with(|view| view.horizon));
        let moment = Memo::new(move |_| {
            minute.get();
            let (workspace, kept) = (app.workspace.get()?, kept.get()?);
            let now = clock::now();
            let promises = laid.get()?.promises;
            let inbox = Arc::new(Inbox::new(&workspace, &kept.talks, &promises, now, horizon.get()));
            let counts = inbox.counts();
            Some(Moment { workspace, talks: kept.talks, promises, inbox, counts, now })
        });
        // The filters alone: opening a conversation chooses none anew.
        let filters = Memo::new(move |_| InboxView { conversation: None, panel: None, ..view.get() });
        let found = Memo::new(move |_| {
            let moment = moment.get()?;
            let items = filters.with(|view| view_inbox::chosen(&moment.workspace, &moment.talks, &moment.inbox, view));
            Some(Items(Arc::new(items), moment.inbox))
        });
        let items = Memo::new_owning(move |_| {
            (found.with(|found| found.as_ref().map(|found| found.0.clone()).unwrap_or_default()), true)
        });
        let keys = Memo::new(move |_| items.with(|items| items.iter().map(|item| item.key).collect::<Vec<_>>()));
        let open = Memo::new_owning(move |_| {
            let key = view.with(|view| view.conversation);
            let item = moment.with(|moment| {
                let moment = moment.as_ref()?;
                moment.inbox.find(&moment.talks, key?).cloned()
            });
            (item, true)
        });
        Self {
            app,
            view,
            moment,
            items,
            keys,
            open,
            selected: RwSignal::new(BTreeSet::new()),
            ask: RwSignal::new(None),
            write: RwSignal::new((0, 0)),
        }
    }

    /// Changes what is chosen; a step back leads to what was chosen before.
    pub fn choose(self, change: impl FnOnce(&mut InboxView)) {
        let mut view = self.view.get_untracked();
        change(&mut view);
        self.app.go(Route::Inbox(view));
    }

    /// The address of the inbox with something else chosen.
    pub fn address(self, change: impl FnOnce(&mut InboxView)) -> String {
        let mut view = self.view.get();
        change(&mut view);
        Route::Inbox(view).to_string()
    }

    /// Opens a conversation in the place of the one that is open: many of them are no steps to go back.
    pub fn turn_to(self, key: Option<ItemKey>) {
        let mut view = self.view.get_untracked();
        view.conversation = key;
        let route = Route::Inbox(view);
        address::replace(&route);
        self.app.route.set(route);
    }

    /// Opens a panel.
    pub fn panel(self, panel: Option<InboxPanel>) {
        self.choose(|view| view.panel = panel);
    }

    /// The zone of the workspace.
    pub fn zone(self) -> Zone {
        self.app.workspace.with(|workspace| workspace.as_ref().map_or(Zone::UTC, |it| it.settings.zone))
    }

    /// The inbox now, without following it.
    pub fn peek(self) -> Option<Moment> {
        self.moment.get_untracked()
    }

    /// The selected conversations, else the open one.
    pub fn chosen(self) -> Vec<Item> {
        let selected = self.selected.get_untracked();
        if selected.is_empty() {
            return self.open.get_untracked().into_iter().collect();
        }
        self.items.with_untracked(|items| items.iter().filter(|item| selected.contains(&item.key)).cloned().collect())
    }

    /// Changes some conversations as one step, and goes on with the next where the open one leaves the list.
    pub fn change(self, items: &[Item], label: &str, change: impl Fn(&mut Conversation)) {
        self.carry_out(items, label, false, &change);
    }

    /// Keeps what is written in the open conversation, without a word about it.
    pub fn keep_draft(self, text: &str) {
        let items: Vec<Item> = self.open.get_untracked().into_iter().collect();
        self.carry_out(&items, "Draft kept", true, &|record| text.clone_into(&mut record.draft));
    }

    fn carry_out(self, items: &[Item], label: &str, quietly: bool, change: &dyn Fn(&mut Conversation)) {
        let Some(moment) = self.peek() else { return };
        let action =
            view_inbox::change(&moment.workspace, &moment.talks, items, label, clock::now(), clock::mint, change);
        let Some(action) = action else { return };
        let (before, open) = (self.keys.get_untracked(), self.open.get_untracked().map(|item| item.key));
        let done = if quietly { self.app.apply_quietly(action).map(drop) } else { self.app.apply(action) };
        if let Err(error) = done {
            return self.app.toasts.fail(error.to_string());
        }
        if !quietly {
            self.selected.set(BTreeSet::new());
        }
        self.follow(&before, open);
    }

    /// Where the open conversation left the list, the one that took its place is opened.
    fn follow(self, before: &[ItemKey], open: Option<ItemKey>) {
        let Some(open) = open else { return };
        // One that was touched just now is known by its record from now on.
        let touched = self.open.get_untracked().map(|item| item.key);
        let keys = self.keys.get_untracked();
        if touched.is_some_and(|key| keys.contains(&key)) || !before.contains(&open) {
            return self.turn_to(touched);
        }
        self.turn_to(view_inbox::after(before, open, &keys));
    }

    /// Moves the chosen conversations to a status, by whoever works here.
    pub fn step(self, items: &[Item], to: ConversationStatus) {
        let (now, who) = (clock::now(), preferences::author());
        let label = match to {
            ConversationStatus::Open => "Opened again",
            ConversationStatus::Pending => "Pending",
            ConversationStatus::Snoozed => "Snoozed",
            ConversationStatus::Resolved => "Resolved",
        };
        self.change(items, label, |record| {
            record.step(now, to, &who);
            // A status that stays is still decided anew: what was said before is dealt with.
            if let Some(step) = record.history.last_mut().filter(|step| step.to == to) {
                step.at = step.at.max(now);
            }
        });
    }
}
