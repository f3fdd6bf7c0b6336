//! How active each member is (29, 30).

use super::{
    super::{
        figure::{Term, divide},
        presence::{Activity, last_days},
        query::Mark,
        scope::Scope,
    },
    REGULAR_ACTIONS, SILENT_DAYS,
    group::Group,
    people::reached,
    tally::{Basis, MemberTally},
};
use crate::model::{Period, facts::TableKind};
use serde::{Deserialize, Serialize};

/// How active a member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// There on many days.
    Core,
    /// There again and again.
    Regular,
    /// There now and then.
    Occasional,
    /// Was there, is not any more.
    Quiet,
    /// Never did anything.
    Silent,
}

impl Level {
    /// All of them, most active first.
    pub const ALL: [Self; 5] = [Self::Core, Self::Regular, Self::Occasional, Self::Quiet, Self::Silent];

    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Core => "Core",
            Self::Regular => "Regular",
            Self::Occasional => "Occasional",
            Self::Quiet => "Gone quiet",
            Self::Silent => "Never active",
        }
    }
}

/// Which activity makes which level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LevelRules {
    /// How many days are looked at, up to the end of the period.
    pub days: u16,
    /// What it takes to be [`Level::Core`].
    pub core: LevelRule,
    /// What it takes to be [`Level::Regular`]. Who does less, but something, is [`Level::Occasional`].
    pub regular: LevelRule,
}

/// What a level takes: both numbers must be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LevelRule {
    /// Fewest actions.
    pub actions: u32,
    /// Fewest days with an action.
    pub active_days: u32,
}

impl Default for LevelRules {
    /// The last 90 days; regulars have 4 actions, the core is there on 12 days, about once a week.
    fn default() -> Self {
        Self {
            days: SILENT_DAYS as u16,
            core: LevelRule { actions: REGULAR_ACTIONS, active_days: 12 },
            regular: LevelRule { actions: REGULAR_ACTIONS, active_days: 1 },
        }
    }
}

impl LevelRule {
    fn holds(self, activity: Activity) -> bool {
        activity.actions >= self.actions && activity.days >= self.active_days
    }
}

impl LevelRules {
    /// The level of a member by what they did in the days looked at, and whether they ever did anything before.
    fn level(&self, activity: Activity, ever: bool) -> Level {
        match activity {
            Activity { actions: 0, .. } if ever => Level::Quiet,
            Activity { actions: 0, .. } => Level::Silent,
            _ if self.core.holds(activity) => Level::Core,
            _ if self.regular.holds(activity) => Level::Regular,
            _ => Level::Occasional,
        }
    }
}

/// Members by how active they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Levels {
    /// Every level, most active first.
    pub levels: Vec<LevelShare>,
    /// The rules that made them.
    pub rules: LevelRules,
    /// What it is made of.
    pub basis: Basis,
}

/// The members of one level.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LevelShare {
    /// The level.
    pub level: Level,
    /// How many members.
    pub count: usize,
    /// Share of all members: 0 to 1; `None` where there are none.
    pub share: Option<f64>,
    /// The mark that opens them; with the default rules only.
    pub mark: Option<Mark>,
}

impl Scope {
    /// Members by level at the end of the days asked for, by the default rules.
    pub fn levels(&self) -> Levels {
        self.levels_by(&LevelRules::default())
    }

    /// Members by level at the end of the days asked for, by these rules.
    pub fn levels_by(&self, rules: &LevelRules) -> Levels {
        let (of_members, days) = self.levels_of_members(rules);
        let mut counts = [0_usize; Level::ALL.len()];
        let mut tally = MemberTally { days, ..MemberTally::default() };
        for (row, level) in of_members.iter().enumerate() {
            if let Some(level) = level {
                counts[*level as usize] += 1;
                tally.rows.push(row as u32);
            }
        }
        if let Some(days) = days {
            self.trailing_warning(days, i32::from(rules.days), &mut tally.warnings);
        }
        let all = tally.rows.len() as f64;
        let is_default = *rules == LevelRules::default();
        let share = |(level, count): (Level, usize)| LevelShare {
            level,
            count,
            share: divide(count as f64, all),
            mark: is_default.then(|| Mark { group: Some(Group::Level(level)), ..Mark::default() }),
        };
        let levels = Level::ALL.into_iter().zip(counts).map(share).collect();
        Levels { levels, rules: *rules, basis: self.basis(tally, self.joining_span(), true) }
    }

