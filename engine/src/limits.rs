//! The named limits of the shell. Everything that can grow has one.

/// JSON of the variables of one command, in bytes.
pub const VARIABLES_BYTES_MAX: usize = 2 << 20;
/// A page of what happened ends with the event that goes beyond so many bytes in memory.
pub const TRACE_BYTES_MAX: usize = 8 << 20;
/// What an instance holds in memory, in bytes: beyond it nothing more is taken from people, workers and messages.
pub const INSTANCE_BYTES_MAX: usize = 32 << 20;
/// How deep the value of a variable may be nested.
pub const VARIABLE_DEPTH_MAX: usize = 64;
/// How many variables one command may carry.
pub const VARIABLES_MAX: usize = 1000;
/// A name of a variable, message, signal, worker, job type or user, in bytes.
pub const NAME_BYTES_MAX: usize = weir_core::name::NAME_BYTES_MAX;
/// A business key, correlation key, message id or idempotency key, in bytes.
pub const KEY_BYTES_MAX: usize = weir_core::name::KEY_BYTES_MAX;
/// The text of a machine, such as what a worker says of its failure, in bytes; longer ones are cut, and say so.
pub const TEXT_BYTES_MAX: usize = 8 << 10;
/// A comment, an opinion or a reason in somebody's own words, in bytes; longer ones are refused.
pub const COMMENT_BYTES_MAX: usize = 8 << 10;
/// How many people one comment may mention.
pub const MENTIONS_MAX: usize = 50;
/// How long people may look up what they were told of: 90 days.
pub const NOTICES_MS: i64 = 90 * 86_400_000;
/// A draft as JSON, in bytes.
pub const DRAFT_BYTES_MAX: usize = 256 << 10;
/// An attachment, in bytes.
pub const ATTACHMENT_BYTES_MAX: u64 = 64 << 20;
/// How long a file for a start form is kept until an instance is started with it: a day.
pub const START_FILES_MS: i64 = 86_400_000;
/// How many files for start forms somebody may have that belong to no instance yet.
pub const START_FILES_MAX: usize = 100;
/// Drafts of models.
pub const MODELS_MAX: usize = 10_000;
/// Versions of a draft that nobody keeps for good: the oldest are dropped.
pub const MODEL_VERSIONS_MAX: usize = 50;
/// Versions of a draft that are kept for good.
pub const MODEL_VERSIONS_KEPT_MAX: usize = 200;
/// What one person saves of a draft within this time is one version: ten minutes.
pub const MODEL_VERSION_MS: i64 = 600_000;
/// Indicators, those that were taken away among them.
pub const INDICATORS_MAX: usize = 2_000;
/// Versions of one indicator.
pub const INDICATOR_VERSIONS_MAX: u64 = 10_000;
/// Times of a series of an indicator.
pub const INDICATOR_POINTS_MAX: u32 = 120;
/// Lights of the landscape that are told at once.
pub const LIGHTS_MAX: usize = 1_000;
/// Versions of the process landscape.
pub const LANDSCAPE_VERSIONS_MAX: u64 = 50_000;
/// Changes of the landscape that are made at once.
pub const LANDSCAPE_CHANGES_MAX: usize = 10_000;
/// One file of a deployment, in bytes: what is read of a file at all.
pub const FILE_BYTES_MAX: usize = weir_core::xml::limits::BYTES_MAX;
/// All files of one deployment together, in bytes.
pub const DEPLOYMENT_BYTES_MAX: usize = 8 << 20;
/// Files of one deployment.
pub const DEPLOYMENT_FILES_MAX: usize = 200;
/// Entries of one page.
pub const PAGE_LIMIT_MAX: usize = 1000;
/// Suggestions of one process that are kept: with those that were dismissed and accepted.
pub const SUGGESTIONS_MAX: usize = 500;
/// Suggestions of one search, and remarks of what could not be judged.
pub const SUGGESTIONS_FOUND_MAX: usize = 200;
/// Acceptances of a suggestion that came to nothing and are kept with it.
pub const SUGGESTION_EARLIER_MAX: usize = 20;
/// Entries of each list of the settings of suggestions.
pub const SUGGESTION_SETTINGS_MAX: usize = 200;
/// People whose hours are counted in one search; with more, hours are not known.
pub const SUGGESTION_PEOPLE_MAX: usize = 2_000;
/// Roles, and people, of which it is told how much of what they may do they do not do.
pub const BREADTH_MAX: usize = 1_000;
/// Instances that a suggestion names as its evidence.
pub const SUGGESTION_INSTANCES_MAX: usize = 100;
/// Instances that a view of the history looks at.
pub const MINED_INSTANCES_MAX: usize = 200_000;
/// Variants, loops, links and the like of one view.
pub const MINED_ITEMS_MAX: usize = 300;
/// The longest gap between two pieces of work of a batch: a week.
pub const MINED_GAP_MS_MAX: i64 = 604_800_000;
/// States that are looked at for one variant before its alignment is given up.
pub const CONFORMANCE_STATES_MAX: usize = 200_000;
/// Runs of conformance that wait or are carried out.
pub const CONFORMANCE_WAITING_MAX: usize = 8;
/// A log from which a model is drafted, in bytes as it comes, packed or not.
pub const DISCOVERY_BYTES_MAX: usize = 24 << 20;
/// The same unpacked.
pub const DISCOVERY_UNPACKED_BYTES_MAX: u64 = 256 << 20;
/// Events of such a log.
pub const DISCOVERY_EVENTS_MAX: usize = 1_000_000;
/// Different activities of such a log.
pub const DISCOVERY_ACTIVITIES_MAX: usize = 150;
/// Variants that are aligned with the draft to tell its fitness.
pub const DISCOVERY_VARIANTS_ALIGNED_MAX: usize = 500;
/// Different activities of a log that is looked at.
pub const LOG_VIEWS_ACTIVITIES_MAX: usize = 1_000;
/// Cases of a log that are named because they deviate most.
pub const LOG_VIEWS_CASES_MAX: usize = 100;
/// How long a log is held against a norm, ms.
pub const LOG_VIEWS_MS_MAX: u32 = 60_000;
/// How much is overlooked at most, in percent.
pub const DISCOVERY_NOISE_PERCENT_MAX: u8 = 50;
/// Entries of one page when nobody says.
pub const PAGE_LIMIT: usize = 100;
/// Jobs of one fetch.
pub const JOBS_FETCH_MAX: usize = 1000;
/// Job types of one fetch.
pub const JOB_TYPES_MAX: usize = 100;
/// The longest that a fetch waits for jobs.
pub const JOB_WAIT_MS_MAX: i64 = 60_000;
/// The longest lease of a job: a day.
pub const JOB_LEASE_MS_MAX: i64 = 86_400_000;
/// The longest that a job rests before it is tried again: a year.
pub const JOB_BACKOFF_MS_MAX: i64 = 365 * 86_400_000;
/// How often a job may be tried again.
pub const JOB_RETRIES_MAX: u32 = 1_000_000;
/// How many calls may lie above an instance.
pub const CALL_DEPTH_MAX: u32 = 200;
/// How many called instances may run below one instance, on all levels together.
pub const CALLS_MAX: usize = 20_000;
/// How often an element is entered in one scope, without a pause, because of answers of the engine itself; and how long a chain
/// of messages and signals may be that answer each other.
pub const ROUNDS_MAX: u32 = 10_000;
/// Instances that were started after no more than so many others are not counted: one starts another everywhere.
pub const STARTS_FREE_DEPTH: u32 = 3;
/// How many of one definition instances may start that have started each other without a pause, in a window.
pub const STARTS_MAX: usize = 5_000;
/// The length of that window.
pub const STARTS_WINDOW_MS: i64 = 10_000;
/// How many instances may start each other by messages and signals without a pause: above it is a loop that would never end.
pub const STARTS_DEPTH_MAX: u32 = 100;
/// An instance that throws later than this after it began has made a pause.
pub const STARTS_PAUSE_MS: i64 = 1000;
/// How long a message is kept when nobody says: an hour.
pub const MESSAGE_TTL_MS: i64 = 3_600_000;
/// The longest that a message is kept: 90 days.
pub const MESSAGE_TTL_MS_MAX: i64 = 90 * 86_400_000;
/// Most called instances that a dry run of a suspension names; of more it says so.
pub const CALLED_NAMED_MAX: usize = 1_000;
/// Instructions of one modification, or mappings of one migration plan.
pub const INSTRUCTIONS_MAX: usize = 1000;
/// Instances of one batch.
pub const BATCH_INSTANCES_MAX: usize = 10_000;
/// Who may receive one signal: the commit that throws it names them all.
pub const SIGNAL_RECEIVERS_MAX: usize = 200_000;
/// Who may receive one message that is for all, or be told of when it is for one: they are named in one request.
pub const MESSAGE_RECEIVERS_MAX: usize = 10_000;
/// Subscriptions that are looked at to find the receivers of one message.
pub const MESSAGE_RECEIVERS_READ_MAX: usize = 200_000;
/// Instances that one look at the start conditions may start.
pub const START_CONDITIONS_MAX: usize = 1000;
/// How long the answer of a request with an idempotency key is kept: a day.
pub const IDEMPOTENCY_MS: i64 = 86_400_000;
/// Alert rules.
pub const ALERT_RULES_MAX: usize = 500;
/// Rules of duties.
pub const DUTY_RULES_MAX: usize = 500;
/// Versions of an alert rule, and of a rule of duties.
pub const ALERT_RULE_VERSIONS_MAX: u64 = 10_000;
/// The longest window of an alert rule, in hours: 90 days.
pub const ALERT_WINDOW_HOURS_MAX: u32 = 2_160;
/// An alert rule is looked at once a day at least.
pub const ALERT_EVERY_MINUTES_MAX: u32 = 1_440;
/// How many looks an alert rule asks for, and how many it must be well.
pub const ALERT_LOOKS_MAX: u32 = 288;
/// People, roles and webhooks that an alert rule tells.
pub const ALERT_RECEIVERS_MAX: usize = 50;
/// Rules that keep an alert rule back.
pub const ALERT_INHIBITORS_MAX: usize = 20;
/// An alert is told again after a week at the latest, where it is.
pub const ALERT_REPEAT_MINUTES_MAX: u32 = 10_080;
/// For so many hours an alert may be opened again: 30 days.
pub const ALERT_REOPEN_HOURS_MAX: u32 = 720;
/// Lines of the history of an alert that people and repetitions add to.
pub const ALERT_LINES_MAX: u64 = 1_000;
/// How many alerts of a window an index looks at: the latest.
pub const ALERTS_JUDGED_MAX: usize = 10_000;
/// Silences that are not over.
pub const ALERT_SILENCES_MAX: usize = 500;
/// How many messages somebody gets of alerts within an hour; more wait.
pub const ALERT_MESSAGES_HOUR_MAX: usize = 30;
/// Of a task that is offered to very many so many are told by mail and webhook, where the server is not set up otherwise.
pub const OFFERED_TOLD_MAX: usize = 500;
/// After a message about alerts others of the same place wait so long, ms: 10 minutes. What becomes critical does not.
pub const ALERT_TOGETHER_MS: i64 = 600_000;
/// How many alerts are looked at to be shown in groups: the latest.
pub const ALERTS_GROUPED_MAX: usize = 2_000;
/// How many alerts of a group, or of a message, are named one by one.
pub const ALERT_MEMBERS_MAX: usize = 100;
/// How many days a back-test looks back.
pub const ALERT_BACK_TEST_DAYS_MAX: u32 = 90;
/// After this long a caller may try again when the engine is overloaded.
pub const RETRY_AFTER_MS: u64 = 1000;
/// Simulations that are kept.
pub const SIMULATIONS_MAX: usize = 1_000;
/// Simulations that wait for their turn: one runs at a time.
pub const SIMULATIONS_WAITING_MAX: usize = 10;
/// Scenarios of one simulation, beside things as they are.
pub const SCENARIOS_MAX: usize = 8;
/// Replications of each scenario.
pub const SIMULATION_REPLICATIONS_MAX: u32 = 200;
/// Cases of all replications of all scenarios together.
pub const SIMULATION_CASES_MAX: u64 = 10_000_000;
/// Events of all replications together.
pub const SIMULATION_EVENTS_MAX: u64 = 1_000_000_000;
/// How long one simulation may run, ms: half an hour.
pub const SIMULATION_MS_MAX: u64 = 1_800_000;
/// Cases of the history that a simulation learns from: the newest.
pub const SIMULATION_HISTORY_CASES_MAX: usize = 20_000;
/// Cases of the history that a first look learns from.
pub const SIMULATION_LOOK_CASES_MAX: usize = 2_000;
/// Running instances that a simulation begins with.
pub const SIMULATION_LIVE_MAX: usize = 5_000;
/// The value of a variable of a real case that a simulation draws from, in bytes; larger ones are left out.
pub const SIMULATION_VALUE_BYTES_MAX: usize = 2 << 10;
