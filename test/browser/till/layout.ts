// What holds on every screen of a till whatever it shows: what can be touched is large enough, and nothing lies outside.
import type { Page } from 'playwright-core';

export const SIZES = [
  { width: 320, height: 480 },
  { width: 1280, height: 800 },
] as const;

/** Each target that is too small, and how far the page can be moved sideways. Empty where all is well. */
export function faultsOfLayout(page: Page): Promise<string[]> {
  return page.evaluate(FAULTS);
}

/** Runs in the page. A field in a label is as large as the label: that is what is touched. */
const FAULTS = `(async () => {
  // What turns or slides in has arrived first. What pulses for ever never does.
  const ends = ({ effect }) => effect.getComputedTiming().iterations !== Infinity;
  await Promise.allSettled(document.getAnimations().filter(ends).map(({ finished }) => finished));
  const least = 64;
  const faults = [];
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const name = (element) => element.dataset?.screen ?? element.getAttribute('aria-label') ?? (element.textContent.trim() || element.id || element.tagName);
  for (const control of document.querySelectorAll('button, input, select, textarea, a[href], summary, [role="button"]')) {
    if (!shown(control) && !(control.labels?.length > 0 && shown(control.labels[0]))) continue;
    const places = [control, control.closest('label')].filter(Boolean).map((element) => element.getBoundingClientRect());
    if (!places.some(({ width, height }) => width >= least - 0.5 && height >= least - 0.5)) {
      const { width, height } = places.at(-1);
      faults.push(name(control) + ': ' + Math.round(width) + ' × ' + Math.round(height));
    }
  }
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) faults.push('the page is ' + root.scrollWidth + ' wide, the window ' + innerWidth);
  for (const element of document.querySelectorAll('body *')) {
    const { left, right, width } = element.getBoundingClientRect();
    if (width > 0 && shown(element) && (left < -1 || right > innerWidth + 1)) faults.push(name(element) + ' reaches from ' + Math.round(left) + ' to ' + Math.round(right));
    // Cut off: a box that hides what does not fit into it.
    if (element.scrollWidth > element.clientWidth + 1 && ['hidden', 'clip'].includes(getComputedStyle(element).overflowX) && shown(element) && element.clientWidth > 1)
      faults.push(name(element) + ' is cut off');
  }
  return faults;
})()`;
