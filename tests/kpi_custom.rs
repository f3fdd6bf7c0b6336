//! Custom KPIs: formulas that say what the catalogue says must give what the catalogue gives, everywhere; mistakes are
//! named where they are.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hearth::{
    analytics::{
        Dataset, Dimension, Figure, Grain, Mark, Order, Query, Scope, Unit, catalogue, custom, worked_formula,
    },
    model::{
        Action, Day, Id, Period, Workspace,
        facts::TableKind,
        record::{CustomKpi, Direction, KpiUnit},
    },
};
use proptest::prelude::*;
use std::sync::OnceLock;

fn sample() -> Workspace {
    static SAMPLE: OnceLock<Workspace> = OnceLock::new();
    SAMPLE.get_or_init(|| hearth::sample::community(7, Day::from_ymd(2026, 11, 22).unwrap())).clone()
}

fn add(workspace: &mut Workspace, name: &str, expression: &str, unit: KpiUnit) -> String {
    let kpi = CustomKpi::new(Id::derived(name), 1, name, expression, unit);
    let id = kpi.id.to_string();
    workspace.apply(Action::put(workspace, kpi)).unwrap();
    id
}

fn problems(text: &str) -> Vec<String> {
    let checked = custom::check(text, KpiUnit::Number, &sample().records.custom_kpis, None);
    checked.expect_err(text).into_iter().map(|problem| problem.message).collect()
}

/// Formula, unit, and the KPI of the catalogue that it writes out.
const TWINS: [(&str, KpiUnit, &str); 11] = [
    ("engagements / reach", KpiUnit::Percent, "engagement_rate_by_reach"),
    ("100 * engagements / reach", KpiUnit::Percent, "engagement_rate_by_reach"),
    ("mean(engagements / reach) * 100", KpiUnit::Percent, "engagement_rate_by_reach_mean"),
    ("weighted_engagements / followers_at_publish", KpiUnit::Percent, "weighted_engagement_rate"),
    ("clicks / impressions", KpiUnit::Percent, "click_through_rate"),
    ("comments / posts", KpiUnit::Number, "conversation_rate"),
    ("comments / followers_at_publish", KpiUnit::PerThousand, "conversation_rate_per_1000_followers"),
    ("(likes)", KpiUnit::Count, "likes"),
    ("posts", KpiUnit::Count, "posts"),
    ("kpi(\"Stickiness (DAU / MAU)\")", KpiUnit::Percent, "stickiness"),
    ("reply_coverage", KpiUnit::Percent, "reply_coverage"),
];

#[track_caller]
fn near(a: Option<f64>, b: Option<f64>, what: &str) {
    match (a, b) {
        (Some(a), Some(b)) => assert!((a - b).abs() <= 1e-12 * b.abs().max(1e-3), "{what}: {a} is not {b}"),
        _ => assert_eq!(a, b, "{what}"),
    }
}

