//! Which columns each fact table has. The names are the ones in files.

use super::{ColumnKind, DictionaryKind};

/// The fact tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TableKind {
    /// People and accounts.
    Members,
    /// Own posts and their results.
    Posts,
    /// What members did.
    Activities,
    /// Daily statistics of a channel.
    ChannelDays,
}

/// A column of a fact table.
#[derive(Clone, Copy, Debug)]
pub struct ColumnSpec {
    /// The name in files.
    pub name: &'static str,
    /// What it holds.
    pub kind: ColumnKind,
    /// What its codes point to; only for [`ColumnKind::Code`].
    pub reference: Option<Reference>,
    /// What it means, with its unit.
    pub meaning: &'static str,
}

/// What a code points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// An entry of a dictionary.
    Dictionary(DictionaryKind),
    /// A row of a fact table.
    Row(TableKind),
}

impl TableKind {
    /// Every table, in the order in which files list them.
    pub const ALL: &'static [Self] = &[Self::Members, Self::Posts, Self::Activities, Self::ChannelDays];

    /// The name in files and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::Posts => "posts",
            Self::Activities => "activities",
            Self::ChannelDays => "channel_days",
        }
    }

    /// The word for its rows, as a person says it.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::Posts => "posts",
            Self::Activities => "activities",
            Self::ChannelDays => "daily statistics",
        }
    }

    /// The table of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// Its columns.
    pub fn columns(self) -> &'static [ColumnSpec] {
        match self {
            Self::Members => member::COLUMNS,
            Self::Posts => post::COLUMNS,
            Self::Activities => activity::COLUMNS,
            Self::ChannelDays => channel_day::COLUMNS,
        }
    }
}

/// Declares a table's columns and their positions.
macro_rules! columns {
    ($($position:literal $constant:ident $name:literal $kind:ident $(=> $reference:expr)?; $meaning:literal)+) => {
        $(#[doc = $meaning] pub const $constant: usize = $position;)+

        /// The columns, in order.
        pub const COLUMNS: &[ColumnSpec] = &[$(ColumnSpec {
            name: $name,
            kind: ColumnKind::$kind,
            reference: columns!(@reference $($reference)?),
            meaning: $meaning,
        },)+];
    };
    (@reference) => { None };
    (@reference $reference:expr) => { Some($reference) };
}

/// Columns of the members table.
pub mod member {
    use super::*;
    columns! {
        0 ID "id" Text; "The source's id of the person; unique together with the source."
        1 SOURCE "source" Code => Reference::Dictionary(DictionaryKind::Source); "Where the id comes from, such as a platform."
        2 NAME "name" Text; "Name as shown; may be empty."
        3 STAFF "staff" Byte; "1 staff, 0 not; left out of figures by default."
        4 BOT "bot" Byte; "1 automated account, 0 not; left out of figures by default."
        5 JOINED "joined" Time; "When the person joined, ms since 1970, UTC."
        6 BATCH "batch" Code => Reference::Dictionary(DictionaryKind::Batch); "The import it came with; none where entered by hand."
        7 ORIGIN "origin" Byte; "How it is known: 0 imported, 1 entered by hand, 2 estimated, 3 sample."
    }
}

/// Columns of the posts table.
pub mod post {
    use super::*;
    columns! {
        0 ID "id" Text; "The source's id of the post; unique together with the source."
        1 SOURCE "source" Code => Reference::Dictionary(DictionaryKind::Source); "Where the id comes from."
        2 CHANNEL "channel" Code => Reference::Dictionary(DictionaryKind::Channel); "The channel it was published on."
        3 TIME "time" Time; "When it was published, ms since 1970, UTC; missing where the file gives no full date."
        4 STATED_MONTH "stated_month" Byte; "Month 1 to 12 as the file states it, where it gives no full date."
        5 STATED_WEEKDAY "stated_weekday" Byte; "Weekday, 0 Monday to 6 Sunday, as the file states it, where it gives no full date."
        6 STATED_HOUR "stated_hour" Byte; "Hour 0 to 23 as the file states it, where it gives no full date."
        7 TYPE "type" Code => Reference::Dictionary(DictionaryKind::PostType); "Photo, video, link …"
        8 PAID "paid" Byte; "1 paid, 0 organic."
        9 TITLE "title" Text; "Title or text."
        10 PERMALINK "permalink" Text; "Address of the post."
        11 IMPRESSIONS "impressions" Number; "Times shown."
        12 REACH "reach" Number; "Accounts that saw it."
        13 VIEWS "views" Number; "Video views."
        14 LIKES "likes" Number; "Likes and other reactions."
        15 COMMENTS "comments" Number; "Comments."
        16 SHARES "shares" Number; "Shares, reposts."
        17 SAVES "saves" Number; "Saves, bookmarks."
        18 CLICKS "clicks" Number; "Clicks on links."
        19 FOLLOWERS "followers" Number; "Followers of the channel when it was published."
        20 BATCH "batch" Code => Reference::Dictionary(DictionaryKind::Batch); "The import it came with; none where entered by hand."
        21 ORIGIN "origin" Byte; "How it is known: 0 imported, 1 entered by hand, 2 estimated, 3 sample."
    }
}

/// Columns of the activities table.
pub mod activity {
    use super::*;
    columns! {
        0 ID "id" Text; "The source's id of the activity; unique together with the source."
        1 SOURCE "source" Code => Reference::Dictionary(DictionaryKind::Source); "Where the id comes from."
        2 CHANNEL "channel" Code => Reference::Dictionary(DictionaryKind::Channel); "Where it happened."
        3 MEMBER "member" Code => Reference::Row(TableKind::Members); "Who did it: a row of the members table."
        4 TIME "time" Time; "When it happened, ms since 1970, UTC."
        5 KIND "kind" Code => Reference::Dictionary(DictionaryKind::Kind); "What was done: post, comment, reply, reaction, share, join, leave, moderation …"
        6 REPLY_TO "reply_to" Text; "The source's id of the activity it answers; may be empty."
        7 PARENT "parent" Code => Reference::Row(TableKind::Activities); "The row of the activity it answers, found at import."
        8 THREAD "thread" Text; "The source's id of the conversation it belongs to; may be empty."
        9 TEXT "text" Text; "What was said."
        10 LIKES "likes" Count; "Likes and other reactions it got."
        11 COMMENTS "comments" Count; "Comments it got."
        12 SHARES "shares" Count; "Shares it got."
        13 REACH "reach" Count; "Accounts that saw it."
        14 BATCH "batch" Code => Reference::Dictionary(DictionaryKind::Batch); "The import it came with; none where entered by hand."
        15 ORIGIN "origin" Byte; "How it is known: 0 imported, 1 entered by hand, 2 estimated, 3 sample."
    }
}

/// Columns of the daily channel statistics.
pub mod channel_day {
    use super::*;
    columns! {
        0 CHANNEL "channel" Code => Reference::Dictionary(DictionaryKind::Channel); "The channel; one row a channel and day."
        1 DAY "day" Day; "The day, as the source counts days."
        2 FOLLOWERS "followers" Number; "Followers at the end of the day."
        3 GAINED "gained" Number; "Followers won that day."
        4 LOST "lost" Number; "Followers lost that day."
        5 REACH "reach" Number; "Accounts reached that day."
        6 IMPRESSIONS "impressions" Number; "Times shown that day."
        7 VISITS "visits" Number; "Visits to the profile that day."
        8 BATCH "batch" Code => Reference::Dictionary(DictionaryKind::Batch); "The import it came with; none where entered by hand."
        9 ORIGIN "origin" Byte; "How it is known: 0 imported, 1 entered by hand, 2 estimated, 3 sample."
    }
}

/// Names of the activity kinds that figures count by. Others are kept as their sources name them.
pub mod kind {
    /// A post or topic by a member.
    pub const POST: &str = "post";
    /// A comment on a post.
    pub const COMMENT: &str = "comment";
    /// An answer to somebody's post or comment.
    pub const REPLY: &str = "reply";
    /// A like or other reaction.
    pub const REACTION: &str = "reaction";
    /// A share.
    pub const SHARE: &str = "share";
    /// Joining the community.
    pub const JOIN: &str = "join";
    /// Leaving it.
    pub const LEAVE: &str = "leave";
    /// A moderator's action.
    pub const MODERATION: &str = "moderation";
}

/// How a fact is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Origin {
    /// Taken from a file.
    Imported = 0,
    /// Typed by a person.
    Entered = 1,
    /// Estimated.
    Estimated = 2,
    /// Made up for the sample community.
    Sample = 3,
}

