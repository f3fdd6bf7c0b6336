//! The sample's moderation: what was hidden and removed in the story, as flags with their decisions; a queue of today; an
//! appeal that was heard and one that waits; word lists; and the audit log of all of it, written in the order of time.

use super::{calendar::Calendar, random::Random, records::id};
use crate::{
    model::{
        Action, Id, Instant, Workspace,
        facts::{DictionaryKind, Table, Value, activity, kind, member},
        record::{
            AppealOutcome, FactReference, Flag, FlagStatus, GuidelineKind, ModerationAction, Report, Severity,
            WordList, WordListKind,
        },
    },
    moderation::actions::{Desk, Refused, Verdict, of_activity},
};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// Name, what its words mean, words, whether it is looked at, notes.
type List = (&'static str, WordListKind, &'static [&'static str], bool, &'static str);

const LISTS: [List; 4] = [
    (
        "Insults",
        WordListKind::Banned,
        &["idiot", "moron", "loser", "clown", "liar", "liars", "cheats", "go broke", "disgusting"],
        true,
        "Rule 2. Only what is never said in a friendly way.",
    ),
    (
        "Selling",
        WordListKind::Suspect,
        &["casino", "licence keys", "backlinks", "SEO", "bonus", "from home", "click here", "crypto*", "dm me"],
        true,
        "Rule 4. Our own people say some of these too: look first.",
    ),
    (
        "Weight talk",
        WordListKind::Suspect,
        &["kilos", "calories", "lose weight", "diet pill", "before and after", "cheat day"],
        true,
        "Rule 3. Some of us are ill with it.",
    ),
    ("Other apps", WordListKind::Suspect, &["Boardwell", "Listkeeper"], false, "Off since spring: comparing is fine."),
];

/// What waits today: hours ago, said hours before that, place (0 Instagram, 1 forum), severity, rule, what was said, why
/// it was reported, how many reported it, whether it is held.
type Waiting = (i64, i64, usize, Severity, u32, &'static str, &'static str, usize, bool);

const WAITING: [Waiting; 8] = [
    (
        3,
        1,
        0,
        Severity::Critical,
        6,
        "Her class is every Tuesday at seven in Rua das Flores, second floor. Let's all go and tell her what we think",
        "This is where a member lives. Please be quick",
        3,
        true,
    ),
    (
        9,
        2,
        0,
        Severity::High,
        3,
        "Minus 6 kilos in ten days, message me for the diet pill I took",
        "Weight talk and selling",
        2,
        false,
    ),
    (
        20,
        3,
        1,
        Severity::Medium,
        4,
        "I set up whole offices for 400 a day. Write to me, the team here is slow anyway",
        "Advertising",
        1,
        false,
    ),
    (
        27,
        8,
        1,
        Severity::Medium,
        1,
        "Did you even open the manual? Page one. Incredible.",
        "Not how we talk to beginners",
        2,
        false,
    ),
    (
        31,
        5,
        0,
        Severity::Medium,
        5,
        "That pain is a torn meniscus for sure, stop walking and take 800 of ibuprofen",
        "A diagnosis",
        1,
        false,
    ),
    (
        44,
        12,
        1,
        Severity::High,
        6,
        "Here is the screenshot of what my boss wrote me about the project, names and all",
        "Private messages of somebody else",
        1,
        true,
    ),
    (
        52,
        10,
        1,
        Severity::Low,
        7,
        "Same question as the other day: how do I print the week view?",
        "Asked before, there is a thread",
        1,
        false,
    ),
    (2, 30, 0, Severity::Low, 2, "lol what a clown of a coach (kidding, love you Noor)", "Insult?", 1, false),
];

struct Story<'a> {
    workspace: &'a Workspace,
    random: Random,
    now: Instant,
    /// People who report: names of regulars, by place.
    reporters: [Vec<String>; 2],
    /// Steps in no order yet.
    steps: Vec<(Instant, String, Step)>,
}

