//! Marks computed by hand, and what must hold for any answer.

use super::*;
use crate::model::record::{ClassifyAnswer, DrillAnswer, DrillRun};
use proptest::prelude::*;
use serde_json::json;

fn asked(question: serde_json::Value) -> Question {
    serde_json::from_value(question).unwrap()
}

fn verdicts(grade: &Grade) -> Vec<(&str, f64, Verdict)> {
    grade.parts.iter().map(|part| (part.id.as_str(), part.points, part.verdict)).collect()
}

/// The first exercise of the course, as a teacher would set it.
fn activities() -> Question {
    let item = |id: &str, text: &str, category: &str, words: [&[&str]; 2]| {
        json!({"id": id, "text": text, "category": category, "points": 1, "explanation_points": 1, "why": "Because.",
        "keywords": [
            {"label": "whom it is for", "any": words[0], "points": 0.5},
            {"label": "what it does", "any": words[1], "points": 0.5},
            {"label": "an example", "any": ["for example", "such as"], "points": 0.5},
        ]})
    };
    asked(json!({"kind": "classify",
    "categories": [{"id": "yes", "label": "Community management"}, {"id": "no", "label": "Something else"}],
    "items": [
        item("blog", "Publishing a product update on the company's blog", "yes", [&["member", "community"], &["inform", "keep up to date"]]),
        item("complaints", "Answering customer complaints on Twitter", "yes", [&["customer", "user"], &["answer", "listen", "support"]]),
        item("logo", "Designing a new brand logo", "no", [&["brand", "branding"], &["design"]]),
        item("meetup", "Organising a virtual meetup", "yes", [&["member", "people"], &["bring together", "relationship", "engag"]]),
        item("metrics", "Analysing social-media engagement metrics", "yes", [&["community", "audience"], &["measure", "understand", "engag"]]),
    ]}))
}

fn classified(answers: &[(&str, &str, &str)]) -> Answer {
    let one = |(id, category, reason): &(&str, &str, &str)| {
        let category = Some((*category).to_owned()).filter(|category| !category.is_empty());
        ((*id).to_owned(), ClassifyAnswer { category, reason: (*reason).to_owned() })
    };
    Answer::Classify { items: answers.iter().map(one).collect() }
}

#[test]
fn the_first_exercise_is_marked_as_by_hand() {
    let question = activities();
    assert_eq!(most(&question), 10.0);
    let all_right = classified(&[
        ("blog", "yes", "It keeps the community informed, for example of fixes."),
        ("complaints", "yes", "One listens to customers."),
        ("logo", "no", "That is BRANDING and désign."),
        ("meetup", "yes", "It brings people together: engagement"),
        ("metrics", "yes", "To understand the audience."),
    ]);
    let full = grade(&question, &all_right);
    assert_eq!((full.points, full.most, full.teacher), (10.0, 10.0, false), "{:?}", verdicts(&full));
    assert!(full.parts.iter().all(|part| part.verdict == Verdict::Right));

    let partly = classified(&[
        // 1 + two groups of three: 0.5 + 0.5 = 1; a third earns nothing above the cap.
        ("blog", "yes", "Members are informed such as here"),
        // 1 + one group: 0.5.
        ("complaints", "yes", "Customers are angry there"),
        // The wrong category: nothing, however good the reason.
        ("logo", "yes", "Branding is design"),
        // 1 + no reason.
        ("meetup", "yes", ""),
        // Not answered, though a reason is there.
        ("metrics", "", "understand the audience"),
    ]);
    let grade = grade(&question, &partly);
    assert_eq!(grade.points, 2.0 + 1.5 + 0.0 + 1.0 + 0.0);
    assert_eq!(
        verdicts(&grade),
        [
            ("blog", 1.0, Verdict::Right),
            ("blog/reason", 1.0, Verdict::Right),
            ("complaints", 1.0, Verdict::Right),
            ("complaints/reason", 0.5, Verdict::Partly),
            ("logo", 0.0, Verdict::Wrong),
            ("logo/reason", 0.0, Verdict::Wrong),
            ("meetup", 1.0, Verdict::Right),
            ("meetup/reason", 0.0, Verdict::Unanswered),
            ("metrics", 0.0, Verdict::Unanswered),
            ("metrics/reason", 0.0, Verdict::Wrong),
        ]
    );
    let reason = grade.part("complaints/reason").unwrap();
    assert_eq!(reason.said, "Found: whom it is for. Nothing was found about: what it does; an example.");
    let logo = grade.part("logo").unwrap();
    assert!(!logo.said.contains("Something else"), "the right category is told apart: {}", logo.said);
    assert_eq!(logo.right, "Something else: Because.");
}

