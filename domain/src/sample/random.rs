//! Chance from a seed: distributions and picks over [`SplitMix64`].
//!
//! Only +, −, ×, ÷ and √ are used on numbers, never a platform's `exp` or `ln`: native code and WebAssembly must give the
//! same bytes.

use crate::random::SplitMix64;

/// A generator; the same seed gives the same numbers everywhere.
pub(super) struct Random {
    numbers: SplitMix64,
    /// What was said last, so that it is not said again at once.
    said: [&'static str; 12],
    turn: usize,
}

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self { numbers: SplitMix64::new(seed), said: [""; 12], turn: 0 }
    }

    pub(super) fn next(&mut self) -> u64 {
        self.numbers.next()
    }

    /// From 0 up to, but not, 1.
    pub(super) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// One of 0 … n − 1; 0 where n is 0.
    pub(super) fn below(&mut self, n: usize) -> usize {
        self.numbers.below(n)
    }

    pub(super) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of some texts; rather none of those said last.
    pub(super) fn pick(&mut self, texts: &[&'static str]) -> &'static str {
        let mut text = "";
        for _ in 0..4 {
            text = texts.get(self.below(texts.len())).copied().unwrap_or("");
            if !self.said.contains(&text) {
                break;
            }
        }
        self.turn = (self.turn + 1) % self.said.len();
        self.said[self.turn] = text;
        text
    }

    /// The position of one weight, as likely as it is heavy; `None` where all are 0.
    pub(super) fn weighted(&mut self, weights: &[f64]) -> Option<usize> {
        let total: f64 = weights.iter().sum();
        let mut left = self.unit() * total;
        let heavy = |weight: &f64| {
            left -= weight;
            left < 0.0
        };
        weights.iter().position(heavy)
    }

    /// Nearly normal, mean 0 and standard deviation 1: twelve uniforms, less six.
    pub(super) fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }

    /// A factor around 1, log-normal: half of them below 1.
    pub(super) fn spread(&mut self, sigma: f64) -> f64 {
        exp(sigma * self.normal())
    }

    /// How often something happens that happens `mean` times as a rule (Poisson; normal for large means).
    pub(super) fn count(&mut self, mean: f64) -> u32 {
        if mean > 30.0 {
            return (mean + self.normal() * mean.sqrt()).max(0.0).round() as u32;
        }
        let floor = exp(-mean);
        let (mut product, mut count) = (self.unit(), 0);
        while product > floor {
            product *= self.unit();
            count += 1;
        }
        count
    }
}

/// eˣ to about 1 % for |x| < 8, from products alone.
fn exp(x: f64) -> f64 {
    let mut power = 1.0 + x / 4096.0;
    for _ in 0..12 {
        power *= power;
    }
    power
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors of Rosetta Code, “Pseudo-random numbers/Splitmix64”.
    #[test]
    fn it_gives_the_published_numbers() {
        let mut random = Random::new(1_234_567);
        let numbers: Vec<u64> = (0..5).map(|_| random.next()).collect();
        let published: [u64; 5] = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!(numbers, published);
        let mut random = Random::new(987_654_321);
        let mut fifths = [0; 5];
        (0..100_000).for_each(|_| fifths[(random.unit() * 5.0) as usize] += 1);
        assert_eq!(fifths, [20_027, 19_892, 20_073, 19_978, 20_030]);
    }

    #[test]
    fn the_distributions_have_their_means() {
        let mut random = Random::new(7);
        let mean = |sum: f64| sum / 20_000.0;
        assert!(mean((0..20_000).map(|_| random.normal()).sum()).abs() < 0.03);
        for expected in [0.3, 4.0, 25.0, 60.0] {
            let found = mean((0..20_000).map(|_| f64::from(random.count(expected))).sum());
            assert!((found / expected - 1.0).abs() < 0.05, "{expected}: {found}");
        }
        assert!((exp(-3.0) / (-3.0f64).exp() - 1.0).abs() < 0.01);
        assert_eq!(random.weighted(&[]), None);
        assert_eq!(random.weighted(&[0.0, 2.0, 0.0]), Some(1));
    }
}
