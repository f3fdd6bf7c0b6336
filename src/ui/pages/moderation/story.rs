//! What is known of a flag: the conversation around it, reports, the person's strikes, decisions, notes, and its entries in
//! the audit log.

use super::desk::Screen;
use crate::{
    model::Id,
    moderation::{
        actions::{action_words, rule_numbers},
        audit,
        cases::Person,
        strikes::{Counts, Ladder, ladder},
    },
    ui::{
        clipboard, clock,
        components::{Button, Field, IconName, Look, TextArea},
        pages::record_panel::Wrong,
    },
    view::{
        moderation::{around, rule_label, to_reporter},
        plan::when,
        route::{ListView, Route},
    },
};
use leptos::prelude::*;

/// The conversation around it.
#[component]
pub fn Around(screen: Screen, id: Id) -> impl IntoView {
    let flag = screen.flag(id);
    // Facts change seldom; what is open does not follow them.
    let spoken = flag
        .get_untracked()
        .map(|flag| screen.app.peek().map(|workspace| around(&workspace, &flag)).unwrap_or_default());
    let zone = screen.zone();
    spoken.filter(|spoken| !spoken.is_empty()).map(|spoken| view! {
        <section class="flag-part" aria-label="Conversation">
            <h3>"Conversation"</h3>
            <ol class="flag-talk">
                {spoken.into_iter().map(|one| {
                    let at = one.at.map(|at| when::day_time(at, zone)).unwrap_or_default();
                    let address = Route::Activities(ListView { open: Some(one.row), ..ListView::default() }).to_string();
                    view! {
                        <li class:flag-it=one.is_it>
                            <span class="muted small">{format!("{} · ", one.who)}<a href=address>{at}</a>{one.is_it.then_some(" · this is what was flagged")}</span>
                            <p dir="auto" class="break">{one.text}</p>
                        </li>
                    }
                }).collect_view()}
            </ol>
        </section>
    })
}

/// Who reported it and why, and telling them.
#[component]
pub fn Reports(screen: Screen, id: Id) -> impl IntoView {
    let flag = screen.flag(id);
    let app = screen.app;
    let zone = screen.zone();
    let list = move || {
        flag.get().map(|flag| {
            if flag.reports.is_empty() {
                return view! { <p class="muted small">"Nobody reported it: somebody of the team found it."</p> }
                    .into_any();
            }
            let reports = flag.reports.iter().map(|report| {
                let who = if report.who.is_empty() { "Somebody".to_owned() } else { report.who.clone() };
                let rule =
                    report.rule.map(|rule| screen.of(|workspace| rule_label(workspace, rule))).unwrap_or_default();
                let told =
                    report.told.map(|told| format!(" · told {}", when::day_time(told, zone))).unwrap_or_default();
                let reason = report.reason.clone();
                view! {
                    <li>
                        <span class="muted small">{format!("{who} · {}{told}", when::day_time(report.at, zone))}</span>
                        {(!reason.is_empty()).then(|| view! { <p dir="auto" class="break">{reason}</p> })}
                        {(!rule.is_empty()).then(|| view! { <p class="small">{format!("Rule {rule}")}</p> })}
                    </li>
                }
            });
            view! { <ul class="flag-reports">{reports.collect_view()}</ul> }.into_any()
        })
    };
    let message = move || {
        let flag = flag.get()?;
        let text = screen.of(|workspace| to_reporter(workspace, &flag))?;
        flag.reports.iter().any(|report| report.told.is_none()).then_some(text)
    };
    let tell = move || {
        screen.act(|desk, workspace| desk.tell(workspace, id));
    };
    view! {
        <section class="flag-part" aria-label="Reports">
            <h3>"Reports"</h3>
            {list}
            {move || message().map(|text| {
                let copied = text.clone();
                view! {
                    <div class="flag-tell">
                        <p class="small"><b>"Tell the reporter: "</b>{text}</p>
                        <div class="button-row">
                            <Button small=true icon=IconName::Copy on_press=move || clipboard::copy(app, copied.clone(), "Message copied".to_owned())>"Copy"</Button>
                            <Button small=true on_press=tell>"Mark as told"</Button>
                        </div>
                    </div>
                }
            })}
        </section>
    }
}

