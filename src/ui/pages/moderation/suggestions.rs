//! Suggestions: activities that somebody should look at, and why. None of them acts by itself.

use super::desk::Screen;
use crate::model::RecordKind;
use crate::{
    model::{
        facts::activity,
        record::{FlagStatus, Severity, WordList},
        time::DAY_MS,
    },
    moderation::{
        actions::{Verdict, of_activity},
        classifier::{Classifier, LEAST},
        queue::{Advice, Suggestion, flagged_rows, learn, suggest},
        words::Words,
    },
    ui::{
        clock,
        components::{Badge, Button, EmptyState, IconName, Select, Tone},
        pages::fact_table,
    },
    view::{
        moderation::{DAYS, PAGE, SUGGESTION_DAYS, count, short},
        plan::when,
        route::{ListView, Opened, Panel, Route},
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// What suggestions are made of: they are found anew where one of these changes.
#[derive(Clone, PartialEq)]
struct Made {
    facts: u64,
    lists: Vec<Arc<WordList>>,
    days: u16,
}

/// The suggestions.
#[component]
pub fn Suggestions(screen: Screen) -> impl IntoView {
    let app = screen.app;
    // What was decided until now; what is decided here counts at the next visit, so that nothing jumps meanwhile.
    let learned: StoredValue<Option<Arc<Classifier>>> =
        StoredValue::new(app.peek().and_then(|workspace| learn(&workspace)).map(Arc::new));
    let days = Memo::new(move |_| screen.view.with(|view| view.days.unwrap_or(SUGGESTION_DAYS)));
    let made = Memo::new(move |_| {
        let days = days.get();
        app.workspace.with(|workspace| {
            workspace.as_ref().map(|workspace| Made {
                facts: workspace.facts_revision,
                lists: workspace.records.word_lists.iter().cloned().collect(),
                days,
            })
        })
    });
    let found: Memo<Arc<Vec<Suggestion>>> = Memo::new(move |_| {
        let (Some(made), Some(workspace)) = (made.get(), app.peek()) else { return Arc::default() };
        let words = Words::new(made.lists.iter().map(|list| &**list));
        let since = (made.days > 0).then(|| clock::now() - i64::from(made.days) * DAY_MS);
        Arc::new(suggest(&workspace, &words, learned.get_value().as_deref(), since))
    });
    let signal = Memo::new(move |_| screen.view.with(|view| view.signal.clone()));
    let left: Memo<Arc<Vec<Suggestion>>> = Memo::new(move |_| {
        let signal = signal.get();
        screen.of(|workspace| {
            found.with(|found| {
                let flagged = flagged_rows(workspace, found);
                let fits = |one: &&Suggestion| {
                    !flagged.contains(&one.row)
                        && (signal.is_empty() || one.signals.iter().any(|one| one.key() == signal))
                };
                Arc::new(found.iter().filter(fits).cloned().collect())
            })
        })
    });
    let more = RwSignal::new(PAGE);
    let day_options: Vec<(String, String)> = DAYS
        .iter()
        .map(|days| {
            (days.to_string(), if *days == 0 { "all time".to_owned() } else { format!("the last {days} days") })
        })
        .collect();
    let signals = [
        ("", "any reason"),
        ("banned", "banned words"),
        ("suspect", "suspect words"),
        ("links", "links"),
        ("again", "same person, same words"),
        ("repeated", "same words"),
        ("first", "first message"),
        ("new", "new account"),
        ("shouting", "capitals"),
        ("learned", "like what was rejected"),
    ];
    let signals: Vec<(String, String)> = signals.map(|(key, label)| (key.to_owned(), label.to_owned())).to_vec();
    let trained = learned.with_value(|learned| match learned {
        Some(learned) => format!(
            "Learned from {} and {} texts that were accepted and rejected.",
            learned.trained[0], learned.trained[1]
        ),
        None => {
            format!("Once {LEAST} texts were accepted and {LEAST} rejected, suggestions learn from your decisions.")
        }
    });
    let chosen_days = Signal::derive(move || days.get().to_string());
    let chosen_signal = Signal::derive(move || signal.get());
    view! {
        <div class="filters no-print">
            <Select label="Days" value=chosen_days options=day_options on_change=move |key: String| screen.choose(|view| view.days = key.parse().ok())/>
            <Select label="Reason" value=chosen_signal options=signals on_change=move |key: String| screen.choose(|view| view.signal = key)/>
        </div>
        <p class="muted small">{move || format!("{}. Nothing happens by itself: a person decides. {trained}", count(left.with(|left| left.len()), "suggestion"))}</p>
        <Show
            when=move || left.with(|left| !left.is_empty())
            fallback=|| view! { <EmptyState icon=IconName::Check title="Nothing stands out" text="Messages by members are looked at for words of your lists, links, repetition, newcomers and capitals, and for what was rejected before. In these days nothing stands out. Choose more days, or add words to a list."><span></span></EmptyState> }
        >
            <ol class="flag-list" aria-label="Suggestions, the strongest first">
                <For
                    each=move || left.with(|left| left.iter().take(more.get()).cloned().collect::<Vec<_>>())
                    key=|one| one.row
                    let:one
                >
                    <Line screen one/>
                </For>
            </ol>
            {move || {
                let rest = left.with(|left| left.len()).saturating_sub(more.get());
                (rest > 0).then(|| view! { <Button on_press=move || more.update(|more| *more += PAGE)>{format!("Show {} more of {rest}", rest.min(PAGE))}</Button> })
            }}
        </Show>
    }
}

#[component]
fn Line(screen: Screen, one: Suggestion) -> impl IntoView {
    let row = one.row;
    let (text, who) = screen.of(|workspace| {
        let facts = &workspace.facts;
        let who = facts.activities.code(row as usize, activity::MEMBER).map(|who| who as usize);
        let who = who.filter(|who| *who < facts.members.len()).map(|who| fact_table::member_name(workspace, who));
        (short(facts.activities.text(row as usize, activity::TEXT)), who.unwrap_or_default())
    });
    let at = one.at.map(|at| when::day_time(at, screen.zone())).unwrap_or_default();
    let why: Vec<String> =
        one.signals.iter().map(|signal| format!("{} ({})", signal.label(), signal.points())).collect();
    let tone = match one.advice {
        Advice::Reject => Tone::Bad,
        Advice::Hold => Tone::Warn,
        Advice::Look => Tone::Info,
    };
    let advice = one.advice;
    let fine = move || {
        screen.act(|desk, workspace| {
            let flag = of_activity(workspace, row, clock::mint(), desk.now)
                .ok_or(crate::moderation::actions::Refused::Gone)?;
            desk.flag_and_decide(workspace, flag, &Verdict::approve())
        });
    };
    let reasons = why.join("; ");
    let noted = reasons.clone();
    let flag = move || {
        let Some(workspace) = screen.app.peek() else { return };
        let desk = screen.desk();
        let Some(mut flag) = of_activity(&workspace, row, clock::mint(), desk.now) else { return };
        flag.severity = if advice == Advice::Reject { Severity::High } else { Severity::Medium };
        flag.status = if advice == Advice::Look { FlagStatus::Open } else { FlagStatus::Held };
        flag.tags.push("suggested".to_owned());
        flag.notes.push(crate::model::record::PrivateNote {
            at: desk.now,
            who: desk.who.clone(),
            text: format!("Suggested: {noted}"),
            extra: Default::default(),
        });
        let id = flag.id;
        if screen.apply(desk.flag(flag)) {
            screen.choose(|view| view.open = Some(Opened { kind: RecordKind::Flag, panel: Panel::Edit(id) }));
        }
    };
    let address = Route::Activities(ListView { open: Some(row), ..ListView::default() }).to_string();
    let points = one.points;
    view! {
        <li class="flag-row suggestion-row">
            <div class="flag-link">
                <span class="flag-text" dir="auto">{text}</span>
                <span class="muted small">{format!("{who} · ")}<a href=address>{at}</a></span>
                <span class="small">{reasons}</span>
            </div>
            <span class="flag-marks"><Badge tone>{advice.label()}</Badge></span>
            <span class="flag-points" title="All reasons together">{points.to_string()}</span>
            <span class="row">
                <Button small=true on_press=flag icon=IconName::Flag>"Flag"</Button>
                <Button small=true on_press=fine icon=IconName::Check>"Fine"</Button>
            </span>
        </li>
    }
}
