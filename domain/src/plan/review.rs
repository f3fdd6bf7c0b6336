//! Review without accounts: some pieces of content go to somebody as a small workspace of their own; what comes back,
//! comments, steps and other words, is merged.
//!
//! Nothing is taken in silently: comments and steps are added, changed texts are proposals that a person takes or
//! leaves, and what has changed here in the meantime is named. The same answer twice adds nothing, and the answers of
//! several reviewers give the same in any order.

use crate::model::{
    Action, Command, Id, Instant, Settings, Workspace,
    record::{ContentItem, ContentStatus, ReviewComment, Step, Variant},
    validate::{self, NAME_MAX},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The field of a workspace's settings that says it is a review, and of a step that says it came from one.
const FIELD: &str = "review";

/// What a review says about itself, in the workspace that travels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The workspace that it comes from and goes back to.
    pub of: Id,
    /// Who asks.
    pub from: String,
    /// Who is asked.
    pub to: String,
    /// What about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// When: ms since 1970, UTC.
    pub sent: Instant,
    /// The pieces as they were sent: what tells what the reviewer changed.
    items: BTreeMap<Id, Sent>,
}

impl Request {
    /// The pieces that were sent.
    pub fn items(&self) -> impl ExactSizeIterator<Item = Id> {
        self.items.keys().copied()
    }
}

/// A piece as it was sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Sent {
    title: String,
    status: ContentStatus,
    /// How many steps it had taken.
    steps: usize,
    variants: Vec<SentVariant>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct SentVariant {
    channel: Id,
    #[serde(default)]
    title: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    link: String,
}

/// The workspace that travels: these pieces, with their channels, pillars and campaigns, and nothing else. It has an id
/// of its own, so that it stands beside the original in a browser that has both. Pieces that are not there are left out.
pub fn request(workspace: &Workspace, items: &[Id], from: &str, to: &str, note: &str, now: Instant) -> Workspace {
    let chosen: BTreeSet<Id> = items.iter().copied().collect();
    let chosen: Vec<_> = chosen.iter().filter_map(|id| workspace.records.content.get(*id)).collect();
    let sent = |item: &ContentItem| Sent {
        title: item.title.clone(),
        status: item.status,
        steps: item.history.len(),
        variants: item
            .variants
            .iter()
            .map(|variant| SentVariant {
                channel: variant.channel,
                title: variant.title.clone(),
                text: variant.text.clone(),
                link: variant.link.clone(),
            })
            .collect(),
    };
    let request = Request {
        of: workspace.settings.id,
        from: from.trim().to_owned(),
        to: to.trim().to_owned(),
        note: note.trim().to_owned(),
        sent: now,
        items: chosen.iter().map(|item| (item.id, sent(item))).collect(),
    };
    let ids: Vec<String> = chosen.iter().map(|item| item.id.to_string()).collect();
    let id = Id::derived(&format!("review {} {now} {} {}", request.of, request.to, ids.join(" ")));
    let name: String = format!("Review: {}", workspace.settings.name).chars().take(NAME_MAX).collect();
    let mut settings = Settings::new(id, name, now, workspace.settings.zone);
    settings.week_start = workspace.settings.week_start;
    // Plain data: this never fails.
    settings.extra.insert(FIELD.to_owned(), serde_json::to_value(&request).unwrap_or_default());
    let mut review = Workspace::new(settings);
    for item in chosen {
        for variant in &item.variants {
            if let Some(channel) = workspace.records.channels.get(variant.channel) {
                review.records.channels.insert(channel.id, channel.clone());
            }
        }
        if let Some(pillar) = item.pillar.and_then(|id| workspace.records.pillars.get(id)) {
            review.records.pillars.insert(pillar.id, pillar.clone());
        }
        if let Some(campaign) = item.campaign.and_then(|id| workspace.records.campaigns.get(id)) {
            review.records.campaigns.insert(campaign.id, campaign.clone());
        }
        review.records.content.insert(item.id, item.clone());
    }
    review
}

