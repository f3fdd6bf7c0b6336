//! Rules for objectives, targets and segments.

use super::{Found, Look, Parts, words};
use crate::{
    course::task::with::With,
    model::record::{Direction, KpiTarget},
};

pub(super) fn objective_is_smart(with: &With<'_>, look: &Look<'_>) -> Found {
    const FIELDS: [&str; 5] = ["specific", "achievable", "relevant", "owner", "period"];
    let wanted = with.choices("fields", |text| FIELDS.into_iter().find(|one| *one == text));
    let wanted = if wanted.is_empty() { FIELDS.to_vec() } else { wanted };
    let least = with.count("min_words", 3);
    let all = look.workspace.records.objectives.iter().filter(|one| look.is_new(one.created)).map(|objective| {
        let mut parts = Parts::default();
        parts.share(words(&objective.text) as f64 / least as f64, "what is to be reached");
        for field in &wanted {
            let written = |text: &str| words(text) as f64 / least as f64;
            match *field {
                "specific" => parts.share(written(&objective.specific), "specific"),
                "achievable" => parts.share(written(&objective.achievable), "achievable"),
                "relevant" => parts.share(written(&objective.relevant), "relevant"),
                "owner" => parts.add(!objective.owner.trim().is_empty(), "an owner"),
                _ => parts.add(objective.start.is_some() && objective.end.is_some(), "start and end"),
            }
        }
        parts.found("")
    });
    Found::best(all, "No new objective says anything yet.")
}

/// Whether a target wants something that can be reached: better than the baseline, and not by more than so many percent.
fn is_sensible(target: &KpiTarget, most: f64) -> bool {
    let Some(base) = target.baseline.filter(|base| base.is_finite() && *base > 0.0) else { return false };
    let change = (target.target - base) / base * 100.0;
    let gain = if target.direction == Direction::Down { -change } else { change };
    gain > 0.0 && gain <= most
}

pub(super) fn objective_with_targets(with: &With<'_>, look: &Look<'_>) -> Found {
    let (least, kpis) = (with.count("at_least", 1), with.texts("kpis"));
    let (baseline, deadline) = (with.yes("with_baseline", false), with.yes("with_deadline", false));
    let most = with.number("gain_at_most");
    let all = look.workspace.records.objectives.iter().filter(|one| look.is_new(one.created)).map(|objective| {
        let mut targets: Vec<&KpiTarget> = Vec::new();
        for target in objective.targets.iter().filter(|one| kpis.is_empty() || kpis.contains(&one.kpi.as_str())) {
            // One KPI counts once.
            if !targets.iter().any(|other| other.kpi == target.kpi) {
                targets.push(target);
            }
        }
        let mut parts = Parts::default();
        let full = |count: usize| count as f64 / least as f64;
        let count = |test: &dyn Fn(&KpiTarget) -> bool| full(targets.iter().filter(|one| test(one)).count());
        parts.share(full(targets.len()), format!("targets for {least} of the KPIs (there are {})", targets.len()));
        if baseline {
            parts.share(count(&|one| one.baseline.is_some()), "a baseline for each");
        }
        if deadline {
            parts.share(count(&|one| one.deadline.is_some_and(|day| day > look.begun)), "a deadline ahead for each");
        }
        if let Some(most) = most {
            parts.share(
                count(&|one| is_sensible(one, most)),
                format!("each better than its baseline, by {most} % at the most"),
            );
        }
        parts.found("")
    });
    Found::best(all, "No new objective has a target for one of the KPIs yet.")
}

pub(super) fn segment_with(with: &With<'_>, look: &Look<'_>) -> Found {
    const FIELDS: [&str; 4] = ["demographics", "needs", "motivations", "channels"];
    let wanted = with.choices("fields", |text| FIELDS.into_iter().find(|one| *one == text));
    let (conditions, least) = (with.maybe_count("conditions"), with.count("min_words", 3));
    let all = look.workspace.records.segments.iter().filter(|one| look.is_new(one.created)).map(|segment| {
        let mut parts = Parts::default();
        parts.add(!segment.name.trim().is_empty(), "a name");
        for field in &wanted {
            let written = |text: &str| words(text) as f64 / least as f64;
            match *field {
                "demographics" => parts.share(written(&segment.demographics), "demographics"),
                "needs" => parts.share(written(&segment.needs), "needs"),
                "motivations" => parts.share(written(&segment.motivations), "motivations"),
                _ => parts.add(!segment.channels.is_empty(), "a channel"),
            }
        }
        if let Some(wanted) = conditions {
            let there = segment.rule.as_ref().map_or(0, |rule| rule.conditions.len());
            parts.share(there as f64 / wanted as f64, format!("a rule with {wanted} conditions (there are {there})"));
        }
        parts.found("")
    });
    Found::best(all, "No new segment yet.")
}
