//! Models drafted from logs of processes that ran elsewhere.
use super::Engine;
use crate::api::{Discovery, Model, NewDiscovery, NewModel};
use crate::idempotency::once;
use crate::mining::{completed, discovered, read_log};
use crate::partition::{By, ModelTask, Reply, Task};
use crate::shell::{partition_of, random_bytes};
use crate::{COMMENT_BYTES_MAX, Context, DISCOVERY_NOISE_PERCENT_MAX, Error, checks};

impl Engine {
    /// Reads a log and drafts a model of it; the draft is kept where that is asked for, and says where it comes from.
    /// `comment` stands with its first version.
    pub async fn discover_model(
        &self,
        by: Context,
        bytes: Vec<u8>,
        new: NewDiscovery,
        comment: Option<String>,
    ) -> Result<Discovery, Error> {
        checks::name("a model", &new.name)?;
        checks::name("a file", &new.file)?;
        if !is_id(&new.process) {
            let message = "the id of a process begins with a letter or `_`; letters, digits, `-`, `_` and `.` follow";
            return Err(Error::invalid("discovery-process", message));
        }
        if new.noise_percent > DISCOVERY_NOISE_PERCENT_MAX {
            let message = format!("at most {DISCOVERY_NOISE_PERCENT_MAX} percent are overlooked");
            return Err(Error::invalid("discovery-noise", message));
        }
        if comment.as_ref().is_some_and(|comment| comment.len() > COMMENT_BYTES_MAX) {
            return Err(Error::invalid("comment-too-long", format!("a comment has at most {COMMENT_BYTES_MAX} bytes")));
        }
        if new.keep {
            self.room_for_drafts(1)?;
        }
        let asked = new.clone();
        // A log may take a while and a lot of memory: one after the other.
        let turn = self.shell().discovering.lock().await;
        let made = super::analytics::apart(move || {
            let file = read_log(&bytes, &asked.format, completed)?;
            discovered(&file, &asked)
        });
        let (mut discovery, provenance) = made.await??;
        drop(turn);
        if new.keep {
            let id = uuid::Builder::from_random_bytes(random_bytes()).into_uuid().to_string();
            let model = NewModel { name: new.name, text: discovery.xml.clone(), comment };
            let tenant = by.tenant.clone();
            let (shell, partition) = (self.shell().clone(), partition_of(&id));
            let task = ModelTask::Discover(id, model, tenant, Box::new(provenance));
            let run = move |by| async move { shell.ask(partition, by, Task::Model(Box::new(task))).await };
            let kept: Model = match once(self.shell(), By::from(by), run).await? {
                Reply::Model(model) => *model,
                other => unreachable!("a draft is answered by itself, not {other:?}"),
            };
            discovery.model = Some(kept);
        }
        Ok(discovery)
    }
}

/// Can a process be called so? Not everything that XML allows, but nothing that it does not.
fn is_id(text: &str) -> bool {
    let follows = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(follows)
        && text.len() <= crate::NAME_BYTES_MAX
}

#[cfg(test)]
mod tests {
    use super::is_id;

    #[test]
    fn an_id_is_a_name_of_xml() {
        assert!(["order", "_1", "a-b.c"].into_iter().all(is_id));
        assert!(!["", "1a", "-a", "a b", "订单", "a:b", &"a".repeat(crate::NAME_BYTES_MAX + 1)].into_iter().any(is_id));
    }
}
