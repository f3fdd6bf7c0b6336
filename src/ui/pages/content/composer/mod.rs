//! The composer: one piece of content with a variant for each channel, checked as it is written.

mod draft;
mod publish;
mod review;
mod variant;

use super::plan::{Plan, count};
use crate::{
    analytics::{Unit, format},
    model::{
        Action, Id, RecordKey, RecordKind, Zone,
        record::{ContentStatus, Records},
    },
    ui::{
        clock,
        components::{
            Badge, Banner, Button, Checkbox, DateInput, DetailPanel, Field, IconName, Look, Menu, MenuItem, Select,
            Tab, Tabs, TextArea, TextInput, TimeInput,
        },
        pages::{
            metadata::MetadataFields,
            record_panel::{Stands, Wrong, record_of},
        },
        preferences,
    },
    view::{
        plan::{content, when},
        route::{Panel, Route, StrategySection, StrategyView},
    },
};
use draft::Draft;
use leptos::prelude::*;

/// The panel of one piece of content.
#[component]
pub fn Composer(plan: Plan, panel: Panel) -> impl IntoView {
    let app = plan.app;
    let (existing, stands) = record_of(app, panel, RecordKind::Content, |records, id| records.content.get(id).cloned());
    let close = move || plan.close();
    let Some(workspace) = app.peek().filter(|_| stands != Stands::Gone) else {
        return view! {
            <DetailPanel title="Not here any more" on_close=close><p>"This post was removed. Undo brings it back."</p></DetailPanel>
        }
        .into_any();
    };
    let zone = workspace.settings.zone;
    let on = plan.view.with_untracked(|view| view.on);
    let item =
        existing.as_deref().cloned().unwrap_or_else(|| draft::fresh(&workspace, clock::mint(), clock::now(), on));
    let id = item.id;
    let draft = Draft::new(item, zone);
    // A new post goes where there is only one place to go.
    let mut channels = workspace.records.channels.live();
    if let (Stands::New, Some(only), None) = (stands, channels.next(), channels.next()) {
        draft.set_channel(only.id, true);
    }
    let wrong = Wrong::new();
    let keep = move |to: Option<ContentStatus>, why: &str, then: &dyn Fn()| {
        let Some(workspace) = app.peek() else { return };
        let mut item = untrack(|| draft.item());
        item.updated = clock::now();
        if let Some(to) = to {
            item = content::stepped(&item, to, &preferences::author(), why, clock::now());
        }
        wrong.apply(app, Action::put(&workspace, item), then);
    };
    let save = move || keep(None, "", &close);
    // Leaving keeps what was written: nobody loses a text to the Escape key.
    let leave = move || {
        if draft.is_changed() && !draft.is_blank() { save() } else { close() }
    };
    let title = Signal::derive(move || {
        draft.title.with(|title| if title.trim().is_empty() { "New post".to_owned() } else { title.clone() })
    });
    let subtitle = Signal::derive(move || {
        let planned = draft.planned().map(|at| when::day_time(at, zone));
        let status = draft.status().label();
        planned.map_or_else(|| status.to_owned(), |planned| format!("{status} · {planned}"))
    });
    let is_new = stands == Stands::New;
    let remove = move || {
        if plan.apply(Action::remove(RecordKey { kind: RecordKind::Content, id })) {
            close();
        }
    };
    let footer = move || {
        view! {
            <Button look=Look::Primary on_press=save>{if is_new { "Add post" } else { "Save" }}</Button>
            <Button on_press=close>{if is_new { "Cancel" } else { "Leave as it was" }}</Button>
            {(!is_new).then(|| {
                let items = vec![
                    MenuItem::new("Duplicate", move || plan.duplicate(id)).icon(IconName::Copy),
                    MenuItem::new("Archive", move || keep(Some(ContentStatus::Archived), "", &close)),
                    MenuItem::new("Remove", remove).icon(IconName::Delete).danger(),
                ];
                view! { <Menu label="More for this post" trigger=|| "More" items=Signal::stored(items)/> }
            })}
        }
        .into_any()
    };
    let tab = RwSignal::new("write".to_owned());
    let comments =
        draft.comments.with_untracked(|comments| comments.iter().filter(|comment| !comment.resolved).count());
    let tabs = vec![
        Tab { key: "write", label: "Write".to_owned() },
        Tab { key: "publish", label: "Publish".to_owned() },
        Tab { key: "review", label: if comments > 0 { format!("Review ({comments})") } else { "Review".to_owned() } },
    ];
    view! {
        <DetailPanel title subtitle wide=true footer=footer on_close=leave>
            <Steps draft is_new on_step=move |to: ContentStatus, why: String| keep(Some(to), &why, &close)/>
            <Tabs label="Parts of the post" tabs selected=tab>
                {move || match tab.get().as_str() {
                    "publish" => view! { <publish::Publish plan draft/> }.into_any(),
                    "review" => view! { <review::Review draft/> }.into_any(),
                    _ => view! { <Write plan draft wrong zone/> }.into_any(),
                }}
            </Tabs>
        </DetailPanel>
    }
    .into_any()
}

