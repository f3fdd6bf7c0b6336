//! Dashboards: saved views and single figures side by side, and the list of both.

use super::{
    analytics::place::PlaceCard,
    record_panel::{RecordPanel, Stands, Wrong},
};
use crate::{
    model::{
        Action, Id, RecordKey, RecordKind, Workspace,
        record::{Dashboard, DashboardItem, ItemSize, SavedView},
    },
    ui::{
        app_state::{App, use_app},
        clock,
        components::{Button, EmptyState, Field, IconButton, IconName, Link, Look, Select, TextArea, TextInput},
    },
    view::{
        dashboard,
        route::{Panel, Route},
        saved,
    },
};
use leptos::prelude::*;
use std::sync::Arc;

fn address(id: Id) -> String {
    Route::Dashboards(Some(Panel::Edit(id))).to_string()
}

/// The dashboards screen: the list, or the one of the address.
#[component]
pub fn Dashboards(open: Memo<Option<Panel>>) -> impl IntoView {
    let shown = Memo::new(move |_| match open.get() {
        Some(Panel::Edit(id)) => Some(id),
        _ => None,
    });
    let making = Memo::new(move |_| open.get() == Some(Panel::New));
    view! {
        {move || match shown.get() {
            Some(id) => view! { <One id/> }.into_any(),
            None => view! { <List/> }.into_any(),
        }}
        {move || making.get().then(|| view! { <NewDashboard/> })}
    }
}

fn dashboards(app: App) -> Vec<Arc<Dashboard>> {
    app.workspace
        .with(|workspace| workspace.as_ref().map(|it| it.records.dashboards.iter().cloned().collect()))
        .unwrap_or_default()
}

#[component]
fn List() -> impl IntoView {
    let app = use_app();
    let all = Memo::new(move |_| dashboards(app));
    let views = Memo::new(move |_| {
        app.workspace.with(|workspace| workspace.as_ref().map(|it| saved::listed(it))).unwrap_or_default()
    });
    let renamed = RwSignal::new(None::<Arc<SavedView>>);
    let new = || Route::Dashboards(Some(Panel::New)).to_string();
    view! {
        <div class="page">
            <header class="page-header">
                <h1>"Dashboards"</h1>
                <Link look=Look::Primary icon=IconName::Plus href=new()>"New dashboard"</Link>
            </header>
            <div class="sections">
            <Show
                when=move || !all.with(Vec::is_empty)
                fallback=move || view! {
                    <EmptyState icon=IconName::Board title="No dashboards yet" text="A dashboard puts the figures and views you look at every week on one page. Make one, then add figures here or save views on it from Analytics.">
                        <Link look=Look::Primary href=new()>"New dashboard"</Link>
                    </EmptyState>
                }
            >
                <ul class="card-list">
                    {move || all.get().into_iter().map(|one| view! {
                        <li class="card">
                            <h2><a href=address(one.id)>{one.name.clone()}</a></h2>
                            <p class="muted">{match one.items.len() { 0 => "Empty".to_owned(), 1 => "1 place".to_owned(), n => format!("{n} places") }}</p>
                            {(!one.notes.is_empty()).then(|| view! { <p>{one.notes.clone()}</p> })}
                        </li>
                    }).collect_view()}
                </ul>
            </Show>
            <Show when=move || !views.with(Vec::is_empty)>
                <section class="card table-wrap" aria-labelledby="views-title">
                    <h2 id="views-title">"Saved views"</h2>
                    <table class="plain-table">
                        <caption class="visually-hidden">"Saved views of Analytics"</caption>
                        <thead><tr><th scope="col">"View"</th><th scope="col">"Notes"</th><th scope="col"><span class="visually-hidden">"Actions"</span></th></tr></thead>
                        <tbody>{move || views.get().into_iter().map(|view| view_row(app, view, renamed)).collect_view()}</tbody>
                    </table>
                </section>
            </Show>
            </div>
            {move || renamed.get().map(|view| view_editor(app, view, move || renamed.set(None)))}
        </div>
    }
}

fn view_row(app: App, view: Arc<SavedView>, renamed: RwSignal<Option<Arc<SavedView>>>) -> impl IntoView {
    let (name, pinned) = (view.name.clone(), view.pinned);
    let pin = {
        let view = Arc::clone(&view);
        move || {
            let Some(workspace) = app.peek() else { return };
            let mut changed = SavedView::clone(&view);
            (changed.pinned, changed.updated) = (!pinned, clock::now());
            let mut action = Action::put(&workspace, changed);
            action.label = if pinned { "View unpinned".to_owned() } else { "View pinned".to_owned() };
            if let Err(error) = app.apply(action) {
                app.toasts.fail(error.to_string());
            }
        }
    };
    let (of_pin, of_edit) = (format!(" {name}"), format!(" {name}"));
    view! {
        <tr>
            <th scope="row"><a href=view.address.clone()>{name}</a>{pinned.then_some(" · pinned")}</th>
            <td>{view.notes.clone()}</td>
            <td class="actions">
                <Button look=Look::Quiet small=true on_press=pin>{if pinned { "Unpin" } else { "Pin" }}<span class="visually-hidden">{of_pin}</span></Button>
                <Button look=Look::Quiet small=true on_press=move || renamed.set(Some(Arc::clone(&view)))>"Edit"<span class="visually-hidden">{of_edit}</span></Button>
            </td>
        </tr>
    }
}

