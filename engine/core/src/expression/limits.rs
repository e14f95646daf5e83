//! The named limits of expressions. Everything that can grow has one.

/// Longest expression, in bytes. Longer text is data, not a rule.
pub const EXPRESSION_BYTES_MAX: usize = 16 * 1024;

/// Deepest syntax tree. The library parses, evaluates and frees a tree recursively, so depth is stack.
pub const DEPTH_MAX: usize = 100;

/// Deepest nesting let through to the library's parser, estimated from tokens before it runs.
/// Looser than [`DEPTH_MAX`], because one operand counts several tokens; tight enough to free any tree safely.
pub const SCAN_DEPTH_MAX: usize = 600;

/// Most distinct words. The library's lexer compares every name with every known name.
pub const WORDS_MAX: usize = 256;

/// Most commas, that is, list items, entries and arguments together.
pub const ITEMS_MAX: usize = 2_000;

/// Longest stretch that might be one FEEL name (a name may contain blanks, `+`, `-`, `*`, `/`, `.`, `'`).
/// The library's lexer is quadratic in it.
pub const NAME_RUN_MAX: usize = 1_000;

/// Most elementary steps of one evaluation in process, as estimated: some 10 to 100 ms, 200 ms at the worst.
/// The library copies all earlier results in every turn of a `for`, so its cost grows with the square of the
/// number of turns: about 2 000 turns that give a plain number fit. A test without results, as in `some` or a
/// filter, fits several 100 000.
pub const STEPS_MAX: u64 = 4_000_000;

/// Most elementary steps of all expressions of one step of an instance together: about a second, two at the worst. Each
/// byte that their values take in memory counts as one.
/// What would go beyond it stands still with an incident.
pub const STEP_COST_MAX: u64 = 10 * STEPS_MAX;

/// Largest value that an expression may give, in bytes of its JSON: what a command may bring, 2 MiB.
pub const VALUE_BYTES_MAX: u64 = 2 << 20;

/// What a value takes in memory is not counted up to here, in bytes.
pub const MEMORY_UNCOUNTED_MAX: u64 = 4 << 10;

/// An expression that mentions variables more often than this may give more than they are together: what it costs is
/// estimated before every evaluation, as if it grew faster than its data.
pub const MENTIONS_UNCOUNTED_MAX: usize = 4;

/// Elementary steps for each element of a variable that an expression reads: it is made a value of FEEL first, and a decimal
/// number is made of its digits. Some 400 ns, where copying one takes some 25.
pub const READ_STEPS: u64 = 8;

/// Most parts evaluated again to explain one fault; fewer for costly expressions.
pub const EXPLAIN_PARTS_MAX: u64 = 64;

/// Deepest value that goes in or comes out; below the 128 at which JSON readers give up.
pub const VALUE_DEPTH_MAX: usize = 100;

/// Largest repetition count a regular expression may spell out (`{1000}`); nested counts multiply.
pub const PATTERN_REPEATS_MAX: u64 = 1_000;

/// Longest regular expression, in bytes.
pub const PATTERN_BYTES_MAX: usize = 500;
