//! What stands in the way of a post on a network is said in words that help; what is right is left alone. The shipped
//! facts are readable, dated and have sources.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hearth::{
    model::{record::Platform, words::THIN},
    platform::{Draft, Field, Finding, Level, Media, MediaKind, PlatformFacts, check, check_counted},
};
use proptest::prelude::*;

const IMAGE: Media = Media {
    kind: MediaKind::Image,
    name: "squat.jpg",
    bytes: Some(900_000),
    width: Some(1080),
    height: Some(1350),
    seconds: None,
    alt: "A woman squats with a barbell.",
};

const VIDEO: Media = Media {
    kind: MediaKind::Video,
    name: "squat.mp4",
    bytes: Some(20_000_000),
    width: Some(1080),
    height: Some(1920),
    seconds: Some(42.0),
    alt: "A squat from the side.",
};

fn on(platform: Platform, draft: Draft) -> Vec<Finding> {
    check(&draft, PlatformFacts::of(platform))
}

fn text(text: &str) -> Draft<'_> {
    Draft { text, ..Draft::default() }
}

/// The one finding of a rule.
fn only(findings: Vec<Finding>, rule: &str) -> Finding {
    let mut of: Vec<Finding> = findings.iter().filter(|finding| finding.rule == rule).cloned().collect();
    assert_eq!(of.len(), 1, "{rule} in {findings:?}");
    of.remove(0)
}

fn rules(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule).collect()
}

#[test]
fn a_good_post_has_nothing_to_say_about_it() {
    for platform in Platform::ALL {
        let facts = PlatformFacts::of(*platform);
        let media = if facts.video_required { [VIDEO] } else { [IMAGE] };
        let draft = Draft {
            text: "Keep your chest up and push the knees out. What helps you most?",
            title: if facts.title { "How to squat" } else { "" },
            media: &media,
            ..Draft::default()
        };
        assert_eq!(on(*platform, draft), [], "{}", platform.label());
    }
}

#[test]
fn too_long_says_by_how_much() {
    let over = only(on(Platform::X, text(&"a".repeat(292))), "too_long");
    assert_eq!((over.level, over.field), (Level::Error, Field::Text));
    assert_eq!(over.message, "12 characters over what X takes (280).");
    assert_eq!(
        only(on(Platform::X, text(&"a".repeat(281))), "too_long").message,
        "1 character over what X takes (280)."
    );
    assert_eq!(rules(&on(Platform::X, text(&"a".repeat(280)))), Vec::<&str>::new());

    let long = "a".repeat(2_201);
    let instagram = only(on(Platform::Instagram, Draft { media: &[IMAGE], ..text(&long) }), "too_long");
    assert_eq!(instagram.message.replace(THIN, " "), "1 character over what Instagram takes (2 200).");

    // Telegram takes less where media are attached.
    let caption = "a".repeat(1_030);
    assert_eq!(rules(&on(Platform::Telegram, text(&caption))), Vec::<&str>::new());
    let with_media = only(on(Platform::Telegram, Draft { media: &[IMAGE], ..text(&caption) }), "too_long");
    assert_eq!(with_media.message.replace(THIN, " "), "6 characters over what Telegram takes with media (1 024).");
}

#[test]
fn bluesky_has_a_limit_in_bytes_too() {
    // 150 families are 150 graphemes of 25 bytes each.
    let families = "👨\u{200d}👩\u{200d}👧\u{200d}👦".repeat(150);
    let over = only(on(Platform::Bluesky, text(&families)), "too_long");
    assert!(over.message.starts_with("750 bytes over what Bluesky takes"), "{}", over.message);
}

#[test]
fn longer_than_advised_is_a_hint() {
    let hint = only(on(Platform::Slack, text(&"a".repeat(4_001))), "longer_than_advised");
    assert_eq!(hint.level, Level::Hint);
}

#[test]
fn nothing_at_all_is_said_kindly() {
    assert_eq!(only(on(Platform::X, text("  \n")), "empty").message, "There is nothing to post yet.");
    assert!(!rules(&on(Platform::X, Draft { media: &[IMAGE], ..text("") })).contains(&"empty"), "an image is enough");
}