/// The exercise as the course has it, with answers as students write them.
#[test]
fn the_course_marks_honest_reasons_and_not_empty_words() {
    let text = include_str!("../exercises/1.1-part-of-community-management.json");
    let question = crate::interchange::exercise::read_exercise("1.1", text.as_bytes()).unwrap().exercise.question;
    let Question::Classify(classify) = &question else { panic!() };
    let answered = |reasons: [&str; 5]| {
        let one = |(item, reason): (&crate::model::record::ClassifyItem, &str)| {
            let right = ClassifyAnswer { category: Some(item.category.clone()), reason: reason.into() };
            (item.id.clone(), right)
        };
        grade(&question, &Answer::Classify { items: classify.items.iter().zip(reasons).map(one).collect() })
    };
    assert_eq!(classify.items.len(), 5);
    let good = answered([
        "It informs the members about what is new, and they can comment on it.",
        "Listening to customers and solving their problems in public builds trust.",
        "It is branding and graphic design; there is no interaction with the members.",
        "It brings members together, so that they get to know each other and relationships grow.",
        "It measures how people interact, so that we understand what works and improve.",
    ]);
    assert_eq!((good.points, good.most), (10.0, 10.0), "{:#?}", verdicts(&good));
    let empty = answered(["yes", "I think so", "no", "of course", "because it is"]);
    assert_eq!(empty.points, 5.0, "{:#?}", verdicts(&empty));
}

#[test]
fn keywords_are_beginnings_of_words_whatever_their_case_accents_and_apostrophes() {
    let question = asked(json!({"kind": "free_text", "groups": [
        {"any": ["engag"], "points": 1}, {"any": ["don't"], "points": 1}, {"any": ["café open"], "points": 1},
        {"any": ["art"], "points": 1}]}));
    let of = |text: &str| grade(&question, &Answer::FreeText { text: text.into(), found: vec![] }).points;
    assert_eq!(of("ENGAGEMENT"), 1.0);
    assert_eq!(of("They don’t, and don't"), 1.0);
    assert_eq!(of("The Cafe\n  opens"), 1.0);
    assert_eq!(of("A smart start"), 0.0, "not within a word");
    assert_eq!(of("engaging; don‘t; CAFÉ OPEN; artful"), 4.0);
}

#[test]
fn one_option_earns_its_credit() {
    let question = asked(json!({"kind": "choice", "points": 2, "options": [
        {"id": "a", "text": "A", "credit": 100}, {"id": "b", "text": "B", "credit": 50, "feedback": "Nearly."},
        {"id": "c", "text": "C", "credit": -50}]}));
    let of = |chosen: &[&str]| {
        grade(&question, &Answer::Choice { chosen: chosen.iter().map(|id| (*id).to_owned()).collect() })
    };
    assert_eq!(verdicts(&of(&["a"])), [("a", 2.0, Verdict::Right)]);
    assert_eq!(verdicts(&of(&["b"])), [("b", 1.0, Verdict::Partly)]);
    assert_eq!(of(&["b"]).parts[0].said, "Nearly.");
    assert_eq!(of(&["b"]).parts[0].right, "A");
    assert_eq!(verdicts(&of(&["c"])), [("c", 0.0, Verdict::Wrong)]);
    assert_eq!(verdicts(&of(&[])), [("", 0.0, Verdict::Unanswered)]);
    assert_eq!(verdicts(&of(&["zzz"])), [("", 0.0, Verdict::Unanswered)]);
}

