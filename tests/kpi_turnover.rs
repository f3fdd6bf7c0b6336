//! KPIs of members on small communities whose figures one can work out by hand: the edges of the windows, what is
//! said, and who is left out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod kpi_support;

use hearth::{
    analytics::{
        Dataset, Ending, Figure, Grain, Level, LevelRule, LevelRules, Mark, Query, Scope, Stage, catalogue, evaluate,
        find, worked_formula,
    },
    model::{
        Period, Workspace,
        facts::{TableKind, Value, channel_day, kind},
    },
};
use kpi_support::{Act, add_activities, add_channel_days, add_members, at, channel_id, set_joined, workspace};

fn days(a: &str, b: &str) -> Query {
    Query { period: Some(Period::new(a.parse().unwrap(), b.parse().unwrap())), ..Query::default() }
}

fn figure(dataset: &Dataset, id: &str, query: &Query) -> Figure {
    evaluate(dataset, id, query).unwrap()
}

/// Members, none of them staff, and posts at noon: member, day.
fn community(members: usize, acts: &[(u32, &str)]) -> Workspace {
    let mut workspace = workspace("UTC");
    add_members(&mut workspace, &vec![(false, false); members]);
    add(&mut workspace, kind::POST, acts);
    workspace
}

fn add(workspace: &mut Workspace, kind: &'static str, acts: &[(u32, &str)]) {
    let acts: Vec<Act> = acts
        .iter()
        .map(|(member, day)| Act { member: Some(*member), time: at(&format!("{day}T12:00:00Z")), kind, channel: None })
        .collect();
    add_activities(workspace, &acts);
}

#[test]
fn ninety_silent_days_make_a_comeback() {
    // Between 1 January and 1 April 2026 lie 89 days, to 2 April 90.
    let early = Dataset::new(community(2, &[(0, "2026-01-01"), (0, "2026-04-01"), (1, "2026-04-30")]));
    let late = Dataset::new(community(2, &[(0, "2026-01-01"), (0, "2026-04-02"), (1, "2026-04-30")]));
    let april = days("2026-04-01", "2026-04-30");
    assert_eq!(figure(&early, "reactivated_members", &april).value, Some(0.0));
    let back = figure(&late, "reactivated_members", &april);
    assert_eq!((back.value, back.n), (Some(1.0), 1));
    assert_eq!(back.warnings, ["90 silent days can be known from 2026-04-02 on only."]);
    let march = figure(&late, "reactivated_members", &days("2026-03-01", "2026-03-31"));
    assert_eq!(march.value, None, "not 0: nobody can be known to have been silent");
    assert_eq!(march.warnings, ["The data begins on 2026-01-01: 90 silent days can be known from 2026-04-02 on."]);
}

#[test]
fn a_lost_regular_had_four_actions_in_the_90_days_before() {
    // June's 90 days before are 3 March to 31 May.
    let acts = |first| {
        let busy = [first, "2026-03-10", "2026-04-01", "2026-05-31"].map(|day| (0, day));
        community(2, &[&busy[..], &[(1, "2026-01-01"), (1, "2026-06-30")]].concat())
    };
    let june = days("2026-06-01", "2026-06-30");
    let lost = figure(&Dataset::new(acts("2026-03-03")), "lost_regulars", &june);
    assert_eq!((lost.value, lost.n, lost.terms[1].value), (Some(1.0), 1, 1.0));
    assert!(lost.warnings.is_empty());
    assert_eq!(figure(&Dataset::new(acts("2026-03-02")), "lost_regulars", &june).value, Some(0.0));

    // Four actions on one day are four actions.
    let one_day = community(
        2,
        &[(0, "2026-05-31"); 4].iter().chain(&[(1, "2026-01-01"), (1, "2026-06-30")]).copied().collect::<Vec<_>>(),
    );
    assert_eq!(figure(&Dataset::new(one_day), "lost_regulars", &june).value, Some(1.0));

    // A short period takes 30 days: 1 to 30 June.
    let week = figure(&Dataset::new(acts("2026-03-03")), "lost_regulars", &days("2026-06-24", "2026-06-30"));
    assert_eq!((week.value, week.period), (Some(1.0), june.period));
    assert_eq!(week.warnings, ["The period is shorter than 30 days; these are the 30 days up to 2026-06-30."]);
    let all = figure(&Dataset::new(acts("2026-03-03")), "lost_regulars", &Query::default());
    assert_eq!(
        (all.value, all.warnings),
        (None, vec!["Nothing is known about the days before 2026-01-01.".to_owned()])
    );
}

