import { fileTypeFromBuffer } from 'file-type';

/** Programs are of no use to a lab and a danger to whoever opens them. */
const programs = new Set([
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/x-msi',
  'application/java-vm',
  'application/vnd.android.package-archive',
  'application/x-ms-shortcut',
]);

/** Kinds that a browser shows without running anything in them; all others come as attachments. */
const harmless = new Set([
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'application/pdf',
  'text/plain; charset=utf-8',
]);

export function isShownInline(mediaType: string): boolean {
  return harmless.has(mediaType);
}

/** The kind of a file by its content alone. @returns undefined for a program, which is refused. */
export async function mediaTypeOf(bytes: Buffer): Promise<string | undefined> {
  const detected = await fileTypeFromBuffer(bytes);
  if (detected && programs.has(detected.mime)) return undefined;
  if (detected && detected.mime !== 'application/xml') return detected.mime;
  const text = textOf(bytes);
  if (text === undefined) return 'application/octet-stream';
  const start = text.slice(0, 4_096).toLowerCase();
  if (start.includes('<svg')) return 'image/svg+xml';
  if (/<!doctype html|<html|<script|<body|<iframe/.test(start)) return 'text/html';
  if (detected) return 'application/xml';
  return start.startsWith('#!') ? undefined : 'text/plain; charset=utf-8';
}

function textOf(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
