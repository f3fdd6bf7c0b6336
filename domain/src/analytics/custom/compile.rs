//! From what was typed to what can be computed: names found, sorts checked, the rows and their denominators known.

use super::{
    Problem,
    inputs::{self, INPUTS, Source},
    parse::{self, Node, Op, Part, Span},
    units::Sort,
    words,
};
use crate::{
    analytics::{catalogue::Unit, kpi::Kpi, query::Dimension, recipe::Quantity},
    model::{facts::TableKind, record::KpiUnit, validate::EXPRESSION_MAX},
};

/// A formula that can be computed. Slots point into the lists beside the tree.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) tree: Tree,
    /// Inputs by their place in [`INPUTS`].
    pub(crate) inputs: Vec<usize>,
    pub(crate) kpis: Vec<Used>,
    pub(crate) rows: Vec<OverRows>,
    /// What must be above 0 in a row for it to count.
    pub(crate) denominators: Vec<(TableKind, Tree)>,
    /// Notes on how the formula is read.
    pub(crate) notes: Vec<String>,
    /// How many custom KPIs build on each other in it.
    pub(crate) depth: usize,
}

/// A KPI that a formula uses.
#[derive(Clone, Debug)]
pub(crate) struct Used {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) unit: Unit,
    pub(crate) kpi: Kpi,
}

/// What is computed row by row first.
#[derive(Clone, Debug)]
pub(crate) struct OverRows {
    pub(crate) how: How,
    pub(crate) table: TableKind,
    pub(crate) tree: Tree,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    Sum,
    Mean,
    Median,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tree {
    Number(f64),
    Input(usize),
    Kpi(usize),
    Rows(usize),
    Negate(Box<Tree>),
    Binary(Op, Box<Tree>, Box<Tree>),
    Least(Vec<Tree>),
    Greatest(Vec<Tree>),
    Absolute(Box<Tree>),
}

impl Tree {
    fn visit(&self, see: &mut dyn FnMut(&Self)) {
        see(self);
        match self {
            Self::Negate(part) | Self::Absolute(part) => part.visit(see),
            Self::Binary(_, a, b) => {
                a.visit(see);
                b.visit(see);
            }
            Self::Least(parts) | Self::Greatest(parts) => parts.iter().for_each(|part| part.visit(see)),
            Self::Number(_) | Self::Input(_) | Self::Kpi(_) | Self::Rows(_) => {}
        }
    }

    /// The value; `leaf` gives those of inputs, KPIs and what is taken over rows. Division by 0 has none.
    pub(crate) fn value(&self, leaf: &dyn Fn(&Self) -> Option<f64>) -> Option<f64> {
        let each = |parts: &[Self], choose: fn(f64, f64) -> f64| {
            let mut best: Option<f64> = None;
            for part in parts {
                let value = part.value(leaf)?;
                best = Some(best.map_or(value, |best| choose(best, value)));
            }
            best
        };
        let value = match self {
            Self::Number(number) => *number,
            Self::Negate(part) => -part.value(leaf)?,
            Self::Absolute(part) => part.value(leaf)?.abs(),
            Self::Least(parts) => each(parts, f64::min)?,
            Self::Greatest(parts) => each(parts, f64::max)?,
            Self::Binary(op, a, b) => {
                let (a, b) = (a.value(leaf)?, b.value(leaf)?);
                match op {
                    Op::Add => a + b,
                    Op::Subtract => a - b,
                    Op::Multiply => a * b,
                    Op::Divide => a / b,
                }
            }
            Self::Input(_) | Self::Kpi(_) | Self::Rows(_) => leaf(self)?,
        };
        value.is_finite().then_some(value)
    }

    /// What it is divided by at the top, with what is above the line: `a / b`, also times or by a number.
    pub(crate) fn quotient(&self) -> Option<(&Self, &Self, f64)> {
        match self {
            Self::Binary(Op::Multiply, a, b) => match (&**a, &**b) {
                (Self::Number(factor), rest) | (rest, Self::Number(factor)) => {
                    let (above, below, scale) = rest.quotient()?;
                    Some((above, below, scale * factor))
                }
                _ => None,
            },
            Self::Binary(Op::Divide, a, b) => match &**b {
                Self::Number(divisor) => {
                    let (above, below, scale) = a.quotient()?;
                    Some((above, below, scale / divisor))
                }
                _ => Some((a, b, 1.0)),
            },
            _ => None,
        }
    }

