//! What the crisis screen shows: alerts with their numbers and charts, how incidents stand, a clock's words. Hours of
//! activity are counted once for the facts there are and kept.

use crate::{
    charts::{Band, LineSpec, Point, Series, Step, Target, Unit},
    crisis::{
        alert::{self, Alert, Reading, Silence},
        hours::{self, Hours},
        incident,
        playbook::{self, DueStep, StepState},
    },
    inbox::suggest,
    model::{
        Id, Instant, Workspace, Zone,
        facts::activity,
        record::{AlertMeasure, AlertRule, DrillAnswer, Incident, IncidentStatus, Playbook, Record},
        words,
    },
};
use std::sync::Arc;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: f64 = 86_400_000.0;

/// The sentiment of activities by row, −1 to 1.
pub type Sentiments = Arc<dyn Fn(usize) -> Option<f64> + Send + Sync>;

/// Days at the end of the data whose tone is read.
pub const TONE_DAYS: i64 = 120;
/// Most messages whose tone is read, the latest first.
pub const TONE_MOST: usize = 50_000;

/// Reads the tone of the latest messages, some at a time: a text takes some microseconds, and there may be many.
#[derive(Debug)]
pub struct ToneReader {
    rows: Vec<u32>,
    done: usize,
    scores: Vec<f32>,
}

impl ToneReader {
    /// Sets out to read the messages of the last [`TONE_DAYS`], at most [`TONE_MOST`].
    pub fn new(workspace: &Workspace, now: Instant) -> Self {
        let end = hours::latest(workspace, now).and_then(|at| at.checked_add(1)).unwrap_or(0);
        let mut rows = hours::rows(workspace, &[], end.saturating_sub(TONE_DAYS * 24 * HOUR_MS), end);
        rows.truncate(TONE_MOST);
        Self { rows, done: 0, scores: vec![f32::NAN; workspace.facts.activities.len()] }
    }

    /// Messages read and messages in all.
    pub fn progress(&self) -> (usize, usize) {
        (self.done, self.rows.len())
    }

    /// Reads so many more; whether there are others left.
    pub fn read(&mut self, workspace: &Workspace, count: usize) -> bool {
        let end = self.rows.len().min(self.done.saturating_add(count));
        for row in self.rows.get(self.done..end).unwrap_or_default() {
            let text = workspace.facts.activities.text(*row as usize, activity::TEXT);
            let found = if text.is_empty() { None } else { suggest(text) };
            if let (Some(found), Some(score)) = (found, self.scores.get_mut(*row as usize)) {
                *score = found.compound as f32;
            }
        }
        self.done = end;
        end < self.rows.len()
    }

    /// What was read.
    pub fn finish(self) -> Sentiments {
        let scores = self.scores;
        Arc::new(move |row| scores.get(row).copied().filter(|score| !score.is_nan()).map(f64::from))
    }
}

/// Whether a rule asks for the tone of messages.
pub fn wants_tone(workspace: &Workspace) -> bool {
    workspace.records.alert_rules.iter().any(|rule| rule.enabled && rule.measure == AlertMeasure::NegativeShare)
}

/// Channels, whether with sentiments, and the hours.
type Kept = ((Vec<Id>, bool), Option<Arc<Hours>>);

/// Hours of activity that were counted, for as long as the facts stay.
#[derive(Clone, Default)]
pub struct Counts {
    of: Option<(Id, u64, bool)>,
    sentiments: Option<Sentiments>,
    kept: Vec<Kept>,
}

impl Counts {
    /// Reads the sentiment of activities from here from now on.
    pub fn set_sentiments(&mut self, sentiments: Option<Sentiments>) {
        self.sentiments = sentiments;
        self.kept.clear();
    }

    /// Where the sentiment of activities is read from.
    pub fn sentiments(&self) -> Option<&Sentiments> {
        self.sentiments.as_ref()
    }

