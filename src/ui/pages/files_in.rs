//! Taking a file into a screen: chosen, looked at, then taken in as one step that can be undone.

use crate::{
    model::Action,
    ui::{
        app_state::use_app,
        components::{Button, Dialog, Field, Look, Select, unique_id},
        files,
    },
    view::plan::ical::Taken,
};
use leptos::{html, prelude::*};
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// Options and the answers chosen, or keys of answers and their words.
pub type Answers = Vec<(String, String)>;

/// Option, question, and what may be answered.
pub type Question = (String, String, Answers);

/// What a file would do, for a person to look at.
#[derive(Clone, Default)]
pub struct Preview {
    /// Counts with their names.
    pub counts: Vec<(&'static str, usize)>,
    /// What was noticed or assumed.
    pub notes: Vec<String>,
    /// What is not taken in, each with its place and reason.
    pub problems: Vec<String>,
    /// Questions with their answers to choose from: option, question, choices.
    pub questions: Vec<Question>,
    /// Takes it in.
    pub action: Option<Action>,
}

impl From<Taken> for Preview {
    fn from(taken: Taken) -> Self {
        Self {
            counts: vec![("New", taken.new), ("Changed", taken.changed), ("The same", taken.same)],
            notes: taken.notes,
            action: taken.action,
            ..Self::default()
        }
    }
}

/// A file: its name and bytes.
pub type File = (String, Arc<Vec<u8>>);

/// Lines of each list that are shown.
const SHOWN: usize = 50;

/// A dialog that takes a file in.
#[component]
pub fn FileIn(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What is taken in.
    #[prop(into)]
    title: Signal<String>,
    /// Which files.
    text: &'static str,
    /// Endings of such files.
    accept: &'static str,
    /// Looks at a file, with the answers given so far.
    #[prop(into)]
    read: Callback<(File, Answers), Result<Preview, String>>,
    /// The file that is looked at, where a screen wants to give one itself.
    #[prop(optional)]
    file: RwSignal<Option<File>>,
) -> impl IntoView {
    let app = use_app();
    let answers = RwSignal::new(Answers::new());
    let input = NodeRef::<html::Input>::new();
    let id = unique_id("file-in");
    // Another opening begins anew.
    Effect::new(move || {
        if !open.get() {
            file.set(None);
            answers.set(Vec::new());
        }
    });
    let looked = Signal::derive(move || file.get().map(|file| read.run((file, answers.get()))));
    let choose = move |_| {
        let Some(chosen) = input.get_untracked().and_then(|input| files::first(input.files())) else { return };
        spawn_local(async move {
            let name = chosen.name();
            match files::read(&chosen).await {
                Ok(bytes) => {
                    answers.set(Vec::new());
                    file.set(Some((name, Arc::new(bytes))));
                }
                Err(unreadable) => app.toasts.fail(unreadable.about(&name)),
            }
        });
    };
    let take = move || {
        if let Some(Ok(Preview { action: Some(action), .. })) = looked.get_untracked() {
            match app.apply(action) {
                Ok(()) => open.set(false),
                Err(error) => app.toasts.fail(error.to_string()),
            }
        }
    };
    let ready = Signal::derive(move || matches!(looked.get(), Some(Ok(Preview { action: Some(_), .. }))));
    let footer = move || {
        view! {
            <Button on_press=move || open.set(false)>"Cancel"</Button>
            <Button look=Look::Primary disabled=Signal::derive(move || !ready.get()) on_press=take>"Take it in"</Button>
        }
        .into_any()
    };
    let id = StoredValue::new(id);
    view! {
        <Dialog open title footer=footer>
            <p class="muted">{text}</p>
            <p>
                <label class="button" for=id.get_value()>"Choose a file"</label>
                <input class="visually-hidden" id=id.get_value() type="file" accept=accept node_ref=input on:change=choose/>
                " "{move || file.get().map(|(name, _)| name)}
            </p>
            {move || looked.get().map(|looked| match looked {
                Err(why) => view! { <p class="field-error" role="alert">{why}</p> }.into_any(),
                Ok(preview) => {
                    let list = |title: &'static str, lines: Vec<String>| (!lines.is_empty()).then(|| {
                        let (total, more) = (lines.len(), lines.len().saturating_sub(SHOWN));
                        view! {
                            <details open={total <= 6}>
                                <summary>{format!("{title} ({total})")}</summary>
                                <ul class="stack-tight small">{lines.into_iter().take(SHOWN).map(|line| view! { <li>{line}</li> }).collect_view()}
                                {(more > 0).then(|| view! { <li class="muted">{format!("and {more} more")}</li> })}</ul>
                            </details>
                        }
                    });
                    let nothing = preview.action.is_none() && preview.questions.is_empty();
                    view! {
                        <div class="stack" role="status">
                            <div class="preview-counts">{preview.counts.into_iter().map(|(name, count)| view! { <div><b>{count.to_string()}</b><span>{name}</span></div> }).collect_view()}</div>
                            {preview.questions.into_iter().map(|(option, question, choices)| {
                                let given = answers.with_untracked(|answers| answers.iter().find(|(key, _)| *key == option).map(|(_, value)| value.clone()).unwrap_or_default());
                                let mut choices = choices;
                                choices.insert(0, (String::new(), "Choose".to_owned()));
                                let set = move |value: String| answers.update(|answers| {
                                    answers.retain(|(key, _)| *key != option);
                                    answers.push((option.clone(), value));
                                });
                                view! { <Field label=question><Select value=given options=choices on_change=set/></Field> }
                            }).collect_view()}
                            {nothing.then(|| view! { <p>"There is nothing in this file that is not here already."</p> })}
                            {list("Not taken in", preview.problems)}
                            {list("Noticed", preview.notes)}
                        </div>
                    }.into_any()
                }
            })}
        </Dialog>
    }
}

/// Offers a text as a download, and says so.
pub fn download(app: crate::ui::app_state::App, name: &str, mime: &str, text: &[u8]) {
    match files::download(name, mime, text) {
        Ok(()) => app.toasts.say(format!("Exported to {name}")),
        Err(error) => app.toasts.fail(error),
    }
}