#[test]
fn the_net_change_is_won_and_lost_over_the_same_days() {
    let acts = [
        // Lost in June; new in June; back in June after 100 days; there all along.
        (0, "2026-05-01"),
        (0, "2026-05-02"),
        (0, "2026-05-03"),
        (0, "2026-05-04"),
        (1, "2026-06-15"),
        (2, "2026-02-20"),
        (2, "2026-06-10"),
        (3, "2026-01-01"),
        (3, "2026-05-20"),
        (3, "2026-06-30"),
    ];
    let dataset = Dataset::new(community(4, &acts));
    // The last member went silent from January to May: a comeback in May, not in June.
    let net = figure(&dataset, "net_active_change", &days("2026-06-01", "2026-06-30"));
    assert_eq!((net.value, net.n), (Some(1.0), 3));
    let definition = find("net_active_change").unwrap();
    assert_eq!(
        worked_formula(&definition.into(), &net),
        "1 first-time contributors + 1 reactivated − 1 lost regulars = 1"
    );
    let may = figure(&dataset, "reactivated_members", &days("2026-05-01", "2026-05-31"));
    assert_eq!(may.value, Some(1.0));
}

#[test]
fn retention_says_when_its_period_is_not_over() {
    // Active in May: 0, 1, 2; in June up to the 10th: 0 and newcomer 3.
    let acts = [
        (0, "2026-04-30"),
        (0, "2026-05-05"),
        (1, "2026-05-06"),
        (2, "2026-05-31"),
        (0, "2026-06-01"),
        (3, "2026-06-10"),
    ];
    let dataset = Dataset::new(community(4, &acts));
    let june = days("2026-06-01", "2026-06-30");
    let kept = figure(&dataset, "retention", &june);
    assert_eq!((kept.value, kept.n), (Some(1.0 / 3.0), 3));
    assert_eq!(kept.warnings, ["The period is not over: 10 of its 30 days are known. The value can still rise."]);
    assert_eq!(kept.note.as_deref(), Some("Cut to 2026-06-01 – 2026-06-10, the days that have data."));
    let definition = find("retention").unwrap();
    assert_eq!(
        worked_formula(&definition.into(), &kept),
        "(2 members active now − 1 of them not active before) / 3 members active before = 33.33\u{202f}%"
    );
    let churn = figure(&dataset, "churn", &june);
    assert!((churn.value.unwrap() - 2.0 / 3.0).abs() < 1e-12);
    assert!(churn.warnings[0].ends_with("can still fall."));
    // May follows April, of which one day is known.
    let may = figure(&dataset, "retention", &days("2026-05-01", "2026-05-31"));
    assert_eq!((may.value, may.n), (Some(1.0), 1));
    assert_eq!(may.warnings, ["The data begins on 2026-04-30: the period before is not whole."]);
    let all = figure(&dataset, "retention", &Query::default());
    assert_eq!((all.value, all.warnings.len()), (None, 1), "nothing before all time");
}

