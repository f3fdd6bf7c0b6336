//! A workload file into a workspace, the way every file comes in: reader, guess, preparer, action.

use crate::{
    interchange::{
        FileError,
        table::{Preparer, Reader, guess},
    },
    model::{Id, Settings, Workspace, Zone},
};

/// When the workload is imported, ms since 1970: a fixed instant, so that every run is the same.
pub(super) const NOW: i64 = 1_795_334_400_000;

/// An empty workspace for the workload.
pub fn empty() -> Workspace {
    Workspace::new(Settings::new(Id::derived("benchmark"), "Benchmark", 0, Zone::UTC))
}

/// Imports a file of the workload.
///
/// # Errors
/// Where it is no table that Hearth can read.
pub fn load(workspace: &mut Workspace, file: &str, bytes: Vec<u8>) -> Result<(), FileError> {
    let mut reader = Reader::new(file, bytes)?;
    while !reader.step(10_000)? {}
    let sheet = reader.finish();
    let draft = guess(&sheet, workspace, NOW);
    let mut minted = workspace.revision;
    let mut mint = || {
        minted += 1;
        Id::derived(&format!("benchmark {file} {minted}"))
    };
    let mut preparer = Preparer::new(&sheet, &draft.mapping, workspace, NOW, &mut mint)?;
    while !preparer.step(10_000) {}
    if let Some(action) = preparer.finish().action {
        let refused = |error: crate::model::CommandError| FileError::new(file, "refused", error.to_string());
        workspace.apply(action).map_err(refused)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{Form, Kpis, Workload, kpis};
    use super::*;
    use crate::{
        analytics::{Counting, Dataset, Query, Scope},
        model::facts::{Facts, TableKind},
    };

    fn of(dataset: &Dataset, query: &Query) -> Kpis {
        kpis(&Scope::new(dataset, query)).unwrap()
    }

    fn imported(parts: &[Vec<u8>]) -> Workspace {
        let mut workspace = empty();
        for part in parts {
            load(&mut workspace, if part.starts_with(b"{") { "records.json" } else { "records.csv" }, part.clone())
                .unwrap();
        }
        workspace
    }

    /// The hashes that every engine measured with the workload comes to.
    #[test]
    fn kpis_have_the_published_hashes() {
        for (records, form) in [(10_000, Form::Json), (10_000, Form::Csv), (100_000, Form::Csv)] {
            let workspace = imported(&[Workload::new(records, form).finish()]);
            assert_eq!(workspace.facts.activities.len(), records);
            let found = of(&Dataset::counting(workspace, Counting::Everything), &Query::default());
            let known = super::super::HASHES.iter().find(|(count, _)| *count == records).unwrap().1;
            assert_eq!(found.hash(), known, "{records} {form:?}");
            assert_eq!(found.are_right(records), Some(true));
        }
    }

    /// Appending, taking back and filtering lead to what is made anew.
    #[test]
    fn what_is_carried_on_is_what_is_made_anew() {
        let records = 90_000;
        let whole = Workload::new(records, Form::Csv).finish();
        let lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
        let part = |lines: &[&[u8]]| {
            [b"id,member_id,ts,kind,channel,likes,comments,shares,reach,reply_to,text\n".to_vec(), lines.concat()]
                .concat()
        };
        // A text may hold a line break: cut where a record begins.
        let begins =
            |line: &&[u8]| line.split(|byte| *byte == b',').next().is_some_and(|id| id.iter().all(u8::is_ascii_digit));
        let cut = (80_000..lines.len()).find(|at| begins(&lines[*at])).unwrap();
        let late = part(&lines[cut..]);
        let first = imported(&[part(&lines[1..cut])]);
        let channels: Vec<Id> = first.records.channels.iter().map(|channel| channel.id).skip(1).collect();
        let narrow = Query { channels, ..Query::default() };
        let mut grown = first.clone();
        load(&mut grown, "records.csv", late).unwrap();
        let anew = |workspace: &Workspace, query: &Query| {
            of(&Dataset::counting(workspace.clone(), Counting::Everything), query)
        };

        let before = Dataset::counting(first.clone(), Counting::Everything);
        for query in [&Query::default(), &narrow] {
            of(&before, query);
        }
        let after = before.update(grown.clone());
        for query in [&Query::default(), &narrow] {
            assert_eq!(of(&after, query), anew(&grown, query));
        }
        assert_eq!(of(&after, &Query::default()).are_right(records), None);
        let back = after.update(first.clone());
        for query in [&Query::default(), &narrow] {
            assert_eq!(of(&back, query), anew(&first, query));
        }
        let mut emptied = first.clone();
        emptied.facts = Facts::default();
        let emptied = back.update(emptied);
        assert_eq!(emptied.span_of(TableKind::Activities), None);
        assert!(of(&emptied, &Query::default()).dau.is_empty());
        assert_eq!(of(&emptied.update(grown.clone()), &narrow), anew(&grown, &narrow));
    }
}
