//! Bytes as text.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Standard base64 with padding.
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}
