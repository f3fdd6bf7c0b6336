//! Events: places and waitlists, turn-out, run sheets, promotion.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hearth::{
    events::{
        Refusal, RsvpChange, Seated, answer, content_for, default_promotion, due_tasks, expected, figures, free_places,
        is_walk_in, run_sheet, seats_taken,
    },
    model::{
        Day, Extra, Id, Instant, Zone,
        record::{
            ContentStatus, Cost, Event, EventFormat, EventStatus, PromotionTask, Rsvp, RsvpAnswer, RunStep,
            SurveyAnswer,
        },
        time::parse_iso,
    },
};
use proptest::prelude::*;

fn at(text: &str) -> Instant {
    parse_iso(text).unwrap()
}

/// From 19:00 to 20:30 in Brussels.
fn event(capacity: Option<u32>) -> Event {
    let zone: Zone = "Europe/Brussels".parse().unwrap();
    let (start, end) = (at("2026-12-03T18:00:00Z"), at("2026-12-03T19:30:00Z"));
    Event { capacity, ..Event::new(Id::derived("event"), 0, "Planning evening", start, end, zone) }
}

fn rsvp(name: &str, answer: RsvpAnswer, guests: u32) -> Rsvp {
    Rsvp { guests, ..Rsvp::new(Id::derived(name), 1, name, answer) }
}

fn yes(name: &str) -> RsvpChange {
    RsvpChange::Put(rsvp(name, RsvpAnswer::Yes, 0))
}

fn of(event: &Event, name: &str) -> RsvpAnswer {
    event.rsvps.iter().find(|rsvp| rsvp.name == name).unwrap().answer
}

fn after(event: &Event, changes: &[RsvpChange]) -> Seated {
    let mut seated = Seated { event: event.clone(), promoted: Vec::new(), waits: false, refused: None };
    for change in changes {
        seated = answer(&seated.event, change, 1_000);
    }
    seated
}

#[test]
fn who_answers_first_has_a_place_and_the_next_moves_up() {
    let full = after(&event(Some(2)), &[yes("Ada"), yes("Ben"), yes("Cem")]);
    assert!(full.waits && full.promoted.is_empty());
    assert_eq!((seats_taken(&full.event), free_places(&full.event)), (2, Some(0)));
    assert_eq!(of(&full.event, "Cem"), RsvpAnswer::Waitlist);
    let full = after(&full.event, &[yes("Dee")]).event;

    let left = answer(&full, &RsvpChange::Answer(Id::derived("Ada"), RsvpAnswer::No), 2_000);
    assert_eq!(left.promoted, [Id::derived("Cem")], "in the order of their answers");
    assert_eq!((of(&left.event, "Ada"), of(&left.event, "Dee")), (RsvpAnswer::No, RsvpAnswer::Waitlist));
    assert_eq!(left.event.updated, 2_000);
    let back = answer(&left.event, &RsvpChange::Answer(Id::derived("Ada"), RsvpAnswer::Yes), 3_000);
    assert!(back.waits && back.promoted.is_empty());
    let names: Vec<&str> = back.event.rsvps.iter().map(|rsvp| rsvp.name.as_str()).collect();
    assert_eq!(names, ["Ben", "Cem", "Dee", "Ada"], "who comes back stands at the end of the line");
    let more = answer(&back.event, &RsvpChange::Capacity(Some(4)), 4_000);
    assert_eq!(more.promoted, [Id::derived("Dee"), Id::derived("Ada")]);
    let fewer = answer(&more.event, &RsvpChange::Capacity(Some(1)), 5_000).event;
    assert_eq!((seats_taken(&fewer), free_places(&fewer)), (4, Some(0)), "nobody loses a place");
    let removed = answer(&fewer, &RsvpChange::Remove(Id::derived("Ben")), 6_000);
    assert_eq!((removed.event.rsvps.len(), removed.promoted.len()), (3, 0));
    assert_eq!(free_places(&answer(&removed.event, &RsvpChange::Capacity(None), 7_000).event), None);
}

