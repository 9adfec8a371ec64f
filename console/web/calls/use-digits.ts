import { useEffect, useEffectEvent } from 'react';
import { shortcutsEnabled } from '../keyboard/shortcuts-enabled.ts';
import { isWriting } from '../keyboard/is-writing.ts';
import { digitOf } from './digit-of.ts';

/** Listens for the digits 1 to 9 as long as the component is there, under the rules of all single keys. */
export function useDigits(onDigit: (digit: number) => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || !shortcutsEnabled() || isWriting(event.target)) return;
    const digit = digitOf(event);
    if (digit === undefined) return;
    event.preventDefault();
    onDigit(digit);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      press(event);
    };
    window.addEventListener('keydown', listen);
    return () => {
      window.removeEventListener('keydown', listen);
    };
  }, []);
}
