//! Figures divided: over time, by dimension, by post; and the rows behind each.

use super::{
    catalogue::Definition,
    kpi::Kpi,
    posts::classify,
    presence::each_activity,
    query::{Dimension, Grain, Mark, Order},
    reason::Reason,
    recipe::{Actives, Cells, Quantity, Recipe},
    scope::{Scope, UnknownKpi, split},
};
use crate::model::{
    Day, Period,
    facts::{DictionaryKind, TableKind, activity},
};
use serde::Serialize;

/// One step of a line over time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Point {
    /// First day; cut to the days that have data.
    pub start: Day,
    /// Last day.
    pub end: Day,
    /// The value; `None` where there is none.
    pub value: Option<f64>,
    /// How many facts it is made of.
    pub n: usize,
}

impl Point {
    /// The mark that opens the rows of the step.
    pub fn mark(&self) -> Mark {
        Mark { days: Some(Period { start: self.start, end: self.end }), ..Mark::default() }
    }
}

/// One part of a figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// Its name in the data; empty where the facts do not say.
    pub key: String,
    /// Its name for people.
    pub label: String,
    /// The value.
    pub value: Option<f64>,
    /// How many facts it is made of.
    pub n: usize,
    /// The mark that opens its rows.
    pub mark: Mark,
}

/// A post in a ranking.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Ranked {
    /// Row of the posts table.
    pub row: u32,
    /// Its value.
    pub value: f64,
}

/// Rows of a fact table.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// Which table.
    pub table: TableKind,
    /// The rows, ascending.
    pub rows: Vec<u32>,
}

/// Most steps of a line; beyond, the next longer grain is taken.
const MOST_STEPS: i32 = 20_000;

/// The grain, or a longer one where there would be too many steps.
fn coarse(window: Period, grain: Grain) -> Grain {
    let grain = match grain {
        Grain::Day if window.days() > MOST_STEPS => Grain::Week,
        grain => grain,
    };
    if grain == Grain::Week && window.days() / 7 > MOST_STEPS { Grain::Month } else { grain }
}

impl Scope {
    /// A KPI over time, from the first to the last day that is asked for and has data. Facts without a date are not
    /// in it. A line of more than 20 000 steps takes the next longer grain.
    ///
    /// # Errors
    /// Where neither the catalogue nor the workspace has such a KPI.
    pub fn series(&self, id: &str, grain: Grain) -> Result<Vec<Point>, UnknownKpi> {
        let kpi = self.kpi(id)?;
        Ok(match &kpi {
            Kpi::Catalogue(definition) => self.catalogue_series(definition, grain),
            Kpi::Custom(custom) => {
                let (Some(window), _) = self.window(self.span_for(&kpi)) else { return Ok(Vec::new()) };
                let grain = coarse(window, grain);
                let steps: Vec<Period> = self.steps(window, grain).collect();
                self.custom_series(custom, &steps, grain)
            }
        })
    }

    /// The days on which a KPI of the catalogue has data.
    pub(crate) fn catalogue_span(&self, definition: &Definition) -> Option<Period> {
        match definition.recipe {
            Recipe::Members(which) => self.member_span(which),
            _ => self.dataset().span_of(definition.dated_by()),
        }
    }

    /// The steps of a line, cut to its days.
    fn steps(&self, window: Period, grain: Grain) -> impl Iterator<Item = Period> + use<> {
        let week_start = self.dataset().workspace().settings.week_start;
        let mut start = window.start;
        std::iter::from_fn(move || {
            let end = grain.step(start, week_start).end.min(window.end);
            let step = (start <= window.end).then_some(Period { start, end });
            start = end.add(1);
            step
        })
    }

