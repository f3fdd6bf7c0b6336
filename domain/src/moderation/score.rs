//! How urgent a flag is: a sum of parts, each with its points and its reason, so that nobody has to guess why something
//! stands first.

use super::cases::{Person, Reporter, waiting_since};
use crate::model::{
    Id, Instant,
    record::{Flag, FlagStatus, Severity},
};
use std::{cmp::Ordering, collections::BTreeMap};

/// What a score is made of, in points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// All parts together.
    pub points: u32,
    /// Each part that counts: its name, its points, its reason.
    pub parts: Vec<Part>,
}

/// Part of a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub name: &'static str,
    /// What it counts.
    pub points: u32,
    /// Why, in words.
    pub because: String,
}

/// What is known of how far something spread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// Accounts that saw it.
    pub reach: u32,
    /// Reactions, comments and shares it got.
    pub reactions: u32,
}

const HOUR_MS: i64 = 3_600_000;

/// The score of a flag: severity (5 to 80), reports (up to 25: 10 each, weighed by how often its reporter was right), spread
/// (up to 20), waiting (a point an hour, up to 24), and an appeal that waits (15).
pub fn score(flag: &Flag, reporters: &BTreeMap<Person, Reporter>, spread: Spread, now: Instant) -> Score {
    let mut score = Score::default();
    let mut add = |name, points: u32, because: String| {
        if points > 0 {
            score.points += points;
            score.parts.push(Part { name, points, because });
        }
    };
    let severity = match flag.severity {
        Severity::Low => 5,
        Severity::Medium => 20,
        Severity::High => 45,
        Severity::Critical => 80,
    };
    add("Severity", severity, flag.severity.label().to_lowercase());

    let mut people: Vec<Option<Person>> = Vec::new();
    let mut weight = 0.0;
    let (mut known, mut right) = (0, 0);
    for report in &flag.reports {
        let person = Person::named(&report.who);
        if person.is_some() && people.contains(&person) {
            continue;
        }
        let accuracy = person.as_ref().and_then(|person| reporters.get(person)).and_then(Reporter::accuracy);
        if let Some(accuracy) = accuracy {
            known += 1;
            right += u32::from(accuracy >= 0.5);
        }
        // Who is not known yet is taken to be right in one of two.
        weight += accuracy.unwrap_or(0.5);
        people.push(person);
    }
    let reports = (weight * 20.0).round().clamp(0.0, 25.0) as u32;
    let mut because = match people.len() {
        1 => "1 person".to_owned(),
        count => format!("{count} people"),
    };
    if known > 0 {
        because.push_str(&format!(", {right} of {known} known reporters usually right"));
    }
    add("Reports", reports, because);

    let seen = f64::from(spread.reach) / 100.0 + f64::from(spread.reactions);
    let points = ((1.0 + seen).log2() * 3.0).round().clamp(0.0, 20.0) as u32;
    let because = match (spread.reach, spread.reactions) {
        (0, reactions) => format!("{reactions} reactions and answers"),
        (reach, 0) => format!("seen by {reach}"),
        (reach, reactions) => format!("seen by {reach}, {reactions} reactions and answers"),
    };
    add("Spread", points, because);

    let hours = (now.saturating_sub(waiting_since(flag)) / HOUR_MS).max(0);
    let because = if hours < 48 { format!("{hours} hours") } else { format!("{} days", hours / 24) };
    add("Waiting", hours.min(24) as u32, because);
    if flag.status == FlagStatus::Appealed {
        add("Appeal", 15, "somebody waits for a second look".to_owned());
    }
    score
}

/// The order of the queue: the highest score first, then what waits longest, then the older id. Total: two flags are
/// equal only where they are the same.
pub fn order(a: (u32, Instant, Id), b: (u32, Instant, Id)) -> Ordering {
    b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::Report;
    use proptest::prelude::*;

    fn flag(severity: Severity, reports: &[&str]) -> Flag {
        let mut flag = Flag::new(Id::mint(1, [1; 10]), 0, "x");
        flag.severity = severity;
        flag.reports = reports.iter().map(|who| Report::new(0, *who, "")).collect();
        flag
    }

    fn points(flag: &Flag, now: Instant) -> u32 {
        score(flag, &BTreeMap::new(), Spread::default(), now).points
    }

    #[test]
    fn each_part_is_shown_and_they_add_up() {
        let mut flag = flag(Severity::High, &["Ana", "Bo", "ana ", ""]);
        flag.status = FlagStatus::Appealed;
        let spread = Spread { reach: 700, reactions: 0 };
        let score = score(&flag, &BTreeMap::new(), spread, 5 * HOUR_MS);
        let parts: Vec<(&str, u32)> = score.parts.iter().map(|part| (part.name, part.points)).collect();
        // 3 reporters (one said it twice) at ½ × 20 = 30, 25 at most; log2(1 + 7) × 3 = 9.
        assert_eq!(parts, [("Severity", 45), ("Reports", 25), ("Spread", 9), ("Waiting", 5), ("Appeal", 15)]);
        assert_eq!(score.points, 99);
    }

    #[test]
    fn who_is_usually_right_counts_more() {
        let of = |agreed| {
            let one = Reporter { name: "Ana".into(), reports: 10, decided: 10, agreed };
            let known = BTreeMap::from([(Person::named("Ana").unwrap(), one)]);
            score(&flag(Severity::Low, &["Ana"]), &known, Spread::default(), 0).points
        };
        assert_eq!((of(10), of(5), of(0)), (25, 15, 5));
        assert_eq!(points(&flag(Severity::Low, &["Ana"]), 0), 15);
    }

    #[test]
    fn a_critical_one_stands_before_any_low_one() {
        let now = 400 * HOUR_MS;
        assert!(points(&flag(Severity::Critical, &[]), 0) > points(&flag(Severity::Low, &["a", "b", "c"]), now));
    }

    proptest! {
        #[test]
        fn the_order_is_total(all in proptest::collection::vec((0..4_u32, 0..4_i64, 0..4_u8), 3)) {
            let of = |(points, at, id): (u32, i64, u8)| (points, at, Id::mint(1, [id; 10]));
            let (a, b, c) = (of(all[0]), of(all[1]), of(all[2]));
            prop_assert_eq!(order(a, b), order(b, a).reverse());
            prop_assert_eq!(order(a, b) == Ordering::Equal, a == b);
            if order(a, b) != Ordering::Greater && order(b, c) != Ordering::Greater {
                prop_assert_ne!(order(a, c), Ordering::Greater);
            }
        }

        #[test]
        fn waiting_and_one_more_report_never_make_it_less_urgent(
            severity in proptest::sample::select(Severity::ALL),
            reports in 0..6_usize,
            hours in 0..100_i64,
        ) {
            let names = ["a", "b", "c", "d", "e", "f", "g"];
            let fewer = flag(severity, &names[..reports]);
            let more = flag(severity, &names[..=reports]);
            prop_assert!(points(&more, hours * HOUR_MS) >= points(&fewer, hours * HOUR_MS));
            prop_assert!(points(&fewer, (hours + 1) * HOUR_MS) >= points(&fewer, hours * HOUR_MS));
        }
    }
}
