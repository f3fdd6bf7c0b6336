//! The three columns that publishing suites take for many posts at once, as Hootsuite's bulk composer does: date and
//! time, message, link; no header; one file a channel.
//!
//! The texts go out as they are, without an apostrophe in front of `@` or `=`: what is in the file is what the suite
//! publishes.

use super::local;
use crate::{
    interchange::table::{DateOrder, csv_out::cell, date},
    model::{
        Day, Id, Instant, Workspace,
        record::{ContentItem, ContentStatus},
    },
};
use std::fmt::Write;

/// Most posts that Hootsuite takes at once.
pub const BULK_MOST: usize = 350;

/// A file for a publishing suite.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bulk {
    /// The file.
    pub text: String,
    /// How many posts are in it.
    pub posts: usize,
    /// What is not in it, and why.
    pub left_out: Vec<(Id, LeftOut)>,
    /// What the person should know, in sentences.
    pub notes: Vec<String>,
}

/// Why a post is not in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// It has no time to go out.
    NoTime,
    /// It has neither text nor link for the channel.
    NoText,
    /// It is out, or given up.
    NotOpen,
    /// Its time has passed.
    Past,
}

impl LeftOut {
    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::NoTime => "has no time to go out",
            Self::NoText => "has no text for this channel",
            Self::NotOpen => "is published or given up",
            Self::Past => "should have gone out already",
        }
    }
}

/// What goes out on a channel, in order of time. `order` says how dates are written: month or day first.
pub fn write<'a>(
    workspace: &Workspace,
    items: impl IntoIterator<Item = &'a ContentItem>,
    channel: Id,
    order: DateOrder,
    now: Instant,
) -> Bulk {
    let mut bulk = Bulk::default();
    let mut rows: Vec<(Instant, &str, &str)> = Vec::new();
    for item in items {
        let Some(variant) = item.variant(channel) else { continue };
        let planned = variant.planned.or(item.planned);
        let left_out = match planned {
            _ if variant.published.is_some() || !item.status.is_open() || item.status == ContentStatus::Idea => {
                LeftOut::NotOpen
            }
            _ if variant.text.trim().is_empty() && variant.link.trim().is_empty() => LeftOut::NoText,
            None => LeftOut::NoTime,
            Some(planned) if planned < now => LeftOut::Past,
            Some(planned) => {
                rows.push((planned, &variant.text, variant.link.trim()));
                continue;
            }
        };
        bulk.left_out.push((item.id, left_out));
    }
    rows.sort_by_key(|(planned, ..)| *planned);
    let zone = workspace.settings.zone;
    for (planned, text, link) in &rows {
        let (year, month, day) = zone.day(*planned).ymd();
        let time = local(*planned, zone).1;
        let time = time.get(..5).unwrap_or(&time);
        // Writing to a String never fails.
        let _ = match order {
            DateOrder::Dmy => write!(bulk.text, "{day:02}/{month:02}/{year:04} {time},"),
            DateOrder::Mdy => write!(bulk.text, "{month:02}/{day:02}/{year:04} {time},"),
            DateOrder::Ymd => write!(bulk.text, "{} {time},", Day::from_ymd(year, month, day).unwrap_or(Day(0))),
        };
        cell(&mut bulk.text, text, ',');
        bulk.text.push(',');
        cell(&mut bulk.text, link, ',');
        bulk.text.push_str("\r\n");
    }
    bulk.posts = rows.len();
    if bulk.posts > BULK_MOST {
        let posts = bulk.posts;
        bulk.notes.push(format!("The file has {posts} posts; Hootsuite takes {BULK_MOST} at once. Choose fewer days."));
    }
    bulk
}

/// Whether rows without a header are these three columns: most begin with a date and a time, and none is wider by much.
pub(super) fn is_bulk<'a>(rows: impl Iterator<Item = &'a [String]>) -> bool {
    let (mut dated, mut all) = (0_usize, 0_usize);
    for cells in rows {
        all += 1;
        let first = cells.first().and_then(|cell| date::parse(cell));
        let fits = (2..=5).contains(&cells.len()) && cells.get(1).is_some_and(|text| date::parse(text).is_none());
        dated += usize::from(first.is_some() && fits);
    }
    dated * 2 > all
}
