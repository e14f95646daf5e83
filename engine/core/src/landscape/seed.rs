//! A landscape to begin with: the four management areas of GB/T 23031.2-2023 and activities that are typical of them, in
//! our own words. Processes of which the model library has a template bear its id.
use super::{Band, Change, Expected, bare};
use crate::library::{Area, Words};

/// A domain: id, area, band, names, description, groups.
type Domain = (&'static str, Area, Band, [&'static str; 2], [&'static str; 2], &'static [Group]);
/// A group: id, names, processes.
type Group = (&'static str, [&'static str; 2], &'static [Process]);
/// A process: id, names.
type Process = (&'static str, [&'static str; 2]);

const DOMAINS: &[Domain] = &[
    (
        "strategy",
        Area::Strategy,
        Band::Management,
        ["战略管理", "Strategy"],
        ["定方向、分目标、盯执行、控风险。", "Sets the direction, breaks goals down, follows them up, watches risks."],
        STRATEGY,
    ),
    (
        "operations",
        Area::Operations,
        Band::Core,
        ["运营管理", "Operations"],
        ["从需求到交付再到服务，为客户创造价值。", "From demand to delivery and service: what customers pay for."],
        OPERATIONS,
    ),
    (
        "organisation",
        Area::Organisation,
        Band::Support,
        ["组织管理", "Organisation"],
        ["人、岗、权责与日常行政。", "People, posts, powers and duties, and the daily office."],
        ORGANISATION,
    ),
    (
        "finance",
        Area::Finance,
        Band::Support,
        ["财资管理", "Finance and assets"],
        ["预算、资金、费用、投资与资产。", "Budgets, money, expenses, investments and assets."],
        FINANCE,
    ),
];

const STRATEGY: &[Group] = &[
    (
        "strategy.planning",
        ["战略规划", "Planning of the strategy"],
        &[
            ("strategy-analysis", ["环境与能力分析", "Analysis of surroundings and abilities"]),
            ("strategy-setting", ["战略制定与发布", "Setting and publishing the strategy"]),
            ("goal-breakdown", ["目标分解", "Breaking goals down"]),
        ],
    ),
    (
        "strategy.execution",
        ["战略执行", "Execution of the strategy"],
        &[
            ("strategy-review", ["战略复盘", "Strategy review"]),
            ("initiative-follow-up", ["重点工作督办", "Follow-up of key initiatives"]),
            ("performance-report", ["经营绩效通报", "Report of business performance"]),
        ],
    ),
    (
        "strategy.risk",
        ["战略风险", "Strategic risk"],
        &[
            ("risk-warning", ["风险预警与处置", "Risk warning and response"]),
            ("policy-change", ["政策变化应对", "Response to changes of policy"]),
        ],
    ),
];

const OPERATIONS: &[Group] = &[
    (
        "operations.development",
        ["研发与改进", "Development and improvement"],
        &[
            ("product-approval", ["产品立项", "Approval of product projects"]),
            ("engineering-change", ["工程变更", "Engineering change"]),
        ],
    ),
    (
        "operations.procurement",
        ["采购", "Procurement"],
        &[
            ("supplier-admission", ["供应商准入与评价", "Admission and rating of suppliers"]),
            ("purchase-approval", ["采购审批", "Purchase approval"]),
            ("tender-procurement", ["招标采购", "Tender procurement"]),
        ],
    ),
    (
        "operations.production",
        ["生产", "Production"],
        &[
            ("production-planning", ["生产计划与排程", "Planning and scheduling"]),
            ("production-control", ["生产执行与调度", "Execution and dispatching"]),
            ("work-safety", ["安全隐患整改", "Mending of safety hazards"]),
        ],
    ),
    (
        "operations.quality",
        ["质量", "Quality"],
        &[
            ("incoming-inspection", ["来料检验", "Inspection of incoming goods"]),
            ("quality-defect", ["质量缺陷处理", "Quality defect handling"]),
        ],
    ),
    (
        "operations.sales",
        ["销售与交付", "Sales and delivery"],
        &[
            ("quotation", ["报价与签约", "Quotation and contract"]),
            ("order-to-delivery", ["订单到交付", "Order to delivery"]),
            ("credit-control", ["客户信用管控", "Control of customers' credit"]),
        ],
    ),
    (
        "operations.service",
        ["客户服务", "Customer service"],
        &[
            ("after-sales-service", ["售后服务", "After-sales service"]),
            ("complaint", ["客户投诉处理", "Handling of complaints"]),
        ],
    ),
];

