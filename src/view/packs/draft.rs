//! An exercise or a pack while it is being written: its JSON, read and changed by JSON Pointers (RFC 6901), the same by
//! which `course::check` names fields. Fields that no form shows stay as they are.

use serde_json::{Map, Value};

/// The text at a place; empty where there is none.
pub fn text(value: &Value, path: &str) -> String {
    value.pointer(path).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The number at a place.
pub fn number(value: &Value, path: &str) -> Option<f64> {
    value.pointer(path).and_then(Value::as_f64)
}

/// Whether something is switched on at a place; what is not there is as `usual`.
pub fn is_on(value: &Value, path: &str, usual: bool) -> bool {
    value.pointer(path).and_then(Value::as_bool).unwrap_or(usual)
}

/// The list at a place; empty where there is none.
pub fn list<'a>(value: &'a Value, path: &str) -> &'a [Value] {
    value.pointer(path).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Words of a list as they are typed: with commas between.
pub fn words(value: &Value, path: &str) -> String {
    let words: Vec<&str> = list(value, path).iter().filter_map(Value::as_str).collect();
    words.join(", ")
}

/// Reads words with commas between; the same word counts once.
pub fn read_words(text: &str) -> Value {
    let mut words: Vec<&str> = Vec::new();
    for word in text.split([',', '\n']).map(str::trim).filter(|word| !word.is_empty()) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
    Value::from(words)
}

/// A number as JSON: whole ones without a point, as counts want them.
pub fn of_number(number: f64) -> Value {
    // Up to here every whole number has a form of its own.
    if number.fract() == 0.0 && number.abs() < 9.0e15 { Value::from(number as i64) } else { Value::from(number) }
}

/// Puts something at a place, or takes it away. What leads there is made where it is missing; a place of a list that is
/// not there is left alone.
pub fn set(value: &mut Value, path: &str, to: Option<Value>) {
    let Some((parent, key)) = path.rsplit_once('/') else { return };
    let mut at = value;
    for step in parent.split('/').skip(1) {
        let next = match at {
            Value::Array(list) => step.parse::<usize>().ok().and_then(|place| list.get_mut(place)),
            Value::Object(fields) => Some(fields.entry(step).or_insert_with(|| Value::Object(Map::new()))),
            _ => None,
        };
        let Some(next) = next else { return };
        at = next;
    }
    match (at, to) {
        (Value::Object(fields), Some(to)) => {
            fields.insert(key.to_owned(), to);
        }
        (Value::Object(fields), None) => {
            fields.remove(key);
        }
        (Value::Array(list), Some(to)) => {
            if let Some(place) = key.parse::<usize>().ok().and_then(|place| list.get_mut(place)) {
                *place = to;
            }
        }
        _ => {}
    }
}

fn list_mut<'a>(value: &'a mut Value, path: &str) -> Option<&'a mut Vec<Value>> {
    if value.pointer(path).is_none_or(|it| !it.is_array()) {
        set(value, path, Some(Value::Array(Vec::new())));
    }
    value.pointer_mut(path).and_then(Value::as_array_mut)
}

/// Adds an entry at the end of a list. Where it has an id, it gets one that no other entry of the list has.
pub fn add(value: &mut Value, path: &str, mut entry: Value) {
    let Some(list) = list_mut(value, path) else { return };
    if let Some(id) = entry.get_mut("id") {
        *id = Value::from(fresh_id(list));
    }
    list.push(entry);
}

/// Takes an entry out of a list.
pub fn remove(value: &mut Value, path: &str, place: usize) {
    if let Some(list) = list_mut(value, path).filter(|list| place < list.len()) {
        list.remove(place);
    }
}

/// Moves an entry of a list by one; whether it moved.
pub fn shift(value: &mut Value, path: &str, place: usize, by: isize) -> bool {
    list_mut(value, path).is_some_and(|list| super::shift(list, place, by))
}

/// An id that no entry of a list has: a, b, … z, then i27, i28, …
fn fresh_id(list: &[Value]) -> String {
    let taken = |id: &str| list.iter().any(|entry| entry.get("id").and_then(Value::as_str) == Some(id));
    let letters = ('a'..='z').map(String::from);
    let numbers = (27..).map(|number| format!("i{number}"));
    letters.chain(numbers).find(|id| !taken(id)).unwrap_or_default()
}

/// What is written into the place of a chart, as a table: a row of names, then a row for each place along the bottom.
pub fn table_text(chart: &Value) -> String {
    let clean = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    let series = list(chart, "/series");
    let mut out = String::new();
    if series.is_empty() && list(chart, "/x").is_empty() {
        return out;
    }
    for one in series {
        out.push('\t');
        out.push_str(&clean(&text(one, "/name")));
    }
    for (place, x) in list(chart, "/x").iter().enumerate() {
        out.push('\n');
        out.push_str(&clean(x.as_str().unwrap_or_default()));
        for one in series {
            out.push('\t');
            if let Some(number) = one.pointer(&format!("/values/{place}")).and_then(Value::as_f64) {
                out.push_str(&number.to_string());
            }
        }
    }
    out
}

