//! Arbitrary workspaces for property tests, and what it means that two are equal. Take it in with
//! `#[path = "common/arbitrary.rs"] mod arbitrary;`.
//!
//! Everything generated is valid: names are not blank, codes have a text, rows exist, days have four-digit years.

#![allow(dead_code, missing_docs, clippy::unwrap_used)]

use hearth::model::{
    Day, Extra, Id, Record, RecordKind, Settings, Workspace, Zone,
    facts::{ColumnKind, ColumnSpec, DictionaryKind, Facts, Reference, TableKind, Value},
    record::{
        AcknowledgedAlert, AlertDeviations, AlertMeasure, AlertRule, Annotation, AnnotationKind, Answer, Appeal,
        AppealDecision, AppealOutcome, Attempt, AuditAction, AuditEntry, Batch, BatchCounts, Bound, Campaign,
        Certainty, Channel, Chart, ChartData, ChartForm, ChartSeries, CheckOutcome, Choice, ChoiceOption, Classify,
        ClassifyItem, Color, Condition, Conduct, ContentItem, ContentStatus, Conversation, ConversationKind,
        ConversationStatus, ConversationStep, Cost, Csat, CustomKpi, Dashboard, DashboardItem, Decision, Direction,
        Drill, DrillAnswer, DrillMessage, DrillReaction, DrillRun, EnteredMessage, Event, EventFormat, EventStatus,
        Exercise, ExercisePack, ExerciseWork, FactReference, FeedbackItem, FeedbackSource, FeedbackStatus,
        FeedbackStep, Flag, FlagStatus, FollowUp, Guideline, GuidelineKind, HoldingStatement, Holiday, Incident,
        ItemSize, KeywordGroup, KpiTarget, KpiUnit, Learner, LessonRead, Mapping, Mark, Measure, Media, MediaKind,
        ModerationAction, ModerationDecision, NetworkFacts, Numeric, NumericAnswer, Objective, OpenHours, Pillar,
        Platform, Playbook, PlaybookStep, PostReference, Priority, PrivateNote, PromotionTask, Question, Report,
        ReviewComment, Rsvp, RsvpAnswer, RunStep, SavedView, Scenario, Segment, SegmentRule, Sentiment, Severity,
        SlaPolicy, Slot, Snippet, SnippetKind, Statement, Step, Submission, Survey, SurveyAnswer, SurveyKind,
        SurveyResponse, Task, TaskCheck, TeamMember, TeamRole, TimelineEntry, Told, ToneRule, Variant, Vote, Way,
        WordList, WordListKind,
    },
    settings::EngagementWeights,
};
use proptest::{collection::vec, prelude::*};
use serde_json::{Map, Value as Json, json};
use std::{fmt::Write, sync::Arc};

/// Any text, control characters and characters beyond the basic plane among them.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-z ]{0,8}",
        1 => vec(any::<char>(), 0..10).prop_map(String::from_iter),
        1 => Just("\"quoted\", back\\slash,\n\tline\u{0}\u{1f}\u{7f}\u{2028}é😀".to_string()),
    ]
}

/// A name that is not blank.
pub fn name() -> impl Strategy<Value = String> {
    text().prop_map(|text| format!("N{text}"))
}

/// Finite numbers of every size, whole ones more often.
pub fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        3 => (-100_000_i32..1_000_000).prop_map(f64::from),
        2 => any::<f64>().prop_map(|number| if number.is_finite() { number } else { 0.5 }),
        1 => Just(-0.0),
        1 => (0_u32..1_000_000).prop_map(|n| f64::from(n) / 1000.0),
    ]
}

pub fn id() -> impl Strategy<Value = Id> {
    (0_i64..1 << 45, any::<[u8; 10]>()).prop_map(|(now, random)| Id::mint(now, random))
}

/// Days with years of four digits.
pub fn day() -> impl Strategy<Value = Day> {
    prop_oneof![3 => 18_000..22_000, 1 => -719_528..=2_932_896].prop_map(Day)
}

/// Any JSON value of a few levels.
pub fn json_value() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        number().prop_map(Json::from),
        text().prop_map(Json::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Json::from),
            vec((text(), inner), 0..4).prop_map(|fields| Json::Object(fields.into_iter().collect())),
        ]
    })
}

/// Fields that no version knows.
pub fn extra() -> impl Strategy<Value = Extra> {
    let field = (text(), json_value()).prop_map(|(name, value)| (format!("x {name}"), value));
    prop_oneof![2 => Just(Extra::new()), 1 => vec(field, 1..3).prop_map(|fields| fields.into_iter().collect())]
}

pub fn settings() -> impl Strategy<Value = Settings> {
    let zone = prop::sample::select(vec!["UTC", "Europe/Madrid", "America/New_York", "Asia/Kathmandu"]);
    let weight = || (0_u32..1000).prop_map(|n| f64::from(n) / 8.0);
    let weights =
        (weight(), weight(), weight()).prop_map(|(like, comment, share)| EngagementWeights { like, comment, share });
    (id(), name(), any::<i64>(), zone, 0_u8..7, any::<bool>(), weights, any::<bool>(), extra()).prop_map(
        |(id, name, created, zone, week_start, exclude_staff, weights, sample, extra)| {
            let zone: Zone = zone.parse().unwrap();
            Settings { week_start, exclude_staff, weights, sample, extra, ..Settings::new(id, name, created, zone) }
        },
    )
}

pub fn channel() -> impl Strategy<Value = Channel> {
    let url = prop_oneof![Just(String::new()), "[a-z]{1,8}".prop_map(|path| format!("https://example.org/{path}"))];
    let platform = prop::sample::select(Platform::ALL);
    let profile =
        (text(), text(), prop::option::of(prop::sample::select(vec!["UTC", "Asia/Kathmandu"])), vec(text(), 0..3));
    (id(), any::<i64>(), name(), platform, text(), url, text(), vec(text(), 0..3), profile, extra()).prop_map(
        |(id, now, name, platform, handle, url, notes, tags, (bio, language, zone, checklist), extra)| {
            let updated = now.saturating_add(1);
            let zone = zone.map(|zone| zone.parse().unwrap());
            let channel = Channel::new(id, now, name, platform);
            Channel { updated, handle, url, bio, language, zone, checklist, notes, tags, extra, ..channel }
        },
    )
}

