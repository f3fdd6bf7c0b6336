use super::*;
use crate::model::{
    Action, Command, Id, Settings, Zone,
    record::{
        Certainty, Choice, ChoiceOption, Classify, ClassifyAnswer, ClassifyCategory, ClassifyItem, ExercisePack,
        FeedbackTime, Numeric, NumericAnswer,
    },
};
use std::collections::BTreeMap;

fn id(number: u8) -> Id {
    Id::mint(i64::from(number), [number; 10])
}

fn number_exercise(id: &str) -> Exercise {
    let answers = vec![NumericAnswer { value: Some(4.5), credit: 100.0, ..NumericAnswer::default() }];
    let asked = Numeric { points: 4.0, answers, ..Numeric::default() };
    Exercise { hints: vec!["Divide.".into()], ..Exercise::new(id, "A rate", Question::Numeric(asked)) }
}

fn choice_exercise(id: &str) -> Exercise {
    let option = |id: &str, credit| ChoiceOption { id: id.into(), text: id.into(), credit, ..ChoiceOption::default() };
    let asked = Choice { points: 2.0, options: vec![option("a", 100.0), option("b", 0.0)], ..Choice::default() };
    Exercise::new(id, "Why Réach counts", Question::Choice(asked))
}

fn course() -> Vec<Exercise> {
    vec![number_exercise("1.1"), choice_exercise("1.2"), number_exercise("2.1")]
}

fn workspace() -> Workspace {
    let mut workspace = Workspace::new(Settings::new(id(1), "Course", 0, Zone::UTC));
    let mut pack = ExercisePack::new(id(9), 0, "Ours");
    pack.author = "Rui".into();
    pack.conduct = Conduct { feedback: FeedbackTime::Deferred, attempts: Some(1), ..Conduct::default() };
    pack.exercises = vec![number_exercise("x"), choice_exercise("y")];
    put(&mut workspace, Command::Put(pack.into()));
    workspace
}

fn put(workspace: &mut Workspace, command: Command) {
    workspace.apply(Action::new("", command)).unwrap();
}

fn typed(text: &str) -> Answer {
    Answer::Numeric { text: text.into() }
}

fn work(exercise: &str) -> ExerciseWork {
    ExerciseWork::new(id(20), 0, None, exercise, 7)
}

fn submitted(exercise: &Exercise, conduct: &Conduct, work: &ExerciseWork, answer: Answer) -> ExerciseWork {
    attempt::submit(exercise, conduct, work, answer, Some(Certainty::Low), 50).unwrap()
}

fn modules() -> Vec<(String, String)> {
    vec![("1".into(), "Introduction".into())]
}

#[test]
fn the_list_has_the_course_by_module_and_then_the_packs() {
    let groups = groups(&workspace(), &course(), &modules(), ExercisesShown::All, "");
    let titles: Vec<&str> = groups.iter().map(|group| group.title.as_str()).collect();
    assert_eq!(titles, ["1 Introduction", "Module 2", "Ours"]);
    let lines: Vec<String> = groups.iter().flat_map(|group| &group.lines).map(|line| line.key.to_string()).collect();
    assert_eq!(lines, ["course/1.1", "course/1.2", "course/2.1", &format!("{}/x", id(9)), &format!("{}/y", id(9))]);
    assert!(groups.iter().flat_map(|group| &group.lines).all(|line| line.progress == Progress::NotBegun));
}

#[test]
fn search_and_filter_leave_out_what_does_not_fit_with_its_heading() {
    let mut workspace = workspace();
    put(&mut workspace, Command::Put(attempt::draft(&work("1.2"), typed(""), 9).into()));
    let keys = |shown, search: &str| -> Vec<String> {
        let groups = groups(&workspace, &course(), &modules(), shown, search);
        groups.iter().flat_map(|group| &group.lines).map(|line| line.key.exercise.clone()).collect()
    };
    assert_eq!(keys(ExercisesShown::All, "reach"), ["1.2", "y"], "accents and case make no difference");
    assert_eq!(keys(ExercisesShown::All, "one choice"), ["1.2", "y"]);
    assert_eq!(keys(ExercisesShown::Begun, ""), ["1.2"]);
    assert_eq!(keys(ExercisesShown::NotBegun, ""), ["1.1", "2.1", "x", "y"]);
    assert!(keys(ExercisesShown::Attempted, "").is_empty());
    let pack = workspace.records.exercise_packs.get(id(9)).unwrap();
    let away = ExercisePack { archived: Some(5), ..(**pack).clone() };
    put(&mut workspace, Command::Put(away.into()));
    let groups = groups(&workspace, &course(), &modules(), ExercisesShown::All, "");
    assert_eq!(groups.len(), 2, "a pack that was put away is not offered");
}

