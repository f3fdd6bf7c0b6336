//! How wide a text will be, without asking the page.
//!
//! The widths are those of DejaVu Sans, the widest of the fonts that `system-ui` stands for (Segoe UI, San
//! Francisco, Roboto and Helvetica are narrower), so a label that fits here fits everywhere. Nothing here draws.

/// Advance widths of the characters from space to tilde, in hundredths of the font size.
const ASCII: [u8; 95] = [
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84,
    84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99, 69,
    61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63,
    59, 82, 59, 59, 52, 64, 34, 64, 84,
];

/// Bold is this much wider.
const BOLD: f64 = 1.12;

/// The width of a text in CSS px at a font size in px.
pub(super) fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    let hundredths: u32 = text.chars().map(advance).sum();
    f64::from(hundredths) / 100.0 * size * if bold { BOLD } else { 1.0 }
}

fn advance(c: char) -> u32 {
    if let Some(width) = (c as usize).checked_sub(0x20).and_then(|i| ASCII.get(i)) {
        return u32::from(*width);
    }
    match c {
        '\u{202f}' => 20,
        '\u{a0}' | '·' => 32,
        '–' => 50,
        '…' | '—' => 100,
        // Marks that sit on the character before them.
        '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' => 0,
        // Scripts written in full squares, and pictures.
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}' => 100,
        '\u{ff00}'..='\u{ff60}' => 100,
        '\u{1f000}'.. => 130,
        _ => 68,
    }
}

/// The text, shortened with an ellipsis where it is wider than `room` px. Empty where not even one character
/// and the ellipsis fit.
pub(super) fn fit(text: &str, room: f64, size: f64, bold: bool) -> String {
    if text_width(text, size, bold) <= room {
        return text.to_owned();
    }
    let room = room - text_width("…", size, bold);
    let (mut used, mut end) = (0.0, 0);
    for (at, c) in text.char_indices() {
        let width = text_width(c.encode_utf8(&mut [0; 4]), size, bold);
        if used + width > room {
            break;
        }
        used += width;
        end = at + c.len_utf8();
    }
    // Do not cut between a character and what joins it to the next.
    let next_joins = |rest: &str| rest.chars().next().is_some_and(|c| advance(c) == 0);
    let mut kept = text.get(..end).unwrap_or_default();
    while !kept.is_empty() && (next_joins(text.get(kept.len()..).unwrap_or_default()) || kept.ends_with('\u{200d}')) {
        let mut shorter = kept.chars();
        shorter.next_back();
        kept = shorter.as_str();
    }
    let kept = kept.trim_end();
    if kept.is_empty() { String::new() } else { format!("{kept}…") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_label_is_shortened_to_its_room() {
        assert_eq!(fit("October", 100.0, 11.0, true), "October");
        let short = fit("Customer success stories from the north", 80.0, 11.0, false);
        assert!(short.ends_with('…') && text_width(&short, 11.0, false) <= 80.0, "{short}");
        assert_eq!(fit("October", 3.0, 11.0, false), "");
    }

    #[test]
    fn an_emoji_family_is_kept_or_dropped_whole() {
        let family = "a👨\u{200d}👩\u{200d}👧 and a long tail of text";
        for room in 0..60 {
            let short = fit(family, f64::from(room), 11.0, false);
            assert!(!short.contains("\u{200d}…"), "{short:?}");
        }
    }
}
