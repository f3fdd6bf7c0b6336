//! Strategy: what should be reached, with whom, about what, and by which rules.

mod audience;
mod guidelines;
pub mod objectives;
mod pillars;

use crate::{
    model::RecordKind,
    ui::{
        app_state::use_app,
        components::{Button, IconName, Link, Look, Segmented},
        pages::record_panel::Archived,
    },
    view::route::{Opened, Route, StrategySection, StrategyView},
};
use leptos::prelude::*;

/// The records of a section.
fn kind_of(section: StrategySection) -> RecordKind {
    match section {
        StrategySection::Objectives => RecordKind::Objective,
        StrategySection::Audience => RecordKind::Segment,
        StrategySection::Pillars => RecordKind::Pillar,
        StrategySection::Guidelines => RecordKind::Guideline,
    }
}

/// The strategy screen.
#[component]
pub fn Strategy(view: Memo<StrategyView>) -> impl IntoView {
    let app = use_app();
    let section = Memo::new(move |_| view.with(|view| view.section));
    let open = Memo::new(move |_| view.with(|view| view.open));
    let sections = StrategySection::ALL.map(|section| (section.key(), section.label())).to_vec();
    let choose = move |key: String| {
        let section = StrategySection::ALL.into_iter().find(|section| section.key() == key).unwrap_or_default();
        app.go(Route::Strategy(StrategyView::section(section)));
    };
    let new = Signal::derive(move || {
        let kind = kind_of(section.get());
        let words = format!("New {}", kind.noun().to_lowercase());
        (Route::Strategy(StrategyView::open(Opened::new(kind))).to_string(), words)
    });
    view! {
        <div class="page">
            <header class="page-header">
                <h1>"Strategy"</h1>
                <Segmented label="Part of the strategy" value=Signal::derive(move || section.get().key().to_owned()) options=sections on_change=choose/>
                <Button icon=IconName::Print on_press=|| drop(window().print())>"Print"</Button>
                <Link look=Look::Primary icon=IconName::Plus href=Signal::derive(move || new.get().0)>{move || new.get().1}</Link>
            </header>
            <div class="no-print">
                {move || match section.get() {
                    StrategySection::Objectives => view! { <objectives::Objectives/> }.into_any(),
                    StrategySection::Audience => view! { <audience::Audience/> }.into_any(),
                    StrategySection::Pillars => view! { <pillars::Pillars/> }.into_any(),
                    StrategySection::Guidelines => view! { <guidelines::Guidelines/> }.into_any(),
                }}
                {move || view! { <Archived app kind=kind_of(section.get())/> }}
            </div>
            // On paper the strategy is one page, whatever is on the screen.
            <div class="print-only sheet">
                <h2>"Objectives"</h2><objectives::Objectives/>
                <h2>"Audience"</h2><audience::Audience/>
                <h2>"Content pillars"</h2><pillars::Pillars/>
                <h2>"Guidelines"</h2><guidelines::Guidelines/>
            </div>
            {move || open.get().map(|Opened { kind, panel }| match kind {
                RecordKind::Segment => view! { <audience::Editor panel/> }.into_any(),
                RecordKind::Pillar => view! { <pillars::Editor panel/> }.into_any(),
                RecordKind::Guideline => view! { <guidelines::Editor panel/> }.into_any(),
                _ => view! { <objectives::Editor panel/> }.into_any(),
            })}
        </div>
    }
}
