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
    if (event.target.closest(".kilde-composer button") && window.matchMedia("(hover: hover)").matches) {
      document.querySelector(".kilde-ask textarea").focus({ preventScroll: true });
    }
  });
  new MutationObserver(tend).observe(document.body, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label"],
  });
}
