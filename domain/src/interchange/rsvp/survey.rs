//! Answers to the survey after an event, in from a table: a rating of 1 to 5, a recommendation of 0 to 10, a comment.

use super::{MAX_ROWS, plain, rejected};
use crate::{
    interchange::{
        FileError,
        table::{Rejected, header::normal, read},
    },
    model::{
        Extra, Instant,
        record::{Event, SurveyAnswer},
    },
};
use serde::Serialize;

/// A file of survey answers, read but not taken in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SurveyImport {
    /// The event as it would be.
    pub event: Event,
    /// Answers that are new.
    pub added: usize,
    /// Answers that the event has already.
    pub same: usize,
    /// Rows that were not understood, and why.
    pub rejected: Vec<Rejected>,
}

/// Reads a file of survey answers. The columns are found by words in their names: “rating”, “score” or “stars”;
/// “recommend” or “NPS”; “comment”, “feedback” or “text”. An answer has no name: one that the event has as often as the
/// file is the same, so the same file twice changes nothing.
///
/// # Errors
/// Where the file is no table, has none of these columns, or too many rows.
pub fn read_survey(file: &str, bytes: Vec<u8>, event: &Event, now: Instant) -> Result<SurveyImport, FileError> {
    let sheet = read(file, bytes)?;
    if sheet.len() > MAX_ROWS {
        let message = format!("The file has {} rows; a survey takes {MAX_ROWS}. Split it.", sheet.len());
        return Err(FileError::new(file, "too-many-rows", message));
    }
    let headers: Vec<String> = sheet.headers.iter().map(|header| normal(header)).collect();
    let find = |words: &[&str]| headers.iter().position(|header| words.iter().any(|word| header.contains(word)));
    let recommend = find(&["recommend", "nps"]);
    let others = |words: &[&str]| {
        let has = |header: &String| words.iter().any(|word| header.contains(word));
        (0..headers.len()).find(|place| Some(*place) != recommend && headers.get(*place).is_some_and(has))
    };
    let rating = others(&["rating", "rate", "score", "stars", "how good"]);
    let comment = others(&["comment", "feedback", "text", "remark", "said"]).filter(|place| Some(*place) != rating);
    if rating.is_none() && recommend.is_none() && comment.is_none() {
        let message = "There is no column for ratings, recommendations or comments: call them “Rating” (1 to 5), \
                       “Recommend” (0 to 10) and “Comment”.";
        return Err(FileError::new(file, "no-answers", message));
    }
    let mut import = SurveyImport { event: event.clone(), added: 0, same: 0, rejected: Vec::new() };
    let mut known: Vec<Option<&SurveyAnswer>> = event.survey.iter().map(Some).collect();
    for row in 0..sheet.len() {
        let cell = |column: Option<usize>| column.map_or("", |column| plain(sheet.cell(row, column)));
        let number = |column, low, high| {
            let said = cell(column);
            if said.is_empty() {
                return Ok(None);
            }
            figure(said, high).filter(|figure| (low..=high).contains(figure)).map(Some).ok_or_else(|| {
                let reason = format!("A whole number from {low} to {high} belongs here.");
                rejected(&sheet, row, column, reason)
            })
        };
        let answer = number(rating, 1, 5).and_then(|rating| {
            let recommend = number(recommend, 0, 10)?;
            Ok(SurveyAnswer { rating, recommend, text: cell(comment).to_owned(), extra: Extra::new() })
        });
        match answer {
            Err(rejected) => import.rejected.push(rejected),
            // An empty row says nothing.
            Ok(answer) if answer.rating.is_none() && answer.recommend.is_none() && answer.text.is_empty() => {}
            Ok(answer) => {
                let alike = |one: &SurveyAnswer| {
                    (one.rating, one.recommend, one.text.trim())
                        == (answer.rating, answer.recommend, answer.text.trim())
                };
                if let Some(found) = known.iter_mut().find(|one| one.is_some_and(alike)) {
                    *found = None;
                    import.same += 1;
                } else {
                    import.event.survey.push(answer);
                    import.added += 1;
                }
            }
        }
    }
    if import.added > 0 {
        import.event.updated = now;
    }
    Ok(import)
}

/// A whole number, as `4`, `4.0`, `4/5` or `4 stars`.
fn figure(said: &str, high: u8) -> Option<u8> {
    let digits = said.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(said.len());
    let (figure, rest) = said.split_at(digits);
    let rest = rest.trim().to_lowercase();
    let whole = rest.strip_prefix('.').is_some_and(|zeros| !zeros.is_empty() && zeros.bytes().all(|one| one == b'0'));
    let of = rest.strip_prefix('/').is_some_and(|most| most.trim().parse() == Ok(high));
    let known = rest.is_empty() || whole || of || matches!(rest.as_str(), "star" | "stars" | "★");
    figure.parse().ok().filter(|_| known)
}