fn direction() -> impl Strategy<Value = Direction> {
    prop::sample::select(vec![Direction::Up, Direction::Down, Direction::Neutral])
}

fn target() -> impl Strategy<Value = KpiTarget> {
    (name(), prop::option::of(number()), number(), direction(), prop::option::of(day()), extra()).prop_map(
        |(kpi, baseline, target, direction, deadline, extra)| KpiTarget {
            kpi,
            baseline,
            target,
            direction,
            deadline,
            extra,
        },
    )
}

pub fn objective() -> impl Strategy<Value = Objective> {
    let smart = (text(), text(), text(), day(), prop::option::of(0..400));
    (id(), any::<i64>(), name(), text(), vec(target(), 0..3), text(), vec(text(), 0..3), smart, extra()).prop_map(
        |(id, now, text, owner, targets, notes, tags, (specific, achievable, relevant, start, length), extra)| {
            Objective {
                specific,
                achievable,
                relevant,
                start: length.map(|_| start),
                end: length.map(|days| Day(start.0.saturating_add(days).min(2_932_896).max(start.0))),
                owner,
                targets,
                notes,
                tags,
                extra,
                ..Objective::new(id, now, text)
            }
        },
    )
}

pub fn batch() -> impl Strategy<Value = Batch> {
    let counts = any::<[u32; 5]>().prop_map(|[new, changed, same, rejected, skipped]| BatchCounts {
        new: new.into(),
        changed: changed.into(),
        same: same.into(),
        rejected: rejected.into(),
        skipped: skipped.into(),
    });
    (id(), any::<i64>(), text(), any::<u64>(), text(), counts, extra()).prop_map(
        |(id, now, file, bytes, format, counts, extra)| Batch {
            id,
            created: now,
            updated: now,
            file,
            hash: format!("{bytes:016x}"),
            bytes,
            format,
            counts,
            extra,
        },
    )
}

pub fn mapping() -> impl Strategy<Value = Mapping> {
    let pairs = || prop::collection::btree_map(text(), text(), 0..3);
    (id(), any::<i64>(), text(), text(), pairs(), pairs(), extra()).prop_map(
        |(id, now, name, table, columns, options, extra)| Mapping {
            id,
            created: now,
            updated: now,
            name,
            table,
            columns,
            options,
            extra,
        },
    )
}

pub fn custom_kpi() -> impl Strategy<Value = CustomKpi> {
    let unit = prop::sample::select(KpiUnit::ALL);
    (id(), any::<i64>(), name(), name(), unit, direction(), text(), text(), vec(text(), 0..3), extra()).prop_map(
        |(id, now, name, expression, unit, direction, question, notes, tags, extra)| CustomKpi {
            direction,
            question,
            notes,
            tags,
            extra,
            ..CustomKpi::new(id, now, name, expression, unit)
        },
    )
}

pub fn annotation() -> impl Strategy<Value = Annotation> {
    let kind = prop::sample::select(AnnotationKind::ALL);
    let days = (day(), prop::option::of(day())).prop_map(|(a, b)| match b {
        Some(b) => (a.min(b), Some(a.max(b))),
        None => (a, None),
    });
    (id(), any::<i64>(), name(), days, kind, text(), vec(id(), 0..3), vec(text(), 0..3), extra()).prop_map(
        |(id, now, title, (start, end), kind, text, channels, tags, extra)| Annotation {
            end,
            text,
            channels,
            tags,
            extra,
            ..Annotation::new(id, now, title, start, kind)
        },
    )
}

pub fn saved_view() -> impl Strategy<Value = SavedView> {
    let address = "[a-z=&%0-9]{0,30}".prop_map(|query| format!("{}?{query}", SavedView::PREFIX));
    (id(), any::<i64>(), name(), address, any::<bool>(), text(), vec(text(), 0..3), extra()).prop_map(
        |(id, now, name, address, pinned, notes, tags, extra)| SavedView {
            pinned,
            notes,
            tags,
            extra,
            ..SavedView::new(id, now, name, address)
        },
    )
}

fn item() -> impl Strategy<Value = DashboardItem> {
    let size = || prop::sample::select(ItemSize::ALL);
    let of_view = (id(), size()).prop_map(|(id, size)| DashboardItem::view(id, size));
    let of_kpi = (name(), text(), size()).prop_map(|(kpi, query, size)| DashboardItem::kpi(kpi, query, size));
    (prop_oneof![of_view, of_kpi], extra()).prop_map(|(item, extra)| DashboardItem { extra, ..item })
}

pub fn dashboard() -> impl Strategy<Value = Dashboard> {
    (id(), any::<i64>(), name(), vec(item(), 0..4), text(), vec(text(), 0..3), extra()).prop_map(
        |(id, now, name, items, notes, tags, extra)| Dashboard {
            items,
            notes,
            tags,
            extra,
            ..Dashboard::new(id, now, name)
        },
    )
}

/// A record of a type that is about showing figures. Boxed, as strategies are large and stand on the stack.
fn shown_record() -> BoxedStrategy<Record> {
    prop_oneof![
        custom_kpi().prop_map(Record::from).boxed(),
        annotation().prop_map(Record::from).boxed(),
        saved_view().prop_map(Record::from).boxed(),
        dashboard().prop_map(Record::from).boxed(),
    ]
    .boxed()
}

fn maybe<T: std::fmt::Debug + Clone>(some: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    prop::option::of(some)
}

fn address() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[a-z]{1,8}".prop_map(|path| format!("https://example.org/{path}"))]
}

