//! A search in a table of facts: in its texts, and in what its codes stand for.

use super::{Folds, Search, bits::Bits, rows};
use crate::model::{
    Workspace,
    facts::{CHUNK_ROWS, DictionaryKind, Reference, Table, TableKind, activity, member, post},
};

/// The columns that are searched.
fn columns(kind: TableKind) -> &'static [usize] {
    match kind {
        TableKind::Activities => &[activity::TEXT, activity::MEMBER, activity::CHANNEL, activity::KIND],
        TableKind::Posts => &[post::TITLE, post::ID, post::CHANNEL, post::TYPE],
        TableKind::Members => &[member::NAME, member::ID, member::SOURCE],
        TableKind::ChannelDays => &[0],
    }
}

/// The rows of a table in which every word of the search stands somewhere: in a text, or in the name of the channel,
/// the member, the kind. In order.
pub fn in_table(workspace: &Workspace, kind: TableKind, search: &Search, folds: &mut Folds) -> Vec<u32> {
    let table = workspace.facts.table(kind);
    let mut found: Option<Bits> = None;
    for word in search.words() {
        let with_word = with_word(workspace, kind, &word, folds);
        match &mut found {
            Some(found) => found.keep(&with_word),
            None => found = Some(with_word),
        }
    }
    found.map_or_else(|| (0..table.len() as u32).collect(), |found| found.rows())
}

fn with_word(workspace: &Workspace, kind: TableKind, word: &Search, folds: &mut Folds) -> Bits {
    let table = workspace.facts.table(kind);
    let mut found = Bits::none(table.len());
    for column in columns(kind) {
        match kind.columns().get(*column).and_then(|spec| spec.reference) {
            None => rows(word, table, *column, folds).into_iter().for_each(|row| found.insert(row as usize)),
            Some(Reference::Dictionary(dictionary)) => {
                add(&mut found, table, *column, &entries(workspace, dictionary, word));
            }
            Some(Reference::Row(other)) => {
                let mut codes = Bits::none(workspace.facts.table(other).len());
                in_table(workspace, other, word, folds).into_iter().for_each(|row| codes.insert(row as usize));
                add(&mut found, table, *column, &codes);
            }
        }
    }
    found
}

/// The codes of a dictionary whose meaning contains the word.
fn entries(workspace: &Workspace, kind: DictionaryKind, word: &Search) -> Bits {
    let values = workspace.facts.dictionaries.get(kind).values();
    let mut codes = Bits::none(values.len());
    for (code, text) in values.iter().enumerate() {
        let channel = if kind == DictionaryKind::Channel { text.parse().ok() } else { None };
        let channel = channel.and_then(|id| workspace.records.channels.get(id));
        if word.matches(channel.map_or(text, |channel| &channel.name)) {
            codes.insert(code);
        }
    }
    codes
}

/// Adds the rows that have one of the codes.
fn add(found: &mut Bits, table: &Table, column: usize, codes: &Bits) {
    if codes.is_empty() {
        return;
    }
    for (index, chunk) in table.chunks().iter().enumerate() {
        for (row, code) in chunk.column(column).codes().iter().enumerate() {
            if codes.contains(*code as usize) {
                found.insert(index * CHUNK_ROWS + row);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Day;

    #[test]
    fn words_may_stand_in_text_and_names() {
        let workspace = crate::sample::community(7, Day::from_ymd(2026, 11, 22).unwrap());
        let kind = TableKind::Activities;
        let mut folds = Folds::default();
        let mut find = |text: &str| in_table(&workspace, kind, &Search::new(text), &mut folds);
        let table = workspace.facts.table(kind);
        assert_eq!(find("").len(), table.len());
        assert!(find("zzzzqqq").is_empty());
        let row = (0..table.len()).find(|row| !table.text(*row, activity::TEXT).is_empty()).unwrap();
        let word = table.text(row, activity::TEXT).split_whitespace().max_by_key(|word| word.len()).unwrap().to_owned();
        assert!(find(&word.to_uppercase()).contains(&(row as u32)));
        // A word of the text with the member's name narrows to rows of such members.
        let name = workspace.facts.members.text(3, member::NAME).to_owned();
        let of_member = find(&name);
        assert!(of_member.iter().any(|row| {
            let code = table.get(*row as usize, activity::MEMBER);
            code == crate::model::facts::Value::Code(3)
        }));
        let both = find(&format!("{name} {word}"));
        assert!(both.iter().all(|row| of_member.contains(row)));
    }
}
