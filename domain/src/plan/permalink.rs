//! Addresses of published posts: which network an address belongs to, which post it names, and whether two of them name
//! the same one. Networks write one post's address in several ways; here they become one key.
//!
//! Reads text only: short links that hide where they lead (`fb.watch`, `vm.tiktok.com`, `pin.it`) stay what they are.

use crate::model::record::Platform;

/// The address of a post, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permalink {
    /// The network, where the address shows it. Communities on hosts of their own are told by their paths.
    pub platform: Option<Platform>,
    /// The network's id of the post; empty where the address shows none.
    pub id: String,
    /// Equal for addresses of the same post.
    pub key: String,
}

/// Reads an address, with or without `https://`; `None` where the text is none.
pub fn read(text: &str) -> Option<Permalink> {
    let address = Address::new(text)?;
    Some(match address.post() {
        Some((platform, scope, id)) => {
            let key = format!("{}|{scope}|{id}", platform.key());
            Permalink { platform: Some(platform), id: id.to_owned(), key }
        }
        None => Permalink { platform: address.platform(), id: String::new(), key: address.plain() },
    })
}

/// Whether two addresses name the same post.
pub fn same(a: &str, b: &str) -> bool {
    read(a).zip(read(b)).is_some_and(|(a, b)| a.key == b.key)
}

/// Hosts of the networks that have one; subdomains count as the same.
const HOSTS: &[(&str, Platform)] = &[
    ("instagram.com", Platform::Instagram),
    ("instagr.am", Platform::Instagram),
    ("facebook.com", Platform::Facebook),
    ("fb.com", Platform::Facebook),
    ("fb.watch", Platform::Facebook),
    ("x.com", Platform::X),
    ("twitter.com", Platform::X),
    ("linkedin.com", Platform::LinkedIn),
    ("lnkd.in", Platform::LinkedIn),
    ("tiktok.com", Platform::TikTok),
    ("youtube.com", Platform::YouTube),
    ("youtube-nocookie.com", Platform::YouTube),
    ("youtu.be", Platform::YouTube),
    ("pin.it", Platform::Pinterest),
    ("threads.net", Platform::Threads),
    ("threads.com", Platform::Threads),
    ("bsky.app", Platform::Bluesky),
    ("reddit.com", Platform::Reddit),
    ("redd.it", Platform::Reddit),
    ("discord.com", Platform::Discord),
    ("discordapp.com", Platform::Discord),
    ("slack.com", Platform::Slack),
    ("t.me", Platform::Telegram),
    ("telegram.me", Platform::Telegram),
];

/// Parameters that say where a visitor came from, not what is shown. Those of campaigns begin with `utm_`.
const TRACKING: &[&str] = &[
    "fbclid",
    "gclid",
    "igsh",
    "igshid",
    "mc_cid",
    "mc_eid",
    "mibextid",
    "ref",
    "ref_src",
    "ref_url",
    "si",
    "feature",
    "share",
    "source",
    "trk",
    "rcm",
    "cmpid",
    "msclkid",
    "twclid",
    "ttclid",
    "li_fat_id",
    "yclid",
];

struct Address {
    host: String,
    /// The parts of the path that hold something, with percent signs read.
    path: Vec<String>,
    query: Vec<(String, String)>,
}

