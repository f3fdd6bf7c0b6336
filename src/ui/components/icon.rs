//! Small line drawings, 16 × 16. They only accompany words: each is hidden from screen readers.

use leptos::prelude::*;

/// Which drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconName {
    /// A line chart.
    Chart,
    /// A stack of layers: backups, storage.
    Storage,
    /// A page with lines: posts.
    Post,
    /// A pulse: activities.
    Activity,
    /// Two people.
    Members,
    /// A loudspeaker: channels.
    Channel,
    /// A target: strategy, objectives.
    Target,
    /// An arrow into a tray.
    Import,
    /// An arrow out of a tray.
    Export,
    /// Sliders.
    Settings,
    /// A house: the start.
    Home,
    /// A plus.
    Plus,
    /// A cross.
    Close,
    /// A tick.
    Check,
    /// A magnifier.
    Search,
    /// A chevron down.
    Down,
    /// A chevron right.
    Right,
    /// A chevron left.
    Left,
    /// An arrow that turns back.
    Undo,
    /// The other way.
    Redo,
    /// A bin.
    Delete,
    /// A pencil.
    Edit,
    /// Two sheets.
    Copy,
    /// A triangle with a mark.
    Warning,
    /// A circle with an i.
    Info,
    /// A circle with a mark.
    Error,
    /// A grid of rows.
    Table,
    /// Three dots.
    More,
    /// A sheet of paper: a file.
    File,
    /// A funnel.
    Filter,
    /// A calendar sheet.
    Calendar,
    /// A sun.
    Sun,
    /// A moon.
    Moon,
    /// A box with an arrow out of it.
    Open,
    /// A four-pointed star: the sample.
    Sample,
    /// Three lines.
    Menu,
    /// A printer.
    Print,
    /// A question mark.
    Help,
    /// Four panes: dashboards.
    Board,
    /// A sum sign: KPIs.
    Sum,
    /// A flag: annotations.
    Flag,
    /// An arrow up.
    Up,
    /// A ticket: events.
    Ticket,
    /// A clock: today.
    Clock,
    /// A speech bubble: comments.
    Comment,
    /// A light bulb: feedback.
    Idea,
    /// A tray with a letter.
    Inbox,
    /// A bell: crisis.
    Alarm,
    /// A shield: moderation.
    Shield,
    /// An open book: the course.
    Lesson,
    /// A board on its stand: the classroom.
    Classroom,
    /// A sheet with a tick: exercises.
    Exercise,
}

