//! What scopes with the same filter share, kept by the dataset: whoever asks the same again, another tile or the same
//! one after a change elsewhere, finds it done.

use super::{
    dataset::Dataset,
    members::Stories,
    presence::Presence,
    scope::{Chosen, Filter, Mask},
};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Most filters that are remembered.
const MOST: usize = 24;

/// What tells filters of activities apart, the period aside: it is cut out of what all days share.
pub(crate) type Key = (Mask, Mask, Option<u8>, Chosen);

/// What is worked out under one filter.
#[derive(Debug, Default)]
pub(crate) struct Work {
    presence: OnceLock<Presence>,
    pub(crate) stories: Stories,
    /// The same before the facts changed, as long as it may be of use.
    older: Mutex<Option<Arc<Work>>>,
}

impl Work {
    /// Who was active on which day.
    pub(crate) fn presence(&self, dataset: &Dataset, filter: &Filter) -> &Presence {
        self.presence.get_or_init(|| {
            let older = self.older();
            Presence::new(dataset, filter, older.as_ref().and_then(|older| older.presence.get()))
        })
    }

    fn older(&self) -> Option<Arc<Self>> {
        self.older.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// For changed facts: begins with what is known of those before.
    fn after(older: &Arc<Self>) -> Self {
        // What is not known there is not sought further back: one state before is kept, not all of them.
        let last = if older.presence.get().is_some() {
            older.older.lock().unwrap_or_else(PoisonError::into_inner).take();
            Some(Arc::clone(older))
        } else {
            older.older()
        };
        Self { older: Mutex::new(last), ..Self::default() }
    }

    fn size(&self) -> usize {
        self.presence.get().map_or(0, Presence::size)
    }

    #[cfg(test)]
    pub(crate) fn is_done(&self) -> bool {
        self.presence.get().is_some()
    }
}

/// What is worked out under each filter.
#[derive(Clone, Debug, Default)]
pub(crate) struct Works {
    /// Without a filter.
    open: Arc<Work>,
    /// The one used last stands at the end.
    filtered: Vec<(Key, Arc<Work>)>,
}

impl Works {
    /// For changed facts.
    pub(crate) fn after(older: &Self) -> Self {
        let done = older.filtered.iter().filter(|(_, work)| work.presence.get().is_some());
        Self {
            open: Arc::new(Work::after(&older.open)),
            filtered: done.map(|(key, work)| (key.clone(), Arc::new(Work::after(work)))).collect(),
        }
    }

    /// What is worked out under a filter; together not much more than `size` members by day are kept.
    pub(crate) fn of(&mut self, filter: &Filter, size: usize) -> Arc<Work> {
        if filter.is_open_for_activities() {
            return Arc::clone(&self.open);
        }
        let key = filter.key();
        let known = self.filtered.iter().position(|(other, _)| *other == key);
        let entry = match known {
            Some(place) => self.filtered.remove(place),
            None => (key, Arc::default()),
        };
        let work = Arc::clone(&entry.1);
        self.filtered.push(entry);
        let mut kept: usize = self.filtered.iter().map(|(_, work)| work.size()).sum();
        while self.filtered.len() > MOST || (kept > size && self.filtered.len() > 1) {
            kept -= self.filtered.remove(0).1.size();
        }
        work
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        analytics::{Dataset, Mark, Query, Scope},
        model::Day,
    };
    use std::sync::Arc;

    #[test]
    fn scopes_with_the_same_filter_share_their_work() {
        let dataset = Dataset::new(crate::sample::community(7, Day::from_ymd(2026, 11, 22).unwrap()));
        let channels: Vec<_> = dataset.workspace().records.channels.iter().map(|channel| channel.id).take(1).collect();
        let narrow = Query { channels: channels.clone(), ..Query::default() };
        let [a, b] = [&narrow, &narrow.with_period(dataset.span())].map(|query| Scope::new(&dataset, query));
        assert!(Arc::ptr_eq(&a.work, &b.work));
        let marked = Scope::new(&dataset, &Query::default())
            .narrow(&Mark { channel: Some(channels[0].to_string()), ..Mark::default() });
        assert!(Arc::ptr_eq(&a.work, &marked.work), "a mark says the same in another way");
        assert!(!Arc::ptr_eq(&a.work, &Scope::new(&dataset, &Query::default()).work));
    }
}
