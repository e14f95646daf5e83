//! An HTTP client that costs little, because it shares the machine with what it measures: one kept connection, JSON.
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// One connection.
pub struct Client {
    stream: TcpStream,
    host: String,
    token: String,
    buffer: Vec<u8>,
}

impl Client {
    /// Connects.
    pub async fn connect(host: &str, token: &str) -> std::io::Result<Client> {
        let stream = TcpStream::connect(host).await?;
        stream.set_nodelay(true)?;
        Ok(Client { stream, host: host.to_owned(), token: token.to_owned(), buffer: Vec::with_capacity(16 << 10) })
    }

    /// Asks, and expects an answer of 2xx.
    pub async fn ask(&mut self, method: &str, path: &str, body: &str) -> Value {
        let (status, value) = self.send(method, path, "application/json", body.as_bytes()).await.expect("an answer");
        assert!((200..300).contains(&status), "{method} {path}: {status} {value}");
        value
    }

    /// Sends a request; gives status and JSON.
    pub async fn send(&mut self, method: &str, path: &str, kind: &str, body: &[u8]) -> std::io::Result<(u16, Value)> {
        let content = match method {
            "GET" => String::new(),
            _ => format!("content-type: {kind}\r\ncontent-length: {}\r\n", body.len()),
        };
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\n{content}\r\n",
            self.host, self.token
        );
        let mut request = head.into_bytes();
        request.extend_from_slice(body);
        self.stream.write_all(&request).await?;
        self.answer().await
    }

    /// Gets a text.
    pub async fn text(&mut self, path: &str) -> std::io::Result<String> {
        let head =
            format!("GET {path} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {}\r\n\r\n", self.host, self.token);
        self.stream.write_all(head.as_bytes()).await?;
        let (_, body) = self.received().await?;
        Ok(String::from_utf8_lossy(&self.buffer[body]).into_owned())
    }

    async fn answer(&mut self) -> std::io::Result<(u16, Value)> {
        let (status, body) = self.received().await?;
        Ok((status, serde_json::from_slice(&self.buffer[body]).unwrap_or(Value::Null)))
    }

    /// The status, and where the body stands in the buffer.
    async fn received(&mut self) -> std::io::Result<(u16, std::ops::Range<usize>)> {
        self.buffer.clear();
        let head = loop {
            if let Some(end) = self.buffer.windows(4).position(|w| w == b"\r\n\r\n") {
                break end + 4;
            }
            self.more().await?;
        };
        let text = String::from_utf8_lossy(&self.buffer[..head]).to_lowercase();
        let status = text.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        let length =
            text.split("content-length: ").nth(1).and_then(|l| l.split("\r\n").next()?.parse().ok()).unwrap_or(0);
        while self.buffer.len() < head + length {
            self.more().await?;
        }
        Ok((status, head..head + length))
    }

    async fn more(&mut self) -> std::io::Result<()> {
        match self.stream.read_buf(&mut self.buffer).await? {
            0 => Err(std::io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}
