//! What people talk about: words that stand out in the last days against all before, with what was said.

use super::{desk::Desk, made::ToFeedback};
use crate::{
    feedback::{Theme, themes},
    model::{Instant, Workspace, words::grouped},
    slices::Slice,
    ui::{
        clock,
        components::{EmptyState, IconName, Link, Look, Progress, Segmented},
        pages::{content_count as count, fact_table},
    },
    view::{
        feedback::{THEME_DAYS, TextOf, Texts, TextsReader, clipped, message_of, theme_start},
        plan::when,
        route::{ListView, Route, ThemeTexts},
    },
};
use leptos::prelude::*;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// Themes that are shown.
const SHOWN: usize = 12;
/// Texts that are read before the browser may draw.
const PIECE: usize = 500;

/// Texts on their way in.
#[derive(Clone)]
enum Read {
    /// So many of so many.
    Reading(usize, usize),
    /// All there.
    Done(Arc<Texts>),
}

/// Which texts are to be read: another one means reading anew.
type Key = Option<(crate::model::Id, u64, ThemeTexts)>;

/// The section.
#[component]
pub fn Themes(desk: Desk) -> impl IntoView {
    let app = desk.app;
    let key: Memo<Key> = Memo::new(move |_| {
        let which = desk.view.with(|view| view.texts);
        app.workspace.with(|workspace| {
            let workspace = workspace.as_ref()?;
            // What members said is in the facts: changes of records do not matter.
            let revision = if which == ThemeTexts::Activities { workspace.facts_revision } else { workspace.revision };
            Some((workspace.settings.id, revision, which))
        })
    });
    let read = RwSignal::new(Read::Reading(0, 0));
    Effect::new(move || {
        let wanted = key.get();
        let (Some(workspace), Some((.., which))) = (app.peek(), wanted) else { return };
        read.set(Read::Reading(0, 0));
        spawn_local(async move {
            let mut reader = TextsReader::new(&workspace, which);
            let (all, mut done) = (reader.len(), 0);
            let mut slice = Slice::begin();
            while reader.read(&workspace, PIECE) {
                done += PIECE;
                if slice.is_over() {
                    slice.rest().await;
                    // The person went on, or the texts changed: another reading has begun.
                    if key.try_get_untracked() != Some(wanted) {
                        return;
                    }
                    read.try_set(Read::Reading(done.min(all), all));
                }
            }
            if key.try_get_untracked() == Some(wanted) {
                read.try_set(Read::Done(Arc::new(reader.finish())));
            }
        });
    });
    let which = Signal::derive(move || desk.view.with(|view| view.texts.key()).to_owned());
    let kinds = ThemeTexts::ALL.iter().map(|one| (one.key(), one.label())).collect::<Vec<_>>();
    let days = Memo::new(move |_| desk.view.with(|view| view.days.unwrap_or(THEME_DAYS)));
    let day_key = Signal::derive(move || days.get().to_string());
    let choices = vec![("7", "7 days"), ("28", "28 days"), ("90", "90 days"), ("365", "A year")];
    let body = move || match read.get() {
        Read::Reading(done, all) => {
            let share = (all > 0).then(|| done as f64 / all as f64);
            view! { <Progress label="Reading what was said" done=Signal::stored(share)/> }.into_any()
        }
        Read::Done(texts) => found(desk, &texts, days.get()),
    };
    view! {
        <div class="filters no-print">
            <Segmented label="Texts" value=which options=kinds on_change=move |key: String| desk.choose(|view| view.texts = ThemeTexts::of_key(&key).unwrap_or_default())/>
            <Segmented label="Themes of the last" value=day_key options=choices on_change=move |key: String| desk.choose(|view| view.days = key.parse().ok().filter(|days| *days != THEME_DAYS))/>
        </div>
        {body}
    }
}

/// The themes of the last days.
fn found(desk: Desk, texts: &Arc<Texts>, days: u16) -> AnyView {
    // The last days of what is known: a file of last year has themes, too.
    let Some(workspace) = desk.app.peek() else { return ().into_any() };
    let last: Instant = texts.at.last().copied().unwrap_or_default();
    let since = theme_start(clock::now().min(last + 1), days);
    let chosen = |place: usize| texts.at.get(place).is_some_and(|at| *at >= since);
    let here = texts.at.len() - texts.at.partition_point(|at| *at < since);
    let found = themes(&texts.corpus, &chosen, SHOWN);
    if texts.of.is_empty() {
        return view! {
            <EmptyState icon=IconName::Comment title="Nothing was said yet" text="Themes are words that stand out in what people said lately. They come from the activities you import, or from feedback you enter.">
                <Link look=Look::Primary href=Route::Import.to_string()>"Import a file"</Link>
            </EmptyState>
        }
        .into_any();
    }
    let about = format!(
        "{} of the {days} days until {}, against {} before. A theme stands out by at least 1.96 standard deviations and is in at least 3 texts.",
        count(here, "text"),
        when::short_day(workspace.settings.zone.day(last)),
        count(texts.at.len() - here, "text"),
    );
    if found.is_empty() {
        return view! { <p class="muted">{about}</p><p>"Nothing stands out in these days. Try a longer or a shorter time."</p> }.into_any();
    }
    let cards = found.into_iter().map(|theme| card(desk, &workspace, texts, theme)).collect_view();
    view! { <p class="muted small">{about}</p><ul class="themes">{cards}</ul> }.into_any()
}

fn card(desk: Desk, workspace: &Arc<Workspace>, texts: &Texts, theme: Theme) -> AnyView {
    let Theme { term, texts: here, others, score, examples } = theme;
    let facts = format!("in {} · {} before · {score:.1} sd", count(here, "text"), grouped(others as u64));
    let examples = examples
        .into_iter()
        .filter_map(|place| {
            Some(match *texts.of.get(place)? {
                TextOf::Activity(row) => said(workspace, row),
                TextOf::Item(id) => {
                    let item = workspace.records.feedback.get(id)?;
                    view! { <li class="quote"><a href=desk.item_address(id) dir="auto">{item.title.clone()}</a></li> }
                        .into_any()
                }
            })
        })
        .collect_view();
    view! {
        <li class="card theme">
            <h2 dir="auto">{term}</h2>
            <p class="muted small">{facts}</p>
            <ul class="plain-list">{examples}</ul>
        </li>
    }
    .into_any()
}

/// What somebody said, with a way to make feedback of it.
fn said(workspace: &Arc<Workspace>, row: u32) -> AnyView {
    let Some(message) = message_of(workspace, row as usize) else { return ().into_any() };
    let member = workspace.facts.activities.code(row as usize, crate::model::facts::activity::MEMBER);
    let name = member.map(|row| fact_table::member_name(workspace, row as usize)).unwrap_or_default();
    let text = clipped(&message.text);
    let at = when::day_time(message.at, workspace.settings.zone);
    let address = Route::Activities(ListView { open: Some(row), ..ListView::default() }).to_string();
    view! {
        <li class="quote">
            <blockquote dir="auto">{text}</blockquote>
            <div class="row"><span class="grow small"><a href=address dir="auto">{name}</a>" "<span class="muted">{at}</span></span><ToFeedback message/></div>
        </li>
    }
    .into_any()
}
