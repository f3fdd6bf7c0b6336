//! Hearth's answers, in the form of Python's.

use crate::{
    ask::{Task, now},
    compare::NOT_GIVEN,
};
use hearth::analytics::{
    AnomalyRule, CohortTable, Dataset, Ending, ForecastMethod, Grain, HeatMap, Histogram, Order, Scope, Sensitivity,
    Way, catalogue,
    statistics::{KaplanMeier, TWO_SIDED_95},
};
use hearth::{analytics::Dimension, model::Day};
use serde_json::{Map, Value as Json, json};

/// How many steps are forecast.
const HORIZON: usize = 14;

fn grain(name: &str) -> Grain {
    Grain::ALL.into_iter().find(|grain| grain.key() == name).unwrap()
}

/// All that a task asks for.
pub fn answer(dataset: &Dataset, task: &Task) -> Json {
    let scope = Scope::new(dataset, &task.query);
    let figures: Map<String, Json> = catalogue()
        .iter()
        .map(|definition| {
            let figure = scope.evaluate(definition.id).unwrap();
            assert_eq!(scope.value(definition.id).unwrap(), figure.value, "{}", definition.id);
            let Json::Object(fields) = json!(figure) else { unreachable!() };
            (definition.id.to_owned(), Json::Object(fields))
        })
        .collect();
    let mut answer = json!({
        "figures": figures,
        "slots": slots(&scope.heat_map("best_slot").unwrap()),
        "ranking": ranking(&scope),
        "levels": levels(&scope),
        "funnel": funnel(&scope),
        "survival": {
            "silence": survival(&scope, Ending::Silence),
            "leaving": survival(&scope, Ending::Leaving),
        },
        "log_rank": { "silence": test(&scope, Ending::Silence), "leaving": test(&scope, Ending::Leaving) },
        "lorenz": { "wrote": lorenz(&scope, false), "all": lorenz(&scope, true) },
        "first_replies": counts(&scope.first_reply_histogram()),
        "actions": counts(&scope.activity_histogram()),
        "pairs": pairs(&scope),
        "hours": hours(&scope.heat_map("activities").unwrap()),
        "before_after": before_after(&scope),
        "alert": alert(&scope),
    });
    let mut parts = Map::new();
    for name in ["cohorts", "series", "trend", "anomalies", "naive"] {
        parts.insert(name.to_owned(), Json::Object(Map::new()));
    }
    for name in &task.cohorts {
        let table = scope.cohorts(grain(name));
        parts["cohorts"][*name] = if table.grain == grain(name) { cohorts(&table) } else { NOT_GIVEN.into() };
    }
    for (id, steps) in &task.series {
        let name = format!("{id} by {steps}");
        let steps = grain(steps);
        let line: Vec<Json> = scope
            .series(id, steps)
            .unwrap()
            .iter()
            .map(|point| json!([point.start.to_string(), point.end.to_string(), point.value, point.n]))
            .collect();
        parts["series"][&name] = line.into();
        parts["trend"][&name] = scope.trend(id, steps).unwrap().map_or(Json::Null, |trend| {
            json!({
                "slope": trend.line.slope, "intercept": trend.line.intercept, "low": trend.line.low,
                "high": trend.line.high, "s": trend.test.s, "tau": trend.test.tau, "z": trend.test.z,
                "p": trend.test.p, "n": trend.n,
            })
        });
        let found = scope.anomalies(id, steps, AnomalyRule::default()).unwrap();
        let way = |way| if way == Way::High { "high" } else { "low" };
        parts["anomalies"][&name] = found.iter().map(|one| json!([one.start.to_string(), way(one.way)])).collect();
        parts["naive"][&name] = naive(&scope, id, steps);
    }
    answer.as_object_mut().unwrap().extend(parts);
    answer
}

fn slots(map: &HeatMap) -> Json {
    map.best().iter().map(|slot| json!([slot.weekday, slot.hour, slot.value, slot.n])).collect()
}

fn hours(map: &HeatMap) -> Json {
    map.cells.iter().flatten().map(|cell| cell.value.unwrap_or_default()).collect()
}

