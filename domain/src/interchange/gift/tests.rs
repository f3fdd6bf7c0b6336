//! Held to the test questions of fuhrmanator/GIFT-grammar-PEG.js where they are present, and to the examples of Moodle's
//! own page, written out here.

use super::*;
use crate::model::record::{Choice, Exercise, Numeric, Question, ShortText};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// An item in the shape of the reference's JSON.
fn shape(item: &GiftItem) -> Json {
    let text = |text: &GiftText| json!({"format": text.format.name(), "text": text.text});
    let maybe = |one: &Option<GiftText>| one.as_ref().map_or(Json::Null, text);
    let number = |value: Value| match value {
        Value::Exact(number) => json!({"type": "simple", "number": number}),
        Value::Within(number, range) => json!({"type": "range", "number": number, "range": range}),
        Value::Between(low, high) => json!({"type": "high-low", "numberHigh": high, "numberLow": low}),
        Value::Any => json!({"format": "moodle", "text": "*"}),
    };
    let choices = |choices: &[GiftChoice]| {
        let choice = |one: &GiftChoice| json!({"isCorrect": one.correct, "weight": one.weight, "text": text(&one.text), "feedback": maybe(&one.feedback)});
        choices.iter().map(choice).collect::<Vec<_>>()
    };
    if item.kind == GiftKind::Category {
        return json!({"type": "Category", "title": item.title});
    }
    let tags = if item.tags.is_empty() { Json::Null } else { json!(item.tags) };
    let mut out = json!({
        "id": item.id, "tags": tags, "title": item.title, "stem": text(&item.stem),
        "hasEmbeddedAnswers": item.embedded,
    });
    if item.kind != GiftKind::Description {
        out["globalFeedback"] = maybe(&item.feedback);
    }
    let kind = match &item.kind {
        GiftKind::Category => "Category",
        GiftKind::Description => "Description",
        GiftKind::Essay => "Essay",
        GiftKind::TrueFalse { right, if_true, if_false } => {
            out["isTrue"] = json!(right);
            out["trueFeedback"] = maybe(if_true);
            out["falseFeedback"] = maybe(if_false);
            "TF"
        }
        GiftKind::Choice(list) => {
            out["choices"] = json!(choices(list));
            "MC"
        }
        GiftKind::Short(list) => {
            out["choices"] = json!(choices(list));
            "Short"
        }
        GiftKind::Numerical(list) => {
            out["choices"] = match list.as_slice() {
                [one] if one.feedback.is_none() && one.weight.is_none() => number(one.value),
                list => list
                    .iter()
                    .map(|one| json!({"isCorrect": one.correct, "weight": one.weight, "text": number(one.value), "feedback": maybe(&one.feedback)}))
                    .collect(),
            };
            "Numerical"
        }
        GiftKind::Matching(pairs) => {
            let pair = |(left, right): &(GiftText, String)| json!({"subquestion": text(left), "subanswer": right});
            out["matchPairs"] = pairs.iter().map(pair).collect();
            "Matching"
        }
    };
    out["type"] = json!(kind);
    out
}

/// Numbers as one writes them do not matter: 1822 and 1822.0 are the same.
fn same_numbers(value: &mut Json) {
    match value {
        Json::Number(number) => *value = json!(number.as_f64()),
        Json::Array(list) => list.iter_mut().for_each(same_numbers),
        Json::Object(map) => map.values_mut().for_each(same_numbers),
        _ => {}
    }
}

#[test]
fn the_test_questions_of_the_grammar_parse_as_their_json_says() {
    let Ok(shared) = std::env::var("HEARTH_SHARED") else {
        eprintln!("skipped: HEARTH_SHARED names no folder with gift_fuhrmanator");
        return;
    };
    let folder = std::path::Path::new(&shared).join("data/gift_fuhrmanator/tests/questions");
    let (mut questions, mut wrong) = (0, Vec::new());
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "gift") {
            continue;
        }
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let found = read(&name, &std::fs::read(&path).unwrap()).unwrap();
        let mut expected: Json = serde_json::from_slice(&std::fs::read(path.with_extension("json")).unwrap()).unwrap();
        let mut shaped = Json::Array(found.items.iter().map(shape).collect());
        same_numbers(&mut expected);
        same_numbers(&mut shaped);
        questions += found.items.len();
        if shaped != expected || !found.problems.is_empty() {
            wrong.push(format!("{name}:\n  here {shaped}\n  there {expected}\n  {:?}", found.problems));
        }
        // Every one of them becomes an exercise.
        let exercises = import(&found);
        let asked = found.items.iter().filter(|item| item.kind != GiftKind::Category).count();
        assert_eq!(exercises.exercises.len(), asked, "{name}");
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(questions, 102);
}

