//! Whether the audit log is whole: each entry's hash is made of what it says and of the hash before, so that an entry
//! cannot be changed, taken out, put in or moved without the next hash showing it.
//!
//! What a chain cannot show is that its end was cut off, or that somebody who has the file wrote all of it anew. For that
//! the last hash is shown: written down elsewhere, such as in a report, it says what the log was on that day.

use crate::model::{
    Instant,
    record::{AuditEntry, Records},
    time,
};
use std::{fmt::Write, sync::Arc};

/// What checking the log found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// How many entries there are.
    pub entries: usize,
    /// The first entry that is not as it should be; `None` = the log is whole.
    pub broken: Option<Broken>,
    /// The hash of the last entry; empty where there is none.
    pub head: String,
}

/// The first entry that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The number it should have.
    pub number: u64,
    /// When it says it was written: ms since 1970, UTC.
    pub at: Instant,
    /// What is wrong.
    pub fault: Fault,
}

/// What can be wrong with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not the next one: an entry was taken out, put in or numbered anew.
    Number,
    /// It does not follow the entry before.
    Previous,
    /// It says something else than when it was written.
    Content,
}

impl Fault {
    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Number => "an entry is missing before it, or it was put in",
            Self::Previous => "it does not follow the entry before it",
            Self::Content => "it was changed after it was written",
        }
    }
}

/// The entries in their order.
pub fn entries(records: &Records) -> Vec<Arc<AuditEntry>> {
    let mut entries: Vec<Arc<AuditEntry>> = records.audit_log.iter().cloned().collect();
    entries.sort_by_key(|entry| (entry.number, entry.id));
    entries
}

/// Checks the log from its first entry on.
pub fn verify(records: &Records) -> Verified {
    let entries = entries(records);
    let mut previous = "";
    let mut broken = None;
    for (number, entry) in (1..).zip(&entries) {
        let (hash, id) = entry.sealed();
        let fault = if entry.number != number {
            Some(Fault::Number)
        } else if entry.previous != previous {
            Some(Fault::Previous)
        } else if (entry.hash.as_str(), entry.id, entry.updated) != (hash.as_str(), id, entry.created) {
            Some(Fault::Content)
        } else {
            None
        };
        if let Some(fault) = fault {
            broken = Some(Broken { number, at: entry.created, fault });
            break;
        }
        previous = &entry.hash;
    }
    let head = entries.last().map(|entry| entry.hash.clone()).unwrap_or_default();
    Verified { entries: entries.len(), broken, head }
}

/// The log as a table (CSV with a line of names), in its order. Cells that a spreadsheet would take for a formula begin
/// with an apostrophe.
pub fn csv(records: &Records) -> String {
    let mut out = "number,time,who,action,about,details,of,previous,hash\r\n".to_owned();
    for entry in entries(records) {
        let about = entry.about.map(|about| about.to_string()).unwrap_or_default();
        let of = entry.of.map(|of| of.to_string()).unwrap_or_default();
        let _ = write!(out, "{},{},", entry.number, time::iso(entry.created));
        cell(&mut out, &entry.who);
        let _ = write!(out, ",{},{about},", entry.action.key());
        cell(&mut out, &entry.details);
        let _ = write!(out, ",{of},");
        cell(&mut out, &entry.previous);
        out.push(',');
        cell(&mut out, &entry.hash);
        out.push_str("\r\n");
    }
    out
}

