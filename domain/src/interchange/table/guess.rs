//! Proposes how a sheet is read: a remembered mapping, a known export, or the best guess by the names of its columns.

use super::{
    decode::shorten,
    field::{self, Field},
    header::normal,
    kind::{self, CellKind},
    profile::{self, GENERIC, Profile},
    reading::Reading,
    report::Question,
    sheet::Sheet,
};
use crate::{
    interchange::FileError,
    model::{Extra, Id, Instant, Workspace, facts::TableKind, record::Mapping},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

type KnownProfile = &'static Profile;
type KnownField = &'static Field;

/// A proposal that a person looks at, changes and confirms.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Draft {
    /// The mapping proposed; change it and call [`describe`] to see what comes of it.
    pub mapping: Mapping,
    /// The known export, where it is one.
    #[serde(with = "by_name::profile")]
    pub profile: Option<KnownProfile>,
    /// How well the headers fit, 0 to 1.
    pub confidence: f64,
    /// Whether the mapping was remembered from an earlier file with the same headers.
    pub remembered: bool,
    /// The table the rows go to; none where the mapping names none that exists.
    #[serde(with = "by_name::table")]
    pub table: Option<TableKind>,
    /// The columns of the file.
    pub columns: Vec<DraftColumn>,
    /// Questions with the answers taken; those without an answer have to be answered.
    pub questions: Vec<Question>,
    /// What was noticed and assumed, in sentences.
    pub notes: Vec<String>,
    /// Why the mapping cannot be used yet.
    pub problem: Option<FileError>,
    /// Number of rows.
    pub rows: usize,
}

/// A column of the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DraftColumn {
    /// Its header.
    pub header: String,
    /// Where it goes; nowhere for columns that are left out.
    #[serde(with = "by_name::field")]
    pub field: Option<KnownField>,
    /// What its cells look like.
    pub kind: CellKind,
    /// Cells that are filled, among the rows.
    pub filled: usize,
    /// The first cells, shortened.
    pub samples: Vec<String>,
}

/// What the program knows by name goes over as its name.
mod by_name {
    pub mod profile {
        use super::super::{KnownProfile, profile};
        use serde::{Deserialize, Deserializer, Serialize, Serializer};

        pub fn serialize<S: Serializer>(value: &Option<KnownProfile>, to: S) -> Result<S::Ok, S::Error> {
            value.map(|profile| profile.key).serialize(to)
        }

        pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<KnownProfile>, D::Error> {
            Ok(Option::<String>::deserialize(from)?.and_then(|key| profile::find(&key)))
        }
    }

    pub mod table {
        use crate::model::facts::TableKind;
        use serde::{Deserialize, Deserializer, Serialize, Serializer};

        pub fn serialize<S: Serializer>(value: &Option<TableKind>, to: S) -> Result<S::Ok, S::Error> {
            value.map(TableKind::name).serialize(to)
        }

        pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<TableKind>, D::Error> {
            Ok(Option::<String>::deserialize(from)?.and_then(|name| TableKind::from_name(&name)))
        }
    }

    pub mod field {
        use super::super::{KnownField, field};
        use crate::model::facts::TableKind;
        use serde::{Deserialize, Deserializer, Serialize, Serializer};

        /// Tables have fields of the same name, so the table is named too.
        pub fn serialize<S: Serializer>(value: &Option<KnownField>, to: S) -> Result<S::Ok, S::Error> {
            let of = |table: &&TableKind| {
                value.is_some_and(|field| field::fields(**table).iter().any(|own| std::ptr::eq(own, field)))
            };
            let table = TableKind::ALL.iter().find(of);
            table.zip(*value).map(|(table, field)| (table.name(), field.name)).serialize(to)
        }

        pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<KnownField>, D::Error> {
            let named = Option::<(String, String)>::deserialize(from)?;
            Ok(named.and_then(|(table, name)| field::find(TableKind::from_name(&table)?, &name)))
        }
    }
}

/// How many cells of each column are shown.
const SHOWN: usize = 5;

/// The id under which a mapping for these headers is remembered.
pub fn mapping_id(headers: &[String]) -> Id {
    Id::derived(&format!("mapping\u{1f}{}", headers.join("\u{1f}")))
}

/// Proposes a mapping. A mapping remembered for the same headers wins over what the headers suggest.
pub fn guess(sheet: &Sheet, workspace: &Workspace, now: Instant) -> Draft {
    let headers: Vec<String> = sheet.headers.iter().map(|header| normal(header)).collect();
    let known = profile::best(&headers);
    if let Some(mapping) = workspace.records.mappings.get(mapping_id(&sheet.headers)) {
        let mut draft = describe(sheet, Mapping::clone(mapping), workspace);
        draft.remembered = true;
        draft.confidence = 1.0;
        return draft;
    }
    let (table, columns, options, confidence) = match known {
        Some((profile, confidence)) => {
            let columns = by_profile(sheet, &headers, profile);
            let options = profile
                .options
                .iter()
                .filter(|(name, _)| *name != "date_order")
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .chain([("profile".to_owned(), profile.key.to_owned())])
                .collect();
            (profile.table, columns, options, confidence)
        }
        None => {
            let (table, columns) = by_aliases(sheet, &headers);
            let confidence = columns.len() as f64 / headers.len().max(1) as f64 * 0.8;
            (table, columns, BTreeMap::new(), confidence)
        }
    };
    let columns = columns
        .into_iter()
        .filter_map(|(position, field)| Some((sheet.headers.get(position)?.clone(), field.to_owned())))
        .collect();
    let mapping = Mapping {
        id: mapping_id(&sheet.headers),
        created: now,
        updated: now,
        name: known.map_or_else(|| sheet.file.clone(), |(profile, _)| profile.label.to_owned()),
        table: table.name().to_owned(),
        columns,
        options,
        extra: Extra::new(),
    };
    let mut draft = describe(sheet, mapping, workspace);
    draft.confidence = confidence;
    draft
}

