//! What pages are made of.

pub(crate) mod bars;
pub(crate) mod facets;
pub(crate) mod form;
pub(crate) mod found;
pub(crate) mod globe;
pub(crate) mod ladder;
pub(crate) mod lanes;
pub(crate) mod layout;
pub(crate) mod marks;
pub(crate) mod names;
pub(crate) mod report;
pub(crate) mod standing;
pub(crate) mod story;
pub(crate) mod table;
pub(crate) mod text;
pub(crate) mod time;
pub(crate) mod trace;
pub(crate) mod views;
pub(crate) mod web;
