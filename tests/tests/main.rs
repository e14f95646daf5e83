//! What crosses crates: promises, suites, models, the rules of the house.
#[path = "../../engine/core/tests/common/mod.rs"]
mod common; // the generator of random processes
mod fuzz_corpus;
mod invoice_example;
mod library_forms;
mod model_library;
mod process_models;
mod ratchet;
mod readme_walk;
mod suites_checks;
mod suites_execution;
mod suites_main_job;
mod suites_mining;
mod tidy;
mod trust_apart;
mod trust_cycles;
mod trust_full_disk;
mod trust_full_start;
mod trust_idempotency;
mod trust_kill;
mod trust_leases;
mod trust_poison;
mod trust_power;
mod trust_replay;
mod trust_timers;
mod weir_check_suites;
