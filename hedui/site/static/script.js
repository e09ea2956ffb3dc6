"use strict";
// What a page does besides showing: language, search, sifting of tables, copying, and the panel of the reader.
// Text of reports only ever enters a page as text (textContent, append): nothing of it is read as HTML.
(() => {
  const root = document.currentScript.dataset.root;
  const html = document.documentElement;

  // ---- language: Chinese, or English where it was asked for
  const kept = (name, value) => {
    try { return value === undefined ? localStorage.getItem(name) : localStorage.setItem(name, value); } catch { return null; }
  };
  const isEnglish = () => html.dataset.lang === "en";
  const say = (zh, en) => isEnglish() && en ? en : zh;
  const speak = (language) => {
    html.dataset.lang = language;
    html.lang = language === "en" ? "en" : "zh-Hans";
  };
  speak((new URLSearchParams(location.search).get("lang") || kept("hedui-lang")) === "en" ? "en" : "zh");

  // ---- small help
  const make = (tag, properties = {}, ...children) => {
    const element = document.createElement(tag);
    Object.assign(element, properties);
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  };
  const load = (source) => new Promise((done, failed) => {
    document.head.append(make("script", {src: root + source, onload: done, onerror: failed}));
  });
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  const isTyping = () => /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName);

  // ---- what the files of data call when they are loaded
  let codes = {};
  let names = null;
  let files = 0;
  let reports = [];
  const pairs = {};
  const onLanguage = [];
  window.heduiCodes = (given) => { codes = given; };
  window.heduiNames = (given, count, listed) => {
    names = given.map((name) => [...name, fold(name[1] + " " + name[2])]);
    files = count;
    reports = listed;
  };
  window.heduiPairs = (number, found) => { pairs[number] = found; };
  window.heduiBuild = (build) => {
    const tell = () => {
      document.getElementById("build").textContent = say(`构建 ${build.id}，数据截至 ${build.at} UTC`, `Build ${build.id}, data as of ${build.at} UTC`);
    };
    tell();
    onLanguage.push(tell);
  };

  // ---- search: names as they are, texts by pairs of characters, or by the server where there is one
  const hash = (pair) => {
    let value = 2166136261;
    for (const byte of new TextEncoder().encode(pair)) value = Math.imul(value ^ byte, 16777619) >>> 0;
    return value;
  };
  const inTexts = async (wanted) => {
    const characters = [...wanted];
    if (characters.length < 2) return [];
    if (!files) {
      if (!location.protocol.startsWith("http")) return null;
      const answer = await fetch(`${root}search?q=${encodeURIComponent(wanted)}`);
      return answer.ok ? (await answer.json()).map((hit) => [hit.title, hit.href, hit.passage]) : null;
    }
    let found = null;
    for (const pair of new Set(characters.slice(1).map((character, place) => characters[place] + character))) {
      const number = hash(pair) % files;
      if (!pairs[number]) await load(`search/${number}.js`).catch(() => { pairs[number] = {}; });
      let at = 0;
      const having = new Set((pairs[number][pair] || "").split(",").filter(Boolean).map((step) => { at += parseInt(step, 36); return at; }));
      found = found === null ? having : new Set([...found].filter((report) => having.has(report)));
      if (!found.size) return [];
    }
    return [...found].map((report) => [...reports[report], ""]);
  };
  const KINDS = {indicator: ["指标", "indicator"], place: ["地区", "place"], report: ["报告", "report"], finding: ["发现", "finding"], task: ["任务", "task"]};
  const search = () => {
    const box = document.getElementById("q");
    const hits = document.getElementById("hits");
    let turn = 0;
    let chosen = -1;
    const close = () => {
      hits.hidden = true;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    };
    const hit = (kind, title, href, passage = "") => {
      const link = make("a", {href: root + href, id: `hit${hits.childElementCount}`}, title, make("small", {}, kind));
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", "false");
      if (passage) link.append(make("span", {}, passage));
      hits.append(link);
    };
    const go = async () => {
      const mine = ++turn;
      const wanted = fold(box.value);
      if (!names) await load("search/names.js");
      if (mine !== turn) return;
      hits.replaceChildren();
      chosen = -1;
      if (!wanted) { close(); return; }
      const named = names.filter((name) => name[4].includes(wanted));
      for (const [kind, zh, en, href] of named.slice(0, 12)) hit(say(...KINDS[kind]), isEnglish() && kind !== "report" && kind !== "task" ? en.split("  ")[0] || zh : zh, href);
      hits.hidden = false;
      box.setAttribute("aria-expanded", "true");
      const texts = await inTexts(wanted).catch(() => null);
      if (mine !== turn) return;
      for (const [title, href, passage] of (texts || []).slice(0, 12)) hit(say("正文", "text"), title, `${href}?q=${encodeURIComponent(box.value.trim())}`, passage);
      if (texts === null) hits.append(make("p", {}, say("报告太多，正文检索需由 hedui serve 提供。", "There are too many reports: searching their texts needs hedui serve.")));
      else if (!hits.childElementCount) hits.append(make("p", {}, say("没有找到", "Nothing found")));
    };
    box.addEventListener("input", go);
    box.addEventListener("focus", () => { if (box.value) go(); });
    box.addEventListener("keydown", (event) => {
      const links = [...hits.querySelectorAll("a")];
      if (event.key === "Escape") close();
      if (event.key === "Enter" && links.length) links[Math.max(chosen, 0)].click();
      if ((event.key === "ArrowDown" || event.key === "ArrowUp") && links.length) {
        event.preventDefault();
        chosen = (chosen + (event.key === "ArrowDown" ? 1 : links.length - 1) + links.length) % links.length;
        links.forEach((link, place) => link.setAttribute("aria-selected", String(place === chosen)));
        box.setAttribute("aria-activedescendant", links[chosen].id);
        links[chosen].scrollIntoView({block: "nearest"});
      }
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !isTyping()) { event.preventDefault(); box.focus(); }
    });
    document.addEventListener("click", (event) => { if (!event.target.closest(".find")) close(); });
  };

  // ---- tables: long ones can be sifted by a word
  const sift = () => {
    for (const section of document.querySelectorAll("section.table")) {
      const rows = [...section.querySelectorAll("tbody tr")];
      if (rows.length < 12) continue;
      const box = make("input", {type: "search", className: "sift"});
      const name = () => { box.placeholder = say("只看含有…的行", "Only rows with …"); box.setAttribute("aria-label", box.placeholder); };
      name();
      onLanguage.push(name);
      box.addEventListener("input", () => {
        const wanted = fold(box.value);
        for (const row of rows) row.hidden = !fold(row.textContent).includes(wanted);
      });
      section.querySelector(".tools").append(box);
    }
  };

  // ---- copying
  const copy = async (text, button) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = make("textarea", {value: text, className: "unheard"});
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    const before = button.textContent;
    button.textContent = say("已复制", "Copied");
    setTimeout(() => { button.textContent = before; }, 1500);
  };
  const copying = () => {
    for (const button of document.querySelectorAll("button.copy")) {
      button.addEventListener("click", () => {
        const text = document.getElementById(button.dataset.of).innerText;
        copy(button.dataset.link ? `${text}\n${location.href.split("#")[0]}` : text, button);
      });
    }
  };

  // ---- the reader
  const FIELDS = ["place", "role", "comparator", "valueShown", "unitShown", "value", "low", "high", "unit", "rangeLow",
    "rangeHigh", "subject", "indicator", "region", "period", "start", "end", "periodKind", "changeKind", "baseStart",
    "baseEnd", "isInferred", "qualifies", "scope", "isPlanned", "isApproximate", "page", "block", "because", "isCorrected", "corrected"];
  const number = (value) => Number(value.toPrecision(10)).toLocaleString("en-US", {maximumFractionDigits: 10});
  const reader = () => {
    const block = document.getElementById("data");
    const id = block.dataset.document;
    const data = JSON.parse(block.textContent);
    const body = document.getElementById("body");
    const panel = document.getElementById("panel");
    const figures = Object.fromEntries(data.figures.map((row) => [row[0], Object.fromEntries(FIELDS.map((field, place) => [field, row[place]]))]));
    const checksOf = {};
    for (const check of data.checks) {
      for (const [figure] of new Map(check[5])) {
        if (figure.startsWith(id)) (checksOf[figure.slice(-5)] ||= []).push(check);
      }
    }
    const marks = [...body.querySelectorAll("a.m")];
    marks.forEach((mark, place) => { mark.tabIndex = place ? -1 : 0; });
    const code = (list, name) => name && codes[list][name] ? say(...codes[list][name]) : name;
    const days = (start, end) => [start, end].filter(Boolean).join(" – ");
    const readAs = (figure) => {
      const sign = code("Comparator", figure.comparator) || "";
      if (figure.valueShown !== null) return `${sign} ${number(figure.valueShown)} ${figure.unitShown || ""}`.trim();
      const ends = [figure.rangeLow, figure.rangeHigh].map((end) => end === null ? "…" : number(end));
      return figure.rangeLow === null && figure.rangeHigh === null ? "" : `${ends.join(" – ")} ${figure.unit || ""}`;
    };
    const interval = (figure) => {
      if (figure.low === null || figure.high === null || figure.low === figure.high || !figure.value || !figure.valueShown) return "";
      const ratio = figure.valueShown / figure.value;
      return [figure.low, figure.high].map((end) => number(end * ratio)).join(" – ");
    };
    const textOf = (place) => document.getElementById(place)?.textContent || "";
    let on = null;

    const tell = (mark) => {
      const figure = figures[mark.id];
      const list = make("dl");
      const line = (zh, en, value) => {
        if (value !== null && value !== undefined && value !== "") list.append(make("dt", {}, say(zh, en)), make("dd", {}, value));
      };
      line("角色", "Role", code("Role", figure.role));
      line("读作", "Read as", readAs(figure));
      line("可能区间", "May stand for", interval(figure));
      line("事物", "Subject", figure.subject);
      if (figure.indicator) line("指标", "Indicator", make("a", {href: `${root}indicator/${figure.indicator}.html`}, say(...data.indicators[figure.indicator])));
      if (figure.region && data.places[figure.region] && codes.Role && ["actual", "plan", "change", "rate", "rank"].includes(figure.role)) {
        line("地区", "Place", make("a", {href: `${root}place/${figure.region}.html`}, say(...data.places[figure.region])));
      }
      line("范围", "Scope", figure.scope);
      if (figure.end) line("时期", "Period", `${say(figure.period, days(figure.start, figure.end))}`);
      line("变化", "Change", code("ChangeKind", figure.changeKind));
      if (figure.baseEnd) line("基期", "Against", days(figure.baseStart, figure.baseEnd) + (figure.isInferred ? say("（推断）", " (inferred)") : ""));
      if (figure.isPlanned) line("计划", "Planned", say("是", "yes"));
      if (figure.isCorrected) line("读法", "Reading", say("经人工改正", "corrected by a person"));
      if (figure.isApproximate) line("约数", "Approximate", say("是", "yes"));
      if (figure.qualifies) {
        const [other, place] = figure.qualifies.split("-");
        line("说的是", "Speaks of", make("a", {href: other === id ? `#${place}` : `${other}.html#${place}`}, other === id ? textOf(place) : figure.qualifies));
      }
      line("位置", "Where", [figure.page ? say(`第 ${figure.page} 页`, `page ${figure.page}`) : "", say(`第 ${figure.block + 1} 段`, `paragraph ${figure.block + 1}`)].filter(Boolean).join(" "));
      for (const entry of (figure.because || "").split(" ").filter(Boolean)) {
        const [field, source] = entry.split("=");
        line(`${code("Field", field)}依据`, `Why this ${code("Field", field)}`, code("Because", source));
      }
      const close = make("button", {className: "close", type: "button"}, say("关闭", "Close"));
      close.addEventListener("click", () => panel.classList.remove("told"));
      panel.replaceChildren(close, make("h2", {}, mark.textContent), list);
      if (figure.corrected) {
        const [value, unit, because, source] = figure.corrected;
        panel.append(make("div", {className: "check"}, make("b", {}, say("更正", "Corrected")), `${number(value)} ${unit}\n${because}\n${source}`));
      }
      if (data.findings[mark.id]) panel.append(make("p", {}, make("a", {href: `${root}finding/${data.findings[mark.id]}.html`}, say("有一条发现涉及此数字", "A finding suspects this number"))));
      for (const [relation, verdict, reason, zh, en, members] of checksOf[mark.id] || []) {
        const tone = /conflict|errored|loosened|mixed|not_restated/.test(verdict) ? "bad" : /untestable/.test(verdict) ? "" : "good";
        const check = make("div", {className: "check"}, make("b", {className: tone}, code("Verdict", verdict)), code("Relation", relation), reason ? `（${code("Reason", reason)}）` : "", "\n", say(zh, en), "\n");
        for (const [figureId, text] of new Map(members)) {
          const [other, place] = figureId.split("-");
          if (other === id && place === mark.id) continue;
          check.append(make("a", {href: other === id ? `#${place}` : `${other}.html#${place}`}, text), "  ");
        }
        panel.append(check);
      }
      const cite = make("button", {type: "button"}, say("复制引用与链接", "Copy citation and address"));
      const address = `${location.href.split(/[?#]/)[0]}#${mark.id}`;
      const where = figure.page ? `，第${figure.page}页` : `，第${figure.block + 1}段`;
      cite.addEventListener("click", () => copy(`${block.dataset.cite}${where}：“${mark.textContent}”。\n${address}`, cite));
      panel.append(make("p", {className: "check"}, make("a", {href: `#${mark.id}`}, say("固定链接", "Permalink")), " ", make("code", {}, `${id}-${mark.id}`), "\n", cite));
    };
    const choose = (mark) => {
      if (on) { on.classList.remove("on"); on.tabIndex = -1; on.removeAttribute("aria-current"); }
      on = mark;
      on.classList.add("on");
      on.tabIndex = 0;
      on.setAttribute("aria-current", "true");
      panel.classList.add("told");
      tell(on);
    };
    const fromAddress = () => {
      const mark = document.getElementById(location.hash.slice(1));
      if (!mark || !mark.classList.contains("m")) return;
      choose(mark);
      mark.scrollIntoView({block: matchMedia("(max-width: 60rem)").matches ? "start" : "center"});
      mark.focus({preventScroll: true});
    };
    addEventListener("hashchange", fromAddress);
    body.addEventListener("click", (event) => {
      const mark = event.target.closest("a.m");
      if (mark) choose(mark);
    });
    if (matchMedia("(hover: hover)").matches) {
      let waiting = 0;
      body.addEventListener("mouseover", (event) => {
        const mark = event.target.closest("a.m:not(.off)");
        clearTimeout(waiting);
        waiting = setTimeout(() => { if (mark) tell(mark); else if (on) tell(on); }, 120);
      });
      body.addEventListener("mouseleave", () => { clearTimeout(waiting); if (on) tell(on); });
    }
    document.addEventListener("keydown", (event) => {
      if ((event.key !== "n" && event.key !== "p") || event.ctrlKey || event.metaKey || event.altKey || isTyping()) return;
      const seen = marks.filter((mark) => !mark.classList.contains("off"));
      const at = on ? seen.indexOf(on) : -1;
      const next = seen[(at + (event.key === "n" ? 1 : seen.length - 1) + seen.length) % seen.length];
      if (next) location.hash = next.id;
    });
    const boxes = [...document.querySelectorAll(".roles input")];
    const filter = () => {
      const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
      for (const mark of marks) mark.classList.toggle("off", !wanted.has(mark.classList[1]) && !mark.classList.contains("wrong"));
    };
    boxes.forEach((box) => box.addEventListener("change", filter));
    filter();
    document.getElementById("csv").addEventListener("click", () => {
      const cell = (value) => {
        let text = value === null || value === undefined ? "" : String(value);
        if (typeof value === "string" && text.length > 1 && /^[=+\-@\t\n＝＋－＠]/.test(text)) text = `'${text}`;
        return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
      };
      const heads = ["figure_id", "text", ...FIELDS.slice(1, -1)];
      const rows = data.figures.map((row) => [`${id}-${row[0]}`, textOf(row[0]), ...row.slice(1, -1)]);
      const file = new Blob([`\ufeff${[heads, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`], {type: "text/csv"});
      const link = make("a", {href: URL.createObjectURL(file), download: `${id}.csv`});
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
    onLanguage.push(() => { if (on) tell(on); });
    highlight(body);
    fromAddress();
  };
  // the words that were searched for, wherever the text has them, whatever their width, case or spaces
  const highlight = (body) => {
    const wanted = fold(new URLSearchParams(location.search).get("q") || "");
    if (!wanted || !window.Highlight) return;
    const ranges = [];
    for (const paragraph of body.querySelectorAll("p")) {
      const at = [];
      let text = "";
      const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (let place = 0; place < node.data.length; place++) {
          const folded = fold(node.data[place]);
          text += folded;
          for (let times = 0; times < folded.length; times++) at.push([node, place]);
        }
      }
      for (let place = text.indexOf(wanted); place >= 0; place = text.indexOf(wanted, place + 1)) {
        const range = new Range();
        const [last, end] = at[place + wanted.length - 1];
        range.setStart(...at[place]);
        range.setEnd(last, end + 1);
        ranges.push(range);
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
    html.dataset.found = String(ranges.length);
    if (ranges.length && !location.hash) ranges[0].startContainer.parentElement.scrollIntoView({block: "center"});
  };

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("lang");
    const name = () => {
      button.textContent = isEnglish() ? "中文" : "English";
      button.lang = isEnglish() ? "zh-Hans" : "en";
    };
    button.addEventListener("click", () => {
      speak(isEnglish() ? "zh" : "en");
      kept("hedui-lang", html.dataset.lang);
      for (const each of [name, ...onLanguage]) each();
    });
    name();
    search();
    sift();
    copying();
    if (document.getElementById("data")) reader();
  });
})();