/// What comes of a mapping: for the page, after each change that a person makes to it.
pub fn describe(sheet: &Sheet, mapping: Mapping, workspace: &Workspace) -> Draft {
    let table = TableKind::from_name(&mapping.table);
    let columns = sheet
        .headers
        .iter()
        .enumerate()
        .map(|(position, header)| {
            let name = mapping.columns.get(header);
            let field = table.zip(name).and_then(|(table, name)| field::find(table, name));
            let cells = sheet.column(position);
            let samples = cells.iter().flat_map(|cells| cells.iter()).take(SHOWN);
            DraftColumn {
                header: header.clone(),
                field,
                kind: cells.map_or(CellKind::Empty, |cells| kind::of(cells, field.map(|field| field.holds))),
                filled: cells.map_or(0, |cells| cells.filled()),
                samples: samples.map(|cell| shorten(cell.trim(), 60).into_owned()).collect(),
            }
        })
        .collect();
    let mut notes = sheet.notes.clone();
    let (questions, problem) = match Reading::settle(sheet, &mapping, workspace) {
        Ok(reading) => {
            notes.extend(reading.notes);
            (reading.questions, None)
        }
        Err(error) => (Vec::new(), Some(error)),
    };
    let profile = mapping.options.get("profile").and_then(|key| profile::find(key));
    Draft {
        mapping,
        profile,
        confidence: 0.0,
        remembered: false,
        table,
        columns,
        questions,
        notes,
        problem,
        rows: sheet.len(),
    }
}

impl Draft {
    /// What the file was taken for.
    pub fn format(&self) -> &'static str {
        self.profile.map_or(GENERIC, |profile| profile.key)
    }
}

/// Whether the cells of a column can be what a field takes.
fn suits(sheet: &Sheet, position: usize, field: &Field) -> bool {
    sheet.column(position).is_none_or(|cells| kind::plausible(cells, field.holds))
}

fn by_profile(sheet: &Sheet, headers: &[String], profile: &Profile) -> Vec<(usize, &'static str)> {
    let mut taken: Vec<(usize, &'static str)> = Vec::new();
    for (name, field) in profile.columns {
        if let Some(position) = headers.iter().position(|header| header == name)
            && !taken.iter().any(|(at, other)| other == field || *at == position)
            && field::find(profile.table, field).is_some_and(|field| suits(sheet, position, field))
        {
            taken.push((position, field));
        }
    }
    taken
}

/// For each table the columns that its fields' aliases claim; the table that claims the most wins.
fn by_aliases(sheet: &Sheet, headers: &[String]) -> (TableKind, Vec<(usize, &'static str)>) {
    let stripped: Vec<String> = headers.iter().map(|header| strip(header)).collect();
    let order = [TableKind::Activities, TableKind::Posts, TableKind::ChannelDays, TableKind::Members];
    let mut best = (f64::MIN, TableKind::Posts, Vec::new());
    for table in order {
        let columns = claim(sheet, headers, &stripped, table);
        let score = score(table, &columns);
        if score > best.0 {
            best = (score, table, columns);
        }
    }
    (best.1, best.2)
}

fn claim(sheet: &Sheet, headers: &[String], stripped: &[String], table: TableKind) -> Vec<(usize, &'static str)> {
    let mut claims: Vec<(usize, usize, &'static str)> = Vec::new();
    for field in field::fields(table) {
        for (position, (header, short)) in headers.iter().zip(stripped).enumerate() {
            let exact = (header == &normal(field.name)).then_some(0);
            let alias = || field.aliases.iter().position(|alias| alias == header).map(|rank| rank + 1);
            let loose = || field.aliases.iter().position(|alias| alias == short).map(|rank| rank + 100);
            if let Some(rank) = exact.or_else(alias).or_else(loose)
                && suits(sheet, position, field)
            {
                claims.push((rank, position, field.name));
            }
        }
    }
    claims.sort_by_key(|claim| claim.0);
    let mut taken: Vec<(usize, &'static str)> = Vec::new();
    for (_, position, field) in claims {
        if !taken.iter().any(|(at, name)| *at == position || *name == field) {
            taken.push((position, field));
        }
    }
    taken
}

/// A header without the words that platforms put around the name of a figure.
fn strip(header: &str) -> String {
    const WORDS: [&str; 15] = [
        "lifetime", "total", "number", "of", "num", "no", "nr", "count", "post", "posts", "video", "tweet", "the",
        "daily", "your",
    ];
    let words: Vec<&str> = header.split(' ').filter(|word| !WORDS.contains(word)).collect();
    words.join(" ")
}

fn score(table: TableKind, columns: &[(usize, &'static str)]) -> f64 {
    let has = |names: &[&str]| columns.iter().any(|(_, name)| names.contains(name));
    let claimed = columns.len() as f64;
    let metrics = ["impressions", "reach", "views", "likes", "comments", "shares", "saves", "clicks"];
    let (fits, bonus) = match table {
        TableKind::Activities => (has(&["time"]) && has(&["member", "member_name", "kind", "reply_to"]), 0.0),
        TableKind::Posts => (has(&metrics), 0.0),
        TableKind::ChannelDays => {
            (has(&["day"]) && has(&["followers", "gained", "lost", "visits", "reach", "impressions"]), 0.5)
        }
        TableKind::Members => (has(&["id"]) && has(&["name", "joined"]), 0.5),
    };
    if fits { claimed + bonus } else { claimed / 2.0 - 1.0 }
}
