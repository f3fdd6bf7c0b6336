//! The tone of messages, read in slices so that the screen stays quick, and kept as long as the facts stay.

use super::Desk;
use crate::{
    model::Id,
    slices::Slice,
    ui::clock,
    view::crisis::{Sentiments, ToneReader, wants_tone},
};
use leptos::prelude::*;
use std::cell::RefCell;
use wasm_bindgen_futures::spawn_local;

/// Messages that are read before the clock is looked at.
const AT_ONCE: usize = 50;

thread_local! {
    static KEPT: RefCell<Option<((Id, u64), Sentiments)>> = const { RefCell::new(None) };
}

/// Reads the tone where a rule asks for it, and anew when the facts are others.
pub fn follow(desk: Desk) {
    let asked = Memo::new(move |_| {
        desk.app.workspace.with(|workspace| {
            let workspace = workspace.as_ref().filter(|workspace| wants_tone(workspace))?;
            Some((workspace.settings.id, workspace.facts_revision))
        })
    });
    Effect::new(move || {
        let Some(of) = asked.get() else { return };
        match KEPT.with_borrow(|kept| kept.as_ref().filter(|kept| kept.0 == of).map(|kept| kept.1.clone())) {
            Some(sentiments) => take(desk, sentiments),
            None => spawn_local(read(desk, of)),
        }
    });
}

fn take(desk: Desk, sentiments: Sentiments) {
    // The screen may have been left meanwhile.
    let _ = desk.counts.try_update_value(|counts| counts.set_sentiments(Some(sentiments)));
    let _ = desk.reading.try_set(None);
    let _ = desk.tone.try_update(|version| *version += 1);
}

async fn read(desk: Desk, of: (Id, u64)) {
    let Some(workspace) = desk.app.peek() else { return };
    let mut reader = ToneReader::new(&workspace, clock::now());
    let mut slice = Slice::begin();
    while reader.read(&workspace, AT_ONCE) {
        if slice.is_over() {
            // None: the signal took it; left or other facts: somebody else reads.
            let left = desk.reading.try_set(Some(reader.progress())).is_some();
            let now = desk.app.peek().map(|now| (now.settings.id, now.facts_revision));
            if left || now != Some(of) {
                return;
            }
            slice.rest().await;
        }
    }
    let sentiments = reader.finish();
    KEPT.set(Some((of, sentiments.clone())));
    take(desk, sentiments);
}
