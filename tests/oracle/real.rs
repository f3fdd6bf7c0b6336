//! The real data sets, by Hearth's own import. Those that are not at hand are skipped, and that is said.

use hearth::{
    interchange::table,
    model::{
        Id, Settings, Workspace,
        facts::{DictionaryKind, Value, activity, member},
    },
};
use std::{collections::HashMap, fs, path::PathBuf, sync::Arc};

const NOW: i64 = 1_795_334_400_000;

fn path(file: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("HEARTH_SHARED").map(PathBuf::from);
    let shared = shared.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let path = shared.join("data").join(file);
    if !path.is_file() {
        println!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}

/// A data set as a workspace, and where its file is.
pub fn workspace(name: &str, file: &str) -> Option<(Workspace, PathBuf)> {
    let path = path(file)?;
    let zone = "Europe/Madrid".parse().unwrap();
    let mut workspace = Workspace::new(Settings::new(Id::derived(name), name, 1, zone));
    if name == "cdnow" {
        cdnow(&mut workspace, &fs::read_to_string(&path).unwrap());
        return Some((workspace, path));
    }
    let sheet = table::read(file, fs::read(&path).unwrap()).unwrap();
    let draft = table::guess(&sheet, &workspace, NOW);
    let mut minted = 0_u64;
    let mut mint = || {
        minted += 1;
        Id::derived(&format!("{name} {minted}"))
    };
    let prepared = table::prepare(&sheet, &draft.mapping, &workspace, NOW, &mut mint).unwrap();
    workspace.apply(prepared.action.unwrap()).unwrap();
    Some((workspace, path))
}

/// Customers as members, purchases as activities; the file has columns of fixed width and no column names to go by.
fn cdnow(workspace: &mut Workspace, text: &str) {
    workspace.settings.zone = hearth::model::Zone::UTC;
    let mut members = workspace.facts.members.clone().into_builder();
    let mut activities = workspace.facts.activities.clone().into_builder();
    let dictionaries = Arc::make_mut(&mut workspace.facts.dictionaries);
    let purchase = dictionaries.get_mut(DictionaryKind::Kind).code("purchase");
    let mut rows: HashMap<String, u32> = HashMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let next = rows.len() as u32;
        let customer = *rows.entry(cells[0].to_owned()).or_insert_with(|| {
            let mut row = vec![Value::Missing; member::COLUMNS.len()];
            row[member::ID] = Value::Text(cells[0]);
            members.push(&row);
            next
        });
        let number = |range: std::ops::Range<usize>| cells[1][range].parse::<u32>().unwrap();
        let day = hearth::model::Day::from_ymd(number(0..4) as i32, number(4..6), number(6..8)).unwrap();
        let mut row = vec![Value::Missing; activity::COLUMNS.len()];
        let id = activities.len().to_string();
        row[activity::ID] = Value::Text(&id);
        row[activity::MEMBER] = Value::Code(customer);
        row[activity::TIME] = Value::Time(i64::from(day.0) * hearth::model::time::DAY_MS);
        row[activity::KIND] = Value::Code(purchase);
        activities.push(&row);
    }
    workspace.facts.members = members.finish();
    workspace.facts.activities = activities.finish();
}

/// Lung cancer (Loprinzi 1994): days, died, sex.
pub fn lung() -> Option<Vec<(u32, bool, u32)>> {
    let text = fs::read_to_string(path("survival/lung.csv")?).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next()?.split(',').collect();
    let places = ["time", "status", "sex"].map(|name| header.iter().position(|other| *other == name).unwrap());
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let [time, status, sex] = places.map(|place| cells[place].parse::<f64>().unwrap() as u32);
        (time, status == 1, sex)
    };
    Some(lines.map(row).collect())
}
