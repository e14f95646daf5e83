//! `weir check`: what is doubtful about files, before anybody deploys them.
use super::excerpt::Style;
use super::language::Language;
use super::output::write;
use super::{Failed, account, exit, input};
use clap::Args;
use serde_json::{Value, json};
use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use weir_core::compile::{Prepared, prepare};
use weir_core::decision::{Decisions, File, is_dmn};
use weir_core::{Problem, Severity};
use weir_engine::evaluation::not_parsed;

#[derive(Args)]
pub struct Check {
    /// BPMN, DMN and form files, or directories to look for `*.bpmn`, `*.bpmn20.xml`, `*.dmn` and `*.form` in.
    #[arg(required = true, value_name = "FILE")]
    paths: Vec<PathBuf>,
    /// Also what became of each thing that is not plain BPMN.
    #[arg(long)]
    notes: bool,
    /// Also what became of every attribute and element: nothing is silently ignored.
    #[arg(long)]
    account: bool,
    /// For machines.
    #[arg(long)]
    json: bool,
    /// The language of names, headings and hints; without it that of the environment: LC_ALL, LC_MESSAGES, LANG.
    #[arg(long, value_name = "LANGUAGE")]
    lang: Option<Language>,
}

/// How often each severity was found.
#[derive(Default)]
struct Count {
    errors: usize,
    warnings: usize,
    notes: usize,
}

/// Directories deeper than this are not looked into.
const DEPTH_MAX: usize = 32;

impl Check {
    pub fn run(self) -> Result<(), Failed> {
        let mut files = Vec::new();
        for path in &self.paths {
            collect(path, 0, &mut files)?;
        }
        if files.is_empty() {
            let named: Vec<String> = self.paths.iter().map(|path| path.display().to_string()).collect();
            let message =
                format!("no model in {}: nothing ends in .bpmn, .bpmn20.xml, .dmn or .form", named.join(", "));
            return Err(Failed::new(exit::USAGE, message));
        }
        let language = self.lang.unwrap_or_else(Language::of_environment);
        let (mut count, mut report) = (Count::default(), Vec::new());
        for file in &files {
            let bytes = input::read(file).map_err(|e| unreadable(file, &e))?;
            let form = file.extension().is_some_and(|end| end.eq_ignore_ascii_case("form"));
            let decisions = is_dmn(&bytes) || file.extension().is_some_and(|end| end.eq_ignore_ascii_case("dmn"));
            let Prepared { problems, dispositions, .. } = if form {
                Prepared { problems: weir_core::form::read(&bytes).1, ..Prepared::default() }
            } else if decisions {
                let beside = beside(file);
                let beside: Vec<File> = beside.iter().map(|bytes| File { name: "", bytes }).collect();
                let whole: Vec<File> = [File { name: "", bytes: &bytes }].into_iter().chain(beside).collect();
                let dispositions = Decisions::account(&bytes);
                let (decisions, problems) = Decisions::compile(&whole);
                let scripts = decisions.scripts();
                parsed(&bytes, Prepared { problems, dispositions, scripts, ..Prepared::default() })
            } else {
                parsed(&bytes, prepare(&bytes))
            };
            for problem in &problems {
                count.add(problem.severity);
            }
            if self.json {
                let account = json!(dispositions);
                let problems: Vec<Value> = problems.iter().map(hinted).collect();
                report.push(json!({ "file": file, "problems": problems, "account": account }));
            } else {
                self.show(file, &bytes, &problems, language);
                if self.account {
                    account::print(&dispositions, language);
                }
            }
        }
        if self.json {
            write(&format!("{:#}\n", Value::Array(report)));
        } else {
            write(&format!("{}\n", count.summary(files.len(), self.notes, language)));
        }
        if count.errors > 0 { Err(Failed::silently(exit::NO)) } else { Ok(()) }
    }

    fn show(&self, file: &Path, bytes: &[u8], problems: &[Problem], language: Language) {
        let source = String::from_utf8_lossy(bytes);
        let wanted = problems.iter().filter(|p| self.notes || p.severity != Severity::Note);
        for problem in wanted {
            write(&format!("{}\n", style(language).show(&file.display().to_string(), &source, problem)));
        }
    }
}

/// A finding with what to do about it.
fn hinted(problem: &Problem) -> Value {
    let mut told = json!(problem);
    if let Some(hint) = problem.hint() {
        told["hint"] = hint.into();
    }
    if let Some(hint) = problem.hint_zh() {
        told["hintZh"] = hint.into();
    }
    told
}

impl Count {
    fn add(&mut self, severity: Severity) {
        *match severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
        } += 1;
    }

    fn summary(&self, files: usize, notes_shown: bool, language: Language) -> String {
        let found = [(Severity::Error, self.errors), (Severity::Warning, self.warnings), (Severity::Note, self.notes)];
        language.summary(files, found, self.notes > 0 && !notes_shown)
    }
}

/// Colours only for a terminal, and only when nobody objects.
fn style(language: Language) -> Style {
    Style { language, colour: io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() }
}

fn collect(path: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), Failed> {
    let kind = fs::symlink_metadata(path).map_err(|e| unreadable(path, &e))?;
    if depth == 0 && !path.is_dir() {
        files.push(path.to_owned());
    } else if (kind.is_dir() || depth == 0) && depth < DEPTH_MAX {
        let entries = fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let mut inside: Vec<PathBuf> =
            entries.map_err(|e| unreadable(path, &e))?.iter().map(fs::DirEntry::path).collect();
        inside.sort();
        for entry in &inside {
            collect(entry, depth + 1, files)?;
        }
    } else if kind.is_file() && is_model(path) {
        files.push(path.to_owned());
    }
    Ok(())
}

/// What was found of a file, with its scripts parsed: here and now, since whoever checks files does so for himself.
fn parsed(bytes: &[u8], mut prepared: Prepared) -> Prepared {
    let scripts = std::mem::take(&mut prepared.scripts);
    let texts: Vec<String> = scripts.iter().map(|script| script.text.clone()).collect();
    let file = String::from_utf8_lossy(bytes);
    let refused =
        scripts.iter().zip(not_parsed(&texts)).filter_map(|(script, fault)| Some(script.refused(&file, &fault?)));
    prepared.problems.extend(refused);
    prepared.problems.sort_by_key(|problem| problem.place);
    prepared
}

/// The other DMN files of its folder, which it may import.
fn beside(file: &Path) -> Vec<Vec<u8>> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut others: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    others.retain(|path| path.extension().is_some_and(|end| end == "dmn") && path.file_name() != file.file_name());
    others.sort();
    others.into_iter().filter_map(|path| input::read(&path).ok()).collect()
}

fn is_model(path: &Path) -> bool {
    let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
    [".bpmn", ".bpmn20.xml", ".dmn", ".form"].iter().any(|end| name.ends_with(end))
}

fn unreadable(path: &Path, error: &io::Error) -> Failed {
    Failed::new(exit::USAGE, format!("{}: {error}", path.display()))
}
