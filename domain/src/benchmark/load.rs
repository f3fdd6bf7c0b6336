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
        model::{
            Day, Period,
            facts::{Facts, TableKind},
        },
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

    /// The header of a CSV file of the workload and its records; a text may hold a line break.
    fn split(file: &[u8]) -> (&[u8], Vec<Vec<u8>>) {
        let mut lines = file.split_inclusive(|byte| *byte == b'\n');
        let header = lines.next().unwrap();
        let mut records: Vec<Vec<u8>> = Vec::new();
        for line in lines {
            let id = line.split(|byte| *byte == b',').next().unwrap();
            match records.last_mut() {
                Some(last) if !id.iter().all(u8::is_ascii_digit) => last.extend_from_slice(line),
                _ => records.push(line.to_vec()),
            }
        }
        (header, records)
    }

    fn anew(workspace: &Workspace, query: &Query) -> Kpis {
        of(&Dataset::counting(workspace.clone(), Counting::Everything), query)
    }

    fn without_first_channel(workspace: &Workspace) -> Query {
        let channels = workspace.records.channels.iter().map(|channel| channel.id).skip(1).collect();
        Query { channels, ..Query::default() }
    }

    /// Appending, taking back and filtering lead to what is made anew.
    #[test]
    fn what_is_carried_on_is_what_is_made_anew() {
        let file = Workload::new(90_000, Form::Csv).finish();
        let (header, records) = split(&file);
        let first = imported(&[[header, &records[..80_000].concat()].concat()]);
        let narrow = without_first_channel(&first);
        let mut grown = first.clone();
        load(&mut grown, "records.csv", [header, &records[80_000..].concat()].concat()).unwrap();

        let before = Dataset::counting(first.clone(), Counting::Everything);
        for query in [&Query::default(), &narrow] {
            of(&before, query);
        }
        let after = before.update(grown.clone());
        for query in [&Query::default(), &narrow] {
            assert_eq!(of(&after, query), anew(&grown, query));
        }
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

    /// What a filter lets through gives the KPIs of a file that has nothing else.
    #[test]
    fn filtered_kpis_are_those_of_the_records_let_through() {
        let file = Workload::new(20_000, Form::Csv).finish();
        let (header, records) = split(&file);
        let whole = imported(std::slice::from_ref(&file));
        let narrow = without_first_channel(&whole);
        let left_out = whole.records.channels.iter().next().unwrap().name.clone();
        let cell = |record: &[u8], column: usize| {
            String::from_utf8(record.split(|byte| *byte == b',').nth(column).unwrap().to_vec()).unwrap()
        };
        let keep = |keeps: &dyn Fn(&[u8]) -> bool| {
            let kept: Vec<Vec<u8>> = records.iter().filter(|record| keeps(record)).cloned().collect();
            imported(&[[header, &kept.concat()].concat()])
        };
        let rest = keep(&|record| cell(record, 4) != left_out);
        assert!(rest.facts.activities.len() > 10_000 && rest.facts.activities.len() < 20_000);
        assert_eq!(anew(&whole, &narrow), anew(&rest, &Query::default()));

        // Days that are no whole months: sums are made of the rows then.
        let days = Period { start: Day::from_ymd(2024, 3, 10).unwrap(), end: Day::from_ymd(2024, 6, 20).unwrap() };
        let within = |record: &[u8]| days.contains(Day((cell(record, 2).parse::<i64>().unwrap() / 86_400_000) as i32));
        let some = anew(&keep(&within), &Query::default());
        let asked = anew(&whole, &Query { period: Some(days), ..Query::default() });
        assert_eq!((asked.months, asked.engagement, asked.top), (some.months, some.engagement, some.top));
        assert_eq!(asked.dau, some.dau);
    }
}