    /// The hours that a rule reads. `None` where there is no activity.
    pub fn hours(&mut self, workspace: &Workspace, rule: &AlertRule, now: Instant) -> Option<Arc<Hours>> {
        let of = (workspace.settings.id, workspace.facts_revision, workspace.settings.exclude_staff);
        if self.of != Some(of) {
            self.of = Some(of);
            self.kept.clear();
        }
        // Only a rule on sentiment is worth reading every text.
        let wants = rule.measure == AlertMeasure::NegativeShare && self.sentiments.is_some();
        let key = (rule.channels.clone(), wants);
        if let Some((_, found)) = self.kept.iter().find(|(other, _)| *other == key) {
            return found.clone();
        }
        let sentiments = self.sentiments.clone().filter(|_| wants);
        let found = match &sentiments {
            Some(sentiments) => hours::hours(workspace, &rule.channels, now, Some(&**sentiments)),
            None => hours::hours(workspace, &rule.channels, now, None),
        };
        let found = found.map(Arc::new);
        self.kept.push((key, found.clone()));
        found
    }
}

/// An alert in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct AlertLine {
    /// Its rule.
    pub rule: Arc<AlertRule>,
    /// What stood out.
    pub alert: Alert,
    /// Who acknowledged it, and when.
    pub acknowledged: Option<(String, Instant)>,
    /// Whether it was over before the rule was made.
    pub before_rule: bool,
    /// The incident it belongs to.
    pub incident: Option<Id>,
}

/// A rule with what it says now.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleLine {
    /// The rule.
    pub rule: Arc<AlertRule>,
    /// What it reads at the latest hour, or why nothing.
    pub reading: Result<Reading, Silence>,
}

/// Everything the list of alerts shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alerts {
    /// The rules, oldest first.
    pub rules: Vec<RuleLine>,
    /// What they raised: those that nobody has seen first, the latest first.
    pub lines: Vec<AlertLine>,
}

impl AlertLine {
    /// Whether it is for somebody to acknowledge.
    pub fn waits(&self) -> bool {
        self.acknowledged.is_none() && !self.before_rule
    }
}

impl Alerts {
    /// Alerts that nobody has acknowledged.
    pub fn waiting(&self) -> usize {
        self.lines.iter().filter(|line| line.waits()).count()
    }
}

/// Reads every rule.
pub fn alerts(workspace: &Workspace, counts: &mut Counts, now: Instant) -> Alerts {
    let mut found = Alerts::default();
    for rule in workspace.records.alert_rules.iter() {
        let hours = if rule.enabled { counts.hours(workspace, rule, now) } else { None };
        found.rules.push(RuleLine { rule: Arc::clone(rule), reading: alert::now(hours.as_deref(), rule) });
        let Some(hours) = hours else { continue };
        found.lines.extend(alert::alerts(&hours, rule).into_iter().map(|alert| AlertLine {
            rule: Arc::clone(rule),
            acknowledged: alert::acknowledged(rule, &alert).map(|seen| (seen.who.clone(), seen.at)),
            before_rule: alert::is_before_rule(rule, &alert),
            incident: incident_of(workspace, rule, &alert),
            alert,
        }));
    }
    found.lines.sort_by_key(|line| (!line.waits(), std::cmp::Reverse(line.alert.began)));
    found
}

/// The incident of a rule's alert: one that says so and was going on, give or take a window.
fn incident_of(workspace: &Workspace, rule: &AlertRule, alert: &Alert) -> Option<Id> {
    let around = i64::from(rule.window_hours) * HOUR_MS;
    let (from, to) = (alert.began.saturating_sub(around), alert.ended.saturating_add(around));
    let mut incidents = workspace.records.incidents.iter().rev();
    let is_of = |one: &&Arc<Incident>| {
        one.alert_rule == Some(rule.id) && one.began <= to && one.recovered.is_none_or(|recovered| recovered >= from)
    };
    incidents.find(is_of).map(|one| one.id)
}