#[test]
fn a_formula_of_the_catalogue_gives_what_the_catalogue_gives() {
    let mut workspace = sample();
    let ids: Vec<String> =
        TWINS.iter().enumerate().map(|(at, twin)| add(&mut workspace, &format!("Twin {at}"), twin.0, twin.1)).collect();
    let dataset = Dataset::new(workspace);
    let last = dataset.span().unwrap().end;
    let periods = [None, Some(Period::new(last.add(-89), last)), Some(Period::new(last.add(400), last.add(410)))];
    for period in periods {
        let scope = Scope::new(&dataset, &Query { period, ..Query::default() });
        for ((text, _, twin), id) in TWINS.iter().zip(&ids) {
            let what = format!("{text} in {period:?}");
            let (own, theirs) = (scope.evaluate(id).unwrap(), scope.evaluate(twin).unwrap());
            near(own.value, theirs.value, &what);
            // A KPI that is named whole keeps its own line between above and below.
            if text.contains('/') && !text.starts_with("kpi") {
                near(own.denominator, theirs.denominator, &what);
            }
            assert_eq!(
                (own.n, own.unit_of_n, &own.excluded, &own.period, &own.note),
                (theirs.n, theirs.unit_of_n, &theirs.excluded, &theirs.period, &theirs.note),
                "{what}"
            );
            assert_eq!(own.provenance, theirs.provenance, "{what}");
            near(scope.value(id).unwrap(), theirs.value, &what);
            let kpi = scope.kpi(id).unwrap();
            let definition = scope.kpi(twin).unwrap();
            assert_eq!(kpi.unit(), definition.unit(), "{what}");
            assert_eq!(kpi.subject(), definition.subject(), "{what}");
            assert_eq!(kpi.dimensions(), definition.dimensions(), "{what}");
            for grain in Grain::ALL {
                let (own, theirs) = (scope.series(id, grain).unwrap(), scope.series(twin, grain).unwrap());
                assert_eq!(own.len(), theirs.len(), "{what}");
                for (own, theirs) in own.iter().zip(&theirs) {
                    assert_eq!((own.start, own.end, own.n), (theirs.start, theirs.end, theirs.n), "{what}");
                    near(own.value, theirs.value, &what);
                }
            }
            for dimension in Dimension::ALL {
                let (own, theirs) =
                    (scope.breakdown(id, dimension).unwrap(), scope.breakdown(twin, dimension).unwrap());
                let names = |parts: &[hearth::analytics::Part]| {
                    parts.iter().map(|part| (part.key.clone(), part.n)).collect::<Vec<_>>()
                };
                assert_eq!(names(&own), names(&theirs), "{what}");
                for (own, theirs) in own.iter().zip(&theirs) {
                    near(own.value, theirs.value, &what);
                }
            }
            assert_eq!(scope.rows(id, &Mark::default()), scope.rows(twin, &Mark::default()), "{what}");
            for excluded in &theirs.excluded {
                let mark = Mark { excluded: Some(excluded.key.clone()), ..Mark::default() };
                let rows = scope.rows(id, &mark).unwrap();
                assert_eq!(rows, scope.rows(twin, &mark).unwrap(), "{what}");
            }
            if kpi.has_ranking() {
                let rows = |id: &str| scope.ranking(id, 9, Order::Top).unwrap();
                for (own, theirs) in rows(id).iter().zip(rows(twin)) {
                    assert_eq!(own.row, theirs.row, "{what}");
                    near(Some(own.value), Some(theirs.value), &what);
                }
            }
            if kpi.has_heat_map() {
                let (own, theirs) = (scope.heat_map(id).unwrap(), scope.heat_map(twin).unwrap());
                assert_eq!(own.without_slot, theirs.without_slot, "{what}");
                for (own, theirs) in own.cells.iter().flatten().zip(theirs.cells.iter().flatten()) {
                    assert_eq!(own.n, theirs.n, "{what}");
                    near(own.value, theirs.value, &what);
                }
            }
        }
    }
}

