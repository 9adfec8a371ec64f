/** Web Mercator (EPSG:3857) as a square from 0 to 1: x eastwards, y southwards. Beyond 85.05° it is cut off. */
export function mercator(lat: number, lng: number): { x: number; y: number } {
  const limited = Math.max(-85.0511, Math.min(85.0511, lat));
  const sine = Math.sin((limited * Math.PI) / 180);
  return { x: lng / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}
