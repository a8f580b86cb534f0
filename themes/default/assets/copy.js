// Copying: a button on code blocks and statements, and the address of a heading.
const status = document.createElement("p");
status.className = "visually-hidden";
status.role = "status";
document.body.append(status);

const copy = async (text, said, done) => {
  try { await navigator.clipboard.writeText(text); } catch { return; }
  status.textContent = said;
  done(true);
  setTimeout(() => { status.textContent = ""; done(false); }, 2000);
};

const button = (label, text) => {
  const made = document.createElement("button");
  made.className = "copy";
  made.textContent = "Copy";
  made.ariaLabel = label;
  made.addEventListener("click", () => copy(text(), "Copied", (on) => { made.textContent = on ? "Copied" : "Copy"; }));
  return made;
};

if (navigator.clipboard) {
  for (const code of document.querySelectorAll("pre.code")) {
    const box = document.createElement("div");
    box.className = "code-box";
    code.replaceWith(box);
    box.append(code, button("Copy the code", () => code.textContent));
  }
  for (const list of document.querySelectorAll("[data-copy]")) {
    const text = () => [...list.querySelectorAll(":scope > li > div")].map((part) => part.textContent.trim()).join("\n\n");
    list.closest(".statement").querySelector(".facts")?.append(button("Copy the statement", text));
  }
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest?.("a.anchor");
    if (anchor) copy(anchor.href, "Link copied", (on) => anchor.classList.toggle("copied", on));
  });
}
