//! Recurrence rules against python-dateutil and the examples of RFC 5545, section 3.8.5.3.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hearth::model::{
    LocalTime, Recurrence, Zone,
    recurrence::{ByDay, End, Frequency, Moment, Rule},
    time::iso,
};
use proptest::prelude::*;

fn rule(text: &str) -> Recurrence {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn at(text: &str) -> LocalTime {
    LocalTime::parse_basic(text).unwrap()
}

fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}

fn golden(text: &str) -> usize {
    let mut lines = 0;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [text, start, expected] = fields.as_slice() else { panic!("{line}") };
        let (rule, start) = (rule(text), at(start));
        let complete = expected.ends_with('.');
        let expected: Vec<LocalTime> =
            expected.trim_end_matches('.').split(',').filter(|text| !text.is_empty()).map(at).collect();
        let found: Vec<LocalTime> = rule.occurrences(start, Zone::UTC).take(expected.len() + 1).collect();
        let known = found.get(..expected.len()).unwrap_or(&found);
        assert_eq!(known, expected, "{text} from {start}");
        assert_eq!(found.len() == expected.len(), complete, "{text} from {start} ends as it should");
        // Any range gives the same as all of it, cut.
        for (first, last) in [(0, 1), (expected.len() / 3, expected.len().saturating_sub(1))] {
            let (Some(from), Some(to)) = (expected.get(first), expected.get(last)) else { continue };
            let part: Vec<LocalTime> = rule.between(start, Zone::UTC, *from, *to).collect();
            assert_eq!(part, expected.get(first..last).unwrap_or_default(), "{text} from {from} to {to}");
        }
        lines += 1;
    }
    lines
}

#[test]
fn the_examples_of_the_rfc_are_as_it_lists_them() {
    assert_eq!(golden(include_str!("golden/recurrence/examples.txt")), 42);
}

#[test]
fn made_up_rules_are_as_python_dateutil_has_them() {
    assert_eq!(golden(include_str!("golden/recurrence/rules.txt")), 260);
}

fn days(rule: &Recurrence, start: &str, take: usize) -> Vec<String> {
    rule.occurrences(at(start), zone("America/New_York")).take(take).map(|time| time.day().to_string()).collect()
}

/// Copied from the RFC's own lists.
#[test]
fn some_lists_of_the_rfc_word_for_word() {
    let friday = rule("RRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13\nEXDATE:19970902T090000");
    let expected = ["1998-02-13", "1998-03-13", "1998-11-13", "1999-08-13", "2000-10-13"];
    assert_eq!(days(&friday, "19970902T090000", 5), expected);
    let election = rule("FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8");
    assert_eq!(days(&election, "19961105T090000", 3), ["1996-11-05", "2000-11-07", "2004-11-02"]);
    let last_workday = rule("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2");
    assert_eq!(
        days(&last_workday, "19970929T090000", 7),
        ["1997-09-29", "1997-10-30", "1997-11-27", "1997-12-30", "1998-01-29", "1998-02-26", "1998-03-30"]
    );
    let week_start = "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=";
    let (monday, sunday) = (rule(&format!("{week_start}MO")), rule(&format!("{week_start}SU")));
    assert_eq!(days(&monday, "19970805T090000", 9), ["1997-08-05", "1997-08-10", "1997-08-19", "1997-08-24"]);
    assert_eq!(days(&sunday, "19970805T090000", 9), ["1997-08-05", "1997-08-17", "1997-08-19", "1997-08-31"]);
    // An invalid date (30 February) is left out.
    let thirtieth = rule("FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5");
    assert_eq!(
        days(&thirtieth, "20070115T090000", 9),
        ["2007-01-15", "2007-01-30", "2007-02-15", "2007-03-15", "2007-03-30"]
    );
    // UNTIL in UTC, as the RFC writes it: 24 December midnight UTC is before 09:00 in New York on that day.
    let until = rule("FREQ=DAILY;UNTIL=19971224T000000Z");
    let all = days(&until, "19970902T090000", 999);
    assert_eq!((all.len(), all.last().unwrap().as_str()), (113, "1997-12-23"));
}

