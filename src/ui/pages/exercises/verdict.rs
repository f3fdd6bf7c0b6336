//! Verdicts: what an answer earned, on the whole and thing by thing; by sign and words, not by colour alone.

use super::{desk::Desk, text::Rich};
use crate::{
    course::{
        attempt,
        grade::{PartGrade, Verdict},
    },
    model::record::{Answer, Question},
    ui::components::{Button, Checkbox, Look},
    view::exercises::{self, Phase},
};
use leptos::prelude::*;

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Right => "verdict verdict-right",
        Verdict::Partly => "verdict verdict-partly",
        Verdict::Wrong => "verdict verdict-wrong",
        Verdict::Unanswered => "verdict verdict-unanswered",
        Verdict::ForTeacher => "verdict verdict-teacher",
    }
}

/// A verdict on a part of the answer, under what it is about.
pub fn line(desk: Desk, part: &PartGrade) -> AnyView {
    let words = exercises::verdict_words(part.verdict, part.points, part.most, &part.said);
    let right = (part.verdict != Verdict::Right && !part.right.is_empty() && desk.is_revealed())
        .then(|| view! { <p class="muted"><b>"Right: "</b><span dir="auto">{part.right.clone()}</span></p> });
    view! {
        <div class=class(part.verdict)>
            <p><span aria-hidden="true">{exercises::sign(part.verdict)}" "</span><span dir="auto">{words}</span></p>
            {right}
        </div>
    }
    .into_any()
}

/// The verdict on the parts of these ids together, once it may be seen.
pub fn on(desk: Desk, ids: Vec<String>) -> impl Fn() -> Option<AnyView> + Clone + Send + Sync + 'static {
    move || {
        let parts: Vec<PartGrade> = ids.iter().filter_map(|id| desk.part(id)).collect();
        exercises::together(parts.iter()).map(|part| line(desk, &part))
    }
}

/// How an attempt came out, at the top of the page; takes the focus.
#[component]
pub fn Outcome(desk: Desk) -> impl IntoView {
    move || {
        if desk.phase.get() != Phase::Given {
            return ().into_any();
        }
        let (exercise, conduct) = (desk.exercise(), desk.conduct());
        let last = desk.work.with(|work| work.as_ref().and_then(|work| work.attempts.last().cloned()));
        let (Some(last), Some(standing)) = (last, desk.standing.get()) else { return ().into_any() };
        let late = attempt::is_late(&conduct, &last)
            .then(|| view! { <p class="warn">"Given in after its time. It is kept, and your teacher sees that it was late."</p> });
        let left = match standing.attempts_left {
            Some(0) => "No attempt is left.".to_owned(),
            Some(left) => format!("{} left.", exercises::counted(left as usize, "attempt")),
            None => String::new(),
        };
        if matches!(exercise.question, Question::Note) {
            return view! { <section class="card exercise-result"><h2 tabindex="-1">"Marked as read"</h2></section> }
                .into_any();
        }
        // Only a verdict that comes later is not there.
        let Some(grade) = desk.grade.get() else {
            return view! {
                <section class="card exercise-result stack-tight">
                    <h2 tabindex="-1">"Given in"</h2>
                    <p>"Your teacher gives the verdict back later. It is in the student file that you hand in."</p>
                    {late}
                    <p class="muted small">{left}</p>
                </section>
            }
            .into_any();
        };
        let points = attempt::after_hints(&grade, &exercise, &conduct, last.hints);
        let hints = (points < grade.points)
            .then(|| format!("{} taken off for hints.", exercises::points(grade.points - points)));
        let counts = standing
            .points
            .filter(|best| *best > points)
            .map(|best| format!("What counts is the best attempt: {}.", exercises::of(best, standing.most)));
        let teacher = grade.teacher.then_some("A part of it is for your teacher to mark.");
        let certainty = last.certainty.map(|certainty| {
            let marks = attempt::certainty_marks(grade.points, grade.most, certainty);
            format!("{}: {} by certainty, beside the points.", certainty.label(), exercises::number(marks))
        });
        let verdict = match grade.share() {
            Some(share) if share >= 1.0 => "right",
            Some(share) if share > 0.0 => "partly",
            _ if grade.teacher => "teacher",
            _ => "wrong",
        };
        view! {
            <section class="card exercise-result stack-tight" data-verdict=verdict>
                <h2 tabindex="-1">{exercises::of(points, grade.most)}</h2>
                <p>{exercises::tally(&grade)}</p>
                {late}
                {[hints, counts, teacher.map(str::to_owned), certainty].into_iter().flatten().map(|said| view! { <p>{said}</p> }).collect_view()}
                <p class="muted small">{left}</p>
            </section>
        }
        .into_any()
    }
}

