//! Signed checkpoints: how far the log had come at a time, signed, so that whoever writes history anew with all hashes right
//! would have to sign it too.
//!
//! A checkpoint is a few lines of text that a person can read. All lines up to `key` are what is signed:
//!
//! ```text
//! checkpoint 3
//! at 2026-11-26T10:00:00.000Z
//! log 0123…            which log
//! position 81920       the end of the log then: everything before this byte
//! records 97           so many records
//! root 89ab…           SHA-256 of the receipt of that moment: the heads of all partitions
//! previous cdef…       SHA-256 of the checkpoint before, with its signature
//! head 7 12 4567…      each partition that has moved since: its last record, and its hash
//! key fedc…            the public key
//! signature 3210…      Ed25519 over all lines before
//! ```
use super::Receipt;
use super::frame::Head;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// How far the log had come, signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Counts from 1, without a gap.
    pub number: u64,
    /// When, as RFC 3339 text.
    pub at: String,
    /// Which log.
    pub log_id: [u8; 16],
    /// Everything before this byte of the log.
    pub position: u64,
    /// So many records.
    pub records: u64,
    /// The hash of the receipt of that moment.
    pub root: [u8; 32],
    /// The hash of the checkpoint before; zeros for the first.
    pub previous: [u8; 32],
    /// The partitions that have moved since the checkpoint before.
    pub heads: Vec<(u16, Head)>,
    /// The public key that it is signed with.
    pub key: [u8; 32],
    /// The signature.
    pub signature: [u8; 64],
}

/// The key that checkpoints are signed with.
pub struct CheckpointKey(SigningKey);

impl CheckpointKey {
    /// Of a secret.
    pub fn new(secret: &[u8; 32]) -> Self {
        CheckpointKey(SigningKey::from_bytes(secret))
    }

    /// What others verify with.
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// Signs any bytes.
    pub fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(bytes).to_bytes()
    }
}

impl std::fmt::Debug for CheckpointKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CheckpointKey({})", hex(&self.public()))
    }
}

impl Checkpoint {
    /// The next one behind `before`, signed. `heads` are those of all partitions; `known` those of the checkpoint before.
    pub fn next(
        before: Option<&Checkpoint>,
        at: String,
        (log_id, position, heads): ([u8; 16], u64, &[(u16, Head)]),
        known: &[(u16, Head)],
        key: &CheckpointKey,
    ) -> Checkpoint {
        let moved = heads.iter().filter(|head| !known.contains(head)).copied().collect();
        let mut checkpoint = Checkpoint {
            number: before.map_or(1, |before| before.number + 1),
            at,
            log_id,
            position,
            records: heads.iter().map(|(_, head)| head.sequence).sum(),
            root: Receipt { log_id, heads: heads.to_vec() }.root(),
            previous: before.map_or([0; 32], Checkpoint::hash),
            heads: moved,
            key: key.public(),
            signature: [0; 64],
        };
        checkpoint.signature = key.sign(checkpoint.statement().as_bytes());
        checkpoint
    }

    /// What is signed.
    pub fn statement(&self) -> String {
        let Checkpoint { number, at, log_id, position, records, root, previous, heads, key, .. } = self;
        let mut text = format!(
            "checkpoint {number}\nat {at}\nlog {}\nposition {position}\nrecords {records}\nroot {}\nprevious {}\n",
            hex(log_id),
            hex(root),
            hex(previous)
        );
        for (partition, head) in heads {
            let _ = writeln!(text, "head {partition} {} {}", head.sequence, hex(&head.hash));
        }
        let _ = writeln!(text, "key {}", hex(key));
        text
    }

    /// As it is kept: what is signed, the signature, and an empty line.
    pub fn to_text(&self) -> String {
        format!("{}signature {}\n\n", self.statement(), hex(&self.signature))
    }

    /// What the next one calls it by.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.to_text()).into()
    }

    /// Is the signature that of the key that it names?
    pub fn is_signed(&self) -> bool {
        is_signed(&self.key, self.statement().as_bytes(), &self.signature)
    }
}

/// A text that is not one of checkpoints.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("checkpoint {number} cannot be read: {line}")]
pub struct NoCheckpoints {
    /// The one that cannot, counted from the beginning of the text.
    pub number: u64,
    /// Its first line that is none.
    pub line: String,
}

/// Reads checkpoints, oldest first. What stands at the end without a signature was being written when the power went: it is
/// left out, and the second part of the answer says where it begins.
pub fn parse_checkpoints(text: &str) -> Result<(Vec<Checkpoint>, usize), NoCheckpoints> {
    let (mut all, mut at) = (vec![], 0);
    while let Some(length) = text[at..].find("\n\n") {
        let block = &text[at..at + length];
        let wrong = |line: &str| NoCheckpoints { number: all.len() as u64 + 1, line: line.to_owned() };
        let checkpoint = parse(block).map_err(|line| wrong(&line))?;
        // Whatever does not read back as it stands would not be what was signed.
        if checkpoint.to_text() != text[at..at + length + 2] {
            return Err(wrong(block.lines().next().unwrap_or_default()));
        }
        all.push(checkpoint);
        at += length + 2;
    }
    Ok((all, at))
}

