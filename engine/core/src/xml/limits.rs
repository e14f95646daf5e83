//! What a file may hold. Real models stay a hundred times below; hostile ones end here with a clear error.

/// Bytes of a file: 5 MiB. The largest production models seen have 0.25 MiB.
pub const BYTES_MAX: usize = 5 * 1024 * 1024;
/// Elements nested in each other: 64. Real models reach 11.
pub const DEPTH_MAX: usize = 64;
/// Elements of a file: 200 000. Real models reach 2 500.
pub const ELEMENTS_MAX: usize = 200_000;
/// Attributes of one element, namespace declarations included: 256. Real models reach 40.
pub const ATTRIBUTES_MAX: usize = 256;
/// Bytes of the text directly inside one element: 1 MiB.
pub const TEXT_MAX: usize = 1024 * 1024;
/// Bytes of one attribute value: 64 KiB.
pub const VALUE_MAX: usize = 64 * 1024;
/// Namespace declarations in force at one place: 128.
pub const NAMESPACES_MAX: usize = 128;