/// Reads a pasted table into the places along the bottom and the series of a chart. Cells stand between tabs, else
/// semicolons, else commas; an empty cell is no value.
///
/// # Errors
/// Names the row that is wrong and what to do.
pub fn read_table(text: &str) -> Result<(Value, Value), String> {
    use crate::view::number::{NumberKind, parse_number};
    let between = ['\t', ';', ','].into_iter().find(|sign| text.contains(*sign)).unwrap_or('\t');
    let mut rows = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let Some((_, head)) = rows.next() else { return Ok((Value::Array(Vec::new()), Value::Array(Vec::new()))) };
    let names: Vec<&str> = head.split(between).skip(1).map(str::trim).collect();
    if names.is_empty() {
        return Err("The first row names the series: an empty cell, then a name in every column.".to_owned());
    }
    let mut x = Vec::new();
    let mut values: Vec<Vec<Value>> = vec![Vec::new(); names.len()];
    for (number, line) in rows {
        let mut cells = line.split(between).map(str::trim);
        x.push(Value::from(cells.next().unwrap_or_default()));
        let cells: Vec<&str> = cells.collect();
        if cells.len() > names.len() {
            let (has, wants) = (cells.len() + 1, names.len() + 1);
            return Err(format!(
                "Row {number} has {has} cells and the first row has {wants}. Where numbers have commas, put tabs or semicolons between the cells."
            ));
        }
        for (column, values) in values.iter_mut().enumerate() {
            let cell = cells.get(column).copied().filter(|cell| !matches!(*cell, "" | "-" | "–" | "—"));
            let read = cell.map_or(Ok(None), |cell| parse_number(cell, NumberKind::Plain, None, None));
            values.push(read.map_err(|error| format!("Row {number}: {error}"))?.map_or(Value::Null, of_number));
        }
    }
    let series = names.iter().zip(values).map(|(name, values)| serde_json::json!({ "name": name, "values": values }));
    Ok((Value::Array(x), series.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn a_field_is_changed_at_its_place_and_the_rest_stays() {
        let mut value = json!({"title": "T", "question": {"items": [{"id": "a", "x": 1}]}, "own": true});
        set(&mut value, "/question/items/0/text", Some("Hello".into()));
        set(&mut value, "/conduct/attempts", Some(2.into()));
        set(&mut value, "/title", None);
        set(&mut value, "/question/items/7/text", Some("nowhere".into()));
        set(&mut value, "/own/deeper", Some("nowhere".into()));
        assert_eq!(
            value,
            json!({"question": {"items": [{"id": "a", "x": 1, "text": "Hello"}]}, "conduct": {"attempts": 2}, "own": true})
        );
        assert_eq!(text(&value, "/question/items/0/text"), "Hello");
        assert_eq!(number(&value, "/conduct/attempts"), Some(2.0));
    }

    #[test]
    fn entries_are_added_with_an_id_of_their_own_moved_and_removed() {
        let mut value = json!({});
        for text in ["one", "two", "three"] {
            add(&mut value, "/items", json!({"id": "", "text": text}));
        }
        assert!(shift(&mut value, "/items", 2, -1));
        assert!(!shift(&mut value, "/items", 2, 1));
        remove(&mut value, "/items", 0);
        remove(&mut value, "/items", 9);
        add(&mut value, "/items", json!({"id": "", "text": "four"}));
        assert_eq!(
            value,
            json!({"items": [{"id": "c", "text": "three"}, {"id": "b", "text": "two"}, {"id": "a", "text": "four"}]})
        );
        add(&mut value, "/hints", json!("a hint"));
        assert_eq!(list(&value, "/hints").len(), 1);
    }

    #[test]
    fn words_stand_between_commas() {
        assert_eq!(read_words(" engag,  take part ,,engag\nloyal"), json!(["engag", "take part", "loyal"]));
        assert_eq!(words(&json!({"any": ["a", "b c"]}), "/any"), "a, b c");
    }

    #[test]
    fn counts_are_whole_numbers() {
        assert_eq!(of_number(3.0).to_string(), "3");
        assert_eq!(of_number(0.5).to_string(), "0.5");
    }

    #[test]
    fn a_table_is_pasted_from_a_spreadsheet() {
        let (x, series) = read_table("Month\tReach\tLikes\nJan\t1 200\t4,5\n\nFeb\t\t7\n").unwrap();
        assert_eq!(x, json!(["Jan", "Feb"]));
        assert_eq!(series, json!([{"name": "Reach", "values": [1200, null]}, {"name": "Likes", "values": [4.5, 7]}]));
        assert!(read_table("Month,Reach\nJan,4,5").unwrap_err().contains("Row 2 has 3 cells"));
        assert!(read_table("Month;Reach\nJan;many").unwrap_err().contains("Row 2: “many” is not a number"));
        assert!(read_table("nothing").is_err());
    }

    proptest! {
        #[test]
        fn a_table_comes_back_as_it_was(x in proptest::collection::vec("[a-z]{1,6}", 1..5), rows in proptest::collection::vec(proptest::option::of(-1e6..1e6), 5)) {
            let values: Vec<Option<f64>> = x.iter().zip(&rows).map(|(_, value)| value.map(|it: f64| (it * 100.0).round() / 100.0)).collect();
            let chart = json!({"x": x, "series": [{"name": "s", "values": values.iter().map(|value| value.map(of_number)).collect::<Vec<_>>()}]});
            let (read_x, series) = read_table(&table_text(&chart)).unwrap();
            prop_assert_eq!(&read_x, &chart["x"]);
            prop_assert_eq!(&series, &chart["series"]);
        }

        #[test]
        fn no_paste_breaks_the_page(text in "\\PC{0,80}") {
            let _ = read_table(&text);
        }
    }
}
