//! A static web server for this machine only, as plain as the hosts the page is made for: files,
//! types, no special headers.
//!
//! For tests it also offers the same page below `/site/<name>/`, any name. Such a site stands for a
//! page hosted under a sub-path, and can be made unreachable and reachable again by
//! `POST /control/<name>/down` and `/up`, without touching what other tests load.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};

/// How long a browser may keep a connection open without asking for anything.
const PATIENCE: Duration = Duration::from_secs(60);
/// More than any request to a static page has.
const LONGEST_HEAD: u64 = 64 * 1024;

pub struct WebServer {
    listener: TcpListener,
    site: Arc<Site>,
}

struct Site {
    folder: PathBuf,
    /// Another folder, below a name of its own.
    beside: Option<(String, PathBuf)>,
    /// Names of the sites that drop every connection for now.
    down: Mutex<HashSet<String>>,
}

/// What is sent back.
struct Answer {
    status: &'static str,
    kind: &'static str,
    caching: &'static str,
    body: Vec<u8>,
}

impl WebServer {
    /// Listens at `port`, or at a free one for 0.
    pub fn bind(folder: &Path, port: u16) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .with_context(|| format!("port {port} is taken: choose another with --port"))?;
        let site = Site { folder: folder.to_path_buf(), beside: None, down: Mutex::default() };
        Ok(Self { listener, site: Arc::new(site) })
    }

    /// Serves another folder too, below a name.
    pub fn beside(self, other: Option<(&str, &Path)>) -> Self {
        let beside = other.map(|(name, folder)| (format!("{name}/"), folder.to_path_buf()));
        let site = Site { folder: self.site.folder.clone(), beside, down: Mutex::default() };
        Self { listener: self.listener, site: Arc::new(site) }
    }

    /// The page's address, with a slash at the end.
    pub fn url(&self) -> Result<String> {
        Ok(format!("http://{}/", self.listener.local_addr()?))
    }

    /// Serves until the process ends.
    pub fn serve(self) {
        for connection in self.listener.incoming().flatten() {
            let site = Arc::clone(&self.site);
            // A browser that goes away in the middle is none of the server's business.
            std::thread::spawn(move || drop(converse(&site, connection)));
        }
    }
}

/// Answers the requests of one connection, until the browser closes it or its site is down.
fn converse(site: &Site, connection: TcpStream) -> Result<()> {
    connection.set_nodelay(true)?;
    connection.set_read_timeout(Some(PATIENCE))?;
    let mut writer = connection.try_clone()?;
    let mut reader = BufReader::new(connection);
    loop {
        let Some((method, path)) = read_head(&mut reader)? else {
            return Ok(());
        };
        let Some(answer) = site.answer(&method, &path) else {
            return Ok(());
        };
        let mut bytes = format!(
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nCache-Control: {}\r\nContent-Length: {}\r\n\r\n",
            answer.status,
            answer.kind,
            answer.caching,
            answer.body.len(),
        )
        .into_bytes();
        if method != "HEAD" {
            bytes.extend_from_slice(&answer.body);
        }
        writer.write_all(&bytes)?;
    }
}

/// Method and path of the next request; nothing if the connection was closed. The page only asks
/// for files, so there is no body to read.
fn read_head(reader: &mut BufReader<TcpStream>) -> Result<Option<(String, String)>> {
    let mut head = reader.take(LONGEST_HEAD);
    let mut first = String::new();
    if head.read_line(&mut first)? == 0 {
        return Ok(None);
    }
    let mut line = String::new();
    while head.read_line(&mut line)? > 0 && line.trim_end() != "" {
        line.clear();
    }
    let mut words = first.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let path = target.split(['?', '#']).next().unwrap_or_default();
    Ok(Some((method.to_owned(), decode(path))))
}

