/**
 * Opens the map app of the phone at an address. Android asks which one, except inside WeChat, which opens no geo:
 * links; elsewhere Amap, which has an app and a page for every phone in China.
 */
export function mapLink(address: string, userAgent: string): string {
  const place = encodeURIComponent(address);
  const asks = /Android/i.test(userAgent) && !/MicroMessenger|DingTalk|QQ\//i.test(userAgent);
  if (asks) return `geo:0,0?q=${place}`;
  return `https://uri.amap.com/search?keyword=${place}&view=map&src=anju&callnative=1`;
}
