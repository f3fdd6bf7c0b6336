//! A text as letters to compare: lower case, without diacritics, without characters that nobody sees, wide and fancy
//! letters as plain ones, and each letter with its place in the text as it is written.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A letter to compare, and the bytes of the text it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Glyph {
    pub letter: char,
    pub start: usize,
    pub end: usize,
}

/// Puts the letters of a text behind what is there.
pub(super) fn push(text: &str, into: &mut Vec<Glyph>) {
    let first = into.len();
    for (start, letter) in text.char_indices() {
        let end = start + letter.len_utf8();
        if letter.is_ascii() {
            into.push(Glyph { letter: letter.to_ascii_lowercase(), start, end });
        } else if !is_unseen(letter) {
            plain(letter, &mut |letter| into.push(Glyph { letter, start, end }));
        }
    }
    if let Some(new) = into.get_mut(first..) {
        unmask(new);
    }
}

/// The letters of a text.
pub(super) fn of(text: &str) -> Vec<Glyph> {
    let mut glyphs = Vec::with_capacity(text.len());
    push(text, &mut glyphs);
    glyphs
}

/// Characters that take no room and split words for machines alone, and those that turn the direction of writing.
fn is_unseen(letter: char) -> bool {
    matches!(
        u32::from(letter),
        0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180f | 0x200b..=0x200f
            | 0x202a..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xe0000..=0xe0fff
    )
}

/// What one character is compared as: nothing, one letter or several (compatibility decomposition less its combining
/// marks, in lower case; the letters that Unicode does not decompose by hand).
fn plain(letter: char, push: &mut dyn FnMut(char)) {
    for part in std::iter::once(letter).nfkd().filter(|part| !is_combining_mark(*part)) {
        for lower in part.to_lowercase() {
            match lower {
                'ø' => push('o'),
                'ł' => push('l'),
                'đ' | 'ð' => push('d'),
                'ħ' => push('h'),
                'ı' => push('i'),
                'ŧ' => push('t'),
                'ß' => "ss".chars().for_each(&mut *push),
                'æ' => "ae".chars().for_each(&mut *push),
                'œ' => "oe".chars().for_each(&mut *push),
                lower if is_combining_mark(lower) => {}
                lower => push(lower),
            }
        }
    }
}

/// Turns Cyrillic and Greek letters that look like Latin ones into these, in words that have Latin letters too: nobody
/// writes so but to hide a word.
fn unmask(glyphs: &mut [Glyph]) {
    if glyphs.iter().all(|glyph| latin_look(glyph.letter).is_none()) {
        return;
    }
    for word in glyphs.chunk_by_mut(|a, b| a.letter.is_alphanumeric() == b.letter.is_alphanumeric()) {
        if word.iter().any(|glyph| glyph.letter.is_ascii_lowercase()) {
            for glyph in word {
                glyph.letter = latin_look(glyph.letter).unwrap_or(glyph.letter);
            }
        }
    }
}

/// The Latin letter that a Cyrillic or Greek one looks like.
fn latin_look(letter: char) -> Option<char> {
    Some(match letter {
        'а' | 'α' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ε' => 'e',
        'һ' | 'н' => 'h',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' => 'l',
        'м' => 'm',
        'п' | 'η' => 'n',
        'о' | 'ο' | 'σ' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' => 'u',
        'ѵ' | 'ν' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        _ => return None,
    })
}

/// Whether a language writes the letter without spaces between words: Chinese, Japanese, Thai, Lao, Khmer.
pub(super) fn is_without_spaces(letter: char) -> bool {
    matches!(
        u32::from(letter),
        0x0e00..=0x0eff | 0x1780..=0x17ff | 0x2e80..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff
    )
}