impl Origin {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Imported, Self::Entered, Self::Estimated, Self::Sample];

    /// From the byte in the column.
    pub fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL.get(usize::from(byte)).copied()
    }

    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Imported => "imported",
            Self::Entered => "entered by hand",
            Self::Estimated => "estimated",
            Self::Sample => "sample data",
        }
    }
}

/// The results of a post that figures are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Metric {
    /// Times shown.
    Impressions,
    /// Accounts that saw it.
    Reach,
    /// Video views.
    Views,
    /// Likes and other reactions.
    Likes,
    /// Comments.
    Comments,
    /// Shares.
    Shares,
    /// Saves.
    Saves,
    /// Clicks.
    Clicks,
    /// Followers at publish.
    Followers,
}

impl Metric {
    /// All of them, in the order of the columns.
    pub const ALL: [Self; 9] = [
        Self::Impressions,
        Self::Reach,
        Self::Views,
        Self::Likes,
        Self::Comments,
        Self::Shares,
        Self::Saves,
        Self::Clicks,
        Self::Followers,
    ];

    /// Its column in the posts table.
    pub fn column(self) -> usize {
        post::IMPRESSIONS + self as usize
    }

    /// The name in files.
    pub fn name(self) -> &'static str {
        post::COLUMNS[self.column()].name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_and_names_agree() {
        assert_eq!(Metric::Followers.column(), post::FOLLOWERS);
        for table in TableKind::ALL {
            let mut names: Vec<_> = table.columns().iter().map(|column| column.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), table.columns().len());
            for column in table.columns() {
                assert_eq!(column.kind == ColumnKind::Code, column.reference.is_some(), "{}", column.name);
            }
        }
    }
}