#[test]
fn several_options_earn_the_sum_between_nothing_and_all() {
    let question = asked(json!({"kind": "choice", "multiple": true, "points": 3, "options": [
        {"id": "a", "text": "A", "credit": 50}, {"id": "b", "text": "B", "credit": 50},
        {"id": "c", "text": "C", "credit": -50}, {"id": "d", "text": "D", "credit": -100}]}));
    let of = |chosen: &[&str]| {
        grade(&question, &Answer::Choice { chosen: chosen.iter().map(|id| (*id).to_owned()).collect() }).points
    };
    assert_eq!(of(&["a", "b"]), 3.0);
    assert_eq!(of(&["b"]), 1.5);
    assert_eq!(of(&["b", "b"]), 1.5);
    assert_eq!(of(&["a", "b", "c"]), 1.5);
    assert_eq!(of(&["a", "c"]), 0.0);
    assert_eq!(of(&["a", "b", "c", "d"]), 0.0);
    // Thirds make a whole.
    let thirds = asked(json!({"kind": "choice", "multiple": true, "options": [
        {"id": "a", "text": "A", "credit": 33.33333}, {"id": "b", "text": "B", "credit": 33.33333},
        {"id": "c", "text": "C", "credit": 33.33334}]}));
    let all = Answer::Choice { chosen: vec!["c".into(), "a".into(), "b".into()] };
    assert_eq!(grade(&thirds, &all).points, 1.0);
}

#[test]
fn each_pair_has_an_equal_share_and_equal_right_sides_stand_for_each_other() {
    let question = asked(json!({"kind": "matching", "points": 3, "distractors": ["Noise"], "pairs": [
        {"id": "a", "left": "Likes", "right": "Engagement"}, {"id": "b", "left": "Comments", "right": "Engagement"},
        {"id": "c", "left": "Followers", "right": "Growth"}]}));
    let of = |pairs: &[(&str, &str)]| {
        let pairs = pairs.iter().map(|(id, right)| ((*id).to_owned(), (*right).to_owned())).collect();
        grade(&question, &Answer::Matching { pairs })
    };
    assert_eq!(of(&[("a", "Engagement"), ("b", "Engagement"), ("c", "Growth")]).points, 3.0);
    let some = of(&[("a", " Engagement "), ("b", "Noise")]);
    assert_eq!(
        verdicts(&some),
        [("a", 1.0, Verdict::Right), ("b", 0.0, Verdict::Wrong), ("c", 0.0, Verdict::Unanswered)]
    );
}

#[test]
fn an_order_earns_kendalls_tau() {
    let question = asked(json!({"kind": "ordering", "points": 6, "items": [
        {"id": "a", "text": "A"}, {"id": "b", "text": "B"}, {"id": "c", "text": "C"}, {"id": "d", "text": "D"}]}));
    let of = |order: &str| grade(&question, &Answer::Ordering { order: order.chars().map(String::from).collect() });
    // Six pairs; scipy.stats.kendalltau gives 1, 0.667, 0.333, 0, −0.333, −1 for these.
    for (order, points) in [("abcd", 6.0), ("bacd", 4.0), ("bcad", 2.0), ("cbad", 0.0), ("cdab", 0.0), ("dcba", 0.0)] {
        assert_eq!(of(order).points, points, "{order}");
    }
    // Left out: five pairs less are three right ones of six.
    assert_eq!(of("abc").points, 3.0);
    assert_eq!(of("abba").points, 1.0);
    assert_eq!(of("").parts[0].verdict, Verdict::Unanswered);
    assert_eq!(of("xyz").parts[0].verdict, Verdict::Unanswered);
    assert_eq!(of("bacd").parts[0].said, "5 of 6 pairs stand in the right order.");
    let one = asked(json!({"kind": "ordering", "items": [{"id": "a", "text": "A"}]}));
    assert_eq!(grade(&one, &Answer::Ordering { order: vec!["a".into()] }).points, 1.0);
}

