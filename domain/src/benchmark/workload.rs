//! The workload: a seeded community of a million records, the same bytes on every machine.
//!
//! It writes the format `perf-anchors/1`, which other engines are measured with too: the same seed gives the same files
//! byte for byte. Only whole numbers and the basic operations of IEEE 754 go into it, whose last bit is the same
//! everywhere. Files are written record by record; there is no tree of them.

use std::fmt::Write;

/// Kinds of record, with how many of them there are, summed up.
const KINDS: [(&str, f64); 8] = [
    ("post", 0.10),
    ("comment", 0.35),
    ("reply", 0.55),
    ("reaction", 0.85),
    ("share", 0.90),
    ("join", 0.94),
    ("leave", 0.95),
    ("moderation", 1.0),
];
/// Channels, with how much goes on in them, summed up.
const CHANNELS: [(&str, f64); 12] = [
    ("general", 0.28),
    ("announcements", 0.33),
    ("help", 0.49),
    ("showcase", 0.56),
    ("events", 0.61),
    ("off-topic", 0.72),
    ("feedback", 0.78),
    ("dev", 0.88),
    ("memes", 0.94),
    ("jobs", 0.96),
    ("intro", 0.99),
    ("mods", 1.0),
];
const POST: usize = 0;
const REPLY: usize = 2;
const SHARE: usize = 4;
/// 1 January 2024, ms since 1970.
const START: f64 = 1_704_067_200_000.0;
const SPAN: f64 = 730.0 * 86_400_000.0;
/// How many of the latest posts are answered.
const RING: usize = 200;
const PLEASED: [&str; 8] = ["great", "love", "thanks", "awesome", "helpful", "nice", "happy", "excellent"];
const DISPLEASED: [&str; 8] = ["bad", "hate", "broken", "angry", "spam", "terrible", "slow", "annoying"];
const FREQUENT: [&str; 15] =
    ["the", "to", "and", "a", "of", "in", "is", "it", "for", "on", "you", "this", "that", "we", "with"];
/// Ends of texts beyond ASCII.
const BEYOND_ASCII: [&str; 6] = [" 🎉", " café", " 👍🏽", " naïve", " 你好", " Здравей"];
/// Ends of texts that tables and pages trip over.
const HARD: [&str; 5] = [" \"quoted\", yes", "\nsecond line", " a,b;c\td", " <b>bold</b> & co", " it's =1+1"];
const WORDS: usize = 5_000;

/// Names of the kinds, in the order of the KPIs.
pub(super) fn kinds() -> [&'static str; 8] {
    KINDS.map(|(name, _)| name)
}

/// Names of the channels, in the order of the KPIs.
pub(super) fn channels() -> [&'static str; 12] {
    CHANNELS.map(|(name, _)| name)
}

/// Mulberry32 (Tommy Ettinger, public domain): numbers from 0 up to 1.
#[derive(Clone, Debug)]
struct Random(u32);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x6d2b_79f5);
        let state = self.0;
        let mut mixed = (state ^ (state >> 15)).wrapping_mul(1 | state);
        mixed = mixed.wrapping_add((mixed ^ (mixed >> 7)).wrapping_mul(61 | mixed)) ^ mixed;
        f64::from(mixed ^ (mixed >> 14)) / 4_294_967_296.0
    }

    /// One of 0 … n − 1.
    fn below(&mut self, n: usize) -> usize {
        (self.next() * n as f64) as usize
    }

    fn one_of(&mut self, texts: &[&'static str]) -> &'static str {
        texts.get(self.below(texts.len())).copied().unwrap_or("")
    }

    /// A place in a list of shares summed up.
    fn place<const N: usize>(&mut self, shares: &[(&str, f64); N]) -> usize {
        let at = self.next();
        shares.iter().position(|(_, sum)| at < *sum).unwrap_or(N - 1)
    }
}

/// 5 000 words that can be spoken.
fn vocabulary() -> Vec<String> {
    const CONSONANTS: &[u8] = b"bcdfghklmnprstvz";
    const VOWELS: &[u8] = b"aeiou";
    let mut random = Random(0x00c0_ffee);
    let mut seen = rustc_hash::FxHashSet::default();
    let mut words = Vec::with_capacity(WORDS);
    let letter = |random: &mut Random, letters: &[u8]| char::from(letters[random.below(letters.len())]);
    while words.len() < WORDS {
        let mut word = String::new();
        for _ in 0..2 + random.below(3) {
            word.push(letter(&mut random, CONSONANTS));
            word.push(letter(&mut random, VOWELS));
        }
        if random.next() < 0.3 {
            word.push(letter(&mut random, CONSONANTS));
        }
        if seen.insert(word.clone()) {
            words.push(word);
        }
    }
    words
}

/// Which form the workload's file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// An object with the records in a list, one a line.
    Json,
    /// A table separated by commas (RFC 4180).
    Csv,
}

