//! Texts are counted, and links, hashtags and mentions found, as the networks do: held to twitter-text's conformance suite
//! (github.com/twitter/twitter-text, conformance/extract.yml and validate.yml, Apache-2.0), to the examples of the
//! networks' own pages, and to their published tests.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hearth::{
    model::record::Platform,
    platform::{Count, Counter, MentionStyle, PlatformFacts, count, hashtags, links, mentions, plain_length},
};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

fn found_links(text: &str) -> Vec<&str> {
    links(text).into_iter().map(|link| &text[link.range]).collect()
}

fn found_hashtags(text: &str) -> Vec<&str> {
    hashtags(text, &links(text)).into_iter().map(|range| text[range].trim_start_matches(['#', '＃'])).collect()
}

fn found_mentions(text: &str, style: MentionStyle) -> Vec<&str> {
    mentions(text, style, &links(text)).into_iter().map(|range| text[range].trim_start_matches(['@', '＠'])).collect()
}

fn counted(text: &str, platform: Platform) -> Count {
    count(text, PlatformFacts::of(platform), false)
}

fn on_x(text: &str) -> usize {
    counted(text, Platform::X).length
}

/// twitter-text, extract.yml: `urls`. Text, then the links.
const URLS: &[(&str, &[&str])] = &[
    ("http://example.com", &["http://example.com"]),
    ("http://ああ.com", &["http://ああ.com"]),
    ("http://あ-あ.com", &["http://あ-あ.com"]),
    ("text http://foobar.com/#", &["http://foobar.com/#"]),
    ("text http://google.com/#foo", &["http://google.com/#foo"]),
    (
        "text http://google.com/#search?q=iphone%20-filter%3Alinks",
        &["http://google.com/#search?q=iphone%20-filter%3Alinks"],
    ),
    ("text http://somedomain.com/index.php?path=/abc/def/", &["http://somedomain.com/index.php?path=/abc/def/"]),
    ("text http://somehost.com:3000", &["http://somehost.com:3000"]),
    ("text http://xo.com/~matthew+%ff-x", &["http://xo.com/~matthew+%ff-x"]),
    ("text http://xo.com/~matthew+%ff-,.;x", &["http://xo.com/~matthew+%ff-,.;x"]),
    ("text http://xo.com/,.;x", &["http://xo.com/,.;x"]),
    ("text http://en.wikipedia.org/wiki/Primer_(film)", &["http://en.wikipedia.org/wiki/Primer_(film)"]),
    ("text http://www.ams.org/bookstore-getitem/item=mbk-59", &["http://www.ams.org/bookstore-getitem/item=mbk-59"]),
    ("text http://✪df.ws/ejp", &["http://✪df.ws/ejp"]),
    ("test http://example.comだよね.comtest/hogehoge", &["http://example.com"]),
    ("text http://chilp.it/?77e8fd", &["http://chilp.it/?77e8fd"]),
    ("text http://x.com/oneletterdomain", &["http://x.com/oneletterdomain"]),
    (
        "text http://msdn.microsoft.com/ja-jp/library/system.net.httpwebrequest(v=VS.100).aspx",
        &["http://msdn.microsoft.com/ja-jp/library/system.net.httpwebrequest(v=VS.100).aspx"],
    ),
    (
        "text https://www.youtube.com/watch?v=LOxOAuDHzaw&list=PLPoq910Q9jXhuH6pit_KwIsck9fEz_9U-",
        &["https://www.youtube.com/watch?v=LOxOAuDHzaw&list=PLPoq910Q9jXhuH6pit_KwIsck9fEz_9U-"],
    ),
    ("text http://no-tld", &[]),
    ("text http://tld-too-short.x", &[]),
    ("(http://twitter.com", &["http://twitter.com"]),
    ("text http://word-and-a-number-8-ftw.domain.com/", &["http://word-and-a-number-8-ftw.domain.com/"]),
    ("text http://domain.com-that-you-should-have-put-a-space-after", &["http://domain.com"]),
    ("text http://foo.com?#foo text", &["http://foo.com?#foo"]),
    ("foo.com foo.net foo.org foo.edu foo.gov", &["foo.com", "foo.net", "foo.org", "foo.edu", "foo.gov"]),
    (
        "foo.baz foo.co.jp www.xxxxxxx.baz www.foo.co.uk wwwww.xxxxxxx foo.comm foo.somecom foo.govedu foo.jp",
        &["foo.co.jp", "www.foo.co.uk", "foo.jp"],
    ),
    ("t.co/abcde bit.ly/abcde", &["t.co/abcde", "bit.ly/abcde"]),
    ("http://foo.jp http://fooooo.jp", &["http://foo.jp", "http://fooooo.jp"]),
    ("Go to http://example.com/a+ or http://example.com/a-", &["http://example.com/a+", "http://example.com/a-"]),
    ("Go to http://example.com/view/slug-url-?foo=bar", &["http://example.com/view/slug-url-?foo=bar"]),
    (
        "Go to https://en.m.wikipedia.org/wiki/Hatfield–McCoy_feud please",
        &["https://en.m.wikipedia.org/wiki/Hatfield–McCoy_feud"],
    ),
    ("@user Try http:// example.com/path", &["example.com/path"]),
    (
        "これは日本語です。example.com/path/index.html中国語example.com/path한국",
        &["example.com/path/index.html", "example.com/path"],
    ),
    (
        "twitter.comこれは日本語です。example.com中国語t.co/abcde한국twitter.com example2.comテストtwitter.com/abcde",
        &["twitter.com", "example.com", "t.co/abcde", "twitter.com", "example2.com", "twitter.com/abcde"],
    ),
    (
        "http://twitter.com/これは日本語です。example.com中国語http://t.co/abcde한국twitter.comテストexample2.comテスト\
         http://twitter.com/abcde",
        &[
            "http://twitter.com/",
            "example.com",
            "http://t.co/abcde",
            "twitter.com",
            "example2.com",
            "http://twitter.com/abcde",
        ],
    ),
    ("Go to http://twitter.com/Русские_слова", &["http://twitter.com/Русские_слова"]),
    ("http://exampleこれは日本語です.com/path/index.html", &["http://exampleこれは日本語です.com/path/index.html"]),
    ("twitter.jp日本語it.so中国語foo.jp it.so foo.jp", &["twitter.jp", "it.so", "foo.jp", "it.so", "foo.jp"]),
    ("Hello http://xn--はじめよう.com/index.html", &[]),
    ("text http://domain-dash_2314352345_dfasd.foo-cow_4352.com", &[]),
    ("MLB.tv vine.co twitch.tv t.co", &["MLB.tv", "vine.co", "twitch.tv", "t.co"]),
    ("@user Try http://\u{a0}example.com/path", &["example.com/path"]),
    ("test http://sub_domain-dash.twitter.com", &["http://sub_domain-dash.twitter.com"]),
    ("test http://a.b.cd", &["http://a.b.cd"]),
    ("test http://a_b.c-d.com", &["http://a_b.c-d.com"]),
    ("test http://a-b.c.com", &["http://a-b.c.com"]),
    ("test http://twitter-dash.com", &["http://twitter-dash.com"]),
    (
        "http://www.bestbuy.com/site/Currie+Technologies+-+Ezip+400+Scooter/9885188.p?id=1218189013070&skuId=9885188",
        &[
            "http://www.bestbuy.com/site/Currie+Technologies+-+Ezip+400+Scooter/9885188.p?id=1218189013070&skuId=9885188",
        ],
    ),
    ("test http://-leadingdash.twitter.com", &[]),
    ("test http://leadingdash.-twitter.com", &[]),
    ("test http://trailingdash-.twitter.com", &[]),
    ("test http://trailingdash.twitter-.com", &[]),
    ("test http://_leadingunderscore.twitter.com", &[]),
    ("test http://leadingunderscore._twitter.com", &[]),
    ("test http://trailingunderscore_.twitter.com", &[]),
    ("test http://trailingunderscore.twitter_.com", &[]),
    ("test http://-twitter.com", &[]),
    ("test http://twitter-.com", &[]),
    ("test http://twitter_underscore.com", &[]),
    ("test http://twitter.c_o_m", &[]),
    ("test http://www.foo.com/foo/path-with-period./", &["http://www.foo.com/foo/path-with-period./"]),
    ("test http://www.foo.org.za/foo/bar/688.1", &["http://www.foo.org.za/foo/bar/688.1"]),
    (
        "test http://www.foo.com/bar-path/some.stm?param1=foo;param2=P1|0||P2|0",
        &["http://www.foo.com/bar-path/some.stm?param1=foo;param2=P1|0||P2|0"],
    ),
    ("test http://foo.com/bar/123/foo_&_bar/", &["http://foo.com/bar/123/foo_&_bar/"]),
    ("test http://www.cp.sc.edu/events/65 test", &["http://www.cp.sc.edu/events/65"]),
    ("http://www.andersondaradio.no.comunidades.net/ test test", &["http://www.andersondaradio.no.comunidades.net/"]),
    ("test ELPAÍS.com", &["ELPAÍS.com"]),
    ("test http://twitter.com/.", &["http://twitter.com/"]),
    (
        "text http://tn.com.ar/show/00056158/la-estrella?fb_xd_fragment#?=&cb=fe17523f223b7&relation=parent.parent text",
        &["http://tn.com.ar/show/00056158/la-estrella?fb_xd_fragment#?=&cb=fe17523f223b7&relation=parent.parent"],
    ),
    (
        "Test a ton of periods http://example.com/path......................................",
        &["http://example.com/path"],
    ),
    ("Test a ton of periods http://example.com/,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,", &["http://example.com/"]),
    (
        "Test a ton of periods http://example.com/path/!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!",
        &["http://example.com/path/"],
    ),
    ("#test.com @test.com #http://test.com @http://test.com #t.co/abcde @t.co/abcde", &[]),
    ("I really like http://t.co/pbY2NfTZ's website", &["http://t.co/pbY2NfTZ"]),
    ("Check this site out http://t.co/FNkPfmii- it's great", &["http://t.co/FNkPfmii"]),
    ("According to http://t.co/ulYGBYSo: the internet is cool", &["http://t.co/ulYGBYSo"]),
    (
        "I really like http://t.co/abcdefghijklmnopqrstuvwxyz0123456789",
        &["http://t.co/abcdefghijklmnopqrstuvwxyz0123456789"],
    ),
    ("I really like http://t.co/abcdefghijklmnopqrstuvwxyz012345678901234", &[]),
    ("example.comてすとですtwitter.みんなです", &["example.com", "twitter.みんな"]),
    (
        "http://twitter.com\nhttp://example.com\nhttp://example.com/path\nexample.com/path\nit.so\nit.so/abcde",
        &[
            "http://twitter.com",
            "http://example.com",
            "http://example.com/path",
            "example.com/path",
            "it.so",
            "it.so/abcde",
        ],
    ),
    ("$http://twitter.com $twitter.com $http://t.co/abcde $t.co/abcde $t.co $TVI.CA $RBS.CA", &[]),
    ("long.test.tar.bz2 test.tar.bz2 tar.bz2", &[]),
    ("john.doe.gov@mail.com", &[]),
    ("john.doe.jp@mail.com", &[]),
    // urls_with_indices
    (
        "http://t.co/pbY2NfTZ's http://t.co/2vYHpAc5; http://t.co/8MkmHU0k+c http://t.co/TKLp64dY.x http://t.co/8t7G3ddS#a",
        &[
            "http://t.co/pbY2NfTZ",
            "http://t.co/2vYHpAc5",
            "http://t.co/8MkmHU0k",
            "http://t.co/TKLp64dY",
            "http://t.co/8t7G3ddS",
        ],
    ),
    (
        "http://www.foo.com?referer=https://t.co/abcde http://t.co/xyzzy",
        &["http://www.foo.com?referer=https://t.co/abcde", "http://t.co/xyzzy"],
    ),
    ("test http://xn--ls8h.XN--ls8h.la/", &["http://xn--ls8h.XN--ls8h.la/"]),
    (
        "test http://foobar.みんな/ http://foobar.中国/ http://foobar.پاکستان/ ",
        &["http://foobar.みんな/", "http://foobar.中国/", "http://foobar.پاکستان/"],
    ),
    // urls_with_directional_markers
    (
        "\u{2066}\u{202a}test abcdef.com پاکستان http://twitter.com/\u{202c}\u{2069}",
        &["abcdef.com", "http://twitter.com/"],
    ),
    (
        "This is a test \u{2066}\u{202a}twitter.com\u{202c}\u{2069} \u{2066}\u{202a}http://foobar.پاکستان/\u{202c}\u{2069} قطر",
        &["twitter.com", "http://foobar.پاکستان/"],
    ),
    // tco_urls_with_params
    ("text https://t.co/UqIyJAJTfo?amp=1", &["https://t.co/UqIyJAJTfo?amp=1"]),
    ("text https://t.co/asdfdf?a=b#123", &["https://t.co/asdfdf?a=b#123"]),
    ("text https://t.co/sadfasdf?a=b&c=d", &["https://t.co/sadfasdf?a=b&c=d"]),
];

