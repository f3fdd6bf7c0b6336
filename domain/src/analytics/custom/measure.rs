//! A custom KPI under a scope: its figure, line, hours, ranking and rows.

use super::{
    Custom, Plan,
    compile::{How, Tree},
    inputs::Source,
};
use crate::{
    analytics::{
        change::quantile,
        dataset::Class,
        days::NO_SLOT,
        figure::{Figure, Sum, Term},
        kpi::Kpi,
        presence::each_activity,
        query::{Grain, Mark},
        reason::{Exclusions, Origins, Reason},
        recipe::{Cells, Quantity},
        scope::{Measured, Scope, split},
        slots::{Cell, HeatMap, week},
        views::{Point, Ranked, Selection},
    },
    model::{
        Period,
        facts::{MISSING_COUNT, MISSING_DAY, TableKind, activity, channel_day, post},
        record::KpiUnit,
    },
};
use rustc_hash::FxHashMap;

/// A row that the query asks for: where it is, its day and slot, and its inputs or why it is left out.
struct Row<'a> {
    row: usize,
    day: i32,
    slot: u8,
    inputs: Result<&'a [f64], Reason>,
}

/// Sums over some rows.
#[derive(Clone, Default)]
struct Totals {
    sums: Vec<Sum>,
    over_rows: Vec<Vec<f64>>,
    over_sums: Vec<Sum>,
    /// Rows by table.
    n: [usize; 4],
}

impl Totals {
    fn new(plan: &Plan) -> Self {
        Self {
            sums: vec![Sum::default(); plan.inputs.len()],
            over_rows: vec![Vec::new(); plan.rows.len()],
            over_sums: vec![Sum::default(); plan.rows.len()],
            n: [0; 4],
        }
    }

    /// Adds a row of a table, whose inputs are those in `slots`.
    fn add(&mut self, plan: &Plan, table: TableKind, slots: &[usize], inputs: &[f64]) {
        self.n[table as usize] += 1;
        for slot in slots {
            if let (Some(sum), Some(value)) = (self.sums.get_mut(*slot), inputs.get(*slot)) {
                sum.add(*value);
            }
        }
        for ((rows, values), sum) in plan.rows.iter().zip(&mut self.over_rows).zip(&mut self.over_sums) {
            if rows.table == table
                && let Some(value) = row_value(&rows.tree, inputs)
            {
                match rows.how {
                    How::Median => values.push(value),
                    How::Sum | How::Mean => sum.add(value),
                }
            }
        }
    }

    fn n(&self, table: TableKind) -> usize {
        self.n[table as usize]
    }

    fn input(&self, plan: &Plan, slot: usize) -> Option<f64> {
        let table = plan.table(slot)?;
        self.sums.get(slot).filter(|_| self.n(table) > 0).map(|sum| sum.value())
    }

    fn over(&self, plan: &Plan, slot: usize) -> Option<f64> {
        let rows = plan.rows.get(slot)?;
        let n = self.n(rows.table);
        match rows.how {
            _ if n == 0 => None,
            How::Sum => self.over_sums.get(slot).map(|sum| sum.value()),
            How::Mean => self.over_sums.get(slot).map(|sum| sum.value() / n as f64),
            How::Median => {
                let mut values = self.over_rows.get(slot)?.clone();
                values.sort_unstable_by(f64::total_cmp);
                quantile(&values, 0.5)
            }
        }
    }
}

fn row_value(tree: &Tree, inputs: &[f64]) -> Option<f64> {
    tree.value(&|leaf| match leaf {
        Tree::Input(slot) => inputs.get(*slot).copied(),
        _ => None,
    })
}

/// What a custom KPI's parts come to.
struct Parts {
    inputs: Vec<Option<f64>>,
    kpis: Vec<Option<f64>>,
    rows: Vec<Option<f64>>,
}

impl Parts {
    fn value(&self, tree: &Tree) -> Option<f64> {
        tree.value(&|leaf| match leaf {
            Tree::Input(slot) => self.inputs.get(*slot).copied().flatten(),
            Tree::Kpi(slot) => self.kpis.get(*slot).copied().flatten(),
            Tree::Rows(slot) => self.rows.get(*slot).copied().flatten(),
            _ => None,
        })
    }

