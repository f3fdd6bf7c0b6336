//! What stands beside a screen and may come a moment after it: computed once the page is painted, in a task of its own,
//! so that nobody waits for it.

use leptos::prelude::*;
use std::{cell::Cell, rc::Rc, time::Duration};

/// Follows what `depends` reads, and says what `compute` makes of it after the page was painted; none until then. The
/// last answer stands until the next is there. `compute` follows nothing.
pub fn later<K, T>(depends: impl Fn() -> K + 'static, compute: impl Fn() -> T + 'static) -> ReadSignal<Option<T>>
where
    K: PartialEq + 'static,
    T: Send + Sync + PartialEq + 'static,
{
    let (read, write) = signal(None);
    // Not asked for twice at a time, and not for a screen that was left.
    let waiting = Rc::new(Cell::new(false));
    let here = Owner::current();
    let left = StoredValue::new(());
    let compute = Rc::new(compute);
    Effect::new(move |before: Option<K>| {
        let key = depends();
        if before.as_ref() != Some(&key) && !waiting.replace(true) {
            let (waiting, compute, here) = (waiting.clone(), compute.clone(), here.clone());
            request_animation_frame(move || {
                set_timeout(
                    move || {
                        waiting.set(false);
                        if left.is_disposed() {
                            return;
                        }
                        let value = match here {
                            Some(here) => here.with(|| untrack(|| compute())),
                            None => untrack(|| compute()),
                        };
                        if read.try_with_untracked(|old| old.as_ref() != Some(&value)).unwrap_or(false) {
                            let _ = write.try_set(Some(value));
                        }
                    },
                    Duration::ZERO,
                );
            });
        }
        key
    });
    read
}

/// How long after the last key what was typed is kept.
const TYPING: Duration = Duration::from_millis(600);

/// The pause after the last of several keys. Copies are handles to the same one.
#[derive(Clone, Copy)]
pub struct Pause {
    /// Counts the changes, so that only the last one's pause ends in something.
    changes: StoredValue<u32>,
}

impl Pause {
    /// Before anything was typed.
    pub fn new() -> Self {
        Self { changes: StoredValue::new(0) }
    }

    /// Does something once nothing was typed for a while; not where the screen was left meanwhile.
    pub fn then(self, act: impl FnOnce() + 'static) {
        let number = self.changes.with_value(|changes| changes.wrapping_add(1));
        self.changes.set_value(number);
        set_timeout(
            move || {
                if self.changes.try_get_value() == Some(number) {
                    act();
                }
            },
            TYPING,
        );
    }
}
