//! What a computation leaves for the next one.

use std::any::Any;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// What can be kept.
pub trait Keep: Any + Send + Sync {
    /// Bytes that it takes; they may become more.
    fn bytes(&self) -> usize;
}

/// Values by their keys, of which the one that was used longest ago goes first once all take too many bytes.
pub struct Cache {
    limit: usize,
    /// The last one was used last.
    kept: Mutex<Vec<(String, Arc<dyn Keep>)>>,
}

impl Cache {
    /// An empty cache for values of at most `limit` bytes in all; a single one may be larger.
    #[must_use]
    pub const fn new(limit: usize) -> Self {
        Self { limit, kept: Mutex::new(Vec::new()) }
    }

    /// The value of this key, made where there is none. Keys of values of different types must differ.
    pub fn get_or_make<T: Keep>(&self, key: String, make: impl FnOnce() -> T) -> Arc<T> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(known, _)| *known == key);
        let known = at.and_then(|at| {
            kept[at..].rotate_left(1);
            let value: Arc<dyn Any + Send + Sync> = kept.last()?.1.clone();
            value.downcast().ok()
        });
        let value = known.unwrap_or_else(|| {
            let value = Arc::new(make());
            kept.push((key, value.clone()));
            value
        });
        let mut bytes: usize = kept.iter().map(|(_, value)| value.bytes()).sum();
        while bytes > self.limit && kept.len() > 1 {
            let (_, oldest) = kept.remove(0);
            bytes -= oldest.bytes();
        }
        value
    }
}

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        f.debug_struct("Cache").field("limit", &self.limit).field("kept", &kept.len()).finish()
    }
}
