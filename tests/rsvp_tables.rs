//! Answers and surveys of events, in from tables and out again.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hearth::{
    interchange::{
        rsvp::{RowKind, RsvpImport, SurveyImport, read_answers, read_survey, write_answers},
        table::csv_out::Options,
    },
    model::{
        Extra, Id, Instant, Zone,
        record::{Event, Rsvp, RsvpAnswer, SurveyAnswer},
        time::parse_iso,
    },
};
use proptest::prelude::*;

fn at(text: &str) -> Instant {
    parse_iso(text).unwrap()
}

fn event() -> Event {
    let zone: Zone = "Europe/Brussels".parse().unwrap();
    let (start, end) = (at("2026-12-03T18:00:00Z"), at("2026-12-03T19:30:00Z"));
    Event::new(Id::derived("event"), 0, "Planning evening", start, end, zone)
}

fn read(text: &str, event: &Event) -> RsvpImport {
    let mut next = 0;
    let mut mint = || {
        next += 1;
        Id::derived(&format!("{} {next}", event.rsvps.len()))
    };
    read_answers("list.csv", text.as_bytes().to_vec(), event, 9_000, &mut mint).unwrap()
}

fn counts(import: &RsvpImport) -> [usize; 4] {
    let [new, changed, same] = [RowKind::New, RowKind::Changed, RowKind::Same].map(|kind| import.count(kind));
    [new, changed, same, import.rejected.len()]
}

const MEETUP: &str = "Name\tUser ID\tTitle\tEvent Host\tAttendance\tRSVP\tGuests\tRSVPed on\tJoined Group on\tURL of Member Profile\n\
Ada Okafor\tuser 11\tMember\t\tAttended\tYes\t1\t2026-11-20 18:30\t2024-01-02\thttps://example.com/11\n\
Ben Sørlie\tuser 12\tMember\t\tNo show\tYes\t0\t2026-11-21 09:00\t2024-01-02\thttps://example.com/12\n\
Cem Aydin\tuser 13\tMember\t\t\tNo\t0\t2026-11-22 10:00\t2024-01-02\thttps://example.com/13\n\
Dee Park\tuser 14\tMember\t\t\tWaiting List\t0\t2026-11-22 11:00\t2024-01-02\thttps://example.com/14\n";

#[test]
fn a_meetup_export_is_read() {
    let found = read(MEETUP, &event());
    assert_eq!(counts(&found), [4, 0, 0, 0]);
    let rsvps = &found.event.rsvps;
    let answers: Vec<_> = rsvps.iter().map(|rsvp| (rsvp.name.as_str(), rsvp.answer)).collect();
    let expected = [
        ("Ada Okafor", RsvpAnswer::Yes),
        ("Ben Sørlie", RsvpAnswer::Yes),
        ("Cem Aydin", RsvpAnswer::No),
        ("Dee Park", RsvpAnswer::Waitlist),
    ];
    assert_eq!(answers, expected);
    assert_eq!((rsvps[0].guests, rsvps[0].member.as_str()), (1, "user 11"));
    assert_eq!(rsvps[0].at, at("2026-11-20T17:30:00Z"), "in the event's zone");
    assert_eq!((rsvps[0].checked_in, rsvps[1].checked_in), (Some(event().start), None));
    assert_eq!(found.event.updated, 9_000);

    let again = read(MEETUP, &found.event);
    assert_eq!(counts(&again), [0, 0, 4, 0], "the same file twice changes nothing");
    assert_eq!(again.event, found.event);
    let later = MEETUP.replace("\tNo\t0\t2026-11-22 10:00", "\tYes\t0\t2026-11-25 10:00");
    let later = read(&later, &found.event);
    assert_eq!(counts(&later), [0, 1, 3, 0]);
    let row = later.rows.iter().find(|row| row.kind == RowKind::Changed).unwrap();
    assert_eq!((row.row, row.before.as_ref().unwrap().answer, row.after.answer), (4, RsvpAnswer::No, RsvpAnswer::Yes));
    assert_eq!(row.after.at, at("2026-11-25T09:00:00Z"));
}

