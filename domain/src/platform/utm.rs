//! Campaign parameters of a link (`utm_source` and the others), put in and read back.
//!
//! The names are those of Google Analytics (<https://support.google.com/analytics/answer/10917952>), which other
//! programs read, too. Addresses are split as RFC 3986 splits them; what is there already (path, query, fragment) stays
//! byte for byte. No crate: `url` would bring tables for host names (IDNA) larger than this whole module.

use thiserror::Error;

/// What a link says about where its visitors come from. Empty values are not written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Utm {
    /// The place the link is in, such as `instagram` or `newsletter`.
    pub source: String,
    /// The kind of place, such as `social` or `email`.
    pub medium: String,
    /// The campaign.
    pub campaign: String,
    /// The keyword of an advert.
    pub term: String,
    /// Which of several links or versions.
    pub content: String,
}

/// The names of the parameters, in the order they are written.
const NAMES: [&str; 5] = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"];

impl Utm {
    /// The values in the order of their names.
    fn values(&self) -> [&str; 5] {
        [&self.source, &self.medium, &self.campaign, &self.term, &self.content]
    }

    fn values_mut(&mut self) -> [&mut String; 5] {
        [&mut self.source, &mut self.medium, &mut self.campaign, &mut self.term, &mut self.content]
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.values().iter().all(|value| value.trim().is_empty())
    }

    /// The same, written one way, so that `Spring Sale` and `spring sale` are one campaign in the figures.
    pub fn tidied(&self, lower_case: bool, spaces: Spaces) -> Self {
        let mut tidy = self.clone();
        for value in tidy.values_mut() {
            let words: Vec<&str> = value.split_whitespace().collect();
            *value = match spaces {
                Spaces::Keep => words.join(" "),
                Spaces::Hyphen => words.join("-"),
                Spaces::Underscore => words.join("_"),
            };
            if lower_case {
                *value = value.to_lowercase();
            }
        }
        tidy
    }
}

/// What becomes of spaces in a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spaces {
    /// They stay (and are written `%20`).
    Keep,
    /// `spring-sale`.
    #[default]
    Hyphen,
    /// `spring_sale`.
    Underscore,
}

/// Why an address cannot carry parameters.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum UtmError {
    /// No address.
    #[error("Enter the address the link should lead to.")]
    Empty,
    /// Neither http nor https.
    #[error("“{0}:” is not an address of the web. It should begin with https://.")]
    Scheme(String),
    /// No host, or one that cannot be.
    #[error("The address has no valid host name: it should look like https://example.com/page.")]
    Host,
    /// A character that addresses do not have.
    #[error("The address holds {0}. Please write it with % and its code, or check what was pasted.")]
    Character(String),
}

/// The address with the parameters in it. Parameters of these names that are there already are replaced, by name; those
/// whose value is empty here go. `https://` is put before an address without a scheme.
pub fn tag(address: &str, utm: &Utm) -> Result<String, UtmError> {
    let address = with_scheme(address)?;
    let (before, fragment) = match address.split_once('#') {
        Some((before, fragment)) => (before, Some(fragment)),
        None => (address.as_str(), None),
    };
    let (path, query) = before.split_once('?').unwrap_or((before, ""));
    let mut out = String::with_capacity(address.len() + 96);
    out.push_str(path);
    let mut next = '?';
    for pair in query.split('&').filter(|pair| !pair.is_empty() && position(pair).is_none()) {
        out.push(next);
        out.push_str(pair);
        next = '&';
    }
    for (name, value) in NAMES.iter().zip(utm.values()).filter(|(_, value)| !value.trim().is_empty()) {
        out.push(next);
        out.push_str(name);
        out.push('=');
        encode(&mut out, value.trim());
        next = '&';
    }
    if let Some(fragment) = fragment {
        out.push('#');
        out.push_str(fragment);
    }
    Ok(out)
}

/// The parameters an address carries; the last of several with one name.
pub fn read(address: &str) -> Utm {
    let mut utm = Utm::default();
    let before = address.split_once('#').map_or(address, |(before, _)| before);
    for pair in before.split_once('?').map_or("", |(_, query)| query).split('&') {
        if let Some(value) = position(pair).and_then(|position| utm.values_mut().into_iter().nth(position)) {
            *value = decode(pair.split_once('=').map_or("", |(_, value)| value));
        }
    }
    utm
}

/// Which of the parameters a pair of a query is.
fn position(pair: &str) -> Option<usize> {
    let name = decode(pair.split_once('=').map_or(pair, |(name, _)| name));
    NAMES.iter().position(|known| name.eq_ignore_ascii_case(known))
}

/// The address with its scheme, if it is one of the web and its host can be one.
fn with_scheme(address: &str) -> Result<String, UtmError> {
    let address = address.trim();
    if address.is_empty() {
        return Err(UtmError::Empty);
    }
    if let Some(found) = address.chars().find(|letter| {
        letter.is_whitespace()
            || letter.is_control()
            || matches!(letter, '"' | '<' | '>' | '`' | '{' | '}' | '|' | '\\' | '^')
    }) {
        let name =
            if found.is_whitespace() { "a space".to_owned() } else { format!("“{}”", found.escape_default()) };
        return Err(UtmError::Character(name));
    }
    let (scheme, rest) = match address.split_once("://") {
        Some((scheme, rest)) if !scheme.contains(['/', '?', '#']) => (scheme, rest),
        _ => match address.split_once(':') {
            // `mailto:…` is another scheme, `example.com:8080` and `localhost:8080` are hosts.
            Some((scheme, rest)) if is_scheme(scheme) && !rest.starts_with(|letter: char| letter.is_ascii_digit()) => {
                return Err(UtmError::Scheme(scheme.to_owned()));
            }
            _ => ("https", address.strip_prefix("//").unwrap_or(address)),
        },
    };
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        return Err(UtmError::Scheme(scheme.to_owned()));
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if !is_authority(authority) {
        return Err(UtmError::Host);
    }
    Ok(format!("{scheme}://{rest}"))
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-".contains(&byte))
}

/// Whether a text can be a host name or address with an optional port, and a name before an `@`.
fn is_authority(text: &str) -> bool {
    let host = text.rsplit_once('@').map_or(text, |(_, host)| host);
    if let Some((address, port)) = host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        let port_holds = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
        return port_holds && address.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
    let name = name.strip_suffix('.').unwrap_or(name);
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .chars()
                .all(|letter| !letter.is_ascii() || letter.is_ascii_alphanumeric() || "-_%".contains(letter))
    };
    let reachable = name.contains('.') || name.eq_ignore_ascii_case("localhost");
    reachable && name.split('.').all(label) && port.is_none_or(is_port)
}

fn is_port(text: &str) -> bool {
    text.is_empty() || text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok()
}

/// Percent-encodes all but the unreserved characters of RFC 3986.
fn encode(out: &mut String, value: &str) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |value: u8| DIGITS.get(usize::from(value)).copied().map_or('0', char::from);
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
}

/// Reads `%20` and `+`; what is not encoded rightly stays as it is, bytes that are no UTF-8 become `�`.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let code = code.filter(|two| *first == b'%' && two.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match code.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(if *first == b'+' { b' ' } else { *first });
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|wrong| String::from_utf8_lossy(wrong.as_bytes()).into_owned())
}
