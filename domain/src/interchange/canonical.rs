//! One writing of a JSON value, whatever program wrote it: names sorted, no white space, a whole number without a
//! fraction. What is hashed is written so (after RFC 8785), so that a file may be indented anew and still holds.

use serde_json::Value;
use sha2::{Digest, Sha256};

/// The largest whole number below which every whole number is one of its own (2⁵³).
const WHOLE: f64 = 9_007_199_254_740_992.0;

/// Writes a value.
pub(super) fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut names: Vec<&String> = fields.keys().collect();
            names.sort_unstable();
            out.push('{');
            for (place, name) in names.into_iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                text(name, out);
                out.push(':');
                write(fields.get(name).unwrap_or(&Value::Null), out);
            }
            out.push('}');
        }
        Value::Array(list) => {
            out.push('[');
            for (place, one) in list.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                write(one, out);
            }
            out.push(']');
        }
        Value::Number(number) => match number.as_f64() {
            Some(float) if !(number.is_i64() || number.is_u64()) && float.fract() == 0.0 && float.abs() < WHOLE => {
                out.push_str(&(float as i64).to_string());
            }
            _ => out.push_str(&number.to_string()),
        },
        Value::String(words) => text(words, out),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Null => out.push_str("null"),
    }
}

fn text(text: &str, out: &mut String) {
    out.push_str(&Value::from(text).to_string());
}

/// The SHA-256 of a value, in hexadecimal digits.
pub(super) fn hash(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    Sha256::digest(out.as_bytes()).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_one_writing_and_the_hash_that_another_program_computes() {
        let one: Value = serde_json::from_str(r#"{"b": [1.0, 2.5, -0.0, true, null], "a": "é\n\"", "á": {}}"#).unwrap();
        let mut out = String::new();
        write(&one, &mut out);
        assert_eq!(out, "{\"a\":\"é\\n\\\"\",\"b\":[1,2.5,0,true,null],\"á\":{}}");
        // printf '%s' '{"a":1}' | sha256sum
        let two: Value = serde_json::from_str("{ \"a\": 1.0 }").unwrap();
        assert_eq!(hash(&two), "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
    }
}
