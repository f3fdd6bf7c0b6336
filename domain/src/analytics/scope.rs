//! A dataset under a query: which rows are asked for, worked out once and shared by every KPI that is evaluated.

use super::{
    catalogue::Definition,
    dataset::Dataset,
    figure::Figure,
    kpi::Kpi,
    presence::Presence,
    query::{Mark, Query},
    recipe::Recipe,
    work::{Key, Work},
};
use crate::model::{
    Day, Id, Period,
    facts::{DictionaryKind, MISSING_BYTE, MISSING_DAY, post},
};
use rustc_hash::FxHashSet;
use std::sync::{Arc, OnceLock};

/// A dataset under a query. Make one per query and evaluate many KPIs with it.
#[derive(Clone, Debug)]
pub struct Scope {
    dataset: Dataset,
    query: Query,
    pub(crate) filter: Filter,
    posts: OnceLock<Arc<PostRows>>,
    /// Shared with every scope that has the same filter of activities.
    pub(crate) work: Arc<Work>,
}

/// No KPI of the catalogue and none of the workspace's own has this id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("There is no KPI “{0}”. The catalogue lists the ids.")]
pub struct UnknownKpi(pub String);

/// A query in codes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    pub(crate) period: Option<Period>,
    pub(crate) channels: Mask,
    pub(crate) types: Mask,
    pub(crate) kinds: Mask,
    /// Lets through organic, paid, not stated; `None` = all.
    paid: Option<[bool; 3]>,
    pub(crate) slot: Option<u8>,
    pub(crate) members: Chosen,
}

impl Filter {
    /// The channels and members alone: what lets members through, whatever they did and when.
    pub(crate) fn channels_only(&self) -> Self {
        Self { channels: self.channels.clone(), members: self.members.clone(), ..Self::default() }
    }

    /// Whether every activity passes, the period aside.
    pub(crate) fn is_open_for_activities(&self) -> bool {
        self.channels.0.is_none() && self.kinds.0.is_none() && self.slot.is_none() && self.members.is_everybody()
    }

    /// Whether nothing but its channel decides if an activity passes, the period aside.
    pub(crate) fn only_channels(&self) -> bool {
        self.kinds.0.is_none() && self.slot.is_none() && self.members.is_everybody()
    }

    /// Whether every channel passes.
    pub(crate) fn is_everywhere(&self) -> bool {
        self.channels.0.is_none()
    }

    /// What tells it apart for activities.
    pub(crate) fn key(&self) -> Key {
        (self.channels.plain(), self.kinds.plain(), self.slot, self.members.clone())
    }
}

/// Which rows of the members table are let through. Cloning copies a pointer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Chosen(Option<Arc<[bool]>>);

impl Chosen {
    /// Whether nobody is held back, not even what no member did.
    pub(crate) fn is_everybody(&self) -> bool {
        self.0.is_none()
    }

    pub(crate) fn admits(&self, member: u32) -> bool {
        self.0.as_ref().is_none_or(|flags| flags.get(member as usize) == Some(&true))
    }

    /// Lets through only those who are in one of the segments too.
    fn narrow(&mut self, dataset: &Dataset, segments: impl Iterator<Item = Id>, today: Option<Day>) {
        let mut flags = vec![false; dataset.workspace().facts.members.len()];
        for id in segments {
            for row in dataset.segment(id, today).rows.iter().filter(|row| self.admits(**row)) {
                if let Some(flag) = flags.get_mut(*row as usize) {
                    *flag = true;
                }
            }
        }
        self.0 = Some(flags.into());
    }
}

/// Which codes are let through; the last place is for rows without one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mask(Option<Box<[bool]>>);

impl Mask {
    pub(crate) fn admits(&self, code: u32) -> bool {
        match &self.0 {
            None => true,
            Some(flags) => flags.get((code as usize).min(flags.len() - 1)).copied().unwrap_or(false),
        }
    }

