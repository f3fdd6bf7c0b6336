//! The student's side: feedback from the teacher, taken in and shown where the exercises are.

use crate::{
    course::markdown,
    interchange::{
        feedback_file::{self, ExerciseFeedback},
        gradebook_csv::points,
    },
    model::words,
    ui::{
        app_state::App,
        clock,
        components::{Button, IconName, markdown as prose},
        pages::files_in::{Answers, File, FileIn, Preview},
    },
};
use leptos::prelude::*;

/// A button that takes feedback in.
#[component]
pub fn FeedbackIn(app: App) -> impl IntoView {
    let open = RwSignal::new(false);
    let read = move |(name, bytes): File| -> Result<Preview, String> {
        let workspace = app.peek().ok_or("No workspace is open.")?;
        let all = feedback_file::read(&name, &bytes).map_err(|error| error.to_string())?;
        let action =
            feedback_file::take_in(&workspace, &name, &all, clock::now()).map_err(|error| error.to_string())?;
        let exercises = match &action {
            Some(_) => {
                let ours = workspace
                    .records
                    .learners
                    .iter()
                    .find_map(|learner| all.iter().find(|one| one.learner == learner.id));
                ours.map_or(0, |ours| ours.exercises.len())
            }
            None => 0,
        };
        Ok(Preview { counts: vec![("Exercises", exercises)], action, ..Preview::default() })
    };
    view! {
        <Button icon=IconName::Comment on_press=move || open.set(true)>"Feedback in"</Button>
        <FileIn open title="Take feedback in" text="Your teacher gives you a feedback file with points and comments. It is kept in this workspace and shown with the exercises."
            accept=".json" read=Callback::new(move |(file, _): (File, Answers)| read(file))/>
    }
}

fn line(one: ExerciseFeedback) -> AnyView {
    let earned = match one.points {
        Some(earned) => format!("{} of {}", points(earned), points(one.most)),
        None => "not handed in".to_owned(),
    };
    let by = one.by_teacher.then_some(" by the teacher");
    let comment =
        (!one.comment.is_empty()).then(|| view! { <blockquote class="letter" dir="auto">{one.comment}</blockquote> });
    let why = (!one.explanation.is_empty()).then(|| {
        view! { <details><summary>"The reasoning"</summary>{prose(&markdown::read(&one.explanation), None, 4)}</details> }
    });
    // The address of an exercise is its key.
    let address = format!("#/exercises/{}", one.key);
    let title = if one.title.is_empty() { one.key } else { one.title };
    view! {
        <li class="stack-tight">
            <div class="row"><a class="grow" href=address dir="auto">{title}</a><span class="number">{earned}{by}</span></div>
            {comment}{why}
        </li>
    }
    .into_any()
}

/// The feedback that is here; nothing where there is none.
#[component]
pub fn Received(app: App) -> impl IntoView {
    let found = Memo::new(move |_| {
        app.workspace.with(|workspace| workspace.as_ref().and_then(|workspace| feedback_file::received(workspace)))
    });
    move || {
        found.get().map(|feedback| {
            let zone = app.peek().map(|workspace| workspace.settings.zone);
            let made = zone.map(|zone| words::date(zone.day(feedback.made)));
            view! {
                <details class="card received" open=true>
                    <summary>"Feedback from your teacher, "{made}</summary>
                    <ul class="lines">{feedback.exercises.into_iter().map(line).collect_view()}</ul>
                </details>
            }
        })
    }
}
