// QR codes as squares. The encoder is fetched with the first code that is needed, so that the till starts without it.
type Encode = (text: string) => { readonly size: number; readonly data: readonly (readonly boolean[])[] };

let encode: Encode | undefined;
let loading: Promise<void> | undefined;

/** Settles once codes can be drawn, or once it is plain that they cannot be: a slip without a code is still a slip. */
export function loadEncoder(): Promise<void> {
  loading ??= import('uqr').then(
    (module) => {
      encode = (text) => module.encode(text, { ecc: 'M', border: 0 });
    },
    () => {
      // The next one tries again: the network may be back by then.
      loading = undefined;
    },
  );
  return loading;
}

export interface Squares {
  readonly size: number;
  /** An SVG path over all dark squares, one unit each. */
  readonly path: string;
}

/** The code of a text; undefined while the encoder is not there. */
export function squaresOf(text: string): Squares | undefined {
  if (encode === undefined) return undefined;
  const { size, data } = encode(text);
  const runs: string[] = [];
  data.forEach((row, y) => {
    for (let x = 0; x < size; x += 1) {
      const from = x;
      while (row[x] === true) x += 1;
      if (x > from) runs.push(`M${from} ${y}h${x - from}v1h-${x - from}z`);
    }
  });
  return { size, path: runs.join('') };
}
