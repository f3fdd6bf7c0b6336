//! The gradebook out as CSV (RFC 4180): a row a student, a column an exercise. Texts that a spreadsheet program could
//! take for a formula are guarded; nothing handed in is an empty cell, not a zero.

use super::table::csv_out::{Options, cell, guard};
use crate::{
    classroom::{Column, Gradebook, Student},
    model::{time::iso, words},
};

/// A number as a table holds it: a point for the decimals, no groups, at most two decimals.
fn number(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// The gradebook of the columns that `takes_column` and the students that `takes_student` let through. The columns are
/// name, class, learner; each exercise as “key title (of points)”; points, points to be earned, percent of these; percent
/// of the points of what was handed in; exercises missing; exercises that a teacher has to mark; when the student made the
/// file (ISO 8601, UTC); what does not hold in it.
pub fn write_gradebook(
    book: &Gradebook,
    takes_column: &dyn Fn(&Column) -> bool,
    takes_student: &dyn Fn(&Student) -> bool,
    options: Options,
) -> String {
    let mut out = String::new();
    let mut line = |cells: Vec<String>| {
        for (place, text) in cells.iter().enumerate() {
            if place > 0 {
                out.push(options.delimiter);
            }
            let text = if options.guard { guard(text) } else { text.as_str().into() };
            cell(&mut out, &text, options.delimiter);
        }
        out.push_str("\r\n");
    };
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let chosen: Vec<(usize, &Column)> =
        book.columns.iter().enumerate().filter(|(_, column)| takes_column(column)).collect();
    let mut head = words(&["name", "class", "learner"]);
    head.extend(
        chosen
            .iter()
            .map(|(_, column)| format!("{} {} (of {})", column.key, column.exercise.title, number(column.most))),
    );
    head.extend(words(&[
        "points",
        "most",
        "percent",
        "percent of handed in",
        "missing",
        "to mark",
        "file made",
        "damage",
    ]));
    line(head);
    for student in book.students.iter().filter(|student| takes_student(student)) {
        let file = &student.submission;
        let total = student.total(&book.columns, takes_column);
        let percent = |share: Option<f64>| share.map(|share| number(share * 100.0)).unwrap_or_default();
        let mut cells = vec![file.name.clone(), file.class.clone(), file.learner.to_string()];
        let points = |(place, _): &(usize, &Column)| {
            student.cells.get(*place).and_then(Option::as_ref).map(|cell| number(cell.points)).unwrap_or_default()
        };
        cells.extend(chosen.iter().map(points));
        cells.extend([
            number(total.points),
            number(total.most),
            percent(total.share()),
            percent(total.share_done()),
            total.missing.to_string(),
            total.needs_teacher.to_string(),
            iso(file.exported),
            file.damage.clone(),
        ]);
        line(cells);
    }
    out
}

/// Points for people: “7.5”, without decimals where there are none.
pub fn points(value: f64) -> String {
    let places = usize::from((value - value.round()).abs() >= 0.005)
        + usize::from((value * 10.0 - (value * 10.0).round()).abs() >= 0.05);
    words::decimals(value, places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classroom::testing;

    fn cells(text: &str) -> Vec<Vec<String>> {
        // An independent reader: csv-core.
        let (mut reader, mut rows, mut row) = (csv_core::Reader::new(), Vec::new(), Vec::new());
        let (mut input, mut field) = (text.as_bytes(), Vec::new());
        let mut buffer = [0; 256];
        loop {
            let (result, read, written) = reader.read_field(input, &mut buffer);
            input = &input[read..];
            field.extend_from_slice(&buffer[..written]);
            match result {
                csv_core::ReadFieldResult::Field { record_end } => {
                    row.push(String::from_utf8(std::mem::take(&mut field)).unwrap());
                    if record_end {
                        rows.push(std::mem::take(&mut row));
                    }
                }
                csv_core::ReadFieldResult::End => return rows,
                _ => {}
            }
        }
    }

    #[test]
    fn a_small_class_as_a_table() {
        let book = testing::small_class();
        let rows = cells(&write_gradebook(&book, &|_| true, &|_| true, Options::default()));
        assert_eq!(rows[0][3], "course/1.1 Which are community management? (of 4)");
        let row =
            |name: &str| rows.iter().find(|row| row[0] == name).unwrap_or_else(|| panic!("{name}: {rows:?}")).clone();
        // Ana: 4 of 4 and 3 of 3; Ben: 2 of 4, nothing of the second.
        assert_eq!(row("Ana")[3..10], ["4", "3", "7", "7", "100", "100", "0"]);
        assert_eq!(row("Ben")[3..10], ["2", "", "2", "7", "28.57", "50", "1"]);
        assert_eq!(row("'=cmd|' /C calc'!A0")[1], "'+1", "what could be a formula is guarded");
        assert!(rows.iter().all(|row| row.len() == rows[0].len()));
        let only = cells(&write_gradebook(
            &book,
            &|column| column.key == "course/1.2",
            &|it| it.submission.name == "Ben",
            Options::default(),
        ));
        assert_eq!(only.len(), 2);
        assert_eq!(only[1][3..8], ["", "0", "3", "0", ""], "a share of nothing is no number");
    }

    #[test]
    fn numbers_are_plain() {
        assert_eq!(
            [number(0.0), number(-0.0), number(7.5), number(2.0 / 3.0), number(1200.0)],
            ["0", "0", "7.5", "0.67", "1200"]
        );
        assert_eq!([points(0.0), points(7.5), points(2.0 / 3.0), points(4.0)], ["0", "7.5", "0.67", "4"]);
    }
}
