//! Activities of a chunk added up by month, channel and kind: sums for all time, for months, channels and kinds are made
//! of some hundred cells instead of every row.

use super::{
    dataset::{Class, Derived},
    days::NO_SLOT,
    query::{Dimension, Grain},
    scope::{Chosen, Scope},
};
use crate::model::{
    Day, Period,
    facts::{Chunk, DictionaryKind, MISSING_COUNT, MISSING_DAY, activity},
};
use rustc_hash::FxHashMap;
use serde::Serialize;

/// Most cells that are laid out side by side; beyond, they are looked up.
const MOST_CELLS: usize = 1 << 15;

/// The cells of a chunk that are not empty.
#[derive(Debug)]
pub(crate) struct Cube(Vec<Cell>);

/// Counted activities of one month, channel and kind.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    /// First day of the month; [`MISSING_DAY`] = activities without a time.
    month: i32,
    channel: u32,
    kind: u32,
    sums: Sums,
}

#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    count: u32,
    /// Those with reach, likes, comments and shares, and their sums.
    measured: u32,
    reach: u64,
    engagements: u64,
}

impl Sums {
    #[inline]
    fn add(&mut self, [likes, comments, shares, reach]: [u32; 4]) {
        self.count += 1;
        if likes.max(comments).max(shares).max(reach) != MISSING_COUNT {
            self.measured += 1;
            self.reach += u64::from(reach);
            self.engagements += u64::from(likes) + u64::from(comments) + u64::from(shares);
        }
    }
}

/// What has to be true of a row, month, channel and kind aside.
#[derive(Clone, Copy, Default)]
struct Rows<'a> {
    days: Option<Period>,
    slot: Option<u8>,
    members: Option<&'a Chosen>,
}

impl Cube {
    pub(crate) fn new(chunk: &Chunk, derived: &Derived, classes: &[Class]) -> Self {
        Self::of(chunk, derived, classes, Rows::default())
    }

    fn of(chunk: &Chunk, derived: &Derived, classes: &[Class], only: Rows<'_>) -> Self {
        let channels = chunk.column(activity::CHANNEL).codes();
        let kinds = chunk.column(activity::KIND).codes();
        let members = chunk.column(activity::MEMBER).codes();
        let results = [activity::LIKES, activity::COMMENTS, activity::SHARES, activity::REACH]
            .map(|column| chunk.column(column).counts());
        let [likes, comments, shares, reach] = results;
        let counts = |place: usize| [likes[place], comments[place], shares[place], reach[place]];
        let passes = |place: usize| {
            matches!(classes[place], Class::Action | Class::Nameless)
                && only.days.is_none_or(|days| (days.start.0..=days.end.0).contains(&derived.days[place]))
                && only.slot.is_none_or(|slot| slot == derived.slots[place] && slot != NO_SLOT)
                && only.members.is_none_or(|chosen| chosen.admits(members[place]))
        };
        // Those without a code come last.
        let most =
            |codes: &[u32]| codes.iter().filter(|code| **code != u32::MAX).max().map_or(1, |code| *code as usize + 2);
        let (channel_count, kind_count) = (most(channels), most(kinds));
        let (first, last) = derived.span.unwrap_or((0, -1));
        let span = (i64::from(last) - i64::from(first) + 1) as usize;
        if span <= MOST_CELLS {
            // The month of each day of the span, and at the end of activities without a time.
            let mut months = Vec::new();
            let mut month_of: Vec<u32> = Vec::with_capacity(span + 1);
            for day in first..=last {
                let start = Day(day).month_start().0;
                if months.last() != Some(&start) {
                    months.push(start);
                }
                month_of.push(months.len() as u32 - 1);
            }
            month_of.push(months.len() as u32);
            months.push(MISSING_DAY);
            if let Some(size) = channel_count.checked_mul(kind_count).filter(|size| size * months.len() <= MOST_CELLS) {
                let mut sums = vec![Sums::default(); months.len() * size];
                let codes = channels.iter().zip(kinds);
                let numbers = likes.iter().zip(comments).zip(shares.iter().zip(reach));
                let everything =
                    only.days.is_none() && only.slot.is_none() && only.members.is_none_or(Chosen::is_everybody);
                let rows = derived.days.iter().zip(classes).zip(codes.zip(numbers)).enumerate();
                for (place, ((day, class), ((channel, kind), ((likes, comments), (shares, reach))))) in rows {
                    let counts = matches!(class, Class::Action | Class::Nameless);
                    if counts && (everything || passes(place)) {
                        let month = month_of[(day.wrapping_sub(first) as u32 as usize).min(span)] as usize;
                        let channel = (*channel as usize).min(channel_count - 1);
                        let kind = (*kind as usize).min(kind_count - 1);
                        sums[month * size + channel * kind_count + kind].add([*likes, *comments, *shares, *reach]);
                    }
                }
                let code = |place: usize, count: usize| if place + 1 == count { u32::MAX } else { place as u32 };
                let cells = sums.into_iter().enumerate().filter(|(_, sums)| sums.count > 0).map(|(place, sums)| Cell {
                    month: months[place / size],
                    channel: code(place % size / kind_count, channel_count),
                    kind: code(place % kind_count, kind_count),
                    sums,
                });
                return Self(cells.collect());
            }
        }
        let mut cells: FxHashMap<(i32, u32, u32), Sums> = FxHashMap::default();
        for place in (0..derived.days.len()).filter(|place| passes(*place)) {
            let month = match derived.days[place] {
                MISSING_DAY => MISSING_DAY,
                day => Day(day).month_start().0,
            };
            cells.entry((month, channels[place], kinds[place])).or_default().add(counts(place));
        }
        let cell = |((month, channel, kind), sums)| Cell { month, channel, kind, sums };
        Self(cells.into_iter().map(cell).collect())
    }
}

