//! Peers that are written in Python: each from PyPI into a folder of its own below the target folder, where it stays.
//!
//! The tests over HTTP include this file as a module of their own, because the server knows no tests.
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The version of pm4py that logs are compared with, in tests and in the bench.
pub const PM4PY: &str = "pm4py==2.7.22.5";

/// A peer that can be run.
pub struct Peer {
    /// Where it is installed, and where its files may lie.
    pub folder: PathBuf,
}

impl Peer {
    /// Installs it where it is not yet there in this version, a module and its package being called the same; or why it could
    /// not be. What was left half made is made anew. Whoever wants it at the same time waits for the first.
    pub fn installed(package: &str) -> Result<Peer, String> {
        Peer::installed_below(&target()?, package)
    }

    pub(crate) fn installed_below(target: &Path, package: &str) -> Result<Peer, String> {
        let (module, version) = package.split_once("==").ok_or_else(|| format!("{package} has no version"))?;
        let peer = Peer { folder: target.join(module) };
        let lock = File::create(target.join(format!("{module}.lock"))).map_err(|error| error.to_string())?;
        lock.lock().map_err(|error| error.to_string())?;
        let there = format!(
            "import importlib.metadata, {module}\nassert importlib.metadata.version('{module}') == '{version}'"
        );
        if peer.run(&there, &[]).is_ok() {
            return Ok(peer);
        }
        let _ = std::fs::remove_dir_all(&peer.folder);
        let of = |what: &'static str| move |why: String| format!("{what}: {why}");
        spoken(Command::new("python3").args(["-m", "venv"]).arg(&peer.folder))
            .map_err(of("`python3 -m venv` makes no environment"))?;
        // What is compiled when it is first imported is a small part of all of it, and who has no network hears so soon.
        let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile", "--retries=1"];
        spoken(Command::new(peer.python()).args(install).arg(package)).map_err(of("pip cannot install it"))?;
        peer.run(&there, &[]).map_err(of("it is installed and does not run"))?;
        Ok(peer)
    }

    /// Runs a program of Python; what it said, or the last words of its failure.
    pub fn run(&self, program: &str, arguments: &[&Path]) -> Result<String, String> {
        spoken(Command::new(self.python()).arg("-c").arg(program).args(arguments))
    }

    /// A file beside it.
    pub fn file(&self, name: &str, text: &str) -> Result<PathBuf, String> {
        let path = self.folder.join(name);
        std::fs::write(&path, text).map_err(|error| error.to_string())?;
        Ok(path)
    }

    /// Its Python.
    pub fn python(&self) -> PathBuf {
        self.folder.join("bin/python")
    }
}

/// The target folder that a test, `target/<profile>/deps/<test>`, or a program, `target/<profile>/<program>`, lies in.
fn target() -> Result<PathBuf, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let beside =
        own.parent().map(|folder| if folder.ends_with("deps") { folder.join("..") } else { folder.to_owned() });
    let target = beside.ok_or("there is no target folder")?.join("..");
    target.canonicalize().map_err(|error| error.to_string())
}

fn spoken(command: &mut Command) -> Result<String, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let done = command.output().map_err(|error| format!("{name} cannot be run: {error}"))?;
    if done.status.success() {
        return Ok(String::from_utf8_lossy(&done.stdout).into_owned());
    }
    // Some tell their failure where others tell what they found.
    let said = [&done.stderr, &done.stdout].map(|said| String::from_utf8_lossy(said).trim().to_owned());
    let last = |said: &String| said.lines().last().map(str::to_owned);
    Err(said.iter().find_map(last).unwrap_or_else(|| done.status.to_string()))
}
