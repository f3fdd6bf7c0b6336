//! Surveys: CSAT and NPS with their intervals.

use super::desk::Desk;
use crate::{
    feedback::{Estimate, SurveyFigures, figures},
    model::{
        RecordKind,
        record::{Survey, SurveyKind},
        words::{date, decimals},
    },
    ui::{
        components::{EmptyState, IconName, Link, Look},
        pages::content_count as count,
    },
    view::route::{FeedbackView, Opened, Route},
};
use leptos::prelude::*;
use std::sync::Arc;

/// A figure in a person's words: `71 %` of CSAT, `+35` of NPS.
pub fn value(kind: SurveyKind, value: f64) -> String {
    match kind {
        SurveyKind::Csat => format!("{}\u{202f}%", decimals(value * 100.0, 0)),
        SurveyKind::Nps if value.round() > 0.0 => format!("+{}", decimals(value, 0)),
        SurveyKind::Nps => decimals(value, 0),
    }
}

/// The interval in a person's words.
pub fn interval(kind: SurveyKind, estimate: &Estimate) -> String {
    format!("95\u{202f}% interval: {} to {}", value(kind, estimate.low), value(kind, estimate.high))
}

/// What the three groups of answers are called, the good ones first.
fn groups(kind: SurveyKind) -> [&'static str; 3] {
    match kind {
        SurveyKind::Csat => ["satisfied (4–5)", "neither (3)", "dissatisfied (1–2)"],
        SurveyKind::Nps => ["promoters (9–10)", "passives (7–8)", "detractors (0–6)"],
    }
}

/// The figure of a survey with what it is made of.
#[component]
pub fn Figure(kind: SurveyKind, found: SurveyFigures) -> impl IntoView {
    let answers = found.good + found.middle + found.bad;
    let Some(estimate) = found.estimate else {
        return view! { <p class="survey-figure"><b>"—"</b>" "<span class="muted">"No answers yet"</span></p> }
            .into_any();
    };
    let rate = found.answer_rate.map(|rate| format!(" · {}\u{202f}% of those asked", decimals(rate * 100.0, 0)));
    let parts = [found.good, found.middle, found.bad];
    let spoken =
        groups(kind).iter().zip(parts).map(|(name, part)| format!("{part} {name}")).collect::<Vec<_>>().join(", ");
    view! {
        <p class="survey-figure"><b>{value(kind, estimate.value)}</b>" "<span class="muted">{interval(kind, &estimate)}</span></p>
        // A meter by attributes: styles come from the sheet.
        <svg class="survey-bar" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label=spoken.clone()>
            {bars(parts, answers)}
        </svg>
        <p class="small">{spoken}</p>
        <p class="muted small">{format!("{}{}", count(answers, "answer"), rate.unwrap_or_default())}</p>
    }
    .into_any()
}

fn bars(parts: [usize; 3], answers: usize) -> impl IntoView {
    let mut from = 0.0;
    ["survey-good", "survey-middle", "survey-bad"]
        .into_iter()
        .zip(parts)
        .map(|(class, part)| {
            let width = 100.0 * part as f64 / answers.max(1) as f64;
            let x = from;
            from += width;
            view! { <rect class=class x=format!("{x:.2}") y="0" width=format!("{width:.2}") height="6"></rect> }
        })
        .collect_view()
}

/// The section.
#[component]
pub fn Surveys(desk: Desk) -> impl IntoView {
    let all = Memo::new(move |_| {
        desk.app.workspace.with(|workspace| {
            let mut all: Vec<Arc<Survey>> =
                workspace.as_ref().map(|it| it.records.surveys.iter().cloned().collect()).unwrap_or_default();
            all.sort_by_key(|survey| std::cmp::Reverse((survey.start, survey.created)));
            all
        })
    });
    let new = || Route::Feedback(FeedbackView::open(Opened::new(RecordKind::Survey))).to_string();
    view! {
        <Show
            when=move || !all.with(Vec::is_empty)
            fallback=move || view! {
                <EmptyState icon=IconName::Chart title="No surveys yet" text="How satisfied people are (CSAT) or whether they would recommend you (NPS): enter the answers or take them in from a table, and see the figure with how sure it is.">
                    <Link look=Look::Primary href=new()>"New survey"</Link>
                </EmptyState>
            }
        >
            <ul class="card-list">
                {move || all.get().into_iter().map(|survey| card(desk, &survey)).collect_view()}
            </ul>
        </Show>
    }
}

fn card(desk: Desk, survey: &Arc<Survey>) -> impl IntoView + use<> {
    let address = desk.address(|view| view.open = Some(Opened::edit(RecordKind::Survey, survey.id)));
    let days = match (survey.start, survey.end) {
        (Some(start), Some(end)) => format!("{} – {}", date(start), date(end)),
        (Some(start), None) => format!("since {}", date(start)),
        (None, Some(end)) => format!("until {}", date(end)),
        (None, None) => String::new(),
    };
    view! {
        <li class="card stack-tight">
            <h2><a href=address dir="auto">{survey.name.clone()}</a></h2>
            <p class="muted small">{format!("{} {days}", survey.kind.label())}</p>
            <p dir="auto">{survey.question.clone()}</p>
            <Figure kind=survey.kind found=figures(survey)/>
        </li>
    }
}
