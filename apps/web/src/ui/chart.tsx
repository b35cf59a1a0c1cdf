import { useEffect, useRef } from 'react';
import { type BarPicture, barOption } from './chart-option.ts';
import { useTheme } from './theme.ts';
import { useMedia } from './use-media.ts';
import './chart.css';

interface BarsProps extends BarPicture {
  /** The picture in one sentence; the figures stand in a table beside it. */
  label: string;
}

/** Bars drawn by a library that is loaded with the first chart. The reader without eyes has the table beside it. */
export function Bars({ label, ...picture }: BarsProps) {
  const place = useRef<HTMLDivElement>(null);
  const theme = useTheme();
  const isDark = useMedia('(prefers-color-scheme: dark)');
  const isNarrow = useMedia('(max-width: 560px)');
  const drawn = JSON.stringify(picture);
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read from the style sheet, which changes with the theme.
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let isGone = false;
    let release = () => {};
    import('./chart-engine.ts').then(({ init }) => {
      // The reader may have left, or turned the light off, while the library was on its way.
      if (isGone) return;
      const chart = init(element, null, { renderer: 'canvas' });
      chart.setOption(barOption(JSON.parse(drawn) as BarPicture, element, isNarrow));
      const watcher = new ResizeObserver(() => chart.resize());
      watcher.observe(element);
      release = () => {
        watcher.disconnect();
        chart.dispose();
      };
    });
    return () => {
      isGone = true;
      release();
    };
  }, [drawn, theme, isDark, isNarrow]);
  const rows = picture.isUpright ? 0 : picture.names.length;
  return (
    <div
      ref={place}
      className="chart"
      role="img"
      aria-label={label}
      style={rows > 0 ? { height: 24 + rows * 36 } : undefined}
    />
  );
}
