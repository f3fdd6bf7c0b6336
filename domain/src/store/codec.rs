//! Chunks of facts as bytes, and back.
//!
//! One chunk is one buffer in the store. Columns are copied whole, without a look at single cells. Every byte is
//! under the checksum at the end, and the buffer names its own table and number, so a flipped bit, a cut, or a
//! chunk found in another's place is noticed before anything of it is shown.
//!
//! Layout, little endian, every part padded to 8 bytes:
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `HEARTHCK` |
//! | 4 × 6 | version, table, chunk number, rows, columns, 0 |
//! | 8 per column | kind, length of the text buffer (0 for other kinds) |
//! | per column | the values; for texts the end of each text, then the text buffer |
//! | 8 | XXH3-64 of all before |

use crate::model::facts::{CHUNK_ROWS, Chunk, ChunkKey, Column, ColumnKind, TableKind, TextColumn};
use bytemuck::{NoUninit, Pod, Zeroable};
use xxhash_rust::xxh3::xxh3_64;

#[cfg(target_endian = "big")]
compile_error!("Chunks are kept little endian by casting; a big-endian target needs byte swaps here.");

const MAGIC: &[u8; 8] = b"HEARTHCK";
/// Version of the layout.
pub const VERSION: u32 = 1;
const HEAD: usize = 32;
const TAIL: usize = 8;

/// Why stored bytes are not the chunk they should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodecError {
    /// Too few bytes for a chunk.
    #[error("only {0} bytes are left of it")]
    Short(usize),
    /// The first bytes are not those of a chunk.
    #[error("the bytes are not a chunk of facts")]
    Magic,
    /// Written by a later version of Hearth, or the version number is broken.
    #[error("it is in version {0} of the layout; this Hearth reads version {VERSION}")]
    Version(u32),
    /// The bytes changed since they were written.
    #[error("its bytes changed since they were written (checksum)")]
    Checksum,
    /// Whole, but not the chunk that belongs here.
    #[error("another part of the data is in its place")]
    Place,
    /// Whole, but not as the layout says.
    #[error("its {0} do not fit the layout")]
    Layout(&'static str),
}

fn padded(length: usize) -> usize {
    length.next_multiple_of(8)
}

fn table_number(table: TableKind) -> u32 {
    match table {
        TableKind::Members => 0,
        TableKind::Posts => 1,
        TableKind::Activities => 2,
        TableKind::ChannelDays => 3,
    }
}

/// The bytes of a chunk.
pub fn encode(key: ChunkKey, chunk: &Chunk) -> Vec<u8> {
    let columns = chunk.columns();
    let data: usize = columns
        .iter()
        .map(|column| match column {
            Column::Text(texts) => {
                let (bytes, ends) = texts.parts();
                padded(ends.len() * 4) + padded(bytes.len())
            }
            other => padded(other.bytes()),
        })
        .sum();
    let mut out = Vec::with_capacity(HEAD + columns.len() * 8 + data + TAIL);
    out.extend_from_slice(MAGIC);
    for number in [VERSION, table_number(key.table), key.index, chunk.len() as u32, columns.len() as u32, 0] {
        out.extend_from_slice(&number.to_le_bytes());
    }
    for column in columns {
        // A text column never holds 4 GiB (`TextColumn::push`).
        let length = if let Column::Text(texts) = column { texts.parts().0.len() as u32 } else { 0 };
        out.extend_from_slice(&(column.kind() as u32).to_le_bytes());
        out.extend_from_slice(&length.to_le_bytes());
    }
    for column in columns {
        match column {
            Column::Text(texts) => {
                let (bytes, ends) = texts.parts();
                append(&mut out, ends);
                append(&mut out, bytes);
            }
            Column::Code(values) | Column::Count(values) => append(&mut out, values),
            Column::Byte(values) => append(&mut out, values),
            Column::Time(values) => append(&mut out, values),
            Column::Number(values) => append(&mut out, values),
            Column::Day(values) => append(&mut out, values),
        }
    }
    let checksum = xxh3_64(&out);
    out.extend_from_slice(&checksum.to_le_bytes());
    out
}

fn append<T: NoUninit>(out: &mut Vec<u8>, values: &[T]) {
    out.extend_from_slice(bytemuck::cast_slice(values));
    out.resize(padded(out.len()), 0);
}