const ORGANISATION: &[Group] = &[
    (
        "organisation.structure",
        ["组织结构", "Structure"],
        &[
            ("organisation-change", ["组织变更", "Organisation change"]),
            ("authority-grant", ["授权管理", "Granting of powers"]),
        ],
    ),
    (
        "organisation.people",
        ["人力资源", "Human resources"],
        &[
            ("recruitment", ["招聘", "Recruitment"]),
            ("onboarding", ["入职与转正", "Joining and probation"]),
            ("leave-request", ["请假", "Leave request"]),
            ("appraisal", ["绩效考核", "Appraisal"]),
            ("departure", ["离职交接", "Departure and handover"]),
        ],
    ),
    (
        "organisation.office",
        ["行政办公", "Administration"],
        &[
            ("official-document", ["公文发文", "Official document"]),
            ("seal-usage", ["用印申请", "Seal usage"]),
            ("meeting-decision", ["会议决议督办", "Follow-up of decisions of meetings"]),
        ],
    ),
    (
        "organisation.compliance",
        ["法务合规", "Legal and compliance"],
        &[
            ("contract-countersign", ["合同会签", "Contract countersign"]),
            ("internal-audit", ["内部审计整改", "Mending of audit findings"]),
        ],
    ),
];

const FINANCE: &[Group] = &[
    (
        "finance.budget",
        ["预算", "Budget"],
        &[
            ("budget-preparation", ["预算编制", "Preparation of the budget"]),
            ("budget-adjustment", ["预算调整", "Budget adjustment"]),
        ],
    ),
    (
        "finance.expenses",
        ["费用", "Expenses"],
        &[("travel-request", ["出差申请", "Travel request"]), ("expense-claim", ["费用报销", "Expense claim"])],
    ),
    (
        "finance.money",
        ["资金", "Money"],
        &[
            ("payment", ["付款审批", "Approval of payments"]),
            ("receivables", ["应收催收", "Collection of receivables"]),
            ("closing", ["月度关账", "Monthly closing"]),
        ],
    ),
    (
        "finance.investment",
        ["投资", "Investment"],
        &[
            ("investment-approval", ["投资审批", "Investment approval"]),
            ("post-investment", ["投后评价", "Evaluation after investment"]),
        ],
    ),
    (
        "finance.assets",
        ["资产", "Assets"],
        &[
            ("asset-acquisition", ["资产购置与验收", "Acquisition and acceptance of assets"]),
            ("equipment-repair", ["设备报修", "Equipment repair"]),
            ("asset-disposal", ["资产处置", "Asset disposal"]),
        ],
    ),
];

fn words([zh, en]: [&str; 2]) -> Words {
    Words { zh: zh.to_owned(), en: en.to_owned() }
}

/// The changes that make a landscape to begin with. What is there already of the same id is replaced.
///
/// ```
/// use weir_core::landscape::{Landscape, changed, seed};
/// let made = changed(&Landscape::default(), &seed(), 1).unwrap().landscape;
/// assert_eq!(made.children(None).len(), 4, "strategy, operations, organisation, finance");
/// ```
pub fn seed() -> Vec<Change> {
    let mut changes = vec![];
    let mut put = |node| changes.push(Change::PutNode(Box::new(node), Expected::Anything));
    for (order, (domain, area, band, name, about, groups)) in (0..).zip(DOMAINS) {
        let mut node = bare(domain, None, 1, words(*name));
        (node.order, node.area, node.band) = (order, Some(*area), Some(*band));
        node.description = words(*about);
        put(node);
        for (order, (group, name, processes)) in (0..).zip(*groups) {
            let mut node = bare(group, Some(domain), 2, words(*name));
            node.order = order;
            put(node);
            for (order, (process, name)) in (0..).zip(*processes) {
                let mut node = bare(process, Some(group), 3, words(*name));
                node.order = order;
                put(node);
            }
        }
    }
    changes
}
