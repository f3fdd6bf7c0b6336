//! Playbooks: the list, and the form of one.

use super::{Desk, address};
use crate::{
    crisis::severity::LEVELS,
    model::{
        Action, Extra, Id, RecordKind,
        record::{HoldingStatement, Playbook, PlaybookStep},
    },
    ui::{
        app_state::use_app,
        clock,
        components::{
            Button, EmptyState, Field, IconButton, IconName, Link, Look, NumberInput, NumberKind, TextArea, TextInput,
        },
        pages::record_panel::{RecordPanel, Wrong, record_of},
    },
    view::route::{CrisisSection, CrisisView, Opened, Panel, Route},
};
use leptos::prelude::*;
use std::sync::Arc;

/// A count with its noun.
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// All playbooks.
#[component]
pub fn Playbooks(desk: Desk) -> impl IntoView {
    let app = desk.app;
    let all = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            let books =
                workspace.as_ref().map(|it| it.records.playbooks.iter().cloned().collect::<Vec<Arc<Playbook>>>());
            books.unwrap_or_default()
        })
    });
    let new = || address(CrisisView::open(Opened::new(RecordKind::Playbook)));
    view! {
        <Show
            when=move || !all.with(Vec::is_empty)
            fallback=move || view! {
                <EmptyState icon=IconName::Table title="No playbooks yet" text="A playbook is agreed while all is quiet: how bad is how bad, who decides and who speaks, what is done by when, and which first words may be published without asking.">
                    <Link look=Look::Primary href=new()>"New playbook"</Link>
                </EmptyState>
            }
        >
            <ul class="card-list">
                {move || all.get().into_iter().map(|book| {
                    let approved = book.statements.iter().filter(|one| !one.approved_by.is_empty()).count();
                    view! {
                        <li class="card stack-tight">
                            <h2><a class="break" href=address(CrisisView::open(Opened::edit(RecordKind::Playbook, book.id))) dir="auto">{book.name.clone()}</a></h2>
                            {(!book.when.is_empty()).then(|| view! { <p class="muted break" dir="auto">{book.when.clone()}</p> })}
                            <p class="small">{format!("{}, {approved} of {} holding statements approved", count(book.steps.len(), "step"), book.statements.len())}</p>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </Show>
    }
}

/// A row of the severity matrix in the form.
#[derive(Clone, Copy)]
struct LevelDraft {
    level: u8,
    sign: RwSignal<String>,
    decides: RwSignal<String>,
    speaks: RwSignal<String>,
    minutes: RwSignal<Option<f64>>,
}

/// A step in the form.
#[derive(Clone, Copy, PartialEq)]
struct StepDraft {
    id: Id,
    title: RwSignal<String>,
    owner: RwSignal<String>,
    minutes: RwSignal<Option<f64>>,
    extra: StoredValue<Extra>,
}

/// A holding statement in the form.
#[derive(Clone, Copy, PartialEq)]
struct WordsDraft {
    id: Id,
    title: RwSignal<String>,
    text: RwSignal<String>,
    approved_by: RwSignal<String>,
    extra: StoredValue<Extra>,
}

fn step_draft(step: PlaybookStep) -> StepDraft {
    StepDraft {
        id: step.id,
        title: RwSignal::new(step.title),
        owner: RwSignal::new(step.owner),
        minutes: RwSignal::new(Some(f64::from(step.minutes))),
        extra: StoredValue::new(step.extra),
    }
}

fn words_draft(one: HoldingStatement) -> WordsDraft {
    WordsDraft {
        id: clock::mint(),
        title: RwSignal::new(one.title),
        text: RwSignal::new(one.text),
        approved_by: RwSignal::new(one.approved_by),
        extra: StoredValue::new(one.extra),
    }
}

/// Moves an entry of a list by one.
pub fn shift<T>(list: &mut [T], place: usize, by: isize) {
    if let Some(to) = place.checked_add_signed(by).filter(|to| *to < list.len() && place < list.len()) {
        list.swap(place, to);
    }
}

/// The form of one playbook.
#[component]
pub fn Editor(panel: Panel) -> impl IntoView {
    let app = use_app();
    let close = move || app.go(Route::Crisis(CrisisView::section(CrisisSection::Playbooks)));
    let (existing, stands) =
        record_of(app, panel, RecordKind::Playbook, |records, id| records.playbooks.get(id).cloned());
    let draft = existing.as_deref().cloned().unwrap_or_else(|| Playbook::new(clock::mint(), clock::now(), ""));
    let name = RwSignal::new(draft.name.clone());
    let when = RwSignal::new(draft.when.clone());
    let notes = RwSignal::new(draft.notes.clone());
    let levels: Vec<LevelDraft> = LEVELS
        .iter()
        .map(|(level, ..)| {
            let one = draft.levels.iter().find(|one| one.level == *level);
            let text = |of: fn(&crate::model::record::SeverityLevel) -> &String| {
                RwSignal::new(one.map(|one| of(one).clone()).unwrap_or_default())
            };
            LevelDraft {
                level: *level,
                sign: text(|one| &one.sign),
                decides: text(|one| &one.decides),
                speaks: text(|one| &one.speaks),
                minutes: RwSignal::new(one.and_then(|one| one.minutes).map(f64::from)),
            }
        })
        .collect();
    let steps = RwSignal::new(draft.steps.iter().cloned().map(step_draft).collect::<Vec<_>>());
    let statements = RwSignal::new(draft.statements.iter().cloned().map(words_draft).collect::<Vec<_>>());
    let wrong = Wrong::new();
    let shown = levels.clone();
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        let mut book = draft.clone();
        book.name = name.get_untracked().trim().to_owned();
        book.when = when.get_untracked().trim().to_owned();
        book.notes = notes.get_untracked().trim().to_owned();
        let whole = |number: RwSignal<Option<f64>>| number.get_untracked().map(|number| number as u32);
        for level in &levels {
            let made = Playbook::new(book.id, 0, "").levels.into_iter().find(|one| one.level == level.level);
            if book.levels.iter().all(|one| one.level != level.level) {
                book.levels.extend(made);
            }
            if let Some(one) = book.levels.iter_mut().find(|one| one.level == level.level) {
                one.sign = level.sign.get_untracked().trim().to_owned();
                one.decides = level.decides.get_untracked().trim().to_owned();
                one.speaks = level.speaks.get_untracked().trim().to_owned();
                one.minutes = whole(level.minutes);
            }
        }
        book.levels.sort_by_key(|one| one.level);
        // A step or a statement without words is one that was not needed.
        book.steps = steps.with_untracked(|steps| {
            let of = |one: &StepDraft| {
                let (title, owner) = (one.title.get_untracked(), one.owner.get_untracked());
                let mut step = PlaybookStep::new(one.id, title.trim(), owner.trim(), whole(one.minutes).unwrap_or(0));
                step.extra = one.extra.get_value();
                (!step.title.is_empty()).then_some(step)
            };
            steps.iter().filter_map(of).collect()
        });
        book.statements = statements.with_untracked(|statements| {
            let of = |one: &WordsDraft| {
                let (title, text) = (one.title.get_untracked(), one.text.get_untracked());
                let mut statement = HoldingStatement::new(title.trim(), text.trim());
                statement.approved_by = one.approved_by.get_untracked().trim().to_owned();
                statement.extra = one.extra.get_value();
                (!statement.text.is_empty()).then_some(statement)
            };
            statements.iter().filter_map(of).collect()
        });
        book.updated = clock::now();
        wrong.apply(app, Action::put(&workspace, book), close);
    };
    let add_step = move || steps.update(|steps| steps.push(step_draft(PlaybookStep::new(clock::mint(), "", "", 60))));
    let add_words = move || statements.update(|all| all.push(words_draft(HoldingStatement::new("", ""))));
    let title = existing.as_ref().map_or("New playbook", |one| one.name.as_str()).to_owned();
    let numbered_steps = move || steps.get().into_iter().enumerate().collect::<Vec<_>>();
    let numbered_statements = move || statements.get().into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <RecordPanel app title noun="playbook" stands wide=true on_save=save on_close=close>
            <Field label="Name" error=wrong.of("name")><TextInput value=name placeholder="People are angry at us"/></Field>
            <Field label="For what" optional=true><TextInput value=when/></Field>
            <fieldset class="choices">
                <legend>"Severity: who decides, who speaks, how fast"</legend>
                {shown.into_iter().map(|level| view! {
                    <fieldset class="choices crisis-level">
                        <legend>{LEVELS.iter().find(|one| one.0 == level.level).map(|one| format!("{} · {}", one.0, one.1))}</legend>
                        <Field label="Known by" optional=true><TextInput value=level.sign/></Field>
                        <div class="field-row">
                            <Field label="Decides" optional=true><TextInput value=level.decides/></Field>
                            <Field label="Speaks" optional=true><TextInput value=level.speaks/></Field>
                            <Field label="First statement, minutes" optional=true><NumberInput value=level.minutes kind=NumberKind::Count min=0.0 max=100_000.0/></Field>
                        </div>
                    </fieldset>
                }).collect_view()}
            </fieldset>
            <fieldset class="choices">
                <legend>"Steps, minutes counted from when the incident is taken on"</legend>
                <For each=numbered_steps key=|(place, one)| (one.id, *place) let((place, one))>
                    <div class="field-row">
                        <Field label=format!("Step {}", place + 1)><TextInput value=one.title/></Field>
                        <Field label="Who" optional=true><TextInput value=one.owner/></Field>
                        <Field label="Minutes"><NumberInput value=one.minutes kind=NumberKind::Count min=0.0 max=1_000_000.0/></Field>
                        <span class="row nowrap crisis-tools">
                            <IconButton small=true icon=IconName::Up label=format!("Earlier: step {}", place + 1) on_press=move || steps.update(|steps| shift(steps, place, -1))/>
                            <IconButton small=true icon=IconName::Down label=format!("Later: step {}", place + 1) on_press=move || steps.update(|steps| shift(steps, place, 1))/>
                            <IconButton small=true icon=IconName::Delete label=format!("Remove step {}", place + 1) on_press=move || steps.update(|steps| steps.retain(|other| other.id != one.id))/>
                        </span>
                    </div>
                </For>
                <div><Button small=true icon=IconName::Plus on_press=add_step>"Add a step"</Button></div>
            </fieldset>
            <fieldset class="choices">
                <legend>"Holding statements: first words, approved in advance"</legend>
                <For each=numbered_statements key=|(place, one)| (one.id, *place) let((place, one))>
                    <fieldset class="choices crisis-level">
                        <legend>{format!("Statement {}", place + 1)}</legend>
                        <div class="field-row">
                            <Field label="Name"><TextInput value=one.title/></Field>
                            <Field label="Approved by" hint="Empty: nobody yet" optional=true><TextInput value=one.approved_by/></Field>
                        </div>
                        <Field label="Text"><TextArea value=one.text rows=3/></Field>
                        <div><Button small=true look=Look::Quiet icon=IconName::Delete on_press=move || statements.update(|all| all.retain(|other| other.id != one.id))>"Remove statement"</Button></div>
                    </fieldset>
                </For>
                <div><Button small=true icon=IconName::Plus on_press=add_words>"Add a statement"</Button></div>
            </fieldset>
            <Field label="Notes" optional=true><TextArea value=notes rows=2/></Field>
        </RecordPanel>
    }
}
