//! Every change of moderation: the changed record together with its entry in the audit log, as one action that one undo
//! takes back. Nothing here touches a network: what is decided is carried out there by a person.

use super::cases::{APPEAL_DAYS, appeal_until, deciders, waits};
use crate::model::{
    Action, Command, Extra, Id, Instant, RecordKey, RecordKind, Workspace,
    facts::{DictionaryKind, activity, member},
    record::{
        Appeal, AppealDecision, AppealOutcome, AuditAction, AuditNote, FactReference, Flag, FlagStatus, GuidelineKind,
        ModerationAction, ModerationDecision, PrivateNote, Report, Severity, WordList,
    },
    validate::FLAG_TEXT_MAX,
};

/// Who sits at the desk, and what time it is.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Their name; may be empty.
    pub who: String,
    /// Now: ms since 1970, UTC.
    pub now: Instant,
}

/// What is decided about one or several flags.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// What is done, with hours where it lasts a while.
    pub actions: Vec<(ModerationAction, Option<u32>)>,
    /// Why, as the person concerned is told.
    pub reason: String,
    /// The house rules it rests on.
    pub rules: Vec<Id>,
    /// What the team should know.
    pub note: String,
}

/// Why nothing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No action was chosen.
    #[error("Choose what is to be done.")]
    NoAction,
    /// Approval stands with another action.
    #[error("Approving says that nothing is wrong: it does not go with another action.")]
    ApproveAndMore,
    /// No reason and no rule is given.
    #[error("Give a reason or a house rule: the person concerned is told why.")]
    NoReason,
    /// The flag is not there any more.
    #[error("This flag is not there any more.")]
    Gone,
    /// There is nothing to appeal against.
    #[error("There is nothing to appeal against: nothing but approval was decided, or there was an appeal already.")]
    NothingToAppeal,
    /// Too late.
    #[error("The {APPEAL_DAYS} days in which an appeal is possible are over.")]
    TooLate,
    /// Nobody appealed.
    #[error("There is no appeal that waits for a decision.")]
    NoAppeal,
    /// Nothing is written.
    #[error("Write something first.")]
    Empty,
}

impl Verdict {
    /// That nothing is wrong.
    pub fn approve() -> Self {
        Self { actions: vec![(ModerationAction::Approve, None)], ..Self::default() }
    }

    fn check(&self) -> Result<(), Refused> {
        let approves = self.actions.iter().any(|(action, _)| *action == ModerationAction::Approve);
        if self.actions.is_empty() {
            Err(Refused::NoAction)
        } else if approves && self.actions.len() > 1 {
            Err(Refused::ApproveAndMore)
        } else if !approves && self.reason.trim().is_empty() && self.rules.is_empty() {
            Err(Refused::NoReason)
        } else {
            Ok(())
        }
    }
}

impl Desk {
    fn log(&self, action: AuditAction, about: Id, details: String) -> Command {
        Command::Log(Box::new(AuditNote::new(self.now, &self.who, action, about, details)))
    }

    fn change(&self, mut flag: Flag, label: &str, action: AuditAction, details: String) -> Action {
        flag.updated = self.now;
        let log = self.log(action, flag.id, details);
        Action::new(label, Command::All(vec![Command::Put(flag.into()), log]))
    }

    /// Puts a new flag in.
    pub fn flag(&self, flag: Flag) -> Action {
        let details = format!("{} flagged as {}", short(&flag), flag.severity.label().to_lowercase());
        self.change(flag, "Flag added", AuditAction::Flagged, details)
    }

    /// Puts a new flag in with what is decided about it: for suggestions that need no second look.
    ///
    /// # Errors
    /// Where the verdict is not whole.
    pub fn flag_and_decide(&self, workspace: &Workspace, flag: Flag, verdict: &Verdict) -> Result<Action, Refused> {
        verdict.check()?;
        let first = self.flag(flag.clone());
        let decided = self.decided(workspace, flag, verdict);
        Ok(Action::new(verdict_words(verdict), Command::All(vec![first.command, decided])))
    }

    /// Adds a report to a flag.
    ///
    /// # Errors
    /// Where the flag is gone.
    pub fn report(&self, workspace: &Workspace, id: Id, report: Report) -> Result<Action, Refused> {
        let mut flag = get(workspace, id)?;
        let details = format!("{} reported by {}", short(&flag), someone(&report.who));
        flag.reports.push(report);
        Ok(self.change(flag, "Report added", AuditAction::Reported, details))
    }

