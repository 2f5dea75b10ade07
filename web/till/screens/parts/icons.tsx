// Icons, drawn here: one stroke, 24 units, in the colour of the text. They say nothing that a word beside them does not.
import type { ReactNode } from 'react';

function Icon({ children, size = 24 }: { children: ReactNode; size?: number | string | undefined }) {
  return (
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
      {children}
    </svg>
  );
}

interface Sized {
  readonly size?: number | string;
}

export const Tick = ({ size }: Sized) => (
  <Icon size={size}>
    <circle cx="12" cy="12" r="10" />
    <path d="m7 12.5 3.4 3.5L17 8.8" />
  </Icon>
);

/** A ring that is half full: paid in part. */
export const Half = ({ size }: Sized) => (
  <Icon size={size}>
    <circle cx="12" cy="12" r="10" />
    <path d="M12 2a10 10 0 0 0 0 20z" fill="currentColor" />
  </Icon>
);

export const Cross = ({ size }: Sized) => (
  <Icon size={size}>
    <circle cx="12" cy="12" r="10" />
    <path d="m8.2 8.2 7.6 7.6m0-7.6-7.6 7.6" />
  </Icon>
);

export const Clock = ({ size }: Sized) => (
  <Icon size={size}>
    <circle cx="12" cy="12" r="10" />
    <path d="M12 6.2V12l4 2.4" />
  </Icon>
);

/** A paper plane: on its way. */
export const Sent = ({ size }: Sized) => (
  <Icon size={size}>
    <path d="M21.5 2.5 10.6 13.4M21.5 2.5l-6.8 19-4.1-8.1-8.1-4.1z" />
  </Icon>
);

export const Tray = ({ size }: Sized) => (
  <Icon size={size}>
    <path d="M3 13h5l1.5 3h5L16 13h5M3 13v6.5h18V13L17.8 4.5H6.2z" />
  </Icon>
);

export const List = ({ size }: Sized) => (
  <Icon size={size}>
    <path d="M6 2.5h12v19l-3-2-3 2-3-2-3 2zM9.5 8h5m-5 4.5h5" />
  </Icon>
);

export const Printer = ({ size }: Sized) => (
  <Icon size={size}>
    <path d="M7 9V3h10v6M7 17H3.5V9h17v8H17M7 14h10v7H7z" />
  </Icon>
);

export const Back = ({ size }: Sized) => (
  <Icon size={size}>
    <path d="M20 12H4.5m6-6.5L4 12l6.5 6.5" />
  </Icon>
);

export const Erase = ({ size }: Sized) => (
  <Icon size={size}>
    <path d="M8.5 5H21.5v14h-13L2.5 12zM12 9.5l5 5m0-5-5 5" />
  </Icon>
);

export const Warning = ({ size }: Sized) => (
  <Icon size={size}>
    <path d="M12 3.2 1.8 20.8h20.4zM12 9.5v5.2m0 2.9v.1" />
  </Icon>
);

export const Speech = ({ size }: Sized) => (
  <Icon size={size}>
    <path d="M3 4h18v12.5h-9l-5 4v-4H3z" />
  </Icon>
);