pub fn segment() -> impl Strategy<Value = Segment> {
    let condition = (
        prop::sample::select(Measure::ALL),
        prop::sample::select(Bound::ALL),
        number().prop_map(f64::abs),
        maybe(text()),
        maybe(id()),
        maybe(any::<u32>()),
        extra(),
    )
        .prop_map(|(measure, bound, value, kind, channel, days, extra)| Condition {
            kind,
            channel,
            days,
            extra,
            ..Condition::new(measure, bound, value)
        });
    let rule = (any::<bool>(), vec(condition, 0..3), extra()).prop_map(|(any, conditions, extra)| SegmentRule {
        any,
        conditions,
        extra,
    });
    let words = (text(), text(), text(), text());
    (id(), any::<i64>(), name(), words, vec(id(), 0..3), maybe(any::<u64>()), maybe(rule), vec(text(), 0..3), extra())
        .prop_map(|(id, now, name, (demographics, needs, motivations, notes), channels, size, rule, tags, extra)| {
            Segment {
                demographics,
                needs,
                motivations,
                channels,
                size,
                rule,
                notes,
                tags,
                extra,
                ..Segment::new(id, now, name)
            }
        })
}

pub fn pillar() -> impl Strategy<Value = Pillar> {
    let color = prop::sample::select(Color::ALL);
    let beside = (text(), vec(text(), 0..3), vec(id(), 0..2), maybe(any::<i64>()));
    (id(), any::<i64>(), name(), color, maybe(0.0..=1.0), beside, extra()).prop_map(
        |(id, now, name, color, target_share, (notes, tags, links, archived), extra)| Pillar {
            target_share,
            links,
            archived,
            notes,
            tags,
            extra,
            ..Pillar::new(id, now, name, color)
        },
    )
}

pub fn campaign() -> impl Strategy<Value = Campaign> {
    let days = (day(), day(), any::<bool>()).prop_map(|(a, b, both)| (Some(a.min(b)), both.then(|| a.max(b))));
    let color = prop::sample::select(Color::ALL);
    (id(), any::<i64>(), name(), color, days, vec(id(), 0..3), text(), text(), vec(text(), 0..3), extra()).prop_map(
        |(id, now, name, color, (start, end), objectives, utm, notes, tags, extra)| Campaign {
            start,
            end,
            objectives,
            utm,
            notes,
            tags,
            extra,
            ..Campaign::new(id, now, name, color)
        },
    )
}

pub fn guideline() -> impl Strategy<Value = Guideline> {
    let kind = prop::sample::select(GuidelineKind::ALL);
    (id(), any::<i64>(), kind, any::<u32>(), name(), text(), text(), vec(text(), 0..3), extra()).prop_map(
        |(id, now, kind, number, title, text, when, tags, extra)| Guideline {
            text,
            when,
            tags,
            extra,
            ..Guideline::new(id, now, kind, number, title)
        },
    )
}

fn media() -> impl Strategy<Value = Media> {
    let size = (maybe(any::<u64>()), maybe(any::<u32>()), maybe(any::<u32>()), maybe(number()));
    (prop::sample::select(MediaKind::ALL), text(), text(), size, extra()).prop_map(
        |(kind, name, alt, (bytes, width, height, seconds), extra)| Media {
            kind,
            name,
            alt,
            bytes,
            width,
            height,
            seconds,
            extra,
        },
    )
}

fn variant() -> impl Strategy<Value = Variant> {
    let result = (text(), text()).prop_map(|(source, id)| PostReference::new(source, id));
    let times = (maybe(any::<i64>()), maybe(any::<i64>()));
    (id(), text(), text(), address(), vec(media(), 0..2), times, address(), maybe(result), extra()).prop_map(
        |(channel, title, text, link, media, (planned, published), permalink, result, extra)| Variant {
            channel,
            title,
            text,
            link,
            media,
            planned,
            published,
            permalink,
            result,
            extra,
        },
    )
}

pub fn content() -> impl Strategy<Value = ContentItem> {
    let status = || prop::sample::select(ContentStatus::ALL);
    let step = (any::<i64>(), status(), text(), text(), extra()).prop_map(|(at, to, who, why, extra)| Step {
        at,
        to,
        who,
        why,
        extra,
    });
    let comment = (id(), any::<i64>(), text(), maybe(id()), text(), any::<bool>(), extra()).prop_map(
        |(id, at, who, channel, text, resolved, extra)| ReviewComment { id, at, who, channel, text, resolved, extra },
    );
    let belongs = (maybe(id()), maybe(id()), maybe(id()), vec(id(), 0..2));
    let told = (vec(step, 0..3), vec(comment, 0..3));
    let words = (text(), text(), vec(text(), 0..3));
    let variants = vec(variant(), 0..3).prop_map(|mut variants| {
        let mut seen = std::collections::BTreeSet::new();
        variants.retain(|variant| seen.insert(variant.channel));
        variants
    });
    (id(), any::<i64>(), name(), status(), maybe(any::<i64>()), variants, belongs, told, words, extra())
        .prop_map(
            |(id, now, title, status, planned, variants, belongs, (history, comments), (owner, notes, tags), extra)| {
                let (pillar, campaign, slot, links) = belongs;
                ContentItem {
                    status,
                    planned,
                    variants,
                    pillar,
                    campaign,
                    slot,
                    links,
                    history,
                    comments,
                    owner,
                    notes,
                    tags,
                    extra,
                    ..ContentItem::new(id, now, title)
                }
            },
        )
        .boxed()
}

pub fn slot() -> impl Strategy<Value = Slot> {
    let rule = prop::sample::select(vec!["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;BYDAY=2TU"]);
    let words = (text(), text(), text());
    (id(), any::<i64>(), name(), id(), day(), 0_u16..1440, rule, maybe(id()), words, vec(text(), 0..3), extra())
        .prop_map(
            |(id, now, name, channel, start, minute, rule, pillar, (post_title, post_text, notes), tags, extra)| Slot {
                rule: rule.to_owned(),
                pillar,
                post_title,
                post_text,
                notes,
                tags,
                extra,
                ..Slot::daily(id, now, name, channel, start, minute)
            },
        )
}

pub fn snippet() -> impl Strategy<Value = Snippet> {
    let kind = prop::sample::select(SnippetKind::ALL);
    (id(), any::<i64>(), kind, name(), name(), vec(id(), 0..3), vec(text(), 0..3), extra()).prop_map(
        |(id, now, kind, name, text, channels, tags, extra)| Snippet {
            channels,
            tags,
            extra,
            ..Snippet::new(id, now, kind, name, text)
        },
    )
}

