//! Where links stand in a text, found as X's twitter-text finds them.
//!
//! The rules are those of twitter-text 3.1 (`extractUrlsWithIndices`): a link begins the text or follows a character that
//! is no letter, digit, `@`, `#` or `$`; a host ends in a top-level domain; the path may hold one pair of brackets within
//! another; `.`, `,`, `!` and the like at the end belong to the sentence. Two things differ, so that no list of 1 450
//! names is carried: with a scheme any word of two letters and more counts as a top-level domain where none is known,
//! and without one only country codes and the commonest others do (`tld`). Held to
//! twitter-text's conformance suite by `tests/platform_text.rs`.

use super::tld;
use std::ops::Range;

/// The longest label of a host name, as it is written in the DNS (RFC 1035).
const LABEL_MAX: usize = 63;
/// twitter-text's longest link.
const LINK_MAX: usize = 4_096;
/// The longest code in a `t.co` link.
const SHORT_CODE_MAX: usize = 40;

/// A link in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Whether `http://` or `https://` is written.
    pub scheme: bool,
}

/// The links in a text, in their order; they do not overlap.
pub fn links(text: &str) -> Vec<Link> {
    let mut found = Vec::new();
    if !text.contains('.') {
        return found;
    }
    let (mut at, mut before) = (0, None);
    while let Some(letter) = char_at(text, at) {
        let end = if may_begin(letter) && may_precede(before) { link_end(text, at, before) } else { None };
        match end {
            Some((end, scheme)) => {
                found.push(Link { range: at..end, scheme });
                before = text.get(at..end).and_then(|link| link.chars().next_back());
                at = end;
            }
            None => {
                before = Some(letter);
                at += letter.len_utf8();
            }
        }
    }
    found
}

/// Where a link that begins here ends, and whether it has a scheme.
fn link_end(text: &str, at: usize, before: Option<char>) -> Option<(usize, bool)> {
    let scheme = scheme_length(text.get(at..)?);
    let host = at + scheme;
    if scheme == 0 && matches!(before, Some('-' | '_' | '.' | '/')) {
        return None;
    }
    let host_end = host_end(text, host, scheme > 0)?;
    let mut end = port_end(text, host_end);
    if char_at(text, end) == Some('/') {
        end = path_end(text, end);
    }
    end = query_end(text, end);
    if scheme > 0 && text.get(host..host_end).is_some_and(|host| host.eq_ignore_ascii_case("t.co")) {
        end = short_end(text, host_end, end)?;
    }
    (end - at <= LINK_MAX).then_some((end, scheme > 0))
}

/// The length of `http://` or `https://` at the beginning, in any case.
fn scheme_length(text: &str) -> usize {
    let starts = |scheme: &str| text.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    ["https://", "http://"].into_iter().find(|scheme| starts(scheme)).map_or(0, str::len)
}

/// Where the host name that begins here ends: after the last label that is a top-level domain.
fn host_end(text: &str, start: usize, scheme: bool) -> Option<usize> {
    // Nearly every word of a text ends here.
    if char_at(text, label_end(text, start, scheme)) != Some('.') {
        return None;
    }
    let mut labels: Vec<Range<usize>> = Vec::new();
    let mut at = start;
    // Where it would end in another script, or in a word that is in no list.
    let (mut other_script, mut unknown) = (None, None);
    loop {
        let end = label_end(text, at, scheme);
        if end == at {
            break;
        }
        labels.push(at..end);
        if char_at(text, end) != Some('.') {
            break;
        }
        at = end + 1;
        if let Some(name) = text.get(at..).and_then(tld::other_script).filter(|_| !scheme) {
            other_script = Some((labels.len(), at + name.len()));
            break;
        }
    }
    let mut end = other_script.filter(|_| labels_hold(text, &labels));
    for (position, label) in labels.iter().enumerate().skip(1).rev() {
        if end.is_some() {
            break;
        }
        let Some((own, before)) = text.get(label.clone()).zip(labels.get(..position)) else { continue };
        let word = top_level(own);
        let after = text.get(label.start + word.len()..).and_then(|rest| rest.chars().next());
        let free = after != Some('@') && (scheme || !matches!(after, Some('-' | '+')));
        if free && (tld::is_known(word) || is_punycode(word)) && labels_hold(text, before) {
            end = Some((position, label.start + word.len()));
        } else if scheme
            && position + 1 == labels.len()
            && own.chars().count() > 1
            && own.chars().all(char::is_alphabetic)
            && char_at(text, label.end) != Some('@')
            && labels_hold(text, before)
        {
            unknown = Some((position, label.end));
        }
    }
    end.or(unknown).map(|(_, end)| end)
}

