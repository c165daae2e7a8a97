// What a page can do better with a script. Nothing here is needed: without it the buttons stay hidden, the limit of a
// text stands in words, and the browser itself moves the focus.

const all = (selector) => document.querySelectorAll(selector);

// A form came back with errors: read them first, even in browsers that ignore `autofocus` here.
document.querySelector(".errors")?.focus();

// Fields for addresses are searched while one types.
if (document.querySelector("[data-suggest]")) import("./addresses.js");

// Copies the words of an element and says so.
for (const button of all("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    document.querySelector(`[data-said="${button.dataset.copy}"]`).textContent = button.dataset.done;
  });
}

// Counts as the server does: Unicode scalars, a line break as one. The count is seen at once and said after a pause.
for (const count of all("[data-count]")) {
  const area = document.getElementById(count.dataset.count);
  const most = Number(count.dataset.most);
  const said = document.createElement("span");
  said.className = "unseen";
  said.setAttribute("role", "status");
  count.after(said);
  let pause;

  const show = () => {
    const left = most - [...area.value].length;
    count.textContent = (left < 0 ? count.dataset.over : count.dataset.left).replace("{count}", Math.abs(left));
    count.classList.toggle("over", left < 0);
    clearTimeout(pause);
  };
  area.addEventListener("input", () => {
    show();
    pause = setTimeout(() => { said.textContent = count.textContent; }, 1500);
  });
  show();
}

// Shows what is typed as a password, and hides it again before it is sent.
for (const button of all("[data-reveal]")) {
  const input = document.getElementById(button.dataset.reveal);
  const show = button.textContent;
  const set = (type) => {
    input.type = type;
    button.textContent = type === "password" ? show : button.dataset.hide;
  };
  button.hidden = false;
  button.addEventListener("click", () => set(input.type === "password" ? "text" : "password"));
  input.form?.addEventListener("submit", () => set("password"));
}