#[test]
fn links_are_found_as_twitter_text_finds_them() {
    for (text, expected) in URLS {
        assert_eq!(found_links(text), *expected, "{text}");
    }
    let long = format!("http://{}.com/path/index.html", "あ".repeat(280));
    assert_eq!(found_links(&long), Vec::<&str>::new(), "a host of more than 63 characters");
}

/// twitter-text, extract.yml: `hashtags`, `hashtags_from_astral`, `hashtags_with_indices`; validate.yml: `hashtags`.
const HASHTAGS: &[(&str, &[&str])] = &[
    ("a ✌#hashtag here", &["hashtag"]),
    ("a ✌\u{fe0e}#hashtag here", &["hashtag"]),
    ("a ✌\u{fe0f}#hashtag here", &["hashtag"]),
    ("a ✌\u{1f3ff}#hashtag here", &["hashtag"]),
    ("a 👨\u{200d}👩\u{200d}👧#hashtag here", &["hashtag"]),
    ("a #hashtag here", &["hashtag"]),
    ("this is #hashtag1", &["hashtag1"]),
    ("#1hashtag is this", &["1hashtag"]),
    ("On the #16 bus", &[]),
    ("#0", &[]),
    (
        "(#hashtag1 )#hashtag2 [#hashtag3 ]#hashtag4 ’#hashtag5’#hashtag6",
        &["hashtag1", "hashtag2", "hashtag3", "hashtag4", "hashtag5", "hashtag6"],
    ),
    ("I'll write more tests #mañana", &["mañana"]),
    ("Getting my Oktoberfest on #münchen", &["münchen"]),
    ("this is not valid: # 会議中 ハッシュ", &[]),
    ("What is #트위터 anyway?", &["트위터"]),
    ("Just random half-width Hangul #ﾣﾦﾰ", &["ﾣﾦﾰ"]),
    ("What is #ашок anyway?", &["ашок"]),
    ("#カタカナ is a hashtag", &["カタカナ"]),
    ("Some say #漢字 is the past. what do they know?", &["漢字"]),
    ("日本語ハッシュテスト。#日本語ハッシュタグ", &["日本語ハッシュタグ"]),
    ("#日本語ハッシュタグ。", &["日本語ハッシュタグ"]),
    ("全角英数字ハッシュタグ ＃ｈａｓｈｔａｇ１２３", &["ｈａｓｈｔａｇ１２３"]),
    ("日本語ハッシュタグ#日本語ハッシュタグ", &[]),
    ("長音ハッシュタグ。#サッカー", &["サッカー"]),
    ("#ﾊｯｼｭﾀｸﾞ #ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟ", &["ﾊｯｼｭﾀｸﾞ", "ﾊﾟﾋﾟﾌﾟﾍﾟﾎﾟ"]),
    ("できましたよー！＃日本語ハッシュタグ。", &["日本語ハッシュタグ"]),
    ("#云々 #学問のすゝめ #いすゞ #各〻 #各〃", &["云々", "学問のすゝめ", "いすゞ", "各〻", "各〃"]),
    ("#メ～テレ ハッシュタグ内で～が認識されず", &["メ～テレ"]),
    ("#メ〜テレ ハッシュタグ内で～が認識されず", &["メ〜テレ"]),
    ("Here’s a test tweet for you: #Ateş #qrşt #ştu #ş", &["Ateş", "qrşt", "ştu", "ş"]),
    ("#hashtag: #hashtag; #hashtag, #hashtag. #hashtag! #hashtag?", &["hashtag"; 6]),
    (":#hashtag ;#hashtag ,#hashtag .#hashtag !#hashtag ?#hashtag", &["hashtag"; 6]),
    ("#hashtag\ntest\n#hashtag2\ntest\n#hashtag3\n", &["hashtag", "hashtag2", "hashtag3"]),
    ("#http://twitter.com #https://twitter.com", &[]),
    ("http://twitter.com/#hashtag twitter.com/#hashtag", &[]),
    ("#Azərbaycanca #mûǁae #Čeština #Ċaoiṁín", &["Azərbaycanca", "mûǁae", "Čeština", "Ċaoiṁín"]),
    ("#سیاست #ایران #السياسة #السياح", &["سیاست", "ایران", "السياسة", "السياح"]),
    ("#برنامه_نویسی  #رییس_جمهور  #ثبت_نام.", &["برنامه_نویسی", "رییس_جمهور", "ثبت_نام"]),
    ("#עַל־יְדֵי #וכו׳ #מ״כ", &["עַל־יְדֵי", "וכו׳", "מ״כ"]),
    ("#ผู้เริ่ม #การเมือง #รายละเอียด", &["ผู้เริ่ม", "การเมือง", "รายละเอียด"]),
    ("ሰለላሁ ዓለይሂ ወሰለም #ኢትዮሙስሊምስ", &["ኢትዮሙስሊምስ"]),
    ("#ශ\u{dca}\u{200d}ර\u{dd3}ලංකා", &["ශ\u{dca}\u{200d}ර\u{dd3}ලංකා"]),
    ("#۳۴۵هشتگ #هشتگ۶۷۸", &["۳۴۵هشتگ", "هشتگ۶۷۸"]),
    ("#महात्मा #महात्मा_१२३४ #१२३४ गांधी", &["महात्मा", "महात्मा_१२३४"]),
    ("#বাংলা #ગુજરાતી #ಕನ್ನಡ #മലയാളം #தமிழ் #తెలుగు", &["বাংলা", "ગુજરાતી", "ಕನ್ನಡ", "മലയാളം", "தமிழ்", "తెలుగు"]),
    ("#བོད་སྐད་ #བོད་སྐད", &["བོད་སྐད་", "བོད་སྐད"]),
    ("#មហាត្មះគន្ធី #မြင့်မြတ်သော #ຊີວະສາດ", &["មហាត្មះគន្ធី", "မြင့်မြတ်သော", "ຊີວະສາດ"]),
    ("#Μαχάτμα_Γκάντι ήταν Ινδός πολιτικός", &["Μαχάτμα_Γκάντι"]),
    ("#Մահաթմա #მაჰათმა", &["Մահաթմա", "მაჰათმა"]),
    ("#il·lusió", &["il·lusió"]),
    ("#_ #1_2 #122 #〃", &[]),
    ("#\u{20021}", &["\u{20021}"]),
    ("#\u{16f04}\u{16f51}", &["\u{16f04}\u{16f51}"]),
    ("#A\u{104a0}", &["A\u{104a0}"]),
    ("Hashtags in #中文, #日本語, #한국말, and #русский! Try it out!", &["中文", "日本語", "한국말", "русский"]),
    ("#1st #that1time #easyas123 #12345", &["1st", "that1time", "easyas123"]),
    // Unicode: the sign of a keycap is no hashtag.
    ("press #\u{fe0f}\u{20e3} now", &[]),
];

