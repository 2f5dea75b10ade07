// The page that a slip is printed on: as wide as the roll, as long as the slip. CSS knows no page as long as its content
// (`@page { size: 80mm auto }` is not valid), so the slip is measured, and the rule is put in by script: the page's policy
// allows no <style> element.

/** Widths of rolls in millimetres. */
export const PAPER_WIDTHS = [80, 58] as const;
export type PaperWidth = (typeof PAPER_WIDTHS)[number];

/** By definition of CSS, whatever the screen or the zoom. */
const PX_PER_MM = 96 / 25.4;
/** Below the last line: rounding must not push it to a second page. */
const SPARE_MM = 1;

/** The rule for a slip of this height. Tenths of a millimetre, rounded up. */
export function pageRule(width: PaperWidth, heightPx: number): string {
  const heightMm = Math.ceil((heightPx / PX_PER_MM) * 10) / 10 + SPARE_MM;
  return `@page { size: ${width}mm ${heightMm.toFixed(1)}mm; margin: 0 }`;
}

let sheet: CSSStyleSheet | undefined;

/** Makes the next printed page fit the slip. */
export function fitPage(slip: Element, width: PaperWidth): void {
  sheet ??= new CSSStyleSheet();
  sheet.replaceSync(pageRule(width, slip.getBoundingClientRect().height));
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
}
