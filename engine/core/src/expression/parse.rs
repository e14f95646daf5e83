//! From text to a resolved syntax tree within limits.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use dsntk_feel::context::FeelContext;
use dsntk_feel::values::Value;
use dsntk_feel::{FeelScope, Name};
use dsntk_feel_parser::{AstNode, parse_expression, parse_unary_tests};

use super::error::SyntaxError;
use super::limits::{DEPTH_MAX, EXPRESSION_BYTES_MAX};
use super::names::{Names, resolve};
use super::ours::is_cut_off;
use super::print::{cut, print};
use super::scan::{Kind, Token, check, scan, suspect, words};
use super::tree::{children, children_mut, depth};

/// Built-in functions of several words. The library knows one of them as such only if it is in sight.
const LONG_NAMES: [&str; 34] = [
    "context merge",
    "context put",
    "date and time",
    "day of week",
    "day of year",
    "distinct values",
    "ends with",
    "finished by",
    "get entries",
    "get value",
    "index of",
    "insert before",
    "list contains",
    "list replace",
    "lower case",
    "met by",
    "month of year",
    "overlaps after",
    "overlaps before",
    "round down",
    "round half down",
    "round half up",
    "round up",
    "started by",
    "starts with",
    "string join",
    "string length",
    "substring after",
    "substring before",
    "upper case",
    "week of year",
    "years and months duration",
    "days and time duration",
    "time offset",
];

/// Types of the library. It takes what stands behind `instance of` for one name as far as words go, as in
/// `n instance of number and n < 2`, unless a shorter one is known: so these are known names, and become types afterwards.
const TYPES: [&str; 10] = [
    "Any",
    "Null",
    "boolean",
    "number",
    "string",
    "date",
    "time",
    "date and time",
    "days and time duration",
    "years and months duration",
];

/// What a text is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grammar {
    /// An expression.
    Expression,
    /// Unary tests, as in the cells of a decision table.
    UnaryTests,
}

/// Parses `text`, whose variables may have the `known` names, and resolves its names.
pub(super) fn parse(text: &str, known: &[&str]) -> Result<(AstNode, Names), SyntaxError> {
    parse_as(text, known, &BTreeSet::new(), Grammar::Expression)
}

/// The same for other grammars, where some of the known names are `functions`.
pub(super) fn parse_as(
    text: &str,
    known: &[&str],
    functions: &BTreeSet<String>,
    grammar: Grammar,
) -> Result<(AstNode, Names), SyntaxError> {
    if text.trim().is_empty() {
        return Err(SyntaxError::Empty);
    }
    if text.len() > EXPRESSION_BYTES_MAX {
        return Err(SyntaxError::TooLong { what: "bytes", found: text.len(), max: EXPRESSION_BYTES_MAX });
    }
    // The same length, so that positions stay: a leading `=` marks an expression in many models.
    let at = text.len() - text.trim_start().len();
    let body = if grammar == Grammar::Expression && text[at..].starts_with('=') {
        Cow::from(text.replacen('=', " ", 1))
    } else {
        Cow::from(text)
    };
    let tokens = scan(&body)?;
    check(&body, &tokens)?;
    let mut tree = library(&body, &tokens, known, grammar)?;
    limit(&tree)?;
    types(&mut tree);
    let names = resolve(&mut tree, known, functions)?;
    limit(&tree)?;
    literals(&tree)?;
    Ok((tree, names))
}

fn library(text: &str, tokens: &[Token], known: &[&str], grammar: Grammar) -> Result<AstNode, SyntaxError> {
    let wrong = || SyntaxError::Syntax { at: suspect(text, tokens), near: near(text, suspect(text, tokens).offset) };
    if tokens.iter().any(|token| token.kind == Kind::Unknown) {
        return Err(wrong());
    }
    let scope = parsing_scope(text, tokens, known);
    let spaced = space_keywords(text, tokens);
    // The lexer of the library panics on some escapes of surrogates.
    let parsed = catch_unwind(AssertUnwindSafe(|| match grammar {
        Grammar::Expression => parse_expression(&scope, &spaced, false),
        Grammar::UnaryTests => parse_unary_tests(&scope, &spaced, false),
    }));
    parsed.ok().and_then(Result::ok).ok_or_else(wrong)
}

