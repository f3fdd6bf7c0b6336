//! Building the page: Trunk compiles and bundles it into a staging folder, then its module is
//! shrunk, its files get names by what is in them, its security policy and its service worker are
//! filled in, and only then does it become `dist/`.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow, bail};
use sha2::{Digest, Sha256};

use crate::tools::{self, wasm_std::WasmStd};
use crate::{csp, place, precache, process, split};

/// How hard wasm-opt tries; `-Oz` for the smallest module, `-O3` for the fastest.
const WASM_OPT_LEVEL: &str = "-Oz";

/// What the module may use. Named one by one: with all of them on, wasm-opt writes what browsers refuse.
const WASM_FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-simd",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Small and fast: what is published and tested.
    Release,
    /// Compiles sooner, and panics with line numbers.
    Dev,
}

impl Profile {
    /// From a command's arguments: nothing, or `--dev`.
    pub fn from_args(args: &[String]) -> Result<Self> {
        match args {
            [] => Ok(Self::Release),
            [one] if one == "--dev" => Ok(Self::Dev),
            _ => bail!("unexpected `{}`: the only choice here is --dev", args.join(" ")),
        }
    }
}

/// Builds the page into `dist/`.
pub fn build(profile: Profile) -> Result<()> {
    let wasm_std = tools::wasm_std::ready()?;
    let wasm_bindgen = tools::wasm_bindgen::ready()?;
    let wasm_opt = tools::wasm_opt::ready()?;
    let trunk = tools::trunk::ready()?;
    let _lock = tools::lock(&place::scratch()?.join("build.lock"))?;

    process::say("compiling and bundling the page");
    fetch_dependencies(&wasm_std)?;
    let staging = place::scratch()?.join("staging");
    place::remove(&staging)?;
    let mut command = Command::new(trunk.join("trunk"));
    command
        .args(["build", "--offline", "--log", "error", "--dist"])
        .arg(&staging)
        .env("PATH", process::path_with([wasm_bindgen.as_path()])?)
        .env("RUST_LIB_BACKTRACE", "0") // Where Trunk itself was when a compile failed helps nobody.
        .env_remove("NO_COLOR") // Trunk takes only `true` or `false` for it, and stops at the usual `1`.
        .current_dir(place::root());
    if profile == Profile::Release {
        command.args(["--release", "--features", "split"]);
    }
    process::run(wasm_std.apply(&mut command))?;

    if profile == Profile::Release {
        process::say("splitting the module into what is needed first and what is needed later");
        split::split(&wasm_std.compiled_module(), &wasm_bindgen, &staging, &stem(&staging)?)?;
        process::say(&format!("shrinking the module (wasm-opt {WASM_OPT_LEVEL})"));
        shrink(&wasm_opt, &staging)?;
    }
    name_by_content(&staging)?;
    let index = staging.join("index.html");
    let html = std::fs::read_to_string(&index).context("Trunk made no index.html")?;
    csp::check_nothing_remote(&html)?;
    std::fs::write(&index, csp::fill_in(&html)?)?;
    precache::fill_in(&staging)?;

    place::remove(&place::dist())?;
    std::fs::rename(&staging, place::dist()).context("cannot put the new page in place of dist/")
}

/// Downloads what Cargo.lock names and is not here yet; Trunk's own build stays offline.
fn fetch_dependencies(wasm_std: &WasmStd) -> Result<()> {
    process::twice("fetching crates", || {
        let mut command = Command::new("cargo");
        command.args(["fetch", "--quiet"]).current_dir(place::root());
        process::run(wasm_std.apply(&mut command))
    })
}

/// Runs wasm-opt on all modules, or takes the results of the same work done before.
fn shrink(wasm_opt: &Path, folder: &Path) -> Result<()> {
    let cache = place::scratch()?.join("wasm-opt");
    place::make(&cache)?;
    forget_all_but_newest(&cache)?;
    let mut modules = files_with_ending(folder, ".wasm")?;
    // The largest first, so that the cores end at about the same time.
    modules.sort_by_key(|module| std::cmp::Reverse(std::fs::metadata(module).map_or(0, |file| file.len())));
    let queue = std::sync::Mutex::new(modules.into_iter());
    let work = || -> Result<()> {
        loop {
            let next = queue.lock().map_err(|_| anyhow!("another module could not be shrunk"))?.next();
            let Some(module) = next else { return Ok(()) };
            shrink_one(wasm_opt, &cache, &module)?;
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().unwrap_or_else(|_| bail!("wasm-opt's thread ended")))
    })
}

