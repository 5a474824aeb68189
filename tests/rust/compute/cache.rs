//! What is kept from one computation for the next.

use iterscope::compute::{Cache, Keep};

struct Text(&'static str);

impl Keep for Text {
    fn bytes(&self) -> usize {
        self.0.len()
    }
}

#[test]
fn what_was_used_longest_ago_goes_first() {
    let cache = Cache::new(10);
    let get = |key: &str, text| cache.get_or_make(key.to_owned(), || Text(text)).0;
    assert_eq!(get("a", "1234"), "1234");
    assert_eq!(get("b", "5678"), "5678");
    assert_eq!(get("a", "new"), "1234");
    assert_eq!(get("c", "9012"), "9012");
    assert_eq!(get("a", "new"), "1234");
    assert_eq!(get("b", "new"), "new");
    assert_eq!(get("d", "longer than all"), "longer than all");
    assert_eq!(get("d", "new"), "longer than all");
}
