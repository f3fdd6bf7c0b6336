//! Markdown as a small tree of blocks and pieces of text, for lessons, and for exercises that anybody may have written.
//!
//! What comes out can only be shown as text: HTML stays the characters it is made of, pictures are their description,
//! and links lead to screens (`#/…`), terms of the glossary (`glossary:…`) and pages of the web (`https://…`); what
//! leads elsewhere keeps its words only. Nesting is bounded by [`DEPTH`], what stands deeper keeps its words.
//!
//! Read by `pulldown-cmark` (CommonMark with tables), which needs no recursion, brings no HTML writer along when asked
//! not to, and gives the place of everything.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};

/// How deep lists, quotes and emphasis may stand in each other.
pub const DEPTH: usize = 12;

/// A block of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading; 1 is the highest.
    Heading {
        /// 1 to 6.
        level: u8,
        /// What it says.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List {
        /// The first number; none where it is not numbered.
        start: Option<u64>,
        /// What stands at each point.
        items: Vec<Vec<Block>>,
    },
    /// What is quoted.
    Quote(Vec<Block>),
    /// Lines kept as they are.
    Code(String),
    /// A table; a cell may be empty.
    Table {
        /// Headings of the columns.
        head: Vec<Vec<Inline>>,
        /// Rows of cells.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A line across.
    Rule,
}

/// A piece of text in a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Words of a machine.
    Code(String),
    /// Strong words.
    Strong(Vec<Inline>),
    /// Stressed words.
    Emphasis(Vec<Inline>),
    /// Words that lead elsewhere.
    Link {
        /// Where to.
        to: Address,
        /// The words.
        content: Vec<Inline>,
    },
    /// The end of a line that is meant.
    Break,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A screen, as `#/inbox`.
    Screen(String),
    /// A term of the glossary, by its id.
    Term(String),
    /// A page of the web, as `https://…`.
    Web(String),
}

impl Address {
    /// Reads an address; none for what a text may not lead to.
    pub fn read(address: &str) -> Option<Self> {
        if address.chars().any(|letter| letter.is_control() || letter.is_whitespace()) {
            None
        } else if let Some(term) = address.strip_prefix("glossary:") {
            super::glossary::is_id(term).then(|| Self::Term(term.to_owned()))
        } else if address.starts_with("#/") {
            Some(Self::Screen(address.to_owned()))
        } else {
            address.strip_prefix("https://").filter(|rest| !rest.is_empty()).map(|_| Self::Web(address.to_owned()))
        }
    }
}

/// Reads a text. Every text is one; nothing is refused.
pub fn read(text: &str) -> Vec<Block> {
    let mut tree = Tree { open: vec![Open::Blocks(Kind::Root, Filled::default())], skipped: 0 };
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(tag) => tree.begin(tag),
            Event::End(_) => tree.end(),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => tree.text(&text),
            Event::Code(text) => tree.add(Inline::Code(text.into_string())),
            Event::SoftBreak => tree.text(" "),
            Event::HardBreak => tree.add(Inline::Break),
            Event::Rule => tree.block(Block::Rule),
            // Of extensions that are off.
            _ => {}
        }
    }
    while tree.open.len() > 1 {
        tree.close();
    }
    match tree.open.pop() {
        Some(Open::Blocks(_, filled)) => filled.done(),
        _ => Vec::new(),
    }
}

/// The words of a text alone.
pub fn plain(content: &[Inline]) -> String {
    let mut out = String::new();
    add_plain(content, &mut out);
    out
}

fn add_plain(content: &[Inline], out: &mut String) {
    for piece in content {
        match piece {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Strong(content) | Inline::Emphasis(content) | Inline::Link { content, .. } => {
                add_plain(content, out)
            }
            Inline::Break => out.push(' '),
        }
    }
}

/// Where a text leads to, in its order.
pub fn addresses(blocks: &[Block]) -> Vec<&Address> {
    let mut found = Vec::new();
    in_blocks(blocks, &mut found);
    found
}

fn in_blocks<'a>(blocks: &'a [Block], found: &mut Vec<&'a Address>) {
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) => in_content(content, found),
            Block::List { items, .. } => items.iter().for_each(|item| in_blocks(item, found)),
            Block::Quote(blocks) => in_blocks(blocks, found),
            Block::Table { head, rows } => {
                head.iter().chain(rows.iter().flatten()).for_each(|it| in_content(it, found))
            }
            Block::Code(_) | Block::Rule => {}
        }
    }
}

