//! How long members stay (28): durations and ends from the facts; the statistics are in [`super::super::statistics`].

use super::{
    super::{
        dataset::Class,
        figure::Term,
        presence::each_activity,
        query::{Dimension, Mark},
        reason::Reason,
        scope::{Scope, split},
        statistics::{KaplanMeier, LogRank, kaplan_meier, log_rank},
    },
    SILENT_DAYS,
    group::Group,
    people::reached,
    tally::{Basis, MemberTally},
};
use crate::{
    analytics::recipe::MemberFigure,
    model::{
        Day, Period,
        facts::{DictionaryKind, MISSING_DAY, activity, kind},
    },
};
use serde::{Deserialize, Serialize};

/// What ends a member's time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The last action, once 90 silent days followed it. Time runs from the first action; who is not silent that long
    /// yet is followed up to 90 days before the end of the data.
    #[default]
    Silence,
    /// A recorded leaving that nothing followed. Time runs from joining, or from the first action where that is
    /// earlier or joining is not known; who has not left is followed to the end of the data.
    Leaving,
}

/// Survival curves, and whether they differ.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Survival {
    /// What ends a member's time.
    pub ending: Ending,
    /// One curve, or one for each part, largest first. Empty where nobody can be followed.
    pub curves: Vec<SurvivalCurve>,
    /// The log-rank test between the curves, its groups in their order; `None` for fewer than two that can be compared.
    pub log_rank: Option<LogRank>,
    /// What it is made of.
    pub basis: Basis,
}

/// The survival curve of some members; times in days.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SurvivalCurve {
    /// Its name in the data; empty where the facts do not say, and for all members.
    pub key: String,
    /// Its name for people.
    pub label: String,
    /// The curve.
    pub curve: KaplanMeier,
    /// The mark that opens its members; opens all of the figure where it is not divided.
    pub mark: Mark,
}

/// Members that are followed: row, days, whether the end was seen.
#[derive(Default)]
struct Lives {
    rows: Vec<u32>,
    days: Vec<u32>,
    ended: Vec<bool>,
    tally: MemberTally,
}

impl Lives {
    fn add(&mut self, row: u32, began: i32, last: i32, ended: bool) {
        self.rows.push(row);
        self.days.push(last.saturating_sub(began).max(0).unsigned_abs());
        self.ended.push(ended);
    }
}

impl Scope {
    /// How long members are active, from the first to the last action: one curve, or one for each channel or kind of
    /// activity that members began with. Everybody who began up to the end of the days asked for is in it.
    pub fn survival(&self, by: Option<Dimension>) -> Survival {
        self.survival_until(Ending::Silence, by)
    }

    /// The same up to another end. Types of post and paid or organic divide posts, not members: no curves.
    pub fn survival_until(&self, ending: Ending, by: Option<Dimension>) -> Survival {
        let which = MemberFigure::MedianLife(ending);
        let span = self.member_span(which);
        let mut lives = self.window(span).0.map_or_else(Lives::default, |window| self.lives(ending, window));
        let mut tally = std::mem::take(&mut lives.tally);
        tally.rows = lives.rows.clone();
        let mut survival = Survival { ending, ..Survival::default() };
        match by {
            _ if lives.rows.is_empty() => {}
            None => {
                survival.curves = vec![SurvivalCurve {
                    label: "All members".to_owned(),
                    curve: kaplan_meier(&lives.days, &lives.ended),
                    ..SurvivalCurve::default()
                }]
            }
            Some(by) => {
                let (keys, groups) = self.divided(&lives, ending, by);
                survival.curves = (0_u32..)
                    .zip(keys)
                    .map(|(number, key)| {
                        let of_group =
                            || groups.iter().enumerate().filter(|(_, group)| **group == number).map(|(at, _)| at);
                        let days: Vec<u32> = of_group().map(|at| lives.days[at]).collect();
                        let ended: Vec<bool> = of_group().map(|at| lives.ended[at]).collect();
                        let group = Group::Curve { ending, by, key: key.clone() };
                        SurvivalCurve {
                            label: self.label(by, &key),
                            key,
                            curve: kaplan_meier(&days, &ended),
                            mark: Mark { group: Some(group), ..Mark::default() },
                        }
                    })
                    .collect();
                survival.log_rank = log_rank(&lives.days, &lives.ended, &groups);
            }
        }
        survival.basis = self.basis(tally, span, which.needs_actions());
        survival
    }

    /// The members of one curve.
    pub(super) fn curve_members(&self, ending: Ending, by: Dimension, key: &str) -> Vec<u32> {
        let span = self.member_span(MemberFigure::MedianLife(ending));
        let Some(window) = self.window(span).0 else { return Vec::new() };
        let lives = self.lives(ending, window);
        let (keys, groups) = self.divided(&lives, ending, by);
        let number = keys.iter().position(|other| other == key).map(|number| number as u32);
        lives.rows.iter().zip(groups).filter(|(_, group)| Some(*group) == number).map(|(row, _)| *row).collect()
    }