    /// Without what is not let through at the end, so that it stays the same when codes are added. The first place is
    /// for rows without a code.
    fn plain(&self) -> Self {
        Self(self.0.as_ref().map(|flags| {
            let (last, others) = flags.split_last().map_or((false, &[][..]), |(last, others)| (*last, others));
            let length = others.iter().rposition(|flag| *flag).map_or(0, |place| place + 1);
            std::iter::once(last).chain(others[..length].iter().copied()).collect()
        }))
    }

    /// Lets through only what `texts` names too.
    fn narrow<'a>(&mut self, dataset: &Dataset, kind: DictionaryKind, texts: impl Iterator<Item = &'a str>) {
        let dictionary = dataset.workspace().facts.dictionaries.get(kind);
        let mut flags = vec![false; dictionary.len() + 1];
        for text in texts {
            let code = if text.is_empty() { Some(dictionary.len() as u32) } else { dictionary.find(text) };
            if let Some(code) = code {
                flags[code as usize] = self.admits(code);
            }
        }
        self.0 = Some(flags.into());
    }
}

/// The posts that pass everything but the period.
#[derive(Debug, Default)]
pub(crate) struct PostRows {
    /// Day and row, ascending.
    dated: Vec<(i32, u32)>,
    undated: Vec<u32>,
}

/// The posts a figure is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Posts<'a> {
    dated: &'a [(i32, u32)],
    undated: &'a [u32],
    /// Posts without a full date that a period leaves out.
    pub(crate) left_out: &'a [u32],
}

impl<'a> Posts<'a> {
    pub(crate) fn rows(self) -> impl Iterator<Item = usize> + 'a {
        let dated = self.dated.iter().map(|(_, row)| *row as usize);
        dated.chain(self.undated.iter().map(|row| *row as usize))
    }

    pub(crate) fn len(self) -> usize {
        self.dated.len() + self.undated.len()
    }
}

impl Scope {
    /// A dataset under a query.
    pub fn new(dataset: &Dataset, query: &Query) -> Self {
        let mut filter = Filter {
            period: query.period,
            channels: Mask::default(),
            types: Mask::default(),
            kinds: Mask::default(),
            paid: query.paid.map(|paid| [!paid, paid, false]),
            slot: None,
            members: Chosen::default(),
        };
        if !query.segments.is_empty() {
            filter.members.narrow(dataset, query.segments.iter().copied(), query.as_of);
        }
        if !query.channels.is_empty() {
            let ids: Vec<String> = query.channels.iter().map(ToString::to_string).collect();
            filter.channels.narrow(dataset, DictionaryKind::Channel, ids.iter().map(String::as_str));
        }
        if !query.post_types.is_empty() {
            filter.types.narrow(dataset, DictionaryKind::PostType, query.post_types.iter().map(String::as_str));
        }
        Self::with(dataset.clone(), query.clone(), filter)
    }

    fn with(dataset: Dataset, query: Query, filter: Filter) -> Self {
        let work = dataset.work(&filter);
        Self { dataset, query, filter, posts: OnceLock::new(), work }
    }

    /// The dataset.
    pub fn dataset(&self) -> &Dataset {
        &self.dataset
    }

    /// The query.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// The same for other days; what was worked out for all days is shared.
    #[must_use]
    pub fn at(&self, period: Option<Period>) -> Self {
        let mut other = self.clone();
        other.query.period = period;
        other.filter.period = period;
        other
    }