#[test]
fn titles_are_asked_for_where_there_are_some() {
    let post = Draft { media: &[VIDEO], ..text("How to squat.") };
    assert_eq!(only(on(Platform::YouTube, post), "title_missing").message, "YouTube needs a title.");
    let title = "a".repeat(103);
    let long = only(on(Platform::YouTube, Draft { title: &title, ..post }), "title_too_long");
    assert_eq!(long.message, "3 characters over what a title takes on YouTube (100).");
    assert_eq!(only(on(Platform::X, Draft { title: "Squats", ..text("x") }), "title_unused").level, Level::Hint);
    // developers.google.com/youtube/v3/docs/videos: all valid UTF-8 characters except < and >.
    let brackets = only(on(Platform::YouTube, Draft { title: "A <b> title", ..post }), "forbidden_character");
    assert_eq!((brackets.level, brackets.field), (Level::Error, Field::Title));
}

#[test]
fn links_that_nobody_can_follow_are_named() {
    let post = Draft { media: &[IMAGE], ..text("Read on: https://example.com/squats") };
    let finding = only(on(Platform::Instagram, post), "link_not_clickable");
    assert_eq!(finding.level, Level::Warning);
    assert!(finding.message.contains("bio"), "{}", finding.message);
    assert!(rules(&on(Platform::Facebook, post)).is_empty());

    let bare = only(on(Platform::Mastodon, text("See example.com/a and b.org.")), "link_without_scheme");
    assert_eq!(bare.mend.unwrap().text, "See https://example.com/a and https://b.org.");
}

#[test]
fn hashtags_are_counted_with_the_first_comment() {
    let post = Draft { media: &[IMAGE], first_comment: "#four #five #six", ..text("#one #two #three") };
    let many = only(on(Platform::Instagram, post), "too_many_hashtags");
    assert_eq!(many.level, Level::Error);
    assert!(many.message.starts_with("6 hashtags; Instagram takes 5 at most."), "{}", many.message);
    assert_eq!(only(on(Platform::Threads, text("#one #two")), "too_many_hashtags").level, Level::Warning);
    assert_eq!(only(on(Platform::X, text("#one #two #three")), "many_hashtags").level, Level::Hint);
    assert_eq!(only(on(Platform::Slack, text("#one")), "hashtags_unused").level, Level::Hint);
}

#[test]
fn a_hashtag_that_stands_twice_can_go_once() {
    let finding = only(on(Platform::LinkedIn, text("#Tip do this #tip now #other #TIP")), "repeated_hashtag");
    assert_eq!(finding.mend.unwrap().text, "#Tip do this now #other");
}

#[test]
fn hashtags_of_several_words_are_readable() {
    let finding = only(on(Platform::LinkedIn, text("#communitymanagement")), "hashtag_without_capitals");
    assert_eq!(finding.level, Level::Hint);
    assert!(rules(&on(Platform::LinkedIn, text("#CommunityManagement #fitness #коммьюнитименеджмент"))).is_empty());
}

#[test]
fn too_many_mentions() {
    let names: String = (0..21).map(|number| format!("@name{number} ")).collect();
    let finding = only(on(Platform::Instagram, Draft { media: &[IMAGE], ..text(&names) }), "too_many_mentions");
    assert_eq!(finding.message, "21 mentions; Instagram takes 20 at most.");
}

#[test]
fn placeholders_that_were_not_filled_in_are_found() {
    for (written, found) in [
        ("Hello {name}, welcome", "{name}"),
        ("Hello {{first_name}}!", "{{first_name}}"),
        ("On [[Event date]] we", "[[Event date]]"),
        ("{} {name", ""),
        ("let x = { a: 1 }; [link](https://example.com) [1]", ""),
        ("\\o/ }{ [[", ""),
        ("Unclosed {{name} but {city}", "{city}"),
    ] {
        let findings = on(Platform::LinkedIn, text(written));
        if found.is_empty() {
            assert!(rules(&findings).is_empty(), "{written}: {findings:?}");
        } else {
            let message = only(findings, "placeholder").message;
            assert_eq!(message, format!("“{found}” still waits to be filled in."));
        }
    }
}

