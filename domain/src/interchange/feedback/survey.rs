//! Answers to a survey from a table: a score, when, what was said, who. Reading gives the survey as it would be; nothing
//! is taken in before somebody says so.

use crate::{
    interchange::{
        FileError,
        table::{
            Rejected, Sheet, csv_out,
            date::{self, Clock, Order, Orders},
            header::normal,
            read,
        },
    },
    model::{
        Extra, Instant, Zone,
        record::{FactReference, Survey, SurveyKind, SurveyResponse},
    },
};

/// Most rows of a file.
pub const MAX_ANSWERS: usize = 50_000;

/// A file of answers, read but not taken in.
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyAnswersImport {
    /// The survey as it would be.
    pub survey: Survey,
    /// Answers that are new.
    pub added: usize,
    /// Answers that the survey has already.
    pub same: usize,
    /// Rows that were not understood, and why.
    pub rejected: Vec<Rejected>,
    /// What was noticed or assumed, in sentences.
    pub notes: Vec<String>,
}

/// Reads a file of answers to a survey. Columns are found by words in their names: “score”, “rating”, “NPS”,
/// “recommend”; “date”, “answered”, “submitted”; “comment”, “feedback”, “reason”; “member id”. Where only one column has
/// nothing but numbers, it is the scores.
///
/// An answer that the survey has already, as often as the file, is the same, so the same file twice changes nothing. An
/// answer without a time is given `now`.
///
/// # Errors
/// Where the file is no table, has no column for the scores, or too many rows.
pub fn read_answers(
    file: &str,
    bytes: Vec<u8>,
    survey: &Survey,
    now: Instant,
    zone: Zone,
) -> Result<SurveyAnswersImport, FileError> {
    let sheet = read(file, bytes)?;
    if sheet.len() > MAX_ANSWERS {
        let message = format!("The file has {} rows; a survey takes {MAX_ANSWERS}. Split it.", sheet.len());
        return Err(FileError::new(file, "too-many-rows", message));
    }
    let Some(columns) = Columns::of(&sheet, survey.kind) else {
        let (low, high) = survey.kind.range();
        let message = format!("There is no column for the scores: call it “Score” and write {low} to {high} in it.");
        return Err(FileError::new(file, "no-scores", message));
    };
    let mut import = SurveyAnswersImport {
        survey: survey.clone(),
        added: 0,
        same: 0,
        rejected: Vec::new(),
        notes: sheet.notes.clone(),
    };
    let order = columns.order(&sheet, &mut import.notes);
    let mut clock = Clock::new(zone);
    let mut known: Vec<Option<&SurveyResponse>> = survey.answers.iter().map(Some).collect();
    // Answers are looked for from where the last one was found on: files keep their order.
    let mut from = 0;
    let mut timeless = 0;
    for row in 0..sheet.len() {
        match answer(&sheet, row, &columns, survey.kind, &mut clock, order) {
            Err(rejected) => import.rejected.push(rejected),
            Ok(None) => {}
            Ok(Some((mut said, at))) => {
                let alike = |one: &SurveyResponse| {
                    one.score == said.score
                        && one.text.trim() == said.text
                        && one.member == said.member
                        && at.is_none_or(|at| at == one.at)
                };
                let place = (from..known.len())
                    .chain(0..from.min(known.len()))
                    .find(|place| known.get(*place).copied().flatten().is_some_and(alike));
                if let Some(place) = place {
                    from = place + 1;
                    if let Some(known) = known.get_mut(place) {
                        *known = None;
                    }
                    import.same += 1;
                } else {
                    timeless += usize::from(at.is_none());
                    said.at = at.unwrap_or(now);
                    import.survey.answers.push(said);
                    import.added += 1;
                }
            }
        }
    }
    if timeless > 0 {
        import.notes.push("Answers without a time are taken to be of now.".to_owned());
    }
    if import.added > 0 {
        import.survey.updated = now;
    }
    Ok(import)
}

struct Columns {
    score: usize,
    at: Option<usize>,
    text: Option<usize>,
    source: Option<usize>,
    member: Option<usize>,
}

fn plain(cell: &str) -> &str {
    csv_out::unguard(cell.trim()).trim()
}

