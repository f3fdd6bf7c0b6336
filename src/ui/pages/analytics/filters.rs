//! Period, comparison and filters.

use super::board::Board;
use crate::analytics::Comparison;
use crate::{
    model::facts::{DictionaryKind, TableKind},
    ui::{
        clock,
        components::{Chip, DateRange, FilterChip, FilterOption, Select},
    },
    view::{
        dashboard::{comparison_key, comparisons},
        period::PeriodChoice,
        route::Section,
    },
};
use leptos::prelude::*;

/// The period and what to compare it with.
#[component]
pub fn Period(board: Board) -> impl IntoView {
    let app = board.app;
    let settings = Memo::new(move |_| {
        app.workspace.with(|workspace| {
            workspace.as_ref().map(|workspace| (workspace.settings.zone, workspace.settings.week_start))
        })
    });
    let today = Signal::derive(move || clock::today(settings.get().map_or(crate::model::Zone::UTC, |(zone, _)| zone)));
    let week_start = Signal::derive(move || settings.get().map_or(0, |(_, start)| start));
    let choice = Signal::derive(move || board.asked.get().map_or(PeriodChoice::AllTime, |asked| asked.choice));
    let compare = Signal::derive(move || comparison_key(board.view.with(|view| view.compare)).to_owned());
    let choose_comparison = move |key: String| {
        let comparison =
            Comparison::ALL.into_iter().find(|comparison| comparison_key(*comparison) == key).unwrap_or_default();
        board.choose(|view| view.compare = comparison);
    };
    view! {
        <DateRange choice today week_start on_change=move |choice: PeriodChoice| board.choose(|view| view.filter.period = Some(choice))/>
        <Show when=move || choice.get() != PeriodChoice::AllTime && board.view.with(|view| view.section == Section::Figures)>
            <Select label="Compare with" value=compare options=comparisons() on_change=choose_comparison/>
        </Show>
    }
}

/// Which channels, types, paid or organic.
#[component]
pub fn Filters(board: Board) -> impl IntoView {
    let app = board.app;
    let channels = Signal::derive(move || {
        app.workspace.with(|workspace| {
            workspace.as_ref().map_or_else(Vec::new, |workspace| {
                workspace
                    .records
                    .channels
                    .iter()
                    .map(|channel| FilterOption { key: channel.id.to_string(), label: channel.name.clone() })
                    .collect()
            })
        })
    });
    let types = Signal::derive(move || {
        app.workspace.with(|workspace| {
            workspace.as_ref().map_or_else(Vec::new, |workspace| {
                workspace
                    .facts
                    .dictionaries
                    .get(DictionaryKind::PostType)
                    .values()
                    .iter()
                    .filter(|name| !name.is_empty())
                    .map(|name| FilterOption { key: name.to_string(), label: name.to_string() })
                    .collect()
            })
        })
    });
    let paid_options = vec![("true", "Paid"), ("false", "Organic")]
        .into_iter()
        .map(|(key, label)| FilterOption { key: key.to_owned(), label: label.to_owned() })
        .collect::<Vec<_>>();
    let chosen_channels = Signal::derive(move || {
        board.view.with(|view| view.filter.channels.iter().map(ToString::to_string).collect::<Vec<_>>())
    });
    let chosen_types = Signal::derive(move || board.view.with(|view| view.filter.types.clone()));
    let chosen_paid = Signal::derive(move || {
        board.view.with(|view| view.filter.paid.map(|paid| paid.to_string()).into_iter().collect::<Vec<_>>())
    });
    let segments = Signal::derive(move || {
        app.workspace.with(|workspace| {
            let option = |one: &std::sync::Arc<crate::model::record::Segment>| FilterOption {
                key: one.id.to_string(),
                label: one.name.clone(),
            };
            workspace.as_ref().map_or_else(Vec::new, |workspace| {
                workspace.records.segments.live().filter(|one| one.rule.is_some()).map(option).collect()
            })
        })
    });
    let chosen_segments = Signal::derive(move || {
        board.view.with(|view| view.filter.segments.iter().map(ToString::to_string).collect::<Vec<_>>())
    });
    let choose_segments = move |keys: Vec<String>| {
        board.choose(|view| view.filter.segments = keys.iter().filter_map(|key| key.parse().ok()).collect());
    };
    let choose_channels = move |keys: Vec<String>| {
        board.choose(|view| view.filter.channels = keys.iter().filter_map(|key| key.parse().ok()).collect());
    };
    let choose_types = move |keys: Vec<String>| board.choose(|view| view.filter.types = keys);
    let choose_paid = move |keys: Vec<String>| {
        // Both together are the same as neither.
        let paid = if let [only] = keys.as_slice() { Some(only == "true") } else { None };
        board.choose(|view| view.filter.paid = paid);
    };
    let staff = move || {
        app.workspace.with(|workspace| {
            let workspace = workspace.as_ref()?;
            let counted = !workspace.facts.table(TableKind::Activities).is_empty();
            (counted && workspace.settings.exclude_staff)
                .then(|| view! { <Chip name="Staff and bots">"left out"</Chip> })
        })
    };
    view! {
        <div class="filters" role="group" aria-label="Filters">
            <FilterChip name="Channel" options=channels chosen=chosen_channels
                on_change=choose_channels/>
            <Show when=move || types.with(|types| types.len() > 1)>
                <FilterChip name="Type" options=types chosen=chosen_types
                    on_change=choose_types/>
            </Show>
            <Show when=move || types.with(|types| !types.is_empty())>
                <FilterChip name="Paid or organic" options=paid_options.clone() chosen=chosen_paid
                    on_change=choose_paid/>
            </Show>
            <Show when=move || segments.with(|segments| !segments.is_empty())>
                <FilterChip name="Segment" options=segments chosen=chosen_segments
                    on_change=choose_segments/>
            </Show>
            {staff}
        </div>
    }
}
