//! KPIs 50–54 and 56: response and resolution times, SLA met, response rate, backlog, CSAT, net sentiment, and the
//! histogram of response times. Pure functions of [`Case`]s: each conversation of a period reduced to what counts.
//!
//! A rate without anything below its line has no value. Every figure says on how many it rests and how many it leaves
//! out; the cases behind it can be opened by their keys. `docs/kpis.md` has the definitions.

use super::{
    list::{ItemKey, resolved},
    sentiment::suggest,
    sla::{Clock, Promise, Promises, SlaState},
    threads::{Talk, Talks},
    turns::Turns,
};
use crate::{
    analytics::{Bin, Histogram, quantile},
    model::{
        Id, Instant, Workspace,
        facts::{DictionaryKind, MISSING_TIME, activity},
        record::{Conversation, Priority, Sentiment},
        time::DAY_MS,
    },
};

/// A conversation as figures see it.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it is known by.
    pub key: ItemKey,
    /// Its channel.
    pub channel: Option<Id>,
    /// When it was opened: ms since 1970, UTC.
    pub asked: Instant,
    /// Its clocks: waits in their order, then the resolution.
    pub clocks: Vec<Clock>,
    /// Since when the person waits, where nobody resolved it.
    pub waiting: Option<Instant>,
    /// When somebody resolved it.
    pub resolved: Option<Instant>,
    /// 1 to 5.
    pub csat: Option<u8>,
    /// The mood of its opening: as a person set it, else as suggested.
    pub sentiment: Option<Sentiment>,
    /// Whether a person set another mood than was suggested.
    pub corrected: bool,
}

/// Which conversations figures are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Opened at this instant or later.
    pub from: Instant,
    /// Opened before this instant.
    pub to: Instant,
    /// Only of this channel.
    pub channel: Option<Id>,
    /// What time it is.
    pub now: Instant,
    /// Whether moods are wanted: they take longest.
    pub moods: bool,
}

/// The conversations opened in a period.
pub fn cases(workspace: &Workspace, talks: &Talks, promises: &Promises, asked: Asked) -> Vec<Case> {
    let facts = &workspace.facts;
    let channels: Vec<Option<Id>> =
        facts.dictionaries.get(DictionaryKind::Channel).values().iter().map(|id| id.parse().ok()).collect();
    let wanted = |channel: Option<Id>| asked.channel.is_none() || channel == asked.channel;
    let within = |at: Instant| asked.from <= at && at < asked.to.min(asked.now.saturating_add(1));
    let mut touched = vec![false; talks.all().len()];
    let mut cases = Vec::new();
    let mut add = |key, talk: Option<&Talk>, record: Option<&Conversation>| {
        let of_talk = || talk.and_then(|talk| channels.get(talk.channel as usize).copied().flatten());
        let channel = record.and_then(|record| record.channel).or_else(of_talk);
        let opened = talk.map(|talk| talk.asked);
        if !wanted(channel) || opened.is_some_and(|at| !within(at)) {
            return;
        }
        let turns = Turns::new(facts, talks, talk, record);
        let at = opened.or(turns.waits.first().map(|wait| wait.from)).or(record.map(|record| record.created));
        let Some(at) = at.filter(|at| within(*at)) else { return };
        let resolved = resolved(record, &turns, asked.now);
        let priority = record.map_or(Priority::Normal, |record| record.priority);
        let text = || match (talk, record) {
            (Some(talk), _) => facts.activities.text(talk.opener as usize, activity::TEXT),
            (None, Some(record)) => record.messages.first().map_or("", |message| &message.text),
            (None, None) => "",
        };
        let suggested = if asked.moods { suggest(text()).map(|found| found.sentiment) } else { None };
        let set = record.and_then(|record| record.sentiment);
        cases.push(Case {
            key,
            channel,
            asked: at,
            clocks: promises.clocks((channel, priority), &turns.waits, at, resolved, asked.now),
            waiting: turns.waiting().filter(|_| resolved.is_none()),
            resolved,
            csat: record.and_then(|record| record.csat.as_ref()).map(|csat| csat.score),
            sentiment: set.or(suggested),
            corrected: set.is_some() && set != suggested,
        });
    };
    for record in workspace.records.conversations.iter() {
        let place = record.activity.as_ref().and_then(|opening| talks.find(facts, opening));
        let place = place.filter(|place| !touched.get(*place as usize).copied().unwrap_or(true));
        if let Some(flag) = place.and_then(|place| touched.get_mut(place as usize)) {
            *flag = true;
        }
        let talk = place.and_then(|place| talks.all().get(place as usize));
        add(ItemKey::Record(record.id), talk, Some(record));
    }
    // The conversations of the facts are in the order in which they were opened.
    let start = talks.all().partition_point(|talk| talk.asked < asked.from);
    let period = talks.all().iter().zip(&touched).skip(start).take_while(|(talk, _)| talk.asked < asked.to);
    for (talk, _) in period.filter(|(_, touched)| !**touched) {
        add(ItemKey::Row(talk.opener), Some(talk), None);
    }
    cases
}

