//! The mapping of a table's columns: what the file was taken for, questions, and every column with what it becomes.

use super::{
    Table,
    look::Looked,
    preview::Preview,
    run::{commit, remap},
};
use crate::{
    interchange::table::{Question, field::fields},
    model::{facts::TableKind, record::Mapping},
    ui::{
        app_state::App,
        components::{Banner, Button, Field, Look, Select, Tone},
    },
};
use leptos::prelude::*;
use std::rc::Rc;

/// The mapping with its preview and the button that takes it in.
#[component]
pub fn Mapped(app: App, table: Rc<Table>) -> impl IntoView {
    let Looked { about, draft, preview } = &table.looked;
    let taken_for = match draft.profile {
        _ if draft.remembered => "Read as you mapped it last time".to_owned(),
        Some(profile) => format!("Recognised as {}", profile.label),
        None => "No known export: check what each column is".to_owned(),
    };
    let facts = format!(
        "{} · {} · {} rows, {} columns",
        about.form,
        about.encoding,
        crate::analytics::format::whole(draft.rows as f64),
        about.columns
    );
    let unsure = draft.confidence < 0.6 || draft.problem.is_some();
    let problem = draft.problem.as_ref().map(ToString::to_string);
    let notes = about.notes.iter().chain(&draft.notes).cloned().collect::<Vec<_>>();
    // The questions as the preview answers them are the current ones.
    let questions =
        preview.as_ref().map_or_else(|| draft.questions.clone(), |preview| preview.report.questions.clone());
    let new_rows = preview.as_ref().map_or(0, |preview| preview.report.new + preview.report.changed);
    let ready = preview.as_ref().is_some_and(|preview| preview.ready);
    let nothing = preview.as_ref().is_some_and(|preview| !preview.ready && !preview.report.is_open());
    let file = about.file.clone();
    let own = Rc::clone(&table);
    // Every column has a list of all fields, and there is one of all zones: made when somebody looks.
    let columns = RwSignal::new(unsure);
    let wide = StoredValue::new_local(Rc::clone(&table));
    view! {
        <div class="sections">
            <section class="card stack-tight">
                <h2>{file}</h2>
                <p>{taken_for}</p>
                <p class="muted small">{facts}</p>
                {notes.into_iter().map(|note| view! { <p class="muted small">{note}</p> }).collect_view()}
            </section>
            {problem.map(|problem| view! { <Banner tone=Tone::Warn>{problem}</Banner> })}
            {questions.into_iter().map(|question| view! { <Ask app table=Rc::clone(&table) question/> }).collect_view()}
            {preview.as_ref().map(|preview| view! { <Preview report=preview.report.clone()/> })}
            <details class="card" open=unsure on:toggle=move |_| columns.set(true)>
                <summary>"Columns and what they become"</summary>
                {move || columns.get().then(|| view! { <Columns app table=wide.with_value(Rc::clone)/> })}
            </details>
            <div class="actions-bar">
                <Button look=Look::Primary disabled=Signal::stored(!ready) on_press={
                    let table = StoredValue::new_local(own);
                    move || commit(app, table.with_value(Rc::clone))
                }>
                    {if ready { format!("Import {} rows", crate::analytics::format::whole(new_rows as f64)) } else { "Import".to_owned() }}
                </Button>
                <Button on_press=move || app.import.cancel()>"Cancel"</Button>
                {nothing.then(|| view! { <span class="muted">"Everything in this file is here already: nothing to import."</span> })}
            </div>
        </div>
    }
}

/// Changes the mapping and looks again.
fn change(app: App, table: &Rc<Table>, edit: impl FnOnce(&mut Mapping)) {
    let mut mapping = table.looked.draft.mapping.clone();
    edit(&mut mapping);
    remap(app, Rc::clone(&table.source), mapping);
}

/// A question that the file leaves open.
#[component]
fn Ask(app: App, table: Rc<Table>, question: Question) -> impl IntoView {
    let option = question.option;
    let value = question.answer.clone().unwrap_or_default();
    let open = question.is_open();
    let choices =
        question.choices.iter().map(|choice| (choice.value.clone(), choice.label.clone())).collect::<Vec<_>>();
    let table = StoredValue::new_local(table);
    let answer = move |value: String| {
        table.with_value(|table| {
            change(app, table, |mapping| {
                mapping.options.insert(option.to_owned(), value);
            });
        });
    };
    view! {
        <section class="card stack">
            <p class=if open { "strong" } else { "" }>{question.text.clone()}</p>
            <div class="button-row" role="group" aria-label=question.text>
                {choices.into_iter().map(|(key, label)| {
                    let chosen = key == value;
                    view! { <Button pressed=Signal::stored(chosen) on_press=move || answer(key.clone())>{label}</Button> }
                }).collect_view()}
            </div>
        </section>
    }
}

