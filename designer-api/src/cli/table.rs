//! Aligned columns for people.
use super::output::write;

/// Prints rows under a head.
pub fn print(head: &[&str], rows: Vec<Vec<String>>) {
    write(&render(head, rows));
}

fn render(head: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut lines = vec![head.iter().map(|&h| h.to_owned()).collect::<Vec<_>>()];
    lines.extend(rows.into_iter().map(|row| row.iter().map(|cell| harmless(cell)).collect()));
    let widths: Vec<usize> =
        (0..head.len()).map(|i| lines.iter().map(|l| width(&l[i])).max().unwrap_or_default()).collect();
    let mut out = String::new();
    for line in &lines {
        for (i, (cell, width_max)) in line.iter().zip(&widths).enumerate() {
            out.push_str(cell);
            if i + 1 < line.len() {
                out.push_str(&" ".repeat(width_max - width(cell) + 2));
            }
        }
        out.truncate(out.trim_end_matches(' ').len());
        out.push('\n');
    }
    out
}

/// Text from elsewhere cannot steer the terminal, nor turn the line that it stands in around.
pub fn harmless(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c.is_control() || turns(c) { '\u{fffd}' } else { c }).collect()
}

/// Columns on a terminal: Chinese, Japanese and Korean characters take two.
pub fn width(text: &str) -> usize {
    text.chars().map(|c| if wide(c) { 2 } else { 1 }).sum()
}

fn wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_also_in_chinese_and_cannot_steer_the_terminal() {
        let rows = vec![vec!["审批".into(), "x".into()], vec!["ab\u{1b}[2J\u{202e}".into(), "y".into()]];
        assert_eq!(render(&["NAME", "V"], rows), "NAME     V\n审批     x\nab\u{fffd}[2J\u{fffd}  y\n");
    }
}
