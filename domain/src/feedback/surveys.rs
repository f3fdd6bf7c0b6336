//! What surveys say, and how sure it is: CSAT (KPI 54) and NPS (KPI 55) with intervals of 95 %.

use crate::model::record::{Survey, SurveyKind};

/// The normal quantile of 97.5 %: an interval of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// A figure of a survey with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The figure: CSAT as a share of 0 to 1, NPS in points of −100 to 100.
    pub value: f64,
    /// The lower end of the interval of 95 %.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Answers it rests on.
    pub answers: usize,
}

/// What came of a survey.
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyFigures {
    /// CSAT or NPS; none without answers.
    pub estimate: Option<Estimate>,
    /// Satisfied (4 and 5) or promoters (9 and 10).
    pub good: usize,
    /// Neither (3, or 7 and 8).
    pub middle: usize,
    /// Dissatisfied (1 and 2) or detractors (0 to 6).
    pub bad: usize,
    /// Answers for each score, from the least on.
    pub counts: Vec<usize>,
    /// Answers of those asked, 0 to 1; none where it is not known how many were asked, or more answered than that.
    pub answer_rate: Option<f64>,
}

/// CSAT: the share of answers of 4 and 5 among those of 1 to 5, with Wilson's score interval (E. Wilson, “Probable
/// inference, the law of succession, and statistical inference”, Journal of the American Statistical Association 22,
/// 1927; R. Newcombe, Statistics in Medicine 17, 1998). Other scores are left out. None without answers.
pub fn csat(scores: impl IntoIterator<Item = u8>) -> Option<Estimate> {
    let scores = scores.into_iter().filter(|score| (1..=5).contains(score));
    let (good, all) = scores.fold((0_usize, 0_usize), |(good, all), score| (good + usize::from(score >= 4), all + 1));
    wilson(good, all)
}

fn wilson(good: usize, all: usize) -> Option<Estimate> {
    if all == 0 {
        return None;
    }
    let n = all as f64;
    let share = good as f64 / n;
    let scale = 1.0 + Z * Z / n;
    let middle = (share + Z * Z / (2.0 * n)) / scale;
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt() / scale;
    // Rounding must not lead beyond what a share can be.
    let (low, high) = ((middle - half).clamp(0.0, share), (middle + half).clamp(share, 1.0));
    Some(Estimate { value: share, low, high, answers: all })
}

/// NPS: % of 9 and 10 − % of 0 to 6, of the answers of 0 to 10 (F. Reichheld, Harvard Business Review 81, 2003). The
/// interval is the adjusted Wald one: ¾ of a promoter, ¾ of a detractor and 1½ passives are added before the variance of
/// the difference is taken (B. Rocks, “Interval estimation for the ‘Net Promoter Score’”, The American Statistician 70,
/// 2016), cut at −100 and 100, and reaching to the figure itself. Other scores are left out. None without answers.
pub fn nps(scores: impl IntoIterator<Item = u8>) -> Option<Estimate> {
    let (mut good, mut bad, mut all) = (0_usize, 0_usize, 0_usize);
    for score in scores.into_iter().filter(|score| *score <= 10) {
        good += usize::from(score >= 9);
        bad += usize::from(score <= 6);
        all += 1;
    }
    if all == 0 {
        return None;
    }
    let value = 100.0 * (good as f64 - bad as f64) / all as f64;
    let n = all as f64 + 3.0;
    let (good, bad) = ((good as f64 + 0.75) / n, (bad as f64 + 0.75) / n);
    let middle = good - bad;
    let half = Z * ((good + bad - middle * middle) / n).sqrt();
    let (low, high) = (100.0 * (middle - half), 100.0 * (middle + half));
    Some(Estimate { value, low: low.max(-100.0).min(value), high: high.min(100.0).max(value), answers: all })
}

