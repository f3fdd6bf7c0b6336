//! Promises: which SLA policy holds for a conversation, and how its clocks stand.
//!
//! The first response is counted from the first message to our first answer, the next from a later message of the person
//! to the answer after it, the resolution from the first message until it is resolved. Pending and snoozed conversations
//! go on counting: the person waits all the same. A clock is active until little is left, then at risk; it is met or
//! missed for good once it stopped, and missed from the moment it is due.

use super::{
    hours::{Hours, Laid, MINUTE_MS},
    turns::Wait,
};
use crate::model::{
    Id, Instant, Workspace,
    record::{Priority, SlaPolicy},
    time::DAY_MS,
};
use std::sync::Arc;

/// The share of a promise that is left when it is at risk: a quarter.
pub const AT_RISK_LEFT: f64 = 0.25;

/// What is promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Promise {
    /// Our first answer.
    First,
    /// An answer to a later message.
    Next,
    /// That it is resolved.
    Resolution,
}

impl Promise {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::First, Self::Next, Self::Resolution];

    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::First => "First response",
            Self::Next => "Next response",
            Self::Resolution => "Resolution",
        }
    }

    fn minutes(self, policy: &SlaPolicy) -> Option<u32> {
        match self {
            Self::First => policy.first_response,
            Self::Next => policy.next_response,
            Self::Resolution => policy.resolution,
        }
    }
}

/// How a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SlaState {
    /// Runs, and there is time.
    Active,
    /// Runs, and a quarter or less is left.
    AtRisk,
    /// Stopped in time.
    Met,
    /// Stopped too late, or runs and is overdue.
    Missed,
}

impl SlaState {
    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Active => "In time",
            Self::AtRisk => "At risk",
            Self::Met => "Met",
            Self::Missed => "Missed",
        }
    }
}

/// A clock of a conversation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    /// What is promised.
    pub promise: Promise,
    /// When it began: ms since 1970, UTC.
    pub started: Instant,
    /// When it stopped; `None` while it runs.
    pub stopped: Option<Instant>,
    /// ms from the beginning until it stopped, or until now.
    pub raw_ms: i64,
    /// The same in open time.
    pub open_ms: i64,
    /// Open ms that are promised; none where there is no promise.
    pub promised_ms: Option<i64>,
    /// When it is due; none where there is no promise, or where it never is.
    pub due: Option<Instant>,
    /// How it stands; none where there is no promise.
    pub state: Option<SlaState>,
}

/// The policies of a workspace, ready to be asked.
#[derive(Clone, Debug)]
pub struct Promises {
    policies: Vec<(Arc<SlaPolicy>, Laid)>,
    /// For conversations without a policy.
    always: Laid,
}

impl Promises {
    /// Those of a workspace, for conversations from one instant to another.
    pub fn new(workspace: &Workspace, from: Instant, to: Instant) -> Self {
        let zone = workspace.settings.zone;
        // What is asked now may be due in a while.
        let to = to.saturating_add(60 * DAY_MS);
        let lay = |policy: &Arc<SlaPolicy>| (Arc::clone(policy), Laid::new(Hours::of(policy, zone), from, to));
        let policies = workspace.records.sla_policies.iter().map(lay).collect();
        Self { policies, always: Laid::new(Hours::always(zone), to, to) }
    }

    /// The policy for a channel and a priority: the one that names both before one that names the channel, that before one
    /// that names the priority, that before one for all; of equals the oldest.
    pub fn policy(&self, channel: Option<Id>, priority: Priority) -> Option<&SlaPolicy> {
        self.place(channel, priority).and_then(|place| self.policies.get(place)).map(|(policy, _)| &**policy)
    }

    fn place(&self, channel: Option<Id>, priority: Priority) -> Option<usize> {
        let fitting = self.policies.iter().enumerate().filter(|(_, (policy, _))| {
            (policy.channels.is_empty() || channel.is_some_and(|channel| policy.channels.contains(&channel)))
                && (policy.priorities.is_empty() || policy.priorities.contains(&priority))
        });
        let rank = |policy: &SlaPolicy| (policy.channels.is_empty(), policy.priorities.is_empty());
        fitting.min_by_key(|(place, (policy, _))| (rank(policy), *place)).map(|(place, _)| place)
    }

    /// A clock that began at an instant and stopped at another, if it did.
    pub fn clock(
        &self,
        (channel, priority): (Option<Id>, Priority),
        promise: Promise,
        started: Instant,
        stopped: Option<Instant>,
        now: Instant,
    ) -> Clock {
        let place = self.place(channel, priority).and_then(|place| self.policies.get(place));
        let laid = place.map_or(&self.always, |(_, laid)| laid);
        let minutes = place.and_then(|(policy, _)| promise.minutes(policy));
        let until = stopped.unwrap_or(now).max(started);
        let open_ms = match place {
            Some(_) => laid.open_ms(started, until),
            None => until - started,
        };
        let promised_ms = minutes.map(|minutes| i64::from(minutes) * MINUTE_MS);
        let due = promised_ms.and_then(|ms| laid.after(started, ms));
        let late = due.is_some_and(|due| until > due);
        let state = promised_ms.map(|promised| match (stopped.is_some(), promised - open_ms) {
            _ if late => SlaState::Missed,
            (true, _) => SlaState::Met,
            (false, left) if left as f64 <= AT_RISK_LEFT * promised as f64 => SlaState::AtRisk,
            _ => SlaState::Active,
        });
        Clock { promise, started, stopped, raw_ms: until - started, open_ms, promised_ms, due, state }
    }

