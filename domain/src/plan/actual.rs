//! What became of what was planned: whether it went out, when, and with which results.
//!
//! Figures come from the analytics engine, over the linked posts alone; nothing is summed up here.

use super::Links;
use crate::{
    analytics::{Dataset, Query, Scope, UnknownKpi},
    model::{
        Id, Instant, Period, Workspace,
        facts::{Metric, post},
        record::{ContentItem, ContentStatus, Variant},
    },
};
use std::collections::BTreeMap;

/// What is still on time: an hour before or after.
pub const ON_TIME_MS: i64 = 3_600_000;

/// The imported post that a variant became.
#[derive(Clone, Debug, PartialEq)]
pub struct Actual {
    /// Its row in the posts table.
    pub row: u32,
    /// When it went out, as the network says; ms since 1970, UTC.
    pub time: Option<Instant>,
    /// Its results, in the order of [`Metric::ALL`]; `None` = missing.
    pub metrics: [Option<f64>; Metric::ALL.len()],
    /// Likes, comments and shares; `None` where all three are missing.
    pub engagements: Option<f64>,
    /// How far it went out from when it was planned.
    pub punctuality: Punctuality,
}

impl Actual {
    /// One of its results.
    pub fn metric(&self, metric: Metric) -> Option<f64> {
        self.metrics.get(metric as usize).copied().flatten()
    }
}

/// Whether something went out when it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Punctuality {
    /// Within [`ON_TIME_MS`] of its time.
    OnTime,
    /// Earlier, by so many ms.
    Early(i64),
    /// Later, by so many ms.
    Late(i64),
    /// It went out, but nobody noted when.
    Untimed,
    /// It went out and had no time to go out.
    Unplanned,
    /// Its time has passed and it is not out.
    NotPublished,
    /// Its time is still to come.
    Coming,
}

impl Punctuality {
    fn between(planned: Option<Instant>, published: Option<Instant>) -> Self {
        match (planned, published) {
            (None, _) => Self::Unplanned,
            (Some(_), None) => Self::Untimed,
            (Some(planned), Some(published)) => match published.saturating_sub(planned) {
                late if late > ON_TIME_MS => Self::Late(late),
                early if early < -ON_TIME_MS => Self::Early(early.saturating_neg()),
                _ => Self::OnTime,
            },
        }
    }
}

/// The post that a variant is linked with; `None` where it is not linked or the post is not among the facts any more.
pub fn actual(workspace: &Workspace, links: &Links, item: &ContentItem, variant: &Variant) -> Option<Actual> {
    let posts = &workspace.facts.posts;
    let row = links.row(variant.result.as_ref()?)?;
    let metrics = Metric::ALL.map(|metric| posts.number(row as usize, metric.column()));
    let reactions = [Metric::Likes, Metric::Comments, Metric::Shares].map(|metric| metrics[metric as usize]);
    let engagements = reactions.iter().any(Option::is_some).then(|| reactions.iter().flatten().sum());
    let time = posts.time(row as usize, post::TIME);
    let punctuality = Punctuality::between(variant.planned.or(item.planned), time.or(variant.published));
    Some(Actual { row, time, metrics, engagements, punctuality })
}

/// What went out and how, counted in variants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// With a time in the period.
    pub planned: usize,
    /// Out within an hour of it.
    pub on_time: usize,
    /// Out earlier.
    pub early: usize,
    /// Out later.
    pub late: usize,
    /// Out, nobody noted when.
    pub untimed: usize,
    /// Their time has passed and they are not out.
    pub not_published: usize,
    /// Their time is still to come.
    pub coming: usize,
    /// Out in the period without having been planned for a time; not among the planned.
    pub unplanned: usize,
}