fn rsvp() -> impl Strategy<Value = Rsvp> {
    let answer = prop::sample::select(RsvpAnswer::ALL);
    let words = (text(), text(), text());
    (id(), any::<i64>(), text(), answer, words, any::<u32>(), maybe(any::<i64>()), extra()).prop_map(
        |(id, at, name, answer, (email, member, notes), guests, checked_in, extra)| Rsvp {
            email,
            member,
            notes,
            guests,
            checked_in,
            extra,
            ..Rsvp::new(id, at, name, answer)
        },
    )
}

pub fn event() -> impl Strategy<Value = Event> {
    let times = (any::<i64>(), any::<i64>()).prop_map(|(a, b)| (a.min(b), a.max(b)));
    let zone = prop::sample::select(vec!["UTC", "Europe/Madrid", "America/New_York"]);
    let stands = (prop::sample::select(EventStatus::ALL), prop::sample::select(EventFormat::ALL));
    let words = (text(), address(), text(), text(), text(), vec(text(), 0..3));
    let team = (text(), prop::sample::select(TeamRole::ALL), extra()).prop_map(|(name, role, extra)| TeamMember {
        name,
        role,
        extra,
    });
    let step = (text(), any::<u32>(), text(), extra()).prop_map(|(title, minutes, who, extra)| RunStep {
        title,
        minutes,
        who,
        extra,
    });
    let task = (text(), any::<i32>(), maybe(id()), maybe(id()), any::<bool>(), extra()).prop_map(
        |(title, days_before, channel, content, done, extra)| PromotionTask {
            title,
            days_before,
            channel,
            content,
            done,
            extra,
        },
    );
    let survey = (maybe(1_u8..=5), maybe(0_u8..=10), text(), extra())
        .prop_map(|(rating, recommend, text, extra)| SurveyAnswer { rating, recommend, text, extra });
    let cost = (text(), number(), extra()).prop_map(|(title, amount, extra)| Cost { title, amount, extra });
    let lists =
        (vec(team, 0..2), vec(step, 0..2), vec(task, 0..2), vec(rsvp(), 0..3), vec(survey, 0..2), vec(cost, 0..2));
    let more = (maybe(any::<u32>()), vec(id(), 0..2));
    (id(), any::<i64>(), name(), times, zone, stands, words, lists, more, extra())
        .prop_map(|(id, now, title, (start, end), zone, (status, format), words, lists, (capacity, links), extra)| {
            let (place, url, description, uid, notes, tags) = words;
            let (team, run_sheet, promotion, rsvps, survey, costs) = lists;
            Event {
                status,
                format,
                place,
                url,
                description,
                uid,
                notes,
                tags,
                team,
                run_sheet,
                promotion,
                rsvps,
                survey,
                costs,
                capacity,
                links,
                extra,
                ..Event::new(id, now, title, start, end, zone.parse().unwrap())
            }
        })
        .boxed()
}

pub fn network_facts() -> impl Strategy<Value = NetworkFacts> {
    (any::<i64>(), day(), prop::sample::select(Platform::ALL), extra(), text(), extra()).prop_map(
        |(now, checked, platform, facts, notes, extra)| NetworkFacts {
            facts,
            notes,
            extra,
            ..NetworkFacts::new(now, platform, checked)
        },
    )
}

fn reference() -> impl Strategy<Value = FactReference> {
    (text(), text(), extra()).prop_map(|(source, id, extra)| FactReference { source, id, extra })
}

pub fn conversation() -> impl Strategy<Value = Conversation> {
    let status = || prop::sample::select(ConversationStatus::ALL);
    let step = (any::<i64>(), status(), text(), extra()).prop_map(|(at, to, who, extra)| ConversationStep {
        at,
        to,
        who,
        extra,
    });
    let note =
        (any::<i64>(), text(), text(), extra()).prop_map(|(at, who, text, extra)| PrivateNote { at, who, text, extra });
    let message = (id(), any::<i64>(), prop::sample::select(Way::ALL), text(), text(), any::<bool>(), extra())
        .prop_map(|(id, at, way, who, text, marked, extra)| EnteredMessage { id, at, way, who, text, marked, extra });
    let csat =
        (any::<i64>(), 1_u8..=5, text(), extra()).prop_map(|(at, score, text, extra)| Csat { at, score, text, extra });
    let facts = (maybe(reference()), maybe(reference()), maybe(id()));
    let words = (text(), text(), text(), text(), text());
    let kinds = (
        prop::sample::select(ConversationKind::ALL),
        status(),
        prop::sample::select(Priority::ALL),
        maybe(prop::sample::select(Sentiment::ALL)),
    );
    let told = (vec(step, 0..3), vec(note, 0..3), vec(message, 0..3), maybe(csat), maybe(any::<i64>()));
    (id(), any::<i64>(), kinds, facts, words, told, vec(id(), 0..2), vec(text(), 0..3), extra())
        .prop_map(|(id, now, (kind, status, priority, sentiment), facts, words, told, links, tags, extra)| {
            let (activity, member, channel) = facts;
            let (name, subject, topic, assignee, draft) = words;
            let (history, private_notes, messages, csat, snoozed_until) = told;
            Conversation {
                activity,
                member,
                channel,
                name,
                subject,
                topic,
                assignee,
                draft,
                status,
                priority,
                sentiment,
                history,
                private_notes,
                messages,
                csat,
                snoozed_until,
                links,
                tags,
                extra,
                ..Conversation::new(id, now, kind)
            }
        })
        .boxed()
}