#[test]
fn members_who_left_are_no_members() {
    let mut workspace = community(5, &[(3, "2026-06-20"), (4, "2026-05-20"), (4, "2026-06-30")]);
    let joined = ["2026-01-01", "2026-02-01", "2026-03-01"].map(|day| at(&format!("{day}T00:00:00Z")));
    set_joined(&mut workspace, &joined);
    // 0 leaves in June; 1 left in May and came back; 2 stays; 3 and 4 are known by their actions.
    add(&mut workspace, kind::LEAVE, &[(0, "2026-06-05"), (1, "2026-05-01")]);
    add(&mut workspace, kind::JOIN, &[(1, "2026-05-09")]);
    let dataset = Dataset::new(workspace.clone());
    let june = days("2026-06-01", "2026-06-30");
    // At the start 0, 1, 2, 4; at the end 1, 2, 4 and newcomer 3.
    let kept = figure(&dataset, "membership_retention", &june);
    assert_eq!((kept.value, kept.n, kept.numerator), (Some(0.75), 4, Some(3.0)));
    assert_eq!(figure(&dataset, "membership_churn", &june).value, Some(0.25));
    let scope = Scope::new(&dataset, &Query::default());
    let curve = &scope.survival_until(Ending::Leaving, None).curves[0].curve;
    // 0 left after 155 days; 1, 2, 3, 4 are there on 30 June: 149, 121, 10, 41 days.
    let steps: Vec<_> = curve.steps.iter().map(|step| (step.time, step.events, step.censored)).collect();
    assert_eq!(steps, [(0, 0, 0), (10, 0, 1), (41, 0, 1), (121, 0, 1), (149, 0, 1), (155, 1, 0)]);
    let median = scope.evaluate("median_membership").unwrap();
    assert_eq!((median.value, median.n), (Some(155.0), 5));

    let nobody_left = Dataset::new(community(1, &[(0, "2026-06-01"), (0, "2026-07-01")]));
    for id in ["membership_retention", "membership_churn", "median_membership"] {
        let figure = figure(&nobody_left, id, &Query::default());
        assert_eq!((figure.value, figure.n), (None, 0), "{id}");
        assert!(figure.warnings[0].starts_with("No leaving is recorded"), "{id}");
    }
}

/// Found by the oracle: a leaving before the day of joining in the members table ended an earlier membership, and must
/// not end this one before it began.
#[test]
fn who_joined_after_leaving_is_a_member() {
    let mut workspace = community(2, &[(0, "2026-06-20"), (0, "2026-07-31")]);
    set_joined(&mut workspace, &[at("2026-01-01T00:00:00Z"), at("2026-06-10T00:00:00Z")]);
    add(&mut workspace, kind::LEAVE, &[(1, "2026-03-01")]);
    let dataset = Dataset::new(workspace);
    let curve = Scope::new(&dataset, &Query::default()).survival_until(Ending::Leaving, None).curves.remove(0).curve;
    assert_eq!((curve.n, curve.events, curve.steps[1].time), (2, 0, 51));
    let kept = figure(&dataset, "membership_retention", &days("2026-07-01", "2026-07-31"));
    assert_eq!((kept.numerator, kept.denominator), (Some(2.0), Some(2.0)));
}

#[test]
fn joining_is_by_the_workspaces_clock() {
    let mut workspace = workspace("Europe/Madrid");
    add_members(&mut workspace, &[(false, false), (false, false), (true, false), (false, false)]);
    // 1 April and 31 March in Madrid; a member of staff; one of whom nothing is known.
    let joined = [at("2026-03-31T22:30:00Z"), at("2026-03-31T21:30:00Z"), at("2026-04-02T00:00:00Z")];
    set_joined(&mut workspace, &joined);
    let dataset = Dataset::new(workspace);
    let new = figure(&dataset, "new_members", &days("2026-04-01", "2026-04-30"));
    assert_eq!((new.value, new.n), (Some(1.0), 1));
    let excluded: Vec<_> = new.excluded.iter().map(|one| (one.key.as_str(), one.count)).collect();
    assert_eq!(excluded, [("no_joining", 1), ("staff_member", 1)]);
    assert_eq!(new.note.unwrap(), "Cut to 2026-04-01 – 2026-04-02, the days that have data.");
    let series = Scope::new(&dataset, &Query::default()).series("new_members", Grain::Month).unwrap();
    assert_eq!(series.iter().map(|point| point.value).collect::<Vec<_>>(), [Some(1.0), Some(1.0)]);

    let unknown = Dataset::new(community(2, &[(0, "2026-06-01")]));
    let new = figure(&unknown, "new_members", &Query::default());
    assert_eq!((new.value, &new.warnings[..]), (None, &["No joining is recorded.".to_owned()][..]));
}

