// Lets areas of a photo be drawn with a pointer, and shows at once what is typed. Without this script the same is done by
// the fields and the button that shows them on the photo.

const picture = document.querySelector("[data-picture]");
const list = document.querySelector("[data-areas]");
const template = document.querySelector("[data-row]");
const form = list.closest("form");
const most = Number(template.dataset.most);
const sides = ["left", "top", "width", "height"];
const { width, height } = picture.viewBox.baseVal;
// Percent of the photo; less is a slip of the hand.
const smallest = 0.5;

const rows = () => [...list.querySelectorAll("[data-area]")].filter((row) => !row.hidden);
const field = (row, name) => row.querySelector(`[name^="${name}"]`);
const typed = (row) => sides.map((side) => field(row, side).value.replace(",", ".").replace("%", "").trim());
const rounded = (number) => Math.round(number * 10) / 10;

// The sides of a row in percent; nothing when they are no area yet.
function area(row) {
  const values = typed(row).map((value) => (value === "" ? NaN : Number(value)));
  const [left, top, wide, high] = values;
  const isArea = values.every((value) => value >= 0) && wide > 0 && high > 0 && left + wide <= 100 && top + high <= 100;
  return isArea ? values : undefined;
}

const element = (name, attributes) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

function drawn([left, top, wide, high], look, number) {
  const [x, y] = [left * width / 100, top * height / 100];
  const box = { x, y, width: wide * width / 100, height: high * height / 100 };
  const group = element("g", { class: `area ${look}` });
  const text = element("text", {
    x: x + box.width / 2, y: y + box.height / 2, "font-size": Math.max(width, height) / 28,
  });
  text.textContent = number;
  group.append(element("rect", box), text);
  return group;
}

function show() {
  for (const old of picture.querySelectorAll(".area")) old.remove();
  for (const row of rows()) {
    const sidesOfRow = area(row);
    if (sidesOfRow) picture.append(drawn(sidesOfRow, field(row, "cover").value, row.dataset.area));
  }
}

// A new row after the last one, with its number in every name; nothing when there are as many as may be.
function newRow() {
  const last = list.querySelectorAll("[data-area]").length;
  if (last >= most) return undefined;
  const number = String(last + 1);
  const row = template.content.firstElementChild.cloneNode(true);
  row.dataset.area = number;
  for (const part of row.querySelectorAll("[id], [for], [name]")) {
    for (const name of ["id", "for", "name"]) {
      if (part.getAttribute(name)?.endsWith("0")) part.setAttribute(name, part.getAttribute(name).slice(0, -1) + number);
    }
  }
  const remove = row.querySelector("[name=remove]");
  remove.value = number;
  for (const words of [row.querySelector("legend"), remove.querySelector(".unseen")]) {
    words.textContent = words.textContent.replace("0", number);
  }
  list.append(row);
  form.elements.rows.value = number;
  return row;
}

// A row that was taken away comes back before another one is made.
function reusedRow() {
  const row = list.querySelector("[data-area][hidden]") ?? undefined;
  if (row) row.hidden = false;
  return row;
}

function take(sidesDrawn) {
  const known = rows();
  const row = known.find((each) => typed(each).every((value) => value === "")) ?? reusedRow() ?? newRow();
  if (!row) return;
  const before = known.filter((each) => each !== row).at(-1);
  if (before) field(row, "cover").value = field(before, "cover").value;
  sides.forEach((side, index) => { field(row, side).value = rounded(sidesDrawn[index]); });
  show();
}

// Where the pointer is, in percent of the photo.
function place(event) {
  const frame = picture.getBoundingClientRect();
  const part = (at, start, length) => Math.min(100, Math.max(0, (at - start) / length * 100));
  return [part(event.clientX, frame.left, frame.width), part(event.clientY, frame.top, frame.height)];
}

let start;
let sketch;

const between = ([x1, y1], [x2, y2]) => {
  const [left, top] = [rounded(Math.min(x1, x2)), rounded(Math.min(y1, y2))];
  return [left, top, rounded(Math.max(x1, x2) - left), rounded(Math.max(y1, y2) - top)];
};

picture.addEventListener("pointerdown", (event) => {
  if (event.button !== 0 || !event.isPrimary) return;
  event.preventDefault();
  picture.setPointerCapture(event.pointerId);
  start = place(event);
});
picture.addEventListener("pointermove", (event) => {
  if (!start) return;
  sketch?.remove();
  sketch = drawn(between(start, place(event)), "sketch", "");
  picture.append(sketch);
});
picture.addEventListener("pointerup", (event) => {
  if (!start) return;
  const sidesDrawn = between(start, place(event));
  if (sidesDrawn[2] >= smallest && sidesDrawn[3] >= smallest) take(sidesDrawn);
  start = undefined;
  sketch?.remove();
});
picture.addEventListener("pointercancel", () => {
  start = undefined;
  sketch?.remove();
});

list.addEventListener("input", show);
list.addEventListener("click", (event) => {
  const button = event.target.closest("[name=remove]");
  if (!button) return;
  event.preventDefault();
  const row = button.closest("[data-area]");
  const next = rows()[rows().indexOf(row) + 1] ?? rows()[rows().indexOf(row) - 1];
  for (const side of sides) field(row, side).value = "";
  // A row that is empty is no area, so that it can stay in the form unseen.
  row.hidden = true;
  show();
  (next?.querySelector("[name=remove]") ?? form.querySelector("[value=add]")).focus();
});

picture.classList.add("drawing");
show();
