//! What the workspace of a task holds at the beginning. The same seed and time give the same workspace, byte for byte; what
//! is there carries the time at which the task was begun, so that a check tells what was made since.
//!
//! The people are Briskway's, the fitness brand of the sample community; names and figures follow the seed.

mod engage;
mod figures;
mod plan;

use crate::{
    model::{
        Day, Id, Instant, Settings, Workspace, Zone,
        record::{Channel, Color, Guideline, GuidelineKind, Pillar, Platform, Record, Scenario},
        time::DAY_MS,
    },
    random::SplitMix64,
    sample,
};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// The workspace of a scenario, begun `now` under an id and a name.
pub fn scenario(scenario: Scenario, seed: u32, now: Instant, zone: Zone, id: Id, name: &str) -> Workspace {
    // A clock that shows nonsense still gives days that exist.
    let now = now.clamp(0, 253_402_300_799_000);
    if scenario == Scenario::Sample {
        let mut workspace = sample::community(u64::from(seed), zone.day(now));
        (workspace.settings.id, workspace.settings.created) = (id, now);
        workspace.settings.name = name.to_owned();
        return workspace;
    }
    let mut make = Make {
        workspace: Workspace::new(Settings::new(id, name, now, zone)),
        random: SplitMix64::new(u64::from(seed)),
        now,
        zone,
        made: 0,
    };
    match scenario {
        Scenario::Empty | Scenario::Sample => {}
        Scenario::EditorialWeek => plan::editorial_week(&mut make),
        Scenario::ObjectiveAndKpis => plan::objective_and_kpis(&mut make),
        Scenario::MeetupPlan => plan::meetup(&mut make),
        Scenario::ModerationQueue => engage::moderation_queue(&mut make),
        Scenario::WaitingPeople => engage::waiting_people(&mut make),
        Scenario::CrisisBegins => engage::crisis_begins(&mut make),
        Scenario::FeedbackPile => engage::feedback_pile(&mut make),
        Scenario::TheDrop => figures::the_drop(&mut make),
    }
    make.workspace
}

/// A workspace being made.
struct Make {
    workspace: Workspace,
    random: SplitMix64,
    now: Instant,
    zone: Zone,
    made: i64,
}

impl Make {
    /// The next id, in the order in which things are made.
    fn id(&mut self) -> Id {
        self.made += 1;
        let (high, low) = (self.random.next().to_le_bytes(), self.random.next().to_le_bytes());
        let mut bytes = [0; 10];
        for (slot, byte) in bytes.iter_mut().zip(high.into_iter().chain(low)) {
            *slot = byte;
        }
        Id::mint(self.now - HOUR + self.made, bytes)
    }

    fn put(&mut self, record: impl Into<Record>) {
        self.workspace.records.put(record.into());
    }

    fn today(&self) -> Day {
        self.zone.day(self.now)
    }

    /// The Monday after the day on which the task is begun.
    fn next_monday(&self) -> Day {
        self.today().week_start(0).add(7)
    }

    /// A minute of a day.
    fn at(&self, day: Day, minute: i64) -> Instant {
        self.zone.instant(i64::from(day.0) * DAY_MS + minute * MINUTE)
    }

    /// A factor around 1: 1 − `by` to 1 + `by`.
    fn spread(&mut self, by: f64) -> f64 {
        1.0 - by + 2.0 * by * (self.random.below(10_001) as f64 / 10_000.0)
    }

    /// People's names, another choice and order with each seed.
    fn names(&mut self, count: usize) -> Vec<&'static str> {
        let mut names = NAMES.to_vec();
        let mut chosen = Vec::with_capacity(count);
        while chosen.len() < count && !names.is_empty() {
            chosen.push(names.swap_remove(self.random.below(names.len())));
        }
        chosen
    }

    fn channel(&mut self, name: &str, platform: Platform, handle: &str) -> Id {
        let (id, now) = (self.id(), self.now);
        let mut channel = Channel::new(id, now, name, platform);
        channel.handle = handle.to_owned();
        channel.language = "en".to_owned();
        self.put(channel);
        id
    }

    fn pillars(&mut self) -> [Id; 3] {
        [("Tips", Color::Blue, 0.5), ("People", Color::Green, 0.3), ("Product", Color::Orange, 0.2)].map(
            |(name, color, share)| {
                let (id, now) = (self.id(), self.now);
                let mut pillar = Pillar::new(id, now, name, color);
                pillar.target_share = Some(share);
                self.put(pillar);
                id
            },
        )
    }

    fn guideline(&mut self, kind: GuidelineKind, number: u32, title: &str, text: &str, when: &str) -> Id {
        let (id, now) = (self.id(), self.now);
        let mut guideline = Guideline::new(id, now, kind, number, title);
        (guideline.text, guideline.when) = (text.to_owned(), when.to_owned());
        self.put(guideline);
        id
    }
}

const NAMES: [&str; 24] = [
    "Amira Haddad",
    "Ben Ortega",
    "Carla Nunes",
    "Dmitri Volkov",
    "Elif Kaya",
    "Femi Adeyemi",
    "Greta Lindqvist",
    "Hugo Marchand",
    "Ines Carvalho",
    "Jamal Carter",
    "Keiko Mori",
    "Liam Byrne",
    "Mina Park",
    "Nils Berg",
    "Olga Petrova",
    "Pablo Rivas",
    "Quynh Tran",
    "Rosa Delgado",
    "Sami Laine",
    "Tessa Brandt",
    "Uma Krishnan",
    "Viktor Novak",
    "Wanjiru Kamau",
    "Yusuf Demir",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        interchange::workspace_json,
        model::{time::parse_iso, validate},
    };

    #[test]
    fn the_same_seed_and_time_give_the_same_workspace_and_all_of_it_is_valid() {
        let now = parse_iso("2026-11-25T10:00:00Z").unwrap();
        for one in Scenario::ALL.iter().copied().filter(|one| *one != Scenario::Sample) {
            let make = |seed| scenario(one, seed, now, "Europe/Madrid".parse().unwrap(), Id::derived("task"), "Task");
            let workspace = make(7);
            assert_eq!(workspace_json::canonical(&workspace), workspace_json::canonical(&make(7)), "{}", one.key());
            for record in workspace.records.all() {
                validate::record(&record).unwrap_or_else(|why| panic!("{}: {why}: {}", one.key(), record.title()));
            }
            let again = workspace_json::import(&workspace_json::canonical(&workspace)).unwrap();
            assert_eq!(again.workspace.records, workspace.records, "{}", one.key());
            if one != Scenario::Empty {
                assert!(!workspace.is_empty(), "{}", one.key());
                assert_ne!(workspace_json::canonical(&workspace), workspace_json::canonical(&make(8)), "{}", one.key());
            }
        }
    }

    #[test]
    fn a_clock_that_shows_nonsense_still_gives_a_workspace() {
        for now in [i64::MIN, -1, 0, i64::MAX] {
            for one in Scenario::ALL.iter().copied().filter(|one| *one != Scenario::Sample) {
                let workspace = scenario(one, u32::MAX, now, Zone::UTC, Id::derived("task"), "Task");
                assert_eq!(workspace.settings.id, Id::derived("task"));
            }
        }
    }
}
