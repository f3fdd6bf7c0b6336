//! What is known and decided about the open conversation: status, priority, topic, whose it is, its clocks, mood, notes.

use super::{
    desk::{Ask, Desk, Moment},
    hand_over, tone,
};
use crate::{
    inbox::{Item, Suggestion, suggest},
    model::{
        Extra, Id,
        facts::activity,
        record::{ConversationKind, ConversationStatus, Csat, Priority, PrivateNote, Sentiment},
        words,
    },
    ui::{
        clock,
        components::{Badge, Button, Field, IconButton, IconName, Look, Menu, MenuItem, Select, TextArea, TextInput},
        pages::metadata::tags_of,
        preferences,
    },
    view::{
        inbox as view_inbox,
        plan::when,
        route::{ListView, Panel, Route},
    },
};
use leptos::{html, prelude::*};

/// The pane.
#[component]
pub fn Details(desk: Desk) -> impl IntoView {
    view! {
        <section class="inbox-details" tabindex="0" role="group" aria-label="Details">
            <Decide desk/>
            <Clocks desk/>
            <Person desk/>
            <Mood desk/>
            <Content desk/>
            <Links desk/>
            <Notes desk/>
        </section>
    }
}

/// The open conversation as a list of one.
fn this(desk: Desk) -> Vec<Item> {
    desk.open.get_untracked().into_iter().collect()
}

/// Something of the open conversation, as a text that follows it.
fn of(desk: Desk, get: fn(&Item) -> String) -> Signal<String> {
    Memo::new(move |_| desk.open.with(|open| open.as_ref().map(get).unwrap_or_default())).into()
}

/// A field whose text follows the record and is kept when it is left.
fn field(desk: Desk, get: fn(&Item) -> String) -> RwSignal<String> {
    let now = of(desk, get);
    let value = RwSignal::new(String::new());
    Effect::new(move |_| value.set(now.get()));
    value
}

#[component]
fn Decide(desk: Desk) -> impl IntoView {
    let options = |all: &[(&str, &str)]| {
        all.iter().map(|(key, label)| ((*key).to_owned(), (*label).to_owned())).collect::<Vec<_>>()
    };
    // To snooze, one says until when: that is a button.
    let statuses = Signal::derive(move || {
        let now = desk.open.with(|open| open.as_ref().map(|item| item.status));
        let offered = |one: &&ConversationStatus| **one != ConversationStatus::Snoozed || now == Some(**one);
        ConversationStatus::ALL
            .iter()
            .filter(offered)
            .map(|one| (one.key().to_owned(), one.label().to_owned()))
            .collect::<Vec<_>>()
    });
    let priorities: Vec<(&str, &str)> = Priority::ALL.iter().map(|one| (one.key(), one.label())).collect();
    let kinds: Vec<(&str, &str)> = ConversationKind::ALL.iter().map(|one| (one.key(), one.label())).collect();
    let status = of(desk, |item| item.status.key().to_owned());
    let priority = of(desk, |item| item.priority.key().to_owned());
    let sort = of(desk, |item| item.kind.key().to_owned());
    let topic = field(desk, |item| item.record.as_ref().map(|record| record.topic.clone()).unwrap_or_default());
    let assignee = field(desk, |item| item.record.as_ref().map(|record| record.assignee.clone()).unwrap_or_default());
    let tags = field(desk, |item| item.record.as_ref().map(|record| record.tags.join(", ")).unwrap_or_default());
    let set_status = move |key: String| {
        if let Some(status) = ConversationStatus::of_key(&key).filter(|one| *one != ConversationStatus::Snoozed) {
            desk.step(&this(desk), status);
        }
    };
    let set_priority = move |key: String| {
        if let Some(priority) = Priority::of_key(&key) {
            let label = format!("Priority {}", priority.label().to_lowercase());
            desk.change(&this(desk), &label, |record| record.priority = priority);
        }
    };
    let set_kind = move |key: String| {
        if let Some(kind) = ConversationKind::of_key(&key) {
            desk.change(&this(desk), kind.label(), |record| record.kind = kind);
        }
    };
    let set_topic = move |text: String| {
        desk.change(&this(desk), "Topic changed", |record| record.topic = text.trim().to_owned());
    };
    let set_assignee = move |text: String| {
        desk.change(&this(desk), "Assigned", |record| record.assignee = text.trim().to_owned());
    };
    let set_tags = move |text: String| desk.change(&this(desk), "Tags changed", |record| record.tags = tags_of(&text));
    let back = move || {
        let until = desk.open.with(|open| open.as_ref()?.record.as_ref()?.snoozed_until)?;
        let snoozed =
            desk.open.with(|open| open.as_ref().is_some_and(|item| item.status == ConversationStatus::Snoozed));
        snoozed.then(|| view! { <p class="small">{format!("Comes back {}", when::day_time(until, desk.zone()))}</p> })
    };
    view! {
        <div class="form inbox-decide">
            <div class="field-row">
                <Field label="Status"><Select value=status options=statuses on_change=set_status/></Field>
                <Field label="Priority"><Select value=priority options=options(&priorities) on_change=set_priority/></Field>
            </div>
            {back}
            <div class="field-row">
                <Field label="Kind"><Select value=sort options=options(&kinds) on_change=set_kind/></Field>
                <Field label="Topic"><TextInput value=topic on_change=set_topic/></Field>
            </div>
            <Field label="Whose"><TextInput value=assignee placeholder="Nobody's yet" on_change=set_assignee/></Field>
            <Field label="Tags"><TextInput value=tags placeholder="comma, between" on_change=set_tags/></Field>
            <div class="button-row">
                <Button small=true icon=IconName::Check on_press=move || desk.step(&this(desk), ConversationStatus::Resolved)>"Resolve"</Button>
                <Button small=true icon=IconName::Clock on_press=move || desk.ask.set(Some(Ask::Snooze))>"Snooze…"</Button>
                <Button small=true icon=IconName::Members on_press=move || desk.ask.set(Some(Ask::Assign))>"Assign…"</Button>
                <Button small=true icon=IconName::Flag on_press=move || hand_over::flag(desk)>"Flag"</Button>
                <Button small=true icon=IconName::Idea on_press=move || hand_over::feedback(desk)>"To feedback"</Button>
            </div>
        </div>
    }
}

