//! "Did you mean …?"

/// The known name that differs least from a mistyped one; none when all differ by more than a third.
///
/// ```
/// use weir_core::catalogue::nearest::nearest;
/// assert_eq!(nearest("asignee", ["assignee", "priority"]), Some("assignee"));
/// assert_eq!(nearest("colour", ["assignee", "priority"]), None);
/// ```
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const LENGTH_MAX: usize = 64;
    if name.len() > LENGTH_MAX {
        return None;
    }
    let name = name.to_lowercase();
    let distances = known.into_iter().map(|known| (distance(&name, &known.to_lowercase()), known));
    distances.min().filter(|(distance, known)| *distance <= known.len().div_ceil(3)).map(|(_, known)| known)
}

/// How many letters must be changed, added or removed.
pub(super) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}
