//! What `public/early.js` read of the workspace of last time while the app was still on its way.

use crate::model::Id;
use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Name of the property of the window.
const PLACE: &str = "hearthEarly";

/// The answers to what `IndexedDb::load` asks for, where that workspace was read early. Given once.
///
/// They are of some moment before now: the caller makes sure that nothing was saved since.
pub(super) async fn take(id: Id) -> Option<Vec<JsValue>> {
    let window = js_sys::global();
    let early = Reflect::get(&window, &PLACE.into()).ok().filter(JsValue::is_object)?;
    // Asked for this or another workspace: what was read early is not needed again, and may be large.
    let _ = Reflect::delete_property(&window, &PLACE.into());
    let its_id = Reflect::get(&early, &"id".into()).ok()?.as_string()?;
    if its_id != id.to_string() {
        return None;
    }
    let answers: Promise = Reflect::get(&early, &"answers".into()).ok()?.dyn_into().ok()?;
    let answers: Array = JsFuture::from(answers).await.ok()?.dyn_into().ok()?;
    Some(answers.iter().collect())
}
