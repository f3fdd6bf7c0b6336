//! Tables of facts: which columns posts, activities, members and daily statistics show, and the panel of one row.

use crate::{
    analytics::format,
    model::{
        Workspace,
        facts::{Metric, Origin, Reference, TableKind, Value, activity, channel_day, member, post},
        words::{date, date_time},
    },
    ui::components::{Column, KeyValue, KeyValues},
};
use leptos::prelude::*;
use std::sync::Arc;

/// The rows shown: all, or some by number.
pub type Rows = Option<Arc<Vec<u32>>>;

fn row_at(rows: &Rows, place: usize) -> usize {
    rows.as_ref().map_or(place, |rows| rows.get(place).map_or(usize::MAX, |row| *row as usize))
}

/// Number of rows shown.
pub fn len(workspace: &Workspace, kind: TableKind, rows: &Rows) -> usize {
    rows.as_ref().map_or_else(|| workspace.facts.table(kind).len(), |rows| rows.len())
}

/// What a code stands for, in words.
fn code_text(workspace: &Workspace, reference: Reference, code: u32) -> String {
    match reference {
        Reference::Dictionary(kind) => {
            use crate::model::facts::DictionaryKind;
            let text = workspace.facts.dictionaries.get(kind).text(code);
            let id = text.parse().ok();
            match kind {
                DictionaryKind::Channel => id
                    .and_then(|id| workspace.records.channels.get(id))
                    .map_or_else(|| text.to_owned(), |channel| channel.name.clone()),
                DictionaryKind::Batch => id
                    .and_then(|id| workspace.records.batches.get(id))
                    .map_or_else(|| text.to_owned(), |batch| batch.file.clone()),
                _ => text.to_owned(),
            }
        }
        Reference::Row(TableKind::Members) => member_name(workspace, code as usize),
        Reference::Row(table) => workspace.facts.table(table).text(code as usize, activity::TEXT).to_owned(),
    }
}

/// A member's name, or the source's id where there is none.
pub fn member_name(workspace: &Workspace, row: usize) -> String {
    let members = &workspace.facts.members;
    match members.text(row, member::NAME) {
        "" => members.text(row, member::ID).to_owned(),
        name => name.to_owned(),
    }
}

/// A post's title, or the id where there is none.
pub fn post_title(workspace: &Workspace, row: usize) -> String {
    let posts = &workspace.facts.posts;
    let title = posts.text(row, post::TITLE).trim();
    if !title.is_empty() {
        return title.to_owned();
    }
    match posts.text(row, post::ID) {
        // Ids made of a row's contents say nothing to a person.
        id if id.starts_with("row:") || id.is_empty() => format!("Post in row {}", row + 1),
        id => id.to_owned(),
    }
}

/// A cell as a person reads it; empty where it is missing.
pub fn cell_text(workspace: &Workspace, kind: TableKind, row: usize, column: usize) -> String {
    let table = workspace.facts.table(kind);
    let Some(spec) = kind.columns().get(column) else { return String::new() };
    match table.get(row, column) {
        Value::Missing => String::new(),
        Value::Text(text) => text.to_owned(),
        Value::Code(code) => spec.reference.map_or_else(String::new, |reference| code_text(workspace, reference, code)),
        Value::Time(time) => when(workspace, time),
        Value::Day(day) => date(crate::model::Day(day)),
        Value::Count(count) => format::whole(f64::from(count)),
        Value::Number(number) => format::number(number),
        Value::Byte(byte) => byte_text(spec.name, byte),
    }
}

fn byte_text(name: &str, byte: u8) -> String {
    match name {
        "origin" => Origin::from_byte(byte).map_or_else(String::new, |origin| origin.label().to_owned()),
        "paid" => if byte == 1 { "paid" } else { "organic" }.to_owned(),
        "staff" | "bot" => if byte == 1 { "yes" } else { "no" }.to_owned(),
        "stated_weekday" => {
            crate::model::time::WEEKDAYS.get(usize::from(byte)).map_or_else(String::new, |day| (*day).to_owned())
        }
        "stated_hour" => format!("{byte:02}:00"),
        _ => byte.to_string(),
    }
}

/// An instant on the workspace's clock: “5 Oct 2026, 14:05”.
pub fn when(workspace: &Workspace, time: i64) -> String {
    date_time(workspace.settings.zone.local(time))
}

fn text(
    id: &'static str,
    title: &str,
    workspace: &Arc<Workspace>,
    rows: &Rows,
    kind: TableKind,
    column: usize,
) -> Column {
    let (workspace, rows) = (Arc::clone(workspace), rows.clone());
    Column::text(id, title, move |place| cell_text(&workspace, kind, row_at(&rows, place), column))
}

