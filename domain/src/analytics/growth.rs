//! KPIs of the daily channel statistics: followers and their growth.

use super::{
    figure::{Figure, Sum, Term, counted, divide},
    reason::{Exclusions, Origins, Reason},
    scope::{Measured, Scope, split},
};
use crate::model::{
    Day, Period,
    facts::{CHUNK_ROWS, DictionaryKind, TableKind, channel_day},
};
use std::collections::BTreeMap;

/// One day of one channel.
#[derive(Clone, Copy)]
struct Statistic {
    day: i32,
    followers: f64,
    gained: f64,
    row: u32,
}

/// What follower figures are made of.
#[derive(Default)]
pub(crate) struct Growth {
    start: Sum,
    end: Sum,
    gained: Sum,
    channels: usize,
    rows: Vec<u32>,
    excluded: Exclusions,
    excluded_rows: Vec<(Reason, u32)>,
    warnings: Vec<String>,
    period: Option<Period>,
}

impl Scope {
    /// The statistics of each channel that is asked for, in the order of the days.
    fn statistics(&self) -> BTreeMap<u32, Vec<Statistic>> {
        let mut channels: BTreeMap<u32, Vec<Statistic>> = BTreeMap::new();
        for (index, chunk) in self.dataset().workspace().facts.channel_days.chunks().iter().enumerate() {
            let codes = chunk.column(channel_day::CHANNEL).codes().iter();
            let days = chunk.column(channel_day::DAY).days().iter();
            let followers = chunk.column(channel_day::FOLLOWERS).numbers().iter();
            let gained = chunk.column(channel_day::GAINED).numbers().iter();
            for (place, (((code, day), followers), gained)) in codes.zip(days).zip(followers).zip(gained).enumerate() {
                let row = (index * CHUNK_ROWS + place) as u32;
                if self.filter.channels.admits(*code) && *day != crate::model::facts::MISSING_DAY {
                    channels.entry(*code).or_default().push(Statistic {
                        day: *day,
                        followers: *followers,
                        gained: *gained,
                        row,
                    });
                }
            }
        }
        for statistics in channels.values_mut() {
            statistics.sort_unstable_by_key(|statistic| (statistic.day, statistic.row));
        }
        channels
    }

    fn channel_name(&self, code: u32) -> String {
        let workspace = self.dataset().workspace();
        let text = workspace.facts.dictionaries.get(DictionaryKind::Channel).text(code);
        let record = text.parse().ok().and_then(|id| workspace.records.channels.get(id));
        match record {
            Some(channel) => channel.name.clone(),
            None if text.is_empty() => "no channel".to_owned(),
            None => text.to_owned(),
        }
    }

    pub(crate) fn growth(&self, gross: bool) -> Growth {
        let mut growth = Growth::default();
        for (code, statistics) in self.statistics() {
            let known: Vec<&Statistic> =
                statistics.iter().filter(|statistic| statistic.followers.is_finite()).collect();
            let (first, last) = match self.filter.period {
                Some(period) => (period.start.0.saturating_sub(1), period.end.0),
                None => (i32::MIN, i32::MAX),
            };
            let inside = || known.iter().filter(|statistic| first <= statistic.day && statistic.day <= last);
            let ends = inside().next().zip(inside().next_back()).filter(|(base, end)| base.day < end.day);
            let Some((base, end)) = ends else {
                growth.leave_out(Reason::UnknownDays, inside().map(|statistic| statistic.row));
                continue;
            };
            if base.followers <= 0.0 {
                growth.leave_out(Reason::ZeroFollowers, std::iter::once(base.row));
                continue;
            }
            let days = statistics.iter().filter(|statistic| base.day < statistic.day && statistic.day <= end.day);
            let gained: Vec<&Statistic> = days.filter(|statistic| statistic.gained.is_finite()).collect();
            let name = self.channel_name(code);
            if gross {
                if gained.is_empty() {
                    growth.leave_out(Reason::NoGained, std::iter::once(base.row));
                    continue;
                }
                let unknown = (end.day - base.day) as usize - gained.len().min((end.day - base.day) as usize);
                if unknown > 0 {
                    let days = counted(unknown, "day has", "days have");
                    growth.warnings.push(format!("{days} no count of new followers ({name})."));
                }
            }
            if self.filter.period.is_some() && base.day != first {
                growth.warnings.push(format!(
                    "Followers on {}, the day before the start, are not known ({name}); growth counts from {}.",
                    Day(first),
                    Day(base.day)
                ));
            }
            if self.filter.period.is_some() && end.day != last {
                let (wanted, taken) = (Day(last), Day(end.day));
                growth
                    .warnings
                    .push(format!("Followers on {wanted} are not known ({name}); growth counts up to {taken}."));
            }
            growth.channels += 1;
            growth.start.add(base.followers);
            growth.end.add(end.followers);
            growth.rows.push(base.row);
            if gross {
                growth.rows.extend(gained.iter().map(|statistic| statistic.row));
                gained.iter().for_each(|statistic| growth.gained.add(statistic.gained));
            } else {
                growth.rows.push(end.row);
            }
            growth.widen(Period { start: Day(base.day + 1), end: Day(end.day) });
        }
        growth
    }

