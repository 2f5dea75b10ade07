import type { Act } from '../../sale/events';

/** Tells the till what a person did. */
export type Send = (act: Act) => void;
