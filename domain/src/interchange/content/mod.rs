//! Pieces of content as a table, out and in: one row a variant, for a spreadsheet; and the three columns that
//! publishing suites take for many posts at once (Hootsuite's: date and time, message, link).
//!
//! ```text
//! columns  what the columns are called      list   several values in one cell
//! write    out                              read   the rows of a file, cell by cell
//! draft    rows into pieces: new, changed, the same, rejected and why
//! bulk     the three columns
//! ```
//!
//! A file that was written here reads in again without changing anything, and a file read twice changes nothing the
//! second time. Nothing is applied here: a [`Draft`] gives an action.

pub mod bulk;
mod columns;
mod draft;
mod list;
mod read;
mod write;

pub use bulk::{BULK_MOST, Bulk, LeftOut};
pub use columns::Column;
pub use draft::{CellChange, Draft, Incoming, Verdict};
pub use read::{Options, read};
pub use write::write;

use crate::model::{Id, Instant, Workspace, Zone, record::ContentStatus, time::Local};

/// A time as the workspace's clock shows it: day, and time of day to the minute, seconds only where there are any.
fn local(time: Instant, zone: Zone) -> (String, String) {
    let Local { day, ms_of_day, .. } = zone.local(time);
    let (hour, minute, second) = (ms_of_day / 3_600_000, ms_of_day / 60_000 % 60, ms_of_day / 1000 % 60);
    let seconds = if second == 0 { String::new() } else { format!(":{second:02}") };
    (day.to_string(), format!("{hour:02}:{minute:02}{seconds}"))
}

/// What a text of a cell names: of several with the name none.
fn named<'a>(records: impl Iterator<Item = (Id, &'a str)>, text: &str) -> Option<Id> {
    let wanted = crate::search::fold(text.trim());
    let mut found = None;
    for (id, name) in records {
        if crate::search::fold(name.trim()) == wanted {
            if found.is_some() {
                return None;
            }
            found = Some(id);
        }
    }
    found
}

/// The channel that a cell means: by name, id, account, or platform where there is one channel of it.
fn channel(workspace: &Workspace, text: &str) -> Option<Id> {
    let channels = &workspace.records.channels;
    let text = text.trim();
    let by_id = || text.parse().ok().filter(|id| channels.get(*id).is_some());
    let by_handle = || {
        let handle = text.strip_prefix('@').unwrap_or(text);
        named(channels.iter().filter(|channel| !channel.handle.is_empty()).map(|c| (c.id, c.handle.as_str())), handle)
    };
    let by_platform = || named(channels.iter().map(|channel| (channel.id, channel.platform.label())), text);
    named(channels.iter().map(|channel| (channel.id, channel.name.as_str())), text)
        .or_else(by_id)
        .or_else(by_handle)
        .or_else(by_platform)
}

/// The pillar that a cell means: by name or id.
fn pillar(workspace: &Workspace, text: &str) -> Option<Id> {
    let pillars = &workspace.records.pillars;
    named(pillars.iter().map(|pillar| (pillar.id, pillar.name.as_str())), text)
        .or_else(|| text.trim().parse().ok().filter(|id| pillars.get(*id).is_some()))
}

/// The campaign that a cell means: by name or id.
fn campaign(workspace: &Workspace, text: &str) -> Option<Id> {
    let campaigns = &workspace.records.campaigns;
    named(campaigns.iter().map(|campaign| (campaign.id, campaign.name.as_str())), text)
        .or_else(|| text.trim().parse().ok().filter(|id| campaigns.get(*id).is_some()))
}

/// The status that a cell means, in words of this and other tools.
fn status(text: &str) -> Option<ContentStatus> {
    let name = crate::search::fold(text.trim());
    let own = ContentStatus::ALL.iter().copied();
    own.clone().find(|status| name == status.key() || name == status.label().to_lowercase()).or(match name.as_str() {
        "review" | "in-review" | "needs review" | "pending" | "pending approval" => Some(ContentStatus::InReview),
        "planned" | "ready" | "queued" => Some(ContentStatus::Scheduled),
        "live" | "posted" | "done" | "sent" => Some(ContentStatus::Published),
        "in progress" | "writing" | "to do" | "todo" => Some(ContentStatus::Draft),
        "backlog" => Some(ContentStatus::Idea),
        "declined" => Some(ContentStatus::Rejected),
        _ => None,
    })
}
