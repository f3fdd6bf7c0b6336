//! What a rule is told: parameters read from the JSON of a check, with every fault named by its path.
//!
//! A rule reads all its parameters first; what it did not ask for is unknown and named when the reader is dropped.

use super::rules::Look;
use crate::model::{Day, Extra, time::WEEKDAYS};
use serde_json::Value;
use std::{cell::RefCell, fmt};

/// Something that is not written rightly in a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where: `checks[0].with.days`.
    pub path: String,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

/// Most days that a rule looks at.
const DAYS_MAX: f64 = 366.0;

/// The parameters of a check.
pub(super) struct With<'a> {
    fields: &'a Extra,
    path: String,
    faults: &'a RefCell<Vec<Fault>>,
    known: RefCell<Vec<&'static str>>,
}

impl<'a> With<'a> {
    pub(super) fn new(fields: &'a Extra, path: String, faults: &'a RefCell<Vec<Fault>>) -> Self {
        Self { fields, path, faults, known: RefCell::default() }
    }

    fn get(&self, key: &'static str) -> Option<&'a Value> {
        self.known.borrow_mut().push(key);
        self.fields.get(key)
    }

    pub(super) fn fault(&self, key: &str, message: impl Into<String>) {
        self.faults.borrow_mut().push(Fault { path: format!("{}.{key}", self.path), message: message.into() });
    }

    /// A number; none where it is left out.
    pub(super) fn number(&self, key: &'static str) -> Option<f64> {
        let value = self.get(key)?;
        let number = value.as_f64().filter(|number| number.is_finite());
        if number.is_none() {
            self.fault(key, "Give a number.");
        }
        number
    }

    /// A whole number of 1 to 10 000.
    pub(super) fn count(&self, key: &'static str, usual: usize) -> usize {
        match self.number(key) {
            Some(number) if (1.0..=10_000.0).contains(&number) && number.fract() == 0.0 => number as usize,
            Some(_) => {
                self.fault(key, "Give a whole number of 1 to 10 000.");
                usual
            }
            None => usual,
        }
    }

    /// A count that may be left out.
    pub(super) fn maybe_count(&self, key: &'static str) -> Option<usize> {
        self.fields.contains_key(key).then(|| self.count(key, 1)).or_else(|| {
            self.known.borrow_mut().push(key);
            None
        })
    }

    /// A number of days.
    pub(super) fn days(&self, key: &'static str, usual: i32) -> i32 {
        match self.number(key) {
            Some(number) if (1.0..=DAYS_MAX).contains(&number) && number.fract() == 0.0 => number as i32,
            Some(_) => {
                self.fault(key, "Give a whole number of days of 1 to 366.");
                usual
            }
            None => usual,
        }
    }

    pub(super) fn yes(&self, key: &'static str, usual: bool) -> bool {
        match self.get(key) {
            None => usual,
            Some(Value::Bool(yes)) => *yes,
            Some(_) => {
                self.fault(key, "Give true or false.");
                usual
            }
        }
    }

    /// A text; none where it is left out.
    pub(super) fn text(&self, key: &'static str) -> Option<&'a str> {
        let value = self.get(key)?;
        let text = value.as_str();
        if text.is_none() {
            self.fault(key, "Give a text.");
        }
        text
    }

    /// Texts: a list, or one text alone.
    pub(super) fn texts(&self, key: &'static str) -> Vec<&'a str> {
        let Some(value) = self.get(key) else { return Vec::new() };
        self.listed(key, value)
    }

    fn listed(&self, key: &str, value: &'a Value) -> Vec<&'a str> {
        let texts = match value {
            Value::String(text) => Some(vec![text.as_str()]),
            Value::Array(values) => values.iter().map(Value::as_str).collect(),
            _ => None,
        };
        let texts: Vec<&str> = texts.unwrap_or_default();
        if texts.iter().all(|text| text.trim().is_empty()) {
            self.fault(key, "Give a text or a list of texts.");
        }
        texts
    }

    /// Texts that have to be given.
    pub(super) fn some_texts(&self, key: &'static str) -> Vec<&'a str> {
        self.required(key);
        self.texts(key)
    }

    /// Groups of words: a list of lists; of each group one word is enough.
    pub(super) fn groups(&self, key: &'static str) -> Vec<Vec<&'a str>> {
        match self.get(key) {
            None => Vec::new(),
            Some(Value::Array(groups)) => groups.iter().map(|group| self.listed(key, group)).collect(),
            Some(_) => {
                self.fault(key, "Give a list of lists of words; of each list one word is enough.");
                Vec::new()
            }
        }
    }

    /// Groups of numbers of house rules.
    pub(super) fn numbers(&self, key: &'static str) -> Vec<u32> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let read = |value: &Value| value.as_u64().and_then(|number| u32::try_from(number).ok());
        let numbers: Option<Vec<u32>> = value.as_array().and_then(|values| values.iter().map(read).collect());
        numbers.unwrap_or_else(|| {
            self.fault(key, "Give a list of whole numbers.");
            Vec::new()
        })
    }

    /// Choices of a closed list, by their keys.
    pub(super) fn choices<T>(&self, key: &'static str, of_key: fn(&str) -> Option<T>) -> Vec<T> {
        self.texts(key)
            .into_iter()
            .filter_map(|text| {
                let one = of_key(text);
                if one.is_none() {
                    self.fault(key, format!("There is no “{}” here.", text.chars().take(60).collect::<String>()));
                }
                one
            })
            .collect()
    }

    /// Says so where a parameter is left out that has to be given.
    pub(super) fn required(&self, key: &str) {
        if !self.fields.contains_key(key) {
            self.fault(key, "This has to be given.");
        }
    }

    /// A day: `today` (the day on which the task was begun), `next_monday`, either with days added or taken off as
    /// `next_monday+2` or `today-30`, or a date.
    pub(super) fn day(&self, key: &'static str, look: &Look<'_>, usual: Day) -> Day {
        let Some(text) = self.text(key) else { return usual };
        let fault = || {
            self.fault(key, "Give today, next_monday, one of them with days as today-30, or a date as 2026-11-30.");
            usual
        };
        if let Ok(day) = text.parse::<Day>() {
            return day;
        }
        let at = text.find(['+', '-']).unwrap_or(text.len());
        let (name, days) = text.split_at(at);
        let base = match name {
            "today" => look.begun,
            "next_monday" => look.next_monday(),
            _ => return fault(),
        };
        match days.strip_prefix('+').unwrap_or(days).parse::<i32>() {
            Ok(days) if (-4_000..=4_000).contains(&days) => base.add(days),
            Err(_) if days.is_empty() => base,
            _ => fault(),
        }
    }

    /// A time of day in minutes, from `07:30`.
    pub(super) fn minute(&self, key: &'static str, usual: u32) -> u32 {
        let Some(text) = self.text(key) else { return usual };
        let time = text.split_once(':').and_then(|(hours, minutes)| {
            let (hours, minutes) = (hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
            (hours < 24 && minutes < 60 || (hours, minutes) == (24, 0)).then_some(hours * 60 + minutes)
        });
        time.unwrap_or_else(|| {
            self.fault(key, "Give a time of day as 07:30.");
            usual
        })
    }

    /// Weekdays by name; all where none is given.
    pub(super) fn weekdays(&self, key: &'static str) -> Vec<u8> {
        let of = |text: &str| WEEKDAYS.iter().position(|day| day.eq_ignore_ascii_case(text)).map(|day| day as u8);
        let days = self.choices(key, of);
        if days.is_empty() { (0..7).collect() } else { days }
    }

    /// An object of objects: what is expected of each thing, by its name.
    pub(super) fn cases(&self, key: &'static str) -> Vec<(&'a str, With<'a>)> {
        self.required(key);
        let Some(value) = self.get(key) else { return Vec::new() };
        let Some(object) = value.as_object().filter(|object| !object.is_empty()) else {
            self.fault(key, "Give an object with what is expected, by tag or name.");
            return Vec::new();
        };
        let mut cases = Vec::new();
        for (name, fields) in object {
            match fields.as_object() {
                Some(fields) => {
                    cases.push((name.as_str(), With::new(fields, format!("{}.{key}.{name}", self.path), self.faults)));
                }
                None => self.fault(&format!("{key}.{name}"), "Give an object."),
            }
        }
        cases
    }
}

impl Drop for With<'_> {
    fn drop(&mut self) {
        let known = self.known.borrow();
        for key in self.fields.keys().filter(|key| !known.contains(&key.as_str())) {
            self.fault(key, "This rule does not know this parameter.");
        }
    }
}
