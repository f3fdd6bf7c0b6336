//! The menu of the content screen: what posts are made with, and what goes out and comes in as files and on paper.

use super::plan::{Plan, count};
use crate::{
    interchange::{calendar::is_calendar, content, review_file, table::DateOrder, workspace_json},
    model::{
        Id, RecordKind, Workspace,
        record::{ContentItem, ContentStatus},
    },
    plan::review::{self, ConflictKind},
    ui::{
        clock,
        components::{Banner, Button, Dialog, Field, IconName, Look, MenuItem, TextArea, TextInput},
        pages::files_in::{Answers, File, FileIn, Preview, download},
        preferences,
    },
    view::{plan::ical, route::Opened},
};
use leptos::prelude::*;
use std::sync::Arc;

/// Writes content as a file: its text, ending and MIME type.
type Write = fn(&Workspace, &[Arc<ContentItem>]) -> (String, &'static str, &'static str);

/// What is open beside the menu.
#[derive(Clone, Copy)]
pub struct Dialogs {
    /// Taking a file in.
    pub file: RwSignal<bool>,
    /// Sending a review.
    pub review: RwSignal<bool>,
    /// A file for a publishing suite.
    pub bulk: RwSignal<bool>,
}

impl Dialogs {
    /// All closed.
    pub fn new() -> Self {
        Self { file: RwSignal::new(false), review: RwSignal::new(false), bulk: RwSignal::new(false) }
    }
}

/// The lines of the menu.
pub fn menu(plan: Plan, dialogs: Dialogs) -> Vec<MenuItem> {
    let app = plan.app;
    let new =
        |label: &str, kind: RecordKind| MenuItem::new(label, move || plan.open(Opened::new(kind))).icon(IconName::Plus);
    let mut items = vec![
        new("New recurring slot", RecordKind::Slot),
        new("New campaign", RecordKind::Campaign),
        new("New snippet", RecordKind::Snippet),
    ];
    app.workspace.with(|workspace| {
        let Some(records) = workspace.as_ref().map(|workspace| &workspace.records) else { return };
        let mut list = |group: &str, kind: RecordKind, all: Vec<(Id, String)>| {
            for (place, (id, name)) in all.into_iter().enumerate() {
                let mut item = MenuItem::new(name, move || plan.open(Opened::edit(kind, id)));
                item.group = (place == 0).then(|| group.to_owned());
                items.push(item);
            }
        };
        list("Recurring slots", RecordKind::Slot, records.slots.live().map(|one| (one.id, one.name.clone())).collect());
        list(
            "Campaigns",
            RecordKind::Campaign,
            records.campaigns.live().map(|one| (one.id, one.name.clone())).collect(),
        );
        list("Snippets", RecordKind::Snippet, records.snippets.live().map(|one| (one.id, one.name.clone())).collect());
    });
    let of_shown = move |write: Write| {
        let Some(workspace) = app.peek() else { return };
        let items = plan.items.get_untracked();
        let (text, ending, mime) = write(&workspace, &items);
        let name = format!("content-{}.{ending}", clock::today(workspace.settings.zone));
        download(app, &name, mime, text.as_bytes());
    };
    let mut out = MenuItem::new("Calendar file (.ics)", move || {
        of_shown(|workspace, items| {
            (
                ical::write_content(workspace, items.iter().map(|item| &**item), clock::now()),
                "ics",
                "text/calendar;charset=utf-8",
            )
        });
    })
    .icon(IconName::Export);
    out.group = Some("Out: what the filters show".to_owned());
    items.push(out);
    items.push(
        MenuItem::new("Table (CSV)", move || {
            of_shown(|workspace, items| {
                (content::write(workspace, items.iter().map(|item| &**item)), "csv", "text/csv;charset=utf-8")
            });
        })
        .icon(IconName::Export),
    );
    items.push(MenuItem::new("Bulk file for Hootsuite…", move || dialogs.bulk.set(true)).icon(IconName::Export));
    items.push(MenuItem::new("Send for review…", move || dialogs.review.set(true)).icon(IconName::Comment));
    items.push(MenuItem::new("Print", || drop(window().print())).icon(IconName::Print));
    let mut take =
        MenuItem::new("Table, calendar or answered review…", move || dialogs.file.set(true)).icon(IconName::Import);
    take.group = Some("In".to_owned());
    items.push(take);
    items
}

