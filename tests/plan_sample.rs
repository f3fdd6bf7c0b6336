//! The plan of the sample community: links that are taken off are found again, and its content goes through a file.

#![allow(clippy::unwrap_used, clippy::panic)]

use hearth::{
    interchange::content::{self, Options, Verdict},
    model::{
        Day, Id, Workspace,
        record::{ContentItem, PostReference},
    },
    plan::{Certainty, Suggestion, suggest},
    sample,
};
use std::collections::BTreeMap;

fn community() -> Workspace {
    sample::community(1, Day::from_ymd(2026, 11, 22).unwrap())
}

fn change(workspace: &mut Workspace, mut how: impl FnMut(&mut ContentItem)) {
    let items: Vec<_> = workspace.records.content.iter().cloned().collect();
    for item in items {
        let mut item = (*item).clone();
        how(&mut item);
        workspace.records.put(item.into());
    }
}

#[test]
fn links_that_were_taken_off_are_found_again() {
    let mut workspace = community();
    let mut linked: BTreeMap<(Id, Id), PostReference> = BTreeMap::new();
    change(&mut workspace, |item| {
        for variant in &mut item.variants {
            if let Some(post) = variant.result.take() {
                linked.insert((item.id, variant.channel), post);
            }
        }
    });
    assert!(linked.len() > 50, "the sample's past is linked");
    let posts = |found: &[Suggestion]| -> BTreeMap<(Id, Id), PostReference> {
        found.iter().map(|one| ((one.content, one.channel), one.post.clone())).collect()
    };
    let found = suggest(&workspace);
    assert_eq!(posts(&found), linked);
    assert!(found.iter().all(|one| one.certainty == Certainty::Sure && one.why.to_string() == "same address"));

    // Without addresses, and noted a quarter of an hour late: by text and time.
    change(&mut workspace, |item| {
        for variant in &mut item.variants {
            variant.permalink.clear();
            variant.published = variant.published.map(|time| time + 15 * 60_000);
        }
    });
    let found = suggest(&workspace);
    assert_eq!(posts(&found), linked);
    assert!(found.iter().all(|one| one.certainty == Certainty::Unsure));
    assert_eq!(found[0].why.to_string(), "text 100\u{202f}% alike, 15 minutes apart");
}

#[test]
fn the_content_goes_through_a_file_unchanged() {
    let workspace = community();
    let text = content::write(&workspace, workspace.records.content.iter().map(|item| &**item));
    let draft = content::read(&workspace, "content.csv", text.into_bytes(), &Options::default()).unwrap();
    assert_eq!((draft.count(Verdict::Same), draft.rejected), (workspace.records.content.len(), 0), "{draft:?}");
    assert!(draft.action().is_none() && draft.notes.is_empty());
}
