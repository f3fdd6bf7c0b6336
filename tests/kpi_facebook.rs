//! KPIs of posts against published figures: the Facebook metrics data set of Moro et al. (2016), 500 posts of a
//! cosmetics brand. The sums and rates below were computed outside of Hearth.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hearth::{
    analytics::{Dataset, Dimension, Figure, HeatMap, Mark, Order, Query, Scope},
    model::{
        Id, Period, Settings, Workspace, Zone,
        facts::{DictionaryKind, TableKind, Value, post},
    },
};
use std::{path::PathBuf, sync::Arc};

/// The data set as a workspace, or `None` where it is not at hand.
fn facebook() -> Option<Dataset> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/facebook_metrics/dataset_Facebook.csv");
    let Ok(file) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not there", path.display());
        return None;
    };
    let mut workspace = Workspace::new(Settings::new(Id::derived("w"), "Facebook", 0, Zone::UTC));
    let dictionaries = Arc::make_mut(&mut workspace.facts.dictionaries);
    let channel = dictionaries.get_mut(DictionaryKind::Channel).code(&Id::derived("page").to_string());
    let mut builder = workspace.facts.posts.clone().into_builder();
    // No cell of the file is quoted.
    for (number, line) in file.lines().skip(1).enumerate() {
        let record: Vec<&str> = line.split(';').collect();
        let value = |column: usize| record[column].parse::<f64>().map_or(Value::Missing, Value::Number);
        let byte = |column: usize| record[column].parse::<u8>().map_or(Value::Missing, Value::Byte);
        let mut row = vec![Value::Missing; post::COLUMNS.len()];
        let id = number.to_string();
        row[post::ID] = Value::Text(&id);
        row[post::CHANNEL] = Value::Code(channel);
        row[post::STATED_MONTH] = byte(3);
        // The file counts weekdays from 1 = Sunday and hours from 1.
        row[post::STATED_WEEKDAY] = Value::Byte((record[4].parse::<u8>().unwrap() + 5) % 7);
        row[post::STATED_HOUR] = Value::Byte(record[5].parse::<u8>().unwrap() % 24);
        row[post::TYPE] = Value::Code(dictionaries.get_mut(DictionaryKind::PostType).code(record[1]));
        row[post::PAID] = byte(6);
        row[post::FOLLOWERS] = value(0);
        row[post::REACH] = value(7);
        row[post::IMPRESSIONS] = value(8);
        row[post::COMMENTS] = value(15);
        row[post::LIKES] = value(16);
        row[post::SHARES] = value(17);
        builder.push(&row);
    }
    workspace.facts.posts = builder.finish();
    Some(Dataset::new(workspace))
}

fn figure(dataset: &Dataset, id: &str, query: &Query) -> Figure {
    hearth::analytics::evaluate(dataset, id, query).unwrap()
}

