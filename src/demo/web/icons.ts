/** Drawn on 24 × 24 with a line of 1.75. */
const PATHS = {
  bubble:
    "M5 4.5h14a1.75 1.75 0 0 1 1.75 1.75v8.5A1.75 1.75 0 0 1 19 16.5h-7.2L7 20.25V16.5H5a1.75 1.75 0 0 1-1.75-1.75v-8.5A1.75 1.75 0 0 1 5 4.5zM8.25 10.5h.01M12 10.5h.01M15.75 10.5h.01",
  chevron: "M9.5 6l6 6-6 6",
  down: "M7 10l5 5 5-5",
  back: "M14.5 6l-6 6 6 6",
  check: "M5.5 12.5l4.25 4.25L18.5 8",
  alert: "M12 8v4.75M12 16.25h.01M12 3.75a8.25 8.25 0 1 0 0 16.5 8.25 8.25 0 0 0 0-16.5z",
  eye:
    "M2.75 12S6 5.75 12 5.75 21.25 12 21.25 12 18 18.25 12 18.25 2.75 12 2.75 12zM12 9.25a2.75 2.75 0 1 0 0 5.5 2.75 2.75 0 0 0 0-5.5z",
  eyeOff:
    "M4 4l16 16M9.9 6A9.6 9.6 0 0 1 12 5.75c6 0 9.25 6.25 9.25 6.25a16 16 0 0 1-2.9 3.6M6.3 7.4A15 15 0 0 0 2.75 12S6 18.25 12 18.25c1.6 0 3-.4 4.2-1M10 10.1a2.75 2.75 0 0 0 3.9 3.9",
  user:
    "M12 12.25a3.75 3.75 0 1 0 0-7.5 3.75 3.75 0 0 0 0 7.5zM4.75 20c.6-3.4 3.5-5.25 7.25-5.25S18.65 16.6 19.25 20",
  phone:
    "M8 2.75h8a1.5 1.5 0 0 1 1.5 1.5v15.5a1.5 1.5 0 0 1-1.5 1.5H8a1.5 1.5 0 0 1-1.5-1.5V4.25A1.5 1.5 0 0 1 8 2.75zM10.75 18h2.5",
  lock:
    "M6.75 10.75h10.5a1.5 1.5 0 0 1 1.5 1.5v6.5a1.5 1.5 0 0 1-1.5 1.5H6.75a1.5 1.5 0 0 1-1.5-1.5v-6.5a1.5 1.5 0 0 1 1.5-1.5zM8.25 10.5V7.75a3.75 3.75 0 0 1 7.5 0v2.75",
  shield: "M12 3.25l7 2.5v5.5c0 4.4-2.9 7.9-7 9.5-4.1-1.6-7-5.1-7-9.5v-5.5zM9 12l2.25 2.25L15.25 10",
} as const;

export type IconName = keyof typeof PATHS;

const SVG = "http://www.w3.org/2000/svg";

/** For the eye only: the text beside it says the same. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  svg.append(path);
  return svg;
}
