//! KPIs of conversation and concentration: 32–42.

use super::{Definition, Family, Unit};
use crate::{
    analytics::{
        recipe::Recipe,
        talk::{Layer, Role, Talk},
    },
    model::{facts::TableKind, record::Direction},
};

const MESSAGE: &str = "Messages are activities of the kinds post, comment and reply.";
const THREAD: &str = "A thread is a message that answers none, with all that answers it: by the message it answers, else by the id of its conversation. A comment on an own post opens a thread of its own.";
const OPENED: &str = "A thread belongs to the day on which it was opened; replies count whenever they came.";
const ORPHAN: &str =
    "A message that answers something that is not in the data, or itself in a ring, is in no thread and is counted.";
const STAFF_THREAD: &str =
    "Threads opened by staff and bots are left out unless the workspace counts them; how many is shown.";
const OTHER: &str = "Another person is any member but the one who opened the thread, staff too, but no bot: who waits is answered by whoever answers.";
const NAMELESS: &str = "Where the member is not given, one person cannot be told from another: such threads are left out, and such replies do not count.";
const YOUNG: &str = "A thread opened less than 7 days before the last activity in the data is too young to judge, answered or not: it is left out, and counted. An activity with a wrong date in the future moves that end.";
const NEGATIVE: &str =
    "A thread whose first reply is older than its opening (moved messages) is left out, and counted.";
const UNTIMED: &str = "A thread whose opening has no time is left out.";
const CLAMPED: &str = "The period is cut to the days from the first to the last activity, and that is said.";
const STAFF: &str = "Messages by staff and bots are left out unless the workspace counts them; how many is shown.";
const WRITER: &str = "A message whose member is not given is left out.";
const ALL_TIME: &str = "A message without a time counts for all time only, not in a period.";
const WHOLE: &str =
    "The fewest people who together reach the share; of people with the same number of messages any may be taken.";
const SILENT: &str =
    "Members who wrote nothing are those of the 90-9-1 split; where no day of joining is known there is no value.";
const MEMBERSHIP: &str = "Members are those whose day of joining (that of the members table or of the first `join`) is known and not after the period, and who had not left for good before it. Where no day of joining is known there is no value. A channel chosen narrows what they did, not who they are.";
const UNKNOWN_JOIN: &str = "Members whose day of joining is not known are left out, and counted: lists made of activities alone have no silent members.";
const REPLY: &str = "A reply answers the author of the message it answers; where only its conversation is known, the one who opened that.";
const SELF: &str = "Replies to oneself, and replies by or to somebody not known, are left out, and counted.";
const STAFF_REPLY: &str =
    "Replies by and to staff and bots are left out unless the workspace counts them; how many is shown.";

const DISCOURSE: &str = "Discourse, dashboard reports “Time to first response” and “Topics with no response”";
const CHAOSS: &str = "CHAOSS, Contributor Absence Factor (once Bus Factor)";
const BITERGIA: &str = "Onion analysis of GrimoireLab (80 %, 95 %), after Crowston & Howison, First Monday 10 (2005)";
const NIELSEN: &str = "Nielsen, The 90-9-1 Rule for Participation Inequality (2006)";
const NETWORK: &str = "Wasserman & Faust, Social Network Analysis (1994), 4.2 and 13.1";

const THREADS: &[&str] = &[
    "activities.id",
    "activities.member",
    "activities.time",
    "activities.kind",
    "activities.parent",
    "activities.reply_to",
    "activities.thread",
    "posts.id",
    "members.staff",
    "members.bot",
];
const MESSAGES: &[&str] = &["activities.member", "activities.time", "activities.kind", "members.staff", "members.bot"];
const PEOPLE: &[&str] =
    &["activities.member", "activities.time", "activities.kind", "members.joined", "members.staff", "members.bot"];

const BASE: Definition = Definition {
    id: "",
    name: "",
    family: Family::Conversation,
    number: 32,
    question: "",
    formula: "",
    unit: Unit::Number,
    direction: Direction::Neutral,
    subject: TableKind::Activities,
    inputs: THREADS,
    edge_cases: &[],
    source: DISCOURSE,
    sibling: None,
    recipe: Recipe::Talk(Talk::PerThread),
};

/// A KPI of how messages are spread over people.
const SPREAD: Definition = Definition {
    unit: Unit::Count,
    inputs: MESSAGES,
    edge_cases: &[WHOLE, MESSAGE, STAFF, WRITER, ALL_TIME, CLAMPED],
    ..BASE
};

/// A part of the 90-9-1 split.
const SPLIT: Definition = Definition {
    number: 40,
    unit: Unit::Ratio,
    subject: TableKind::Members,
    inputs: PEOPLE,
    edge_cases: &[
        "Creators wrote a post; contributors did anything else that counts; lurkers did neither. The three add up to 100 %.",
        MEMBERSHIP,
        UNKNOWN_JOIN,
        "Staff and bots are no members here unless the workspace counts them.",
        CLAMPED,
    ],
    source: NIELSEN,
    ..BASE
};

