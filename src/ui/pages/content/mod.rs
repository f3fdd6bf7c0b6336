//! Content: the editorial calendar, list and board, and the composer of each piece.

mod board;
mod composer;
mod list;
mod month;
mod outgoing;
mod plan;
mod results;
mod setup;

use crate::{
    model::{RecordKind, record::ContentStatus},
    plan::balance,
    ui::{
        components::{
            Button, EmptyState, FilterChip, FilterOption, IconButton, IconName, Link, Look, Menu, SearchInput,
            Segmented,
        },
        later::later,
    },
    view::{
        plan::calendar,
        route::{ContentMode, ContentView, Opened, Panel, Route, StrategySection, StrategyView},
    },
};
use leptos::prelude::*;
use plan::{Plan, calendar_settings};

pub use plan::count;

/// The content screen.
#[component]
pub fn Content(view: Memo<ContentView>) -> impl IntoView {
    let plan = Plan::new(view);
    let app = plan.app;
    let none = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            workspace.as_ref().is_none_or(|it| it.records.content.is_empty() && it.records.slots.is_empty())
        })
    });
    let mode = Memo::new(move |_| view.with(|view| view.mode));
    // N begins a new post, unless somebody is writing.
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
        if plain
            && event.key() == "n"
            && !crate::ui::app::is_typing()
            && view.with_untracked(|view| view.open.is_none())
        {
            event.prevent_default();
            plan.open(Opened::new(RecordKind::Content));
        }
    });
    on_cleanup(move || listener.remove());
    view! {
        <div class="page page-wide content-page" class:list-page=move || mode.get() == ContentMode::List>
            <Header plan/>
            <Filters plan/>
            <Summary plan/>
            <Show when=move || none.get()>
                <EmptyState icon=IconName::Calendar title="An empty calendar" text="Plan your first post, or a recurring slot such as a daily tip: the calendar then shows which days still want one.">
                    <Link look=Look::Primary href=plan.address(|view| view.open = Some(Opened::new(RecordKind::Content)))>"New post"</Link>
                    <Link look=Look::Secondary href=plan.address(|view| view.open = Some(Opened::new(RecordKind::Slot)))>"New recurring slot"</Link>
                </EmptyState>
            </Show>
            {move || match mode.get() {
                ContentMode::Month | ContentMode::Week => view! { <month::Calendar plan/> }.into_any(),
                ContentMode::List => view! { <list::List plan/> }.into_any(),
                ContentMode::Board => view! { <board::Board plan/> }.into_any(),
            }}
            <Open plan/>
        </div>
    }
}

/// What is open in the panel. Only another thing makes the panel anew.
#[component]
fn Open(plan: Plan) -> impl IntoView {
    let open = Memo::new(move |_| plan.view.with(|view| view.open));
    move || {
        open.get().map(|Opened { kind, panel }| match kind {
            RecordKind::Slot => view! { <setup::SlotEditor plan panel/> }.into_any(),
            RecordKind::Campaign => view! { <setup::CampaignEditor plan panel/> }.into_any(),
            RecordKind::Snippet => view! { <setup::SnippetEditor plan panel/> }.into_any(),
            _ => view! { <composer::Composer plan panel/> }.into_any(),
        })
    }
}

#[component]
fn Header(plan: Plan) -> impl IntoView {
    let app = plan.app;
    let mode = Signal::derive(move || plan.view.with(|view| view.mode.key()).to_owned());
    let modes = ContentMode::ALL.map(|mode| (mode.key(), mode.label())).to_vec();
    let has_days =
        Memo::new(move |_| plan.view.with(|view| matches!(view.mode, ContentMode::Month | ContentMode::Week)));
    let settings = Memo::new(move |_| calendar_settings(app));
    let name = move || plan.shown.with(|view| calendar::name(view, plan.today(), settings.get().1));
    let turn = move |by: i32| {
        let today = plan.today();
        plan.choose(|view| view.day = Some(calendar::turn(view, today, by)));
    };
    let unit = move || if plan.view.with(|view| view.mode == ContentMode::Week) { "week" } else { "month" };
    let dialogs = outgoing::Dialogs::new();
    let items = Signal::derive(move || outgoing::menu(plan, dialogs));
    view! {
        <header class="page-header">
            <h1>"Content"</h1>
            <Segmented label="Layout" value=mode options=modes on_change=move |key: String| plan.choose(|view| view.mode = ContentMode::of_key(&key).unwrap_or_default())/>
            <Show when=move || has_days.get()>
                <span class="row nowrap">
                    <IconButton icon=IconName::Left look=Look::Secondary label=Signal::derive(move || format!("Previous {}", unit())) on_press=move || turn(-1)/>
                    <Button on_press=move || plan.choose(|view| view.day = None)><span class="period-name" aria-live="polite">{name}</span></Button>
                    <IconButton icon=IconName::Right look=Look::Secondary label=Signal::derive(move || format!("Next {}", unit())) on_press=move || turn(1)/>
                </span>
            </Show>
            <Menu label="More about content" trigger=|| "More" items/>
            <Link look=Look::Primary icon=IconName::Plus href=Signal::derive(move || plan.address(|view| view.open = Some(Opened::new(RecordKind::Content))))>"New post "<kbd aria-hidden="true">"N"</kbd></Link>
        </header>
        <p class="print-only strong">{move || has_days.get().then(name)}</p>
        <outgoing::ReviewBanner plan/>
        <outgoing::Outgoing plan dialogs/>
    }
}