pub fn sla_policy() -> impl Strategy<Value = SlaPolicy> {
    let hours = (0_u8..7, 0_u16..720, 720_u16..=1440, extra())
        .prop_map(|(weekday, from, to, extra)| OpenHours { extra, ..OpenHours::new(weekday, from, to) });
    let holiday = (day(), text(), extra()).prop_map(|(day, name, extra)| Holiday { day, name, extra });
    let minutes = || maybe(1_u32..527_040);
    let zone = maybe(prop::sample::select(vec!["Europe/Madrid", "Asia/Kolkata"]));
    let targets = (minutes(), minutes(), minutes());
    let whom = (vec(id(), 0..3), vec(prop::sample::select(Priority::ALL), 0..3));
    let times = (vec(hours, 0..4), vec(holiday, 0..3), zone);
    (id(), any::<i64>(), name(), whom, targets, times, text(), vec(id(), 0..2), vec(text(), 0..3), extra())
        .prop_map(
            |(id, now, name, (channels, priorities), targets, (hours, holidays, zone), notes, links, tags, extra)| {
                let (first_response, next_response, resolution) = targets;
                SlaPolicy {
                    channels,
                    priorities,
                    first_response,
                    next_response,
                    resolution,
                    hours,
                    holidays,
                    zone: zone.map(|zone| zone.parse().unwrap()),
                    notes,
                    links,
                    tags,
                    extra,
                    ..SlaPolicy::new(id, now, name)
                }
            },
        )
        .boxed()
}

/// A record of a type that is about talking with people.
fn engaged_record() -> BoxedStrategy<Record> {
    prop_oneof![conversation().prop_map(Record::from).boxed(), sla_policy().prop_map(Record::from).boxed()].boxed()
}

fn fact_reference() -> impl Strategy<Value = FactReference> {
    (text(), text(), extra()).prop_map(|(source, id, extra)| FactReference { source, id, extra })
}

pub fn flag() -> impl Strategy<Value = Flag> {
    let report = (any::<i64>(), text(), text(), maybe(id()), maybe(any::<i64>()), extra())
        .prop_map(|(at, who, reason, rule, told, extra)| Report { at, who, reason, rule, told, extra });
    let words = || (text(), text(), text());
    let action = prop::sample::select(ModerationAction::ALL);
    let decision = (action, maybe(any::<u32>()), any::<i64>(), words(), vec(id(), 0..2), extra()).prop_map(
        |(action, hours, at, (who, reason, note), rules, extra)| ModerationDecision {
            action,
            hours,
            at,
            who,
            reason,
            rules,
            note,
            extra,
        },
    );
    let outcome = (any::<i64>(), text(), prop::sample::select(AppealOutcome::ALL), text(), extra())
        .prop_map(|(at, who, outcome, reason, extra)| AppealDecision { at, who, outcome, reason, extra });
    let appeal = (any::<i64>(), text(), text(), maybe(outcome), extra())
        .prop_map(|(at, by, text, decided, extra)| Appeal { at, by, text, decided, extra });
    let note =
        (any::<i64>(), text(), text(), extra()).prop_map(|(at, who, text, extra)| PrivateNote { at, who, text, extra });
    let about = (maybe(fact_reference()), maybe(fact_reference()), text(), maybe(id()), maybe(any::<i64>()));
    let stands = (prop::sample::select(Severity::ALL), prop::sample::select(FlagStatus::ALL));
    let told = (vec(report, 0..3), vec(decision, 0..3), maybe(appeal), vec(note, 0..2));
    let more = (vec(id(), 0..2), vec(text(), 0..2), extra());
    (id(), any::<i64>(), name(), about, stands, told, more)
        .prop_map(|(id, now, text, (activity, member, name, channel, said), (severity, status), told, more)| {
            let (reports, decisions, appeal, notes) = told;
            let (links, tags, extra) = more;
            Flag {
                activity,
                member,
                name,
                channel,
                said,
                reports,
                severity,
                status,
                decisions,
                appeal,
                notes,
                links,
                tags,
                extra,
                ..Flag::new(id, now, text)
            }
        })
        .boxed()
}

pub fn word_list() -> impl Strategy<Value = WordList> {
    let kind = prop::sample::select(WordListKind::ALL);
    let more = (vec(text(), 0..3), any::<bool>(), text(), vec(text(), 0..2), extra());
    (id(), any::<i64>(), kind, name(), more).prop_map(|(id, now, kind, name, (words, enabled, notes, tags, extra))| {
        WordList { words, enabled, notes, tags, extra, ..WordList::new(id, now, kind, name) }
    })
}

pub fn audit_entry() -> impl Strategy<Value = AuditEntry> {
    let action = prop::sample::select(AuditAction::ALL);
    let words = (text(), text(), text(), text());
    (id(), any::<i64>(), any::<u64>(), action, words, maybe(id()), maybe(any::<u64>()), extra()).prop_map(
        |(id, at, number, action, (who, details, previous, hash), about, of, extra)| AuditEntry {
            id,
            number,
            created: at,
            updated: at,
            who,
            action,
            about,
            details,
            of,
            previous,
            hash,
            extra,
        },
    )
}

/// A record of a type that is about moderation.
fn moderation_record() -> BoxedStrategy<Record> {
    prop_oneof![
        flag().prop_map(Record::from).boxed(),
        word_list().prop_map(Record::from).boxed(),
        audit_entry().prop_map(Record::from).boxed(),
    ]
    .boxed()
}

pub fn vote() -> impl Strategy<Value = Vote> {
    (any::<i64>(), maybe(reference()), text(), maybe(0.0..100.0), maybe(id()), extra())
        .prop_map(|(at, member, name, weight, from, extra)| Vote { at, member, name, weight, from, extra })
}

pub fn feedback() -> impl Strategy<Value = FeedbackItem> {
    let status = || prop::sample::select(FeedbackStatus::ALL);
    let step = (any::<i64>(), status(), text(), text(), extra()).prop_map(|(at, to, who, why, extra)| FeedbackStep {
        at,
        to,
        who,
        why,
        extra,
    });
    let about = (maybe(any::<i64>()), maybe(reference()), maybe(id()), maybe(reference()), maybe(id()));
    let source =
        (about, text(), text(), extra()).prop_map(|((at, activity, conversation, member, from), name, text, extra)| {
            FeedbackSource { at, activity, conversation, member, name, text, from, extra }
        });
    let told = (any::<i64>(), maybe(reference()), text(), text(), extra())
        .prop_map(|(at, member, name, by, extra)| Told { at, member, name, by, extra });
    let lists = (vec(step, 0..3), vec(vote(), 0..3), vec(source, 0..3), vec(told, 0..2));
    let words = (text(), text(), text(), text(), text(), text());
    let more = (vec(text(), 0..3), vec(id(), 0..2), id());
    (id(), any::<i64>(), name(), status(), lists, words, more, extra())
        .prop_map(|(id, now, title, status, (history, votes, sources, told), words, (tags, links, other), extra)| {
            let (description, area, response, owner, theme, notes) = words;
            FeedbackItem {
                description,
                area,
                status,
                duplicate_of: (status == FeedbackStatus::Duplicate).then_some(other),
                history,
                response,
                votes,
                sources,
                told,
                owner,
                theme,
                notes,
                tags,
                links,
                extra,
                ..FeedbackItem::new(id, now, title)
            }
        })
        .boxed()
}

