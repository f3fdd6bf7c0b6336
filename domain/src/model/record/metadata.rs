//! What every record that a person makes has beside its own fields: tags, notes, and links to other records.

use super::{
    AlertRule, Annotation, Campaign, Channel, Collection, ContentItem, CustomKpi, Dashboard, Drill, Event,
    ExercisePack, FeedbackItem, Guideline, Incident, Objective, Pillar, Playbook, Record, RecordKey, Records,
    SavedView, Segment, SlaPolicy, Slot, Snippet, Submission, Survey,
};
use crate::model::{Id, Instant};
use std::sync::Arc;

/// Tags, notes and links of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Free labels.
    pub tags: Vec<String>,
    /// Own words about it.
    pub notes: String,
    /// Other records it has to do with.
    pub links: Vec<Id>,
}

/// A record with tags, notes and links.
pub trait HasMetadata {
    /// What it has.
    fn metadata(&self) -> Metadata;

    /// Puts others in their place.
    fn set_metadata(&mut self, metadata: Metadata);
}

/// Declares which types have them, each with the field that a person calls it by.
macro_rules! metadata {
    ($($kind:ident($type:ty) $title:ident),+ $(,)?) => {
        $(impl HasMetadata for $type {
            fn metadata(&self) -> Metadata {
                Metadata { tags: self.tags.clone(), notes: self.notes.clone(), links: self.links.clone() }
            }

            fn set_metadata(&mut self, metadata: Metadata) {
                (self.tags, self.notes, self.links) = (metadata.tags, metadata.notes, metadata.links);
            }
        })+

        impl Record {
            /// Ids of the records it has to do with.
            pub fn links(&self) -> &[Id] {
                match self {
                    $(Self::$kind(record) => &record.links,)+
                    Self::Conversation(record) => &record.links,
                    _ => &[],
                }
            }

            /// A copy under another id, called a copy.
            fn copy(&self, id: Id, now: Instant) -> Option<Self> {
                Some(match self {
                    $(Self::$kind(record) => {
                        let mut copy = (**record).clone();
                        (copy.id, copy.created, copy.updated) = (id, now, now);
                        copy.$title.push_str(" (copy)");
                        Self::$kind(Arc::new(copy))
                    })+
                    _ => return None,
                })
            }
        }
    };
}

metadata! {
    Channel(Channel) name,
    Objective(Objective) text,
    CustomKpi(CustomKpi) name,
    Annotation(Annotation) title,
    SavedView(SavedView) name,
    Dashboard(Dashboard) name,
    Segment(Segment) name,
    Pillar(Pillar) name,
    Campaign(Campaign) name,
    Guideline(Guideline) title,
    Content(ContentItem) title,
    Slot(Slot) name,
    Snippet(Snippet) name,
    Event(Event) title,
    SlaPolicy(SlaPolicy) name,
    Feedback(FeedbackItem) title,
    Survey(Survey) name,
    AlertRule(AlertRule) name,
    Playbook(Playbook) name,
    Incident(Incident) title,
    Drill(Drill) name,
    ExercisePack(ExercisePack) name,
}

/// A record that can be put away: kept with all that points to it, and no longer offered.
pub trait Archive {
    /// Its identifier.
    fn id(&self) -> Id;

    /// Whether it was put away.
    fn is_archived(&self) -> bool;
}

/// Declares which types can be put away.
macro_rules! archive {
    ($($kind:ident($type:ty)),+ $(,)?) => {
        $(impl Archive for $type {
            fn id(&self) -> Id {
                self.id
            }

            fn is_archived(&self) -> bool {
                self.archived.is_some()
            }
        })+

        impl Record {
            /// Whether it was put away; none for types that cannot be.
            pub fn archived(&self) -> Option<bool> {
                match self {
                    $(Self::$kind(record) => Some(record.is_archived()),)+
                    _ => None,
                }
            }

            /// The same put away, or brought back; itself for types that cannot be.
            #[must_use]
            pub fn with_archived(self, archived: Option<Instant>, now: Instant) -> Self {
                match self {
                    $(Self::$kind(mut record) => {
                        let changed = Arc::make_mut(&mut record);
                        (changed.archived, changed.updated) = (archived, now);
                        Self::$kind(record)
                    })+
                    other => other,
                }
            }
        }
    };
}

