import { DomUtil, type LeafletMouseEvent, type Map as LeafletMap } from 'leaflet';
import { drawGrid, drawMark, drawRing, type Pen } from './draw-map.ts';
import { gridSteps } from './grid-steps.ts';
import { groupMarks, markAt, type Mark, type Spot } from './group-marks.ts';
import type { Sign } from './home-sign.ts';
import { mercator } from './mercator.ts';

/** A home that has a place. */
export interface PlacedSign {
  id: string;
  lat: number;
  lng: number;
  sign: Sign;
}

export interface HomeCanvas {
  show: (homes: readonly PlacedSign[]) => void;
  /** the home that the list points at */
  point: (id: string | undefined) => void;
  stop: () => void;
}

const CELL = 88;
const REACH = 32;
/** Homes just outside are drawn in part. */
const MARGIN = 40;
const TILE = 256;

/**
 * Draws homes, and a grid where there are no tiles, on one canvas above the map: fifty thousand are no more elements than
 * one.
 * @param onPick the homes of the mark that was clicked
 */
export function startHomeCanvas({
  map,
  grid,
  onPick,
}: {
  map: LeafletMap;
  grid: boolean;
  onPick: (ids: readonly string[]) => void;
}): HomeCanvas {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  canvas.style.pointerEvents = 'none';
  map.getPanes().overlayPane.append(canvas);
  let homes: { id: string; x: number; y: number; sign: Sign }[] = [];
  let marks: Mark[] = [];
  let pointed: string | undefined;
  let frame = 0;

  function draw(): void {
    frame = 0;
    const context = canvas.getContext('2d');
    if (context === null) return;
    const { x: width, y: height } = map.getSize();
    const ratio = window.devicePixelRatio;
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
    context.scale(ratio, ratio);
    const style = getComputedStyle(map.getContainer());
    const pen: Pen = {
      context,
      token: (name) => style.getPropertyValue(name).trim(),
      face: style.fontFamily,
    };
    if (grid) drawGridOf(pen, width, height);
    const spots = spotsIn(width, height);
    marks = groupMarks(spots, CELL);
    for (const mark of marks) drawMark(pen, mark);
    const spot = pointed === undefined ? undefined : spots.find(({ id }) => id === pointed);
    if (spot !== undefined) drawRing(pen, spot.x, spot.y);
  }

  function spotsIn(width: number, height: number): Spot[] {
    const world = TILE * 2 ** map.getZoom();
    const corner = map.getPixelBounds().min;
    const [left, top] = [corner?.x ?? 0, corner?.y ?? 0];
    const spots: Spot[] = [];
    for (const home of homes) {
      const x = home.x * world - left;
      const y = home.y * world - top;
      if (x < -MARGIN || y < -MARGIN || x > width + MARGIN || y > height + MARGIN) continue;
      spots.push({ id: home.id, x, y, sign: home.sign });
    }
    return spots;
  }

  function drawGridOf(pen: Pen, width: number, height: number): void {
    const bounds = map.getBounds();
    const centre = map.getCenter();
    const meridians = gridSteps(bounds.getWest(), bounds.getEast()).map((degrees) => ({
      degrees,
      at: map.latLngToContainerPoint([centre.lat, degrees]).x,
    }));
    const parallels = gridSteps(bounds.getSouth(), bounds.getNorth()).map((degrees) => ({
      degrees,
      at: map.latLngToContainerPoint([degrees, centre.lng]).y,
    }));
    drawGrid(pen, { width, height, meridians, parallels });
  }

  const soon = (): void => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  const click = ({ containerPoint: { x, y } }: LeafletMouseEvent): void => {
    const mark = markAt(marks, x, y, REACH);
    if (mark !== undefined) onPick(mark.ids);
  };
  const hover = ({ containerPoint: { x, y } }: LeafletMouseEvent): void => {
    map.getContainer().style.cursor = markAt(marks, x, y, REACH) === undefined ? '' : 'pointer';
  };
  map.on('move zoomend resize viewreset', soon).on('click', click).on('mousemove', hover);
  soon();
  return {
    show: (placed) => {
      homes = placed.map(({ id, lat, lng, sign }) => ({ id, sign, ...mercator(lat, lng) }));
      soon();
    },
    point: (id) => {
      pointed = id;
      soon();
    },
    stop: () => {
      cancelAnimationFrame(frame);
      map.off('move zoomend resize viewreset', soon).off('click', click).off('mousemove', hover);
      canvas.remove();
    },
  };
}
