//! Weekday × hour: the heat map and the best slots (KPI 14).

use super::{
    days::NO_SLOT,
    figure::{Figure, Term, counted},
    kpi::Kpi,
    posts::{Tally, classify},
    presence::each_activity,
    query::Mark,
    reason::Exclusions,
    reason::{Origins, Reason},
    recipe::{Quantity, Recipe},
    scope::{Measured, Scope, UnknownKpi, split},
};
use crate::model::{
    facts::{Metric, TableKind, post},
    time::WEEKDAYS,
};
use serde::Serialize;

/// Fewest posts that a slot needs to be ranked.
pub const SLOT_MINIMUM: usize = 2;

/// A value for each weekday and hour, in the workspace's zone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HeatMap {
    /// Weekdays, Monday first, each with 24 hours.
    pub cells: Vec<[Cell; 24]>,
    /// Facts without a weekday and hour.
    pub without_slot: usize,
}

/// One weekday and hour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Cell {
    /// The value; `None` where there is none.
    pub value: Option<f64>,
    /// How many facts it is made of.
    pub n: usize,
}

/// A weekday and hour with its value.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Slot {
    /// 0 Monday to 6 Sunday.
    pub weekday: u8,
    /// 0 to 23.
    pub hour: u8,
    /// The value.
    pub value: f64,
    /// How many posts it is made of.
    pub n: usize,
}

impl Slot {
    /// “Thursday 10:00”.
    pub fn label(self) -> String {
        slot_label(self.weekday, self.hour)
    }
}

/// “Thursday 10:00”.
pub fn slot_label(weekday: u8, hour: u8) -> String {
    let day = WEEKDAYS.get(usize::from(weekday)).copied().unwrap_or_default();
    format!("{day} {hour:02}:00")
}

impl HeatMap {
    /// The slots with at least [`SLOT_MINIMUM`] posts, best first; of equal ones the one with more posts, then the
    /// earlier in the week.
    pub fn best(&self) -> Vec<Slot> {
        let mut slots: Vec<Slot> = Vec::new();
        for (weekday, hours) in (0_u8..).zip(&self.cells) {
            for (hour, cell) in (0_u8..).zip(hours) {
                if let Some(value) = cell.value.filter(|_| cell.n >= SLOT_MINIMUM) {
                    slots.push(Slot { weekday, hour, value, n: cell.n });
                }
            }
        }
        slots.sort_by(|a, b| b.value.total_cmp(&a.value).then(b.n.cmp(&a.n)));
        slots
    }

    /// The mark that opens the rows of a cell.
    pub fn mark(weekday: u8, hour: u8) -> Mark {
        Mark { slot: Some((weekday, hour)), ..Mark::default() }
    }
}

const BEST: (Quantity, Option<Quantity>) = (Quantity::Engagements, Some(Quantity::Metric(Metric::Reach)));

impl Scope {
    /// A KPI by weekday and hour. KPIs of posts show themselves, the best slot the mean engagement rate by reach, and
    /// KPIs of activities the number of actions. Others have none: every cell is empty.
    ///
    /// # Errors
    /// Where neither the catalogue nor the workspace has such a KPI.
    pub fn heat_map(&self, id: &str) -> Result<HeatMap, UnknownKpi> {
        let definition = match self.kpi(id)? {
            Kpi::Catalogue(definition) => definition,
            Kpi::Custom(custom) => return Ok(self.custom_heat_map(&custom)),
        };
        Ok(match definition.recipe {
            Recipe::Posts { top, bottom, mean, scale } => self.post_slots(top, bottom, mean, scale),
            Recipe::BestSlot => self.post_slots(BEST.0, BEST.1, true, 1.0),
            _ if definition.has_heat_map() => self.activity_slots(definition.recipe),
            _ => HeatMap { cells: vec![[Cell::default(); 24]; 7], without_slot: 0 },
        })
    }

    fn post_slots(&self, top: Quantity, bottom: Option<Quantity>, mean: bool, scale: f64) -> HeatMap {
        let mut tallies = vec![Tally::default(); 7 * 24];
        let mut without_slot = 0;
        let cells = self.cells();
        for row in self.posts().rows() {
            let (chunk, place) = split(row);
            if let Ok((above, below)) = classify(self, cells[chunk], place, top, bottom) {
                match tallies.get_mut(usize::from(self.dataset().posts()[chunk].slots[place])) {
                    Some(tally) => tally.add(above, below),
                    None => without_slot += 1,
                }
            }
        }
        let cell = |tally: &Tally| {
            let measured = tally.measured(bottom.is_some(), mean, scale);
            Cell { value: measured.value, n: measured.n }
        };
        HeatMap { cells: week(tallies.iter().map(cell)), without_slot }
    }