fn shrink_one(wasm_opt: &Path, cache: &Path, module: &Path) -> Result<()> {
    let mut hash = Sha256::new();
    hash.update(WASM_OPT_LEVEL);
    hash.update(WASM_FEATURES.join(" "));
    hash.update(wasm_opt.to_string_lossy().as_bytes());
    hash.update(std::fs::read(module)?);
    let done = cache.join(precache::hex(&hash.finalize()[..16]));
    if !done.is_file() {
        let draft = done.with_extension("draft");
        process::run(
            Command::new("node")
                .arg(wasm_opt)
                .args([WASM_OPT_LEVEL, "--quiet"])
                .args(WASM_FEATURES)
                .arg(module)
                .arg("-o")
                .arg(&draft),
        )?;
        std::fs::rename(&draft, &done)?;
    }
    std::fs::copy(&done, module)?;
    Ok(())
}

/// Keeps the cache of shrunk modules from growing with every build.
fn forget_all_but_newest(cache: &Path) -> Result<()> {
    const KEPT: usize = 40;
    let mut files = Vec::new();
    for entry in std::fs::read_dir(cache)? {
        let entry = entry?;
        files.push((entry.metadata()?.modified()?, entry.path()));
    }
    files.sort();
    for (_, old) in files.iter().rev().skip(KEPT) {
        std::fs::remove_file(old)?;
    }
    Ok(())
}

/// The name that Trunk gave script and module, without their endings.
fn stem(folder: &Path) -> Result<String> {
    match files_with_ending(folder, "_bg.wasm")?.as_slice() {
        [module] => Ok(name_of(module).trim_end_matches("_bg.wasm").to_owned()),
        found => bail!("Trunk made {} modules where one was expected", found.len()),
    }
}

/// Gives scripts and modules names by what they are now: Trunk hashed the module before it was split and shrunk, and a
/// changed file under an unchanged name would be taken from the browser's cache. They name each other, so one hash
/// over all of them serves.
fn name_by_content(folder: &Path) -> Result<()> {
    let stem = stem(folder)?;
    if !stem.contains('-') {
        bail!("Trunk gave the module no hash: set `filehash = true` in Trunk.toml");
    }
    let mut scripts = vec![folder.join(format!("{stem}.js"))];
    scripts.extend(Some(folder.join(split::LOADER)).filter(|loader| loader.is_file()));
    let modules = files_with_ending(folder, ".wasm")?;
    let mut hash = Sha256::new();
    for file in scripts.iter().chain(&modules) {
        hash.update(Sha256::digest(std::fs::read(file).with_context(|| format!("there is no {}", file.display()))?));
    }
    let hash = precache::hex(&hash.finalize()[..8]);
    let renamed = |name: &str| match name.strip_prefix(&stem) {
        Some(ending) => format!("hearth-{hash}{ending}"),
        None => match name.rsplit_once('.') {
            Some((name, ending)) => format!("{name}-{hash}.{ending}"),
            None => name.to_owned(),
        },
    };
    let names: Vec<_> =
        scripts.iter().chain(&modules).map(|file| name_of(file)).map(|old| (renamed(&old), old)).collect();
    for file in &scripts {
        let text = std::fs::read_to_string(file)?;
        let text = names.iter().fold(text, |text, (new, old)| match old.strip_suffix(".js") {
            // A script is named where it is imported. Elsewhere the name is the one that the module itself uses.
            Some(_) => text.replace(&format!("from \"./{old}\""), &format!("from \"./{new}\"")),
            None => text.replace(old, new),
        });
        std::fs::write(file, text)?;
    }
    let index = folder.join("index.html");
    let html = std::fs::read_to_string(&index)?;
    let mut html = names.iter().fold(html, |html, (new, old)| html.replace(old, new));
    if scripts.len() > 1 {
        // Imported by the page's script, so the browser may as well fetch it beside that.
        let link = "rel=modulepreload>";
        let loader = format!("{link}<link crossorigin href=./{} {link}", renamed(split::LOADER));
        html = html.replacen(link, &loader, 1);
    }
    std::fs::write(&index, html)?;
    for (new, old) in &names {
        std::fs::rename(folder.join(old), folder.join(new))?;
    }
    Ok(())
}

fn files_with_ending(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if name_of(&path).ends_with(ending) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
