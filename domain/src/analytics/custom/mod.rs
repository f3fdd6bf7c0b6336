//! Custom KPIs: formulas of one's own, checked while they are typed and computed like any KPI of the catalogue.
//!
//! ```text
//! parse     text → tree with places                       no names, no figures
//! inputs    what formulas are made of
//! units     counts, rates, durations: what goes together
//! compile   names found, sorts checked, rows known        → Plan
//! words     the formula in words, and with its numbers
//! measure   a Plan under a Scope: figure, line, parts, hours, rows
//! ```
//!
//! An input's name stands for its sum over the rows that have every input of that table which the formula uses; a row
//! that lacks one is left out and counted. What is divided by at the top must be above 0 in each row, too. So
//! `engagements / reach` is the catalogue's engagement rate by reach, to the last digit.

mod compile;
mod inputs;
mod measure;
mod parse;
mod units;
mod words;

pub use inputs::{INPUTS, Input};
pub use parse::Span;

pub(crate) use compile::Plan;
pub(super) use words::{spoken, worked};

use super::{
    catalogue::{self, Unit},
    kpi::Kpi,
    query::Dimension,
};
use crate::model::{
    Action, Command, Id, Record, Workspace,
    facts::TableKind,
    record::{Collection, CustomKpi, KpiUnit},
};
use compile::{Lookup, compile};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Most custom KPIs that build on each other.
const DEEPEST: usize = 16;

/// What is wrong with a formula, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Problem {
    /// Where in the formula, in bytes; it begins and ends between characters.
    pub span: Span,
    /// What is wrong and what to do, in plain words.
    pub message: String,
    /// What to put there instead, where that can be told.
    pub replacement: Option<String>,
}

impl Problem {
    fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), replacement: None }
    }
}

/// A formula that is sound.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The formula in words: “(Σ likes + 2 × Σ comments) / Σ reach”.
    pub formula: String,
    /// The unit its figures are shown in.
    pub unit: Unit,
    /// The inputs it uses.
    pub inputs: Vec<&'static Input>,
    /// The KPIs it uses, id and name.
    pub kpis: Vec<(String, String)>,
    /// By what it can be divided.
    pub dimensions: Vec<Dimension>,
    /// How the formula is read, where that may surprise.
    pub notes: Vec<String>,
}

/// Checks a formula as it is typed. `own` is the KPI that is being edited, if it is one already.
///
/// # Errors
/// Everything that is wrong, in the order of the text.
pub fn check(
    text: &str,
    unit: KpiUnit,
    records: &Collection<CustomKpi>,
    own: Option<Id>,
) -> Result<Checked, Vec<Problem>> {
    let kpis = Kpis::new(records);
    let plan = compile(text, unit, &Known { names: &kpis.names, kpis: &kpis.kpis, own })?;
    if plan.depth > DEEPEST {
        return Err(vec![Problem::new(0..text.len(), too_deep())]);
    }
    Ok(Checked {
        formula: words::formula(&plan, unit),
        unit: units::unit(unit),
        inputs: plan.inputs.iter().filter_map(|input| INPUTS.get(*input)).collect(),
        kpis: plan.kpis.iter().map(|used| (used.id.clone(), used.name.clone())).collect(),
        dimensions: plan.dimensions(),
        notes: plan.notes.clone(),
    })
}

fn too_deep() -> String {
    format!("More than {DEEPEST} custom KPIs build on each other. Write some of them out.")
}

/// What speaks against a name for a custom KPI: formulas could not tell it from another.
pub fn check_name(name: &str, records: &Collection<CustomKpi>, own: Option<Id>) -> Option<String> {
    let wanted = slug(name);
    if wanted.is_empty() {
        return Some("Give the KPI a name with letters or digits.".to_owned());
    }
    let taken = inputs::find(&wanted).is_some()
        || catalogue::catalogue().iter().any(|definition| definition.id == wanted || slug(definition.name) == wanted);
    if taken {
        return Some(format!("“{}” is an input or a KPI of the catalogue already.", name.trim()));
    }
    let other = records.iter().find(|record| Some(record.id) != own && slug(&record.name) == wanted)?;
    Some(format!("There is a custom KPI called “{}” already.", other.name))
}

/// The KPI of the catalogue with an id, in any case.
fn in_catalogue(id: &str) -> Option<&'static catalogue::Definition> {
    catalogue::find(&id.trim().to_ascii_lowercase())
}

