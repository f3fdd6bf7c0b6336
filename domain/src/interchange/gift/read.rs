//! Reading GIFT. Questions stand apart by blank lines; one that cannot be read does not keep the others out.

use super::{Format, GiftChoice, GiftFile, GiftItem, GiftKind, GiftNumber, GiftText, Value};
use crate::interchange::{FileError, Place};

/// Largest file that is read, in bytes.
pub const BYTES_MAX: usize = 16 << 20;

/// Reads the bytes of a file.
///
/// # Errors
/// Where it is too large or no UTF-8.
pub fn read(file: &str, bytes: &[u8]) -> Result<GiftFile, FileError> {
    if bytes.len() > BYTES_MAX {
        let message =
            format!("The file is larger than {} MB. Split the questions over several files.", BYTES_MAX >> 20);
        return Err(FileError::new(file, "too-large", message));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        FileError::new(file, "not-utf8", "GIFT is text in UTF-8. Save the file in that encoding and try again.")
            .at(Place::byte(error.valid_up_to() as u64))
    })?;
    let mut found = read_text(text);
    for problem in &mut found.problems {
        file.clone_into(&mut problem.file);
    }
    Ok(found)
}

/// Reads a text.
pub fn read_text(text: &str) -> GiftFile {
    let mut file = GiftFile::default();
    let mut block = Block::default();
    for (place, line) in text.lines().enumerate() {
        let number = place as u64 + 1;
        let bare = line.trim();
        if let Some(comment) = bare.strip_prefix("//") {
            block.comment(comment);
        } else if bare.is_empty() && block.depth == 0 {
            block.finish(&mut file);
        } else if let Some(path) = bare.strip_prefix("$CATEGORY:").filter(|_| block.depth == 0) {
            block.finish(&mut file);
            file.items.push(GiftItem {
                line: number,
                id: None,
                tags: Vec::new(),
                title: Some(path.trim().to_owned()),
                stem: GiftText::default(),
                embedded: false,
                feedback: None,
                kind: GiftKind::Category,
            });
        } else {
            block.line(number, line);
        }
    }
    block.finish(&mut file);
    file
}

/// Lines that belong together.
#[derive(Default)]
struct Block {
    line: u64,
    text: String,
    depth: usize,
    id: Option<String>,
    tags: Vec<String>,
}

impl Block {
    fn comment(&mut self, comment: &str) {
        let mut rest = comment;
        while let Some((name, after)) = rest.split_once('[').and_then(|(_, rest)| rest.split_once(']')) {
            match name.split_once(':') {
                Some(("id", id)) => self.id = Some(id.trim().to_owned()),
                Some(("tag", tag)) => self.tags.push(tag.trim().to_owned()),
                _ => {}
            }
            rest = after;
        }
    }

