//! A browser with the page in it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, ChromiumLikeCapabilities, WindowHandle};
use tokio::time::Instant;

use super::log::Log;
use super::{Profile, settings};

/// How long anything may take to show before the test fails.
pub const DEADLINE: Duration = Duration::from_secs(20);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// How the browser is opened.
#[derive(Clone)]
pub struct Options {
    /// Of the page's visible part, in px.
    pub size: (u32, u32),
    /// What the system prefers.
    pub dark: bool,
    /// Fragment to open the page at, `#/…` or nothing.
    pub route: String,
}

impl Default for Options {
    fn default() -> Self {
        Self { size: (1440, 900), dark: false, route: String::new() }
    }
}

/// An open browser. End it with [`Page::close`]; a test that fails before is cleaned up after.
pub struct Page {
    /// Before the profile, as fields are dropped in order.
    session: Session,
    profile: Profile,
    options: Options,
    log: Log,
}

impl Page {
    /// A fresh browser at the page as it opens by default, app started.
    pub async fn open() -> Result<Self> {
        Self::open_with(Profile::fresh()?, Options::default()).await
    }

    /// A browser with this profile, app started.
    pub async fn open_with(profile: Profile, options: Options) -> Result<Self> {
        let page = Self::blank(profile, options).await?;
        let route = page.options.route.clone();
        page.driver().goto(page.address(&route)?).await?;
        page.started().await?;
        Ok(page)
    }

    /// A browser with this profile and an empty tab.
    pub async fn blank(profile: Profile, options: Options) -> Result<Self> {
        let capabilities = capabilities(&profile, &options)?;
        let driver = WebDriver::builder(settings::webdriver()?, capabilities)
            .request_timeout(Duration::from_secs(240))
            .await
            .context("the browser did not start")?;
        driver.set_script_timeout(Duration::from_secs(180)).await?;
        let page = Self { session: Session(driver), profile, options, log: Log::default() };
        page.prepare_tab().await?;
        Ok(page)
    }

    /// Closes the browser properly and gives back its profile.
    pub async fn close(self) -> Result<Profile> {
        self.session.0.clone().quit().await?;
        Ok(self.profile)
    }

    /// Ends the browser as a power cut would, and gives back the profile as it was left on disk.
    pub fn kill(self) -> Result<Profile> {
        self.profile.kill_browser()?;
        Ok(self.profile)
    }

    /// The WebDriver session, for what has no helper here.
    pub fn driver(&self) -> &WebDriver {
        &self.session.0
    }

    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    pub fn log(&self) -> &Log {
        &self.log
    }

    /// The name of the site this page is under; see the server in xtask.
    pub fn site(&self) -> String {
        self.profile.name()
    }

    /// The page's address with a fragment. The same for the same profile.
    pub fn address(&self, route: &str) -> Result<String> {
        Ok(format!("{}site/{}/{}", settings::url()?, self.site(), fragment(route)))
    }

    // Going places

    /// Goes to a route, `content/calendar?view=month` say, as a changed address would: no reload.
    pub async fn goto(&self, route: &str) -> Result<()> {
        self.run("location.hash = args", json!(fragment(route))).await?;
        Ok(())
    }

    /// Loads the page again, and waits until the app has started.
    pub async fn reload(&self) -> Result<()> {
        self.driver().refresh().await?;
        self.started().await
    }

    /// Waits until the app has mounted and, where it says so, is ready with its data.
    pub async fn started(&self) -> Result<()> {
        // The theme tells our page from the browser's own error page, which has no boot screen either.
        self.wait_true("document.documentElement.dataset.theme && !document.querySelector('#boot')").await?;
        self.run("await window.hearth?.ready", Value::Null).await?;
        Ok(())
    }

    /// Opens the page in one more tab and stays in it.
    pub async fn new_tab(&self, route: &str) -> Result<WindowHandle> {
        let tab = self.driver().new_tab().await?;
        self.switch_to(&tab).await?;
        self.prepare_tab().await?;
        self.driver().goto(self.address(route)?).await?;
        self.started().await?;
        Ok(tab)
    }

