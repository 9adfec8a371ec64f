import { useTranslation } from 'react-i18next';
import { calls } from '../i18n/en/calls.ts';

/** Why somebody could not be reached, in words; undefined for a code that has none. */
export function useCodeWord(): (code: string | undefined) => string | undefined {
  const { t } = useTranslation();
  return (code) => (isCode(code) ? t(`calls.code.${code}`) : undefined);
}

function isCode(code: string | undefined): code is keyof typeof calls.code {
  return code !== undefined && Object.hasOwn(calls.code, code);
}