#[test]
fn plain_tables_are_read_and_bad_rows_say_why() {
    let text = "Name;E-mail;Answer;Guests\n\
                Ada;ada@example.com;yes;2\n\
                Ben;ben@example.com;sure;0\n\
                ;;yes;0\n\
                Cem;cem@example.com;maybe;many\n\
                Dee;;declined;\n\
                ;eve@example.com;going;\n\
                Dee;;yes;\n";
    let found = read(text, &event());
    assert_eq!(counts(&found), [3, 0, 0, 4]);
    let places: Vec<_> = found.rejected.iter().map(|one| (one.row, one.column.as_str(), one.value.as_str())).collect();
    assert_eq!(places, [(3, "Answer", "sure"), (4, "Name", ""), (5, "Guests", "many"), (8, "Name", "Dee")]);
    assert!(found.rejected[0].reason.contains("yes, maybe, no or waitlist"));
    assert!(found.rejected[3].reason.starts_with("Row 6 is about the same person."));
    assert_eq!(found.event.rsvps[2].name, "eve@example.com", "an address stands for a name");
    assert_eq!(read(text, &found.event).event, found.event);

    let list = read("First name,Last name,Email\nAda,Okafor,ada@example.com\n", &event());
    assert_eq!((list.event.rsvps[0].name.as_str(), list.event.rsvps[0].answer), ("Ada Okafor", RsvpAnswer::Yes));
    assert!(list.notes.iter().any(|note| note.contains("everybody on the list is taken to come")));
    let dates = read("name,answer,answered\nAda,yes,3/4/2026 10:00\n", &event());
    assert!(dates.notes.iter().any(|note| note.contains("month, day, year")));
    assert_eq!(dates.event.rsvps[0].at, at("2026-03-04T09:00:00Z"));
    let error = read_answers("a.csv", b"city,likes\nGhent,3\n".to_vec(), &event(), 0, &mut || Id::derived("x"));
    assert_eq!(error.unwrap_err().code, "no-names");
}

#[test]
fn people_are_known_by_address_before_name() {
    let first = read("name,email,answer\nAlex,a@example.com,yes\nAlex,b@example.com,no\n", &event()).event;
    assert_eq!(first.rsvps.len(), 2);
    let moved = read("name,email,answer\nAlexandra,A@Example.com,no\n", &first);
    assert_eq!(counts(&moved), [0, 1, 0, 0]);
    assert_eq!(moved.event.rsvps[0].name, "Alexandra");
    let open = read("name,answer\nAlex,yes\n", &first);
    assert!(open.rejected[0].reason.contains("Several people"), "{:?}", open.rejected);
    let third = read("name,email,answer\nAlex,c@example.com,yes\n", &first);
    assert_eq!(counts(&third), [1, 0, 0, 0]);
    let known = read("name,answer\nKim,yes\n", &event()).event;
    let with_address = read("name,email,answer\nkim,kim@example.com,yes\n", &known);
    assert_eq!(counts(&with_address), [0, 1, 0, 0], "the address is new, the person is not");
    assert_eq!(with_address.event.rsvps[0].email, "kim@example.com");
}

#[test]
fn a_check_in_list_is_in_the_order_of_names() {
    let mut one = event();
    one.rsvps = ["Zoe", "=SUM(A1)", "ada"].map(|name| Rsvp::new(Id::derived(name), 0, name, RsvpAnswer::Yes)).to_vec();
    let text = write_answers(&one, true, Options::default());
    let names: Vec<&str> = text.lines().skip(1).map(|line| line.split(',').nth(1).unwrap()).collect();
    assert_eq!(names, ["'=SUM(A1)", "ada", "Zoe"], "no spreadsheet takes a name for a formula");
    assert_eq!(read(&text, &one).event, one);
}

fn survey(text: &str, event: &Event) -> SurveyImport {
    read_survey("survey.csv", text.as_bytes().to_vec(), event, 9_000).unwrap()
}