/// Counted activities by month and by something else.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Monthly {
    /// First days of the months, ascending, without a gap.
    pub months: Vec<Day>,
    /// Names in the data, in the order of their codes; the last is empty, for activities without one.
    pub keys: Vec<String>,
    /// Numbers of activities, by month and key.
    pub counts: Vec<Vec<u64>>,
}

/// How far the activities of one channel or kind reached and what they moved.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Engagement {
    /// Its name in the data; empty for activities without one.
    pub key: String,
    /// Likes, comments and shares.
    pub engagements: u64,
    /// Accounts that saw them, summed up.
    pub reach: u64,
    /// Number of activities with both.
    pub n: u64,
}

impl Engagement {
    /// Engagement rate by reach, pooled: 0 to 1 as a rule; `None` where nobody was reached.
    pub fn rate(&self) -> Option<f64> {
        super::figure::divide(self.engagements as f64, self.reach as f64)
    }
}

impl Scope {
    /// Counted activities by month and channel or kind. Activities without a time are not in it.
    pub fn monthly(&self, dimension: Dimension) -> Monthly {
        let keys = self.keys(dimension);
        let mut months: Vec<Day> = Vec::new();
        let span = self.window(self.dataset().span_of(crate::model::facts::TableKind::Activities)).0;
        if let Some(span) = span {
            let mut start = span.start.month_start();
            while start <= span.end {
                months.push(start);
                start = start.add_months(1);
            }
        }
        let mut counts = vec![vec![0; keys.len()]; months.len()];
        self.each_cell(dimension, &mut |month, key, sums| {
            if let Ok(place) = months.binary_search(&Day(month)) {
                counts[place][key] += u64::from(sums.count);
            }
        });
        Monthly { months, keys, counts }
    }

    /// Engagement of activities by channel or kind, in the order of the codes; the last is for those without one.
    pub fn engagement(&self, dimension: Dimension) -> Vec<Engagement> {
        let keys = self.keys(dimension).into_iter();
        let mut parts: Vec<Engagement> = keys.map(|key| Engagement { key, ..Engagement::default() }).collect();
        self.each_cell(dimension, &mut |_, key, sums| {
            parts[key].engagements += sums.engagements;
            parts[key].reach += sums.reach;
            parts[key].n += u64::from(sums.measured);
        });
        parts
    }

    /// Visits the cells that are asked for: the month, the place of the key, the sums.
    fn each_cell(&self, dimension: Dimension, visit: &mut dyn FnMut(i32, usize, Sums)) {
        let facts = &self.dataset().workspace().facts;
        let by_channel = dimension == Dimension::Channel;
        let dictionary = if by_channel { DictionaryKind::Channel } else { DictionaryKind::Kind };
        let missing = facts.dictionaries.get(dictionary).len();
        let mut take = |cell: &Cell| {
            if self.filter.channels.admits(cell.channel) && self.filter.kinds.admits(cell.kind) {
                let code = if by_channel { cell.channel } else { cell.kind };
                visit(cell.month, (code as usize).min(missing), cell.sums);
            }
        };
        let whole = |days: &Period| {
            let (start, end) = (Grain::Month.step(days.start, 0), Grain::Month.step(days.end, 0));
            days.start == start.start && days.end == end.end
        };
        let period = self.filter.period;
        let rows = Rows { days: period, slot: self.filter.slot, members: Some(&self.filter.members) };
        for (index, chunk) in facts.activities.chunks().iter().enumerate() {
            let plain = self.filter.slot.is_none() && self.filter.members.is_everybody();
            if plain && period.as_ref().is_none_or(whole) {
                let in_period = |cell: &&Cell| period.is_none_or(|days| days.contains(Day(cell.month)));
                self.dataset().cube(index).0.iter().filter(in_period).for_each(&mut take);
            } else {
                let (derived, classes) = (&self.dataset().activities()[index], &self.dataset().classes()[index]);
                Cube::of(chunk, derived, classes, rows).0.iter().for_each(&mut take);
            }
        }
    }
}
