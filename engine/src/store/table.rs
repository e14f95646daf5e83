//! The tables of the view: a closed set, so that a key can never land in a table nobody reads.

/// One ordered key space of the view. The number is persisted: never reuse or change one, only add.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Table {
    /// Facts about the engine itself: counters, versions, the last positions of exports.
    Meta = 0,
    /// Deployed process definitions.
    Definition = 1,
    /// Definitions by key, version and tag.
    DefinitionIndex = 2,
    /// Deployed files: forms, decisions, documents.
    Resource = 3,
    /// Snapshots of process instances.
    Instance = 4,
    /// Instances that still run.
    ActiveInstance = 5,
    /// Where the events of an instance stand in the log.
    History = 6,
    /// User tasks and their indexes.
    UserTask = 7,
    /// Jobs for workers.
    Job = 8,
    /// Timers by due time.
    Timer = 9,
    /// Message, signal and condition subscriptions.
    Subscription = 10,
    /// Buffered messages.
    Message = 11,
    /// Commands from other partitions that were taken already.
    Inbox = 12,
    /// Answers by idempotency key.
    Idempotency = 13,
    /// Open incidents.
    Incident = 14,
    /// Called instances by caller.
    Child = 15,
    /// Instances by business key.
    BusinessKey = 16,
    /// Versions of decisions.
    Decision = 17,
    /// Rule parameters and the history of their values.
    Parameter = 18,
    /// Batches, their instances to be done, and those that could not be done.
    Batch = 19,
    /// Commands between instances that could not be carried out.
    DeadLetter = 20,
    /// The organisation, and the history of its changes.
    Organisation = 21,
    /// Instances by the people who started them, did something in them, or were told of them.
    Person = 22,
    /// Who may do what: users, grants, tenants, API tokens, sessions.
    Access = 30,
    /// What was done with access, line by line.
    AccessAudit = 31,
    /// Versions of forms.
    Form = 50,
    /// Comments, and who is mentioned in them.
    Comment = 51,
    /// What people have entered for tasks and not sent yet.
    Draft = 52,
    /// Filters that people keep.
    SavedFilter = 53,
    /// Files of instances, by instance and by content.
    Attachment = 54,
    /// What people are told of, and up to where they have read.
    Notice = 55,
    /// What leaves the engine: deliveries, webhooks, and what people want to be told.
    Outgoing = 56,
    /// What indices are scored by, and all versions of it.
    IndexSettings = 57,
    /// Drafts of models, by change, and their versions.
    Model = 60,
    /// The texts of drafts, by version.
    ModelText = 61,
    /// Live element instances by definition and element, and those that are stuck.
    Resting = 62,
    /// How often elements were completed, by definition and partition.
    Tally = 63,
    /// Rules of duties, each as its last version left it.
    DutyRule = 65,
    /// All versions of rules of duties.
    DutyRuleVersion = 66,
    /// The process landscapes of tenants: their nodes and roles.
    TenantLandscape = 69,
    /// Indicators, each as its last version left it.
    Indicator = 70,
    /// All versions of indicators.
    IndicatorVersion = 71,
    /// Alert rules, all their versions, and silences.
    AlertRule = 72,
    /// How far each rule has been watched, and what everybody was told.
    AlertState = 73,
    /// Alerts, and what happened to them.
    Alert = 74,
    /// The versions of the landscapes of tenants, and what each of them changed.
    TenantLandscapeVersion = 75,
    /// The process landscape: its nodes and roles.
    Landscape = 82,
    /// Its versions, and what each of them changed.
    LandscapeVersion = 83,
    /// What was made of the templates of the model library.
    TemplateUse = 84,
    /// Simulations: what was asked and how far each is.
    Simulation = 85,
    /// Simulations: what they are made of, and what came of them; as-is gates by process.
    SimulationPart = 86,
    /// Suggestions, and what the last search for them found.
    Suggestion = 87,
    /// What suggestions know of a process beside its model.
    SuggestionSettings = 88,
}

impl Table {
    /// Every table, in the order of their numbers.
    pub const ALL: [Table; 53] = [
        Table::Meta,
        Table::Definition,
        Table::DefinitionIndex,
        Table::Resource,
        Table::Instance,
        Table::ActiveInstance,
        Table::History,
        Table::UserTask,
        Table::Job,
        Table::Timer,
        Table::Subscription,
        Table::Message,
        Table::Inbox,
        Table::Idempotency,
        Table::Incident,
        Table::Child,
        Table::BusinessKey,
        Table::Decision,
        Table::Parameter,
        Table::Batch,
        Table::DeadLetter,
        Table::Organisation,
        Table::Person,
        Table::Access,
        Table::AccessAudit,
        Table::Form,
        Table::Comment,
        Table::Draft,
        Table::SavedFilter,
        Table::Attachment,
        Table::Notice,
        Table::Outgoing,
        Table::IndexSettings,
        Table::Model,
        Table::ModelText,
        Table::Resting,
        Table::Tally,
        Table::DutyRule,
        Table::DutyRuleVersion,
        Table::TenantLandscape,
        Table::Indicator,
        Table::IndicatorVersion,
        Table::AlertRule,
        Table::AlertState,
        Table::Alert,
        Table::TenantLandscapeVersion,
        Table::Landscape,
        Table::LandscapeVersion,
        Table::TemplateUse,
        Table::Simulation,
        Table::SimulationPart,
        Table::Suggestion,
        Table::SuggestionSettings,
    ];

    /// The persisted number.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// Its place in [`Table::ALL`]: numbers may have gaps.
    pub const fn place(self) -> usize {
        PLACES[self as usize] as usize
    }

    /// The table of a number.
    pub fn numbered(number: u8) -> Option<Table> {
        Table::ALL.get(usize::from(PLACES[usize::from(number)])).copied()
    }
}

/// Where the table of each number stands; beyond the end when there is none.
const PLACES: [u8; 256] = {
    let mut places = [u8::MAX; 256];
    let mut place = 0;
    while place < Table::ALL.len() {
        places[Table::ALL[place] as usize] = place as u8;
        place += 1;
    }
    places
};

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn the_list_is_in_order_and_every_table_finds_its_place() {
        assert!(Table::ALL.is_sorted_by_key(|table| table.number()));
        for (place, table) in Table::ALL.into_iter().enumerate() {
            assert_eq!((table.place(), Table::numbered(table.number())), (place, Some(table)));
        }
        assert_eq!(Table::numbered(255), None);
    }
}
