//! Survival against published data and another program: lung cancer (Loprinzi 1994) and leukemia, both as in the R
//! package survival, with values from lifelines 0.30.3.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod kpi_support;

use hearth::analytics::statistics::{kaplan_meier, log_rank};
use kpi_support::shared;
use proptest::prelude::*;

/// The columns of a CSV file without quotes; an empty cell is NaN.
fn columns<const N: usize>(text: &str, names: [&str; N]) -> Vec<[f64; N]> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let places = names.map(|name| header.iter().position(|other| *other == name).unwrap());
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            places.map(|place| cells[place].parse().unwrap_or(f64::NAN))
        })
        .collect()
}

#[track_caller]
fn near(value: f64, expected: f64) {
    assert!((value - expected).abs() < 1e-9, "{value} is not {expected}");
}

fn lives(rows: &[[f64; 3]]) -> (Vec<u32>, Vec<bool>, Vec<u32>) {
    (
        rows.iter().map(|row| row[0] as u32).collect(),
        rows.iter().map(|row| row[1] == 1.0).collect(),
        rows.iter().map(|row| row[2] as u32).collect(),
    )
}

#[test]
fn lung_cancer_agrees_with_lifelines() {
    let Some(text) = shared("survival/lung.csv") else { return };
    let (days, died, sex) = lives(&columns(&text, ["time", "status", "sex"]));
    let curve = kaplan_meier(&days, &died);
    assert_eq!((curve.n, curve.events, curve.censored), (228, 165, 63));
    // KaplanMeierFitter().fit(d.time, d.status): median_survival_time_, median_survival_times(confidence_interval_)
    assert_eq!((curve.median, curve.median_lower, curve.median_upper), (Some(310), Some(284), Some(361)));
    near(curve.survival_at(365).unwrap(), 0.409_241_624_460_063_6);
    // event_table, survival_function_ and confidence_interval_ at these days.
    for (time, at_risk, events, censored, survival, lower, upper) in [
        (5, 228, 1, 0, 0.995_614_035_087_719_3, 0.969_277_036_218_888_5, 0.999_381_011_438_738_7),
        (11, 227, 3, 0, 0.982_456_140_350_877_2, 0.953_935_230_206_081_6, 0.993_379_132_789_539),
        (95, 198, 2, 0, 0.863_968_967_645_243, 0.812_222_319_753_538_8, 0.902_310_180_515_043_1),
        (364, 67, 1, 1, 0.409_241_624_460_063_6, 0.338_714_269_088_322_64, 0.478_380_767_646_913_5),
        (1_022, 1, 0, 1, 0.050_345_568_070_810_406, 0.017_866_171_092_852_65, 0.108_662_176_030_918_67),
    ] {
        let step = curve.steps.iter().find(|step| step.time == time).unwrap();
        assert_eq!((step.at_risk, step.events, step.censored), (at_risk, events, censored), "day {time}");
        near(step.survival, survival);
        near(step.lower.unwrap(), lower);
        near(step.upper.unwrap(), upper);
    }
    for (which, n, median) in [(1, 138, 270), (2, 90, 426)] {
        let of_sex: Vec<usize> = (0..sex.len()).filter(|at| sex[*at] == which).collect();
        let days: Vec<u32> = of_sex.iter().map(|at| days[*at]).collect();
        let died: Vec<bool> = of_sex.iter().map(|at| died[*at]).collect();
        let curve = kaplan_meier(&days, &died);
        assert_eq!((curve.n, curve.median), (n, Some(median)));
    }
    // logrank_test of the sexes
    let groups: Vec<u32> = sex.iter().map(|sex| sex - 1).collect();
    let test = log_rank(&days, &died, &groups).unwrap();
    near(test.chi_square, 10.326_741_954_885_637);
    near(test.p, 0.001_311_164_520_355_458_6);
    assert_eq!(test.degrees_of_freedom, 1);
    assert_eq!(test.groups.iter().map(|group| (group.n, group.observed)).collect::<Vec<_>>(), [(138, 112), (90, 53)]);
    near(test.groups.iter().map(|group| group.expected).sum(), 165.0);
}

