//! The menu of the content screen: what posts are made with, and what goes out on paper and as files.

use super::plan::Plan;
use crate::{
    model::RecordKind,
    ui::components::{IconName, MenuItem},
    view::route::Opened,
};
use leptos::prelude::*;

/// The lines of the menu.
pub fn menu(plan: Plan) -> Vec<MenuItem> {
    let new =
        |label: &str, kind: RecordKind| MenuItem::new(label, move || plan.open(Opened::new(kind))).icon(IconName::Plus);
    let mut items = vec![
        new("New recurring slot", RecordKind::Slot),
        new("New campaign", RecordKind::Campaign),
        new("New snippet", RecordKind::Snippet),
    ];
    plan.app.workspace.with(|workspace| {
        let Some(records) = workspace.as_ref().map(|workspace| &workspace.records) else { return };
        let mut list = |group: &str, kind: RecordKind, all: Vec<(crate::model::Id, String)>| {
            for (place, (id, name)) in all.into_iter().enumerate() {
                let mut item = MenuItem::new(name, move || plan.open(Opened::edit(kind, id)));
                item.group = (place == 0).then(|| group.to_owned());
                items.push(item);
            }
        };
        list("Recurring slots", RecordKind::Slot, records.slots.iter().map(|one| (one.id, one.name.clone())).collect());
        list(
            "Campaigns",
            RecordKind::Campaign,
            records.campaigns.iter().map(|one| (one.id, one.name.clone())).collect(),
        );
        list("Snippets", RecordKind::Snippet, records.snippets.iter().map(|one| (one.id, one.name.clone())).collect());
    });
    let mut print = MenuItem::new("Print", || drop(window().print())).icon(IconName::Print);
    print.group = Some("Out".to_owned());
    items.push(print);
    items
}