/// The checksum that the bytes carry at their end; 0 where there are too few bytes to carry one. It is not checked.
pub fn checksum(bytes: &[u8]) -> u64 {
    bytes.last_chunk().map_or(0, |tail| u64::from_le_bytes(*tail))
}

/// The chunk in some bytes, which should be the one of this key.
///
/// # Errors
/// Says what is wrong with the bytes.
pub fn decode(key: ChunkKey, bytes: &[u8]) -> Result<Chunk, CodecError> {
    let body = match bytes.len().checked_sub(TAIL) {
        Some(length) if length >= HEAD => &bytes[..length],
        _ => return Err(CodecError::Short(bytes.len())),
    };
    let mut rest = Reader(body);
    if rest.take(MAGIC.len())? != MAGIC {
        return Err(CodecError::Magic);
    }
    let version = rest.number()?;
    if version != VERSION {
        return Err(CodecError::Version(version));
    }
    if xxh3_64(body) != checksum(bytes) {
        return Err(CodecError::Checksum);
    }
    if (rest.number()?, rest.number()?) != (table_number(key.table), key.index) {
        return Err(CodecError::Place);
    }
    let (rows, columns) = (rest.number()? as usize, rest.number()? as usize);
    rest.number()?;
    let specs = key.table.columns();
    if rows > CHUNK_ROWS {
        return Err(CodecError::Layout("rows"));
    }
    if columns != specs.len() {
        return Err(CodecError::Layout("columns"));
    }
    let mut lengths = Vec::with_capacity(columns);
    for spec in specs {
        if rest.number()? != spec.kind as u32 {
            return Err(CodecError::Layout("kinds of columns"));
        }
        lengths.push(rest.number()? as usize);
    }
    let mut decoded = Vec::with_capacity(columns);
    for (spec, length) in specs.iter().zip(lengths) {
        decoded.push(match spec.kind {
            ColumnKind::Text => {
                let ends = rest.values(rows)?;
                let bytes = rest.values(length)?;
                Column::Text(TextColumn::from_parts(bytes, ends).ok_or(CodecError::Layout("texts"))?)
            }
            ColumnKind::Code => Column::Code(rest.values(rows)?),
            ColumnKind::Byte => Column::Byte(rest.values(rows)?),
            ColumnKind::Time => Column::Time(rest.values(rows)?),
            ColumnKind::Count => Column::Count(rest.values(rows)?),
            ColumnKind::Number => Column::Number(rest.values(rows)?),
            ColumnKind::Day => Column::Day(rest.values(rows)?),
        });
    }
    if !rest.0.is_empty() {
        return Err(CodecError::Layout("lengths"));
    }
    Chunk::from_columns(key.table, decoded).ok_or(CodecError::Layout("columns"))
}