    /// Sets how bad it is, or whether it is held back.
    ///
    /// # Errors
    /// Where the flag is gone.
    pub fn set(
        &self,
        workspace: &Workspace,
        id: Id,
        severity: Severity,
        status: FlagStatus,
    ) -> Result<Action, Refused> {
        let mut flag = get(workspace, id)?;
        let mut changes = Vec::new();
        if flag.severity != severity {
            changes.push(format!("severity {} → {}", flag.severity.key(), severity.key()));
        }
        if flag.status != status {
            changes.push(format!("status {} → {}", flag.status.key(), status.key()));
        }
        (flag.severity, flag.status) = (severity, status);
        let details = format!("{}: {}", short(&flag), changes.join(", "));
        let action = if status == FlagStatus::Closed { AuditAction::Closed } else { AuditAction::Changed };
        Ok(self.change(flag, "Flag changed", action, details))
    }

    /// Decides about flags, as one step.
    ///
    /// # Errors
    /// Where the verdict is not whole or a flag is gone.
    pub fn decide(&self, workspace: &Workspace, ids: &[Id], verdict: &Verdict) -> Result<Action, Refused> {
        verdict.check()?;
        let commands = ids.iter().map(|id| Ok(self.decided(workspace, get(workspace, *id)?, verdict)));
        let commands = commands.collect::<Result<Vec<_>, Refused>>()?;
        let what = verdict_words(verdict);
        let label = if ids.len() == 1 { what } else { format!("{what}: {} flags", ids.len()) };
        Ok(Action::new(label, Command::All(commands)))
    }

    fn decided(&self, workspace: &Workspace, mut flag: Flag, verdict: &Verdict) -> Command {
        for (action, hours) in &verdict.actions {
            flag.decisions.push(ModerationDecision {
                action: *action,
                hours: hours.filter(|_| lasts(*action)),
                at: self.now,
                who: self.who.clone(),
                reason: verdict.reason.trim().to_owned(),
                rules: verdict.rules.clone(),
                note: verdict.note.trim().to_owned(),
                extra: Extra::new(),
            });
        }
        flag.status = FlagStatus::Decided;
        let mut details = format!("{}: {}", short(&flag), verdict_words(verdict));
        let rules = rule_numbers(workspace, &verdict.rules);
        if !rules.is_empty() {
            details.push_str(&format!(" ({rules})"));
        }
        if !verdict.reason.trim().is_empty() {
            details.push_str(&format!("; {}", clip(verdict.reason.trim(), 200)));
        }
        self.change(flag, "", AuditAction::Decided, details).command
    }

    /// Writes a private note.
    ///
    /// # Errors
    /// Where there is nothing to write, or the flag is gone.
    pub fn note(&self, workspace: &Workspace, id: Id, text: &str) -> Result<Action, Refused> {
        let mut flag = get(workspace, id)?;
        if text.trim().is_empty() {
            return Err(Refused::Empty);
        }
        flag.notes.push(PrivateNote {
            at: self.now,
            who: self.who.clone(),
            text: clip(text.trim(), FLAG_TEXT_MAX).to_owned(),
            extra: Extra::new(),
        });
        let details = format!("{}: a private note", short(&flag));
        Ok(self.change(flag, "Note written", AuditAction::Noted, details))
    }

    /// Notes that the reporters who were not told yet are told.
    ///
    /// # Errors
    /// Where the flag is gone.
    pub fn tell(&self, workspace: &Workspace, id: Id) -> Result<Action, Refused> {
        let mut flag = get(workspace, id)?;
        let mut names = Vec::new();
        for report in flag.reports.iter_mut().filter(|report| report.told.is_none()) {
            report.told = Some(self.now);
            names.push(someone(&report.who).to_owned());
        }
        let details = format!("{}: told {}", short(&flag), names.join(", "));
        Ok(self.change(flag, "Reporters told", AuditAction::Told, details))
    }

    /// Takes an appeal in.
    ///
    /// # Errors
    /// Where there is nothing to appeal against, or it comes too late.
    pub fn appeal(&self, workspace: &Workspace, id: Id, by: &str, text: &str) -> Result<Action, Refused> {
        let mut flag = get(workspace, id)?;
        let until = appeal_until(&flag).ok_or(Refused::NothingToAppeal)?;
        if self.now > until {
            return Err(Refused::TooLate);
        }
        if text.trim().is_empty() {
            return Err(Refused::Empty);
        }
        flag.appeal = Some(Appeal {
            at: self.now,
            by: by.trim().to_owned(),
            text: clip(text.trim(), FLAG_TEXT_MAX).to_owned(),
            decided: None,
            extra: Extra::new(),
        });
        flag.status = FlagStatus::Appealed;
        let details = format!("{}: appeal by {}", short(&flag), someone(by));
        Ok(self.change(flag, "Appeal taken in", AuditAction::Appealed, details))
    }