/// The dialogs behind the menu.
#[component]
pub fn Outgoing(plan: Plan, dialogs: Dialogs) -> impl IntoView {
    let read = move |file: File, answers: Answers| look(plan, &file, &answers);
    view! {
        <FileIn open=dialogs.file title="Take a file into the calendar"
            text="A table of posts (CSV), a calendar (.ics), or a review that came back. You see what it changes before anything does."
            accept=".csv,.tsv,.txt,.ics,.json" read=Callback::new(move |(file, answers): (File, Answers)| read(file, answers))/>
        <SendReview plan open=dialogs.review/>
        <BulkFile plan open=dialogs.bulk/>
    }
}

/// What a file would change: a calendar, an answered review, else a table.
fn look(plan: Plan, (name, bytes): &File, answers: &[(String, String)]) -> Result<Preview, String> {
    let workspace = plan.app.workspace.get().ok_or("No workspace is open.")?;
    let now = clock::now();
    let answer = |key: &str| {
        answers.iter().find(|(option, value)| option == key && !value.is_empty()).map(|(_, value)| value.as_str())
    };
    if is_calendar(bytes) {
        let channels: Vec<Id> = answer("channel").and_then(|id| id.parse().ok()).into_iter().collect();
        let taken = ical::read_content(&workspace, name, bytes, &channels, now).map_err(|error| error.to_string())?;
        let mut preview = Preview::from(taken);
        if preview.counts.first().is_some_and(|(_, new)| *new > 0) && !workspace.records.channels.is_empty() {
            let channels =
                workspace.records.channels.iter().map(|one| (one.id.to_string(), one.name.clone())).collect();
            preview.questions.push((
                "channel".to_owned(),
                "Which channel are new posts for? They can also stay without one.".to_owned(),
                channels,
            ));
        }
        return Ok(preview);
    }
    if workspace_json::is_workspace(bytes) {
        let answered = review_file::read(name, bytes).map_err(|error| error.to_string())?;
        let merge = review::merge(&workspace, &answered).map_err(|error| error.to_string())?;
        let title = |id: Id| workspace.records.content.get(id).map_or_else(String::new, |item| item.title.clone());
        let mut notes: Vec<String> = merge
            .steps
            .iter()
            .map(|step| {
                format!(
                    "{}: {} by {}{}",
                    title(step.content),
                    step.step.to.label().to_lowercase(),
                    step.step.who,
                    if step.step.why.is_empty() { String::new() } else { format!(" ({})", step.step.why) }
                )
            })
            .collect();
        notes.extend(
            merge
                .comments
                .iter()
                .map(|one| format!("{}: {} says “{}”", title(one.content), one.comment.who, one.comment.text)),
        );
        notes.extend(merge.proposals.iter().map(|one| {
            format!(
                "{}: “{}” → “{}”{}",
                title(one.content),
                one.old,
                one.new,
                if one.taken { ", taken" } else { ", not taken: it was changed here too" }
            )
        }));
        let mut problems: Vec<String> =
            merge.conflicts.iter().map(|one| format!("{}: {}", one.title, conflict(one.kind))).collect();
        problems.extend(merge.foreign.iter().map(|title| format!("{title}: was not sent for review")));
        return Ok(Preview {
            counts: vec![
                ("Decisions", merge.steps.len()),
                ("Comments", merge.comments.len()),
                ("Changed texts", merge.proposals.len()),
            ],
            notes,
            problems,
            questions: Vec::new(),
            action: merge.action(&workspace, now),
        });
    }
    let options = content::Options {
        now,
        who: preferences::author(),
        order: match answer("date_order") {
            Some("mdy") => Some(DateOrder::Mdy),
            Some("dmy") => Some(DateOrder::Dmy),
            _ => None,
        },
        channels: answer("channels").and_then(|id| id.parse().ok()).into_iter().collect(),
    };
    let draft = content::read(&workspace, name, bytes.to_vec(), &options).map_err(|error| error.to_string())?;
    let questions = draft
        .questions
        .iter()
        .map(|question| {
            let choices =
                question.choices.iter().map(|choice| (choice.value.to_string(), choice.label.to_string())).collect();
            (question.option.to_string(), question.text.clone(), choices)
        })
        .collect();
    let problems = draft.rejections.iter().map(|one| {
        let column = if one.column.is_empty() { String::new() } else { format!(", {}", one.column) };
        let value = if one.value.is_empty() { String::new() } else { format!(" (“{}”)", one.value) };
        format!("Row {}{column}: {}{value}", one.row, one.reason)
    });
    Ok(Preview {
        counts: vec![
            ("New", draft.count(content::Verdict::New)),
            ("Changed", draft.count(content::Verdict::Changed)),
            ("The same", draft.count(content::Verdict::Same)),
            ("Rows not taken", draft.rejected),
        ],
        notes: draft.notes.clone(),
        problems: problems.collect(),
        questions,
        action: if draft.is_open() { None } else { draft.action() },
    })
}

