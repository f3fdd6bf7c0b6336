//! What a workspace is: identifiers, records, facts, and the commands that change them.
//!
//! Nothing here knows about files, storage, figures or the page. Two kinds of data live side by side:
//! **records** ([`records`]) are what a person edits, kept as plain structs; **facts** ([`facts`]) are what
//! happened, kept as columns. Everything changes through [`Workspace::apply`], whose [`Change`] carries its
//! own inverse.

pub mod command;
pub mod facts;
pub mod id;
pub mod record;
pub mod recurrence;
pub mod settings;
pub mod time;
pub mod validate;
pub mod words;
mod workspace;

pub use command::{Action, Change, Command, CommandError, Touched};
pub use id::Id;
pub use record::{Record, RecordKey, RecordKind};
pub use recurrence::{LocalTime, Recurrence};
pub use settings::{Settings, TaskReference};
pub use time::{Day, Instant, Period, Zone};
pub use workspace::Workspace;

/// Fields of a file that this version does not know. They are kept and written back unchanged.
pub type Extra = serde_json::Map<String, serde_json::Value>;