/// What a workspace says about itself as a review; `None` where it is none.
pub fn of(workspace: &Workspace) -> Option<Request> {
    serde_json::from_value(workspace.settings.extra.get(FIELD)?.clone()).ok()
}

/// Why an answer cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReviewError {
    /// It is no review.
    #[error("This file is no review: it does not say which workspace it belongs to. Open it as a workspace instead.")]
    NoReview,
    /// It belongs elsewhere.
    #[error("This review belongs to another workspace. Open the workspace that it was sent from, then the file again.")]
    Elsewhere,
}

/// What an answer brings.
#[derive(Clone, Debug, PartialEq)]
pub struct Merge {
    /// What was asked.
    pub request: Request,
    /// Comments that are not here yet.
    pub comments: Vec<NewComment>,
    /// Comments that the reviewer marked as done with: piece and comment.
    pub resolved: Vec<(Id, Id)>,
    /// Steps that are not here yet.
    pub steps: Vec<NewStep>,
    /// Words that the reviewer changed.
    pub proposals: Vec<Proposal>,
    /// What has changed here since it was sent, where the answer has to do with it.
    pub conflicts: Vec<Conflict>,
    /// Titles of pieces that the reviewer made; they are not taken over.
    pub foreign: Vec<String>,
    /// The steps that each piece had taken when it was sent.
    known: BTreeMap<Id, Vec<Step>>,
}

/// A comment for a piece.
#[derive(Clone, Debug, PartialEq)]
pub struct NewComment {
    /// The piece.
    pub content: Id,
    /// What was said.
    pub comment: ReviewComment,
}

/// A step of a piece.
#[derive(Clone, Debug, PartialEq)]
pub struct NewStep {
    /// The piece.
    pub content: Id,
    /// The step, marked as one from a review.
    pub step: Step,
    /// Whether it may move the piece; otherwise it is noted only, because the piece was moved on here.
    pub moves: bool,
}

/// Other words for a piece.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The piece.
    pub content: Id,
    /// The channel; none = the piece's own title.
    pub channel: Option<Id>,
    /// Which words.
    pub field: ProposalField,
    /// What was sent.
    pub old: String,
    /// What the reviewer made of it.
    pub new: String,
    /// What is here now.
    pub current: String,
    /// Whether it is taken; not, unless somebody says so.
    pub taken: bool,
}

impl Proposal {
    /// Whether it was changed here, too.
    pub fn is_conflict(&self) -> bool {
        self.current != self.old
    }
}

/// Which words a proposal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposalField {
    /// The title.
    Title,
    /// The text.
    Text,
    /// The link.
    Link,
}

/// Something that does not fit any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The piece.
    pub content: Id,
    /// What it is called.
    pub title: String,
    /// What is the matter.
    pub kind: ConflictKind,
}

/// Sorts of conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictKind {
    /// The piece is not here any more; what the reviewer said about it is lost unless it is brought back first.
    Gone,
    /// It was moved on here, so the reviewer's step is noted and does not move it.
    MovedOn {
        /// Where it is.
        here: ContentStatus,
        /// Where the reviewer moved it.
        there: ContentStatus,
    },
    /// The words that the reviewer changed were changed here, too.
    Changed {
        /// The channel; none = the piece's own title.
        channel: Option<Id>,
        /// Which words.
        field: ProposalField,
    },
}

/// What an answered review brings to the workspace it was sent from.
///
/// # Errors
/// Where it is no review, or one of another workspace.
pub fn merge(workspace: &Workspace, answered: &Workspace) -> Result<Merge, ReviewError> {
    let request = of(answered).ok_or(ReviewError::NoReview)?;
    if request.of != workspace.settings.id {
        return Err(ReviewError::Elsewhere);
    }
    let mut merge = Merge {
        request,
        comments: Vec::new(),
        resolved: Vec::new(),
        steps: Vec::new(),
        proposals: Vec::new(),
        conflicts: Vec::new(),
        foreign: Vec::new(),
        known: BTreeMap::new(),
    };
    for theirs in answered.records.content.iter() {
        let Some(sent) = merge.request.items.get(&theirs.id).cloned() else {
            merge.foreign.push(theirs.title.clone());
            continue;
        };
        match workspace.records.content.get(theirs.id) {
            Some(ours) => merge.add(workspace, ours, theirs, &sent),
            None if said_something(theirs, &sent, merge.request.sent) => {
                merge.conflict(theirs, ConflictKind::Gone);
            }
            None => {}
        }
    }
    Ok(merge)
}

