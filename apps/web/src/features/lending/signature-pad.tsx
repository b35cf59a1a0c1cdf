import { m } from '@guanyi/messages';
import { type PointerEvent, useRef, useState } from 'react';

export type Strokes = readonly (readonly number[])[];

/** The field is twice as wide as high; strokes are in thousandths of its width. */
const width = 1_000;
const height = 500;
/** As many points as one stroke may have, two numbers each. */
const mostNumbers = 2_000;
const mostStrokes = 100;

interface SignaturePadProps {
  label: string;
  strokes: Strokes;
  onChange: (strokes: Strokes) => void;
}

/** A field to sign in with a finger, a pen or the mouse. Who cannot draw types the name beside it. */
export function SignaturePad({ label, strokes, onChange }: SignaturePadProps) {
  const field = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<readonly number[]>([]);
  const pointOf = (event: PointerEvent): [number, number] => {
    const box = field.current?.getBoundingClientRect() ?? { left: 0, top: 0, width: 1 };
    const at = (value: number, most: number) => Math.round(Math.min(most, Math.max(0, (value * width) / box.width)));
    return [at(event.clientX - box.left, width), at(event.clientY - box.top, height)];
  };
  const end = () => {
    if (current.length >= 4 && strokes.length < mostStrokes) onChange([...strokes, current]);
    setCurrent([]);
  };
  return (
    <div className="pad-frame">
      <div
        ref={field}
        className={strokes.length + current.length > 0 ? 'pad signed' : 'pad'}
        role="img"
        aria-label={strokes.length > 0 ? m.handing_pad_signed({ who: label }) : m.handing_pad_empty({ who: label })}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setCurrent(pointOf(event));
        }}
        onPointerMove={(event) => {
          if (current.length === 0 || current.length >= mostNumbers) return;
          setCurrent([...current, ...pointOf(event)]);
        }}
        onPointerUp={end}
        onPointerCancel={end}
      >
        {strokes.length + current.length === 0 && <span aria-hidden="true">{m.handing_sign_here()}</span>}
        <Ink strokes={[...strokes, current]} />
      </div>
      {strokes.length > 0 && (
        <button type="button" className="btn bare small" onClick={() => onChange([])}>
          {m.handing_sign_again()}
        </button>
      )}
    </div>
  );
}

/** Strokes as a picture. */
export function Ink({ strokes }: { strokes: Strokes }) {
  const points = (stroke: readonly number[]) =>
    stroke.map((value, i) => (i % 2 === 0 ? `${value},` : `${value} `)).join('');
  return (
    <svg viewBox={`0 0 ${width} ${height}`} className="ink" aria-hidden="true">
      {strokes.map((stroke, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: strokes are never moved, only added.
        <polyline key={i} points={points(stroke)} />
      ))}
    </svg>
  );
}
