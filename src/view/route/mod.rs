//! Where one is in the page, as a text behind `#`: every screen, filter and open panel has an address that can be
//! kept, sent and come back to. Unknown addresses lead to a page that says so; unknown parameters are ignored.

mod analytics;
mod classroom;
mod content;
mod course;
mod crisis;
mod exercises;
mod feedback;
mod inbox;
mod moderation;
mod packs;
mod query;
mod strategy;

pub use analytics::{AnalyticsView, Course, Section};
pub use classroom::{ClassroomSection, ClassroomSort, ClassroomView, PackChoice};
pub use content::{ContentMode, ContentView};
pub use course::CourseView;
pub use crisis::{CrisisSection, CrisisSide, CrisisView};
pub use exercises::{ExerciseKey, ExercisesShown, ExercisesView};
pub use feedback::{FeedbackMode, FeedbackSection, FeedbackSort, FeedbackView, ThemeTexts};
pub use inbox::{InboxPanel, InboxView};
pub use moderation::{ModerationSection, ModerationView};
pub use packs::{PackKey, PacksView, Paper};
pub use strategy::{StrategySection, StrategyView};

use super::period::PeriodChoice;
use crate::model::{Id, RecordKind};
use query::{Pairs, QueryText};
use std::fmt;

/// A screen with what is chosen on it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Route {
    /// The four doors and the workspaces there are.
    #[default]
    Start,
    /// KPI dashboard.
    Analytics(AnalyticsView),
    /// Posts and their results.
    Posts(ListView),
    /// What members did.
    Activities(ListView),
    /// People.
    Members(ListView),
    /// Channels; one may be open.
    Channels(Option<Panel>),
    /// What needs somebody now.
    Today,
    /// Objectives, audience, pillars, guidelines.
    Strategy(StrategyView),
    /// Content from idea to published: calendar, list, board.
    Content(ContentView),
    /// Meetings of the community; one may be open.
    Events(Option<Panel>),
    /// Conversations: who waits for an answer.
    Inbox(InboxView),
    /// Flags, suggestions, word lists, the audit log.
    Moderation(ModerationView),
    /// What people ask for, themes, surveys.
    Feedback(FeedbackView),
    /// Alerts, incidents, playbooks, drills.
    Crisis(CrisisView),
    /// Views and figures side by side: the list of dashboards and saved views, or one dashboard.
    Dashboards(Option<Panel>),
    /// All KPIs, those with formulas of one's own first; one of these may be open.
    Kpis(Option<Panel>),
    /// What happened, as charts show it; one may be open.
    Annotations(Option<Panel>),
    /// The course: its lessons, the glossary.
    Course(CourseView),
    /// Exercises: the list, or one of them.
    Exercises(ExercisesView),
    /// A teacher's gradebook of student files.
    Classroom(ClassroomView),
    /// Packs of exercises of one's own: written, given out, printed.
    Packs(PacksView),
    /// Taking files in.
    Import,
    /// Giving files out.
    Export,
    /// Where the data is, how much, backups.
    Storage,
    /// The workspace's settings.
    Settings,
    /// An address that leads nowhere.
    Unknown(String),
}

/// What is open in the panel beside a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// A new record.
    New,
    /// An existing one.
    Edit(Id),
}

/// A record of one of several types, open in the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Its type.
    pub kind: RecordKind,
    /// Which one.
    pub panel: Panel,
}

/// The keys under which addresses name records of several types, such as `slot=new`.
type OpenedKeys = &'static [(RecordKind, &'static str)];

impl Opened {
    /// A new record of a type.
    pub fn new(kind: RecordKind) -> Self {
        Self { kind, panel: Panel::New }
    }

    /// An existing record of a type.
    pub fn edit(kind: RecordKind, id: Id) -> Self {
        Self { kind, panel: Panel::Edit(id) }
    }

    fn read(pairs: &Pairs, keys: OpenedKeys) -> Option<Self> {
        keys.iter().find_map(|(kind, key)| pairs.panel(key).map(|panel| Self { kind: *kind, panel }))
    }

    fn write(self, query: &mut QueryText, keys: OpenedKeys) {
        if let Some((_, key)) = keys.iter().find(|(kind, _)| *kind == self.kind) {
            query.panel(key, self.panel);
        }
    }
}