#[test]
fn progress_says_attempts_and_points_and_nothing_of_points_that_come_later() {
    let (exercise, own) = (number_exercise("1.1"), Conduct::default());
    let progress = |conduct: &Conduct, work: Option<&ExerciseWork>| Progress::of(&exercise, conduct, work).words();
    assert_eq!(progress(&own, None), "Not begun");
    let begun = attempt::draft(&work("1.1"), typed("4"), 10);
    assert_eq!(progress(&own, Some(&begun)), "Begun");
    assert_eq!(progress(&own, Some(&attempt::take_hint(&exercise, &work("1.1"), 5))), "Begun");
    let once = submitted(&exercise, &own, &begun, typed("4"));
    assert_eq!(progress(&own, Some(&once)), "1 attempt, 0 of 4 points");
    let twice = submitted(&exercise, &own, &once, typed("4.5"));
    assert_eq!(progress(&own, Some(&twice)), "2 attempts, 4 of 4 points");
    let again = attempt::draft(&twice, typed("9"), 60);
    assert_eq!(progress(&own, Some(&again)), "2 attempts, 4 of 4 points, another begun");
    let later = Conduct { feedback: FeedbackTime::Deferred, ..Conduct::default() };
    assert_eq!(progress(&later, Some(&twice)), "2 attempts");
}

#[test]
fn an_exercise_is_found_with_its_rules_and_its_neighbours() {
    let (workspace, course) = (workspace(), course());
    let found = find(&workspace, &course, &ExerciseKey::course("1.2")).unwrap();
    assert_eq!(found.previous, Some(ExerciseKey::course("1.1")));
    assert_eq!(found.next, Some(ExerciseKey::course("2.1")));
    assert_eq!(found.conduct, Conduct::default());
    let last = find(&workspace, &course, &ExerciseKey::new(Some(id(9)), "y")).unwrap();
    assert_eq!((last.previous.as_ref().map(|key| key.exercise.as_str()), last.next), (Some("x"), None));
    assert_eq!(last.conduct.attempts, Some(1));
    for nowhere in [ExerciseKey::course("9.9"), ExerciseKey::new(Some(id(3)), "x")] {
        assert_eq!(find(&workspace, &course, &nowhere), None);
    }
}

#[test]
fn work_is_resumed_where_it_was_left() {
    let exercise = number_exercise("1.1");
    let own = Conduct::default();
    assert_eq!(phase(&own, None), Phase::Writing(1));
    assert_eq!(answer(&exercise.question, None), Some(typed("")));
    let begun = attempt::draft(&work("1.1"), typed("4"), 10);
    assert_eq!(
        (phase(&own, Some(&begun)), answer(&exercise.question, Some(&begun))),
        (Phase::Writing(1), Some(typed("4")))
    );
    let given = submitted(&exercise, &own, &begun, typed("4"));
    assert_eq!((phase(&own, Some(&given)), answer(&exercise.question, Some(&given))), (Phase::Given, Some(typed("4"))));
    assert_eq!(attempt_words(Phase::Given, &own, Some(&given)), "attempt 1 of 3");
    let again = attempt::draft(&given, typed("4"), 70);
    assert_eq!(phase(&own, Some(&again)), Phase::Writing(2));
    assert_eq!(attempt_words(Phase::Writing(2), &Conduct { attempts: None, ..own.clone() }, None), "attempt 2");
    // Another question stands under this id by now.
    assert_eq!(answer(&choice_exercise("1.1").question, Some(&begun)), Some(Answer::Choice { chosen: Vec::new() }));
}

#[test]
fn limited_time_waits_for_a_beginning_and_is_told_at_a_few_moments() {
    let timed = Conduct { minutes: Some(5), ..Conduct::default() };
    assert_eq!(phase(&timed, None), Phase::Before);
    let begun = attempt::begin(&work("1.1"), 1_000);
    assert_eq!(phase(&timed, Some(&begun)), Phase::Writing(1));
    assert_eq!(left(299_999), "4:59 left");
    assert_eq!(left(-5), "0:00 left");
    assert_eq!(announcement(300_500, 299_500).as_deref(), Some("5 minutes left"));
    assert_eq!(announcement(60_500, 59_500).as_deref(), Some("1 minute left"));
    assert_eq!(announcement(10_500, 9_500).as_deref(), Some("10 seconds left"));
    assert_eq!(announcement(200_000, 199_000), None);
    assert_eq!(announcement(1_000, -500), None);
}

