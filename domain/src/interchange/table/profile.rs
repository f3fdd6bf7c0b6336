//! The exports that are known by their headers. Pure data: which headers name which file, and where they go.
//!
//! Headers are matched normalised, in any order. What is known of these files rests on the parsers and test files of
//! other projects as much as on vendors' pages, so a profile only ever proposes; the person confirms.

use crate::model::{facts::TableKind, record::Platform};

/// A known export.
#[derive(Debug)]
pub struct Profile {
    /// Its name in mappings and batches.
    pub key: &'static str,
    /// Its name on the page.
    pub label: &'static str,
    /// The platform it comes from.
    pub platform: Option<Platform>,
    /// The table its rows go to.
    pub table: TableKind,
    /// Headers without which it is not this export.
    pub must: &'static [&'static str],
    /// Header → field.
    pub columns: &'static [(&'static str, &'static str)],
    /// Further headers it is known to have, which are not kept.
    pub known: &'static [&'static str],
    /// Choices that hold for it, such as the order of its dates.
    pub options: &'static [(&'static str, &'static str)],
}

/// The source that ids of a file get where no profile says better.
pub const GENERIC: &str = "table";

/// Every known export.
pub static PROFILES: &[Profile] = &[
    Profile {
        key: "facebook-insights",
        label: "Facebook Insights, table of posts",
        platform: Some(Platform::Facebook),
        table: TableKind::Posts,
        must: &["lifetime post total reach", "lifetime post total impressions"],
        columns: &[
            ("page total likes", "followers"),
            ("type", "type"),
            ("post month", "stated_month"),
            ("post weekday", "stated_weekday"),
            ("post hour", "stated_hour"),
            ("paid", "paid"),
            ("post id", "id"),
            ("permalink", "permalink"),
            ("post message", "title"),
            ("posted", "time"),
            ("lifetime post total reach", "reach"),
            ("lifetime post total impressions", "impressions"),
            ("lifetime post consumptions", "clicks"),
            ("comment", "comments"),
            ("like", "likes"),
            ("share", "shares"),
            ("total interactions", "interactions"),
        ],
        known: &[
            "category",
            "lifetime engaged users",
            "lifetime post consumers",
            "lifetime post impressions by people who have liked your page",
            "lifetime post reach by people who like your page",
            "lifetime people who have liked your page and engaged with your post",
        ],
        options: &[("weekday_first", "sunday"), ("date_order", "mdy")],
    },
    Profile {
        key: "facebook-statuses",
        label: "Facebook page posts (status table)",
        platform: Some(Platform::Facebook),
        table: TableKind::Posts,
        must: &["status id", "num reactions"],
        columns: &[
            ("status id", "id"),
            ("status type", "type"),
            ("status published", "time"),
            ("status message", "title"),
            ("link name", "title"),
            ("status link", "permalink"),
            ("num comments", "comments"),
            ("num shares", "shares"),
            ("num reactions", "likes"),
        ],
        known: &["num likes", "num loves", "num wows", "num hahas", "num sads", "num angrys", "num special"],
        options: &[],
    },
    Profile {
        key: "meta-instagram",
        label: "Meta Business Suite, Instagram posts",
        platform: Some(Platform::Instagram),
        table: TableKind::Posts,
        must: &["post id", "account username"],
        columns: &[
            ("post id", "id"),
            ("account name", "channel"),
            ("description", "title"),
            ("publish time", "time"),
            ("permalink", "permalink"),
            ("post type", "type"),
            ("impressions", "impressions"),
            ("views", "views"),
            ("reach", "reach"),
            ("likes", "likes"),
            ("shares", "shares"),
            ("comments", "comments"),
            ("saves", "saves"),
        ],
        known: &["account id", "account username", "duration sec", "data comment", "date", "follows"],
        options: &[("date_order", "mdy")],
    },
    Profile {
        key: "meta-facebook",
        label: "Meta Business Suite, Facebook posts",
        platform: Some(Platform::Facebook),
        table: TableKind::Posts,
        must: &["post id", "page name"],
        columns: &[
            ("post id", "id"),
            ("page name", "channel"),
            ("title", "title"),
            ("publish time", "time"),
            ("permalink", "permalink"),
            ("post type", "type"),
            ("impressions", "impressions"),
            ("views", "views"),
            ("reach", "reach"),
            ("reactions", "likes"),
            ("comments", "comments"),
            ("shares", "shares"),
            ("total clicks", "clicks"),
            ("reactions comments and shares", "interactions"),
        ],
        known: &[
            "page id",
            "description",
            "duration sec",
            "seconds viewed",
            "average seconds viewed",
            "caption type",
            "is crosspost",
            "is share",
            "languages",
            "custom labels",
            "funded content status",
            "data comment",
            "date",
            "other clicks",
            "link clicks",
        ],
        options: &[("date_order", "mdy")],
    },
    Profile {
        key: "linkedin",
        label: "LinkedIn page, all posts",
        platform: Some(Platform::LinkedIn),
        table: TableKind::Posts,
        must: &["post title", "post link"],
        columns: &[
            ("post title", "title"),
            ("post link", "permalink"),
            ("post type", "paid"),
            ("created date", "time"),
            ("impressions", "impressions"),
            ("views", "views"),
            ("clicks", "clicks"),
            ("likes", "likes"),
            ("comments", "comments"),
            ("reposts", "shares"),
            ("content type", "type"),
        ],
        known: &[
            "campaign name",
            "posted by",
            "campaign start date",
            "campaign end date",
            "audience",
            "views excluding offsite video views",
            "offsite views",
            "click through rate ctr",
            "follows",
            "engagement rate",
        ],
        options: &[("date_order", "mdy")],
    },
    Profile {
        key: "youtube-studio",
        label: "YouTube Studio, table data",
        platform: Some(Platform::YouTube),
        table: TableKind::Posts,
        must: &["video title", "video publish time"],
        columns: &[
            ("content", "id"),
            ("video", "id"),
            ("video title", "title"),
            ("video publish time", "time"),
            ("views", "views"),
            ("impressions", "impressions"),
            ("likes", "likes"),
            ("comments added", "comments"),
            ("shares", "shares"),
        ],
        known: &[
            "duration",
            "watch time hours",
            "subscribers",
            "impressions click through rate",
            "average view duration",
            "average percentage viewed",
        ],
        options: &[("type", "Video")],
    },
    Profile {
        key: "x-analytics",
        label: "X (Twitter) analytics",
        platform: Some(Platform::X),
        table: TableKind::Posts,
        must: &["tweet id"],
        columns: &[
            ("tweet id", "id"),
            ("tweet permalink", "permalink"),
            ("tweet text", "title"),
            ("time", "time"),
            ("impressions", "impressions"),
            ("retweets", "shares"),
            ("replies", "comments"),
            ("likes", "likes"),
            ("url clicks", "clicks"),
            ("media views", "views"),
        ],
        known: &[
            "engagements",
            "engagement rate",
            "user profile clicks",
            "hashtag clicks",
            "detail expands",
            "permalink clicks",
            "app opens",
            "app installs",
            "follows",
            "email tweet",
            "dial phone",
            "media engagements",
            "promoted impressions",
            "promoted engagements",
        ],
        options: &[],
    },
    Profile {
        key: "x-posts",
        label: "X analytics, posts",
        platform: Some(Platform::X),
        table: TableKind::Posts,
        must: &["post id", "post text"],
        columns: &[
            ("post id", "id"),
            ("date", "time"),
            ("post text", "title"),
            ("post link", "permalink"),
            ("impressions", "impressions"),
            ("likes", "likes"),
            ("bookmarks", "saves"),
            ("replies", "comments"),
            ("reposts", "shares"),
            ("url clicks", "clicks"),
        ],
        known: &[
            "engagements",
            "shares",
            "new follows",
            "profile visits",
            "detail expands",
            "hashtag clicks",
            "permalink clicks",
        ],
        options: &[],
    },
    Profile {
        key: "tiktok",
        label: "TikTok, content",
        platform: Some(Platform::TikTok),
        table: TableKind::Posts,
        must: &["video link"],
        columns: &[
            ("video title", "title"),
            ("video link", "permalink"),
            ("post time", "time"),
            ("total likes", "likes"),
            ("total comments", "comments"),
            ("total shares", "shares"),
            ("total views", "views"),
        ],
        known: &["time", "date"],
        options: &[("type", "Video")],
    },
    Profile {
        key: "records",
        label: "Activity records",
        platform: None,
        table: TableKind::Activities,
        must: &["id", "member id", "ts"],
        columns: &[
            ("id", "id"),
            ("member id", "member"),
            ("ts", "time"),
            ("kind", "kind"),
            ("channel", "channel"),
            ("likes", "likes"),
            ("comments", "comments"),
            ("shares", "shares"),
            ("reach", "reach"),
            ("reply to", "reply_to"),
            ("thread", "thread"),
            ("text", "text"),
        ],
        known: &[],
        options: &[],
    },
];

