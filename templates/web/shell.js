"use strict";
// What stands in place of a browser's own way with a server: the application is in this file, in a worker beside the page.
(function () {
  var NEEDED = "这个浏览器太旧，打不开这个文件：请用 Chrome、Edge 或 360、QQ 等浏览器的 97 以上内核（极速模式）。也可以用填报表（.xlsx）填报。";
  var waiting = {}, number = 0, worker = null;

  function say(text) {
    var at = document.getElementById("opening");
    if (at) at.textContent = text;
  }

  function unpacked(id) {
    var text = atob(document.getElementById(id).textContent), bytes = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  }

  function begin() {
    if (typeof DecompressionStream === "undefined" || typeof WebAssembly === "undefined" || typeof BigInt64Array === "undefined" || !Blob.prototype.stream) {
      say(NEEDED);
      return;
    }
    var names = JSON.parse(document.getElementById("manifest").textContent).parts.map(function (part) { return part.name; });
    Promise.all(names.map(function (name) { return unpacked("part-" + name); })).then(function (contents) {
      var parts = {}, scripts = [];
      names.forEach(function (name, i) { if (/\.js$/.test(name)) scripts.push(contents[i]); else parts[name] = contents[i]; });
      scripts = scripts.reduce(function (all, one) { return all.concat([one, "\n;\n"]); }, []);
      worker = new Worker(URL.createObjectURL(new Blob(scripts.concat([document.getElementById("worker").textContent]), {type: "text/javascript"})));
      worker.onmessage = function (event) { answered(event.data); };
      worker.onerror = function () { say(NEEDED); };
      worker.postMessage({parts: parts}, Object.values(parts));
      names.forEach(function (name) { document.getElementById("part-" + name).remove(); });
    }).catch(function (error) { say(NEEDED + "（" + error + "）"); });
  }

  function answered(told) {
    if (told.ready) { visit("GET", null, "", false); return; }
    if (!(told.id in waiting)) { say(NEEDED + "（" + told.failed + "）"); return; }
    var one = waiting[told.id];
    delete waiting[told.id];
    if (told.failed) one.failed(new Error(told.failed)); else one.done(told);
  }

  // A request to the application: a form is put into bytes as for any server.
  function ask(method, form) {
    var sent = form ? new Response(form) : null;
    return (sent ? sent.arrayBuffer() : Promise.resolve(new ArrayBuffer(0))).then(function (content) {
      return new Promise(function (done, failed) {
        var id = ++number;
        waiting[id] = {done: done, failed: failed};
        worker.postMessage({id: id, method: method, path: "/", kind: sent ? sent.headers.get("Content-Type") : "", content: content}, [content]);
      });
    });
  }

  function text(answer) { return new TextDecoder().decode(answer.content); }

  function visit(method, form, place, beside) {
    document.documentElement.classList.add("busy");
    return ask(method, form).then(function (answer) {
      if (answer.saved && !beside) save(answer); else if (beside) preview(answer); else show(text(answer), place);
    }).catch(function (error) {
      tell("没有办成：" + error.message);
    }).then(function () { document.documentElement.classList.remove("busy"); });
  }

  function tell(words) {
    var box = document.createElement("div");
    box.className = "summary";
    box.setAttribute("role", "alert");
    box.textContent = words;
    document.getElementById("main").prepend(box);
    window.scrollTo(0, 0);
  }

  function show(page, place) {
    var fresh = new DOMParser().parseFromString(page, "text/html");
    document.title = fresh.title;
    document.body.replaceChildren.apply(document.body, Array.from(fresh.body.childNodes));
    var footer = document.querySelector("footer"), contents = document.getElementById("contents") || kept;
    kept = contents;
    if (footer) footer.appendChild(contents.content.cloneNode(true));
    var to = place && document.getElementById(place.replace(/^[^#]*#/, ""));
    if (to) { to.scrollIntoView({block: "center"}); to.focus(); } else { window.scrollTo(0, 0); document.getElementById("main").focus(); }
    window.gikreport.shown();
  }

  var kept = document.getElementById("contents");

  function save(answer) {
    var name = /filename\*=UTF-8''([^;]+)/.exec(answer.saved), link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([answer.content], {type: answer.kind}));
    link.download = name ? decodeURIComponent(name[1]) : "report";
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  // The page as it will be published, over this one until it is closed; nothing in it can run.
  function preview(answer) {
    var box = document.createElement("div"), close = document.createElement("button"), frame = document.createElement("iframe");
    box.className = "preview";
    close.textContent = "关闭";
    close.type = "button";
    frame.setAttribute("sandbox", "");
    frame.title = "看一看";
    frame.srcdoc = text(answer);
    close.onclick = function () { box.remove(); };
    box.append(close, frame);
    document.body.append(box);
    close.focus();
  }

  document.addEventListener("submit", function (event) {
    event.preventDefault();
    if (document.documentElement.classList.contains("busy")) return;
    var form = new FormData(event.target), button = event.submitter;
    if (button && button.name) form.set(button.name, button.value);
    visit("POST", form, button && button.getAttribute("formaction"), !!(button && button.formTarget === "_blank"));
  });

  window.gikreport = {
    send: function (form) { return ask("POST", form).then(function (answer) { return answer.status === 200 ? text(answer) : ""; }); },
    last: null
  };
  begin();
})();
