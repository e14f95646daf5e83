//! From byte offsets to lines and columns.
use crate::problem::Place;

/// Walks through the text once: places are asked in rising order, so all of them together cost one pass.
pub struct Cursor<'a> {
    text: &'a str,
    offset: usize,
    place: Place,
}

impl<'a> Cursor<'a> {
    /// At the first character.
    pub fn new(text: &'a str) -> Self {
        Cursor { text, offset: 0, place: Place { line: 1, column: 1 } }
    }

    /// The place of the character at `offset`; an offset inside a character or beyond the end counts as the next one.
    pub fn place(&mut self, offset: usize) -> Place {
        if offset < self.offset {
            *self = Cursor::new(self.text);
        }
        let mut bytes = self.text[self.offset..].char_indices();
        let start = self.offset;
        for (at, character) in &mut bytes {
            if start + at >= offset {
                break;
            }
            if character == '\n' {
                self.place = Place { line: self.place.line + 1, column: 1 };
            } else {
                self.place.column += 1;
            }
            self.offset = start + at + character.len_utf8();
        }
        self.place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let mut cursor = Cursor::new("堰x\n  y");
        assert_eq!(cursor.place(3), Place { line: 1, column: 2 });
        assert_eq!(cursor.place(7), Place { line: 2, column: 3 });
        assert_eq!(cursor.place(0), Place { line: 1, column: 1 });
        assert_eq!(cursor.place(99), Place { line: 2, column: 4 });
    }
}
