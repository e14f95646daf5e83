//! The API over real HTTP, on a real engine in a directory of its own.
//!
//! Every answer that a test sees is checked against the contract: documented status, documented shape, no field more.
mod access_hostile;
mod access_matrix;
mod access_oidc;
mod access_rights;
mod access_sessions;
mod access_tenants;
mod access_tokens;
mod ad_hoc;
mod approvals;
mod bad_input;
mod conflicts;
mod contract;
mod dead_letters;
mod decisions;
mod deploying;
mod edge;
mod forms;
mod hostile;
mod hostile_decisions;
mod idempotency;
mod model;
mod models;
mod notes;
mod notices;
mod office;
mod operations;
mod outgoing;
mod outgoing_tls;
mod overlay;
mod pages;
mod people;
mod portability;
mod receivers;
mod refusing_disk;
mod running;
mod server;
mod shape;
#[path = "../../../tests/src/skipped.rs"]
mod skipped;
mod start_forms;
mod studio;
mod workers;