#[test]
fn guests_take_places_too() {
    let group = RsvpChange::Put(rsvp("Group", RsvpAnswer::Yes, 2));
    let one = after(&event(Some(3)), &[yes("Ada"), group, yes("Ben")]).event;
    assert_eq!((of(&one, "Group"), of(&one, "Ben")), (RsvpAnswer::Waitlist, RsvpAnswer::Yes), "no place stays empty");
    let refused = answer(&one, &RsvpChange::Guests(Id::derived("Ada"), 2), 9);
    assert_eq!((refused.refused, &refused.event), (Some(Refusal::NoRoom), &one));
    let again = answer(&one, &RsvpChange::Put(rsvp("Ada", RsvpAnswer::Yes, 2)), 9);
    assert_eq!((again.refused, of(&again.event, "Ada")), (Some(Refusal::NoRoom), RsvpAnswer::Yes), "the place is kept");
    let with = answer(&one, &RsvpChange::Guests(Id::derived("Ada"), 1), 9).event;
    assert_eq!(seats_taken(&with), 3);
    let smaller = answer(&with, &RsvpChange::Guests(Id::derived("Group"), 0), 9);
    assert_eq!(smaller.promoted.len(), 0);
    assert_eq!(answer(&smaller.event, &RsvpChange::Guests(Id::derived("Ada"), 0), 9).promoted, [Id::derived("Group")]);
    assert_eq!(answer(&one, &RsvpChange::CheckIn(Id::derived("Nobody")), 9).refused, Some(Refusal::Unknown));
}

#[test]
fn people_are_checked_in_and_out_and_walk_in() {
    let start = event(None).start;
    let one = after(&event(Some(1)), &[yes("Ada"), yes("Ben")]).event;
    let one = answer(&one, &RsvpChange::CheckIn(Id::derived("Ada")), start).event;
    assert_eq!(one.rsvps[0].checked_in, Some(start));
    let twice = answer(&one, &RsvpChange::CheckIn(Id::derived("Ada")), start + 5).event;
    assert_eq!(twice.rsvps[0].checked_in, Some(start), "the first time counts");
    let undone = answer(&twice, &RsvpChange::UndoCheckIn(Id::derived("Ada")), start + 6).event;
    assert_eq!(undone.rsvps[0].checked_in, None);
    let walked = answer(&one, &RsvpChange::WalkIn(rsvp("Zoe", RsvpAnswer::Yes, 0)), start + 60_000).event;
    let zoe = walked.rsvps.last().unwrap();
    assert!(is_walk_in(zoe) && !is_walk_in(&walked.rsvps[0]));
    let found = figures(&walked, walked.end);
    assert_eq!((found.yes, found.checked_in, found.walk_ins, found.waitlist), (1, 2, 1, 1));
    // After the end nobody moves up any more.
    let late = answer(&one, &RsvpChange::Answer(Id::derived("Ada"), RsvpAnswer::No), one.end);
    assert!(late.promoted.is_empty());
    let cancelled = Event { status: EventStatus::Cancelled, ..one };
    assert!(answer(&cancelled, &RsvpChange::Capacity(None), 5).promoted.is_empty());
}

fn survey(rating: Option<u8>, recommend: Option<u8>) -> SurveyAnswer {
    SurveyAnswer { rating, recommend, text: String::new(), extra: Extra::new() }
}

/// An event with so many who said yes, so many of whom came.
fn held(name: &str, said: usize, came: usize, format: EventFormat) -> Event {
    let mut one = Event { id: Id::derived(name), format, ..event(None) };
    one.rsvps = (0..said).map(|number| rsvp(&format!("{name} {number}"), RsvpAnswer::Yes, 0)).collect();
    one.rsvps.iter_mut().take(came).for_each(|rsvp| rsvp.checked_in = Some(one.start));
    one
}