    /// Whether the parts of it add up to the whole: sums of inputs, times numbers.
    fn adds_up(&self) -> bool {
        match self {
            Self::Input(_) => true,
            Self::Negate(part) => part.adds_up(),
            Self::Binary(Op::Add | Op::Subtract, a, b) => a.adds_up() && b.adds_up(),
            Self::Binary(Op::Multiply, a, b) => {
                let number = |tree: &Self| matches!(tree, Self::Number(_));
                (number(a) && b.adds_up()) || (number(b) && a.adds_up())
            }
            Self::Binary(Op::Divide, a, b) => a.adds_up() && matches!(**b, Self::Number(_)),
            _ => false,
        }
    }
}

/// Finds what a name in a formula stands for among the KPIs: by id, or by name.
pub(super) trait Lookup {
    /// A KPI; `Err` says why a name stands for none, where there is more to say than that.
    fn kpi(&self, name: &str) -> Result<Option<Kpi>, String>;
    /// Names that can be written without `kpi("…")`, for suggestions.
    fn names(&self) -> Vec<String>;
}

struct Compiler<'a> {
    lookup: &'a dyn Lookup,
    plan: Plan,
    problems: Vec<Problem>,
    /// Inside of `sum`, `mean` or `median`.
    in_rows: bool,
}

/// Compiles a formula for a unit.
pub(super) fn compile(text: &str, unit: KpiUnit, lookup: &dyn Lookup) -> Result<Plan, Vec<Problem>> {
    if text.len() > EXPRESSION_MAX {
        let message = format!("The formula has {} characters; {EXPRESSION_MAX} are the most.", text.len());
        return Err(vec![Problem::new(0..text.len(), message)]);
    }
    let part = parse::parse(text).map_err(|problem| vec![problem])?;
    let plan = Plan {
        tree: Tree::Number(0.0),
        inputs: Vec::new(),
        kpis: Vec::new(),
        rows: Vec::new(),
        denominators: Vec::new(),
        notes: Vec::new(),
        depth: 1,
    };
    let mut compiler = Compiler { lookup, plan, problems: Vec::new(), in_rows: false };
    let (tree, sort) = compiler.part(&part);
    let Compiler { mut plan, mut problems, .. } = compiler;
    if problems.is_empty() {
        if plan.inputs.is_empty() && plan.kpis.is_empty() {
            problems.push(Problem::new(part.span.clone(), "The formula is a fixed number: use an input or a KPI."));
        } else if let Some(message) = sort.refuses(unit) {
            problems.push(Problem::new(part.span.clone(), message));
        }
    }
    if !problems.is_empty() {
        problems.sort_by_key(|problem| problem.span.start);
        return Err(problems);
    }
    plan.tree = unscaled(tree, unit, &mut plan.notes);
    plan.depth += plan.kpis.iter().map(|used| used.kpi.depth()).max().unwrap_or_default();
    // A row whose denominator is 0 has no rate of its own: it is left out above and below the line.
    if let Some((_, below, _)) = plan.tree.quotient()
        && let Some(table) = row_table(below, &plan)
    {
        let below = below.clone();
        plan.denominators.push((table, below));
    }
    let mut divisors = Vec::new();
    for rows in &plan.rows {
        rows.tree.visit(&mut |tree| {
            if let Tree::Binary(Op::Divide, _, below) = tree
                && !matches!(**below, Tree::Number(_))
            {
                divisors.push((rows.table, (**below).clone()));
            }
        });
    }
    plan.denominators.extend(divisors);
    Ok(plan)
}

