//! Whether an exercise means something: what its types allow and a student or a marker would stumble over. Files are
//! checked by this when they are read, and the authoring page while one writes.

use super::grade;
use crate::model::{
    record::{
        Chart, Choice, ChoiceOption, Classify, Exercise, FreeText, KeywordGroup, Matching, Numeric, NumericAnswer,
        Ordering, Question, ShortText, Task, Unit,
    },
    validate,
};
use std::collections::BTreeSet;

/// Something about an exercise that should be looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The field, from the exercise on: `question.items[2].category`.
    pub path: String,
    /// What is wrong and what to do, in whole sentences.
    pub message: String,
    /// How bad it is.
    pub severity: Severity,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It works, but perhaps not as it is meant.
    Warning,
    /// It cannot be done or marked as it is.
    Error,
}

impl Severity {
    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Warning => "Worth a look",
            Self::Error => "To be corrected",
        }
    }
}

struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, severity: Severity, path: impl Into<String>, message: impl Into<String>) {
        self.0.push(Finding { path: path.into(), message: message.into(), severity });
    }

    fn error(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.add(Severity::Error, path, message);
    }

    fn warn(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.add(Severity::Warning, path, message);
    }

    /// At least so many; `true` where there are.
    fn at_least(&mut self, path: &str, least: usize, found: usize, what: &str) {
        if found < least {
            self.error(
                path,
                if least == 1 { format!("Give {what}.") } else { format!("Give at least {least} {what}.") },
            );
        }
    }

    /// Ids of a list: there, and each once.
    fn ids<'a>(&mut self, path: &str, ids: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for (place, id) in ids.enumerate() {
            let here = format!("{path}[{place}].id");
            if id.trim().is_empty() {
                self.error(here, "Give it an id: a short name that no other one in the list has.");
            } else if !seen.insert(id) {
                self.error(here, format!("The id “{}” is there twice. Give each one of its own.", short(id)));
            }
        }
    }

    fn text(&mut self, path: impl Into<String>, text: &str) {
        if text.trim().is_empty() {
            self.error(path, "Write a text here.");
        }
    }

    fn points(&mut self, path: impl Into<String>, points: f64) {
        if !points.is_finite() || points < 0.0 {
            self.error(path, "Points are a number of 0 or more.");
        }
    }

    fn credit(&mut self, path: impl Into<String>, credit: f64) {
        if !(-100.0..=100.0).contains(&credit) {
            self.error(path, "A credit is a percentage from −100 to 100.");
        }
    }

    /// Texts of a list that read the same.
    fn twice<'a>(&mut self, path: &str, field: &str, texts: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for (place, text) in texts.enumerate() {
            let text = text.trim();
            if !text.is_empty() && !seen.insert(text) {
                self.warn(format!("{path}[{place}].{field}"), format!("“{}” is there twice.", short(text)));
            }
        }
    }
}

fn short(text: &str) -> String {
    let mut start: String = text.chars().take(60).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    start
}

/// Looks at an exercise. The findings stand in the order of its fields.
pub fn check(exercise: &Exercise) -> Vec<Finding> {
    let mut findings = Findings(Vec::new());
    if let Err(invalid) = validate::exercise(exercise) {
        let path = match invalid.field {
            field @ ("hint_penalty" | "attempts" | "minutes") => format!("conduct.{field}"),
            field => field.to_owned(),
        };
        findings.error(path, invalid.message);
    }
    for (place, hint) in exercise.hints.iter().enumerate() {
        findings.text(format!("hints[{place}]"), hint);
    }
    if exercise.text.trim().is_empty() && exercise.question != Question::Note {
        findings.warn("text", "Say what is to be done.");
    }
    question(&exercise.question, &mut findings);
    let marked = !matches!(&exercise.question, Question::Note | Question::FreeText(_));
    if marked && grade::most(&exercise.question) <= 0.0 && findings.0.iter().all(|one| one.severity < Severity::Error) {
        findings.warn("question", "There are no points to be earned.");
    }
    findings.0
}

fn question(question: &Question, findings: &mut Findings) {
    match question {
        Question::Classify(asked) => classify(asked, findings),
        Question::Choice(asked) => choice(asked, findings),
        Question::Matching(asked) => matching(asked, findings),
        Question::Ordering(asked) => ordering(asked, findings),
        Question::Numeric(asked) => numeric(asked, findings),
        Question::ShortText(asked) => short_text(asked, findings),
        Question::FreeText(asked) => free_text(asked, findings),
        Question::Chart(asked) => chart(asked, findings),
        Question::Drill(asked) => {
            findings.points("question.points", asked.points);
            if let Err(error) = grade::drill::script(asked) {
                let path =
                    error.place.path.map_or("question.drill".to_owned(), |path| format!("question.drill.{path}"));
                findings.error(path, error.message);
            }
        }
        Question::Task(asked) => task(asked, findings),
        Question::Note => {}
    }
}