/// The ASCII letters and digits that a label begins with; with hyphens where it is encoded (`xn--`).
fn top_level(label: &str) -> &str {
    let encoded = label.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("xn--"));
    let end = label.find(|letter: char| !(letter.is_ascii_alphanumeric() || encoded && letter == '-'));
    label.get(..end.unwrap_or(label.len())).unwrap_or_default()
}

fn is_punycode(word: &str) -> bool {
    word.len() > 4 && word.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("xn--"))
}

/// Whether labels can stand before a top-level domain: the last is the domain's name, those before are subdomains.
fn labels_hold(text: &str, labels: &[Range<usize>]) -> bool {
    let Some(last) = labels.len().checked_sub(1) else { return false };
    labels.iter().enumerate().all(|(position, range)| {
        let label = text.get(range.clone()).unwrap_or_default();
        let edge = |letter: Option<char>| !matches!(letter, None | Some('-' | '_'));
        let encoded_wrongly = label.starts_with("xn--") && !label.is_ascii();
        edge(label.chars().next())
            && edge(label.chars().next_back())
            && (position < last || !label.contains('_'))
            && !encoded_wrongly
            && encoded_length(label) <= LABEL_MAX
    })
}

fn label_end(text: &str, start: usize, any_script: bool) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let inside = |letter: char| {
        letter.is_ascii_alphanumeric()
            || matches!(letter, '-' | '_')
            || is_latin_accent(letter)
            || any_script && !letter.is_ascii() && !letter.is_whitespace() && !is_control(letter)
    };
    start + rest.find(|letter| !inside(letter)).unwrap_or(rest.len())
}

fn port_end(text: &str, at: usize) -> usize {
    let digits = text
        .get(at..)
        .and_then(|rest| rest.strip_prefix(':'))
        .map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    if digits > 0 { at + 1 + digits } else { at }
}

/// Where a path that begins with the slash here ends.
fn path_end(text: &str, slash: usize) -> usize {
    let mut at = slash + 1;
    let mut end = at;
    while let Some(letter) = char_at(text, at) {
        if letter == '(' {
            let Some(closed) = brackets_end(text, at, true) else { break };
            at = closed;
            end = at;
        } else if is_path(letter) {
            at += letter.len_utf8();
            if is_word(letter) || matches!(letter, '+' | '-' | '=' | '_' | '#' | '/') {
                end = at;
            }
        } else {
            break;
        }
    }
    end
}

/// Where brackets that open here are closed; they hold path characters and, once, further brackets.
fn brackets_end(text: &str, open: usize, outer: bool) -> Option<usize> {
    let mut at = open + 1;
    while let Some(letter) = char_at(text, at) {
        match letter {
            ')' if at > open + 1 => return Some(at + 1),
            '(' if outer => at = brackets_end(text, at, false)?,
            _ if is_path(letter) => at += letter.len_utf8(),
            _ => return None,
        }
    }
    None
}

/// Where a query that begins here ends; here, where there is none.
fn query_end(text: &str, at: usize) -> usize {
    let Some(query) = text.get(at..).and_then(|rest| rest.strip_prefix('?')) else { return at };
    let mut end = at;
    for (position, byte) in query.bytes().enumerate() {
        let last = byte.is_ascii_alphanumeric() || b"-_&=#/".contains(&byte);
        if last {
            end = at + 2 + position;
        } else if !b"!?*'@();:+$%[].,~|".contains(&byte) {
            break;
        }
    }
    end
}

