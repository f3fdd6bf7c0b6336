//! Annotations that belong to what is shown: those of the days and channels asked for.

use crate::{
    analytics::{Query, Scope},
    charts::Event,
    model::{Workspace, record::Annotation},
};
use std::sync::Arc;

/// The annotations that fall into a query's days and channels, in the order of time. One without channels is about all.
pub fn of_query(workspace: &Workspace, query: &Query) -> Vec<Arc<Annotation>> {
    let fits = |annotation: &&Arc<Annotation>| {
        let days = annotation.period();
        query.period.is_none_or(|period| days.start <= period.end && period.start <= days.end)
            && (query.channels.is_empty()
                || annotation.channels.is_empty()
                || annotation.channels.iter().any(|channel| query.channels.contains(channel)))
    };
    let mut found: Vec<Arc<Annotation>> = workspace.records.annotations.iter().filter(fits).cloned().collect();
    found.sort_by_key(|annotation| (annotation.start, annotation.period().end));
    found
}

/// The same as marks of a chart over time.
pub fn events(scope: &Scope) -> Vec<Event> {
    of_query(scope.dataset().workspace(), scope.query()).iter().map(|annotation| event(annotation)).collect()
}

/// An annotation as a mark of a chart over time.
pub fn event(annotation: &Annotation) -> Event {
    let days = annotation.period();
    Event {
        at: f64::from(days.start.0),
        until: (days.end > days.start).then(|| f64::from(days.end.0)),
        label: annotation.title.clone(),
        kind: annotation.kind.label().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, Day, Id, Period, Settings, Zone, record::AnnotationKind};

    #[test]
    fn days_and_channels_decide() {
        let mut workspace = Workspace::new(Settings::new(Id::derived("w"), "W", 0, Zone::UTC));
        let day = |text: &str| text.parse::<Day>().unwrap();
        let mut add = |title: &str, start: &str, end: Option<&str>, channels: Vec<Id>| {
            let annotation = Annotation {
                end: end.map(day),
                channels,
                ..Annotation::new(Id::derived(title), 0, title, day(start), AnnotationKind::Campaign)
            };
            workspace.apply(Action::put(&workspace, annotation)).unwrap();
        };
        let (forum, letter) = (Id::derived("forum"), Id::derived("letter"));
        add("late", "2026-10-09", None, vec![]);
        add("long", "2026-08-01", Some("2026-10-01"), vec![forum]);
        add("letter", "2026-10-05", None, vec![letter]);
        add("gone", "2026-09-01", Some("2026-09-30"), vec![]);
        let titles = |query: &Query| {
            of_query(&workspace, query).iter().map(|one| one.title.clone()).collect::<Vec<_>>().join(" ")
        };
        let october = Query { period: Some(Period::new(day("2026-10-01"), day("2026-10-31"))), ..Query::default() };
        assert_eq!(titles(&october), "long letter late");
        assert_eq!(titles(&Query { channels: vec![forum], ..october }), "long late");
        assert_eq!(titles(&Query::default()), "long gone letter late");
    }
}