fn parse(block: &str) -> Result<Checkpoint, String> {
    let mut lines = block.lines();
    let mut fact = |name: &str| -> Result<String, String> {
        let line = lines.next().unwrap_or_default();
        line.strip_prefix(name).and_then(|rest| rest.strip_prefix(' ')).map(str::to_owned).ok_or(line.to_owned())
    };
    let number = fact("checkpoint")?;
    let at = fact("at")?;
    let (log_id, position, records) = (fact("log")?, fact("position")?, fact("records")?);
    let (root, previous) = (fact("root")?, fact("previous")?);
    let (mut heads, mut key, mut signature) = (vec![], None, None);
    for line in lines {
        let words: Vec<&str> = line.split(' ').collect();
        let read = match words.as_slice() {
            ["head", partition, sequence, hash] if key.is_none() => {
                let head = sequence.parse().ok().zip(unhex(hash)).map(|(sequence, hash)| Head { sequence, hash });
                partition.parse().ok().zip(head).map(|head| heads.push(head))
            }
            ["key", hash] if key.is_none() => unhex(hash).map(|read| key = Some(read)),
            ["signature", text] if key.is_some() && signature.is_none() => {
                unhex(text).map(|read| signature = Some(read))
            }
            _ => None,
        };
        read.ok_or_else(|| line.to_owned())?;
    }
    let whole = || -> Option<Checkpoint> {
        Some(Checkpoint {
            number: number.parse().ok()?,
            at: at.clone(),
            log_id: unhex(&log_id)?,
            position: position.parse().ok()?,
            records: records.parse().ok()?,
            root: unhex(&root)?,
            previous: unhex(&previous)?,
            heads,
            key: key?,
            signature: signature?,
        })
    };
    whole().ok_or_else(|| format!("checkpoint {number}"))
}

/// Are these bytes signed with this key?
pub fn is_signed(key: &[u8; 32], bytes: &[u8], signature: &[u8; 64]) -> bool {
    let Ok(key) = VerifyingKey::from_bytes(key) else { return false };
    key.verify_strict(bytes, &Signature::from_bytes(signature)).is_ok()
}

/// The public key in a text: 64 hexadecimal digits.
pub fn public_key_of(text: &str) -> Option<[u8; 32]> {
    unhex(text.trim())
}

fn hex(bytes: &[u8]) -> String {
    super::receipt::hex(bytes)
}

fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    super::receipt::unhex(text)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn made(count: u8) -> Vec<Checkpoint> {
        let key = CheckpointKey::new(&[7; 32]);
        let mut all: Vec<Checkpoint> = vec![];
        for number in 1..=count {
            let heads = [(3, Head { sequence: u64::from(number), hash: [number; 32] })];
            let known = all.last().map(|last| last.heads.clone()).unwrap_or_default();
            let at = format!("2026-11-26T10:0{number}:00Z");
            all.push(Checkpoint::next(all.last(), at, ([1; 16], 100, &heads), &known, &key));
        }
        all
    }

    #[test]
    fn checkpoints_read_back_and_a_torn_end_is_left_out() {
        let all = made(3);
        let text: String = all.iter().map(Checkpoint::to_text).collect();
        assert_eq!(parse_checkpoints(&text), Ok((all.clone(), text.len())));
        let torn = &text[..text.len() - 30];
        let (read, whole) = parse_checkpoints(torn).unwrap();
        assert_eq!(
            (read.as_slice(), &text[..whole]),
            (&all[..2], &*all[..2].iter().map(Checkpoint::to_text).collect::<String>())
        );
        assert_eq!(parse_checkpoints(&text.replace("records 2", "records two")).unwrap_err().number, 2);
    }

    #[test]
    fn every_altered_character_is_noticed() {
        let checkpoint = &made(1)[0];
        assert!(checkpoint.is_signed());
        let text = checkpoint.to_text();
        for at in 0..text.len() {
            let mut altered = text.clone().into_bytes();
            altered[at] = if altered[at] == b'0' { b'1' } else { b'0' };
            let Ok(altered) = String::from_utf8(altered) else { continue };
            let noticed = match parse_checkpoints(&altered) {
                Err(_) => true,
                Ok((all, _)) => all.len() != 1 || !all[0].is_signed() || all[0].key != checkpoint.key,
            };
            assert!(noticed, "byte {at} of\n{altered}");
        }
    }
}
