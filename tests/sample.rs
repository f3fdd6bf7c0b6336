//! The sample community from the outside: always the same, sound in every row, and with a story that its figures show.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hearth::{
    analytics::{Dataset, Query, Scope, catalogue, find, format_value},
    interchange::workspace_json::{ExportStamp, canonical, export, import},
    model::{
        Day, Period, Workspace,
        facts::{
            Column, DictionaryKind, Origin, Reference, TableKind, Value, activity, channel_day, kind, member, post,
        },
        record::RecordKind,
        validate,
    },
    sample::community,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::OnceLock,
};

const SEED: u64 = 1;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// The sample of one day; made once, since copies cost pointers only.
fn sample() -> Workspace {
    static SAMPLE: OnceLock<Workspace> = OnceLock::new();
    SAMPLE.get_or_init(|| community(SEED, day("2026-11-22"))).clone()
}

/// All that is in a workspace, as bytes.
fn bytes(workspace: &Workspace) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(&workspace.settings).unwrap();
    for record in workspace.records.all() {
        bytes.extend(record.to_json().unwrap().bytes());
    }
    for kind in DictionaryKind::ALL {
        for value in workspace.facts.dictionaries.get(kind).values() {
            bytes.extend(value.bytes());
            bytes.push(0);
        }
    }
    for kind in TableKind::ALL {
        for chunk in workspace.facts.table(*kind).chunks() {
            for column in chunk.columns() {
                match column {
                    Column::Text(texts) => {
                        bytes.extend(texts.parts().0);
                        bytes.extend(texts.parts().1.iter().flat_map(|end| end.to_le_bytes()));
                    }
                    Column::Code(values) | Column::Count(values) => {
                        bytes.extend(values.iter().flat_map(|value| value.to_le_bytes()));
                    }
                    Column::Byte(values) => bytes.extend(values),
                    Column::Time(values) => bytes.extend(values.iter().flat_map(|value| value.to_le_bytes())),
                    Column::Number(values) => {
                        bytes.extend(values.iter().flat_map(|value| value.to_bits().to_le_bytes()));
                    }
                    Column::Day(values) => bytes.extend(values.iter().flat_map(|value| value.to_le_bytes())),
                }
            }
        }
    }
    bytes
}

/// The text behind a code.
fn text(workspace: &Workspace, table: TableKind, row: usize, column: usize) -> String {
    let Some(Reference::Dictionary(kind)) = table.columns()[column].reference else { panic!("not a dictionary") };
    let code = workspace.facts.table(table).code(row, column).unwrap_or(u32::MAX);
    workspace.facts.dictionaries.get(kind).text(code).to_string()
}

/// Rows of posts by the channel's platform.
fn posts(workspace: &Workspace, source: &str) -> Vec<usize> {
    (0..workspace.facts.posts.len())
        .filter(|row| text(workspace, TableKind::Posts, *row, post::SOURCE) == source)
        .collect()
}

