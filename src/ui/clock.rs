//! The clock and the random source: the only place where the page asks the browser for either.

use crate::model::{Day, Id, Instant, Zone, time::Local};

/// Now: ms since 1970, UTC.
pub fn now() -> Instant {
    js_sys::Date::now() as Instant
}

/// A new id.
pub fn mint() -> Id {
    let mut random = [0; 10];
    // Without a random source ids still differ by their time; the browser always has one in practice.
    let _ = getrandom::fill(&mut random);
    Id::mint(now(), random)
}

/// The machine's own local time of an instant. For what concerns this browser; a workspace has its own zone.
pub fn here(instant: Instant) -> Local {
    let minutes = js_sys::Date::new(&(instant as f64).into()).get_timezone_offset();
    Local::from_local_ms(instant.saturating_sub(minutes as i64 * 60_000))
}

/// Today in a zone.
pub fn today(zone: Zone) -> Day {
    zone.day(now())
}

/// The zone of the machine, UTC where the browser does not say or names one we do not know.
pub fn machine_zone() -> Zone {
    let options = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new()).resolved_options();
    js_sys::Reflect::get(&options, &"timeZone".into())
        .ok()
        .and_then(|name| name.as_string())
        .and_then(|name| name.parse().ok())
        .unwrap_or(Zone::UTC)
}

/// Waits for a number of ms.
pub async fn pause(ms: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            // Fails only where the page is gone already.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
        }
    });
    // The promise is only ever resolved.
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}
