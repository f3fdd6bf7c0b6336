//! Taking student files in, many at once: read one after the other with the browser's turns between, taken in as one step.

use super::desk::Desk;
use crate::{
    classroom::{Intake, check_task_again, take_in},
    interchange::{FileError, student_file},
    model::{Workspace, record::Submission},
    slices::Slice,
    ui::{
        clock,
        components::{Button, Icon, IconName, Look, Progress, unique_id},
        files,
        pages::content_count as count,
    },
};
use leptos::{html, prelude::*};
use wasm_bindgen_futures::spawn_local;

/// Lines of a list that are shown.
const SHOWN: usize = 100;

/// What is on its way in, and what came of the last files.
#[derive(Clone, Copy)]
pub struct Taking {
    /// Files read and files in all, while some are read.
    progress: RwSignal<Option<(usize, usize)>>,
    /// What the last files brought.
    report: RwSignal<Option<Intake>>,
    stop: RwSignal<bool>,
}

impl Taking {
    /// Nothing.
    pub fn new() -> Self {
        Self { progress: RwSignal::new(None), report: RwSignal::new(None), stop: RwSignal::new(false) }
    }

    /// Reads files and takes them in.
    pub fn take(self, desk: Desk, list: Vec<web_sys::File>) {
        if list.is_empty() || self.progress.with_untracked(Option::is_some) {
            return;
        }
        let Some(workspace) = desk.app.peek() else { return };
        let id = workspace.settings.id;
        self.report.set(None);
        self.stop.set(false);
        self.progress.set(Some((0, list.len())));
        spawn_local(async move {
            let mut slice = Slice::begin();
            let mut read = Vec::with_capacity(list.len());
            for (place, file) in list.iter().enumerate() {
                read.push((file.name(), read_one(&workspace, file).await));
                if slice.is_over() {
                    // The screen may be left meanwhile.
                    if self.stop.try_get_untracked() != Some(false) {
                        self.progress.try_set(None);
                        return;
                    }
                    self.progress.try_set(Some((place + 1, list.len())));
                    slice.rest().await;
                }
            }
            self.progress.try_set(None);
            let Some(workspace) = desk.app.peek().filter(|workspace| workspace.settings.id == id) else { return };
            let intake = take_in(&workspace, read, clock::now());
            if let Some(action) = intake.action.clone() {
                desk.apply(action);
            }
            self.report.try_set(Some(intake));
        });
    }
}

async fn read_one(workspace: &Workspace, file: &web_sys::File) -> Result<Submission, FileError> {
    let name = file.name();
    let bytes = files::read(file).await.map_err(|error| FileError::new(&name, "unreadable", error.about(&name)))?;
    let now = clock::now();
    let check = |of: student_file::TaskOf<'_>, file: &str| check_task_again(workspace, of, file, now);
    Ok(student_file::read(&name, &bytes)?.into_submission(clock::mint(), now, &check))
}

/// A button that asks for files.
#[component]
pub fn ChooseFiles(desk: Desk, taking: Taking, #[prop(optional)] primary: bool) -> impl IntoView {
    let id = unique_id("student-files");
    let input = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let list = input.files();
        let list = list.map_or_else(Vec::new, |list| (0..list.length()).filter_map(|at| list.get(at)).collect());
        input.set_value("");
        taking.take(desk, list);
    };
    let look = if primary { "button button-primary" } else { "button" };
    view! {
        <span class="choose-files">
            <input class="visually-hidden" id=id.clone() type="file" accept=".json" multiple node_ref=input on:change=chosen/>
            <label class=look for=id><Icon name=IconName::Import/>"Take student files in"</label>
        </span>
    }
}

/// How far the reading is, and then what it brought.
#[component]
pub fn Report(taking: Taking) -> impl IntoView {
    let reading = Memo::new(move |_| taking.progress.with(Option::is_some));
    let label = Signal::derive(move || match taking.progress.get() {
        Some((done, all)) => format!("Reading student files: {done} of {all}"),
        None => String::new(),
    });
    let done = Signal::derive(move || taking.progress.get().map(|(done, all)| done as f64 / all.max(1) as f64));
    view! {
        <Show when=move || reading.get()>
            <div class="card no-print"><Progress label done on_cancel=move || taking.stop.set(true)/></div>
        </Show>
        {move || taking.report.get().map(|intake| {
            let list = |title: &'static str, lines: Vec<String>| (!lines.is_empty()).then(|| {
                let (total, more) = (lines.len(), lines.len().saturating_sub(SHOWN));
                view! {
                    <details open=true>
                        <summary>{format!("{title} ({total})")}</summary>
                        <ul class="stack-tight small" dir="auto">
                            {lines.into_iter().take(SHOWN).map(|line| view! { <li class="break">{line}</li> }).collect_view()}
                            {(more > 0).then(|| view! { <li class="muted">{format!("and {more} more")}</li> })}
                        </ul>
                    </details>
                }
            });
            let refused = intake.refused.iter().map(|(file, why)| format!("{file}: {why}")).collect();
            let words = [
                count(intake.new, "new student"),
                format!("{} newer", intake.newer),
                format!("{} here already", intake.same),
                format!("{} not taken in", intake.refused.len()),
            ];
            view! {
                <section class="card stack no-print intake" aria-label="What the files brought">
                    <div class="row">
                        <p role="status" class="grow"><b>{words.join(" · ")}</b></p>
                        <Button small=true look=Look::Quiet on_press=move || taking.report.set(None)>"Close"</Button>
                    </div>
                    {list("Not taken in", refused)}
                    {list("Noticed", intake.notes)}
                </section>
            }
        })}
    }
}
