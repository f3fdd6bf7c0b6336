//! Holding a value to a JSON Schema, without a library.

use serde_json::Value as Json;

/// Checks a value against a schema: as much of JSON Schema as ours uses. An unknown keyword fails, so that none is
/// passed over.
pub fn check(root: &Json, schema: &Json, value: &Json, path: &str) -> Result<(), String> {
    let Some(schema) = schema.as_object() else {
        return if *schema == Json::Bool(false) { Err(format!("{path} is not allowed")) } else { Ok(()) };
    };
    for (keyword, rule) in schema {
        let fits = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "format" | "default" => true,
            "$ref" => {
                let target = rule.as_str().unwrap().trim_start_matches('#');
                check(root, root.pointer(target).unwrap_or_else(|| panic!("{target}")), value, path)?;
                true
            }
            "type" => match rule {
                Json::Array(types) => types.iter().any(|kind| is(kind, value)),
                kind => is(kind, value),
            },
            "const" => rule == value,
            "enum" => rule.as_array().unwrap().contains(value),
            "oneOf" | "anyOf" => {
                let fitting =
                    rule.as_array().unwrap().iter().filter(|one| check(root, one, value, path).is_ok()).count();
                if keyword == "oneOf" { fitting == 1 } else { fitting > 0 }
            }
            "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().unwrap()),
            "uniqueItems" => value
                .as_array()
                .is_none_or(|items| items.iter().enumerate().all(|(n, item)| !items[..n].contains(item))),
            "required" => value.as_object().is_none_or(|object| {
                rule.as_array().unwrap().iter().all(|key| object.contains_key(key.as_str().unwrap()))
            }),
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, item, &format!("{path}[{index}]"))?;
                }
                true
            }
            "properties" => {
                for (key, inner) in rule.as_object().unwrap() {
                    if let Some(value) = value.get(key) {
                        check(root, inner, value, &format!("{path}.{key}"))?;
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = schema.get("properties").and_then(Json::as_object);
                for (key, value) in value.as_object().into_iter().flatten() {
                    if !known.is_some_and(|known| known.contains_key(key)) {
                        check(root, rule, value, &format!("{path}.{key}"))?;
                    }
                }
                true
            }
            other => panic!("the keyword {other} is not checked"),
        };
        if !fits {
            return Err(format!("{path} does not fit {keyword} {rule}"));
        }
    }
    Ok(())
}

fn is(kind: &Json, value: &Json) -> bool {
    match kind.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other}"),
    }
}
