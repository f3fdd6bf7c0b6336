//! How a closed list of choices is declared: once, with the name in files and the words for people.

/// Declares an enum whose values have a key (in files and forms) and a label (for people).
macro_rules! choices {
    ($(#[$meta:meta])* $type:ident { $($(#[$doc:meta])* $name:ident $key:literal $label:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
        pub enum $type {
            $($(#[$doc])* #[serde(rename = $key)] $name,)+
        }

        impl $type {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The name in files and forms.
            pub fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }

            /// In a person's words.
            pub fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)+ }
            }

            /// The one of a name in forms.
            pub fn of_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.key() == key)
            }
        }
    };
}

pub(super) use choices;
