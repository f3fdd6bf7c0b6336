//! Daily statistics of a channel, typed by a person.

use crate::model::{
    Action, Command, Day, Id, Workspace,
    facts::{DictionaryKind, Origin, TableKind, Value, channel_day},
};

/// What can be typed for a day, with its column.
pub const FIGURES: [(&str, usize); 4] = [
    ("Followers", channel_day::FOLLOWERS),
    ("Reach", channel_day::REACH),
    ("Impressions", channel_day::IMPRESSIONS),
    ("Profile visits", channel_day::VISITS),
];

/// The row of a channel and day.
fn row_of(workspace: &Workspace, channel: Id, day: Day) -> Option<usize> {
    let code = workspace.facts.dictionaries.get(DictionaryKind::Channel).find(&channel.to_string())?;
    let days = workspace.facts.table(TableKind::ChannelDays);
    (0..days.len()).find(|row| {
        days.get(*row, channel_day::CHANNEL) == Value::Code(code)
            && days.get(*row, channel_day::DAY) == Value::Day(day.0)
    })
}

/// What is known of a channel's day, in the order of [`FIGURES`].
pub fn known(workspace: &Workspace, channel: Id, day: Day) -> [Option<f64>; 4] {
    let days = workspace.facts.table(TableKind::ChannelDays);
    let row = row_of(workspace, channel, day);
    FIGURES.map(|(_, column)| row.and_then(|row| days.number(row, column)))
}

/// Puts typed figures into a channel's day, in the order of [`FIGURES`]; what was imported for other columns stays.
pub fn enter(workspace: &Workspace, channel: Id, day: Day, figures: [Option<f64>; 4]) -> Action {
    let mut facts = workspace.facts.clone();
    let code =
        std::sync::Arc::make_mut(&mut facts.dictionaries).get_mut(DictionaryKind::Channel).code(&channel.to_string());
    let value = |figure: Option<f64>| figure.map_or(Value::Missing, Value::Number);
    let entered = Value::Byte(Origin::Entered as u8);
    let table = facts.table_mut(TableKind::ChannelDays);
    match row_of(workspace, channel, day) {
        Some(row) => {
            for ((_, column), figure) in FIGURES.iter().zip(figures) {
                table.set(row, *column, value(figure));
            }
            table.set(row, channel_day::ORIGIN, entered);
        }
        None => {
            let mut values = [Value::Missing; channel_day::COLUMNS.len()];
            values[channel_day::CHANNEL] = Value::Code(code);
            values[channel_day::DAY] = Value::Day(day.0);
            values[channel_day::ORIGIN] = entered;
            for ((_, column), figure) in FIGURES.iter().zip(figures) {
                values[*column] = value(figure);
            }
            let mut builder =
                std::mem::replace(table, crate::model::facts::Table::new(TableKind::ChannelDays)).into_builder();
            builder.push(&values);
            *table = builder.finish();
        }
    }
    Action::new(format!("Statistics of {day} entered"), Command::SetFacts(Box::new(facts)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analytics::{self, Dataset, Query},
        model::{
            Settings, Zone,
            record::{Channel, Platform},
        },
    };

    #[test]
    fn typed_figures_are_facts_that_can_be_changed_and_undone() {
        let mut workspace = Workspace::new(Settings::new(Id::derived("w"), "W", 0, Zone::UTC));
        let channel = Channel::new(Id::derived("c"), 0, "C", Platform::Instagram);
        let id = channel.id;
        workspace.records.put(channel.into());
        let day: Day = "2026-11-20".parse().unwrap();
        for (at, followers) in [(0, 1000.0), (1, 1010.0)] {
            workspace.apply(enter(&workspace, id, day.add(at), [Some(followers), None, None, Some(5.0)])).unwrap();
        }
        assert_eq!(known(&workspace, id, day.add(1)), [Some(1010.0), None, None, Some(5.0)]);
        let change =
            workspace.apply(enter(&workspace, id, day.add(1), [Some(1020.0), Some(300.0), None, None])).unwrap();
        assert_eq!(workspace.facts.table(TableKind::ChannelDays).len(), 2, "a day has one row");
        let growth = analytics::evaluate(&Dataset::new(workspace.clone()), "followers", &Query::default()).unwrap();
        assert_eq!(growth.value, Some(1020.0));
        workspace.apply(Action::new("Undo", change.inverse)).unwrap();
        assert_eq!(known(&workspace, id, day.add(1)), [Some(1010.0), None, None, Some(5.0)]);
    }
}
