//! A lesson from its file: front matter between two lines of `---`, then five sections under headings of level 2,
//! always the same in the same order. What is not so is named with file and line.

use super::{
    FileFault, MODULES,
    markdown::{self, Block, Inline},
    number_of,
};

/// The sections of a lesson, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What it is about.
    Idea,
    /// How it looks in the sample community.
    Example,
    /// What goes wrong.
    Mistakes,
    /// Questions with their answers.
    Check,
    /// Steps to go in one's own workspace.
    Task,
}

impl Section {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Idea, Self::Example, Self::Mistakes, Self::Check, Self::Task];

    /// Its heading, in the file and on the page.
    pub fn title(self) -> &'static str {
        match self {
            Self::Idea => "The idea",
            Self::Example => "A worked example",
            Self::Mistakes => "Mistakes to avoid",
            Self::Check => "Check yourself",
            Self::Task => "Do it in your workspace",
        }
    }
}

/// A lesson.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// Module and number, as `1.1`.
    pub id: String,
    /// Number of its module, from 1.
    pub module: u32,
    /// Its number within the module, from 1.
    pub number: u32,
    /// What people call it.
    pub title: String,
    /// Minutes it takes to read.
    pub minutes: u32,
    /// What it is about, in a sentence.
    pub summary: String,
    /// Ids of its exercises, in the order in which they are offered.
    pub exercises: Vec<String>,
    /// The idea.
    pub idea: Vec<Block>,
    /// The worked example.
    pub example: Vec<Block>,
    /// Mistakes to avoid.
    pub mistakes: Vec<Block>,
    /// Check yourself.
    pub questions: Vec<CheckQuestion>,
    /// Do it in your workspace.
    pub task: Vec<Block>,
}

/// A question to check oneself by.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckQuestion {
    /// The question.
    pub question: Vec<Block>,
    /// The answer with its reason.
    pub answer: Vec<Block>,
}

/// How a question begins in the file.
const QUESTION: &str = "Question.";

impl Lesson {
    /// Reads a lesson.
    ///
    /// # Errors
    /// The first thing that is not as it should be, with its line.
    pub fn read(file: &str, text: &str) -> Result<Self, FileFault> {
        let text = text.trim_start_matches('\u{feff}');
        let lines: Vec<&str> = text.lines().collect();
        let (front, body) = FrontMatter::read(file, &lines)?;
        let sections = sections(file, &lines, body)?;
        let [idea, example, mistakes, check, task] = sections;
        let mut parts = Vec::new();
        for (section, part) in Section::ALL.into_iter().zip([&idea, &example, &mistakes, &check, &task]) {
            let blocks = markdown::read(&part.text);
            if blocks.is_empty() {
                return Err(FileFault::new(file, part.line, format!("Nothing stands under “{}”.", section.title())));
            }
            if let Some(Block::Heading { .. }) =
                blocks.iter().find(|it| matches!(it, Block::Heading { level: 1 | 2, .. }))
            {
                let what = "A heading within a section has three signs (###) or more.";
                return Err(FileFault::new(file, part.line, what));
            }
            parts.push(blocks);
        }
        let mut parts = parts.into_iter();
        let mut next = || parts.next().unwrap_or_default();
        let (idea, example, mistakes) = (next(), next(), next());
        let questions = questions(file, check.line, next())?;
        let task = next();
        Ok(Self {
            id: front.id,
            module: front.module,
            number: front.number,
            title: front.title,
            minutes: front.minutes,
            summary: front.summary,
            exercises: front.exercises,
            idea,
            example,
            mistakes,
            questions,
            task,
        })
    }

    /// The sections that are plain text, in their order; the questions stand in [`Lesson::questions`].
    pub fn blocks(&self, section: Section) -> &[Block] {
        match section {
            Section::Idea => &self.idea,
            Section::Example => &self.example,
            Section::Mistakes => &self.mistakes,
            Section::Check => &[],
            Section::Task => &self.task,
        }
    }

    /// Where it leads to, in its order.
    pub fn addresses(&self) -> Vec<&super::Address> {
        let questions = self.questions.iter().flat_map(|it| [&it.question, &it.answer]).map(Vec::as_slice);
        let texts = Section::ALL.into_iter().map(|section| self.blocks(section));
        texts.chain(questions).flat_map(markdown::addresses).collect()
    }
}

struct FrontMatter {
    id: String,
    module: u32,
    number: u32,
    title: String,
    minutes: u32,
    summary: String,
    exercises: Vec<String>,
}