/// Parts of a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rate {
    /// 0 to 1; none where there is nothing below the line.
    pub value: Option<f64>,
    /// Above the line.
    pub numerator: usize,
    /// Below it.
    pub denominator: usize,
    /// Left out: neither above nor below.
    pub excluded: usize,
}

impl Rate {
    fn new(numerator: usize, denominator: usize, excluded: usize) -> Self {
        let value = (denominator > 0).then(|| numerator as f64 / denominator as f64);
        Self { value, numerator, denominator, excluded }
    }
}

/// Times of one promise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Times {
    /// Seconds by the clock on the wall, ascending.
    pub raw: Vec<f64>,
    /// Seconds in business hours, ascending; those of the policy that holds for each.
    pub open: Vec<f64>,
    /// Not over yet: left out.
    pub running: usize,
}

impl Times {
    /// How many it rests on.
    pub fn n(&self) -> usize {
        self.raw.len()
    }

    /// Median and 90th percentile by the clock on the wall, seconds; none where there are none.
    pub fn raw_quantiles(&self) -> Option<(f64, f64)> {
        quantile(&self.raw, 0.5).zip(quantile(&self.raw, 0.9))
    }

    /// The same in business hours.
    pub fn open_quantiles(&self) -> Option<(f64, f64)> {
        quantile(&self.open, 0.5).zip(quantile(&self.open, 0.9))
    }
}

/// KPI 50: how long the stopped clocks of a promise took.
pub fn times(cases: &[Case], promise: Promise) -> Times {
    let mut times = Times::default();
    for clock in clocks(cases, promise) {
        if clock.stopped.is_some() {
            times.raw.push(clock.raw_ms as f64 / 1_000.0);
            times.open.push(clock.open_ms as f64 / 1_000.0);
        } else {
            times.running += 1;
        }
    }
    times.raw.sort_unstable_by(f64::total_cmp);
    times.open.sort_unstable_by(f64::total_cmp);
    times
}

fn clocks(cases: &[Case], promise: Promise) -> impl Iterator<Item = &Clock> {
    cases.iter().flat_map(|case| &case.clocks).filter(move |clock| clock.promise == promise)
}

/// KPI 51: of the promises that were met or missed, those that were met. Open ones that are not due yet are left out; what
/// nothing is promised for is not asked for.
pub fn sla_met(cases: &[Case], promise: Option<Promise>) -> Rate {
    let (mut met, mut missed, mut open) = (0, 0, 0);
    let all = cases.iter().flat_map(|case| &case.clocks).filter(|clock| promise.is_none_or(|one| clock.promise == one));
    for clock in all {
        match clock.state {
            Some(SlaState::Met) => met += 1,
            Some(SlaState::Missed) => missed += 1,
            Some(SlaState::Active | SlaState::AtRisk) => open += 1,
            None => {}
        }
    }
    Rate::new(met, met + missed, open)
}

/// KPI 52: of all conversations, those with an answer by one of ours. A bot's answer is none.
pub fn response_rate(cases: &[Case]) -> Rate {
    let answered =
        |case: &&Case| case.clocks.iter().any(|clock| clock.promise == Promise::First && clock.stopped.is_some());
    Rate::new(cases.iter().filter(answered).count(), cases.len(), 0)
}

/// Upper ends of the ages of the backlog in days; the last has none.
pub const AGES: [(i64, &str); 5] =
    [(1, "under 1 day"), (3, "1–3 days"), (7, "3–7 days"), (30, "7–30 days"), (i64::MAX, "over 30 days")];

/// Who waits, and how long.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Backlog {
    /// How many conversations wait for us.
    pub waiting: usize,
    /// How many of each age; see [`AGES`].
    pub ages: [usize; 5],
    /// Median age in seconds; none where nobody waits.
    pub median: Option<f64>,
}

/// KPI 53: the conversations that wait for an answer now, by how long they wait.
pub fn backlog(cases: &[Case], now: Instant) -> Backlog {
    let mut backlog = Backlog::default();
    let mut ages = Vec::new();
    for from in cases.iter().filter_map(|case| case.waiting) {
        let age = now.saturating_sub(from).max(0);
        let place = AGES.iter().position(|(days, _)| age < days.saturating_mul(DAY_MS)).unwrap_or(AGES.len() - 1);
        if let Some(count) = backlog.ages.get_mut(place) {
            *count += 1;
        }
        ages.push(age as f64 / 1_000.0);
    }
    ages.sort_unstable_by(f64::total_cmp);
    (backlog.waiting, backlog.median) = (ages.len(), quantile(&ages, 0.5));
    backlog
}

