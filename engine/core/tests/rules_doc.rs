//! `docs/rules.md` is what the rules say, and the rules are those of the code. Update with `UPDATE_EXPECT=1`.
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use weir_core::validate::rules::{GROUPS, Rule, find};
use weir_core::{Place, Problem, Severity};

/// Words with a hyphen in the places where findings are made that are no codes of findings.
const OTHER_WORDS: [&str; 4] = ["sub-process", "external-worker", "us-ascii", "utf-8"];

#[test]
fn the_page_is_what_the_rules_say() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules.md");
    let made = page();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&file, made).expect("docs/rules.md can be written");
    } else {
        let kept = std::fs::read_to_string(&file).expect("docs/rules.md");
        assert!(kept == made, "docs/rules.md is not what the rules say; run with UPDATE_EXPECT=1");
    }
}

#[test]
fn every_rule_stands_once_and_says_everything() {
    let mut seen = BTreeSet::new();
    for rule in rules() {
        assert!(seen.insert(rule.code), "{} stands twice", rule.code);
        assert!(!rule.zh.is_ascii() && !rule.en.is_empty(), "{} lacks a title", rule.code);
        assert!(!rule.source.is_empty() && !rule.hint.is_empty(), "{} lacks its source or a hint", rule.code);
    }
}

#[test]
fn every_finding_of_the_code_has_its_rule_and_every_rule_its_finding() {
    let made = findings();
    let unknown: Vec<&String> = made.iter().filter(|code| find(code).is_none()).collect();
    assert!(unknown.is_empty(), "these findings stand in no rule of validate/rules: {unknown:?}");
    let never: Vec<&str> = rules().map(|rule| rule.code).filter(|code| !made.contains(*code)).collect();
    assert!(never.is_empty(), "nothing in the code finds these: {never:?}");
}

fn rules() -> impl Iterator<Item = &'static Rule> {
    GROUPS.iter().flat_map(|(.., rules)| rules.iter())
}

fn page() -> String {
    let mut text = String::from(
        "# Findings at deployment 部署时的检查\n\n\
         Made from `engine/core/src/validate/rules/` by `engine/core/tests/rules_doc.rs`; do not edit it. An error refuses\n\
         deployment, a warning lets the model run, a note says what became of something. Codes are stable. Sections are\n\
         those of BPMN 2.0.2; faults in expressions have codes of their own, `feel-…` and `juel-…`, and say the place.\n\n\
         此页由规则表生成，请勿手改。错误拒绝部署，警告允许运行，说明只告知结果；代码保持不变。\n",
    );
    for (en, zh, rules) in GROUPS {
        writeln!(
            text,
            "\n## {en} {zh}\n\n| Code | 中文 | What | Severity | Asked for by | What to do |\n|---|---|---|---|---|---|"
        )
        .unwrap();
        for rule in rules {
            let severity = match rule.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            let Rule { code, zh, en, source, hint, .. } = rule;
            writeln!(text, "| `{code}` | {zh} | {en} | {severity} | {source} | {hint} |").unwrap();
        }
    }
    text
}

/// The codes in the source of whatever makes findings: words with hyphens in quotes, and those of the analysis. What is
/// written in the tables of rules does not count.
fn findings() -> BTreeSet<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = vec![source.join("catalogue/parts.rs")];
    files.extend(
        ["form/json.rs", "form/read.rs", "form/read_field.rs", "form/twice.rs", "script/written.rs"]
            .map(|name| source.join(name)),
    );
    let mut folders: Vec<PathBuf> =
        ["validate", "read", "compile", "xml", "soundness"].map(|name| source.join(name)).to_vec();
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            match path.is_dir() {
                true if path.ends_with("validate/rules") => {}
                true => folders.push(path),
                false => files.push(path),
            }
        }
    }
    let texts = files.iter().map(|file| std::fs::read_to_string(file).expect("a source file"));
    let mut found: BTreeSet<String> = texts.flat_map(|text| codes(&text)).collect();
    // These are made from what they are about.
    for word in ["message", "signal"] {
        found.extend([format!("{word}-missing"), format!("{word}-name-missing")]);
    }
    for word in ["error", "escalation"] {
        found.extend([format!("{word}-missing"), format!("{word}-code-missing")]);
    }
    found.extend(weir_core::soundness::CODES.map(str::to_owned));
    found.extend(of_deployments());
    found.retain(|word| {
        !OTHER_WORDS.contains(&word.as_str()) && !word.starts_with("feel-") && !word.starts_with("juel-")
    });
    found
}

/// What the engine finds when files are deployed, by the words behind the making of a problem.
fn of_deployments() -> BTreeSet<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src");
    let files = ["facade", "partition"].map(|folder| std::fs::read_dir(source.join(folder)).expect("a folder"));
    let files = files.into_iter().flatten().map(|entry| entry.expect("an entry").path()).filter(|path| path.is_file());
    let mut found = BTreeSet::new();
    for text in files.map(|file| std::fs::read_to_string(file).expect("a source file")) {
        for made in ["Problem::error(\"", "Problem::warning(\"", "Problem::note(\"", "problem(\""] {
            let codes = text.split(made).skip(1).filter_map(|rest| rest.split('"').next());
            found.extend(codes.map(str::to_owned));
        }
    }
    found
}

fn codes(text: &str) -> Vec<String> {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code = |word: &&str| {
        let parts: Vec<&str> = word.split('-').collect();
        // A code of one word is known by its rule alone.
        (parts.len() > 1 || find(word).is_some())
            && parts.iter().all(|part| {
                !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            })
    };
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .filter(code)
        .map(str::to_owned)
        .collect()
}

/// Whatever refuses a model says what to do about it, faults in expressions too.
#[test]
fn a_refusal_comes_with_a_hint() {
    let problem = |code: &str| Problem::error(code, None, Place::default(), "so");
    let hint = |code: &str| problem(code).hint();
    // Whatever has one says it in both languages.
    let more =
        ["feel-syntax", "feel-unsupported", "feel-unknown-function", "not-dmn", "dmn-hit-policy", "dmn-rule-cells"];
    let decisions = ["dmn-cycle", "dmn-import", "dmn-too-many-requirements", "dmn-incomplete", "dmn-types-too-large"];
    for code in rules().map(|rule| rule.code).chain(more).chain(decisions) {
        let (english, chinese) = (hint(code), problem(code).hint_zh());
        assert_eq!(english.is_some(), chinese.is_some(), "{code}");
        assert!(chinese.is_none_or(|text| !text.trim().is_empty() && Some(text) != english), "{code}");
    }
    for rule in rules().filter(|rule| rule.severity == Severity::Error) {
        assert_eq!(hint(rule.code), Some(rule.hint), "{}", rule.code);
    }
    for code in ["feel-syntax", "feel-unknown-function", "juel-syntax", "juel-unsupported", "not-dmn", "dmn-rule-cells"]
    {
        assert!(hint(code).is_some(), "{code}");
    }
    assert_eq!(hint("juel-unknown-call"), hint("juel-unsupported"), "the expression is right, but not for here");
    assert_eq!((hint("xpath-as-feel"), hint("no-such-code")), (None, None));
}
