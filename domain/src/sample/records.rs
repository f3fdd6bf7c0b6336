//! The sample's records: channels, objectives, custom KPIs, annotations, views and a dashboard, and the one import it
//! seems to come from.

use super::{
    calendar::{CHALLENGE_DAYS, Calendar},
    random::Random,
};
use crate::model::{
    Extra, Id, Instant, Workspace,
    record::{
        Annotation, AnnotationKind, Batch, BatchCounts, Channel, CustomKpi, Dashboard, DashboardItem, Direction,
        ItemSize, KpiTarget, KpiUnit, Objective, Platform, Record, SavedView,
    },
};

/// An id made from the sample's own chance.
pub(super) fn id(time: Instant, random: &mut Random) -> Id {
    let (high, low) = (random.next().to_le_bytes(), random.next().to_le_bytes());
    let mut bytes = [0; 10];
    bytes[..8].copy_from_slice(&high);
    bytes[8..].copy_from_slice(&low[..2]);
    Id::mint(time, bytes)
}

/// What somebody who works with the figures keeps: formulas, what happened, views and a dashboard.
fn views(workspace: &mut Workspace, calendar: &Calendar, channels: &[String; 3], random: &mut Random) {
    let kept = calendar.at(calendar.last.add(-30), 11.0);
    let mut put = |record: Record| workspace.records.put(record);
    let mut custom = Vec::new();
    for (name, expression, unit, question, notes) in [
        (
            "Warm reactions",
            "(likes + 2 * comments + 3 * shares) / reach",
            KpiUnit::Percent,
            "How warmly do those who saw a post react, where a share says most?",
            "The team's own weights, agreed in spring.",
        ),
        (
            "Comments per 1\u{202f}000 visits",
            "comments / visits",
            KpiUnit::PerThousand,
            "How many comments come from 1\u{202f}000 visits to the profile?",
            "Visits are counted day by day, comments post by post.",
        ),
    ] {
        let mut kpi = CustomKpi::new(id(kept, random), kept, name, expression, unit);
        kpi.question = question.to_string();
        kpi.notes = notes.to_string();
        custom.push(kpi.id.to_string());
        put(Record::from(kpi));
    }

    let of = |place: usize| channels.get(place).and_then(|id| id.parse().ok()).into_iter().collect::<Vec<Id>>();
    for (title, start, days, kind, text, of) in [
        (
            "30-day challenge",
            calendar.challenge,
            CHALLENGE_DAYS,
            AnnotationKind::Campaign,
            "One small workout a day, with #BriskTip.",
            of(0),
        ),
        (
            "Tidyloom 3.0",
            calendar.launch,
            1,
            AnnotationKind::Launch,
            "The new version came out, and many came to the forum with it.",
            of(1),
        ),
        (
            "The advert",
            calendar.crisis,
            12,
            AnnotationKind::Crisis,
            "An advert hurt people; it was withdrawn on the Wednesday, with an apology.",
            of(0),
        ),
    ] {
        let mut annotation = Annotation::new(id(kept, random), kept, title, start, kind);
        annotation.end = (days > 1).then(|| start.add(days - 1));
        annotation.text = text.to_string();
        annotation.channels = of;
        put(Record::from(annotation));
    }

    let mut board = Dashboard::new(id(kept, random), kept, "Monday morning");
    board.notes = "What the team looks at before the week is planned.".to_string();
    let [warm, _] = custom.as_slice() else { return };
    for (name, query, pinned, size) in [
        ("Warm reactions by type, last 90 days", format!("kpi={warm}&period=90d&by=type"), true, ItemSize::Large),
        ("Members over time, by month", "section=members&grain=month".to_string(), false, ItemSize::Medium),
        ("Forum, last 28 days", format!("kpi=activities&period=28d&channel={}", channels[1]), false, ItemSize::Medium),
    ] {
        let address = format!("{}?{query}", SavedView::PREFIX);
        let mut view = SavedView::new(id(kept, random), kept, name, address);
        view.pinned = pinned;
        board.items.push(DashboardItem::view(view.id, size));
        put(Record::from(view));
    }
    for kpi in ["engagement_rate_by_reach", "stickiness", "reply_coverage"] {
        board.items.push(DashboardItem::kpi(kpi, "period=28d", ItemSize::Small));
    }
    put(Record::from(board));
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
    views(workspace, calendar, &channels, random);
    (channels, id)
}