impl Tally {
    fn add(&mut self, what: Punctuality) {
        self.planned += usize::from(what != Punctuality::Unplanned);
        *match what {
            Punctuality::OnTime => &mut self.on_time,
            Punctuality::Early(_) => &mut self.early,
            Punctuality::Late(_) => &mut self.late,
            Punctuality::Untimed => &mut self.untimed,
            Punctuality::Unplanned => &mut self.unplanned,
            Punctuality::NotPublished => &mut self.not_published,
            Punctuality::Coming => &mut self.coming,
        } += 1;
    }

    /// What went out.
    pub fn published(&self) -> usize {
        self.on_time + self.early + self.late + self.untimed + self.unplanned
    }

    /// What should be out by now and was to go out at a time.
    pub fn due(&self) -> usize {
        self.planned - self.coming
    }

    /// The share of what was due that went out on time, 0 to 1; `None` where nothing was due.
    pub fn on_time_share(&self) -> Option<f64> {
        (self.due() > 0).then(|| self.on_time as f64 / self.due() as f64)
    }
}

/// How the plan was kept for one channel, one pillar or all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// The channel or pillar; `None` = all, or content without a pillar.
    pub of: Option<Id>,
    /// What went out and how.
    pub tally: Tally,
    /// The linked posts: rows of the posts table, ascending.
    pub rows: Vec<u32>,
    /// The KPIs asked for over the linked posts, in the order asked; `None` where there is no value.
    pub kpis: Vec<Option<f64>>,
}

/// Plan against actual.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlanResult {
    /// Everything.
    pub all: Kept,
    /// By channel, in the order of the channels; those without content are left out.
    pub channels: Vec<Kept>,
    /// By pillar, in the order of the pillars, content without one last.
    pub pillars: Vec<Kept>,
}

