//! Basins of fits, against fits that are carried through.

use iterscope::cluster::KMeans;
use iterscope::em::{Attracted, Basins, Data, End, Grid, Loop, Model};
use iterscope::mixture::{CovarianceType, Parameters, Regularization};
use iterscope::{Cancellation, Context, Error, Executor};
use ndarray::{Array1, Array2, Axis, array};

use crate::support::{case, executor, never};

fn data() -> Array2<f64> {
    case(11, 300, 4, 2, CovarianceType::Full).x
}

/// A mixture that begins at some samples, with unit covariances.
fn mixture(x: &Array2<f64>, k: usize) -> Parameters {
    let rows: Vec<usize> = (0..k).map(|j| 7 * j).collect();
    let covariances = Array2::ones((k, 2)).into_dyn();
    let means = x.select(Axis(0), &rows);
    Parameters::new(Array1::ones(k).view(), means.view(), covariances.view(), CovarianceType::Diag).unwrap()
}

fn grid(columns: usize, rows: usize) -> Grid {
    let (origin, axes) = (array![0.0, 0.0], array![[1.0, 0.0], [0.0, 1.0]]);
    let (columns, rows) = (Array1::linspace(-4.0, 4.0, columns), Array1::linspace(-3.0, 3.0, rows));
    Grid::new(origin.view(), axes.view(), columns.view(), rows.view()).unwrap()
}

fn fit<'a, M: Model>(
    x: &'a Array2<f64>,
    prior: M::Prior,
    executor: &'a Executor,
    stop: &'a Cancellation,
) -> Loop<'a, M> {
    let (data, context) = (Data::new(x.view(), None).unwrap(), Context::new(executor, stop));
    Loop { data, prior, tol: 1e-10, max_iter: 3000, half_steps: false, context }
}

const FLOOR: Regularization = Regularization::Absolute(1e-6);

/// All optima and ends, and the number of rows that it took.
fn explored<M: Attracted>(start: M, size: (usize, usize), fit: &Loop<'_, M>) -> (Basins<M>, usize) {
    let mut basins = Basins::new(start, 0, grid(size.0, size.1)).unwrap();
    let mut rows = 1;
    while basins.refine(fit).unwrap() {
        rows += 1;
    }
    (basins, rows)
}

#[test]
fn each_start_ends_where_its_own_fit_ends() {
    let x = data();
    let start = mixture(&x, 3);
    let (executor, never) = (executor(2), never());
    let fit = fit::<Parameters>(&x, FLOOR, &executor, &never);
    let (basins, _) = explored(start.clone(), (23, 19), &fit);
    assert_eq!(basins.progress(), 1.0);
    assert!(basins.optima().len() > 1);
    let (columns, rows) = (Array1::linspace(-4.0, 4.0, 23), Array1::linspace(-3.0, 3.0, 19));
    for ((row, column), end) in basins.ends().indexed_iter() {
        let moved = start.moved(0, array![columns[column], rows[row]].view()).unwrap();
        let own = fit.fit([Ok(moved)]).unwrap().unwrap();
        assert!(own.converged());
        let optimum = &basins.optima()[end.optimum.unwrap()];
        assert!((own.lower_bound - optimum.lower_bound).abs() < 1e-6);
        let twins = own.parameters.twins(&optimum.parameters, 0.05).unwrap();
        assert_eq!(twins[0], end.component);
        assert!((1..=own.iteration).contains(&end.iterations));
    }
}

#[test]
fn threads_change_no_end() {
    let x = data();
    let never = never();
    let explored = |threads| {
        let executor = executor(threads);
        let fit = fit::<Parameters>(&x, FLOOR, &executor, &never);
        let (basins, rows) = explored(mixture(&x, 3), (33, 17), &fit);
        let optima: Vec<Vec<u8>> = basins.optima().iter().map(|step| step.parameters.to_bytes()).collect();
        (basins.ends().to_owned(), optima, rows)
    };
    assert_eq!(explored(1), explored(3));
}

