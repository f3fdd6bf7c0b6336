//! What the page and its worker say to each other, and the line they say it on.
//!
//! A message is a list of three: JSON, the number of the request it belongs to, and what does not go as JSON: a file,
//! or the content of a part (a text, or bytes that are handed over without a copy).

use super::look::{How, Looked, Work};
use crate::{interchange::FileError, interchange::workspace_json::Warning, model::Instant, store::handover::Content};
use js_sys::{Array, ArrayBuffer, Uint8Array};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    future::poll_fn,
    rc::Rc,
    task::{Poll, Waker},
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Worker};

/// What the page asks for.
#[derive(Debug, Serialize, Deserialize)]
pub enum Ask {
    /// Reads the file that comes along.
    Open {
        /// Its name.
        name: String,
    },
    /// The workspace to compare with follows in parts.
    Base,
    /// A part of it, with its content.
    Part {
        /// What it is.
        key: String,
    },
    /// Compares the table that was read with the workspace that came over last.
    Look(Box<How>),
    /// Hands over what the import changes, as it was shown last.
    Change,
}

/// What the worker says.
#[derive(Debug, Serialize, Deserialize)]
pub enum Answer {
    /// It listens.
    Ready,
    /// How far it is.
    Working(Work, f64),
    /// The file is a table and was read.
    Table,
    /// The file is a workspace, whose parts came before.
    Workspace {
        /// The version of Hearth that wrote it.
        app: String,
        /// When it was written.
        exported: Option<Instant>,
        /// What the person should know.
        warnings: Vec<Warning>,
    },
    /// A part of a workspace or of a change, with its content.
    Part {
        /// What it is.
        key: String,
        /// How many of all parts came with this one, 0 to 1.
        done: f64,
    },
    /// What taking the table in would do.
    Looked(Box<Looked>),
    /// The parts of the change came before.
    Changed {
        /// What was done, in words.
        label: String,
    },
    /// It cannot be done.
    Failed(Box<FileError>),
    /// The worker ended; why, in the browser's words. Said by the script that starts it, too.
    Died(String),
}

/// The other end.
enum Peer {
    Worker(Worker),
    Page(DedicatedWorkerGlobalScope),
}

#[derive(Default)]
struct Inbox {
    messages: RefCell<VecDeque<Array>>,
    waker: RefCell<Option<Waker>>,
}

