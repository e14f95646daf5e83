//! Attributes that take one of a few words.

/// `xsd:boolean`.
pub const TRUTH: &[&str] = &["true", "false", "1", "0"];
/// Attributes with few values: a misspelt one would be read as another.
const WORDS: &[(&str, &[&str])] = &[
    ("isExecutable", TRUTH),
    ("isClosed", TRUTH),
    ("isForCompensation", TRUTH),
    ("triggeredByEvent", TRUTH),
    ("isInterrupting", TRUTH),
    ("cancelActivity", TRUTH),
    ("parallelMultiple", TRUTH),
    ("isSequential", TRUTH),
    ("instantiate", TRUTH),
    ("isImmediate", TRUTH),
    ("isCollection", TRUTH),
    ("isUnlimited", TRUTH),
    ("waitForCompletion", TRUTH),
    ("cancelRemainingInstances", TRUTH),
    ("testBefore", TRUTH),
    ("mustUnderstand", TRUTH),
    ("gatewayDirection", &["Unspecified", "Converging", "Diverging", "Mixed"]),
    ("associationDirection", &["None", "One", "Both"]),
    ("processType", &["None", "Private", "Public"]),
    ("behavior", &["None", "One", "All", "Complex"]),
    ("eventGatewayType", &["Exclusive", "Parallel"]),
    ("itemKind", &["Information", "Physical"]),
    ("ordering", &["Parallel", "Sequential"]),
];

/// The values that a BPMN attribute takes; none: any text.
///
/// ```
/// use weir_core::catalogue::words::words;
/// assert_eq!(words("ordering"), ["Parallel", "Sequential"]);
/// assert!(words("name").is_empty());
/// ```
pub fn words(attribute: &str) -> &'static [&'static str] {
    WORDS.iter().find(|(name, _)| *name == attribute).map_or(&[], |(_, words)| *words)
}
