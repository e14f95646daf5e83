//! Puts the built web application into the binary: a table of its files for `src/http/ui/files.rs`.
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
    fs::write(out.join("ui.rs"), table)
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
