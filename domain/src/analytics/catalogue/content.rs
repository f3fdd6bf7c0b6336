//! KPIs of posts and channels: 1–12 and 14, and the plain totals.

use super::{Definition, Family, Unit};
use crate::{
    analytics::recipe::{Quantity, Recipe},
    model::{
        facts::{Metric, TableKind},
        record::Direction,
    },
};

const ENGAGEMENT: &str = "Likes, comments and shares count one each. One that is missing counts 0; a post with none of the three is left out.";
const DENOMINATOR: &str = "A post whose denominator is missing or 0 is left out above and below the line, and counted.";
const MISSING: &str = "A post without the number is left out, not counted as 0.";
const UNDATED: &str = "A post without a full date counts for all time only, not in a period.";
const POOLED: &str = "Sums over all posts are divided once: posts that many people saw weigh more.";
const MEAN: &str = "Each post's rate is computed and the mean is taken: every post weighs the same.";
const FOLLOWERS: &str = "Followers are those of the channel on the day of publishing, as the file gives them.";
const VIEWS: &str = "Only posts with video views have this rate.";
const ZERO: &str = "No posts, no value.";
const BOUNDARY: &str = "Where the day before the start or the last day has no count of followers, the nearest known day inside the period is taken, and that is said.";
const CHANNELS: &str = "A channel without two known days is left out of start and end alike, and counted.";

const RATE: &str = "Platform analytics and benchmark reports, such as Rival IQ, Social Media Industry Benchmark Report";
const KAUSHIK: &str =
    "A. Kaushik, Best Social Media Metrics: Conversation, Amplification, Applause, Economic Value (2011)";
const PLATFORM: &str = "As the platform reports it";

const ENGAGEMENTS_BY: [&[&str]; 4] = [
    &["posts.likes", "posts.comments", "posts.shares", "posts.reach"],
    &["posts.likes", "posts.comments", "posts.shares", "posts.impressions"],
    &["posts.likes", "posts.comments", "posts.shares", "posts.followers"],
    &["posts.likes", "posts.comments", "posts.shares", "posts.views"],
];

const BASE: Definition = Definition {
    id: "",
    name: "",
    family: Family::Content,
    number: 0,
    question: "",
    formula: "",
    unit: Unit::Ratio,
    direction: Direction::Up,
    subject: TableKind::Posts,
    inputs: &[],
    edge_cases: &[],
    source: RATE,
    sibling: None,
    recipe: Recipe::BestSlot,
};

const fn pooled(top: Quantity, bottom: Quantity) -> Recipe {
    Recipe::Posts { top, bottom: Some(bottom), mean: false, scale: 1.0 }
}

const fn mean(top: Quantity, bottom: Quantity) -> Recipe {
    Recipe::Posts { top, bottom: Some(bottom), mean: true, scale: 1.0 }
}

const fn total(id: &'static str, name: &'static str, question: &'static str, top: Quantity) -> Definition {
    let (formula, inputs, edge_cases): (_, &'static [&'static str], &'static [&'static str]) = match top {
        Quantity::Posts => ("number of posts", &["posts.id"], &[UNDATED]),
        Quantity::Engagements => (
            "Σ (likes + comments + shares)",
            &["posts.likes", "posts.comments", "posts.shares"],
            &[ENGAGEMENT, UNDATED, ZERO],
        ),
        Quantity::Metric(Metric::Reach) => {
            ("Σ reach", &["posts.reach"], &["A person reached by two posts counts twice.", MISSING, UNDATED, ZERO])
        }
        Quantity::Metric(Metric::Impressions) => ("Σ impressions", &["posts.impressions"], &[MISSING, UNDATED, ZERO]),
        Quantity::Metric(Metric::Views) => ("Σ views", &["posts.views"], &[MISSING, UNDATED, ZERO]),
        Quantity::Metric(Metric::Likes) => ("Σ likes", &["posts.likes"], &[MISSING, UNDATED, ZERO]),
        Quantity::Metric(Metric::Comments) => ("Σ comments", &["posts.comments"], &[MISSING, UNDATED, ZERO]),
        Quantity::Metric(Metric::Shares) => ("Σ shares", &["posts.shares"], &[MISSING, UNDATED, ZERO]),
        Quantity::Metric(Metric::Saves) => ("Σ saves", &["posts.saves"], &[MISSING, UNDATED, ZERO]),
        Quantity::Metric(_) | Quantity::Weighted => ("Σ clicks", &["posts.clicks"], &[MISSING, UNDATED, ZERO]),
    };
    Definition {
        id,
        name,
        question,
        formula,
        inputs,
        edge_cases,
        unit: Unit::Count,
        direction: if matches!(top, Quantity::Posts) { Direction::Neutral } else { Direction::Up },
        source: PLATFORM,
        recipe: Recipe::Posts { top, bottom: None, mean: false, scale: 1.0 },
        ..BASE
    }
}