/// The hours around an alert with what is usual and the limit, in the workspace's zone.
pub fn chart(hours: &Hours, rule: &AlertRule, alert: &Alert, zone: Zone) -> LineSpec {
    let peak = &alert.peak;
    let window = i64::from(rule.window_hours) * HOUR_MS;
    let middle = peak.at.saturating_sub(window);
    let start = middle.saturating_sub(i64::from(rule.baseline_days) * 24 * HOUR_MS);
    let end = alert.ended.max(peak.at).saturating_add(24 * HOUR_MS);
    let local = |at: Instant| at.saturating_add(zone.offset_ms(at)) as f64 / DAY_MS;
    let mut points = Vec::new();
    for place in 0..hours.counts.len() {
        let at = hours.end_of(place).saturating_sub(HOUR_MS);
        if at < start || at >= end {
            continue;
        }
        let count = hours.counts.get(place).copied().unwrap_or(0);
        let judged = hours.judged.get(place).copied().unwrap_or(0);
        let negative = hours.negative.get(place).copied().unwrap_or(0);
        let (value, n) = match rule.measure {
            AlertMeasure::Volume => (Some(f64::from(count)), None),
            AlertMeasure::NegativeShare => {
                ((judged > 0).then(|| f64::from(negative) / f64::from(judged)), Some(judged))
            }
        };
        points.push(Point { at: local(at), value, n });
    }
    let usual = ((peak.baseline - peak.deviation).max(0.0), peak.baseline + peak.deviation);
    let band = [start, middle].map(|at| (local(at), usual.0, usual.1)).to_vec();
    let (unit, name) = match rule.measure {
        AlertMeasure::Volume => (Unit::Count, "Activities an hour"),
        AlertMeasure::NegativeShare => (Unit::Percent, "Negative share"),
    };
    let limit = match rule.measure {
        AlertMeasure::Volume => words::decimals(peak.limit, 1),
        AlertMeasure::NegativeShare => format!("{} %", words::decimals(peak.limit * 100.0, 1)),
    };
    LineSpec {
        title: format!("{name} around the alert “{}”", rule.name),
        height: 220.0,
        unit,
        step: Step::Hour,
        series: vec![Series::new(name, points)],
        target: Some(Target { value: peak.limit, label: format!("Limit of the mean {limit}") }),
        band: Some(Band { name: "Usual: mean ± 1 standard deviation".to_owned(), series: 0, points: band }),
        about: alert::explanation(rule, peak),
        n_name: "messages".to_owned(),
        ..LineSpec::default()
    }
}

/// A step with what it is called.
#[derive(Clone, Debug, PartialEq)]
pub struct StepLine {
    /// The step in the incident.
    pub due: DueStep,
    /// What to do.
    pub title: String,
    /// Who.
    pub owner: String,
    /// How it stands, in words.
    pub words: String,
}

/// The steps of an incident's playbook with how they stand.
pub fn steps(playbook: &Playbook, incident: &Incident, now: Instant) -> Vec<StepLine> {
    let lines = playbook::steps(playbook, incident, now).into_iter().filter_map(|due| {
        let step = playbook.steps.get(due.place)?;
        let length = |ms: i64| rough(ms.abs());
        let words = match (due.state, due.left(now)) {
            (StepState::Done, _) => "Done in time".to_owned(),
            (StepState::DoneLate, _) => {
                let late = due.done.zip(due.due).map_or(0, |(done, due)| done - due);
                format!("Done {} late", length(late))
            }
            (StepState::Waiting, _) => format!("{} once it is taken on", length(i64::from(step.minutes) * 60_000)),
            (StepState::Overdue, Some(left)) => format!("{} over", length(left)),
            (_, Some(left)) => format!("{} left", length(left)),
            (_, None) => String::new(),
        };
        Some(StepLine { due, title: step.title.clone(), owner: step.owner.clone(), words })
    });
    lines.collect()
}

/// A length of time as somebody under pressure wants it: whole minutes from one minute on.
pub fn rough(ms: i64) -> String {
    let ms = if ms >= 60_000 { ms / 60_000 * 60_000 } else { ms };
    crate::crisis::length_in_words(ms)
}

/// A drill's clock: `04:07`, `1:04:07` from an hour on.
pub fn clock(ms: i64) -> String {
    let seconds = ms.max(0) / 1000;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes:02}:{seconds:02}") }
}

