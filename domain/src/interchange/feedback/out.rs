//! Feedback and survey answers as CSV (RFC 4180), in a fixed order.

use crate::{
    feedback::{HALF_LIFE_DAYS, closed_loop, tally, trending},
    interchange::table::csv_out::{Options, cell, guard},
    model::{
        Instant,
        record::{FeedbackItem, Survey},
        time::iso,
        words::decimals,
    },
};

fn line(out: &mut String, cells: &[&str], options: Options) {
    for (place, one) in cells.iter().enumerate() {
        if place > 0 {
            out.push(options.delimiter);
        }
        let text = if options.guard { guard(one) } else { (*one).into() };
        cell(out, &text, options.delimiter);
    }
    out.push_str("\r\n");
}

/// Feedback items as a table, in the order given; times as ISO 8601 in UTC. Nobody who asked is named.
pub fn write_feedback<'a>(items: impl IntoIterator<Item = &'a FeedbackItem>, now: Instant, options: Options) -> String {
    let mut out = String::new();
    let head = [
        "id",
        "title",
        "status",
        "area",
        "theme",
        "votes",
        "weight",
        "trending",
        "asked",
        "told",
        "loop",
        "owner",
        "response",
        "description",
        "tags",
        "duplicate of",
        "created",
        "updated",
    ];
    line(&mut out, &head, options);
    for item in items {
        let (votes, asked) = (tally(item), closed_loop(item));
        let cells = [
            item.id.to_string(),
            item.title.clone(),
            item.status.key().to_owned(),
            item.area.clone(),
            item.theme.clone(),
            votes.votes.to_string(),
            votes.weight.to_string(),
            decimals(trending(item, now, HALF_LIFE_DAYS), 2),
            asked.askers.len().to_string(),
            asked.told().to_string(),
            asked.state.label().to_owned(),
            item.owner.clone(),
            item.response.clone(),
            item.description.clone(),
            item.tags.join(", "),
            item.duplicate_of.map(|id| id.to_string()).unwrap_or_default(),
            iso(item.created),
            iso(item.updated),
        ];
        line(&mut out, &cells.each_ref().map(String::as_str), options);
    }
    out
}

/// The answers of a survey as a table that can be read in again unchanged.
pub fn write_answers(survey: &Survey, options: Options) -> String {
    let mut out = String::new();
    line(&mut out, &["answered", "score", "comment", "member source", "member id"], options);
    for answer in &survey.answers {
        let (source, id) = answer.member.as_ref().map_or(("", ""), |member| (&member.source, &member.id));
        line(&mut out, &[&iso(answer.at), &answer.score.to_string(), &answer.text, source, id], options);
    }
    out
}