/// Puts a custom KPI in; where that changes its name, formulas that use the name follow. One undo takes it all back.
pub fn put(workspace: &Workspace, kpi: CustomKpi) -> Action {
    let records = &workspace.records.custom_kpis;
    let mut commands = Vec::new();
    if let Some(old) = records.get(kpi.id).filter(|old| old.name != kpi.name) {
        for other in records.iter().filter(|other| other.id != kpi.id) {
            let mut places = Vec::new();
            if let Ok(part) = parse::parse(&other.expression) {
                references(&part, &mut |name, span| {
                    if slug(name) == slug(&old.name) {
                        places.push(span);
                    }
                });
            }
            if !places.is_empty() {
                let mut changed = CustomKpi::clone(other);
                for span in places.into_iter().rev() {
                    changed
                        .expression
                        .replace_range(span, &format!("kpi(\"{}\")", kpi.name.replace(['"', '“', '”'], "'")));
                }
                changed.updated = kpi.updated;
                commands.push(Command::Put(changed.into()));
            }
        }
    }
    let action = Action::put(workspace, kpi);
    if commands.is_empty() {
        return action;
    }
    commands.push(action.command);
    Action::new(action.label, Command::All(commands))
}

/// The names of KPIs in a formula with the whole of their places, from left to right: of `kpi("…")` the call.
fn references(part: &parse::Part, see: &mut dyn FnMut(&str, Span)) {
    match &part.node {
        parse::Node::Name(name) => see(name, part.span.clone()),
        parse::Node::Negate(inner) => references(inner, see),
        parse::Node::Binary(_, a, b) => {
            references(a, see);
            references(b, see);
        }
        parse::Node::Call(name, _, arguments) => match arguments.as_slice() {
            [parse::Part { node: parse::Node::Text(text) | parse::Node::Name(text), .. }]
                if name.eq_ignore_ascii_case("kpi") =>
            {
                see(text, part.span.clone());
            }
            arguments => arguments.iter().for_each(|argument| references(argument, see)),
        },
        parse::Node::Number(_) | parse::Node::Text(_) => {}
    }
}

/// A name as it can be written without quotation marks: “Share of replies” is `share_of_replies`.
fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for letter in name.trim().chars() {
        if letter.is_alphanumeric() {
            out.extend(letter.to_lowercase());
        } else if !out.ends_with('_') {
            out.push('_');
        }
    }
    out.trim_matches('_').to_owned()
}

/// A custom KPI, ready to be computed, or why it is not.
#[derive(Clone, Debug)]
pub struct Custom {
    /// As it is kept.
    pub record: Arc<CustomKpi>,
    pub(crate) id: String,
    pub(crate) unit: Unit,
    pub(crate) formula: String,
    pub(crate) inputs: Vec<&'static str>,
    pub(crate) dimensions: Vec<Dimension>,
    pub(crate) plan: Result<Plan, Vec<Problem>>,
}

impl Custom {
    fn new(record: &Arc<CustomKpi>, plan: Result<Plan, Vec<Problem>>) -> Self {
        let formula =
            plan.as_ref().map_or_else(|_| record.expression.clone(), |plan| words::formula(plan, record.unit));
        Self {
            record: Arc::clone(record),
            id: record.id.to_string(),
            unit: units::unit(record.unit),
            formula,
            inputs: plan.as_ref().map(Plan::columns).unwrap_or_default(),
            dimensions: plan.as_ref().map(Plan::dimensions).unwrap_or_default(),
            plan,
        }
    }

    /// The table that its n and its rows are of: the first input's, else that of the first KPI.
    pub(crate) fn subject(&self) -> TableKind {
        let Ok(plan) = &self.plan else { return TableKind::Posts };
        let first = plan.tables().first().copied();
        first.or_else(|| plan.kpis.first().map(|used| used.kpi.subject())).unwrap_or(TableKind::Posts)
    }
}

impl Custom {
    /// What its n counts, in the plural.
    pub(crate) fn things(&self) -> &'static str {
        match (&self.plan, self.subject()) {
            (Ok(plan), _) if plan.tables().is_empty() => plan.kpis.first().map_or("rows", |used| used.kpi.things()),
            (_, TableKind::ChannelDays) => "days",
            (_, subject) => subject.name(),
        }
    }
}

/// The custom KPIs of a workspace, compiled.
#[derive(Clone, Debug, Default)]
pub struct Kpis {
    /// Each is there.
    kpis: Vec<Option<Kpi>>,
    names: Names,
}

