//! Bodies that are too large for a message lie in the queue's object store.

use crate::error::{Result, failed};
use async_nats::jetstream::Context;
use async_nats::jetstream::object_store::{Config, ObjectStore};
use tokio::io::AsyncReadExt;

/// What is larger is no part of a message. The server's own limit is 1 MB.
pub(crate) const LARGE: usize = 256 << 10;

/// The store of large bodies.
#[derive(Clone)]
pub(crate) struct Bodies(ObjectStore);

impl Bodies {
    /// The store of the queue `name`, made if it is not there.
    pub(crate) async fn open(js: &Context, name: &str) -> Result<Self> {
        let bucket = format!("{name}-bodies");
        if let Ok(store) = js.get_object_store(&bucket).await {
            return Ok(Self(store));
        }
        let config = Config { bucket, ..Config::default() };
        js.create_object_store(config).await.map(Self).map_err(failed)
    }

    pub(crate) async fn put(&self, key: &str, mut body: &[u8]) -> Result<()> {
        self.0.put(key, &mut body).await.map(|_| ()).map_err(failed)
    }

    pub(crate) async fn get(&self, key: &str) -> Result<Vec<u8>> {
        let mut object = self.0.get(key).await.map_err(failed)?;
        let mut body = Vec::new();
        object.read_to_end(&mut body).await?;
        Ok(body)
    }

    /// Forgets a body; one that is gone already is no failure.
    pub(crate) async fn remove(&self, key: &str) {
        if let Err(error) = self.0.delete(key).await {
            tracing::debug!(key, %error, "a body was not removed");
        }
    }
}
