//! A drill against the clock: messages arrive, each is answered, escalated or left.
//!
//! Keys: J and K go from message to message, R answers the one in focus, E escalates it, L leaves it, P pauses; in the
//! answer Ctrl+Enter sends and Ctrl+Shift+Enter sends and escalates.

use super::{Desk, Gone, address, me};
use crate::{
    crisis::drill::{Play, SPEEDS},
    model::{
        Action, Command, Id, Instant,
        record::{Drill, DrillMessage, DrillRun},
    },
    ui::{
        app_state::App,
        clock,
        components::{Badge, Button, Field, IconName, Look, Segmented, TextInput, Tone, focus_in},
    },
    view::{
        crisis,
        route::{CrisisSection, CrisisSide, CrisisView, Route},
    },
};
use leptos::{html, prelude::*};
use std::{sync::Arc, time::Duration};
use wasm_bindgen::JsCast;

/// How often the clock is looked at, in ms.
const TICK: u64 = 250;

/// A run that is going on, and what belongs to it.
#[derive(Clone, Copy)]
struct Stage {
    app: App,
    play: RwSignal<Option<Play>>,
    now: RwSignal<Instant>,
    list: NodeRef<html::Ol>,
    who: RwSignal<String>,
    on_done: Callback<(DrillRun,)>,
}

impl Stage {
    /// Does something to the run; what is refused is said.
    fn act(self, act: impl FnOnce(&mut Play, Instant) -> Result<(), crate::crisis::drill::Refusal>) -> bool {
        let now = clock::now();
        let done = self.play.try_update(|play| play.as_mut().map(|play| act(play, now))).flatten();
        self.now.set(now);
        match done {
            Some(Err(refusal)) => {
                self.app.toasts.fail(refusal.to_string());
                false
            }
            other => other.is_some(),
        }
    }

    /// Moves the focus to the first message that is open.
    fn focus_open(self) {
        request_animation_frame(move || {
            if let Some(list) = self.list.try_get_untracked().flatten() {
                focus_in(&list, "li[data-open] .drill-message");
            }
        });
    }

    /// Ends the run and hands it over.
    fn finish(self) {
        let run = self.play.with_untracked(|play| {
            play.as_ref().map(|play| play.finish(clock::now(), self.who.get_untracked().trim()))
        });
        let Some(run) = run else { return };
        self.play.set(None);
        self.on_done.run((run,));
    }
}

/// A drill of the workspace; its runs are kept with it.
#[component]
pub fn PlayDrill(desk: Desk, id: Id) -> impl IntoView {
    let app = desk.app;
    let drill = app.peek().and_then(|workspace| workspace.records.drills.get(id).cloned());
    let Some(drill) = drill else {
        return view! { <Gone what="drill" section=CrisisSection::Drills/> }.into_any();
    };
    let keep = move |run: DrillRun| {
        // Played as it was begun; kept with the drill as it is now.
        let Some(workspace) = app.peek() else { return };
        let Some(drill) = workspace.records.drills.get(id) else { return };
        let mut drill = (**drill).clone();
        let place = drill.runs.len();
        drill.runs.push(run);
        drill.updated = clock::now();
        match app.apply(Action::new("Drill run kept", Command::Put(drill.into()))) {
            Ok(()) => app.go(Route::Crisis(CrisisView::drill(id, CrisisSide::Main, Some(place)))),
            Err(error) => app.toasts.fail(error.to_string()),
        }
    };
    let name = drill.name.clone();
    view! {
        <div class="page">
            <p class="small"><a href=address(CrisisView::section(CrisisSection::Drills))>"All drills"</a></p>
            <header class="page-header"><h1 class="break" dir="auto">{name}</h1></header>
            <DrillPlayer app drill who=me() on_done=keep/>
        </div>
    }
    .into_any()
}

/// A drill being played: its briefing, then the stream. The run is handed over when it ends.
#[component]
pub fn DrillPlayer(
    app: App,
    /// What is played.
    drill: Arc<Drill>,
    /// Who plays, until they say otherwise.
    #[prop(into)]
    who: String,
    /// Takes the run.
    #[prop(into)]
    on_done: Callback<(DrillRun,)>,
) -> impl IntoView {
    let stage = Stage {
        app,
        play: RwSignal::new(None),
        now: RwSignal::new(clock::now()),
        list: NodeRef::new(),
        who: RwSignal::new(who),
        on_done,
    };
    let tick = move || {
        let now = clock::now();
        let over = stage.play.with_untracked(|play| play.as_ref().map(|play| play.is_over(now)));
        match over {
            Some(true) => stage.finish(),
            Some(false) => stage.now.set(now),
            None => {}
        }
    };
    if let Ok(handle) = set_interval_with_handle(tick, Duration::from_millis(TICK)) {
        on_cleanup(move || handle.clear());
    }
    let is_on = Memo::new(move |_| stage.play.with(Option::is_some));
    move || {
        if is_on.get() {
            view! { <Stream stage/> }.into_any()
        } else {
            view! { <Briefing stage drill=Arc::clone(&drill)/> }.into_any()
        }
    }
}

