//! Reading a body: never more than a limit, never longer than a time.
use super::Refusal;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use std::time::Duration;

/// The whole body. What says of itself that it is too long is refused before a byte of it is read.
pub async fn all(body: Body, headers: &HeaderMap, bytes_max: usize, time: Duration) -> Result<Bytes, Refusal> {
    if declared(headers).is_some_and(|length| length > bytes_max as u64) {
        return Err(too_large(bytes_max));
    }
    match tokio::time::timeout(time, Limited::new(body, bytes_max).collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large(bytes_max)),
        Ok(Err(_)) => Err(broken_off()),
        Err(_) => Err(too_slow()),
    }
}

/// The length that the request says its body has.
pub fn declared(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// 413.
pub fn too_large(bytes_max: usize) -> Refusal {
    let detail = format!("no more than {bytes_max} bytes are taken here");
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", detail)
}

/// 408.
pub fn too_slow() -> Refusal {
    Refusal::new(StatusCode::REQUEST_TIMEOUT, "too-slow", "the body did not arrive in time")
}

/// 400: nobody will read this.
pub fn broken_off() -> Refusal {
    Refusal::bad("broken-off", "the body ended before its end")
}
