//! The way to the server, with `fetch` in the test's hands.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used)]

use jiannuo_domain::body::Salt;
use jiannuo_domain::id::{KeyId, OrganisationId};
use jiannuo_domain::push::{Push, ServedBody};
use jiannuo_domain::words::{Blob, MediaType};
use jiannuo_store::{DeviceKeys, HttpTransport, ListedOrganisation, Listing};
use jiannuo_sync::transport::{Asker, Brought, Offered, Transport, TransportError};
use jiannuo_tlog::log_key::LogKeys;
use jiannuo_tlog::tile::Tile;
use js_sys::Function;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[allow(dead_code, reason = "each test binary uses a part")]
mod support;

wasm_bindgen_test_configure!(run_in_browser);

const ORG: OrganisationId = OrganisationId::from_bytes([0xaa; 16]);

/// Answers every request by a script over `address` and `init`, one test after another; notes what was asked.
fn server(script: &str) {
    let install = format!(
        "globalThis.asked = [];
         globalThis.fetch = async (address, init) => {{
           asked.push([init.method ?? 'GET', address, init.cache ?? '', init.body ?? ''].join(' ').trim());
           {script}
         }}"
    );
    Function::new_no_args(&install).call0(&js_sys::global()).unwrap();
}

fn asked() -> Vec<String> {
    let asked = Function::new_no_args("return asked.join('\\n')").call0(&js_sys::global()).unwrap();
    asked.as_string().unwrap().lines().map(str::to_owned).collect()
}

#[wasm_bindgen_test]
async fn a_log_is_asked_for_by_name_once_the_server_has_told_it() {
    server(
        "const answer = new Response('note', { headers: { 'jiannuo-time-ms': '3' } });
         Object.defineProperty(answer, 'redirected', { value: address.includes('/aaaa') });
         Object.defineProperty(answer, 'url', { value: 'https://example.org/o/hall/log/checkpoint' });
         return answer;",
    );
    let transport = HttpTransport::new("https://example.org/");
    for _ in 0..2 {
        let offered = transport.checkpoint(&ORG).await.unwrap();
        assert_eq!(offered, Offered { note: "note".to_owned(), now_ms: 3 });
    }
    let first = format!("GET https://example.org/o/{ORG}/log/checkpoint no-store");
    assert_eq!(asked(), [first.as_str(), "GET https://example.org/o/hall/log/checkpoint no-store"]);
}

#[wasm_bindgen_test]
async fn bundles_and_tiles_may_be_cached_and_bodies_come_a_line_each() {
    server("return new Response(address.includes('tile') ? new Uint8Array([0, 1, 255]) : '')");
    let transport = HttpTransport::new("");
    assert_eq!(transport.bundle(&ORG, 1_000, 3).await.unwrap(), [0, 1, 255]);
    assert_eq!(transport.tile(&ORG, Tile { level: 1, index: 2, width: 256 }).await.unwrap(), [0, 1, 255]);
    assert_eq!(transport.bodies(&ORG, 256).await.unwrap(), Vec::<ServedBody>::new());
    let bundle = format!("GET /o/{ORG}/log/tile/entries/x001/000.p/3?org={ORG}");
    let bodies = format!("GET /o/{ORG}/log/bodies/from/256 no-store");
    let tile = format!("GET /o/{ORG}/log/tile/1/002?org={ORG}");
    assert_eq!(asked(), [bundle, tile, bodies]);
}

#[wasm_bindgen_test]
async fn a_logs_keys_are_read_and_what_is_too_large_is_not() {
    server("return new Response('{\"keys\":[]}')");
    assert_eq!(HttpTransport::new("").keys(&ORG).await.unwrap(), LogKeys { keys: Vec::new() });
    assert_eq!(asked(), [format!("GET /o/{ORG}/log/keys no-store")]);
    server("return new Response('{\"keys\":[]}' + ' '.repeat(1 << 20))");
    assert!(matches!(HttpTransport::new("").keys(&ORG).await, Err(TransportError::Malformed(_))));
}