/// The reasoning, once it may be seen, and another attempt.
#[component]
pub fn After(desk: Desk) -> impl IntoView {
    move || {
        if desk.phase.get() != Phase::Given {
            return ().into_any();
        }
        let exercise = desk.exercise();
        let revealed = desk.is_revealed();
        let explanation = (revealed && !exercise.explanation.is_empty()).then(|| {
            let text = exercise.explanation.clone();
            view! { <section class="card stack"><h2>"Why"</h2><Rich text/></section> }
        });
        let (note, more) = (
            matches!(exercise.question, Question::Note),
            desk.standing.with(|it| it.as_ref().is_some_and(|it| it.attempts_left.is_none_or(|left| left > 0))),
        );
        let shown = desk.standing.with(|it| it.as_ref().is_some_and(|it| it.shown));
        let waits = (shown && !revealed && !exercise.explanation.is_empty())
            .then(|| view! { <p class="muted small">"The right answers and the reasoning come with the last attempt, or once all is right."</p> });
        let minutes = desk.conduct().minutes;
        let words = match minutes {
            Some(minutes) => format!("Another attempt ({})", exercises::counted(minutes as usize, "minute")),
            None => "Another attempt".to_owned(),
        };
        // Whoever has all of it right need not try again.
        let look = if revealed { Look::Secondary } else { Look::Primary };
        let again = (more && !note).then(|| {
            view! {
                <div class="button-row"><Button look on_press=move || desk.again()>{words}</Button></div>
            }
        });
        view! { {explanation}{waits}{again} }.into_any()
    }
}

/// The rubric to check a text by oneself, once it was given in.
#[component]
pub fn SelfCheck(desk: Desk) -> impl IntoView {
    move || {
        if desk.phase.get() != Phase::Given {
            return ().into_any();
        }
        let exercise = desk.exercise();
        let Question::FreeText(asked) = &exercise.question else { return ().into_any() };
        let ticked = move |id: String| {
            Signal::derive(move || {
                desk.answer.with(|answer| matches!(answer, Some(Answer::FreeText { found, .. }) if found.contains(&id)))
            })
        };
        let rows = asked.rubric.iter().map(|row| {
            let (id, text) = (row.id.clone(), row.text.clone());
            let set = {
                let id = id.clone();
                move |on: bool| desk.found_in_rubric(&id, on)
            };
            view! { <li><Checkbox checked=ticked(id) label=text on_change=set/></li> }
        });
        let rubric = (!asked.rubric.is_empty()).then(|| view! {
            <section class="card stack">
                <h2>"Check your own text"</h2>
                <p class="muted small">"Tick what your text has. This is for yourself and your teacher; it changes no points."</p>
                <ul class="plain-list stack-tight">{rows.collect_view()}</ul>
            </section>
        });
        let model = (!asked.model_answer.is_empty() && desk.is_revealed()).then(|| {
            let text = asked.model_answer.clone();
            view! { <section class="card stack"><h2>"A good answer"</h2><Rich text/></section> }
        });
        view! { {rubric}{model} }.into_any()
    }
}
