//! Shapes by which samples of different classes are told apart.

// For discs of radius 1, so that all look as large.
/// Half the side of a square.
const SQUARE: f64 = 0.88;
/// Half the diagonal of a diamond.
const DIAMOND: f64 = 1.25;
/// The radius of the circle within a triangle.
const TRIANGLE: f64 = 0.68;
/// Half the length of a cross's bars, and half their width.
const ARM: f64 = 1.3;
const WIDTH: f64 = 0.36;
/// The farthest corner of all.
const REACH: f64 = 1.4;

/// What a sample is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A disc.
    Disc,
    /// A triangle that stands on its base.
    Triangle,
    /// A square.
    Square,
    /// A cross of an upright and a level bar.
    Plus,
    /// A square on its corner.
    Diamond,
    /// A triangle that stands on its corner.
    Wedge,
    /// A plus that is turned by 45 degrees.
    Cross,
}

impl Mark {
    /// The marks of classes, in their order.
    pub const ALL: [Self; 7] =
        [Self::Disc, Self::Triangle, Self::Square, Self::Plus, Self::Diamond, Self::Wedge, Self::Cross];

    /// The mark of the class of this number: those beyond the last mark begin again.
    #[must_use]
    pub fn of(class: u8) -> Self {
        Self::ALL[usize::from(class) % Self::ALL.len()]
    }

    /// How far it reaches from its middle, if it looks as large as a disc of this radius.
    pub(super) fn reach(self, radius: f64) -> f64 {
        if self == Self::Disc { radius } else { REACH * radius }
    }

    /// How far a place is within it, negative outside; `x` and `y` are from its middle, down and to the right.
    pub(super) fn depth(self, x: f64, y: f64, radius: f64) -> f64 {
        let (sin, cos) = (0.75_f64.sqrt(), 0.5);
        let turn = std::f64::consts::FRAC_1_SQRT_2;
        match self {
            Self::Disc => radius - x.hypot(y),
            Self::Triangle => TRIANGLE * radius - y.max(sin * x.abs() - cos * y),
            Self::Square => SQUARE * radius - x.abs().max(y.abs()),
            Self::Plus => plus(x, y, radius),
            Self::Diamond => (DIAMOND * radius - x.abs() - y.abs()) * turn,
            Self::Wedge => TRIANGLE * radius - (-y).max(sin * x.abs() + cos * y),
            Self::Cross => plus((x + y) * turn, (x - y) * turn, radius),
        }
    }
}

fn plus(x: f64, y: f64, radius: f64) -> f64 {
    let (x, y) = (x.abs(), y.abs());
    let bar = |across: f64, along: f64| (WIDTH * radius - across).min(ARM * radius - along);
    bar(x, y).max(bar(y, x))
}