/// What is the matter, in words.
fn conflict(kind: ConflictKind) -> String {
    match kind {
        ConflictKind::Gone => "it was removed here; undo brings it back".to_owned(),
        ConflictKind::MovedOn { here, there } => {
            format!(
                "it is {} here by now, so “{}” is noted and moves nothing",
                here.label().to_lowercase(),
                there.label().to_lowercase()
            )
        }
        ConflictKind::Changed { .. } => "the same words were changed here too; yours stay".to_owned(),
    }
}

/// Asks somebody without an account for their word: a small file with the posts that wait for it.
#[component]
fn SendReview(plan: Plan, open: RwSignal<bool>) -> impl IntoView {
    let app = plan.app;
    let from = RwSignal::new(preferences::author());
    let (to, note) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let waiting = move || {
        plan.items.with(|items| {
            items.iter().filter(|item| item.status == ContentStatus::InReview).map(|item| item.id).collect::<Vec<_>>()
        })
    };
    let send = move || {
        let Some(workspace) = app.peek() else { return };
        let ids = untrack(waiting);
        let (from, to) = (from.get_untracked(), to.get_untracked());
        preferences::set_author(&from);
        let bytes =
            review_file::write(&workspace, &ids, from.trim(), to.trim(), note.get_untracked().trim(), clock::now());
        let name = format!("review-{}.json", clock::today(workspace.settings.zone));
        download(app, &name, "application/json", &bytes);
        open.set(false);
    };
    let none = Memo::new(move |_| waiting().is_empty());
    let footer = move || {
        view! {
            <Button on_press=move || open.set(false)>"Cancel"</Button>
            <Button look=Look::Primary icon=IconName::Export disabled=Signal::derive(move || none.get()) on_press=send>"Make the review file"</Button>
        }
        .into_any()
    };
    view! {
        <Dialog open title="Send for review" footer=footer>
            <p>{move || if none.get() { "No post that the filters show is waiting for review. Open one and press “Ask for review”.".to_owned() } else { format!("{} in review will be in the file.", count(waiting().len(), "post")) }}</p>
            <p class="muted">"The reviewer opens the file in Hearth, without an account, comments, approves or rejects, and sends a file back. Nothing else of this workspace is in it."</p>
            <Field label="Your name"><TextInput value=from/></Field>
            <Field label="Reviewer’s name"><TextInput value=to/></Field>
            <Field label="What to look at" optional=true><TextArea value=note rows=2/></Field>
        </Dialog>
    }
}

