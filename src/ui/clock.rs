//! The clock and the random source: the only place where the page asks the browser for either.

use crate::model::{Day, Id, Instant, Zone};

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
