//! Keeps what is typed into a form: after a pause, on leaving, as a command that can be taken back; and follows the
//! record where undo, another tab or a merge changes it.

use super::form::Form;
use crate::{
    course::{Finding, Severity},
    model::{
        Action, Command, Id,
        record::{Exercise, ExercisePack},
    },
    ui::{app_state::App, clock, later::Pause},
    view::packs,
};
use leptos::prelude::*;
use serde_json::Value;

/// A pack, or one of its exercises, that is being written. Copies are handles to the same state.
#[derive(Clone, Copy)]
pub struct Keeping {
    app: App,
    pack: Id,
    exercise: StoredValue<Option<String>>,
    /// The form.
    pub form: Form,
    /// Rises where the form has to be made anew: the record was changed elsewhere.
    pub anew: RwSignal<u32>,
    /// Why what is typed is not kept.
    pub unkept: RwSignal<Option<String>>,
    /// The record as it was last seen.
    seen: StoredValue<Value>,
    /// What was typed when it was last kept.
    typed: StoredValue<Value>,
    /// Ends in keeping.
    pause: Pause,
    home: Option<Id>,
}

impl Keeping {
    /// Opens a pack, or one of its exercises; none where it is not there.
    pub fn new(app: App, pack: Id, exercise: Option<String>) -> Option<Self> {
        let start = stored(app, pack, exercise.as_deref())?;
        let value = RwSignal::new(start.clone());
        let of_exercise = exercise.is_some();
        let findings = Memo::new(move |_| value.with(|value| found(value, of_exercise)));
        let blank = of_exercise && packs::read_exercise(&start).is_ok_and(|exercise| packs::is_blank(&exercise));
        let it = Self {
            app,
            pack,
            exercise: StoredValue::new(exercise),
            form: Form::new(value, findings, !blank),
            anew: RwSignal::new(0),
            unkept: RwSignal::new(None),
            seen: StoredValue::new(start.clone()),
            typed: StoredValue::new(start),
            pause: Pause::new(),
            home: app.peek().map(|workspace| workspace.settings.id),
        };
        Effect::new(move |before: Option<()>| {
            value.track();
            if before.is_some() {
                it.later();
            }
        });
        Effect::new(move |before: Option<()>| {
            app.workspace.track();
            if before.is_some() {
                it.follow();
            }
        });
        on_cleanup(move || it.keep());
        let hidden = window_event_listener(leptos::ev::pagehide, move |_| it.keep());
        on_cleanup(move || hidden.remove());
        Some(it)
    }

    fn later(self) {
        // The page may have been left: it kept everything then.
        self.pause.then(move || self.keep());
    }

    fn stored(self) -> Option<Value> {
        self.exercise.try_with_value(|exercise| stored(self.app, self.pack, exercise.as_deref())).flatten()
    }

    /// The record was changed elsewhere: the form shows it.
    fn follow(self) {
        let Some(now) = self.stored() else { return };
        if self.seen.with_value(|seen| *seen == now) {
            return;
        }
        self.seen.set_value(now.clone());
        self.typed.set_value(now.clone());
        self.form.value.set(now);
        self.unkept.set(None);
        self.anew.update(|anew| *anew += 1);
    }

    /// Keeps what was typed and is not kept yet.
    pub fn keep(self) {
        let Some(value) = self.form.value.try_get_untracked() else { return };
        if self.typed.try_with_value(|typed| *typed == value) != Some(false) {
            return;
        }
        let Some(workspace) = self.app.peek().filter(|workspace| Some(workspace.settings.id) == self.home) else {
            return;
        };
        let Some(mut pack) = workspace.records.exercise_packs.get(self.pack).map(|pack| (**pack).clone()) else {
            return;
        };
        let label = match self.exercise.get_value() {
            Some(id) => match packs::read_exercise(&value) {
                Ok(exercise) => {
                    let Some(place) = pack.exercises.iter_mut().find(|one| one.id == id) else { return };
                    let label = format!("Exercise “{}” changed", exercise.title);
                    *place = Exercise { id, ..exercise };
                    label
                }
                Err(error) => return self.unkept.set(Some(error)),
            },
            None => match serde_json::from_value::<ExercisePack>(value.clone()) {
                Ok(typed) => {
                    (pack.name, pack.author, pack.description) = (typed.name, typed.author, typed.description);
                    pack.conduct = typed.conduct;
                    "Exercise pack changed".to_owned()
                }
                Err(error) => return self.unkept.set(Some(error.to_string())),
            },
        };
        pack.updated = clock::now();
        self.typed.set_value(value);
        match self.app.apply_quietly(Action::new(label, Command::Put(pack.into()))) {
            Ok(_) => {
                self.unkept.try_set(None);
                if let Some(now) = self.stored() {
                    self.seen.set_value(now);
                }
            }
            Err(error) => {
                self.unkept.try_set(Some(error.to_string()));
            }
        }
    }
}

/// The record as JSON: a pack without its exercises, or one exercise.
fn stored(app: App, pack: Id, exercise: Option<&str>) -> Option<Value> {
    let workspace = app.peek()?;
    let pack = workspace.records.exercise_packs.get(pack)?;
    match exercise {
        Some(id) => serde_json::to_value(pack.exercises.iter().find(|one| one.id == id)?).ok(),
        None => {
            let head = ExercisePack { exercises: Vec::new(), updated: pack.created, ..(**pack).clone() };
            serde_json::to_value(head).ok()
        }
    }
}

/// What is wrong with what is typed.
fn found(value: &Value, of_exercise: bool) -> Vec<Finding> {
    let wrong = |path: String, message: String| vec![Finding { path, message, severity: Severity::Error }];
    if of_exercise {
        return match packs::read_exercise(value) {
            Ok(exercise) => packs::findings(&exercise),
            Err(error) => wrong(String::new(), error),
        };
    }
    match serde_json::from_value::<ExercisePack>(value.clone()) {
        Ok(pack) => match crate::model::validate::exercise_pack(&pack) {
            Ok(()) => Vec::new(),
            Err(invalid) => {
                let conduct = matches!(invalid.field, "hint_penalty" | "attempts" | "minutes");
                wrong(format!("{}/{}", if conduct { "/conduct" } else { "" }, invalid.field), invalid.message)
            }
        },
        Err(error) => wrong(String::new(), error.to_string()),
    }
}

/// Says whether what is typed is kept.
#[component]
pub fn Kept(keeping: Keeping) -> impl IntoView {
    move || match keeping.unkept.get() {
        Some(why) => view! { <span class="bad small" role="alert">{format!("Not kept: {why}")}</span> }.into_any(),
        None => view! { <span class="muted small">"Kept as you type"</span> }.into_any(),
    }
}
