//! `serve`: the built page on this machine.

use anyhow::{Context, Result, bail};

use crate::dist::{self, Profile};
use crate::place;
use crate::web_server::WebServer;

const PORT: u16 = 8080;

pub fn run(args: &[String]) -> Result<()> {
    let mut port = PORT;
    let mut profile = Profile::Release;
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--dev" => profile = Profile::Dev,
            "--port" => {
                let number = args.next().context("--port needs a number")?;
                port = number.parse().with_context(|| format!("`{number}` is no port: give a number up to 65535"))?;
            }
            other => bail!("unexpected `{other}`: serve takes --port N and --dev"),
        }
    }
    let server = WebServer::bind(&place::dist(), port)?;
    dist::build(profile)?;
    println!("Hearth is at {} (Ctrl+C ends it)", server.url()?);
    server.serve();
    Ok(())
}