#[test]
fn a_verdict_is_said_in_words_with_its_points() {
    assert_eq!(
        verdict_words(Verdict::Right, 2.0, 2.0, "Events are engagement."),
        "Right, 2 of 2. Events are engagement."
    );
    assert_eq!(verdict_words(Verdict::Partly, 1.5, 2.0, ""), "Partly right, 1.5 of 2.");
    assert_eq!(verdict_words(Verdict::ForTeacher, 0.0, 3.0, ""), "For the teacher.");
    assert_eq!(verdict_words(Verdict::Wrong, -0.5, 0.0, ""), "Not right, −0.5.");
    let signs: Vec<&str> =
        [Verdict::Right, Verdict::Partly, Verdict::Wrong, Verdict::Unanswered, Verdict::ForTeacher].map(sign).to_vec();
    assert_eq!(signs.iter().collect::<std::collections::BTreeSet<_>>().len(), 5, "each has a sign of its own");
}

#[test]
fn an_item_and_its_reason_have_one_verdict() {
    let category = |id: &str| ClassifyCategory { id: id.into(), label: id.into(), ..ClassifyCategory::default() };
    let item = ClassifyItem {
        id: "meetup".into(),
        text: "A meetup".into(),
        category: "part".into(),
        why: "It brings members together.".into(),
        points: 1.0,
        explanation_points: 1.0,
        keywords: vec![crate::model::record::KeywordGroup {
            any: vec!["together".into()],
            points: 1.0,
            ..Default::default()
        }],
        ..ClassifyItem::default()
    };
    let asked =
        Classify { categories: vec![category("part"), category("not")], items: vec![item], ..Classify::default() };
    let of = |category: &str, reason: &str| {
        let answer = ClassifyAnswer { category: Some(category.into()), reason: reason.into() };
        let items = BTreeMap::from([("meetup".to_owned(), answer)]);
        let grade = grade::grade(&Question::Classify(asked.clone()), &Answer::Classify { items });
        let whole = together(grade.parts.iter()).unwrap();
        (whole.verdict, whole.points, whole.most)
    };
    assert_eq!(of("part", "It brings people together"), (Verdict::Right, 2.0, 2.0));
    assert_eq!(of("part", "No idea"), (Verdict::Partly, 1.0, 2.0));
    assert_eq!(of("part", ""), (Verdict::Partly, 1.0, 2.0));
    assert_eq!(of("not", "together"), (Verdict::Wrong, 0.0, 2.0));
    assert_eq!(together([].iter()), None);
}

#[test]
fn words_are_counted_against_their_limits() {
    assert_eq!(word_count("", Some(2), Some(4)), ("0 words, 2 at least".to_owned(), false));
    assert_eq!(word_count("one two three", Some(2), Some(4)), ("3 words of 4".to_owned(), true));
    assert_eq!(word_count("one two three four five", Some(2), Some(4)), ("5 words, 4 at most".to_owned(), false));
    assert_eq!(word_count("one", None, None), ("1 word".to_owned(), true));
}

#[test]
fn items_move_and_say_where_they_are() {
    let order: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
    assert_eq!(moved(&order, 0, 2), ["b", "c", "a"]);
    assert_eq!(moved(&order, 2, 0), ["c", "a", "b"]);
    assert_eq!(moved(&order, 1, 3), order, "there is no such place");
    assert_eq!(place_words("Publish", 1, 5), "Publish, place 2 of 5");
}

#[test]
fn points_are_written_without_decimals_that_say_nothing() {
    assert_eq!([0.0, 1.0, 7.5, 0.25, 2.0 / 3.0].map(number), ["0", "1", "7.5", "0.25", "0.67"]);
    assert_eq!((points(1.0), of(7.5, 10.0)), ("1 point".to_owned(), "7.5 of 10 points".to_owned()));
    let price = |hint_penalty| hint_price(&Conduct { hint_penalty, ..Conduct::default() });
    assert_eq!((price(10.0), price(0.0)), (" (−10 %)".to_owned(), String::new()));
}
