//! The look back on an incident as a report: Markdown, and a page of its own that needs nothing else. The same incident
//! gives the same bytes. What people wrote is text in both and never markup.

use super::{
    incident::{Live, Pulse, timeline, times},
    length_in_words, severity,
};
use crate::model::{
    Instant, Zone,
    record::{Guideline, Incident, Playbook},
    words,
};
use std::fmt::Write;

/// What a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The incident.
    pub incident: &'a Incident,
    /// Its playbook, where there is one.
    pub playbook: Option<&'a Playbook>,
    /// What the community was like, where there are facts.
    pub live: Option<&'a Live>,
    /// The contacts of the incident.
    pub contacts: &'a [&'a Guideline],
    /// The zone in which times are given.
    pub zone: Zone,
}

/// A piece of the report; texts are as people wrote them.
enum Block {
    Heading(String),
    /// A text with its paragraphs.
    Text(String),
    /// What is said where nothing is.
    Empty(&'static str),
    /// Names and values.
    Facts(Vec<(&'static str, String)>),
    Table(&'static [&'static str], Vec<Vec<String>>),
}

impl Report<'_> {
    /// The title of the report.
    pub fn title(&self) -> String {
        format!("Post-mortem: {}", self.incident.title)
    }

    /// The report as Markdown (CommonMark with tables).
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n", escape_markdown(&clean(&self.title(), false)));
        for block in self.blocks() {
            out.push('\n');
            let _ = match &block {
                Block::Heading(text) => writeln!(out, "## {}", escape_markdown(&clean(text, false))),
                Block::Empty(text) => writeln!(out, "_{text}_"),
                Block::Text(text) => {
                    for line in clean(text, true).split('\n') {
                        // Two spaces at the end of a line are a line break.
                        let _ = writeln!(
                            out,
                            "{}",
                            if line.trim().is_empty() { String::new() } else { escape_markdown(line) + "  " }
                        );
                    }
                    Ok(())
                }
                Block::Facts(facts) => {
                    for (name, value) in facts {
                        let _ = writeln!(out, "- **{name}:** {}", escape_markdown(&clean(value, false)));
                    }
                    Ok(())
                }
                Block::Table(head, rows) => {
                    let _ = writeln!(out, "| {} |\n|{}", head.join(" | "), "---|".repeat(head.len()));
                    for row in rows {
                        let cells: Vec<String> = row.iter().map(|cell| escape_markdown(&clean(cell, false))).collect();
                        let _ = writeln!(out, "| {} |", cells.join(" | "));
                    }
                    Ok(())
                }
            };
        }
        out
    }

    /// The report as one HTML page: no script, nothing fetched.
    pub fn html(&self) -> String {
        let title = escape_html(&clean(&self.title(), false));
        let mut out = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1 dir=\"auto\">{title}</h1>\n"
        );
        let text = |text: &str| escape_html(&clean(text, false));
        for block in self.blocks() {
            let _ = match &block {
                Block::Heading(heading) => writeln!(out, "<h2 dir=\"auto\">{}</h2>", text(heading)),
                Block::Empty(words) => writeln!(out, "<p class=\"empty\">{words}</p>"),
                Block::Text(words) => {
                    writeln!(out, "<p class=\"text\" dir=\"auto\">{}</p>", escape_html(&clean(words, true)))
                }
                Block::Facts(facts) => {
                    out.push_str("<dl>\n");
                    for (name, value) in facts {
                        let _ = writeln!(out, "<dt>{name}</dt><dd dir=\"auto\">{}</dd>", text(value));
                    }
                    writeln!(out, "</dl>")
                }
                Block::Table(head, rows) => {
                    out.push_str("<table>\n<thead><tr>");
                    for name in *head {
                        let _ = write!(out, "<th scope=\"col\">{name}</th>");
                    }
                    out.push_str("</tr></thead>\n<tbody>\n");
                    for row in rows {
                        out.push_str("<tr>");
                        for cell in row {
                            let _ = write!(out, "<td dir=\"auto\">{}</td>", text(cell));
                        }
                        out.push_str("</tr>\n");
                    }
                    writeln!(out, "</tbody>\n</table>")
                }
            };
        }
        out.push_str("</main>\n</body>\n</html>\n");
        out
    }

    fn when(&self, at: Instant) -> String {
        words::date_time(self.zone.local(at))
    }

    fn blocks(&self) -> Vec<Block> {
        let incident = self.incident;
        let mut blocks = vec![Block::Facts(self.facts())];
        let mut said = |heading: &str, text: &str, empty: &'static str| {
            blocks.push(Block::Heading(heading.to_owned()));
            blocks.push(if text.trim().is_empty() { Block::Empty(empty) } else { Block::Text(text.to_owned()) });
        };
        let look = &incident.post_mortem;
        said("What happened", &look.happened, "Not written yet.");
        said("What went well", &look.went_well, "Not written yet.");
        said("What to change", &look.change, "Not written yet.");
        let rows = look.actions.iter().map(|action| {
            let due = action.due.map(words::date).unwrap_or_default();
            let done = if action.done { "done" } else { "open" };
            vec![action.text.clone(), action.owner.clone(), due, done.to_owned()]
        });
        table(&mut blocks, "Actions", &["What", "Who", "Until", "State"], rows.collect());
        if let Some(live) = self.live {
            table(&mut blocks, "The community", &["", "During", "7 days before"], figures(live));
        }
        let rows = timeline(incident, self.playbook).into_iter();
        let rows =
            rows.map(|moment| vec![self.when(moment.at), moment.kind.label().to_owned(), moment.text, moment.who]);
        table(&mut blocks, "Timeline", &["When", "What", "In words", "Who"], rows.collect());
        for statement in &incident.statements {
            blocks.push(Block::Heading(format!("Statement: {}", statement.title)));
            let approved = match (statement.approved_by.is_empty(), statement.approved) {
                (true, _) => "by nobody".to_owned(),
                (false, Some(at)) => format!("by {}, {}", statement.approved_by, self.when(at)),
                (false, None) => format!("by {}, in advance", statement.approved_by),
            };
            let published = statement.published.map_or_else(|| "not published".to_owned(), |at| self.when(at));
            blocks.push(Block::Facts(vec![("Approved", approved), ("Published", published)]));
            blocks.push(Block::Text(statement.text.clone()));
        }
        let rows = self.contacts.iter().map(|one| vec![one.title.clone(), one.when.clone(), one.text.clone()]);
        table(&mut blocks, "Contacts", &["Who", "For what", "How"], rows.collect());
        blocks
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        let incident = self.incident;
        let times = times(incident);
        let length = |ms: Option<i64>| ms.map_or_else(|| "—".to_owned(), length_in_words);
        let mut facts = vec![
            ("Severity", format!("{} ({})", incident.severity, severity::label(incident.severity))),
            ("State", incident.status.label().to_owned()),
            ("Began", format!("{} ({})", self.when(incident.began), self.zone)),
            ("Time to acknowledge", length(times.acknowledge)),
            ("Time to first statement", length(times.statement)),
            ("Time to recovery", length(times.recovery)),
        ];
        if let Some(playbook) = self.playbook {
            facts.push(("Playbook", playbook.name.clone()));
        }
        facts
    }
}