#[test]
fn a_life_in_sight_is_not_at_its_end() {
    // The data ends on 30 June: known up to 1 April. One stopped in March, one goes on, one began too late.
    let acts = [
        (0, "2026-01-01"),
        (0, "2026-03-02"),
        (1, "2026-01-01"),
        (1, "2026-06-30"),
        (2, "2026-04-02"),
        (3, "2026-04-01"),
    ];
    let mut workspace = community(4, &acts);
    add_activities(&mut workspace, &[Act { time: at("2026-05-01T00:00:00Z"), kind: kind::POST, ..Act::default() }]);
    let dataset = Dataset::new(workspace);
    let scope = Scope::new(&dataset, &Query::default());
    let survival = scope.survival(None);
    let steps: Vec<_> = survival.curves[0]
        .curve
        .steps
        .iter()
        .map(|step| (step.time, step.at_risk, step.events, step.censored))
        .collect();
    assert_eq!(steps, [(0, 3, 1, 0), (60, 2, 1, 0), (90, 1, 0, 1)]);
    let excluded: Vec<_> = survival.basis.excluded.iter().map(|one| (one.key.as_str(), one.count)).collect();
    assert_eq!(excluded, [("too_recent", 1)]);
    assert_eq!(survival.basis.warnings, ["1 action names no member and cannot be counted here."]);
    let median = scope.evaluate("median_active_life").unwrap();
    assert_eq!((median.value, median.n, median.denominator), (Some(60.0), 3, None));
    assert_eq!(median.terms.iter().map(|term| term.value).collect::<Vec<_>>(), [2.0, 1.0]);
    // As it was known at the end of March: the data up to then is too short for everybody.
    let march = figure(&dataset, "median_active_life", &days("2026-03-01", "2026-03-31"));
    assert_eq!((march.value, march.n), (None, 0));
    assert_eq!(march.warnings, ["Nobody has been there for 90 days yet."]);
}

#[test]
fn levels_follow_their_rules() {
    let busy: Vec<String> = (1..=12).map(|week| format!("2026-{:02}-{:02}", 4 + week / 5, 1 + week % 5 * 6)).collect();
    let mut acts: Vec<(u32, &str)> = busy.iter().map(|day| (0, day.as_str())).collect();
    acts.extend([(1, "2026-06-28"), (1, "2026-06-28"), (1, "2026-06-29"), (1, "2026-06-30")]);
    acts.extend([(2, "2026-06-01"), (3, "2026-01-01")]);
    let mut workspace = community(6, &acts);
    add_members(&mut workspace, &[(false, true)]);
    let dataset = Dataset::new(workspace);
    let scope = Scope::new(&dataset, &Query::default());
    let levels = scope.levels();
    let counts: Vec<_> = levels.levels.iter().map(|one| (one.level.label(), one.count)).collect();
    let expected = [("Core", 1), ("Regular", 1), ("Occasional", 1), ("Gone quiet", 1), ("Never active", 2)];
    assert_eq!(counts, expected);
    assert_eq!(levels.levels[0].share, Some(1.0 / 6.0));
    assert_eq!(levels.basis.excluded[0].key, "staff_member");
    assert_eq!(scope.members(levels.levels[1].mark.as_ref().unwrap().group.as_ref().unwrap()), [1]);
    let (of_members, looked_at) = scope.levels_of_members(&LevelRules::default());
    assert_eq!((of_members[3], of_members[6]), (Some(Level::Quiet), None));
    assert_eq!(looked_at, days("2026-04-02", "2026-06-30").period);

    let rules = LevelRules { core: LevelRule { actions: 4, active_days: 3 }, ..LevelRules::default() };
    let counts: Vec<usize> = scope.levels_by(&rules).levels.iter().map(|one| one.count).collect();
    assert_eq!(counts, [2, 0, 1, 1, 2]);
    assert_eq!(scope.levels_by(&rules).levels[0].mark, None);
    // At the end of January one was there, the others not yet or never.
    let january = Scope::new(&dataset, &days("2026-01-01", "2026-01-31")).levels();
    assert_eq!(january.levels.iter().map(|one| one.count).collect::<Vec<_>>(), [0, 0, 1, 0, 2]);
}

