"use strict";
// The library and its runtime, away from the page so that nothing freezes. It fetches nothing: all that it asks for lies here.
const lying = {};

self.fetch = function (address) {
  const name = String(address && address.url || address).split("/").pop();
  if (!(name in lying)) return Promise.reject(new Error("not in this file: " + name));
  const kind = name.endsWith(".wasm") ? "application/wasm" : name.endsWith(".json") ? "application/json" : "application/octet-stream";
  return Promise.resolve(new Response(lying[name], {headers: {"Content-Type": kind}}));
};

async function begin(parts) {
  Object.assign(lying, parts);
  const python = await loadPyodide({indexURL: "file-parts://here/", stdout: function () {}, stderr: function () {}});
  python.unpackArchive(lying["application.zip"], "zip", {extractDir: "/application"});
  for (const name of Object.keys(lying)) delete lying[name];
  python.runPython("import sys; sys.path.insert(0, '/application')");
  return python.pyimport("gikreport.web.in_page");
}

let application = null;

self.onmessage = async function (event) {
  const asked = event.data;
  try {
    if (asked.parts) {
      application = await begin(asked.parts);
      self.postMessage({ready: true});
      return;
    }
    const python = application.answer(asked.method, asked.path, asked.kind, new Uint8Array(asked.content));
    const [status, kind, saved, content] = python.toJs();
    python.destroy();
    if (asked.method === "GET") setTimeout(function () { application.warm(); }, 0);
    self.postMessage({id: asked.id, status: status, kind: kind, saved: saved, content: content}, [content.buffer]);
  } catch (error) {
    self.postMessage({id: asked.id, failed: String(error && error.message || error)});
  }
};