#[test]
fn hashtags_are_found_as_twitter_text_finds_them() {
    for (text, expected) in HASHTAGS {
        assert_eq!(found_hashtags(text), *expected, "{text}");
    }
}

/// twitter-text, extract.yml: `mentions`.
const MENTIONS: &[(&str, &[&str])] = &[
    ("@username reply", &["username"]),
    ("mention @username in the middle", &["username"]),
    ("mention @user_name", &["user_name"]),
    ("mention @12345", &["12345"]),
    ("mention @username1 @username2", &["username1", "username2"]),
    ("の@usernameに到着を待っている", &["username"]),
    ("Current Status: @_@ (cc: @username)", &["username"]),
    ("@aliceìnheiro something something", &[]),
    ("@username email me @test@example.com", &["username"]),
    ("@http://twitter.com", &[]),
    ("@username\n@mention", &["username", "mention"]),
    ("RT@username RT:@mention RT @test", &["username", "mention", "test"]),
    ("rt@username rt:@mention rt @test", &["username", "mention", "test"]),
    ("f!@kn", &[]),
    ("f@@kn", &[]),
    ("f#@kn", &[]),
    ("f$@kn", &[]),
    ("f%@kn", &[]),
    ("f&@kn", &[]),
    ("f*@kn", &[]),
];

