//! What a field may hold. The same rules serve the forms, the files and the scripting interface.

mod inbox;

pub use inbox::{SLA_MINUTES_MAX, conversation, sla_policy};
mod moderation;

pub use moderation::{FLAG_TEXT_MAX, WORDS_MAX};
mod feedback;

pub use feedback::{feedback_item, survey};
mod crisis;
mod learn;

pub use learn::{exercise, exercise_pack};

pub use crisis::{
    BASELINE_MAX, MESSAGES_MAX, MINUTES_MAX, WINDOW_MAX, alert_rule, drill, drill_message, incident, playbook,
};

use super::{
    Record, Settings,
    record::{
        Annotation, Campaign, Channel, ContentItem, CustomKpi, Dashboard, Event, Guideline, Objective, Pillar,
        SavedView, Segment, Slot, Snippet,
    },
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
        Record::Segment(record) => segment(record),
        Record::Pillar(record) => pillar(record),
        Record::Campaign(record) => campaign(record),
        Record::Guideline(record) => guideline(record),
        Record::Content(record) => content(record),
        Record::Slot(record) => slot(record),
        Record::Snippet(record) => snippet(record),
        Record::Event(record) => event(record),
        Record::Conversation(record) => conversation(record),
        Record::SlaPolicy(record) => sla_policy(record),
        Record::Flag(record) => moderation::flag(record),
        Record::WordList(record) => moderation::word_list(record),
        Record::AlertRule(record) => alert_rule(record),
        Record::Playbook(record) => playbook(record),
        Record::Incident(record) => incident(record),
        Record::Drill(record) => drill(record),
        Record::Learner(record) => learn::learner(record),
        Record::ExercisePack(record) => learn::exercise_pack(record),
        Record::ExerciseWork(record) => learn::exercise_work(record),
        Record::Submission(record) => learn::submission(record),
        Record::Batch(_) | Record::Mapping(_) | Record::NetworkFacts(_) | Record::AuditEntry(_) => Ok(()),
        Record::Feedback(record) => feedback_item(record),
        Record::Survey(record) => survey(record),
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
    if !channel.url.trim().is_empty() && !is_address(&channel.url) {
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
    if objective.start.zip(objective.end).is_some_and(|(start, end)| end < start) {
        return Err(Invalid::new("end", "The last day is before the first."));
    }
    for target in &objective.targets {
        if !target.target.is_finite() {
            return Err(Invalid::new("target", "The target is a number, such as 2.5 for 2.5 %."));
        }
    }
    Ok(())
}

/// Checks a segment.
///
/// # Errors
/// Names the first field that is wrong.
pub fn segment(segment: &Segment) -> Result<(), Invalid> {
    name("name", "segment", &segment.name)?;
    let conditions = segment.rule.iter().flat_map(|rule| &rule.conditions);
    if conditions.clone().any(|condition| !condition.value.is_finite() || condition.value < 0.0) {
        return Err(Invalid::new("value", "The value of a condition is a number of 0 or more."));
    }
    Ok(())
}

/// Checks a pillar.
///
/// # Errors
/// Names the first field that is wrong.
pub fn pillar(pillar: &Pillar) -> Result<(), Invalid> {
    name("name", "pillar", &pillar.name)?;
    if pillar.target_share.is_some_and(|share| !(0.0..=1.0).contains(&share)) {
        return Err(Invalid::new("target_share", "The share of the calendar is between 0 and 100 %."));
    }
    Ok(())
}

/// Checks a campaign.
///
/// # Errors
/// Names the first field that is wrong.
pub fn campaign(campaign: &Campaign) -> Result<(), Invalid> {
    name("name", "campaign", &campaign.name)?;
    if campaign.start.zip(campaign.end).is_some_and(|(start, end)| end < start) {
        return Err(Invalid::new("end", "The last day is before the first."));
    }
    Ok(())
}

/// Checks a guideline.
///
/// # Errors
/// Names the first field that is wrong.
pub fn guideline(guideline: &Guideline) -> Result<(), Invalid> {
    name("title", "guideline", &guideline.title)
}

/// Checks a piece of content. What a network would say to its texts is `platform`'s business.
///
/// # Errors
/// Names the first field that is wrong.
pub fn content(item: &ContentItem) -> Result<(), Invalid> {
    name("title", "post", &item.title)?;
    for (place, variant) in item.variants.iter().enumerate() {
        if item.variants[..place].iter().any(|other| other.channel == variant.channel) {
            return Err(Invalid::new(
                "variants",
                "A post has one variant for each channel; one channel is there twice.",
            ));
        }
        for (field, what, address) in
            [("link", "link", &variant.link), ("permalink", "address of the published post", &variant.permalink)]
        {
            if !address.trim().is_empty() && !is_address(address) {
                return Err(Invalid::new(field, format!("The {what} begins with https:// or http://.")));
            }
        }
    }
    Ok(())
}

/// Checks a recurring slot; whether its rule can be read is `recurrence`'s business.
///
/// # Errors
/// Names the first field that is wrong.
pub fn slot(slot: &Slot) -> Result<(), Invalid> {
    name("name", "slot", &slot.name)?;
    if slot.minute >= 24 * 60 {
        return Err(Invalid::new("minute", "The time is between 00:00 and 23:59."));
    }
    if slot.rule.trim().is_empty() {
        return Err(Invalid::new("rule", "Say on which days the slot comes."));
    }
    Ok(())
}

/// Checks a snippet.
///
/// # Errors
/// Names the first field that is wrong.
pub fn snippet(snippet: &Snippet) -> Result<(), Invalid> {
    name("name", "snippet", &snippet.name)?;
    if snippet.text.trim().is_empty() {
        return Err(Invalid::new("text", "A snippet is text to be used again: write it here."));
    }
    Ok(())
}

/// Checks an event.
///
/// # Errors
/// Names the first field that is wrong.
pub fn event(event: &Event) -> Result<(), Invalid> {
    name("title", "event", &event.title)?;
    if event.end < event.start {
        return Err(Invalid::new("end", "The event ends before it begins."));
    }
    if !event.url.trim().is_empty() && !is_address(&event.url) {
        return Err(Invalid::new("url", "The address begins with https:// or http://."));
    }
    if event.costs.iter().any(|cost| !cost.amount.is_finite()) {
        return Err(Invalid::new("costs", "A cost is a number, such as 120.50."));
    }
    for answer in &event.survey {
        if answer.rating.is_some_and(|rating| !(1..=5).contains(&rating)) {
            return Err(Invalid::new("survey", "A rating is 1 to 5."));
        }
        if answer.recommend.is_some_and(|recommend| recommend > 10) {
            return Err(Invalid::new("survey", "How likely somebody would recommend it is 0 to 10."));
        }
    }
    Ok(())
}

/// Whether a text begins as the address of a page does: nothing else is ever made a link.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("https://") || text.starts_with("http://")
}
