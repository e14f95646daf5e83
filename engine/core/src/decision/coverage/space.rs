//! What a column can be, cut where its cells begin and end to hold: within one piece every cell says the same.
use super::cells::{Cell, Literal, Test};

/// A piece of a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// One number.
    Point(f64),
    /// The numbers between two, both left out; none is without end.
    Between(Option<f64>, Option<f64>),
    /// One text.
    Text(String),
    /// Every text that no cell names.
    OtherText,
    /// True or false.
    Truth(bool),
    /// Anything at all: no cell of the column looks at it.
    Whole,
}

/// The pieces of a column, in order. None: its cells compare with values of different types, or with some that are not
/// understood here, so nothing can be said of it.
pub fn pieces(cells: &[&Cell], allowed: Option<&Cell>, kind: Option<&str>) -> Option<Vec<Piece>> {
    let tests: Vec<&Test> = cells.iter().copied().chain(allowed).flat_map(tests).collect();
    let literals = || tests.iter().filter_map(|test| if let Test::Is(literal) = test { Some(literal) } else { None });
    let numbers = tests.iter().any(|test| !test.bounds().is_empty());
    let has_text = literals().any(|literal| matches!(literal, Literal::Text(_)));
    let truths = literals().any(|literal| matches!(literal, Literal::Truth(_)));
    let fits = |wanted: &str| kind.is_none_or(|kind| kind.trim() == wanted || kind == "Any");
    let mut pieces = match (numbers, has_text, truths) {
        (false, false, false) if kind.map(str::trim) == Some("boolean") => {
            vec![Piece::Truth(true), Piece::Truth(false)]
        }
        (false, false, false) => return Some(vec![Piece::Whole]),
        (true, false, false) if fits("number") => line(&tests),
        (false, true, false) if fits("string") => words(&tests),
        (false, false, true) if fits("boolean") => vec![Piece::Truth(true), Piece::Truth(false)],
        _ => return None,
    };
    match allowed {
        None | Some(Cell::Any) => {}
        Some(Cell::Unread) => return None,
        Some(allowed) => pieces.retain(|piece| holds(allowed, piece)),
    }
    Some(pieces)
}

fn tests(cell: &Cell) -> Vec<&Test> {
    match cell {
        Cell::Tests { any, .. } => any.iter().collect(),
        Cell::Any | Cell::Unread => vec![],
    }
}

fn line(tests: &[&Test]) -> Vec<Piece> {
    let mut bounds: Vec<f64> = tests.iter().flat_map(|test| test.bounds()).collect();
    bounds.sort_by(f64::total_cmp);
    bounds.dedup();
    let mut pieces = vec![Piece::Between(None, bounds.first().copied())];
    for (at, bound) in bounds.iter().enumerate() {
        pieces.extend([Piece::Point(*bound), Piece::Between(Some(*bound), bounds.get(at + 1).copied())]);
    }
    pieces
}

fn words(tests: &[&Test]) -> Vec<Piece> {
    let mut words: Vec<String> = vec![];
    for test in tests {
        if let Test::Is(Literal::Text(word)) = test
            && !words.contains(word)
        {
            words.push(word.clone());
        }
    }
    words.into_iter().map(Piece::Text).chain([Piece::OtherText]).collect()
}

/// Does a cell hold for a piece? What is not understood holds for none.
pub fn holds(cell: &Cell, piece: &Piece) -> bool {
    match cell {
        Cell::Any => true,
        Cell::Unread => false,
        Cell::Tests { any, not } => any.iter().any(|test| passes(test, piece)) != *not,
    }
}

fn passes(test: &Test, piece: &Piece) -> bool {
    match piece {
        Piece::Point(number) => test.holds_for(*number),
        Piece::Between(low, high) => matches!(test, Test::Range(..)) && test.holds_for(inside(*low, *high)),
        Piece::Text(word) => *test == Test::Is(Literal::Text(word.clone())),
        Piece::Truth(truth) => *test == Test::Is(Literal::Truth(*truth)),
        Piece::OtherText | Piece::Whole => false,
    }
}

/// Some number between two.
fn inside(low: Option<f64>, high: Option<f64>) -> f64 {
    match (low, high) {
        (Some(low), Some(high)) => low.midpoint(high),
        (Some(low), None) => low + low.abs().max(1.0),
        (None, Some(high)) => high - high.abs().max(1.0),
        (None, None) => 0.0,
    }
}

/// Pieces that stand side by side, as a unary test.
pub fn written(pieces: &[&Piece], all: &[Piece]) -> String {
    if pieces.len() == all.len() {
        return "-".into();
    }
    if pieces.contains(&&Piece::OtherText) {
        let rest = all.iter().filter(|piece| !pieces.contains(piece));
        return format!("not({})", rest.map(word).collect::<Vec<_>>().join(", "));
    }
    match pieces {
        [Piece::Point(number)] => number.to_string(),
        [Piece::Point(_) | Piece::Between(..), ..] => range(pieces[0], pieces[pieces.len() - 1]),
        _ => pieces.iter().map(|piece| word(piece)).collect::<Vec<_>>().join(", "),
    }
}

fn word(piece: &Piece) -> String {
    match piece {
        Piece::Text(word) => format!("\"{word}\""),
        Piece::Truth(truth) => truth.to_string(),
        Piece::OtherText | Piece::Point(_) | Piece::Between(..) | Piece::Whole => "-".into(),
    }
}

fn range(first: &Piece, last: &Piece) -> String {
    let low = match first {
        Piece::Point(number) => Some((*number, true)),
        Piece::Between(low, _) => low.map(|low| (low, false)),
        _ => None,
    };
    let high = match last {
        Piece::Point(number) => Some((*number, true)),
        Piece::Between(_, high) => high.map(|high| (high, false)),
        _ => None,
    };
    match (low, high) {
        (Some((low, from)), Some((high, to))) => {
            format!("{}{low}..{high}{}", if from { '[' } else { '(' }, if to { ']' } else { ')' })
        }
        (Some((low, from)), None) => format!("{} {low}", if from { ">=" } else { ">" }),
        (None, Some((high, to))) => format!("{} {high}", if to { "<=" } else { "<" }),
        (None, None) => "-".into(),
    }
}
