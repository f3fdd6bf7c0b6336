//! A dashboard: saved views and single KPIs side by side.

use super::choices::choices;
use crate::model::{Extra, Id, Instant};
use serde::{Deserialize, Serialize};

/// Views and figures on one page, in their order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Dashboard {
    /// Identifier.
    pub id: Id,
    /// When it was made: ms since 1970, UTC.
    pub created: Instant,
    /// When it was last changed: ms since 1970, UTC.
    pub updated: Instant,
    /// What people call it.
    pub name: String,
    /// What stands on it, from the top left.
    #[serde(default)]
    pub items: Vec<DashboardItem>,
    /// Other records it has to do with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Id>,
    /// Own words about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// Free labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One place on a dashboard: a saved view, or a KPI with what is asked of it. Exactly one of `view` and `kpi`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct DashboardItem {
    /// A saved view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view: Option<Id>,
    /// Id of a KPI of the catalogue or of a custom one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kpi: Option<String>,
    /// For a KPI: period, filters and comparison as in an address, such as `period=90d&paid=false`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub query: String,
    /// How much room it takes.
    #[serde(default)]
    pub size: ItemSize,
    /// Fields this version does not know.
    #[serde(flatten)]
    pub extra: Extra,
}

choices! {
    /// How much room an item takes on a dashboard.
    #[derive(Default)]
    ItemSize {
        /// A tile: the figure with its change and course.
        Small "small" "Small",
        /// Half the width: the chart.
        #[default]
        Medium "medium" "Medium",
        /// The whole width.
        Large "large" "Large",
    }
}

impl DashboardItem {
    /// A saved view.
    pub fn view(id: Id, size: ItemSize) -> Self {
        Self { view: Some(id), kpi: None, query: String::new(), size, extra: Extra::new() }
    }

    /// A KPI with what is asked of it.
    pub fn kpi(id: impl Into<String>, query: impl Into<String>, size: ItemSize) -> Self {
        Self { view: None, kpi: Some(id.into()), query: query.into(), size, extra: Extra::new() }
    }
}

impl Dashboard {
    /// An empty dashboard.
    pub fn new(id: Id, now: Instant, name: impl Into<String>) -> Self {
        Self {
            id,
            created: now,
            updated: now,
            name: name.into(),
            items: Vec::new(),
            notes: String::new(),
            links: Vec::new(),
            tags: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// What people call it.
    pub fn title(&self) -> &str {
        &self.name
    }
}
