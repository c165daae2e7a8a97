// Where the focus is: null at the end of the page, else a key of the element and what is wrong with it.
() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const isRinged = [element, element.closest("li")].some((place) => {
    if (!place) return false;
    const style = getComputedStyle(place);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });

  // WCAG 2.4.11: nothing that sticks to the screen may lie over the focus.
  const box = element.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const sticky = top?.closest(".bottom-bar, .bulk");
  const isCovered = box.width > 0 && sticky != null && !sticky.contains(element);

  element.dataset.stop ??= String(document.querySelectorAll("[data-stop]").length + 1);
  const faults = [];
  if (!isRinged) faults.push(`no ring: ${element.outerHTML.slice(0, 90)}`);
  if (isCovered) faults.push(`under something sticky: ${element.outerHTML.slice(0, 90)}`);
  return { key: element.dataset.stop, faults };
}
