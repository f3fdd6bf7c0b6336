//! What was answered, taken apart: the places of a question at which something is chosen, with what there is to choose,
//! and what a student chose there. Texts of one's own are apart from these.

use crate::{
    course::grade::{Grade, REASON, Verdict},
    model::record::{Answer, ChoiceOption, Question},
    search::fold,
};

/// A place of a question at which something is answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its id within the exercise; empty where it is the whole.
    pub id: String,
    /// What is asked there; empty where it is the whole.
    pub label: String,
    /// What there is to choose; empty where something is typed.
    pub options: Vec<Offered>,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Offered {
    /// Its id, or its text where it has none.
    pub id: String,
    /// What it says.
    pub label: String,
    /// Whether choosing it is right.
    pub right: bool,
}

/// What was answered at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The place.
    pub place: String,
    /// Ids of the options chosen, or what was typed in one form for the same.
    pub chosen: Vec<String>,
    /// Whether it is right.
    pub right: bool,
}

impl Response {
    /// The answer as one text, the same for the same answer.
    pub fn as_one(&self) -> String {
        self.chosen.join("\u{1f}")
    }
}

fn offered(options: &[ChoiceOption], several: bool) -> Vec<Offered> {
    let best = options.iter().map(|option| option.credit).fold(0.0, f64::max);
    let right = |credit: f64| credit > 0.0 && (several || credit >= best);
    let one = |option: &ChoiceOption| Offered {
        id: option.id.clone(),
        label: option.text.clone(),
        right: right(option.credit),
    };
    options.iter().map(one).collect()
}

/// The places of a question; none where it asks for a text, a drill or work in a workspace.
pub fn places(question: &Question) -> Vec<Place> {
    let whole = |options| vec![Place { id: String::new(), label: String::new(), options }];
    match question {
        Question::Choice(asked) => whole(offered(&asked.options, asked.multiple)),
        Question::Classify(asked) => {
            let options = |right: &str| {
                let one = |category: &crate::model::record::ClassifyCategory| Offered {
                    id: category.id.clone(),
                    label: category.label.clone(),
                    right: category.id == right,
                };
                asked.categories.iter().map(one).collect()
            };
            let place = |item: &crate::model::record::ClassifyItem| Place {
                id: item.id.clone(),
                label: item.text.clone(),
                options: options(&item.category),
            };
            asked.items.iter().map(place).collect()
        }
        Question::Matching(asked) => {
            let mut sides: Vec<&str> = Vec::new();
            for side in asked.pairs.iter().map(|pair| &pair.right).chain(&asked.distractors) {
                if !sides.contains(&side.trim()) {
                    sides.push(side.trim());
                }
            }
            let place = |pair: &crate::model::record::MatchingPair| Place {
                id: pair.id.clone(),
                label: pair.left.clone(),
                options: sides
                    .iter()
                    .map(|side| Offered {
                        id: (*side).to_owned(),
                        label: (*side).to_owned(),
                        right: *side == pair.right.trim(),
                    })
                    .collect(),
            };
            asked.pairs.iter().map(place).collect()
        }
        Question::Chart(asked) => asked
            .questions
            .iter()
            .map(|question| Place {
                id: question.id.clone(),
                label: question.text.clone(),
                options: offered(&question.options, false),
            })
            .collect(),
        Question::Numeric(_) | Question::ShortText(_) => whole(Vec::new()),
        Question::Ordering(_) => whole(Vec::new()),
        Question::FreeText(_) | Question::Drill(_) | Question::Task(_) | Question::Note => Vec::new(),
    }
}