#[test]
fn figures_are_as_they_are_defined() {
    let mut one = held("Evening", 8, 6, EventFormat::Online);
    one.rsvps.extend([rsvp("Max", RsvpAnswer::Maybe, 0), rsvp("Nia", RsvpAnswer::No, 0)]);
    let before = figures(&one, one.end - 1);
    assert_eq!((before.yes, before.no_shows, before.no_show_rate), (8, None, None), "it is not over");
    // 10, 9, 8, 7, 6, 0: two promoters, two detractors of six.
    one.survey = [
        (Some(5), Some(10)),
        (Some(4), Some(9)),
        (None, Some(8)),
        (Some(3), Some(7)),
        (None, Some(6)),
        (Some(4), Some(0)),
    ]
    .map(|(rating, recommend)| survey(rating, recommend))
    .to_vec();
    one.survey.push(survey(Some(9), Some(11)));
    one.costs = [("Room", 90.0), ("Cake", 30.0)]
        .map(|(title, amount)| Cost { title: title.into(), amount, extra: Extra::new() })
        .to_vec();
    let found = figures(&one, one.end);
    assert_eq!((found.yes, found.maybe, found.no, found.checked_in), (8, 1, 1, 6));
    assert_eq!((found.no_shows, found.no_show_rate, found.attendance_rate), (Some(2), Some(0.25), Some(0.75)));
    assert_eq!((found.rating, found.ratings, found.nps, found.recommendations), (Some(4.0), 4, Some(0.0), 6));
    assert_eq!((found.cost, found.cost_per_attendee), (Some(120.0), Some(20.0)));
    one.survey = vec![survey(None, Some(9)), survey(None, Some(9)), survey(None, Some(6)), survey(None, Some(7))];
    assert_eq!(figures(&one, one.end).nps, Some(25.0));

    let unlooked = held("Unlooked", 8, 0, EventFormat::Online);
    let found = figures(&unlooked, unlooked.end);
    assert_eq!((found.no_shows, found.no_show_rate), (None, None), "nobody was checked in: nobody looked");
    let none = figures(&event(None), i64::MAX);
    assert_eq!(
        (none.no_show_rate, none.rating, none.nps, none.cost, none.cost_per_attendee),
        (None, None, None, None, None)
    );
}

#[test]
fn who_is_expected_rests_on_events_of_the_same_format() {
    let mut coming = held("Coming", 20, 0, EventFormat::Online);
    coming.rsvps[0].guests = 4;
    coming.end = i64::MAX;
    let past = [
        held("A", 10, 9, EventFormat::Online),
        held("B", 30, 15, EventFormat::Online),
        held("C", 10, 1, EventFormat::InPerson),
        held("D", 10, 0, EventFormat::Online),
    ];
    let now = past[0].end;
    let found = expected(&past, &coming, now).unwrap();
    // (9 + 15) of (10 + 30): 0.6 of 24 places.
    assert_eq!((found.rate, found.events, found.yes), (0.6, 2, 40));
    assert!((found.people - 14.4).abs() < 1e-9);
    assert_eq!(expected(&past[..1], &coming, now), None, "one event is no rule");
    assert_eq!(expected(&past, &Event { format: EventFormat::InPerson, ..coming.clone() }, now), None);
    assert_eq!(expected(&past, &coming, 0), None, "they are not over yet");
}

#[test]
fn the_run_sheet_adds_up() {
    let mut one = event(None);
    let step = |minutes| RunStep { title: "Step".into(), minutes, who: String::new(), extra: Extra::new() };
    one.run_sheet = vec![step(10), step(50), step(20)];
    let sheet = run_sheet(&one);
    let clock: Vec<i64> = sheet.steps.iter().map(|step| (step.start - one.start) / 60_000).collect();
    assert_eq!((clock, sheet.over), (vec![0, 10, 60], -10));
    one.run_sheet.push(step(15));
    let sheet = run_sheet(&one);
    assert_eq!((sheet.over, sheet.steps[3].is_over, sheet.steps[2].is_over), (5, true, false));
    assert_eq!((run_sheet(&event(None)).over, run_sheet(&event(None)).steps.len()), (-90, 0));
    one.run_sheet = vec![step(u32::MAX), step(u32::MAX)];
    assert!(run_sheet(&one).over > 0);
}

