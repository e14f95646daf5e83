//! Figures, printed as they come and written at the end.
use super::baseline::Baseline;
use super::load::Load;
use serde::Serialize;
use std::path::Path;
use std::time::Duration;

/// One figure.
#[derive(Debug, Serialize)]
pub struct Figure {
    /// What was measured.
    pub name: String,
    /// How much.
    pub value: f64,
    /// Of what.
    pub unit: &'static str,
    /// What it should reach, in words: `>= 10000`.
    pub target: Option<String>,
    /// Did it? None without a target.
    pub reached: Option<bool>,
}

/// All figures of a run, and those that they are compared with.
#[derive(Debug, Default)]
pub struct Report {
    figures: Vec<Figure>,
    baseline: Baseline,
    left_out: Vec<(String, String)>,
}

impl Report {
    /// No figures yet, to be compared with these.
    pub fn beside(baseline: Baseline) -> Report {
        Report { baseline, ..Report::default() }
    }

    /// A figure without a target.
    pub fn add(&mut self, name: &str, value: f64, unit: &'static str) {
        self.figure(name, value, unit, None);
    }

    /// A figure that should be at least this.
    pub fn at_least(&mut self, name: &str, value: f64, unit: &'static str, least: f64) {
        self.figure(name, value, unit, Some((">=", least)));
    }

    /// A figure that should be below this.
    pub fn below(&mut self, name: &str, value: f64, unit: &'static str, most: f64) {
        self.figure(name, value, unit, Some(("<", most)));
    }

    /// How many rounds a second so many clients made, and how long one took.
    pub fn rate(&mut self, name: &str, clients: usize, load: &Load, least: Option<f64>) {
        let name = format!("{name} {clients}");
        match least {
            Some(least) => self.at_least(&name, load.per_second, "instances/s", least),
            None => self.add(&name, load.per_second, "instances/s"),
        }
        self.add(&format!("{name} p50"), ms(load.p50), "ms");
        self.add(&format!("{name} p99"), ms(load.p99), "ms");
    }

    fn figure(&mut self, name: &str, value: f64, unit: &'static str, target: Option<(&str, f64)>) {
        let reached = target.map(|(sign, bound)| if sign == "<" { value < bound } else { value >= bound });
        let mark = match reached {
            None => "",
            Some(true) => "  reached",
            Some(false) => "  MISSED",
        };
        let target = target.map(|(sign, bound)| format!("{sign} {bound}"));
        let aim = target.as_deref().unwrap_or_default();
        let change = self.baseline.change(name, value, unit);
        let change = change.map_or(String::new(), |change| {
            format!("{:+.1} %{}", change.percent, if change.worse { " WORSE" } else { "" })
        });
        println!("{name:<52} {value:>12.1} {unit:<14} {aim:<10}{mark:<9} {change}");
        self.figures.push(Figure { name: name.to_owned(), value, unit, target, reached });
    }

    /// A figure that cannot be taken here, and why.
    pub fn left_out(&mut self, name: &str, why: &str) {
        println!("{name:<52} NOT MEASURED: {why}");
        self.left_out.push((name.to_owned(), why.to_owned()));
    }

    /// The figures that could not be taken, each with why.
    pub fn missing(&self) -> &[(String, String)] {
        &self.left_out
    }

    /// The figures that did not reach their targets.
    pub fn missed(&self) -> impl Iterator<Item = &Figure> {
        self.figures.iter().filter(|figure| figure.reached == Some(false))
    }

    /// The figures that are worse than before by more than noise.
    pub fn worse(&self) -> impl Iterator<Item = &Figure> {
        let worse = |f: &Figure| self.baseline.change(&f.name, f.value, f.unit).is_some_and(|change| change.worse);
        self.figures.iter().filter(move |figure| worse(figure))
    }

    /// All of them.
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// Writes all of them as JSON.
    pub fn write(&self, path: &Path) -> std::io::Result<()> {
        std::fs::write(path, serde_json::to_vec_pretty(&self.figures)?)
    }
}

/// Milliseconds with a fraction.
pub fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_misses_its_target_is_told() {
        let mut report = Report::default();
        report.add("no target", 1.0, "ms");
        report.at_least("enough", 10.0, "x", 10.0);
        report.at_least("too little", 9.9, "x", 10.0);
        report.below("too much", 3.0, "x", 3.0);
        report.below("little enough", 2.9, "x", 3.0);
        let missed: Vec<&str> = report.missed().map(|figure| figure.name.as_str()).collect();
        assert_eq!(missed, ["too little", "too much"]);
    }
}
