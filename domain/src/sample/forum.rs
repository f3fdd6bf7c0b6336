//! Tidyloom's forum: questions, faults, wishes and talk; who asks, who answers and how fast; a product launch.

use super::{
    calendar::Calendar,
    forum_texts as texts,
    people::Names,
    random::Random,
    story::{Act, ChannelDay, Place, Post, Story, Thread, capital, fill},
};
use crate::model::{
    Day, Instant,
    facts::{Metric, kind},
};

/// Members, the founders first.
const MEMBERS: usize = 66;
/// Of them, those who came with the launch.
const LAUNCH_MEMBERS: usize = 9;
const SPAMMERS: usize = 3;
const TEAM: usize = 4;
const BOT: usize = 3;

/// What a topic is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Topic {
    Question(usize),
    Bug,
    Wish,
    Show,
    Intro,
    Lounge(usize),
    News,
    Launch,
}

/// Whether a question has its answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answered {
    No,
    JustNow,
    Before,
}

struct Forum<'a> {
    calendar: &'a Calendar,
    random: &'a mut Random,
    story: &'a mut Story,
    /// Position of the forum's first person: three of the team, the bot, then members and spammers.
    first: usize,
}

/// Adds the forum's people, topics and days to the story.
pub(super) fn tell(calendar: &Calendar, names: &mut Names, random: &mut Random, story: &mut Story) {
    let first = story.people.len();
    for (id, name, before) in
        [("u1", "Ilse Vermeer", 900), ("u2", "Dario Lazić", 640), ("u3", "Mei Tanaka", 120), ("u4", "LoomBot", 900)]
    {
        let joined = Some(calendar.first.add(-before));
        story.people.push(names.staff(Place::Forum, id, name, joined));
    }
    if let Some(bot) = story.people.last_mut() {
        (bot.staff, bot.bot) = (false, true);
    }
    for number in 0..MEMBERS {
        let mut member = names.member(number, calendar, random);
        if number >= MEMBERS - LAUNCH_MEMBERS {
            member = member.came(calendar.launch.add(random.below(9) as i32), Day(i32::MAX));
            if random.chance(0.4) {
                member.until = calendar.launch.add(20 + random.below(30) as i32);
            }
        }
        story.people.push(member);
    }
    for number in 0..SPAMMERS {
        let day = calendar.last.add(-(40 + 150 * number as i32));
        let mut spammer = names.member(MEMBERS + number, calendar, random).came(day, day.add(1));
        spammer.eager = 0.0;
        story.people.push(spammer);
    }
    let mut forum = Forum { calendar, random, story, first };
    for day in calendar.days() {
        forum.day(day);
    }
}

