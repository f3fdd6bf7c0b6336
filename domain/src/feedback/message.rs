//! Feedback from something said: a comment, a message, a thread on the forum.

use super::people::add_vote;
use crate::model::{
    Id, Instant,
    record::{FactReference, FeedbackItem, FeedbackSource, Vote},
};

/// Longest title that is made from a message, in characters.
pub const TITLE_MAX: usize = 90;

/// What somebody said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    /// The activity it is, by the key of its table.
    pub activity: Option<FactReference>,
    /// The conversation it belongs to.
    pub conversation: Option<Id>,
    /// Who said it, by the key of the members table.
    pub member: Option<FactReference>,
    /// Who said it, by name; needed only where there is no member.
    pub name: String,
    /// When: ms since 1970, UTC.
    pub at: Instant,
    /// The words.
    pub text: String,
}

/// A feedback item made of a message: its first sentence as the title, its words as the source, and the vote of
/// whoever said it. `id` and `now` are those of the new record.
pub fn from_message(id: Id, now: Instant, message: &Message) -> FeedbackItem {
    let mut item = FeedbackItem::new(id, now, title(&message.text));
    add_message(&mut item, message);
    item
}

/// Adds a message to an item that asks for the same: as a source, with the vote of whoever said it. Whether anything
/// was new.
pub fn add_message(item: &mut FeedbackItem, message: &Message) -> bool {
    let source = FeedbackSource {
        at: Some(message.at),
        activity: message.activity.clone(),
        conversation: message.conversation,
        member: message.member.clone(),
        name: if message.member.is_some() { String::new() } else { message.name.trim().to_owned() },
        text: message.text.clone(),
        ..FeedbackSource::default()
    };
    let mut new = false;
    if !item.sources.iter().any(|other| is_same(other, &source)) {
        item.sources.push(source.clone());
        new = true;
    }
    if source.member.is_some() || !source.name.is_empty() {
        let vote = Vote { member: source.member, ..Vote::of_name(message.at, source.name) };
        new |= add_vote(item, vote);
    }
    new
}

/// Whether two sources are the same words of the same person.
pub(super) fn is_same(a: &FeedbackSource, b: &FeedbackSource) -> bool {
    let key = |one: &FactReference| (one.source.clone(), one.id.clone());
    match (&a.activity, &b.activity) {
        (Some(a), Some(b)) => key(a) == key(b),
        (None, None) => {
            a.conversation == b.conversation
                && a.member.as_ref().map(key) == b.member.as_ref().map(key)
                && a.name == b.name
                && a.text == b.text
        }
        _ => false,
    }
}

/// The first sentence, cut at a word where it is long.
fn title(text: &str) -> String {
    let plain = |letter: &char| !letter.is_control();
    let line = text.lines().map(str::trim).find(|line| line.chars().any(|letter| letter.is_alphanumeric()));
    // So much is enough to find the end of a sentence in.
    let line: String = line.unwrap_or_default().chars().filter(plain).take(TITLE_MAX * 4).collect();
    let mut end = line.len();
    for (at, letter) in line.char_indices() {
        let after = line.get(at + letter.len_utf8()..).unwrap_or_default();
        if matches!(letter, '.' | '!' | '?') && (after.is_empty() || after.starts_with(' ')) && at > 12 {
            end = if letter == '?' { at + 1 } else { at };
            break;
        }
    }
    let sentence = line.get(..end).unwrap_or_default().trim();
    if sentence.is_empty() {
        return "Feedback without words".to_owned();
    }
    if sentence.chars().count() <= TITLE_MAX {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(TITLE_MAX - 1).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    let whole = if whole.chars().count() > TITLE_MAX / 2 { whole } else { &cut };
    format!("{}…", whole.trim_end_matches([',', ';', ':', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feedback::tally;

    #[test]
    fn a_complaint_becomes_feedback_with_its_source_and_vote() {
        let message = Message {
            activity: Some(FactReference::new("forum", "f12")),
            member: Some(FactReference::new("forum", "u9")),
            at: 5_000,
            text: "Please let us sort the timeline by two fields. I have 300 cards!".into(),
            ..Message::default()
        };
        let mut item = from_message(Id::derived("x"), 9_000, &message);
        assert_eq!(item.title, "Please let us sort the timeline by two fields");
        assert_eq!(item.sources[0].text, message.text);
        assert_eq!((item.votes[0].at, tally(&item).votes), (5_000, 1));
        assert!(!add_message(&mut item, &message), "the same message again adds nothing");
        assert_eq!((item.sources.len(), item.votes.len()), (1, 1));
        let again = Message { activity: Some(FactReference::new("forum", "f99")), ..message };
        assert!(add_message(&mut item, &again));
        assert_eq!((item.sources.len(), item.votes.len()), (2, 1), "another message of the same person is no vote");
    }

    #[test]
    fn any_text_makes_a_title() {
        for text in ["", "\0\u{1}", "\n\n  !!!", "😀", &"é".repeat(1 << 20), &"long words ".repeat(500)] {
            let item = from_message(Id::derived("x"), 0, &Message { text: text.to_owned(), ..Message::default() });
            assert!(!item.title.trim().is_empty() && item.title.chars().count() <= TITLE_MAX, "{}", item.title);
            assert!(!item.title.contains('\0'));
            assert_eq!(item.votes.len(), 0, "nobody known voted");
        }
        assert_eq!(title("Why is v1.2 so slow? It was fast."), "Why is v1.2 so slow?");
    }
}
