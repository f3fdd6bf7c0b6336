//! Which pieces of content a list or calendar shows.

use crate::{
    model::{
        Id, Workspace,
        record::{ContentItem, ContentStatus},
    },
    search::{Search, fold},
};
use std::sync::Arc;

/// What is asked for. What is empty does not narrow; of several values of one field any will do; fields narrow
/// together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContentFilter {
    /// With a variant on one of these channels.
    pub channels: Vec<Id>,
    /// Of these pillars; `None` = without a pillar.
    pub pillars: Vec<Option<Id>>,
    /// Of these campaigns; `None` = without a campaign.
    pub campaigns: Vec<Option<Id>>,
    /// So far.
    pub statuses: Vec<ContentStatus>,
    /// Seen to by somebody of this name, in any case.
    pub owner: String,
    /// With all of these labels, in any case.
    pub tags: Vec<String>,
    /// Words in the title, texts, links, notes, labels, owner, comments: all of them, anywhere, in any case.
    pub text: String,
}

impl ContentFilter {
    /// Whether it lets everything through.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// The pieces it lets through, in the order of the content.
    pub fn matching<'a>(&self, workspace: &'a Workspace) -> Vec<&'a Arc<ContentItem>> {
        let test = self.test();
        workspace.records.content.iter().filter(|item| test(item)).collect()
    }

    /// The filter as a question to ask of many pieces: what it looks for is folded once.
    pub fn test(&self) -> impl Fn(&ContentItem) -> bool + '_ {
        let search = Search::new(&self.text);
        let owner = fold(self.owner.trim());
        let tags: Vec<String> = self.tags.iter().map(|tag| fold(tag.trim())).filter(|tag| !tag.is_empty()).collect();
        fn any<T: PartialEq>(wanted: &[T], value: &T) -> bool {
            wanted.is_empty() || wanted.contains(value)
        }
        move |item| {
            any(&self.statuses, &item.status)
                && any(&self.pillars, &item.pillar)
                && any(&self.campaigns, &item.campaign)
                && (self.channels.is_empty()
                    || item.variants.iter().any(|variant| self.channels.contains(&variant.channel)))
                && (owner.is_empty() || fold(item.owner.trim()) == owner)
                && tags.iter().all(|tag| item.tags.iter().any(|other| fold(other.trim()) == *tag))
                && (search.is_empty() || search.matches(&words(item)))
        }
    }
}

/// Everything of a piece that is written to be read.
fn words(item: &ContentItem) -> String {
    let mut all = format!("{}\n{}\n{}", item.title, item.owner, item.notes);
    let mut add = |text: &str| {
        all.push('\n');
        all.push_str(text);
    };
    item.tags.iter().for_each(|tag| add(tag));
    item.comments.iter().for_each(|comment| add(&comment.text));
    for variant in &item.variants {
        [&variant.title, &variant.text, &variant.link, &variant.permalink].into_iter().for_each(|text| add(text));
        variant.media.iter().for_each(|media| add(&media.alt));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::testing::{id, item, put, workspace};
    use super::*;

    #[test]
    fn fields_narrow_together() {
        let mut workspace = workspace();
        let mut one = item(10, None, "Café at NOON");
        one.owner = "Zoë".into();
        one.tags = vec!["Launch".into(), "spring".into()];
        one.pillar = Some(id(30));
        let mut two = item(11, None, "Tea");
        two.status = ContentStatus::Draft;
        two.variants[0].channel = id(2);
        put(&mut workspace, one);
        put(&mut workspace, two);
        let found = |filter: ContentFilter| -> Vec<Id> {
            filter.matching(&workspace).into_iter().map(|item| item.id).collect()
        };
        let open = ContentFilter::default;
        assert_eq!(found(open()), [id(10), id(11)]);
        assert_eq!(found(ContentFilter { text: "noon cafe".into(), ..open() }), [id(10)]);
        assert_eq!(found(ContentFilter { owner: " zoe ".into(), ..open() }), [id(10)]);
        assert_eq!(found(ContentFilter { tags: vec!["LAUNCH".into(), "Spring".into()], ..open() }), [id(10)]);
        assert_eq!(found(ContentFilter { tags: vec!["launch".into(), "autumn".into()], ..open() }), []);
        assert_eq!(found(ContentFilter { pillars: vec![None], ..open() }), [id(11)]);
        assert_eq!(found(ContentFilter { pillars: vec![None, Some(id(30))], ..open() }), [id(10), id(11)]);
        assert_eq!(found(ContentFilter { channels: vec![id(2)], ..open() }), [id(11)]);
        let both = ContentFilter { channels: vec![id(2)], statuses: vec![ContentStatus::Scheduled], ..open() };
        assert_eq!(found(both), []);
    }
}
