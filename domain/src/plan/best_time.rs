//! When posts of a channel did best, as a hint for the next one. The figures are the analytics engine's.

use crate::{
    analytics::{Dataset, Query, Scope, Slot},
    model::{Id, Instant, Zone, time::DAY_MS},
};

/// How many hours are named.
pub const HINTS: usize = 3;

/// An hour of the week at which the channel's posts did well.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hint {
    /// Weekday and hour in the workspace's zone, with the mean engagement rate by reach and how many posts it rests on.
    pub slot: Slot,
    /// When that hour comes next: ms since 1970, UTC.
    pub next: Instant,
}

/// The best hours for a channel's posts, best first, of those with at least two posts; each with when it comes next
/// after a time. Empty where the channel has too few posts.
pub fn best_times(dataset: &Dataset, channel: Id, after: Instant) -> Vec<Hint> {
    let query = Query { channels: vec![channel], ..Query::default() };
    let Ok(map) = Scope::new(dataset, &query).heat_map("best_slot") else { return Vec::new() };
    let zone = dataset.workspace().settings.zone;
    map.best().into_iter().take(HINTS).map(|slot| Hint { slot, next: next(slot, after, zone) }).collect()
}

/// When a weekday and hour comes next after a time.
pub fn next(slot: Slot, after: Instant, zone: Zone) -> Instant {
    let today = zone.day(after);
    let ahead = i32::from((slot.weekday + 7 - today.weekday()) % 7);
    let at = |days: i32| zone.instant(i64::from(today.add(days).0) * DAY_MS + i64::from(slot.hour) * 3_600_000);
    let first = at(ahead);
    if first > after { first } else { at(ahead + 7) }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{at, id, posts, workspace};
    use super::*;
    use crate::model::time::{iso, parse_iso};

    #[test]
    fn the_best_hours_are_those_of_the_channel_with_two_posts_at_least() {
        let mut workspace = workspace();
        posts(
            &mut workspace,
            &[
                // Mondays at 9: 10 %; Tuesdays at 18: 20 %; once on a Wednesday: 90 %; another channel.
                ("1", 1, at(2, 9, 5), "", "", 10.0, 100.0),
                ("2", 1, at(9, 9, 50), "", "", 10.0, 100.0),
                ("3", 1, at(3, 18, 0), "", "", 30.0, 100.0),
                ("4", 1, at(10, 18, 0), "", "", 10.0, 100.0),
                ("5", 1, at(4, 12, 0), "", "", 90.0, 100.0),
                ("6", 2, at(4, 12, 0), "", "", 90.0, 100.0),
                ("7", 2, at(11, 12, 0), "", "", 90.0, 100.0),
            ],
        );
        let dataset = Dataset::new(workspace);
        // 22 November 2026 is a Sunday.
        let hints = best_times(&dataset, id(1), at(22, 12, 0));
        let named: Vec<_> = hints.iter().map(|hint| (hint.slot.label(), hint.slot.n, iso(hint.next))).collect();
        assert_eq!(
            named,
            [
                ("Tuesday 18:00".to_owned(), 2, "2026-11-24T18:00:00Z".to_owned()),
                ("Monday 09:00".to_owned(), 2, "2026-11-23T09:00:00Z".to_owned()),
            ]
        );
        assert!((hints[0].slot.value - 0.2).abs() < 1e-12);
        assert_eq!(best_times(&dataset, id(99), 0), []);
    }

    #[test]
    fn the_next_such_hour_is_after_now_and_follows_the_clocks() {
        let madrid = "Europe/Madrid".parse().unwrap();
        let slot = Slot { weekday: 6, hour: 9, value: 0.0, n: 2 };
        // The clocks change on Sunday 25 October 2026.
        let next = |text: &str| iso(next(slot, parse_iso(text).unwrap(), madrid));
        assert_eq!(next("2026-10-24T12:00:00Z"), "2026-10-25T08:00:00Z");
        assert_eq!(next("2026-10-25T08:00:00Z"), "2026-11-01T08:00:00Z");
        assert_eq!(next("2026-10-18T06:59:59Z"), "2026-10-18T07:00:00Z");
    }
}