/// Every clock of the conversation, by the clock on the wall and in open time.
#[component]
fn Clocks(desk: Desk) -> impl IntoView {
    let rows = move || {
        let moment = desk.moment.get()?;
        let item = desk.open.get()?;
        let zone = moment.workspace.settings.zone;
        let turns = item.turns(&moment.workspace.facts, &moment.talks);
        let clocks = moment.promises.clocks(item.of(), &turns.waits, item.asked, item.resolved, moment.now);
        let policy = moment.promises.policy(item.channel, item.priority).map(|policy| (policy.id, policy.name.clone()));
        // Long talks have many; the first, the last and the resolution say enough.
        let many = clocks.len().saturating_sub(4);
        let rows = clocks.iter().enumerate().filter(|(place, _)| *place == 0 || *place > many).map(|(_, clock)| {
            let length = |ms: i64| words::duration(ms as f64 / 1_000.0);
            let state = clock.state.map(|state| view! { <Badge tone=tone(view_inbox::mood(Some(state)))>{state.label()}</Badge> });
            let due = clock.due.filter(|_| clock.stopped.is_none()).map(|due| format!("due {}", view_inbox::moment(due, moment.now, zone)));
            view! {
                <tr>
                    <th scope="row">{clock.promise.label()}<br/><span class="muted small">{due}</span></th>
                    <td>{state}</td>
                    <td class="number">{length(clock.raw_ms)}<br/><span class="muted small">{length(clock.open_ms)}" open"</span></td>
                </tr>
            }
        });
        let rows = rows.collect_view();
        let policy = match policy {
            Some((id, name)) => view! { <a href=crate::view::route::Route::of(crate::model::RecordKind::SlaPolicy, Panel::Edit(id)).map(|route| route.to_string())>{name}</a> }.into_any(),
            None => view! { <span>"No SLA policy is for this conversation."</span> }.into_any(),
        };
        Some(view! {
            <table class="plain-table"><caption class="visually-hidden">"Response times"</caption><tbody>{rows}</tbody></table>
            <p class="muted small">{policy}</p>
        })
    };
    view! { <div class="inbox-clocks">{rows}</div> }
}

