//! Cells of one column into values of one type, in a loop of its own: most cells are figures, which are read without a
//! look at anything else.

use super::{
    cell::{self, Reason},
    cells::Cells,
    date::{self, Clock},
    field::Holds,
    reading::Reading,
};
use crate::model::facts::{Column, MISSING_COUNT, MISSING_TIME, Value};

/// Appends the cells of some rows. A cell that cannot be read counts as missing and is told to `fault`, by its place
/// among the rows.
pub fn fill(
    column: &mut Column,
    (cells, rows): (Cells<'_>, &[u32]),
    holds: Holds,
    (reading, clock): (&Reading, &mut Clock),
    mut fault: impl FnMut(usize, Reason),
) {
    let kind = column.kind();
    let mut slow = |index: usize, row: usize| {
        cell::read(cells.get(row), holds, kind, reading, clock).unwrap_or_else(|reason| {
            fault(index, reason);
            Value::Missing
        })
    };
    let rows = rows.iter().map(|row| *row as usize).enumerate();
    match (column, holds) {
        (Column::Count(out), Holds::Count | Holds::Whole) => {
            out.extend(rows.map(|(index, row)| match cells.figures(row) {
                Some((number, ..=9)) => number as u32,
                _ => {
                    if let Value::Count(count) = slow(index, row) {
                        count
                    } else {
                        MISSING_COUNT
                    }
                }
            }));
        }
        (Column::Number(out), Holds::Count | Holds::Whole) => {
            out.extend(rows.map(|(index, row)| match cells.figures(row) {
                Some((number, ..=15)) => number as f64,
                _ => {
                    if let Value::Number(number) = slow(index, row) {
                        number
                    } else {
                        f64::NAN
                    }
                }
            }));
        }
        (Column::Time(out), Holds::Time) => {
            out.extend(rows.map(|(index, row)| match cells.figures(row) {
                Some((number, figures @ 9..)) => date::since_1970(number as i64, figures),
                _ => {
                    if let Value::Time(time) = slow(index, row) {
                        time
                    } else {
                        MISSING_TIME
                    }
                }
            }));
        }
        (column, _) => rows.for_each(|(index, row)| column.push(slow(index, row))),
    }
}
