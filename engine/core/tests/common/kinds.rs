//! The kinds of events, by their names.
use std::fmt::{Error, Write};
use weir_core::Event;

/// The name of an event's kind: nothing of what it says is written out for it.
pub fn kind_of(event: &Event) -> String {
    let mut word = Word::default();
    let _ = write!(word, "{event:?}"); // it ends where the name does
    word.0
}

/// The first word of what is written.
#[derive(Default)]
struct Word(String);

impl Write for Word {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let name = text.find([' ', '{', '(']).map_or(text, |end| &text[..end]);
        self.0.push_str(name);
        if name.len() == text.len() { Ok(()) } else { Err(Error) }
    }
}
