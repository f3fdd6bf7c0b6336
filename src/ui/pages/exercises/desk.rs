//! What the parts of an exercise's page share: the exercise, the work on it, the answer on the screen, and the ways to
//! change it. The work is kept as records, so that what is typed lasts and can be taken back.

use crate::{
    course::{
        attempt::{self, NotTaken, Standing},
        grade::{self, Grade, PartGrade},
        shuffle,
    },
    model::{
        Action, Command, Id, Instant, Record,
        record::{Answer, Attempt, Certainty, Conduct, DrillRun, Exercise, ExerciseWork, Learner, Question},
    },
    ui::{app_state::App, clock, components::focus_in, later::Pause},
    view::exercises::{self, Found, Phase},
};
use leptos::prelude::*;
use std::sync::Arc;

/// An exercise that is open. Copies are handles to the same state.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The page.
    pub app: App,
    /// The exercise.
    found: StoredValue<Found>,
    /// The work on it; none before anything was done.
    pub work: Memo<Option<Arc<ExerciseWork>>>,
    /// The answer on the screen; none for a drill that was not played.
    pub answer: RwSignal<Option<Answer>>,
    /// What is being done.
    pub phase: Memo<Phase>,
    /// The verdict on the last attempt, where it is on the screen and may be seen.
    pub grade: Memo<Option<Arc<Grade>>>,
    /// Where one stands with the exercise.
    pub standing: Memo<Option<Standing>>,
    /// How sure the student says to be.
    pub certainty: RwSignal<Option<Certainty>>,
    /// Why the answer was not taken.
    pub wrong: RwSignal<Option<String>>,
    /// The answer as the record has it.
    kept: StoredValue<Option<Answer>>,
    /// Ends in keeping.
    pause: Pause,
    /// The learner's id, also before there is a record of them.
    learner: Id,
    /// The workspace that the work is kept in.
    home: Id,
    /// The work where it is only tried: kept here and nowhere else.
    trial: Option<RwSignal<Option<Arc<ExerciseWork>>>>,
    root: NodeRef<leptos::html::Article>,
}

impl Desk {
    /// Opens an exercise.
    pub fn new(app: App, found: Found) -> Self {
        Self::open(app, found, None)
    }

    /// Opens an exercise to be tried: it is marked, and nothing of it is kept.
    pub fn trial(app: App, found: Found) -> Self {
        Self::open(app, found, Some(RwSignal::new(None)))
    }

    fn open(app: App, found: Found, trial: Option<RwSignal<Option<Arc<ExerciseWork>>>>) -> Self {
        let key = found.key.clone();
        let work = Memo::new(move |_| match trial {
            Some(work) => work.get(),
            None => app.workspace.with(|workspace| exercises::work_of(workspace.as_ref()?, &key)),
        });
        let learner = app.peek().and_then(|it| it.records.learners.iter().next().map(|learner| learner.id));
        let home = app.peek().map(|it| it.settings.id);
        let answer = untrack(|| work.with(|work| exercises::answer(&found.exercise.question, work.as_deref())));
        let found = StoredValue::new(found);
        let phase = Memo::new(move |_| {
            found.with_value(|found| work.with(|work| exercises::phase(&found.conduct, work.as_deref())))
        });
        let standing = Memo::new(move |_| {
            found.with_value(|found| {
                work.with(|work| {
                    let work = work.as_deref().filter(|work| !work.attempts.is_empty())?;
                    Some(attempt::standing(&found.exercise, &found.conduct, work))
                })
            })
        });
        let grade = Memo::new(move |_| {
            if phase.get() != Phase::Given || !standing.with(|it| it.as_ref().is_some_and(|it| it.shown)) {
                return None;
            }
            let last = work.with(|work| work.as_ref().and_then(|work| work.attempts.last().cloned()))?;
            Some(Arc::new(found.with_value(|found| grade::grade(&found.exercise.question, &last.answer))))
        });
        let desk = Self {
            app,
            found,
            work,
            answer: RwSignal::new(answer.clone()),
            phase,
            grade,
            standing,
            certainty: RwSignal::new(None),
            wrong: RwSignal::new(None),
            kept: StoredValue::new(answer),
            pause: Pause::new(),
            learner: learner.unwrap_or_else(clock::mint),
            home: home.unwrap_or_else(clock::mint),
            trial,
            root: NodeRef::new(),
        };
        // Undo, another tab or a merge may change the record: the screen follows.
        Effect::new(move || {
            let now = found
                .with_value(|found| work.with(|work| exercises::answer(&found.exercise.question, work.as_deref())));
            if desk.kept.with_value(|kept| *kept != now) {
                desk.kept.set_value(now.clone());
                desk.answer.set(now);
            }
        });
        on_cleanup(move || desk.keep());
        let hidden = window_event_listener(leptos::ev::pagehide, move |_| desk.keep());
        on_cleanup(move || hidden.remove());
        desk
    }

