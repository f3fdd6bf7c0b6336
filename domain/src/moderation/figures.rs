//! KPIs 43 to 49 and how often each house rule is applied: pure functions of the flags and a period. Made of what is
//! decided, so that nothing is kept twice.

use super::cases::{Person, Reporter, first_decided, overturned, rejected, reporters, standing, waiting_since};
use crate::{
    analytics::Method,
    model::{
        Id, Instant, Workspace,
        facts::{DictionaryKind, MISSING_BYTE, MISSING_TIME, activity, kind, member},
        record::{AppealOutcome, Flag, ModerationAction},
    },
};
use std::collections::BTreeMap;

/// From an instant (included) to another (not included); ms since 1970, UTC.
pub type Span = std::ops::Range<Instant>;

/// The figures of a period. `None` where there is nothing to divide by.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Posts, comments and replies of members in the period; staff and bots are left out.
    pub messages: usize,
    /// Reports that came in the period.
    pub reports: usize,
    /// Actions decided on in the period, approvals left out.
    pub actions: usize,
    /// KPI 43: reports for each 1 000 messages.
    pub reports_per_1000: Option<f64>,
    /// KPI 43: actions for each 1 000 messages.
    pub actions_per_1000: Option<f64>,
    /// KPI 44: median time from the first report to the first decision, in seconds.
    pub time_to_action: Option<f64>,
    /// KPI 44: the time within which 90 % were decided, in seconds.
    pub time_to_action_90: Option<f64>,
    /// Flags first decided in the period whose time counts.
    pub timed: usize,
    /// Of those, left out because they were decided before they were reported.
    pub negative: usize,
    /// KPI 45: how often each action was decided on, in their order.
    pub mix: Vec<(ModerationAction, usize)>,
    /// Flags first decided in the period.
    pub decided: usize,
    /// Of those, found to be against the rules.
    pub rejected: usize,
    /// KPI 46: rejected ÷ decided.
    pub rejection_rate: Option<f64>,
    /// Appeals decided in the period.
    pub appeals: usize,
    /// Of those, overturned.
    pub overturned: usize,
    /// KPI 47: overturned ÷ appeals decided.
    pub overturn_rate: Option<f64>,
    /// KPI 49: people with at least one strike in the period.
    pub offenders: usize,
    /// Of those, with two and more.
    pub repeat_offenders: usize,
    /// KPI 49: repeat offenders ÷ offenders.
    pub repeat_rate: Option<f64>,
    /// Ids of the flags behind each figure, by its name in [`DEFINITIONS`].
    pub rows: BTreeMap<&'static str, Vec<Id>>,
}

/// How often a house rule was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleUse {
    /// The rule, a guideline.
    pub rule: Id,
    /// Flags decided with it in the period.
    pub applied: usize,
    /// Reports that name it in the period.
    pub reported: usize,
    /// Of the flags decided with it, overturned.
    pub overturned: usize,
}

/// Posts, comments and replies of members in a period: one pass over the columns.
pub fn messages(workspace: &Workspace, span: &Span) -> usize {
    let facts = &workspace.facts;
    let kinds = facts.dictionaries.get(DictionaryKind::Kind);
    let spoken = [kind::POST, kind::COMMENT, kind::REPLY].map(|kind| kinds.find(kind));
    let yes = |byte: &u8| *byte != MISSING_BYTE && *byte > 0;
    let mut ours: Vec<bool> = Vec::with_capacity(facts.members.len());
    for chunk in facts.members.chunks() {
        let (staff, bots) = (chunk.column(member::STAFF).byte_values(), chunk.column(member::BOT).byte_values());
        ours.extend(staff.iter().zip(bots).map(|(staff, bot)| yes(staff) || yes(bot)));
    }
    let chunks = facts.activities.chunks().iter();
    let count = chunks.map(|chunk| {
        let times = chunk.column(activity::TIME).times().iter();
        let kinds = chunk.column(activity::KIND).codes();
        let members = chunk.column(activity::MEMBER).codes();
        times
            .zip(kinds)
            .zip(members)
            .filter(|((at, kind), who)| {
                **at != MISSING_TIME
                    && span.contains(*at)
                    && spoken.contains(&Some(**kind))
                    && !ours.get(**who as usize).copied().unwrap_or_default()
            })
            .count()
    });
    count.sum()
}

