//! The check speaks the language of the terminal, or the one that it is asked for.
use super::{GOOD, told, weir};
use std::fs;

#[test]
fn the_check_speaks_chinese_where_the_terminal_does() {
    let dir = tempfile::tempdir().unwrap();
    let here = dir.path();
    fs::write(here.join("a.bpmn"), GOOD.replace("targetRef=\"greet\"", "targetRef=\"nobody\"")).unwrap();
    let check = |arguments: &[&str], locale: &str| {
        let all = [&["check", "a.bpmn"], arguments].concat();
        told(&weir(here, &all).env("LC_ALL", locale).output().unwrap())
    };
    let (code, chinese, _) = check(&[], "zh_CN.UTF-8");
    assert_eq!(code, 1, "{chinese}");
    for words in ["错误[dangling-reference]: 引用的元素不存在：", "元素 `f1`", "提示：", "1 个文件：", "个错误，"]
    {
        assert!(chinese.contains(words), "{words}: {chinese}");
    }
    let (_, english, _) = check(&["--lang", "en"], "zh_CN.UTF-8");
    assert!(english.contains("error[dangling-reference]: ") && english.contains("= hint: "), "{english}");
    assert!(!english.contains("错误"), "{english}");
    assert_eq!(check(&["--lang", "zh"], "C").1, chinese);
    let (_, account, _) = check(&["--account"], "zh_CN.UTF-8");
    assert!(account.contains("处理") && account.contains("已执行") && account.contains("2 次"), "{account}");
}
