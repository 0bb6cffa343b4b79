// What HTML alone cannot do: copy an answer, place an opened passage, keep the address in step.
"use strict";
window.vendorscope = {
  // Once the page stands: the thread that its address names.
  start() {
    closeSidebar();
    document.body.classList.add("vs-ready");
    return [new URLSearchParams(location.search).get("thread") || "", this.models()];
  },
  // Which model was chosen for which chat, as JSON; a browser may refuse to keep anything.
  models() {
    try {
      return localStorage.getItem("vs-models") || "{}";
    } catch {
      return "{}";
    }
  },
  // Not on a phone, where it would open the keyboard over the page.
  focus() {
    if (!narrow()) document.querySelector("#vs-box textarea")?.focus();
  },
  // The list keeps what a reader chose in it, also once it belongs to another chat.
  pick(model) {
    const list = document.querySelector("#vs-model select");
    if (list && model) list.value = model;
  },
  picked(model) {
    return document.querySelector("#vs-model select")?.value || model;
  },
  show(thread) {
    const address = thread ? "?thread=" + encodeURIComponent(thread) : location.pathname;
    if (address !== (location.search || location.pathname)) history.pushState({}, "", address);
  },
};

document.addEventListener("change", (event) => {
  const list = event.target;
  if (!list.matches?.("#vs-model select")) return;
  const kept = Object.entries(JSON.parse(vendorscope.models()));
  const others = kept.filter(([thread]) => thread && thread !== list.dataset.thread).slice(-99);
  const now = Object.fromEntries([...others, ["", list.value], [list.dataset.thread, list.value]]);
  try {
    localStorage.setItem("vs-models", JSON.stringify(now));
  } catch {} // the choice then lasts as long as the page
});
addEventListener("popstate", () => location.reload());

document.addEventListener("click", async (event) => {
  const button = event.target.closest(".vs-copy");
  if (!button) return;
  const field = button.parentElement.querySelector(".vs-copied");
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.hidden = false; // plain http on another machine has no clipboard object
    field.select();
    document.execCommand("copy");
    field.hidden = true;
  }
  button.textContent = "✓";
  setTimeout(() => (button.textContent = label), 1500);
});

// A passage opens beside what opened it; on a narrow page the style makes it a sheet at the bottom.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[popovertarget]:not([popovertargetaction])");
  if (opener) window.vendorscope.opener = opener;
}, true);
document.addEventListener("toggle", (event) => {
  const card = event.target;
  if (!card.classList?.contains("vs-passage") || event.newState !== "open") return;
  card.style.removeProperty("inset");
  const opener = window.vendorscope.opener;
  if (innerWidth < 700 || !opener?.isConnected) return;
  const at = opener.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const left = Math.max(12, Math.min(at.left - 24, innerWidth - width - 12));
  const below = at.bottom + 8;
  const top = below + height < innerHeight - 12 ? below : Math.max(12, at.top - height - 8);
  card.style.inset = `${top}px auto auto ${left}px`;
}, true);

// On a phone the sidebar covers the page: closed at the start, and again once a chat was chosen.
const narrow = () => innerWidth <= 768;
function closeSidebar() {
  if (narrow()) document.querySelector("#vs-side.open .toggle-button")?.click();
}
document.addEventListener("click", (event) => {
  if (event.target.closest("#vs-new, .vs-history a")) closeSidebar();
});

// A new question goes to the top of the view and its answer grows below it, so that the reader
// starts at the beginning of the answer and not at its end.
function showLastQuestion() {
  const view = document.querySelector("#vs-chat .bubble-wrap");
  const rows = view?.querySelectorAll(".user-row") ?? [];
  const row = rows[rows.length - 1];
  if (!row || row === showLastQuestion.shown) return;
  showLastQuestion.shown = row;
  const top = rows.length === 1 ? 0 : row.offsetTop - 18;
  row.parentElement.style.setProperty("--vs-tail", `${top + view.clientHeight}px`);
  view.scrollTo({ top });
}

// Gradio may put this script in after the page is parsed.
const watch = () =>
  new MutationObserver(showLastQuestion).observe(document.body, { childList: true, subtree: true });
if (document.body) watch();
else addEventListener("DOMContentLoaded", watch);

// Gradio's step titles answer to Enter alone.
document.addEventListener("keydown", (event) => {
  if (event.key !== " " || !event.target.matches?.(".thought-group > .title")) return;
  event.preventDefault();
  event.target.click();
});
