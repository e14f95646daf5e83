//! No network. The FEEL library asks for an HTTP client, with TLS and all that comes with it, to call external functions
//! through a server of its own. Weir refuses external functions when an expression is compiled, so nothing here is ever
//! called; this crate keeps the core unable to reach the world, and 68 crates out of the build.
#![forbid(unsafe_code)]

/// The blocking part, as far as the library names it.
pub mod blocking {
    use crate::Error;

    /// A client that reaches nobody.
    #[derive(Debug, Default)]
    pub struct Client;

    /// A request that goes nowhere.
    #[derive(Debug)]
    pub struct RequestBuilder;

    /// An answer that never comes.
    #[derive(Debug)]
    pub enum Response {}

    impl Client {
        /// The client.
        pub fn new() -> Self {
            Client
        }

        /// A request to nobody.
        pub fn post(&self, _url: &str) -> RequestBuilder {
            RequestBuilder
        }
    }

    impl RequestBuilder {
        /// With this body.
        pub fn json<T: ?Sized>(self, _body: &T) -> Self {
            self
        }

        /// Fails, always.
        pub fn send(self) -> Result<Response, Error> {
            Err(Error)
        }
    }

    impl Response {
        /// Never called.
        pub fn json<T>(self) -> Result<T, Error> {
            match self {}
        }
    }
}

/// There is no network here.
#[derive(Debug)]
pub struct Error;

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("external functions are refused")
    }
}
impl std::error::Error for Error {}
