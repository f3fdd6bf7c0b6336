//! A flag that somebody types in: what was said, by whom, and who told us.

use super::desk::Screen;
use crate::{
    model::{
        Id, RecordKind,
        record::{Flag, FlagStatus, Report, Severity},
    },
    moderation::actions::Desk,
    ui::{
        app_state::App,
        clock,
        components::{Button, DetailPanel, Field, Look, Select, Switch, TextArea, TextInput},
        pages::record_panel::Wrong,
        preferences,
    },
    view::{
        moderation::rules,
        route::{ModerationView, Opened, Route},
    },
};
use leptos::prelude::*;

/// Opens the flag about something that was said; this one, put in as one step, where there is none yet.
pub fn open_flag(app: App, flag: Flag) {
    let Some(workspace) = app.peek() else { return };
    let there = workspace.records.flags.iter().find(|one| one.activity.is_some() && one.activity == flag.activity);
    let id = there.map_or(flag.id, |there| there.id);
    let desk = Desk { who: preferences::author(), now: clock::now() };
    if there.is_none()
        && let Err(error) = app.apply(desk.flag(flag))
    {
        return app.toasts.fail(error.to_string());
    }
    app.go(Route::Moderation(ModerationView::open(Opened::edit(RecordKind::Flag, id))));
}

/// The panel of a new flag.
#[component]
pub fn NewFlag(screen: Screen) -> impl IntoView {
    let empty = || RwSignal::new(String::new());
    let (text, name, reporter, reason) = (empty(), empty(), empty(), empty());
    let (channel, rule) = (empty(), empty());
    let severity = RwSignal::new(Severity::default().key().to_owned());
    let held = RwSignal::new(false);
    let wrong = Wrong::new();
    let none = |label: &str| (String::new(), label.to_owned());
    let channels = screen.of(|workspace| {
        let channels = workspace.records.channels.iter().map(|one| (one.id.to_string(), one.name.clone()));
        std::iter::once(none("Not said")).chain(channels).collect::<Vec<_>>()
    });
    let all_rules = screen.of(|workspace| {
        let rules = rules(workspace).into_iter().map(|(id, label)| (id.to_string(), label));
        std::iter::once(none("None named")).chain(rules).collect::<Vec<_>>()
    });
    let severities: Vec<(String, String)> =
        Severity::ALL.iter().map(|one| (one.key().to_owned(), one.label().to_owned())).collect();
    let save = move || {
        let desk = screen.desk();
        let mut flag = Flag::new(clock::mint(), desk.now, text.get_untracked().trim());
        flag.name = name.get_untracked().trim().to_owned();
        flag.channel = channel.get_untracked().parse::<Id>().ok();
        flag.severity = Severity::of_key(&severity.get_untracked()).unwrap_or_default();
        if held.get_untracked() {
            flag.status = FlagStatus::Held;
        }
        let (who, why) = (reporter.get_untracked(), reason.get_untracked());
        let rule = rule.get_untracked().parse::<Id>().ok();
        if !who.trim().is_empty() || !why.trim().is_empty() || rule.is_some() {
            let mut report = Report::new(desk.now, who.trim(), why.trim());
            report.rule = rule;
            flag.reports.push(report);
        }
        let id = flag.id;
        wrong.apply(screen.app, desk.flag(flag), move || screen.open_flag(id));
    };
    view! {
        <DetailPanel title="New flag" on_close=move || screen.close()>
            <form class="form" novalidate on:submit=move |event| { event.prevent_default(); save(); }>
                <Field label="What was said" error=wrong.of("text")><TextArea value=text/></Field>
                <Field label="Who said it" optional=true><TextInput value=name/></Field>
                <Field label="Where" optional=true><Select value=channel options=channels on_change=move |key: String| channel.set(key)/></Field>
                <Field label="Severity"><Select value=severity options=severities on_change=move |key: String| severity.set(key)/></Field>
                <Field label="Who reported it" optional=true hint="Empty where you saw it yourself"><TextInput value=reporter/></Field>
                <Field label="Why, in their words" optional=true error=wrong.of("reports")><TextArea value=reason rows=2/></Field>
                <Field label="House rule" optional=true><Select value=rule options=all_rules on_change=move |key: String| rule.set(key)/></Field>
                <Switch label="Held back until decided" checked=held on_change=move |on: bool| held.set(on)/>
                <Field label="Your name" hint="The audit log carries it"><TextInput value=screen.who/></Field>
                <div class="button-row">
                    <Button look=Look::Primary submit=true>"Add flag"</Button>
                    <Button on_press=move || screen.close()>"Cancel"</Button>
                </div>
            </form>
        </DetailPanel>
    }
}
