//! Canned replies: response templates of the guidelines whose variables are filled in.

/// A variable and what it stands for.
pub const VARIABLES: [(&str, &str); 6] = [
    ("name", "the person's name"),
    ("first_name", "the first word of their name"),
    ("channel", "the channel's name"),
    ("agent", "who answers"),
    ("topic", "the conversation's topic"),
    ("workspace", "the workspace's name"),
];

/// A filled template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// The text.
    pub text: String,
    /// Variables that are not known or have no value here: they stand in the text as they were. Each once.
    pub left: Vec<String>,
}

/// Fills the variables of a template: `{name}`. What is no variable, such as a brace alone, stays as it is; values are not
/// looked through again. `value` gives none, or an empty text, for what is not known.
pub fn fill<'a>(template: &str, value: impl Fn(&str) -> Option<&'a str>) -> Filled {
    let mut filled = Filled::default();
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        let (before, from) = rest.split_at(start);
        filled.text.push_str(before);
        let inner = from.get(1..).unwrap_or_default();
        let Some(name) = inner.find('}').and_then(|end| inner.get(..end)).filter(|name| is_name(name)) else {
            filled.text.push('{');
            rest = inner;
            continue;
        };
        match value(name).filter(|value| !value.trim().is_empty()) {
            Some(value) => filled.text.push_str(value),
            None => {
                filled.text.push('{');
                filled.text.push_str(name);
                filled.text.push('}');
                if !filled.left.iter().any(|left| left == name) {
                    filled.left.push(name.to_owned());
                }
            }
        }
        rest = inner.get(name.len() + 1..).unwrap_or_default();
    }
    filled.text.push_str(rest);
    filled
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.len() <= 40 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(name: &str) -> Option<&'static str> {
        match name {
            "name" => Some("Zoë {agent}"),
            "agent" => Some("Noor"),
            "topic" => Some(""),
            _ => None,
        }
    }

    #[test]
    fn variables_are_filled_and_unknown_ones_named() {
        let filled = fill("Hi {name}, {agent} here about {topic}. {order_number}? {order_number}!", value);
        assert_eq!(filled.text, "Hi Zoë {agent}, Noor here about {topic}. {order_number}? {order_number}!");
        assert_eq!(filled.left, ["topic", "order_number"]);
        for text in ["{", "}", "{}", "{ name }", "{{", "a {b", "{Name}", "🙂{é}"] {
            assert_eq!(fill(text, value), Filled { text: text.to_owned(), left: Vec::new() });
        }
        assert_eq!(fill("{{name}}", |_| Some("x")).text, "{x}");
    }

    proptest! {
        #[test]
        fn without_values_a_template_stays_as_it_is(template in "[{}a-z_ é🙂]{0,40}") {
            prop_assert_eq!(fill(&template, |_| None).text, template);
        }
    }
}