#[test]
fn several_inputs_kpis_and_tables_come_together() {
    let mut workspace = sample();
    let weighted =
        add(&mut workspace, "Weighted reactions", "(likes + 2*comments + 3*shares) / reach * 100", KpiUnit::Percent);
    let net = add(&mut workspace, "Net", "(followers_gained - followers_lost) / kpi(\"followers\")", KpiUnit::Percent);
    let nested = add(&mut workspace, "Nested", "2 * weighted_reactions + kpi(\"Net\")", KpiUnit::Percent);
    let per_member = add(&mut workspace, "Likes of members", "activities.likes / active_members", KpiUnit::Number);
    let dataset = Dataset::new(workspace);
    let facts = &dataset.workspace().facts;
    let scope = Scope::new(&dataset, &Query::default());
    let figure = scope.evaluate(&weighted).unwrap();
    // By hand, over the posts that have all four.
    let (mut above, mut below, mut n) = (0.0, 0.0, 0);
    for row in 0..facts.posts.len() {
        let number = |column: &str| {
            let place = TableKind::Posts.columns().iter().position(|spec| spec.name == column).unwrap();
            facts.posts.number(row, place)
        };
        if let (Some(likes), Some(comments), Some(shares), Some(reach)) =
            (number("likes"), number("comments"), number("shares"), number("reach"))
            && reach > 0.0
        {
            above += likes + 2.0 * comments + 3.0 * shares;
            below += reach;
            n += 1;
        }
    }
    assert!(n > 100 && figure.n == n, "{} of {n}", figure.n);
    near(figure.value, Some(above / below), "by hand");
    near(figure.numerator, Some(above), "numerator");
    let kpi = scope.kpi(&weighted).unwrap();
    assert_eq!(kpi.formula(), "(Σ likes + 2 × Σ comments + 3 × Σ shares) / Σ reach");
    let worked = worked_formula(&kpi, &figure);
    assert!(worked.starts_with('(') && worked.contains(" likes + 2 × ") && worked.ends_with('%'), "{worked}");
    assert_eq!(kpi.inputs(), ["posts.likes", "posts.comments", "posts.shares", "posts.reach"]);

    let net = scope.evaluate(&net).unwrap();
    assert_eq!((net.unit_of_n, scope.kpi(&nested).unwrap().things()), ("days", "posts"));
    near(scope.evaluate(&nested).unwrap().value, Some(2.0 * figure.value.unwrap() + net.value.unwrap()), "nested");
    let likes = scope.evaluate(&per_member).unwrap();
    assert_eq!(likes.unit_of_n, "activities");
    assert!(likes.value.unwrap() > 0.0 && likes.excluded.iter().any(|left_out| left_out.key == "staff"));
    for excluded in &likes.excluded {
        let mark = Mark { excluded: Some(excluded.key.clone()), ..Mark::default() };
        assert_eq!(scope.rows(&per_member, &mark).unwrap().rows.len(), excluded.count, "{}", excluded.reason);
    }
    assert_eq!(scope.rows(&per_member, &Mark::default()).unwrap().rows.len(), likes.n);
    // A line has what its steps have.
    let month = scope.series(&per_member, Grain::Month).unwrap();
    let point = month[5];
    let step = scope.at(Some(Period { start: point.start, end: point.end }));
    near(step.value(&per_member).unwrap(), point.value, "a step of the line");
}

#[test]
fn mistakes_are_named_in_plain_words() {
    for (text, message) in [
        ("liks / reach", "There is no input or KPI called ‘liks’. Did you mean ‘likes’?"),
        ("stikiness", "There is no input or KPI called ‘stikiness’. Did you mean ‘stickiness’?"),
        ("first_reply_median + likes", "A duration and a count cannot be added."),
        ("likes - first_reply_median", "A count and a duration cannot be subtracted from each other."),
        ("likes + stickiness", "A count and a rate cannot be added."),
        ("first_reply_median * first_reply_p90", "Two durations cannot be multiplied."),
        ("first_reply_median", "The formula gives a duration, but its unit is Number. Choose the unit Duration."),
        ("1 + 2", "The formula is a fixed number: use an input or a KPI."),
        ("likes / 0", "Nothing can be divided by 0."),
        ("log(likes)", "There is no function ‘log’. There are sum, mean, median, min, max, abs and kpi."),
        ("mean(likes / visits)", "mean needs inputs of one table, such as those of posts."),
        ("mean(stickiness)", "A KPI has no value for single rows: only inputs stand in sum, mean and median."),
        ("mean(mean(likes))", "sum, mean and median cannot stand in each other."),
        ("kpi(\"Nothing\")", "There is no KPI called “Nothing”."),
        ("\"reach\"", "A text stands in kpi(\"…\") only. Did you mean kpi(\"reach\")?"),
        ("max(likes)", "min and max take two parts or more: max(likes, comments)."),
        ("max(likes, first_reply_median)", "A count and a duration cannot be compared."),
    ] {
        assert_eq!(problems(text), [message], "{text}");
    }
    assert_eq!(problems("liks + comentz").len(), 2, "both at once");
    let checked = |text: &str, unit| custom::check(text, unit, &sample().records.custom_kpis, None);
    let problem = checked("2 * (liks + reach)", KpiUnit::Count).unwrap_err().remove(0);
    assert_eq!((problem.span, problem.replacement.as_deref()), (5..9, Some("likes")));
    let words = checked("likes", KpiUnit::Percent).unwrap_err().remove(0).message;
    assert_eq!(words, "The formula gives a count, but its unit is Percent. Divide by the whole it is a share of.");
    let sound = checked("first_reply_median / 2", KpiUnit::Duration).unwrap();
    assert_eq!((sound.unit, sound.kpis.len()), (Unit::Duration, 1));
    let read = checked("likes / reach * 100", KpiUnit::Percent).unwrap();
    assert_eq!(read.formula, "Σ likes / Σ reach");
    assert_eq!(read.notes, ["× 100 is what the unit Percent stands for; it is not done twice."]);
    assert_eq!(
        checked("comments / reach", KpiUnit::PerThousand).unwrap().formula,
        "1\u{202f}000 × Σ comments / Σ reach"
    );
    for kpi in catalogue().iter().filter(|kpi| kpi.unit != Unit::Duration) {
        assert!(checked(&format!("kpi(\"{}\")", kpi.id), KpiUnit::Number).is_ok(), "{}", kpi.id);
    }
}