/// What came of a survey.
pub fn figures(survey: &Survey) -> SurveyFigures {
    let (low, high) = survey.kind.range();
    let mut counts = vec![0; usize::from(high - low) + 1];
    for answer in &survey.answers {
        let place = answer.score.checked_sub(low).map(usize::from);
        if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
            *count += 1;
        }
    }
    let sum = |from: u8, to: u8| -> usize {
        counts.iter().zip(low..=high).filter(|(_, score)| (from..=to).contains(score)).map(|(count, _)| count).sum()
    };
    let scores = survey.answers.iter().map(|answer| answer.score);
    let (estimate, bad, middle, good) = match survey.kind {
        SurveyKind::Csat => (csat(scores), sum(1, 2), sum(3, 3), sum(4, 5)),
        SurveyKind::Nps => (nps(scores), sum(0, 6), sum(7, 8), sum(9, 10)),
    };
    let answers = good + middle + bad;
    let asked = survey.asked.map(|asked| asked as usize).filter(|asked| *asked > 0 && *asked >= answers);
    SurveyFigures { estimate, good, middle, bad, counts, answer_rate: asked.map(|asked| answers as f64 / asked as f64) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Extra, Id, record::SurveyResponse};
    use proptest::prelude::*;

    fn answers(scores: impl IntoIterator<Item = u8>) -> Vec<SurveyResponse> {
        let answer = |score| SurveyResponse { at: 0, score, text: String::new(), member: None, extra: Extra::new() };
        scores.into_iter().map(answer).collect()
    }

    fn of(groups: &[(u8, usize)]) -> Vec<u8> {
        groups.iter().flat_map(|(score, count)| std::iter::repeat_n(*score, *count)).collect()
    }

    /// Newcombe (1998), table I, method 3 (score without continuity correction), to four places.
    #[test]
    fn csat_intervals_are_the_published_ones() {
        for (good, all, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let found = csat(of(&[(5, good), (2, all - good)])).unwrap();
            assert!((found.low - low).abs() < 5e-5 && (found.high - high).abs() < 5e-5, "{found:?}");
            assert_eq!((found.value, found.answers), (good as f64 / all as f64, all));
        }
        // scipy.stats.binomtest(7, 10).proportion_ci(method="wilson")
        let found = csat(of(&[(4, 3), (5, 4), (3, 2), (1, 1)])).unwrap();
        assert!(
            (found.low - 0.396_778_147_461_145_4).abs() < 1e-12 && (found.high - 0.892_208_732_593_698_9).abs() < 1e-12
        );
        assert_eq!(csat([]), None);
        assert_eq!(csat([0, 6, 255]), None, "no answers to this question");
    }

    /// The definition of Rocks (2016) computed with Python's statistics.NormalDist: promoters, passives, detractors.
    #[test]
    fn nps_intervals_are_those_of_the_definition() {
        for (groups, value, low, high) in [
            ([50, 30, 20], 30.0, 14.051130178761609, 44.20129700570441),
            ([8, 4, 3], 33.333333333333336, -8.517851565556544, 64.0734071211121),
            ([19, 12, 5], 38.888888888888886, 13.157531174705042, 58.637340620166746),
            ([10, 10, 10], 0.0, -27.539330693236508, 27.539330693236508),
            // Cut where an NPS ends.
            ([5, 0, 0], 100.0, 17.49145303416898, 100.0),
            ([0, 0, 4], -100.0, -100.0, -6.944177980272048),
        ] {
            let [good, middle, bad] = groups;
            let found = nps(of(&[(9, good / 2), (10, good - good / 2), (7, middle), (6, bad - bad / 2), (0, bad / 2)]))
                .unwrap();
            for (found, expected) in [(found.value, value), (found.low, low), (found.high, high)] {
                assert!((found - expected).abs() < 1e-9, "{groups:?}: {found} is not {expected}");
            }
        }
        assert_eq!(nps([]), None);
    }

    #[test]
    fn a_survey_says_who_answered_what() {
        let mut survey = Survey::new(Id::derived("s"), 0, SurveyKind::Nps, "Autumn");
        assert_eq!((figures(&survey).estimate, figures(&survey).answer_rate), (None, None));
        survey.answers = answers([10, 9, 8, 7, 6, 0, 0]);
        survey.asked = Some(70);
        let found = figures(&survey);
        assert_eq!((found.good, found.middle, found.bad), (2, 2, 3));
        assert_eq!(found.counts, [2, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
        assert_eq!(found.answer_rate, Some(0.1));
        survey.asked = Some(3);
        assert_eq!(figures(&survey).answer_rate, None, "more answers than people asked: not known");
    }

    proptest! {
        #[test]
        fn intervals_hold_their_figure(scores in proptest::collection::vec(0_u8..=10, 1..300)) {
            for (found, low, high) in [(nps(scores.clone()), -100.0, 100.0), (csat(scores), 0.0, 1.0)] {
                if let Some(found) = found {
                    prop_assert!(low <= found.low && found.low <= found.value, "{found:?}");
                    prop_assert!(found.value <= found.high && found.high <= high, "{found:?}");
                }
            }
        }
    }
}
