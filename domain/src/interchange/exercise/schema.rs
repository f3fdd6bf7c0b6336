//! The JSON Schema (draft 2020-12) of a pack, made from the types, so that an editor helps whoever writes one. Native
//! only: it is shipped as a file.

use super::{PACK_FORMAT, VERSION};
use crate::model::record::ExercisePack;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

/// The schema of the file of a pack. `docs/exercise-pack.schema.json` holds it.
pub fn schema() -> Value {
    let types = SchemaSettings::draft2020_12().into_generator();
    let mut schema = types.into_root_schema_for::<ExercisePack>().to_value();
    if let Value::Object(fields) = &mut schema {
        fields.insert("title".into(), "Hearth exercise pack".into());
        let about = "Exercises under a name, to be written by hand and passed on. docs/exercises.md explains them. \
                     Fields that are not described here are kept.";
        fields.insert("description".into(), about.into());
        // The others are given by Hearth where they are left out.
        fields.insert("required".into(), json!(["format", "name", "exercises"]));
        fields.insert("additionalProperties".into(), true.into());
        if let Some(Value::Object(properties)) = fields.get_mut("properties") {
            for own in ["archived", "links", "notes"] {
                properties.remove(own);
            }
            properties.insert("format".into(), json!({"const": PACK_FORMAT}));
            let version =
                json!({"type": "integer", "minimum": 1, "maximum": VERSION, "description": "Version of the format."});
            properties.insert("version".into(), version);
        }
    }
    schema
}
