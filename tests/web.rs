//! The browser half of the store, in a real browser: the suite that every store passes on IndexedDB, and what only a
//! browser can do wrong.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod store_suite;

use hearth::{
    model::{Action, Command, Id, facts::CHUNK_ROWS},
    store::{
        IndexedDb, Keeper, Preferences, Saving, Seal, Store, StoreError, Verdict, check, persistence, preferences,
        snapshots::{KEPT, Snapshots},
        tabs::{Claim, News, claim},
    },
};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use store_suite::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Runs the body of an async JavaScript function with text arguments `a`, `b`, `c`; the way a broken disk or another
/// page would get at the data.
async fn script(body: &str, [a, b, c]: [&str; 3]) -> JsValue {
    let helpers = "const P = r => new Promise((y, n) => { r.onsuccess = () => y(r.result); r.onerror = () => n(r.error); }); \
        const done = t => new Promise((y, n) => { t.oncomplete = y; t.onabort = () => n(t.error); });";
    let code = format!("return (async () => {{ {helpers} {body} }})();");
    let function = js_sys::Function::new_with_args("a, b, c", &code);
    let promise = function.call3(&JsValue::NULL, &a.into(), &b.into(), &c.into()).unwrap();
    JsFuture::from(promise.unchecked_into::<js_sys::Promise>()).await.unwrap()
}

fn fresh_name() -> String {
    format!("test/{}/{}", js_sys::Date::now(), js_sys::Math::random())
}

struct Browser;

struct Named {
    name: String,
    store: IndexedDb,
}

/// The suite asks a store only; the name goes along to get at the data from aside.
impl Store for Named {
    async fn list(&self) -> Result<Vec<hearth::store::Listing>, StoreError> {
        self.store.list().await
    }
    async fn load(&self, id: Id) -> Result<hearth::store::Loaded, StoreError> {
        self.store.load(id).await
    }
    async fn create(
        &self,
        workspace: &hearth::model::Workspace,
        now: i64,
    ) -> Result<hearth::store::Receipt, StoreError> {
        self.store.create(workspace, now).await
    }
    async fn commit(
        &self,
        id: Id,
        workspace: &hearth::model::Workspace,
        touched: &hearth::model::Touched,
        now: i64,
    ) -> Result<hearth::store::Receipt, StoreError> {
        self.store.commit(id, workspace, touched, now).await
    }
    async fn replace(
        &self,
        workspace: &hearth::model::Workspace,
        now: i64,
    ) -> Result<hearth::store::Receipt, StoreError> {
        self.store.replace(workspace, now).await
    }
    async fn delete(&self, id: Id) -> Result<(), StoreError> {
        self.store.delete(id).await
    }
    async fn usage(&self) -> Result<hearth::store::Usage, StoreError> {
        self.store.usage().await
    }
}

impl Bench for Browser {
    type Store = Named;
    async fn fresh(&self) -> Named {
        let name = fresh_name();
        Named { store: IndexedDb::open(&name).await.unwrap(), name }
    }
    async fn connect(&self, store: &Named) -> Named {
        Named { store: IndexedDb::open(&store.name).await.unwrap(), name: store.name.clone() }
    }
    async fn corrupt(&self, store: &Named, id: Id, row: &str) {
        let body = "const d = await P(indexedDB.open(a)); const t = d.transaction(['headers', 'rows', 'chunks'], 'readwrite'); \
            const k = c ? b + '/' + c : b; let n = 0; \
            for (const s of ['headers', 'rows', 'chunks']) { const o = t.objectStore(s), v = await P(o.get(k)); if (v === undefined) continue; n++; \
              if (typeof v === 'string') o.put(v.slice(0, -1) + ' ' + v.slice(-1), k); \
              else { const u = new Uint8Array(v); u[u.length >> 1] ^= 4; o.put(v, k); } } \
            await done(t); d.close(); return n;";
        let found = script(body, [&store.name, &id.to_string(), row]).await;
        assert_eq!(found.as_f64(), Some(1.0), "{row}");
    }
    async fn lose(&self, store: &Named, id: Id, row: &str) {
        let body = "const d = await P(indexedDB.open(a)); const t = d.transaction(['headers', 'rows', 'chunks'], 'readwrite'); \
            for (const s of ['headers', 'rows', 'chunks']) t.objectStore(s).delete(c ? b + '/' + c : b); await done(t); d.close();";
        script(body, [&store.name, &id.to_string(), row]).await;
    }
    async fn row_names(&self, store: &Named, id: Id, aside: bool) -> Vec<String> {
        let body = "const d = await P(indexedDB.open(a)); const names = c ? ['aside'] : ['rows', 'chunks']; const t = d.transaction(names); \
            let keys = []; for (const s of names) keys = keys.concat(await P(t.objectStore(s).getAllKeys())); d.close(); \
            return keys.filter(k => k.startsWith(b + '/')).map(k => k.slice(b.length + 1)).join(' ');";
        let names = script(body, [&store.name, &id.to_string(), if aside { "aside" } else { "" }]).await;
        names.as_string().unwrap().split_whitespace().map(str::to_owned).collect()
    }
}