impl Columns {
    fn of(sheet: &Sheet, kind: SurveyKind) -> Option<Self> {
        let headers: Vec<String> = sheet.headers.iter().map(|header| normal(header)).collect();
        let find = |words: &[&str], taken: &[Option<usize>]| {
            let has = |place: &usize| {
                let header = headers.get(*place);
                !taken.contains(&Some(*place))
                    && header.is_some_and(|header| words.iter().any(|word| header.contains(word)))
            };
            (0..headers.len()).find(has)
        };
        let source = find(&["member source", "source"], &[]);
        let member = find(&["member id", "user id", "member", "respondent id"], &[source]);
        let at = find(&["answered", "date", "time", "submitted", "created", "when"], &[source, member]);
        let words: &[&str] = match kind {
            SurveyKind::Nps => &["nps", "recommend", "score", "rating", "rate"],
            SurveyKind::Csat => &["csat", "satisf", "score", "rating", "rate", "stars"],
        };
        let taken = [source, member, at];
        // The surest word first, whatever the order of the columns.
        let named = words.iter().find_map(|word| find(&[*word], &taken));
        let score = named.or_else(|| {
            let numbers = |place: &usize| {
                !taken.contains(&Some(*place))
                    && (0..sheet.len()).all(|row| {
                        let cell = plain(sheet.cell(row, *place));
                        cell.is_empty() || whole(cell, kind.range().1).is_some()
                    })
            };
            let mut all = (0..headers.len()).filter(numbers);
            all.next().filter(|_| all.next().is_none())
        })?;
        let words = ["comment", "feedback", "reason", "text", "remark", "why", "said"];
        let text = find(&words, &[source, member, at, Some(score)]);
        Some(Self { score, at, text, source, member })
    }

    /// The order of day and month in the column with times.
    fn order(&self, sheet: &Sheet, notes: &mut Vec<String>) -> Order {
        let mut orders = Orders::default();
        if let Some(at) = self.at {
            (0..sheet.len()).for_each(|row| orders.add(plain(sheet.cell(row, at))));
        }
        orders.settled().unwrap_or_else(|_| {
            notes.push("Dates such as 3/4/2026 are read as month, day, year.".to_owned());
            Order::Mdy
        })
    }
}

/// One row: the answer, and its time where it has one. `None` for a row that says nothing.
fn answer(
    sheet: &Sheet,
    row: usize,
    columns: &Columns,
    kind: SurveyKind,
    clock: &mut Clock,
    order: Order,
) -> Result<Option<(SurveyResponse, Option<Instant>)>, Rejected> {
    let cell = |column: Option<usize>| column.map_or("", |column| plain(sheet.cell(row, column)));
    let wrong = |column: Option<usize>, reason: String| Rejected {
        row: sheet.row_number(row),
        column: column.and_then(|column| sheet.headers.get(column)).cloned().unwrap_or_default(),
        value: cell(column).chars().take(80).collect(),
        reason,
    };
    let said = cell(Some(columns.score));
    let text = cell(columns.text);
    if said.is_empty() {
        if text.is_empty() {
            return Ok(None);
        }
        return Err(wrong(Some(columns.score), "There is no score.".to_owned()));
    }
    let (low, high) = kind.range();
    let score = whole(said, high)
        .filter(|score| (low..=high).contains(score))
        .ok_or_else(|| wrong(Some(columns.score), format!("A whole number from {low} to {high} belongs here.")))?;
    let at = match cell(columns.at) {
        "" => None,
        text => Some(date::parse(text).and_then(|stamp| clock.resolve(stamp, order)).ok_or_else(|| {
            wrong(
                columns.at,
                "This is no date that can be read: write it as 2026-11-22 or 2026-11-22 18:30.".to_owned(),
            )
        })?),
    };
    let member = match (cell(columns.source), cell(columns.member)) {
        (_, "") => None,
        (source, id) => Some(FactReference::new(source, id)),
    };
    Ok(Some((SurveyResponse { at: 0, score, text: text.to_owned(), member, extra: Extra::new() }, at)))
}

/// A whole number, as `4`, `4.0`, `4/5`, `4 stars` or `9 - very likely`.
fn whole(said: &str, high: u8) -> Option<u8> {
    let digits = said.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(said.len());
    let (figure, rest) = said.split_at(digits);
    let rest = rest.trim().to_lowercase();
    let zeros = rest.strip_prefix('.').is_some_and(|zeros| !zeros.is_empty() && zeros.bytes().all(|one| one == b'0'));
    let of = rest.strip_prefix('/').is_some_and(|most| most.trim().parse() == Ok(high));
    let words = rest.strip_prefix(['-', '–', ':', '=']).is_some_and(|words| {
        words.chars().any(char::is_alphabetic) && !words.chars().any(|letter| letter.is_ascii_digit())
    });
    let known = rest.is_empty() || zeros || of || words || matches!(rest.as_str(), "star" | "stars" | "★");
    figure.parse().ok().filter(|_| known)
}
