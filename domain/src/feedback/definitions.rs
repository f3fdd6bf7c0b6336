//! What the figures of feedback and surveys are, in words. docs/kpis.md is made from it.

use crate::analytics::Method;

/// All of them, in the order in which they are shown.
pub const DEFINITIONS: [Method; 6] = [
    Method {
        id: "csat",
        name: "Customer satisfaction (CSAT)",
        number: 54,
        question: "How many are satisfied?",
        formula: "answers of 4 and 5 / answers of 1 to 5",
        edge_cases: &[
            "The interval of 95 % is Wilson's score interval, without continuity correction.",
            "Answers outside 1 to 5 are left out. No answers, no value.",
            "Answer rate: answers / those asked; no value where it is not known how many were asked.",
        ],
        source: "Usual top-two-box CSAT; E. Wilson, JASA 22 (1927); R. Newcombe, Statistics in Medicine 17 (1998)",
    },
    Method {
        id: "nps",
        name: "Net promoter score (NPS)",
        number: 55,
        question: "Would people recommend us?",
        formula: "% of answers of 9 and 10 − % of answers of 0 to 6, of all answers of 0 to 10; −100 to 100",
        edge_cases: &[
            "The interval of 95 % is the adjusted Wald one: ¾ promoter, ¾ detractor and 1½ passives are added, then the variance of the difference of two shares is taken. It is cut at −100 and 100 and reaches to the figure.",
            "Answers outside 0 to 10 are left out. No answers, no value.",
        ],
        source: "F. Reichheld, Harvard Business Review 81 (2003); B. Rocks, The American Statistician 70 (2016)",
    },
    Method {
        id: "feedback_trending",
        name: "Trending score of feedback",
        number: 0,
        question: "What is wanted now?",
        formula: "sum over the votes of weight · ½^(age in days / 14)",
        edge_cases: &[
            "One vote a person; a vote without a weight counts 1. Votes dated in the future count in full.",
            "The order of two items changes by new votes only, never by waiting.",
        ],
        source: "Exponential decay: G. Cormode et al., Forward decay (ICDE 2009)",
    },
    Method {
        id: "feedback_similarity",
        name: "Likeness of feedback",
        number: 0,
        question: "Which items ask for the same?",
        formula: "cosine of the tf–idf weights of the words of two items; a word of the title counts double",
        edge_cases: &[
            "tf = 1 + ln(count), idf = ln((1 + items) / (1 + items with the word)) + 1.",
            "English stop words are left out, plurals are taken off by the S stemmer. From 0.30 on a merge is suggested; a person says yes.",
        ],
        source: "G. Salton, C. Buckley, Information Processing & Management 24 (1988); D. Harman, JASIS 42 (1991)",
    },
    Method {
        id: "themes",
        name: "Themes",
        number: 0,
        question: "What do these texts talk about that the others do not?",
        formula: "log-odds ratio of each word and pair of words with an informative Dirichlet prior, in standard deviations",
        edge_cases: &[
            "A text counts once for a word. A theme is in at least 3 texts and stands out by 1.96 or more.",
            "The prior is worth a tenth of the words counted, at most 500, as common as they are in all texts together.",
            "Against nothing nothing stands out: where all texts are chosen there are no themes.",
        ],
        source: "B. Monroe, M. Colaresi, K. Quinn, Fightin' words, Political Analysis 16 (2008)",
    },
    Method {
        id: "closed_loop",
        name: "Closed loop",
        number: 0,
        question: "Have those who asked been told?",
        formula: "people who asked and were told since the item's last step / people who asked",
        edge_cases: &[
            "Whoever voted or is quoted asked; each person once. Votes of unknown people cannot be told.",
            "There is nothing to tell while an item is open or under review. A new step opens the loop again.",
        ],
        source: "The feedback loop as communities keep it",
    },
];