impl Form {
    /// A file name that goes with it.
    pub fn file(self) -> &'static str {
        match self {
            Self::Json => "records.json",
            Self::Csv => "records.csv",
        }
    }
}

/// Writes the workload's file, so many records at a time.
///
/// ```
/// use hearth_domain::benchmark::{Form, Workload};
/// let mut workload = Workload::new(1_000, Form::Csv);
/// while !workload.step(100) {}
/// assert!(workload.finish().starts_with(b"id,member_id,ts,kind,channel,"));
/// ```
#[derive(Debug)]
pub struct Workload {
    form: Form,
    /// Records in all.
    records: usize,
    /// Records from here on are written.
    first: usize,
    /// Records made.
    at: usize,
    random: Random,
    words: Vec<String>,
    /// Id and time of the latest posts.
    ring: Vec<(usize, f64)>,
    posts: usize,
    text: String,
    out: String,
}

/// What a record says; its text stands beside it.
struct Record {
    id: usize,
    member: usize,
    time: f64,
    kind: usize,
    channel: usize,
    results: [f64; 4],
    reply_to: Option<usize>,
}

impl Workload {
    /// Of so many records.
    pub fn new(records: usize, form: Form) -> Self {
        Self::part(records, 0, form)
    }

    /// A file with the records from one on, counted from 0, of a workload of so many.
    pub fn part(records: usize, first: usize, form: Form) -> Self {
        let quoted = |names: &[&str]| format!("[\"{}\"]", names.join("\",\""));
        let out = match form {
            Form::Json => format!(
                "{{\"format\":\"perf-anchors/1\",\"seed\":42,\"n\":{records},\"kinds\":{},\"channels\":{},\
                 \"records\":[\n",
                quoted(&kinds()),
                quoted(&channels())
            ),
            Form::Csv => "id,member_id,ts,kind,channel,likes,comments,shares,reach,reply_to,text\n".to_owned(),
        };
        let mut workload = Self {
            form,
            records,
            first,
            at: 0,
            random: Random(42),
            words: vocabulary(),
            ring: vec![(0, 0.0); RING],
            posts: 0,
            text: String::new(),
            out,
        };
        let size = if form == Form::Json { 244 } else { 139 };
        workload.out.reserve_exact(records.saturating_sub(first) * size + 1_024);
        workload
    }

    /// Writes up to so many records. True once all are written.
    pub fn step(&mut self, records: usize) -> bool {
        for _ in 0..records.min(self.records - self.at) {
            let record = self.next();
            if record.id > self.first {
                self.write(&record);
            }
        }
        self.at == self.records
    }

    /// How much is written, 0 to 1.
    pub fn progress(&self) -> f64 {
        if self.records == 0 { 1.0 } else { self.at as f64 / self.records as f64 }
    }

    /// The whole file.
    pub fn finish(mut self) -> Vec<u8> {
        while !self.step(usize::MAX) {}
        if self.form == Form::Json {
            self.out.push_str("\n]}\n");
        }
        self.out.into_bytes()
    }

    fn next(&mut self) -> Record {
        let random = &mut self.random;
        let (at, all) = (self.at as f64, self.records as f64);
        self.at += 1;
        let members = (self.records / 20).max(50) as f64;
        let mut time = START + (SPAN * ((at + random.next()) / all)).floor();
        let joined = (members * (0.1 + 0.9 * (at / all))).floor().max(10.0);
        let u = random.next();
        let member = if random.next() < 0.55 {
            (joined * u * u * u).floor()
        } else {
            joined - 1.0 - (joined * u * u * u * u).floor()
        };
        if random.next() < 0.01 {
            time = START.max(time - (random.next() * 3.0 * 86_400_000.0).floor());
        }
        let mut kind = random.place(&KINDS);
        if kind == REPLY && self.posts == 0 {
            kind = POST;
        }
        let mut reply_to = None;
        if kind == REPLY {
            let v = random.next();
            let back = (self.posts.min(RING) as f64 * v * v * v) as usize;
            let (post, posted) = self.ring[(self.posts - 1 - back) % RING];
            reply_to = Some(post);
            time = time.max(posted + 1_000.0);
        }
        if kind == POST {
            self.ring[self.posts % RING] = (self.at, time);
            self.posts += 1;
        }
        let channel = random.place(&CHANNELS);
        let mut results = [0.0; 4];
        if kind <= REPLY || kind == SHARE {
            let tail = 1.0 / (0.004 + random.next());
            let reach = (tail * (5.0 + 60.0 * random.next())).floor();
            let likes = (reach * 0.2 * random.next()).floor();
            let comments = (likes * 0.3 * random.next()).floor();
            let shares = (likes * 0.1 * random.next()).floor();
            results = [likes, comments, shares, reach];
        }
        self.say();
        Record { id: self.at, member: member as usize + 1, time, kind, channel, results, reply_to }
    }