    /// The level of each row of the members table, and the days looked at. `None` for staff and bots, and for those
    /// who joined only later.
    pub fn levels_of_members(&self, rules: &LevelRules) -> (Vec<Option<Level>>, Option<Period>) {
        let rows = self.dataset().workspace().facts.members.len();
        let Some(window) = self.window(self.joining_span()).0 else { return (vec![None; rows], None) };
        let days = self.trailing_days(window, i32::from(rules.days));
        let activity = self.presence().by_member(days);
        let mut levels = vec![None; rows];
        for person in &self.people().counted {
            let row = person.row as usize;
            // One whose beginning is not known is there: a missing day lies before all others.
            if let Some(level) = levels.get_mut(row).filter(|_| person.began <= window.end.0) {
                let ever = reached(person.first, window.end.0);
                *level = Some(rules.level(activity.get(row).copied().unwrap_or_default(), ever));
            }
        }
        (levels, Some(days))
    }

    /// The members of a level, by these rules.
    pub fn level_members(&self, level: Level, rules: &LevelRules) -> Vec<u32> {
        let (of_members, _) = self.levels_of_members(rules);
        let rows = of_members.iter().enumerate().filter(|(_, other)| **other == Some(level));
        rows.map(|(row, _)| row as u32).collect()
    }

    /// The days up to the end of a window, as far as there is data.
    fn trailing_days(&self, window: Period, length: i32) -> Period {
        let days = last_days(window.end, length.max(1));
        let first = self.dataset().span_of(TableKind::Activities).map_or(days.start, |span| span.start);
        Period { start: days.start.max(first).min(days.end), end: days.end }
    }

    fn trailing_warning(&self, days: Period, length: i32, warnings: &mut Vec<String>) {
        if days.days() < length {
            warnings.push(format!(
                "The data begins on {}: of the {length} days up to {}, {} are known.",
                days.start,
                days.end,
                days.days()
            ));
        }
    }

    /// Mean number of days with an action in the days up to the end of a window, of the members active in them.
    pub(super) fn active_days(&self, window: Period, length: i32) -> MemberTally {
        let days = self.trailing_days(window, length);
        let mut tally = MemberTally { days: Some(days), ..MemberTally::default() };
        self.trailing_warning(days, length, &mut tally.warnings);
        let mut active = 0.0;
        for (row, one) in self.presence().by_member(days).iter().enumerate() {
            if one.days > 0 {
                active += f64::from(one.days);
                tally.rows.push(row as u32);
            }
        }
        let members = tally.rows.len() as f64;
        tally.ratio(vec![Term::above("days with an action, member by member", active)], Term::below("members", members))
    }

    /// Members who are regular or core at the end of a window, by the default rules.
    pub(super) fn regulars(&self, window: Period) -> MemberTally {
        let rules = LevelRules::default();
        let days = self.trailing_days(window, i32::from(rules.days));
        let mut tally = MemberTally { days: Some(days), ..MemberTally::default() };
        self.trailing_warning(days, i32::from(rules.days), &mut tally.warnings);
        let activity = self.presence().by_member(days);
        let regular = activity.iter().enumerate().filter(|(_, one)| one.actions >= REGULAR_ACTIONS);
        let rows = regular.map(|(row, _)| row as u32).collect();
        tally.count("members with at least 4 actions", rows)
    }

    /// Mean number of actions in a window, of the members active in it.
    pub(super) fn actions_per_member(&self, window: Period) -> MemberTally {
        let mut tally = MemberTally::default();
        let mut actions = 0.0;
        for (row, one) in self.presence().by_member(window).iter().enumerate() {
            if one.actions > 0 {
                actions += f64::from(one.actions);
                tally.rows.push(row as u32);
            }
        }
        let members = tally.rows.len() as f64;
        tally.ratio(vec![Term::above("actions", actions)], Term::below("members active", members))
    }
}
