//! Ordering: Kendall's tau of the order given (Kendall 1938): of all pairs of items, those in the right order less those
//! in the wrong one, as a share; not below 0. A pair of which an item was left out counts for neither.

use super::{Grade, PartGrade, worth};
use crate::model::record::Ordering;

pub(super) fn grade(asked: &Ordering, order: &[String]) -> Grade {
    let most = worth(asked.points);
    let right: Vec<String> = (1..).zip(&asked.items).map(|(number, item)| format!("{number}. {}", item.text)).collect();
    let part = match tau(asked, order) {
        None => PartGrade::unanswered("", most),
        Some((share, said)) => PartGrade::of("", share, most, said),
    };
    Grade::of(vec![part.with_right(right.join("; "))], most)
}

/// Tau and what is said; `None` where no item was placed.
fn tau(asked: &Ordering, order: &[String]) -> Option<(f64, String)> {
    let place = |id: &String| order.iter().position(|one| one == id);
    let places: Vec<Option<usize>> = asked.items.iter().map(|item| place(&item.id)).collect();
    let count = places.len() as u64;
    if places.iter().all(Option::is_none) {
        return None;
    }
    let (mut right, mut wrong) = (0_u64, 0_u64);
    for (at, first) in places.iter().enumerate() {
        for second in places.iter().skip(at + 1) {
            match (first, second) {
                (Some(first), Some(second)) if first < second => right += 1,
                (Some(_), Some(_)) => wrong += 1,
                _ => {}
            }
        }
    }
    let pairs = count * (count - 1) / 2;
    if pairs == 0 {
        return Some((1.0, String::new()));
    }
    let said = format!("{right} of {pairs} pairs stand in the right order.");
    Some(((right as f64 - wrong as f64) / pairs as f64, said))
}