    /// Only what lies behind a mark.
    #[must_use]
    pub fn narrow(&self, mark: &Mark) -> Self {
        let mut filter = self.filter.clone();
        if let Some(days) = mark.days {
            filter.period = Some(match filter.period {
                Some(period) if period.start <= days.end && days.start <= period.end => {
                    Period { start: period.start.max(days.start), end: period.end.min(days.end) }
                }
                _ => days,
            });
        }
        let texts = [
            (&mut filter.channels, DictionaryKind::Channel, &mark.channel),
            (&mut filter.types, DictionaryKind::PostType, &mark.post_type),
            (&mut filter.kinds, DictionaryKind::Kind, &mark.kind),
        ];
        for (mask, kind, text) in texts {
            if let Some(text) = text {
                mask.narrow(&self.dataset, kind, std::iter::once(text.as_str()));
            }
        }
        if let Some(paid) = &mark.paid {
            let mut flags = [paid == "organic", paid == "paid", paid.is_empty()];
            for (flag, before) in flags.iter_mut().zip(filter.paid.unwrap_or([true; 3])) {
                *flag &= before;
            }
            filter.paid = Some(flags);
        }
        if let Some(segment) = &mark.segment {
            // What is no id is no segment's: nobody.
            filter.members.narrow(&self.dataset, segment.parse().ok().into_iter(), self.query.as_of);
        }
        if let Some((weekday, hour)) = mark.slot {
            filter.slot = Some(weekday.min(6) * 24 + hour.min(23));
        }
        let narrowed = Self::with(self.dataset.clone(), self.query.clone(), filter);
        let days_only = Mark { days: None, group: None, excluded: None, ..mark.clone() } == Mark::default();
        if days_only {
            return Self { posts: self.posts.clone(), ..narrowed };
        }
        let Some(base) = self.posts.get() else { return narrowed };
        let posts = {
            let keep = narrowed.post_filter();
            PostRows {
                dated: base.dated.iter().copied().filter(|(_, row)| keep(*row as usize)).collect(),
                undated: base.undated.iter().copied().filter(|row| keep(*row as usize)).collect(),
            }
        };
        Self { posts: OnceLock::from(Arc::new(posts)), ..narrowed }
    }

    /// Only these posts of those asked for: rows of the posts table. Activities stay as they are.
    #[must_use]
    pub fn only_posts(&self, rows: &[u32]) -> Self {
        let kept: FxHashSet<u32> = rows.iter().copied().collect();
        let all = self.all_posts();
        let posts = PostRows {
            dated: all.dated.iter().copied().filter(|(_, row)| kept.contains(row)).collect(),
            undated: all.undated.iter().copied().filter(|row| kept.contains(row)).collect(),
        };
        Self { posts: OnceLock::from(Arc::new(posts)), ..self.clone() }
    }

