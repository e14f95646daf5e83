//! What analysts look at: the map of a process, its variants, its loops, where it stands still, who works with whom, and how
//! two sets of cases differ. Each is data for a picture and the same data for a table.
mod bottleneck;
mod cohort;
mod draft;
mod loops;
mod map;
mod people;
mod variant;

pub use bottleneck::{Bottleneck, bottlenecks};
pub use cohort::{CASES_MIN, Cohort, Compared, Difference, compare};
pub use draft::draft;
pub use loops::{Loop, loops};
pub use map::{END, Edge, Map, Node, START, Sliders, map};
pub use people::{Link, PEOPLE_MIN, Workload, handover_network, together_network, workloads};
pub use variant::{ComparedVariant, Shown, compare_variants, variants};