impl Address {
    fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let rest = match text.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => rest,
            Some(_) => return None,
            None => text.strip_prefix("//").unwrap_or(text),
        };
        if rest.contains(char::is_whitespace) {
            return None;
        }
        let rest = rest.split_once('#').map_or(rest, |(rest, _)| rest);
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let host = host.strip_suffix(":443").or_else(|| host.strip_suffix(":80")).unwrap_or(host);
        let host = host.trim_end_matches('.').to_lowercase();
        // A name without a dot is a word.
        if !host.contains('.') || host.starts_with('.') || host.contains("..") {
            return None;
        }
        let host = host.strip_prefix("www.").map_or(host.clone(), str::to_owned);
        Some(Self {
            host,
            path: path.split('/').filter(|part| !part.is_empty()).map(decoded).collect(),
            query: query
                .split('&')
                .filter(|pair| !pair.is_empty())
                .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
                .map(|(name, value)| (decoded(name), decoded(value)))
                .collect(),
        })
    }

    fn platform(&self) -> Option<Platform> {
        let named = HOSTS.iter().find(|(host, _)| {
            let before = self.host.strip_suffix(host);
            before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
        });
        // One host a country.
        let pinterest = || self.host.split('.').any(|part| part == "pinterest").then_some(Platform::Pinterest);
        named.map(|(_, platform)| *platform).or_else(pinterest)
    }

    fn parameter(&self, name: &str) -> Option<&str> {
        let value = self.query.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
        value.filter(|value| !value.is_empty())
    }

    /// The part of the path behind one of these.
    fn behind(&self, names: &[&str]) -> Option<&str> {
        let place = self.path.iter().position(|part| names.contains(&part.as_str()))?;
        self.path.get(place + 1).map(String::as_str)
    }

    /// The post that the address names: the network, within what its id is unique (empty = the network), the id.
    fn post(&self) -> Option<(Platform, &str, &str)> {
        let path: Vec<&str> = self.path.iter().map(String::as_str).collect();
        let Some(platform) = self.platform() else { return self.elsewhere(&path) };
        let id = match platform {
            Platform::Instagram => self.behind(&["p", "reel", "reels", "tv"])?,
            Platform::Facebook => return self.facebook(&path).map(|id| (platform, "", id)),
            Platform::X => self.behind(&["status", "statuses"]).filter(|id| is_number(id))?,
            Platform::LinkedIn => linkedin(&path)?,
            Platform::TikTok => {
                let id = self.behind(&["video", "photo", "v"])?;
                id.strip_suffix(".html").unwrap_or(id)
            }
            Platform::YouTube if self.host == "youtu.be" => path.first()?,
            Platform::YouTube => match self.parameter("v") {
                Some(id) if path.first() == Some(&"watch") => id,
                _ => self.behind(&["shorts", "live", "embed", "v", "post"])?,
            },
            Platform::Pinterest => {
                let id = self.behind(&["pin"])?;
                id.rsplit_once("--").map_or(id, |(_, id)| id)
            }
            Platform::Threads => self.behind(&["post", "t"])?,
            Platform::Bluesky => self.behind(&["post"])?,
            Platform::Reddit if self.host == "redd.it" => path.first()?,
            Platform::Reddit => self.behind(&["comments"])?,
            Platform::Discord => match path[..] {
                ["channels", _, _, message] => message,
                _ => return None,
            },
            Platform::Slack => match path[..] {
                ["archives", channel, message] => return Some((platform, channel, message)),
                _ => return None,
            },
            Platform::Telegram => match path[..] {
                ["c" | "s", channel, id] | [channel, id] if is_number(id) => return Some((platform, channel, id)),
                _ => return None,
            },
            _ => return None,
        };
        (!id.is_empty()).then_some((platform, "", id))
    }

    fn facebook<'a>(&'a self, path: &[&'a str]) -> Option<&'a str> {
        if let Some(id) = self.parameter("story_fbid").or_else(|| self.parameter("fbid")) {
            return Some(id);
        }
        if path.first() == Some(&"watch") {
            return self.parameter("v");
        }
        // `page/posts/123`, `page/posts/a-title/123`, `groups/1/permalink/123`, `page/videos/123`, `reel/123`.
        let kind = path.iter().position(|part| ["posts", "permalink", "videos", "reel", "photos"].contains(part))?;
        let id = path.get(kind + 1..)?.last()?;
        (is_number(id) || id.starts_with("pfbid")).then_some(*id)
    }

    /// Networks that anybody can run have no host of their own but paths of their own.
    fn elsewhere<'a>(&'a self, path: &[&'a str]) -> Option<(Platform, &'a str, &'a str)> {
        match *path {
            [user, id] | ["deck", user, id] if user.starts_with('@') && user.len() > 1 && is_number(id) => {
                Some((Platform::Mastodon, &self.host, id))
            }
            ["users", _, "statuses", id] if is_number(id) => Some((Platform::Mastodon, &self.host, id)),
            // A topic of Discourse; the number behind it is that of a post in it, the first being the topic itself.
            ["t", id] | ["t", id, "1"] if is_number(id) => Some((Platform::Forum, &self.host, id)),
            ["t", title, id] | ["t", title, id, "1"] if is_number(id) && !is_number(title) => {
                Some((Platform::Forum, &self.host, id))
            }
            _ => None,
        }
    }

    /// Without what does not say which page it is.
    fn plain(&self) -> String {
        // The pages for phones are the same pages.
        let host = self.host.strip_prefix("m.").or_else(|| self.host.strip_prefix("mobile.")).unwrap_or(&self.host);
        let mut plain = host.to_owned();
        for part in &self.path {
            plain.push('/');
            plain.push_str(part);
        }
        // Of a network that is known the path is enough; elsewhere `?p=12` may be all that tells two pages apart.
        let known = self.platform().is_some();
        let telling = |name: &str| !known && !name.starts_with("utm_") && !TRACKING.contains(&name);
        let mut query: Vec<&(String, String)> = self.query.iter().filter(|(name, _)| telling(name)).collect();
        query.sort_unstable();
        for (place, (name, value)) in query.into_iter().enumerate() {
            plain.push(if place == 0 { '?' } else { '&' });
            plain.push_str(name);
            plain.push('=');
            plain.push_str(value);
        }
        plain
    }
}

