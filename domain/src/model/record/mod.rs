//! Records: what a person edits. Thousands at most, one [`Collection`] per type, each record behind an [`Arc`]
//! so that a snapshot of the workspace copies pointers only.

mod alert_rule;
mod annotation;
mod audit_entry;
mod batch;
mod campaign;
mod channel;
mod choices;
mod content;
mod conversation;
mod custom_kpi;
mod dashboard;
mod drill;
mod event;
mod exercise;
mod exercise_pack;
mod exercise_work;
mod feedback;
mod flag;
mod guideline;
mod incident;
mod learner;
mod mapping;
mod metadata;
mod network_facts;
mod note;
mod objective;
mod pillar;
mod playbook;
mod reference;
mod saved_view;
mod segment;
mod sla_policy;
mod slot;
mod snippet;
mod submission;
mod survey;
mod word_list;

pub use alert_rule::{AcknowledgedAlert, AlertDeviations, AlertMeasure, AlertRule};
pub use annotation::{Annotation, AnnotationKind};
pub use audit_entry::{AuditAction, AuditEntry, AuditNote};
pub use batch::{Batch, BatchCounts};
pub use campaign::Campaign;
pub use channel::{Channel, Platform};
pub use content::{ContentItem, ContentStatus, Media, MediaKind, PostReference, ReviewComment, Step, Variant};
pub use conversation::{
    Conversation, ConversationKind, ConversationStatus, ConversationStep, Csat, EnteredMessage, Priority, Sentiment,
    Way,
};
pub use custom_kpi::{CustomKpi, KpiUnit};
pub use dashboard::{Dashboard, DashboardItem, ItemSize};
pub use drill::{Drill, DrillAnswer, DrillMessage, DrillReaction, DrillRun, ToneRule};
pub use event::{
    Cost, Event, EventFormat, EventStatus, PromotionTask, Rsvp, RsvpAnswer, RunStep, SurveyAnswer, TeamMember, TeamRole,
};
pub use exercise::{
    Answer, Certainty, Chart, ChartAnswer, ChartData, ChartForm, ChartQuestion, ChartSeries, CheckOutcome, Choice,
    ChoiceOption, Classify, ClassifyAnswer, ClassifyCategory, ClassifyItem, Conduct, Counted, DrillScript, Exercise,
    FeedbackTime, FreeText, KeywordGroup, Matching, MatchingPair, Numeric, NumericAnswer, Ordering, OrderingItem,
    Question, RubricRow, Scenario, ShortAnswer, ShortText, Task, TaskCheck, Unit,
};
pub use exercise_pack::ExercisePack;
pub use exercise_work::{Attempt, ExerciseWork};
pub use feedback::{FeedbackItem, FeedbackSource, FeedbackStatus, FeedbackStep, Told, Vote};
pub use flag::{
    Appeal, AppealDecision, AppealOutcome, Flag, FlagStatus, ModerationAction, ModerationDecision, Report, Severity,
};
pub use guideline::{Guideline, GuidelineKind};
pub use incident::{
    Decision, FollowUp, Incident, IncidentStatus, IncidentTask, PostMortem, Statement, StepDone, TimelineEntry,
};
pub use learner::{Learner, LessonRead};
pub use mapping::Mapping;
pub use metadata::{Archive, HasMetadata, Metadata};
pub use network_facts::NetworkFacts;
pub use note::PrivateNote;
pub use objective::{Direction, KpiTarget, Objective};
pub use pillar::{Color, Pillar};
pub use playbook::{HoldingStatement, Playbook, PlaybookStep, SeverityLevel};
pub use reference::FactReference;
pub use saved_view::SavedView;
pub use segment::{Bound, Condition, Measure, Segment, SegmentRule};
pub use sla_policy::{Holiday, OpenHours, SlaPolicy};
pub use slot::Slot;
pub use snippet::{Snippet, SnippetKind};
pub use submission::{Mark, Submission};
pub use survey::{Survey, SurveyKind, SurveyResponse};
pub use word_list::{WordList, WordListKind};

