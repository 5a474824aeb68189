//! Angled internal addresses: the way from the main cardioid to a component, in periods and internal angles.

use std::fmt;

use num_integer::Integer;

use super::angle::{Angle, MAX_LENGTH};
use super::bulb::bulb_words;
use super::kneading::KneadingSequence;
use super::search::{MAX_SEARCH, Search};
use super::word::{Word, substituted};
use crate::{Cancellation, Error, Result, quoted};

/// Most characters of an address that is read.
const MAX_TEXT: usize = 1 << 16;

/// A component on the way, and where the way leaves it: at an internal angle numerator/denominator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The period of the component.
    pub period: usize,
    /// The numerator of the internal angle, in lowest terms.
    pub numerator: usize,
    /// The denominator of the internal angle.
    pub denominator: usize,
}

/// An angled internal address such as `1_1/2 2_1/2 3`: the components that lead from the main cardioid to one of this
/// period, each the one of least period behind the last. It names the component (Lau and Schleicher).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct InternalAddress {
    way: Vec<Entry>,
    period: usize,
}

impl InternalAddress {
    /// That of an angle: of its component, or of the last component up to the period `last` that leads to it.
    ///
    /// The denominators are those of Schleicher, "Internal addresses of the Mandelbrot set and Galois groups of
    /// polynomials", proposition 4.1.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] unless `last` is from 1 to [`MAX_LENGTH`].
    pub fn of(angle: &Angle, last: usize) -> Result<Self> {
        if !(1..=MAX_LENGTH).contains(&last) {
            return Err(Error::invalid("max_period", format!("from 1 to {MAX_LENGTH}"), last));
        }
        let (word, sequence) = (angle.word(), KneadingSequence::of(angle));
        let periods = sequence.internal_address(last);
        let way = periods.windows(2).map(|pair| {
            let [period, next] = [pair[0], pair[1]];
            let denominator = denominator(&sequence, period, next);
            let below = |&turn: &usize| word.compare(turn * period, &word).is_le();
            Entry { period, numerator: (0..denominator - 1).filter(below).count(), denominator }
        });
        Ok(Self { way: way.collect(), period: periods.last().copied().unwrap_or(1) })
    }

    /// The address that is written so. Internal angles may be left out where they can only be 1/2; arrows are read as
    /// spaces.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] if the text is no address, or if a denominator does not lead to the next period.
    pub fn parse(text: &str) -> Result<Self> {
        if text.len() > MAX_TEXT {
            let found = format!("a text of {} characters", text.len());
            return Err(wrong(format!("at most {MAX_TEXT} characters"), found));
        }
        let mut entries = Vec::new();
        for word in text.replace("->", " ").replace('→', " ").split_whitespace() {
            entries
                .push(entry(word).ok_or_else(|| wrong("an address such as '1_1/2 2_1/2 3'", quoted(text)))?);
        }
        let periods: Vec<usize> = entries.iter().map(|(period, _)| *period).collect();
        let increasing = periods.is_sorted_by(|one, next| one < next) && periods.first() == Some(&1);
        let Some(&(period, None)) = entries.last() else {
            return Err(wrong("an address that ends in a period", quoted(text)));
        };
        if !increasing || period > MAX_SEARCH {
            return Err(wrong(
                format!("an address of increasing periods from 1 to at most {MAX_SEARCH}"),
                quoted(text),
            ));
        }
        let sequence = KneadingSequence::of_periods(&periods);
        let mut way = Vec::new();
        for (pair, (_, given)) in periods.windows(2).zip(entries) {
            let [period, next] = [pair[0], pair[1]];
            let denominator = denominator(&sequence, period, next);
            let (numerator, given) = given.unwrap_or((1, 2));
            if given != denominator {
                let expected = format!(
                    "an address whose internal angle at {period}, before {next}, has denominator {denominator}"
                );
                return Err(wrong(expected, quoted(text)));
            }
            way.push(Entry { period, numerator, denominator });
        }
        Ok(Self { way, period })
    }

