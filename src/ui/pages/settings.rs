//! The workspace's settings and the look of the page.

use crate::{
    model::{Action, Command, Settings as Values, Zone, settings::EngagementWeights, time::WEEKDAYS},
    ui::{
        app_state::{App, use_app},
        components::{Field, NumberInput, Segmented, Select, Switch, TextInput},
        preferences,
    },
    view::number::NumberKind,
};
use leptos::prelude::*;

/// Sets settings as changed by `edit`; returns what is wrong, where something is.
fn change(app: App, label: &str, edit: impl FnOnce(&mut Values)) -> Option<String> {
    let workspace = app.peek()?;
    let mut settings = workspace.settings.clone();
    edit(&mut settings);
    if settings == workspace.settings {
        return None;
    }
    app.apply(Action::new(label, Command::SetSettings(Box::new(settings)))).err().map(|error| error.to_string())
}

/// The settings screen.
#[component]
pub fn Settings() -> impl IntoView {
    let app = use_app();
    // Forms follow the workspace: undo shows here too.
    let revision = Memo::new(move |_| {
        app.workspace.with(|workspace| workspace.as_ref().map(|workspace| workspace.settings.clone()))
    });
    view! {
        <div class="page page-narrow">
            <header class="page-header"><h1>"Settings"</h1></header>
            {move || revision.get().map(|settings| view! { <Form settings/> })}
            <section class="form-section">
                <header><h2>"This browser"</h2><p>"Kept here, not in the workspace."</p></header>
                <Theme/>
            </section>
        </div>
    }
}

#[component]
fn Form(settings: Values) -> impl IntoView {
    let app = use_app();
    let name = RwSignal::new(settings.name.clone());
    let name_error = RwSignal::new(None::<String>);
    let zone = RwSignal::new(settings.zone.name().to_owned());
    let zone_error = RwSignal::new(None::<String>);
    let week_start = RwSignal::new(settings.week_start.to_string());
    let exclude = RwSignal::new(settings.exclude_staff);
    let weights = settings.weights;
    let like = RwSignal::new(Some(weights.like));
    let comment = RwSignal::new(Some(weights.comment));
    let share = RwSignal::new(Some(weights.share));
    let set_zone = move |typed: String| match typed.trim().parse::<Zone>() {
        Ok(zone) => zone_error.set(change(app, "Time zone changed", |settings| settings.zone = zone)),
        Err(error) => zone_error.set(Some(error.to_string())),
    };
    let zones = Zone::names().map(|name| (name.to_owned(), name.to_owned())).collect::<Vec<_>>();
    let weigh = move |set: fn(&mut EngagementWeights, f64)| {
        move |value: Option<f64>| {
            change(app, "Weight changed", |settings| set(&mut settings.weights, value.unwrap_or(0.0)));
        }
    };
    let set_like = weigh(|weights, value| weights.like = value);
    let set_comment = weigh(|weights, value| weights.comment = value);
    let set_share = weigh(|weights, value| weights.share = value);
    let days =
        WEEKDAYS.iter().enumerate().map(|(number, day)| (number.to_string(), (*day).to_owned())).collect::<Vec<_>>();
    view! {
        <section class="form-section">
            <header><h2>"Workspace"</h2><p>"Travels in the file."</p></header>
            <div class="form">
                <Field label="Name" error=name_error>
                    <TextInput value=name on_change=move |name: String| name_error.set(change(app, "Workspace renamed", |settings| settings.name = name.trim().to_owned()))/>
                </Field>
                <Field label="Time zone" hint="Days, weeks and hours are counted in it." error=zone_error>
                    <Select value=zone options=zones on_change=set_zone/>
                </Field>
                <Field label="Week begins on">
                    <Select value=week_start options=days on_change=move |day: String| { change(app, "First weekday changed", |settings| settings.week_start = day.parse().unwrap_or(0)); }/>
                </Field>
            </div>
        </section>
        <section class="form-section">
            <header><h2>"Figures"</h2></header>
            <div class="form">
                <Switch checked=exclude label="Leave out staff and bots"
                    on_change=move |on: bool| { change(app, if on { "Staff left out" } else { "Staff counted" }, |settings| settings.exclude_staff = on); }/>
                <p class="muted small">"Figures about members then count the community only; how many were left out is shown beside each."</p>
                <fieldset class="field-row">
                    <legend class="field-label">"Weighted engagement rate: what counts how much"</legend>
                    <Field label="Like"><NumberInput value=like kind=NumberKind::Plain min=0.0 on_change=set_like/></Field>
                    <Field label="Comment"><NumberInput value=comment kind=NumberKind::Plain min=0.0 on_change=set_comment/></Field>
                    <Field label="Share"><NumberInput value=share kind=NumberKind::Plain min=0.0 on_change=set_share/></Field>
                </fieldset>
            </div>
        </section>
    }
}

#[component]
fn Theme() -> impl IntoView {
    let theme = RwSignal::new(preferences::theme());
    let choose = move |chosen: String| {
        preferences::set_theme(&chosen);
        theme.set(chosen);
    };
    view! { <Segmented label="Theme" value=theme options=vec![("system", "As the system"), ("light", "Light"), ("dark", "Dark")] on_change=choose/> }
}
