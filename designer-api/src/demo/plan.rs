//! Who orders what, when, and how long everybody takes.
use serde_json::json;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
/// Orders of a working day.
const DAILY: i64 = 14;
/// Buyers.
const BUYERS: [&str; 2] = ["wu.hua", "zheng.yi"];
/// Who looks at budgets, in turn.
const ACCOUNTANTS: [&str; 2] = ["he.ping", "shen.yue"];
/// Who approves.
const LEAD: &str = "qian.jin";
/// The one order that is not agreed to.
const REFUSED: u64 = 131;
/// Suppliers; the model knows who answers for them.
const SUPPLIERS: [&str; 3] = ["北方物资", "南华材料", "东岳工业"];
/// The one that becomes slow.
const SLOW: usize = 0;

/// An order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// When it is asked for, ms.
    pub at: i64,
    /// What people know it by.
    pub key: String,
    /// Who buys.
    pub buyer: &'static str,
    supplier: usize,
    yuan: i64,
    number: u64,
}

/// The orders of eight weeks of working days.
pub fn orders(begin: i64) -> Vec<Order> {
    let is_workday = |day: &i64| (begin.div_euclid(DAY_MS) + day + 3).rem_euclid(7) < 5;
    let days = (0..super::WEEKS * 7).filter(is_workday);
    let moments = days.flat_map(|day| (0..DAILY).map(move |slot| begin + day * DAY_MS + slot * 8 * HOUR_MS / DAILY));
    (0..).zip(moments).map(|(number, at)| order(number, at)).collect()
}

fn order(number: u64, at: i64) -> Order {
    // Two of five orders go to the supplier that becomes slow: of middle size, above the new limit and below the old one.
    let supplier = [SLOW, 1, SLOW, 2, 1][(number % 5) as usize];
    let yuan =
        if supplier == SLOW { 22_000 + drawn(number, 1) % 20 * 1_000 } else { 8_000 + drawn(number, 2) % 56 * 1_000 };
    Order {
        at,
        key: format!("CG-{:04}", number + 1),
        buyer: BUYERS[(number % 2) as usize],
        supplier,
        yuan: yuan as i64,
        number,
    }
}

impl Order {
    /// What it begins with.
    pub fn variables(&self) -> serde_json::Value {
        json!({ "supplier": SUPPLIERS[self.supplier], "buyer": self.buyer, "amountYuan": self.yuan, "imported": false })
    }

    /// Who takes a task that the model gives to a role.
    pub fn taker(&self, task: &str) -> &'static str {
        if task == "budget" { ACCOUNTANTS[(self.number / 2 % 2) as usize] } else { LEAD }
    }

    /// What is given when a task is done.
    pub fn gives(&self, task: &str) -> serde_json::Value {
        match task {
            "check" => json!({ "needChecked": true }),
            "budget" => json!({ "budgetChecked": true }),
            "approve" if self.number == REFUSED => json!({ "decision": "reject" }),
            "approve" => json!({ "decision": "approve" }),
            _ => json!({}),
        }
    }

    /// How long a task takes, ms, before or after the limit was lowered, and how much of that is work: the rest of it lies.
    pub fn takes(&self, task: &str, after: bool) -> (i64, i64) {
        let between =
            |from: i64, until: i64, salt: u64| from + (drawn(self.number, salt) % (until - from).max(1) as u64) as i64;
        // Checks lie for hours before somebody has ten minutes for them; approvals are a glance at what has been checked.
        let (takes, part) = match task {
            "check" => (between(HOUR_MS, 3 * HOUR_MS, 3), 8),
            "budget" => (between(2 * HOUR_MS, 6 * HOUR_MS, 7), 16),
            "approve" => (between(2 * HOUR_MS, 8 * HOUR_MS, 8), 32),
            "order" => (between(HOUR_MS / 3, 2 * HOUR_MS, 4), 4),
            // Its people were not more than they had been before.
            _ if self.supplier == SLOW && after => (between(3 * DAY_MS, 6 * DAY_MS, 5), 4),
            _ => (between(3 * HOUR_MS, 20 * HOUR_MS, 6), 4),
        };
        (takes, takes / part)
    }
}

/// A number that looks drawn by lot and is always the same: Steele, Lea and Flood's mix of 64 bits, keyed by what it is for.
fn drawn(number: u64, salt: u64) -> u64 {
    let mut z = number.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(salt.wrapping_mul(0xd1b5_4a32_d192_ed03));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) >> 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_of_working_days_and_always_the_same() {
        // 2026-01-05 is a Monday.
        let monday = 1_767_571_200_000;
        let all = orders(monday);
        assert_eq!(all.len() as i64, super::super::WEEKS * 5 * DAILY);
        assert!(all.iter().all(|order| (order.at - monday).div_euclid(DAY_MS) % 7 < 5));
        assert_eq!(all, orders(monday));
        let slow = all.iter().filter(|order| order.supplier == SLOW);
        assert!(slow.clone().all(|order| (20_001..50_000).contains(&order.yuan)));
        assert!(slow.clone().all(|order| order.takes("answer", true).0 >= 3 * DAY_MS));
        assert!(slow.clone().all(|order| order.takes("answer", false).0 < DAY_MS));
    }
}
