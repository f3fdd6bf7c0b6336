//! The sample's records: channels, objectives and the one import it seems to come from.

use super::{calendar::Calendar, random::Random};
use crate::model::{
    Extra, Id, Instant, Workspace,
    record::{Batch, BatchCounts, Channel, Direction, KpiTarget, Objective, Platform, Record},
};

/// An id made from the sample's own chance.
pub(super) fn id(time: Instant, random: &mut Random) -> Id {
    let (high, low) = (random.next().to_le_bytes(), random.next().to_le_bytes());
    let mut bytes = [0; 10];
    bytes[..8].copy_from_slice(&high);
    bytes[8..].copy_from_slice(&low[..2]);
    Id::mint(time, bytes)
}

/// Puts the records in; returns the ids of the channels and of the batch.
pub(super) fn write(
    workspace: &mut Workspace,
    calendar: &Calendar,
    seed: u64,
    rows: u64,
    random: &mut Random,
) -> ([String; 3], String) {
    let began = calendar.at(calendar.first, 9.0);
    let now = calendar.end();
    let channels = [
        (
            "Briskway on Instagram",
            Platform::Instagram,
            "briskway",
            "https://example.com/briskway",
            "Fitness for people with little time. One tip a day with #BriskTip.",
        ),
        (
            "Tidyloom forum",
            Platform::Forum,
            "",
            "https://forum.example.com/",
            "Help, ideas and talk around the planning tool.",
        ),
        (
            "Tidyloom letter",
            Platform::Newsletter,
            "",
            "https://example.com/letter",
            "Every second Thursday. Statistics only.",
        ),
    ]
    .map(|(name, platform, handle, url, notes)| {
        let mut channel = Channel::new(id(began, random), began, name, platform);
        channel.handle = handle.to_string();
        channel.url = url.to_string();
        channel.notes = notes.to_string();
        let id = channel.id.to_string();
        workspace.records.put(Record::from(channel));
        id
    });

    let set = calendar.at(calendar.last.add(-45), 10.0);
    let deadline = Some(calendar.last.add(60));
    for (text, owner, targets) in [
        (
            "Win back trust after the advert: people react to what we post as they did before.",
            "Noor",
            &[("engagement_rate_by_reach", 0.055), ("save_rate_by_reach", 0.012)][..],
        ),
        ("Make coming back a habit: an active member is there every second day.", "Ilse", &[("stickiness", 0.5)]),
        ("Keep the community alive: 95 people active in any 30 days.", "Ilse", &[("rolling_mau", 95.0)]),
    ] {
        let mut objective = Objective::new(id(set, random), set, text);
        objective.owner = owner.to_string();
        objective.targets.extend(targets.iter().map(|(kpi, target)| KpiTarget {
            kpi: (*kpi).to_string(),
            baseline: None,
            target: *target,
            direction: Direction::Up,
            deadline,
            extra: Extra::new(),
        }));
        workspace.records.put(Record::from(objective));
    }

    let batch = Batch {
        id: id(now, random),
        created: now,
        updated: now,
        file: "Sample data".to_string(),
        hash: format!("{seed:016x}"),
        bytes: 0,
        format: "sample".to_string(),
        counts: BatchCounts { new: rows, ..BatchCounts::default() },
        extra: Extra::new(),
    };
    let id = batch.id.to_string();
    workspace.records.put(Record::from(batch));
    (channels, id)
}