impl Kpis {
    /// Compiles all of them. One that is wrong, or is built on itself, is there with its problems.
    pub fn new(records: &Collection<CustomKpi>) -> Self {
        let all: Vec<&Arc<CustomKpi>> = records.iter().collect();
        let names = Names::new(all.iter().map(|record| (record.id.to_string(), record.name.as_str())));
        // Who waits for whom, by place.
        let mut waits_for = vec![0_usize; all.len()];
        let mut followers: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
        for (place, record) in all.iter().enumerate() {
            let Ok(part) = parse::parse(&record.expression) else { continue };
            references(&part, &mut |name, _| {
                let taken = inputs::find(name).is_some() || in_catalogue(name).is_some();
                if !taken && let Some([used, ..]) = names.0.get(&slug(name)).map(Vec::as_slice) {
                    waits_for[place] += 1;
                    followers[*used].push(place);
                }
            });
        }
        let mut done: Vec<Option<Kpi>> = vec![None; all.len()];
        let mut ready: Vec<usize> = (0..all.len()).filter(|place| waits_for[*place] == 0).collect();
        while let Some(place) = ready.pop() {
            let record = all[place];
            let lookup = Known { names: &names, kpis: &done, own: None };
            let mut plan = compile(&record.expression, record.unit, &lookup);
            if plan.as_ref().is_ok_and(|plan| plan.depth > DEEPEST) {
                plan = Err(vec![Problem::new(0..record.expression.len(), too_deep())]);
            }
            done[place] = Some(Kpi::Custom(Arc::new(Custom::new(record, plan))));
            for follower in std::mem::take(&mut followers[place]) {
                waits_for[follower] -= 1;
                if waits_for[follower] == 0 {
                    ready.push(follower);
                }
            }
        }
        // What still waits is built on itself, or on what is.
        let kpis = all.iter().zip(done).map(|(record, done)| {
            done.or_else(|| {
                let message = "The KPI is built on itself: its formula leads back to it.";
                let problem = Problem::new(0..record.expression.len(), message);
                Some(Kpi::Custom(Arc::new(Custom::new(record, Err(vec![problem])))))
            })
        });
        Self { kpis: kpis.collect(), names }
    }

    /// All of them, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Kpi> {
        self.kpis.iter().flatten()
    }

    /// The KPI with this id: of the catalogue, or a custom one.
    pub fn find(&self, id: &str) -> Option<Kpi> {
        let custom = || self.iter().find(|kpi| kpi.id() == id).cloned();
        catalogue::find(id).map(Kpi::Catalogue).or_else(custom)
    }

    /// The catalogue, then the custom KPIs.
    pub fn all(&self) -> Vec<Kpi> {
        catalogue::catalogue().iter().map(Kpi::Catalogue).chain(self.iter().cloned()).collect()
    }
}

/// Places of custom KPIs by id and name, as they can be written in a formula.
#[derive(Clone, Debug, Default)]
struct Names(BTreeMap<String, Vec<usize>>);

impl Names {
    fn new<'a>(all: impl Iterator<Item = (String, &'a str)>) -> Self {
        let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, (id, name)) in all.enumerate() {
            names.insert(slug(&id), vec![place]);
            names.entry(slug(name)).or_default().push(place);
        }
        Self(names)
    }
}

/// The KPIs that a formula may name.
struct Known<'a> {
    names: &'a Names,
    kpis: &'a [Option<Kpi>],
    /// The one whose formula it is.
    own: Option<Id>,
}

/// Whether a KPI is this one or built on it.
fn leads_to(kpi: &Kpi, own: Id) -> bool {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut open = vec![kpi];
    while let Some(kpi) = open.pop() {
        let Kpi::Custom(custom) = kpi else { continue };
        if custom.record.id == own {
            return true;
        }
        if seen.insert(&custom.id)
            && let Ok(plan) = &custom.plan
        {
            open.extend(plan.kpis.iter().map(|used| &used.kpi));
        }
    }
    false
}

impl Lookup for Known<'_> {
    fn kpi(&self, name: &str) -> Result<Option<Kpi>, String> {
        if let Some(definition) = in_catalogue(name) {
            return Ok(Some(Kpi::Catalogue(definition)));
        }
        let wanted = slug(name);
        let kpi = match self.names.0.get(&wanted).map_or(&[][..], Vec::as_slice) {
            [] => {
                let named = |definition: &&catalogue::Definition| slug(definition.name) == wanted;
                return Ok(catalogue::catalogue().iter().find(named).map(Kpi::Catalogue));
            }
            [place] => self.kpis.get(*place).cloned().flatten(),
            _ => return Err(format!("Several KPIs are called “{}”. Give them different names.", name.trim())),
        };
        match (kpi, self.own) {
            (Some(kpi), Some(own)) if leads_to(&kpi, own) => {
                Err(format!("“{}” leads back to this KPI: a KPI cannot be built on itself.", kpi.name()))
            }
            (kpi, _) => Ok(kpi),
        }
    }

    fn names(&self) -> Vec<String> {
        let custom = self.kpis.iter().flatten().map(|kpi| slug(kpi.name()));
        catalogue::catalogue().iter().map(|definition| definition.id.to_owned()).chain(custom).collect()
    }
}

impl From<&Custom> for Record {
    fn from(custom: &Custom) -> Self {
        Self::CustomKpi(Arc::clone(&custom.record))
    }
}
