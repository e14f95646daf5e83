//! Puts the built web application into the binary: a table of its files for `src/http/ui/files.rs`; and the model library,
//! `process-models/`: a table of its folders for `src/http/shelf.rs`.
//!
//! It takes the files of `WEIR_UI_DIST`, else those of `ui/dist`, which `make ui` writes; without any the server says how to
//! build them. It never runs npm: a build of the binary needs Rust alone.
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let named = env::var_os("WEIR_UI_DIST").map(PathBuf::from);
    let dist = named.unwrap_or_else(|| here.join("ui/dist"));
    println!("cargo::rerun-if-env-changed=WEIR_UI_DIST");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", dist.display());
    let mut files = vec![];
    if dist.is_dir() {
        collect(&dist, &dist, &mut files)?;
    }
    if !files.iter().any(|(name, _)| name == "index.html.br") {
        println!("cargo::warning=there is no built web application in {}: `make ui` builds it", dist.display());
        files.clear();
    }
    files.sort();
    let mut table = String::from("&[\n");
    for (name, path) in files {
        let path = path.to_str().expect("a path of text, as the build itself needs");
        writeln!(table, "    ({name:?}, include_bytes!({path:?})),").expect("a string takes everything");
    }
    table.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("ui.rs"), table)?;
    fs::write(out.join("templates.rs"), templates(&here.join("../process-models"))?)
}

/// The folders of the library that have a card, each with the files that a template consists of.
fn templates(library: &Path) -> io::Result<String> {
    println!("cargo::rerun-if-changed={}", library.display());
    let mut files = vec![];
    collect(library, library, &mut files)?;
    files.sort();
    let mut table = String::from("&[\n");
    for (card, _) in files.iter().filter(|(name, _)| name.ends_with("/process.json")) {
        let folder = card.trim_end_matches("process.json");
        writeln!(table, "    ({:?}, &[", folder.trim_end_matches('/')).expect("a string takes everything");
        for (name, path) in files.iter().filter_map(|(name, path)| Some((name.strip_prefix(folder)?, path))) {
            let path = path.to_str().expect("a path of text, as the build itself needs");
            let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if name == "process.json" || matches!(ending, "bpmn" | "dmn" | "form") {
                writeln!(table, "        ({name:?}, include_str!({path:?})),").expect("a string takes everything");
            }
        }
        table.push_str("    ]),\n");
    }
    table.push_str("]\n");
    Ok(table)
}

/// All files below a folder but hidden ones, by their names below the first one.
fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name()))?;
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if let Some(name) = path.strip_prefix(root).ok().and_then(Path::to_str) {
            files.push((name.replace('\\', "/"), path.clone()));
        }
    }
    Ok(())
}