/// How far the post is, and where it may go from here.
#[component]
fn Steps(draft: Draft, is_new: bool, #[prop(into)] on_step: Callback<(ContentStatus, String)>) -> impl IntoView {
    let status = draft.status();
    let why = RwSignal::new(String::new());
    let asked = RwSignal::new(None::<ContentStatus>);
    let buttons = status
        .next()
        .iter()
        .map(|to| {
            let to = *to;
            let look = if status.next().first() == Some(&to) { Look::Secondary } else { Look::Quiet };
            // A no wants its reason; a yes may have one.
            let press = move || match to {
                ContentStatus::Rejected => asked.set(Some(to)),
                _ => on_step.run((to, String::new())),
            };
            view! { <Button look small=true on_press=press>{words(to)}</Button> }
        })
        .collect_view();
    view! {
        <div class="row wrap steps-row">
            <Badge tone=super::list::tone(status)>{status.label()}</Badge>
            <span class="muted small">{if is_new { "Keep it and go on as:" } else { "Next:" }}</span>
            {buttons}
        </div>
        {move || asked.get().map(|to| view! {
            <div class="card stack">
                <Field label="Why not?" hint="The writer reads this beside the post"><TextArea value=why rows=2/></Field>
                <div class="button-row">
                    <Button look=Look::Primary small=true on_press=move || on_step.run((to, why.get_untracked().trim().to_owned()))>{words(to)}</Button>
                    <Button small=true on_press=move || asked.set(None)>"Cancel"</Button>
                </div>
            </div>
        })}
    }
}

/// What moving to a status is called.
fn words(to: ContentStatus) -> &'static str {
    match to {
        ContentStatus::Idea => "Back to ideas",
        ContentStatus::Draft => "Draft",
        ContentStatus::InReview => "Ask for review",
        ContentStatus::Approved => "Approve",
        ContentStatus::Scheduled => "Schedule",
        ContentStatus::Published => "Mark as published",
        ContentStatus::Archived => "Archive",
        ContentStatus::Rejected => "Reject",
    }
}

/// Ids and names that a choice offers, those among them that are chosen already.
type Offer = fn(&Records, &[Id]) -> Vec<(String, String)>;