/// What is chosen on a list of facts.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct ListView {
    /// Text to look for.
    pub search: String,
    /// Filters.
    pub filter: Filter,
    /// Row that is open in the panel.
    pub open: Option<u32>,
}

/// Filters that several screens share.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Filter {
    /// Period; `None` = the screen's own suggestion.
    pub period: Option<PeriodChoice>,
    /// Channels; none = all.
    pub channels: Vec<Id>,
    /// Post types; none = all.
    pub types: Vec<String>,
    /// Paid only, organic only, or both.
    pub paid: Option<bool>,
    /// Audience segments; none = everybody.
    pub segments: Vec<Id>,
}

impl Route {
    /// Reads an address: the part behind `#`, with or without it.
    pub fn parse(address: &str) -> Self {
        let address = address.trim_start_matches('#');
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let pairs = Pairs::read(query);
        let panel = || pairs.panel("open");
        let list = || ListView {
            search: pairs.get("search").unwrap_or_default().into(),
            filter: Filter::read(&pairs),
            open: pairs.get("open").and_then(|row| row.parse().ok()),
        };
        let path = path.trim_matches('/');
        let unknown = || Self::Unknown(path.chars().take(100).collect());
        let (screen, rest) = path.split_once('/').unwrap_or((path, ""));
        if screen == "course" {
            return CourseView::read(rest, &pairs).map_or_else(unknown, Self::Course);
        }
        if screen == "exercises" {
            return ExercisesView::read(rest, &pairs).map_or_else(unknown, Self::Exercises);
        }
        if screen == "packs" {
            return PacksView::read(rest, &pairs).map_or_else(unknown, Self::Packs);
        }
        match path {
            "" | "start" => Self::Start,
            "analytics" => Self::Analytics(AnalyticsView::read(&pairs)),
            "posts" => Self::Posts(list()),
            "activities" => Self::Activities(list()),
            "members" => Self::Members(list()),
            "channels" => Self::Channels(panel()),
            "today" => Self::Today,
            "strategy" => Self::Strategy(StrategyView::read(&pairs)),
            "content" => Self::Content(ContentView::read(&pairs)),
            "events" => Self::Events(panel()),
            "inbox" => Self::Inbox(InboxView::read(&pairs)),
            "moderation" => Self::Moderation(ModerationView::read(&pairs)),
            "feedback" => Self::Feedback(FeedbackView::read(&pairs)),
            "crisis" => Self::Crisis(CrisisView::read(&pairs)),
            "dashboards" => Self::Dashboards(panel()),
            "kpis" => Self::Kpis(panel()),
            "annotations" => Self::Annotations(panel()),
            "classroom" => Self::Classroom(ClassroomView::read(&pairs)),
            "import" => Self::Import,
            "export" => Self::Export,
            "storage" => Self::Storage,
            "settings" => Self::Settings,
            _ => unknown(),
        }
    }

