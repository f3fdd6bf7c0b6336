//! Several tabs: one writes a workspace, the others follow.
//!
//! The writer holds a Web Lock for as long as it writes; the browser frees it when the tab ends, however it ends.
//! Other tabs learn of each commit over a BroadcastChannel and read anew. They can take over. Where the browser has
//! no locks, every tab may write, and the store's generation check keeps them from overwriting each other.

use crate::model::Id;
use js_sys::{Function, Object, Promise, Reflect};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{BroadcastChannel, MessageEvent};

/// How to ask for the right to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Only if no other tab has it.
    IfFree,
    /// When the tab that has it ends or lets go; waits.
    WhenFree,
    /// Take it from the tab that has it.
    TakeOver,
}

/// The right to write a workspace; given back when dropped.
pub struct Writer {
    release: Option<Function>,
}

impl Drop for Writer {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            // Resolves the promise that the lock is held by; that cannot fail.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

impl Writer {
    /// Whether the right is backed by a lock. Otherwise only the store's generation check guards.
    pub fn is_exclusive(&self) -> bool {
        self.release.is_some()
    }
}

/// Asks for the right to write a workspace; none where another tab has it. `on_lost` is called when another tab takes
/// it over.
pub async fn claim(id: Id, how: Claim, on_lost: impl FnOnce() + 'static) -> Option<Writer> {
    let unguarded = Some(Writer { release: None });
    let global = js_sys::global();
    let locks =
        Reflect::get(&global, &"navigator".into()).and_then(|navigator| Reflect::get(&navigator, &"locks".into()));
    // web-sys has locks as unstable only.
    let Some(locks) = locks.ok().filter(JsValue::is_object) else { return unguarded };
    let Ok(request) = Reflect::get(&locks, &"request".into()).map(JsCast::unchecked_into::<Function>) else {
        return unguarded;
    };
    let options = Object::new();
    let option = match how {
        Claim::IfFree => Some("ifAvailable"),
        Claim::WhenFree => None,
        Claim::TakeOver => Some("steal"),
    };
    if let Some(option) = option {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&options, &option.into(), &JsValue::TRUE);
    }
    let release: Rc<RefCell<Option<Function>>> = Rc::default();
    let mut settle = None;
    let answered = Promise::new(&mut |resolve: Function, _| settle = Some(resolve));
    let (releasing, settle_in_lock) = (Rc::clone(&release), settle.clone());
    // Called with the lock, or with null; the lock is held until the returned promise is resolved.
    let on_answer = Closure::once(move |lock: JsValue| -> JsValue {
        let held =
            lock.is_object().then(|| Promise::new(&mut |resolve: Function, _| *releasing.borrow_mut() = Some(resolve)));
        if let Some(settle) = &settle_in_lock {
            let _ = settle.call0(&JsValue::UNDEFINED);
        }
        held.map_or(JsValue::UNDEFINED, JsValue::from)
    });
    let name = JsValue::from(format!("hearth/{id}"));
    let requested = request.call3(&locks, &name, &options, on_answer.as_ref());
    let Ok(requested) = requested.map(JsCast::unchecked_into::<Promise>) else { return unguarded };
    let held = Rc::clone(&release);
    spawn_local(async move {
        let ended = JsFuture::from(requested).await;
        drop(on_answer);
        if ended.is_err() {
            // Refused before it was given (no locks on this origin), or taken over after.
            if held.borrow().is_some() {
                on_lost();
            } else if let Some(settle) = settle {
                let _ = settle.call1(&JsValue::UNDEFINED, &JsValue::TRUE);
            }
        }
    });
    match JsFuture::from(answered).await {
        Ok(refused) if refused.is_truthy() => unguarded,
        _ => release.borrow().clone().map(|release| Writer { release: Some(release) }),
    }
}

/// News from the tab that writes: which workspace, and its generation now.
pub struct News {
    channel: Option<BroadcastChannel>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl News {
    /// Listens; `heard` is called for each commit or deletion (generation 0) in another tab.
    pub fn listen(heard: impl Fn(Id, u64) + 'static) -> Self {
        let channel = BroadcastChannel::new("hearth").ok();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let text = event.data().as_string().unwrap_or_default();
            if let Some((id, generation)) = text.split_once(' ')
                && let (Ok(id), Ok(generation)) = (id.parse(), generation.parse())
            {
                heard(id, generation);
            }
        });
        if let Some(channel) = &channel {
            channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        }
        Self { channel, _on_message: on_message }
    }

    /// Tells the other tabs that a commit finished; generation 0: the workspace was deleted.
    pub fn tell(&self, id: Id, generation: u64) {
        if let Some(channel) = &self.channel {
            // Other tabs that miss it are held back by the generation check.
            let _ = channel.post_message(&format!("{id} {generation}").into());
        }
    }
}

impl Drop for News {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
    }
}
