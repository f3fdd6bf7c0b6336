//! The conversation section of analytics without the page: how long first replies take, how activity is spread over
//! members, who answers whom. It computes no figure itself.

use super::{bars::BarView, opened::Opened};
use crate::{
    analytics::{Bin, Histogram, Scope, find, format_value},
    charts::{Bar, BarSpec, Unit},
};

fn bars(histogram: &Histogram, title: &str, category: &str, about: String, opened: fn(usize) -> Opened) -> BarView {
    let bar = |bin: &Bin| Bar { label: bin.label.clone(), value: Some(bin.count as f64), ..Bar::default() };
    let bins = if histogram.n == 0 { &[][..] } else { &histogram.bins[..] };
    let spec = BarSpec {
        title: title.to_owned(),
        unit: Unit::Count,
        bars: bins.iter().map(bar).collect(),
        category_name: category.to_owned(),
        ..BarSpec::default()
    };
    BarView { spec, about, opened: (0..bins.len()).map(|bin| Some(opened(bin))).collect() }
}

fn figure(scope: &Scope, id: &str) -> String {
    let value = scope.value(id).ok().flatten();
    find(id).map_or_else(String::new, |kpi| format_value(kpi.unit, value))
}

/// How long first replies took, with how often there is one at all: the one says nothing without the other.
pub fn first_replies(scope: &Scope) -> BarView {
    let about = format!(
        "Median {}, nine of ten within {}; {} of threads get another person’s reply within 7 days",
        figure(scope, "first_reply_median"),
        figure(scope, "first_reply_p90"),
        figure(scope, "reply_coverage")
    );
    bars(&scope.first_reply_histogram(), "Time to the first reply", "Time", about, Opened::FirstReply)
}

/// How activity is spread over members.
pub fn actions(scope: &Scope) -> BarView {
    let about = format!(
        "{} members write half of all messages; Gini coefficient {}",
        figure(scope, "contributor_absence_factor"),
        figure(scope, "gini")
    );
    bars(&scope.activity_histogram(), "Members by number of actions", "Actions", about, Opened::Actions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analytics::{Dataset, Query},
        model::Day,
    };

    #[test]
    fn a_bar_opens_as_many_rows_as_it_counts() {
        let sample = crate::sample::community(7, Day::from_ymd(2026, 11, 22).unwrap());
        let scope = Scope::new(&Dataset::new(sample), &Query::default());
        let opened = |opened: Opened| opened.rows(&scope, "posts").unwrap().rows.len() as f64;
        for view in [first_replies(&scope), actions(&scope)] {
            assert!(!view.spec.bars.is_empty() && view.opened.len() == view.spec.bars.len());
            for (bar, rows) in view.spec.bars.iter().zip(view.opened) {
                assert_eq!(Some(opened(rows.unwrap())), bar.value, "{}", bar.label);
            }
        }
        let pairs = scope.reply_pairs(3);
        assert!(!pairs.pairs.is_empty());
        for pair in pairs.pairs {
            assert_eq!(opened(Opened::Replies(pair.from, pair.to)), pair.count as f64);
        }
    }
}