/// Without the factor that the unit stands for already.
fn unscaled(tree: Tree, unit: KpiUnit, notes: &mut Vec<String>) -> Tree {
    let factor = match unit {
        KpiUnit::Percent => 100.0,
        KpiUnit::PerThousand => 1_000.0,
        _ => return tree,
    };
    match tree {
        Tree::Binary(Op::Multiply, a, b) if *a == Tree::Number(factor) || *b == Tree::Number(factor) => {
            notes.push(format!("× {factor} is what the unit {} stands for; it is not done twice.", unit.label()));
            if *b == Tree::Number(factor) { *a } else { *b }
        }
        // `100 * a / b` is read as (100 × a) / b.
        Tree::Binary(Op::Divide, a, b) => Tree::Binary(Op::Divide, Box::new(unscaled(*a, unit, notes)), b),
        tree => tree,
    }
}

/// The one table whose inputs a tree is made of, where it can be computed for each row.
fn row_table(tree: &Tree, plan: &Plan) -> Option<TableKind> {
    let mut tables: Vec<TableKind> = Vec::new();
    let mut pure = true;
    tree.visit(&mut |tree| match tree {
        Tree::Input(slot) => tables.extend(plan.table(*slot)),
        Tree::Kpi(_) | Tree::Rows(_) => pure = false,
        _ => {}
    });
    let first = tables.first().copied()?;
    (pure && tables.iter().all(|table| *table == first)).then_some(first)
}

