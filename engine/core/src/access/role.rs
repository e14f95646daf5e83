//! What can be done, and which role may do it: one table, read by the decision, the documents and the tests.
use serde::{Deserialize, Serialize};

/// What somebody does with the engine. Also the scope of an API token. Its names are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Look at definitions, their files and start forms, and at decisions.
    SeeDefinitions,
    /// Deploy files, check them, have them repaired.
    Deploy,
    /// Start instances of a process.
    StartInstances,
    /// Look at instances: state, data, timeline, forecast.
    SeeInstances,
    /// Look at every event of an instance, with its actors.
    SeeTrace,
    /// Look at what operators watch: incidents, jobs, waits, messages that are kept, batches, dead letters.
    SeeOperations,
    /// Step in: resolve, modify, migrate, suspend, cancel, change variables.
    Operate,
    /// Look at user tasks and approvals.
    SeeTasks,
    /// Claim, complete, transfer, delegate, send back; ask others; copy.
    WorkOnTasks,
    /// The same with tasks that are somebody else's.
    ForceTasks,
    /// Remind those who have a task, take back one's own.
    Recall,
    /// Fetch jobs, and report them.
    WorkOnJobs,
    /// Publish messages, broadcast signals.
    PublishMessages,
    /// Ask decisions.
    AskDecisions,
    /// Look at rule parameters, and what a change would do.
    SeeParameters,
    /// Change rule parameters.
    SetParameters,
    /// Look people up.
    SeePeople,
    /// Load, save and change the organisation.
    ManageOrganisation,
    /// Look at the lists of a person.
    SeeLists,
    /// Say who stands in for a person.
    ManageProxies,
    /// Look at a user's sessions and API tokens; end them, make new ones; change the password.
    ManageOwnAccess,
    /// Users, grants, tenants, the API tokens of others.
    ManageAccess,
    /// Read what was done with access: logins, refusals, changes.
    SeeAudit,
    /// Health and figures of the engine.
    SeeHealth,
    /// Speak in somebody else's name; it is recorded.
    ActForOthers,
    /// Comment on instances, and add files to them.
    TakePart,
    /// Look at what a person is told of and where they are mentioned; keep their drafts and filters.
    KeepNotes,
    /// Look at drafts of models and their versions.
    SeeModels,
    /// Draw models: make drafts, change, restore and remove them.
    DesignModels,
    /// Define indicators: what is measured, against which target, and who answers for it.
    SetIndicators,
    /// Ask what would happen: simulate a process, and say that a scenario is accepted.
    Simulate,
    /// Look for what could be better about a process, dismiss and accept suggestions, say what they count with.
    Improve,
}

/// In which capacity somebody works with the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// 管理员: everything.
    Administrator,
    /// 流程设计者: models and their versions.
    Designer,
    /// 运维人员: keeps instances going.
    Operator,
    /// 审计员: reads everything, changes nothing.
    Auditor,
    /// 流程负责人: sees how a process does, and sets its rule parameters.
    ProcessOwner,
    /// 业务用户: own tasks, and instances they take part in.
    User,
    /// 外部执行者: a program that does jobs.
    Worker,
    /// 集成方: a program that starts instances and puts people's work before them in their name.
    Integrator,
}

/// How far a role reaches with an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Not at all.
    Nothing,
    /// What the person has to do with: their tasks, instances they take part in, themselves.
    Related,
    /// All that the grant covers.
    Everything,
}

impl Action {
    /// All, in the order of the table.
    pub const ALL: [Action; 32] = [
        Action::SeeDefinitions,
        Action::Deploy,
        Action::StartInstances,
        Action::SeeInstances,
        Action::SeeTrace,
        Action::SeeOperations,
        Action::Operate,
        Action::SeeTasks,
        Action::WorkOnTasks,
        Action::ForceTasks,
        Action::Recall,
        Action::WorkOnJobs,
        Action::PublishMessages,
        Action::AskDecisions,
        Action::SeeParameters,
        Action::SetParameters,
        Action::SeePeople,
        Action::ManageOrganisation,
        Action::SeeLists,
        Action::ManageProxies,
        Action::ManageOwnAccess,
        Action::ManageAccess,
        Action::SeeAudit,
        Action::SeeHealth,
        Action::ActForOthers,
        Action::TakePart,
        Action::KeepNotes,
        Action::SeeModels,
        Action::DesignModels,
        Action::SetIndicators,
        Action::Simulate,
        Action::Improve,
    ];

    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Action::SeeDefinitions => "see-definitions",
            Action::Deploy => "deploy",
            Action::StartInstances => "start-instances",
            Action::SeeInstances => "see-instances",
            Action::SeeTrace => "see-trace",
            Action::SeeOperations => "see-operations",
            Action::Operate => "operate",
            Action::SeeTasks => "see-tasks",
            Action::WorkOnTasks => "work-on-tasks",
            Action::ForceTasks => "force-tasks",
            Action::Recall => "recall",
            Action::WorkOnJobs => "work-on-jobs",
            Action::PublishMessages => "publish-messages",
            Action::AskDecisions => "ask-decisions",
            Action::SeeParameters => "see-parameters",
            Action::SetParameters => "set-parameters",
            Action::SeePeople => "see-people",
            Action::ManageOrganisation => "manage-organisation",
            Action::SeeLists => "see-lists",
            Action::ManageProxies => "manage-proxies",
            Action::ManageOwnAccess => "manage-own-access",
            Action::ManageAccess => "manage-access",
            Action::SeeAudit => "see-audit",
            Action::SeeHealth => "see-health",
            Action::ActForOthers => "act-for-others",
            Action::TakePart => "take-part",
            Action::KeepNotes => "keep-notes",
            Action::SeeModels => "see-models",
            Action::DesignModels => "design-models",
            Action::SetIndicators => "set-indicators",
            Action::Simulate => "simulate",
            Action::Improve => "improve",
        }
    }

    /// Does it concern the whole installation, so that a grant for some processes or departments does not give it?
    pub fn is_of_installation(self) -> bool {
        matches!(
            self,
            Action::ManageOrganisation
                | Action::ManageAccess
                | Action::SeeAudit
                | Action::SeeHealth
                | Action::SetParameters
                | Action::ActForOthers
        )
    }
}

