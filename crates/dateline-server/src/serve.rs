//! Listening, and stopping without dropping anybody.

use crate::app::{App, Settings};
use crate::routes::router;
use crate::visitor::Peer;
use axum::extract::Request;
use dateline_ledger::LedgerError;
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tower::ServiceExt;

/// The most connections at a time; others wait in the system's queue.
const CONNECTIONS: usize = 1_024;
/// How long the head of a request may take to arrive.
const HEAD: Duration = Duration::from_secs(15);
/// How long requests may go on after we were told to stop.
const LAST_ORDERS: Duration = Duration::from_secs(20);

/// Why nothing is served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Others could come in, and nobody has to say who they are.
    #[error(
        "{0} can be reached from other machines, and no passwords are set: make a file of users \
         with `dateline access NAME --role editor >> users.tsv` and serve with --access users.tsv, \
         or listen on 127.0.0.1"
    )]
    Open(SocketAddr),
    /// The address cannot be had.
    #[error("{0} cannot be listened on: {1}")]
    Listen(SocketAddr, io::Error),
    /// The ledger cannot be opened.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The operating system gives no randomness.
    #[error("no sessions can be kept: {0}")]
    Random(String),
    /// The threads cannot be started.
    #[error("the server cannot be started: {0}")]
    Start(io::Error),
}

/// Serves the ledger on `listen` until `stop` is done. `ready` is told the
/// address once somebody can connect.
pub async fn serve(
    settings: Settings,
    listen: SocketAddr,
    ready: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    if !listen.ip().is_loopback() && settings.access.is_none() {
        return Err(ServeError::Open(listen));
    }
    let service = router(App::open(settings)?);
    let listener = TcpListener::bind(listen).await.map_err(|e| ServeError::Listen(listen, e))?;
    ready(listener.local_addr().unwrap_or(listen));

    let connections = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(64 << 10);
    tokio::pin!(stop);
    loop {
        let place = tokio::select! {
            () = &mut stop => break,
            place = Arc::clone(&connections).acquire_owned() => place,
        };
        let (stream, peer) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Too many open files, or somebody who has gone already.
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        let service = service.clone().map_request(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer.ip()));
            request
        });
        let _ = stream.set_nodelay(true);
        let connection =
            http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            let _place = place;
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke");
            }
        });
    }
    drop(listener);
    if timeout(LAST_ORDERS, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were not done in time");
    }
    tracing::info!("stopped");
    Ok(())
}