#[test]
fn a_funnel_holds_each_stage_in_the_one_before() {
    let mut workspace = community(4, &[(1, "2026-05-05")]);
    add(&mut workspace, kind::COMMENT, &[(2, "2026-05-01"), (2, "2026-05-02"), (2, "2026-05-03"), (2, "2026-07-29")]);
    add(&mut workspace, kind::POST, &[(3, "2026-04-01"), (3, "2026-05-01")]);
    set_joined(&mut workspace, &[at("2026-05-02T00:00:00Z")]);
    let dataset = Dataset::new(workspace.clone());
    let stages = |dataset: &Dataset, query: &Query| -> Vec<(Stage, f64, Option<f64>)> {
        let funnel = Scope::new(dataset, query).funnel();
        funnel.stages.iter().map(|stage| (stage.stage, stage.count, stage.of_previous)).collect()
    };
    let members = |count| (Stage::Member, count, None);
    assert_eq!(
        stages(&dataset, &Query::default()),
        [members(4.0), (Stage::Contributor, 3.0, Some(0.75)), (Stage::Regular, 1.0, Some(1.0 / 3.0))]
    );
    // Who began in May, as known at the end of May: the fourth comment comes in July, 89 days after the first.
    let may = days("2026-05-01", "2026-05-31");
    let expected = [members(3.0), (Stage::Contributor, 2.0, Some(2.0 / 3.0)), (Stage::Regular, 0.0, Some(0.0))];
    assert_eq!(stages(&dataset, &may), expected);

    // Visits only where the data has them, and of the days asked for.
    add_channel_days(&mut workspace, &[(0, "2026-05-04", None, None), (0, "2026-06-04", None, None)]);
    assert_eq!(stages(&Dataset::new(workspace.clone()), &may), expected);
    workspace.facts.channel_days.set(0, channel_day::VISITS, Value::Number(120.0));
    workspace.facts.channel_days.set(1, channel_day::VISITS, Value::Number(80.0));
    let dataset = Dataset::new(workspace);
    assert_eq!(stages(&dataset, &may)[0], (Stage::Visits, 120.0, None));
    assert_eq!(stages(&dataset, &Query::default())[0], (Stage::Visits, 200.0, None));
    let elsewhere = Query { channels: vec![channel_id(3)], ..Query::default() };
    assert_eq!(stages(&dataset, &elsewhere)[0], members(0.0));
}

#[test]
fn one_member_and_all_alike() {
    let one = Dataset::new(community(1, &[(0, "2026-06-01")]));
    let all = Query::default();
    for (id, expected) in [
        ("first_time_contributors", Some(1.0)),
        ("actions_per_member", Some(1.0)),
        ("active_days_30", Some(1.0)),
        ("regulars", Some(0.0)),
        ("contribution_rate", Some(1.0)),
        ("regular_rate", Some(0.0)),
        ("retention", None),
        ("returning_rate", None),
        ("lost_regulars", None),
        ("net_active_change", None),
        ("next_day_retention", None),
        ("next_month_retention", None),
        ("median_active_life", None),
    ] {
        assert_eq!(figure(&one, id, &all).value, expected, "{id}");
    }
    let alike: Vec<(u32, &str)> =
        (0..50).flat_map(|row| [(row, "2026-01-01"), (row, "2026-01-11"), (row, "2026-06-30")]).collect();
    let dataset = Dataset::new(community(50, &alike));
    let scope = Scope::new(&dataset, &days("2026-01-01", "2026-04-11"));
    // As known on 11 April, the last action was on 11 January, 90 days before.
    let curve = &scope.survival(None).curves[0].curve;
    assert_eq!((curve.events, curve.median, curve.median_lower, curve.median_upper), (50, Some(10), Some(10), None));
    let june = figure(&dataset, "reactivated_members", &days("2026-06-01", "2026-06-30"));
    assert_eq!(june.value, Some(50.0));
    assert_eq!(figure(&dataset, "active_days_365", &all).value, Some(3.0));
}