/// Whether a reviewer did anything about a piece.
fn said_something(theirs: &ContentItem, sent: &Sent, when: Instant) -> bool {
    theirs.history.len() > sent.steps
        || theirs.comments.iter().any(|comment| comment.at >= when)
        || !differences(theirs, theirs, sent).is_empty()
}

impl Merge {
    /// Whether it brings nothing.
    pub fn is_empty(&self) -> bool {
        self.comments.is_empty() && self.resolved.is_empty() && self.steps.is_empty() && self.proposals.is_empty()
    }

    fn conflict(&mut self, item: &ContentItem, kind: ConflictKind) {
        self.conflicts.push(Conflict { content: item.id, title: item.title.clone(), kind });
    }

    fn add(&mut self, workspace: &Workspace, ours: &ContentItem, theirs: &ContentItem, sent: &Sent) {
        for comment in &theirs.comments {
            match ours.comments.iter().find(|known| known.id == comment.id) {
                Some(known) if comment.resolved && !known.resolved => self.resolved.push((ours.id, comment.id)),
                Some(_) => {}
                None => {
                    let mut comment = comment.clone();
                    if comment.who.trim().is_empty() {
                        comment.who.clone_from(&self.request.to);
                    }
                    self.comments.push(NewComment { content: ours.id, comment });
                }
            }
        }

        let (before, after) = theirs.history.split_at(sent.steps.min(theirs.history.len()));
        let moved_on = moved_on(ours, before, sent);
        let mut there = None;
        for step in after {
            let mut step = step.clone();
            if step.who.trim().is_empty() {
                step.who.clone_from(&self.request.to);
            }
            step.extra.insert(FIELD.to_owned(), self.request.sent.into());
            if !ours.history.iter().any(|known| key(known) == key(&step)) {
                there = Some(step.to);
                self.steps.push(NewStep { content: ours.id, step, moves: !moved_on });
            }
        }
        self.known.insert(ours.id, before.to_vec());
        if let Some(there) = there.filter(|there| moved_on && *there != ours.status) {
            self.conflict(ours, ConflictKind::MovedOn { here: ours.status, there });
        }

        for proposal in differences(ours, theirs, sent) {
            let known =
                |channel: Id| ours.variant(channel).is_some() || workspace.records.channels.get(channel).is_some();
            if proposal.new == proposal.current || !proposal.channel.is_none_or(known) {
                continue;
            }
            // What no piece may hold, such as a blank title, cannot be taken.
            let mut with = ours.clone();
            take(&mut with, &proposal);
            if validate::content(&with).is_err() {
                continue;
            }
            if proposal.is_conflict() {
                self.conflict(ours, ConflictKind::Changed { channel: proposal.channel, field: proposal.field });
            }
            self.proposals.push(proposal);
        }
    }

