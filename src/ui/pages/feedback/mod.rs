//! Feedback: what people ask for, what they talk about, what they answer when asked.

mod about;
mod asked;
mod board;
mod desk;
mod list;
mod made;
mod panel;
mod roadmap;
mod same;
mod survey_panel;
mod surveys;
mod tell;
mod themes;

pub use made::ToFeedback;

use crate::{
    interchange::{feedback::write_feedback, table::csv_out},
    model::{RecordKind, record::FeedbackStatus},
    ui::{
        clock,
        components::{
            Button, EmptyState, FilterChip, FilterOption, IconName, Link, Look, Menu, MenuItem, SearchInput, Segmented,
            Select, Tone,
        },
        pages::{content_count as count, files_in::download},
    },
    view::{
        feedback,
        route::{FeedbackMode, FeedbackSection, FeedbackSort, FeedbackView, Opened},
    },
};
use desk::Desk;
use leptos::prelude::*;

/// How a status looks.
fn tone(status: FeedbackStatus) -> Tone {
    match status {
        FeedbackStatus::Completed => Tone::Good,
        FeedbackStatus::Declined => Tone::Bad,
        FeedbackStatus::UnderReview | FeedbackStatus::Started => Tone::Warn,
        FeedbackStatus::Open | FeedbackStatus::Planned | FeedbackStatus::Duplicate => Tone::Info,
    }
}

/// The feedback screen.
#[component]
pub fn Feedback(view: Memo<FeedbackView>) -> impl IntoView {
    let desk = Desk::new(view);
    let section = Memo::new(move |_| view.with(|view| view.section));
    let mode = Memo::new(move |_| view.with(|view| view.mode));
    // N begins new feedback, unless somebody is writing.
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
        if plain
            && event.key() == "n"
            && !crate::ui::app::is_typing()
            && view.with_untracked(|view| view.open.is_none() && view.section == FeedbackSection::Items)
        {
            event.prevent_default();
            desk.choose(|view| view.open = Some(Opened::new(RecordKind::Feedback)));
        }
    });
    on_cleanup(move || listener.remove());
    let in_list = move || section.get() == FeedbackSection::Items && mode.get() == FeedbackMode::List;
    view! {
        <div class="page page-wide feedback-page" class:list-page=in_list>
            <Header desk/>
            {move || match section.get() {
                FeedbackSection::Items => view! { <Items desk mode/> }.into_any(),
                FeedbackSection::Themes => view! { <themes::Themes desk/> }.into_any(),
                FeedbackSection::Surveys => view! { <surveys::Surveys desk/> }.into_any(),
            }}
            <Open desk/>
        </div>
    }
}

/// What is open in the panel. Only another thing makes the panel anew.
#[component]
fn Open(desk: Desk) -> impl IntoView {
    let open = Memo::new(move |_| desk.view.with(|view| view.open));
    move || {
        open.get().map(|Opened { kind, panel }| match kind {
            RecordKind::Survey => view! { <survey_panel::SurveyPanel desk panel/> }.into_any(),
            _ => view! { <panel::ItemPanel desk panel/> }.into_any(),
        })
    }
}

#[component]
fn Header(desk: Desk) -> impl IntoView {
    let app = desk.app;
    let section = Signal::derive(move || desk.view.with(|view| view.section.key()).to_owned());
    let sections = FeedbackSection::ALL.iter().map(|one| (one.key(), one.label())).collect::<Vec<_>>();
    let roadmap = RwSignal::new(false);
    let table = move || {
        let Some(workspace) = app.peek() else { return };
        let rows = desk.rows.get_untracked();
        let text = write_feedback(rows.iter().map(|row| &*row.item), clock::now(), csv_out::Options::default());
        let name = format!("feedback-{}.csv", clock::today(workspace.settings.zone));
        download(app, &name, "text/csv;charset=utf-8", text.as_bytes());
    };
    let new_survey = move || desk.choose(|view| *view = FeedbackView::open(Opened::new(RecordKind::Survey)));
    let items = vec![
        MenuItem::new("Feedback out (CSV)", table).icon(IconName::Export),
        MenuItem::new("New survey", new_survey).icon(IconName::Plus),
    ];
    let surveys = Memo::new(move |_| desk.view.with(|view| view.section == FeedbackSection::Surveys));
    let new = move || {
        let kind = if surveys.get() { RecordKind::Survey } else { RecordKind::Feedback };
        desk.address(|view| view.open = Some(Opened::new(kind)))
    };
    let words = move || if surveys.get() { "New survey" } else { "New feedback" };
    let choose = move |key: String| {
        desk.choose(|view| {
            view.section = FeedbackSection::of_key(&key).unwrap_or_default();
            view.open = None;
        });
    };
    view! {
        <header class="page-header">
            <h1>"Feedback"</h1>
            <Segmented label="Part of the screen" value=section options=sections on_change=choose/>
            <Button icon=IconName::Open on_press=move || roadmap.set(true)>"Public roadmap"</Button>
            <Menu label="More about feedback" trigger=|| "More" items=Signal::stored(items)/>
            <Link look=Look::Primary icon=IconName::Plus href=Signal::derive(new)>{words}</Link>
        </header>
        <roadmap::Roadmap desk open=roadmap/>
    }
}