#[test]
fn numbers_count_within_their_tolerance() {
    let question = asked(json!({"kind": "numeric", "points": 2, "unit": {"label": "%", "accepted": ["percent"]},
        "answers": [{"value": 4.5, "tolerance": 0.05}, {"value": 4.5, "relative": 0.1, "credit": 50, "feedback": "Round later."},
                    {"value": 0.045, "tolerance": 0.0005, "credit": 25, "feedback": "In percent?"}]}));
    let of = |text: &str| {
        let grade = grade(&question, &Answer::Numeric { text: text.into() });
        (grade.points, grade.parts[0].said.clone())
    };
    for text in ["4.5", "4,5", "4.5 %", "4.55", "4.45", "4,5 percent", "4.5%"] {
        assert_eq!(of(text), (2.0, String::new()), "{text}");
    }
    assert_eq!(of("4.6"), (1.0, "Round later.".into()));
    assert_eq!(of("4.95").0, 1.0);
    assert_eq!(of("4.96").0, 0.0);
    assert_eq!(of("0.045"), (0.5, "In percent?".into()));
    assert_eq!(of("4.5 euros"), (1.0, "The unit is not the one asked for: %.".into()));
    assert_eq!(of("four").1, "This could not be read as one number.");
    let right = grade(&question, &Answer::Numeric { text: "1".into() }).parts[0].right.clone();
    assert_eq!(right, "4.5 % (4.45 to 4.55 count)");
    // The reading that fits counts.
    let thousand = asked(json!({"kind": "numeric", "answers": [{"value": 1200}]}));
    for text in ["1200", "1.200", "1,200", "1 200", "1'200", "1.200,0", "1.2k", "1,200 followers", "+1200"] {
        assert_eq!(grade(&thousand, &Answer::Numeric { text: text.into() }).points, 1.0, "{text}");
    }
    // A unit that is asked for and left out costs half.
    let euro = asked(json!({"kind": "numeric", "answers": [{"value": 12}],
        "unit": {"label": "€", "accepted": ["EUR"], "required": true}}));
    let of = |text: &str| grade(&euro, &Answer::Numeric { text: text.into() }).points;
    assert_eq!((of("12"), of("€12"), of("12 EUR"), of("12 $")), (0.5, 1.0, 1.0, 0.5));
    // Any number does, where none is said.
    let any = asked(json!({"kind": "numeric", "answers": [{"value": 3}, {"credit": 0, "feedback": "Read the axis."}]}));
    assert_eq!(grade(&any, &Answer::Numeric { text: "8".into() }).parts[0].said, "Read the axis.");
}

#[test]
fn short_texts_fit_by_their_letters_and_stars() {
    let question = asked(json!({"kind": "short_text", "answers": [
        {"text": "user-generated content"}, {"text": "user*content"}, {"text": "UGC", "credit": 80},
        {"text": "*", "credit": 0, "feedback": "Three words."}]}));
    let of = |text: &str| grade(&question, &Answer::ShortText { text: text.into() });
    assert_eq!(of("  User-Generated   CONTENT. ").points, 1.0);
    assert_eq!(of("users' content").points, 1.0);
    assert_eq!(of("ugc").points, 0.8);
    assert_eq!(of("ads").parts[0].said, "Three words.");
    assert_eq!(of("ads").parts[0].right, "user-generated content");
    assert_eq!(of(" ").parts[0].verdict, Verdict::Unanswered);
    let case = asked(json!({"kind": "short_text", "case_sensitive": true, "answers": [{"text": "KPI"}]}));
    let of = |text: &str| grade(&case, &Answer::ShortText { text: text.into() }).points;
    assert_eq!((of("KPI"), of("kpi"), of("KPI.")), (1.0, 0.0, 1.0));
}