#[test]
fn shouting_is_noticed_abbreviations_are_not() {
    let shout = "THIS IS THE BEST OFFER OF THE YEAR, COME IN";
    assert_eq!(only(on(Platform::LinkedIn, text(shout)), "capitals").level, Level::Hint);
    for calm in [
        "NASA and ESA",
        "OK",
        "Meet us at the FOSDEM in Brussels, room UA2.118",
        "日本語の投稿です、よろしくお願いします",
    ] {
        assert!(rules(&on(Platform::LinkedIn, text(calm))).is_empty(), "{calm}");
    }
}

#[test]
fn media_are_asked_for_and_counted() {
    assert_eq!(
        only(on(Platform::Instagram, text("x")), "media_missing").message,
        "Instagram needs an image or a video."
    );
    let video = Draft { title: "Squat", media: &[IMAGE], ..text("x") };
    assert_eq!(only(on(Platform::YouTube, video), "video_missing").message, "YouTube needs a video.");
    let five = only(on(Platform::X, Draft { media: &[IMAGE; 5], ..text("x") }), "too_many_media");
    assert_eq!(five.message, "5 attachments; X takes 4 at most in one post.");
    let mixed = only(on(Platform::Bluesky, Draft { media: &[IMAGE, VIDEO], ..text("x") }), "mixed_media");
    assert_eq!(mixed.message, "Bluesky takes images or a video in one post, not both.");
}

#[test]
fn alt_text_is_asked_for_where_it_can_be_given() {
    let bare = [Media { alt: "  ", ..IMAGE }];
    let missing = only(on(Platform::X, Draft { media: &bare, ..text("x") }), "alt_missing");
    assert_eq!((missing.level, missing.field), (Level::Warning, Field::MediaItem(0)));
    assert!(rules(&on(Platform::Telegram, Draft { media: &bare, ..text("x") })).is_empty(), "it takes none");
    let long = "a".repeat(1_001);
    let long = [Media { alt: &long, ..IMAGE }];
    let over = only(on(Platform::X, Draft { media: &long, ..text("x") }), "alt_too_long");
    assert!(over.message.starts_with("Alt text is 1 character over what X takes"), "{}", over.message);
    let named = [Media { alt: "squat.jpg", ..IMAGE }];
    assert_eq!(rules(&on(Platform::X, Draft { media: &named, ..text("x") })), ["alt_is_file_name"]);
}

#[test]
fn formats_sizes_shapes_and_lengths() {
    let one = |platform, media: Media, rule| only(on(platform, Draft { media: &[media], ..text("x") }), rule);
    let format = one(Platform::Pinterest, Media { name: "Squat.WEBP", ..IMAGE }, "format");
    assert_eq!(format.message, "Pinterest takes images as JPG, JPEG, PNG, not WEBP.");
    let heavy = one(Platform::X, Media { bytes: Some(5_200_000), ..IMAGE }, "too_large");
    assert_eq!(heavy.message, "5.2 MB is more than X takes (5 MB). It may be refused, or made smaller.");
    let gif = Media { kind: MediaKind::Gif, name: "a.gif", bytes: Some(14_000_000), ..IMAGE };
    assert!(rules(&on(Platform::X, Draft { media: &[gif], ..text("x") })).is_empty(), "animated GIFs may be larger");
    let wide = one(Platform::Instagram, Media { width: Some(2_000), height: Some(500), ..IMAGE }, "image_shape");
    assert!(
        wide.message
            .starts_with("2000 × 500 is wider than Instagram shows; it will be cropped. Good sizes: 1080 × 1350")
    );
    let long = one(Platform::X, Media { seconds: Some(141.0), ..VIDEO }, "video_too_long");
    assert_eq!(long.message.replace(THIN, " "), "The video is longer than X takes (2 min 20 s).");
    one(Platform::Pinterest, Media { seconds: Some(3.0), ..VIDEO }, "video_too_short");
    // What is not known is not checked.
    let unknown = Media { bytes: None, width: None, height: None, seconds: None, name: "", ..IMAGE };
    assert!(rules(&on(Platform::Instagram, Draft { media: &[unknown], ..text("x") })).is_empty());
    let empty = Media { width: Some(0), height: Some(0), ..IMAGE };
    assert!(rules(&on(Platform::Instagram, Draft { media: &[empty], ..text("x") })).is_empty());
}

