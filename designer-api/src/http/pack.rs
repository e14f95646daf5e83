//! Answers that are packed for whoever takes them so: a model of 400 tasks is a tenth of its size, and so is a page of a list.
//!
//! What is small goes as it is, since it fits into one packet anyway; so does what is packed already, what is no text, and
//! what comes piece by piece, as events do: packed, they would wait for each other. The tag of a draft names its revision in
//! whatever coding it was sent, and no answer of the API is kept by anybody, so it stays as it is.
use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;
use http_body_util::BodyExt;
use std::io::{self, Write};

/// What is smaller is sent as it is.
const BYTES_MIN: u64 = 1400;
/// What is larger is packed beside the threads that answer others: up to here it takes a few hundred microseconds.
const BYTES_INLINE_MAX: usize = 64 << 10;
/// What is larger is not packed at all: it is a download, and the memory for a second copy of it is worth more.
const BYTES_MAX: u64 = 64 << 20;

/// Packs an answer, if that is worth it and whoever asked takes it so.
pub async fn packed(method: &Method, takes: bool, response: Response) -> Response {
    if !takes || *method == Method::HEAD || !is_worth(&response) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // Its size is known, so it is there already.
    let bytes = match body.collect().await {
        Ok(all) => all.to_bytes(),
        Err(error) => {
            tracing::error!(%error, "an answer that was there cannot be read");
            parts.status = StatusCode::INTERNAL_SERVER_ERROR;
            return Response::from_parts(parts, Body::empty());
        }
    };
    let packed = if bytes.len() <= BYTES_INLINE_MAX {
        gzip(&bytes)
    } else {
        let whole = bytes.clone();
        tokio::task::spawn_blocking(move || gzip(&whole)).await.unwrap_or_else(|error| Err(io::Error::other(error)))
    };
    vary(&mut parts.headers);
    match packed {
        Ok(packed) if packed.len() < bytes.len() => {
            parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(packed))
        }
        // What does not become smaller goes as it is.
        Ok(_) | Err(_) => Response::from_parts(parts, Body::from(bytes)),
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

/// Is it a whole text of some size that nobody has packed yet?
fn is_worth(response: &Response) -> bool {
    let headers = response.headers();
    let size = response.body().size_hint().exact().unwrap_or_default();
    (BYTES_MIN..=BYTES_MAX).contains(&size)
        && !headers.contains_key(header::CONTENT_ENCODING)
        && !headers.contains_key(header::CONTENT_RANGE)
        && headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(is_text)
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

/// Says that another coding would be another answer, beside what else it depends on.
fn vary(headers: &mut HeaderMap) {
    const NAME: &str = "accept-encoding";
    let said = headers.get_all(header::VARY).iter().filter_map(|value| value.to_str().ok());
    if !said.flat_map(|value| value.split(',')).any(|one| one.trim().eq_ignore_ascii_case(NAME)) {
        headers.append(header::VARY, HeaderValue::from_static(NAME));
    }
}

/// The quickest way: the better ones save a tenth of the size for several times the work.
fn gzip(bytes: &Bytes) -> io::Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::fast());
    packer.write_all(bytes)?;
    packer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

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
        for name in ["application/json", "application/problem+json", "image/svg+xml", "text/csv; charset=utf-8"] {
            assert!(is_text(name), "{name}");
        }
        for name in ["text/event-stream", "image/png", "application/octet-stream", "application/zip"] {
            assert!(!is_text(name), "{name}");
        }
    }

    #[test]
    fn what_else_an_answer_depends_on_stays_said() {
        let mut headers = HeaderMap::new();
        headers.insert(header::VARY, HeaderValue::from_static("origin"));
        vary(&mut headers);
        vary(&mut headers);
        let said: Vec<_> = headers.get_all(header::VARY).iter().collect();
        assert_eq!(said, ["origin", "accept-encoding"]);
    }
}
