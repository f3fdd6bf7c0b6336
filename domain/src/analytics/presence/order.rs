//! The rows of a chunk by day and member: a derived column. Whoever counts members by day, under whatever filter, reads
//! the rows in this order, and a member's rows of one day stand side by side.

use crate::{
    analytics::{dataset::Derived, radix},
    model::facts::{CHUNK_ROWS, Chunk, MISSING_CODE, MISSING_DAY, activity},
};

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
        // Those without a member come behind all others.
        let nobody = highest_member.map_or(0, |row| u64::from(row) + 1);
        let (first, last) = derived.span.unwrap_or((0, -1));
        // Years 1 to 9999 have fewer days than 22 bits count. Those without one come behind all others.
        let no_day = (i64::from(last) - i64::from(first) + 1) as u64;
        let (day_bits, member_bits) = (radix::width(no_day), radix::width(nobody));
        let day_of = |day: i32| if day == MISSING_DAY { no_day } else { day.wrapping_sub(first) as u32 as u64 };
        let rows = codes.iter().zip(&derived.days).zip(0_u64..);
        // Place, member and day one above the other, as far as that fits in 64 bits; else by comparing.
        if 16 + member_bits + day_bits <= u64::BITS {
            let shift = 16 + member_bits;
            let key = |((member, day), place): ((&u32, &i32), u64)| {
                place | u64::from(*member).min(nobody) << 16 | day_of(*day) << shift
            };
            let mut keys: Vec<u64> = rows.map(key).collect();
            radix::sort(&mut keys, 16..shift + day_bits);
            return Self::collect(chunk, derived, keys.iter().map(|key| (key & 0xffff) as u16), highest_member);
        }
        let key = |((member, day), place): ((&u32, &i32), u64)| (day_of(*day) << 32 | u64::from(*member), place);
        let mut keys: Vec<(u64, u64)> = rows.map(key).collect();
        keys.sort_unstable();
        Self::collect(chunk, derived, keys.iter().map(|(_, place)| *place as u16), highest_member)
    }

    fn collect(chunk: &Chunk, derived: &Derived, rows: impl Iterator<Item = u16>, highest_member: Option<u32>) -> Self {
        let codes = chunk.column(activity::MEMBER).codes();
        let rows: Vec<u16> = rows.collect();
        let members = rows.iter().map(|place| codes[usize::from(*place)]).collect();
        let mut days: Vec<(i32, u32)> = Vec::new();
        for (at, place) in rows.iter().enumerate() {
            let day = derived.days[usize::from(*place)];
            match days.last_mut() {
                _ if day == MISSING_DAY => break,
                Some((last, end)) if *last == day => *end = at as u32 + 1,
                _ => days.push((day, at as u32 + 1)),
            }
        }
        let origins = chunk.column(activity::ORIGIN).byte_values();
        let batches = chunk.column(activity::BATCH).codes();
        let first = origins.first().copied().zip(batches.first().copied());
        let one_origin = first.filter(|(origin, batch)| {
            origins.iter().all(|other| other == origin) && batches.iter().all(|other| other == batch)
        });
        Self { rows, members, days, one_origin, highest_member }
    }
}
