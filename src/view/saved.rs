//! Saved views and the dashboards made of them: addresses in words, and what is behind each place of a dashboard.

use super::route::{AnalyticsView, Route, Section};
use crate::{
    analytics::{Comparison, Dataset, Kpi},
    model::{
        Action, Command, Id, Instant, Workspace,
        record::{Dashboard, DashboardItem, ItemSize, SavedView},
    },
};
use std::sync::Arc;

/// Reads the address of a saved view.
///
/// # Errors
/// Where it does not lead to the analytics screen; the text says what to do.
pub fn parse(address: &str) -> Result<AnalyticsView, String> {
    match Route::parse(address.trim()) {
        Route::Analytics(view) => Ok(view),
        other => Err(format!(
            "A view is an address of the analytics screen, such as {}?kpi=reach; this one leads to “{}”.",
            SavedView::PREFIX,
            other.title()
        )),
    }
}

/// What is on the screen as a record, with its title in words. Open rows are not kept: they are of a moment.
pub fn save(id: Id, now: Instant, dataset: &Dataset, view: &AnalyticsView) -> SavedView {
    let view = AnalyticsView { rows: None, ..view.clone() };
    SavedView::new(id, now, title(dataset, &view), Route::Analytics(view).to_string())
}

/// Saves a view and puts it at the end of a dashboard, as one action.
pub fn save_onto(workspace: &Workspace, view: SavedView, dashboard: &Dashboard, now: Instant) -> Action {
    let mut changed = dashboard.clone();
    changed.items.push(DashboardItem::view(view.id, ItemSize::Medium));
    changed.updated = now;
    let first = Action::put(workspace, view);
    Action::new(first.label, Command::All(vec![first.command, Command::Put(changed.into())]))
}

/// The saved views as they are listed: pinned ones first, then by name.
pub fn listed(workspace: &Workspace) -> Vec<Arc<SavedView>> {
    let mut views: Vec<Arc<SavedView>> = workspace.records.saved_views.iter().cloned().collect();
    views.sort_by_cached_key(|view| (!view.pinned, view.name.to_lowercase()));
    views
}

/// A view in words: “Engagement rate by reach, by channel, last 90 days”.
pub fn title(dataset: &Dataset, view: &AnalyticsView) -> String {
    let workspace = dataset.workspace();
    let mut parts = Vec::new();
    parts.push(match view.section {
        Section::Figures => match (&view.kpi, super::dashboard::focus(dataset, view)) {
            (Some(id), Some(kpi)) if kpi.id() != id => "A figure that is not there any more".to_owned(),
            (_, Some(kpi)) => short_name(&kpi),
            (_, None) => "Figures".to_owned(),
        },
        Section::Members => "Members over time".to_owned(),
        Section::Conversation => "Conversation".to_owned(),
    });
    if let Some(by) = view.by {
        parts.push(format!("by {}", by.label().to_lowercase()));
    }
    if let Some(grain) = view.grain.filter(|_| view.section == Section::Members) {
        parts.push(format!("by {}", grain.label().to_lowercase()));
    }
    let channels: Vec<&str> = view
        .filter
        .channels
        .iter()
        .map(|id| workspace.records.channels.get(*id).map_or("a channel that is gone", |channel| channel.name.as_str()))
        .collect();
    if !channels.is_empty() {
        parts.push(several(&channels));
    }
    if !view.filter.types.is_empty() {
        let types: Vec<&str> =
            view.filter.types.iter().map(|kind| if kind.is_empty() { "no type" } else { kind.as_str() }).collect();
        parts.push(several(&types));
    }
    if let Some(paid) = view.filter.paid {
        parts.push(if paid { "paid" } else { "organic" }.to_owned());
    }
    let segments: Vec<&str> = view
        .filter
        .segments
        .iter()
        .map(|id| workspace.records.segments.get(*id).map_or("a segment that is gone", |segment| segment.name.as_str()))
        .collect();
    if !segments.is_empty() {
        parts.push(several(&segments));
    }
    if let Some(period) = view.filter.period {
        let label = period.label();
        // Dates keep their months' capital letters.
        let word = label.chars().next().is_some_and(char::is_alphabetic);
        parts.push(if word { label.to_lowercase() } else { label });
    }
    if view.compare == Comparison::LastYear && view.section == Section::Figures {
        parts.push("against last year".to_owned());
    }
    parts.join(", ")
}

