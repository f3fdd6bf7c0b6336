//! Scenarios of planning: a week without posts, a brand that wants something, a meetup to prepare.

use super::{HOUR, Make, figures};
use crate::model::record::{
    ContentItem, ContentStatus, Event, EventFormat, GuidelineKind, Platform, Segment, Snippet, SnippetKind, Variant,
};

/// A channel, an audience, pillars with shares and hashtags; next week holds one post only, which is fixed.
pub(super) fn editorial_week(make: &mut Make) {
    let instagram = make.channel("Briskway on Instagram", Platform::Instagram, "briskway");
    let letter = make.channel("Briskway letter", Platform::Newsletter, "");
    let [_, _, product] = make.pillars();
    let (id, now) = (make.id(), make.now);
    let mut segment = Segment::new(id, now, "People with little time");
    segment.demographics = "25 to 45, working, many with children".to_owned();
    segment.needs =
        "Ten minutes of movement that fit before work. They look at Instagram from half past six to nine.".to_owned();
    segment.channels = vec![instagram];
    make.put(segment);
    let id = make.id();
    make.put(Snippet::new(id, now, SnippetKind::Hashtags, "Daily tip", "#BriskTip"));
    let fixed = make.at(make.next_monday().add(2), 7 * 60 + 30);
    let id = make.id();
    let mut item = ContentItem::new(id, now, "The new mat is here");
    item.pillar = Some(product);
    item.planned = Some(fixed);
    item.owner = "Noor Haddadi".to_owned();
    item.notes = "Agreed with the shop: this one stays where it is.".to_owned();
    let mut variant = Variant::new(instagram);
    variant.text = "It rolls out flat at once, and it is made of old bottles. In the shop from today.".to_owned();
    item.variants.push(variant);
    item.step(now, ContentStatus::Scheduled, "Noor Haddadi", "Agreed with the shop");
    make.put(item);
    // The letter goes out in another week.
    let at = make.at(make.next_monday().add(10), 9 * 60);
    let id = make.id();
    let mut item = ContentItem::new(id, now, "Letter: what is new in December");
    item.planned = Some(at);
    item.variants.push(Variant::new(letter));
    item.step(now, ContentStatus::Draft, "Noor Haddadi", "");
    make.put(item);
    let ideas = [
        ("Three stretches at your desk", "Tips"),
        ("Breathe out on the way up", "Tips"),
        ("A stronger back in four minutes", "Tips"),
        ("Rosa ran her first five kilometres", "People"),
        ("Coach Imre answers your questions", "People"),
    ];
    for (title, kind) in ideas {
        let id = make.id();
        let mut idea = ContentItem::new(id, now, title);
        idea.notes = format!("Would go with {kind}.");
        make.put(idea);
    }
}

/// A quarter of figures on Instagram, and what the management wants, in its own words.
pub(super) fn objective_and_kpis(make: &mut Make) {
    let instagram = make.channel("Briskway on Instagram", Platform::Instagram, "briskway");
    figures::history(make, instagram, 13, None);
    make.guideline(
        GuidelineKind::Tone,
        1,
        "What the management wants",
        "“We want a livelier community on Instagram by the end of next quarter: people should react to what we post and \
         keep it, not just scroll past. And there should be more of them. No prize draws, no adverts.”",
        "Rui Seixas, in the meeting on Monday",
    );
}

/// A meetup of which only date, place to be and wishes are known.
pub(super) fn meetup(make: &mut Make) {
    make.channel("Briskway on Instagram", Platform::Instagram, "briskway");
    make.channel("Briskway letter", Platform::Newsletter, "");
    let start = make.at(make.next_monday().add(24), 18 * 60);
    let (id, now, zone) = (make.id(), make.now, make.zone);
    let mut event = Event::new(id, now, "Winter meetup", start, start + 2 * HOUR, zone);
    event.format = EventFormat::InPerson;
    event.notes = "The back room of Café Sol (Calle Mayor 12) is ours from six to eight; it takes 30 people and not one \
                   more. Noor is the host, Coach Imre speaks for half an hour. People asked for time to meet each other. \
                   Last time nobody knew of it before the last two days."
        .to_owned();
    make.put(event);
}
