//! The rows of a chunk by day and member: a derived column. Whoever counts members by day, under whatever filter, reads
//! the rows in this order, and a member's rows of one day stand side by side.

use crate::{
    analytics::dataset::Derived,
    model::facts::{CHUNK_ROWS, Chunk, MISSING_CODE, MISSING_DAY, activity},
};

/// Digits of a counting sort: 2 048 counters stay in the processor's nearest memory.
const DIGIT_BITS: u32 = 11;
const DIGITS: usize = 1 << DIGIT_BITS;

/// Rows of one chunk of activities in the order of days, in a day in the order of members.
#[derive(Debug)]
pub(crate) struct Order {
    /// Places in the chunk; those without a day stand at the end.
    pub(super) rows: Vec<u16>,
    /// Their members.
    pub(super) members: Vec<u32>,
    /// Each day with a row, ascending, and where its rows end.
    pub(super) days: Vec<(i32, u32)>,
    /// Origin and batch, where all rows have the same.
    pub(super) one_origin: Option<(u8, u32)>,
    /// The highest member; `None` where no row has one.
    pub(crate) highest_member: Option<u32>,
}

// A place in a chunk fits in sixteen bits.
const _: () = assert!(CHUNK_ROWS <= 1 << 16);

impl Order {
    pub(crate) fn new(chunk: &Chunk, derived: &Derived) -> Self {
        let codes = chunk.column(activity::MEMBER).codes();
        let highest_member = codes.iter().copied().filter(|code| *code != MISSING_CODE).max();
        let bits = u32::BITS - highest_member.unwrap_or(0).leading_zeros();
        // Least digit first; those without a member come last by taking all digits' bits.
        let mut rows: Vec<u16> = (0..codes.len()).map(|place| place as u16).collect();
        let mut other = vec![0_u16; rows.len()];
        for digit in 0..bits.div_ceil(DIGIT_BITS) {
            let digit_of = |place: u16| (codes[usize::from(place)] >> (digit * DIGIT_BITS)) as usize % DIGITS;
            sort(&rows, &mut other, DIGITS, digit_of);
            std::mem::swap(&mut rows, &mut other);
        }
        let days = &derived.days;
        if let Some((first, last)) = derived.span {
            // A row without a day lies before every other and is put behind the last.
            let span = (i64::from(last) - i64::from(first) + 1) as usize;
            let offset = |place: u16| days[usize::from(place)].wrapping_sub(first) as u32 as usize;
            if span <= CHUNK_ROWS {
                sort(&rows, &mut other, span + 1, |place| offset(place).min(span));
                std::mem::swap(&mut rows, &mut other);
            } else {
                rows.sort_by_key(|place| offset(*place));
            }
        }
        let mut ends: Vec<(i32, u32)> = Vec::new();
        for (at, place) in rows.iter().enumerate() {
            let day = days[usize::from(*place)];
            match ends.last_mut() {
                _ if day == MISSING_DAY => break,
                Some((last, end)) if *last == day => *end = at as u32 + 1,
                _ => ends.push((day, at as u32 + 1)),
            }
        }
        let members = rows.iter().map(|place| codes[usize::from(*place)]).collect();
        let origins = chunk.column(activity::ORIGIN).byte_values();
        let batches = chunk.column(activity::BATCH).codes();
        let first = origins.first().copied().zip(batches.first().copied());
        let one_origin = first.filter(|(origin, batch)| {
            origins.iter().all(|other| other == origin) && batches.iter().all(|other| other == batch)
        });
        Self { rows, members, days: ends, one_origin, highest_member }
    }
}

/// A stable counting sort of places by a small number.
fn sort(from: &[u16], to: &mut [u16], numbers: usize, number_of: impl Fn(u16) -> usize) {
    let mut next = vec![0_u32; numbers];
    for place in from {
        next[number_of(*place)] += 1;
    }
    let mut start = 0;
    for count in &mut next {
        start += std::mem::replace(count, start);
    }
    for place in from {
        let at = &mut next[number_of(*place)];
        to[*at as usize] = *place;
        *at += 1;
    }
}
