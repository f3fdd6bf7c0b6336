//! The keeper: writes what was touched, one transaction at a time, and says when it is saved.
//!
//! The first change is written at once. What is touched while a transaction runs is written by the next one, so a
//! fast typist never queues up writes, and “Saved” is said only when nothing is left to write. When a write fails,
//! what was touched is kept in memory and goes out with the next attempt.

use super::{Receipt, Seal, Store, StoreError};
use crate::model::{Id, Instant, Touched, Workspace};
use std::{
    cell::RefCell,
    future::poll_fn,
    rc::Rc,
    task::{Poll, Waker},
};

/// Whether what is on screen is in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// All of it.
    Saved {
        /// Generation of the last finished commit.
        generation: u64,
    },
    /// Not yet; a write is under way.
    Writing,
    /// Not, for a reason. The edits stay in memory and go out with the next attempt.
    Unsaved(StoreError),
}

struct State {
    pending: Touched,
    workspace: Option<Workspace>,
    saving: Saving,
    running: bool,
    waiting: Vec<Waker>,
}

/// Told of every new state, with the seal to put down where a commit finished.
type Notify = dyn Fn(&Saving, Option<Seal>);

/// Saves one workspace. Clones are handles to the same keeper.
pub struct Keeper<S> {
    store: Rc<S>,
    id: Id,
    clock: fn() -> Instant,
    state: Rc<RefCell<State>>,
    notify: Rc<Notify>,
}

impl<S> Clone for Keeper<S> {
    fn clone(&self) -> Self {
        Self {
            store: Rc::clone(&self.store),
            id: self.id,
            clock: self.clock,
            state: Rc::clone(&self.state),
            notify: Rc::clone(&self.notify),
        }
    }
}

impl<S: Store> Keeper<S> {
    /// For a workspace that the store has open at a generation. `notify` is called on every new state; with a seal
    /// where a commit finished.
    pub fn new(
        store: Rc<S>,
        id: Id,
        generation: u64,
        clock: fn() -> Instant,
        notify: impl Fn(&Saving, Option<Seal>) + 'static,
    ) -> Self {
        let state = State {
            pending: Touched::default(),
            workspace: None,
            saving: Saving::Saved { generation },
            running: false,
            waiting: Vec::new(),
        };
        Self { store, id, clock, state: Rc::new(RefCell::new(state)), notify: Rc::new(notify) }
    }

    /// Whether all is saved.
    pub fn saving(&self) -> Saving {
        self.state.borrow().saving.clone()
    }

    /// Notes what a change touched and the workspace after it. Returns whether [`Keeper::run`] must be started; where
    /// it runs already, it takes this along.
    pub fn touch(&self, workspace: &Workspace, touched: Touched) -> bool {
        if touched.is_empty() {
            return false;
        }
        let mut state = self.state.borrow_mut();
        state.pending.merge(touched);
        state.workspace = Some(workspace.clone());
        if state.running {
            return false;
        }
        state.saving = Saving::Writing;
        drop(state);
        (self.notify)(&Saving::Writing, None);
        true
    }

    /// Writes until nothing is left or a write fails. Where it runs already, returns at once. Also the way to try
    /// again after a failure.
    pub async fn run(&self) {
        loop {
            let (workspace, touched) = {
                let mut state = self.state.borrow_mut();
                if state.running || state.pending.is_empty() {
                    return;
                }
                let Some(workspace) = state.workspace.clone() else { return };
                state.running = true;
                (workspace, std::mem::take(&mut state.pending))
            };
            let result = self.store.commit(self.id, &workspace, &touched, (self.clock)()).await;
            if !self.finish(result, touched) {
                return;
            }
        }
    }

    /// Takes a write's end in; whether there is more to write.
    fn finish(&self, result: Result<Receipt, StoreError>, touched: Touched) -> bool {
        let mut state = self.state.borrow_mut();
        state.running = false;
        let seal = result.as_ref().ok().map(|receipt| Seal::from(&receipt.header));
        let again = match result {
            Ok(receipt) if state.pending.is_empty() => {
                state.saving = Saving::Saved { generation: receipt.generation };
                state.workspace = None;
                false
            }
            Ok(_) => {
                state.saving = Saving::Writing;
                true
            }
            Err(error) => {
                // What was touched in the meantime stays noted beside it.
                state.pending.merge(touched);
                state.saving = Saving::Unsaved(error);
                false
            }
        };
        let saving = state.saving.clone();
        let waiting = if again { Vec::new() } else { std::mem::take(&mut state.waiting) };
        drop(state);
        (self.notify)(&saving, seal);
        waiting.into_iter().for_each(Waker::wake);
        again
    }

    /// Waits until all is saved or a write failed.
    ///
    /// # Errors
    /// Why it is not saved.
    pub async fn settled(&self) -> Result<u64, StoreError> {
        poll_fn(|context| {
            let mut state = self.state.borrow_mut();
            match &state.saving {
                Saving::Saved { generation } => Poll::Ready(Ok(*generation)),
                Saving::Unsaved(error) if !state.running => Poll::Ready(Err(error.clone())),
                _ => {
                    state.waiting.push(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await
    }
}
