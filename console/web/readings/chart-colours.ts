export interface ChartColours {
  ink: string;
  dim: string;
  line: string;
  mark: string;
  life: string;
  surface: string;
  night: string;
  strong: string;
  face: string;
}

/** A canvas knows no CSS variables: the tokens as they are now. */
export function chartColours(element: Element): ChartColours {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: token('--ink'),
    dim: token('--ink-dim'),
    line: token('--line'),
    mark: token('--mark'),
    life: token('--life'),
    surface: token('--surface'),
    night: token('--sunk'),
    strong: token('--line-strong'),
    face: style.fontFamily,
  };
}
