//! What the course is made of, as it was compiled in: the lessons, the glossary and the exercises. Each is read once,
//! when it is first asked for. That every file can be read is held by a test; what could not be is left out here.

use super::{Course, FileFault, Glossary, Lesson, number_of};
use crate::model::record::Exercise;
use std::sync::OnceLock;

// Made by build.rs of the files in the folders beside.
include!(concat!(env!("OUT_DIR"), "/course.rs"));

/// The modules and lessons.
pub fn course() -> &'static Course {
    &read_lessons().0
}

/// The glossary.
pub fn glossary() -> &'static Glossary {
    &read_glossary().0
}

/// The exercises, in the order of their ids.
pub fn exercises() -> &'static [Exercise] {
    &read_exercises().0
}

/// The exercise of an id such as `1.1`.
pub fn exercise(id: &str) -> Option<&'static Exercise> {
    exercises().iter().find(|exercise| exercise.id == id)
}

/// The exercises of a lesson: first those it names, in its order, then others that say they belong to it.
pub fn exercises_of(lesson: &Lesson) -> Vec<&'static Exercise> {
    let mut found: Vec<_> = lesson.exercises.iter().filter_map(|id| exercise(id)).collect();
    let named = |exercise: &Exercise| lesson.exercises.contains(&exercise.id);
    found.extend(exercises().iter().filter(|exercise| exercise.lesson == lesson.id && !named(exercise)));
    found
}

/// What could not be read.
pub fn faults() -> impl Iterator<Item = &'static FileFault> {
    read_lessons().1.iter().chain(&read_glossary().1).chain(&read_exercises().1)
}

fn read_lessons() -> &'static (Course, Vec<FileFault>) {
    static READ: OnceLock<(Course, Vec<FileFault>)> = OnceLock::new();
    READ.get_or_init(|| Course::read(LESSONS.iter().copied()))
}

fn read_glossary() -> &'static (Glossary, Vec<FileFault>) {
    static READ: OnceLock<(Glossary, Vec<FileFault>)> = OnceLock::new();
    READ.get_or_init(|| Glossary::read("glossary.md", GLOSSARY))
}

fn read_exercises() -> &'static (Vec<Exercise>, Vec<FileFault>) {
    static READ: OnceLock<(Vec<Exercise>, Vec<FileFault>)> = OnceLock::new();
    READ.get_or_init(|| {
        let (mut exercises, mut faults) = (Vec::<Exercise>::new(), Vec::new());
        for (file, text) in EXERCISES {
            match serde_json::from_str::<Exercise>(text) {
                Ok(exercise) if exercises.iter().any(|other| other.id == exercise.id) => {
                    faults.push(FileFault::new(file, 1, format!("The exercise {} is there twice.", exercise.id)));
                }
                Ok(exercise) => exercises.push(exercise),
                Err(error) => faults.push(FileFault::new(file, error.line(), error.to_string())),
            }
        }
        exercises.sort_by(|one, other| (number_of(&one.id), &one.id).cmp(&(number_of(&other.id), &other.id)));
        (exercises, faults)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::{Address, markdown};

    #[test]
    fn every_file_can_be_read() {
        let faults: Vec<_> = faults().map(ToString::to_string).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn lessons_name_exercises_and_terms_that_there_are() {
        let mut wrong = Vec::new();
        for lesson in course().lessons() {
            for id in lesson.exercises.iter().filter(|id| exercise(id).is_none()) {
                wrong.push(format!("lesson {}: there is no exercise {id}", lesson.id));
            }
            for address in lesson.addresses() {
                if let Address::Term(id) = address
                    && glossary().get(id).is_none()
                {
                    wrong.push(format!("lesson {}: the glossary has no “{id}”", lesson.id));
                }
            }
            if lesson.questions.len() < 2 {
                wrong.push(format!("lesson {}: fewer than two questions to check oneself by", lesson.id));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn exercises_belong_to_lessons_and_name_terms_that_there_are() {
        let mut wrong = Vec::new();
        for exercise in exercises() {
            if !exercise.lesson.is_empty() && course().lesson(&exercise.lesson).is_none() {
                wrong.push(format!("exercise {}: there is no lesson {}", exercise.id, exercise.lesson));
            }
            for text in [&exercise.text, &exercise.explanation] {
                for address in markdown::addresses(&markdown::read(text)) {
                    if let Address::Term(id) = address
                        && glossary().get(id).is_none()
                    {
                        wrong.push(format!("exercise {}: the glossary has no “{id}”", exercise.id));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn lessons_of_a_module_are_numbered_without_gaps() {
        for module in course().modules() {
            let numbers: Vec<_> = course().lessons_of(module.number).map(|lesson| lesson.number).collect();
            let expected: Vec<_> = (1..).take(numbers.len()).collect();
            assert_eq!(numbers, expected, "module {}", module.number);
        }
    }
}
