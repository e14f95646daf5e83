//! What was measured before, kept in the tree: each run says how far it is from that.
//!
//! Figures depend on the machine. On another one than the baseline names a change says nothing about the code, so it is
//! printed and never a failure by itself; targets are what fails.
use super::report::Figure;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// So much worse than before is marked, in percent.
pub const WORSE_PERCENT: f64 = 5.0;

/// A run that others are compared with.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    /// The machine that it was made on.
    pub machine: String,
    /// Its figures.
    pub figures: Vec<Measured>,
}

/// A figure of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// What was measured.
    pub name: String,
    /// How much.
    pub value: f64,
    /// Of what.
    pub unit: String,
}

/// How far a figure is from what it was.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// In percent of what it was.
    pub percent: f64,
    /// Is it worse by more than [`WORSE_PERCENT`]?
    pub worse: bool,
}

impl Baseline {
    /// Where it is kept.
    pub fn path() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("bench-baseline.json")
    }

    /// As it is kept; empty when there is none.
    pub fn read(path: &Path) -> Result<Baseline, String> {
        match std::fs::read(path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| format!("{}: {error}", path.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Baseline::default()),
            Err(error) => Err(format!("{}: {error}", path.display())),
        }
    }

    /// Of these figures; those that were not measured this time stay as they were, if it is the same machine.
    #[must_use]
    pub fn renewed(self, figures: &[Figure]) -> Baseline {
        let machine = machine();
        let kept = if self.machine == machine { self.figures } else { vec![] };
        let is_new = |old: &Measured| figures.iter().any(|figure| figure.name == old.name);
        let mut all: Vec<Measured> = kept.into_iter().filter(|old| !is_new(old)).collect();
        all.extend(figures.iter().map(|figure| Measured {
            name: figure.name.clone(),
            value: (figure.value * 10_000.0).round() / 10_000.0,
            unit: figure.unit.to_owned(),
        }));
        Baseline { machine, figures: all }
    }

    /// How far a figure is from what it was; none when it was not measured, or as something else.
    pub fn change(&self, name: &str, value: f64, unit: &str) -> Option<Change> {
        let before = self.figures.iter().find(|old| old.name == name && old.unit == unit)?;
        if before.value == 0.0 {
            return None;
        }
        let percent = 100.0 * (value - before.value) / before.value;
        let loss = if more_is_better(unit) { -percent } else { percent };
        Some(Change { percent, worse: loss > WORSE_PERCENT })
    }
}

/// Rates, and shares of what is possible; everything else is time or space.
fn more_is_better(unit: &str) -> bool {
    unit.ends_with("/s") || unit == "%"
}

/// What this machine is: its processors and its memory.
pub fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let processors = std::thread::available_parallelism().map_or(0, usize::from);
    let cpuinfo = read("/proc/cpuinfo");
    let of = |text: &str, key: &str| {
        text.lines().find(|line| line.starts_with(key)).and_then(|line| Some(line.split_once(':')?.1.trim().to_owned()))
    };
    let model = of(&cpuinfo, "model name").unwrap_or_else(|| "an unknown processor".to_owned());
    let kb = of(&read("/proc/meminfo"), "MemTotal").and_then(|kb| kb.split(' ').next()?.parse::<u64>().ok());
    format!("{processors} processors ({model}), {} GB of memory", kb.map_or(0, |kb| (kb + (1 << 19)) >> 20))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn baseline() -> Baseline {
        let figure = |name: &str, value, unit: &str| Measured { name: name.into(), value, unit: unit.into() };
        let figures =
            vec![figure("rate", 1000.0, "instances/s"), figure("time", 10.0, "ms"), figure("none", 0.0, "ms")];
        Baseline { machine: "m".into(), figures }
    }

    #[test]
    fn what_is_worse_is_marked_and_what_is_better_is_not() {
        let change = |name, value, unit| baseline().change(name, value, unit).map(|c| (c.percent.round(), c.worse));
        assert_eq!(change("rate", 940.0, "instances/s"), Some((-6.0, true)));
        assert_eq!(change("rate", 960.0, "instances/s"), Some((-4.0, false)));
        assert_eq!(change("rate", 2000.0, "instances/s"), Some((100.0, false)));
        assert_eq!(change("time", 10.6, "ms"), Some((6.0, true)));
        assert_eq!(change("time", 5.0, "ms"), Some((-50.0, false)));
        assert_eq!(change("none", 5.0, "ms"), None);
        assert_eq!(change("unheard of", 5.0, "ms"), None);
        assert_eq!(change("time", 5.0, "us"), None, "of something else");
    }

    #[test]
    fn the_baseline_in_the_tree_reads_and_names_its_machine() {
        let kept = Baseline::read(&Baseline::path()).unwrap();
        assert!(kept.machine.contains("processors"), "{:?}", kept.machine);
        let named = |name: &str| kept.figures.iter().any(|figure| figure.name == name);
        for name in ["W1 in process 256", "W1 http 256", "W2 http 256", "idle memory"] {
            assert!(named(name), "{name} is not in it");
        }
    }
}
