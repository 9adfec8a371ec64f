import type { Sound } from './decide-sound.ts';

export type SirenSound = Exclude<Sound, 'none'> | 'test';

/**
 * `held_back`: the browser has not let this page sound, or no longer does. `stuck`: it says that it sounds, but its
 * time stands still, so nothing comes out. Whether the loudspeaker is muted, no page can know: sound-check.tsx asks.
 */
export type SirenState = 'held_back' | 'armed' | 'stuck';

export interface Siren {
  /** Must be called from a click or key press: browsers hold sound back until then. */
  arm: () => void;
  play: (sound: SirenSound) => void;
  state: () => SirenState;
  /** looks whether it could really be heard; several times a second */
  check: () => void;
  subscribe: (listener: () => void) => () => void;
}

interface Tone {
  hz: number;
  at: number;
  length: number;
}

/**
 * Life: six quick rising tones, hard to sleep through. Urgent: two calm falling ones. Lost connection: one low
 * one. Test: three soft ones that nobody takes for an alarm. Told apart by rhythm and direction, not by pitch alone: older ears lose the high notes.
 */
const PATTERNS: Record<SirenSound, { wave: OscillatorType; gain: number; tones: Tone[] }> = {
  life: {
    wave: 'square',
    gain: 0.16,
    tones: [660, 880, 1100, 660, 880, 1100].map((hz, i) => ({
      hz,
      at: i * 0.17 + (i > 2 ? 0.12 : 0),
      length: 0.15,
    })),
  },
  urgent: {
    wave: 'triangle',
    gain: 0.3,
    tones: [
      { hz: 587, at: 0, length: 0.35 },
      { hz: 440, at: 0.4, length: 0.5 },
    ],
  },
  lost: { wave: 'triangle', gain: 0.3, tones: [{ hz: 220, at: 0, length: 0.9 }] },
  test: {
    wave: 'sine',
    gain: 0.3,
    tones: [440, 440, 660].map((hz, i) => ({ hz, at: i * 0.3, length: 0.25 })),
  },
};

/** How long the sound's own clock may stand still: it moves a hundred times a second. */
const STUCK_AFTER_MS = 1_500;

/** Synthesised sound: no file to load, so it works when the network does not. */
export function createSiren(): Siren {
  const listeners = new Set<() => void>();
  let context: AudioContext | undefined;
  let state: SirenState = 'held_back';
  let moved = { time: 0, at: 0 };

  function check(): void {
    const now = performance.now();
    if (context?.state === 'suspended' && state !== 'held_back') void context.resume();
    if (context && context.currentTime !== moved.time) moved = { time: context.currentTime, at: now };
    const next =
      context?.state !== 'running' ? 'held_back' : now - moved.at > STUCK_AFTER_MS ? 'stuck' : 'armed';
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  }

  return {
    arm() {
      if (state === 'stuck') {
        void context?.close();
        context = undefined;
      }
      if (!context) {
        context = new AudioContext();
        context.addEventListener('statechange', check);
      }
      moved = { time: context.currentTime, at: performance.now() };
      // Refused without a gesture: then it stays held back and the screen says so.
      void context.resume().then(check, check);
    },
    play(sound) {
      if (context?.state !== 'running') return;
      const { wave, gain, tones } = PATTERNS[sound];
      for (const tone of tones) playTone(context, wave, gain, tone);
    },
    state: () => state,
    check,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function playTone(context: AudioContext, wave: OscillatorType, gain: number, tone: Tone): void {
  const start = context.currentTime + tone.at;
  const end = start + tone.length;
  const oscillator = new OscillatorNode(context, { type: wave, frequency: tone.hz });
  const envelope = new GainNode(context, { gain: 0 });
  envelope.gain.setValueAtTime(0, start);
  envelope.gain.linearRampToValueAtTime(gain, start + 0.02);
  envelope.gain.setValueAtTime(gain, end - 0.04);
  envelope.gain.linearRampToValueAtTime(0, end);
  oscillator.connect(envelope).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(end);
}
