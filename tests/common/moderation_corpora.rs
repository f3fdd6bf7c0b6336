//! The corpora that suggestions are measured on, and how.

#![allow(dead_code, missing_docs, clippy::unwrap_used)]

use std::{fmt, fs, path::PathBuf};

/// A text and whether people called it spam.
pub type Labelled = (String, bool);

fn folder(name: &str) -> Option<PathBuf> {
    let shared = PathBuf::from(std::env::var_os("HEARTH_SHARED")?);
    Some(shared.join("data").join(name)).filter(|path| path.is_dir())
}

/// The comments under five videos (UCI 380).
pub fn youtube() -> Option<Vec<Vec<Labelled>>> {
    let folder = folder("mod_youtube_spam")?;
    let names = ["01-Psy", "02-KatyPerry", "03-LMFAO", "04-Eminem", "05-Shakira"];
    Some(names.map(|name| comments(&fs::read_to_string(folder.join(format!("Youtube{name}.csv"))).unwrap())).to_vec())
}

/// A small reader of CSV: quotes, doubled quotes, line breaks inside.
fn comments(text: &str) -> Vec<Labelled> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            letter => cell.push(letter),
        }
    }
    let labelled = rows.into_iter().skip(1).filter(|row| row.len() == 5);
    labelled.map(|row| (row[3].clone(), row[4].trim() == "1")).collect()
}

/// Text messages (UCI 228).
pub fn sms() -> Option<Vec<Labelled>> {
    let text = fs::read_to_string(folder("mod_sms_spam")?.join("SMSSpamCollection")).unwrap();
    let lines = text.lines().filter_map(|line| line.split_once('\t'));
    Some(lines.map(|(label, text)| (text.to_owned(), label == "spam")).collect())
}

/// A rule of the sort that moderators write.
pub fn keyword(text: &str) -> bool {
    let text = text.to_lowercase();
    ["http", "www", ".com", "check out", "subscribe", "my channel", "href", "please"]
        .iter()
        .any(|word| text.contains(word))
}

/// Hits and misses.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    hits: u32,
    false_alarms: u32,
    missed: u32,
    rest: u32,
}

impl Score {
    pub fn add(&mut self, said: bool, is: bool) {
        *match (said, is) {
            (true, true) => &mut self.hits,
            (true, false) => &mut self.false_alarms,
            (false, true) => &mut self.missed,
            (false, false) => &mut self.rest,
        } += 1;
    }

    pub fn join(&mut self, other: Self) {
        self.hits += other.hits;
        self.false_alarms += other.false_alarms;
        self.missed += other.missed;
        self.rest += other.rest;
    }

    pub fn precision(self) -> f64 {
        f64::from(self.hits) / f64::from(self.hits + self.false_alarms)
    }

    pub fn recall(self) -> f64 {
        f64::from(self.hits) / f64::from(self.hits + self.missed)
    }

    pub fn f1(self) -> f64 {
        2.0 * self.precision() * self.recall() / (self.precision() + self.recall())
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.hits + self.false_alarms + self.missed + self.rest;
        write!(f, "precision {:.4}, recall {:.4}, F1 {:.4} of {all}", self.precision(), self.recall(), self.f1())
    }
}
