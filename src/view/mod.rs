//! What the page shows, as far as it can be thought without a page: addresses, choices, windows of rows, parsing of
//! typed fields. Pure and tested natively; `ui` draws it.

pub mod period;
pub mod route;
