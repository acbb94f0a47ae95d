() => {
  let asked = 0;
  const tend = () => {
    // Gradio names each message after its own source, which a screen reader would spell out as HTML.
    document.querySelectorAll(".kilde-chat [data-testid][aria-label]").forEach((said) => said.removeAttribute("aria-label"));
    // A new question moves to the top of the window, so that its answer can be read from the beginning while it grows.
    const questions = document.querySelectorAll(".kilde-chat .user-row");
    if (questions.length > asked) {
      const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      const question = questions[questions.length - 1];
      requestAnimationFrame(() => question.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" }));
    }
    asked = questions.length;
  };
  // The pressed button goes away; without this the keyboard would be left nowhere. Phones would open their keyboard.
  document.addEventListener("click", (event) => {
    if (event.target.closest(".kilde-composer button:not(.kilde-drawer-button)") && window.matchMedia("(hover: hover)").matches) {
      document.querySelector(".kilde-ask textarea").focus({ preventScroll: true });
    }
  });

  // The source panel: beside the chat where there is room, else a sheet over it. What it shows is made by ui/source.py.
  const LINK = "#source=";
  const beside = window.matchMedia("(min-width: 1080px)");
  const roomForThree = window.matchMedia("(min-width: 1980px)");
  const panel = document.createElement("dialog");
  panel.className = "kilde-source";
  panel.setAttribute("aria-label", "Source");
  panel.innerHTML = '<p class="kilde-unseen" aria-live="polite"></p><div class="kilde-source-sheet"></div>';
  document.body.append(panel);
  const [announced, sheet] = panel.children;
  let places = [];
  let opener = null;
  let latest = 0;

  const opens = (link) => link.matches(".kilde-open") ? link : document.getElementById(link.hash.slice(1))?.querySelector(".kilde-open");
  const inView = (tries = 6) => {
    // Blocks out of view have only a guessed height until they come near, so the place may move a little.
    sheet.querySelector(".kilde-here")?.scrollIntoView({ block: "start" });
    if (tries) requestAnimationFrame(() => inView(tries - 1));
  };
  const fetched = async (at) => {
    const { root, api_prefix: prefix } = window.gradio_config;
    const data = [places.map(({ place }) => place), at, document.querySelector(".kilde-intro").dataset.corpus];
    const reply = await fetch(`${root}${prefix}/run/source`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ data }),
    });
    if (!reply.ok) throw new Error(reply.statusText);
    return (await reply.json()).data[0];
  };
  // The list of conversations, the chat and the document side by side; or the list as a drawer, where it is too narrow.
  const makeRoom = () => {
    document.body.classList.toggle("kilde-beside", panel.open && beside.matches);
    document.body.classList.toggle("kilde-crowded", panel.open && beside.matches && !roomForThree.matches);
  };
  const show = async (at) => {
    const call = ++latest;
    const pressed = panel.contains(document.activeElement) && document.activeElement.getAttribute("aria-label");
    let html;
    try {
      html = await fetched(at);
    } catch {
      html = '<header class="kilde-source-head"><div class="kilde-source-bar"><button type="button" class="kilde-close">Close</button></div><p class="kilde-doubt">The document cannot be shown. Is Kilde still running?</p></header>';
    }
    if (call !== latest) return;
    sheet.innerHTML = html;
    if (!panel.open) beside.matches ? panel.show() : panel.showModal();
    makeRoom();
    document.querySelectorAll(".kilde-current").forEach((link) => link.classList.remove("kilde-current"));
    places[at].marks.forEach((link) => link.classList.add("kilde-current"));
    announced.textContent = `${sheet.querySelector(".kilde-count")?.textContent ?? ""} ${sheet.querySelector("h2")?.textContent ?? ""}`;
    const again = pressed && sheet.querySelector(`button[aria-label="${pressed}"]`);
    (again || sheet.querySelector(".kilde-source-text") || sheet.querySelector(".kilde-close")).focus({ preventScroll: true });
    inView();
  };
  const open = (link) => {
    const target = opens(link);
    const links = [...target.closest("ol, ul").querySelectorAll(".kilde-open")];
    places = links.map((one) => ({
      place: JSON.parse(decodeURIComponent(one.hash.slice(LINK.length))),
      marks: document.querySelectorAll(`.kilde-ref[href="#${one.closest("li").id}"]`),
    }));
    opener = link;
    show(links.indexOf(target));
  };
  const close = () => {
    const inside = !beside.matches || panel.contains(document.activeElement);
    panel.close();
    // Gradio may have written the answer anew since.
    const same = document.contains(opener) ? opener : document.querySelector(`.kilde-chat a[href="${opener.getAttribute("href")}"]`);
    if (inside) same?.focus({ preventScroll: true });
  };
  panel.addEventListener("close", () => {
    latest += 1;
    makeRoom();
    document.querySelectorAll(".kilde-current").forEach((link) => link.classList.remove("kilde-current"));
    sheet.replaceChildren();
  });
  beside.addEventListener("change", () => panel.open && close());
  roomForThree.addEventListener("change", makeRoom);
  panel.addEventListener("click", (event) => {
    const step = event.target.closest(".kilde-step, mark");
    if (step) show(Number(step.value ?? step.dataset.at));
    if (event.target === panel || event.target.closest(".kilde-close")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.open) {
      event.preventDefault();
      close();
    }
  });
  // While an answer is written its evidence is rendered anew with every word: a click would find its link gone.
  document.addEventListener("pointerdown", (event) => {
    const link = event.target.closest(".kilde-looking a.kilde-open");
    if (link && event.pointerType === "mouse" && event.button === 0) open(link);
  }, { capture: true });
  // Before Gradio sees it: to Gradio a link is a change of the page's address.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".kilde-chat a.kilde-ref, .kilde-chat a.kilde-open");
    if (link && opens(link)) {
      event.preventDefault();
      // What the mouse pressed is open already; what a finger or the keyboard chose is not.
      if (event.pointerType !== "mouse" || !link.closest(".kilde-looking")) open(link);
    }
  }, { capture: true });

  new MutationObserver(tend).observe(document.body, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label"],
  });
}