#[wasm_bindgen_test]
async fn a_push_is_posted_as_json_and_answered_one_by_one() {
    server("return new Response('{\"size\":7,\"answers\":[]}', { status: 200 })");
    let push = Push { entries: Vec::new() };
    assert_eq!(HttpTransport::new("").push(&ORG, &push).await.unwrap().size, 7);
    HttpTransport::new("").found("hall", &push).await.unwrap();
    let expected = [
        format!("POST /o/{ORG}/entries  {{\"entries\":[]}}"),
        "POST /organisations  {\"slug\":\"hall\",\"push\":{\"entries\":[]}}".to_owned(),
    ];
    assert_eq!(asked(), expected);
}

#[wasm_bindgen_test]
async fn organisations_are_listed_with_what_is_known_of_them() {
    server(&format!(
        "return new Response(JSON.stringify({{ today: '2026-07-01', demo: true, organisations: [
           {{ org: '{ORG}', slug: 'hall', parent: null, name: '大厅', name_english: null, level: 'hall', pledges: 3 }},
           {{ org: '{ORG}', slug: 'new', parent: '{ORG}', name: null, name_english: null, level: null }},
         ] }}))"
    ));
    let listed = |slug: &str, name: &str, parent| ListedOrganisation {
        id: ORG,
        slug: slug.into(),
        name: name.into(),
        name_english: None,
        parent,
        successor: None,
        lost: None,
    };
    let Listing { is_demo, custodian, organisations } = HttpTransport::new("").organisations().await.unwrap();
    assert!(is_demo);
    assert_eq!(custodian, None, "a server from before, or one that keeps no logs");
    assert_eq!(organisations, [listed("hall", "大厅", None), listed("new", "new", Some(ORG))]);
}

#[wasm_bindgen_test]
async fn each_failure_has_its_own_meaning() {
    for (script, error) in [
        ("throw new TypeError('no network')", TransportError::Offline),
        (
            "return new Response('', { status: 429, headers: { 'Retry-After': '3' } })",
            TransportError::Busy { retry_after_ms: 3_000 },
        ),
        ("return new Response('{\"error\":\"not-found\"}', { status: 404 })", TransportError::UnknownOrganisation),
        (
            "return new Response('{\"error\":\"too-large\"}', { status: 413 })",
            TransportError::Rejected { code: "too-large".into() },
        ),
        (
            "return new Response(new ReadableStream({ start: (stream) => stream.error(new TypeError('cut')) }))",
            TransportError::Offline,
        ),
    ] {
        server(script);
        assert_eq!(HttpTransport::new("").checkpoint(&ORG).await, Err(error), "{script}");
    }
    server("return new Response('<html>please log in</html>')");
    assert!(matches!(HttpTransport::new("").checkpoint(&ORG).await, Err(TransportError::Malformed(_))));
}

/// A device's key, and a file of seven bytes.
async fn key_and_file() -> (DeviceKeys, KeyId, Blob) {
    let keys = DeviceKeys::new(&support::new_store().await);
    let key = keys.create().await.unwrap().id();
    let salt = Salt([7; 32]);
    let blob = Blob { hash: Blob::digest(b"%PDF-1\n", salt), salt, media: MediaType::Pdf, bytes: 7 };
    (keys, key, blob)
}

