//! `size`: what the first visit loads, against the budget.

use std::io::Write;

use anyhow::{Context, Result, bail};

use crate::dist::{self, Profile};
use crate::precache::When;
use crate::{place, precache};

/// Bytes that the first visit may take, compressed.
const BUDGET: usize = 250_000;

pub fn run() -> Result<()> {
    dist::build(Profile::Release)?;
    let mut rows = Vec::new();
    for (when, name) in precache::files(&place::dist())? {
        let bytes = std::fs::read(place::dist().join(&name)).with_context(|| format!("cannot read dist/{name}"))?;
        rows.push((when, compressed(&bytes)?, bytes.len(), name));
    }
    let first = print("the first visit loads", When::First, &rows);
    print("parts that come when they are needed, and stay for offline use", When::Later, &rows);
    println!("{:.0} % of the first visit's budget of {BUDGET} bytes", first as f64 * 100.0 / BUDGET as f64);
    if first > BUDGET {
        bail!("the first visit is {} bytes over its budget", first - BUDGET);
    }
    Ok(())
}

/// Prints the files of one time, the largest first; gives their size in all, compressed.
fn print(title: &str, wanted: When, rows: &[(When, usize, usize, String)]) -> usize {
    let mut rows: Vec<_> = rows.iter().filter(|row| row.0 == wanted).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.1));
    let (small, raw) = rows.iter().fold((0, 0), |sum, row| (sum.0 + row.1, sum.1 + row.2));
    println!("{:>10} {:>10}  {title}", "raw", "brotli");
    for (_, small, raw, name) in rows {
        println!("{raw:>10} {small:>10}  {name}");
    }
    println!("{raw:>10} {small:>10}  in all\n");
    small
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