    /// Whether whoever sits here decided the flag before, so that somebody else should look at the appeal.
    pub fn decided_before(&self, flag: &Flag) -> bool {
        let me = self.who.trim();
        !me.is_empty() && deciders(flag).iter().any(|who| who.trim().eq_ignore_ascii_case(me))
    }

    /// Decides an appeal. Who decided before may do so too, where there is nobody else; the log says so.
    ///
    /// # Errors
    /// Where no appeal waits, or no reason is given.
    pub fn decide_appeal(
        &self,
        workspace: &Workspace,
        id: Id,
        outcome: AppealOutcome,
        reason: &str,
    ) -> Result<Action, Refused> {
        let mut flag = get(workspace, id)?;
        let same = self.decided_before(&flag);
        let text = short(&flag);
        let appeal = flag.appeal.as_mut().filter(|appeal| appeal.decided.is_none()).ok_or(Refused::NoAppeal)?;
        if reason.trim().is_empty() {
            return Err(Refused::NoReason);
        }
        appeal.decided = Some(AppealDecision {
            at: self.now,
            who: self.who.clone(),
            outcome,
            reason: reason.trim().to_owned(),
            extra: Extra::new(),
        });
        flag.status = FlagStatus::Closed;
        let same = if same { ", by the same person as before" } else { "" };
        let what = outcome.label().to_lowercase();
        let details = format!("{text}: appeal {what}{same}; {}", clip(reason.trim(), 200));
        Ok(self.change(flag, &format!("Appeal {what}"), AuditAction::AppealDecided, details))
    }

    /// Takes a flag out. Its entries in the log stay.
    ///
    /// # Errors
    /// Where it is gone.
    pub fn remove(&self, workspace: &Workspace, id: Id) -> Result<Action, Refused> {
        let flag = get(workspace, id)?;
        let log = self.log(AuditAction::Removed, id, format!("{} taken out", short(&flag)));
        let remove = Command::Remove(RecordKey { kind: RecordKind::Flag, id });
        Ok(Action::new("Flag removed", Command::All(vec![remove, log])))
    }

    /// Puts a word list in, new or changed.
    pub fn put_list(&self, workspace: &Workspace, mut list: WordList) -> Action {
        list.updated = self.now;
        let is_new = workspace.records.word_lists.get(list.id).is_none();
        let verb = if is_new { "added" } else { "changed" };
        let on = if list.enabled { "" } else { ", switched off" };
        let details = format!("List “{}” {verb}: {} words{on}", list.name, list.words.len());
        let log = self.log(AuditAction::Words, list.id, details);
        Action::new(format!("Word list {verb}"), Command::All(vec![Command::Put(list.into()), log]))
    }

    /// Takes a word list out.
    pub fn remove_list(&self, list: &WordList) -> Action {
        let log = self.log(AuditAction::Words, list.id, format!("List “{}” taken out", list.name));
        let remove = Command::Remove(RecordKey { kind: RecordKind::WordList, id: list.id });
        Action::new("Word list removed", Command::All(vec![remove, log]))
    }
}

/// Whether an action lasts a while, so that it has hours.
pub fn lasts(action: ModerationAction) -> bool {
    matches!(action, ModerationAction::Mute | ModerationAction::Suspend | ModerationAction::Ban)
}

/// A flag about an activity, with what it says and who said it; `None` where there is no such row.
pub fn of_activity(workspace: &Workspace, row: u32, id: Id, now: Instant) -> Option<Flag> {
    let facts = &workspace.facts;
    let row = row as usize;
    if row >= facts.activities.len() {
        return None;
    }
    let source = |code: Option<u32>| facts.dictionaries.get(DictionaryKind::Source).text(code.unwrap_or(u32::MAX));
    let mut flag = Flag::new(id, now, clip(facts.activities.text(row, activity::TEXT), FLAG_TEXT_MAX));
    let reference = |table: &crate::model::facts::Table, row, code, id| {
        FactReference::new(source(table.code(row, code)), table.text(row, id))
    };
    flag.activity = Some(reference(&facts.activities, row, activity::SOURCE, activity::ID));
    if let Some(who) = facts.activities.code(row, activity::MEMBER).map(|who| who as usize)
        && who < facts.members.len()
    {
        flag.member = Some(reference(&facts.members, who, member::SOURCE, member::ID));
        let name = facts.members.text(who, member::NAME);
        flag.name = if name.is_empty() { facts.members.text(who, member::ID) } else { name }.to_owned();
    }
    let channel = facts.activities.code(row, activity::CHANNEL);
    flag.channel = channel.and_then(|code| facts.dictionaries.get(DictionaryKind::Channel).text(code).parse().ok());
    flag.said = facts.activities.time(row, activity::TIME);
    Some(flag)
}