    /// The tab in front.
    pub async fn tab(&self) -> Result<WindowHandle> {
        Ok(self.driver().window().await?)
    }

    /// Brings a tab to the front.
    pub async fn switch_to(&self, tab: &WindowHandle) -> Result<()> {
        Ok(self.driver().switch_to_window(tab.clone()).await?)
    }

    // Looking

    /// Waits until `look` gives something; `what` says what was missing when it never does.
    pub async fn wait_until<T>(&self, what: &str, mut look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
        let start = Instant::now();
        loop {
            let seen = look().await;
            match seen {
                Ok(Some(found)) => return Ok(found),
                _ if start.elapsed() < DEADLINE => tokio::time::sleep(PAUSE).await,
                Err(error) => return Err(error.context(format!("waited {DEADLINE:?} for {what}"))),
                Ok(None) => bail!("waited {DEADLINE:?} for {what}; the page shows:\n{}", self.text("body").await?),
            }
        }
    }

    /// Waits for an element that shows.
    pub async fn wait_for(&self, css: &str) -> Result<WebElement> {
        self.wait_until(css, async || {
            for element in self.driver().find_all(By::Css(css)).await? {
                if element.is_displayed().await? {
                    return Ok(Some(element));
                }
            }
            Ok(None)
        })
        .await
    }

    /// Waits until no such element is there.
    pub async fn wait_gone(&self, css: &str) -> Result<()> {
        self.wait_until(&format!("no {css}"), async || {
            Ok(self.driver().find_all(By::Css(css)).await?.is_empty().then_some(()))
        })
        .await
    }

    /// Waits until the visible text of an element contains `part`.
    pub async fn wait_text(&self, css: &str, part: &str) -> Result<()> {
        self.wait_until(&format!("“{part}” in {css}"), async || {
            Ok(self.text(css).await?.contains(part).then_some(()))
        })
        .await
    }

    /// Waits until a script's expression is true.
    pub async fn wait_true(&self, expression: &str) -> Result<()> {
        self.wait_until(expression, async || {
            let value = self.run(&format!("return Boolean({expression})"), Value::Null).await?;
            Ok((value == true).then_some(()))
        })
        .await
    }

    /// The visible text of the first such element.
    pub async fn text(&self, css: &str) -> Result<String> {
        Ok(self.driver().find(By::Css(css)).await?.text().await?)
    }

    /// How many such elements there are.
    pub async fn count(&self, css: &str) -> Result<usize> {
        Ok(self.driver().find_all(By::Css(css)).await?.len())
    }

    /// Fails if the browser logged an error, such as a broken script or something the security policy
    /// forbids.
    pub async fn assert_quiet(&self) -> Result<()> {
        self.log.assert_quiet(self.driver()).await
    }

    /// Takes a picture of what shows, into target/shots/NAME.png.
    pub async fn shot(&self, name: &str) -> Result<PathBuf> {
        let folder = settings::shots()?;
        std::fs::create_dir_all(&folder)?;
        let file = folder.join(format!("{name}.png"));
        self.driver().screenshot(&file).await?;
        Ok(file)
    }

    // Acting

    /// Waits for something to press whose accessible name is `name`, and clicks it.
    pub async fn click(&self, name: &str) -> Result<()> {
        self.wait_until(&format!("something to press named “{name}”"), async || {
            let found = self.driver().execute(FIND_BY_NAME, vec![json!(name)]).await?;
            if found.json().is_null() {
                return Ok(None);
            }
            // Still moving, or covered for a moment: look again.
            Ok(found.element()?.click().await.ok())
        })
        .await
    }

    /// Waits for an element and clicks it.
    pub async fn click_css(&self, css: &str) -> Result<()> {
        self.wait_until(&format!("a click on {css}"), async || Ok(self.wait_for(css).await?.click().await.ok())).await
    }

    /// Types into whatever has the focus.
    pub async fn type_keys(&self, keys: &str) -> Result<()> {
        Ok(self.driver().action_chain().send_keys(keys).perform().await?)
    }