impl IconName {
    fn path(self) -> &'static str {
        match self {
            Self::Chart => "M2 2v12h12M4.5 10.5l3-3.5 2.5 2 4-5",
            Self::Storage => {
                "M2 4c0-1.1 2.7-2 6-2s6 .9 6 2-2.7 2-6 2-6-.9-6-2zM2 4v8c0 1.1 2.7 2 6 2s6-.9 6-2V4M2 8c0 1.1 2.7 2 6 2s6-.9 6-2"
            }
            Self::Shield => "M8 1.8l5.2 1.8v4c0 3.2-2.1 5.5-5.2 6.6-3.1-1.1-5.2-3.4-5.2-6.6v-4zM5.6 8l1.7 1.7 3.2-3.4",
            Self::Lesson => {
                "M8 4.5C6.5 3.2 4.5 3 2 3v9.5c2.5 0 4.5.2 6 1.5 1.5-1.3 3.5-1.5 6-1.5V3c-2.5 0-4.5.2-6 1.5zM8 4.5V14"
            }
            Self::Exercise => "M3.5 3h9v11h-9zM6 1.8h4v2.4H6zM5.8 9.2l1.6 1.6L10.4 7.4",
            Self::Classroom => "M2 2.5h12v8H2zM8 10.5V14M5 14h6M5 5.5h6M5 7.8h3.5",
            Self::Post => "M3 2h10v12H3zM5.5 5h5M5.5 8h5M5.5 11h3",
            Self::Activity => "M1.5 8h3l2-5 3 10 2-5h3",
            Self::Members => {
                "M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.5 2.8a2.5 2.5 0 0 1 0 4.4M12 9.8c1.6.6 2.5 1.9 2.5 3.7"
            }
            Self::Channel => "M2 6.5v3h2.5l6 3.5V3l-6 3.5zM4.5 9.5V13h2v-2.4M13 6a3 3 0 0 1 0 4",
            Self::Target => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 8h.01",
            Self::Import => "M8 2v8M5 7l3 3 3-3M2 10v4h12v-4",
            Self::Export => "M8 10V2M5 5l3-3 3 3M2 10v4h12v-4",
            Self::Settings => {
                "M2 4.5h6M12 4.5h2M2 11.5h2M8 11.5h6M10 6.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM6 13.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"
            }
            Self::Home => "M2 7.5 8 2l6 5.5M3.5 6.5V14h9V6.5M6.5 14v-4h3v4",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Check => "M3 8.5 6.5 12 13 4.5",
            Self::Search => "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.5 10.5 14 14",
            Self::Down => "M4 6l4 4 4-4",
            Self::Right => "M6 4l4 4-4 4",
            Self::Left => "M10 4 6 8l4 4",
            Self::Undo => "M5.5 3 2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8H6",
            Self::Redo => "M10.5 3l3 3-3 3M13.5 6h-7a4 4 0 0 0 0 8H10",
            Self::Delete => "M2.5 4h11M6 4V2.5h4V4M4 4l.6 10h6.8L12 4M6.7 6.8v4.4M9.3 6.8v4.4",
            Self::Edit => "M10.5 3 13 5.5 5.5 13 2.5 13.5 3 10.5z",
            Self::Copy => "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
            Self::Warning => "M8 2.5 14.5 13.5h-13zM8 6.5v3.5M8 12h.01",
            Self::Info => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.5V11M8 5h.01",
            Self::Error => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 5v3.5M8 11h.01",
            Self::Table => "M2 3h12v10H2zM2 6.5h12M2 9.7h12M6.5 6.5V13",
            Self::More => {
                "M3 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M7.5 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M12 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0"
            }
            Self::File => "M3.5 2H9l3.5 3.5V14h-9zM9 2v3.5h3.5",
            Self::Filter => "M2 3h12L9.5 8.5V13l-3-1.5v-3z",
            Self::Calendar => "M2 3.5h12V14H2zM2 7h12M5 2v3M11 2v3",
            Self::Sun => {
                "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1.5V3M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1"
            }
            Self::Moon => "M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7z",
            Self::Open => "M9.5 2.5h4v4M13.5 2.5 8 8M11.5 9v4.5h-9v-9H7",
            Self::Sample => {
                "M8 1.5c.6 4 2.5 5.9 6.5 6.5-4 .6-5.9 2.5-6.5 6.5-.6-4-2.5-5.9-6.5-6.5 4-.6 5.9-2.5 6.5-6.5z"
            }
            Self::Menu => "M2.5 4h11M2.5 8h11M2.5 12h11",
            Self::Print => "M4.5 6V2h7v4M4.5 11.5H2.5V6h11v5.5h-2M4.5 9.5h7V14h-7z",
            Self::Board => "M2 2h5v6H2zM9 2h5v3H9zM2 10h5v4H2zM9 7h5v7H9z",
            Self::Sum => "M12 4V2.5H4L8.5 8 4 13.5h8V12",
            Self::Flag => "M4 14.5v-13M4 2.5h8.5l-2 3 2 3H4",
            Self::Ticket => "M2 4h12v3a1.2 1.2 0 0 0 0 2.4v2.6H2V9.4A1.2 1.2 0 0 0 2 7zM9.5 4v8",
            Self::Clock => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.5V8l2.5 1.5",
            Self::Comment => "M2 3h12v8H7l-3 3v-3H2z",
            Self::Idea => "M5.5 11.5c0-1.5-2-2.4-2-5a4.5 4.5 0 0 1 9 0c0 2.6-2 3.5-2 5zM5.5 11.5h5M6.5 14h3",
            Self::Inbox => "M4 3h8l2 6v4H2V9zM2 9h3.5l1 2h3l1-2H14",
            Self::Alarm => "M3 12h10c-1.2-1.2-1.5-2.5-1.5-5a3.5 3.5 0 0 0-7 0c0 2.5-.3 3.8-1.5 5zM6.5 14h3M8 2v1.5",
            Self::Up => "M4 10l4-4 4 4",
            Self::Help => {
                "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM6.2 6.3a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.8.7-.8 1.3M8 11.3h.01"
            }
        }
    }
}

/// A drawing beside words.
///
/// ```ignore
/// view! { <Icon name=IconName::Search/> }
/// ```
#[component]
pub fn Icon(
    /// Which one.
    name: IconName,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <path d=name.path()></path>
        </svg>
    }
    .into_any()
}
