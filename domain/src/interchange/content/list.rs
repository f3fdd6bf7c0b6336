//! Several values in one cell: separated by commas or semicolons, in quotation marks where a value holds one of these.

/// Puts values into one cell. No value gives nothing, one empty value gives `""`.
pub fn join(values: &[&str], separators: &[char]) -> String {
    let mut out = String::new();
    for (place, value) in values.iter().enumerate() {
        if let Some(separator) = separators.first().filter(|_| place > 0) {
            out.push(*separator);
            out.push(' ');
        }
        if value.is_empty() || value.trim() != *value || value.contains('"') || value.contains(separators) {
            out.push('"');
            out.push_str(&value.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(value);
        }
    }
    out
}

/// The values of a cell. White space around them is dropped, and so are blank ones, unless they stand in quotation
/// marks or `blanks` are to keep their places.
pub fn split(cell: &str, separators: &[char], blanks: bool) -> Vec<String> {
    let mut values = Vec::new();
    let mut rest = cell;
    if rest.trim().is_empty() {
        return values;
    }
    loop {
        let start = rest.trim_start();
        let (value, quoted, after) = match start.strip_prefix('"').and_then(quoted) {
            // What follows the closing mark up to the separator belongs to nothing: then the marks were meant as text.
            Some((value, after)) if after.trim_start().is_empty() || after.trim_start().starts_with(separators) => {
                (value, true, after.trim_start())
            }
            _ => {
                let end = start.find(separators).unwrap_or(start.len());
                let (value, after) = start.split_at(end);
                (value.trim().to_owned(), false, after)
            }
        };
        if quoted || blanks || !value.is_empty() {
            values.push(value);
        }
        let mut after = after.chars();
        if after.next().is_none() {
            return values;
        }
        rest = after.as_str();
    }
}

/// The text up to the closing mark, and what follows it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('"')?;
        value.push_str(before);
        match after.strip_prefix('"') {
            Some(more) => {
                value.push('"');
                rest = more;
            }
            None => return Some((value, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lists_are_read_as_people_write_them() {
        assert_eq!(split("launch, spring;  tea ,", &[',', ';'], false), ["launch", "spring", "tea"]);
        assert_eq!(split("\"a, b\"; c", &[',', ';'], false), ["a, b", "c"]);
        assert_eq!(split("a \"quoted\" word; \"half", &[';'], false), ["a \"quoted\" word", "\"half"]);
        assert_eq!(split("; second", &[';'], true), ["", "second"]);
        assert_eq!(split(" ", &[';'], true), Vec::<String>::new());
        assert_eq!(join(&[""], &[';']), "\"\"");
    }

    proptest! {
        #[test]
        fn what_is_joined_is_split_again(values in proptest::collection::vec("[a, ;\"é]{0,6}", 0..5), blanks: bool) {
            let texts: Vec<&str> = values.iter().map(String::as_str).collect();
            prop_assert_eq!(split(&join(&texts, &[',', ';']), &[',', ';'], blanks), values);
        }
    }
}
