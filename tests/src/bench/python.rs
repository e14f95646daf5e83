//! Peers that are written in Python: each from PyPI into a folder of its own below the target folder, where it stays.
use std::path::{Path, PathBuf};
use std::process::Command;

/// A peer that can be run.
pub struct Peer {
    /// Where it is installed, and where its files may lie.
    pub folder: PathBuf,
}

impl Peer {
    /// Installs it where it is not yet there in this version; or why it could not be. What was left half made is made anew.
    pub fn installed(module: &str, package: &str) -> Result<Peer, String> {
        let target = std::env::current_exe().ok().and_then(|path| Some(path.parent()?.parent()?.to_owned()));
        let peer = Peer { folder: target.ok_or("there is no target folder")?.join(module) };
        let version = package.split_once("==").map_or("", |(_, version)| version);
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
        let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", package];
        spoken(Command::new(peer.python()).args(install)).map_err(of("pip cannot install it"))?;
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

    fn python(&self) -> PathBuf {
        self.folder.join("bin/python")
    }
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
