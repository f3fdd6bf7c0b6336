//! Export: the workspace as one file.

use crate::{
    interchange::{redact::Redaction, table::csv_out},
    model::facts::TableKind,
    ui::{
        app_state::{App, use_app},
        components::{Button, Checkbox, IconName, Look},
        files,
    },
};
use leptos::prelude::*;

fn export_table(app: App, kind: TableKind) {
    let Some(workspace) = app.peek() else { return };
    let bytes = csv_out::table(&workspace, kind, None, csv_out::Options::default());
    let name = format!("{}-{}.csv", kind.name(), workspace.settings.zone.day(crate::ui::clock::now()));
    match files::download(&name, "text/csv;charset=utf-8", bytes.as_bytes()) {
        Ok(()) => app.toasts.say(format!("Exported to {name}")),
        Err(error) => app.toasts.fail(error),
    }
}

/// The export screen.
#[component]
pub fn Export() -> impl IntoView {
    let app = use_app();
    let tables = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            TableKind::ALL
                .iter()
                .map(|kind| (*kind, workspace.as_ref().map_or(0, |workspace| workspace.facts.table(*kind).len())))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <div class="page page-narrow">
            <header class="page-header"><h1>"Export"</h1></header>
            <section class="form-section">
                <header><h2>"The whole workspace"</h2><p>"For a colleague, a teacher, another machine, or as a backup."</p></header>
                <div class="stack">
                    <p>"One JSON file with everything: settings, records, facts, imports. Opened in any Hearth, it is the same workspace. Its form is documented and open."</p>
                    <p class="muted">{move || files::backup_age_label(app)}</p>
                    <div><Button look=Look::Primary icon=IconName::Export on_press=move || files::save_workspace(app)>"Export workspace"</Button></div>
                </div>
            </section>
            <Copy app/>
            <section class="form-section">
                <header><h2>"One table as CSV"</h2><p>"For a spreadsheet or a script."</p></header>
                <div class="stack">
                    <p>"Cells that a spreadsheet would take for a formula are guarded with an apostrophe; Hearth takes it off again on import."</p>
                    <ul class="stack-tight plain-list">
                        {move || tables.get().into_iter().map(|(kind, rows)| {
                            let label = format!("{} ({})", capital(kind.noun()), crate::analytics::format::whole(rows as f64));
                            view! { <li><Button disabled=Signal::stored(rows == 0) icon=IconName::Table on_press=move || export_table(app, kind)>{label}</Button></li> }
                        }).collect_view()}
                    </ul>
                </div>
            </section>
        </div>
    }
}

/// A copy to show: nobody is named in it.
#[component]
fn Copy(app: App) -> impl IntoView {
    let how = RwSignal::new(Redaction::default());
    let export =
        move || app.with_part(app.parts.exchange, move |exchange| (exchange.save_copy)(app, how.get_untracked()));
    let choice =
        move |get: fn(&Redaction) -> bool, set: fn(&mut Redaction, bool), label: &'static str, hint: &'static str| {
            let checked = Signal::derive(move || how.with(get));
            view! { <Checkbox checked label hint=hint on_change=move |on: bool| how.update(|how| set(how, on))/> }
        };
    view! {
        <section class="form-section">
            <header><h2>"A copy without people"</h2><p>"For a course, a consultant, a bug report."</p></header>
            <div class="stack">
                <p>"Members have made-up names and ids in it, and the audit log stays here. Every figure is what it was. It is a workspace of its own, and no backup of this one."</p>
                <fieldset class="choices">
                    <legend>"Leave out, too"</legend>
                    {choice(|how| how.texts, |how, on| how.texts = on, "What was written", "Texts of members, messages, private notes about people")}
                    {choice(|how| how.contacts, |how, on| how.contacts = on, "Addresses", "Escalation contacts, e-mail of guests")}
                    {choice(|how| how.plan, |how, on| how.plan = on, "The plan", "Strategy, content, events")}
                    {choice(|how| how.engage, |how, on| how.engage = on, "What was decided about people", "Inbox, moderation, feedback, crisis")}
                </fieldset>
                <p class="muted small">"Names of your team and what you wrote yourselves (titles, statements, responses) stay: read them through before you send the file."</p>
                <div><Button icon=IconName::Export on_press=export>"Export the copy"</Button></div>
            </div>
        </section>
    }
}

/// A word with a capital first letter.
pub fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