    pub(crate) fn catalogue_series(&self, definition: &Definition, grain: Grain) -> Vec<Point> {
        let recipe = definition.recipe;
        let (Some(window), _) = self.window(self.catalogue_span(definition)) else { return Vec::new() };
        let grain = coarse(window, grain);
        if grain == Grain::Day {
            let length = match recipe {
                Recipe::Actives(Actives::Week) => Some(7),
                Recipe::Actives(Actives::Month | Actives::Rolling30) | Recipe::Stickiness => Some(30),
                _ => None,
            };
            if let Some(length) = length {
                return self.rolling_series(window, length, recipe == Recipe::Stickiness);
            }
        }
        if recipe == Recipe::Actives(Actives::Period)
            || (recipe == Recipe::Actives(Actives::Day) && grain == Grain::Day)
        {
            return self.active_series(window, grain);
        }
        // Worked out once here, shared by the steps.
        if matches!(definition.subject, TableKind::Activities | TableKind::Members) {
            self.presence();
        } else {
            self.posts();
        }
        let steps = self.steps(window, grain);
        steps
            .map(|step| {
                let measured = self.at(Some(step)).measure(recipe);
                Point { start: step.start, end: step.end, value: measured.value, n: measured.n }
            })
            .collect()
    }

    /// For each step, its members.
    fn active_series(&self, window: Period, grain: Grain) -> Vec<Point> {
        let presence = self.presence();
        let steps = presence.active_in_steps(window, grain, self.week_start());
        let point = |(step, members): (Period, u32)| {
            let counts = presence.counts(step);
            let n = (counts.actions - counts.nameless) as usize;
            Point { start: step.start, end: step.end, value: Some(f64::from(members)), n }
        };
        steps.into_iter().map(point).collect()
    }

    /// For each day, the members of the days that end with it.
    fn rolling_series(&self, window: Period, length: i32, stickiness: bool) -> Vec<Point> {
        let dataset = self.dataset();
        let presence = self.presence();
        let first = dataset.span_of(TableKind::Activities).map_or(window.start, |span| span.start);
        let members = presence.rolling(length, window);
        let days = (window.start.0..=window.end.0).map(Day);
        days.zip(members.iter())
            .map(|(day, members)| {
                let trailing = Period { start: day.add(1 - length).max(first), end: day };
                let counts = presence.counts(trailing);
                let mut value = Some(f64::from(*members));
                if stickiness {
                    let dau = presence.member_days(trailing) as f64 / f64::from(trailing.days());
                    value = super::figure::divide(dau, f64::from(*members));
                }
                Point { start: day, end: day, value, n: (counts.actions - counts.nameless) as usize }
            })
            .collect()
    }

