//! Which row holds the names of the columns, and how names are compared.

use super::decode::shorten;
use rustc_hash::FxHashSet;

/// How many rows are looked at to find the header.
pub const LOOK: usize = 40;

/// A name as it is compared: lower case, without soft hyphens and other invisible characters, everything that is
/// no letter or digit as one space.
pub fn normal(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    for letter in name.chars().filter(|letter| !invisible(*letter)) {
        if letter.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.extend(letter.to_lowercase());
        } else {
            gap = true;
        }
    }
    out
}

fn invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

/// Names to show: trimmed, without invisible characters, none empty, all different.
pub fn clean(names: &[String]) -> Vec<String> {
    let mut seen = FxHashSet::default();
    let mut cleaned = Vec::with_capacity(names.len());
    for (position, name) in names.iter().enumerate() {
        let visible: String = name.chars().filter(|letter| !invisible(*letter)).collect();
        let mut base = shorten(visible.trim(), 200).into_owned();
        if base.is_empty() {
            base = format!("Column {}", position + 1);
        }
        let mut unique = base.clone();
        let mut number = 2;
        while !seen.insert(unique.clone()) {
            unique = format!("{base} ({number})");
            number += 1;
        }
        cleaned.push(unique);
    }
    cleaned
}

/// Finds the header among the first rows: the first row that is about as wide as the table and holds names, not
/// figures. `None` where every row looks like data.
pub fn find(rows: &[Vec<String>]) -> Option<usize> {
    let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    // The table's width is that of its rows, not of a title above them: the width that most rows reach.
    let mut widths: Vec<usize> = rows.iter().map(Vec::len).collect();
    widths.sort_unstable();
    let width = widths.get(widths.len() / 2).copied()?;
    let wide_enough = |row: &Vec<String>| filled(row) * 5 >= width * 3 && row.len() * 10 >= width * 9;
    let candidates = rows.iter().enumerate().filter(|(_, row)| wide_enough(row)).take(3);
    for (index, row) in candidates {
        let figures = row.iter().filter(|cell| looks_like_data(cell)).count();
        if figures == 0 || figures * 8 < filled(row) {
            return Some(index);
        }
    }
    None
}

fn looks_like_data(cell: &str) -> bool {
    let cell = cell.trim();
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    digits > 0 && digits * 2 >= cell.chars().filter(|letter| letter.is_alphanumeric()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
    }

    #[test]
    fn names_compare_without_case_and_invisible_characters() {
        assert_eq!(normal("\u{feff}Im\u{ad}pressions "), "impressions");
        assert_eq!(normal("Click through rate (CTR)"), "click through rate ctr");
        assert_eq!(normal("reply_to"), "reply to");
        assert_eq!(normal("Größe/Tag"), "größe tag");
    }

    #[test]
    fn the_header_is_found_below_a_description() {
        assert_eq!(find(&rows("a,b,c\n1,2,3")), Some(0));
        assert_eq!(find(&rows("Aggregated data for posts,,\nTitle,Link,Likes\nx,y,3\nz,w,4")), Some(1));
        assert_eq!(find(&rows("Report of May\n\nTitle,Link,Likes\nx,y,3\nz,w,4\nv,u,5")), Some(2));
        assert_eq!(find(&rows("1,2,3\n4,5,6")), None);
        assert_eq!(find(&[]), None);
    }

    #[test]
    fn names_are_made_unique() {
        let names = ["Likes", "", "Likes", " \u{ad}Likes"].map(str::to_owned);
        assert_eq!(clean(&names), ["Likes", "Column 2", "Likes (2)", "Likes (3)"]);
    }
}
