//! How KPIs are computed: a handful of recipes that the catalogue's entries fill in.

use super::{members::Ending, query::Grain, talk::Talk};
use crate::model::{
    facts::{Chunk, Metric},
    settings::EngagementWeights,
};

/// A way to compute a KPI.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Recipe {
    /// Sums over posts, or the mean of the posts' rates, times `scale`. Without a bottom: the sum itself.
    Posts { top: Quantity, bottom: Option<Quantity>, mean: bool, scale: f64 },
    /// Engagements by days and followers.
    DailyEngagement,
    /// The best weekday × hour.
    BestSlot,
    /// Followers at the end.
    Followers,
    /// Growth of followers.
    Growth { gross: bool },
    /// Distinct members, mean over windows of this kind.
    Actives(Actives),
    /// Mean DAU by mean MAU.
    Stickiness,
    /// Counted actions.
    Actions,
    /// Conversation and concentration.
    Talk(Talk),
    /// Members, by what is known about each.
    Members(MemberFigure),
}

/// A figure of members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MemberFigure {
    New,
    FirstTime,
    Reactivated,
    LostRegulars,
    NetChange,
    Returning,
    Retention {
        churn: bool,
    },
    MembershipRetention {
        churn: bool,
    },
    /// Newcomers who are active in the next day, week or month.
    NextStep(Grain),
    MedianLife(Ending),
    /// Days with an action in the last so many days.
    ActiveDays(i32),
    Regulars,
    ActionsPerMember,
    ContributionRate,
    RegularRate,
}

impl MemberFigure {
    /// Whether it is made of joining and leaving too, not of actions alone.
    pub(crate) fn needs_joining(self) -> bool {
        matches!(
            self,
            Self::New
                | Self::MembershipRetention { .. }
                | Self::MedianLife(Ending::Leaving)
                | Self::ContributionRate
                | Self::RegularRate
        )
    }

    /// Whether actions without a member are missing in it.
    pub(crate) fn needs_actions(self) -> bool {
        !self.needs_joining()
    }
}

/// Which windows distinct members are counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Actives {
    Day,
    Week,
    Month,
    Rolling30,
    Period,
}

/// A number that a post has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quantity {
    /// 1 for each post.
    Posts,
    /// One of its results.
    Metric(Metric),
    /// Likes, comments and shares.
    Engagements,
    /// The same with the workspace's weights.
    Weighted,
}

impl Quantity {
    /// Its name as in the formula.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Posts => "posts",
            Self::Metric(Metric::Followers) => "followers at publish",
            Self::Metric(metric) => metric.name(),
            Self::Engagements => "engagements",
            Self::Weighted => "weighted engagements",
        }
    }

    /// What to say where it is missing.
    pub(crate) fn missing(self) -> String {
        match self {
            Self::Engagements | Self::Weighted => "no likes, comments or shares given".to_owned(),
            other => format!("no {} given", other.name()),
        }
    }

    /// Short name for links.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Metric(metric) => metric.name(),
            Self::Posts => "posts",
            Self::Engagements | Self::Weighted => "engagements",
        }
    }
}

/// The results of one chunk of posts.
#[derive(Clone, Copy)]
pub(crate) struct Cells<'a> {
    metrics: [&'a [f64]; 9],
}

impl<'a> Cells<'a> {
    pub(crate) fn new(chunk: &'a Chunk) -> Self {
        Self { metrics: Metric::ALL.map(|metric| chunk.column(metric.column()).numbers()) }
    }

    /// One result; NaN = missing.
    pub(crate) fn metric(&self, metric: Metric, row: usize) -> f64 {
        self.metrics[metric as usize].get(row).copied().unwrap_or(f64::NAN)
    }

    /// A quantity; NaN = missing.
    pub(crate) fn quantity(&self, quantity: Quantity, row: usize, weights: EngagementWeights) -> f64 {
        match quantity {
            Quantity::Posts => 1.0,
            Quantity::Metric(metric) => self.metric(metric, row),
            Quantity::Engagements => self.engagements(row, EngagementWeights { like: 1.0, comment: 1.0, share: 1.0 }),
            Quantity::Weighted => self.engagements(row, weights),
        }
    }

    fn engagements(&self, row: usize, weights: EngagementWeights) -> f64 {
        let likes = self.metric(Metric::Likes, row);
        let comments = self.metric(Metric::Comments, row);
        let shares = self.metric(Metric::Shares, row);
        if likes.is_nan() && comments.is_nan() && shares.is_nan() {
            return f64::NAN;
        }
        let or_none = |value: f64| if value.is_nan() { 0.0 } else { value };
        weights.like * or_none(likes) + weights.comment * or_none(comments) + weights.share * or_none(shares)
    }
}
