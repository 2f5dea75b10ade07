/** All that the page tells its service worker: a new build may take over now. A type alone, so that the two share no file. */
export type TakeOver = 'take over';
