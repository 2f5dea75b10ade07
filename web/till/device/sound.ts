// Tones and vibration. An extra to what stands on the screen: where there is neither, nothing is missing.

import type { Tone as Answer } from '../sale/effects';

interface Tone {
  readonly hertz: number;
  readonly from: number;
  readonly seconds: number;
  readonly shape: OscillatorType;
}

const note = (hertz: number, from: number, seconds: number, shape: OscillatorType = 'sine'): Tone => ({
  hertz,
  from,
  seconds,
  shape,
});

/** Up: paid. Down and rough: not paid. Level: not known yet. */
const TONES: Readonly<Record<Answer, readonly Tone[]>> = {
  paid: [note(784, 0, 0.12), note(1175, 0.13, 0.28)],
  not_paid: [note(247, 0, 0.2, 'square'), note(165, 0.22, 0.4, 'square')],
  checking: [note(523, 0, 0.1), note(523, 0.2, 0.1), note(523, 0.4, 0.1)],
};

const PATTERNS: Readonly<Record<Answer, readonly number[]>> = {
  paid: [80],
  not_paid: [400],
  checking: [60, 100, 60, 100, 60],
};

const LOUDNESS = 0.2;
/** A tone that starts or stops at full strength clicks. */
const FADE_SECONDS = 0.015;

let context: AudioContext | undefined;

/** Browsers let a page sound only after it was touched: call it with the first key or tap. */
export function allowSound(): void {
  try {
    context ??= new AudioContext();
    // It may be refused, and then there is no sound.
    if (context.state === 'suspended') context.resume().catch(() => undefined);
  } catch {
    context = undefined;
  }
}

/** Sounds and vibrates. Never throws. */
export function sound(which: Answer): void {
  try {
    navigator.vibrate([...PATTERNS[which]]);
  } catch {
    // No motor, as on every desktop.
  }
  if (context?.state !== 'running') return;
  for (const tone of TONES[which]) play(context, tone);
}

function play(on: AudioContext, { hertz, from, seconds, shape }: Tone): void {
  const start = on.currentTime + from;
  const volume = on.createGain();
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(shape === 'square' ? LOUDNESS / 2 : LOUDNESS, start + FADE_SECONDS);
  volume.gain.setValueAtTime(shape === 'square' ? LOUDNESS / 2 : LOUDNESS, start + seconds - FADE_SECONDS);
  volume.gain.linearRampToValueAtTime(0, start + seconds);
  const source = new OscillatorNode(on, { frequency: hertz, type: shape });
  source.connect(volume).connect(on.destination);
  source.start(start);
  source.stop(start + seconds);
}
