//! Campaign parameters go into a link and come out again; what was there stays.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hearth::platform::utm::{Spaces, Utm, UtmError, read, tag};
use proptest::prelude::*;

fn utm(source: &str, medium: &str, campaign: &str) -> Utm {
    Utm { source: source.into(), medium: medium.into(), campaign: campaign.into(), ..Utm::default() }
}

#[test]
fn parameters_are_added_to_what_is_there() {
    let spring = utm("instagram", "social", "spring_sale");
    for (address, expected) in [
        ("https://example.com", "https://example.com?utm_source=instagram&utm_medium=social&utm_campaign=spring_sale"),
        (
            "https://example.com/a?b=c&d#e?f",
            "https://example.com/a?b=c&d&utm_source=instagram&utm_medium=social&utm_campaign=spring_sale#e?f",
        ),
        // Those of the same names are replaced, in any case and encoding; others (utm_id) stay.
        (
            "https://example.com/?utm_source=old&x=1&UTM_Medium=old&utm%5Fcampaign=old&utm_term=old&utm_id=7",
            "https://example.com/?x=1&utm_id=7&utm_source=instagram&utm_medium=social&utm_campaign=spring_sale",
        ),
        (" example.com/a ", "https://example.com/a?utm_source=instagram&utm_medium=social&utm_campaign=spring_sale"),
        (
            "HTTP://user@bücher.example:8080/ä?q=%C3%A4",
            "HTTP://user@bücher.example:8080/ä?q=%C3%A4&utm_source=instagram&utm_medium=social&utm_campaign=spring_sale",
        ),
        ("localhost:8080/?", "https://localhost:8080/?utm_source=instagram&utm_medium=social&utm_campaign=spring_sale"),
        ("http://[::1]:80/", "http://[::1]:80/?utm_source=instagram&utm_medium=social&utm_campaign=spring_sale"),
    ] {
        assert_eq!(tag(address, &spring).unwrap(), expected);
    }
}

#[test]
fn values_are_percent_encoded() {
    // RFC 3986, 2.3 and 2.5; é is C3 A9 in UTF-8.
    let tagged = tag("https://example.com", &utm("a&b=c", "e-mail", "50 % off é#1+~")).unwrap();
    assert_eq!(
        tagged,
        "https://example.com?utm_source=a%26b%3Dc&utm_medium=e-mail&utm_campaign=50%20%25%20off%20%C3%A9%231%2B~"
    );
    assert_eq!(read(&tagged), utm("a&b=c", "e-mail", "50 % off é#1+~"));
}

#[test]
fn nothing_to_say_leaves_the_address_clean() {
    let clean = tag("https://example.com/?utm_source=x&a=b&utm_term=y#z", &Utm::default()).unwrap();
    assert_eq!(clean, "https://example.com/?a=b#z");
}

#[test]
fn what_is_no_address_of_the_web_is_refused_with_a_sentence() {
    for (address, error) in [
        ("", UtmError::Empty),
        ("   ", UtmError::Empty),
        ("ftp://example.com", UtmError::Scheme("ftp".into())),
        ("mailto:me@example.com", UtmError::Scheme("mailto".into())),
        ("javascript:alert(1)", UtmError::Scheme("javascript".into())),
        ("https://", UtmError::Host),
        ("https:///path", UtmError::Host),
        ("https://exa mple.com", UtmError::Character("a space".into())),
        ("https://example.com/<b>", UtmError::Character("“<”".into())),
        ("just-a-word", UtmError::Host),
        ("https://-a.com", UtmError::Host),
        ("https://a..com", UtmError::Host),
        ("https://example.com:99999/", UtmError::Host),
        ("https://[::zz]/", UtmError::Host),
    ] {
        let refused = tag(address, &utm("x", "y", "z")).unwrap_err();
        assert_eq!(refused, error, "{address}");
        assert!(refused.to_string().ends_with('.'));
    }
}

#[test]
fn parameters_of_others_are_read() {
    let of = read(
        "https://example.com/?a=b&utm_source=News+Letter&utm_content=%zz%e9&UTM_TERM=x&utm_medium#utm_campaign=no",
    );
    assert_eq!(
        of,
        Utm { source: "News Letter".into(), content: "%zz\u{fffd}".into(), term: "x".into(), ..Utm::default() }
    );
    assert!(read("not an address").is_empty());
}

#[test]
fn values_can_be_written_one_way() {
    let loose = utm(" Instagram ", "Social  Media", "Frühling 2026");
    assert_eq!(loose.tidied(true, Spaces::Hyphen), utm("instagram", "social-media", "frühling-2026"));
    assert_eq!(loose.tidied(false, Spaces::Underscore), utm("Instagram", "Social_Media", "Frühling_2026"));
    assert_eq!(loose.tidied(false, Spaces::Keep), utm("Instagram", "Social Media", "Frühling 2026"));
}

proptest! {
    /// Whatever the values: what is put in is read back, the rest of the address stays, and twice is as good as once.
    #[test]
    fn what_is_put_in_comes_out(
        source: String, medium: String, campaign: String, term: String, content: String,
        address in "https://[a-z]{1,8}\\.(com|org)(/[a-zA-Z0-9_.~%-]{0,8}){0,2}(\\?[a-z]=[a-z0-9%&=;+]{0,12})?(#[a-z?&=]{0,8})?",
    ) {
        let utm = Utm { source, medium, campaign, term, content };
        let tagged = tag(&address, &utm).unwrap();
        let trimmed = |text: &str| text.trim().to_owned();
        prop_assert_eq!(read(&tagged), Utm {
            source: trimmed(&utm.source), medium: trimmed(&utm.medium), campaign: trimmed(&utm.campaign),
            term: trimmed(&utm.term), content: trimmed(&utm.content),
        });
        prop_assert!(tagged.is_ascii());
        prop_assert_eq!(tag(&tagged, &utm).unwrap(), tagged.clone());
        let clean = tag(&address, &Utm::default()).unwrap();
        prop_assert_eq!(tag(&tagged, &Utm::default()).unwrap(), clean);
    }

    /// Nothing that is pasted panics, and what is taken begins with a scheme of the web.
    #[test]
    fn whatever_is_pasted_is_taken_or_refused(address in "\\PC{0,40}", prefix in "(https?:/{0,3}|[a-z]{0,4}:|//|)") {
        let address = prefix + &address;
        if let Ok(tagged) = tag(&address, &utm("a", "b", "c")) {
            prop_assert!(tagged.to_ascii_lowercase().starts_with("http"));
            prop_assert_eq!(read(&tagged), utm("a", "b", "c"));
        }
        read(&address);
    }
}