impl Forum<'_> {
    fn day(&mut self, day: Day) {
        let (joined, left) = self.come_and_go(day);
        let week = [1.15, 1.2, 1.15, 1.1, 0.92, 0.45, 0.5][usize::from(day.weekday())];
        let launch = self.calendar.launch_heat(day);
        // Offices are quieter in summer and at the turn of the year.
        let season = match day.ymd() {
            (_, 8, _) => 0.68,
            (_, 12, 22..) | (_, 1, ..=4) => 0.4,
            _ => 1.0,
        };
        let topics = self.random.count(2.15 * week * season * (1.0 + 2.6 * launch));
        for _ in 0..topics {
            let task = self.random.below(texts::TASKS.len());
            let topic = match self.random.weighted(&[0.43, 0.2 + 0.35 * launch, 0.13, 0.06 + 0.22 * launch, 0.04]) {
                Some(1) => Topic::Bug,
                Some(2) => Topic::Wish,
                Some(3) => Topic::Show,
                Some(4) => Topic::Lounge(task % texts::LOUNGE.len()),
                _ => Topic::Question(task),
            };
            let hours = self.hour();
            let time = self.calendar.at(day, hours);
            if let Some(author) = self.somebody(day, false, &[]) {
                self.topic(topic, author, time);
            }
        }
        if day == self.calendar.launch {
            self.news(Topic::Launch, day, texts::LAUNCH);
        } else if self.calendar.index(day) % 14 == 5 {
            self.news(Topic::News, day, texts::NEWS[self.calendar.index(day) / 14 % texts::NEWS.len()]);
        }
        let registered = self.registered(day);
        let spread = self.random.spread(0.12);
        let reach = (150.0 + 3.2 * registered) * week.sqrt() * season.sqrt() * (1.0 + 1.9 * launch) * spread;
        let views = reach * self.random.between(3.4, 4.6);
        let visits = reach * self.random.between(1.2, 1.5);
        let mut values = [registered, joined, left, reach.round(), views.round(), visits.round()];
        if self.calendar.last.0 - day.0 == 88 {
            values[3..].fill(f64::NAN);
        }
        self.story.days.push(ChannelDay { place: Place::Forum, day, values });
    }

    /// Members on the list at the end of a day. The team and the bot count; spammers were never let in.
    fn registered(&self, day: Day) -> f64 {
        let members = &self.story.people[self.first..self.first + TEAM + MEMBERS];
        let on = |joined: Option<Day>| joined.is_some_and(|joined| joined <= day);
        members.iter().filter(|person| on(person.joined) && !(person.left && person.until <= day)).count() as f64
    }

    /// Joins and leaves of a day, with what they bring; returns how many of each.
    fn come_and_go(&mut self, day: Day) -> (f64, f64) {
        let (mut joined, mut left) = (0.0, 0.0);
        for member in self.first + TEAM..self.story.people.len() {
            let person = &self.story.people[member];
            let (comes, spams) = (person.joined == Some(day), person.eager == 0.0);
            if person.left && person.until == day {
                left += 1.0;
                let hours = self.hour();
                self.note(member, kind::LEAVE, self.calendar.at(day, hours));
            }
            if !comes {
                continue;
            }
            let time = self.calendar.at(day, self.random.between(8.0, 19.0));
            self.note(member, kind::JOIN, time);
            if spams {
                self.spam(member, time);
                continue;
            }
            joined += 1.0;
            if self.random.chance(0.6) {
                let later = time + 60_000 * (4 + self.random.below(50) as i64);
                self.topic(Topic::Intro, member, later);
            }
        }
        (joined, left)
    }

    fn note(&mut self, member: usize, kind: &'static str, time: Instant) {
        let act = Act { thread: Thread::None, ..self.act(member, kind, time, 0) };
        self.story.act(self.calendar.end(), act);
    }

    /// A newcomer who sells things, and the team that clears up.
    fn spam(&mut self, member: usize, joined: Instant) {
        let mut time = joined;
        for _ in 0..3 + self.random.below(4) {
            time += 60_000 + 1000 * self.random.below(240) as i64;
            let text = self.random.pick(texts::SPAM).to_string();
            let at = self.story.acts.len();
            let act = Act { text, ..self.act(member, kind::POST, time, at) };
            if self.story.act(self.calendar.end(), act).is_none() {
                return;
            }
            let cleared = self.calendar.later(time, 1.5, self.random);
            let staff = self.first + self.random.below(2);
            let act = Act {
                parent: Some(at),
                text: "Removed: advertising (rule 4)".to_string(),
                ..self.act(staff, kind::MODERATION, cleared, at)
            };
            self.story.act(self.calendar.end(), act);
        }
    }

    fn act(&self, member: usize, kind: &'static str, time: Instant, thread: usize) -> Act {
        Act {
            time,
            place: Place::Forum,
            member,
            kind,
            parent: None,
            thread: Thread::Act(thread),
            text: String::new(),
            likes: None,
            comments: None,
            reach: None,
        }
    }

    /// An hour of the day at which people write: mornings and afternoons of office days, some evenings.
    fn hour(&mut self) -> f64 {
        let weights = [0.5, 1.2, 2.0, 2.2, 1.9, 1.2, 1.4, 2.0, 1.9, 1.6, 1.1, 0.8, 0.8, 1.0, 0.9, 0.5];
        7.0 + self.random.weighted(&weights).unwrap_or(3) as f64 + self.random.unit()
    }

    /// A member around on a day, the eager more often (`keen`: much more often), none of those named.
    fn somebody(&mut self, day: Day, keen: bool, but: &[usize]) -> Option<usize> {
        let start = self.first + TEAM;
        let weight = |(at, person): (usize, &super::people::Person)| {
            // On the day of joining people only introduce themselves.
            if !person.around(day) || person.from == day || but.contains(&(start + at)) {
                0.0
            } else if keen {
                person.eager * person.eager
            } else {
                person.eager
            }
        };
        let weights: Vec<f64> = self.story.people[start..].iter().enumerate().map(weight).collect();
        self.random.weighted(&weights).map(|at| start + at)
    }

    /// A post of the team, with its results.
    fn news(&mut self, topic: Topic, day: Day, template: &str) {
        let time = self.calendar.at(day, 10.0 + self.random.between(0.0, 0.4));
        let version = format!("2.{}", self.calendar.index(day) / 28 + 1);
        let before = self.calendar.launch > day;
        let version = if before { version } else { format!("3.{}", (day.0 - self.calendar.launch.0) / 28) };
        let feature = self.random.pick(texts::FEATURES);
        let title = fill(template, &[("{v}", &version), ("{f}", feature)]);
        let staff = self.first + self.random.below(3);
        let Some(at) = self.thread(topic, staff, time, title.clone()) else { return };
        let act = &self.story.acts[at];
        let mut post = Post {
            place: Place::Forum,
            time,
            kind: "Announcement",
            paid: false,
            title,
            metrics: [f64::NAN; 9],
            topic: Some(at),
        };
        let reach = f64::from(act.reach.unwrap_or(0)) * 2.2 + 60.0;
        post.set(Metric::Reach, reach);
        post.set(Metric::Likes, f64::from(act.likes.unwrap_or(0)));
        post.set(Metric::Comments, f64::from(act.comments.unwrap_or(0)));
        post.set(Metric::Clicks, reach * self.random.between(0.04, 0.16));
        let registered = self.registered(day);
        post.set(Metric::Followers, registered);
        self.story.posts.push(post);
    }

    /// A member's topic.
    fn topic(&mut self, topic: Topic, author: usize, time: Instant) {
        let heat = self.calendar.launch_heat(self.calendar.local(time).0);
        let random = &mut *self.random;
        let feature = random.pick(texts::FEATURES);
        let template = match topic {
            Topic::Question(_) => random.pick(texts::ASKS),
            Topic::Bug if random.chance(1.4 * heat) => random.pick(texts::LAUNCH_BUGS),
            Topic::Bug => random.pick(texts::BUGS),
            Topic::Wish => random.pick(texts::WISHES),
            Topic::Show if random.chance(1.4 * heat) => random.pick(texts::LAUNCH_STORIES),
            Topic::Show => random.pick(texts::SHOW),
            Topic::Intro => random.pick(texts::INTROS),
            Topic::Lounge(which) => texts::LOUNGE[which].0,
            Topic::News | Topic::Launch => return,
        };
        let task = if let Topic::Question(task) = topic { texts::TASKS[task].0 } else { "" };
        let number = (3 + random.below(57)).to_string();
        let values = [("{t}", task), ("{f}", feature), ("{F}", &capital(feature)), ("{n}", &number)];
        let text = fill(template, &values);
        self.thread(topic, author, time, text);
    }

    /// A topic with its answers and reactions; returns its position.
    fn thread(&mut self, topic: Topic, author: usize, time: Instant, text: String) -> Option<usize> {
        let end = self.calendar.end();
        let root = self.story.acts.len();
        let act = Act { text, ..self.act(author, kind::POST, time, root) };
        self.story.act(end, act)?;
        let mut thread = vec![root];
        if topic == Topic::Intro {
            let text = fill(texts::BOT_WELCOME, &[("{name}", &self.story.people[author].short)]);
            self.reply(root, root, self.first + BOT, time + 20_000, text, &mut thread);
        }
        let (silent, mean, staff) = match topic {
            Topic::Question(_) => (0.1, 4.2, 0.34),
            Topic::Bug => (0.07, 5.0, 0.55),
            Topic::Wish => (0.17, 4.8, 0.25),
            Topic::Show => (0.06, 6.0, 0.15),
            Topic::Intro => (0.03, 2.6, 0.35),
            Topic::Lounge(_) => (0.0, 4.6, 0.1),
            Topic::News => (0.0, 6.0, 0.0),
            Topic::Launch => (0.0, 32.0, 0.0),
        };
        let silent = self.random.chance(silent);
        let lively = (mean - 1.0) * self.random.spread(0.45);
        let count = if silent { 0 } else { 1 + self.random.count(lively) };
        let mut clock = time;
        let mut last = author;
        let mut answered = Answered::No;
        for number in 0..count {
            let by_staff = number < 2 && self.random.chance(staff) && author >= self.first + TEAM;
            let back = !by_staff && number > 0 && last != author && self.random.chance(0.3);
            let member = if by_staff {
                Some(self.first + self.random.weighted(&[0.5, 0.3, 0.2]).unwrap_or(0)).filter(|staff| *staff != last)
            } else if back {
                Some(author)
            } else {
                let day = self.calendar.local(clock).0;
                self.somebody(day, true, &[author, last])
            };
            let Some(member) = member else { continue };
            // First answers come within hours; talk on a busy day is quicker.
            let wait = match (number, by_staff) {
                (0, true) => 2.6,
                (0, false) => 1.3,
                _ => 2.0,
            };
            clock = self.calendar.later(clock, if topic == Topic::Launch { 0.25 } else { wait }, self.random);
            if by_staff {
                clock = self.calendar.office(clock, self.random);
            }
            // Whoever answers later must still be there.
            if !by_staff && !back && !self.story.people[member].around(self.calendar.local(clock).0) {
                continue;
            }
            let to = if back { last } else { author };
            let text = self.answer(topic, to, by_staff, back, &mut answered);
            // Nobody says what somebody has said.
            if thread.iter().any(|at| self.story.acts[*at].text == text) {
                continue;
            }
            let parent =
                if number > 0 && (back || self.random.chance(0.35)) { *thread.last().unwrap_or(&root) } else { root };
            if self.reply(root, parent, member, clock, text, &mut thread).is_none() {
                break;
            }
            last = member;
        }
        // The bot looks after what nobody answered.
        if silent && matches!(topic, Topic::Question(_) | Topic::Bug) {
            let stale = time + 30 * crate::model::time::DAY_MS;
            self.reply(root, root, self.first + BOT, stale, texts::BOT_STALE.to_string(), &mut thread);
        }
        for at in &thread {
            self.reactions(root, *at, topic);
        }
        let replies = thread.len() as u32 - 1;
        let views = self.random.count(28.0 + 11.0 * f64::from(replies));
        let act = &mut self.story.acts[root];
        act.comments = Some(replies);
        act.reach = Some(views);
        Some(root)
    }

    fn reply(
        &mut self,
        root: usize,
        parent: usize,
        member: usize,
        time: Instant,
        text: String,
        thread: &mut Vec<usize>,
    ) -> Option<usize> {
        let act = Act { parent: Some(parent), text, ..self.act(member, kind::REPLY, time, root) };
        let at = self.story.act(self.calendar.end(), act)?;
        thread.push(at);
        Some(at)
    }

    /// What an answer says, to whom it is addressed.
    fn answer(&mut self, topic: Topic, to: usize, by_staff: bool, back: bool, answered: &mut Answered) -> String {
        let random = &mut *self.random;
        let before = *answered;
        if before == Answered::JustNow {
            *answered = Answered::Before;
        }
        let mut way = "";
        let texts = match topic {
            Topic::Question(_) if back && before == Answered::JustNow => texts::THANKS,
            Topic::Question(_) if back => texts::MORE[0],
            Topic::Question(task) if before == Answered::No && (by_staff || random.chance(0.72)) => {
                *answered = Answered::JustNow;
                way = texts::TASKS[task].1;
                if by_staff { texts::STAFF_ANSWERS } else { texts::ANSWERS }
            }
            Topic::Bug if by_staff => {
                *answered = Answered::Before;
                if before == Answered::No { texts::BUG_REPLIES } else { texts::BUG_ENDS }
            }
            Topic::Bug => {
                if back {
                    texts::MORE[1]
                } else {
                    texts::ON_BUGS
                }
            }
            Topic::Wish if by_staff => texts::WISH_REPLIES,
            Topic::Wish => {
                if back {
                    texts::MORE[2]
                } else {
                    texts::ON_WISHES
                }
            }
            Topic::Lounge(which) => texts::LOUNGE[which].1,
            Topic::News | Topic::Launch if back => texts::STAFF_NEWS,
            Topic::Launch => {
                if random.chance(0.8) {
                    texts::LAUNCH_REPLIES
                } else {
                    texts::ON_NEWS
                }
            }
            Topic::News => texts::ON_NEWS,
            Topic::Intro if !back => texts::GREETINGS,
            _ if back => texts::MORE[3],
            _ if by_staff => texts::STAFF_ASIDES,
            Topic::Question(_) => texts::ON_QUESTIONS,
            _ => texts::ON_STORIES,
        };
        let template = random.pick(texts);
        let way = if template.contains(". {a}") { capital(way) } else { way.to_string() };
        let count = (5 + random.below(70)).to_string();
        let name = &self.story.people[to].short;
        fill(template, &[("{a}", &way), ("{name}", name), ("{n}", &count)])
    }

    /// Hearts and thumbs on a topic or an answer.
    fn reactions(&mut self, root: usize, at: usize, topic: Topic) {
        let (author, time) = (self.story.acts[at].member, self.story.acts[at].time);
        let mean = match topic {
            Topic::Launch if at == root => 22.0,
            Topic::Show | Topic::News if at == root => 7.0,
            Topic::Wish if at == root => 4.5,
            _ if at == root => 2.3,
            _ => 1.7,
        };
        let bot = author == self.first + BOT;
        let mut likers = vec![author];
        for _ in 0..self.random.count(if bot { 0.1 } else { mean }) {
            let when = self.calendar.later(time, 5.0, self.random);
            let Some(liker) = self.somebody(self.calendar.local(when).0, true, &likers) else { continue };
            let act = Act { parent: Some(at), ..self.act(liker, kind::REACTION, when, root) };
            if self.story.act(self.calendar.end(), act).is_some() {
                likers.push(liker);
            }
        }
        self.story.acts[at].likes = Some(likers.len() as u32 - 1);
    }
}