#[test]
fn mentions_are_found_as_twitter_text_finds_them() {
    for (text, expected) in MENTIONS {
        assert_eq!(found_mentions(text, MentionStyle::Word), *expected, "{text}");
    }
}

#[test]
fn every_network_has_its_own_way_to_mention() {
    let text = "Thanks @na.me, @alice@example.social (@bob.bsky.social) u/some_body and /u/other-one. mail@example.com";
    let of = |style| found_mentions(text, style);
    assert_eq!(of(MentionStyle::Dotted), ["na.me", "bob.bsky.social"]);
    assert_eq!(of(MentionStyle::Address), ["na.me", "alice@example.social", "bob.bsky.social"]);
    assert_eq!(of(MentionStyle::Domain), ["na.me", "bob.bsky.social"]);
    assert_eq!(of(MentionStyle::User), ["u/some_body", "u/other-one"]);
    assert_eq!(of(MentionStyle::Chosen), Vec::<&str>::new());
    // What stands in a link is no mention.
    assert_eq!(found_mentions("https://medium.com/@writer/x", MentionStyle::Dotted), Vec::<&str>::new());
}

/// twitter-text, validate.yml: `WeightedTweetsWithDiscountedEmojiCounterTest`, `UnicodeDirectionalMarkerCounterTest`.
#[test]
fn x_weighs_as_twitter_text_does() {
    let poem = "故人西辞黄鹤楼，烟花三月下扬州。孤帆远影碧空尽，唯见长江天际流。朱雀桥边野草花，乌衣巷口夕阳斜。旧时王谢堂前燕，\
                飞入寻常百姓家。朝辞白帝彩云间，千里江陵一日还。两岸猿声啼不住，轻舟已过万重山。泪湿罗巾梦不成，夜深前殿按歌声。\
                红颜未老恩先断，斜倚薰笼坐到明。独在异乡为异客，每逢佳节倍思亲。遥知兄弟登高处，遍插茱萸少一人。";
    let family = "👨\u{200d}👩\u{200d}👧\u{200d}👦";
    let elevens = |count: usize| "-xxxxxxxxxx".repeat(count);
    for (text, expected) in [
        ("Hi http://test.co".to_owned(), 26),
        ("http://test.co".to_owned(), 23),
        (format!("285 chars{}-", elevens(25)), 285),
        (format!("285 chars- http://www.twitter.com/jack {}-", &elevens(24)[1..]), 299),
        (format!("{} http://www.twitter.com/jack ", &elevens(24)[1..]), 263 + 1 + 23 + 1),
        ("https://www.twitter.com/aloha ".repeat(10), 240),
        (poem.to_owned(), 320),
        ("😷".repeat(160), 320),
        (format!("the{poem}"), 323),
        ("A\u{301}B".to_owned(), 2),
        ("A\u{5e9}\u{5bc}\u{5c1}".to_owned(), 4),
        (format!("H🐱☺{family}"), 7),
        ("😷👾😡🔥💩".to_owned(), 10),
        ("🙋🏽👨\u{200d}🎤".to_owned(), 4),
        (
            "This is a tweet with general punctuation characters: \u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\
             \u{2007}\u{2008}\u{2009}\u{200a}\u{200b} ‐ ‑ ‒ – — ― ‖  ‗ ‘ ’ ‚ ‛ “ ” „ ‟ ′ ″ ‴ ‵ ‶ ‷"
                .to_owned(),
            110,
        ),
        ("randomurlrandomurlrandomurlrandomurlrandomurlrandomurlrandomurls.com".to_owned(), 68),
        (format!("{} http://{}あいう.com", "あいうえおかきくけこ".repeat(12), "あいうえおかきくけこ".repeat(5)), 358),
        (format!("{} http://{}あい.com", "あいうえおかきくけこ".repeat(12), "あいうえおかきくけこ".repeat(5)), 264),
        (family.repeat(140), 280),
        ("Unicode 10.0 emoji: 🤪; 🧕; 🧕🏾; 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}".to_owned(), 34),
        ("Unicode 9.0 emoji: 🤠; 💃; 💃🏾".to_owned(), 29),
        ("ABC\u{202a}\u{ffff}ABC\u{fffe}".to_owned(), 12),
        ("\u{2066}\u{202a}http://foobar.پاکستان/\u{202c}\u{2069}".to_owned(), 31),
        // validate.yml: lengths.
        ("This is a test.".to_owned(), 15),
        ("test.com".to_owned(), 23),
        ("Test https://test.com test https://test.com test.com test".to_owned(), 86),
    ] {
        assert_eq!(on_x(&text), expected, "{text}");
    }
    let long = "somesuperlongurl".repeat(20);
    let text = format!("https://{long}.com/foo https://validurl.com");
    assert_eq!(
        on_x(&text),
        "https://".len() + long.len() + ".com/foo ".len() + 23,
        "a label of more than 63 is no link"
    );
}

