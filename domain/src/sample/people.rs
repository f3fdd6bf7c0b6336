//! Who takes part: invented people of many places, staff and a bot, with the time each was around.

use super::{calendar::Calendar, random::Random, story::Place};
use crate::model::Day;

/// Given names and family names that go together, by language.
const NAMES: &[(&str, &str)] = &[
    ("Lucía Marta Íñigo Ainhoa Álvaro Nuria", "Ortega Belmonte Iribarren Castaño Peñalver Solís"),
    ("Inês Nuno Beatriz Rui Vasco", "Carvalhal Antunes Mourão Seixas Brandão"),
    ("Amélie Théo Manon Étienne Solène", "Garnier Lacombe Roussel Delorme Vasseur"),
    ("Saskia Joost Femke Bram Maartje", "Terpstra Hoekema Verbruggen Kuiper Dijkman"),
    ("Jürgen Anke Swantje Malte Frauke", "Brömmel Kessling Overbeck Thießen Wulff"),
    ("Agnieszka Paweł Zofia Łukasz Halina", "Wrona Zieliński Kossak Górska Majewicz"),
    ("Aoife Callum Rhian Hamish Bethan", "Tierney Lockhart Pryce Farrow Ashdown"),
    ("Nkechi Tunde Abena Kwame Zanele", "Okoro Adeyinka Boadu Mensima Dlamani"),
    ("Priya Arjun Meera Rohan Kavya", "Nambiar Deshmane Kulkar Bhandary Iyengar"),
    ("Nadia Yusuf Leyla Karim Samira", "Haddadi Yıldız Benomar Şahin Rahmani"),
    ("Yuki Haruto Mei Jun Linh Minh", "Tanabe Kurosu Zhou Baek Phạm Đặng"),
    ("Elena Matei Sorina Dragan Ivana", "Moldovan Petrescu Lazarov Jurić Kovač"),
    ("Astrid Søren Freja Þóra Mikko Aino", "Lindqvist Nørgaard Halvorsen Ketonen Bergström"),
    ("Camila Thiago Ximena Nahuel Itzel", "Quispe Barrios Figueroa Yáñez Arrieta"),
];

const HANDLE_ENDS: &[&str] = &[
    ".runs",
    "_moves",
    ".fit",
    "_lifts",
    "_outdoors",
    "_and_dog",
    ".yoga",
    "_slowly",
    "_on_bike",
    "",
    "_82",
    ".swims",
];

/// Somebody who acts.
pub(super) struct Person {
    /// Where: a person is known by one platform's id.
    pub(super) place: Place,
    /// The platform's id.
    pub(super) id: String,
    pub(super) name: String,
    /// What others call this person.
    pub(super) short: String,
    pub(super) staff: bool,
    pub(super) bot: bool,
    /// Known where the platform tells it.
    pub(super) joined: Option<Day>,
    /// How eager, 0 to 1.
    pub(super) eager: f64,
    /// First day around.
    pub(super) from: Day,
    /// The day after the last; beyond the story for those who stay.
    pub(super) until: Day,
    /// Silent days, where there was a long break.
    pub(super) away: Option<(Day, Day)>,
    /// Whether this person left for good and said so.
    pub(super) left: bool,
}

impl Person {
    pub(super) fn around(&self, day: Day) -> bool {
        self.from <= day && day < self.until && !self.away.is_some_and(|(from, until)| from <= day && day < until)
    }
}

/// Draws names without drawing one twice.
pub(super) struct Names(Vec<(&'static str, &'static str)>);

impl Names {
    pub(super) fn new(random: &mut Random) -> Self {
        let mut all = Vec::new();
        for (given, family) in NAMES {
            for (at, given) in given.split(' ').enumerate() {
                // Each given name with three family names, so that nobody's name is half the list.
                let families: Vec<_> = family.split(' ').collect();
                for step in [0, 2, 3] {
                    all.push((given, families[(at + step) % families.len()]));
                }
            }
        }
        for at in (1..all.len()).rev() {
            all.swap(at, random.below(at + 1));
        }
        Self(all)
    }

    fn next(&mut self) -> (&'static str, &'static str) {
        self.0.pop().unwrap_or(("Guest", ""))
    }

    fn person(&mut self, place: Place, id: String) -> Person {
        let (given, family) = self.next();
        Person {
            place,
            id,
            name: format!("{given} {family}"),
            short: given.to_string(),
            staff: false,
            bot: false,
            joined: None,
            eager: 0.5,
            from: Day(i32::MIN),
            until: Day(i32::MAX),
            away: None,
            left: false,
        }
    }

    /// Somebody of the team.
    pub(super) fn staff(&mut self, place: Place, id: &str, name: &str, joined: Option<Day>) -> Person {
        let short = name.split(' ').next().unwrap_or(name).to_string();
        Person { name: name.to_string(), short, staff: true, joined, ..self.person(place, id.to_string()) }
    }

    /// A follower; the platform tells no joining date.
    pub(super) fn follower(&mut self, number: usize, calendar: &Calendar, random: &mut Random) -> Person {
        let mut person = self.person(Place::Instagram, format!("ig-{}", 40_127 + number * 613 + random.below(600)));
        let handle: String = person.short.to_lowercase() + random.pick(HANDLE_ENDS);
        // Some show their name, most a handle.
        if handle.is_ascii() && random.chance(0.8) {
            person.name = handle;
        }
        person.lifetime(number, calendar, random);
        person
    }

    /// A member of the forum.
    pub(super) fn member(&mut self, number: usize, calendar: &Calendar, random: &mut Random) -> Person {
        let mut person = self.person(Place::Forum, format!("u{}", 101 + number));
        person.lifetime(number, calendar, random);
        if number % 5 == 3 {
            person.name = format!("{}{}", person.short.to_lowercase(), person.name.len() * 7 % 90 + 10);
        }
        person.joined = Some(person.from);
        person.left = person.until <= calendar.last && random.chance(0.4);
        person
    }
}

impl Person {
    /// Draws how eager, from when, until when. The first in number are the eager founders.
    fn lifetime(&mut self, number: usize, calendar: &Calendar, random: &mut Random) {
        let days = (calendar.last.0 - calendar.first.0) as f64;
        // A few do most: the heavy tail of every community.
        self.eager = (0.97 / (1.0 + number as f64 * 0.06)) * random.between(0.75, 1.1);
        let founder = number < 32;
        self.from = if founder {
            calendar.first.add(-(random.between(5.0, 420.0) as i32))
        } else {
            calendar.first.add((days * random.between(0.01, 0.96)) as i32)
        };
        let stays = random.chance(if founder { 0.68 } else { 0.52 });
        if !stays {
            let start = self.from.max(calendar.first);
            self.until = start.add((random.between(20.0, 200.0) * random.spread(0.8)) as i32 + 7);
        } else if random.chance(0.3) {
            let from = self.from.max(calendar.first).add(random.between(30.0, days * 0.6) as i32);
            self.away = Some((from, from.add(random.between(70.0, 170.0) as i32)));
        }
    }

    /// Moves the first day, for those who came with an event.
    pub(super) fn came(mut self, day: Day, until: Day) -> Self {
        self.from = day;
        self.until = until;
        self.away = None;
        self.left = false;
        self.joined = self.joined.map(|_| day);
        self
    }
}