    /// A KPI by channel, type, paid or organic, or kind of activity; parts with facts only, in the order of their n.
    /// Kinds that do not count (joining, leaving, moderation) are no parts. Segments overlap: their parts need not add up.
    ///
    /// # Errors
    /// Where neither the catalogue nor the workspace has such a KPI.
    pub fn breakdown(&self, id: &str, dimension: Dimension) -> Result<Vec<Part>, UnknownKpi> {
        let kpi = self.kpi(id)?;
        let mut parts = Vec::new();
        if !kpi.dimensions().contains(&dimension) {
            return Ok(parts);
        }
        if kpi.subject() == TableKind::Posts {
            self.posts();
        }
        let counts_actions = matches!(&kpi, Kpi::Catalogue(definition) if definition.recipe == Recipe::Actions);
        let in_one_pass = counts_actions && dimension != Dimension::Segment;
        let actions = in_one_pass.then(|| self.actions_by(dimension));
        for (place, key) in self.keys(dimension).into_iter().enumerate() {
            let mut mark = Mark::default();
            *match dimension {
                Dimension::Channel => &mut mark.channel,
                Dimension::PostType => &mut mark.post_type,
                Dimension::Paid => &mut mark.paid,
                Dimension::ActivityKind => &mut mark.kind,
                Dimension::Segment => &mut mark.segment,
            } = Some(key.clone());
            let (value, n) = match &actions {
                Some(counts) => counts.get(place).map_or((None, 0), |n| (Some(*n as f64), *n)),
                None => {
                    let measured = self.narrow(&mark).measured(&kpi);
                    (measured.value, measured.n)
                }
            };
            if n > 0 {
                let label = self.label(dimension, &key);
                parts.push(Part { key, label, value, n, mark });
            }
        }
        parts.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| a.label.cmp(&b.label)));
        Ok(parts)
    }

    /// Counted actions by channel or kind, in one pass; in the order of the keys.
    fn actions_by(&self, dimension: Dimension) -> Vec<usize> {
        let facts = &self.dataset().workspace().facts;
        let (dictionary, column) = match dimension {
            Dimension::Channel => (DictionaryKind::Channel, activity::CHANNEL),
            _ => (DictionaryKind::Kind, activity::KIND),
        };
        let missing = facts.dictionaries.get(dictionary).len();
        let codes: Vec<&[u32]> = facts.activities.chunks().iter().map(|chunk| chunk.column(column).codes()).collect();
        let mut counts = vec![0; missing + 1];
        let days = self.activity_days(Recipe::Actions);
        each_activity(self.dataset(), &self.filter, &mut |act| {
            if self.reason(Recipe::Actions, days, act) == Some(None) {
                let (chunk, place) = split(act.row);
                counts[(codes[chunk][place] as usize).min(missing)] += 1;
            }
        });
        counts
    }

    /// The values of a dimension, in the order of their codes, and the empty one for facts without.
    pub(crate) fn keys(&self, dimension: Dimension) -> Vec<String> {
        let dictionaries = &self.dataset().workspace().facts.dictionaries;
        let kind = match dimension {
            Dimension::Paid => return ["paid", "organic", ""].map(str::to_owned).to_vec(),
            Dimension::Channel => DictionaryKind::Channel,
            Dimension::PostType => DictionaryKind::PostType,
            Dimension::ActivityKind => DictionaryKind::Kind,
            Dimension::Segment => {
                let with_rule = self.dataset().workspace().records.segments.live().filter(|one| one.rule.is_some());
                return with_rule.map(|segment| segment.id.to_string()).collect();
            }
        };
        let texts = dictionaries.get(kind).values().iter().map(|text| text.to_string());
        texts.chain(std::iter::once(String::new())).collect()
    }

    /// The values of a dimension by their names for people, in the order of their codes.
    pub fn labels(&self, dimension: Dimension) -> Vec<String> {
        self.keys(dimension).iter().map(|key| self.label(dimension, key)).collect()
    }

    pub(crate) fn label(&self, dimension: Dimension, key: &str) -> String {
        let missing = match dimension {
            Dimension::Channel => "No channel",
            Dimension::PostType => "No type",
            Dimension::Paid => "Not stated",
            Dimension::ActivityKind => "No kind",
            Dimension::Segment => "No segment",
        };
        if key.is_empty() {
            return missing.to_owned();
        }
        let channels = &self.dataset().workspace().records.channels;
        if let (Dimension::Channel, Ok(id)) = (dimension, key.parse())
            && let Some(channel) = channels.get(id)
        {
            return channel.name.clone();
        }
        let segments = &self.dataset().workspace().records.segments;
        if let (Dimension::Segment, Ok(id)) = (dimension, key.parse())
            && let Some(segment) = segments.get(id)
        {
            return segment.name.clone();
        }
        let mut letters = key.chars();
        match (dimension, letters.next()) {
            (Dimension::Channel | Dimension::Segment, _) | (_, None) => key.to_owned(),
            (_, Some(first)) => first.to_uppercase().chain(letters).collect(),
        }
    }

    /// The posts with the highest or lowest values of a KPI; equal values in the order of the rows. Empty for KPIs
    /// that single posts do not have.
    ///
    /// # Errors
    /// Where neither the catalogue nor the workspace has such a KPI.
    pub fn ranking(&self, id: &str, limit: usize, order: Order) -> Result<Vec<Ranked>, UnknownKpi> {
        let mut ranked: Vec<Ranked> = match self.kpi(id)? {
            Kpi::Custom(custom) => self.custom_ranking(&custom),
            Kpi::Catalogue(definition) => {
                let Recipe::Posts { top, bottom, scale, .. } = definition.recipe else { return Ok(Vec::new()) };
                if !definition.has_ranking() {
                    return Ok(Vec::new());
                }
                let cells = self.cells();
                let rows = self.posts().rows().filter_map(|row| {
                    let (chunk, place) = split(row);
                    let (above, below) = classify(self, cells[chunk], place, top, bottom).ok()?;
                    Some(Ranked { row: row as u32, value: above / below * scale })
                });
                rows.collect()
            }
        };
        let compare = |a: &Ranked, b: &Ranked| {
            let by_value = match order {
                Order::Top => b.value.total_cmp(&a.value),
                Order::Bottom => a.value.total_cmp(&b.value),
            };
            by_value.then(a.row.cmp(&b.row))
        };
        if limit < ranked.len() {
            ranked.select_nth_unstable_by(limit, compare);
            ranked.truncate(limit);
        }
        ranked.sort_unstable_by(compare);
        Ok(ranked)
    }

    /// Exactly the rows behind a figure, or behind one mark of its charts; with [`Mark::excluded`], the rows left out
    /// for that reason.
    ///
    /// # Errors
    /// Where neither the catalogue nor the workspace has such a KPI.
    pub fn rows(&self, id: &str, mark: &Mark) -> Result<Selection, UnknownKpi> {
        let kpi = self.kpi(id)?;
        if let Some(group) = &mark.group {
            let scope = self.narrow(mark);
            return Ok(Selection { table: TableKind::Members, rows: scope.members(group) });
        }
        if mark != &Mark::default() && mark != &(Mark { excluded: mark.excluded.clone(), ..Mark::default() }) {
            let rest = Mark { excluded: mark.excluded.clone(), ..Mark::default() };
            return self.narrow(mark).rows(id, &rest);
        }
        let excluded = mark.excluded.as_deref();
        let definition = match &kpi {
            Kpi::Catalogue(definition) => *definition,
            Kpi::Custom(custom) => {
                let mut selection = self.custom_rows(custom, excluded);
                selection.rows.sort_unstable();
                selection.rows.dedup();
                return Ok(selection);
            }
        };
        let mut rows = match definition.recipe {
            Recipe::Posts { top, bottom, .. } => self.post_rows(top, bottom, excluded),
            Recipe::DailyEngagement => self.daily_rows(&self.daily(), excluded),
            Recipe::BestSlot => self.best_slot_rows(excluded),
            Recipe::Followers => self.channel_rows(None, excluded),
            Recipe::Growth { gross } => self.channel_rows(Some(gross), excluded),
            Recipe::Actives(_) | Recipe::Stickiness | Recipe::Actions => {
                self.activity_rows(definition.recipe, excluded)
            }
            Recipe::Members(which) => self.member_rows(which, excluded),
            Recipe::Talk(what) => self.talk_rows(what, excluded),
        };
        rows.sort_unstable();
        rows.dedup();
        Ok(Selection { table: definition.subject, rows })
    }

    fn post_rows(&self, top: Quantity, bottom: Option<Quantity>, excluded: Option<&str>) -> Vec<u32> {
        let posts = self.posts();
        if excluded == Some(Reason::Undated.key().as_str()) {
            return posts.left_out.to_vec();
        }
        let cells: Vec<Cells<'_>> = self.cells();
        let fits = |row: &usize| {
            let (chunk, place) = split(*row);
            match classify(self, cells[chunk], place, top, bottom) {
                Ok(_) => excluded.is_none(),
                Err(reason) => excluded.is_some_and(|key| key == reason.key()),
            }
        };
        posts.rows().filter(fits).map(|row| row as u32).collect()
    }

    fn best_slot_rows(&self, excluded: Option<&str>) -> Vec<u32> {
        let posts = self.posts();
        if excluded == Some(Reason::Undated.key().as_str()) {
            return posts.left_out.to_vec();
        }
        let best = match self.filter.slot {
            Some(slot) => Some(slot),
            None => self.best_slot().map(|slot| slot.weekday * 24 + slot.hour),
        };
        let fits = |row: &usize| match (self.best_slot_reason(*row), excluded) {
            (None, None) => best == Some(self.slot_of(*row)),
            (Some(reason), Some(key)) => reason.key() == key,
            _ => false,
        };
        posts.rows().filter(fits).map(|row| row as u32).collect()
    }

    fn activity_rows(&self, recipe: Recipe, excluded: Option<&str>) -> Vec<u32> {
        let days = self.activity_days(recipe);
        let mut rows = Vec::new();
        each_activity(self.dataset(), &self.filter, &mut |act| {
            if let Some(reason) = self.reason(recipe, days, act)
                && reason.map(Reason::key).as_deref() == excluded
            {
                rows.push(act.row as u32);
            }
        });
        rows
    }
}
