//! Replies are sent on the network and marked as sent here; a later import brings the real ones. Which is which: so that
//! the true time counts and nothing is shown twice.

use super::turns::{Role, Said, Turn};
use crate::model::time::DAY_MS;

/// How long before or after it was marked a real reply may have been sent, ms: a day.
const NEAR_MS: i64 = DAY_MS;

/// The places of marked replies whose real ones are there too. A real reply stands for one mark only, is within a day of
/// it, and does not come before the message that the mark answers; of several, the one with the same text, else the
/// nearest in time.
pub(super) fn recognised<'a>(turns: &[Turn], text: impl Fn(Said) -> &'a str) -> Vec<usize> {
    let mut taken: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for (place, mark) in turns.iter().enumerate().filter(|(_, turn)| turn.marked) {
        let before = turns.get(..place).unwrap_or_default();
        let asked = before.iter().rev().find(|turn| turn.role == Role::Person).map_or(i64::MIN, |turn| turn.at);
        let said = folded(text(mark.said));
        let real = turns.iter().enumerate().filter(|(place, turn)| {
            turn.role == Role::Staff
                && matches!(turn.said, Said::Row(_))
                && turn.at >= asked
                && turn.at.abs_diff(mark.at) <= NEAR_MS as u64
                && !taken.contains(place)
        });
        let best = real.min_by_key(|(_, turn)| {
            let same = !said.is_empty() && folded(text(turn.said)) == said;
            (!same, turn.at.abs_diff(mark.at))
        });
        if let Some((real, _)) = best {
            taken.push(real);
            found.push(place);
        }
    }
    found
}

/// A text as far as two sendings of it agree: letters and digits, in lower case; the first thousand.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(1_000).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;

    fn turn(minute: i64, role: Role, row: u32) -> Turn {
        Turn { at: minute * MINUTE, role, said: Said::Row(row), marked: false }
    }

    fn mark(minute: i64, place: usize) -> Turn {
        Turn { at: minute * MINUTE, role: Role::Staff, said: Said::Entered(place), marked: true }
    }

    #[test]
    fn the_real_reply_takes_the_place_of_the_mark() {
        let none = |_| "";
        // Asked, really answered at 50, marked at 55.
        let turns = [turn(0, Role::Person, 1), turn(50, Role::Staff, 2), mark(55, 0)];
        assert_eq!(recognised(&turns, none), [2]);
        // Marked first, sent later.
        let turns = [turn(0, Role::Person, 1), mark(5, 0), turn(50, Role::Staff, 2)];
        assert_eq!(recognised(&turns, none), [1]);
        // Not yet imported; or what is there answered an earlier message.
        assert_eq!(recognised(&[turn(0, Role::Person, 1), mark(5, 0)], none), [0_usize; 0]);
        let earlier = [turn(0, Role::Person, 1), turn(9, Role::Staff, 2), turn(20, Role::Person, 3), mark(30, 0)];
        assert_eq!(recognised(&earlier, none), [0_usize; 0]);
        // A day and a minute apart is something else.
        assert_eq!(
            recognised(&[turn(0, Role::Person, 1), mark(5, 0), turn(1_446, Role::Staff, 2)], none),
            [0_usize; 0]
        );
        // Other people and bots answer nothing for us.
        let others = [turn(0, Role::Person, 1), mark(5, 0), turn(6, Role::Other, 2), turn(7, Role::Bot, 3)];
        assert_eq!(recognised(&others, none), [0_usize; 0]);
    }

    #[test]
    fn each_mark_has_its_own_reply_and_the_text_decides() {
        let turns =
            [turn(0, Role::Person, 1), mark(5, 0), turn(6, Role::Staff, 2), turn(40, Role::Staff, 3), mark(45, 1)];
        assert_eq!(recognised(&turns, |_| ""), [1, 4]);
        let text = |said| match said {
            Said::Entered(0) => "It is out now!",
            Said::Row(3) => "it is OUT now",
            _ => "Sorry for the wait.",
        };
        let turns = [turn(0, Role::Person, 1), mark(5, 0), turn(6, Role::Staff, 2), turn(40, Role::Staff, 3)];
        assert_eq!(recognised(&turns, text), [1]);
        let both = [turns[0], turns[1], turns[2], turns[3], mark(41, 1)];
        assert_eq!(recognised(&both, text), [1, 4], "the second mark has the reply that is left");
    }
}