#[test]
fn a_coarse_picture_stands_for_the_fine_one() {
    let x = data();
    let (executor, never) = (executor(2), never());
    let fit = fit::<Parameters>(&x, FLOOR, &executor, &never);
    let mut basins = Basins::new(mixture(&x, 2), 1, grid(40, 20)).unwrap();
    assert!(basins.refine(&fit).unwrap());
    assert!(basins.refine(&fit).unwrap());
    // Three points in each of two rows, sixteen apart.
    assert_eq!(basins.progress(), 6.0 / 800.0);
    let coarse = basins.ends().to_owned();
    for ((row, column), end) in coarse.indexed_iter() {
        assert_eq!(*end, coarse[(row / 16 * 16, column / 16 * 16)]);
        assert!(end.iterations > 0);
    }
    while basins.refine(&fit).unwrap() {}
    assert!(!basins.refine(&fit).unwrap());
    for row in (0..20).step_by(16) {
        for column in (0..40).step_by(16) {
            assert_eq!(basins.ends()[(row, column)], coarse[(row, column)]);
        }
    }
}

#[test]
fn k_means_has_basins_too() {
    let x = data();
    let (executor, never) = (executor(2), never());
    let mut fit = fit::<KMeans>(&x, (), &executor, &never);
    fit.tol = 0.0;
    let start = KMeans::new(x.select(Axis(0), &[0, 1, 2]));
    let (basins, _) = explored(start.clone(), (15, 15), &fit);
    let (columns, rows) = (Array1::linspace(-4.0, 4.0, 15), Array1::linspace(-3.0, 3.0, 15));
    for ((row, column), end) in basins.ends().indexed_iter() {
        let moved = start.moved(0, array![columns[column], rows[row]].view()).unwrap();
        let own = fit.fit([Ok(moved)]).unwrap().unwrap();
        let optimum = &basins.optima()[end.optimum.unwrap()];
        assert!((own.log_likelihood - optimum.log_likelihood).abs() < 1e-9 * own.log_likelihood.abs());
    }
}

#[test]
fn where_a_fit_fails_there_is_no_optimum_and_a_cancel_changes_nothing() {
    let x = data();
    let (executor, stop) = (executor(2), never());
    let mut fit = fit::<Parameters>(&x, FLOOR, &executor, &stop);
    fit.max_iter = 2;
    let (basins, _) = explored(mixture(&x, 3), (5, 4), &fit);
    assert!(basins.optima().is_empty());
    let none = End { optimum: None, component: 0, iterations: 2 };
    assert!(basins.ends().iter().all(|end| *end == none));
    let mut basins = Basins::new(mixture(&x, 3), 0, grid(5, 4)).unwrap();
    stop.cancel();
    assert!(matches!(basins.refine(&fit), Err(Error::Cancelled)));
    assert_eq!(basins.progress(), 0.0);
    assert_eq!(basins.ends(), Array2::default((4, 5)));
}

#[test]
fn what_is_no_plane_is_refused() {
    let x = data();
    let (origin, axes) = (array![0.0, 0.0], array![[1.0, 0.0], [0.0, 1.0]]);
    let (few, many) = (array![0.0, 1.0], Array1::zeros(1 << 13));
    let message = |made: Result<Grid, Error>| made.unwrap_err().to_string();
    let wide = Array2::zeros((2, 3));
    assert_eq!(
        message(Grid::new(origin.view(), wide.view(), few.view(), few.view())),
        "axes must be of shape (2, 2), as the origin has features, got shape (2, 3)"
    );
    assert!(
        message(Grid::new(array![f64::NAN, 0.0].view(), axes.view(), few.view(), few.view())).contains("NaN")
    );
    assert!(message(Grid::new(origin.view(), axes.view(), many.view(), many.view())).contains("4194304"));
    let refused = Basins::new(mixture(&x, 2), 2, grid(2, 2)).unwrap_err().to_string();
    assert_eq!(refused, "component must be below 2, got 2");
}
