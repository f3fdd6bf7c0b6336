//! How single facts are read from JSON and written to it: numbers, words, days, and words with a meaning.

use crate::model::{Day, Extra, record::Platform};
use serde_json::Value;

/// A value of a field. What says nothing (none, false, empty) is not written.
pub(super) trait Fact: Sized + Default {
    /// What it should be, for an error.
    const KIND: &'static str;
    /// The value in JSON; none where there is nothing to say.
    fn write(&self) -> Option<Value>;
    /// Reads it; none where it is something else.
    fn read(value: Value) -> Option<Self>;
}

/// Takes a field out of an object; nothing changes where it is not there.
#[inline(never)]
pub(super) fn take<T: Fact>(fields: &mut Extra, name: &str, target: &mut T) -> Result<(), String> {
    if let Some(value) = fields.remove(name).filter(|value| !value.is_null()) {
        *target = T::read(value).ok_or_else(|| wrong(name, T::KIND))?;
    }
    Ok(())
}

/// Adds a field to those that say something.
#[inline(never)]
pub(super) fn put<T: Fact>(known: &mut Vec<(&'static str, Value)>, name: &'static str, value: &T) {
    if let Some(value) = value.write() {
        known.push((name, value));
    }
}

fn wrong(name: &str, kind: &str) -> String {
    format!("`{name}` should be {kind}")
}

impl Fact for bool {
    const KIND: &'static str = "true or false";

    fn write(&self) -> Option<Value> {
        self.then_some(Value::Bool(true))
    }

    fn read(value: Value) -> Option<Self> {
        value.as_bool()
    }
}

impl Fact for Option<u64> {
    const KIND: &'static str = "a whole number";

    fn write(&self) -> Option<Value> {
        self.map(Value::from)
    }

    fn read(value: Value) -> Option<Self> {
        value.as_u64().map(Some)
    }
}

impl Fact for Option<u32> {
    const KIND: &'static str = "a whole number up to 4 294 967 295";

    fn write(&self) -> Option<Value> {
        self.map(u64::from).write()
    }

    fn read(value: Value) -> Option<Self> {
        value.as_u64().and_then(|number| u32::try_from(number).ok()).map(Some)
    }
}

impl Fact for Option<f64> {
    const KIND: &'static str = "a number";

    fn write(&self) -> Option<Value> {
        self.map(Value::from)
    }

    fn read(value: Value) -> Option<Self> {
        value.as_f64().map(Some)
    }
}

impl Fact for String {
    const KIND: &'static str = "a text";

    fn write(&self) -> Option<Value> {
        (!self.is_empty()).then(|| Value::String(self.clone()))
    }

    fn read(value: Value) -> Option<Self> {
        if let Value::String(text) = value { Some(text) } else { None }
    }
}

impl Fact for Option<Day> {
    const KIND: &'static str = "a day such as 2026-11-22";

    fn write(&self) -> Option<Value> {
        self.map(|day| Value::String(day.to_string()))
    }

    fn read(value: Value) -> Option<Self> {
        value.as_str().and_then(|text| text.parse().ok()).map(Some)
    }
}

impl Fact for Option<Platform> {
    const KIND: &'static str = "the key of a network";

    fn write(&self) -> Option<Value> {
        self.map(|platform| Value::from(platform.key()))
    }

    fn read(value: Value) -> Option<Self> {
        let key = value.as_str()?;
        Platform::ALL.iter().find(|platform| platform.key() == key).map(|platform| Some(*platform))
    }
}

impl Fact for Vec<String> {
    const KIND: &'static str = "a list of texts";

    fn write(&self) -> Option<Value> {
        (!self.is_empty()).then(|| self.iter().cloned().map(Value::String).collect())
    }

    fn read(value: Value) -> Option<Self> {
        if let Value::Array(items) = value { items.into_iter().map(String::read).collect() } else { None }
    }
}

impl Fact for Vec<ImageSize> {
    const KIND: &'static str = "a list of sizes with name, width and height";

    fn write(&self) -> Option<Value> {
        let one = |size: &ImageSize| {
            let mut fields = size.extra.clone();
            fields.insert("name".to_owned(), Value::from(size.name.as_str()));
            fields.insert("width".to_owned(), Value::from(size.width));
            fields.insert("height".to_owned(), Value::from(size.height));
            Value::Object(fields)
        };
        (!self.is_empty()).then(|| self.iter().map(one).collect())
    }

    fn read(value: Value) -> Option<Self> {
        let one = |item: Value| {
            let Value::Object(mut fields) = item else { return None };
            let mut pixels = |name| u32::try_from(fields.remove(name)?.as_u64()?).ok();
            let (width, height) = (pixels("width")?, pixels("height")?);
            Some(ImageSize { name: String::read(fields.remove("name")?)?, width, height, extra: fields })
        };
        if let Value::Array(items) = value { items.into_iter().map(one).collect() } else { None }
    }
}

/// A size of image that a network advises.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct ImageSize {
    /// What it is for, such as “Portrait” or “Profile picture”.
    pub name: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Fields this version does not know.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(flatten))]
    pub extra: Extra,
}

/// An enum whose values have a key in files and words for people.
macro_rules! keyed {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $value:ident $key:literal $label:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
        pub enum $name {
            $($(#[$doc])* #[cfg_attr(not(target_arch = "wasm32"), schemars(rename = $key))] $value,)+
        }

        impl $name {
            /// Every value, in the order in which people choose.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// The name in files.
            pub fn key(self) -> &'static str {
                match self { $(Self::$value => $key,)+ }
            }

            /// The words for people.
            pub fn label(self) -> &'static str {
                match self { $(Self::$value => $label,)+ }
            }

            /// The value with a key.
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.key() == key)
            }
        }
    };
}
pub(super) use keyed;

keyed! {
    /// What profiles have on some networks only.
    ProfilePart {
        /// A short text about the account.
        Bio "bio" "Bio",
        /// A picture of the account.
        Picture "picture" "Profile picture",
        /// A wide picture above the profile.
        Cover "cover" "Cover picture",
        /// A link beside the bio.
        Link "link" "Link",
        /// Ways to get in touch: mail, telephone, a button.
        Contact "contact" "Contact",
        /// A post that stays on top.
        Pinned "pinned" "Pinned post",
        /// A sign that the account is who it says.
        Verified "verified" "Verification",
        /// Rules that members see.
        Rules "rules" "Rules",
    }
}

impl Fact for Vec<ProfilePart> {
    const KIND: &'static str = "a list of what profiles have";

    fn write(&self) -> Option<Value> {
        (!self.is_empty()).then(|| self.iter().map(|part| Value::from(part.key())).collect())
    }

    fn read(value: Value) -> Option<Self> {
        let one = |item: Value| ProfilePart::from_key(item.as_str()?);
        if let Value::Array(items) = value { items.into_iter().map(one).collect() } else { None }
    }
}
