//! What is asked of Python: a folder with the facts as CSV files and a JSON file with the questions.

use hearth::{
    analytics::Query,
    model::{
        Day, Workspace,
        facts::{DictionaryKind, Reference, TableKind, Value},
    },
};
use serde_json::{Value as Json, json};
use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// One query, with what more is asked of it than its figures.
pub struct Task {
    pub query: Query,
    /// Lines over time: id and grain.
    pub series: Vec<(&'static str, &'static str)>,
    /// Grains of cohort tables.
    pub cohorts: Vec<&'static str>,
}

impl Task {
    /// What is asked, for messages.
    pub fn name(&self) -> String {
        let period = self.query.period.map_or("all time".to_owned(), |days| format!("{}–{}", days.start, days.end));
        let channels = self.query.channels.len();
        let types = self.query.post_types.len();
        format!("[{period}, {channels} channels, {types} types]")
    }
}

/// A workspace with what is asked of it.
pub struct Asked {
    pub name: String,
    pub workspace: Workspace,
    pub tasks: Vec<Task>,
    /// Where Python finds the facts itself.
    pub source: Option<Json>,
}

impl Asked {
    pub fn of(name: &str, workspace: &Workspace, tasks: Vec<Task>) -> Self {
        Self { name: name.to_owned(), workspace: workspace.clone(), tasks, source: None }
    }
}

/// The instant of the alert: the end of the last hour of the data.
pub fn now(workspace: &Workspace) -> i64 {
    const HOUR: i64 = 3_600_000;
    let facts = &workspace.facts.activities;
    let times = (0..facts.len()).filter_map(|row| facts.time(row, hearth::model::facts::activity::TIME));
    (times.max().unwrap_or_default() / HOUR + 1) * HOUR
}

/// The questions in JSON; facts that Python does not find itself are written to files once, as all are the same.
pub fn sources(name: &str, asked: &[Asked]) -> Vec<Json> {
    let folder = scratch(name);
    if let Some(first) = asked.iter().find(|one| one.source.is_none()) {
        write_facts(&folder, &first.workspace);
    }
    let task = |workspace: &Workspace, task: &Task| json!({ "query": task.query, "series": task.series, "cohorts": task.cohorts, "now": now(workspace) });
    asked
        .iter()
        .map(|one| {
            json!({
                "facts": one.source.clone().unwrap_or_else(|| json!({ "folder": folder })),
                "settings": one.workspace.settings,
                "tasks": one.tasks.iter().map(|each| task(&one.workspace, each)).collect::<Vec<_>>(),
            })
        })
        .collect()
}

/// Python's answers.
pub fn ask(questions: &Json, name: &str) -> Json {
    let python = std::env::var_os("HEARTH_ORACLE_PYTHON").expect("start the oracle with `cargo xtask oracle`");
    let file = scratch(name).join("task.json");
    fs::write(&file, serde_json::to_vec(questions).unwrap()).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/oracle.py");
    let output = Command::new(python).args(["-B", "-W", "ignore"]).arg(script).arg(&file).output().unwrap();
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("oracle").join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn write_facts(folder: &Path, workspace: &Workspace) {
    for kind in TableKind::ALL {
        let table = workspace.facts.table(*kind);
        let names: Vec<&str> = kind.columns().iter().map(|column| column.name).collect();
        let mut text = names.join(",");
        text.push('\n');
        for row in 0..table.len() {
            for (place, column) in kind.columns().iter().enumerate() {
                if place > 0 {
                    text.push(',');
                }
                let dictionary = match column.reference {
                    Some(Reference::Dictionary(dictionary)) => Some(dictionary),
                    _ => None,
                };
                cell(&mut text, table.get(row, place), dictionary, workspace);
            }
            text.push('\n');
        }
        fs::write(folder.join(format!("{}.csv", kind.name())), text).unwrap();
    }
}

fn cell(out: &mut String, value: Value<'_>, dictionary: Option<DictionaryKind>, workspace: &Workspace) {
    let _ = match value {
        Value::Missing => Ok(()),
        Value::Text(text) => write!(out, "\"{}\"", text.replace('"', "\"\"")),
        Value::Code(code) => match dictionary {
            Some(kind) => write!(out, "\"{}\"", workspace.facts.dictionaries.get(kind).text(code).replace('"', "\"\"")),
            None => write!(out, "{code}"),
        },
        Value::Byte(number) => write!(out, "{number}"),
        Value::Time(instant) => write!(out, "{instant}"),
        Value::Count(number) => write!(out, "{number}"),
        Value::Number(number) => write!(out, "{number}"),
        Value::Day(day) => write!(out, "{}", Day(day)),
    };
}
