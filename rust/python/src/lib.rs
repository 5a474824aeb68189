//! The extension module `iterscope._core`: extract, detach, call, wrap; no logic.
#![allow(missing_docs, reason = "the docstrings are in `_core.pyi`")]
#![allow(clippy::needless_pass_by_value, reason = "PyO3 extracts arguments by value")]
#![allow(clippy::too_many_arguments, reason = "Python's keyword arguments are parameters here")]

mod arrays;
mod basins;
mod cancellation;
mod cluster;
mod dynamics;
mod error;
mod factor;
mod fractal;
mod mixture;
mod pickle;
mod plot;
mod projection;
mod runtime;
mod sequence;
mod textbook;
mod warp;
mod watch;

use pyo3::prelude::*;

#[pymodule]
mod _core {
    #[pymodule_export]
    use crate::basins::Basins;
    #[pymodule_export]
    use crate::cancellation::{Cancellation, check_cancelled};
    #[pymodule_export]
    use crate::cluster::{
        ClusterBounds, ClusterStatistics, MapStatistics, center_distances, cluster_statistics, draw_seed,
        kmeans_plusplus, lloyd_step, map_statistics, seed_potentials,
    };
    #[pymodule_export]
    use crate::dynamics::{
        Spider, address_angles, attracting_cycle, bulb_angles, component, component_point, conjugates,
        dynamic_ray, equipotential, exterior, internal_address, kneading_sequence, lamination, landing_point,
        lowest_misiurewicz, lowest_nucleus, make_angle, misiurewicz_near, nucleus_near, orbit, parameter_ray,
        parse_angle, parse_internal_address, tune,
    };
    #[pymodule_export]
    use crate::error::CancelledError;
    #[pymodule_export]
    use crate::factor::{FactorStatistics, Factors, factor_statistics};
    #[pymodule_export]
    use crate::fractal::{
        Coloring, Formula, Look, auto_max_iter, axes, complex_region, encode_levels, encode_png,
        escape_counts, fields, float64_region, julia_div, level_max_iter, paint, paint_png, render,
        render_png, scalar_escape_counts, sight, tile_cover, tile_fields, tile_level, tile_levels,
        tile_max_iter, tile_region, view_region,
    };
    #[pymodule_export]
    use crate::mixture::{
        BayesianParameters, BayesianPrior, BernoulliParameters, BernoulliStatistics, CategoricalParameters,
        CategoricalStatistics, Frozen, Parameters, PoissonParameters, PoissonStatistics,
        RegressionParameters, StudentParameters, StudentStatistics, SufficientStatistics, expect_statistics,
        given_statistics, impute, log_densities, marginal_log_densities, marginal_predict,
        marginal_responsibilities, marginal_statistics, maximize_responsibilities, maximize_statistics,
        predict, responsibilities,
    };
    #[pymodule_export]
    use crate::plot::{Figure, draw_density, draw_samples};
    #[pymodule_export]
    use crate::projection::principal_axes;
    #[pymodule_export]
    use crate::runtime::{configure, runtime, set_threads};
    #[pymodule_export]
    use crate::sequence::{
        BernoulliChain, BernoulliChainStatistics, CategoricalChain, CategoricalChainStatistics,
        GaussianChain, GaussianChainStatistics, KalmanStatistics, LinearSystem, PoissonChain,
        PoissonChainStatistics, kalman_paths, kalman_statistics,
    };
    #[pymodule_export]
    use crate::textbook::maximize_styled;
    #[pymodule_export]
    use crate::warp::warp;
    #[pymodule_export]
    use crate::watch::{Watch, watch_otherwise};

    #[pymodule_export]
    const MAX_ANGLE_LENGTH: usize = iterscope::dynamics::MAX_LENGTH;
    #[pymodule_export]
    const MAX_COLORS: usize = iterscope::image::MAX_COLORS;
    #[pymodule_export]
    const MAX_DEGREE: u32 = iterscope::dynamics::MAX_DEGREE;
    #[pymodule_export]
    const MAX_ITER: u32 = iterscope::fractal::MAX_ITER;
    #[pymodule_export]
    const MAX_LAMINATION: u32 = iterscope::dynamics::MAX_LAMINATION;
    #[pymodule_export]
    const MAX_PERIOD: u32 = iterscope::dynamics::MAX_PERIOD;
    #[pymodule_export]
    const MAX_PIXELS: usize = iterscope::fractal::MAX_PIXELS;
    #[pymodule_export]
    const MAX_POINTS: usize = iterscope::dynamics::MAX_POINTS;
    #[pymodule_export]
    const MAX_RAY_LEVELS: u32 = iterscope::dynamics::MAX_RAY_LEVELS;
    #[pymodule_export]
    const MAX_RESULT_DIGITS: u32 = iterscope::dynamics::MAX_RESULT_DIGITS;
    #[pymodule_export]
    const MAX_RETURN: u32 = iterscope::dynamics::MAX_STEPS;
    #[pymodule_export]
    const MAX_STATES: usize = iterscope::sequence::kalman::MAX_STATES;
    #[pymodule_export]
    const MAX_THREADS: usize = iterscope::compute::MAX_THREADS;
    #[pymodule_export]
    const MAX_Z: i32 = iterscope::fractal::Tile::MAX_Z;
    #[pymodule_export]
    const MIN_Z: i32 = iterscope::fractal::Tile::MIN_Z;
    #[pymodule_export]
    const TILE_SIZE: usize = iterscope::fractal::TILE_SIZE;
    #[pymodule_export]
    const ROW_BLOCK: usize = iterscope::compute::ROW_BLOCK;
    #[pymodule_export]
    #[allow(non_upper_case_globals, reason = "Python's name for it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