fn table(blocks: &mut Vec<Block>, heading: &str, head: &'static [&'static str], rows: Vec<Vec<String>>) {
    if !rows.is_empty() {
        blocks.push(Block::Heading(heading.to_owned()));
        blocks.push(Block::Table(head, rows));
    }
}

fn figures(live: &Live) -> Vec<Vec<String>> {
    let row = |name: &str, value: &dyn Fn(&Pulse) -> Option<String>| {
        let cell = |pulse: Option<&Pulse>| pulse.and_then(value).unwrap_or_else(|| "—".to_owned());
        vec![name.to_owned(), cell(Some(&live.during)), cell(live.before.as_ref())]
    };
    let mut rows = vec![
        row("Activities", &|pulse| Some(words::grouped(pulse.activities.into()))),
        row("Activities an hour", &|pulse| pulse.per_hour.map(|value| words::decimals(value, 2))),
        row("Members", &|pulse| Some(words::grouped(pulse.members.into()))),
    ];
    if live.during.negative_share.is_some() {
        let share =
            |pulse: &Pulse| pulse.negative_share.map(|share| format!("{} %", words::decimals(share * 100.0, 1)));
        rows.push(row("Negative share", &share));
    }
    rows
}

/// Without control characters, and without those that turn the direction of the text around them; line breaks stay
/// where they may.
fn clean(text: &str, lines: bool) -> String {
    let turns =
        |letter: char| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    let mut out = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\n' if lines => out.push('\n'),
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => out.push(' '),
            letter if letter.is_control() || turns(letter) => {}
            letter => out.push(letter),
        }
    }
    out
}

fn escape_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter => out.push(letter),
        }
    }
    out
}

/// Every ASCII punctuation mark that can begin markup is escaped, as CommonMark allows (2.4).
fn escape_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at_start = true;
    for letter in text.trim().chars() {
        // A list or a heading needs its mark at the beginning of the line, "1." anywhere after digits.
        let marks = matches!(
            letter,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '#' | '&' | '!' | '$' | ':' | '@'
        );
        if marks || at_start && matches!(letter, '-' | '+' | '=' | '.' | ')') {
            out.push('\\');
        }
        at_start = at_start && letter.is_ascii_digit();
        out.push(letter);
    }
    out
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#1b1f24;background:#fff}\
main{max-width:52rem;margin:0 auto;padding:2rem 1rem}h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.15rem;margin-top:2rem}\
h1,h2,p,dd,td{overflow-wrap:anywhere}.text{white-space:pre-wrap}.empty{color:#57606a;font-style:italic}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dt{color:#57606a}dd{margin:0}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border-bottom:1px solid #d0d7de}\
@media print{main{padding:0}}";