/// The fields and the variants.
#[component]
fn Write(plan: Plan, draft: Draft, wrong: Wrong, zone: Zone) -> impl IntoView {
    let app = plan.app;
    let held = draft.base();
    let pillar: Vec<Id> = held.pillar.into_iter().collect();
    let campaign: Vec<Id> = held.campaign.into_iter().collect();
    let named = move |of: Offer, chosen: Vec<Id>| {
        Signal::derive(move || {
            let mut options = vec![(String::new(), "None".to_owned())];
            app.workspace.with(|workspace| {
                options.extend(workspace.as_ref().map(|it| of(&it.records, &chosen)).unwrap_or_default())
            });
            options
        })
    };
    let pillars = named(
        |records, chosen| records.pillars.offered(chosen).map(|one| (one.id.to_string(), one.name.clone())).collect(),
        pillar,
    );
    let campaigns = named(
        |records, chosen| records.campaigns.offered(chosen).map(|one| (one.id.to_string(), one.name.clone())).collect(),
        campaign,
    );
    let channels = move || {
        app.workspace.with(|workspace| {
            let Some(workspace) = workspace else { return Vec::new() };
            let chosen =
                draft.variants.with_untracked(|variants| variants.iter().map(|it| it.channel).collect::<Vec<_>>());
            let offered = workspace.records.channels.offered(&chosen);
            offered.map(|channel| (channel.id, channel.name.clone())).collect::<Vec<_>>()
        })
    };
    let no_channels = Memo::new(move |_| channels().is_empty());
    let chosen = RwSignal::new(draft.variants.with_untracked(|variants| variants.first().map(|it| it.channel)));
    let goes = move |id: Id| {
        Signal::derive(move || draft.variants.with(|variants| variants.iter().any(|it| it.channel == id)))
    };
    let tick = move |id: Id, on: bool| {
        draft.set_channel(id, on);
        if on {
            chosen.set(Some(id));
        } else if chosen.get_untracked() == Some(id) {
            chosen.set(draft.variants.with_untracked(|variants| variants.first().map(|it| it.channel)));
        }
    };
    view! {
        <div class="stack">
            <Field label="Title" hint="For your team; networks with titles use it too" error=wrong.of("title")><TextInput value=draft.title placeholder="What is it about?"/></Field>
            <div class="field-row">
                <Field label="Day" optional=true><DateInput value=draft.day/></Field>
                <Field label=format!("Time ({zone})") optional=true><TimeInput value=draft.minute/></Field>
            </div>
            <BestTime plan draft/>
            <div class="field-row">
                <Field label="Pillar" optional=true><Select value=draft.pillar options=pillars on_change=move |id: String| draft.pillar.set(id)/></Field>
                <Field label="Campaign" optional=true><Select value=draft.campaign options=campaigns on_change=move |id: String| draft.campaign.set(id)/></Field>
                <Field label="Owner" optional=true><TextInput value=draft.owner/></Field>
            </div>
            <Show when=move || no_channels.get()>
                <Banner>"A post goes to a channel. "<a href=Route::Channels(Some(Panel::New)).to_string()>"Add your first channel"</a>" and come back; what you wrote here is kept when you leave."</Banner>
            </Show>
            <fieldset class="choices choices-row">
                <legend>"Goes to"</legend>
                {move || channels().into_iter().map(|(id, name)| view! { <Checkbox checked=goes(id) label=name on_change=move |on: bool| tick(id, on)/> }).collect_view()}
                <p class="field-error">{move || wrong.of("variants").get()}</p>
            </fieldset>
            <variant::Variants plan draft chosen wrong/>
            <MetadataFields draft=draft.meta/>
            <p class="muted small">"Pillars are part of the "<a href=Route::Strategy(StrategyView::section(StrategySection::Pillars)).to_string()>"strategy"</a>"."</p>
        </div>
    }
}

/// When posts did best on the channels chosen, from own data.
#[component]
fn BestTime(plan: Plan, draft: Draft) -> impl IntoView {
    let app = plan.app;
    let hints = Memo::new(move |_| {
        let channel = draft.variants.with(|variants| variants.first().map(|it| it.channel))?;
        app.data.with(|data| {
            let dataset = &data.as_ref()?.dataset;
            let after = draft
                .day
                .get()
                .map_or_else(clock::now, |day| dataset.workspace().settings.zone.day_start(day).max(clock::now()));
            let best = crate::plan::best_times(dataset, channel, after);
            let name = dataset.workspace().records.channels.get(channel).map(|channel| channel.name.clone())?;
            (!best.is_empty()).then_some((name, best))
        })
    });
    let take = move |at: i64| {
        let zone = plan.zone();
        draft.day.set(Some(zone.day(at)));
        draft.minute.set(Some(when::minute(at, zone)));
    };
    move || {
        hints.get().map(|(name, best)| {
            let buttons = best
                .into_iter()
                .map(|one| {
                    let at = one.next;
                    let rate = format::format_value(Unit::Ratio, Some(one.slot.value));
                    let why = format!(" {rate}, {}", count(one.slot.n, "post"));
                    view! { <Button small=true look=Look::Quiet on_press=move || take(at)>{one.slot.label()}<span class="muted small">{why}</span></Button> }
                })
                .collect_view();
            view! { <p class="row wrap small best-times"><span class="muted">{format!("Did best on {name}:")}</span>{buttons}</p> }
        })
    }
}
