//! One survey: its figure, its answers, its question.

use super::{desk::Desk, surveys::Figure};
use crate::{
    feedback::figures,
    interchange::{
        feedback::{read_answers, write_answers},
        table::csv_out,
    },
    model::{
        Action, Command, Extra, Id, RecordKey, RecordKind,
        record::{Survey, SurveyKind, SurveyResponse},
        words::date,
    },
    ui::{
        clock,
        components::{
            Button, DateInput, DetailPanel, Field, IconButton, IconName, Look, Menu, MenuItem, NumberInput, NumberKind,
            Segmented, Tab, Tabs, TextArea, TextInput,
        },
        pages::{
            content_count as count,
            files_in::{Answers, File, FileIn, Preview, download},
            metadata::{MetadataDraft, MetadataFields},
            record_panel::{Stands, Wrong, record_of},
        },
    },
    view::{
        feedback::clipped,
        route::{Opened, Panel},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// Answers that are drawn.
const SHOWN: usize = 200;

/// The survey that a panel is of, as it is now.
#[derive(Clone, Copy)]
struct Held {
    desk: Desk,
    id: Id,
    survey: Memo<Option<Arc<Survey>>>,
}

impl Held {
    fn change(self, label: &str, change: impl FnOnce(&mut Survey)) -> bool {
        let survey = self.desk.app.peek().and_then(|workspace| workspace.records.surveys.get(self.id).cloned());
        let Some(survey) = survey else { return false };
        let mut survey = (*survey).clone();
        change(&mut survey);
        survey.updated = clock::now();
        self.desk.apply(Action::new(label, Command::Put(survey.into())))
    }
}

/// The panel.
#[component]
pub fn SurveyPanel(desk: Desk, panel: Panel) -> impl IntoView {
    let app = desk.app;
    let close = move || desk.close();
    let (existing, stands) = record_of(app, panel, RecordKind::Survey, |records, id| records.surveys.get(id).cloned());
    if stands == Stands::Gone {
        return view! {
            <DetailPanel title="Not here any more" on_close=close><p>"This survey was removed. Undo brings it back."</p></DetailPanel>
        }
        .into_any();
    }
    let Some(existing) = existing else {
        return view! { <DetailPanel title="New survey" on_close=close><Form desk existing=None/></DetailPanel> }
            .into_any();
    };
    let id = existing.id;
    let survey =
        Memo::new(move |_| app.workspace.with(|workspace| workspace.as_ref()?.records.surveys.get(id).cloned()));
    let held = Held { desk, id, survey };
    let title = Signal::derive(move || {
        survey.with(|survey| survey.as_ref().map_or_else(|| "Not here any more".to_owned(), |it| it.name.clone()))
    });
    let subtitle =
        Signal::derive(move || survey.with(|survey| survey.as_ref().map(|it| it.question.clone()).unwrap_or_default()));
    let tab = RwSignal::new("answers".to_owned());
    let tabs = [("answers", "Answers"), ("about", "Question")]
        .map(|(key, label)| Tab { key, label: label.to_owned() })
        .to_vec();
    view! {
        <DetailPanel title subtitle wide=true on_close=close>
            <Tabs label="Parts of the survey" tabs selected=tab>
                {move || match tab.get().as_str() {
                    "about" => view! { <Form desk existing=survey.get_untracked()/> }.into_any(),
                    _ => view! { <Figures held/> }.into_any(),
                }}
            </Tabs>
        </DetailPanel>
    }
    .into_any()
}

/// The figure, its scores, and the answers.
#[component]
fn Figures(held: Held) -> impl IntoView {
    let zone = held.desk.zone();
    let figure = move || {
        held.survey.get().map(|survey| {
            let found = figures(&survey);
            let low = survey.kind.range().0;
            let scores = (low..).zip(found.counts.clone()).collect::<Vec<_>>();
            let heads = scores
                .iter()
                .map(|(score, _)| view! { <th scope="col" class="number">{score.to_string()}</th> })
                .collect_view();
            let cells =
                scores.iter().map(|(_, count)| view! { <td class="number">{count.to_string()}</td> }).collect_view();
            view! {
                <Figure kind=survey.kind found/>
                <div class="table-wrap" tabindex="0" role="group" aria-label="Answers by score">
                    <table class="plain-table"><caption class="visually-hidden">"Answers by score"</caption>
                        <thead><tr><th scope="row">"Score"</th>{heads}</tr></thead>
                        <tbody><tr><th scope="row">"Answers"</th>{cells}</tr></tbody>
                    </table>
                </div>
            }
        })
    };
    let list = move || {
        let survey = held.survey.get()?;
        let mut places: Vec<usize> = (0..survey.answers.len()).collect();
        places.sort_by_key(|place| std::cmp::Reverse(survey.answers.get(*place).map(|answer| answer.at)));
        let more = places.len().saturating_sub(SHOWN);
        let lines = places.into_iter().take(SHOWN).filter_map(|place| {
            let answer = survey.answers.get(place)?.clone();
            let label = format!("Remove the answer of {} on {}", answer.score, date(zone.day(answer.at)));
            let (score, text, at) = (answer.score, clipped(&answer.text), date(zone.day(answer.at)));
            let remove = move || {
                held.change("Answer removed", |survey| {
                    if let Some(at) = survey.answers.iter().position(|other| *other == answer) {
                        survey.answers.remove(at);
                    }
                });
            };
            Some(view! {
                <li class="row"><b class="score">{score.to_string()}</b><span class="grow" dir="auto">{text}</span><span class="muted small">{at}</span>
                    <IconButton small=true icon=IconName::Delete label on_press=remove/></li>
            })
        });
        let lines = lines.collect_view();
        Some(view! {
            <ul class="plain-list lines" aria-label="Answers">{lines}</ul>
            {(more > 0).then(|| view! { <p class="muted">{format!("and {more} older ones: the CSV has all")}</p> })}
        })
    };
    view! {
        <div class="stack">
            {figure}
            <div class="row"><Files held/></div>
            <Entry held/>
            {list}
        </div>
    }
}

/// Takes an answer in by hand.
#[component]
fn Entry(held: Held) -> impl IntoView {
    let kind = held.survey.with_untracked(|survey| survey.as_ref().map(|survey| survey.kind)).unwrap_or_default();
    let (low, high) = kind.range();
    let score = RwSignal::new(None::<f64>);
    let text = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let add = move || {
        let given = score.get_untracked().filter(|score| (f64::from(low)..=f64::from(high)).contains(score));
        let Some(given) = given else {
            return error.set(Some(format!("A whole number from {low} to {high}.")));
        };
        error.set(None);
        let answer = SurveyResponse {
            at: clock::now(),
            score: given.round() as u8,
            text: text.get_untracked().trim().to_owned(),
            member: None,
            extra: Extra::new(),
        };
        if held.change("Answer added", |survey| survey.answers.push(answer)) {
            score.set(None);
            text.set(String::new());
        }
    };
    view! {
        <form class="field-row" novalidate on:submit=move |event| { event.prevent_default(); add(); }>
            <Field label=format!("Score, {low} to {high}") error=error><NumberInput value=score kind=NumberKind::Count min=f64::from(low) max=f64::from(high)/></Field>
            <Field label="Said" optional=true><TextInput value=text/></Field>
            <Button submit=true icon=IconName::Plus>"Add answer"</Button>
        </form>
    }
}

/// Answers in and out.
#[component]
fn Files(held: Held) -> impl IntoView {
    let app = held.desk.app;
    let open = RwSignal::new(false);
    let out = move || {
        if let Some(survey) = held.survey.get_untracked() {
            let text = write_answers(&survey, csv_out::Options::default());
            let day = clock::today(held.desk.zone());
            download(
                app,
                &format!("survey-{}-{day}.csv", survey.kind.key()),
                "text/csv;charset=utf-8",
                text.as_bytes(),
            );
        }
    };
    let items = vec![
        MenuItem::new("Answers in (CSV)…", move || open.set(true)).icon(IconName::Import),
        MenuItem::new("Answers out (CSV)", out).icon(IconName::Export),
    ];
    let read = move |(name, bytes): File| {
        let survey = held.survey.get().ok_or("The survey was removed.")?;
        let import = read_answers(&name, bytes.to_vec(), &survey, clock::now(), held.desk.zone())
            .map_err(|error| error.to_string())?;
        let problems = import.rejected.iter().map(|one| format!("Row {} {}: {}", one.row, one.column, one.reason));
        Ok(Preview {
            counts: vec![("New", import.added), ("The same", import.same), ("Not taken", import.rejected.len())],
            notes: import.notes.clone(),
            problems: problems.collect(),
            questions: Vec::new(),
            action: (import.added > 0).then(|| {
                let label = format!("{} taken from {name}", count(import.added, "answer"));
                Action::new(label, Command::Put(import.survey.into()))
            }),
        })
    };
    view! {
        <Menu label="Answers as files" trigger=|| "Files" items=Signal::stored(items)/>
        <FileIn open title="Take answers in" text="A table (CSV) with a column of scores, and where there are any: dates, comments, member ids. You see what it changes before anything does."
            accept=".csv,.tsv,.txt,.json" read=Callback::new(move |(file, _): (File, Answers)| read(file))/>
    }
}

/// Name, question, when and of how many it was asked.
#[component]
fn Form(desk: Desk, existing: Option<Arc<Survey>>) -> impl IntoView {
    let app = desk.app;
    let is_new = existing.is_none();
    let draft = existing.as_deref().cloned().unwrap_or_else(|| {
        let mut survey = Survey::new(clock::mint(), clock::now(), SurveyKind::Nps, "");
        survey.question = SurveyKind::Nps.usual_question().to_owned();
        survey.start = Some(clock::today(desk.zone()));
        survey
    });
    let id = draft.id;
    let text = |text: &str| RwSignal::new(text.to_owned());
    let (name, question) = (text(&draft.name), text(&draft.question));
    let meta = MetadataDraft::of(id, &draft);
    let kind = text(draft.kind.key());
    let (start, end) = (RwSignal::new(draft.start), RwSignal::new(draft.end));
    let asked = RwSignal::new(draft.asked.map(f64::from));
    let wrong = Wrong::new();
    let fixed = !draft.answers.is_empty();
    let base = StoredValue::new(draft);
    let choose = move |key: String| {
        // The usual question goes with the kind, as long as nobody wrote another.
        let usual = SurveyKind::ALL.iter().any(|kind| question.with_untracked(|said| said == kind.usual_question()));
        if let (Some(kind), true) = (SurveyKind::of_key(&key), usual) {
            question.set(kind.usual_question().to_owned());
        }
        kind.set(key);
    };
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        // Answers that came meanwhile stay.
        let mut survey =
            workspace.records.surveys.get(id).map_or_else(|| base.get_value(), |survey| (**survey).clone());
        survey.name = name.get_untracked().trim().to_owned();
        survey.kind = SurveyKind::of_key(&kind.get_untracked()).unwrap_or_default();
        survey.question = question.get_untracked().trim().to_owned();
        (survey.start, survey.end) = (start.get_untracked(), end.get_untracked());
        survey.asked = asked.get_untracked().map(|asked| asked as u32);
        meta.write(&mut survey);
        survey.updated = clock::now();
        wrong.apply(app, Action::put(&workspace, survey), move || {
            if is_new {
                desk.choose(|view| view.open = Some(Opened::edit(RecordKind::Survey, id)));
            }
        });
    };
    let remove = move || {
        if desk.apply(Action::remove(RecordKey { kind: RecordKind::Survey, id })) {
            desk.close();
        }
    };
    let kinds = vec![("csat", "CSAT, 1 to 5"), ("nps", "NPS, 0 to 10")];
    view! {
        <form class="form" novalidate on:submit=move |event| { event.prevent_default(); save(); }>
            <Field label="Name" error=wrong.of("name")><TextInput value=name/></Field>
            {if fixed {
                view! { <p class="muted small">"It has answers: what it measures stays as it is."</p> }.into_any()
            } else {
                view! { <Segmented label="What it measures" value=kind options=kinds on_change=choose/> }.into_any()
            }}
            <Field label="Question" optional=true><TextArea value=question rows=2/></Field>
            <div class="field-row">
                <Field label="First day" optional=true><DateInput value=start/></Field>
                <Field label="Last day" optional=true error=wrong.of("end")><DateInput value=end/></Field>
                <Field label="People asked" optional=true hint="For the answer rate"><NumberInput value=asked kind=NumberKind::Count min=0.0 max=1_000_000_000.0/></Field>
            </div>
            <MetadataFields draft=meta/>
            <div class="button-row">
                <Button look=Look::Primary submit=true>{if is_new { "Add survey" } else { "Save" }}</Button>
                {(!is_new).then(|| view! { <Button look=Look::Danger on_press=remove>"Remove"</Button> })}
            </div>
        </form>
    }
}
