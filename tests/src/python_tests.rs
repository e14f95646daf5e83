//! Peers that cannot be had. They stand apart from what the tests over HTTP include, so that they are tried once.
use crate::python::Peer;

#[test]
fn what_cannot_be_had_is_told_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    // No index is asked for what is no version.
    let why = Peer::installed_below(folder.path(), "weir==no version").err().expect("it is nowhere");
    assert_eq!(why.lines().count(), 1, "{why}");
    assert_eq!(Peer::installed_below(folder.path(), "weir").err().as_deref(), Some("weir has no version"));
}
