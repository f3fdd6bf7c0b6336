//! What became of the plan: posts that may be the planned ones, and what goes badly together.

use super::plan::{Plan, count};
use crate::{
    analytics::format,
    model::{
        Action, Command, Id, Period,
        facts::post,
        record::{ContentItem, ContentStatus, PostReference},
    },
    plan::{CLOSE_MS, Certainty, Links, Suggestion, clashes, plan_against_actual, suggest},
    ui::{
        clock,
        components::{Badge, Button, Dialog, Look, Popover, Tone},
        later::later,
        pages::fact_table,
        preferences,
    },
    view::plan::content,
};
use leptos::prelude::*;

/// What goes badly together on the days shown.
#[component]
pub fn Clashes(plan: Plan, period: Memo<Period>) -> impl IntoView {
    let app = plan.app;
    let compute = move || {
        let period = period.get();
        app.workspace.with(|workspace| {
            let Some(workspace) = workspace else { return Vec::new() };
            let name =
                |id: Option<Id>| id.and_then(|id| workspace.records.content.get(id)).map(|item| item.title.clone());
            clashes(workspace, period, clock::now(), CLOSE_MS)
                .into_iter()
                .map(|clash| {
                    let channel =
                        clash.channel.and_then(|id| workspace.records.channels.get(id)).map(|one| one.name.clone());
                    (
                        clash.content,
                        name(Some(clash.content)).unwrap_or_default(),
                        clash.kind.to_string(),
                        name(clash.other),
                        channel,
                    )
                })
                .collect::<Vec<_>>()
        })
    };
    let found = later(move || (period.get(), plan.revision.get()), compute);
    let some = Memo::new(move |_| found.with(|found| found.as_ref().map_or(0, Vec::len)));
    view! {
        <Show when=move || { some.get() > 0 }>
            <Popover class="plan-chip chip-warn" label="What goes badly together" trigger=move || view! { {move || count(some.get(), "thing")}" to look at" }>
                <ul class="stack-tight popover-list">
                    {move || found.get().unwrap_or_default().into_iter().map(|(id, title, kind, other, channel)| view! {
                        <li>
                            <a href=plan.item_address(id)>{title}</a>
                            <span class="small">" "{kind}{other.map(|other| format!(" (“{other}”)"))}{channel.map(|channel| format!(", {channel}"))}</span>
                        </li>
                    }).collect_view()}
                </ul>
            </Popover>
        </Show>
    }
}

