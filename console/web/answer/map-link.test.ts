import { describe, expect, it } from 'vitest';
import { mapLink } from './map-link.ts';

const ADDRESS = '拱墅区 莫干山路 1 号 & 3-2-501';

describe('the link to the map', () => {
  it('lets an Android phone choose its app, and carries the address unharmed', () => {
    const link = mapLink(ADDRESS, 'Mozilla/5.0 (Linux; Android 14) Chrome/126');
    expect(link).toMatch(/^geo:0,0\?q=/);
    expect(decodeURIComponent(link.slice('geo:0,0?q='.length))).toBe(ADDRESS);
  });

  it('goes to Amap from an iPhone and from inside WeChat, which opens nothing else', () => {
    for (const agent of ['Mozilla/5.0 (iPhone)', 'Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0']) {
      const link = new URL(mapLink(ADDRESS, agent));
      expect(link.hostname).toBe('uri.amap.com');
      expect(link.searchParams.get('keyword')).toBe(ADDRESS);
    }
  });
});