    fn measured(&self, custom: &Custom, plan: &Plan, n: usize) -> Measured {
        let scale = if custom.record.unit == KpiUnit::PerThousand { 1_000.0 } else { 1.0 };
        let value = self.value(&plan.tree).map(|value| value * scale).filter(|value| value.is_finite());
        let (numerator, denominator) = match plan.tree.quotient() {
            Some((above, below, factor)) => (self.value(above).map(|value| value * factor), self.value(below)),
            None => match plan.tree {
                // A mean: the sum of the rows' values by their number.
                Tree::Rows(slot) if plan.rows.get(slot).is_some_and(|rows| rows.how == How::Mean) && n > 0 => {
                    let mean = self.rows.get(slot).copied().flatten();
                    (mean.map(|mean| mean * n as f64), mean.map(|_| n as f64))
                }
                _ => (value, None),
            },
        };
        Measured { value, numerator, denominator, n }
    }
}

/// What was computed already: a KPI that several others use is computed once.
type Seen<T> = FxHashMap<String, T>;

impl Scope {
    /// Goes through the rows of a table that the query asks for.
    fn each_input_row(&self, plan: &Plan, table: TableKind, visit: &mut dyn FnMut(Row<'_>)) {
        let dataset = self.dataset();
        let facts = &dataset.workspace().facts;
        let slots: Vec<(usize, Source)> =
            plan.slots(table).into_iter().filter_map(|slot| Some((slot, plan.source(slot)?))).collect();
        let denominators: Vec<&Tree> =
            plan.denominators.iter().filter(|(of, _)| *of == table).map(|(_, below)| below).collect();
        let mut inputs = vec![f64::NAN; plan.inputs.len()];
        // The inputs of a row, or why it is left out.
        let check = |inputs: &[f64]| -> Result<(), Reason> {
            for (slot, source) in &slots {
                if !inputs[*slot].is_finite() {
                    return Err(missing(*source, plan, *slot));
                }
            }
            for below in &denominators {
                if row_value(below, inputs).is_none_or(|below| below <= 0.0) {
                    return Err(match below {
                        Tree::Input(slot) => zero(plan, *slot),
                        _ => Reason::ZeroDenominator,
                    });
                }
            }
            Ok(())
        };
        match table {
            TableKind::Posts => {
                let cells: Vec<Cells<'_>> = self.cells();
                let weights = dataset.workspace().settings.weights;
                for row in self.posts().rows() {
                    let (chunk, place) = split(row);
                    for (slot, source) in &slots {
                        if let Source::Post(quantity) = source {
                            inputs[*slot] = cells[chunk].quantity(*quantity, place, weights);
                        }
                    }
                    let derived = &dataset.posts()[chunk];
                    let checked = check(&inputs);
                    let inputs = checked.map(|()| inputs.as_slice());
                    visit(Row { row, day: derived.days[place], slot: derived.slots[place], inputs });
                }
            }
            TableKind::Activities => {
                let chunks = facts.activities.chunks();
                each_activity(dataset, &self.filter, &mut |act| {
                    let undated = act.day == MISSING_DAY;
                    let reason = match (self.filter.period, act.class) {
                        (Some(period), _) if !undated && !period.contains(crate::model::Day(act.day)) => return,
                        (_, Class::Staff) => Some(Reason::Staff),
                        (_, Class::Uncounted) => Some(Reason::Uncounted),
                        (Some(_), _) if undated => Some(Reason::Untimed),
                        _ => None,
                    };
                    if reason.is_some() && undated && reason != Some(Reason::Untimed) && self.filter.period.is_some() {
                        return;
                    }
                    let (chunk, place) = split(act.row);
                    for (slot, source) in &slots {
                        if let Source::Activity(column) = source {
                            let count = chunks[chunk].column(*column).counts()[place];
                            inputs[*slot] = if count == MISSING_COUNT { f64::NAN } else { f64::from(count) };
                        }
                    }
                    let checked = reason.map_or_else(|| check(&inputs), Err);
                    let inputs = checked.map(|()| inputs.as_slice());
                    visit(Row { row: act.row, day: act.day, slot: act.slot, inputs });
                });
            }
            TableKind::ChannelDays => {
                if self.filter.slot.is_some() {
                    return;
                }
                for (chunk, columns) in facts.channel_days.chunks().iter().enumerate() {
                    let channels = columns.column(channel_day::CHANNEL).codes();
                    let days = columns.column(channel_day::DAY).days();
                    for (place, (channel, day)) in channels.iter().zip(days).enumerate() {
                        let inside = match self.filter.period {
                            None => true,
                            Some(period) => *day != MISSING_DAY && period.contains(crate::model::Day(*day)),
                        };
                        if !inside || !self.filter.channels.admits(*channel) {
                            continue;
                        }
                        for (slot, source) in &slots {
                            if let Source::Day(column) = source {
                                inputs[*slot] = columns.column(*column).numbers()[place];
                            }
                        }
                        let checked = check(&inputs);
                        let row = chunk * crate::model::facts::CHUNK_ROWS + place;
                        visit(Row { row, day: *day, slot: NO_SLOT, inputs: checked.map(|()| inputs.as_slice()) });
                    }
                }
            }
            TableKind::Members => {}
        }
    }

    /// Sums over the rows, in as many groups as `place` names.
    fn totals(&self, plan: &Plan, groups: usize, place: &dyn Fn(&Row<'_>) -> Option<usize>) -> Vec<Totals> {
        let mut totals = vec![Totals::new(plan); groups];
        for table in plan.tables() {
            let slots = plan.slots(table);
            self.each_input_row(plan, table, &mut |row| {
                if let Ok(inputs) = row.inputs
                    && let Some(total) = place(&row).and_then(|place| totals.get_mut(place))
                {
                    total.add(plan, table, &slots, inputs);
                }
            });
        }
        totals
    }

    /// The parts that rows give; `period` says whether no posts are 0 posts.
    fn parts(&self, plan: &Plan, totals: &Totals, period: Option<Period>) -> Parts {
        let counted = |slot| plan.source(slot) == Some(Source::Post(Quantity::Posts));
        let input = |slot| {
            let none = totals.n(TableKind::Posts) == 0 && counted(slot);
            // No posts where there is data is 0; outside the data it is unknown.
            if none && self.at(period).has_post_days() { Some(0.0) } else { totals.input(plan, slot) }
        };
        Parts {
            inputs: (0..plan.inputs.len()).map(input).collect(),
            kpis: Vec::new(),
            rows: (0..plan.rows.len()).map(|slot| totals.over(plan, slot)).collect(),
        }
    }

    fn has_post_days(&self) -> bool {
        !self.dataset().workspace().facts.posts.is_empty()
            && (self.filter.period.is_none() || self.window(self.dataset().span_of(TableKind::Posts)).0.is_some())
    }

    fn custom_parts(&self, custom: &Custom, seen: &mut Seen<Measured>) -> (Parts, usize) {
        let none = Parts { inputs: Vec::new(), kpis: Vec::new(), rows: Vec::new() };
        let Ok(plan) = &custom.plan else { return (none, 0) };
        let totals = self.totals(plan, 1, &|_| Some(0)).pop().unwrap_or_default();
        let mut parts = self.parts(plan, &totals, self.filter.period);
        let mut n = plan.tables().first().map(|table| totals.n(*table));
        for used in &plan.kpis {
            let measured = self.measure_kpi(&used.kpi, seen);
            n = n.or(Some(measured.n));
            parts.kpis.push(measured.value);
        }
        (parts, n.unwrap_or_default())
    }

    fn measure_kpi(&self, kpi: &Kpi, seen: &mut Seen<Measured>) -> Measured {
        match kpi {
            Kpi::Catalogue(definition) => self.measure(definition.recipe),
            Kpi::Custom(custom) => {
                if let Some(measured) = seen.get(&custom.id) {
                    return *measured;
                }
                let (parts, n) = self.custom_parts(custom, seen);
                let measured =
                    custom.plan.as_ref().map_or_else(|_| Measured::default(), |plan| parts.measured(custom, plan, n));
                seen.insert(custom.id.clone(), measured);
                measured
            }
        }
    }

    /// Value and n of a KPI without the explanation.
    pub(crate) fn measured(&self, kpi: &Kpi) -> Measured {
        self.measure_kpi(kpi, &mut Seen::default())
    }

    pub(crate) fn custom_figure(&self, custom: &Custom) -> Figure {
        let plan = match &custom.plan {
            Ok(plan) => plan,
            Err(problems) => {
                let warnings = problems.iter().map(|problem| format!("The formula: {}", problem.message)).collect();
                return Figure { warnings, unit_of_n: "rows", ..Figure::default() };
            }
        };
        let (parts, n) = self.custom_parts(custom, &mut Seen::default());
        let measured = parts.measured(custom, plan, n);
        let values = parts.inputs.iter().chain(&parts.kpis).chain(&parts.rows);
        let mut terms: Vec<Term> = Vec::new();
        for (name, value) in plan.part_names().into_iter().zip(values) {
            if let Some(value) = value {
                terms.push(Term::beside(name, *value));
            }
        }
        let (mut exclusions, mut origins) = (Exclusions::default(), Origins::default());
        let facts = &self.dataset().workspace().facts;
        let mut period: Option<Period> = None;
        let mut note = None;
        for table in plan.tables() {
            if table == TableKind::Posts {
                exclusions.add(Reason::Undated, self.posts().left_out.len());
            }
            let (origin, batch) = match table {
                TableKind::Posts => (post::ORIGIN, post::BATCH),
                TableKind::Activities => (activity::ORIGIN, activity::BATCH),
                _ => (channel_day::ORIGIN, channel_day::BATCH),
            };
            let chunks = facts.table(table).chunks();
            self.each_input_row(plan, table, &mut |row| match row.inputs {
                Ok(_) => {
                    let (chunk, place) = split(row.row);
                    origins.add(&chunks[chunk], place, origin, batch);
                }
                Err(reason) => exclusions.add(reason, 1),
            });
            let (days, cut) = self.window(self.dataset().span_of(table));
            period = period.or(days);
            note = note.or(cut);
        }
        let mut warnings = Vec::new();
        let mut figure = Figure {
            excluded: exclusions.finish(),
            provenance: origins.finish(self.dataset()),
            period: self.filter.period.and(period),
            note,
            ..Figure::default()
        };
        for (place, used) in plan.kpis.iter().enumerate() {
            let part = match &used.kpi {
                Kpi::Catalogue(definition) => self.figure(definition),
                // Its own explanation says the rest.
                Kpi::Custom(_) if place > 0 || !plan.inputs.is_empty() => continue,
                Kpi::Custom(custom) => self.custom_figure(custom),
            };
            warnings.extend(part.warnings.iter().map(|warning| format!("{}: {warning}", used.name)));
            if place == 0 && plan.inputs.is_empty() {
                figure = Figure { warnings: Vec::new(), ..part };
            }
        }
        Figure {
            value: measured.value,
            numerator: measured.numerator,
            denominator: measured.denominator,
            n: measured.n,
            unit_of_n: custom.things(),
            headline: None,
            terms,
            warnings,
            ..figure
        }
    }

    /// The days on which any part of a KPI has data.
    pub(crate) fn span_for(&self, kpi: &Kpi) -> Option<Period> {
        let mut spans: Vec<Period> = Vec::new();
        let mut open = vec![kpi];
        let mut seen: Vec<&str> = Vec::new();
        while let Some(kpi) = open.pop() {
            match kpi {
                Kpi::Catalogue(definition) => spans.extend(self.catalogue_span(definition)),
                Kpi::Custom(custom) => {
                    let Ok(plan) = &custom.plan else { continue };
                    if seen.contains(&custom.id.as_str()) {
                        continue;
                    }
                    seen.push(&custom.id);
                    spans.extend(plan.tables().into_iter().filter_map(|table| self.dataset().span_of(table)));
                    open.extend(plan.kpis.iter().map(|used| &used.kpi));
                }
            }
        }
        spans.into_iter().reduce(|a, b| Period { start: a.start.min(b.start), end: a.end.max(b.end) })
    }

    /// A custom KPI step by step.
    pub(crate) fn custom_series(&self, custom: &Custom, steps: &[Period], grain: Grain) -> Vec<Point> {
        self.series_of(custom, steps, grain, &mut Seen::default())
    }

    fn series_of(&self, custom: &Custom, steps: &[Period], grain: Grain, seen: &mut Seen<Vec<Point>>) -> Vec<Point> {
        let Ok(plan) = &custom.plan else { return Vec::new() };
        let week_start = self.dataset().workspace().settings.week_start;
        let same = |a: &Period, point: &Point| grain.step(a.start, week_start) == grain.step(point.start, week_start);
        let mut lines: Vec<Vec<Point>> = Vec::new();
        for used in &plan.kpis {
            if let Some(line) = seen.get(&used.id) {
                lines.push(line.clone());
                continue;
            }
            let line = match &used.kpi {
                Kpi::Catalogue(definition) => self.catalogue_series(definition, grain),
                Kpi::Custom(inner) => self.series_of(inner, steps, grain, seen),
            };
            seen.insert(used.id.clone(), line.clone());
            lines.push(line);
        }
        let place = |row: &Row<'_>| {
            let place = steps.partition_point(|step| step.end.0 < row.day);
            steps.get(place).filter(|step| row.day != MISSING_DAY && step.start.0 <= row.day).map(|_| place)
        };
        let totals = self.totals(plan, steps.len(), &place);
        let table = plan.tables().first().copied();
        let mut ahead = vec![0_usize; lines.len()];
        let point = |(step, totals): (&Period, &Totals)| {
            let mut parts = self.parts(plan, totals, Some(*step));
            let mut n = table.map(|table| totals.n(table));
            for (line, at) in lines.iter().zip(&mut ahead) {
                while line.get(*at).is_some_and(|point| point.start < step.start && !same(step, point)) {
                    *at += 1;
                }
                let point = line.get(*at).filter(|point| same(step, point));
                n = n.or(Some(point.map_or(0, |point| point.n)));
                parts.kpis.push(point.and_then(|point| point.value));
            }
            let measured = parts.measured(custom, plan, n.unwrap_or_default());
            Point { start: step.start, end: step.end, value: measured.value, n: measured.n }
        };
        steps.iter().zip(&totals).map(point).collect()
    }

    pub(crate) fn custom_heat_map(&self, custom: &Custom) -> HeatMap {
        let empty = HeatMap { cells: vec![[Cell::default(); 24]; 7], without_slot: 0 };
        let Some(plan) = custom.plan.as_ref().ok().filter(|plan| plan.has_hours()) else { return empty };
        let groups = 7 * 24 + 1;
        let mut totals = self.totals(plan, groups, &|row| Some(usize::from(row.slot).min(groups - 1)));
        let table = plan.tables().first().copied().unwrap_or(TableKind::Posts);
        let without_slot = totals.pop().map_or(0, |totals| totals.n(table));
        let cell = |totals: &Totals| {
            let n = totals.n(table);
            // An hour without rows has no value, be it a sum.
            let value = Some(n)
                .filter(|n| *n > 0)
                .and_then(|n| self.parts(plan, totals, self.filter.period).measured(custom, plan, n).value);
            Cell { value, n }
        };
        HeatMap { cells: week(totals.iter().map(cell)), without_slot }
    }

    /// The posts with their own values; unsorted.
    pub(crate) fn custom_ranking(&self, custom: &Custom) -> Vec<Ranked> {
        let Some(plan) = custom.plan.as_ref().ok().filter(|plan| plan.ranks_posts()) else { return Vec::new() };
        let scale = if custom.record.unit == KpiUnit::PerThousand { 1_000.0 } else { 1.0 };
        let mut ranked = Vec::new();
        self.each_input_row(plan, TableKind::Posts, &mut |row| {
            let Ok(inputs) = row.inputs else { return };
            let value = plan.tree.value(&|leaf| match leaf {
                Tree::Input(slot) => inputs.get(*slot).copied(),
                Tree::Rows(slot) => row_value(&plan.rows.get(*slot)?.tree, inputs),
                _ => None,
            });
            if let Some(value) = value {
                ranked.push(Ranked { row: row.row as u32, value: value * scale });
            }
        });
        ranked
    }

    /// The rows behind a custom KPI, or those left out for a reason.
    pub(crate) fn custom_rows(&self, custom: &Custom, excluded: Option<&str>) -> Selection {
        let none = Selection { table: custom.subject(), rows: Vec::new() };
        let Ok(plan) = &custom.plan else { return none };
        let tables = plan.tables();
        if tables.is_empty() {
            let Some(used) = plan.kpis.first() else { return none };
            let mark = Mark { excluded: excluded.map(str::to_owned), ..Mark::default() };
            return self.rows(&used.id, &mark).unwrap_or(none);
        }
        for table in tables {
            let mut rows = Vec::new();
            if table == TableKind::Posts && excluded == Some(Reason::Undated.key().as_str()) {
                rows.extend_from_slice(self.posts().left_out);
            }
            self.each_input_row(plan, table, &mut |row| {
                if row.inputs.err().map(Reason::key).as_deref() == excluded {
                    rows.push(row.row as u32);
                }
            });
            if !rows.is_empty() || excluded.is_none() {
                return Selection { table, rows };
            }
        }
        none
    }
}

fn missing(source: Source, plan: &Plan, slot: usize) -> Reason {
    match source {
        Source::Post(quantity) => Reason::Missing(quantity),
        _ => Reason::NoInput(plan.input_name(slot)),
    }
}

fn zero(plan: &Plan, slot: usize) -> Reason {
    match plan.source(slot) {
        Some(Source::Post(quantity)) => Reason::Zero(quantity),
        _ => Reason::ZeroInput(plan.input_name(slot)),
    }
}
