//! HTML text for what is drawn in bulk. Everything that comes from data goes through [`push_escaped`].

/// Adds a text so that HTML takes it for nothing but text, between tags and in quoted attributes.
pub fn push_escaped(html: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let (before, from) = rest.split_at(at);
        html.push_str(before);
        let mut letters = from.chars();
        html.push_str(match letters.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            _ => "&#39;",
        });
        rest = letters.as_str();
    }
    html.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let mut html = String::new();
        push_escaped(&mut html, "<img src=x onerror='a'> & \"é\" 👍🏽");
        assert_eq!(html, "&lt;img src=x onerror=&#39;a&#39;&gt; &amp; &quot;é&quot; 👍🏽");
        html.clear();
        push_escaped(&mut html, "");
        assert_eq!(html, "");
    }
}