    pub(crate) fn measure_growth(&self, gross: bool) -> Measured {
        self.growth(gross).measured(gross)
    }

    pub(crate) fn growth_figure(&self, gross: bool) -> Figure {
        let growth = self.growth(gross);
        let measured = growth.measured(gross);
        let mut terms = Vec::new();
        if growth.channels > 0 {
            terms = if gross {
                vec![Term::above("followers gained", growth.gained.value())]
            } else {
                vec![
                    Term::above("followers at the end", growth.end.value()),
                    Term { weight: -1.0, ..Term::above("followers before the start", growth.start.value()) },
                ]
            };
            terms.push(Term::below("followers before the start", growth.start.value()));
        }
        self.channel_figure(growth, measured, terms)
    }

    /// The last known followers of each channel in the period.
    fn latest(&self) -> Growth {
        let mut latest = Growth::default();
        for statistics in self.statistics().values() {
            let inside =
                |statistic: &&Statistic| self.filter.period.is_none_or(|period| period.contains(Day(statistic.day)));
            let known = statistics.iter().filter(inside).rfind(|statistic| statistic.followers.is_finite());
            match known {
                Some(known) => {
                    latest.channels += 1;
                    latest.end.add(known.followers);
                    latest.rows.push(known.row);
                    latest.widen(Period { start: Day(known.day), end: Day(known.day) });
                }
                None => latest.leave_out(Reason::UnknownDays, statistics.iter().filter(inside).map(|one| one.row)),
            }
        }
        latest
    }

    pub(crate) fn measure_followers(&self) -> Measured {
        let latest = self.latest();
        let value = (latest.channels > 0).then(|| latest.end.value());
        Measured { value, numerator: value, denominator: None, n: latest.channels }
    }

    pub(crate) fn followers_figure(&self) -> Figure {
        let measured = self.measure_followers();
        let latest = self.latest();
        let terms = measured.value.map(|value| Term::above("followers", value)).into_iter().collect();
        self.channel_figure(latest, measured, terms)
    }

    fn channel_figure(&self, growth: Growth, measured: Measured, terms: Vec<Term>) -> Figure {
        let mut origins = Origins::default();
        let chunks = self.dataset().workspace().facts.channel_days.chunks();
        for row in &growth.rows {
            let (chunk, place) = split(*row as usize);
            origins.add(&chunks[chunk], place, channel_day::ORIGIN, channel_day::BATCH);
        }
        let (_, note) = self.window(self.dataset().span_of(TableKind::ChannelDays));
        Figure {
            value: measured.value,
            numerator: measured.numerator,
            denominator: measured.denominator,
            n: measured.n,
            unit_of_n: "channels",
            terms,
            excluded: growth.excluded.finish(),
            provenance: origins.finish(self.dataset()),
            warnings: growth.warnings,
            period: growth.period,
            note,
            ..Figure::default()
        }
    }

    /// The daily statistics behind a follower figure, or those left out for a reason.
    pub(crate) fn channel_rows(&self, gross: Option<bool>, excluded: Option<&str>) -> Vec<u32> {
        let growth = gross.map_or_else(|| self.latest(), |gross| self.growth(gross));
        match excluded {
            None => growth.rows,
            Some(key) => {
                let rows = growth.excluded_rows.into_iter();
                rows.filter(|(reason, _)| reason.key() == key).map(|(_, row)| row).collect()
            }
        }
    }
}

impl Growth {
    fn leave_out(&mut self, reason: Reason, rows: impl Iterator<Item = u32>) {
        self.excluded.add(reason, 1);
        self.excluded_rows.extend(rows.map(|row| (reason, row)));
    }

    fn widen(&mut self, days: Period) {
        self.period = Some(match self.period {
            Some(period) => Period { start: period.start.min(days.start), end: period.end.max(days.end) },
            None => days,
        });
    }

    fn measured(&self, gross: bool) -> Measured {
        if self.channels == 0 {
            return Measured::default();
        }
        let bottom = self.start.value();
        let top = if gross { self.gained.value() } else { self.end.value() - bottom };
        Measured { value: divide(top, bottom), numerator: Some(top), denominator: Some(bottom), n: self.channels }
    }
}
