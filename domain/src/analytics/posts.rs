//! KPIs of posts: sums, rates, the daily engagement rate.

use super::{
    figure::{Figure, Side, Sum, Term, counted, divide},
    reason::{Exclusions, Origins, Reason},
    recipe::{Cells, Quantity},
    scope::{Measured, Scope, split},
};
use crate::model::{
    Period,
    facts::{MISSING_DAY, Metric, TableKind, channel_day, post},
};
use std::collections::BTreeMap;

/// Sums over posts.
#[derive(Clone, Copy, Default)]
pub(crate) struct Tally {
    top: Sum,
    bottom: Sum,
    rates: Sum,
    pub(crate) n: usize,
}

impl Tally {
    pub(crate) fn add(&mut self, top: f64, bottom: f64) {
        self.top.add(top);
        self.bottom.add(bottom);
        self.rates.add(top / bottom);
        self.n += 1;
    }

    pub(crate) fn measured(self, has_bottom: bool, mean: bool, scale: f64) -> Measured {
        let n = self.n;
        if n == 0 {
            return Measured::default();
        }
        let (top, bottom) = if mean { (self.rates.value(), n as f64) } else { (self.top.value(), self.bottom.value()) };
        if has_bottom {
            let value = divide(top, bottom).map(|value| value * scale);
            Measured { value, numerator: Some(top), denominator: Some(bottom), n }
        } else {
            Measured { value: Some(top), numerator: Some(top), denominator: None, n }
        }
    }
}

/// A post's numbers for a KPI, or why it has none.
pub(crate) fn classify(
    scope: &Scope,
    cells: Cells<'_>,
    place: usize,
    top: Quantity,
    bottom: Option<Quantity>,
) -> Result<(f64, f64), Reason> {
    let weights = scope.dataset().workspace().settings.weights;
    let above = cells.quantity(top, place, weights);
    if !above.is_finite() {
        return Err(Reason::Missing(top));
    }
    let Some(bottom) = bottom else { return Ok((above, 1.0)) };
    let below = cells.quantity(bottom, place, weights);
    if !below.is_finite() {
        Err(Reason::Missing(bottom))
    } else if below <= 0.0 {
        Err(Reason::Zero(bottom))
    } else {
        Ok((above, below))
    }
}

