//! The cards of the typical processes: each holds against its files, the index says the same, and all of them are
//! deployed onto one engine with nothing but what their cards say.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use weir_core::Severity;
use weir_core::library::{self, Area, Card, Folder, Library, Query};
use weir_engine::api::Resource;
use weir_engine::{Context, Engine, Options};

/// So many typical processes there are at least.
const PROCESSES_MIN: usize = 16;
/// So many of them are in each management area.
const IN_AREA_MIN: usize = 2;

/// Every typical process has a card that holds against its files: each duty is clear, each indicator can be computed.
#[test]
fn every_typical_process_has_a_card_that_is_right() {
    let mut library = Library::default();
    let mut wrong = vec![];
    for folder in folders() {
        let name = name(&folder);
        match library::read(&bytes(&folder.join("process.json"))) {
            Err(finding) => wrong.push(format!("{name}: {finding}")),
            Ok(card) => {
                assert_eq!(card.id, name, "a card is named like its folder");
                let files = files(&folder);
                let files = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
                wrong.extend(card.check(&Folder::read(files)).iter().map(|finding| format!("{name}: {finding}")));
                wrong.extend(library.add(card).err().map(|finding| finding.to_string()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(library.cards().len() >= PROCESSES_MIN, "the library has shrunk to {}", library.cards().len());
    for area in [Area::Strategy, Area::Organisation, Area::Finance, Area::Operations] {
        let query = Query { area: Some(area), ..Query::default() };
        let found = library.find(&query).count();
        assert!(found >= IN_AREA_MIN, "{area:?} has {found} typical processes");
    }
}

/// The table of both READMEs names every card, with its area, its levels and its tags, as the card says them.
#[test]
fn the_index_says_what_the_cards_say() {
    for (file, english) in [("README.md", true), ("README.zh-CN.md", false)] {
        let text = String::from_utf8(bytes(&models().join(file))).expect("UTF-8");
        for folder in folders() {
            let row = row(&card(&folder), english);
            assert!(text.lines().any(|line| line.starts_with(&row)), "{file} has no line that begins with\n{row}");
        }
    }
}

/// Whoever takes a process from the library declares its parameters, deploys its files, and is told nothing doubtful.
/// One engine takes them all: no id stands in the way of another.
#[tokio::test(flavor = "multi_thread")]
async fn the_whole_library_is_deployed_as_its_cards_say() {
    let directory = tempfile::tempdir().expect("a directory");
    let engine = Engine::open(directory.path(), Options::default()).await.expect("an engine");
    for folder in folders() {
        let card = card(&folder);
        for first in card.parameters.clone() {
            let (declared, reason) = (first.declared(), "the first value".to_owned());
            let done = engine.declare_parameter(Context::engine(), declared, first.value, reason).await;
            done.unwrap_or_else(|error| panic!("{}: {}: {error}", card.id, first.name));
        }
        let files = named(&card).into_iter().map(|file| (folder.join(&file), file));
        let files = files.map(|(path, name)| Resource { name, bytes: bytes(&path) }).collect();
        let report = engine.deploy(Context::engine(), files, false).await;
        let report = report.unwrap_or_else(|error| panic!("{}: {error}", card.id));
        let doubtful: Vec<_> = report.problems.iter().filter(|p| p.problem.severity != Severity::Note).collect();
        assert!(doubtful.is_empty(), "{}: {doubtful:#?}", card.id);
        let deployed = (report.definitions.len(), report.decisions.len(), report.forms.len());
        assert_eq!(deployed, (card.models.len(), card.decisions.len(), card.forms.len()), "{}", card.id);
    }
    engine.shutdown().await.expect("it stops");
}

/// The files that a card names, each once.
fn named(card: &Card) -> BTreeSet<String> {
    let models = card.models.iter().map(|link| &link.file);
    let decisions = card.decisions.iter().map(|link| &link.file);
    models.chain(decisions).chain(card.forms.iter().map(|link| &link.file)).cloned().collect()
}

fn row(card: &Card, english: bool) -> String {
    let say = |zh: &'static str, en: &'static str| if english { en } else { zh };
    let area = match card.area {
        Area::Strategy => say("战略", "strategy"),
        Area::Organisation => say("组织", "organisation"),
        Area::Finance => say("财资", "finance"),
        Area::Operations => say("运营", "operations"),
    };
    let levels: BTreeSet<String> = card.models.iter().map(|model| format!("L{}", model.level)).collect();
    let levels = levels.into_iter().collect::<Vec<_>>().join(", ");
    let (id, tags) = (&card.id, card.tags.join(", "));
    let link =
        if english { format!("[{id}]({id}/)") } else { format!("[{id}]({id}/README.zh-CN.md) {}", card.name.zh) };
    format!("| {link} | {area} | {levels} | {tags} |")
}

pub fn card(folder: &Path) -> Card {
    library::read(&bytes(&folder.join("process.json"))).unwrap_or_else(|e| panic!("{}: {e}", name(folder)))
}

/// The files of a folder and of its `forms`, by their names relative to it.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![];
    for (directory, before) in [(folder.to_owned(), ""), (folder.join("forms"), "forms/")] {
        for entry in std::fs::read_dir(&directory).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                files.push((format!("{before}{}", name(&path)), bytes(&path)));
            }
        }
    }
    files
}

pub fn folders() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(models()).expect("the typical processes");
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository").join("process-models")
}

pub fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).expect("a name")
}

pub fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