    /// Presses a key with modifiers held, `press(&[Key::Control], 'k')` say.
    pub async fn press(&self, held: &[Key], key: char) -> Result<()> {
        let mut chain = self.driver().action_chain();
        for modifier in held {
            chain = chain.key_down(modifier.value());
        }
        chain = chain.send_keys(key.to_string());
        for modifier in held.iter().rev() {
            chain = chain.key_up(modifier.value());
        }
        Ok(chain.perform().await?)
    }

    /// Replaces the text of a field; again where the focus was still on its way elsewhere.
    pub async fn fill(&self, css: &str, text: &str) -> Result<()> {
        self.wait_until(&format!("“{text}” in {css}"), async || {
            let field = self.wait_for(css).await?;
            if field.click().await.is_err() {
                return Ok(None);
            }
            self.press(&[Key::Control], 'a').await?;
            field.send_keys(text).await?;
            let there = field.prop("value").await?;
            Ok((there.as_deref() == Some(text)).then_some(()))
        })
        .await
    }

    /// The selector of the control that a label names: the last such in the page, as panels stand over lists.
    pub async fn field(&self, label: &str) -> Result<String> {
        const FIND: &str = "
            const found = [...document.querySelectorAll('label')].filter((one) => one.htmlFor && one.firstElementChild?.textContent.trim() === arguments[0][0]);
            return found.at(-1)?.htmlFor ?? null";
        self.wait_until(&format!("a field “{label}”"), async || {
            let id = self.run(&FIND.replace("arguments[0]", "args"), json!([label])).await?;
            Ok(id.as_str().map(|id| format!("[id=\"{id}\"]")))
        })
        .await
    }

    /// Replaces what is in the field with this label.
    pub async fn fill_field(&self, label: &str, text: &str) -> Result<()> {
        let css = self.field(label).await?;
        self.fill(&css, text).await
    }

    /// Sets a date, a time or a choice, whose keys differ from machine to machine: to a value, or for a choice to the
    /// option that reads so.
    pub async fn set_field(&self, label: &str, value: &str) -> Result<()> {
        let css = self.field(label).await?;
        let set = "
            const [css, value] = args;
            const control = document.querySelector(css);
            const option = [...(control.options ?? [])].find((option) => option.text === value);
            control.value = option ? option.value : value;
            control.dispatchEvent(new Event('change', {bubbles: true}));
            return control.value !== ''";
        self.run(set, json!([css, value])).await?;
        Ok(())
    }

    /// Drags with the pointer from the middle of one element to the middle of another.
    pub async fn drag(&self, from: &str, to: &str) -> Result<()> {
        let (from, to) = (self.wait_for(from).await?, self.wait_for(to).await?);
        let chain = self.driver().action_chain().move_to_element_center(&from).click_and_hold();
        Ok(chain.move_by_offset(12, 12).move_to_element_center(&to).release().perform().await?)
    }

    /// Gives files to an `<input type=file>`, which may be hidden.
    pub async fn upload(&self, css: &str, files: &[&Path]) -> Result<()> {
        let names: Vec<String> = files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
        let input =
            self.wait_until(css, async || Ok(self.driver().find_all(By::Css(css)).await?.into_iter().next())).await?;
        input.send_keys(names.join("\n")).await?;
        Ok(())
    }

    /// Waits until a file with this ending has been downloaded in full.
    pub async fn downloaded(&self, ending: &str) -> Result<PathBuf> {
        let folder = self.profile.downloads();
        self.wait_until(&format!("a download named *{ending}"), async || {
            for entry in std::fs::read_dir(&folder)? {
                let path = entry?.path();
                if path.to_string_lossy().ends_with(ending) {
                    return Ok(Some(path));
                }
            }
            Ok(None)
        })
        .await
    }

