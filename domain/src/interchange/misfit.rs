//! What serde says of a value that does not fit, in a person's words.

/// A short stable name of what is wrong, and a sentence. `said` is the message without its line and column.
pub(super) fn words(said: &str) -> (&'static str, String) {
    if let Some(field) = said.strip_prefix("missing field `") {
        return ("missing-field", format!("The field “{}” is missing.", field.trim_end_matches('`')));
    }
    if let Some(found) = said.strip_prefix("unknown variant `") {
        let (found, known) = found.split_once("`, expected ").unwrap_or((found, "another"));
        let known = known.replace('`', "");
        let known = known.strip_prefix("one of ").unwrap_or(&known);
        return ("unknown-value", format!("“{}” is not known here; {known} would be.", start(found)));
    }
    if let Some((found, expected)) = said.split_once(", expected ") {
        let found = found.strip_prefix("invalid type: ").or(found.strip_prefix("invalid value: ")).unwrap_or(found);
        return ("wrong-type", format!("{} is expected here, not {}.", wanted(expected), found_words(found)));
    }
    ("invalid", start(said))
}

fn start(text: &str) -> String {
    text.chars().take(200).collect()
}

fn wanted(expected: &str) -> String {
    match expected {
        "f64" | "f32" => "A number".into(),
        "u8" | "u16" | "u32" | "u64" | "usize" => "A whole number, 0 or more,".into(),
        "i8" | "i16" | "i32" | "i64" => "A whole number".into(),
        "a string" | "string or map" => "A text".into(),
        "a boolean" => "true or false".into(),
        "a sequence" => "A list, in square brackets,".into(),
        "a map" => "An object, in braces,".into(),
        other if other.starts_with("struct ") || other.starts_with("internally tagged") => {
            "An object, in braces,".into()
        }
        other => start(other),
    }
}

fn found_words(found: &str) -> String {
    let (kind, rest) = found.split_once(' ').unwrap_or((found, ""));
    match kind {
        "string" => format!("the text {}", start(rest)),
        "integer" | "floating" | "number" => {
            format!("the number {}", start(rest.trim_start_matches("point ").trim_matches('`')))
        }
        "boolean" => start(rest.trim_matches('`')),
        "sequence" => "a list".into(),
        "map" => "an object".into(),
        "null" | "unit" => "null".into(),
        _ => start(found),
    }
}

#[cfg(test)]
mod tests {
    use super::words;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code)]
    struct One {
        number: f64,
        count: Option<u32>,
        texts: Vec<String>,
    }

    #[test]
    fn the_words_are_a_persons() {
        let said = |json: serde_json::Value| words(&serde_json::from_value::<One>(json).unwrap_err().to_string()).1;
        let of = |number: serde_json::Value, count: serde_json::Value, texts: serde_json::Value| {
            said(serde_json::json!({"number": number, "count": count, "texts": texts}))
        };
        assert_eq!(of("a".into(), 1.into(), true.into()), "A number is expected here, not the text \"a\".");
        assert_eq!(
            of(1.into(), (-1).into(), true.into()),
            "A whole number, 0 or more, is expected here, not the number -1."
        );
        assert_eq!(of(1.into(), 1.into(), true.into()), "A list, in square brackets, is expected here, not true.");
        assert_eq!(of(1.into(), 1.into(), vec![1].into()), "A text is expected here, not the number 1.");
        assert_eq!(said(serde_json::json!({"number": 1})), "The field “texts” is missing.");
    }
}
