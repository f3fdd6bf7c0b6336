//! `size`: what the first visit loads, against the budget.

use std::io::Write;

use anyhow::{Context, Result, bail};

use crate::dist::{self, Profile};
use crate::{place, precache};

/// Bytes that the first visit may take, compressed.
const BUDGET: usize = 250_000;

pub fn run() -> Result<()> {
    dist::build(Profile::Release)?;
    let mut rows = Vec::new();
    for name in precache::first_visit(&place::dist())? {
        let bytes = std::fs::read(place::dist().join(&name)).with_context(|| format!("cannot read dist/{name}"))?;
        rows.push((compressed(&bytes)?, bytes.len(), name));
    }
    rows.sort_by(|a, b| b.cmp(a));
    let small: usize = rows.iter().map(|row| row.0).sum();
    let raw: usize = rows.iter().map(|row| row.1).sum();

    println!("{:>10} {:>10}  the first visit loads", "raw", "brotli");
    for (small, raw, name) in &rows {
        println!("{raw:>10} {small:>10}  {name}");
    }
    println!(
        "{raw:>10} {small:>10}  in all; {:.0} % of the budget of {BUDGET} bytes",
        small as f64 * 100.0 / BUDGET as f64
    );
    if small > BUDGET {
        bail!("the first visit is {} bytes over its budget", small - BUDGET);
    }
    Ok(())
}

/// Length as a good static host sends it: brotli at its best quality, its largest standard window.
fn compressed(bytes: &[u8]) -> Result<usize> {
    const BUFFER: usize = 1 << 16;
    const QUALITY: u32 = 11;
    const WINDOW: u32 = 22;
    let mut packed = brotli::CompressorWriter::new(Vec::new(), BUFFER, QUALITY, WINDOW);
    packed.write_all(bytes)?;
    Ok(packed.into_inner().len())
}
