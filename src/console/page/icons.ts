/** Drawn on 24 × 24 with a line of 1.75, as the demo page's. */
const PATHS = {
  chart: "M5 19.25v-5.5M12 19.25V5.25M19 19.25v-9",
  pause: "M9 6.25v11.5M15 6.25v11.5",
  play: "M8 5.5l10.5 6.5L8 18.5z",
  alert: "M12 8v4.75M12 16.25h.01M12 3.75a8.25 8.25 0 1 0 0 16.5 8.25 8.25 0 0 0 0-16.5z",
  search: "M10.75 4.25a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5l4.25 4.25",
  down: "M7 10l5 5 5-5",
} as const;

const SVG = "http://www.w3.org/2000/svg";

/** For the eye only: the text beside it says the same. */
export function icon(name: keyof typeof PATHS): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  svg.append(path);
  return svg;
}