/// `posts/name_words-activity-7123456789012345678-AbCd`, `feed/update/urn:li:share:7123456789012345678`.
fn linkedin<'a>(path: &[&'a str]) -> Option<&'a str> {
    let last = match path {
        ["posts", last, ..] | ["feed", "update", last, ..] | ["embed", "feed", "update", last, ..] => *last,
        _ => return None,
    };
    let names = ["activity-", "activity:", "share-", "share:", "ugcPost-", "ugcPost:"];
    let rest = names.iter().find_map(|name| last.rsplit_once(name).map(|(_, rest)| rest))?;
    let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    rest.get(..end).filter(|id| !id.is_empty())
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// With percent signs read, where that gives text.
fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digit = |place: usize| bytes.get(place).and_then(|digit| char::from(*digit).to_digit(16));
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn writings_of_one_post_are_the_same() {
        for line in super::super::testing::SAME_POST {
            let all: Vec<&str> = line.split_whitespace().collect();
            for other in &all {
                assert!(same(all[0], other), "{:?} {:?}", read(all[0]), read(other));
            }
        }
    }

    #[test]
    fn other_posts_are_others() {
        for (one, other) in [
            ("https://instagram.com/p/C8aBc", "https://instagram.com/p/C8abc"),
            ("https://example.org/?p=12", "https://example.org/?p=13"),
            ("https://mastodon.social/@a/1", "https://fosstodon.org/@a/1"),
            ("https://meta.discourse.org/t/a-title/123/2", "https://meta.discourse.org/t/a-title/123"),
            ("https://meta.discourse.org/t/123/4", "https://meta.discourse.org/t/4"),
            ("https://t.me/durov/1", "https://t.me/other/1"),
            ("https://x.com/a/status/20", "https://x.com/a/status/21"),
            ("https://fb.watch/abc", "https://fb.watch/abd"),
        ] {
            assert!(!same(one, other), "{one} {other}");
        }
    }

    #[test]
    fn the_network_and_the_id_are_found() {
        let found = |text: &str| read(text).map(|link| (link.platform, link.id));
        assert_eq!(found("https://youtu.be/dQw4w9WgXcQ"), Some((Some(Platform::YouTube), "dQw4w9WgXcQ".into())));
        assert_eq!(found("https://www.instagram.com/briskway/"), Some((Some(Platform::Instagram), String::new())));
        assert_eq!(found("https://notinstagram.com/p/abc"), Some((None, String::new())));
        assert_eq!(found("https://mastodon.social/@Gargron/1"), Some((Some(Platform::Mastodon), "1".into())));
        assert_eq!(found("https://discord.com/channels/1/2/3"), Some((Some(Platform::Discord), "3".into())));
        for none in ["", "hello", "two words.org/a", "javascript://x.com/a", "ftp://x.com/a", "..", "https://", "/a/b"]
        {
            assert_eq!(read(none), None, "{none}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(https?://)?[a-zé.:@/%?&=#0-9 -]{0,40}|\\PC{0,30}") {
            if let Some(link) = read(&text) {
                prop_assert!(same(&text, &text));
                prop_assert!(!link.key.is_empty());
            }
        }
    }
}
