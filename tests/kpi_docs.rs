//! docs/kpis.md is the catalogue in words; it is written by this test and checked to be current.
//! To write it anew after a change of the catalogue: `HEARTH_WRITE_DOCS=1 cargo test --test kpi_docs`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use hearth::{
    analytics::{Definition, Family, METHODS, Method, UNCOUNTED_KINDS, Unit, catalogue, custom::INPUTS, find},
    crisis,
    events::DEFINITIONS,
    feedback,
    model::record::Direction,
    moderation,
};
use std::fmt::Write;

fn document() -> String {
    let mut out = String::from(
        "# KPI reference\n\n\
         Every figure that Hearth shows, as the catalogue in `domain/src/analytics/catalogue` declares it. This page is made from\n\
         the catalogue by `tests/kpi_docs.rs`; change it there.\n\n\
         ## Rules for all figures\n\n\
         - A missing input is missing, not 0. A denominator that is missing or 0 gives no value, shown as —.\n\
         - A period is cut to the days that have data, and the explanation says so. Outside the data there is no value.\n\
         - Days, weeks and hours are those of the workspace's time zone; weeks begin as the workspace says, on Monday unless set.\n\
         - Every figure carries how many facts it is made of, which were left out and why, and where they come from.\n\
         - Staff and bots are left out of figures of activities unless the workspace counts them.\n",
    );
    let kinds = UNCOUNTED_KINDS.join(", ");
    let _ = writeln!(out, "- Kinds of activity that are not a member's action: {kinds}. Every other kind counts.");
    out.push_str("- No change in % is given from a previous value of 0; ratios change by percentage points (pt).\n");
    out.push_str("- Quantiles: linear interpolation (type 7 of Hyndman & Fan).\n");
    for family in Family::ALL {
        let _ = write!(out, "\n## {}\n", family.label());
        for definition in catalogue().iter().filter(|definition| definition.family == family) {
            entry(&mut out, definition);
        }
    }
    out.push_str("\n## Impact and alerts, for the course of any figure\n");
    METHODS.iter().for_each(|method| way_to_read(&mut out, method));
    out.push_str("\n## Inbox\n");
    hearth::inbox::DEFINITIONS.iter().for_each(|method| way_to_read(&mut out, method));
    out.push_str("\n## Events\n");
    DEFINITIONS.iter().for_each(|method| way_to_read(&mut out, method));
    out.push_str("\n## Moderation\n");
    moderation::figures::DEFINITIONS.iter().for_each(|method| way_to_read(&mut out, method));
    out.push_str("\n## Feedback and surveys\n");
    feedback::DEFINITIONS.iter().for_each(|method| way_to_read(&mut out, method));
    out.push_str("\n## Crisis\n");
    crisis::DEFINITIONS.iter().for_each(|method| way_to_read(&mut out, method));
    own_formulas(&mut out);
    out
}

fn own_formulas(out: &mut String) {
    out.push_str(
        "\n## Custom KPIs\n\n\
         A workspace can have KPIs with formulas of its own, such as `(likes + 2 * comments + 3 * shares) / reach`. Wherever the\n\
         id of a KPI is asked for, the id of a custom KPI is right too.\n\n\
         - Made of numbers, `+ - * /`, parentheses, inputs, KPIs, and the functions below. Names may be written in any case.\n\
         - An input's name stands for its sum over the rows asked for. A row that lacks one of the inputs which the formula uses\n  \
         of its table is left out everywhere, and counted; so is a row in which the denominator is 0 or less. So\n  \
         `engagements / reach` is `engagement_rate_by_reach`.\n\
         - A KPI is named by its id, or by its name: `stickiness`, `kpi(\"Stickiness (DAU / MAU)\")`, `kpi(\"My rate\")`.\n  \
         Custom KPIs may build on each other, up to 16 deep, but not on themselves. Renaming one changes the formulas that name it.\n\
         - `mean(x)`, `median(x)` and `sum(x)` compute `x` for each row first: `mean(engagements / reach)` is\n  \
         `engagement_rate_by_reach_mean`. `min(a, b)`, `max(a, b)`, `abs(a)` are what they are in any spreadsheet.\n\
         - Units are checked: a count and a duration cannot be added; a count divided by a count is a rate. With the unit Percent\n  \
         a formula gives 0.05 for 5 %, with Per 1 000 it gives 0.05 for 50; `* 100` or `* 1000` at the end says the same and is\n  \
         not done twice.\n\
         - Division by 0 gives no value; so does a KPI in the formula that has none.\n\
         - n and the rows are of the first input's table; in a formula of KPIs alone, of the first KPI.\n\n\
         | input | what it is | made of |\n|---|---|---|\n",
    );
    for input in INPUTS {
        let columns = input.columns.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(", ");
        let _ = writeln!(out, "| `{}` | {} | {columns} |", input.name, input.meaning);
    }
}

fn way_to_read(out: &mut String, method: &Method) {
    let number = if method.number > 0 { format!("{}. ", method.number) } else { String::new() };
    let _ = write!(out, "\n### {number}{}\n\n{}\n\n", method.name, method.question);
    let _ = writeln!(out, "`{}` = {}\n", method.id, method.formula);
    for edge_case in method.edge_cases {
        let _ = writeln!(out, "- {edge_case}");
    }
    let _ = writeln!(out, "- Source: {}.", method.source);
}

fn entry(out: &mut String, definition: &Definition) {
    let unit = match definition.unit {
        Unit::Ratio => "ratio, shown as %",
        Unit::Count => "count",
        Unit::Number => "mean number",
        Unit::Duration => "time, in seconds, shown as “3 h 20 min”",
    };
    let better = match definition.direction {
        Direction::Up => "more is better",
        Direction::Down => "less is better",
        Direction::Neutral => "describes",
    };
    let number = if definition.number > 0 { format!("{}. ", definition.number) } else { String::new() };
    let _ = write!(out, "\n### {number}{}\n\n{}\n\n", definition.name, definition.question);
    let _ = writeln!(out, "`{}` = {}\n", definition.id, definition.formula);
    let _ = writeln!(out, "- Unit: {unit}; {better}.");
    let _ = writeln!(
        out,
        "- Made of: {}.",
        definition.inputs.iter().map(|input| format!("`{input}`")).collect::<Vec<_>>().join(", ")
    );
    if let Some(sibling) = definition.sibling.and_then(find) {
        let _ = writeln!(out, "- Computed the other way: {} (`{}`).", sibling.name, sibling.id);
    }
    for edge_case in definition.edge_cases {
        let _ = writeln!(out, "- {edge_case}");
    }
    let _ = writeln!(out, "- Source: {}.", definition.source);
}

#[test]
fn the_kpi_reference_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/kpis.md");
    let document = document();
    if std::env::var_os("HEARTH_WRITE_DOCS").is_some() {
        std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/docs")).unwrap();
        std::fs::write(path, &document).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(written == document, "docs/kpis.md is out of date: HEARTH_WRITE_DOCS=1 cargo test --test kpi_docs");
}
