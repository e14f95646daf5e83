//! Weir over HTTP.
