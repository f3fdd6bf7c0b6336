//! The network between browser and page.
//!
//! [`Page::site_down`] is the strong way to be offline: nothing answers any more, neither page nor
//! service worker. [`Page::offline`] also makes the browser say so (`navigator.onLine`).

use anyhow::{Context, Result};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Page, settings};

impl Page {
    /// Makes this page's own site drop every connection.
    pub async fn site_down(&self) -> Result<()> {
        self.log().expect("net::ERR_");
        self.log().expect("Failed to fetch");
        control(&self.site(), "down").await
    }

    /// Makes it answer again.
    pub async fn site_up(&self) -> Result<()> {
        control(&self.site(), "up").await
    }

    /// Tells the browser that the network is gone, or back, for the tab in front.
    pub async fn offline(&self, offline: bool) -> Result<()> {
        self.log().expect("net::ERR_INTERNET_DISCONNECTED");
        self.cdp("Network.enable", json!({})).await?;
        let conditions = json!({"offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1});
        self.cdp("Network.emulateNetworkConditions", conditions).await
    }
}

async fn control(site: &str, order: &str) -> Result<()> {
    let url = settings::url()?;
    let host = url.trim_start_matches("http://").trim_end_matches('/');
    let mut server = TcpStream::connect(host).await?;
    let request = format!("POST /control/{site}/{order} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    server.write_all(request.as_bytes()).await?;
    let mut answer = [0; 15];
    server.read_exact(&mut answer).await?;
    let done = answer.starts_with(b"HTTP/1.1 200 OK");
    done.then_some(()).with_context(|| format!("the server did not take {site} {order}"))
}
