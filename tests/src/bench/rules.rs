//! What a condition and a decision cost, in the core alone: without instance, log and disk.
use super::report::Report;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;
use weir_core::Timestamp;
use weir_core::decision::{Decisions, File};
use weir_core::expression::{Expression, Now};

/// Evaluations that are timed together; a clock is too coarse for one.
const BATCH: u32 = 2_000;
/// Batches; the figure is their median.
const BATCHES: usize = 31;
/// Rows of the table.
const ROWS: i32 = 20;

/// Times them.
pub fn run(report: &mut Report) {
    let data = json!({ "amount": 1500, "approved": false, "region": "north", "order": { "lines": 3 } });
    let data = data.as_object().expect("an object").clone();
    for (name, text) in [
        ("condition", "amount > 1000"),
        ("condition, two comparisons and a function", "amount > 1000 and not(approved)"),
        ("condition over a path and a text", "order.lines >= 3 and region = \"north\""),
        ("condition in JUEL", "${amount > 1000 && !approved}"),
    ] {
        let condition = Expression::read(text).expect("it compiles");
        assert_eq!(condition.condition(&data, Now::UNIX_EPOCH), Ok(true), "{text}");
        report.below(name, median(|| black_box(condition.condition(&data, Now::UNIX_EPOCH)).is_ok()), "us", 2.0);
    }
    let file = table();
    let (decisions, problems) = Decisions::compile(&[File { name: "bench.dmn", bytes: file.as_bytes() }]);
    assert_eq!(problems, []);
    let asked = |amount: i32| json!({ "amount": amount, "region": "north" }).as_object().expect("an object").clone();
    // The last of the rows matches.
    let last = asked((ROWS - 1) * 100 + 50);
    assert_eq!(value(&decisions, &last), json!(f64::from(ROWS - 1) as i64));
    report.below("decision of 20 rows", median(|| !black_box(value(&decisions, &last)).is_null()), "us", 20.0);
}

fn value(decisions: &Decisions, inputs: &Map<String, Value>) -> Value {
    decisions.evaluate("discount", inputs, Timestamp(0)).expect("it decides").value
}

/// Microseconds of one evaluation.
fn median(one: impl Fn() -> bool) -> f64 {
    let mut took: Vec<f64> = (0..BATCHES)
        .map(|_| {
            let began = Instant::now();
            for _ in 0..BATCH {
                assert!(one());
            }
            began.elapsed().as_secs_f64() * 1e6 / f64::from(BATCH)
        })
        .collect();
    took.sort_by(f64::total_cmp);
    took[BATCHES / 2]
}

/// A table of two inputs whose rows exclude each other: all of them have to be looked at.
fn table() -> String {
    let mut rows = String::new();
    for row in 0..ROWS {
        let (from, to) = (row * 100, row * 100 + 100);
        let _ = write!(
            rows,
            "<rule id='r{row}'><inputEntry><text>[{from}..{to})</text></inputEntry>\
             <inputEntry><text>\"north\", \"south\"</text></inputEntry>\
             <outputEntry><text>{row}</text></outputEntry></rule>"
        );
    }
    format!(
        "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' name='bench' namespace='urn:bench'>\
         <decision id='discount' name='discount'><variable name='discount' typeRef='number'/>\
         <decisionTable hitPolicy='UNIQUE'>\
         <input><inputExpression typeRef='number'><text>amount</text></inputExpression></input>\
         <input><inputExpression typeRef='string'><text>region</text></inputExpression></input>\
         <output/>{rows}</decisionTable></decision></definitions>"
    )
}