    /// The exercise and what belongs to it.
    pub fn found(self) -> Found {
        self.found.get_value()
    }

    /// The exercise.
    pub fn exercise(self) -> Arc<Exercise> {
        self.found.with_value(|found| Arc::clone(&found.exercise))
    }

    /// How it is to be done.
    pub fn conduct(self) -> Conduct {
        self.found.with_value(|found| found.conduct.clone())
    }

    /// Whether the exercise is only tried.
    pub fn is_trial(self) -> bool {
        self.trial.is_some()
    }

    /// The page's element.
    pub fn root(self) -> NodeRef<leptos::html::Article> {
        self.root
    }

    /// Whether the answer can be changed now.
    pub fn is_open(self) -> bool {
        matches!(self.phase.get_untracked(), Phase::Writing(_))
    }

    /// Whether the answer cannot be changed now.
    pub fn locked(self) -> Signal<bool> {
        let phase = self.phase;
        Signal::derive(move || !matches!(phase.get(), Phase::Writing(_)))
    }

    /// What options, pairs and items are shuffled by: the same each time this learner looks.
    pub fn seed(self) -> u32 {
        let begun = self.work.with_untracked(|work| work.as_ref().map(|work| work.seed));
        let key = self.found.with_value(|found| found.key.to_string());
        begun.unwrap_or_else(|| shuffle::seed(self.learner, &key))
    }

    /// The verdict on a part of the answer, where it may be seen.
    pub fn part(self, id: &str) -> Option<PartGrade> {
        self.grade.with(|grade| grade.as_ref()?.part(id).cloned())
    }

    /// Whether the right answers may be seen.
    pub fn is_revealed(self) -> bool {
        self.phase.get() == Phase::Given && self.standing.with(|it| it.as_ref().is_some_and(|it| it.revealed))
    }

    /// Changes the answer; it is kept after a pause.
    pub fn change(self, change: impl FnOnce(&mut Answer)) {
        if !self.is_open() {
            return;
        }
        self.wrong.set(None);
        self.answer.update(|answer| {
            if let Some(answer) = answer {
                change(answer);
            }
        });
        // The page may have been left: it kept everything then.
        self.pause.then(move || self.keep());
    }

    /// Keeps the answer on the screen where it is not kept yet.
    pub fn keep(self) {
        let (Some(answer), Some(phase)) = (self.answer.try_get_untracked(), self.phase.try_get_untracked()) else {
            return;
        };
        let Some(answer) = answer.filter(|_| matches!(phase, Phase::Writing(_))) else { return };
        if self.kept.try_with_value(|kept| kept.as_ref() == Some(&answer)) != Some(false) {
            return;
        }
        self.kept.set_value(Some(answer.clone()));
        self.put("answer", |work, now| attempt::draft(work, answer, now));
    }

    /// The work as it is, or work that begins.
    fn begun(self, now: Instant) -> ExerciseWork {
        // Not the memo: it may be gone where the page is being left.
        let key = self.found.with_value(|found| found.key.clone());
        let work = match self.trial {
            Some(work) => work.try_get_untracked().flatten(),
            None => self.app.peek().and_then(|workspace| exercises::work_of(&workspace, &key)),
        };
        work.map_or_else(
            || {
                let seed = shuffle::seed(self.learner, &key.to_string());
                ExerciseWork::new(clock::mint(), now, key.pack, key.exercise, seed)
            },
            |work| (*work).clone(),
        )
    }

    /// Changes the work as one step that can be taken back. With the first work comes the record of who does it.
    fn put(self, what: &str, change: impl FnOnce(&ExerciseWork, Instant) -> ExerciseWork) {
        let now = clock::now();
        let work = change(&self.begun(now), now);
        self.put_work(what, work, now);
    }

    fn put_work(self, what: &str, work: ExerciseWork, now: Instant) {
        if let Some(trial) = self.trial {
            trial.try_set(Some(Arc::new(work)));
            return;
        }
        let Some(workspace) = self.app.peek() else { return };
        // Another workspace may be open by now: the answer belongs to the one it was begun in.
        if workspace.settings.id != self.home {
            return;
        }
        let label = format!("Exercise {}: {what}", work.exercise);
        let mut commands = vec![Command::Put(Record::from(work))];
        if workspace.records.learners.is_empty() {
            commands.push(Command::Put(Learner::new(self.learner, now, "").into()));
        }
        if let Err(error) = self.app.apply_quietly(Action::new(label, Command::All(commands))) {
            self.app.toasts.fail(error.to_string());
        }
    }