/// What was done with a message of a drill, in a person's words.
pub fn reaction(answer: Option<&DrillAnswer>) -> String {
    let Some(answer) = answer else { return "Nothing was done.".to_owned() };
    let at = clock(i64::from(answer.second) * 1000);
    match (answer.text.is_empty(), answer.escalated) {
        (true, true) => format!("{at}: escalated"),
        (true, false) => format!("{at}: left alone"),
        (false, true) => format!("{at}: answered and escalated"),
        (false, false) => format!("{at}: answered"),
    }
}

/// Incidents as they are listed: those going on first, then the latest.
pub fn incidents(workspace: &Workspace) -> Vec<Arc<Incident>> {
    let mut all: Vec<_> = workspace.records.incidents.iter().cloned().collect();
    all.sort_by_key(|one| {
        let is_over = matches!(one.status, IncidentStatus::Recovered | IncidentStatus::Closed);
        (is_over, std::cmp::Reverse(one.began))
    });
    all
}

/// A record with an alert acknowledged.
pub fn acknowledge(rule: &AlertRule, alert: &Alert, who: &str, now: Instant) -> Record {
    let mut rule = rule.clone();
    rule.acknowledged.push(crate::model::record::AcknowledgedAlert {
        alert: alert.began,
        at: now,
        who: who.to_owned(),
        extra: Default::default(),
    });
    rule.updated = now;
    rule.into()
}