fn ranking(scope: &Scope) -> Json {
    let values =
        |id: &str| -> Json { scope.ranking(id, 10, Order::Top).unwrap().iter().map(|one| one.value).collect() };
    let ids = ["engagements", "engagement_rate_by_reach", "clicks"];
    Json::Object(ids.iter().map(|id| ((*id).to_owned(), values(id))).collect())
}

fn levels(scope: &Scope) -> Json {
    let levels = scope.levels();
    if levels.basis.period.is_none() {
        return Json::Null;
    }
    levels.levels.iter().map(|level| level.count).collect()
}

fn funnel(scope: &Scope) -> Json {
    let stages = scope.funnel().stages;
    if stages.is_empty() { Json::Null } else { stages.iter().map(|stage| stage.count).collect() }
}

fn survival(scope: &Scope, ending: Ending) -> Json {
    scope.survival_until(ending, None).curves.first().map_or(Json::Null, |one| curve(&one.curve))
}

/// A curve, with the steps at which somebody's end was seen.
pub fn curve(curve: &KaplanMeier) -> Json {
    let steps: Vec<Json> = curve
        .steps
        .iter()
        .filter(|step| step.events > 0)
        .map(|step| json!([step.time, step.at_risk, step.events, step.survival, step.lower, step.upper]))
        .collect();
    json!({ "n": curve.n, "events": curve.events, "median": curve.median, "steps": steps })
}

fn test(scope: &Scope, ending: Ending) -> Json {
    let survival = scope.survival_until(ending, Some(Dimension::Channel));
    survival.log_rank.map_or(Json::Null, |test| {
        let sizes: Vec<usize> = survival.curves.iter().map(|curve| curve.curve.n).collect();
        json!({ "chi_square": test.chi_square, "p": test.p, "sizes": sizes })
    })
}

fn lorenz(scope: &Scope, silent: bool) -> Json {
    let points = scope.lorenz(silent).points;
    if points.is_empty() { Json::Null } else { json!(points) }
}

fn counts(histogram: &Histogram) -> Json {
    histogram.bins.iter().map(|bin| bin.count).collect()
}

fn pairs(scope: &Scope) -> Json {
    let pairs = scope.reply_pairs(50);
    let rows: Vec<Json> = pairs.pairs.iter().map(|pair| json!([pair.from, pair.to, pair.count, pair.back])).collect();
    json!({ "pairs": rows, "distinct": pairs.distinct, "replies": pairs.replies, "people": pairs.people })
}

fn cohorts(table: &CohortTable) -> Json {
    let cohort = |cohort: &hearth::analytics::Cohort| {
        json!([cohort.days.map(|days| days.start.to_string()), cohort.size, cohort.cells])
    };
    table.cohorts.iter().map(cohort).collect()
}

fn naive(scope: &Scope, id: &str, grain: Grain) -> Json {
    let Some(forecast) = scope.forecast(id, grain, HORIZON).unwrap() else { return Json::Null };
    let Some(test) = forecast.back_tests.iter().find(|test| test.method == ForecastMethod::SeasonalNaive) else {
        return Json::Null;
    };
    let (mut next, mut deviation) = (NOT_GIVEN.into(), NOT_GIVEN.into());
    if forecast.method == ForecastMethod::SeasonalNaive {
        next = forecast.points.iter().map(|point| point.value).collect::<Json>();
        deviation = json!((forecast.points[0].high - forecast.points[0].value) / TWO_SIDED_95);
    }
    json!({
        "season": forecast.season, "n": forecast.n, "held_back": test.held_back, "mae": test.mae, "mape": test.mape,
        "mase": test.mase, "next": next, "deviation": deviation,
    })
}

fn before_after(scope: &Scope) -> Json {
    let points = scope.series("activities", Grain::Day).unwrap();
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Json::Null };
    let middle = Day(i32::midpoint(first.start.0, last.start.0));
    let found = scope.before_after("activities", middle, 14).unwrap();
    found.map_or(Json::Null, |found| {
        json!({
            "mean_before": found.mean_before, "mean_after": found.mean_after, "n_before": found.n_before,
            "n_after": found.n_after, "difference": found.difference,
        })
    })
}

fn alert(scope: &Scope) -> Json {
    let found = scope.alert(now(scope.dataset().workspace()), Sensitivity::Medium, 10);
    found.map_or(Json::Null, |found| json!(found))
}