/// docs.x.com/fundamentals/counting-characters: each of these emoji counts two, and café four in either form.
#[test]
fn x_counts_as_its_documentation_says() {
    for emoji in [
        "👾",
        "🙋🏽",
        "👨\u{200d}🎤",
        "👨\u{200d}👩\u{200d}👧\u{200d}👦",
        "❤\u{fe0f}",
        "1\u{fe0f}\u{20e3}",
        "🇫🇷",
        "©\u{fe0f}",
    ] {
        assert_eq!(on_x(emoji), 2, "{emoji}");
    }
    assert_eq!((on_x("café"), on_x("cafe\u{301}")), (4, 4));
    assert_eq!(on_x("https://example.com/very/long/path"), 23);
    assert_eq!(counted("a", Platform::X).limit, Some(280));
    assert_eq!(counted(&"a".repeat(292), Platform::X).left(), Some(-12));
    // The signs alone are light; twitter-text's configuration, range 0 to 4351.
    assert_eq!(on_x("© 1"), 3);
}

/// mastodon/mastodon, spec/validators/status_length_validator_spec.rb.
#[test]
fn mastodon_counts_as_its_own_tests_say() {
    let long = "b".repeat(30);
    for (text, expected) in [
        (format!("{} http://{long}.com/example", "a".repeat(476)), 500),
        (format!("{} @alice@{long}.com", "a".repeat(475)), 482),
        ("👨\u{200d}👩\u{200d}👧\u{200d}👦".repeat(500), 500),
        // docs.joinmastodon.org/user/posting: links begin with http:// or https://.
        ("example.com/abcdef".to_owned(), 18),
        ("me@example.com".to_owned(), 14),
    ] {
        assert_eq!(counted(&text, Platform::Mastodon).length, expected, "{text}");
    }
}

