//! What formulas are made of: numbers that posts, activities and daily statistics have.

use crate::{
    analytics::recipe::Quantity,
    model::facts::{Metric, TableKind, activity, channel_day},
};
use serde::Serialize;

/// A number that each row of a table may have; in a formula its name stands for the sum over the rows asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Input {
    /// Its name in formulas.
    pub name: &'static str,
    /// What it is.
    pub meaning: &'static str,
    /// The columns it is read from, such as `posts.likes`.
    pub columns: &'static [&'static str],
    #[serde(skip)]
    pub(crate) source: Source,
}

/// Where an input is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Post(Quantity),
    /// A column of the activities.
    Activity(usize),
    /// A column of the daily statistics.
    Day(usize),
}

impl Input {
    /// The table whose rows have it.
    pub fn table(&self) -> TableKind {
        match self.source {
            Source::Post(_) => TableKind::Posts,
            Source::Activity(_) => TableKind::Activities,
            Source::Day(_) => TableKind::ChannelDays,
        }
    }
}

const fn post(name: &'static str, columns: &'static [&'static str], metric: Metric, meaning: &'static str) -> Input {
    Input { name, meaning, columns, source: Source::Post(Quantity::Metric(metric)) }
}

const fn of_activity(
    name: &'static str,
    columns: &'static [&'static str],
    column: usize,
    meaning: &'static str,
) -> Input {
    Input { name, meaning, columns, source: Source::Activity(column) }
}

const fn of_day(name: &'static str, columns: &'static [&'static str], column: usize, meaning: &'static str) -> Input {
    Input { name, meaning, columns, source: Source::Day(column) }
}

const REACTIONS: &[&str] = &["posts.likes", "posts.comments", "posts.shares"];

/// Every input, in the order in which they are offered.
pub const INPUTS: &[Input] = &[
    Input { name: "posts", meaning: "Number of posts.", columns: &["posts.id"], source: Source::Post(Quantity::Posts) },
    post("likes", &["posts.likes"], Metric::Likes, "Likes and other reactions to posts."),
    post("comments", &["posts.comments"], Metric::Comments, "Comments on posts."),
    post("shares", &["posts.shares"], Metric::Shares, "Shares and reposts of posts."),
    post("saves", &["posts.saves"], Metric::Saves, "Saves and bookmarks of posts."),
    post("clicks", &["posts.clicks"], Metric::Clicks, "Clicks on links in posts."),
    post("reach", &["posts.reach"], Metric::Reach, "Accounts that saw a post, post by post."),
    post("impressions", &["posts.impressions"], Metric::Impressions, "Times posts were shown."),
    post("views", &["posts.views"], Metric::Views, "Video views of posts."),
    post(
        "followers_at_publish",
        &["posts.followers"],
        Metric::Followers,
        "Followers of the channel when a post was published, post by post.",
    ),
    Input {
        name: "engagements",
        meaning: "Likes, comments and shares of posts; one that is missing counts 0, a post with none is left out.",
        columns: REACTIONS,
        source: Source::Post(Quantity::Engagements),
    },
    Input {
        name: "weighted_engagements",
        meaning: "The same, each with the workspace's weight.",
        columns: REACTIONS,
        source: Source::Post(Quantity::Weighted),
    },
    of_activity("activities.likes", &["activities.likes"], activity::LIKES, "Likes that members' activities got."),
    of_activity(
        "activities.comments",
        &["activities.comments"],
        activity::COMMENTS,
        "Comments that members' activities got.",
    ),
    of_activity("activities.shares", &["activities.shares"], activity::SHARES, "Shares that members' activities got."),
    of_activity("activities.reach", &["activities.reach"], activity::REACH, "Accounts that saw members' activities."),
    of_day("followers_gained", &["channel_days.gained"], channel_day::GAINED, "Followers won, day by day."),
    of_day("followers_lost", &["channel_days.lost"], channel_day::LOST, "Followers lost, day by day."),
    of_day("visits", &["channel_days.visits"], channel_day::VISITS, "Visits to profiles, day by day."),
    of_day("daily_reach", &["channel_days.reach"], channel_day::REACH, "Accounts reached by a channel, day by day."),
    of_day(
        "daily_impressions",
        &["channel_days.impressions"],
        channel_day::IMPRESSIONS,
        "Times a channel was shown, day by day.",
    ),
];

/// The input of a name, or of a table and column: `likes`, `posts.likes`.
pub(super) fn find(name: &str) -> Option<usize> {
    let by_name = INPUTS.iter().position(|input| input.name.eq_ignore_ascii_case(name));
    by_name.or_else(|| INPUTS.iter().position(|input| input.columns == [name]))
}
