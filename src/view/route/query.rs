//! The part of an address behind `?`: pairs of key and value, percent-encoded.

use super::Panel;

/// The pairs of an address, in their order.
pub(super) struct Pairs(pub(super) Vec<(String, String)>);

impl Pairs {
    /// Reads what stands behind `?`. What is not a pair is left out.
    pub(super) fn read(query: &str) -> Self {
        let pair = |pair: &str| pair.split_once('=').map(|(key, value)| (decode(key), decode(value)));
        Self(query.split('&').filter_map(pair).collect())
    }

    /// The first value under a key.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    /// Every value under a key that can be read.
    pub(super) fn all<T: std::str::FromStr>(&self, key: &str) -> Vec<T> {
        self.0.iter().filter(|(name, _)| name == key).filter_map(|(_, value)| value.parse().ok()).collect()
    }

    /// What is open in the panel under a key.
    pub(super) fn panel(&self, key: &str) -> Option<Panel> {
        match self.get(key)? {
            "new" => Some(Panel::New),
            id => id.parse().ok().map(Panel::Edit),
        }
    }
}

/// What stands behind `?` while it is written.
#[derive(Default)]
pub(super) struct QueryText(pub(super) String);

impl QueryText {
    pub(super) fn add(&mut self, key: &str, value: &str) {
        self.0.push(if self.0.is_empty() { '?' } else { '&' });
        self.0.push_str(key);
        self.0.push('=');
        for byte in value.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b':' | b',' => {
                    self.0.push(char::from(byte))
                }
                _ => {
                    self.0.push('%');
                    self.0.push(char::from(HEX[usize::from(byte >> 4)]));
                    self.0.push(char::from(HEX[usize::from(byte & 15)]));
                }
            }
        }
    }

    /// Writes what is open beside a list whose screen has this path.
    pub(super) fn list(&mut self, panel: Option<Panel>, path: &'static str) -> &'static str {
        if let Some(panel) = panel {
            self.panel("open", panel);
        }
        path
    }

    /// Writes what is open in the panel under a key.
    pub(super) fn panel(&mut self, key: &str, panel: Panel) {
        match panel {
            Panel::New => self.add(key, "new"),
            Panel::Edit(id) => self.add(key, &id.to_string()),
        }
    }
}

const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// Undoes percent-encoding; what is not well formed is left as it stands.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
        match (bytes[at], hex(bytes.get(at + 1)), hex(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            (b'+', ..) => {
                out.push(b' ');
                at += 1;
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
