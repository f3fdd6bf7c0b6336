//! The course's tasks, done by commands as a person would do them: a good solution earns everything, the untouched workspace
//! nothing but what is right at the beginning, a part the share counted by hand.

use super::*;
use crate::{
    events, feedback,
    model::{
        Action, Command, Day,
        record::{
            Annotation, AnnotationKind, AppealOutcome, ContentItem, ContentStatus, ConversationStatus, Dashboard,
            DashboardItem, Decision, Direction, Event, EventStatus, Exercise, FeedbackStatus, Incident, ItemSize,
            KpiTarget, ModerationAction, Objective, Question, Record, RunStep, SavedView, Scenario, Statement,
            TaskCheck, TeamMember, TeamRole, TimelineEntry, Variant,
        },
        time::{DAY_MS, parse_iso},
    },
    moderation::actions::{Desk, Verdict},
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::Arc;

const MINUTE: i64 = 60_000;

/// Every task of the course.
const TASKS: [&str; 9] = [
    include_str!("../exercises/2.2-targets-for-an-objective.json"),
    include_str!("../exercises/2.5-a-week-in-the-calendar.json"),
    include_str!("../exercises/4.5-answer-in-time.json"),
    include_str!("../exercises/4.6-prepare-the-meetup.json"),
    include_str!("../exercises/4.7-a-crisis-begins.json"),
    include_str!("../exercises/4.8-clear-the-queue.json"),
    include_str!("../exercises/4.9-close-the-loop.json"),
    include_str!("../exercises/5.5-find-the-cause.json"),
    include_str!("../exercises/5.7-a-report-with-commentary.json"),
];

/// A Wednesday, 11:00 in Madrid.
fn begun() -> Instant {
    parse_iso("2026-11-25T10:00:00Z").unwrap()
}

/// When somebody works.
fn later() -> Instant {
    begun() + 10 * MINUTE
}

fn tasks() -> Vec<(Exercise, Task)> {
    let read = |text: &&str| {
        let exercise: Exercise = serde_json::from_str(text).unwrap();
        let Question::Task(task) = exercise.question.clone() else { panic!("{} is no task", exercise.id) };
        (exercise, task)
    };
    TASKS.iter().map(read).collect()
}

/// A task being done.
struct Done {
    task: Task,
    workspace: Workspace,
    made: u8,
}

impl Done {
    fn begin(id: &str) -> Self {
        let (_, task) = tasks().into_iter().find(|(exercise, _)| exercise.id == id).unwrap();
        let zone = "Europe/Madrid".parse().unwrap();
        let workspace = scenario(task.scenario, 5, begun(), zone, Id::derived("task"), "Task");
        Self { task, workspace, made: 0 }
    }

    fn id(&mut self) -> Id {
        self.made += 1;
        Id::mint(later(), [self.made; 10])
    }

    fn put(&mut self, record: impl Into<Record>) {
        let action = Action::put(&self.workspace, record);
        self.workspace.apply(action).unwrap();
    }

    fn run(&mut self, action: Action) {
        self.workspace.apply(action).unwrap();
    }

    fn checked(&self) -> Vec<CheckOutcome> {
        check(&self.task, &self.workspace, later() + MINUTE)
    }

    fn share(&self, id: &str) -> f64 {
        let outcomes = self.checked();
        outcomes.iter().find(|one| one.check == id).unwrap().share
    }

    fn said(&self, id: &str) -> String {
        self.checked().into_iter().find(|one| one.check == id).unwrap().said
    }

    #[track_caller]
    fn all_right(&self) {
        for one in self.checked() {
            assert!((one.share - 1.0).abs() < 1e-9, "{} has {}: {}", one.check, one.share, one.said);
        }
    }

    fn monday(&self) -> Day {
        Look::new(&self.workspace, later()).next_monday()
    }

    fn flag(&self, tag: &str) -> Id {
        self.workspace.records.flags.iter().find(|one| one.tags.iter().any(|mine| mine == tag)).unwrap().id
    }

    fn wish(&self, tag: &str) -> Id {
        self.workspace.records.feedback.iter().find(|one| one.tags.iter().any(|mine| mine == tag)).unwrap().id
    }

    fn decide(&mut self, tag: &str, action: ModerationAction, rule: u32, reason: &str) {
        self.decide_at(tag, action, rule, reason, later());
    }

    fn answer(&mut self, tag: &str, at: Instant, text: &str) {
        let found = self.workspace.records.conversations.iter().find(|one| one.tags.iter().any(|mine| mine == tag));
        let mut one = (**found.unwrap()).clone();
        let id = self.id();
        one.mark_answered(id, at, "Student", text);
        self.put(one);
    }

    fn change(&mut self, tag: &str, change: impl FnOnce(&mut crate::model::record::Conversation)) {
        let found = self.workspace.records.conversations.iter().find(|one| one.tags.iter().any(|mine| mine == tag));
        let mut one = (**found.unwrap()).clone();
        change(&mut one);
        self.put(one);
    }

    fn post(&mut self, day: i32, minute: i64, pillar: &str, text: &str, status: ContentStatus) {
        let channel = self.workspace.records.channels.iter().next().unwrap().id;
        let pillar = self.workspace.records.pillars.iter().find(|one| one.name == pillar).unwrap().id;
        let zone = self.workspace.settings.zone;
        let at = zone.instant(i64::from(self.monday().add(day).0) * DAY_MS + minute * MINUTE);
        let id = self.id();
        let mut item = ContentItem::new(id, later(), format!("Post {day}"));
        (item.planned, item.pillar, item.status) = (Some(at), Some(pillar), status);
        let mut variant = Variant::new(channel);
        // The same words twice in a week are a clash.
        variant.text = format!("Day {day}, {minute}: {text}");
        item.variants.push(variant);
        self.put(item);
    }
}

#[test]
fn every_task_of_the_course_is_written_rightly_and_begins_with_little() {
    for (exercise, task) in tasks() {
        assert_eq!(check_task(&task), [], "{}", exercise.id);
        crate::model::validate::exercise(&exercise).unwrap();
        assert!(exercise.lesson.len() == 3 && exercise.text.len() > 300 && exercise.explanation.len() > 300);
        assert_eq!(exercise.hints.len(), 3, "{}", exercise.id);
        let points: f64 = task.checks.iter().map(|one| one.points).sum();
        let begun = Done::begin(&exercise.id);
        let earned: f64 = begun.checked().iter().zip(&task.checks).map(|(one, check)| one.share * check.points).sum();
        let given = if exercise.id == "2.5" { 0.25 } else { 0.0 };
        assert!(earned <= given * points, "{}: {earned} of {points} before anything is done", exercise.id);
        for one in begun.checked() {
            assert!(!one.said.is_empty() && one.said.len() < 600, "{}: {}", exercise.id, one.said);
        }
    }
}

#[test]
fn a_measurable_objective() {
    let mut done = Done::begin("2.2");
    let id = done.id();
    let mut objective = Objective::new(id, later(), "People on Instagram react more by March");
    let target = |kpi: &str, baseline, target| KpiTarget {
        kpi: kpi.to_owned(),
        baseline,
        target,
        direction: Direction::Up,
        deadline: Some(Day::from_ymd(2027, 3, 31).unwrap()),
        extra: Extra::new(),
    };
    objective.targets = vec![target("engagement_rate_by_reach", Some(0.05), 0.06)];
    done.put(objective.clone());
    // One of three targets; of SMART the sentence alone, of six parts.
    assert!((done.share("targets") - 1.0 / 3.0).abs() < 1e-9);
    assert!((done.share("objective") - 1.0 / 6.0).abs() < 1e-9);
    assert!((done.share("honest") - 1.0 / 3.0).abs() < 1e-9);
    objective.specific = "Engagement rate, save rate and followers rise".to_owned();
    objective.achievable = "We had a sixth more in spring".to_owned();
    objective.relevant = "Who reacts stays with us longer".to_owned();
    objective.owner = "Noor".to_owned();
    (objective.start, objective.end) = (Day::from_ymd(2027, 1, 1), Day::from_ymd(2027, 3, 31));
    objective.targets.push(target("save_rate_by_reach", Some(0.004), 0.005));
    objective.targets.push(target("followers", Some(9_000.0), 90_000.0));
    done.put(objective.clone());
    assert!((done.share("targets") - 1.0).abs() < 1e-9);
    // Targets, baselines and deadlines are whole; of the sizes two of three are sensible.
    assert!((done.share("honest") - (3.0 + 2.0 / 3.0) / 4.0).abs() < 1e-9, "{}", done.said("honest"));
    objective.targets[2].target = 10_000.0;
    done.put(objective);
    done.all_right();
}

#[test]
fn a_week_in_the_calendar() {
    let mut done = Done::begin("2.5");
    assert!((done.share("days") - 1.0 / 7.0).abs() < 1e-9, "the post that is agreed is there");
    assert!(done.said("days").contains("1 of 7 days have a post"), "{}", done.said("days"));
    let tip = "Breathe out on the way up. #BriskTip";
    for (day, pillar) in [(0, "Tips"), (1, "Tips"), (3, "People"), (4, "Tips")] {
        done.post(
            day,
            450,
            pillar,
            if pillar == "Tips" { tip } else { "Rosa ran her first five kilometres" },
            ContentStatus::Scheduled,
        );
    }
    assert!((done.share("days") - 5.0 / 7.0).abs() < 1e-9);
    assert_eq!(done.said("days"), "5 of 7 days have a post. Not yet: Saturday and Sunday.");
    assert!((done.share("scheduled") - 5.0 / 7.0).abs() < 1e-9);
    // Of five: tips 60, people 20, product 20 %; all within 12, and five of seven posts are there.
    assert!((done.share("pillars") - 5.0 / 7.0).abs() < 1e-9, "{}", done.said("pillars"));
    done.post(5, 460, "Tips", tip, ContentStatus::Draft);
    done.post(6, 1_080, "People", "Who was there on Saturday, and who brought the cake", ContentStatus::Scheduled);
    assert!((done.share("days") - 1.0).abs() < 1e-9);
    assert!((done.share("scheduled") - 6.0 / 7.0).abs() < 1e-9);
    assert!((done.share("time") - 6.0 / 7.0).abs() < 1e-9, "18:00 is too late: {}", done.said("time"));
    let wrong: Vec<ContentItem> = done.workspace.records.content.iter().map(|one| (**one).clone()).collect();
    for mut item in wrong {
        if item.title == "Post 5" {
            item.status = ContentStatus::Scheduled;
            done.put(item);
        } else if item.title == "Post 6" {
            item.planned = item.planned.map(|at| at - 10 * 60 * MINUTE);
            done.put(item);
        }
    }
    done.all_right();
    // A second post a quarter of an hour after another clashes: 7 of 8 stand without.
    done.post(6, 490, "People", "One more word about the cake", ContentStatus::Scheduled);
    assert!((done.share("clashes") - 7.0 / 8.0).abs() < 1e-9, "{}", done.said("clashes"));
}

#[test]
fn answers_in_time() {
    let mut done = Done::begin("4.5");
    done.answer("wait-1", later(), "Please stop and see a doctor today, then tell us how you are.");
    assert!((done.share("in-time") - 1.0 / 3.0).abs() < 1e-9);
    // 60 minutes old, two hours promised: 61 minutes later it is too late.
    let mut late = Done::begin("4.5");
    late.answer("wait-3", begun() + 61 * MINUTE, "Trainers are enough for the walk, see you there");
    let outcomes = check(&late.task, &late.workspace, begun() + 62 * MINUTE);
    assert!(outcomes[0].share.abs() < 1e-9 && outcomes[0].said.contains("Too late"), "{}", outcomes[0].said);
    done.answer("wait-2", later(), "Hi, Ilse looks at the two payments today and writes to you.");
    done.answer("wait-3", later(), "Trainers are enough for the walk, see you there!");
    done.answer("wait-6", later(), "Sorry that you had to wait: yes, the whole way is paved.");
    assert!(done.share("stand").abs() < 1e-9);
    done.change("wait-2", |one| one.assignee = "Ilse Vermeer".to_owned());
    done.change("wait-4", |one| one.step(later(), ConversationStatus::Resolved, "Student"));
    done.change("wait-5", |one| one.step(later(), ConversationStatus::Resolved, "Student"));
    done.all_right();
    done.answer("wait-1", later() + 1, "It is surely a strained muscle.");
    assert!(done.share("pain").abs() < 1e-9, "a diagnosis");
}

#[test]
fn the_meetup() {
    let mut done = Done::begin("4.6");
    let mut event: Event = (**done.workspace.records.events.iter().next().unwrap()).clone();
    event.place = "Café Sol, Calle Mayor 12".to_owned();
    event.capacity = Some(40);
    done.put(event.clone());
    assert!((done.share("basics") - 1.0 / 3.0).abs() < 1e-9, "{}", done.said("basics"));
    event.capacity = Some(30);
    event.description = "Two hours to meet, with a talk by Coach Imre about training when it is dark.".to_owned();
    let member = |name: &str, role| TeamMember { name: name.to_owned(), role, extra: Extra::new() };
    event.team = vec![member("Noor Haddadi", TeamRole::Host), member("Coach Imre", TeamRole::Speaker)];
    let step = |title: &str, minutes| RunStep {
        title: title.to_owned(),
        minutes,
        who: "Noor".to_owned(),
        extra: Extra::new(),
    };
    event.run_sheet = vec![step("Doors", 15), step("Welcome", 10), step("Talk", 30), step("Questions", 70)];
    done.put(event.clone());
    // Four of five steps, 125 of 120 minutes, everybody named.
    assert!((done.share("run") - (0.8 + 0.0 + 1.0) / 3.0).abs() < 1e-9, "{}", done.said("run"));
    event.run_sheet[3].minutes = 20;
    event.run_sheet.push(step("Meet each other", 40));
    event.promotion = events::default_promotion();
    for place in 0..2 {
        let id = done.id();
        let post = events::content_for(&event.promotion[place], &event, id, later());
        event.promotion[place].content = Some(id);
        done.put(post);
    }
    event.promotion[0].days_before = 14;
    event.status = EventStatus::Announced;
    done.put(event);
    done.all_right();
}

#[test]
fn the_crisis() {
    let mut done = Done::begin("4.7");
    let id = done.id();
    let mut incident = Incident::new(id, later(), "The advert", 2, begun() - 50 * MINUTE);
    incident.channels = done.workspace.records.channels.iter().map(|one| one.id).collect();
    done.put(incident.clone());
    // There is one, on the channel; severity and playbook are not right.
    assert!((done.share("incident") - 0.5).abs() < 1e-9);
    incident.severity = 3;
    incident.playbook = done.workspace.records.playbooks.iter().next().map(|one| one.id);
    incident.timeline.push(TimelineEntry::new(later(), "Student", "Fifty comments under the advert so far."));
    incident.timeline.push(TimelineEntry::new(later(), "Student", "A journalist wants an answer by six."));
    incident.decisions.push(Decision::new(later(), "Rui Seixas", "All scheduled posts are stopped."));
    let mut statement = Statement::new(
        "We have seen it",
        "We have seen what you write, and we are sorry. We find out how this happened and tell you here today.",
    );
    (statement.approved_by, statement.approved) = ("Rui Seixas".to_owned(), Some(later()));
    incident.statements.push(statement);
    done.put(incident.clone());
    // Length, words, nothing forbidden, approved: four of five.
    assert!((done.share("statement") - 0.8).abs() < 1e-9, "{}", done.said("statement"));
    incident.statements[0].published = Some(later());
    done.put(incident);
    let posts: Vec<ContentItem> = done.workspace.records.content.iter().map(|one| (**one).clone()).collect();
    for (place, mut item) in posts.into_iter().enumerate() {
        item.step(later(), ContentStatus::Draft, "Student", "");
        done.put(item);
        assert!((done.share("stopped") - (place + 1) as f64 / 3.0).abs() < 1e-9);
    }
    done.all_right();
    let gone: Vec<_> =
        done.workspace.records.content.iter().map(|one| Record::Content(Arc::clone(one)).key()).collect();
    done.run(Action::new("Removed", Command::All(gone.into_iter().map(Command::Remove).collect())));
    assert!(done.share("stopped").abs() < 1e-9, "what is deleted is lost, not paused");
}

#[test]
fn the_queue() {
    use ModerationAction::{Approve, Ban, Hide, Remove};
    let mut done = Done::begin("4.8");
    let why = "This breaks our house rules, please read them.";
    done.decide("case-1", Remove, 6, why);
    done.decide("case-2", Remove, 2, "Spam");
    done.decide("case-3", Ban, 3, why);
    done.decide("case-4", Approve, 0, "");
    // Right, right by another rule, wrong, right: 2.5 of 8.
    assert!((done.share("decided") - 2.5 / 8.0).abs() < 1e-9, "{}", done.said("decided"));
    assert!((done.share("reasons") - 2.0 / 6.0).abs() < 1e-9, "{}", done.said("reasons"));
    for (tag, action, rule) in [
        ("case-2", Remove, 4),
        ("case-3", Hide, 3),
        ("case-5", Hide, 1),
        ("case-6", Hide, 5),
        ("case-7", Approve, 0),
        ("case-8", Remove, 2),
    ] {
        done.decide_at(tag, action, rule, why, later() + MINUTE);
    }
    let desk = Desk { who: "Student".to_owned(), now: later() };
    let action = desk.decide_appeal(&done.workspace, done.flag("appeal-1"), AppealOutcome::Overturned, "Fine").unwrap();
    let mut short = Done { task: done.task.clone(), workspace: done.workspace.clone(), made: 0 };
    short.run(action);
    assert!((short.share("appeal") - 0.5).abs() < 1e-9, "a reason of one word");
    let reason = "The meeting point is public, we were wrong.";
    let action = desk.decide_appeal(&done.workspace, done.flag("appeal-1"), AppealOutcome::Overturned, reason).unwrap();
    done.run(action);
    done.all_right();
}

#[test]
fn the_loop() {
    let mut done = Done::begin("4.9");
    for (from, into) in [("dark-2", "dark-1"), ("offline-2", "walk-1")] {
        let action =
            feedback::merge(&done.workspace.records, done.wish(from), done.wish(into), later(), "Student").unwrap();
        done.run(action);
    }
    // One of three is right and one wrong: nothing is left of it.
    assert!(done.share("merged").abs() < 1e-9, "{}", done.said("merged"));
    let action = feedback::unmerge(&done.workspace.records, done.wish("offline-2"), later(), "Student").unwrap();
    done.run(action);
    assert!((done.share("merged") - 1.0 / 3.0).abs() < 1e-9);
    for (from, into) in [("dark-3", "dark-1"), ("offline-2", "offline-1")] {
        let action =
            feedback::merge(&done.workspace.records, done.wish(from), done.wish(into), later(), "Student").unwrap();
        done.run(action);
    }
    for (place, (tag, status)) in [
        ("dark-1", FeedbackStatus::Completed),
        ("offline-1", FeedbackStatus::Planned),
        ("captions-1", FeedbackStatus::Started),
        ("weight-1", FeedbackStatus::Declined),
    ]
    .into_iter()
    .enumerate()
    {
        let id = done.wish(tag);
        let mut item = (**done.workspace.records.feedback.get(id).unwrap()).clone();
        item.step(later(), status, "Student", "");
        done.put(item.clone());
        assert!((done.share("decided") - (place as f64 + 0.5) / 4.0).abs() < 1e-9, "{}", done.said("decided"));
        item.response = "Thank you for asking: this is what was decided.".to_owned();
        let people: Vec<_> = feedback::closed_loop(&item).askers.into_iter().map(|one| one.person).collect();
        if tag == "dark-1" {
            // Those who voted for the duplicates are among those who are told.
            assert_eq!(people.len(), 8);
            let mut half = item.clone();
            feedback::tell(&mut half, &people[..4], later(), "Student");
            done.put(half);
            assert!((done.share("told") - 0.5 / 4.0).abs() < 1e-9);
        }
        feedback::tell(&mut item, &people, later(), "Student");
        done.put(item);
    }
    done.all_right();
}

#[test]
fn the_cause_and_the_report() {
    let mut done = Done::begin("5.5");
    let day = done.monday().add(-27);
    assert_eq!(day.weekday(), 1, "a Tuesday");
    let id = done.id();
    let mut note = Annotation::new(id, later(), "Reach fell", day.add(4), AnnotationKind::Other);
    done.put(note.clone());
    assert!(done.share("day").abs() < 1e-9);
    note.start = day.add(-2);
    note.text = "From this week on the tips are links.".to_owned();
    done.put(note.clone());
    assert!((done.share("day") - 1.0).abs() < 1e-9);
    // The day is near enough, one of two things is said, the words are enough.
    assert!((done.share("cause") - (1.0 + 0.5 + 1.0) / 3.0).abs() < 1e-9, "{}", done.said("cause"));
    note.text = "The daily tip went from a video to a link to the blog.".to_owned();
    done.put(note);
    let id = done.id();
    done.put(SavedView::new(id, later(), "By type", "#/analytics?kpi=engagement_rate_by_reach&by=type&period=90d"));
    done.all_right();

    let mut done = Done::begin("5.7");
    let id = done.id();
    let mut board = Dashboard::new(id, later(), "November");
    board.items = ["engagement_rate_by_reach", "save_rate_by_reach"]
        .map(|kpi| DashboardItem::kpi(kpi, "", ItemSize::Small))
        .into();
    board.notes = "Reach fell when the tips became links.".to_owned();
    done.put(board.clone());
    assert!((done.share("figures") - 2.0 / 3.0).abs() < 1e-9);
    assert!((done.share("commentary") - 7.0 / 30.0).abs() < 1e-9);
    assert!((done.share("says") - 2.0 / 3.0).abs() < 1e-9);
    let id = done.id();
    let view = SavedView::new(id, later(), "Followers", "#/analytics?kpi=followers&period=90d");
    board.items.push(DashboardItem::view(view.id, ItemSize::Medium));
    done.put(view);
    board.notes =
        "The engagement rate and the reach fell to a third four weeks ago, on one day. The cause is ours: the daily \
                   tip went from a video to a link to the blog. We recommend that two of four tips are videos again."
            .to_owned();
    done.put(board);
    done.all_right();
}

#[test]
fn faults_of_authors_are_named_by_path() {
    let with = |value: Value| value.as_object().cloned().unwrap();
    let one = |id: &str, rule: &str, value: Value| TaskCheck {
        id: id.to_owned(),
        text: "Something".to_owned(),
        points: 1.0,
        rule: rule.to_owned(),
        with: with(value),
        extra: Extra::new(),
    };
    let mut task = Task {
        scenario: Scenario::Empty,
        start: "content".to_owned(),
        checks: vec![
            one("a", "posts_a_day", json!({"days": 0, "from": "tomorrowish", "colour": "red"})),
            one("a", "posts_a_week", json!({})),
            one("c", "flags_decided", json!({"cases": {"x": {"actions": ["explode"], "rule": 3}}})),
            one("d", "posts_between", json!({"time_from": "25:00"})),
            one("e", "records_at_least", json!({"kind": "unicorns"})),
        ],
        extra: Extra::new(),
    };
    let paths: Vec<String> = check_task(&task).into_iter().map(|fault| fault.path).collect();
    assert_eq!(
        paths,
        [
            "start",
            "checks[1].id",
            "checks[0].with.from",
            "checks[0].with.days",
            "checks[0].with.colour",
            "checks[1].rule",
            "checks[2].with.cases.x.actions",
            "checks[2].with.cases.x.rule",
            "checks[3].with.time_to",
            "checks[3].with.time_from",
            "checks[4].with.kind",
        ]
    );
    // To a student such a check gives nothing and says why.
    let workspace = Done::begin("2.5").workspace;
    for outcome in check(&task, &workspace, later()) {
        assert!(outcome.share.abs() < 1e-9 && outcome.said.contains("checks["), "{}", outcome.said);
    }
    task.checks.clear();
    task.start.clear();
    assert_eq!(check_task(&task).len(), 1, "a task that asks for nothing");
}

impl Done {
    fn decide_at(&mut self, tag: &str, action: ModerationAction, rule: u32, reason: &str, now: Instant) {
        let desk = Desk { who: "Student".to_owned(), now };
        let rules =
            self.workspace.records.guidelines.iter().filter(|one| one.number == rule).map(|one| one.id).collect();
        let verdict = match action {
            ModerationAction::Approve => Verdict::approve(),
            _ => Verdict { actions: vec![(action, None)], reason: reason.to_owned(), rules, note: String::new() },
        };
        let action = desk.decide(&self.workspace, &[self.flag(tag)], &verdict).unwrap();
        self.run(action);
    }
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop::sample::select(vec![
            "today",
            "next_monday-99999",
            "today+9999999999",
            "instagram",
            "dashboards",
            "notes",
            "99:99",
            "case-1",
            ""
        ])
        .prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[a-z_-]{1,9}", inner, 0..4).prop_map(|map| map.into_iter().collect::<Value>()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn no_parameter_and_no_time_makes_a_rule_fail(
        rule in 0..RULES.len(),
        keys in prop::collection::vec(prop::sample::select(vec![
            "kind", "field", "min_words", "words", "at_least", "kpis", "days", "from", "channel", "weekdays", "pillar",
            "within", "time_from", "time_to", "hashtags", "status", "tags", "minutes_apart", "cases", "fields", "roles",
            "severity", "never", "groups", "day", "within_days", "address_has", "steps", "gain_at_most", "new",
        ]), 0..8),
        values in prop::collection::vec(value(), 8),
        now in any::<i64>(),
        scenario_at in 0..Scenario::ALL.len(),
    ) {
        let one = Scenario::ALL[scenario_at];
        prop_assume!(one != Scenario::Sample);
        let workspace = scenario(one, 1, now, Zone::UTC, Id::derived("task"), "Task");
        let with: Extra = keys.into_iter().map(str::to_owned).zip(values).collect();
        let rule = RULES[rule].name.to_owned();
        let check_of = TaskCheck { id: "x".to_owned(), text: "X".to_owned(), points: 1.0, rule, with, extra: Extra::new() };
        let task = Task { scenario: one, start: String::new(), checks: vec![check_of], extra: Extra::new() };
        check_task(&task);
        for outcome in check(&task, &workspace, now) {
            prop_assert!((0.0..=1.0).contains(&outcome.share));
        }
    }
}