/// What people ask for, as a table or a board.
#[component]
fn Items(desk: Desk, mode: Memo<FeedbackMode>) -> impl IntoView {
    let app = desk.app;
    let none = Memo::new(move |_| {
        app.workspace.with(|workspace| workspace.as_ref().is_none_or(|it| it.records.feedback.is_empty()))
    });
    let new = move || desk.address(|view| view.open = Some(Opened::new(RecordKind::Feedback)));
    let themes = move || desk.address(|view| view.section = FeedbackSection::Themes);
    view! {
        <Show
            when=move || !none.get()
            fallback=move || view! {
                <EmptyState icon=IconName::Idea title="No feedback yet" text="What people ask for, wish or complain about: keep it here with their words and votes, say what becomes of it, and tell those who asked.">
                    <Link look=Look::Primary href=Signal::derive(new)>"New feedback"</Link>
                    <Link look=Look::Secondary href=Signal::derive(themes)>"See what people talk about"</Link>
                </EmptyState>
            }
        >
            <Filters desk/>
            {move || match mode.get() {
                FeedbackMode::List => view! { <list::List desk/> }.into_any(),
                FeedbackMode::Board => view! { <board::Board desk/> }.into_any(),
            }}
        </Show>
    }
}

#[component]
fn Filters(desk: Desk) -> impl IntoView {
    let app = desk.app;
    let mode = Signal::derive(move || desk.view.with(|view| view.mode.key()).to_owned());
    let modes = FeedbackMode::ALL.iter().map(|one| (one.key(), one.label())).collect::<Vec<_>>();
    let sort = Signal::derive(move || desk.view.with(|view| view.sort.key()).to_owned());
    let sorts = FeedbackSort::ALL.iter().map(|one| (one.key().to_owned(), one.label().to_owned())).collect::<Vec<_>>();
    let statuses = FeedbackStatus::ALL
        .iter()
        .map(|one| FilterOption { key: one.key().to_owned(), label: one.label().to_owned() })
        .collect::<Vec<_>>();
    let chosen_statuses = Signal::derive(move || {
        desk.view.with(|view| view.statuses.iter().map(|one| one.key().to_owned()).collect::<Vec<_>>())
    });
    let choose_statuses = move |keys: Vec<String>| {
        desk.choose(|view| view.statuses = keys.iter().filter_map(|key| FeedbackStatus::of_key(key)).collect());
    };
    let areas = Signal::derive(move || {
        let areas = app.workspace.with(|workspace| workspace.as_ref().map(|it| feedback::areas(it)));
        let label = |area: &str| if area.is_empty() { "No area".to_owned() } else { area.to_owned() };
        areas
            .unwrap_or_default()
            .into_iter()
            .map(|area| FilterOption { label: label(&area), key: area })
            .collect::<Vec<_>>()
    });
    let chosen_areas = Signal::derive(move || desk.view.with(|view| view.areas.clone()));
    let choose_areas = move |keys: Vec<String>| desk.choose(|view| view.areas = keys);
    let waiting = Memo::new(move |_| {
        app.workspace.with(|workspace| workspace.as_ref().map_or(0, |workspace| feedback::to_tell(workspace)))
    });
    let tell = Signal::derive(move || desk.view.with(|view| view.to_tell));
    let search = RwSignal::new(desk.view.with_untracked(|view| view.search.clone()));
    Effect::new(move |before: Option<String>| {
        let text = search.get();
        if before.is_some_and(|before| before != text) {
            desk.choose(|view| view.search = text.clone());
        }
        text
    });
    view! {
        <div class="filters no-print">
            <Segmented label="Layout" value=mode options=modes on_change=move |key: String| desk.choose(|view| view.mode = FeedbackMode::of_key(&key).unwrap_or_default())/>
            <span class="sort-choice"><Select label="Order" value=sort options=sorts on_change=move |key: String| desk.choose(|view| view.sort = FeedbackSort::of_key(&key).unwrap_or_default())/></span>
            <FilterChip name="Status" options=statuses chosen=chosen_statuses on_change=choose_statuses/>
            <FilterChip name="Area" options=areas chosen=chosen_areas on_change=choose_areas/>
            <Button pressed=tell on_press=move || desk.choose(|view| view.to_tell = !view.to_tell)>
                {move || format!("To be told: {}", count(waiting.get(), "person").replace("persons", "people"))}
            </Button>
            <SearchInput value=search label="Search feedback"/>
        </div>
    }
}
