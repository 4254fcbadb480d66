// @ts-check
// In: the pixels of a picture. Out: a PNG of them in at most 256 colours, a third as large as one in all of them.
// For pictures of pages, which have few colours; a photograph would have bands.

import { crc32, deflateSync } from 'node:zlib';

/** @typedef {{ readonly width: number; readonly height: number; readonly rgba: Uint8Array }} Pixels four bytes each */

const COLOURS = 256;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * @param {Pixels} pixels
 * @returns {Buffer}
 */
export function encodePng({ width, height, rgba }) {
  const count = width * height;
  const colours = Array.from({ length: count }, (_, pixel) => colourAt(rgba, pixel));
  const palette = mostFrequent(colours);
  /** @type {Map<number, number>} */
  const indexes = new Map();
  const rows = Buffer.alloc(count + height);
  for (const [pixel, colour] of colours.entries()) {
    const index = indexes.get(colour) ?? nearest(palette, colour);
    indexes.set(colour, index);
    // Each row begins with its filter: none.
    rows[pixel + Math.floor(pixel / width) + 1] = index;
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8); // a byte for each pixel, of a palette
  const parts = palette.map((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(parts.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * @param {Uint8Array} rgba
 * @param {number} pixel
 */
function colourAt(rgba, pixel) {
  const [red = 0, green = 0, blue = 0] = rgba.subarray(4 * pixel, 4 * pixel + 3);
  return (red << 16) | (green << 8) | blue;
}

/** @param {readonly number[]} colours */
function mostFrequent(colours) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a);
  return sorted.slice(0, COLOURS).map(([colour]) => colour);
}

/**
 * @param {readonly number[]} palette
 * @param {number} colour
 */
function nearest(palette, colour) {
  const distances = palette.map((other) => distance(other, colour));
  return distances.indexOf(Math.min(...distances));
}

/**
 * @param {number} one
 * @param {number} other
 */
function distance(one, other) {
  const parts = [16, 8, 0].map((shift) => ((one >> shift) & 255) - ((other >> shift) & 255));
  return parts.reduce((sum, part) => sum + part * part, 0);
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
