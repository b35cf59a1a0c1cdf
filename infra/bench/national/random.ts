/** A small fast generator: the same stream of numbers for the same key, on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform whole number in [0, bound). */
  below(bound: number): number;
  /** 32 random bits. */
  bits(): number;
  /** Standard normal. */
  normal(): number;
  pick<T>(values: readonly T[]): T;
}

/**
 * A stream that belongs to one thing of one seed, so that any part of the data can be made again without the parts before it.
 * @param topic names the stream, such as `bookings`.
 */
export function randomFor(seed: number, topic: string, ordinal: number): Random {
  let a = mix(seed >>> 0, hashText(topic), ordinal >>> 0);
  let b = mix(a, 0x9e3779b9, ordinal >>> 0);
  let c = mix(b, hashText(topic), 0x85ebca6b);
  let counter = 1;
  // sfc32: passes the usual batteries and needs four additions and a rotation a number.
  const bits = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  const next = (): number => bits() / 4_294_967_296;
  for (let i = 0; i < 8; i += 1) bits();
  return {
    bits,
    next,
    below: (bound) => Math.floor(next() * bound),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: (values) => values[Math.floor(next() * values.length)]!,
  };
}

/** Chooses by weight: prepared once, then a binary search a choice. */
export function chooser(weights: readonly number[]): (random: Random) => number {
  const edges: number[] = [];
  let sum = 0;
  for (const weight of weights) {
    sum += weight;
    edges.push(sum);
  }
  return (random) => {
    const at = random.next() * sum;
    let low = 0;
    let high = edges.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (edges[middle]! <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

const hex4 = Array.from({ length: 65_536 }, (_, i) => i.toString(16).padStart(4, '0'));

/** Which kind of row an id belongs to, so that ordinals of two kinds never meet. */
export const idKinds = {
  organisation: 1,
  user: 2,
  membership: 3,
  lab: 4,
  instrument: 5,
  policy: 6,
  booking: 7,
  claim: 8,
} as const;

export type IdKind = keyof typeof idKinds;

/**
 * A UUIDv7 that is the same for the same seed, kind and ordinal. The ordinal (below 2^40) is inside, so no two are equal.
 * @param atMs the instant that the id tells, epoch milliseconds.
 */
export function idOf(kind: IdKind, ordinal: number, atMs: number, random: Random): string {
  const noise = random.bits();
  const time = Math.floor(atMs / 65_536);
  const ordinalHigh = Math.floor(ordinal / 16_777_216);
  const groups = [
    hex4[time >>> 16]!,
    `${hex4[time & 0xffff]!}-`,
    `${hex4[atMs % 65_536]!}-`,
    `${hex4[0x7000 | (idKinds[kind] << 8) | (noise & 0xff)]!}-`,
    `${hex4[0x8000 | ((noise >>> 8) & 0x3fff)]!}-`,
    hex4[ordinalHigh]!,
    hex4[(ordinal >>> 8) & 0xffff]!,
    hex4[((ordinal & 0xff) << 8) | (noise >>> 24)]!,
  ];
  return groups.join('');
}

function mix(a: number, b: number, c: number): number {
  let h =
    (Math.imul(a ^ 0x27d4eb2f, 0x85ebca77) + Math.imul(b, 0xc2b2ae3d) + Math.imul(c ^ (a >>> 15), 0x165667b1)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) | 0;
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