macro_rules! suite {
    ($($name:ident)+) => {$(#[wasm_bindgen_test] async fn $name() { store_suite::$name(&Browser).await; })+};
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

#[wasm_bindgen_test]
async fn a_deleted_database_raises_the_alarm_and_is_opened_anew() {
    let store = Browser.fresh().await;
    let mut workspace = empty(1);
    let receipt = store.create(&workspace, 1).await.unwrap();
    let seal = Seal::from(&receipt.header);
    preferences::put_seal(&seal).unwrap();
    IndexedDb::destroy(&store.name).await.unwrap();
    assert_eq!(store.list().await.unwrap(), [], "the connection was closed by the deletion and is made anew");
    let kept = preferences::seal(id(1)).unwrap();
    assert_eq!(kept, seal);
    assert!(preferences::seals().contains(&seal));
    let verdict = check(Some(&kept), None);
    assert_eq!(verdict, Verdict::Vanished);
    assert!(verdict.message(&kept).unwrap().contains("is gone"));
    let change = workspace.apply(Action::put(&workspace, channel(10, "One"))).unwrap();
    let error = store.commit(id(1), &workspace, &change.touched, 2).await.unwrap_err();
    assert_eq!(error, StoreError::Missing(id(1)));
    store.replace(&workspace, 3).await.unwrap();
    assert_same(&store.load(id(1)).await.unwrap().workspace, &workspace);
    preferences::remove_seal(id(1));
    assert_eq!(preferences::seal(id(1)), None);
}

#[wasm_bindgen_test]
async fn a_keeper_saves_every_edit() {
    let named = Browser.fresh().await;
    let mut workspace = empty(1);
    let generation = named.store.create(&workspace, 1).await.unwrap().generation;
    let states: Rc<RefCell<Vec<Saving>>> = Rc::default();
    let seals = Rc::new(Cell::new(0));
    let (seen, counted) = (Rc::clone(&states), Rc::clone(&seals));
    let store = Rc::new(named.store);
    let keeper = Keeper::new(
        Rc::clone(&store),
        id(1),
        generation,
        || 5,
        move |saving, seal| {
            seen.borrow_mut().push(saving.clone());
            counted.set(counted.get() + u32::from(seal.is_some()));
        },
    );
    for n in 10..40 {
        let change = workspace.apply(Action::put(&workspace, channel(n, "New"))).unwrap();
        if keeper.touch(&workspace, change.touched) {
            let running = keeper.clone();
            wasm_bindgen_futures::spawn_local(async move { running.run().await });
        }
    }
    let generation = keeper.settled().await.unwrap();
    assert!((2..=31).contains(&generation) && u64::from(seals.get()) == generation - 1, "{generation}");
    assert_eq!(states.borrow().last(), Some(&Saving::Saved { generation }));
    assert_same(&store.load(id(1)).await.unwrap().workspace, &workspace);
}

#[wasm_bindgen_test]
async fn a_transaction_that_the_browser_breaks_off_leaves_the_former_state() {
    let store = Browser.fresh().await;
    let mut workspace = empty(1);
    store.create(&workspace, 1).await.unwrap();
    // What a full disk does: the browser aborts with QuotaExceededError.
    script(
        "window.realPut = IDBObjectStore.prototype.put; let n = 0; \
         IDBObjectStore.prototype.put = function (...x) { if (++n > 3) throw new DOMException('no room', 'QuotaExceededError'); return realPut.apply(this, x); };",
        ["", "", ""],
    )
    .await;
    let commands = (10..20).map(|n| Command::Put(channel(n, "New").into())).collect();
    let before = workspace.clone();
    let change = workspace.apply(Action::new("Ten channels", Command::All(commands))).unwrap();
    let error = store.commit(id(1), &workspace, &change.touched, 2).await.unwrap_err();
    script("IDBObjectStore.prototype.put = window.realPut;", ["", "", ""]).await;
    assert!(matches!(error, StoreError::Full(bytes) if bytes > 1_000), "{error:?}");
    let other = Browser.connect(&store).await;
    assert_same(&other.load(id(1)).await.unwrap().workspace, &before);
    assert_eq!(store.commit(id(1), &workspace, &change.touched, 3).await.unwrap().generation, 2);
    assert_same(&other.load(id(1)).await.unwrap().workspace, &workspace);
}

#[wasm_bindgen_test]
async fn a_newer_database_is_left_alone() {
    let name = fresh_name();
    script("const r = indexedDB.open(a, 7); const d = await P(r); d.close();", [&name, "", ""]).await;
    assert!(matches!(IndexedDb::open(&name).await.map(|_| ()), Err(StoreError::Newer(_))));
}

#[wasm_bindgen_test]
async fn a_hundred_thousand_rows_come_back() {
    let store = Browser.fresh().await;
    let mut workspace = empty(1);
    store.create(&workspace, 1).await.unwrap();
    let change = workspace.apply(Action::new("Facts", Command::SetFacts(Box::new(facts(500, 100_000))))).unwrap();
    let now = js_sys::Date::now;
    let start = now();
    let receipt = store.commit(id(1), &workspace, &change.touched, 2).await.unwrap();
    let saved = now();
    let other = Browser.connect(&store).await;
    let loading = now();
    let loaded = other.load(id(1)).await.unwrap();
    let end = now();
    console_log!(
        "100 000 activities, {} bytes: saved in {} ms, loaded in {} ms",
        receipt.written,
        saved - start,
        end - loading
    );
    assert_same(&loaded.workspace, &workspace);
    assert!(workspace.facts.activities.chunks().len() == 100_000_usize.div_ceil(CHUNK_ROWS));
    assert!(other.usage().await.unwrap().workspaces >= receipt.written);
    assert!(persistence::estimate().await.is_some_and(|(_, quota)| quota > 0.0));
    persistence::persisted().await;
}

#[wasm_bindgen_test]
async fn one_tab_writes_and_can_be_taken_over() {
    let lost = Rc::new(Cell::new(0));
    let count = || {
        let lost = Rc::clone(&lost);
        move || lost.set(lost.get() + 1)
    };
    let first = claim(id(7), Claim::IfFree, count()).await.unwrap();
    assert!(first.is_exclusive());
    assert!(claim(id(7), Claim::IfFree, count()).await.is_none());
    assert!(claim(id(8), Claim::IfFree, count()).await.is_some(), "another workspace is free");
    let second = claim(id(7), Claim::TakeOver, count()).await.unwrap();
    pause(50).await;
    assert_eq!(lost.get(), 1);
    drop(first);
    assert!(claim(id(7), Claim::IfFree, count()).await.is_none());
    let waiting = Rc::new(Cell::new(false));
    let got = Rc::clone(&waiting);
    wasm_bindgen_futures::spawn_local(async move {
        got.set(claim(id(7), Claim::WhenFree, || {}).await.is_some());
    });
    pause(50).await;
    assert!(!waiting.get());
    drop(second);
    pause(50).await;
    assert!(waiting.get());
    assert_eq!(lost.get(), 1);
}

async fn pause(ms: u32) {
    script("await new Promise(r => setTimeout(r, +a));", [&ms.to_string(), "", ""]).await;
}

#[wasm_bindgen_test]
async fn other_tabs_hear_of_commits() {
    let heard: Rc<RefCell<Vec<(Id, u64)>>> = Rc::default();
    let hearing = Rc::clone(&heard);
    let _tab = News::listen(move |id, generation| hearing.borrow_mut().push((id, generation)));
    let teller = News::listen(|_, _| {});
    teller.tell(id(3), 12);
    pause(50).await;
    assert_eq!(*heard.borrow(), [(id(3), 12)]);
}

#[wasm_bindgen_test]
async fn the_last_snapshots_are_kept() {
    let snapshots = Snapshots::named(&fresh_name());
    for n in 1..=KEPT as u64 + 2 {
        snapshots.save(id(1), n, n as i64 * 10, format!("file {n}").as_bytes()).await.unwrap();
    }
    snapshots.save(id(2), 1, 5, b"other").await.unwrap();
    let list = snapshots.list(id(1)).await.unwrap();
    assert_eq!(list.iter().map(|one| one.generation).collect::<Vec<_>>(), [7, 6, 5, 4, 3]);
    assert_eq!(snapshots.read(&list[0]).await.unwrap(), b"file 7");
    let mut broken = list[1].clone();
    broken.hash = "0".repeat(16);
    assert_eq!(snapshots.read(&broken).await.unwrap_err().code(), "storage_failed");
    snapshots.delete(id(1)).await.unwrap();
    assert_eq!(snapshots.list(id(1)).await.unwrap(), []);
    assert_eq!(snapshots.list(id(2)).await.unwrap().len(), 1);
}

#[wasm_bindgen_test]
fn preferences_are_kept() {
    let mut preferences = Preferences::load();
    preferences.theme = Some("dark".into());
    preferences.workspace = Some(id(4));
    preferences.set_place(id(4), "#/content");
    preferences.save().unwrap();
    let again = Preferences::load();
    assert_eq!(again, preferences);
    assert_eq!(again.place(id(4)), Some("#/content"));
    // What is there cannot be read: start anew rather than fail.
    web_sys::window().unwrap().local_storage().unwrap().unwrap().set_item("hearth/preferences", "{broken").unwrap();
    assert_eq!(Preferences::load(), Preferences::default());
}
