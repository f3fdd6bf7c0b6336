//! Where one is in the page, as a text behind `#`: every screen, filter and open panel has an address that can be
//! kept, sent and come back to. Unknown addresses lead to a page that says so; unknown parameters are ignored.

use super::{dashboard::comparison_key, period::PeriodChoice};
use crate::{
    analytics::{Comparison, Dimension, Grain},
    model::{Day, Id},
};
use std::fmt;

/// A screen with what is chosen on it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Route {
    /// The three doors and the workspaces there are.
    #[default]
    Start,
    /// KPI dashboard.
    Analytics(AnalyticsView),
    /// Posts and their results.
    Posts(ListView),
    /// What members did.
    Activities(ListView),
    /// People.
    Members(ListView),
    /// Channels; one may be open.
    Channels(Option<Panel>),
    /// Objectives with KPI targets; one may be open.
    Strategy(Option<Panel>),
    /// Views and figures side by side: the list of dashboards and saved views, or one dashboard.
    Dashboards(Option<Panel>),
    /// All KPIs, those with formulas of one's own first; one of these may be open.
    Kpis(Option<Panel>),
    /// What happened, as charts show it; one may be open.
    Annotations(Option<Panel>),
    /// Taking files in.
    Import,
    /// Giving files out.
    Export,
    /// Where the data is, how much, backups.
    Storage,
    /// The workspace's settings.
    Settings,
    /// An address that leads nowhere.
    Unknown(String),
}

/// What is open in the panel beside a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// A new record.
    New,
    /// An existing one.
    Edit(Id),
}

/// What is chosen on the dashboard.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct AnalyticsView {
    /// The KPI in focus, by id.
    pub kpi: Option<String>,
    /// Filters.
    pub filter: Filter,
    /// With which period to compare.
    pub compare: Comparison,
    /// Which part of the screen.
    pub section: Section,
    /// How long the steps of cohorts are; `None` = as suits the data.
    pub grain: Option<Grain>,
    /// What figures and curves are divided by; `None` = what suits the figure, and curves undivided.
    pub by: Option<Dimension>,
    /// How the figure is shown over time.
    pub course: Course,
    /// The day that divides before from after; `None` = what suggests itself.
    pub day: Option<Day>,
    /// Whether distributions are drawn on a logarithmic scale.
    pub log: bool,
    /// Which rows are open beside the charts: a mark of a chart, or all rows of the figure (empty).
    pub rows: Option<String>,
}

/// Ways to show a figure over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Course {
    /// As it was.
    #[default]
    Line,
    /// As it was, and where it is heading.
    Forecast,
    /// What changed with a day.
    BeforeAfter,
    /// A small chart for each part.
    Parts,
}

impl Course {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Line, Self::Forecast, Self::BeforeAfter, Self::Parts];

    /// Its name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Forecast => "forecast",
            Self::BeforeAfter => "before-after",
            Self::Parts => "parts",
        }
    }

    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Line => "Course",
            Self::Forecast => "Forecast",
            Self::BeforeAfter => "Before and after",
            Self::Parts => "Part by part",
        }
    }
}

/// The parts of the analytics screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Section {
    /// One figure in focus.
    #[default]
    Figures,
    /// Members over time: cohorts, survival, levels, the way to becoming a regular.
    Members,
    /// Who answers whom, and how soon.
    Conversation,
}

impl Section {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Figures, Self::Members, Self::Conversation];

    /// Its name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Figures => "figures",
            Self::Members => "members",
            Self::Conversation => "conversation",
        }
    }
}

/// What is chosen on a list of facts.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ListView {
    /// Text to look for.
    pub search: String,
    /// Filters.
    pub filter: Filter,
    /// Row that is open in the panel.
    pub open: Option<u32>,
}

/// Filters that several screens share.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Filter {
    /// Period; `None` = the screen's own suggestion.
    pub period: Option<PeriodChoice>,
    /// Channels; none = all.
    pub channels: Vec<Id>,
    /// Post types; none = all.
    pub types: Vec<String>,
    /// Paid only, organic only, or both.
    pub paid: Option<bool>,
}

