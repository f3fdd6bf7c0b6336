//! The seal: what a workspace last looked like, kept apart from it, so that a store that vanished or went back to an
//! older state raises an alarm instead of opening as if nothing had happened.
//!
//! The browser keeps seals in localStorage, which is not flushed at once: a seal may lag behind the store (the
//! store is then [`Verdict::Newer`], which is well), but never runs ahead of it, as it is written after the store's
//! transaction completed.

use super::{Header, header::Counts};
use crate::model::{
    Id, Instant, RecordKind,
    facts::TableKind,
    time::Local,
    words::{date_time, grouped},
};
use serde::{Deserialize, Serialize};

/// What was last seen of a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// The workspace.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// When it was last written: ms since 1970, UTC.
    pub updated: Instant,
    /// Generation of the last finished commit.
    pub generation: u64,
    /// What it held.
    pub counts: Counts,
    /// Hash over its rows, as in [`Header::hash`].
    pub hash: String,
}

impl From<&Header> for Seal {
    fn from(header: &Header) -> Self {
        Self {
            id: header.id,
            name: header.name.clone(),
            updated: header.updated,
            generation: header.generation,
            counts: header.counts.clone(),
            hash: header.hash.clone(),
        }
    }
}

/// What a seal says about what is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As it was.
    Fine,
    /// There is no seal yet, or there is nothing it could be compared with.
    Unsealed,
    /// The store is ahead of the seal: the browser was ended before the seal was flushed, or another tab wrote.
    Newer,
    /// The workspace is gone from the store.
    Vanished,
    /// The store went back to an earlier state.
    Shortened {
        /// Saves that are missing.
        saves: u64,
        /// What there is less of, in words: “120 activities”.
        missing: Vec<String>,
    },
    /// The same generation, but other content.
    Different,
}

impl Verdict {
    /// Whether the person must be told before anything else happens.
    pub fn is_alarm(&self) -> bool {
        matches!(self, Self::Vanished | Self::Shortened { .. } | Self::Different)
    }

    /// The alarm in words; none where all is well.
    pub fn message(&self, seal: &Seal) -> Option<String> {
        let what = match self {
            Self::Fine | Self::Unsealed | Self::Newer => return None,
            Self::Vanished => format!(
                "The workspace “{}” was in this browser’s storage, last saved {}, and is gone. It held {}.",
                seal.name,
                time(seal.updated),
                contents(&seal.counts)
            ),
            Self::Shortened { saves, missing } => {
                let lost =
                    if missing.is_empty() { String::new() } else { format!(" Missing: {}.", missing.join(", ")) };
                format!(
                    "The workspace “{}” went back to an earlier state: its last {} saves are not there.{lost}",
                    seal.name,
                    grouped(*saves)
                )
            }
            Self::Different => {
                format!("The workspace “{}” is not as Hearth last saved it ({}).", seal.name, time(seal.updated))
            }
        };
        Some(format!("{what} Restore a snapshot or a file you exported, or go on with what is there."))
    }
}

/// Compares what was last seen with what is there.
pub fn check(seal: Option<&Seal>, header: Option<&Header>) -> Verdict {
    let Some(seal) = seal else { return Verdict::Unsealed };
    let Some(header) = header else { return Verdict::Vanished };
    match header.generation.cmp(&seal.generation) {
        std::cmp::Ordering::Greater => Verdict::Newer,
        std::cmp::Ordering::Equal if header.hash == seal.hash => Verdict::Fine,
        std::cmp::Ordering::Equal => Verdict::Different,
        std::cmp::Ordering::Less => Verdict::Shortened {
            saves: seal.generation - header.generation,
            missing: fewer(&seal.counts, &header.counts),
        },
    }
}

/// A time in words. Which zone the workspace had is gone with it.
fn time(instant: Instant) -> String {
    format!("{} UTC", date_time(Local::from_local_ms(instant)))
}

fn fewer(before: &Counts, now: &Counts) -> Vec<String> {
    parts(before)
        .into_iter()
        .zip(parts(now))
        .filter(|((_, before), (_, now))| now < before)
        .map(|((name, before), (_, now))| format!("{} {name}", grouped(before - now)))
        .collect()
}

fn contents(counts: &Counts) -> String {
    let parts: Vec<_> = parts(counts)
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{} {name}", grouped(count)))
        .collect();
    if parts.is_empty() { "no data yet".into() } else { parts.join(", ") }
}

/// What a person knows a workspace by: its rows of facts, and what was written in it.
fn parts(counts: &Counts) -> Vec<(&'static str, u64)> {
    let records = RecordKind::ALL.iter().map(|kind| counts.kind(*kind)).sum();
    let tables = TableKind::ALL.iter().map(|table| (table.noun(), counts.table(*table)));
    tables.chain([(if records == 1 { "record" } else { "records" }, records)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(generation: u64, activities: u64, hash: &str) -> Header {
        let mut counts = Counts::default();
        counts.facts.insert("activities".into(), activities);
        Header {
            format: 1,
            id: Id::mint(1, [1; 10]),
            name: "Pulse".into(),
            sample: false,
            updated: 0,
            generation,
            counts,
            rows: 3,
            bytes: 10,
            hash: hash.into(),
        }
    }

    #[test]
    fn a_lagging_seal_is_no_alarm() {
        let seal = Seal::from(&header(4, 10, "a"));
        assert_eq!(check(Some(&seal), Some(&header(5, 12, "b"))), Verdict::Newer);
        assert_eq!(check(Some(&seal), Some(&header(4, 10, "a"))), Verdict::Fine);
        assert_eq!(check(None, Some(&header(4, 10, "a"))), Verdict::Unsealed);
    }

    #[test]
    fn a_vanished_workspace_is_an_alarm_that_says_what_it_held() {
        let seal = Seal::from(&header(4, 1_234, "a"));
        let verdict = check(Some(&seal), None);
        assert!(verdict.is_alarm());
        let message = verdict.message(&seal).unwrap().replace('\u{202f}', " ");
        assert!(message.contains("“Pulse”") && message.contains("1 234 activities"), "{message}");
    }

    #[test]
    fn an_earlier_state_is_an_alarm_that_says_what_is_missing() {
        let seal = Seal::from(&header(9, 100, "a"));
        let verdict = check(Some(&seal), Some(&header(7, 40, "b")));
        assert_eq!(verdict, Verdict::Shortened { saves: 2, missing: vec!["60 activities".into()] });
        assert!(verdict.message(&seal).unwrap().contains("last 2 saves are not there"));
        assert_eq!(check(Some(&seal), Some(&header(9, 100, "b"))), Verdict::Different);
    }
}
