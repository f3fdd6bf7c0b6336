//! What the page shows, as far as it can be thought without a page: addresses, choices, windows of rows, parsing of
//! typed fields. Pure and tested natively; `ui` draws it.

pub mod annotations;
pub mod bars;
pub mod classroom;
pub mod clip;
pub mod conversation;
pub mod course;
pub mod crisis;
pub mod dashboard;
pub mod distribution;
pub mod exercises;
pub mod feedback;
pub mod fuzzy;
pub mod inbox;
pub mod marks;
pub mod markup;
pub mod members;
pub mod moderation;
pub mod multiples;
pub mod number;
pub mod opened;
pub mod order;
pub mod pace;
pub mod packs;
pub mod period;
pub mod plan;
pub mod route;
pub mod saved;
pub mod selection;
pub mod window;
