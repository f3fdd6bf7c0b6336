//! What the learner of a workspace has read, and where they were last. A learner is there from the first lesson marked
//! or opened; what is marked as read can be unmarked.

use super::{Course, Lesson};
use crate::model::{
    Action, Command, Extra, Id, Instant, Workspace,
    record::{Learner, LessonRead},
};
use std::sync::Arc;

/// Who learns in a workspace: the one who has been there longest, where a merge has brought several.
pub fn learner(workspace: &Workspace) -> Option<&Arc<Learner>> {
    workspace.records.learners.iter().next()
}

/// Whether a lesson is marked as read.
pub fn is_read(learner: Option<&Learner>, lesson: &str) -> bool {
    learner.is_some_and(|learner| learner.read.iter().any(|read| read.lesson == lesson))
}

/// Marks a lesson as read, or takes the mark away; none where it is so already. `new` is the id of the learner where
/// there is none yet.
pub fn mark(workspace: &Workspace, lesson: &str, read: bool, now: Instant, new: Id) -> Option<Action> {
    let mut learner = own(workspace, now, new);
    if is_read(Some(&learner), lesson) == read {
        return None;
    }
    if read {
        learner.read.push(LessonRead { lesson: lesson.to_owned(), at: now, extra: Extra::new() });
    } else {
        learner.read.retain(|one| one.lesson != lesson);
    }
    let label =
        if read { format!("Lesson {lesson} marked as read") } else { format!("Lesson {lesson} marked as unread") };
    Some(Action::new(label, Command::Put(learner.into())))
}

/// Notes that a lesson was opened; none where it was the last one already.
pub fn open(workspace: &Workspace, lesson: &str, now: Instant, new: Id) -> Option<Action> {
    let mut learner = own(workspace, now, new);
    if learner.here == lesson {
        return None;
    }
    learner.here = lesson.to_owned();
    Some(Action::new(format!("Lesson {lesson} opened"), Command::Put(learner.into())))
}

fn own(workspace: &Workspace, now: Instant, new: Id) -> Learner {
    let mut own = learner(workspace).map_or_else(|| Learner::new(new, now, ""), |it| (**it).clone());
    own.updated = now;
    own
}

/// How far somebody is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Lessons marked as read.
    pub read: usize,
    /// Lessons there are.
    pub all: usize,
    /// Minutes that the lessons not read yet take.
    pub minutes_left: u32,
}

/// How far somebody is in some lessons. A mark of a lesson that is not among them does not count.
pub fn reading<'a>(lessons: impl IntoIterator<Item = &'a Lesson>, learner: Option<&Learner>) -> Reading {
    let mut reading = Reading::default();
    for lesson in lessons {
        reading.all += 1;
        if is_read(learner, &lesson.id) {
            reading.read += 1;
        } else {
            reading.minutes_left += lesson.minutes;
        }
    }
    reading
}

/// The lesson to go on with: the one opened last while it is not read, else the first after it that is not, else the
/// first of all that is not; none where all are read.
pub fn next<'a>(course: &'a Course, learner: Option<&Learner>) -> Option<&'a Lesson> {
    let lessons = course.lessons();
    let here = learner.and_then(|learner| lessons.iter().position(|lesson| lesson.id == learner.here)).unwrap_or(0);
    let (before, from_here) = lessons.split_at(here);
    from_here.iter().chain(before).find(|lesson| !is_read(learner, &lesson.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        course::lesson::tests::FILE,
        model::{Settings, Zone},
    };

    fn course() -> Course {
        let files = ["1.1", "1.2", "1.3"].map(|id| FILE.replace("id: 1.1", &format!("id: {id}")));
        Course::read(files.iter().map(|text| ("x.md", text.as_str()))).0
    }

    fn workspace() -> Workspace {
        Workspace::new(Settings::new(Id::derived("w"), "W", 0, Zone::UTC))
    }

    fn run(workspace: &mut Workspace, action: Option<Action>) {
        workspace.apply(action.unwrap()).unwrap();
    }

    #[test]
    fn marks_are_set_taken_away_and_undone() {
        let (course, mut workspace, new) = (course(), workspace(), Id::derived("l"));
        assert_eq!(reading(course.lessons(), None), Reading { read: 0, all: 3, minutes_left: 18 });
        let change = workspace.apply(mark(&workspace, "1.1", true, 5, new).unwrap()).unwrap();
        assert_eq!(change.label, "Lesson 1.1 marked as read");
        assert!(mark(&workspace, "1.1", true, 6, Id::derived("other")).is_none());
        let own = learner(&workspace).unwrap().clone();
        assert_eq!((own.id, own.read[0].at, own.updated), (new, 5, 5));
        assert_eq!(reading(course.lessons(), Some(&own)), Reading { read: 1, all: 3, minutes_left: 12 });

        let second = mark(&workspace, "1.2", true, 7, Id::derived("other"));
        run(&mut workspace, second);
        let unmarked = mark(&workspace, "1.1", false, 8, Id::derived("other"));
        run(&mut workspace, unmarked);
        assert_eq!(workspace.records.learners.len(), 1);
        let own = learner(&workspace).unwrap().clone();
        assert!(!is_read(Some(&own), "1.1") && is_read(Some(&own), "1.2"));

        let mut fresh = self::workspace();
        let change = fresh.apply(mark(&fresh, "1.1", true, 5, new).unwrap()).unwrap();
        fresh.apply(Action::new("Undo", change.inverse)).unwrap();
        assert!(learner(&fresh).is_none());
    }

    #[test]
    fn one_goes_on_where_one_was() {
        let (course, mut workspace, new) = (course(), workspace(), Id::derived("l"));
        let goes_on = |workspace: &Workspace| next(&course, learner(workspace).map(|it| &**it)).map(|it| it.id.clone());
        assert_eq!(goes_on(&workspace).as_deref(), Some("1.1"));
        let opened = open(&workspace, "1.2", 1, new);
        run(&mut workspace, opened);
        assert!(open(&workspace, "1.2", 2, new).is_none());
        assert_eq!(goes_on(&workspace).as_deref(), Some("1.2"));
        for (lesson, then) in [("1.2", Some("1.3")), ("1.3", Some("1.1")), ("1.1", None)] {
            let marked = mark(&workspace, lesson, true, 3, new);
            run(&mut workspace, marked);
            assert_eq!(goes_on(&workspace).as_deref(), then);
        }
        // A lesson that is not there any more.
        let elsewhere = open(&workspace, "9.9", 4, new);
        run(&mut workspace, elsewhere);
        assert_eq!(goes_on(&workspace), None);
    }
}