#[test]
fn a_free_text_earns_by_keywords_up_to_the_cap_and_the_rubric_is_the_teachers() {
    let question = asked(json!({"kind": "free_text", "min_words": 3, "max_words": 6, "cap": 3,
        "groups": [{"label": "a goal", "any": ["goal"], "points": 2}, {"any": ["people"], "points": 2}],
        "rubric": [{"id": "clear", "text": "Is clear", "points": 4}]}));
    assert_eq!(most(&question), 3.0);
    let of = |text: &str| grade(&question, &Answer::FreeText { text: text.into(), found: vec!["clear".into()] });
    let both = of("a goal for people");
    assert_eq!((both.points, both.most, both.teacher), (3.0, 3.0, true));
    assert_eq!(verdicts(&both), [("", 3.0, Verdict::Right), ("clear", 0.0, Verdict::ForTeacher)]);
    assert_eq!(of("one goal only").points, 2.0);
    assert_eq!(of("goal people").points, 0.0);
    assert_eq!(of("goal people").parts[0].said, "The text has 2 words; 3 are the fewest.");
    assert_eq!(of("a goal, a goal for people, people").points, 1.5, "too long: half");
    assert!(of("").parts.iter().all(|part| part.verdict == Verdict::Unanswered));
    let by_hand = asked(json!({"kind": "free_text", "rubric": [
        {"id": "a", "text": "A", "points": 2}, {"id": "b", "text": "B", "points": 1.5}]}));
    let grade = grade(&by_hand, &Answer::FreeText { text: "words".into(), found: vec![] });
    assert_eq!((grade.points, grade.most, grade.teacher), (0.0, 3.5, true));
}

#[test]
fn the_questions_about_a_chart_are_marked_one_by_one() {
    let question = asked(json!({"kind": "chart",
        "chart": {"title": "Reach", "x": ["Jan", "Feb"], "series": [{"name": "A", "values": [1, null]}]},
        "questions": [
            {"id": "peak", "text": "When?", "points": 2, "options": [{"id": "j", "text": "Jan", "credit": 100}, {"id": "f", "text": "Feb"}]},
            {"id": "value", "text": "How much?", "answers": [{"value": 1, "tolerance": 0.1}]}]}));
    let answer: Answer = serde_json::from_value(json!({"kind": "chart",
        "questions": {"peak": {"chosen": "f"}, "value": {"text": "1,05"}}}))
    .unwrap();
    let grade = grade(&question, &answer);
    assert_eq!((grade.points, grade.most), (1.0, 3.0));
    assert_eq!(verdicts(&grade), [("peak", 0.0, Verdict::Wrong), ("value", 1.0, Verdict::Right)]);
    assert_eq!(grade.parts[0].right, "Jan");
}

#[test]
fn a_drill_earns_the_score_of_its_run() {
    let question = asked(json!({"kind": "drill", "points": 10, "drill": {"name": "Outage", "messages": [
        {"minute": 0, "who": "Ana", "text": "Down?", "keywords": [["know"]], "limit": 5},
        {"minute": 1, "who": "Ben", "text": "lol", "expects": "leave"}]}}));
    let Question::Drill(script) = &question else { panic!() };
    let drill = drill::script(script).unwrap();
    let again = drill::script(script).unwrap();
    assert_eq!(drill.messages[1].id, again.messages[1].id);
    assert_ne!(drill.messages[0].id, drill.messages[1].id);
    let answer = DrillAnswer {
        message: drill.messages[0].id,
        second: 60,
        text: "We know, Ana.".into(),
        escalated: false,
        extra: Default::default(),
    };
    let run = DrillRun {
        at: 5,
        who: String::new(),
        seconds: 120,
        answers: vec![answer],
        score: None,
        extra: Default::default(),
    };
    // Time 30 of 30, content 30 of 30, escalation 20 of 20; left alone 50 of 50, escalation 20 of 20.
    let full = grade(&question, &Answer::Drill { run: run.clone() });
    assert_eq!((full.points, full.most), (10.0, 10.0), "{full:?}");
    // Nothing done with the first: 0 of it; the second as before.
    let none = grade(&question, &Answer::Drill { run: DrillRun { answers: vec![], ..run } });
    assert_eq!(verdicts(&none), [("1", 0.0, Verdict::Wrong), ("2", 5.0, Verdict::Right)]);
    assert_eq!(grade(&question, &Answer::Note).parts[0].verdict, Verdict::Unanswered);
}

