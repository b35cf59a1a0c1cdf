import type { BarSeriesOption } from 'echarts/charts';
import type { GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import { yuanText } from './format.ts';

type Option = ComposeOption<BarSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption>;

export interface BarSeries {
  name: string;
  /** A token of the style sheet without its dashes, such as `rent`. */
  colour: string;
  /** So that colour never tells them apart alone. */
  pattern: 'solid' | 'diagonal' | 'dotted';
  /** In fen, one for each name. */
  values: readonly number[];
}

export interface BarPicture {
  /** Of the bars, in order. */
  names: readonly string[];
  /** Several are stacked. */
  series: readonly BarSeries[];
  /** Bars that stand, for what follows in time; lying ones have room for long names. */
  isUpright?: boolean;
}

const decals = {
  solid: { symbol: 'none' },
  diagonal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 },
  dotted: {
    symbol: 'circle',
    symbolSize: 0.7,
    dashArrayX: [
      [8, 8],
      [0, 8, 8, 0],
    ],
    dashArrayY: [6, 0],
  },
} as const;

/** What to draw, in the colours and type of the page on which it stands. */
export function barOption(picture: BarPicture, element: Element, isNarrow: boolean): Option {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const text = { color: token('muted'), fontFamily: style.fontFamily, fontSize: 12 };
  const names = [...picture.names];
  const values = {
    type: 'value' as const,
    axisLabel: { ...text, formatter: shortYuan, hideOverlap: true },
    splitLine: { lineStyle: { color: token('line') } },
    splitNumber: isNarrow ? 3 : 5,
  };
  const categories = {
    type: 'category' as const,
    data: names,
    axisLabel: picture.isUpright ? { ...text } : { ...text, width: isNarrow ? 96 : 160, overflow: 'truncate' as const },
    axisLine: { lineStyle: { color: token('line-firm') } },
    axisTick: { show: false },
  };
  return {
    animation: false,
    aria: { enabled: false },
    textStyle: { fontFamily: style.fontFamily },
    grid: { left: 4, right: 16, top: picture.series.length > 1 ? 36 : 8, bottom: 4, outerBoundsMode: 'same' },
    legend: {
      show: picture.series.length > 1,
      left: 0,
      top: 0,
      icon: 'rect',
      textStyle: { ...text, color: token('ink') },
    },
    tooltip: {
      trigger: 'axis',
      // Drawn with the chart: a box of its own would need styles that the page's policy refuses.
      renderMode: 'richText',
      axisPointer: { type: 'shadow' },
      valueFormatter: (value) => yuanText(Number(value)),
      backgroundColor: token('surface'),
      borderColor: token('line-firm'),
      textStyle: { ...text, color: token('ink') },
    },
    ...(picture.isUpright
      ? { xAxis: categories, yAxis: values }
      : { xAxis: values, yAxis: { ...categories, inverse: true } }),
    series: picture.series.map((one) => ({
      type: 'bar' as const,
      name: one.name,
      // Nothing earned draws nothing, not even the edge of a bar.
      data: one.values.map((value) => value || null),
      barMaxWidth: 28,
      ...(picture.series.length > 1 && { stack: 'all' }),
      itemStyle: {
        color: one.pattern === 'solid' ? token(`${one.colour}-fill`) || token(one.colour) : token(`${one.colour}-tint`),
        borderColor: token(one.colour),
        borderWidth: 1,
        decal: { ...decals[one.pattern], color: token(one.colour) },
      },
    })),
  } as Option;
}

/** 12k rather than 12,000.00: an axis tells the size, the table beside it the fen. */
function shortYuan(fen: number): string {
  const yuan = fen / 100;
  return Math.abs(yuan) >= 10_000 ? `${Number((yuan / 1_000).toFixed(1)).toLocaleString('en-US')}k` : String(yuan);
}