/// The library takes the longest run of words and `+ - * / . '` for one name unless a shorter one is known.
/// So every single word is made known, and the names with blanks that the caller knows, and the built-ins.
fn parsing_scope(text: &str, tokens: &[Token], known: &[&str]) -> FeelScope {
    let mut context = FeelContext::default();
    let mut set = |name: &str| context.set_entry(&Name::from(name), Value::Null(None));
    LONG_NAMES.into_iter().for_each(&mut set);
    super::eight::long_names().for_each(&mut set);
    words(text, tokens).into_iter().for_each(&mut set);
    for name in known.iter().filter(|name| may_stand_in(name, text)) {
        set(&name.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    context.into()
}

/// Does a text have what the name begins with? A decision may have thousands of names in sight of each of its texts.
fn may_stand_in(name: &str, text: &str) -> bool {
    let name = name.trim_start();
    let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
    text.contains(&name[..end])
}

/// Names that stand where a type stands, and are those of the library's types.
fn types(node: &mut AstNode) {
    if let AstNode::QualifiedName(parts) = node
        && let [AstNode::QualifiedNameSegment(name)] = &parts[..]
        && TYPES.contains(&name.as_str())
    {
        *node = AstNode::FeelType(name.into());
        return;
    }
    children_mut(node).into_iter().for_each(types);
}

/// The library knows a keyword only by the blank behind it; people write `if(a) then(b)`.
fn space_keywords<'t>(text: &'t str, tokens: &[Token]) -> Cow<'t, str> {
    let glued = |token: &&Token| {
        let next = text[token.end..].chars().next();
        let function = &text[token.start..token.end] == "function";
        let after_dot = text[..token.start].trim_end().ends_with('.');
        token.kind == Kind::Keyword
            && !function
            && !after_dot
            && matches!(next, Some('(' | '[' | '{' | '"' | '-' | '@'))
    };
    let mut spaced = String::new();
    let mut from = 0;
    for token in tokens.iter().filter(glued) {
        spaced.push_str(&text[from..token.end]);
        spaced.push(' ');
        from = token.end;
    }
    if from == 0 {
        return text.into();
    }
    spaced.push_str(&text[from..]);
    spaced.into()
}

fn limit(tree: &AstNode) -> Result<(), SyntaxError> {
    if depth(tree) > DEPTH_MAX { Err(SyntaxError::TooDeep { max: DEPTH_MAX, at: None }) } else { Ok(()) }
}

/// A literal that names no value would be a null at run time.
fn literals(node: &AstNode) -> Result<(), SyntaxError> {
    if matches!(node, AstNode::At(_) | AstNode::Numeric(..)) {
        let cut_off = matches!(node, AstNode::At(text) if is_cut_off(text) && text.contains('P'));
        let value = catch_unwind(|| dsntk_feel_evaluator::evaluate(&FeelScope::default(), node));
        if cut_off || !value.is_ok_and(|value| !value.is_null()) {
            return Err(SyntaxError::Literal { literal: print(node) });
        }
    }
    children(node).into_iter().try_for_each(literals)
}

fn near(text: &str, offset: usize) -> String {
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    cut(text[start..].lines().next().unwrap_or_default().trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_sight(text: &str, known: &[&str]) -> usize {
        let tokens = scan(text).unwrap();
        parsing_scope(text, &tokens, known).peek().unwrap().iter().count()
    }

    #[test]
    fn only_names_that_may_stand_in_a_text_are_made_known_for_it() {
        let text = "Credit Score + base - rate";
        let without = in_sight(text, &[]);
        let many: Vec<String> = (0..1_000).map(|number| format!("other {number}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(in_sight(text, &many), without);
        assert_eq!(in_sight(text, &["Credit Score", "base-rate"]), without + 2);
    }
}
