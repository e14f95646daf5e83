//! What the rules of a table leave out, and where several of them match: found without asking it anything.
//!
//! It is told for conditions that are literals, comparisons and ranges of numbers, texts and truths. Cells that say more are
//! named: a rule with one is taken to match wherever its other cells do when gaps are looked for, and nowhere when overlaps
//! are, so what is told is certain, and what may be missing is said. Null is left out of account.
mod cells;
mod space;

use super::model::{Body, Language, Policy, Source, Table};
use super::read::read;
use crate::parameter::Parameters;
use cells::{Cell, cell};
use serde::{Deserialize, Serialize};
use space::{Piece, holds, pieces, written};

/// Gaps of one table that are told.
pub const GAPS_MAX: usize = 100;
/// Overlaps of one table that are told.
pub const OVERLAPS_MAX: usize = 200;
/// Steps of the search in one table.
const WORK_MAX: usize = 400_000;

/// What is left out of one table, or said twice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Coverage {
    /// The decision whose table it is.
    pub decision: String,
    /// Inputs for which no rule matches: a unary test for each column.
    pub gaps: Vec<Vec<String>>,
    /// Rules that match together where only one may.
    pub overlaps: Vec<Overlap>,
    /// Rules that are never reached, because those before them match first.
    pub unreached: Vec<usize>,
    /// Cells that were not understood: rule and column, from 1.
    pub unread: Vec<(usize, usize)>,
    /// Columns of which nothing could be said, from 1.
    pub unread_columns: Vec<usize>,
    /// Is it all? Else there was more than is looked at.
    pub whole: bool,
}

/// Two rules that match together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Overlap {
    /// Their numbers, from 1.
    pub rules: (usize, usize),
    /// For which inputs.
    pub inputs: Vec<String>,
}

/// Looks at the tables of the decisions of a file.
///
/// ```
/// use weir_core::decision::coverage;
/// let file = br#"<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="d" namespace="urn:d">
///   <decision id="fee" name="Fee"><decisionTable>
///     <input><inputExpression typeRef="number"><text>amount</text></inputExpression></input><output/>
///     <rule><inputEntry><text>&lt; 100</text></inputEntry><outputEntry><text>5</text></outputEntry></rule>
///     <rule><inputEntry><text>&gt; 100</text></inputEntry><outputEntry><text>9</text></outputEntry></rule>
///   </decisionTable></decision></definitions>"#;
/// let found = coverage(file, &Default::default());
/// assert_eq!(found[0].gaps, [["100"]]);
/// ```
pub fn coverage(bytes: &[u8], parameters: &Parameters) -> Vec<Coverage> {
    let (definitions, _) = read(bytes);
    let tables = definitions.decisions.iter().filter_map(|decision| match &decision.logic.as_ref()?.body {
        Body::Table(table) => Some((&decision.id, table)),
        _ => None,
    });
    tables.map(|(id, table)| Coverage { decision: id.clone(), ..look(table, parameters) }).collect()
}

/// What a cell says. An expression of another language is not understood here; one that is not there holds always.
fn seen(source: &Source, parameters: &Parameters) -> Cell {
    match (cell(&source.text, parameters), source.language) {
        (Cell::Any, _) => Cell::Any,
        (read, Language::Feel) => read,
        _ => Cell::Unread,
    }
}

fn look(table: &Table, parameters: &Parameters) -> Coverage {
    let rules: Vec<Vec<Cell>> =
        table.rules.iter().map(|rule| rule.tests.iter().map(|source| seen(source, parameters)).collect()).collect();
    let mut found = Coverage { whole: true, ..Coverage::default() };
    for (number, rule) in rules.iter().enumerate() {
        let unread = rule.iter().enumerate().filter(|(_, cell)| **cell == Cell::Unread);
        found.unread.extend(unread.map(|(column, _)| (number + 1, column + 1)));
    }
    let mut space = vec![];
    for (column, input) in table.inputs.iter().enumerate() {
        let allowed = input.allowed.as_ref().map(|source| cell(&source.text, parameters));
        let cells: Vec<&Cell> = rules.iter().filter_map(|rule| rule.get(column)).collect();
        match pieces(&cells, allowed.as_ref(), input.type_ref.as_deref()) {
            Some(pieces) => space.push(pieces),
            None => found.unread_columns.push(column + 1),
        }
    }
    let straight = rules.iter().all(|rule| rule.len() == table.inputs.len());
    if !found.unread_columns.is_empty() || !straight || table.inputs.is_empty() {
        found.whole = found.unread_columns.is_empty() && straight;
        return found;
    }
    let mut search = Search { space: &space, rules: &rules, work: 0, gaps: vec![] };
    let perhaps: Vec<usize> = (0..rules.len()).collect();
    search.gaps(&perhaps, &mut vec![], true);
    found.gaps = std::mem::take(&mut search.gaps);
    if matches!(table.policy, Policy::Unique | Policy::Any) {
        found.overlaps = overlaps(&rules, &space, table, &mut search.work);
    }
    if table.policy == Policy::First {
        found.unreached = (1..rules.len()).filter(|rule| search.covered(*rule)).map(|rule| rule + 1).collect();
    }
    found.whole = search.work < WORK_MAX && found.gaps.len() < GAPS_MAX && found.overlaps.len() < OVERLAPS_MAX;
    found
}

