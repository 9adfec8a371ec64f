import { SimError } from './sim-error.ts';

/** An option's value as a number of at least `min`. @throws SimError naming the option */
export function numberOption(
  name: string,
  value: string,
  { min, whole }: { min: number; whole: boolean },
): number {
  const number = Number(value);
  if (value.trim() === '' || Number.isNaN(number) || number < min || (whole && !Number.isInteger(number))) {
    throw new SimError(
      `--${name} is ${JSON.stringify(value)}: must be a ${whole ? 'whole ' : ''}number from ${min}`,
    );
  }
  return number;
}