/// What to know before, and the start.
#[component]
fn Briefing(stage: Stage, drill: Arc<Drill>) -> impl IntoView {
    let speed = RwSignal::new(SPEEDS[0].to_string());
    let text = drill.briefing.clone();
    let count = drill.messages.len();
    let begin = move || {
        let speed = speed.get_untracked().parse().unwrap_or(1);
        stage.play.set(Some(Play::start(Arc::clone(&drill), clock::now(), speed)));
        stage.now.set(clock::now());
        stage.focus_open();
    };
    view! {
        <section class="card form crisis-wide">
            <h2>"Briefing"</h2>
            {(!text.is_empty()).then(|| view! { <p class="pre break" dir="auto">{text}</p> })}
            <p>{format!("{} on the way. Answer what is yours, escalate what is not, leave what needs no answer. A run that is left before its end is not kept.", super::playbooks::count(count, "message"))}</p>
            <Keys/>
            <Field label="Who plays" optional=true><TextInput value=stage.who/></Field>
            <Segmented label="Speed" value=speed options=vec![("1", "1×"), ("5", "5×"), ("20", "20×")] on_change=move |key: String| speed.set(key)/>
            <div><Button look=Look::Primary icon=IconName::Clock on_press=begin>"Start"</Button></div>
        </section>
    }
}

#[component]
fn Keys() -> impl IntoView {
    view! {
        <p class="muted small">
            <kbd>"J"</kbd>" "<kbd>"K"</kbd>" from message to message, "<kbd>"R"</kbd>" answer, "<kbd>"E"</kbd>" escalate, "<kbd>"L"</kbd>" leave it, "<kbd>"P"</kbd>" pause; in an answer "
            <kbd>"Ctrl Enter"</kbd>" sends, "<kbd>"Ctrl Shift Enter"</kbd>" sends and escalates."
        </p>
    }
}

/// The stream as it plays.
#[component]
fn Stream(stage: Stage) -> impl IntoView {
    let play = stage.play;
    let elapsed = move || play.with(|play| play.as_ref().map_or(0, |play| play.elapsed(stage.now.get())));
    let paused = Signal::derive(move || play.with(|play| play.as_ref().is_some_and(Play::is_paused)));
    let speed = Signal::derive(move || play.with(|play| play.as_ref().map_or(1, Play::speed)).to_string());
    let arrived = Memo::new(move |_| {
        let now = stage.now.get();
        play.with(|play| {
            let arrived =
                play.as_ref().map(|play| play.arrived(now).into_iter().cloned().collect::<Vec<DrillMessage>>());
            arrived.unwrap_or_default()
        })
    });
    let open = Memo::new(move |_| {
        let now = stage.now.get();
        play.with(|play| play.as_ref().map_or(0, |play| play.open(now).len()))
    });
    let total = play.with_untracked(|play| play.as_ref().map_or(0, |play| play.drill().messages.len()));
    let pause = move || {
        stage.act(|play, now| {
            if play.is_paused() {
                play.resume(now)
            } else {
                play.pause(now)
            }
            Ok(())
        });
    };
    let set_speed = move |key: String| {
        stage.act(|play, now| {
            play.set_speed(now, key.parse().unwrap_or(1));
            Ok(())
        });
    };
    // What has just arrived is read out, not what the clock says.
    let news = move || {
        let last = arrived.with(|arrived| arrived.last().map(|last| format!("{} writes: {}", last.who, last.text)));
        last.unwrap_or_default()
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else { return };
        if target.closest("textarea, input, select").ok().flatten().is_some() {
            return;
        }
        let here = target.closest("li[data-message]").ok().flatten();
        let id = here.as_ref().and_then(|here| here.get_attribute("data-message")).and_then(|id| id.parse::<Id>().ok());
        let take = |done: bool| {
            event.prevent_default();
            if done {
                stage.focus_open();
            }
        };
        match (event.key().to_lowercase().as_str(), id, &here) {
            ("p", ..) => {
                event.prevent_default();
                pause();
            }
            ("j", ..) => {
                event.prevent_default();
                step(stage, here.as_ref(), true);
            }
            ("k", ..) => {
                event.prevent_default();
                step(stage, here.as_ref(), false);
            }
            ("r", _, Some(here)) => {
                event.prevent_default();
                focus_in(here, "textarea");
            }
            ("e", Some(id), _) => take(stage.act(|play, now| play.answer(id, "", true, now))),
            ("l", Some(id), _) => take(stage.act(|play, now| play.leave(id, now))),
            _ => {}
        }
    };
    view! {
        <div class="drill" on:keydown=keys>
            <div class="drill-bar" role="group" aria-label="Clock">
                <span class="drill-clock" role="timer" aria-live="off" aria-label="Time of the drill">{move || crisis::clock(elapsed())}</span>
                <Button icon=IconName::Clock pressed=paused on_press=pause>{move || if paused.get() { "Go on" } else { "Pause" }}</Button>
                <Segmented label="Speed" value=speed options=vec![("1", "1×"), ("5", "5×"), ("20", "20×")] on_change=set_speed/>
                <span class="muted small">{move || format!("{} of {total} arrived, {} open", arrived.with(Vec::len), open.get())}</span>
                <span class="spacer"></span>
                <Button look=Look::Danger on_press=move || stage.finish()>"End and score"</Button>
            </div>
            <div class="visually-hidden" aria-live="polite">{news}</div>
            <ol class="drill-stream plain-list" aria-label="Messages" node_ref=stage.list>
                <For each=move || arrived.get() key=|message| message.id let:message>
                    <Incoming stage message/>
                </For>
            </ol>
            <Show when=move || open.get() == 0><p class="muted">"Nothing is open. The next message comes by itself."</p></Show>
        </div>
    }
}

