//! What the columns of a content table are called, here and elsewhere.

use crate::interchange::table::header::normal;

macro_rules! columns {
    ($($(#[$doc:meta])* $column:ident $name:literal [$($other:literal),*]),+ $(,)?) => {
        /// The columns, in the order in which they are written.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Column {
            $($(#[$doc])* $column,)+
        }

        impl Column {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$column),+];

            /// Its header.
            pub fn name(self) -> &'static str {
                match self { $(Self::$column => $name,)+ }
            }

            /// Other headers that mean it, in lower case.
            fn others(self) -> &'static [&'static str] {
                match self { $(Self::$column => &[$($other),*],)+ }
            }
        }
    };
}

columns! {
    /// Identifier of the piece; blank for a new one.
    Id "id" ["content id", "uuid", "item id"],
    /// What the team calls it.
    Title "title" ["name", "headline", "subject", "topic", "content title", "post name"],
    /// How far it is.
    Status "status" ["state", "stage"],
    /// The day it goes out, in the workspace's zone.
    Date "date" [
        "day", "publish date", "publication date", "planned date", "scheduled date", "post date", "date time",
        "datetime", "date and time", "scheduled at", "scheduled time", "publish at", "postatspecifictime", "due date"
    ],
    /// The time of day.
    Time "time" ["hour", "publish time", "post time", "planned time", "time of day"],
    /// The channel, by name, account or platform.
    Channel "channel" ["platform", "network", "social network", "account", "profile", "social profile"],
    /// The title on that channel, where it differs.
    PostTitle "post title" ["channel title"],
    /// The text on that channel.
    Text "text" ["message", "caption", "copy", "post", "content", "body", "post text", "post copy", "description"],
    /// The link beside the text.
    Link "link" ["url", "link url", "website"],
    /// File names of pictures and videos.
    Media "media" ["image", "images", "picture", "file", "files", "media file", "media files", "image url", "imageurls", "video"],
    /// What they show, in the same order.
    Alt "alt" ["alt text", "alternative text", "image alt", "image alt text", "image description"],
    /// The pillar, by name.
    Pillar "pillar" ["theme", "category", "content pillar"],
    /// The campaign, by name.
    Campaign "campaign" ["campaign name"],
    /// Who sees to it.
    Owner "owner" ["assignee", "assigned to", "responsible", "author"],
    /// Labels.
    Tags "tags" ["tag", "labels", "label"],
    /// When it went out on the channel, in the workspace's zone.
    Published "published" ["published at", "published on", "publication time"],
    /// The address of the published post.
    Permalink "permalink" ["post url", "post link", "published url", "live link"],
    /// Own words about it.
    Notes "notes" ["note", "remarks"],
}

impl Column {
    /// The column that a header means, in any case.
    pub fn of(header: &str) -> Option<Self> {
        let name = normal(header);
        Self::ALL.iter().copied().find(|column| column.name() == name || column.others().contains(&name.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_header_means_one_column() {
        let mut names: Vec<&str> = Vec::new();
        for column in Column::ALL {
            for name in std::iter::once(&column.name()).chain(column.others()) {
                assert_eq!(normal(name), *name);
                assert_eq!(Column::of(name), Some(*column));
                names.push(name);
            }
        }
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
        assert_eq!(Column::of(" Post_Text "), Some(Column::Text));
        assert_eq!(Column::of("Likes"), None);
    }
}