/// A typed answer in one form for the same: folded, spaces as one.
fn typed(text: &str) -> String {
    fold(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What was answered at the places of a question; places without an answer are left out.
pub fn responses(question: &Question, answer: &Answer, grade: &Grade) -> Vec<Response> {
    let verdict = |id: &str| grade.part(id).is_some_and(|part| part.verdict == Verdict::Right);
    let all = grade.most > 0.0 && grade.points >= grade.most - 1e-9;
    let whole = |chosen: Vec<String>| vec![Response { place: String::new(), chosen, right: all }];
    match (question, answer) {
        (Question::Choice(asked), Answer::Choice { chosen }) => {
            // In the order of the question, each once: the same choice is the same text.
            let ids = asked.options.iter().map(|option| &option.id).filter(|id| chosen.contains(id));
            let mut ids: Vec<String> = ids.cloned().collect();
            if !asked.multiple {
                ids.retain(|id| chosen.first() == Some(id));
            }
            if ids.is_empty() { Vec::new() } else { whole(ids) }
        }
        (Question::Ordering(_), Answer::Ordering { order }) if !order.is_empty() => whole(order.clone()),
        (Question::Numeric(_), Answer::Numeric { text }) | (Question::ShortText(_), Answer::ShortText { text })
            if !text.trim().is_empty() =>
        {
            whole(vec![typed(text)])
        }
        (Question::Classify(asked), Answer::Classify { items }) => {
            let said = |item: &crate::model::record::ClassifyItem| {
                let chosen = items.get(&item.id)?.category.clone().filter(|id| !id.is_empty())?;
                Some(Response { place: item.id.clone(), right: chosen == item.category, chosen: vec![chosen] })
            };
            asked.items.iter().filter_map(said).collect()
        }
        (Question::Matching(asked), Answer::Matching { pairs }) => {
            let said = |pair: &crate::model::record::MatchingPair| {
                let chosen = pairs.get(&pair.id).map(|side| side.trim()).filter(|side| !side.is_empty())?;
                let right = chosen == pair.right.trim();
                Some(Response { place: pair.id.clone(), chosen: vec![chosen.to_owned()], right })
            };
            asked.pairs.iter().filter_map(said).collect()
        }
        (Question::Chart(asked), Answer::Chart { questions }) => {
            let said = |question: &crate::model::record::ChartQuestion| {
                let given = questions.get(&question.id)?;
                let chosen = if question.options.is_empty() { Some(typed(&given.text)) } else { given.chosen.clone() };
                let chosen = chosen.filter(|chosen| !chosen.is_empty())?;
                Some(Response { place: question.id.clone(), chosen: vec![chosen], right: verdict(&question.id) })
            };
            asked.questions.iter().filter_map(said).collect()
        }
        _ => Vec::new(),
    }
}

/// Texts of one's own in an answer, with the part they belong to.
pub fn own_texts<'a>(question: &Question, answer: &'a Answer) -> Vec<(String, &'a str)> {
    let texts: Vec<(String, &str)> = match (question, answer) {
        (Question::FreeText(_), Answer::FreeText { text, .. }) => vec![(String::new(), text)],
        (Question::Classify(asked), Answer::Classify { items }) => asked
            .items
            .iter()
            .filter_map(|item| Some((format!("{}{REASON}", item.id), items.get(&item.id)?.reason.as_str())))
            .collect(),
        _ => Vec::new(),
    };
    texts.into_iter().filter(|(_, text)| !text.trim().is_empty()).collect()
}

/// What a part of an exercise is called; nothing for the whole.
pub fn part_label(question: &Question, part: &str) -> String {
    let (id, reason) = part.strip_suffix(REASON).map_or((part, false), |id| (id, true));
    let label = match question {
        Question::Classify(asked) => asked.items.iter().find(|item| item.id == id).map(|item| item.text.clone()),
        Question::Choice(asked) => asked.options.iter().find(|option| option.id == id).map(|it| it.text.clone()),
        Question::Matching(asked) => asked.pairs.iter().find(|pair| pair.id == id).map(|pair| pair.left.clone()),
        Question::Chart(asked) => asked.questions.iter().find(|one| one.id == id).map(|one| one.text.clone()),
        Question::FreeText(asked) => asked.rubric.iter().find(|row| row.id == id).map(|row| row.text.clone()),
        Question::Task(asked) => asked.checks.iter().find(|check| check.id == id).map(|check| check.text.clone()),
        Question::Drill(_) if !id.is_empty() => Some(format!("Message {id}")),
        _ => None,
    }
    .unwrap_or_default();
    if reason { format!("{label}: the reason") } else { label }
}
