//! Everything about one feedback item, or a new one.

use super::{
    about::About,
    asked::Asked,
    desk::{Desk, Held},
    same::Same,
    tell::Tell,
};
use crate::{
    feedback::{LoopState, closed_loop, tally},
    model::RecordKind,
    ui::{
        components::{DetailPanel, Tab, Tabs},
        pages::{
            content_count as count,
            record_panel::{Stands, record_of},
        },
    },
    view::route::Panel,
};
use leptos::prelude::*;

/// The panel.
#[component]
pub fn ItemPanel(desk: Desk, panel: Panel) -> impl IntoView {
    let app = desk.app;
    let close = move || desk.close();
    let (existing, stands) =
        record_of(app, panel, RecordKind::Feedback, |records, id| records.feedback.get(id).cloned());
    if stands == Stands::Gone {
        return view! {
            <DetailPanel title="Not here any more" on_close=close><p>"This feedback was removed. Undo brings it back."</p></DetailPanel>
        }
        .into_any();
    }
    let Some(existing) = existing else {
        return view! {
            <DetailPanel title="New feedback" wide=true on_close=close><About desk existing=None/></DetailPanel>
        }
        .into_any();
    };
    let held = Held::new(desk, existing.id);
    let title = Signal::derive(move || {
        held.item.with(|item| item.as_ref().map_or_else(|| "Not here any more".to_owned(), |item| item.title.clone()))
    });
    let subtitle = Signal::derive(move || {
        held.item.with(|item| {
            let Some(item) = item.as_ref() else { return String::new() };
            let asked = closed_loop(item);
            let mut facts = vec![item.status.label().to_owned(), count(tally(item).votes, "vote")];
            match asked.state {
                LoopState::Waiting => facts.push(format!("{} to tell", asked.waiting().count())),
                LoopState::Closed => facts.push(asked.state.label().to_owned()),
                LoopState::Undecided | LoopState::NobodyAsked => {}
            }
            facts.join(" · ")
        })
    });
    let waits = closed_loop(&existing).state == LoopState::Waiting;
    let tab = RwSignal::new(if waits { "tell" } else { "about" }.to_owned());
    let tabs = [("about", "About"), ("asked", "Who asked"), ("same", "Duplicates"), ("tell", "Tell those who asked")]
        .map(|(key, label)| Tab { key, label: label.to_owned() })
        .to_vec();
    view! {
        <DetailPanel title subtitle wide=true on_close=close>
            <Tabs label="Parts of the feedback" tabs selected=tab>
                {move || match tab.get().as_str() {
                    "asked" => view! { <Asked held/> }.into_any(),
                    "same" => view! { <Same held/> }.into_any(),
                    "tell" => view! { <Tell held/> }.into_any(),
                    _ => view! { <About desk existing=held.item.get_untracked()/> }.into_any(),
                }}
            </Tabs>
        </DetailPanel>
    }
    .into_any()
}