impl Compiler<'_> {
    fn problem(&mut self, span: &Span, message: impl Into<String>) -> (Tree, Sort) {
        self.problems.push(Problem::new(span.clone(), message));
        // Fits everything, so that one mistake is not told twice.
        (Tree::Number(1.0), Sort::Constant)
    }

    fn part(&mut self, part: &Part) -> (Tree, Sort) {
        match &part.node {
            Node::Number(number) => (Tree::Number(*number), Sort::Constant),
            Node::Text(text) => {
                let message = format!("A text stands in kpi(\"…\") only. Did you mean kpi(\"{text}\")?");
                self.problems.push(Problem {
                    replacement: Some(format!("kpi(\"{text}\")")),
                    ..Problem::new(part.span.clone(), message)
                });
                (Tree::Number(1.0), Sort::Constant)
            }
            Node::Negate(inner) => {
                let (tree, sort) = self.part(inner);
                (Tree::Negate(Box::new(tree)), sort)
            }
            Node::Binary(op, a, b) => {
                let (a, b) = (self.part(a), self.part(b));
                if *op == Op::Divide && b.0 == Tree::Number(0.0) {
                    return self.problem(&part.span, "Nothing can be divided by 0.");
                }
                match Sort::combine(*op, a.1, b.1) {
                    Ok(sort) => (Tree::Binary(*op, Box::new(a.0), Box::new(b.0)), sort),
                    Err(message) => self.problem(&part.span, message),
                }
            }
            Node::Name(name) => self.name(name, &part.span),
            Node::Call(name, span, arguments) => self.call(name, span, arguments, &part.span),
        }
    }

    fn name(&mut self, name: &str, span: &Span) -> (Tree, Sort) {
        if let Some(input) = inputs::find(name) {
            let slot = slot_of(&mut self.plan.inputs, input);
            return (Tree::Input(slot), Sort::Count);
        }
        match self.lookup.kpi(name) {
            Ok(Some(kpi)) => self.kpi(kpi, span),
            Err(message) => self.problem(span, message),
            Ok(None) => {
                let mut message = format!("There is no input or KPI called ‘{}’.", short(name));
                let nearest = nearest(name, &self.lookup.names());
                if let Some(nearest) = &nearest {
                    message.push_str(&format!(" Did you mean ‘{nearest}’?"));
                }
                self.problems.push(Problem { replacement: nearest, ..Problem::new(span.clone(), message) });
                (Tree::Number(1.0), Sort::Constant)
            }
        }
    }

    fn kpi(&mut self, kpi: Kpi, span: &Span) -> (Tree, Sort) {
        if self.in_rows {
            return self
                .problem(span, "A KPI has no value for single rows: only inputs stand in sum, mean and median.");
        }
        if !kpi.problems().is_empty() {
            return self.problem(span, format!("The formula of “{}” has a mistake itself.", kpi.name()));
        }
        let sort = Sort::of(kpi.unit());
        let place = self.plan.kpis.iter().position(|used| used.id == kpi.id());
        let slot = place.unwrap_or_else(|| {
            let used = Used { id: kpi.id().to_owned(), name: kpi.name().to_owned(), unit: kpi.unit(), kpi };
            self.plan.kpis.push(used);
            self.plan.kpis.len() - 1
        });
        (Tree::Kpi(slot), sort)
    }

    fn call(&mut self, name: &str, at: &Span, arguments: &[Part], whole: &Span) -> (Tree, Sort) {
        let how = match name.to_lowercase().as_str() {
            "kpi" => {
                return match arguments {
                    [Part { node: Node::Text(text) | Node::Name(text), span }] => match self.lookup.kpi(text) {
                        Ok(Some(kpi)) => self.kpi(kpi, span),
                        Ok(None) => self.problem(span, format!("There is no KPI called “{}”.", short(text))),
                        Err(message) => self.problem(span, message),
                    },
                    _ => self.problem(whole, "Name one KPI in quotation marks: kpi(\"stickiness\")."),
                };
            }
            "min" | "max" => return self.extreme(name.eq_ignore_ascii_case("min"), arguments, whole),
            "abs" => {
                let [argument] = arguments else { return self.problem(whole, "abs takes one part: abs(a − b).") };
                let (tree, sort) = self.part(argument);
                return (Tree::Absolute(Box::new(tree)), sort);
            }
            "sum" => How::Sum,
            "mean" | "avg" | "average" => How::Mean,
            "median" => How::Median,
            _ => {
                let message = format!(
                    "There is no function ‘{}’. There are sum, mean, median, min, max, abs and kpi.",
                    short(name)
                );
                return self.problem(at, message);
            }
        };
        let [argument] = arguments else {
            return self.problem(whole, format!("{name} takes one part, such as {name}(engagements / reach)."));
        };
        if self.in_rows {
            return self.problem(whole, "sum, mean and median cannot stand in each other.");
        }
        self.in_rows = true;
        let (tree, sort) = self.part(argument);
        self.in_rows = false;
        let Some(table) = row_table(&tree, &self.plan) else {
            if self.problems.is_empty() {
                let message = format!("{name} needs inputs of one table, such as those of posts.");
                return self.problem(&argument.span, message);
            }
            return (Tree::Number(1.0), Sort::Constant);
        };
        let sort = match (how, sort) {
            (How::Sum, Sort::Rate) | (How::Mean | How::Median, Sort::Count) => Sort::Number,
            (_, sort) => sort,
        };
        self.plan.rows.push(OverRows { how, table, tree });
        (Tree::Rows(self.plan.rows.len() - 1), sort)
    }

    fn extreme(&mut self, least: bool, arguments: &[Part], whole: &Span) -> (Tree, Sort) {
        if arguments.len() < 2 {
            return self.problem(whole, "min and max take two parts or more: max(likes, comments).");
        }
        let mut sort = Sort::Constant;
        let mut trees = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let (tree, other) = self.part(argument);
            trees.push(tree);
            match Sort::combine(Op::Add, sort, other) {
                Ok(both) => sort = both,
                Err(_) => {
                    let message = format!("{} and {} cannot be compared.", sort.words(), other.words());
                    return self.problem(&argument.span, message.replacen('a', "A", 1));
                }
            }
        }
        (if least { Tree::Least(trees) } else { Tree::Greatest(trees) }, sort)
    }
}

impl Plan {
    pub(crate) fn source(&self, slot: usize) -> Option<Source> {
        Some(INPUTS.get(*self.inputs.get(slot)?)?.source)
    }

