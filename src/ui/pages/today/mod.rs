//! Today: what needs somebody now, each with what can be done about it in place.

mod engage;

use super::content_count as count;
use crate::{
    analytics::{self, format},
    model::{
        Action, Command, Id, Period, RecordKind, Workspace, Zone,
        record::{ContentItem, ContentStatus, EventStatus},
    },
    plan::{slots::Gap, suggest},
    ui::{
        app_state::{App, use_app},
        clock,
        components::{Badge, Button, EmptyState, IconName, Link, Look, Tone},
        files, preferences,
    },
    view::{
        plan::{content, slots, when},
        route::{ContentMode, ContentView, Opened, Panel, Route, StrategyView},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// Days ahead that are looked at.
const AHEAD: i32 = 7;
/// After how many days a file backup is old.
const BACKUP_DAYS: i64 = 7;
/// Lines of a section; the screen it leads to has the others.
const SHOWN: usize = 5;

/// The Today screen.
#[component]
pub fn Today() -> impl IntoView {
    let app = use_app();
    let zone =
        Memo::new(move |_| app.workspace.with(|workspace| workspace.as_ref().map_or(Zone::UTC, |it| it.settings.zone)));
    let day = move || when::long_day(clock::today(zone.get()));
    let calm = Memo::new(move |_| {
        app.workspace.with(|workspace| workspace.as_ref().is_none_or(|workspace| is_calm(workspace)))
    });
    view! {
        <div class="page">
            <header class="page-header">
                <h1>"Today"</h1>
                <span class="muted">{day}</span>
                <span class="spacer"></span>
                <Link look=Look::Primary icon=IconName::Plus href=Route::Content(ContentView::open(Opened::new(RecordKind::Content))).to_string()>"New post"</Link>
            </header>
            <Backup app/>
            <div class="today">
                <engage::Engage app/>
                <Posts app zone/>
                <Reviews app zone/>
                <Gaps app zone/>
                <Events app zone/>
                <Targets app/>
                <Matches app/>
            </div>
            <Show when=move || calm.get()>
                <EmptyState icon=IconName::Check title="Nothing waits for you" text="Posts that are due, reviews, gaps in your recurring slots, events of the week and targets at risk appear here.">
                    <Link look=Look::Secondary href=Route::Content(ContentView::default()).to_string()>"Open the calendar"</Link>
                    <Link look=Look::Secondary href=Route::Strategy(StrategyView::default()).to_string()>"Open the strategy"</Link>
                </EmptyState>
            </Show>
        </div>
    }
}

fn today_of(workspace: &Workspace) -> crate::model::Day {
    clock::today(workspace.settings.zone)
}

/// Whether there is nothing planned at all that could be due.
fn is_calm(workspace: &Workspace) -> bool {
    let records = &workspace.records;
    due(workspace).is_empty()
        && records.content.iter().all(|item| item.status != ContentStatus::InReview)
        && week_gaps(workspace).is_empty()
        && week_events(workspace).is_empty()
        && records.objectives.live().all(|objective| objective.targets.is_empty())
}

/// Posts that should be out by the end of tomorrow, the oldest first.
fn due(workspace: &Workspace) -> Vec<Arc<ContentItem>> {
    let end = workspace.settings.zone.day_start(today_of(workspace).add(2));
    let mut due: Vec<_> = workspace
        .records
        .content
        .iter()
        .filter(|item| {
            item.status.is_open() && item.status != ContentStatus::Idea && item.planned.is_some_and(|at| at < end)
        })
        .cloned()
        .collect();
    due.sort_by_key(|item| item.planned);
    due
}

fn week_gaps(workspace: &Workspace) -> Vec<Gap> {
    let today = today_of(workspace);
    slots::gaps(workspace, Period { start: today, end: today.add(AHEAD) })
}

fn week_events(workspace: &Workspace) -> Vec<Arc<crate::model::record::Event>> {
    let (now, until) = (clock::now(), workspace.settings.zone.day_start(today_of(workspace).add(AHEAD + 1)));
    let mut events: Vec<_> = workspace
        .records
        .events
        .live()
        .filter(|event| event.end >= now && event.start < until && event.status != EventStatus::Cancelled)
        .cloned()
        .collect();
    events.sort_by_key(|event| event.start);
    events
}

fn item_address(id: Id) -> String {
    Route::Content(ContentView::open(Opened::edit(RecordKind::Content, id))).to_string()
}

/// Moves a post a step further, in place.
fn step(app: App, item: &ContentItem, to: ContentStatus) {
    let item = content::stepped(item, to, &preferences::author(), "", clock::now());
    let label = format!("“{}”: {}", item.title, to.label().to_lowercase());
    if let Err(error) = app.apply(Action::new(label, Command::Put(item.into()))) {
        app.toasts.fail(error.to_string());
    }
}

/// A section with its lines, or nothing where there are none.
#[component]
fn Section(title: &'static str, lines: Vec<AnyView>, more: String) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        let total = lines.len();
        view! {
            <section class="card today-card">
                <header class="card-header"><h2>{title}</h2><span class="muted">{total.to_string()}</span></header>
                <ul>{lines.into_iter().take(SHOWN).map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                {(total > SHOWN).then(|| view! { <p><a href=more>{format!("All {total}")}</a></p> })}
            </section>
        }
    })
}

#[component]
fn Posts(app: App, zone: Memo<Zone>) -> impl IntoView {
    move || {
        let items =
            app.workspace.with(|workspace| workspace.as_ref().map(|workspace| due(workspace)).unwrap_or_default());
        let now = clock::now();
        let lines = items.into_iter().map(|item| {
            let late = item.planned.is_some_and(|at| at < now);
            let at = item.planned.map(|at| when::day_time(at, zone.get())).unwrap_or_default();
            let (publish, tomorrow) = (item.clone(), item.clone());
            let later = move || {
                let Some(workspace) = app.peek() else { return };
                let today = today_of(&workspace);
                let from = tomorrow.planned.map_or(today, |at| workspace.settings.zone.day(at));
                let days = today.add(1).0 - from.0;
                let Some(moved) = content::moved(&workspace, &tomorrow, days, clock::now()) else { return };
                let label = format!("“{}” moved to tomorrow", moved.title);
                if let Err(error) = app.apply(Action::new(label, Command::Put(moved.into()))) {
                    app.toasts.fail(error.to_string());
                }
            };
            view! {
                <div class="today-line">
                    <span><a href=item_address(item.id)>{item.title.clone()}</a><br/><span class="muted small">{at}" · "{item.status.label()}</span></span>
                    {late.then(|| view! { <Badge tone=Tone::Bad>"Overdue"</Badge> })}
                    <Button small=true icon=IconName::Check on_press=move || step(app, &publish, ContentStatus::Published)>"Published"</Button>
                    {late.then(|| view! { <Button small=true look=Look::Quiet on_press=later>"Tomorrow"</Button> })}
                </div>
            }.into_any()
        }).collect::<Vec<_>>();
        let more = Route::Content(ContentView { mode: ContentMode::List, ..ContentView::default() }).to_string();
        view! { <Section title="Posts due" lines more/> }
    }
}

#[component]
fn Reviews(app: App, zone: Memo<Zone>) -> impl IntoView {
    move || {
        let items: Vec<Arc<ContentItem>> = app.workspace.with(|workspace| {
            workspace
                .as_ref()
                .map(|it| {
                    it.records.content.iter().filter(|item| item.status == ContentStatus::InReview).cloned().collect()
                })
                .unwrap_or_default()
        });
        let lines = items.into_iter().map(|item| {
            let at = item.planned.map(|at| when::day_time(at, zone.get())).unwrap_or_else(|| "No time yet".to_owned());
            let approve = item.clone();
            view! {
                <div class="today-line">
                    <span><a href=item_address(item.id)>{item.title.clone()}</a><br/><span class="muted small">{at}</span></span>
                    <Button small=true icon=IconName::Check on_press=move || step(app, &approve, ContentStatus::Approved)>"Approve"</Button>
                </div>
            }.into_any()
        }).collect::<Vec<_>>();
        let more = Route::Content(ContentView {
            mode: ContentMode::List,
            statuses: vec![ContentStatus::InReview],
            ..ContentView::default()
        })
        .to_string();
        view! { <Section title="Waiting for review" lines more/> }
    }
}

#[component]
fn Gaps(app: App, zone: Memo<Zone>) -> impl IntoView {
    let fill = move |gap: &Gap| {
        let Some(workspace) = app.peek() else { return };
        let Some(slot) = workspace.records.slots.get(gap.slot) else { return };
        let item = crate::plan::slots::fill(slot, gap, clock::mint(), clock::now());
        let id = item.id;
        match app.apply(Action::put(&workspace, item)) {
            Ok(()) => app.go(Route::Content(ContentView::open(Opened::edit(RecordKind::Content, id)))),
            Err(error) => app.toasts.fail(error.to_string()),
        }
    };
    move || {
        let gaps = app.workspace.with(|workspace| {
            workspace
                .as_ref()
                .map(|workspace| {
                    let name = |gap: &Gap| {
                        workspace.records.slots.get(gap.slot).map(|slot| slot.name.clone()).unwrap_or_default()
                    };
                    week_gaps(workspace).into_iter().map(|gap| (name(&gap), gap)).collect::<Vec<_>>()
                })
                .unwrap_or_default()
        });
        let lines = gaps
            .into_iter()
            .map(|(name, gap)| {
                let at = when::day_time(gap.at, zone.get());
                view! {
                    <div class="today-line">
                        <span>{name}<br/><span class="muted small">{at}</span></span>
                        <Button small=true icon=IconName::Plus on_press=move || fill(&gap)>"Make a post"</Button>
                    </div>
                }
                .into_any()
            })
            .collect::<Vec<_>>();
        view! { <Section title="Empty slots this week" lines more=Route::Content(ContentView::default()).to_string()/> }
    }
}

#[component]
fn Events(app: App, zone: Memo<Zone>) -> impl IntoView {
    move || {
        let events = app
            .workspace
            .with(|workspace| workspace.as_ref().map(|workspace| week_events(workspace)).unwrap_or_default());
        let lines = events.into_iter().map(|event| {
            let figures = crate::events::figures(&event, clock::now());
            let of = event.capacity.map(|capacity| format!(" of {capacity}")).unwrap_or_default();
            let facts = format!("{} · {}{of} places taken", when::day_time(event.start, zone.get()), figures.seats_taken);
            view! {
                <div class="today-line">
                    <span><a href=Route::Events(Some(Panel::Edit(event.id))).to_string()>{event.title.clone()}</a><br/><span class="muted small">{facts}</span></span>
                    {(figures.waitlist > 0).then(|| view! { <Badge tone=Tone::Warn>{format!("{} waiting", figures.waitlist)}</Badge> })}
                </div>
            }.into_any()
        }).collect::<Vec<_>>();
        view! { <Section title="Events this week" lines more=Route::Events(None).to_string()/> }
    }
}

/// Targets that at the present pace will not be reached.
#[component]
fn Targets(app: App) -> impl IntoView {
    let worrying = Memo::new(move |_| {
        app.data.with(|data| {
            let Some(data) = data else { return Vec::new() };
            let dataset = &data.dataset;
            let workspace = dataset.workspace();
            let (zone, today) = (workspace.settings.zone, today_of(workspace));
            let mut found = Vec::new();
            for objective in workspace.records.objectives.live() {
                for target in &objective.targets {
                    let Ok(pace) = analytics::pace(dataset, target, analytics::since(objective, zone), today) else {
                        continue;
                    };
                    let Some(kpi) = dataset.kpis().find(&target.kpi).filter(|_| pace.status.is_worrying()) else {
                        continue;
                    };
                    let value = format::format_value(kpi.unit(), pace.now);
                    let goal = format::format_value(kpi.unit(), Some(target.target));
                    found.push((
                        objective.id,
                        kpi.name().to_owned(),
                        format!("{value}, should be {} {goal}", target.direction.bound()),
                        pace.status,
                    ));
                }
            }
            found
        })
    });
    move || {
        let lines = worrying
            .get()
            .into_iter()
            .map(|(objective, name, facts, status)| {
                let address =
                    Route::Strategy(StrategyView::open(Opened::edit(RecordKind::Objective, objective))).to_string();
                view! {
                    <div class="today-line">
                        <span><a href=address>{name}</a><br/><span class="muted small">{facts}</span></span>
                        <Badge tone=super::strategy::objectives::tone(status)>{status.label()}</Badge>
                    </div>
                }
                .into_any()
            })
            .collect::<Vec<_>>();
        view! { <Section title="Targets to worry about" lines more=Route::Strategy(StrategyView::default()).to_string()/> }
    }
}

/// Imported posts that seem to be planned ones.
#[component]
fn Matches(app: App) -> impl IntoView {
    let stamp = Memo::new(move |_| app.workspace.with(|workspace| workspace.as_ref().map(|it| content::stamp(it))));
    let found = Memo::new(move |_| {
        // Read, not only tracked: a memo that was never read follows nothing.
        let _ = stamp.get();
        app.workspace.with_untracked(|workspace| workspace.as_ref().map_or(0, |workspace| suggest(workspace).len()))
    });
    move || {
        let number = found.get();
        (number > 0).then(|| view! {
            <section class="card today-card">
                <header class="card-header"><h2>"Results to match"</h2></header>
                <p>{format!("{} may be what you planned. ", count(number, "imported post"))}<a href=Route::Content(ContentView::default()).to_string()>"Match them in the calendar"</a></p>
            </section>
        })
    }
}

/// How old the last file is that could bring everything back.
#[component]
fn Backup(app: App) -> impl IntoView {
    move || {
        app.exports.track();
        let (id, sample, empty) = app
            .workspace
            .with(|workspace| workspace.as_ref().map(|it| (it.settings.id, it.settings.sample, it.is_empty())))?;
        let days = preferences::last_export(id).map(|at| (clock::now() - at).div_euclid(crate::model::time::DAY_MS));
        let old = days.is_none_or(|days| days >= BACKUP_DAYS);
        (old && !sample && !empty).then(|| view! {
            <div class="banner banner-warn today-backup">
                <div class="banner-text"><div>{format!("This workspace lives in this browser only: {}.", files::backup_age_label(app))}</div></div>
                <Button small=true icon=IconName::Export on_press=move || files::save_workspace(app)>"Back up to a file"</Button>
            </div>
        })
    }
}
