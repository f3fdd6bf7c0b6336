//! Crisis: what is out of the ordinary, what is done about it, what was learned, and practice.

mod alerts;
mod drill_editor;
mod drills;
mod incidents;
mod play;
mod playbooks;
mod post_mortem;
mod room;
mod room_lists;
mod rule;
mod score;
mod tone;

pub use play::DrillPlayer;

use crate::{
    model::{Action, Command, Id, Instant, RecordKind, Zone, record::Incident, words},
    ui::{
        app_state::{App, use_app},
        clock,
        components::{IconName, Link, Look, Segmented},
        preferences,
    },
    view::{
        crisis::Counts,
        route::{CrisisSection, CrisisSide, CrisisView, Opened, Panel, Route},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// What the parts of the screen share.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The page.
    pub app: App,
    /// Hours of activity that were counted.
    pub counts: StoredValue<Counts>,
    /// The workspace's zone.
    pub zone: Memo<Zone>,
    /// Rises when the tone of messages is known.
    pub tone: RwSignal<u32>,
    /// Messages whose tone was read, and messages in all, while it is read.
    pub reading: RwSignal<Option<(usize, usize)>>,
}

impl Desk {
    /// A time in the workspace's zone, in words.
    pub fn when(self, at: Instant) -> String {
        words::date_time(self.zone.get().local(at))
    }
}

/// Where somebody goes.
pub fn address(view: CrisisView) -> String {
    Route::Crisis(view).to_string()
}

/// Who sits here; empty where they gave no name.
pub fn me() -> String {
    preferences::author()
}

/// What fills the screen.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    Lists,
    Room(Id),
    PostMortem(Id),
    Play(Id),
    Run(Id, usize),
}

fn whole(view: &CrisisView) -> Whole {
    let Some(Opened { kind, panel: Panel::Edit(id) }) = view.open else { return Whole::Lists };
    match (kind, view.side, view.run) {
        (RecordKind::Incident, CrisisSide::PostMortem, _) => Whole::PostMortem(id),
        (RecordKind::Incident, ..) => Whole::Room(id),
        (RecordKind::Drill, CrisisSide::Play, _) => Whole::Play(id),
        (RecordKind::Drill, _, Some(run)) => Whole::Run(id, run),
        _ => Whole::Lists,
    }
}

/// The crisis screen.
#[component]
pub fn Crisis(view: Memo<CrisisView>) -> impl IntoView {
    let app = use_app();
    let zone =
        Memo::new(move |_| app.workspace.with(|workspace| workspace.as_ref().map_or(Zone::UTC, |it| it.settings.zone)));
    let desk = Desk {
        app,
        counts: StoredValue::new(Counts::default()),
        zone,
        tone: RwSignal::new(0),
        reading: RwSignal::new(None),
    };
    tone::follow(desk);
    let whole = Memo::new(move |_| view.with(whole));
    move || match whole.get() {
        Whole::Lists => view! { <Lists desk view/> }.into_any(),
        Whole::Room(id) => view! { <room::Room desk id/> }.into_any(),
        Whole::PostMortem(id) => view! { <post_mortem::PostMortem desk id/> }.into_any(),
        Whole::Play(id) => view! { <play::PlayDrill desk id/> }.into_any(),
        Whole::Run(id, run) => view! { <score::Run desk id run/> }.into_any(),
    }
}

/// The four lists, and the panel beside them.
#[component]
fn Lists(desk: Desk, view: Memo<CrisisView>) -> impl IntoView {
    let app = desk.app;
    let section = Memo::new(move |_| view.with(|view| view.section));
    let open = Memo::new(move |_| view.with(|view| view.open));
    let sections = CrisisSection::ALL.map(|section| (section.key(), section.label())).to_vec();
    let choose = move |key: String| {
        let section = CrisisSection::ALL.into_iter().find(|section| section.key() == key).unwrap_or_default();
        app.go(Route::Crisis(CrisisView::section(section)));
    };
    let new = Signal::derive(move || {
        let (kind, words) = match section.get() {
            CrisisSection::Alerts => (RecordKind::AlertRule, "New alert rule"),
            CrisisSection::Incidents => (RecordKind::Incident, "New incident"),
            CrisisSection::Playbooks => (RecordKind::Playbook, "New playbook"),
            CrisisSection::Drills => (RecordKind::Drill, "New drill"),
        };
        (address(CrisisView::open(Opened::new(kind))), words)
    });
    view! {
        <div class="page">
            <header class="page-header">
                <h1>"Crisis"</h1>
                <Segmented label="Part of the screen" value=Signal::derive(move || section.get().key().to_owned()) options=sections on_change=choose/>
                {move || (section.get() == CrisisSection::Drills).then(|| view! { <drills::DrillIn desk/> })}
                <Link look=Look::Primary icon=IconName::Plus href=Signal::derive(move || new.get().0)>{move || new.get().1}</Link>
            </header>
            {move || match section.get() {
                CrisisSection::Alerts => view! { <alerts::Alerts desk view/> }.into_any(),
                CrisisSection::Incidents => view! { <incidents::Incidents desk/> }.into_any(),
                CrisisSection::Playbooks => view! { <playbooks::Playbooks desk/> }.into_any(),
                CrisisSection::Drills => view! { <drills::Drills desk/> }.into_any(),
            }}
            {move || open.get().map(|Opened { kind, panel }| match kind {
                RecordKind::Incident => view! { <incidents::NewIncident desk from=view.with_untracked(|view| view.alert)/> }.into_any(),
                RecordKind::Playbook => view! { <playbooks::Editor panel/> }.into_any(),
                RecordKind::Drill => view! { <drill_editor::Editor panel/> }.into_any(),
                _ => view! { <rule::Editor panel/> }.into_any(),
            })}
        </div>
    }
}

/// An incident that is on the screen.
#[derive(Clone, Copy)]
pub struct Held {
    /// The page.
    pub app: App,
    /// Its id.
    pub id: Id,
    /// The incident; none where it was removed.
    pub incident: Memo<Option<Arc<Incident>>>,
}

impl Held {
    fn new(app: App, id: Id) -> Self {
        let incident =
            Memo::new(move |_| app.workspace.with(|workspace| workspace.as_ref()?.records.incidents.get(id).cloned()));
        Self { app, id, incident }
    }

    /// The incident now, without following it.
    pub fn peek(self) -> Option<Incident> {
        self.app.peek()?.records.incidents.get(self.id).map(|incident| (**incident).clone())
    }

    /// Changes the incident, as one step; whether it was taken.
    pub fn change(self, label: impl Into<String>, change: impl FnOnce(&mut Incident)) -> bool {
        let Some(mut incident) = self.peek() else { return false };
        change(&mut incident);
        incident.updated = clock::now();
        match self.app.apply(Action::new(label, Command::Put(incident.into()))) {
            Ok(()) => true,
            Err(error) => {
                self.app.toasts.fail(error.to_string());
                false
            }
        }
    }
}

/// What is said where something was removed.
#[component]
pub fn Gone(what: &'static str, section: CrisisSection) -> impl IntoView {
    view! {
        <div class="page">
            <header class="page-header"><h1>"Not here any more"</h1></header>
            <p>{format!("This {what} was removed. Undo brings it back.")}</p>
            <p><Link look=Look::Secondary href=address(CrisisView::section(section))>{format!("All {}", section.label().to_lowercase())}</Link></p>
        </div>
    }
}