    /// Every clock of a conversation: the waits in their order, then the resolution. `resolved` says when it was, if it
    /// was.
    pub fn clocks(
        &self,
        of: (Option<Id>, Priority),
        waits: &[Wait],
        asked: Instant,
        resolved: Option<Instant>,
        now: Instant,
    ) -> Vec<Clock> {
        let mut clocks: Vec<Clock> = Vec::with_capacity(waits.len() + 1);
        for (place, wait) in waits.iter().enumerate() {
            let promise = if place == 0 { Promise::First } else { Promise::Next };
            // What was resolved without an answer waits no more.
            let given_up = resolved.filter(|resolved| wait.until.is_none() && *resolved >= wait.from);
            if given_up.is_none() {
                clocks.push(self.clock(of, promise, wait.from, wait.until, now));
            }
        }
        clocks.push(self.clock(of, Promise::Resolution, asked, resolved, now));
        clocks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Settings, Zone,
        record::{OpenHours, Record},
        time::{iso, parse_iso},
    };

    fn at(text: &str) -> Instant {
        parse_iso(text).unwrap()
    }

    fn promises(policies: &[SlaPolicy]) -> Promises {
        let zone: Zone = "Europe/Madrid".parse().unwrap();
        let mut workspace = Workspace::new(Settings::new(Id::derived("w"), "W", 0, zone));
        for policy in policies {
            workspace.records.put(Record::from(policy.clone()));
        }
        Promises::new(&workspace, at("2026-01-01T00:00:00Z"), at("2026-12-01T00:00:00Z"))
    }

    fn policy(number: i64, first: u32) -> SlaPolicy {
        let mut policy = SlaPolicy::new(Id::mint(number, [0; 10]), number, format!("P{number}"));
        policy.first_response = Some(first);
        policy.hours = (0..5).map(|weekday| OpenHours::new(weekday, 540, 1020)).collect();
        policy
    }

    #[test]
    fn a_clock_goes_from_active_to_at_risk_to_missed_and_stays_met_or_missed() {
        let promises = promises(&[policy(1, 120)]);
        // Friday 16:00 in Madrid: an hour that day, one on Monday.
        let asked = at("2026-11-20T15:00:00Z");
        let clock = |stopped, now| promises.clock((None, Priority::Normal), Promise::First, asked, stopped, now);
        let state = |now: &str| clock(None, at(now)).state.unwrap();
        assert_eq!(state("2026-11-20T15:59:00Z"), SlaState::Active);
        assert_eq!(state("2026-11-22T12:00:00Z"), SlaState::Active, "the week end does not count");
        assert_eq!(state("2026-11-23T08:30:00Z"), SlaState::AtRisk, "half an hour of two is left");
        assert_eq!(state("2026-11-23T09:00:00Z"), SlaState::AtRisk, "due now is not late");
        assert_eq!(state("2026-11-23T09:00:01Z"), SlaState::Missed);
        let running = clock(None, at("2026-11-23T08:30:00Z"));
        assert_eq!(running.due.map(iso), Some("2026-11-23T09:00:00Z".into()));
        assert_eq!((running.open_ms, running.raw_ms), (90 * MINUTE_MS, (65 * 60 + 30) * MINUTE_MS));
        let later = at("2026-11-30T12:00:00Z");
        assert_eq!(clock(Some(at("2026-11-23T09:00:00Z")), later).state, Some(SlaState::Met));
        assert_eq!(clock(Some(at("2026-11-23T09:01:00Z")), later).state, Some(SlaState::Missed));
    }

    #[test]
    fn what_is_due_with_the_day_is_late_in_the_evening() {
        let promises = promises(&[policy(1, 60)]);
        let asked = at("2026-11-20T15:00:00Z");
        let state =
            |now: &str| promises.clock((None, Priority::Normal), Promise::First, asked, None, at(now)).state.unwrap();
        assert_eq!(state("2026-11-20T16:00:00Z"), SlaState::AtRisk);
        assert_eq!(
            state("2026-11-20T19:00:00Z"),
            SlaState::Missed,
            "no open minute passed since, but it was due at five"
        );
        let answered = at("2026-11-20T19:00:00Z");
        let clock = promises.clock((None, Priority::Normal), Promise::First, asked, Some(answered), answered);
        assert_eq!(clock.state, Some(SlaState::Missed), "an answer does not undo that");
    }

    #[test]
    fn the_policy_that_says_most_holds() {
        let channel = Id::derived("c");
        let mut named = policy(3, 30);
        named.channels = vec![channel];
        let mut both = policy(4, 10);
        (both.channels, both.priorities) = (vec![channel], vec![Priority::Urgent]);
        let mut pressing = policy(5, 20);
        pressing.priorities = vec![Priority::Urgent];
        let promises = promises(&[policy(1, 120), policy(2, 60), named, both, pressing]);
        let first = |channel, priority| promises.policy(channel, priority).and_then(|policy| policy.first_response);
        assert_eq!(first(None, Priority::Normal), Some(120), "the oldest of equals");
        assert_eq!(first(Some(channel), Priority::Normal), Some(30));
        assert_eq!(first(Some(channel), Priority::Urgent), Some(10));
        assert_eq!(first(Some(Id::derived("other")), Priority::Urgent), Some(20));
    }

    #[test]
    fn without_a_policy_there_are_times_but_no_promise() {
        let clock = promises(&[]).clock((None, Priority::Normal), Promise::First, 0, Some(90_000), 1_000_000);
        assert_eq!((clock.raw_ms, clock.open_ms, clock.due, clock.state), (90_000, 90_000, None, None));
    }
}
