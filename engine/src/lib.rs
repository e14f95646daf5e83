//! The shell of Weir.
