//! The checklist of a profile: what Hearth sees is ticked by itself, the rest by hand, and every score can reach 100 %.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hearth::{
    model::record::Platform,
    platform::{
        PlatformFacts,
        profile::{Checklist, Profile, checklist},
    },
};
use std::collections::BTreeSet;

const FULL: Profile = Profile {
    handle: "pulse",
    url: "https://example.com/pulse",
    bio: "Strength for beginners. Join us every Tuesday.",
    link: Some("https://example.com"),
    language: "en",
    time_zone: "Europe/Berlin",
    days_since_post: Some(1),
};

fn of(platform: Platform, profile: &Profile, ticked: &[&str]) -> Checklist {
    let ticked: BTreeSet<String> = ticked.iter().map(|id| (*id).to_owned()).collect();
    checklist(PlatformFacts::of(platform), profile, &ticked)
}

fn done(list: &Checklist, id: &str) -> Option<bool> {
    list.items.iter().find(|item| item.id == id).map(|item| item.done)
}

#[test]
fn every_network_can_be_completed() {
    for platform in Platform::ALL {
        let by_hand: Vec<&str> = of(*platform, &FULL, &[]).open().map(|item| item.id).collect();
        let list = of(*platform, &FULL, &by_hand);
        assert!((list.score - 1.0).abs() < 1e-12, "{}: {:?}", platform.label(), list.open().collect::<Vec<_>>());
        assert_eq!(of(*platform, &Profile::default(), &[]).score, 0.0, "{}", platform.label());
    }
}

#[test]
fn the_score_is_the_weighted_share() {
    let list = of(Platform::Instagram, &FULL, &["picture"]);
    let weights = |only_done: bool| -> u32 {
        list.items.iter().filter(|item| item.done || !only_done).map(|item| item.weight).sum()
    };
    // Handle 3, url 2, bio 3, call to action 2, picture 3, link 2, contact 2, regular 3, pinned, verified, language, zone 1.
    assert_eq!((weights(true), weights(false)), (20, 24));
    assert!((list.score - 20.0 / 24.0).abs() < 1e-12);
    assert!(list.items.is_sorted_by_key(|item| std::cmp::Reverse(item.weight)));
}

#[test]
fn a_tick_by_hand_does_not_hide_what_is_seen() {
    let list = of(Platform::X, &Profile { handle: "", ..FULL }, &["handle"]);
    assert_eq!(done(&list, "handle"), Some(false));
}

#[test]
fn what_a_network_does_not_have_is_left_out() {
    assert_eq!(done(&of(Platform::Newsletter, &FULL, &[]), "bio"), None);
    assert_eq!(done(&of(Platform::Instagram, &FULL, &[]), "cover"), None);
    assert_eq!(done(&of(Platform::X, &FULL, &[]), "cover"), Some(false));
    assert_eq!(done(&of(Platform::Discord, &FULL, &["rules"]), "rules"), Some(true));
}

#[test]
fn bios_are_within_the_limit_and_say_what_to_do() {
    let long = "a".repeat(153);
    let list = of(Platform::Instagram, &Profile { bio: &long, ..FULL }, &[]);
    let bio = list.items.iter().find(|item| item.id == "bio").unwrap();
    assert!(!bio.done && bio.automatic);
    assert_eq!(bio.how, "3 characters over what Instagram takes (150).");
    // In a language it does not read, it is ticked by hand.
    let german = Profile { bio: "Kraft für Einsteiger. Komm vorbei!", ..FULL };
    assert_eq!(done(&of(Platform::Instagram, &german, &[]), "call_to_action"), Some(false));
    assert_eq!(done(&of(Platform::Instagram, &german, &["call_to_action"]), "call_to_action"), Some(true));
    // A link that is not known here is ticked by hand.
    let unknown = Profile { link: None, ..FULL };
    assert_eq!(done(&of(Platform::Instagram, &unknown, &[]), "link"), Some(false));
    assert_eq!(done(&of(Platform::Instagram, &unknown, &["link"]), "link"), Some(true));
    let linked = Profile { bio: "Kraft für Einsteiger: example.com/start", ..FULL };
    assert_eq!(done(&of(Platform::Instagram, &linked, &[]), "call_to_action"), Some(true));
}

#[test]
fn a_quiet_channel_is_noticed() {
    let quiet = PlatformFacts::of(Platform::Instagram).quiet_after_days.unwrap();
    let days = |days| done(&of(Platform::Instagram, &Profile { days_since_post: days, ..FULL }, &[]), "regular");
    assert_eq!((days(Some(quiet)), days(Some(quiet + 1)), days(None)), (Some(true), Some(false), Some(false)));
}