/// The panel for the name and notes of a view or a dashboard. `change` makes the action that puts them in.
fn name_and_notes(
    app: App,
    noun: &'static str,
    key: RecordKey,
    (name, notes): (&str, &str),
    change: impl Fn(&Workspace, String, String) -> Action + Send + Sync + 'static,
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let title = name.to_owned();
    let (name, notes) = (RwSignal::new(name.to_owned()), RwSignal::new(notes.to_owned()));
    let wrong = Wrong::new();
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        let text = |signal: RwSignal<String>| signal.get_untracked().trim().to_owned();
        wrong.apply(app, change(&workspace, text(name), text(notes)), close);
    };
    view! {
        <RecordPanel app title noun stands=Stands::There(key) on_save=save on_close=close>
            <Field label="Name" error=wrong.of("name")><TextInput value=name/></Field>
            <Field label="Notes" optional=true><TextArea value=notes/></Field>
        </RecordPanel>
    }
    .into_any()
}

fn view_editor(app: App, view: Arc<SavedView>, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let key = RecordKey { kind: RecordKind::SavedView, id: view.id };
    let record = Arc::clone(&view);
    let change = move |workspace: &Workspace, name, notes| {
        Action::put(workspace, SavedView { name, notes, updated: clock::now(), ..SavedView::clone(&record) })
    };
    name_and_notes(app, "view", key, (&view.name, &view.notes), change, close)
}

fn dashboard_editor(app: App, dashboard: Arc<Dashboard>, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let key = RecordKey { kind: RecordKind::Dashboard, id: dashboard.id };
    let record = Arc::clone(&dashboard);
    let change = move |workspace: &Workspace, name, notes| {
        Action::put(workspace, Dashboard { name, notes, updated: clock::now(), ..Dashboard::clone(&record) })
    };
    name_and_notes(app, "dashboard", key, (&dashboard.name, &dashboard.notes), change, close)
}

#[component]
fn NewDashboard() -> impl IntoView {
    let app = use_app();
    let name = RwSignal::new(String::new());
    let wrong = Wrong::new();
    let save = move || {
        let Some(workspace) = app.peek() else { return };
        let made = Dashboard::new(clock::mint(), clock::now(), name.get_untracked().trim());
        let id = made.id;
        wrong.apply(app, Action::put(&workspace, made), move || app.go(Route::Dashboards(Some(Panel::Edit(id)))));
    };
    view! {
        <RecordPanel app title="New dashboard" noun="dashboard" stands=Stands::New on_save=save on_close=move || app.go(Route::Dashboards(None))>
            <Field label="Name" hint="What it is for: “Monday morning”, “For the board”" error=wrong.of("name")><TextInput value=name/></Field>
        </RecordPanel>
    }
}

/// One dashboard.
#[component]
fn One(id: Id) -> impl IntoView {
    let app = use_app();
    let record = Memo::new(move |_| {
        app.workspace.with(|workspace| workspace.as_ref().and_then(|it| it.records.dashboards.get(id).cloned()))
    });
    let name =
        Signal::derive(move || record.with(|record| record.as_ref().map(|it| it.name.clone()).unwrap_or_default()));
    let places = Memo::new(move |_| {
        let record = record.get()?;
        app.data.with(|data| data.as_ref().map(|data| saved::places(&data.dataset, &record)))
    });
    let editing = RwSignal::new(record.with_untracked(|record| record.as_ref().is_some_and(|it| it.items.is_empty())));
    let naming = RwSignal::new(false);
    // By place: an edit elsewhere leaves the charts of a place as they are.
    let count = Memo::new(move |_| places.with(|places| places.as_ref().map_or(0, Vec::len)));
    let there = Memo::new(move |_| record.with(Option::is_some));
    view! {
        <div class="page">
            <Show
                when=move || there.get()
                fallback=|| view! {
                    <EmptyState icon=IconName::Board title="Not here any more" text="This dashboard was removed. Undo brings it back.">
                        <Link look=Look::Primary href=Route::Dashboards(None).to_string()>"All dashboards"</Link>
                    </EmptyState>
                }
            >
                <header class="page-header">
                    <h1>{name}</h1>
                    <a href=Route::Dashboards(None).to_string()>"All dashboards"</a>
                    <Button look=Look::Quiet icon=IconName::Edit on_press=move || naming.set(true)>"Name and notes"</Button>
                    <Button icon=IconName::Board pressed=editing on_press=move || editing.update(|on| *on = !*on)>"Arrange"</Button>
                </header>
                {move || record.with(|record| record.as_ref().map(|it| it.notes.clone()).filter(|notes| !notes.is_empty())).map(|notes| view! { <p class="board-notes">{notes}</p> })}
                <Show when=move || editing.get()><Add id/></Show>
                <div class="board">
                    <For each=move || 0..count.get() key=|at| *at let:at>
                        <PlaceCard place=Signal::derive(move || places.with(|places| places.as_ref().and_then(|places| places.get(at).cloned())))>
                            <Show when=move || editing.get()><Arrange id at count/></Show>
                        </PlaceCard>
                    </For>
                </div>
                <Show when=move || count.get() == 0>
                    <p class="muted">"Nothing here yet. Add a figure or a saved view above; it shows what is in the workspace at any time."</p>
                </Show>
                {move || naming.get().then(|| record.get()).flatten().map(|record| dashboard_editor(app, record, move || naming.set(false)))}
            </Show>
        </div>
    }
}

