//! Every word that the app says by itself, Chinese and English side by side.
//!
//! A sentence is one line of a table with both languages, so that neither can be forgotten: without the second text the
//! line does not compile. What the boards say is in [`jiannuo_board::words`]; what people wrote is never here.

mod acts;
mod attaching;
mod backup;
mod compare;
mod corrections;
mod decision;
mod disclosing;
mod finding;
mod forms;
mod frame;
mod import;
mod lists;
mod network;
mod office;
mod pledging;
mod proof;
mod refusals;

use jiannuo_board::Language;

/// The app's words in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words(pub Language);

/// Makes methods of [`Words`] from lines `name(arguments) = "Chinese", "English";`.
macro_rules! words {
    ($($name:ident = $chinese:literal, $english:literal;)*) => {
        #[allow(missing_docs, reason = "each line of the table documents itself")]
        impl super::Words {
            $(pub const fn $name(self) -> &'static str {
                match self.0 {
                    jiannuo_board::Language::Chinese => $chinese,
                    jiannuo_board::Language::English => $english,
                }
            })*
        }
    };
}

/// As [`words!`], for sentences with something in them.
macro_rules! sentences {
    ($($name:ident($($argument:ident: $kind:ty),*) = $chinese:literal, $english:literal;)*) => {
        #[allow(missing_docs, reason = "each line of the table documents itself")]
        impl super::Words {
            $(pub fn $name(self, $($argument: $kind),*) -> String {
                match self.0 {
                    jiannuo_board::Language::Chinese => format!($chinese),
                    jiannuo_board::Language::English => format!($english),
                }
            })*
        }
    };
}

use {sentences, words};

impl Words {
    /// The boards' words in the same language.
    pub fn board(self) -> &'static jiannuo_board::Words {
        self.0.words()
    }
}
