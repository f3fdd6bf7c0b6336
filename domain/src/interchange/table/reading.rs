//! Settles how a sheet is read under a mapping: which column goes where, the order of dates, the decimal mark, the
//! zone, the channel. What the file leaves open becomes a question.

use super::{
    date::{Order, Orders},
    decode::shorten,
    field::{self, Field, Holds},
    number::{self, Decimal},
    profile::{self, GENERIC, Profile},
    report::{Choice, Question},
    sheet::Sheet,
};
use crate::{
    interchange::{FileError, Place},
    model::{
        Id, Workspace, Zone,
        facts::TableKind,
        record::{Mapping, Platform},
    },
};

/// How a sheet is read.
pub struct Reading {
    /// The table the rows go to.
    pub table: TableKind,
    /// The known export, where it is one.
    pub profile: Option<&'static Profile>,
    /// Column of the sheet and the field it goes to.
    pub columns: Vec<(usize, &'static Field)>,
    /// Order of day and month.
    pub order: Order,
    /// Decimal mark.
    pub decimal: Decimal,
    /// Zone of times without one.
    pub zone: Zone,
    /// Whether weekday number 1 is a Sunday.
    pub sunday_first: bool,
    /// Whether weekdays are counted from 0.
    pub weekday_zero: bool,
    /// Where ids come from.
    pub source: String,
    /// The channel of rows that name none; `None` while it is to be chosen.
    pub channel: Option<ChannelChoice>,
    /// Whether apostrophes guard texts against being taken for formulas, as in Hearth's own tables.
    pub guarded: bool,
    /// The type of all rows, where the file has no column for it.
    pub constant_type: Option<String>,
    /// Questions, answered and open.
    pub questions: Vec<Question>,
    /// What was assumed.
    pub notes: Vec<String>,
}

/// The channel of rows that name none.
pub enum ChannelChoice {
    /// One that is there.
    Existing(Id),
    /// A new one with this name.
    New(String, Platform),
}

impl Reading {
    /// Settles the reading of a sheet.
    ///
    /// # Errors
    /// Where the mapping names a table or field that does not exist, or leaves out what the table cannot do without.
    pub fn settle(sheet: &Sheet, mapping: &Mapping, workspace: &Workspace) -> Result<Self, FileError> {
        let wrong = |code, message: String| FileError::new(sheet.file.clone(), code, message);
        let table = TableKind::from_name(&mapping.table).ok_or_else(|| {
            let message =
                format!("There is no table “{}”. Choose posts, activities, members or channel_days.", mapping.table);
            wrong("no-such-table", message)
        })?;
        let mut columns: Vec<(usize, &'static Field)> = Vec::new();
        for (header, name) in &mapping.columns {
            let Some(position) = sheet.position(header) else { continue };
            let field = field::find(table, name).ok_or_else(|| {
                let place = Place { field: Some(header.clone()), ..Place::default() };
                wrong("no-such-field", format!("The table of {} has no field “{name}”.", table.noun())).at(place)
            })?;
            if let Some((_, other)) = columns.iter().find(|(_, other)| other.name == field.name) {
                let place = Place { field: Some(header.clone()), ..Place::default() };
                let message = format!("“{}” is filled from two columns. Choose one of them.", other.label);
                return Err(wrong("field-twice", message).at(place));
            }
            columns.push((position, field));
        }
        columns.sort_unstable_by_key(|(position, _)| *position);
        let option = |name: &str| mapping.options.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
        let profile = option("profile").and_then(profile::find);
        let zone = match option("zone") {
            Some(name) => {
                name.parse().map_err(|error: crate::model::time::ZoneError| wrong("no-such-zone", error.to_string()))?
            }
            None => workspace.settings.zone,
        };
        let source = option("source").map_or_else(
            || profile.and_then(|profile| profile.platform).map_or(GENERIC, Platform::key).to_owned(),
            str::to_owned,
        );
        let mut reading = Self {
            table,
            profile,
            columns,
            order: Order::Mdy,
            decimal: Decimal::Point,
            zone,
            sunday_first: true,
            weekday_zero: false,
            source,
            channel: None,
            guarded: own_table(sheet, table),
            constant_type: option("type").map(str::to_owned),
            questions: Vec::new(),
            notes: Vec::new(),
        };
        reading.require(&wrong)?;
        reading.settle_dates(sheet, option("date_order"));
        reading.settle_decimal(sheet, option("decimal"));
        reading.settle_weekday(sheet, option("weekday_first"));
        reading.settle_channel(sheet, workspace, option("channel"), option("platform"));
        Ok(reading)
    }

    /// The column of the sheet that goes to a field.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().find(|(_, field)| field.name == name).map(|(position, _)| *position)
    }

