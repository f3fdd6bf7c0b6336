//! Feedback and survey answers as files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hearth::{
    feedback::figures,
    interchange::{
        feedback::{read_answers, write_answers, write_feedback},
        table::csv_out::Options,
    },
    model::{
        Id, Zone,
        record::{FactReference, FeedbackItem, FeedbackStatus, Survey, SurveyKind, Vote},
    },
};
use proptest::prelude::*;

const NOW: i64 = 1_795_334_400_000;

fn survey(kind: SurveyKind) -> Survey {
    Survey::new(Id::derived("s"), NOW, kind, "Autumn")
}

fn read(survey: &Survey, text: &str) -> hearth::interchange::feedback::SurveyAnswersImport {
    read_answers("answers.csv", text.into(), survey, NOW, "Europe/Madrid".parse::<Zone>().unwrap()).unwrap()
}

#[test]
fn an_nps_export_comes_in_once() {
    let file = "Submitted At,How likely are you to recommend us?,What is the main reason?\n\
                2026-11-20 18:30,10,Ilse answers!\n\
                2026-11-20 18:31,\"9 - very likely\",\n\
                2026-11-21,6,\"Slow, and\nslower\"\n\
                2026-11-21,11,too much\n\
                soon,8,no date\n\
                ,,\n\
                2026-11-21,,words only\n";
    let first = read(&survey(SurveyKind::Nps), file);
    assert_eq!((first.added, first.same, first.rejected.len()), (3, 0, 3), "{:?}", first.rejected);
    assert!(first.rejected[0].reason.contains("0 to 10") && first.rejected[0].value == "11");
    let answers = &first.survey.answers;
    // 18:30 in Madrid is 17:30 UTC in November.
    assert_eq!(hearth::model::time::iso(answers[0].at), "2026-11-20T17:30:00Z");
    assert_eq!((answers[1].score, answers[2].text.as_str()), (9, "Slow, and\nslower"));
    let found = figures(&first.survey).estimate.unwrap();
    assert!((found.value - 100.0 / 3.0).abs() < 1e-9);
    let second = read(&first.survey, file);
    assert_eq!((second.added, second.same), (0, 3));
    assert_eq!(second.survey, first.survey);
}

#[test]
fn answers_without_times_count_as_often_as_they_are_there() {
    let file = "Satisfaction;Comment\n5;\n5;\n4/5;fine\n5 stars;\n";
    let first = read(&survey(SurveyKind::Csat), file);
    assert_eq!((first.added, first.survey.answers.len()), (4, 4));
    assert!(first.notes.iter().any(|note| note.contains("of now")));
    assert_eq!(read(&first.survey, file).added, 0);
    assert_eq!(read(&first.survey, &format!("{file}5;\n")).added, 1);
    // A table of nothing but one column of numbers.
    assert_eq!(read(&survey(SurveyKind::Csat), "n\n3\n4\n").added, 2);
    let error = read_answers("a.csv", b"name,city\nAna,Porto\n".to_vec(), &survey(SurveyKind::Csat), NOW, Zone::UTC);
    assert!(error.unwrap_err().to_string().contains("Score"));
}

#[test]
fn feedback_goes_out_without_the_names_of_those_who_asked() {
    let mut item = FeedbackItem::new(Id::derived("x"), NOW, "=cmd|'/c calc'!A1, \"dark\" mode");
    item.votes =
        vec![Vote::of_name(NOW, "Ana Secretname"), Vote::of_member(NOW, FactReference::new("forum", "u-secret"))];
    item.step(NOW, FeedbackStatus::Planned, "Ilse", "");
    let text = write_feedback([&item], NOW, Options::default());
    let mut lines = text.split("\r\n");
    assert!(lines.next().unwrap().starts_with("id,title,status,area"));
    let line = lines.next().unwrap();
    assert!(
        line.contains(",\"'=cmd|'/c calc'!A1, \"\"dark\"\" mode\",planned,")
            && line.contains(",2,2,2.00,2,0,To be told,"),
        "{line}"
    );
    assert!(!text.to_lowercase().contains("secret"));
}

proptest! {
    #[test]
    fn answers_written_are_read_unchanged(
        answers in proptest::collection::vec((0_u8..=10, "[ -~é]{0,12}", 0_i64..2_000_000_000, any::<bool>()), 1..20)
    ) {
        let mut survey = survey(SurveyKind::Nps);
        for (score, text, at, known) in answers {
            let member = known.then(|| FactReference::new("forum", format!("u{score}")));
            let text = text.trim().trim_start_matches('\'').trim().to_owned();
            survey.answers.push(hearth::model::record::SurveyResponse { at: at * 1_000, score, text, member, extra: Default::default() });
        }
        let text = write_answers(&survey, Options::default());
        let again = read(&survey, &text);
        prop_assert_eq!((again.added, again.rejected.len()), (0, 0));
        let fresh = read(&Survey { answers: Vec::new(), ..survey.clone() }, &text);
        prop_assert_eq!(fresh.survey.answers, survey.answers);
    }

    #[test]
    fn no_file_breaks_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "(score|[0-9]|,|\n|\"|\0){0,40}") {
        let survey = survey(SurveyKind::Csat);
        for bytes in [bytes, text.into_bytes()] {
            let _ = read_answers("x.csv", bytes, &survey, NOW, Zone::UTC);
        }
    }
}