/// KPI 54: of the answers to “how content were you?”, those of 4 and 5; and of the resolved conversations, those with an
/// answer.
pub fn csat(cases: &[Case]) -> (Rate, Rate) {
    let scores = || cases.iter().filter_map(|case| case.csat);
    let content = scores().filter(|score| *score >= 4).count();
    let resolved = || cases.iter().filter(|case| case.resolved.is_some());
    let answered = resolved().filter(|case| case.csat.is_some()).count();
    (Rate::new(content, scores().count(), 0), Rate::new(answered, resolved().count(), 0))
}

/// Moods of the openings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moods {
    /// (positive − negative) / all; −1 to 1; none where none is known.
    pub net: Option<f64>,
    /// How many are positive, neutral, negative.
    pub counts: [usize; 3],
    /// Without a mood: no text, or not in a language that can be judged.
    pub unknown: usize,
    /// Whose mood a person set otherwise than suggested.
    pub corrected: usize,
}

/// KPI 56: net sentiment of the openings.
pub fn moods(cases: &[Case]) -> Moods {
    let mut moods = Moods::default();
    for case in cases {
        match case.sentiment.and_then(|mood| moods.counts.get_mut(mood as usize)) {
            Some(count) => *count += 1,
            None => moods.unknown += 1,
        }
        moods.corrected += usize::from(case.corrected);
    }
    let [positive, neutral, negative] = moods.counts.map(|count| count as f64);
    let all = positive + neutral + negative;
    moods.net = (all > 0.0).then(|| (positive - negative) / all);
    moods
}

/// Ends of the ranges of response times in seconds, and what each is called.
const WAITS: [(f64, &str); 8] = [
    (900.0, "under 15 min"),
    (3_600.0, "15–60 min"),
    (7_200.0, "1–2 h"),
    (14_400.0, "2–4 h"),
    (28_800.0, "4–8 h"),
    (86_400.0, "8–24 h"),
    (259_200.0, "1–3 d"),
    (f64::INFINITY, "3 d or more"),
];

/// How often response times of some seconds are.
pub fn histogram(ascending: &[f64]) -> Histogram {
    let mut low = 0.0;
    let mut before = 0;
    let bins = WAITS.iter().map(|(end, label)| {
        let upto = ascending.partition_point(|value| value < end);
        let bin = Bin { label: (*label).to_owned(), low, high: end.is_finite().then_some(*end), count: upto - before };
        (low, before) = (*end, upto);
        bin
    });
    Histogram { bins: bins.collect(), n: ascending.len() }
}

/// The conversations whose clock of a promise stopped in a range of the histogram; `open` = in business hours.
pub fn in_bin<'a>(cases: &'a [Case], promise: Promise, bin: &'a Bin, open: bool) -> impl Iterator<Item = &'a Case> {
    let fits = move |clock: &Clock| {
        let seconds = if open { clock.open_ms } else { clock.raw_ms } as f64 / 1_000.0;
        clock.promise == promise
            && clock.stopped.is_some()
            && bin.low <= seconds
            && bin.high.is_none_or(|high| seconds < high)
    };
    cases.iter().filter(move |case| case.clocks.iter().any(fits))
}

/// The conversations that a figure rests on; by its id in [`super::DEFINITIONS`]. None for an id that is no figure's.
pub fn behind<'a>(cases: &'a [Case], id: &'a str) -> impl Iterator<Item = &'a Case> {
    let stopped = |case: &Case, promise| case.clocks.iter().any(|one| one.promise == promise && one.stopped.is_some());
    let judged = |clock: &Clock| matches!(clock.state, Some(SlaState::Met | SlaState::Missed));
    cases.iter().filter(move |case| match id {
        "first_response_time" => stopped(case, Promise::First),
        "next_response_time" => stopped(case, Promise::Next),
        "resolution_time" => stopped(case, Promise::Resolution),
        "sla_met" => case.clocks.iter().any(judged),
        "response_rate" => true,
        "backlog" => case.waiting.is_some(),
        "csat" => case.csat.is_some(),
        "net_sentiment" => case.sentiment.is_some(),
        _ => false,
    })
}

/// When the first conversation of the facts was opened, and the last: what hours are laid out for.
pub fn span(talks: &Talks, now: Instant) -> (Instant, Instant) {
    let first = talks.all().iter().map(|talk| talk.asked).find(|at| *at != MISSING_TIME).unwrap_or(now);
    (first.max(now.saturating_sub(3_650 * DAY_MS)).min(now), now)
}
