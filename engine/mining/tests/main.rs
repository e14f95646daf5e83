//! The tests of the measures, one file for each subject.
mod causes;
mod common;
mod exchange;
mod figures;
mod identities;
mod ledger;
mod models;
mod norm;
mod notifying;
mod power;
mod replaying;
mod suggestions;
mod suggestions_more;
mod views;
mod views_evidence;
mod watching;
mod watching_more;
