//! Data: variables by other names, and associations that move them.
use super::entry::Status::Executed;
use super::entry::{Attribute, Child, Entry, Family};
use super::parts::{BASE, COLLECTION, DOC, DOCUMENTED, FLOW_ELEMENT, ITEM, ITEMS, NAMED};

const DATA_FAMILY: Family = Family::Data;
const NAMES: &[Attribute] = &[Attribute::run("id"), Attribute::run("name")];
const STATE: &[Child] = &[Child::of("dataState")];
const ASSOCIATION: &[&[Child]] = &[
    DOCUMENTED,
    &[Child::of("sourceRef"), Child::of("targetRef"), Child::of("transformation"), Child::of("assignment")],
];

const fn refers(tag: &'static str, names: (&'static str, &'static str), to: &'static [&'static str]) -> Entry {
    Entry::reference(tag, names, DATA_FAMILY, DOC, to)
}

pub const ENTRIES: &[Entry] = &[
    Entry::new(
        "dataObject",
        ("数据对象", "Data object"),
        DATA_FAMILY,
        Executed,
        &[NAMES, ITEM, COLLECTION],
        &[DOCUMENTED, FLOW_ELEMENT, STATE],
    ),
    Entry::new(
        "dataObjectReference",
        ("数据对象引用", "Data object reference"),
        DATA_FAMILY,
        Executed,
        &[NAMES, ITEM, &[Attribute::run("dataObjectRef").to(&["dataObject"])]],
        &[DOCUMENTED, FLOW_ELEMENT, STATE],
    ),
    Entry::new(
        "dataStoreReference",
        ("数据存储引用", "Data store reference"),
        DATA_FAMILY,
        Executed,
        &[NAMES, ITEM, &[Attribute::run("dataStoreRef").to(&["dataStore"])]],
        &[DOCUMENTED, FLOW_ELEMENT, STATE],
    ),
    Entry::new("property", ("属性", "Property"), DATA_FAMILY, Executed, &[NAMES, ITEM], &[DOCUMENTED, STATE]),
    Entry::new("dataState", ("数据状态", "Data state"), DATA_FAMILY, DOC, &[NAMED], &[DOCUMENTED]),
    Entry::new(
        "ioSpecification",
        ("输入输出规格", "Input/output specification"),
        DATA_FAMILY,
        Executed,
        &[BASE],
        &[
            DOCUMENTED,
            &[Child::of("dataInput"), Child::of("dataOutput"), Child::of("inputSet"), Child::of("outputSet")],
        ],
    ),
    Entry::new(
        "dataInput",
        ("数据输入", "Data input"),
        DATA_FAMILY,
        Executed,
        &[NAMES, ITEM, COLLECTION],
        &[DOCUMENTED, STATE],
    ),
    Entry::new(
        "dataOutput",
        ("数据输出", "Data output"),
        DATA_FAMILY,
        Executed,
        &[NAMES, ITEM, COLLECTION],
        &[DOCUMENTED, STATE],
    ),
    Entry::new(
        "inputSet",
        ("输入集", "Input set"),
        DATA_FAMILY,
        DOC,
        &[NAMED],
        &[
            DOCUMENTED,
            &[
                Child::of("dataInputRefs"),
                Child::of("optionalInputRefs"),
                Child::of("whileExecutingInputRefs"),
                Child::of("outputSetRefs"),
            ],
        ],
    ),
    Entry::new(
        "outputSet",
        ("输出集", "Output set"),
        DATA_FAMILY,
        DOC,
        &[NAMED],
        &[
            DOCUMENTED,
            &[
                Child::of("dataOutputRefs"),
                Child::of("optionalOutputRefs"),
                Child::of("whileExecutingOutputRefs"),
                Child::of("inputSetRefs"),
            ],
        ],
    ),
    refers("dataInputRefs", ("数据输入引用", "Data input reference"), &["dataInput", "inputDataItem"]),
    refers("optionalInputRefs", ("可选输入引用", "Optional input reference"), &["dataInput"]),
    refers("whileExecutingInputRefs", ("执行中输入引用", "Input while executing"), &["dataInput"]),
    refers("outputSetRefs", ("输出集引用", "Output set reference"), &["outputSet"]),
    refers("dataOutputRefs", ("数据输出引用", "Data output reference"), &["dataOutput", "outputDataItem"]),
    refers("optionalOutputRefs", ("可选输出引用", "Optional output reference"), &["dataOutput"]),
    refers("whileExecutingOutputRefs", ("执行中输出引用", "Output while executing"), &["dataOutput"]),
    refers("inputSetRefs", ("输入集引用", "Input set reference"), &["inputSet"]),
    Entry::reference("sourceRef", ("来源引用", "Source reference"), DATA_FAMILY, Executed, ITEMS),
    Entry::reference("targetRef", ("目标引用", "Target reference"), DATA_FAMILY, Executed, ITEMS),
    Entry::new(
        "dataInputAssociation",
        ("数据输入关联", "Data input association"),
        DATA_FAMILY,
        Executed,
        &[BASE],
        ASSOCIATION,
    ),
    Entry::new(
        "dataOutputAssociation",
        ("数据输出关联", "Data output association"),
        DATA_FAMILY,
        Executed,
        &[BASE],
        ASSOCIATION,
    ),
    Entry::new(
        "assignment",
        ("赋值", "Assignment"),
        DATA_FAMILY,
        Executed,
        &[BASE],
        &[DOCUMENTED, &[Child::of("from"), Child::of("to")]],
    ),
    Entry::new(
        "ioBinding",
        ("输入输出绑定", "Input/output binding"),
        DATA_FAMILY,
        DOC,
        &[
            BASE,
            &[
                Attribute::doc("operationRef").to(&["operation"]),
                Attribute::doc("inputDataRef").to(&["inputSet"]),
                Attribute::doc("outputDataRef").to(&["outputSet"]),
            ],
        ],
        &[DOCUMENTED],
    ),
];