fn classify(asked: &Classify, findings: &mut Findings) {
    findings.at_least("question.categories", 2, asked.categories.len(), "categories");
    findings.ids("question.categories", asked.categories.iter().map(|one| one.id.as_str()));
    for (place, category) in asked.categories.iter().enumerate() {
        findings.text(format!("question.categories[{place}].label"), &category.label);
    }
    findings.at_least("question.items", 1, asked.items.len(), "at least one item");
    findings.ids("question.items", asked.items.iter().map(|one| one.id.as_str()));
    for (place, item) in asked.items.iter().enumerate() {
        let at = |field: &str| format!("question.items[{place}].{field}");
        findings.text(at("text"), &item.text);
        if !asked.categories.iter().any(|category| category.id == item.category) {
            let known: Vec<&str> = asked.categories.iter().map(|category| category.id.as_str()).collect();
            let message =
                format!("There is no category “{}”. Write one of {}.", short(&item.category), known.join(", "));
            findings.error(at("category"), message);
        }
        findings.points(at("points"), item.points);
        findings.points(at("explanation_points"), item.explanation_points);
        let sum = keywords(&at("keywords"), &item.keywords, findings);
        if item.explanation_points > 0.0 && item.keywords.is_empty() {
            findings.warn(at("keywords"), "Without keywords the reason waits for a teacher to mark it.");
        } else if item.explanation_points > sum + 1e-9 {
            let message = format!("The keywords earn {sum} at most, so nobody can earn {}.", item.explanation_points);
            findings.warn(at("explanation_points"), message);
        } else if item.explanation_points <= 0.0 && !item.keywords.is_empty() {
            findings.warn(at("explanation_points"), "The keywords earn nothing while this is 0: no reason is asked.");
        }
    }
    findings.twice("question.items", "text", asked.items.iter().map(|one| one.text.as_str()));
}

/// Checks groups of keywords. Returns the sum of their points.
fn keywords(path: &str, groups: &[KeywordGroup], findings: &mut Findings) -> f64 {
    for (place, group) in groups.iter().enumerate() {
        findings.points(format!("{path}[{place}].points"), group.points);
        if group.any.is_empty() {
            findings.error(format!("{path}[{place}].any"), "Give at least one word; a text should hold one of them.");
        }
        for (at, word) in group.any.iter().enumerate() {
            let here = format!("{path}[{place}].any[{at}]");
            if word.trim().is_empty() {
                findings.error(here, "Write a word or a phrase here.");
            } else if !word.chars().any(char::is_alphanumeric) {
                findings.warn(here, "This has neither letters nor digits and will hardly be found.");
            }
        }
    }
    groups.iter().map(|group| group.points.max(0.0)).filter(|points| points.is_finite()).sum()
}

fn choice(asked: &Choice, findings: &mut Findings) {
    findings.points("question.points", asked.points);
    findings.at_least("question.options", 2, asked.options.len(), "options");
    options("question.options", &asked.options, asked.multiple, findings);
}

fn options(path: &str, options: &[ChoiceOption], multiple: bool, findings: &mut Findings) {
    findings.ids(path, options.iter().map(|one| one.id.as_str()));
    for (place, option) in options.iter().enumerate() {
        findings.text(format!("{path}[{place}].text"), &option.text);
        findings.credit(format!("{path}[{place}].credit"), option.credit);
    }
    findings.twice(path, "text", options.iter().map(|one| one.text.as_str()));
    if options.is_empty() {
        return;
    }
    let credits = options.iter().map(|option| option.credit).filter(|credit| *credit > 0.0);
    let best = if multiple { credits.sum() } else { credits.fold(0.0, f64::max) };
    // Thirds and sevenths are written with a few decimals.
    if best < 99.9 {
        let message = match multiple {
            true => format!("The credits of the right options add up to {best}; let them make 100."),
            false => format!("The best option earns {best} percent; give the right one a credit of 100."),
        };
        findings.warn(path, message);
    }
    if multiple && options.iter().all(|option| option.credit >= 0.0) && options.iter().any(|one| one.credit == 0.0) {
        let message = "Whoever chooses all of them has all the points. Give wrong options a credit below 0.";
        findings.warn(path, message);
    }
}