impl Route {
    /// Reads an address: the part behind `#`, with or without it.
    pub fn parse(address: &str) -> Self {
        let address = address.trim_start_matches('#');
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let pairs: Vec<(String, String)> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(key, value)| (decode(key), decode(value)))
            .collect();
        let get = |key: &str| pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str());
        let panel = || match get("open")? {
            "new" => Some(Panel::New),
            id => id.parse().ok().map(Panel::Edit),
        };
        let list = || ListView {
            search: get("search").unwrap_or_default().into(),
            filter: Filter::read(&pairs),
            open: get("open").and_then(|row| row.parse().ok()),
        };
        match path.trim_matches('/') {
            "" | "start" => Self::Start,
            "analytics" => Self::Analytics(AnalyticsView {
                kpi: get("kpi").map(str::to_owned),
                filter: Filter::read(&pairs),
                compare: Comparison::ALL
                    .into_iter()
                    .find(|compare| Some(comparison_key(*compare)) == get("compare"))
                    .unwrap_or_default(),
                section: Section::ALL
                    .into_iter()
                    .find(|section| Some(section.key()) == get("section"))
                    .unwrap_or_default(),
                grain: Grain::ALL.into_iter().find(|grain| Some(grain.key()) == get("grain")),
                by: Dimension::ALL.into_iter().find(|dimension| Some(dimension.key()) == get("by")),
                course: Course::ALL.into_iter().find(|course| Some(course.key()) == get("course")).unwrap_or_default(),
                day: get("day").and_then(|day| day.parse().ok()),
                log: get("scale") == Some("log"),
                rows: get("rows").map(str::to_owned),
            }),
            "posts" => Self::Posts(list()),
            "activities" => Self::Activities(list()),
            "members" => Self::Members(list()),
            "channels" => Self::Channels(panel()),
            "strategy" => Self::Strategy(panel()),
            "dashboards" => Self::Dashboards(panel()),
            "kpis" => Self::Kpis(panel()),
            "annotations" => Self::Annotations(panel()),
            "import" => Self::Import,
            "export" => Self::Export,
            "storage" => Self::Storage,
            "settings" => Self::Settings,
            other => Self::Unknown(other.chars().take(100).collect()),
        }
    }

    /// The screen's name.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Start => "Start",
            Self::Analytics(_) => "Analytics",
            Self::Posts(_) => "Posts",
            Self::Activities(_) => "Activities",
            Self::Members(_) => "Members",
            Self::Channels(_) => "Channels",
            Self::Strategy(_) => "Strategy",
            Self::Dashboards(_) => "Dashboards",
            Self::Kpis(_) => "KPIs",
            Self::Annotations(_) => "Annotations",
            Self::Import => "Import",
            Self::Export => "Export",
            Self::Storage => "Backups & storage",
            Self::Settings => "Settings",
            Self::Unknown(_) => "Not found",
        }
    }

    /// Whether two routes lead to the same screen, whatever is chosen on it.
    pub fn same_screen(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

impl Filter {
    fn read(pairs: &[(String, String)]) -> Self {
        let mut filter = Self::default();
        for (key, value) in pairs {
            match key.as_str() {
                "period" => filter.period = value.parse().ok(),
                "channel" => filter.channels.extend(value.parse::<Id>()),
                "type" => filter.types.push(value.clone()),
                "paid" => filter.paid = value.parse().ok(),
                _ => {}
            }
        }
        filter
    }

    fn write(&self, query: &mut QueryText) {
        if let Some(period) = self.period {
            query.add("period", &period.to_string());
        }
        for channel in &self.channels {
            query.add("channel", &channel.to_string());
        }
        for kind in &self.types {
            query.add("type", kind);
        }
        if let Some(paid) = self.paid {
            query.add("paid", if paid { "true" } else { "false" });
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut query = QueryText::default();
        let path = match self {
            Self::Start => "start",
            Self::Analytics(view) => {
                if let Some(kpi) = &view.kpi {
                    query.add("kpi", kpi);
                }
                view.filter.write(&mut query);
                if view.compare != Comparison::default() {
                    query.add("compare", comparison_key(view.compare));
                }
                if view.section != Section::default() {
                    query.add("section", view.section.key());
                }
                if let Some(grain) = view.grain {
                    query.add("grain", grain.key());
                }
                if let Some(by) = view.by {
                    query.add("by", by.key());
                }
                if view.course != Course::default() {
                    query.add("course", view.course.key());
                }
                if let Some(day) = view.day {
                    query.add("day", &day.to_string());
                }
                if view.log {
                    query.add("scale", "log");
                }
                if let Some(rows) = &view.rows {
                    query.add("rows", rows);
                }
                "analytics"
            }
            Self::Posts(view) => view.write(&mut query, "posts"),
            Self::Activities(view) => view.write(&mut query, "activities"),
            Self::Members(view) => view.write(&mut query, "members"),
            Self::Channels(panel) => query.panel(*panel, "channels"),
            Self::Strategy(panel) => query.panel(*panel, "strategy"),
            Self::Dashboards(panel) => query.panel(*panel, "dashboards"),
            Self::Kpis(panel) => query.panel(*panel, "kpis"),
            Self::Annotations(panel) => query.panel(*panel, "annotations"),
            Self::Import => "import",
            Self::Export => "export",
            Self::Storage => "storage",
            Self::Settings => "settings",
            Self::Unknown(path) => path,
        };
        write!(f, "#/{path}{}", query.0)
    }
}

impl ListView {
    fn write(&self, query: &mut QueryText, path: &'static str) -> &'static str {
        if !self.search.is_empty() {
            query.add("search", &self.search);
        }
        self.filter.write(query);
        if let Some(row) = self.open {
            query.add("open", &row.to_string());
        }
        path
    }
}

#[derive(Default)]
struct QueryText(String);

impl QueryText {
    fn add(&mut self, key: &str, value: &str) {
        self.0.push(if self.0.is_empty() { '?' } else { '&' });
        self.0.push_str(key);
        self.0.push('=');
        for byte in value.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b':' | b',' => {
                    self.0.push(char::from(byte))
                }
                _ => {
                    self.0.push('%');
                    self.0.push(char::from(HEX[usize::from(byte >> 4)]));
                    self.0.push(char::from(HEX[usize::from(byte & 15)]));
                }
            }
        }
    }

    fn panel(&mut self, panel: Option<Panel>, path: &'static str) -> &'static str {
        match panel {
            Some(Panel::New) => self.add("open", "new"),
            Some(Panel::Edit(id)) => self.add("open", &id.to_string()),
            None => {}
        }
        path
    }
}

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// Undoes percent-encoding; what is not well formed is left as it stands.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
        match (bytes[at], hex(bytes.get(at + 1)), hex(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            (b'+', ..) => {
                out.push(b' ');
                at += 1;
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_empty_address_is_the_start() {
        for address in ["", "#", "#/", "/", "#/start"] {
            assert_eq!(Route::parse(address), Route::Start);
        }
        assert_eq!(Route::parse("#/nowhere/at/all"), Route::Unknown("nowhere/at/all".into()));
    }

    #[test]
    fn a_dashboard_address_reads_as_written() {
        let route =
            Route::parse("#/analytics?kpi=reach&period=all&type=Photo&type=Caf%C3%A9+au+lait&paid=false&compare=none");
        let Route::Analytics(view) = &route else { panic!("{route:?}") };
        assert_eq!(view.kpi.as_deref(), Some("reach"));
        assert_eq!(view.filter.types, ["Photo", "Café au lait"]);
        assert_eq!(view.filter.paid, Some(false));
        assert_eq!(view.compare, Comparison::None);
        assert_eq!(Route::parse(&route.to_string()), route);
    }

    fn filter() -> impl Strategy<Value = Filter> {
        let period = proptest::option::of(prop_oneof![
            Just(PeriodChoice::AllTime),
            (1u16..400).prop_map(PeriodChoice::LastDays)
        ]);
        let ids = proptest::collection::vec((0i64..1 << 40, any::<[u8; 10]>()), 0..3);
        (period, ids, proptest::collection::vec("\\PC{1,12}", 0..3), any::<Option<bool>>()).prop_map(
            |(period, ids, types, paid)| Filter {
                period,
                channels: ids.into_iter().map(|(time, random)| Id::mint(time, random)).collect(),
                types,
                paid,
            },
        )
    }

    proptest! {
        #[test]
        fn every_address_can_be_come_back_to(filter in filter(), search in "\\PC{0,20}", open in any::<Option<u32>>(), rows in proptest::option::of("\\PC{0,20}")) {
            let routes = [
                Route::Posts(ListView { search, filter: filter.clone(), open }),
                Route::Analytics(AnalyticsView { kpi: Some("a b&c=d".into()), filter, compare: Comparison::LastYear, section: Section::Members, grain: Some(Grain::Week), by: Some(Dimension::PostType), course: Course::BeforeAfter, day: Day::from_ymd(2026, 2, 28), log: true, rows }),
            ];
            for route in routes {
                prop_assert_eq!(Route::parse(&route.to_string()), route);
            }
        }

        #[test]
        fn no_address_breaks_the_page(address in "\\PC{0,60}") {
            let _ = Route::parse(&address);
        }
    }
}
