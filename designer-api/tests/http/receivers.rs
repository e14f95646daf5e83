//! A mail server and a receiver of webhooks, each a real one on a port of its own, that behave as a test says.
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long a test waits for something to arrive.
const PATIENCE: Duration = Duration::from_mins(1);

/// How a mail server treats the next mails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// It takes them.
    Takes,
    /// Not now (greylisting).
    Later,
    /// There is no such mailbox.
    NoSuchBox,
    /// It accepts connections and says nothing.
    Silent,
    /// It takes a mail and is gone before it says so.
    TakesAndDies,
}

/// A mail as it came.
#[derive(Debug, Clone)]
pub struct Mail {
    pub to: String,
    pub head: String,
    pub body: String,
}

impl Mail {
    /// A line of the head, unfolded.
    pub fn header(&self, name: &str) -> String {
        let unfolded = self.head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let found = unfolded.lines().find_map(|line| Some(line.split_once(": ")?).filter(|(n, _)| *n == name));
        found.map(|(_, value)| value.to_owned()).unwrap_or_default()
    }

    /// The same in letters: words in Base64 (RFC 2047).
    pub fn subject(&self) -> String {
        let (mut bytes, mut before) = (vec![], true);
        for word in self.header("Subject").split(' ') {
            let coded = word.strip_prefix("=?utf-8?b?").and_then(|word| word.strip_suffix("?="));
            // Between two that are coded there is nothing.
            let apart = !before || coded.is_none();
            if apart && !bytes.is_empty() {
                bytes.push(b' ');
            }
            before = coded.is_some();
            bytes.extend(coded.map_or(word.as_bytes().to_vec(), |coded| STANDARD.decode(coded).expect("Base64")));
        }
        String::from_utf8(bytes).expect("UTF-8")
    }

    /// The text, decoded.
    pub fn text(&self) -> String {
        match self.header("Content-Transfer-Encoding").as_str() {
            "base64" => {
                let coded: String = self.body.split_whitespace().collect();
                String::from_utf8(STANDARD.decode(coded).expect("Base64")).expect("UTF-8")
            }
            "quoted-printable" => quoted(&self.body),
            _ => self.body.clone(),
        }
    }
}

/// What is written in hexadecimal behind `=` (RFC 2045).
fn quoted(text: &str) -> String {
    let text = text.replace("=\r\n", "");
    let mut parts = text.split('=');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (code, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(code, 16).expect("two digits"));
        bytes.extend(rest.as_bytes());
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// What arrives, and somebody who waits for it.
#[derive(Debug)]
struct Inbox<T> {
    items: Mutex<Vec<T>>,
    more: Condvar,
}

impl<T: Clone> Inbox<T> {
    fn new() -> Arc<Self> {
        Arc::new(Inbox { items: Mutex::default(), more: Condvar::new() })
    }

    fn items(&self) -> MutexGuard<'_, Vec<T>> {
        self.items.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, item: T) {
        self.items().push(item);
        self.more.notify_all();
    }

    #[track_caller]
    fn wait(&self, count: usize) -> Vec<T> {
        let few = |items: &mut Vec<T>| items.len() < count;
        let (items, timeout) =
            self.more.wait_timeout_while(self.items(), PATIENCE, few).unwrap_or_else(PoisonError::into_inner);
        assert!(!timeout.timed_out(), "only {} of {count} have come", items.len());
        items.clone()
    }
}

/// A port that nobody listens at for now.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port()
}

/// A mail server.
pub struct MailServer {
    pub port: u16,
    mood: Arc<Mutex<Mood>>,
    mails: Arc<Inbox<Mail>>,
}

impl MailServer {
    pub fn start() -> MailServer {
        MailServer::start_at(0)
    }

    pub fn start_at(port: u16) -> MailServer {
        let listener = TcpListener::bind(("127.0.0.1", port)).expect("the port");
        let port = listener.local_addr().expect("an address").port();
        let (mood, mails) = (Arc::new(Mutex::new(Mood::Takes)), Inbox::new());
        let server = MailServer { port, mood: mood.clone(), mails: mails.clone() };
        std::thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                let (mood, mails) = (*mood.lock().expect("a mood"), mails.clone());
                // A client that goes away in the middle is none of our business.
                std::thread::spawn(move || _ = talk(socket, mood, &mails));
            }
        });
        server
    }

    pub fn mood(&self, mood: Mood) {
        *self.mood.lock().expect("a mood") = mood;
    }

    /// The mails, as soon as there are so many.
    #[track_caller]
    pub fn wait(&self, count: usize) -> Vec<Mail> {
        self.mails.wait(count)
    }

    pub fn mails(&self) -> Vec<Mail> {
        self.mails.items().clone()
    }
}