#[test]
fn the_checklist_has_days_and_makes_posts() {
    let day = |text: &str| text.parse::<Day>().unwrap();
    let channel = Id::derived("channel");
    let mut one = Event {
        promotion: default_promotion(),
        description: "We plan the new year together.".into(),
        url: "https://example.com/meet".into(),
        capacity: Some(30),
        ..event(None)
    };
    let out = Id::derived("post");
    one.promotion[1].content = Some(out);
    one.promotion[0].done = true;
    let status = |id: Id| (id == out).then_some(ContentStatus::Draft);
    let due = due_tasks(&one, &status, day("2026-11-28"));
    let days: Vec<_> = due.iter().map(|task| (task.day.to_string(), task.done, task.overdue)).collect();
    let expected = [
        ("2026-11-12", true, false),
        ("2026-11-26", false, true),
        ("2026-12-02", false, false),
        ("2026-12-03", false, false),
        ("2026-12-04", false, false),
    ];
    assert_eq!(days, expected.map(|(day, done, overdue)| (day.to_owned(), done, overdue)));
    let published = |_: Id| Some(ContentStatus::Published);
    assert!(due_tasks(&one, &published, day("2026-11-28"))[1].done);

    let task = PromotionTask { channel: Some(channel), ..one.promotion[0].clone() };
    let item = content_for(&task, &one, Id::derived("item"), 7);
    assert_eq!((item.title.as_str(), item.status), ("Announce it: Planning evening", ContentStatus::Draft));
    assert_eq!((item.planned, item.links.as_slice()), (Some(at("2026-11-12T09:00:00Z")), &[one.id][..]));
    let variant = &item.variants[0];
    assert_eq!((variant.channel, variant.link.as_str()), (channel, "https://example.com/meet"));
    assert_eq!(
        variant.text,
        "Save the date: Planning evening\n\nThursday, 3 Dec 2026, 19:00 (Europe/Brussels)\nOnline\n\nWe plan the new \
         year together.\n\nThere are 30 places: please say whether you come."
    );
    let thanks = content_for(&PromotionTask { days_before: -1, ..task.clone() }, &one, Id::derived("item"), 7);
    assert!(thanks.variants[0].text.starts_with("Thank you for being at “Planning evening”!"));
    let early = Event { start: at("2026-12-03T08:00:00Z"), ..one.clone() };
    let today = content_for(&PromotionTask { days_before: 0, ..task }, &early, Id::derived("item"), 7);
    assert_eq!(today.planned, Some(at("2026-12-03T06:00:00Z")), "before it begins");
    assert_eq!(content_for(&one.promotion[0], &one, Id::derived("item"), 7).variants.len(), 0, "no channel, no text");
    let far = PromotionTask { days_before: i32::MIN, ..one.promotion[0].clone() };
    content_for(&far, &one, Id::derived("item"), 7);
}

fn change() -> impl Strategy<Value = RsvpChange> {
    let who = || (0..8_u32).prop_map(|number| Id::derived(&number.to_string()));
    let answers = prop::sample::select(vec![RsvpAnswer::Yes, RsvpAnswer::Maybe, RsvpAnswer::No, RsvpAnswer::Waitlist]);
    prop_oneof![
        4 => (0..8_u32, answers.clone(), 0..4_u32).prop_map(|(name, answer, guests)| RsvpChange::Put(rsvp(&name.to_string(), answer, guests))),
        3 => (who(), answers).prop_map(|(id, answer)| RsvpChange::Answer(id, answer)),
        2 => (who(), 0..5_u32).prop_map(|(id, guests)| RsvpChange::Guests(id, guests)),
        1 => who().prop_map(RsvpChange::Remove),
        1 => who().prop_map(RsvpChange::CheckIn),
        1 => who().prop_map(RsvpChange::UndoCheckIn),
        1 => prop::option::of(0..12_u32).prop_map(RsvpChange::Capacity),
    ]
}

proptest! {
    #[test]
    fn places_are_never_given_twice_and_never_left_empty(capacity in prop::option::of(0..10_u32), changes in prop::collection::vec(change(), 0..40)) {
        let mut one = event(capacity);
        for change in changes {
            let before = one.clone();
            let seated = answer(&one, &change, 1_000);
            one = seated.event;
            let taken = seats_taken(&one);
            if let Some(capacity) = one.capacity {
                prop_assert!(taken <= capacity.max(seats_taken(&before)), "{:?} gave {} of {}", change, taken, capacity);
            }
            for rsvp in one.rsvps.iter().filter(|rsvp| rsvp.answer == RsvpAnswer::Waitlist) {
                prop_assert!(free_places(&one).is_some_and(|free| free <= rsvp.guests), "{} fits", rsvp.name);
            }
            // Who had a place and did not change anything has it still.
            for rsvp in before.rsvps.iter().filter(|rsvp| rsvp.answer == RsvpAnswer::Yes) {
                let after = one.rsvps.iter().find(|other| other.id == rsvp.id);
                let own = match &change {
                    RsvpChange::Put(other) => other.id == rsvp.id,
                    RsvpChange::Answer(id, _) | RsvpChange::Remove(id) => *id == rsvp.id,
                    _ => false,
                };
                prop_assert!(own || after.is_some_and(|after| after.answer == RsvpAnswer::Yes));
            }
            let mut ids: Vec<Id> = one.rsvps.iter().map(|rsvp| rsvp.id).collect();
            ids.sort();
            ids.dedup();
            prop_assert_eq!(ids.len(), one.rsvps.len());
            figures(&one, one.end);
        }
    }
}
