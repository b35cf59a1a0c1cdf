import { multipart } from './multipart.ts';

/** A picture of one pixel, and a text that claims to be one. */
export const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** The form that uploads one file. */
export function upload(name: string, type: string, bytes: Buffer | string) {
  return multipart({}, { name, type, bytes });
}
