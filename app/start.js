// Starts the app. A file of its own, because the page's content security policy allows no inline script.
import start from "/app/jiannuo-app.js";

await start({ module_or_path: "/app/jiannuo-app_bg.wasm" });