const fn per_post(
    id: &'static str,
    name: &'static str,
    number: u8,
    question: &'static str,
    formula: &'static str,
    inputs: &'static [&'static str],
    recipe: Recipe,
) -> Definition {
    let edge_cases: &[&str] = match recipe {
        Recipe::Posts { bottom: Some(Quantity::Posts), .. } => &[MISSING, UNDATED, ZERO],
        _ => &[POOLED, FOLLOWERS, DENOMINATOR, UNDATED],
    };
    Definition {
        id,
        name,
        number,
        question,
        formula,
        inputs,
        edge_cases,
        unit: Unit::Number,
        source: KAUSHIK,
        recipe,
        ..BASE
    }
}

const fn per_thousand(top: Metric) -> Recipe {
    Recipe::Posts {
        top: Quantity::Metric(top),
        bottom: Some(Quantity::Metric(Metric::Followers)),
        mean: false,
        scale: 1000.0,
    }
}

pub(super) const DEFINITIONS: &[Definition] = &[
    Definition {
        id: "engagement_rate_by_reach",
        name: "Engagement rate by reach, pooled",
        number: 1,
        question: "What share of the people reached reacted?",
        formula: "Σ (likes + comments + shares) / Σ reach",
        inputs: ENGAGEMENTS_BY[0],
        edge_cases: &[POOLED, ENGAGEMENT, DENOMINATOR, UNDATED],
        sibling: Some("engagement_rate_by_reach_mean"),
        recipe: pooled(Quantity::Engagements, Quantity::Metric(Metric::Reach)),
        ..BASE
    },
    Definition {
        id: "engagement_rate_by_reach_mean",
        name: "Engagement rate by reach, mean of posts",
        number: 1,
        question: "What share of the people reached does a post move to react, on average?",
        formula: "mean over posts of (likes + comments + shares) / reach",
        inputs: ENGAGEMENTS_BY[0],
        edge_cases: &[MEAN, ENGAGEMENT, DENOMINATOR, UNDATED],
        sibling: Some("engagement_rate_by_reach"),
        recipe: mean(Quantity::Engagements, Quantity::Metric(Metric::Reach)),
        ..BASE
    },
    Definition {
        id: "engagement_rate_by_impressions",
        name: "Engagement rate by impressions, pooled",
        number: 2,
        question: "How often does showing a post lead to a reaction?",
        formula: "Σ (likes + comments + shares) / Σ impressions",
        inputs: ENGAGEMENTS_BY[1],
        edge_cases: &[POOLED, ENGAGEMENT, DENOMINATOR, UNDATED],
        sibling: Some("engagement_rate_by_impressions_mean"),
        recipe: pooled(Quantity::Engagements, Quantity::Metric(Metric::Impressions)),
        ..BASE
    },
    Definition {
        id: "engagement_rate_by_impressions_mean",
        name: "Engagement rate by impressions, mean of posts",
        number: 2,
        question: "How often does showing an average post lead to a reaction?",
        formula: "mean over posts of (likes + comments + shares) / impressions",
        inputs: ENGAGEMENTS_BY[1],
        edge_cases: &[MEAN, ENGAGEMENT, DENOMINATOR, UNDATED],
        sibling: Some("engagement_rate_by_impressions"),
        recipe: mean(Quantity::Engagements, Quantity::Metric(Metric::Impressions)),
        ..BASE
    },
    Definition {
        id: "engagement_rate_by_followers",
        name: "Engagement rate by followers, pooled",
        number: 3,
        question: "How strongly do the posts move those who follow the channel?",
        formula: "Σ (likes + comments + shares) / Σ followers at publish",
        inputs: ENGAGEMENTS_BY[2],
        edge_cases: &[POOLED, ENGAGEMENT, FOLLOWERS, DENOMINATOR, UNDATED],
        sibling: Some("engagement_rate_by_followers_mean"),
        recipe: pooled(Quantity::Engagements, Quantity::Metric(Metric::Followers)),
        ..BASE
    },
    Definition {
        id: "engagement_rate_by_followers_mean",
        name: "Engagement rate by followers, mean of posts",
        number: 3,
        question: "How strongly does an average post move those who follow the channel?",
        formula: "mean over posts of (likes + comments + shares) / followers at publish",
        inputs: ENGAGEMENTS_BY[2],
        edge_cases: &[MEAN, ENGAGEMENT, FOLLOWERS, DENOMINATOR, UNDATED],
        sibling: Some("engagement_rate_by_followers"),
        recipe: mean(Quantity::Engagements, Quantity::Metric(Metric::Followers)),
        ..BASE
    },
    Definition {
        id: "engagement_rate_by_views",
        name: "Engagement rate by views, pooled",
        number: 4,
        question: "How often does watching a video lead to a reaction?",
        formula: "Σ (likes + comments + shares) / Σ views",
        inputs: ENGAGEMENTS_BY[3],
        edge_cases: &[POOLED, VIEWS, ENGAGEMENT, DENOMINATOR, UNDATED],
        sibling: Some("engagement_rate_by_views_mean"),
        recipe: pooled(Quantity::Engagements, Quantity::Metric(Metric::Views)),
        ..BASE
    },
    Definition {
        id: "engagement_rate_by_views_mean",
        name: "Engagement rate by views, mean of posts",
        number: 4,
        question: "How often does watching an average video lead to a reaction?",
        formula: "mean over posts of (likes + comments + shares) / views",
        inputs: ENGAGEMENTS_BY[3],
        edge_cases: &[MEAN, VIEWS, ENGAGEMENT, DENOMINATOR, UNDATED],
        sibling: Some("engagement_rate_by_views"),
        recipe: mean(Quantity::Engagements, Quantity::Metric(Metric::Views)),
        ..BASE
    },
    Definition {
        id: "daily_engagement_rate",
        name: "Daily engagement rate",
        number: 5,
        question: "What share of the followers reacts on an average day?",
        formula: "Σ (likes + comments + shares) / (days × followers)",
        inputs: &["posts.likes", "posts.comments", "posts.shares", "posts.followers", "channel_days.followers"],
        edge_cases: &[
            "Followers: the mean of the channel's daily counts in the period; where there are none, the mean of its posts' followers at publish. Channels are added up.",
            "A reaction counts on the day its post was published.",
            "Every day of the period counts, with posts or without, from the first to the last post in the data.",
            "A post without a full date, or of a channel without followers, is left out and counted.",
            ENGAGEMENT,
        ],
        recipe: Recipe::DailyEngagement,
        ..BASE
    },
    Definition {
        id: "weighted_engagement_rate",
        name: "Weighted engagement rate, pooled",
        number: 6,
        question: "How strongly do the posts move the followers, where a share says more than a like?",
        formula: "Σ (like weight × likes + comment weight × comments + share weight × shares) / Σ followers at publish",
        inputs: ENGAGEMENTS_BY[2],
        edge_cases: &[
            "The weights are the workspace's: 0.1, 0.5 and 1 unless changed.",
            POOLED,
            ENGAGEMENT,
            FOLLOWERS,
            DENOMINATOR,
            UNDATED,
        ],
        sibling: Some("weighted_engagement_rate_mean"),
        recipe: pooled(Quantity::Weighted, Quantity::Metric(Metric::Followers)),
        ..BASE
    },
    Definition {
        id: "weighted_engagement_rate_mean",
        name: "Weighted engagement rate, mean of posts",
        number: 6,
        question: "How strongly does an average post move the followers, where a share says more than a like?",
        formula: "mean over posts of (like weight × likes + comment weight × comments + share weight × shares) / followers at publish",
        inputs: ENGAGEMENTS_BY[2],
        edge_cases: &[
            "The weights are the workspace's: 0.1, 0.5 and 1 unless changed.",
            MEAN,
            ENGAGEMENT,
            FOLLOWERS,
            DENOMINATOR,
            UNDATED,
        ],
        sibling: Some("weighted_engagement_rate"),
        recipe: mean(Quantity::Weighted, Quantity::Metric(Metric::Followers)),
        ..BASE
    },
    per_post(
        "conversation_rate",
        "Conversation rate",
        7,
        "How many comments does a post get?",
        "Σ comments / posts",
        &["posts.comments"],
        pooled(Quantity::Metric(Metric::Comments), Quantity::Posts),
    ),
    per_post(
        "conversation_rate_per_1000_followers",
        "Conversation rate per 1 000 followers",
        7,
        "How many comments does a post get from every 1 000 followers?",
        "1 000 × Σ comments / Σ followers at publish",
        &["posts.comments", "posts.followers"],
        per_thousand(Metric::Comments),
    ),
    per_post(
        "amplification_rate",
        "Amplification rate",
        8,
        "How many shares does a post get?",
        "Σ shares / posts",
        &["posts.shares"],
        pooled(Quantity::Metric(Metric::Shares), Quantity::Posts),
    ),
    per_post(
        "amplification_rate_per_1000_followers",
        "Amplification rate per 1 000 followers",
        8,
        "How many shares does a post get from every 1 000 followers?",
        "1 000 × Σ shares / Σ followers at publish",
        &["posts.shares", "posts.followers"],
        per_thousand(Metric::Shares),
    ),
    per_post(
        "applause_rate",
        "Applause rate",
        9,
        "How many likes does a post get?",
        "Σ likes / posts",
        &["posts.likes"],
        pooled(Quantity::Metric(Metric::Likes), Quantity::Posts),
    ),
    per_post(
        "applause_rate_per_1000_followers",
        "Applause rate per 1 000 followers",
        9,
        "How many likes does a post get from every 1 000 followers?",
        "1 000 × Σ likes / Σ followers at publish",
        &["posts.likes", "posts.followers"],
        per_thousand(Metric::Likes),
    ),
    Definition {
        id: "click_through_rate",
        name: "Click-through rate, pooled",
        number: 10,
        question: "How often does showing a post lead to a click?",
        formula: "Σ clicks / Σ impressions",
        inputs: &["posts.clicks", "posts.impressions"],
        edge_cases: &[POOLED, MISSING, DENOMINATOR, UNDATED],
        sibling: Some("click_through_rate_mean"),
        recipe: pooled(Quantity::Metric(Metric::Clicks), Quantity::Metric(Metric::Impressions)),
        ..BASE
    },
    Definition {
        id: "click_through_rate_mean",
        name: "Click-through rate, mean of posts",
        number: 10,
        question: "How often does showing an average post lead to a click?",
        formula: "mean over posts of clicks / impressions",
        inputs: &["posts.clicks", "posts.impressions"],
        edge_cases: &[MEAN, MISSING, DENOMINATOR, UNDATED],
        sibling: Some("click_through_rate"),
        recipe: mean(Quantity::Metric(Metric::Clicks), Quantity::Metric(Metric::Impressions)),
        ..BASE
    },
    Definition {
        id: "save_rate_by_reach",
        name: "Save rate by reach, pooled",
        number: 11,
        question: "What share of the people reached keeps the post for later?",
        formula: "Σ saves / Σ reach",
        inputs: &["posts.saves", "posts.reach"],
        edge_cases: &[POOLED, MISSING, DENOMINATOR, UNDATED],
        sibling: Some("save_rate_by_reach_mean"),
        recipe: pooled(Quantity::Metric(Metric::Saves), Quantity::Metric(Metric::Reach)),
        ..BASE
    },
    Definition {
        id: "save_rate_by_reach_mean",
        name: "Save rate by reach, mean of posts",
        number: 11,
        question: "What share of the people reached keeps an average post for later?",
        formula: "mean over posts of saves / reach",
        inputs: &["posts.saves", "posts.reach"],
        edge_cases: &[MEAN, MISSING, DENOMINATOR, UNDATED],
        sibling: Some("save_rate_by_reach"),
        recipe: mean(Quantity::Metric(Metric::Saves), Quantity::Metric(Metric::Reach)),
        ..BASE
    },
    Definition {
        id: "save_rate_by_impressions",
        name: "Save rate by impressions, pooled",
        number: 11,
        question: "How often does showing a post lead to a save?",
        formula: "Σ saves / Σ impressions",
        inputs: &["posts.saves", "posts.impressions"],
        edge_cases: &[POOLED, MISSING, DENOMINATOR, UNDATED],
        recipe: pooled(Quantity::Metric(Metric::Saves), Quantity::Metric(Metric::Impressions)),
        ..BASE
    },
    Definition {
        id: "follower_growth",
        name: "Follower growth, net",
        number: 12,
        question: "By how much did the number of followers grow?",
        formula: "(followers at the end − followers the day before the start) / followers the day before the start",
        subject: TableKind::ChannelDays,
        inputs: &["channel_days.day", "channel_days.followers"],
        edge_cases: &[BOUNDARY, CHANNELS, "For all time, growth counts from the first known day."],
        sibling: Some("follower_growth_gross"),
        recipe: Recipe::Growth { gross: false },
        ..BASE
    },
    Definition {
        id: "follower_growth_gross",
        name: "Follower growth, gross",
        number: 12,
        question: "How many new followers came, those who left aside?",
        formula: "Σ followers gained / followers the day before the start",
        subject: TableKind::ChannelDays,
        inputs: &["channel_days.day", "channel_days.followers", "channel_days.gained"],
        edge_cases: &[BOUNDARY, CHANNELS, "Days without a count of new followers are counted and said."],
        sibling: Some("follower_growth"),
        recipe: Recipe::Growth { gross: true },
        ..BASE
    },
    Definition {
        id: "followers",
        name: "Followers",
        question: "How many follow the channels at the end of the period?",
        formula: "Σ over channels of the last known followers in the period",
        unit: Unit::Count,
        subject: TableKind::ChannelDays,
        inputs: &["channel_days.day", "channel_days.followers"],
        edge_cases: &[
            "A person who follows two channels counts twice.",
            "A channel without a count in the period is left out, and counted.",
        ],
        source: PLATFORM,
        recipe: Recipe::Followers,
        ..BASE
    },
    Definition {
        id: "best_slot",
        name: "Best slot",
        number: 14,
        direction: Direction::Neutral,
        question: "At which weekday and hour do posts do best?",
        formula: "the weekday × hour with the highest mean of (likes + comments + shares) / reach",
        inputs: &[
            "posts.time",
            "posts.stated_weekday",
            "posts.stated_hour",
            "posts.likes",
            "posts.comments",
            "posts.shares",
            "posts.reach",
        ],
        edge_cases: &[
            "Only slots with two posts or more are ranked.",
            "A post without a full date takes the weekday and hour that its file states; without those it is left out.",
            "Of slots with the same mean, the one with more posts, then the earlier in the week, comes first.",
            ENGAGEMENT,
        ],
        recipe: Recipe::BestSlot,
        ..BASE
    },
    total("posts", "Posts", "How much was published?", Quantity::Posts),
    total("engagements", "Engagements", "How often did people react?", Quantity::Engagements),
    total("reach", "Reach", "How many people saw the posts, post by post?", Quantity::Metric(Metric::Reach)),
    total("impressions", "Impressions", "How often were the posts shown?", Quantity::Metric(Metric::Impressions)),
    total("views", "Video views", "How often were the videos watched?", Quantity::Metric(Metric::Views)),
    total("likes", "Likes", "How many likes and other reactions did the posts get?", Quantity::Metric(Metric::Likes)),
    total("comments", "Comments", "How many comments did the posts get?", Quantity::Metric(Metric::Comments)),
    total("shares", "Shares", "How often were the posts passed on?", Quantity::Metric(Metric::Shares)),
    total("saves", "Saves", "How often were the posts kept for later?", Quantity::Metric(Metric::Saves)),
    total("clicks", "Clicks", "How often were links in the posts clicked?", Quantity::Metric(Metric::Clicks)),
];
