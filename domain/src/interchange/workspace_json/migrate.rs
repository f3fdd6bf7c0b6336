//! Files of older versions are brought up to date step by step before they are read.
//!
//! Version 1 is the first, so there are no steps yet. The next version adds its step here, with a file of the older
//! version among the tests.

use crate::model::Extra;

/// Turns the small parts of a file of one version into those of the next: all fields of the envelope but
/// `dictionaries` and `facts`, as JSON values. On failure says in a sentence what is wrong.
pub(super) type Step = fn(&mut Extra) -> Result<(), String>;

/// The step from version 1 to 2 first, then from 2 to 3, and so on: one fewer than [`super::VERSION`].
pub(super) const STEPS: &[Step] = &[];

/// Brings the small parts of a file of this version up to date.
pub(super) fn migrate(parts: &mut Extra, version: u32, steps: &[Step]) -> Result<(), String> {
    let done = version.saturating_sub(1) as usize;
    steps.iter().skip(done).try_for_each(|step| step(parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_step_between_any_two_versions() {
        assert_eq!(STEPS.len() + 1, super::super::VERSION as usize);
    }

    #[test]
    fn only_the_missing_steps_are_taken_in_order() {
        fn log(parts: &mut Extra, step: &str) -> Result<(), String> {
            let so_far = parts.get("log").and_then(|value| value.as_str()).unwrap_or_default().to_string();
            parts.insert("log".into(), (so_far + step).into());
            Ok(())
        }
        let steps: &[Step] = &[|parts| log(parts, "12"), |parts| log(parts, "23"), |parts| log(parts, "34")];
        for (version, expected) in [(1, Some("122334")), (3, Some("34")), (4, None)] {
            let mut parts = Extra::new();
            migrate(&mut parts, version, steps).unwrap();
            assert_eq!(parts.get("log").and_then(|value| value.as_str()), expected, "from {version}");
        }
    }
}