#[component]
fn Columns(app: App, table: Rc<Table>) -> impl IntoView {
    let draft = &table.looked.draft;
    let kind = draft.table.unwrap_or(TableKind::Posts);
    let tables = TableKind::ALL
        .iter()
        .map(|kind| (kind.name(), crate::ui::pages::export::capital(kind.noun())))
        .collect::<Vec<_>>();
    let tables = tables.into_iter().map(|(key, label)| (key.to_owned(), label)).collect::<Vec<_>>();
    let options: Vec<(String, String)> = [(String::new(), "Left out".to_owned())]
        .into_iter()
        .chain(fields(kind).iter().map(|field| (field.name.to_owned(), field.label.to_owned())))
        .collect();
    let zone = draft.mapping.options.get("zone").cloned().unwrap_or_else(|| {
        app.peek().map_or_else(
            || crate::ui::clock::machine_zone().name().to_owned(),
            |workspace| workspace.settings.zone.name().to_owned(),
        )
    });
    let channels = app.peek().map_or_else(Vec::new, |workspace| {
        workspace
            .records
            .channels
            .iter()
            .map(|channel| (channel.id.to_string(), channel.name.clone()))
            .collect::<Vec<_>>()
    });
    let channels: Vec<(String, String)> =
        [(String::new(), "A new channel, or as the file says".to_owned())].into_iter().chain(channels).collect();
    let channel = draft.mapping.options.get("channel").cloned().unwrap_or_default();
    let rows = draft
        .columns
        .iter()
        .map(|column| {
            let header = column.header.clone();
            let name = header.clone();
            let chosen = column.field.map_or_else(String::new, |field| field.name.to_owned());
            let samples = column.samples.join(" · ");
            let table = StoredValue::new_local(Rc::clone(&table));
            let choose = move |field: String| {
                let header = header.clone();
                table.with_value(|table| {
                    change(app, table, |mapping| {
                        // A field is filled by one column only.
                        mapping.columns.retain(|_, other| *other != field || field.is_empty());
                        if field.is_empty() {
                            mapping.columns.remove(&header);
                        } else {
                            mapping.columns.insert(header, field);
                        }
                    });
                });
            };
            view! {
                <tr>
                    <th scope="row">{name.clone()}</th>
                    <td>{column.kind.label()}</td>
                    <td class="sample">{samples}</td>
                    <td><Select label=format!("What “{name}” becomes") value=chosen options=options.clone() on_change=choose/></td>
                </tr>
            }
        })
        .collect_view();
    let table = StoredValue::new_local(table);
    let set_table = move |name: String| {
        table.with_value(|table| {
            change(app, table, |mapping| {
                if let Some(kind) = TableKind::from_name(&name) {
                    mapping.columns.retain(|_, field| crate::interchange::table::field::find(kind, field).is_some());
                }
                mapping.table = name;
            });
        });
    };
    let set = move |option: &'static str| {
        move |value: String| {
            table.with_value(|table| {
                change(app, table, |mapping| {
                    if value.is_empty() {
                        mapping.options.remove(option);
                    } else {
                        mapping.options.insert(option.to_owned(), value);
                    }
                });
            });
        }
    };
    let zones = crate::model::Zone::names().map(|name| (name.to_owned(), name.to_owned())).collect::<Vec<_>>();
    view! {
        <div class="stack">
            <div class="field-row">
                <Field label="The rows are"><Select value=kind.name().to_owned() options=tables on_change=set_table/></Field>
                <Field label="Channel"><Select value=channel options=channels on_change=set("channel")/></Field>
                <Field label="Times without a zone are in"><Select value=zone options=zones on_change=set("zone")/></Field>
            </div>
            <div class="table-wrap" tabindex="0" role="group" aria-label="Table">
                <table class="plain-table mapping">
                    <caption class="visually-hidden">"Columns and what they become"</caption>
                    <thead><tr><th scope="col">"Column"</th><th scope="col">"Looks like"</th><th scope="col">"First values"</th><th scope="col">"Becomes"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    }
}
