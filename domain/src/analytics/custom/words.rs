//! A formula in words, and with a figure's numbers in it.

use super::{
    Custom,
    compile::{How, Plan, Tree},
    parse::Op,
};
use crate::{
    analytics::{
        figure::{Figure, Side},
        format::{format_value, number},
    },
    model::{record::KpiUnit, words::THIN},
};

/// How strongly a part holds together: 1 sums, 2 products, 3 all else.
fn strength(tree: &Tree) -> u8 {
    match tree {
        Tree::Binary(Op::Add | Op::Subtract, ..) => 1,
        Tree::Binary(..) | Tree::Negate(_) => 2,
        _ => 3,
    }
}

/// Writes a tree; `leaf` writes inputs, KPIs and what is taken over rows.
fn write(out: &mut String, tree: &Tree, leaf: &dyn Fn(&mut String, &Tree)) {
    let inside = |out: &mut String, part: &Tree, least: u8| {
        let wrap = strength(part) < least;
        if wrap {
            out.push('(');
        }
        write(out, part, leaf);
        if wrap {
            out.push(')');
        }
    };
    let list = |out: &mut String, name: &str, parts: &[Tree]| {
        out.push_str(name);
        out.push('(');
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                out.push_str(", ");
            }
            write(out, part, leaf);
        }
        out.push(')');
    };
    match tree {
        Tree::Number(value) => out.push_str(&plain(*value)),
        Tree::Negate(part) => {
            out.push('−');
            inside(out, part, 3);
        }
        Tree::Binary(op, a, b) => {
            let (sign, least) = match op {
                Op::Add => (" + ", (1, 1)),
                Op::Subtract => (" − ", (1, 2)),
                Op::Multiply => (" × ", (2, 2)),
                Op::Divide => (" / ", (2, 3)),
            };
            inside(out, a, least.0);
            out.push_str(sign);
            inside(out, b, least.1);
        }
        Tree::Least(parts) => list(out, "least of ", parts),
        Tree::Greatest(parts) => list(out, "greatest of ", parts),
        Tree::Absolute(part) => list(out, "size of ", std::slice::from_ref(part)),
        Tree::Input(_) | Tree::Kpi(_) | Tree::Rows(_) => leaf(out, tree),
    }
}

/// A number as it was written, digits in groups of three.
fn plain(value: f64) -> String {
    let text = value.to_string();
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    if whole.len() > 15 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return text;
    }
    let mut out = String::new();
    crate::model::words::push_grouped(&mut out, whole);
    out + rest
}

/// The name of a part as figures list it.
pub(super) fn rows_name(plan: &Plan, slot: usize) -> String {
    let Some(rows) = plan.rows.get(slot) else { return String::new() };
    let mut inside = String::new();
    write(&mut inside, &rows.tree, &|out, leaf| {
        if let Tree::Input(slot) = leaf {
            out.push_str(&spoken(plan.input_name(*slot)));
        }
    });
    let things = rows.table.name().replace('_', " ");
    match rows.how {
        How::Sum => format!("Σ ({inside})"),
        How::Mean => format!("mean over {things} of ({inside})"),
        How::Median => format!("median over {things} of ({inside})"),
    }
}

/// An input's name for people.
pub(in crate::analytics) fn spoken(name: &str) -> String {
    match name.split_once('.') {
        Some((table, column)) => format!("{} of {}", column.replace('_', " "), table.replace('_', " ")),
        None => name.replace('_', " "),
    }
}

/// The formula in words: “(Σ likes + 2 × Σ comments) / Σ reach”.
pub(super) fn formula(plan: &Plan, unit: KpiUnit) -> String {
    let mut out = String::new();
    if unit == KpiUnit::PerThousand {
        out.push_str(&format!("1{THIN}000 × "));
    }
    let wrap = unit == KpiUnit::PerThousand && strength(&plan.tree) < 2;
    if wrap {
        out.push('(');
    }
    write(&mut out, &plan.tree, &|out, leaf| match leaf {
        Tree::Input(slot) => {
            out.push_str("Σ ");
            out.push_str(&spoken(plan.input_name(*slot)));
        }
        Tree::Kpi(slot) => {
            out.push('“');
            out.push_str(plan.kpis.get(*slot).map_or("", |kpi| kpi.name.as_str()));
            out.push('”');
        }
        Tree::Rows(slot) => out.push_str(&rows_name(plan, *slot)),
        _ => {}
    });
    if wrap {
        out.push(')');
    }
    out
}

/// The formula with a figure's numbers in it, which are its terms in the order inputs, KPIs, what is taken over rows.
pub(in crate::analytics) fn worked(custom: &Custom, figure: &Figure) -> String {
    let Ok(plan) = &custom.plan else { return String::new() };
    let (inputs, kpis) = (plan.inputs.len(), plan.kpis.len());
    let terms: Vec<_> = figure.terms.iter().filter(|term| term.side == Side::Beside).collect();
    if figure.value.is_none() || terms.len() != inputs + kpis + plan.rows.len() {
        return String::new();
    }
    let mut out = String::new();
    write(&mut out, &plan.tree, &|out, leaf| {
        let (at, named) = match leaf {
            Tree::Input(slot) => (*slot, true),
            Tree::Kpi(slot) => (inputs + slot, false),
            Tree::Rows(slot) => (inputs + kpis + slot, false),
            _ => return,
        };
        let Some(term) = terms.get(at) else { return };
        match leaf {
            Tree::Kpi(slot) => {
                let unit = plan.kpis.get(*slot).map(|kpi| kpi.unit);
                out.push_str(&unit.map_or_else(|| number(term.value), |unit| format_value(unit, Some(term.value))));
            }
            _ => out.push_str(&number(term.value)),
        }
        if named {
            out.push(' ');
            out.push_str(&term.name);
        }
    });
    if custom.record.unit == KpiUnit::PerThousand {
        out = if strength(&plan.tree) < 2 { format!("1{THIN}000 × ({out})") } else { format!("1{THIN}000 × {out}") };
    }
    format!("{out} = {}", format_value(custom.unit, figure.value))
}
