//! HTML text for what is drawn in bulk. Everything that comes from data goes through [`push_escaped`].

use std::ops::Range;

/// Adds a text so that HTML takes it for nothing but text, between tags and in quoted attributes.
pub fn push_escaped(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let (before, from) = rest.split_at(at);
        html.push_str(before);
        let mut letters = from.chars();
        html.push_str(match letters.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            _ => "&#39;",
        });
        rest = letters.as_str();
    }
    html.push_str(rest);
}

/// Adds a text with some ranges of it marked. Ranges are in order and do not overlap.
pub fn push_marked(html: &mut String, text: &str, ranges: &[Range<usize>]) {
    let mut at = 0;
    for range in ranges {
        let (Some(before), Some(marked)) = (text.get(at..range.start), text.get(range.clone())) else { continue };
        push_escaped(html, before);
        html.push_str("<mark>");
        push_escaped(html, marked);
        html.push_str("</mark>");
        at = range.end;
    }
    push_escaped(html, text.get(at..).unwrap_or_default());
}

/// How far into a text its first mark may stand before the beginning is left out, in bytes.
const LEAD: usize = 48;

/// As [`push_marked`], but where the first mark stands far inside, the text begins shortly before it, at a word: in a
/// narrow cell it would be out of sight.
pub fn push_excerpt(html: &mut String, text: &str, ranges: &[Range<usize>]) {
    let first = ranges.first().map_or(0, |range| range.start);
    if first <= LEAD {
        return push_marked(html, text, ranges);
    }
    let least = (first - LEAD / 2..=first).find(|at| text.is_char_boundary(*at)).unwrap_or(first);
    let word = text.get(least..first).and_then(|lead| lead.find(' ')).map_or(least, |space| least + space + 1);
    html.push('…');
    let moved: Vec<_> = ranges.iter().map(|range| range.start - word..range.end - word).collect();
    push_marked(html, text.get(word..).unwrap_or_default(), &moved);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Search;

    #[test]
    fn text_stays_text() {
        let mut html = String::new();
        push_escaped(&mut html, "<img src=x onerror='a'> & \"é\" 👍🏽");
        assert_eq!(html, "&lt;img src=x onerror=&#39;a&#39;&gt; &amp; &quot;é&quot; 👍🏽");
        html.clear();
        push_escaped(&mut html, "");
        assert_eq!(html, "");
    }

    #[test]
    fn an_excerpt_begins_shortly_before_its_first_mark() {
        let text = format!("{}ééé the café is here", "word ".repeat(40));
        let mut html = String::new();
        push_excerpt(&mut html, &text, &Search::new("café").ranges(&text));
        assert!(html.starts_with("…word") && html.ends_with("the <mark>café</mark> is here"), "{html}");
        html.clear();
        push_excerpt(&mut html, "short café", &Search::new("café").ranges("short café"));
        assert_eq!(html, "short <mark>café</mark>");
    }

    #[test]
    fn marks_stand_around_what_was_found() {
        let mut html = String::new();
        push_marked(&mut html, "a <b> café", &[2..5, 6..11]);
        assert_eq!(html, "a <mark>&lt;b&gt;</mark> <mark>café</mark>");
    }
}