/// Imported posts that may be planned ones, to be looked at and linked.
#[component]
pub fn Matches(plan: Plan) -> impl IntoView {
    let app = plan.app;
    // Found anew when posts or content change, not with every edit.
    let stamp = Memo::new(move |_| app.workspace.with(|workspace| workspace.as_ref().map(|it| content::stamp(it))));
    let looked = later(
        move || stamp.get(),
        move || {
            app.workspace.with(|workspace| workspace.as_ref().map(|workspace| suggest(workspace)).unwrap_or_default())
        },
    );
    let found = Memo::new(move |_| looked.get().unwrap_or_default());
    let some = Memo::new(move |_| found.with(Vec::len));
    let open = RwSignal::new(false);
    let sure =
        Memo::new(move |_| found.with(|found| found.iter().filter(|one| one.certainty == Certainty::Sure).count()));
    let link_all = move || {
        let sure: Vec<Suggestion> = found
            .with_untracked(|found| found.iter().filter(|one| one.certainty == Certainty::Sure).cloned().collect());
        link_many(plan, &sure);
    };
    let footer = move || {
        view! {
            <Button on_press=move || open.set(false)>"Close"</Button>
            <Show when=move || { sure.get() > 0 }>
                <Button look=Look::Primary on_press=link_all>{move || format!("Link the {} that are sure", sure.get())}</Button>
            </Show>
        }
        .into_any()
    };
    view! {
        <Show when=move || { some.get() > 0 }>
            <button type="button" class="plan-chip" on:click=move |_| open.set(true)>{move || count(some.get(), "imported post")}" to match with the plan"</button>
        </Show>
        <Dialog open title="Posts that went out as planned" wide=true footer=footer>
            <p class="muted">"Linked, a planned post shows what came of it. Nothing is linked without you."</p>
            <div class="table-wrap" tabindex="0" role="group" aria-label="Suggestions">
                <table class="plain-table">
                    <thead><tr><th scope="col">"Planned"</th><th scope="col">"Imported"</th><th scope="col">"Why"</th><th scope="col"><span class="visually-hidden">"Link"</span></th></tr></thead>
                    <tbody>
                        {move || {
                            let workspace = app.workspace.get();
                            found.get().into_iter().take(200).map(|one| {
                                let (planned, imported) = workspace.as_ref().map(|workspace| {
                                    (workspace.records.content.get(one.content).map(|item| item.title.clone()).unwrap_or_default(), fact_table::post_title(workspace, one.row as usize))
                                }).unwrap_or_default();
                                let why = one.why.to_string();
                                let tone = if one.certainty == Certainty::Sure { Tone::Good } else { Tone::Warn };
                                let word = if one.certainty == Certainty::Sure { "Sure" } else { "Look first" };
                                let label = format!("Link {planned}");
                                let take = one.clone();
                                view! {
                                    <tr>
                                        <th scope="row">{planned}</th><td>{imported}</td><td><Badge tone=tone>{word}</Badge>" "{why}</td>
                                        <td><Button small=true on_press=move || link_many(plan, std::slice::from_ref(&take))>"Link"<span class="visually-hidden">{label}</span></Button></td>
                                    </tr>
                                }
                            }).collect_view()
                        }}
                    </tbody>
                </table>
            </div>
        </Dialog>
    }
}

/// KPIs of what went out, beside how the plan was kept.
const KPIS: [&str; 2] = ["reach", "engagement_rate_by_reach"];

/// How the plan of the days shown was kept, by channel and pillar, and what came of it.
#[component]
pub fn Kept(plan: Plan, period: Memo<Period>) -> impl IntoView {
    let app = plan.app;
    let open = RwSignal::new(false);
    let rows = move || {
        let period = period.get();
        app.data.with(|data| {
            let dataset = &data.as_ref()?.dataset;
            let workspace = dataset.workspace();
            let kpis: Vec<_> = KPIS.iter().filter_map(|id| dataset.kpis().find(id)).collect();
            let ids: Vec<&str> = kpis.iter().map(|kpi| kpi.id()).collect();
            let result = plan_against_actual(dataset, &Links::new(workspace), period, clock::now(), &ids).ok()?;
            let row = |name: String, kept: &crate::plan::Kept| {
                let values: Vec<String> =
                    kpis.iter().zip(&kept.kpis).map(|(kpi, value)| format::format_value(kpi.unit(), *value)).collect();
                (name, kept.tally, values)
            };
            let mut rows = vec![row("All".to_owned(), &result.all)];
            rows.extend(result.channels.iter().map(|kept| {
                let name = kept
                    .of
                    .and_then(|id| workspace.records.channels.get(id))
                    .map_or_else(|| "A channel that was removed".to_owned(), |one| one.name.clone());
                row(name, kept)
            }));
            rows.extend(result.pillars.iter().map(|kept| {
                let name = kept
                    .of
                    .and_then(|id| workspace.records.pillars.get(id))
                    .map_or_else(|| "Without a pillar".to_owned(), |one| one.name.clone());
                row(name, kept)
            }));
            Some((kpis.iter().map(|kpi| kpi.name().to_owned()).collect::<Vec<_>>(), rows))
        })
    };
    let rows = later(move || (period.get(), plan.revision.get()), rows);
    let share = move || {
        let share = rows.with(|rows| rows.as_ref()?.as_ref()?.1.first()?.1.on_time_share())?;
        Some(format!("{:.0}\u{202f}% out on time", share * 100.0))
    };
    view! {
        {move || share().map(|words| view! { <button type="button" class="plan-chip" on:click=move |_| open.set(true)>{words}</button> })}
        <Dialog open title="Plan against actual" wide=true>
            {move || rows.get().flatten().map(|(names, rows)| view! {
                <p class="muted">"Planned in the days shown; on time is within an hour. Results are of the posts that are linked."</p>
                <div class="table-wrap" tabindex="0" role="group" aria-label="Plan against actual">
                    <table class="plain-table">
                        <thead><tr><th scope="col">"Part"</th><th scope="col" class="number">"Planned"</th><th scope="col" class="number">"On time"</th><th scope="col" class="number">"Early"</th><th scope="col" class="number">"Late"</th><th scope="col" class="number">"Not out"</th><th scope="col" class="number">"To come"</th>
                            {names.into_iter().map(|name| view! { <th scope="col" class="number">{name}</th> }).collect_view()}</tr></thead>
                        <tbody>{rows.into_iter().map(|(name, tally, values)| view! {
                            <tr><th scope="row">{name}</th>
                                {[tally.planned, tally.on_time, tally.early, tally.late, tally.not_published, tally.coming].map(|count| view! { <td class="number">{count.to_string()}</td> }).collect_view()}
                                {values.into_iter().map(|value| view! { <td class="number">{value}</td> }).collect_view()}</tr>
                        }).collect_view()}</tbody>
                    </table>
                </div>
            })}
        </Dialog>
    }
}

