//! An incident as it went: everything in the order it happened, how long things took (KPI 60), and what the community
//! was like during it against what was usual.

use super::{
    HOUR_MS, NEGATIVE, Sentiment,
    hours::{Counted, latest},
};
use crate::model::{
    Instant, Workspace,
    facts::{MISSING_CODE, activity},
    record::{Incident, Playbook},
    time::DAY_MS,
};
use rustc_hash::FxHashSet;

/// Days before an incident that say what is usual.
pub const BASELINE_DAYS: i64 = 7;

/// How long things took, from the beginning on, in ms (KPI 60). `None` where it has not happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// Until somebody took it on.
    pub acknowledge: Option<i64>,
    /// Until the first statement was published.
    pub statement: Option<i64>,
    /// Until things were as usual again.
    pub recovery: Option<i64>,
}

/// When the first statement was published.
pub fn first_statement(incident: &Incident) -> Option<Instant> {
    incident.statements.iter().filter_map(|statement| statement.published).min()
}

/// How long things took. A time before the beginning gives no value.
pub fn times(incident: &Incident) -> Times {
    let since = |at: Option<Instant>| at.and_then(|at| at.checked_sub(incident.began)).filter(|ms| *ms >= 0);
    Times {
        acknowledge: since(incident.acknowledged),
        statement: since(first_statement(incident)),
        recovery: since(incident.recovered),
    }
}

/// Sorts of what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MomentKind {
    /// It began.
    Began,
    /// Somebody took it on.
    Acknowledged,
    /// Noted by somebody.
    Note,
    /// A decision.
    Decision,
    /// A step of the playbook was done.
    Step,
    /// A task was done.
    Task,
    /// A statement was approved.
    Approved,
    /// A statement was published.
    Published,
    /// As usual again.
    Recovered,
}

impl MomentKind {
    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Began => "Began",
            Self::Acknowledged => "Acknowledged",
            Self::Note => "Note",
            Self::Decision => "Decision",
            Self::Step => "Step done",
            Self::Task => "Task done",
            Self::Approved => "Statement approved",
            Self::Published => "Statement published",
            Self::Recovered => "Recovered",
        }
    }
}

/// Something that happened in an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// When: ms since 1970, UTC.
    pub at: Instant,
    /// What sort.
    pub kind: MomentKind,
    /// Who; empty where it is not known.
    pub who: String,
    /// What.
    pub text: String,
    /// Of a note or a decision: its place in the incident's list.
    pub place: Option<usize>,
}

/// Everything that happened, in order of time. Nothing of it is stored twice: notes are the incident's own, the rest is
/// read off its decisions, steps, tasks and statements.
pub fn timeline(incident: &Incident, playbook: Option<&Playbook>) -> Vec<Moment> {
    let mut moments = Vec::new();
    let mut add = |at: Option<Instant>, kind, who: &str, text: &str, place| {
        if let Some(at) = at {
            moments.push(Moment { at, kind, who: who.to_owned(), text: text.to_owned(), place });
        }
    };
    add(Some(incident.began), MomentKind::Began, "", &incident.title, None);
    add(incident.acknowledged, MomentKind::Acknowledged, "", "", None);
    for (place, note) in incident.timeline.iter().enumerate() {
        add(Some(note.at), MomentKind::Note, &note.who, &note.text, Some(place));
    }
    for (place, decision) in incident.decisions.iter().enumerate() {
        add(Some(decision.at), MomentKind::Decision, &decision.who, &decision.text, Some(place));
    }
    for done in &incident.steps {
        let step = playbook.and_then(|playbook| playbook.steps.iter().find(|step| step.id == done.step));
        add(Some(done.at), MomentKind::Step, &done.who, step.map_or("", |step| &step.title), None);
    }
    for task in &incident.tasks {
        add(task.done, MomentKind::Task, &task.owner, &task.title, None);
    }
    for statement in &incident.statements {
        add(statement.approved, MomentKind::Approved, &statement.approved_by, &statement.title, None);
        add(statement.published, MomentKind::Published, "", &statement.title, None);
    }
    add(incident.recovered, MomentKind::Recovered, "", "", None);
    moments.sort_by_key(|moment| (moment.at, moment.kind, moment.place));
    moments
}

/// What a community is like over some time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Pulse {
    /// Hours.
    pub hours: f64,
    /// Activities.
    pub activities: u32,
    /// Activities in an hour; `None` where there is no time.
    pub per_hour: Option<f64>,
    /// Different members.
    pub members: u32,
    /// Negative ÷ those with a sentiment; `None` where none has one.
    pub negative_share: Option<f64>,
}

/// An incident against what was usual.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Live {
    /// From when: the incident's beginning.
    pub from: Instant,
    /// Until when: its recovery, or the latest activity.
    pub to: Instant,
    /// During the incident.
    pub during: Pulse,
    /// In the 7 days before; `None` where the data does not reach so far.
    pub before: Option<Pulse>,
}

/// What the community is like during an incident, on its channels, and in the week before. `None` where there is no
/// activity since it began.
pub fn live(
    workspace: &Workspace,
    incident: &Incident,
    now: Instant,
    sentiment: Option<Sentiment<'_>>,
) -> Option<Live> {
    let end = latest(workspace, now)?.checked_add(1)?;
    let (from, to) = (incident.began, incident.recovered.map_or(end, |at| at.min(end)));
    if to <= from {
        return None;
    }
    let usual = from.checked_sub(BASELINE_DAYS * DAY_MS)?;
    let counted = Counted::new(workspace, &incident.channels);
    let mut sides = [Side::default(), Side::default()];
    let mut first = Instant::MAX;
    for (row, chunk) in workspace.facts.activities.numbered() {
        let members = chunk.column(activity::MEMBER).codes();
        counted.each(chunk, &mut |place, time| {
            first = first.min(time);
            let side = match time {
                time if (from..to).contains(&time) => 0,
                time if (usual..from).contains(&time) => 1,
                _ => return,
            };
            if let Some(side) = sides.get_mut(side) {
                side.count(members.get(place).copied(), sentiment.and_then(|sentiment| sentiment(row + place)));
            }
        });
    }
    let [during, before] = &sides;
    Some(Live {
        from,
        to,
        during: during.pulse(to - from),
        before: (first <= usual).then(|| before.pulse(from - usual)),
    })
}

#[derive(Default)]
struct Side {
    activities: u32,
    members: FxHashSet<u32>,
    judged: u32,
    negative: u32,
}

impl Side {
    fn count(&mut self, member: Option<u32>, sentiment: Option<f64>) {
        self.activities += 1;
        self.members.extend(member.filter(|member| *member != MISSING_CODE));
        if let Some(sentiment) = sentiment {
            self.judged += 1;
            self.negative += u32::from(sentiment <= NEGATIVE);
        }
    }

    fn pulse(&self, ms: i64) -> Pulse {
        let hours = ms as f64 / HOUR_MS as f64;
        Pulse {
            hours,
            activities: self.activities,
            per_hour: (hours > 0.0).then(|| f64::from(self.activities) / hours),
            members: self.members.len() as u32,
            negative_share: (self.judged > 0).then(|| f64::from(self.negative) / f64::from(self.judged)),
        }
    }
}
