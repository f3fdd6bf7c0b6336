//! The lists of posts, activities and members: all of them or those that a filter lets through, one open beside.

use super::{
    fact_table::{self, RowFacts, Rows},
    moderation,
};
use crate::{
    analytics::Scope,
    model::{
        Action, Command, Workspace,
        facts::{TableKind, Value, member},
    },
    moderation::actions::of_activity,
    search::{Folds, Search, in_table},
    ui::{
        app_state::{App, use_app},
        clipboard, clock,
        components::{Button, DetailPanel, EmptyState, IconName, Link, Look, Switch, Table},
    },
    view::{
        dashboard,
        feedback::message_of,
        period::PeriodChoice,
        route::{Filter, ListView, Route},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

fn route(kind: TableKind, view: ListView) -> Route {
    match kind {
        TableKind::Posts => Route::Posts(view),
        TableKind::Members => Route::Members(view),
        TableKind::Activities | TableKind::ChannelDays => Route::Activities(view),
    }
}

/// A list of facts.
#[component]
pub fn List(kind: TableKind, view: Memo<ListView>) -> impl IntoView {
    let app = use_app();
    let title = super::export::capital(kind.noun());
    let filter = Memo::new(move |_| view.with(|view| view.filter.clone()));
    let rows: Memo<Option<Arc<Vec<u32>>>> = Memo::new(move |_| filter.with(|filter| chosen(app, kind, filter)));
    let columns = Signal::derive(move || {
        let rows = rows.get();
        app.workspace.with(|workspace| {
            workspace.as_ref().map_or_else(Vec::new, |workspace| fact_table::columns(workspace, kind, &rows))
        })
    });
    let len = Signal::derive(move || {
        let rows = rows.get();
        app.workspace
            .with(|workspace| workspace.as_ref().map_or(0, |workspace| fact_table::len(workspace, kind, &rows)))
    });
    let search = RwSignal::new(view.with_untracked(|view| view.search.clone()));
    // The address follows the search box, so that a list can be sent and come back to.
    Effect::new(move |before: Option<String>| {
        let text = search.get();
        if before.is_some_and(|before| before != text) {
            let mut view = view.get_untracked();
            view.search = text.clone();
            crate::ui::address::replace(&route(kind, view));
        }
        text
    });
    let open = move |place: usize| {
        let row = match rows.get_untracked() {
            Some(rows) => rows.get(place).copied(),
            None => u32::try_from(place).ok(),
        };
        let mut view = view.get_untracked();
        view.search = search.get_untracked();
        view.open = row;
        app.go(route(kind, view));
    };
    let close = move || {
        let mut view = view.get_untracked();
        view.search = search.get_untracked();
        view.open = None;
        app.go(route(kind, view));
    };
    let open_place = Signal::derive(move || {
        let row = view.with(|view| view.open)?;
        match rows.get() {
            Some(rows) => rows.binary_search(&row).ok(),
            None => Some(row as usize),
        }
    });
    // The words of a search are looked for in the columns themselves, which takes a hundredth of a look at every row.
    let folds = StoredValue::new(Folds::default());
    let find = move |wanted: Search| -> Vec<u32> {
        let found = app.workspace.with(|workspace| {
            let workspace = workspace.as_ref()?;
            folds.try_update_value(|folds| in_table(workspace, kind, &wanted, folds))
        });
        let found = found.unwrap_or_default();
        match rows.get() {
            // Places in the list, of which the rows are some of the table's.
            Some(rows) => found.iter().filter_map(|row| rows.binary_search(row).ok()).map(|at| at as u32).collect(),
            None => found,
        }
    };
    let copy = move |csv: String, count: usize| clipboard::copy(app, csv, format!("{count} rows copied as CSV"));
    let empty = move || {
        let text = match kind {
            TableKind::Posts => "Own posts with their results come from the exports of your channels.",
            TableKind::Members => "Members come with the activities you import, or from a members list.",
            TableKind::Activities | TableKind::ChannelDays => {
                "Activities are what members did: posts, comments, replies, reactions. They come from exports of your forum or chat."
            }
        };
        view! {
            <EmptyState icon=IconName::Table title=format!("No {} here", kind.noun()) text=text>
                <Link look=Look::Primary href=Route::Import.to_string()>"Import a file"</Link>
            </EmptyState>
        }
        .into_any()
    };
    let note = move || {
        let filter = filter.get();
        (filter != Filter::default()).then(|| {
            let all = route(kind, ListView::default()).to_string();
            view! { <p class="muted">"Only those that the dashboard’s filters let through. "<a href=all>{format!("Show all {}", kind.noun())}</a></p> }
        })
    };
    let label = title.clone();
    view! {
        <div class="page list-page">
            <header class="page-header"><h1>{title}</h1></header>
            {note}
            <Table label=label.clone() columns len search_label=format!("Search {}", kind.noun()) search find
                on_open=open open_row=open_place on_copy=copy empty=empty/>
            {move || view.with(|view| view.open).map(|row| view! { <RowPanel kind row=row as usize on_close=close/> })}
        </div>
    }
}

/// The rows that a filter lets through; none for all.
fn chosen(app: App, kind: TableKind, filter: &Filter) -> Rows {
    if *filter == Filter::default() {
        return None;
    }
    let kpi = match kind {
        TableKind::Posts => "posts",
        TableKind::Activities => "activities",
        TableKind::Members | TableKind::ChannelDays => return None,
    };
    app.data.with(|data| {
        let dataset = &data.as_ref()?.dataset;
        let filter = Filter { period: filter.period.or(Some(PeriodChoice::AllTime)), ..filter.clone() };
        let (_, query) = dashboard::query(dataset, &filter, clock::today(dataset.workspace().settings.zone));
        let selection = Scope::new(dataset, &query).rows(kpi, &Default::default()).ok()?;
        Some(Arc::new(selection.rows))
    })
}

/// One row with all its facts; a member can be marked as staff or bot here.
#[component]
pub fn RowPanel(kind: TableKind, row: usize, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let app = use_app();
    let workspace = move || app.workspace.get().filter(|workspace| row < workspace.facts.table(kind).len());
    let title = Signal::derive(move || {
        workspace().map_or_else(
            || "Not here any more".to_owned(),
            |workspace| match kind {
                TableKind::Posts => fact_table::post_title(&workspace, row),
                TableKind::Members => fact_table::member_name(&workspace, row),
                TableKind::Activities => "Activity".to_owned(),
                TableKind::ChannelDays => "Daily statistics".to_owned(),
            },
        )
    });
    view! {
        <DetailPanel title on_close>
            {(kind == TableKind::Members).then(|| view! { <MemberMarks row/> })}
            {(kind == TableKind::Activities).then(|| {
                let flag = move || {
                    let Some(workspace) = app.peek() else { return };
                    if let Some(flag) = of_activity(&workspace, row as u32, clock::mint(), clock::now()) {
                        moderation::open_flag(app, flag);
                    }
                };
                let message = app.peek().and_then(|workspace| message_of(&workspace, row));
                view! {
                    <div class="button-row">
                        {message.map(|message| view! { <super::feedback::ToFeedback message/> })}
                        <Button icon=IconName::Flag on_press=flag>"Flag"</Button>
                    </div>
                }
            })}
            {move || workspace().map(|workspace| view! { <RowFacts workspace kind row/> })}
        </DetailPanel>
    }
}

/// Whether a member is staff or a bot.
#[component]
fn MemberMarks(row: usize) -> impl IntoView {
    let app = use_app();
    let is = move |column: usize| {
        Signal::derive(move || {
            app.workspace.with(|workspace| {
                workspace.as_ref().is_some_and(|workspace| workspace.facts.members.get(row, column) == Value::Byte(1))
            })
        })
    };
    let set = move |column: usize, on: bool, label: &'static str| {
        let Some(workspace) = app.peek() else { return };
        if let Err(error) = app.apply(mark(&workspace, row, column, on, label)) {
            app.toasts.fail(error.to_string());
        }
    };
    view! {
        <div class="stack">
            <Switch label="Staff: left out of figures" checked=is(member::STAFF)
                on_change=move |on: bool| set(member::STAFF, on, if on { "Member marked as staff" } else { "Staff mark removed" })/>
            <Switch label="Bot: left out of figures" checked=is(member::BOT)
                on_change=move |on: bool| set(member::BOT, on, if on { "Member marked as bot" } else { "Bot mark removed" })/>
        </div>
    }
}

fn mark(workspace: &Workspace, row: usize, column: usize, on: bool, label: &str) -> Action {
    let mut facts = workspace.facts.clone();
    facts.members.set(row, column, Value::Byte(u8::from(on)));
    Action::new(label, Command::SetFacts(Box::new(facts)))
}
