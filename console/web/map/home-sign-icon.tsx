import type { Sign } from './home-sign.ts';
import { SIGN_SHAPES } from './sign-shapes.ts';

/** The sign of a home as it is drawn on the map; the word for it stands beside it. */
export function HomeSignIcon({ sign, size = 24 }: { sign: Sign; size?: number }) {
  const { body, fill, stroke, lines, lineColour } = SIGN_SHAPES[sign];
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      aria-hidden="true"
      data-sign={sign}
      style={{ flex: 'none' }}
    >
      <path d={body} style={{ fill: `var(${fill})`, stroke: `var(${stroke})`, strokeWidth: 1.75 }} />
      {lines !== undefined && (
        <path
          d={lines}
          style={{
            fill: 'none',
            stroke: `var(${lineColour ?? stroke})`,
            strokeWidth: 2.5,
            strokeLinecap: 'round',
          }}
        />
      )}
    </svg>
  );
}
