//! Only one of several pollers acts at a time: the one that holds the lease.

use crate::error::Result;
use crate::queue::Queue;
use async_nats::jetstream::kv::Store;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

/// A lease that is not renewed for so long is free.
const HOLDS: Duration = Duration::from_secs(30);
const KEY: &str = "poller";

/// The lease, as long as it is held.
pub(crate) struct Lease {
    store: Store,
    held: Arc<AtomicBool>,
    renewing: tokio::task::JoinHandle<()>,
}

impl Lease {
    /// Takes the lease of `queue`; None if somebody else has it.
    pub(crate) async fn take(queue: &Queue) -> Result<Option<Self>> {
        let store = queue.bucket("lease", HOLDS).await?;
        let who = format!("process {}", std::process::id());
        let Ok(mut revision) = store.create(KEY, who.clone().into()).await else {
            return Ok(None);
        };
        let held = Arc::new(AtomicBool::new(true));
        let (renewed, still) = (store.clone(), held.clone());
        let renewing = tokio::spawn(async move {
            loop {
                tokio::time::sleep(HOLDS / 4).await;
                match renewed.update(KEY, who.clone().into(), revision).await {
                    Ok(next) => revision = next,
                    Err(error) => {
                        tracing::warn!(%error, "the lease is lost");
                        still.store(false, Relaxed);
                        return;
                    }
                }
            }
        });
        Ok(Some(Self { store, held, renewing }))
    }

    /// Whether it is still ours.
    pub(crate) fn is_held(&self) -> bool {
        self.held.load(Relaxed)
    }

    /// Gives it back, so that nobody has to wait for it.
    pub(crate) async fn give_back(self) {
        self.renewing.abort();
        if self.is_held() {
            let _ = self.store.purge(KEY).await;
        }
    }
}