    /// Which posts pass everything but the period.
    fn post_filter(&self) -> impl Fn(usize) -> bool + '_ {
        let (filter, derived) = (&self.filter, self.dataset.posts());
        let chunks: Vec<_> = self
            .dataset
            .workspace()
            .facts
            .posts
            .chunks()
            .iter()
            .map(|chunk| {
                (
                    chunk.column(post::CHANNEL).codes(),
                    chunk.column(post::TYPE).codes(),
                    chunk.column(post::PAID).byte_values(),
                )
            })
            .collect();
        move |row| {
            let (chunk, place) = split(row);
            let (channels, types, paid) = chunks[chunk];
            filter.channels.admits(channels[place])
                && filter.types.admits(types[place])
                && filter.paid.is_none_or(|admits| match paid[place] {
                    0 => admits[0],
                    MISSING_BYTE => admits[2],
                    _ => admits[1],
                })
                && filter.slot.is_none_or(|slot| slot == derived[chunk].slots[place])
        }
    }

    fn all_posts(&self) -> &PostRows {
        self.posts.get_or_init(|| {
            let keep = self.post_filter();
            let mut rows = PostRows::default();
            let days = self.dataset.posts().iter().flat_map(|derived| &derived.days);
            for (row, day) in days.enumerate() {
                if keep(row) {
                    match *day {
                        MISSING_DAY => rows.undated.push(row as u32),
                        day => rows.dated.push((day, row as u32)),
                    }
                }
            }
            rows.dated.sort_unstable();
            Arc::new(rows)
        })
    }

    /// The posts that are asked for.
    pub(crate) fn posts(&self) -> Posts<'_> {
        let all = self.all_posts();
        match self.filter.period {
            None => Posts { dated: &all.dated, undated: &all.undated, left_out: &[] },
            Some(period) => {
                let start = all.dated.partition_point(|(day, _)| *day < period.start.0);
                let end = all.dated.partition_point(|(day, _)| *day <= period.end.0);
                Posts { dated: &all.dated[start..end.max(start)], undated: &[], left_out: &all.undated }
            }
        }
    }

    /// Who was active on which day, all days.
    pub(crate) fn presence(&self) -> &Presence {
        self.work.presence(&self.dataset, &self.filter)
    }

    /// The days asked for, cut to those of a span, with a note where that changed them. `None` where none is left.
    pub(crate) fn window(&self, span: Option<Period>) -> (Option<Period>, Option<String>) {
        let Some(period) = self.filter.period else { return (span, None) };
        let Some(span) = span else { return (None, Some("There is no dated data.".to_owned())) };
        let cut = Period { start: period.start.max(span.start), end: period.end.min(span.end) };
        if cut.start > cut.end {
            let note = format!("There is no data for these days: it runs from {} to {}.", span.start, span.end);
            (None, Some(note))
        } else if cut == period {
            (Some(cut), None)
        } else {
            (Some(cut), Some(format!("Cut to {} – {}, the days that have data.", cut.start, cut.end)))
        }
    }

    /// The value of a KPI with its explanation.
    ///
    /// # Errors
    /// Where neither the catalogue nor the workspace has such a KPI.
    pub fn evaluate(&self, id: &str) -> Result<Figure, UnknownKpi> {
        Ok(match self.kpi(id)? {
            Kpi::Catalogue(definition) => self.figure(definition),
            Kpi::Custom(custom) => self.custom_figure(&custom),
        })
    }

    /// The value of a KPI alone.
    ///
    /// # Errors
    /// Where neither the catalogue nor the workspace has such a KPI.
    pub fn value(&self, id: &str) -> Result<Option<f64>, UnknownKpi> {
        Ok(self.measured(&self.kpi(id)?).value)
    }

    /// The KPI with this id: of the catalogue, or a custom one of the workspace.
    ///
    /// # Errors
    /// Where neither has such a KPI.
    pub fn kpi(&self, id: &str) -> Result<Kpi, UnknownKpi> {
        self.dataset.kpis().find(id).ok_or_else(|| UnknownKpi(id.chars().take(60).collect()))
    }

    pub(crate) fn figure(&self, definition: &Definition) -> Figure {
        match definition.recipe {
            Recipe::Posts { top, bottom, mean, scale } => self.posts_figure(top, bottom, mean, scale),
            Recipe::DailyEngagement => self.daily_figure(),
            Recipe::BestSlot => self.best_slot_figure(),
            Recipe::Followers => self.followers_figure(),
            Recipe::Growth { gross } => self.growth_figure(gross),
            Recipe::Actives(_) | Recipe::Stickiness | Recipe::Actions => self.activity_figure(definition.recipe),
            Recipe::Members(which) => self.member_figure(which),
            Recipe::Talk(what) => self.talk_figure(what),
        }
    }

    /// Value and n without the explanation.
    pub(crate) fn measure(&self, recipe: Recipe) -> Measured {
        match recipe {
            Recipe::Posts { top, bottom, mean, scale } => self.measure_posts(top, bottom, mean, scale),
            Recipe::DailyEngagement => self.daily().measured(),
            Recipe::BestSlot => self.measure_best_slot(),
            Recipe::Followers => self.measure_followers(),
            Recipe::Growth { gross } => self.measure_growth(gross),
            Recipe::Actives(_) | Recipe::Stickiness | Recipe::Actions => self.measure_activity(recipe).measured,
            Recipe::Members(which) => self.measure_members(which),
            Recipe::Talk(what) => self.measure_talk(what),
        }
    }
}

/// A value without its explanation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Measured {
    pub(crate) value: Option<f64>,
    pub(crate) numerator: Option<f64>,
    pub(crate) denominator: Option<f64>,
    pub(crate) n: usize,
}

/// Chunk and place in it of a row.
pub(crate) fn split(row: usize) -> (usize, usize) {
    (row / crate::model::facts::CHUNK_ROWS, row % crate::model::facts::CHUNK_ROWS)
}
