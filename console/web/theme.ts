import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Unsaturated on purpose: colour is kept for alarms (tokens.css). */
const slate: MantineColorsTuple = [
  '#f1f3f5',
  '#e2e6e9',
  '#c9d0d6',
  '#aab5be',
  '#8493a0',
  '#5f7080',
  '#445666',
  '#2b3f50',
  '#22323f',
  '#18242e',
];

export const theme = createTheme({
  primaryColor: 'slate',
  primaryShade: { light: 7, dark: 3 },
  autoContrast: true,
  colors: { slate },
  fontFamily: 'var(--face)',
  fontFamilyMonospace: 'var(--face-mono)',
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // A page has one banner: the head of a dialog is none.
  components: { ModalHeader: { defaultProps: { component: 'div' } } },
});

const tokens = {
  '--mantine-color-body': 'var(--ground)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-dim)',
  '--mantine-color-error': 'var(--life-text)',
  '--mantine-color-placeholder': 'var(--ink-dim)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-border': 'var(--line-strong)',
};

/** Mantine's own colours are taken from tokens.css, so that there is one place to look. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: tokens, dark: tokens });