/// A figure of the network of replies.
const REPLIES: Definition = Definition {
    number: 42,
    unit: Unit::Ratio,
    edge_cases: &[
        REPLY,
        SELF,
        STAFF_REPLY,
        "A pair counts once, however often one answers the other.",
        MESSAGE,
        CLAMPED,
    ],
    source: NETWORK,
    ..BASE
};

pub(super) const DEFINITIONS: &[Definition] = &[
    Definition {
        id: "messages_per_thread",
        name: "Messages per thread",
        question: "How long do conversations get?",
        formula: "messages in threads / threads",
        direction: Direction::Up,
        edge_cases: &[
            MESSAGE,
            THREAD,
            OPENED,
            STAFF_THREAD,
            "Messages by staff and bots in other threads are not counted; how many is shown.",
            ORPHAN,
            UNTIMED,
            CLAMPED,
        ],
        ..BASE
    },
    Definition {
        id: "reply_coverage",
        name: "Reply coverage",
        number: 33,
        question: "What share of threads gets another person's reply within 7 days?",
        formula: "threads with a reply by another person within 7 days / threads",
        unit: Unit::Ratio,
        direction: Direction::Up,
        edge_cases: &[OTHER, YOUNG, NEGATIVE, THREAD, OPENED, STAFF_THREAD, NAMELESS, ORPHAN, UNTIMED, CLAMPED],
        recipe: Recipe::Talk(Talk::Coverage),
        ..BASE
    },
    Definition {
        id: "first_reply_median",
        name: "Time to first reply, median",
        number: 34,
        question: "How long does half of those who are answered wait at most?",
        formula: "median over threads of (first reply by another person − opening)",
        unit: Unit::Duration,
        direction: Direction::Down,
        edge_cases: &[
            "Threads without a reply by another person have no time: they are left out and counted, so reply coverage stands beside it.",
            OTHER,
            NEGATIVE,
            "Replies count however late they come.",
            THREAD,
            OPENED,
            STAFF_THREAD,
            NAMELESS,
            ORPHAN,
            UNTIMED,
            CLAMPED,
        ],
        sibling: Some("first_reply_p90"),
        recipe: Recipe::Talk(Talk::FirstReply(50)),
        ..BASE
    },
    Definition {
        id: "first_reply_p90",
        name: "Time to first reply, 90 %",
        number: 34,
        question: "How long do nine of ten of those who are answered wait at most?",
        formula: "0.9 quantile over threads of (first reply by another person − opening)",
        unit: Unit::Duration,
        direction: Direction::Down,
        edge_cases: &[
            "Threads without a reply by another person have no time: they are left out and counted, so reply coverage stands beside it.",
            OTHER,
            NEGATIVE,
            "Replies count however late they come.",
            THREAD,
            OPENED,
            STAFF_THREAD,
            NAMELESS,
            ORPHAN,
            UNTIMED,
            CLAMPED,
        ],
        sibling: Some("first_reply_median"),
        recipe: Recipe::Talk(Talk::FirstReply(90)),
        ..BASE
    },
    Definition {
        id: "solo_thread_rate",
        name: "Solo threads",
        number: 35,
        question: "What share of threads is never answered by another person?",
        formula: "threads without a reply by another person / threads",
        unit: Unit::Ratio,
        direction: Direction::Down,
        edge_cases: &[
            "A thread answered after more than 7 days is neither solo nor covered.",
            OTHER,
            YOUNG,
            NEGATIVE,
            THREAD,
            OPENED,
            STAFF_THREAD,
            NAMELESS,
            ORPHAN,
            UNTIMED,
            CLAMPED,
        ],
        recipe: Recipe::Talk(Talk::Solo),
        ..BASE
    },
    Definition {
        id: "reactions_per_message",
        name: "Reactions per message, as reported",
        number: 36,
        question: "How many reactions does a message get?",
        formula: "Σ likes and other reactions that messages got / messages",
        direction: Direction::Up,
        inputs: &["activities.likes", "activities.time", "activities.kind", "members.staff", "members.bot"],
        edge_cases: &[
            "A message without a count of reactions is left out, and counted.",
            "Reactions count for the day of the message.",
            MESSAGE,
            STAFF,
            ALL_TIME,
            CLAMPED,
        ],
        source: "Discourse, dashboard report “Likes” by “Posts”",
        sibling: Some("reactions_given_per_message"),
        recipe: Recipe::Talk(Talk::Reactions { reported: true }),
        ..BASE
    },
    Definition {
        id: "reactions_given_per_message",
        name: "Reactions per message, as recorded",
        number: 36,
        question: "How many reactions are given for each message written?",
        formula: "activities of the kind reaction / messages",
        direction: Direction::Up,
        inputs: MESSAGES,
        edge_cases: &[
            "Reactions count for the day on which they were given. Where the data has none at all there is no value.",
            "Reactions by staff and bots are left out unless the workspace counts them.",
            MESSAGE,
            STAFF,
            ALL_TIME,
            CLAMPED,
        ],
        source: "Discourse, dashboard report “Likes” by “Posts”",
        sibling: Some("reactions_per_message"),
        recipe: Recipe::Talk(Talk::Reactions { reported: false }),
        ..BASE
    },
    Definition {
        id: "top_ten_share",
        name: "Top-10 share of messages",
        number: 37,
        question: "What share of the messages do the ten people write who write most?",
        formula: "messages by the ten who wrote most / messages",
        unit: Unit::Ratio,
        edge_cases: &[
            "Where ten people or fewer wrote it is 100 %, and that is said.",
            MESSAGE,
            STAFF,
            WRITER,
            ALL_TIME,
            CLAMPED,
        ],
        source: "Concentration ratio of economics (CR₁₀), over people",
        recipe: Recipe::Talk(Talk::TopTen),
        ..SPREAD
    },
    Definition {
        id: "contributor_absence_factor",
        name: "Contributor absence factor",
        number: 38,
        question: "How few people write half of the messages?",
        formula: "the fewest people who together write 50 % of the messages",
        direction: Direction::Up,
        source: CHAOSS,
        recipe: Recipe::Talk(Talk::AbsenceFactor),
        ..SPREAD
    },
    Definition {
        id: "core_members",
        name: "Onion: core",
        number: 39,
        question: "How many people write the first 80 % of the messages?",
        formula: "the fewest people who together write 80 % of the messages",
        direction: Direction::Up,
        source: BITERGIA,
        recipe: Recipe::Talk(Talk::Onion(Layer::Core)),
        ..SPREAD
    },
    Definition {
        id: "regular_members",
        name: "Onion: regular",
        number: 39,
        question: "How many people write the next 15 % of the messages?",
        formula: "the fewest people who together write 95 % of the messages, without the core",
        direction: Direction::Up,
        source: BITERGIA,
        recipe: Recipe::Talk(Talk::Onion(Layer::Regular)),
        ..SPREAD
    },
    Definition {
        id: "casual_members",
        name: "Onion: casual",
        number: 39,
        question: "How many people write the last 5 % of the messages?",
        formula: "people who wrote, without core and regular",
        source: BITERGIA,
        recipe: Recipe::Talk(Talk::Onion(Layer::Casual)),
        ..SPREAD
    },
    Definition {
        id: "creator_share",
        name: "90-9-1: creators",
        question: "What share of the members wrote a post?",
        formula: "members who wrote a post / members",
        direction: Direction::Up,
        recipe: Recipe::Talk(Talk::Role(Role::Creator)),
        ..SPLIT
    },
    Definition {
        id: "contributor_share",
        name: "90-9-1: contributors",
        question: "What share of the members took part without a post of their own?",
        formula: "members with another counted action but no post / members",
        direction: Direction::Up,
        recipe: Recipe::Talk(Talk::Role(Role::Contributor)),
        ..SPLIT
    },
    Definition {
        id: "lurker_share",
        name: "90-9-1: lurkers",
        question: "What share of the members did nothing that counts?",
        formula: "members without a counted action / members",
        direction: Direction::Down,
        recipe: Recipe::Talk(Talk::Role(Role::Lurker)),
        ..SPLIT
    },
    Definition {
        id: "gini",
        name: "Gini coefficient, people who wrote",
        number: 41,
        question: "How unequally do those who write share the messages?",
        formula: "Σ (2i − n − 1) xᵢ / (n Σ x), x = messages of each person who wrote, ascending",
        unit: Unit::Number,
        edge_cases: &[
            "People who wrote nothing are left out; one person alone gives 0.",
            MESSAGE,
            STAFF,
            WRITER,
            ALL_TIME,
            CLAMPED,
        ],
        source: "Gini 1912, in the form of Dixon et al., Ecology 68 (1987)",
        sibling: Some("gini_all_members"),
        recipe: Recipe::Talk(Talk::Gini { silent: false }),
        ..SPREAD
    },
    Definition {
        id: "gini_all_members",
        name: "Gini coefficient, all members",
        number: 41,
        question: "How unequally do all members share the messages, the silent ones too?",
        formula: "Σ (2i − n − 1) xᵢ / (n Σ x), x = messages of each member, 0 for the silent, ascending",
        unit: Unit::Number,
        inputs: PEOPLE,
        edge_cases: &[SILENT, MESSAGE, STAFF, WRITER, ALL_TIME, CLAMPED],
        source: "Gini 1912, in the form of Dixon et al., Ecology 68 (1987)",
        sibling: Some("gini"),
        recipe: Recipe::Talk(Talk::Gini { silent: true }),
        ..SPREAD
    },
    Definition {
        id: "reply_density",
        name: "Reply network: density",
        question: "Of all pairs of who could answer whom, what share does?",
        formula: "ordered pairs of people of whom one answered the other / (people × (people − 1))",
        direction: Direction::Up,
        recipe: Recipe::Talk(Talk::Density),
        ..REPLIES
    },
    Definition {
        id: "reply_reciprocity",
        name: "Reply network: reciprocity",
        question: "When somebody is answered, how often is it mutual?",
        formula: "ordered pairs that answer each other / ordered pairs of people of whom one answered the other",
        direction: Direction::Up,
        recipe: Recipe::Talk(Talk::Reciprocity),
        ..REPLIES
    },
];
