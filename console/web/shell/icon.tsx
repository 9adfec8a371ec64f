const PATHS = {
  warning: 'M12 3 1.5 21h21zM11 10h2v5h-2zm0 6.5h2v2h-2z',
  check: 'M9.5 18 3.5 12l1.8-1.8 4.2 4.2L18.7 5.2 20.5 7z',
  sound:
    'M3 9v6h4l6 5V4L7 9zm13 -1.5a6 6 0 0 1 0 9l-1.2-1.4a4 4 0 0 0 0-6.2zm2.6-3a10 10 0 0 1 0 15l-1.2-1.4a8 8 0 0 0 0-12.2z',
  soundOff:
    'M3 9v6h4l6 5V4L7 9zm12.3.9 1.3-1.3 2.4 2.4 2.4-2.4 1.3 1.3-2.4 2.4 2.4 2.4-1.3 1.3-2.4-2.4-2.4 2.4-1.3-1.3 2.4-2.4z',
  phone:
    'M6.6 2 10 7.5 8 10c1.2 2.6 3.4 4.8 6 6l2.500-2L22 17.400c-.6 2.800-2.400 4.600-5 4.600C9 21.500 2.500 15 2 7c0-2.600 1.800-4.400 4.600-5z',
  back: 'M14.500 4 16.500 6l-6 6 6 6-2 2-8-8z',
  forward: 'M9.500 4 7.500 6l6 6-6 6 2 2 8-8z',
  keyboard: 'M2 5h20v14H2zm2 2v10h16V7zm2 2h2v2H6zm4 0h2v2h-2zm4 0h2v2h-2zm3.500 0h1v2h-1zM7 13.500h10v2H7z',
  person:
    'M12 3a4.500 4.500 0 1 1 0 9 4.500 4.500 0 0 1 0-9zM3.500 21c0-4.400 3.800-7.500 8.500-7.500s8.500 3.100 8.500 7.500z',
  door: 'M5 2h14v20H5zm2 2v16h10V4zm7 7h2v2.500h-2z',
  clock:
    'M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20zm0 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16zm-1 2.500h2v5l4 2.400-1 1.700-5-3z',
  wrench:
    'M21 6.500 17.500 10 14 6.500 17.500 3A5.500 5.500 0 0 0 10.600 10L3 17.600 6.400 21 14 13.400A5.500 5.500 0 0 0 21 6.500z',
  search:
    'M10 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16zm0 2.500a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11zm5 12.200 1.700-1.700L22 20.300 20.300 22z',
  cross: 'm12 10 6-6 2 2-6 6 6 6-2 2-6-6-6 6-2-2 6-6-6-6 2-2z',
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration beside a word that says the same: hidden from screen readers. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" style={{ flex: 'none' }}>
      <path d={PATHS[name]} fill="currentColor" fillRule="evenodd" />
    </svg>
  );
}
