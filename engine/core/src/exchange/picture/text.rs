//! Names in lines that fit: wide letters count twice, words are kept together where they can be.

/// A label, in characters; longer ones are cut.
const LABEL_CHARS_MAX: usize = 200;

/// Text as it stands between tags and in attributes. What turns the direction of a text around, or is no letter at all,
/// is left out: it would make a name look like another.
pub fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => {}
            control if control.is_control() => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}

/// How wide a letter is, in the height of the text.
fn width(letter: char) -> f64 {
    match letter {
        '\u{0300}'..='\u{036f}' | '\u{200b}'..='\u{200f}' => 0.0,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'f' | 't' | 'r' => 0.34,
        'm' | 'w' | 'M' | 'W' => 0.86,
        letter if letter >= '\u{1100}' => 1.0,
        letter if letter.is_uppercase() => 0.68,
        _ => 0.56,
    }
}

/// How wide a text is, in the height of its letters.
pub fn measure(text: &str) -> f64 {
    text.chars().map(width).sum()
}

/// A text in at most so many lines, each at most so wide; the last one tells by `…` that something was cut.
pub fn lines(text: &str, width_max: f64, size: f64, lines_max: usize) -> Vec<String> {
    let short: String = text.chars().take(LABEL_CHARS_MAX).collect();
    let room = (width_max / size).max(1.0);
    let mut lines: Vec<String> = vec![];
    for paragraph in short.split(['\n', '\r']).map(str::trim).filter(|p| !p.is_empty()) {
        lines.push(String::new());
        for piece in pieces(paragraph) {
            let last = lines.last_mut().expect("one was pushed");
            if measure(last) + measure(piece.trim_end()) <= room || last.is_empty() && measure(&piece) <= room {
                last.push_str(&piece);
            } else if measure(&piece) <= room {
                lines.push(piece);
            } else {
                for letter in piece.chars() {
                    let last = lines.last_mut().expect("one was pushed");
                    if measure(last) + width(letter) > room && !last.is_empty() {
                        lines.push(String::new());
                    }
                    lines.last_mut().expect("one was pushed").push(letter);
                }
            }
        }
    }
    for line in &mut lines {
        *line = line.trim().to_owned();
    }
    lines.retain(|line| !line.is_empty());
    let cut = lines.len() > lines_max || short.len() < text.len();
    lines.truncate(lines_max);
    if let Some(last) = lines.last_mut().filter(|_| cut) {
        while measure(last) + 1.0 > room && last.pop().is_some() {}
        last.push('…');
    }
    lines
}

/// Words with the space behind them; wide letters stand alone, for a line may end behind each.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = vec![];
    let mut open = false;
    for letter in text.chars() {
        let wide = letter >= '\u{2e80}';
        // Closing marks stay with what they close.
        let closes = matches!(letter, '，' | '。' | '、' | '）' | '：' | '；' | '？' | '！' | '》' | '”');
        match pieces.last_mut() {
            Some(last) if closes || letter.is_whitespace() || (open && !wide) => last.push(letter),
            _ => pieces.push(letter.to_string()),
        }
        open = !wide && !letter.is_whitespace() && letter != '-' && letter != '/';
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole_and_wide_letters_break_anywhere() {
        assert_eq!(lines("Approve the order", 60.0, 12.0, 3), ["Approve", "the order"]);
        assert_eq!(lines("财务负责人审批", 48.0, 12.0, 3), ["财务负责", "人审批"]);
        assert_eq!(lines("审批，完成", 24.0, 12.0, 3), ["审", "批，", "完成"]);
        assert_eq!(lines("Donaudampfschiff", 40.0, 12.0, 9).concat(), "Donaudampfschiff");
        assert_eq!(lines("one two three four five", 40.0, 12.0, 2).last().unwrap().chars().last(), Some('…'));
        assert!(lines(" \n ", 40.0, 12.0, 2).is_empty());
        assert_eq!(lines(&"x".repeat(9_000_000), 1e9, 12.0, 5).concat().chars().count(), LABEL_CHARS_MAX + 1);
    }

    #[test]
    fn nothing_of_a_name_is_markup_or_turns_the_text_around() {
        assert_eq!(safe("<script>\"&'\u{202e}\u{7}"), "&lt;script&gt;&quot;&amp;&#39; ");
    }
}