/// What somebody did.
enum Step {
    List(WordList),
    Flag(Box<Flag>),
    Report(Id, Report),
    Decide(Id, Verdict),
    Tell(Id),
    Note(Id, &'static str),
    Appeal(Id, String, &'static str),
    Hear(Id, AppealOutcome, &'static str),
    Close(Id),
}

/// Puts flags, lists and the log in.
pub(super) fn write(workspace: &mut Workspace, calendar: &Calendar, channels: [Id; 3], seed: u64) {
    let revision = workspace.revision;
    let mut story = Story {
        workspace,
        random: Random::new(seed ^ 0x6d6f_6465_7261_7465),
        now: calendar.end(),
        reporters: [regulars(workspace, "instagram"), regulars(workspace, "forum")],
        steps: Vec::new(),
    };
    let teams = [team(workspace, "instagram", "Noor Haddadi"), team(workspace, "forum", "Ilse Vermeer")];
    story.lists(calendar.at(calendar.last.add(-120), 9.5), &teams[1]);
    story.past();
    story.waiting(channels, &teams);
    story.appealed(channels, &teams);
    let mut steps = story.steps;
    steps.sort_by_key(|step| step.0);
    for (at, who, step) in steps {
        let desk = Desk { who, now: at };
        // What does not go through is not told; a test holds the sample to what it should have.
        if let Ok(action) = step.action(&desk, workspace) {
            let _ = workspace.apply(action);
        }
    }
    workspace.revision = revision;
}

impl Step {
    fn action(self, desk: &Desk, workspace: &Workspace) -> Result<Action, Refused> {
        Ok(match self {
            Self::List(list) => desk.put_list(workspace, list),
            Self::Flag(flag) => desk.flag(*flag),
            Self::Report(id, report) => desk.report(workspace, id, report)?,
            Self::Decide(id, verdict) => desk.decide(workspace, &[id], &verdict)?,
            Self::Tell(id) => desk.tell(workspace, id)?,
            Self::Note(id, text) => desk.note(workspace, id, text)?,
            Self::Appeal(id, by, text) => desk.appeal(workspace, id, &by, text)?,
            Self::Hear(id, outcome, reason) => desk.decide_appeal(workspace, id, outcome, reason)?,
            Self::Close(id) => {
                let severity = workspace.records.flags.get(id).map(|flag| flag.severity).unwrap_or_default();
                desk.set(workspace, id, severity, FlagStatus::Closed)?
            }
        })
    }
}

impl Story<'_> {
    fn rule(&self, number: u32) -> Option<Id> {
        let rules = self.workspace.records.guidelines.iter();
        rules.filter(|one| one.kind == GuidelineKind::Rule).find(|one| one.number == number).map(|one| one.id)
    }

    fn lists(&mut self, at: Instant, who: &str) {
        for (at, (name, kind, words, enabled, notes)) in (0..).map(|n| at + n * 4 * MINUTE).zip(LISTS) {
            let mut list = WordList::new(id(at, &mut self.random), at, kind, name);
            list.words = words.iter().map(|word| (*word).to_owned()).collect();
            (list.enabled, list.notes) = (enabled, notes.to_owned());
            self.steps.push((at, who.to_owned(), Step::List(list)));
        }
    }

    /// What the team hid and removed in the story.
    fn past(&mut self) {
        let facts = &self.workspace.facts;
        let Some(moderation) = facts.dictionaries.get(DictionaryKind::Kind).find(kind::MODERATION) else { return };
        let forum = facts.dictionaries.get(DictionaryKind::Source).find("forum");
        for row in 0..facts.activities.len() {
            if facts.activities.code(row, activity::KIND) != Some(moderation) {
                continue;
            }
            let (Some(parent), Some(acted)) =
                (facts.activities.code(row, activity::PARENT), facts.activities.time(row, activity::TIME))
            else {
                continue;
            };
            let flagged = id(acted, &mut self.random);
            let Some(mut flag) = of_activity(self.workspace, parent, flagged, acted) else { continue };
            let is_forum = facts.activities.code(row, activity::SOURCE) == forum;
            let who = name_of(&facts.members, facts.activities.code(row, activity::MEMBER));
            let said = flag.said.unwrap_or(acted);
            let rule = self.rule(if is_forum { 4 } else { 2 });
            flag.severity = if is_forum { Severity::Low } else { Severity::Medium };
            let reported = self.random.chance(0.7);
            if reported {
                let at = said + ((acted - said) as f64 * self.random.between(0.1, 0.7)) as i64 / 1000 * 1000;
                let names = &self.reporters[usize::from(is_forum)];
                let name = names.get(self.random.below(names.len().min(2))).cloned().unwrap_or_default();
                let mut report = Report::new(at, name, if is_forum { "Advertising" } else { "Insult" });
                report.rule = rule;
                (flag.created, flag.updated) = (at, at);
                flag.reports.push(report);
            } else {
                flag.created = (acted - MINUTE).max(said);
            }
            let made = flag.created;
            let done = if is_forum { ModerationAction::Remove } else { ModerationAction::Hide };
            let mut actions = vec![(done, None)];
            if is_forum {
                actions.push((ModerationAction::Ban, None));
            } else if self.random.chance(0.5) {
                actions.push((ModerationAction::Warn, None));
            }
            let reason = if is_forum { "Advertising." } else { "An insult. Argue about the thing." };
            let rules = rule.into_iter().collect();
            let verdict = Verdict { actions, reason: reason.to_owned(), rules, note: String::new() };
            self.steps.push((made, who.clone(), Step::Flag(Box::new(flag))));
            self.steps.push((acted, who.clone(), Step::Decide(flagged, verdict)));
            if reported && self.random.chance(0.8) {
                self.steps.push((acted + 5 * MINUTE, who.clone(), Step::Tell(flagged)));
            }
            if acted + 20 * 24 * HOUR < self.now {
                self.steps.push((acted + 20 * 24 * HOUR, who, Step::Close(flagged)));
            }
        }
    }

    /// What was said in a message, story or place that no file has, by somebody of the place.
    fn typed(&mut self, place: usize, at: Instant, said: Instant, text: &str, channels: [Id; 3]) -> Flag {
        let mut flag = Flag::new(id(at, &mut self.random), at, text);
        let source = ["instagram", "forum"][place];
        let members = &self.workspace.facts.members;
        let code = self.workspace.facts.dictionaries.get(DictionaryKind::Source).find(source);
        let first = self.random.below(members.len());
        let of_place = |row: &usize| members.code(*row, member::SOURCE) == code && is_member(members, *row);
        let row = (first..members.len()).chain(0..first).find(of_place);
        if let Some(row) = row {
            flag.member = Some(FactReference::new(source, members.text(row, member::ID)));
            flag.name = name_of(members, Some(row as u32));
        }
        flag.channel = channels.get(place).copied();
        flag.said = Some(said);
        flag
    }

    fn waiting(&mut self, channels: [Id; 3], teams: &[String; 2]) {
        for (hours, before, place, severity, rule, text, why, people, held) in WAITING {
            let at = self.now - hours * HOUR;
            let mut flag = self.typed(place, at, at - before * HOUR, text, channels);
            flag.severity = severity;
            flag.status = if held { FlagStatus::Held } else { FlagStatus::Open };
            let rule = self.rule(rule);
            let names = self.reporters[place].clone();
            let first = self.random.below(names.len());
            let mut reports = (0..people).map(|n| {
                let name = names.get((first + n * 3) % names.len().max(1)).cloned().unwrap_or_default();
                let at = at + n as i64 * 17 * MINUTE;
                let words = if n == 0 { why } else { "" };
                Report { rule, ..Report::new(at, name, words) }
            });
            flag.reports.extend(reports.next());
            let of = flag.id;
            self.steps.push((at, teams[place].clone(), Step::Flag(Box::new(flag))));
            let more: Vec<Report> = reports.filter(|report| report.at < self.now).collect();
            for report in more {
                self.steps.push((report.at, teams[place].clone(), Step::Report(of, report)));
            }
            if severity == Severity::Critical {
                let note = "Held at once. Asked the member whether she wants us to call somebody. Police number is in the guidelines.";
                self.steps.push((at + 40 * MINUTE, teams[place].clone(), Step::Note(of, note)));
            }
        }
    }

    /// An appeal that was heard and overturned, one that was upheld long ago, one that waits.
    fn appealed(&mut self, channels: [Id; 3], teams: &[String; 2]) {
        let day = 24 * HOUR;
        let all = [
            (
                38 * day,
                1,
                4,
                "My template for event planning, free: example.org/templates",
                "Selling?",
                "Links elsewhere are removed.",
                "The rule says once, in Show your setup. It was there, and it was my first.",
                Some((AppealOutcome::Overturned, "It was the first time and in the right place. Our mistake, sorry.")),
            ),
            (
                3 * day,
                0,
                2,
                "With coaches like these no wonder the app is a joke, the lot of them are useless",
                "Insults the coaches",
                "An insult. Argue about the thing.",
                "I pay for this app. That is criticism of a product and not an insult.",
                None,
            ),
        ];
        for (ago, place, rule, text, why, reason, says, heard) in all {
            let at = self.now - ago;
            let mut flag = self.typed(place, at, at - 2 * HOUR, text, channels);
            let rule = self.rule(rule);
            let names = &self.reporters[place];
            let name = names.get(self.random.below(names.len())).cloned().unwrap_or_default();
            flag.reports.push(Report { rule, ..Report::new(at, name, why) });
            let (of, by) = (flag.id, flag.name.clone());
            let verdict = Verdict {
                actions: vec![(ModerationAction::Remove, None), (ModerationAction::Mute, Some(24))],
                reason: reason.to_owned(),
                rules: rule.into_iter().collect(),
                note: String::new(),
            };
            let (first, second) = (&teams[place], &teams[1 - place]);
            self.steps.push((at, first.clone(), Step::Flag(Box::new(flag))));
            self.steps.push((at + 3 * HOUR, first.clone(), Step::Decide(of, verdict)));
            self.steps.push((at + 4 * HOUR, first.clone(), Step::Tell(of)));
            self.steps.push((at + 30 * HOUR, first.clone(), Step::Appeal(of, by, says)));
            if let Some((outcome, reason)) = heard {
                self.steps.push((at + 50 * HOUR, second.clone(), Step::Hear(of, outcome, reason)));
            }
        }
    }
}

fn name_of(members: &Table, row: Option<u32>) -> String {
    let Some(row) = row.map(|row| row as usize).filter(|row| *row < members.len()) else { return String::new() };
    let name = members.text(row, member::NAME);
    if name.is_empty() { members.text(row, member::ID) } else { name }.to_owned()
}

fn is_member(members: &Table, row: usize) -> bool {
    let flag = |column| members.get(row, column) == Value::Byte(1);
    !flag(member::STAFF) && !flag(member::BOT)
}

/// Some who belong to a place for long.
fn regulars(workspace: &Workspace, source: &str) -> Vec<String> {
    let members = &workspace.facts.members;
    let code = workspace.facts.dictionaries.get(DictionaryKind::Source).find(source);
    let rows = (0..members.len()).filter(|row| members.code(*row, member::SOURCE) == code && is_member(members, *row));
    rows.take(12).map(|row| name_of(members, Some(row as u32))).collect()
}

/// Who of the team looks after a place.
fn team(workspace: &Workspace, source: &str, otherwise: &str) -> String {
    let members = &workspace.facts.members;
    let code = workspace.facts.dictionaries.get(DictionaryKind::Source).find(source);
    let staff =
        |row: &usize| members.code(*row, member::SOURCE) == code && members.get(*row, member::STAFF) == Value::Byte(1);
    let name = (0..members.len()).find(staff).map(|row| name_of(members, Some(row as u32)));
    name.filter(|name| name.contains(' ')).unwrap_or_else(|| otherwise.to_owned())
}
