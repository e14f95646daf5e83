//! What a password must be, and how long nobody may guess after guesses that failed.
use super::User;
use crate::time::Timestamp;

/// A password has at least so many characters.
pub const PASSWORD_CHARACTERS_MIN: usize = 10;
/// And at most so many bytes: hashing more would only cost.
pub const PASSWORD_BYTES_MAX: usize = 1024;
/// A password has at least so many different characters.
const DIFFERENT_MIN: usize = 5;

/// What is wrong with a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    /// Too short.
    #[error("a password has at least {PASSWORD_CHARACTERS_MIN} characters; a few words are easy to remember")]
    Short,
    /// Too long.
    #[error("a password has at most {PASSWORD_BYTES_MAX} bytes")]
    Long,
    /// Nearly the same character again and again.
    #[error("a password has at least {DIFFERENT_MIN} different characters")]
    Monotonous,
    /// Made of the user's id or name.
    #[error("a password does not contain the user's id or name")]
    OwnName,
    /// Everybody's first guess.
    #[error("this password is on every list of passwords to guess first")]
    Common,
}

/// The beginnings of what is guessed first, in small letters without digits at either end.
const COMMON: [&str; 28] = [
    "password",
    "passw0rd",
    "p@ssword",
    "p@ssw0rd",
    "qwerty",
    "qwertyuiop",
    "qwertyasdf",
    "asdfghjkl",
    "zxcvbnm",
    "iloveyou",
    "iloveu",
    "letmein",
    "welcome",
    "admin",
    "administrator",
    "changeme",
    "woaini",
    "wangyut",
    "abcdefghij",
    "abcdefghijk",
    "abcd",
    "aabbcc",
    "dragon",
    "monkey",
    "football",
    "sunshine",
    "princess",
    "default",
];

/// What is wrong with this password, if anything.
pub fn weakness(password: &str, user: &User) -> Option<Weakness> {
    let small = password.to_lowercase();
    let letters = small.trim_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation() || c == ' ');
    let contains = |word: &str| word.chars().count() >= 3 && small.contains(&word.to_lowercase());
    let mut different: Vec<char> = small.chars().collect();
    different.sort_unstable();
    different.dedup();
    if password.len() > PASSWORD_BYTES_MAX {
        Some(Weakness::Long)
    } else if password.chars().count() < PASSWORD_CHARACTERS_MIN {
        Some(Weakness::Short)
    } else if different.len() < DIFFERENT_MIN {
        Some(Weakness::Monotonous)
    } else if contains(&user.id) || contains(&user.name) {
        Some(Weakness::OwnName)
    } else if letters.is_empty() && is_sequence(&small) || COMMON.contains(&letters) {
        Some(Weakness::Common)
    } else {
        None
    }
}

/// Do its digits count up or down?
fn is_sequence(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let steps = |by: u32| digits.windows(2).filter(|two| (two[0] + by) % 10 == two[1]).count();
    steps(1).max(steps(9)) + 3 >= digits.len()
}

/// Guesses that are free.
const FREE: u32 = 5;
/// How long nobody may guess after the first that is not.
const FIRST_MS: i64 = 3_000;
/// And at most.
const LONGEST_MS: i64 = 15 * 60 * 1000;

/// Until when no guess is looked at, after so many that failed and the last at that time: nothing for the first few, then
/// three seconds, and twice as long each time.
pub fn locked_until(failures: u32, last: Option<Timestamp>) -> Option<Timestamp> {
    let over = failures.checked_sub(FREE)?;
    let wait = FIRST_MS.saturating_mul(1 << over.min(20)).min(LONGEST_MS);
    Some(Timestamp(last?.0.saturating_add(wait)))
}

impl Weakness {
    /// Stable: clients and translations depend on it.
    pub fn code(self) -> &'static str {
        match self {
            Weakness::Short => "password-too-short",
            Weakness::Long => "password-too-long",
            Weakness::Monotonous => "password-too-simple",
            Weakness::OwnName => "password-contains-name",
            Weakness::Common => "password-common",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::UserKind;
    use crate::organisation::Validity;

    fn ann() -> User {
        let (kind, valid) = (UserKind::Person, Validity::default());
        User { id: "ann.lee".into(), name: "李安".into(), kind, tenant: None, disabled: false, valid }
    }

    #[test]
    fn weak_passwords_are_told_apart() {
        let cases = [
            ("short", Some(Weakness::Short)),
            ("aaaaaaaaaaaaaaa", Some(Weakness::Monotonous)),
            ("my-ann.lee-secret", Some(Weakness::OwnName)),
            ("Password123456", Some(Weakness::Common)),
            ("1234567890", Some(Weakness::Common)),
            ("0987654321", Some(Weakness::Common)),
            ("4-7-1-9-0-3-5-8", None),
            ("correct horse battery", None),
            ("春眠不觉晓处处闻啼鸟", None),
        ];
        for (password, expected) in cases {
            assert_eq!(weakness(password, &ann()), expected, "{password}");
        }
        assert_eq!(weakness(&"ab1x9".repeat(1000), &ann()), Some(Weakness::Long));
    }

    #[test]
    fn each_wrong_guess_makes_the_wait_longer_up_to_a_bound() {
        let wait = |failures| locked_until(failures, Some(Timestamp(0))).map_or(0, |until| until.0);
        assert_eq!([wait(0), wait(4), wait(5), wait(6), wait(7)], [0, 0, 3_000, 6_000, 12_000]);
        assert_eq!((wait(40), wait(u32::MAX)), (LONGEST_MS, LONGEST_MS));
        // So many guesses are looked at within a day.
        let (mut now, mut guesses) = (0, 0);
        while now < 86_400_000 {
            guesses += 1;
            now += wait(guesses).max(1);
        }
        assert!(guesses < 120, "{guesses}");
    }
}