/// What is done, in words: “Remove, Mute for 24 h”.
pub fn verdict_words(verdict: &Verdict) -> String {
    verdict.actions.iter().map(|(action, hours)| action_words(*action, *hours)).collect::<Vec<_>>().join(", ")
}

/// One action in words, with how long it lasts.
pub fn action_words(action: ModerationAction, hours: Option<u32>) -> String {
    match hours.filter(|_| lasts(action)) {
        None => action.label().to_owned(),
        Some(hours) if hours >= 48 && hours % 24 == 0 => format!("{} for {} days", action.label(), hours / 24),
        Some(hours) => format!("{} for {hours} h", action.label()),
    }
}

/// House rules by their numbers: “rules 2 and 4”.
pub fn rule_numbers(workspace: &Workspace, rules: &[Id]) -> String {
    let guidelines = &workspace.records.guidelines;
    let mut numbers: Vec<u32> = rules
        .iter()
        .filter_map(|id| guidelines.get(*id))
        .filter(|one| one.kind == GuidelineKind::Rule)
        .map(|one| one.number)
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    let words: Vec<String> = numbers.iter().map(u32::to_string).collect();
    match words.as_slice() {
        [] => String::new(),
        [one] => format!("rule {one}"),
        [most @ .., last] => format!("rules {} and {last}", most.join(", ")),
    }
}

fn get(workspace: &Workspace, id: Id) -> Result<Flag, Refused> {
    workspace.records.flags.get(id).map(|flag| (**flag).clone()).ok_or(Refused::Gone)
}

/// A flag in a line of the log: what was said, and by whom.
fn short(flag: &Flag) -> String {
    let said = clip(flag.title(), 60);
    if flag.name.is_empty() { format!("“{said}”") } else { format!("“{said}” by {}", flag.name) }
}

fn someone(name: &str) -> &str {
    let name = name.trim();
    if name.is_empty() { "somebody" } else { name }
}

/// A text cut to so many bytes, at the end of a character.
pub fn clip(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= most).last().unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