archive! {
    Channel(Channel),
    Objective(Objective),
    Segment(Segment),
    Pillar(Pillar),
    Campaign(Campaign),
    Guideline(Guideline),
    Slot(Slot),
    Snippet(Snippet),
    Event(Event),
    ExercisePack(ExercisePack),
    Submission(Submission),
}

impl<T: Archive> Collection<T> {
    /// Those that were not put away, oldest id first.
    pub fn live(&self) -> impl DoubleEndedIterator<Item = &Arc<T>> {
        self.iter().filter(|record| !record.is_archived())
    }

    /// Those that were not put away, and those chosen already: what a form offers.
    pub fn offered<'a>(&'a self, chosen: &'a [Id]) -> impl Iterator<Item = &'a Arc<T>> {
        self.iter().filter(|record| !record.is_archived() || chosen.contains(&record.id()))
    }
}

impl Records {
    /// The record with an id, of whatever type.
    pub fn find(&self, id: Id) -> Option<Record> {
        super::RecordKind::ALL.iter().find_map(|kind| self.get(RecordKey { kind: *kind, id }))
    }

    /// The records that name this one among their links.
    pub fn linking_to(&self, id: Id) -> Vec<Record> {
        self.all().filter(|record| record.links().contains(&id)).collect()
    }

    /// A copy of a record under another id, called a copy; a guideline goes to the end of its kind. None where it is not
    /// there, or is of a type that is not copied.
    pub fn duplicate(&self, key: RecordKey, id: Id, now: Instant) -> Option<Record> {
        let copy = self.get(key)?.copy(id, now)?;
        let Record::Guideline(guideline) = &copy else { return Some(copy) };
        let last = self.guidelines.iter().filter(|one| one.kind == guideline.kind).map(|one| one.number).max();
        Some(Guideline { number: last.unwrap_or(0) + 1, ..(**guideline).clone() }.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::record::{Color, GuidelineKind, RecordKind};

    fn id(n: u8) -> Id {
        Id::mint(1, [n; 10])
    }

    #[test]
    fn links_are_found_from_both_ends() {
        let mut records = Records::default();
        records.put(Pillar::new(id(1), 0, "Product", Color::Blue).into());
        let mut item = ContentItem::new(id(2), 0, "Launch");
        item.set_metadata(Metadata { tags: vec!["a".into()], notes: "n".into(), links: vec![id(1)] });
        assert_eq!(item.metadata().notes, "n");
        records.put(item.into());
        assert_eq!(records.find(id(1)).unwrap().title(), "Product");
        assert_eq!(records.linking_to(id(1)).iter().map(|it| it.title().to_owned()).collect::<Vec<_>>(), ["Launch"]);
        assert!(records.find(id(9)).is_none() && records.linking_to(id(2)).is_empty());
    }

    #[test]
    fn what_is_put_away_is_no_longer_offered() {
        let mut records = Records::default();
        records.put(Pillar::new(id(1), 0, "Product", Color::Blue).into());
        records.put(Pillar::new(id(2), 0, "People", Color::Green).into());
        let away = records.find(id(1)).unwrap().with_archived(Some(9), 10);
        assert_eq!((away.archived(), away.updated()), (Some(true), 10));
        records.put(away);
        assert_eq!(records.pillars.live().map(|one| one.id).collect::<Vec<_>>(), [id(2)]);
        assert_eq!(records.pillars.offered(&[id(1)]).count(), 2, "a form keeps what it holds");
        records.put(records.find(id(1)).unwrap().with_archived(None, 11));
        assert_eq!(records.pillars.live().count(), 2);
        assert_eq!(Record::from(ContentItem::new(id(3), 0, "x")).archived(), None, "content has a status for that");
    }

    #[test]
    fn a_copy_is_a_record_of_its_own() {
        let mut records = Records::default();
        for n in 1..=3 {
            records.put(Guideline::new(id(n), 0, GuidelineKind::Rule, u32::from(n), format!("Rule {n}")).into());
        }
        let key = RecordKey { kind: RecordKind::Guideline, id: id(1) };
        let Some(Record::Guideline(copy)) = records.duplicate(key, id(7), 5) else { panic!("a guideline") };
        assert_eq!((copy.id, copy.created, copy.number, copy.title.as_str()), (id(7), 5, 4, "Rule 1 (copy)"));
        assert!(records.duplicate(RecordKey { kind: RecordKind::Event, id: id(1) }, id(8), 5).is_none());
    }
}