/// The figures of a period; `messages` is what [`messages`] counts in it.
pub fn figures<'a>(flags: impl IntoIterator<Item = &'a Flag>, messages: usize, span: &Span) -> Figures {
    let mut figures = Figures { messages, ..Figures::default() };
    let mut mix: BTreeMap<ModerationAction, usize> = BTreeMap::new();
    let mut times = Vec::new();
    let mut strikes: BTreeMap<Person, Vec<Id>> = BTreeMap::new();
    let mut rows: BTreeMap<&'static str, Vec<Id>> = BTreeMap::new();
    let mut note = |figure, id| {
        let rows = rows.entry(figure).or_default();
        if rows.last() != Some(&id) {
            rows.push(id);
        }
    };
    for flag in flags {
        let reports = flag.reports.iter().filter(|report| span.contains(&report.at)).count();
        figures.reports += reports;
        if reports > 0 {
            note("reports_per_1000", flag.id);
        }
        let here = flag.decisions.iter().filter(|decision| span.contains(&decision.at));
        let mut acted = false;
        for decision in here {
            *mix.entry(decision.action).or_default() += 1;
            acted |= decision.action != ModerationAction::Approve;
            figures.actions += usize::from(decision.action != ModerationAction::Approve);
            note("action_mix", flag.id);
        }
        if acted {
            note("actions_per_1000", flag.id);
        }
        if let Some(first) = first_decided(flag).filter(|first| span.contains(first)) {
            figures.decided += 1;
            note("rejection_rate", flag.id);
            figures.rejected += usize::from(rejected(flag) == Some(true));
            match first.checked_sub(waiting_since(flag)) {
                Some(ms) if ms >= 0 => {
                    times.push(ms as f64 / 1000.0);
                    note("time_to_action", flag.id);
                }
                _ => figures.negative += 1,
            }
        }
        let appeal = flag.appeal.as_ref().and_then(|appeal| appeal.decided.as_ref());
        if let Some(appeal) = appeal.filter(|appeal| span.contains(&appeal.at)) {
            figures.appeals += 1;
            figures.overturned += usize::from(appeal.outcome == AppealOutcome::Overturned);
            note("overturn_rate", flag.id);
        }
        let mild = [ModerationAction::Approve, ModerationAction::RequestEdit];
        let struck = standing(flag).any(|one| span.contains(&one.at) && !mild.contains(&one.action));
        if let Some(person) = Person::of(flag).filter(|_| struck) {
            strikes.entry(person).or_default().push(flag.id);
        }
    }
    let per_1000 = |count: usize| (messages > 0).then(|| count as f64 * 1000.0 / messages as f64);
    figures.reports_per_1000 = per_1000(figures.reports);
    figures.actions_per_1000 = per_1000(figures.actions);
    times.sort_by(f64::total_cmp);
    figures.timed = times.len();
    figures.time_to_action = quantile(&times, 0.5);
    figures.time_to_action_90 = quantile(&times, 0.9);
    figures.mix = mix.into_iter().collect();
    let rate = |part: usize, all: usize| (all > 0).then(|| part as f64 / all as f64);
    figures.rejection_rate = rate(figures.rejected, figures.decided);
    figures.overturn_rate = rate(figures.overturned, figures.appeals);
    figures.offenders = strikes.len();
    let repeated: Vec<Vec<Id>> = strikes.into_values().filter(|flags| flags.len() > 1).collect();
    figures.repeat_offenders = repeated.len();
    figures.repeat_rate = rate(figures.repeat_offenders, figures.offenders);
    if !repeated.is_empty() {
        rows.insert("repeat_offenders", repeated.concat());
    }
    figures.rows = rows;
    figures
}

/// Quantile by linear interpolation (type 7 of Hyndman & Fan) of values in order.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share * last as f64;
    let low = place.floor();
    let (a, b) = (sorted.get(low as usize)?, sorted.get((low as usize + 1).min(last))?);
    Some(a + (b - a) * (place - low))
}

/// KPI 48 for every reporter with a name, the most reports first. Over all time: a person is not judged by a week.
pub fn accuracy<'a>(flags: impl IntoIterator<Item = &'a Flag>) -> Vec<Reporter> {
    let mut all: Vec<Reporter> = reporters(flags).into_values().collect();
    all.sort_by(|a, b| b.reports.cmp(&a.reports).then_with(|| a.name.cmp(&b.name)));
    all
}

