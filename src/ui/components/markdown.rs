//! A text written in Markdown, made of elements one by one: nothing of it is ever taken for HTML.

use super::term::TermButton;
use crate::course::markdown::{Address, Block, Inline, plain};
use leptos::prelude::*;

/// What a term of the glossary means, by its id; none where there is no such term.
pub type Meaning = fn(&str) -> Option<String>;

/// A text: links lead to screens and to the web, terms of the glossary show what they mean (without a `meaning` they are
/// words like others). `heading` is the level of the highest heading there may be, 2 to 6.
///
/// ```ignore
/// view! { <section>{markdown(&lesson.idea, Some(meaning), 3)}</section> }
/// ```
pub fn markdown(blocks: &[Block], meaning: Option<Meaning>, heading: u8) -> AnyView {
    let drawing = Drawing { meaning, heading };
    view! { <div class="prose" dir="auto">{drawing.blocks(blocks)}</div> }.into_any()
}

/// A line of text without blocks.
pub fn inlines(content: &[Inline], meaning: Option<Meaning>) -> AnyView {
    Drawing { meaning, heading: 3 }.inlines(content)
}

#[derive(Clone, Copy)]
struct Drawing {
    meaning: Option<Meaning>,
    heading: u8,
}

impl Drawing {
    fn blocks(self, blocks: &[Block]) -> AnyView {
        blocks.iter().map(|block| self.block(block)).collect_view().into_any()
    }

    fn block(self, block: &Block) -> AnyView {
        match block {
            Block::Paragraph(content) => view! { <p>{self.inlines(content)}</p> }.into_any(),
            Block::Heading { level, content } => {
                let content = self.inlines(content);
                match (*level).max(self.heading) {
                    0..=2 => view! { <h2>{content}</h2> }.into_any(),
                    3 => view! { <h3>{content}</h3> }.into_any(),
                    4 => view! { <h4>{content}</h4> }.into_any(),
                    5 => view! { <h5>{content}</h5> }.into_any(),
                    _ => view! { <h6>{content}</h6> }.into_any(),
                }
            }
            Block::List { start, items } => {
                let items = items.iter().map(|item| view! { <li>{self.item(item)}</li> }).collect_view();
                match start {
                    Some(start) => view! { <ol start=start.to_string()>{items}</ol> }.into_any(),
                    None => view! { <ul>{items}</ul> }.into_any(),
                }
            }
            Block::Quote(blocks) => view! { <blockquote>{self.blocks(blocks)}</blockquote> }.into_any(),
            Block::Code(text) => {
                view! { <pre tabindex="0" role="group" aria-label="Lines as they are">{text.clone()}</pre> }.into_any()
            }
            Block::Table { head, rows } => self.table(head, rows),
            Block::Rule => view! { <hr/> }.into_any(),
        }
    }

    /// A point of a list: a single paragraph needs no room of its own.
    fn item(self, item: &[Block]) -> AnyView {
        match item {
            [Block::Paragraph(content), rest @ ..] if rest.iter().all(|it| matches!(it, Block::List { .. })) => {
                view! { {self.inlines(content)}{self.blocks(rest)} }.into_any()
            }
            blocks => self.blocks(blocks),
        }
    }

    fn table(self, head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> AnyView {
        let label = head.iter().map(|cell| plain(cell)).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ");
        let head = head.iter().map(|cell| view! { <th scope="col">{self.inlines(cell)}</th> }).collect_view();
        let rows = rows.iter().map(|row| {
            let cells = row.iter().map(|cell| view! { <td>{self.inlines(cell)}</td> }).collect_view();
            view! { <tr>{cells}</tr> }
        });
        view! {
            <div class="table-wrap" tabindex="0" role="group" aria-label=format!("Table: {label}")>
                <table class="plain-table">
                    <thead><tr>{head}</tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    }

    fn inlines(self, content: &[Inline]) -> AnyView {
        content.iter().map(|piece| self.inline(piece)).collect_view().into_any()
    }

    fn inline(self, piece: &Inline) -> AnyView {
        match piece {
            Inline::Text(text) => text.clone().into_any(),
            Inline::Code(text) => view! { <code>{text.clone()}</code> }.into_any(),
            Inline::Strong(content) => view! { <strong>{self.inlines(content)}</strong> }.into_any(),
            Inline::Emphasis(content) => view! { <em>{self.inlines(content)}</em> }.into_any(),
            Inline::Break => view! { <br/> }.into_any(),
            Inline::Link { to: Address::Screen(address), content } => {
                view! { <a href=address.clone()>{self.inlines(content)}</a> }.into_any()
            }
            Inline::Link { to: Address::Web(address), content } => view! {
                <a href=address.clone() target="_blank" rel="noopener noreferrer">
                    {self.inlines(content)}
                    <span class="visually-hidden">" (opens in a new tab)"</span>
                </a>
            }
            .into_any(),
            Inline::Link { to: Address::Term(id), content } => match self.meaning.and_then(|meaning| meaning(id)) {
                Some(meaning) => view! { <TermButton words=plain(content) meaning/> }.into_any(),
                None => self.inlines(content),
            },
        }
    }
}
