//! Small file systems of their own, for tests that cut the power or fill the disk. They need root.
use std::path::{Path, PathBuf};
use std::process::Command;

/// A mounted file system; unmounted when dropped, so declare it before whoever uses it.
pub struct Mount(PathBuf);

impl Mount {
    /// An ext4 file system in a file, mounted through a loop device.
    pub fn image(image: &Path, at: &Path) -> Result<Mount, String> {
        run(Command::new("mount").args(["-o", "loop"]).arg(image).arg(at))?;
        Ok(Mount(at.to_owned()))
    }

    /// A file system in memory of this size.
    pub fn memory(bytes: u64, at: &Path) -> Result<Mount, String> {
        run(Command::new("mount").args(["-t", "tmpfs", "-o", &format!("size={bytes},mode=700"), "weir-test"]).arg(at))?;
        Ok(Mount(at.to_owned()))
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        if run(Command::new("umount").arg(&self.0)).is_err() {
            // Somebody still looks at it: it goes when they do.
            let _ = run(Command::new("umount").arg("-l").arg(&self.0));
        }
    }
}

/// A new ext4 file system in a file of this size.
pub fn format(image: &Path, bytes: u64) -> Result<(), String> {
    let file = std::fs::File::create(image).map_err(|error| error.to_string())?;
    file.set_len(bytes).map_err(|error| error.to_string())?;
    run(Command::new("mkfs.ext4").args(["-q", "-F"]).arg(image))
}

/// A copy of everything that has reached a device: what a machine finds after its power was cut at this moment.
pub fn copy(image: &Path, to: &Path) -> Result<(), String> {
    run(Command::new("cp").arg("--sparse=always").arg(image).arg(to))
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)))
}
