//! Draws the forms that `view::packs::form` describes: each field reads and writes its place in the JSON that is being
//! written, and says what is wrong with it.

use crate::{
    course::{Finding, Severity},
    ui::components::{
        Button, Checkbox, Field, IconButton, IconName, NumberInput, Select, TextArea, TextInput, focus_in,
    },
    view::packs::{
        draft,
        form::{Input, List, Number, Part},
    },
};
use leptos::{html, prelude::*};
use serde_json::Value;

/// What is being written. Copies are handles to the same state.
#[derive(Clone, Copy)]
pub struct Form {
    /// The JSON.
    pub value: RwSignal<Value>,
    /// What is wrong with it or missing.
    pub findings: Memo<Vec<Finding>>,
    /// Whether what is missing is said at every field, not only at those that were changed.
    pub strict: RwSignal<bool>,
    touched: RwSignal<Vec<String>>,
}

impl Form {
    /// A form of a value.
    pub fn new(value: RwSignal<Value>, findings: Memo<Vec<Finding>>, strict: bool) -> Self {
        Self { value, findings, strict: RwSignal::new(strict), touched: RwSignal::new(Vec::new()) }
    }

    fn touch(self, path: &str) {
        self.touched.update(|touched| {
            if !touched.iter().any(|one| one == path) {
                touched.push(path.to_owned());
            }
        });
    }

    /// What is wrong with a field; of one that holds fields itself, also with those.
    fn error(self, path: &str, inside: bool) -> Signal<Option<String>> {
        let path = path.to_owned();
        let below = format!("{path}/");
        Signal::derive(move || {
            if !self.strict.get() && !self.touched.with(|touched| touched.contains(&path)) {
                return None;
            }
            self.findings.with(|findings| {
                let here = |one: &&Finding| {
                    one.severity == Severity::Error && (one.path == path || (inside && one.path.starts_with(&below)))
                };
                findings.iter().find(here).map(|one| one.message.clone())
            })
        })
    }

    fn set(self, path: &str, to: Option<Value>) {
        self.value.update(|value| draft::set(value, path, to));
    }

    /// What a control shows, whose changes are written.
    fn bound<T: Clone + Send + Sync + 'static>(self, start: T, write: impl Fn(T) + 'static) -> RwSignal<T> {
        let shown = RwSignal::new(start);
        Effect::new(move |before: Option<()>| {
            let now = shown.get();
            if before.is_some() {
                untrack(|| write(now));
            }
        });
        shown
    }

    fn text(self, path: &str) -> RwSignal<String> {
        let start = self.value.with_untracked(|value| draft::text(value, path));
        let path = path.to_owned();
        self.bound(start, move |text: String| self.set(&path, Some(Value::from(text))))
    }
}

/// Fields, one below the other.
pub fn fields(form: Form, parts: &'static [Part], base: &str) -> AnyView {
    parts.iter().map(|part| field(form, part, base, None)).collect_view().into_any()
}

