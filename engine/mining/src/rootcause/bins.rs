//! Numbers as items: at most eight bins with about as many cases each.
use super::item::Item;
use roaring::RoaringBitmap;

/// How many bins.
pub const BINS_MAX: usize = 8;
/// What has more different values than this share of its cases is an id, and no item.
pub const DISTINCT_MAX: f64 = 0.5;

/// Items of a number that cases have, by quantiles. Equal values are in one bin, so there may be fewer.
pub fn binned(attribute: &str, values: &[(u32, f64)]) -> Vec<Item> {
    let mut sorted: Vec<(u32, f64)> = values.iter().copied().filter(|(_, value)| value.is_finite()).collect();
    sorted.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let size = sorted.len().div_ceil(BINS_MAX).max(1);
    let mut out = vec![];
    let mut at = 0;
    while at < sorted.len() {
        let mut end = (at + size).min(sorted.len());
        while end < sorted.len() && sorted[end].1.total_cmp(&sorted[end - 1].1).is_eq() {
            end += 1;
        }
        let cases: RoaringBitmap = sorted[at..end].iter().map(|(case, _)| *case).collect();
        let value = format!("{} … {}", sorted[at].1, sorted[end - 1].1);
        out.push(Item { attribute: attribute.to_owned(), value, cases });
        at = end;
    }
    out
}

/// The items of an attribute that is no id; so many cases more have a value of their own each, that nobody kept.
pub fn without_ids(items: Vec<Item>, others: u64, cases: u64) -> Vec<Item> {
    if (items.len() as u64 + others) as f64 > DISTINCT_MAX * cases as f64 { vec![] } else { items }
}