impl Inbox {
    fn wake(&self) {
        let waker = self.waker.borrow_mut().take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// One end of the line. Dropping the page's end ends the worker.
pub struct Line {
    peer: Peer,
    inbox: Rc<Inbox>,
    /// The request that is answered now; older ones are over.
    request: Cell<u32>,
    _listeners: Vec<Closure<dyn FnMut(JsValue)>>,
}

/// The line is dead, or the request it was about is over.
#[derive(Debug)]
pub enum Lost {
    /// The other end is gone; why, in the browser's words.
    Dead(String),
    /// A later request took the place of this one.
    Over,
}

fn words(value: &JsValue) -> String {
    let message = js_sys::Reflect::get(value, &"message".into()).ok().and_then(|text| text.as_string());
    message.or_else(|| value.as_string()).unwrap_or_default()
}

impl Line {
    /// The page's end.
    pub fn to_worker(worker: Worker) -> Self {
        let inbox = Rc::<Inbox>::default();
        let on_message = listener(&inbox, |event| event.unchecked_ref::<MessageEvent>().data().unchecked_into());
        let on_error = listener(&inbox, |event| envelope(&Answer::Died(words(&event)), 0, &JsValue::NULL));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Self { peer: Peer::Worker(worker), inbox, request: Cell::new(0), _listeners: vec![on_message, on_error] }
    }

    /// The worker's end.
    pub fn to_page(scope: DedicatedWorkerGlobalScope) -> Self {
        let inbox = Rc::<Inbox>::default();
        let on_message = listener(&inbox, |event| event.unchecked_ref::<MessageEvent>().data().unchecked_into());
        scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Self { peer: Peer::Page(scope), inbox, request: Cell::new(0), _listeners: vec![on_message] }
    }

    /// Begins a request: what was asked before is over.
    pub fn begin(&self) -> u32 {
        self.request.set(self.request.get() + 1);
        self.inbox.wake();
        self.request.get()
    }

    /// Whether another message is there already.
    pub fn is_called(&self) -> bool {
        !self.inbox.messages.borrow().is_empty()
    }

    /// Says something.
    ///
    /// # Errors
    /// Where the browser cannot carry it.
    pub fn say(&self, message: &impl Serialize, request: u32, with: &JsValue) -> Result<(), Lost> {
        let envelope = envelope(message, request, with);
        // Bytes change hands.
        let given = if with.is_instance_of::<ArrayBuffer>() { Array::of1(with) } else { Array::new() };
        let said = match &self.peer {
            Peer::Worker(worker) => worker.post_message_with_transfer(&envelope, &given),
            Peer::Page(scope) => scope.post_message_with_transfer(&envelope, &given),
        };
        said.map_err(|error| Lost::Dead(words(&error)))
    }

    /// Says something to the worker, where the request is not over.
    ///
    /// # Errors
    /// As [`Line::say`], and where it is over.
    pub fn ask(&self, message: &Ask, request: u32, with: &JsValue) -> Result<(), Lost> {
        if self.request.get() != request {
            return Err(Lost::Over);
        }
        self.say(message, request, with)
    }

    /// The next message, with its request and what came along.
    async fn next<T: DeserializeOwned>(&self, request: Option<u32>) -> Result<(T, u32, JsValue), Lost> {
        let message = poll_fn(|context| {
            if request.is_some_and(|request| request != self.request.get()) {
                return Poll::Ready(None);
            }
            match self.inbox.messages.borrow_mut().pop_front() {
                Some(message) => Poll::Ready(Some(message)),
                None => {
                    *self.inbox.waker.borrow_mut() = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        });
        let message = message.await.ok_or(Lost::Over)?;
        let text = message.get(0).as_string().unwrap_or_default();
        let value = serde_json::from_str(&text).map_err(|error| Lost::Dead(error.to_string()))?;
        Ok((value, message.get(1).as_f64().unwrap_or_default() as u32, message.get(2)))
    }

    /// The next answer to a request.
    ///
    /// # Errors
    /// Where the worker died, or the request is over.
    pub async fn answer(&self, request: u32) -> Result<(Answer, JsValue), Lost> {
        loop {
            match self.next(Some(request)).await? {
                (Answer::Died(why), ..) => return Err(Lost::Dead(why)),
                (answer, number, with) if number == request => return Ok((answer, with)),
                // To a request that is over.
                _ => {}
            }
        }
    }

    /// The page's next request.
    ///
    /// # Errors
    /// Where it cannot be understood.
    pub async fn hear(&self) -> Result<(Ask, u32, JsValue), Lost> {
        self.next(None).await
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Peer::Worker(worker) = &self.peer {
            worker.set_onmessage(None);
            worker.set_onerror(None);
            worker.terminate();
        }
    }
}

fn listener(inbox: &Rc<Inbox>, message: fn(JsValue) -> Array) -> Closure<dyn FnMut(JsValue)> {
    let inbox = Rc::clone(inbox);
    Closure::new(move |event| {
        inbox.messages.borrow_mut().push_back(message(event));
        inbox.wake();
    })
}

fn envelope(message: &impl Serialize, request: u32, with: &JsValue) -> Array {
    // What these types hold can always be written as JSON.
    let text = serde_json::to_string(message).unwrap_or_default();
    Array::of3(&text.into(), &request.into(), with)
}

/// A part's content on its way.
pub fn packed(content: &Content) -> JsValue {
    match content {
        Content::Text(text) => text.into(),
        Content::Bytes(bytes) => Uint8Array::from(bytes.as_slice()).buffer().into(),
        Content::Gone => JsValue::NULL,
    }
}

/// A part's content as it came.
pub fn unpacked(with: &JsValue) -> Content {
    match with.dyn_ref::<ArrayBuffer>() {
        Some(buffer) => Content::Bytes(Uint8Array::new(buffer).to_vec()),
        None => with.as_string().map_or(Content::Gone, Content::Text),
    }
}