fn matching(asked: &Matching, findings: &mut Findings) {
    findings.points("question.points", asked.points);
    findings.at_least("question.pairs", 2, asked.pairs.len(), "pairs");
    findings.ids("question.pairs", asked.pairs.iter().map(|one| one.id.as_str()));
    for (place, pair) in asked.pairs.iter().enumerate() {
        findings.text(format!("question.pairs[{place}].left"), &pair.left);
        findings.text(format!("question.pairs[{place}].right"), &pair.right);
    }
    findings.twice("question.pairs", "left", asked.pairs.iter().map(|one| one.left.as_str()));
    for (place, side) in asked.distractors.iter().enumerate() {
        let here = format!("question.distractors[{place}]");
        if side.trim().is_empty() {
            findings.error(here, "Write a text here.");
        } else if asked.pairs.iter().any(|pair| pair.right.trim() == side.trim()) {
            findings.warn(here, format!("“{}” is the right side of a pair, so it does fit.", short(side)));
        }
    }
}

fn ordering(asked: &Ordering, findings: &mut Findings) {
    findings.points("question.points", asked.points);
    findings.at_least("question.items", 2, asked.items.len(), "items");
    findings.ids("question.items", asked.items.iter().map(|one| one.id.as_str()));
    for (place, item) in asked.items.iter().enumerate() {
        findings.text(format!("question.items[{place}].text"), &item.text);
    }
    findings.twice("question.items", "text", asked.items.iter().map(|one| one.text.as_str()));
}

fn numeric(asked: &Numeric, findings: &mut Findings) {
    findings.points("question.points", asked.points);
    findings.at_least("question.answers", 1, asked.answers.len(), "at least one number");
    numbers("question.answers", &asked.answers, findings);
    unit("question.unit", asked.unit.as_ref(), findings);
}

fn numbers(path: &str, answers: &[NumericAnswer], findings: &mut Findings) {
    for (place, answer) in answers.iter().enumerate() {
        let at = |field: &str| format!("{path}[{place}].{field}");
        if !answer.tolerance.is_finite() || answer.tolerance < 0.0 {
            findings.error(at("tolerance"), "How far off a number may be is 0 or more.");
        }
        if answer.relative.is_some_and(|share| !share.is_finite() || share < 0.0) {
            findings.error(at("relative"), "How far off a number may be is 0 or more: 0.01 is one percent of it.");
        }
        findings.credit(at("credit"), answer.credit);
        if answer.value.is_none() && place + 1 < answers.len() {
            findings.warn(at("value"), "Any number fits here, so those after it are never reached. Put it last.");
        }
    }
    full(path, answers.iter().map(|answer| answer.credit), findings);
}

fn full(path: &str, credits: impl ExactSizeIterator<Item = f64>, findings: &mut Findings) {
    if credits.len() > 0 {
        let best = credits.fold(0.0, f64::max);
        if best < 100.0 {
            findings.warn(path, format!("The best answer earns {best} percent; give the right one a credit of 100."));
        }
    }
}

fn unit(path: &str, unit: Option<&Unit>, findings: &mut Findings) {
    if let Some(unit) = unit {
        findings.text(format!("{path}.label"), &unit.label);
        for (place, form) in unit.accepted.iter().enumerate() {
            findings.text(format!("{path}.accepted[{place}]"), form);
        }
    }
}

fn short_text(asked: &ShortText, findings: &mut Findings) {
    findings.points("question.points", asked.points);
    findings.at_least("question.answers", 1, asked.answers.len(), "at least one text");
    for (place, answer) in asked.answers.iter().enumerate() {
        findings.text(format!("question.answers[{place}].text"), &answer.text);
        findings.credit(format!("question.answers[{place}].credit"), answer.credit);
        if answer.text.trim() == "*" && place + 1 < asked.answers.len() {
            let message = "Anything fits here, so those after it are never reached. Put it last.";
            findings.warn(format!("question.answers[{place}].text"), message);
        }
    }
    full("question.answers", asked.answers.iter().map(|answer| answer.credit), findings);
}