    fn line(&mut self, number: u64, line: &str) {
        if self.text.is_empty() {
            self.line = number;
        } else {
            self.text.push('\n');
        }
        self.text.push_str(line);
        for (_, letter) in bare(line) {
            match letter {
                '{' => self.depth += 1,
                '}' => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
    }

    fn finish(&mut self, file: &mut GiftFile) {
        if self.text.trim().is_empty() {
            // What a comment said is about what follows it, blank lines or not.
            return;
        }
        let block = std::mem::take(self);
        match item(&block) {
            Ok(item) => file.items.push(item),
            Err(message) => {
                let problem = FileError::new("", "gift", message).at(Place::row(block.line));
                file.problems.push(problem);
            }
        }
    }
}

/// The characters of a text that are not behind a backslash, with their places.
fn bare(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut escaped = false;
    text.char_indices().filter(move |(_, letter)| {
        let skip = escaped;
        escaped = !escaped && *letter == '\\';
        !skip && !escaped
    })
}

/// Where some characters stand one after the other, none behind a backslash.
fn find(text: &str, wanted: &str) -> Option<usize> {
    bare(text).map(|(place, _)| place).find(|place| text.get(*place..).is_some_and(|rest| rest.starts_with(wanted)))
}

fn cut(text: &str, at: usize, width: usize) -> (&str, &str) {
    (text.get(..at).unwrap_or_default(), text.get(at + width..).unwrap_or_default())
}

fn item(block: &Block) -> Result<GiftItem, String> {
    let mut text = block.text.trim();
    let mut title = None;
    if let Some(rest) = text.strip_prefix("::") {
        let end = find(rest, "::").ok_or("The title has no end. Write it as ::Title::.")?;
        let (name, after) = cut(rest, end, 2);
        title = Some(GiftText::read(name, Format::Moodle).text);
        text = after.trim_start();
    }
    let open = find(text, "{");
    let (stem, body, tail) = match open {
        None if find(text, "}").is_some() => {
            return Err("There is a } without a { before it. Write \\} where the character itself is meant.".into());
        }
        None => (text, None, ""),
        Some(open) => {
            let (stem, rest) = cut(text, open, 1);
            let close = find(rest, "}")
                .ok_or("The answers have no end: the } is missing. Write \\{ where the character itself is meant.")?;
            let (body, tail) = cut(rest, close, 1);
            if find(tail, "{").is_some() {
                return Err(
                    "There are two places for answers. GIFT has one in a question; leave a blank line between questions."
                        .into(),
                );
            }
            (stem, Some(body), tail)
        }
    };
    let embedded = body.is_some() && !tail.trim().is_empty();
    let first = GiftText::read(stem, Format::Moodle);
    let format = first.format;
    let stem = if embedded {
        let whole = [first.text.as_str(), "_____", &GiftText::read(tail, format).text].join(" ");
        GiftText { format, text: whole.trim().to_owned() }
    } else {
        first
    };
    let (feedback, kind) = match body {
        None => (None, GiftKind::Description),
        Some(body) => {
            let (answers, general) = match find(body, "####") {
                Some(at) => cut(body, at, 4),
                None => (body, ""),
            };
            (GiftText::said(general, format), answers_of(answers.trim(), format)?)
        }
    };
    let (id, tags) = (block.id.clone(), block.tags.clone());
    Ok(GiftItem { line: block.line, id, tags, title, stem, embedded, feedback, kind })
}

fn answers_of(body: &str, format: Format) -> Result<GiftKind, String> {
    if body.is_empty() {
        return Ok(GiftKind::Essay);
    }
    if let Some(numbers) = body.strip_prefix('#') {
        return numerical(numbers.trim(), format);
    }
    let (word, after) = match find(body, "#") {
        Some(at) => (cut(body, at, 1).0.trim(), cut(body, at, 1).1),
        None => (body, ""),
    };
    if let Some(right) = truth(word) {
        let (if_true, if_false) = match find(after, "#") {
            Some(at) => cut(after, at, 1),
            None => (after, ""),
        };
        let (if_true, if_false) = (GiftText::said(if_true, format), GiftText::said(if_false, format));
        return Ok(GiftKind::TrueFalse { right, if_true, if_false });
    }
    let answers = split(body);
    if answers.is_empty() {
        // One right text needs no sign.
        let only = choice('=', body, format)?;
        return Ok(GiftKind::Short(vec![only]));
    }
    if !body.starts_with(['=', '~']) {
        return Err("The answers begin with a text that has neither = nor ~ before it.".into());
    }
    if answers.iter().all(|(sign, _)| *sign == '=') {
        if answers.iter().all(|(_, text)| text.contains("->")) {
            let pairs = answers.iter().filter_map(|(_, text)| text.split_once("->"));
            let pairs =
                pairs.map(|(left, right)| (GiftText::read(left, format), GiftText::read(right, Format::Moodle).text));
            return Ok(GiftKind::Matching(pairs.collect()));
        }
        let choices: Result<_, String> = answers.iter().map(|(sign, text)| choice(*sign, text, format)).collect();
        return Ok(GiftKind::Short(choices?));
    }
    let choices: Result<_, String> = answers.iter().map(|(sign, text)| choice(*sign, text, format)).collect();
    Ok(GiftKind::Choice(choices?))
}

fn truth(word: &str) -> Option<bool> {
    match word.to_ascii_uppercase().as_str() {
        "T" | "TRUE" => Some(true),
        "F" | "FALSE" => Some(false),
        _ => None,
    }
}

/// The answers of a body, each with its sign.
fn split(body: &str) -> Vec<(char, &str)> {
    let signs: Vec<(usize, char)> = bare(body).filter(|(_, letter)| matches!(letter, '=' | '~')).collect();
    let ends = signs.iter().skip(1).map(|(place, _)| *place).chain([body.len()]);
    signs.iter().zip(ends).map(|((at, sign), end)| (*sign, body.get(at + 1..end).unwrap_or_default())).collect()
}

/// The percentage before a text, and the text.
fn weighed(text: &str) -> Result<(Option<f64>, &str), String> {
    let text = text.trim();
    let Some((number, rest)) = text.strip_prefix('%').and_then(|rest| rest.split_once('%')) else {
        return Ok((None, text));
    };
    let weight = number.trim().replace(',', ".").parse::<f64>().ok();
    let weight = weight.filter(|weight| (-100.0..=100.0).contains(weight));
    match weight {
        Some(weight) => Ok((Some(weight), rest)),
        None => Err(format!("%{number}% is no percentage from −100 to 100.")),
    }
}

fn parts(text: &str) -> (&str, &str) {
    match find(text, "#") {
        Some(at) => cut(text, at, 1),
        None => (text, ""),
    }
}

fn choice(sign: char, text: &str, format: Format) -> Result<GiftChoice, String> {
    let (weight, text) = weighed(text)?;
    let (text, feedback) = parts(text);
    Ok(GiftChoice {
        correct: sign == '=',
        weight,
        text: GiftText::read(text, format),
        feedback: GiftText::said(feedback, format),
    })
}

fn numerical(body: &str, format: Format) -> Result<GiftKind, String> {
    let answers = split(body);
    if answers.is_empty() {
        let (number, feedback) = parts(body);
        let feedback = GiftText::said(feedback, format);
        let only = GiftNumber { correct: true, weight: None, value: value(number)?, feedback };
        return Ok(GiftKind::Numerical(vec![only]));
    }
    let numbers: Result<_, String> = answers
        .into_iter()
        .map(|(sign, text)| {
            let (weight, text) = weighed(text)?;
            let (number, feedback) = parts(text);
            let value = if number.trim().is_empty() || number.trim() == "*" { Value::Any } else { value(number)? };
            Ok(GiftNumber { correct: sign == '=', weight, value, feedback: GiftText::said(feedback, format) })
        })
        .collect();
    Ok(GiftKind::Numerical(numbers?))
}

fn value(text: &str) -> Result<Value, String> {
    let number = |part: &str| {
        let number = part.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        number.ok_or_else(|| {
            format!("“{}” is no number. Write it as 3.14, 3.14:0.01 (give or take) or 3..4 (from … to).", part.trim())
        })
    };
    if let Some((low, high)) = text.split_once("..") {
        return Ok(Value::Between(number(low)?, number(high)?));
    }
    match text.split_once(':') {
        Some((middle, around)) => Ok(Value::Within(number(middle)?, number(around)?)),
        None => Ok(Value::Exact(number(text)?)),
    }
}