/// bluesky-social/atproto, lexicon app.bsky.feed.post: maxGraphemes 300, maxLength 3000.
#[test]
fn bluesky_counts_graphemes() {
    let text = "👨\u{200d}👩\u{200d}👧\u{200d}👦 né\u{301}e https://example.com/";
    assert_eq!(counted(text, Platform::Bluesky).length, 1 + 1 + 3 + 1 + 20);
    assert_eq!(counted("\r\n", Platform::Bluesky).length, 1);
}

/// developers.facebook.com/docs/threads/posts: emoji are counted as the number of UTF-8 bytes.
#[test]
fn threads_counts_the_bytes_of_emoji() {
    assert_eq!(counted("née 🎉", Platform::Threads).length, 4 + 4);
    assert_eq!(counted("❤\u{fe0f}", Platform::Threads).length, 6);
    assert_eq!(counted("→ ©", Platform::Threads).length, 3);
}

#[test]
fn units_are_what_they_are_called() {
    let text = "aé🎉";
    let of = |counter| plain_length(text, counter);
    assert_eq!((of(Counter::Utf16), of(Counter::CodePoints), of(Counter::Graphemes)), (4, 3, 3));
    assert_eq!(counted(text, Platform::YouTube).length, 1 + 2 + 4, "YouTube's description is limited in bytes");
    assert_eq!(counted(text, Platform::Instagram).length, 4);
    // Telegram: 4096 characters, captions 1024.
    let telegram = PlatformFacts::of(Platform::Telegram);
    assert_eq!((count("x", telegram, false).limit, count("x", telegram, true).limit), (Some(4096), Some(1024)));
}

