//! The pure heart of Weir.
