//! From text to syntax tree, by the precedence of EL 2.2: `?:`, `||`, `&&`, equality, order, sum, product, unary, path.
use super::ast::{Binary, Fact, Form, Node, Part, Unary};
use super::call::{called, function, property};
use super::error::Refusal;
use super::limits::{DEPTH_MAX, EXPRESSION_BYTES_MAX};
use super::scan::{Kind, Token, syntax, tokens};
use serde_json::Value;

/// The parts of a text: what stands outside of braces, and the expressions in them.
pub fn parts(text: &str) -> Result<Vec<Part>, Refusal> {
    if text.len() > EXPRESSION_BYTES_MAX {
        return Err(Refusal::TooLong { max: EXPRESSION_BYTES_MAX });
    }
    let (mut parts, mut plain, mut at) = (vec![], String::new(), 0);
    let mut form = None;
    while let Some(ch) = text[at..].chars().next() {
        let rest = &text[at..];
        if rest.starts_with("${") || rest.starts_with("#{") {
            if form.is_some_and(|form| form != ch) {
                return Err(Refusal::Mixed);
            }
            form = Some(ch);
            if !plain.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut plain)));
            }
            let (tokens, end) = tokens(text, at + 2)?;
            parts.push(Part::Expression(expression(text, &tokens, end)?));
            at = end + 1;
            continue;
        }
        // `\$` and `\#` stand for the sign itself.
        let escaped = ch == '\\' && rest[1..].starts_with(['$', '#', '\\']);
        let ch = if escaped { rest[1..].chars().next().unwrap_or(ch) } else { ch };
        plain.push(ch);
        at += usize::from(escaped) + ch.len_utf8();
    }
    if !plain.is_empty() {
        parts.push(Part::Text(plain));
    }
    Ok(parts)
}

fn expression(text: &str, tokens: &[Token], end: usize) -> Result<Node, Refusal> {
    let mut parser = Parser { text, tokens, next: 0, end, depth: 0 };
    let node = parser.choice()?;
    match parser.tokens.get(parser.next) {
        None => Ok(node),
        Some(token) => Err(syntax(text, token.span.start, "this is one word too many")),
    }
}

/// Reads one expression.
pub struct Parser<'a> {
    /// The whole text.
    pub text: &'a str,
    tokens: &'a [Token],
    next: usize,
    end: usize,
    depth: usize,
}

/// The levels with two sides, loosest first, each with its signs and words.
const LEVELS: &[&[(&str, &str, Binary)]] = &[
    &[("||", "or", Binary::Or)],
    &[("&&", "and", Binary::And)],
    &[("==", "eq", Binary::Equal), ("!=", "ne", Binary::NotEqual)],
    &[
        ("<", "lt", Binary::Less),
        ("<=", "le", Binary::LessOrEqual),
        (">", "gt", Binary::Greater),
        (">=", "ge", Binary::GreaterOrEqual),
    ],
    &[("+", "", Binary::Add), ("-", "", Binary::Subtract)],
    &[("*", "", Binary::Multiply), ("/", "div", Binary::Divide), ("%", "mod", Binary::Remainder)],
];

