//! Who is called what in the copy: members by their row, others by the order in which they appear.

use crate::model::{
    facts::{DictionaryKind, Facts, activity, member, post},
    record::FactReference,
};
use rustc_hash::{FxHashMap, FxHashSet};

/// Made-up names and ids.
pub struct People<'a> {
    facts: &'a Facts,
    /// Rows of members by source and id.
    members: FxHashMap<(u32, &'a str), u32>,
    /// Rows of activities by source and id.
    activities: FxHashMap<(u32, &'a str), u32>,
    /// Ids of own posts by source: public, and kept.
    posts: FxHashSet<(u32, &'a str)>,
    /// Rows of members by name, where only one has it.
    names: FxHashMap<&'a str, Option<u32>>,
    /// Names that are no member's, by the order in which they were met.
    others: FxHashMap<String, usize>,
}

impl<'a> People<'a> {
    /// Of these facts.
    pub fn new(facts: &'a Facts) -> Self {
        let keys = |table: &'a crate::model::facts::Table, source: usize, id: usize| {
            (0..table.len()).filter_map(move |row| {
                let text = table.text(row, id);
                (!text.is_empty()).then(|| ((table.code(row, source).unwrap_or(u32::MAX), text), row as u32))
            })
        };
        let mut names: FxHashMap<&str, Option<u32>> = FxHashMap::default();
        for row in 0..facts.members.len() {
            let name = facts.members.text(row, member::NAME);
            if !name.is_empty() {
                names.entry(name).and_modify(|other| *other = None).or_insert(Some(row as u32));
            }
        }
        Self {
            facts,
            members: keys(&facts.members, member::SOURCE, member::ID).collect(),
            activities: keys(&facts.activities, activity::SOURCE, activity::ID).collect(),
            posts: keys(&facts.posts, post::SOURCE, post::ID).map(|(key, _)| key).collect(),
            names,
            others: FxHashMap::default(),
        }
    }

    /// The id of a member in the copy.
    pub fn member_id(row: u32) -> String {
        format!("member-{}", row + 1)
    }

    /// The name of a member in the copy.
    pub fn member_name(row: u32) -> String {
        format!("Member {}", row + 1)
    }

    /// The id of an activity in the copy.
    pub fn activity_id(row: u32) -> String {
        format!("activity-{}", row + 1)
    }

    /// The row of an activity with this source and id.
    pub fn activity_row(&self, source: u32, id: &str) -> Option<u32> {
        self.activities.get(&(source, id)).copied()
    }

    /// Whether an own post of the source has this id.
    pub fn is_post(&self, source: u32, id: &str) -> bool {
        self.posts.contains(&(source, id))
    }

    /// A member that a record points to, as the copy has it; nobody where the facts have no such member.
    pub fn member(&self, reference: Option<&FactReference>) -> Option<FactReference> {
        let reference = reference?;
        let row = self.members.get(&(self.source(&reference.source)?, reference.id.as_str()))?;
        Some(FactReference::new(reference.source.clone(), Self::member_id(*row)))
    }

    /// An activity that a record points to, as the copy has it; none where the facts have no such activity.
    pub fn activity(&self, reference: Option<&FactReference>) -> Option<FactReference> {
        let reference = reference?;
        let row = self.activities.get(&(self.source(&reference.source)?, reference.id.as_str()))?;
        Some(FactReference::new(reference.source.clone(), Self::activity_id(*row)))
    }

    /// A name outside the team: the member's made-up one where one member has it, else one by order; empty stays empty.
    pub fn name(&mut self, name: &str) -> String {
        let name = name.trim();
        if name.is_empty() {
            return String::new();
        }
        if let Some(Some(row)) = self.names.get(name) {
            return Self::member_name(*row);
        }
        let next = self.others.len() + 1;
        format!("Person {}", self.others.entry(name.to_owned()).or_insert(next))
    }

    fn source(&self, source: &str) -> Option<u32> {
        self.facts.dictionaries.get(DictionaryKind::Source).find(source)
    }
}