    /// What takes the answer in: comments, steps, and the proposals that are taken; `None` where that is nothing. Take
    /// out of the lists what is not to be taken in.
    pub fn action(&self, workspace: &Workspace, now: Instant) -> Option<Action> {
        let mut items: BTreeMap<Id, ContentItem> = BTreeMap::new();
        let mut change = |id: Id, how: &mut dyn FnMut(&mut ContentItem)| {
            if let Some(item) = workspace.records.content.get(id) {
                how(items.entry(id).or_insert_with(|| (**item).clone()));
            }
        };
        for NewComment { content, comment } in &self.comments {
            change(*content, &mut |item| {
                if !item.comments.iter().any(|known| known.id == comment.id) {
                    item.comments.push(comment.clone());
                    item.comments.sort_by_key(|comment| (comment.at, comment.id));
                }
            });
        }
        for (content, comment) in &self.resolved {
            change(*content, &mut |item| {
                let found = item.comments.iter_mut().find(|known| known.id == *comment);
                found.into_iter().for_each(|comment| comment.resolved = true);
            });
        }
        for NewStep { content, step, moves } in &self.steps {
            change(*content, &mut |item| {
                if item.history.iter().any(|known| key(known) == key(step)) {
                    return;
                }
                item.history.push(step.clone());
                item.history.sort_by(|a, b| key(a).cmp(&key(b)));
                // The last word of the reviewers of this round counts.
                let known = self.known.get(content).map_or(&[][..], Vec::as_slice);
                let new = |step: &&Step| is_from_review(step) && !known.iter().any(|known| key(known) == key(step));
                if *moves && let Some(last) = item.history.iter().rfind(new) {
                    item.status = last.to;
                }
            });
        }
        for proposal in self.proposals.iter().filter(|proposal| proposal.taken) {
            change(proposal.content, &mut |item| take(item, proposal));
        }
        let changed = items
            .into_iter()
            .filter(|(id, item)| workspace.records.content.get(*id).is_none_or(|before| **before != *item));
        let commands: Vec<Command> = changed
            .map(|(_, mut item)| {
                item.updated = now;
                Command::Put(item.into())
            })
            .collect();
        let label = match self.request.to.as_str() {
            "" => "Review taken in".to_owned(),
            to => format!("Review by {to} taken in"),
        };
        (!commands.is_empty()).then(|| Action::new(label, Command::All(commands)))
    }
}

/// What makes two steps the same, and their order.
fn key(step: &Step) -> (Instant, &str, &str, &'static str) {
    (step.at, &step.who, &step.why, step.to.key())
}

fn is_from_review(step: &Step) -> bool {
    step.extra.contains_key(FIELD)
}

/// Whether somebody here moved the piece since it was sent: what came from other reviewers does not count.
fn moved_on(ours: &ContentItem, before: &[Step], sent: &Sent) -> bool {
    let since = || ours.history.iter().filter(|step| !before.iter().any(|known| key(known) == key(step)));
    let reviewed = since().any(is_from_review);
    since().any(|step| !is_from_review(step)) || (!reviewed && ours.status != sent.status)
}

/// The words that differ from those sent, with what is here now.
fn differences(ours: &ContentItem, theirs: &ContentItem, sent: &Sent) -> Vec<Proposal> {
    let mut found = Vec::new();
    let mut compare = |channel: Option<Id>, field: ProposalField, old: &str, new: &str, current: &str| {
        if old != new {
            found.push(Proposal {
                content: ours.id,
                channel,
                field,
                old: old.to_owned(),
                new: new.to_owned(),
                current: current.to_owned(),
                taken: false,
            });
        }
    };
    compare(None, ProposalField::Title, &sent.title, &theirs.title, &ours.title);
    for variant in &theirs.variants {
        let (here, old) =
            (ours.variant(variant.channel), sent.variants.iter().find(|sent| sent.channel == variant.channel));
        for (field, old, new, here) in [
            (ProposalField::Title, old.map(|old| &old.title), &variant.title, here.map(|here| &here.title)),
            (ProposalField::Text, old.map(|old| &old.text), &variant.text, here.map(|here| &here.text)),
            (ProposalField::Link, old.map(|old| &old.link), &variant.link, here.map(|here| &here.link)),
        ] {
            let text = |text: Option<&String>| text.cloned().unwrap_or_default();
            compare(Some(variant.channel), field, &text(old), new, &text(here));
        }
    }
    found
}

/// Puts the words of a proposal in.
fn take(item: &mut ContentItem, proposal: &Proposal) {
    let Some(channel) = proposal.channel else {
        item.title.clone_from(&proposal.new);
        return;
    };
    if item.variant(channel).is_none() {
        item.variants.push(Variant::new(channel));
    }
    if let Some(variant) = item.variants.iter_mut().find(|variant| variant.channel == channel) {
        let place = match proposal.field {
            ProposalField::Title => &mut variant.title,
            ProposalField::Text => &mut variant.text,
            ProposalField::Link => &mut variant.link,
        };
        place.clone_from(&proposal.new);
    }
}