    pub(crate) fn input_name(&self, slot: usize) -> &'static str {
        self.inputs.get(slot).and_then(|input| INPUTS.get(*input)).map_or("", |input| input.name)
    }

    /// The table of an input.
    pub(crate) fn table(&self, slot: usize) -> Option<TableKind> {
        Some(INPUTS.get(*self.inputs.get(slot)?)?.table())
    }

    /// The inputs of a table, by slot.
    pub(crate) fn slots(&self, table: TableKind) -> Vec<usize> {
        (0..self.inputs.len()).filter(|slot| self.table(*slot) == Some(table)).collect()
    }

    /// The tables whose rows it reads, the first of the formula first.
    pub(crate) fn tables(&self) -> Vec<TableKind> {
        let mut tables = Vec::new();
        for slot in 0..self.inputs.len() {
            if let Some(table) = self.table(slot).filter(|table| !tables.contains(table)) {
                tables.push(table);
            }
        }
        tables
    }

    /// Whether each post has a value of its own.
    pub(crate) fn ranks_posts(&self) -> bool {
        let only_posts = |slot| self.source(slot) == Some(Source::Post(Quantity::Posts));
        self.kpis.is_empty() && self.tables() == [TableKind::Posts] && !(0..self.inputs.len()).all(only_posts)
    }

    pub(crate) fn has_hours(&self) -> bool {
        self.kpis.is_empty() && !self.tables().contains(&TableKind::ChannelDays)
    }

    pub(crate) fn adds_up(&self) -> bool {
        self.tree.adds_up()
    }

    /// By what every part of it can be divided.
    pub(crate) fn dimensions(&self) -> Vec<Dimension> {
        let of_table = |table: &TableKind| match table {
            TableKind::Posts => &[Dimension::Channel, Dimension::PostType, Dimension::Paid][..],
            TableKind::Activities => &[Dimension::Channel, Dimension::ActivityKind, Dimension::Segment],
            _ => &[Dimension::Channel],
        };
        let tables = self.tables();
        Dimension::ALL
            .into_iter()
            .filter(|dimension| tables.iter().all(|table| of_table(table).contains(dimension)))
            .filter(|dimension| self.kpis.iter().all(|used| used.kpi.dimensions().contains(dimension)))
            .collect()
    }

    /// The columns it reads.
    pub(crate) fn columns(&self) -> Vec<&'static str> {
        let mut columns: Vec<&'static str> = Vec::new();
        let own = self.inputs.iter().filter_map(|input| INPUTS.get(*input)).flat_map(|input| input.columns);
        for column in own.chain(self.kpis.iter().flat_map(|used| used.kpi.inputs())) {
            if !columns.contains(column) {
                columns.push(column);
            }
        }
        columns
    }

    /// The names of what it is made of, as figures list them: inputs, KPIs, what is taken over rows.
    pub(crate) fn part_names(&self) -> Vec<String> {
        let inputs = self.inputs.iter().filter_map(|input| INPUTS.get(*input)).map(|input| words::spoken(input.name));
        let kpis = self.kpis.iter().map(|used| used.name.clone());
        inputs.chain(kpis).chain((0..self.rows.len()).map(|slot| words::rows_name(self, slot))).collect()
    }
}

fn slot_of(slots: &mut Vec<usize>, value: usize) -> usize {
    slots.iter().position(|other| *other == value).unwrap_or_else(|| {
        slots.push(value);
        slots.len() - 1
    })
}

fn short(name: &str) -> String {
    name.chars().take(60).collect()
}

/// The name that is most like one: at most a third of its letters differ.
fn nearest(name: &str, names: &[String]) -> Option<String> {
    let name: Vec<char> = name.to_lowercase().chars().take(60).collect();
    let most = (name.len() / 3).max(1);
    let inputs = INPUTS.iter().map(|input| input.name);
    let all = inputs.chain(names.iter().map(String::as_str));
    let near = all.map(|other| (distance(&name, other), other)).filter(|(far, _)| *far <= most);
    near.min_by_key(|(far, _)| *far).map(|(_, other)| other.to_owned())
}

/// How many letters must be put in, left out or changed (Levenshtein).
fn distance(a: &[char], b: &str) -> usize {
    let b: Vec<char> = b.to_lowercase().chars().collect();
    if a.len().abs_diff(b.len()) > a.len() / 3 + 1 {
        return usize::MAX;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, other) in b.iter().enumerate() {
            let changed = diagonal + usize::from(letter != other);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}