#[component]
fn Filters(plan: Plan) -> impl IntoView {
    let app = plan.app;
    let options = move |of: fn(&crate::model::record::Records) -> Vec<FilterOption>| {
        Signal::derive(move || {
            app.workspace.with(|workspace| workspace.as_ref().map(|it| of(&it.records)).unwrap_or_default())
        })
    };
    let channels = options(|records| {
        records.channels.iter().map(|one| FilterOption { key: one.id.to_string(), label: one.name.clone() }).collect()
    });
    let pillars = options(|records| {
        records.pillars.iter().map(|one| FilterOption { key: one.id.to_string(), label: one.name.clone() }).collect()
    });
    let campaigns = options(|records| {
        records.campaigns.iter().map(|one| FilterOption { key: one.id.to_string(), label: one.name.clone() }).collect()
    });
    let statuses = ContentStatus::ALL
        .iter()
        .map(|one| FilterOption { key: one.key().to_owned(), label: one.label().to_owned() })
        .collect::<Vec<_>>();
    let keys = move |of: fn(&ContentView) -> Vec<String>| Signal::derive(move || plan.view.with(of));
    let ids = |keys: Vec<String>| keys.iter().filter_map(|key| key.parse().ok()).collect::<Vec<_>>();
    let chosen_channels = keys(|view| view.channels.iter().map(ToString::to_string).collect());
    let chosen_pillars = keys(|view| view.pillars.iter().map(ToString::to_string).collect());
    let chosen_campaigns = keys(|view| view.campaigns.iter().map(ToString::to_string).collect());
    let chosen_statuses = keys(|view| view.statuses.iter().map(|one| one.key().to_owned()).collect());
    let choose_channels = move |keys: Vec<String>| plan.choose(|view| view.channels = ids(keys));
    let choose_pillars = move |keys: Vec<String>| plan.choose(|view| view.pillars = ids(keys));
    let choose_campaigns = move |keys: Vec<String>| plan.choose(|view| view.campaigns = ids(keys));
    let choose_statuses = move |keys: Vec<String>| {
        plan.choose(|view| view.statuses = keys.iter().filter_map(|key| ContentStatus::of_key(key)).collect());
    };
    let search = RwSignal::new(plan.view.with_untracked(|view| view.search.clone()));
    Effect::new(move |before: Option<String>| {
        let text = search.get();
        if before.is_some_and(|before| before != text) {
            plan.choose(|view| view.search = text.clone());
        }
        text
    });
    let in_list = Memo::new(move |_| plan.view.with(|view| view.mode == ContentMode::List));
    view! {
        <div class="filters no-print">
            <FilterChip name="Channel" options=channels chosen=chosen_channels on_change=choose_channels/>
            <FilterChip name="Pillar" options=pillars chosen=chosen_pillars on_change=choose_pillars/>
            <FilterChip name="Campaign" options=campaigns chosen=chosen_campaigns on_change=choose_campaigns/>
            <FilterChip name="Status" options=statuses chosen=chosen_statuses on_change=choose_statuses/>
            <Show when=move || !in_list.get()><SearchInput value=search label="Search posts"/></Show>
        </div>
    }
}

/// How the days shown are balanced, and what is missing or goes badly together.
#[component]
fn Summary(plan: Plan) -> impl IntoView {
    let app = plan.app;
    let settings = Memo::new(move |_| calendar_settings(app));
    let period = Memo::new(move |_| plan.shown.with(|view| calendar::period(view, plan.today(), settings.get().1)));
    let shares = move || {
        let period = period.get();
        app.workspace.with(|workspace| {
            let Some(workspace) = workspace else { return Vec::new() };
            let balance = balance(workspace, period);
            balance
                .pillars
                .into_iter()
                .filter_map(|share| {
                    let pillar = workspace.records.pillars.get(share.pillar?)?;
                    let percent = |share: Option<f64>| {
                        share.map_or_else(|| "—".to_owned(), |it| format!("{:.0}\u{202f}%", it * 100.0))
                    };
                    let of = share.target.map(|target| format!(" of {}", percent(Some(target)))).unwrap_or_default();
                    Some((pillar.color.key(), pillar.name.clone(), format!("{}{of}", percent(share.actual)), pillar.id))
                })
                .collect::<Vec<_>>()
        })
    };
    let shares = later(move || (period.get(), plan.revision.get()), shares);
    let has_days =
        Memo::new(move |_| plan.view.with(|view| matches!(view.mode, ContentMode::Month | ContentMode::Week)));
    view! {
        <Show when=move || has_days.get()>
            <div class="plan-summary">
                {move || {
                    let shares = shares.get().unwrap_or_default();
                    (!shares.is_empty()).then(|| view! {
                        <ul class="legend" aria-label="Pillars: share of what is planned, of the share it should have">
                            {shares.into_iter().map(|(color, name, share, id)| {
                                let address = Route::Strategy(StrategyView::open(Opened { kind: RecordKind::Pillar, panel: Panel::Edit(id) })).to_string();
                                view! { <li><a class="plan-chip" href=address><span class="swatch" data-color=color aria-hidden="true"></span>{name}" "<b>{share}</b></a></li> }
                            }).collect_view()}
                        </ul>
                    })
                }}
                {move || {
                    let pillars = app.workspace.with(|workspace| workspace.as_ref().is_some_and(|it| it.records.pillars.is_empty() && !it.records.content.is_empty()));
                    pillars.then(|| view! { <a class="small" href=Route::Strategy(StrategyView::section(StrategySection::Pillars)).to_string()>"Name your content pillars to see how the plan is balanced"</a> })
                }}
                {move || {
                    let gaps = plan.gaps.with(Vec::len);
                    (gaps > 0).then(|| view! { <span class="plan-chip">{count(gaps, "gap")}" in recurring slots"</span> })
                }}
                <results::Clashes plan period/>
                <results::Kept plan period/>
                <results::Matches plan/>
            </div>
        </Show>
    }
}
