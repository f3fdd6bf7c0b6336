//! Pointing at the marks of a chart and going through them by keys.

use crate::charts::Mark;

/// The mark whose box holds a place (units of the drawing); where boxes overlap, the one whose value is nearest.
pub fn hit(marks: &[Mark], x: f64, y: f64) -> Option<usize> {
    let inside = |mark: &Mark| {
        let (left, top) = (f64::from(mark.x), f64::from(mark.y));
        (left..=left + f64::from(mark.width)).contains(&x) && (top..=top + f64::from(mark.height)).contains(&y)
    };
    let distance = |mark: &Mark| (f64::from(mark.anchor_x) - x).hypot(f64::from(mark.anchor_y) - y);
    let found = marks.iter().enumerate().filter(|(_, mark)| inside(mark));
    found.min_by(|(_, a), (_, b)| distance(a).total_cmp(&distance(b))).map(|(at, _)| at)
}

/// The mark that a key leads to: left and right within a series, up and down to the series before or after (along the
/// only one where there is only one), Home and End to its ends. `None` for other keys.
pub fn step(marks: &[Mark], at: usize, key: &str) -> Option<usize> {
    let from = marks.get(at)?.key;
    let several = marks.iter().any(|mark| mark.key.series != from.series);
    let own = |mark: &&(usize, &Mark)| mark.1.key.series == from.series;
    let all: Vec<(usize, &Mark)> = marks.iter().enumerate().collect();
    let place = |found: Option<&(usize, &Mark)>| Some(found.map_or(at, |(at, _)| *at));
    let key = match key {
        "ArrowUp" if !several => "ArrowLeft",
        "ArrowDown" if !several => "ArrowRight",
        key => key,
    };
    match key {
        "ArrowRight" => {
            place(all.iter().filter(own).filter(|it| it.1.key.index > from.index).min_by_key(|it| it.1.key.index))
        }
        "ArrowLeft" => {
            place(all.iter().filter(own).filter(|it| it.1.key.index < from.index).max_by_key(|it| it.1.key.index))
        }
        "Home" => place(all.iter().filter(own).min_by_key(|it| it.1.key.index)),
        "End" => place(all.iter().filter(own).max_by_key(|it| it.1.key.index)),
        "ArrowUp" | "ArrowDown" => {
            let next = |mark: &&(usize, &Mark)| match key {
                "ArrowUp" => mark.1.key.series < from.series,
                _ => mark.1.key.series > from.series,
            };
            let rank = |mark: &&(usize, &Mark)| {
                (mark.1.key.series.abs_diff(from.series), mark.1.key.index.abs_diff(from.index))
            };
            place(all.iter().filter(next).min_by_key(rank))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charts::MarkKey;

    fn marks(series: u32, count: u32) -> Vec<Mark> {
        let mut all = Vec::new();
        for row in 0..series {
            for index in 0..count {
                let (x, y) = (index as f32 * 10.0, row as f32 * 10.0);
                all.push(Mark {
                    key: MarkKey { series: row, index },
                    label: format!("{row} {index}"),
                    x,
                    y,
                    width: 10.0,
                    height: 10.0,
                    anchor_x: x + 5.0,
                    anchor_y: y + 5.0,
                });
            }
        }
        all
    }

    #[test]
    fn a_place_belongs_to_one_mark() {
        let heat = marks(7, 24);
        assert_eq!(hit(&heat, 5.0, 5.0), Some(0));
        assert_eq!(hit(&heat, 12.0, 25.0), Some(2 * 24 + 1));
        assert_eq!(hit(&heat, 240.0, 70.0), Some(167), "the far edge counts");
        assert_eq!(hit(&heat, 241.0, 5.0), None);
        assert_eq!(hit(&[], 0.0, 0.0), None);
    }

    #[test]
    fn arrows_go_through_a_grid() {
        let heat = marks(7, 24);
        assert_eq!(step(&heat, 0, "ArrowRight"), Some(1));
        assert_eq!(step(&heat, 0, "ArrowLeft"), Some(0), "stays at the edge");
        assert_eq!(step(&heat, 0, "ArrowDown"), Some(24));
        assert_eq!(step(&heat, 25, "ArrowUp"), Some(1));
        assert_eq!(step(&heat, 30, "Home"), Some(24));
        assert_eq!(step(&heat, 30, "End"), Some(47));
        assert_eq!(step(&heat, 0, "x"), None);
        let bars = marks(1, 5);
        assert_eq!(step(&bars, 1, "ArrowDown"), Some(2));
        assert_eq!(step(&bars, 1, "ArrowUp"), Some(0));
        assert_eq!(step(&[], 0, "ArrowDown"), None);
    }
}
