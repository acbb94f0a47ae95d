async ({ text }) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Over plain HTTP from another machine a browser has no clipboard for scripts but this one.
    const field = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  const button = document.querySelector(".kilde-copy");
  if (button) {
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy answer"), 2000);
  }
}