pub fn survey() -> impl Strategy<Value = Survey> {
    let kind = prop::sample::select(SurveyKind::ALL);
    let answer = (any::<i64>(), 1_u8..=5, text(), maybe(reference()), extra())
        .prop_map(|(at, score, text, member, extra)| SurveyResponse { at, score, text, member, extra });
    let period = (maybe(day()), 0_i32..400);
    let words = (text(), text(), vec(text(), 0..3), vec(id(), 0..2), maybe(any::<u32>()));
    (id(), any::<i64>(), kind, name(), period, vec(answer, 0..4), words, extra())
        .prop_map(|(id, now, kind, name, (start, days), answers, (question, notes, tags, links, asked), extra)| {
            Survey {
                question,
                start,
                end: start.map(|start| Day((start.0 + days).min(2_932_896))),
                asked,
                answers,
                notes,
                tags,
                links,
                extra,
                ..Survey::new(id, now, kind, name)
            }
        })
        .boxed()
}

/// A record of a type that is about crises.
fn crisis_record() -> BoxedStrategy<Record> {
    let rule = (id(), any::<i64>(), name(), prop::sample::select(AlertMeasure::ALL), vec(any::<i64>(), 0..3), extra())
        .prop_map(|(id, now, name, measure, seen, extra)| {
            let seen = seen.into_iter().map(|alert| AcknowledgedAlert {
                alert,
                at: now,
                who: name.clone(),
                extra: Extra::new(),
            });
            Record::from(AlertRule {
                acknowledged: seen.collect(),
                deviations: AlertDeviations::Sure,
                enabled: now % 2 == 0,
                extra,
                ..AlertRule::new(id, now, name.clone(), measure)
            })
        });
    let playbook = (id(), any::<i64>(), name(), vec((id(), text(), text(), any::<u32>(), extra()), 0..3), text())
        .prop_map(|(id, now, name, steps, text)| {
            let mut playbook = Playbook::new(id, now, name);
            playbook.statements.push(HoldingStatement::new(text.clone(), text.clone()));
            playbook.when = text;
            for (id, title, owner, minutes, extra) in steps {
                playbook.steps.push(PlaybookStep { extra, ..PlaybookStep::new(id, title, owner, minutes) });
            }
            Record::from(playbook)
        });
    let entries = vec((any::<i64>(), text(), text(), extra()), 0..3);
    let times = (any::<i64>(), maybe(0_i64..1 << 50), maybe(0_i64..1 << 50));
    let words = (text(), text(), maybe(day()));
    let incident = (id(), name(), 1_u8..=4, times, entries, words, extra()).prop_map(
        |(id, title, severity, (began, acknowledged, recovered), entries, (text, who, due), extra)| {
            let began = began.min(0);
            let mut incident = Incident::new(id, began, title, severity, began);
            (incident.acknowledged, incident.recovered, incident.extra) = (acknowledged, recovered, extra);
            for (at, who, text, extra) in entries {
                incident.timeline.push(TimelineEntry { extra: extra.clone(), ..TimelineEntry::new(at, who, text) });
                let mut statement = Statement::new("S", "T");
                (statement.published, statement.extra) = (Some(at), extra);
                incident.statements.push(statement);
            }
            incident.decisions.push(Decision::new(began, who.clone(), text.clone()));
            incident.post_mortem.happened.clone_from(&text);
            incident.post_mortem.actions.push(FollowUp::new(text, who, due));
            Record::from(incident)
        },
    );
    let answer = (id(), any::<u32>(), text(), any::<bool>());
    let drill = (id(), any::<i64>(), name(), drill_messages(), vec(answer, 0..3), maybe(0.0..100.0), extra()).prop_map(
        |(id, now, name, messages, answers, score, extra)| {
            let answers = answers
                .into_iter()
                .map(|(message, second, text, escalated)| DrillAnswer::new(message, second, text, escalated));
            let run = DrillRun { at: now, who: name.clone(), seconds: 60, answers: answers.collect(), score, extra };
            Record::from(Drill { messages, runs: vec![run], ..Drill::new(id, now, name) })
        },
    );
    prop_oneof![rule.boxed(), playbook.boxed(), incident.boxed(), drill.boxed()].boxed()
}

/// Messages of a drill, all of them valid.
pub fn drill_messages() -> impl Strategy<Value = Vec<DrillMessage>> {
    let words = vec(vec(name(), 1..3), 0..3);
    let rules = vec(prop::sample::select(ToneRule::ALL), 0..3);
    let reaction = prop::sample::select(DrillReaction::ALL);
    vec((0_u32..600, name(), name(), reaction, words, rules, 1_u32..60, text()), 0..4).prop_map(|messages| {
        let message = |(place, one)| {
            let (minute, who, text, expects, keywords, mut tone, limit, why): (u32, _, _, _, _, Vec<_>, _, _) = one;
            tone.sort_unstable();
            tone.dedup();
            let id = Id::mint(1, [place as u8; 10]);
            DrillMessage { expects, keywords, tone, limit, why, ..DrillMessage::new(id, minute, who, text) }
        };
        messages.into_iter().enumerate().map(message).collect()
    })
}