/// In a review that somebody sent: what is asked, and the way back.
#[component]
pub fn ReviewBanner(plan: Plan) -> impl IntoView {
    let app = plan.app;
    let request = Memo::new(move |_| app.workspace.with(|workspace| review::of(workspace.as_ref()?)));
    let back = move || {
        let Some(workspace) = app.peek() else { return };
        let stamp = workspace_json::ExportStamp { exported: clock::now() };
        let bytes = workspace_json::export(&workspace, &stamp);
        let name = format!("review-answered-{}.json", clock::today(workspace.settings.zone));
        download(app, &name, "application/json", &bytes);
    };
    // Who is asked signs what they say, unless they gave a name.
    Effect::new(move || {
        let asked = request.get().map(|request| request.to).filter(|name| !name.is_empty());
        if let Some(name) = asked.filter(|_| preferences::author().is_empty()) {
            preferences::set_author(&name);
        }
    });
    move || {
        request.get().map(|request| {
            let from = if request.from.is_empty() { "Somebody".to_owned() } else { request.from.clone() };
            let note = if request.note.is_empty() { String::new() } else { format!(" “{}”", request.note) };
            let words = format!("{from} asks for your word on {}.{note} Open each, comment, approve or reject it, then send the answer back.", count(request.items().len(), "post"));
            view! { <Banner actions=move || view! { <Button look=Look::Primary small=true icon=IconName::Export on_press=back>"Make the answer file"</Button> }.into_any()>{words}</Banner> }
        })
    }
}

/// A file that publishing suites take: date and time, message, link.
#[component]
fn BulkFile(plan: Plan, open: RwSignal<bool>) -> impl IntoView {
    let app = plan.app;
    let channel = RwSignal::new(String::new());
    let order = RwSignal::new("mdy".to_owned());
    let channels = Signal::derive(move || {
        let mut all = vec![(String::new(), "Choose".to_owned())];
        app.workspace.with(|workspace| {
            if let Some(workspace) = workspace {
                all.extend(workspace.records.channels.iter().map(|one| (one.id.to_string(), one.name.clone())));
            }
        });
        all
    });
    let made = Memo::new(move |_| {
        let id: Id = channel.with(|id| id.parse().ok())?;
        let order = if order.with(|order| order == "dmy") { DateOrder::Dmy } else { DateOrder::Mdy };
        let items = plan.items.get();
        app.workspace
            .with(|workspace| {
                Some(content::bulk::write(
                    workspace.as_ref()?,
                    items.iter().map(|item| &**item),
                    id,
                    order,
                    clock::now(),
                ))
            })
            .map(|bulk| (bulk.posts, bulk.text, bulk.left_out.len(), bulk.notes))
    });
    let ready = Memo::new(move |_| made.with(|made| made.as_ref().is_some_and(|(posts, ..)| *posts > 0)));
    let save = move || {
        if let (Some((_, text, ..)), Some(workspace)) = (made.get_untracked(), app.peek()) {
            download(
                app,
                &format!("bulk-{}.csv", clock::today(workspace.settings.zone)),
                "text/csv;charset=utf-8",
                text.as_bytes(),
            );
            open.set(false);
        }
    };
    let footer = move || {
        view! {
            <Button on_press=move || open.set(false)>"Cancel"</Button>
            <Button look=Look::Primary disabled=Signal::derive(move || !ready.get()) on_press=save>"Save the file"</Button>
        }
        .into_any()
    };
    view! {
        <Dialog open title="Bulk file for Hootsuite" footer=footer>
            <p class="muted">"Three columns: date and time, message, link. Other suites read the same form."</p>
            <Field label="Channel"><crate::ui::components::Select value=channel options=channels on_change=move |id: String| channel.set(id)/></Field>
            <Field label="Dates"><crate::ui::components::Select value=order options=vec![("mdy".to_owned(), "Month first: 10/25/2026".to_owned()), ("dmy".to_owned(), "Day first: 25/10/2026".to_owned())] on_change=move |key: String| order.set(key)/></Field>
            {move || made.get().map(|(posts, _, left, notes)| view! {
                <p role="status">{format!("{} in the file, {left} left out: already out, without a time or text, or in the past.", count(posts, "post"))}</p>
                {notes.into_iter().map(|note| view! { <p class="muted small">{note}</p> }).collect_view()}
            })}
        </Dialog>
    }
}