fn number(
    id: &'static str,
    title: &str,
    workspace: &Arc<Workspace>,
    rows: &Rows,
    kind: TableKind,
    column: usize,
) -> Column {
    let (workspace, rows) = (Arc::clone(workspace), rows.clone());
    Column::number(id, title, format::number, move |place| {
        workspace.facts.table(kind).number(row_at(&rows, place), column)
    })
}

fn time(
    id: &'static str,
    title: &str,
    workspace: &Arc<Workspace>,
    rows: &Rows,
    kind: TableKind,
    column: usize,
) -> Column {
    let (own, own_rows) = (Arc::clone(workspace), rows.clone());
    let sort = move |place: usize| match own.facts.table(kind).get(row_at(&own_rows, place), column) {
        Value::Time(time) => Some(time as f64),
        Value::Day(day) => Some(f64::from(day)),
        _ => None,
    };
    text(id, title, workspace, rows, kind, column).sorted_by(sort).searched(false).width(168, 0.0)
}

/// The columns of a table of facts.
pub fn columns(workspace: &Arc<Workspace>, kind: TableKind, rows: &Rows) -> Vec<Column> {
    let text = |id, title, column| text(id, title, workspace, rows, kind, column);
    let number = |id, title, column| number(id, title, workspace, rows, kind, column);
    let time = |id, title, column| time(id, title, workspace, rows, kind, column);
    match kind {
        TableKind::Posts => {
            let (own, own_rows) = (Arc::clone(workspace), rows.clone());
            vec![
                Column::text("title", "Post", move |place| post_title(&own, row_at(&own_rows, place))).width(200, 3.0),
                text("channel", "Channel", post::CHANNEL).width(110, 0.8).hide_below(1100),
                text("type", "Type", post::TYPE).width(96, 0.4).hide_below(640),
                time("time", "Published", post::TIME).hide_below(640),
                number("reach", "Reach", Metric::Reach.column()),
                number("impressions", "Impressions", Metric::Impressions.column()).width(104, 0.6).hide_below(1100),
                number("likes", "Likes", Metric::Likes.column()).hide_below(640),
                number("comments", "Comments", Metric::Comments.column()).width(100, 0.6).hide_below(900),
                number("shares", "Shares", Metric::Shares.column()).hide_below(900),
            ]
        }
        TableKind::Activities => vec![
            text("text", "What was said", activity::TEXT).width(200, 3.0),
            text("kind", "Kind", activity::KIND).width(80, 0.5),
            text("member", "Member", activity::MEMBER).width(110, 0.8).hide_below(640),
            text("channel", "Channel", activity::CHANNEL).width(110, 0.8).hide_below(1100),
            time("time", "When", activity::TIME),
            number("likes", "Likes", activity::LIKES).hide_below(900),
        ],
        TableKind::Members => {
            let (own, own_rows) = (Arc::clone(workspace), rows.clone());
            vec![
                Column::text("name", "Name", move |place| member_name(&own, row_at(&own_rows, place))).width(160, 2.0),
                text("source", "Source", member::SOURCE).hide_below(640),
                text("staff", "Staff", member::STAFF).width(70, 0.3).searched(false),
                text("bot", "Bot", member::BOT).width(70, 0.3).searched(false),
                time("joined", "Joined", member::JOINED).hide_below(640),
            ]
        }
        TableKind::ChannelDays => vec![
            time("day", "Day", channel_day::DAY),
            text("channel", "Channel", channel_day::CHANNEL).width(140, 1.0),
            number("followers", "Followers", channel_day::FOLLOWERS),
            number("gained", "Gained", channel_day::GAINED).hide_below(640),
            number("lost", "Lost", channel_day::LOST).hide_below(640),
            number("reach", "Reach", channel_day::REACH).hide_below(640),
        ],
    }
}

/// Every cell of a row, by name.
#[component]
pub fn RowFacts(workspace: Arc<Workspace>, kind: TableKind, row: usize) -> impl IntoView {
    let values = kind
        .columns()
        .iter()
        .enumerate()
        .filter_map(|(column, spec)| {
            let text = cell_text(&workspace, kind, row, column);
            (!text.is_empty() && !text.starts_with("row:")).then_some((spec, text))
        })
        .map(|(spec, text)| {
            let name = super::export::capital(&spec.name.replace('_', " "));
            let is_link = spec.name == "permalink" && (text.starts_with("https://") || text.starts_with("http://"));
            view! {
                <KeyValue name=name>
                    {if is_link {
                        view! { <a href=text.clone() target="_blank" rel="noopener noreferrer">{text.clone()}</a> }.into_any()
                    } else {
                        view! { <bdi>{text}</bdi> }.into_any()
                    }}
                </KeyValue>
            }
        })
        .collect_view();
    view! { <KeyValues>{values}</KeyValues> }
}