fn question() -> impl Strategy<Value = Question> {
    let options = vec((name(), number(), text(), extra()), 0..3).prop_map(|options| {
        let option = |(text, credit, feedback, extra)| ChoiceOption { id: "o".into(), text, credit, feedback, extra };
        options.into_iter().map(option).collect::<Vec<_>>()
    });
    let answer =
        (maybe(number()), number(), maybe(number()), extra()).prop_map(|(value, tolerance, relative, extra)| {
            NumericAnswer { value, tolerance, relative, credit: 50.0, feedback: String::new(), extra }
        });
    (0_u8..6, options, vec(answer, 0..2), text(), number(), extra()).prop_map(
        |(kind, options, answers, text, points, extra)| match kind {
            0 => Question::Choice(Choice { multiple: true, points, options, extra }),
            1 => Question::Numeric(Numeric { points, answers, unit: None, extra }),
            2 => {
                let keywords = vec![KeywordGroup { label: text.clone(), any: vec![text.clone()], points, extra }];
                let item = ClassifyItem { id: "i".into(), text, points, keywords, ..ClassifyItem::default() };
                Question::Classify(Classify { items: vec![item], ..Classify::default() })
            }
            3 => {
                let series = vec![ChartSeries { name: text.clone(), values: vec![Some(points), None], extra }];
                let chart = ChartData { title: text, series, form: ChartForm::Bars, ..ChartData::default() };
                Question::Chart(Chart { chart, ..Chart::default() })
            }
            4 => {
                let check =
                    TaskCheck { id: "c".into(), text, points, rule: "r".into(), with: extra, extra: Extra::new() };
                Question::Task(Task {
                    scenario: Scenario::TheDrop,
                    start: String::new(),
                    checks: vec![check],
                    extra: Extra::new(),
                })
            }
            _ => Question::Note,
        },
    )
}

fn work() -> impl Strategy<Value = ExerciseWork> {
    let answer = prop_oneof![
        vec(name(), 0..3).prop_map(|chosen| Answer::Choice { chosen }),
        text().prop_map(|text| Answer::FreeText { text, found: Vec::new() }),
        (id(), text(), 0.0..1.0).prop_map(|(workspace, said, share)| Answer::Task {
            workspace: Some(workspace),
            outcomes: vec![CheckOutcome { check: "c".into(), share, said }],
            file: None,
        }),
        Just(Answer::Note),
    ];
    let attempt = (answer.clone(), any::<i64>(), number(), maybe(prop::sample::select(Certainty::ALL)), extra())
        .prop_map(|(answer, at, points, certainty, extra)| Attempt {
            answer,
            began: at,
            at,
            hints: 1,
            certainty,
            points,
            most: 2.0,
            extra,
        });
    (id(), any::<i64>(), maybe(id()), name(), any::<u32>(), maybe(answer), vec(attempt, 0..3), extra()).prop_map(
        |(id, now, pack, exercise, seed, draft, attempts, extra)| ExerciseWork {
            draft,
            attempts,
            extra,
            ..ExerciseWork::new(id, now, pack, exercise, seed)
        },
    )
}

/// A record of a type that is about learning.
fn learn_record() -> BoxedStrategy<Record> {
    let learner = (id(), any::<i64>(), text(), vec((name(), any::<i64>(), extra()), 0..3), extra()).prop_map(
        |(id, now, name, read, extra)| {
            let read = read.into_iter().map(|(lesson, at, extra)| LessonRead { lesson, at, extra }).collect();
            Record::from(Learner { read, extra, ..Learner::new(id, now, name) })
        },
    );
    let exercise = (name(), text(), question(), vec(text(), 0..2), any::<bool>(), extra()).prop_map(
        |(title, text, question, hints, ruled, extra)| Exercise {
            text,
            hints,
            conduct: ruled.then(|| Conduct { minutes: Some(9), ..Conduct::default() }),
            extra,
            ..Exercise::new("1", title, question)
        },
    );
    let pack =
        (id(), any::<i64>(), name(), vec(exercise, 0..4), extra()).prop_map(|(id, now, name, mut exercises, extra)| {
            exercises.iter_mut().enumerate().for_each(|(place, one)| one.id = format!("e-{place}"));
            Record::from(ExercisePack { exercises, extra, ..ExercisePack::new(id, now, name) })
        });
    let submission =
        (id(), any::<i64>(), id(), text(), vec(work(), 0..3), number().prop_map(f64::abs), text(), extra()).prop_map(
            |(id, now, learner, name, work, points, comment, extra)| {
                let mark = Mark { points: Some(points), comment, extra: extra.clone(), ..Mark::default() };
                let marks = [("course/1.1".to_owned(), mark)].into_iter().collect();
                Record::from(Submission { work, marks, extra, ..Submission::new(id, now, learner, name, now) })
            },
        );
    prop_oneof![learner.boxed(), pack.boxed(), work().prop_map(Record::from).boxed(), submission.boxed()].boxed()
}

/// A record of a type that is about planning.
fn planned_record() -> BoxedStrategy<Record> {
    prop_oneof![
        segment().prop_map(Record::from).boxed(),
        pillar().prop_map(Record::from).boxed(),
        campaign().prop_map(Record::from).boxed(),
        guideline().prop_map(Record::from).boxed(),
        content().prop_map(Record::from).boxed(),
        slot().prop_map(Record::from).boxed(),
        snippet().prop_map(Record::from).boxed(),
        event().prop_map(Record::from).boxed(),
        network_facts().prop_map(Record::from).boxed(),
        feedback().prop_map(Record::from).boxed(),
        survey().prop_map(Record::from).boxed(),
        crisis_record(),
    ]
    .boxed()
}

pub fn record() -> impl Strategy<Value = Record> {
    prop_oneof![
        1 => channel().prop_map(Record::from).boxed(),
        1 => objective().prop_map(Record::from).boxed(),
        1 => batch().prop_map(Record::from).boxed(),
        1 => mapping().prop_map(Record::from).boxed(),
        4 => shown_record(),
        8 => planned_record(),
        2 => engaged_record(),
        3 => moderation_record(),
        3 => learn_record(),
    ]
}

/// The makings of a cell of any kind.
type Seed = (u8, i64, f64, String);

fn rows(kind: TableKind) -> impl Strategy<Value = Vec<Vec<Seed>>> {
    vec(vec((any::<u8>(), any::<i64>(), number(), text()), kind.columns().len()), 0..8)
}

