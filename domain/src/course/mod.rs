//! The course: five modules of lessons, a glossary, exercises. What is taught stands as data files beside the code.
//!
//! ```text
//! markdown  texts of lessons and exercises as a small tree: no HTML, no other addresses than those listed
//! lesson    a lesson from its file: front matter and five sections
//! glossary  terms and what they mean
//! content   what is compiled in, read once
//! reading   what a learner has read, and where they were last
//! grade     what an answer is worth, by kind of question
//! attempt   handing an attempt in, hints, where somebody stands
//! shuffle   orders of one's own, by seed
//! check     what is wrong with an exercise before anybody does it
//! task      workspaces to work in, and what is looked at in them afterwards
//! ```

pub mod attempt;
pub mod check;
pub mod content;
pub mod glossary;
pub mod grade;
pub mod lesson;
pub mod markdown;
pub mod progress;
pub mod reading;
pub mod shuffle;
pub mod task;

pub use check::{Finding, Severity, check};
pub use glossary::{Glossary, Term};
pub use lesson::{CheckQuestion, Lesson, Section};
pub use markdown::{Address, Block, Inline};
pub use progress::{ModuleProgress, progress};

/// A file of the course that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {what}")]
pub struct FileFault {
    /// Name of the file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub what: String,
}

impl FileFault {
    fn new(file: &str, line: usize, what: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, what: what.into() }
    }
}

/// A module of the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Module {
    /// Its number, from 1.
    pub number: u32,
    /// What people call it.
    pub title: &'static str,
}

/// The modules, in their order.
pub const MODULES: [Module; 5] = [
    Module { number: 1, title: "Introduction" },
    Module { number: 2, title: "Strategy" },
    Module { number: 3, title: "Social media management" },
    Module { number: 4, title: "Interaction" },
    Module { number: 5, title: "Analysis and reports" },
];

/// The modules and their lessons.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Course {
    lessons: Vec<Lesson>,
}

impl Course {
    /// Reads the files of the lessons; what could not be read is named beside.
    pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, Vec<FileFault>) {
        let (mut lessons, mut faults) = (Vec::<Lesson>::new(), Vec::new());
        for (file, text) in files {
            match Lesson::read(file, text) {
                Ok(lesson) => match lessons.iter().find(|other| other.id == lesson.id) {
                    Some(other) => {
                        let what = format!("The lesson {} is in the file of “{}” already.", lesson.id, other.title);
                        faults.push(FileFault::new(file, 1, what));
                    }
                    None => lessons.push(lesson),
                },
                Err(fault) => faults.push(fault),
            }
        }
        lessons.sort_by_key(|lesson| (lesson.module, lesson.number));
        (Self { lessons }, faults)
    }

    /// All modules.
    pub fn modules(&self) -> &'static [Module] {
        &MODULES
    }

    /// All lessons in the order in which they are read.
    pub fn lessons(&self) -> &[Lesson] {
        &self.lessons
    }

    /// The lessons of a module.
    pub fn lessons_of(&self, module: u32) -> impl Iterator<Item = &Lesson> {
        self.lessons.iter().filter(move |lesson| lesson.module == module)
    }

    /// The lesson of an id such as `1.1`.
    pub fn lesson(&self, id: &str) -> Option<&Lesson> {
        self.lessons.iter().find(|lesson| lesson.id == id)
    }

    /// The lessons before and after one.
    pub fn around(&self, id: &str) -> (Option<&Lesson>, Option<&Lesson>) {
        let Some(at) = self.lessons.iter().position(|lesson| lesson.id == id) else { return (None, None) };
        (at.checked_sub(1).and_then(|before| self.lessons.get(before)), self.lessons.get(at + 1))
    }
}

/// Module and number of an id such as `1.10`; none for what is not two numbers.
pub fn number_of(id: &str) -> Option<(u32, u32)> {
    let digits = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let (module, number) = id.split_once('.').filter(|(module, number)| digits(module) && digits(number))?;
    Some((module.parse().ok()?, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(id: &str) -> String {
        lesson::tests::FILE.replace("id: 1.1", &format!("id: {id}"))
    }

    #[test]
    fn lessons_stand_in_their_order_whatever_the_files_are_called() {
        let files = [("b.md", file("2.10")), ("c.md", file("2.9")), ("a.md", file("1.1"))];
        let (course, faults) = Course::read(files.iter().map(|(name, text)| (*name, text.as_str())));
        assert_eq!(faults, []);
        let ids: Vec<_> = course.lessons().iter().map(|lesson| lesson.id.as_str()).collect();
        assert_eq!(ids, ["1.1", "2.9", "2.10"]);
        let (before, after) = course.around("2.9");
        assert_eq!((before.map(|it| it.id.as_str()), after.map(|it| it.id.as_str())), (Some("1.1"), Some("2.10")));
        assert_eq!(course.around("1.1").0, None);
        assert_eq!(course.around("nowhere"), (None, None));
        assert_eq!(course.lessons_of(2).count(), 2);
    }

    #[test]
    fn a_lesson_that_is_there_twice_is_named() {
        let text = file("1.1");
        let (course, faults) = Course::read([("a.md", text.as_str()), ("b.md", text.as_str())]);
        assert_eq!(course.lessons().len(), 1);
        assert_eq!(faults.len(), 1);
        assert!(faults[0].to_string().starts_with("b.md, line 1: The lesson 1.1"), "{}", faults[0]);
    }

    #[test]
    fn ids_are_two_numbers() {
        assert_eq!(number_of("3.12"), Some((3, 12)));
        for id in ["", "3", "3.", ".1", "3.1.2", "a.b", "3.-1", "99999.1"] {
            assert_eq!(number_of(id), None, "{id}");
        }
    }
}
