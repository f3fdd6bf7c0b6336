//! The public roadmap: what is looked into, planned, worked on and there, as one HTML file for everybody. It needs
//! nothing else: no script, no font, no picture. The same items give the same bytes.
//!
//! Titles, areas, public responses and the number of votes go out, and nothing else: no description, no note, no name of
//! anybody who asked, voted or works on it.

use super::people::tally;
use crate::model::{
    Day,
    record::{FeedbackItem, FeedbackStatus},
    words,
};

/// What the roadmap shows.
#[derive(Clone, Debug, PartialEq)]
pub struct RoadmapOptions {
    /// Its heading.
    pub title: String,
    /// The day it shows.
    pub day: Day,
    /// Whether it says how many want each item.
    pub votes: bool,
    /// Statuses, in the order in which they are shown.
    pub statuses: Vec<FeedbackStatus>,
}

impl RoadmapOptions {
    /// Statuses a roadmap may show.
    pub const OFFERED: [FeedbackStatus; 5] = [
        FeedbackStatus::UnderReview,
        FeedbackStatus::Planned,
        FeedbackStatus::Started,
        FeedbackStatus::Completed,
        FeedbackStatus::Declined,
    ];

    /// What is planned, worked on and there, with votes.
    pub fn new(title: impl Into<String>, day: Day) -> Self {
        let statuses = vec![FeedbackStatus::Planned, FeedbackStatus::Started, FeedbackStatus::Completed];
        Self { title: title.into(), day, votes: true, statuses }
    }
}

/// The items of one status in the order in which they are shown: most wanted first.
pub fn on_roadmap<'a>(
    items: impl IntoIterator<Item = &'a FeedbackItem>,
    status: FeedbackStatus,
) -> Vec<&'a FeedbackItem> {
    let mut found: Vec<(usize, &FeedbackItem)> =
        items.into_iter().filter(|item| item.status == status).map(|item| (tally(item).votes, item)).collect();
    found
        .sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.title.cmp(&other.title)).then(one.id.cmp(&other.id)));
    found.into_iter().map(|(_, item)| item).collect()
}

/// What a status is called on the roadmap.
fn heading(status: FeedbackStatus) -> &'static str {
    match status {
        FeedbackStatus::Started => "In progress",
        FeedbackStatus::Completed => "Done",
        other => other.label(),
    }
}

const STYLE: &str = "\
:root{color-scheme:light dark;--bg:#faf9f7;--card:#fff;--line:#d6d1c9;--text:#1f1d1a;--muted:#67625a;--accent:#b4430f}
@media(prefers-color-scheme:dark){:root{--bg:#161412;--card:#1e1b19;--line:#443d37;--text:#ece8e3;--muted:#a59d94;--accent:#ff8f57}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:1rem/1.5 system-ui,sans-serif}
main,header,footer{max-width:72rem;margin:0 auto;padding:1rem 1.25rem}
h1{margin:1rem 0 0;font-size:1.75rem}h2{font-size:1.125rem;margin:0 0 .75rem}h3{font-size:1rem;margin:0}
header p,footer p,.area,.votes{color:var(--muted);margin:.25rem 0 0;font-size:.875rem}
main{display:grid;gap:1.5rem;grid-template-columns:repeat(auto-fit,minmax(min(18rem,100%),1fr));align-items:start}
ul{list-style:none;margin:0;padding:0;display:grid;gap:.75rem}
li{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.875rem 1rem;overflow-wrap:anywhere}
li p{margin:.5rem 0 0}.votes b{color:var(--accent)}
@media print{body{background:none}li{break-inside:avoid}}
";

/// The roadmap as an HTML file.
pub fn roadmap<'a>(items: impl IntoIterator<Item = &'a FeedbackItem> + Clone, options: &RoadmapOptions) -> String {
    let title = escape(options.title.trim());
    let day = words::date(options.day);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<h1 dir=\"auto\">{title}</h1>\n<p>What you asked for, and how far it is. As of <time datetime=\"{}\">{day}</time>.</p>\n</header>\n<main>\n",
        options.day
    );
    for status in &options.statuses {
        let found = on_roadmap(items.clone(), *status);
        let id = status.key();
        out.push_str(&format!("<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{}</h2>\n", heading(*status)));
        if found.is_empty() {
            out.push_str("<p class=\"area\">Nothing at the moment.</p>\n");
        } else {
            out.push_str("<ul>\n");
            found.into_iter().for_each(|item| entry(&mut out, item, options.votes));
            out.push_str("</ul>\n");
        }
        out.push_str("</section>\n");
    }
    out.push_str(
        "</main>\n<footer>\n<p>Plans change. What is planned is no promise.</p>\n</footer>\n</body>\n</html>\n",
    );
    out
}

