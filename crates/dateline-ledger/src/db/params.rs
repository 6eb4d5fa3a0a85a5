//! Values for the marks of a statement: `[a]`, `(a, b)`, `params![…]`.

use rusqlite::ToSql;

/// What can stand for the marks of a statement.
pub(crate) trait Params {
    /// Calls `with` with every value, in order.
    fn give<R>(self, with: impl FnOnce(&[&dyn ToSql]) -> R) -> R;
}

impl Params for [&(dyn ToSql + Send + Sync); 0] {
    fn give<R>(self, with: impl FnOnce(&[&dyn ToSql]) -> R) -> R {
        with(&[])
    }
}

impl Params for &[&dyn ToSql] {
    fn give<R>(self, with: impl FnOnce(&[&dyn ToSql]) -> R) -> R {
        with(self)
    }
}

/// For each length of its own: with all lengths at once `[]` would be of no type.
macro_rules! arrays {
    ($($length:literal)*) => {$(
        impl<T: ToSql> Params for [T; $length] {
            fn give<R>(self, with: impl FnOnce(&[&dyn ToSql]) -> R) -> R {
                with(&self.each_ref().map(|value| value as &dyn ToSql))
            }
        }
    )*};
}
arrays!(1 2 3);

macro_rules! tuples {
    ($(($($name:ident $at:tt)*))*) => {$(
        impl<$($name: ToSql),*> Params for ($($name,)*) {
            fn give<R>(self, with: impl FnOnce(&[&dyn ToSql]) -> R) -> R {
                with(&[$(&self.$at as &dyn ToSql),*])
            }
        }
    )*};
}
tuples! {
    (A 0 B 1)
    (A 0 B 1 C 2)
    (A 0 B 1 C 2 D 3)
    (A 0 B 1 C 2 D 3 E 4)
    (A 0 B 1 C 2 D 3 E 4 F 5)
}

/// Values that were gathered.
pub(crate) struct FromIter<I>(I);

/// As many values as `values` has.
pub(crate) fn params_from_iter<I: IntoIterator>(values: I) -> FromIter<I>
where
    I::Item: ToSql,
{
    FromIter(values)
}

impl<I: IntoIterator> Params for FromIter<I>
where
    I::Item: ToSql,
{
    fn give<R>(self, with: impl FnOnce(&[&dyn ToSql]) -> R) -> R {
        let values: Vec<I::Item> = self.0.into_iter().collect();
        let values: Vec<&dyn ToSql> = values.iter().map(|value| value as &dyn ToSql).collect();
        with(&values)
    }
}
