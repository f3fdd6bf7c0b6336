//! A drill as it plays: a pure state machine against a clock that is passed in. The drill's time is the clock's times the
//! speed, pauses left out; messages arrive by it, and answers are dated by it. The same calls give the same run.

use super::{MINUTE_MS, score::score};
use crate::model::{
    Extra, Id, Instant,
    record::{Drill, DrillAnswer, DrillMessage, DrillRun},
};
use std::sync::Arc;

/// How much faster than the clock a drill can play.
pub const SPEEDS: [u32; 3] = [1, 5, 20];

/// A run that is going on.
#[derive(Clone, Debug)]
pub struct Play {
    drill: Arc<Drill>,
    /// Places of the messages in the order in which they arrive.
    order: Vec<usize>,
    began: Instant,
    /// The drill's time, in ms, until `since`.
    elapsed: i64,
    /// When the clock was last started; `None` = paused.
    since: Option<Instant>,
    speed: u32,
    answers: Vec<DrillAnswer>,
}

/// Why an answer was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The message is not there (yet).
    #[error("This message has not arrived yet.")]
    NotArrived,
    /// It was dealt with before.
    #[error("This message was dealt with already.")]
    Already,
    /// There is nothing to do.
    #[error("Write an answer, escalate it, or leave it.")]
    Empty,
}

impl Play {
    /// Starts a drill.
    pub fn start(drill: Arc<Drill>, now: Instant, speed: u32) -> Self {
        let order = arrival(&drill);
        Self { drill, order, began: now, elapsed: 0, since: Some(now), speed: speed.max(1), answers: Vec::new() }
    }

    /// The drill that is played.
    pub fn drill(&self) -> &Arc<Drill> {
        &self.drill
    }

    /// The drill's time since its start, in ms. A clock that goes back stands still.
    pub fn elapsed(&self, now: Instant) -> i64 {
        let running = self.since.map_or(0, |since| now.saturating_sub(since).max(0));
        self.elapsed.saturating_add(running.saturating_mul(i64::from(self.speed)))
    }

    /// How fast it plays.
    pub fn speed(&self) -> u32 {
        self.speed
    }

    /// Whether it stands still.
    pub fn is_paused(&self) -> bool {
        self.since.is_none()
    }

    /// Stands still from now on.
    pub fn pause(&mut self, now: Instant) {
        self.elapsed = self.elapsed(now);
        self.since = None;
    }

    /// Goes on.
    pub fn resume(&mut self, now: Instant) {
        if self.since.is_none() {
            self.since = Some(now);
        }
    }

    /// Plays at another speed from now on.
    pub fn set_speed(&mut self, now: Instant, speed: u32) {
        self.elapsed = self.elapsed(now);
        self.since = self.since.map(|_| now);
        self.speed = speed.max(1);
    }

    /// The messages that have arrived, in the order in which they did.
    pub fn arrived(&self, now: Instant) -> Vec<&DrillMessage> {
        let elapsed = self.elapsed(now);
        let messages = self.order.iter().filter_map(|place| self.drill.messages.get(*place));
        messages.take_while(|message| arrives(message) <= elapsed).collect()
    }

    /// Those of them with which nothing was done yet.
    pub fn open(&self, now: Instant) -> Vec<&DrillMessage> {
        self.arrived(now).into_iter().filter(|message| self.answer_of(message.id).is_none()).collect()
    }

    /// What was done with a message.
    pub fn answer_of(&self, message: Id) -> Option<&DrillAnswer> {
        self.answers.iter().find(|answer| answer.message == message)
    }

    /// Milliseconds of the drill's time that are left for a message; below 0: over its limit by so much.
    pub fn left(&self, message: &DrillMessage, now: Instant) -> i64 {
        due(message).saturating_sub(self.elapsed(now))
    }

    /// Answers a message, tells those who decide, or both.
    ///
    /// # Errors
    /// Where it has not arrived, was dealt with before, or nothing is to be done.
    pub fn answer(&mut self, message: Id, text: &str, escalated: bool, now: Instant) -> Result<(), Refusal> {
        if text.trim().is_empty() && !escalated {
            return Err(Refusal::Empty);
        }
        self.take(message, text.trim(), escalated, now)
    }

    /// Leaves a message alone on purpose.
    ///
    /// # Errors
    /// Where it has not arrived or was dealt with before.
    pub fn leave(&mut self, message: Id, now: Instant) -> Result<(), Refusal> {
        self.take(message, "", false, now)
    }

    fn take(&mut self, message: Id, text: &str, escalated: bool, now: Instant) -> Result<(), Refusal> {
        if self.arrived(now).iter().all(|arrived| arrived.id != message) {
            return Err(Refusal::NotArrived);
        }
        if self.answer_of(message).is_some() {
            return Err(Refusal::Already);
        }
        let second = seconds(self.elapsed(now));
        self.answers.push(DrillAnswer::new(message, second, text, escalated));
        Ok(())
    }

    /// Whether nothing can come any more: everything arrived and was dealt with, or all time is over.
    pub fn is_over(&self, now: Instant) -> bool {
        let done = self.answers.len() >= self.drill.messages.len();
        done || self.elapsed(now) >= length(&self.drill)
    }

    /// Ends the run and scores it.
    pub fn finish(&self, now: Instant, who: &str) -> DrillRun {
        let elapsed = self.elapsed(now).min(length(&self.drill));
        let mut run = DrillRun {
            at: self.began,
            who: who.to_owned(),
            seconds: seconds(elapsed),
            answers: self.answers.clone(),
            score: None,
            extra: Extra::new(),
        };
        run.score = score(&self.drill, &run).total;
        run
    }
}

/// The places of a drill's messages in the order in which they arrive.
pub fn arrival(drill: &Drill) -> Vec<usize> {
    let mut order: Vec<usize> = (0..drill.messages.len()).collect();
    order.sort_by_key(|place| drill.messages.get(*place).map(|message| message.minute));
    order
}

/// When a drill is over at the latest, in ms of its time: when no message can earn points for its time any more.
pub fn length(drill: &Drill) -> i64 {
    let end = |message: &DrillMessage| arrives(message) + 2 * i64::from(message.limit) * MINUTE_MS;
    drill.messages.iter().map(end).max().unwrap_or(0)
}

fn arrives(message: &DrillMessage) -> i64 {
    i64::from(message.minute) * MINUTE_MS
}

fn due(message: &DrillMessage) -> i64 {
    arrives(message) + i64::from(message.limit) * MINUTE_MS
}

fn seconds(ms: i64) -> u32 {
    u32::try_from(ms / 1000).unwrap_or(u32::MAX)
}
