//! What somebody did before, and what usually comes next: a ladder that is the same for everybody and that forgets.

use super::cases::{Person, overturned, standing};
use crate::model::{
    Id, Instant,
    record::{Flag, ModerationAction},
    time::DAY_MS,
};

/// Days after which a strike is forgotten.
pub const STRIKE_DAYS: i64 = 365;

/// The rungs: what is suggested for the first strike, the second, and so on; with hours, where it lasts a while.
pub const RUNGS: [(ModerationAction, Option<u32>); 4] = [
    (ModerationAction::Warn, None),
    (ModerationAction::Mute, Some(24)),
    (ModerationAction::Suspend, Some(7 * 24)),
    (ModerationAction::Ban, None),
];

/// One flag of somebody that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strike {
    /// The flag.
    pub flag: Id,
    /// When it was decided.
    pub at: Instant,
    /// What was done, the mildest first.
    pub actions: Vec<(ModerationAction, Option<u32>)>,
    /// Whether it counts, or why not.
    pub counts: Counts,
}

/// Whether a strike counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// It does.
    Yes,
    /// It was overturned.
    Overturned,
    /// It is too long ago.
    Forgotten,
    /// Nothing was wrong, or only an edit was asked for.
    Mild,
}

impl Counts {
    /// In a person's words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Yes => "counts",
            Self::Overturned => "overturned, does not count",
            Self::Forgotten => "more than a year ago, does not count any more",
            Self::Mild => "does not count",
        }
    }
}

/// What somebody did before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ladder {
    /// Decided flags, the oldest first.
    pub strikes: Vec<Strike>,
    /// How many count.
    pub count: usize,
}

impl Ladder {
    /// What the ladder suggests for one more: the action, and for how many hours.
    pub fn next(&self) -> (ModerationAction, Option<u32>) {
        RUNGS.get(self.count).or(RUNGS.last()).copied().unwrap_or((ModerationAction::Warn, None))
    }
}

/// The ladder of somebody, without the flag that is looked at now. A flag is one strike, however many actions it led to.
pub fn ladder<'a>(flags: impl IntoIterator<Item = &'a Flag>, person: &Person, but: Option<Id>, now: Instant) -> Ladder {
    let mut strikes: Vec<Strike> = Vec::new();
    for flag in flags {
        if Some(flag.id) == but || Person::of(flag).as_ref() != Some(person) {
            continue;
        }
        let Some(at) = flag.decisions.iter().map(|decision| decision.at).max() else { continue };
        let is_strike = |action| !matches!(action, ModerationAction::Approve | ModerationAction::RequestEdit);
        let counts = if overturned(flag) && !standing(flag).any(|decision| is_strike(decision.action)) {
            Counts::Overturned
        } else if !standing(flag).any(|decision| is_strike(decision.action)) {
            Counts::Mild
        } else if now.saturating_sub(at) > STRIKE_DAYS * DAY_MS {
            Counts::Forgotten
        } else {
            Counts::Yes
        };
        let mut actions: Vec<_> = flag.decisions.iter().map(|decision| (decision.action, decision.hours)).collect();
        actions.sort_unstable();
        strikes.push(Strike { flag: flag.id, at, actions, counts });
    }
    strikes.sort_by_key(|strike| (strike.at, strike.flag));
    let count = strikes.iter().filter(|strike| strike.counts == Counts::Yes).count();
    Ladder { strikes, count }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Extra,
        record::{Appeal, AppealDecision, AppealOutcome, ModerationDecision},
    };

    fn decided(number: u8, at: Instant, action: ModerationAction) -> Flag {
        let mut flag = Flag::new(Id::mint(1, [number; 10]), 0, "x");
        flag.name = if number.is_multiple_of(2) { "Bo Example".into() } else { "bó example".into() };
        flag.decisions.push(ModerationDecision {
            action,
            hours: None,
            at,
            who: "Ana".into(),
            reason: "r".into(),
            rules: Vec::new(),
            note: String::new(),
            extra: Extra::new(),
        });
        flag
    }

    #[test]
    fn the_ladder_climbs_forgets_and_forgives() {
        let now = 1_000 * DAY_MS;
        let person = Person::named("BO EXAMPLE").unwrap();
        let of = |flags: &[Flag]| ladder(flags, &person, None, now);
        assert_eq!(of(&[]).next(), (ModerationAction::Warn, None));
        let old = decided(1, now - 366 * DAY_MS, ModerationAction::Ban);
        let fine = decided(2, now - DAY_MS, ModerationAction::Approve);
        let one = decided(3, now - 300 * DAY_MS, ModerationAction::Remove);
        let mut taken_back = decided(4, now - 2 * DAY_MS, ModerationAction::Ban);
        let outcome = AppealOutcome::Overturned;
        let decision =
            AppealDecision { at: now, who: String::new(), outcome, reason: String::new(), extra: Extra::new() };
        taken_back.appeal = Some(Appeal {
            at: now,
            by: String::new(),
            text: String::new(),
            decided: Some(decision),
            extra: Extra::new(),
        });
        let found = of(&[old, fine, one.clone(), taken_back]);
        let counts: Vec<Counts> = found.strikes.iter().map(|strike| strike.counts).collect();
        assert_eq!(counts, [Counts::Forgotten, Counts::Yes, Counts::Overturned, Counts::Mild]);
        assert_eq!((found.count, found.next()), (1, (ModerationAction::Mute, Some(24))));
        let many: Vec<Flag> = (10..16).map(|number| decided(number, now, ModerationAction::Warn)).collect();
        assert_eq!(of(&many).next(), (ModerationAction::Ban, None));
        assert_eq!(ladder([&one], &person, Some(one.id), now).count, 0);
    }
}
