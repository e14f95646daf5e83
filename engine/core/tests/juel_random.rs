//! JUEL under random input: no panic, no unbounded work, and what is written in another way means the same.
use proptest::prelude::*;
use serde_json::{Value, json};
use weir_core::juel::Juel;

fn evaluate(text: &str) -> Result<Value, String> {
    let data = json!({"a": 1, "b": "text", "c": null, "d": [1, "x", null], "e": {"f": true, "a": {"b": 2.5}}});
    let juel = Juel::compile(text).map_err(|refusal| refusal.to_string())?;
    juel.evaluate(data.as_object().unwrap(), jiff::Timestamp::UNIX_EPOCH).map_err(|fault| fault.to_string())
}

/// Pieces that are likely to be read, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let words = [
        "${",
        "#{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ".",
        ",",
        "?",
        ":",
        "+",
        "-",
        "*",
        "/",
        "%",
        "==",
        "!=",
        "<",
        ">=",
        "&&",
        "||",
        "!",
        "empty ",
        "not ",
        " and ",
        " or ",
        "a",
        "b",
        "c",
        "d",
        "e",
        "f",
        "1",
        "2.5",
        "'x'",
        "\"y\"",
        "\\",
        "'",
        "execution",
        "getVariable",
        "size()",
        "contains('x')",
        "var:",
        "get",
        "dateTime()",
        "plusDays",
        "é",
        "𝄞",
        "null",
        "true",
        " ",
        "9223372036854775807",
        "1e300",
        "substring",
        "replace",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..40).prop_map(|all| all.concat())
}

/// Expressions that follow the grammar, with as many parentheses as they need or with all of them.
#[derive(Debug, Clone)]
enum Tree {
    Leaf(&'static str),
    Unary(&'static str, Box<Tree>),
    Binary(usize, Box<Tree>, Box<Tree>),
    Choice(Box<Tree>, Box<Tree>, Box<Tree>),
}

const SIGNS: [(&str, u8); 13] = [
    ("||", 1),
    ("&&", 2),
    ("==", 3),
    ("!=", 3),
    ("<", 4),
    ("<=", 4),
    (">", 4),
    (">=", 4),
    ("+", 5),
    ("-", 5),
    ("*", 6),
    ("/", 6),
    ("%", 6),
];

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop::sample::select(vec![
        "a", "b", "c", "d", "e.f", "e.a.b", "d[1]", "1", "0", "2.5", "'x'", "''", "'7'", "null", "true",
    ]);
    leaf.prop_map(Tree::Leaf).prop_recursive(4, 24, 3, |inner| {
        let signs = prop::sample::select(vec!["!", "-", "empty "]);
        prop_oneof![
            (signs, inner.clone()).prop_map(|(sign, a)| Tree::Unary(sign, Box::new(a))),
            (0..SIGNS.len(), inner.clone(), inner.clone()).prop_map(|(s, a, b)| Tree::Binary(
                s,
                Box::new(a),
                Box::new(b)
            )),
            (inner.clone(), inner.clone(), inner).prop_map(|(a, b, c)| Tree::Choice(
                Box::new(a),
                Box::new(b),
                Box::new(c)
            )),
        ]
    })
}

impl Tree {
    fn full(&self) -> String {
        match self {
            Tree::Leaf(text) => (*text).to_owned(),
            Tree::Unary(sign, a) => format!("({sign}({}))", a.full()),
            Tree::Binary(s, a, b) => format!("(({}){}({}))", a.full(), SIGNS[*s].0, b.full()),
            Tree::Choice(a, b, c) => format!("(({})?({}):({}))", a.full(), b.full(), c.full()),
        }
    }

    /// Parentheses only where the binding of the sign around asks for them.
    fn sparse(&self, around: u8) -> String {
        let (text, level) = match self {
            Tree::Leaf(text) => ((*text).to_owned(), 9),
            Tree::Unary(sign, a) => (format!("{sign}{}", a.sparse(7)), 7),
            Tree::Binary(s, a, b) => {
                let (sign, level) = SIGNS[*s];
                (format!("{} {sign} {}", a.sparse(level), b.sparse(level + 1)), level)
            }
            Tree::Choice(a, b, c) => (format!("{} ? {} : {}", a.sparse(1), b.sparse(0), c.sparse(0)), 0),
        };
        if level < around { format!("({text})") } else { text }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        let _ = evaluate(&text);
        let _ = evaluate(&format!("${{{text}}}"));
    }

    #[test]
    fn any_pieces_are_read_or_refused(text in pieces()) {
        let _ = evaluate(&text);
        let _ = evaluate(&format!("${{{text}}}"));
        let _ = weir_core::juel::bean(&format!("${{{text}}}"));
    }

    #[test]
    fn parentheses_that_say_what_holds_anyway_change_nothing(tree in tree()) {
        let (full, sparse) = (format!("${{{}}}", tree.full()), format!("${{{}}}", tree.sparse(0)));
        match (evaluate(&full), evaluate(&sparse)) {
            (Ok(a), Ok(b)) => prop_assert_eq!(a, b, "{} {}", full, sparse),
            (Err(_), Err(_)) => {}
            (a, b) => prop_assert!(false, "{full} gives {a:?}, {sparse} gives {b:?}"),
        }
    }

    #[test]
    fn the_same_twice_is_equal(tree in tree()) {
        let text = tree.full();
        if let Ok(value) = evaluate(&format!("${{{text}}}")) && value != Value::Null {
            prop_assert_eq!(evaluate(&format!("${{({text}) == ({text})}}")), Ok(json!(true)));
            prop_assert_eq!(evaluate(&format!("${{({text}) != ({text})}}")), Ok(json!(false)));
        }
    }
}
