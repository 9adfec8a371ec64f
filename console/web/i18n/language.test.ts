import { describe, expect, it } from 'vitest';
import { chooseLanguage } from './language.ts';

describe('the language to start with', () => {
  it('is the one chosen before, whatever the browser says', () => {
    expect(chooseLanguage('en', ['zh-CN'])).toBe('en');
  });
  it('is the first one of the browser that we know', () => {
    expect(chooseLanguage(null, ['fr-FR', 'en-GB', 'zh-CN'])).toBe('en');
    expect(chooseLanguage(null, ['zh-Hans-CN', 'en'])).toBe('zh-CN');
  });
  it('is Chinese when nothing is known, and never something that was stored but does not exist', () => {
    expect(chooseLanguage('klingon', ['fr'])).toBe('zh-CN');
    expect(chooseLanguage(null, [])).toBe('zh-CN');
  });
});
