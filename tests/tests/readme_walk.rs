//! The five minutes of the README, typed as they stand there by a shell, against a fresh data directory: every command
//! works, and every output that the README shows comes.
use std::io::{BufRead, BufReader, Lines, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use weir_tests::trust::binary::{command, weir};

/// What the README calls the server, and what stands there for the code of its setup link.
const ADDRESS: &str = "127.0.0.1:8400";
const CODE: &str = "weir-setup_…";
/// The command that pulls the plug: of a machine with one server.
const KILL: &str = "kill -9 $(pgrep -x weir)";
/// Stands in a shown output for what is different every time.
const ANYTHING: char = '…';

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

/// What is typed, and what is shown after it.
struct Block {
    typed: String,
    shown: Option<String>,
}

/// The blocks below a heading.
fn blocks(file: &str, heading: &str) -> Vec<Block> {
    let text = std::fs::read_to_string(root().join(file)).expect("a README");
    let section = text.split(&format!("\n## {heading}\n")).nth(1).unwrap_or_else(|| panic!("{file} has no {heading}"));
    let section = section.split("\n## ").next().expect("an end");
    let mut blocks: Vec<Block> = vec![];
    for fenced in section.split("```").skip(1).step_by(2) {
        let (kind, body) = fenced.split_once('\n').expect("a block has lines");
        match kind {
            "sh" => blocks.push(Block { typed: body.to_owned(), shown: None }),
            "text" => blocks.last_mut().expect("something was typed").shown = Some(body.to_owned()),
            other => panic!("{file}: a block of {other:?}"),
        }
    }
    blocks
}

/// A server that says what it prints; killed when dropped.
struct Server {
    process: Child,
    address: String,
    code: Option<String>,
}

impl Server {
    /// As `make run`, but on this address and directory.
    fn start(data: &Path, listen: &str, first: bool) -> Server {
        let mut process = command(weir())
            .args(["serve", "--listen", listen, "--data-dir"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the server starts");
        let (mut address, mut code) = (None, None);
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        while address.is_none() || (first && code.is_none()) {
            let line = lines.next().expect("it says where it listens").expect("text");
            if let Some(rest) = line.split("http://").nth(1) {
                address.get_or_insert(rest.split([',', '/']).next().unwrap_or_default().to_owned());
            }
            let shown = line.split_once("/setup#").map(|(_, code)| code.trim_end_matches(")\"").to_owned());
            code = code.or(shown);
        }
        std::thread::spawn(move || lines.for_each(drop));
        Server { process, address: address.expect("told"), code }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _already_dead = self.process.kill();
        let _status = self.process.wait();
    }
}

/// The second terminal.
struct Shell {
    process: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Shell {
    /// In the folder of the README; whatever is printed where comes in one stream.
    fn open() -> Shell {
        let mut process = command("bash")
            .args(["-c", "exec bash -s 2>&1"])
            .current_dir(root())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("bash");
        let input = process.stdin.take().expect("its input");
        let output = BufReader::new(process.stdout.take().expect("its output")).lines();
        Shell { process, input, output }
    }

    /// Types a block, and says what was printed and how the last command ended.
    fn run(&mut self, typed: &str) -> (String, String) {
        write!(self.input, "{typed}\necho; echo \"end of block $?\"\n").expect("it takes what is typed");
        self.input.flush().expect("it takes what is typed");
        let mut printed = String::new();
        loop {
            let line = self.output.next().unwrap_or_else(|| panic!("the shell ended in\n{typed}\nafter\n{printed}"));
            let line = line.expect("text");
            if let Some(status) = line.strip_prefix("end of block ") {
                return (printed, status.to_owned());
            }
            printed += &line;
            printed.push('\n');
        }
    }
}

impl Drop for Shell {
    fn drop(&mut self) {
        let _already_dead = self.process.kill();
        let _status = self.process.wait();
    }
}

/// Is every shown line among the printed ones, in order? `…` stands for anything.
fn missing<'a>(shown: &'a str, printed: &str) -> Option<&'a str> {
    let mut lines = printed.lines();
    shown.lines().filter(|line| !line.trim().is_empty()).find(|line| !lines.any(|printed| is_like(line, printed)))
}

fn is_like(shown: &str, printed: &str) -> bool {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (shown, printed) = (words(shown), words(printed));
    let parts: Vec<&str> = shown.split(ANYTHING).collect();
    let (first, last) = (parts[0], parts[parts.len() - 1]);
    if parts.len() == 1 {
        return shown == printed;
    }
    let Some(mut rest) = printed.strip_prefix(first).and_then(|rest| rest.strip_suffix(last)) else { return false };
    parts[1..parts.len() - 1].iter().all(|part| match rest.split_once(part) {
        Some((_, behind)) => {
            rest = behind;
            true
        }
        None => false,
    })
}

/// An address for a server that comes back: its port is none that programs are given by chance, so that nobody else has it
/// meanwhile.
fn address() -> String {
    static ASKED: AtomicU16 = AtomicU16::new(0);
    let first = 20_000 + (std::process::id() % 5_000) as u16 * 2 + ASKED.fetch_add(1, Ordering::Relaxed);
    let address = |port: u16| format!("127.0.0.1:{port}");
    let port = (first..first + 1_000).find(|port| TcpListener::bind(address(*port)).is_ok());
    address(port.expect("a free port among a thousand"))
}

fn walk(file: &str, heading: &str) {
    let blocks = blocks(file, heading);
    assert_eq!(blocks[0].typed.trim(), "make run", "{file} begins with the server");
    let data = tempfile::tempdir().expect("a directory");
    let mut server = Server::start(data.path(), &address(), true);
    let (address, code) = (server.address.clone(), server.code.clone().expect("shown at the first start"));
    let mut shell = Shell::open();
    let folder = weir().parent().expect("a folder").display().to_string();
    let (_, status) = shell.run(&format!("export WEIR_URL=http://{address}"));
    assert_eq!(status, "0");
    let (mut killed, mut shown) = (false, 0);
    for block in &blocks[1..] {
        if block.typed.trim() == KILL {
            drop(server);
            server = Server::start(data.path(), &address, false);
            killed = true;
            continue;
        }
        let typed = block.typed.replace(ADDRESS, &address).replace(CODE, &code);
        let (printed, status) = shell.run(&typed.replace("$PWD/target/release", &folder));
        assert_eq!(status, "0", "{file}:\n{typed}\nprints\n{printed}");
        let refused = typed.contains("curl") && printed.contains("\"code\":");
        assert!(!refused, "{file}:\n{typed}\nis refused:\n{printed}");
        if let Some(expected) = &block.shown {
            shown += 1;
            let line = missing(expected, &printed);
            assert_eq!(line, None, "{file}:\n{typed}\nprints\n{printed}\nand not\n{expected}");
        }
    }
    assert!(killed, "{file} pulls no plug");
    assert!(shown >= 4, "{file} shows only {shown} outputs");
    drop(server);
}

#[test]
fn the_english_walk_is_as_written() {
    walk("README.md", "Five minutes");
}

#[test]
fn the_chinese_walk_is_as_written() {
    walk("README.zh-CN.md", "五分钟体验");
}

#[test]
fn a_shown_line_that_does_not_come_is_found() {
    let printed = "1 task\n7.1  Check  zhao.min\n\ndone\n";
    assert_eq!(missing("1 task\n…  Check zhao.min\ndone", printed), None);
    assert_eq!(missing("… Check …", printed), None);
    assert_eq!(missing("1 task\n… Check wang.wu", printed), Some("… Check wang.wu"));
    assert_eq!(missing("done\n1 task", printed), Some("1 task"), "their order counts");
    assert_eq!(missing("1 tasks", printed), Some("1 tasks"));
}
