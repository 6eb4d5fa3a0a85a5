//! Signing in and out.

use crate::app::App;
use crate::problem::Problem;
use crate::session::cookie;
use crate::view::layout::{page, token};
use crate::visitor::Visitor;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// Where to go on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Next {
    next: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct SignIn {
    name: String,
    password: String,
    form_token: String,
    next: Option<String>,
}

/// A form that only proves where it comes from.
#[derive(Debug, Deserialize)]
pub(crate) struct Bare {
    form_token: String,
}

pub(crate) async fn form(visitor: Visitor, Query(next): Query<Next>) -> Markup {
    sheet(&visitor, next.next.as_deref(), None)
}

pub(crate) async fn submit(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Form(sent): Form<SignIn>,
) -> Result<Response, Problem> {
    check_token(&app, &visitor, &sent.form_token)?;
    if app.access.is_none() {
        return Ok(Redirect::to("/").into_response());
    }
    app.sign_ins.take(&visitor.counted_as).map_err(Problem::TooOften)?;
    let turn = app.hashing.acquire().await.map_err(Problem::broken)?;
    let all = Arc::clone(&app);
    let found = tokio::task::spawn_blocking(move || {
        all.access.as_ref().and_then(|access| access.check(&sent.name, &sent.password))
    });
    let found = found.await.map_err(Problem::broken)?;
    drop(turn);
    let next = local(sent.next.as_deref());
    let Some(user) = found else {
        let told = "No user has this name and password.";
        return Ok(sheet(&visitor, Some(next), Some(told)).into_response());
    };
    tracing::info!(user = user.name, "signed in");
    app.sessions.end(&visitor.session);
    let id = app.sessions.begin(user).map_err(Problem::broken)?;
    Ok(([(header::SET_COOKIE, cookie(&id, visitor.secure))], Redirect::to(next)).into_response())
}

pub(crate) async fn leave(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Form(sent): Form<Bare>,
) -> Result<Response, Problem> {
    check_token(&app, &visitor, &sent.form_token)?;
    app.sessions.end(&visitor.session);
    Ok(([(header::SET_COOKIE, cookie("", visitor.secure))], Redirect::to("/login")).into_response())
}

/// Whether a form was on a page of ours that this visitor was shown.
pub(crate) fn check_token(app: &App, visitor: &Visitor, token: &str) -> Result<(), Problem> {
    if app.sessions.is_form_token(&visitor.session, token) {
        return Ok(());
    }
    let told = "this form has expired: go back, load the page again and send it once more";
    Err(Problem::Forbidden(told.to_owned()))
}

/// A place on this site, or the first page: nobody is led away by a link.
fn local(next: Option<&str>) -> &str {
    let here =
        |next: &&str| next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    next.filter(here).unwrap_or("/")
}

fn sheet(visitor: &Visitor, next: Option<&str>, told: Option<&str>) -> Markup {
    page(
        visitor,
        "Sign in",
        html! {
            @if let Some(told) = told { p.problem role="alert" { (told) } }
            form.stack method="post" action="/login" {
                (token(visitor))
                input type="hidden" name="next" value=(local(next));
                label.field { span { "Name" } input type="text" name="name" autocomplete="username" required autofocus; }
                label.field { span { "Password" } input type="password" name="password" autocomplete="current-password" required; }
                button type="submit" { "Sign in" }
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_away() {
        assert_eq!(local(Some("/events?type=AID")), "/events?type=AID");
        for away in ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x"] {
            assert_eq!(local(Some(away)), "/");
        }
    }
}