/// Changes the items of a dashboard, under a label for undo.
fn change(app: App, id: Id, label: &str, edit: impl FnOnce(&mut Vec<DashboardItem>)) {
    let Some(workspace) = app.peek() else { return };
    let Some(record) = workspace.records.dashboards.get(id) else { return };
    let mut changed = Dashboard::clone(record);
    edit(&mut changed.items);
    changed.updated = clock::now();
    let mut action = Action::put(&workspace, changed);
    action.label = label.to_owned();
    if let Err(error) = app.apply(action) {
        app.toasts.fail(error.to_string());
    }
}

/// Adds a figure or a saved view.
#[component]
fn Add(id: Id) -> impl IntoView {
    let app = use_app();
    let figures = Signal::derive(move || {
        let mut options = vec![(String::new(), "Add a figure…".to_owned())];
        app.data.with(|data| options.extend(data.iter().flat_map(|data| dashboard::choices(&data.dataset))));
        options
    });
    let views = Signal::derive(move || {
        let mut options = vec![(String::new(), "Add a saved view…".to_owned())];
        app.workspace.with(|workspace| {
            let all = workspace.iter().flat_map(|workspace| saved::listed(workspace));
            options.extend(all.map(|view| (view.id.to_string(), view.name.clone())));
        });
        options
    });
    let none = Signal::derive(String::new);
    let add_figure = move |kpi: String| {
        if !kpi.is_empty() {
            change(app, id, "Figure added", |items| items.push(DashboardItem::kpi(kpi, "", ItemSize::Small)));
        }
    };
    let add_view = move |view: String| {
        if let Ok(view) = view.parse() {
            change(app, id, "View added", |items| items.push(DashboardItem::view(view, ItemSize::Medium)));
        }
    };
    view! {
        <div class="card row board-add" role="group" aria-label="Add to this dashboard">
            <Select label="Add a figure" value=none options=figures on_change=add_figure/>
            <Select label="Add a saved view" value=none options=views on_change=add_view/>
        </div>
    }
}

/// Moves, resizes or takes out a place.
#[component]
fn Arrange(id: Id, at: usize, count: Memo<usize>) -> impl IntoView {
    let app = use_app();
    let size = Signal::derive(move || {
        let size = app
            .workspace
            .with(|workspace| workspace.as_ref()?.records.dashboards.get(id)?.items.get(at).map(|item| item.size));
        size.unwrap_or_default().key().to_owned()
    });
    let sizes = ItemSize::ALL.iter().map(|size| (size.key().to_owned(), size.label().to_owned())).collect::<Vec<_>>();
    let resize = move |key: String| {
        change(app, id, "Place resized", |items| {
            if let (Some(item), Some(size)) = (items.get_mut(at), ItemSize::of_key(&key)) {
                item.size = size;
            }
        });
    };
    let swap = move |with: usize| {
        change(app, id, "Place moved", |items| {
            if at < items.len() && with < items.len() {
                items.swap(at, with);
            }
        });
    };
    let remove = move || {
        change(app, id, "Place taken out", |items| {
            if at < items.len() {
                items.remove(at);
            }
        });
    };
    view! {
        <div class="row board-tools">
            <IconButton icon=IconName::Up label="Move earlier" disabled=Signal::derive(move || at == 0) on_press=move || swap(at.saturating_sub(1))/>
            <IconButton icon=IconName::Down label="Move later" disabled=Signal::derive(move || at + 1 >= count.get()) on_press=move || swap(at + 1)/>
            <Select label="Size" value=size options=sizes on_change=resize/>
            <IconButton icon=IconName::Delete label="Take out" on_press=remove/>
        </div>
    }
}
