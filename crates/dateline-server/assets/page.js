// What moves on the page. Everything works without it, only slower.
"use strict";
(() => {
  const $ = (selector, from = document) => from.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];

  // Light and dark.
  const theme = $("#theme");
  const dark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const next = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    try { localStorage.setItem("theme", next); } catch { /* storage may be off */ }
  });

  // The sheet of shortcuts.
  const sheet = $("#sheet");
  $("#keys").hidden = false;
  $("#keys").addEventListener("click", () => sheet.showModal());

  // Layers stay as they were chosen.
  for (const box of all(".layers input")) {
    try {
      const kept = sessionStorage.getItem(box.id);
      if (kept !== null) box.checked = kept === "1";
      box.addEventListener("change", () => sessionStorage.setItem(box.id, box.checked ? "1" : "0"));
    } catch { /* storage may be off */ }
  }

  // Numbers beside a table stand open where there is room beside it. htmx looks
  // for them first: it was loaded before.
  document.addEventListener("DOMContentLoaded", () => {
    if (matchMedia("(min-width: 78rem)").matches) for (const numbers of all(".facets")) numbers.open = true;
  });

  // Views of a table that are kept stand in this browser.
  const views = $("[data-views]");
  const keep = $("[data-keep]");
  if (views) {
    const path = views.dataset.views;
    let kept = [];
    try { kept = JSON.parse(localStorage.getItem("views") ?? "[]").filter((view) => view.path === path && typeof view.query === "string"); } catch { /* storage may be off */ }
    const query = location.search.replace(/^\?/, "");
    const told = (asks) => [...new URLSearchParams(asks)].filter(([, value]) => value).map(([name, value]) => `${name}: ${value}`).join(", ");
    for (const view of kept) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `${path}?${view.query}`;
      link.textContent = `★ ${told(view.query)}`;
      if (view.query === query) link.setAttribute("aria-current", "true");
      item.append(link);
      views.insertBefore(item, $(".own", views));
    }
    if (keep) {
      const has = () => kept.some((view) => view.query === query);
      keep.textContent = has() ? "Forget this view" : "Keep this view";
      keep.parentElement.hidden = false;
      keep.addEventListener("click", () => {
        try {
          const others = JSON.parse(localStorage.getItem("views") ?? "[]").filter((view) => view.path !== path || view.query !== query);
          localStorage.setItem("views", JSON.stringify(has() ? others : [...others, { path, query }]));
          location.reload();
        } catch { keep.textContent = "This browser keeps nothing"; }
      });
    }
  }

  // A mark in the text opens its trace; a trace lights its words.
  const light = (id) => {
    for (const lit of all(".lit")) lit.classList.remove("lit");
    for (const mark of all(`[data-m="${CSS.escape(id)}"]`)) mark.classList.add("lit");
  };
  const open = () => {
    const id = location.hash.slice(1);
    const target = id && document.getElementById(id);
    if (!target) return;
    const folded = target.closest("details");
    if (folded) { folded.open = true; folded.scrollIntoView({ block: "nearest" }); choose(folded); }
    light(id);
  };
  addEventListener("hashchange", open);
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-m]");
    if (mark && !event.target.closest("a") && !String(getSelection())) location.hash = mark.dataset.m;
  });

  // Keys: one row or record is chosen, and keys act on it.
  let chosen = null;
  const rows = () => all("[data-row]").filter((row) => row.offsetParent !== null);
  function choose(row) {
    chosen?.classList.remove("here");
    chosen = row;
    row?.classList.add("here");
    row?.scrollIntoView({ block: "nearest" });
  }
  const step = (by) => {
    const list = rows();
    if (!list.length) return;
    const at = list.indexOf(chosen);
    choose(list[at < 0 ? 0 : Math.min(list.length - 1, Math.max(0, at + by))]);
  };
  const act = (action) => $(`button[value="${action}"]`, chosen ?? document)?.click();
  const places = { t: "/", s: "/stories", r: "/reports", e: "/events", c: "/claims", a: "/actors", w: "/watches" };
  let waiting = false;
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, dialog")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (waiting) {
      waiting = false;
      if (places[event.key]) location.href = places[event.key];
      return;
    }
    switch (event.key) {
      case "?": sheet.showModal(); break;
      case "/": $("#q")?.focus(); break;
      case "j": step(1); break;
      case "k": step(-1); break;
      case "g": waiting = true; setTimeout(() => { waiting = false; }, 1200); break;
      case "a": act("accept"); break;
      case "x": act("reject"); break;
      case "u": act("undo"); break;
      case "e": $("a.amend", chosen ?? document)?.click(); break;
      case "Enter": {
        if (event.target.closest("a, button, summary")) return;
        if (chosen?.matches("details")) chosen.open = !chosen.open;
        else $("a", chosen ?? document.createElement("i"))?.click();
        break;
      }
      default: return;
    }
    event.preventDefault();
  });
  open();
})();
