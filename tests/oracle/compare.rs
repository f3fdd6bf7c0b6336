//! Where two answers differ.

use serde_json::Value as Json;

/// Largest relative difference.
const NEAR: f64 = 1e-9;
/// Below this, differences count absolutely: sums that cancel out.
const SMALL: f64 = 1e-3;
/// Most differences that are printed.
const PRINTED: usize = 60;

/// Stands for a number that Hearth does not give.
pub const NOT_GIVEN: &str = "not given";

/// Adds each place where `found` is not what Python says. What Python does not say is not compared.
pub fn agree(expected: &Json, found: &Json, place: &str, differences: &mut Vec<String>) {
    match (expected, found) {
        (_, Json::String(text)) if text == NOT_GIVEN => {}
        (Json::Object(fields), Json::Object(others)) => {
            for (name, value) in fields {
                let other = others.get(name).unwrap_or(&Json::Null);
                agree(value, other, &format!("{place} · {name}"), differences);
            }
        }
        (Json::Array(values), Json::Array(others)) if values.len() == others.len() => {
            for (number, (value, other)) in values.iter().zip(others).enumerate() {
                agree(value, other, &format!("{place} · {number}"), differences);
            }
        }
        (Json::Number(a), Json::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap_or(f64::NAN), b.as_f64().unwrap_or(f64::NAN));
            let near = (a - b).abs() <= NEAR * a.abs().max(b.abs()).max(SMALL);
            if !near {
                differences.push(format!("{place}: Python {a}, Hearth {b}"));
            }
        }
        (a, b) if a == b => {}
        (a, b) => differences.push(format!("{place}: Python {}, Hearth {}", short(a), short(b))),
    }
}

fn short(value: &Json) -> String {
    let text = value.to_string();
    match text.char_indices().nth(300) {
        None => text,
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

/// The first of the differences, a line each.
pub fn first(differences: &[String]) -> String {
    differences.iter().take(PRINTED).map(|line| format!("{line}\n")).collect()
}
