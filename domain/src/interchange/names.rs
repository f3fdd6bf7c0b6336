//! Names that the program itself gives, such as the code of an error, read back from text: a report made on another
//! thread comes over as JSON.

use serde::{Deserialize, Deserializer};
use std::cell::RefCell;

/// A name that is written in the program.
pub type Name = &'static str;

thread_local! {
    static READ: RefCell<Vec<Name>> = const { RefCell::new(Vec::new()) };
}

/// Reads a name. For what the program wrote itself: each different name is kept until the program ends.
pub(crate) fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Name, D::Error> {
    let name = String::deserialize(from)?;
    READ.with_borrow_mut(|read| {
        if let Some(known) = read.iter().find(|known| **known == name) {
            return Ok(*known);
        }
        let kept: Name = name.leak();
        read.push(kept);
        Ok(kept)
    })
}
