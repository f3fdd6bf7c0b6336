//! Pieces of content as lists and boards show them, and how they are moved.

use super::when;
use crate::{
    model::{
        Id, Workspace,
        record::{Campaign, Color, ContentItem, ContentStatus, Pillar},
    },
    plan::ContentFilter,
    view::route::ContentView,
};
use std::sync::Arc;

/// The content that the filters of a view let through, by the time it is planned for; without a time last.
pub fn chosen(workspace: &Workspace, view: &ContentView) -> Vec<Arc<ContentItem>> {
    let some = |ids: &[Id]| ids.iter().copied().map(Some).collect();
    let filter = ContentFilter {
        channels: view.channels.clone(),
        pillars: some(&view.pillars),
        campaigns: some(&view.campaigns),
        statuses: view.statuses.clone(),
        text: view.search.clone(),
        ..ContentFilter::default()
    };
    let mut items: Vec<_> = filter.matching(workspace).into_iter().cloned().collect();
    items.sort_by_key(|item| (item.planned.unwrap_or(i64::MAX), item.id));
    items
}

/// Names of the channels that a piece goes to, in the order of its variants.
pub fn channel_names(workspace: &Workspace, item: &ContentItem) -> Vec<String> {
    let name = |id| workspace.records.channels.get(id).map(|channel| channel.name.clone());
    item.variants.iter().filter_map(|variant| name(variant.channel)).collect()
}

/// The pillar of a piece.
pub fn pillar(workspace: &Workspace, item: &ContentItem) -> Option<Arc<Pillar>> {
    item.pillar.and_then(|id| workspace.records.pillars.get(id).cloned())
}

/// The campaign of a piece.
pub fn campaign(workspace: &Workspace, item: &ContentItem) -> Option<Arc<Campaign>> {
    item.campaign.and_then(|id| workspace.records.campaigns.get(id).cloned())
}

/// How a piece is marked: by its pillar, else its campaign.
pub fn color(workspace: &Workspace, item: &ContentItem) -> Option<Color> {
    pillar(workspace, item).map(|pillar| pillar.color).or_else(|| campaign(workspace, item).map(|one| one.color))
}

/// A piece moved by some days, with all its variants that are not out yet. `None` where it has no time, or is out.
pub fn moved(workspace: &Workspace, item: &ContentItem, days: i32, now: i64) -> Option<ContentItem> {
    let zone = workspace.settings.zone;
    let planned = item.planned.filter(|_| item.status != ContentStatus::Published)?;
    let mut item = item.clone();
    item.planned = Some(when::move_days(planned, days, zone));
    for variant in item.variants.iter_mut().filter(|variant| variant.published.is_none()) {
        variant.planned = variant.planned.map(|planned| when::move_days(planned, days, zone));
    }
    item.updated = now;
    Some(item)
}

/// A piece a step further. What goes out with it and has no time of its own went out when it was planned to, at the
/// latest now.
pub fn stepped(item: &ContentItem, to: ContentStatus, who: &str, why: &str, now: i64) -> ContentItem {
    let mut item = item.clone();
    item.step(now, to, who, why);
    if to == ContentStatus::Published {
        for variant in item.variants.iter_mut().filter(|variant| variant.published.is_none()) {
            variant.published = Some(variant.planned.or(item.planned).map_or(now, |at| at.min(now)));
        }
    }
    item
}

/// What tells whether matching content with posts could give something else than before: the facts, and the content.
pub fn stamp(workspace: &Workspace) -> (Id, u64, u64) {
    let mix = |sum: u64, item: &Arc<ContentItem>| {
        // Pieces are replaced, never changed where they stand.
        sum.rotate_left(5).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (Arc::as_ptr(item) as usize as u64)
    };
    (workspace.settings.id, workspace.facts_revision, workspace.records.content.iter().fold(0, mix))
}

/// A piece as a new draft of its own: what came of the first, and what was said of it, stays with the first.
pub fn duplicate(item: &ContentItem, id: Id, now: i64) -> ContentItem {
    let mut copy = ContentItem { id, created: now, updated: now, ..item.clone() };
    copy.title = format!("{} (copy)", item.title);
    copy.status = if item.status == ContentStatus::Idea { ContentStatus::Idea } else { ContentStatus::Draft };
    (copy.history, copy.comments, copy.slot) = (Vec::new(), Vec::new(), None);
    for variant in &mut copy.variants {
        (variant.published, variant.result) = (None, None);
        variant.permalink.clear();
    }
    copy
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::Variant;

    #[test]
    fn what_goes_out_went_out_when_it_was_planned_at_the_latest_now() {
        let mut item = ContentItem::new(Id::derived("i"), 0, "Tip");
        item.planned = Some(500);
        item.variants =
            vec![Variant::new(Id::derived("a")), Variant { published: Some(7), ..Variant::new(Id::derived("b")) }];
        let late = stepped(&item, ContentStatus::Published, "Noor", "", 900);
        assert_eq!(late.variants.iter().map(|it| it.published).collect::<Vec<_>>(), [Some(500), Some(7)]);
        assert_eq!((late.history.len(), late.history[0].who.as_str()), (1, "Noor"));
        let early = stepped(&item, ContentStatus::Published, "", "", 100);
        assert_eq!(early.variants[0].published, Some(100));
        assert_eq!(stepped(&item, ContentStatus::Draft, "", "", 100).variants, item.variants);
    }
}
