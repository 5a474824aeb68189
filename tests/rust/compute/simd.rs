//! The chosen instruction set is the one that kernels run with.

use iterscope::{Executor, Simd, Vectorized};

/// A kernel that tells what it was compiled for.
struct Probe;

impl Vectorized for Probe {
    type Output = usize;

    #[inline(always)]
    fn run<const LANES: usize>(self) -> usize {
        LANES
    }
}

#[test]
fn a_kernel_runs_with_the_registers_of_its_set() {
    for simd in Simd::available() {
        let executor = Executor::new(Some(1), simd).unwrap();
        let lanes = executor.install(|| executor.simd().run(Probe));
        assert_eq!(
            lanes,
            match simd.name() {
                "avx512" => 8,
                "avx2" => 4,
                _ => 2,
            }
        );
        assert_eq!(Simd::named(simd.name()).unwrap(), simd);
    }
}

#[cfg(target_arch = "x86_64")]
#[test]
fn the_widest_set_of_the_processor_is_chosen() {
    let names: Vec<_> = Simd::available().iter().map(|set| set.name()).collect();
    let wide = is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512dq");
    assert_eq!(names.contains(&"avx512"), wide && is_x86_feature_detected!("avx512vl"));
    assert_eq!(names.contains(&"avx2"), is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"));
    assert_eq!(Simd::detect().name(), names[0]);
    assert_eq!(Executor::detect().unwrap().simd(), Simd::detect());
    assert!(Simd::named("mmx").is_err());
}
