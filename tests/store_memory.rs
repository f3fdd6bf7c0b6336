//! The store in memory: the suite that every store passes, and what happens when writes fail.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod store_suite;

use hearth::{
    model::{Action, Command, Id, Touched, Workspace, facts::CHUNK_ROWS},
    store::{Faults, Keeper, MemoryStore, Saving, Store, StoreError},
};
use proptest::prelude::*;
use std::{
    cell::{Cell, RefCell},
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};
use store_suite::*;

/// Runs a future that never waits for anything outside.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    for _ in 0..1_000 {
        if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return value;
        }
    }
    panic!("the future waits for something that never comes");
}

struct Memory;

impl Bench for Memory {
    type Store = MemoryStore;
    async fn fresh(&self) -> MemoryStore {
        MemoryStore::new()
    }
    async fn connect(&self, store: &MemoryStore) -> MemoryStore {
        store.connect()
    }
    async fn corrupt(&self, store: &MemoryStore, id: Id, row: &str) {
        assert!(store.corrupt(id, row), "no row {row}");
    }
    async fn lose(&self, store: &MemoryStore, id: Id, row: &str) {
        assert!(store.lose(id, row), "no row {row}");
    }
    async fn row_names(&self, store: &MemoryStore, id: Id, aside: bool) -> Vec<String> {
        store.row_names(id, aside)
    }
}