fn cell<'a>(spec: &ColumnSpec, seed: &'a Seed, codes: &dyn Fn(Reference) -> usize) -> Value<'a> {
    let (fate, whole, number, text) = seed;
    let below = |limit: u64| u32::try_from(whole.unsigned_abs() % limit).unwrap();
    if *fate < 64 {
        return Value::Missing;
    }
    match spec.kind {
        ColumnKind::Text => Value::Text(text),
        ColumnKind::Code => match spec.reference.map_or(0, codes) {
            0 => Value::Missing,
            limit => Value::Code(below(limit as u64)),
        },
        // 1 is a value that every column of small numbers may hold.
        ColumnKind::Byte => Value::Byte(1),
        ColumnKind::Time if *whole == i64::MIN => Value::Missing,
        ColumnKind::Time => Value::Time(*whole),
        ColumnKind::Count => Value::Count(below(u64::from(u32::MAX))),
        ColumnKind::Number => Value::Number(*number),
        ColumnKind::Day => Value::Day(below(1 << 31).cast_signed()),
    }
}

pub fn facts() -> impl Strategy<Value = Facts> {
    let tables =
        (rows(TableKind::Members), rows(TableKind::Posts), rows(TableKind::Activities), rows(TableKind::ChannelDays));
    (vec(vec(text(), 0..4), 5), tables).prop_map(|(texts, (members, posts, activities, days))| {
        let mut facts = Facts::default();
        let dictionaries = Arc::make_mut(&mut facts.dictionaries);
        for (kind, texts) in DictionaryKind::ALL.into_iter().zip(&texts) {
            for text in texts {
                dictionaries.get_mut(kind).code(text);
            }
        }
        let dictionaries = Arc::clone(&facts.dictionaries);
        let lengths = [members.len(), posts.len(), activities.len(), days.len()];
        let codes = |reference| match reference {
            Reference::Dictionary(kind) => dictionaries.get(kind).len(),
            Reference::Row(kind) => lengths[kind as usize],
        };
        for (kind, rows) in TableKind::ALL.iter().zip([&members, &posts, &activities, &days]) {
            let mut builder = facts.table(*kind).clone().into_builder();
            for row in rows {
                let cells = kind.columns().iter().zip(row).map(|(spec, seed)| cell(spec, seed, &codes));
                builder.push(&cells.collect::<Vec<_>>());
            }
            *facts.table_mut(*kind) = builder.finish();
        }
        facts
    })
}

/// What a later version might have added, as `Workspace::extra` mirrors it.
fn foreign(facts: &Facts, batches: &[Batch], values: &[Json]) -> Extra {
    let mut extra = Extra::new();
    let [first, second, third, fourth, ..] = values else { return extra };
    extra.insert("x envelope".into(), first.clone());
    extra.insert("settings".into(), json!({"weights": {"x": second}}));
    let mut records = json!({"x collection": third});
    if let Some(batch) = batches.first() {
        records["batches"] = json!({batch.id.to_string(): {"counts": {"x": fourth}}});
    }
    extra.insert("records".into(), records);
    extra.insert("dictionaries".into(), json!({"x dictionary": first}));
    let column: Vec<_> = (0..facts.posts.len()).map(|row| values[row % values.len()].clone()).collect();
    let mut tables = Map::new();
    tables.insert("x table".into(), second.clone());
    tables.insert("posts".into(), json!({"x field": third, "columns": {"x column": column}}));
    extra.insert("facts".into(), tables.into());
    extra
}

/// Any valid workspace.
pub fn workspace() -> impl Strategy<Value = Workspace> {
    let records = (vec(channel(), 0..4), vec(objective(), 0..4), vec(batch(), 0..4), vec(mapping(), 0..3));
    (settings(), records, vec(shown_record(), 0..6), facts(), prop_oneof![Just(Vec::new()), vec(json_value(), 4..6)])
        .prop_map(|(settings, (channels, objectives, batches, mappings), others, facts, values)| {
            let mut workspace = Workspace::new(settings);
            workspace.extra = foreign(&facts, &batches, &values);
            workspace.facts = facts;
            channels.into_iter().for_each(|record| drop(workspace.records.put(record.into())));
            objectives.into_iter().for_each(|record| drop(workspace.records.put(record.into())));
            batches.into_iter().for_each(|record| drop(workspace.records.put(record.into())));
            mappings.into_iter().for_each(|record| drop(workspace.records.put(record.into())));
            others.into_iter().for_each(|record| drop(workspace.records.put(record)));
            workspace
        })
}

/// In what two states of facts differ, cell by cell; empty where they hold the same, however they are chunked.
pub fn facts_difference(a: &Facts, b: &Facts) -> String {
    let mut words = String::new();
    for kind in DictionaryKind::ALL {
        let (a, b) = (a.dictionaries.get(kind), b.dictionaries.get(kind));
        if a != b {
            writeln!(words, "dictionary {}: {:?} ≠ {:?}", kind.name(), a.values(), b.values()).unwrap();
        }
    }
    for kind in TableKind::ALL {
        let (a, b) = (a.table(*kind), b.table(*kind));
        if a.len() != b.len() {
            writeln!(words, "{}: {} ≠ {} rows", kind.name(), a.len(), b.len()).unwrap();
        }
        for row in 0..a.len().min(b.len()) {
            for (position, spec) in kind.columns().iter().enumerate() {
                let (a, b) = (a.get(row, position), b.get(row, position));
                if a != b {
                    writeln!(words, "{}[{row}].{}: {a:?} ≠ {b:?}", kind.name(), spec.name).unwrap();
                }
            }
        }
    }
    words
}

/// In what two workspaces differ, revisions aside; empty where they hold the same.
pub fn difference(a: &Workspace, b: &Workspace) -> String {
    let mut words = facts_difference(&a.facts, &b.facts);
    if a.settings != b.settings {
        writeln!(words, "settings: {:?} ≠ {:?}", a.settings, b.settings).unwrap();
    }
    for kind in RecordKind::ALL {
        let (a, b) = (a.records.of(*kind), b.records.of(*kind));
        if a != b {
            writeln!(words, "{}: {a:?} ≠ {b:?}", kind.name()).unwrap();
        }
    }
    if a.extra != b.extra {
        writeln!(words, "extra: {:?} ≠ {:?}", a.extra, b.extra).unwrap();
    }
    words
}
