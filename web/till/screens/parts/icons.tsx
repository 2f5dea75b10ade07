// Icons, drawn here: one stroke, 24 units, in the colour of the text. They say nothing that a word beside them does not.

interface Sized {
  readonly size?: number | string;
}

const RING = 'M12 2a10 10 0 1 0 0 20 10 10 0 1 0 0-20z';

/** `filled`: a part that is not a line. */
const icon =
  (lines: string, filled?: string) =>
  ({ size = 24 }: Sized) => (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={lines} />
      {filled !== undefined && <path d={filled} fill="currentColor" />}
    </svg>
  );

export const Tick = icon(`${RING}M7 12.5l3.4 3.5L17 8.8`);
/** A ring that is half full: paid in part. */
export const Half = icon(RING, 'M12 2a10 10 0 0 0 0 20z');
export const Cross = icon(`${RING}M8.2 8.2l7.6 7.6m0-7.6l-7.6 7.6`);
export const Clock = icon(`${RING}M12 6.2V12l4 2.4`);
/** A paper plane: on its way. */
export const Sent = icon('M21.5 2.5L10.6 13.4M21.5 2.5l-6.8 19-4.1-8.1-8.1-4.1z');
export const Tray = icon('M3 13h5l1.5 3h5L16 13h5M3 13v6.5h18V13L17.8 4.5H6.2z');
export const List = icon('M6 2.5h12v19l-3-2-3 2-3-2-3 2zM9.5 8h5m-5 4.5h5');
export const Printer = icon('M7 9V3h10v6M7 17H3.5V9h17v8H17M7 14h10v7H7z');
export const Back = icon('M20 12H4.5m6-6.5L4 12l6.5 6.5');
export const Erase = icon('M8.5 5h13v14h-13l-6-7zM12 9.5l5 5m0-5l-5 5');
export const Warning = icon('M12 3.2L1.8 20.8h20.4zM12 9.5v5.2m0 2.9v.1');
export const Speech = icon('M3 4h18v12.5h-9l-5 4v-4H3z');