/// The person's strikes.
#[component]
pub fn Before(screen: Screen, id: Id) -> impl IntoView {
    let flag = screen.flag(id);
    let found = Memo::new(move |_| {
        let flag = flag.get()?;
        let person = Person::of(&flag)?;
        screen.of(|workspace| {
            let flags = workspace.records.flags.iter().map(|flag| &**flag);
            Some(ladder(flags, &person, Some(id), clock::now()))
        })
    });
    let zone = screen.zone();
    let strikes = move |ladder: Ladder| {
        if ladder.strikes.is_empty() {
            return view! { <p class="muted small">"No flag of this person was decided before."</p> }.into_any();
        }
        let count = ladder.count;
        let lines = ladder.strikes.into_iter().rev().take(10).map(|strike| {
            let actions: Vec<String> = strike.actions.iter().map(|(action, hours)| action_words(*action, *hours)).collect();
            let counts = if strike.counts == Counts::Yes { String::new() } else { format!(" · {}", strike.counts.label()) };
            let flag = strike.flag;
            view! { <li><a href=move || screen.flag_address(flag)>{when::day_time(strike.at, zone)}</a>{format!(" · {}", actions.join(", "))}<span class="muted">{counts}</span></li> }
        });
        view! {
            <p class="small">{match count {
                0 => "No strike counts.".to_owned(),
                1 => "1 strike counts.".to_owned(),
                count => format!("{count} strikes count."),
            }}</p>
            <ul class="flag-strikes small">{lines.collect_view()}</ul>
        }
        .into_any()
    };
    view! {
        <section class="flag-part" aria-label="Strikes">
            <h3>"The person's strikes"</h3>
            {move || match found.get() {
                Some(ladder) => strikes(ladder),
                None => view! { <p class="muted small">"Nobody is named, so nothing is known of them."</p> }.into_any(),
            }}
        </section>
    }
}

/// What was decided.
#[component]
pub fn Decisions(screen: Screen, id: Id) -> impl IntoView {
    let flag = screen.flag(id);
    let zone = screen.zone();
    move || {
        let flag = flag.get()?;
        let void = crate::moderation::cases::overturned(&flag);
        (!flag.decisions.is_empty()).then(|| {
            let lines = flag.decisions.iter().map(|one| {
                let who = if one.who.is_empty() { String::new() } else { format!(" by {}", one.who) };
                let rules = screen.of(|workspace| rule_numbers(workspace, &one.rules));
                let rules = if rules.is_empty() { String::new() } else { format!(" ({rules})") };
                let (reason, note) = (one.reason.clone(), one.note.clone());
                view! {
                    <li>
                        <b>{action_words(one.action, one.hours)}</b>
                        <span class="muted small">{format!("{rules} · {}{who}", when::day_time(one.at, zone))}</span>
                        {(!reason.is_empty()).then(|| view! { <p dir="auto" class="break">{reason}</p> })}
                        {(!note.is_empty()).then(|| view! { <p dir="auto" class="break muted small">{format!("Private: {note}")}</p> })}
                    </li>
                }
            });
            view! {
                <ul class="flag-reports">{lines.collect_view()}</ul>
                {void.then(|| view! { <p class="small"><b>"Overturned on appeal: counts no more."</b></p> })}
            }
        })
    }
}

/// What the team says among itself.
#[component]
pub fn Notes(screen: Screen, id: Id) -> impl IntoView {
    let flag = screen.flag(id);
    let zone = screen.zone();
    let text = RwSignal::new(String::new());
    let wrong = Wrong::new();
    let save = move || {
        let Some(workspace) = screen.app.peek() else { return };
        match screen.desk().note(&workspace, id, &text.get_untracked()) {
            Ok(action) => {
                if screen.apply(action) {
                    text.set(String::new());
                }
            }
            Err(refused) => wrong.set("text", refused.to_string()),
        }
    };
    let list = move || {
        flag.get().map(|flag| {
            let notes = flag.notes.iter().map(|note| {
                let who = if note.who.is_empty() { "Somebody".to_owned() } else { note.who.clone() };
                view! { <li><span class="muted small">{format!("{who} · {}", when::day_time(note.at, zone))}</span><p dir="auto" class="break pre">{note.text.clone()}</p></li> }
            });
            view! { <ul class="flag-reports">{notes.collect_view()}</ul> }
        })
    };
    view! {
        <section class="flag-part" aria-label="Private notes">
            <h3>"Private notes"</h3>
            {list}
            <form class="form" novalidate on:submit=move |event| { event.prevent_default(); save(); }>
                <Field label="New note" optional=true hint="The team reads it; the reporter and the person concerned do not" error=wrong.of("text")><TextArea value=text rows=2/></Field>
                <div class="button-row"><Button look=Look::Secondary submit=true>"Add note"</Button></div>
            </form>
        </section>
    }
}

/// Its entries in the audit log.
#[component]
pub fn History(screen: Screen, id: Id) -> impl IntoView {
    let zone = screen.zone();
    let entries = Memo::new(move |_| {
        screen.of(|workspace| {
            let entries = audit::entries(&workspace.records);
            entries.into_iter().filter(|entry| entry.about == Some(id)).collect::<Vec<_>>()
        })
    });
    view! {
        <details class="flag-part">
            <summary>{move || format!("In the audit log ({})", entries.with(Vec::len))}</summary>
            <ol class="flag-history small">
                {move || entries.get().into_iter().map(|entry| {
                    let who = if entry.who.is_empty() { String::new() } else { format!(" · {}", entry.who) };
                    let of = entry.of.map(|of| format!(" of no. {of}")).unwrap_or_default();
                    view! { <li><span class="muted">{format!("No. {} · {}{who} · ", entry.number, when::day_time(entry.created, zone))}</span><b>{format!("{}{of}", entry.action.label())}</b><br/><span dir="auto" class="break">{entry.details.clone()}</span></li> }
                }).collect_view()}
            </ol>
        </details>
    }
}
