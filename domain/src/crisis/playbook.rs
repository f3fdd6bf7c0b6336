//! What a playbook asks for in an incident: each step with when it is due and whether it is late.

use super::MINUTE_MS;
use crate::model::{
    Id, Instant,
    record::{Incident, Playbook, StepDone},
};

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// Done within its time.
    Done,
    /// Done after its time.
    DoneLate,
    /// Nobody has taken the incident on: its time does not run yet.
    Waiting,
    /// To be done, in time.
    Due,
    /// To be done, its time is over.
    Overdue,
}

/// A step in an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueStep {
    /// Which step.
    pub step: Id,
    /// Its place in the playbook's list.
    pub place: usize,
    /// Until when: ms since 1970, UTC. `None` as long as nobody has taken the incident on.
    pub due: Option<Instant>,
    /// When it was done.
    pub done: Option<Instant>,
    /// How it stands.
    pub state: StepState,
}

impl DueStep {
    /// Milliseconds that are left; below 0: over its time by so much. `None` where it is done or does not run.
    pub fn left(&self, now: Instant) -> Option<i64> {
        self.due.filter(|_| self.done.is_none()).map(|due| due.saturating_sub(now))
    }
}

/// When a step is done in an incident.
pub fn done(incident: &Incident, step: Id) -> Option<&StepDone> {
    incident.steps.iter().find(|done| done.step == step)
}

/// The steps of the playbook in an incident, in the playbook's order.
pub fn steps(playbook: &Playbook, incident: &Incident, now: Instant) -> Vec<DueStep> {
    let of = |(place, step): (usize, &crate::model::record::PlaybookStep)| {
        let due = incident.acknowledged.map(|at| at.saturating_add(i64::from(step.minutes) * MINUTE_MS));
        let done = done(incident, step.id).map(|done| done.at);
        let state = match (done, due) {
            (Some(done), Some(due)) if done > due => StepState::DoneLate,
            (Some(_), _) => StepState::Done,
            (None, None) => StepState::Waiting,
            (None, Some(due)) if due < now => StepState::Overdue,
            (None, Some(_)) => StepState::Due,
        };
        DueStep { step: step.id, place, due, done, state }
    };
    playbook.steps.iter().enumerate().map(of).collect()
}

/// How many steps are past their time and not done.
pub fn overdue(playbook: &Playbook, incident: &Incident, now: Instant) -> usize {
    steps(playbook, incident, now).iter().filter(|step| step.state == StepState::Overdue).count()
}
