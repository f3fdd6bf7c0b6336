//! A pack on paper: the exercises to be filled in by hand, or the right answers.

use super::{address, gone};
use crate::{
    course::markdown,
    ui::{
        app_state::use_app,
        components::{Button, IconName, Link, Look, markdown as drawn},
    },
    view::{
        packs::{
            self,
            paper::{Block, Item, points_words, sheet},
        },
        route::{PackKey, PacksView, Paper, Route},
    },
};
use leptos::prelude::*;

/// A pack on paper.
#[component]
pub fn OnPaper(key: PackKey, paper: Paper) -> impl IntoView {
    let app = use_app();
    let made = Memo::new(move |_| {
        app.workspace.with(|workspace| packs::pack_of(workspace.as_ref()?, key)).map(|pack| sheet(&pack))
    });
    let other = match paper {
        Paper::Exercises => (Paper::Key, "Answer key"),
        Paper::Key => (Paper::Exercises, "The exercises"),
    };
    let items = move |items: &[Item]| {
        (1..)
            .zip(items)
            .map(|(number, item)| match paper {
                Paper::Exercises => exercise(number, item),
                Paper::Key => right(number, item),
            })
            .collect_view()
    };
    move || {
        let Some(sheet) = made.get() else { return gone("pack") };
        let title = match paper {
            Paper::Exercises => sheet.title.clone(),
            Paper::Key => format!("Answer key: {}", sheet.title),
        };
        view! {
            <div class="page paper">
                <p class="small no-print"><a href=address(key)>"← The pack"</a></p>
                <header class="page-header">
                    <h1 class="break" dir="auto">{title}</h1>
                    <span class="no-print"><Link look=Look::Secondary href=Route::Packs(PacksView::paper(key, other.0)).to_string()>{other.1}</Link></span>
                    <Button look=Look::Primary icon=IconName::Print on_press=|| drop(window().print())>"Print"</Button>
                </header>
                {(paper == Paper::Exercises).then(|| view! {
                    <div class="paper-head">
                        <span>"Name"</span><span>"Class"</span><span>"Date"</span>
                        <span>{format!("of {}", points_words(sheet.points))}</span>
                    </div>
                    {text(&sheet.description)}
                })}
                {items(&sheet.items)}
            </div>
        }
        .into_any()
    }
}

fn text(markup: &str) -> Option<AnyView> {
    (!markup.trim().is_empty()).then(|| drawn(&markdown::read(markup), None, 3))
}

fn heading(number: usize, item: &Item) -> AnyView {
    let points = (item.points > 0.0).then(|| view! { <span class="muted small">{points_words(item.points)}</span> });
    view! { <h2><span dir="auto">{format!("{number}. {}", item.title)}</span>" "{points}</h2> }.into_any()
}

fn exercise(number: usize, item: &Item) -> AnyView {
    view! {
        <section class="paper-item">
            {heading(number, item)}
            {text(&item.text)}
            {item.blocks.iter().map(block).collect_view()}
        </section>
    }
    .into_any()
}

fn right(number: usize, item: &Item) -> AnyView {
    let key = item.key.iter().map(|line| view! { <li class="break" dir="auto">{line.clone()}</li> }).collect_view();
    view! {
        <section class="paper-item">
            {heading(number, item)}
            <ul>{key}</ul>
            {text(&item.explanation)}
        </section>
    }
    .into_any()
}

/// A square to tick.
fn square() -> AnyView {
    view! { <span class="paper-square" aria-hidden="true"></span> }.into_any()
}

/// So many lines to write on.
fn lines(count: u32) -> AnyView {
    (0..count).map(|_| view! { <span class="paper-line" aria-hidden="true"></span> }).collect_view().into_any()
}

fn block(block: &Block) -> AnyView {
    match block {
        Block::Words(words) => view! { <p class="break" dir="auto">{words.clone()}</p> }.into_any(),
        Block::Boxes(options) => {
            let one = |(letter, words): &(String, String)| view! { <li>{square()}<b>{format!("{letter})")}</b><div>{text(words)}</div></li> };
            view! { <ul class="plain-list paper-boxes">{options.iter().map(one).collect_view()}</ul> }.into_any()
        }
        Block::Grid { columns, rows } => {
            let head = columns.iter().map(|column| view! { <th scope="col" dir="auto">{column.clone()}</th> }).collect_view();
            let span = (columns.len() + 1).to_string();
            let row = |(words, why): &(String, u32)| {
                let boxes = columns.iter().map(|_| view! { <td class="paper-tick">{square()}</td> }).collect_view();
                let why = (*why > 0).then(|| view! { <tr><td colspan=span.clone()><span class="small">"Because"</span>{lines(*why)}</td></tr> });
                view! { <tr><th scope="row" class="break" dir="auto">{words.clone()}</th>{boxes}</tr>{why} }
            };
            view! { <table class="paper-grid"><thead><tr><td></td>{head}</tr></thead><tbody>{rows.iter().map(row).collect_view()}</tbody></table> }.into_any()
        }
        Block::Places(things) => {
            let one = |words: &String| view! { <li><span class="paper-place" aria-hidden="true"></span><span class="break" dir="auto">{words.clone()}</span></li> };
            view! { <ul class="plain-list paper-boxes">{things.iter().map(one).collect_view()}</ul> }.into_any()
        }
        Block::Letters(things) => {
            let one = |(letter, words): &(String, String)| view! { <li><b>{format!("{letter})")}</b><span class="break" dir="auto">{words.clone()}</span></li> };
            view! { <ul class="plain-list paper-boxes paper-letters">{things.iter().map(one).collect_view()}</ul> }.into_any()
        }
        Block::Place(behind) => view! { <p class="row"><span class="paper-word" aria-hidden="true"></span><span>{behind.clone()}</span></p> }.into_any(),
        Block::Lines(count) => view! { <div>{lines(*count)}</div> }.into_any(),
        Block::Table { title, rows } => {
            let mut rows = rows.iter();
            let head = rows.next().map(|row| row.iter().map(|cell| view! { <th scope="col">{cell.clone()}</th> }).collect_view());
            let body = rows.map(|row| view! { <tr>{row.iter().map(|cell| view! { <td>{cell.clone()}</td> }).collect_view()}</tr> }).collect_view();
            view! { <table class="paper-grid"><caption dir="auto">{title.clone()}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table> }.into_any()
        }
    }
}
