//! Networks: what each allows, how it counts, what stands in the way of a post, campaign links, complete profiles.
//!
//! ```text
//! facts        what each network allows, as data (facts.json); a workspace may keep its own
//! links, tags  where links, hashtags and mentions stand in a text
//! count        how long a text is, as the network counts
//! check        what stands in the way of a draft, or would make it better
//! utm          campaign parameters of links
//! profile      the checklist of a channel's profile
//! ```
//!
//! Pure functions of texts and facts: nothing here knows workspaces, drafts as records, or the page, and nothing is sent
//! anywhere.

mod check;
mod check_media;
mod count;
mod fact;
mod facts;
mod links;
pub mod profile;
mod tags;
mod tld;
pub mod utm;

pub use check::{Draft, Field, Finding, Level, Media, MediaKind, Mend, check, check_counted};
pub use count::{Count, Counter, count, plain_length};
pub use fact::{ImageSize, ProfilePart};
pub use facts::PlatformFacts;
pub use links::{Link, links};
pub use tags::{MentionStyle, hashtags, mentions};
