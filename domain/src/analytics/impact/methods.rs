//! What the ways to read the course of a KPI are, in words. docs/kpis.md is made from it.

use serde::Serialize;

/// A way to read the course of any KPI.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Method {
    /// Its name in files and links.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// Its number in the catalogue; 0 for what has none there.
    pub number: u8,
    /// The question it answers.
    pub question: &'static str,
    /// The formula in words.
    pub formula: &'static str,
    /// What happens at the edges.
    pub edge_cases: &'static [&'static str],
    /// Who defines it so.
    pub source: &'static str,
}

/// All of them, in the order of the catalogue.
pub const METHODS: [Method; 6] = [
    Method {
        id: "alert",
        name: "Alert",
        number: 59,
        question: "Is more going on than usual, now?",
        formula: "mean of the last 24 hours > mean of the 168 hours before + k × their standard deviation, k = 1.5, 2 or 3",
        edge_cases: &[
            "Only where the last 24 hours hold at least the minimum volume.",
            "Where the hours before do not vary, or the data does not reach back 8 days, nothing is said.",
            "Hours are counted back from now. Staff, bots, joining, leaving and moderation are not counted.",
        ],
        source: "Control limits after Shewhart 1931, as social listening tools set alerts",
    },
    Method {
        id: "anomalies",
        name: "Anomalies",
        number: 59,
        question: "Which days are out of the ordinary?",
        formula: "value beyond mean ± k × standard deviation of the points before it (7 unless set), k = 1.5, 2 or 3",
        edge_cases: &[
            "High only where the point is made of at least the minimum of facts, low only where those before are on average.",
            "A point is not judged where fewer than half of those before it (or fewer than three) have a value, or they do not vary.",
            "Weeks and months that are not whole are left out.",
        ],
        source: "Control limits after Shewhart 1931, as social listening tools set alerts",
    },
    Method {
        id: "before_after",
        name: "Before and after",
        number: 61,
        question: "Did it change with what we did?",
        formula: "mean of the daily values from the day on − mean of the daily values of as many days before",
        edge_cases: &[
            "Not proof of cause: anything else that changed at the same time is in the difference too. This is said with every result.",
            "The 95 % interval draws the days of each window again, 5 000 times, from a fixed seed: the same data gives the same interval.",
            "The interval takes days to be independent: it is too narrow where neighbours resemble each other, and for WAU and MAU.",
            "Both windows are cut to the same length where the data does not reach so far, and that is said.",
            "Days without a value are left out, and counted; fewer than two in a window give no result.",
        ],
        source: "Efron & Tibshirani, An Introduction to the Bootstrap (1993)",
    },
    Method {
        id: "trend",
        name: "Trend",
        number: 62,
        question: "Does it rise or fall as a rule?",
        formula: "median of the slopes of all pairs of points (Theil–Sen), with the Mann–Kendall test",
        edge_cases: &[
            "Called a trend where p < 0.05. Equal values are allowed for in the test.",
            "Both take values to be independent: with a weekly cycle or a memory of the day before p is too small; weeks are safer than days.",
            "Fewer than four values, or values that are all equal, have no trend. Weeks and months that are not whole are left out.",
            "At most the latest 2 000 points.",
        ],
        source: "Theil 1950; Sen, Journal of the American Statistical Association 63 (1968); Mann 1945; Kendall 1975",
    },
    Method {
        id: "forecast",
        name: "Forecast",
        number: 63,
        question: "Where is it heading?",
        formula: "seasonal naive or additive Holt–Winters, whichever erred less on the latest points, held back",
        edge_cases: &[
            "Never without its own error: mean absolute error, as a share of the values (MAPE) where none is 0, and by the naive error (MASE).",
            "The season is 7 days, 52 weeks or 12 months where there are two of them, else there is none.",
            "As many points are held back as are to be forecast, at most a fifth; the horizon is at most half of the points.",
            "The 95 % interval is that of normal errors and knows nothing of what has not happened yet: a campaign, a crisis, a holiday.",
            "What was never below 0 is not forecast below 0. Fewer than eight values give no forecast.",
            "Weeks and months that are not whole are left out.",
        ],
        source: "Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd edition; Hyndman & Koehler, International Journal of Forecasting 22 (2006)",
    },
    Method {
        id: "pace",
        name: "Pace towards a target",
        number: 0,
        question: "Will the target be reached by its deadline, at the pace since it was set?",
        formula: "of a sum: sum so far ÷ days so far × all days to the deadline; of a level: its Theil–Sen line at the deadline",
        edge_cases: &[
            "Sums: posts and what they got, activities, new members, first-time contributors, comebacks, custom KPIs that add up. They count from the first day of the work.",
            "Levels, week by week: WAU, rolling MAU, stickiness and followers at the end of each week, other counts over the 28 days up to it, rates and times in each week. At least 4 values since the target was set; where it is newer, those of the last 8 weeks.",
            "On track: the projection reaches the target. At risk: the target lies in the projection's band, or is missed by less than 10 % of the way from the baseline (of a sum: from 0). Off track: anything else.",
            "Reached: the value now meets the target. A sum that should stay low is reached when the deadline is over, and missed as soon as it is above.",
            "The band of a level lies between the ends of the slope's 95 % interval, of a sum at ± 1.96 s √(m + m² / n), for m days to come after n with standard deviation s. Days are taken to be independent.",
            "Days after the last one with data do not count as days without.",
            "A projection goes on with what was; it knows nothing of what is planned.",
        ],
        source: "Theil 1950; Sen, Journal of the American Statistical Association 63 (1968); of a sum the plain run rate. Where on track ends and at risk begins is Hearth's own choice",
    },
];
