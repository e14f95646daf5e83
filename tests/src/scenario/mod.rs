//! Scenarios: test runs of process models as data. A JSON file says what people, workers, other systems and the clock
//! do, and what must be seen after each step. `process-models/README.md` describes the format.
//!
//! A scenario runs on any [`Engine`](weir_engine::Engine) whose clock is a [`ManualClock`](weir_engine::ManualClock),
//! so that three days pass in no time.
mod act;
mod coverage;
mod expect;
mod format;
mod office;
mod pattern;
mod run;

pub use coverage::Coverage;
pub use format::{Action, Expect, Scenario, Step};
pub use run::{Failed, run};

/// Reads a scenario. The error names the line and what is wrong there.
pub fn parse(json: &str) -> Result<Scenario, String> {
    let scenario: Scenario = serde_json::from_str(json).map_err(|error| error.to_string())?;
    for (index, step) in scenario.steps.iter().enumerate() {
        step.action().map_err(|problem| format!("step {}: {problem}", index + 1))?;
    }
    Ok(scenario)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_slip_in_a_scenario_is_named() {
        let unknown = parse(r#"{"title": {}, "deploy": [], "steps": [{"strat": {}}]}"#).unwrap_err();
        assert!(unknown.contains("unknown field `strat`"), "{unknown}");
        let two = parse(r#"{"title": {}, "deploy": [], "steps": [{"advance": "P1D", "cancel": {}}]}"#).unwrap_err();
        assert_eq!(two, "step 1: it has 2 actions (advance, cancel); one step does one thing");
        let none = parse(r#"{"title": {}, "deploy": [], "steps": [{"say": {}}]}"#).unwrap_err();
        assert_eq!(none, "step 1: it neither does nor expects anything");
    }
}