#[test]
fn a_survey_is_read_once() {
    let text = "Timestamp,How would you rate the evening? (rating),How likely would you recommend us?,Comment\n\
                2026-12-04,5,10,Loved it\n\
                2026-12-04,4/5,8,\n\
                2026-12-04,4/5,8,\n\
                2026-12-04,3 stars,0,\"Too long, \"\"really\"\"\"\n\
                2026-12-04,6,5,\n\
                2026-12-04,4.5,5,\n\
                2026-12-04,,,\n";
    let found = survey(text, &event());
    assert_eq!((found.added, found.same, found.rejected.len()), (4, 0, 2));
    assert_eq!((found.rejected[0].row, found.rejected[0].value.as_str()), (6, "6"));
    let first = &found.event.survey[0];
    assert_eq!((first.rating, first.recommend, first.text.as_str()), (Some(5), Some(10), "Loved it"));
    assert_eq!(found.event.survey[3].text, "Too long, \"really\"");
    let again = survey(text, &found.event);
    assert_eq!((again.added, again.same), (0, 4));
    assert_eq!(again.event, found.event);
    let wrong = read_survey("a.csv", b"city\nGhent\n".to_vec(), &event(), 0).unwrap_err();
    assert_eq!(wrong.code, "no-answers");
    let nps = survey("NPS\n9\n0\n11\n", &event());
    assert_eq!((nps.added, nps.rejected.len()), (2, 1));
    let answer = |recommend| SurveyAnswer { rating: None, recommend, text: String::new(), extra: Extra::new() };
    assert_eq!(nps.event.survey, [answer(Some(9)), answer(Some(0))]);
}

fn any_rsvp() -> impl Strategy<Value = Rsvp> {
    let answers = prop::sample::select(vec![RsvpAnswer::Yes, RsvpAnswer::Maybe, RsvpAnswer::No, RsvpAnswer::Waitlist]);
    let text = || "[a-zé=+'\",; @\\n-]{0,12}".prop_map(|text: String| text.trim().to_owned());
    (
        any::<u64>(),
        "[A-Z=@'][a-zø ,\"]{0,10}",
        text(),
        answers,
        0..20_u32,
        prop::option::of(0..2_000_000_000_000_i64),
        text(),
    )
        .prop_map(|(id, name, email, answer, guests, checked_in, notes)| Rsvp {
            email,
            guests,
            checked_in,
            notes,
            ..Rsvp::new(Id::derived(&id.to_string()), 1_700_000_000_000 + (id % 1_000) as i64, name.trim(), answer)
        })
}

proptest! {
    #[test]
    fn answers_come_back_as_they_went_out(rsvps in prop::collection::vec(any_rsvp(), 1..12), by_name: bool, tab: bool) {
        let mut full = event();
        for rsvp in rsvps {
            if full.rsvps.iter().all(|other| other.id != rsvp.id) {
                full.rsvps.push(rsvp);
            }
        }
        let options = Options { delimiter: if tab { '\t' } else { ',' }, guard: true };
        let text = write_answers(&full, by_name, options);
        let same = read(&text, &full);
        prop_assert_eq!(counts(&same), [0, 0, full.rsvps.len(), 0], "{:?}", same.rejected);
        prop_assert_eq!(&same.event, &full);
        let mut fresh = read(&text, &event()).event.rsvps;
        fresh.sort_by_key(|rsvp| rsvp.id);
        full.rsvps.sort_by_key(|rsvp| rsvp.id);
        prop_assert_eq!(fresh, full.rsvps);
    }

    #[test]
    fn whatever_is_in_a_file_it_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut mint = || Id::derived("x");
        let _ = read_answers("f", bytes.clone(), &event(), 0, &mut mint);
        let _ = read_survey("f", bytes, &event(), 0);
    }

    #[test]
    fn tables_of_odd_cells_are_read_twice_as_once(rows in prop::collection::vec(("[A-Ca-c]{0,2}", "[a-b@]{0,3}", "(yes|no|maybe|waitlist|[a-z]{1,3}|)", "(|-1|0|3|999999999999|x)", "(|yes|no show|2026-12-03|3/4/26|32/32/2026|x)"), 0..14)) {
        let mut text = "name,email,rsvp,guests,attendance\n".to_owned();
        for (name, email, answer, guests, there) in &rows {
            text.push_str(&format!("{name},{email},{answer},{guests},{there}\n"));
        }
        let mut next = 0;
        let mut mint = || { next += 1; Id::derived(&next.to_string()) };
        if let Ok(once) = read_answers("f.csv", text.clone().into_bytes(), &event(), 5, &mut mint) {
            let twice = read_answers("f.csv", text.into_bytes(), &once.event, 9, &mut mint).unwrap();
            // A row that was refused is looked at anew: who it is about may be clear now.
            if once.rejected.is_empty() {
                prop_assert_eq!(&twice.event, &once.event);
            }
        }
    }
}
