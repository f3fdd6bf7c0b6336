//! The sample community: 18 months of an invented fitness brand on Instagram, a software company's forum and its
//! newsletter, made from a seed.
//!
//! The same seed and day give the same workspace, byte for byte, natively and in the browser. Every fact is marked
//! [`Origin::Sample`](crate::model::facts::Origin::Sample). Nothing here knows about figures or the page.

mod brand;
mod brand_texts;
mod calendar;
mod content;
mod crisis;
mod feedback;
mod feedback_texts;
mod forum;
mod forum_texts;
mod inbox;
mod meetings;
mod moderation;
mod people;
mod plan;
mod plan_texts;
mod random;
mod records;
mod story;

use crate::model::{Day, Settings, Workspace, Zone};
use calendar::Calendar;
use random::Random;
use story::{ChannelDay, Place, Story};

/// The zone in which the sample's people live.
const ZONE: &str = "Europe/Madrid";

/// The sample community as it stands on the morning of `today`: its last events happened the day before.
pub fn community(seed: u64, today: Day) -> Workspace {
    // The zone is one of the database's; UTC would do as well.
    let zone: Zone = ZONE.parse().unwrap_or(Zone::UTC);
    let calendar = Calendar::new(today, zone);
    let mut random = Random::new(seed);
    let now = calendar.end();
    let mut settings = Settings::new(records::id(now, &mut random), "Sample: Briskway & Tidyloom", now, zone);
    settings.sample = true;
    let mut workspace = Workspace::new(settings);

    let mut story = Story::default();
    let mut names = people::Names::new(&mut random);
    brand::tell(&calendar, &mut names, &mut Random::new(random.next()), &mut story);
    forum::tell(&calendar, &mut names, &mut Random::new(random.next()), &mut story);
    newsletter(&calendar, &mut Random::new(random.next()), &mut story);

    let rows = story.people.len() + story.acts.len() + story.posts.len() + story.days.len();
    let (channels, batch) = records::write(&mut workspace, &calendar, seed, rows as u64, &mut random);
    let joined = |day: Day| zone.day_start(day);
    let ids = channels.clone().map(|id| id.parse().ok());
    workspace.facts = story.facts(channels, &batch, joined, &workspace);
    if let [Some(instagram), Some(forum), Some(letter)] = ids {
        // What is planned has chances of its own: the facts stay as they are.
        let mut random = Random::new(random.next());
        let plan = plan::write(&mut workspace, &calendar, [instagram, forum, letter], &mut random);
        content::write(&mut workspace, &calendar, &plan, &mut random);
        meetings::write(&mut workspace, &calendar, &plan, &mut random);
        inbox::write(&mut workspace, &calendar, [instagram, forum], &mut Random::new(random.next()));
        moderation::write(&mut workspace, &calendar, [instagram, forum, letter], seed);
        feedback::write(&mut workspace, &calendar, &mut Random::new(random.next()));
        crisis::write(&mut workspace, &calendar, instagram, &mut Random::new(random.next()));
    }
    workspace
}

/// The letter on every second Thursday, of which only statistics are known.
fn newsletter(calendar: &Calendar, random: &mut Random, story: &mut Story) {
    let mut subscribers = 1_930.0;
    for day in calendar.days() {
        let sends = day.weekday() == 3 && day.0 / 7 % 2 == 0;
        let gained = f64::from(random.count(3.4 + 9.0 * calendar.launch_heat(day)));
        let lost = f64::from(random.count(if sends { 11.0 } else { 0.35 }));
        let mut values = [subscribers, gained, lost, f64::NAN, f64::NAN, f64::NAN];
        if sends {
            let opened = subscribers * random.between(0.36, 0.47);
            values[3] = opened.round();
            values[4] = (opened * random.between(1.3, 1.6)).round();
            values[5] = (opened * random.between(0.09, 0.17)).round();
        }
        subscribers += gained - lost;
        values[0] = subscribers;
        story.days.push(ChannelDay { place: Place::Newsletter, day, values });
    }
}
