//! What is alike in a gradebook: texts, wrong answers, learners.

use super::{
    alike::{self, AlikeErrors, AlikeTexts, Said, SharedLearner, Text},
    gradebook::{Column, Gradebook},
    responses,
};
use crate::model::record::{Exercise, Question};

/// What is conspicuously alike.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Texts that are nearly the same, the likest first.
    pub texts: Vec<AlikeTexts>,
    /// The same wrong answers, the most first.
    pub errors: Vec<AlikeErrors>,
    /// One learner's number under several names.
    pub shared: Vec<SharedLearner>,
}

impl Found {
    /// Whether nothing is.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.errors.is_empty() && self.shared.is_empty()
    }
}

/// Looks at the attempts that count. Students are places in the gradebook.
pub fn found(book: &Gradebook) -> Found {
    let mut texts: Vec<(usize, &str, String, &str)> = Vec::new();
    let mut said: Vec<Vec<Said>> = Vec::new();
    for (place, student) in book.students.iter().enumerate() {
        let mut ours = Vec::new();
        for (column, cell) in book.columns.iter().zip(&student.cells) {
            let Some(cell) = cell else { continue };
            let Some(answer) = student.answer(column, cell) else { continue };
            let question = &column.exercise.question;
            for response in responses::responses(question, answer, &cell.grade) {
                let place = format!("{} {}", column.key, response.place);
                ours.push(Said {
                    place: place.trim_end().to_owned(),
                    answer: response.as_one(),
                    right: response.right,
                });
            }
            for (part, text) in responses::own_texts(question, answer) {
                texts.push((place, &column.key, part, text));
            }
        }
        said.push(ours);
    }
    let texts: Vec<Text<'_>> =
        texts.iter().map(|(student, key, part, text)| Text { student: *student, key, part, text }).collect();
    let learners: Vec<_> = book.students.iter().map(|student| student.submission.learner).collect();
    let given = |key: &str| {
        let column = book.columns.iter().find(|column| column.key == key);
        column.map(|column: &Column| texts_of(&column.exercise)).unwrap_or_default()
    };
    Found {
        texts: alike::texts(&texts, book.students.len(), &given),
        errors: alike::errors(&said),
        shared: alike::shared_learners(&learners),
    }
}

/// Texts of an exercise that a student may quote.
fn texts_of(exercise: &Exercise) -> Vec<String> {
    let mut texts = vec![exercise.text.clone(), exercise.explanation.clone()];
    texts.extend(exercise.hints.iter().cloned());
    match &exercise.question {
        Question::FreeText(asked) => texts.push(asked.model_answer.clone()),
        Question::Classify(asked) => {
            texts.extend(asked.items.iter().flat_map(|item| [item.text.clone(), item.why.clone()]));
        }
        _ => {}
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::{super::testing::*, *};
    use std::sync::Arc;

    #[test]
    fn copied_work_is_found_in_a_gradebook() {
        let text = "The blog tells the community what is new and they can answer below it";
        let copy = text.replace("what is new", "what is coming");
        let own = "A meetup brings members together so they get to know each other and come back";
        let of = |name: &str, text: &str| Arc::new(file(name, "", 9, vec![work("1.2", vec![say(text)])]));
        let files = [of("Ana", text), of("Ben", own), of("Cem", &copy)];
        let book = super::super::gradebook(&[shelf()], &files);
        let found = found(&book);
        assert_eq!(found.texts.len(), 1);
        assert_eq!((found.texts[0].students, found.texts[0].key.as_str()), ((0, 2), "course/1.2"));
        assert!(found.errors.is_empty() && found.shared.is_empty() && !found.is_empty());
        assert!(super::found(&small_class()).is_empty());
    }
}