fn cell(out: &mut String, text: &str) {
    out.push('"');
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        out.push('\'');
    }
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Action, Command, Id, Settings, Workspace, Zone,
        record::{AuditAction, AuditNote},
    };
    use proptest::prelude::*;

    fn logged(details: &[String]) -> Workspace {
        let mut workspace = Workspace::new(Settings::new(Id::mint(1, [1; 10]), "Test", 1, Zone::UTC));
        for (at, text) in (10..).zip(details) {
            let note = AuditNote::new(at, "Ana", AuditAction::Decided, Id::mint(5, [5; 10]), text.clone());
            workspace.apply(Action::new("Log", Command::Log(Box::new(note)))).unwrap();
        }
        workspace
    }

    fn changed(workspace: &Workspace, number: u64, change: impl Fn(&mut AuditEntry)) -> Records {
        let mut records = workspace.records.clone();
        let mut entry = (**records.audit_log.iter().find(|entry| entry.number == number).unwrap()).clone();
        records.audit_log.remove(entry.id);
        change(&mut entry);
        records.audit_log.insert(entry.id, Arc::new(entry));
        records
    }

    #[test]
    fn an_entry_has_the_hash_that_another_program_computes() {
        // printf '%s' '[1,1795334400000,"Ana","decided","01a2020d-f980-7000-8000-000000000002","Removed: “spam”",null,""]'
        // | sha256sum
        let about = "01a2020d-f980-7000-8000-000000000002".parse().unwrap();
        let note = AuditNote::new(1_795_334_400_000, "Ana", AuditAction::Decided, about, "Removed: “spam”");
        let entry = AuditEntry::after(None, note);
        assert_eq!(entry.hash, "852fbcdd14cc66e30887bf2a1f0024925bc4a05d20c8f5dee8332388f8e3f3d5");
        assert_eq!((entry.number, entry.previous.as_str()), (1, ""));
    }

    #[test]
    fn a_whole_log_is_whole_and_each_harm_is_named() {
        let texts: Vec<String> = ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec();
        let workspace = logged(&texts);
        let whole = verify(&workspace.records);
        assert_eq!((whole.entries, &whole.broken), (5, &None));
        assert_eq!(whole.head.len(), 64);
        let of = |records: &Records| verify(records).broken.map(|broken| (broken.number, broken.fault));
        assert_eq!(of(&changed(&workspace, 3, |entry| entry.details = "x".into())), Some((3, Fault::Content)));
        assert_eq!(of(&changed(&workspace, 3, |entry| entry.created += 1)), Some((3, Fault::Content)));
        assert_eq!(of(&changed(&workspace, 3, |entry| entry.updated += 1)), Some((3, Fault::Content)));
        // Sealed anew: it is right by itself, and the next one does not follow.
        let forged = changed(&workspace, 3, |entry| {
            entry.details = "x".into();
            (entry.hash, entry.id) = entry.sealed();
        });
        assert_eq!(of(&forged), Some((4, Fault::Previous)));
        let mut cut = workspace.records.clone();
        let second = entries(&cut)[1].id;
        cut.audit_log.remove(second);
        assert_eq!(of(&cut), Some((2, Fault::Number)));
        assert_eq!(of(&Records::default()), None);
    }

    proptest! {
        #[test]
        fn any_change_of_any_entry_shows(
            texts in proptest::collection::vec(".{0,12}", 1..12),
            at in any::<proptest::sample::Index>(),
            what in 0..7,
        ) {
            let workspace = logged(&texts);
            prop_assert_eq!(verify(&workspace.records).broken, None);
            let number = at.index(texts.len()) as u64 + 1;
            let harmed = changed(&workspace, number, |entry| match what {
                0 => entry.details.push('x'),
                1 => entry.who = "Bob".into(),
                2 => entry.created -= 1,
                3 => entry.action = AuditAction::Closed,
                4 => entry.about = None,
                5 => entry.of = Some(1),
                _ => entry.number += 1_000,
            });
            let broken = verify(&harmed).broken.unwrap();
            prop_assert!(broken.number <= number + u64::from(what == 6), "{:?}", broken);
        }
    }

    #[test]
    fn the_log_as_a_table_gives_a_spreadsheet_no_formulas() {
        let workspace = logged(&["=1+1, \"quoted\"".to_owned()]);
        let text = csv(&workspace.records);
        let mut lines = text.split("\r\n");
        assert_eq!(lines.next(), Some("number,time,who,action,about,details,of,previous,hash"));
        assert!(lines.next().unwrap().contains(",\"'=1+1, \"\"quoted\"\"\","), "{text}");
    }
}