use super::{Id, Instant};
use std::{collections::BTreeMap, sync::Arc};

/// The records of one type, in the order of their ids (which is the order they were made in).
#[derive(Debug, PartialEq)]
pub struct Collection<T>(BTreeMap<Id, Arc<T>>);

impl<T> Default for Collection<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> Clone for Collection<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Collection<T> {
    /// The record with this id.
    pub fn get(&self, id: Id) -> Option<&Arc<T>> {
        self.0.get(&id)
    }

    /// All records, oldest id first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<T>> + ExactSizeIterator {
        self.0.values()
    }

    /// Number of records.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts a record in; returns the one it replaces.
    pub fn insert(&mut self, id: Id, record: Arc<T>) -> Option<Arc<T>> {
        self.0.insert(id, record)
    }

    /// Takes a record out.
    pub fn remove(&mut self, id: Id) -> Option<Arc<T>> {
        self.0.remove(&id)
    }
}

/// Declares the record types once: their collection, their kind, and how to reach one by key.
macro_rules! records {
    ($($(#[$doc:meta])* $kind:ident($type:ty) $field:ident $name:literal $noun:literal),+ $(,)?) => {
        /// All records of a workspace.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct Records {
            $($(#[$doc])* pub $field: Collection<$type>,)+
        }

        /// A record of any type.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Record {
            $($(#[$doc])* $kind(Arc<$type>),)+
        }

        /// The types of records.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RecordKind {
            $($(#[$doc])* $kind,)+
        }

        impl RecordKind {
            /// Every type, in the order in which files list them.
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];

            /// The name in files and in the store.
            pub fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)+ }
            }

            /// The word for one of them, as a person says it.
            pub fn noun(self) -> &'static str {
                match self { $(Self::$kind => $noun,)+ }
            }

            /// Reads one record of this type from its JSON object.
            pub fn parse(self, json: &str) -> serde_json::Result<Record> {
                match self { $(Self::$kind => Ok(Record::$kind(Arc::new(serde_json::from_str(json)?))),)+ }
            }
        }

        impl Record {
            /// Type and id.
            pub fn key(&self) -> RecordKey {
                match self { $(Self::$kind(record) => RecordKey { kind: RecordKind::$kind, id: record.id },)+ }
            }

            /// When it was last changed: ms since 1970, UTC.
            pub fn updated(&self) -> Instant {
                match self { $(Self::$kind(record) => record.updated,)+ }
            }

            /// What a person calls it.
            pub fn title(&self) -> &str {
                match self { $(Self::$kind(record) => record.title(),)+ }
            }

            /// The record as a JSON object, keys in the order of its type.
            pub fn to_json(&self) -> serde_json::Result<String> {
                match self { $(Self::$kind(record) => serde_json::to_string(record),)+ }
            }
        }

        $(impl From<$type> for Record {
            fn from(record: $type) -> Self {
                Self::$kind(Arc::new(record))
            }
        })+

        impl Records {
            /// The record under a key.
            pub fn get(&self, key: RecordKey) -> Option<Record> {
                match key.kind { $(RecordKind::$kind => self.$field.get(key.id).cloned().map(Record::$kind),)+ }
            }

            /// Puts a record in; returns the one it replaces.
            pub fn put(&mut self, record: Record) -> Option<Record> {
                match record { $(Record::$kind(record) => self.$field.insert(record.id, record).map(Record::$kind),)+ }
            }

            /// Takes a record out.
            pub fn remove(&mut self, key: RecordKey) -> Option<Record> {
                match key.kind { $(RecordKind::$kind => self.$field.remove(key.id).map(Record::$kind),)+ }
            }

            /// All records of one type.
            pub fn of(&self, kind: RecordKind) -> Vec<Record> {
                match kind { $(RecordKind::$kind => self.$field.iter().cloned().map(Record::$kind).collect(),)+ }
            }

            /// All records, type by type.
            pub fn all(&self) -> impl Iterator<Item = Record> + '_ {
                RecordKind::ALL.iter().flat_map(|kind| self.of(*kind))
            }

            /// Number of records of all types.
            pub fn len(&self) -> usize {
                0 $(+ self.$field.len())+
            }

            /// Whether there are none.
            pub fn is_empty(&self) -> bool {
                self.len() == 0
            }
        }
    };
}

