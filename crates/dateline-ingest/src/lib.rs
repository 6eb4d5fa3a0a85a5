//! From files to [`Report`](dateline_core::Report)s.
