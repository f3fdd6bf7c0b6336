//! Texts of GIFT: their format, their escapes, and what is left of HTML where only words can be shown.

/// How a text is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Moodle's own: plain words, line breaks do not count.
    #[default]
    Moodle,
    /// Plain text.
    Plain,
    /// HTML.
    Html,
    /// Markdown.
    Markdown,
}

impl Format {
    const NAMES: [(&'static str, Self); 4] =
        [("moodle", Self::Moodle), ("plain", Self::Plain), ("html", Self::Html), ("markdown", Self::Markdown)];

    /// The name between brackets.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, format)| *format == self).map_or("moodle", |(name, _)| name)
    }
}

/// A text and how it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GiftText {
    /// How it is written.
    pub format: Format,
    /// What it says, escapes undone.
    pub text: String,
}

impl GiftText {
    /// Reads a text as it stands in a file; without a format of its own it is written as `around` is.
    pub(super) fn read(raw: &str, around: Format) -> Self {
        let raw = raw.trim();
        let (format, rest) = Format::NAMES
            .iter()
            .find_map(|(name, format)| {
                let rest = raw.strip_prefix('[')?.strip_prefix(name)?.strip_prefix(']')?;
                Some((*format, rest))
            })
            .unwrap_or((around, raw));
        let text = match format {
            // Line breaks count only where they are written as \n.
            Format::Moodle => unescape(&rest.split_whitespace().collect::<Vec<_>>().join(" ")),
            Format::Plain | Format::Html | Format::Markdown => unescape(rest.trim()),
        };
        Self { format, text }
    }

    /// The same, or none where nothing is said.
    pub(super) fn said(raw: &str, around: Format) -> Option<Self> {
        Some(Self::read(raw, around)).filter(|text| !text.text.is_empty())
    }

    /// What it says as Markdown that shows no HTML, and whether something of it could not be kept.
    pub fn to_markdown(&self) -> (String, bool) {
        match self.format {
            Format::Markdown => (self.text.clone(), false),
            Format::Html => words_of_html(&self.text),
            Format::Moodle | Format::Plain => (escape_markdown(&self.text), false),
        }
    }

    /// What it says in words alone, and whether something of it could not be kept.
    pub fn to_words(&self) -> (String, bool) {
        match self.format {
            Format::Html => {
                let (text, lost) = words_of_html(&self.text);
                (unescape_markdown(&text), lost)
            }
            Format::Markdown | Format::Moodle | Format::Plain => (self.text.clone(), false),
        }
    }
}

/// The characters that mean something in GIFT and are written behind a backslash.
pub(super) const CONTROL: [char; 6] = ['~', '=', '#', '{', '}', ':'];

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, letters.peek().copied()) {
            ('\\', Some('n')) => {
                letters.next();
                out.push('\n');
            }
            ('\\', Some(next)) if next == '\\' || CONTROL.contains(&next) => {
                letters.next();
                out.push(next);
            }
            _ => out.push(letter),
        }
    }
    out
}

const MARKDOWN: [char; 9] = ['*', '_', '`', '[', ']', '<', '>', '#', '\\'];

fn escape_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if MARKDOWN.contains(&letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

fn unescape_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letters.peek() {
            Some(next) if letter == '\\' && MARKDOWN.contains(next) => {}
            _ => out.push(letter),
        }
    }
    out
}

/// The words of HTML: paragraphs and line breaks become line breaks, entities become characters, tags go. What showed
/// more than words (pictures, films, tables, formulas as pictures) is reported as lost.
fn words_of_html(html: &str) -> (String, bool) {
    let (mut out, mut lost, mut rest) = (String::with_capacity(html.len()), false, html);
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        out.push_str(&escape_markdown(before));
        if let Some(comment) = from.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if let Some(tag) = from.strip_prefix('<') {
            let is_tag = tag.starts_with(|letter: char| letter == '/' || letter.is_ascii_alphabetic());
            let Some((inner, after)) = tag.split_once('>').filter(|_| is_tag) else {
                out.push_str("\\<");
                rest = tag;
                continue;
            };
            let name: String = inner
                .trim_start_matches('/')
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .map(|letter| letter.to_ascii_lowercase())
                .collect();
            match name.as_str() {
                "p" | "div" | "pre" | "h1" | "h2" | "h3" | "h4" | "ul" | "ol" | "tr" => out.push_str("\n\n"),
                "br" => out.push_str("  \n"),
                "li" if !inner.starts_with('/') => out.push_str("\n- "),
                "b" | "strong" => out.push_str("**"),
                "i" | "em" => out.push('*'),
                "code" | "tt" => out.push('`'),
                "img" | "video" | "audio" | "iframe" | "object" | "embed" | "svg" | "math" | "table" | "a" => {
                    lost = true;
                }
                _ => {}
            }
            rest = after;
        } else {
            let entity = from.get(1..).and_then(|text| text.split_once(';')).filter(|(name, _)| name.len() <= 8);
            match entity.and_then(|(name, after)| Some((character(name)?, after))) {
                Some((letter, after)) => {
                    out.push_str(&escape_markdown(&letter.to_string()));
                    rest = after;
                }
                None => {
                    out.push('&');
                    rest = from.get(1..).unwrap_or_default();
                }
            }
        }
    }
    out.push_str(&escape_markdown(rest));
    // Emphasis of nothing shows as asterisks.
    let text = out.replace("****", "").replace("``", "");
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines() {
        let line = line.trim_end_matches([' ', '\t']);
        if !(line.trim().is_empty() && lines.last().is_none_or(|last| last.trim().is_empty())) {
            lines.push(line);
        }
    }
    (lines.join("\n").trim().to_owned(), lost)
}

fn character(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}