/// How often each house rule was applied in a period, the most often first. Rules without use are left out.
pub fn rules<'a>(flags: impl IntoIterator<Item = &'a Flag>, span: &Span) -> Vec<RuleUse> {
    let mut all: BTreeMap<Id, RuleUse> = BTreeMap::new();
    let new = |rule| RuleUse { rule, applied: 0, reported: 0, overturned: 0 };
    for flag in flags {
        let decided = flag.decisions.iter().filter(|decision| span.contains(&decision.at));
        let mut here: Vec<Id> = decided.flat_map(|decision| decision.rules.iter().copied()).collect();
        here.sort_unstable();
        here.dedup();
        for rule in here {
            let one = all.entry(rule).or_insert_with(|| new(rule));
            one.applied += 1;
            one.overturned += usize::from(overturned(flag));
        }
        for rule in flag.reports.iter().filter(|report| span.contains(&report.at)).filter_map(|report| report.rule) {
            all.entry(rule).or_insert_with(|| new(rule)).reported += 1;
        }
    }
    let mut all: Vec<RuleUse> = all.into_values().collect();
    all.sort_by(|a, b| (b.applied, b.reported, a.rule).cmp(&(a.applied, a.reported, b.rule)));
    all
}

/// All of them, in the order in which they are shown. docs/kpis.md is made from it.
pub const DEFINITIONS: [Method; 8] = [
    Method {
        id: "reports_per_1000",
        name: "Reports per 1 000 posts",
        number: 43,
        question: "How often do members find that something should not stand there?",
        formula: "reports in the period × 1 000 / posts, comments and replies of members in the period",
        edge_cases: &[
            "Every report counts, also several of one text. Messages of staff and bots are left out.",
            "No messages in the period, no value. Messages without a time are not in any period.",
        ],
        source: "Usual in trust and safety; GitLab and Discourse show the counts",
    },
    Method {
        id: "actions_per_1000",
        name: "Actions per 1 000 posts",
        number: 43,
        question: "How often do we step in?",
        formula: "actions decided in the period × 1 000 / posts, comments and replies of members in the period",
        edge_cases: &["Approvals are no actions. Several actions on one flag count each.", "No messages, no value."],
        source: "Usual in trust and safety",
    },
    Method {
        id: "time_to_action",
        name: "Time to action",
        number: 44,
        question: "How long does what was reported stand there until somebody decided?",
        formula: "first decision − first report, for flags first decided in the period: median and 90 %",
        edge_cases: &[
            "Quantiles by linear interpolation (type 7). Approvals are decisions too.",
            "Where nobody reported it, the time runs from when it was flagged.",
            "What was decided before it was reported is left out, and counted. What waits still is not in it: the queue shows it.",
        ],
        source: "EU Digital Services Act, transparency reports: median time to take action",
    },
    Method {
        id: "action_mix",
        name: "Action mix",
        number: 45,
        question: "What do we do when we step in?",
        formula: "decisions of each action in the period",
        edge_cases: &["Approvals are shown among them. What was overturned later was done all the same, and counts."],
        source: "Usual in transparency reports",
    },
    Method {
        id: "rejection_rate",
        name: "Rejection rate",
        number: 46,
        question: "Of what was decided, how much was against the rules?",
        formula: "flags with an action other than approval that stands / flags first decided in the period",
        edge_cases: &["What was overturned on appeal counts as not rejected.", "Nothing decided, no value."],
        source: "Usual in moderation queues",
    },
    Method {
        id: "overturn_rate",
        name: "Overturn rate",
        number: 47,
        question: "How often were we wrong, when somebody disagreed?",
        formula: "appeals overturned / appeals decided in the period",
        edge_cases: &["Appeals that wait are not in it. None decided, no value."],
        source: "EU Digital Services Act, article 24: decisions reversed on complaint",
    },
    Method {
        id: "reporter_accuracy",
        name: "Reporter accuracy",
        number: 48,
        question: "Whose reports are usually right?",
        formula: "reports found to be against the rules / decided reports of a person, over all time",
        edge_cases: &[
            "Shown from 6 decided reports on: fewer say nothing about a person.",
            "One person's reports of one flag count once. Reports without a name are left out.",
        ],
        source: "EU Digital Services Act, article 22: trusted flaggers are judged by it",
    },
    Method {
        id: "repeat_offenders",
        name: "Repeat offenders",
        number: 49,
        question: "Do those we stepped in with do it again?",
        formula: "people with two and more strikes in the period / people with at least one",
        edge_cases: &[
            "A strike is a flag with an action that stands, approval and request for an edit aside.",
            "People are members; where somebody is no member, the name. Flags that name nobody are left out.",
            "No strikes, no value.",
        ],
        source: "Usual in trust and safety: recidivism",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Extra,
        record::{Appeal, AppealDecision, ModerationDecision, Report},
    };

    const HOUR: i64 = 3_600_000;

    fn flag(number: u8, name: &str, reported: i64, decided: Option<(i64, ModerationAction)>) -> Flag {
        let mut flag = Flag::new(Id::mint(1, [number; 10]), reported, "x");
        flag.name = name.into();
        flag.reports.push(Report::new(reported, "Ana", ""));
        flag.decisions.extend(decided.map(|(at, action)| ModerationDecision {
            action,
            hours: None,
            at,
            who: "Ilse".into(),
            reason: String::new(),
            rules: vec![Id::mint(7, [7; 10])],
            note: String::new(),
            extra: Extra::new(),
        }));
        flag
    }

    fn appealed(mut flag: Flag, at: i64, outcome: AppealOutcome) -> Flag {
        let decided = AppealDecision { at, who: String::new(), outcome, reason: String::new(), extra: Extra::new() };
        let extra = Extra::new();
        flag.appeal = Some(Appeal { at, by: String::new(), text: String::new(), decided: Some(decided), extra });
        flag
    }

    #[test]
    fn the_figures_of_a_small_queue_by_hand() {
        use ModerationAction::{Approve, Hide, Remove, Warn};
        let flags = [
            flag(1, "Bo", 0, Some((HOUR, Remove))),
            flag(2, "Bo", 0, Some((3 * HOUR, Hide))),
            flag(3, "Cy", 0, Some((2 * HOUR, Approve))),
            appealed(flag(4, "Cy", 0, Some((4 * HOUR, Warn))), 5 * HOUR, AppealOutcome::Overturned),
            appealed(flag(5, "Di", 0, Some((4 * HOUR, Warn))), 5 * HOUR, AppealOutcome::Upheld),
            flag(6, "Ed", 6 * HOUR, None),
            // Before and after the period.
            flag(7, "Bo", -9 * HOUR, Some((-8 * HOUR, Remove))),
            flag(8, "Bo", 90 * HOUR, Some((99 * HOUR, Remove))),
        ];
        let found = figures(&flags, 400, &(0..10 * HOUR));
        assert_eq!((found.reports, found.actions), (6, 4));
        assert_eq!((found.reports_per_1000, found.actions_per_1000), (Some(15.0), Some(10.0)));
        // 1, 2, 3, 4, 4 hours: the median is 3; 90 % lies at place 3.6 of 0 to 4.
        assert_eq!((found.time_to_action, found.time_to_action_90), (Some(10_800.0), Some(14_400.0)));
        assert_eq!(found.mix, [(Approve, 1), (Hide, 1), (Remove, 1), (Warn, 2)]);
        assert_eq!((found.decided, found.rejected, found.rejection_rate), (5, 3, Some(0.6)));
        assert_eq!((found.appeals, found.overturned, found.overturn_rate), (2, 1, Some(0.5)));
        // Bo twice, Di once; Cy's was overturned.
        assert_eq!((found.offenders, found.repeat_offenders, found.repeat_rate), (2, 1, Some(0.5)));
        assert_eq!(found.rows["repeat_offenders"].len(), 2);
        let rules = rules(&flags, &(0..10 * HOUR));
        assert_eq!((rules[0].applied, rules[0].overturned), (5, 1));
    }

    #[test]
    fn nothing_gives_no_value() {
        let found = figures([], 0, &(0..10));
        let none = [
            found.reports_per_1000,
            found.time_to_action,
            found.rejection_rate,
            found.overturn_rate,
            found.repeat_rate,
        ];
        assert_eq!(none, [None; 5]);
    }

    #[test]
    fn accuracy_is_shown_from_six_decided_reports_on() {
        let of = |count: u8| {
            let flags: Vec<Flag> = (0..count)
                .map(|n| {
                    let action = if n < 4 { ModerationAction::Remove } else { ModerationAction::Approve };
                    flag(n + 1, "Bo", 0, Some((1, action)))
                })
                .collect();
            accuracy(&flags)[0].accuracy()
        };
        assert_eq!((of(5), of(6), of(8)), (None, Some(4.0 / 6.0), Some(0.5)));
    }

    #[test]
    fn every_definition_is_whole() {
        for one in DEFINITIONS {
            assert!(one.question.ends_with('?') && !one.formula.is_empty() && !one.edge_cases.is_empty(), "{}", one.id);
            assert!((43..=49).contains(&one.number));
        }
    }
}