    /// The components before the last one, and where the way leaves them.
    #[must_use]
    pub fn way(&self) -> &[Entry] {
        &self.way
    }

    /// The period of the component.
    #[must_use]
    pub const fn period(&self) -> usize {
        self.period
    }

    /// The two angles whose rays land at the root of the component, the lesser one first; both 0 for the main cardioid.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] if there is no such component, [`Error::Cancelled`] if the flag is set meanwhile.
    pub fn angles(&self, cancellation: &Cancellation) -> Result<[Angle; 2]> {
        let periods: Vec<usize> = self.periods().collect();
        let mut component = [vec![0], vec![1]];
        for (entry, k) in self.way.iter().zip(2..) {
            let bulb =
                bulb_words(entry.numerator, entry.denominator).map(|bulb| substituted(&bulb, &component));
            component = if periods[k - 1] == entry.period * entry.denominator {
                bulb
            } else {
                let wanted = KneadingSequence::of_periods(&periods[..k]);
                let [low, high] = behind(&bulb, &wanted, cancellation)?.ok_or_else(|| {
                    let found = format!("{self}, which leads nowhere after period {}", entry.period);
                    wrong("that of a component", found)
                })?;
                [low, high]
            };
        }
        Ok(component.map(|digits| Angle::from_word(&Word::repeating(&digits))))
    }

    fn periods(&self) -> impl Iterator<Item = usize> {
        self.way.iter().map(|entry| entry.period).chain([self.period])
    }
}

/// The digits of the two angles with this kneading sequence between those of a bulb: the component of the least period
/// in its wake, if there is one.
fn behind(
    bulb: &[Vec<u8>; 2],
    wanted: &KneadingSequence,
    cancellation: &Cancellation,
) -> Result<Option<[Vec<u8>; 2]>> {
    let length = wanted.symbols().len();
    let ends = bulb.each_ref().map(|digits| Word::repeating(digits));
    let bounds = ends.each_ref().map(|end| end.take(length));
    let sides = &wanted.symbols()[..length - 1];
    let search = Search { sides, theta: None, bounds: bounds.each_ref().map(Vec::as_slice) };
    let [low, high] = ends.each_ref().map(Angle::from_word);
    let mut found = search.run(length, cancellation)?;
    found.retain(|digits| {
        let angle = Angle::from_word(&Word::repeating(digits));
        low < angle && angle < high && angle.period() == length && KneadingSequence::of(&angle) == *wanted
    });
    Ok(<[Vec<u8>; 2]>::try_from(found).ok())
}

/// The denominator of the internal angle at which the way leaves a component of this period for the next.
fn denominator(sequence: &KneadingSequence, period: usize, next: usize) -> usize {
    let remainder = (next - 1) % period + 1;
    let mut orbit = std::iter::successors(Some(remainder), |&n| sequence.departure(n, period));
    (next - remainder) / period + if orbit.any(|n| n == period) { 1 } else { 2 }
}

/// A period, and the internal angle that follows it.
fn entry(word: &str) -> Option<(usize, Option<(usize, usize)>)> {
    let Some((period, angle)) = word.split_once('_') else { return Some((word.parse().ok()?, None)) };
    let (numerator, denominator) = angle.split_once('/')?;
    let (numerator, denominator) = (numerator.parse::<usize>().ok()?, denominator.parse().ok()?);
    let proper = 0 < numerator && numerator < denominator && numerator.gcd(&denominator) == 1;
    proper.then_some((period.parse().ok()?, Some((numerator, denominator))))
}

fn wrong(expected: impl Into<String>, found: impl fmt::Display) -> Error {
    Error::invalid("address", expected, found)
}

impl fmt::Display for InternalAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Entry { period, numerator, denominator } in &self.way {
            write!(formatter, "{period}_{numerator}/{denominator} ")?;
        }
        write!(formatter, "{}", self.period)
    }
}
