//! What scripts can do: the methods of `window.hearth`, documented in docs/scripting.md.
//!
//! Values go over as plain objects (through JSON). Errors are thrown as `Error` with `code`, and `place` where there
//! is one.

use super::{
    benchmark,
    import::{self, Options},
};
use crate::{
    analytics::{self, Grain, Query, Scope},
    interchange::workspace_json::{ExportStamp, canonical, export},
    model::{RecordKind, facts::TableKind},
    store::Saving,
    ui::{
        app_state::App,
        clock, files,
        scripting::{getter, set},
    },
};
use js_sys::{Object, Uint8Array};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::future_to_promise;

/// An `Error` with a code and, where there is one, a place.
fn error(code: &str, message: &str, place: Option<&str>) -> JsValue {
    let error = js_sys::Error::new(message);
    set(&error, "code", &code.into());
    if let Some(place) = place {
        set(&error, "place", &place.into());
    }
    error.into()
}

fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let text = serde_json::to_string(value).map_err(|cause| error("internal", &cause.to_string(), None))?;
    js_sys::JSON::parse(&text)
}

fn from_js<T: for<'a> Deserialize<'a> + Default>(value: &JsValue, what: &str) -> Result<T, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(T::default());
    }
    let text = js_sys::JSON::stringify(value)?.as_string().unwrap_or_default();
    let mut reader = serde_json::Deserializer::from_str(&text);
    serde_path_to_error::deserialize(&mut reader).map_err(|cause| {
        error("invalid_argument", &format!("{what}: {}", cause.inner()), Some(&cause.path().to_string()))
    })
}

/// Gives `window.hearth` its methods.
pub fn complete(app: App, hearth: &Object) {
    method2(hearth, "importFile", move |file, options| Ok(future_to_promise(import_file(app, file, options)).into()));
    method2(hearth, "kpi", move |id, query| kpi(app, &id, &query));
    method2(hearth, "kpis", move |_, _| kpis(app));
    method2(hearth, "exportWorkspace", move |options, _| export_workspace(app, &options));
    method2(hearth, "benchmark", |records, _| Ok(future_to_promise(run_benchmark(records)).into()));
    method2(hearth, "stats", move |_, _| stats(app));
    getter(hearth, "saved", move || {
        future_to_promise(async move {
            app.settled()
                .await
                .map(|generation| JsValue::from_f64(generation as f64))
                .map_err(|cause| error(cause.code(), &cause.to_string(), None))
        })
        .into()
    });
}

fn method2(object: &Object, name: &str, call: impl Fn(JsValue, JsValue) -> Result<JsValue, JsValue> + 'static) {
    // An `Err` is thrown in JavaScript.
    let closure = Closure::<dyn Fn(JsValue, JsValue) -> Result<JsValue, JsValue>>::new(call);
    set(object, name, closure.as_ref());
    // The interface lives as long as the page.
    closure.forget();
}

async fn import_file(app: App, file: JsValue, options: JsValue) -> Result<JsValue, JsValue> {
    let options: Options = from_js(&options, "options")?;
    let name = options.name.clone();
    let (name, blob) = if let Some(blob) = file.dyn_ref::<web_sys::Blob>() {
        (name.or(file.dyn_ref::<web_sys::File>().map(web_sys::File::name)), blob.clone())
    } else if let Some(array) = file.dyn_ref::<Uint8Array>() {
        (name, files::from_bytes(array).await?)
    } else {
        return Err(error("invalid_argument", "Give a File, a Blob or a Uint8Array.", Some("file")));
    };
    let name = name.unwrap_or_else(|| "file".to_owned());
    match import::run(app, &name, &blob, options).await {
        Ok(report) => to_js(&report),
        Err(cause) => Err(error(cause.code, &cause.to_string(), Some(&cause.place.to_string()))),
    }
}

/// Records that a benchmark may have: beyond this the browser would end the page.
const BENCHMARK_MOST: f64 = 2_000_000.0;