/// A `t.co` link is its code and a query, whatever follows; none where the code is too long.
fn short_end(text: &str, host_end: usize, end: usize) -> Option<usize> {
    let Some(code) = text.get(host_end..).and_then(|rest| rest.strip_prefix('/')) else { return Some(end) };
    let length = code.bytes().take_while(u8::is_ascii_alphanumeric).count();
    match length {
        0 => Some(end),
        1..=SHORT_CODE_MAX => Some(query_end(text, host_end + 1 + length)),
        _ => None,
    }
}

fn may_begin(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || is_latin_accent(letter)
}

fn may_precede(letter: Option<char>) -> bool {
    letter.is_none_or(|letter| {
        !(letter.is_ascii_alphanumeric()
            || is_latin_accent(letter)
            || matches!(letter, '@' | '＠' | '$' | '#' | '＃' | '\u{fffe}' | '\u{feff}' | '\u{ffff}'))
    })
}

fn is_path(letter: char) -> bool {
    is_word(letter) || "!*';:=+,.$/%#[]-–_~@|&".contains(letter)
}

/// Letters and digits of a path: Latin and Cyrillic.
fn is_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || is_latin_accent(letter) || ('\u{400}'..='\u{4ff}').contains(&letter)
}

/// twitter-text's Latin letters with accents.
pub(super) fn is_latin_accent(letter: char) -> bool {
    matches!(letter, '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{253}'..='\u{254}'
        | '\u{256}'..='\u{257}' | '\u{259}' | '\u{25b}' | '\u{263}' | '\u{268}' | '\u{26f}' | '\u{272}' | '\u{289}'
        | '\u{28b}' | '\u{2bb}' | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}')
}

/// Marks of direction and characters that no text should hold.
fn is_control(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}'
        | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|rest| rest.chars().next())
}

/// How long a label is in the DNS: itself where it is ASCII, else `xn--` and its Punycode (RFC 3492).
fn encoded_length(label: &str) -> usize {
    if label.is_ascii() {
        return label.len();
    }
    let letters: Vec<u32> = label.chars().map(u32::from).collect();
    let basic = letters.iter().filter(|letter| **letter < 128).count();
    let mut length = 4 + basic + usize::from(basic > 0);
    let (mut next, mut delta, mut bias, mut handled) = (128_u32, 0_u32, 72_u32, basic as u32);
    while (handled as usize) < letters.len() && length <= LABEL_MAX {
        let Some(least) = letters.iter().copied().filter(|letter| *letter >= next).min() else { break };
        delta = delta.saturating_add((least - next).saturating_mul(handled + 1));
        next = least;
        for letter in &letters {
            if *letter < next {
                delta = delta.saturating_add(1);
            } else if *letter == next {
                length += digits(delta, bias);
                bias = adapted(delta, handled + 1, handled as usize == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.saturating_add(1);
        next += 1;
    }
    length
}

/// The number of Punycode digits of a delta.
fn digits(delta: u32, bias: u32) -> usize {
    let (mut rest, mut count, mut at) = (delta, 1, 36);
    loop {
        let threshold = at.max(bias + 1).saturating_sub(bias).min(26);
        if rest < threshold {
            return count;
        }
        rest = (rest - threshold) / (36 - threshold);
        count += 1;
        at += 36;
    }
}

/// RFC 3492, 6.1.
fn adapted(delta: u32, count: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / count;
    let mut shift = 0;
    while delta > 455 {
        delta /= 35;
        shift += 36;
    }
    shift + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 3492, 7.1, and names of the root zone.
    #[test]
    fn labels_are_as_long_as_their_punycode() {
        for (label, encoded) in [
            ("ihqwcrb4cv8a8dqg056pqjye", "ihqwcrb4cv8a8dqg056pqjye"),
            ("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"),
            ("3年B組金八先生", "xn--3B-ww4c5e180e575a65lsy2b"),
            ("Pročprostěnemluvíčesky", "xn--Proprostnemluvesky-uyb24dma41a"),
            ("みんな", "xn--q9jyb4c"),
            ("рф", "xn--p1ai"),
        ] {
            assert_eq!(encoded_length(label), encoded.len(), "{label}");
        }
    }
}
