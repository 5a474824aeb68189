//! The formulas, one a file and one line of the registry.

mod julia;
mod mandelbrot;
mod quadratic;

use num_complex::Complex64;

use crate::fractal::Escape;
use crate::fractal::formula::{Formula, Parameter};
use crate::fractal::kernel::{Float64, Kernel};
use crate::{Error, Result, quoted};

/// Defines [`Family`] and what depends on which formulas there are.
macro_rules! registry {
    ($($module:ident::$formula:ident),+ $(,)?) => {
        $(pub use $module::$formula;)+

        /// Any of the formulas.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub enum Family {
            $(#[doc = concat!("[`", stringify!($formula), "`]")] $formula($formula),)+
        }

        impl Family {
            /// All there are, with their examples as parameters.
            pub const ALL: &'static [Description] = &[$(Description::of::<$formula>()),+];

            /// Its name on the wire, in Python and on the command line.
            #[must_use]
            pub const fn kind(&self) -> &'static str {
                match self { $(Self::$formula(_) => $formula::KIND,)+ }
            }

            /// Its parameters by name.
            #[must_use]
            pub fn parameters(&self) -> Vec<(&'static str, Complex64)> {
                match self { $(Self::$formula(formula) => named(formula),)+ }
            }

            fn from_values(kind: &str, values: &[Complex64]) -> Result<Self> {
                match kind {
                    $($formula::KIND => Ok($formula::from_values(values)?.into()),)+
                    _ => Err(unknown(kind)),
                }
            }

            /// The kernel that counts its steps in float64.
            pub(super) fn kernel(&self, escape: Escape) -> Box<dyn Kernel> {
                match *self { $(Self::$formula(formula) => Box::new(Float64::new(formula, escape)),)+ }
            }
        }

        $(impl From<$formula> for Family {
            fn from(formula: $formula) -> Self {
                Self::$formula(formula)
            }
        })+
    };
}

registry! {
    julia::Julia,
    mandelbrot::Mandelbrot,
}

/// The description of a formula whose parameters are not chosen yet.
#[derive(Clone, Copy, Debug)]
pub struct Description {
    /// See [`Formula::KIND`].
    pub kind: &'static str,
    /// See [`Formula::TITLE`].
    pub title: &'static str,
    /// See [`Formula::PARAMETERS`].
    pub parameters: &'static [Parameter],
    /// See [`Formula::HOME`].
    pub home: [f64; 4],
}

impl Description {
    const fn of<F: Formula>() -> Self {
        Self { kind: F::KIND, title: F::TITLE, parameters: F::PARAMETERS, home: F::HOME }
    }
}

impl Family {
    /// The formula of this kind with these parameters, in any order.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `kind` if there is no such formula, `parameters` unless they are those of
    /// the formula, or the one that is out of range.
    pub fn new(kind: &str, parameters: &[(&str, Complex64)]) -> Result<Self> {
        let Some(description) = Self::ALL.iter().find(|formula| formula.kind == kind) else {
            return Err(unknown(kind));
        };
        let value = |name| parameters.iter().find(|(given, _)| *given == name).map(|(_, value)| *value);
        let values: Vec<_> = description.parameters.iter().filter_map(|known| value(known.name)).collect();
        if values.len() != description.parameters.len() || values.len() != parameters.len() {
            let known: Vec<_> = description.parameters.iter().map(|known| known.name).collect();
            let given: Vec<_> = parameters.iter().take(6).map(|(name, _)| format!("{name:.40}")).collect();
            let expected = format!("those of {kind}, [{}]", known.join(", "));
            return Err(Error::invalid("parameters", expected, format!("[{}]", given.join(", "))));
        }
        Self::from_values(kind, &values)
    }
}

fn unknown(kind: &str) -> Error {
    let known: Vec<_> = Family::ALL.iter().map(|formula| format!("{:?}", formula.kind)).collect();
    Error::invalid("kind", format!("one of {}", known.join(", ")), quoted(kind))
}

fn named<F: Formula>(formula: &F) -> Vec<(&'static str, Complex64)> {
    F::PARAMETERS.iter().map(|parameter| parameter.name).zip(formula.values()).collect()
}
