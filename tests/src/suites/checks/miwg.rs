//! The reference models of the interchange working group, and the same models as other tools write them: each is read,
//! counted as others have counted it, exported, and compared with what it was.
use super::interchange::{self, Counts};
use super::{check, sound};
use crate::suites::outcome::{Case, Run};
use crate::suites::{NewBackend, guarded, json};
use serde::Deserialize;
use std::path::Path;

#[derive(Debug, Deserialize)]
struct Index {
    reference: Vec<File>,
    exports: Vec<File>,
}

#[derive(Debug, Deserialize)]
struct File {
    #[serde(rename = "file")]
    path: String,
    xsd_valid: bool,
    elements: Counts,
}

/// Runs the suite.
pub fn run(folder: &Path, new: NewBackend) -> Result<Run, String> {
    let index: Index = json(&folder.join("index.json"))?;
    let mut run = Run { suite: "miwg".into(), ..Run::default() };
    for (construct, files) in [("reference", &index.reference), ("exports", &index.exports)] {
        let [mut deploys, mut unreadable] = [0; 2];
        for file in files {
            let outcome = guarded(|| {
                let mut checked = check(&folder.join(&file.path), new);
                deploys += usize::from(checked.deploys);
                let broken = checked.prepared.problems.iter().find(|p| p.code.starts_with("xml-"));
                unreadable += usize::from(broken.is_some());
                if let Some(problem) = broken.filter(|_| file.xsd_valid) {
                    checked.wrong.push(format!("valid, yet {}: {}", problem.code, problem.message));
                }
                let bytes = std::fs::read(folder.join(&file.path)).unwrap_or_default();
                if file.xsd_valid {
                    let counted = interchange::imported(&bytes);
                    checked.wrong.extend(interchange::differences(&file.elements, &counted));
                }
                checked.wrong.extend(interchange::round_trip(&bytes));
                sound(&checked)
            });
            run.cases.push(Case { id: file.path.clone(), construct: construct.into(), outcome });
        }
        run.figures.push((format!("{construct} files deploy"), deploys));
        run.figures.push((format!("{construct} files cannot be read as XML"), unreadable));
    }
    Ok(run)
}
