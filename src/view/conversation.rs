//! The conversation section of analytics without the page: how long first replies take, how activity is spread over
//! members. It computes no figure itself.

use super::{distribution, opened::Opened};
use crate::{
    analytics::{Scope, find, format_value},
    charts::{HistogramSpec, MarkKey},
};

/// The distributions of the section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// How long first replies took.
    FirstReplies,
    /// How activity is spread over members.
    Actions,
}

/// A distribution with what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct HistogramView {
    /// The columns.
    pub spec: HistogramSpec,
    /// What stands out, in a sentence.
    pub about: String,
}

impl Spread {
    /// The distribution under a query.
    pub fn view(self, scope: &Scope, log: bool) -> HistogramView {
        let figure = |id: &str| {
            let value = scope.value(id).ok().flatten();
            find(id).map_or_else(String::new, |kpi| format_value(kpi.unit, value))
        };
        match self {
            Self::FirstReplies => HistogramView {
                spec: distribution::first_replies(scope, log),
                // How long it takes says nothing without how often it happens at all.
                about: format!(
                    "Median {}, nine of ten within {}; {} of threads get another person’s reply within 7 days",
                    figure("first_reply_median"),
                    figure("first_reply_p90"),
                    figure("reply_coverage")
                ),
            },
            Self::Actions => HistogramView {
                spec: distribution::actions(scope, log),
                about: format!(
                    "{} members write half of all messages; Gini coefficient {}",
                    figure("contributor_absence_factor"),
                    figure("gini")
                ),
            },
        }
    }

    /// What a column opens.
    pub fn opens(self, key: MarkKey) -> Opened {
        match self {
            Self::FirstReplies => distribution::replies_opened(key),
            Self::Actions => distribution::actions_opened(key),
        }
    }
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
        for (spread, log) in [(Spread::FirstReplies, false), (Spread::Actions, true)] {
            let view = spread.view(&scope, log);
            assert!(!view.spec.bins.is_empty());
            for (index, bin) in (0..).zip(&view.spec.bins) {
                assert_eq!(opened(spread.opens(MarkKey { series: 0, index })), bin.count as f64, "{}", bin.label);
            }
        }
        let pairs = scope.reply_pairs(3);
        assert!(!pairs.pairs.is_empty());
        for pair in pairs.pairs {
            assert_eq!(opened(Opened::Replies(pair.from, pair.to)), pair.count as f64);
        }
    }
}
