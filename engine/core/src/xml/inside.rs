//! From a place in a text of the tree to its place in the file: what a parser of that text finds is shown where it stands.
use crate::problem::Place;

const CDATA: &str = "<![CDATA[";

/// Where in `file` the character stands that is at `within` of the text of the element or attribute at `at`: lines and
/// columns of a text count from its first character that is not blank. Of what lies behind the text its end is told.
///
/// ```
/// use weir_core::Place;
/// let file = "<a>\n  <script><![CDATA[\n    one();\n    two(;\n  ]]></script>\n</a>";
/// let (script, second) = (Place { line: 2, column: 3 }, Place { line: 2, column: 9 });
/// assert_eq!(weir_core::xml::inside(file, script, second), Some(Place { line: 4, column: 9 }));
/// ```
pub fn inside(file: &str, at: Place, within: Place) -> Option<Place> {
    let from = offset(file, at)?;
    let element = file[from..].starts_with('<');
    let begin = from + if element { behind_tag(&file[from..])? } else { behind_quote(&file[from..])? };
    let mut text = Text { file, at: begin, cdata: false, element };
    let (mut here, mut blank) = (Place { line: 1, column: 1 }, true);
    loop {
        let end = text.at;
        let Some((at, next)) = text.next() else { return Some(place(file, end)) };
        if blank && next.is_whitespace() {
            continue;
        }
        blank = false;
        if here >= within {
            return Some(place(file, at));
        }
        here = if next == '\n' && element {
            Place { line: here.line + 1, column: 1 }
        } else {
            Place { column: here.column + 1, ..here }
        };
    }
}

/// The characters of a text as they are written.
struct Text<'a> {
    file: &'a str,
    at: usize,
    /// Inside of a CDATA section nothing is resolved.
    cdata: bool,
    /// Of an element, and not of an attribute?
    element: bool,
}

impl Text<'_> {
    /// The next character and where it is written; an entity is one.
    fn next(&mut self) -> Option<(usize, char)> {
        if self.element {
            self.pass_marks();
        }
        let (at, rest) = (self.at, &self.file[self.at..]);
        let next = rest.chars().next()?;
        self.at += match next {
            '<' if self.element && !self.cdata => return None,
            '"' | '\'' if !self.element => return None,
            '&' if !self.cdata => rest.find(';')? + 1,
            other => other.len_utf8(),
        };
        Some((at, next))
    }

    /// What is no text: where sections begin and end, and comments.
    fn pass_marks(&mut self) {
        loop {
            let rest = &self.file[self.at..];
            self.at += match self.cdata {
                true if rest.starts_with("]]>") => {
                    self.cdata = false;
                    3
                }
                false if rest.starts_with(CDATA) => {
                    self.cdata = true;
                    CDATA.len()
                }
                false if rest.starts_with("<!--") => rest.find("-->").map_or(rest.len(), |end| end + 3),
                _ => return,
            };
        }
    }
}

/// The byte at a place.
fn offset(file: &str, at: Place) -> Option<usize> {
    let mut begin = 0;
    for _ in 1..at.line {
        begin += file[begin..].find('\n')? + 1;
    }
    let column = (at.column as usize).checked_sub(1)?;
    let line = file[begin..].char_indices().nth(column)?.0;
    Some(begin + line)
}

fn place(file: &str, offset: usize) -> Place {
    let before = &file[..offset];
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Place {
        line: count(before.matches('\n').count()).saturating_add(1),
        column: count(before[line..].chars().count()).saturating_add(1),
    }
}

/// The bytes of a start tag; quotes may hold its end mark.
fn behind_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// The bytes of the name of an attribute, up to behind the quote that opens its value.
fn behind_quote(attribute: &str) -> Option<usize> {
    attribute.find(['"', '\'']).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(file: &str, element: (u32, u32), within: (u32, u32)) -> Option<(u32, u32)> {
        let place = |(line, column)| Place { line, column };
        inside(file, place(element), place(within)).map(|place| (place.line, place.column))
    }

    #[test]
    fn an_entity_is_one_character_and_marks_of_sections_are_none() {
        assert_eq!(at("<s>a &lt; b c</s>", (1, 1), (1, 5)), Some((1, 11)));
        assert_eq!(at("<s><![CDATA[a]]> <![CDATA[b &lt;]]></s>", (1, 1), (1, 3)), Some((1, 27)));
        assert_eq!(at("<s><![CDATA[a]]> <![CDATA[b &lt;]]></s>", (1, 1), (1, 6)), Some((1, 30)));
        assert_eq!(at("<s><!-- no -->审 b</s>", (1, 1), (1, 3)), Some((1, 17)));
    }

    #[test]
    fn a_start_tag_may_go_over_lines_and_hold_its_end_mark() {
        assert_eq!(at("<s a='>'\n  b=\">\">\n\n  x\n y</s>", (1, 1), (2, 2)), Some((5, 2)));
    }

    #[test]
    fn a_value_of_an_attribute_is_one_line() {
        assert_eq!(at("<s a='x' b='  1 +&#10;&quot;'/>", (1, 10), (1, 5)), Some((1, 23)));
        assert_eq!(at("<s b='1\n+'/>", (1, 4), (1, 3)), Some((2, 1)));
    }

    #[test]
    fn what_lies_behind_the_text_is_its_end_and_what_is_not_in_the_file_is_nowhere() {
        assert_eq!(at("<s>if (a</s>", (1, 1), (1, 40)), Some((1, 9)));
        assert_eq!(at("<s>a", (1, 1), (3, 1)), Some((1, 5)));
        assert_eq!(at("<s>a</s>", (4, 1), (1, 1)), None);
        assert_eq!(at("<s", (1, 1), (1, 1)), None);
        assert_eq!(at("<s>a</s>", (1, 0), (1, 1)), None);
    }
}