#[test]
fn a_task_earns_the_share_of_each_check() {
    let question = asked(json!({"kind": "task", "scenario": "editorial_week", "checks": [
        {"id": "posts", "text": "Five posts", "points": 5, "rule": "posts"},
        {"id": "days", "text": "Five days", "points": 2, "rule": "days"},
        {"id": "alt", "text": "Alternative texts", "points": 1, "rule": "alt"}]}));
    let answer: Answer = serde_json::from_value(json!({"kind": "task", "outcomes": [
        {"check": "posts", "share": 0.6, "said": "Three of five."}, {"check": "days", "share": 7}]}))
    .unwrap();
    let grade = grade(&question, &answer);
    assert_eq!((grade.points, grade.most), (5.0, 8.0));
    assert_eq!(
        verdicts(&grade),
        [("posts", 3.0, Verdict::Partly), ("days", 2.0, Verdict::Right), ("alt", 0.0, Verdict::Unanswered)]
    );
}

#[test]
fn an_answer_of_another_kind_is_none() {
    let question = activities();
    let grade = grade(&question, &Answer::Choice { chosen: vec!["yes".into()] });
    assert_eq!((grade.points, grade.most, grade.unanswered()), (0.0, 10.0, 10));
    assert_eq!(super::grade(&Question::Note, &Answer::Note), Grade::default());
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), Just(1.0), Just(-3.0), Just(100.0), Just(f64::NAN), Just(f64::INFINITY), -200.0..200.0]
}

/// Texts that readers stumble over.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,24}",
        "[0-9.,' %€k+−-]{0,12}",
        "[ab*]{0,8}",
        Just("\u{0}\u{202e}İß\u{301}".to_owned()),
        Just("é".repeat(5_000)),
    ]
}

fn id() -> impl Strategy<Value = String> {
    "[a-d]?"
}

prop_compose! {
    fn option()(id in id(), text in text(), credit in number()) -> serde_json::Value {
        json!({"id": id, "text": text, "credit": if credit.is_finite() { credit } else { 0.0 }})
    }
}

fn any_question() -> impl Strategy<Value = Question> {
    let list = |strategy: BoxedStrategy<serde_json::Value>| proptest::collection::vec(strategy, 0..5);
    let named = || {
        list(
            (id(), text())
                .prop_map(|(id, text)| json!({"id": id, "text": text, "left": text, "right": text, "label": text}))
                .boxed(),
        )
    };
    let group = (proptest::collection::vec(text(), 0..3), -2.0..3.0)
        .prop_map(|(any, points)| json!({"any": any, "points": points}));
    let numbers = (proptest::option::of(-1e4..1e4), number(), number())
        .prop_map(|(value, tolerance, credit)| json!({"value": value, "tolerance": tolerance.max(-9.0).min(9.0), "credit": credit.max(-500.0).min(500.0)}));
    (named(), list(option().boxed()), list(group.boxed()), list(numbers.boxed()), -1.0..9.0, any::<bool>(), 0..9, text()).prop_map(
        |(named, options, groups, numbers, points, flag, kind, words)| {
            let items: Vec<_> = named.iter().map(|one| {
                json!({"id": one["id"], "text": one["text"], "category": one["id"], "keywords": groups,
                    "explanation_points": points, "points": points})
            }).collect();
            asked(match kind {
                0 => json!({"kind": "classify", "categories": named, "items": items}),
                1 => json!({"kind": "choice", "multiple": flag, "points": points, "options": options}),
                2 => json!({"kind": "matching", "points": points, "pairs": named}),
                3 => json!({"kind": "ordering", "points": points, "items": named}),
                4 => json!({"kind": "numeric", "points": points, "answers": numbers, "unit": {"label": words, "required": flag}}),
                5 => json!({"kind": "short_text", "points": points, "case_sensitive": flag, "answers": options}),
                6 => json!({"kind": "free_text", "groups": groups, "cap": points, "rubric": named}),
                7 => json!({"kind": "chart", "chart": {"title": "", "x": [], "series": []}, "questions": [
                    {"id": "a", "text": "", "points": points, "options": options}, {"id": "b", "text": "", "answers": numbers}]}),
                _ => json!({"kind": "task", "scenario": "empty", "checks": items.iter().map(|item| {
                    json!({"id": item["id"], "text": "", "points": points, "rule": words})
                }).collect::<Vec<_>>()}),
            })
        },
    )
}