/// Whom it is with.
#[component]
fn Person(desk: Desk) -> impl IntoView {
    let about = Memo::new(move |_| {
        let moment = desk.moment.get()?;
        desk.open.with(|open| person(&moment, open.as_ref()?))
    });
    move || {
        about.get().map(|(address, conversations)| {
            let others = match conversations {
                0 | 1 => "Their first conversation here".to_owned(),
                count => format!("{count} conversations with us"),
            };
            view! { <p class="small"><a href=address>"Member"</a><span class="muted">" · "{others}</span></p> }
        })
    }
}

fn person(moment: &Moment, item: &Item) -> Option<(String, usize)> {
    let talk = moment.talks.all().get(item.talk? as usize)?;
    let row = talk.person;
    if row as usize >= moment.workspace.facts.members.len() {
        return None;
    }
    let conversations = moment.talks.all().iter().filter(|other| other.person == row).count();
    Some((Route::Members(ListView { open: Some(row), ..ListView::default() }).to_string(), conversations))
}

/// The mood of the opening: suggested, and as a person sees it.
#[component]
fn Mood(desk: Desk) -> impl IntoView {
    let suggested: Memo<Option<Suggestion>> = Memo::new(move |_| {
        let moment = desk.moment.get()?;
        desk.open.with(|open| {
            let item = open.as_ref()?;
            let text = match item.talk.and_then(|place| moment.talks.all().get(place as usize)) {
                Some(talk) => moment.workspace.facts.activities.text(talk.opener as usize, activity::TEXT),
                None => item.record.as_ref().and_then(|record| record.messages.first()).map_or("", |one| &one.text),
            };
            suggest(text)
        })
    });
    let value = of(desk, |item| {
        item.record.as_ref().and_then(|record| record.sentiment).map_or_else(String::new, |mood| mood.key().to_owned())
    });
    let options = Signal::derive(move || {
        let suggestion = suggested
            .get()
            .map_or("No suggestion".to_owned(), |found| format!("{} (suggested)", found.sentiment.label()));
        let mut options = vec![(String::new(), suggestion)];
        options.extend(Sentiment::ALL.iter().map(|one| (one.key().to_owned(), one.label().to_owned())));
        options
    });
    let set = move |key: String| {
        let mood = Sentiment::of_key(&key);
        desk.change(&this(desk), "Sentiment corrected", |record| record.sentiment = mood);
    };
    let hint = Signal::derive(move || match suggested.get() {
        Some(found) => format!("Suggested by VADER, English only: {}", words::decimals(found.compound, 2)),
        None => "Suggestions are for English texts only.".to_owned(),
    });
    view! { <Field label="Sentiment" hint=hint><Select value=value options=options on_change=set/></Field> }
}

/// How content the person was.
#[component]
fn Content(desk: Desk) -> impl IntoView {
    let value = of(desk, |item| {
        item.record
            .as_ref()
            .and_then(|record| record.csat.as_ref())
            .map_or_else(String::new, |csat| csat.score.to_string())
    });
    let labels = ["Not asked or no answer", "1 · not at all", "2", "3", "4", "5 · very"];
    let options: Vec<(String, String)> = labels
        .iter()
        .enumerate()
        .map(|(score, label)| (if score == 0 { String::new() } else { score.to_string() }, (*label).to_owned()))
        .collect();
    let set = move |key: String| {
        let (score, at) = (key.parse::<u8>().ok(), clock::now());
        desk.change(&this(desk), "CSAT changed", |record| {
            record.csat = score.map(|score| match record.csat.take() {
                Some(csat) => Csat { score, ..csat },
                None => Csat { at, score, text: String::new(), extra: Extra::new() },
            });
        });
    };
    let said = move || {
        let text = desk.open.with(|open| Some(open.as_ref()?.record.as_ref()?.csat.as_ref()?.text.clone()))?;
        (!text.is_empty()).then(|| view! { <p class="small" dir="auto">"“"{text}"”"</p> })
    };
    view! {
        <Field label="How content were they? (CSAT)"><Select value=value options=options on_change=set/></Field>
        {said}
    }
}