/// Takes parts off the front of some bytes.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], CodecError> {
        let (head, rest) = self.0.split_at_checked(length).ok_or(CodecError::Layout("lengths"))?;
        self.0 = rest;
        Ok(head)
    }

    fn number(&mut self) -> Result<u32, CodecError> {
        let bytes = self.take(4)?;
        bytes.first_chunk().map(|bytes| u32::from_le_bytes(*bytes)).ok_or(CodecError::Layout("lengths"))
    }

    /// Copies so many values and skips what pads them. The length is checked before anything is allocated.
    fn values<T: Pod + Zeroable>(&mut self, count: usize) -> Result<Vec<T>, CodecError> {
        let length = count.checked_mul(size_of::<T>()).ok_or(CodecError::Layout("lengths"))?;
        let bytes = self.take(padded(length))?;
        let mut values = vec![T::zeroed(); count];
        bytemuck::cast_slice_mut(&mut values).copy_from_slice(&bytes[..length]);
        Ok(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::facts::{Table, Value};
    use proptest::prelude::*;

    fn chunk(rows: &[(u32, i32, f64)]) -> Chunk {
        let mut builder = Table::new(TableKind::ChannelDays).into_builder();
        for (channel, day, followers) in rows {
            builder.push(&[Value::Code(*channel), Value::Day(*day), Value::Number(*followers)]);
        }
        (*builder.finish().chunks()[0]).clone()
    }

    fn activities(rows: &[(String, i64, u32)]) -> Chunk {
        let mut builder = Table::new(TableKind::Activities).into_builder();
        for (text, time, likes) in rows {
            let mut values = [Value::Missing; 16];
            values[0] = Value::Text(text);
            values[4] = Value::Time(*time);
            values[9] = Value::Text(text);
            values[10] = Value::Count(*likes);
            builder.push(&values);
        }
        (*builder.finish().chunks()[0]).clone()
    }

    fn assert_same(a: &Chunk, b: &Chunk) {
        assert_eq!(a.len(), b.len());
        for (a, b) in a.columns().iter().zip(b.columns()) {
            // NaN is "missing" here, so cells are compared, not numbers.
            assert!((0..a.len()).all(|row| a.get(row) == b.get(row)));
        }
    }

    const KEY: ChunkKey = ChunkKey { table: TableKind::Activities, index: 3 };

    #[test]
    fn a_chunk_in_anothers_place_is_noticed() {
        let bytes = encode(KEY, &activities(&[("a".into(), 1, 2)]));
        assert_eq!(decode(ChunkKey { index: 4, ..KEY }, &bytes).unwrap_err(), CodecError::Place);
        assert_eq!(decode(ChunkKey { table: TableKind::Posts, ..KEY }, &bytes).unwrap_err(), CodecError::Place);
        assert_eq!(bytes.len() % 8, 0);
    }

    #[test]
    fn a_full_chunk_of_missing_values_survives() {
        let mut builder = Table::new(TableKind::Posts).into_builder();
        for _ in 0..CHUNK_ROWS {
            builder.push(&[]);
        }
        let key = ChunkKey { table: TableKind::Posts, index: 0 };
        let chunk = builder.finish().chunks()[0].clone();
        assert_same(&decode(key, &encode(key, &chunk)).unwrap(), &chunk);
    }

    #[test]
    fn lengths_that_lie_are_refused_even_under_a_right_checksum() {
        let bytes = encode(KEY, &activities(&[("abc".into(), 1, 2), ("é".into(), 5, 9)]));
        for at in (HEAD - 16..HEAD + 16 * 8).step_by(4) {
            for lie in [0, 1, 3, 65_537, u32::MAX] {
                let mut bytes = bytes.clone();
                if bytes[at..at + 4] == u32::to_le_bytes(lie) {
                    continue;
                }
                bytes[at..at + 4].copy_from_slice(&lie.to_le_bytes());
                let body = bytes.len() - TAIL;
                let checksum = xxh3_64(&bytes[..body]);
                bytes[body..].copy_from_slice(&checksum.to_le_bytes());
                // Offset 28 is padding: nothing reads it. A length that stays within the same padding may yield
                // another, still well-formed chunk; what matters is that nothing panics or reads beyond.
                let _ = decode(KEY, &bytes);
            }
        }
    }

    proptest! {
        #[test]
        fn what_goes_in_comes_out(rows in prop::collection::vec((".{0,12}", any::<i64>(), any::<u32>()), 1..40)) {
            let chunk = activities(&rows);
            let bytes = encode(KEY, &chunk);
            let again = decode(KEY, &bytes).unwrap();
            assert_same(&again, &chunk);
            prop_assert_eq!(encode(KEY, &again), bytes);
        }

        #[test]
        fn every_flipped_bit_is_noticed(rows in prop::collection::vec((any::<u32>(), any::<i32>(), any::<f64>()), 1..20), at: prop::sample::Index, bit in 0..8u8) {
            let key = ChunkKey { table: TableKind::ChannelDays, index: 0 };
            let mut bytes = encode(key, &chunk(&rows));
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
            prop_assert!(decode(key, &bytes).is_err());
        }

        #[test]
        fn every_cut_is_noticed(rows in prop::collection::vec((".{0,5}", any::<i64>(), any::<u32>()), 1..9), at: prop::sample::Index) {
            let bytes = encode(KEY, &activities(&rows));
            prop_assert!(decode(KEY, &bytes[..at.index(bytes.len())]).is_err());
        }

        #[test]
        fn random_bytes_are_refused(mut bytes in prop::collection::vec(any::<u8>(), 0..400), magic: bool) {
            if magic && bytes.len() > 12 {
                bytes[..8].copy_from_slice(MAGIC);
                bytes[8..12].copy_from_slice(&VERSION.to_le_bytes());
            }
            prop_assert!(decode(KEY, &bytes).is_err());
        }
    }
}