fn entry(out: &mut String, item: &FeedbackItem, with_votes: bool) {
    out.push_str(&format!("<li>\n<h3 dir=\"auto\">{}</h3>\n", escape(item.title.trim())));
    if !item.area.trim().is_empty() {
        out.push_str(&format!("<p class=\"area\" dir=\"auto\">{}</p>\n", escape(item.area.trim())));
    }
    for paragraph in item.response.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
        out.push_str(&format!("<p dir=\"auto\">{}</p>\n", escape(paragraph)));
    }
    let votes = tally(item).votes;
    if with_votes && votes > 0 {
        let noun = if votes == 1 { "vote" } else { "votes" };
        out.push_str(&format!("<p class=\"votes\"><b>{votes}</b> {noun}</p>\n"));
    }
    out.push_str("</li>\n");
}

/// A text inside HTML: markup is text, and what would turn the direction of what follows or end the file is left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {}
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Extra;
    use crate::model::{
        Id,
        record::{FactReference, FeedbackSource, Told, Vote},
    };

    fn item(title: &str, status: FeedbackStatus, votes: usize) -> FeedbackItem {
        let mut item = FeedbackItem::new(Id::derived(title), 0, title);
        item.status = status;
        item.votes = (0..votes).map(|at| Vote::of_name(1, format!("Voter {at} Secretname"))).collect();
        item
    }

    fn options() -> RoadmapOptions {
        RoadmapOptions::new("Tidyloom <roadmap>", Day::from_ymd(2026, 11, 22).unwrap())
    }

    #[test]
    fn it_says_what_is_planned_and_names_nobody() {
        let mut planned = item("Dark mode", FeedbackStatus::Planned, 3);
        planned.response = "In spring.\n\nFirst on mobile.".into();
        planned.area = "Mobile app".into();
        planned.description = "Private words".into();
        planned.notes = "Private notes".into();
        planned.owner = "Ilse Secretname".into();
        planned.step(1, FeedbackStatus::Started, "Dario Secretname", "Secret why");
        planned.step(2, FeedbackStatus::Planned, "Dario Secretname", "Secret why");
        planned.sources =
            vec![FeedbackSource { name: "Ana Secretname".into(), text: "Secret words".into(), ..Default::default() }];
        let member = Some(FactReference::new("forum", "secret-id"));
        planned.told =
            vec![Told { at: 1, member, name: String::new(), by: "Ilse Secretname".into(), extra: Extra::new() }];
        let items = [item("Export", FeedbackStatus::Planned, 5), planned, item("Secret plan", FeedbackStatus::Open, 9)];
        let page = roadmap(&items, &options());
        for word in ["Secret", "Private", "secret", "Voter"] {
            assert!(!page.contains(word), "{word}");
        }
        assert!(page.contains("<p dir=\"auto\">In spring.</p>\n<p dir=\"auto\">First on mobile.</p>"));
        assert!(page.find("Export").unwrap() < page.find("Dark mode").unwrap(), "most wanted first");
        assert!(
            page.contains("<b>5</b> votes") && page.contains("22 Nov 2026") && page.contains("Nothing at the moment.")
        );
        let without = roadmap(&items, &RoadmapOptions { votes: false, ..options() });
        assert!(!without.contains("votes</p>"));
    }

    #[test]
    fn the_same_items_in_any_order_give_the_same_bytes() {
        let items = [
            item("B", FeedbackStatus::Planned, 1),
            item("A", FeedbackStatus::Planned, 1),
            item("C", FeedbackStatus::Completed, 0),
        ];
        let mut turned = items.to_vec();
        turned.reverse();
        assert_eq!(roadmap(&items, &options()), roadmap(&turned, &options()));
    }

    #[test]
    fn hostile_text_is_only_text() {
        let evil = "</h3><script>alert('1')</script><img src=x onerror=\"alert(2)\"> \0\u{202e}gnp.exe &amp; ]]>";
        let mut one = item(evil, FeedbackStatus::Planned, 1);
        (one.area, one.response) = (evil.into(), format!("{evil}\n{}", "A".repeat(1 << 20)));
        let page = roadmap(&[one], &RoadmapOptions { title: evil.into(), ..options() });
        let body = page.split("<body>").nth(1).unwrap();
        for tag in body.split('<').skip(1) {
            let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
            assert!(
                ["header", "h1", "h2", "h3", "p", "time", "main", "section", "ul", "li", "b", "footer", "body", "html"]
                    .contains(&name.as_str()),
                "<{tag}"
            );
        }
        assert!(!page.contains('\0') && !page.contains('\u{202e}'));
        assert!(
            !page.contains("http://") && !page.contains("https://") && !page.contains("url("),
            "nothing is fetched"
        );
        assert!(page.contains("&amp;amp;"));
    }
}