/// A week alone means the start's weekday in it (RFC 5545 §3.3.10: what a rule does not say is taken from DTSTART).
#[test]
fn what_a_rule_leaves_open_the_start_gives() {
    assert_eq!(
        days(&rule("FREQ=YEARLY;BYWEEKNO=20"), "19970512T090000", 3),
        ["1997-05-12", "1998-05-11", "1999-05-17"]
    );
    assert_eq!(days(&rule("FREQ=YEARLY"), "20240229T090000", 3), ["2024-02-29", "2028-02-29", "2032-02-29"]);
    assert_eq!(days(&rule("FREQ=MONTHLY"), "20260131T090000", 3), ["2026-01-31", "2026-03-31", "2026-05-31"]);
    // A week's places count from its beginning, though the start is in its middle (Wednesday).
    assert_eq!(
        days(&rule("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1"), "20261118T090000", 2),
        ["2026-11-20", "2026-11-27"]
    );
}

#[test]
fn a_slot_stays_at_its_hour_through_daylight_saving() {
    let madrid = zone("Europe/Madrid");
    // The clock goes from 02:00 to 03:00 on 29 March 2026 and from 03:00 back to 02:00 on 25 October.
    let spring: Vec<String> = rule("FREQ=DAILY;COUNT=3")
        .occurrences(at("20260328T023000"), madrid)
        .map(|time| iso(time.instant(madrid)))
        .collect();
    assert_eq!(spring, ["2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"]);
    let autumn: Vec<String> = rule("FREQ=DAILY;COUNT=3")
        .occurrences(at("20261024T023000"), madrid)
        .map(|time| iso(time.instant(madrid)))
        .collect();
    assert_eq!(autumn, ["2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]);
    // Hour by hour nothing happens twice: the hour that the clock skips is left out.
    let hours: Vec<String> =
        rule("FREQ=HOURLY;COUNT=4").occurrences(at("20260329T003000"), madrid).map(|time| time.to_string()).collect();
    assert_eq!(hours, ["2026-03-29T00:30:00", "2026-03-29T01:30:00", "2026-03-29T03:30:00", "2026-03-29T04:30:00"]);
}

#[test]
fn dates_are_left_out_and_added() {
    let text = "FREQ=DAILY;COUNT=5\nEXDATE:20261123T073000,20261125\nRDATE:20261122T120000,20261124T063000Z";
    let slot = rule(text);
    assert_eq!(
        slot.to_string(),
        "FREQ=DAILY;COUNT=5\nEXDATE:20261125,20261123T073000\nRDATE:20261122T120000,20261124T063000Z"
    );
    assert_eq!(rule(&slot.to_string()), slot);
    let found: Vec<String> =
        slot.occurrences(at("20261122T073000"), zone("Europe/Madrid")).map(|time| time.to_string()).collect();
    // 06:30 UTC on the 24th is 07:30 in Madrid, which is there already.
    assert_eq!(found, ["2026-11-22T07:30:00", "2026-11-22T12:00:00", "2026-11-24T07:30:00", "2026-11-26T07:30:00"]);
    let dates = rule("RDATE:20261201T090000,20261201T090000");
    assert_eq!(dates.occurrences(at("20261122T090000"), Zone::UTC).count(), 2, "the start and one date");
}

#[test]
fn a_rule_is_written_one_way() {
    for (text, expected) in [
        ("RRULE:freq=weekly;interval=1;byday=we,mo,we;wkst=mo;", "FREQ=WEEKLY;BYDAY=MO,WE"),
        ("WKST=SU;BYDAY=+2TU;FREQ=MONTHLY;COUNT=03", "FREQ=MONTHLY;COUNT=3;BYDAY=2TU;WKST=SU"),
        ("FREQ=DAILY;BYSECOND=60,59;X-EVOLUTION-END=1", "FREQ=DAILY;BYSECOND=59"),
        ("RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=OMIT", "FREQ=YEARLY"),
        ("FREQ=DAILY; BYDAY=MO, TU", "FREQ=DAILY;BYDAY=MO,TU"),
    ] {
        assert_eq!(rule(text).to_string(), expected);
        let json = serde_json::to_string(&rule(text)).unwrap();
        assert_eq!(serde_json::from_str::<Recurrence>(&json).unwrap(), rule(expected));
    }
    assert_eq!(Recurrence::weekdays().to_string(), "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
    assert_eq!(Recurrence::monthly_on_weekday(1, 2, 1).to_string(), "FREQ=MONTHLY;BYDAY=2TU");
    assert_eq!(Recurrence::monthly_on_day(2, -1).to_string(), "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1");
    assert_eq!(Recurrence::daily(3).ending(End::Count(4)).to_string(), "FREQ=DAILY;COUNT=4;INTERVAL=3");
    let skipped = Recurrence::weekly(1, &[]).without(Moment::Local(at("20261122T073000")));
    assert_eq!(skipped.to_string(), "FREQ=WEEKLY\nEXDATE:20261122T073000");
}

#[test]
fn a_wrong_rule_says_what_is_wrong() {
    for (text, expected) in [
        ("", "The rule does not say how often. Begin it with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY."),
        ("BYDAY=MO", "The rule does not say how often. Begin it with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY."),
        ("every Monday", "“every Monday” is not part of a recurrence rule."),
        ("FREQ=DAILY;BYEASTER=1", "“BYEASTER” is not part of a recurrence rule."),
        (
            "FREQ=FORTNIGHTLY",
            "“FORTNIGHTLY” is no value of FREQ. It takes DAILY, WEEKLY, MONTHLY, YEARLY, HOURLY, MINUTELY or SECONDLY.",
        ),
        ("FREQ=DAILY;INTERVAL=0", "“0” is no value of INTERVAL. It takes a whole number of at least 1."),
        ("FREQ=MONTHLY;BYMONTHDAY=1,0", "“0” is no value of BYMONTHDAY. It takes days 1 to 31 or -1 to -31."),
        ("FREQ=YEARLY;BYMONTH=13", "“13” is no value of BYMONTH. It takes months 1 to 12."),
        ("FREQ=DAILY;BYDAY=XX", "“XX” is no value of BYDAY. It takes weekdays such as MO, 2TU or -1FR."),
        (
            "FREQ=DAILY;UNTIL=20260230",
            "“20260230” is no value of UNTIL. It takes a date such as 20261231 or a time such as 20261231T235959Z.",
        ),
        ("FREQ=DAILY;COUNT=2;UNTIL=20260201", "The rule ends twice, by COUNT and by UNTIL. Keep one of them."),
        ("FREQ=DAILY;COUNT=2;COUNT=3", "COUNT stands twice in the rule. Say it once, with commas between the values."),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "FREQ=WEEKLY does not go with BYMONTHDAY."),
        ("FREQ=WEEKLY;BYDAY=2MO", "FREQ=WEEKLY does not go with a numbered weekday in BYDAY."),
        ("FREQ=DAILY;BYSETPOS=1", "BYSETPOS chooses from what another part names. Add one, such as BYDAY."),
        ("FREQ=DAILY\nRRULE:FREQ=DAILY", "There are two rules. Keep one, and make a second series of the other."),
        (
            "RSCALE=CHINESE;FREQ=YEARLY",
            "The rule counts by the calendar “CHINESE”. Only the Gregorian calendar is known here.",
        ),
    ] {
        let error = text.parse::<Recurrence>().expect_err(text);
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn a_rule_is_said_in_words() {
    for (text, expected) in [
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every weekday at 07:30"),
        ("FREQ=DAILY", "every day at 07:30"),
        ("FREQ=DAILY;INTERVAL=3;COUNT=5", "every 3 days at 07:30, 5 times"),
        ("FREQ=WEEKLY", "every week on Sunday at 07:30"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR", "every 2 weeks on Monday, Wednesday and Friday at 07:30"),
        ("FREQ=WEEKLY;BYDAY=MO;BYHOUR=9,14;BYMINUTE=0", "every week on Monday at 09:00 and 14:00"),
        ("FREQ=MONTHLY;BYDAY=2TU", "every month on the second Tuesday at 07:30"),
        ("FREQ=MONTHLY", "every month on the 22nd at 07:30"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,-1", "every month on the 1st and the last day at 07:30"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "every month on the last weekday at 07:30"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "every month on the 13th, if a Friday, at 07:30"),
        ("FREQ=YEARLY", "every year on 22 November at 07:30"),
        ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "every year on the fourth Thursday in November at 07:30"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "every year on Monday of week 20 at 07:30"),
        ("FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "every year on each Thursday in March at 07:30"),
        ("FREQ=DAILY;BYDAY=SA,SU", "every day, if a Saturday or Sunday, at 07:30"),
        ("FREQ=HOURLY;INTERVAL=3", "every 3 hours"),
        (
            "FREQ=DAILY;UNTIL=20261224\nEXDATE:20261201\nRDATE:20270101",
            "every day at 07:30, until 24 December 2026, and on 1 date more, except 1 date",
        ),
        (
            "FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3",
            "every month on Tuesday, Wednesday and Thursday (only the third of these) at 07:30",
        ),
    ] {
        assert_eq!(rule(text).describe(at("20261122T073000"), true), expected, "{text}");
    }
    assert_eq!(
        rule("FREQ=MONTHLY;BYDAY=-1FR").describe(at("20261127T000000"), false),
        "every month on the last Friday"
    );
}

#[test]
fn hostile_rules_end() {
    for text in [
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;BYSETPOS=2;BYSECOND=0",
        "FREQ=SECONDLY;INTERVAL=60;BYSECOND=1",
        "FREQ=MINUTELY;INTERVAL=4294967295;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY;INTERVAL=86400;BYHOUR=1",
        "FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31",
        "FREQ=DAILY;INTERVAL=4294967295;BYMONTH=4;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYMONTH=6;BYMONTHDAY=31",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;INTERVAL=4294967295;BYMONTH=1;BYYEARDAY=100",
        "FREQ=YEARLY;BYDAY=53SU;BYMONTH=1",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
    ] {
        assert_eq!(rule(text).occurrences(at("20260101T000000"), zone("Europe/Madrid")).next(), None, "{text}");
    }
    // Far from the start, and far from any year there is.
    let second = rule("FREQ=SECONDLY;COUNT=4000000000");
    assert!(
        second.between(at("19000101T000000"), Zone::UTC, at("20260101T000000"), at("20260102T000000")).next().is_none()
    );
    let second = rule("FREQ=SECONDLY");
    let found = second.between(at("19000101T000000"), Zone::UTC, at("20260101T000000"), at("20260101T000003"));
    assert_eq!(found.count(), 3);
    for start in [i64::MIN, LocalTime::MIN.0, LocalTime::MAX.0, i64::MAX] {
        for text in
            ["FREQ=DAILY", "FREQ=WEEKLY;WKST=SU", "FREQ=YEARLY", "FREQ=MONTHLY", "FREQ=SECONDLY", "RDATE:20260101"]
        {
            let _ = rule(text).occurrences(LocalTime(start), Zone::UTC).take(3).count();
            let _ = rule(text)
                .between(at("20260101T000000"), Zone::UTC, LocalTime(start), LocalTime(i64::MAX))
                .take(3)
                .count();
            let _ = rule(text).describe(LocalTime(start), true);
        }
    }
    // A set of a year with every second of every day is counted through, not laid out.
    let list = |most: u32| (0..most).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    let all = format!(
        "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR={};BYMINUTE={};BYSECOND={};BYSETPOS=-1",
        list(24),
        list(60),
        list(60)
    );
    let found: Vec<String> =
        rule(&all).occurrences(at("20260101T000000"), Zone::UTC).take(2).map(|time| time.to_string()).collect();
    assert_eq!(found, ["2026-12-31T23:59:59", "2027-12-31T23:59:59"]);
}

fn any_rule() -> impl Strategy<Value = Rule> {
    let list = |least: i16, most: i16| proptest::collection::vec(least..=most, 0..3);
    let signed = |most: i16| {
        proptest::collection::vec((1..=most, any::<bool>()).prop_map(|(n, back)| if back { -n } else { n }), 0..3)
    };
    (
        (0_usize..7, 1_u32..50, 0_u32..3, 0_i64..4_000_000_000, 0_u8..7),
        (list(0, 59), list(0, 59), list(0, 23), list(1, 12)),
        (signed(31), signed(366), signed(53), signed(366)),
        proptest::collection::vec((-5_i8..=5, 0_u8..7), 0..3),
    )
        .prop_filter_map("parts that go together", |(head, times, numbers, days)| {
            let small = |list: Vec<i16>| list.into_iter().map(|n| n as u8).collect::<Vec<u8>>();
            let tiny = |list: Vec<i16>| list.into_iter().map(|n| n as i8).collect::<Vec<i8>>();
            let frequency = [
                Frequency::Secondly,
                Frequency::Minutely,
                Frequency::Hourly,
                Frequency::Daily,
                Frequency::Weekly,
                Frequency::Monthly,
                Frequency::Yearly,
            ][head.0];
            let end = match head.2 {
                0 => End::Never,
                1 => End::Count(head.1),
                _ => End::Until(Moment::Utc(head.3 * 1000)),
            };
            let rule = Rule {
                interval: head.1,
                end,
                week_start: head.4,
                seconds: small(times.0),
                minutes: small(times.1),
                hours: small(times.2),
                months: small(times.3),
                month_days: tiny(numbers.0),
                year_days: numbers.1,
                weeks: tiny(numbers.2),
                positions: numbers.3,
                days: days.into_iter().map(|(n, day)| ByDay::nth(n, day)).collect(),
                ..Rule::every(frequency)
            };
            rule.to_string().parse::<Rule>().ok()
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_the_same(rule in any_rule(), except in proptest::collection::vec(0_i64..4_000_000_000, 0..3)) {
        let mut recurrence = Recurrence::from(rule.clone());
        for time in except {
            recurrence = recurrence.without(Moment::Local(LocalTime(time)));
        }
        prop_assert_eq!(&recurrence.to_string().parse::<Recurrence>().unwrap(), &recurrence);
        prop_assert!(!recurrence.describe(LocalTime(0), true).is_empty());
    }

    #[test]
    fn occurrences_ascend_and_a_range_is_a_cut(rule in any_rule(), start in 0_i64..2_000_000_000, from in 0_i64..100_000_000) {
        let recurrence = Recurrence::from(rule);
        let madrid = zone("Europe/Madrid");
        let (start, from) = (LocalTime(start), LocalTime(start + from));
        let all: Vec<LocalTime> = recurrence.occurrences(start, madrid).take(40).collect();
        prop_assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(all.iter().all(|time| *time >= start));
        if let Some(to) = all.last().filter(|to| **to > from) {
            let cut: Vec<LocalTime> = all.iter().copied().filter(|time| *time >= from && time < to).collect();
            let range: Vec<LocalTime> = recurrence.between(start, madrid, from, *to).collect();
            prop_assert_eq!(range, cut);
        }
    }

    #[test]
    fn any_text_is_a_rule_or_an_error(text in "[A-Z=;,:0-9+\n-]{0,60}", loose in ".{0,60}") {
        let _ = text.parse::<Recurrence>();
        let _ = loose.parse::<Recurrence>();
        let _ = format!("FREQ=DAILY;{text}").parse::<Recurrence>();
    }
}
