//! What a field may hold. The same rules serve the forms, the files and the scripting interface.

use super::{
    Record, Settings,
    record::{Annotation, Channel, CustomKpi, Dashboard, Objective, SavedView},
};

/// A field that holds what it may not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Invalid {
    /// Name of the field, as in the type.
    pub field: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

impl Invalid {
    fn new(field: &'static str, message: impl Into<String>) -> Self {
        Self { field, message: message.into() }
    }
}

/// Longest name of anything, in characters.
pub const NAME_MAX: usize = 200;

fn name(field: &'static str, what: &str, value: &str) -> Result<(), Invalid> {
    if value.trim().is_empty() {
        return Err(Invalid::new(field, format!("Give the {what} a name.")));
    }
    let length = value.chars().count();
    if length > NAME_MAX {
        return Err(Invalid::new(field, format!("The name has {length} characters; {NAME_MAX} are the most.")));
    }
    Ok(())
}

/// Checks the workspace's settings.
///
/// # Errors
/// Names the first field that is wrong.
pub fn settings(settings: &Settings) -> Result<(), Invalid> {
    name("name", "workspace", &settings.name)?;
    if settings.week_start > 6 {
        return Err(Invalid::new("week_start", "The first day of the week is 0 (Monday) to 6 (Sunday)."));
    }
    let weights = settings.weights;
    if [weights.like, weights.comment, weights.share].iter().any(|weight| !weight.is_finite() || *weight < 0.0) {
        return Err(Invalid::new("weights", "A weight is a number of 0 or more."));
    }
    Ok(())
}

/// Checks a record.
///
/// # Errors
/// Names the first field that is wrong.
pub fn record(record: &Record) -> Result<(), Invalid> {
    match record {
        Record::Channel(record) => channel(record),
        Record::Objective(record) => objective(record),
        Record::CustomKpi(record) => custom_kpi(record),
        Record::Annotation(record) => annotation(record),
        Record::SavedView(record) => saved_view(record),
        Record::Dashboard(record) => dashboard(record),
        Record::Batch(_) | Record::Mapping(_) => Ok(()),
    }
}

/// Longest formula of a custom KPI, in bytes.
pub const EXPRESSION_MAX: usize = 2_000;

/// Longest address of a saved view, in bytes.
pub const ADDRESS_MAX: usize = 8_000;

/// Checks a custom KPI, all but what its formula means: that `analytics::custom` knows.
///
/// # Errors
/// Names the first field that is wrong.
pub fn custom_kpi(kpi: &CustomKpi) -> Result<(), Invalid> {
    name("name", "KPI", &kpi.name)?;
    if kpi.expression.trim().is_empty() {
        return Err(Invalid::new("expression", "Give the KPI a formula, such as comments / posts."));
    }
    let length = kpi.expression.len();
    if length > EXPRESSION_MAX {
        return Err(Invalid::new(
            "expression",
            format!("The formula has {length} characters; {EXPRESSION_MAX} are the most."),
        ));
    }
    Ok(())
}

/// Checks an annotation.
///
/// # Errors
/// Names the first field that is wrong.
pub fn annotation(annotation: &Annotation) -> Result<(), Invalid> {
    name("title", "annotation", &annotation.title)?;
    if annotation.end.is_some_and(|end| end < annotation.start) {
        return Err(Invalid::new("end", "The last day is before the first."));
    }
    Ok(())
}

/// Checks a saved view; whether its address leads somewhere is for the page to say.
///
/// # Errors
/// Names the first field that is wrong.
pub fn saved_view(view: &SavedView) -> Result<(), Invalid> {
    name("name", "view", &view.name)?;
    if !view.address.starts_with(SavedView::PREFIX) {
        let message = format!("A view is an address of the analytics screen: it begins with {}.", SavedView::PREFIX);
        return Err(Invalid::new("address", message));
    }
    if view.address.len() > ADDRESS_MAX {
        return Err(Invalid::new("address", format!("The address is longer than {ADDRESS_MAX} characters.")));
    }
    Ok(())
}

/// Most items of a dashboard.
pub const ITEMS_MAX: usize = 100;

/// Checks a dashboard. A saved view that is not there any more is no fault: its place says so.
///
/// # Errors
/// Names the first field that is wrong.
pub fn dashboard(dashboard: &Dashboard) -> Result<(), Invalid> {
    name("name", "dashboard", &dashboard.name)?;
    if dashboard.items.len() > ITEMS_MAX {
        return Err(Invalid::new("items", format!("A dashboard has at most {ITEMS_MAX} items.")));
    }
    if dashboard.items.iter().any(|item| item.view.is_some() == item.kpi.is_some()) {
        return Err(Invalid::new("items", "Each item is either a saved view or a KPI."));
    }
    Ok(())
}

/// Checks a channel.
///
/// # Errors
/// Names the first field that is wrong.
pub fn channel(channel: &Channel) -> Result<(), Invalid> {
    name("name", "channel", &channel.name)?;
    let url = channel.url.trim();
    if !url.is_empty() && !url.starts_with("https://") && !url.starts_with("http://") {
        return Err(Invalid::new("url", "The address begins with https:// or http://."));
    }
    Ok(())
}

/// Checks an objective.
///
/// # Errors
/// Names the first field that is wrong.
pub fn objective(objective: &Objective) -> Result<(), Invalid> {
    if objective.text.trim().is_empty() {
        return Err(Invalid::new("text", "Say in a sentence what should be reached."));
    }
    for target in &objective.targets {
        if !target.target.is_finite() {
            return Err(Invalid::new("target", "The target is a number, such as 2.5 for 2.5 %."));
        }
    }
    Ok(())
}