    fn activity_slots(&self, recipe: Recipe) -> HeatMap {
        let days = self.activity_days(recipe);
        let mut counts = vec![0_usize; 7 * 24];
        let mut without_slot = 0;
        each_activity(self.dataset(), &self.filter, &mut |act| {
            if self.reason(recipe, days, act) == Some(None) {
                match counts.get_mut(usize::from(act.slot)) {
                    Some(count) => *count += 1,
                    None => without_slot += 1,
                }
            }
        });
        // Where there is data, an hour without actions is 0; without any, nothing is known.
        let any = counts.iter().any(|count| *count > 0);
        HeatMap { cells: week(counts.iter().map(|n| Cell { value: any.then_some(*n as f64), n: *n })), without_slot }
    }

    pub(crate) fn best_slot(&self) -> Option<Slot> {
        self.post_slots(BEST.0, BEST.1, true, 1.0).best().into_iter().next()
    }

    pub(crate) fn measure_best_slot(&self) -> Measured {
        self.best_slot().map_or_else(Measured::default, |slot| Measured {
            value: Some(slot.value),
            numerator: Some(slot.value * slot.n as f64),
            denominator: Some(slot.n as f64),
            n: slot.n,
        })
    }

    pub(crate) fn best_slot_figure(&self) -> Figure {
        let measured = self.measure_best_slot();
        let slot = self.best_slot();
        let posts = self.posts();
        let (mut exclusions, mut origins) = (Exclusions::default(), Origins::default());
        exclusions.add(Reason::Undated, posts.left_out.len());
        let chunks = self.dataset().workspace().facts.posts.chunks();
        for row in posts.rows() {
            let (chunk, place) = split(row);
            match self.best_slot_reason(row) {
                Some(reason) => exclusions.add(reason, 1),
                None if slot.is_some_and(|slot| self.slot_of(row) == slot.weekday * 24 + slot.hour) => {
                    origins.add(&chunks[chunk], place, post::ORIGIN, post::BATCH);
                }
                None => {}
            }
        }
        let (period, note) = self.window(self.dataset().span_of(TableKind::Posts));
        let mut terms = Vec::new();
        let mut warnings = Vec::new();
        if let (Some(top), Some(bottom)) = (measured.numerator, measured.denominator) {
            terms = vec![Term::above("sum of the posts' rates", top), Term::below("posts", bottom)];
            if measured.n < 5 {
                warnings.push(format!("The slot rests on {} only.", counted(measured.n, "post", "posts")));
            }
        }
        Figure {
            value: measured.value,
            numerator: measured.numerator,
            denominator: measured.denominator,
            n: measured.n,
            unit_of_n: "posts",
            headline: slot.map(Slot::label),
            terms,
            excluded: exclusions.finish(),
            provenance: origins.finish(self.dataset()),
            warnings,
            period: self.filter.period.and(period),
            note,
        }
    }

    pub(crate) fn slot_of(&self, row: usize) -> u8 {
        let (chunk, place) = split(row);
        self.dataset().posts().get(chunk).and_then(|derived| derived.slots.get(place)).copied().unwrap_or(NO_SLOT)
    }

    /// Why a post is in no slot of the best-slot ranking.
    pub(crate) fn best_slot_reason(&self, row: usize) -> Option<Reason> {
        let (chunk, place) = split(row);
        let chunks = self.dataset().workspace().facts.posts.chunks();
        let cells = super::recipe::Cells::new(chunks.get(chunk)?);
        match classify(self, cells, place, BEST.0, BEST.1) {
            Err(reason) => Some(reason),
            Ok(_) => (self.slot_of(row) == NO_SLOT).then_some(Reason::NoSlot),
        }
    }
}

pub(crate) fn week(mut cells: impl Iterator<Item = Cell>) -> Vec<[Cell; 24]> {
    (0..7).map(|_| std::array::from_fn(|_| cells.next().unwrap_or_default())).collect()
}