#[test]
fn many_groups_agree_with_lifelines() {
    let Some(text) = shared("survival/lung.csv") else { return };
    // multivariate_logrank_test by ECOG score (0 to 3, one patient with 3) and by institution (numbers with gaps).
    for (name, n, chi_square, p, df) in [
        ("ph.ecog", 227, 21.962_131_682_476_68, 6.642_535_355_798_019e-5, 3),
        ("inst", 227, 16.582_263_547_223_686, 0.482_996_694_175_482_85, 17),
    ] {
        let known = columns(&text, ["time", "status", name]).into_iter().filter(|row| !row[2].is_nan());
        let (days, died, groups) = lives(&known.collect::<Vec<_>>());
        let test = log_rank(&days, &died, &groups).unwrap();
        assert_eq!((days.len(), test.degrees_of_freedom), (n, df), "{name}");
        near(test.chi_square, chi_square);
        near(test.p, p);
    }
}

#[test]
fn leukemia_agrees_with_lifelines() {
    let Some(text) = shared("survival/leukemia.csv") else { return };
    let (weeks, relapsed, treatment) = lives(&columns(&text, ["t", "status", "Rx"]));
    let test = log_rank(&weeks, &relapsed, &treatment).unwrap();
    near(test.chi_square, 16.792_940_989_216_547);
    near(test.p, 4.168_809_109_334_511e-5);
    for (which, median) in [(0, 23), (1, 8)] {
        let of = (0..weeks.len()).filter(|at| treatment[*at] == which);
        let (weeks, relapsed): (Vec<u32>, Vec<bool>) = of.map(|at| (weeks[at], relapsed[at])).unzip();
        assert_eq!(kaplan_meier(&weeks, &relapsed).median, Some(median));
    }
}

proptest! {
    #[test]
    fn a_curve_never_rises_and_accounts_for_everybody(
        lives in prop::collection::vec((0_u32..40, any::<bool>(), 0_u32..4), 0..60),
        turn in 0_usize..60,
    ) {
        let split = |lives: &[(u32, bool, u32)]| -> (Vec<u32>, Vec<bool>, Vec<u32>) {
            (lives.iter().map(|life| life.0).collect(), lives.iter().map(|life| life.1).collect(),
                lives.iter().map(|life| life.2).collect())
        };
        let (days, ended, groups) = split(&lives);
        let curve = kaplan_meier(&days, &ended);
        prop_assert_eq!(curve.events + curve.censored, lives.len());
        prop_assert_eq!(curve.steps.first().map(|step| (step.time, step.at_risk)), (!lives.is_empty()).then_some((0, lives.len())));
        let (mut left, mut above) = (lives.len(), 1.0);
        for step in &curve.steps {
            prop_assert_eq!(step.at_risk, left);
            left -= step.events + step.censored;
            prop_assert!((0.0..=above).contains(&step.survival));
            above = step.survival;
            if let (Some(lower), Some(upper)) = (step.lower, step.upper) {
                prop_assert!(0.0 <= lower && lower <= step.survival && step.survival <= upper && upper <= 1.0);
            }
        }
        prop_assert_eq!(left, 0);
        // Without anybody dropping out, the curve is the share that is left.
        let all = kaplan_meier(&days, &vec![true; days.len()]);
        for step in &all.steps {
            let longer = days.iter().filter(|day| **day > step.time).count() as f64 / days.len() as f64;
            prop_assert!((step.survival - longer).abs() < 1e-12);
        }

        let mut turned = lives.clone();
        if !turned.is_empty() {
            let turn = turn % turned.len();
            turned.rotate_left(turn);
        }
        let (other_days, other_ended, other_groups) = split(&turned);
        prop_assert_eq!(&curve, &kaplan_meier(&other_days, &other_ended));
        let test = log_rank(&days, &ended, &groups);
        prop_assert_eq!(&test, &log_rank(&other_days, &other_ended, &other_groups), "the order does not matter");
        if let Some(test) = test {
            prop_assert!(test.chi_square >= 0.0 && (0.0..=1.0).contains(&test.p));
            let (observed, expected) = test.groups.iter().fold((0, 0.0), |(o, e), group| (o + group.observed, e + group.expected));
            prop_assert!((observed as f64 - expected).abs() < 1e-9);
            // Other numbers for the same groups.
            let renamed: Vec<u32> = groups.iter().map(|group| 3 - group).collect();
            let renamed = log_rank(&days, &ended, &renamed).unwrap();
            prop_assert!((renamed.chi_square - test.chi_square).abs() < 1e-7 * (1.0 + test.chi_square));
            prop_assert_eq!(renamed.degrees_of_freedom, test.degrees_of_freedom);
        }
    }
}