    /// Begins an attempt whose time is limited.
    pub fn begin(self) {
        self.put("attempt begun", attempt::begin);
        self.focus(".player");
    }

    /// Begins another attempt with the last answer.
    pub fn again(self) {
        self.certainty.set(None);
        let question = self.exercise();
        self.put("another attempt", |work, now| match work.attempts.last() {
            Some(last) if !matches!(question.question, Question::Drill(_)) => {
                attempt::draft(work, last.answer.clone(), now)
            }
            _ => attempt::begin(work, now),
        });
        self.focus(".player");
    }

    /// Shows one more hint.
    pub fn hint(self) {
        self.keep();
        let exercise = self.exercise();
        self.put("hint", |work, now| attempt::take_hint(&exercise, work, now));
    }

    /// Gives the answer in and shows what it earned.
    pub fn check(self) {
        let Some(mut answer) = self.answer.get_untracked().filter(|_| self.is_open()) else { return };
        let exercise = self.exercise();
        // The order on the screen is an answer also where nothing was moved.
        if let (Answer::Ordering { order }, Question::Ordering(asked)) = (&mut answer, &exercise.question)
            && order.is_empty()
        {
            *order = shuffle::ordering(asked, self.seed());
        }
        if self.conduct().certainty && is_sure_asked(&exercise.question) && self.certainty.get_untracked().is_none() {
            self.wrong.set(Some("Say how sure you are.".to_owned()));
            self.focus(".exercise-certainty input");
            return;
        }
        if let Err(not_taken) = self.hand_in(answer) {
            self.wrong.set(Some(match not_taken {
                NotTaken::Nothing => "Answer at least a part of it first.".to_owned(),
                NotTaken::NoneLeft => not_taken.to_string(),
            }));
        }
    }

    /// Gives in what is there, because the time is over.
    pub fn time_is_over(self) {
        if let Some(answer) = self.answer.get_untracked()
            && self.is_open()
            && self.hand_in(answer).is_ok()
        {
            self.app.toasts.say("The time is over: what was there is handed in.".to_owned());
        }
    }

    fn hand_in(self, answer: Answer) -> Result<(), NotTaken> {
        let now = clock::now();
        let (exercise, conduct) = (self.exercise(), self.conduct());
        let work = attempt::submit(
            &exercise,
            &conduct,
            &self.begun(now),
            answer.clone(),
            self.certainty.get_untracked(),
            now,
        )?;
        self.wrong.set(None);
        self.kept.set_value(Some(answer.clone()));
        self.answer.set(Some(answer));
        self.put_work("attempt handed in", work, now);
        self.focus(".exercise-result h2");
        Ok(())
    }

    /// Gives in the run through a drill.
    pub fn hand_in_run(self, run: DrillRun) {
        if let Err(not_taken) = self.hand_in(Answer::Drill { run }) {
            self.wrong.set(Some(match not_taken {
                NotTaken::Nothing => "Nothing was done in this run: it is not handed in.".to_owned(),
                NotTaken::NoneLeft => not_taken.to_string(),
            }));
        }
    }

    /// Notes which rows of the rubric the student found in the text that was given in.
    pub fn found_in_rubric(self, row: &str, on: bool) {
        let last = |work: &ExerciseWork| work.attempts.len().checked_sub(1);
        let change = |attempt: &mut Attempt| {
            if let Answer::FreeText { found, .. } = &mut attempt.answer {
                found.retain(|one| one != row);
                if on {
                    found.push(row.to_owned());
                }
            }
        };
        self.put("self-check", |work, now| {
            let mut work = ExerciseWork { updated: now, ..work.clone() };
            if let Some(attempt) = last(&work).and_then(|at| work.attempts.get_mut(at)) {
                change(attempt);
            }
            work
        });
    }

    /// Moves the focus to something on the page once that is drawn.
    pub fn focus(self, selector: &'static str) {
        request_animation_frame(move || {
            if let Some(root) = self.root.try_get_untracked().flatten() {
                focus_in(&root, selector);
            }
        });
    }
}

/// Whether saying how sure one is makes sense of a question.
pub fn is_sure_asked(question: &Question) -> bool {
    !matches!(question, Question::Drill(_) | Question::Task(_) | Question::Note)
}
