//! Ctrl-C.

use std::sync::Arc;

use iterscope::Cancellation;

use crate::failure::Failure;

/// A flag that Ctrl-C sets, and SIGTERM and SIGHUP where there are such. To be called once.
pub fn cancellation() -> Result<Arc<Cancellation>, Failure> {
    let cancellation = Arc::new(Cancellation::new());
    let flag = Arc::clone(&cancellation);
    ctrlc::set_handler(move || flag.cancel()).map_err(|error| Failure::file("Ctrl-C".as_ref(), error))?;
    Ok(cancellation)
}
