//! What is chosen on the crisis screen.

use super::{
    Opened, OpenedKeys, Panel,
    query::{Pairs, QueryText},
};
use crate::model::{Id, Instant, RecordKind};

/// What is chosen on the crisis screen.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct CrisisView {
    /// Which part of the screen.
    pub section: CrisisSection,
    /// What is open: the editor of a rule, playbook or drill, or an incident's room.
    pub open: Option<Opened>,
    /// Which side of what is open.
    pub side: CrisisSide,
    /// An alert: of which rule, and when it began. Looked at among the alerts; what a new incident begins from.
    pub alert: Option<(Id, Instant)>,
    /// A run of the drill that is open, by its place.
    pub run: Option<usize>,
}

/// The parts of the crisis screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum CrisisSection {
    /// What is out of the ordinary, and the rules that say so.
    #[default]
    Alerts,
    /// Crises, now and before.
    Incidents,
    /// What to do.
    Playbooks,
    /// Practice.
    Drills,
}

/// Sides of what is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum CrisisSide {
    /// The incident's room, the drill's text.
    #[default]
    Main,
    /// The look back on an incident.
    PostMortem,
    /// A drill against the clock.
    Play,
    /// The activities of an alert.
    Rows,
}

impl CrisisSection {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Alerts, Self::Incidents, Self::Playbooks, Self::Drills];

    /// Its name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Alerts => "alerts",
            Self::Incidents => "incidents",
            Self::Playbooks => "playbooks",
            Self::Drills => "drills",
        }
    }

    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Alerts => "Alerts",
            Self::Incidents => "Incidents",
            Self::Playbooks => "Playbooks",
            Self::Drills => "Drills",
        }
    }

    /// Where records of a type stand.
    pub fn of(kind: RecordKind) -> Self {
        match kind {
            RecordKind::Incident => Self::Incidents,
            RecordKind::Playbook => Self::Playbooks,
            RecordKind::Drill => Self::Drills,
            _ => Self::Alerts,
        }
    }
}

impl CrisisSide {
    const NAMED: [(Self, &'static str); 3] =
        [(Self::PostMortem, "post-mortem"), (Self::Play, "play"), (Self::Rows, "rows")];
}

const OPENED: OpenedKeys = &[
    (RecordKind::Incident, "incident"),
    (RecordKind::AlertRule, "rule"),
    (RecordKind::Playbook, "playbook"),
    (RecordKind::Drill, "drill"),
];

impl CrisisView {
    /// A part of the screen with nothing open.
    pub fn section(section: CrisisSection) -> Self {
        Self { section, ..Self::default() }
    }

    /// Something open, on the part it stands in.
    pub fn open(open: Opened) -> Self {
        Self { section: CrisisSection::of(open.kind), open: Some(open), ..Self::default() }
    }

    /// An incident's room, or the look back on it.
    pub fn incident(id: Id, side: CrisisSide) -> Self {
        Self { side, ..Self::open(Opened::edit(RecordKind::Incident, id)) }
    }

    /// A drill: its text, a run of it, or playing it.
    pub fn drill(id: Id, side: CrisisSide, run: Option<usize>) -> Self {
        Self { side, run, ..Self::open(Opened::edit(RecordKind::Drill, id)) }
    }

    /// An alert among the alerts.
    pub fn alert(rule: Id, began: Instant) -> Self {
        Self { alert: Some((rule, began)), ..Self::default() }
    }

    /// A new incident that begins from an alert.
    pub fn new_incident(alert: Option<(Id, Instant)>) -> Self {
        Self { alert, ..Self::open(Opened { kind: RecordKind::Incident, panel: Panel::New }) }
    }

    pub(super) fn read(pairs: &Pairs) -> Self {
        let open = Opened::read(pairs, OPENED);
        let section = CrisisSection::ALL.into_iter().find(|section| Some(section.key()) == pairs.get("section"));
        let side = CrisisSide::NAMED.into_iter().find(|(_, name)| Some(*name) == pairs.get("side"));
        let (alert, at) = (pairs.get("alert").and_then(|id| id.parse().ok()), pairs.get("at"));
        Self {
            section: section.or(open.map(|open| CrisisSection::of(open.kind))).unwrap_or_default(),
            open,
            side: side.map(|(side, _)| side).unwrap_or_default(),
            alert: alert.zip(at.and_then(|at| at.parse().ok())),
            run: pairs.get("run").and_then(|run| run.parse().ok()),
        }
    }

    pub(super) fn write(&self, query: &mut QueryText, path: &'static str) -> &'static str {
        if self.section != self.open.map(|open| CrisisSection::of(open.kind)).unwrap_or_default() {
            query.add("section", self.section.key());
        }
        if let Some(open) = self.open {
            open.write(query, OPENED);
        }
        if let Some((_, name)) = CrisisSide::NAMED.into_iter().find(|(side, _)| *side == self.side) {
            query.add("side", name);
        }
        if let Some((rule, at)) = self.alert {
            query.add("alert", &rule.to_string());
            query.add("at", &at.to_string());
        }
        if let Some(run) = self.run {
            query.add("run", &run.to_string());
        }
        path
    }
}
