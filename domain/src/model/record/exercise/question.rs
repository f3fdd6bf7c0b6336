//! What an exercise asks. Points are numbers of 0 or more; credit is in percent, −100 to 100.

use super::{super::choices::choices, task::Task};
use crate::model::Extra;
use serde::{Deserialize, Serialize};

/// What is asked, by kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Question {
    /// To which category something belongs, and why.
    Classify(Classify),
    /// One or several of some options.
    Choice(Choice),
    /// What belongs to what.
    Matching(Matching),
    /// The right order.
    Ordering(Ordering),
    /// A number, perhaps with its unit.
    Numeric(Numeric),
    /// A word or a few.
    ShortText(ShortText),
    /// A text, scored by groups of keywords, with a rubric to check oneself by.
    FreeText(FreeText),
    /// Reading a chart.
    Chart(Chart),
    /// A made-up crisis against the clock.
    Drill(DrillScript),
    /// Work in a workspace of its own, checked on its objects.
    Task(Task),
    /// Nothing: a text to read.
    Note,
}

macro_rules! plain {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)+ })+) => {
        $($(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $type,)+
            /// Fields this version does not know.
            #[serde(flatten)]
            pub extra: Extra,
        })+
    };
}

fn one() -> f64 {
    1.0
}

plain! {
    /// To which category things belong, and why.
    Classify {
        /// The categories.
        categories: Vec<ClassifyCategory>,
        /// What is to be put into them.
        items: Vec<ClassifyItem>,
    }
    /// A category.
    ClassifyCategory {
        /// Its name within the exercise.
        id: String,
        /// What people call it.
        label: String,
    }
    /// Something to be put into a category.
    ClassifyItem {
        /// Its name within the exercise.
        id: String,
        /// What it is.
        text: String,
        /// The id of the right category.
        category: String,
        /// Why it belongs there, shown with the result.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        why: String,
        /// Points for the category.
        #[serde(default = "one")]
        points: f64,
        /// Most points for the student's reason, by its keywords; 0 = no reason is asked. A reason counts only under
        /// the right category.
        #[serde(default)]
        explanation_points: f64,
        /// What a good reason holds.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        keywords: Vec<KeywordGroup>,
    }
    /// Beginnings of words or phrases, of which a text should hold one. Case, accents and the form of apostrophes make
    /// no difference.
    KeywordGroup {
        /// What the group is about.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        label: String,
        /// The words or phrases.
        any: Vec<String>,
        /// Points where the text holds one.
        points: f64,
    }
    /// One or several of some options.
    Choice {
        /// Whether several may be chosen.
        #[serde(default)]
        multiple: bool,
        /// Points of the whole.
        #[serde(default = "one")]
        points: f64,
        /// The options.
        options: Vec<ChoiceOption>,
    }
    /// An option.
    ChoiceOption {
        /// Its name within the exercise.
        id: String,
        /// What it says, in Markdown.
        text: String,
        /// What choosing it earns: percent of the points, −100 to 100. Several: the sum, not below 0 nor above 100.
        #[serde(default)]
        credit: f64,
        /// What is said to who chose it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        feedback: String,
    }
    /// What belongs to what.
    Matching {
        /// Points of the whole; each pair has an equal share.
        #[serde(default = "one")]
        points: f64,
        /// What belongs together. Equal right sides stand for each other.
        pairs: Vec<MatchingPair>,
        /// Right sides that fit nothing.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        distractors: Vec<String>,
    }
    /// Two things that belong together.
    MatchingPair {
        /// Its name within the exercise.
        id: String,
        /// What is given.
        left: String,
        /// What is to be found.
        right: String,
    }
    /// The right order.
    Ordering {
        /// Points of the whole: earned by Kendall's tau of the order given, not below 0.
        #[serde(default = "one")]
        points: f64,
        /// The items in the right order.
        items: Vec<OrderingItem>,
    }
    /// Something in an order.
    OrderingItem {
        /// Its name within the exercise.
        id: String,
        /// What it says.
        text: String,
    }
    /// A number.
    Numeric {
        /// Points of the whole.
        #[serde(default = "one")]
        points: f64,
        /// The numbers that earn something; the first that fits counts.
        answers: Vec<NumericAnswer>,
        /// The unit it is in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<Unit>,
    }
    /// A number that earns something.
    NumericAnswer {
        /// The number; missing where any number does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<f64>,
        /// How far off it may be.
        #[serde(default)]
        tolerance: f64,
        /// How far off it may be, as a share of the number; counts where it is the wider one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        relative: Option<f64>,
        /// Percent of the points.
        #[serde(default = "hundred")]
        credit: f64,
        /// What is said to who gave it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        feedback: String,
    }
    /// A unit.
    Unit {
        /// As it stands behind the field.
        label: String,
        /// How it may be written.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        accepted: Vec<String>,
        /// Whether the student is to write it; a number without it earns half.
        #[serde(default)]
        required: bool,
    }
    /// A word or a few.
    ShortText {
        /// Points of the whole.
        #[serde(default = "one")]
        points: f64,
        /// The texts that earn something; the first that fits counts.
        answers: Vec<ShortAnswer>,
        /// Whether case counts.
        #[serde(default)]
        case_sensitive: bool,
    }
    /// A text that earns something.
    ShortAnswer {
        /// The text; `*` stands for anything.
        text: String,
        /// Percent of the points.
        #[serde(default = "hundred")]
        credit: f64,
        /// What is said to who gave it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        feedback: String,
    }
    /// A text of one's own.
    FreeText {
        /// What a good text holds.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        groups: Vec<KeywordGroup>,
        /// Most points by keywords; none = all of them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cap: Option<f64>,
        /// Fewest words; a shorter text earns nothing by keywords.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min_words: Option<u32>,
        /// Most words; a longer text is shown as too long and earns half by keywords.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max_words: Option<u32>,
        /// What the student checks the text by, and the teacher marks it by.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        rubric: Vec<RubricRow>,
        /// A good text, shown with the result, in Markdown.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        model_answer: String,
    }
    /// A row of a rubric.
    RubricRow {
        /// Its name within the exercise.
        id: String,
        /// What is looked at.
        text: String,
        /// Points that the teacher may give for it.
        #[serde(default)]
        points: f64,
    }
    /// A chart and questions about it.
    Chart {
        /// What is drawn.
        chart: ChartData,
        /// What is asked about it.
        questions: Vec<ChartQuestion>,
    }
    /// A chart as data.
    ChartData {
        /// Its title.
        title: String,
        /// The unit of the values, as `%`; empty for counts.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        unit: String,
        /// The places along the bottom.
        x: Vec<String>,
        /// The series.
        series: Vec<ChartSeries>,
        /// Lines or bars.
        #[serde(default)]
        form: ChartForm,
    }
    /// A series of a chart.
    ChartSeries {
        /// What it is called.
        name: String,
        /// A value for each place along the bottom; none where there is none.
        values: Vec<Option<f64>>,
    }
    /// A question about a chart.
    ChartQuestion {
        /// Its name within the exercise.
        id: String,
        /// What is asked.
        text: String,
        /// Points of it.
        #[serde(default = "one")]
        points: f64,
        /// The options, where one is to be chosen.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        options: Vec<ChoiceOption>,
        /// The numbers that earn something, where a number is to be read.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        answers: Vec<NumericAnswer>,
        /// The unit of the number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<Unit>,
    }
    /// A made-up crisis against the clock.
    DrillScript {
        /// Points of the whole; earned by the score of the run.
        #[serde(default = "one")]
        points: f64,
        /// The fields of a drill file (docs/drills.md), read by `crisis::drill_file`.
        drill: Extra,
    }
}

fn hundred() -> f64 {
    100.0
}

choices! {
    /// How a chart is drawn.
    #[derive(Default)]
    ChartForm {
        /// Lines.
        #[default]
        Line "line" "Lines",
        /// Bars.
        Bars "bars" "Bars",
    }
}
