//! Which rows of a long list are on screen, and where they go. A browser draws no element of tens of millions of
//! pixels, so beyond [`MAX_HEIGHT`] scrolling is scaled: the scroll bar covers the whole list, each pixel more rows.

use std::ops::Range;

/// The tallest content that every browser scrolls properly, in pixels (Firefox ends near 17.9 million).
pub const MAX_HEIGHT: f64 = 15_000_000.0;

/// A list of rows of one height in a scrolling viewport. All lengths in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// How far the content is scrolled.
    pub scroll: f64,
    /// Visible height.
    pub height: f64,
    /// Height of a row, above 0.
    pub row_height: f64,
    /// Number of rows.
    pub len: usize,
}

/// The rows to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// The rows, some beyond the edges so that fast scrolling shows no gaps.
    pub rows: Range<usize>,
    /// Where the first of them begins, from the top of the content, in pixels.
    pub top: f64,
}

impl Viewport {
    fn real_height(self) -> f64 {
        self.len as f64 * self.row_height
    }

    /// Height of the scrolling content.
    pub fn content_height(self) -> f64 {
        self.real_height().min(MAX_HEIGHT)
    }

    /// How many real pixels one scrolled pixel stands for; 1 for all but enormous lists.
    fn scale(self) -> f64 {
        let (real, shown) = (self.real_height() - self.height, self.content_height() - self.height);
        if real > shown && shown > 0.0 { real / shown } else { 1.0 }
    }

    fn real_scroll(self) -> f64 {
        let most = (self.real_height() - self.height).max(0.0);
        (self.scroll * self.scale()).clamp(0.0, most)
    }

    /// Rows that fit wholly; at least 1.
    pub fn page(self) -> usize {
        ((self.height / self.row_height) as usize).max(1)
    }

    /// The rows to draw, with `extra` before and after. The first is even-numbered steps of `extra`, so that small
    /// scrolls change nothing.
    pub fn window(self, extra: usize) -> Window {
        let real = self.real_scroll();
        let step = extra.max(1);
        let first = (real / self.row_height) as usize;
        let last = ((real + self.height.max(0.0)) / self.row_height).ceil() as usize;
        let start = (first / step * step).saturating_sub(extra);
        let end = (last.div_ceil(step) * step).saturating_add(extra).min(self.len);
        let start = start.min(end);
        let drawn_at = start as f64 * self.row_height;
        let top = if self.scale() == 1.0 { drawn_at } else { drawn_at - real + self.scroll };
        Window { rows: start..end, top }
    }

    /// Where to scroll so that a row is wholly visible; the present place if it is already.
    pub fn scroll_to(self, row: usize) -> f64 {
        let real = self.real_scroll();
        let (top, bottom) = (row as f64 * self.row_height, (row as f64 + 1.0) * self.row_height);
        let target = if top < real {
            top
        } else if bottom > real + self.height {
            bottom - self.height
        } else {
            return self.scroll;
        };
        target.max(0.0) / self.scale()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(len: usize, scroll: f64) -> Viewport {
        Viewport { scroll, height: 640.0, row_height: 32.0, len }
    }

    #[test]
    fn short_lists_are_drawn_whole() {
        assert_eq!(list(0, 0.0).window(8), Window { rows: 0..0, top: 0.0 });
        assert_eq!(list(5, 0.0).window(8), Window { rows: 0..5, top: 0.0 });
        assert_eq!(list(5, 9999.0).window(8).rows, 0..5, "scrolled beyond the end");
    }

    #[test]
    fn every_visible_row_is_drawn_in_its_place() {
        for scroll in [0.0, 1.0, 31.0, 32.0, 1000.5, 3_199_360.0] {
            let view = list(100_000, scroll);
            let window = view.window(8);
            let (first, last) = ((scroll / 32.0) as usize, ((scroll + 640.0) / 32.0).ceil() as usize);
            assert!(window.rows.start <= first && window.rows.end >= last.min(100_000), "{scroll} {window:?}");
            assert!(window.rows.len() < 64, "{window:?}");
            assert_eq!(window.top, window.rows.start as f64 * 32.0);
        }
    }

    #[test]
    fn a_million_rows_reach_their_end() {
        let mut view = list(1_000_000, 0.0);
        assert_eq!(view.content_height(), MAX_HEIGHT);
        view.scroll = MAX_HEIGHT - 640.0;
        let window = view.window(8);
        assert_eq!(window.rows.end, 1_000_000);
        // The last row ends where the content ends.
        let end = window.top + window.rows.len() as f64 * 32.0;
        assert!((end - MAX_HEIGHT).abs() < 0.01, "{end}");
        view.scroll = 0.0;
        assert_eq!(view.window(8), Window { rows: 0..view.window(8).rows.end, top: 0.0 });
    }

    #[test]
    fn scrolling_to_a_row_shows_it() {
        for len in [100, 1_000_000, 5_000_000] {
            for row in [0, 1, 50, len / 2, len - 1] {
                for start in [0.0, 700.0, 2_000_000.0] {
                    let mut view = list(len, start);
                    view.scroll = view.scroll_to(row).min(view.content_height() - 640.0);
                    let real = view.real_scroll();
                    let top = row as f64 * 32.0;
                    assert!(top >= real - 0.01 && top + 32.0 <= real + 640.01, "{len} {row} {start}: {real} {top}");
                    let window = view.window(8);
                    assert!(window.rows.contains(&row));
                    let on_screen = window.top + (row - window.rows.start) as f64 * 32.0 - view.scroll;
                    assert!((-0.1..=608.1).contains(&on_screen), "{len} {row} {on_screen}");
                }
            }
        }
        assert_eq!(list(100, 320.0).scroll_to(12), 320.0, "visible rows do not move");
    }
}