/// Undoes percent encoding.
fn decode(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match code.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Site {
    /// Nothing means: close the connection without a word, as if the network were gone.
    fn answer(&self, method: &str, path: &str) -> Option<Answer> {
        if let Some(order) = path.strip_prefix("/control/") {
            return Some(self.control(method, order));
        }
        let file = match path.strip_prefix("/site/").and_then(|rest| rest.split_once('/')) {
            Some((name, _)) if self.is_down(name) => return None,
            Some((_, file)) => file,
            None => path.trim_start_matches('/'),
        };
        Some(self.file(method, file))
    }

    fn control(&self, method: &str, order: &str) -> Answer {
        let mut down = self.down.lock().unwrap_or_else(PoisonError::into_inner);
        let known = match order.split_once('/') {
            Some((name, "down")) if method == "POST" => {
                down.insert(name.to_owned());
                true
            }
            Some((name, "up")) if method == "POST" => {
                down.remove(name);
                true
            }
            _ => false,
        };
        if known { plain("200 OK", "done") } else { plain("404 Not Found", "no such order") }
    }

    fn is_down(&self, name: &str) -> bool {
        self.down.lock().unwrap_or_else(PoisonError::into_inner).contains(name)
    }

    fn file(&self, method: &str, file: &str) -> Answer {
        if method != "GET" && method != "HEAD" {
            return plain("405 Method Not Allowed", "this is a page to read");
        }
        let file = if file.is_empty() || file.ends_with('/') { format!("{file}index.html") } else { file.to_owned() };
        let inside = Path::new(&file).components().all(|part| matches!(part, std::path::Component::Normal(_)));
        let place = match &self.beside {
            Some((name, folder)) if file.starts_with(name) => folder.join(&file[name.len()..]),
            _ => self.folder.join(&file),
        };
        let body = if inside { std::fs::read(place).ok() } else { None };
        match body {
            Some(body) => Answer { status: "200 OK", kind: kind_of(&file), caching: caching_of(&file), body },
            None => plain("404 Not Found", "there is no such file"),
        }
    }
}

fn plain(status: &'static str, text: &str) -> Answer {
    Answer { status, kind: "text/plain; charset=utf-8", caching: "no-store", body: text.as_bytes().to_vec() }
}

/// The media type that a file's ending stands for.
fn kind_of(file: &str) -> &'static str {
    match file.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// Files with a hash in their name never change; everything else is asked for again each time.
fn caching_of(file: &str) -> &'static str {
    let stem = file.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or_default();
    let hash = stem.trim_end_matches("_bg").rsplit('-').next().unwrap_or_default();
    let hashed = hash.len() >= 12 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    if hashed { "max-age=31536000, immutable" } else { "no-cache" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf();
        Site { folder, beside: None, down: Mutex::default() }
    }

    #[test]
    fn files_are_served_at_the_top_and_under_any_site() {
        let site = site();
        for path in ["/Cargo.toml", "/site/a/Cargo.toml"] {
            assert_eq!(site.answer("GET", path).unwrap().status, "200 OK", "{path}");
        }
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        for path in ["/../Cargo.toml", "//etc/passwd", "/site/a/../../Cargo.toml", "/site/a//etc/passwd"] {
            assert_eq!(site().answer("GET", path).unwrap().status, "404 Not Found", "{path}");
        }
    }

    #[test]
    fn a_site_that_is_down_is_silent_and_others_are_not() {
        let site = site();
        site.answer("POST", "/control/a/down").unwrap();
        assert!(site.answer("GET", "/site/a/Cargo.toml").is_none());
        assert!(site.answer("GET", "/site/b/Cargo.toml").is_some());
        site.answer("POST", "/control/a/up").unwrap();
        assert!(site.answer("GET", "/site/a/Cargo.toml").is_some());
    }

    #[test]
    fn percent_encoding_is_undone() {
        assert_eq!(decode("/a%20b%2"), "/a b%2");
    }

    #[test]
    fn only_hashed_names_are_kept_by_browsers() {
        assert!(caching_of("hearth-0123456789abcdef_bg.wasm").contains("immutable"));
        assert_eq!(caching_of("index.html"), "no-cache");
        assert_eq!(caching_of("sw.js"), "no-cache");
    }
}
