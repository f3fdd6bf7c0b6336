//! The work of an import, in slices: reading a table, and comparing it with a workspace. The page does it for small
//! files, a worker for large ones; it knows neither screen nor messages.

use crate::{
    interchange::{
        FileError,
        table::{About, Draft, Preparer, Reader, Report, Sheet, describe, guess, mapping_id},
    },
    model::{Action, Workspace, record::Mapping},
    slices::Slice,
    ui::clock,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Work {
    /// The file is being read.
    Reading,
    /// It is compared with the workspace.
    Comparing,
    /// What was found comes over to the page.
    Taking,
}

impl Work {
    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Reading => "Reading the file",
            Self::Comparing => "Comparing with what is there",
            Self::Taking => "Taking it in",
        }
    }
}

/// Hears how far work is (0 to 1); says whether to go on.
pub type Tell<'a> = &'a dyn Fn(Work, f64) -> bool;

/// Rows a slice looks at before the clock is asked again.
const STEP: usize = 2_000;

/// Stopped by the person.
pub fn stopped() -> FileError {
    FileError::new("", "stopped", "The import was stopped. Nothing was changed.")
}

/// A mapping as scripts write it; what is left out is guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MappingOption {
    /// `posts`, `activities`, `members` or `channel_days`.
    pub table: Option<String>,
    /// Header → field; empty to leave a column out.
    pub columns: BTreeMap<String, String>,
    /// Further choices, such as `date_order`.
    pub options: BTreeMap<String, String>,
}

/// How a table is to be read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum How {
    /// As it looks best, for a person to look at.
    Guess,
    /// As a person mapped it.
    Mapped(Mapping),
    /// As a script wants it: it is told where that cannot be.
    Wanted(MappingOption),
}

/// A table and what taking it in would do.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Looked {
    /// The file.
    pub about: About,
    /// How it is mapped.
    pub draft: Draft,
    /// What the import would do, where the mapping can be used.
    pub preview: Option<Preview>,
}

/// What an import would do.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Preview {
    /// The report.
    pub report: Report,
    /// Whether there is something to import: something would change and no question is open.
    pub ready: bool,
}

/// Reads a table.
///
/// # Errors
/// What is wrong with the file, or that it was stopped.
pub async fn read(mut reader: Box<Reader>, tell: Tell<'_>) -> Result<Sheet, FileError> {
    let mut slice = Slice::begin();
    while !reader.step(STEP)? {
        if slice.is_over() {
            if !tell(Work::Reading, reader.progress()) {
                return Err(stopped());
            }
            slice.rest().await;
        }
    }
    Ok(reader.finish())
}

/// Compares a table with a workspace: what a person sees of it, and the action, where there is something to do.
///
/// # Errors
/// Where a script's mapping cannot be used, or that it was stopped.
pub async fn look(
    sheet: &Sheet,
    workspace: &Workspace,
    how: How,
    tell: Tell<'_>,
) -> Result<(Looked, Option<Action>), FileError> {
    let strict = matches!(how, How::Wanted(_));
    let draft = draft(sheet, workspace, how);
    let (mut preview, mut action) = (None, None);
    if strict || draft.problem.is_none() {
        let (report, found) = prepare(sheet, &draft.mapping, workspace, tell).await?;
        preview = Some(Preview { report, ready: found.is_some() });
        action = found;
    }
    Ok((Looked { about: sheet.about(), draft, preview }, action))
}

async fn prepare(
    sheet: &Sheet,
    mapping: &Mapping,
    workspace: &Workspace,
    tell: Tell<'_>,
) -> Result<(Report, Option<Action>), FileError> {
    let mut mint = clock::mint;
    let mut preparer = Preparer::new(sheet, mapping, workspace, clock::now(), &mut mint)?;
    let mut slice = Slice::begin();
    while !preparer.step(STEP) {
        if slice.is_over() {
            if !tell(Work::Comparing, preparer.progress()) {
                return Err(stopped());
            }
            slice.rest().await;
        }
    }
    let prepared = preparer.finish();
    Ok((prepared.report, prepared.action))
}

fn draft(sheet: &Sheet, workspace: &Workspace, how: How) -> Draft {
    match how {
        How::Guess => guess(sheet, workspace, clock::now()),
        How::Mapped(mapping) => describe(sheet, mapping, workspace),
        How::Wanted(wanted) => {
            let draft = guess(sheet, workspace, clock::now());
            if wanted == MappingOption::default() {
                return draft;
            }
            describe(sheet, mapped(draft.mapping, sheet, wanted), workspace)
        }
    }
}

fn mapped(mut mapping: Mapping, sheet: &Sheet, wanted: MappingOption) -> Mapping {
    if let Some(table) = wanted.table {
        if table != mapping.table {
            mapping.columns.clear();
        }
        mapping.table = table;
    }
    for (header, field) in wanted.columns {
        if field.is_empty() {
            mapping.columns.remove(&header);
        } else {
            mapping.columns.insert(header, field);
        }
    }
    mapping.options.extend(wanted.options);
    mapping.id = mapping_id(&sheet.headers);
    mapping
}