    /// The screen's name.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Start => "Start",
            Self::Analytics(_) => "Analytics",
            Self::Posts(_) => "Posts",
            Self::Activities(_) => "Activities",
            Self::Members(_) => "Members",
            Self::Channels(_) => "Channels",
            Self::Today => "Today",
            Self::Strategy(_) => "Strategy",
            Self::Content(_) => "Content",
            Self::Events(_) => "Events",
            Self::Inbox(_) => "Inbox",
            Self::Moderation(_) => "Moderation",
            Self::Feedback(_) => "Feedback",
            Self::Crisis(_) => "Crisis",
            Self::Dashboards(_) => "Dashboards",
            Self::Kpis(_) => "KPIs",
            Self::Annotations(_) => "Annotations",
            Self::Course(_) => "Course",
            Self::Exercises(_) => "Exercises",
            Self::Classroom(_) => "Classroom",
            Self::Packs(_) => "Exercise packs",
            Self::Import => "Import",
            Self::Export => "Export",
            Self::Storage => "Backups & storage",
            Self::Settings => "Settings",
            Self::Unknown(_) => "Not found",
        }
    }

    /// Where a record is shown, or a new one of its type is made; none for what has no screen of its own.
    pub fn of(kind: RecordKind, panel: Panel) -> Option<Self> {
        let opened = Opened { kind, panel };
        Some(match kind {
            RecordKind::Channel => Self::Channels(Some(panel)),
            RecordKind::Objective | RecordKind::Segment | RecordKind::Pillar | RecordKind::Guideline => {
                Self::Strategy(StrategyView::open(opened))
            }
            RecordKind::Content | RecordKind::Slot | RecordKind::Campaign | RecordKind::Snippet => {
                Self::Content(ContentView::open(opened))
            }
            RecordKind::Event => Self::Events(Some(panel)),
            RecordKind::Conversation | RecordKind::SlaPolicy => Self::Inbox(InboxView::open(opened)),
            RecordKind::AlertRule | RecordKind::Playbook | RecordKind::Incident | RecordKind::Drill => {
                Self::Crisis(CrisisView::open(opened))
            }
            RecordKind::Flag | RecordKind::WordList => Self::Moderation(ModerationView::open(opened)),
            RecordKind::Feedback | RecordKind::Survey => Self::Feedback(FeedbackView::open(opened)),
            RecordKind::Dashboard => Self::Dashboards(Some(panel)),
            RecordKind::CustomKpi => Self::Kpis(Some(panel)),
            RecordKind::Annotation => Self::Annotations(Some(panel)),
            RecordKind::ExercisePack => Self::Packs(PacksView::open(panel)),
            RecordKind::Batch
            | RecordKind::Mapping
            | RecordKind::SavedView
            | RecordKind::NetworkFacts
            | RecordKind::Learner
            | RecordKind::ExerciseWork
            | RecordKind::Submission
            | RecordKind::AuditEntry => return None,
        })
    }

    /// Whether two routes lead to the same screen, whatever is chosen on it.
    pub fn same_screen(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

impl Filter {
    fn read(pairs: &Pairs) -> Self {
        let mut filter = Self::default();
        for (key, value) in &pairs.0 {
            match key.as_str() {
                "period" => filter.period = value.parse().ok(),
                "channel" => filter.channels.extend(value.parse::<Id>()),
                "type" => filter.types.push(value.clone()),
                "paid" => filter.paid = value.parse().ok(),
                "segment" => filter.segments.extend(value.parse::<Id>()),
                _ => {}
            }
        }
        filter
    }

    fn write(&self, query: &mut QueryText) {
        if let Some(period) = self.period {
            query.add("period", &period.to_string());
        }
        for channel in &self.channels {
            query.add("channel", &channel.to_string());
        }
        for kind in &self.types {
            query.add("type", kind);
        }
        if let Some(paid) = self.paid {
            query.add("paid", if paid { "true" } else { "false" });
        }
        for segment in &self.segments {
            query.add("segment", &segment.to_string());
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut query = QueryText::default();
        let place;
        let path = match self {
            Self::Start => "start",
            Self::Analytics(view) => view.write(&mut query, "analytics"),
            Self::Posts(view) => view.write(&mut query, "posts"),
            Self::Activities(view) => view.write(&mut query, "activities"),
            Self::Members(view) => view.write(&mut query, "members"),
            Self::Channels(panel) => query.list(*panel, "channels"),
            Self::Today => "today",
            Self::Strategy(view) => view.write(&mut query, "strategy"),
            Self::Content(view) => view.write(&mut query, "content"),
            Self::Events(panel) => query.list(*panel, "events"),
            Self::Inbox(view) => view.write(&mut query, "inbox"),
            Self::Moderation(view) => view.write(&mut query, "moderation"),
            Self::Feedback(view) => view.write(&mut query, "feedback"),
            Self::Crisis(view) => view.write(&mut query, "crisis"),
            Self::Dashboards(panel) => query.list(*panel, "dashboards"),
            Self::Kpis(panel) => query.list(*panel, "kpis"),
            Self::Annotations(panel) => query.list(*panel, "annotations"),
            Self::Course(view) => {
                place = view.write(&mut query);
                &place
            }
            Self::Exercises(view) => {
                place = view.write(&mut query);
                &place
            }
            Self::Classroom(view) => view.write(&mut query, "classroom"),
            Self::Packs(view) => {
                place = view.write(&mut query);
                &place
            }
            Self::Import => "import",
            Self::Export => "export",
            Self::Storage => "storage",
            Self::Settings => "settings",
            Self::Unknown(path) => path,
        };
        write!(f, "#/{path}{}", query.0)
    }
}

impl ListView {
    fn write(&self, query: &mut QueryText, path: &'static str) -> &'static str {
        if !self.search.is_empty() {
            query.add("search", &self.search);
        }
        self.filter.write(query);
        if let Some(row) = self.open {
            query.add("open", &row.to_string());
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analytics::{Comparison, Dimension, Grain},
        inbox::{Horizon, ItemKey},
        model::{
            Day,
            record::{ContentStatus, ConversationKind, ConversationStatus, FeedbackStatus, Priority},
        },
    };
    use proptest::prelude::*;

    #[test]
    fn an_empty_address_is_the_start() {
        for address in ["", "#", "#/", "/", "#/start"] {
            assert_eq!(Route::parse(address), Route::Start);
        }
        assert_eq!(Route::parse("#/nowhere/at/all"), Route::Unknown("nowhere/at/all".into()));
        assert_eq!(Route::parse("#/packs/course/1.1/more"), Route::Unknown("packs/course/1.1/more".into()));
        assert_eq!(Route::parse("#/packs/nobody"), Route::Unknown("packs/nobody".into()));
        assert_eq!(Route::parse("#/course/1.1/more"), Route::Unknown("course/1.1/more".into()));
        assert_eq!(Route::parse("#/exercises/course/<1>"), Route::Unknown("exercises/course/<1>".into()));
        assert_eq!(Route::parse("#/exercisesx"), Route::Unknown("exercisesx".into()));
    }

    #[test]
    fn a_dashboard_address_reads_as_written() {
        let route =
            Route::parse("#/analytics?kpi=reach&period=all&type=Photo&type=Caf%C3%A9+au+lait&paid=false&compare=none");
        let Route::Analytics(view) = &route else { panic!("{route:?}") };
        assert_eq!(view.kpi.as_deref(), Some("reach"));
        assert_eq!(view.filter.types, ["Photo", "Café au lait"]);
        assert_eq!(view.filter.paid, Some(false));
        assert_eq!(view.compare, Comparison::None);
        assert_eq!(Route::parse(&route.to_string()), route);
    }

    fn filter() -> impl Strategy<Value = Filter> {
        let period = proptest::option::of(prop_oneof![
            Just(PeriodChoice::AllTime),
            (1u16..400).prop_map(PeriodChoice::LastDays)
        ]);
        let ids = proptest::collection::vec((0i64..1 << 40, any::<[u8; 10]>()), 0..3);
        (period, ids, proptest::collection::vec("\\PC{1,12}", 0..3), any::<Option<bool>>()).prop_map(
            |(period, ids, types, paid)| {
                let channels: Vec<Id> = ids.into_iter().map(|(time, random)| Id::mint(time, random)).collect();
                Filter { period, segments: channels.iter().rev().copied().collect(), channels, types, paid }
            },
        )
    }

    proptest! {
        #[test]
        fn every_address_can_be_come_back_to(filter in filter(), search in "\\PC{0,20}", open in any::<Option<u32>>(), rows in proptest::option::of("\\PC{0,20}")) {
            let id = filter.channels.first().copied().unwrap_or_else(|| Id::derived("x"));
            let content = ContentView {
                mode: ContentMode::Week, day: Day::from_ymd(2026, 2, 28), channels: filter.channels.clone(), pillars: vec![id],
                campaigns: vec![id], statuses: vec![ContentStatus::Draft, ContentStatus::InReview], search: search.clone(),
                open: Some(Opened::edit(RecordKind::Slot, id)), on: Day::from_ymd(2026, 3, 1),
            };
            let routes = [
                Route::Course(CourseView::Overview),
                Route::Course(CourseView::Lesson("1.10".into())),
                Route::Course(CourseView::Glossary { search: search.clone() }),
                Route::Classroom(ClassroomView {
                    section: ClassroomSection::Items, sort: ClassroomSort::Exercise(format!("{id}/1.1")), down: true, class: Some(search.clone()),
                    pack: PackChoice::Pack(id), to_mark: true, open: Some(id), exercise: "course/1.1".into(),
                }),
                Route::Classroom(ClassroomView { section: ClassroomSection::Alike, sort: ClassroomSort::ToMark, pack: PackChoice::Course, class: Some(String::new()), ..ClassroomView::open(id) }),
                Route::Content(content),
                Route::Strategy(StrategyView::open(Opened::new(RecordKind::Guideline))),
                Route::Strategy(StrategyView::section(StrategySection::Audience)),
                Route::Events(Some(Panel::Edit(id))),
                Route::Inbox(InboxView {
                    status: Some(ConversationStatus::Snoozed), horizon: Horizon::Quarter, channels: filter.channels.clone(),
                    kinds: vec![ConversationKind::Support], priorities: vec![Priority::High], topic: search.clone(), assignee: Some(search.clone()),
                    search: search.clone(), conversation: open.map(ItemKey::Row).or(Some(ItemKey::Record(id))), panel: Some(InboxPanel::Policy(Panel::Edit(id))),
                }),
                Route::Inbox(InboxView { panel: Some(InboxPanel::Times), ..InboxView::default() }),
                Route::Moderation(ModerationView {
                    section: ModerationSection::Suggestions,
                    statuses: vec![crate::model::record::FlagStatus::Held],
                    severities: vec![crate::model::record::Severity::High], channels: vec![id],
                    search: "c".into(), days: Some(0), signal: "banned".into(),
                    open: Some(Opened::edit(RecordKind::Flag, id)),
                }),
                Route::Moderation(ModerationView::open(Opened::new(RecordKind::WordList))),
                Route::Feedback(FeedbackView {
                    section: FeedbackSection::Themes, mode: FeedbackMode::Board, sort: FeedbackSort::Trending, statuses: vec![FeedbackStatus::UnderReview, FeedbackStatus::Duplicate],
                    areas: vec![String::new(), search.clone()], to_tell: true, search: search.clone(), open: Some(Opened::edit(RecordKind::Feedback, id)), texts: ThemeTexts::Feedback, days: Some(7),
                }),
                Route::Feedback(FeedbackView::open(Opened::new(RecordKind::Survey))),
                Route::Crisis(CrisisView::section(CrisisSection::Playbooks)),
                Route::Crisis(CrisisView::alert(id, -5)),
                Route::Crisis(CrisisView::new_incident(Some((id, 1_700_000_000_000)))),
                Route::Crisis(CrisisView::incident(id, CrisisSide::PostMortem)),
                Route::Crisis(CrisisView::drill(id, CrisisSide::Play, None)),
                Route::Crisis(CrisisView::drill(id, CrisisSide::Main, Some(2))),
                Route::Crisis(CrisisView::open(Opened::new(RecordKind::AlertRule))),
                Route::Exercises(ExercisesView { open: None, shown: ExercisesShown::Begun, search: search.clone() }),
                Route::Exercises(ExercisesView::exercise(ExerciseKey::course("1.1"))),
                Route::Exercises(ExercisesView::exercise(ExerciseKey::new(Some(id), "a-b_c.2"))),
                Route::Packs(PacksView::default()),
                Route::Packs(PacksView::open(Panel::New)),
                Route::Packs(PacksView::exercise(PackKey::Own(id), "1.1")),
                Route::Packs(PacksView::paper(PackKey::Course, Paper::Key)),
                Route::Packs(PacksView::paper(PackKey::Own(id), Paper::Exercises)),
                Route::Posts(ListView { search, filter: filter.clone(), open }),
                Route::Analytics(AnalyticsView { kpi: Some("a b&c=d".into()), filter, compare: Comparison::LastYear, section: Section::Members, grain: Some(Grain::Week), by: Some(Dimension::PostType), course: Course::BeforeAfter, day: Day::from_ymd(2026, 2, 28), log: true, rows }),
            ];
            for route in routes {
                prop_assert_eq!(Route::parse(&route.to_string()), route);
            }
        }

        #[test]
        fn no_address_breaks_the_page(address in "\\PC{0,60}") {
            let _ = Route::parse(&address);
        }
    }
}
