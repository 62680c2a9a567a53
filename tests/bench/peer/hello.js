// The least a worker can do on this engine.
export default {
  fetch: () => new Response("hello", { headers: { "content-type": "text/plain" } }),
};