#[test]
fn what_matters_most_comes_first() {
    let findings =
        on(Platform::X, Draft { media: &[Media { alt: "", ..IMAGE }], title: "T", ..text(&"a".repeat(300)) });
    let levels: Vec<Level> = findings.iter().map(|finding| finding.level).collect();
    assert_eq!(levels, [Level::Error, Level::Warning, Level::Hint]);
}

#[test]
fn the_shipped_facts_are_of_every_network_dated_and_with_sources() {
    assert_eq!(PlatformFacts::shipped().len(), Platform::ALL.len());
    for platform in Platform::ALL {
        let facts = PlatformFacts::of(*platform);
        assert_eq!(facts.platform, Some(*platform));
        assert!(facts.checked.is_some(), "{} is dated", platform.label());
        assert!(facts.extra.is_empty(), "{}: {:?} is no field", platform.label(), facts.extra);
        if *platform != Platform::Other {
            assert!(!facts.sources.is_empty() && facts.sources.iter().all(|source| source.starts_with("https://")));
            for line in [&facts.audience, &facts.strengths, &facts.cadence] {
                assert!(
                    !line.is_empty() && line.ends_with('.') && !line.contains('\n'),
                    "{}: {line}",
                    platform.label()
                );
            }
        }
        for (least, most) in
            [(facts.image_ratio_min, facts.image_ratio_max), (facts.video_seconds_min, facts.video_seconds_max)]
        {
            assert!(least.zip(most).is_none_or(|(least, most)| least < most));
        }
        assert!(facts.hashtags_advised <= facts.hashtags_max.or(facts.hashtags_advised));
    }
}

/// What the networks' own pages state (read in stored copies of 2026; the addresses are the facts' sources).
#[test]
fn the_shipped_limits_are_those_the_networks_publish() {
    use Platform::*;
    type Limit = fn(&PlatformFacts) -> Option<u32>;
    let text: Limit = |facts| facts.text_max;
    let title: Limit = |facts| facts.title_max;
    let bio: Limit = |facts| facts.bio_max;
    let alt: Limit = |facts| facts.alt_max;
    let media: Limit = |facts| facts.media_max;
    for (platform, limit, published, page) in [
        (X, text, 280, "docs.x.com: Posts on X can contain up to 280 characters"),
        (X, media, 4, "docs.x.com: up to 4 photos, 1 animated GIF or 1 video"),
        (Instagram, text, 2_200, "IG User Media: Maximum 2200 characters, 30 hashtags, and 20 @ tags"),
        (LinkedIn, text, 3_000, "LinkedIn help: The character limit for a post is 3,000 characters"),
        (LinkedIn, alt, 4_086, "Images API: Maximum length is 4,086 characters"),
        (TikTok, text, 2_200, "Direct Post: The maximum length is 2200 in UTF-16 runes"),
        (TikTok, media, 35, "Photo Post: up to 35 photo content URLs"),
        (YouTube, title, 100, "Videos: maximum length of 100 characters"),
        (YouTube, text, 5_000, "Videos: maximum length of 5000 bytes"),
        (Pinterest, title, 100, "Product specs: Enter up to 100 characters"),
        (Pinterest, text, 500, "Product specs: Enter up to 500 characters"),
        (Threads, text, 500, "Threads posts: Text posts are limited to 500 characters"),
        (Bluesky, text, 300, "app.bsky.feed.post: maxGraphemes 300"),
        (Bluesky, bio, 256, "app.bsky.actor.profile: maxGraphemes 256"),
        (Bluesky, media, 4, "app.bsky.embed.images: maxLength 4"),
        (Mastodon, text, 500, "Posting: The default character limit is 500 characters"),
        (Mastodon, media, 4, "Posting: Up to 4 images can be attached, per post"),
        (Reddit, title, 300, "VTitle: max_length = 300"),
        (Reddit, text, 40_000, "link.py: SELFTEXT_MAX_LENGTH = 40000"),
        (Discord, text, 2_000, "Create Message: Message contents (up to 2000 characters)"),
        (Slack, text, 40_000, "Slack truncates messages containing more than 40,000 characters"),
        (Telegram, text, 4_096, "sendMessage: 1-4096 characters after entities parsing"),
    ] {
        assert_eq!(limit(PlatformFacts::of(platform)), Some(published), "{page}");
    }
    let lengths = [X, Mastodon].map(|platform| PlatformFacts::of(platform).link_length);
    assert_eq!(lengths, [Some(23); 2], "docs.x.com and docs.joinmastodon.org: links count as 23 characters");
}

