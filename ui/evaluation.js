() => {
  // The latest evaluation, over the page. Its own root keeps its looks and those of Gradio apart.
  const HASH = "#evaluation";
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  root.innerHTML = "<dialog aria-labelledby='title'></dialog>";
  document.body.append(host);
  const view = root.firstChild;
  const one = (selector) => view.querySelector(selector);
  const every = (selector) => [...view.querySelectorAll(selector)];
  const link = () => document.querySelector(".kilde-evaluation-link");
  let pushed = false;
  let latest = 0;

  const fetched = async (name, ...data) => {
    const { root: address, api_prefix: prefix } = window.gradio_config;
    const reply = await fetch(`${address}${prefix}/run/${name}`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ data }),
    });
    if (!reply.ok) throw new Error(reply.statusText);
    return (await reply.json()).data[0];
  };
  // What scrolls sideways must be within reach of the keyboard.
  const reach = () => every(".wide").forEach((wide) => {
    wide.tabIndex = wide.scrollWidth > wide.clientWidth ? 0 : -1;
  });

  // The address says whether it is open, so that Back closes it and a bookmark opens it.
  const open = async () => {
    const call = ++latest;
    link()?.setAttribute("aria-busy", "true");
    let html;
    try {
      html = await fetched("evaluation");
    } catch {
      html = "<h1 id='title'>Evaluation</h1><p>It cannot be shown. Is Kilde still running?</p><button type='button' class='close'>Back to the chat</button>";
    }
    link()?.removeAttribute("aria-busy");
    if (call !== latest) return;
    view.innerHTML = html;
    if (!view.open) view.showModal();
    (one("[role=tab]") ?? one(".close")).focus({ preventScroll: true });
    reach();
    if (one(".filters")) filter();
  };
  const close = () => {
    latest += 1;
    view.close();
    view.replaceChildren();
    link()?.focus({ preventScroll: true });
  };
  const follow = () => {
    if (location.hash === HASH) open();
    else if (view.open) close();
  };
  const leave = () => {
    if (pushed) history.back();
    else history.replaceState(history.state, "", location.pathname + location.search);
    pushed = false;
    if (view.open) close();
  };

  const choose = (tab) => {
    every("[role=tab]").forEach((other) => {
      const chosen = other === tab;
      other.setAttribute("aria-selected", String(chosen));
      other.tabIndex = chosen ? 0 : -1;
      one(`#${other.getAttribute("aria-controls")}`).hidden = !chosen;
    });
    tab.focus();
    reach();
  };
  const shown = () => every(".list li").filter((line) => !line.hidden);
  const filter = () => {
    const wanted = Object.fromEntries(new FormData(one(".filters")));
    const words = wanted.words.toLowerCase().split(/\s+/).filter(Boolean);
    every(".list li").forEach((line) => {
      const said = line.textContent.toLowerCase();
      line.hidden = !["outcome", "type", "suite"].every((kind) => !wanted[kind] || line.dataset[kind] === wanted[kind])
        || !words.every((word) => said.includes(word));
    });
    const count = shown().length;
    one(".found").textContent = count === 1 ? "1 question" : count ? `${count} questions` : "No question is like this.";
  };
  const read = async (line) => {
    const call = ++latest;
    const id = line.querySelector("button").value;
    let html;
    try {
      html = await fetched("evaluated", id, document.querySelector(".kilde-intro").dataset.corpus);
    } catch {
      html = "<button type='button' class='all'>All questions</button><p>This question cannot be shown. Load the page again.</p>";
    }
    if (call !== latest) return;
    const detail = one(".detail");
    detail.innerHTML = html;
    detail.scrollTop = 0;
    every("[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
    line.firstElementChild.setAttribute("aria-current", "true");
    line.scrollIntoView({ block: "nearest" });
    one(".split").classList.add("reading");
    const among = shown();
    const at = among.indexOf(line);
    every(".step").forEach((step) => (step.disabled = !among[at + Number(step.value)]));
    (one(".detail h2") ?? one(".detail .all")).focus({ preventScroll: true });
    reach();
  };
  const current = () => one("[aria-current]").closest("li");
  // In a conversation of its own, as the evaluation asked it; unless an answer is being written.
  const ask = async (question) => {
    leave();
    const button = (name) => [...document.querySelectorAll(".kilde-composer button")].find((it) => it.textContent.trim() === name && it.checkVisibility());
    button("New conversation")?.click();
    for (let tries = 100; tries && button("New conversation"); tries -= 1) await new Promise((go) => setTimeout(go, 50));
    const box = document.querySelector(".kilde-ask textarea");
    box.value = question;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus({ preventScroll: true });
    setTimeout(() => button("Ask")?.click(), 50);
  };

  view.addEventListener("click", (event) => {
    const pressed = event.target.closest("button, a");
    if (!pressed) return;
    if (pressed.matches(".close")) leave();
    else if (pressed.matches("[role=tab]")) choose(pressed);
    else if (pressed.matches(".list button")) read(pressed.parentElement);
    else if (pressed.matches(".step")) {
      const among = shown();
      read(among[among.indexOf(current()) + Number(pressed.value)]);
    } else if (pressed.matches(".all")) {
      one(".split").classList.remove("reading");
      one("[aria-current]")?.focus();
    } else if (pressed.matches(".ask")) ask(one(".detail h2").textContent);
    else if (pressed.matches("a")) {
      // A mark in an answer: its quotation is below it. The address is to stay.
      event.preventDefault();
      const quotation = root.getElementById(pressed.hash.slice(1));
      every(".meant").forEach((other) => other.classList.remove("meant"));
      if (!quotation) return;
      quotation.classList.add("meant");
      quotation.tabIndex = -1;
      quotation.focus({ preventScroll: true });
      quotation.scrollIntoView({ block: "center" });
    }
  });
  view.addEventListener("input", () => filter());
  view.addEventListener("submit", (event) => event.preventDefault());
  view.addEventListener("keydown", (event) => {
    const tabs = every("[role=tab]");
    const at = tabs.indexOf(event.target);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (at >= 0 && step) choose(tabs[(at + step + tabs.length) % tabs.length]);
  });
  view.addEventListener("cancel", (event) => event.preventDefault());
  window.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !view.open) return;
    // The source panel below listens too.
    event.stopImmediatePropagation();
    event.preventDefault();
    leave();
  }, { capture: true });
  // Before Gradio sees it: to Gradio a link is a change of the page.
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".kilde-evaluation-link") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    pushed = true;
    location.hash = HASH;
  }, { capture: true });
  window.addEventListener("hashchange", follow);
  window.addEventListener("resize", reach);
  follow();
}
