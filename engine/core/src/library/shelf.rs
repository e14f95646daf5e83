//! All cards of a library, and how one is found.
use super::{Area, Card, Finding};
use std::collections::BTreeMap;

/// The cards of a library; ids of processes, models and indicators are there once.
#[derive(Debug, Clone, Default)]
pub struct Library {
    cards: Vec<Card>,
    /// By kind and id: the card that has it.
    taken: BTreeMap<(&'static str, String), String>,
}

/// What is looked for; what is not said does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The management area.
    pub area: Option<Area>,
    /// A level that one of its models stands on.
    pub level: Option<u8>,
    /// A tag.
    pub tag: Option<String>,
    /// Words in the id, the name, the purpose or the path, in either language; large and small letters are the same.
    pub text: Option<String>,
}

impl Library {
    /// Takes a card.
    ///
    /// # Errors
    /// Another card has the same id, or a process, decision, form or indicator of the same id; nothing is taken then.
    pub fn add(&mut self, card: Card) -> Result<(), Finding> {
        let processes = card.models.iter().map(|link| ("process", &link.process));
        let decisions = card.decisions.iter().map(|link| ("decision", &link.decision));
        let forms = card.forms.iter().map(|link| ("form", &link.form));
        let indicators = card.indicators.iter().map(|indicator| ("indicator", &indicator.id));
        let card_id = std::iter::once(("card", &card.id));
        let ids = card_id.chain(processes).chain(decisions).chain(forms).chain(indicators);
        let ids: Vec<_> = ids.map(|(kind, id)| (kind, id.clone())).collect();
        for key in &ids {
            if let Some(other) = self.taken.get(key) {
                let message = format!("the {} `{}` is in `{other}` already", key.0, key.1);
                return Err(Finding::new("library-duplicate", &card.id, message));
            }
        }
        self.taken.extend(ids.into_iter().map(|key| (key, card.id.clone())));
        self.cards.push(card);
        Ok(())
    }

    /// The card of that id.
    pub fn get(&self, id: &str) -> Option<&Card> {
        self.cards.iter().find(|card| card.id == id)
    }

    /// All cards, in the order in which they came.
    pub fn cards(&self) -> &[Card] {
        &self.cards
    }

    /// The cards that fit, in the order in which they came.
    pub fn find(&self, query: &Query) -> impl Iterator<Item = &Card> {
        self.cards.iter().filter(move |card| query.fits(card))
    }
}

impl Query {
    fn fits(&self, card: &Card) -> bool {
        let has_level = |level: u8| card.models.iter().any(|model| model.level == level);
        self.area.is_none_or(|area| area == card.area)
            && self.level.is_none_or(has_level)
            && self.tag.as_ref().is_none_or(|tag| card.tags.contains(tag))
            && self.text.as_ref().is_none_or(|text| speaks_of(card, &text.to_lowercase()))
    }
}

fn speaks_of(card: &Card, text: &str) -> bool {
    let words = [&card.name, &card.purpose].into_iter().chain(&card.path);
    let mut texts = words.flat_map(|words| [&words.zh, &words.en]).chain([&card.id]);
    texts.any(|known| known.to_lowercase().contains(text))
}
