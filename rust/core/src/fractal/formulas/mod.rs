//! The formulas, one a file and one line of the registry.

mod burning_ship;
mod julia;
mod mandelbrot;
mod newton;
mod polynomial;
mod power;

use std::borrow::Cow;

use crate::fractal::basin::{self, Basins, Finder};
use crate::fractal::deep::{Deep, HANDOVER};
use crate::fractal::formula::{Formula, Given, Parameter, Value};
use crate::fractal::kernel::Kernel;
use crate::fractal::symmetry::{Quarter, Symmetric, Symmetry};
use crate::fractal::{Escape, Field, Frame, Place, Raster};
use crate::{Context, Error, Result, quoted};

/// Defines [`Family`] and what depends on which formulas there are.
macro_rules! registry {
    ($($module:ident::$formula:ident),+ $(,)?) => {
        $(pub use $module::$formula;)+

        /// Any of the formulas.
        #[derive(Clone, Debug, PartialEq)]
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

            /// Its parameters by name, without those that have their defaults.
            #[must_use]
            pub fn parameters(&self) -> Vec<(&'static str, Value)> {
                match self { $(Self::$formula(formula) => formula.values(),)+ }
            }

            /// The degree of the map: far out, |z| grows as its power.
            #[must_use]
            pub fn degree(&self) -> u32 {
                match self { $(Self::$formula(formula) => formula.degree(),)+ }
            }

            /// How many times as fast as usual the colors of its counts change.
            #[must_use]
            pub fn pace(&self) -> f64 {
                match self { $(Self::$formula(formula) => formula.pace(),)+ }
            }

            /// The fields that it has.
            #[must_use]
            pub const fn fields(&self) -> &'static [Field] {
                match self { $(Self::$formula(_) => $formula::FIELDS,)+ }
            }

            fn from_parameters(kind: &str, given: Given<'_>) -> Result<Self> {
                match kind {
                    $($formula::KIND => Ok($formula::from_parameters(given)?.into()),)+
                    _ => Err(unknown(kind)),
                }
            }

            fn finder(&self, max_iter: u32) -> Option<Finder> {
                match self { $(Self::$formula(formula) => formula.basins(max_iter),)+ }
            }

            fn deep_basins(&self, max_iter: u32, frame: &Frame, context: Context<'_>) -> Result<Option<basin::Deep>> {
                match self { $(Self::$formula(formula) => formula.deep_basins(max_iter, frame, context),)+ }
            }

            fn symmetries(&self) -> &'static [Symmetry] {
                match self { $(Self::$formula(formula) => formula.symmetries(),)+ }
            }

            fn deep_kernel(&self, escape: Escape, frame: &Frame, context: Context<'_>) -> Result<Option<Deep>> {
                match self { $(Self::$formula(formula) => formula.deep_kernel(escape, frame, context),)+ }
            }

            /// The kernel that iterates these samples in float64.
            pub(super) fn float64_kernel<'a>(&self, escape: Escape, raster: Cow<'a, Raster>) -> Box<dyn Kernel + 'a> {
                match self { $(Self::$formula(formula) => formula.kernel(escape, raster),)+ }
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
    burning_ship::BurningShip,
    newton::Newton,
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
    /// See [`Formula::FIELDS`].
    pub fields: &'static [Field],
}

impl Description {
    const fn of<F: Formula>() -> Self {
        Self { kind: F::KIND, title: F::TITLE, parameters: F::PARAMETERS, home: F::HOME, fields: F::FIELDS }
    }
}

impl Family {
    /// The formula of this kind with these parameters, in any order.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `kind` if there is no such formula, `parameters` unless they are those of
    /// the formula, or the one that is out of range.
    pub fn new(kind: &str, parameters: &[(&str, Value)]) -> Result<Self> {
        let Some(Description { parameters: known, .. }) = Self::ALL.iter().find(|known| known.kind == kind)
        else {
            return Err(unknown(kind));
        };
        let given = |name: &str| parameters.iter().filter(|(given, _)| *given == name).count();
        let complete =
            known.iter().all(|known| given(known.name) <= 1 && (known.optional || given(known.name) == 1));
        let found: usize = known.iter().map(|known| given(known.name)).sum();
        if !complete || found != parameters.len() {
            let names = |optional: bool| {
                let names = known.iter().filter(|known| known.optional == optional).map(|known| known.name);
                names.collect::<Vec<_>>().join(", ")
            };
            let given: Vec<_> = parameters.iter().take(6).map(|(name, _)| format!("{name:.40}")).collect();
            let expected = format!("those of {kind}, [{}], optionally [{}]", names(false), names(true));
            return Err(Error::invalid("parameters", expected, format!("[{}]", given.join(", "))));
        }
        Self::from_parameters(kind, Given(parameters))
    }

    /// The kernel for samples there.
    pub(super) fn kernel<'a>(
        &self,
        escape: Escape,
        place: Place<'a>,
        context: Context<'_>,
    ) -> Result<Box<dyn Kernel + 'a>> {
        let kernel = match place {
            Place::Raster(raster) => self.float64_kernel(escape, Cow::Borrowed(raster)),
            Place::Frame(frame) => {
                let is_deep = frame.log2_pixel() < HANDOVER;
                match if is_deep { self.deep_kernel(escape, frame, context)? } else { None } {
                    Some(deep) => Box::new(deep),
                    None => self.float64_kernel(escape, Cow::Owned(frame.raster()?)),
                }
            }
        };
        let kernel = Symmetric::of(kernel, self.symmetries(), place);
        Ok(Quarter::of(kernel, self.symmetries(), place))
    }

    /// What finds the basins of samples there that do not escape in this many steps, if there are any.
    pub(super) fn basins<'a>(
        &self,
        max_iter: u32,
        place: Place<'a>,
        context: Context<'_>,
    ) -> Result<Option<Box<dyn Basins + 'a>>> {
        let raster = match place {
            Place::Raster(raster) => Cow::Borrowed(raster),
            Place::Frame(frame) if frame.log2_pixel() < HANDOVER => {
                let deep = self.deep_basins(max_iter, frame, context)?;
                return Ok(deep.map(|deep| Box::new(deep) as Box<dyn Basins>));
            }
            Place::Frame(frame) => Cow::Owned(frame.raster()?),
        };
        let finder = self.finder(max_iter);
        Ok(finder.map(|finder| Box::new(basin::Float64 { finder, raster, max_iter }) as Box<dyn Basins>))
    }
}

fn unknown(kind: &str) -> Error {
    let known: Vec<_> = Family::ALL.iter().map(|formula| format!("{:?}", formula.kind)).collect();
    Error::invalid("kind", format!("one of {}", known.join(", ")), quoted(kind))
}