    /// A text of 55 letters or more.
    fn say(&mut self) {
        let (random, text) = (&mut self.random, &mut self.text);
        let length = 55 + random.below(50);
        text.clear();
        while text.len() < length {
            if !text.is_empty() {
                text.push(' ');
            }
            let what = random.next();
            text.push_str(if what < 0.35 {
                random.one_of(&FREQUENT)
            } else if what < 0.38 {
                random.one_of(&PLEASED)
            } else if what < 0.40 {
                random.one_of(&DISPLEASED)
            } else {
                let z = random.next();
                self.words.get((WORDS as f64 * z * z * z) as usize).map_or("", String::as_str)
            });
        }
        let end = random.next();
        if end < 0.03 {
            text.push_str(random.one_of(&BEYOND_ASCII));
        } else if end < 0.04 {
            text.push_str(random.one_of(&HARD));
        }
    }

    fn write(&mut self, record: &Record) {
        let Record { id, member, time, kind, channel, results: [likes, comments, shares, reach], reply_to } = record;
        let (kind, channel) = (KINDS[*kind].0, CHANNELS[*channel].0);
        let out = &mut self.out;
        // Writing to a text cannot fail.
        let _ = match self.form {
            Form::Json => {
                if *id > self.first + 1 {
                    out.push_str(",\n");
                }
                write!(
                    out,
                    "{{\"id\":{id},\"member_id\":{member},\"ts\":{time},\"kind\":\"{kind}\",\"channel\":\"{channel}\",\
                     \"likes\":{likes},\"comments\":{comments},\"shares\":{shares},\"reach\":{reach},\"reply_to\":"
                )
            }
            Form::Csv => {
                write!(out, "{id},{member},{time},{kind},{channel},{likes},{comments},{shares},{reach},")
            }
        };
        let _ = match (reply_to, self.form) {
            (Some(post), _) => write!(out, "{post}"),
            (None, Form::Json) => write!(out, "null"),
            (None, Form::Csv) => Ok(()),
        };
        match self.form {
            Form::Json => {
                out.push_str(",\"text\":\"");
                for letter in self.text.chars() {
                    match letter {
                        '"' => out.push_str("\\\""),
                        '\n' => out.push_str("\\n"),
                        '\t' => out.push_str("\\t"),
                        letter => out.push(letter),
                    }
                }
                out.push_str("\"}");
            }
            Form::Csv => {
                out.push(',');
                if self.text.contains(['"', ',', '\n', '\r']) {
                    out.push('"');
                    out.push_str(&self.text.replace('"', "\"\""));
                    out.push('"');
                } else {
                    out.push_str(&self.text);
                }
                out.push('\n');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    fn hash(bytes: &[u8]) -> String {
        Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The published hashes of the files that the other engines read.
    #[test]
    fn files_are_those_of_the_published_workload() {
        for (records, form, bytes, published) in [
            (10_000, Form::Json, 2_366_973, "9aa252e4c0226ad9a3dcf62d7d152798a33c241d2523fcfa09d1a1170a59bd8b"),
            (10_000, Form::Csv, 1_314_790, "3a01cd97c422b43aa463cd6b4bc541492361252a386a9dcd10f8f1ca0d2213fa"),
            (100_000, Form::Json, 23_902_057, "f43c04efd69d686bea5300a5d13872de96619723c7865358766af120a9c75cd3"),
            (100_000, Form::Csv, 13_382_486, "ec8603c4ed94b6ebbdaca22a8f31940afef7ef786863ca718cb39ae9ca086c27"),
        ] {
            let file = Workload::new(records, form).finish();
            assert_eq!(file.len(), bytes, "{records} {form:?}");
            assert_eq!(hash(&file), published, "{records} {form:?}");
        }
    }

    #[test]
    fn a_part_holds_the_last_records() {
        let whole = Workload::new(500, Form::Csv).finish();
        let part = Workload::part(500, 400, Form::Csv).finish();
        let last = part.split_inclusive(|byte| *byte == b'\n').skip(1).collect::<Vec<_>>().concat();
        assert!(last.starts_with(b"401,") && whole.ends_with(&last));
        let part = Workload::part(500, 499, Form::Json).finish();
        assert!(serde_json::from_slice::<serde_json::Value>(&part).is_ok());
    }
}