#[test]
fn nothing_is_built_on_itself() {
    let mut workspace = sample();
    let a = add(&mut workspace, "A", "kpi(\"B\") + 1", KpiUnit::Number);
    let b = add(&mut workspace, "B", "kpi(\"C\") * 2", KpiUnit::Number);
    let c = add(&mut workspace, "C", "likes / posts", KpiUnit::Number);
    let records = &workspace.records.custom_kpis;
    let message = |text: &str, own: &str| {
        let own = Some(own.parse().unwrap());
        custom::check(text, KpiUnit::Number, records, own).unwrap_err().remove(0).message
    };
    assert_eq!(message("kpi(\"A\")", &c), "“A” leads back to this KPI: a KPI cannot be built on itself.");
    assert_eq!(message("C + 1", &c), "“C” leads back to this KPI: a KPI cannot be built on itself.");
    // A file can bring what the form refuses: it is shown, not followed.
    add(&mut workspace, "C", "kpi(\"A\")", KpiUnit::Number);
    let dataset = Dataset::new(workspace.clone());
    for id in [&a, &b, &c] {
        let figure = dataset_figure(&dataset, id);
        assert_eq!(figure.value, None);
        assert!(figure.warnings[0].contains("built on itself"), "{:?}", figure.warnings);
        let scope = Scope::new(&dataset, &Query::default());
        assert!(scope.series(id, Grain::Day).unwrap().is_empty());
        assert!(scope.rows(id, &Mark::default()).unwrap().rows.is_empty());
        assert_eq!(dataset.kpis().find(id).unwrap().problems().len(), 1);
    }
    // Taken out, what used it says so; put back, all is well.
    let change = workspace.apply(Action::remove(hearth::model::RecordKey {
        kind: hearth::model::RecordKind::CustomKpi,
        id: c.parse().unwrap(),
    }));
    let dataset = dataset.update(workspace.clone());
    assert!(dataset_figure(&dataset, &b).warnings[0].contains("There is no KPI called “C”"));
    workspace.apply(Action::new("Undo", change.unwrap().inverse)).unwrap();
    add(&mut workspace, "C", "likes / posts", KpiUnit::Number);
    let dataset = dataset.update(workspace);
    assert!(dataset_figure(&dataset, &a).value.unwrap() > 1.0);
}

fn dataset_figure(dataset: &Dataset, id: &str) -> Figure {
    hearth::analytics::evaluate(dataset, id, &Query::default()).unwrap()
}

#[test]
fn a_new_name_goes_into_the_formulas_that_use_it() {
    let mut workspace = sample();
    let base = add(&mut workspace, "Warm words", "comments / posts", KpiUnit::Number);
    let user =
        add(&mut workspace, "User", "2 * warm_words + kpi(\"Warm Words\") / max(warm_words, 1)", KpiUnit::Number);
    let before = dataset_figure(&Dataset::new(workspace.clone()), &user).value;
    let mut renamed = CustomKpi::clone(workspace.records.custom_kpis.get(base.parse().unwrap()).unwrap());
    renamed.name = "Comments a post".into();
    renamed.direction = Direction::Neutral;
    let change = workspace.apply(custom::put(&workspace, renamed)).unwrap();
    let text =
        |workspace: &Workspace| workspace.records.custom_kpis.get(user.parse().unwrap()).unwrap().expression.clone();
    let own = "kpi(\"Comments a post\")";
    assert_eq!(text(&workspace), format!("2 * {own} + {own} / max({own}, 1)"));
    assert_eq!(dataset_figure(&Dataset::new(workspace.clone()), &user).value, before);
    workspace.apply(Action::new("Undo", change.inverse)).unwrap();
    assert!(text(&workspace).contains("warm_words"));
}

