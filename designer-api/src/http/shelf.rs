//! The model library as it comes with this program: the folders of `process-models/`, each with its card.
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::sync::LazyLock;
use weir_core::library::{Card, Library, read};

/// Name and text of each file, by folder.
static FOLDERS: &[(&str, &[(&str, &str)])] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// A template.
#[derive(Debug)]
pub struct Template {
    /// SHA-256 of all its files, in hexadecimal.
    pub hash: String,
    /// The files, models first in the order of the card, then decisions and forms.
    pub files: Vec<(&'static str, &'static str)>,
}

/// All templates, by id, with the library that finds them.
static SHELF: LazyLock<(Library, Vec<Template>)> = LazyLock::new(|| {
    let (mut library, mut templates) = (Library::default(), vec![]);
    for (folder, files) in FOLDERS {
        let text = files.iter().find(|(name, _)| *name == "process.json").map_or("", |(_, text)| text);
        let card = read(text.as_bytes()).unwrap_or_else(|wrong| panic!("{folder}: {wrong}"));
        templates.push(Template { hash: hash(files), files: ordered(&card, files) });
        library.add(card).unwrap_or_else(|wrong| panic!("{folder}: {wrong}"));
    }
    (library, templates)
});

/// The library.
pub fn library() -> &'static Library {
    &SHELF.0
}

/// A template with its card.
pub fn find(id: &str) -> Option<(&'static Card, &'static Template)> {
    let (library, templates) = &*SHELF;
    let place = library.cards().iter().position(|card| card.id == id)?;
    Some((&library.cards()[place], &templates[place]))
}

/// Names and texts with their lengths, so that nothing can pass from one file into the next unseen.
fn hash(files: &[(&str, &str)]) -> String {
    let mut hasher = Sha256::new();
    for (name, text) in files {
        hasher.update((name.len() as u64).to_be_bytes());
        hasher.update(name);
        hasher.update((text.len() as u64).to_be_bytes());
        hasher.update(text);
    }
    hasher.finalize().iter().fold(String::new(), |mut hash, byte| {
        let _ = write!(hash, "{byte:02x}"); // a string takes everything
        hash
    })
}

fn ordered(card: &Card, files: &'static [(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let models = card.models.iter().map(|link| &link.file);
    let named =
        models.chain(card.decisions.iter().map(|link| &link.file)).chain(card.forms.iter().map(|link| &link.file));
    let mut ordered: Vec<(&str, &str)> = vec![];
    for file in named {
        let found = files.iter().find(|(name, _)| name == file);
        ordered.extend(found.filter(|(name, _)| ordered.iter().all(|(known, _)| known != name)));
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;
    use weir_core::library::Folder;

    #[test]
    fn every_folder_is_a_template_whose_card_fits_the_files_that_come_with_it() {
        assert!(library().cards().len() >= 18);
        for card in library().cards() {
            let (_, template) = find(&card.id).unwrap();
            let folder = Folder::read(template.files.iter().map(|(name, text)| (*name, text.as_bytes())));
            assert_eq!(card.check(&folder), vec![], "{}", card.id);
            assert!(template.files[0].0.contains(".bpmn") && template.hash.len() == 64, "{}", card.id);
        }
        assert!(find("none").is_none());
    }

    #[test]
    fn another_text_in_any_file_is_another_template() {
        assert_ne!(hash(&[("a", "b"), ("c", "d")]), hash(&[("a", "bc"), ("", "d")]));
        assert_eq!(hash(&[("a", "b")]), hash(&[("a", "b")]));
    }
}
