//! The forms of a pack, of an exercise and of every kind of question, as data: which fields there are, where each
//! stands in the JSON, and what a new entry of a list begins with. The page draws any of them with the same few parts.

use crate::{
    model::record::{ChartForm, Counted, FeedbackTime, Scenario},
    view::number::NumberKind,
};
use serde_json::{Value, json};

/// A field of a form.
pub struct Part {
    /// Its place from the object around it: `/text`; empty where it is that itself.
    pub key: &'static str,
    /// What is asked.
    pub label: &'static str,
    /// How to answer.
    pub hint: &'static str,
    /// What is typed or chosen.
    pub input: Input,
}

/// What is typed or chosen in a field.
pub enum Input {
    /// A line of text.
    Line,
    /// Several lines, so many at first.
    Text(u32),
    /// A number.
    Number(Number),
    /// Yes or no, and what it is where nothing is said.
    Tick(bool),
    /// One of several: keys and labels.
    Select(fn() -> Vec<(String, String)>),
    /// One of the entries of another list, by its id: the place of the list, and of the words within an entry.
    Pick(&'static str, &'static str),
    /// Words with commas between.
    Words,
    /// The figures of a chart, as a table.
    Table,
    /// JSON: an object.
    Json,
    /// Fields beside each other.
    Row(&'static [Part]),
    /// Fields of an object.
    Group(&'static [Part]),
    /// Fields of an object that is only there where it is wanted, and what it begins with.
    Own(&'static [Part], fn() -> Value),
    /// Entries in an order.
    List(&'static List),
}

/// A number of a form.
pub struct Number {
    /// What is meant.
    pub kind: NumberKind,
    /// Least.
    pub min: Option<f64>,
    /// Most.
    pub max: Option<f64>,
    /// What an emptied field stands for; none = nothing is said.
    pub empty: Option<f64>,
}

/// A list of a form.
pub struct List {
    /// An entry, in a sentence.
    pub noun: &'static str,
    /// What a new one begins with. An id is made where there is a place for one.
    pub blank: fn() -> Value,
    /// Its fields.
    pub parts: &'static [Part],
}

const fn part(key: &'static str, label: &'static str, hint: &'static str, input: Input) -> Part {
    Part { key, label, hint, input }
}

const fn row(parts: &'static [Part]) -> Part {
    part("", "", "", Input::Row(parts))
}

const MOST_POINTS: f64 = 10_000.0;

const fn points(key: &'static str, label: &'static str, hint: &'static str, empty: Option<f64>) -> Part {
    let number = Number { kind: NumberKind::Plain, min: Some(0.0), max: Some(MOST_POINTS), empty };
    part(key, label, hint, Input::Number(number))
}

const fn percent(key: &'static str, label: &'static str, hint: &'static str, min: f64, empty: f64) -> Part {
    let number = Number { kind: NumberKind::Plain, min: Some(min), max: Some(100.0), empty: Some(empty) };
    part(key, label, hint, Input::Number(number))
}

const fn count(key: &'static str, label: &'static str, hint: &'static str, min: f64) -> Part {
    let number = Number { kind: NumberKind::Count, min: Some(min), max: Some(100_000.0), empty: None };
    part(key, label, hint, Input::Number(number))
}

const POINTS: Part = points("/points", "Points", "", Some(1.0));
const FEEDBACK: Part = part("/feedback", "Said to who gives it", "Optional", Input::Text(1));
const UNIT: Part = part("/unit", "With a unit", "", Input::Own(UNIT_PARTS, || json!({ "label": "", "accepted": [] })));

const UNIT_PARTS: &[Part] = &[
    row(&[
        part("/label", "Unit", "As it stands behind the field: %, €, minutes", Input::Line),
        part("/accepted", "Also written", "With commas between: percent, per cent", Input::Words),
    ]),
    part("/required", "The student has to write it; a number without it earns half", "", Input::Tick(false)),
];

const GROUPS: &List = &List {
    noun: "keyword group",
    blank: || json!({ "label": "", "any": [], "points": 1 }),
    parts: &[
        part(
            "/any",
            "Any of these",
            "Beginnings of words, with commas between: “engag” finds “engagement”",
            Input::Words,
        ),
        row(&[
            part("/label", "What it is about", "Shown with the result", Input::Line),
            points("/points", "Points", "", Some(0.0)),
        ]),
    ],
};

const OPTIONS: &List = &List {
    noun: "option",
    blank: || json!({ "id": "", "text": "", "credit": 0 }),
    parts: &[
        part("/text", "Option", "", Input::Text(1)),
        row(&[percent("/credit", "Credit, %", "100 = right, 0 = wrong", -100.0, 0.0), FEEDBACK]),
    ],
};

const NUMBERS: &List = &List {
    noun: "number",
    blank: || json!({ "value": null, "credit": 100 }),
    parts: &[
        row(&[
            part(
                "/value",
                "Number",
                "Empty: any number",
                Input::Number(Number { kind: NumberKind::Plain, min: None, max: None, empty: None }),
            ),
            part(
                "/tolerance",
                "Off by at most",
                "",
                Input::Number(Number { kind: NumberKind::Plain, min: Some(0.0), max: None, empty: Some(0.0) }),
            ),
            part(
                "/relative",
                "or by a share",
                "As 1 %",
                Input::Number(Number { kind: NumberKind::Percent, min: Some(0.0), max: None, empty: None }),
            ),
        ]),
        row(&[percent("/credit", "Credit, %", "", -100.0, 100.0), FEEDBACK]),
    ],
};

const CLASSIFY: &[Part] = &[
    part(
        "/categories",
        "Categories",
        "",
        Input::List(&List {
            noun: "category",
            blank: || json!({ "id": "", "label": "" }),
            parts: &[part("/label", "Category", "", Input::Line)],
        }),
    ),
    part(
        "/items",
        "What is put into them",
        "",
        Input::List(&List {
            noun: "item",
            blank: || json!({ "id": "", "text": "", "category": "", "points": 1, "explanation_points": 0 }),
            parts: &[
                part("/text", "What it is", "", Input::Text(2)),
                row(&[
                    part("/category", "Belongs to", "", Input::Pick("/question/categories", "/label")),
                    POINTS,
                    points("/explanation_points", "Most points for the reason", "0: no reason is asked", Some(0.0)),
                ]),
                part("/why", "Why it belongs there", "Shown with the result", Input::Text(2)),
                part(
                    "/keywords",
                    "What a good reason holds",
                    "Needed only where the reason earns points",
                    Input::List(GROUPS),
                ),
            ],
        }),
    ),
];

const CHOICE: &[Part] = &[
    row(&[
        POINTS,
        part("/multiple", "Several may be chosen: the credits of the right ones come to 100", "", Input::Tick(false)),
    ]),
    part("/options", "Options", "", Input::List(OPTIONS)),
];

const MATCHING: &[Part] = &[
    POINTS,
    part(
        "/pairs",
        "Pairs",
        "",
        Input::List(&List {
            noun: "pair",
            blank: || json!({ "id": "", "left": "", "right": "" }),
            parts: &[row(&[part("/left", "Given", "", Input::Line), part("/right", "To be found", "", Input::Line)])],
        }),
    ),
    part(
        "/distractors",
        "Right sides that fit nothing",
        "Optional",
        Input::List(&List {
            noun: "distractor",
            blank: || json!(""),
            parts: &[part("", "Fits nothing", "", Input::Line)],
        }),
    ),
];

const ORDERING: &[Part] = &[
    POINTS,
    part(
        "/items",
        "In the right order",
        "Students get them in another one",
        Input::List(&List {
            noun: "item",
            blank: || json!({ "id": "", "text": "" }),
            parts: &[part("/text", "Item", "", Input::Line)],
        }),
    ),
];

const NUMERIC: &[Part] =
    &[POINTS, part("/answers", "Numbers that are right", "The first that fits counts", Input::List(NUMBERS)), UNIT];

const SHORT_TEXT: &[Part] = &[
    row(&[POINTS, part("/case_sensitive", "Capitals count", "", Input::Tick(false))]),
    part(
        "/answers",
        "Texts that are right",
        "The first that fits counts",
        Input::List(&List {
            noun: "text",
            blank: || json!({ "text": "", "credit": 100 }),
            parts: &[
                row(&[
                    part("/text", "Text", "* stands for anything", Input::Line),
                    percent("/credit", "Credit, %", "", -100.0, 100.0),
                ]),
                FEEDBACK,
            ],
        }),
    ),
];

const FREE_TEXT: &[Part] = &[
    row(&[
        count("/min_words", "Fewest words", "Optional", 0.0),
        count("/max_words", "Most words", "Optional", 1.0),
        points("/cap", "Most points by keywords", "Empty: all of them", None),
    ]),
    part(
        "/groups",
        "What a good text holds",
        "Points where the text holds one of a group; none: only a person marks it",
        Input::List(GROUPS),
    ),
    part(
        "/rubric",
        "Rubric",
        "What students check their text by, and you mark it by",
        Input::List(&List {
            noun: "row",
            blank: || json!({ "id": "", "text": "", "points": 1 }),
            parts: &[
                part("/text", "What is looked at", "", Input::Text(1)),
                points("/points", "Points you may give", "", Some(0.0)),
            ],
        }),
    ),
    part("/model_answer", "A good text", "Shown with the result; Markdown", Input::Text(4)),
];

const CHART: &[Part] = &[
    part(
        "/chart",
        "Chart",
        "",
        Input::Group(&[
            row(&[
                part("/title", "Title", "", Input::Line),
                part("/unit", "Unit", "Empty for counts", Input::Line),
                part(
                    "/form",
                    "Drawn as",
                    "",
                    Input::Select(|| keyed(ChartForm::ALL, ChartForm::key, ChartForm::label)),
                ),
            ]),
            part(
                "",
                "Figures",
                "Paste them from a spreadsheet: a first row with an empty cell and the names of the series, then a row for each place",
                Input::Table,
            ),
        ]),
    ),
    part(
        "/questions",
        "Questions about it",
        "",
        Input::List(&List {
            noun: "question",
            blank: || json!({ "id": "", "text": "", "points": 1 }),
            parts: &[
                row(&[part("/text", "Question", "", Input::Text(1)), POINTS]),
                part("/options", "Options to choose from", "or a number below", Input::List(OPTIONS)),
                part("/answers", "Numbers that are right", "", Input::List(NUMBERS)),
                UNIT,
            ],
        }),
    ),
];

const DRILL: &[Part] = &[
    POINTS,
    part("/drill", "Drill", "Paste the text of a drill file: Crisis, Drills, “Drill out” makes one", Input::Json),
];

const TASK: &[Part] = &[
    row(&[
        part(
            "/scenario",
            "The workspace begins with",
            "",
            Input::Select(|| keyed(Scenario::ALL, Scenario::key, Scenario::label)),
        ),
        part("/start", "on the screen", "Its address, as #/content?view=week; empty: Today", Input::Line),
    ]),
    part(
        "/checks",
        "What is looked at",
        "",
        Input::List(&List {
            noun: "check",
            blank: || json!({ "id": "", "text": "", "points": 1, "rule": "" }),
            parts: &[
                row(&[
                    part("/text", "What is asked for", "", Input::Text(1)),
                    points("/points", "Points", "", Some(0.0)),
                ]),
                part("/rule", "Rule", "docs/exercises.md says what each is told", Input::Select(super::rules)),
                part("/with", "What the rule is told", "JSON, as { \"at_least\": 3 }", Input::Json),
            ],
        }),
    ),
];

/// How exercises are done.
pub const CONDUCT: &[Part] = &[
    row(&[
        part(
            "/feedback",
            "Feedback",
            "",
            Input::Select(|| keyed(FeedbackTime::ALL, FeedbackTime::key, FeedbackTime::label)),
        ),
        count("/attempts", "Attempts", "Empty: as many as one likes", 1.0),
        part("/counts", "Which counts", "", Input::Select(|| keyed(Counted::ALL, Counted::key, Counted::label))),
    ]),
    row(&[
        percent("/hint_penalty", "A hint costs, % of the points", "", 0.0, 0.0),
        count("/minutes", "Minutes for an attempt", "Empty: no limit", 1.0),
    ]),
    part("/certainty", "Students say how sure they are", "", Input::Tick(false)),
    part("/shuffle", "Options, pairs and items come in an order of each student’s own", "", Input::Tick(true)),
];

/// A pack.
pub const PACK: &[Part] = &[
    row(&[part("/name", "Name", "", Input::Line), part("/author", "Author", "Optional", Input::Line)]),
    part("/description", "What it is for", "Optional; Markdown", Input::Text(2)),
    part("/conduct", "How its exercises are done", "An exercise may say otherwise", Input::Group(CONDUCT)),
];

/// What stands before the question of any exercise.
pub const BEFORE: &[Part] = &[
    part("/title", "Title", "", Input::Line),
    part("/text", "The situation and what to do", "Markdown: **bold**, - lists, > quotations", Input::Text(5)),
];

/// What stands behind it.
pub const AFTER: &[Part] = &[
    part(
        "/hints",
        "Hints",
        "From gentle to near the answer",
        Input::List(&List { noun: "hint", blank: || json!(""), parts: &[part("", "Hint", "", Input::Text(2))] }),
    ),
    part("/explanation", "Explanation", "Shown with the result: the reasoning; Markdown", Input::Text(3)),
    row(&[
        part("/lesson", "Lesson of the course", "Its number, as 1.1; optional", Input::Line),
        part("/tags", "Tags", "With commas between; optional", Input::Words),
    ]),
    part("/conduct", "Done otherwise than the pack says", "", Input::Own(CONDUCT, super::usual_conduct)),
];

/// A kind of question as it is offered.
pub struct Kind {
    /// Its name in files.
    pub key: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// What the student does.
    pub about: &'static str,
    /// Its fields, from `/question`.
    pub parts: &'static [Part],
    /// What a new one begins with.
    pub blank: fn() -> Value,
}

/// Every kind of question.
pub const KINDS: &[Kind] = &[
    Kind {
        key: "classify",
        label: "Classify",
        about: "Put things into categories, and say why",
        parts: CLASSIFY,
        blank: || {
            json!({
        "kind": "classify", "categories": [{ "id": "a", "label": "" }, { "id": "b", "label": "" }],
        "items": [{ "id": "a", "text": "", "category": "", "points": 1, "explanation_points": 0 }] })
        },
    },
    Kind {
        key: "choice",
        label: "Choice",
        about: "Choose one of several options, or several",
        parts: CHOICE,
        blank: || {
            json!({
        "kind": "choice", "points": 1, "options": [{ "id": "a", "text": "", "credit": 100 }, { "id": "b", "text": "", "credit": 0 }] })
        },
    },
    Kind {
        key: "matching",
        label: "Matching",
        about: "Find what belongs to what",
        parts: MATCHING,
        blank: || {
            json!({
        "kind": "matching", "points": 1, "pairs": [{ "id": "a", "left": "", "right": "" }, { "id": "b", "left": "", "right": "" }] })
        },
    },
    Kind {
        key: "ordering",
        label: "Ordering",
        about: "Put things into the right order",
        parts: ORDERING,
        blank: || {
            json!({
        "kind": "ordering", "points": 1, "items": [{ "id": "a", "text": "" }, { "id": "b", "text": "" }] })
        },
    },
    Kind {
        key: "numeric",
        label: "Number",
        about: "Work out a number",
        parts: NUMERIC,
        blank: || {
            json!({
        "kind": "numeric", "points": 1, "answers": [{ "value": null, "tolerance": 0, "credit": 100 }] })
        },
    },
    Kind {
        key: "short_text",
        label: "Short text",
        about: "Write a word or a few",
        parts: SHORT_TEXT,
        blank: || {
            json!({
        "kind": "short_text", "points": 1, "answers": [{ "text": "", "credit": 100 }] })
        },
    },
    Kind {
        key: "free_text",
        label: "Free text",
        about: "Write a text, marked by keywords and by a person",
        parts: FREE_TEXT,
        blank: || {
            json!({
        "kind": "free_text", "groups": [], "rubric": [] })
        },
    },
    Kind {
        key: "chart",
        label: "Chart",
        about: "Read a chart",
        parts: CHART,
        blank: || {
            json!({
        "kind": "chart", "chart": { "title": "", "x": [], "series": [] }, "questions": [{ "id": "a", "text": "", "points": 1 }] })
        },
    },
    Kind {
        key: "drill",
        label: "Crisis drill",
        about: "Play a made-up crisis against the clock",
        parts: DRILL,
        blank: || {
            json!({
        "kind": "drill", "points": 1, "drill": {} })
        },
    },
    Kind {
        key: "task",
        label: "Workspace task",
        about: "Work with the real screens in a workspace of its own",
        parts: TASK,
        blank: || {
            json!({
        "kind": "task", "scenario": "empty", "checks": [{ "id": "a", "text": "", "points": 1, "rule": "" }] })
        },
    },
    Kind {
        key: "note",
        label: "Note",
        about: "Read a text between exercises",
        parts: &[],
        blank: || json!({ "kind": "note" }),
    },
];

/// The kind of a name in files.
pub fn kind(key: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.key == key)
}

fn keyed<T: Copy>(all: &[T], key: fn(T) -> &'static str, label: fn(T) -> &'static str) -> Vec<(String, String)> {
    all.iter().map(|one| (key(*one).to_owned(), label(*one).to_owned())).collect()
}