/// The three times of KPI 60 with their names; “—” where one is not known.
pub fn times(incident: &Incident) -> [(&'static str, String); 3] {
    let times = incident::times(incident);
    let words = |ms: Option<i64>| ms.map_or_else(|| "—".to_owned(), rough);
    [
        ("To acknowledge", words(times.acknowledge)),
        ("To first statement", words(times.statement)),
        ("To recovery", words(times.recovery)),
    ]
}

/// Tags, groups of keywords and the like: one group a line, words with commas between.
pub fn read_groups(text: &str) -> Vec<Vec<String>> {
    let group = |line: &str| -> Vec<String> {
        line.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    text.lines().map(group).filter(|group| !group.is_empty()).collect()
}

/// The text that [`read_groups`] reads.
pub fn write_groups(groups: &[Vec<String>]) -> String {
    groups.iter().map(|group| group.join(", ")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{charts, model::Day, sample};

    fn community() -> Workspace {
        sample::community(1, Day::from_ymd(2026, 11, 22).unwrap())
    }

    #[test]
    fn the_crisis_of_the_sample_is_listed_with_its_incident_and_drawn() {
        let workspace = community();
        let mut counts = Counts::default();
        let found = alerts(&workspace, &mut counts, i64::MAX);
        assert_eq!(found.rules.len(), 2);
        let volume = found.rules.iter().find(|line| line.rule.measure == AlertMeasure::Volume).unwrap();
        assert!(volume.reading.is_ok());
        let tone = found.rules.iter().find(|line| line.rule.measure != AlertMeasure::Volume).unwrap();
        assert_eq!(tone.reading, Err(Silence::NoSentiment), "nothing reads the tone yet");
        let line = found.lines.iter().find(|line| line.incident.is_some()).unwrap();
        assert!(line.acknowledged.as_ref().is_some_and(|(who, _)| who == "Noor Haddadi"));
        let hours = counts.hours(&workspace, &line.rule, i64::MAX).unwrap();
        let again = counts.hours(&workspace, &line.rule, i64::MAX).unwrap();
        assert!(Arc::ptr_eq(&hours, &again), "counted once");
        let spec = chart(&hours, &line.rule, &line.alert, workspace.settings.zone);
        let drawing = charts::line(&LineSpec { width: 760.0, ..spec });
        assert!(!drawing.marks.is_empty() && drawing.summary.contains("The limit is"), "{}", drawing.summary);
    }

    #[test]
    fn a_sentiment_makes_the_rule_on_tone_speak() {
        let workspace = community();
        let mut counts = Counts::default();
        assert!(wants_tone(&workspace));
        let mut reader = ToneReader::new(&workspace, i64::MAX);
        while reader.read(&workspace, 500) {}
        let (done, all) = reader.progress();
        assert!(done == all && all > 1_000, "{done} of {all}");
        counts.set_sentiments(Some(reader.finish()));
        let found = alerts(&workspace, &mut counts, i64::MAX);
        let tone = found.rules.iter().find(|line| line.rule.measure != AlertMeasure::Volume).unwrap();
        let reading = tone.reading.unwrap();
        assert!((0.0..0.4).contains(&reading.baseline), "{reading:?}");
        // The week of the advert stands out by its tone; the rule was made after it, and nobody need acknowledge it.
        let incident = workspace.records.incidents.iter().next().unwrap();
        let week = incident.began..incident.recovered.unwrap();
        let of_the_week =
            found.lines.iter().find(|line| line.rule.id == tone.rule.id && week.contains(&line.alert.began));
        assert!(of_the_week.is_some_and(|line| !line.waits() && line.before_rule), "{:?}", found.lines);
    }

    #[test]
    fn an_acknowledged_alert_stays_so() {
        let mut workspace = community();
        let mut counts = Counts::default();
        let mut rules: Vec<_> = workspace.records.alert_rules.iter().cloned().collect();
        for rule in &mut rules {
            Arc::make_mut(rule).acknowledged.clear();
            workspace.records.put(Record::AlertRule(Arc::clone(rule)));
        }
        let before = alerts(&workspace, &mut counts, i64::MAX);
        assert_eq!(before.waiting(), before.lines.len());
        let first = before.lines.first().unwrap();
        workspace.records.put(acknowledge(&first.rule, &first.alert, "Ilse", 5));
        let after = alerts(&workspace, &mut counts, i64::MAX);
        assert_eq!(after.waiting(), before.waiting() - 1);
        assert_eq!(after.lines.last().unwrap().acknowledged, Some(("Ilse".to_owned(), 5)));
    }

    #[test]
    fn clocks_and_groups_read_as_they_are_written() {
        assert_eq!((clock(0), clock(247_900), clock(3_847_000)), ("00:00".into(), "04:07".into(), "1:04:07".into()));
        assert_eq!(clock(-5), "00:00");
        let groups = read_groups("sorry, apolog\n\n , \nrefund");
        assert_eq!(groups, [vec!["sorry", "apolog"], vec!["refund"]]);
        assert_eq!(read_groups(&write_groups(&groups)), groups);
    }

    #[test]
    fn what_was_done_is_said_with_its_time() {
        let answer = |text: &str, escalated| DrillAnswer::new(Id::derived("message"), 65, text.to_owned(), escalated);
        assert_eq!(reaction(None), "Nothing was done.");
        for (text, escalated, said) in [
            ("", true, "01:05: escalated"),
            ("", false, "01:05: left alone"),
            ("Sorry", true, "01:05: answered and escalated"),
            ("Sorry", false, "01:05: answered"),
        ] {
            assert_eq!(reaction(Some(&answer(text, escalated))), said);
        }
    }

    #[test]
    fn what_is_left_is_said_in_minutes() {
        use crate::model::record::{PlaybookStep, StepDone};
        let id = |text: &str| Id::derived(text);
        let mut book = Playbook::new(id("p"), 0, "P");
        book.steps = vec![PlaybookStep::new(id("a"), "A", "Ana", 10), PlaybookStep::new(id("b"), "B", "", 30)];
        let mut incident = Incident::new(id("i"), 0, "I", 1, 0);
        let of =
            |incident: &Incident, now| steps(&book, incident, now).into_iter().map(|one| one.words).collect::<Vec<_>>();
        assert_eq!(of(&incident, 0)[0].replace('\u{202f}', " "), "10 min once it is taken on");
        incident.acknowledged = Some(0);
        incident.steps.push(StepDone { step: id("b"), at: 33 * 60_000, who: String::new(), extra: Default::default() });
        let words: Vec<_> = of(&incident, 12 * 60_000 + 5).iter().map(|one| one.replace('\u{202f}', " ")).collect();
        assert_eq!(words, ["2 min over", "Done 3 min late"]);
    }
}
