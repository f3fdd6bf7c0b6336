//! The sample's feedback is a believable piece of work: asked by people who are there, said in what was said, some of it
//! told, some of it to be told.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hearth::{
    feedback::{
        Corpus, Index, LIKELY, LoopState, RoadmapOptions, closed_loop, figures, roadmap, tally, themes, trending,
    },
    model::{
        Day, Workspace,
        facts::{DictionaryKind, activity, member},
        record::{FeedbackStatus, SurveyKind},
    },
    sample::community,
};
use std::collections::{BTreeMap, BTreeSet};

const SEED: u64 = 7;

fn samples() -> impl Iterator<Item = (Day, Workspace)> {
    ["2026-11-22", "2026-03-10", "2027-02-01"]
        .map(|day| day.parse().unwrap())
        .into_iter()
        .map(|day| (day, community(SEED, day)))
}

#[test]
fn forty_items_hang_together() {
    for (today, sample) in samples() {
        let now = sample.settings.zone.day_start(today);
        let records = &sample.records;
        assert_eq!(records.feedback.len(), 40);
        let members = &sample.facts.members;
        let sources = sample.facts.dictionaries.get(DictionaryKind::Source);
        let key = |row: usize| {
            (
                sources.text(members.code(row, member::SOURCE).unwrap()).to_owned(),
                members.text(row, member::ID).to_owned(),
            )
        };
        let known: BTreeSet<(String, String)> = (0..members.len()).map(key).collect();
        let acts = &sample.facts.activities;
        let said: BTreeMap<&str, &str> =
            (0..acts.len()).map(|row| (acts.text(row, activity::ID), acts.text(row, activity::TEXT))).collect();
        let mut states = BTreeMap::new();
        let (mut quoted, mut brought) = (0, 0);
        for item in records.feedback.iter() {
            assert!(item.created < now && item.updated <= now, "{}", item.title);
            assert!(
                item.history.is_sorted_by_key(|step| step.at) && item.history.iter().all(|step| step.at <= now),
                "{}",
                item.title
            );
            assert!(item.history.last().is_none_or(|step| step.to == item.status), "{}", item.title);
            assert!(item.votes.iter().all(|vote| vote.at <= now), "{}", item.title);
            for vote in &item.votes {
                let who = vote.member.as_ref().unwrap();
                assert!(known.contains(&(who.source.clone(), who.id.clone())), "{}", item.title);
            }
            for source in &item.sources {
                let id = &source.activity.as_ref().unwrap().id;
                assert_eq!(said[id.as_str()], source.text);
                quoted += 1;
            }
            let asked = closed_loop(item);
            *states.entry(format!("{:?}", asked.state)).or_insert(0) += 1;
            if item.status == FeedbackStatus::Duplicate {
                let original = records.feedback.get(item.duplicate_of.unwrap()).unwrap();
                assert_ne!(original.status, FeedbackStatus::Duplicate);
                brought += usize::from(original.votes.iter().any(|vote| vote.from == Some(item.id)));
            } else {
                assert!(tally(item).votes >= 1, "{}", item.title);
            }
            if item.status.is_decided() {
                assert!(!item.response.is_empty() && !item.owner.is_empty(), "{}", item.title);
            }
        }
        assert!(brought >= 2, "duplicates bring votes: {brought}");
        assert!(quoted >= 5, "{quoted} items are made of what was said");
        for status in FeedbackStatus::ALL {
            assert!(records.feedback.iter().filter(|item| item.status == *status).count() >= 2, "{status:?}");
        }
        for state in [LoopState::Undecided, LoopState::Waiting, LoopState::Closed] {
            assert!(states[&format!("{state:?}")] >= 3, "{states:?}");
        }
        // What is wanted now is not what is wanted most of all.
        let first = |score: &dyn Fn(&hearth::model::record::FeedbackItem) -> f64| {
            records.feedback.iter().max_by(|a, b| score(a).total_cmp(&score(b))).unwrap().id
        };
        assert_ne!(first(&|item| tally(item).votes as f64), first(&|item| trending(item, now, 14.0)));
    }
}

#[test]
fn open_duplicates_are_suggested() {
    for (_, sample) in samples() {
        let open: Vec<_> = sample.records.feedback.iter().filter(|item| item.status.is_active()).collect();
        let index = Index::new(open.iter().map(|item| &***item));
        let of = |title: &str| open.iter().find(|item| item.title == title).unwrap().id;
        for (one, other) in [
            ("Mobile app offline", "Read boards offline in the mobile app"),
            ("Print a board on one page", "Board on paper: fit to one page"),
        ] {
            let found = index.similar(of(one), LIKELY, 3);
            assert_eq!(found.first().map(|found| found.id), Some(of(other)), "{found:?}");
            assert!(found[0].words.len() >= 2);
        }
        let all = open.iter().map(|item| index.similar(item.id, LIKELY, 9).len()).sum::<usize>();
        assert!(all <= open.len(), "few suggestions, or nobody looks at them: {all}");
    }
}

#[test]
fn surveys_and_roadmap_have_something_to_say() {
    for (today, sample) in samples() {
        let surveys: Vec<_> = sample.records.surveys.iter().collect();
        assert_eq!(
            surveys.iter().map(|survey| survey.kind).collect::<BTreeSet<_>>(),
            [SurveyKind::Csat, SurveyKind::Nps].into()
        );
        for survey in surveys {
            let found = figures(survey);
            let estimate = found.estimate.unwrap();
            assert!(estimate.low < estimate.value && estimate.value < estimate.high);
            assert!(found.good > 0 && found.middle > 0 && found.bad > 0);
            assert!((0.2..1.0).contains(&found.answer_rate.unwrap()));
        }
        let items: Vec<_> = sample.records.feedback.iter().map(|item| &**item).collect();
        let page = roadmap(items.iter().copied(), &RoadmapOptions::new("Tidyloom and Briskway: roadmap", today));
        let members = &sample.facts.members;
        for row in 0..members.len() {
            let name = members.text(row, member::NAME);
            // The brand's own account has the brand's name.
            let staff = members.number(row, member::STAFF) == Some(1.0);
            assert!(staff || name.is_empty() || !page.contains(name), "{name}");
        }
        assert!(!page.contains("Ilse") && page.contains("Web clipper for Firefox"));
    }
}

#[test]
fn the_crisis_is_a_theme_of_its_days() {
    let (today, sample) = samples().next().unwrap();
    let acts = &sample.facts.activities;
    let corpus = Corpus::new((0..acts.len()).map(|row| acts.text(row, activity::TEXT)));
    let crisis = sample.records.annotations.iter().find(|one| one.title == "The advert").unwrap();
    assert!(crisis.start < today);
    let zone = sample.settings.zone;
    let days = crisis.start..=crisis.end.unwrap();
    let chosen = |row: usize| acts.time(row, activity::TIME).is_some_and(|time| days.contains(&zone.day(time)));
    let found = themes(&corpus, &chosen, 12);
    assert!(found.iter().any(|theme| theme.term.contains("advert") || theme.term.contains("ad")), "{found:?}");
    for theme in &found {
        assert!(!theme.examples.is_empty() && theme.examples.iter().all(|row| chosen(*row)));
    }
}
