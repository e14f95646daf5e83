//! Which answers are packed for whoever takes them so: a model of 400 tasks is a tenth of its size, and so is a page of a list.
//!
//! What is small goes as it is, since it fits into one packet anyway; so does what is packed already, what is no text, and
//! what comes piece by piece, as events do: packed, they would wait for each other. The tag of a draft names its revision in
//! whatever coding it was sent, and no answer of the API is kept by anybody, so it stays as it is.
use axum::body::HttpBody;
use axum::http::{HeaderMap, Response, header};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::Predicate;

/// What is smaller is sent as it is.
const BYTES_MIN: u64 = 1400;

/// Packs what is worth it, the quickest way: the better ones save a tenth of the size for several times the work.
pub fn packing() -> CompressionLayer<Worth> {
    CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(Worth)
}

/// Is an answer a whole text of some size? What is packed already, and a part of a whole, the layer leaves alone.
#[derive(Debug, Clone, Copy)]
pub struct Worth;

impl Predicate for Worth {
    fn should_compress<B: HttpBody>(&self, response: &Response<B>) -> bool {
        let size = response.body().size_hint().exact().unwrap_or_default();
        let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        size >= BYTES_MIN && kind.is_some_and(is_text)
    }
}

/// Does whoever asks take this coding, and not with a weight of nothing?
pub fn takes(asked: &HeaderMap, coding: &str) -> bool {
    let all = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|value| value.split(',')).any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, "q=1"));
        let nothing =
            weight.trim().strip_prefix("q=").and_then(|q| q.trim().parse::<f32>().ok()).is_some_and(|q| q <= 0.0);
        name.trim().eq_ignore_ascii_case(coding) && !nothing
    })
}

/// Is this type of content text, in one piece?
fn is_text(content_type: &str) -> bool {
    let name = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let plain = name.starts_with("text/") && name != "text/event-stream";
    plain
        || name.ends_with("+json")
        || name.ends_with("+xml")
        || matches!(name.as_str(), "application/json" | "application/xml" | "application/javascript")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::HeaderValue;

    #[test]
    fn a_coding_is_taken_by_whoever_says_so() {
        for (said, br, gzip) in [
            ("br", true, false),
            ("gzip, deflate, BR", true, true),
            ("gzip;q=1.0, br;q=0.5", true, true),
            ("gzip, br;q=0", false, true),
            ("gzip ; q=0", false, false),
            ("*", false, false),
            ("", false, false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_str(said).unwrap());
            assert_eq!((takes(&headers, "br"), takes(&headers, "gzip")), (br, gzip), "{said}");
        }
    }

    #[test]
    fn only_text_in_one_piece_is_packed() {
        let answer = |kind: &str, body: Body| {
            let response = Response::builder().header(header::CONTENT_TYPE, kind).body(body).unwrap();
            Worth.should_compress(&response)
        };
        let long = || Body::from("a".repeat(1400));
        for name in ["application/json", "application/problem+json", "image/svg+xml", "text/csv; charset=utf-8"] {
            assert!(answer(name, long()), "{name}");
            assert!(!answer(name, Body::from("a".repeat(1399))), "{name} that is small");
        }
        for name in ["text/event-stream", "image/png", "application/octet-stream", "application/zip"] {
            assert!(!answer(name, long()), "{name}");
        }
        let pieces = futures_util::stream::iter([Ok::<_, std::io::Error>("a".repeat(1400))]);
        assert!(!answer("text/csv", Body::from_stream(pieces)), "what comes piece by piece");
    }
}