#[test]
fn staff_are_nobodys_cohort() {
    let mut workspace = community(1, &[(0, "2026-06-01"), (1, "2026-06-01"), (2, "2026-06-02")]);
    add_members(&mut workspace, &[(true, false), (false, true)]);
    let dataset = Dataset::new(workspace.clone());
    let first = figure(&dataset, "first_time_contributors", &Query::default());
    assert_eq!((first.value, first.excluded[0].count), (Some(1.0), 2));
    let mark = Mark { excluded: Some("staff_member".to_owned()), ..Mark::default() };
    let scope = Scope::new(&dataset, &Query::default());
    assert_eq!(scope.rows("first_time_contributors", &mark).unwrap().rows, [1, 2]);
    assert_eq!(scope.cohorts(Grain::Day).cohorts[0].size, 1);
    workspace.settings.exclude_staff = false;
    let everybody = Dataset::new(workspace);
    assert_eq!(figure(&everybody, "first_time_contributors", &Query::default()).value, Some(3.0));
    assert!(figure(&everybody, "first_time_contributors", &Query::default()).excluded.is_empty());
}

#[test]
fn marks_of_groups_survive_an_address() {
    let dataset = Dataset::new(community(2, &[(0, "2026-06-01"), (1, "2026-06-08")]));
    let scope = Scope::new(&dataset, &Query::default());
    let table = scope.cohorts(Grain::Week);
    let survival = scope.survival_until(Ending::Silence, None);
    assert!(survival.curves.is_empty());
    let marks =
        [table.mark(0, None).unwrap(), table.mark(0, Some(1)).unwrap(), scope.levels().levels[0].mark.clone().unwrap()];
    for mark in marks {
        let text = serde_json::to_string(&mark).unwrap();
        assert_eq!(serde_json::from_str::<Mark>(&text).unwrap(), mark, "{text}");
    }
}

#[test]
fn newcomers_are_looked_at_in_whole_steps_only() {
    let acts = [
        (0, "2026-01-05"),
        (1, "2026-01-20"),
        (0, "2026-02-28"),
        (2, "2026-02-10"),
        (2, "2026-03-05"),
        (3, "2026-03-06"),
        (1, "2026-03-20"),
    ];
    let dataset = Dataset::new(community(4, &acts));
    let all = figure(&dataset, "next_month_retention", &Query::default());
    // January's 0 and 1 in February: March is not over, so February's 2 and March's 3 are too new.
    assert_eq!((all.value, all.n, all.period), (Some(0.5), 2, days("2026-02-01", "2026-02-28").period));
    let excluded: Vec<_> = all.excluded.iter().map(|one| (one.key.as_str(), one.count)).collect();
    assert_eq!(excluded, [("too_recent", 2)]);
    let half = figure(&dataset, "next_month_retention", &days("2026-02-15", "2026-03-15"));
    assert_eq!((half.value, half.n), (None, 0));
    assert_eq!(half.warnings, ["The period holds no whole month: nobody can be seen in the month after."]);
    let points = Scope::new(&dataset, &Query::default()).series("next_month_retention", Grain::Month).unwrap();
    assert_eq!(points.iter().map(|point| point.value).collect::<Vec<_>>(), [None, Some(0.5), None]);
}

#[test]
fn broken_and_far_times_do_no_harm() {
    let mut workspace = community(2, &[]);
    let times = [i64::MAX, i64::MIN + 1, -62_135_596_800_000, 253_402_300_799_000, 0, 1_709_164_800_000];
    let post = |time| Act { member: Some(0), time: Some(time), kind: kind::POST, channel: None };
    add_activities(&mut workspace, &times.map(post));
    set_joined(&mut workspace, &[Some(i64::MAX), Some(0)]);
    let dataset = Dataset::new(workspace);
    let scope = Scope::new(&dataset, &Query::default());
    for kpi in catalogue().iter().filter(|kpi| kpi.subject == TableKind::Members) {
        scope.evaluate(kpi.id).unwrap();
    }
    assert!(scope.series("median_active_life", Grain::Day).unwrap().len() < 200_000);
    assert_eq!(scope.value("first_time_contributors").unwrap(), Some(1.0));
    assert_eq!(scope.survival(None).curves[0].curve.n, 1);
    assert_eq!(scope.levels().basis.n, 2);
    assert_eq!(scope.cohorts(Grain::Day).cohorts.len(), 400);
}