fn free_text(asked: &FreeText, findings: &mut Findings) {
    let sum = keywords("question.groups", &asked.groups, findings);
    if let Some(cap) = asked.cap {
        findings.points("question.cap", cap);
        if cap > sum + 1e-9 && !asked.groups.is_empty() {
            findings.warn("question.cap", format!("The keywords earn {sum} at most, so nobody can earn {cap}."));
        }
    }
    if let (Some(fewest), Some(longest)) = (asked.min_words, asked.max_words)
        && fewest > longest
    {
        findings.error("question.max_words", format!("At least {fewest} words and at most {longest} fit no text."));
    }
    findings.ids("question.rubric", asked.rubric.iter().map(|one| one.id.as_str()));
    for (place, row) in asked.rubric.iter().enumerate() {
        findings.text(format!("question.rubric[{place}].text"), &row.text);
        findings.points(format!("question.rubric[{place}].points"), row.points);
    }
}

fn chart(asked: &Chart, findings: &mut Findings) {
    findings.text("question.chart.title", &asked.chart.title);
    findings.at_least("question.chart.x", 1, asked.chart.x.len(), "at least one place along the bottom");
    findings.at_least("question.chart.series", 1, asked.chart.series.len(), "at least one series");
    for (place, series) in asked.chart.series.iter().enumerate() {
        let at = |field: &str| format!("question.chart.series[{place}].{field}");
        findings.text(at("name"), &series.name);
        if series.values.len() != asked.chart.x.len() {
            let (values, places) = (series.values.len(), asked.chart.x.len());
            let message =
                format!("There are {values} values for {places} places along the bottom; write null for none.");
            findings.error(at("values"), message);
        }
    }
    findings.at_least("question.questions", 1, asked.questions.len(), "at least one question");
    findings.ids("question.questions", asked.questions.iter().map(|one| one.id.as_str()));
    for (place, question) in asked.questions.iter().enumerate() {
        let at = |field: &str| format!("question.questions[{place}].{field}");
        findings.text(at("text"), &question.text);
        findings.points(at("points"), question.points);
        match (question.options.is_empty(), question.answers.is_empty()) {
            (true, true) => findings.error(at("options"), "Give options to choose from, or numbers as answers."),
            (false, false) => findings.warn(at("answers"), "There are options to choose from, so no number is asked."),
            _ => {}
        }
        options(&at("options"), &question.options, false, findings);
        numbers(&at("answers"), &question.answers, findings);
        unit(&at("unit"), question.unit.as_ref(), findings);
    }
}

