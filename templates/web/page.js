"use strict";
// What the page does by itself. Without it every step works all the same, with the buttons.
(function () {
  var waiting = null, turn = 0;

  // How a form is sent: over HTTP, or to the application in this very page where that has put its own way here.
  window.gikreport = window.gikreport || {
    send: function (form) {
      return fetch(document.getElementById("page").getAttribute("action"), {method: "POST", body: form, credentials: "same-origin"})
        .then(function (answer) { return answer.ok ? answer.text() : ""; });
    }
  };

  function page() { return document.getElementById("page"); }

  // The page as it would be now; what follows from what was typed is put in place, what is being typed is let be.
  function look() {
    var mine = ++turn, form = new FormData(page()), step = page().dataset.step;
    Array.from(form.keys()).forEach(function (name) { if (form.get(name) instanceof File) form.delete(name); });
    form.set("go", "go:" + step);
    window.gikreport.send(form).then(function (text) {
      if (text && mine === turn && page().dataset.step === step) follow(new DOMParser().parseFromString(text, "text/html"));
    }, function () {});
  }

  // What is being worked on is kept in this browser, each tab under a name of its own, so that none writes over another.
  // A tab that is a copy of another, or begins another report, takes a new name.
  var OURS = "年报一页通 ";

  function named(whose) {
    var mine = JSON.parse(sessionStorage.getItem(OURS) || "null"), there = mine && JSON.parse(localStorage.getItem(mine.name) || "null");
    var same = there && there.at === mine.at && there.whose === whose;
    return same || (mine && !there) ? mine.name : OURS + Date.now() + Math.random();
  }

  function keep() {
    var work = document.getElementById("work"), whose = document.querySelector(".whose");
    if (!work || !whose) return;
    try {
      var name = named(whose.textContent), at = Date.now();
      localStorage.setItem(name, JSON.stringify({whose: whose.textContent, at: at, work: work.value}));
      sessionStorage.setItem(OURS, JSON.stringify({name: name, at: at}));
      document.getElementById("whereabouts").firstChild.data = "填的内容随填随记在这台电脑的这个浏览器里，不存在别处；换电脑做，请“存成文件”。";
    } catch (error) { /* it cannot be kept here: the page says so as it stands */ }
  }

  function keptOnes() {
    try {
      return Object.keys(localStorage).filter(function (name) { return name.indexOf(OURS) === 0; })
        .map(function (name) { var one = JSON.parse(localStorage.getItem(name)); one.name = name; return one; })
        .sort(function (a, b) { return b.at - a.at; });
    } catch (error) { return []; }
  }

  function part(name, words, inside) {
    var made = document.createElement(name);
    made.textContent = words;
    (inside || []).forEach(function (one) { made.append(one); });
    return made;
  }

  // On the first page: what was worked on here before, to go on with or to be forgotten.
  function offer() {
    var first = document.querySelector("#main .card"), found = keptOnes();
    if (page().dataset.step !== "start" || document.getElementById("work") || !found.length) return;
    var lines = found.map(function (one) {
      var on = part("button", "接着做"), off = part("button", "清除"), line;
      on.type = off.type = "button";
      on.setAttribute("aria-label", "接着做：" + one.whose);
      off.setAttribute("aria-label", "从这台电脑清除：" + one.whose);
      on.onclick = function () { resume(one); };
      off.onclick = function () {
        if (off.dataset.sure) { localStorage.removeItem(one.name); line.remove(); } else { off.dataset.sure = "1"; off.textContent = "真的清除？再按一次"; }
      };
      line = part("li", one.whose + "（" + new Date(one.at).toLocaleString("zh-CN") + "）　", [on, " ", off]);
      return line;
    });
    var card = part("section", "", [part("h2", "上次做到的"), part("ul", "", lines)]);
    card.className = "card kept";
    first.parentNode.insertBefore(card, first);
  }

  function resume(one) {
    var work = page().querySelector("[name=work]") || page().appendChild(document.createElement("input")), go = document.createElement("button");
    sessionStorage.setItem(OURS, JSON.stringify({name: one.name, at: one.at}));
    work.type = "hidden";
    work.name = "work";
    work.value = one.work;
    go.name = "go";
    go.value = "go:tables";
    go.hidden = true;
    page().appendChild(go);
    page().requestSubmit(go);
  }

  function follow(fresh) {
    document.querySelectorAll("[data-live]").forEach(function (here) {
      var there = fresh.getElementById(here.id);
      if (!there) return;
      if (here.tagName === "INPUT") here.value = there.getAttribute("value");
      else if (here.innerHTML !== there.innerHTML) here.innerHTML = there.innerHTML;
      here.className = there.className;
      here.title = there.title;
    });
    document.querySelectorAll("[data-mark]").forEach(function (here) { mark(here, fresh.getElementById(here.id)); });
    keep();
  }

  function mark(here, there) {
    if (!there) return;
    var said = here.parentNode.querySelector(".said"), now = there.parentNode.querySelector(".said");
    if (said) said.remove();
    if (now) here.parentNode.appendChild(document.importNode(now, true));
    ["aria-invalid", "aria-describedby"].forEach(function (name) {
      if (there.hasAttribute(name)) here.setAttribute(name, there.getAttribute(name)); else here.removeAttribute(name);
    });
  }

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(look, 250);
  }

  // The fields of a table by where they stand on paper: rows of columns, spans counted.
  function places(table) {
    var taken = [], found = [];
    Array.from(table.rows).forEach(function (row, y) {
      var x = 0;
      Array.from(row.cells).forEach(function (cell) {
        while ((taken[y] || [])[x]) x++;
        for (var i = 0; i < cell.rowSpan; i++) for (var j = 0; j < cell.colSpan; j++) (taken[y + i] = taken[y + i] || [])[x + j] = true;
        var field = cell.querySelector("input");
        if (field) found.push({x: x, y: y, field: field});
        x += cell.colSpan;
      });
    });
    return found;
  }

  function beside(field, dx, dy) {
    var all = places(field.closest("table")), at = all.find(function (one) { return one.field === field; }), best = null;
    all.forEach(function (one) {
      var along = dx ? (one.x - at.x) * dx : (one.y - at.y) * dy, across = dx ? one.y - at.y : one.x - at.x;
      if (along > 0 && across === 0 && (!best || along < best.along)) best = {along: along, field: one.field};
    });
    return best && best.field;
  }

  document.addEventListener("keydown", function (event) {
    var field = event.target, moves = {ArrowUp: [0, -1], ArrowDown: [0, 1], Enter: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0]};
    if (!field.matches || !field.matches(".paper input") || !moves[event.key] || event.isComposing) return;
    var inside = field.selectionStart !== field.selectionEnd ? false : event.key === "ArrowLeft" ? field.selectionStart > 0 : event.key === "ArrowRight" && field.selectionEnd < field.value.length;
    if (inside) return;
    var to = beside(field, moves[event.key][0], moves[event.key][1]);
    event.preventDefault();
    if (to) { to.focus(); to.select(); }
  });

  // A block copied in Excel or WPS: rows in lines, columns between tabs; each number into the field at its place.
  document.addEventListener("paste", function (event) {
    var field = event.target, text = event.clipboardData && event.clipboardData.getData("text/plain");
    if (!field.matches || !field.matches(".paper input") || !text || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    var all = places(field.closest("table")), at = all.find(function (one) { return one.field === field; });
    var columns = Array.from(new Set(all.map(function (one) { return one.x; }))).filter(function (x) { return x >= at.x; }).sort(function (a, b) { return a - b; });
    var rows = Array.from(new Set(all.map(function (one) { return one.y; }))).filter(function (y) { return y >= at.y; }).sort(function (a, b) { return a - b; });
    text.replace(/\r?\n$/, "").split(/\r?\n/).forEach(function (line, i) {
      line.split("\t").forEach(function (value, j) {
        var one = all.find(function (place) { return place.x === columns[j] && place.y === rows[i]; });
        if (one) one.field.value = value.trim();
      });
    });
    soon();
  });

  document.addEventListener("input", function (event) {
    if (event.target.closest("#page") && event.target.matches("[data-mark], textarea")) soon();
  });

  // A page that tells of problems begins with them.
  window.gikreport.shown = function () {
    document.documentElement.classList.add("live");
    var current = document.querySelector("nav [aria-current]");
    if (current) current.closest("nav").scrollLeft = current.offsetLeft - 80;
    keep();
    offer();
    var problems = document.getElementById("problems");
    if (problems && page().dataset.step !== "check") problems.focus();
  };
  window.gikreport.shown();
})();
