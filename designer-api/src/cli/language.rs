//! In which language findings are told: names and hints have both, what is said of one file in particular is English.
use clap::ValueEnum;
use std::collections::BTreeMap;
use std::env;
use std::sync::LazyLock;
use weir_core::{Problem, Severity};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    Zh,
    En,
}

impl Language {
    /// That of the terminal.
    pub fn of_environment() -> Language {
        Language::of(|name| env::var(name).ok())
    }

    /// POSIX: the first of these that is set and not empty decides.
    fn of(set: impl Fn(&str) -> Option<String>) -> Language {
        let locale =
            ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| set(name).filter(|is| !is.is_empty()));
        if locale.is_some_and(|is| is.to_lowercase().starts_with("zh")) { Language::Zh } else { Language::En }
    }

    /// One of two.
    pub fn either<'w>(self, en: &'w str, zh: &'w str) -> &'w str {
        match self {
            Language::En => en,
            Language::Zh => zh,
        }
    }

    /// How bad it is.
    pub fn severity(self, severity: Severity) -> &'static str {
        match severity {
            Severity::Error => self.either("error", "错误"),
            Severity::Warning => self.either("warning", "警告"),
            Severity::Note => self.either("note", "说明"),
        }
    }

    /// What was found. In Chinese the name of the finding stands before what is said of this file in particular.
    pub fn finding(self, problem: &Problem) -> String {
        match NAMES.get(problem.code.as_str()).filter(|_| self == Language::Zh) {
            Some(name) => format!("{name}：{}", problem.message),
            None => problem.message.clone(),
        }
    }

    /// What to do about it, where what was found does not say it itself.
    pub fn hint(self, problem: &Problem) -> Option<&'static str> {
        match self {
            Language::En => problem.hint().filter(|hint| !problem.message.contains(hint)),
            Language::Zh => problem.hint_zh(),
        }
    }

    /// How much was found in how many files.
    pub fn summary(self, files: usize, found: [(Severity, usize); 3], notes_hidden: bool) -> String {
        let plural = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
        match self {
            Language::En => {
                let found = found.map(|(severity, n)| plural(n, self.severity(severity))).join(", ");
                let hint = if notes_hidden { " (--notes shows them)" } else { "" };
                format!("{}: {found}{hint}", plural(files, "file"))
            }
            Language::Zh => {
                let found = found.map(|(severity, n)| format!("{n} 个{}", self.severity(severity))).join("，");
                let hint = if notes_hidden { "（加 --notes 显示）" } else { "" };
                format!("{files} 个文件：{found}{hint}")
            }
        }
    }
}

/// The names of findings are those of the page.
static NAMES: LazyLock<BTreeMap<&'static str, String>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../ui/locales/zh-CN/findings.json")).unwrap_or_default());

#[cfg(test)]
mod tests {
    use super::*;
    use weir_core::Place;

    fn of(set: &[(&str, &str)]) -> Language {
        Language::of(|wanted| set.iter().find(|(name, _)| *name == wanted).map(|(_, is)| (*is).to_owned()))
    }

    #[test]
    fn the_first_that_is_set_decides() {
        assert_eq!(of(&[]), Language::En);
        assert_eq!(of(&[("LANG", "zh_CN.UTF-8")]), Language::Zh);
        assert_eq!(of(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")]), Language::En);
        assert_eq!(of(&[("LC_ALL", ""), ("LC_MESSAGES", "zh_TW"), ("LANG", "de_DE.UTF-8")]), Language::Zh);
    }

    #[test]
    fn a_finding_has_its_name_and_its_hint_in_chinese() {
        let problem = Problem::error("start-incoming", None, Place::default(), "a flow leads to `start`");
        assert_eq!(Language::Zh.finding(&problem), "开始事件有流入：a flow leads to `start`");
        assert_eq!(Language::Zh.hint(&problem), Some("删除该流"));
        assert_eq!(Language::En.finding(&problem), "a flow leads to `start`");
        let unnamed = Problem { code: "new-code".to_owned(), ..problem };
        assert_eq!(Language::Zh.finding(&unnamed), "a flow leads to `start`");
    }

    #[test]
    fn it_is_summed_up() {
        let found = [(Severity::Error, 1), (Severity::Warning, 0), (Severity::Note, 3)];
        assert_eq!(Language::En.summary(2, found, true), "2 files: 1 error, 0 warnings, 3 notes (--notes shows them)");
        assert_eq!(Language::Zh.summary(2, found, true), "2 个文件：1 个错误，0 个警告，3 个说明（加 --notes 显示）");
    }
}
