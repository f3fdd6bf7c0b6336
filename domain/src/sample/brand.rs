//! Briskway on Instagram: a tip a day, a challenge in January, a post that went round, and one bad week.

use super::{
    brand_texts as texts,
    calendar::Calendar,
    people::Names,
    random::Random,
    story::{Act, ChannelDay, Place, Post, Story, Thread, fill},
};
use crate::model::{
    Day, Instant,
    facts::{Metric, kind},
};

/// Followers on the first day.
const FOLLOWERS: f64 = 4_210.0;
/// How many of them are known by name.
const KNOWN: usize = 66;
/// How many came for the crisis only.
const OUTRAGED: usize = 14;
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What a post is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Topic {
    Tip,
    Challenge,
    Product,
    Story,
    Viral,
    /// The advert of the crisis.
    Advert,
    /// What is said about it.
    Statement,
}

/// A post to be published.
struct Draft {
    topic: Topic,
    hours: f64,
    title: String,
    paid: bool,
}

struct Brand<'a> {
    calendar: &'a Calendar,
    random: &'a mut Random,
    story: &'a mut Story,
    /// Positions of the brand's people; the first three are the team.
    people: std::ops::Range<usize>,
    followers: f64,
    /// What yesterday's posts reached.
    echo: f64,
}

/// Adds the brand's people, posts, activities and days to the story.
pub(super) fn tell(calendar: &Calendar, names: &mut Names, random: &mut Random, story: &mut Story) {
    let first = story.people.len();
    story.people.push(names.staff(Place::Instagram, "ig-1001", "Briskway", None));
    story.people.push(names.staff(Place::Instagram, "ig-1002", "Noor Haddadi", None));
    story.people.push(names.staff(Place::Instagram, "ig-1003", "Tomé Antunes", None));
    for number in 0..KNOWN {
        story.people.push(names.follower(number, calendar, random));
    }
    for number in KNOWN..KNOWN + OUTRAGED {
        let from = calendar.crisis.add(random.below(3) as i32);
        let until = from.add(3 + random.below(9) as i32);
        let mut person = names.follower(number, calendar, random).came(from, until);
        person.eager = 0.7;
        story.people.push(person);
    }
    let people = first..story.people.len();
    let mut brand = Brand { calendar, random, story, people, followers: FOLLOWERS, echo: 1_500.0 };
    for day in calendar.days() {
        brand.day(day);
    }
}

