//! The fields of each fact table that a column of a file can go to, with the names that files give them.

use crate::model::facts::{TableKind, activity, channel_day, member, post};

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// An id, kept as written.
    Id,
    /// Free text.
    Text,
    /// A repeated text: a type, a kind, a channel.
    Category,
    /// A whole number of 0 or more.
    Count,
    /// A whole number.
    Whole,
    /// A date and time.
    Time,
    /// A day.
    Day,
    /// Yes or no.
    YesNo,
    /// A month, 1 to 12.
    Month,
    /// A weekday.
    Weekday,
    /// An hour, 0 to 23.
    Hour,
    /// A sum that is compared, not kept.
    Check,
}

/// A field of a fact table, as a file can fill it.
#[derive(Debug)]
pub struct Field {
    /// Its name in mappings; that of the table's column where there is one.
    pub name: &'static str,
    /// Its name on the page.
    pub label: &'static str,
    /// What it takes.
    pub holds: Holds,
    /// The table's column; none for fields that are looked up or compared.
    pub column: Option<usize>,
    /// Names in files, normalised, most certain first; several languages.
    pub aliases: &'static [&'static str],
}

const fn field(
    name: &'static str,
    label: &'static str,
    holds: Holds,
    column: usize,
    aliases: &'static [&'static str],
) -> Field {
    Field { name, label, holds, column: Some(column), aliases }
}

const fn extra(name: &'static str, label: &'static str, holds: Holds, aliases: &'static [&'static str]) -> Field {
    Field { name, label, holds, column: None, aliases }
}

const SOURCE: &[&str] = &["source"];
const CHANNEL: &[&str] = &[
    "channel",
    "account name",
    "page name",
    "subreddit",
    "channel name",
    "account",
    "page",
    "profile",
    "network",
    "platform",
    "board",
    "forum",
    "kanal",
    "canal",
    "nombre de la página",
    "seitenname",
    "category name",
];
const TIME: &[&str] = &[
    "time",
    "ts",
    "timestamp",
    "created utc",
    "created at",
    "publish time",
    "published at",
    "published",
    "date",
    "datetime",
    "created",
    "post time",
    "created date",
    "posted at",
    "publish date",
    "post date",
    "status published",
    "video publish time",
    "fecha",
    "hora de publicación",
    "veröffentlicht",
    "datum",
    "date de publication",
    "sent at",
    "message time",
];
const LIKES: &[&str] = &[
    "likes",
    "like",
    "num reactions",
    "reactions",
    "reaction count",
    "like count",
    "favorite count",
    "favorites",
    "favourites",
    "score",
    "upvotes",
    "total likes",
    "num likes",
    "me gusta",
    "reacciones",
    "gefällt mir",
    "gefällt mir angaben",
    "j aime",
    "reaktionen",
    "number of likes",
    "likes count",
];
const COMMENTS: &[&str] = &[
    "comments",
    "comment",
    "num comments",
    "comment count",
    "replies",
    "reply count",
    "total comments",
    "comments added",
    "comentarios",
    "kommentare",
    "commentaires",
    "number of comments",
    "comments count",
];
const SHARES: &[&str] = &[
    "shares",
    "share",
    "num shares",
    "share count",
    "retweets",
    "reposts",
    "retweet count",
    "repost count",
    "total shares",
    "veces compartido",
    "compartidos",
    "geteilte inhalte",
    "partages",
    "number of shares",
    "shares count",
];
const REACH: &[&str] = &[
    "reach",
    "accounts reached",
    "total reach",
    "lifetime post total reach",
    "alcance",
    "reichweite",
    "couverture",
    "unique views",
];
const IMPRESSIONS: &[&str] = &[
    "impressions",
    "impression",
    "total impressions",
    "lifetime post total impressions",
    "impresiones",
    "impressionen",
    "times shown",
];
const FOLLOWERS: &[&str] = &[
    "followers",
    "follower count",
    "page total likes",
    "total followers",
    "followers at publish",
    "subscribers",
    "follower",
    "seguidores",
    "abonnés",
    "fans",
];
const TEXT: &[&str] = &[
    "text",
    "message",
    "content",
    "body",
    "post raw",
    "full text",
    "tweet text",
    "selftext",
    "comment text",
    "caption",
    "cooked",
    "texto",
    "mensaje",
    "nachricht",
];
const PERMALINK: &[&str] = &[
    "permalink",
    "link",
    "url",
    "post link",
    "post url",
    "tweet permalink",
    "video link",
    "permalink url",
    "enlace permanente",
    "full link",
];

