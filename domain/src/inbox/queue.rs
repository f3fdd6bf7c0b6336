//! Which conversation comes first: a total order, so that the list never jumps.
//!
//! Open before snoozed before pending before resolved. Of the open ones, what is due first comes first (so what is overdue
//! longest leads), then those without a promise; of equals the more pressing, then who waits longest. Snoozed ones come in
//! the order in which they come back, resolved ones with the latest first.

use super::list::{Item, ItemKey};
use crate::model::{
    Instant,
    record::{ConversationStatus, Priority},
};
use std::cmp::Reverse;

/// The place of a conversation in the queue: less comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    status: u8,
    due: Instant,
    priority: Reverse<Priority>,
    since: Instant,
    key: ItemKey,
}

impl Default for Rank {
    fn default() -> Self {
        Self {
            status: u8::MAX,
            due: Instant::MAX,
            priority: Reverse(Priority::Low),
            since: 0,
            key: ItemKey::Row(u32::MAX),
        }
    }
}

/// Where a conversation stands in the queue.
pub fn rank(item: &Item) -> Rank {
    let promised = item.clock.and_then(|clock| clock.due).unwrap_or(Instant::MAX);
    let since = item.waiting.unwrap_or(item.latest);
    let (status, due, since) = match item.status {
        ConversationStatus::Open => (0, promised, since),
        ConversationStatus::Snoozed => {
            let back = item.record.as_ref().and_then(|record| record.snoozed_until);
            (1, back.unwrap_or(Instant::MAX), since)
        }
        ConversationStatus::Pending => (2, promised, since),
        ConversationStatus::Resolved => (3, Instant::MAX, item.resolved.unwrap_or(item.latest).saturating_neg()),
    };
    // Pressing matters among those that are due alike; of what is done it does not.
    let pressing = if status == 3 { Priority::Low } else { item.priority };
    Rank { status, due, priority: Reverse(pressing), since, key: item.key }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        inbox::sla::{Clock, Promise, SlaState},
        model::record::ConversationKind,
    };
    use proptest::prelude::*;

    fn item() -> impl Strategy<Value = Item> {
        let statuses = prop::sample::select(ConversationStatus::ALL);
        let priorities = prop::sample::select(Priority::ALL);
        // Few values, so that many are equal.
        (any::<u16>(), statuses, priorities, prop::option::of(0_i64..4), 0_i64..3, prop::option::of(0_i64..3)).prop_map(
            |(row, status, priority, due, latest, waiting)| {
                let mut item = Item {
                    key: ItemKey::Row(row.into()),
                    record: None,
                    talk: None,
                    kind: ConversationKind::Comment,
                    channel: None,
                    priority,
                    status,
                    resolved: None,
                    asked: latest,
                    waiting,
                    latest,
                    clock: due.map(|due| Clock {
                        promise: Promise::First,
                        started: 0,
                        stopped: None,
                        raw_ms: 0,
                        open_ms: 0,
                        promised_ms: Some(1),
                        due: Some(due),
                        state: Some(SlaState::Active),
                    }),
                    rank: Rank::default(),
                };
                item.rank = rank(&item);
                item
            },
        )
    }

    proptest! {
        #[test]
        fn the_order_is_total_and_the_due_come_first(mut items in prop::collection::vec(item(), 0..40), turn in any::<usize>()) {
            items.sort_by_key(|item| item.key);
            items.dedup_by_key(|item| item.key);
            let mut turned = items.clone();
            if !turned.is_empty() {
                let by = turn % turned.len();
                turned.rotate_left(by);
            }
            items.sort_by_key(|item| item.rank);
            turned.sort_unstable_by_key(|item| item.rank);
            let keys = |items: &[Item]| items.iter().map(|item| item.key).collect::<Vec<_>>();
            prop_assert_eq!(keys(&items), keys(&turned), "one order, whatever the order of before");
            for pair in items.windows(2) {
                prop_assert!(pair[0].rank < pair[1].rank, "no two are equal");
                let open = |item: &Item| item.status == ConversationStatus::Open;
                prop_assert!(open(&pair[0]) || !open(&pair[1]));
                if open(&pair[0]) && open(&pair[1]) {
                    let due = |item: &Item| item.clock.and_then(|clock| clock.due).unwrap_or(i64::MAX);
                    prop_assert!(due(&pair[0]) <= due(&pair[1]));
                    if due(&pair[0]) == due(&pair[1]) {
                        prop_assert!(pair[0].priority >= pair[1].priority);
                    }
                }
            }
        }
    }
}