    /// The median of the curve of all members.
    pub(super) fn median_life(&self, window: Period, ending: Ending) -> MemberTally {
        let mut lives = self.lives(ending, window);
        let curve = kaplan_meier(&lives.days, &lives.ended);
        let mut tally = std::mem::take(&mut lives.tally);
        tally.value = curve.median.map(f64::from);
        tally.rows = lives.rows;
        if curve.median.is_none() && curve.n > 0 {
            tally.warnings.push("More than half are still there: the median is not reached.".to_owned());
        }
        if curve.n > 0 {
            tally.terms = vec![
                Term::beside("members who ended", curve.events as f64),
                Term::beside("members still there when last known", curve.censored as f64),
            ];
        }
        tally
    }

    /// The members to follow up to the end of a window.
    fn lives(&self, ending: Ending, window: Period) -> Lives {
        match ending {
            Ending::Silence => self.active_lives(window.end),
            Ending::Leaving => self.member_lives(window.end),
        }
    }

    fn active_lives(&self, end: Day) -> Lives {
        let turns = self.turns();
        let last = turns.last_before_silence(end.0);
        let known = end.add(-SILENT_DAYS).0;
        let mut lives = Lives::default();
        let mut start = i32::MAX;
        for (row, (first, last)) in turns.first.iter().zip(&last).enumerate() {
            if !reached(*first, end.0) {
                continue;
            }
            start = start.min(*first);
            if *first > known {
                lives.tally.left_out.push((Reason::TooRecent, row as u32));
            } else {
                let ended = *last != MISSING_DAY;
                lives.add(row as u32, *first, if ended { *last } else { known }, ended);
            }
        }
        lives.tally.days = (start != i32::MAX).then_some(Period { start: Day(start), end });
        if lives.rows.is_empty() && start != i32::MAX {
            lives.tally.warnings.push(format!("Nobody has been there for {SILENT_DAYS} days yet."));
        }
        lives
    }

    fn member_lives(&self, end: Day) -> Lives {
        let mut lives = Lives::default();
        if !self.memberships().has_leavings {
            lives.tally.warnings.push("No leaving is recorded, so nobody is known to have gone.".to_owned());
            return lives;
        }
        let mut start = i32::MAX;
        for person in &self.people().counted {
            if person.began == MISSING_DAY {
                lives.tally.left_out.push((Reason::NoJoining, person.row));
            } else if person.began <= end.0 {
                start = start.min(person.began);
                let ended = reached(person.left, end.0);
                lives.add(person.row, person.began, if ended { person.left } else { end.0 }, ended);
            }
        }
        lives.tally.days = (start != i32::MAX).then_some(Period { start: Day(start), end });
        lives
    }

    /// The value of a dimension that each life began with: the values by number, and the number of each life. Most
    /// lives first, equal ones by name.
    fn divided(&self, lives: &Lives, ending: Ending, by: Dimension) -> (Vec<String>, Vec<u32>) {
        if !matches!(by, Dimension::Channel | Dimension::ActivityKind) {
            return (Vec::new(), Vec::new());
        }
        let keys = self.keys(by);
        let codes = self.first_codes(ending, by, &keys);
        let code = |row: &u32| codes.get(*row as usize).copied().unwrap_or(keys.len() - 1);
        let mut counts = vec![0_usize; keys.len()];
        lives.rows.iter().for_each(|row| counts[code(row)] += 1);
        let mut order: Vec<usize> = (0..keys.len()).filter(|code| counts[*code] > 0).collect();
        order.sort_by(|a, b| counts[*b].cmp(&counts[*a]).then_with(|| keys[*a].cmp(&keys[*b])));
        let mut numbers = vec![0_u32; keys.len()];
        for (number, code) in (0_u32..).zip(&order) {
            numbers[*code] = number;
        }
        let groups = lives.rows.iter().map(|row| numbers[code(row)]).collect();
        (order.into_iter().map(|code| keys[code].clone()).collect(), groups)
    }

    /// By row of the members table, the channel or kind of the earliest action (or joining); of several at once the
    /// first by name, so that the order of the rows does not matter. The last key is for none.
    fn first_codes(&self, ending: Ending, by: Dimension, keys: &[String]) -> Vec<usize> {
        let facts = &self.dataset().workspace().facts;
        let missing = keys.len() - 1;
        let column = if by == Dimension::Channel { activity::CHANNEL } else { activity::KIND };
        let join = facts.dictionaries.get(DictionaryKind::Kind).find(kind::JOIN);
        let chunks: Vec<_> = facts
            .activities
            .chunks()
            .iter()
            .map(|chunk| {
                (
                    chunk.column(column).codes(),
                    chunk.column(activity::KIND).codes(),
                    chunk.column(activity::TIME).times(),
                )
            })
            .collect();
        let mut first = vec![(i64::MAX, missing); facts.members.len()];
        let filter = match ending {
            Ending::Silence => self.filter.clone(),
            Ending::Leaving => self.filter.channels_only(),
        };
        each_activity(self.dataset(), &filter, &mut |act| {
            let (chunk, place) = split(act.row);
            let (codes, kinds, times) = chunks[chunk];
            let begins = act.class == Class::Action
                || (ending == Ending::Leaving && act.class == Class::Uncounted && Some(kinds[place]) == join);
            if let Some(first) = first.get_mut(act.member as usize).filter(|_| begins && act.day != MISSING_DAY) {
                let (time, code) = (times[place], (codes[place] as usize).min(missing));
                if time < first.0 || (time == first.0 && keys[code] < keys[first.1]) {
                    *first = (time, code);
                }
            }
        });
        first.into_iter().map(|(_, code)| code).collect()
    }
}
