//! The texts of a form in two forms made from one list: signals for typing, plain content for drafts.

/// Makes both from lines `name = "what an empty form holds",`.
macro_rules! text_fields {
    ($fields:ident, $content:ident { $($(#[$doc:meta])* $name:ident = $empty:literal,)* }) => {
        /// What is typed.
        #[derive(Clone, Copy)]
        pub struct $fields {
            $($(#[$doc])* pub $name: leptos::prelude::RwSignal<String>,)*
        }

        /// The same as a draft keeps it.
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(default)]
        pub struct $content {
            $($(#[$doc])* pub $name: String,)*
        }

        impl Default for $content {
            fn default() -> Self {
                Self { $($name: $empty.to_owned(),)* }
            }
        }

        impl $fields {
            /// Empty fields.
            pub fn new() -> Self {
                Self { $($name: leptos::prelude::RwSignal::new($empty.to_owned()),)* }
            }

            /// What is in them; tracked.
            pub fn content(self) -> $content {
                use leptos::prelude::Get as _;
                $content { $($name: self.$name.get(),)* }
            }

            /// What is in them, for acts.
            #[allow(dead_code, reason = "forms with lists read everything at once")]
            pub fn content_untracked(self) -> $content {
                use leptos::prelude::GetUntracked as _;
                $content { $($name: self.$name.get_untracked(),)* }
            }

            /// Puts content into them; the page may have been left meanwhile.
            pub fn fill(self, content: &$content) {
                use leptos::prelude::Set as _;
                $(let _filled = self.$name.try_set(content.$name.clone());)*
            }
        }
    };
}

pub(crate) use text_fields;