/// Moves the focus to the next or the previous message.
fn step(stage: Stage, here: Option<&web_sys::Element>, forward: bool) {
    let Some(list) = stage.list.get_untracked() else { return };
    let to = match (here, forward) {
        (Some(here), true) => here.next_element_sibling(),
        (Some(here), false) => here.previous_element_sibling(),
        (None, true) => list.first_element_child(),
        (None, false) => list.last_element_child(),
    };
    if let Some(to) = to {
        focus_in(&to, ".drill-message");
    }
}

/// One message, with what can be done about it.
#[component]
fn Incoming(stage: Stage, message: DrillMessage) -> impl IntoView {
    let id = message.id;
    let text = RwSignal::new(String::new());
    let done = Memo::new(move |_| stage.play.with(|play| play.as_ref()?.answer_of(id).cloned()));
    let limit = message.clone();
    let left = Memo::new(move |_| {
        let now = stage.now.get();
        // Whole seconds: what is shown changes no more often.
        stage.play.with(|play| play.as_ref().map_or(0, |play| play.left(&limit, now)).div_euclid(1000))
    });
    let send = move |escalated: bool| {
        if stage.act(|play, now| play.answer(id, &text.get_untracked(), escalated, now)) {
            stage.focus_open();
        }
    };
    let leave = move || {
        if stage.act(|play, now| play.leave(id, now)) {
            stage.focus_open();
        }
    };
    let keys = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            send(event.shift_key());
        }
    };
    let who = message.who.clone();
    let label = format!("Answer to {who}");
    view! {
        <li data-message=id.to_string() data-open=move || done.with(Option::is_none).then_some("")>
            <article class="card stack drill-message" tabindex="-1" aria-label=format!("Message from {who}")>
                <p class="row wrap">
                    <b class="break" dir="auto">{who.clone()}</b>
                    {move || done.with(Option::is_none).then(|| {
                        let left = left.get();
                        let (tone, words) = if left >= 0 {
                            (Tone::Warn, format!("{} left", crisis::clock(left * 1000)))
                        } else {
                            (Tone::Bad, format!("{} over", crisis::clock(-left * 1000)))
                        };
                        view! { <Badge tone>{words}</Badge> }
                    })}
                </p>
                <p class="pre break" dir="auto">{message.text.clone()}</p>
                {move || match done.get() {
                    Some(answer) => {
                        let what = match (answer.text.is_empty(), answer.escalated) {
                            (true, true) => "Escalated",
                            (true, false) => "Left alone",
                            (false, true) => "Answered and escalated",
                            (false, false) => "Answered",
                        };
                        view! {
                            <p class="muted small">{format!("{what} at {}", crisis::clock(i64::from(answer.second) * 1000))}</p>
                            {(!answer.text.is_empty()).then(|| view! { <p class="drill-answer pre break" dir="auto">{answer.text.clone()}</p> })}
                        }.into_any()
                    }
                    None => view! {
                        <textarea class="input" rows="2" aria-label=label.clone() prop:value=text on:input=move |event| text.set(event_target_value(&event)) on:keydown=keys></textarea>
                        <div class="button-row">
                            <Button small=true look=Look::Primary on_press=move || send(false)>"Answer"</Button>
                            <Button small=true on_press=move || send(true)>{move || if text.with(|text| text.trim().is_empty()) { "Escalate" } else { "Answer and escalate" }}</Button>
                            <Button small=true look=Look::Quiet on_press=leave>"Leave it"</Button>
                        </div>
                    }.into_any(),
                }}
            </article>
        </li>
    }
}