/// How the plan of some days was kept up to `now`: what went out on time, and what came of it by KPIs of posts, such as
/// `engagement_rate_by_reach`. A variant belongs to the days in which it was planned to go out; one without such a
/// time to those in which it went out. What was rejected or put away before it went out is no plan any more.
///
/// # Errors
/// Where there is no such KPI.
pub fn plan_against_actual(
    dataset: &Dataset,
    links: &Links,
    period: Period,
    now: Instant,
    kpis: &[&str],
) -> Result<PlanResult, UnknownKpi> {
    let workspace = dataset.workspace();
    let zone = workspace.settings.zone;
    let mut all = Kept::default();
    let mut channels: BTreeMap<Id, Kept> = BTreeMap::new();
    // What has no pillar comes last.
    let mut pillars: BTreeMap<(bool, Option<Id>), Kept> = BTreeMap::new();
    for item in workspace.records.content.iter() {
        let pillar = item.pillar.filter(|pillar| workspace.records.pillars.get(*pillar).is_some());
        for variant in &item.variants {
            let row = variant.result.as_ref().and_then(|post| links.row(post));
            let network = row.and_then(|row| workspace.facts.posts.time(row as usize, post::TIME));
            let (planned, published) = (variant.planned.or(item.planned), network.or(variant.published));
            let is_out = published.is_some() || row.is_some() || item.status == ContentStatus::Published;
            let what = match planned {
                _ if is_out => Punctuality::between(planned, published),
                Some(_) if !item.status.is_open() => continue,
                Some(planned) if planned >= now => Punctuality::Coming,
                Some(_) => Punctuality::NotPublished,
                None => continue,
            };
            if !planned.or(published).is_some_and(|time| period.contains(zone.day(time))) {
                continue;
            }
            let of_channel = channels.entry(variant.channel).or_default();
            let of_pillar = pillars.entry((pillar.is_none(), pillar)).or_default();
            for kept in [&mut all, of_channel, of_pillar] {
                kept.tally.add(what);
                kept.rows.extend(row);
            }
        }
    }
    let scope = Scope::new(dataset, &Query::default());
    let finish = |of: Option<Id>, mut kept: Kept| {
        kept.of = of;
        kept.rows.sort_unstable();
        kept.rows.dedup();
        let scope = scope.only_posts(&kept.rows);
        kept.kpis = match kept.rows[..] {
            // Of no post nothing is known, not even that it is 0.
            [] => kpis.iter().map(|kpi| scope.kpi(kpi).map(|_| None)).collect::<Result<_, _>>()?,
            _ => kpis.iter().map(|kpi| scope.value(kpi)).collect::<Result<_, _>>()?,
        };
        Ok(kept)
    };
    Ok(PlanResult {
        all: finish(None, all)?,
        channels: channels.into_iter().map(|(id, kept)| finish(Some(id), kept)).collect::<Result<_, _>>()?,
        pillars: pillars.into_iter().map(|((_, id), kept)| finish(id, kept)).collect::<Result<_, _>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{at, id, item, posts, put, workspace};
    use super::*;
    use crate::model::{
        Day,
        record::{Color, Pillar, PostReference},
    };

    #[test]
    fn plan_and_actual_are_counted_by_channel_and_pillar() {
        let mut workspace = workspace();
        put(&mut workspace, Pillar::new(id(30), 0, "Tips", Color::Blue));
        // On time, late, early; linked.
        for (n, name) in [(10, "a"), (11, "b"), (12, "c")] {
            let mut planned = item(n, Some(at(u32::from(n), 9, 0)), "text");
            planned.pillar = Some(id(30));
            planned.variants[0].result = Some(PostReference::new("instagram", name));
            put(&mut workspace, planned);
        }
        posts(
            &mut workspace,
            &[
                ("a", 1, at(10, 10, 0), "", "", 10.0, 100.0),
                ("b", 1, at(11, 10, 1), "", "", 20.0, 100.0),
                ("c", 1, at(12, 7, 0), "", "", 30.0, 300.0),
                ("not linked", 1, at(12, 7, 0), "", "", 500.0, 1.0),
            ],
        );
        // Not out, still to come, rejected, and beyond the period.
        put(&mut workspace, item(13, Some(at(13, 9, 0)), "text"));
        put(&mut workspace, item(20, Some(at(20, 9, 0)), "text"));
        let mut rejected = item(14, Some(at(14, 9, 0)), "text");
        rejected.status = ContentStatus::Rejected;
        put(&mut workspace, rejected);
        put(&mut workspace, item(29, Some(at(29, 9, 0)), "text"));

        let links = Links::new(&workspace);
        let late = workspace.records.content.get(id(11)).unwrap();
        let found = actual(&workspace, &links, late, &late.variants[0]).unwrap();
        assert_eq!((found.row, found.punctuality), (1, Punctuality::Late(61 * 60_000)));
        assert_eq!((found.metric(Metric::Reach), found.metric(Metric::Saves)), (Some(100.0), None));
        assert_eq!(found.engagements, Some(20.0));

        let day = |day| Day::from_ymd(2026, 11, day).unwrap();
        let dataset = Dataset::new(workspace);
        let period = Period::new(day(1), day(25));
        let kpis = ["engagement_rate_by_reach", "posts"];
        let result = plan_against_actual(&dataset, &links, period, at(15, 0, 0), &kpis).unwrap();
        let tally =
            Tally { planned: 5, on_time: 1, early: 1, late: 1, not_published: 1, coming: 1, ..Tally::default() };
        assert_eq!(result.all.tally, tally);
        assert_eq!((tally.due(), tally.published(), tally.on_time_share()), (4, 3, Some(0.25)));
        // (10 + 20 + 30) / (100 + 100 + 300)
        assert_eq!(result.all.kpis, [Some(0.12), Some(3.0)]);
        assert_eq!(result.channels.len(), 1);
        assert_eq!(result.pillars.iter().map(|kept| kept.of).collect::<Vec<_>>(), [Some(id(30)), None]);
        assert_eq!(result.pillars[0].tally.planned, 3);
        assert_eq!(result.pillars[1].kpis, [None, None], "nothing linked");
        assert!(plan_against_actual(&dataset, &links, period, 0, &["no_such"]).is_err());
        assert_eq!(Tally::default().on_time_share(), None);
    }
}