macro_rules! suite {
    ($($name:ident)+) => {$(#[test] fn $name() { block_on(store_suite::$name(&Memory)); })+};
}

suite! {
    keeps_everything
    writes_only_what_was_touched
    keeps_workspaces_apart
    refuses_a_late_writer
    notices_a_damaged_chunk
    notices_lost_rows
    notices_damaged_texts
    seals
    keeps_every_record_type
}

fn opened() -> (MemoryStore, Workspace) {
    let store = MemoryStore::new();
    let workspace = empty(1);
    block_on(store.create(&workspace, 1)).unwrap();
    (store, workspace)
}

#[test]
fn a_failed_write_leaves_the_former_state() {
    let (store, mut workspace) = opened();
    let before = workspace.clone();
    let commands = (10..20).map(|n| Command::Put(channel(n, "New").into())).collect();
    let change = workspace.apply(Action::new("Ten channels", Command::All(commands))).unwrap();
    for fail_at_write in 1..=11 {
        store.set_faults(Faults { fail_at_write: Some(fail_at_write), ..Faults::default() });
        let error = block_on(store.commit(id(1), &workspace, &change.touched, 2)).unwrap_err();
        assert_eq!(error.code(), "storage_failed");
        let loaded = block_on(store.connect().load(id(1))).unwrap();
        assert_eq!((loaded.damage.len(), loaded.generation), (0, 1));
        assert_same(&loaded.workspace, &before);
    }
    store.set_faults(Faults::default());
    assert_eq!(block_on(store.commit(id(1), &workspace, &change.touched, 2)).unwrap().generation, 2);
    assert_same(&block_on(store.load(id(1))).unwrap().workspace, &workspace);
}

#[test]
fn a_full_store_keeps_the_edit_in_memory_and_saves_it_later() {
    let (store, mut workspace) = opened();
    let store = Rc::new(store);
    let seals = Rc::new(Cell::new(0));
    let counted = Rc::clone(&seals);
    let keeper = Keeper::new(
        Rc::clone(&store),
        id(1),
        1,
        || 5,
        move |_, seal| {
            counted.set(counted.get() + u32::from(seal.is_some()));
        },
    );
    assert_eq!(keeper.saving(), Saving::Saved { generation: 1 });
    store.set_faults(Faults { quota: Some(10), ..Faults::default() });
    let change = workspace.apply(Action::put(&workspace, channel(10, "One"))).unwrap();
    assert!(keeper.touch(&workspace, change.touched));
    assert_eq!(keeper.saving(), Saving::Writing);
    block_on(keeper.run());
    let Saving::Unsaved(error) = keeper.saving() else { panic!("{:?}", keeper.saving()) };
    assert!(matches!(error, StoreError::Full(_)) && error.may_pass());
    assert!(error.to_string().contains("export the workspace to a file"), "{error}");
    assert_eq!(block_on(keeper.settled()), Err(error));
    assert_eq!(seals.get(), 0);

    store.set_faults(Faults::default());
    let change = workspace.apply(Action::put(&workspace, channel(11, "Two"))).unwrap();
    assert!(keeper.touch(&workspace, change.touched));
    block_on(keeper.run());
    assert_eq!(block_on(keeper.settled()), Ok(2));
    assert_eq!(seals.get(), 1);
    assert_same(&block_on(store.connect().load(id(1))).unwrap().workspace, &workspace);
}

/// A store whose commits finish only when told to.
struct Slow {
    inner: MemoryStore,
    open: Cell<bool>,
    commits: RefCell<Vec<usize>>,
}

impl Store for Slow {
    async fn list(&self) -> Result<Vec<hearth::store::Listing>, StoreError> {
        self.inner.list().await
    }
    async fn load(&self, id: Id) -> Result<hearth::store::Loaded, StoreError> {
        self.inner.load(id).await
    }
    async fn create(&self, workspace: &Workspace, now: i64) -> Result<hearth::store::Receipt, StoreError> {
        self.inner.create(workspace, now).await
    }
    async fn commit(
        &self,
        id: Id,
        workspace: &Workspace,
        touched: &Touched,
        now: i64,
    ) -> Result<hearth::store::Receipt, StoreError> {
        self.commits.borrow_mut().push(touched.records.len());
        std::future::poll_fn(|_| if self.open.get() { Poll::Ready(()) } else { Poll::Pending }).await;
        self.inner.commit(id, workspace, touched, now).await
    }
    async fn replace(&self, workspace: &Workspace, now: i64) -> Result<hearth::store::Receipt, StoreError> {
        self.inner.replace(workspace, now).await
    }
    async fn delete(&self, id: Id) -> Result<(), StoreError> {
        self.inner.delete(id).await
    }
    async fn usage(&self) -> Result<hearth::store::Usage, StoreError> {
        self.inner.usage().await
    }
}

#[test]
fn what_is_touched_during_a_write_goes_with_the_next() {
    let (inner, mut workspace) = opened();
    let store = Rc::new(Slow { inner, open: Cell::new(false), commits: RefCell::default() });
    let keeper = Keeper::new(Rc::clone(&store), id(1), 1, || 5, |_, _| {});
    let mut edit = |n| {
        let change = workspace.apply(Action::put(&workspace, channel(n, "New"))).unwrap();
        (workspace.clone(), change.touched)
    };
    let (state, touched) = edit(10);
    assert!(keeper.touch(&state, touched));
    let mut run = Box::pin(keeper.run());
    let mut context = Context::from_waker(Waker::noop());
    assert!(run.as_mut().poll(&mut context).is_pending());
    for n in 11..14 {
        let (state, touched) = edit(n);
        assert!(!keeper.touch(&state, touched), "it runs already");
    }
    let mut settled = Box::pin(keeper.settled());
    assert!(settled.as_mut().poll(&mut context).is_pending());
    assert_eq!(keeper.saving(), Saving::Writing);
    store.open.set(true);
    assert!(run.as_mut().poll(&mut context).is_ready());
    assert_eq!(*store.commits.borrow(), [1, 3]);
    assert_eq!(block_on(settled), Ok(3));
    assert_same(&block_on(store.load(id(1))).unwrap().workspace, &workspace);
}

#[test]
fn storage_that_is_off_says_so() {
    let store = MemoryStore::new();
    store.set_faults(Faults { unavailable: true, ..Faults::default() });
    let error = block_on(store.create(&empty(1), 1)).unwrap_err();
    assert_eq!(error.code(), "storage_unavailable");
    assert!(error.to_string().contains("export the workspace"));
}

#[test]
fn a_newer_layout_is_left_alone() {
    let (store, mut workspace) = opened();
    let (header, _) = hearth::store::row::seal(&id(1).to_string(), r#"{"format":2,"novel":true}"#);
    store.set_header(id(1), header);
    assert_eq!(block_on(store.load(id(1))).unwrap_err(), StoreError::Newer(2));
    let change = workspace.apply(Action::put(&workspace, channel(10, "One"))).unwrap();
    assert_eq!(block_on(store.commit(id(1), &workspace, &change.touched, 2)).unwrap_err(), StoreError::Newer(2));
    assert_eq!(block_on(store.replace(&workspace, 2)).unwrap_err(), StoreError::Newer(2));
    assert_eq!(block_on(store.list()).unwrap()[0].header, None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Whatever is done in whatever order, the store holds the workspace after every commit.
    #[test]
    fn any_course_of_edits_is_kept(edits in prop::collection::vec((0..5u8, 10..16u8, 0..200usize), 1..25)) {
        let (store, mut workspace) = opened();
        for (step, (what, n, size)) in edits.into_iter().enumerate() {
            let action = match what {
                0 | 1 => Action::put(&workspace, channel(n, &format!("Step {step}"))),
                2 => {
                    let Some(record) = workspace.records.all().nth(usize::from(n) % workspace.records.len().max(1)) else { continue };
                    Action::remove(record.key())
                }
                3 => {
                    let mut settings = workspace.settings.clone();
                    settings.name = format!("Step {step}");
                    Action::new("Settings", Command::SetSettings(Box::new(settings)))
                }
                _ => Action::new("Facts", Command::SetFacts(Box::new(facts(3, size)))),
            };
            let change = workspace.apply(action).unwrap();
            block_on(store.commit(id(1), &workspace, &change.touched, step as i64)).unwrap();
            let loaded = block_on(store.connect().load(id(1))).unwrap();
            prop_assert!(loaded.damage.is_empty(), "{:?}", loaded.damage);
            assert_same(&loaded.workspace, &workspace);
        }
    }
}

#[test]
fn growing_past_a_chunk_writes_the_last_chunks_only() {
    let (store, mut workspace) = opened();
    let change = workspace.apply(Action::new("Facts", Command::SetFacts(Box::new(facts(3, CHUNK_ROWS + 5))))).unwrap();
    let first = block_on(store.commit(id(1), &workspace, &change.touched, 2)).unwrap();
    let mut more = workspace.facts.clone();
    let mut builder = more.activities.clone().into_builder();
    builder.push(&[]);
    more.activities = builder.finish();
    let change = workspace.apply(Action::new("One more", Command::SetFacts(Box::new(more)))).unwrap();
    let second = block_on(store.commit(id(1), &workspace, &change.touched, 3)).unwrap();
    assert!(second.written * 50 < first.written, "{} and {}", first.written, second.written);
    assert_same(&block_on(store.load(id(1))).unwrap().workspace, &workspace);
}