impl Scope {
    /// The results of the posts, chunk by chunk.
    pub(crate) fn cells(&self) -> Vec<Cells<'_>> {
        self.dataset().workspace().facts.posts.chunks().iter().map(|chunk| Cells::new(chunk)).collect()
    }

    pub(crate) fn measure_posts(&self, top: Quantity, bottom: Option<Quantity>, mean: bool, scale: f64) -> Measured {
        if (top, bottom) == (Quantity::Posts, None) {
            return self.measure_number_of_posts();
        }
        let cells = self.cells();
        let mut tally = Tally::default();
        for row in self.posts().rows() {
            let (chunk, place) = split(row);
            if let Ok((above, below)) = classify(self, cells[chunk], place, top, bottom) {
                tally.add(above, below);
            }
        }
        tally.measured(bottom.is_some(), mean, scale)
    }

    /// No posts in a period that has data is 0; outside the data it is unknown.
    fn measure_number_of_posts(&self) -> Measured {
        let n = self.posts().len();
        let known = !self.dataset().workspace().facts.posts.is_empty()
            && (self.filter.period.is_none() || self.window(self.dataset().span_of(TableKind::Posts)).0.is_some());
        let value = (n > 0 || known).then_some(n as f64);
        Measured { value, numerator: value, denominator: None, n }
    }

    pub(crate) fn posts_figure(&self, top: Quantity, bottom: Option<Quantity>, mean: bool, scale: f64) -> Figure {
        let measured = self.measure_posts(top, bottom, mean, scale);
        let posts = self.posts();
        let chunks = self.dataset().workspace().facts.posts.chunks();
        let cells = self.cells();
        let weights = self.dataset().workspace().settings.weights;
        let (mut exclusions, mut origins) = (Exclusions::default(), Origins::default());
        exclusions.add(Reason::Undated, posts.left_out.len());
        let mut parts = [Sum::default(); 3];
        let (mut below_sum, mut top_sum) = (Sum::default(), Sum::default());
        let (mut over_reach, mut over_clicks) = (0, 0);
        for row in posts.rows() {
            let (chunk, place) = split(row);
            let numbers = cells[chunk];
            match classify(self, numbers, place, top, bottom) {
                Ok((above, below)) => {
                    top_sum.add(above);
                    below_sum.add(below);
                    for (sum, metric) in parts.iter_mut().zip([Metric::Likes, Metric::Comments, Metric::Shares]) {
                        let value = numbers.metric(metric, place);
                        if value.is_finite() {
                            sum.add(value);
                        }
                    }
                    let impressions = numbers.metric(Metric::Impressions, place);
                    over_reach += usize::from(numbers.metric(Metric::Reach, place) > impressions);
                    over_clicks += usize::from(numbers.metric(Metric::Clicks, place) > impressions);
                    origins.add(&chunks[chunk], place, post::ORIGIN, post::BATCH);
                }
                Err(reason) => exclusions.add(reason, 1),
            }
        }

        let mut terms = Vec::new();
        if mean {
            terms.push(Term::above("sum of the posts' rates", measured.numerator.unwrap_or_default()));
            terms.push(Term::below("posts", measured.n as f64));
        }
        let (above, below) = if mean { (Side::Beside, Side::Beside) } else { (Side::Above, Side::Below) };
        if matches!(top, Quantity::Engagements | Quantity::Weighted) {
            let weight =
                if top == Quantity::Weighted { [weights.like, weights.comment, weights.share] } else { [1.0; 3] };
            for ((name, sum), weight) in ["likes", "comments", "shares"].into_iter().zip(parts).zip(weight) {
                terms.push(Term { name: name.into(), value: sum.value(), weight, side: above });
            }
            terms.push(Term::beside(top.name(), top_sum.value()));
        } else {
            terms.push(Term { name: top.name().into(), value: top_sum.value(), weight: scale, side: above });
        }
        if let Some(bottom) = bottom {
            terms.push(Term { name: bottom.name().into(), value: below_sum.value(), weight: 1.0, side: below });
        }
        if measured.n == 0 {
            terms.clear();
        }

        let uses = |metric: Metric| [Some(top), bottom].contains(&Some(Quantity::Metric(metric)));
        let mut warnings = Vec::new();
        if over_reach > 0 && (uses(Metric::Reach) || uses(Metric::Impressions)) {
            let posts = counted(over_reach, "post reports", "posts report");
            warnings.push(format!("{posts} more reach than impressions."));
        }
        if over_clicks > 0 && uses(Metric::Clicks) {
            let posts = counted(over_clicks, "post reports", "posts report");
            warnings.push(format!("{posts} more clicks than impressions."));
        }
        let (period, note) = self.window(self.dataset().span_of(TableKind::Posts));
        Figure {
            value: measured.value,
            numerator: measured.numerator,
            denominator: measured.denominator,
            n: measured.n,
            unit_of_n: "posts",
            headline: None,
            terms,
            excluded: exclusions.finish(),
            provenance: origins.finish(self.dataset()),
            warnings,
            period: self.filter.period.and(period),
            note,
        }
    }

    pub(crate) fn daily(&self) -> Daily {
        let (window, note) = self.window(self.dataset().span_of(TableKind::Posts));
        let mut daily = Daily { window, note, ..Daily::default() };
        let facts = &self.dataset().workspace().facts;
        let cells = self.cells();
        // Per channel: engagements, posts, and followers at publish.
        let mut channels: BTreeMap<u32, DailyChannel> = BTreeMap::new();
        for row in self.posts().rows() {
            let (chunk, place) = split(row);
            let days = &self.dataset().posts()[chunk].days;
            if days[place] == MISSING_DAY {
                daily.undated += 1;
                continue;
            }
            let channel = facts.posts.chunks()[chunk].column(post::CHANNEL).codes()[place];
            let entry = channels.entry(channel).or_default();
            let followers = cells[chunk].metric(Metric::Followers, place);
            if followers.is_finite() {
                entry.at_publish.0.add(followers);
                entry.at_publish.1 += 1;
            }
            match classify(self, cells[chunk], place, Quantity::Engagements, None) {
                Ok((engagements, _)) => {
                    entry.engagements.add(engagements);
                    entry.posts += 1;
                }
                Err(_) => daily.missing += 1,
            }
        }
        for chunk in facts.channel_days.chunks() {
            let codes = chunk.column(channel_day::CHANNEL).codes();
            let days = chunk.column(channel_day::DAY).days();
            let followers = chunk.column(channel_day::FOLLOWERS).numbers();
            for ((code, day), followers) in codes.iter().zip(days).zip(followers) {
                if followers.is_finite()
                    && window.is_some_and(|window| window.start.0 <= *day && *day <= window.end.0)
                    && let Some(entry) = channels.get_mut(code)
                {
                    entry.by_day.0.add(*followers);
                    entry.by_day.1 += 1;
                }
            }
        }
        for (code, channel) in channels {
            let (sum, count) = if channel.by_day.1 > 0 { channel.by_day } else { channel.at_publish };
            match divide(sum.value(), count as f64).filter(|followers| *followers > 0.0 && channel.posts > 0) {
                Some(followers) => {
                    daily.followers.add(followers);
                    daily.engagements.add(channel.engagements.value());
                    daily.posts += channel.posts;
                    daily.channels.push(code);
                }
                None => daily.no_followers += channel.posts,
            }
        }
        daily
    }

    pub(crate) fn daily_figure(&self) -> Figure {
        let daily = self.daily();
        let measured = daily.measured();
        let mut exclusions = Exclusions::default();
        exclusions.add(Reason::Undated, daily.undated.max(self.posts().left_out.len()));
        exclusions.add(Reason::Missing(Quantity::Engagements), daily.missing);
        exclusions.add(Reason::NoFollowers, daily.no_followers);
        let mut origins = Origins::default();
        let chunks = self.dataset().workspace().facts.posts.chunks();
        for row in self.daily_rows(&daily, None) {
            let (chunk, place) = split(row as usize);
            origins.add(&chunks[chunk], place, post::ORIGIN, post::BATCH);
        }
        let mut terms = Vec::new();
        if let (Some(_), Some(window)) = (measured.value, daily.window) {
            terms = vec![
                Term::above("engagements", daily.engagements.value()),
                Term::below("days", f64::from(window.days())),
                Term::below("followers", daily.followers.value()),
            ];
        }
        Figure {
            value: measured.value,
            numerator: measured.numerator,
            denominator: measured.denominator,
            n: measured.n,
            unit_of_n: "posts",
            terms,
            excluded: exclusions.finish(),
            provenance: origins.finish(self.dataset()),
            period: daily.window,
            note: daily.note,
            ..Figure::default()
        }
    }

    /// The posts in the daily engagement rate, or those left out for a reason.
    pub(crate) fn daily_rows(&self, daily: &Daily, excluded: Option<&str>) -> Vec<u32> {
        let facts = &self.dataset().workspace().facts;
        let cells = self.cells();
        let posts = self.posts();
        let rows = posts.rows().chain(posts.left_out.iter().map(|row| *row as usize));
        rows.filter(|row| {
            let (chunk, place) = split(*row);
            let reason = if self.dataset().posts()[chunk].days[place] == MISSING_DAY {
                Some(Reason::Undated)
            } else if let Err(reason) = classify(self, cells[chunk], place, Quantity::Engagements, None) {
                Some(reason)
            } else {
                let channel = facts.posts.chunks()[chunk].column(post::CHANNEL).codes()[place];
                (!daily.channels.contains(&channel)).then_some(Reason::NoFollowers)
            };
            reason.map(Reason::key).as_deref() == excluded
        })
        .map(|row| row as u32)
        .collect()
    }
}

#[derive(Default)]
struct DailyChannel {
    engagements: Sum,
    posts: usize,
    at_publish: (Sum, usize),
    by_day: (Sum, usize),
}

/// What the daily engagement rate is made of.
#[derive(Default)]
pub(crate) struct Daily {
    window: Option<Period>,
    note: Option<String>,
    engagements: Sum,
    followers: Sum,
    posts: usize,
    channels: Vec<u32>,
    undated: usize,
    missing: usize,
    no_followers: usize,
}

impl Daily {
    pub(crate) fn measured(&self) -> Measured {
        let Some(window) = self.window.filter(|_| self.posts > 0) else { return Measured::default() };
        let top = self.engagements.value();
        let bottom = f64::from(window.days()) * self.followers.value();
        Measured { value: divide(top, bottom), numerator: Some(top), denominator: Some(bottom), n: self.posts }
    }
}
