//! The records of the copy, type by type.

use super::{Redaction, people::People};
use crate::model::{
    Extra, Record,
    record::{Conversation, Event, FeedbackItem, Flag, GuidelineKind, Survey},
};
use std::sync::Arc;

/// A record as the copy has it; none where it is left out.
pub fn redacted(record: Record, people: &mut People<'_>, how: &Redaction) -> Option<Record> {
    let plan = |record: Record| (!how.plan).then_some(record);
    let engage = |record: Record| (!how.engage).then_some(record);
    match record {
        // Places, files and views: nothing in them is about a person.
        Record::Channel(_)
        | Record::Batch(_)
        | Record::Mapping(_)
        | Record::CustomKpi(_)
        | Record::Annotation(_)
        | Record::SavedView(_)
        | Record::Dashboard(_)
        | Record::Segment(_)
        | Record::NetworkFacts(_)
        | Record::ExercisePack(_) => Some(record),
        Record::Guideline(ref one) if one.kind == GuidelineKind::Contact && how.contacts => None,
        Record::Objective(_)
        | Record::Pillar(_)
        | Record::Campaign(_)
        | Record::Guideline(_)
        | Record::Content(_)
        | Record::Slot(_)
        | Record::Snippet(_) => plan(record),
        Record::Event(one) => plan(event(Arc::unwrap_or_clone(one), people, how).into()),
        Record::Conversation(one) => engage(conversation(Arc::unwrap_or_clone(one), people, how).into()),
        Record::Flag(one) => engage(flag(Arc::unwrap_or_clone(one), people, how).into()),
        Record::Feedback(one) => engage(feedback(Arc::unwrap_or_clone(one), people, how).into()),
        Record::Survey(one) => engage(survey(Arc::unwrap_or_clone(one), people, how).into()),
        Record::SlaPolicy(_)
        | Record::WordList(_)
        | Record::AlertRule(_)
        | Record::Playbook(_)
        | Record::Incident(_)
        | Record::Drill(_) => engage(record),
        // Students' own, and what quotes people.
        Record::Learner(_) | Record::ExerciseWork(_) | Record::Submission(_) | Record::AuditEntry(_) => None,
    }
}

fn event(mut event: Event, people: &mut People<'_>, how: &Redaction) -> Event {
    for rsvp in &mut event.rsvps {
        rsvp.name = people.name(&rsvp.name);
        rsvp.member.clear();
        rsvp.extra = Extra::new();
        if how.contacts {
            rsvp.email.clear();
        }
        if how.texts {
            rsvp.notes.clear();
        }
    }
    for answer in &mut event.survey {
        answer.extra = Extra::new();
        if how.texts {
            answer.text.clear();
        }
    }
    event
}

fn conversation(mut one: Conversation, people: &mut People<'_>, how: &Redaction) -> Conversation {
    one.activity = people.activity(one.activity.as_ref());
    one.member = people.member(one.member.as_ref());
    one.name = people.name(&one.name);
    one.extra = Extra::new();
    if how.texts {
        one.subject.clear();
        one.draft.clear();
        one.private_notes.clear();
        one.messages.iter_mut().for_each(|message| message.text.clear());
        one.csat.iter_mut().for_each(|csat| csat.text.clear());
    }
    one
}

fn flag(mut one: Flag, people: &mut People<'_>, how: &Redaction) -> Flag {
    one.activity = people.activity(one.activity.as_ref());
    one.member = people.member(one.member.as_ref());
    one.name = people.name(&one.name);
    one.extra = Extra::new();
    for report in &mut one.reports {
        report.who = people.name(&report.who);
    }
    if let Some(appeal) = &mut one.appeal {
        appeal.by = people.name(&appeal.by);
    }
    if how.texts {
        // A flag without any words would not be known again.
        one.text = format!("Flag of {}", if one.name.is_empty() { "somebody" } else { &one.name });
        one.notes.clear();
        one.reports.iter_mut().for_each(|report| report.reason.clear());
        one.decisions.iter_mut().for_each(|decision| decision.note.clear());
        one.appeal.iter_mut().for_each(|appeal| appeal.text.clear());
    }
    one
}

fn feedback(mut one: FeedbackItem, people: &mut People<'_>, how: &Redaction) -> FeedbackItem {
    for vote in &mut one.votes {
        vote.member = people.member(vote.member.as_ref());
        vote.name = people.name(&vote.name);
    }
    for source in &mut one.sources {
        source.activity = people.activity(source.activity.as_ref());
        source.member = people.member(source.member.as_ref());
        source.name = people.name(&source.name);
        if how.texts {
            source.text.clear();
        }
    }
    for told in &mut one.told {
        told.member = people.member(told.member.as_ref());
        told.name = people.name(&told.name);
    }
    if how.texts {
        one.description.clear();
        one.notes.clear();
    }
    one.extra = Extra::new();
    one
}

fn survey(mut one: Survey, people: &mut People<'_>, how: &Redaction) -> Survey {
    for answer in &mut one.answers {
        answer.member = people.member(answer.member.as_ref());
        answer.extra = Extra::new();
        if how.texts {
            answer.text.clear();
        }
    }
    one
}