impl Brand<'_> {
    fn day(&mut self, day: Day) {
        let mut reached = 0.0;
        let mut shown = 0.0;
        for draft in self.drafts(day) {
            let (reach, impressions) = self.publish(day, draft);
            reached += reach;
            shown += impressions;
        }
        let season = self.calendar.season(day);
        let heat = self.calendar.crisis_heat(day);
        let viral = self.calendar.viral_heat(day);
        let pull = season * (1.0 - 0.5 * heat) * if self.calendar.challenge_day(day).is_some() { 2.1 } else { 1.0 };
        let gained = self.random.count(self.followers * 0.002 * pull + 240.0 * viral);
        let lost = self.random.count(self.followers * 0.001 + 62.0 * heat);
        self.followers += f64::from(gained) - f64::from(lost);
        let reach = reached * 0.7 + self.echo * 0.24 + self.followers * 0.05 * self.random.spread(0.2);
        let impressions = reach * 1.25 + shown * 0.2;
        let visits = reach * self.random.between(0.018, 0.03) + f64::from(gained) * 3.1 + 400.0 * heat;
        self.echo = reached;
        let mut values =
            [self.followers, gained.into(), lost.into(), reach.round(), impressions.round(), visits.round()];
        // The platform's report has holes: two days without reach, one that is not there at all.
        match self.calendar.last.0 - day.0 {
            203 | 204 => values[3..].fill(f64::NAN),
            311 => return,
            _ => {}
        }
        self.story.days.push(ChannelDay { place: Place::Instagram, day, values });
    }

    /// What is published on a day.
    fn drafts(&mut self, day: Day) -> Vec<Draft> {
        let number = self.calendar.index(day);
        let mut drafts = Vec::new();
        let mut add = |topic, hours, title: String, paid| drafts.push(Draft { topic, hours, title, paid });
        let crisis = day.0 - self.calendar.crisis.0;
        let hours = self.slot(day);
        // Scheduled posts go on until somebody stops them: on the Wednesday of the crisis.
        if !(2..=4).contains(&crisis) {
            let tip = tip_text(self.calendar, day);
            let closer = self.random.pick(texts::CLOSERS);
            let gap = if closer.is_empty() { "" } else { " " };
            add(Topic::Tip, hours, format!("{tip}{gap}{closer} {}", texts::TIP_TAG), false);
        }
        let evening = 18.0 + self.random.between(0.2, 0.9);
        if let Some(count) = self.calendar.challenge_day(day) {
            let title = match count {
                1 => Some(texts::CHALLENGE_START),
                30 => Some(texts::CHALLENGE_END),
                _ if count % 2 == 1 => Some(texts::CHALLENGE[count as usize / 2 % texts::CHALLENGE.len()]),
                _ => None,
            };
            if let Some(title) = title {
                let week = (count / 7 + 1).to_string();
                let title = fill(title, &[("{d}", &count.to_string()), ("{w}", &week)]);
                add(Topic::Challenge, evening, title, [1, 5, 9, 15, 21].contains(&count));
            }
        } else if number % 19 == 11 && self.calendar.crisis_heat(day) == 0.0 {
            let month = MONTHS[day.add(20).ymd().1 as usize - 1];
            let title = texts::PRODUCTS[number / 19 % texts::PRODUCTS.len()];
            add(Topic::Product, 12.4, fill(title, &[("{m}", month)]), number.is_multiple_of(3));
        }
        if number % 17 == 8 && self.calendar.crisis_heat(day) == 0.0 {
            let title = texts::STORIES[number / 17 % texts::STORIES.len()];
            add(Topic::Story, 16.1, title.to_string(), false);
        }
        if let Some(which) = self.calendar.viral.iter().position(|viral| *viral == day) {
            add(Topic::Viral, evening, texts::VIRAL[which].to_string(), false);
        }
        if let Some(title) = usize::try_from(crisis).ok().and_then(|at| texts::CRISIS_POSTS.get(at)) {
            let topic = if crisis == 0 { Topic::Advert } else { Topic::Statement };
            let hours = [11.5, 17.3, 10.2, 12.1, 9.6][crisis as usize % 5];
            add(topic, hours, (*title).to_string(), crisis == 0);
        }
        drafts
    }

    /// When the day's tip goes out: the team tries several hours.
    fn slot(&mut self, day: Day) -> f64 {
        let (hours, weights): ([f64; 4], [f64; 4]) = match day.weekday() {
            0..=4 => ([7.5, 12.5, 18.5, 20.5], [0.42, 0.15, 0.27, 0.16]),
            _ => ([9.5, 11.0, 18.2, 19.4], [0.5, 0.2, 0.14, 0.16]),
        };
        hours[self.random.weighted(&weights).unwrap_or(0)] + self.random.between(0.0, 0.15)
    }

    /// Publishes a post with its results and what the people known by name do; returns reach and impressions.
    fn publish(&mut self, day: Day, draft: Draft) -> (f64, f64) {
        let Draft { topic, hours, title, paid } = draft;
        let time = self.calendar.at(day, hours);
        let slot = slot_effect(day.weekday(), hours);
        let season = self.calendar.season(day);
        let heat = self.calendar.crisis_heat(day);
        let random = &mut *self.random;
        let form = match topic {
            Topic::Story => "Story",
            Topic::Viral => "Reel",
            Topic::Advert | Topic::Statement => "Photo",
            Topic::Product => ["Photo", "Photo", "Carousel"][random.below(3)],
            _ => ["Photo", "Carousel", "Reel"][random.weighted(&[0.44, 0.27, 0.29]).unwrap_or(0)],
        };
        let quality = random.spread(0.24);
        let (wide, warm) = match (topic, form) {
            (Topic::Viral, _) => (if day == self.calendar.viral[1] { 13.0 } else { 6.5 }, 1.25),
            (Topic::Advert, _) => (3.1, 0.3),
            (Topic::Statement, _) => (1.9, 0.75),
            (Topic::Story, _) => (0.42, 0.5),
            (Topic::Product, _) => (0.8, 0.62),
            (Topic::Challenge, _) => (1.25, 1.2),
            (_, "Reel") => (1.35, 0.95),
            (_, "Carousel") => (0.95, 1.18),
            _ => (0.88, 1.0),
        };
        let boost = if paid { random.between(1.8, 2.9) } else { 1.0 };
        // Whom people scroll past in anger is shown to fewer, the whole week and a little after it.
        let mute = if topic == Topic::Tip { 1.0 - 0.62 * (heat * 1.7).min(0.85) } else { 1.0 };
        let organic = self.followers * 0.36 * season * wide * (0.55 + 0.45 * slot) * quality * mute;
        let reach = organic * boost;
        let impressions = reach * random.between(1.14, 1.42);
        // Bought eyes press fewer buttons.
        let warmth = warm * slot * (0.6 + 0.4 * quality) * (0.75 + 0.25 * season) / (1.0 + 0.55 * (boost - 1.0));
        let calm = 1.0 - 0.55 * heat;
        let mut some = |rate: f64| f64::from(random.count(reach * rate * warmth));
        let mut post =
            Post { place: Place::Instagram, time, kind: form, paid, title, metrics: [f64::NAN; 9], topic: None };
        let saves = if form == "Carousel" { 0.017 } else { 0.0085 };
        let clicks = if topic == Topic::Product { 0.016 } else { 0.0016 };
        let likes = some(0.047 * calm);
        let strangers = some(0.0011 * (1.0 + 11.0 * heat));
        post.set(Metric::Shares, some(0.0045 * (1.0 + heat)));
        post.set(Metric::Clicks, some(clicks));
        if topic != Topic::Story {
            post.set(Metric::Saves, some(saves * calm));
        }
        if form == "Reel" {
            post.set(Metric::Views, reach * self.random.between(1.08, 1.6));
        }
        post.set(Metric::Reach, reach);
        post.set(Metric::Impressions, impressions);
        post.set(Metric::Followers, self.followers);
        let at = self.story.posts.len();
        self.story.posts.push(post);
        let (known_likes, known_comments) =
            if topic == Topic::Story { (0, 0) } else { self.known(at, topic, time, slot * season.sqrt()) };
        let post = &mut self.story.posts[at];
        post.set(Metric::Likes, likes.max(f64::from(known_likes)));
        post.set(Metric::Comments, strangers + f64::from(known_comments));
        (reach, impressions)
    }

    /// What the people known by name do with a post. Returns their likes and comments.
    fn known(&mut self, post: usize, topic: Topic, time: Instant, mood: f64) -> (u32, u32) {
        let heat = self.calendar.crisis_heat(self.calendar.local(time).0);
        let (warm, talk) = match topic {
            Topic::Challenge => (1.15, 1.9),
            Topic::Viral => (1.3, 2.6),
            Topic::Product => (0.7, 0.7),
            Topic::Advert => (0.25, 2.4),
            Topic::Statement => (0.8, 2.0),
            _ => (1.0, 1.0),
        };
        let before = self.story.acts.len();
        let mut likes = 0;
        for member in self.people.clone().skip(3) {
            let person = &self.story.people[member];
            if !person.around(self.calendar.local(time).0) {
                continue;
            }
            let eager = person.eager * mood.clamp(0.5, 1.5);
            if self.random.chance((eager * 1.05 * warm * (1.0 - 0.6 * heat)).min(0.97)) {
                let act = Act { text: String::new(), ..self.act(post, member, kind::REACTION, time, 3.0) };
                likes += u32::from(self.story.act(self.calendar.end(), act).is_some());
            }
            if self.random.chance((eager * 0.02 * warm).min(0.5)) {
                let act = self.act(post, member, kind::SHARE, time, 4.0);
                self.story.act(self.calendar.end(), act);
            }
            let comments = self.random.count(eager * 0.19 * talk * (1.0 + 5.5 * heat)).min(3);
            for _ in 0..comments {
                self.comment(post, member, topic, time, heat);
            }
        }
        let comments = self.story.acts[before..].iter().filter(|act| [kind::COMMENT, kind::REPLY].contains(&act.kind));
        (likes, comments.count() as u32)
    }

    fn act(&mut self, post: usize, member: usize, kind: &'static str, after: Instant, hours: f64) -> Act {
        Act {
            time: self.calendar.later(after, hours, self.random),
            place: Place::Instagram,
            member,
            kind,
            parent: None,
            thread: Thread::Post(post),
            text: String::new(),
            likes: None,
            comments: None,
            reach: None,
        }
    }

    /// A comment and what follows from it.
    fn comment(&mut self, post: usize, member: usize, topic: Topic, time: Instant, heat: f64) {
        let end = self.calendar.end();
        let mut act = self.act(post, member, kind::COMMENT, time, 2.2);
        let day = self.calendar.local(act.time).0;
        let random = &mut *self.random;
        // Who is angry says so under any post; on the apology and later, the tone turns.
        let angry = match topic {
            Topic::Advert | Topic::Statement => true,
            _ => random.chance(heat * 0.9),
        };
        let mut answer: Option<&str> = None;
        let mut hide = false;
        let template = if angry {
            let early = day.0 - self.calendar.crisis.0 < 2;
            hide = random.chance(0.03);
            if hide {
                random.pick(texts::INSULTS)
            } else if early || random.chance(0.35) {
                answer = (!early || random.chance(0.15)).then(|| random.pick(texts::HOLDING));
                random.pick(texts::ANGER)
            } else {
                random.pick(texts::AFTERMATH)
            }
        } else if topic == Topic::Challenge && random.chance(0.7) {
            answer = random.chance(0.2).then(|| random.pick(texts::CHEERS));
            let early = self.calendar.challenge_day(day).is_some_and(|count| count < 8);
            random.pick(if early { &texts::CHECK_INS[..texts::CHECK_INS_EARLY] } else { texts::CHECK_INS })
        } else {
            // Half of what is said is about the theme of the day, where there is one.
            let tip = topic == Topic::Tip && random.chance(0.5);
            let moving = topic == Topic::Viral || tip && [0, 1, 3, 5].contains(&self.calendar.local(time).0.weekday());
            match random.weighted(&[0.5, 0.31, 0.19]) {
                Some(1) => {
                    answer = random.chance(0.45).then(|| random.pick(texts::CHEERS));
                    random.pick(if moving { texts::PROGRESS_MOVING } else { texts::PROGRESS })
                }
                Some(2) => {
                    let questions = if moving { texts::QUESTIONS_MOVING } else { texts::QUESTIONS };
                    let (question, reply) = questions[random.below(questions.len())];
                    answer = random.chance(0.84).then_some(reply);
                    question
                }
                _ => {
                    answer = random.chance(0.12).then(|| random.pick(texts::CHEERS));
                    random.pick(match self.calendar.local(time).0.weekday() {
                        _ if moving => texts::PRAISE_MOVING,
                        2 if tip => texts::PRAISE_KITCHEN,
                        _ => texts::PRAISE,
                    })
                }
            }
        };
        let (small, large) = ((3 + random.below(9)).to_string(), (27 + random.below(18)).to_string());
        let count = self.calendar.challenge_day(day).unwrap_or(30).to_string();
        act.text = fill(template, &[("{n}", &large), ("{k}", &small), ("{d}", &count)]);
        let asked = act.time;
        let Some(comment) = self.story.act(end, act) else { return };
        let mut replies = 0;
        if let Some(text) = answer {
            let team = self.people.start + self.random.weighted(&[0.6, 0.25, 0.15]).unwrap_or(0);
            let mut act = self.act(post, team, kind::REPLY, asked, if angry { 9.0 } else { 2.4 });
            act.time = self.calendar.office(act.time, self.random);
            replies += self.follow(comment, act, text);
        }
        if !angry || self.random.chance(0.4) {
            for _ in 0..self.random.count(0.3) {
                let text = if angry { self.random.pick(texts::ANGER) } else { self.random.pick(texts::FRIENDS) };
                if let Some(friend) = self.somebody(day, member) {
                    let act = self.act(post, friend, kind::REPLY, asked, 3.0);
                    replies += self.follow(comment, act, text);
                }
            }
        }
        let mut likes: Vec<usize> = Vec::new();
        for _ in 0..self.random.count(if angry { 2.4 } else { 1.9 }) {
            if let Some(friend) = self.somebody(day, member).filter(|friend| !likes.contains(friend)) {
                let act = Act { parent: Some(comment), ..self.act(post, friend, kind::REACTION, asked, 4.0) };
                if self.story.act(end, act).is_some() {
                    likes.push(friend);
                }
            }
        }
        self.story.acts[comment].likes = Some(likes.len() as u32);
        self.story.acts[comment].comments = Some(replies);
        if hide {
            let act = self.act(post, self.people.start, kind::MODERATION, asked, 0.8);
            self.follow(comment, act, "Hidden: insult (rule 2)");
        }
    }

    /// Adds an answer to a comment; returns how many were added.
    fn follow(&mut self, comment: usize, act: Act, text: &str) -> u32 {
        let act = Act { parent: Some(comment), text: text.to_string(), ..act };
        u32::from(self.story.act(self.calendar.end(), act).is_some())
    }

    /// One of the people around on a day, but not this one.
    fn somebody(&mut self, day: Day, but: usize) -> Option<usize> {
        let start = self.people.start + 3;
        let known = &self.story.people[start..self.people.end];
        let weight = |(at, person): (usize, &super::people::Person)| {
            if start + at != but && person.around(day) { person.eager } else { 0.0 }
        };
        let weights: Vec<f64> = known.iter().enumerate().map(weight).collect();
        self.random.weighted(&weights).map(|at| start + at)
    }
}

/// The tip of a day, to come too. Each comes back after twelve weeks.
pub(super) fn tip_text(calendar: &Calendar, day: Day) -> String {
    let (week, weekday) = (calendar.index(day) / 7, usize::from(day.weekday()));
    let (tip, opener) = (texts::TIPS[weekday][week % 12], texts::OPENERS[weekday][week % 2]);
    let tip = if opener.ends_with(':') { tip.to_string() } else { super::story::capital(tip) };
    format!("{opener} {tip}")
}

/// How well a weekday and hour do, around 1.
fn slot_effect(weekday: u8, hours: f64) -> f64 {
    let hour = hours as u8;
    match (weekday, hour) {
        (1..=3, 17..=19) => 1.34,
        (0, 17..=19) => 1.16,
        (0..=3, 20..) => 1.15,
        (4, 17..) => 0.8,
        (0, 0..=9) => 1.1,
        (_, 12..=14) if weekday < 5 => 0.84,
        (6, 17..) => 1.22,
        (6, _) => 1.08,
        (5, _) => 0.78,
        _ => 0.95,
    }
}