fn task(asked: &Task, findings: &mut Findings) {
    findings.at_least("question.checks", 1, asked.checks.len(), "at least one check");
    findings.ids("question.checks", asked.checks.iter().map(|one| one.id.as_str()));
    for (place, check) in asked.checks.iter().enumerate() {
        let at = |field: &str| format!("question.checks[{place}].{field}");
        findings.text(at("text"), &check.text);
        findings.points(at("points"), check.points);
    }
    for fault in super::task::rule_faults(asked) {
        findings.error(format!("question.{}", fault.path), fault.message);
    }
    if !asked.start.is_empty() && !asked.start.starts_with("#/") {
        findings.error("question.start", "The address of a screen begins with #/, as in #/content.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn of(question: Value) -> Vec<(String, Severity)> {
        let question = serde_json::from_value(question).unwrap();
        let exercise = Exercise { text: "Do it.".into(), ..Exercise::new("1", "One", question) };
        check(&exercise).into_iter().map(|finding| (finding.path, finding.severity)).collect()
    }

    fn errors(question: Value) -> Vec<String> {
        of(question).into_iter().filter(|one| one.1 == Severity::Error).map(|one| one.0).collect()
    }

    fn warnings(question: Value) -> Vec<String> {
        let found = of(question);
        assert!(found.iter().all(|one| one.1 == Severity::Warning), "{found:?}");
        found.into_iter().map(|one| one.0).collect()
    }

    #[test]
    fn what_cannot_be_marked_is_an_error_at_its_field() {
        let item = json!({"id": "i", "text": "T", "category": "zzz", "keywords": [{"any": [], "points": -1}, {"any": [" "], "points": 1}]});
        assert_eq!(
            errors(
                json!({"kind": "classify", "categories": [{"id": "a", "label": "A"}, {"id": "a", "label": ""}], "items": [item]})
            ),
            [
                "question.categories[1].id",
                "question.categories[1].label",
                "question.items[0].category",
                "question.items[0].keywords[0].points",
                "question.items[0].keywords[0].any",
                "question.items[0].keywords[1].any[0]",
            ]
        );
        assert_eq!(
            errors(json!({"kind": "choice", "points": -1, "options": [{"id": "", "text": "A", "credit": 101}]})),
            ["question.points", "question.options", "question.options[0].id", "question.options[0].credit"]
        );
        assert_eq!(
            errors(
                json!({"kind": "numeric", "answers": [{"value": 1, "tolerance": -1, "relative": -0.1}], "unit": {"label": ""}})
            ),
            ["question.answers[0].tolerance", "question.answers[0].relative", "question.unit.label"]
        );
        assert_eq!(errors(json!({"kind": "short_text", "answers": []})), ["question.answers"]);
        assert_eq!(errors(json!({"kind": "ordering", "items": [{"id": "a", "text": "A"}]})), ["question.items"]);
        assert_eq!(errors(json!({"kind": "matching", "pairs": []})), ["question.pairs"]);
        assert_eq!(errors(json!({"kind": "free_text", "min_words": 9, "max_words": 3})), ["question.max_words"]);
        assert_eq!(
            errors(
                json!({"kind": "chart", "chart": {"title": "C", "x": ["a", "b"], "series": [{"name": "s", "values": [1]}]},
                "questions": [{"id": "q", "text": "Q"}]})
            ),
            ["question.chart.series[0].values", "question.questions[0].options"]
        );
        assert_eq!(
            errors(
                json!({"kind": "drill", "drill": {"name": "D", "messages": [{"minute": -1, "who": "A", "text": "T"}]}})
            ),
            ["question.drill.messages[0].minute"]
        );
        assert_eq!(
            errors(
                json!({"kind": "task", "scenario": "empty", "start": "http://a", "checks": [{"id": "c", "text": "T", "points": 1, "rule": ""}]})
            ),
            ["question.checks[0].rule", "question.start"]
        );
    }

    #[test]
    fn what_is_perhaps_not_meant_so_is_a_warning() {
        let options = |credits: &[f64]| {
            let one =
                |(at, credit): (usize, &f64)| json!({"id": at.to_string(), "text": at.to_string(), "credit": credit});
            credits.iter().enumerate().map(one).collect::<Vec<_>>()
        };
        assert_eq!(warnings(json!({"kind": "choice", "options": options(&[50.0, 0.0])})), ["question.options"]);
        assert_eq!(warnings(json!({"kind": "choice", "options": options(&[100.0, 0.0])})), [""; 0]);
        let several = |credits: &[f64]| json!({"kind": "choice", "multiple": true, "options": options(credits)});
        assert_eq!(warnings(several(&[33.333, 33.333, 33.333, -50.0])), [""; 0]);
        assert_eq!(warnings(several(&[50.0, -50.0])), ["question.options"]);
        assert_eq!(warnings(several(&[50.0, 50.0, 0.0])), ["question.options"], "all of them would be right");
        assert_eq!(
            warnings(json!({"kind": "short_text", "answers": [{"text": "*", "credit": 0}, {"text": "a"}]})),
            ["question.answers[0].text"]
        );
        assert_eq!(
            warnings(json!({"kind": "free_text", "cap": 3, "groups": [{"any": ["a"], "points": 1}]})),
            ["question.cap"]
        );
        assert_eq!(
            warnings(json!({"kind": "matching", "points": 0, "distractors": ["R"],
                "pairs": [{"id": "a", "left": "L", "right": "R"}, {"id": "b", "left": "M", "right": "S"}]})),
            ["question.distractors[0]", "question"]
        );
    }

    #[test]
    fn the_exercise_around_the_question_is_looked_at_too() {
        let mut exercise = Exercise::new("a b", "One", Question::Note);
        exercise.hints = vec![String::new()];
        let found: Vec<String> = check(&exercise).into_iter().map(|one| one.path).collect();
        assert_eq!(found, ["id", "hints[0]"]);
        exercise.id = "a".into();
        exercise.conduct = Some(crate::model::record::Conduct { attempts: Some(0), ..Default::default() });
        assert_eq!(check(&exercise)[0].path, "conduct.attempts");
    }

    #[test]
    fn the_exercises_of_the_course_make_sense() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/course/exercises");
        let mut wrong = Vec::new();
        let mut count = 0;
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let read = crate::interchange::exercise::read_exercise(&name, &std::fs::read(&path).unwrap());
            match read {
                Ok(read) => wrong.extend(read.findings.into_iter().map(|one| format!("{name}: {one:?}"))),
                Err(error) => wrong.push(error.to_string()),
            }
            count += 1;
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(count >= 20, "{count}");
    }
}