    /// Runs the body of an async function in the page, with `args` as its argument; gives what it returns.
    /// For looking behind the scenes; what a person can do, do as a person would.
    pub async fn run(&self, body: &str, args: Value) -> Result<Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             (async (args) => {{ {body} }})(arguments[0]).then(
                 (value) => done({{value: value ?? null}}),
                 (error) => done({{error: String(error?.stack ?? error)}}));"
        );
        let mut answer = self.driver().execute_async(script, vec![args]).await?.json().clone();
        if let Some(error) = answer.get("error") {
            bail!("the script failed in the page: {}\n{body}", error.as_str().unwrap_or_default());
        }
        Ok(answer.get_mut("value").map(Value::take).unwrap_or_default())
    }

    /// Sends a command of the Chrome DevTools protocol to the tab in front.
    pub async fn cdp(&self, command: &str, parameters: Value) -> Result<()> {
        self.driver().cdp().send_raw(command, parameters).await.with_context(|| format!("{command} failed"))?;
        Ok(())
    }

    /// Changes the size of the page's visible part.
    pub async fn resize(&self, (width, height): (u32, u32)) -> Result<()> {
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.cdp("Emulation.setDeviceMetricsOverride", metrics).await
    }

    /// Changes what the system prefers.
    pub async fn prefer_dark(&self, dark: bool) -> Result<()> {
        let value = if dark { "dark" } else { "light" };
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": value}]});
        self.cdp("Emulation.setEmulatedMedia", media).await
    }

    /// Size and colour preference hold for one tab only.
    async fn prepare_tab(&self) -> Result<()> {
        self.resize(self.options.size).await?;
        self.prefer_dark(self.options.dark).await
    }
}

/// A session that is let go of without a word: by then the browser has quit, or is killed with its
/// profile, and asking it to quit would only wait.
struct Session(WebDriver);

impl Drop for Session {
    fn drop(&mut self) {
        // Fails only when it has quit already.
        let _ = self.0.clone().leak();
    }
}

fn fragment(route: &str) -> String {
    let route = route.trim_start_matches('#').trim_start_matches('/');
    if route.is_empty() { String::new() } else { format!("#/{route}") }
}

fn capabilities(profile: &Profile, options: &Options) -> Result<ChromeCapabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    capabilities.set_binary(&settings::chrome()?)?;
    let (width, height) = options.size;
    for flag in [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-crash-restore-bubble",
        "--force-prefers-reduced-motion",
        "--lang=en-GB",
        &format!("--window-size={width},{height}"),
        &format!("--user-data-dir={}", profile.path().display()),
    ] {
        capabilities.add_arg(flag)?;
    }
    let downloads = profile.downloads();
    let preferences = json!({"download.default_directory": downloads, "download.prompt_for_download": false});
    capabilities.add_experimental_option("prefs", preferences)?;
    capabilities.set("goog:loggingPrefs", json!({"browser": "ALL"}))?;
    Ok(capabilities)
}

/// The first visible, enabled thing to press with this accessible name; dialogs and menus, which come
/// later in the page, go first.
const FIND_BY_NAME: &str = r#"
const wanted = arguments[0].replace(/\s+/g, " ").trim();
const pressable = "button, a[href], summary, label, option, input[type=submit], input[type=button], input[type=checkbox], " +
    "input[type=radio], [role=button], [role=link], [role=tab], [role=menuitem], [role=menuitemradio], [role=menuitemcheckbox], " +
    "[role=option], [role=switch], [role=checkbox], [role=radio], [role=treeitem], [role=gridcell][tabindex]";
const text = (element) => (element?.innerText ?? element?.textContent ?? "").replace(/\s+/g, " ").trim();
const name = (element) => {
    const by = element.getAttribute("aria-labelledby");
    if (by) return by.split(/\s+/).map((id) => text(document.getElementById(id))).join(" ").trim();
    return (element.getAttribute("aria-label") ?? (text(element) || element.value || element.title || "")).trim();
};
const ready = (element) =>
    element.checkVisibility({visibilityProperty: true}) && !element.disabled && !element.closest("[inert], [aria-hidden=true]");
const dialog = [...document.querySelectorAll("dialog[open], [role=dialog], [role=menu], [role=listbox]")].filter(ready).pop();
const candidates = [...(dialog?.querySelectorAll(pressable) ?? []), ...document.querySelectorAll(pressable)];
return candidates.find((element) => ready(element) && name(element) === wanted) ?? null;
"#;
