//! Peers that are written in Python: each from PyPI into a folder of its own below the target folder, where it stays.
use std::path::{Path, PathBuf};
use std::process::Command;

/// A peer that can be run.
pub struct Peer {
    /// Where it is installed, and where its files may lie.
    pub folder: PathBuf,
}

impl Peer {
    /// Installs it where it is not yet there; or why it could not be.
    pub fn installed(module: &str, package: &str) -> Result<Peer, String> {
        let target = std::env::current_exe().ok().and_then(|path| Some(path.parent()?.parent()?.to_owned()));
        let peer = Peer { folder: target.ok_or("no target folder")?.join(module) };
        if !peer.python().exists() {
            spoken(Command::new("python3").args(["-m", "venv"]).arg(&peer.folder))?;
        }
        if peer.run(&format!("import {module}"), &[]).is_err() {
            let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", package];
            spoken(Command::new(peer.python()).args(install))?;
        }
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
    let done = command.output().map_err(|error| error.to_string())?;
    if done.status.success() {
        return Ok(String::from_utf8_lossy(&done.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    Err(said.lines().last().unwrap_or("no reason").trim().to_owned())
}
