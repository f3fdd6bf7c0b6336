//! How far members get: visit, member, contributor, regular (31).

use super::{
    super::{
        figure::{Term, divide},
        query::Mark,
        reason::Reason,
        scope::Scope,
    },
    group::Group,
    people::reached,
    tally::{Basis, MemberTally},
};
use crate::model::{
    Day, Period,
    facts::{MISSING_DAY, channel_day},
};
use serde::{Deserialize, Serialize};

/// A stage of the funnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Visits to the profile. Visits, not visitors: who they were is not known.
    Visits,
    /// Became a member: joined, or acted where joining is not known.
    Member,
    /// Acted at least once.
    Contributor,
    /// Had 4 actions within 90 days at some time.
    Regular,
}

impl Stage {
    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Visits => "Visits",
            Self::Member => "Members",
            Self::Contributor => "Contributors",
            Self::Regular => "Regulars",
        }
    }
}

/// Members by how far they got.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Funnel {
    /// The stages, widest first. Without visits where the data has none; empty where there are no members.
    pub stages: Vec<FunnelStage>,
    /// What it is made of: the members who began in the days asked for.
    pub basis: Basis,
}

/// One stage of the funnel.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FunnelStage {
    /// The stage.
    pub stage: Stage,
    /// How many members, or visits.
    pub count: f64,
    /// Share of the members of the stage before: 0 to 1. `None` for visits, for members (a visit is not a person) and
    /// where the stage before is empty.
    pub of_previous: Option<f64>,
    /// The mark that opens the members; visits have none.
    pub mark: Option<Mark>,
}

/// Rows of members by stage; each holds the one after it.
struct Stages {
    members: Vec<u32>,
    contributors: Vec<u32>,
    regulars: Vec<u32>,
    /// Of whom neither joining nor an action is known.
    dateless: Vec<u32>,
}

impl Scope {
    /// How far the members got who began in the days asked for, up to their end.
    pub fn funnel(&self) -> Funnel {
        let span = self.joining_span();
        let Some(window) = self.window(span).0 else {
            return Funnel { stages: Vec::new(), basis: self.basis(MemberTally::default(), span, false) };
        };
        let stages = self.stages(window);
        let counts = [(Stage::Contributor, stages.contributors.len()), (Stage::Regular, stages.regulars.len())];
        let stage = |stage, count, of_previous, mark| FunnelStage { stage, count, of_previous, mark };
        let mark = |stage| Some(Mark { group: Some(Group::Stage(stage)), ..Mark::default() });
        let mut out: Vec<FunnelStage> =
            self.visits().map(|visits| stage(Stage::Visits, visits, None, None)).into_iter().collect();
        let mut before = stages.members.len() as f64;
        out.push(stage(Stage::Member, before, None, mark(Stage::Member)));
        for (name, count) in counts {
            let count = count as f64;
            out.push(stage(name, count, divide(count, before), mark(name)));
            before = count;
        }
        let mut tally = MemberTally { days: Some(window), rows: stages.members, ..MemberTally::default() };
        tally.left_out = stages.dateless.into_iter().map(|row| (Reason::NoJoining, row)).collect();
        tally.warnings.extend(self.everybody_is_new(window));
        Funnel { stages: out, basis: self.basis(tally, span, false) }
    }

    /// The members of a stage.
    pub(super) fn stage_members(&self, stage: Stage) -> Vec<u32> {
        let Some(window) = self.window(self.joining_span()).0 else { return Vec::new() };
        let stages = self.stages(window);
        match stage {
            Stage::Visits => Vec::new(),
            Stage::Member => stages.members,
            Stage::Contributor => stages.contributors,
            Stage::Regular => stages.regulars,
        }
    }

    fn stages(&self, window: Period) -> Stages {
        let mut stages =
            Stages { members: Vec::new(), contributors: Vec::new(), regulars: Vec::new(), dateless: Vec::new() };
        for person in &self.people().counted {
            if person.began == MISSING_DAY {
                stages.dateless.push(person.row);
            } else if window.contains(Day(person.began)) {
                stages.members.push(person.row);
                if reached(person.first, window.end.0) {
                    stages.contributors.push(person.row);
                }
                if reached(person.regular, window.end.0) {
                    stages.regulars.push(person.row);
                }
            }
        }
        stages
    }

    /// Visits in the days asked for; `None` where no day gives a number.
    fn visits(&self) -> Option<f64> {
        let mut visits = None;
        for chunk in self.dataset().workspace().facts.channel_days.chunks() {
            let codes = chunk.column(channel_day::CHANNEL).codes().iter();
            let days = chunk.column(channel_day::DAY).days().iter();
            for ((code, day), count) in codes.zip(days).zip(chunk.column(channel_day::VISITS).numbers()) {
                let asked = self.filter.period.is_none_or(|period| period.contains(Day(*day)));
                if asked && count.is_finite() && self.filter.channels.admits(*code) {
                    *visits.get_or_insert(0.0) += count;
                }
            }
        }
        visits
    }

    /// Share of the members who began in a window that acted up to its end.
    pub(super) fn contribution_rate(&self, window: Period) -> MemberTally {
        let stages = self.stages(window);
        let (members, contributors) = (stages.members.len() as f64, stages.contributors.len() as f64);
        let left_out = stages.dateless.into_iter().map(|row| (Reason::NoJoining, row)).collect();
        let tally = MemberTally { rows: stages.members, left_out, ..MemberTally::default() };
        tally.ratio(vec![Term::above("contributors", contributors)], Term::below("members", members))
    }

    /// Share of the contributors who began in a window that became regulars up to its end.
    pub(super) fn regular_rate(&self, window: Period) -> MemberTally {
        let stages = self.stages(window);
        let (contributors, regulars) = (stages.contributors.len() as f64, stages.regulars.len() as f64);
        let tally = MemberTally { rows: stages.contributors, ..MemberTally::default() };
        tally.ratio(vec![Term::above("regulars", regulars)], Term::below("contributors", contributors))
    }
}
