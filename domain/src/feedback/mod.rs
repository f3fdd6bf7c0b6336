//! The feedback loop: what people ask for, what asks for the same, what is wanted most now, what is talked about, and
//! who has to be told. Pure functions of records and texts; no clock, no file, no page.
//!
//! ```text
//! people       who asked, once however often
//! message      feedback from something said
//! similar      which items ask for the same, by the words they share
//! merge        a duplicate into its original, and back
//! trending     what is wanted now: votes that fade
//! loop_        who asked, who has been told, whether the loop is closed
//! themes       words that stand out in some texts against the others
//! surveys      CSAT and NPS with their intervals
//! roadmap      what is planned, as one page for everybody
//! definitions  the figures in words
//! ```

mod definitions;
mod loop_;
mod merge;
mod message;
mod people;
mod roadmap;
mod similar;
mod surveys;
mod themes;
mod trending;
mod words;

pub use definitions::DEFINITIONS;
pub use loop_::{Asker, Loop, LoopState, closed_loop, letter, tell, untell};
pub use merge::{MergeError, duplicates, merge, remove, unmerge};
pub use message::{Message, TITLE_MAX, add_message, from_message};
pub use people::{Person, Tally, add_vote, person, tally};
pub use roadmap::{RoadmapOptions, on_roadmap, roadmap};
pub use similar::{Index, LIKELY, SharedWord, Similar, similar_to_text};
pub use surveys::{Estimate, SurveyFigures, csat, figures, nps};
pub use themes::{Corpus, FEWEST_TEXTS, STANDS_OUT, Theme, themes};
pub use trending::{HALF_LIFE_DAYS, trending};
