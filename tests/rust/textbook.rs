//! The tutorial's M steps against the engine's.

use iterscope::mixture::{CovarianceType, Regularization, maximize_responsibilities, responsibilities};
use iterscope::textbook::Style;
use iterscope::{Cancellation, Context, Error};
use ndarray::{Array2, ShapeBuilder};
use proptest::prelude::*;

use crate::support::{case, executor, never};

proptest! {
    #[test]
    fn all_styles_are_the_engines_m_step(seed: u64, n in 2..400_usize, k in 1..5_usize, d in 1..7_usize, turned: bool) {
        let n = n.max(3 * k);
        let case = case(seed, n, k, d, CovarianceType::Full);
        let (given, _) = responsibilities(case.x.view(), &case.parameters, Context::new(&executor(1), &never())).unwrap();
        let mut shares = if turned { Array2::zeros((n, k).f()) } else { Array2::zeros((n, k)) };
        shares.assign(&given);
        let (kind, none) = (CovarianceType::Full, Regularization::Absolute(1.0));
        let engine =
            maximize_responsibilities(case.x.view(), given.view(), None, kind, none, Context::new(&executor(1), &never()))
                .unwrap()
                .parameters;
        for style in Style::ALL {
            let (weights, means, mut covariances) =
                style.maximize(case.x.view(), shares.view(), Context::new(&executor(2), &never())).unwrap();
            for mut covariance in covariances.outer_iter_mut() {
                covariance.diag_mut().mapv_inplace(|variance| variance + 1.0);
            }
            let near = |a: f64, b: f64| (a - b).abs() <= 1e-11 * (1.0 + b.abs());
            prop_assert!(weights.iter().zip(engine.weights()).all(|(a, b)| near(*a, *b)), "{}", style.name());
            prop_assert!(means.iter().zip(engine.means()).all(|(a, b)| near(*a, *b)), "{}", style.name());
            prop_assert!(covariances.iter().zip(engine.covariances()).all(|(a, b)| near(*a, *b)), "{}", style.name());
        }
    }
}

#[test]
fn what_has_no_m_step_is_refused() {
    let x = Array2::from_elem((4, 2), 1.0);
    for style in Style::ALL {
        let refused = |shares: Array2<f64>| {
            let error =
                style.maximize(x.view(), shares.view(), Context::new(&executor(1), &never())).unwrap_err();
            assert!(error.to_string().starts_with("responsibilities must be"), "{error}");
        };
        refused(Array2::ones((3, 2)));
        refused(Array2::ones((4, 0)));
        refused(Array2::from_shape_fn((4, 2), |(_, j)| j as f64));
        refused(Array2::from_elem((4, 2), f64::NAN));
        assert_eq!(style.name().parse::<Style>().unwrap(), style);
        let stopped = Cancellation::new();
        stopped.cancel();
        let outcome =
            style.maximize(x.view(), Array2::ones((4, 2)).view(), Context::new(&executor(1), &stopped));
        assert!(matches!(outcome, Err(Error::Cancelled)));
    }
    assert!("verbose".parse::<Style>().is_err());
}
