//! Rows as CSV text for the clipboard or a file (RFC 4180).

/// Adds a row. Texts that a spreadsheet would run as a formula get an apostrophe before them; negative numbers do not.
pub fn push_row<T: AsRef<str>>(csv: &mut String, cells: impl IntoIterator<Item = T>) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            csv.push(',');
        }
        let cell = cell.as_ref();
        let formula = match cell.as_bytes().first() {
            Some(b'=' | b'@' | b'\t' | b'\r') => true,
            Some(b'+' | b'-') => !cell.bytes().skip(1).all(|byte| byte.is_ascii_digit() || b"., %".contains(&byte)),
            _ => false,
        };
        let quoted = formula || cell.contains(['"', ',', '\n', '\r']);
        if !quoted {
            csv.push_str(cell);
            continue;
        }
        csv.push('"');
        if formula {
            csv.push('\'');
        }
        for (part, text) in cell.split('"').enumerate() {
            if part > 0 {
                csv.push_str("\"\"");
            }
            csv.push_str(text);
        }
        csv.push('"');
    }
    csv.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> String {
        let mut csv = String::new();
        push_row(&mut csv, cells);
        csv
    }

    #[test]
    fn cells_are_quoted_as_rfc_4180_says() {
        assert_eq!(
            row(&["plain", "two, parts", "she said \"hi\""]),
            "plain,\"two, parts\",\"she said \"\"hi\"\"\"\r\n"
        );
        assert_eq!(row(&["line\nbreak", "", "-3.5", "é"]), "\"line\nbreak\",,-3.5,é\r\n");
    }

    #[test]
    fn formulas_are_made_harmless() {
        assert_eq!(row(&["=1+1"]), "\"'=1+1\"\r\n");
        assert_eq!(row(&["@SUM(A1)", "-2+3", "+41 5", "-2 %"]), "\"'@SUM(A1)\",\"'-2+3\",+41 5,-2 %\r\n");
    }
}