records! {
    /// Accounts and places where the community is.
    Channel(Channel) channels "channels" "Channel",
    /// What the work should reach.
    Objective(Objective) objectives "objectives" "Objective",
    /// Files taken in, one a time.
    Batch(Batch) batches "batches" "Import",
    /// Remembered column mappings.
    Mapping(Mapping) mappings "mappings" "Column mapping",
    /// KPIs with a formula of one's own.
    CustomKpi(CustomKpi) custom_kpis "custom_kpis" "Custom KPI",
    /// What happened on some days, to be seen on charts.
    Annotation(Annotation) annotations "annotations" "Annotation",
    /// Addresses of the analytics screen under a name.
    SavedView(SavedView) saved_views "saved_views" "Saved view",
    /// Saved views and figures side by side.
    Dashboard(Dashboard) dashboards "dashboards" "Dashboard",
    /// Whom the work is for.
    Segment(Segment) segments "segments" "Segment",
    /// Themes of the content, with their share of the calendar.
    Pillar(Pillar) pillars "pillars" "Pillar",
    /// Content with one aim over some days.
    Campaign(Campaign) campaigns "campaigns" "Campaign",
    /// House rules, tone of voice, response templates, whom to call.
    Guideline(Guideline) guidelines "guidelines" "Guideline",
    /// Pieces of content, from idea to published post.
    Content(ContentItem) content "content" "Post",
    /// Times of the calendar that want a post, again and again.
    Slot(Slot) slots "slots" "Recurring slot",
    /// Text to be used again in posts.
    Snippet(Snippet) snippets "snippets" "Snippet",
    /// Meetings of the community.
    Event(Event) events "events" "Event",
    /// What networks allow, where it is other than Hearth says.
    NetworkFacts(NetworkFacts) network_facts "network_facts" "Network facts",
    /// What was decided about conversations.
    Conversation(Conversation) conversations "conversations" "Conversation",
    /// How fast people are to be answered.
    SlaPolicy(SlaPolicy) sla_policies "sla_policies" "SLA policy",
    /// What was reported, and what was decided about it.
    Flag(Flag) flags "flags" "Flag",
    /// Words to watch for.
    WordList(WordList) word_lists "word_lists" "Word list",
    /// What was done in moderation, each entry tied to the one before.
    AuditEntry(AuditEntry) audit_log "audit_log" "Audit entry",
    /// What people ask for, and who has been told.
    Feedback(FeedbackItem) feedback "feedback" "Feedback",
    /// Questions asked of many, with their answers.
    Survey(Survey) surveys "surveys" "Survey",
    /// What would be out of the ordinary.
    AlertRule(AlertRule) alert_rules "alert_rules" "Alert rule",
    /// What to do in a crisis, agreed before there is one.
    Playbook(Playbook) playbooks "playbooks" "Playbook",
    /// Crises, from their first sign to what was learned.
    Incident(Incident) incidents "incidents" "Incident",
    /// Made-up crises to be answered against the clock.
    Drill(Drill) drills "drills" "Drill",
    /// Who does the course here, and what they have read.
    Learner(Learner) learners "learners" "Learner",
    /// Exercises under a name.
    ExercisePack(ExercisePack) exercise_packs "exercise_packs" "Exercise pack",
    /// What was done on exercises.
    ExerciseWork(ExerciseWork) exercise_work "exercise_work" "Exercise work",
    /// Student files that a teacher took in.
    Submission(Submission) submissions "submissions" "Submission",
}

/// Where a record is: its type and id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordKey {
    /// Type of record.
    pub kind: RecordKind,
    /// Its id.
    pub id: Id,
}
