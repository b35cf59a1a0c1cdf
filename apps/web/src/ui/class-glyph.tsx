import type { ReactNode } from 'react';

const cross = <path className="ax" d="M5 5v34h34" />;
const floor = <path className="ax" d="M5 39h34" />;

/** The trace that each class of instrument draws. Keys are prefixes of the class code; the longest match wins. */
const traces: Record<string, ReactNode> = {
  '0101': [floor, <path key="p" d="M17 5h10v5H17zM18 14h8M22 10v10M22 20l-8 16M22 20l8 16M11 36h22" />],
  '0102': [cross, <path key="p" d="M10 39V28M15 39V12M18 39V33M24 39V20M27 39V7M30 39V30M35 39V24" />],
  '0103': [
    cross,
    <path
      key="p"
      d="M6 37c3-1 3-9 4.5-9s1.5 8 3.5 8 2-27 4.5-27 2.5 27 4.5 27 1-17 3-17 2 17 4 17 1-6 2.5-6 1.5 7 5.5 7"
    />,
  ],
  '0104': [
    cross,
    <path key="p" d="M6 11h9c4 0 3 22 6.5 22S24 11 28 11h11" />,
    <path key="d" className="ax" d="M21.5 5v34" strokeDasharray="2 3" />,
  ],
  '0105': [
    cross,
    <path
      key="p"
      d="M6 36h4c2 0 1-12 2.5-12S13 36 15.5 36h2c2 0 1.5-27 3.5-27S22 36 25 36h2c2 0 2-9 4-9s1.5 9 4 9h4"
    />,
  ],
  '0106': [cross, <path key="p" d="M6 36h5V22h0v14h3V14h0v22h3V14h0v22h3V22h0v14h8V8h0v28h3V8h0v28h8" />],
  '0107': [cross, <path key="p" d="M8 29c8 0 12-1 16-14 2-6 5-5 6 0l3 10M33 25c-6 0-8 1-11 8-2 5-5 4-7 1l-3-5" />],
  '0108': [floor, <path key="p" d="M20 6h6v14h-6zM23 20v5M15 25h17M12 36h22M31 11c6 4 7 17-1 25M18 29h11" />],
  '0109': [cross, <path key="p" d="M6 14h8l3 4h5c3 0 2 16 4.5 16S28 18 31 18h8" />],
  '0110': [cross, <path key="p" d="M6 36h8c7 0 7-26 14-26h11M6 37h14c7 0 7-20 13-20h6" />],
  '0111': [cross, <path key="p" d="M9 34C9 18 18 10 35 10c0 17-8 24-24 24M11 33 26 18" />],
  '0112': [floor, <path key="p" d="M17 6h10M19 6v12L9 35h26L25 18V6M14 27h16" />],
  '02': [cross, <path key="p" d="M6 38 15 14c2-5 5-3 8-1 5 3 9-2 12 3 2 4 1 6 3 9" />],
  '0205': [cross, <path key="p" d="M6 37c8 0 9-29 16-29s8 29 17 29M13 39V30M18 39V16M22 39V8M27 39V18M32 39V33" />],
  '03': [floor, <path key="p" d="M6 16h32v16H6zM11 16v8M16 16v5M21 16v8M26 16v5M31 16v8" />],
  '04': [cross, <path key="p" d="M6 22c4-18 8-18 11 0s7 18 11 0 8-18 11 0" />],
  '05': [floor, <path key="p" d="M6 16c5-5 8-5 11 0s7 5 11 0 7-5 10 0M6 27c5-5 8-5 11 0s7 5 11 0 7-5 10 0" />],
  '06': [cross, <path key="p" d="M6 22h6l2-4 3 10 3-20 4 28 3-20 3 10 2-4h7" />],
  '07': [cross, <path key="p" d="M9 12h18c5 0 5-7 0-7M9 20h24c6 0 6 8 0 8M9 28h14c5 0 5 7 0 7" />],
  '08': [floor, <path key="p" d="M22 8l3 9 9 1-7 6 2 9-7-5-7 5 2-9-7-6 9-1z" />],
  '09': [cross, <path key="p" d="M6 24h9l3-4 3 4h2l2 10 4-26 3 16h7" />],
  '10': [cross, <path key="p" d="M6 8c3 18 9 27 33 28M10 39v-6M16 39v-3M22 39v-2" />],
  '11': [cross, <path key="p" d="M6 34h4V10h0v24h9V24h0v10h9V18h0v16h11" />],
  '12': [floor, <path key="p" d="M8 32h28M12 32v4M32 32v4M12 32V20l8 5v-5l8 5V9h6v23" />],
  '13': [floor, <path key="p" d="M7 9h30v20H7zM22 29v7M14 36h16M13 16h6M13 21h12" />],
  '14': [floor, <path key="p" d="M6 18h12v9H6zM18 22.5h21M30 15l-3 4M34 29l-3-4M35 17l-4 3" />],
  '': [cross, <path key="p" d="M6 37c8 0 9-3 11-16S20 8 22 8s3 2 5 14 4 15 12 15" />],
};

function traceOf(classCode: string): ReactNode {
  for (const length of [4, 2]) {
    const found = traces[classCode.slice(0, length)];
    if (found) return found;
  }
  return traces[''];
}

/** The class of an instrument as the trace it draws; decorative, since the name stands beside it. */
export function ClassGlyph({ classCode, small }: { classCode: string; small?: boolean }) {
  return (
    <svg className={small ? 'i' : 'glyph'} viewBox="0 0 44 44" aria-hidden="true">
      {traceOf(classCode)}
    </svg>
  );
}