/// Links pieces with the posts they became, in one step.
fn link_many(plan: Plan, suggestions: &[Suggestion]) {
    let Some(workspace) = plan.app.peek() else { return };
    let mut items: std::collections::BTreeMap<Id, ContentItem> = std::collections::BTreeMap::new();
    for one in suggestions {
        let Some(item) = workspace.records.content.get(one.content) else { continue };
        let item = items.entry(one.content).or_insert_with(|| (**item).clone());
        take(&workspace, item, one.channel, &one.post, one.row);
    }
    if !items.is_empty() {
        let label = format!("{} linked with what came of them", count(items.len(), "post"));
        let commands = items.into_values().map(|item| Command::Put(item.into())).collect();
        plan.apply(Action::new(label, Command::All(commands)));
    }
}

/// Links a variant with the post it became, or takes the link away.
pub fn link(plan: Plan, content: Id, channel: Id, post: Option<PostReference>) {
    let Some(workspace) = plan.app.peek() else { return };
    let Some(item) = workspace.records.content.get(content) else { return };
    let mut item = (**item).clone();
    let label = match &post {
        Some(post) => {
            let Some(row) = Links::new(&workspace).row(post) else { return };
            take(&workspace, &mut item, channel, post, row);
            format!("“{}” linked with its post", item.title)
        }
        None => {
            for variant in item.variants.iter_mut().filter(|variant| variant.channel == channel) {
                variant.result = None;
            }
            format!("“{}” no longer linked", item.title)
        }
    };
    item.updated = clock::now();
    plan.apply(Action::new(label, Command::Put(item.into())));
}

/// What the network says of the post is what happened: its time, its address.
fn take(workspace: &crate::model::Workspace, item: &mut ContentItem, channel: Id, reference: &PostReference, row: u32) {
    let posts = &workspace.facts.posts;
    let row = row as usize;
    for variant in item.variants.iter_mut().filter(|variant| variant.channel == channel) {
        variant.result = Some(reference.clone());
        variant.published = posts.time(row, post::TIME).or(variant.published);
        if variant.permalink.is_empty() {
            variant.permalink = posts.text(row, post::PERMALINK).to_owned();
        }
    }
    if item.variants.iter().all(|variant| variant.published.is_some()) && item.status != ContentStatus::Published {
        item.step(clock::now(), ContentStatus::Published, &preferences::author(), "");
    }
    item.updated = clock::now();
}