fn in_content<'a>(content: &'a [Inline], found: &mut Vec<&'a Address>) {
    for piece in content {
        match piece {
            Inline::Link { to, content } => {
                found.push(to);
                in_content(content, found);
            }
            Inline::Strong(content) | Inline::Emphasis(content) => in_content(content, found),
            Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
        }
    }
}

/// What holds blocks.
enum Kind {
    Root,
    Quote,
    Item,
}

/// What holds words.
enum Line {
    Paragraph,
    Heading(u8),
    Cell,
    Strong,
    Emphasis,
    Link(Address),
    /// Only its words count: pictures, links that lead where none may.
    Bare,
}

/// Blocks, and words that stand among them without a paragraph of their own, as in the points of a close list.
#[derive(Default)]
struct Filled {
    blocks: Vec<Block>,
    loose: Vec<Inline>,
}

impl Filled {
    fn push(&mut self, block: Block) {
        self.flush();
        self.blocks.push(block);
    }

    fn flush(&mut self) {
        if !self.loose.is_empty() {
            self.blocks.push(Block::Paragraph(std::mem::take(&mut self.loose)));
        }
    }

    fn done(mut self) -> Vec<Block> {
        self.flush();
        self.blocks
    }
}

/// Something begun and not ended yet.
enum Open {
    Blocks(Kind, Filled),
    List(Option<u64>, Vec<Vec<Block>>),
    Words(Line, Vec<Inline>),
    Code(String),
    Table(Vec<Vec<Inline>>, Vec<Vec<Vec<Inline>>>),
    /// The heading of a table, or one of its rows: cells go to the table itself.
    Row,
}

struct Tree {
    open: Vec<Open>,
    /// Begun deeper than is kept, and not ended yet.
    skipped: usize,
}

impl Tree {
    fn begin(&mut self, tag: Tag) {
        let nests = matches!(
            tag,
            Tag::BlockQuote(_)
                | Tag::List(_)
                | Tag::Strong
                | Tag::Emphasis
                | Tag::Link { .. }
                | Tag::Image { .. }
                | Tag::Table(_)
                | Tag::CodeBlock(_)
        );
        if self.skipped > 0 || (nests && self.open.len() > DEPTH) {
            self.skipped += 1;
            self.text(" ");
            return;
        }
        if let (Tag::TableRow, Some(Open::Table(_, rows))) = (&tag, self.open.last_mut()) {
            rows.push(Vec::new());
        }
        let words = |line| Open::Words(line, Vec::new());
        self.open.push(match tag {
            Tag::BlockQuote(_) => Open::Blocks(Kind::Quote, Filled::default()),
            Tag::Item => Open::Blocks(Kind::Item, Filled::default()),
            Tag::List(start) => Open::List(start, Vec::new()),
            Tag::CodeBlock(_) => Open::Code(String::new()),
            Tag::Table(_) => Open::Table(Vec::new(), Vec::new()),
            Tag::TableHead | Tag::TableRow => Open::Row,
            Tag::TableCell => words(Line::Cell),
            Tag::Heading { level, .. } => words(Line::Heading(number(level))),
            Tag::Strong => words(Line::Strong),
            Tag::Emphasis => words(Line::Emphasis),
            Tag::Link { dest_url, .. } => words(Address::read(&dest_url).map_or(Line::Bare, Line::Link)),
            Tag::Image { .. } => words(Line::Bare),
            _ => words(Line::Paragraph),
        });
    }

