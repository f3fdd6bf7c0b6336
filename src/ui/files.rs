//! Files at the page's edge: reading one that a person gives, offering one for download, how old the last export is.

use super::{app_state::App, clock, preferences};
use crate::{model::time::DAY_MS, slices::Slice};
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Largest file taken in, in bytes. Wasm has 4 GiB in all; beyond this the browser would end the page.
pub const FILE_MAX: f64 = 1_000_000_000.0;

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is larger than [`FILE_MAX`].
    TooLarge,
    /// The browser could not read it.
    Gone,
}

impl Unreadable {
    /// A sentence for the person.
    pub fn about(self, name: &str) -> String {
        match self {
            Self::TooLarge => {
                format!("“{name}” is larger than 1 GB. Split it and import the parts one after the other.")
            }
            Self::Gone => {
                format!("The browser could not read “{name}”. Is it still where it was? Choose it again.")
            }
        }
    }
}

/// Whether a file is of a size that can be read.
///
/// # Errors
/// Where it is too large.
pub fn check(blob: &web_sys::Blob) -> Result<(), Unreadable> {
    if blob.size() > FILE_MAX { Err(Unreadable::TooLarge) } else { Ok(()) }
}

/// Reads a file whole.
///
/// # Errors
/// Where it is too large, or the browser could not read it.
pub async fn read(blob: &web_sys::Blob) -> Result<Vec<u8>, Unreadable> {
    check(blob)?;
    let buffer = JsFuture::from(blob.array_buffer()).await.map_err(|_| Unreadable::Gone)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// Bytes of a script as a file; in slices, as a browser copies them.
///
/// # Errors
/// Where the browser has no room for the copy.
pub async fn from_bytes(bytes: &Uint8Array) -> Result<web_sys::Blob, JsValue> {
    const PIECE: u32 = 8 << 20;
    let pieces = Array::new();
    let mut slice = Slice::begin();
    let mut at = 0;
    while at < bytes.length() {
        let end = at.saturating_add(PIECE).min(bytes.length());
        let piece = web_sys::Blob::new_with_u8_array_sequence(&Array::of1(&bytes.subarray(at, end)))?;
        pieces.push(&piece);
        at = end;
        if slice.is_over() {
            slice.rest().await;
        }
    }
    web_sys::Blob::new_with_blob_sequence(&pieces)
}

/// The first file of a file input's or a drop's list.
pub fn first(list: Option<web_sys::FileList>) -> Option<web_sys::File> {
    list.and_then(|list| list.get(0))
}

/// Offers bytes as a download.
///
/// # Errors
/// A sentence for the person.
pub fn download(name: &str, mime: &str, bytes: &[u8]) -> Result<(), String> {
    let failed =
        |_: JsValue| "The browser refused the download. Allow downloads for this page and try again.".to_owned();
    let parts = Array::of1(&Uint8Array::from(bytes));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(mime);
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).map_err(failed)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob).map_err(failed)?;
    let link = document()
        .create_element("a")
        .ok()
        .and_then(|element| element.dyn_into::<web_sys::HtmlAnchorElement>().ok())
        .ok_or_else(|| failed(JsValue::NULL))?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The download has its own hold on the data once it started; the address may go a little later.
    set_timeout(move || drop(web_sys::Url::revoke_object_url(&url)), std::time::Duration::from_secs(60));
    Ok(())
}

thread_local! {
    static TAKER: RefCell<Option<(u32, Taker)>> = const { RefCell::new(None) };
    static TAKERS: Cell<u32> = const { Cell::new(0) };
}

/// What a screen does with a file dropped on the page.
type Taker = Rc<dyn Fn(web_sys::File)>;

/// While the screen that calls this is there, files dropped on the page come to it first. What does not belong to it
/// goes on to the import screen by [`import`].
pub fn take_here(taker: impl Fn(web_sys::File) + 'static) {
    let number = TAKERS.get().wrapping_add(1);
    TAKERS.set(number);
    TAKER.set(Some((number, Rc::new(taker))));
    // The next screen may have come before this one goes.
    on_cleanup(move || {
        TAKER.with_borrow_mut(|held| {
            held.take_if(|(one, _)| *one == number);
        });
    });
}

/// Takes a file from a drop or a file input to the screen that is open, else to the import screen.
pub fn take(app: App, file: web_sys::File) {
    match TAKER.with_borrow(Clone::clone) {
        Some((_, taker)) => taker(file),
        None => import(app, file),
    }
}

/// Takes a file to the import screen.
pub fn import(app: App, file: web_sys::File) {
    app.with_part(app.parts.exchange, move |exchange| (exchange.take)(app, file));
}

/// Exports the open workspace as a download and remembers when.
pub fn save_workspace(app: App) {
    if app.is_open_now() {
        app.with_part(app.parts.exchange, move |exchange| (exchange.save)(app));
    }
}

/// How old the last file backup of the open workspace is, in words.
pub fn backup_age_label(app: App) -> String {
    app.exports.track();
    let Some(id) = app.workspace.with(|workspace| workspace.as_ref().map(|workspace| workspace.settings.id)) else {
        return String::new();
    };
    match preferences::last_export(id) {
        None => "no file backup yet".to_owned(),
        Some(at) => match (clock::now() - at).div_euclid(DAY_MS) {
            ..=0 => "file backup today".to_owned(),
            1 => "file backup yesterday".to_owned(),
            days => format!("file backup {days} days ago"),
        },
    }
}