/// Fields of the posts table.
static POSTS: &[Field] = &[
    field(
        "id",
        "Post id",
        Holds::Id,
        post::ID,
        &[
            "id",
            "post id",
            "status id",
            "tweet id",
            "video id",
            "media id",
            "id str",
            "identificador de la publicación",
            "beitrags id",
            "uid",
        ],
    ),
    field("source", "Source", Holds::Category, post::SOURCE, SOURCE),
    field("channel", "Channel", Holds::Category, post::CHANNEL, CHANNEL),
    field("time", "Published", Holds::Time, post::TIME, TIME),
    field("stated_month", "Month", Holds::Month, post::STATED_MONTH, &["post month", "month", "stated month"]),
    field(
        "stated_weekday",
        "Weekday",
        Holds::Weekday,
        post::STATED_WEEKDAY,
        &["post weekday", "weekday", "stated weekday", "day of week"],
    ),
    field("stated_hour", "Hour", Holds::Hour, post::STATED_HOUR, &["post hour", "hour", "stated hour"]),
    field(
        "type",
        "Type",
        Holds::Category,
        post::TYPE,
        &[
            "type",
            "post type",
            "status type",
            "content type",
            "media type",
            "format",
            "tipo",
            "tipo de publicación",
            "beitragsart",
        ],
    ),
    field("paid", "Paid", Holds::YesNo, post::PAID, &["paid", "is paid", "promoted", "boosted", "sponsored"]),
    field(
        "title",
        "Title or text",
        Holds::Text,
        post::TITLE,
        &[
            "title",
            "post title",
            "video title",
            "description",
            "text",
            "caption",
            "message",
            "tweet text",
            "post text",
            "post message",
            "título",
            "titel",
            "descripción",
            "beschreibung",
            "content",
            "name",
        ],
    ),
    field("permalink", "Address", Holds::Text, post::PERMALINK, PERMALINK),
    field("impressions", "Impressions", Holds::Count, post::IMPRESSIONS, IMPRESSIONS),
    field("reach", "Reach", Holds::Count, post::REACH, REACH),
    field(
        "views",
        "Views",
        Holds::Count,
        post::VIEWS,
        &[
            "views",
            "video views",
            "view count",
            "total views",
            "plays",
            "visualizaciones",
            "aufrufe",
            "vues",
            "3 second video views",
        ],
    ),
    field("likes", "Likes and reactions", Holds::Count, post::LIKES, LIKES),
    field("comments", "Comments", Holds::Count, post::COMMENTS, COMMENTS),
    field("shares", "Shares", Holds::Count, post::SHARES, SHARES),
    field(
        "saves",
        "Saves",
        Holds::Count,
        post::SAVES,
        &[
            "saves",
            "saved",
            "bookmarks",
            "save count",
            "bookmark count",
            "guardados",
            "veces que se guardó",
            "enregistrements",
        ],
    ),
    field(
        "clicks",
        "Clicks",
        Holds::Count,
        post::CLICKS,
        &[
            "clicks",
            "link clicks",
            "url clicks",
            "total clicks",
            "lifetime post consumptions",
            "clics",
            "klicks",
            "post clicks",
        ],
    ),
    field("followers", "Followers at publish", Holds::Count, post::FOLLOWERS, FOLLOWERS),
    extra(
        "interactions",
        "Sum of interactions (compared, not kept)",
        Holds::Check,
        &["total interactions", "interactions", "reactions comments and shares"],
    ),
];

/// Fields of the activities table.
static ACTIVITIES: &[Field] = &[
    field(
        "id",
        "Activity id",
        Holds::Id,
        activity::ID,
        &["id", "activity id", "message id", "comment id", "post id", "event id", "uid", "id str"],
    ),
    field("source", "Source", Holds::Category, activity::SOURCE, SOURCE),
    field("channel", "Channel", Holds::Category, activity::CHANNEL, CHANNEL),
    field(
        "member",
        "Member id",
        Holds::Id,
        activity::MEMBER,
        &[
            "member id",
            "member",
            "user id",
            "author id",
            "authorid",
            "sender id",
            "author fullname",
            "user",
            "username",
            "author",
            "sender",
            "from",
            "usuario",
            "benutzer",
        ],
    ),
    extra(
        "member_name",
        "Member name",
        Holds::Text,
        &[
            "member name",
            "author name",
            "username",
            "user name",
            "display name",
            "author nickname",
            "author",
            "nickname",
            "sender full name",
        ],
    ),
    field("time", "Time", Holds::Time, activity::TIME, TIME),
    field(
        "kind",
        "Kind",
        Holds::Category,
        activity::KIND,
        &["kind", "type", "event", "action", "activity", "event type", "activity type"],
    ),
    field(
        "reply_to",
        "Reply to",
        Holds::Id,
        activity::REPLY_TO,
        &[
            "reply to",
            "parent id",
            "in reply to",
            "in reply to id",
            "in reply to status id str",
            "reply to id",
            "reference messageid",
            "parent",
            "reply to post number",
        ],
    ),
    field(
        "thread",
        "Thread",
        Holds::Id,
        activity::THREAD,
        &["thread", "thread id", "topic id", "conversation id", "thread ts", "link id", "topic", "topic title"],
    ),
    field("text", "Text", Holds::Text, activity::TEXT, TEXT),
    field("likes", "Likes and reactions", Holds::Count, activity::LIKES, LIKES),
    field("comments", "Comments", Holds::Count, activity::COMMENTS, COMMENTS),
    field("shares", "Shares", Holds::Count, activity::SHARES, SHARES),
    field("reach", "Reach", Holds::Count, activity::REACH, REACH),
];

