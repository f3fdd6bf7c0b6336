//! Warnings about rows that are taken all the same.

use super::{Preparer, block::Block};
use crate::model::{
    facts::{Column, MISSING_TIME, TableKind, activity, post},
    time::DAY_MS,
};

/// What looks wrong, in the order in which it is told of one row.
const WARNINGS: [(&str, &str); 4] = [
    (
        "reach-over-impressions",
        "More accounts reached than times shown: the platform's figures disagree. Rates by reach and by impressions are \
         both computed from what the file says.",
    ),
    (
        "interactions-differ",
        "The file's own sum of interactions is not likes + comments + shares. The single figures are kept, the sum is \
         not.",
    ),
    ("future", "The time lies in the future. Check the order of day and month, and the zone."),
    (
        "shortened-ids",
        "Ids look like 1.23E+17: a spreadsheet program has shortened them, and different rows may have become the same. \
         Export the file again and do not open it before.",
    ),
];
const REACH: usize = 0;
const INTERACTIONS: usize = 1;
const FUTURE: usize = 2;
const SHORTENED: usize = 3;

impl Preparer<'_> {
    /// Looks at the values of a block for what cannot be right together.
    pub(super) fn look_closely(&mut self, block: &Block) {
        // Places in the block, and which warning.
        let mut found: Vec<(usize, usize)> = Vec::new();
        let time = match self.reading.table {
            TableKind::Posts => {
                look_at_figures(block, &mut found);
                Some(post::TIME)
            }
            TableKind::Activities => Some(activity::TIME),
            _ => None,
        };
        let times = time.and_then(|time| block.columns.get(time)).map_or(&[][..], Column::times);
        let future = |time: &i64| *time != MISSING_TIME && *time > self.now + DAY_MS;
        found.extend(places(times.iter().map(future)).map(|index| (index, FUTURE)));
        if let Some(cells) = self.fields.id.and_then(|column| self.sheet.column(column)) {
            let shortened =
                |row: &u32| cells.figures(*row as usize).is_none() && is_shortened(cells.get(*row as usize));
            found.extend(places(block.rows.iter().map(shortened)).map(|index| (index, SHORTENED)));
        }
        found.sort_unstable();
        for (index, warning) in found {
            if let (Some(row), Some((code, text))) = (block.rows.get(index), WARNINGS.get(warning)) {
                self.report.warn(code, text, self.sheet.row_number(*row as usize));
            }
        }
    }
}

/// The places at which something holds.
fn places(holds: impl Iterator<Item = bool>) -> impl Iterator<Item = usize> {
    holds.enumerate().filter_map(|(index, holds)| holds.then_some(index))
}

/// Figures of posts that contradict each other.
fn look_at_figures(block: &Block, found: &mut Vec<(usize, usize)>) {
    let numbers = |position: usize| block.columns.get(position).map_or(&[][..], Column::numbers);
    // What is missing is not a number, which is not greater than any.
    let pairs = numbers(post::REACH).iter().zip(numbers(post::IMPRESSIONS));
    found.extend(places(pairs.map(|(reach, impressions)| reach > impressions)).map(|index| (index, REACH)));
    let sum = |index: usize| -> f64 {
        let figures = [post::LIKES, post::COMMENTS, post::SHARES].map(|position| numbers(position).get(index));
        figures.into_iter().flatten().filter(|figure| !figure.is_nan()).sum()
    };
    let differs = |(index, check): (usize, &f64)| !check.is_nan() && *check != sum(index);
    found.extend(places(block.checks.iter().enumerate().map(differs)).map(|index| (index, INTERACTIONS)));
}

/// `1.23457E+17`: what a spreadsheet program makes of a long id.
fn is_shortened(cell: &str) -> bool {
    if cell.len() < 5 || !cell.bytes().any(|byte| byte == b'E') {
        return false;
    }
    let Some((figures, exponent)) = cell.trim().split_once("E+") else { return false };
    !exponent.is_empty()
        && exponent.bytes().all(|byte| byte.is_ascii_digit())
        && figures.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}
