//! Who may use which route: who asks is found out, what the route does stands in one table, and the core decides.
mod authenticate;
mod authorise;
mod guard;
mod object;
mod repeat;
mod table;

pub use authenticate::{Identity, SESSION, SESSION_COOKIE, authenticate, session_cookie, unauthorized};
pub use authorise::{authorise, caller, note, note_evidence, note_lines, speaker};
pub use guard::{Guard, Peer};
pub use object::Facts;
pub use repeat::is_repeated;
pub use table::{About, ROUTES, Rule, rule};