/// Fields of the members table.
static MEMBERS: &[Field] = &[
    field(
        "id",
        "Member id",
        Holds::Id,
        member::ID,
        &["id", "member id", "user id", "userid", "username", "handle", "account id", "uid"],
    ),
    field("source", "Source", Holds::Category, member::SOURCE, SOURCE),
    field(
        "name",
        "Name",
        Holds::Text,
        member::NAME,
        &[
            "name",
            "display name",
            "full name",
            "real name",
            "member name",
            "username",
            "user name",
            "nombre",
            "nickname",
        ],
    ),
    field(
        "staff",
        "Staff",
        Holds::YesNo,
        member::STAFF,
        &["staff", "is staff", "moderator", "is moderator", "admin", "is admin", "team"],
    ),
    field("bot", "Automated account", Holds::YesNo, member::BOT, &["bot", "is bot", "isbot", "automated"]),
    field(
        "joined",
        "Joined",
        Holds::Time,
        member::JOINED,
        &[
            "joined",
            "joined at",
            "join date",
            "created at",
            "created",
            "date joined",
            "member since",
            "registered",
            "joined group on",
            "registration date",
            "signup date",
        ],
    ),
];

/// Fields of the daily channel statistics.
static CHANNEL_DAYS: &[Field] = &[
    field("channel", "Channel", Holds::Category, channel_day::CHANNEL, CHANNEL),
    field("day", "Day", Holds::Day, channel_day::DAY, &["day", "date", "fecha", "datum", "period", "time", "jour"]),
    field("followers", "Followers", Holds::Count, channel_day::FOLLOWERS, FOLLOWERS),
    field(
        "gained",
        "Followers gained",
        Holds::Whole,
        channel_day::GAINED,
        &[
            "gained",
            "new followers",
            "followers gained",
            "follows",
            "daily new likes",
            "subscribers gained",
            "new follows",
            "daily new followers",
        ],
    ),
    field(
        "lost",
        "Followers lost",
        Holds::Whole,
        channel_day::LOST,
        &["lost", "unfollows", "followers lost", "daily unlikes", "subscribers lost", "lost followers"],
    ),
    field("reach", "Reach", Holds::Count, channel_day::REACH, REACH),
    field("impressions", "Impressions", Holds::Count, channel_day::IMPRESSIONS, IMPRESSIONS),
    field(
        "visits",
        "Profile visits",
        Holds::Count,
        channel_day::VISITS,
        &["visits", "profile visits", "page visits", "profile views", "page views", "pageviews", "visitas"],
    ),
];

/// The fields of a table, in the order in which they are shown.
pub fn fields(table: TableKind) -> &'static [Field] {
    match table {
        TableKind::Members => MEMBERS,
        TableKind::Posts => POSTS,
        TableKind::Activities => ACTIVITIES,
        TableKind::ChannelDays => CHANNEL_DAYS,
    }
}

/// The field of a name.
pub fn find(table: TableKind, name: &str) -> Option<&'static Field> {
    fields(table).iter().find(|field| field.name == name)
}

#[cfg(test)]
mod tests {
    use super::{super::header::normal, *};

    #[test]
    fn fields_agree_with_the_tables_and_aliases_are_normalised() {
        for table in TableKind::ALL {
            for field in fields(*table) {
                if let Some(column) = field.column {
                    assert_eq!(table.columns()[column].name, field.name);
                }
                for alias in field.aliases {
                    assert_eq!(&normal(alias), alias, "{} {}", table.name(), field.name);
                }
            }
        }
    }
}
