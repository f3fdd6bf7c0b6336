//! The form of a decision: what is done, for how long, by which rules, and why.

use super::desk::Screen;
use crate::{
    model::{Id, record::ModerationAction},
    moderation::{
        actions::{Verdict, action_words},
        cases::Person,
        strikes::ladder,
    },
    ui::{
        clock,
        components::{Button, Checkbox, Dialog, Field, Look, Select, TextArea, TextInput, focus_in},
        pages::record_panel::Wrong,
    },
    view::moderation::{durations, rules},
};
use leptos::{html, prelude::*};
use std::collections::BTreeSet;

/// What is being decided.
#[derive(Clone, Copy)]
struct Draft {
    actions: RwSignal<Vec<ModerationAction>>,
    /// Hours of what lasts, as keys; 0 = for good.
    hours: RwSignal<String>,
    rules: RwSignal<Vec<Id>>,
    reason: RwSignal<String>,
    note: RwSignal<String>,
}

impl Draft {
    fn new(actions: Vec<ModerationAction>, hours: Option<u32>, rules: Vec<Id>) -> Self {
        Self {
            actions: RwSignal::new(actions),
            hours: RwSignal::new(hours.unwrap_or(24).to_string()),
            rules: RwSignal::new(rules),
            reason: RwSignal::new(String::new()),
            note: RwSignal::new(String::new()),
        }
    }

    fn verdict(self) -> Verdict {
        let hours = self.hours.with_untracked(|hours| hours.parse::<u32>().ok()).filter(|hours| *hours > 0);
        Verdict {
            actions: self.actions.get_untracked().into_iter().map(|action| (action, hours)).collect(),
            reason: self.reason.get_untracked(),
            rules: self.rules.get_untracked(),
            note: self.note.get_untracked(),
        }
    }
}

/// Decides one flag.
#[component]
pub fn Decide(screen: Screen, id: Id) -> impl IntoView {
    let flag = screen.flag(id).get_untracked();
    let cited: Vec<Id> = flag.iter().flat_map(|flag| flag.reports.iter().filter_map(|report| report.rule)).collect();
    let mut first: Vec<Id> = Vec::new();
    cited.into_iter().for_each(|rule| {
        if !first.contains(&rule) {
            first.push(rule);
        }
    });
    let next = screen.of(|workspace| {
        let person = flag.as_ref().and_then(|flag| Person::of(flag))?;
        let flags = workspace.records.flags.iter().map(|flag| &**flag);
        Some(ladder(flags, &person, Some(id), clock::now()).next())
    });
    let draft = Draft::new(Vec::new(), next.and_then(|(_, hours)| hours), first);
    let wrong = Wrong::new();
    let form = NodeRef::<html::Form>::new();
    Effect::new(move || {
        if let (true, Some(form)) = (screen.at_form.get(), form.get()) {
            request_animation_frame(move || {
                focus_in(&form, "input");
                form.scroll_into_view();
            });
            screen.at_form.set(false);
        }
    });
    let decide = move || {
        let Some(workspace) = screen.app.peek() else { return };
        match screen.desk().decide(&workspace, &[id], &draft.verdict()) {
            Ok(action) => {
                screen.apply(action);
            }
            Err(refused) => wrong.set("decision", refused.to_string()),
        }
    };
    let approve = move || {
        screen.approve(&[id]);
    };
    view! {
        <form class="form" novalidate node_ref=form on:submit=move |event| { event.prevent_default(); decide(); }>
            {next.map(|(action, hours)| view! { <p class="muted small">{format!("The ladder suggests for the person: {}.", action_words(action, hours).to_lowercase())}</p> })}
            <Fields screen draft/>
            <Field label="Private note" optional=true hint="For the team; the person concerned is not told"><TextArea value=draft.note rows=2/></Field>
            <Field label="Your name" hint="Decisions and the audit log carry it" error=wrong.of("decision")><TextInput value=screen.who/></Field>
            <div class="button-row">
                <Button look=Look::Primary submit=true>"Decide"</Button>
                <Button on_press=approve>"Approve: nothing is wrong"</Button>
            </div>
        </form>
    }
}

/// Actions, duration, rules and reason.
#[component]
fn Fields(screen: Screen, draft: Draft) -> impl IntoView {
    let lasting = Memo::new(move |_| {
        draft.actions.with(|actions| actions.iter().copied().find(|action| crate::moderation::actions::lasts(*action)))
    });
    let choices = ModerationAction::ALL.iter().copied().filter(|action| *action != ModerationAction::Approve);
    let all_rules = screen.of(rules);
    let no_rules = all_rules.is_empty();
    view! {
        <fieldset class="choices choices-row">
            <legend>"What is done"</legend>
            {choices.map(|action| {
                let checked = Signal::derive(move || draft.actions.with(|actions| actions.contains(&action)));
                let set = move |on: bool| draft.actions.update(|actions| {
                    actions.retain(|one| *one != action);
                    if on {
                        actions.push(action);
                        actions.sort_unstable();
                    }
                });
                view! { <Checkbox label=action.label() checked on_change=set/> }
            }).collect_view()}
        </fieldset>
        {move || lasting.get().map(|action| view! {
            <Field label="For how long"><Select value=draft.hours options=durations(action) on_change=move |hours: String| draft.hours.set(hours)/></Field>
        })}
        <fieldset class="choices">
            <legend>"House rules it rests on"</legend>
            {no_rules.then(|| view! { <p class="muted small">"There are no house rules yet. Write them under Strategy → Guidelines, and decisions can name them."</p> })}
            {all_rules.into_iter().map(|(rule, label)| {
                let checked = Signal::derive(move || draft.rules.with(|rules| rules.contains(&rule)));
                let set = move |on: bool| draft.rules.update(|rules| {
                    rules.retain(|one| *one != rule);
                    if on {
                        rules.push(rule);
                    }
                });
                view! { <Checkbox label=label checked on_change=set/> }
            }).collect_view()}
        </fieldset>
        <Field label="Reason" hint="As the person concerned is told"><TextArea value=draft.reason rows=2/></Field>
    }
}

/// Removes the chosen ones, with rules and a reason, like one.
#[component]
pub fn BulkRemove(screen: Screen, open: RwSignal<bool>, chosen: RwSignal<BTreeSet<Id>>) -> impl IntoView {
    let title = Signal::derive(move || {
        format!("Decide {}", crate::view::moderation::count(chosen.with(BTreeSet::len), "flag"))
    });
    view! { <Dialog open title><RemoveForm screen open chosen/></Dialog> }
}

#[component]
fn RemoveForm(screen: Screen, open: RwSignal<bool>, chosen: RwSignal<BTreeSet<Id>>) -> impl IntoView {
    let draft = Draft::new(vec![ModerationAction::Remove], None, Vec::new());
    let wrong = Wrong::new();
    let decide = move || {
        let Some(workspace) = screen.app.peek() else { return };
        let ids: Vec<Id> = chosen.get_untracked().into_iter().collect();
        match screen.desk().decide(&workspace, &ids, &draft.verdict()) {
            Ok(action) => {
                if screen.apply(action) {
                    open.set(false);
                    chosen.set(BTreeSet::new());
                }
            }
            Err(refused) => wrong.set("decision", refused.to_string()),
        }
    };
    view! {
        <form class="form" novalidate on:submit=move |event| { event.prevent_default(); decide(); }>
            <Fields screen draft/>
            <Field label="Your name" error=wrong.of("decision")><TextInput value=screen.who/></Field>
            <div class="button-row"><Button look=Look::Danger submit=true>"Decide all"</Button></div>
        </form>
    }
}
