//! From bytes to text: byte order marks, UTF-8, UTF-16 and the Western European code page that old spreadsheet
//! programs write. Never fails: every byte sequence is some text.

use std::borrow::Cow;

/// How the text of a file was encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, which contains Latin-1.
    Windows1252,
}

impl Encoding {
    /// Its usual name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

/// Finds the encoding and decodes. The byte order mark is dropped. UTF-8 costs no copy.
pub fn decode(bytes: Vec<u8>) -> (String, Encoding) {
    if bytes.starts_with(&[0xff, 0xfe]) {
        return (utf16(bytes.get(2..).unwrap_or_default(), u16::from_le_bytes), Encoding::Utf16Le);
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return (utf16(bytes.get(2..).unwrap_or_default(), u16::from_be_bytes), Encoding::Utf16Be);
    }
    // Without a mark: text in UTF-16 has a zero in every other byte as long as it is mostly Latin.
    let head = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    let zeros = |start: usize| head.iter().skip(start).step_by(2).filter(|byte| **byte == 0).count();
    if head.len() >= 4 {
        let half = head.len() / 2;
        match (zeros(0) * 10 > half * 7, zeros(1) * 10 > half * 7) {
            (false, true) => return (utf16(&bytes, u16::from_le_bytes), Encoding::Utf16Le),
            (true, false) => return (utf16(&bytes, u16::from_be_bytes), Encoding::Utf16Be),
            _ => {}
        }
    }
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            (text, Encoding::Utf8)
        }
        Err(error) => (error.as_bytes().iter().map(|byte| windows_1252(*byte)).collect(), Encoding::Windows1252),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

pub(crate) fn windows_1252(byte: u8) -> char {
    const C1: [u16; 32] = [
        0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d,
        0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d,
        0x17e, 0x178,
    ];
    match byte {
        0x80..=0x9f => char::from_u32(u32::from(C1[usize::from(byte - 0x80)])).unwrap_or(' '),
        _ => char::from(byte),
    }
}

/// The text cut to at most `most` characters, with an ellipsis where something was cut; line breaks become spaces.
pub fn shorten(text: &str, most: usize) -> Cow<'_, str> {
    let cut = text.char_indices().nth(most).map(|(at, _)| at);
    if cut.is_none() && !text.contains(['\n', '\r', '\t']) {
        return Cow::Borrowed(text);
    }
    let mut short = text[..cut.unwrap_or(text.len())].replace(['\n', '\r', '\t'], " ");
    if cut.is_some() {
        short.push('…');
    }
    Cow::Owned(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_encoding_is_read() {
        let text = "Größe;€ 5\n“ok”";
        assert_eq!(decode(text.into()), (text.into(), Encoding::Utf8));
        assert_eq!(decode([&[0xef, 0xbb, 0xbf], text.as_bytes()].concat()), (text.into(), Encoding::Utf8));
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode([&[0xff, 0xfe], &le[..]].concat()), (text.into(), Encoding::Utf16Le));
        assert_eq!(decode([&[0xfe, 0xff], &be[..]].concat()), (text.into(), Encoding::Utf16Be));
        assert_eq!(decode(le).1, Encoding::Utf16Le);
        assert_eq!(decode(be).1, Encoding::Utf16Be);
        let western = b"Gr\xf6\xdfe;\x80 5\n\x93ok\x94".to_vec();
        assert_eq!(decode(western), (text.into(), Encoding::Windows1252));
        assert_eq!(decode(Vec::new()), (String::new(), Encoding::Utf8));
    }
}
