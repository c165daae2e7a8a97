// Shows what the town's register of addresses has while one types (the combobox of the ARIA Authoring Practices). Without
// this script the field is a field, and the server asks afterwards which address was meant.

const wait = 120;
const shortest = 2;
const element = (tag, values = {}) => Object.assign(document.createElement(tag), values);

for (const input of document.querySelectorAll("[data-suggest]")) suggest(input);

function suggest(input) {
  const { suggest: address, suggestList: label, suggestNone: none } = input.dataset;
  const list = element("ul", { className: "suggestions", id: `${input.id}-list`, hidden: true });
  const said = element("span", { className: "unseen" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label);
  said.setAttribute("role", "status");
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"],
    ["aria-controls", list.id]]) input.setAttribute(name, value);
  input.after(list, said);

  const point = ["latitude", "longitude"].map((id) => input.form?.elements[id]);
  // What an address has put into the fields of the point; nothing while they are somebody's own.
  let placed = [];
  let [found, active, pause, latest] = [[], -1];

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const mark = (index) => {
    active = index;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
    const item = list.children[index];
    if (item) {
      input.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };

  // A point that came from an address goes with it; one from the map stays.
  const place = ({ latitude, longitude }) => {
    const isOwn = point.some((field, index) => field && field.value !== "" && field.value !== placed[index]);
    if (!point.every(Boolean) || isOwn) return;
    placed = [latitude ?? "", longitude ?? ""].map(String);
    point.forEach((field, index) => { field.value = placed[index]; });
    point[1].dispatchEvent(new Event("change", { bubbles: true }));
  };

  const choose = (index) => {
    const choice = found[index];
    if (!choice) return;
    clearTimeout(pause);
    latest?.abort();
    input.value = choice.line;
    place(choice);
    close();
    said.textContent = choice.note ?? choice.line;
  };

  const show = (answer) => {
    found = answer.addresses;
    list.replaceChildren(...found.map(({ line, note }, index) => {
      const item = element("li", { id: `${list.id}-${index}` });
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.append(element("b", { textContent: line }));
      if (note) item.append(element("small", { textContent: note }));
      // The field keeps the focus; a finger that scrolls the list chooses nothing.
      item.addEventListener("pointerdown", (event) => event.preventDefault());
      item.addEventListener("mousedown", (event) => event.preventDefault());
      item.addEventListener("click", () => choose(index));
      return item;
    }));
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    said.textContent = found.length > 0 ? answer.said : none;
  };

  const ask = async () => {
    latest?.abort();
    const text = input.value.trim();
    if (text.length < shortest) return close();
    latest = new AbortController();
    try {
      const answer = await fetch(`${address}?q=${encodeURIComponent(text)}`, { signal: latest.signal });
      if (!answer.ok) close();
      else if (document.activeElement === input) show(await answer.json());
    } catch (error) {
      // Without an answer the field stays what it is.
      if (error.name !== "AbortError") close();
    }
  };

  input.addEventListener("input", () => {
    if (placed[0]) place({});
    clearTimeout(pause);
    pause = setTimeout(ask, wait);
  });
  input.addEventListener("keydown", (event) => {
    const last = found.length - 1;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      choose(active);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return ask();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(active + step > last ? 0 : active + step < 0 ? last : active + step);
    }
  });
  input.addEventListener("blur", () => {
    latest?.abort();
    clearTimeout(pause);
    close();
  });
}