impl Parser<'_> {
    fn choice(&mut self) -> Result<Node, Refusal> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(Refusal::TooDeep { max: DEPTH_MAX });
        }
        let condition = self.level(0)?;
        let node = if self.take("?") {
            let then = self.choice()?;
            self.expect(":")?;
            let other = self.choice()?;
            let span = condition.span.start..other.span.end;
            Node { form: Form::Choice(Box::new(condition), Box::new(then), Box::new(other)), span }
        } else {
            condition
        };
        self.depth -= 1;
        Ok(node)
    }

    fn level(&mut self, level: usize) -> Result<Node, Refusal> {
        let Some(signs) = LEVELS.get(level) else { return self.unary() };
        let mut left = self.level(level + 1)?;
        let mut turns = 0;
        while let Some((.., operation)) = signs.iter().find(|(sign, word, _)| self.is(sign) || self.is_word(word)) {
            self.next += 1;
            turns += 1;
            // A chain leans to the left: it is as deep as it is long.
            if turns > DEPTH_MAX {
                return Err(Refusal::TooDeep { max: DEPTH_MAX });
            }
            let right = self.level(level + 1)?;
            let span = left.span.start..right.span.end;
            left = Node { form: Form::Binary(*operation, Box::new(left), Box::new(right)), span };
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Node, Refusal> {
        let start = self.at();
        let operation = if self.take("!") || self.take_word("not") {
            Unary::Not
        } else if self.take("-") {
            Unary::Negate
        } else if self.take_word("empty") {
            Unary::Empty
        } else {
            return self.path();
        };
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(Refusal::TooDeep { max: DEPTH_MAX });
        }
        let operand = self.unary()?;
        self.depth -= 1;
        let span = start..operand.span.end;
        Ok(Node { form: Form::Unary(operation, Box::new(operand)), span })
    }

    /// A value and what is asked of it: `a.b['c'].d(e)`.
    fn path(&mut self) -> Result<Node, Refusal> {
        let mut node = self.value()?;
        let mut turns = 0;
        loop {
            turns += 1;
            if turns > DEPTH_MAX {
                return Err(Refusal::TooDeep { max: DEPTH_MAX });
            }
            if self.take(".") {
                let at = self.at();
                let Some(Kind::Word(word)) = self.peek().cloned() else {
                    return Err(self.wanted("a name"));
                };
                self.next += 1;
                if self.take("(") {
                    let arguments = self.arguments()?;
                    node = called(self.text, node, &word, arguments, self.before())?;
                } else {
                    let end = self.before();
                    let entry = Node { form: Form::Literal(Value::String(word)), span: at..end };
                    node = property(self.text, node, entry, end)?;
                }
            } else if self.take("[") {
                let entry = self.choice()?;
                self.expect("]")?;
                node = property(self.text, node, entry, self.before())?;
            } else {
                return Ok(node);
            }
        }
    }

    fn value(&mut self) -> Result<Node, Refusal> {
        let start = self.at();
        let Some(kind) = self.peek().cloned() else { return Err(self.wanted("a value")) };
        self.next += 1;
        let form = match kind {
            Kind::Integer(number) => Form::Literal(number.into()),
            Kind::Float(number) => Form::Literal(number.into()),
            Kind::Text(text) => Form::Literal(Value::String(text)),
            Kind::Word(word) => return self.word(word, start),
            Kind::Sign("(") => {
                let inside = self.choice()?;
                self.expect(")")?;
                return Ok(Node { span: start..self.before(), ..inside });
            }
            Kind::Sign(sign) => return Err(syntax(self.text, start, &format!("`{sign}` cannot stand here"))),
        };
        Ok(Node { form, span: start..self.before() })
    }

    fn word(&mut self, word: String, start: usize) -> Result<Node, Refusal> {
        let form = match word.as_str() {
            "true" => Form::Literal(Value::Bool(true)),
            "false" => Form::Literal(Value::Bool(false)),
            "null" => Form::Literal(Value::Null),
            "authenticatedUserId" => Form::Fact(Fact::User),
            _ if is_keyword(&word) => {
                return Err(syntax(self.text, start, &format!("`{word}` cannot stand here")));
            }
            _ if self.take("(") => {
                let arguments = self.arguments()?;
                return function(self.text, &word, arguments, start..self.before());
            }
            // `prefix:name(…)`; in a choice a colon stands before something else than a call.
            _ if self.is(":")
                && matches!(self.ahead(1), Some(Kind::Word(w)) if !is_keyword(w) || is_prefix(&word))
                && self.ahead(2) == Some(&Kind::Sign("(")) =>
            {
                let Some(Kind::Word(local)) = self.ahead(1).cloned() else { unreachable!("it was looked at") };
                self.next += 3;
                let arguments = self.arguments()?;
                return function(self.text, &format!("{word}:{local}"), arguments, start..self.before());
            }
            _ => Form::Name(word),
        };
        Ok(Node { form, span: start..self.before() })
    }

    /// The opening parenthesis is read.
    fn arguments(&mut self) -> Result<Vec<Node>, Refusal> {
        let mut all = vec![];
        if self.take(")") {
            return Ok(all);
        }
        loop {
            all.push(self.choice()?);
            if self.take(")") {
                return Ok(all);
            }
            self.expect(",")?;
        }
    }

    fn peek(&self) -> Option<&Kind> {
        self.ahead(0)
    }

    fn ahead(&self, by: usize) -> Option<&Kind> {
        self.tokens.get(self.next + by).map(|token| &token.kind)
    }

    fn is(&self, sign: &str) -> bool {
        matches!(self.peek(), Some(Kind::Sign(s)) if *s == sign)
    }

    fn is_word(&self, word: &str) -> bool {
        !word.is_empty() && matches!(self.peek(), Some(Kind::Word(w)) if w == word)
    }

    fn take(&mut self, sign: &str) -> bool {
        let there = self.is(sign);
        self.next += usize::from(there);
        there
    }

    fn take_word(&mut self, word: &str) -> bool {
        let there = self.is_word(word);
        self.next += usize::from(there);
        there
    }

    fn expect(&mut self, sign: &str) -> Result<(), Refusal> {
        if self.take(sign) { Ok(()) } else { Err(self.wanted(&format!("`{sign}`"))) }
    }

    fn wanted(&self, what: &str) -> Refusal {
        syntax(self.text, self.at(), &format!("{what} is wanted here"))
    }

    /// Where the next token begins.
    fn at(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |token| token.span.start)
    }

    /// Where the last token ended.
    fn before(&self) -> usize {
        self.next.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(self.end, |token| token.span.end)
    }
}

/// The prefix of Flowable's functions, some of which are named like signs: `variables:gt(x, 3)`.
pub fn is_prefix(word: &str) -> bool {
    matches!(word, "variables" | "vars" | "var")
}

/// Words that are signs, and never names.
fn is_keyword(word: &str) -> bool {
    const WORDS: [&str; 16] = [
        "div",
        "mod",
        "and",
        "or",
        "eq",
        "ne",
        "lt",
        "gt",
        "le",
        "ge",
        "instanceof",
        "not",
        "empty",
        "true",
        "false",
        "null",
    ];
    WORDS.contains(&word)
}
