//! Workspace tasks: a small believable workspace to work in ([`scenario`]), and what is looked at in it afterwards
//! ([`check`]). A task is data (`record::Task`): a teacher chooses a scenario and names rules with their parameters; the
//! rules are in [`rules`] and described in docs/exercises.md.
//!
//! Pure: the same seed and time give the same workspace, and a check is a function of the workspace and the time. What the
//! days of a rule are counted from is the moment at which the task was begun (`Settings::created`), so that work handed in
//! a week later is looked at as it would have been at once.

mod rules;
mod scenario;
#[cfg(test)]
mod tests;
mod with;

pub use rules::{RULES, RuleInfo};
pub use scenario::scenario;
pub use with::Fault;

use crate::model::{
    Extra, Id, Instant, Settings, Workspace, Zone,
    record::{CheckOutcome, Task},
};
use rules::{Found, Look};
use std::cell::RefCell;
use with::With;

/// Looks at everything a task asks for. A check that is not written rightly earns nothing and says so.
pub fn check(task: &Task, workspace: &Workspace, now: Instant) -> Vec<CheckOutcome> {
    let look = Look::new(workspace, now);
    task.checks
        .iter()
        .enumerate()
        .map(|(place, check)| {
            let faults = RefCell::new(Vec::new());
            let found = run(&check.rule, &check.with, &format!("checks[{place}]"), &faults, &look);
            let Found { share, said } = match faults.into_inner().first() {
                Some(fault) => Found::none(format!("This check is not written rightly ({fault}). Tell your teacher.")),
                None => found,
            };
            let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
            CheckOutcome { check: check.id.clone(), share, said }
        })
        .collect()
}

/// What is wrong with a task as it is written, each with the path of the field: unknown rules and parameters, values that
/// do not fit, checks without words or with the same id. Empty where all is well.
pub fn check_task(task: &Task) -> Vec<Fault> {
    let faults = RefCell::new(Vec::new());
    let add = |path: String, message: &str| faults.borrow_mut().push(Fault { path, message: message.to_owned() });
    if task.checks.is_empty() {
        add("checks".to_owned(), "Ask for at least one thing.");
    }
    if !task.start.is_empty() && !task.start.starts_with("#/") {
        add("start".to_owned(), "The address of a screen begins with #/, as #/content?view=week.");
    }
    for (place, check) in task.checks.iter().enumerate() {
        let path = format!("checks[{place}]");
        if check.id.trim().is_empty() {
            add(format!("{path}.id"), "Give the check an id.");
        } else if task.checks.iter().take(place).any(|other| other.id == check.id) {
            add(format!("{path}.id"), "Another check has this id already.");
        }
        if check.text.trim().is_empty() {
            add(format!("{path}.text"), "Say what is asked for.");
        }
        if !check.points.is_finite() || check.points < 0.0 {
            add(format!("{path}.points"), "Points are a number of 0 or more.");
        }
    }
    let mut faults = faults.into_inner();
    faults.extend(rule_faults(task));
    faults
}

/// What is wrong with the rules of a task and with what they are told, each with the path of the field.
pub fn rule_faults(task: &Task) -> Vec<Fault> {
    // Rules read all they are told before they look, so that an empty workspace will do.
    let workspace = Workspace::new(Settings::new(Id::derived("authoring"), "Authoring", 0, Zone::UTC));
    let look = Look::new(&workspace, 0);
    let faults = RefCell::new(Vec::new());
    for (place, check) in task.checks.iter().enumerate() {
        run(&check.rule, &check.with, &format!("checks[{place}]"), &faults, &look);
    }
    faults.into_inner()
}

fn run(rule: &str, with: &Extra, path: &str, faults: &RefCell<Vec<Fault>>, look: &Look<'_>) -> Found {
    match RULES.iter().find(|one| one.name == rule) {
        Some(info) => (info.run)(&With::new(with, format!("{path}.with"), faults), look),
        None => {
            let message = format!(
                "There is no rule “{}”; docs/exercises.md lists them.",
                rule.chars().take(60).collect::<String>()
            );
            faults.borrow_mut().push(Fault { path: format!("{path}.rule"), message });
            Found::none("")
        }
    }
}