#[track_caller]
fn near(value: Option<f64>, expected: f64) {
    let value = value.expect("a value");
    assert!((value - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{value} is not {expected}");
}

#[test]
fn the_known_sums_and_rates_come_out() {
    let Some(dataset) = facebook() else { return };
    let all = Query::default();
    assert_eq!(figure(&dataset, "posts", &all).value, Some(500.0));
    assert_eq!(figure(&dataset, "engagements", &all).value, Some(106_060.0));
    assert_eq!(figure(&dataset, "reach", &all).value, Some(6_951_680.0));
    assert_eq!(figure(&dataset, "impressions", &all).value, Some(14_792_974.0));
    for (id, percent) in [
        ("engagement_rate_by_reach", 1.525_674_369_361),
        ("engagement_rate_by_reach_mean", 2.407_051_547_515),
        ("engagement_rate_by_impressions", 0.716_961_984_791),
        ("engagement_rate_by_impressions_mean", 1.369_069_374_592),
    ] {
        let figure = figure(&dataset, id, &all);
        near(figure.value.map(|value| (value * 1e14).round() / 1e12), percent);
        assert_eq!((figure.n, figure.unit_of_n), (500, "posts"), "{id}");
        assert_eq!(figure.excluded, [], "{id}");
        assert_eq!(figure.warnings, ["4 posts report more reach than impressions."], "{id}");
        assert_eq!(figure.period, None);
    }
}

#[test]
fn a_missing_number_is_not_0() {
    let Some(dataset) = facebook() else { return };
    let all = Query::default();
    let applause = figure(&dataset, "applause_rate", &all);
    assert_eq!((applause.n, applause.excluded[0].count), (499, 1));
    assert_eq!(applause.excluded[0].reason, "no likes given");
    let amplification = figure(&dataset, "amplification_rate", &all);
    assert_eq!((amplification.n, amplification.excluded[0].count), (496, 4));
    let left_out = Mark { excluded: Some(amplification.excluded[0].key.clone()), ..Mark::default() };
    let rows = Scope::new(&dataset, &all).rows("amplification_rate", &left_out).unwrap().rows;
    assert_eq!(rows.len(), 4);
    for row in rows {
        assert_eq!(dataset.workspace().facts.posts.get(row as usize, post::SHARES), Value::Missing);
    }
    let views = figure(&dataset, "engagement_rate_by_views", &all);
    assert_eq!((views.value, views.n, views.excluded[0].count), (None, 0, 500));
}

#[test]
fn types_and_paid_divide_the_posts() {
    let Some(dataset) = facebook() else { return };
    let scope = Scope::new(&dataset, &Query::default());
    let parts = scope.breakdown("posts", Dimension::PostType).unwrap();
    let parts: Vec<_> = parts.iter().map(|part| (part.label.as_str(), part.n)).collect();
    assert_eq!(parts, [("Photo", 426), ("Status", 45), ("Link", 22), ("Video", 7)]);
    let paid = scope.breakdown("engagements", Dimension::Paid).unwrap();
    assert_eq!(paid.iter().map(|part| part.n).sum::<usize>(), 500);
    assert_eq!(paid.iter().find(|part| part.label == "Not stated").unwrap().n, 1);
    assert_eq!(paid.iter().map(|part| part.value.unwrap()).sum::<f64>(), 106_060.0);
    for part in paid {
        let rows = scope.rows("engagements", &part.mark).unwrap();
        assert_eq!((rows.table, rows.rows.len()), (TableKind::Posts, part.n));
    }
    let videos = Query { post_types: vec!["Video".into()], ..Query::default() };
    assert_eq!(figure(&dataset, "posts", &videos).value, Some(7.0));
}

#[test]
fn posts_without_a_date_are_not_in_a_period_and_that_is_said() {
    let Some(dataset) = facebook() else { return };
    let day = |text: &str| text.parse().unwrap();
    let query = Query { period: Some(Period::new(day("2014-01-01"), day("2014-12-31"))), ..Query::default() };
    let rate = figure(&dataset, "engagement_rate_by_reach", &query);
    assert_eq!((rate.value, rate.n), (None, 0));
    assert_eq!((rate.excluded[0].key.as_str(), rate.excluded[0].count), ("undated", 500));
    assert!(Scope::new(&dataset, &query).series("engagement_rate_by_reach", Default::default()).unwrap().is_empty());
}

#[test]
fn the_heat_map_takes_stated_weekdays_and_hours() {
    let Some(dataset) = facebook() else { return };
    let scope = Scope::new(&dataset, &Query::default());
    let map = scope.heat_map("engagement_rate_by_reach_mean").unwrap();
    assert_eq!(map.cells.iter().flatten().map(|cell| cell.n).sum::<usize>(), 500);
    let best = map.best();
    let single = map.cells.iter().flatten().filter(|cell| cell.n == 1).count();
    let filled = map.cells.iter().flatten().filter(|cell| cell.n > 0).count();
    assert_eq!(best.len(), filled - single, "slots with one post are not ranked");
    assert!(best.is_sorted_by(|a, b| a.value >= b.value));
    let figure = scope.evaluate("best_slot").unwrap();
    assert_eq!(figure.value, Some(best[0].value));
    assert_eq!(figure.headline, Some(best[0].label()));
    let mark = HeatMap::mark(best[0].weekday, best[0].hour);
    assert_eq!(scope.rows("engagement_rate_by_reach_mean", &mark).unwrap().rows.len(), best[0].n);
    assert_eq!(scope.rows("best_slot", &Mark::default()).unwrap().rows.len(), best[0].n);
}

#[test]
fn the_best_posts_come_first() {
    let Some(dataset) = facebook() else { return };
    let scope = Scope::new(&dataset, &Query::default());
    let top = scope.ranking("engagements", 3, Order::Top).unwrap();
    assert_eq!(top[0].value, 6_334.0, "372 comments, 5 172 likes and 790 shares");
    assert!(top[0].value >= top[1].value && top[1].value >= top[2].value);
    let bottom = scope.ranking("engagements", 500, Order::Bottom).unwrap();
    assert_eq!((bottom.len(), bottom[0].value, bottom[499].value), (500, 0.0, 6_334.0));
}

#[test]
fn formulas_of_ones_own_give_the_published_rates() {
    use hearth::{
        analytics::Kpi,
        model::{
            Action,
            record::{CustomKpi, KpiUnit},
        },
    };
    let Some(dataset) = facebook() else { return };
    for (formula, percent) in [
        ("engagements / reach", 1.525674369361),
        ("mean(engagements / reach)", 2.407051547515),
        ("100 * engagements / impressions", 0.716961984791),
        ("mean(engagements / impressions) * 100", 1.369069374592),
    ] {
        let mut workspace = dataset.workspace().clone();
        let kpi = CustomKpi::new(Id::derived(formula), 0, formula, formula, KpiUnit::Percent);
        let id = kpi.id.to_string();
        workspace.apply(Action::put(&workspace, kpi)).unwrap();
        let dataset = dataset.update(workspace);
        assert!(matches!(dataset.kpis().find(&id), Some(Kpi::Custom(_))));
        let figure = figure(&dataset, &id, &Query::default());
        near(figure.value.map(|value| (value * 1e14).round() / 1e12), percent);
    }
}