    fn end(&mut self) {
        if self.skipped > 0 {
            self.skipped -= 1;
        } else if self.open.len() > 1 {
            self.close();
        }
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Open::Blocks(Kind::Quote, filled)) => self.block(Block::Quote(filled.done())),
            Some(Open::Blocks(Kind::Item, filled)) => {
                if let Some(Open::List(_, items)) = self.open.last_mut() {
                    items.push(filled.done());
                }
            }
            Some(Open::List(start, items)) => self.block(Block::List { start, items }),
            Some(Open::Code(text)) => self.block(Block::Code(text.trim_end().to_owned())),
            Some(Open::Table(head, rows)) => self.block(Block::Table { head, rows }),
            Some(Open::Words(line, content)) => self.words(line, content),
            Some(Open::Blocks(Kind::Root, _) | Open::Row) | None => {}
        }
    }

    fn words(&mut self, line: Line, mut content: Vec<Inline>) {
        match line {
            Line::Paragraph => {
                if let Some(Inline::Text(text)) = content.last_mut() {
                    text.truncate(text.trim_end().len());
                }
                self.block(Block::Paragraph(content));
            }
            Line::Heading(level) => self.block(Block::Heading { level, content }),
            Line::Cell => self.cell(content),
            Line::Strong => self.add(Inline::Strong(content)),
            Line::Emphasis => self.add(Inline::Emphasis(content)),
            Line::Link(to) => self.add(Inline::Link { to, content }),
            Line::Bare => content.into_iter().for_each(|piece| self.add(piece)),
        }
    }

    fn cell(&mut self, content: Vec<Inline>) {
        // Below is its row, below that the table; before the first row the cells are headings.
        if let [.., Open::Table(head, rows), Open::Row] = self.open.as_mut_slice() {
            rows.last_mut().unwrap_or(head).push(content);
        }
    }

    fn block(&mut self, block: Block) {
        if let Some(Open::Blocks(_, filled)) = self.open.last_mut() {
            filled.push(block);
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(Open::Code(code)) = self.open.last_mut() {
            code.push_str(text);
        } else if let Some(content) = self.content() {
            match content.last_mut() {
                Some(Inline::Text(before)) => before.push_str(text),
                _ => content.push(Inline::Text(text.to_owned())),
            }
        }
    }

    fn add(&mut self, piece: Inline) {
        match piece {
            Inline::Text(text) => self.text(&text),
            piece => {
                if let Some(content) = self.content() {
                    content.push(piece);
                }
            }
        }
    }

    /// Where words go now.
    fn content(&mut self) -> Option<&mut Vec<Inline>> {
        match self.open.last_mut()? {
            Open::Words(_, content) => Some(content),
            Open::Blocks(_, filled) => Some(&mut filled.loose),
            Open::List(..) | Open::Code(_) | Open::Table(..) | Open::Row => None,
        }
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(words: &str) -> Inline {
        Inline::Text(words.into())
    }

    fn paragraph(words: &str) -> Block {
        Block::Paragraph(vec![text(words)])
    }

    /// All words in their order, whatever holds them.
    fn words(blocks: &[Block]) -> String {
        let mut out = String::new();
        for block in blocks {
            match block {
                Block::Heading { content, .. } | Block::Paragraph(content) => out.push_str(&plain(content)),
                Block::List { items, .. } => items.iter().for_each(|item| out.push_str(&words(item))),
                Block::Quote(blocks) => out.push_str(&words(blocks)),
                Block::Code(text) => out.push_str(text),
                Block::Table { head, rows } => {
                    head.iter().chain(rows.iter().flatten()).for_each(|cell| out.push_str(&plain(cell)));
                }
                Block::Rule => {}
            }
            out.push(' ');
        }
        out
    }

    fn depth(blocks: &[Block]) -> usize {
        let below = |block: &Block| match block {
            Block::List { items, .. } => 1 + items.iter().map(|item| depth(item)).max().unwrap_or(0),
            Block::Quote(blocks) => 1 + depth(blocks),
            Block::Heading { content, .. } | Block::Paragraph(content) => 1 + depth_of(content),
            _ => 1,
        };
        blocks.iter().map(below).max().unwrap_or(0)
    }

    fn depth_of(content: &[Inline]) -> usize {
        let below = |piece: &Inline| match piece {
            Inline::Strong(content) | Inline::Emphasis(content) | Inline::Link { content, .. } => 1 + depth_of(content),
            _ => 1,
        };
        content.iter().map(below).max().unwrap_or(0)
    }

    #[test]
    fn a_lesson_s_markdown_becomes_a_tree() {
        let blocks = read(
            "### Why\n\nA **bold** and *soft* `code`\nline.\n\n- one\n- two\n  - three\n\n3. c\n4. d\n\n> Said.\n\n| a | b |\n|---|---|\n| 1 | |\n",
        );
        let [heading, first, bullets, numbers, quote, table] = blocks.as_slice() else { panic!("{blocks:#?}") };
        assert_eq!(*heading, Block::Heading { level: 3, content: vec![text("Why")] });
        assert_eq!(
            *first,
            Block::Paragraph(vec![
                text("A "),
                Inline::Strong(vec![text("bold")]),
                text(" and "),
                Inline::Emphasis(vec![text("soft")]),
                text(" "),
                Inline::Code("code".into()),
                text(" line."),
            ])
        );
        let three = Block::List { start: None, items: vec![vec![paragraph("three")]] };
        assert_eq!(
            *bullets,
            Block::List { start: None, items: vec![vec![paragraph("one")], vec![paragraph("two"), three]] }
        );
        assert_eq!(*numbers, Block::List { start: Some(3), items: vec![vec![paragraph("c")], vec![paragraph("d")]] });
        assert_eq!(*quote, Block::Quote(vec![paragraph("Said.")]));
        assert_eq!(
            *table,
            Block::Table { head: vec![vec![text("a")], vec![text("b")]], rows: vec![vec![vec![text("1")], vec![]]] }
        );
    }

    #[test]
    fn links_lead_to_screens_terms_and_the_web_only() {
        let to = |address: &str| {
            let blocks = read(&format!("[words](<{address}>)"));
            assert_eq!(words(&blocks).trim(), "words", "{address}");
            addresses(&blocks).into_iter().next().cloned()
        };
        assert_eq!(to("#/content?view=week"), Some(Address::Screen("#/content?view=week".into())));
        assert_eq!(to("glossary:engagement-rate"), Some(Address::Term("engagement-rate".into())));
        assert_eq!(to("https://example.org/a"), Some(Address::Web("https://example.org/a".into())));
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "http://example.org",
            "//example.org",
            "file:///etc/passwd",
            "glossary:Reach",
            "#top",
            "https://",
            "vbscript:x",
            "blob:https://x",
        ] {
            assert_eq!(to(address), None, "{address}");
        }
        assert_eq!(addresses(&read("<https://example.org>")), [&Address::Web("https://example.org".into())]);
    }

    #[test]
    fn html_is_the_characters_it_is_made_of() {
        assert_eq!(read("<script>alert(1)</script>"), [paragraph("<script>alert(1)</script>")]);
        assert_eq!(words(&read("a <img src=x onerror=alert(1)> b")).trim(), "a <img src=x onerror=alert(1)> b");
        assert_eq!(words(&read("&lt;b&gt; &amp;")).trim(), "<b> &");
    }

    #[test]
    fn a_picture_is_its_description() {
        assert_eq!(words(&read("See ![a *dark* cat](https://example.org/cat.png) here")).trim(), "See a dark cat here");
        assert!(addresses(&read("![cat](https://example.org/cat.png)")).is_empty());
    }

    #[test]
    fn deep_nesting_keeps_its_words_and_ends() {
        for text in [
            format!("{}deep", "> ".repeat(5_000)),
            format!("{}deep", "- ".repeat(5_000)),
            format!("{}deep{}", "**a *b ".repeat(2_000), "* **".repeat(2_000)),
            format!("{}deep{}", "[".repeat(5_000), "](#/x)".repeat(5_000)),
        ] {
            let blocks = read(&text);
            assert!(words(&blocks).contains("deep"));
            assert!(depth(&blocks) <= 3 * DEPTH, "{}", depth(&blocks));
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "[-*_>#`|\\[\\]()!<>&;:/\\\\ \n0-9a-cé👍]{0,300}") {
            let blocks = read(&text);
            prop_assert!(depth(&blocks) <= 3 * DEPTH);
        }

        #[test]
        fn words_are_never_lost(list in proptest::collection::vec("[a-z]{1,8}", 1..20)) {
            let text: String = list.iter().enumerate().map(|(at, word)| match at % 5 {
                0 => format!("\n\n- {word}"),
                1 => format!(" **{word}**"),
                2 => format!("\n> {word}"),
                3 => format!("\n\n## {word}\n"),
                _ => format!(" <i>{word}</i>"),
            }).collect();
            let out = words(&read(&text));
            for word in &list {
                prop_assert!(out.contains(word.as_str()), "{word} in {out}");
            }
        }
    }
}