/// Flags that wait for somebody: how many, and how many of these are appeals. For Today.
pub fn waiting(workspace: &Workspace) -> (usize, usize) {
    let flags = || workspace.records.flags.iter().filter(|flag| waits(flag));
    (flags().count(), flags().filter(|flag| flag.status == FlagStatus::Appealed).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Settings, Zone, record::Guideline, time::DAY_MS},
        moderation::{audit, cases},
        store::History,
    };

    fn desk(who: &str, now: Instant) -> Desk {
        Desk { who: who.into(), now }
    }

    fn start() -> (Workspace, Id, Id) {
        let mut workspace = Workspace::new(Settings::new(Id::mint(1, [1; 10]), "Test", 1, Zone::UTC));
        let rule = Guideline::new(Id::mint(2, [2; 10]), 1, GuidelineKind::Rule, 4, "No advertising.");
        let rule_id = rule.id;
        workspace.apply(Action::put(&workspace, rule)).unwrap();
        let mut flag = Flag::new(Id::mint(3, [3; 10]), 10, "Buy this now");
        flag.name = "Seller".into();
        flag.reports.push(Report::new(10, "Ana", "advertising"));
        let id = flag.id;
        workspace.apply(desk("Ilse", 10).flag(flag)).unwrap();
        (workspace, id, rule_id)
    }

    fn removal(rule: Id) -> Verdict {
        Verdict {
            actions: vec![(ModerationAction::Remove, Some(3)), (ModerationAction::Mute, Some(24))],
            reason: String::new(),
            rules: vec![rule],
            note: "third time".into(),
        }
    }

    #[test]
    fn from_flag_to_overturned_with_a_whole_log() {
        let (mut workspace, id, rule) = start();
        workspace.apply(desk("Ilse", 20).decide(&workspace, &[id], &removal(rule)).unwrap()).unwrap();
        let flag = workspace.records.flags.get(id).unwrap().clone();
        assert_eq!((flag.status, flag.decisions.len(), flag.decisions[0].hours), (FlagStatus::Decided, 2, None));
        assert_eq!(cases::rejected(&flag), Some(true));
        workspace.apply(desk("Ilse", 25).tell(&workspace, id).unwrap()).unwrap();
        workspace.apply(desk("Ilse", 30).appeal(&workspace, id, "Seller", "It was a question").unwrap()).unwrap();
        assert_eq!(waiting(&workspace), (1, 1));
        let ilse = desk("ilse", 40);
        assert!(ilse.decided_before(workspace.records.flags.get(id).unwrap()));
        let other = desk("Dario", 40);
        let overturn = other.decide_appeal(&workspace, id, AppealOutcome::Overturned, "It was one").unwrap();
        assert_eq!(overturn.label, "Appeal overturned");
        workspace.apply(overturn).unwrap();
        let flag = workspace.records.flags.get(id).unwrap();
        assert_eq!((flag.status, cases::rejected(flag)), (FlagStatus::Closed, Some(false)));
        let log = audit::entries(&workspace.records);
        let what: Vec<AuditAction> = log.iter().map(|entry| entry.action).collect();
        use AuditAction::{AppealDecided, Appealed, Decided, Flagged, Told};
        assert_eq!(what, [Flagged, Decided, Told, Appealed, AppealDecided]);
        assert_eq!(log[1].details, "“Buy this now” by Seller: Remove, Mute for 24 h (rule 4)");
        assert_eq!(audit::verify(&workspace.records).broken, None);
    }

    #[test]
    fn a_decision_that_is_undone_leaves_two_entries_and_the_flag_as_it_was() {
        let (mut workspace, id, rule) = start();
        let before = workspace.records.flags.clone();
        let mut history = History::new();
        let change = workspace.apply(desk("Ilse", 20).decide(&workspace, &[id], &removal(rule)).unwrap()).unwrap();
        history.push(&change);
        history.undo(&mut workspace, 30).unwrap();
        assert_eq!(workspace.records.flags, before);
        history.redo(&mut workspace, 40).unwrap();
        history.undo(&mut workspace, 50).unwrap();
        assert_eq!(workspace.records.flags, before);
        let log = audit::entries(&workspace.records);
        let what: Vec<_> = log.iter().map(|entry| (entry.action.key(), entry.of, entry.created)).collect();
        let wanted = [("flagged", None, 10), ("decided", None, 20), ("undone", Some(2), 30), ("redone", Some(3), 40)];
        assert_eq!(what[..4], wanted);
        assert_eq!(what[4], ("undone", Some(4), 50));
        assert_eq!(audit::verify(&workspace.records).broken, None);
    }

    #[test]
    fn what_is_not_whole_is_refused() {
        let (mut workspace, id, rule) = start();
        let desk = desk("Ilse", 20);
        let refused = |verdict: &Verdict| desk.decide(&workspace, &[id], verdict).unwrap_err();
        assert_eq!(refused(&Verdict::default()), Refused::NoAction);
        let mut verdict = removal(rule);
        verdict.rules.clear();
        assert_eq!(refused(&verdict), Refused::NoReason);
        verdict.actions.push((ModerationAction::Approve, None));
        assert_eq!(refused(&verdict), Refused::ApproveAndMore);
        assert_eq!(desk.appeal(&workspace, id, "Seller", "No").unwrap_err(), Refused::NothingToAppeal);
        assert_eq!(desk.decide_appeal(&workspace, id, AppealOutcome::Upheld, "x").unwrap_err(), Refused::NoAppeal);
        let gone = Id::mint(99, [9; 10]);
        assert_eq!(desk.decide(&workspace, &[id, gone], &Verdict::approve()).unwrap_err(), Refused::Gone);
        workspace.apply(desk.decide(&workspace, &[id], &removal(rule)).unwrap()).unwrap();
        let late = Desk { now: 20 + APPEAL_DAYS * DAY_MS + 1, ..desk };
        assert_eq!(late.appeal(&workspace, id, "Seller", "No").unwrap_err(), Refused::TooLate);
    }

    #[test]
    fn long_texts_are_cut_at_a_character() {
        assert_eq!(clip("aé😀", 2), "a");
        assert_eq!(clip("aé😀", 3), "aé");
        assert_eq!(clip("aé😀", 99), "aé😀");
        assert_eq!(action_words(ModerationAction::Suspend, Some(168)), "Suspend for 7 days");
    }
}