/// A field; `number` tells those of a list apart.
fn field(form: Form, part: &'static Part, base: &str, number: Option<usize>) -> AnyView {
    let path = format!("{base}{}", part.key);
    let label = number.map_or_else(|| part.label.to_owned(), |number| format!("{} {number}", part.label));
    let hint = part.hint;
    match &part.input {
        Input::Row(parts) => view! { <div class="field-row pack-row">{fields(form, parts, &path)}</div> }.into_any(),
        Input::Group(parts) => view! {
            <fieldset class="choices">
                <legend>{label}</legend>
                {said(hint)}
                {fields(form, parts, &path)}
            </fieldset>
        }
        .into_any(),
        Input::Line => {
            let value = form.text(&path);
            let error = form.error(&path, false);
            let touch = move |_: String| form.touch(&path);
            view! { <Field label hint error><TextInput value on_change=touch/></Field> }.into_any()
        }
        Input::Text(rows) => {
            let rows = *rows;
            let value = form.text(&path);
            let error = form.error(&path, false);
            let touch = move |_: String| form.touch(&path);
            view! { <Field label hint error><TextArea value rows on_change=touch/></Field> }.into_any()
        }
        Input::Number(asked) => number_field(form, asked, label, hint, path),
        Input::Tick(usual) => {
            let (usual, at) = (*usual, path.clone());
            let checked = Signal::derive(move || form.value.with(|value| draft::is_on(value, &at, usual)));
            let set = move |on: bool| form.set(&path, Some(Value::from(on)));
            view! { <div class="pack-tick"><Checkbox checked label hint on_change=set/></div> }.into_any()
        }
        Input::Select(options) => select(form, options().into(), label, hint, path),
        Input::Pick(list, words) => {
            let options = Memo::new(move |_| {
                form.value.with(|value| {
                    let entry = |(place, entry): (usize, &Value)| {
                        let words = draft::text(entry, words);
                        (
                            draft::text(entry, "/id"),
                            if words.trim().is_empty() { format!("{}", place + 1) } else { words },
                        )
                    };
                    let choose = [(String::new(), "Choose".to_owned())].into_iter();
                    choose.chain(draft::list(value, list).iter().enumerate().map(entry)).collect::<Vec<_>>()
                })
            });
            select(form, options.into(), label, hint, path)
        }
        Input::Words => {
            let start = form.value.with_untracked(|value| draft::words(value, &path));
            let (error, at) = (form.error(&path, false), path.clone());
            let value = form.bound(start, move |text: String| form.set(&at, Some(draft::read_words(&text))));
            let touch = move |_: String| form.touch(&path);
            view! { <Field label hint error><TextInput value on_change=touch/></Field> }.into_any()
        }
        Input::Table => table(form, label, hint, path),
        Input::Json => json(form, label, hint, path),
        Input::Own(parts, blank) => {
            let (parts, blank, at) = (*parts, *blank, path.clone());
            let on = Memo::new(move |_| form.value.with(|value| value.pointer(&at).is_some_and(Value::is_object)));
            let at = path.clone();
            let set = move |on: bool| form.set(&at, on.then(blank));
            view! {
                <div class="stack-tight">
                    <Checkbox checked=on label hint on_change=set/>
                    {move || on.get().then(|| view! { <div class="pack-own">{fields(form, parts, &path)}</div> })}
                </div>
            }
            .into_any()
        }
        Input::List(entries) => list(form, entries, label, hint, path),
    }
}

fn said(hint: &'static str) -> Option<AnyView> {
    (!hint.is_empty()).then(|| view! { <p class="field-hint">{hint}</p> }.into_any())
}

fn number_field(form: Form, asked: &'static Number, label: String, hint: &'static str, path: String) -> AnyView {
    let start = form.value.with_untracked(|value| draft::number(value, &path)).or(asked.empty);
    let (error, at) = (form.error(&path, false), path.clone());
    let value = form.bound(start, move |number: Option<f64>| {
        form.set(&at, number.or(asked.empty).map(draft::of_number));
    });
    let kind = asked.kind;
    let touch = move |_: Option<f64>| form.touch(&path);
    // The field's own limits where there are any.
    let (min, max) = (asked.min.unwrap_or(f64::MIN), asked.max.unwrap_or(f64::MAX));
    view! { <Field label hint error><NumberInput value kind min max on_change=touch/></Field> }.into_any()
}

fn select(
    form: Form,
    options: Signal<Vec<(String, String)>>,
    label: String,
    hint: &'static str,
    path: String,
) -> AnyView {
    let (error, at) = (form.error(&path, false), path.clone());
    let value = Memo::new(move |_| form.value.with(|value| draft::text(value, &at)));
    let set = move |key: String| {
        form.set(&path, Some(Value::from(key)));
        form.touch(&path);
    };
    view! { <Field label hint error><Select value options on_change=set/></Field> }.into_any()
}

/// The figures of a chart.
fn table(form: Form, label: String, hint: &'static str, path: String) -> AnyView {
    let wrong = RwSignal::new(None::<String>);
    let start = form.value.with_untracked(|value| value.pointer(&path).map(draft::table_text).unwrap_or_default());
    let (found, at) = (form.error(&path, false), path.clone());
    let value = form.bound(start, move |text: String| match draft::read_table(&text) {
        Ok((x, series)) => {
            wrong.set(None);
            form.value.update(|value| {
                draft::set(value, &format!("{at}/x"), Some(x));
                draft::set(value, &format!("{at}/series"), Some(series));
            });
        }
        Err(why) => wrong.set(Some(why)),
    });
    let error = Signal::derive(move || wrong.get().or_else(|| found.get()));
    let touch = move |_: String| form.touch(&path);
    view! { <div class="pack-code"><Field label hint error><TextArea value rows=6 on_change=touch/></Field></div> }
        .into_any()
}