    fn require(&self, wrong: &dyn Fn(&'static str, String) -> FileError) -> Result<(), FileError> {
        let missing = match self.table {
            TableKind::Activities if self.column("time").is_none() => Some("Time"),
            TableKind::ChannelDays if self.column("day").is_none() => Some("Day"),
            TableKind::Members if self.column("id").is_none() && self.column("name").is_none() => Some("Member id"),
            _ => None,
        };
        if let Some(label) = missing {
            let message =
                format!("Choose the column that holds “{label}”; {} cannot be read without it.", self.table.noun());
            return Err(wrong("field-missing", message));
        }
        if self.columns.iter().all(|(_, field)| field.column.is_none()) {
            return Err(wrong("nothing-mapped", "No column is chosen yet. Choose at least one field.".to_owned()));
        }
        Ok(())
    }

    fn settle_dates(&mut self, sheet: &Sheet, option: Option<&str>) {
        let mut orders = Orders::default();
        let mut example: Option<(String, String)> = None;
        let dated = self.columns.iter().filter(|(_, field)| matches!(field.holds, Holds::Time | Holds::Day));
        for (position, field) in dated {
            let Some(cells) = sheet.column(*position) else { continue };
            let (own, open) = cells.orders();
            if let (Some(row), None) = (open, &example) {
                let header = sheet.headers.get(*position).cloned().unwrap_or_default();
                example = Some((header, shorten(cells.get(row).trim(), 40).into_owned()));
            }
            if field.holds == Holds::Time {
                orders.zoneless += own.zoneless;
            }
            orders.open += own.open;
            orders.mdy += own.mdy;
            orders.dmy += own.dmy;
        }
        if orders.zoneless > 0 {
            self.questions.push(Question {
                option: "zone",
                column: String::new(),
                text: "The times carry no zone. In which zone are they?".to_owned(),
                choices: Vec::new(),
                answer: Some(self.zone.name().to_owned()),
            });
            self.notes.push(format!("Times without a zone are taken as {}.", self.zone.name()));
        }
        let typical = self.profile.and_then(|profile| {
            profile.options.iter().find(|(name, _)| *name == "date_order").and_then(|(_, value)| Order::from_key(value))
        });
        let chosen = option.and_then(Order::from_key);
        let (order, asked) = match (orders.settled(), chosen) {
            (Ok(order), None) => (Some(order), false),
            (_, Some(order)) => (Some(order), orders.open + orders.mdy + orders.dmy > 0),
            (Err(true), None) => (typical, true),
            (Err(false), None) => (None, true),
        };
        if asked {
            let (column, example) = example.unwrap_or_default();
            let text = if orders.mdy > 0 && orders.dmy > 0 {
                format!(
                    "Some dates can only be month/day and others only day/month. Which holds for dates such as “{example}”?"
                )
            } else {
                format!("Is “{example}” written month first or day first?")
            };
            self.questions.push(Question {
                option: "date_order",
                column,
                text,
                choices: vec![
                    Choice { value: "mdy".to_owned(), label: "Month/day/year".to_owned() },
                    Choice { value: "dmy".to_owned(), label: "Day/month/year".to_owned() },
                    Choice { value: "ymd".to_owned(), label: "Year/month/day".to_owned() },
                ],
                answer: order.map(|order| order.key().to_owned()),
            });
        }
        if let (None, Some(profile), Some(order), true) = (chosen, self.profile, order, asked) {
            let order = if order == Order::Mdy { "month/day/year" } else { "day/month/year" };
            self.notes.push(format!("Dates are taken as {order}, as {} writes them.", profile.label));
        }
        self.order = order.unwrap_or(Order::Mdy);
    }

    fn settle_decimal(&mut self, sheet: &Sheet, option: Option<&str>) {
        let counts = || self.columns.iter().filter(|(_, field)| matches!(field.holds, Holds::Count | Holds::Whole));
        let cells =
            counts().filter_map(|(position, _)| sheet.column(*position)).flat_map(|cells| cells.iter().take(2_000));
        self.decimal = match option {
            Some("comma") => Decimal::Comma,
            Some("point") => Decimal::Point,
            _ => number::decimal_of(cells).unwrap_or_default(),
        };
        if self.decimal == Decimal::Comma {
            self.notes.push("Numbers are read with a decimal comma: 1.234,5.".to_owned());
        }
    }

    fn settle_weekday(&mut self, sheet: &Sheet, option: Option<&str>) {
        let Some(position) = self.column("stated_weekday") else { return };
        let Some(cells) = sheet.column(position) else { return };
        if self.guarded {
            // Hearth's own tables count from 0, a Monday.
            (self.weekday_zero, self.sunday_first) = (true, false);
            return;
        }
        self.weekday_zero = cells.iter().any(|cell| cell.trim() == "0");
        if !cells.iter().any(|cell| number::parse(cell, Decimal::Point).is_some()) {
            return;
        }
        self.sunday_first = option != Some("monday");
        let first = u8::from(!self.weekday_zero);
        let day = if self.sunday_first { "Sunday" } else { "Monday" };
        self.notes.push(
            if self.profile.is_some_and(|profile| profile.platform == Some(Platform::Facebook)) && self.sunday_first {
                format!("Weekday {first} is taken as Sunday, as Facebook counts.")
            } else {
                format!("Weekday {first} is taken as {day}.")
            },
        );
        self.questions.push(Question {
            option: "weekday_first",
            column: sheet.headers.get(position).cloned().unwrap_or_default(),
            text: format!("Which weekday is {first}?"),
            choices: vec![
                Choice { value: "sunday".to_owned(), label: "Sunday".to_owned() },
                Choice { value: "monday".to_owned(), label: "Monday".to_owned() },
            ],
            answer: Some(if self.sunday_first { "sunday" } else { "monday" }.to_owned()),
        });
    }

    fn settle_channel(&mut self, sheet: &Sheet, workspace: &Workspace, option: Option<&str>, platform: Option<&str>) {
        if self.table == TableKind::Members || self.column("channel").is_some() {
            self.channel = Some(ChannelChoice::New(String::new(), Platform::Other));
            return;
        }
        let stem = sheet.file.rsplit_once('.').map_or(sheet.file.as_str(), |(stem, _)| stem);
        let platform = platform
            .map(Platform::from_name)
            .or_else(|| self.profile.and_then(|profile| profile.platform))
            .unwrap_or(Platform::Other);
        let name = match platform {
            Platform::Other if stem.trim().is_empty() => "Imported".to_owned(),
            Platform::Other => shorten(stem.trim(), 80).into_owned(),
            platform => platform.label().to_owned(),
        };
        let channels = &workspace.records.channels;
        let chosen = option.and_then(|id| id.parse::<Id>().ok()).and_then(|id| channels.get(id));
        let alike: Vec<_> = channels
            .iter()
            .filter(
                |channel| if platform == Platform::Other { channel.name == name } else { channel.platform == platform },
            )
            .collect();
        let answer = match (chosen, alike.as_slice()) {
            (Some(channel), _) => Some(ChannelChoice::Existing(channel.id)),
            (None, _) if option == Some("new") => Some(ChannelChoice::New(name.clone(), platform)),
            (None, []) => Some(ChannelChoice::New(name.clone(), platform)),
            (None, [one]) => Some(ChannelChoice::Existing(one.id)),
            (None, several) => {
                several.iter().find(|channel| channel.name == name).map(|one| ChannelChoice::Existing(one.id))
            }
        };
        let mut choices: Vec<Choice> = channels
            .iter()
            .map(|channel| Choice { value: channel.id.to_string(), label: channel.name.clone() })
            .collect();
        choices.push(Choice { value: "new".to_owned(), label: format!("New channel “{name}”") });
        self.questions.push(Question {
            option: "channel",
            column: String::new(),
            text: "Which channel are these rows from?".to_owned(),
            choices,
            answer: answer.as_ref().map(|answer| match answer {
                ChannelChoice::Existing(id) => id.to_string(),
                ChannelChoice::New(..) => "new".to_owned(),
            }),
        });
        self.channel = answer;
    }
}

/// Whether the headers are those of Hearth's own tables.
fn own_table(sheet: &Sheet, table: TableKind) -> bool {
    matches!(sheet.form, super::Form::Delimited(_))
        && sheet.headers.len() > 4
        && sheet.position("origin").is_some()
        && sheet.headers.iter().all(|header| table.columns().iter().any(|column| column.name == header))
}