async fn run_benchmark(records: JsValue) -> Result<JsValue, JsValue> {
    let records = records
        .as_f64()
        .filter(|records| (1.0..=BENCHMARK_MOST).contains(records))
        .ok_or_else(|| error("invalid_argument", "Say with how many records: 1 to 2 000 000.", Some("records")))?;
    let report = benchmark::run(records as usize, Box::new(|_| true)).await;
    to_js(&report.map_err(|why| error("stopped", &why, None))?)
}

/// What `kpi` takes beside the filters.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    #[serde(flatten)]
    query: Query,
    grain: Option<Grain>,
}

fn kpi(app: App, id: &JsValue, query: &JsValue) -> Result<JsValue, JsValue> {
    #[derive(Serialize)]
    struct Answer<'a> {
        id: &'a str,
        #[serde(flatten)]
        figure: analytics::Figure,
        formatted: String,
        series: Vec<analytics::Point>,
    }
    let id = id
        .as_string()
        .ok_or_else(|| error("invalid_argument", "The first argument is the id of a KPI.", Some("id")))?;
    let asked: Asked = from_js(query, "query")?;
    let data = app.data.get_untracked().ok_or_else(no_workspace)?;
    let scope = Scope::new(&data.dataset, &asked.query);
    let unknown = |cause: analytics::UnknownKpi| error("unknown_kpi", &cause.to_string(), Some("id"));
    let figure = scope.evaluate(&id).map_err(unknown)?;
    let series = match asked.grain {
        Some(grain) => scope.series(&id, grain).map_err(unknown)?,
        None => Vec::new(),
    };
    let unit = scope.kpi(&id).map_err(unknown)?.unit();
    let formatted = analytics::format_value(unit, figure.value);
    to_js(&Answer { id: &id, figure, formatted, series })
}

/// The catalogue, and the open workspace's own KPIs after it.
fn kpis(app: App) -> Result<JsValue, JsValue> {
    match app.data.get_untracked() {
        Some(data) => to_js(&data.dataset.kpis().all()),
        None => to_js(&analytics::catalogue()),
    }
}

fn no_workspace() -> JsValue {
    error("no_workspace", "No workspace is open.", None)
}

/// What `exportWorkspace` takes.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ExportOptions {
    canonical: bool,
}

fn export_workspace(app: App, options: &JsValue) -> Result<JsValue, JsValue> {
    let options: ExportOptions = from_js(options, "options")?;
    let workspace = app.peek().ok_or_else(no_workspace)?;
    let bytes = if options.canonical {
        canonical(&workspace)
    } else {
        export(&workspace, &ExportStamp { exported: clock::now() })
    };
    Ok(JsValue::from_str(&String::from_utf8_lossy(&bytes)))
}

fn stats(app: App) -> Result<JsValue, JsValue> {
    #[derive(Serialize)]
    struct Stats {
        workspace: Option<String>,
        name: Option<String>,
        rows: std::collections::BTreeMap<&'static str, usize>,
        records: std::collections::BTreeMap<&'static str, usize>,
        bytes: usize,
        generation: Option<u64>,
        revision: u64,
        saved: bool,
        workspaces: usize,
    }
    let workspace = app.peek();
    let saving = app.saving.get_untracked();
    let generation = match &saving {
        Some(Saving::Saved { generation }) => Some(*generation),
        _ => None,
    };
    let table = |kind: &TableKind| workspace.as_ref().map(|workspace| workspace.facts.table(*kind).clone());
    to_js(&Stats {
        workspace: workspace.as_ref().map(|workspace| workspace.settings.id.to_string()),
        name: workspace.as_ref().map(|workspace| workspace.settings.name.clone()),
        rows: TableKind::ALL.iter().map(|kind| (kind.name(), table(kind).map_or(0, |table| table.len()))).collect(),
        records: RecordKind::ALL
            .iter()
            .map(|kind| (kind.name(), workspace.as_ref().map_or(0, |workspace| workspace.records.of(*kind).len())))
            .collect(),
        bytes: TableKind::ALL.iter().filter_map(table).map(|table| table.bytes()).sum(),
        generation,
        revision: workspace.as_ref().map_or(0, |workspace| workspace.revision),
        saved: generation.is_some(),
        workspaces: app.listings.with_untracked(Vec::len),
    })
}
