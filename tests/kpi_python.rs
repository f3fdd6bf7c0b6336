//! DAU, WAU and rolling MAU of a large generated community against Python, an implementation that shares nothing with
//! Hearth. 150 000 activities, so that the tables have several chunks. Skipped where there is no Python.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod kpi_support;

use hearth::{
    analytics::{Dataset, Grain, Query, Scope},
    model::facts::kind,
};
use kpi_support::{Act, add_activities, add_members, workspace};
use std::{
    fmt::Write as _,
    io::Write as _,
    process::{Command, Stdio},
};

const DAY_MS: i64 = 86_400_000;
const KINDS: [&str; 6] = [kind::POST, kind::COMMENT, kind::REACTION, kind::JOIN, kind::LEAVE, kind::MODERATION];

/// All days are UTC: day = floor(ts / 86 400 000), week = floor((day + 3) / 7), which begins on Monday.
const SCRIPT: &str = r#"
import sys
from collections import defaultdict
days, weeks = defaultdict(set), defaultdict(set)
all_days = set()
for line in sys.stdin:
    member, ts, kind = line.split()
    day = int(ts) // 86400000
    all_days.add(day)
    if kind in ("join", "leave", "moderation") or int(member) % 40 == 0:
        continue
    days[day].add(member)
    weeks[(day + 3) // 7].add(member)
first, last = min(all_days), max(all_days)
print(*(len(days[day]) for day in range(first, last + 1)))
print(*(len(weeks[week]) for week in range((first + 3) // 7, (last + 3) // 7 + 1)))
print(*(len(set().union(*(days[d] for d in range(day - 29, day + 1)))) for day in range(first, last + 1)))
"#;

#[test]
fn active_members_agree_with_python() {
    let Ok(mut python) =
        Command::new("python3").args(["-c", SCRIPT]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()
    else {
        println!("skipped: there is no python3");
        return;
    };
    let mut state = 42_u64;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let start = 19_723 * DAY_MS; // 2024-01-01
    let acts: Vec<Act> = (0..150_000_i64)
        .map(|index| {
            // Squared: few members do much. 1 % arrive late.
            let member = (random(1_000) * random(1_000) / 1_000) as u32;
            let late = if random(100) == 0 { random(20 * DAY_MS as u64) as i64 } else { 0 };
            let time = start + (index * 2_500 + random(5_000) as i64) * 170 - late.min(index * 2_500 * 170);
            Act { member: Some(member), time: Some(time), kind: KINDS[random(6) as usize], channel: None }
        })
        .collect();
    let mut input = String::new();
    for act in &acts {
        let _ = writeln!(input, "{} {} {}", act.member.unwrap(), act.time.unwrap(), act.kind);
    }
    python.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success());
    let output = String::from_utf8(output.stdout).unwrap();
    let mut lines = output.lines().map(|line| line.split(' ').map(|n| Some(n.parse().unwrap())).collect::<Vec<_>>());

    let mut workspace = workspace("UTC");
    add_members(&mut workspace, &(0..1_000).map(|member| (member % 80 == 0, member % 40 == 0)).collect::<Vec<_>>());
    add_activities(&mut workspace, &acts);
    let dataset = Dataset::new(workspace);
    assert!(dataset.workspace().facts.activities.chunks().len() > 2);
    let scope = Scope::new(&dataset, &Query::default());
    for (id, grain) in [("dau", Grain::Day), ("active_members", Grain::Week), ("rolling_mau", Grain::Day)] {
        let ours: Vec<Option<f64>> = scope.series(id, grain).unwrap().iter().map(|point| point.value).collect();
        assert!(lines.next().unwrap() == ours, "{id}");
    }
}
