//! Choosing: the credit of the option chosen, or of several the sum of theirs; not below 0 nor above all.

use super::{Grade, PartGrade, SLACK, Verdict, credit, tidy, worth};
use crate::model::record::{Choice, ChoiceOption};

pub(super) fn grade(asked: &Choice, chosen: &[String]) -> Grade {
    let most = worth(asked.points);
    if !asked.multiple {
        let chosen = chosen.first().map(String::as_str);
        return Grade::of(vec![single("", &asked.options, most, chosen)], most);
    }
    let right = listed(asked.options.iter().filter(|option| credit(option.credit) > SLACK));
    // An option chosen twice is chosen once.
    let picked: Vec<&ChoiceOption> = asked.options.iter().filter(|option| chosen.contains(&option.id)).collect();
    if picked.is_empty() {
        return Grade::of(vec![PartGrade::unanswered("", most).with_right(right)], most);
    }
    let part = |option: &ChoiceOption| {
        let share = credit(option.credit);
        PartGrade {
            id: option.id.clone(),
            points: tidy(share * most),
            most: tidy(share.max(0.0) * most),
            verdict: if share > SLACK { Verdict::Right } else { Verdict::Wrong },
            said: option.feedback.clone(),
            right: right.clone(),
        }
    };
    let mut grade = Grade::of(picked.iter().copied().map(part).collect(), most);
    if most - grade.points <= SLACK {
        grade.points = most;
    }
    grade
}

/// One option of some. The part has the id of the exercise's part where it has one, else that of the option.
pub(super) fn single(id: &str, options: &[ChoiceOption], most: f64, chosen: Option<&str>) -> PartGrade {
    let best = options.iter().map(|option| credit(option.credit)).fold(SLACK, f64::max);
    let right = listed(options.iter().filter(|option| credit(option.credit) >= best - SLACK && best > SLACK));
    let part = match options.iter().find(|option| Some(option.id.as_str()) == chosen) {
        None => PartGrade::unanswered(id, most),
        Some(option) => {
            let id = if id.is_empty() { &option.id } else { id };
            PartGrade::of(id, credit(option.credit), most, option.feedback.clone())
        }
    };
    part.with_right(right)
}

fn listed<'a>(options: impl Iterator<Item = &'a ChoiceOption>) -> String {
    options.map(|option| option.text.as_str()).collect::<Vec<_>>().join("; ")
}