fn talk(mut socket: TcpStream, mood: Mood, mails: &Inbox<Mail>) -> std::io::Result<()> {
    let mut lines = BufReader::new(socket.try_clone()?);
    if mood == Mood::Silent {
        // Until the client has had enough.
        lines.read_to_end(&mut vec![])?;
        return Ok(());
    }
    socket.write_all(b"220 test ESMTP\r\n")?;
    let (mut to, mut line) = (String::new(), String::new());
    loop {
        line.clear();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let word = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let answer: &[u8] = match word.as_str() {
            "EHLO" => b"250-test\r\n250 8BITMIME\r\n",
            "RCPT" if mood == Mood::Later => b"451 4.7.1 greylisted\r\n",
            "RCPT" if mood == Mood::NoSuchBox => b"550 5.1.1 no such mailbox\r\n",
            "RCPT" => {
                line.trim().split(['<', '>']).nth(1).unwrap_or_default().clone_into(&mut to);
                b"250 ok\r\n"
            }
            "DATA" => {
                socket.write_all(b"354 go on\r\n")?;
                let mut text = String::new();
                while !text.ends_with("\r\n.\r\n") {
                    if lines.read_line(&mut text)? == 0 {
                        return Ok(());
                    }
                }
                let text = text.trim_end_matches(".\r\n").replace("\r\n..", "\r\n.");
                let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
                mails.put(Mail { to: to.clone(), head: head.to_owned(), body: body.to_owned() });
                if mood == Mood::TakesAndDies {
                    return Ok(());
                }
                b"250 taken\r\n"
            }
            "QUIT" => {
                socket.write_all(b"221 bye\r\n")?;
                return Ok(());
            }
            _ => b"250 ok\r\n",
        };
        socket.write_all(answer)?;
    }
}

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Received {
    head: String,
    pub body: String,
}

impl Received {
    pub fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(known, _)| known.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).expect("JSON")
    }
}

/// A receiver of webhooks.
pub struct Receiver {
    pub port: u16,
    answer: Arc<Mutex<String>>,
    received: Arc<Inbox<Received>>,
}

impl Receiver {
    pub fn start() -> Receiver {
        Receiver::start_at(0)
    }

    pub fn start_at(port: u16) -> Receiver {
        let listener = TcpListener::bind(("127.0.0.1", port)).expect("the port");
        let port = listener.local_addr().expect("an address").port();
        let (answer, received) = (Arc::new(Mutex::new("204 No Content".to_owned())), Inbox::new());
        let this = Receiver { port, answer: answer.clone(), received: received.clone() };
        std::thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                let (answer, received) = (answer.clone(), received.clone());
                std::thread::spawn(move || _ = serve(socket, &answer, &received));
            }
        });
        this
    }

    /// Status and headers of the next answers; `silent` answers nothing.
    pub fn answers(&self, answer: &str) {
        answer.clone_into(&mut self.answer.lock().expect("an answer"));
    }

    /// The requests, as soon as there are so many.
    #[track_caller]
    pub fn wait(&self, count: usize) -> Vec<Received> {
        self.received.wait(count)
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.items().clone()
    }
}

fn serve(mut socket: TcpStream, answer: &Mutex<String>, received: &Inbox<Received>) -> std::io::Result<()> {
    let mut lines = BufReader::new(socket.try_clone()?);
    loop {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if lines.read_line(&mut head)? == 0 {
                return Ok(());
            }
        }
        let mut request = Received { head, body: String::new() };
        let mut body = vec![0; request.header("content-length").parse().unwrap_or(0)];
        lines.read_exact(&mut body)?;
        request.body = String::from_utf8(body).expect("UTF-8");
        let answer = answer.lock().expect("an answer").clone();
        received.put(request);
        if answer == "silent" {
            lines.read_to_end(&mut vec![])?;
            return Ok(());
        }
        write!(socket, "HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n")?;
    }
}
