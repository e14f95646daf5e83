//! Reading a body: never more than a limit, never longer than a time.
use super::Refusal;
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use http_body_util::BodyExt;
use std::time::Duration;

/// What is too long is read to its end up to here and thrown away: a client that is still sending would otherwise see a
/// broken connection in place of the answer. What says of itself that it is longer is refused before a byte of it is read.
pub const DISCARD_BYTES_MAX: usize = 32 << 20;

/// What is read of the body of a request that is refused before anybody looks at it, and for how long.
const REFUSED_BYTES_MAX: usize = 64 << 10;
const REFUSED_PATIENCE: Duration = Duration::from_secs(2);

/// The whole body.
pub async fn all(mut body: Body, headers: &HeaderMap, bytes_max: usize, time: Duration) -> Result<Vec<u8>, Refusal> {
    let length = declared(headers).unwrap_or_default();
    if length > DISCARD_BYTES_MAX as u64 {
        return Err(too_large(bytes_max));
    }
    let bytes = Vec::with_capacity((length as usize).min(bytes_max));
    tokio::time::timeout(time, collect(&mut body, bytes, bytes_max)).await.map_err(|_| too_slow())?
}

/// The body, if the head of its request is right; else it is read to its end like that of any other refused request.
pub async fn or_discard(body: Body, headers: &HeaderMap, head: Result<(), Refusal>) -> Result<Body, Refusal> {
    match head {
        Ok(()) => Ok(body),
        Err(refusal) => {
            discard(body, headers).await;
            Err(refusal)
        }
    }
}

/// The body of a request that is refused before anybody looks at it, when it is small and comes at once. Was that all of it?
pub async fn discard(body: Body, headers: &HeaderMap) -> bool {
    if declared(headers).is_some_and(|length| length > REFUSED_BYTES_MAX as u64) {
        return false;
    }
    drain(body, REFUSED_BYTES_MAX, REFUSED_PATIENCE).await
}

/// What is left of a body that was asked for and is not wanted any more.
pub async fn to_its_end(body: Body, time: Duration) {
    drain(body, DISCARD_BYTES_MAX, time).await;
}

/// Reads what nobody wants and throws it away, as far as a limit: whoever is still sending would not see the answer else.
/// Was that all of it?
async fn drain(mut body: Body, bytes_max: usize, time: Duration) -> bool {
    let rest = async {
        let mut length = 0;
        while let Some(frame) = body.frame().await {
            let Ok(frame) = frame else { return false };
            length += frame.into_data().map_or(0, |data| data.len());
            if length > bytes_max {
                return false;
            }
        }
        true
    };
    tokio::time::timeout(time, rest).await.unwrap_or(false)
}

async fn collect(body: &mut Body, mut bytes: Vec<u8>, bytes_max: usize) -> Result<Vec<u8>, Refusal> {
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| broken_off())?.into_data() else { continue };
        length += data.len();
        if length > DISCARD_BYTES_MAX {
            break;
        }
        if length <= bytes_max {
            bytes.extend_from_slice(&data);
        }
    }
    if length > bytes_max { Err(too_large(bytes_max)) } else { Ok(bytes) }
}

/// The length that the request says its body has.
pub fn declared(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// 413.
pub fn too_large(bytes_max: usize) -> Refusal {
    weir_engine::Error::too_large(bytes_max).into()
}

/// 408.
pub fn too_slow() -> Refusal {
    Refusal::new(StatusCode::REQUEST_TIMEOUT, "too-slow", "the body did not arrive in time")
}

/// 400: nobody will read this.
fn broken_off() -> Refusal {
    Refusal::bad("broken-off", "the body ended before its end")
}