/// Records it has to do with.
#[component]
fn Links(desk: Desk) -> impl IntoView {
    let linked = move || {
        let moment = desk.moment.get()?;
        let ids = desk.open.with(|open| Some(open.as_ref()?.record.as_ref()?.links.clone()))?;
        let all: Vec<_> = moment.workspace.records.all().filter(|record| ids.contains(&record.key().id)).collect();
        (!all.is_empty()).then(|| {
            let lines = all.into_iter().map(|record| {
                let key = record.key();
                let href = Route::of(key.kind, Panel::Edit(key.id)).map(|route| route.to_string());
                let title = record.title().to_owned();
                let label = format!("No longer linked with {title}");
                let remove = move || desk.change(&this(desk), "Link removed", |record| record.links.retain(|id| *id != key.id));
                view! { <li class="row"><a href=href dir="auto">{title}</a><span class="muted small">{key.kind.noun()}</span><IconButton small=true icon=IconName::Close label=label on_press=remove/></li> }
            });
            view! { <ul class="plain-list">{lines.collect_view()}</ul> }
        })
    };
    // What people ask about most: what is on, what is planned, what holds here.
    let items = Signal::derive(move || {
        let mut items = Vec::new();
        desk.app.workspace.with(|workspace| {
            let Some(records) = workspace.as_ref().map(|workspace| &workspace.records) else { return };
            let mut add = |group: &str, all: Vec<(Id, String)>| {
                for (place, (id, title)) in all.into_iter().enumerate() {
                    let item = MenuItem::new(view_inbox::clipped(&title, 60), move || link(desk, id));
                    items.push(if place == 0 { item.group(group) } else { item });
                }
            };
            add("Events", records.events.iter().rev().take(12).map(|one| (one.id, one.title.clone())).collect());
            add("Campaigns", records.campaigns.iter().rev().take(12).map(|one| (one.id, one.name.clone())).collect());
            add("Guidelines", records.guidelines.iter().take(40).map(|one| (one.id, one.title.clone())).collect());
        });
        items
    });
    let some = move || items.with(|items| !items.is_empty());
    view! {
        <div class="stack">
            {linked}
            <Show when=some><Menu label="Link with a record" trigger=|| "Link with" class="button button-small" items/></Show>
        </div>
    }
}

fn link(desk: Desk, id: Id) {
    desk.change(&this(desk), "Linked", |record| {
        if !record.links.contains(&id) {
            record.links.push(id);
        }
    });
}

/// Words for the team only.
#[component]
fn Notes(desk: Desk) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let form = NodeRef::<html::Form>::new();
    // N leads here.
    Effect::new(move |before: Option<u32>| {
        let now = desk.write.get().1;
        if before.is_some_and(|before| before != now)
            && let Some(form) = form.get_untracked()
        {
            crate::ui::components::focus_in(&form, "textarea");
        }
        now
    });
    let add = move || {
        let said = text.get_untracked().trim().to_owned();
        if said.is_empty() {
            return;
        }
        let (at, who) = (clock::now(), preferences::author());
        desk.change(&this(desk), "Note added", |record| {
            let (who, text, extra) = (who.clone(), said.clone(), Extra::new());
            record.private_notes.push(PrivateNote { at, who, text, extra });
        });
        text.set(String::new());
    };
    let notes = move || {
        let zone = desk.zone();
        let notes = desk.open.with(|open| Some(open.as_ref()?.record.as_ref()?.private_notes.clone()))?;
        let lines = notes.into_iter().enumerate().map(|(place, note)| {
            let about = format!("{} · {}", if note.who.is_empty() { "Somebody" } else { &note.who }, when::day_time(note.at, zone));
            let remove = move || {
                desk.change(&this(desk), "Note removed", |record| {
                    if place < record.private_notes.len() {
                        record.private_notes.remove(place);
                    }
                });
            };
            view! {
                <li>
                    <p class="inbox-said" dir="auto">{note.text}</p>
                    <p class="row muted small">{about}<IconButton small=true icon=IconName::Close label="Remove the note" on_press=remove/></p>
                </li>
            }
        });
        Some(view! { <ul class="inbox-notes">{lines.collect_view()}</ul> })
    };
    view! {
        <form class="form" novalidate node_ref=form on:submit=move |event| { event.prevent_default(); add(); }>
            <Field label="Private note" hint="For the team only; never sent"><TextArea value=text rows=2/></Field>
            <Button small=true look=Look::Secondary submit=true>"Add note"</Button>
        </form>
        {notes}
    }
}