#[test]
fn names_that_formulas_could_not_tell_apart_are_refused() {
    let mut workspace = sample();
    let own = add(&mut workspace, "Warm words", "comments / posts", KpiUnit::Number).parse().ok();
    let records = &workspace.records.custom_kpis;
    let against = |name: &str, own| custom::check_name(name, records, own);
    assert_eq!(against("Warm words", own), None);
    assert_eq!(against("warm  WORDS", None).unwrap(), "There is a custom KPI called “Warm words” already.");
    for name in ["Likes", "stickiness", "Stickiness (DAU / MAU)"] {
        assert!(against(name, None).unwrap().ends_with("is an input or a KPI of the catalogue already."), "{name}");
    }
    assert!(against("…", None).is_some());
    assert!(custom::check("KPI(\"STICKINESS\") + Reply_Coverage", KpiUnit::Percent, records, None).is_ok());
}

#[test]
fn chains_end_and_crowds_are_computed_once() {
    let mut workspace = sample();
    // Reversed, so that none is ready when it is met; each uses the one before twice over.
    let mut last = String::new();
    for at in 0..40 {
        let text = if at == 0 {
            "likes / posts".to_owned()
        } else {
            format!("kpi(\"K{}\") / 2 + kpi(\"L{}\") / 2", at - 1, at - 1)
        };
        last = add(&mut workspace, &format!("K{at}"), &text, KpiUnit::Number);
        add(&mut workspace, &format!("L{at}"), &text, KpiUnit::Number);
        if at == 14 {
            let dataset = Dataset::new(workspace.clone());
            let scope = Scope::new(&dataset, &Query::default());
            near(scope.value(&last).unwrap(), scope.value("applause_rate").unwrap(), "sixteen deep");
            assert_eq!(
                scope.series(&last, Grain::Month).unwrap().len(),
                scope.series("likes", Grain::Month).unwrap().len()
            );
        }
    }
    let figure = dataset_figure(&Dataset::new(workspace), &last);
    assert!(figure.value.is_none() && figure.warnings[0].contains("mistake itself"), "{:?}", figure.warnings);
}

fn token() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec!["likes", "reach", "posts", "visits", "activities.likes", "stickiness", "first_reply_median"]).prop_map(str::to_owned),
        4 => prop::sample::select(vec!["+", "-", "*", "/", "(", ")", ",", "mean(", "sum(", "median(", "max(", "abs(", "kpi(\"reach\")"]).prop_map(str::to_owned),
        1 => (0.0..100.0f64).prop_map(|number| number.to_string()),
        1 => "\\PC{1,3}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_is_checked_or_computed(tokens in prop::collection::vec(token(), 0..12)) {
        static EMPTY: OnceLock<Workspace> = OnceLock::new();
        let text = tokens.join(" ");
        let empty = EMPTY.get_or_init(|| {
            let mut workspace = sample();
            workspace.facts = hearth::model::facts::Facts::default();
            workspace
        });
        match custom::check(&text, KpiUnit::Number, &empty.records.custom_kpis, None) {
            Err(problems) => {
                prop_assert!(!problems.is_empty());
                for problem in problems {
                    prop_assert!(text.get(problem.span.clone()).is_some(), "{problem:?}");
                    prop_assert!(problem.message.ends_with(['.', '?']), "{problem:?}");
                }
            }
            Ok(checked) => {
                prop_assert!(!checked.formula.is_empty());
                let mut workspace = empty.clone();
                let id = add(&mut workspace, "Typed", &text, KpiUnit::Number);
                prop_assert_eq!(dataset_figure(&Dataset::new(workspace), &id).value, None, "nothing known, no value");
            }
        }
    }
}
