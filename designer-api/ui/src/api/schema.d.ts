// Made by scripts/types.mjs from designer-api/openapi.json.
export interface paths {
    "/api/v1/access-audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The lines, newest first. */
        get: operations["getAccessAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a user may do, and why: every action decided as it would be for a request of theirs. Nothing is done in their name. */
        get: operations["getAccessDecisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The permission matrix: every role with every action. */
        get: operations["getAccessRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ad-hoc-sub-processes/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that an ad-hoc sub-process without completion condition is done. */
        post: operations["postAdHocSubProcessesIdComplete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alert-silences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Silences that are not over, the latest first. */
        get: operations["getAlertSilences"];
        put?: never;
        /** Asks for quiet. Alerts open and end as before; nobody is told meanwhile. */
        post: operations["postAlertSilences"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alert-silences/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a silence before its time. It stays in the list of all. */
        delete: operations["deleteAlertSilencesId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The alerts of processes that the reader may see as a whole, the latest first. */
        get: operations["getAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many alerts ring, of those that the reader may see. */
        get: operations["getAlertsCounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One alert: how far past its line, since when, how many are concerned, what it goes together with, what is recommended, and
         *     the evidence of its value.
         */
        get: operations["getAlertsId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes an alert on: others see by whom. It rings on until it is well. */
        post: operations["postAlertsIdAcknowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says something about an alert; it is kept in its history. */
        post: operations["postAlertsIdComments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to an alert, the latest first: what was read, who was told, who did what. */
        get: operations["getAlertsIdLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/alert-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The alert rules, each with how it stands: its value, how far it is from its line, when it would reach it. */
        get: operations["getAnalyticsAlertRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/alert-rules/back-test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What a rule would have done over the kept history: how often it would have fired, when, for how long; the same with lines
         *     10 % in and out; and whether it would fire constantly. It takes the steps that the engine takes. Nothing is changed.
         */
        post: operations["postAnalyticsAlertRulesBackTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/alert-rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One rule, and how it stands. Its `ETag` is its version. */
        get: operations["getAnalyticsAlertRulesId"];
        /**
         * Makes a rule, or gives it a new version, which takes effect at the next look. A rule that is there is changed with
         *     `If-Match`; without it the rule must not be there yet.
         */
        put: operations["putAnalyticsAlertRulesId"];
        post?: never;
        /** Removes a rule. Its versions stay, and an alert that rings by it is over. */
        delete: operations["deleteAnalyticsAlertRulesId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/alert-rules/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All versions of a rule, the latest first: who, when, why, and what it said. Those of a removed rule are kept. */
        get: operations["getAnalyticsAlertRulesIdVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/evidence/{handle}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rows behind a number, counted again: `n` and `sum` are those that were told, however much has happened since. */
        get: operations["getAnalyticsEvidenceHandle"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/indicator-trials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an indicator would say, and would have said; nothing is kept. */
        post: operations["postAnalyticsIndicatorTrials"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/indicators": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The indicators that the reader may see: each with its value in its own window until now, and in the window before. */
        get: operations["getAnalyticsIndicators"];
        put?: never;
        /** Defines an indicator. */
        post: operations["postAnalyticsIndicators"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/indicators/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One indicator: how it stands, and what it would have said at so many times, each with the window of the indicator. */
        get: operations["getAnalyticsIndicatorsKey"];
        /** Changes an indicator. `If-Match` says which version of it was seen. Earlier versions stay readable. */
        put: operations["putAnalyticsIndicatorsKey"];
        post?: never;
        /** Takes an indicator away; its versions stay readable, and it can be defined again. `If-Match` says which version was seen. */
        delete: operations["deleteAnalyticsIndicatorsKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/indicators/{key}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The versions of an indicator, the latest first: what it was, who changed it, when and why. */
        get: operations["getAnalyticsIndicatorsKeyVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/indicators/{key}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version of an indicator, measured as it would be if it still held. */
        get: operations["getAnalyticsIndicatorsKeyVersionsVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/indices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The three indices of all processes that the reader may see as a whole, side by side. */
        get: operations["getAnalyticsIndices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/instances/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One instance: its critical path, whose pieces add up to its duration; why its work waited; what lies ahead of it. */
        get: operations["getAnalyticsInstancesId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/lights": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the nodes of the landscape stand: by the indicators that they have, and by those that are defined for them or for the
         *     processes that they are linked to.
         */
        get: operations["getAnalyticsLights"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/measures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What formulas of indicators may name. */
        get: operations["getAnalyticsMeasures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/processes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All processes that the reader may see as a whole, side by side, each with the window of the same length before. */
        get: operations["getAnalyticsProcesses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/processes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One process: its versions, nodes and flows in a window, and against another window what has changed and why. */
        get: operations["getAnalyticsProcessesId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/processes/{id}/anomalies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is abnormal in a window, held against the 90 days before it, with reason codes. */
        get: operations["getAnalyticsProcessesIdAnomalies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/processes/{id}/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ended instances that a question is about, the longest first, each with what is remarkable about it. */
        get: operations["getAnalyticsProcessesIdCases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/processes/{id}/early-warnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Running instances that are late, or will probably be. They are due `target` ms after they began; without a target when
         *     95 % of those that ended in the window had ended.
         */
        get: operations["getAnalyticsProcessesIdEarlyWarnings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/processes/{id}/indices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The three indices with their components; what cannot be known is said so, with why. */
        get: operations["getAnalyticsProcessesIdIndices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/processes/{id}/nodes/{node}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One node of a process: how its times lie, and how they went. */
        get: operations["getAnalyticsProcessesIdNodesNode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/processes/{id}/query": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a question is about in groups: visits where it names a node, else instances. */
        post: operations["postAnalyticsProcessesIdQuery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/analytics/processes/{id}/rca": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What goes together with something remarkable: found on the older instances, verified on the newer ones, at a false
         *     discovery rate of at most 5 %. An association, never a cause; with too few instances nothing is said.
         */
        post: operations["postAnalyticsProcessesIdRca"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An open approval: who is asked, and what they said. */
        get: operations["getApprovalsId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/copies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells people of a task (抄送). */
        post: operations["postApprovalsIdCopies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/remind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reminds those who have the task, at most every ten minutes (催办). */
        post: operations["postApprovalsIdRemind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/signers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks other people in an open approval, or somebody no more. */
        post: operations["postApprovalsIdSigners"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes back the actor's vote in an open approval, while nobody was asked because of it and answered (撤回). */
        post: operations["postApprovalsIdWithdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything of one instance: events, variables before and after, tasks, votes, opinions, files with their hashes, decisions,
         *     interventions, incidents, notices, callers and what it called.
         */
        get: operations["getAuditCasesId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/checkpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed checkpoints of the log. */
        get: operations["getAuditCheckpoints"];
        put?: never;
        /** Signs how far the log has come; the last one again when it has not grown. */
        post: operations["postAuditCheckpoints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/checkpoints/text": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The checkpoints as they are kept and signed: to be kept elsewhere, and held against the log by `weir verify`. */
        get: operations["getAuditCheckpointsText"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that happened, in the order of the log: events of instances, deployments, rule parameters, the organisation,
         *     access, notes, notices. A page says when it ended because so much of the log had been looked at.
         */
        get: operations["getAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The exports that are kept, newest first. */
        get: operations["getAuditExports"];
        put?: never;
        /** Begins an export. Its manifest has the hash of its file, what was asked for, and up to where, and is signed. */
        post: operations["postAuditExports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them: how far it is, and its manifest. */
        get: operations["getAuditExportsId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/exports/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets it stop: nothing of it is kept. */
        post: operations["postAuditExportsIdCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/exports/{id}/files/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file of an export: `manifest.json`, or one that it names. Every time it is taken is noted. */
        get: operations["getAuditExportsIdFilesName"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The last verifications, newest first. */
        get: operations["getAuditVerifications"];
        put?: never;
        /** Begins to verify the whole log: checksums, hash chains, checkpoints. Look at it by its id. */
        post: operations["postAuditVerifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verifications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them: how far it is, and what it found. */
        get: operations["getAuditVerificationsId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verifications/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets it stop. */
        post: operations["postAuditVerificationsIdCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/violations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Four eyes and segregation of duties: who did both of two activities in one instance, with the entries that show it; or who
         *     holds both of two roles.
         */
        get: operations["getAuditViolations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All batches. */
        get: operations["getBatches"];
        put?: never;
        /** Begins a batch. It goes on whatever happens; look at it by its id. A dry run tells what it would do to each instance. */
        post: operations["postBatches"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A batch and how far it is. */
        get: operations["getBatchesId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a batch up: what is left of it is not done, and is listed among what could not be done as `batch-cancelled`. */
        post: operations["postBatchesIdCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/failures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its instances that could not be done, and why. */
        get: operations["getBatchesIdFailures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a batch stand still. What is being done to an instance at this moment is done. */
        post: operations["postBatchesIdPause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/batches/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a batch go on that was paused. */
        post: operations["postBatchesIdResume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Checks files as a deployment does, all of them together. Errors are part of the answer, and nothing is deployed. */
        post: operations["postChecks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What could not be carried out after some tries: starts by message, signal or time, and commands between instances. */
        get: operations["getDeadLetters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives one up for good. */
        post: operations["postDeadLettersIdDiscard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries one again. It comes back if it fails once more. */
        post: operations["postDeadLettersIdRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decision-coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Looks for inputs that no rule of a table matches, and for rules that match together or are never reached. Rule
         *     parameters stand for the values that are in force. What could not be looked at is named.
         */
        post: operations["postDecisionCoverage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decision-impact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Which running instances would decide differently if the file were deployed. Nothing is changed. A page may be empty and
         *     have a `next`: it looks at so many instances and tells those that differ.
         */
        post: operations["postDecisionImpact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decision-trials": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks a decision as a file has it. The answer tells which rules matched; nothing is deployed. */
        post: operations["postDecisionTrials"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The decisions. */
        get: operations["getDecisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One decision. */
        get: operations["getDecisionsId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions/{id}/evaluate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks a decision. Nothing is changed. The answer tells which rules matched, the required decisions, and the rule
         *     parameters with their versions; where there is no result it says what was asked.
         */
        post: operations["postDecisionsIdEvaluate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions/{id}/xml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file that a decision came in, byte for byte. */
        get: operations["getDecisionsIdXml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The definitions. */
        get: operations["getDefinitions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One definition. */
        get: operations["getDefinitionsId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{id}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** It starts instances again. */
        post: operations["postDefinitionsIdActivate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds a file for a start form, before there is an instance: the body is its content. Its id is what a field of type
         *     `attachment` holds; the instance that is started with it has it from its first moment on, under the same id. Only whoever
         *     added it starts with it. What nothing was started with is gone after a day.
         */
        post: operations["postDefinitionsIdAttachments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{id}/diagram.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The diagram of a definition as an image; what its file does not show is drawn. */
        get: operations["getDefinitionsIdDiagramSvg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{id}/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The tasks that would come and who would be asked, if the actor started it with these data. Nothing is started, and
         *     nothing is kept.
         */
        post: operations["postDefinitionsIdForecast"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{id}/migration-plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The plan that suggests itself: elements with the same id, of the same kind, in the same scope. */
        get: operations["getDefinitionsIdMigrationPlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{id}/overlay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much rests in each element of a version of a process, how much of it is stuck, and how much was completed there. */
        get: operations["getDefinitionsIdOverlay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{id}/start-form": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The start form of a definition; without one all of it is null. */
        get: operations["getDefinitionsIdStartForm"];
        put?: never;
        /** Starts an instance by the form: defaults are filled in; types, required fields and constraints are checked. */
        post: operations["postDefinitionsIdStartForm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{id}/start-form/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What holds in a start form for what was entered so far. Nothing is kept by it. */
        post: operations["postDefinitionsIdStartFormLive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** From now on nothing starts an instance of the definition. */
        post: operations["postDefinitionsIdSuspend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/definitions/{id}/xml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file that a definition came in, byte for byte unless a layout is asked for. */
        get: operations["getDefinitionsIdXml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Mails and webhooks that wait to be delivered, or that were tried often enough and wait for an operator. */
        get: operations["getDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives one up for good. */
        post: operations["postDeliveriesIdDiscard"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries one again that was given up, from the first try on. */
        post: operations["postDeliveriesIdRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deploys files: all of them or, when one has an error, none. The answer says what became of each thing in them. */
        post: operations["postDeployments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/enabled-activities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The activities of ad-hoc sub-processes that may be chosen now. */
        get: operations["getEnabledActivities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/enabled-activities/{id}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Chooses an activity: it begins. */
        post: operations["postEnabledActivitiesIdActivate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/form-previews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** How somebody with these permissions would see a form, with nothing filled in. */
        post: operations["postFormPreviews"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The forms. */
        get: operations["getForms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forms/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One form. */
        get: operations["getFormsId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forms/{id}/schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file that a form came in, byte for byte: a schema in the manner of form-js. */
        get: operations["getFormsIdSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The grants, by id. */
        get: operations["getGrants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Gives somebody a role, or changes what was given. */
        put: operations["putGrantsId"];
        post?: never;
        /** Takes a grant back. */
        delete: operations["deleteGrantsId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the engine is, in detail. */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The open incidents. */
        get: operations["getIncidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/incidents/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries again what was stuck. */
        post: operations["postIncidentsIdResolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The instances, newest first. */
        get: operations["getInstances"];
        put?: never;
        /** Starts an instance. */
        post: operations["postInstances"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One instance with its live element instances. */
        get: operations["getInstancesId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/activities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The visits of elements of an instance, with their times, people and causes. */
        get: operations["getInstancesIdActivities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The files of an instance, oldest first. */
        get: operations["getInstancesIdAttachments"];
        put?: never;
        /** Adds a file to an instance: the body is its content. Its id is what a form field of type `attachment` holds. */
        post: operations["postInstancesIdAttachments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/attachments/{attachment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The content of a file. A browser keeps it and never shows it in place. */
        get: operations["getInstancesIdAttachmentsAttachment"];
        put?: never;
        post?: never;
        /** Takes a file of the actor's away. Its content goes with the last who has it. */
        delete: operations["deleteInstancesIdAttachmentsAttachment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends an instance and everything it has called. The reason stays in the trace. */
        post: operations["postInstancesIdCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was said about an instance, oldest first. */
        get: operations["getInstancesIdComments"];
        put?: never;
        /** Says something about an instance or one of its open tasks. A comment is never changed. */
        post: operations["postInstancesIdComments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/comments/{comment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes back the words of a comment of the actor's; that there was one stays. */
        delete: operations["deleteInstancesIdCommentsComment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/copies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who was told of an instance (抄送), and who of them has read it, and when. */
        get: operations["getInstancesIdCopies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/diagram.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The diagram of an instance as an image: where its tokens are, where it is stuck, and which way it came. */
        get: operations["getInstancesIdDiagramSvg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What really happened to an instance. Events are numbered from 0 without a gap. A page with
         *     large events is shorter than was asked for: ask on with `from` as long as there is a `next`.
         */
        get: operations["getInstancesIdEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tasks to come and who would be asked: the model played through with the data as they are, everybody agreeing. */
        get: operations["getInstancesIdForecast"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/migrate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Moves an instance to another definition, or tells everything that stands against it. */
        post: operations["postInstancesIdMigrate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/modify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts tokens elsewhere by hand. */
        post: operations["postInstancesIdModify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/remind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reminds all who have an open task of an instance, each at most every ten minutes (催办). */
        post: operations["postInstancesIdRemind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/restart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins again, as a new instance, what has ended. */
        post: operations["postInstancesIdRestart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets it go on. Timers that came due meanwhile fire once. */
        post: operations["postInstancesIdResume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes back an instance that the actor has started (撤销), as long as an approval of it is open or it has come back to
         *     them.
         */
        post: operations["postInstancesIdRevoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets an instance and everything it has called stand still. */
        post: operations["postInstancesIdSuspend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what in an instance, when, in which words, and how long it took. */
        get: operations["getInstancesIdTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/variables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The variables of an instance. */
        get: operations["getInstancesIdVariables"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes variables by hand; the trace names who did. */
        patch: operations["patchInstancesIdVariables"];
        trace?: never;
    };
    "/api/v1/instances/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes back the task that the actor did last, while nobody has acted upon it (撤回). */
        post: operations["postInstancesIdWithdraw"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The open jobs, for operators; workers fetch. */
        get: operations["getJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/fetch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fetches and locks jobs; waits for some when there are none.
         * @description A worker that was cut off before it heard the answer asks again under the same `Idempotency-Key` and gets the same jobs,
         *     with the same tokens. Without a key, jobs that were being locked at that moment are with nobody until their leases end.
         */
        post: operations["postJobsFetch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reports a job as done. */
        post: operations["postJobsIdComplete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/error": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reports a BPMN error. */
        post: operations["postJobsIdError"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks for more time. */
        post: operations["postJobsIdExtend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/fail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reports that a job could not be done. */
        post: operations["postJobsIdFail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/landscape": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The landscape as it is. */
        get: operations["getLandscape"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/landscape/collaborations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who works with whom across departments and enterprises: read from the message flows of the linked models. */
        get: operations["getLandscapeCollaborations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/landscape/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the landscape is planned, modelled, automated and monitored, by level and by node. */
        get: operations["getLandscapeCoverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/landscape/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole landscape as a file that can be loaded again. */
        get: operations["getLandscapeExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/landscape/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the landscape lacks: owners, duties, links that lead to nothing. */
        get: operations["getLandscapeFindings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/landscape/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Loads a landscape from a file, JSON or CSV: all of it, or nothing and every fault with its line. */
        post: operations["postLandscapeImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/landscape/nodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds a node. */
        post: operations["postLandscapeNodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/landscape/nodes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One node, the way to it, its parts and what it lacks. */
        get: operations["getLandscapeNodesId"];
        /** Changes a node. `If-Match` says which revision of it was seen. */
        put: operations["putLandscapeNodesId"];
        post?: never;
        /** Removes a node with all its parts. `If-Match` says which revision of it was seen. */
        delete: operations["deleteLandscapeNodesId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/landscape/roles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Makes or changes a role of the landscape. */
        put: operations["putLandscapeRolesId"];
        post?: never;
        /** Removes a role of the landscape; duties that name it stay, and are told of as naming nobody. */
        delete: operations["deleteLandscapeRolesId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/landscape/seed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins with the four management areas and their typical processes. What is there of the same id is replaced. */
        post: operations["postLandscapeSeed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/landscape/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The versions of the landscape, the latest first. */
        get: operations["getLandscapeVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/landscape/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The landscape as it was in a version. */
        get: operations["getLandscapeVersionsVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/landscape/versions/{version}/difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is other in a later version: nodes that came and went, and fields with what they were and are. */
        get: operations["getLandscapeVersionsVersionDifference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/landscape/versions/{version}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes the landscape again what it was in a version. `If-Match` says which version was seen; what it is now stays among
         *     its versions.
         */
        post: operations["postLandscapeVersionsVersionRestore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages that nobody has taken yet. */
        get: operations["getMessages"];
        put?: never;
        /** Publishes a message. When several could receive it and it is for one, it is refused with the list of them. */
        post: operations["postMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/migration-plans/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells all that stands against a plan; changes nothing. */
        post: operations["postMigrationPlansValidate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/model-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The typical processes that a draft can begin with. */
        get: operations["getModelTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/model-templates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One template with its card. */
        get: operations["getModelTemplatesId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/model-templates/{id}/diagram.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The diagram of the first model of a template as an image. */
        get: operations["getModelTemplatesIdDiagramSvg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/model-templates/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The text of a file of a template. */
        get: operations["getModelTemplatesIdFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/model-templates/{id}/use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes drafts of all models, decisions and forms of a template. They know what they were made of, and so does what is
         *     deployed of them.
         */
        post: operations["postModelTemplatesIdUse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/model-templates/{id}/uses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The times that a template was used, the latest first; also those whose drafts are gone. */
        get: operations["getModelTemplatesIdUses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The drafts, the one that was changed last first. */
        get: operations["getModels"];
        put?: never;
        /** Makes a draft. */
        post: operations["postModels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One draft, without its text. */
        get: operations["getModelsId"];
        put?: never;
        post?: never;
        /** Removes a draft with all its versions. `If-Match` says which revision was seen. */
        delete: operations["deleteModelsId"];
        options?: never;
        head?: never;
        /** Gives a draft another name. `If-Match` says which revision was seen. */
        patch: operations["patchModelsId"];
        trace?: never;
    };
    "/api/v1/models/{id}/diagram.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The diagram of a draft as an image; what its text does not show is drawn. */
        get: operations["getModelsIdDiagramSvg"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{id}/difference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is other in a draft than in one of its versions, or than in what is deployed. */
        get: operations["getModelsIdDifference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a draft the text of one of its versions back. What it has now stays among its versions. `If-Match` says which
         *     revision was seen.
         */
        post: operations["postModelsIdRestore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The versions of a draft, the latest first. */
        get: operations["getModelsIdVersions"];
        put?: never;
        /** Keeps the present text of a draft for good, as a version with some words. `If-Match` says which revision was seen. */
        post: operations["postModelsIdVersions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{id}/versions/{revision}/xml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The text that a draft had in a revision. */
        get: operations["getModelsIdVersionsRevisionXml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{id}/xml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The text of a draft. */
        get: operations["getModelsIdXml"];
        /**
         * Saves the text of a draft, whatever its faults: what was typed is kept. `If-Match` says which revision was seen; when
         *     somebody has saved another one meanwhile it is refused with 412, and `changed` says who and when. What one person saves
         *     within ten minutes is one version.
         */
        put: operations["putModelsIdXml"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oidc/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The way back from the OpenID provider: opens a session and goes to the start page. Needs no token. */
        get: operations["getOidcCallback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oidc/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Goes to the OpenID provider to log in there. Needs no token. */
        get: operations["getOidcLogin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much of everything there is. */
        get: operations["getOrganisation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation/calendars/{id}/years/{year}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Loads the holidays of a year, and the days on which one works instead (调休). What was loaded for that year before is
         *     replaced; other years stay. As JSON, or as CSV with the columns date, day (`free` or `work`), hours and name.
         */
        put: operations["putOrganisationCalendarsIdYearsYear"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The changes that were made, newest first. */
        get: operations["getOrganisationChanges"];
        put?: never;
        /** Changes the organisation: all of it, or nothing. */
        post: operations["postOrganisationChanges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation/departments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The departments there are now, by id. */
        get: operations["getOrganisationDepartments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The entries of one kind, by id, also those whose time is over or has not come. */
        get: operations["getOrganisationEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole organisation as a file that can be loaded again. */
        get: operations["getOrganisationExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Loads entries from a file, JSON or CSV: what is in it replaces what is there of the same id; all of it, or nothing. */
        post: operations["postOrganisationImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation/import/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells what loading a file would do, and all that is wrong with it, line by line. Nothing is changed. */
        post: operations["postOrganisationImportCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The people, by id. */
        get: operations["getOrganisationPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One person. */
        get: operations["getOrganisationPeopleId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organisation/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whom rules of an approval would name now. */
        post: operations["postOrganisationResolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parameters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The rule parameters. */
        get: operations["getParameters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parameters/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One rule parameter, with the value in force. */
        get: operations["getParametersName"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parameters/{name}/impact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Which running instances would decide differently with another value. Nothing is changed. A page may be empty and
         *     have a `next`: it looks at so many instances and tells those that differ.
         */
        post: operations["postParametersNameImpact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/parameters/{name}/values": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All values that a rule parameter ever had or is to have, newest first: who, when, why. */
        get: operations["getParametersNameValues"];
        put?: never;
        /** Gives a rule parameter a new value, now or later. What it had stays in its history. */
        post: operations["postParametersNameValues"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/copies/{instance}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that somebody has read the copy that they got of an instance (已阅). It stays so until they get another one. */
        post: operations["postPeopleIdCopiesInstanceRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much there is in each list of a person; 1000 stands for as many or more. */
        get: operations["getPeopleIdCounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The drafts that a person has for open tasks. */
        get: operations["getPeopleIdDrafts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/drafts/{task}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The draft that a person has for a task; it is gone when the task is done. */
        get: operations["getPeopleIdDraftsTask"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/duties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that a person has to do in the landscape, by name and through their roles. */
        get: operations["getPeopleIdDuties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/filters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The filters that a person keeps, by name. */
        get: operations["getPeopleIdFilters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/filters/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keeps a filter of task lists under a name, or what a page asks; what had that name there is replaced. */
        put: operations["putPeopleIdFiltersName"];
        post?: never;
        /** A filter is not kept any more, or what a page asks: each page has names of its own. */
        delete: operations["deletePeopleIdFiltersName"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/instances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The instances of a person, the latest first. */
        get: operations["getPeopleIdInstances"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/mentions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The comments in which a person is mentioned, the latest first. */
        get: operations["getPeopleIdMentions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a person was told of, the latest first: tasks they have (待办) or may claim (待认领), reminders (催办), copies (抄送),
         *     mentions, what was sent back (驳回), what is overdue (逾期), how approvals were decided, and the end of what they started.
         */
        get: operations["getPeopleIdNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/notices/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks a notice, and all before it, as read. */
        post: operations["postPeopleIdNoticesRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/notices/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a person is told of, as it happens (server-sent events): `id`, `event` with the kind, `data` with the notice.
         *     An `event` of `alerts`, without an id, says that alerts are other than before: whoever shows them looks again.
         */
        get: operations["getPeopleIdNoticesStream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/notification-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What somebody wants to be told by mail and by webhook, and when not; what they have not said is as for everybody. */
        get: operations["getPeopleIdNotificationPreferences"];
        /** Says what somebody wants to be told, and when not: what comes in a quiet time waits for its end. */
        put: operations["putPeopleIdNotificationPreferences"];
        post?: never;
        /** As for everybody again. */
        delete: operations["deletePeopleIdNotificationPreferences"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/proxies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who stands in for a person (代理), now or later, by id. */
        get: operations["getPeopleIdProxies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/proxies/{proxy}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Lets somebody stand in for a person (代理): new tasks go to them. */
        put: operations["putPeopleIdProxiesProxy"];
        post?: never;
        /** Nobody stands in any more. */
        delete: operations["deletePeopleIdProxiesProxy"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The open tasks of a person. */
        get: operations["getPeopleIdTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/raci": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The RACI matrix with its conflicts. */
        get: operations["getRaci"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes cells of the matrix. `If-Match` says which version of the landscape was seen. */
        patch: operations["patchRaci"];
        trace?: never;
    };
    "/api/v1/repairs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Looks files through and says what could be repaired. Nothing is kept, and nothing is deployed: whoever wants the
         *     repairs deploys the answer's `xml`, or the same file with its token in `acceptRepairs`.
         */
        post: operations["postRepairs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Finds definitions, drafts, instances by business key, their tasks, and people: what the reader may see of them, a few of
         *     each kind.
         */
        get: operations["getSearch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who asks, and what they may do. */
        get: operations["getSession"];
        put?: never;
        /** Logs in with a password. The answer sets the cookie of a new session; needs no token. */
        post: operations["postSession"];
        /** Logs out: the session ends and its cookie is taken away. An API token is not changed by it. */
        delete: operations["deleteSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ways to log in. Needs no token. */
        get: operations["getSessionOptions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The settings in force, as `weir config --explain` tells them. Of secrets it tells the files that they are read from. */
        get: operations["getSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the first administrator. Works once, with the link that the first start printed; needs no token. */
        post: operations["postSetup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/signals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Broadcasts a signal. */
        post: operations["postSignals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Simulations, the newest first. */
        get: operations["getSimulations"];
        put?: never;
        /** Has a process simulated: as it is, and in scenarios. It runs beside the work; look at it by its id. */
        post: operations["postSimulations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulations/gate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The as-is gate of a process, as the last simulation judged it. */
        get: operations["getSimulationsGate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulations/learned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a simulation would learn from the newest instances: what there is to change, and what is missing. */
        post: operations["postSimulationsLearned"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them: how far it is, what was asked, and what came of it. */
        get: operations["getSimulationsId"];
        put?: never;
        post?: never;
        /** Removes it with what came of it; one that runs is ended. */
        delete: operations["deleteSimulationsId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulations/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accepts a scenario: what follows from it is the draft that it names, to be reviewed and deployed as always. */
        post: operations["postSimulationsIdAccept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulations/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets it stop. */
        post: operations["postSimulationsIdCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulations/{id}/repeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks the same once more, of the same log: it comes to the same, digit by digit. */
        post: operations["postSimulationsIdRepeat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/start-conditions/evaluate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Starts every process whose start condition holds for these variables. Nothing is remembered between two requests: a
         *     condition that holds starts an instance each time.
         */
        post: operations["postStartConditionsEvaluate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The suggestions of a process, with why rules had nothing to say. */
        get: operations["getSuggestionsId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions/{id}/items/{suggestion}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One suggestion. */
        get: operations["getSuggestionsIdItemsSuggestion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions/{id}/items/{suggestion}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accepts a suggestion: its edit becomes a draft of the next version, in the same commit. */
        post: operations["postSuggestionsIdItemsSuggestionAccept"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions/{id}/items/{suggestion}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Dismisses a suggestion; it stays dismissed when it is found again. */
        post: operations["postSuggestionsIdItemsSuggestionDismiss"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions/{id}/items/{suggestion}/gain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an accepted suggestion has brought: newer instances held against those it was found in. It compares before and after;
         *     what else changed meanwhile is in it too.
         */
        get: operations["getSuggestionsIdItemsSuggestionGain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions/{id}/items/{suggestion}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens a dismissed suggestion again. */
        post: operations["postSuggestionsIdItemsSuggestionReopen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions/{id}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to look for suggestions. While the search of this process runs it is that one; look at it by its id. */
        post: operations["postSuggestionsIdRuns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions/{id}/runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A search: how far it is. */
        get: operations["getSuggestionsIdRunsRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions/{id}/runs/{run}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a search stop; what earlier ones found stays. */
        post: operations["postSuggestionsIdRunsRunCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions/{id}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What suggestions know of a process beside its model. */
        get: operations["getSuggestionsIdSettings"];
        /**
         * Says what suggestions know of a process beside its model: costs, targets, what must stay as it is. The next search counts
         *     with it.
         */
        put: operations["putSuggestionsIdSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tenants. */
        get: operations["getTenants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tenants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Makes a tenant, or changes it. */
        put: operations["putTenantsId"];
        post?: never;
        /** Removes a tenant that has no users and no grants. */
        delete: operations["deleteTenantsId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/test-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins a test run. What the model refers to and the files do not have is taken from what is deployed in the tenant of
         *     whoever tries; so are the people. Calendars and rule parameters are those of this installation.
         */
        post: operations["postTestRuns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/test-runs/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs a scenario from its beginning and says whether everything went as it says. Nothing is kept. */
        post: operations["postTestRunsReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/test-runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a test run stands. */
        get: operations["getTestRunsId"];
        put?: never;
        post?: never;
        /** Ends a test run. */
        delete: operations["deleteTestRunsId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/test-runs/{id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does something in a test run. */
        post: operations["postTestRunsIdSteps"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The API tokens of everybody, by id, also those that open nothing any more. */
        get: operations["getTokens"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes an API token: it opens nothing from this answer on. The reason stays in the audit. */
        delete: operations["deleteTokensId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/trees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reads a model as a tree of approvals, with a change of it if one is asked for: the answer has the new text then, in
         *     which everything else stands as it did, and which is drawn anew. A model that is no tree says which of its elements
         *     stand against it, and is not changed.
         */
        post: operations["postTrees"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user-tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The open tasks. */
        get: operations["getUserTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user-tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One open task. */
        get: operations["getUserTasksId"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Plans an open task. Whoever has it says when to look at it again; when it is due and how urgent it is moves for others
         *     too, and needs the right to that.
         */
        patch: operations["patchUserTasksId"];
        trace?: never;
    };
    "/api/v1/user-tasks/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a task for the actor. */
        post: operations["postUserTasksIdClaim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user-tasks/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The actor has done a task. */
        post: operations["postUserTasksIdComplete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user-tasks/{id}/delegate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets somebody else prepare a task; it comes back (委派). */
        post: operations["postUserTasksIdDelegate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user-tasks/{id}/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Keeps what the actor has entered for an open task, for them alone. With `If-Match` only when it is still that draft. */
        put: operations["putUserTasksIdDraft"];
        post?: never;
        /** The actor's draft is not wanted any more. */
        delete: operations["deleteUserTasksIdDraft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user-tasks/{id}/form": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The form of an open task as whoever does it may see it, with the values that it has now. Hidden fields are not in it. */
        get: operations["getUserTasksIdForm"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user-tasks/{id}/form/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What holds in the form of an open task for what was entered so far. Nothing is kept by it. */
        post: operations["postUserTasksIdFormLive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user-tasks/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a prepared task back to whom it belongs. */
        post: operations["postUserTasksIdResolve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user-tasks/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends the matter back to an earlier task (驳回). What runs beside the region between the two goes on. */
        post: operations["postUserTasksIdReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user-tasks/{id}/return-targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tasks to which the matter may go back from this one, the latest first. */
        get: operations["getUserTasksIdReturnTargets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user-tasks/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The actor begins to work on a task, and takes it if nobody has it: what lies between claiming and this is waiting. */
        post: operations["postUserTasksIdStart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user-tasks/{id}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a task to somebody else for good (转办). */
        post: operations["postUserTasksIdTransfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/user-tasks/{id}/unclaim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts a task back. */
        post: operations["postUserTasksIdUnclaim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The users, by id. */
        get: operations["getUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One user. */
        get: operations["getUsersId"];
        /** Makes a user, or changes them. What they may do is said by grants. */
        put: operations["putUsersId"];
        post?: never;
        /** Removes a user, with their grants, API tokens and sessions. What they did stays in the history, and so does the reason. */
        delete: operations["deleteUsersId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** The user is known to no OpenID provider any more; who logs in there next is bound anew. */
        delete: operations["deleteUsersIdIdentities"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets a password. All sessions of the user end. */
        put: operations["putUsersIdPassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sessions of a user that have not ended. */
        get: operations["getUsersIdSessions"];
        put?: never;
        post?: never;
        /** Logs a user out everywhere. */
        delete: operations["deleteUsersIdSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The API tokens of a user, also those that open nothing any more. */
        get: operations["getUsersIdTokens"];
        put?: never;
        /** Makes an API token. It opens no more than its owner may do, and no more than the token or session that makes it. */
        post: operations["postUsersIdTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/waits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What instances wait for. */
        get: operations["getWaits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All webhooks, by id. */
        get: operations["getWebhooks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Makes a webhook, or changes it. */
        put: operations["putWebhooksId"];
        post?: never;
        /** Removes a webhook. What waits for it is dropped. */
        delete: operations["deleteWebhooksId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Does the process answer? Needs no token. */
        get: operations["getLivez"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures for Prometheus. Needs the token unless the setting `metrics_open` is on. */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Does the engine take work? Needs no token, and says no more than that. */
        get: operations["getReadyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What is abnormal in a window. */
        Abnormal: {
            /** @description What was found, the latest first. */
            found: components["schemas"]["Anomaly"][];
            /**
             * Format: int64
             * @description From how many earlier cases it was learnt what is usual.
             */
            learnt: number;
            /**
             * Format: int64
             * @description From how many it must be.
             */
            least: number;
            /** @description Is there more than is told? */
            more: boolean;
            /**
             * Format: int64
             * @description How many cases were held against it.
             */
            n: number;
            /** @description Whether it can be told. */
            state: components["schemas"]["Standing"];
        };
        /** @description Which scenario is accepted. */
        Accept: {
            /** @description Why: needed where the as-is gate did not pass, or the scenario is not better beyond doubt. It is kept. */
            reason?: string | null;
            /** @description Its name. */
            scenario: string;
        };
        /** @description How a suggestion is accepted. */
        AcceptedSuggestion: {
            /** @description What the draft is called. */
            name?: string | null;
            /** @description Words for the model, in the language of whoever accepts, where the edit is left to people. */
            note?: string | null;
            /** @description Why; needed where no simulation has passed its check against what was. */
            reason?: string | null;
            /** @description The id of the simulation that it rests on. */
            simulation?: string | null;
        };
        /** @description What somebody may do: the decision that the server takes of each of their requests. */
        AccessDecisions: {
            /** @description Each action. */
            actions: components["schemas"]["DecidedAction"][];
            /** @description Are they let in now? Who is not may do nothing. */
            admitted: boolean;
            /** @description The grants that speak for them now: by name, as everybody, and by what they belong to. */
            grants: components["schemas"]["Grant"][];
            /** @description How many processes there are of which they see the instances, and those. */
            processes: components["schemas"]["DecidedProcess"][];
            /** @description The tenant that they never leave. */
            tenant?: string | null;
            /** @description Of whom. */
            user: string;
        };
        /**
         * @description In which capacity somebody works with the engine.
         * @enum {string}
         */
        AccessRole: "administrator" | "designer" | "operator" | "auditor" | "processOwner" | "user" | "worker" | "integrator";
        /**
         * @description What somebody does; also the scope of an API token.
         * @enum {string}
         */
        ActionName: "see-definitions" | "deploy" | "start-instances" | "see-instances" | "see-trace" | "see-operations" | "operate" | "see-tasks" | "work-on-tasks" | "force-tasks" | "recall" | "work-on-jobs" | "publish-messages" | "ask-decisions" | "see-parameters" | "set-parameters" | "see-people" | "manage-organisation" | "see-lists" | "manage-proxies" | "manage-own-access" | "manage-access" | "see-audit" | "see-health" | "act-for-others" | "take-part" | "keep-notes" | "see-models" | "design-models" | "set-indicators" | "simulate" | "improve";
        /** @description How far a role or a person reaches with an action. */
        ActionReach: {
            /** @description The action. */
            action: components["schemas"]["ActionName"];
            /** @description How far. */
            reach: components["schemas"]["ReachName"];
        };
        /** @description With what the activity begins. */
        ActivateActivity: {
            /** @description Local variables of the activity. */
            variables?: {
                [key: string]: unknown;
            };
        };
        /** @description One visit of one element. A time that did not occur is null. */
        Activity: {
            /** @description Who did it. */
            actor?: string | null;
            /** @description The element instances whose completion led here. */
            causedBy: components["schemas"]["u64"][];
            /**
             * Format: date-time
             * @description When somebody took it.
             */
            claimed?: string | null;
            /** @description What the person who did it decided. */
            decision?: string | null;
            /** @description The decisions it used, with their versions. */
            decisions: string[];
            /** @description The element. */
            element: string;
            /**
             * Format: date-time
             * @description When it was entered.
             */
            enabled: string;
            /**
             * Format: date-time
             * @description When it was left.
             */
            ended?: string | null;
            /** @description The flows its token took. */
            flows: string[];
            /** @description Through which candidate group. */
            group?: string | null;
            /**
             * Format: int32
             * @description How often it was stuck.
             */
            incidents: number;
            /** @description How somebody stepped in. */
            intervention?: string | null;
            /** @description Its key in the instance. */
            key: components["schemas"]["u64"];
            /** @description How it was left: `completed` or `terminated`. */
            outcome?: string | null;
            /** @description In which role. */
            role?: string | null;
            /** @description The element instances around it, from the process inwards. */
            scopePath: components["schemas"]["u64"][];
            /**
             * Format: int64
             * @description The number of the event that began it.
             */
            seq: number;
            /**
             * Format: date-time
             * @description When work on it began.
             */
            started?: string | null;
            /** @description When it stood still. */
            suspended: components["schemas"]["Span"][];
            /** @description The variables it wrote. */
            wrote: string[];
        };
        /** @description Visits of elements in the order they were entered. */
        ActivityList: {
            items: components["schemas"]["Activity"][];
        };
        /** @description Who caused something. */
        Actor: {
            /** @description The candidate group through which. */
            group?: string | null;
            /** @description A user, a worker, or `engine`. */
            id: string;
            /** @description The role in which. */
            role?: string | null;
            /** @description Who really asked, when they spoke for somebody else. */
            through?: string | null;
        };
        /** @description What lies ahead of a running case. */
        Ahead: {
            /**
             * Format: double
             * @description The probability that it ends after the moment that was asked about.
             */
            late?: number | null;
            /** @description By what they are like it: `visited`, `depth`, `last` or `all`. */
            likeness?: string | null;
            /** @description The median of the time that cases like it still took; between `low` and `high` lay 80 % of them. */
            remaining: components["schemas"]["Measure"];
        };
        /** @description Something that rang. */
        Alert: {
            /** @description Is it bad above the line, or below it? */
            above: boolean;
            acknowledged?: components["schemas"]["AlertAct"] | null;
            /**
             * Format: int64
             * @description How many cases, or visits, lay beyond by themselves; of a share those that are not as they should be.
             */
            affected: number;
            /**
             * Format: date-time
             * @description When something of it changed last.
             */
            changed: string;
            /**
             * Format: double
             * @description How many robust deviations it lies from what the same hours of earlier weeks were; null where that is not known.
             */
            deviations?: number | null;
            /** @description What it goes together with most, verified on later cases. */
            drivers: components["schemas"]["AlertDriver"][];
            /** @description The evidence of the value. */
            evidence: components["schemas"]["AlertEvidence"][];
            /** @description Does it flap (抖动)? */
            flapping: boolean;
            /**
             * Format: date-time
             * @description The window of the value: from here on.
             */
            from: string;
            /** @description Its id: the rule, and the look that opened it. */
            id: string;
            /** @description Why nobody is told: `inhibited`, `silenced`, `quiet-time`, `rate-limit`. */
            keptBack?: string | null;
            /**
             * Format: double
             * @description The line that it is past.
             */
            line: number;
            /**
             * Format: int64
             * @description How many lines its history has.
             */
            lines: number;
            /** @description What is recommended. */
            measures: components["schemas"]["AlertMeasure"][];
            /**
             * Format: int64
             * @description On how many it rests.
             */
            n: number;
            /** @description What the rule was called. */
            name: components["schemas"]["Words"];
            /** @description The node that cost most time. */
            node?: string | null;
            /**
             * Format: date-time
             * @description When it rang first.
             */
            opened: string;
            /**
             * Format: double
             * @description How far past the line, in the unit of the value.
             */
            past: number;
            /**
             * Format: double
             * @description As a share of the line; null where the line is 0.
             */
            pastShare?: number | null;
            /**
             * Format: double
             * @description The value that was furthest out.
             */
            peak: number;
            /** @description The processes that were looked at. */
            processes: string[];
            /**
             * Format: int32
             * @description How often it was opened again.
             */
            reopened: number;
            /**
             * Format: date-time
             * @description When it was well again.
             */
            resolved?: string | null;
            /** @description The rule. */
            rule: string;
            /**
             * Format: int64
             * @description The version of the rule that saw what is told here.
             */
            ruleVersion: number;
            /** @description Where. */
            scope: components["schemas"]["AlertScope"];
            /** @description How bad it is, or was last. */
            severity: components["schemas"]["AlertSeverity"];
            /**
             * Format: date-time
             * @description Since when it rings; again, where it was opened again.
             */
            since: string;
            /** @description What was measured: the name of the measure, or of the indicator. */
            source: string;
            /** @description `open`, `acknowledged`, `resolved`. */
            status: components["schemas"]["AlertStatus"];
            /** @description The tenant. */
            tenant?: string | null;
            /** @description Where it was going: `Worse`, `Steady`, `Better`. */
            trend?: string | null;
            /** @description What its value counts: `ms`, `share`, `count`, `deviations`. */
            unit: string;
            /**
             * Format: date-time
             * @description Until before here.
             */
            until: string;
            /**
             * Format: double
             * @description The value when that changed last.
             */
            value: number;
        };
        /** @description Somebody did something at some time. */
        AlertAct: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Who. */
            by: string;
        };
        /** @description What a rule would have done in the last days, with its lines as they are and 10 % in and out. */
        AlertBackTest: {
            /** @description Has the history been read as a whole? Until then it says too little. */
            caughtUp: boolean;
            /**
             * Format: date-time
             * @description From here on.
             */
            from: string;
            /** @description With lines that are 10 % less. */
            less: components["schemas"]["AlertReplay"];
            /** @description With lines that are 10 % more. */
            more: components["schemas"]["AlertReplay"];
            /** @description What the value is now, and how it moves. */
            now: components["schemas"]["AlertRuleState"];
            /** @description As it is. */
            same: components["schemas"]["AlertReplay"];
            /** @description Was less looked at than was asked for, because what is older is held as sums alone? */
            shortened: boolean;
            /** @description What its value counts: `ms`, `share`, `count`, `deviations`. */
            unit: string;
            /**
             * Format: date-time
             * @description Until here.
             */
            until: string;
        };
        /** @description A comment. */
        AlertComment: {
            /** @description In whose own words. */
            text: string;
        };
        /** @description How many alerts ring. */
        AlertCounts: {
            /**
             * Format: int64
             * @description Those that somebody has taken on.
             */
            acknowledged: number;
            /**
             * Format: int64
             * @description Those of them that are critical.
             */
            critical: number;
            /**
             * Format: int64
             * @description Open ones, not silenced.
             */
            open: number;
            /**
             * Format: int64
             * @description Those over which there is a silence.
             */
            silenced: number;
        };
        /** @description What the value is held against. */
        AlertDetector: "threshold" | {
            /**
             * Format: int32
             * @description The same window of so many weeks before: the value is how many robust standard deviations it lies from their median.
             */
            seasonal: number;
        } | {
            /**
             * Format: double
             * @description A quantile of the 90 days before the window: the value is the share beyond it; of times only.
             */
            outliers: number;
        };
        /** @description Something that goes together with it: an association, not a cause. */
        AlertDriver: {
            /** @description A variable; or `version`, `weekday`, `quarterOfDay`. */
            attribute: string;
            /** @description Its value, or its range. */
            value: string;
        };
        /** @description A time in alarm. */
        AlertEpisode: {
            /** @description Was it critical? */
            critical: boolean;
            /**
             * Format: int64
             * @description From this look on, ms since 1970.
             */
            from: number;
            /**
             * Format: double
             * @description The value that was furthest out.
             */
            peak: number;
            /**
             * Format: int64
             * @description Until this one; null where it goes on at the end.
             */
            until?: number | null;
        };
        /** @description The evidence of a value: the handle of one process. */
        AlertEvidence: {
            /** @description See `/analytics/evidence/{handle}`. */
            handle: string;
            /** @description The process. */
            process: string;
        };
        /** @description A line of the history of an alert. */
        AlertLine: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Who did it. */
            by: string;
            /** @description The evidence of the value. */
            evidence: components["schemas"]["AlertEvidence"][];
            /**
             * @description `opened`, `reopened`, `worsened`, `recovering`, `relapsed`, `resolved`, `acknowledged`, `silenced`, `commented`, `told`,
             *     `keptBack`, `flapping`, `ruleChanged`, `ruleStopped`.
             */
            happened: string;
            /**
             * Format: int64
             * @description On how many it rests.
             */
            n?: number | null;
            /**
             * Format: int64
             * @description Counts from 1.
             */
            number: number;
            /**
             * Format: int64
             * @description The version of the rule.
             */
            ruleVersion?: number | null;
            severity?: components["schemas"]["AlertSeverity"] | null;
            /** @description In which words; of `told` who was, of `keptBack` why. */
            text?: string | null;
            /**
             * Format: double
             * @description The value then.
             */
            value?: number | null;
        };
        /** @description What is recommended. */
        AlertMeasure: {
            /** @description Stable code. */
            code: string;
            /**
             * Format: double
             * @description Its number: people, ms, an hour of the day, a size.
             */
            parameter?: number | null;
        };
        /**
         * @description A measure. `queue`, `claimed` and `service` are of activities; `rework`, `firstPass`, `sentBack` and `running` of processes.
         * @enum {string}
         */
        AlertMetric: "sojourn" | "queue" | "claimed" | "service" | "onTime" | "rework" | "firstPass" | "sentBack" | "incidents" | "interventions" | "terminated" | "ended" | "running";
        /** @description What a notice tells of an alert. */
        AlertNotice: {
            /** @description Which. */
            alert: string;
            /** @description What the rule is called. */
            name: components["schemas"]["Words"];
            /** @description `firing`, `repeated` or `resolved`. */
            phase: string;
            /** @description The processes that it is about. */
            processes: string[];
            /** @description Its rule. */
            rule: string;
            /** @description How bad it is. */
            severity: components["schemas"]["AlertSeverity"];
            /** @description The tenant. */
            tenant?: string | null;
            /** @description What is told. */
            text: components["schemas"]["AlertText"];
        };
        /** @description A piece of the chart of a back-test. */
        AlertPoint: {
            /**
             * Format: int64
             * @description The last look of it, ms since 1970.
             */
            at: number;
            /**
             * Format: int32
             * @description 0 it was well, 1 a warning, 2 critical.
             */
            level: number;
            /**
             * Format: int64
             * @description On how many it rests.
             */
            n: number;
            /**
             * Format: double
             * @description The value in it that was furthest out; null where nothing could be read.
             */
            value?: number | null;
        };
        /** @description Why a rule goes. */
        AlertReason: {
            /** @description Why; it is kept. */
            reason: string;
        };
        /** @description Who is told. */
        AlertReceivers: {
            /** @description People. */
            people: string[];
            /** @description Roles of the organisation: those who have them when something is told. */
            roles: string[];
            /** @description Webhooks, by id. */
            webhooks: string[];
        };
        /** @description What a rule would have done. */
        AlertReplay: {
            /** @description Would it fire constantly? */
            constant: boolean;
            /** @description The last times in alarm, the oldest first. */
            episodes: components["schemas"]["AlertEpisode"][];
            /**
             * Format: int64
             * @description How often it would have begun to fire.
             */
            firings: number;
            /** @description In how many looks nothing could be read, by why. */
            held: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description In how many looks it would have been in alarm.
             */
            inAlarm: number;
            /** @description The chart. */
            points: components["schemas"]["AlertPoint"][];
            /**
             * Format: int64
             * @description How far the looks lie apart, ms: more than the rule asks for where the time is too long.
             */
            stepMs: number;
            /**
             * Format: int64
             * @description How often it was looked.
             */
            windows: number;
        };
        /** @description A rule in one version. Versions are never changed: alerts name theirs. */
        AlertRule: {
            /**
             * Format: date-time
             * @description Since when.
             */
            at: string;
            /** @description Who set it. */
            by: string;
            /** @description Its id. */
            id: string;
            /** @description Why. */
            reason: string;
            /** @description Is this the version that removed it? */
            removed: boolean;
            /** @description What it says. */
            spec: components["schemas"]["AlertRuleSpec"];
            /** @description The tenant of what it looks at. */
            tenant?: string | null;
            /**
             * Format: int64
             * @description Counts from 1: the `ETag`.
             */
            version: number;
        };
        /** @description What a rule says. */
        AlertRuleSpec: {
            /**
             * Format: int32
             * @description In how many of the last looks the value must be beyond.
             */
            beyond: number;
            /**
             * Format: double
             * @description The line of return; null: 10 % of the warning line, or one standard error, on the good side.
             */
            clear?: number | null;
            /**
             * Format: double
             * @description The line of what is critical, further out.
             */
            critical?: number | null;
            /** @description Does what is critical break the quiet? */
            criticalAlways?: boolean;
            /** @description What the value is held against. */
            detector?: components["schemas"]["AlertDetector"];
            /** @description Is it at work? */
            enabled: boolean;
            /**
             * Format: int32
             * @description How often it is looked at, in minutes, 1 to 1440.
             */
            everyMinutes: number;
            /** @description Rules that say it already, where they ring at the same place or a more general one. */
            inhibitedBy?: string[];
            /**
             * Format: int32
             * @description For how many looks it must be well again.
             */
            keep: number;
            /**
             * Format: int64
             * @description On how many values it must rest.
             */
            least: number;
            /** @description What people call it; in one language at least. */
            name: components["schemas"]["Words"];
            /**
             * Format: int32
             * @description How many looks those are, up to 288.
             */
            of: number;
            /** @description Who answers for it; whoever set it where nobody is said. */
            owner?: string | null;
            /** @description When nobody is told; what comes then waits for the end. */
            quiet?: components["schemas"]["QuietTime"][];
            /** @description Who is told. */
            receivers?: components["schemas"]["AlertReceivers"];
            /**
             * Format: int32
             * @description An alert that rings again within so many hours after it was well is the same one, opened again.
             */
            reopenHours?: number;
            /**
             * Format: int32
             * @description After how many minutes an alert that still rings is told again; null: never.
             */
            repeatMinutes?: number | null;
            /** @description What it looks at. */
            scope: components["schemas"]["AlertScope"];
            /** @description Which side of the lines is bad. */
            side: components["schemas"]["AlertSide"];
            /** @description Where its value comes from. */
            source: components["schemas"]["AlertSource"];
            /** @description What is made of the values of a window. */
            statistic?: components["schemas"]["AlertStatistic"];
            /**
             * Format: double
             * @description The line of a warning, in the unit of the value.
             */
            warn: number;
            /**
             * Format: int32
             * @description How long the window is, in hours, 1 to 2160.
             */
            windowHours: number;
        };
        /** @description How a rule stands now. None of this is kept: it is read off the history again after a start. */
        AlertRuleState: {
            /** @description The alert that is open. */
            alert?: string | null;
            /**
             * Format: date-time
             * @description When it was looked at last.
             */
            at?: string | null;
            /**
             * Format: date-time
             * @description When the value would reach the line of a warning if it goes on like that.
             */
            breachAt?: string | null;
            /** @description Is the clock behind the last look? Then it waits until the clock has come so far again. */
            clockBehind: boolean;
            /** @description Does it flap (抖动)? */
            flapping: boolean;
            /** @description Why there is no value: `noData`, `tooFew`, `noBaseline`, `noSpread`, `forgotten`, `unavailable`. */
            missing?: string | null;
            /**
             * Format: int64
             * @description On how many it rests.
             */
            n: number;
            /**
             * Format: double
             * @description How much the value changes with each look; null where fewer than 3 are known.
             */
            slope?: number | null;
            /** @description `ok`, `pending`, `warning`, `critical`, `recovering`; null before it was looked at. */
            state?: string | null;
            /** @description Why nothing is looked at any more, where that is so. */
            stopped?: string | null;
            /**
             * Format: double
             * @description What was read.
             */
            value?: number | null;
        };
        /** @description What a rule looks at: a process, a version or activity of it, or all processes below a node of the landscape. */
        AlertScope: {
            /** @description The node of the landscape; all processes that it and its parts are linked to count together. */
            landscape?: string | null;
            /** @description Only this activity of it. */
            node?: string | null;
            /** @description The process; null where it is a node of the landscape. */
            process?: string | null;
            /**
             * Format: int32
             * @description Only this version of it.
             */
            version?: number | null;
        };
        /**
         * @description How bad it is.
         * @enum {string}
         */
        AlertSeverity: "warning" | "critical";
        /**
         * @description Which side of the lines is bad.
         * @enum {string}
         */
        AlertSide: "above" | "below";
        /** @description Somebody has asked for quiet, for a while. */
        AlertSilence: {
            ended?: components["schemas"]["AlertAct"] | null;
            /**
             * Format: date-time
             * @description From when on.
             */
            from: string;
            /** @description Its id. */
            id: string;
            /** @description Who made it, and when. */
            made: components["schemas"]["AlertAct"];
            /** @description The activity of it. */
            node?: string | null;
            /** @description Who answers for it. */
            owner: string;
            /** @description The process; null: every place. */
            process?: string | null;
            /** @description The processes that it was about when it was made; none: all. */
            processes: string[];
            /** @description Why. */
            reason: string;
            /** @description The rule; null: every rule. */
            rule?: string | null;
            /** @description The tenant it is about. */
            tenant?: string | null;
            /**
             * Format: date-time
             * @description Until when.
             */
            until: string;
        };
        /** @description Where the value of a rule comes from. */
        AlertSource: {
            /** @description A measure of the history. */
            metric: components["schemas"]["AlertMetric"];
        } | {
            /** @description An indicator that somebody has defined, by its id. */
            indicator: string;
        };
        /**
         * @description What is made of the values of a window.
         * @enum {string}
         */
        AlertStatistic: "mean" | "p95";
        /**
         * @description Where an alert is in its life.
         * @enum {string}
         */
        AlertStatus: "open" | "acknowledged" | "resolved";
        /** @description What is told, in both languages, sentence by sentence. */
        AlertText: {
            /** @description English. */
            en: string[];
            /** @description Chinese. */
            "zh-CN": string[];
        };
        /** @description An alert with its words. */
        AlertView: {
            /** @description The alert. */
            alert: components["schemas"]["Alert"];
            /** @description Is somebody's silence over it now? */
            silenced: boolean;
            /** @description What is told of it. */
            text: components["schemas"]["AlertText"];
        };
        /** @description Some words. */
        AlertWords: {
            /** @description They. */
            text?: string | null;
        };
        /** @description An answer about a window. */
        Analysed_Abnormal: {
            /** @description What was found, the latest first. */
            found: components["schemas"]["Anomaly"][];
            /**
             * Format: int64
             * @description From how many earlier cases it was learnt what is usual.
             */
            learnt: number;
            /**
             * Format: int64
             * @description From how many it must be.
             */
            least: number;
            /** @description Is there more than is told? */
            more: boolean;
            /**
             * Format: int64
             * @description How many cases were held against it.
             */
            n: number;
            /** @description Whether it can be told. */
            state: components["schemas"]["Standing"];
        } & {
            /** @description How far the log was read. */
            asOf: components["schemas"]["AsOf"];
            /**
             * Format: date-time
             * @description The window, in whole hours: from here on.
             */
            from: string;
            /**
             * Format: date-time
             * @description Until before here.
             */
            until: string;
        };
        /** @description An answer about a window. */
        Analysed_Cohort: {
            /** @description A page of them. */
            cases: components["schemas"]["CohortCase"][];
            /** @description The cases behind it. */
            evidence: string;
            /**
             * Format: int64
             * @description How many there are.
             */
            n: number;
            /**
             * Format: int64
             * @description How many lie before the next page; none at the end.
             */
            next?: number | null;
        } & {
            /** @description How far the log was read. */
            asOf: components["schemas"]["AsOf"];
            /**
             * Format: date-time
             * @description The window, in whole hours: from here on.
             */
            from: string;
            /**
             * Format: date-time
             * @description Until before here.
             */
            until: string;
        };
        /** @description An answer about a window. */
        Analysed_EvidenceAnswer: {
            /** @description What was counted. */
            kind: components["schemas"]["EvidenceKind"];
            /** @description A page of them. */
            members: components["schemas"]["EvidenceRow"][];
            /**
             * Format: int64
             * @description How many, counted again.
             */
            n: number;
            /**
             * Format: int64
             * @description How many lie before the next page; none at the end.
             */
            next?: number | null;
            /**
             * Format: int64
             * @description The sum of their sojourns, counted again, ms.
             */
            sum: number;
        } & {
            /** @description How far the log was read. */
            asOf: components["schemas"]["AsOf"];
            /**
             * Format: date-time
             * @description The window, in whole hours: from here on.
             */
            from: string;
            /**
             * Format: date-time
             * @description Until before here.
             */
            until: string;
        };
        /** @description An answer about a window. */
        Analysed_Explained: {
            /**
             * Format: int64
             * @description How many cases there must be.
             */
            casesLeast: number;
            /** @description What the flag is associated with, the one with most excess cases first. */
            drivers: components["schemas"]["DriverAnswer"][];
            /**
             * Format: int64
             * @description Those that are flagged.
             */
            flagged: number;
            /**
             * Format: int64
             * @description How many flagged ones.
             */
            flaggedLeast: number;
            /**
             * Format: int64
             * @description Cases that were left out, the oldest, because there are too many.
             */
            leftOut: number;
            /**
             * Format: int64
             * @description Cases that were compared.
             */
            n: number;
            /**
             * Format: int64
             * @description How many tests were made, over which the false discovery rate is held.
             */
            tests: number;
            /** @description What came of it. */
            verdict: components["schemas"]["Verdict"];
        } & {
            /** @description How far the log was read. */
            asOf: components["schemas"]["AsOf"];
            /**
             * Format: date-time
             * @description The window, in whole hours: from here on.
             */
            from: string;
            /**
             * Format: date-time
             * @description Until before here.
             */
            until: string;
        };
        /** @description An answer about a window. */
        Analysed_Grouped: {
            /** @description All that was counted. */
            evidence: string;
            /** @description The groups, the largest first; what has none of it is the group of the empty key. */
            groups: components["schemas"]["GroupAnswer"][];
            /** @description What is counted. */
            kind: components["schemas"]["EvidenceKind"];
        } & {
            /** @description How far the log was read. */
            asOf: components["schemas"]["AsOf"];
            /**
             * Format: date-time
             * @description The window, in whole hours: from here on.
             */
            from: string;
            /**
             * Format: date-time
             * @description Until before here.
             */
            until: string;
        };
        /** @description An answer about a window. */
        Analysed_Indices: {
            /** @description They. */
            items: components["schemas"]["IndexAnswer"][];
        } & {
            /** @description How far the log was read. */
            asOf: components["schemas"]["AsOf"];
            /**
             * Format: date-time
             * @description The window, in whole hours: from here on.
             */
            from: string;
            /**
             * Format: date-time
             * @description Until before here.
             */
            until: string;
        };
        /** @description An answer about a window. */
        Analysed_IndicesOf: {
            /** @description The processes, by id. */
            items: components["schemas"]["ProcessIndices"][];
        } & {
            /** @description How far the log was read. */
            asOf: components["schemas"]["AsOf"];
            /**
             * Format: date-time
             * @description The window, in whole hours: from here on.
             */
            from: string;
            /**
             * Format: date-time
             * @description Until before here.
             */
            until: string;
        };
        /** @description An answer about a window. */
        Analysed_NodeDetail: (components["schemas"]["NodeAnswer"] & {
            /** @description How its sojourns lie. */
            distribution: components["schemas"]["Bucket"][];
            /**
             * Format: int64
             * @description How many different people did it; none below the least number that is told.
             */
            people?: number | null;
            /** @description Hour by hour where the window has at most a week, else day by day. */
            series: components["schemas"]["Point"][];
            /**
             * Format: int64
             * @description How long each piece of the series is, ms.
             */
            seriesMs: number;
        }) & {
            /** @description How far the log was read. */
            asOf: components["schemas"]["AsOf"];
            /**
             * Format: date-time
             * @description The window, in whole hours: from here on.
             */
            from: string;
            /**
             * Format: date-time
             * @description Until before here.
             */
            until: string;
        };
        /** @description An answer about a window. */
        Analysed_Portfolio: {
            /** @description The processes, by id. */
            items: components["schemas"]["PortfolioItem"][];
        } & {
            /** @description How far the log was read. */
            asOf: components["schemas"]["AsOf"];
            /**
             * Format: date-time
             * @description The window, in whole hours: from here on.
             */
            from: string;
            /**
             * Format: date-time
             * @description Until before here.
             */
            until: string;
        };
        /** @description An answer about a window. */
        Analysed_ProcessAnswer: {
            change?: components["schemas"]["Delta"] | null;
            compared?: components["schemas"]["Summary"] | null;
            /** @description Its flows that were taken, by id. */
            flows: components["schemas"]["FlowAnswer"][];
            /** @description Its nodes, by id. */
            nodes: components["schemas"]["NodeAnswer"][];
            /** @description All of it. */
            summary: components["schemas"]["Summary"];
            /** @description Variables that cases can be asked by. */
            variables: string[];
            /** @description Version by version. */
            versions: components["schemas"]["VersionAnswer"][];
        } & {
            /** @description How far the log was read. */
            asOf: components["schemas"]["AsOf"];
            /**
             * Format: date-time
             * @description The window, in whole hours: from here on.
             */
            from: string;
            /**
             * Format: date-time
             * @description Until before here.
             */
            until: string;
        };
        /** @description An answer about a window. */
        Analysed_Warned: {
            /** @description Those that are late or at risk, the most probable first. */
            found: components["schemas"]["Warning"][];
            /**
             * Format: int64
             * @description How many of them are late now.
             */
            late: number;
            /**
             * Format: int64
             * @description From how many ended cases was learnt.
             */
            learnt: number;
            /**
             * Format: int64
             * @description How many cases alike there must be to predict one.
             */
            least: number;
            /**
             * Format: int64
             * @description How many run.
             */
            running: number;
            /** @description Whether it can be told. */
            state: components["schemas"]["Standing"];
            /**
             * Format: int64
             * @description How long after its beginning a case is due, ms.
             */
            target?: number | null;
        } & {
            /** @description How far the log was read. */
            asOf: components["schemas"]["AsOf"];
            /**
             * Format: date-time
             * @description The window, in whole hours: from here on.
             */
            from: string;
            /**
             * Format: date-time
             * @description Until before here.
             */
            until: string;
        };
        /** @description Something abnormal. */
        Anomaly: {
            /**
             * Format: date-time
             * @description When it ended.
             */
            at: string;
            /** @description `SLOW_STEP`, `RARE_PATH`, `NEW_FLOW`, `REWORK`. */
            code: string;
            /**
             * Format: uuid
             * @description Where.
             */
            instance: string;
            /**
             * Format: double
             * @description What 99 % of what is usual do not exceed.
             */
            line?: number | null;
            /** @description At which node; of a new flow, from which. */
            node?: string | null;
            /** @description Of a slow step the part that was furthest beyond its own line. */
            segment?: string | null;
            /** @description Of a new flow, to which node. */
            to?: string | null;
            /**
             * Format: double
             * @description What was measured: ms, bits, or a count.
             */
            value: number;
        };
        /** @description An open approval. */
        Approval: {
            /** @description The task. */
            element: string;
            /** @description Its id. */
            id: string;
            /** @description Who has to agree: mode, veto, and what is done where nobody can. */
            policy: unknown;
            /** @description Who is asked, and what they said. */
            seats: components["schemas"]["Seat"][];
            /** @description What the votes so far mean: `pass`, `reject` or `pending`. */
            verdict: string;
        };
        /** @description A process as a tree. */
        ApprovalTree: {
            /** @description What people call it. */
            name?: string | null;
            /** @description Its steps, from the start to the end. */
            nodes: components["schemas"]["TreeNode"][];
            /** @description The process. */
            process: string;
        };
        /** @description How far the log was read when something was answered. */
        AsOf: {
            /**
             * Format: date-time
             * @description The time of the last step that counts.
             */
            at?: string | null;
            /** @description Has the log been read as a whole since the start? Until then numbers are too small. */
            caughtUp: boolean;
            /**
             * Format: date-time
             * @description What ended until here is held as sums alone; none where everything is held.
             */
            heldAfter?: string | null;
            /**
             * Format: int64
             * @description For how long something had waited to be counted, ms; 0 where nothing had.
             */
            lagMs: number;
            /**
             * Format: int64
             * @description The position in the log of the last commit that counts; none where nothing does.
             */
            position?: number | null;
            /** @description Why analytics go on no more, where they do not: the numbers stand still until the next start. */
            stopped?: string | null;
        };
        /** @description A DMN file. */
        AskCoverage: {
            /** @description Its text, of up to 3 MiB. */
            xml: string;
        };
        /** @description What a decision is asked with. */
        AskDecision: {
            /** @description The input data, by name. */
            variables?: {
                [key: string]: unknown;
            };
            /**
             * Format: int32
             * @description The version; without it and a tag, the latest.
             */
            version?: number | null;
            /** @description The newest version that carries this tag. */
            versionTag?: string | null;
        };
        /** @description A text, and what is to be changed in it. */
        AskTree: {
            change?: components["schemas"]["TreeChange"] | null;
            /** @description A BPMN file of up to 3 MiB. */
            xml: string;
        };
        /** @description What a column looked at. */
        AskedInput: {
            /** @description The expression. */
            expression: string;
            /** @description Its value. */
            value: unknown;
        };
        /** @description A table that was asked. */
        AskedTable: {
            /** @description The decision or knowledge model that it belongs to. */
            decision: string;
            /** @description What its columns looked at. */
            inputs: components["schemas"]["AskedInput"][];
            /** @description Their ids, where they have one. */
            ruleIds: (string | null)[];
            /** @description The numbers of the rules that matched and count, from 1. */
            rules: number[];
            /** @description Its id. */
            table: string;
        };
        /** @description A variable that was set. */
        Assigned: {
            name: string;
            /** Format: int64 */
            scope: number;
            value: unknown;
        };
        /** @description What somebody has to do with a node. */
        AssignedDuty: {
            /** @description The node. */
            node: string;
            /** @description Is it theirs as a whole? */
            owns: boolean;
            /** @description `R`, `A`, `C`, `I`. */
            parts: string[];
            /** @description The role that gives it to them; null: they are named themselves. */
            through?: string | null;
            /** @description From the domain down to the node, by id. */
            way: string[];
        };
        /** @description A file that belongs to an instance. */
        Attachment: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Who added it. */
            by: string;
            /** @description Its id: what a form field holds. */
            id: string;
            /**
             * Format: uuid
             * @description The instance.
             */
            instance: string;
            /** @description What it is, by its ending. */
            mediaType: string;
            /** @description Its name, without any folders. */
            name: string;
            /** @description SHA-256 of its content, in hexadecimal. */
            sha256: string;
            /**
             * Format: int64
             * @description Its length in bytes.
             */
            size: number;
            /** @description The task that it was added at. */
            task?: string | null;
        };
        /** @description Who caused something. */
        AuditActor: {
            /** @description The candidate group through which. */
            group?: string | null;
            /** @description A user, a worker, or `engine`. */
            id: string;
            /** @description The role in which. */
            role?: string | null;
            /** @description Who really asked, when they spoke for somebody else. */
            through?: string | null;
        };
        /**
         * @description What an entry is about.
         * @enum {string}
         */
        AuditArea: "flow" | "instance" | "work" | "approval" | "data" | "decision" | "incident" | "message" | "note" | "notice" | "deployment" | "model" | "parameter" | "organisation" | "access" | "reading" | "operation" | "alert";
        /** @description A value that was changed. */
        AuditChange: {
            /** @description Of what: the name of a variable or parameter. */
            name: string;
            /** @description After. */
            new: unknown;
            /** @description Before; null where there was none. */
            old: unknown;
        };
        /** @description One thing that happened, as the log has it. */
        AuditEntry: {
            /** @description What happened. */
            action: string;
            /** @description Who. */
            actor: components["schemas"]["AuditActor"];
            /** @description What it is about. */
            area: components["schemas"]["AuditArea"];
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            change?: components["schemas"]["AuditChange"] | null;
            /** @description By which command. */
            command?: string | null;
            /** @description Everything else that is known of it. */
            data: unknown;
            /** @description The definition that the instance runs on now. */
            definition?: string | null;
            /** @description The element. */
            element?: string | null;
            /** @description Its place: the position of its record in the log, and its number in that record. */
            id: string;
            /**
             * Format: uuid
             * @description The instance.
             */
            instance?: string | null;
            /** @description How somebody stepped in. */
            intervention?: string | null;
            /**
             * Format: int64
             * @description The element instance.
             */
            key?: number | null;
            /** @description What it was done to. */
            object: components["schemas"]["AuditObject"];
            /** @description The rule parameters that its step used. */
            parameters: components["schemas"]["UsedParameter"][];
            /**
             * Format: int32
             * @description The partition whose chain the record is in.
             */
            partition: number;
            /**
             * Format: int64
             * @description The position of its record in the log.
             */
            position: number;
            /** @description The process. */
            process?: string | null;
            /** @description Why. */
            reason?: string | null;
            /**
             * Format: int64
             * @description The number of the record in that chain.
             */
            record: number;
            /**
             * Format: int64
             * @description The number of the event in its instance.
             */
            seq?: number | null;
        };
        /** @description An export, and how far it is. */
        AuditExport: {
            /**
             * Format: date-time
             * @description When it began.
             */
            begun: string;
            /** @description Who asked for it. */
            by: string;
            /** @description What was written so far. */
            counts: components["schemas"]["ExportCounts"];
            /** @description Why it could not be done. */
            error?: string | null;
            /** @description How it is written. */
            format: components["schemas"]["ExportFormat"];
            /** @description Its id. */
            id: string;
            manifest?: components["schemas"]["ExportManifest"] | null;
            /** @description How far it is. */
            state: components["schemas"]["AuditJobState"];
        };
        /**
         * @description How far a job is.
         * @enum {string}
         */
        AuditJobState: "running" | "done" | "cancelled" | "failed";
        /** @description One line of the audit. */
        AuditLine: {
            /** @description From which address. */
            address?: string | null;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description More about it; why it was refused. */
            detail?: string | null;
            /** @description What. */
            happened: components["schemas"]["Happened"];
            /**
             * Format: int64
             * @description Counts from 1, without a gap.
             */
            number: number;
            /** @description What it was done with. */
            object?: string | null;
            /** @description In whose name, when not in their own. */
            person?: string | null;
            /**
             * Format: int32
             * @description How often, since the line before of the same kind.
             */
            times: number;
            /** @description Who did it; of a failed login, whom it was tried as. */
            user: string;
        };
        /** @description What an entry was done to. */
        AuditObject: {
            /** @description Which. */
            id: string;
            /** @description `instance`, `task`, `definition`, `parameter`, … */
            kind: string;
        };
        /** @description A page of entries, in the order of the log. */
        AuditPage: {
            /**
             * Format: int64
             * @description How many bytes of the log were read for it.
             */
            bytesRead: number;
            /**
             * Format: int64
             * @description How many were passed over, because it is known that nothing there fits.
             */
            bytesSkipped: number;
            /** @description The entries. */
            items: components["schemas"]["AuditEntry"][];
            /** @description Where to go on; null when the whole log was looked at. */
            next?: string | null;
            /** @description The page ended because so much of the log had been looked at, and not because it was full. */
            stopped: boolean;
        };
        /** @description What is done to each. */
        BatchAction: {
            /** @description Move them to another definition. */
            migrate: {
                /** @description How. */
                plan: components["schemas"]["MigrationPlan"];
                /** @description Why. */
                reason?: string | null;
            };
        } | {
            /** @description Put their tokens elsewhere; `dryRun` stands beside the operation. */
            modify: components["schemas"]["Modify"];
        } | {
            /** @description Let them stand still. */
            suspend: {
                /** @description Why. */
                reason?: string | null;
            };
        } | {
            /** @description Let them go on. */
            resume: {
                /** @description Why. */
                reason?: string | null;
            };
        };
        /** @description An instance of a batch that could not be done. */
        BatchFailure: {
            /** @description Stable. */
            code: string;
            /**
             * Format: uuid
             * @description The instance.
             */
            instance: string;
            /** @description For people. */
            message: string;
        };
        /** @description Which running instances. All that is given must fit. */
        BatchFilter: {
            /** @description Known by this key. */
            businessKey?: string | null;
            /** @description Of this definition. */
            definition?: string | null;
            /** @description Only with open incidents, or only without. */
            incidents?: boolean | null;
            /** @description Of this process, any version. */
            process?: string | null;
            /** @description Only those that stand still, or only those that do not. */
            suspended?: boolean | null;
        };
        /**
         * @description What a batch does: it goes on, stands still until it is resumed, was given up, or has nothing left to do.
         * @enum {string}
         */
        BatchState: "running" | "paused" | "cancelled" | "done";
        /** @description A batch and how far it is. */
        BatchSummary: {
            /**
             * Format: date-time
             * @description When it began.
             */
            begun: string;
            /** @description Who asked for it. */
            by: string;
            /**
             * Format: int64
             * @description How many could not be done; of one that was cancelled also those that were not tried any more.
             */
            failed: number;
            /** @description Its id. */
            id: string;
            /** @description `migrate`, `modify`, `suspend` or `resume`. */
            operation: string;
            /**
             * Format: int64
             * @description How many are still to be done.
             */
            pending: number;
            /** @description Why they did. */
            reason?: string | null;
            /** @description What it does. */
            state: components["schemas"]["BatchState"];
            /** @description Who paused, resumed or cancelled it last. */
            steeredBy?: string | null;
            /**
             * Format: int64
             * @description How many instances it is for.
             */
            total: number;
        };
        /** @description What a batch would do, page by page. */
        BatchTrial: {
            /** @description What it would do to each of this page. */
            items: components["schemas"]["TriedInstance"][];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
            /** @description `migrate`, `modify`, `suspend` or `resume`. */
            operation: string;
            /**
             * Format: int64
             * @description How many instances the batch would be for.
             */
            total: number;
        };
        /**
         * @description What became of it.
         * @enum {string}
         */
        Became: "executed" | "documentation" | "mapped" | "refused";
        /** @description Why something is done. What is written down cannot be asked for later. */
        Because: {
            /** @description In words, at most 8 KiB. */
            reason?: string | null;
        };
        /** @description What to do, and to which instances. */
        BeginBatch: {
            /** @description The `next` of the page before. */
            cursor?: string | null;
            /** @description Only tell what would change, page by page. */
            dryRun?: boolean;
            filter?: components["schemas"]["BatchFilter"] | null;
            /** @description These instances, */
            instances?: string[] | null;
            limit?: components["schemas"]["Limit"] | null;
            /** @description What to do. */
            operation: components["schemas"]["BatchAction"];
        };
        /** @description What is to be written. */
        BeginExport: {
            /** @description Of the trace: one of these actions, separated by commas. */
            actions?: string | null;
            /** @description Of the trace: by this person. */
            actor?: string | null;
            /** @description Of the trace: about one of these, separated by commas. */
            areas?: string | null;
            /** @description How: `xes`, `ocel`, `csv` (instances), `jsonl` (entries of the trace), `caseFiles`. */
            format: components["schemas"]["ExportFormat"];
            /**
             * Format: date-time
             * @description Not before this: when an instance was started; of the trace, when something happened.
             */
            from?: string | null;
            /** @description Only these instances; none is all. */
            instances?: string[];
            /** @description Of this process; none is all. */
            process?: string | null;
            /** @description Why it is taken; it stands in the audit. */
            reason?: string | null;
            /**
             * Format: date-time
             * @description Before this.
             */
            until?: string | null;
        };
        /** @description A gateway whose ways are taken more or less often. */
        BranchChange: {
            /** @description The id of the exclusive gateway. */
            gateway: string;
            /** @description How probable each of its flows is. */
            probabilities: {
                [key: string]: number;
            };
        };
        /** @description A signal to all who wait for it. */
        BroadcastSignal: {
            /** @description Its name. */
            name: string;
            /** @description What it carries. */
            variables?: {
                [key: string]: unknown;
            };
        };
        /** @description The first record that is not as it was written. */
        BrokenEntry: {
            /** @description The events that it holds, as far as it can still be read. */
            events: components["schemas"]["NamedEvents"][];
            /**
             * Format: int64
             * @description Counted from the start of the file.
             */
            offset: number;
            /**
             * Format: int32
             * @description Whose chain it is in.
             */
            partition?: number | null;
            /**
             * Format: int64
             * @description Its place in the log.
             */
            position: number;
            /** @description What is wrong. */
            reason: string;
            /**
             * Format: int64
             * @description Its number there.
             */
            record?: number | null;
            /** @description The file. */
            segment: string;
        };
        /** @description A range of durations. */
        Bucket: {
            /**
             * Format: int64
             * @description From here on, ms.
             */
            from: number;
            /**
             * Format: int64
             * @description How many lie in it.
             */
            n: number;
            /**
             * Format: int64
             * @description Until before here, ms.
             */
            until: number;
        };
        /** @description A message that nobody has taken yet. */
        BufferedMessage: {
            /** @description Its correlation key. */
            correlationKey?: string | null;
            /** @description Its id. */
            messageId: string;
            /** @description Its name. */
            name: string;
            /**
             * Format: date-time
             * @description When it was published.
             */
            published: string;
            /** @description The tenant that it stays in; none is the installation itself. */
            tenant?: string | null;
            /**
             * Format: date-time
             * @description When it will be forgotten.
             */
            until: string;
            /** @description What it carries. */
            variables: {
                [key: string]: unknown;
            };
        };
        /** @description By what groups are made. */
        By: "version" | "outcome" | "day" | {
            /** @description The value of a variable. */
            variable: string;
        } | "actor";
        /** @description When people work. */
        Calendar: {
            /** @description Days that are not like the week, by date; without hours they are free. */
            days: {
                [key: string]: components["schemas"]["Hours"][];
            };
            /** @description What models call it. */
            id: string;
            /** @description Its name. */
            name: string;
            /** @description An IANA time zone. */
            timeZone: string;
            /** @description Monday to Sunday: pieces of time, each with `from` and `until`. */
            week: components["schemas"]["Hours"][][];
        };
        /** @description A day of a work calendar that is not like its week. */
        CalendarDay: {
            /** @description Which: `2026-10-01`. */
            date: string;
            /** @description When; nothing said of a day of work is like the first working day of the week. */
            hours?: components["schemas"]["Hours"][];
            /** @description What people call it. */
            name?: string | null;
            /** @description Does one work? */
            work: boolean;
        };
        /** @description A year as it was announced. */
        CalendarYear: {
            /** @description The days that are not like their week. */
            days: components["schemas"]["CalendarDay"][];
            /** @description Why, or where they were announced. */
            reason?: string | null;
        };
        /** @description Somebody who could get a message. */
        Candidate: {
            /** @description Or a definition that the message starts. */
            definition?: string | null;
            /** @description The element that waits. */
            element: string;
            /** @description A subscription of a running instance. */
            subscription?: string | null;
        };
        /** @description Everything of one instance. */
        CaseFile: {
            /**
             * Format: date-time
             * @description When it was put together.
             */
            at: string;
            /** @description Its files, with their hashes. */
            attachments: components["schemas"]["Attachment"][];
            /** @description Instances that it called. */
            called: components["schemas"]["InstanceSummary"][];
            /** @description What was said about it. */
            comments: components["schemas"]["Comment"][];
            /** @description Decisions that were evaluated. */
            decisions: components["schemas"]["AuditEntry"][];
            /** @description What happened, in order. */
            entries: components["schemas"]["AuditEntry"][];
            /** @description What went wrong. */
            incidents: components["schemas"]["AuditEntry"][];
            /** @description The instance. */
            instance: components["schemas"]["InstanceSummary"];
            /** @description Where somebody stepped in. */
            interventions: components["schemas"]["AuditEntry"][];
            /** @description Where the entries go on; null when these are all. */
            next?: string | null;
            /** @description What people were told, as far as it is still kept. */
            notices: components["schemas"]["Notice"][];
            parent?: components["schemas"]["InstanceSummary"] | null;
            /** @description What people did and said, in order. */
            timeline: components["schemas"]["TimelineEntry"][];
            /** @description Its variables, as they are or were at its end. */
            variables: components["schemas"]["VariableEntry"][];
        };
        /** @description Why a case is looked at. */
        CaseReason: {
            /** @description Stable code. */
            code: string;
            /**
             * Format: double
             * @description The line that it is beyond, where there is one.
             */
            line?: number | null;
            /** @description The node, where there is one. */
            node?: string | null;
            /**
             * Format: double
             * @description What was measured.
             */
            value: number;
        };
        /** @description What is to become of one thing: an object with one member. */
        Change: {
            /** @description It is so from now on, whether it was there before or not. */
            put: components["schemas"]["OrganisationEntry"];
        } | {
            /** @description It is gone. */
            remove: {
                /** @description Its id. */
                id: string;
                /** @description Its kind. */
                kind: string;
            };
        };
        /** @description Who has changed something, and when. */
        Changed: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Who. */
            by: string;
            /**
             * Format: int64
             * @description The revision that it is in now.
             */
            revision: number;
        };
        /** @description What is not the same. */
        ChangedAttribute: {
            /** @description In the second. */
            after?: string | null;
            /** @description In the first file; null is nowhere. */
            before?: string | null;
            /** @description Where: `name`, `conditionExpression`, `extensionElements/weir:approval/@mode`. */
            path: string;
        };
        /** @description An element that is not the same. */
        ChangedElement: components["schemas"]["NamedElement"] & {
            /** @description What of it. */
            attributes: components["schemas"]["ChangedAttribute"][];
        };
        /** @description What has changed, or would change, in the order in which it happens. */
        Changes: {
            /** @description Element instances that ended. */
            ended: components["schemas"]["Left"][];
            /** @description Element instances that began. */
            entered: components["schemas"]["Entered"][];
            /** @description Where it is stuck. */
            incidents: components["schemas"]["Stuck"][];
            /** @description Element instances that go on as others. */
            migrated: components["schemas"]["Migrated"][];
            /** @description Where the instance is in its life afterwards. */
            state: components["schemas"]["InstanceState"];
            /** @description Does it stand still afterwards? */
            suspended: boolean;
            /** @description What left the instance. */
            thrown: components["schemas"]["Thrown"][];
            /** @description Variables that were set. */
            variables: components["schemas"]["Assigned"][];
            /** @description Waits that were closed; with the work that somebody had in hand. */
            waitsClosed: components["schemas"]["Waiting"][];
            /** @description Waits that were opened. */
            waitsOpened: components["schemas"]["Waiting"][];
        };
        /** @description A plan, and the instances to look at. */
        CheckMigration: {
            /** @description Instances, at most 1000. */
            instances?: string[];
            /** @description The plan. */
            plan: components["schemas"]["MigrationPlan"];
        };
        /** @description Everything doubtful about files. */
        Checked: {
            /** @description Errors, warnings and notes. */
            problems: components["schemas"]["ResourceProblem"][];
        };
        /** @description A signed checkpoint. */
        CheckpointSummary: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description The public key. */
            key: string;
            /**
             * Format: int64
             * @description Counts from 1.
             */
            number: number;
            /**
             * Format: int64
             * @description Everything before this byte of the log.
             */
            position: number;
            /**
             * Format: int64
             * @description So many records.
             */
            records: number;
            /** @description The hash of the heads of all partitions. */
            root: string;
            /** @description The signature, in hexadecimal. */
            signature: string;
        };
        /** @description The signed checkpoints, and what they are verified with. */
        Checkpoints: {
            /** @description The newest first. */
            items: components["schemas"]["CheckpointSummary"][];
            /** @description The public key (Ed25519), in hexadecimal. */
            key: string;
        };
        /** @description Cases that a question is about. */
        Cohort: {
            /** @description A page of them. */
            cases: components["schemas"]["CohortCase"][];
            /** @description The cases behind it. */
            evidence: string;
            /**
             * Format: int64
             * @description How many there are.
             */
            n: number;
            /**
             * Format: int64
             * @description How many lie before the next page; none at the end.
             */
            next?: number | null;
        };
        /** @description One of them. */
        CohortCase: {
            /**
             * Format: date-time
             * @description When it began.
             */
            began: string;
            /**
             * Format: date-time
             * @description When it ended.
             */
            ended: string;
            /**
             * Format: uuid
             * @description Which.
             */
            instance: string;
            /** @description What is remarkable about it. */
            reasons: components["schemas"]["CaseReason"][];
            /**
             * Format: int64
             * @description From one to the other, ms.
             */
            sojourn: number;
            /** @description How it was left. */
            terminated: boolean;
            /**
             * Format: int32
             * @description Its version.
             */
            version: number;
        };
        /** @description Messages from one side to another. */
        CollaborationLink: {
            /** @description `within` one owner, between `departments` or between `enterprises`. */
            crossing: string;
            /** @description The place of who sends, among the sides, from 0. */
            from: number;
            /** @description What the messages are called. */
            messages: string[];
            /** @description The models that say so: `process:version`, or the id of a draft. */
            sources: string[];
            /** @description The place of who gets it. */
            to: number;
        };
        /** @description One who sends or gets messages. */
        CollaborationSide: {
            /** @description The node, the process or the department; of somebody outside their name. */
            id: string;
            /** @description `node`, `process`, `department` or `outside`. */
            kind: string;
            /** @description What it is called. */
            name: string;
            /** @description Who answers for it. */
            owner?: string | null;
        };
        /** @description Who works with whom. */
        Collaborations: {
            /** @description With whom. */
            links: components["schemas"]["CollaborationLink"][];
            /** @description Everybody who does. */
            sides: components["schemas"]["CollaborationSide"][];
            /**
             * Format: int64
             * @description Models that were not read, because there are too many.
             */
            unread: number;
        };
        /** @description A task to come. */
        Coming: {
            /** @description Which. */
            element: string;
            /** @description Whose members could claim it. */
            groups: string[];
            /** @description Its name. */
            name?: string | null;
            /** @description Is it open already? */
            open: boolean;
            /** @description Who would be asked. */
            people: string[];
        };
        /** @description Something that was said about an instance, or about a task of it. */
        Comment: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description By whom. */
            by: string;
            /**
             * Format: date-time
             * @description When.
             */
            deletedAt?: string | null;
            /** @description By whom it was taken back. */
            deletedBy?: string | null;
            /** @description The element of that task. */
            element?: string | null;
            /** @description Its id; later ones have greater ids. */
            id: string;
            /**
             * Format: uuid
             * @description The instance.
             */
            instance: string;
            /** @description Who is meant. */
            mentions: string[];
            /** @description The task that it was said at. */
            task?: string | null;
            /** @description In which words; null when it was taken back. */
            text?: string | null;
        };
        /** @description A job that is done. */
        CompleteJob: {
            /**
             * Format: int64
             * @description The token of the lease.
             */
            token: number;
            /** @description What it gives. */
            variables?: {
                [key: string]: unknown;
            };
        };
        /** @description What somebody who has done a task says. */
        CompleteUserTask: {
            /** @description In which words. */
            comment?: string | null;
            /** @description With what outcome; of an approval: `approve`, `reject` or `abstain`. */
            outcome?: string | null;
            /** @description What they entered. */
            variables?: {
                [key: string]: unknown;
            };
        };
        /** @description A component. */
        ComponentAnswer: {
            /** @description Its stable code. */
            code: string;
            /**
             * Format: double
             * @description At which value its score is 0.
             */
            floor?: number | null;
            /**
             * Format: double
             * @description clamp((value − floor) / (target − floor), 0, 1); none where it rests on too little or is not known.
             */
            score?: number | null;
            /**
             * Format: double
             * @description At which it is 1.
             */
            target?: number | null;
            /** @description What was measured. */
            value: components["schemas"]["Measure"];
            /**
             * Format: double
             * @description Its weight.
             */
            weight: number;
            /** @description What is missing, where it cannot be known: a stable code. */
            why?: string | null;
        };
        /**
         * @description Whether the engine takes work.
         * @enum {string}
         */
        Condition: "running" | "storageFull" | "storageUnwritable" | "stopped";
        /** @description Somebody was told of an instance. */
        Copy: {
            /**
             * Format: date-time
             * @description When last.
             */
            at: string;
            /** @description Of which element last. */
            element: string;
            /** @description Who. */
            person: string;
            /**
             * Format: date-time
             * @description When they read it; null when they have not, or got another copy since.
             */
            read?: string | null;
        };
        /** @description Who is told. */
        CopyTo: {
            /** @description The people. */
            people: string[];
        };
        /** @description What is left out of a table, or said twice. Null is left out of account. */
        Coverage: {
            /** @description The decision whose table it is. */
            decision: string;
            /** @description Inputs for which no rule matches: a unary test for each column. */
            gaps: string[][];
            /** @description Rules that match together where only one may. */
            overlaps: components["schemas"]["Overlap"][];
            /** @description Rules that are never reached, from 1. */
            unreached: number[];
            /** @description Cells that were not looked at: rule and column, from 1. */
            unread: number[][];
            /** @description Columns of which nothing could be said, from 1. */
            unreadColumns: number[];
            /** @description Is it all? */
            whole: boolean;
        };
        /** @description What is left out of tables, or said twice. */
        Covered: {
            /** @description One entry for each table. */
            tables: components["schemas"]["Coverage"][];
        };
        /** @description What the token is for. */
        CreateToken: {
            /**
             * Format: date-time
             * @description From when on it opens nothing, RFC 3339; without it never.
             */
            expires?: string | null;
            /** @description What it is for, in people's words. */
            name: string;
            /** @description For these processes alone; none is all. */
            processes?: string[];
            /** @description For these actions alone; none is all that its owner may do. */
            scopes?: components["schemas"]["ActionName"][];
        };
        /** @description A question and how it is cut. */
        Cut: {
            /** @description By what. */
            groupBy: components["schemas"]["By"];
            /** @description What is asked. */
            question?: components["schemas"]["Question"];
        };
        /** @description A command of the engine to itself that could not be carried out. */
        DeadLetter: {
            /**
             * Format: date-time
             * @description When it was set aside.
             */
            at: string;
            /** @description Stable code of what went wrong. */
            code: string;
            /** @description The definition that it was to start. */
            definition?: string | null;
            /** @description Its id. */
            id: string;
            /**
             * Format: uuid
             * @description The instance that it is for, or that it was to start.
             */
            instance?: string | null;
            /** @description What it asks for: `start`, `signal`, `message`, `child-ended` and others. */
            kind: string;
            /** @description For people. */
            message: string;
            /** @description Where it was to start, or the name of the message or signal. */
            name?: string | null;
            /**
             * Format: int32
             * @description How often it was tried.
             */
            tries: number;
        };
        /** @description What was decided of one action. */
        DecidedAction: {
            /** @description The action. */
            action: components["schemas"]["ActionName"];
            /** @description Why not, where they do not: `other-tenant`, `no-role`, `outside-grant`, `not-related`. */
            denied?: string | null;
            /** @description The grants that give it. */
            grants: string[];
            /** @description How far they reach with what was asked about. */
            reach: components["schemas"]["ReachName"];
        };
        /** @description What somebody may do with a process. */
        DecidedProcess: {
            /** @description May they deploy a new version? */
            deploy: components["schemas"]["ReachName"];
            /** @description Its name. */
            name?: string | null;
            /** @description With which they may step in. */
            operate: components["schemas"]["ReachName"];
            /** @description Its id. */
            process: string;
            /** @description Which of its instances they see. */
            see: components["schemas"]["ReachName"];
            /** @description May they start it? Besides, the model may name its starters. */
            start: components["schemas"]["ReachName"];
        };
        /** @description The answer of a decision, and how it came about. */
        DecisionAnswer: {
            /** @description The decision that answered, `decision:version`. */
            decision: string;
            /** @description The rule parameters that were used. */
            parameters: components["schemas"]["UsedParameter"][];
            /** @description Why there is no result. */
            problems: string[];
            /** @description The decisions it requires, with their values. */
            required: components["schemas"]["Required"][];
            /** @description The value. */
            result: unknown;
            /** @description The tables that were asked, in order. */
            tables: components["schemas"]["AskedTable"][];
        };
        /** @description One version of a decision. */
        DecisionDefinition: {
            /** @description SHA-256 of the file, in hexadecimal. */
            checksum: string;
            /** @description The id of the decision in the file. */
            decision: string;
            /**
             * Format: date-time
             * @description When it was deployed.
             */
            deployed: string;
            /** @description By whom. */
            deployedBy: string;
            /** @description The deployment. */
            deployment: string;
            /** @description `decision:version`. */
            id: string;
            /** @description The names of the data that it and what it requires look at. */
            inputs: string[];
            /** @description Is there no newer version? */
            latest: boolean;
            /** @description For people. */
            name?: string | null;
            /** @description The rule parameters that it uses. */
            parameters: string[];
            /** @description The decisions that it requires. */
            requires: string[];
            /** @description The file it came in. */
            resource: string;
            /** @description The tenant that it belongs to; none is the installation itself. */
            tenant?: string | null;
            /**
             * Format: int32
             * @description Counts from 1.
             */
            version: number;
            /** @description What people call this version: `weir:versionTag`. */
            versionTag?: string | null;
        };
        /** @description One version of a process. */
        Definition: {
            /** @description SHA-256 of the file, in hexadecimal. */
            checksum: string;
            /**
             * Format: date-time
             * @description When it was deployed.
             */
            deployed: string;
            /** @description By whom. */
            deployedBy: string;
            /** @description The deployment. */
            deployment: string;
            /** @description `process:version`. */
            id: string;
            /** @description Is there no newer version? */
            latest: boolean;
            /** @description For people. */
            name?: string | null;
            /** @description The id of the process in the file. */
            process: string;
            /** @description The file it came in. */
            resource: string;
            /** @description The suggestions that were taken up in its model, by id: `weir:suggestions`. */
            suggestions: string[];
            /** @description Does it start no instances at present? */
            suspended: boolean;
            /** @description The template that its model was made of, `id@version#hash`: `weir:template`. */
            template?: string | null;
            /** @description The tenant that its process belongs to; none is the installation itself. */
            tenant?: string | null;
            /**
             * Format: int32
             * @description Counts from 1.
             */
            version: number;
            /** @description What people call this version: `weir:versionTag`. */
            versionTag?: string | null;
        };
        /** @description A definition after it was suspended or activated; after a dry run as it is. */
        DefinitionState: {
            batch?: components["schemas"]["BatchSummary"] | null;
            /** @description It. */
            definition: components["schemas"]["Definition"];
            trial?: components["schemas"]["DefinitionTrial"] | null;
        };
        /** @description What suspending or activating a definition would change. */
        DefinitionTrial: {
            /** @description Would anything change of the definition itself? */
            changes: boolean;
            /** @description The definition as it would be. */
            definition: components["schemas"]["Definition"];
            instances?: components["schemas"]["BatchTrial"] | null;
            /** @description What would start no instance any more, or would again, beside requests and calls. */
            starts: components["schemas"]["StartTrial"][];
        };
        /** @description To whom a task is delegated. */
        Delegate: {
            /** @description In which words. */
            comment?: string | null;
            /** @description The person. */
            to: string;
        };
        /** @description Somebody who got a message. */
        Delivery: {
            /**
             * Format: uuid
             * @description The instance.
             */
            instance: string;
            /** @description The subscription; null when the message started the instance. */
            subscription?: string | null;
        };
        /** @description Why a mean has changed: exactly so much by each node. The parts add up to the difference. */
        Delta: {
            /** @description The mean now. */
            after: components["schemas"]["Measure"];
            /** @description The mean in the window that is compared with, ms. */
            before: components["schemas"]["Measure"];
            /**
             * Format: double
             * @description What changed, ms; none where one of the windows has no case.
             */
            difference?: number | null;
            /** @description The nodes, the greatest effect first. */
            parts: components["schemas"]["DeltaPart"][];
        };
        /** @description What one node did. */
        DeltaPart: {
            /**
             * Format: double
             * @description Because it was visited more or less often, ms.
             */
            mix: number;
            /** @description Which. */
            node: string;
            /**
             * Format: double
             * @description Because it took longer or shorter, ms.
             */
            rate: number;
        };
        /** @description A department. */
        Department: {
            /** @description Who leads it. */
            head?: string | null;
            /** @description What models call it. */
            id: string;
            /** @description Its name. */
            name: string;
            /** @description The department around it. */
            parent?: string | null;
            /** @description When it exists. */
            valid: components["schemas"]["Valid"];
        };
        /** @description One decision of a deployment. */
        DeployedDecision: components["schemas"]["DecisionDefinition"] & {
            /** @description Its files are the same as those of the latest version: nothing new was made. */
            unchanged: boolean;
        };
        /** @description One process of a deployment. */
        DeployedDefinition: components["schemas"]["Definition"] & {
            /** @description The file is the same as that of the latest version: nothing new was made. */
            unchanged: boolean;
        };
        /** @description One form of a deployment. */
        DeployedForm: components["schemas"]["FormDefinition"] & {
            /** @description Its file is the same as that of the latest version: nothing new was made. */
            unchanged: boolean;
        };
        /** @description What became of a deployment. */
        DeploymentReport: {
            /** @description What became of every attribute and element of the files; the same on one kind of element is counted together. */
            account: components["schemas"]["ResourceDisposition"][];
            /** @description The decisions of all files. */
            decisions: components["schemas"]["DeployedDecision"][];
            /** @description The processes of all files. */
            definitions: components["schemas"]["DeployedDefinition"][];
            /** @description Its id; null after a dry run, or when nothing was new. */
            deployment?: string | null;
            /** @description The forms of all files. */
            forms: components["schemas"]["DeployedForm"][];
            /** @description What is doubtful. */
            problems: components["schemas"]["ResourceProblem"][];
        };
        /** @description What is other in the second file. */
        Difference: {
            /** @description Only in the second. */
            added: components["schemas"]["NamedElement"][];
            /** @description In both, and not the same. */
            changed: components["schemas"]["ChangedElement"][];
            /** @description Shown elsewhere, or in another size. */
            moved: components["schemas"]["NamedElement"][];
            /** @description Only in the first. */
            removed: components["schemas"]["NamedElement"][];
            /**
             * Format: int64
             * @description How many more there are than are told.
             */
            untold: number;
        };
        /** @description Why it is not wanted. */
        DismissedSuggestion: {
            /** @description It is kept with the suggestion. */
            reason: string;
        };
        /** @description What somebody has entered for a task, and not sent yet. */
        Draft: {
            /**
             * Format: date-time
             * @description When it was saved.
             */
            at: string;
            /** @description What was entered. */
            data: {
                [key: string]: unknown;
            };
            /** @description Other data have another tag: for `If-Match`. */
            etag: string;
            /** @description Whose it is. */
            person: string;
            /** @description The task. */
            task: string;
        };
        /** @description What was entered so far. */
        DraftData: {
            /** @description By field; it is checked when the task is done. */
            data: {
                [key: string]: unknown;
            };
        };
        /** @description What a draft was made of; when and by whom is when and by whom it was made. */
        DraftOrigin: {
            /** @description All drafts that were made with it, the model first. */
            drafts: string[];
            /** @description Which of its files. */
            file: string;
            /** @description The node of the landscape that it was made for. */
            node?: string | null;
            /** @description The template. */
            template: components["schemas"]["UsedTemplate"];
        };
        /** @description The suggestion that a draft was made of. */
        DraftSuggestion: {
            /** @description The definition that the draft was made of, `process:version`. */
            base: string;
            /** @description The handles of its evidence: `/analytics/evidence/{handle}`. */
            evidence: string[];
            /** @description The suggestion. */
            id: string;
            /** @description The process. */
            process: string;
            /** @description The simulation that it rests on. */
            simulation?: string | null;
        };
        /** @description Something that the flag is associated with. */
        DriverAnswer: {
            /**
             * Format: double
             * @description The share flagged with it minus the share without.
             */
            difference: number;
            /**
             * Format: double
             * @description Cases that would not be flagged if its cases were like the rest.
             */
            excess: number;
            /**
             * Format: int64
             * @description Flagged ones of these.
             */
            flagged: number;
            /**
             * Format: double
             * @description The upper bound.
             */
            high: number;
            /** @description What is so; of several, all at once. */
            items: components["schemas"]["DriverItem"][];
            /**
             * Format: double
             * @description The lower bound of its 95 % interval.
             */
            low: number;
            /**
             * Format: int64
             * @description Cases in which it is so.
             */
            n: number;
            /**
             * Format: double
             * @description The false discovery rate (Benjamini and Hochberg); at most 0.05.
             */
            q: number;
            /**
             * Format: int64
             * @description Cases in which it is not.
             */
            rest: number;
            /**
             * Format: int64
             * @description Flagged ones of these.
             */
            restFlagged: number;
            /** @description Is it strong: q at most 0.01, and found again in the newer cases? Else it is a hint. */
            strong: boolean;
        };
        /** @description An attribute and its value. */
        DriverItem: {
            /** @description A variable; or `version`, `weekday` (Monday is 1), `quarterOfDay`. */
            attribute: string;
            /** @description Its value, or its range. */
            value: string;
        };
        /** @description What must not be one person's. */
        DutyRule: {
            /** @description One, */
            first: string;
            /** @description `activities` or `roles`. */
            kind: string;
            /** @description The process, of activities. */
            process?: string | null;
            /** @description and the other. */
            second: string;
        };
        /** @description The counts of an element. */
        ElementCounts: {
            /**
             * Format: int64
             * @description What rests there now.
             */
            active: number;
            /**
             * Format: int64
             * @description What was completed there.
             */
            completed: number;
            /**
             * Format: int64
             * @description What of it is stuck.
             */
            incidents: number;
        };
        /** @description An element of the target for one of the source. */
        ElementMapping: {
            /** @description In the source. */
            from: string;
            /** @description Is what it waits for made anew, as the target says? Else it is kept as it is. */
            renew?: boolean;
            /** @description In the target. */
            to: string;
        };
        /** @description A live element instance. */
        ElementState: {
            /** @description The element. */
            element: string;
            incident?: components["schemas"]["Incident"] | null;
            /**
             * Format: int64
             * @description Its number in the instance.
             */
            key: number;
            /** @description Its name. */
            name?: string | null;
            /** @description Where it is in its life. */
            phase: components["schemas"]["Phase"];
            /**
             * Format: int64
             * @description The element instance it lives in.
             */
            scope?: number | null;
            /** @description What it waits for. */
            waits: components["schemas"]["Wait"][];
        };
        /** @description An activity of an ad-hoc sub-process that may be chosen now. */
        EnabledActivity: {
            /** @description The activity. */
            activity: string;
            /** @description The definition, `process:version`. */
            definition: string;
            /**
             * Format: date-time
             * @description Since when it may be chosen.
             */
            enabled: string;
            /** @description Its id: what it is chosen by. */
            id: string;
            /**
             * Format: uuid
             * @description The instance.
             */
            instance: string;
            /** @description Its name, for people. */
            name?: string | null;
            /** @description The ad-hoc sub-process as it runs: what it is completed by. */
            scope: string;
            /** @description The ad-hoc sub-process it stands in. */
            subProcess: string;
        };
        /** @description An element instance that began. */
        Entered: {
            element: string;
            /** Format: int64 */
            key: number;
            /** Format: int64 */
            scope?: number | null;
        };
        /** @description The evidence of a number. */
        EvidenceAnswer: {
            /** @description What was counted. */
            kind: components["schemas"]["EvidenceKind"];
            /** @description A page of them. */
            members: components["schemas"]["EvidenceRow"][];
            /**
             * Format: int64
             * @description How many, counted again.
             */
            n: number;
            /**
             * Format: int64
             * @description How many lie before the next page; none at the end.
             */
            next?: number | null;
            /**
             * Format: int64
             * @description The sum of their sojourns, counted again, ms.
             */
            sum: number;
        };
        /**
         * @description What was counted.
         * @enum {string}
         */
        EvidenceKind: "cases" | "rows";
        /** @description One of them. */
        EvidenceRow: {
            /** @description Who; only for those who may see it. */
            actor?: string | null;
            /**
             * Format: date-time
             * @description When it began or could begin.
             */
            began: string;
            /**
             * Format: date-time
             * @description When it ended.
             */
            ended: string;
            /**
             * Format: uuid
             * @description Its case; none where the case is held no more.
             */
            instance?: string | null;
            /** @description The node; none for a whole case. */
            node?: string | null;
            /**
             * Format: int64
             * @description From one to the other, ms.
             */
            sojourn: number;
        };
        /** @description What goes together with a flag. */
        Explained: {
            /**
             * Format: int64
             * @description How many cases there must be.
             */
            casesLeast: number;
            /** @description What the flag is associated with, the one with most excess cases first. */
            drivers: components["schemas"]["DriverAnswer"][];
            /**
             * Format: int64
             * @description Those that are flagged.
             */
            flagged: number;
            /**
             * Format: int64
             * @description How many flagged ones.
             */
            flaggedLeast: number;
            /**
             * Format: int64
             * @description Cases that were left out, the oldest, because there are too many.
             */
            leftOut: number;
            /**
             * Format: int64
             * @description Cases that were compared.
             */
            n: number;
            /**
             * Format: int64
             * @description How many tests were made, over which the false discovery rate is held.
             */
            tests: number;
            /** @description What came of it. */
            verdict: components["schemas"]["Verdict"];
        };
        /** @description How much an export holds. */
        ExportCounts: {
            /**
             * Format: int64
             * @description Instances.
             */
            cases: number;
            /**
             * Format: int64
             * @description Visits of elements, or entries.
             */
            events: number;
            /**
             * Format: int64
             * @description Visits that have no end yet, which the format cannot hold.
             */
            leftOut: number;
        };
        /** @description A file of an export. */
        ExportFile: {
            /**
             * Format: int64
             * @description Its length in bytes.
             */
            bytes: number;
            /** @description Its name. */
            name: string;
            /** @description SHA-256 of its content, in hexadecimal. */
            sha256: string;
        };
        /**
         * @description How a log is written.
         * @enum {string}
         */
        ExportFormat: "xes" | "ocel" | "csv" | "jsonl" | "caseFiles";
        /** @description What an export is. */
        ExportManifest: {
            /**
             * Format: date-time
             * @description When it was done.
             */
            at: string;
            /** @description Who asked for it. */
            by: string;
            /** @description How much it holds. */
            counts: components["schemas"]["ExportCounts"];
            /** @description The files, each with its hash. */
            files: components["schemas"]["ExportFile"][];
            /** @description What was asked for. */
            filter: unknown;
            /** @description How it is written. */
            format: components["schemas"]["ExportFormat"];
            /** @description Its id. */
            id: string;
            /** @description The public key. */
            key: string;
            /** @description Which log. */
            log: string;
            /**
             * Format: int64
             * @description The end of the log when it began.
             */
            position: number;
            /** @description Ed25519 over the manifest as compact JSON with this field empty, in hexadecimal. */
            signature: string;
        };
        /** @description Exports, newest first. */
        Exports: {
            items: components["schemas"]["AuditExport"][];
        };
        /** @description A longer lease. */
        ExtendJob: {
            /**
             * Format: int64
             * @description For how long from now, in milliseconds.
             */
            leaseMs: number;
            /**
             * Format: int64
             * @description The token of the lease.
             */
            token: number;
        };
        /** @description A job that could not be done. */
        FailJob: {
            /**
             * Format: int64
             * @description Not before so many milliseconds from now.
             */
            backoffMs?: number;
            /** @description The worker's words. */
            message?: string;
            /**
             * Format: int32
             * @description How often it may still be tried; without it one less than before. 0 raises an incident.
             */
            retries?: number | null;
            /**
             * Format: int64
             * @description The token of the lease.
             */
            token: number;
        };
        /** @description What a worker asks for. */
        FetchJobs: {
            /**
             * Format: int64
             * @description For how long it wants them alone, in milliseconds.
             */
            leaseMs: number;
            /** @description How many at most, 1 to 1000. */
            max: number;
            /** @description The types it can do. */
            types: string[];
            /** @description Only these variables; without it all that the job sees. */
            variables?: string[] | null;
            /**
             * Format: int64
             * @description How long to wait when there are none, in milliseconds up to 60 000.
             */
            waitMs?: number;
            /** @description Who. */
            worker: string;
        };
        /** @description Jobs that the worker has now. */
        FetchedJobs: {
            items: components["schemas"]["Job"][];
        };
        /** @description What is wrong with one field of a form. */
        FieldError: {
            /** @description Stable: `field-required`, `field-type` and so on. */
            code: string;
            /** @description Its path: `items[0].price`. */
            field: string;
            /** @description For people, in English. */
            message: string;
        };
        /** @description Files, as a form sends them. */
        Files: {
            /** @description Each a part with a file name: up to 5 MiB each, 20 MiB together. */
            file: string[];
        };
        /** @description What was entered so far. */
        FilledIn: {
            /** @description By field. */
            variables?: {
                [key: string]: unknown;
            };
        };
        /** @description The first administrator. */
        FirstAdministrator: {
            /** @description An API token for their command line. It is shown only here. */
            token: string;
            /** @description Their id. */
            user: string;
        };
        /** @description A flow in a window. */
        FlowAnswer: {
            /**
             * Format: int64
             * @description In the window that is compared with.
             */
            comparedTaken?: number | null;
            /** @description Its id. */
            flow: string;
            /**
             * Format: int64
             * @description How often it was taken.
             */
            taken: number;
        };
        /** @description A flow of the target for one of the source. */
        FlowMapping: {
            /** @description In the source. */
            from: string;
            /** @description In the target. */
            to: string;
        };
        /** @description The tasks to come. */
        Forecast: {
            /** @description In the order in which they would be opened. */
            tasks: components["schemas"]["Coming"][];
            /** @description Code and words, where it ends for another reason than the end of the instance. */
            until?: [
                string,
                string
            ] | null;
        };
        /** @description One version of a form. */
        FormDefinition: {
            /** @description SHA-256 of the file, in hexadecimal. */
            checksum: string;
            /**
             * Format: date-time
             * @description When it was deployed.
             */
            deployed: string;
            /** @description By whom. */
            deployedBy: string;
            /** @description The deployment. */
            deployment: string;
            /** @description The id of the form in the file. */
            form: string;
            /** @description `form:version`. */
            id: string;
            /** @description Is there no newer version? */
            latest: boolean;
            /** @description The file it came in. */
            resource: string;
            /** @description The tenant that it belongs to; none is the installation itself. */
            tenant?: string | null;
            /**
             * Format: int32
             * @description Counts from 1.
             */
            version: number;
            /** @description What people call this version. */
            versionTag?: string | null;
        };
        /** @description A form as somebody would see it. */
        FormPreview: {
            /** @description `read`, `write`, `required` or `hidden`, by field. */
            access: {
                [key: string]: string;
            };
            /** @description The form without what is hidden. */
            schema: unknown;
        };
        /** @description What was found by a few letters, a few of each kind. */
        Found: {
            /** @description Latest versions, by name and id. */
            definitions: components["schemas"]["Definition"][];
            /** @description Instances, by the beginning of their business key or by their id. */
            instances: components["schemas"]["InstanceSummary"][];
            /** @description Drafts, by name and process. */
            models: components["schemas"]["Model"][];
            /** @description People, by name and id. */
            people: components["schemas"]["FoundPerson"][];
            /** @description The open tasks of these instances. */
            tasks: components["schemas"]["UserTask"][];
        };
        /** @description A person who was found. */
        FoundPerson: {
            /** @description Their id. */
            id: string;
            /** @description Their name. */
            name: string;
        };
        /** @description What was found. */
        FoundSuggestion: {
            /** @description `firm` where every condition was checked on what is declared; else `indicative`. */
            confidence: components["schemas"]["SuggestionConfidence"];
            /** @description The edit of the model: `edit` says which, beside it what it needs. */
            edit: Record<string, never>;
            /** @description Where it helps, and where it costs. */
            effects: components["schemas"]["SuggestionEffects"];
            /** @description On what it rests. */
            evidence: components["schemas"]["SuggestionEvidence"];
            /** @description What it would bring. */
            gain: components["schemas"]["SuggestedGain"];
            /** @description What must be kept in mind. */
            guards: components["schemas"]["SuggestionGuard"][];
            /**
             * Format: int64
             * @description The least number that the rule asks for.
             */
            least: number;
            /** @description What would make it surer. */
            missing: components["schemas"]["SuggestionLack"][];
            /**
             * Format: int64
             * @description On how many of what the rule counts it rests.
             */
            n: number;
            /** @description The steps, flows, groups or roles it is about. */
            places: string[];
            /** @description The code of the rule: `parallelise`. */
            rule: string;
        };
        /** @description A token that was just made. */
        FreshToken: components["schemas"]["TokenState"] & {
            /** @description The token itself. It is shown only here. */
            token: string;
        };
        /** @description A role, for somebody, within bounds. */
        Grant: {
            /** @description Only for instances that people of these departments, or of those in them, started; none is all. */
            departments: string[];
            /** @description Its id. */
            id: string;
            /** @description Only for these processes; none is all. */
            processes: string[];
            /** @description Why. */
            reason?: string | null;
            /** @description The role. */
            role: components["schemas"]["AccessRole"];
            /** @description Only in this tenant. */
            tenant?: string | null;
            /** @description For whom. */
            to: components["schemas"]["Grantee"];
            /** @description When. */
            valid: Record<string, never>;
        };
        /** @description For whom a grant is. */
        Grantee: {
            id: string;
            /** @enum {string} */
            kind: "user";
        } | {
            id: string;
            /** @enum {string} */
            kind: "department";
        } | {
            id: string;
            /** @enum {string} */
            kind: "post";
        } | {
            id: string;
            /** @enum {string} */
            kind: "role";
        } | {
            id: string;
            /** @enum {string} */
            kind: "group";
        } | {
            /** @enum {string} */
            kind: "everybody";
        };
        /** @description One group. */
        GroupAnswer: {
            /** @description Those that were stuck. */
            incidents: components["schemas"]["Measure"];
            /** @description By what it is one. */
            key: string;
            /**
             * Format: int64
             * @description How many are in it.
             */
            n: number;
            /** @description From their beginning to their end. */
            sojourn: components["schemas"]["Times"];
            /** @description Those that were ended from outside. */
            terminated: components["schemas"]["Measure"];
        };
        /** @description What a question is about in groups. */
        Grouped: {
            /** @description All that was counted. */
            evidence: string;
            /** @description The groups, the largest first; what has none of it is the group of the empty key. */
            groups: components["schemas"]["GroupAnswer"][];
            /** @description What is counted. */
            kind: components["schemas"]["EvidenceKind"];
        };
        /**
         * @description What happened.
         * @enum {string}
         */
        Happened: "setUp" | "loggedIn" | "loginFailed" | "loginLocked" | "loggedOut" | "sessionsEnded" | "passwordChanged" | "userChanged" | "userRemoved" | "identityLinked" | "identityUnlinked" | "grantChanged" | "grantRemoved" | "tenantChanged" | "tenantRemoved" | "tokenCreated" | "tokenRevoked" | "denied" | "dataRead" | "dataExported" | "logVerified";
        /** @description Whether the engine takes work. */
        Health: {
            /** @description Whether it does. */
            condition: components["schemas"]["Condition"];
            /**
             * Format: int64
             * @description Free space of the disk, in bytes.
             */
            freeBytes?: number | null;
            /**
             * Format: int64
             * @description Length of the log, in bytes.
             */
            logBytes: number;
            /** @description Why not. */
            reason?: string | null;
            /**
             * Format: int64
             * @description How much of the log the view does not reflect yet, in bytes.
             */
            viewLagBytes: number;
        };
        /** @description One person holds both. */
        HeldBoth: {
            /** @description What they hold first, */
            first: string;
            /** @description Their name. */
            name: string;
            /** @description Who. */
            person: string;
            /** @description and second. */
            second: string;
        };
        /** @description A piece of a working day. */
        Hours: {
            /** @description Its beginning: `09:00:00`. */
            from: string;
            /** @description Its end. */
            until: string;
        };
        /** @description An instance that would decide differently. */
        Impact: {
            /** @description What it would decide with the new value. */
            after: unknown;
            /** @description Where its token waits. */
            at: string;
            /** @description What it would decide now. */
            before: unknown;
            /** @description What people know it by. */
            businessKey?: string | null;
            /** @description The definition of the process that will be called and in which the element stands; null is that of the instance. */
            calledDefinition?: string | null;
            /** @description The definition it runs on. */
            definition: string;
            /** @description The flow with its condition, or the element with another expression or a decision, ahead of it. */
            element: string;
            /**
             * Format: uuid
             * @description The instance.
             */
            instance: string;
            /** @description Why it cannot be said what it would decide, for instance because its data are not there yet. */
            problem?: string | null;
        };
        /** @description What an import would change of one kind. */
        ImportCount: {
            /**
             * Format: int64
             * @description How many are new.
             */
            added: number;
            /**
             * Format: int64
             * @description How many become other than they are.
             */
            changed: number;
            /** @description `person`, `department`, `post`, `role`, `group`, `proxy` or `calendar`. */
            kind: string;
            /**
             * Format: int64
             * @description How many are so already.
             */
            same: number;
        };
        /** @description Something that is wrong with a file. */
        ImportProblem: {
            /** @description Stable. */
            code: string;
            /** @description Of which id. */
            id?: string | null;
            /** @description Of which kind. */
            kind?: string | null;
            /**
             * Format: int64
             * @description The line of a CSV file, the number of the entry of a JSON file; none where it is of the whole file.
             */
            line?: number | null;
            /** @description For people. */
            message: string;
        };
        /** @description What an import would do. Nothing was changed. */
        ImportReport: {
            /** @description What it would change, by kind. */
            changes: components["schemas"]["ImportCount"][];
            /**
             * Format: int64
             * @description How many entries could be read.
             */
            entries: number;
            /**
             * Format: int64
             * @description How many more there are than are told.
             */
            more: number;
            /** @description All that is wrong. With any of it nothing is loaded. */
            problems: components["schemas"]["ImportProblem"][];
        };
        /** @description Why an element instance is stuck. */
        Incident: {
            /** @description Stable code. */
            code: string;
            /** @description The definition, `process:version`. */
            definition: string;
            /** @description The element. */
            element: string;
            /** @description Its id. */
            id: string;
            /**
             * Format: uuid
             * @description The instance.
             */
            instance: string;
            /** @description For people. */
            message: string;
            /**
             * Format: date-time
             * @description Since when.
             */
            raised: string;
        };
        /** @description An index and its components. */
        IndexAnswer: {
            /** @description All components, those that are not known too. */
            components: components["schemas"]["ComponentAnswer"][];
            /**
             * Format: double
             * @description The upper bound.
             */
            high?: number | null;
            /** @description Which: `tieredManagement` (业务流程分级管理效率), `execution` (业务流程执行效率), `quality` (业务流程管理质量). */
            index: string;
            /**
             * Format: int64
             * @description On how many cases a component rests at least.
             */
            least: number;
            /**
             * Format: double
             * @description The lower bound of its 95 % interval; none where there are too few days to say.
             */
            low?: number | null;
            /**
             * Format: double
             * @description 0 to 100, over the components that have a score; none where none has.
             */
            value?: number | null;
            /** @description The code of the component that costs most. */
            weakest?: string | null;
        };
        /** @description What is measured, against what, and who answers for it. */
        Indicator: {
            /** @description The work calendar in which working hours and days are counted; none: the only one there is. */
            calendar?: string | null;
            /** @description Which way it is better: `higher` or `lower`. */
            direction: string;
            /** @description What is measured: `p90(sojourn of answer)`. `GET /analytics/measures` has what may be named. */
            formula: string;
            /** @description Letters of ASCII, digits, `.`, `_` and `-`. Rules name it by this. */
            key: string;
            /**
             * Format: int64
             * @description On how many values it must rest before it says anything; 20 when it is not said.
             */
            least?: number;
            /** @description Its name, in one language at least. */
            name: components["schemas"]["Words"];
            /** @description The node of the landscape that it is of: all processes that the node or a node below it is linked to. */
            node?: string | null;
            /** @description Who answers for it: `person:` or `role:` and an id. */
            owner: string;
            /** @description The process that it is of; or it names a node. */
            process?: string | null;
            /**
             * Format: double
             * @description The value to reach.
             */
            target: number;
            /** @description What its values are counted in; one of those that its formula yields. */
            unit: string;
            /**
             * Format: int32
             * @description Only this version of the process.
             */
            version?: number | null;
            /**
             * Format: double
             * @description Up to here it is only doubtful; none: the target itself parts good from bad.
             */
            warn?: number | null;
            /**
             * Format: double
             * @description How much it counts beside others; 1 when it is not said.
             */
            weight?: number;
            /**
             * Format: int32
             * @description So many days until now count.
             */
            windowDays: number;
        };
        /** @description An indicator with how it went. */
        IndicatorDetail: {
            /** @description In the window of the same length before. */
            before: components["schemas"]["IndicatorValue"];
            /** @description As it is defined. */
            definition: components["schemas"]["IndicatorVersion"];
            /** @description The processes that it is measured in. */
            processes: string[];
            /** @description What it would have said at these times, each with its own window; the oldest first. */
            series: components["schemas"]["IndicatorValue"][];
            /** @description In its window until now. */
            value: components["schemas"]["IndicatorValue"];
        };
        /** @description The rows of one process behind a value. */
        IndicatorEvidence: {
            /** @description The handle of the rows. */
            handle: string;
            /** @description Only this node of it. */
            node?: string | null;
            /** @description The process. */
            process: string;
            /**
             * Format: int32
             * @description Only this version of it.
             */
            version?: number | null;
        };
        /** @description A list of indicators. */
        IndicatorList: {
            /**
             * Format: double
             * @description The weight of those that are good by that of those that stand anywhere; none where none does.
             */
            attainment?: number | null;
            /** @description Them, by key. */
            items: components["schemas"]["IndicatorNow"][];
        };
        /** @description An indicator as it is now, and how it stands. */
        IndicatorNow: {
            /** @description In the window of the same length before. */
            before: components["schemas"]["IndicatorValue"];
            /** @description As it is defined. */
            definition: components["schemas"]["IndicatorVersion"];
            /** @description In its window until now. */
            value: components["schemas"]["IndicatorValue"];
        };
        /** @description Why an indicator is taken away. */
        IndicatorReason: {
            /** @description It is kept with the version. */
            reason: string;
        };
        /** @description What an indicator was measured at in a window. */
        IndicatorValue: {
            /**
             * Format: double
             * @description How far it is past its target, in that unit; none where it reaches it.
             */
            beyond?: number | null;
            /** @description What was counted, process by process. */
            evidence: components["schemas"]["IndicatorEvidence"][];
            /**
             * Format: date-time
             * @description The window, in whole hours: from here on.
             */
            from: string;
            /**
             * Format: double
             * @description The upper bound.
             */
            high?: number | null;
            /**
             * Format: double
             * @description The lower bound of its 95 % interval in that unit, where it has one.
             */
            low?: number | null;
            /** @description The same as it was counted. */
            measure: components["schemas"]["Measure"];
            /** @description How it stands to its target. */
            state: components["schemas"]["Stand"];
            /**
             * Format: date-time
             * @description Until before here.
             */
            until: string;
            /**
             * Format: double
             * @description The value in the unit of the indicator.
             */
            value?: number | null;
            /** @description Why it cannot be told: `not-deployed`, `nothing-linked`, `no-calendar`, `no-working-time`, `held-as-sums`. */
            why?: string | null;
        };
        /** @description A version of an indicator. */
        IndicatorVersion: {
            /** @description By whom. */
            actor: string;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description As it was from then on. */
            indicator: components["schemas"]["Indicator"];
            /** @description Why. */
            reason: string;
            /** @description Was it taken away? */
            removed: boolean;
            /**
             * Format: int64
             * @description Counts from 1: the `ETag`.
             */
            version: number;
        };
        /** @description The three indices of a process. */
        Indices: {
            /** @description They. */
            items: components["schemas"]["IndexAnswer"][];
        };
        /** @description The indices of processes, side by side. */
        IndicesOf: {
            /** @description The processes, by id. */
            items: components["schemas"]["ProcessIndices"][];
        };
        /** @description One instance. */
        InstanceAnalysis: components["schemas"]["InstanceAnswer"] & {
            /** @description How far the log was read for what it is compared with. */
            asOf: components["schemas"]["AsOf"];
            /**
             * Format: uuid
             * @description Which.
             */
            instance: string;
        };
        /** @description What there is to say of it. */
        InstanceAnswer: {
            ahead?: components["schemas"]["Ahead"] | null;
            /**
             * Format: date-time
             * @description When it began.
             */
            began: string;
            /**
             * Format: date-time
             * @description When it ended; none while it runs.
             */
            ended?: string | null;
            /**
             * @description The critical path: what decided when it ended. Of an ended case their lengths are the sojourn exactly; a running one
             *     has none yet.
             */
            path: components["schemas"]["Segment"][];
            /** @description Its process. */
            process: string;
            /** @description Branches that a join did not wait for. */
            slacks: components["schemas"]["SlackAnswer"][];
            /**
             * Format: int64
             * @description From its beginning to its end, or until now, ms.
             */
            sojourn: number;
            /**
             * Format: int32
             * @description Its version.
             */
            version: number;
            /** @description Why work waited between being enabled and begun, where it is known who did it. */
            waits: components["schemas"]["WaitCauses"][];
        };
        /** @description One instance in full. */
        InstanceDetail: components["schemas"]["InstanceSummary"] & {
            /** @description Its live element instances; the process itself is key 0. A tree by `scope`. */
            elements: components["schemas"]["ElementState"][];
            /**
             * Format: int64
             * @description How many events it has had.
             */
            events: number;
        };
        /**
         * @description Where an instance is in its life.
         * @enum {string}
         */
        InstanceState: "created" | "running" | "completed" | "terminated";
        /** @description One instance of a list. */
        InstanceSummary: {
            /** @description What people know it by. */
            businessKey?: string | null;
            /** @description The definition it runs on, `process:version`. */
            definition: string;
            /**
             * Format: date-time
             * @description When it ended.
             */
            ended?: string | null;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /**
             * Format: int32
             * @description How many incidents are open.
             */
            incidents: number;
            /**
             * Format: date-time
             * @description When something happened in it last.
             */
            lastActivity: string;
            /**
             * Format: uuid
             * @description The instance that called it.
             */
            parent?: string | null;
            /** @description The process. */
            process: string;
            /**
             * Format: uuid
             * @description The ended instance that it begins again.
             */
            restartOf?: string | null;
            /**
             * Format: uuid
             * @description The instance at the top of its calls; itself when nobody called it.
             */
            root: string;
            /**
             * Format: date-time
             * @description When it was started.
             */
            started: string;
            /** @description Where it is in its life. */
            state: components["schemas"]["InstanceState"];
            /**
             * Format: date-time
             * @description Since when it stands still.
             */
            suspended?: string | null;
            /**
             * Format: int32
             * @description The version.
             */
            version: number;
        };
        /** @description A task that was done. */
        Involved: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description By whom. */
            by: string;
            /** @description Which. */
            element: string;
            /** @description Its name. */
            name?: string | null;
        };
        /** @description A job in the hands of a worker, or waiting for one. */
        Job: {
            /**
             * Format: date-time
             * @description Not before this.
             */
            available: string;
            /** @description What people know the instance by. */
            businessKey?: string | null;
            /** @description The definition, `process:version`. */
            definition: string;
            /** @description The element. */
            element: string;
            /** @description What the model says to its worker beside them. */
            headers: {
                [key: string]: string;
            };
            /** @description Its id. */
            id: string;
            /**
             * Format: uuid
             * @description The instance.
             */
            instance: string;
            /**
             * Format: date-time
             * @description When another worker may take it.
             */
            leaseUntil?: string | null;
            /**
             * Format: int32
             * @description How urgent it is, -1000 to 1000: of several jobs of a type the one with the highest goes first.
             */
            priority: number;
            /**
             * Format: int32
             * @description How often it may still fail.
             */
            retries: number;
            /**
             * Format: int64
             * @description Proves the lease; every report must carry it. Null in lists.
             */
            token?: number | null;
            /** @description Its type. */
            type: string;
            /** @description What it sees. Empty in lists. */
            variables: {
                [key: string]: unknown;
            };
            /** @description Who has it. */
            worker?: string | null;
        };
        /** @description A BPMN error that a worker reports. */
        JobError: {
            /** @description The error code that a boundary event catches. */
            code: string;
            /** @description The worker's words. */
            message?: string;
            /**
             * Format: int64
             * @description The token of the lease.
             */
            token: number;
            /** @description What it gives to the catcher. */
            variables?: {
                [key: string]: unknown;
            };
        };
        /** @description Which tasks. All that is given must fit. */
        Kept: {
            /** @description Only those that somebody has, or only those that nobody has. */
            assigned?: boolean | null;
            /** @description Those that this user has. */
            assignee?: string | null;
            /** @description Those that members of one of these groups may claim. */
            candidateGroups?: string[];
            /** @description Those that this user may claim. */
            candidateUser?: string | null;
            /**
             * Format: date-time
             * @description Due before this RFC 3339 time.
             */
            dueBefore?: string | null;
            /** @description Of this element. */
            element?: string | null;
            /**
             * Format: uuid
             * @description Of this instance.
             */
            instance?: string | null;
            /** @description Of this process, any version. */
            process?: string | null;
            /** @description In place of all these: what another page asks, as its address has it. */
            query?: string | null;
        };
        /** @description What a version is. */
        KeptVersion: {
            /** @description In the words of whoever keeps it. */
            comment: string;
        };
        /** @description Something that can be measured. */
        KnownMeasure: {
            /** @description What it is, exactly. */
            meaning: string;
            /** @description Its name in formulas. */
            name: string;
            /** @description Is it of one element? */
            ofElement: boolean;
            /** @description Is it of a whole instance? */
            ofInstance: boolean;
            /** @description In which units it is told. */
            units: string[];
        };
        /** @description How far the landscape is covered. */
        LandscapeCoverage: {
            /** @description From L1 to L5. */
            levels: components["schemas"]["LevelCovered"][];
            /** @description By node. */
            nodes: {
                [key: string]: components["schemas"]["PlanCovered"];
            };
        };
        /** @description What is other in a later version of the landscape. */
        LandscapeDifference: {
            /** @description Nodes that only the later one has. */
            added: string[];
            /** @description Fields of nodes that both have. */
            changed: components["schemas"]["LandscapeField"][];
            /**
             * Format: int64
             * @description Changed fields beyond those that are named.
             */
            more: number;
            /** @description Nodes that only the earlier one has. */
            removed: string[];
            /** @description Roles that are new, gone or other. */
            roles: string[];
        };
        /** @description A field of a node that is other in a later version. */
        LandscapeField: {
            /** @description What it is. */
            after?: unknown;
            /** @description What it was. */
            before?: unknown;
            /** @description The field, as in JSON. */
            field: string;
            /** @description The node. */
            node: string;
        };
        /** @description A landscape as a file. */
        LandscapeFile: {
            /** @description In any order. */
            nodes: components["schemas"]["LandscapeNode"][];
            /** @description The roles that duties name beside those of the organisation. */
            roles?: components["schemas"]["LandscapeRole"][];
        };
        /** @description Something that is wrong with the landscape, or missing in it. */
        LandscapeFinding: {
            /** @description What it is about more exactly: a party, a link, an indicator. */
            about?: string | null;
            /** @description The node or the role. */
            at: string;
            /** @description Stable. */
            code: string;
            /**
             * Format: int64
             * @description The line of the table, or the place in the list, of what was to be loaded; from 1.
             */
            line?: number | null;
            /** @description For people, with what to do about it. */
            message: string;
        };
        /** @description What became of a file. */
        LandscapeLoaded: {
            /**
             * Format: int64
             * @description Nodes and roles in the file.
             */
            items: number;
            version?: components["schemas"]["LandscapeVersion"] | null;
        };
        /** @description What is done in an organisation, on one of five levels. */
        LandscapeNode: {
            /** @description The management area of a domain: `strategy`, `organisation`, `finance` or `operations`. */
            area?: string | null;
            /** @description `management`, `core` or `support`. */
            band?: string | null;
            /** @description What it is for. */
            description: components["schemas"]["Words"];
            /** @description Who has which part in it. */
            duties: components["schemas"]["NodeDuty"][];
            /** @description Letters of ASCII, digits, `.`, `_` and `-`. */
            id: string;
            /** @description How well it goes. */
            indicators: components["schemas"]["NodeIndicator"][];
            /**
             * Format: int32
             * @description 1 domain, 2 group, 3 process, 4 sub-process, 5 step.
             */
            level: number;
            /** @description What runs it, decides in it, and is filled in. */
            links: components["schemas"]["NodeLink"][];
            /**
             * Format: int32
             * @description How well it is mastered, 0 to 5; 0 was not judged.
             */
            maturity: number;
            /**
             * Format: int32
             * @description How well it is to be mastered.
             */
            maturityTarget: number;
            /** @description Its name, in one language at least. */
            name: components["schemas"]["Words"];
            /**
             * Format: int32
             * @description Its place among its siblings.
             */
            order: number;
            /** @description Who answers for it: `person:` or `role:` and an id. */
            owner?: string | null;
            /** @description What it is a part of; null for a domain (L1). */
            parent?: string | null;
            /**
             * Format: int64
             * @description The version of the landscape in which it was changed last: its `ETag`.
             */
            revision: number;
        };
        /** @description A landscape. */
        LandscapeNow: {
            /** @description All nodes, each behind what it is a part of, siblings in their order. */
            nodes: components["schemas"]["LandscapeNode"][];
            /** @description The roles that duties name beside those of the organisation. */
            roles: components["schemas"]["LandscapeRole"][];
            /**
             * Format: int64
             * @description Its version: the `ETag`. 0: nothing was made yet.
             */
            version: number;
        };
        /** @description Why something changes. */
        LandscapeReason: {
            /** @description It is kept with the version. */
            reason: string;
        };
        /** @description A role that duties name. */
        LandscapeRole: {
            /** @description What it does. */
            duties: components["schemas"]["Words"];
            /** @description What duties name it by. */
            id: string;
            /** @description Its name. */
            name: components["schemas"]["Words"];
        };
        /** @description A version, and the landscape in it. */
        LandscapeThen: {
            /** @description The landscape as it was in it. */
            landscape: components["schemas"]["LandscapeNow"];
            version?: components["schemas"]["LandscapeVersion"] | null;
        };
        /** @description A version of the landscape. */
        LandscapeVersion: {
            /** @description By whom. */
            actor: string;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /**
             * Format: int64
             * @description How many nodes and roles are other than before; 0: it was so already, and no version was made.
             */
            entries: number;
            /** @description Why. */
            reason: string;
            /**
             * Format: int64
             * @description The version that was restored.
             */
            restored?: number | null;
            /** @description The template that a node took over. */
            template?: string | null;
            /**
             * Format: int64
             * @description Counts from 1.
             */
            version: number;
        };
        /** @description The gate of a process. */
        LastGate: {
            last?: components["schemas"]["ProcessGate"] | null;
        };
        /** @description What was learned of a gateway. */
        LearnedBranch: {
            /** @description Are its conditions asked with the data of real cases? */
            byData: boolean;
            flows: components["schemas"]["LearnedFlow"][];
            id: string;
            name?: string | null;
        };
        /** @description A way of a gateway. */
        LearnedFlow: {
            id: string;
            /** Format: double */
            probability?: number | null;
            to: string;
            toName?: string | null;
        };
        /** @description What was learned of a process. */
        LearnedSimulation: {
            branches: components["schemas"]["LearnedBranch"][];
            calendars: string[];
            /**
             * Format: int64
             * @description How many cases the history has, and how many of them are over.
             */
            cases: number;
            /** Format: int64 */
            finished: number;
            /**
             * Format: double
             * @description The share of visits that the model has.
             */
            fit: number;
            /** @description What is missing, without which it cannot run. */
            missing: components["schemas"]["SimulationNote"][];
            /** @description What is worth a word. */
            notes: components["schemas"]["SimulationNote"][];
            /**
             * Format: double
             * @description How many begin in a day.
             */
            perDay: number;
            steps: components["schemas"]["LearnedStep"][];
            teams: components["schemas"]["LearnedTeam"][];
            /**
             * Format: int64
             * @description How many cases' data are drawn from.
             */
            vectors: number;
        };
        /** @description What was learned of a step. */
        LearnedStep: {
            /** Format: double */
            duration?: number | null;
            id: string;
            /** @description `person`, `system`, `call` or `event`. */
            kind: string;
            name?: string | null;
            /** Format: int64 */
            people: number;
            /** Format: int64 */
            seen: number;
            /** Format: double */
            wait?: number | null;
        };
        /** @description People who are alike. */
        LearnedTeam: {
            calendars: string[];
            /** Format: double */
            costPerHour: number;
            groups: string[];
            id: string;
            /**
             * Format: int64
             * @description How many.
             */
            people: number;
            steps: string[];
        };
        /** @description A lease. */
        Lease: {
            /**
             * Format: date-time
             * @description When another worker may take the job.
             */
            leaseUntil: string;
        };
        /** @description An element instance that ended. */
        Left: {
            /** @description By itself, or from outside? */
            completed: boolean;
            element: string;
            /** Format: int64 */
            key: number;
        };
        /** @description A level. */
        LevelCovered: {
            /** @description How far. */
            covered: components["schemas"]["PlanCovered"];
            /**
             * Format: int32
             * @description 1 to 5.
             */
            level: number;
        };
        /** @description How something of the landscape stands. */
        Light: {
            /**
             * Format: date-time
             * @description Of when it is.
             */
            at: string;
            /** @description Is it one that is defined by itself, with versions and an owner? */
            defined: boolean;
            /** @description Which way it is better: `higher` or `lower`. */
            direction: string;
            /** @description Its own indicator, or the key of one that is defined for it. */
            indicator: string;
            /**
             * Format: int64
             * @description On how many it must.
             */
            least: number;
            /**
             * Format: int64
             * @description On how many it rests.
             */
            n: number;
            /** @description What it is called. */
            name: components["schemas"]["Words"];
            /** @description The node. */
            node: string;
            /** @description How it stands. */
            state: components["schemas"]["Stand"];
            /**
             * Format: double
             * @description The value to reach.
             */
            target: number;
            /** @description What it is counted in. */
            unit: string;
            /**
             * Format: double
             * @description The value in its unit.
             */
            value?: number | null;
            /**
             * Format: double
             * @description Up to here it is only doubtful.
             */
            warn?: number | null;
            /** @description Why it cannot be told, where that is so. */
            why?: string | null;
        };
        /** @description The lights of the landscape. */
        Lights: {
            /** @description Them, node by node. */
            items: components["schemas"]["Light"][];
            /** @description Are there more than are told? */
            more: boolean;
        };
        /** @description How many entries a page may have: 1 to 1000. */
        Limit: number;
        /** @description A case that was running. */
        LiveCase: {
            /** @description When it ends on average, ms of Unix time, by scenario; none where it does not always. */
            end: (number | null)[];
            /** @description How probable it is that it ends in time, by scenario. */
            ended: number[];
            instance: string;
        };
        /** @description What holds for what was entered so far. */
        LiveForm: {
            /** @description What may be chosen, by the paths of fields whose choices are computed. */
            choices: {
                [key: string]: unknown[];
            };
            /** @description Conditions by their text: those of the form under an empty name, those of a row under its own, like `items[0]`. */
            conditions: {
                [key: string]: {
                    [key: string]: boolean;
                };
            };
            /** @description Computed values and totals by the paths of their fields. */
            values: {
                [key: string]: unknown;
            };
        };
        /** @description Who logs in. */
        LogIn: {
            /** @description Their password. */
            password: string;
            /** @description Their id. */
            user: string;
        };
        /** @description A number, with its unit and on how many it rests; or why there is none. */
        Measure: {
            /** @description Is it off by up to 1/32, because it comes from sketches of whole days ("≈")? */
            approximate: boolean;
            /**
             * Format: double
             * @description The upper bound.
             */
            high?: number | null;
            /**
             * Format: int64
             * @description On how many it must rest.
             */
            least: number;
            /**
             * Format: double
             * @description The lower bound of its 95 % interval, where it has one.
             */
            low?: number | null;
            /**
             * Format: int64
             * @description On how many it rests.
             */
            n: number;
            /** @description Whether there is a number. */
            state: components["schemas"]["Standing"];
            /** @description What it counts. */
            unit: components["schemas"]["MeasureUnit"];
            /**
             * Format: double
             * @description It.
             */
            value?: number | null;
        };
        /**
         * @description What a number counts.
         * @enum {string}
         */
        MeasureUnit: "ms" | "share" | "count" | "perDay";
        /** @description A gain that was measured. */
        MeasuredGain: {
            /**
             * Format: double
             * @description The mean of the newer ones.
             */
            after?: number | null;
            /**
             * Format: double
             * @description The mean of the older ones.
             */
            before?: number | null;
            gain?: components["schemas"]["SuggestionInterval"] | null;
            /**
             * Format: int64
             * @description How many newer ones.
             */
            nAfter: number;
            /**
             * Format: int64
             * @description How many older instances.
             */
            nBefore: number;
            /**
             * Format: int64
             * @description How many newer ones still run though they began long enough ago.
             */
            open: number;
            /** @description What can be said. */
            verdict: components["schemas"]["SuggestionVerdict"];
        };
        /** @description Somebody belongs to something. */
        Membership: {
            /** @description Which. */
            id: string;
            /** @description `department`, `post`, `role` or `group`. */
            kind: string;
            /** @description When. */
            valid: components["schemas"]["Valid"];
        };
        /** @description How an instance goes to another definition: by a `plan`, or to a `target` by the plan that suggests itself. */
        Migrate: {
            /** @description Only tell what would change. */
            dryRun?: boolean;
            plan?: components["schemas"]["MigrationPlan"] | null;
            /** @description Why. */
            reason?: string | null;
            /** @description Or the definition, `process:version`, or a process for its latest version. */
            target?: string | null;
        };
        /** @description An element instance that goes on as another. */
        Migrated: {
            from: string;
            /** Format: int64 */
            key: number;
            to: string;
        };
        /** @description What stands against migrating an instance. */
        MigrationCheck: {
            /**
             * Format: uuid
             * @description The instance.
             */
            instance: string;
            /** @description All of it; nothing when it can be done. */
            obstacles: components["schemas"]["Obstacle"][];
        };
        /** @description How instances of one definition go on in another. */
        MigrationPlan: {
            /** @description The elements that go on as others. */
            elements: components["schemas"]["ElementMapping"][];
            /** @description The flows that go on as others; those without an entry keep their id. */
            flows?: components["schemas"]["FlowMapping"][];
            /** @description The definition they run on, `process:version`. */
            source: string;
            /** @description The definition they go to. */
            target: string;
        };
        /** @description What stands against a plan, and against migrating instances with it. */
        MigrationReport: {
            /** @description Against each of the instances. */
            instances: components["schemas"]["MigrationCheck"][];
            /** @description Against the plan, whatever the instance. */
            obstacles: components["schemas"]["Obstacle"][];
        };
        /** @description A draft of a model. */
        Model: {
            /**
             * Format: date-time
             * @description When it was changed last.
             */
            changed: string;
            /** @description By whom. */
            changedBy: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created: string;
            /** @description By whom. */
            createdBy: string;
            /** @description Its id. */
            id: string;
            /** @description `bpmn`, `dmn`, `form`, `scenario`, or `unknown` where the text is broken. */
            kind: string;
            /** @description What people call it. */
            name: string;
            origin?: components["schemas"]["DraftOrigin"] | null;
            /** @description The processes in it, by id. */
            processes: string[];
            /**
             * Format: int64
             * @description Counts every change of it: the `ETag`.
             */
            revision: number;
            /**
             * Format: int64
             * @description The length of its text in bytes.
             */
            size: number;
            suggestion?: components["schemas"]["DraftSuggestion"] | null;
            /** @description The tenant that it belongs to; null is the installation itself. */
            tenant?: string | null;
            /**
             * Format: int64
             * @description The revision of the text: a new name is no other text.
             */
            text: number;
        };
        /** @description What it is called from now on. */
        ModelName: {
            /** @description For people. */
            name: string;
        };
        /** @description A typical process that a draft can begin with. */
        ModelTemplate: {
            /** @description The management area: `strategy`, `organisation`, `finance` or `operations`. */
            area: string;
            /** @description Its files, the model first. */
            files: string[];
            /** @description SHA-256 of all its files, in hexadecimal. */
            hash: string;
            /** @description Its id. */
            id: string;
            /** @description The levels that its models stand on. */
            levels: number[];
            /** @description What it is called. */
            name: components["schemas"]["Words"];
            /** @description The way from L1 to the process. */
            path: components["schemas"]["Words"][];
            /** @description What it is about. */
            summary: components["schemas"]["Words"];
            /** @description What else one may look for. */
            tags: string[];
            /**
             * Format: int64
             * @description How often drafts were made of it.
             */
            uses: number;
            /** @description The version of its card. */
            version: string;
        };
        /** @description A text that a draft had, or has. */
        ModelVersion: {
            /**
             * Format: date-time
             * @description When it was begun: what one person saves within ten minutes is one version.
             */
            begun: string;
            /** @description By whom. */
            by: string;
            /** @description What it is, in the words of whoever keeps it. */
            comment?: string | null;
            /** @description Is it kept for good? Others are dropped, the oldest first, when there are too many. */
            kept: boolean;
            /**
             * Format: int64
             * @description The revision that was restored.
             */
            restored?: number | null;
            /**
             * Format: int64
             * @description The revision in which the draft got it.
             */
            revision: number;
            /**
             * Format: date-time
             * @description When it was saved last.
             */
            saved: string;
            /**
             * Format: int64
             * @description The length of the text in bytes.
             */
            size: number;
        };
        /** @description Instructions for one instance, carried out in their order, all or none. */
        Modify: {
            /** @description Only tell what would change. */
            dryRun?: boolean;
            /** @description What becomes of scopes that a cancellation has left without a token. */
            emptyScopes?: components["schemas"]["ModifyScopes"];
            /** @description What is to be done. */
            instructions: components["schemas"]["ModifyStep"][];
            /** @description Why. */
            reason?: string | null;
        };
        /** @description Where a token begins: one of `before`, `after` and `flow`. */
        ModifyBegin: {
            /** @description This element is left undone, by its own flows. */
            after?: string | null;
            /** @description This element is entered. */
            before?: string | null;
            /** @description This sequence flow is taken. */
            flow?: string | null;
            /** @description Are they the process's, or local to what begins? */
            global?: boolean;
            /**
             * Format: int64
             * @description The element instance around it, when there are several.
             */
            scope?: number | null;
            /** @description Variables that are set. */
            variables?: {
                [key: string]: unknown;
            };
        };
        /**
         * @description What becomes of empty scopes: `cancel` ends them too and so on outwards; `continue` lets them go on.
         * @enum {string}
         */
        ModifyScopes: "cancel" | "continue";
        /** @description One thing to do. */
        ModifyStep: {
            /** @description A new token. */
            start: components["schemas"]["ModifyBegin"];
        } | {
            /** @description End element instances. */
            cancel: components["schemas"]["ModifyWhich"];
        } | {
            /** @description End element instances and begin elsewhere, once for each. */
            move: {
                /** @description What is ended. */
                from: components["schemas"]["ModifyWhich"];
                /** @description Where it goes on. */
                to: components["schemas"]["ModifyBegin"];
            };
        };
        /** @description Element instances: one of `key` and `element`. */
        ModifyWhich: {
            /** @description All of this element. */
            element?: string | null;
            /**
             * Format: int64
             * @description This one.
             */
            key?: number | null;
        };
        /** @description Whom rules name now. */
        Named: {
            /** @description Their ids. */
            people: string[];
        };
        /** @description An element. */
        NamedElement: {
            /** @description Its id. */
            element: string;
            /** @description What it is, in the language of BPMN. */
            kind: string;
            /** @description What people call it. */
            name?: string | null;
        };
        /** @description Events of one instance in a record. */
        NamedEvents: {
            /**
             * Format: int64
             * @description How many.
             */
            count?: number | null;
            /**
             * Format: uuid
             * @description The instance.
             */
            instance: string;
            /**
             * Format: int64
             * @description The number of the first one.
             */
            seq: number;
        };
        /**
         * @description Who or what does something at a place.
         * @enum {string}
         */
        Nature: "human" | "system" | "routing";
        /** @description For which alerts, until when, and why. */
        NewAlertSilence: {
            /**
             * Format: date-time
             * @description From when on; now where it is not said.
             */
            from?: string | null;
            /** @description At this activity of it. */
            node?: string | null;
            /** @description Who answers for it; whoever asks where it is not said. */
            owner?: string | null;
            /** @description At this process; without it everywhere. */
            process?: string | null;
            /** @description Why; it is kept. */
            reason: string;
            /** @description Of this rule; without it of every rule. */
            rule?: string | null;
            /**
             * Format: date-time
             * @description Until when: at most 90 days later.
             */
            until: string;
        };
        /** @description An indicator as it is to be. */
        NewIndicator: {
            /** @description It. */
            indicator: components["schemas"]["Indicator"];
            /** @description Why; it is kept with the version. */
            reason: string;
        };
        /** @description A node as it is to be. */
        NewLandscapeNode: {
            /** @description The node; its `revision` is not looked at. */
            node: components["schemas"]["LandscapeNode"];
            /** @description Why; it is kept with the version. */
            reason: string;
        };
        /** @description A role as it is to be. */
        NewLandscapeRole: {
            /** @description What it does. */
            duties: components["schemas"]["Words"];
            /** @description Its name, in one language at least. */
            name: components["schemas"]["Words"];
            /** @description Why; it is kept with the version. */
            reason: string;
        };
        /** @description What the draft begins with: a template, a text, or else an empty process. */
        NewModel: {
            /** @description What the text is: with such words the first version is kept for good. */
            comment?: string | null;
            /** @description A file of the template other than its model. */
            file?: string | null;
            /** @description What people call it. */
            name: string;
            /** @description The id of a template, see `/model-templates`. */
            template?: string | null;
            /** @description The text of a file, of up to 3 MiB; larger ones are saved afterwards. */
            xml?: string | null;
        };
        /** @description What somebody is to do in an activity. */
        NewRaciCell: {
            /** @description The node. */
            node: string;
            /** @description `R`, `A`, `C`, `I`; none takes them out of it. */
            parts: string[];
            /** @description `person:` or `role:` and an id. */
            who: string;
        };
        /** @description What is to be simulated. */
        NewSimulation: {
            assumed?: components["schemas"]["SimulationChanges"] | null;
            /** @description The calendar of the organisation by which people work; none is the hours at which they were seen at work. */
            calendar?: string | null;
            /**
             * Format: int64
             * @description Of each replication; 10 000 unless said.
             */
            cases?: number | null;
            /**
             * Format: date-time
             * @description The history begins with instances that were started then or later; none is all of it.
             */
            from?: string | null;
            /**
             * Format: date-time
             * @description Begin with the instances that run now, and end then.
             */
            liveUntil?: string | null;
            /** @description What people call it. */
            name: string;
            /** @description The process. */
            process: string;
            /**
             * Format: int32
             * @description Of each scenario; 30 unless said.
             */
            replications?: number | null;
            /** @description What is held against things as they are. */
            scenarios?: components["schemas"]["WhatIf"][] | null;
            /**
             * Format: int64
             * @description The same gives the same.
             */
            seed?: number | null;
            /** @description The number by which small cases are told from large ones: a variable that cases begin with. */
            size?: string | null;
            /**
             * Format: date-time
             * @description And ends before; none is now.
             */
            until?: string | null;
            /**
             * Format: int32
             * @description Its version; none is the latest one.
             */
            version?: number | null;
            wanted?: components["schemas"]["SimulationMetric"] | null;
        };
        /** @description In which history is looked. */
        NewSuggestionRun: {
            /**
             * Format: date-time
             * @description Instances that ended from here on; a year before the end where nothing is said.
             */
            from?: string | null;
            /**
             * Format: date-time
             * @description Until before here; now where nothing is said.
             */
            until?: string | null;
        };
        /** @description What is tried out. */
        NewTestRun: {
            /** @description What people know the instance by. */
            businessKey?: string | null;
            /** @description The model first, then what it needs and is not deployed. All of them have up to 3 MiB. */
            files: components["schemas"]["TriedFile"][];
            /** @description At which RFC 3339 time the clock stands; now where none is said. */
            now?: string | null;
            /** @description The process that is started; the first of the model where none is said. */
            process?: string | null;
            /** @description Who starts it; whoever asks where nobody is said. */
            starter?: string | null;
            /** @description What it begins with. */
            variables?: {
                [key: string]: unknown;
            };
        };
        /** @description Where notices go as signed requests. */
        NewWebhook: {
            /** @description Is it at work? What waits for one that is not is dropped. */
            active?: boolean;
            /** @description Does it heed what people want to be told, and when? Else it gets everything at once. */
            heedsPreferences?: boolean;
            /** @description `assigned`, `candidate`, `reminded`, `copied`, `mentioned`, `returned`, `overdue`, `decided`, `ended`; none is all. */
            kinds?: string[];
            /** @description Of these processes; none is all. */
            processes?: string[];
            /** @description The name of the secret that they are signed with: a file of `secrets_dir`. */
            secret: string;
            /** @description Of this tenant; null is what belongs to no tenant. */
            tenant?: string | null;
            /** @description Where they are posted to: https, to a host that `webhook_allow` names. */
            url: string;
        };
        /** @description What is done next: one of the actions of a scenario. */
        NextStep: {
            /**
             * @description As a scenario has it: `{"complete": {"task": …, "by": …}}`, `job`, `advance`, `message`, `signal`, `set`, `resolve`.
             *     `{"advance": "next"}` goes to the next timer.
             */
            step: Record<string, never>;
        };
        /** @description A node in a window. */
        NodeAnswer: {
            /** @description Taken until begun. */
            claimed: components["schemas"]["Times"];
            comparedSojourn?: components["schemas"]["Measure"] | null;
            /**
             * Format: int64
             * @description Visits in the window that is compared with.
             */
            comparedVisits?: number | null;
            /** @description What it adds to the mean sojourn of ended cases, by the critical path, ms. Over all nodes it is the mean sojourn. */
            contribution: components["schemas"]["Measure"];
            /** @description The rows behind these numbers. */
            evidence: string;
            /** @description Visits that were stuck. */
            incidents: components["schemas"]["Measure"];
            /** @description What people call it; whoever knows the model says so. */
            name?: string | null;
            /** @description Who does it. */
            nature: components["schemas"]["Nature"];
            /** @description Its id. */
            node: string;
            /** @description Enabled until taken. */
            queue: components["schemas"]["Times"];
            /** @description Begun until ended, without suspensions. */
            service: components["schemas"]["Times"];
            /** @description Enabled until ended. */
            sojourn: components["schemas"]["Times"];
            /** @description Visits that were ended from outside. */
            terminated: components["schemas"]["Measure"];
            /**
             * Format: int64
             * @description Visits that ended.
             */
            visits: number;
        };
        /** @description One node, closer. */
        NodeDetail: components["schemas"]["NodeAnswer"] & {
            /** @description How its sojourns lie. */
            distribution: components["schemas"]["Bucket"][];
            /**
             * Format: int64
             * @description How many different people did it; none below the least number that is told.
             */
            people?: number | null;
            /** @description Hour by hour where the window has at most a week, else day by day. */
            series: components["schemas"]["Point"][];
            /**
             * Format: int64
             * @description How long each piece of the series is, ms.
             */
            seriesMs: number;
        };
        /** @description Who has which part. */
        NodeDuty: {
            /** @description `R`, `A`, `C`, `I`. */
            parts: string[];
            /** @description `person:` or `role:` and an id. */
            who: string;
        };
        /** @description A figure that tells how well something goes. */
        NodeIndicator: {
            /** @description `higher` or `lower` is better. */
            direction: string;
            /** @description How it is computed, such as `p90(sojourn)`; null: it is measured elsewhere. */
            formula?: string | null;
            /** @description Once in a node. */
            id: string;
            /** @description Its name. */
            name: components["schemas"]["Words"];
            /** @description Proposed by a template, and not taken over yet. */
            proposed: boolean;
            /**
             * Format: double
             * @description The value to reach.
             */
            target: number;
            /** @description What it is counted in. */
            unit: string;
            /**
             * Format: double
             * @description From here on it is doubtful.
             */
            warn?: number | null;
        };
        /** @description Something of a node that is kept elsewhere. */
        NodeLink: {
            /** @description Its id. */
            id: string;
            /** @description `draft`, `process`, `decision` or `form`. */
            kind: string;
        };
        /** @description A request that says nothing more than its path. */
        Nothing: Record<string, never>;
        /** @description Something that somebody is told of. */
        Notice: {
            alert?: components["schemas"]["AlertNotice"] | null;
            /**
             * Format: date-time
             * @description When it happened.
             */
            at: string;
            /** @description What people know the instance by. */
            businessKey?: string | null;
            /** @description Who did it. */
            by: string;
            /** @description Of this definition, `process:version`; null for what was said. */
            definition?: string | null;
            /** @description At this element; null is the instance as a whole. */
            element?: string | null;
            /** @description Its id; later ones have greater ids. */
            id: string;
            /**
             * Format: uuid
             * @description In this instance.
             */
            instance: string;
            /** @description `assigned`, `candidate`, `reminded`, `copied`, `mentioned`, `returned`, `overdue`, `decided`, `ended` or `alert`. */
            kind: string;
            /** @description How an approval was decided: `pass` or `reject`. */
            outcome?: string | null;
            /** @description Who is told. */
            person: string;
            /** @description The open task that it is about. */
            task?: string | null;
            /** @description In which words. */
            text?: string | null;
        };
        /** @description What somebody wants to be told, which way, and when not. */
        NoticePreferences: {
            /** @description Kinds by mail: `assigned`, `candidate`, `reminded`, `copied`, `mentioned`, `returned`, `overdue`, `decided`, `ended`. */
            mail: string[];
            /** @description When they are not to be disturbed: what comes then waits. */
            quiet?: components["schemas"]["QuietTime"][];
            /** @description Kinds by webhooks that heed it. */
            webhook: string[];
        };
        /** @description One reason why an intervention cannot be carried out. */
        Obstacle: {
            /** @description The element instances to choose from, when one has to be chosen. */
            candidates: number[];
            /** @description Stable. */
            code: string;
            /** @description The element it is about. */
            element?: string | null;
            /** @description The instruction or mapping it is about, counted from 0. */
            instruction?: number | null;
            /**
             * Format: int64
             * @description The element instance it is about.
             */
            key?: number | null;
            /** @description For people: what is wrong, and what to do. */
            message: string;
        };
        /** @description Which of those that have the name. */
        OfPage: {
            /** @description What this page asks, by the beginning of its `query` up to the `?`; without it the filter of task lists. */
            page?: string | null;
        };
        /** @description A change of the organisation that was made. */
        OrganisationChange: {
            /** @description By whom. */
            actor: string;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /**
             * Format: int64
             * @description How many entries changed.
             */
            entries: number;
            /** @description Why. */
            reason?: string | null;
            /**
             * Format: int64
             * @description Counts from 1.
             */
            version: number;
        };
        /** @description What is to change, all or none of it. */
        OrganisationChanges: {
            /** @description The changes. */
            changes: components["schemas"]["Change"][];
            /** @description Why. */
            reason?: string | null;
            /**
             * Format: int64
             * @description Only when the organisation is still at this version.
             */
            version?: number | null;
        };
        /** @description How much of everything there is. */
        OrganisationCounts: {
            /**
             * Format: int64
             * @description Work calendars.
             */
            calendars: number;
            /**
             * Format: int64
             * @description Departments.
             */
            departments: number;
            /**
             * Format: int64
             * @description Groups.
             */
            groups: number;
            /**
             * Format: int64
             * @description People.
             */
            people: number;
            /**
             * Format: int64
             * @description Posts.
             */
            posts: number;
            /**
             * Format: int64
             * @description Standing proxies.
             */
            proxies: number;
            /**
             * Format: int64
             * @description Roles.
             */
            roles: number;
            /**
             * Format: int64
             * @description How often it has changed.
             */
            version: number;
        };
        /** @description One thing of the organisation: an object with one member, named by its kind. */
        OrganisationEntry: {
            /** @description Somebody. */
            person: components["schemas"]["Person"];
        } | {
            /** @description A department. */
            department: components["schemas"]["Department"];
        } | {
            /** @description A post. */
            post: components["schemas"]["Unit"];
        } | {
            /** @description A role. */
            role: components["schemas"]["Unit"];
        } | {
            /** @description A group. */
            group: components["schemas"]["Unit"];
        } | {
            /** @description Somebody stands in for somebody. */
            proxy: components["schemas"]["Proxy"];
        } | {
            /** @description When people work. */
            calendar: components["schemas"]["Calendar"];
        };
        /**
         * @description How an instance was left.
         * @enum {string}
         */
        Outcome: "completed" | "terminated";
        /** @description A mail or webhook that waits to be delivered, or for an operator. */
        OutgoingDelivery: {
            /** @description `mail` or `webhook`. */
            channel: string;
            /**
             * Format: date-time
             * @description When it is tried next.
             */
            due: string;
            error?: components["schemas"]["OutgoingError"] | null;
            /** @description Its id: that of the mail and of the webhook too, the same at each try. */
            id: string;
            /**
             * Format: uuid
             * @description In this instance.
             */
            instance: string;
            /** @description Of what kind. */
            kind: string;
            /** @description Who is told. */
            person: string;
            /**
             * Format: date-time
             * @description When it came.
             */
            queued: string;
            /** @description `waiting` or `failed`. */
            state: string;
            /**
             * Format: int32
             * @description How often it was tried in vain.
             */
            tries: number;
            /** @description Which webhook. */
            webhook?: string | null;
        };
        /** @description Why something could not be delivered. */
        OutgoingError: {
            /**
             * @description `mail-unreachable`, `mail-too-slow`, `mail-tls`, `mail-unsuited`, `mail-refused`, `mail-refused-us`, `mail-address`, `mail-password`,
             *     `mail-message`, `mail-off`, `webhook-unreachable`, `webhook-status`, `webhook-redirect`, `webhook-gone`,
             *     `webhook-url`, `webhook-secret`, `webhook-too-large`, `webhooks-off`.
             */
            code: string;
            /** @description For people. */
            message: string;
        };
        /** @description Two rules that match together. */
        Overlap: {
            /** @description For which inputs, as an example. */
            inputs: string[];
            /** @description Their numbers, from 1. */
            rules: number[];
        };
        /** @description The counts of one version of a process. */
        Overlay: {
            /** @description `process:version`. */
            definition: string;
            /** @description By element; the process itself under its own id. */
            elements: {
                [key: string]: components["schemas"]["ElementCounts"];
            };
            /**
             * Format: int64
             * @description Instances that run.
             */
            running: number;
            /** @description Was everything counted? Else what rests and what is stuck are at least so much. */
            whole: boolean;
        };
        /** @description One page of a list. */
        Page_AlertLine: {
            /** @description The entries. */
            items: {
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /** @description Who did it. */
                by: string;
                /** @description The evidence of the value. */
                evidence: components["schemas"]["AlertEvidence"][];
                /**
                 * @description `opened`, `reopened`, `worsened`, `recovering`, `relapsed`, `resolved`, `acknowledged`, `silenced`, `commented`, `told`,
                 *     `keptBack`, `flapping`, `ruleChanged`, `ruleStopped`.
                 */
                happened: string;
                /**
                 * Format: int64
                 * @description On how many it rests.
                 */
                n?: number | null;
                /**
                 * Format: int64
                 * @description Counts from 1.
                 */
                number: number;
                /**
                 * Format: int64
                 * @description The version of the rule.
                 */
                ruleVersion?: number | null;
                severity?: components["schemas"]["AlertSeverity"] | null;
                /** @description In which words; of `told` who was, of `keptBack` why. */
                text?: string | null;
                /**
                 * Format: double
                 * @description The value then.
                 */
                value?: number | null;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_AlertRule: {
            /** @description The entries. */
            items: {
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                at: string;
                /** @description Who set it. */
                by: string;
                /** @description Its id. */
                id: string;
                /** @description Why. */
                reason: string;
                /** @description Is this the version that removed it? */
                removed: boolean;
                /** @description What it says. */
                spec: components["schemas"]["AlertRuleSpec"];
                /** @description The tenant of what it looks at. */
                tenant?: string | null;
                /**
                 * Format: int64
                 * @description Counts from 1: the `ETag`.
                 */
                version: number;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_AlertSilence: {
            /** @description The entries. */
            items: {
                ended?: components["schemas"]["AlertAct"] | null;
                /**
                 * Format: date-time
                 * @description From when on.
                 */
                from: string;
                /** @description Its id. */
                id: string;
                /** @description Who made it, and when. */
                made: components["schemas"]["AlertAct"];
                /** @description The activity of it. */
                node?: string | null;
                /** @description Who answers for it. */
                owner: string;
                /** @description The process; null: every place. */
                process?: string | null;
                /** @description The processes that it was about when it was made; none: all. */
                processes: string[];
                /** @description Why. */
                reason: string;
                /** @description The rule; null: every rule. */
                rule?: string | null;
                /** @description The tenant it is about. */
                tenant?: string | null;
                /**
                 * Format: date-time
                 * @description Until when.
                 */
                until: string;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_AlertView: {
            /** @description The entries. */
            items: {
                /** @description The alert. */
                alert: components["schemas"]["Alert"];
                /** @description Is somebody's silence over it now? */
                silenced: boolean;
                /** @description What is told of it. */
                text: components["schemas"]["AlertText"];
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_Attachment: {
            /** @description The entries. */
            items: {
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /** @description Who added it. */
                by: string;
                /** @description Its id: what a form field holds. */
                id: string;
                /**
                 * Format: uuid
                 * @description The instance.
                 */
                instance: string;
                /** @description What it is, by its ending. */
                mediaType: string;
                /** @description Its name, without any folders. */
                name: string;
                /** @description SHA-256 of its content, in hexadecimal. */
                sha256: string;
                /**
                 * Format: int64
                 * @description Its length in bytes.
                 */
                size: number;
                /** @description The task that it was added at. */
                task?: string | null;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_AuditLine: {
            /** @description The entries. */
            items: {
                /** @description From which address. */
                address?: string | null;
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /** @description More about it; why it was refused. */
                detail?: string | null;
                /** @description What. */
                happened: components["schemas"]["Happened"];
                /**
                 * Format: int64
                 * @description Counts from 1, without a gap.
                 */
                number: number;
                /** @description What it was done with. */
                object?: string | null;
                /** @description In whose name, when not in their own. */
                person?: string | null;
                /**
                 * Format: int32
                 * @description How often, since the line before of the same kind.
                 */
                times: number;
                /** @description Who did it; of a failed login, whom it was tried as. */
                user: string;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_BatchFailure: {
            /** @description The entries. */
            items: {
                /** @description Stable. */
                code: string;
                /**
                 * Format: uuid
                 * @description The instance.
                 */
                instance: string;
                /** @description For people. */
                message: string;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_BatchSummary: {
            /** @description The entries. */
            items: {
                /**
                 * Format: date-time
                 * @description When it began.
                 */
                begun: string;
                /** @description Who asked for it. */
                by: string;
                /**
                 * Format: int64
                 * @description How many could not be done; of one that was cancelled also those that were not tried any more.
                 */
                failed: number;
                /** @description Its id. */
                id: string;
                /** @description `migrate`, `modify`, `suspend` or `resume`. */
                operation: string;
                /**
                 * Format: int64
                 * @description How many are still to be done.
                 */
                pending: number;
                /** @description Why they did. */
                reason?: string | null;
                /** @description What it does. */
                state: components["schemas"]["BatchState"];
                /** @description Who paused, resumed or cancelled it last. */
                steeredBy?: string | null;
                /**
                 * Format: int64
                 * @description How many instances it is for.
                 */
                total: number;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_BufferedMessage: {
            /** @description The entries. */
            items: {
                /** @description Its correlation key. */
                correlationKey?: string | null;
                /** @description Its id. */
                messageId: string;
                /** @description Its name. */
                name: string;
                /**
                 * Format: date-time
                 * @description When it was published.
                 */
                published: string;
                /** @description The tenant that it stays in; none is the installation itself. */
                tenant?: string | null;
                /**
                 * Format: date-time
                 * @description When it will be forgotten.
                 */
                until: string;
                /** @description What it carries. */
                variables: {
                    [key: string]: unknown;
                };
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_Comment: {
            /** @description The entries. */
            items: {
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /** @description By whom. */
                by: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                deletedAt?: string | null;
                /** @description By whom it was taken back. */
                deletedBy?: string | null;
                /** @description The element of that task. */
                element?: string | null;
                /** @description Its id; later ones have greater ids. */
                id: string;
                /**
                 * Format: uuid
                 * @description The instance.
                 */
                instance: string;
                /** @description Who is meant. */
                mentions: string[];
                /** @description The task that it was said at. */
                task?: string | null;
                /** @description In which words; null when it was taken back. */
                text?: string | null;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_Copy: {
            /** @description The entries. */
            items: {
                /**
                 * Format: date-time
                 * @description When last.
                 */
                at: string;
                /** @description Of which element last. */
                element: string;
                /** @description Who. */
                person: string;
                /**
                 * Format: date-time
                 * @description When they read it; null when they have not, or got another copy since.
                 */
                read?: string | null;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_DeadLetter: {
            /** @description The entries. */
            items: {
                /**
                 * Format: date-time
                 * @description When it was set aside.
                 */
                at: string;
                /** @description Stable code of what went wrong. */
                code: string;
                /** @description The definition that it was to start. */
                definition?: string | null;
                /** @description Its id. */
                id: string;
                /**
                 * Format: uuid
                 * @description The instance that it is for, or that it was to start.
                 */
                instance?: string | null;
                /** @description What it asks for: `start`, `signal`, `message`, `child-ended` and others. */
                kind: string;
                /** @description For people. */
                message: string;
                /** @description Where it was to start, or the name of the message or signal. */
                name?: string | null;
                /**
                 * Format: int32
                 * @description How often it was tried.
                 */
                tries: number;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_DecisionDefinition: {
            /** @description The entries. */
            items: {
                /** @description SHA-256 of the file, in hexadecimal. */
                checksum: string;
                /** @description The id of the decision in the file. */
                decision: string;
                /**
                 * Format: date-time
                 * @description When it was deployed.
                 */
                deployed: string;
                /** @description By whom. */
                deployedBy: string;
                /** @description The deployment. */
                deployment: string;
                /** @description `decision:version`. */
                id: string;
                /** @description The names of the data that it and what it requires look at. */
                inputs: string[];
                /** @description Is there no newer version? */
                latest: boolean;
                /** @description For people. */
                name?: string | null;
                /** @description The rule parameters that it uses. */
                parameters: string[];
                /** @description The decisions that it requires. */
                requires: string[];
                /** @description The file it came in. */
                resource: string;
                /** @description The tenant that it belongs to; none is the installation itself. */
                tenant?: string | null;
                /**
                 * Format: int32
                 * @description Counts from 1.
                 */
                version: number;
                /** @description What people call this version: `weir:versionTag`. */
                versionTag?: string | null;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_Definition: {
            /** @description The entries. */
            items: {
                /** @description SHA-256 of the file, in hexadecimal. */
                checksum: string;
                /**
                 * Format: date-time
                 * @description When it was deployed.
                 */
                deployed: string;
                /** @description By whom. */
                deployedBy: string;
                /** @description The deployment. */
                deployment: string;
                /** @description `process:version`. */
                id: string;
                /** @description Is there no newer version? */
                latest: boolean;
                /** @description For people. */
                name?: string | null;
                /** @description The id of the process in the file. */
                process: string;
                /** @description The file it came in. */
                resource: string;
                /** @description The suggestions that were taken up in its model, by id: `weir:suggestions`. */
                suggestions: string[];
                /** @description Does it start no instances at present? */
                suspended: boolean;
                /** @description The template that its model was made of, `id@version#hash`: `weir:template`. */
                template?: string | null;
                /** @description The tenant that its process belongs to; none is the installation itself. */
                tenant?: string | null;
                /**
                 * Format: int32
                 * @description Counts from 1.
                 */
                version: number;
                /** @description What people call this version: `weir:versionTag`. */
                versionTag?: string | null;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_Draft: {
            /** @description The entries. */
            items: {
                /**
                 * Format: date-time
                 * @description When it was saved.
                 */
                at: string;
                /** @description What was entered. */
                data: {
                    [key: string]: unknown;
                };
                /** @description Other data have another tag: for `If-Match`. */
                etag: string;
                /** @description Whose it is. */
                person: string;
                /** @description The task. */
                task: string;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_EnabledActivity: {
            /** @description The entries. */
            items: {
                /** @description The activity. */
                activity: string;
                /** @description The definition, `process:version`. */
                definition: string;
                /**
                 * Format: date-time
                 * @description Since when it may be chosen.
                 */
                enabled: string;
                /** @description Its id: what it is chosen by. */
                id: string;
                /**
                 * Format: uuid
                 * @description The instance.
                 */
                instance: string;
                /** @description Its name, for people. */
                name?: string | null;
                /** @description The ad-hoc sub-process as it runs: what it is completed by. */
                scope: string;
                /** @description The ad-hoc sub-process it stands in. */
                subProcess: string;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_FormDefinition: {
            /** @description The entries. */
            items: {
                /** @description SHA-256 of the file, in hexadecimal. */
                checksum: string;
                /**
                 * Format: date-time
                 * @description When it was deployed.
                 */
                deployed: string;
                /** @description By whom. */
                deployedBy: string;
                /** @description The deployment. */
                deployment: string;
                /** @description The id of the form in the file. */
                form: string;
                /** @description `form:version`. */
                id: string;
                /** @description Is there no newer version? */
                latest: boolean;
                /** @description The file it came in. */
                resource: string;
                /** @description The tenant that it belongs to; none is the installation itself. */
                tenant?: string | null;
                /**
                 * Format: int32
                 * @description Counts from 1.
                 */
                version: number;
                /** @description What people call this version. */
                versionTag?: string | null;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_Grant: {
            /** @description The entries. */
            items: {
                /** @description Only for instances that people of these departments, or of those in them, started; none is all. */
                departments: string[];
                /** @description Its id. */
                id: string;
                /** @description Only for these processes; none is all. */
                processes: string[];
                /** @description Why. */
                reason?: string | null;
                /** @description The role. */
                role: components["schemas"]["AccessRole"];
                /** @description Only in this tenant. */
                tenant?: string | null;
                /** @description For whom. */
                to: components["schemas"]["Grantee"];
                /** @description When. */
                valid: Record<string, never>;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_Impact: {
            /** @description The entries. */
            items: {
                /** @description What it would decide with the new value. */
                after: unknown;
                /** @description Where its token waits. */
                at: string;
                /** @description What it would decide now. */
                before: unknown;
                /** @description What people know it by. */
                businessKey?: string | null;
                /** @description The definition of the process that will be called and in which the element stands; null is that of the instance. */
                calledDefinition?: string | null;
                /** @description The definition it runs on. */
                definition: string;
                /** @description The flow with its condition, or the element with another expression or a decision, ahead of it. */
                element: string;
                /**
                 * Format: uuid
                 * @description The instance.
                 */
                instance: string;
                /** @description Why it cannot be said what it would decide, for instance because its data are not there yet. */
                problem?: string | null;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_Incident: {
            /** @description The entries. */
            items: {
                /** @description Stable code. */
                code: string;
                /** @description The definition, `process:version`. */
                definition: string;
                /** @description The element. */
                element: string;
                /** @description Its id. */
                id: string;
                /**
                 * Format: uuid
                 * @description The instance.
                 */
                instance: string;
                /** @description For people. */
                message: string;
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                raised: string;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_IndicatorVersion: {
            /** @description The entries. */
            items: {
                /** @description By whom. */
                actor: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /** @description As it was from then on. */
                indicator: components["schemas"]["Indicator"];
                /** @description Why. */
                reason: string;
                /** @description Was it taken away? */
                removed: boolean;
                /**
                 * Format: int64
                 * @description Counts from 1: the `ETag`.
                 */
                version: number;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_InstanceSummary: {
            /** @description The entries. */
            items: {
                /** @description What people know it by. */
                businessKey?: string | null;
                /** @description The definition it runs on, `process:version`. */
                definition: string;
                /**
                 * Format: date-time
                 * @description When it ended.
                 */
                ended?: string | null;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /**
                 * Format: int32
                 * @description How many incidents are open.
                 */
                incidents: number;
                /**
                 * Format: date-time
                 * @description When something happened in it last.
                 */
                lastActivity: string;
                /**
                 * Format: uuid
                 * @description The instance that called it.
                 */
                parent?: string | null;
                /** @description The process. */
                process: string;
                /**
                 * Format: uuid
                 * @description The ended instance that it begins again.
                 */
                restartOf?: string | null;
                /**
                 * Format: uuid
                 * @description The instance at the top of its calls; itself when nobody called it.
                 */
                root: string;
                /**
                 * Format: date-time
                 * @description When it was started.
                 */
                started: string;
                /** @description Where it is in its life. */
                state: components["schemas"]["InstanceState"];
                /**
                 * Format: date-time
                 * @description Since when it stands still.
                 */
                suspended?: string | null;
                /**
                 * Format: int32
                 * @description The version.
                 */
                version: number;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_Job: {
            /** @description The entries. */
            items: {
                /**
                 * Format: date-time
                 * @description Not before this.
                 */
                available: string;
                /** @description What people know the instance by. */
                businessKey?: string | null;
                /** @description The definition, `process:version`. */
                definition: string;
                /** @description The element. */
                element: string;
                /** @description What the model says to its worker beside them. */
                headers: {
                    [key: string]: string;
                };
                /** @description Its id. */
                id: string;
                /**
                 * Format: uuid
                 * @description The instance.
                 */
                instance: string;
                /**
                 * Format: date-time
                 * @description When another worker may take it.
                 */
                leaseUntil?: string | null;
                /**
                 * Format: int32
                 * @description How urgent it is, -1000 to 1000: of several jobs of a type the one with the highest goes first.
                 */
                priority: number;
                /**
                 * Format: int32
                 * @description How often it may still fail.
                 */
                retries: number;
                /**
                 * Format: int64
                 * @description Proves the lease; every report must carry it. Null in lists.
                 */
                token?: number | null;
                /** @description Its type. */
                type: string;
                /** @description What it sees. Empty in lists. */
                variables: {
                    [key: string]: unknown;
                };
                /** @description Who has it. */
                worker?: string | null;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_LandscapeVersion: {
            /** @description The entries. */
            items: {
                /** @description By whom. */
                actor: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /**
                 * Format: int64
                 * @description How many nodes and roles are other than before; 0: it was so already, and no version was made.
                 */
                entries: number;
                /** @description Why. */
                reason: string;
                /**
                 * Format: int64
                 * @description The version that was restored.
                 */
                restored?: number | null;
                /** @description The template that a node took over. */
                template?: string | null;
                /**
                 * Format: int64
                 * @description Counts from 1.
                 */
                version: number;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_Model: {
            /** @description The entries. */
            items: {
                /**
                 * Format: date-time
                 * @description When it was changed last.
                 */
                changed: string;
                /** @description By whom. */
                changedBy: string;
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                created: string;
                /** @description By whom. */
                createdBy: string;
                /** @description Its id. */
                id: string;
                /** @description `bpmn`, `dmn`, `form`, `scenario`, or `unknown` where the text is broken. */
                kind: string;
                /** @description What people call it. */
                name: string;
                origin?: components["schemas"]["DraftOrigin"] | null;
                /** @description The processes in it, by id. */
                processes: string[];
                /**
                 * Format: int64
                 * @description Counts every change of it: the `ETag`.
                 */
                revision: number;
                /**
                 * Format: int64
                 * @description The length of its text in bytes.
                 */
                size: number;
                suggestion?: components["schemas"]["DraftSuggestion"] | null;
                /** @description The tenant that it belongs to; null is the installation itself. */
                tenant?: string | null;
                /**
                 * Format: int64
                 * @description The revision of the text: a new name is no other text.
                 */
                text: number;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_ModelVersion: {
            /** @description The entries. */
            items: {
                /**
                 * Format: date-time
                 * @description When it was begun: what one person saves within ten minutes is one version.
                 */
                begun: string;
                /** @description By whom. */
                by: string;
                /** @description What it is, in the words of whoever keeps it. */
                comment?: string | null;
                /** @description Is it kept for good? Others are dropped, the oldest first, when there are too many. */
                kept: boolean;
                /**
                 * Format: int64
                 * @description The revision that was restored.
                 */
                restored?: number | null;
                /**
                 * Format: int64
                 * @description The revision in which the draft got it.
                 */
                revision: number;
                /**
                 * Format: date-time
                 * @description When it was saved last.
                 */
                saved: string;
                /**
                 * Format: int64
                 * @description The length of the text in bytes.
                 */
                size: number;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_Notice: {
            /** @description The entries. */
            items: {
                alert?: components["schemas"]["AlertNotice"] | null;
                /**
                 * Format: date-time
                 * @description When it happened.
                 */
                at: string;
                /** @description What people know the instance by. */
                businessKey?: string | null;
                /** @description Who did it. */
                by: string;
                /** @description Of this definition, `process:version`; null for what was said. */
                definition?: string | null;
                /** @description At this element; null is the instance as a whole. */
                element?: string | null;
                /** @description Its id; later ones have greater ids. */
                id: string;
                /**
                 * Format: uuid
                 * @description In this instance.
                 */
                instance: string;
                /** @description `assigned`, `candidate`, `reminded`, `copied`, `mentioned`, `returned`, `overdue`, `decided`, `ended` or `alert`. */
                kind: string;
                /** @description How an approval was decided: `pass` or `reject`. */
                outcome?: string | null;
                /** @description Who is told. */
                person: string;
                /** @description The open task that it is about. */
                task?: string | null;
                /** @description In which words. */
                text?: string | null;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_OrganisationChange: {
            /** @description The entries. */
            items: {
                /** @description By whom. */
                actor: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /**
                 * Format: int64
                 * @description How many entries changed.
                 */
                entries: number;
                /** @description Why. */
                reason?: string | null;
                /**
                 * Format: int64
                 * @description Counts from 1.
                 */
                version: number;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_OrganisationEntry: {
            /** @description The entries. */
            items: ({
                /** @description Somebody. */
                person: components["schemas"]["Person"];
            } | {
                /** @description A department. */
                department: components["schemas"]["Department"];
            } | {
                /** @description A post. */
                post: components["schemas"]["Unit"];
            } | {
                /** @description A role. */
                role: components["schemas"]["Unit"];
            } | {
                /** @description A group. */
                group: components["schemas"]["Unit"];
            } | {
                /** @description Somebody stands in for somebody. */
                proxy: components["schemas"]["Proxy"];
            } | {
                /** @description When people work. */
                calendar: components["schemas"]["Calendar"];
            })[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_OutgoingDelivery: {
            /** @description The entries. */
            items: {
                /** @description `mail` or `webhook`. */
                channel: string;
                /**
                 * Format: date-time
                 * @description When it is tried next.
                 */
                due: string;
                error?: components["schemas"]["OutgoingError"] | null;
                /** @description Its id: that of the mail and of the webhook too, the same at each try. */
                id: string;
                /**
                 * Format: uuid
                 * @description In this instance.
                 */
                instance: string;
                /** @description Of what kind. */
                kind: string;
                /** @description Who is told. */
                person: string;
                /**
                 * Format: date-time
                 * @description When it came.
                 */
                queued: string;
                /** @description `waiting` or `failed`. */
                state: string;
                /**
                 * Format: int32
                 * @description How often it was tried in vain.
                 */
                tries: number;
                /** @description Which webhook. */
                webhook?: string | null;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_ParameterEntry: {
            /** @description The entries. */
            items: {
                /** @description By whom. */
                actor: string;
                /**
                 * Format: date-time
                 * @description When it was entered.
                 */
                at: string;
                /**
                 * Format: date-time
                 * @description In force from then on, until another value is.
                 */
                from: string;
                /** @description Why. */
                reason: string;
                /** @description The value. */
                value: unknown;
                /**
                 * Format: int64
                 * @description Counts from 1.
                 */
                version: number;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_ParameterState: {
            /** @description The entries. */
            items: {
                /** @description What it means. */
                description?: string | null;
                /** @description What its values are. */
                kind: string;
                /** @description The greatest value. */
                maximum?: unknown;
                /** @description The least value. */
                minimum?: unknown;
                /** @description `params.<name>` in expressions. */
                name: string;
                /** @description What its numbers count. */
                unit?: string | null;
                /**
                 * Format: int64
                 * @description How many values are to come.
                 */
                upcoming: number;
                /** @description The value in force; null when none has begun yet. */
                value?: unknown;
                /**
                 * Format: int64
                 * @description Its version.
                 */
                version?: number | null;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_Person: {
            /** @description The entries. */
            items: {
                /** @description Where they get mail. */
                email?: string | null;
                /** @description What models, tasks and logs call them. */
                id: string;
                /** @description The language in which they are written to. */
                locale?: string | null;
                /** @description Where they belong. The first department is their main one. */
                memberships: components["schemas"]["Membership"][];
                /** @description Their name. */
                name: string;
                /** @description To whom they report; nothing said is the head of their department. */
                superior?: string | null;
                /** @description When they work here. */
                valid: components["schemas"]["Valid"];
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_Simulation: {
            /** @description The entries. */
            items: {
                accepted?: components["schemas"]["SimulationAcceptance"] | null;
                /**
                 * Format: date-time
                 * @description When. Nothing that happened later counts.
                 */
                asked: string;
                /** @description Who asked for it. */
                by: string;
                /** @description The definition. */
                definition: string;
                /** @description SHA-256 of what came of it. */
                digest?: string | null;
                /** @description Its id. */
                id: string;
                /**
                 * Format: date-time
                 * @description Until when it goes on from what runs now.
                 */
                liveUntil?: string | null;
                /** @description What people call it. */
                name: string;
                /**
                 * Format: date-time
                 * @description When it was over.
                 */
                over?: string | null;
                /** @description The process. */
                process: string;
                progress?: components["schemas"]["SimulationProgress"] | null;
                /** @description The scenarios that are better in what was wanted and not worse in anything else. */
                ready: string[];
                /** @description Why it was refused or failed. */
                reasons: components["schemas"]["SimulationReason"][];
                /** @description The simulation that it repeats. */
                repeats?: string | null;
                /**
                 * Format: int32
                 * @description How many replications each scenario has.
                 */
                replications: number;
                /** @description The scenarios, by name. */
                scenarios: string[];
                /**
                 * Format: int64
                 * @description Its seed.
                 */
                seed: number;
                /** @description How far it is. */
                state: components["schemas"]["SimulationState"];
                /** @description Did the as-is gate pass? */
                verified?: boolean | null;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_TemplateUse: {
            /** @description The entries. */
            items: {
                /** @description By whom. */
                actor: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /** @description The drafts that were made, the model first. */
                drafts: string[];
                /** @description The node that took it over. */
                node?: string | null;
                /** @description The template. */
                template: components["schemas"]["UsedTemplate"];
                /**
                 * Format: int64
                 * @description The version of the landscape in which the node took it over.
                 */
                version?: number | null;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_TokenState: {
            /** @description The entries. */
            items: {
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                created: string;
                /** @description By whom. */
                createdBy: string;
                /**
                 * Format: date-time
                 * @description From when on it opens nothing.
                 */
                expires?: string | null;
                /** @description Its id, the part of the token before the secret. */
                id: string;
                /** @description What it is for. */
                name: string;
                /** @description Whose it is. */
                owner: string;
                /** @description For these processes alone; none is all. */
                processes: string[];
                /**
                 * Format: date-time
                 * @description When it was revoked.
                 */
                revoked?: string | null;
                /** @description For these actions alone; none is all that its owner may do. */
                scopes: string[];
                /**
                 * Format: date-time
                 * @description When it was used last; not to the minute.
                 */
                used?: string | null;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_UserState: {
            /** @description The entries. */
            items: {
                /** @description They are let in no more. */
                disabled: boolean;
                /** @description Have they a password? */
                hasPassword: boolean;
                /** @description What tasks and logs call them. */
                id: string;
                /** @description The OpenID providers that know them. */
                issuers: string[];
                /** @description `person` or `service`. */
                kind: components["schemas"]["UserKind"];
                /**
                 * Format: date-time
                 * @description Until when they may not guess.
                 */
                lockedUntil?: string | null;
                /** @description Their name. */
                name: string;
                /** @description The tenant that they never leave. */
                tenant?: string | null;
                /** @description When they are let in. */
                valid: Record<string, never>;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_UserTask: {
            /** @description The entries. */
            items: {
                /** @description What the actor may do with it. */
                allowedActions: ("claim" | "unclaim" | "complete" | "approve" | "reject" | "abstain" | "transfer" | "delegate" | "resolve" | "addSigner" | "return" | "remind" | "copy" | "reassign" | "reschedule" | "changeSigners")[];
                /** @description The approval that it gives an opinion in. */
                approval?: string | null;
                /** @description Who has it. */
                assignee?: string | null;
                /** @description What people know the instance by. */
                businessKey?: string | null;
                /** @description Whose members may claim it. */
                candidateGroups: string[];
                /** @description Who may claim it. */
                candidateUsers: string[];
                /**
                 * Format: date-time
                 * @description When it was opened.
                 */
                created: string;
                /** @description The definition, `process:version`. */
                definition: string;
                /**
                 * Format: date-time
                 * @description When it should be done.
                 */
                due?: string | null;
                /** @description The element. */
                element: string;
                /**
                 * Format: date-time
                 * @description When to look at it again.
                 */
                followUp?: string | null;
                /** @description The fields of its form, where the model describes them: a schema in the manner of form-js. */
                form?: unknown;
                /** @description Its form. */
                formKey?: string | null;
                /** @description Its id. */
                id: string;
                /**
                 * Format: uuid
                 * @description The instance.
                 */
                instance: string;
                /** @description Its name. */
                name?: string | null;
                /** @description To whom it goes back when it is prepared. */
                owner?: string | null;
                /**
                 * Format: int32
                 * @description 0 to 100.
                 */
                priority: number;
                /**
                 * Format: int32
                 * @description The seat there.
                 */
                seat?: number | null;
                /**
                 * Format: date-time
                 * @description Since when whoever has it is at work.
                 */
                started?: string | null;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_Wait: {
            /** @description The entries. */
            items: {
                /**
                 * Format: uuid
                 * @description For call activities: the called instance.
                 */
                child?: string | null;
                /** @description For messages: the correlation key. */
                correlationKey?: string | null;
                /**
                 * Format: date-time
                 * @description For timers: when. For jobs: not before.
                 */
                due?: string | null;
                /** @description The element that waits. */
                element: string;
                /** @description The event that fires when it comes, where that is another element. */
                event?: string | null;
                /** @description Its id; that of the job, user task or subscription. */
                id: string;
                /**
                 * Format: uuid
                 * @description The instance.
                 */
                instance: string;
                /**
                 * @description `job`, `userTask`, `timer`, `message`, `signal`, `error`, `escalation`, `condition`, `child`, `evaluation`,
                 *     `cancel`.
                 */
                kind: string;
                /** @description The job type, the name of message or signal, the code of error or escalation, the called process. */
                name?: string | null;
                /**
                 * Format: date-time
                 * @description Since when.
                 */
                opened: string;
                /**
                 * Format: int64
                 * @description The element instance around the one that waits.
                 */
                scope?: number | null;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_WatchedRule: {
            /** @description The entries. */
            items: {
                /** @description How it stands. */
                now: components["schemas"]["AlertRuleState"];
                /** @description The rule. */
                rule: components["schemas"]["AlertRule"];
                /** @description What its value counts: `ms`, `share`, `count`, `deviations`. */
                unit: string;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One page of a list. */
        Page_Webhook: {
            /** @description The entries. */
            items: {
                /** @description Is it at work? */
                active: boolean;
                /** @description Does it heed what people want to be told, and when? Else it gets everything at once. */
                heedsPreferences: boolean;
                /** @description Its id. */
                id: string;
                /** @description Which kinds; none is all. */
                kinds: string[];
                /** @description Of which processes; none is all. */
                processes: string[];
                /** @description The name of the secret that they are signed with; never the secret. */
                secret: string;
                /** @description Of which tenant; null is what belongs to no tenant. */
                tenant?: string | null;
                /** @description Where they are posted to. */
                url: string;
            }[];
            /** @description The cursor of the next page; null on the last one. */
            next?: string | null;
        };
        /** @description One value of a rule parameter. */
        ParameterEntry: {
            /** @description By whom. */
            actor: string;
            /**
             * Format: date-time
             * @description When it was entered.
             */
            at: string;
            /**
             * Format: date-time
             * @description In force from then on, until another value is.
             */
            from: string;
            /** @description Why. */
            reason: string;
            /** @description The value. */
            value: unknown;
            /**
             * Format: int64
             * @description Counts from 1.
             */
            version: number;
        };
        /**
         * @description What the values of a rule parameter are. Dates, times and durations are ISO 8601 text.
         * @enum {string}
         */
        ParameterKind: "number" | "text" | "boolean" | "date" | "time" | "dateTime" | "duration";
        /** @description A rule parameter as it is now. */
        ParameterState: {
            /** @description What it means. */
            description?: string | null;
            /** @description What its values are. */
            kind: string;
            /** @description The greatest value. */
            maximum?: unknown;
            /** @description The least value. */
            minimum?: unknown;
            /** @description `params.<name>` in expressions. */
            name: string;
            /** @description What its numbers count. */
            unit?: string | null;
            /**
             * Format: int64
             * @description How many values are to come.
             */
            upcoming: number;
            /** @description The value in force; null when none has begun yet. */
            value?: unknown;
            /**
             * Format: int64
             * @description Its version.
             */
            version?: number | null;
        };
        /** @description Somebody. */
        Person: {
            /** @description Where they get mail. */
            email?: string | null;
            /** @description What models, tasks and logs call them. */
            id: string;
            /** @description The language in which they are written to. */
            locale?: string | null;
            /** @description Where they belong. The first department is their main one. */
            memberships: components["schemas"]["Membership"][];
            /** @description Their name. */
            name: string;
            /** @description To whom they report; nothing said is the head of their department. */
            superior?: string | null;
            /** @description When they work here. */
            valid: components["schemas"]["Valid"];
        };
        /** @description How much there is in each list of a person. */
        PersonCounts: {
            /**
             * Format: int64
             * @description What they may claim.
             */
            claimable: number;
            /**
             * Format: int64
             * @description What they were told of.
             */
            copied: number;
            /**
             * Format: int64
             * @description Where they did something.
             */
            handled: number;
            /**
             * Format: int64
             * @description What they have and is past its due date.
             */
            overdue: number;
            /**
             * Format: int64
             * @description What they started.
             */
            started: number;
            /**
             * Format: int64
             * @description What they have.
             */
            todo: number;
        };
        /**
         * @description Where an element instance is in its life.
         * @enum {string}
         */
        Phase: "joining" | "activating" | "activated" | "completing";
        /** @description A place in a file. */
        Place: {
            /**
             * Format: int32
             * @description From 1, in characters.
             */
            column: number;
            /**
             * Format: int32
             * @description From 1; 0 where the file has no place to name.
             */
            line: number;
        };
        /** @description A node and what surrounds it. */
        PlacedNode: {
            /** @description Who answers for it: its owner, or that of the nearest node above that has one. */
            answersForIt?: string | null;
            /** @description What it lacks. */
            findings: components["schemas"]["LandscapeFinding"][];
            /** @description The node. */
            node: components["schemas"]["LandscapeNode"];
            /** @description Its parts in their order. */
            parts: components["schemas"]["LandscapeNode"][];
            /** @description From the domain down to the node itself. */
            way: components["schemas"]["LandscapeNode"][];
        };
        /** @description What is changed of an open task. What is not named stays as it is; null takes a time away. */
        Plan: {
            /**
             * Format: date-time
             * @description When it should be done.
             */
            due?: string | null;
            /**
             * Format: date-time
             * @description When to look at it again.
             */
            followUp?: string | null;
            /** @description Also when it is not the actor's own. */
            force?: boolean;
            /**
             * Format: int32
             * @description 0 to 100.
             */
            priority?: number | null;
            /** @description Why; it stays in the trace. */
            reason?: string | null;
        };
        /** @description How much there is of everything, and how much of it is covered. */
        PlanCovered: {
            /**
             * Format: int32
             * @description Those with a deployed process.
             */
            automated: number;
            /**
             * Format: int32
             * @description Those of them that no person does.
             */
            automaticSteps: number;
            /**
             * Format: int32
             * @description Those with a model.
             */
            modelled: number;
            /**
             * Format: int32
             * @description Those with an indicator that somebody took over.
             */
            monitored: number;
            /**
             * Format: int32
             * @description On a level: nodes. Of a node: the processes (L3) in it.
             */
            planned: number;
            /**
             * Format: int32
             * @description The steps of the deployed processes.
             */
            steps: number;
        };
        /** @description A piece of a series. */
        Point: {
            /**
             * Format: date-time
             * @description When it begins.
             */
            at: string;
            /**
             * Format: int64
             * @description How often they were stuck.
             */
            incidents: number;
            /**
             * Format: double
             * @description Their mean sojourn, ms.
             */
            mean?: number | null;
            /**
             * Format: int64
             * @description How many ended in it.
             */
            n: number;
        };
        /** @description All processes side by side. */
        Portfolio: {
            /** @description The processes, by id. */
            items: components["schemas"]["PortfolioItem"][];
        };
        /** @description One of them. */
        PortfolioItem: {
            /** @description Its numbers in the window of the same length before. */
            before: components["schemas"]["Summary"];
            /** @description What people call it. */
            name?: string | null;
            /** @description The process. */
            process: string;
            /** @description Its numbers in the window. */
            summary: components["schemas"]["Summary"];
            /**
             * Format: int32
             * @description Its latest version.
             */
            version?: number | null;
        };
        /** @description A place in a JSON body. */
        Position: {
            /** @description From 1. */
            column: number;
            /** @description From 1. */
            line: number;
        };
        /** @description A value to try out. */
        Preview: {
            /** @description The `next` of the page before. */
            cursor?: string | null;
            limit?: components["schemas"]["Limit"] | null;
            /** @description The value. */
            value: unknown;
        };
        /** @description A form, and what may be done with its fields. */
        PreviewForm: {
            /** @description The text of the form, of up to 1 MiB. */
            form: string;
            /** @description As a task says it: `salary: hidden, *: read`. Nothing said is: all may be written. */
            permissions?: string;
        };
        /** @description What was refused and why (RFC 9457). */
        ProblemDocument: {
            /** @description Those that would fit, when one has to be chosen. */
            candidates?: components["schemas"]["Candidate"][];
            changed?: components["schemas"]["Changed"] | null;
            /** @description Stable: decide by this, never by the texts. */
            code: string;
            /** @description For people, in English. */
            detail: string;
            /** @description The element it is about. */
            element?: string | null;
            /** @description What is wrong with which field of a form. */
            fields?: components["schemas"]["FieldError"][];
            /** @description What is wrong with which node of the landscape. */
            findings?: components["schemas"]["LandscapeFinding"][];
            /** @description The process instance it is about. */
            instance?: string | null;
            /** @description All that stands against an intervention. */
            obstacles?: components["schemas"]["Obstacle"][];
            position?: components["schemas"]["Position"] | null;
            /** @description Everything doubtful about the deployed files. */
            problems?: components["schemas"]["ResourceProblem"][];
            /** @description All that stands against a simulation. */
            reasons?: components["schemas"]["SimulationReason"][];
            /** @description What to name when asking about a fault of the server. */
            requestId?: string | null;
            /**
             * Format: int32
             * @description The HTTP status.
             */
            status: number;
            /** @description The status in words. */
            title: string;
            /** @description `urn:weir:problem:` and the code. */
            type: string;
        };
        /** @description A process in a window. */
        ProcessAnswer: {
            change?: components["schemas"]["Delta"] | null;
            compared?: components["schemas"]["Summary"] | null;
            /** @description Its flows that were taken, by id. */
            flows: components["schemas"]["FlowAnswer"][];
            /** @description Its nodes, by id. */
            nodes: components["schemas"]["NodeAnswer"][];
            /** @description All of it. */
            summary: components["schemas"]["Summary"];
            /** @description Variables that cases can be asked by. */
            variables: string[];
            /** @description Version by version. */
            versions: components["schemas"]["VersionAnswer"][];
        };
        /** @description The gate of a process, as it was judged last. */
        ProcessGate: {
            /** Format: date-time */
            at: string;
            definition: string;
            gate: components["schemas"]["SimulationGate"];
            process: string;
            /** @description The simulation that judged it. */
            simulation: string;
        };
        /** @description Those of one process. */
        ProcessIndices: {
            /** @description They. */
            indices: components["schemas"]["IndexAnswer"][];
            /** @description What people call it. */
            name?: string | null;
            /** @description The process. */
            process: string;
        };
        /** @description A plan that suggests itself. */
        ProposedMigration: {
            /** @description The plan. */
            plan: components["schemas"]["MigrationPlan"];
            /** @description Elements of the source without one in the target: instances with a token there cannot be migrated so. */
            unmapped: string[];
        };
        /** @description Somebody stands in for somebody. */
        Proxy: {
            /** @description Its id. */
            id: string;
            /** @description For whom. */
            principal: string;
            /** @description Only in these processes; none is all. */
            processes: string[];
            /** @description Why. */
            reason?: string | null;
            /** @description Who stands in. */
            substitute: string;
            /** @description When. */
            valid: components["schemas"]["Valid"];
        };
        /** @description What became of a message. */
        Publication: {
            /**
             * Format: date-time
             * @description Until when it is buffered; null when it was delivered.
             */
            bufferedUntil?: string | null;
            /** @description Who got it; nobody when it was buffered. */
            delivered: components["schemas"]["Delivery"][];
            /** @description The id of the message. */
            messageId: string;
        };
        /** @description A message to whoever waits for it. */
        PublishMessage: {
            /** @description To all that fit, not to exactly one. */
            all?: boolean;
            /** @description The key by which one of many waiting instances is found. */
            correlationKey?: string | null;
            /**
             * Format: uuid
             * @description Only to this instance.
             */
            instance?: string | null;
            /** @description Only to instances whose variables have these values. */
            matchVariables?: {
                [key: string]: unknown;
            };
            /** @description Published again under the same id, it gives the same answer and changes nothing. */
            messageId?: string | null;
            /** @description Its name. */
            name: string;
            /** @description Only to this subscription, the id of a wait. */
            subscription?: string | null;
            /**
             * Format: int64
             * @description How long to keep it when nobody waits, in milliseconds; without it an hour, 0 not at all.
             */
            ttlMs?: number | null;
            /** @description What it carries. */
            variables?: {
                [key: string]: unknown;
            };
        };
        /** @description A grant as it is to be. */
        PutGrant: {
            /** @description Only for instances that people of these departments, or of those in them, started; none is all. */
            departments?: string[];
            /** @description Only for these processes; none is all. */
            processes?: string[];
            /** @description Why. */
            reason?: string | null;
            /** @description The role. */
            role: components["schemas"]["AccessRole"];
            /** @description Only in this tenant. */
            tenant?: string | null;
            /** @description For whom: `{"kind": "user", "id": "ann"}`; also `department`, `post`, `role`, `group`, and `everybody` without id. */
            to: components["schemas"]["Grantee"];
            /** @description When: `from` and `until`, RFC 3339. */
            valid?: Record<string, never>;
        };
        /** @description A tenant as it is to be. */
        PutTenant: {
            /** @description Nobody of it is let in. */
            disabled?: boolean;
            /** @description Its name; without it the id. */
            name?: string | null;
        };
        /** @description A user as they are to be. */
        PutUser: {
            /** @description They are let in no more. */
            disabled?: boolean;
            /** @description `person` or `service`. */
            kind?: components["schemas"]["UserKind"];
            /** @description Their name; without it the id. */
            name?: string | null;
            /** @description The tenant that they never leave; cannot be changed later. */
            tenant?: string | null;
            /** @description When they are let in: `from` and `until`, RFC 3339. */
            valid?: Record<string, never>;
        };
        /** @description The same in a body. */
        Question: {
            /** @description Only what this person did; for auditors. */
            actor?: string | null;
            /**
             * Format: date-time
             * @description From here on, rounded down to the hour; 30 days before its end when it is not said.
             */
            from?: string | null;
            /** @description Only instances that were stuck, or were not. */
            incidents?: boolean | null;
            /**
             * Format: int64
             * @description Only what took at least so many ms.
             */
            longer?: number | null;
            /** @description Only instances that went through this node. */
            node?: string | null;
            outcome?: components["schemas"]["Outcome"] | null;
            /** @description Only instances in which work was done again, or was not. */
            rework?: boolean | null;
            /**
             * Format: int64
             * @description Only what took at most so many ms.
             */
            shorter?: number | null;
            /**
             * Format: date-time
             * @description Until before here, rounded up to the hour; now when it is not said.
             */
            until?: string | null;
            /** @description Only instances with these variables. */
            variables?: {
                [key: string]: unknown;
            };
            /**
             * Format: int32
             * @description Only this version.
             */
            version?: number | null;
        };
        /** @description From a time of day until another one, on some days of the week. */
        QuietTime: {
            /** @description The days on which it begins, `monday` to `sunday`; none is every day. */
            days?: string[];
            /** @description Its beginning, like `22:00:00`. */
            from: string;
            /** @description The IANA time zone of both. */
            timeZone: string;
            /** @description Its end: on the next day where it is not later than the beginning. */
            until: string;
        };
        /** @description Somebody's parts. */
        RaciCell: {
            /** @description `R`, `A`, `C`, `I`. */
            parts: string[];
            /** @description `person:` or `role:` and an id. */
            who: string;
        };
        /** @description Changed cells. */
        RaciCells: {
            /** @description All or none of these. */
            cells: components["schemas"]["NewRaciCell"][];
            /** @description Why; it is kept with the version. */
            reason: string;
        };
        /** @description Roles and people by activities. */
        RaciMatrix: {
            /** @description Everybody with a part: roles first, then people. */
            columns: string[];
            /** @description The activities, each behind what it is a part of. */
            rows: components["schemas"]["RaciRow"][];
            /**
             * Format: int64
             * @description The version of the landscape: the `ETag`.
             */
            version: number;
        };
        /** @description Who has which part in one activity. */
        RaciRow: {
            /** @description What speaks against it: nobody answers, several do, nobody does it, or one is asked about what they do. */
            conflicts: components["schemas"]["LandscapeFinding"][];
            /** @description The node: a process, a sub-process or a step. */
            node: string;
            /** @description Everybody with a part. */
            parts: components["schemas"]["RaciCell"][];
        };
        /**
         * @description Not at all, what the person has to do with, what the bounds of their grants leave, or all of what is asked about.
         * @enum {string}
         */
        ReachName: "nothing" | "related" | "bounded" | "everything";
        /** @description Up to where somebody has read. */
        Read: {
            /** @description The id of the last notice that they have read. */
            until: string;
        };
        /** @description One person did both. */
        Realised: {
            /** @description What people know it by. */
            businessKey?: string | null;
            /** @description The entries that show it. */
            evidence: components["schemas"]["AuditEntry"][];
            /**
             * Format: uuid
             * @description In this instance.
             */
            instance: string;
            /** @description Who. */
            person: string;
        };
        /** @description What is remarkable about an instance. */
        Remarkable: {
            /**
             * Format: int64
             * @description It took longer than so many ms; at the node, where the question names one.
             */
            longerThan: number;
        } | "slowestTenth" | "rework" | "incidents" | "terminated" | "late";
        /** @description One repair. */
        Repair: {
            /** @description Stable, `repair-…`. */
            code: string;
            /** @description The element it is about. */
            element?: string | null;
            /** @description What was wrong, and what was made of it. */
            message: string;
            /** @description Where in the file as it was sent. */
            place: components["schemas"]["Place"];
        };
        /** @description What could be made of the files. */
        RepairReport: {
            /** @description One entry for each file, in their order. */
            files: components["schemas"]["RepairedFile"][];
        };
        /** @description What could be made of a file. */
        RepairedFile: {
            /** @description The ids of what was drawn. */
            drawn: string[];
            /** @description What would be repaired. */
            repairs: components["schemas"]["Repair"][];
            /** @description The name of the file. */
            resource: string;
            /** @description For `acceptRepairs`: names this file with these repairs; null when there are none. */
            token?: string | null;
            /** @description The file with everything done; null when its bytes are no text. */
            xml?: string | null;
        };
        /** @description A scenario, and the files it is about. */
        Replay: {
            /** @description The model first, then what it needs and is not deployed. */
            files: components["schemas"]["TriedFile"][];
            /** @description As in `process-models/*\/scenarios`: `title`, `now`, `steps` with what is expected after each. */
            scenario: Record<string, never>;
        };
        /** @description How a scenario went. */
        Replayed: {
            /** @description The elements and flows that were passed. */
            covered: string[];
            /** @description What was different. */
            difference?: string | null;
            /** @description Did everything go as it says? */
            passed: boolean;
            /**
             * Format: int64
             * @description The number of the step that did not, from 1.
             */
            step?: number | null;
        };
        /** @description A required decision. */
        Required: {
            /** @description Its id. */
            decision: string;
            /** @description Its value. */
            value: unknown;
        };
        /** @description What was prepared. */
        Resolve: {
            /** @description In which words. */
            comment?: string | null;
            /** @description What was entered. */
            variables?: {
                [key: string]: unknown;
            };
        };
        /** @description How to go on. */
        ResolveIncident: {
            /**
             * Format: int32
             * @description For a job: how often it may be tried from now on.
             */
            retries?: number | null;
        };
        /** @description What became of a part of a file. */
        ResourceDisposition: {
            /** @description What became of it. */
            became: components["schemas"]["Became"];
            /**
             * Format: int32
             * @description How often.
             */
            count: number;
            /** @description What it was mapped to, or the code of the problem that refuses it. */
            detail?: string | null;
            /** @description The element, the first one where several are counted together. */
            element?: string | null;
            /** @description The kind of element: `userTask`. */
            kind: string;
            /** @description `@name` for an attribute, else the name of a child element. */
            part: string;
            /** @description Where the part stands, the first time. */
            place: components["schemas"]["Place"];
            /** @description Why it is only documentation, where it comes from another engine or tool. */
            reason?: string | null;
            /** @description The name of the file. */
            resource: string;
        };
        /** @description A finding and the file it is in. */
        ResourceProblem: {
            /** @description Stable. */
            code: string;
            /** @description The element it is about. */
            element?: string | null;
            /** @description For people, with what to do about it. */
            message: string;
            /**
             * @description The way to it, where it is something that can happen: elements and flows in the order that tokens pass them.
             *     Left out where there is none.
             */
            path?: string[];
            /** @description Where in the file. */
            place: components["schemas"]["Place"];
            /** @description The name of the file. */
            resource: string;
            /** @description `error` refuses the deployment; `warning` and `note` do not. */
            severity: components["schemas"]["Severity"];
            /** @description The variable that it is about. Left out where it is about none. */
            variable?: string | null;
            within?: components["schemas"]["Place"] | null;
        };
        /** @description How an ended instance begins again. */
        Restart: {
            /** @description The elements before which tokens begin; none is where the process begins. */
            before?: string[];
            /** @description Only tell what would happen. */
            dryRun?: boolean;
            /** @description With the variables it ended with, and not those it began with. */
            lastVariables?: boolean;
            /** @description On the latest version of its process, and not on its own. */
            latest?: boolean;
            /** @description Why. */
            reason?: string | null;
            /** @description Variables that are other than then. */
            variables?: {
                [key: string]: unknown;
            };
        };
        /** @description A new instance that begins again what has ended. */
        RestartReport: {
            /** @description What happened in its first step. */
            changes: components["schemas"]["Changes"];
            instance?: components["schemas"]["StartedInstance"] | null;
        };
        /** @description What is restored. */
        Restored: {
            /**
             * Format: int64
             * @description The revision of the version.
             */
            revision: number;
        };
        /** @description A role and how far it reaches. */
        RoleReach: {
            /** @description With each action: what is not there is denied. */
            actions: components["schemas"]["ActionReach"][];
            /** @description The role. */
            role: components["schemas"]["AccessRole"];
        };
        /** @description A filter of task lists that somebody keeps. */
        SavedFilter: {
            /**
             * Format: date-time
             * @description When it was saved.
             */
            at: string;
            /** @description Which tasks. */
            filter: components["schemas"]["TaskFilter"];
            /** @description What they call it. */
            name: string;
            /** @description Whose it is. */
            person: string;
            /** @description What another page asks; null of filters of task lists. */
            query?: string | null;
        };
        /** @description Something to say. */
        Say: {
            /** @description Who is meant. */
            mentions?: string[];
            /** @description At which open task; without it about the instance. */
            task?: string | null;
            /** @description In which words. */
            text: string;
        };
        /** @description One opinion that is asked for. */
        Seat: {
            /** @description How it came to be there, when the model did not put it there. */
            added?: unknown;
            /**
             * Format: int32
             * @description Its number.
             */
            id: number;
            /** @description Who is asked. */
            person: string;
            /** @description Whom they stand in for. */
            standsFor?: string | null;
            /** @description `Waiting`, `Open`, `Voted` with the vote, or `Removed` with by whom. */
            state: unknown;
            /** @description Does a rejection settle the matter? */
            veto: boolean;
            /**
             * Format: int32
             * @description How much it counts where votes are weighed.
             */
            weight: number;
        };
        /** @description A piece of the path. */
        Segment: {
            /**
             * Format: date-time
             * @description Its beginning.
             */
            from: string;
            /**
             * Format: int64
             * @description Its length, ms.
             */
            ms: number;
            /** @description The node. */
            node: string;
            /** @description `before` (between what led to it and its being enabled), `queue`, `claimed` or `service`. */
            part: string;
        };
        /** @description Where a matter goes back to. */
        SendBack: {
            /** @description Does it come back here when that is done, instead of going the whole way again? */
            comeBack?: boolean;
            /** @description In which words. */
            comment?: string | null;
            /** @description `previous`, `initiator`, or the id of a task that was done. */
            to: string;
        };
        /** @description The ways in, and out. */
        SessionOptions: {
            /** @description Notices go out by mail. */
            mail: boolean;
            /** @description Nobody is let in yet: the link that the start of the server printed makes the first administrator. */
            needsSetup: boolean;
            /** @description People may log in with an OpenID provider too. */
            openId: boolean;
            /** @description Notices go out by webhooks. */
            webhooks: boolean;
        };
        /** @description A session. */
        SessionState: {
            /** @description What the browser says it is. */
            agent?: string | null;
            /** @description Is it the one that asks? */
            current: boolean;
            /** @description Its id. */
            id: string;
            /** @description `password` or `oidc`. */
            method: string;
            /**
             * Format: date-time
             * @description Since when.
             */
            opened: string;
            /**
             * Format: date-time
             * @description When it was used last; not to the minute.
             */
            seen: string;
        };
        /** @description A rule as it is to be. */
        SetAlertRule: {
            /** @description Why; it is kept with the version. */
            reason: string;
            /** @description What it says. */
            spec: components["schemas"]["AlertRuleSpec"];
        };
        /** @description A new value. The first one declares the parameter and says its kind. */
        SetParameter: {
            /** @description What it means. */
            description?: string | null;
            /**
             * Format: date-time
             * @description In force from then on, not before now; without it at once.
             */
            from?: string | null;
            kind?: components["schemas"]["ParameterKind"] | null;
            /** @description The greatest value. */
            maximum?: unknown;
            /** @description The least value. */
            minimum?: unknown;
            /** @description Why; it is kept. */
            reason: string;
            /** @description What its numbers count: `EUR`, `days`. */
            unit?: string | null;
            /** @description The value. */
            value: unknown;
        };
        /** @description A new password. */
        SetPassword: {
            /** @description The one until now; whoever changes their own must know it, if they have one. */
            current?: string | null;
            /** @description The new one; null takes it away. */
            password?: string | null;
        };
        /** @description Who is to be the first administrator. */
        SetUp: {
            /** @description What stands behind `#` in the link. */
            code: string;
            /** @description Their name; without it the id. */
            name?: string | null;
            /** @description Their password; without it they have only the API token, and set one later. */
            password?: string | null;
            /** @description Their id. */
            user: string;
        };
        /** @description Variables to change by hand. */
        SetVariables: {
            /** @description Only in that scope, or in the nearest scopes outwards that have them? */
            local?: boolean;
            /** @description Why; it stays in the trace. */
            reason?: string | null;
            /**
             * Format: int64
             * @description Seen from this element instance; the process is 0.
             */
            scope?: number;
            /** @description The new values. Others stay as they are. */
            variables: {
                [key: string]: unknown;
            };
        };
        /** @description A setting in force. */
        SettingInForce: {
            /** @description Where it came from: `flag`, `environment`, `file` or `default`. */
            from: string;
            /** @description What it does. */
            help: string;
            /** @description Its name in `weir.toml`. */
            key: string;
            /** @description Its value. */
            value: unknown;
        };
        /**
         * @description How bad it is.
         * @enum {string}
         */
        Severity: "error" | "warning" | "note";
        /** @description A model as a tree, or why it is none. */
        ShownTree: {
            /** @description What was made or changed. */
            element?: string | null;
            /** @description What stands against it. */
            offenders: components["schemas"]["TreeOffender"][];
            tree?: components["schemas"]["ApprovalTree"] | null;
            /** @description The changed text; null where nothing was changed. */
            xml?: string | null;
        };
        /** @description Who a signal goes to. */
        SignalReport: {
            /** @description How many definitions it starts. */
            definitions: number;
            /** @description How many subscriptions. */
            subscriptions: number;
        };
        /**
         * @description Where an added signer stands.
         * @enum {string}
         */
        SignerPlace: "before" | "after" | "beside";
        /** @description Who is asked too, or no more. */
        Signers: {
            /** @description 加签: these people are asked too. */
            add?: string[];
            /** @description Also when the actor is not asked, or has not added them. */
            force?: boolean;
            place?: components["schemas"]["SignerPlace"] | null;
            /**
             * Format: int32
             * @description 减签: this seat is asked no more.
             */
            remove?: number | null;
        };
        /** @description What becomes of what was running. */
        SimulatedLive: {
            /** @description The least likely to end in time first. */
            cases: components["schemas"]["LiveCase"][];
            /** Format: int64 */
            instances: number;
            /**
             * Format: int64
             * @description Those that stand still or are stuck.
             */
            leftOut: number;
        };
        /** @description What came of a step, each time it was done. */
        SimulatedStep: {
            batching?: components["schemas"]["SimulationEstimate"] | null;
            cost?: components["schemas"]["SimulationEstimate"] | null;
            extraneous?: components["schemas"]["SimulationEstimate"] | null;
            late?: components["schemas"]["SimulationEstimate"] | null;
            perCase?: components["schemas"]["SimulationEstimate"] | null;
            queue?: components["schemas"]["SimulationEstimate"] | null;
            service?: components["schemas"]["SimulationEstimate"] | null;
        };
        /** @description How busy a team is. */
        SimulatedTeam: {
            /** @description The share of their time at work, by scenario, things as they are first. */
            busy: (number | null)[];
            calendars: string[];
            /** Format: double */
            costPerHour: number;
            id: string;
            /** Format: int64 */
            people: number;
            steps: string[];
        };
        /** @description A simulation. */
        Simulation: {
            accepted?: components["schemas"]["SimulationAcceptance"] | null;
            /**
             * Format: date-time
             * @description When. Nothing that happened later counts.
             */
            asked: string;
            /** @description Who asked for it. */
            by: string;
            /** @description The definition. */
            definition: string;
            /** @description SHA-256 of what came of it. */
            digest?: string | null;
            /** @description Its id. */
            id: string;
            /**
             * Format: date-time
             * @description Until when it goes on from what runs now.
             */
            liveUntil?: string | null;
            /** @description What people call it. */
            name: string;
            /**
             * Format: date-time
             * @description When it was over.
             */
            over?: string | null;
            /** @description The process. */
            process: string;
            progress?: components["schemas"]["SimulationProgress"] | null;
            /** @description The scenarios that are better in what was wanted and not worse in anything else. */
            ready: string[];
            /** @description Why it was refused or failed. */
            reasons: components["schemas"]["SimulationReason"][];
            /** @description The simulation that it repeats. */
            repeats?: string | null;
            /**
             * Format: int32
             * @description How many replications each scenario has.
             */
            replications: number;
            /** @description The scenarios, by name. */
            scenarios: string[];
            /**
             * Format: int64
             * @description Its seed.
             */
            seed: number;
            /** @description How far it is. */
            state: components["schemas"]["SimulationState"];
            /** @description Did the as-is gate pass? */
            verified?: boolean | null;
        };
        /** @description That a scenario was accepted. */
        SimulationAcceptance: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description By whom. */
            by: string;
            /** @description The draft that it was, to be reviewed and deployed. */
            draft?: string | null;
            /** @description Was it better beyond doubt, and not worse in anything else? */
            ready: boolean;
            /** @description Why, where the simulation alone was not reason enough. */
            reason?: string | null;
            /** @description Which. */
            scenario: string;
            /** @description Had the as-is gate passed? */
            verified: boolean;
        };
        /** @description What is different. */
        SimulationChanges: {
            /**
             * Format: double
             * @description So many times as many cases begin.
             */
            arrivals?: number | null;
            /** @description Gateways whose ways are taken more or less often. */
            branches?: components["schemas"]["BranchChange"][] | null;
            discipline?: components["schemas"]["SimulationDiscipline"] | null;
            /** @description Steps that take another time, or are done by others, or by nobody. */
            steps?: components["schemas"]["StepChange"][] | null;
            /** @description Teams with other people, hours or costs. */
            teams?: components["schemas"]["TeamChange"][] | null;
        };
        /** @description A simulation with what was asked and what came of it. */
        SimulationDetail: components["schemas"]["Simulation"] & {
            /** @description What was asked. */
            question: components["schemas"]["NewSimulation"];
            result?: components["schemas"]["SimulationResult"] | null;
        };
        /** @description How a scenario differs in one figure. */
        SimulationDifference: {
            /** Format: double */
            baseline: number;
            /** @description Scenario − things as they are, by pairs of replications. */
            difference: components["schemas"]["SimulationEstimate"];
            /** Format: double */
            percent?: number | null;
            /** Format: double */
            variant: number;
        };
        /**
         * @description Which work goes first.
         * @enum {string}
         */
        SimulationDiscipline: "fifo" | "priority" | "earliestDueDate";
        /** @description A figure with its 95 % interval. */
        SimulationEstimate: {
            /** Format: double */
            high?: number | null;
            /** Format: double */
            low?: number | null;
            /** Format: double */
            mean: number;
            /** Format: int64 */
            n: number;
        };
        /** @description Would the simulation have told the last weeks right? */
        SimulationGate: {
            gate?: components["schemas"]["SimulationGateFigures"] | null;
            /** @description Why it could not be judged. */
            reasons: components["schemas"]["SimulationReason"][];
            /** @description Did it pass? */
            verified: boolean;
        };
        /** @description A figure that was held against the real one: `timeMean`, `timeP90` in percent; `sequences`, `hourOfWeek` as distances. */
        SimulationGateFigure: {
            figure: string;
            /** Format: double */
            limit: number;
            /**
             * Format: double
             * @description How far it is off; none where nothing ended.
             */
            off?: number | null;
            passes: boolean;
            /** Format: double */
            real?: number | null;
            /** Format: double */
            simulated?: number | null;
        };
        /** @description What the gate looked at. */
        SimulationGateFigures: {
            figures: components["schemas"]["SimulationGateFigure"][];
            /**
             * Format: int64
             * @description Cases.
             */
            heldAgainst: number;
            /**
             * Format: int64
             * @description Cases.
             */
            learnedFrom: number;
            verified: boolean;
        };
        /**
         * @description What scenarios are compared by: less is better.
         * @enum {string}
         */
        SimulationMetric: "time" | "timeP90" | "waiting" | "work" | "cost" | "unfinished";
        /** @description A word about what was learned. */
        SimulationNote: {
            at?: string | null;
            code: string;
            message: string;
        };
        /** @description What came of a scenario. */
        SimulationOutcome: {
            /**
             * Format: int64
             * @description How many cases began in all replications, and how many ended.
             */
            cases: number;
            cost?: components["schemas"]["SimulationEstimate"] | null;
            /** Format: int64 */
            ended: number;
            /** Format: int64 */
            events: number;
            liveEnded?: components["schemas"]["SimulationEstimate"] | null;
            /** @description What cases that did not end wait for. */
            open: {
                [key: string]: number;
            };
            openCases?: components["schemas"]["SimulationEstimate"] | null;
            /** @description Empty: how busy teams are stands beside. */
            people: {
                [key: string]: components["schemas"]["SimulationEstimate"];
            };
            /** Format: int64 */
            replications: number;
            scenario: string;
            /** Format: int64 */
            seed: number;
            /** @description Work, by element. */
            steps: {
                [key: string]: components["schemas"]["SimulatedStep"];
            };
            /** @description Incidents. */
            stuck: {
                [key: string]: number;
            };
            throughput?: components["schemas"]["SimulationEstimate"] | null;
            time?: components["schemas"]["SimulationEstimate"] | null;
            timeP50?: components["schemas"]["SimulationEstimate"] | null;
            timeP90?: components["schemas"]["SimulationEstimate"] | null;
            timeP95?: components["schemas"]["SimulationEstimate"] | null;
            /** Format: int64 */
            visits: number;
        };
        /** @description A row of time and cost. */
        SimulationPareto: {
            /** Format: double */
            cost?: number | null;
            /** @description A scenario that is better in one of them and not worse in the other. */
            dominatedBy?: string | null;
            scenario: string;
            /** Format: double */
            time?: number | null;
        };
        /** @description How far it is. */
        SimulationProgress: {
            /**
             * Format: int64
             * @description How much of that is done.
             */
            done: number;
            /**
             * Format: int64
             * @description How much there is to do; 0 where nobody knows.
             */
            of: number;
            /** @description What it does. */
            stage: components["schemas"]["SimulationStage"];
        };
        /** @description Why something cannot be simulated, or what is worth a word about it. */
        SimulationReason: {
            /** @description The element, team or calendar. */
            at?: string | null;
            /** @description Stable. */
            code: string;
            /** @description For people. */
            message: string;
            /** @description The scenario that it is about; none is things as they are. */
            scenario?: string | null;
        };
        /** @description What came of a simulation. */
        SimulationResult: {
            /** @description Would the simulation have told the last weeks right? */
            gate: components["schemas"]["SimulationGate"];
            /** @description What was learned. */
            learned: components["schemas"]["LearnedSimulation"];
            live?: components["schemas"]["SimulatedLive"] | null;
            /** @description How busy teams are. */
            teams: components["schemas"]["SimulatedTeam"][];
            /** @description Things as they are against the scenarios. */
            verdict: components["schemas"]["SimulationVerdict"];
            /** @description What everything rests on. */
            versions: components["schemas"]["SimulationVersions"];
        };
        /**
         * @description What it does.
         * @enum {string}
         */
        SimulationStage: "waiting" | "reading" | "judging" | "running";
        /**
         * @description How far a simulation is.
         * @enum {string}
         */
        SimulationState: "open" | "done" | "refused" | "cancelled" | "failed";
        /** @description A scenario against things as they are. */
        SimulationVariant: {
            /** @description Is it better in what was wanted, and not worse in anything else? */
            acceptReady: boolean;
            /** @description By metric. */
            differences: {
                [key: string]: components["schemas"]["SimulationDifference"];
            };
            outcome: components["schemas"]["SimulationOutcome"];
            /** @description Why not. */
            reasons: string[];
        };
        /** @description Things as they are against the scenarios. */
        SimulationVerdict: {
            /** @description Things as they are. */
            baseline: components["schemas"]["SimulationOutcome"];
            /** @description All by time and cost. */
            pareto: components["schemas"]["SimulationPareto"][];
            /** @description The scenarios. */
            variants: components["schemas"]["SimulationVariant"][];
            /** @description What was wanted to become less. */
            wanted: components["schemas"]["SimulationMetric"];
        };
        /** @description What everything rests on. */
        SimulationVersions: {
            decisions: string[];
            definition: string;
            drafts: {
                [key: string]: number;
            };
            engine: string;
            /** Format: int64 */
            organisation: number;
        };
        /** @description A branch beside the path. */
        SlackAnswer: {
            /** @description The last node of the branch. */
            branch: string;
            /**
             * Format: int64
             * @description How much longer it could have taken, ms.
             */
            ms: number;
            /** @description The node that joins. */
            node: string;
        };
        /** @description A span of time; the last one may still last. */
        Span: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to?: string | null;
        };
        /**
         * @description How a value stands to its target.
         * @enum {string}
         */
        Stand: "good" | "warn" | "bad" | "noData" | "tooFew" | "unavailable";
        /** @description Who stands in. */
        StandIn: {
            /** @description Only in these processes; none is all. */
            processes?: string[];
            /** @description Why. */
            reason?: string | null;
            /** @description The person. */
            substitute: string;
            /** @description When: `from` and `until`, RFC 3339. */
            valid?: Record<string, never>;
        };
        /** @description Why, and whether to do it. */
        StandStill: {
            /** @description Only tell what would change. */
            dryRun?: boolean;
            /** @description Why. */
            reason?: string | null;
        };
        /** @description With its instances, and why. */
        StandStillDefinition: {
            /** @description The `next` of the page before. */
            cursor?: string | null;
            /** @description Only tell what would change. */
            dryRun?: boolean;
            /** @description The instances that run too. */
            instances?: boolean;
            limit?: components["schemas"]["Limit"] | null;
            /** @description Why. */
            reason?: string | null;
        };
        /**
         * @description Whether there is a number.
         * @enum {string}
         */
        Standing: "measured" | "noData" | "tooFew" | "unavailable";
        /** @description What to ask the conditional start events with. */
        StartConditions: {
            /** @description What people will know the instances by. */
            businessKey?: string | null;
            /** @description Only of this process; of all without it. */
            process?: string | null;
            /** @description What the conditions see, and the instances begin with. */
            variables?: {
                [key: string]: unknown;
            };
        };
        /** @description A file for a start form: it belongs to no instance yet, and is gone after a day. */
        StartFile: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Who added it: only they start with it. */
            by: string;
            /** @description Its id: what a form field holds, and that of the attachment that it becomes. */
            id: string;
            /** @description What it is, by its ending. */
            mediaType: string;
            /** @description Its name, without any folders. */
            name: string;
            /** @description The process that is to be started with it. */
            process: string;
            /** @description SHA-256 of its content, in hexadecimal. */
            sha256: string;
            /**
             * Format: int64
             * @description Its length in bytes.
             */
            size: number;
        };
        /** @description What whoever starts a process fills in. */
        StartForm: {
            /** @description `read`, `write` or `required` for each field of a deployed form, by its path. */
            access: {
                [key: string]: string;
            };
            /** @description `process:version`. */
            definition: string;
            /** @description Its fields, where it is deployed or the model describes them: a schema in the manner of form-js. */
            form?: unknown;
            /** @description The deployed form, `form:version`; null when it is kept elsewhere, or described by the model. */
            formId?: string | null;
            /** @description What the model names the form by. */
            formKey?: string | null;
            /** @description The start event that has it; null when there is no form. */
            startEvent?: string | null;
        };
        /** @description What to start: either `process` or `definition`. */
        StartInstance: {
            /** @description What people know the instance by. */
            businessKey?: string | null;
            /** @description Or the id of a definition, `process:version`. */
            definition?: string | null;
            /** @description The id of a process: its latest version runs. */
            process?: string | null;
            /** @description The start event; without it the none start event. */
            startEvent?: string | null;
            /** @description What it begins with. */
            variables?: {
                [key: string]: unknown;
            };
        };
        /** @description A start event that an event from outside starts. */
        StartTrial: {
            /** @description The start event; null where the definition does not say which. */
            event?: string | null;
            /** @description `message`, `signal`, `timer` or `condition`. */
            kind: string;
            /** @description The name of the message or signal, or when the timer was due first. */
            name?: string | null;
        };
        /** @description An instance that a condition has started. */
        StartedByCondition: {
            /** @description Of this definition, `process:version`. */
            definition: string;
            /** @description At this start event. */
            event: string;
            /**
             * Format: uuid
             * @description It.
             */
            instance: string;
        };
        /** @description A started instance, as it is after its first step. */
        StartedInstance: {
            /** @description What people know it by. */
            businessKey?: string | null;
            /** @description The definition it runs on, `process:version`. */
            definition: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Whether it has already ended. */
            state: components["schemas"]["InstanceState"];
        };
        /** @description Why. */
        SteerBatch: {
            /** @description Kept with the batch. */
            reason?: string | null;
        };
        /** @description A step that is other. */
        StepChange: {
            /** @description A system does it, in exactly `duration`. */
            automated?: boolean | null;
            /** @description It is collected: `size`, `after`, `mode`, `perFurther`. */
            batch?: unknown;
            /**
             * Format: double
             * @description What it costs each time.
             */
            cost?: number | null;
            /** @description It takes this long on average: ms, or an ISO 8601 duration. */
            duration?: unknown;
            /**
             * Format: double
             * @description It takes so many times as long.
             */
            factor?: number | null;
            /**
             * Format: int32
             * @description How urgent it is.
             */
            priority?: number | null;
            /** @description The id of the element. */
            step: string;
            /** @description This team does it. */
            team?: string | null;
            /**
             * Format: double
             * @description The wait that has no cause in the model becomes so many times as long.
             */
            wait?: number | null;
        };
        /** @description Where it is stuck. */
        Stuck: {
            code: string;
            element: string;
            /** Format: int64 */
            key: number;
            message: string;
        };
        /** @description A start form as it was filled in. */
        SubmitStartForm: {
            /** @description What people know the instance by; without it what the form itself says. */
            businessKey?: string | null;
            /** @description The values of its fields, by their keys. Others become variables too. */
            variables?: {
                [key: string]: unknown;
            };
        };
        /** @description What a suggestion would bring. */
        SuggestedGain: {
            /**
             * Format: int64
             * @description How many instances are concerned.
             */
            cases: number;
            /** @description For each instance concerned. */
            perCase: components["schemas"]["SuggestionInterval"];
            /** @description In what it is counted. */
            unit: components["schemas"]["SuggestionUnit"];
        };
        /** @description A suggestion as it stands. */
        Suggestion: {
            /**
             * Format: int64
             * @description How many instances the search looked at.
             */
            cases: number;
            /**
             * Format: date-time
             * @description When it was found first.
             */
            first: string;
            /** @description What was found. */
            found: components["schemas"]["FoundSuggestion"];
            /**
             * Format: date-time
             * @description Instances that ended from here on.
             */
            from: string;
            /** @description Its id: the same for the same finding, however often it is looked for. */
            id: string;
            /**
             * Format: date-time
             * @description When it was found last.
             */
            last: string;
            /** @description The process. */
            process: string;
            /** @description What became of it. */
            state: components["schemas"]["SuggestionStanding"];
            /**
             * Format: date-time
             * @description Until before here.
             */
            until: string;
            /** @description The versions whose instances were looked at. */
            versions: number[];
        };
        /** @description What was made of an accepted suggestion, and what was promised then. */
        SuggestionAcceptance: {
            /** @description The definition that the draft was made of, `process:version`. */
            base: string;
            /** @description Why the edit is left to people, by code; none where the draft has it. */
            byHand?: string | null;
            /**
             * Format: int64
             * @description On how many instances the promise rests.
             */
            cases: number;
            /** @description The drafts: the model, then what it calls. Empty where it is no matter of the model. */
            drafts: string[];
            /** @description The evidence of the search, version by version. */
            evidence: components["schemas"]["SuggestionVersionEvidence"][];
            /** @description How that stands. */
            gate: components["schemas"]["SuggestionGate"];
            /** @description What was promised. */
            promised: components["schemas"]["FoundSuggestion"];
            /** @description The simulation that it rests on. */
            simulation?: string | null;
        };
        /**
         * @description How sure a suggestion is.
         * @enum {string}
         */
        SuggestionConfidence: "indicative" | "firm";
        /** @description The four sides of redesign: most practices trade one against another. */
        SuggestionEffects: {
            cost: components["schemas"]["SuggestionSign"];
            flexibility: components["schemas"]["SuggestionSign"];
            quality: components["schemas"]["SuggestionSign"];
            time: components["schemas"]["SuggestionSign"];
        };
        /** @description On what a suggestion rests. */
        SuggestionEvidence: {
            /**
             * Format: int64
             * @description How many instances.
             */
            cases: number;
            /** @description Some of them, spread over the whole time. */
            instances: string[];
            /** @description The first of its steps, by which the instances of the window are drilled down to. */
            node?: string | null;
        };
        /** @description What a suggestion has brought. */
        SuggestionGain: {
            /**
             * Format: date-time
             * @description Newer instances count that began before this.
             */
            countedUntil?: string | null;
            measured?: components["schemas"]["MeasuredGain"] | null;
            /** @description What was promised for each instance of the process, concerned or not. */
            promised: components["schemas"]["SuggestionInterval"];
            /**
             * Format: date-time
             * @description Since when: the first of them was deployed, or it was accepted where it is no matter of the model.
             */
            since?: string | null;
            /** @description The versions in which it was taken up; none yet: nothing was deployed. */
            versions: number[];
        };
        /**
         * @description How it stands with the simulation of a suggestion.
         * @enum {string}
         */
        SuggestionGate: "notRun" | "passed" | "failed";
        /** @description What must be kept in mind. */
        SuggestionGuard: {
            /** @description Stable. */
            code: string;
            /**
             * Format: double
             * @description A share, a time in ms, a factor: see the code. None where there is no number.
             */
            value?: number | null;
        };
        /** @description A number with its 95 % interval. */
        SuggestionInterval: {
            /**
             * Format: double
             * @description Its upper bound.
             */
            high: number;
            /**
             * Format: double
             * @description Its lower bound.
             */
            low: number;
            /**
             * Format: double
             * @description The number.
             */
            value: number;
        };
        /** @description What a rule would have needed. */
        SuggestionLack: {
            /** @description Stable. */
            code: string;
            /**
             * Format: int64
             * @description How many there are.
             */
            found?: number | null;
            /**
             * Format: int64
             * @description How many it needs, where it is a number of instances or days.
             */
            needed?: number | null;
            /** @description Of which steps. */
            steps: string[];
        };
        /** @description A practice that needs a person. */
        SuggestionPractice: {
            /** @description Stable. */
            code: string;
            /** @description Where it helps, and where it costs. */
            effects: components["schemas"]["SuggestionEffects"];
        };
        /** @description What the last search found, beside the suggestions. */
        SuggestionReport: {
            /**
             * Format: date-time
             * @description When it was done.
             */
            at: string;
            /** @description Who asked for it. */
            by: string;
            /**
             * Format: int64
             * @description On how many ended instances it rests.
             */
            cases: number;
            /** @description They, version by version. */
            evidence: components["schemas"]["SuggestionVersionEvidence"][];
            /**
             * Format: date-time
             * @description Instances that ended from here on.
             */
            from: string;
            /**
             * Format: int64
             * @description Suggestions beyond the limit, which were left out.
             */
            leftOut: number;
            /** @description What could not be judged, and why. */
            notJudged: components["schemas"]["SuggestionSilence"][];
            /**
             * Format: date-time
             * @description Until before here.
             */
            until: string;
            /** @description The versions whose instances were looked at: the latest and those before it with the same steps and flows. */
            versions: number[];
        };
        /** @description A search for suggestions. */
        SuggestionRun: {
            /**
             * Format: date-time
             * @description When.
             */
            begun: string;
            /** @description Who asked for it. */
            by: string;
            /**
             * Format: int64
             * @description On how many ended instances it rests.
             */
            cases: number;
            /**
             * Format: int64
             * @description Parts that are done.
             */
            done: number;
            /** @description Why it could not be done. */
            error?: string | null;
            /** @description Its id. */
            id: string;
            /**
             * Format: int64
             * @description All parts; 0 while the history is still gathered.
             */
            of: number;
            /** @description The process. */
            process: string;
            /** @description How it stands. */
            state: components["schemas"]["AuditJobState"];
        };
        /** @description What suggestions know of a process beside its model. */
        SuggestionSettings: {
            /**
             * Format: double
             * @description What it costs to begin with a batch.
             */
            batch?: number | null;
            /** @description The work calendar of its people; where there is one calendar only, that one. */
            calendar?: string | null;
            /** @description Pairs of steps that two people must do. */
            fourEyes?: string[][];
            /** @description Flows whose order must stay. */
            pinned?: string[];
            /** @description Decisions that stop a case; words of our own where nothing is said. */
            rejecting?: string[];
            /** @description Decisions that send a case back; words of our own where nothing is said. */
            returning?: string[];
            /** @description Pairs of steps that one person must do. */
            samePerson?: string[][];
            /** @description Steps that a law or the house demands. */
            statutory?: string[];
            /** @description The variable that says what an instance is worth. */
            value?: string | null;
            /** @description How long work of a group should wait at most on average, ms. */
            waitTargets?: {
                [key: string]: number;
            };
            /**
             * Format: double
             * @description What an hour costs for which an instance waits.
             */
            waitingHour?: number | null;
            /**
             * Format: double
             * @description What an hour of work costs.
             */
            workHour?: number | null;
        };
        /**
         * @description The direction of an effect.
         * @enum {string}
         */
        SuggestionSign: "worse" | "same" | "better";
        /** @description A rule that could not be judged. */
        SuggestionSilence: {
            /** @description Why. */
            missing: components["schemas"]["SuggestionLack"];
            /** @description Of what; empty: of the whole process. */
            places: string[];
            /** @description The code of the rule. */
            rule: string;
        };
        /** @description What became of a suggestion, with who said so. */
        SuggestionStanding: {
            accepted?: components["schemas"]["SuggestionAcceptance"] | null;
            /**
             * Format: date-time
             * @description When.
             */
            at?: string | null;
            /** @description Who said so. */
            by?: string | null;
            /** @description Why. */
            reason?: string | null;
            /** @description What. */
            state: components["schemas"]["SuggestionStateName"];
        };
        /**
         * @description What became of a suggestion.
         * @enum {string}
         */
        SuggestionStateName: "open" | "dismissed" | "accepted";
        /**
         * @description In what a gain is counted.
         * @enum {string}
         */
        SuggestionUnit: "time" | "effort" | "variance" | "faults" | "risk";
        /**
         * @description What can be said of what a suggestion has brought.
         * @enum {string}
         */
        SuggestionVerdict: "tooEarly" | "stillRunning" | "better" | "worse" | "unclear" | "notMeasured";
        /** @description The instances of a version, by a handle of evidence. */
        SuggestionVersionEvidence: {
            /** @description See `/analytics/evidence/{handle}`. */
            handle: string;
            /**
             * Format: int64
             * @description How many there are.
             */
            n: number;
            /**
             * Format: int32
             * @description The version.
             */
            version: number;
        };
        /** @description The suggestions of a process. */
        Suggestions: {
            /** @description Practices that no history can judge: a list to talk through. */
            checklist: components["schemas"]["SuggestionPractice"][];
            /** @description They: those of one rule together, the one that brings most first. */
            items: components["schemas"]["Suggestion"][];
            report?: components["schemas"]["SuggestionReport"] | null;
        };
        /** @description A process, or a version of it, in a window. */
        Summary: {
            /** @description Rows of work that no person did, of all. */
            automation: components["schemas"]["Measure"];
            /** @description Σ time in which work was done / Σ sojourn. */
            efficiency: components["schemas"]["Measure"];
            /** @description Cases that ended in it. */
            ended: components["schemas"]["Measure"];
            /** @description The cases behind these numbers. */
            evidence: string;
            /** @description Cases in which nothing was done again and nothing was stuck. */
            firstPass: components["schemas"]["Measure"];
            /** @description Cases that were stuck at least once. */
            incidents: components["schemas"]["Measure"];
            /** @description Cases in which somebody stepped in. */
            interventions: components["schemas"]["Measure"];
            /** @description Of ended cases with due dates those that kept all of them. */
            onTime: components["schemas"]["Measure"];
            /** @description Cases in which work was done again. */
            rework: components["schemas"]["Measure"];
            /**
             * Format: int64
             * @description Cases that run now.
             */
            running: number;
            /** @description Decisions that sent a matter back or refused it, of all. */
            sentBack: components["schemas"]["Measure"];
            /** @description Day by day, those that have something. */
            series: components["schemas"]["Point"][];
            /** @description From their beginning to their end. */
            sojourn: components["schemas"]["Times"];
            /** @description Cases that began in the window. */
            started: components["schemas"]["Measure"];
            /** @description Cases that were ended from outside. */
            terminated: components["schemas"]["Measure"];
            /** @description Ends for each day. */
            throughput: components["schemas"]["Measure"];
        };
        /** @description Why. */
        TakeDeadLetter: {
            /** @description Kept in the log. */
            reason?: string | null;
        };
        /** @description Why. */
        TakeDelivery: {
            /** @description Kept in the log. */
            reason?: string | null;
        };
        /** @description Which tasks. */
        TaskFilter: {
            /** @description Only those that somebody has, or only those that nobody has. */
            assigned?: boolean | null;
            /** @description Those that this user has. */
            assignee?: string | null;
            /** @description Those that members of one of these groups may claim. */
            candidateGroups: string[];
            /** @description Those that this user may claim. */
            candidateUser?: string | null;
            /**
             * Format: date-time
             * @description Due before this.
             */
            dueBefore?: string | null;
            /** @description Of this element. */
            element?: string | null;
            /**
             * Format: uuid
             * @description Of this instance.
             */
            instance?: string | null;
            /** @description Of this process, any version. */
            process?: string | null;
        };
        /** @description The form of a task, with what is in it. */
        TaskForm: {
            /** @description `read`, `write` or `required` for each field, by its path; fields of a table behind the path of the table. */
            access: {
                [key: string]: string;
            };
            /** @description Other variables that its expressions look at. */
            context: {
                [key: string]: unknown;
            };
            /** @description The values of its fields. */
            data: {
                [key: string]: unknown;
            };
            /** @description The deployed form, `form:version`; null when it is kept elsewhere, or described by the model. */
            form?: string | null;
            /** @description What the model names it by. */
            formKey?: string | null;
            /** @description Its schema, in the manner of form-js: without hidden fields; what may only be read is `readonly`. */
            schema?: unknown;
        };
        /** @description A team that is other. */
        TeamChange: {
            /**
             * Format: int32
             * @description How much each of them works on at once.
             */
            atOnce?: number | null;
            /**
             * Format: double
             * @description What an hour of one of them costs.
             */
            costPerHour?: number | null;
            hours?: components["schemas"]["TeamHours"] | null;
            /**
             * Format: int32
             * @description So many people more, or fewer.
             */
            people?: number | null;
            /** @description Its id. */
            team: string;
        };
        /** @description When a team works: by the calendar of this `id`, `always`, or `weekly` on these days (1 is Monday) from and until. */
        TeamHours: {
            id: string;
            /** @enum {string} */
            kind: "calendar";
        } | {
            /** @enum {string} */
            kind: "always";
        } | {
            days: number[];
            from: string;
            /** @enum {string} */
            kind: "weekly";
            until: string;
        };
        /** @description How a template is used. */
        TemplateToUse: {
            /** @description The language in which drafts are called, `zh-CN` or `en`. */
            language?: string | null;
            /** @description What the draft of the first model is called; the name of the template where none is said. */
            name?: string | null;
            /**
             * @description The process or sub-process of the landscape that takes it over: links, steps with who has which part, roles, and
             *     the indicators as proposals.
             */
            node?: string | null;
            /** @description Why, where the landscape changes. */
            reason?: string;
        };
        /** @description That a template was used. */
        TemplateUse: {
            /** @description By whom. */
            actor: string;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description The drafts that were made, the model first. */
            drafts: string[];
            /** @description The node that took it over. */
            node?: string | null;
            /** @description The template. */
            template: components["schemas"]["UsedTemplate"];
            /**
             * Format: int64
             * @description The version of the landscape in which the node took it over.
             */
            version?: number | null;
        };
        /** @description A template with its card: roles, who has which part, indicators with targets, first values of rule parameters. */
        TemplateWithCard: {
            /** @description The card, `process.json`. */
            card: Record<string, never>;
            /** @description As in the list. */
            template: components["schemas"]["ModelTemplate"];
        };
        /** @description An organisation of its own on the same installation. */
        Tenant: {
            /** @description Nobody of it is let in. */
            disabled: boolean;
            /** @description Its id. */
            id: string;
            /** @description Its name. */
            name: string;
        };
        /** @description How a test run stands. */
        TestRun: {
            /** @description The elements and flows that it went through. */
            covered: string[];
            /** @description Its id. */
            id: string;
            /** @description What is stuck. */
            incidents: components["schemas"]["Incident"][];
            /** @description The instance that is tried out. */
            instance: string;
            /** @description All instances, also called ones. */
            instances: components["schemas"]["InstanceSummary"][];
            /** @description Open jobs. */
            jobs: components["schemas"]["Job"][];
            /**
             * Format: date-time
             * @description When the next timer is due.
             */
            nextDue?: string | null;
            /**
             * Format: date-time
             * @description What time it is in it.
             */
            now: string;
            /** @description What was done, as a scenario that expects what came of it. */
            scenario: Record<string, never>;
            /** @description Open user tasks. */
            tasks: components["schemas"]["UserTask"][];
            /** @description The elements of the first instance that are at work. */
            tokens: string[];
            /** @description What happened in it, the last events. */
            trace: components["schemas"]["TraceEvent"][];
            /** @description The variables of the first instance. */
            variables: components["schemas"]["VariableEntry"][];
            /** @description Whatever is waited for. */
            waits: components["schemas"]["Wait"][];
        };
        /** @description A message, signal, error or escalation. */
        Thrown: {
            /**
             * Format: int64
             * @description Who threw it.
             */
            key: number;
            /** @description `message`, `signal`, `error` or `escalation`. */
            kind: string;
            /** @description Its name or code. */
            name: string;
        };
        /** @description One line of an instance's timeline. */
        TimelineEntry: {
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description Who did it. */
            by: string;
            /** @description In which words. */
            comment?: string | null;
            /** @description The task. */
            element: string;
            /**
             * Format: int64
             * @description The element instance.
             */
            key: number;
            /** @description Its name. */
            name?: string | null;
            /** @description To whom, or whom it concerns. */
            to: string[];
            /**
             * Format: int64
             * @description How long the person had been asked, in milliseconds.
             */
            tookMs?: number | null;
            /** @description What happened: `started`, `asked`, `claimed`, `approved`, `returned` and so on. */
            what: string;
        };
        /** @description Times as they are told. */
        Times: {
            /** @description Their mean. */
            mean: components["schemas"]["Measure"];
            /** @description Their median. */
            p50: components["schemas"]["Measure"];
            /** @description What 95 % of them do not exceed. */
            p95: components["schemas"]["Measure"];
        };
        /** @description An API token, without its secret. */
        TokenState: {
            /**
             * Format: date-time
             * @description When it was made.
             */
            created: string;
            /** @description By whom. */
            createdBy: string;
            /**
             * Format: date-time
             * @description From when on it opens nothing.
             */
            expires?: string | null;
            /** @description Its id, the part of the token before the secret. */
            id: string;
            /** @description What it is for. */
            name: string;
            /** @description Whose it is. */
            owner: string;
            /** @description For these processes alone; none is all. */
            processes: string[];
            /**
             * Format: date-time
             * @description When it was revoked.
             */
            revoked?: string | null;
            /** @description For these actions alone; none is all that its owner may do. */
            scopes: string[];
            /**
             * Format: date-time
             * @description When it was used last; not to the minute.
             */
            used?: string | null;
        };
        /** @description An answer that has no window of its own, with how far the log was read for it. */
        Told_IndicatorDetail: {
            /** @description In the window of the same length before. */
            before: components["schemas"]["IndicatorValue"];
            /** @description As it is defined. */
            definition: components["schemas"]["IndicatorVersion"];
            /** @description The processes that it is measured in. */
            processes: string[];
            /** @description What it would have said at these times, each with its own window; the oldest first. */
            series: components["schemas"]["IndicatorValue"][];
            /** @description In its window until now. */
            value: components["schemas"]["IndicatorValue"];
        } & {
            /** @description How far the log was read. */
            asOf: components["schemas"]["AsOf"];
        };
        /** @description An answer that has no window of its own, with how far the log was read for it. */
        Told_IndicatorList: {
            /**
             * Format: double
             * @description The weight of those that are good by that of those that stand anywhere; none where none does.
             */
            attainment?: number | null;
            /** @description Them, by key. */
            items: components["schemas"]["IndicatorNow"][];
        } & {
            /** @description How far the log was read. */
            asOf: components["schemas"]["AsOf"];
        };
        /** @description An answer that has no window of its own, with how far the log was read for it. */
        Told_Lights: {
            /** @description Them, node by node. */
            items: components["schemas"]["Light"][];
            /** @description Are there more than are told? */
            more: boolean;
        } & {
            /** @description How far the log was read. */
            asOf: components["schemas"]["AsOf"];
        };
        /** @description The events of an instance, in the words of the engine. */
        Trace: {
            /** @description The events. */
            items: components["schemas"]["TraceEvent"][];
            /**
             * Format: int64
             * @description Where to ask on: `from` of the next page; null when there are no more.
             */
            next?: number | null;
        };
        /** @description One event of an instance, as the log has it. */
        TraceEvent: {
            /** @description Who caused it. */
            actor: components["schemas"]["Actor"];
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description By which command. */
            command: string;
            /**
             * @description The fields of the event: names in camelCase, times as RFC 3339, null where one never comes. What users have named,
             *     such as variables, keeps its name.
             */
            data: unknown;
            /**
             * Format: int64
             * @description The element instance it is about.
             */
            key?: number | null;
            /** @description The rule parameters that the expressions of its step used, each with its version. */
            parameters: components["schemas"]["UsedParameter"][];
            /**
             * Format: int64
             * @description Where it stands in the log.
             */
            position: number;
            /**
             * Format: int64
             * @description Its number; gapless from 0.
             */
            seq: number;
            /** @description What happened: `elementActivated`, `waitOpened`, … */
            type: string;
        };
        /** @description To whom a task goes. */
        Transfer: {
            /** @description Also when it is not the actor's own. */
            force?: boolean;
            /** @description The person. */
            to: string;
        };
        /** @description One of several ways. */
        TreeBranch: {
            /** @description When it is taken. */
            condition?: string | null;
            /** @description Is it taken when no other one is? */
            default: boolean;
            /** @description The flow with which it begins. */
            flow: string;
            /** @description The flow with which it joins the others; null where it ends. */
            last?: string | null;
            /** @description What people call it. */
            name?: string | null;
            /** @description Its steps. */
            nodes: components["schemas"]["TreeNode"][];
        };
        /** @description A change of a tree. `at` is where a step shall stand: a flow, or the last element of a way that has no end. */
        TreeChange: {
            /** @description Where. */
            at: string;
            /** @enum {string} */
            do: "add";
            /** @description What. */
            kind: components["schemas"]["TreeNodeKind"];
            /** @description What people call it. */
            name?: string | null;
        } | {
            /** @enum {string} */
            do: "remove";
            /** @description Which. */
            node: string;
        } | {
            /** @description Where to. */
            at: string;
            /** @enum {string} */
            do: "move";
            /** @description Which. */
            node: string;
        } | {
            /** @enum {string} */
            do: "addBranch";
            /** @description At which step. */
            node: string;
        } | {
            /** @enum {string} */
            do: "removeBranch";
            /** @description The flow with which it begins. */
            flow: string;
        } | {
            /** @enum {string} */
            do: "moveBranch";
            /** @description Before, or else after. */
            earlier: boolean;
            /** @description The flow with which it begins. */
            flow: string;
        } | {
            /** @description `name`, or an attribute of ours without prefix. */
            attribute: string;
            /** @enum {string} */
            do: "set";
            /** @description Which. */
            element: string;
            /** @description What it says now; empty takes it out. */
            value: string;
        };
        /** @description One step. */
        TreeNode: {
            /** @description Its ways. */
            branches: components["schemas"]["TreeBranch"][];
            /** @description Its name in the language of BPMN. */
            element: string;
            /** @description The element; of what branches: the gateway at which it does. */
            id: string;
            /** @description What stands inside a sub-process. */
            inside: components["schemas"]["TreeNode"][];
            /** @description Of what branches: where the branches come together; null where all of them end. */
            join?: string | null;
            /** @description What it is. */
            kind: components["schemas"]["TreeNodeKind"];
            /** @description What people call it. */
            name?: string | null;
            /** @description The flow that leaves it; null where nothing comes behind it. */
            next?: string | null;
            /** @description What its card says: attributes by their names, `timer`, `calledElement`. */
            says: {
                [key: string]: string;
            };
        };
        /**
         * @description What a step is.
         * @enum {string}
         */
        TreeNodeKind: "start" | "approver" | "handler" | "copy" | "condition" | "parallel" | "inclusive" | "subprocess" | "delay" | "trigger" | "end";
        /** @description Why a model is no tree. */
        TreeOffender: {
            /** @description Stable, `tree-…`. */
            code: string;
            /** @description The element; null where it is about the whole file. */
            element?: string | null;
            /** @description What is said, and what to do. */
            message: string;
        };
        /** @description A file that is tried out. */
        TriedFile: {
            /** @description Its name: `model.bpmn`, `rules.dmn`, `claim.form`. */
            name: string;
            /** @description Its text. */
            text: string;
        };
        /** @description An indicator that is being thought of. */
        TriedIndicator: {
            /** @description It. */
            indicator: components["schemas"]["Indicator"];
        };
        /** @description What a batch would do to one instance: changes, or the reason why it could not be done. */
        TriedInstance: {
            changes?: components["schemas"]["Changes"] | null;
            /**
             * Format: uuid
             * @description The instance.
             */
            instance: string;
            refused?: components["schemas"]["TriedRefusal"] | null;
        };
        /** @description Why an instance could not be done. */
        TriedRefusal: {
            /** @description Stable. */
            code: string;
            /** @description For people. */
            message: string;
            /** @description All that stands against it, where there may be several reasons. */
            obstacles: components["schemas"]["Obstacle"][];
        };
        /** @description Rules to try. */
        Try: {
            /** @description The rules, as in `weir:approvers`. */
            approvers: string;
            /** @description Who would start the instance. */
            initiator?: string | null;
            /** @description Who would have decided the approval before. */
            previous?: string | null;
            /** @description The process whose approval it is: of another tenant than it nobody is named. Without it all people count. */
            process?: string | null;
            /** @description The variables. */
            variables?: {
                [key: string]: unknown;
            };
        };
        /** @description A rule to try out. */
        TryAlertRule: {
            /**
             * Format: int32
             * @description How many days to look back, 1 to 90; 90 where it is not said.
             */
            days?: number | null;
            /** @description Its id, where it has one: a rule cannot be kept back by itself. */
            id?: string | null;
            /** @description What it would say. */
            spec: components["schemas"]["AlertRuleSpec"];
        };
        /** @description A decision of a DMN file that is asked. */
        TryDecision: {
            /** @description The id of the decision. */
            decision: string;
            /** @description What it is asked with. */
            variables?: {
                [key: string]: unknown;
            };
            /** @description The text of the file, of up to 3 MiB. */
            xml: string;
        };
        /** @description A post, a role or a group. */
        Unit: {
            /** @description What models call it. */
            id: string;
            /** @description Its name. */
            name: string;
            /** @description When it exists. */
            valid: components["schemas"]["Valid"];
        };
        /** @description A rule parameter that was used. */
        UsedParameter: {
            /** @description Its name. */
            name: string;
            /**
             * Format: int64
             * @description The version of its value.
             */
            version: number;
        };
        /** @description A template as it was when it was used. */
        UsedTemplate: {
            /** @description SHA-256 of all its files, in hexadecimal. */
            hash: string;
            /** @description Its id. */
            template: string;
            /** @description The version of its card. */
            version: string;
        };
        /**
         * @description A person, or a program.
         * @enum {string}
         */
        UserKind: "person" | "service";
        /** @description A user, without anything secret. */
        UserState: {
            /** @description They are let in no more. */
            disabled: boolean;
            /** @description Have they a password? */
            hasPassword: boolean;
            /** @description What tasks and logs call them. */
            id: string;
            /** @description The OpenID providers that know them. */
            issuers: string[];
            /** @description `person` or `service`. */
            kind: components["schemas"]["UserKind"];
            /**
             * Format: date-time
             * @description Until when they may not guess.
             */
            lockedUntil?: string | null;
            /** @description Their name. */
            name: string;
            /** @description The tenant that they never leave. */
            tenant?: string | null;
            /** @description When they are let in. */
            valid: Record<string, never>;
        };
        /** @description An open task. */
        UserTask: {
            /** @description What the actor may do with it. */
            allowedActions: ("claim" | "unclaim" | "complete" | "approve" | "reject" | "abstain" | "transfer" | "delegate" | "resolve" | "addSigner" | "return" | "remind" | "copy" | "reassign" | "reschedule" | "changeSigners")[];
            /** @description The approval that it gives an opinion in. */
            approval?: string | null;
            /** @description Who has it. */
            assignee?: string | null;
            /** @description What people know the instance by. */
            businessKey?: string | null;
            /** @description Whose members may claim it. */
            candidateGroups: string[];
            /** @description Who may claim it. */
            candidateUsers: string[];
            /**
             * Format: date-time
             * @description When it was opened.
             */
            created: string;
            /** @description The definition, `process:version`. */
            definition: string;
            /**
             * Format: date-time
             * @description When it should be done.
             */
            due?: string | null;
            /** @description The element. */
            element: string;
            /**
             * Format: date-time
             * @description When to look at it again.
             */
            followUp?: string | null;
            /** @description The fields of its form, where the model describes them: a schema in the manner of form-js. */
            form?: unknown;
            /** @description Its form. */
            formKey?: string | null;
            /** @description Its id. */
            id: string;
            /**
             * Format: uuid
             * @description The instance.
             */
            instance: string;
            /** @description Its name. */
            name?: string | null;
            /** @description To whom it goes back when it is prepared. */
            owner?: string | null;
            /**
             * Format: int32
             * @description 0 to 100.
             */
            priority: number;
            /**
             * Format: int32
             * @description The seat there.
             */
            seat?: number | null;
            /**
             * Format: date-time
             * @description Since when whoever has it is at work.
             */
            started?: string | null;
        };
        /** @description From when until when; null is always. */
        Valid: {
            /**
             * Format: date-time
             * @description Its first moment.
             */
            from?: string | null;
            /**
             * Format: date-time
             * @description The first moment after it.
             */
            until?: string | null;
        };
        /** @description A variable and where it lives. */
        VariableEntry: {
            /** @description Its name. */
            name: string;
            /**
             * Format: int64
             * @description The element instance that holds it; the process is 0.
             */
            scope: number;
            /** @description Its value. */
            value: unknown;
        };
        /** @description Variables, each with the scope that holds it. */
        VariableList: {
            items: components["schemas"]["VariableEntry"][];
        };
        /**
         * @description What came of looking for drivers.
         * @enum {string}
         */
        Verdict: "tooFew" | "nothing" | "drivers";
        /** @description A verification of the log. */
        Verification: {
            /**
             * Format: date-time
             * @description When it began.
             */
            begun: string;
            /** @description Who asked for it. */
            by: string;
            /**
             * Format: int64
             * @description Bytes of the log that were looked at.
             */
            bytes: number;
            /**
             * Format: int64
             * @description Bytes that there are to look at.
             */
            bytesTotal: number;
            /** @description Why it could not be done. */
            error?: string | null;
            /** @description Its id. */
            id: string;
            receipt?: components["schemas"]["VerificationReceipt"] | null;
            /** @description How far it is. */
            state: components["schemas"]["AuditJobState"];
        };
        /** @description What a verification found. */
        VerificationReceipt: {
            broken?: components["schemas"]["BrokenEntry"] | null;
            /**
             * Format: int64
             * @description So many checkpoints agree.
             */
            checkpoints: number;
            /**
             * Format: int64
             * @description How long it took, ms.
             */
            durationMs: number;
            /** @description What is wrong with the checkpoints, or with the log where they are right. */
            flaws: string[];
            /** @description Is everything as it was written? */
            intact: boolean;
            /** @description The public key that they are signed with. */
            key?: string | null;
            /**
             * Format: int64
             * @description The last of them.
             */
            lastCheckpoint?: number | null;
            /** @description Which log. */
            log: string;
            /**
             * Format: int64
             * @description Everything before this byte is as it was written.
             */
            position: number;
            /**
             * Format: int64
             * @description So many records.
             */
            records: number;
            /** @description The hash of the heads of all partitions. */
            root: string;
            /**
             * Format: int64
             * @description Up to which byte it vouches.
             */
            vouched?: number | null;
        };
        /** @description Verifications of this run of the server, newest first. */
        Verifications: {
            items: components["schemas"]["Verification"][];
        };
        /** @description One version. */
        VersionAnswer: {
            /** @description Its numbers. */
            summary: components["schemas"]["Summary"];
            /**
             * Format: int32
             * @description Which.
             */
            version: number;
        };
        /** @description What a rule found. */
        Violations: {
            /**
             * Format: int64
             * @description How many instances were looked at.
             */
            lookedAt: number;
            /** @description Where to go on. */
            next?: string | null;
            /** @description Who could break it. */
            potential: components["schemas"]["HeldBoth"][];
            /** @description What really happened, the newest instance first. */
            realised: components["schemas"]["Realised"][];
            /** @description The rule. */
            rule: components["schemas"]["DutyRule"];
        };
        /** @description An open wait. */
        Wait: {
            /**
             * Format: uuid
             * @description For call activities: the called instance.
             */
            child?: string | null;
            /** @description For messages: the correlation key. */
            correlationKey?: string | null;
            /**
             * Format: date-time
             * @description For timers: when. For jobs: not before.
             */
            due?: string | null;
            /** @description The element that waits. */
            element: string;
            /** @description The event that fires when it comes, where that is another element. */
            event?: string | null;
            /** @description Its id; that of the job, user task or subscription. */
            id: string;
            /**
             * Format: uuid
             * @description The instance.
             */
            instance: string;
            /**
             * @description `job`, `userTask`, `timer`, `message`, `signal`, `error`, `escalation`, `condition`, `child`, `evaluation`,
             *     `cancel`.
             */
            kind: string;
            /** @description The job type, the name of message or signal, the code of error or escalation, the called process. */
            name?: string | null;
            /**
             * Format: date-time
             * @description Since when.
             */
            opened: string;
            /**
             * Format: int64
             * @description The element instance around the one that waits.
             */
            scope?: number | null;
        };
        /** @description Why one visit waited. The causes add up to the wait. */
        WaitCauses: {
            /**
             * Format: int64
             * @description Whoever did it did other work that was enabled no later, ms.
             */
            contention: number;
            /**
             * Format: int64
             * @description Nothing of this, ms.
             */
            extraneous: number;
            /** @description The node. */
            node: string;
            /**
             * Format: int64
             * @description They did work that was enabled later, ms.
             */
            prioritisation: number;
            /**
             * Format: int64
             * @description Enabled until begun, ms.
             */
            wait: number;
        };
        /** @description A wait that was opened or closed. */
        Waiting: {
            /**
             * Format: date-time
             * @description When it is due.
             */
            due?: string | null;
            /** @description Its element. */
            element: string;
            /** @description Who had the work in hand: the worker with the lease, or the assignee. */
            holder?: string | null;
            /**
             * Format: int64
             * @description Who waits.
             */
            key: number;
            /** @description `job`, `userTask`, `timer`, `message`, … */
            kind: string;
            /** @description Type, name, code or process, where it has one. */
            name?: string | null;
            /**
             * Format: int32
             * @description The number of the wait.
             */
            wait: number;
        };
        /** @description Running cases that are late or will probably be. */
        Warned: {
            /** @description Those that are late or at risk, the most probable first. */
            found: components["schemas"]["Warning"][];
            /**
             * Format: int64
             * @description How many of them are late now.
             */
            late: number;
            /**
             * Format: int64
             * @description From how many ended cases was learnt.
             */
            learnt: number;
            /**
             * Format: int64
             * @description How many cases alike there must be to predict one.
             */
            least: number;
            /**
             * Format: int64
             * @description How many run.
             */
            running: number;
            /** @description Whether it can be told. */
            state: components["schemas"]["Standing"];
            /**
             * Format: int64
             * @description How long after its beginning a case is due, ms.
             */
            target?: number | null;
        };
        /** @description One of them. */
        Warning: {
            /**
             * Format: date-time
             * @description When it began.
             */
            began: string;
            /** @description `SLA`: it is late; `SLA_RISK`: it will probably be. */
            code: string;
            /** @description Is it late, or at least 80 % probable? */
            critical: boolean;
            /**
             * Format: date-time
             * @description When it is due.
             */
            due: string;
            /**
             * Format: uuid
             * @description Which.
             */
            instance: string;
            /** @description The node that it left last. */
            node?: string | null;
            /**
             * Format: double
             * @description How probable it is.
             */
            probability?: number | null;
            /**
             * Format: int32
             * @description Its version.
             */
            version: number;
        };
        /** @description A rule and how it stands. */
        WatchedRule: {
            /** @description How it stands. */
            now: components["schemas"]["AlertRuleState"];
            /** @description The rule. */
            rule: components["schemas"]["AlertRule"];
            /** @description What its value counts: `ms`, `share`, `count`, `deviations`. */
            unit: string;
        };
        /** @description Where notices go as signed requests. */
        Webhook: {
            /** @description Is it at work? */
            active: boolean;
            /** @description Does it heed what people want to be told, and when? Else it gets everything at once. */
            heedsPreferences: boolean;
            /** @description Its id. */
            id: string;
            /** @description Which kinds; none is all. */
            kinds: string[];
            /** @description Of which processes; none is all. */
            processes: string[];
            /** @description The name of the secret that they are signed with; never the secret. */
            secret: string;
            /** @description Of which tenant; null is what belongs to no tenant. */
            tenant?: string | null;
            /** @description Where they are posted to. */
            url: string;
        };
        /** @description A scenario. */
        WhatIf: {
            changes?: components["schemas"]["SimulationChanges"] | null;
            /** @description A draft in place of the model, by id. */
            draft?: string | null;
            /** @description What people call it. */
            name: string;
            /**
             * Format: int32
             * @description Another version of the process in place of it.
             */
            version?: number | null;
        };
        /** @description A session, and who is in it. */
        Whoami: {
            /** @description What they may do somewhere. */
            actions: string[];
            /** @description Of a session: what unsafe requests carry as `X-Weir-Csrf`. */
            csrf?: string | null;
            /**
             * Format: date-time
             * @description Of a session: when it ends in any case.
             */
            ends?: string | null;
            /** @description Their name. */
            name: string;
            /** @description In whose name they ask. */
            person: string;
            /** @description Their roles, wherever they have them. */
            roles: string[];
            /** @description The tenant that they never leave. */
            tenant?: string | null;
            /** @description Their id. */
            user: string;
        };
        /** @description Which instances, and what is remarkable about some of them. */
        Why: {
            /** @description What is remarkable. */
            flag: components["schemas"]["Remarkable"];
            /** @description What is asked. */
            question?: components["schemas"]["Question"];
        };
        /** @description What is taken back. */
        Withdraw: {
            /** @description The task, by its element. */
            element: string;
        };
        /** @description The same in two languages. */
        Words: {
            /** @description In English. */
            en: string;
            /** @description In Chinese. */
            "zh-CN": string;
        };
        /** @description A DMN file that may be deployed. */
        WouldDecide: {
            /** @description The `next` of the page before. */
            cursor?: string | null;
            limit?: components["schemas"]["Limit"] | null;
            /** @description Its text, of up to 3 MiB. */
            xml: string;
        };
        /** @description What somebody would start with. */
        WouldStart: {
            /** @description What was entered so far. */
            variables?: {
                [key: string]: unknown;
            };
        };
        /** @description A plain yes. */
        Yes: {
            /** @description `alive` or `ready`. */
            status: string;
        };
        /** Format: int64 */
        u64: number;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getAccessAudit: {
        parameters: {
            query?: {
                /** @description Of this user, or in this person's name. */
                user?: string;
                /** @description What happened. */
                happened?: components["schemas"]["Happened"];
                /** @description Not before this RFC 3339 time. */
                from?: string;
                /** @description Before this RFC 3339 time. */
                until?: string;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditLine"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAccessDecisions: {
        parameters: {
            query: {
                /** @description The user whose requests are decided. */
                as: string;
                /** @description About this process and its instances; without it about all of the installation. */
                process?: string;
                /** @description About instances that this person started. */
                startedBy?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description what was decided */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessDecisions"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAccessRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the matrix */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleReach"][];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postAdHocSubProcessesIdComplete: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"] | null;
            };
        };
        responses: {
            /** @description done, or done when what runs in it is */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAlertSilences: {
        parameters: {
            query?: {
                /** @description Those that are over as well. */
                all?: boolean;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AlertSilence"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postAlertSilences: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAlertSilence"];
            };
        };
        responses: {
            /** @description made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertSilence"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteAlertSilencesId: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAlerts: {
        parameters: {
            query?: {
                /** @description In this part of their life: `open`, `acknowledged`, `resolved`, or `ringing` for the first two. */
                status?: string;
                /** @description At least so bad: `warning` or `critical`. */
                severity?: string;
                /** @description Of this process. */
                process?: string;
                /** @description Of this rule. */
                rule?: string;
                /** @description Only those that somebody has silenced, or has not. */
                silenced?: boolean;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AlertView"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAlertsCounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description how many */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertCounts"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAlertsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertView"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postAlertsIdAcknowledge: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertWords"];
            };
        };
        responses: {
            /** @description taken on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertView"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postAlertsIdComments: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertComment"];
            };
        };
        responses: {
            /** @description kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertView"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAlertsIdLines: {
        parameters: {
            query?: {
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AlertLine"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAnalyticsAlertRules: {
        parameters: {
            query?: {
                /** @description Only rules about this process. */
                process?: string;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_WatchedRule"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postAnalyticsAlertRulesBackTest: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TryAlertRule"];
            };
        };
        responses: {
            /** @description what it would have done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertBackTest"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAnalyticsAlertRulesId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchedRule"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    putAnalyticsAlertRulesId: {
        parameters: {
            query?: never;
            header?: {
                /** @description the `ETag` that was seen */
                "if-match"?: string | null;
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetAlertRule"];
            };
        };
        responses: {
            /** @description changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRule"];
                };
            };
            /** @description made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRule"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteAnalyticsAlertRulesId: {
        parameters: {
            query?: never;
            header: {
                /** @description the `ETag` that was seen */
                "if-match": string;
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertReason"];
            };
        };
        responses: {
            /** @description removed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertRule"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAnalyticsAlertRulesIdVersions: {
        parameters: {
            query?: {
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AlertRule"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAnalyticsEvidenceHandle: {
        parameters: {
            query?: {
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                skip?: number;
            };
            header?: never;
            path: {
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Analysed_EvidenceAnswer"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postAnalyticsIndicatorTrials: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TriedIndicator"];
            };
        };
        responses: {
            /** @description what it says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told_IndicatorDetail"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAnalyticsIndicators: {
        parameters: {
            query?: {
                /** @description Only of this process. */
                process?: string;
                /** @description Only of this node of the landscape. */
                node?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told_IndicatorList"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postAnalyticsIndicators: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewIndicator"];
            };
        };
        responses: {
            /** @description defined */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IndicatorVersion"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAnalyticsIndicatorsKey: {
        parameters: {
            query?: {
                /** @description From here on; a window of the indicator, and at least 30 days, before its end when it is not said. */
                from?: string;
                /** @description Until here; now when it is not said. */
                until?: string;
                /** @description How many times it has, 1 to 120; 30 when it is not said. */
                points?: number;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told_IndicatorDetail"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    putAnalyticsIndicatorsKey: {
        parameters: {
            query?: never;
            header: {
                /** @description the `ETag` that was seen */
                "if-match": string;
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewIndicator"];
            };
        };
        responses: {
            /** @description changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IndicatorVersion"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteAnalyticsIndicatorsKey: {
        parameters: {
            query?: never;
            header: {
                /** @description the `ETag` that was seen */
                "if-match": string;
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IndicatorReason"];
            };
        };
        responses: {
            /** @description removed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IndicatorVersion"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAnalyticsIndicatorsKeyVersions: {
        parameters: {
            query?: {
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_IndicatorVersion"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAnalyticsIndicatorsKeyVersionsVersion: {
        parameters: {
            query?: {
                /** @description From here on; a window of the indicator, and at least 30 days, before its end when it is not said. */
                from?: string;
                /** @description Until here; now when it is not said. */
                until?: string;
                /** @description How many times it has, 1 to 120; 30 when it is not said. */
                points?: number;
            };
            header?: never;
            path: {
                key: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told_IndicatorDetail"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAnalyticsIndices: {
        parameters: {
            query?: {
                /** @description From here on, rounded down to the hour; 30 days before its end when it is not said. */
                from?: string;
                /** @description Until before here, rounded up to the hour; now when it is not said. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the processes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Analysed_IndicesOf"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAnalyticsInstancesId: {
        parameters: {
            query?: {
                /** @description How probable is it that it ends after this moment? */
                due?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceAnalysis"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAnalyticsLights: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told_Lights"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAnalyticsMeasures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnownMeasure"][];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAnalyticsProcesses: {
        parameters: {
            query?: {
                /** @description From here on, rounded down to the hour; 30 days before its end when it is not said. */
                from?: string;
                /** @description Until before here, rounded up to the hour; now when it is not said. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the processes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Analysed_Portfolio"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAnalyticsProcessesId: {
        parameters: {
            query?: {
                /** @description From here on, rounded down to the hour; 30 days before its end when it is not said. */
                from?: string;
                /** @description Until before here, rounded up to the hour; now when it is not said. */
                until?: string;
                /** @description The window that is compared with: from here on. */
                compareFrom?: string;
                /** @description Until before here. */
                compareUntil?: string;
                /** @description The version that is compared with; in the same window, where no other is said. */
                compareVersion?: number;
                /** @description Only this version. */
                version?: number;
                /** @description Only instances that went through this node. */
                node?: string;
                /** @description Only instances with these variables: a JSON object of names and values, `{"supplier":"north"}`. */
                variables?: string;
                /** @description Only what this person did; for auditors. */
                actor?: string;
                /** @description Only instances that were left so. */
                outcome?: components["schemas"]["Outcome"];
                /** @description Only what took at least so many ms. */
                longer?: number;
                /** @description Only what took at most so many ms. */
                shorter?: number;
                /** @description Only instances in which work was done again, or was not. */
                rework?: boolean;
                /** @description Only instances that were stuck, or were not. */
                incidents?: boolean;
                /** @description Entries of a page, where there are pages, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                skip?: number;
                /** @description Of early warnings: so many ms after its beginning an instance is due. */
                target?: number;
            };
            header?: never;
            path: {
                /** @description the process, or `process:version` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Analysed_ProcessAnswer"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAnalyticsProcessesIdAnomalies: {
        parameters: {
            query?: {
                /** @description From here on, rounded down to the hour; 30 days before its end when it is not said. */
                from?: string;
                /** @description Until before here, rounded up to the hour; now when it is not said. */
                until?: string;
                /** @description The window that is compared with: from here on. */
                compareFrom?: string;
                /** @description Until before here. */
                compareUntil?: string;
                /** @description The version that is compared with; in the same window, where no other is said. */
                compareVersion?: number;
                /** @description Only this version. */
                version?: number;
                /** @description Only instances that went through this node. */
                node?: string;
                /** @description Only instances with these variables: a JSON object of names and values, `{"supplier":"north"}`. */
                variables?: string;
                /** @description Only what this person did; for auditors. */
                actor?: string;
                /** @description Only instances that were left so. */
                outcome?: components["schemas"]["Outcome"];
                /** @description Only what took at least so many ms. */
                longer?: number;
                /** @description Only what took at most so many ms. */
                shorter?: number;
                /** @description Only instances in which work was done again, or was not. */
                rework?: boolean;
                /** @description Only instances that were stuck, or were not. */
                incidents?: boolean;
                /** @description Entries of a page, where there are pages, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                skip?: number;
                /** @description Of early warnings: so many ms after its beginning an instance is due. */
                target?: number;
            };
            header?: never;
            path: {
                /** @description the process, or `process:version` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description what was found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Analysed_Abnormal"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAnalyticsProcessesIdCases: {
        parameters: {
            query?: {
                /** @description From here on, rounded down to the hour; 30 days before its end when it is not said. */
                from?: string;
                /** @description Until before here, rounded up to the hour; now when it is not said. */
                until?: string;
                /** @description The window that is compared with: from here on. */
                compareFrom?: string;
                /** @description Until before here. */
                compareUntil?: string;
                /** @description The version that is compared with; in the same window, where no other is said. */
                compareVersion?: number;
                /** @description Only this version. */
                version?: number;
                /** @description Only instances that went through this node. */
                node?: string;
                /** @description Only instances with these variables: a JSON object of names and values, `{"supplier":"north"}`. */
                variables?: string;
                /** @description Only what this person did; for auditors. */
                actor?: string;
                /** @description Only instances that were left so. */
                outcome?: components["schemas"]["Outcome"];
                /** @description Only what took at least so many ms. */
                longer?: number;
                /** @description Only what took at most so many ms. */
                shorter?: number;
                /** @description Only instances in which work was done again, or was not. */
                rework?: boolean;
                /** @description Only instances that were stuck, or were not. */
                incidents?: boolean;
                /** @description Entries of a page, where there are pages, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                skip?: number;
                /** @description Of early warnings: so many ms after its beginning an instance is due. */
                target?: number;
            };
            header?: never;
            path: {
                /** @description the process, or `process:version` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Analysed_Cohort"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAnalyticsProcessesIdEarlyWarnings: {
        parameters: {
            query?: {
                /** @description From here on, rounded down to the hour; 30 days before its end when it is not said. */
                from?: string;
                /** @description Until before here, rounded up to the hour; now when it is not said. */
                until?: string;
                /** @description The window that is compared with: from here on. */
                compareFrom?: string;
                /** @description Until before here. */
                compareUntil?: string;
                /** @description The version that is compared with; in the same window, where no other is said. */
                compareVersion?: number;
                /** @description Only this version. */
                version?: number;
                /** @description Only instances that went through this node. */
                node?: string;
                /** @description Only instances with these variables: a JSON object of names and values, `{"supplier":"north"}`. */
                variables?: string;
                /** @description Only what this person did; for auditors. */
                actor?: string;
                /** @description Only instances that were left so. */
                outcome?: components["schemas"]["Outcome"];
                /** @description Only what took at least so many ms. */
                longer?: number;
                /** @description Only what took at most so many ms. */
                shorter?: number;
                /** @description Only instances in which work was done again, or was not. */
                rework?: boolean;
                /** @description Only instances that were stuck, or were not. */
                incidents?: boolean;
                /** @description Entries of a page, where there are pages, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                skip?: number;
                /** @description Of early warnings: so many ms after its beginning an instance is due. */
                target?: number;
            };
            header?: never;
            path: {
                /** @description the process, or `process:version` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Analysed_Warned"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAnalyticsProcessesIdIndices: {
        parameters: {
            query?: {
                /** @description From here on, rounded down to the hour; 30 days before its end when it is not said. */
                from?: string;
                /** @description Until before here, rounded up to the hour; now when it is not said. */
                until?: string;
                /** @description The window that is compared with: from here on. */
                compareFrom?: string;
                /** @description Until before here. */
                compareUntil?: string;
                /** @description The version that is compared with; in the same window, where no other is said. */
                compareVersion?: number;
                /** @description Only this version. */
                version?: number;
                /** @description Only instances that went through this node. */
                node?: string;
                /** @description Only instances with these variables: a JSON object of names and values, `{"supplier":"north"}`. */
                variables?: string;
                /** @description Only what this person did; for auditors. */
                actor?: string;
                /** @description Only instances that were left so. */
                outcome?: components["schemas"]["Outcome"];
                /** @description Only what took at least so many ms. */
                longer?: number;
                /** @description Only what took at most so many ms. */
                shorter?: number;
                /** @description Only instances in which work was done again, or was not. */
                rework?: boolean;
                /** @description Only instances that were stuck, or were not. */
                incidents?: boolean;
                /** @description Entries of a page, where there are pages, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                skip?: number;
                /** @description Of early warnings: so many ms after its beginning an instance is due. */
                target?: number;
            };
            header?: never;
            path: {
                /** @description the process, or `process:version` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description they */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Analysed_Indices"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAnalyticsProcessesIdNodesNode: {
        parameters: {
            query?: {
                /** @description From here on, rounded down to the hour; 30 days before its end when it is not said. */
                from?: string;
                /** @description Until before here, rounded up to the hour; now when it is not said. */
                until?: string;
                /** @description The window that is compared with: from here on. */
                compareFrom?: string;
                /** @description Until before here. */
                compareUntil?: string;
                /** @description The version that is compared with; in the same window, where no other is said. */
                compareVersion?: number;
                /** @description Only this version. */
                version?: number;
                /** @description Only instances that went through this node. */
                node?: string;
                /** @description Only instances with these variables: a JSON object of names and values, `{"supplier":"north"}`. */
                variables?: string;
                /** @description Only what this person did; for auditors. */
                actor?: string;
                /** @description Only instances that were left so. */
                outcome?: components["schemas"]["Outcome"];
                /** @description Only what took at least so many ms. */
                longer?: number;
                /** @description Only what took at most so many ms. */
                shorter?: number;
                /** @description Only instances in which work was done again, or was not. */
                rework?: boolean;
                /** @description Only instances that were stuck, or were not. */
                incidents?: boolean;
                /** @description Entries of a page, where there are pages, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                skip?: number;
                /** @description Of early warnings: so many ms after its beginning an instance is due. */
                target?: number;
            };
            header?: never;
            path: {
                /** @description the process, or `process:version` */
                id: string;
                node: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Analysed_NodeDetail"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postAnalyticsProcessesIdQuery: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                /** @description the process, or `process:version` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Cut"];
            };
        };
        responses: {
            /** @description the groups */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Analysed_Grouped"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postAnalyticsProcessesIdRca: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                /** @description the process, or `process:version` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Why"];
            };
        };
        responses: {
            /** @description what was found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Analysed_Explained"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getApprovalsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postApprovalsIdCopies: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CopyTo"];
            };
        };
        responses: {
            /** @description told */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postApprovalsIdRemind: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"] | null;
            };
        };
        responses: {
            /** @description reminded */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postApprovalsIdSigners: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Signers"];
            };
        };
        responses: {
            /** @description changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postApprovalsIdWithdraw: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"] | null;
            };
        };
        responses: {
            /** @description they are asked again */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAuditCasesId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the case file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseFile"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAuditCheckpoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkpoints"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postAuditCheckpoints: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description signed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckpointSummary"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAuditCheckpointsText: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the text */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAuditEvents: {
        parameters: {
            query?: {
                /** @description By this person, or in their name. */
                actor?: string;
                /**
                 * @description About one of these, separated by commas: `flow`, `instance`, `work`, `approval`, `data`, `decision`, `incident`,
                 *     `message`, `note`, `notice`, `deployment`, `model`, `parameter`, `organisation`, `access`, `reading`, `operation`.
                 */
                areas?: string;
                /** @description One of these actions, separated by commas: `userTaskCompleted`, `variableSet`, `parameterSet`, `denied`, … */
                actions?: string;
                /** @description Of this process, any version. */
                process?: string;
                /** @description Of this instance: its events. Comments, files and notices of it are in its case file. */
                instance?: string;
                /** @description Done to an object of this kind: `instance`, `task`, `definition`, `parameter`, … */
                objectKind?: string;
                /** @description Done to the object of this id. */
                object?: string;
                /** @description This variable or parameter was changed. */
                variable?: string;
                /** @description To this value, as JSON or as text. */
                value?: string;
                /** @description Only where somebody stepped in, or only where nobody did. */
                intervention?: boolean;
                /** @description Not before this RFC 3339 time. */
                from?: string;
                /** @description Before this RFC 3339 time. */
                until?: string;
                /** @description The oldest first, in place of the newest. */
                oldestFirst?: boolean;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAuditExports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exports"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postAuditExports: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginExport"];
            };
        };
        responses: {
            /** @description begun */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditExport"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAuditExportsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditExport"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postAuditExportsIdCancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditExport"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAuditExportsIdFilesName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description its content */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAuditVerifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verifications"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postAuditVerifications: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description begun */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAuditVerificationsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postAuditVerificationsIdCancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getAuditViolations: {
        parameters: {
            query: {
                /** @description Two activities of this process; without it `first` and `second` are roles. */
                process?: string;
                /** @description One activity, `$initiator` for whoever started the instance; or one role. */
                first: string;
                /** @description The other. */
                second: string;
                /** @description Instances of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page of instances */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Violations"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getBatches: {
        parameters: {
            query?: {
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_BatchSummary"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postBatches: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginBatch"];
            };
        };
        responses: {
            /** @description what it would do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchTrial"];
                };
            };
            /** @description begun */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchSummary"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getBatchesId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchSummary"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postBatchesIdCancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SteerBatch"];
            };
        };
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchSummary"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getBatchesIdFailures: {
        parameters: {
            query?: {
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_BatchFailure"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postBatchesIdPause: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SteerBatch"];
            };
        };
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchSummary"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postBatchesIdResume: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SteerBatch"];
            };
        };
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchSummary"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postChecks: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Files"];
            };
        };
        responses: {
            /** @description what was found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checked"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getDeadLetters: {
        parameters: {
            query?: {
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DeadLetter"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postDeadLettersIdDiscard: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TakeDeadLetter"] | null;
            };
        };
        responses: {
            /** @description it is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postDeadLettersIdRetry: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TakeDeadLetter"] | null;
            };
        };
        responses: {
            /** @description it is tried again */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postDecisionCoverage: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskCoverage"];
            };
        };
        responses: {
            /** @description what was found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Covered"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postDecisionImpact: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WouldDecide"];
            };
        };
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Impact"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postDecisionTrials: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TryDecision"];
            };
        };
        responses: {
            /** @description the answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionAnswer"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getDecisions: {
        parameters: {
            query?: {
                /** @description Only versions of this decision. */
                decision?: string;
                /** @description Only the latest version of each. */
                latest?: boolean;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DecisionDefinition"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getDecisionsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `decision:version`, or `decision` for the latest version */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionDefinition"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postDecisionsIdEvaluate: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                /** @description `decision`, or `decision:version` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskDecision"];
            };
        };
        responses: {
            /** @description the answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionAnswer"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getDecisionsIdXml: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `decision:version` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/xml": string;
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getDefinitions: {
        parameters: {
            query?: {
                /** @description Only versions of this process. */
                process?: string;
                /** @description Only the latest version of each. */
                latest?: boolean;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Definition"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getDefinitionsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `process:version` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Definition"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postDefinitionsIdActivate: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                /** @description `process:version`, or a process for its latest version */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StandStillDefinition"] | null;
            };
        };
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefinitionState"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postDefinitionsIdAttachments: {
        parameters: {
            query: {
                /** @description Its name; what it is is known by its ending. */
                name: string;
            };
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                /** @description `process:version` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description added */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartFile"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getDefinitionsIdDiagramSvg: {
        parameters: {
            query?: {
                /** @description The ids of elements that have a token, separated by commas. */
                tokens?: string;
                /** @description Names in English, where the file has them. */
                english?: boolean;
            };
            header?: never;
            path: {
                /** @description `process:version` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the image */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postDefinitionsIdForecast: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                /** @description `process:version` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WouldStart"];
            };
        };
        responses: {
            /** @description the tasks, in their order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forecast"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getDefinitionsIdMigrationPlan: {
        parameters: {
            query: {
                /** @description The definition, `process:version`, or a process for its latest version. */
                target: string;
            };
            header?: never;
            path: {
                /** @description `process:version` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the plan */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposedMigration"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getDefinitionsIdOverlay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `process:version` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the counts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overlay"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getDefinitionsIdStartForm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `process:version` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartForm"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postDefinitionsIdStartForm: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                /** @description `process:version` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmitStartForm"];
            };
        };
        responses: {
            /** @description started */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedInstance"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postDefinitionsIdStartFormLive: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                /** @description `process:version` */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilledIn"];
            };
        };
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiveForm"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postDefinitionsIdSuspend: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                /** @description `process:version`, or a process for its latest version */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StandStillDefinition"] | null;
            };
        };
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DefinitionState"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getDefinitionsIdXml: {
        parameters: {
            query?: {
                /** @description With a diagram of what the file itself does not show. */
                layout?: boolean;
            };
            header?: never;
            path: {
                /** @description `process:version` */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/xml": string;
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getDeliveries: {
        parameters: {
            query?: {
                /** @description `waiting`, which is what is to be tried, or `failed`, which is what was tried often enough. */
                state?: string;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_OutgoingDelivery"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postDeliveriesIdDiscard: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TakeDelivery"] | null;
            };
        };
        responses: {
            /** @description it is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postDeliveriesIdRetry: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TakeDelivery"] | null;
            };
        };
        responses: {
            /** @description it is tried again */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postDeployments: {
        parameters: {
            query?: {
                /** @description Only check and report; nothing is deployed. */
                dryRun?: boolean;
                /** @description The tokens of repairs that were looked at and are wanted, separated by commas: see `/repairs`. */
                acceptRepairs?: string;
            };
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Files"];
            };
        };
        responses: {
            /** @description deployed, or checked by a dry run */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentReport"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getEnabledActivities: {
        parameters: {
            query?: {
                /** @description Of this instance. */
                instance?: string;
                /** @description Of this process, any version. */
                process?: string;
                /** @description Of this ad-hoc sub-process. */
                subProcess?: string;
                /** @description This activity. */
                activity?: string;
                /** @description Instances of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_EnabledActivity"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postEnabledActivitiesIdActivate: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ActivateActivity"] | null;
            };
        };
        responses: {
            /** @description it began */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postFormPreviews: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewForm"];
            };
        };
        responses: {
            /** @description how */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormPreview"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getForms: {
        parameters: {
            query?: {
                /** @description Only versions of this form. */
                form?: string;
                /** @description Only the latest version of each. */
                latest?: boolean;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_FormDefinition"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getFormsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `form:version`, or `form` for the latest version */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormDefinition"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getFormsIdSchema: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `form:version`, or `form` for the latest version */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getGrants: {
        parameters: {
            query?: {
                /** @description Those for this user by name. */
                user?: string;
                /** @description Of this role. */
                role?: components["schemas"]["AccessRole"];
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Grant"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    putGrantsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutGrant"];
            };
        };
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grant"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteGrantsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Because"] | null;
            };
        };
        responses: {
            /** @description taken back */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the figures */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getIncidents: {
        parameters: {
            query?: {
                /** @description Of this instance. */
                instance?: string;
                /** @description Of this process, any version. */
                process?: string;
                /** @description Of this definition. */
                definition?: string;
                /** @description Of this element. */
                element?: string;
                /** @description With this code. */
                code?: string;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Incident"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postIncidentsIdResolve: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ResolveIncident"] | null;
            };
        };
        responses: {
            /** @description tried again */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getInstances: {
        parameters: {
            query?: {
                /** @description Of this process, any version. */
                process?: string;
                /** @description Of this definition. */
                definition?: string;
                /** @description Known by this key. */
                businessKey?: string;
                /** @description In this state. */
                state?: components["schemas"]["InstanceState"];
                /** @description Called by this instance. */
                parent?: string;
                /** @description Only with open incidents, or only without. */
                incidents?: boolean;
                /** @description Only those that stand still, or only those that do not. */
                suspended?: boolean;
                /** @description With a live element instance of this element of `definition`. */
                element?: string;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_InstanceSummary"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postInstances: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartInstance"];
            };
        };
        responses: {
            /** @description started */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedInstance"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getInstancesId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceDetail"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getInstancesIdActivities: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityList"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getInstancesIdAttachments: {
        parameters: {
            query?: {
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Attachment"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postInstancesIdAttachments: {
        parameters: {
            query: {
                /** @description Its name; what it is is known by its ending. */
                name: string;
                /** @description At which open task it is added. */
                task?: string;
            };
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description added */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attachment"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getInstancesIdAttachmentsAttachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                attachment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description its content */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteInstancesIdAttachmentsAttachment: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
                attachment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postInstancesIdCancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Because"] | null;
            };
        };
        responses: {
            /** @description cancelled */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getInstancesIdComments: {
        parameters: {
            query?: {
                /** @description Only those that were said at this task. */
                task?: string;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Comment"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postInstancesIdComments: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Say"];
            };
        };
        responses: {
            /** @description said */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteInstancesIdCommentsComment: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
                comment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description taken back */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getInstancesIdCopies: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Copy"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getInstancesIdDiagramSvg: {
        parameters: {
            query?: {
                /** @description The ids of elements that have a token, separated by commas. */
                tokens?: string;
                /** @description Names in English, where the file has them. */
                english?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the image */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getInstancesIdEvents: {
        parameters: {
            query?: {
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The number of the first event wanted. */
                from?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trace"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getInstancesIdForecast: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the tasks, in their order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forecast"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postInstancesIdMigrate: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Migrate"];
            };
        };
        responses: {
            /** @description what changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changes"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postInstancesIdModify: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Modify"];
            };
        };
        responses: {
            /** @description what changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changes"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postInstancesIdRemind: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"] | null;
            };
        };
        responses: {
            /** @description reminded */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postInstancesIdRestart: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Restart"] | null;
            };
        };
        responses: {
            /** @description the new instance */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestartReport"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postInstancesIdResume: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StandStill"] | null;
            };
        };
        responses: {
            /** @description what changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changes"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postInstancesIdRevoke: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Because"] | null;
            };
        };
        responses: {
            /** @description revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postInstancesIdSuspend: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["StandStill"] | null;
            };
        };
        responses: {
            /** @description what changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changes"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getInstancesIdTimeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the lines, in their order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineEntry"][];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getInstancesIdVariables: {
        parameters: {
            query?: {
                /** @description Only what this element instance sees; without it those of all scopes. */
                seenFrom?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VariableList"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    patchInstancesIdVariables: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetVariables"];
            };
        };
        responses: {
            /** @description changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postInstancesIdWithdraw: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Withdraw"];
            };
        };
        responses: {
            /** @description it is to be done again */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getJobs: {
        parameters: {
            query?: {
                /** @description Of this type. */
                type?: string;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Job"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postJobsFetch: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FetchJobs"];
            };
        };
        responses: {
            /** @description the jobs; none when the wait was in vain */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FetchedJobs"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postJobsIdComplete: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompleteJob"];
            };
        };
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postJobsIdError: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JobError"];
            };
        };
        responses: {
            /** @description thrown */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postJobsIdExtend: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExtendJob"];
            };
        };
        responses: {
            /** @description the new lease */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lease"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postJobsIdFail: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FailJob"];
            };
        };
        responses: {
            /** @description noted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getLandscape: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandscapeNow"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getLandscapeCollaborations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Collaborations"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getLandscapeCoverage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandscapeCoverage"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getLandscapeExport: {
        parameters: {
            query?: {
                /** @description Both have everything. */
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandscapeFile"];
                    "text/csv": string;
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getLandscapeFindings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandscapeFinding"][];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postLandscapeImport: {
        parameters: {
            query?: {
                /** @description `merge` keeps what the file does not name, and is meant where nothing is said; `replace` removes it. */
                mode?: "merge" | "replace";
                /** @description Only say what would be wrong. */
                dryRun?: boolean;
                /** @description Why; it is kept with the version. */
                reason?: string;
            };
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LandscapeFile"];
                "text/csv": string;
            };
        };
        responses: {
            /** @description loaded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandscapeLoaded"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postLandscapeNodes: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLandscapeNode"];
            };
        };
        responses: {
            /** @description made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandscapeVersion"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getLandscapeNodesId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlacedNode"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    putLandscapeNodesId: {
        parameters: {
            query?: never;
            header: {
                /** @description the `ETag` that was seen */
                "if-match": string;
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLandscapeNode"];
            };
        };
        responses: {
            /** @description changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandscapeVersion"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteLandscapeNodesId: {
        parameters: {
            query?: never;
            header: {
                /** @description the `ETag` that was seen */
                "if-match": string;
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LandscapeReason"];
            };
        };
        responses: {
            /** @description removed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandscapeVersion"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    putLandscapeRolesId: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLandscapeRole"];
            };
        };
        responses: {
            /** @description kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandscapeVersion"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteLandscapeRolesId: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LandscapeReason"];
            };
        };
        responses: {
            /** @description removed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandscapeVersion"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postLandscapeSeed: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LandscapeReason"];
            };
        };
        responses: {
            /** @description made */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandscapeVersion"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getLandscapeVersions: {
        parameters: {
            query?: {
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_LandscapeVersion"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getLandscapeVersionsVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandscapeThen"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getLandscapeVersionsVersionDifference: {
        parameters: {
            query?: {
                /** @description The later version; the present one where none is said. */
                after?: number;
            };
            header?: never;
            path: {
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the difference */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandscapeDifference"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postLandscapeVersionsVersionRestore: {
        parameters: {
            query?: never;
            header: {
                /** @description the `ETag` that was seen */
                "if-match": string;
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                version: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LandscapeReason"];
            };
        };
        responses: {
            /** @description restored */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandscapeVersion"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getMessages: {
        parameters: {
            query?: {
                /** @description Of this name. */
                name?: string;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_BufferedMessage"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postMessages: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishMessage"];
            };
        };
        responses: {
            /** @description who got it, or until when it is kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Publication"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postMigrationPlansValidate: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckMigration"];
            };
        };
        responses: {
            /** @description all obstacles */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MigrationReport"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getModelTemplates: {
        parameters: {
            query?: {
                /** @description The management area: `strategy`, `organisation`, `finance` or `operations`. */
                area?: string;
                /** @description A level that one of its models stands on. */
                level?: number;
                /** @description A tag. */
                tag?: string;
                /** @description Words in the id, the name, the purpose or the path, in either language. */
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelTemplate"][];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getModelTemplatesId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateWithCard"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getModelTemplatesIdDiagramSvg: {
        parameters: {
            query?: {
                /** @description The ids of elements that have a token, separated by commas. */
                tokens?: string;
                /** @description Names in English, where the file has them. */
                english?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the image */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getModelTemplatesIdFile: {
        parameters: {
            query?: {
                /** @description Its name in the folder; the model where none is said. */
                file?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the text */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postModelTemplatesIdUse: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateToUse"];
            };
        };
        responses: {
            /** @description made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateUse"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getModelTemplatesIdUses: {
        parameters: {
            query?: {
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TemplateUse"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getModels: {
        parameters: {
            query?: {
                /** @description Whose name, or the id of one of whose processes, has this in it. */
                text?: string;
                /** @description Only those that this user made. */
                createdBy?: string;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Model"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postModels: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewModel"];
            };
        };
        responses: {
            /** @description made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getModelsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteModelsId: {
        parameters: {
            query?: never;
            header: {
                /** @description the `ETag` that was seen */
                "if-match": string;
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    patchModelsId: {
        parameters: {
            query?: never;
            header: {
                /** @description the `ETag` that was seen */
                "if-match": string;
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelName"];
            };
        };
        responses: {
            /** @description changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getModelsIdDiagramSvg: {
        parameters: {
            query?: {
                /** @description The ids of elements that have a token, separated by commas. */
                tokens?: string;
                /** @description Names in English, where the file has them. */
                english?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the image */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getModelsIdDifference: {
        parameters: {
            query: {
                /** @description A revision of the draft, `template` for what it was made of, or a deployed definition, `process:version`. */
                before: string;
                /** @description A revision of the draft; its present text where none is said. */
                after?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the difference */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Difference"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postModelsIdRestore: {
        parameters: {
            query?: never;
            header: {
                /** @description the `ETag` that was seen */
                "if-match": string;
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Restored"];
            };
        };
        responses: {
            /** @description restored */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getModelsIdVersions: {
        parameters: {
            query?: {
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ModelVersion"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postModelsIdVersions: {
        parameters: {
            query?: never;
            header: {
                /** @description the `ETag` that was seen */
                "if-match": string;
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeptVersion"];
            };
        };
        responses: {
            /** @description kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getModelsIdVersionsRevisionXml: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                revision: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the text */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/xml": string;
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getModelsIdXml: {
        parameters: {
            query?: {
                /** @description With a diagram of what the text itself does not show. */
                layout?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the text */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/xml": string;
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    putModelsIdXml: {
        parameters: {
            query?: never;
            header: {
                /** @description the `ETag` that was seen */
                "if-match": string;
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/xml": string;
            };
        };
        responses: {
            /** @description saved */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getOidcCallback: {
        parameters: {
            query?: {
                /** @description The code that the tokens are got with. */
                code?: string;
                /** @description What was sent there. */
                state?: string;
                /** @description Why there is no code. */
                error?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description logged in */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getOidcLogin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the way there */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getOrganisation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationCounts"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    putOrganisationCalendarsIdYearsYear: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
                year: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CalendarYear"];
                "text/csv": string;
            };
        };
        responses: {
            /** @description loaded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationChange"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getOrganisationChanges: {
        parameters: {
            query?: {
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_OrganisationChange"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postOrganisationChanges: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganisationChanges"];
            };
        };
        responses: {
            /** @description made */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationChange"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getOrganisationDepartments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Department"][];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getOrganisationEntries: {
        parameters: {
            query: {
                /** @description `person`, `department`, `post`, `role`, `group`, `proxy` or `calendar`. */
                kind: string;
                /** @description Whose id or name has this in it; of a proxy, whose principal or substitute. */
                text?: string;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_OrganisationEntry"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getOrganisationExport: {
        parameters: {
            query?: {
                /** @description JSON has everything; CSV has no work calendars, and no times of single memberships. */
                format?: "json" | "csv";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationEntry"][];
                    "text/csv": string;
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postOrganisationImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganisationEntry"][];
                "text/csv": string;
            };
        };
        responses: {
            /** @description loaded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationChange"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postOrganisationImportCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganisationEntry"][];
                "text/csv": string;
            };
        };
        responses: {
            /** @description what it would do */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getOrganisationPeople: {
        parameters: {
            query?: {
                /** @description Whose id, name or address has this in it. */
                text?: string;
                /** @description Of this department. */
                department?: string;
                /** @description On this post. */
                post?: string;
                /** @description In this role. */
                role?: string;
                /** @description In this group. */
                group?: string;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Person"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getOrganisationPeopleId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postOrganisationResolve: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Try"];
            };
        };
        responses: {
            /** @description them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Named"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getParameters: {
        parameters: {
            query?: {
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ParameterState"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getParametersName: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParameterState"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postParametersNameImpact: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Preview"];
            };
        };
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Impact"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getParametersNameValues: {
        parameters: {
            query?: {
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ParameterEntry"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postParametersNameValues: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetParameter"];
            };
        };
        responses: {
            /** @description kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParameterEntry"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postPeopleIdCopiesInstanceRead: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
                instance: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description read */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getPeopleIdCounts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonCounts"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getPeopleIdDrafts: {
        parameters: {
            query?: {
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Draft"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getPeopleIdDraftsTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                task: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getPeopleIdDuties: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignedDuty"][];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getPeopleIdFilters: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedFilter"][];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    putPeopleIdFiltersName: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Kept"];
            };
        };
        responses: {
            /** @description kept */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deletePeopleIdFiltersName: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["OfPage"] | null;
            };
        };
        responses: {
            /** @description gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getPeopleIdInstances: {
        parameters: {
            query: {
                /** @description Which list. */
                list: "started" | "handled" | "copied";
                /** @description Of copies only those that they have read, or only those that they have not. */
                read?: boolean;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_InstanceSummary"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getPeopleIdMentions: {
        parameters: {
            query?: {
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Comment"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getPeopleIdNotices: {
        parameters: {
            query?: {
                /** @description Only what is not marked as read. */
                unread?: boolean;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Notice"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postPeopleIdNoticesRead: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Read"];
            };
        };
        responses: {
            /** @description read */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getPeopleIdNoticesStream: {
        parameters: {
            query?: {
                /** @description The id of the last notice that is known; `Last-Event-ID` counts more. Without both, what comes from now on. */
                after?: string;
            };
            header?: {
                /** @description goes on behind it */
                "last-event-id"?: string | null;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getPeopleIdNotificationPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description what they want */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticePreferences"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    putPeopleIdNotificationPreferences: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoticePreferences"];
            };
        };
        responses: {
            /** @description it is so */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deletePeopleIdNotificationPreferences: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is so */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getPeopleIdProxies: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proxy"][];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    putPeopleIdProxiesProxy: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
                proxy: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StandIn"];
            };
        };
        responses: {
            /** @description they stand in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationChange"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deletePeopleIdProxiesProxy: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
                proxy: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description ended */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationChange"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getPeopleIdTasks: {
        parameters: {
            query: {
                /** @description Which list. */
                list: "todo" | "claimable";
                /**
                 * @description `due`: those that are due first; `priority`: the most urgent; `newest`: those that were opened last. Without it the
                 *     oldest instance comes first.
                 */
                sort?: string;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_UserTask"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getRaci: {
        parameters: {
            query?: {
                /** @description Only what lies in this node. */
                within?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RaciMatrix"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    patchRaci: {
        parameters: {
            query?: never;
            header: {
                /** @description the `ETag` that was seen */
                "if-match": string;
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RaciCells"];
            };
        };
        responses: {
            /** @description changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandscapeVersion"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postRepairs: {
        parameters: {
            query?: {
                /** @description Also draw what the diagram lacks. */
                layout?: boolean;
            };
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Files"];
            };
        };
        responses: {
            /** @description what was found in each file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RepairReport"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getSearch: {
        parameters: {
            query: {
                /** @description Some letters of a name, the beginning of a business key, or the id of an instance. */
                text: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description what was found */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Found"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the caller */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Whoami"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LogIn"];
            };
        };
        responses: {
            /** @description logged in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Whoami"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"] | null;
            };
        };
        responses: {
            /** @description logged out */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getSessionOptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOptions"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingInForce"][];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postSetup: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetUp"];
            };
        };
        responses: {
            /** @description made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FirstAdministrator"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postSignals: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BroadcastSignal"];
            };
        };
        responses: {
            /** @description how many it goes to */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalReport"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getSimulations: {
        parameters: {
            query?: {
                /** @description Only those of this process. */
                process?: string;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Simulation"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postSimulations: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSimulation"];
            };
        };
        responses: {
            /** @description it waits for its turn */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulation"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getSimulationsGate: {
        parameters: {
            query: {
                /** @description The process. */
                process: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LastGate"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postSimulationsLearned: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSimulation"];
            };
        };
        responses: {
            /** @description what was learned */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LearnedSimulation"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getSimulationsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulationDetail"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteSimulationsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postSimulationsIdAccept: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Accept"];
            };
        };
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulation"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postSimulationsIdCancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulation"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postSimulationsIdRepeat: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the new one */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulation"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postStartConditionsEvaluate: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartConditions"];
            };
        };
        responses: {
            /** @description what was started */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartedByCondition"][];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getSuggestionsId: {
        parameters: {
            query?: {
                /** @description Only those of which this became. */
                state?: components["schemas"]["SuggestionStateName"];
            };
            header?: never;
            path: {
                /** @description the process */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description they */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestions"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getSuggestionsIdItemsSuggestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the process */
                id: string;
                suggestion: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestion"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postSuggestionsIdItemsSuggestionAccept: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                /** @description the process */
                id: string;
                suggestion: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptedSuggestion"];
            };
        };
        responses: {
            /** @description accepted */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestion"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postSuggestionsIdItemsSuggestionDismiss: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                /** @description the process */
                id: string;
                suggestion: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DismissedSuggestion"];
            };
        };
        responses: {
            /** @description dismissed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestion"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getSuggestionsIdItemsSuggestionGain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the process */
                id: string;
                suggestion: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionGain"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postSuggestionsIdItemsSuggestionReopen: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                /** @description the process */
                id: string;
                suggestion: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description open */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestion"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postSuggestionsIdRuns: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                /** @description the process */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewSuggestionRun"];
            };
        };
        responses: {
            /** @description begun */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionRun"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getSuggestionsIdRunsRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the process */
                id: string;
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionRun"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postSuggestionsIdRunsRunCancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                /** @description the process */
                id: string;
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description as it stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionRun"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getSuggestionsIdSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the process */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionSettings"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    putSuggestionsIdSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                /** @description the process */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuggestionSettings"];
            };
        };
        responses: {
            /** @description kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionSettings"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getTenants: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"][];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    putTenantsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutTenant"];
            };
        };
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tenant"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteTenantsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Because"] | null;
            };
        };
        responses: {
            /** @description gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postTestRuns: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTestRun"];
            };
        };
        responses: {
            /** @description it is under way */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestRun"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postTestRunsReplay: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Replay"];
            };
        };
        responses: {
            /** @description how it went */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replayed"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getTestRunsId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestRun"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteTestRunsId: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postTestRunsIdSteps: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NextStep"];
            };
        };
        responses: {
            /** @description how it stands then */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestRun"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getTokens: {
        parameters: {
            query?: {
                /** @description Whose id, owner or name has this in it. */
                text?: string;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TokenState"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteTokensId: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Because"] | null;
            };
        };
        responses: {
            /** @description revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postTrees: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskTree"];
            };
        };
        responses: {
            /** @description the tree */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownTree"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getUserTasks: {
        parameters: {
            query?: {
                /** @description Those that this user has. */
                assignee?: string;
                /** @description Those that this user may claim. */
                candidateUser?: string;
                /** @description Those that members of one of these groups may claim; separated by commas. */
                candidateGroups?: string;
                /** @description Only those that somebody has, or only those that nobody has. */
                assigned?: boolean;
                /** @description Of this instance. */
                instance?: string;
                /** @description Of this process, any version. */
                process?: string;
                /** @description Of this element. */
                element?: string;
                /** @description Due before this RFC 3339 time. */
                dueBefore?: string;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_UserTask"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getUserTasksId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserTask"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    patchUserTasksId: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Plan"];
            };
        };
        responses: {
            /** @description changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postUserTasksIdClaim: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"] | null;
            };
        };
        responses: {
            /** @description claimed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postUserTasksIdComplete: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CompleteUserTask"] | null;
            };
        };
        responses: {
            /** @description done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postUserTasksIdDelegate: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Delegate"];
            };
        };
        responses: {
            /** @description they have it */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    putUserTasksIdDraft: {
        parameters: {
            query?: never;
            header?: {
                /** @description the `ETag` of the draft before */
                "if-match"?: string | null;
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftData"];
            };
        };
        responses: {
            /** @description kept */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteUserTasksIdDraft: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getUserTasksIdForm: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskForm"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postUserTasksIdFormLive: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilledIn"];
            };
        };
        responses: {
            /** @description it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiveForm"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postUserTasksIdResolve: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Resolve"] | null;
            };
        };
        responses: {
            /** @description it is theirs again */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postUserTasksIdReturn: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendBack"];
            };
        };
        responses: {
            /** @description it is back there */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getUserTasksIdReturnTargets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Involved"][];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postUserTasksIdStart: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"] | null;
            };
        };
        responses: {
            /** @description begun */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postUserTasksIdTransfer: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Transfer"];
            };
        };
        responses: {
            /** @description it is theirs */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postUserTasksIdUnclaim: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"] | null;
            };
        };
        responses: {
            /** @description put back */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getUsers: {
        parameters: {
            query?: {
                /** @description Whose id or name has this in it. */
                text?: string;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_UserState"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getUsersId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserState"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    putUsersId: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutUser"];
            };
        };
        responses: {
            /** @description them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserState"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteUsersId: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Because"] | null;
            };
        };
        responses: {
            /** @description gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteUsersIdIdentities: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"] | null;
            };
        };
        responses: {
            /** @description unlinked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    putUsersIdPassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetPassword"];
            };
        };
        responses: {
            /** @description set */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getUsersIdSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionState"][];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteUsersIdSessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Nothing"] | null;
            };
        };
        responses: {
            /** @description all sessions have ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getUsersIdTokens: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenState"][];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    postUsersIdTokens: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateToken"];
            };
        };
        responses: {
            /** @description made */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FreshToken"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getWaits: {
        parameters: {
            query?: {
                /** @description Of this instance. */
                instance?: string;
                /** @description Of this process, any version. */
                process?: string;
                /** @description Of this element. */
                element?: string;
                /** @description Of this kind: `job`, `userTask`, `timer`, `message`, … */
                kind?: string;
                /** @description For this job type, message, signal, code or process. */
                name?: string;
                /** @description Entries of a page, 1 to 1000. */
                limit?: components["schemas"]["Limit"];
                /** @description The `next` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description a page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Wait"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description all of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_Webhook"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    putWebhooksId: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhook"];
            };
        };
        responses: {
            /** @description it is so */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    deleteWebhooksId: {
        parameters: {
            query?: never;
            header?: {
                /** @description makes the request safe to repeat; up to 255 bytes */
                "idempotency-key"?: string;
                /** @description in whose name, when not in one's own: needs the right to act for others, and stands in the history */
                "x-weir-actor"?: string;
                /** @description in which role the actor asks; stands in the history */
                "x-weir-role"?: string;
                /** @description through which candidate group the actor asks; stands in the history */
                "x-weir-group"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getLivez: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it does */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Yes"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the figures */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    getReadyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description it does */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Yes"];
                };
            };
            /** @description refused; decide by `code` */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
}