fn local_day(workspace: &Workspace, table: TableKind, row: usize) -> Day {
    let column = if table == TableKind::Posts { post::TIME } else { activity::TIME };
    workspace.settings.zone.day(workspace.facts.table(table).time(row, column).unwrap())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Likes, comments, shares and saves by reach.
fn engagement(workspace: &Workspace, row: usize) -> f64 {
    let posts = &workspace.facts.posts;
    let sum: f64 = [post::LIKES, post::COMMENTS, post::SHARES, post::SAVES]
        .iter()
        .filter_map(|column| posts.number(row, *column))
        .sum();
    sum / posts.number(row, post::REACH).unwrap()
}

#[test]
fn the_same_seed_and_day_give_the_same_bytes() {
    let today = day("2026-11-22");
    let one = bytes(&community(7, today));
    assert!(one == bytes(&community(7, today)));
    assert!(one != bytes(&community(8, today)));
    assert!(one != bytes(&community(7, today.add(1))));
}

#[test]
fn it_is_marked_as_a_sample_throughout() {
    let sample = sample();
    assert!(sample.settings.sample);
    assert_eq!(sample.settings.zone.name(), "Europe/Madrid");
    let batch = sample.records.batches.iter().next().unwrap();
    assert_eq!((sample.records.batches.len(), &*batch.file, &*batch.format), (1, "Sample data", "sample"));
    assert_eq!(batch.counts.rows() as usize, sample.facts.rows());
    for kind in TableKind::ALL {
        let table = sample.facts.table(*kind);
        let origin = kind.columns().iter().position(|column| column.name == "origin").unwrap();
        let column = kind.columns().iter().position(|column| column.name == "batch").unwrap();
        for row in 0..table.len() {
            assert_eq!(table.get(row, origin), Value::Byte(Origin::Sample as u8));
            assert_eq!(text(&sample, *kind, row, column), batch.id.to_string());
        }
    }
}

#[test]
fn every_record_is_valid_and_every_objective_has_a_target() {
    let sample = sample();
    validate::settings(&sample.settings).unwrap();
    for record in sample.records.all() {
        validate::record(&record).unwrap();
    }
    assert_eq!(sample.records.of(RecordKind::Channel).len(), 3);
    assert!((3..=4).contains(&sample.records.objectives.len()));
    assert!(sample.records.objectives.iter().all(|objective| !objective.targets.is_empty()));
}

#[test]
fn formulas_views_and_places_work_and_annotations_lie_in_the_story() {
    use hearth::view::saved;
    let sample = sample();
    let dataset = Dataset::new(sample.clone());
    let span = dataset.span().unwrap();
    assert_eq!(dataset.kpis().iter().count(), 2);
    let scope = Scope::new(&dataset, &Query::default());
    for kpi in dataset.kpis().iter() {
        assert_eq!(kpi.problems(), []);
        let figure = scope.evaluate(kpi.id()).unwrap();
        assert!(figure.value.unwrap() > 0.0 && figure.n > 100, "{}: {figure:?}", kpi.name());
        println!("{}: {} = {}", kpi.name(), kpi.formula(), format_value(kpi.unit(), figure.value));
    }
    assert_eq!(sample.records.annotations.len(), 3);
    assert!(sample.records.annotations.iter().all(|one| span.contains(one.start) && span.contains(one.period().end)));
    assert!(sample.records.saved_views.iter().all(|view| saved::parse(&view.address).is_ok()));
    assert!(saved::listed(&sample)[0].pinned);
    let board = sample.records.dashboards.iter().next().unwrap();
    let places = saved::places(&dataset, board);
    assert_eq!(places.len(), 6);
    assert!(places.iter().all(|place| place.content.address().is_some()), "{places:?}");
}

#[test]
fn every_target_names_a_kpi_that_has_a_value() {
    let sample = sample();
    let last = day("2026-11-21");
    let dataset = Dataset::new(sample.clone());
    let query = Query { period: Some(Period::new(last.add(-89), last)), ..Query::default() };
    for target in sample.records.objectives.iter().flat_map(|objective| &objective.targets) {
        assert!(find(&target.kpi).is_some(), "{}", target.kpi);
        let value = Scope::new(&dataset, &query).evaluate(&target.kpi).unwrap().value.unwrap();
        assert!(value > 0.5 * target.target && value < 1.5 * target.target, "{}: {value}", target.kpi);
    }
}

#[test]
fn its_file_reads_back_the_same() {
    let sample = sample();
    let file = canonical(&sample);
    assert!(file == canonical(&community(SEED, day("2026-11-22"))));
    let read = import(&export(&sample, &ExportStamp { exported: 0 })).unwrap();
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    assert!(canonical(&read.workspace) == file);
}

/// On days when the clock changes, a leap day, a new year, and while the challenge runs.
#[test]
fn every_row_is_sound_whatever_the_day() {
    let days = ["2026-11-22", "2026-03-30", "2024-02-29", "2027-01-01", "2026-10-26", "2026-02-02", "2026-04-07"];
    for (seed, today) in days.iter().enumerate() {
        let today = day(today);
        sound(&community(seed as u64, today), today);
    }
}

/// Takes a minute: `cargo test --test sample -- --ignored many`.
#[test]
#[ignore = "slow"]
fn every_row_is_sound_for_many_seeds_and_days() {
    for seed in 0..60 {
        let today = day("2026-01-01").add(seed * 13);
        let sample = community(seed as u64, today);
        sound(&sample, today);
        sized(&sample);
        crisis(&sample, today);
    }
}

fn sound(sample: &Workspace, today: Day) {
    let zone = sample.settings.zone;
    let (first, last) = (zone.day_start(today.add_months(-18)), zone.day_start(today) - 1);
    let facts = &sample.facts;
    let channel_ids: BTreeSet<String> = sample.records.channels.iter().map(|channel| channel.id.to_string()).collect();
    for (table, column) in [
        (TableKind::Posts, post::CHANNEL),
        (TableKind::Activities, activity::CHANNEL),
        (TableKind::ChannelDays, channel_day::CHANNEL),
    ] {
        for row in 0..facts.table(table).len() {
            assert!(channel_ids.contains(&text(sample, table, row, column)));
        }
    }

    // Members: ids differ, most have names, six of the team and a bot.
    let ids: BTreeSet<_> = (0..facts.members.len()).map(|row| facts.members.text(row, member::ID)).collect();
    assert_eq!(ids.len(), facts.members.len());
    let flagged = |column| (0..facts.members.len()).filter(move |row| facts.members.number(*row, column) == Some(1.0));
    assert_eq!((flagged(member::STAFF).count(), flagged(member::BOT).count()), (6, 1));

    // Activities: sorted, in the story's time, answers later than what they answer and in the same thread.
    let activities = &facts.activities;
    let mut rows = HashMap::new();
    let mut before = i64::MIN;
    let mut likes = vec![0u32; activities.len()];
    for row in 0..activities.len() {
        let time = activities.time(row, activity::TIME).unwrap();
        assert!((first..=last).contains(&time), "row {row}");
        assert!(time >= before, "row {row}");
        before = time;
        let id = activities.text(row, activity::ID);
        let kind = text(sample, TableKind::Activities, row, activity::KIND);
        let who = activities.code(row, activity::MEMBER).unwrap() as usize;
        assert!(who < facts.members.len());
        if let Some(joined) = facts.members.time(who, member::JOINED) {
            assert!(joined <= time, "{id} before joining");
        }
        let reply_to = activities.text(row, activity::REPLY_TO);
        match activities.code(row, activity::PARENT) {
            Some(parent) => {
                assert_eq!(rows.get(reply_to), Some(&parent), "{id} answers {reply_to}");
                let thread = activities.text(row, activity::THREAD);
                assert_eq!(thread, activities.text(parent as usize, activity::THREAD));
                likes[parent as usize] += u32::from(kind == kind::REACTION);
                assert!(kind != kind::COMMENT && kind != kind::JOIN);
            }
            None => assert!(reply_to.is_empty() && kind != kind::REPLY && kind != kind::MODERATION, "{id} {kind}"),
        }
        let speaks = [kind::POST, kind::COMMENT, kind::REPLY, kind::MODERATION].contains(&&*kind);
        let said = activities.text(row, activity::TEXT);
        assert_eq!(speaks, !said.is_empty(), "{id} {kind}");
        assert!(!said.contains('{') || said.contains("{{next}}"), "{said}");
        assert_eq!(rows.insert(id, row as u32), None, "{id} twice");
    }
    // What an activity says it got is what is there.
    for (row, likes) in likes.iter().enumerate() {
        if let Some(stated) = activities.number(row, activity::LIKES) {
            assert_eq!(stated, f64::from(*likes), "row {row}");
        } else {
            assert_eq!(*likes, 0);
        }
    }

    // Posts.
    let mut ids = BTreeSet::new();
    for row in 0..facts.posts.len() {
        let number = |column| facts.posts.number(row, column);
        let time = facts.posts.time(row, post::TIME).unwrap();
        assert!((first..=last).contains(&time));
        assert!(ids.insert(facts.posts.text(row, post::ID)));
        assert!(!facts.posts.text(row, post::TITLE).contains('{'));
        let reach = number(post::REACH).unwrap();
        assert!(reach > 0.0 && number(post::LIKES).unwrap() < reach);
        assert!(number(post::IMPRESSIONS).is_none_or(|shown| shown >= reach));
        let video = text(sample, TableKind::Posts, row, post::TYPE) == "Reel";
        assert_eq!(video, number(post::VIEWS).is_some());
        for column in post::IMPRESSIONS..=post::FOLLOWERS {
            assert!(number(column).is_none_or(|value| value >= 0.0 && value.fract() == 0.0));
        }
    }

    // Days: followers follow from what was gained and lost.
    let mut followers: BTreeMap<u32, (i32, f64)> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for row in 0..facts.channel_days.len() {
        let number = |column| facts.channel_days.number(row, column);
        let channel = facts.channel_days.code(row, channel_day::CHANNEL).unwrap();
        let Value::Day(day) = facts.channel_days.get(row, channel_day::DAY) else { panic!("a day") };
        assert!((today.add_months(-18).0..today.0).contains(&day) && seen.insert((channel, day)));
        let now = number(channel_day::FOLLOWERS).unwrap();
        if let Some((yesterday, then)) = followers.insert(channel, (day, now))
            && yesterday + 1 == day
        {
            let change = number(channel_day::GAINED).unwrap() - number(channel_day::LOST).unwrap();
            assert_eq!(now, then + change, "{channel} {day}");
        }
    }
}

#[test]
fn it_has_the_promised_size() {
    for seed in 2..4 {
        sized(&community(seed, day("2026-11-22")));
    }
}

fn sized(sample: &Workspace) {
    let facts = &sample.facts;
    assert!((140..=165).contains(&facts.members.len()), "{} members", facts.members.len());
    assert!((600..=720).contains(&facts.posts.len()), "{} posts", facts.posts.len());
    assert!((30_000..=45_000).contains(&facts.activities.len()), "{} activities", facts.activities.len());
    let missing = (0..facts.channel_days.len())
        .filter(|row| facts.channel_days.number(*row, channel_day::GAINED).is_none())
        .count();
    assert_eq!(missing, 0);
}

#[test]
fn the_crisis_week_stands_out_and_passes() {
    for today in ["2026-11-22", "2027-03-30", "2026-08-02"] {
        let today = day(today);
        crisis(&community(SEED, today), today);
    }
}

fn crisis(sample: &Workspace, today: Day) {
    let mut comments: BTreeMap<Day, f64> = BTreeMap::new();
    let mut reach: BTreeMap<Day, Vec<f64>> = BTreeMap::new();
    let mut likes: BTreeMap<Day, Vec<f64>> = BTreeMap::new();
    for row in posts(sample, "instagram") {
        let week = local_day(sample, TableKind::Posts, row).week_start(0);
        let number = |column| sample.facts.posts.number(row, column).unwrap_or(0.0);
        *comments.entry(week).or_default() += number(post::COMMENTS);
        if sample.facts.posts.text(row, post::TITLE).contains("#BriskTip") {
            reach.entry(week).or_default().push(number(post::REACH));
            likes.entry(week).or_default().push(number(post::LIKES));
        }
    }
    let (crisis, most) = comments.iter().max_by(|a, b| a.1.total_cmp(b.1)).unwrap();
    let usual = median(comments.values().copied().collect());
    assert!(*most >= 3.0 * usual, "{today}: {most} comments against {usual}");
    let before: Vec<f64> = (1..5).flat_map(|weeks| reach[&crisis.add(-7 * weeks)].clone()).collect();
    let loved: Vec<f64> = (1..5).flat_map(|weeks| likes[&crisis.add(-7 * weeks)].clone()).collect();
    assert!(mean(&reach[crisis]) < 0.85 * mean(&before), "{today}: reach falls");
    assert!(mean(&likes[crisis]) < 0.7 * mean(&loved), "{today}: likes fall");
    // Told in what members wrote, too.
    let mut written: BTreeMap<Day, f64> = BTreeMap::new();
    for row in 0..sample.facts.activities.len() {
        if text(sample, TableKind::Activities, row, activity::KIND) == kind::COMMENT {
            *written.entry(local_day(sample, TableKind::Activities, row).week_start(0)).or_default() += 1.0;
        }
    }
    let usual = median(written.values().copied().collect());
    assert!(written[crisis] >= 3.0 * usual, "{today}: {} written against {usual}", written[crisis]);
    // And in the followers.
    let channel = sample.facts.posts.code(posts(sample, "instagram")[0], post::CHANNEL);
    let balance = |from: Day| -> f64 {
        let days = &sample.facts.channel_days;
        let within = |row: &usize| matches!(days.get(*row, channel_day::DAY), Value::Day(day) if (from.0..from.0 + 7).contains(&day));
        (0..days.len())
            .filter(|row| days.code(*row, channel_day::CHANNEL) == channel && within(row))
            .map(|row| days.number(row, channel_day::GAINED).unwrap() - days.number(row, channel_day::LOST).unwrap())
            .sum()
    };
    let before: f64 = (1..=8).map(|weeks| balance(crisis.add(-7 * weeks))).sum();
    assert!(balance(*crisis) < 0.0 && before > 0.0, "{today}: followers");
}

#[test]
fn january_is_busier_than_august_and_slots_differ() {
    let sample = sample();
    let mut months: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    let mut slots: BTreeMap<(u8, u8), Vec<f64>> = BTreeMap::new();
    for row in posts(&sample, "instagram") {
        let day = local_day(&sample, TableKind::Posts, row);
        months.entry(day.ymd().1).or_default().push(sample.facts.posts.number(row, post::REACH).unwrap());
        if sample.facts.posts.text(row, post::TITLE).contains("#BriskTip") {
            let hour = sample.settings.zone.local(sample.facts.posts.time(row, post::TIME).unwrap()).hour;
            slots.entry((day.weekday(), hour)).or_default().push(engagement(&sample, row));
        }
    }
    assert!(median(months[&1].clone()) > 1.2 * median(months[&8].clone()), "January over August");
    // The best slot has posts enough to be believed and is a working day's evening.
    let best =
        slots.iter().filter(|(_, rates)| rates.len() >= 5).max_by(|a, b| mean(a.1).total_cmp(&mean(b.1))).unwrap().0;
    assert!((1..=3).contains(&best.0) && (17..=19).contains(&best.1), "{best:?}");
    assert!(slots.len() >= 24, "{} slots", slots.len());
    // Growth, without a leap.
    let shown = posts(&sample, "instagram");
    let followers = |row: usize| sample.facts.posts.number(row, post::FOLLOWERS).unwrap();
    assert!(followers(shown[shown.len() - 1]) > 1.5 * followers(shown[0]));
}

#[test]
fn the_forum_answers_as_forums_do() {
    let sample = sample();
    let activities = &sample.facts.activities;
    let kinds: Vec<String> =
        (0..activities.len()).map(|row| text(&sample, TableKind::Activities, row, activity::KIND)).collect();
    let of = |row: usize, column| text(&sample, TableKind::Activities, row, column);
    let mut first: BTreeMap<String, (u32, i64, Option<i64>)> = BTreeMap::new();
    let mut by_member: BTreeMap<u32, u32> = BTreeMap::new();
    let mut staffed = 0;
    for (row, kind) in kinds.iter().enumerate() {
        if of(row, activity::SOURCE) != "forum" {
            continue;
        }
        let time = activities.time(row, activity::TIME).unwrap();
        let who = activities.code(row, activity::MEMBER).unwrap();
        let is = |column| sample.facts.members.number(who as usize, column) == Some(1.0);
        let thread = activities.text(row, activity::THREAD).to_string();
        match &**kind {
            kind::POST => {
                assert_eq!(thread, activities.text(row, activity::ID));
                first.insert(thread, (who, time, None));
                *by_member.entry(who).or_default() += 1;
            }
            kind::REPLY => {
                *by_member.entry(who).or_default() += 1;
                let topic = first.get_mut(&thread).unwrap();
                if who != topic.0 && !is(member::BOT) && topic.2.is_none() {
                    topic.2 = Some(time - topic.1);
                    staffed += u32::from(is(member::STAFF));
                }
            }
            _ => {}
        }
    }
    let waits: Vec<f64> = first.values().filter_map(|topic| topic.2).map(|wait| wait as f64 / 3.6e6).collect();
    let share = waits.len() as f64 / first.len() as f64;
    assert!((0.8..0.96).contains(&share), "{share} of the topics are answered");
    let typical = median(waits.clone());
    assert!((0.7..6.0).contains(&typical), "{typical} h");
    assert!(waits.iter().any(|wait| *wait > 48.0) && waits.iter().all(|wait| *wait > 0.0));
    assert!((0.15..0.6).contains(&(f64::from(staffed) / waits.len() as f64)), "staff answers first in {staffed}");
    // A few people do most.
    let mut counts: Vec<u32> = by_member.into_values().collect();
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let ten: u32 = counts.iter().take(10).sum();
    let share = f64::from(ten) / f64::from(counts.iter().sum::<u32>());
    assert!((0.35..0.75).contains(&share), "the first ten wrote {share}");
    for wanted in [kind::JOIN, kind::LEAVE, kind::MODERATION, kind::SHARE, kind::REACTION] {
        assert!(kinds.iter().any(|kind| kind == wanted), "{wanted}");
    }
}

#[test]
fn the_texts_vary() {
    let sample = sample();
    let texts = |table: TableKind, column| -> BTreeSet<String> {
        let table = sample.facts.table(table);
        (0..table.len()).map(|row| table.text(row, column).to_string()).collect()
    };
    assert!(texts(TableKind::Posts, post::TITLE).len() >= 400);
    assert!(texts(TableKind::Activities, activity::TEXT).len() >= 1_000);
    assert!(texts(TableKind::Members, member::NAME).len() >= 120);
    assert!(texts(TableKind::Members, member::NAME).iter().any(|name| !name.is_ascii()));
}

/// `cargo test --test sample excerpt -- --ignored --nocapture` shows an excerpt to read; `SAMPLE_DAY=2026-01-12` says
/// which day it ends.
#[test]
#[ignore = "prints an excerpt"]
fn excerpt() {
    let start = std::time::Instant::now();
    let sample = sample();
    println!("made in {:?}, {} rows", start.elapsed(), sample.facts.rows());
    for kind in TableKind::ALL {
        let table = sample.facts.table(*kind);
        println!("{} {} rows, {} bytes", kind.name(), table.len(), table.bytes());
    }
    let mut kinds: BTreeMap<String, u32> = BTreeMap::new();
    let mut months: BTreeMap<String, [f64; 8]> = BTreeMap::new();
    for row in 0..sample.facts.activities.len() {
        let what = text(&sample, TableKind::Activities, row, activity::KIND);
        let source = text(&sample, TableKind::Activities, row, activity::SOURCE);
        *kinds.entry(format!("{source} {what}")).or_default() += 1;
        let month = local_day(&sample, TableKind::Activities, row).week_start(0).to_string();
        months.entry(month).or_default()[usize::from(source == "forum")] += 1.0;
    }
    println!("{kinds:#?}");
    let mut types: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for row in posts(&sample, "instagram") {
        let month = months.entry(local_day(&sample, TableKind::Posts, row).week_start(0).to_string()).or_default();
        let number = |column| sample.facts.posts.number(row, column).unwrap_or(0.0);
        for (at, value) in
            [1.0, number(post::REACH), number(post::LIKES), number(post::COMMENTS), number(post::FOLLOWERS)]
                .into_iter()
                .enumerate()
        {
            month[2 + at] = if at == 4 { value } else { month[2 + at] + value };
        }
        types.entry(text(&sample, TableKind::Posts, row, post::TYPE)).or_default().push(engagement(&sample, row));
    }
    println!("week         insta forum posts reach likes comments followers");
    for (month, row) in months {
        println!("{month} {row:?}");
    }
    for (kind, rates) in types {
        println!("{kind}: {} posts, {:.4}", rates.len(), mean(&rates));
    }
    for row in (0..sample.facts.posts.len()).rev().take(12) {
        let number = |column| sample.facts.posts.number(row, column).unwrap_or(f64::NAN);
        let numbers: Vec<f64> = (post::IMPRESSIONS..=post::FOLLOWERS).map(number).collect();
        println!(
            "{} {} {} {numbers:?}",
            local_day(&sample, TableKind::Posts, row),
            text(&sample, TableKind::Posts, row, post::TYPE),
            sample.facts.posts.text(row, post::TITLE)
        );
    }
    let activities = &sample.facts.activities;
    let until = std::env::var("SAMPLE_DAY").map_or(day("2026-11-21"), |text| day(&text));
    let mut spoken = 0;
    let mut actors: BTreeMap<i32, BTreeSet<u32>> = BTreeMap::new();
    for row in 0..activities.len() {
        let who = activities.code(row, activity::MEMBER).unwrap();
        actors.entry(local_day(&sample, TableKind::Activities, row).0).or_default().insert(who);
    }
    let days: Vec<f64> = actors.values().map(|who| who.len() as f64).collect();
    println!("mean DAU {}, of the last month {}", mean(&days), mean(&days[days.len() - 30..]));
    for month in 0..18 {
        let all: BTreeSet<u32> = actors.values().skip(month * 30).take(30).flatten().copied().collect();
        print!("{} ", all.len());
    }
    println!("active in 30 days");
    let dataset = Dataset::new(sample.clone());
    let last = day("2026-11-21");
    for (from, to) in [(29, 0), (89, 0), (547, 0), (69, 62)] {
        let query = Query { period: Some(Period::new(last.add(-from), last.add(-to))), ..Query::default() };
        let scope = Scope::new(&dataset, &query);
        for definition in catalogue() {
            let figure = scope.evaluate(definition.id).unwrap();
            let value = figure.headline.clone().unwrap_or_else(|| format_value(definition.unit, figure.value));
            println!("{from}-{to} {}: {value} n {} {:?} {:?}", definition.id, figure.n, figure.warnings, figure.note);
        }
    }
    for row in (0..activities.len()).rev() {
        if local_day(&sample, TableKind::Activities, row) > until {
            continue;
        }
        let said = activities.text(row, activity::TEXT);
        if said.is_empty() || spoken > 150 {
            continue;
        }
        spoken += 1;
        let who = activities.code(row, activity::MEMBER).unwrap() as usize;
        println!(
            "{} {} {} [{}] {}: {said}",
            hearth::model::time::iso(activities.time(row, activity::TIME).unwrap()),
            activities.text(row, activity::THREAD),
            activities.text(row, activity::ID),
            activities.text(row, activity::REPLY_TO),
            sample.facts.members.text(who, member::NAME),
        );
    }
}

#[test]
fn the_strategy_is_filled_and_its_rules_select_believable_numbers() {
    use hearth::{
        analytics::{describe_segment, segment_members},
        model::record::GuidelineKind,
    };
    for today in ["2026-11-22", "2026-03-10", "2027-02-01"].map(day) {
        let sample = community(SEED, today);
        let records = &sample.records;
        for objective in records.objectives.iter() {
            let texts = [&objective.specific, &objective.achievable, &objective.relevant, &objective.owner];
            assert!(texts.iter().all(|text| !text.is_empty()), "{}", objective.text);
            assert!(objective.start.unwrap() < today && today < objective.end.unwrap());
        }
        let shares: f64 = records.pillars.iter().map(|pillar| pillar.target_share.unwrap()).sum();
        assert_eq!((records.pillars.len(), (shares * 100.0).round() as i32), (4, 100));
        let of = |kind| records.guidelines.iter().filter(|one| one.kind == kind).count();
        let kinds = [GuidelineKind::Rule, GuidelineKind::Tone, GuidelineKind::Template, GuidelineKind::Contact];
        assert_eq!(kinds.map(of), [8, 3, 5, 3]);
        let rule = |number| records.guidelines.iter().find(|one| one.kind == kinds[0] && one.number == number).unwrap();
        assert!(rule(2).title.contains("insults"), "what was hidden in the story names rule 2");
        assert!(rule(4).title.contains("advertising"), "what was removed on the forum names rule 4");
        assert_eq!((records.slots.len(), records.campaigns.len(), records.snippets.len()), (3, 3, 6));
        assert!(records.snippets.iter().any(|one| one.text.starts_with("#BriskTip")));

        let dataset = Dataset::new(sample.clone());
        let all = sample.facts.members.len();
        let mut sizes = Vec::new();
        for segment in records.segments.iter() {
            let rule = segment.rule.as_ref().unwrap();
            let found = segment_members(&dataset, rule, today);
            assert!(found.rows.len() >= 3 && found.rows.len() * 2 < all, "{}: {}", segment.name, found.rows.len());
            sizes.push(found.rows.len());
            let words = describe_segment(rule, &|id| records.channels.get(id).unwrap().name.clone());
            assert!(words.contains("at least") || words.contains("at most"), "{words}");
        }
        assert_eq!(sizes.len(), 4);
    }
}

#[test]
fn the_calendar_has_two_months_with_results_and_one_to_come() {
    use hearth::model::record::ContentStatus;
    for today in ["2026-11-22", "2026-03-10", "2027-02-01"].map(day) {
        let sample = community(SEED, today);
        let records = &sample.records;
        let zone = sample.settings.zone;
        let of = |status: ContentStatus| records.content.iter().filter(|item| item.status == status).count();
        assert!((50..=110).contains(&of(ContentStatus::Published)), "{}", of(ContentStatus::Published));
        for status in [ContentStatus::Draft, ContentStatus::InReview, ContentStatus::Approved, ContentStatus::Scheduled]
        {
            assert!(of(status) >= 2, "{status:?}: {}", of(status));
        }
        assert_eq!(of(ContentStatus::Idea), 5);
        let posts = &sample.facts.posts;
        let known: BTreeMap<String, usize> =
            (0..posts.len()).map(|row| (posts.text(row, post::ID).to_owned(), row)).collect();
        for item in records.content.iter() {
            assert!(item.history.last().is_none_or(|step| step.to == item.status), "{}", item.title);
            assert!(item.history.is_sorted_by_key(|step| step.at), "{}", item.title);
            for variant in &item.variants {
                assert!(records.channels.get(variant.channel).is_some() && !variant.text.is_empty());
                let Some(result) = &variant.result else {
                    assert_ne!(item.status, ContentStatus::Published);
                    continue;
                };
                let row = known[&result.id];
                assert_eq!(posts.text(row, post::PERMALINK), variant.permalink);
                assert_eq!(posts.time(row, post::TIME), variant.published);
                assert_eq!(text(&sample, TableKind::Posts, row, post::SOURCE), result.source);
            }
            if let Some(slot) = item.slot {
                let slot = records.slots.get(slot).unwrap();
                assert!(item.variant(slot.channel).is_some() && slot.start <= zone.day(item.planned.unwrap()));
            }
        }
        let days: Vec<Day> = records.content.iter().filter_map(|item| Some(zone.day(item.planned?))).collect();
        assert!((55..=62).contains(&(today.0 - days.iter().min().unwrap().0)));
        assert!((14..=31).contains(&(days.iter().max().unwrap().0 - today.0)));
        // Some days of the next two weeks have no tip yet.
        let tip = records.slots.iter().find(|slot| slot.name == "Daily tip").unwrap();
        let with = |ahead: i32| {
            records
                .content
                .iter()
                .any(|item| item.slot == Some(tip.id) && zone.day(item.planned.unwrap()) == today.add(ahead))
        };
        assert_eq!((0..14).filter(|ahead| !with(*ahead)).count(), 3);
        assert!(with(0) && with(1), "the nearest days are ready");
        // The same by the slots' rules: three tips; questions and letters are there.
        let gaps = hearth::view::plan::slots::gaps(&sample, Period { start: today, end: today.add(13) });
        assert_eq!(gaps.len(), 3);
        assert!(gaps.iter().all(|gap| gap.slot == tip.id));
        let tips = records.content.iter().filter(|item| item.slot == Some(tip.id));
        assert!(tips.into_iter().all(|item| item.variants[0].text.ends_with("#BriskTip")));
    }
}

#[test]
fn the_events_show_turn_out_and_a_waitlist() {
    use hearth::{
        events::{due_tasks, expected, figures, free_places, is_over, run_sheet},
        model::record::EventFormat,
    };
    for today in ["2026-11-22", "2026-03-10", "2027-02-01"].map(day) {
        let sample = community(SEED, today);
        let now = sample.settings.zone.day_start(today);
        let events: Vec<_> = sample.records.events.iter().cloned().collect();
        let (past, coming): (Vec<_>, Vec<_>) = events.iter().partition(|event| is_over(event, now));
        assert_eq!((past.len(), coming.len()), (4, 2));
        for event in &past {
            let found = figures(event, now);
            let rate = found.no_show_rate.unwrap();
            assert!((0.02..0.6).contains(&rate), "{}: {rate}", event.title);
            assert!((3.0..=5.0).contains(&found.rating.unwrap()) && found.nps.is_some());
            assert!(event.capacity.is_none_or(|capacity| found.seats_taken <= capacity));
            assert_eq!(run_sheet(event).over, 0, "{}", event.title);
        }
        assert!(past.iter().filter(|event| !event.costs.is_empty()).count() >= 3);
        for event in &coming {
            let found = expected(events.iter().map(|event| &**event), event, now).unwrap();
            assert!(found.people > 3.0 && found.events == 2, "{}", event.title);
            let due = due_tasks(event, &|id| sample.records.content.get(id).map(|item| item.status), today);
            assert_eq!(due.len(), 5);
            let posts = event.promotion.iter().filter_map(|task| task.content);
            assert!(posts.into_iter().all(|id| sample.records.content.get(id).unwrap().links.contains(&event.id)));
        }
        let full = coming.iter().find(|event| event.format == EventFormat::InPerson).unwrap();
        assert_eq!((free_places(full), figures(full, now).waitlist), (Some(0), 4));
        assert!(run_sheet(full).over > 0, "tea runs over the end: the run sheet says so");
    }
}

#[test]
fn the_inbox_is_alive() {
    use hearth::{
        inbox::{Horizon, Inbox, Promises, SlaState, Talks},
        model::record::ConversationStatus,
    };
    for today in ["2026-11-22", "2026-03-10", "2027-02-01"].map(day) {
        let sample = community(SEED, today);
        let now = sample.settings.zone.day_start(today);
        let talks = Talks::new(&Dataset::new(sample.clone()));
        let promises = Promises::new(&sample, now - 40 * 86_400_000, now);
        let inbox = Inbox::new(&sample, &talks, &promises, now, Horizon::Fortnight);
        let counts = inbox.counts();
        let of = |status| counts.of(status);
        assert!((20..=90).contains(&of(ConversationStatus::Open)), "{counts:?}");
        assert!(of(ConversationStatus::Snoozed) >= 2 && of(ConversationStatus::Pending) >= 1, "{counts:?}");
        assert!(of(ConversationStatus::Resolved) >= 20, "{counts:?}");
        assert!(counts.missed >= 1 && counts.at_risk >= 1, "{counts:?}");
        let open = inbox.items.iter().filter(|item| item.status == ConversationStatus::Open);
        let in_time = open.filter(|item| item.clock.and_then(|clock| clock.state) == Some(SlaState::Active)).count();
        assert!(in_time >= 3 && counts.missed * 2 < of(ConversationStatus::Open), "{counts:?}");
        let records = &sample.records.conversations;
        assert!(records.iter().filter(|one| one.csat.is_some()).count() >= 5);
        for one in records.iter() {
            assert!(one.history.iter().all(|step| step.at <= now) && one.history.is_sorted_by_key(|step| step.at));
            assert!(one.activity.as_ref().is_none_or(|opening| talks.find(&sample.facts, opening).is_some()));
        }
        assert_eq!(sample.records.sla_policies.len(), 3);
    }
}

#[test]
fn the_queue_is_alive_and_the_log_is_whole() {
    use hearth::{
        model::record::{AuditAction, FlagStatus},
        moderation::{audit, cases, figures, queue},
    };
    for today in ["2026-11-22", "2026-03-10", "2027-02-01"].map(day) {
        let sample = community(SEED, today);
        let records = &sample.records;
        let of = |status: FlagStatus| records.flags.iter().filter(|flag| flag.status == status).count();
        assert_eq!((of(FlagStatus::Open), of(FlagStatus::Held), of(FlagStatus::Appealed)), (6, 2, 1));
        assert!(of(FlagStatus::Closed) > 5, "{}", of(FlagStatus::Closed));
        assert_eq!(records.flags.iter().filter(|flag| flag.appeal.is_some()).count(), 2);
        assert_eq!(records.flags.iter().filter(|flag| cases::overturned(flag)).count(), 1);
        assert_eq!(records.word_lists.len(), 4);
        let verified = audit::verify(records);
        assert!(verified.entries > 40 && verified.broken.is_none(), "{verified:?}");
        let log = audit::entries(records);
        assert!(log.is_sorted_by_key(|entry| entry.created));
        for action in [AuditAction::Decided, AuditAction::Told, AuditAction::AppealDecided, AuditAction::Noted] {
            assert!(log.iter().any(|entry| entry.action == action), "{action:?}");
        }
        // Who decides an appeal did not decide before.
        for flag in records.flags.iter() {
            if let Some(decided) = flag.appeal.as_ref().and_then(|appeal| appeal.decided.as_ref()) {
                assert!(!cases::deciders(flag).contains(&decided.who.as_str()));
            }
            assert!(flag.activity.is_none() || queue::row_of(&sample, flag).is_some(), "{}", flag.title());
        }
        let first = queue::queue(&sample, &cases::waits, log.last().unwrap().created);
        assert!(first[0].flag.text.contains("Rua das Flores"), "{:?}", first[0]);
        let all = i64::MIN..i64::MAX;
        let found = figures::figures(records.flags.iter().map(|flag| &**flag), figures::messages(&sample, &all), &all);
        assert!(found.reports > 20 && found.time_to_action.is_some() && found.repeat_offenders > 0, "{found:?}");
        assert!(figures::accuracy(records.flags.iter().map(|flag| &**flag)).iter().any(|one| one.accuracy().is_some()));
        let suggested = queue::suggest(&sample, &queue::words(&sample), queue::learn(&sample).as_ref(), None);
        let flagged = queue::flagged_rows(&sample, &suggested);
        assert!(flagged.len() > 10 && suggested.len() < 150, "{} of {}", flagged.len(), suggested.len());
    }
}

#[test]
fn the_crisis_is_found_looked_back_on_and_practised() {
    use hearth::{
        crisis::{alert, drill_file, hours::hours, incident, post_mortem::Report, score::score},
        model::record::IncidentStatus,
    };
    for today in ["2026-11-22", "2026-03-10", "2027-02-01"].map(day) {
        let sample = community(SEED, today);
        let incidents: Vec<_> = sample.records.incidents.iter().collect();
        let [one] = incidents.as_slice() else { panic!("one incident") };
        assert_eq!((one.severity, one.status), (3, IncidentStatus::Closed));
        let volume = sample.records.alert_rules.get(one.alert_rule.unwrap()).unwrap();
        let found = hours(&sample, &volume.channels, i64::MAX, None).unwrap();
        let alerts = alert::alerts(&found, volume);
        let of_the_week =
            alerts.iter().find(|alert| (one.began..one.began + 3 * 86_400_000).contains(&alert.began)).unwrap();
        assert!(
            alert::acknowledged(volume, of_the_week).is_some(),
            "the rule saw the crisis, and somebody saw the alert"
        );
        assert!((1..30).contains(&alerts.len()), "{} alerts in 18 months", alerts.len());

        // What is said to be published was published: the posts are there, at these times.
        for statement in &one.statements {
            let posts = &sample.facts.posts;
            let at = (0..posts.len()).find(|row| posts.text(*row, post::TITLE) == statement.text).unwrap();
            assert_eq!(posts.time(at, post::TIME), statement.published);
            assert!(statement.approved < statement.published);
        }
        let times = incident::times(one);
        assert!(times.acknowledge < times.statement && times.statement < times.recovery, "{times:?}");
        assert_eq!(one.contacts.len(), 2);
        let live = incident::live(&sample, one, i64::MAX, None).unwrap();
        assert!(live.during.per_hour > live.before.unwrap().per_hour.map(|usual| 1.5 * usual), "{live:?}");
        let playbook = sample.records.playbooks.get(one.playbook.unwrap());
        assert_eq!(one.steps.len(), playbook.unwrap().steps.len());
        let report = Report {
            incident: one,
            playbook: playbook.map(|playbook| &**playbook),
            live: Some(&live),
            contacts: &[],
            zone: sample.settings.zone,
        };
        assert!(report.markdown().contains("Nothing is published that nobody of us has read"));

        let drills: Vec<_> = sample.records.drills.iter().collect();
        let [drill] = drills.as_slice() else { panic!("one drill") };
        assert_eq!(drill.messages.len(), 10);
        let run = &drill.runs[0];
        assert_eq!(score(drill, run).total, run.score);
        assert!((40.0..90.0).contains(&run.score.unwrap()), "{:?}", run.score);
        let mut number = 0;
        let read = drill_file::read("d", drill_file::write(drill).as_bytes(), 0, &mut || {
            number += 1;
            hearth::model::Id::mint(1, [number; 10])
        });
        assert_eq!(read.unwrap().messages.len(), 10);
    }
}