/// A KPI's name without the way its posts are weighed, which is the usual one.
fn short_name(kpi: &Kpi) -> String {
    let name = kpi.name();
    match kpi {
        Kpi::Catalogue(_) => name.strip_suffix(", pooled").unwrap_or(name).to_owned(),
        Kpi::Custom(_) => name.to_owned(),
    }
}

/// “A”, “A and B”, “A and 2 more”.
fn several(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [one, two] => format!("{one} and {two}"),
        [one, rest @ ..] => format!("{one} and {} more", rest.len()),
    }
}

/// A place of a dashboard with what is behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// What it is called.
    pub title: String,
    /// How much room it takes.
    pub size: ItemSize,
    /// What is there.
    pub content: Content,
}

/// What is in a place of a dashboard.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A saved view, as its address chooses.
    View {
        /// The record.
        record: Arc<SavedView>,
        /// What its address says.
        view: Box<AnalyticsView>,
    },
    /// A KPI.
    Kpi {
        /// Which.
        kpi: Kpi,
        /// Its period, filters and comparison.
        view: Box<AnalyticsView>,
    },
    /// Nothing: what stood here is gone, and why.
    Gap(String),
}

impl Content {
    /// Where the place leads to.
    pub fn address(&self) -> Option<String> {
        match self {
            Self::View { view, .. } | Self::Kpi { view, .. } => Some(Route::Analytics((**view).clone()).to_string()),
            Self::Gap(_) => None,
        }
    }
}

/// The places of a dashboard in their order. One whose view or KPI is gone is a gap that says so; undoing the removal
/// fills it again.
pub fn places(dataset: &Dataset, dashboard: &Dashboard) -> Vec<Place> {
    dashboard.items.iter().map(|item| place(dataset, item)).collect()
}

fn place(dataset: &Dataset, item: &DashboardItem) -> Place {
    let gap = |title: &str, why: &str| Place {
        title: title.to_owned(),
        size: item.size,
        content: Content::Gap(why.to_owned()),
    };
    if let Some(id) = item.view {
        let Some(record) = dataset.workspace().records.saved_views.get(id) else {
            return gap(
                "Removed view",
                "The saved view that stood here was removed. Choose another, or take the place out.",
            );
        };
        return match parse(&record.address) {
            Ok(view) => Place {
                title: record.name.clone(),
                size: item.size,
                content: Content::View { record: Arc::clone(record), view: Box::new(view) },
            },
            Err(why) => gap(&record.name, &why),
        };
    }
    let id = item.kpi.as_deref().unwrap_or_default();
    let Some(kpi) = dataset.kpis().find(id) else {
        return gap(
            "Removed figure",
            "The KPI that stood here is not there any more. Choose another, or take the place out.",
        );
    };
    let mut view = match Route::parse(&format!("{}?{}", SavedView::PREFIX, item.query)) {
        Route::Analytics(view) => view,
        _ => AnalyticsView::default(),
    };
    view.kpi = Some(id.to_owned());
    Place { title: title(dataset, &view), size: item.size, content: Content::Kpi { kpi, view: Box::new(view) } }
}

