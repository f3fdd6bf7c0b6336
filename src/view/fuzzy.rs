//! Finding a command by some of its letters in their order: “oset” finds “Open settings”.

/// A match: the higher the score the better, with the places of the matched letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Comparable among texts for one query.
    pub score: i32,
    /// Numbers of the matched characters, ascending.
    pub places: Vec<usize>,
}

/// Looks for the query's letters in the text, case and spaces aside. Letters at the start of words and letters that
/// follow each other count more, long texts a little less. An empty query matches everything equally.
pub fn find(query: &str, text: &str) -> Option<Match> {
    let query: Vec<char> = query.chars().filter(|c| !c.is_whitespace()).map(lower).collect();
    let text: Vec<char> = text.chars().collect();
    if query.is_empty() {
        return Some(Match { score: 0, places: Vec::new() });
    }
    // Each place of the first letter is a start; from there the nearest word start or the nearest place wins.
    let first = *query.first()?;
    let starts = (0..text.len()).filter(|&at| lower(text[at]) == first);
    starts.filter_map(|start| from(start, &query, &text)).max_by_key(|found| found.score)
}

fn from(start: usize, query: &[char], text: &[char]) -> Option<Match> {
    let mut places = vec![start];
    for &wanted in query.get(1..)? {
        let next = places.last()? + 1;
        let same = |at: &usize| text.get(*at).is_some_and(|c| lower(*c) == wanted);
        let place = if same(&next) {
            next
        } else {
            (next..text.len())
                .find(|at| same(at) && starts_word(text, *at))
                .or_else(|| (next..text.len()).find(same))?
        };
        places.push(place);
    }
    let mut score = -(text.len() as i32) / 8;
    let mut before = None;
    for &place in &places {
        score += if before == Some(place.wrapping_sub(1)) {
            6
        } else if starts_word(text, place) {
            8
        } else {
            1
        };
        before = Some(place);
    }
    if start == 0 {
        score += 4;
    }
    Some(Match { score, places })
}

fn starts_word(text: &[char], at: usize) -> bool {
    at == 0 || text.get(at - 1).is_some_and(|before| !before.is_alphanumeric())
}

fn lower(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best<'a>(query: &str, texts: &[&'a str]) -> Option<&'a str> {
        texts
            .iter()
            .filter_map(|text| find(query, text).map(|found| (found.score, *text)))
            .max_by_key(|(score, _)| *score)
            .map(|(_, text)| text)
    }

    #[test]
    fn letters_in_order_are_enough() {
        assert_eq!(find("oset", "Open settings").map(|found| found.places), Some(vec![0, 5, 6, 7]));
        assert!(find("tes", "Open settings").is_none());
        assert!(find("", "Anything").is_some());
        assert!(find("x", "").is_none());
        assert!(find("ÉTÉ", "Campagne d’été").is_some());
    }

    #[test]
    fn words_and_runs_come_first() {
        let commands = ["Open analytics", "Export workspace", "Import a file", "Explain this figure"];
        assert_eq!(best("expo", &commands), Some("Export workspace"));
        assert_eq!(best("imp", &commands), Some("Import a file"));
        assert_eq!(best("etf", &commands), Some("Explain this figure"));
        assert_eq!(best("set", &["Assets", "Settings"]), Some("Settings"));
    }
}