impl FrontMatter {
    /// Reads it, and says at which line (from 0) the body begins.
    fn read(file: &str, lines: &[&str]) -> Result<(Self, usize), FileFault> {
        let fault = |line: usize, what: String| Err(FileFault::new(file, line, what));
        if lines.first().map(|line| line.trim_end()) != Some("---") {
            return fault(1, "A lesson begins with a line of three hyphens: ---".into());
        }
        let Some(end) = lines.iter().skip(1).position(|line| line.trim_end() == "---").map(|at| at + 1) else {
            return fault(1, "The front matter has no end: a line of three hyphens (---) is missing.".into());
        };
        const KEYS: [&str; 5] = ["id", "title", "minutes", "summary", "exercises"];
        let mut values: [Option<(usize, &str)>; 5] = [None; 5];
        for (at, line) in lines.iter().enumerate().take(end).skip(1) {
            if line.trim().is_empty() {
                continue;
            }
            let Some((key, value)) = line.split_once(':') else {
                return fault(at + 1, format!("“{}” is not a key and its value, as in “minutes: 6”.", clip(line)));
            };
            let slot = KEYS.iter().position(|known| *known == key.trim()).and_then(|known| values.get_mut(known));
            match slot {
                None => return fault(at + 1, format!("“{}” is no key here: {}.", clip(key), KEYS.join(", "))),
                Some(Some(_)) => return fault(at + 1, format!("“{}” is there twice.", clip(key))),
                Some(slot) => *slot = Some((at + 1, value.trim())),
            }
        }
        let [id, title, minutes, summary, exercises] = values;
        let get = |value: Option<(usize, &str)>, key: &str| match value {
            Some((line, text)) if !text.is_empty() => Ok((line, text.to_owned())),
            Some((line, _)) => Err(FileFault::new(file, line, format!("“{key}” is empty."))),
            None => Err(FileFault::new(file, 1, format!("“{key}” is missing in the front matter."))),
        };
        let (line, id) = get(id, "id")?;
        let Some((module, number)) = number_of(&id) else {
            return fault(line, format!("“{}” is not module and number, as in “1.1”.", clip(&id)));
        };
        if !MODULES.iter().any(|known| known.number == module) {
            return fault(line, format!("There is no module {module}."));
        }
        let (_, title) = get(title, "title")?;
        let (line, minutes) = get(minutes, "minutes")?;
        let Some(minutes) = minutes.parse().ok().filter(|minutes| (1..=60).contains(minutes)) else {
            return fault(line, format!("“{}” is no number of minutes from 1 to 60.", clip(&minutes)));
        };
        let (_, summary) = get(summary, "summary")?;
        let mut ids = Vec::new();
        if let Some((line, list)) = exercises {
            for one in list.split(',').map(str::trim).filter(|one| !one.is_empty()) {
                if number_of(one).is_none() {
                    return fault(line, format!("“{}” is no id of an exercise, as in “1.1”.", clip(one)));
                }
                ids.push(one.to_owned());
            }
        }
        Ok((Self { id, module, number, title, minutes, summary, exercises: ids }, end + 1))
    }
}

fn clip(text: &str) -> String {
    text.trim().chars().take(60).collect()
}

/// What stands under a heading of level 2.
#[derive(Default)]
struct Part {
    /// The heading's line, from 1.
    line: usize,
    text: String,
}

/// The five sections; other headings, missing ones and ones out of order are faults.
fn sections(file: &str, lines: &[&str], body: usize) -> Result<[Part; 5], FileFault> {
    let mut parts: Vec<Part> = Vec::new();
    let mut fenced = false;
    for (at, line) in lines.iter().enumerate().skip(body) {
        fenced ^= line.trim_start().starts_with("```");
        if let Some(heading) = line.strip_prefix("## ").filter(|_| !fenced) {
            let heading = heading.trim();
            match Section::ALL.get(parts.len()) {
                Some(section) if section.title() == heading => {
                    parts.push(Part { line: at + 1, text: String::new() });
                }
                Some(section) => {
                    let what = format!("“{}” stands where “{}” should.", clip(heading), section.title());
                    return Err(FileFault::new(file, at + 1, what));
                }
                None => {
                    let what = format!("“{}” comes after the last of the five sections.", clip(heading));
                    return Err(FileFault::new(file, at + 1, what));
                }
            }
        } else if let Some(part) = parts.last_mut() {
            part.text.push_str(line);
            part.text.push('\n');
        } else if !line.trim().is_empty() {
            let what = format!("“{}” stands before “{}”.", clip(line), Section::Idea.title());
            return Err(FileFault::new(file, at + 1, what));
        }
    }
    let there = parts.len();
    parts.try_into().map_err(|_| {
        let missing = Section::ALL.get(there).map_or("", |section| section.title());
        FileFault::new(file, lines.len().max(1), format!("The section “{missing}” is missing."))
    })
}