#[test]
fn a_network_without_a_limit_has_nothing_left_to_tell() {
    let counted = counted("x", Platform::Blog);
    assert_eq!((counted.length, counted.limit, counted.left()), (1, None, None));
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "[a-z.@#/:]{0,12}",
        Just("https://exämple.com/a(b)?c=d#e ".to_owned()),
        Just("http://".to_owned()),
        Just("xn--a".to_owned()),
        Just("@alice@example.social".to_owned()),
        Just("#\u{fe0f}\u{20e3}".to_owned()),
        Just("👨\u{200d}👩\u{200d}👧".to_owned()),
        Just("t.co/".to_owned()),
        Just("RT@".to_owned()),
        // What joins its neighbours: line ends, marks, a sign that goes before its letter, parts of emoji.
        "[\r\na1# \u{301}\u{600}\u{200d}\u{fe0f}\u{20e3}\u{1f1e6}\u{1f469}é]{0,8}",
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    /// Whatever is written: nothing panics, ranges are of the text, in order, and do not overlap.
    #[test]
    fn ranges_are_of_the_text(text in pieces()) {
        for platform in Platform::ALL {
            let counted = counted(&text, *platform);
            let links: Vec<_> = counted.links.iter().map(|link| link.range.clone()).collect();
            for ranges in [&links, &counted.hashtags, &counted.mentions] {
                let mut end = 0;
                for range in ranges {
                    prop_assert!(range.start >= end && !range.is_empty() && text.get(range.clone()).is_some());
                    end = range.end;
                }
            }
            prop_assert!(counted.length <= text.len().max(counted.links.len() * 23 + text.len()));
        }
    }

    /// On Bluesky a text is as long as its graphemes, whatever stands in it.
    #[test]
    fn bluesky_is_as_long_as_its_graphemes(text in pieces()) {
        prop_assert_eq!(counted(&text, Platform::Bluesky).length, text.graphemes(true).count());
    }

    /// X's weight is that of its normalised clusters, however the text is measured piece by piece.
    #[test]
    fn x_weighs_the_whole_as_its_parts(text in "[\r\na1# \u{301}\u{600}\u{200d}\u{fe0f}\u{20e3}\u{1f1e6}\u{1f469}é漢]{0,12}") {
        let apart: usize = text.nfc().collect::<String>().graphemes(true).map(on_x).sum();
        prop_assert_eq!(on_x(&text), apart);
    }

    /// Appending plain words makes a text longer by their letters, on every network. (The tab stands apart from whatever
    /// is before it; a space may join a character that goes with the next.)
    #[test]
    fn words_count_their_letters(text in pieces(), words in "\t[a-z ]{0,20}") {
        let whole = format!("{text}{words}");
        for platform in Platform::ALL {
            prop_assert_eq!(counted(&whole, *platform).length, counted(&text, *platform).length + words.len());
        }
    }
}