/// An object as JSON. What is no object is kept in the field and not taken.
fn json(form: Form, label: String, hint: &'static str, path: String) -> AnyView {
    let wrong = RwSignal::new(None::<String>);
    let start = form.value.with_untracked(|value| match value.pointer(&path) {
        Some(Value::Object(fields)) if !fields.is_empty() => serde_json::to_string_pretty(fields).unwrap_or_default(),
        _ => String::new(),
    });
    let (found, at) = (form.error(&path, true), path.clone());
    let value = form.bound(start, move |text: String| {
        let read =
            if text.trim().is_empty() { Ok(Value::Object(Default::default())) } else { serde_json::from_str(&text) };
        match read {
            Ok(object @ Value::Object(_)) => {
                wrong.set(None);
                form.set(&at, Some(object));
            }
            Ok(_) => wrong.set(Some("This is no object: it begins with { and ends with }.".to_owned())),
            Err(error) => wrong.set(Some(format!("This is not JSON: {error}."))),
        }
    });
    let error = Signal::derive(move || wrong.get().or_else(|| found.get()));
    let touch = move |_: String| form.touch(&path);
    view! { <div class="pack-code"><Field label hint error><TextArea value rows=4 on_change=touch/></Field></div> }
        .into_any()
}

/// A list with its entries, which can be added, moved and removed.
fn list(form: Form, entries: &'static List, label: String, hint: &'static str, path: String) -> AnyView {
    let root = NodeRef::<html::Fieldset>::new();
    // Rises where an entry came, went or moved: the fields are made anew then, and stay while one types.
    let shape = RwSignal::new(0_u32);
    let focus = move |selector: String| {
        request_animation_frame(move || {
            if let Some(root) = root.try_get_untracked().flatten() {
                focus_in(&root, &selector);
            }
        });
    };
    let error = form.error(&path, false);
    let at = StoredValue::new(path);
    let count = move || at.with_value(|path| form.value.with_untracked(|value| draft::list(value, path).len()));
    let entry = move |place: usize| format!(":scope > ol > li:nth-child({})", place + 1);
    let add = move || {
        at.with_value(|path| form.value.update(|value| draft::add(value, path, (entries.blank)())));
        shape.update(|shape| *shape += 1);
        focus(format!("{} :is(input, textarea, select)", entry(count().saturating_sub(1))));
    };
    let shift = move |place: usize, by: isize| {
        let moved = at.with_value(|path| form.value.try_update(|value| draft::shift(value, path, place, by)));
        if moved == Some(true) {
            shape.update(|shape| *shape += 1);
            let to = place.saturating_add_signed(by);
            let button = if by < 0 { 1 } else { 2 };
            focus(format!("{} > .pack-tools > button:nth-of-type({button})", entry(to)));
        }
    };
    let remove = move |place: usize| {
        at.with_value(|path| form.value.update(|value| draft::remove(value, path, place)));
        shape.update(|shape| *shape += 1);
        match count() {
            0 => focus(":scope > .pack-add button".to_owned()),
            left => focus(format!("{} :is(input, textarea, select)", entry(place.min(left - 1)))),
        }
    };
    let noun = entries.noun;
    let shown = move || {
        shape.track();
        let count = count();
        let one = move |place: usize| {
            let number = place + 1;
            let base = at.with_value(|path| format!("{path}/{place}"));
            let single = entries.parts.len() == 1
                && !matches!(entries.parts.first().map(|part| &part.input), Some(Input::Row(_)));
            let inside =
                entries.parts.iter().map(|part| field(form, part, &base, single.then_some(number))).collect_view();
            view! {
                <li class="pack-entry">
                    {if single {
                        view! { <div class="pack-entry-body">{inside}</div> }.into_any()
                    } else {
                        view! { <fieldset class="choices pack-entry-body"><legend>{format!("{} {number}", capital(noun))}</legend>{inside}</fieldset> }.into_any()
                    }}
                    <span class="pack-tools">
                        <IconButton small=true icon=IconName::Up label=format!("Move up: {noun} {number}") disabled={place == 0} on_press=move || shift(place, -1)/>
                        <IconButton small=true icon=IconName::Down label=format!("Move down: {noun} {number}") disabled={number == count} on_press=move || shift(place, 1)/>
                        <IconButton small=true icon=IconName::Delete label=format!("Remove {noun} {number}") on_press=move || remove(place)/>
                    </span>
                </li>
            }
        };
        (0..count).map(one).collect_view()
    };
    view! {
        <fieldset class="choices pack-list" node_ref=root>
            <legend>{label}</legend>
            {said(hint)}
            <ol class="plain-list stack">{shown}</ol>
            <p class="field-error" aria-live="polite">{move || error.get()}</p>
            <div class="pack-add"><Button small=true icon=IconName::Plus on_press=add>{format!("Add {} {noun}", if noun.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" })}</Button></div>
        </fieldset>
    }
    .into_any()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