/// Pairs of a paragraph that begins with **Question.** and a quote that answers it.
fn questions(file: &str, line: usize, blocks: Vec<Block>) -> Result<Vec<CheckQuestion>, FileFault> {
    let mut questions: Vec<CheckQuestion> = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(content) if begins_question(&content) => {
                if questions.last().is_some_and(|it| it.answer.is_empty()) {
                    break;
                }
                let content = content.into_iter().skip(1).collect();
                questions
                    .push(CheckQuestion { question: vec![Block::Paragraph(trimmed(content))], answer: Vec::new() });
            }
            Block::Quote(answer) => match questions.last_mut() {
                Some(open) if open.answer.is_empty() => open.answer = answer,
                _ => {
                    return Err(FileFault::new(
                        file,
                        line,
                        "A quote answers no question: before it stands “**Question.** …”.",
                    ));
                }
            },
            other => match questions.last_mut() {
                Some(open) if open.answer.is_empty() => open.question.push(other),
                _ => {
                    let what = "Here stand only questions (“**Question.** …”), each followed by its answer (“> …”).";
                    return Err(FileFault::new(file, line, what));
                }
            },
        }
    }
    match questions.iter().position(|it| it.answer.is_empty()) {
        Some(at) => {
            Err(FileFault::new(file, line, format!("Question {} has no answer: a quote (“> …”) after it.", at + 1)))
        }
        None => Ok(questions),
    }
}

fn begins_question(content: &[Inline]) -> bool {
    matches!(content.first(), Some(Inline::Strong(words)) if markdown::plain(words).trim() == QUESTION)
}

fn trimmed(mut content: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text(text)) = content.first_mut() {
        *text = text.trim_start().to_owned();
    }
    content
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub const FILE: &str = "---\nid: 1.1\ntitle: What: a community\nminutes: 6\nsummary: One sentence.\nexercises: 1.1, 1.2\n---\n## The idea\nA [community](glossary:community).\n\n### More\nWords.\n## A worked example\nHere.\n## Mistakes to avoid\n- One.\n## Check yourself\n**Question.** Why?\n\n> Because.\n\n**Question.** And what?\n- a\n- b\n\n> Both.\n## Do it in your workspace\n1. Open [Today](#/today).\n";

    fn fault(text: &str) -> String {
        match Lesson::read("x.md", text) {
            Err(fault) => fault.to_string(),
            Ok(lesson) => panic!("read: {lesson:?}"),
        }
    }

    #[test]
    fn a_lesson_is_read() {
        let lesson = Lesson::read("x.md", FILE).unwrap();
        assert_eq!((lesson.id.as_str(), lesson.module, lesson.number, lesson.minutes), ("1.1", 1, 1, 6));
        assert_eq!(lesson.title, "What: a community");
        assert_eq!(lesson.exercises, ["1.1", "1.2"]);
        assert_eq!(lesson.idea.len(), 3);
        assert_eq!(lesson.questions.len(), 2);
        assert_eq!(lesson.questions[0].question, [Block::Paragraph(vec![Inline::Text("Why?".into())])]);
        assert_eq!(lesson.questions[1].question.len(), 2);
        assert_eq!(lesson.addresses().len(), 2);
        // As an editor on Windows writes it.
        assert_eq!(Lesson::read("x.md", &format!("\u{feff}{}", FILE.replace('\n', "\r\n"))).unwrap(), lesson);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (from, to, said) in [
            ("---\nid", "id", "x.md, line 1: A lesson begins"),
            ("id: 1.1", "id: one", "x.md, line 2: “one” is not module and number"),
            ("id: 1.1", "id: 9.1", "x.md, line 2: There is no module 9."),
            ("title: What: a community\n", "", "x.md, line 1: “title” is missing"),
            ("summary: One sentence.", "summary:", "x.md, line 5: “summary” is empty."),
            ("minutes: 6", "minutes: six", "x.md, line 4: “six” is no number of minutes"),
            ("minutes: 6", "minutes: 6\nminutes: 7", "x.md, line 5: “minutes” is there twice."),
            ("minutes: 6", "minutes: 6\nauthor: me", "x.md, line 5: “author” is no key here"),
            ("minutes: 6", "minutes 6", "x.md, line 4: “minutes 6” is not a key"),
            ("1.1, 1.2", "1.1, two", "x.md, line 6: “two” is no id of an exercise"),
            ("## The idea", "## Ideas", "x.md, line 8: “Ideas” stands where “The idea” should."),
            ("## The idea", "Hello\n## The idea", "x.md, line 8: “Hello” stands before"),
            ("### More", "# More", "x.md, line 8: A heading within a section"),
            ("Here.\n", "", "x.md, line 13: Nothing stands under “A worked example”."),
            ("> Because.\n\n", "", "x.md, line 17: Question 1 has no answer"),
            ("**Question.** Why?", "Why?", "x.md, line 17: Here stand only questions"),
            ("## Do it in your workspace", "More", "The section “Do it in your workspace” is missing."),
        ] {
            assert!(FILE.contains(from), "{from}");
            let said_really = fault(&FILE.replacen(from, to, 1));
            assert!(said_really.contains(said), "{said_really}, not {said}");
        }
        assert!(fault(&format!("{FILE}## More\n")).contains("after the last of the five sections"));
        assert!(fault("---\nid: 1.1\n").contains("has no end"));
        assert!(fault("").contains("line 1"));
    }

    proptest! {
        #[test]
        fn no_file_breaks_it(text in "(---|\n|id: |##? |> |\\*\\*Question.\\*\\* |The idea|[a-z1. ]){0,40}") {
            let _ = Lesson::read("x.md", &text);
        }
    }
}
