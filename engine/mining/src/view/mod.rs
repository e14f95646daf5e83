//! What analysts look at: the map of a process, its variants, its loops, where it stands still, who works with whom, and how
//! two sets of cases differ. Each is data for a picture and the same data for a table.
mod again;
mod batches;
mod bottleneck;
mod cohort;
mod draft;
mod loops;
mod map;
mod people;
mod shown;
mod variant;

pub use again::{Again, CHANGES_MIN, ToAndFro, again, cases_again, ping_pongs, ping_pongs_of_people};
pub use batches::{Batches, ROWS_MIN, batches};
pub use bottleneck::{Bottleneck, bottlenecks};
pub use cohort::{CASES_MIN, Cohort, Compared, Difference, VariantDifference, compare, variant_differences};
pub use draft::draft;
pub use loops::{Loop, loops};
pub use map::{END, Edge, Map, Node, START, Sliders, map};
pub use people::{
    Link, PEOPLE_MIN, Workload, handover_cases, handover_network, people_of, together_cases, together_network,
    work_cases, workloads,
};
pub use shown::only;

/// Quantiles of fewer values are not told.
pub use crate::statistics::QUANTILE_MIN;
/// Numbers of cases, as sets.
pub use roaring::RoaringBitmap as Cases;
pub use variant::{ComparedVariant, Shown, compare_variants, variants};
