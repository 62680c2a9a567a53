//! What was written here and is not yet seen in the log.

use jiannuo_domain::acceptance::Refusal;
use jiannuo_domain::id::EntryId;
use jiannuo_domain::kind::Place;
use jiannuo_domain::push::SignedStatement;
use jiannuo_domain::statement::Statement;
use serde::{Deserialize, Serialize};

/// Where an item is on its way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum OutboxState {
    /// To be pushed.
    Waiting,
    /// The record was reworded by somebody else meanwhile; the author decides.
    Conflict {
        /// The record's head that the author has not seen.
        head: EntryId,
    },
    /// The server said no. Kept, shown and exportable, never sent again by itself.
    Refused {
        /// Why.
        refusal: Refusal,
    },
}

/// One statement on its way out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxItem {
    /// Its place in the queue; larger than that of everything it builds on. Not unique: two tabs can write in the same
    /// millisecond.
    pub order: i64,
    /// What will be pushed.
    pub signed: SignedStatement,
    /// Whether a push that contained it was ever begun; until then it can be taken back.
    pub attempted: bool,
    /// Where it is.
    pub state: OutboxState,
}

impl OutboxItem {
    /// The statement; `None` only for an item that another version of this software wrote.
    pub fn statement(&self) -> Option<Statement> {
        Statement::from_text(&self.signed.statement).ok()
    }
}

/// The items of one device, in order, their statements read once.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    items: Vec<OutboxItem>,
    /// One for each item.
    statements: Vec<Option<Statement>>,
}

impl Outbox {
    pub(crate) fn new(mut items: Vec<OutboxItem>) -> Self {
        items.sort_by_key(|item| item.order);
        let statements = items.iter().map(OutboxItem::statement).collect();
        Self { items, statements }
    }

    pub(crate) fn items(&self) -> &[OutboxItem] {
        &self.items
    }

    /// Items that this version can read, with their statements.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&OutboxItem, &Statement)> {
        self.items.iter().zip(&self.statements).filter_map(|(item, statement)| Some((item, statement.as_ref()?)))
    }

    pub(crate) fn get(&self, entry: &EntryId) -> Option<(&OutboxItem, &Statement)> {
        self.iter().find(|(_, statement)| statement.entry == *entry)
    }

    /// The place in the queue for what is written next.
    pub(crate) fn next_order(&self, device_ms: i64) -> i64 {
        self.items.last().map_or(device_ms, |item| item.order.saturating_add(1).max(device_ms))
    }

    pub(crate) fn extend(&mut self, items: Vec<OutboxItem>) {
        self.statements.extend(items.iter().map(OutboxItem::statement));
        self.items.extend(items);
    }

    pub(crate) fn remove(&mut self, entries: &[EntryId]) {
        let left = std::mem::take(&mut self.items).into_iter().zip(std::mem::take(&mut self.statements));
        (self.items, self.statements) = left
            .filter(|(_, statement)| statement.as_ref().is_none_or(|statement| !entries.contains(&statement.entry)))
            .unzip();
    }

    pub(crate) fn replace(&mut self, items: Vec<OutboxItem>) {
        for item in items {
            let Some(statement) = item.statement() else { continue };
            let same = |other: &Option<Statement>| other.as_ref().is_some_and(|other| other.entry == statement.entry);
            let Some(place) = self.statements.iter().position(same) else { continue };
            if let (Some(old), Some(old_statement)) = (self.items.get_mut(place), self.statements.get_mut(place)) {
                (*old, *old_statement) = (item, Some(statement));
            }
        }
    }

    /// The items that can be pushed now: waiting, for nothing else either, and not building on one that is held up.
    pub(crate) fn ready(&self, waits_for_more: impl Fn(&OutboxItem, &Statement) -> bool) -> Vec<OutboxItem> {
        let mut held_up: Vec<&Statement> = Vec::new();
        let mut ready = Vec::new();
        for (item, statement) in self.iter() {
            let is_waiting = item.state == OutboxState::Waiting && !waits_for_more(item, statement);
            if is_waiting && !held_up.iter().any(|earlier| builds_on(statement, earlier)) {
                ready.push(item.clone());
            } else {
                held_up.push(statement);
            }
        }
        ready
    }
}

/// Whether a statement cannot go without an earlier one: the same four ways as the server's.
fn builds_on(statement: &Statement, earlier: &Statement) -> bool {
    let named_entry = statement.codes.as_ref().and_then(|codes| codes.entry);
    let new_key = earlier.codes.as_ref().and_then(|codes| codes.public_key);
    let begins_record = earlier.kind.shape().is_some_and(|(_, place, _)| place == Place::Begins);
    statement.prev == Some(earlier.entry)
        || named_entry == Some(earlier.entry)
        || (begins_record && (statement.record == earlier.record || statement.subject == Some(earlier.record)))
        || new_key.is_some_and(|key| key.id() == statement.key)
}