impl Role {
    /// All, the mightiest first.
    pub const ALL: [Role; 8] = [
        Role::Administrator,
        Role::Designer,
        Role::Operator,
        Role::Auditor,
        Role::ProcessOwner,
        Role::User,
        Role::Worker,
        Role::Integrator,
    ];

    /// Its stable name.
    pub fn name(self) -> &'static str {
        match self {
            Role::Administrator => "administrator",
            Role::Designer => "designer",
            Role::Operator => "operator",
            Role::Auditor => "auditor",
            Role::ProcessOwner => "processOwner",
            Role::User => "user",
            Role::Worker => "worker",
            Role::Integrator => "integrator",
        }
    }

    /// How far it reaches with an action. What is not said here is denied.
    pub fn reach(self, action: Action) -> Reach {
        // Whoever has any role has to do with themselves.
        if self.everything().contains(&action) {
            Reach::Everything
        } else if matches!(action, Action::ManageOwnAccess | Action::KeepNotes) || self.related().contains(&action) {
            Reach::Related
        } else {
            Reach::Nothing
        }
    }

    /// What it may do with all that a grant covers.
    fn everything(self) -> &'static [Action] {
        use Action as A;
        match self {
            Role::Administrator => &Action::ALL,
            Role::Designer => &[
                A::SeeDefinitions,
                A::Deploy,
                A::StartInstances,
                A::SeeInstances,
                A::AskDecisions,
                A::SeeParameters,
                A::SeePeople,
                A::SeeModels,
                A::DesignModels,
                A::Simulate,
            ],
            Role::Operator => &[
                A::SeeDefinitions,
                A::SeeInstances,
                A::SeeTrace,
                A::SeeOperations,
                A::Operate,
                A::SeeTasks,
                A::ForceTasks,
                A::TakePart,
                A::PublishMessages,
                A::AskDecisions,
                A::SeeParameters,
                A::SeePeople,
                A::SeeHealth,
            ],
            Role::Auditor => &[
                A::SeeDefinitions,
                A::SeeInstances,
                A::SeeTrace,
                A::SeeOperations,
                A::SeeTasks,
                A::SeeParameters,
                A::SeePeople,
                A::SeeLists,
                A::SeeAudit,
                A::SeeHealth,
                A::SeeModels,
            ],
            Role::ProcessOwner => &[
                A::SeeDefinitions,
                A::SeeInstances,
                A::SeeTrace,
                A::SeeOperations,
                A::SeeTasks,
                A::TakePart,
                A::AskDecisions,
                A::SeeParameters,
                A::SetParameters,
                A::SetIndicators,
                A::SeePeople,
                A::SeeModels,
                A::Simulate,
                A::Improve,
            ],
            Role::User => &[A::StartInstances, A::SeeDefinitions, A::SeePeople],
            Role::Worker => &[A::WorkOnJobs, A::PublishMessages],
            Role::Integrator => &[
                A::SeeDefinitions,
                A::StartInstances,
                A::PublishMessages,
                A::AskDecisions,
                A::SeePeople,
                A::ActForOthers,
            ],
        }
    }

    /// What it may do with what the person has to do with.
    fn related(self) -> &'static [Action] {
        use Action as A;
        match self {
            Role::User | Role::Integrator => {
                &[A::SeeInstances, A::SeeTasks, A::WorkOnTasks, A::Recall, A::SeeLists, A::ManageProxies, A::TakePart]
            }
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_wire() {
        for action in Action::ALL {
            assert_eq!(serde_json::to_value(action).unwrap(), action.name());
        }
        for role in Role::ALL {
            assert_eq!(serde_json::to_value(role).unwrap(), role.name());
        }
    }

    #[test]
    fn an_auditor_changes_nothing_and_a_user_reaches_only_what_is_theirs() {
        let changing = [Action::Deploy, Action::Operate, Action::WorkOnTasks, Action::ForceTasks, Action::ManageAccess];
        assert!(changing.into_iter().all(|action| Role::Auditor.reach(action) == Reach::Nothing));
        for action in [Action::SeeTasks, Action::WorkOnTasks, Action::SeeInstances, Action::SeeLists] {
            assert_eq!(Role::User.reach(action), Reach::Related, "{}", action.name());
        }
    }
}