/// What an item of a dashboard asks of its KPI: the address of a view without the way to the screen and the KPI.
pub fn item_query(view: &AnalyticsView) -> String {
    let address = Route::Analytics(AnalyticsView { kpi: None, rows: None, ..view.clone() }).to_string();
    address.split_once('?').map_or_else(String::new, |(_, query)| query.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analytics::Dimension,
        model::{Day, RecordKey, RecordKind},
        view::{period::PeriodChoice, route::Filter},
    };

    fn dataset() -> Dataset {
        Dataset::new(crate::sample::community(7, Day::from_ymd(2026, 11, 22).unwrap()))
    }

    #[test]
    fn addresses_are_said_in_words() {
        let dataset = dataset();
        let channels = &dataset.workspace().records.channels;
        let forum = channels.iter().find(|channel| channel.name == "Tidyloom forum").unwrap();
        let say = |address: &str| title(&dataset, &parse(address).unwrap());
        assert_eq!(
            say("#/analytics?kpi=engagement_rate_by_reach&by=channel&period=90d"),
            "Engagement rate by reach, by channel, last 90 days"
        );
        assert_eq!(
            say(&format!(
                "#/analytics?kpi=reach&channel={}&type=photo&type=video&type=link&paid=false&period=all",
                forum.id
            )),
            "Reach, Tidyloom forum, photo and 2 more, organic, all time"
        );
        assert_eq!(say("#/analytics?section=members&grain=week&by=channel"), "Members over time, by channel, by week");
        assert_eq!(say("#/analytics?kpi=reach&period=2026-10-01..2026-10-31"), "Reach, 1–31 Oct 2026");
        assert_eq!(say("#/analytics?kpi=dau&compare=last-year"), "Daily active members (DAU), against last year");
        assert_eq!(say("#/analytics?kpi=gone"), "A figure that is not there any more");
        assert!(parse("#/posts?search=a").unwrap_err().contains("leads to “Posts”"));
    }

    #[test]
    fn what_is_on_the_screen_can_be_kept_and_come_back_to() {
        let dataset = dataset();
        let view = AnalyticsView {
            kpi: Some("reach".into()),
            filter: Filter { period: Some(PeriodChoice::LastDays(90)), ..Filter::default() },
            by: Some(Dimension::PostType),
            rows: Some("{}".into()),
            ..AnalyticsView::default()
        };
        let saved = save(Id::derived("v"), 5, &dataset, &view);
        assert_eq!(saved.name, "Reach, by type, last 90 days");
        assert_eq!(parse(&saved.address), Ok(AnalyticsView { rows: None, ..view.clone() }));
        assert_eq!(item_query(&view), "period=90d&by=type");
    }

    #[test]
    fn what_is_gone_leaves_a_gap_until_it_is_back() {
        let mut workspace = dataset().workspace().clone();
        let saved = SavedView::new(Id::derived("v"), 1, "Reach", "#/analytics?kpi=reach");
        let id = saved.id;
        workspace.apply(Action::put(&workspace, saved)).unwrap();
        let mut dashboard = Dashboard::new(Id::derived("d"), 1, "D");
        dashboard.items.push(DashboardItem::view(id, ItemSize::Large));
        dashboard.items.push(DashboardItem::kpi("stickiness", "period=90d", ItemSize::Small));
        dashboard.items.push(DashboardItem::kpi("nothing", "", ItemSize::Medium));
        let places_now = |workspace: &Workspace| places(&Dataset::new(workspace.clone()), &dashboard);
        let shown = places_now(&workspace);
        assert_eq!(shown[0].content.address().as_deref(), Some("#/analytics?kpi=reach"));
        assert_eq!(shown[1].title, "Stickiness (DAU / MAU), last 90 days");
        assert_eq!(shown[1].content.address().as_deref(), Some("#/analytics?kpi=stickiness&period=90d"));
        assert!(matches!(&shown[2].content, Content::Gap(why) if why.contains("not there any more")));

        let removed = Action::remove(RecordKey { kind: RecordKind::SavedView, id });
        let change = workspace.apply(removed).unwrap();
        assert!(matches!(&places_now(&workspace)[0].content, Content::Gap(why) if why.contains("was removed")));
        workspace.apply(Action::new("Undo", change.inverse)).unwrap();
        assert_eq!(places_now(&workspace), shown);
    }
}
