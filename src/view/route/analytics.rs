//! What is chosen on the analytics screen.

use super::{
    Filter,
    query::{Pairs, QueryText},
};
use crate::{
    analytics::{Comparison, Dimension, Grain},
    model::Day,
    view::dashboard::comparison_key,
};

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

impl AnalyticsView {
    pub(super) fn read(pairs: &Pairs) -> Self {
        Self {
            kpi: pairs.get("kpi").map(str::to_owned),
            filter: Filter::read(pairs),
            compare: Comparison::ALL
                .into_iter()
                .find(|compare| Some(comparison_key(*compare)) == pairs.get("compare"))
                .unwrap_or_default(),
            section: Section::ALL
                .into_iter()
                .find(|section| Some(section.key()) == pairs.get("section"))
                .unwrap_or_default(),
            grain: Grain::ALL.into_iter().find(|grain| Some(grain.key()) == pairs.get("grain")),
            by: Dimension::ALL.into_iter().find(|dimension| Some(dimension.key()) == pairs.get("by")),
            course: Course::ALL
                .into_iter()
                .find(|course| Some(course.key()) == pairs.get("course"))
                .unwrap_or_default(),
            day: pairs.get("day").and_then(|day| day.parse().ok()),
            log: pairs.get("scale") == Some("log"),
            rows: pairs.get("rows").map(str::to_owned),
        }
    }

    pub(super) fn write(&self, query: &mut QueryText, path: &'static str) -> &'static str {
        if let Some(kpi) = &self.kpi {
            query.add("kpi", kpi);
        }
        self.filter.write(query);
        if self.compare != Comparison::default() {
            query.add("compare", comparison_key(self.compare));
        }
        if self.section != Section::default() {
            query.add("section", self.section.key());
        }
        if let Some(grain) = self.grain {
            query.add("grain", grain.key());
        }
        if let Some(by) = self.by {
            query.add("by", by.key());
        }
        if self.course != Course::default() {
            query.add("course", self.course.key());
        }
        if let Some(day) = self.day {
            query.add("day", &day.to_string());
        }
        if self.log {
            query.add("scale", "log");
        }
        if let Some(rows) = &self.rows {
            query.add("rows", rows);
        }
        path
    }
}