#[test]
fn the_forms_that_moodle_describes() {
    let file = read_text(
        "// [id:7] [tag:history]\n::Q1:: 1+1\\=2 {T}\n\n::Q2:: What is between orange and green? {\n  =yellow # right\n  ~red # no\n}\n\n\
         Two plus {=two =2} equals four.\n\n::Q4:: {=cat -> cat food =dog -> dog food = -> hay}\n\n\
         When? {#1822:5}\n\nFrom one to five {#1..5}\n\n\
         When was he born? {#\n =1822:0\n =%50%1822:2 # close\n ~ # no}\n\nHow are you? {}\n\nRead this.\n\n$CATEGORY: tom/dick\n",
    );
    assert_eq!(file.problems, []);
    let kinds: Vec<_> = file.items.iter().map(|item| shape(item)["type"].as_str().unwrap().to_owned()).collect();
    let expected =
        ["TF", "MC", "Short", "Matching", "Numerical", "Numerical", "Numerical", "Essay", "Description", "Category"];
    assert_eq!(kinds, expected);
    assert_eq!((file.items[0].id.as_deref(), file.items[0].stem.text.as_str()), (Some("7"), "1+1=2"));
    assert_eq!((file.items[2].stem.text.as_str(), file.items[2].embedded), ("Two plus _____ equals four.", true));
    let exercises = import(&file).exercises;
    let Question::Matching(matching) = &exercises[3].question else { panic!() };
    assert_eq!((matching.pairs.len(), matching.distractors.as_slice()), (2, ["hay".to_owned()].as_slice()));
    let Question::Numeric(Numeric { answers, .. }) = &exercises[5].question else { panic!() };
    assert_eq!((answers[0].value, answers[0].tolerance), (Some(3.0), 2.0));
    assert_eq!(exercises[0].tags, ["history"]);
}

#[test]
fn a_question_that_cannot_be_read_is_named_and_the_others_are_taken() {
    let file = read_text("Good? {T}\n\nNo end {=a\n");
    assert_eq!((file.items.len(), file.problems.len()), (1, 1));
    assert_eq!(file.problems[0].place.row, Some(3));
    for (text, word) in [
        ("A } alone", "without a {"),
        ("Two {a} places {b}", "two places"),
        ("How many? {#many}", "“many” is no number"),
        ("Which? {=a ~%200%b}", "percentage"),
        ("::Title without end {T}", "title has no end"),
    ] {
        let file = read_text(text);
        assert!(file.problems[0].message.contains(word), "{text}: {:?}", file.problems);
    }
}

#[test]
fn what_html_cannot_be_kept_is_named() {
    let file = read_text("[html]<p>Look\\: <img src\\=\"x.png\"> &amp; <b>tell</b></p>{=a ~b}");
    let imported = import(&file);
    assert_eq!(imported.exercises[0].text, "Look:  & **tell**");
    assert!(imported.left_out[0].message.contains("Pictures"));
}

#[test]
fn what_gift_cannot_say_is_named() {
    let ordering = Exercise::new("1", "Order", Question::Ordering(Default::default()));
    let mut number = Exercise::new("2", "Number", Question::Numeric(Numeric { points: 2.0, ..Numeric::default() }));
    number.hints.push("Divide".into());
    let out = export(&[ordering, number]);
    let named: Vec<_> = out.left_out.iter().map(|(title, why)| (title.as_str(), why.as_str())).collect();
    assert_eq!(named[0], ("Order", "GIFT has no question about an order."));
    assert_eq!(named[1].1, "GIFT cannot say its points (every question there has one), nor its hints.");
}

fn words() -> impl Strategy<Value = String> {
    "[a-zA-Zé~=#{}:\\\\ ]{1,24}".prop_map(|text| format!("w{}w", text.trim()))
}

proptest! {
    /// What is written is read as it was.
    #[test]
    fn exercises_come_back(title in "[a-zA-Zé~=#{}:\\\\]{1,9}( [a-z]{1,5}){0,3}", text in words(), options in prop::collection::vec((words(), words(), 0..4u8), 2..6)) {
        let option = |(place, (text, feedback, credit)): (usize, (String, String, u8))| crate::model::record::ChoiceOption {
            id: format!("o{}", place + 1),
            text,
            feedback,
            credit: [100.0, 0.0, 50.0, -25.0][usize::from(credit)],
            ..Default::default()
        };
        let mut options: Vec<_> = options.into_iter().enumerate().map(option).collect();
        options[0].credit = 100.0;
        options[1].credit = 0.0;
        let mut choice = Exercise::new("7", title.clone(), Question::Choice(Choice { points: 1.0, options, ..Choice::default() }));
        choice.text = text.clone();
        let answers = vec![crate::model::record::ShortAnswer { text: text.clone(), credit: 100.0, ..Default::default() }];
        let mut short = Exercise::new("8", title, Question::ShortText(ShortText { points: 1.0, answers, ..Default::default() }));
        short.text = text;
        let out = export(&[choice.clone(), short.clone()]);
        prop_assert_eq!(&out.left_out, &Vec::new());
        let back = import(&read_text(&out.text));
        prop_assert_eq!(back.left_out, Vec::new());
        prop_assert_eq!(back.exercises, vec![choice, short]);
    }

    /// No text makes the reader fail.
    #[test]
    fn any_text_is_read_or_named(text in "(\\PC|[{}=~#:%\\\\\n]){0,80}") {
        let file = read_text(&text);
        import(&file);
    }
}
