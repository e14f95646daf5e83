//! Another version of a process: its notation with a few lines changed, sensibly or not.

/// The text of the other version. It need not compile: then there is none.
pub fn changed(text: &str, choice: usize) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for round in 0..=choice % 3 {
        change(&mut lines, choice / 3 + round * 7, round);
    }
    lines.join("\n") + "\n"
}

fn change(lines: &mut Vec<String>, choice: usize, round: usize) {
    let at = choice / 8 % lines.len();
    let line = lines[at].clone();
    let indent = " ".repeat(line.len() - line.trim_start().len());
    let head = line.trim().split(':').next().unwrap_or_default().to_owned();
    let is = |word: &str| line.split_whitespace().nth(1) == Some(word);
    let targets = line.split_once("-> ").map(|(_, targets)| targets.to_owned());
    match (choice % 8, targets) {
        // A task in the way of its first flow.
        (0 | 1, Some(targets)) if !line.contains("compensate") && !is("event") => {
            let first = targets.split([',', ' ']).next().unwrap_or_default().to_owned();
            let (before, rest) = line.split_once("-> ").expect("it has flows");
            lines[at] = format!("{before}-> z{round}{}", &rest[first.len()..]);
            let kind = if choice.is_multiple_of(3) { "user" } else { "task" };
            lines.push_after(at, format!("{indent}z{round}: {kind} -> {first}"));
        }
        // Somebody else does it.
        (2, _) if is("user") => lines[at] = line.replacen(": user", ": job", 1),
        (2, _) if is("job") => lines[at] = line.replacen(": job", ": user", 1),
        // An event that is there no more, or is new.
        (3, _) if is("boundary") => drop(lines.remove(at)),
        (4, _) if is("user") || is("sub") => {
            lines
                .push_after(at, format!("{indent}y{round}: boundary on {head} timer P1D non-interrupting -> x{round}"));
            lines.push_after(at + 1, format!("{indent}x{round}: task"));
        }
        // It has another name.
        (5, _) => {
            for line in lines.iter_mut() {
                let words: Vec<String> = line.split(' ').map(|word| renamed(word, &head)).collect();
                *line = words.join(" ");
            }
        }
        (6, _) => lines[at] = line.replace(" parallel ", " sequential "),
        (7, _) => lines[at] = line.replace(" non-interrupting", ""),
        _ => {}
    }
}

fn renamed(word: &str, id: &str) -> String {
    let core = word.trim_end_matches([':', ',']);
    if core == id { format!("{core}v{}", &word[core.len()..]) } else { word.to_owned() }
}

trait PushAfter {
    fn push_after(&mut self, at: usize, line: String);
}

impl PushAfter for Vec<String> {
    /// Behind a line and what is inside it.
    fn push_after(&mut self, at: usize, line: String) {
        let depth = |line: &str| line.len() - line.trim_start().len();
        let own = depth(&self[at]);
        let inside = self[at + 1..].iter().take_while(|line| depth(line) > own).count();
        self.insert(at + 1 + inside, line);
    }
}
