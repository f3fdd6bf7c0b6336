//! The glossary: terms and what they mean, from one file. A term is a heading `## id | Name` and a paragraph under it;
//! the terms stand in the order of their ids.

use super::{
    FileFault,
    markdown::{self, Block, Inline},
};
use crate::search::fold;

/// A term.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Its name in links: small letters, digits and hyphens.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What it means.
    pub meaning: Vec<Inline>,
}

impl Term {
    /// What it means, as words alone.
    pub fn words(&self) -> String {
        markdown::plain(&self.meaning)
    }
}

/// All terms.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Glossary {
    terms: Vec<Term>,
}

/// Whether a text can be the id of a term: small letters, digits and hyphens, 60 at most.
pub fn is_id(text: &str) -> bool {
    (1..=60).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

impl Glossary {
    /// Reads the file; what could not be read is named beside.
    pub fn read(file: &str, text: &str) -> (Self, Vec<FileFault>) {
        let (mut terms, mut faults) = (Vec::<Term>::new(), Vec::new());
        let mut open: Option<(usize, &str, String)> = None;
        for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            if let Some(heading) = line.strip_prefix("## ") {
                if let Some((line, heading, text)) = open.take() {
                    take(file, line, heading, &text, &mut terms, &mut faults);
                }
                open = Some((at + 1, heading, String::new()));
            } else if let Some((.., text)) = &mut open {
                text.push_str(line);
                text.push('\n');
            } else if !line.trim().is_empty() {
                faults.push(FileFault::new(file, at + 1, "A term begins with its heading, as in “## reach | Reach”."));
            }
        }
        if let Some((line, heading, text)) = open {
            take(file, line, heading, &text, &mut terms, &mut faults);
        }
        (Self { terms }, faults)
    }

    /// All terms in the order of their ids.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The term of an id.
    pub fn get(&self, id: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.id == id)
    }

    /// The terms that a text is found in, those that have it in their name first. Case and accents make no difference;
    /// an empty text finds all, by name.
    pub fn find(&self, text: &str) -> Vec<&Term> {
        let text = fold(text.trim());
        let mut found: Vec<(bool, String, &Term)> = self
            .terms
            .iter()
            .map(|term| (fold(&term.name), term))
            .filter(|(name, term)| name.contains(&text) || fold(&term.words()).contains(&text))
            .map(|(name, term)| (!name.contains(&text), name, term))
            .collect();
        found.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
        found.into_iter().map(|(.., term)| term).collect()
    }
}

fn take(file: &str, line: usize, heading: &str, text: &str, terms: &mut Vec<Term>, faults: &mut Vec<FileFault>) {
    let mut fault = |what: String| faults.push(FileFault::new(file, line, what));
    let Some((id, name)) = heading.split_once('|').map(|(id, name)| (id.trim(), name.trim())) else {
        return fault("A term's heading is its id and its name, as in “## reach | Reach”.".into());
    };
    if !is_id(id) || name.is_empty() {
        return fault("The id is small letters, digits and hyphens, and a name follows it.".into());
    }
    if let Some(before) = terms.last().filter(|before| before.id.as_str() >= id) {
        return fault(format!(
            "“{id}” stands after “{}”; the terms stand in the order of their ids, each once.",
            before.id
        ));
    }
    let blocks = markdown::read(text);
    if !markdown::addresses(&blocks).is_empty() {
        return fault(format!("“{id}” has a link; what a term means is told without."));
    }
    match <[Block; 1]>::try_from(blocks) {
        Ok([Block::Paragraph(meaning)]) => terms.push(Term { id: id.into(), name: name.into(), meaning }),
        _ => fault(format!("Under “{id}” stands one paragraph that says what it means.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "## 90-9-1 | 90-9-1\n\nA rule of *thumb*.\n\n## cafe | Café\n\nA place.\nTo talk.\n\n## reach | Reach\n\nPeople in a cafe, say.\n";

    #[test]
    fn terms_are_read_and_found() {
        let (glossary, faults) = Glossary::read("glossary.md", FILE);
        assert_eq!(faults, []);
        assert_eq!(glossary.terms().len(), 3);
        assert_eq!(glossary.get("90-9-1").unwrap().words(), "A rule of thumb.");
        assert_eq!(glossary.get("cafe").unwrap().words(), "A place. To talk.");
        assert_eq!(glossary.get("nowhere"), None);
        let names = |text: &str| glossary.find(text).iter().map(|term| term.name.as_str()).collect::<Vec<_>>();
        assert_eq!(names(""), ["90-9-1", "Café", "Reach"]);
        // In its name first, then in what it means; accents make no difference.
        assert_eq!(names("CAFÉ"), ["Café", "Reach"]);
        assert_eq!(names("thumb"), ["90-9-1"]);
        assert!(names("nothing like it").is_empty());
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line_and_the_rest_is_read() {
        for (from, to, said) in [
            ("## 90-9-1 | 90-9-1", "Words\n## 90-9-1 | 90-9-1", "g.md, line 1: A term begins"),
            ("## cafe | Café", "## cafe", "g.md, line 5: A term's heading"),
            ("## cafe | Café", "## Cafe | Café", "g.md, line 5: The id is small letters"),
            ("## cafe | Café", "## zebra | Zebra", "g.md, line 10: “reach” stands after “zebra”"),
            ("A place.\nTo talk.", "", "g.md, line 5: Under “cafe” stands one paragraph"),
            ("A place.", "A [place](#/today).", "g.md, line 5: “cafe” has a link"),
        ] {
            let (glossary, faults) = Glossary::read("g.md", &FILE.replacen(from, to, 1));
            assert_eq!(faults.len(), 1, "{faults:?}");
            assert!(faults[0].to_string().starts_with(said), "{}, not {said}", faults[0]);
            assert!(glossary.terms().len() >= 2);
        }
    }
}
