//! What the cells of a column look like, to show beside its header.

use super::{
    cells::Cells,
    date,
    field::Holds,
    number::{self, Decimal},
};

/// What the cells of a column look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum CellKind {
    /// Nothing is filled in.
    Empty,
    /// Whole numbers.
    Whole,
    /// Numbers.
    Number,
    /// Percentages.
    Percent,
    /// Dates or times.
    Date,
    /// Yes or no.
    YesNo,
    /// Text.
    Text,
}

impl CellKind {
    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Whole => "whole number",
            Self::Number => "number",
            Self::Percent => "percent",
            Self::Date => "date",
            Self::YesNo => "yes/no",
            Self::Text => "text",
        }
    }
}

/// How many filled cells are looked at.
const LOOK: usize = 500;

/// Guesses from the first filled cells; where the field is known, a number may also be a date or a yes.
pub fn of(cells: Cells<'_>, holds: Option<Holds>) -> CellKind {
    let mut seen = 0_u32;
    let mut counts = [0_u32; 5];
    for cell in cells.iter().filter(|cell| !number::is_blank(cell)).take(LOOK) {
        seen += 1;
        let comma = || number::parse(cell, Decimal::Comma);
        if let Some(number) = number::parse(cell, Decimal::Point).or_else(comma) {
            let index = if number.percent { 2 } else { usize::from(number.value.fract() != 0.0) };
            counts[index] += 1;
            counts[3] += u32::from(
                holds.is_some_and(|holds| matches!(holds, Holds::Time | Holds::Day)) && date::parse(cell).is_some(),
            );
            counts[4] += u32::from(holds == Some(Holds::YesNo) && number::yes_no(cell).is_some());
        } else if number::yes_no(cell).is_some() {
            counts[4] += 1;
        } else if date::parse(cell).is_some() {
            counts[3] += 1;
        }
    }
    if seen == 0 {
        return CellKind::Empty;
    }
    let [whole, fraction, percent, dates, yes_no] = counts;
    let most = |count: u32| count * 10 >= seen * 9;
    if most(dates) {
        CellKind::Date
    } else if most(yes_no) {
        CellKind::YesNo
    } else if most(percent) {
        CellKind::Percent
    } else if most(whole) {
        CellKind::Whole
    } else if most(whole + fraction) {
        CellKind::Number
    } else {
        CellKind::Text
    }
}

/// Whether at least half of the first filled cells can be what a field takes. Keeps a column away from a field that
/// only its name suggests: a list of reactions is no count of them.
pub fn plausible(cells: Cells<'_>, holds: Holds) -> bool {
    let number = |cell: &str| [Decimal::Point, Decimal::Comma].iter().any(|mark| number::parse(cell, *mark).is_some());
    let fits = |cell: &str| match holds {
        Holds::Count | Holds::Whole | Holds::Check => number(cell),
        Holds::Month | Holds::Weekday | Holds::Hour => number(cell) || cell.len() < 12,
        Holds::Time | Holds::Day => date::parse(cell).is_some(),
        Holds::YesNo => number::yes_no(cell).is_some(),
        Holds::Id | Holds::Text | Holds::Category => true,
    };
    let (mut seen, mut fit) = (0_u32, 0_u32);
    for cell in cells.iter().filter(|cell| !number::is_blank(cell)).take(200) {
        seen += 1;
        fit += u32::from(fits(cell));
    }
    fit * 2 >= seen
}

#[cfg(test)]
mod tests {
    use super::{
        super::cells::{Look, Span, Spans},
        *,
    };

    fn with<T>(texts: &[&str], look: impl Fn(Cells<'_>) -> T) -> T {
        let (mut spans, mut other) = (Spans::default(), String::new());
        for (row, text) in texts.iter().enumerate() {
            other.push_str(text);
            spans.put(row, Span::in_other(other.len() - text.len(), other.len()), Look::Filled);
        }
        look(Cells::new(&spans, "", &other))
    }

    #[test]
    fn types_are_guessed_from_the_cells() {
        for (texts, kind) in [
            (&["1", "15,000", "-"][..], CellKind::Whole),
            (&["1.5", "2"], CellKind::Number),
            (&["12.5%", "3 %"], CellKind::Percent),
            (&["2026-10-03", "Oct 4, 2026", ""], CellKind::Date),
            (&["yes", "no"], CellKind::YesNo),
            (&["a", "1"], CellKind::Text),
            (&["", "n/a"], CellKind::Empty),
        ] {
            assert_eq!(with(texts, |cells| of(cells, None)), kind, "{texts:?}");
        }
        assert_eq!(with(&["1345107919", "1345107920"], |cells| of(cells, Some(Holds::Time))), CellKind::Date);
        assert_eq!(with(&["0", "1"], |cells| of(cells, Some(Holds::YesNo))), CellKind::YesNo);
        assert!(!with(&["[]", "[{\"count\":2}]"], |cells| plausible(cells, Holds::Count)));
        assert!(with(&["1", "23+24", "7"], |cells| plausible(cells, Holds::Count)));
    }
}
