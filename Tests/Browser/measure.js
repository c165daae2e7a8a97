// Everything about the size of things that is wrong on the page, as lines of words.
() => {
  const faults = [];
  const wide = document.documentElement.clientWidth;

  const named = (element) => {
    const style = String(element.className.baseVal ?? element.className).trim().replace(/\s+/g, ".");
    return `${element.tagName.toLowerCase()}.${style} "${element.textContent.trim().slice(0, 30)}"`;
  };
  const isUnseen = (element) => {
    const hidden = element.closest(".unseen, .skip, thead");
    return hidden !== null && getComputedStyle(hidden).position === "absolute";
  };
  // The queues of the office scroll in their row, and the skyline runs out of its frame on purpose.
  const mayStandOut = (element) => element.closest(".queues ul, .hero > svg") !== null;
  const mayBeCut = (element) => element.matches(".hero, svg, svg *, select, progress");

  if (document.documentElement.scrollWidth > wide) {
    faults.push(`the page is ${document.documentElement.scrollWidth} wide`);
  }
  for (const element of document.body.querySelectorAll("*")) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || isUnseen(element) || mayStandOut(element)) continue;
    if (box.right > wide + 0.5 || box.left < -0.5) faults.push(`outside the page: ${named(element)}`);
    const cuts = getComputedStyle(element).overflowX === "hidden" && element.scrollWidth > element.clientWidth + 1;
    if (cuts && !mayBeCut(element)) faults.push(`cut off: ${named(element)}`);
  }

  // WCAG 2.5.8: 24 pixels, except for a link in a sentence.
  const isInSentence = (element) =>
    element.matches("a") && getComputedStyle(element).display === "inline"
    && element.closest("p, li, dd, td, th, small, h3") !== null;
  const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  for (const element of document.querySelectorAll(controls)) {
    const card = element.matches("input") ? element.closest(".choice") : null;
    const box = (card ?? element).getBoundingClientRect();
    if (box.width === 0 || isUnseen(element) || isInSentence(element)) continue;
    if (box.height < 23.9 || box.width < 23.9) {
      faults.push(`target of ${Math.round(box.width)} by ${Math.round(box.height)}: ${named(element)}`);
    }
  }
  return faults;
}
