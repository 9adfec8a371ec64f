export const boundary = {
  title: 'Boundary',
  hint: 'Shown on the map. Who is responsible is decided by the area that a home belongs to, not by this line.',
  map: 'Map of the boundary of {{name}} and its homes',
  none: 'No boundary yet.',
  draft: 'Not saved yet: from the file {{file}}. Is the line where it belongs?',
  outside:
    'Homes of this area outside the line: {{count}} of {{all}} on the map. Is it the right file, and does it use WGS 84 (not GCJ-02)?',
  save: 'Save this boundary',
  saved: 'The boundary has been saved.',
  choose: 'Choose a GeoJSON file',
  chooseHint: 'Or drop it here. Polygons in WGS 84, {{max}} corners at most.',
  refused: 'Not taken: {{file}}.',
  remove: 'Remove the boundary',
  removeTitle: 'Remove the boundary of {{name}}?',
  removed: 'The boundary has been removed.',
  goes: 'The line goes from the map. The area, its homes and its users stay.',
  problem: {
    tooBig: 'The file is larger than 5 MB. Simplify the line first, or cut this area out of the file.',
    notJson: 'It is no JSON. Export the area as GeoJSON; KML and Shapefile are not read.',
    notGeoJson: 'It is JSON, but not GeoJSON. Export the area as GeoJSON (RFC 7946).',
    noPolygon: 'There is no polygon in it, only points or lines. Export the area as a polygon.',
    order:
      'Latitude and longitude are exchanged: GeoJSON has the longitude first. Exchange them, or export it again.',
    degrees:
      'Its coordinates are not degrees. Export it in WGS 84 (EPSG:4326); a grid in metres is not read.',
    ring: 'A line of it is not closed, or has fewer than three corners. Close it: the last corner is the first one again.',
    tooMany: 'It has {{count}} corners, {{max}} are allowed. Simplify the line first, and load it again.',
  },
};
