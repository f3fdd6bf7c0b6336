//! The period picker.

use super::{
    button::Button,
    field::Field,
    icon::{Icon, IconName},
    input::DateInput,
    popover::Popover,
    unique_id,
};
use crate::{
    model::{Day, Period},
    view::period::{PeriodChoice, period_label},
};
use leptos::prelude::*;

/// A button with the chosen period; presets and two dates behind it.
///
/// ```ignore
/// view! { <DateRange choice=choice today=today week_start=0 on_change=move |choice| set(choice)/> }
/// ```
#[component]
pub fn DateRange(
    /// What is chosen.
    #[prop(into)]
    choice: Signal<PeriodChoice>,
    /// The present day in the workspace's zone.
    #[prop(into)]
    today: Signal<Day>,
    /// First day of the week, 0 = Monday.
    #[prop(into)]
    week_start: Signal<u8>,
    /// The new choice.
    #[prop(into)]
    on_change: Callback<(PeriodChoice,)>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let (start, end) = (RwSignal::new(None::<Day>), RwSignal::new(None::<Day>));
    let error = RwSignal::new(None::<String>);
    let period = move || choice.get().period(today.get(), week_start.get());
    // The dates follow what is chosen.
    Effect::new(move || {
        let period = period();
        start.set(period.map(|period| period.start));
        end.set(period.map(|period| period.end));
        error.set(None);
    });
    let name = move || match choice.get() {
        PeriodChoice::Fixed(period) => period_label(period),
        choice => choice.label(),
    };
    // What a preset comes to; wide windows have room for it.
    let days = move || match choice.get() {
        PeriodChoice::Fixed(_) => None,
        _ => period().map(period_label),
    };
    let pick = move |choice: PeriodChoice| {
        open.set(false);
        on_change.run((choice,));
    };
    let apply = move || match (start.get_untracked(), end.get_untracked()) {
        (Some(start), Some(end)) if start <= end => pick(PeriodChoice::Fixed(Period { start, end })),
        (Some(_), Some(_)) => error.set(Some("The last day is before the first. Exchange them.".into())),
        _ => error.set(Some("Choose a first and a last day.".into())),
    };
    let group = unique_id("period");
    let trigger = move || {
        view! {
            <Icon name=IconName::Calendar/>
            <span class="clip">{name}</span>
            <span class="date-range-days">{days}</span>
            <Icon name=IconName::Down/>
        }
        .into_any()
    };
    view! {
        <Popover open trigger=trigger label="Period">
            <div class="date-range">
                <div class="date-range-presets" role="radiogroup" aria-label="Period">
                    {PeriodChoice::PRESETS
                        .iter()
                        .map(|&preset| {
                            // Arrow keys only move; Enter, Space or a click chooses and closes.
                            view! {
                                <label>
                                    <input
                                        type="radio"
                                        name=group.clone()
                                        prop:checked=move || choice.get() == preset
                                        on:click=move |event| {
                                            // Arrow keys cause clicks too, without a pointer behind them.
                                            if event.detail() > 0 { pick(preset) } else { on_change.run((preset,)) }
                                        }
                                        on:keydown=move |event| {
                                            if matches!(event.key().as_str(), "Enter" | " ") {
                                                event.prevent_default();
                                                pick(preset);
                                            }
                                        }
                                    />
                                    <span>{preset.label()}</span>
                                </label>
                            }
                        })
                        .collect_view()}
                </div>
                <form on:submit=move |event| {
                    event.prevent_default();
                    apply();
                }>
                    <Field label="First day" error>
                        <DateInput value=start/>
                    </Field>
                    <Field label="Last day">
                        <DateInput value=end/>
                    </Field>
                    <Button submit=true>"Use these days"</Button>
                </form>
            </div>
        </Popover>
    }
    .into_any()
}