#[test]
fn facts_of_ones_own_replace_the_shipped_ones_and_keep_what_is_not_known() {
    let mut own = PlatformFacts::of(Platform::Mastodon).clone();
    own.text_max = Some(5_000);
    own.extra.insert("emoji".to_owned(), "🐘".into());
    let json = serde_json::to_string(&own).unwrap();
    let read: PlatformFacts = serde_json::from_str(&json).unwrap();
    assert_eq!(read, own);
    assert!(check(&text(&"a".repeat(900)), &read).is_empty());
    // A file may say little: the rest is not known, and not checked.
    let little: PlatformFacts = serde_json::from_str(r#"{"platform":"x","text_max":10}"#).unwrap();
    assert_eq!(
        only(check(&text("a longer text"), &little), "too_long").message,
        "3 characters over what X takes (10)."
    );
}

#[test]
fn every_shipped_fact_is_written_and_read_back() {
    for facts in PlatformFacts::shipped() {
        let json = serde_json::to_string(facts).unwrap();
        assert_eq!(&serde_json::from_str::<PlatformFacts>(&json).unwrap(), facts);
    }
}

#[test]
fn a_fact_of_the_wrong_kind_is_refused_by_name() {
    for (json, message) in [
        (r#"{"text_max":"280"}"#, "`text_max` should be a whole number up to 4 294 967 295"),
        (r#"{"text_max":-1}"#, "`text_max` should be a whole number up to 4 294 967 295"),
        (r#"{"checked":"yesterday"}"#, "`checked` should be a day such as 2026-11-22"),
        (r#"{"counter":"inches"}"#, "`counter` should be the key of a way to count"),
        (r#"{"platform":"myspace"}"#, "`platform` should be the key of a network"),
        (
            r#"{"image_sizes":[{"name":"Square","width":1}]}"#,
            "`image_sizes` should be a list of sizes with name, width and height",
        ),
        (r#"{"image_formats":["jpg",3]}"#, "`image_formats` should be a list of texts"),
        (r#"{"title":"yes"}"#, "`title` should be true or false"),
    ] {
        let error = serde_json::from_str::<PlatformFacts>(json).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
    assert_eq!(serde_json::from_str::<PlatformFacts>(r#"{"text_max":null}"#).unwrap(), PlatformFacts::default());
}

proptest! {
    /// Whatever is written, checking does not panic, twice gives the same, and a mend leaves nothing to mend.
    #[test]
    fn whatever_is_written_can_be_checked(
        written in "(\\PC{0,20}|#[a-z]{1,14} |\\{[a-z ]{0,6}\\}|\\[\\[?[a-z]{0,5}\\]|example.com |https://a.org/\\(b\\) |@me@b.org ){0,9}",
        title in "\\PC{0,120}", comment in "\\PC{0,40}", alt in "\\PC{0,20}", bytes: Option<u64>, width: Option<u32>,
        height: Option<u32>, seconds: Option<f64>,
    ) {
        for platform in Platform::ALL {
            let facts = PlatformFacts::of(*platform);
            let media = [Media { alt: &alt, bytes, width, height, seconds, ..VIDEO }, Media { alt: &alt, bytes, width, height, ..IMAGE }];
            let draft = Draft { text: &written, title: &title, first_comment: &comment, media: &media, link: &title };
            let findings = check(&draft, facts);
            prop_assert_eq!(&findings, &check_counted(&draft, &draft.count(facts), facts));
            for finding in &findings {
                prop_assert!(finding.message.ends_with(['.', '?']), "{}", &finding.message);
                if let Some(mend) = &finding.mend {
                    let after = check(&Draft { text: &mend.text, ..draft }, facts);
                    prop_assert!(after.iter().all(|other| other.rule != finding.rule), "{:?} → {}", &written, &mend.text);
                }
            }
        }
    }
}
