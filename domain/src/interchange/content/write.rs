//! Pieces of content out as CSV.

use super::{Column, list, local};
use crate::{
    interchange::table::csv_out::{cell, guard},
    model::{
        Id, Workspace,
        record::{ContentItem, Variant},
    },
};

/// Separators of labels in a cell, the first the one that is written.
pub(super) const LABELS: &[char] = &[',', ';'];
/// Separators of files and what they show; those hold commas often.
pub(super) const FILES: &[char] = &[';'];

/// Writes pieces of content: a header, then a row for each variant; a piece without one has a row of its own. Times are
/// those of the workspace's zone. A text that a spreadsheet program could take for a formula gets an apostrophe in
/// front, which reading takes off again.
pub fn write<'a>(workspace: &Workspace, items: impl IntoIterator<Item = &'a ContentItem>) -> String {
    let mut out = String::new();
    for (place, column) in Column::ALL.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        out.push_str(column.name());
    }
    out.push_str("\r\n");
    for item in items {
        if item.variants.is_empty() {
            row(&mut out, workspace, item, None);
        }
        for variant in &item.variants {
            row(&mut out, workspace, item, Some(variant));
        }
    }
    out
}

fn row(out: &mut String, workspace: &Workspace, item: &ContentItem, variant: Option<&Variant>) {
    for (place, column) in Column::ALL.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        cell(out, &guard(&value(workspace, item, variant, *column)), ',');
    }
    out.push_str("\r\n");
}

/// What stands in a cell, before it is guarded.
pub(super) fn value(workspace: &Workspace, item: &ContentItem, variant: Option<&Variant>, column: Column) -> String {
    let zone = workspace.settings.zone;
    let planned = || variant.and_then(|variant| variant.planned).or(item.planned).map(|time| local(time, zone));
    let of = |field: fn(&Variant) -> &str| variant.map_or("", field).to_owned();
    let files = |field: fn(&crate::model::record::Media) -> &str| {
        let files: Vec<&str> = variant.into_iter().flat_map(|variant| variant.media.iter().map(field)).collect();
        // Where nothing is said of any, the cell is blank.
        if files.iter().all(|file| file.is_empty()) && column == Column::Alt {
            return String::new();
        }
        list::join(&files, FILES)
    };
    match column {
        Column::Id => item.id.to_string(),
        Column::Title => item.title.clone(),
        Column::Status => item.status.key().to_owned(),
        Column::Date => planned().map_or_else(String::new, |(day, _)| day),
        Column::Time => planned().map_or_else(String::new, |(_, time)| time),
        Column::Channel => variant.map_or_else(String::new, |variant| channel_name(workspace, variant.channel)),
        Column::PostTitle => of(|variant| &variant.title),
        Column::Text => of(|variant| &variant.text),
        Column::Link => of(|variant| &variant.link),
        Column::Media => files(|media| &media.name),
        Column::Alt => files(|media| &media.alt),
        Column::Pillar => item.pillar.map_or_else(String::new, |id| {
            let name = workspace.records.pillars.get(id).map(|pillar| pillar.name.trim().to_owned());
            name.filter(|name| super::pillar(workspace, name) == Some(id)).unwrap_or_else(|| id.to_string())
        }),
        Column::Campaign => item.campaign.map_or_else(String::new, |id| {
            let name = workspace.records.campaigns.get(id).map(|campaign| campaign.name.trim().to_owned());
            name.filter(|name| super::campaign(workspace, name) == Some(id)).unwrap_or_else(|| id.to_string())
        }),
        Column::Owner => item.owner.clone(),
        Column::Tags => list::join(&item.tags.iter().map(String::as_str).collect::<Vec<_>>(), LABELS),
        Column::Published => variant.and_then(|variant| variant.published).map_or_else(String::new, |time| {
            let (day, time) = local(time, zone);
            format!("{day} {time}")
        }),
        Column::Permalink => of(|variant| &variant.permalink),
        Column::Notes => item.notes.clone(),
    }
}

/// A channel's name, or its id where the name could mean another one.
fn channel_name(workspace: &Workspace, id: Id) -> String {
    let name = workspace.records.channels.get(id).map(|channel| channel.name.trim().to_owned());
    name.filter(|name| super::channel(workspace, name) == Some(id)).unwrap_or_else(|| id.to_string())
}
