() => {
  // On a narrow screen the conversations are a drawer.
  const button = document.querySelector(".kilde-drawer-button");
  const drawer = document.querySelector(".kilde-history");
  const isOpen = () => drawer.classList.contains("kilde-drawer-open");
  const open = (wanted) => {
    drawer.classList.toggle("kilde-drawer-open", wanted);
    button.setAttribute("aria-expanded", String(wanted));
  };
  open(false);
  drawer.tabIndex = -1;
  drawer.setAttribute("role", "navigation");
  drawer.setAttribute("aria-label", "Documents and conversations");
  document.addEventListener("click", (event) => {
    if (event.target.closest(".kilde-drawer-button")) {
      open(!isOpen());
      if (isOpen()) drawer.focus({ preventScroll: true });
    } else if (isOpen() && event.target.isConnected && !event.target.closest(".kilde-history")) {
      open(false);
    } else if (event.detail > 0 && event.target.closest(".kilde-choices label")) {
      open(false);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) {
      open(false);
      button.focus({ preventScroll: true });
    }
  });
}