#[wasm_bindgen_test]
async fn s21_a_piece_says_where_it_belongs_and_who_brings_it() {
    server(
        "globalThis.sent = init.headers;
         const headers = { 'upload-offset': '7', 'upload-complete': '?1' };
         return new Response(null, { status: 204, headers });",
    );
    let (keys, key, blob) = key_and_file().await;
    let asker = Asker { keys: &keys, key, ahead_ms: 0 };
    let whole = Brought { offset: 7, is_complete: true };
    let transport = HttpTransport::new("");
    assert_eq!(transport.bring(&ORG, &blob, 0, b"%PDF-1\n", &asker).await, Ok(whole));
    assert_eq!(asked(), [format!("PATCH /o/{ORG}/blobs/{}  37,80,68,70,45,49,10", blob.hash)]);
    let sent = Function::new_no_args(
        "const { 'jiannuo-reader': reader, ...rest } = sent; return JSON.stringify([reader.split(' ')[0], rest])",
    );
    let sent = sent.call0(&js_sys::global()).unwrap().as_string().unwrap();
    let salt = "07".repeat(32);
    assert_eq!(
        sent,
        format!(
            r#"["{key}",{{"content-type":"application/partial-upload","upload-offset":"0","upload-length":"7","upload-complete":"?1","jiannuo-blob-salt":"{salt}","jiannuo-blob-media":"application/pdf"}}]"#
        )
    );
    assert_eq!(transport.brought(&ORG, &blob, &asker).await, Ok(whole));
    assert_eq!(asked()[1], format!("HEAD /o/{ORG}/blobs/{} no-store", blob.hash));
}

#[wasm_bindgen_test]
async fn s21_what_a_server_says_of_a_file_has_one_meaning() {
    let (keys, key, blob) = key_and_file().await;
    let asker = Asker { keys: &keys, key, ahead_ms: 0 };
    let transport = HttpTransport::new("");
    let elsewhere =
        "return new Response('', { status: 409, headers: { 'upload-offset': '3', 'upload-complete': '?0' } })";
    server(elsewhere);
    let there = Brought { offset: 3, is_complete: false };
    assert_eq!(transport.bring(&ORG, &blob, 0, b"%PDF-1\n", &asker).await, Ok(there), "where to go on");
    let rejected = |code: &str| Err(TransportError::Rejected { code: code.to_owned() });
    server("return new Response('{\"error\":\"blob-metadata\"}', { status: 422 })");
    assert_eq!(transport.bring(&ORG, &blob, 0, b"%PDF-1\n", &asker).await, rejected("blob-metadata"));
    server("return new Response('{\"error\":\"blobs-full\"}', { status: 507 })");
    assert_eq!(transport.bring(&ORG, &blob, 0, b"%PDF-1\n", &asker).await, rejected("blobs-full"));
    for (status, brought) in [(404, Ok(Brought::NOTHING)), (403, Ok(Brought::NOTHING)), (410, rejected("erased"))] {
        server(&format!("return new Response(null, {{ status: {status} }})"));
        assert_eq!(transport.brought(&ORG, &blob, &asker).await, brought, "{status}");
    }
    server("return new Response(null, { status: 503, headers: { 'retry-after': '5' } })");
    assert_eq!(transport.brought(&ORG, &blob, &asker).await, Err(TransportError::Busy { retry_after_ms: 5_000 }));
    server("return new Response(null, { status: 204 })");
    assert!(matches!(transport.brought(&ORG, &blob, &asker).await, Err(TransportError::Malformed(_))));
}

/// Time is made to run faster; the server never answers.
#[wasm_bindgen_test]
async fn a_server_that_never_answers_is_given_up() {
    server(
        "return new Promise((_, reject) =>
           init.signal.addEventListener('abort', () => reject(new DOMException('given up', 'AbortError'))));",
    );
    let faster = "
        globalThis.limits = [];
        globalThis.realSetTimeout = globalThis.setTimeout;
        globalThis.setTimeout = (action, limit) => { limits.push(limit); return realSetTimeout(action, limit / 1000); }";
    Function::new_no_args(faster).call0(&js_sys::global()).unwrap();
    let transport = HttpTransport::new("");
    let read = transport.checkpoint(&ORG).await;
    let pushed = transport.push(&ORG, &Push { entries: Vec::new() }).await;
    let limits = Function::new_no_args("globalThis.setTimeout = realSetTimeout; return limits.join()");
    let limits = limits.call0(&js_sys::global()).unwrap().as_string().unwrap();
    assert_eq!((read, pushed), (Err(TransportError::Offline), Err(TransportError::Offline)));
    assert_eq!(limits, "20000,60000");
}