/// The profile of a name.
pub fn find(key: &str) -> Option<&'static Profile> {
    PROFILES.iter().find(|profile| profile.key == key)
}

/// The profile that fits the normalised headers best, with the share of the headers that it knows.
pub fn best(headers: &[String]) -> Option<(&'static Profile, f64)> {
    let has = |name: &&str| headers.iter().any(|header| header == name);
    let score = |profile: &Profile| {
        let known = headers.iter().filter(|header| {
            profile.columns.iter().any(|(name, _)| name == header)
                || profile.known.iter().any(|name| name == header)
                || header.starts_with("promoted ")
        });
        known.count() as f64 / headers.len().max(1) as f64
    };
    PROFILES
        .iter()
        .filter(|profile| profile.must.iter().all(has))
        .map(|profile| (profile, score(profile)))
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .filter(|(_, score)| *score >= 0.4)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{field, header::normal},
        *,
    };

    #[test]
    fn profiles_name_fields_that_exist_and_headers_as_compared() {
        for profile in PROFILES {
            for (header, name) in profile.columns {
                assert_eq!(&normal(header), header, "{}", profile.key);
                assert!(field::find(profile.table, name).is_some(), "{}: {name}", profile.key);
            }
            for header in profile.must.iter().chain(profile.known) {
                assert_eq!(&normal(header), header, "{}", profile.key);
            }
        }
    }
}