fn any_answer(question: &Question, ids: &[String], words: &[String], share: f64) -> Answer {
    let word = |at: usize| words.get(at % words.len().max(1)).cloned().unwrap_or_default();
    let pairs = || ids.iter().cloned().enumerate().map(|(at, id)| (id, word(at)));
    match blank(question).unwrap() {
        Answer::Classify { .. } => Answer::Classify {
            items: pairs().map(|(id, reason)| (id.clone(), ClassifyAnswer { category: Some(id), reason })).collect(),
        },
        Answer::Choice { .. } => Answer::Choice { chosen: ids.to_vec() },
        Answer::Matching { .. } => Answer::Matching { pairs: pairs().collect() },
        Answer::Ordering { .. } => Answer::Ordering { order: ids.to_vec() },
        Answer::Numeric { .. } => Answer::Numeric { text: word(0) },
        Answer::ShortText { .. } => Answer::ShortText { text: word(0) },
        Answer::FreeText { .. } => Answer::FreeText { text: words.join(" "), found: ids.to_vec() },
        Answer::Chart { .. } => Answer::Chart {
            questions: pairs()
                .map(|(id, text)| (id.clone(), crate::model::record::ChartAnswer { chosen: Some(id), text }))
                .collect(),
        },
        Answer::Task { .. } => Answer::Task {
            workspace: None,
            outcomes: ids
                .iter()
                .map(|id| crate::model::record::CheckOutcome { check: id.clone(), share, said: String::new() })
                .collect(),
            file: None,
        },
        other => other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn points_are_never_below_nothing_nor_above_all(
        question in any_question(),
        ids in proptest::collection::vec(id(), 0..6),
        words in proptest::collection::vec(text(), 0..4),
        share in number(),
    ) {
        let answer = any_answer(&question, &ids, &words, share);
        let grade = grade(&question, &answer);
        prop_assert!(grade.points >= 0.0 && grade.points <= grade.most, "{} of {}", grade.points, grade.most);
        prop_assert_eq!(grade.most, most(&question));
        prop_assert!(grade.parts.iter().all(|part| part.points.is_finite() && part.most >= 0.0));
    }

    #[test]
    fn the_order_of_options_and_of_what_was_chosen_makes_no_difference(
        credits in proptest::collection::vec(-100_i32..=100, 1..6),
        chosen in proptest::collection::vec(0_usize..6, 0..6),
        multiple in any::<bool>(),
        seed in any::<u32>(),
    ) {
        let options: Vec<_> = credits.iter().enumerate()
            .map(|(at, credit)| json!({"id": at.to_string(), "text": "", "credit": credit})).collect();
        let order = crate::course::shuffle::permutation(seed, "", options.len());
        let shuffled: Vec<_> = order.iter().map(|at| options[*at].clone()).collect();
        let one = asked(json!({"kind": "choice", "multiple": multiple, "options": options}));
        let other = asked(json!({"kind": "choice", "multiple": multiple, "options": shuffled}));
        let ids: Vec<String> = chosen.iter().take(if multiple { 6 } else { 1 }).map(usize::to_string).collect();
        let back: Vec<String> = ids.iter().rev().cloned().collect();
        let first = grade(&one, &Answer::Choice { chosen: ids });
        let second = grade(&other, &Answer::Choice { chosen: back });
        prop_assert!((first.points - second.points).abs() < 1e-9);
    }
}
