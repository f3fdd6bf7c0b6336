//! Sorts whole numbers by some of their bits, digit by digit: a time that grows with their number alone.

use std::ops::Range;

/// 2 048 counters a digit stay in the processor's nearest memory.
const DIGIT_BITS: u32 = 11;
const MASK: u64 = (1 << DIGIT_BITS) - 1;

/// Sorts by the bits of a range, from the lowest; numbers that are alike in these keep their order.
pub(crate) fn sort(numbers: &mut Vec<u64>, bits: Range<u32>) {
    if numbers.len() < 200 {
        let mask = u64::MAX >> (u64::BITS - bits.end).min(u64::BITS - 1);
        if !bits.is_empty() {
            numbers.sort_by_key(|number| (number & mask) >> bits.start);
        }
        return;
    }
    let mut other = vec![0; numbers.len()];
    for shift in bits.clone().step_by(DIGIT_BITS as usize) {
        let mask = if shift + DIGIT_BITS > bits.end { (1 << (bits.end - shift)) - 1 } else { MASK };
        let mut next = [0_u32; 1 << DIGIT_BITS];
        for number in numbers.iter() {
            next[(number >> shift & mask) as usize] += 1;
        }
        if next.iter().any(|count| *count as usize == numbers.len()) {
            continue;
        }
        let mut start = 0;
        for count in &mut next[..=mask as usize] {
            start += std::mem::replace(count, start);
        }
        for number in numbers.iter() {
            let at = &mut next[(number >> shift & mask) as usize];
            if let Some(place) = other.get_mut(*at as usize) {
                *place = *number;
            }
            *at += 1;
        }
        std::mem::swap(numbers, &mut other);
    }
}

/// How many bits a number has.
pub(crate) fn width(number: u64) -> u32 {
    u64::BITS - number.leading_zeros()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn they_come_in_the_order_of_their_bits(
            numbers in proptest::collection::vec(any::<u64>(), 0..600),
            (start, length) in (0_u32..40, 0_u32..24),
        ) {
            let mut sorted = numbers.clone();
            sort(&mut sorted, start..start + length);
            let mut expected = numbers;
            expected.sort_by_key(|number| number >> start & ((1 << length) - 1));
            prop_assert_eq!(sorted, expected);
        }
    }
}