struct Search<'a> {
    space: &'a [Vec<Piece>],
    rules: &'a [Vec<Cell>],
    work: usize,
    gaps: Vec<Vec<String>>,
}

impl Search<'_> {
    /// Those of the rules that hold for a piece of a column. Is a cell that is not understood taken to hold?
    fn matching(&mut self, rules: &[usize], column: usize, piece: &Piece, perhaps: bool) -> Vec<usize> {
        self.work += rules.len();
        let fits = |rule: &&usize| {
            let cell = &self.rules[**rule][column];
            if *cell == Cell::Unread { perhaps } else { holds(cell, piece) }
        };
        rules.iter().filter(fits).copied().collect()
    }

    /// Notes what no rule matches, column by column: pieces side by side for which the same rules are left go together.
    fn gaps(&mut self, rules: &[usize], before: &mut Vec<String>, perhaps: bool) {
        let column = before.len();
        if self.work >= WORK_MAX || self.gaps.len() >= GAPS_MAX {
            return;
        }
        if rules.is_empty() {
            let rest = self.space.len() - column;
            self.gaps.push(before.iter().cloned().chain(std::iter::repeat_n("-".to_owned(), rest)).collect());
            return;
        }
        let Some(pieces) = self.space.get(column) else { return };
        let mut at = 0;
        while at < pieces.len() {
            let left = self.matching(rules, column, &pieces[at], perhaps);
            let mut end = at + 1;
            while end < pieces.len() && self.matching(rules, column, &pieces[end], perhaps) == left {
                end += 1;
            }
            before.push(written(&pieces[at..end].iter().collect::<Vec<_>>(), pieces));
            self.gaps(&left, before, perhaps);
            before.pop();
            at = end;
        }
    }

    /// Do the rules before one match wherever it does?
    fn covered(&mut self, rule: usize) -> bool {
        let before: Vec<usize> = (0..rule).collect();
        self.work < WORK_MAX && self.covers(rule, &before, 0)
    }

    fn covers(&mut self, rule: usize, before: &[usize], column: usize) -> bool {
        if before.is_empty() || self.work >= WORK_MAX || self.rules[rule].contains(&Cell::Unread) {
            return false;
        }
        let Some(pieces) = self.space.get(column) else { return true };
        let own: Vec<Piece> = pieces.iter().filter(|piece| holds(&self.rules[rule][column], piece)).cloned().collect();
        own.iter().all(|piece| {
            let left = self.matching(before, column, piece, false);
            self.covers(rule, &left, column + 1)
        })
    }
}

/// Pairs of rules that match together, and for a table whose rules may match together do not say the same.
fn overlaps(rules: &[Vec<Cell>], space: &[Vec<Piece>], table: &Table, work: &mut usize) -> Vec<Overlap> {
    let mut found = vec![];
    for (one, first) in rules.iter().enumerate() {
        for (other, second) in rules.iter().enumerate().skip(one + 1) {
            *work += 1;
            if *work >= WORK_MAX || found.len() >= OVERLAPS_MAX {
                return found;
            }
            let said =
                |rule: usize| table.rules[rule].results.iter().map(|source| source.text.trim()).collect::<Vec<_>>();
            if table.policy == Policy::Any && said(one) == said(other) {
                continue;
            }
            let common = first.iter().zip(second).zip(space).map(|((a, b), pieces)| {
                let both = |piece: &&Piece| holds(a, piece) && holds(b, piece);
                // The first pieces side by side are example enough.
                let side: Vec<&Piece> = pieces.iter().skip_while(|p| !both(p)).take_while(both).collect();
                (!side.is_empty()).then(|| written(&side, pieces))
            });
            if let Some(inputs) = common.collect::<Option<Vec<String>>>() {
                found.push(Overlap { rules: (one + 1, other + 1), inputs });
            }
        }
    }
    found
}
