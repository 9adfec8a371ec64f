import type { Sign } from './home-sign.ts';

/** A sign in a square of 24: what is filled, what is drawn over it. Told apart without colour, also when small. */
export interface SignShape {
  body: string;
  /** CSS variables of tokens.css */
  fill: string;
  stroke: string;
  lines?: string;
  lineColour?: string;
}

const DISC = 'M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 0 1 0-17z';

/**
 * Corners for who calls (as in the queue: eight for life, three for urgent), round for a home: a dot when it is well, half
 * filled when something fails, crossed out when nobody is protected, a square while it is being worked on.
 */
export const SIGN_SHAPES: Record<Sign, SignShape> = {
  life: {
    body: 'M7.5 1h9L23 7.5v9L16.5 23h-9L1 16.5v-9z',
    fill: '--life',
    stroke: '--life-on',
    lines: 'M12 5.5v8M12 17v1.5',
    lineColour: '--life-on',
  },
  urgent: {
    body: 'M12 1 23.5 22.5H.5z',
    fill: '--urgent',
    stroke: '--urgent-on',
    lines: 'M12 8.5v7M12 18.5v1',
    lineColour: '--urgent-on',
  },
  unprotected: {
    body: DISC,
    fill: '--raised',
    stroke: '--ink',
    lines: 'M7.5 7.5l9 9M16.5 7.5l-9 9',
    lineColour: '--ink',
  },
  impaired: {
    body: DISC,
    fill: '--raised',
    stroke: '--ink',
    lines: 'M12 3.5v17M15 5.5v13M18 7.5v9',
    lineColour: '--ink',
  },
  maintenance: {
    body: 'M4.5 4.5h15v15h-15z',
    fill: '--raised',
    stroke: '--ink',
    lines: 'M9.5 8.5v7M14.5 8.5v7',
    lineColour: '--ink',
  },
  protected: { body: 'M12 6.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11z', fill: '--mark', stroke: '--raised' },
};
